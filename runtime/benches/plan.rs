//! What deciding costs: spreading footprints, planning, checking, and the simulator itself, on the
//! decode steps of `testdata/workloads/paged_decode.json`.

use std::path::Path;
use std::sync::Arc;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use kht_runtime::control::{self, Job, Watch};
use kht_runtime::directory::{Directory, Event};
use kht_runtime::engine::{Engine, Noop, Op, OpKind, Sim};
use kht_runtime::fragments::Piece;
use kht_runtime::heat::Forecast;
use kht_runtime::horizon::{Horizon, Upcoming};
use kht_runtime::ids::{FragmentId, LaunchId, MemoryId};
use kht_runtime::plan::{check, plan};
use kht_runtime::policy;
use kht_runtime::snapshot::Snapshot;
use kht_runtime::tables::Tables;
use kht_runtime::topology::Topology;
use kht_runtime::units::{Bytes, Picos};
use kht_runtime::workload::Workload;

const WINDOW: usize = 64;

fn load() -> (Arc<Topology>, Workload, Tables) {
    let testdata = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata");
    let topology = Topology::load("tiny").expect("a preset");
    let path = testdata.join("workloads/paged_decode.json");
    let workload = Workload::load(&path, &topology).expect("the committed workload");
    let (tables, refused) = Tables::load(&[testdata.join("tables")]);
    assert!(refused.is_empty(), "the committed tables");
    (Arc::new(topology), workload, tables)
}

fn job(topology: &Arc<Topology>, workload: &Workload, forecast: &Forecast) -> Job {
    let policy = *policy::find("heat").expect("our own policy");
    let fragmentation = workload.fragmentation(policy.fragment).expect("few fragments");
    Job {
        topology: Arc::clone(topology),
        launches: forecast.schedule(workload, &fragmentation, policy.predict),
        fragmentation: Arc::new(fragmentation),
        policy,
        window: WINDOW,
    }
}

/// A device full of what the first launches use, and a full window after them.
fn steady_state(job: &Job) -> (Snapshot, Horizon) {
    let device = job.topology.devices().next().expect("one device");
    let pieces: Vec<Piece> =
        job.fragmentation.ids().map(|id| job.fragmentation.piece(id)).collect();
    let capacities = job.topology.memories().iter().map(|memory| memory.capacity);
    let sizes = pieces.iter().map(|piece| (piece.bytes, piece.home));
    let mut directory = Directory::new(sizes, capacities);
    let mut step = |fragment: FragmentId, memory: MemoryId, event: Event| {
        directory.step(fragment, memory, event, Picos::ZERO)
    };
    for (idx, piece) in pieces.iter().enumerate() {
        step(FragmentId::from_index(idx), piece.home, Event::Place).expect("homes are large");
    }
    let mut horizon = Horizon::new(job.fragmentation.len());
    let half = job.launches.len() / 3;
    for (idx, scheduled) in job.launches.iter().enumerate().take(half + WINDOW) {
        let launch = LaunchId::from_index(idx);
        horizon.push(Upcoming { launch, device, heat: Arc::clone(&scheduled.belief) });
        if idx >= half {
            continue;
        }
        for item in &scheduled.belief.uses {
            let from = job.fragmentation.piece(item.fragment).home;
            // Refused where it is there already or the device is full.
            if step(item.fragment, device, Event::FillBegin { from }).is_ok() {
                step(item.fragment, device, Event::FillEnd { from }).expect("it was begun");
            }
        }
        horizon.issue(launch);
        horizon.finish(launch);
    }
    (Snapshot::of(&directory, &job.topology, Picos::ZERO), horizon)
}

fn deciding(c: &mut Criterion) {
    let (topology, workload, tables) = load();
    let forecast = Forecast::new(&workload, &tables, |_| {}).expect("launches fit");
    let job = job(&topology, &workload, &forecast);
    let n_launches = job.launches.len() as u64;

    let mut group = c.benchmark_group("runtime");
    group.throughput(Throughput::Elements(n_launches));
    group.sample_size(20);
    group.bench_function("heat of all launches", |b| {
        b.iter(|| forecast.schedule(&workload, &job.fragmentation, job.policy.predict));
    });
    group.bench_function("plan, check and record all launches", |b| {
        b.iter(|| {
            let mut engine = Noop::new((*topology).clone());
            control::run(&job, &mut engine, Watch::default()).expect("plans are sound")
        });
    });
    group.throughput(Throughput::Elements(1));
    let (snapshot, horizon) = steady_state(&job);
    group.bench_function("plan", |b| b.iter(|| plan(&snapshot, &horizon, &job.policy)));
    let (made, _) = plan(&snapshot, &horizon, &job.policy);
    group.bench_function("check", |b| b.iter(|| check(&snapshot, &horizon, &made)));
    group.finish();
}

/// Copies to two devices that share a switch, as many as the engine takes.
fn simulating(c: &mut Criterion) {
    const N_COPIES: u32 = 10_000;
    let topology = Topology::load("tiny-2").expect("a preset");
    let (host, bytes) = (MemoryId(0), Bytes(1024));
    let mut group = c.benchmark_group("runtime");
    group.throughput(Throughput::Elements(u64::from(N_COPIES)));
    group.sample_size(20);
    group.bench_function("simulate 10,000 copies", |b| {
        let submit = || {
            let mut engine = Sim::new(topology.clone());
            for idx in 0..N_COPIES {
                let fragment = FragmentId(idx);
                let allocate = OpKind::Allocate { fragment, bytes, memory: host };
                let to = MemoryId(1 + idx % 2);
                let copy = OpKind::Copy { fragment, bytes, from: host, to, delay: Picos::ZERO };
                for kind in [allocate, copy] {
                    let op = Op { kind, after: Vec::new(), priority: u64::from(idx) };
                    engine.submit(op).expect("there is room");
                }
            }
            engine
        };
        b.iter_batched(
            submit,
            |mut engine| {
                while engine.next_event().expect("nothing is in the way").is_some() {}
                engine.n_ticks()
            },
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

criterion_group!(benches, deciding, simulating);
criterion_main!(benches);
