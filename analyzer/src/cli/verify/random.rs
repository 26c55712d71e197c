//! `kht verify --random`: launches that nobody wrote, of every kernel of a file.

mod pairs;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use kht_analyzer::launches::{self, Effort};
use kht_analyzer::verify::{FaultKind, Observed, Options, Outcome, Verdict, verify};
use kht_analyzer::{Hooks, analyze};
use kht_schema::footprint::{self, BindError};
use kht_schema::{Footprint, Kernel, Launch};
use serde::Serialize;

use self::pairs::{Figures, Pairs};
use super::Args;
use crate::cli::{files, output, worker};

/// Points per access that a footprint may enumerate: far beyond what a small launch has.
const BUDGET: u64 = 1 << 20;

/// Times that launches are drawn from large to small, until one runs to its end.
const ROUNDS: u64 = 3;

/// What became of all launches of a file.
#[derive(Serialize)]
struct Report {
    file: String,
    /// The sum over all kernels.
    figures: Figures,
    kernels: Vec<KernelReport>,
}

/// What became of the launches of a kernel.
#[derive(Default, Serialize)]
struct KernelReport {
    name: String,
    equal: usize,
    superset: usize,
    not_exact: usize,
    /// All bytes predicted, but moved more or less often.
    traffic: usize,
    missed: usize,
    /// Launches that could not be judged to the end, by reason.
    stopped: BTreeMap<String, usize>,
    /// Buffers that were touched and that the footprint calls untouched.
    false_not_accessed: usize,
    /// Buffers that were written and that the footprint calls read-only.
    false_read_only: usize,
    failures: Vec<Failure>,
    /// What became of each argument over all launches that ran to their end.
    pairs: Pairs,
}

/// A launch that broke a promise.
#[derive(Serialize)]
struct Failure {
    number: u64,
    outcome: Outcome,
    /// The launch, if it was saved.
    #[serde(skip_serializing_if = "Option::is_none")]
    saved: Option<String>,
    /// What is wrong, a line for each buffer.
    details: Vec<String>,
}

/// How a launch ended.
enum End {
    Judged(Footprint, Verdict),
    /// Not to the end; what happened up to there is judged.
    Stopped(String, Verdict),
    /// Not at all.
    Refused(String),
}

/// Runs random launches of the kernels of the file.
pub(super) fn run(args: &Args, count: u64, options: &Options) -> anyhow::Result<ExitCode> {
    let file = files::read_ir(&args.file)?;
    let path = args.file.display().to_string();
    worker::step(&path, None);
    let name = args.file.file_name().map_or_else(|| "-".into(), |name| name.to_string_lossy());
    let seen = std::cell::Cell::new(0_u64);
    let wanted = |kernel: &str| {
        let position = seen.replace(seen.get() + 1);
        let named = args.kernel.is_empty() || args.kernel.iter().any(|it| it == kernel);
        named && position.is_multiple_of(args.every)
    };
    let hooks = Hooks { wanted: Some(&wanted), ..Hooks::default() };
    let table = analyze(file.input(), &name, &hooks)?.table;
    let names: Vec<String> = table.kernels.iter().map(|kernel| kernel.name.clone()).collect();
    let (figures, kernels) = (Figures::default(), Vec::new());
    let mut report = Report { file: path.clone(), figures, kernels };
    let mut failed = Ok(());
    kht_analyzer::verify::alone(&file.bytes, &name, &names, |index, bitcode| {
        worker::step(&path, Some(&names[index]));
        let judge = Judge { args, kernel: &table.kernels[index], bitcode, options };
        match judge.all(count) {
            Ok(kernel) => report.kernels.push(kernel),
            Err(error) => failed = Err(error),
        }
    })?;
    failed?;
    report.kernels.iter().for_each(|kernel| report.figures.add(&kernel.pairs));
    if args.json {
        output::print_json(&report)?;
    } else {
        output::print(&describe(&report))?;
    }
    let broken = report.kernels.iter().any(|kernel| !kernel.failures.is_empty());
    Ok(ExitCode::from(u8::from(broken)))
}

/// A kernel and how to judge it.
struct Judge<'a> {
    args: &'a Args,
    kernel: &'a Kernel,
    bitcode: &'a [u8],
    options: &'a Options,
}

impl Judge<'_> {
    fn all(&self, count: u64) -> anyhow::Result<KernelReport> {
        let pairs = Pairs::of(self.kernel);
        let name = self.kernel.name.clone();
        let mut report = KernelReport { name, pairs, ..KernelReport::default() };
        for number in 0..count {
            let (launch, end) = self.one(self.args.seed.wrapping_add(number));
            match end {
                End::Judged(predicted, verdict) => {
                    report.pairs.add(number, &predicted, &verdict);
                    match verdict.outcome() {
                        Outcome::Equal => report.equal += 1,
                        Outcome::Superset => report.superset += 1,
                        Outcome::NotExact => report.not_exact += 1,
                        Outcome::Traffic => report.traffic += 1,
                        Outcome::Missed => report.missed += 1,
                    }
                    if verdict.outcome().is_failure() {
                        self.add_failure(&mut report, number, &launch, &verdict)?;
                    }
                }
                End::Stopped(reason, verdict) => {
                    *report.stopped.entry(reason).or_default() += 1;
                    report.pairs.add_missed(&verdict);
                    if verdict.outcome().is_failure() {
                        match verdict.outcome() {
                            Outcome::Missed => report.missed += 1,
                            _ => report.traffic += 1,
                        }
                        self.add_failure(&mut report, number, &launch, &verdict)?;
                    }
                }
                End::Refused(reason) => *report.stopped.entry(reason).or_default() += 1,
            }
        }
        Ok(report)
    }

    /// Draws launches, each smaller than the one before it, until one runs to its end; then again.
    fn one(&self, seed: u64) -> (Launch, End) {
        let mut last = None;
        let rounds = (0..ROUNDS).flat_map(|round| Effort::ALL.map(|effort| (round, effort)));
        for (round, effort) in rounds {
            let seed = seed ^ round << 48;
            let launch = launches::random(self.kernel, seed, effort);
            let (end, again) = self.attempt(&launch);
            let missed = matches!(&end, End::Stopped(_, verdict) if verdict.outcome().is_failure());
            if !again || missed {
                return (launch, end);
            }
            last = Some((launch, end));
        }
        last.expect("there are efforts")
    }

    /// How a launch ends, and whether a smaller one may do better.
    fn attempt(&self, launch: &Launch) -> (End, bool) {
        let options = footprint::Options { granularity: 1, budget: BUDGET };
        let predicted = match footprint::footprint(self.kernel, launch, &options) {
            Ok(predicted) => predicted,
            Err(error) => return (End::Refused(refusal(&error)), true),
        };
        let (bytes, name) = (self.bitcode, self.kernel.name.as_str());
        match verify(bytes, name, launch, &predicted, self.options) {
            Err(error) => (End::Refused(format!("cannot run: {error}")), false),
            Ok((observed, verdict)) => match observed.faults.first() {
                None => (End::Judged(predicted, verdict), false),
                Some(fault) if fault.kind == FaultKind::Unsupported => {
                    (End::Stopped(fault.message.clone(), up_to_there(verdict)), false)
                }
                Some(_) => stopped(&observed, verdict),
            },
        }
    }

    fn add_failure(
        &self,
        report: &mut KernelReport,
        number: u64,
        launch: &Launch,
        verdict: &Verdict,
    ) -> anyhow::Result<()> {
        let saved = match &self.args.save {
            None => None,
            Some(folder) => Some(save(folder, self.args.seed.wrapping_add(number), launch)?),
        };
        for buffer in &verdict.buffers {
            let [reads, writes, _] = &buffer.sides;
            let predicted = reads.predicted + writes.predicted;
            let touched = reads.observed + writes.observed;
            report.false_not_accessed += usize::from(predicted == 0 && touched > 0);
            let read_only = predicted > 0 && writes.predicted == 0;
            report.false_read_only += usize::from(read_only && writes.observed > 0);
        }
        let failures = verdict.buffers.iter().filter(|buffer| buffer.outcome.is_failure());
        report.failures.push(Failure {
            number,
            outcome: verdict.outcome(),
            saved: saved.map(|path| path.display().to_string()),
            details: failures.map(super::one_line).collect(),
        });
        Ok(())
    }
}

/// A run that went wrong: out of a buffer or by a division the kernel leaves what it promised, so
/// that nothing can be said; else what happened up to there must have been predicted.
fn stopped(observed: &Observed, verdict: Verdict) -> (End, bool) {
    let first = &observed.faults[0];
    let reason = match first.kind {
        FaultKind::OutOfBounds => "ran out of a buffer".to_owned(),
        FaultKind::Misaligned => "ran into a misaligned access".to_owned(),
        _ => first.message.clone(),
    };
    if observed.faults.iter().any(|fault| fault.kind.voids_promises()) {
        (End::Refused(reason), true)
    } else {
        (End::Stopped(reason, up_to_there(verdict)), true)
    }
}

/// Judges a run that ended early: it may have touched less, and never more.
fn up_to_there(mut verdict: Verdict) -> Verdict {
    for buffer in &mut verdict.buffers {
        let missed = buffer.sides.iter().any(|side| !side.missed.is_empty());
        let over = |it: &kht_analyzer::verify::TrafficVerdict| {
            it.predicted.hi.is_some_and(|hi| hi < it.observed)
        };
        buffer.outcome = if missed {
            Outcome::Missed
        } else if buffer.traffic.iter().any(over) {
            Outcome::Traffic
        } else {
            Outcome::Superset
        };
    }
    verdict
}

/// Why a launch has no footprint.
fn refusal(error: &BindError) -> String {
    match error {
        BindError::OutOfBounds { .. } => "footprint leaves a buffer".to_owned(),
        BindError::NullPointer { .. } => "access through a null pointer".to_owned(),
        other => format!("does not fit the kernel: {other}"),
    }
}

/// Writes a launch to a file of its own.
fn save(folder: &Path, seed: u64, launch: &Launch) -> anyhow::Result<PathBuf> {
    // Names of kernels may be longer than those of files.
    let name: String = launch.kernel.chars().take(120).collect();
    let path = folder.join(format!("{name}-{seed}.launch.json"));
    let text = serde_json::to_vec(&launches::to_json(launch))?;
    files::write(&path, &text).context("cannot save a launch")?;
    Ok(path)
}

fn describe(report: &Report) -> String {
    let head = ["kernel", "equal", "superset", "not exact", "traffic", "missed", "stopped"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    let mut text = String::new();
    for kernel in &report.kernels {
        let stopped: usize = kernel.stopped.values().sum();
        let KernelReport { equal, superset, not_exact, traffic, missed, .. } = *kernel;
        let counts = [equal, superset, not_exact, traffic, missed, stopped];
        let name = kernel.name.chars().take(80).collect();
        rows.push(std::iter::once(name).chain(counts.map(|it| it.to_string())).collect());
        for failure in &kernel.failures {
            let saved = failure.saved.as_ref().map_or_else(String::new, |it| format!(": {it}"));
            let _ = writeln!(text, "{}: launch {}{saved}", kernel.name, failure.number);
            for line in &failure.details {
                let _ = writeln!(text, "  {line}");
            }
        }
        for line in kernel.pairs.not_equal() {
            let _ = writeln!(text, "{}: {line}", kernel.name);
        }
    }
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for (reason, count) in report.kernels.iter().flat_map(|kernel| &kernel.stopped) {
        *reasons.entry(reason).or_default() += count;
    }
    for (reason, count) in reasons {
        let _ = writeln!(text, "stopped {count}: {reason}");
    }
    format!("{}\n{text}{}\n", output::columns(rows, 1), report.figures)
}

#[cfg(test)]
mod tests {
    //! A run that ended early may have touched less than was predicted, and never more.

    use kht_analyzer::verify::{BufferVerdict, SideVerdict, TrafficVerdict};
    use kht_schema::Exactness;
    use kht_schema::footprint::Count;

    use super::*;

    fn verdict(predicted: u64, observed: u64, missed: Vec<[u64; 2]>) -> Verdict {
        let extra = predicted.saturating_sub(observed);
        let side = |missed| SideVerdict { predicted, observed, missed, extra };
        let count = Count { lo: predicted, hi: Some(predicted) };
        let traffic = TrafficVerdict { predicted: count, observed };
        let buffer = BufferVerdict {
            pointers: Vec::new(),
            name: "x".to_owned(),
            exactness: Some(Exactness::Exact),
            outcome: Outcome::NotExact,
            sides: [side(missed), side(Vec::new()), side(Vec::new())],
            traffic: [traffic; 3],
            missed_by: Vec::new(),
        };
        Verdict { kernel: "k".to_owned(), buffers: vec![buffer] }
    }

    #[test]
    fn less_than_predicted_is_no_miss() {
        assert_eq!(up_to_there(verdict(8, 4, Vec::new())).outcome(), Outcome::Superset);
    }

    #[test]
    fn more_than_predicted_is_a_miss() {
        assert_eq!(up_to_there(verdict(4, 4, vec![[4, 8]])).outcome(), Outcome::Missed);
        assert_eq!(up_to_there(verdict(4, 8, Vec::new())).outcome(), Outcome::Traffic);
    }
}
