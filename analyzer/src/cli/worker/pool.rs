//! The supervisor: gives jobs to workers, waits for all of them at once, and takes what they
//! answer or how they died.

use std::collections::VecDeque;
use std::io;
use std::time::{Duration, Instant};

use nix::errno::Errno;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};

use super::frames::Kind;
use super::process::Process;
use super::{Cause, Death, Done, Ended, GivenUp, Job, Policy, Step, Work};

/// Does `n_jobs` jobs in at most `n_workers` processes; `done` hears of each as it ends.
///
/// # Errors
///
/// No worker can be made, or `done` says so.
pub(crate) fn run(
    n_jobs: usize,
    n_workers: usize,
    policy: Policy,
    work: Work<'_>,
    done: Done<'_>,
) -> io::Result<()> {
    let jobs =
        (0..n_jobs).map(|index| Task { job: Job { index, ..Job::default() }, parts: Vec::new() });
    let mut pool =
        Pool { policy, waiting: jobs.collect(), processes: Vec::new(), states: Vec::new() };
    let result = pool.run(n_workers.clamp(1, n_jobs.max(1)), work, done);
    // Nobody waits for what they do now.
    for process in pool.processes {
        process.end(policy.limits)?;
    }
    result
}

struct Pool {
    policy: Policy,
    waiting: VecDeque<Task>,
    processes: Vec<Process>,
    /// Of each process.
    states: Vec<State>,
}

/// A job, and what of the answer has come.
struct Task {
    job: Job,
    parts: Vec<Vec<u8>>,
}

/// What a worker is doing.
#[derive(Default)]
struct State {
    busy: Option<Task>,
    step: Step,
    /// When the step must be over.
    deadline: Option<Instant>,
    /// Whether it has given an answer, or a part of one.
    answered: bool,
}

impl Pool {
    fn run(&mut self, n_workers: usize, work: Work<'_>, done: Done<'_>) -> io::Result<()> {
        loop {
            self.hand_out(n_workers, work)?;
            if self.states.iter().all(|state| state.busy.is_none()) {
                return Ok(());
            }
            let ready = self.wait()?;
            for &(position, source) in &ready {
                self.processes[position].receive(source)?;
            }
            for position in (0..self.processes.len()).rev() {
                // What it is at by now may still be on its way.
                let heard = ready.contains(&(position, Process::REPLIES));
                if let Some(ended) = self.attend(position, heard)? {
                    done(ended)?;
                }
            }
        }
    }

    /// Gives jobs to those who have none; makes workers for the rest.
    fn hand_out(&mut self, n_workers: usize, work: Work<'_>) -> io::Result<()> {
        loop {
            let idle = self.states.iter().position(|state| state.busy.is_none());
            if self.waiting.is_empty() || (idle.is_none() && n_workers <= self.processes.len()) {
                return Ok(());
            }
            let position = match idle {
                Some(position) => position,
                None => {
                    let limits = self.policy.limits;
                    let process = Process::start(limits, &mut self.processes, work)?;
                    self.processes.push(process);
                    self.states.push(State::default());
                    self.processes.len() - 1
                }
            };
            let mut task = self.waiting.pop_front().expect("it is not empty");
            task.job.n_answered = task.parts.len();
            // One that died in the meantime is found by the next wait.
            let _ = self.processes[position].send(&task.job);
            let state = &mut self.states[position];
            state.busy = Some(task);
            state.enter(Step::default(), self.policy);
        }
    }

    /// Waits until something has come or a step takes too long; which sources of whom are ready.
    fn wait(&self) -> io::Result<Vec<(usize, usize)>> {
        let mut places = Vec::new();
        let mut sources = Vec::new();
        for (position, process) in self.processes.iter().enumerate() {
            for (source, fd) in process.sources().into_iter().enumerate() {
                places.push((position, source));
                sources.push(PollFd::new(fd, PollFlags::POLLIN));
            }
        }
        let deadlines = self.states.iter().filter_map(|state| state.deadline);
        let timeout = match deadlines.min() {
            None => PollTimeout::NONE,
            // A moment more, so that it has passed when the wait is over.
            Some(deadline) => {
                let left = deadline.saturating_duration_since(now()) + Duration::from_millis(1);
                PollTimeout::try_from(left).unwrap_or(PollTimeout::MAX)
            }
        };
        match poll(&mut sources, timeout) {
            Ok(_) | Err(Errno::EINTR) => {}
            Err(error) => return Err(error.into()),
        }
        let ready = sources.iter().map(|it| it.any().unwrap_or(false));
        Ok(places
            .into_iter()
            .zip(ready)
            .filter_map(|(place, ready)| ready.then_some(place))
            .collect())
    }

    /// Takes a worker's messages; how its job ended, if it did.
    fn attend(&mut self, position: usize, heard: bool) -> io::Result<Option<Ended>> {
        let (process, state) = (&mut self.processes[position], &mut self.states[position]);
        while let Some((kind, content)) = process.message()? {
            match kind {
                Kind::Job => {}
                Kind::Step => state.enter(serde_json::from_slice(&content)?, self.policy),
                Kind::Part => {
                    state.answered = true;
                    if let Some(task) = &mut state.busy {
                        task.parts.push(content);
                    }
                }
                Kind::Done => {
                    process.pass_on_words();
                    state.deadline = None;
                    state.answered = true;
                    let ended = state.busy.take();
                    return Ok(ended.map(|task| Ended { job: task.job, result: Ok(task.parts) }));
                }
            }
        }
        let late = !heard && state.deadline.is_some_and(|deadline| deadline < now());
        if process.is_open() && !late {
            return Ok(None);
        }
        self.bury(position, late)
    }

    /// Takes a worker out that is dead, or late and killed for it.
    fn bury(&mut self, position: usize, late: bool) -> io::Result<Option<Ended>> {
        let limits = self.policy.limits;
        let state = self.states.swap_remove(position);
        let (cause, last_words) = self.processes.swap_remove(position).end(limits)?;
        let Some(mut task) = state.busy else {
            return Ok(None);
        };
        let cause = limits.time(&state.step).filter(|_| late).map_or(cause, Cause::Time);
        // What takes too long does so in any worker.
        if self.policy.retry && state.answered && !late {
            self.waiting.push_front(task);
            return Ok(None);
        }
        let death = Death { cause, step: state.step, last_words };
        let fresh = |kernel: &String| !task.job.given_up.iter().any(|it| it.kernel == *kernel);
        match death.step.kernel.clone().filter(fresh) {
            Some(kernel) if self.policy.retry => {
                let (cause, message) = (death.cause.to_string(), death.to_string());
                task.job.given_up.push(GivenUp { kernel, cause, message });
                self.waiting.push_front(task);
                Ok(None)
            }
            _ => Ok(Some(Ended { job: task.job, result: Err(death) })),
        }
    }
}

impl State {
    /// Begins a step, with its time.
    fn enter(&mut self, step: Step, policy: Policy) {
        self.deadline = policy.limits.time(&step).map(|limit| now() + limit);
        self.step = step;
    }
}

#[expect(clippy::disallowed_methods, reason = "decides when to give up; no table sees it")]
fn now() -> Instant {
    Instant::now()
}
