; clang-22 -x cl -cl-std=CL2.0 -target amdgcn-amd-amdhsa -mcpu=gfx900 -Xclang -finclude-default-header -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only -mcode-object-version=5 kernel.cl
; ModuleID = 'kernel.cl'
source_filename = "kernel.cl"
target datalayout = "e-m:e-p:64:64-p1:64:64-p2:32:32-p3:32:32-p4:64:64-p5:32:32-p6:32:32-p7:160:256:256:32-p8:128:128:128:48-p9:192:256:256:32-i64:64-v16:16-v24:32-v32:32-v48:64-v96:128-v192:256-v256:256-v512:512-v1024:1024-v2048:2048-n32:64-S32-A5-G1-ni:7:8:9"
target triple = "amdgcn-amd-amdhsa"

%struct.shape = type { [3 x i32], [3 x i64], float }

@ORDER = hidden local_unnamed_addr addrspace(4) constant [4 x i32] [i32 2, i32 0, i32 3, i32 1], align 4

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: readwrite)
define protected amdgpu_kernel void @strided_copy(ptr addrspace(1) noundef readonly align 1 captures(none) %from, ptr addrspace(1) noundef writeonly align 4 captures(none) %to, ptr addrspace(4) noundef readonly byref(%struct.shape) align 8 captures(none) %0) local_unnamed_addr #0 !dbg !14 !kernel_arg_addr_space !17 !kernel_arg_access_qual !18 !kernel_arg_type !19 !kernel_arg_base_type !19 !kernel_arg_type_qual !20 {
entry:
  %coerce.sroa.0.0.copyload = load i32, ptr addrspace(4) %0, align 8, !amdgpu.noclobber !16
  %coerce.sroa.2.0..sroa_idx = getelementptr inbounds nuw i8, ptr addrspace(4) %0, i64 4
  %coerce.sroa.2.0.copyload = load i32, ptr addrspace(4) %coerce.sroa.2.0..sroa_idx, align 4, !amdgpu.noclobber !16
  %coerce.sroa.3.0..sroa_idx = getelementptr inbounds nuw i8, ptr addrspace(4) %0, i64 8
  %coerce.sroa.3.0.copyload = load i32, ptr addrspace(4) %coerce.sroa.3.0..sroa_idx, align 8, !amdgpu.noclobber !16
  %1 = tail call ptr addrspace(4) @llvm.amdgcn.implicitarg.ptr(), !dbg !21
  %2 = getelementptr inbounds nuw i8, ptr addrspace(4) %1, i64 12, !dbg !21
  %3 = load i16, ptr addrspace(4) %2, align 4, !dbg !21
  %4 = zext i16 %3 to i32, !dbg !21
  %5 = tail call i32 @llvm.amdgcn.workgroup.id.x(), !dbg !21
  %6 = tail call i32 @llvm.amdgcn.workitem.id.x(), !dbg !21, !range !24
  %7 = mul i32 %5, %4, !dbg !21
  %8 = add i32 %7, %6, !dbg !21
  %9 = getelementptr i8, ptr addrspace(4) %1, i64 40, !dbg !21
  %10 = load i64, ptr addrspace(4) %9, align 8, !dbg !21, !tbaa !25
  %11 = zext i32 %8 to i64, !dbg !21
  %12 = add i64 %10, %11, !dbg !21
  %conv.i = trunc i64 %12 to i32, !dbg !21
  %13 = getelementptr inbounds nuw i8, ptr addrspace(4) %1, i64 14, !dbg !27
  %14 = load i16, ptr addrspace(4) %13, align 2, !dbg !27
  %15 = zext i16 %14 to i32, !dbg !27
  %16 = tail call i32 @llvm.amdgcn.workgroup.id.y(), !dbg !27
  %17 = tail call i32 @llvm.amdgcn.workitem.id.y(), !dbg !27, !range !24
  %18 = mul i32 %16, %15, !dbg !27
  %19 = add i32 %18, %17, !dbg !27
  %20 = getelementptr i8, ptr addrspace(4) %1, i64 48, !dbg !27
  %21 = load i64, ptr addrspace(4) %20, align 8, !dbg !27, !tbaa !25
  %22 = zext i32 %19 to i64, !dbg !27
  %23 = add i64 %21, %22, !dbg !27
  %conv3.i = trunc i64 %23 to i32, !dbg !27
  %24 = getelementptr inbounds nuw i8, ptr addrspace(4) %1, i64 16, !dbg !28
  %25 = load i16, ptr addrspace(4) %24, align 8, !dbg !28
  %26 = zext i16 %25 to i32, !dbg !28
  %27 = tail call i32 @llvm.amdgcn.workgroup.id.z(), !dbg !28
  %28 = tail call i32 @llvm.amdgcn.workitem.id.z(), !dbg !28, !range !24
  %29 = mul i32 %27, %26, !dbg !28
  %30 = add i32 %29, %28, !dbg !28
  %31 = getelementptr i8, ptr addrspace(4) %1, i64 56, !dbg !28
  %32 = load i64, ptr addrspace(4) %31, align 8, !dbg !28, !tbaa !25
  %33 = zext i32 %30 to i64, !dbg !28
  %34 = add i64 %32, %33, !dbg !28
  %conv5.i = trunc i64 %34 to i32, !dbg !28
  %cmp.not.i = icmp sgt i32 %coerce.sroa.0.0.copyload, %conv.i, !dbg !29
  %cmp9.not.i = icmp sgt i32 %coerce.sroa.2.0.copyload, %conv3.i
  %or.cond.i = select i1 %cmp.not.i, i1 %cmp9.not.i, i1 false, !dbg !30
  %cmp14.not.i = icmp sgt i32 %coerce.sroa.3.0.copyload, %conv5.i
  %or.cond56.i = select i1 %or.cond.i, i1 %cmp14.not.i, i1 false, !dbg !30
  br i1 %or.cond56.i, label %if.end.i, label %__clang_ocl_kern_imp_strided_copy.exit, !dbg !30

if.end.i:                                         ; preds = %entry
  %coerce.sroa.7.0..sroa_idx = getelementptr inbounds nuw i8, ptr addrspace(4) %0, i64 40
  %coerce.sroa.7.0.copyload = load float, ptr addrspace(4) %coerce.sroa.7.0..sroa_idx, align 8, !amdgpu.noclobber !16
  %coerce.sroa.6.0..sroa_idx = getelementptr inbounds nuw i8, ptr addrspace(4) %0, i64 32
  %coerce.sroa.6.0.copyload = load i64, ptr addrspace(4) %coerce.sroa.6.0..sroa_idx, align 8, !amdgpu.noclobber !16
  %coerce.sroa.5.0..sroa_idx = getelementptr inbounds nuw i8, ptr addrspace(4) %0, i64 24
  %coerce.sroa.5.0.copyload = load i64, ptr addrspace(4) %coerce.sroa.5.0..sroa_idx, align 8, !amdgpu.noclobber !16
  %coerce.sroa.410.0..sroa_idx = getelementptr inbounds nuw i8, ptr addrspace(4) %0, i64 16
  %coerce.sroa.410.0.copyload = load i64, ptr addrspace(4) %coerce.sroa.410.0..sroa_idx, align 8, !amdgpu.noclobber !16
  %sext.i = shl i64 %12, 32, !dbg !31
  %conv16.i = ashr exact i64 %sext.i, 32, !dbg !31
  %mul.i = mul i64 %coerce.sroa.410.0.copyload, %conv16.i, !dbg !32
  %add.ptr.i = getelementptr inbounds nuw i8, ptr addrspace(1) %from, i64 %mul.i, !dbg !33
  %sext54.i = shl i64 %23, 32, !dbg !34
  %conv18.i = ashr exact i64 %sext54.i, 32, !dbg !34
  %mul21.i = mul i64 %coerce.sroa.5.0.copyload, %conv18.i, !dbg !35
  %add.ptr22.i = getelementptr inbounds nuw i8, ptr addrspace(1) %add.ptr.i, i64 %mul21.i, !dbg !36
  %sext55.i = shl i64 %34, 32, !dbg !37
  %conv23.i = ashr exact i64 %sext55.i, 32, !dbg !37
  %mul26.i = mul i64 %coerce.sroa.6.0.copyload, %conv23.i, !dbg !38
  %add.ptr27.i = getelementptr inbounds nuw i8, ptr addrspace(1) %add.ptr22.i, i64 %mul26.i, !dbg !39
  %35 = and i32 %conv5.i, -2147483645, !dbg !40
  %cmp29.i = icmp eq i32 %35, 1, !dbg !40
  %cond.i = select i1 %cmp29.i, i32 1, i32 2, !dbg !41
  %conv31.i = uitofp nneg i32 %cond.i to float, !dbg !41
  %36 = load float, ptr addrspace(1) %add.ptr27.i, align 4, !dbg !42, !tbaa !43, !amdgpu.noclobber !16
  %mul32.i = fmul float %coerce.sroa.7.0.copyload, %36, !dbg !45
  %mul33.i = fmul float %mul32.i, %conv31.i, !dbg !46
  %mul36.i = mul nsw i32 %coerce.sroa.2.0.copyload, %conv5.i, !dbg !47
  %add.i = add nsw i32 %mul36.i, %conv3.i, !dbg !48
  %mul39.i = mul nsw i32 %add.i, %coerce.sroa.0.0.copyload, !dbg !49
  %add40.i = add nsw i32 %mul39.i, %conv.i, !dbg !50
  %idxprom41.i = sext i32 %add40.i to i64, !dbg !51
  %arrayidx42.i = getelementptr inbounds float, ptr addrspace(1) %to, i64 %idxprom41.i, !dbg !51
  store float %mul33.i, ptr addrspace(1) %arrayidx42.i, align 4, !dbg !52, !tbaa !43
  br label %__clang_ocl_kern_imp_strided_copy.exit, !dbg !53

__clang_ocl_kern_imp_strided_copy.exit:           ; preds = %entry, %if.end.i
  ret void, !dbg !54
}

; Function Attrs: alwaysinline mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: readwrite)
define protected void @__clang_ocl_kern_imp_strided_copy(ptr addrspace(1) noundef readonly align 1 captures(none) %from, ptr addrspace(1) noundef writeonly align 4 captures(none) %to, [3 x i32] %shape.coerce0, [3 x i64] %shape.coerce1, float %shape.coerce2) local_unnamed_addr #1 !dbg !22 !kernel_arg_addr_space !17 !kernel_arg_access_qual !18 !kernel_arg_type !19 !kernel_arg_base_type !19 !kernel_arg_type_qual !20 {
entry:
  %shape.coerce0.fca.0.extract = extractvalue [3 x i32] %shape.coerce0, 0
  %shape.coerce0.fca.1.extract = extractvalue [3 x i32] %shape.coerce0, 1
  %shape.coerce0.fca.2.extract = extractvalue [3 x i32] %shape.coerce0, 2
  %0 = tail call ptr addrspace(4) @llvm.amdgcn.implicitarg.ptr(), !dbg !55
  %1 = getelementptr inbounds nuw i8, ptr addrspace(4) %0, i64 12, !dbg !55
  %2 = load i16, ptr addrspace(4) %1, align 4, !dbg !55
  %3 = zext i16 %2 to i32, !dbg !55
  %4 = tail call i32 @llvm.amdgcn.workgroup.id.x(), !dbg !55
  %5 = tail call i32 @llvm.amdgcn.workitem.id.x(), !dbg !55, !range !24
  %6 = mul i32 %4, %3, !dbg !55
  %7 = add i32 %6, %5, !dbg !55
  %8 = getelementptr i8, ptr addrspace(4) %0, i64 40, !dbg !55
  %9 = load i64, ptr addrspace(4) %8, align 8, !dbg !55, !tbaa !25
  %10 = zext i32 %7 to i64, !dbg !55
  %11 = add i64 %9, %10, !dbg !55
  %conv = trunc i64 %11 to i32, !dbg !55
  %12 = getelementptr inbounds nuw i8, ptr addrspace(4) %0, i64 14, !dbg !56
  %13 = load i16, ptr addrspace(4) %12, align 2, !dbg !56
  %14 = zext i16 %13 to i32, !dbg !56
  %15 = tail call i32 @llvm.amdgcn.workgroup.id.y(), !dbg !56
  %16 = tail call i32 @llvm.amdgcn.workitem.id.y(), !dbg !56, !range !24
  %17 = mul i32 %15, %14, !dbg !56
  %18 = add i32 %17, %16, !dbg !56
  %19 = getelementptr i8, ptr addrspace(4) %0, i64 48, !dbg !56
  %20 = load i64, ptr addrspace(4) %19, align 8, !dbg !56, !tbaa !25
  %21 = zext i32 %18 to i64, !dbg !56
  %22 = add i64 %20, %21, !dbg !56
  %conv3 = trunc i64 %22 to i32, !dbg !56
  %23 = getelementptr inbounds nuw i8, ptr addrspace(4) %0, i64 16, !dbg !57
  %24 = load i16, ptr addrspace(4) %23, align 8, !dbg !57
  %25 = zext i16 %24 to i32, !dbg !57
  %26 = tail call i32 @llvm.amdgcn.workgroup.id.z(), !dbg !57
  %27 = tail call i32 @llvm.amdgcn.workitem.id.z(), !dbg !57, !range !24
  %28 = mul i32 %26, %25, !dbg !57
  %29 = add i32 %28, %27, !dbg !57
  %30 = getelementptr i8, ptr addrspace(4) %0, i64 56, !dbg !57
  %31 = load i64, ptr addrspace(4) %30, align 8, !dbg !57, !tbaa !25
  %32 = zext i32 %29 to i64, !dbg !57
  %33 = add i64 %31, %32, !dbg !57
  %conv5 = trunc i64 %33 to i32, !dbg !57
  %cmp.not = icmp sgt i32 %shape.coerce0.fca.0.extract, %conv, !dbg !58
  %cmp9.not = icmp sgt i32 %shape.coerce0.fca.1.extract, %conv3
  %or.cond = select i1 %cmp.not, i1 %cmp9.not, i1 false, !dbg !59
  %cmp14.not = icmp sgt i32 %shape.coerce0.fca.2.extract, %conv5
  %or.cond56 = select i1 %or.cond, i1 %cmp14.not, i1 false, !dbg !59
  br i1 %or.cond56, label %if.end, label %cleanup, !dbg !59

if.end:                                           ; preds = %entry
  %shape.coerce1.fca.2.extract = extractvalue [3 x i64] %shape.coerce1, 2
  %shape.coerce1.fca.1.extract = extractvalue [3 x i64] %shape.coerce1, 1
  %shape.coerce1.fca.0.extract = extractvalue [3 x i64] %shape.coerce1, 0
  %sext = shl i64 %11, 32, !dbg !60
  %conv16 = ashr exact i64 %sext, 32, !dbg !60
  %mul = mul i64 %conv16, %shape.coerce1.fca.0.extract, !dbg !61
  %add.ptr = getelementptr inbounds nuw i8, ptr addrspace(1) %from, i64 %mul, !dbg !62
  %sext54 = shl i64 %22, 32, !dbg !63
  %conv18 = ashr exact i64 %sext54, 32, !dbg !63
  %mul21 = mul i64 %conv18, %shape.coerce1.fca.1.extract, !dbg !64
  %add.ptr22 = getelementptr inbounds nuw i8, ptr addrspace(1) %add.ptr, i64 %mul21, !dbg !65
  %sext55 = shl i64 %33, 32, !dbg !66
  %conv23 = ashr exact i64 %sext55, 32, !dbg !66
  %mul26 = mul i64 %conv23, %shape.coerce1.fca.2.extract, !dbg !67
  %add.ptr27 = getelementptr inbounds nuw i8, ptr addrspace(1) %add.ptr22, i64 %mul26, !dbg !68
  %34 = and i32 %conv5, -2147483645, !dbg !69
  %cmp29 = icmp eq i32 %34, 1, !dbg !69
  %cond = select i1 %cmp29, i32 1, i32 2, !dbg !70
  %conv31 = uitofp nneg i32 %cond to float, !dbg !70
  %35 = load float, ptr addrspace(1) %add.ptr27, align 4, !dbg !71, !tbaa !43
  %mul32 = fmul float %shape.coerce2, %35, !dbg !72
  %mul33 = fmul float %mul32, %conv31, !dbg !73
  %mul36 = mul nsw i32 %shape.coerce0.fca.1.extract, %conv5, !dbg !74
  %add = add nsw i32 %mul36, %conv3, !dbg !75
  %mul39 = mul nsw i32 %add, %shape.coerce0.fca.0.extract, !dbg !76
  %add40 = add nsw i32 %mul39, %conv, !dbg !77
  %idxprom41 = sext i32 %add40 to i64, !dbg !78
  %arrayidx42 = getelementptr inbounds float, ptr addrspace(1) %to, i64 %idxprom41, !dbg !78
  store float %mul33, ptr addrspace(1) %arrayidx42, align 4, !dbg !79, !tbaa !43
  br label %cleanup, !dbg !80

cleanup:                                          ; preds = %entry, %if.end
  ret void, !dbg !80
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef align 4 ptr addrspace(4) @llvm.amdgcn.implicitarg.ptr() #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef i32 @llvm.amdgcn.workgroup.id.x() #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.amdgcn.workitem.id.x() #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef i32 @llvm.amdgcn.workgroup.id.y() #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.amdgcn.workitem.id.y() #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef i32 @llvm.amdgcn.workgroup.id.z() #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.amdgcn.workitem.id.z() #2

attributes #0 = { mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: readwrite) "amdgpu-flat-work-group-size"="1,256" "amdgpu-no-cluster-id-x" "amdgpu-no-cluster-id-y" "amdgpu-no-cluster-id-z" "amdgpu-no-completion-action" "amdgpu-no-default-queue" "amdgpu-no-dispatch-id" "amdgpu-no-dispatch-ptr" "amdgpu-no-flat-scratch-init" "amdgpu-no-heap-ptr" "amdgpu-no-hostcall-ptr" "amdgpu-no-lds-kernel-id" "amdgpu-no-multigrid-sync-arg" "amdgpu-no-queue-ptr" "amdgpu-no-workgroup-id-x" "amdgpu-no-workitem-id-x" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="gfx900" "target-features"="+16-bit-insts,+ci-insts,+cube-insts,+cvt-pknorm-vop2-insts,+dpp,+gfx8-insts,+gfx9-insts,+lerp-inst,+qsad-insts,+s-memrealtime,+s-memtime-inst,+sad-insts,+wavefrontsize64" "uniform-work-group-size"="false" }
attributes #1 = { alwaysinline mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: readwrite) "amdgpu-flat-work-group-size"="1,256" "amdgpu-no-cluster-id-x" "amdgpu-no-cluster-id-y" "amdgpu-no-cluster-id-z" "amdgpu-no-completion-action" "amdgpu-no-default-queue" "amdgpu-no-dispatch-id" "amdgpu-no-dispatch-ptr" "amdgpu-no-flat-scratch-init" "amdgpu-no-heap-ptr" "amdgpu-no-hostcall-ptr" "amdgpu-no-lds-kernel-id" "amdgpu-no-multigrid-sync-arg" "amdgpu-no-queue-ptr" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="gfx900" "target-features"="+16-bit-insts,+ci-insts,+cube-insts,+cvt-pknorm-vop2-insts,+dpp,+gfx8-insts,+gfx9-insts,+lerp-inst,+qsad-insts,+s-memrealtime,+s-memtime-inst,+sad-insts,+wavefrontsize64" "uniform-work-group-size"="false" }
attributes #2 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2, !3, !4, !5, !6}
!opencl.ocl.version = !{!7}
!llvm.ident = !{!8, !9}
!llvm.errno.tbaa = !{!10}

!0 = distinct !DICompileUnit(language: DW_LANG_OpenCL, file: !1, producer: "clang version 22.1.8", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly, splitDebugInlining: false, nameTableKind: None)
!1 = !DIFile(filename: "kernel.cl", directory: ".", checksumkind: CSK_MD5, checksum: "44044b1ba89f51cf701f7a8cba454313")
!2 = !{i32 1, !"amdhsa_code_object_version", i32 500}
!3 = !{i32 7, !"Dwarf Version", i32 5}
!4 = !{i32 2, !"Debug Info Version", i32 3}
!5 = !{i32 1, !"wchar_size", i32 4}
!6 = !{i32 8, !"PIC Level", i32 1}
!7 = !{i32 2, i32 0}
!8 = !{!"clang version 22.1.8"}
!9 = !{!"clang version 15.0.5"}
!10 = !{!11, !11, i64 0}
!11 = !{!"int", !12, i64 0}
!12 = !{!"omnipotent char", !13, i64 0}
!13 = !{!"Simple C/C++ TBAA"}
!14 = distinct !DISubprogram(name: "strided_copy", scope: !1, file: !1, line: 12, type: !15, scopeLine: 12, flags: DIFlagPrototyped | DIFlagAllCallsDescribed, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!15 = !DISubroutineType(types: !16)
!16 = !{}
!17 = !{i32 1, i32 1, i32 0}
!18 = !{!"none", !"none", !"none"}
!19 = !{!"char*", !"float*", !"struct shape"}
!20 = !{!"const", !"", !""}
!21 = !DILocation(line: 13, column: 14, scope: !22, inlinedAt: !23)
!22 = distinct !DISubprogram(name: "strided_copy", scope: !1, file: !1, line: 12, type: !15, scopeLine: 12, flags: DIFlagPrototyped | DIFlagAllCallsDescribed, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!23 = distinct !DILocation(line: 12, column: 89, scope: !14)
!24 = !{i32 0, i32 1024}
!25 = !{!26, !26, i64 0}
!26 = !{!"long", !12, i64 0}
!27 = !DILocation(line: 13, column: 37, scope: !22, inlinedAt: !23)
!28 = !DILocation(line: 13, column: 63, scope: !22, inlinedAt: !23)
!29 = !DILocation(line: 14, column: 12, scope: !22, inlinedAt: !23)
!30 = !DILocation(line: 14, column: 27, scope: !22, inlinedAt: !23)
!31 = !DILocation(line: 16, column: 39, scope: !22, inlinedAt: !23)
!32 = !DILocation(line: 16, column: 42, scope: !22, inlinedAt: !23)
!33 = !DILocation(line: 16, column: 37, scope: !22, inlinedAt: !23)
!34 = !DILocation(line: 16, column: 58, scope: !22, inlinedAt: !23)
!35 = !DILocation(line: 16, column: 61, scope: !22, inlinedAt: !23)
!36 = !DILocation(line: 16, column: 56, scope: !22, inlinedAt: !23)
!37 = !DILocation(line: 16, column: 77, scope: !22, inlinedAt: !23)
!38 = !DILocation(line: 16, column: 83, scope: !22, inlinedAt: !23)
!39 = !DILocation(line: 16, column: 75, scope: !22, inlinedAt: !23)
!40 = !DILocation(line: 17, column: 36, scope: !22, inlinedAt: !23)
!41 = !DILocation(line: 17, column: 19, scope: !22, inlinedAt: !23)
!42 = !DILocation(line: 19, column: 9, scope: !22, inlinedAt: !23)
!43 = !{!44, !44, i64 0}
!44 = !{!"float", !12, i64 0}
!45 = !DILocation(line: 19, column: 38, scope: !22, inlinedAt: !23)
!46 = !DILocation(line: 19, column: 52, scope: !22, inlinedAt: !23)
!47 = !DILocation(line: 18, column: 15, scope: !22, inlinedAt: !23)
!48 = !DILocation(line: 18, column: 29, scope: !22, inlinedAt: !23)
!49 = !DILocation(line: 18, column: 35, scope: !22, inlinedAt: !23)
!50 = !DILocation(line: 18, column: 49, scope: !22, inlinedAt: !23)
!51 = !DILocation(line: 18, column: 5, scope: !22, inlinedAt: !23)
!52 = !DILocation(line: 18, column: 55, scope: !22, inlinedAt: !23)
!53 = !DILocation(line: 20, column: 1, scope: !22, inlinedAt: !23)
!54 = !DILocation(line: 20, column: 1, scope: !14)
!55 = !DILocation(line: 13, column: 14, scope: !22)
!56 = !DILocation(line: 13, column: 37, scope: !22)
!57 = !DILocation(line: 13, column: 63, scope: !22)
!58 = !DILocation(line: 14, column: 12, scope: !22)
!59 = !DILocation(line: 14, column: 27, scope: !22)
!60 = !DILocation(line: 16, column: 39, scope: !22)
!61 = !DILocation(line: 16, column: 42, scope: !22)
!62 = !DILocation(line: 16, column: 37, scope: !22)
!63 = !DILocation(line: 16, column: 58, scope: !22)
!64 = !DILocation(line: 16, column: 61, scope: !22)
!65 = !DILocation(line: 16, column: 56, scope: !22)
!66 = !DILocation(line: 16, column: 77, scope: !22)
!67 = !DILocation(line: 16, column: 83, scope: !22)
!68 = !DILocation(line: 16, column: 75, scope: !22)
!69 = !DILocation(line: 17, column: 36, scope: !22)
!70 = !DILocation(line: 17, column: 19, scope: !22)
!71 = !DILocation(line: 19, column: 9, scope: !22)
!72 = !DILocation(line: 19, column: 38, scope: !22)
!73 = !DILocation(line: 19, column: 52, scope: !22)
!74 = !DILocation(line: 18, column: 15, scope: !22)
!75 = !DILocation(line: 18, column: 29, scope: !22)
!76 = !DILocation(line: 18, column: 35, scope: !22)
!77 = !DILocation(line: 18, column: 49, scope: !22)
!78 = !DILocation(line: 18, column: 5, scope: !22)
!79 = !DILocation(line: 18, column: 55, scope: !22)
!80 = !DILocation(line: 20, column: 1, scope: !22)
