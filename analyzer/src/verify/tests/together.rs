//! What the lanes of a warp do together, and blocks that wait for each other.

use super::*;

/// A buffer with room for every case.
const LARGE: &str = r#"{"buffer": {"name": "x", "bytes": 65536, "fill": "zero"}}"#;

/// Requests and sectors of each instruction, in the module's order.
fn coalesced(observed: &Observed) -> Vec<[u64; 3]> {
    assert_eq!(observed.faults, []);
    let of = |it: &InstructionCount| [it.count, it.coalesced.requests, it.coalesced.sectors];
    observed.instructions.iter().map(of).collect()
}

/// A loop that thread `t` runs while `%more` holds, with `body` in its turn `%i`.
fn loop_of(body: &str, more: &str) -> String {
    format!(
        "define ptx_kernel void @k(ptr %x) {{
         entry:
           %t = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
           br label %turn
         turn:
           %i = phi i32 [ 0, %entry ], [ %next, %again ]
           {body}
           br label %again
         again:
           %next = add i32 %i, 1
           %more = {more}
           br i1 %more, label %turn, label %end
         end:
           ret void
         }}"
    )
}

#[test]
fn lanes_side_by_side_share_sectors_and_lanes_far_apart_do_not() {
    let body = loop_of(
        "%s = shl i32 %i, 6
         %a = add i32 %s, %t
         %p = getelementptr i32, ptr %x, i32 %a
         %l = load i32, ptr %p
         %f = shl i32 %t, 4
         %q = getelementptr i32, ptr %x, i32 %f
         store i32 %l, ptr %q
         %r = getelementptr i32, ptr %x, i32 %i
         %o = atomicrmw add ptr %r, i32 1 monotonic",
        "icmp ult i32 %next, 5",
    );
    let observed = run(&body, &launch(2, 40, LARGE));
    // A full warp and one of 8 lanes, in 2 blocks and 5 turns: 128 and 32 bytes, as many sectors
    // as lanes, and one for all.
    let expected = [[400, 20, 10 * (4 + 1)], [400, 20, 10 * (32 + 8)], [400, 20, 20]];
    assert_eq!(coalesced(&observed), expected);
    let requests = observed.buffers[0].requests;
    assert_eq!((requests.loads.sectors, requests.atomics.requests), (50, 20));
}

#[test]
fn lanes_meet_in_the_turn_that_they_are_in() {
    let load = "%s = shl i32 %i, 3
         %p = getelementptr i32, ptr %x, i32 %s
         %l = load i32, ptr %p";
    // Lane t stops after turn t.
    let triangle = run(&loop_of(load, "icmp ule i32 %next, %t"), &launch(1, 32, LARGE));
    assert_eq!(coalesced(&triangle), [[32 * 33 / 2, 32, 32]]);
    // Odd lanes load in odd turns only.
    let guarded = format!(
        "%both = xor i32 %i, %t
         %skip = trunc i32 %both to i1
         br i1 %skip, label %again, label %take
       take:
         {load}"
    );
    let alternate = run(&loop_of(&guarded, "icmp ult i32 %next, 10"), &launch(1, 32, LARGE));
    assert_eq!(coalesced(&alternate), [[160, 10, 10]]);
}

#[test]
fn turns_of_functions_are_those_of_their_callers() {
    let helper = "define internal i32 @helper(ptr %p, i32 %i) noinline {
        %q = getelementptr i32, ptr %p, i32 %i
        %v = load i32, ptr %q
        ret i32 %v
      }";
    let calls = "%s = shl i32 %i, 3
         %one = call i32 @helper(ptr %x, i32 %s)
         %two = call i32 @helper(ptr %x, i32 %t)";
    let body = format!("{helper}\n{}", loop_of(calls, "icmp ult i32 %next, 3"));
    let observed = run(&body, &launch(1, 32, LARGE));
    assert_eq!(coalesced(&observed), [[192, 6, 3 + 3 * 4]]);
}

#[test]
fn long_loops_keep_their_lanes_together() {
    let load = "%m = and i32 %i, 1023
         %s = shl i32 %m, 3
         %p = getelementptr i32, ptr %x, i32 %s
         %l = load i32, ptr %p";
    let observed = run(&loop_of(load, "icmp ult i32 %next, 20000"), &launch(1, 32, LARGE));
    assert_eq!(coalesced(&observed), [[640_000, 20_000, 20_000]]);
}

/// Blocks count themselves in, and wait until all are there.
fn all_blocks_meet(blocks: u32) -> String {
    format!(
        "@local = internal addrspace(3) global i32 undef
         define ptx_kernel void @k(ptr %x) {{
         entry:
           %b = call i32 @llvm.nvvm.read.ptx.sreg.ctaid.x()
           %t = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
           store i32 %b, ptr addrspace(3) @local
           call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0)
           %first = icmp eq i32 %t, 0
           br i1 %first, label %come, label %wait
         come:
           %old = atomicrmw add ptr %x, i32 1 monotonic
           br label %poll
         poll:
           %seen = load volatile i32, ptr %x
           %all = icmp eq i32 %seen, {blocks}
           br i1 %all, label %wait, label %poll
         wait:
           call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0)
           %own = load i32, ptr addrspace(3) @local
           %same = icmp eq i32 %own, %b
           br i1 %same, label %write, label %end
         write:
           %row = mul i32 %b, 40
           %column = add i32 %row, %t
           %place = add i32 %column, 1
           %p = getelementptr i32, ptr %x, i32 %place
           store i32 1, ptr %p
           ret void
         end:
           ret void
         }}"
    )
}

#[test]
fn blocks_may_wait_for_all_others() {
    for workers in [1, 3] {
        let options = Options { workers, ..OPTIONS };
        let text = module(&all_blocks_meet(20));
        let observed = observe(text.as_bytes(), "case", &launch(20, 40, LARGE), &options).unwrap();
        // Each block finds what it left in shared memory, and all its threads.
        assert_eq!(observed.faults, []);
        assert_eq!(observed.buffers[0].writes, [[0, 4 + 20 * 160]]);
        assert_eq!(observed.barriers, 20 * 80);
    }
    let missing = run(&all_blocks_meet(21), &launch(20, 40, LARGE));
    assert_eq!(kinds(&missing), [FaultKind::Limit]);
}
