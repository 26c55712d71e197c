//! What must never be missing from a table, on kernels of a few lines: memory reached in ways that
//! have no formula still counts for the arguments it can belong to.

use std::path::Path;

use kht_analyzer::{Hooks, analyze};
use kht_schema::footprint::Options;
use kht_schema::{Cond, Exactness, Kernel, Launch, Op, footprint};

use super::{NVPTX, only_kernel};

const DECLARATIONS: &str = r#"
declare i32 @llvm.nvvm.read.ptx.sreg.tid.x()
declare void @elsewhere(ptr)
"#;

/// The only kernel of a module.
#[track_caller]
fn kernel(body: &str) -> Kernel {
    only_kernel(&[NVPTX, DECLARATIONS, body])
}

/// Sides of a parameter's memory that some access touches: `(read, written)`.
fn touched(kernel: &Kernel, param: u32, at: Option<u32>) -> (bool, bool) {
    let side = |ops: [Op; 2]| {
        kernel.accesses.iter().any(|access| {
            let field = access.root.path.first().and_then(|step| match step {
                kht_schema::Step::Field { at } => Some(*at),
                kht_schema::Step::Deref { .. } => None,
            });
            access.root.param.0 == param && field == at && ops.contains(&access.op)
        })
    };
    (side([Op::Load, Op::Atomic]), side([Op::Store, Op::Atomic]))
}

#[test]
fn a_pointer_handed_to_unknown_code_is_read_and_written() {
    let kernel = kernel(
        "define ptx_kernel void @k(ptr %a, ptr %b) {
           call void @elsewhere(ptr %a)
           ret void
         }",
    );
    assert_eq!(touched(&kernel, 0, None), (true, true));
    assert_eq!(touched(&kernel, 1, None), (false, false));
    assert!(kernel.accesses.iter().all(|access| access.exactness == Exactness::Unknown));
}

#[test]
fn a_struct_handed_to_unknown_code_hands_over_its_pointers() {
    let kernel = kernel(
        "%s = type { ptr, i32, ptr }
         define ptx_kernel void @k(ptr byval(%s) %s) {
           call void @elsewhere(ptr %s)
           ret void
         }",
    );
    assert_eq!(touched(&kernel, 0, Some(0)), (true, true));
    assert_eq!(touched(&kernel, 0, Some(16)), (true, true));
}

#[test]
fn a_pointer_stored_away_is_read_and_written() {
    let kernel = kernel(
        "@cell = addrspace(3) global ptr undef
         define ptx_kernel void @k(ptr %a) {
           store ptr %a, ptr addrspace(3) @cell
           ret void
         }",
    );
    assert_eq!(touched(&kernel, 0, None), (true, true));
}

#[test]
fn a_pointer_without_a_root_may_be_any_argument() {
    let kernel = kernel(
        "define ptx_kernel void @k(ptr %a, ptr %b, i64 %address) {
           %p = inttoptr i64 %address to ptr
           store i32 0, ptr %p
           ret void
         }",
    );
    assert_eq!(touched(&kernel, 0, None), (false, true));
    assert_eq!(touched(&kernel, 1, None), (false, true));
}

#[test]
fn an_address_computed_as_a_number_keeps_its_argument() {
    let kernel = kernel(
        "define ptx_kernel void @k(ptr %a, ptr %b) {
           %tid = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
           %wide = zext i32 %tid to i64
           %base = ptrtoint ptr %a to i64
           %address = add i64 %base, %wide
           %p = inttoptr i64 %address to ptr
           store i8 0, ptr %p
           ret void
         }",
    );
    assert_eq!(touched(&kernel, 0, None), (false, true));
    assert_eq!(touched(&kernel, 1, None), (false, false));
    assert_eq!(kernel.accesses[0].offset.to_string(), "tid.x");
}

#[test]
fn assembly_that_may_touch_memory_touches_its_operands() {
    let kernel = kernel(
        r#"define ptx_kernel void @k(ptr %a, ptr %b) {
           call void asm sideeffect "st.global.u32 [$0], 1;", "l"(ptr %a)
           %c = call i32 asm "mov.u32 $0, 1;", "=r"()
           ret void
         }"#,
    );
    assert!(touched(&kernel, 0, None).1);
    assert_eq!(touched(&kernel, 1, None), (false, false));
}

#[test]
fn one_of_two_pointers_counts_for_both() {
    let kernel = kernel(
        "define ptx_kernel void @k(ptr %a, ptr %b, i32 %n) {
           %c = icmp slt i32 %n, 0
           %p = select i1 %c, ptr %a, ptr %b
           %v = load i32, ptr %p
           ret void
         }",
    );
    assert_eq!(touched(&kernel, 0, None), (true, false));
    assert_eq!(touched(&kernel, 1, None), (true, false));
    assert_eq!(kernel.accesses[0].guards.len(), 1);
}

/// A loop with two ways to the same block: which one was taken is not known, so neither body may
/// be ruled out.
#[test]
fn ways_out_of_a_loop_are_told_apart() {
    let kernel = kernel(
        "define ptx_kernel void @k(ptr readonly %info, ptr %a, ptr %b, i32 %n) {
         entry:
           br label %loop
         loop:
           %i = phi i32 [ 0, %entry ], [ %next, %stay ]
           %p = getelementptr i32, ptr %info, i32 %i
           %v = load i32, ptr %p
           %leave = icmp eq i32 %v, 7
           br i1 %leave, label %after, label %stay
         stay:
           %next = add nsw i32 %i, 1
           %more = icmp slt i32 %next, %n
           br i1 %more, label %loop, label %after
         after:
           %flag = phi i1 [ false, %loop ], [ true, %stay ]
           br i1 %flag, label %whole, label %part
         whole:
           store i32 0, ptr %a
           ret void
         part:
           store i32 0, ptr %b
           ret void
         }",
    );
    for param in [1, 2] {
        assert_eq!(touched(&kernel, param, None), (false, true));
    }
    let stores = kernel.accesses.iter().filter(|access| access.op == Op::Store);
    let guards: Vec<Cond> = stores
        .map(|store| {
            assert_eq!(store.exactness, Exactness::Exact);
            Cond::and(store.guards.clone())
        })
        .collect();
    assert!(!matches!(guards[0], Cond::Const(_)), "{}", guards[0]);
    assert_eq!(guards[0].clone().negate(), guards[1]);
}

/// What the kernel changes itself is no formula: the second load sees what the store left.
#[test]
fn values_from_memory_that_is_written_are_not_known() {
    let kernel = kernel(
        "define ptx_kernel void @k(ptr %index, ptr %a) {
           store i32 3, ptr %index
           %i = load i32, ptr %index
           %p = getelementptr i32, ptr %a, i32 %i
           store i32 0, ptr %p
           ret void
         }",
    );
    let last = kernel.accesses.last().expect("the store");
    assert_eq!(last.exactness, Exactness::Unknown);
}

/// `sdiv` rounds to zero whatever the signs: `3 / -2` is -1, not -2.
#[test]
fn division_by_a_negative_number_is_that_by_its_absolute_value() {
    let kernel = kernel(
        "define ptx_kernel void @k(ptr %a, i32 %n) {
           %q = sdiv i32 %n, -2
           %r = srem i32 %n, -4
           %s = add nsw i32 %q, %r
           %p = getelementptr i8, ptr %a, i32 %s
           store i8 0, ptr %p
           ret void
         }",
    );
    let offset = kernel.accesses[0].offset.to_string();
    assert_eq!(offset, "-floordiv(arg1, 2) + mod(arg1, 4)");
}

/// Who installed the headers where is not part of a table.
#[test]
fn sources_are_never_absolute_paths() {
    let kernel = kernel(
        r#"define ptx_kernel void @k(ptr %a) !dbg !3 {
           store i8 0, ptr %a, !dbg !6
           ret void
         }
         !llvm.dbg.cu = !{!0}
         !llvm.module.flags = !{!2}
         !0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus, file: !1)
         !1 = !DIFile(filename: "/a/b/cuda_fp16.hpp", directory: "/a")
         !2 = !{i32 2, !"Debug Info Version", i32 3}
         !3 = distinct !DISubprogram(name: "k", scope: !1, file: !1, line: 7, type: !4,
           unit: !0, spFlags: DISPFlagDefinition)
         !4 = !DISubroutineType(types: !5)
         !5 = !{}
         !6 = !DILocation(line: 8, scope: !3)"#,
    );
    assert_eq!(kernel.accesses[0].source.as_deref(), Some("cuda_fp16.hpp:8"));
}

#[test]
fn memory_outside_of_all_arguments_is_said() {
    let kernel = kernel(
        "define ptx_kernel void @k(i64 %address) {
           %p = inttoptr i64 %address to ptr
           store i32 0, ptr %p
           ret void
         }",
    );
    assert_eq!(kernel.accesses.len(), 0);
    assert_eq!(kernel.diagnostics.len(), 1, "{:?}", kernel.diagnostics);
}

/// A kernel that nobody could look into may read and write whatever its arguments lead to.
#[test]
fn a_kernel_that_is_given_up_may_touch_anything() {
    let text = format!(
        "{NVPTX}%s = type {{ i32, ptr }}
         define ptx_kernel void @k(ptr %a, ptr byval(%s) %s, i32 %n) {{ ret void }}
         define ptx_kernel void @other(ptr %a) {{ ret void }}"
    );
    let given_up = [("k".to_owned(), "LLVM crashed (signal 6)".to_owned())];
    let hooks = Hooks { given_up: &given_up, ..Hooks::default() };
    let table = analyze(text.as_bytes(), "kernel.ll", &hooks).expect("valid IR").table;
    assert_eq!(kht_schema::check(&table), []);
    let [kernel, other] = &table.kernels[..] else { panic!("two kernels") };
    assert_eq!(other.accesses, []);
    assert_eq!(touched(kernel, 0, None), (true, true));
    assert_eq!(touched(kernel, 1, Some(8)), (true, true));
    assert!(kernel.accesses.iter().all(|access| access.exactness == Exactness::Unknown));
    assert!(kernel.opaques.iter().all(|it| it.why.instruction == "LLVM crashed (signal 6)"));

    let launch = r#"{"kernel": "k", "grid": [1, 1, 1], "block": [1, 1, 1], "shared_bytes": 0,
        "args": [{"buffer": {"name": "a", "bytes": 16}},
                 {"struct": {"bytes": 16, "fields": [{"at": 8, "buffer": {"name": "b", "bytes": 8,
                  "fill": {"ptrs": [{"name": "c", "offset": 0}]}}}]}},
                 {"i32": 1}],
        "buffers": [{"name": "c", "bytes": 24}]}"#;
    let launch = kht_schema::Launch::read(launch.as_bytes(), std::path::Path::new("."));
    let options = kht_schema::footprint::Options::default();
    let found = kht_schema::footprint(kernel, &launch.expect("a launch"), &options);
    let found = found.expect("it binds").buffers;
    for (name, bytes) in [("a", 16), ("b", 8), ("c", 24)] {
        let used = found.iter().find(|used| used.name == name).expect("it may be touched");
        assert_eq!((&used.reads, &used.writes), (&vec![[0, bytes]], &vec![[0, bytes]]), "{name}");
        assert_eq!(used.exactness, Exactness::Unknown, "{name}");
        assert_eq!((used.bytes_loaded.lo, used.bytes_loaded.hi), (0, None), "{name}");
    }
}

/// Of four ways to a pointer three have an argument in common; the fourth is null, and what happens
/// then is a store of its own.
#[test]
fn a_choice_that_may_be_null_is_null_where_nothing_is_chosen() {
    let kernel = kernel(
        "define ptx_kernel void @k(ptr %a, ptr %out, i32 %n, i64 %m) {
           switch i32 %n, label %join [ i32 1, label %one
                                        i32 2, label %two
                                        i32 3, label %three ]
         one:
           %p1 = getelementptr i8, ptr %a, i64 %m
           br label %join
         two:
           %at2 = add i64 %m, 16
           %p2 = getelementptr i8, ptr %a, i64 %at2
           br label %join
         three:
           %at3 = mul i64 %m, 3
           %p3 = getelementptr i8, ptr %a, i64 %at3
           br label %join
         join:
           %p = phi ptr [ null, %0 ], [ %p1, %one ], [ %p2, %two ], [ %p3, %three ]
           %none = icmp eq ptr %p, null
           br i1 %none, label %nothing, label %something
         nothing:
           store i32 1, ptr %out
           ret void
         something:
           store i32 2, ptr %p
           ret void
         }",
    );
    let written = |n: i32| {
        let launch = format!(
            r#"{{"kernel": "k", "grid": [1, 1, 1], "block": [1, 1, 1], "shared_bytes": 0,
                "args": [{{"buffer": {{"name": "a", "bytes": 64}}}},
                         {{"buffer": {{"name": "out", "bytes": 4}}}},
                         {{"i32": {n}}}, {{"i64": 8}}]}}"#
        );
        let launch = Launch::read(launch.as_bytes(), Path::new(".")).expect("a launch");
        let found = footprint(&kernel, &launch, &Options::default()).expect("it fits");
        found.buffers.into_iter().map(|buffer| buffer.writes).collect::<Vec<_>>()
    };
    assert_eq!(written(7), [vec![], vec![[0, 4]]]);
    assert_eq!(written(2), [vec![[24, 28]], vec![]]);
    assert_eq!(written(3), [vec![[24, 28]], vec![]]);
}
