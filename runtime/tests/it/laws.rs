//! Laws on random input: the directory, plans, the simulator, whole runs.

use std::sync::Arc;

use kht_runtime::control::{self, Outcome, Watch};
use kht_runtime::directory::{CopyState, Directory, Event};
use kht_runtime::engine::sim::flow::{Network, max_min};
use kht_runtime::engine::{Noop, Sim};
use kht_runtime::horizon::{Horizon, Upcoming};
use kht_runtime::ids::{ChannelId, FragmentId, LaunchId, MemoryId};
use kht_runtime::plan::{Plan, Purpose, Report, Step, check, plan};
use kht_runtime::policy::POLICIES;
use kht_runtime::snapshot::Snapshot;
use kht_runtime::trace::{Record, Trace};
use kht_runtime::units::{Bytes, Picos};
use proptest::prelude::*;

use crate::jobs::{Script, Touch, job, machine};

const N_FRAGMENTS: u32 = 12;

fn touches() -> impl Strategy<Value = Vec<(u32, Touch)>> {
    let touch = prop_oneof![
        4 => Just(Touch::Read),
        1 => Just(Touch::Sparse),
        2 => Just(Touch::Update),
        1 => Just(Touch::Overwrite),
    ];
    prop::collection::vec((0..N_FRAGMENTS, touch), 1..7)
}

fn scripts(n_devices: u32) -> impl Strategy<Value = Vec<Script>> {
    let device = prop_oneof![2 => Just(None), 3 => (0..n_devices).prop_map(Some)];
    prop::collection::vec((device, touches()), 1..24)
}

prop_compose! {
    /// A machine, fragment sizes, launches and a policy with its window.
    fn runs()(devices in prop::collection::vec(3u64..24, 1..3))(
        fragments in prop::collection::vec(1u64..5, N_FRAGMENTS as usize),
        launches in scripts(u32::try_from(devices.len()).unwrap()),
        devices in Just(devices),
        policy in 0..POLICIES.len(),
        window in 1usize..9,
    ) -> (Vec<u64>, Vec<u64>, Vec<Script>, usize, usize) {
        (devices, fragments, launches, policy, window)
    }
}

type Run = (Vec<u64>, Vec<u64>, Vec<Script>, usize, usize);

fn simulate((devices, fragments, launches, policy, window): &Run) -> (Outcome, Trace) {
    let topology = machine(devices);
    let job = job(topology.clone(), fragments, launches, POLICIES[*policy], *window);
    let mut trace = Trace::default();
    let watch = Watch { trace: Some(&mut trace), ..Watch::default() };
    let outcome = control::run(&job, &mut Sim::new(topology), watch).unwrap();
    (outcome, trace)
}

proptest! {
    /// Every run ends, every plan passes its check (control sees to that), bytes are conserved
    /// between the account and the trace, and nothing is faster than the hardware.
    #[test]
    fn every_run_ends_and_adds_up(run in runs()) {
        let (outcome, trace) = simulate(&run);
        prop_assert_eq!(outcome.launches.len(), run.2.len());
        let (mut copied, mut n_kernels) = (Bytes::ZERO, 0);
        for slice in &trace.slices {
            prop_assert!(slice.start <= slice.end);
            match &slice.record {
                Record::Copy { piece, .. } => copied += piece.bytes,
                Record::Kernel(_) => n_kernels += 1,
                Record::Evict { .. } => {}
            }
        }
        prop_assert_eq!(copied, outcome.totals.moved_bytes());
        prop_assert_eq!(n_kernels, run.2.len());
        for row in &outcome.launches {
            prop_assert!(row.hit_bytes <= row.needed_bytes);
            prop_assert!(row.ready_ps <= row.start_ps && row.start_ps < row.end_ps);
            prop_assert!(row.end_ps <= outcome.totals.makespan_ps);
        }
        // What crosses the links takes at least its time at all of their bandwidth together.
        let crossed = outcome.totals.h2d_bytes.0;
        let rate = 1_000_000_000 * u64::try_from(run.0.len()).unwrap();
        let least = Picos(crossed * 1_000_000_000_000 / rate);
        let last = trace.slices.iter().map(|slice| slice.end).max().unwrap();
        prop_assert!(least <= last);
    }

    #[test]
    fn equal_runs_are_equal(run in runs()) {
        let ((first, first_trace), (second, second_trace)) = (simulate(&run), simulate(&run));
        prop_assert_eq!(first, second);
        prop_assert_eq!(first_trace.slices, second_trace.slices);
        prop_assert_eq!(first_trace.levels, second_trace.levels);
    }

    /// Memories never hold more than they can, at any point of the trace.
    #[test]
    fn residency_stays_within_capacity(run in runs()) {
        let (_, trace) = simulate(&run);
        let topology = machine(&run.0);
        let mut leaving_allowed = false;
        for level in &trace.levels {
            let capacity = topology.memory(level.memory).capacity;
            leaving_allowed |= level.leaving > Bytes::ZERO;
            prop_assert!(level.valid + level.filling <= capacity);
        }
        prop_assert!(leaving_allowed || trace.levels.iter().all(|it| it.leaving == Bytes::ZERO));
    }

    /// Without time the same launches run in the same order.
    #[test]
    fn runs_without_time_end_too(run in runs()) {
        let (devices, fragments, launches, policy, window) = &run;
        let topology = machine(devices);
        let job = job(topology.clone(), fragments, launches, POLICIES[*policy], *window);
        let outcome = control::run(&job, &mut Noop::new(topology), Watch::default()).unwrap();
        prop_assert_eq!(outcome.launches.len(), launches.len());
        prop_assert_eq!(outcome.totals.makespan_ps, Picos::ZERO);
    }

    /// Breaking a plan in any of these ways is noticed by its judge.
    #[test]
    fn broken_plans_are_refused(run in runs(), at in any::<prop::sample::Index>(), how in 0..6u32) {
        let mut made: Vec<(Snapshot, Horizon, Plan)> = Vec::new();
        first_plans(&run, &mut made);
        for (snapshot, horizon, plan) in made {
            prop_assert_eq!(check(&snapshot, &horizon, &plan), []);
            if plan.steps.is_empty() {
                continue;
            }
            let idx = at.index(plan.steps.len());
            if let Some(broken) = break_plan(&plan, idx, how) {
                let problems = check(&snapshot, &horizon, &broken);
                prop_assert!(!problems.is_empty(), "{:?} became {:?}", plan, broken);
            }
        }
    }
}

/// The plans for the start of a run, with everything at home.
fn first_plans(run: &Run, made: &mut Vec<(Snapshot, Horizon, Plan)>) {
    let (devices, fragments, launches, policy, window) = run;
    let job = job(machine(devices), fragments, launches, POLICIES[*policy], *window);
    let pieces: Vec<_> = job.fragmentation.ids().map(|id| job.fragmentation.piece(id)).collect();
    let capacities = job.topology.memories().iter().map(|memory| memory.capacity);
    let sizes = pieces.iter().map(|piece| (piece.bytes, piece.home));
    let mut directory = Directory::new(sizes, capacities);
    for (idx, piece) in pieces.iter().enumerate() {
        let fragment = FragmentId::from_index(idx);
        directory.step(fragment, piece.home, Event::Place, Picos::ZERO).unwrap();
    }
    let mut horizon = Horizon::new(pieces.len());
    for (idx, scheduled) in job.launches.iter().take(*window).enumerate() {
        let launch = LaunchId::from_index(idx);
        let device = scheduled.device.unwrap_or(MemoryId(1));
        horizon.push(Upcoming { launch, device, heat: Arc::clone(&scheduled.belief) });
    }
    let snapshot = Snapshot::of(&directory, &job.topology, Picos::ZERO);
    let (first, _): (Plan, Report) = plan(&snapshot, &horizon, &job.policy);
    let (again, _) = plan(&snapshot, &horizon, &job.policy);
    assert_eq!(first, again, "planning is a function of its arguments");
    made.push((snapshot, horizon, first));
}

/// A plan that breaks a rule, if it can be broken in this way at this step.
fn break_plan(plan: &Plan, idx: usize, how: u32) -> Option<Plan> {
    let mut broken = plan.clone();
    match (how, &mut broken.steps[idx]) {
        // A copy from where the fragment is not.
        (0, Step::Copy { from, to, .. }) => std::mem::swap(from, to),
        // The last valid copy is dropped.
        (1, Step::Copy { fragment, from, .. }) => {
            let (fragment, memory) = (*fragment, *from);
            broken.steps.insert(idx, Step::Evict { fragment, memory });
        }
        // The same copy twice.
        (2, Step::Copy { .. }) => {
            let step = broken.steps[idx].clone();
            broken.steps.insert(idx, step);
        }
        // A launch forgets a fragment.
        (3, Step::Launch { resident, remote, .. }) => {
            resident.pop().or_else(|| remote.pop().map(|(fragment, _)| fragment))?;
        }
        // A launch is promised what is not there.
        (4, Step::Launch { resident, remote, .. }) => resident.push(remote.pop()?.0),
        // A launch happens twice.
        (5, Step::Launch { .. }) => {
            let step = broken.steps[idx].clone();
            broken.steps.push(step);
        }
        _ => return None,
    }
    Some(broken)
}

fn events() -> impl Strategy<Value = (u32, u32, Event)> {
    let memory = 0..3u32;
    let event = prop_oneof![
        Just(Event::Place),
        Just(Event::Allocate),
        memory.clone().prop_map(|from| Event::FillBegin { from: MemoryId(from) }),
        memory.clone().prop_map(|from| Event::FillEnd { from: MemoryId(from) }),
        Just(Event::EvictBegin),
        Just(Event::EvictEnd),
        Just(Event::Pin),
        Just(Event::Unpin),
        any::<bool>().prop_map(|overwrites| Event::WriteBegin { overwrites }),
        Just(Event::WriteEnd),
    ];
    (0..4u32, memory, event)
}

proptest! {
    /// Whatever is asked of a directory, what it accepts keeps its promises.
    #[test]
    fn directories_keep_their_promises(history in prop::collection::vec(events(), 1..400)) {
        let capacities = [Bytes(40), Bytes(20), Bytes(15)];
        let sizes = (0..4).map(|_| (Bytes(10), MemoryId(0)));
        let mut directory = Directory::new(sizes, capacities);
        for (fragment, memory, event) in history {
            let (fragment, memory) = (FragmentId(fragment), MemoryId(memory));
            let before = directory.clone();
            match directory.step(fragment, memory, event, Picos(1)) {
                Err(_) => prop_assert_eq!(before.fragments(), directory.fragments()),
                Ok(_) => check_promises(&before, &directory, fragment, capacities)?,
            }
        }
    }
}

fn check_promises(
    before: &Directory,
    after: &Directory,
    fragment: FragmentId,
    capacities: [Bytes; 3],
) -> Result<(), TestCaseError> {
    let (old, new) = (before.fragment(fragment), after.fragment(fragment));
    prop_assert!(new.version >= old.version);
    let holds_latest = |states: &[CopyState]| {
        new.copies.iter().any(|it| it.version == new.version && states.contains(&it.state))
    };
    // The last valid copy is never lost: it is valid, or leaving while another one fills from it.
    let kept = holds_latest(&[CopyState::Valid])
        || (holds_latest(&[CopyState::Evicting]) && holds_latest(&[CopyState::Filling]));
    prop_assert!(kept, "{:?}", new);
    for copy in &new.copies {
        let is_latest = copy.version == new.version;
        prop_assert!(copy.state != CopyState::Valid || is_latest);
        prop_assert!(copy.state != CopyState::Evicting || copy.pins == 0);
    }
    for copy in &old.copies {
        prop_assert!(copy.pins == 0 || new.copy(copy.memory).is_some(), "a pinned copy is gone");
    }
    if let Some(writer) = new.writer {
        let pins: u32 = new.copies.iter().map(|it| it.pins).sum();
        prop_assert_eq!((pins, new.copy(writer).map(|it| it.pins)), (1, Some(1)));
    }
    for (idx, capacity) in capacities.into_iter().enumerate() {
        let memory = MemoryId::from_index(idx);
        let committed: u64 = after
            .fragments()
            .iter()
            .flat_map(|it| it.copies.iter().map(|copy| (it.bytes.0, copy)))
            .filter(|(_, it)| it.memory == memory && it.state != CopyState::Evicting)
            .map(|(bytes, _)| bytes)
            .sum();
        prop_assert_eq!(Bytes(committed), after.rooms()[idx].committed);
        prop_assert!(Bytes(committed) <= capacity);
    }
    Ok(())
}

fn networks() -> impl Strategy<Value = (Vec<u64>, Vec<Vec<ChannelId>>)> {
    prop::collection::vec(1_000u64..1_000_000, 1..5).prop_flat_map(|capacities| {
        let ids: Vec<ChannelId> = (0..capacities.len()).map(ChannelId::from_index).collect();
        let way = prop::sample::subsequence(ids, 1..=capacities.len());
        (Just(capacities), prop::collection::vec(way, 1..7))
    })
}

proptest! {
    /// Rates are max-min fair by the definition: every flow has a channel that is full and on
    /// which no other flow has more.
    #[test]
    fn rates_are_max_min_fair((capacities, ways) in networks()) {
        let slices: Vec<&[ChannelId]> = ways.iter().map(Vec::as_slice).collect();
        let rates = max_min(&capacities, &slices);
        let n_flows = u64::try_from(ways.len()).unwrap();
        let users = |idx: usize| -> Vec<u64> {
            let channel = ChannelId::from_index(idx);
            let users = ways.iter().zip(&rates).filter(|(way, _)| way.contains(&channel));
            users.map(|(_, rate)| *rate).collect()
        };
        for (idx, capacity) in capacities.iter().enumerate() {
            prop_assert!(users(idx).iter().sum::<u64>() <= *capacity);
        }
        for (way, rate) in ways.iter().zip(&rates) {
            // Rounding down leaves at most one byte per second per flow and round.
            let slack = n_flows * n_flows;
            let bottleneck = way.iter().any(|channel| {
                let users = users(channel.index());
                let full = users.iter().sum::<u64>() + slack >= capacities[channel.index()];
                full && users.iter().all(|other| *other <= rate + slack)
            });
            prop_assert!(bottleneck, "rates {:?}", rates);
        }
    }

    /// The same rates as from a fluid that fills all flows a little at a time.
    #[test]
    fn rates_equal_slow_filling((capacities, ways) in networks()) {
        let slices: Vec<&[ChannelId]> = ways.iter().map(Vec::as_slice).collect();
        let rates = max_min(&capacities, &slices);
        let mut left = capacities.clone();
        let mut filled = vec![0u64; ways.len()];
        let mut open = vec![true; ways.len()];
        while open.iter().any(|it| *it) {
            for (flow, way) in ways.iter().enumerate() {
                if !open[flow] {
                    continue;
                }
                if way.iter().any(|channel| left[channel.index()] < 50) {
                    open[flow] = false;
                    continue;
                }
                way.iter().for_each(|channel| left[channel.index()] -= 50);
                filled[flow] += 50;
            }
        }
        for (rate, filled) in rates.iter().zip(&filled) {
            prop_assert!(rate.abs_diff(*filled) <= 50 * 8, "{:?} and {:?}", rates, filled);
        }
    }

    /// Flows deliver every byte, and no channel carries more than it can.
    #[test]
    fn flows_conserve_bytes(
        (capacities, ways) in networks(),
        starts in prop::collection::vec((0u64..2_000_000_000_000, 1u64..2_000_000), 7),
    ) {
        let mut network = Network::new(capacities.clone());
        let mut starts: Vec<(u64, u64, &[ChannelId])> = starts
            .iter().zip(&ways).map(|((at, bytes), way)| (*at, *bytes, way.as_slice())).collect();
        starts.sort_by_key(|(at, _, _)| *at);
        let n_flows = starts.len();
        let mut pending = starts.clone().into_iter().peekable();
        let (mut ended, mut last) = (0, Picos::ZERO);
        while ended < n_flows {
            let next_start = pending.peek().map(|(at, _, _)| Picos(*at));
            match (next_start, network.next_end()) {
                (Some(start), end) if end.is_none_or(|end| start < end) => {
                    let (at, bytes, way) = pending.next().unwrap();
                    network.start(Picos(at), way, Bytes(bytes));
                }
                (_, Some(end)) => {
                    let now_ended = network.take_ended(end);
                    prop_assert!(!now_ended.is_empty(), "an end at which nothing ends");
                    ended += now_ended.len();
                    last = end;
                }
                (_, None) => prop_assert!(false, "flows are left and none ends"),
            }
        }
        let first = starts[0].0;
        for (idx, capacity) in capacities.iter().enumerate() {
            let channel = ChannelId::from_index(idx);
            let carried: u128 = starts.iter().filter(|(_, _, way)| way.contains(&channel))
                .map(|(_, bytes, _)| u128::from(*bytes)).sum();
            let possible = u128::from(*capacity) * u128::from(last.0 - first) / 1_000_000_000_000;
            prop_assert!(carried <= possible + 1);
        }
    }
}

/// A write-back is planned before the only valid copy is dropped; the run ends with it at home.
#[test]
fn dirty_fragments_are_written_back_before_they_go() {
    let topology = machine(&[4]);
    let launches: Vec<Script> =
        vec![(None, vec![(0, Touch::Update)]), (None, vec![(1, Touch::Update)])];
    let job = job(topology.clone(), &[4, 4], &launches, POLICIES[4], 2);
    let mut trace = Trace::default();
    let watch = Watch { trace: Some(&mut trace), ..Watch::default() };
    let outcome = control::run(&job, &mut Sim::new(topology), watch).unwrap();
    assert_eq!(outcome.totals.d2h_bytes, Bytes(4096));
    let write_backs = trace
        .slices
        .iter()
        .filter(|slice| matches!(slice.record, Record::Copy { purpose: Purpose::WriteBack, .. }));
    assert_eq!(write_backs.count(), 1);
}
