//! `kht verify`: runs kernels on the CPU and judges their footprints by what happened.

mod progress;
mod random;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, anyhow, bail};
use kht_analyzer::verify::{
    BufferVerdict, Fault, Observed, Options, Outcome, PointerPlace, Requests, SideVerdict,
    TrafficVerdict, Verdict, observe, verify,
};
use kht_analyzer::{Hooks, Input, analyze};
use kht_schema::footprint::{self, Count};
use kht_schema::{Exactness, Footprint, Launch};
use serde::Serialize;

use self::progress::Progress;
pub(crate) use self::progress::keep_terminal;
use super::output::{self, BOLD};
use super::{files, worker};

/// Points per access that a footprint may enumerate: far beyond what a launch that is run thread
/// by thread can have.
const BUDGET: u64 = 1 << 32;

/// Steps of a random launch: seconds, so that a loop without end costs no more.
const RANDOM_STEPS: u64 = 50_000_000;

/// Runs a kernel on the CPU and compares what it touched with its footprint.
///
/// Each thread really runs, barriers, warp instructions and atomics included, and every access is
/// recorded. Exit code 1 if bytes were touched that were not predicted (MISSED), if they were moved
/// more or less often than predicted (traffic), or if more was predicted than a prediction that
/// calls itself exact may (not exact); 2 if a launch that was named could not be judged.
/// Random launches that run out of their buffers are drawn again, smaller, and counted if none
/// fits.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    kht verify kernel.ll --launch nice.launch.json\n  \
    kht verify kernel.ll --launches . --json\n  \
    kht verify kernel.ll --launch nice.launch.json --observed\n  \
    kht verify kernel.ll --random 20 --save missed    20 launches of each kernel")]
pub(crate) struct Args {
    /// LLVM IR as text (.ll) or bitcode (.bc), or - for standard input.
    file: PathBuf,
    /// Launch to run.
    #[arg(short, long, value_name = "FILE", required_unless_present_any = ["launches", "random"])]
    launch: Vec<PathBuf>,
    /// Folder of launches (*.launch.json) to run.
    #[arg(long, value_name = "DIR")]
    launches: Option<PathBuf>,
    /// Random launches of each kernel of the file.
    #[arg(long, value_name = "N", conflicts_with_all = ["launch", "launches", "observed"])]
    random: Option<u64>,
    /// Seed of the random launches; the same seed draws the same launches.
    #[arg(long, value_name = "S", default_value_t = 1, requires = "random")]
    seed: u64,
    /// Random launches of this kernel only; repeat for more.
    #[arg(long, value_name = "NAME", requires = "random")]
    kernel: Vec<String>,
    /// Random launches of one in so many kernels.
    #[arg(long, value_name = "N", default_value_t = 1, requires = "random",
        value_parser = clap::value_parser!(u64).range(1..))]
    every: u64,
    /// Folder for random launches that broke a promise.
    #[arg(long, value_name = "DIR", requires = "random")]
    save: Option<PathBuf>,
    /// Only say what was touched; no footprint is made.
    #[arg(long)]
    observed: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// Blocks that run at the same time [default: the processor's cores].
    #[arg(long, value_name = "N")]
    workers: Option<usize>,
    /// Accesses and turns of loops after which a run is given up [default: some seconds for random
    /// launches, about a minute for others].
    #[arg(long, value_name = "N")]
    max_steps: Option<u64>,
}

/// Heads of what was touched and moved.
const BYTES: [&str; 6] = ["read", "written", "atomic", "loaded", "stored", "by atomics"];

/// What became of one launch.
#[derive(Serialize)]
struct Report {
    launch: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<Verdict>,
    #[serde(skip_serializing_if = "Option::is_none")]
    observed: Option<Observed>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

impl Report {
    fn faults(&self) -> &[Fault] {
        self.observed.as_ref().map_or(&[], |it| &it.faults)
    }
}

/// Runs the subcommand.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let workers =
        args.workers.or_else(|| std::thread::available_parallelism().ok().map(Into::into));
    let many = if args.random.is_some() { RANDOM_STEPS } else { Options::DEFAULT_MAX_STEPS };
    let max_steps = args.max_steps.unwrap_or(many);
    let options = Options { workers: workers.unwrap_or(1).max(1), max_steps };
    if let Some(count) = args.random {
        return random::run(args, count, &options);
    }
    let file = files::read_ir(&args.file)?;
    worker::step(&args.file.display().to_string(), None);
    let name = args.file.file_name().map_or_else(|| "-".into(), |name| name.to_string_lossy());
    let mut reports = Vec::new();
    let paths = launches(args)?;
    let progress = Progress::new(paths.len());
    for (position, path) in paths.into_iter().enumerate() {
        progress.show(position, &path.to_string_lossy());
        let launch = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let report = judge(args, file.input(), &name, &path, &options);
        reports.push(report.map_or_else(
            |error| Report {
                launch: launch.clone(),
                outcome: None,
                verdict: None,
                observed: None,
                error: Some(format!("{}: {error:#}", path.display())),
            },
            |(verdict, observed)| Report {
                launch: launch.clone(),
                outcome: verdict.as_ref().map(Verdict::outcome),
                verdict,
                observed: Some(observed),
                error: None,
            },
        ));
    }
    drop(progress);
    if args.json {
        output::print_json(&reports)?;
    }
    for report in &reports {
        if let Some(error) = &report.error {
            anstream::eprintln!("error: {error}");
        } else if !args.json {
            output::print(&describe_report(report))?;
        }
    }
    Ok(exit_code(&reports))
}

/// Broken promises first, then launches that could not be judged.
fn exit_code(reports: &[Report]) -> ExitCode {
    let failed = |it: &Report| match it.outcome {
        // What was touched before a kernel went wrong must have been predicted all the same.
        Some(Outcome::Missed) => !it.faults().iter().any(|fault| fault.kind.voids_promises()),
        Some(outcome) => outcome.is_failure() && it.faults().is_empty(),
        None => false,
    };
    if reports.iter().any(failed) {
        ExitCode::from(1)
    } else if reports.iter().any(|it| it.error.is_some() || !it.faults().is_empty()) {
        ExitCode::from(2)
    } else {
        ExitCode::SUCCESS
    }
}

/// The launches to run: those named, then those of the folder in the order of their names.
fn launches(args: &Args) -> anyhow::Result<Vec<PathBuf>> {
    let mut paths = args.launch.clone();
    if let Some(folder) = &args.launches {
        let place = || format!("cannot read folder {}", folder.display());
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).with_context(place)? {
            let path = entry.with_context(place)?.path();
            if path.to_string_lossy().ends_with(".launch.json") {
                found.push(path);
            }
        }
        if found.is_empty() {
            bail!("{}: expected files *.launch.json, found none", folder.display());
        }
        found.sort();
        paths.extend(found);
    }
    Ok(paths)
}

/// Runs one launch, and compares it unless only the observation is asked for.
fn judge(
    args: &Args,
    input: Input<'_>,
    name: &str,
    path: &Path,
    options: &Options,
) -> anyhow::Result<(Option<Verdict>, Observed)> {
    let text = std::fs::read(path).context("cannot read")?;
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    let launch = Launch::read(&text, folder)?;
    if args.observed {
        return Ok((None, observe(input.bytes, name, &launch, options)?));
    }
    let prediction = predict(input, name, &launch)?;
    let (observed, verdict) = verify(input.bytes, name, &launch, &prediction, options)?;
    Ok((Some(verdict), observed))
}

/// The footprint of a launch.
fn predict(input: Input<'_>, name: &str, launch: &Launch) -> anyhow::Result<Footprint> {
    let wanted = |kernel: &str| kernel == launch.kernel;
    let analysis = analyze(input, name, &Hooks { wanted: Some(&wanted), ..Hooks::default() })
        .with_context(|| format!("cannot analyze {name}"))?;
    let kernel = analysis
        .table
        .kernels
        .first()
        .ok_or_else(|| anyhow!("{name}: expected kernel {:?}, found none", launch.kernel))?;
    let options = footprint::Options { granularity: 1, budget: BUDGET };
    Ok(footprint::footprint(kernel, launch, &options)?)
}

/// What became of a launch.
fn describe_report(report: &Report) -> String {
    let Some(observed) = &report.observed else {
        return String::new();
    };
    let outcome = report.outcome.map_or("observed", describe);
    let outcome = if observed.faults.is_empty() { outcome } else { "the kernel went wrong" };
    let mut text = format!("{BOLD}{}{BOLD:#}: {}: {outcome}\n", report.launch, observed.kernel);
    let mut rows = tabled::builder::Builder::new();
    match &report.verdict {
        Some(verdict) => {
            let first = ["argument", "buffer", "claim", "verdict"];
            rows.push_record(first.into_iter().chain(BYTES));
            verdict.buffers.iter().for_each(|buffer| rows.push_record(verdict_row(buffer)));
        }
        None => observed_rows(observed, &mut rows),
    }
    let mut table = rows.build();
    table.with(tabled::settings::Style::blank());
    let first_number = if report.verdict.is_some() { 4 } else { 2 };
    table.modify(
        tabled::settings::object::Columns::new(first_number..),
        tabled::settings::Alignment::right(),
    );
    text += &format!("{table}\n");
    if report.outcome == Some(Outcome::Traffic) && observed.faults.is_empty() {
        text += "No byte was missed, but bytes were moved more or less often than predicted.\n";
    }
    let missed = report.verdict.iter().flat_map(|it| &it.buffers);
    for buffer in missed {
        for instruction in &buffer.missed_by {
            text += &format!("missed in {}: {instruction}\n", buffer.name);
        }
    }
    for fault in &observed.faults {
        text += &fault_line(fault);
        text.push('\n');
    }
    text
}

/// One line for a fault.
fn fault_line(fault: &Fault) -> String {
    if fault.threads == 0 {
        return format!("fault: {}", fault.message);
    }
    let [x, y, z] = fault.thread;
    let [bx, by, bz] = fault.block;
    let instruction = fault.instruction.as_ref().map_or_else(String::new, |it| format!(": {it}"));
    let source = fault.source.as_ref().map_or_else(String::new, |it| format!(" ({it})"));
    format!(
        "fault: {}, in {} threads, first block ({bx}, {by}, {bz}) thread \
         ({x}, {y}, {z}){instruction}{source}",
        fault.message, fault.threads
    )
}

fn describe(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Equal => "equal",
        Outcome::Superset => "superset",
        Outcome::NotExact => "not exact",
        Outcome::Traffic => "traffic",
        Outcome::Missed => "MISSED",
    }
}

fn verdict_row(buffer: &BufferVerdict) -> Vec<String> {
    let claim = match buffer.exactness {
        Some(Exactness::Exact) => "exact",
        Some(Exactness::Upper) => "upper",
        Some(Exactness::Unknown) => "unknown",
        None => "none",
    };
    let mut row = vec![
        places(&buffer.pointers),
        buffer.name.clone(),
        claim.to_owned(),
        describe(buffer.outcome).to_owned(),
    ];
    row.extend(buffer.sides.iter().map(side_cell));
    row.extend(buffer.traffic.iter().map(traffic_cell));
    row
}

/// A buffer whose prediction was wrong, in one line.
fn one_line(buffer: &BufferVerdict) -> String {
    let mut text = verdict_row(buffer).join(" ");
    for instruction in &buffer.missed_by {
        text += "; missed in ";
        text += instruction;
    }
    text
}

/// Bytes that were touched, and where the prediction differs, by how many.
fn side_cell(side: &SideVerdict) -> String {
    let missed: u64 = side.missed.iter().map(|[lo, hi]| hi - lo).sum();
    match (missed, side.extra) {
        (0, 0) => side.observed.to_string(),
        (0, extra) => format!("{} ({extra} more predicted)", side.observed),
        (missed, 0) => format!("{} ({missed} MISSED)", side.observed),
        (missed, extra) => format!("{} ({missed} MISSED, {extra} more predicted)", side.observed),
    }
}

/// Bytes that were moved, and what was predicted if that is something else.
fn traffic_cell(traffic: &TrafficVerdict) -> String {
    let Count { lo, hi } = traffic.predicted;
    let observed = traffic.observed;
    let predicted = match hi {
        Some(hi) if lo == hi && lo == observed => return observed.to_string(),
        Some(hi) if lo == hi => lo.to_string(),
        Some(hi) => format!("{lo} to {hi}"),
        None => format!("{lo} or more"),
    };
    format!("{observed} (predicted {predicted})")
}

/// `arg0`, `arg3@8`, or a dash for a buffer that no argument points to.
fn places(pointers: &[PointerPlace]) -> String {
    let place = |it: &PointerPlace| match it.at {
        Some(at) => format!("arg{}@{at}", it.param.0),
        None => format!("arg{}", it.param.0),
    };
    let all: Vec<String> = pointers.iter().map(place).collect();
    if all.is_empty() { "-".to_owned() } else { all.join(" ") }
}

fn observed_rows(observed: &Observed, rows: &mut tabled::builder::Builder) {
    let (first, last) = (["argument", "buffer"], ["requests", "sectors"]);
    rows.push_record(first.into_iter().chain(BYTES).chain(last));
    let total = |ranges: &[[u64; 2]]| ranges.iter().map(|[lo, hi]| hi - lo).sum::<u64>();
    for buffer in &observed.buffers {
        let sets = [&buffer.reads, &buffer.writes, &buffer.atomics];
        let traffic = buffer.traffic;
        let mut row = vec![places(&buffer.pointers), buffer.name.clone()];
        row.extend(sets.map(|it| total(it).to_string()));
        row.extend(
            [traffic.bytes_loaded, traffic.bytes_stored, traffic.bytes_atomic]
                .map(|it| it.to_string()),
        );
        let Requests { loads, stores, atomics } = buffer.requests;
        let all = [loads, stores, atomics];
        row.push(all.iter().map(|it| it.requests).sum::<u64>().to_string());
        row.push(all.iter().map(|it| it.sectors).sum::<u64>().to_string());
        rows.push_record(row);
    }
}
