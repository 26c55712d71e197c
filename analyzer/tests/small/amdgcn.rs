//! Kernels for AMD of a few lines: how they learn where they run, and what their arguments are.

use kht_schema::{AssumptionKind, Exactness, Kernel, Param, ParamType};

use super::{AMDGCN, kernels, only_kernel};

const DECLARATIONS: &str = r#"
declare i32 @llvm.amdgcn.workitem.id.x()
declare i32 @llvm.amdgcn.workgroup.id.x()
declare ptr addrspace(4) @llvm.amdgcn.implicitarg.ptr()
declare ptr addrspace(4) @llvm.amdgcn.dispatch.ptr()
declare i32 @llvm.amdgcn.mbcnt.lo(i32, i32)
declare i32 @llvm.amdgcn.mbcnt.hi(i32, i32)
declare i32 @llvm.amdgcn.readfirstlane.i32(i32)
declare i64 @_Z13get_global_idj(i32) memory(none)
declare i64 @_Z15get_global_sizej(i32) memory(none)
declare i64 @_Z14get_local_sizej(i32) memory(none)
declare i32 @_Z22get_sub_group_local_idv()
"#;

/// The only kernel of a module.
#[track_caller]
fn kernel(body: &str) -> Kernel {
    only_kernel(&[AMDGCN, DECLARATIONS, body])
}

/// The offset of the only store of a kernel that stores a byte at an index.
#[track_caller]
fn index(attributes: &str, code: &str) -> String {
    let kernel = kernel(&format!(
        "define amdgpu_kernel void @k(ptr addrspace(1) %a) {attributes} {{
           {code}
           %p = getelementptr i8, ptr addrspace(1) %a, i64 %i
           store i8 0, ptr addrspace(1) %p
           ret void
         }}
         !llvm.module.flags = !{{!0}}
         !0 = !{{i32 1, !\"amdhsa_code_object_version\", i32 500}}"
    ));
    let [access] = kernel.accesses.as_slice() else { panic!("one access: {kernel:#?}") };
    access.offset.to_string()
}

fn assumes_plain_launch(kernel: &Kernel) -> bool {
    kernel.assumptions.iter().any(|each| each.kind == AssumptionKind::PlainLaunch)
}

#[test]
fn the_block_size_is_read_from_behind_the_arguments() {
    let code = "
        %info = call ptr addrspace(4) @llvm.amdgcn.implicitarg.ptr()
        %blocks = load i32, ptr addrspace(4) %info
        %block = call i32 @llvm.amdgcn.workgroup.id.x()
        %whole = icmp ult i32 %block, %blocks
        %at = select i1 %whole, i64 12, i64 18
        %place = getelementptr i8, ptr addrspace(4) %info, i64 %at
        %size = load i16, ptr addrspace(4) %place
        %i = zext i16 %size to i64";
    assert_eq!(index("", code), "bdim.x");
}

#[test]
fn the_block_size_is_read_from_the_packet() {
    let code = "
        %packet = call ptr addrspace(4) @llvm.amdgcn.dispatch.ptr()
        %threads = getelementptr i8, ptr addrspace(4) %packet, i64 12
        %grid = load i32, ptr addrspace(4) %threads
        %place = getelementptr i8, ptr addrspace(4) %packet, i64 4
        %size = load i16, ptr addrspace(4) %place
        %wide = zext i16 %size to i32
        %block = call i32 @llvm.amdgcn.workgroup.id.x()
        %before = mul i32 %block, %wide
        %left = sub i32 %grid, %before
        %last = icmp ult i32 %left, %wide
        %some = select i1 %last, i32 %left, i32 %wide
        %i = zext i32 %some to i64";
    assert_eq!(index("", code), "bdim.x");
}

#[test]
fn a_place_that_the_layout_does_not_have_is_not_known() {
    let code = "
        %info = call ptr addrspace(4) @llvm.amdgcn.implicitarg.ptr()
        %place = getelementptr i8, ptr addrspace(4) %info, i64 64
        %size = load i16, ptr addrspace(4) %place
        %i = zext i16 %size to i64";
    assert_eq!(index("", code), "opq0");
}

#[test]
fn functions_of_opencl_are_known_by_name() {
    let ask = |function: &str, axis: u32| format!("%i = call i64 @{function}(i32 {axis})");
    let global = index("", &ask("_Z13get_global_idj", 0));
    assert_eq!(global, "tid.x + bdim.x*bid.x");
    assert_eq!(index("", &ask("_Z15get_global_sizej", 2)), "gdim.z*bdim.z");
    assert_eq!(index("", &ask("_Z14get_local_sizej", 1)), "bdim.y");
}

#[test]
fn a_lane_is_counted_in_the_wave_of_the_target() {
    let code = "
        %low = call i32 @llvm.amdgcn.mbcnt.lo(i32 -1, i32 0)
        %lane = call i32 @llvm.amdgcn.mbcnt.hi(i32 -1, i32 %low)
        %i = zext i32 %lane to i64";
    assert_eq!(
        index("\"target-cpu\"=\"gfx90a\"", code),
        "mod(tid.x + bdim.x*bdim.y*tid.z + bdim.x*tid.y, 64)"
    );
    let code = "
        %lane = call i32 @_Z22get_sub_group_local_idv()
        %i = zext i32 %lane to i64";
    assert_eq!(
        index("\"target-cpu\"=\"gfx1100\"", code),
        "mod(tid.x + bdim.x*bdim.y*tid.z + bdim.x*tid.y, 32)"
    );
}

#[test]
fn the_first_lane_speaks_for_its_wave_where_all_lanes_agree() {
    let code = |shift: u32| {
        format!(
            "%thread = call i32 @llvm.amdgcn.workitem.id.x()
             %number = lshr i32 %thread, {shift}
             %same = call i32 @llvm.amdgcn.readfirstlane.i32(i32 %number)
             %i = zext i32 %same to i64"
        )
    };
    let one_row = "!reqd_work_group_size !1 ";
    let with = |attributes: &str, shift: u32| {
        let kernel = kernel(&format!(
            "define amdgpu_kernel void @k(ptr addrspace(1) %a)
                 \"target-cpu\"=\"gfx942\" {attributes}{{
               {}
               %p = getelementptr i8, ptr addrspace(1) %a, i64 %i
               store i8 0, ptr addrspace(1) %p
               ret void
             }}
             !1 = !{{i32 256, i32 1, i32 1}}",
            code(shift)
        ));
        (kernel.accesses[0].offset.to_string(), kernel.accesses[0].exactness)
    };
    assert_eq!(with(one_row, 6), ("floordiv(tid.x, 64)".to_owned(), Exactness::Exact));
    // Lanes of one wave have different numbers, or are in rows of which nothing is known.
    assert_ne!(with(one_row, 5).1, Exactness::Exact);
    assert_ne!(with("", 6).1, Exactness::Exact);
}

#[test]
fn what_rests_on_the_shape_of_the_launch_says_so() {
    let with = |code: &str| {
        kernel(&format!(
            "define amdgpu_kernel void @k(ptr addrspace(1) %a) {{
               {code}
               %p = getelementptr i8, ptr addrspace(1) %a, i64 %i
               store i8 0, ptr addrspace(1) %p
               ret void
             }}"
        ))
    };
    let global = with("%i = call i64 @_Z13get_global_idj(i32 0)");
    assert!(assumes_plain_launch(&global));
    let own = with("%t = call i32 @llvm.amdgcn.workitem.id.x()\n%i = zext i32 %t to i64");
    assert!(!assumes_plain_launch(&own));
}

#[test]
fn bounds_of_the_block_come_from_attributes_and_metadata() {
    let body = |metadata: &str| {
        format!(
            "define amdgpu_kernel void @k() \"amdgpu-flat-work-group-size\"=\"1,256\" {metadata} {{
               ret void
             }}
             !0 = !{{i32 16, i32 8, i32 1}}"
        )
    };
    let free = kernel(&body(""));
    assert_eq!(free.launch_bounds.max_block, Some([256, 1, 1]));
    assert_eq!(free.launch_bounds.required_block, None);
    let fixed = kernel(&body("!reqd_work_group_size !0"));
    assert_eq!(fixed.launch_bounds.required_block, Some([16, 8, 1]));
}

#[test]
fn a_limit_on_all_threads_is_none_on_one_axis() {
    let kernel = kernel(
        "declare i32 @llvm.amdgcn.workitem.id.y()
         define amdgpu_kernel void @k(ptr addrspace(1) %a)
             \"amdgpu-flat-work-group-size\"=\"1,256\" {
           %y = call i32 @llvm.amdgcn.workitem.id.y()
           %i = zext i32 %y to i64
           %p = getelementptr i8, ptr addrspace(1) %a, i64 %i
           store i8 0, ptr addrspace(1) %p
           ret void
         }",
    );
    assert_eq!(kernel.accesses[0].offset.to_string(), "tid.y");
}

#[test]
fn what_launches_do_not_pass_is_no_parameter() {
    let found = kernels(&[
        AMDGCN,
        "define amdgpu_kernel void @k(i32 %n, i32 \"amdgpu-hidden-argument\" %hidden) {
           ret void
         }
         define amdgpu_kernel void @__clang_ocl_kern_imp_k(i32 %n) {
           ret void
         }",
    ]);
    let [kernel] = found.as_slice() else { panic!("twins are no kernels: {found:#?}") };
    assert_eq!(kernel.params.len(), 1);
}

#[test]
fn arguments_are_what_opencl_says() {
    let kernel = kernel(
        "%s = type { i32, ptr addrspace(1) }
         define amdgpu_kernel void @k(ptr addrspace(1) %0, ptr addrspace(3) %1,
                                      ptr addrspace(4) byref(%s) align 8 %2, ptr addrspace(4) %3)
             !kernel_arg_name !0 !kernel_arg_base_type !1 {
           store i32 0, ptr addrspace(3) %1
           %at = getelementptr i8, ptr addrspace(4) %2, i64 8
           %p = load ptr addrspace(1), ptr addrspace(4) %at
           %n = load i32, ptr addrspace(4) %2
           %i = sext i32 %n to i64
           %q = getelementptr i8, ptr addrspace(1) %p, i64 %i
           store i8 0, ptr addrspace(1) %q
           ret void
         }
         !0 = !{!\"x\", !\"tile\", !\"shape\", !\"picture\"}
         !1 = !{!\"float*\", !\"float*\", !\"struct s\", !\"image1d_buffer_t\"}",
    );
    let names: Vec<&str> = kernel.params.iter().filter_map(|p| p.name.as_deref()).collect();
    assert_eq!(names, ["x", "tile", "shape", "picture"]);
    let image: &Param = &kernel.params[3];
    assert_eq!((image.ty, image.size), (ParamType::Struct, 16));
    // Shared memory is no argument's, and a struct is read where it lies.
    let [access] = kernel.accesses.as_slice() else { panic!("one access: {kernel:#?}") };
    assert_eq!(access.root.param.0, 2);
    assert_eq!(access.offset.to_string(), "arg2@0");
}

#[test]
fn numbers_of_a_vector_are_fields_of_an_argument() {
    let kernel = kernel(
        "define amdgpu_kernel void @k(ptr addrspace(1) %a, <4 x i32> %v) {
           %n = extractelement <4 x i32> %v, i64 2
           %i = sext i32 %n to i64
           %p = getelementptr i8, ptr addrspace(1) %a, i64 %i
           store i8 0, ptr addrspace(1) %p
           ret void
         }",
    );
    let vector = &kernel.params[1];
    let places: Vec<u32> = vector.fields.iter().map(|field| field.at).collect();
    assert_eq!((vector.ty, vector.size, places), (ParamType::Struct, 16, vec![0, 4, 8, 12]));
    assert_eq!(kernel.accesses[0].offset.to_string(), "arg1@8");
}

#[test]
fn a_pointer_that_may_be_null_is_compared_by_what_chooses_it() {
    let kernel = kernel(
        "define amdgpu_kernel void @k(ptr addrspace(1) %a, ptr addrspace(1) %b) {
           %same = icmp eq ptr addrspace(1) %a, %b
           %mask = select i1 %same, ptr addrspace(1) null, ptr addrspace(1) %b
           %none = icmp eq ptr addrspace(1) %mask, null
           br i1 %none, label %done, label %some
         some:
           store i8 0, ptr addrspace(1) %mask
           br label %done
         done:
           ret void
         }",
    );
    let [access] = kernel.accesses.as_slice() else { panic!("one access: {kernel:#?}") };
    let guards: Vec<String> = access.guards.iter().map(ToString::to_string).collect();
    assert_eq!((access.root.param.0, access.exactness), (1, Exactness::Exact));
    assert_eq!(guards, ["arg0 != arg1", "arg1 != 0"]);
}
