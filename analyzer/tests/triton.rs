//! IR as Triton leaves it in its cache: text of several releases of LLVM without a target, and a
//! `.json` beside it.

use kht_analyzer::{AnalyzeError, Hooks, Input, analyze};
use kht_schema::Table;

/// A kernel as Triton 3.9 prints it for NVIDIA, before `attributes` and debug information.
const KERNEL: &str = r#"
define ptx_kernel void @scale(ptr addrspace(1) %0, i32 %1,
    ptr addrspace(1) readnone %2, ptr addrspace(1) readnone %3) #0 {
  %5 = tail call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  %6 = getelementptr [4 x i8], ptr addrspace(1) %0, i32 %5
  store float f0x3FB8AA3B, ptr addrspace(1) %6, align 4
  ret void
}
declare i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1
attributes #1 = { nounwind memory(none, target_mem0: none) }
"#;

const METADATA: &str = r#"{"name": "scale", "num_warps": 4, "shared": 512, "num_stages": 3,
    "target": {"arch": 90, "backend": "cuda", "warp_size": 32}, "triton_version": "3.9.0"}"#;

fn read(text: &str, metadata: Option<&str>) -> Result<Table, AnalyzeError> {
    let input = Input { bytes: text.as_bytes(), metadata: metadata.map(str::as_bytes) };
    let analysis = analyze(input, "scale.llir", &Hooks::default())?;
    assert_eq!(kht_schema::check(&analysis.table), []);
    Ok(analysis.table)
}

#[track_caller]
fn table(attributes: &str, metadata: Option<&str>) -> Table {
    let text = format!("{KERNEL}attributes #0 = {{ {attributes} }}\n");
    read(&text, metadata).expect("valid IR")
}

#[test]
fn metadata_says_what_the_ir_leaves_out() {
    let table = table("nounwind", Some(METADATA));
    assert_eq!(table.module.target, "nvptx64-nvidia-cuda");
    assert_eq!(table.module.cpu, "sm_90");
    assert_eq!(table.module.frontend, "triton 3.9.0");
    let kernel = &table.kernels[0];
    assert_eq!(kernel.launch_bounds.required_block, Some([128, 1, 1]));
    assert_eq!(kernel.launch_bounds.dynamic_shared, Some(512));
    assert_eq!(kernel.diagnostics, [""; 0]);
    let names: Vec<Option<&str>> = kernel.params.iter().map(|it| it.name.as_deref()).collect();
    assert_eq!(names, [None, None, Some("global_scratch"), Some("profile_scratch")]);
}

#[test]
fn what_the_ir_says_goes_first() {
    // Warp specialization adds warps that the count in an older file may lack.
    let table = table(r#""nvvm.reqntid"="384" "target-cpu"="sm_90a""#, Some(METADATA));
    assert_eq!(table.kernels[0].launch_bounds.required_block, Some([384, 1, 1]));
    assert_eq!(table.module.cpu, "sm_90a");
}

#[test]
fn the_number_of_scratch_pointers_depends_on_the_version() {
    for (version, expected) in [("3.1.0", 0), ("3.4.0", 1), ("3.5.1", 2), ("4.0", 2), ("new", 0)] {
        let table = table("nounwind", Some(&METADATA.replace("3.9.0", version)));
        let named = table.kernels[0].params.iter().filter(|it| it.name.is_some()).count();
        assert_eq!(named, expected, "{version}");
    }
}

#[test]
fn metadata_that_cannot_be_used_is_a_finding() {
    let no_warps = METADATA.replace("num_warps", "warps");
    let too_many = METADATA.replace(": 4,", ": 4294967295,");
    let of_another = METADATA.replace("scale", "other");
    for (metadata, expected) in [
        ("", "found: EOF"),
        ("[1, 2]", "found: invalid type"),
        (no_warps.as_str(), "missing field `num_warps`"),
        (too_many.as_str(), "found 4294967295 warps of 32"),
        (of_another.as_str(), r#"found "other""#),
    ] {
        let table = table("nounwind", Some(metadata));
        let kernel = &table.kernels[0];
        let [finding] = kernel.diagnostics.as_slice() else { panic!("{metadata}") };
        assert!(finding.contains(expected), "{finding}");
        assert_eq!(kernel.launch_bounds.required_block, None);
    }
}

#[test]
fn without_metadata_the_ir_stands_alone() {
    let table = table(r#""nvvm.reqntid"="64""#, None);
    assert_eq!(table.kernels[0].launch_bounds.required_block, Some([64, 1, 1]));
    assert_eq!(table.module.cpu, "");
    assert_eq!(table.module.frontend, "");
}

#[test]
fn debug_information_names_compiler_and_arguments() {
    let text = r#"
define ptx_kernel void @k(ptr addrspace(1) %0, i32 %1) !dbg !2 {
    #dbg_value(ptr addrspace(1) %0, !5, !DIExpression(), !7)
  store i32 %1, ptr addrspace(1) %0, align 4, !dbg !7
  ret void, !dbg !7
}
!llvm.module.flags = !{!8}
!llvm.dbg.cu = !{!0}
!0 = distinct !DICompileUnit(language: DW_LANG_C, file: !1, producer: "triton")
!1 = !DIFile(filename: "k.py", directory: "d")
!2 = distinct !DISubprogram(name: "k", scope: !1, file: !1, type: !3, spFlags: DISPFlagDefinition,
    unit: !0)
!3 = !DISubroutineType(cc: DW_CC_normal, types: !4)
!4 = !{}
!5 = !DILocalVariable(name: "x_ptr", arg: 1, scope: !2, file: !1, line: 4, type: !6)
!6 = !DIBasicType(name: "pointer", size: 64, encoding: DW_ATE_unsigned)
!7 = !DILocation(line: 6, column: 3, scope: !2)
!8 = !{i32 2, !"Debug Info Version", i32 3}
"#;
    let table = read(text, None).expect("valid IR");
    assert_eq!(table.module.frontend, "triton");
    let names: Vec<Option<&str>> =
        table.kernels[0].params.iter().map(|it| it.name.as_deref()).collect();
    assert_eq!(names, [Some("x_ptr"), None]);
}

#[test]
fn text_that_is_newer_still_is_refused_at_its_line() {
    let text = KERNEL.replace("ret void", "frobnicate float +qnan\n  ret void");
    let error = read(&text, None).map(|_| ()).expect_err("an unknown instruction");
    let message = error.to_string();
    assert!(message.contains("another release"), "{message}");
    assert!(message.contains("scale.llir:7:"), "{message}");
}

#[test]
fn annotations_of_older_releases_make_kernels_and_bounds() {
    let text = r#"
define void @k(ptr addrspace(1) %0) {
  store i32 1, ptr addrspace(1) %0, align 4
  ret void
}
!nvvm.annotations = !{!0, !1}
!0 = !{ptr @k, !"kernel", i32 1}
!1 = !{ptr @k, !"maxntidx", i32 128}
"#;
    let table = read(text, None).expect("valid IR");
    assert_eq!(table.kernels[0].launch_bounds.max_block, Some([128, 1, 1]));
    let metadata = METADATA.replace("scale", "k");
    let table = read(text, Some(&metadata)).expect("valid IR");
    assert_eq!(table.kernels[0].launch_bounds.required_block, Some([128, 1, 1]));
}

#[test]
fn offsets_that_were_packed_into_vectors_are_taken_apart() {
    let text = r#"
declare i32 @llvm.nvvm.read.ptx.sreg.tid.x()
define ptx_kernel void @k(ptr addrspace(1) %0, i32 %1) "nvvm.reqntid"="128" {
  %3 = tail call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  %4 = insertelement <2 x i32> poison, i32 %3, i64 0
  %5 = shufflevector <2 x i32> %4, <2 x i32> poison, <2 x i32> zeroinitializer
  %6 = lshr <2 x i32> %5, <i32 0, i32 5>
  %7 = and <2 x i32> %6, <i32 31, i32 3>
  %8 = mul nsw <2 x i32> %7, <i32 4, i32 128>
  %9 = extractelement <2 x i32> %8, i64 0
  %10 = extractelement <2 x i32> %8, i64 1
  %11 = or disjoint i32 %9, %10
  %12 = getelementptr i8, ptr addrspace(1) %0, i32 %11
  store i32 %1, ptr addrspace(1) %12, align 4
  ret void
}
"#;
    let table = read(text, None).expect("valid IR");
    assert_eq!(table.kernels[0].accesses[0].offset.to_string(), "4*tid.x");
}

#[test]
fn a_size_that_a_mask_chooses_is_the_mask() {
    let text = r#"
declare i32 @llvm.nvvm.read.ptx.sreg.tid.x()
define ptx_kernel void @k(ptr addrspace(1) %0, i32 %1) "nvvm.reqntid"="128" {
  %3 = tail call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  %4 = icmp slt i32 %3, %1
  %5 = select i1 %4, i32 16, i32 0
  %6 = icmp ne i32 %5, 0
  br i1 %6, label %7, label %9
7:
  %8 = load volatile <4 x i32>, ptr addrspace(1) %0, align 16
  br label %9
9:
  ret void
}
"#;
    let table = read(text, None).expect("valid IR");
    let guards: Vec<String> =
        table.kernels[0].accesses[0].guards.iter().map(ToString::to_string).collect();
    assert_eq!(guards, ["tid.x < arg1"]);
}

/// A block of 64 threads that hands values on through shared memory, at swizzled places.
fn exchange(barrier: &str) -> String {
    format!(
        r#"
@smem = external addrspace(3) global [0 x i8], align 16
declare i32 @llvm.nvvm.read.ptx.sreg.tid.x()
declare void @llvm.nvvm.barrier.cta.sync.aligned.all(i32)
define ptx_kernel void @k(ptr addrspace(1) %0, ptr addrspace(1) %1) "nvvm.reqntid"="64" {{
  %t = tail call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  %two = shl i32 %t, 1
  %value = getelementptr i32, ptr addrspace(1) %0, i32 %two
  %next = getelementptr i8, ptr addrspace(1) %value, i64 4
  %number = ptrtoint ptr addrspace(1) %value to i64
  %number.next = ptrtoint ptr addrspace(1) %next to i64
  %place = shl i32 %t, 3
  %there = getelementptr i8, ptr addrspace(3) @smem, i32 %place
  store i64 %number, ptr addrspace(3) %there, align 8
  %swizzled = xor i32 %place, 520
  %there.next = getelementptr i8, ptr addrspace(3) @smem, i32 %swizzled
  store i64 %number.next, ptr addrspace(3) %there.next, align 8
  {barrier}
  %half = lshr i32 %t, 1
  %low = and i32 %t, 1
  %from = shl i32 %half, 3
  %side = mul i32 %low, 520
  %mixed = xor i32 %from, %side
  %here = getelementptr i8, ptr addrspace(3) @smem, i32 %mixed
  %got = load i64, ptr addrspace(3) %here, align 8
  %pointer = inttoptr i64 %got to ptr addrspace(1)
  store i32 1, ptr addrspace(1) %pointer, align 4
  ret void
}}
"#
    )
}

#[test]
fn pointers_that_threads_exchange_keep_their_argument_and_place() {
    let text = exchange("call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0)");
    let table = read(&text, None).expect("valid IR");
    let accesses: Vec<(u32, String)> = table.kernels[0]
        .accesses
        .iter()
        .map(|access| (access.root.param.0, access.offset.to_string()))
        .collect();
    assert_eq!(accesses, [(0, "4*tid.x".to_owned())]);
}

#[test]
fn without_a_barrier_nothing_is_known_of_what_others_wrote() {
    let table = read(&exchange(""), None).expect("valid IR");
    let unknown = kht_schema::Exactness::Unknown;
    let [access] = table.kernels[0].accesses.as_slice() else { panic!("one argument") };
    // Which pointers went into the memory is still known.
    assert_eq!((access.root.param.0, access.exactness), (0, unknown));
}

#[test]
fn a_store_that_may_not_run_leaves_the_exchange_unknown() {
    let barrier = "%c = icmp ult i32 %t, 7
        br i1 %c, label %then, label %done
      then:
        store i64 0, ptr addrspace(3) %there, align 8
        br label %done
      done:
        call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0)";
    let table = read(&exchange(barrier), None).expect("valid IR");
    let unknown = kht_schema::Exactness::Unknown;
    assert!(table.kernels[0].accesses.iter().all(|access| access.exactness == unknown));
}

#[test]
fn pointers_that_lanes_hand_over_in_halves_keep_their_argument() {
    let text = |of_memory: &str| {
        format!(
            r#"
target triple = "amdgcn-amd-amdhsa"
declare i32 @llvm.amdgcn.workitem.id.x()
declare i32 @llvm.amdgcn.update.dpp.i32(i32, i32, i32 immarg, i32 immarg, i32 immarg, i1 immarg)
define amdgpu_kernel void @k(ptr addrspace(1) %0, ptr addrspace(1) %1, i32 %2) {{
  %t = tail call i32 @llvm.amdgcn.workitem.id.x()
  %mine = getelementptr half, ptr addrspace(1) %0, i32 %t
  {of_memory}
  %masked = icmp slt i32 %t, %2
  %chosen = select i1 %masked, i64 %number, i64 -1
  %halves = bitcast i64 %chosen to <2 x i32>
  %low = extractelement <2 x i32> %halves, i64 0
  %low.next = call i32 @llvm.amdgcn.update.dpp.i32(i32 0, i32 %low, i32 257, i32 15, i32 15, i1 0)
  %one = insertelement <2 x i32> poison, i32 %low.next, i64 0
  %high = extractelement <2 x i32> %halves, i64 1
  %high.next = call i32 @llvm.amdgcn.update.dpp.i32(i32 0, i32 %high, i32 257, i32 15, i32 15, i1 0)
  %both = insertelement <2 x i32> %one, i32 %high.next, i64 1
  %next = bitcast <2 x i32> %both to i64
  %pointer = inttoptr i64 %next to ptr addrspace(1)
  store half 0.0, ptr addrspace(1) %pointer, align 2
  ret void
}}
"#
        )
    };
    let stores = |text: &str| -> Vec<u32> {
        let table = read(text, None).expect("valid IR");
        let accesses = table.kernels[0].accesses.iter();
        accesses.filter(|it| it.op == kht_schema::Op::Store).map(|it| it.root.param.0).collect()
    };
    assert_eq!(stores(&text("%number = ptrtoint ptr addrspace(1) %mine to i64")), [0]);
    // A number from memory may point anywhere.
    assert_eq!(stores(&text("%number = load i64, ptr addrspace(1) %mine, align 8")), [0, 1]);
}
