//! Kernels of AMD GPUs, run.

use super::*;

/// A module for AMD around a body.
fn module(body: &str) -> String {
    format!(
        "target datalayout = \"e-m:e-p:64:64-p1:64:64-p2:32:32-p3:32:32-p4:64:64-p5:32:32-p6:32:32-\
         p7:160:256:256:32-p8:128:128:128:48-p9:192:256:256:32-i64:64-v16:16-v24:32-v32:32-v48:64-\
         v96:128-v192:256-v256:256-v512:512-v1024:1024-v2048:2048-n32:64-S32-A5-G1-ni:7:8:9\"\n\
         target triple = \"amdgcn-amd-amdhsa\"\n{body}\n\
         declare i32 @llvm.amdgcn.workitem.id.x()\ndeclare i32 @llvm.amdgcn.workgroup.id.x()\n\
         declare void @llvm.amdgcn.s.barrier()\n"
    )
}

#[track_caller]
fn run(body: &str, launch: &Launch) -> Observed {
    observe(module(body).as_bytes(), "case", launch, &OPTIONS).unwrap()
}

/// Lanes of a wave store at the index `%v`.
fn store_at(compute: &str) -> String {
    format!(
        "define amdgpu_kernel void @k(ptr addrspace(1) %out) {{\n\
         %t = call i32 @llvm.amdgcn.workitem.id.x()\n{compute}\n\
         %p = getelementptr i32, ptr addrspace(1) %out, i32 %v\n\
         store i32 %t, ptr addrspace(1) %p\nret void\n}}\n"
    )
}

/// Indices that a wave of 64 lanes, or some of them, writes.
#[track_caller]
fn computed(declare: &str, compute: &str, threads: u32) -> Vec<u64> {
    written(&run(&format!("{declare}\n{}", store_at(compute)), &launch(1, threads, OUT)))
}

#[test]
fn waves_have_64_lanes_and_meet_where_they_are() {
    let ballot = "declare i64 @llvm.amdgcn.ballot.i64(i1)\ndeclare i64 @llvm.ctpop.i64(i64)";
    let count = "%c = icmp ult i32 %t, 50
        %m = call i64 @llvm.amdgcn.ballot.i64(i1 %c)
        %n = call i64 @llvm.ctpop.i64(i64 %m)
        %v = trunc i64 %n to i32";
    assert_eq!(computed(ballot, count, 64), [50]);
    // Lanes leave the loop one by one; those who stay count themselves, those who left are done.
    let diverge = "br label %loop
      loop:
        %i = phi i32 [ 0, %0 ], [ %next, %loop ]
        %m = call i64 @llvm.amdgcn.ballot.i64(i1 true)
        %next = add i32 %i, 1
        %more = icmp ult i32 %next, %t
        br i1 %more, label %loop, label %end
      end:
        %n = call i64 @llvm.ctpop.i64(i64 %m)
        %v = trunc i64 %n to i32";
    // Lanes 0 and 1 leave at once, when all eight are there; lane 7 is alone at last.
    assert_eq!(computed(ballot, diverge, 8), [1, 2, 3, 4, 5, 6, 8]);
    let first = "declare i32 @llvm.amdgcn.readfirstlane.i32(i32)";
    let upper = "%c = icmp ugt i32 %t, 40
        br i1 %c, label %go, label %none
      none:
        ret void
      go:
        %v = call i32 @llvm.amdgcn.readfirstlane.i32(i32 %t)";
    assert_eq!(computed(first, upper, 64), [41]);
}

#[test]
fn lanes_exchange_values() {
    let all: Vec<u64> = (0..64).collect();
    let shift = "declare i32 @llvm.amdgcn.update.dpp.i32(i32, i32, i32, i32, i32, i1)";
    let right = "%v = call i32 @llvm.amdgcn.update.dpp.i32(i32 3, i32 %t, \
        i32 273, i32 15, i32 15, i1 false)";
    assert_eq!(computed(shift, right, 16), (0..15).collect::<Vec<u64>>());
    let fetch = "declare i32 @llvm.amdgcn.ds.bpermute(i32, i32)";
    let reverse = "%s = sub i32 63, %t
        %a = shl i32 %s, 2
        %v = call i32 @llvm.amdgcn.ds.bpermute(i32 %a, i32 %t)";
    assert_eq!(computed(fetch, reverse, 64), all);
    let lane = "declare i32 @llvm.amdgcn.mbcnt.lo(i32, i32)\n\
                declare i32 @llvm.amdgcn.mbcnt.hi(i32, i32)";
    let own = "%l = call i32 @llvm.amdgcn.mbcnt.lo(i32 -1, i32 0)
        %v = call i32 @llvm.amdgcn.mbcnt.hi(i32 -1, i32 %l)";
    assert_eq!(computed(lane, own, 64), all);
    let wide = "declare i64 @llvm.amdgcn.readlane.i64(i64, i32)";
    let both = "%z = zext i32 %t to i64
        %h = shl i64 %z, 40
        %x = or i64 %h, %z
        %r = call i64 @llvm.amdgcn.readlane.i64(i64 %x, i32 5)
        %s = lshr i64 %r, 39
        %v = trunc i64 %s to i32";
    assert_eq!(computed(wide, both, 64), [10]);
}

#[test]
fn buffers_have_bounds_and_masked_lanes_touch_nothing() {
    let body = "declare ptr addrspace(8) @llvm.amdgcn.make.buffer.rsrc.p8.p1(\
        ptr addrspace(1), i16, i64, i32)
      declare <2 x i32> @llvm.amdgcn.raw.ptr.buffer.load.v2i32(ptr addrspace(8), i32, i32, i32)
      declare void @llvm.amdgcn.raw.ptr.buffer.store.f32(float, ptr addrspace(8), i32, i32, i32)
      define amdgpu_kernel void @k(ptr addrspace(1) %x, ptr addrspace(1) %y) {
        %t = call i32 @llvm.amdgcn.workitem.id.x()
        %r = call ptr addrspace(8) @llvm.amdgcn.make.buffer.rsrc.p8.p1(\
          ptr addrspace(1) %x, i16 0, i64 40, i32 0)
        %w = call ptr addrspace(8) @llvm.amdgcn.make.buffer.rsrc.p8.p1(\
          ptr addrspace(1) %y, i16 0, i64 2147483646, i32 0)
        %o = shl i32 %t, 3
        %v = call <2 x i32> @llvm.amdgcn.raw.ptr.buffer.load.v2i32(\
          ptr addrspace(8) %r, i32 %o, i32 0, i32 0)
        %c = icmp ult i32 %t, 3
        %q = shl i32 %t, 2
        %m = select i1 %c, i32 %q, i32 -2147483648
        call void @llvm.amdgcn.raw.ptr.buffer.store.f32(float 1.0, \
          ptr addrspace(8) %w, i32 %m, i32 4, i32 0)
        ret void
      }";
    let args = r#"{"buffer": {"name": "x", "bytes": 64, "fill": "zero"}},
                  {"buffer": {"name": "y", "bytes": 64, "fill": "zero"}}"#;
    let observed = run(body, &launch(1, 8, args));
    assert_eq!(observed.faults, []);
    assert_eq!(observed.buffers[0].reads, [[0, 40]]);
    assert_eq!(observed.buffers[0].traffic.loads, 5);
    assert_eq!(observed.buffers[1].writes, [[4, 16]]);
}

#[test]
fn systems_tell_kernels_about_their_launch() {
    let body = "declare ptr addrspace(4) @llvm.amdgcn.implicitarg.ptr()
      declare ptr addrspace(4) @llvm.amdgcn.dispatch.ptr()
      @table = internal addrspace(3) global [64 x i32] poison, align 16
      define amdgpu_kernel void @k(ptr addrspace(1) %out, ptr addrspace(3) %local) {
        %t = call i32 @llvm.amdgcn.workitem.id.x()
        %b = call i32 @llvm.amdgcn.workgroup.id.x()
        %i = call ptr addrspace(4) @llvm.amdgcn.implicitarg.ptr()
        %sp = getelementptr i8, ptr addrspace(4) %i, i64 12
        %s = load i16, ptr addrspace(4) %sp
        %size = zext i16 %s to i32
        %d = call ptr addrspace(4) @llvm.amdgcn.dispatch.ptr()
        %gp = getelementptr i8, ptr addrspace(4) %d, i64 12
        %g = load i32, ptr addrspace(4) %gp
        %n = mul i32 %b, %size
        %x = add i32 %n, %t
        %lp = getelementptr i32, ptr addrspace(3) %local, i32 %t
        store i32 %x, ptr addrspace(3) %lp
        call void @llvm.amdgcn.s.barrier()
        %o = sub i32 %size, 1
        %r = sub i32 %o, %t
        %rp = getelementptr i32, ptr addrspace(3) %local, i32 %r
        %y = load i32, ptr addrspace(3) %rp
        %last = sub i32 %g, 1
        %v = sub i32 %last, %y
        %p = getelementptr i32, ptr addrspace(1) %out, i32 %v
        store i32 %t, ptr addrspace(1) %p
        ret void
      }";
    let observed = run(body, &launch(3, 8, &format!("{OUT}, {{\"u32\": 16}}")));
    assert_eq!(written(&observed), (0..24).collect::<Vec<u64>>());
    let beyond = run(body, &launch(3, 8, &format!("{OUT}, {{\"u32\": 40}}")));
    assert!(kinds(&beyond).contains(&FaultKind::OutOfBounds));
}

#[test]
fn what_opencl_leaves_to_libraries_is_known() {
    let body = "declare i64 @_Z13get_global_idj(i32)
      declare <4 x i32> @_Z6vload4mPKj(i64, ptr addrspace(1))
      declare void @_Z7vstore4Dv4_jmPj(<4 x i32>, i64, ptr addrspace(1))
      define amdgpu_kernel void @k(ptr addrspace(1) %x) {
        %g = call i64 @_Z13get_global_idj(i32 0)
        %v = call <4 x i32> @_Z6vload4mPKj(i64 %g, ptr addrspace(1) %x)
        %o = add i64 %g, 8
        call void @_Z7vstore4Dv4_jmPj(<4 x i32> %v, i64 %o, ptr addrspace(1) %x)
        ret void
      }";
    let observed = run(body, &launch(2, 3, OUT));
    assert_eq!(observed.faults, []);
    assert_eq!(observed.buffers[0].reads, [[0, 96]]);
    assert_eq!(observed.buffers[0].writes, [[128, 224]]);
}
