//! Tables of kernels whose host was read: names, roles, launches, and extents that tighten
//! formulas, for the test kernels and the crate in `testdata/host` that launches them.

use std::fs;
use std::path::{Path, PathBuf};

use kht_analyzer::host::{Survey, survey};
use kht_analyzer::launches::{Effort, random};
use kht_analyzer::verify::{self, verify};
use kht_analyzer::{Hooks, analyze};
use kht_schema::footprint::{BindError, Options};
use kht_schema::kernel::{NameSource, RoleKind};
use kht_schema::program::{Call, Memory, Program, Stop};
use kht_schema::{AssumptionKind, Expr, Kernel, Launch, footprint};

const EXACT: Options = Options { granularity: 1, budget: 1 << 32 };

fn testdata() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata")
}

fn host() -> Survey {
    survey(&[&testdata().join("host")], &[]).expect("there is memory for a stack")
}

fn ir(case: &str) -> Vec<u8> {
    fs::read(testdata().join("kernels").join(case).join("kernel.ll")).expect("there")
}

fn launch(case: &str, name: &str) -> Launch {
    let folder = testdata().join("kernels").join(case);
    let bytes = fs::read(folder.join(format!("{name}.launch.json"))).expect("there");
    Launch::read(&bytes, &folder).expect("a launch")
}

#[track_caller]
fn analyzed(ir: &[u8], host: Option<&Survey>) -> Kernel {
    let hooks = Hooks { host, ..Hooks::default() };
    let table = analyze(ir, "kernel.ll", &hooks).expect("LLVM IR").table;
    assert_eq!(kht_schema::check(&table), []);
    table.kernels.into_iter().next().expect("a kernel")
}

fn with_host(case: &str) -> Kernel {
    analyzed(&ir(case), Some(&host()))
}

fn extents(kernel: &Kernel) -> Vec<String> {
    let text = |(sym, lo, hi)| format!("{sym} {lo} {hi}");
    kernel.host_extents().map(text).collect()
}

fn roles(kernel: &Kernel) -> Vec<Option<RoleKind>> {
    let role = |it: &kht_schema::Param| it.guessed_role.as_ref().map(|role| role.kind);
    kernel.params.iter().map(role).collect()
}

#[test]
fn launches_and_constant_extents_come_from_the_host() {
    let kernel = with_host("matmul_tiled");
    assert_eq!(extents(&kernel), ["gdim.z 1 1", "bdim.x 16 16", "bdim.y 16 16", "bdim.z 1 1"]);
    let [launch] = kernel.launches.as_slice() else {
        panic!("expected one launch, found {:?}", kernel.launches);
    };
    assert_eq!((&*launch.source, &*launch.function), ("src/ops.rs:28", "matmul"));
    assert_eq!(launch.arguments, ["lhs", "rhs", "out", "m", "n", "k"]);
    assert_eq!(launch.shapes[0].block, ["TILE", "TILE", "1"]);
    // 96 or 128 threads.
    let kernel = with_host("rmsnorm_f32");
    let block = ["gdim.y 1 1", "gdim.z 1 1", "bdim.x 96 128", "bdim.y 1 1", "bdim.z 1 1"];
    assert_eq!(extents(&kernel), block);
    // Nobody launches this one.
    let kernel = with_host("softmax_f32");
    assert!(extents(&kernel).is_empty() && kernel.launches.is_empty());
}

#[test]
fn constants_of_the_host_shorten_formulas() {
    let first = |kernel: &Kernel| kernel.accesses[0].offset.to_string();
    assert_eq!(first(&analyzed(&ir("vector_add"), None)), "4*tid.x + 4*bdim.x*bid.x");
    assert_eq!(first(&with_host("vector_add")), "1024*bid.x + 4*tid.x");
}

#[test]
fn launches_of_the_host_touch_what_is_predicted() {
    let options = verify::Options { workers: 2, max_steps: 100_000_000 };
    for (case, name) in [
        ("vector_add", "nice"),
        ("matmul_tiled", "nice"),
        ("matmul_tiled", "ragged"),
        ("rmsnorm_f32", "nice"),
        ("rmsnorm_f32", "ragged"),
    ] {
        let (kernel, launch) = (with_host(case), launch(case, name));
        let prediction = footprint::footprint(&kernel, &launch, &EXACT).expect("a launch");
        let plain = analyzed(&ir(case), None);
        let same = footprint::footprint(&plain, &launch, &EXACT).expect("a launch");
        assert_eq!(prediction.buffers, same.buffers, "{case} {name}");
        let judged = verify(&ir(case), "kernel.ll", &launch, &prediction, &options);
        let (observed, verdict) = judged.expect("it runs");
        assert_eq!(observed.faults, [], "{case} {name}");
        assert!(!verdict.outcome().is_failure(), "{case} {name}: {verdict:#?}");
        // The compiled form agrees.
        let answer = Program::compile(&kernel).footprint(&launch, &EXACT, &mut Memory::default());
        assert_eq!(answer.expect("a launch").buffers, prediction.buffers, "{case} {name}");
    }
}

#[test]
fn other_launches_are_refused() {
    let (kernel, ragged) = (with_host("vector_add"), launch("vector_add", "ragged"));
    let error = footprint::footprint(&kernel, &ragged, &EXACT).expect_err("96 threads");
    assert!(matches!(&error, BindError::Extent { what: "block", .. }), "{error:?}");
    let message = error.to_string();
    assert!(message.contains("bdim.x of 256, as src/ops.rs:15"), "{message}");
    assert!(message.contains("found [96, 1, 1]"), "{message}");
    // A runtime that hands over plain numbers gets no answer either.
    let program = Program::compile(&kernel);
    let nice = launch("vector_add", "nice");
    let bound = program.bind(&nice).expect("a launch");
    let narrow = Call { block: ragged.block, ..bound.call() };
    assert!(program.evaluate(&bound.call(), &mut Memory::default()).is_ok());
    let stop = program.evaluate(&narrow, &mut Memory::default()).err();
    assert_eq!(stop, Some(Stop::Assumption));
    let deep = Launch { grid: [4, 2, 1], ..launch("vector_add", "nice") };
    let error = footprint::footprint(&kernel, &deep, &EXACT).expect_err("two rows of blocks");
    assert!(error.to_string().contains("grid: expected gdim.y of 1"), "{error}");
    // 112 threads are between those of the two launches, whatever the host does.
    let kernel = with_host("rmsnorm_f32");
    let between = Launch { block: [112, 1, 1], ..launch("rmsnorm_f32", "nice") };
    assert!(footprint::footprint(&kernel, &between, &EXACT).is_ok());
    let wide = Launch { block: [160, 1, 1], ..between };
    let error = footprint::footprint(&kernel, &wide, &EXACT).expect_err("160 threads");
    assert!(error.to_string().contains("bdim.x of 96 to 128"), "{error}");
}

#[test]
fn random_launches_are_those_of_the_host() {
    let kernel = with_host("matmul_tiled");
    for seed in 0..20 {
        let launch = random(&kernel, seed, Effort::Small);
        assert_eq!((launch.block, launch.grid[2]), ([16, 16, 1], 1));
    }
}

#[test]
fn a_host_that_disagrees_is_a_finding() {
    let kernel = with_host("embedding_gather");
    let finding = "src/ops.rs:49 launches it with 4 arguments, and it takes 5";
    assert_eq!(kernel.diagnostics, [finding]);
    assert_eq!(kernel.params[1].name.as_deref(), Some("table"));
    assert_eq!(kernel.params[1].named_by, NameSource::Module);
}

/// `vector_add` without names, bounded to blocks of at most `most` threads.
fn nameless(most: u32, debug: bool) -> String {
    let (record, info) =
        if debug { ("#dbg_value(ptr %1, !4, !DIExpression(), !6)", DEBUG_INFO) } else { ("", "") };
    let at = if debug { "!dbg !3 " } else { "" };
    format!(
        r#"target triple = "nvptx64-nvidia-cuda"
        define ptx_kernel void @vector_add(ptr %0, ptr %1, ptr %2, i32 %3)
            "nvvm.maxntid"="{most}" {at}{{
            {record}
            %5 = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
            %6 = getelementptr float, ptr %1, i32 %5
            %7 = load float, ptr %6
            %8 = getelementptr float, ptr %2, i32 %5
            store float %7, ptr %8
            ret void
        }}
        declare i32 @llvm.nvvm.read.ptx.sreg.tid.x()
        {info}"#
    )
}

const DEBUG_INFO: &str = r#"!llvm.dbg.cu = !{!0}
    !llvm.module.flags = !{!2}
    !0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus, file: !1, emissionKind: FullDebug)
    !1 = !DIFile(filename: "k.cu", directory: "")
    !2 = !{i32 2, !"Debug Info Version", i32 3}
    !3 = distinct !DISubprogram(name: "vector_add", file: !1, line: 1, type: !5, unit: !0,
        spFlags: DISPFlagDefinition, retainedNodes: !7)
    !4 = !DILocalVariable(name: "of_debug_info", arg: 2, scope: !3, file: !1, line: 1)
    !5 = !DISubroutineType(types: !8)
    !6 = !DILocation(line: 1, scope: !3)
    !7 = !{!4, !9}
    !8 = !{null, null, null, null, null}
    !9 = !DILocalVariable(name: "unused", arg: 1, scope: !3, file: !1, line: 1)
"#;

#[test]
fn names_come_from_the_host_where_the_module_has_none() {
    let kernel = analyzed(nameless(1024, false).as_bytes(), Some(&host()));
    let names: Vec<_> = kernel.params.iter().map(|it| it.name.as_deref()).collect();
    assert_eq!(names, ["lhs", "rhs", "result", "n"].map(Some));
    assert!(kernel.params.iter().all(|it| it.named_by == NameSource::Host));
    let expected = [RoleKind::Unused, RoleKind::Activation, RoleKind::Activation].map(Some);
    assert_eq!(roles(&kernel)[..3], expected);
    assert_eq!(roles(&kernel)[3], None);
    // Without a host, use alone is left.
    let kernel = analyzed(nameless(1024, false).as_bytes(), None);
    let expected = [RoleKind::Unused, RoleKind::Input, RoleKind::Output].map(Some);
    assert_eq!(roles(&kernel)[..3], expected);
}

#[test]
fn names_of_debug_information_go_before_those_of_the_host() {
    let kernel = analyzed(nameless(1024, true).as_bytes(), Some(&host()));
    let names = kernel.params.iter().map(|it| (it.name.as_deref().unwrap_or(""), it.named_by));
    let expected = [
        // Not in the code at all, but among the variables of the function.
        ("unused", NameSource::DebugInfo),
        ("of_debug_info", NameSource::DebugInfo),
        ("result", NameSource::Host),
        ("n", NameSource::Host),
    ];
    assert_eq!(names.collect::<Vec<_>>(), expected);
}

#[test]
fn extents_that_a_kernel_was_not_compiled_for_are_not_believed() {
    let kernel = analyzed(nameless(128, false).as_bytes(), Some(&host()));
    assert!(extents(&kernel).is_empty());
    let finding = "the host launches it with a block that it was not compiled for";
    assert_eq!(kernel.diagnostics, [finding]);
    assert_eq!(kernel.launches.len(), 1);
}

#[test]
fn extents_are_checked_like_all_of_a_table() {
    let broken = |change: fn(&mut kht_schema::Assumption)| {
        let mut kernel = with_host("vector_add");
        let extent = |it: &&mut kht_schema::Assumption| it.kind == AssumptionKind::HostExtent;
        kernel.assumptions.iter_mut().find(extent).map(change).expect("there is one");
        kht_schema::check_one(&kernel).into_iter().map(|it| it.message).collect::<Vec<_>>()
    };
    assert_eq!(broken(|_| ()), [""; 0]);
    assert_eq!(broken(|it| it.lo = Some(0)), ["expected at least 1, found 0"]);
    assert_eq!(broken(|it| it.hi = None), ["expected both bounds, found one"]);
    let found = broken(|it| it.expr = Some(Expr::Int(1)));
    assert_eq!(found, ["expected an extent of grid or block, found 1"]);
    let found = broken(|it| it.everywhere = false);
    assert_eq!(found, ["expected an extent for all accesses, everywhere, found some"]);
}

#[test]
fn tables_do_not_say_where_the_host_lies() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let elsewhere = folder.path().join("deep/er");
    fs::create_dir_all(elsewhere.join("src")).expect("writable");
    fs::copy(testdata().join("host/src/ops.rs"), elsewhere.join("src/ops.rs")).expect("writable");
    let moved = survey(&[&elsewhere], &[]).expect("there is memory for a stack");
    let text = |host: &Survey| {
        let hooks = Hooks { host: Some(host), ..Hooks::default() };
        analyze(&ir("vector_add"), "kernel.ll", &hooks).expect("LLVM IR").table.to_json()
    };
    assert_eq!(text(&moved), text(&host()));
    assert!(!text(&moved).contains(env!("CARGO_MANIFEST_DIR")));
}
