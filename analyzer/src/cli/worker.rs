//! Work in processes that may die: LLVM aborts on some inputs, and takes its process along.
//!
//! The program forks workers before it has done anything with LLVM and before it has a second
//! thread; so a worker costs a copy of page tables, not the start of a program. Workers take job
//! after job, say by [`step`] what they are at, and answer through a pipe. The supervisor waits for
//! all of them at once: it sees who died or stands still, and knows at what.
//!
//! * What a worker has answered is kept when it dies; the next one goes on from there.
//! * A death counts only in a worker that answered nothing before: what happens to a job hangs on
//!   the job, not on what a worker did earlier. Otherwise the job is taken up once more.
//! * A job that dies at one of its kernels goes on without that kernel, which the caller then knows
//!   as [`GivenUp`]; one that dies elsewhere has failed. So each death ends a job, or brings it
//!   further.
//! * Workers die with the supervisor, leave no core files, and write no files but to its pipes.

mod frames;
mod pool;
mod process;

use std::fmt;
use std::io;
use std::process::ExitCode;
use std::sync::OnceLock;
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use serde::{Deserialize, Serialize};

pub(crate) use pool::run;
use process::Replies;

/// What a job may use.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    /// Time for each kernel; `None` for any.
    pub(crate) kernel: Option<Duration>,
    /// Time for what is done with a file as a whole; `None` for any.
    pub(crate) file: Option<Duration>,
    /// Address space; `None` for any.
    pub(crate) memory_bytes: Option<u64>,
}

impl Limits {
    /// Thousand times what nearly all kernels need.
    pub(crate) const DEFAULT_SECONDS: f64 = 60.0;

    /// Reading a gigabyte of text and LLVM's passes over it stay below.
    const FILE: Duration = Duration::from_secs(600);

    /// Enough for the largest module that is read, at ten bytes for one of text.
    pub(crate) const DEFAULT_MEBIBYTES: u64 = 16 << 10;

    /// Whatever it takes.
    pub(crate) const NONE: Limits = Limits { kernel: None, file: None, memory_bytes: None };

    /// At most that for a kernel and for all memory. A file is another matter: it may take long to
    /// read and have only kernels that are quick.
    pub(crate) fn of(kernel: Duration, memory_bytes: u64) -> Limits {
        Limits { kernel: Some(kernel), file: Some(Limits::FILE), memory_bytes: Some(memory_bytes) }
    }

    /// The limits of commands that have no options for them.
    pub(crate) fn usual() -> Limits {
        let kernel = Duration::from_secs_f64(Limits::DEFAULT_SECONDS);
        Limits::of(kernel, Limits::DEFAULT_MEBIBYTES << 20)
    }

    /// Time for a step.
    fn time(&self, step: &Step) -> Option<Duration> {
        if step.kernel.is_some() { self.kernel } else { self.file }
    }
}

/// A job: its position, where to go on, and what is to be left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Job {
    pub(crate) index: usize,
    /// Parts of the answer that are there already, and are not to be given again.
    pub(crate) n_answered: usize,
    pub(crate) given_up: Vec<GivenUp>,
}

/// A kernel at which a worker died.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct GivenUp {
    pub(crate) kernel: String,
    /// The cause without details that may differ from run to run.
    pub(crate) cause: String,
    /// The cause in full.
    pub(crate) message: String,
}

/// What a worker is at.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Step {
    file: String,
    kernel: Option<String>,
}

/// How a job ended.
pub(crate) struct Ended {
    pub(crate) job: Job,
    /// The worker's answers, or why there are none.
    pub(crate) result: Result<Vec<Vec<u8>>, Death>,
}

/// How a worker died.
#[derive(Clone, Debug)]
pub(crate) struct Death {
    cause: Cause,
    step: Step,
    /// The last that it said.
    last_words: String,
}

#[derive(Clone, Debug, PartialEq)]
enum Cause {
    /// By this signal.
    Signal(i32),
    /// By itself, with this code.
    Exit(i32),
    /// A step took longer than allowed.
    Time(Duration),
    /// It needed more memory than allowed.
    Memory(u64),
    /// LLVM's own check of what it had read, which ends the process, found this.
    Invalid(String),
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cause::Signal(signal) => write!(f, "LLVM crashed (signal {signal})"),
            Cause::Exit(code) => write!(f, "the analysis broke down (exit code {code})"),
            Cause::Time(limit) => write!(f, "no result within {} s", limit.as_secs_f64()),
            Cause::Invalid(message) => {
                write!(f, "expected valid LLVM IR, the verifier found: {message}")
            }
            Cause::Memory(limit) => write!(f, "more than {} MiB of memory needed", limit >> 20),
        }
    }
}

impl fmt::Display for Death {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(kernel) = &self.step.kernel {
            write!(f, "kernel {kernel}: ")?;
        }
        write!(f, "{}", self.cause)?;
        let says_more = matches!(self.cause, Cause::Signal(_) | Cause::Exit(_));
        if says_more && !self.last_words.is_empty() {
            write!(f, ": {}", self.last_words)?;
        }
        Ok(())
    }
}

/// The way back to the supervisor; there is one in workers only.
static REPLIES: OnceLock<Replies> = OnceLock::new();

/// Says what comes next, so that it can be named should it bring this process down.
///
/// Does nothing outside of a worker.
pub(crate) fn step(file: &str, kernel: Option<&str>) {
    if let Some(replies) = REPLIES.get() {
        let step = Step { file: file.to_owned(), kernel: kernel.map(str::to_owned) };
        replies.step(&step);
    }
}

/// Runs a whole command in a worker, which shares standard input and output with this process.
///
/// # Errors
///
/// The worker died.
pub(crate) fn guarded(
    limits: Limits,
    command: impl Fn() -> ExitCode + Sync,
) -> anyhow::Result<ExitCode> {
    let work = |_: &Job, answer: Answer<'_>| answer(vec![number(command())]);
    let mut code = Err(anyhow!("no answer"));
    run(1, 1, Policy { limits, retry: false }, &work, &mut |ended| {
        code = match ended.result {
            Ok(parts) => Ok(ExitCode::from(parts.concat().first().copied().unwrap_or(2))),
            Err(death) if death.step.file.is_empty() => Err(anyhow!("{death}")),
            Err(death) => Err(anyhow!("{}: {death}", death.step.file)),
        };
        Ok(())
    })
    .context("cannot run a worker")?;
    code
}

/// An exit code tells its number to those only who compare.
fn number(code: ExitCode) -> u8 {
    (0..=u8::MAX).find(|number| ExitCode::from(*number) == code).unwrap_or(u8::MAX)
}

/// How jobs are treated.
#[derive(Clone, Copy)]
pub(crate) struct Policy {
    pub(crate) limits: Limits,
    /// Whether a job that died may be done again; not if it has effects of its own.
    pub(crate) retry: bool,
}

/// What a worker does with a job. It gives its answer in parts, the same ones in the same order
/// each time.
pub(crate) type Work<'w> = &'w (dyn Fn(&Job, Answer<'_>) + Sync);

/// Takes the next part of an answer.
pub(crate) type Answer<'a> = &'a mut dyn FnMut(Vec<u8>);

/// What the supervisor does with the end of a job.
pub(crate) type Done<'d> = &'d mut dyn FnMut(Ended) -> io::Result<()>;

#[cfg(test)]
mod tests;
