//! `kht footprint`: the bytes that one launch touches.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr;

use anyhow::{Context as _, bail};
use kht_schema::footprint::{
    Blocks, BufferUse, Count, Options, WorkTotal, delta, footprint_of_blocks,
};
use kht_schema::launch::MAX_BYTES;
use kht_schema::{Footprint, Launch};

use super::output::{self, BOLD, DIM, plain};
use super::{files, input};

/// Says which bytes a launch will touch, per buffer.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    kht footprint kernel.kht.json --launch decode.launch.json\n  \
    kht footprint kernel.ll --launch decode.launch.json --json\n  \
    kht footprint kernel.ll --launch l.json --granularity 2097152   in pages of 2 MiB\n  \
    kht footprint kernel.ll --launch l.json --blocks 0..108   what the first 108 blocks touch\n  \
    kht footprint kernel.ll --launch l.json --blocks 0..4,8..16,0..1   blocks by axis: x, y, z\n  \
    kht footprint kernel.ll --launch token7.json --delta token8.json   what changes in between")]
pub(crate) struct Args {
    /// A table (JSON), or LLVM IR, which is analyzed on the way.
    file: PathBuf,
    /// The launch: kernel, grid, block, arguments and buffers, as JSON.
    #[arg(short, long, value_name = "FILE")]
    launch: PathBuf,
    /// Kernel to launch: its name or signature [default: the one that the launch names].
    #[arg(short, long, value_name = "NAME")]
    kernel: Option<String>,
    /// Widen ranges to multiples of this many bytes; 1 is exact.
    #[arg(short, long, value_name = "BYTES", default_value_t = 1,
          value_parser = clap::value_parser!(u64).range(1..))]
    granularity: u64,
    /// Points to enumerate per access before its answer becomes an upper bound.
    #[arg(long, value_name = "N", default_value_t = Options::default().budget)]
    budget: u64,
    /// Only these blocks: a range of numbers (x fastest), or one range for each axis.
    #[arg(short, long, value_name = "A..B", value_parser = read_blocks)]
    blocks: Option<Selected>,
    /// Another launch of the kernel: says what it touches that the first did not, and the reverse.
    #[arg(short, long, value_name = "FILE")]
    delta: Option<PathBuf>,
    /// Print the footprint, or the delta, as JSON.
    #[arg(long)]
    json: bool,
}

/// Blocks as the command line names them.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Selected {
    /// By number.
    Linear(Range<u64>),
    /// By index on each axis.
    Axes([Range<u32>; 3]),
}

/// Reads `A..B`, or `A..B,A..B,A..B`.
fn read_blocks(text: &str) -> Result<Selected, String> {
    fn range<T: FromStr + PartialOrd>(text: &str) -> Option<Range<T>> {
        let (start, end) = text.split_once("..")?;
        let range = start.parse().ok()?..end.parse().ok()?;
        (range.start < range.end).then_some(range)
    }
    let expected = || format!("expected A..B with A < B, or three of these, found `{text}`");
    let selected = match text.split(',').collect::<Vec<_>>()[..] {
        [linear] => range(linear).map(Selected::Linear),
        [x, y, z] => match (range(x), range(y), range(z)) {
            (Some(x), Some(y), Some(z)) => Some(Selected::Axes([x, y, z])),
            _ => None,
        },
        _ => None,
    };
    selected.ok_or_else(expected)
}

impl Selected {
    /// The blocks of a launch, all of which it must have.
    fn of(selected: Option<&Selected>, launch: &Launch) -> anyhow::Result<Blocks> {
        let grid = launch.grid;
        match selected {
            None => Ok(Blocks::all(launch)),
            Some(Selected::Linear(range)) => {
                let n_blocks: u128 = grid.iter().map(|extent| u128::from(*extent)).product();
                if u128::from(range.end) > n_blocks {
                    bail!("--blocks: expected blocks within 0..{n_blocks}, found {range:?}");
                }
                Ok(Blocks::linear(launch, range.clone()))
            }
            Some(Selected::Axes(ranges)) => {
                if let Some((range, extent)) =
                    ranges.iter().zip(grid).find(|(range, extent)| range.end > *extent)
                {
                    bail!("--blocks: expected blocks within 0..{extent}, found {range:?}");
                }
                Ok(Blocks::axes(ranges.clone()))
            }
        }
    }
}

/// Runs the subcommand.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let named = || args.launch.display().to_string();
    let launch = read_launch(&args.launch).with_context(named)?;
    let (name, asked) = match &args.kernel {
        Some(name) => (name, "--kernel".to_owned()),
        None => (&launch.kernel, format!("{}: kernel", named())),
    };
    let kernel = input::kernel(&args.file, name, &asked)?;
    let options = Options { granularity: args.granularity, budget: args.budget };
    let of = |launch: &Launch| -> anyhow::Result<Footprint> {
        let blocks = Selected::of(args.blocks.as_ref(), launch)?;
        Ok(footprint_of_blocks(&kernel, launch, &blocks, &options)?)
    };
    let footprint = of(&launch).with_context(named)?;
    if let Some(path) = &args.delta {
        let shown = || path.display().to_string();
        let next = read_launch(path).with_context(shown)?;
        if next.kernel != launch.kernel {
            let (expected, found) = (&launch.kernel, &next.kernel);
            bail!("{}: expected a launch of `{expected}`, found one of `{found}`", shown());
        }
        let delta = delta(&footprint, &of(&next).with_context(shown)?);
        if args.json {
            output::print(&(serde_json::to_string(&delta)? + "\n"))?;
        } else {
            output::print(&super::delta::describe(&delta, &named(), &shown()))?;
        }
    } else if args.json {
        output::print(&(serde_json::to_string(&footprint)? + "\n"))?;
    } else {
        output::print(&describe(&footprint, &launch))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads a launch; files that it names are relative to its folder.
pub(super) fn read_launch(path: &Path) -> anyhow::Result<Launch> {
    let size = path.metadata().map_or(0, |found| found.len());
    if MAX_BYTES as u64 <= size {
        bail!("expected a launch of at most {MAX_BYTES} bytes, found {size}");
    }
    let bytes = files::read(path)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    Ok(Launch::read(&bytes, folder.unwrap_or(Path::new(".")))?)
}

fn describe(footprint: &Footprint, launch: &Launch) -> String {
    let Footprint { kernel, granularity, buffers, work, notes } = footprint;
    let kernel = plain(kernel);
    let shown = |[x, y, z]: [u32; 3]| format!("{x} × {y} × {z}");
    let mut text = format!("{BOLD}{kernel}{BOLD:#}");
    let _ = write!(text, "  {} blocks of {} threads", shown(launch.grid), shown(launch.block));
    if *granularity != 1 {
        let _ = write!(text, ", in units of {}", output::size(*granularity));
    }
    text += "\n\n";
    let head =
        ["", "buffer", "size", "read", "written", "atomic", "loaded", "stored", "by atomics"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.extend(buffers.iter().map(|each| row(each, launch)));
    text += &output::columns(rows, 2);
    text.push('\n');
    let width = buffers.iter().map(|each| each.name.chars().count()).max().unwrap_or(0);
    for each in buffers {
        let size = launch.buffers.get(&each.name).map_or(0, |buffer| buffer.bytes);
        let exactness = output::exactness(each.exactness);
        let sides = [("read", &each.reads), ("written", &each.writes), ("atomic", &each.atomics)];
        for (side, ranges) in sides.into_iter().filter(|(_, ranges)| !ranges.is_empty()) {
            let strip = strip(ranges, size);
            let name = plain(&each.name);
            let _ = writeln!(text, "  {name:width$}  {side:7} {strip} {exactness}");
        }
        for reason in &each.reasons {
            let (name, reason) = (plain(&each.name), plain(reason));
            let _ = writeln!(text, "  {name:width$}  {DIM}because {reason}{DIM:#}");
        }
    }
    let WorkTotal { flops, int_ops, special_ops, tensor_ops, shared_bytes, barriers } = work;
    let work = [
        ("flops", flops),
        ("integer", int_ops),
        ("special", special_ops),
        ("tensor", tensor_ops),
        ("bytes of shared memory", shared_bytes),
        ("barriers", barriers),
    ];
    let work: Vec<String> = work
        .into_iter()
        .filter(|(_, count)| count.hi != Some(0))
        .map(|(name, count)| format!("{} {name}", number(*count)))
        .collect();
    if !work.is_empty() {
        let _ = writeln!(text, "\n  work: {}", work.join(", "));
    }
    for note in notes {
        let _ = writeln!(text, "  {DIM}note: {}{DIM:#}", plain(note));
    }
    text
}

fn row(each: &BufferUse, launch: &Launch) -> Vec<String> {
    let param = match (each.param, each.at) {
        (Some(param), Some(at)) => format!("{param}@{at}"),
        (Some(param), None) => param.to_string(),
        (None, _) => "through memory".to_owned(),
    };
    let size = launch.buffers.get(&each.name).map(|buffer| output::size(buffer.bytes));
    let covered = |ranges: &[[u64; 2]]| match ranges.iter().map(|[from, to]| to - from).sum() {
        0 => "-".to_owned(),
        bytes => output::size(bytes),
    };
    let moved = |count: Count| match count {
        Count { hi: Some(0), .. } => "-".to_owned(),
        Count { lo, hi: Some(hi) } if lo == hi => output::size(lo),
        Count { lo, hi } => {
            let hi = hi.map_or("…".to_owned(), output::size);
            format!("{} to {hi}", output::size(lo))
        }
    };
    vec![
        param,
        plain(&each.name),
        size.unwrap_or_else(|| "?".to_owned()),
        covered(&each.reads),
        covered(&each.writes),
        covered(&each.atomics),
        moved(each.bytes_loaded),
        moved(each.bytes_stored),
        moved(each.bytes_atomic),
    ]
}

fn number(count: Count) -> String {
    match count {
        Count { lo, hi: Some(hi) } if lo == hi => lo.to_string(),
        Count { lo, hi: Some(hi) } => format!("{lo} to {hi}"),
        Count { lo, hi: None } => format!("at least {lo}"),
    }
}

/// Cells of a strip.
const STRIP_CELLS: u64 = 60;

/// Where in a buffer ranges are: each cell as high as its part that is touched.
fn strip(ranges: &[[u64; 2]], bytes: u64) -> String {
    const LEVELS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let n_cells = STRIP_CELLS.min(bytes);
    let mut rest = ranges;
    let mut strip = String::new();
    for cell in 0..n_cells {
        let end_of = |cell: u64| u128::from(bytes) * u128::from(cell) / u128::from(n_cells);
        let (from, to) = (end_of(cell), end_of(cell + 1));
        let mut touched = 0;
        for [start, end] in rest {
            let (start, end) = (u128::from(*start).max(from), u128::from(*end).min(to));
            if to <= start {
                break;
            }
            touched += end.saturating_sub(start);
        }
        // Ranges that end here are not looked at again, so that all cells cost one walk.
        let done = rest.iter().take_while(|[_, end]| u128::from(*end) <= to).count();
        rest = &rest[done..];
        let level = (8 * touched).div_ceil(to - from);
        let level = usize::try_from(level).unwrap_or(8).min(8);
        strip.push(if level == 0 { '·' } else { LEVELS[level - 1] });
    }
    strip
}

#[cfg(test)]
mod tests {
    use super::{STRIP_CELLS, strip};

    #[test]
    fn a_strip_shows_where_and_how_densely() {
        assert_eq!(strip(&[[0, 60]], 60), "█".repeat(60));
        assert_eq!(strip(&[], 600), "·".repeat(60));
        assert_eq!(strip(&[[0, 300]], 600), "█".repeat(30) + &"·".repeat(30));
        assert_eq!(strip(&[[599, 600]], 600), "·".repeat(59) + "▁");
        assert_eq!(strip(&[[0, 5], [9, 13]], 120), "██▄·▄█▄".to_owned() + &"·".repeat(53));
        assert_eq!(strip(&[[1, 2]], 3), "·█·", "no more cells than bytes");
        assert_eq!(strip(&[], 0), "");
        let whole = strip(&[[0, u64::MAX]], u64::MAX);
        assert_eq!(whole.chars().count() as u64, STRIP_CELLS);
    }

    #[test]
    fn a_single_byte_of_a_large_buffer_is_seen() {
        let shown = strip(&[[5 << 40, (5 << 40) + 1]], 10 << 40);
        assert_eq!(shown.chars().position(|cell| cell == '▁'), Some(30));
    }
}
