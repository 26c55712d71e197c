//! The contract of engines: one suite, run on all of them.

use std::collections::BTreeMap;

use kht_runtime::engine::{
    Engine, EngineError, Event, KernelWork, Noop, Op, OpKind, Phase, Remote, Sim,
};
use kht_runtime::ids::{FragmentId, LaunchId, MemoryId, OpId};
use kht_runtime::units::{Bytes, Picos};

use crate::jobs::machine;

const HOST: MemoryId = MemoryId(0);
const GPU: MemoryId = MemoryId(1);

/// Runs a case on a fresh instance of each engine, over a host and two devices of 8 KiB.
#[track_caller]
fn on_all(case: impl Fn(&mut dyn Engine)) {
    case(&mut Noop::new(machine(&[8, 8])));
    case(&mut Sim::new(machine(&[8, 8])));
}

fn op(kind: OpKind) -> Op {
    Op { kind, after: Vec::new(), priority: 0 }
}

fn allocate(fragment: u32, memory: MemoryId) -> Op {
    op(OpKind::Allocate { fragment: FragmentId(fragment), bytes: Bytes(4096), memory })
}

fn release(fragment: u32, memory: MemoryId) -> Op {
    op(OpKind::Release { fragment: FragmentId(fragment), memory })
}

fn copy(fragment: u32, from: MemoryId, to: MemoryId) -> Op {
    let delay = Picos::ZERO;
    op(OpKind::Copy { fragment: FragmentId(fragment), bytes: Bytes(4096), from, to, delay })
}

fn kernel(launch: u32, device: MemoryId) -> Op {
    let work = KernelWork { flops: 1_000_000, local: Bytes(4096), remote: Vec::new() };
    op(OpKind::Kernel { launch: LaunchId(launch), device, work })
}

fn drain(engine: &mut dyn Engine) -> Vec<Event> {
    let mut events = Vec::new();
    while let Some(event) = engine.next_event().unwrap() {
        assert_eq!(event.time, engine.now());
        events.push(event);
    }
    events
}

/// When each operation started and finished.
fn spans(events: &[Event]) -> BTreeMap<OpId, (Picos, Picos)> {
    let mut started = BTreeMap::new();
    let mut spans = BTreeMap::new();
    let mut before = Picos::ZERO;
    for event in events {
        assert!(before <= event.time, "time went back");
        before = event.time;
        match event.phase {
            Phase::Started => assert!(started.insert(event.op, event.time).is_none()),
            Phase::Finished => {
                let start = started[&event.op];
                assert!(spans.insert(event.op, (start, event.time)).is_none());
            }
        }
    }
    assert_eq!(started.len(), spans.len(), "all that started has finished");
    spans
}

#[test]
fn every_operation_starts_and_finishes_once() {
    on_all(|engine| {
        engine.submit(allocate(0, HOST)).unwrap();
        let fill = engine.submit(copy(0, HOST, GPU)).unwrap();
        engine.submit(Op { after: vec![fill], ..kernel(0, GPU) }).unwrap();
        engine.submit(Op { after: vec![OpId(2)], ..release(0, GPU) }).unwrap();
        assert_eq!(spans(&drain(engine)).len(), 4);
        assert_eq!(engine.next_event().unwrap(), None);
    });
}

#[test]
fn nothing_starts_before_its_predecessors_finish() {
    on_all(|engine| {
        engine.submit(allocate(0, HOST)).unwrap();
        let first = engine.submit(copy(0, HOST, GPU)).unwrap();
        let second = engine.submit(Op { after: vec![first], ..kernel(0, GPU) }).unwrap();
        let third =
            engine.submit(Op { after: vec![first, second], ..kernel(1, MemoryId(2)) }).unwrap();
        let spans = spans(&drain(engine));
        assert!(spans[&first].1 <= spans[&second].0);
        assert!(spans[&second].1 <= spans[&third].0);
    });
}

#[test]
fn kernels_of_a_device_run_one_by_one_in_order() {
    on_all(|engine| {
        let kernels: Vec<OpId> =
            (0..5).map(|launch| engine.submit(kernel(launch, GPU)).unwrap()).collect();
        let spans = spans(&drain(engine));
        for pair in kernels.windows(2) {
            assert!(spans[&pair[0]].1 <= spans[&pair[1]].0);
        }
    });
}

#[test]
fn what_fits_one_after_the_other_is_done() {
    on_all(|engine| {
        for fragment in 0..40 {
            engine.submit(allocate(fragment, HOST)).unwrap();
        }
        // Room for two at a time; each pair is dropped for the next.
        let mut before = Vec::new();
        for fragment in 0..40 {
            if fragment >= 2 {
                let after = vec![before[fragment as usize - 2]];
                engine.submit(Op { after, ..release(fragment - 2, GPU) }).unwrap();
            }
            before.push(engine.submit(copy(fragment, HOST, GPU)).unwrap());
        }
        assert_eq!(spans(&drain(engine)).len(), 40 + 38 + 40);
    });
}

#[test]
fn room_that_nothing_will_make_is_refused() {
    on_all(|engine| {
        for fragment in 0..3 {
            engine.submit(allocate(fragment, HOST)).unwrap();
        }
        engine.submit(copy(0, HOST, GPU)).unwrap();
        engine.submit(copy(1, HOST, GPU)).unwrap();
        let refused = engine.submit(copy(2, HOST, GPU)).unwrap_err();
        let bytes = Bytes(4096);
        assert_eq!(refused, EngineError::OutOfMemory { op: OpId(5), bytes, memory: GPU });
        // The refusal changed nothing.
        engine.submit(release(0, GPU)).unwrap();
        assert_eq!(engine.submit(copy(2, HOST, GPU)).unwrap(), OpId(6));
        assert_eq!(spans(&drain(engine)).len(), 7);
    });
}

#[test]
fn what_does_not_exist_is_refused() {
    on_all(|engine| {
        let nowhere = MemoryId(9);
        let first = OpId(0);
        let held = EngineError::NotHeld { op: first, fragment: FragmentId(0), memory: HOST };
        assert_eq!(engine.submit(copy(0, HOST, GPU)).unwrap_err(), held);
        assert_eq!(engine.submit(release(0, HOST)).unwrap_err(), held);
        let memory = EngineError::BadMemory { op: first, memory: nowhere };
        assert_eq!(engine.submit(allocate(0, nowhere)).unwrap_err(), memory);
        let host = EngineError::BadMemory { op: first, memory: HOST };
        assert_eq!(engine.submit(kernel(0, HOST)).unwrap_err(), host);
        let later = Op { after: vec![OpId(3)], ..kernel(0, GPU) };
        let unknown = EngineError::UnknownOp { op: first, after: OpId(3) };
        assert_eq!(engine.submit(later).unwrap_err(), unknown);
        engine.submit(allocate(0, HOST)).unwrap();
        let twice = EngineError::HeldAlready { op: OpId(1), fragment: FragmentId(0), memory: HOST };
        assert_eq!(engine.submit(allocate(0, HOST)).unwrap_err(), twice);
        let way = EngineError::NoRoute { op: OpId(1), from: HOST, to: HOST };
        assert_eq!(engine.submit(copy(0, HOST, HOST)).unwrap_err(), way);
        assert_eq!(spans(&drain(engine)).len(), 1);
    });
}

#[test]
fn a_simulated_copy_takes_setup_flow_and_latency() {
    let mut engine = Sim::new(machine(&[8, 8]));
    engine.submit(allocate(0, HOST)).unwrap();
    let copied = engine.submit(copy(0, HOST, GPU)).unwrap();
    let (start, end) = spans(&drain(&mut engine))[&copied];
    // 0.2 us of setup, 4096 bytes at 1 GB/s, 1 us of latency.
    assert_eq!((start, end), (Picos::ZERO, Picos(200_000 + 4_096_000 + 1_000_000)));
}

#[test]
fn a_simulated_kernel_takes_its_roofline_or_its_links() {
    let mut engine = Sim::new(machine(&[8, 8]));
    let local = engine.submit(kernel(0, GPU)).unwrap();
    let remote = vec![Remote { memory: HOST, reads: Bytes(10_000), writes: Bytes(1_000) }];
    let work = KernelWork { flops: 1_000_000, local: Bytes(4096), remote };
    let far = OpKind::Kernel { launch: LaunchId(1), device: GPU, work };
    let far = engine.submit(op(far)).unwrap();
    let spans = spans(&drain(&mut engine));
    let took = |op| spans[&op].1.saturating_sub(spans[&op].0);
    // 3 us of launch overhead; then 1 us of arithmetic, or 10 us of reads and 1 us of latency.
    assert_eq!(took(local), Picos(3_000_000 + 1_000_000));
    assert_eq!(took(far), Picos(3_000_000 + 10_000_000 + 1_000_000));
}

#[test]
fn simulated_copies_wait_by_priority_and_share_links_fairly() {
    let mut engine = Sim::new(machine(&[64, 64]));
    for fragment in 0..4 {
        engine.submit(allocate(fragment, HOST)).unwrap();
    }
    let first = engine.submit(copy(0, HOST, GPU)).unwrap();
    let late = engine.submit(Op { priority: 7, ..copy(1, HOST, GPU) }).unwrap();
    let soon = engine.submit(Op { priority: 1, ..copy(2, HOST, GPU) }).unwrap();
    let other = engine.submit(copy(3, HOST, MemoryId(2))).unwrap();
    let spans = spans(&drain(&mut engine));
    assert!(spans[&first].0 < spans[&soon].0 && spans[&soon].0 < spans[&late].0);
    // Another device has its own link and copy engine.
    assert_eq!(spans[&other], spans[&first]);
}
