//! Memory in disguise as kernels for AMD have it: buffer resources, images, copies to shared
//! memory, functions of OpenCL, assembly.

use kht_schema::{Access, Exactness, Kernel, Op};

use super::{AMDGCN, only_kernel};

const DECLARATIONS: &str = r#"
declare i32 @llvm.amdgcn.workitem.id.x()
declare ptr addrspace(8) @llvm.amdgcn.make.buffer.rsrc.p8.p1(ptr addrspace(1), i16, i64, i32)
declare float @llvm.amdgcn.raw.ptr.buffer.load.f32(ptr addrspace(8), i32, i32, i32)
declare void @llvm.amdgcn.raw.ptr.buffer.store.v4i32(<4 x i32>, ptr addrspace(8), i32, i32, i32)
declare i32 @llvm.amdgcn.raw.ptr.buffer.atomic.add.i32(i32, ptr addrspace(8), i32, i32, i32)
declare float @llvm.amdgcn.struct.ptr.buffer.load.f32(ptr addrspace(8), i32, i32, i32, i32)
declare float @llvm.amdgcn.raw.buffer.load.f32(<4 x i32>, i32, i32, i32)
declare <4 x float> @llvm.amdgcn.struct.buffer.load.format.v4f32(<4 x i32>, i32, i32, i32, i32)
declare <4 x float> @llvm.amdgcn.image.load.2d.v4f32.i32.v8i32(i32, i32, i32, <8 x i32>, i32, i32)
declare void @llvm.amdgcn.global.load.lds(ptr addrspace(1), ptr addrspace(3), i32, i32, i32)
declare void @llvm.amdgcn.raw.ptr.buffer.load.lds(ptr addrspace(8), ptr addrspace(3), i32, i32, i32,
                                                  i32, i32)
declare <4 x i32> @_Z6vload4mPKj(i64, ptr)
declare <3 x float> @_Z12vloada_half3mPU3AS1KDh(i64, ptr addrspace(1))
declare void @_Z7vstore2Dv2_fmPU3AS1f(<2 x float>, i64, ptr addrspace(1))
declare <4 x float> @_Z11read_imagef21ocl_image1d_buffer_roi(ptr addrspace(4), i32)
declare i32 @_Z10atomic_addPU3AS1Vii(ptr addrspace(1), i32)
declare i32 @_Z3minii(i32, i32)
declare void @_Z7barrierj(i32)
declare float @_Z20sub_group_reduce_addf(float)
declare i64 @_Z20sub_group_reduce_addm(i64)
@tile = addrspace(3) global [4096 x i8] undef
"#;

/// The only kernel of a module.
#[track_caller]
fn kernel(body: &str) -> Kernel {
    only_kernel(&[AMDGCN, DECLARATIONS, body])
}

/// The accesses of a kernel of two arrays, an image, and some numbers; `%t` is the thread.
#[track_caller]
fn accesses(code: &str) -> Vec<Access> {
    kernel(&format!(
        "define amdgpu_kernel void @k(ptr addrspace(1) %a, ptr addrspace(1) %b,
                                      ptr addrspace(4) %image, i32 %n, i64 %bytes)
             !kernel_arg_base_type !0 {{
           %t = call i32 @llvm.amdgcn.workitem.id.x()
           {code}
           ret void
         }}
         !0 = !{{!\"float*\", !\"float*\", !\"image1d_buffer_t\", !\"int\", !\"long\"}}"
    ))
    .accesses
}

/// What an access touches, in a line.
fn line(access: &Access) -> String {
    let guards: Vec<String> = access.guards.iter().map(ToString::to_string).collect();
    let op = format!("{:?}", access.op).to_lowercase();
    let Access { root, bytes, offset, .. } = access;
    let at = if root.path.is_empty() { "" } else { "@" };
    format!("{op} {bytes} of arg{}{at} from {offset} if {}", root.param.0, guards.join(" && "))
}

#[track_caller]
fn only(code: &str) -> String {
    let accesses = accesses(code);
    let [access] = accesses.as_slice() else { panic!("one access: {accesses:#?}") };
    assert_eq!(access.exactness, Exactness::Exact);
    line(access)
}

#[test]
fn memory_behind_the_end_of_a_buffer_resource_is_not_touched() {
    let load = only(
        "%r = call ptr addrspace(8) @llvm.amdgcn.make.buffer.rsrc.p8.p1(ptr addrspace(1) %b,
              i16 0, i64 %bytes, i32 159744)
         %o = shl i32 %t, 2
         %v = call float @llvm.amdgcn.raw.ptr.buffer.load.f32(ptr addrspace(8) %r, i32 %o,
              i32 16, i32 0)",
    );
    // Not all machines compare the offset of all threads, too.
    assert_eq!(load, "load 4 of arg1 from 4*tid.x + 16 if 4*tid.x < arg4");
}

#[test]
fn that_accesses_do_not_cross_the_end_of_a_buffer_resource_is_assumed() {
    let claims = |bytes: &str| -> Vec<String> {
        let kernel = kernel(&format!(
            "define amdgpu_kernel void @k(ptr addrspace(1) %a, i32 %bytes) {{
               %t = call i32 @llvm.amdgcn.workitem.id.x()
               %n = zext i32 %bytes to i64
               %r = call ptr addrspace(8) @llvm.amdgcn.make.buffer.rsrc.p8.p1(
                    ptr addrspace(1) %a, i16 0, i64 {bytes}, i32 159744)
               %o = shl i32 %t, 4
               call void @llvm.amdgcn.raw.ptr.buffer.store.v4i32(<4 x i32> zeroinitializer,
                    ptr addrspace(8) %r, i32 %o, i32 0, i32 0)
               ret void
             }}"
        ));
        let claims = kernel.assumptions.iter().filter_map(|it| Some((it.expr.as_ref()?, it.lo)));
        claims.map(|(claim, lo)| format!("{} <= {claim}", lo.unwrap_or(i64::MIN))).collect()
    };
    // Machines differ in what they do with a part of four words.
    let known = ["0 <= arg1", "0 <= select(16*tid.x < arg1, -16*tid.x + arg1 - 16, 0)"];
    assert_eq!(claims("%n"), known);
    // A thousand threads end long before.
    assert_eq!(claims("2147483646"), [""; 0]);
}

#[test]
fn an_offset_out_of_bounds_is_a_mask() {
    let store = only(
        "%r = call ptr addrspace(8) @llvm.amdgcn.make.buffer.rsrc.p8.p1(ptr addrspace(1) %a,
              i16 0, i64 2147483646, i32 159744)
         %o = shl i32 %t, 4
         %c = icmp slt i32 %t, %n
         %m = select i1 %c, i32 %o, i32 -2147483648
         call void @llvm.amdgcn.raw.ptr.buffer.store.v4i32(<4 x i32> zeroinitializer,
              ptr addrspace(8) %r, i32 %m, i32 0, i32 0)",
    );
    assert_eq!(store, "store 16 of arg0 from 16*tid.x if tid.x < arg3");
}

#[test]
fn an_atomic_through_a_buffer_resource_is_one() {
    let atomic = only(
        "%r = call ptr addrspace(8) @llvm.amdgcn.make.buffer.rsrc.p8.p1(ptr addrspace(1) %a,
              i16 0, i64 4096, i32 159744)
         %v = call i32 @llvm.amdgcn.raw.ptr.buffer.atomic.add.i32(i32 1, ptr addrspace(8) %r,
              i32 %t, i32 0, i32 0)",
    );
    assert_eq!(atomic, "atomic 4 of arg0 from tid.x if ");
}

#[test]
fn records_have_a_distance() {
    let load = only(
        "%r = call ptr addrspace(8) @llvm.amdgcn.make.buffer.rsrc.p8.p1(ptr addrspace(1) %a,
              i16 24, i64 100, i32 159744)
         %v = call float @llvm.amdgcn.struct.ptr.buffer.load.f32(ptr addrspace(8) %r, i32 %t,
              i32 8, i32 0, i32 0)",
    );
    assert_eq!(load, "load 4 of arg0 from 24*tid.x + 8 if tid.x < 100");
}

#[test]
fn a_resource_that_reorders_memory_is_not_followed() {
    let accesses = accesses(
        "%r = call ptr addrspace(8) @llvm.amdgcn.make.buffer.rsrc.p8.p1(ptr addrspace(1) %a,
              i16 -32744, i64 100, i32 159744)
         %v = call float @llvm.amdgcn.struct.ptr.buffer.load.f32(ptr addrspace(8) %r, i32 %t,
              i32 8, i32 0, i32 0)",
    );
    let [access] = accesses.as_slice() else { panic!("one access: {accesses:#?}") };
    assert_eq!((access.root.param.0, access.exactness), (0, Exactness::Unknown));
}

#[test]
fn a_resource_from_nowhere_may_be_any_memory() {
    let accesses = accesses(
        "%r = insertelement <4 x i32> zeroinitializer, i32 %n, i32 0
         %v = call float @llvm.amdgcn.raw.buffer.load.f32(<4 x i32> %r, i32 %t, i32 0, i32 0)",
    );
    let touched: Vec<(u32, Op)> = accesses.iter().map(|it| (it.root.param.0, it.op)).collect();
    assert_eq!(touched, [(0, Op::Load), (1, Op::Load), (2, Op::Load)]);
}

#[test]
fn a_texel_is_where_the_image_says() {
    let texel = "load arg2@8 of arg2@ from tid.x*arg2@8 if tid.x < arg2@12";
    let loaded = only(
        "%d = load <4 x i32>, ptr addrspace(4) %image
         %v = call <4 x float> @llvm.amdgcn.struct.buffer.load.format.v4f32(<4 x i32> %d, i32 %t,
              i32 0, i32 0, i32 0)",
    );
    assert_eq!(loaded, texel);
    let called = only(
        "%v = call <4 x float> @_Z11read_imagef21ocl_image1d_buffer_roi(ptr addrspace(4) %image,
              i32 %t)",
    );
    assert_eq!(called, texel);
}

#[test]
fn an_image_of_more_dimensions_is_read_somewhere() {
    let accesses = accesses(
        "%d = load <8 x i32>, ptr addrspace(4) %image
         %v = call <4 x float> @llvm.amdgcn.image.load.2d.v4f32.i32.v8i32(i32 15, i32 %t, i32 %t,
              <8 x i32> %d, i32 0, i32 0)",
    );
    let [access] = accesses.as_slice() else { panic!("one access: {accesses:#?}") };
    let place = (access.root.param.0, access.op, access.exactness);
    assert_eq!(place, (2, Op::Load, Exactness::Unknown));
}

#[test]
fn copies_to_shared_memory_read() {
    let direct = only(
        "%p = getelementptr i32, ptr addrspace(1) %b, i32 %t
         call void @llvm.amdgcn.global.load.lds(ptr addrspace(1) %p, ptr addrspace(3) @tile, i32 4,
              i32 64, i32 0)",
    );
    assert_eq!(direct, "load 4 of arg1 from 4*tid.x + 64 if ");
    let through = only(
        "%r = call ptr addrspace(8) @llvm.amdgcn.make.buffer.rsrc.p8.p1(ptr addrspace(1) %b,
              i16 0, i64 2147483646, i32 159744)
         call void @llvm.amdgcn.raw.ptr.buffer.load.lds(ptr addrspace(8) %r,
              ptr addrspace(3) @tile, i32 16, i32 %t, i32 32, i32 8, i32 0)",
    );
    assert_eq!(through, "load 16 of arg1 from tid.x + 40 if ");
}

#[test]
fn vectors_are_loaded_and_stored_as_opencl_says() {
    let generic = only(
        "%g = addrspacecast ptr addrspace(1) %a to ptr
         %i = zext i32 %t to i64
         %v = call <4 x i32> @_Z6vload4mPKj(i64 %i, ptr %g)",
    );
    assert_eq!(generic, "load 16 of arg0 from 16*tid.x if ");
    let three = only(
        "%i = zext i32 %t to i64
         %v = call <3 x float> @_Z12vloada_half3mPU3AS1KDh(i64 %i, ptr addrspace(1) %a)",
    );
    assert_eq!(three, "load 6 of arg0 from 8*tid.x if ");
    let stored = only(
        "%i = zext i32 %t to i64
         call void @_Z7vstore2Dv2_fmPU3AS1f(<2 x float> zeroinitializer, i64 %i,
              ptr addrspace(1) %b)",
    );
    assert_eq!(stored, "store 8 of arg1 from 8*tid.x if ");
}

#[test]
fn functions_of_opencl_on_integers_have_a_value() {
    let atomic = only(
        "%m = call i32 @_Z3minii(i32 %t, i32 100)
         %p = getelementptr i32, ptr addrspace(1) %a, i32 %m
         %v = call i32 @_Z10atomic_addPU3AS1Vii(ptr addrspace(1) %p, i32 1)",
    );
    assert_eq!(atomic, "atomic 4 of arg0 from 4*min(tid.x, 100) if ");
}

#[test]
fn assembly_touches_memory_if_one_of_its_instructions_does() {
    let none = accesses(
        "call void asm sideeffect \"s_waitcnt vmcnt(0)\\0Av_mov_b32 v0, $0 ; global_\", \"v\"(
              ptr addrspace(1) %a)
         call void asm sideeffect \"buffer_wbinvl1_vol\", \"\"()",
    );
    assert_eq!(none.len(), 0);
    let some = accesses(
        "%v = call i32 asm sideeffect \"s_nop 0\\0Aglobal_load_dword $0, $1, off\", \"=v,v\"(
              ptr addrspace(1) %a)",
    );
    let touched: Vec<(u32, Op)> = some.iter().map(|it| (it.root.param.0, it.op)).collect();
    assert_eq!(touched, [(0, Op::Load), (0, Op::Store)]);
}

#[test]
fn threads_that_wait_for_each_other_touch_nothing() {
    let none = accesses(
        "call void @_Z7barrierj(i32 1)
         %v = call float @_Z20sub_group_reduce_addf(float 1.0)
         %p = ptrtoint ptr addrspace(1) %a to i64
         %s = call i64 @_Z20sub_group_reduce_addm(i64 %p)",
    );
    assert_eq!(none.len(), 0);
}
