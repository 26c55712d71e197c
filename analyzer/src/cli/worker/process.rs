//! A worker as a process: how it is born, what it may use, how it ends.

use std::fs::File;
use std::io::{self, Read as _};
use std::os::fd::{AsFd as _, BorrowedFd, OwnedFd};
use std::sync::{Mutex, PoisonError};

use nix::sys::resource::{Resource, getrlimit, setrlimit};
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{WaitStatus, waitpid};
use nix::unistd::{ForkResult, Pid, SysconfVar, dup2_stderr, fork, getppid, pipe, sysconf};

use super::frames::{self, Decoder, Kind};
use super::{Cause, Job, Limits, REPLIES, Step, Work};

/// The last words of LLVM when its check of debug information ends the process.
const BROKEN: &str = "Broken module found";

/// Stack of the thread that works. LLVM follows chains of values by recursion; what is not used
/// costs nothing.
const STACK_BYTES: usize = 256 << 20;

/// Memory of a worker before its first job: its thread, the allocator's first pages.
const SLACK_BYTES: u64 = 8 << 20;

/// What is kept of standard error; more is passed on at once.
const MAX_WORDS: usize = 64 << 10;

/// A living worker, as its supervisor sees it.
pub(super) struct Process {
    pid: Pid,
    jobs: File,
    replies: File,
    words: File,
    decoder: Decoder,
    /// What it wrote to standard error since its job began.
    said: Vec<u8>,
    /// Whether it can still answer.
    open: bool,
}

impl Process {
    /// Position of the answers among the sources.
    pub(super) const REPLIES: usize = 0;

    /// Makes a worker, which closes the pipes of the `others` that it inherits.
    pub(super) fn start(
        limits: Limits,
        others: &mut Vec<Process>,
        work: Work<'_>,
    ) -> io::Result<Process> {
        // In a test that is alone, the other thread waits for this one.
        debug_assert!(cfg!(test) || is_single_threaded(), "others may hold a lock for ever");
        let (job_source, jobs) = pipe()?;
        let (replies, reply_sink) = pipe()?;
        let (words, word_sink) = pipe()?;
        let supervisor = Pid::this();
        // SAFETY: this process has one thread, so that no lock is held by another in the copy.
        match unsafe { fork() }? {
            ForkResult::Parent { child } => Ok(Process {
                pid: child,
                jobs: File::from(jobs),
                replies: File::from(replies),
                words: File::from(words),
                decoder: Decoder::default(),
                said: Vec::new(),
                open: true,
            }),
            ForkResult::Child => {
                // Pipes of others would stay open for as long as this process lives.
                others.clear();
                drop((jobs, replies, words));
                let code = live(limits, supervisor, [job_source, reply_sink, word_sink], work);
                // A worker never returns into the code of its supervisor.
                std::process::exit(code);
            }
        }
    }

    /// Hands over a job.
    pub(super) fn send(&mut self, job: &Job) -> io::Result<()> {
        self.said.clear();
        frames::write(&mut self.jobs, Kind::Job, &serde_json::to_vec(job)?)
    }

    /// What there is to wait for.
    pub(super) fn sources(&self) -> [BorrowedFd<'_>; 2] {
        [self.replies.as_fd(), self.words.as_fd()]
    }

    /// Whether it can still answer.
    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    /// Takes what has come on a source that is ready.
    pub(super) fn receive(&mut self, source: usize) -> io::Result<()> {
        let mut bytes = vec![0; 1 << 16];
        if source == Self::REPLIES {
            let n = self.replies.read(&mut bytes)?;
            self.open = 0 < n;
            self.decoder.push(&bytes[..n]);
        } else {
            let n = self.words.read(&mut bytes)?;
            self.said.extend_from_slice(&bytes[..n]);
            if MAX_WORDS < self.said.len() {
                self.pass_on_words();
            }
        }
        Ok(())
    }

    /// The next message that has come whole.
    pub(super) fn message(&mut self) -> io::Result<Option<(Kind, Vec<u8>)>> {
        self.decoder.next()
    }

    /// Shows what a worker said that lives on.
    pub(super) fn pass_on_words(&mut self) {
        anstream::eprint!("{}", String::from_utf8_lossy(&self.said));
        self.said.clear();
    }

    /// Ends the process, and says how it ended if it did so before.
    pub(super) fn end(mut self, limits: Limits) -> io::Result<(Cause, String)> {
        if self.open {
            // It may have ended by now; its state tells.
            let _ = kill(self.pid, Signal::SIGKILL);
        }
        let status = waitpid(self.pid, None)?;
        let mut rest = Vec::new();
        self.words.read_to_end(&mut rest)?;
        self.said.extend_from_slice(&rest);
        let last_words = last_line(&self.said);
        let cause = match (status, limits.memory_bytes) {
            (WaitStatus::Exited(_, code), _) => Cause::Exit(code),
            (WaitStatus::Signaled(_, Signal::SIGABRT, _), _) if last_words.contains(BROKEN) => {
                Cause::Invalid(first_line(&self.said))
            }
            (WaitStatus::Signaled(_, Signal::SIGABRT, _), Some(limit)) if is_hunger(&self.said) => {
                Cause::Memory(limit)
            }
            (WaitStatus::Signaled(_, signal, _), _) => Cause::Signal(signal as i32),
            (other, _) => return Err(io::Error::other(format!("a worker is in state {other:?}"))),
        };
        Ok((cause, last_words))
    }
}

/// Whether a process died as it got no more memory: so say LLVM and Rust's library. LLVM is built
/// without exceptions, so that the only one that crosses it is that of a failed allocation.
fn is_hunger(words: &[u8]) -> bool {
    const HUNGER: [&str; 5] = [
        "out of memory",
        "bad_alloc",
        "llocation failed",
        "memory allocation of",
        "foreign exceptions",
    ];
    let words = String::from_utf8_lossy(words);
    HUNGER.iter().any(|it| words.contains(it))
}

/// The last line with something in it, shortened.
fn last_line(text: &[u8]) -> String {
    // Hints of Rust's library on how to learn more.
    shortened(
        String::from_utf8_lossy(text).lines().rev().filter(|line| !line.starts_with("note: ")),
    )
}

/// The first line with something in it, shortened.
fn first_line(text: &[u8]) -> String {
    shortened(String::from_utf8_lossy(text).lines())
}

fn shortened<'t>(mut lines: impl Iterator<Item = &'t str>) -> String {
    let line = lines.find(|line| !line.trim().is_empty()).unwrap_or_default();
    line.trim().chars().take(400).collect()
}

/// The life of a worker; its exit code.
fn live(limits: Limits, supervisor: Pid, pipes: [OwnedFd; 3], work: Work<'_>) -> i32 {
    let [job_source, reply_sink, word_sink] = pipes;
    let ready = dup2_stderr(&word_sink).is_ok()
        && set_limits(limits).is_ok()
        && die_with(supervisor)
        && REPLIES.set(Replies { sink: Mutex::new(File::from(reply_sink)) }).is_ok();
    drop(word_sink);
    if !ready {
        return 2;
    }
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let text = panic.payload_as_str().unwrap_or("no message").replace('\n', " ");
        anstream::eprintln!("panicked at {place}: {text}");
    }));
    let mut jobs = File::from(job_source);
    let all = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK_BYTES);
        let thread = thread.spawn_scoped(scope, || take_jobs(&mut jobs, work));
        thread.map(|thread| thread.join())
    });
    match all {
        Ok(Ok(Ok(()))) => 0,
        // A panic, whose message is out.
        Ok(Err(_)) => 101,
        Ok(Ok(Err(error))) | Err(error) => {
            anstream::eprintln!("{error}");
            2
        }
    }
}

/// Does jobs until there are no more.
fn take_jobs(jobs: &mut File, work: Work<'_>) -> io::Result<()> {
    let replies = REPLIES.get().expect("set when the worker was born");
    while let Some((_, content)) = frames::read(jobs)? {
        let mut sent = Ok(());
        work(&serde_json::from_slice(&content)?, &mut |part| {
            if sent.is_ok() {
                sent = replies.send(Kind::Part, &part);
            }
        });
        sent?;
        replies.send(Kind::Done, &[])?;
    }
    Ok(())
}

/// No core files, and no more memory than allowed.
fn set_limits(limits: Limits) -> nix::Result<()> {
    lower(Resource::RLIMIT_CORE, 0)?;
    match limits.memory_bytes {
        // On top of the program itself, which has mapped LLVM, and of the stack.
        Some(bytes) => {
            lower(Resource::RLIMIT_AS, mapped() + STACK_BYTES as u64 + SLACK_BYTES + bytes)
        }
        None => Ok(()),
    }
}

/// Address space of this process; none where it cannot be told.
fn mapped() -> u64 {
    let sizes = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: u64 = sizes.split(' ').next().and_then(|it| it.parse().ok()).unwrap_or(0);
    let page = sysconf(SysconfVar::PAGE_SIZE).ok().flatten().and_then(|it| u64::try_from(it).ok());
    pages * page.unwrap_or(4096)
}

fn lower(resource: Resource, limit: u64) -> nix::Result<()> {
    let (soft, hard) = getrlimit(resource)?;
    setrlimit(resource, soft.min(limit), hard)
}

/// Asks to be killed when the supervisor dies. Elsewhere than on Linux a worker ends with the job
/// that it is at.
fn die_with(supervisor: Pid) -> bool {
    #[cfg(target_os = "linux")]
    if nix::sys::prctl::set_pdeathsig(Signal::SIGKILL).is_err() {
        return false;
    }
    // It may have died before it was asked.
    getppid() == supervisor
}

/// Whether no other thread can hold a lock; true where it cannot be told.
fn is_single_threaded() -> bool {
    std::fs::read_dir("/proc/self/task").map_or(true, |tasks| tasks.count() == 1)
}

/// The way from a worker back to its supervisor.
pub(super) struct Replies {
    sink: Mutex<File>,
}

impl Replies {
    fn send(&self, kind: Kind, content: &[u8]) -> io::Result<()> {
        let mut sink = self.sink.lock().unwrap_or_else(PoisonError::into_inner);
        frames::write(&mut *sink, kind, content)
    }

    /// Says what the worker is at; whoever cannot hear it is about to end the worker.
    pub(super) fn step(&self, step: &Step) {
        if let Ok(content) = serde_json::to_vec(step) {
            let _ = self.send(Kind::Step, &content);
        }
    }
}
