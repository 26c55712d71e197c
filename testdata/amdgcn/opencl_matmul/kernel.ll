; clang-22 -x cl -cl-std=CL2.0 -target amdgcn-amd-amdhsa -mcpu=gfx900 -Xclang -finclude-default-header -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only -mcode-object-version=5 kernel.cl
; ModuleID = 'kernel.cl'
source_filename = "kernel.cl"
target datalayout = "e-m:e-p:64:64-p1:64:64-p2:32:32-p3:32:32-p4:64:64-p5:32:32-p6:32:32-p7:160:256:256:32-p8:128:128:128:48-p9:192:256:256:32-i64:64-v16:16-v24:32-v32:32-v48:64-v96:128-v192:256-v256:256-v512:512-v1024:1024-v2048:2048-n32:64-S32-A5-G1-ni:7:8:9"
target triple = "amdgcn-amd-amdhsa"

@matmul.tile_a = internal unnamed_addr addrspace(3) global [8 x [8 x float]] undef, align 4
@matmul.tile_b = internal unnamed_addr addrspace(3) global [8 x [8 x float]] undef, align 4

; Function Attrs: convergent nofree norecurse nounwind
define protected amdgpu_kernel void @matmul(ptr addrspace(1) noundef readonly align 4 captures(none) %a, ptr addrspace(1) noundef readonly align 4 captures(none) %b, ptr addrspace(1) noundef writeonly align 4 captures(none) %c, i32 noundef %m, i32 noundef %n, i32 noundef %k) local_unnamed_addr #0 !dbg !14 !kernel_arg_addr_space !17 !kernel_arg_access_qual !18 !kernel_arg_type !19 !kernel_arg_base_type !19 !kernel_arg_type_qual !20 !reqd_work_group_size !21 {
entry:
  %0 = tail call i32 @llvm.amdgcn.workitem.id.x(), !dbg !22, !range !25
  %1 = tail call i32 @llvm.amdgcn.workitem.id.y(), !dbg !26, !range !25
  %2 = tail call ptr addrspace(4) @llvm.amdgcn.implicitarg.ptr(), !dbg !27
  %3 = tail call i32 @llvm.amdgcn.workgroup.id.x(), !dbg !27
  %4 = shl i32 %3, 3, !dbg !27
  %5 = add i32 %4, %0, !dbg !27
  %6 = getelementptr i8, ptr addrspace(4) %2, i64 40, !dbg !27
  %7 = load i64, ptr addrspace(4) %6, align 8, !dbg !27, !tbaa !28
  %8 = trunc i64 %7 to i32, !dbg !27
  %conv4.i = add i32 %5, %8, !dbg !27
  %9 = tail call i32 @llvm.amdgcn.workgroup.id.y(), !dbg !30
  %10 = shl i32 %9, 3, !dbg !30
  %11 = add i32 %10, %1, !dbg !30
  %12 = getelementptr i8, ptr addrspace(4) %2, i64 48, !dbg !30
  %13 = load i64, ptr addrspace(4) %12, align 8, !dbg !30, !tbaa !28
  %14 = trunc i64 %13 to i32, !dbg !30
  %conv6.i = add i32 %11, %14, !dbg !30
  %cmp.i3 = icmp sgt i32 %k, 0, !dbg !31
  br i1 %cmp.i3, label %for.body.i.lr.ph, label %for.cond.cleanup.i, !dbg !32

for.body.i.lr.ph:                                 ; preds = %entry
  %cmp8.i = icmp sgt i32 %m, %conv6.i
  %mul.i = mul nsw i32 %conv6.i, %k
  %add12.i = add i32 %mul.i, %0
  %arrayidx15.i = getelementptr inbounds nuw [8 x float], ptr addrspace(3) @matmul.tile_a, i32 %1
  %arrayidx17.i = getelementptr inbounds nuw float, ptr addrspace(3) %arrayidx15.i, i32 %0
  %cmp22.i = icmp sgt i32 %n, %conv4.i
  %arrayidx34.i = getelementptr inbounds nuw [8 x float], ptr addrspace(3) @matmul.tile_b, i32 %1
  %arrayidx36.i = getelementptr inbounds nuw float, ptr addrspace(3) %arrayidx34.i, i32 %0
  %invariant.gep = getelementptr inbounds nuw float, ptr addrspace(3) @matmul.tile_b, i32 %0
  %arrayidx45.i.1 = getelementptr inbounds nuw i8, ptr addrspace(3) %arrayidx15.i, i32 4
  %gep.1 = getelementptr inbounds nuw i8, ptr addrspace(3) %invariant.gep, i32 32
  %arrayidx45.i.2 = getelementptr inbounds nuw i8, ptr addrspace(3) %arrayidx15.i, i32 8
  %gep.2 = getelementptr inbounds nuw i8, ptr addrspace(3) %invariant.gep, i32 64
  %arrayidx45.i.3 = getelementptr inbounds nuw i8, ptr addrspace(3) %arrayidx15.i, i32 12
  %gep.3 = getelementptr inbounds nuw i8, ptr addrspace(3) %invariant.gep, i32 96
  %arrayidx45.i.4 = getelementptr inbounds nuw i8, ptr addrspace(3) %arrayidx15.i, i32 16
  %gep.4 = getelementptr inbounds nuw i8, ptr addrspace(3) %invariant.gep, i32 128
  %arrayidx45.i.5 = getelementptr inbounds nuw i8, ptr addrspace(3) %arrayidx15.i, i32 20
  %gep.5 = getelementptr inbounds nuw i8, ptr addrspace(3) %invariant.gep, i32 160
  %arrayidx45.i.6 = getelementptr inbounds nuw i8, ptr addrspace(3) %arrayidx15.i, i32 24
  %gep.6 = getelementptr inbounds nuw i8, ptr addrspace(3) %invariant.gep, i32 192
  %arrayidx45.i.7 = getelementptr inbounds nuw i8, ptr addrspace(3) %arrayidx15.i, i32 28
  %gep.7 = getelementptr inbounds nuw i8, ptr addrspace(3) %invariant.gep, i32 224
  br label %for.body.i, !dbg !32

for.cond.cleanup.i:                               ; preds = %cond.end31.i, %entry
  %sum.0.i.lcssa = phi float [ 0.000000e+00, %entry ], [ %40, %cond.end31.i ], !dbg !33
  %cmp54.i = icmp sgt i32 %m, %conv6.i, !dbg !34
  %cmp57.i = icmp sgt i32 %n, %conv4.i
  %or.cond94.i = select i1 %cmp54.i, i1 %cmp57.i, i1 false, !dbg !35
  br i1 %or.cond94.i, label %if.then.i, label %__clang_ocl_kern_imp_matmul.exit, !dbg !35

for.body.i:                                       ; preds = %for.body.i.lr.ph, %cond.end31.i
  %at.0.i5 = phi i32 [ 0, %for.body.i.lr.ph ], [ %add52.i, %cond.end31.i ]
  %sum.0.i4 = phi float [ 0.000000e+00, %for.body.i.lr.ph ], [ %40, %cond.end31.i ]
  %add.i = add nuw nsw i32 %at.0.i5, %0
  %cmp10.i = icmp slt i32 %add.i, %k
  %or.cond.i = select i1 %cmp8.i, i1 %cmp10.i, i1 false, !dbg !36
  br i1 %or.cond.i, label %cond.true.i, label %cond.end.i, !dbg !36

cond.true.i:                                      ; preds = %for.body.i
  %add13.i = add i32 %add12.i, %at.0.i5, !dbg !37
  %idxprom.i = sext i32 %add13.i to i64, !dbg !38
  %arrayidx.i = getelementptr inbounds float, ptr addrspace(1) %a, i64 %idxprom.i, !dbg !38
  %15 = load float, ptr addrspace(1) %arrayidx.i, align 4, !dbg !38, !tbaa !39, !amdgpu.noclobber !16
  br label %cond.end.i, !dbg !41

cond.end.i:                                       ; preds = %cond.true.i, %for.body.i
  %cond.i = phi float [ %15, %cond.true.i ], [ 0.000000e+00, %for.body.i ], !dbg !41
  store float %cond.i, ptr addrspace(3) %arrayidx17.i, align 4, !dbg !42, !tbaa !39
  %add18.i = add nuw nsw i32 %at.0.i5, %1, !dbg !43
  %cmp19.i = icmp slt i32 %add18.i, %k, !dbg !44
  %or.cond93.i = select i1 %cmp19.i, i1 %cmp22.i, i1 false, !dbg !45
  br i1 %or.cond93.i, label %cond.true24.i, label %cond.end31.i, !dbg !45

cond.true24.i:                                    ; preds = %cond.end.i
  %mul26.i = mul nsw i32 %add18.i, %n
  %add27.i = add nsw i32 %mul26.i, %conv4.i
  %idxprom28.i = sext i32 %add27.i to i64
  %arrayidx29.i = getelementptr inbounds float, ptr addrspace(1) %b, i64 %idxprom28.i
  %16 = load float, ptr addrspace(1) %arrayidx29.i, align 4, !dbg !46, !tbaa !39, !amdgpu.noclobber !16
  br label %cond.end31.i, !dbg !47

cond.end31.i:                                     ; preds = %cond.true24.i, %cond.end.i
  %cond32.i = phi float [ %16, %cond.true24.i ], [ 0.000000e+00, %cond.end.i ], !dbg !47
  store float %cond32.i, ptr addrspace(3) %arrayidx36.i, align 4, !dbg !48, !tbaa !39
  fence syncscope("workgroup") release, !dbg !49
  tail call void @llvm.amdgcn.s.barrier(), !dbg !49
  fence syncscope("workgroup") acquire, !dbg !49
  %17 = load float, ptr addrspace(3) %arrayidx15.i, align 4, !dbg !50, !tbaa !39
  %18 = load float, ptr addrspace(3) %invariant.gep, align 4, !dbg !51, !tbaa !39
  %19 = tail call float @llvm.fmuladd.f32(float %17, float %18, float %sum.0.i4), !dbg !52
  %20 = load float, ptr addrspace(3) %arrayidx45.i.1, align 4, !dbg !50, !tbaa !39
  %21 = load float, ptr addrspace(3) %gep.1, align 4, !dbg !51, !tbaa !39
  %22 = tail call float @llvm.fmuladd.f32(float %20, float %21, float %19), !dbg !52
  %23 = load float, ptr addrspace(3) %arrayidx45.i.2, align 4, !dbg !50, !tbaa !39
  %24 = load float, ptr addrspace(3) %gep.2, align 4, !dbg !51, !tbaa !39
  %25 = tail call float @llvm.fmuladd.f32(float %23, float %24, float %22), !dbg !52
  %26 = load float, ptr addrspace(3) %arrayidx45.i.3, align 4, !dbg !50, !tbaa !39
  %27 = load float, ptr addrspace(3) %gep.3, align 4, !dbg !51, !tbaa !39
  %28 = tail call float @llvm.fmuladd.f32(float %26, float %27, float %25), !dbg !52
  %29 = load float, ptr addrspace(3) %arrayidx45.i.4, align 4, !dbg !50, !tbaa !39
  %30 = load float, ptr addrspace(3) %gep.4, align 4, !dbg !51, !tbaa !39
  %31 = tail call float @llvm.fmuladd.f32(float %29, float %30, float %28), !dbg !52
  %32 = load float, ptr addrspace(3) %arrayidx45.i.5, align 4, !dbg !50, !tbaa !39
  %33 = load float, ptr addrspace(3) %gep.5, align 4, !dbg !51, !tbaa !39
  %34 = tail call float @llvm.fmuladd.f32(float %32, float %33, float %31), !dbg !52
  %35 = load float, ptr addrspace(3) %arrayidx45.i.6, align 4, !dbg !50, !tbaa !39
  %36 = load float, ptr addrspace(3) %gep.6, align 4, !dbg !51, !tbaa !39
  %37 = tail call float @llvm.fmuladd.f32(float %35, float %36, float %34), !dbg !52
  %38 = load float, ptr addrspace(3) %arrayidx45.i.7, align 4, !dbg !50, !tbaa !39
  %39 = load float, ptr addrspace(3) %gep.7, align 4, !dbg !51, !tbaa !39
  %40 = tail call float @llvm.fmuladd.f32(float %38, float %39, float %37), !dbg !52
  fence syncscope("workgroup") release, !dbg !53
  tail call void @llvm.amdgcn.s.barrier(), !dbg !53
  fence syncscope("workgroup") acquire, !dbg !53
  %add52.i = add nuw nsw i32 %at.0.i5, 8, !dbg !54
  %cmp.i = icmp slt i32 %add52.i, %k, !dbg !31
  br i1 %cmp.i, label %for.body.i, label %for.cond.cleanup.i, !dbg !32, !llvm.loop !55

if.then.i:                                        ; preds = %for.cond.cleanup.i
  %mul59.i = mul nsw i32 %conv6.i, %n
  %add60.i = add nsw i32 %mul59.i, %conv4.i
  %idxprom61.i = sext i32 %add60.i to i64
  %arrayidx62.i = getelementptr inbounds float, ptr addrspace(1) %c, i64 %idxprom61.i
  store float %sum.0.i.lcssa, ptr addrspace(1) %arrayidx62.i, align 4, !dbg !57, !tbaa !39
  br label %__clang_ocl_kern_imp_matmul.exit, !dbg !58

__clang_ocl_kern_imp_matmul.exit:                 ; preds = %for.cond.cleanup.i, %if.then.i
  ret void, !dbg !59
}

; Function Attrs: alwaysinline convergent nofree norecurse nounwind
define protected void @__clang_ocl_kern_imp_matmul(ptr addrspace(1) noundef readonly align 4 captures(none) %a, ptr addrspace(1) noundef readonly align 4 captures(none) %b, ptr addrspace(1) noundef writeonly align 4 captures(none) %c, i32 noundef %m, i32 noundef %n, i32 noundef %k) local_unnamed_addr #1 !dbg !23 !kernel_arg_addr_space !17 !kernel_arg_access_qual !18 !kernel_arg_type !19 !kernel_arg_base_type !19 !kernel_arg_type_qual !20 !reqd_work_group_size !21 {
entry:
  %0 = tail call i32 @llvm.amdgcn.workitem.id.x(), !dbg !60, !range !25
  %1 = tail call i32 @llvm.amdgcn.workitem.id.y(), !dbg !61, !range !25
  %2 = tail call ptr addrspace(4) @llvm.amdgcn.implicitarg.ptr(), !dbg !62
  %3 = tail call i32 @llvm.amdgcn.workgroup.id.x(), !dbg !62
  %4 = shl i32 %3, 3, !dbg !62
  %5 = add i32 %4, %0, !dbg !62
  %6 = getelementptr i8, ptr addrspace(4) %2, i64 40, !dbg !62
  %7 = load i64, ptr addrspace(4) %6, align 8, !dbg !62, !tbaa !28
  %8 = trunc i64 %7 to i32, !dbg !62
  %conv4 = add i32 %5, %8, !dbg !62
  %9 = tail call i32 @llvm.amdgcn.workgroup.id.y(), !dbg !63
  %10 = shl i32 %9, 3, !dbg !63
  %11 = add i32 %10, %1, !dbg !63
  %12 = getelementptr i8, ptr addrspace(4) %2, i64 48, !dbg !63
  %13 = load i64, ptr addrspace(4) %12, align 8, !dbg !63, !tbaa !28
  %14 = trunc i64 %13 to i32, !dbg !63
  %conv6 = add i32 %11, %14, !dbg !63
  %cmp97 = icmp sgt i32 %k, 0, !dbg !64
  br i1 %cmp97, label %for.body.lr.ph, label %for.cond.cleanup, !dbg !65

for.body.lr.ph:                                   ; preds = %entry
  %cmp8 = icmp sgt i32 %m, %conv6
  %mul = mul nsw i32 %conv6, %k
  %add12 = add i32 %mul, %0
  %arrayidx15 = getelementptr inbounds nuw [8 x float], ptr addrspace(3) @matmul.tile_a, i32 %1
  %arrayidx17 = getelementptr inbounds nuw float, ptr addrspace(3) %arrayidx15, i32 %0
  %cmp22 = icmp sgt i32 %n, %conv4
  %arrayidx34 = getelementptr inbounds nuw [8 x float], ptr addrspace(3) @matmul.tile_b, i32 %1
  %arrayidx36 = getelementptr inbounds nuw float, ptr addrspace(3) %arrayidx34, i32 %0
  %invariant.gep = getelementptr inbounds nuw float, ptr addrspace(3) @matmul.tile_b, i32 %0
  %arrayidx45.1 = getelementptr inbounds nuw i8, ptr addrspace(3) %arrayidx15, i32 4
  %gep.1 = getelementptr inbounds nuw i8, ptr addrspace(3) %invariant.gep, i32 32
  %arrayidx45.2 = getelementptr inbounds nuw i8, ptr addrspace(3) %arrayidx15, i32 8
  %gep.2 = getelementptr inbounds nuw i8, ptr addrspace(3) %invariant.gep, i32 64
  %arrayidx45.3 = getelementptr inbounds nuw i8, ptr addrspace(3) %arrayidx15, i32 12
  %gep.3 = getelementptr inbounds nuw i8, ptr addrspace(3) %invariant.gep, i32 96
  %arrayidx45.4 = getelementptr inbounds nuw i8, ptr addrspace(3) %arrayidx15, i32 16
  %gep.4 = getelementptr inbounds nuw i8, ptr addrspace(3) %invariant.gep, i32 128
  %arrayidx45.5 = getelementptr inbounds nuw i8, ptr addrspace(3) %arrayidx15, i32 20
  %gep.5 = getelementptr inbounds nuw i8, ptr addrspace(3) %invariant.gep, i32 160
  %arrayidx45.6 = getelementptr inbounds nuw i8, ptr addrspace(3) %arrayidx15, i32 24
  %gep.6 = getelementptr inbounds nuw i8, ptr addrspace(3) %invariant.gep, i32 192
  %arrayidx45.7 = getelementptr inbounds nuw i8, ptr addrspace(3) %arrayidx15, i32 28
  %gep.7 = getelementptr inbounds nuw i8, ptr addrspace(3) %invariant.gep, i32 224
  br label %for.body, !dbg !65

for.cond.cleanup:                                 ; preds = %cond.end31, %entry
  %sum.0.lcssa = phi float [ 0.000000e+00, %entry ], [ %40, %cond.end31 ], !dbg !66
  %cmp54 = icmp sgt i32 %m, %conv6, !dbg !67
  %cmp57 = icmp sgt i32 %n, %conv4
  %or.cond94 = select i1 %cmp54, i1 %cmp57, i1 false, !dbg !68
  br i1 %or.cond94, label %if.then, label %if.end, !dbg !68

for.body:                                         ; preds = %for.body.lr.ph, %cond.end31
  %at.099 = phi i32 [ 0, %for.body.lr.ph ], [ %add52, %cond.end31 ]
  %sum.098 = phi float [ 0.000000e+00, %for.body.lr.ph ], [ %40, %cond.end31 ]
  %add = add nuw nsw i32 %at.099, %0
  %cmp10 = icmp slt i32 %add, %k
  %or.cond = select i1 %cmp8, i1 %cmp10, i1 false, !dbg !69
  br i1 %or.cond, label %cond.true, label %cond.end, !dbg !69

cond.true:                                        ; preds = %for.body
  %add13 = add i32 %add12, %at.099, !dbg !70
  %idxprom = sext i32 %add13 to i64, !dbg !71
  %arrayidx = getelementptr inbounds float, ptr addrspace(1) %a, i64 %idxprom, !dbg !71
  %15 = load float, ptr addrspace(1) %arrayidx, align 4, !dbg !71, !tbaa !39
  br label %cond.end, !dbg !72

cond.end:                                         ; preds = %for.body, %cond.true
  %cond = phi float [ %15, %cond.true ], [ 0.000000e+00, %for.body ], !dbg !72
  store float %cond, ptr addrspace(3) %arrayidx17, align 4, !dbg !73, !tbaa !39
  %add18 = add nuw nsw i32 %at.099, %1, !dbg !74
  %cmp19 = icmp slt i32 %add18, %k, !dbg !75
  %or.cond93 = select i1 %cmp19, i1 %cmp22, i1 false, !dbg !76
  br i1 %or.cond93, label %cond.true24, label %cond.end31, !dbg !76

cond.true24:                                      ; preds = %cond.end
  %mul26 = mul nsw i32 %add18, %n
  %add27 = add nsw i32 %mul26, %conv4
  %idxprom28 = sext i32 %add27 to i64
  %arrayidx29 = getelementptr inbounds float, ptr addrspace(1) %b, i64 %idxprom28
  %16 = load float, ptr addrspace(1) %arrayidx29, align 4, !dbg !77, !tbaa !39
  br label %cond.end31, !dbg !78

cond.end31:                                       ; preds = %cond.end, %cond.true24
  %cond32 = phi float [ %16, %cond.true24 ], [ 0.000000e+00, %cond.end ], !dbg !78
  store float %cond32, ptr addrspace(3) %arrayidx36, align 4, !dbg !79, !tbaa !39
  fence syncscope("workgroup") release, !dbg !80
  tail call void @llvm.amdgcn.s.barrier(), !dbg !80
  fence syncscope("workgroup") acquire, !dbg !80
  %17 = load float, ptr addrspace(3) %arrayidx15, align 4, !dbg !81, !tbaa !39
  %18 = load float, ptr addrspace(3) %invariant.gep, align 4, !dbg !82, !tbaa !39
  %19 = tail call float @llvm.fmuladd.f32(float %17, float %18, float %sum.098), !dbg !83
  %20 = load float, ptr addrspace(3) %arrayidx45.1, align 4, !dbg !81, !tbaa !39
  %21 = load float, ptr addrspace(3) %gep.1, align 4, !dbg !82, !tbaa !39
  %22 = tail call float @llvm.fmuladd.f32(float %20, float %21, float %19), !dbg !83
  %23 = load float, ptr addrspace(3) %arrayidx45.2, align 4, !dbg !81, !tbaa !39
  %24 = load float, ptr addrspace(3) %gep.2, align 4, !dbg !82, !tbaa !39
  %25 = tail call float @llvm.fmuladd.f32(float %23, float %24, float %22), !dbg !83
  %26 = load float, ptr addrspace(3) %arrayidx45.3, align 4, !dbg !81, !tbaa !39
  %27 = load float, ptr addrspace(3) %gep.3, align 4, !dbg !82, !tbaa !39
  %28 = tail call float @llvm.fmuladd.f32(float %26, float %27, float %25), !dbg !83
  %29 = load float, ptr addrspace(3) %arrayidx45.4, align 4, !dbg !81, !tbaa !39
  %30 = load float, ptr addrspace(3) %gep.4, align 4, !dbg !82, !tbaa !39
  %31 = tail call float @llvm.fmuladd.f32(float %29, float %30, float %28), !dbg !83
  %32 = load float, ptr addrspace(3) %arrayidx45.5, align 4, !dbg !81, !tbaa !39
  %33 = load float, ptr addrspace(3) %gep.5, align 4, !dbg !82, !tbaa !39
  %34 = tail call float @llvm.fmuladd.f32(float %32, float %33, float %31), !dbg !83
  %35 = load float, ptr addrspace(3) %arrayidx45.6, align 4, !dbg !81, !tbaa !39
  %36 = load float, ptr addrspace(3) %gep.6, align 4, !dbg !82, !tbaa !39
  %37 = tail call float @llvm.fmuladd.f32(float %35, float %36, float %34), !dbg !83
  %38 = load float, ptr addrspace(3) %arrayidx45.7, align 4, !dbg !81, !tbaa !39
  %39 = load float, ptr addrspace(3) %gep.7, align 4, !dbg !82, !tbaa !39
  %40 = tail call float @llvm.fmuladd.f32(float %38, float %39, float %37), !dbg !83
  fence syncscope("workgroup") release, !dbg !84
  tail call void @llvm.amdgcn.s.barrier(), !dbg !84
  fence syncscope("workgroup") acquire, !dbg !84
  %add52 = add nuw nsw i32 %at.099, 8, !dbg !85
  %cmp = icmp slt i32 %add52, %k, !dbg !64
  br i1 %cmp, label %for.body, label %for.cond.cleanup, !dbg !65, !llvm.loop !86

if.then:                                          ; preds = %for.cond.cleanup
  %mul59 = mul nsw i32 %conv6, %n
  %add60 = add nsw i32 %mul59, %conv4
  %idxprom61 = sext i32 %add60 to i64
  %arrayidx62 = getelementptr inbounds float, ptr addrspace(1) %c, i64 %idxprom61
  store float %sum.0.lcssa, ptr addrspace(1) %arrayidx62, align 4, !dbg !88, !tbaa !39
  br label %if.end, !dbg !89

if.end:                                           ; preds = %if.then, %for.cond.cleanup
  ret void, !dbg !90
}

; Function Attrs: mustprogress nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare float @llvm.fmuladd.f32(float, float, float) #2

; Function Attrs: convergent mustprogress nocallback nofree nounwind willreturn
declare void @llvm.amdgcn.s.barrier() #3

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef align 4 ptr addrspace(4) @llvm.amdgcn.implicitarg.ptr() #4

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef i32 @llvm.amdgcn.workgroup.id.x() #4

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.amdgcn.workitem.id.x() #4

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef i32 @llvm.amdgcn.workgroup.id.y() #4

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.amdgcn.workitem.id.y() #4

attributes #0 = { convergent nofree norecurse nounwind "amdgpu-flat-work-group-size"="64,64" "amdgpu-no-cluster-id-x" "amdgpu-no-cluster-id-y" "amdgpu-no-cluster-id-z" "amdgpu-no-completion-action" "amdgpu-no-default-queue" "amdgpu-no-dispatch-id" "amdgpu-no-dispatch-ptr" "amdgpu-no-flat-scratch-init" "amdgpu-no-heap-ptr" "amdgpu-no-hostcall-ptr" "amdgpu-no-lds-kernel-id" "amdgpu-no-multigrid-sync-arg" "amdgpu-no-queue-ptr" "amdgpu-no-workgroup-id-x" "amdgpu-no-workgroup-id-z" "amdgpu-no-workitem-id-x" "amdgpu-no-workitem-id-z" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="gfx900" "target-features"="+16-bit-insts,+ci-insts,+cube-insts,+cvt-pknorm-vop2-insts,+dpp,+gfx8-insts,+gfx9-insts,+lerp-inst,+qsad-insts,+s-memrealtime,+s-memtime-inst,+sad-insts,+wavefrontsize64" "uniform-work-group-size"="false" }
attributes #1 = { alwaysinline convergent nofree norecurse nounwind "amdgpu-flat-work-group-size"="64,64" "amdgpu-no-cluster-id-x" "amdgpu-no-cluster-id-y" "amdgpu-no-cluster-id-z" "amdgpu-no-completion-action" "amdgpu-no-default-queue" "amdgpu-no-dispatch-id" "amdgpu-no-dispatch-ptr" "amdgpu-no-flat-scratch-init" "amdgpu-no-heap-ptr" "amdgpu-no-hostcall-ptr" "amdgpu-no-lds-kernel-id" "amdgpu-no-multigrid-sync-arg" "amdgpu-no-queue-ptr" "amdgpu-no-workgroup-id-z" "amdgpu-no-workitem-id-z" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="gfx900" "target-features"="+16-bit-insts,+ci-insts,+cube-insts,+cvt-pknorm-vop2-insts,+dpp,+gfx8-insts,+gfx9-insts,+lerp-inst,+qsad-insts,+s-memrealtime,+s-memtime-inst,+sad-insts,+wavefrontsize64" "uniform-work-group-size"="false" }
attributes #2 = { mustprogress nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }
attributes #3 = { convergent mustprogress nocallback nofree nounwind willreturn }
attributes #4 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2, !3, !4, !5, !6}
!opencl.ocl.version = !{!7}
!llvm.ident = !{!8, !9}
!llvm.errno.tbaa = !{!10}

!0 = distinct !DICompileUnit(language: DW_LANG_OpenCL, file: !1, producer: "clang version 22.1.8", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly, splitDebugInlining: false, nameTableKind: None)
!1 = !DIFile(filename: "kernel.cl", directory: ".", checksumkind: CSK_MD5, checksum: "02dd073a90b10be54c4215f2ff074dea")
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
!14 = distinct !DISubprogram(name: "matmul", scope: !1, file: !1, line: 5, type: !15, scopeLine: 5, flags: DIFlagPrototyped | DIFlagAllCallsDescribed, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!15 = !DISubroutineType(types: !16)
!16 = !{}
!17 = !{i32 1, i32 1, i32 1, i32 0, i32 0, i32 0}
!18 = !{!"none", !"none", !"none", !"none", !"none", !"none"}
!19 = !{!"float*", !"float*", !"float*", !"int", !"int", !"int"}
!20 = !{!"const", !"const", !"", !"", !"", !""}
!21 = !{i32 8, i32 8, i32 1}
!22 = !DILocation(line: 7, column: 13, scope: !23, inlinedAt: !24)
!23 = distinct !DISubprogram(name: "matmul", scope: !1, file: !1, line: 5, type: !15, scopeLine: 5, flags: DIFlagPrototyped | DIFlagAllCallsDescribed, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!24 = distinct !DILocation(line: 5, column: 97, scope: !14)
!25 = !{i32 0, i32 1024}
!26 = !DILocation(line: 7, column: 34, scope: !23, inlinedAt: !24)
!27 = !DILocation(line: 8, column: 18, scope: !23, inlinedAt: !24)
!28 = !{!29, !29, i64 0}
!29 = !{!"long", !12, i64 0}
!30 = !DILocation(line: 8, column: 42, scope: !23, inlinedAt: !24)
!31 = !DILocation(line: 10, column: 25, scope: !23, inlinedAt: !24)
!32 = !DILocation(line: 10, column: 5, scope: !23, inlinedAt: !24)
!33 = !DILocation(line: 9, column: 11, scope: !23, inlinedAt: !24)
!34 = !DILocation(line: 18, column: 13, scope: !23, inlinedAt: !24)
!35 = !DILocation(line: 18, column: 17, scope: !23, inlinedAt: !24)
!36 = !DILocation(line: 11, column: 32, scope: !23, inlinedAt: !24)
!37 = !DILocation(line: 11, column: 63, scope: !23, inlinedAt: !24)
!38 = !DILocation(line: 11, column: 48, scope: !23, inlinedAt: !24)
!39 = !{!40, !40, i64 0}
!40 = !{!"float", !12, i64 0}
!41 = !DILocation(line: 11, column: 24, scope: !23, inlinedAt: !24)
!42 = !DILocation(line: 11, column: 22, scope: !23, inlinedAt: !24)
!43 = !DILocation(line: 12, column: 27, scope: !23, inlinedAt: !24)
!44 = !DILocation(line: 12, column: 31, scope: !23, inlinedAt: !24)
!45 = !DILocation(line: 12, column: 35, scope: !23, inlinedAt: !24)
!46 = !DILocation(line: 12, column: 51, scope: !23, inlinedAt: !24)
!47 = !DILocation(line: 12, column: 24, scope: !23, inlinedAt: !24)
!48 = !DILocation(line: 12, column: 22, scope: !23, inlinedAt: !24)
!49 = !DILocation(line: 13, column: 9, scope: !23, inlinedAt: !24)
!50 = !DILocation(line: 15, column: 20, scope: !23, inlinedAt: !24)
!51 = !DILocation(line: 15, column: 35, scope: !23, inlinedAt: !24)
!52 = !DILocation(line: 15, column: 17, scope: !23, inlinedAt: !24)
!53 = !DILocation(line: 16, column: 9, scope: !23, inlinedAt: !24)
!54 = !DILocation(line: 10, column: 33, scope: !23, inlinedAt: !24)
!55 = distinct !{!55, !32, !56}
!56 = !DILocation(line: 17, column: 5, scope: !23, inlinedAt: !24)
!57 = !DILocation(line: 19, column: 29, scope: !23, inlinedAt: !24)
!58 = !DILocation(line: 19, column: 9, scope: !23, inlinedAt: !24)
!59 = !DILocation(line: 20, column: 1, scope: !14)
!60 = !DILocation(line: 7, column: 13, scope: !23)
!61 = !DILocation(line: 7, column: 34, scope: !23)
!62 = !DILocation(line: 8, column: 18, scope: !23)
!63 = !DILocation(line: 8, column: 42, scope: !23)
!64 = !DILocation(line: 10, column: 25, scope: !23)
!65 = !DILocation(line: 10, column: 5, scope: !23)
!66 = !DILocation(line: 9, column: 11, scope: !23)
!67 = !DILocation(line: 18, column: 13, scope: !23)
!68 = !DILocation(line: 18, column: 17, scope: !23)
!69 = !DILocation(line: 11, column: 32, scope: !23)
!70 = !DILocation(line: 11, column: 63, scope: !23)
!71 = !DILocation(line: 11, column: 48, scope: !23)
!72 = !DILocation(line: 11, column: 24, scope: !23)
!73 = !DILocation(line: 11, column: 22, scope: !23)
!74 = !DILocation(line: 12, column: 27, scope: !23)
!75 = !DILocation(line: 12, column: 31, scope: !23)
!76 = !DILocation(line: 12, column: 35, scope: !23)
!77 = !DILocation(line: 12, column: 51, scope: !23)
!78 = !DILocation(line: 12, column: 24, scope: !23)
!79 = !DILocation(line: 12, column: 22, scope: !23)
!80 = !DILocation(line: 13, column: 9, scope: !23)
!81 = !DILocation(line: 15, column: 20, scope: !23)
!82 = !DILocation(line: 15, column: 35, scope: !23)
!83 = !DILocation(line: 15, column: 17, scope: !23)
!84 = !DILocation(line: 16, column: 9, scope: !23)
!85 = !DILocation(line: 10, column: 33, scope: !23)
!86 = distinct !{!86, !65, !87}
!87 = !DILocation(line: 17, column: 5, scope: !23)
!88 = !DILocation(line: 19, column: 29, scope: !23)
!89 = !DILocation(line: 19, column: 9, scope: !23)
!90 = !DILocation(line: 20, column: 1, scope: !23)
