//! `kht analyze`: tables of many files, and a summary.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::bail;
use indicatif::{ProgressBar, ProgressStyle};
use kht_analyzer::{Analysis, Hooks};
use kht_schema::{Access, Exactness, Kernel, Sym, WhyCode};
use rayon::prelude::*;
use serde::Serialize;

use super::files::{self, Input};
use super::output;

/// Analyzes compiled kernels and writes a table for each file.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    kht analyze kernel.ll -o tables          one file, table in tables/kernel.kht.json\n  \
    kht analyze build/ir -o tables --json    a folder, summary as JSON\n  \
    clang … -S -emit-llvm -o - | kht analyze - -o -   from stdin, table to stdout")]
pub(crate) struct Args {
    /// LLVM IR as text (.ll, Triton's .llir) or bitcode (.bc), folders of such, or - for standard
    /// input.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Folder for the tables, one FILE.kht.json for each input; - prints the table of one input.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Print the summary as JSON.
    #[arg(long)]
    json: bool,
    /// Files analyzed at a time [default: one per core].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
}

/// The summary of a run.
#[derive(Serialize)]
struct Report {
    files: Vec<FileReport>,
    summary: Summary,
}

#[derive(Serialize)]
struct FileReport {
    path: String,
    kernels: Vec<KernelReport>,
    /// Time for the whole file: reading, LLVM's passes, all kernels, writing.
    ms: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

#[derive(Serialize)]
struct KernelReport {
    name: String,
    display: String,
    accesses: usize,
    /// Accesses whose address and size are formulas without an unknown value; the conditions and
    /// trip counts around them may still have some.
    addressed: usize,
    exact: usize,
    upper: usize,
    unknown: usize,
    loops: usize,
    loops_exact: usize,
    ms: f64,
    /// Accesses that are not exact, by each reason that plays a part.
    reasons: BTreeMap<String, usize>,
}

#[derive(Default, Serialize)]
struct Summary {
    files: usize,
    failed: usize,
    kernels: usize,
    accesses: usize,
    addressed: usize,
    exact: usize,
    upper: usize,
    unknown: usize,
}

/// Runs the subcommand.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let inputs = files::find(&args.paths, &["ll", "llir", "bc"]);
    if inputs.is_empty() {
        bail!("expected .ll, .llir or .bc files below the given folders, found none");
    }
    let to_stdout = args.output.as_deref() == Some(Path::new("-"));
    if to_stdout && inputs.len() != 1 {
        bail!("expected one input with --output -, found {}", inputs.len());
    }
    if to_stdout && args.json {
        bail!("expected either --json or --output -, found both: each is one document on stdout");
    }
    if args.output.is_some() {
        no_shared_tables(&inputs)?;
    }
    let pool =
        rayon::ThreadPoolBuilder::new().num_threads(args.threads.map_or(0, usize::from)).build()?;
    let bar = ProgressBar::new(inputs.len() as u64).with_style(
        ProgressStyle::with_template("{bar:40} {pos}/{len} files {wide_msg}")
            .expect("the template is well-formed"),
    );
    let files: Vec<FileReport> = pool.install(|| {
        inputs
            .into_par_iter()
            .map(|input| {
                let report = match input {
                    Ok(input) => one(&input, args.output.as_deref()),
                    Err((path, message)) => failure(path.display().to_string(), message),
                };
                bar.inc(1);
                report
            })
            .collect()
    });
    bar.finish_and_clear();
    let report = Report { summary: summary(&files), files };
    for file in &report.files {
        if let Some(error) = &file.error {
            anstream::eprintln!("error: {}: {error}", file.path);
        }
    }
    if args.json {
        output::print_json(&report)?;
    } else if !to_stdout {
        output::print(&describe(&report))?;
    }
    Ok(ExitCode::from(if report.summary.failed > 0 { 2 } else { 0 }))
}

/// Refuses inputs that would write the same table, before any is written.
fn no_shared_tables(inputs: &[Result<Input, (PathBuf, String)>]) -> anyhow::Result<()> {
    let mut known: BTreeMap<PathBuf, &Path> = BTreeMap::new();
    for input in inputs.iter().flatten() {
        let table = table_name(input);
        if let Some(first) = known.insert(table.clone(), &input.path) {
            bail!(
                "{}: expected a table of its own for each input, found that {} writes {}, too",
                input.path.display(),
                first.display(),
                table.display()
            );
        }
    }
    Ok(())
}

/// The table of an input, below the output folder.
fn table_name(input: &Input) -> PathBuf {
    Path::new(&input.name).with_extension("kht.json")
}

fn failure(path: String, message: String) -> FileReport {
    FileReport { path, kernels: Vec::new(), ms: 0.0, error: Some(message) }
}

/// One file: analyze, check, write.
fn one(input: &Input, output: Option<&Path>) -> FileReport {
    let started = now();
    let mut report = match analyze(input, output) {
        Ok(kernels) => FileReport { path: shown(input), kernels, ms: 0.0, error: None },
        Err(error) => failure(shown(input), format!("{error:#}")),
    };
    report.ms = milliseconds(now() - started);
    report
}

fn shown(input: &Input) -> String {
    input.path.display().to_string()
}

fn analyze(input: &Input, output: Option<&Path>) -> anyhow::Result<Vec<KernelReport>> {
    let file = files::read_ir(&input.path)?;
    let times = RefCell::new(Vec::new());
    let last = RefCell::new(now());
    let done = |_: &str| {
        let end = now();
        let start = last.replace(end);
        times.borrow_mut().push(end - start);
    };
    let started = |_: &str| {
        last.replace(now());
    };
    let hooks = Hooks { started: Some(&started), done: Some(&done), ..Hooks::default() };
    let Analysis { table, .. } = kht_analyzer::analyze(file.input(), &input.name, &hooks)?;
    if let Some(problem) = kht_schema::check(&table).first() {
        bail!(
            "expected a table that passes its check, found {}: {}",
            problem.place,
            problem.message
        );
    }
    let mut json = serde_json::to_vec_pretty(&table)?;
    json.push(b'\n');
    match output {
        None => {}
        Some(folder) if folder == Path::new("-") => {
            anstream::print!("{}", String::from_utf8_lossy(&json));
        }
        Some(folder) => {
            files::write(&folder.join(table_name(input)), &json)?;
        }
    }
    let times = times.into_inner();
    Ok(table.kernels.iter().zip(times).map(|(kernel, time)| stats(kernel, time)).collect())
}

fn stats(kernel: &Kernel, time: Duration) -> KernelReport {
    let count = |exactness| kernel.accesses.iter().filter(|a| a.exactness == exactness).count();
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    for access in kernel.accesses.iter().filter(|a| a.exactness != Exactness::Exact) {
        let trips = access.loops.iter().map(|id| kernel.loops[id.index()].trip.symbols());
        let guards = access.guards.iter().map(kht_schema::Cond::symbols);
        let symbols = [access.offset.symbols(), access.bytes.symbols()];
        let mut codes: Vec<WhyCode> = trips
            .chain(guards)
            .chain(symbols)
            .flatten()
            .filter_map(|symbol| match symbol {
                Sym::Opq(id) => Some(kernel.opaques[id.index()].why.code),
                _ => None,
            })
            .collect();
        codes.sort();
        codes.dedup();
        for code in codes {
            let name = serde_json::to_value(code).ok();
            let name = name.and_then(|name| name.as_str().map(str::to_owned));
            *reasons.entry(name.unwrap_or_default()).or_default() += 1;
        }
    }
    let exact_loops = kernel.loops.iter().filter(|it| it.exactness == Exactness::Exact).count();
    KernelReport {
        name: kernel.name.clone(),
        display: kernel.display.clone(),
        accesses: kernel.accesses.len(),
        addressed: kernel.accesses.iter().filter(|access| is_addressed(access)).count(),
        exact: count(Exactness::Exact),
        upper: count(Exactness::Upper),
        unknown: count(Exactness::Unknown),
        loops: kernel.loops.len(),
        loops_exact: exact_loops,
        ms: milliseconds(time),
        reasons,
    }
}

/// Whether an address and size are known as formulas.
fn is_addressed(access: &Access) -> bool {
    let mut symbols = access.offset.symbols();
    symbols.extend(access.bytes.symbols());
    !symbols.iter().any(|symbol| matches!(symbol, Sym::Opq(_)))
}

fn summary(files: &[FileReport]) -> Summary {
    let mut summary = Summary { files: files.len(), ..Summary::default() };
    for file in files {
        summary.failed += usize::from(file.error.is_some());
        summary.kernels += file.kernels.len();
        for kernel in &file.kernels {
            summary.accesses += kernel.accesses;
            summary.addressed += kernel.addressed;
            summary.exact += kernel.exact;
            summary.upper += kernel.upper;
            summary.unknown += kernel.unknown;
        }
    }
    summary
}

fn describe(report: &Report) -> String {
    let head = ["file", "kernel", "accesses", "addressed", "exact", "upper", "unknown", "ms"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for file in &report.files {
        rows.extend(file.kernels.iter().map(|kernel| {
            vec![
                file.path.clone(),
                kernel.display.chars().take(60).collect(),
                kernel.accesses.to_string(),
                kernel.addressed.to_string(),
                kernel.exact.to_string(),
                kernel.upper.to_string(),
                kernel.unknown.to_string(),
                format!("{:.1}", kernel.ms),
            ]
        }));
    }
    let Summary { files, failed, kernels, accesses, addressed, exact, upper, unknown } =
        report.summary;
    format!(
        "{}\n{kernels} kernels of {files} files ({failed} failed): {accesses} accesses, \
         {addressed} addressed, {exact} exact, {upper} upper, {unknown} unknown\n",
        output::columns(rows, 2)
    )
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

/// Time for the summary.
#[expect(clippy::disallowed_methods, reason = "measured for people; no table sees it")]
fn now() -> Instant {
    Instant::now()
}
