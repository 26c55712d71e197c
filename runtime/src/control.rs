//! Control: the loop that lets launches happen. It asks for a plan, has it checked, hands its steps
//! to an engine, and tells the directory what the engine reports. It decides nothing itself.
//!
//! A plan is asked for when a launch starts (to prepare the next ones behind it), when one finishes
//! (to start the next), and after any event while a device waits for something that was not
//! possible before.

mod account;
mod carry;
mod place;

pub use account::{LaunchRow, Outcome, Totals};

use std::sync::Arc;

use thiserror::Error;

use crate::directory::Refusal;
use crate::engine::{Engine, EngineError};
use crate::fragments::Fragmentation;
use crate::horizon::{LaunchHeat, Upcoming};
use crate::ids::{FragmentId, LaunchId, MemoryId};
use crate::plan::{self, Plan, Problem, Report};
use crate::policy::Policy;
use crate::snapshot::Snapshot;
use crate::topology::Topology;
use crate::trace::Trace;
use crate::units::Bytes;
use carry::Carrier;
use place::Placement;

/// A launch that is to happen.
#[derive(Clone, Debug)]
pub struct Scheduled {
    /// Where it runs; `None` leaves it to us.
    pub device: Option<MemoryId>,
    /// What it touches.
    pub truth: Arc<LaunchHeat>,
    /// What the policy believes that it touches: at least as much.
    pub belief: Arc<LaunchHeat>,
}

/// Everything that a run is made of.
#[derive(Clone, Debug)]
pub struct Job {
    /// Memories and links.
    pub topology: Arc<Topology>,
    /// Fragments of all buffers.
    pub fragmentation: Arc<Fragmentation>,
    /// Launches in program order.
    pub launches: Vec<Scheduled>,
    /// How to plan.
    pub policy: Policy,
    /// Launches that the policy sees ahead if it does not say itself; at least 1.
    pub window: usize,
}

/// What watches a run; each does nothing unless it is set.
#[derive(Default)]
pub struct Watch<'a> {
    /// Records every event.
    pub trace: Option<&'a mut Trace>,
    /// Sees every plan with its report, and the launch that the window starts with.
    pub plans: Option<&'a mut PlanWatch<'a>>,
    /// Is told the number of finished launches.
    pub progress: Option<&'a mut dyn FnMut(usize)>,
}

/// Sees a plan, its report, and the launch that its window starts with.
pub type PlanWatch<'a> = dyn FnMut(LaunchId, &Plan, &Report) + 'a;

/// Why a run could not go on.
#[derive(Debug, Error)]
pub enum ControlError {
    /// The input's fault: the buffers do not fit where they are to be at the start.
    #[error("expected buffers of at most {capacity} in \"{memory}\" at the start, found {needed}")]
    Homes {
        /// Name of the memory.
        memory: String,
        /// Its capacity.
        capacity: Bytes,
        /// What the workload puts there.
        needed: Bytes,
    },
    /// Ours: a plan breaks a rule.
    #[error("plan for {launch} refused")]
    BadPlan {
        /// The first launch that was waiting.
        launch: LaunchId,
        /// The first breach.
        source: Problem,
    },
    /// Ours: an accepted plan does not fit the directory.
    #[error("directory refused a planned step")]
    Directory(#[from] Refusal),
    /// Ours, or the end of virtual time.
    #[error("engine refused a planned step")]
    Engine(#[from] EngineError),
    /// Ours: a launch started although something that it uses is not where it was promised.
    #[error("{launch} started without {fragment}")]
    Promise {
        /// The launch.
        launch: LaunchId,
        /// What it lacks.
        fragment: FragmentId,
    },
    /// Ours: nothing happens and launches are left.
    #[error("{launch} can never start")]
    Stuck {
        /// The first launch that is left.
        launch: LaunchId,
    },
}

/// Runs all launches of a job on an engine that holds nothing yet.
///
/// # Errors
///
/// The buffers do not fit, time runs out, or a rule is broken, which is a fault of this crate.
pub fn run(job: &Job, engine: &mut dyn Engine, watch: Watch<'_>) -> Result<Outcome, ControlError> {
    let Watch { trace, mut plans, mut progress } = watch;
    check_homes(job)?;
    let mut placement = Placement::new(job);
    let mut carrier = Carrier::new(job, engine, trace);
    carrier.place_homes()?;
    let mut n_seen = 0;
    loop {
        let window = job.policy.window.unwrap_or(job.window).max(1);
        while n_seen < job.launches.len() && carrier.n_waiting() < window {
            let scheduled = &job.launches[n_seen];
            let launch = LaunchId::from_index(n_seen);
            let device = placement.choose(scheduled);
            let heat = Arc::clone(&scheduled.belief);
            carrier.horizon.push(Upcoming { launch, device, heat });
            n_seen += 1;
        }
        if carrier.take_decision_due() {
            carrier.note_ready();
            let (plan, report) = decide(&carrier)?;
            if let (Some(watch), Some(first)) = (&mut plans, carrier.horizon.waiting().front()) {
                watch(first.launch, &plan, &report);
            }
            carrier.execute(plan)?;
        }
        if !carrier.advance(progress.as_deref_mut())? {
            break;
        }
    }
    match carrier.horizon.waiting().front() {
        Some(left) => Err(ControlError::Stuck { launch: left.launch }),
        None => Ok(carrier.outcome()),
    }
}

/// A plan that its judge accepts.
fn decide(carrier: &Carrier<'_>) -> Result<(Plan, Report), ControlError> {
    let job = carrier.job;
    let snapshot = Snapshot::of(&carrier.directory, &job.topology, carrier.now());
    let (plan, report) = plan::plan(&snapshot, &carrier.horizon, &job.policy);
    match plan::check(&snapshot, &carrier.horizon, &plan).into_iter().next() {
        None => Ok((plan, report)),
        Some(source) => {
            let launch = carrier.horizon.waiting().front().map_or(LaunchId(0), |it| it.launch);
            Err(ControlError::BadPlan { launch, source })
        }
    }
}

fn check_homes(job: &Job) -> Result<(), ControlError> {
    let mut needed = vec![Bytes::ZERO; job.topology.memories().len()];
    for fragment in job.fragmentation.ids() {
        let piece = job.fragmentation.piece(fragment);
        needed[piece.home.index()] += piece.bytes;
    }
    for (memory, needed) in job.topology.memories().iter().zip(needed) {
        if needed > memory.capacity {
            let capacity = memory.capacity;
            return Err(ControlError::Homes { memory: memory.name.clone(), capacity, needed });
        }
    }
    Ok(())
}
