//! Values that lanes of AMD waves take from each other, as places that the kernel touches: what is
//! predicted, and with which exactness, and what happens when the kernel runs.

use std::path::Path;

use kht_analyzer::verify::{Options, Outcome, verify};
use kht_analyzer::{Hooks, analyze};
use kht_schema::{Exactness, Launch, footprint};

const HEAD: &str = r#"
target datalayout = "e-p:64:64-p1:64:64-p3:32:32-p4:64:64-p5:32:32-p8:128:128:128:48-A5-G1-ni:7:8:9"
target triple = "amdgcn-amd-amdhsa"
declare i32 @llvm.amdgcn.workitem.id.x()
declare i32 @llvm.amdgcn.update.dpp.i32(i32, i32, i32, i32, i32, i1)
declare i32 @llvm.amdgcn.ds.bpermute(i32, i32)
declare i32 @llvm.amdgcn.ds.swizzle(i32, i32)
declare i32 @llvm.amdgcn.readlane.i32(i32, i32)
"#;

/// Runs two waves, each thread of which stores a byte at `%v`, and compares that with what was
/// predicted. `%t` is the thread, `%x` a number that is another one in each thread.
#[track_caller]
fn check(code: &str, expected: Exactness) {
    let module = format!(
        "{HEAD}
         define amdgpu_kernel void @k(ptr addrspace(1) %a) !reqd_work_group_size !0 {{
           %t = call i32 @llvm.amdgcn.workitem.id.x()
           %x = mul i32 %t, 3
           {code}
           %i = zext i32 %v to i64
           %p = getelementptr i8, ptr addrspace(1) %a, i64 %i
           store i8 0, ptr addrspace(1) %p
           ret void
         }}
         !0 = !{{i32 128, i32 1, i32 1}}"
    );
    let launch = r#"{"kernel": "k", "grid": [1, 1, 1], "block": [128, 1, 1],
                     "args": [{"buffer": {"name": "a", "bytes": 1024}}]}"#;
    let launch = Launch::read(launch.as_bytes(), Path::new(".")).expect("a launch");
    let analysis = analyze(module.as_bytes(), "kernel.ll", &Hooks::default()).expect("valid IR");
    let kernel = &analysis.table.kernels[0];
    let exactness: Vec<Exactness> = kernel.accesses.iter().map(|it| it.exactness).collect();
    assert_eq!(exactness, [expected], "{code}");
    let options = footprint::Options { granularity: 1, budget: 1 << 20 };
    let predicted = footprint::footprint(kernel, &launch, &options).expect("a footprint");
    let options = Options { workers: 1, max_steps: 1_000_000 };
    let (observed, verdict) =
        verify(module.as_bytes(), "kernel.ll", &launch, &predicted, &options).expect("it runs");
    assert_eq!(observed.faults, [], "{code}");
    if expected == Exactness::Exact {
        assert_eq!(verdict.outcome(), Outcome::Equal, "{code}: {verdict:#?}");
    } else {
        assert!(!verdict.outcome().is_failure(), "{code}: {verdict:#?}");
    }
}

/// An exchange by data-parallel primitives; lanes that read from none get 1000, or 0.
fn data_parallel(control: u32, bound: bool) -> String {
    format!(
        "%v = call i32 @llvm.amdgcn.update.dpp.i32(i32 1000, i32 %x, i32 {control}, i32 15, \
         i32 15, i1 {bound})"
    )
}

#[test]
fn lanes_of_a_row_are_read_by_a_pattern() {
    // Quads flipped and broadcast, shifts both ways, by more than one, over the wave; mirrors;
    // a lane of each row; flips of a row.
    for control in [
        0xb1, 0x4e, 0x1b, 0x00, 0xaa, 0x101, 0x104, 0x111, 0x118, 0x130, 0x138, 0x140, 0x141,
        0x153, 0x166,
    ] {
        for bound in [false, true] {
            check(&data_parallel(control, bound), Exactness::Exact);
        }
    }
}

#[test]
fn lanes_of_a_wave_are_read_by_number() {
    check("%v = call i32 @llvm.amdgcn.readlane.i32(i32 %x, i32 37)", Exactness::Exact);
    // Flips three bits of the lane.
    check("%v = call i32 @llvm.amdgcn.ds.swizzle(i32 %x, i32 21535)", Exactness::Exact);
    let reversed = "%l = sub i32 255, %t
        %b = shl i32 %l, 2
        %v = call i32 @llvm.amdgcn.ds.bpermute(i32 %b, i32 %x)";
    check(reversed, Exactness::Exact);
}

#[test]
fn halves_of_a_number_make_one_behind_an_exchange() {
    let code = "%w = zext i32 %x to i64
        %m = icmp ult i32 %t, 100
        %n = select i1 %m, i64 %w, i64 -1
        %h = bitcast i64 %n to <2 x i32>
        %h0 = extractelement <2 x i32> %h, i64 0
        %h1 = extractelement <2 x i32> %h, i64 1
        %g0 = call i32 @llvm.amdgcn.update.dpp.i32(i32 0, i32 %h0, i32 257, i32 15, i32 15,
                                                  i1 false)
        %g1 = call i32 @llvm.amdgcn.update.dpp.i32(i32 0, i32 %h1, i32 257, i32 15, i32 15,
                                                  i1 false)
        %j0 = insertelement <2 x i32> poison, i32 %g0, i64 0
        %j1 = insertelement <2 x i32> %j0, i32 %g1, i64 1
        %j = bitcast <2 x i32> %j1 to i64
        %none = icmp eq i64 %j, -1
        %k = select i1 %none, i64 1001, i64 %j
        %v = trunc i64 %k to i32";
    check(code, Exactness::Exact);
}

#[test]
fn lanes_that_are_elsewhere_give_nothing() {
    // Some lanes of the wave are not there to be read from, so the formula would be wrong.
    let apart = |exchange: &str| {
        format!(
            "%c = icmp ult i32 %t, 21
             br i1 %c, label %some, label %join
           some:
             {exchange}
             %w = and i32 %u, 511
             br label %join
           join:
             %v = phi i32 [ %w, %some ], [ 1002, %0 ]"
        )
    };
    let exchange = data_parallel(0x101, false).replace("%v", "%u");
    check(&apart(&exchange), Exactness::Unknown);
    // Rows that are switched off keep what they had.
    let rows = data_parallel(0x101, false).replacen("i32 15,", "i32 5,", 1).replace("%v", "%u");
    check(&format!("{rows}\n%v = and i32 %u, 1023"), Exactness::Unknown);
}
