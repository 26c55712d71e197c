//! Kernels of a few lines, run.

use std::path::Path;

use kht_schema::footprint::{BufferUse, Count, WorkTotal};
use kht_schema::{Exactness, ParamId};

use super::*;

mod amd;
mod assembly;
mod together;

const OPTIONS: Options = Options { workers: 1, max_steps: 10_000_000 };

/// A launch from the fields that differ: grid, block and arguments.
fn launch(grid: u32, block: u32, args: &str) -> Launch {
    let text = format!(
        r#"{{"kernel": "k", "grid": [{grid}, 1, 1], "block": [{block}, 1, 1],
            "shared_bytes": 64, "args": [{args}]}}"#
    );
    Launch::read(text.as_bytes(), Path::new(".")).unwrap()
}

/// A module with intrinsics that the cases need.
fn module(body: &str) -> String {
    format!(
        "target datalayout = \"e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64\"\n\
         target triple = \"nvptx64-nvidia-cuda\"\n{body}\n\
         declare i32 @llvm.nvvm.read.ptx.sreg.tid.x()\n\
         declare i32 @llvm.nvvm.read.ptx.sreg.ctaid.x()\n\
         declare void @llvm.nvvm.barrier.cta.sync.aligned.all(i32)\n"
    )
}

#[track_caller]
fn run(body: &str, launch: &Launch) -> Observed {
    observe(module(body).as_bytes(), "case", launch, &OPTIONS).unwrap()
}

/// The kinds of faults of a run.
fn kinds(observed: &Observed) -> Vec<FaultKind> {
    observed.faults.iter().map(|it| it.kind).collect()
}

const OUT: &str = r#"{"buffer": {"name": "out", "bytes": 256, "fill": "zero"}}"#;

/// Thread `t` writes 4 bytes at the offset that the module puts in `%v`; so what it computed can
/// be read off the bytes that were written.
fn store_at(compute: &str) -> String {
    format!(
        "define ptx_kernel void @k(ptr %out) {{\n\
         %t = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()\n\
         {compute}\n\
         %p = getelementptr i32, ptr %out, i32 %v\n\
         store i32 %t, ptr %p\n\
         ret void\n}}\n"
    )
}

/// Indices of the 4-byte elements that were written.
fn written(observed: &Observed) -> Vec<u64> {
    assert_eq!(kinds(observed), [], "{:?}", observed.faults);
    observed.buffers[0].writes.iter().flat_map(|[lo, hi]| lo / 4..hi / 4).collect()
}

#[test]
fn guards_and_blocks_are_real() {
    let body = "define ptx_kernel void @k(ptr %x, ptr %y, i32 %n) {
        %t = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
        %b = call i32 @llvm.nvvm.read.ptx.sreg.ctaid.x()
        %s = shl i32 %b, 3
        %i = add i32 %s, %t
        %c = icmp slt i32 %i, %n
        br i1 %c, label %go, label %end
      go:
        %w = zext i32 %i to i64
        %p = getelementptr <2 x half>, ptr %x, i64 %w
        %v = load <2 x half>, ptr %p
        %d = fadd <2 x half> %v, %v
        %q = getelementptr <2 x half>, ptr %y, i64 %w
        store <2 x half> %d, ptr %q
        br label %end
      end:
        ret void
      }";
    let args = r#"{"buffer": {"name": "x", "bytes": 64, "fill": {"random_f16": 1}}},
                  {"buffer": {"name": "y", "bytes": 64, "fill": "zero"}}, {"i32": 13}"#;
    let observed = run(body, &launch(2, 8, args));
    assert_eq!(observed.faults, []);
    assert_eq!(observed.buffers[0].reads, [[0, 52]]);
    assert_eq!(observed.buffers[0].traffic.loads, 13);
    assert_eq!(observed.buffers[1].writes, [[0, 52]]);
    assert_eq!(observed.buffers[1].pointers[0].param, ParamId(1));
    let sites: Vec<u64> = observed.instructions.iter().map(|it| it.count).collect();
    assert_eq!(sites, [13, 13]);
}

#[test]
fn threads_exchange_values_over_barriers_and_shared_memory() {
    let body = format!(
        "@buffer = internal addrspace(3) global [64 x i32] undef\n{}",
        store_at(
            "%p3 = getelementptr i32, ptr addrspace(3) @buffer, i32 %t
             store i32 %t, ptr addrspace(3) %p3
             call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0)
             %o = sub i32 47, %t
             %q3 = getelementptr i32, ptr addrspace(3) @buffer, i32 %o
             %g = addrspacecast ptr addrspace(3) %q3 to ptr
             %l = load i32, ptr %g
             %v = sub i32 %l, 4"
        )
    );
    let observed = run(&body, &launch(1, 44, OUT));
    // Threads 0 to 3 read elements that nobody wrote, which are zero: index -4.
    assert_eq!(kinds(&observed), [FaultKind::OutOfBounds]);
    assert_eq!(observed.faults[0].threads, 4);
    let writes: Vec<u64> =
        observed.buffers[0].writes.iter().flat_map(|[lo, hi]| lo / 4..hi / 4).collect();
    assert_eq!(writes, (0..40).collect::<Vec<u64>>());
    assert_eq!((observed.shared.loads, observed.shared.bytes_stored), (44, 176));
    assert_eq!(observed.barriers, 44);
}

#[test]
fn warp_instructions_see_lanes_that_live() {
    let shuffle = "declare i32 @llvm.nvvm.shfl.sync.bfly.i32(i32, i32, i32, i32)\n";
    let body =
        store_at("%v = call i32 @llvm.nvvm.shfl.sync.bfly.i32(i32 -1, i32 %t, i32 8, i32 31)");
    let observed = run(&format!("{shuffle}{body}"), &launch(1, 20, OUT));
    // Lanes 16 to 19 keep their own values, because 24 to 27 are not there.
    assert_eq!(written(&observed), (0..20).collect::<Vec<u64>>());

    let vote = "declare i32 @llvm.nvvm.vote.ballot.sync(i32, i1)\n\
                declare i32 @llvm.ctpop.i32(i32)\n";
    let body = store_at(
        "%odd = trunc i32 %t to i1
         br i1 %odd, label %go, label %end
       end:
         ret void
       go:
         %c = icmp ult i32 %t, 9
         %m = call i32 @llvm.nvvm.vote.ballot.sync(i32 -1, i1 %c)
         %v = call i32 @llvm.ctpop.i32(i32 %m)",
    );
    let observed = run(&format!("{vote}{body}"), &launch(1, 32, OUT));
    assert_eq!(written(&observed), [4]);
}

#[test]
fn active_mask_is_who_arrives() {
    let declare = "declare i32 @llvm.nvvm.activemask()\ndeclare i32 @llvm.ctpop.i32(i32)\n";
    let body = store_at(
        "%low = icmp ult i32 %t, 5
         br i1 %low, label %go, label %end
       end:
         call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0)
         ret void
       go:
         %m = call i32 @llvm.nvvm.activemask()
         %v = call i32 @llvm.ctpop.i32(i32 %m)
         call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0)",
    );
    assert_eq!(written(&run(&format!("{declare}{body}"), &launch(1, 32, OUT))), [5]);
}

#[test]
fn accesses_outside_are_reported_and_others_go_on() {
    let body = store_at("%v = mul i32 %t, 3");
    let observed = run(&body, &launch(1, 32, OUT));
    assert_eq!(observed.buffers[0].writes.len(), 22);
    let [fault] = &observed.faults[..] else { panic!("one instruction is at fault") };
    assert_eq!((fault.kind, fault.thread, fault.threads), (FaultKind::OutOfBounds, [22, 0, 0], 10));
    assert!(fault.message.contains("store of 4 bytes at byte 264 of buffer \"out\" (256 bytes)"));
    assert!(fault.instruction.as_ref().unwrap().contains("store i32 %t"));
}

#[test]
fn what_the_host_would_trap_on_is_reported() {
    let divide = store_at("%m = sub i32 %t, 3\n%v = sdiv i32 12, %m");
    let observed = run(&divide, &launch(1, 4, OUT));
    assert!(kinds(&observed).contains(&FaultKind::Division));
    assert!(observed.faults.iter().any(|it| it.thread == [3, 0, 0]));

    let overflow = store_at("%m = sub i32 0, %t\n%v = srem i32 -2147483648, %m");
    let observed = run(&overflow, &launch(1, 2, OUT));
    assert_eq!(kinds(&observed), [FaultKind::Division]);
    assert_eq!(observed.faults[0].threads, 2);

    let misaligned = "define ptx_kernel void @k(ptr %out) {
        %p = getelementptr i8, ptr %out, i32 4
        %v = load <4 x float>, ptr %p, align 16
        store <4 x float> %v, ptr %out, align 16
        ret void
      }";
    assert_eq!(kinds(&run(misaligned, &launch(1, 1, OUT))), [FaultKind::Misaligned]);
}

#[test]
fn what_has_no_meaning_stops_only_who_runs_it() {
    let declare = "declare i32 @llvm.nvvm.read.ptx.sreg.smid()\ndeclare i32 @elsewhere(ptr)\n";
    let body = store_at(
        "%c = icmp eq i32 %t, 7
         br i1 %c, label %strange, label %go
       strange:
         %s = call i32 @elsewhere(ptr %out)
         br label %go
       go:
         %v = phi i32 [ %t, %0 ], [ %s, %strange ]",
    );
    let observed = run(&format!("{declare}{body}"), &launch(1, 8, OUT));
    assert_eq!(kinds(&observed), [FaultKind::Unsupported]);
    assert!(observed.faults[0].message.contains("elsewhere"));
    assert_eq!(observed.buffers[0].writes, [[0, 28]]);

    let body = store_at("%v = call i32 asm sideeffect \"mov.u32 $0, %smid;\", \"=r\"()");
    let observed = run(&body, &launch(1, 8, OUT));
    assert!(observed.faults[0].message.contains("mov.u32 $0, %smid;"));
}

#[test]
fn threads_that_wait_for_ever_are_reported() {
    let declare = "declare i32 @llvm.nvvm.shfl.sync.idx.i32(i32, i32, i32, i32)\n";
    let body = store_at(
        "%c = icmp eq i32 %t, 7
         br i1 %c, label %wait, label %go
       wait:
         call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0)
         br label %go
       go:
         %v = call i32 @llvm.nvvm.shfl.sync.idx.i32(i32 255, i32 %t, i32 0, i32 31)",
    );
    let observed = run(&format!("{declare}{body}"), &launch(1, 8, OUT));
    assert_eq!(kinds(&observed), [FaultKind::Deadlock]);
    assert_eq!(observed.faults[0].threads, 8);
}

#[test]
fn threads_that_poll_let_others_run_and_end_at_the_limit() {
    let poll = |set_by: u32| {
        store_at(&format!(
            "%c = icmp eq i32 %t, {set_by}
             br i1 %c, label %set, label %wait
           set:
             store volatile i32 1, ptr %out
             br label %wait
           wait:
             %f = load volatile i32, ptr %out
             %d = icmp eq i32 %f, 1
             br i1 %d, label %go, label %wait
           go:
             %v = add i32 %t, 1"
        ))
    };
    assert_eq!(written(&run(&poll(40), &launch(1, 41, OUT))), (0..42).collect::<Vec<u64>>());
    assert_eq!(kinds(&run(&poll(99), &launch(1, 41, OUT))), [FaultKind::Limit]);
}

#[test]
fn loops_that_touch_nothing_end_at_the_limit() {
    let body = store_at(
        "br label %loop
       loop:
         %i = phi i32 [ 0, %0 ], [ %next, %loop ]
         %next = add i32 %i, %t
         %c = icmp ult i32 %i, 3
         br i1 %c, label %loop, label %end
       end:
         %v = add i32 %t, 0",
    );
    let observed = run(&body, &launch(1, 4, OUT));
    assert_eq!(kinds(&observed), [FaultKind::Limit]);
    assert_eq!(observed.faults[0].thread, [0, 0, 0]);
    assert_eq!(observed.buffers[0].writes, [[4, 16]]);
}

#[test]
fn copies_and_fills_count_their_bytes() {
    let body = "declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
      declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)
      define ptx_kernel void @k(ptr %x, ptr %y, i64 %n) {
        call void @llvm.memcpy.p0.p0.i64(ptr %y, ptr %x, i64 %n, i1 false)
        %p = getelementptr i8, ptr %x, i64 40
        call void @llvm.memset.p0.i64(ptr %p, i8 0, i64 5, i1 false)
        ret void
      }";
    let args = |n: u32| {
        format!(
            r#"{{"buffer": {{"name": "x", "bytes": 64, "fill": "zero"}}}},
               {{"buffer": {{"name": "y", "bytes": 64, "fill": "zero"}}}}, {{"i64": {n}}}"#
        )
    };
    let observed = run(body, &launch(1, 2, &args(33)));
    assert_eq!(observed.buffers[0].reads, [[0, 33]]);
    assert_eq!(observed.buffers[0].writes, [[40, 45]]);
    assert_eq!(observed.buffers[0].traffic.bytes_loaded, 66);
    assert_eq!(observed.buffers[1].traffic.bytes_stored, 66);
    assert_eq!(run(body, &launch(1, 2, &args(0))).buffers[0].reads, Vec::<[u64; 2]>::new());
    assert_eq!(kinds(&run(body, &launch(1, 2, &args(65)))), [FaultKind::OutOfBounds]);
}

#[test]
fn masked_lanes_touch_nothing() {
    let body = "declare <4 x i32> @llvm.masked.load.v4i32.p0(ptr, <4 x i1>, <4 x i32>)
      define ptx_kernel void @k(ptr %x, <4 x i1> %m) {
        %a = call <4 x i32> @llvm.masked.load.v4i32.p0(ptr align 4 %x, <4 x i1> %m, \
                                                       <4 x i32> zeroinitializer)
        %p = getelementptr i8, ptr %x, i64 16
        store <4 x i32> %a, ptr %p, align 4
        ret void
      }";
    let args = r#"{"buffer": {"name": "x", "bytes": 64, "fill": "zero"}}, {"hex": "0b"}"#;
    let observed = run(body, &launch(1, 1, args));
    assert_eq!(observed.faults, []);
    assert_eq!(observed.buffers[0].reads, [[0, 8], [12, 16]]);
    assert_eq!(observed.buffers[0].traffic.bytes_loaded, 12);
    assert_eq!(observed.buffers[0].writes, [[16, 32]]);
}

#[test]
fn structs_tables_of_pointers_and_atomics() {
    let body = "%S = type { ptr, i32, ptr }
      define ptx_kernel void @k(ptr byval(%S) align 8 %s) {
        %t = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
        %tp = getelementptr %S, ptr %s, i32 0, i32 2
        %table = load ptr, ptr %tp
        %e = getelementptr ptr, ptr %table, i32 %t
        %row = load ptr, ptr %e
        %np = getelementptr %S, ptr %s, i32 0, i32 1
        %n = load i32, ptr %np
        %r = getelementptr i8, ptr %row, i32 %n
        %old = atomicrmw fadd ptr %r, float 1.0 monotonic
        store i32 9, ptr %np
        ret void
      }";
    let args = r#"{"struct": {"bytes": 24, "fields": [{"at": 8, "i32": 12},
        {"at": 16, "buffer": {"name": "table", "bytes": 32,
          "fill": {"ptrs": [{"name": "a", "offset": 0}, {"name": "b", "offset": 4}]}}}]}}"#;
    let text = format!(
        r#"{{"kernel": "k", "grid": [2, 1, 1], "block": [2, 1, 1], "shared_bytes": 0,
            "buffers": [{{"name": "a", "bytes": 64, "fill": "zero"}},
                        {{"name": "b", "bytes": 64, "fill": "zero"}}], "args": [{args}]}}"#
    );
    let launch = Launch::read(text.as_bytes(), Path::new(".")).unwrap();
    let observed = run(body, &launch);
    assert_eq!(observed.faults, []);
    let names: Vec<&str> = observed.buffers.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["table", "a", "b"]);
    assert_eq!(observed.buffers[0].pointers[0].at, Some(16));
    assert_eq!(observed.buffers[0].reads, [[0, 16]]);
    assert_eq!(observed.buffers[1].atomics, [[12, 16]]);
    assert_eq!(observed.buffers[2].reads, [[16, 20]]);
    assert_eq!(observed.buffers[2].traffic.bytes_atomic, 8);
    assert_eq!(observed.buffers[2].traffic.bytes_loaded, 0);
}

#[test]
fn global_variables_keep_their_values_between_blocks() {
    let body = "@counter = internal addrspace(1) global i32 5
      @steps = internal addrspace(4) constant [2 x i32] [i32 1, i32 0]
      define ptx_kernel void @k(ptr %out) {
        %t = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
        %sp = getelementptr i32, ptr addrspace(4) @steps, i32 %t
        %s = load i32, ptr addrspace(4) %sp
        %v = atomicrmw add ptr addrspace(1) @counter, i32 %s monotonic
        %p = getelementptr i32, ptr %out, i32 %v
        %c = icmp eq i32 %t, 0
        br i1 %c, label %go, label %end
      go:
        store i32 %t, ptr %p
        br label %end
      end:
        ret void
      }";
    let launch = launch(20, 2, OUT);
    let one = run(body, &launch);
    assert_eq!(written(&one), (5..25).collect::<Vec<u64>>());
    assert_eq!(one.globals.atomic_ops, 40);
    let options = Options { workers: 3, ..OPTIONS };
    let many = observe(module(body).as_bytes(), "case", &launch, &options).unwrap();
    assert_eq!(many, one);
}

#[test]
fn device_functions_and_their_accesses_are_seen() {
    let body = "define internal fastcc i32 @helper(ptr %p, i32 %i) memory(none) willreturn {
        %q = getelementptr i32, ptr %p, i32 %i
        %v = load i32, ptr %q
        ret i32 %v
      }
      define ptx_kernel void @other(ptr %p) {
        ret void
      }
      define ptx_kernel void @k(ptr %out) {
        %unused = call fastcc i32 @helper(ptr %out, i32 3)
        ret void
      }";
    assert_eq!(run(body, &launch(1, 1, OUT)).buffers[0].reads, [[12, 16]]);
}

#[test]
fn dynamic_shared_memory_ends_where_the_launch_says() {
    let body = |index: u32| {
        format!(
            "@fixed = internal addrspace(3) global [3 x i32] undef
             @dynamic = external addrspace(3) global [0 x i32]
             {}",
            store_at(&format!(
                "%d = getelementptr i32, ptr addrspace(3) @dynamic, i32 {index}
                 store i32 7, ptr addrspace(3) %d
                 %f = load i32, ptr addrspace(3) @fixed
                 %v = add i32 %f, %t"
            ))
        )
    };
    assert_eq!(written(&run(&body(15), &launch(1, 1, OUT))), [0]);
    assert_eq!(kinds(&run(&body(16), &launch(1, 1, OUT))), [FaultKind::OutOfBounds]);
}

#[test]
fn arguments_must_fit() {
    let body = module("define ptx_kernel void @k(ptr %x, i32 %n) {\nret void\n}");
    let error = |args: &str, kernel: &str| {
        let mut launch = launch(1, 1, args);
        kernel.clone_into(&mut launch.kernel);
        observe(body.as_bytes(), "case", &launch, &OPTIONS).unwrap_err().to_string()
    };
    assert_eq!(error(OUT, "k"), "expected 2 arguments, found 1");
    let wrong = error(&format!("{OUT}, {{\"i64\": 3}}"), "k");
    assert_eq!(wrong, "argument 1: expected i32 of 4 bytes, found an integer of 8 bytes");
    let wrong = error(&format!("{{\"i64\": 3}}, {OUT}"), "k");
    assert_eq!(wrong, "argument 0: expected ptr of 8 bytes, found an integer of 8 bytes");
    assert!(error(OUT, "nothing").contains("\"nothing\""));
    let error = observe(b"define void", "case", &launch(1, 1, ""), &OPTIONS).unwrap_err();
    assert!(matches!(error, VerifyError::Llvm { doing: "read", .. }));
}

#[test]
fn missed_bytes_name_their_instruction() {
    let body = store_at("%v = add i32 %t, 2");
    let verdict = judge(&body, [8, 40]).1;
    assert_eq!(verdict.outcome(), Outcome::Equal);
    let verdict = judge(&body, [8, 36]).1;
    assert_eq!(verdict.outcome(), Outcome::Missed);
    assert_eq!(verdict.buffers[0].sides[1].missed, [[36, 40]]);
    assert!(verdict.buffers[0].missed_by[0].contains("store i32 %t"));
}

#[test]
fn nothing_is_missed_where_indices_were_never_written() {
    // Only the first four threads write what all of them read.
    let body = |used: &str| {
        let staged = store_at(&format!(
            "%c = icmp ult i32 %t, 4
             br i1 %c, label %write, label %all
           write:
             %p3 = getelementptr i32, ptr addrspace(3) @buffer, i32 %t
             store i32 %t, ptr addrspace(3) %p3
             br label %all
           all:
             call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0)
             %q3 = getelementptr i32, ptr addrspace(3) @buffer, i32 %t
             %l = load i32, ptr addrspace(3) %q3
             %v = {used}"
        ));
        format!("@buffer = internal addrspace(3) global [64 x i32] undef\n{staged}")
    };
    let (observed, _) = judge(&body("add i32 %l, 0"), [4, 32]);
    assert_eq!(kinds(&observed), [FaultKind::Unwritten]);
    assert!(observed.faults[0].kind.voids_promises());
    // Nor is too much said to be exact.
    let (observed, verdict) = judge(&body("add i32 %l, 0"), [0, 128]);
    assert_eq!(verdict.outcome(), Outcome::NotExact);
    assert_eq!(kinds(&observed), [FaultKind::Unwritten]);
    // What is read and not used is nobody's business.
    let (observed, verdict) = judge(&body("add i32 %t, 0"), [4, 32]);
    assert_eq!(kinds(&observed), []);
    assert_eq!(verdict.buffers[0].sides[1].missed, [[0, 4]]);
}

/// What becomes of a prediction that 8 threads write a range of the buffer.
fn judge(body: &str, writes: [u64; 2]) -> (Observed, Verdict) {
    let launch = launch(1, 8, OUT);
    let footprint = Footprint {
        kernel: "k".to_owned(),
        granularity: 1,
        buffers: vec![BufferUse {
            param: Some(ParamId(0)),
            at: None,
            name: "out".to_owned(),
            exactness: Exactness::Exact,
            reasons: Vec::new(),
            reads: Vec::new(),
            writes: vec![writes],
            atomics: Vec::new(),
            bytes_loaded: Count { lo: 0, hi: Some(0) },
            bytes_stored: Count { lo: 32, hi: Some(32) },
            bytes_atomic: Count { lo: 0, hi: Some(0) },
        }],
        work: WorkTotal::default(),
        notes: Vec::new(),
    };
    verify(module(body).as_bytes(), "case", &launch, &footprint, &OPTIONS).unwrap()
}
