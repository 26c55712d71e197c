//! What a worker says of a file, and how the table is put together from it: a part for each kernel
//! as soon as it is done, so that nothing is lost that was found before a worker died, then one
//! with what holds for the whole file.

use std::cell::Cell;
use std::time::Duration;

use anyhow::bail;
use kht_analyzer::host::Survey;
use kht_analyzer::{Hooks, analyze_each};
use kht_schema::{Kernel, Table};
use nix::time::{ClockId, clock_gettime};
use serde::{Deserialize, Serialize};

use super::KernelReport;
use crate::cli::files::{self, Input, Ir};
use crate::cli::input;
use crate::cli::worker::{self, Job};

/// How a table without kernels ends, as JSON.
const NO_KERNELS: &str = "[]\n}";

/// What a worker found in a file.
pub(super) struct Answer {
    /// Time of the processor.
    pub(super) ms: f64,
    /// The figures of all kernels, and the table as JSON.
    pub(super) found: Result<(Vec<KernelReport>, Vec<u8>), String>,
}

/// The part that comes last.
#[derive(Serialize, Deserialize)]
struct Whole {
    /// Time of the processor for everything but kernels.
    ms: f64,
    /// The table without kernels, as JSON.
    found: Result<String, String>,
}

/// What is analyzed.
pub(super) struct Asked<'a> {
    pub(super) input: &'a Input,
    /// What is in it, if it was read already.
    pub(super) ir: Option<&'a Ir>,
    /// What the host's sources say.
    pub(super) host: Option<&'a Survey>,
}

/// Analyzes a file, in a worker.
pub(super) fn give(asked: &Asked<'_>, job: &Job, give: worker::Answer<'_>) {
    let clock = Clock::start();
    let found = file(asked, job, &clock, give).map_err(|error| format!("{error:#}"));
    let whole = Whole { ms: clock.rest(), found };
    give(serde_json::to_vec(&whole).expect("plain data without maps of odd keys"));
}

/// The table without kernels; those that the supervisor does not know yet are given on the way.
fn file(
    asked: &Asked<'_>,
    job: &Job,
    clock: &Clock,
    give: worker::Answer<'_>,
) -> anyhow::Result<String> {
    let Asked { input, ir, host } = *asked;
    let file = input.path.display().to_string();
    worker::step(&file, None);
    let read;
    let ir = match ir {
        Some(ir) => ir,
        None => {
            read = files::read_ir(&input.path)?;
            &read
        }
    };
    let n_known = Cell::new(job.n_answered);
    let wanted = |_: &str| n_known.replace(n_known.get().saturating_sub(1)) == 0;
    if input::is_handwritten(&input.path) {
        let table = input::handwritten(&ir.bytes, &input.name)?;
        for kernel in table.kernels.iter().filter(|kernel| wanted(&kernel.name)) {
            // Nobody times what is read as it is.
            give(part(kernel, Duration::ZERO));
        }
        return Ok(serde_json::to_string_pretty(&Table { kernels: Vec::new(), ..table })?);
    }
    let started = |kernel: &str| {
        worker::step(&file, Some(kernel));
        clock.enter();
    };
    let given_up: Vec<(String, String)> =
        job.given_up.iter().map(|it| (it.kernel.clone(), it.cause.clone())).collect();
    let hooks = Hooks {
        wanted: Some(&wanted),
        started: Some(&started),
        given_up: &given_up,
        host,
        ..Hooks::default()
    };
    let table = analyze_each(ir.input(), &input.name, &hooks, &mut |kernel, _| {
        let took = clock.leave();
        give(part(&kernel, took));
        worker::step(&file, None);
    })?;
    if let Some(problem) = kht_schema::check(&table).first() {
        bail!("expected a table that passes its check, found {problem}");
    }
    Ok(serde_json::to_string_pretty(&table)?)
}

/// The part for a kernel: a line of its own, then its part of the table.
fn part(kernel: &Kernel, took: Duration) -> Vec<u8> {
    let report = KernelReport::of(kernel, milliseconds(took));
    let told = "plain data without maps of odd keys";
    let mut part = serde_json::to_vec(&report).expect(told);
    let text = serde_json::to_string_pretty(kernel).expect(told);
    part.push(b'\n');
    part.extend_from_slice(text.replace('\n', "\n    ").as_bytes());
    part
}

/// Puts together what a worker has given, or several one after the other; `None` if that is not
/// what [`give`] gives.
pub(super) fn take(parts: &[Vec<u8>]) -> Option<Answer> {
    let (whole, kernels) = parts.split_last()?;
    let Whole { mut ms, found } = serde_json::from_slice(whole).ok()?;
    let table = match found {
        Ok(table) => table,
        Err(error) => return Some(Answer { ms, found: Err(error) }),
    };
    let mut table = table.strip_suffix(NO_KERNELS)?.as_bytes().to_vec();
    table.push(b'[');
    let mut reports = Vec::with_capacity(kernels.len());
    for (position, part) in kernels.iter().enumerate() {
        let end = part.iter().position(|byte| *byte == b'\n')?;
        let report: KernelReport = serde_json::from_slice(&part[..end]).ok()?;
        ms += report.ms;
        reports.push(report);
        table.extend_from_slice(if position == 0 { b"\n    " } else { b",\n    " });
        table.extend_from_slice(&part[end + 1..]);
    }
    table.extend_from_slice(if kernels.is_empty() { b"]\n}\n" } else { b"\n  ]\n}\n" });
    Some(Answer { ms, found: Ok((reports, table)) })
}

/// Measures what this thread makes the processor do, whatever else it is busy with.
struct Clock {
    begin: Duration,
    kernels: Cell<Duration>,
    entered: Cell<Duration>,
}

impl Clock {
    fn start() -> Clock {
        let begin = processor_time();
        Clock { begin, kernels: Cell::default(), entered: Cell::new(begin) }
    }

    /// A kernel begins.
    fn enter(&self) {
        self.entered.set(processor_time());
    }

    /// It ends; how long it took.
    fn leave(&self) -> Duration {
        let took = processor_time().saturating_sub(self.entered.get());
        self.kernels.set(self.kernels.get() + took);
        took
    }

    /// Milliseconds of everything but kernels.
    fn rest(&self) -> f64 {
        milliseconds(processor_time().saturating_sub(self.begin + self.kernels.get()))
    }
}

/// Zero where the system cannot tell.
fn processor_time() -> Duration {
    clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).map_or(Duration::ZERO, Duration::from)
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}
