//! Memory in disguise: calls that touch memory in a way that only their name or text tells, each in
//! a kernel of its own, and the accesses that the table has of it.

use kht_schema::footprint::{Options, footprint};
use kht_schema::launch::Launch;
use kht_schema::{Kernel, Step};

use super::only_kernel;

/// Analyzes a kernel with some pointers, sizes and flags at hand:
///
/// `%p`, `%q` are global pointers (arg0, arg1), `%n` an integer (arg2), `%map` a tensor map by
/// value (arg3), `%a` is `%p` at `16*tid.x`, `%s` is in shared memory, `%t` is `tid.x`, `%m` is
/// `tid.x < n`.
fn kernel(declarations: &str, lines: &str) -> Kernel {
    let text = format!(
        r#"
target datalayout = "e-p3:32:32-p6:32:32-i64:64-i128:128-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
@smem = external addrspace(3) global [0 x i8], align 16
declare i32 @llvm.nvvm.read.ptx.sreg.tid.x()
{declarations}
define ptx_kernel void @k(ptr addrspace(1) %p, ptr addrspace(1) %q, i32 %n,
    ptr byval([128 x i8]) align 64 %map) {{
  %t = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  %offset = mul i32 %t, 16
  %a = getelementptr i8, ptr addrspace(1) %p, i32 %offset
  %s = getelementptr i8, ptr addrspace(3) @smem, i32 %offset
  %m = icmp slt i32 %t, %n
{lines}
  ret void
}}
"#
    );
    only_kernel(&[&text])
}

/// The accesses, one per line; those without a known address with the reason instead of it.
fn accesses(kernel: &Kernel) -> Vec<String> {
    let show = |access: &kht_schema::Access| {
        let op = format!("{:?}", access.op).to_lowercase();
        let mut root = format!("arg{}", access.root.param.0);
        for step in &access.root.path {
            match step {
                Step::Field { at } => root += &format!("@{at}"),
                Step::Deref { offset } => root += &format!("[{offset}]"),
            }
        }
        let unknown = kernel.opaques.iter().find(|it| access.offset == opaque(it));
        let place = match unknown {
            Some(opaque) => format!("anywhere ({})", opaque.why.code),
            None => format!("{} at {}", access.bytes, access.offset),
        };
        let guards: Vec<String> = access.guards.iter().map(ToString::to_string).collect();
        let guards =
            if guards.is_empty() { String::new() } else { format!(" if {}", guards.join(" && ")) };
        format!("{op} {root} {place}{guards}")
    };
    kernel.accesses.iter().map(show).collect()
}

fn opaque(opaque: &kht_schema::Opaque) -> kht_schema::Expr {
    kht_schema::Expr::Sym(kht_schema::Sym::Opq(opaque.id))
}

#[track_caller]
fn check(lines: &str, expected: &[&str]) {
    assert_eq!(accesses(&kernel("", lines)), expected);
}

#[test]
fn loads_with_a_mask_and_another_value() {
    check(
        r#"%v = call { i32, i32, i32, i32 } asm sideeffect "mov.u32 $0, 0x0;
             mov.u32 $1, 0x0; mov.u32 $2, 0x0; mov.u32 $3, 0x0;
             @$5 ld.global.L1::evict_first.v4.b32 { $0, $1, $2, $3 }, [ $4 + 32 ];
             @!$7 mov.u32 $0, $6;", "=r,=r,=r,=r,l,b,r,b"
             (ptr addrspace(1) %a, i1 %m, i32 7, i1 %m)"#,
        &["load arg0 16 at 16*tid.x + 32 if tid.x < arg2"],
    );
    check(
        r#"%v = call { i32, i32 } asm sideeffect "@!$5 ld.volatile.global.v2.b32 { $0, $1 }, [$4];",
             "=r,=r,0,1,l,b"(i32 0, i32 %n, ptr addrspace(1) %a, i1 %m)"#,
        &["load arg0 8 at 16*tid.x if arg2 <= tid.x"],
    );
}

#[test]
fn constant_masks_are_folded() {
    check(
        r#"%v = call i16 asm sideeffect "mov.u16 $0, 0x0; @$2 ld.global.b16 { $0 }, [ $1 + 0 ];",
             "=c,l,b"(ptr addrspace(1) %a, i1 false)
           call void asm sideeffect "@$2 st.global.b16 [ $1 + 0 ], { $0 };",
             "c,l,b"(i16 %v, ptr addrspace(1) %a, i1 true)"#,
        &["store arg0 2 at 16*tid.x"],
    );
}

#[test]
fn what_is_loaded_has_a_formula() {
    // The index counts where the mask holds, and the other value where it does not.
    check(
        r#"%i = call i32 asm sideeffect "mov.u32 $0, 0x5; @$2 ld.global.nc.b32 { $0 }, [ $1 + 4 ];",
             "=r,l,b"(ptr addrspace(1) %q, i1 %m)
           %x = getelementptr float, ptr addrspace(1) %p, i32 %i
           store float 1.0, ptr addrspace(1) %x"#,
        &[
            "load arg1 4 at 4 if tid.x < arg2",
            "store arg0 4 at 4*select(tid.x < arg2, load(arg1, 4, i32), 5)",
        ],
    );
}

#[test]
fn values_that_may_change_meanwhile_have_none() {
    check(
        r#"%i = call i32 asm sideeffect "ld.acquire.gpu.global.b32 $0, [$1];",
             "=r,l,~{memory}"(ptr addrspace(1) %q)
           %b = and i32 %i, 3
           %x = getelementptr float, ptr addrspace(1) %p, i32 %b
           store float 1.0, ptr addrspace(1) %x"#,
        &["load arg1 4 at 0", "store arg0 4 at 4*mod(opq0, 4)"],
    );
}

#[test]
fn atomics() {
    check(
        r#"%v = call i32 asm sideeffect "mov.u32 $0, 0x0;
             @$3 atom.global.gpu.acq_rel.add.u32 $0, [ $1 + 4 ], $2;",
             "=r,l,r,b"(ptr addrspace(1) %a, i32 1, i1 %m)
           %w = call i64 asm sideeffect "atom.global.acq_rel.gpu.cas.b64 $0, [$1], $2, $3;",
             "=l,l,l,l"(ptr addrspace(1) %a, i64 0, i64 1)
           call void asm sideeffect "red.global.gpu.relaxed.add.noftz.v4.f16 [$0], {$1,$1,$1,$1};",
             "l,h"(ptr addrspace(1) %a, half 1.0)
           %h = call half asm sideeffect "{ atom.add.noftz.f16 $0,[$1],$2; }",
             "=h,l,h"(ptr addrspace(1) %q, half 1.0)"#,
        &[
            "atomic arg0 4 at 16*tid.x + 4 if tid.x < arg2",
            "atomic arg0 8 at 16*tid.x",
            "atomic arg0 8 at 16*tid.x",
            "atomic arg1 2 at 0",
        ],
    );
}

#[test]
fn asynchronous_copies() {
    check(
        r#"%size = select i1 %m, i32 16, i32 0
           call void asm sideeffect "cp.async.cg.shared.global [ $0 + 0 ], [ $1 + 64 ], 0x10, $2;",
             "r,l,r"(ptr addrspace(3) %s, ptr addrspace(1) %a, i32 %size)
           call void asm sideeffect
             "cp.async.ca.shared.global.L2::cache_hint [$0], [$1], 8, $2, $3;",
             "r,l,r,l"(ptr addrspace(3) %s, ptr addrspace(1) %a, i32 %n, i64 0)
           call void asm sideeffect
             "{ .reg .pred p; setp.eq.u32 p, $2, 0; cp.async.cg.shared.global [$0], [$1], 16, p; }",
             "r,l,r"(i32 0, ptr addrspace(1) %q, i32 %n)
           call void asm sideeffect "{ cp.async.cg.shared.global [$0], [$1], $2; }",
             "r,l,n"(i32 0, ptr addrspace(1) %a, i32 16)"#,
        &[
            "load arg0 16 at 16*tid.x + 64 if tid.x < arg2",
            "load arg0 8 at 16*tid.x if 7 < arg2",
            "load arg0 arg2 at 16*tid.x if arg2 != 0 && arg2 < 8",
            "load arg1 16 at 0 if arg2 != 0",
            "load arg0 16 at 16*tid.x",
        ],
    );
}

#[test]
fn bulk_copies() {
    check(
        r#"call void asm sideeffect
             "cp.async.bulk.shared::cluster.global.mbarrier::complete_tx::bytes
             [$0], [$1], $2, [$3];",
             "r,l,r,r"(i32 0, ptr addrspace(1) %q, i32 %n, i32 0)
           call void asm sideeffect "cp.async.bulk.global.shared::cta.bulk_group [$0], [$1], 256;",
             "l,r"(ptr addrspace(1) %a, i32 0)
           call void asm sideeffect
             "cp.reduce.async.bulk.global.shared::cta.bulk_group.add.u32 [$0], [$1], 64;",
             "l,r"(ptr addrspace(1) %a, i32 0)
           call void asm sideeffect "cp.async.bulk.prefetch.L2.global [$0], 128;",
             "l"(ptr addrspace(1) %q)
           call void asm sideeffect "discard.global.L2 [$0], 128; prefetch.global.L2 [$0];",
             "l"(ptr addrspace(1) %q)"#,
        &[
            "load arg1 arg2 at 0",
            "store arg0 256 at 16*tid.x",
            "atomic arg0 64 at 16*tid.x",
            "prefetch arg1 128 at 0",
            "store arg1 128 at 0",
            "prefetch arg1 1 at 0",
        ],
    );
}

#[test]
fn tensors_behind_maps() {
    // By value, in memory, and as a number.
    check(
        r#"call void asm sideeffect
             "@$0 cp.async.bulk.tensor.2d.shared::cluster.global.mbarrier::complete_tx::bytes
             [$1], [$2, {$3, $4}], [$5];",
             "b,r,l,r,r,r"(i1 %m, ptr addrspace(3) %s, ptr %map, i32 0, i32 %n, i32 0)
           %g = getelementptr i8, ptr addrspace(1) %q, i32 128
           call void asm sideeffect
             "cp.async.bulk.tensor.1d.shared::cta.global.mbarrier::complete_tx::bytes
             [$0], [$1, {$2}], [$3];",
             "r,l,r,r"(ptr addrspace(3) %s, ptr addrspace(1) %g, i32 0, i32 0)
           %i = ptrtoint ptr %map to i64
           call void asm sideeffect
             "cp.async.bulk.tensor.2d.global.shared::cta.bulk_group [$0, {$1, $1}], [$2];",
             "l,r,r"(i64 %i, i32 0, i32 0)"#,
        &[
            "load arg3@0 anywhere (tensor behind a tensor map) if tid.x < arg2",
            "load arg1 8 at 128",
            "load arg1 120 at 136",
            "load arg1[128] anywhere (tensor behind a tensor map)",
            "store arg3@0 anywhere (tensor behind a tensor map)",
        ],
    );
}

#[test]
fn addresses_that_assembly_computes() {
    check(
        r#"%i = ptrtoint ptr addrspace(1) %q to i64
           call void asm sideeffect "{ .reg .b32 x, y; .reg .b64 z; .reg .pred p;
             mov.u32 x, %ctaid.x; mad.lo.s32 y, x, 8, $1; mul.wide.u32 z, y, 4;
             add.s64 z, z, $0; cvta.to.global.u64 z, z; setp.lt.s32 p, x, $1;
             @p st.global.b32 [z + 12], y; }", "l,r"(i64 %i, i32 %n)"#,
        &["store arg1 4 at 32*bid.x + 4*arg2 + 12 if bid.x < arg2"],
    );
    check(
        r#"%w = call i32 asm "mov.u32 $0, %laneid;", "=r"()
           %x = getelementptr i32, ptr addrspace(1) %q, i32 %w
           store i32 0, ptr addrspace(1) %x"#,
        &["store arg1 4 at 4*mod(tid.x + bdim.x*bdim.y*tid.z + bdim.x*tid.y, 32)"],
    );
}

#[test]
fn copies_by_intrinsics() {
    let kernel = kernel(
        r#"
declare void @llvm.nvvm.cp.async.cg.shared.global.16.s(ptr addrspace(3), ptr addrspace(1), i32)
declare void @llvm.nvvm.cp.async.bulk.global.to.shared.cta(ptr addrspace(3), ptr addrspace(3),
    ptr addrspace(1), i32, i64, i1)
declare void @llvm.nvvm.cp.async.bulk.shared.cta.to.global(ptr addrspace(1), ptr addrspace(3),
    i32, i64, i1)
declare void @llvm.nvvm.cp.async.bulk.prefetch.L2(ptr addrspace(1), i32, i64, i1)
declare void @llvm.nvvm.cp.async.bulk.tensor.s2g.tile.1d(ptr addrspace(3), ptr, i32, i64, i1)
"#,
        r#"
  %size = select i1 %m, i32 16, i32 0
  call void @llvm.nvvm.cp.async.cg.shared.global.16.s(ptr addrspace(3) %s,
      ptr addrspace(1) %a, i32 %size)
  call void @llvm.nvvm.cp.async.bulk.global.to.shared.cta(ptr addrspace(3) %s,
      ptr addrspace(3) @smem, ptr addrspace(1) %q, i32 %n, i64 0, i1 false)
  call void @llvm.nvvm.cp.async.bulk.shared.cta.to.global(ptr addrspace(1) %a,
      ptr addrspace(3) %s, i32 64, i64 0, i1 false)
  call void @llvm.nvvm.cp.async.bulk.prefetch.L2(ptr addrspace(1) %q, i32 32, i64 0, i1 false)
  call void @llvm.nvvm.cp.async.bulk.tensor.s2g.tile.1d(ptr addrspace(3) %s, ptr %map,
      i32 0, i64 0, i1 false)
"#,
    );
    assert_eq!(
        accesses(&kernel),
        [
            "load arg0 16 at 16*tid.x if tid.x < arg2",
            "load arg1 arg2 at 0",
            "store arg0 64 at 16*tid.x",
            "prefetch arg1 32 at 0",
            "store arg3@0 anywhere (tensor behind a tensor map)",
        ]
    );
}

#[test]
fn tiles_are_touched_by_all_lanes_together() {
    let kernel = kernel(
        r#"
%tile = type { <2 x half>, <2 x half>, <2 x half>, <2 x half> }
declare %tile @llvm.nvvm.wmma.m8n32k16.load.c.row.stride.f16.p1(ptr addrspace(1), i32)
"#,
        r#"
  %tile = call %tile @llvm.nvvm.wmma.m8n32k16.load.c.row.stride.f16.p1(ptr addrspace(1) %q,
      i32 %n)
"#,
    );
    assert_eq!(kernel.accesses.len(), 1);
    let launch = serde_json::json!({
        "kernel": "k", "grid": [1, 1, 1], "block": [32, 1, 1],
        "args": [{"null": true}, {"buffer": {"name": "q", "bytes": 4096}}, {"i32": 100},
            {"struct": {"bytes": 128, "fields": []}}]
    });
    let launch = Launch::read(launch.to_string().as_bytes(), ".".as_ref()).expect("a launch");
    let footprint = footprint(&kernel, &launch, &Options::default()).expect("it binds");
    let q = footprint.buffers.iter().find(|it| it.name == "q").expect("it is touched");
    // 8 lines of 64 bytes.
    let lines: Vec<[u64; 2]> = (0..8).map(|line| [200 * line, 200 * line + 64]).collect();
    assert_eq!(serde_json::to_value(&q.reads).expect("JSON"), serde_json::json!(lines));
}

#[test]
fn masked_vectors() {
    let kernel = kernel(
        r#"
declare <4 x i32> @llvm.masked.load.v4i32.p1(ptr addrspace(1), <4 x i1>, <4 x i32>)
declare void @llvm.masked.store.v4i32.p1(<4 x i32>, ptr addrspace(1), <4 x i1>)
declare <2 x i32> @llvm.masked.gather.v2i32.v2p1(<2 x ptr addrspace(1)>, <2 x i1>, <2 x i32>)
"#,
        r#"
  %one = insertelement <4 x i1> poison, i1 %m, i32 0
  %all = shufflevector <4 x i1> %one, <4 x i1> poison, <4 x i32> zeroinitializer
  %v = call <4 x i32> @llvm.masked.load.v4i32.p1(ptr addrspace(1) align 16 %a, <4 x i1> %all,
      <4 x i32> poison)
  call void @llvm.masked.store.v4i32.p1(<4 x i32> %v, ptr addrspace(1) align 16 %q,
      <4 x i1> <i1 true, i1 false, i1 true, i1 true>)
  %two = insertelement <2 x ptr addrspace(1)> poison, ptr addrspace(1) %a, i32 0
  %both = insertelement <2 x ptr addrspace(1)> %two, ptr addrspace(1) %q, i32 1
  %mask = insertelement <2 x i1> <i1 true, i1 true>, i1 %m, i32 1
  %w = call <2 x i32> @llvm.masked.gather.v2i32.v2p1(<2 x ptr addrspace(1)> %both,
      <2 x i1> %mask, <2 x i32> poison)
"#,
    );
    assert_eq!(
        accesses(&kernel),
        [
            "load arg0 16 at 16*tid.x if tid.x < arg2",
            "store arg1 4 at 0",
            "store arg1 4 at 8",
            "store arg1 4 at 12",
            "load arg0 4 at 16*tid.x",
            "load arg1 4 at 0 if tid.x < arg2",
        ]
    );
}

#[test]
fn threads_that_end_touch_nothing_more() {
    check(
        r#"call void asm sideeffect "@$0 exit;", "b"(i1 %m)
           store i32 0, ptr addrspace(1) %a"#,
        &["store arg0 4 at 16*tid.x if arg2 <= tid.x"],
    );
}

#[test]
fn what_touches_no_argument() {
    check(
        r#"%x = call i32 asm sideeffect "ld.shared.b32 $0, [$1];", "=r,r"(ptr addrspace(3) %s)
           %y = call i64 asm sideeffect "createpolicy.fractional.L2::evict_last.b64 $0, 1.0;",
             "=l"()
           call void asm sideeffect "fence.proxy.tensormap::generic.acquire.gpu [$0], 0x80;",
             "l"(ptr addrspace(1) %p)
           call void asm sideeffect "mbarrier.init.shared::cta.b64 [$0], $1;", "r,r"(i32 0, i32 1)
           %z = call float asm "ex2.approx.ftz.f32 $0, $1;", "=f,f"(float 0.0)
           call void asm sideeffect "cp.async.wait_group 0x2;", "~{memory}"()
           call void asm sideeffect "", "l,~{memory}"(ptr addrspace(1) %p)
           call void asm sideeffect
             "cp.async.bulk.shared::cluster.shared::cta.mbarrier::complete_tx::bytes
             [$0], [$0], 16, [$0];",
             "r"(i32 0)"#,
        &[],
    );
}

#[test]
fn what_is_not_understood_may_touch_anything() {
    let both = |root: &str| {
        ["load", "store"]
            .map(|op| format!("{op} {root} anywhere (assembly that is not understood)"))
    };
    let text = |lines: &str| accesses(&kernel("", lines));
    assert_eq!(
        text(
            r#"call void asm sideeffect "frobnicate.b32 $0, [$1];", "r,l"
                 (i32 %n, ptr addrspace(1) %a)"#
        ),
        both("arg0")
    );
    assert_eq!(
        text(
            r#"%i = ptrtoint ptr addrspace(1) %q to i64
               call void asm sideeffect "L: @$1 bra L; ld.global.b32 $1, [$0];", "l,r"
                 (i64 %i, i32 %n)"#
        ),
        both("arg1")
    );
    // No address that could be followed: through every pointer there is.
    let mut all: Vec<String> = ["arg0", "arg1"].into_iter().flat_map(both).collect();
    all.sort();
    let mut found = text(r#"call void asm sideeffect "frobnicate.b32 $0;", "r"(i32 %n)"#);
    found.sort();
    assert_eq!(found.len(), all.len());
    for (found, expected) in found.iter().zip(&all) {
        let start = expected.split(" anywhere").next().expect("there");
        assert!(found.starts_with(start), "{found}");
    }
}

#[test]
fn unknown_code_touches_what_it_gets() {
    let escapes = |declarations: &str, line: &str| {
        let mut found: Vec<String> = accesses(&kernel(declarations, line))
            .iter()
            .map(|it| it.split(" anywhere").next().unwrap_or(it).to_owned())
            .collect();
        found.sort();
        found
    };
    // What it gets no hold of, it cannot touch.
    assert_eq!(escapes("declare void @unknown(i32)", "call void @unknown(i32 1)"), [""; 0]);
    assert_eq!(
        escapes(
            "declare void @unknown(i64)",
            "%g = ptrtoint ptr addrspace(1) %q to i64
             %h = add i64 %g, 8
             call void @unknown(i64 %h)"
        ),
        ["load arg1", "store arg1"]
    );
    assert_eq!(
        escapes(
            "declare void @reader(ptr) memory(argmem: read)",
            "%g = addrspacecast ptr addrspace(1) %q to ptr
             call void @reader(ptr %g)"
        ),
        ["load arg1"]
    );
    assert_eq!(
        escapes("declare i32 @vprintf(ptr, ptr)", "call i32 @vprintf(ptr null, ptr null)"),
        [""; 0]
    );
    // A function that calls itself cannot be inlined.
    assert_eq!(
        escapes(
            "define internal void @loop(ptr addrspace(1) %p, i32 %n) {
               %m = sub i32 %n, 1
               call void @loop(ptr addrspace(1) %p, i32 %m)
               ret void
             }",
            "call void @loop(ptr addrspace(1) %p, i32 %n)"
        ),
        ["load arg0", "store arg0"]
    );
}
