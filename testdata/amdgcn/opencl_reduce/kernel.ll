; clang-22 -x cl -cl-std=CL2.0 -target amdgcn-amd-amdhsa -mcpu=gfx900 -Xclang -finclude-default-header -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only -mcode-object-version=4 kernel.cl
; ModuleID = 'kernel.cl'
source_filename = "kernel.cl"
target datalayout = "e-m:e-p:64:64-p1:64:64-p2:32:32-p3:32:32-p4:64:64-p5:32:32-p6:32:32-p7:160:256:256:32-p8:128:128:128:48-p9:192:256:256:32-i64:64-v16:16-v24:32-v32:32-v48:64-v96:128-v192:256-v256:256-v512:512-v1024:1024-v2048:2048-n32:64-S32-A5-G1-ni:7:8:9"
target triple = "amdgcn-amd-amdhsa"

; Function Attrs: convergent nofree norecurse nounwind
define protected amdgpu_kernel void @reduce(ptr addrspace(1) noundef readonly align 4 captures(none) %x, ptr addrspace(1) noundef writeonly align 4 captures(none) %sums, ptr addrspace(3) noundef align 4 captures(none) %partial, i32 noundef %columns) local_unnamed_addr #0 !dbg !14 !kernel_arg_addr_space !17 !kernel_arg_access_qual !18 !kernel_arg_type !19 !kernel_arg_base_type !19 !kernel_arg_type_qual !20 {
entry:
  %0 = tail call i32 @llvm.amdgcn.workgroup.id.x(), !dbg !21
  %1 = zext i32 %0 to i64, !dbg !21
  %2 = tail call i32 @llvm.amdgcn.workitem.id.x(), !dbg !24, !range !25
  %3 = tail call align 4 dereferenceable(64) ptr addrspace(4) @llvm.amdgcn.dispatch.ptr(), !dbg !26
  %4 = getelementptr inbounds nuw i8, ptr addrspace(4) %3, i64 12, !dbg !26
  %5 = load i32, ptr addrspace(4) %4, align 4, !dbg !26, !tbaa !27
  %6 = getelementptr inbounds nuw i8, ptr addrspace(4) %3, i64 4, !dbg !26
  %7 = load i16, ptr addrspace(4) %6, align 4, !dbg !26, !range !33, !invariant.load !16
  %8 = zext nneg i16 %7 to i32, !dbg !26
  %9 = mul i32 %0, %8, !dbg !26
  %10 = sub i32 %5, %9, !dbg !26
  %11 = tail call i32 @llvm.umin.i32(i32 %10, i32 %8), !dbg !26
  %cmp.i1 = icmp slt i32 %2, %columns, !dbg !34
  br i1 %cmp.i1, label %for.body.i.lr.ph, label %for.cond.cleanup.i, !dbg !35

for.body.i.lr.ph:                                 ; preds = %entry
  %mul.i = mul nsw i32 %columns, %0
  br label %for.body.i, !dbg !35

for.cond.cleanup.i:                               ; preds = %for.body.i, %entry
  %sum.0.i.lcssa = phi float [ 0.000000e+00, %entry ], [ %add6.i, %for.body.i ], !dbg !36
  %arrayidx9.i = getelementptr inbounds nuw float, ptr addrspace(3) %partial, i32 %2, !dbg !37
  store float %sum.0.i.lcssa, ptr addrspace(3) %arrayidx9.i, align 4, !dbg !38, !tbaa !39
  fence syncscope("workgroup") release, !dbg !41
  tail call void @llvm.amdgcn.s.barrier(), !dbg !41
  fence syncscope("workgroup") acquire, !dbg !41
  %active.0.i4 = lshr i32 %11, 1, !dbg !42
  %cmp11.not.i5 = icmp eq i32 %active.0.i4, 0, !dbg !43
  br i1 %cmp11.not.i5, label %for.cond.cleanup13.i, label %for.body15.i, !dbg !44

for.body.i:                                       ; preds = %for.body.i.lr.ph, %for.body.i
  %i.0.i3 = phi i32 [ %2, %for.body.i.lr.ph ], [ %add7.i, %for.body.i ]
  %sum.0.i2 = phi float [ 0.000000e+00, %for.body.i.lr.ph ], [ %add6.i, %for.body.i ]
  %add.i = add nsw i32 %i.0.i3, %mul.i, !dbg !45
  %idxprom.i = sext i32 %add.i to i64, !dbg !46
  %arrayidx.i = getelementptr inbounds float, ptr addrspace(1) %x, i64 %idxprom.i, !dbg !46
  %12 = load float, ptr addrspace(1) %arrayidx.i, align 4, !dbg !46, !tbaa !39, !amdgpu.noclobber !16
  %add6.i = fadd float %sum.0.i2, %12, !dbg !47
  %add7.i = add nuw nsw i32 %i.0.i3, %11, !dbg !48
  %cmp.i = icmp slt i32 %add7.i, %columns, !dbg !34
  br i1 %cmp.i, label %for.body.i, label %for.cond.cleanup.i, !dbg !35, !llvm.loop !49

for.cond.cleanup13.i:                             ; preds = %if.end.i, %for.cond.cleanup.i
  %cmp27.i = icmp eq i32 %2, 0, !dbg !51
  br i1 %cmp27.i, label %if.then29.i, label %__clang_ocl_kern_imp_reduce.exit, !dbg !51

for.body15.i:                                     ; preds = %for.cond.cleanup.i, %if.end.i
  %active.0.i6 = phi i32 [ %active.0.i, %if.end.i ], [ %active.0.i4, %for.cond.cleanup.i ]
  %cmp16.i = icmp samesign ugt i32 %active.0.i6, %2, !dbg !52
  br i1 %cmp16.i, label %if.then.i, label %if.end.i, !dbg !52

if.then.i:                                        ; preds = %for.body15.i
  %gep = getelementptr inbounds nuw float, ptr addrspace(3) %arrayidx9.i, i32 %active.0.i6
  %13 = load float, ptr addrspace(3) %gep, align 4, !dbg !53, !tbaa !39
  %14 = load float, ptr addrspace(3) %arrayidx9.i, align 4, !dbg !54, !tbaa !39
  %add23.i = fadd float %13, %14, !dbg !54
  store float %add23.i, ptr addrspace(3) %arrayidx9.i, align 4, !dbg !54, !tbaa !39
  br label %if.end.i, !dbg !55

if.end.i:                                         ; preds = %if.then.i, %for.body15.i
  fence syncscope("workgroup") release, !dbg !56
  tail call void @llvm.amdgcn.s.barrier(), !dbg !56
  fence syncscope("workgroup") acquire, !dbg !56
  %active.0.i = lshr i32 %active.0.i6, 1, !dbg !42
  %cmp11.not.i = icmp eq i32 %active.0.i, 0, !dbg !43
  br i1 %cmp11.not.i, label %for.cond.cleanup13.i, label %for.body15.i, !dbg !44, !llvm.loop !57

if.then29.i:                                      ; preds = %for.cond.cleanup13.i
  %15 = load float, ptr addrspace(3) %partial, align 4, !dbg !59, !tbaa !39
  %sext.i = shl nuw i64 %1, 32, !dbg !60
  %16 = ashr exact i64 %sext.i, 30, !dbg !60
  %arrayidx32.i = getelementptr inbounds i8, ptr addrspace(1) %sums, i64 %16, !dbg !60
  store float %15, ptr addrspace(1) %arrayidx32.i, align 4, !dbg !61, !tbaa !39
  br label %__clang_ocl_kern_imp_reduce.exit, !dbg !60

__clang_ocl_kern_imp_reduce.exit:                 ; preds = %for.cond.cleanup13.i, %if.then29.i
  ret void, !dbg !62
}

; Function Attrs: alwaysinline convergent nofree norecurse nounwind
define protected void @__clang_ocl_kern_imp_reduce(ptr addrspace(1) noundef readonly align 4 captures(none) %x, ptr addrspace(1) noundef writeonly align 4 captures(none) %sums, ptr addrspace(3) noundef align 4 captures(none) %partial, i32 noundef %columns) local_unnamed_addr #1 !dbg !22 !kernel_arg_addr_space !17 !kernel_arg_access_qual !18 !kernel_arg_type !19 !kernel_arg_base_type !19 !kernel_arg_type_qual !20 {
entry:
  %0 = tail call i32 @llvm.amdgcn.workgroup.id.x(), !dbg !63
  %1 = zext i32 %0 to i64, !dbg !63
  %2 = tail call i32 @llvm.amdgcn.workitem.id.x(), !dbg !64, !range !25
  %3 = tail call align 4 dereferenceable(64) ptr addrspace(4) @llvm.amdgcn.dispatch.ptr(), !dbg !65
  %4 = getelementptr inbounds nuw i8, ptr addrspace(4) %3, i64 12, !dbg !65
  %5 = load i32, ptr addrspace(4) %4, align 4, !dbg !65, !tbaa !27
  %6 = getelementptr inbounds nuw i8, ptr addrspace(4) %3, i64 4, !dbg !65
  %7 = load i16, ptr addrspace(4) %6, align 4, !dbg !65, !range !33, !invariant.load !16
  %8 = zext nneg i16 %7 to i32, !dbg !65
  %9 = mul i32 %0, %8, !dbg !65
  %10 = sub i32 %5, %9, !dbg !65
  %11 = tail call i32 @llvm.umin.i32(i32 %10, i32 %8), !dbg !65
  %cmp53 = icmp slt i32 %2, %columns, !dbg !66
  br i1 %cmp53, label %for.body.lr.ph, label %for.cond.cleanup, !dbg !67

for.body.lr.ph:                                   ; preds = %entry
  %mul = mul nsw i32 %columns, %0
  br label %for.body, !dbg !67

for.cond.cleanup:                                 ; preds = %for.body, %entry
  %sum.0.lcssa = phi float [ 0.000000e+00, %entry ], [ %add6, %for.body ], !dbg !68
  %arrayidx9 = getelementptr inbounds nuw float, ptr addrspace(3) %partial, i32 %2, !dbg !69
  store float %sum.0.lcssa, ptr addrspace(3) %arrayidx9, align 4, !dbg !70, !tbaa !39
  fence syncscope("workgroup") release, !dbg !71
  tail call void @llvm.amdgcn.s.barrier(), !dbg !71
  fence syncscope("workgroup") acquire, !dbg !71
  %active.056 = lshr i32 %11, 1, !dbg !72
  %cmp11.not57 = icmp eq i32 %active.056, 0, !dbg !73
  br i1 %cmp11.not57, label %for.cond.cleanup13, label %for.body15, !dbg !74

for.body:                                         ; preds = %for.body.lr.ph, %for.body
  %i.055 = phi i32 [ %2, %for.body.lr.ph ], [ %add7, %for.body ]
  %sum.054 = phi float [ 0.000000e+00, %for.body.lr.ph ], [ %add6, %for.body ]
  %add = add nsw i32 %i.055, %mul, !dbg !75
  %idxprom = sext i32 %add to i64, !dbg !76
  %arrayidx = getelementptr inbounds float, ptr addrspace(1) %x, i64 %idxprom, !dbg !76
  %12 = load float, ptr addrspace(1) %arrayidx, align 4, !dbg !76, !tbaa !39
  %add6 = fadd float %sum.054, %12, !dbg !77
  %add7 = add nuw nsw i32 %i.055, %11, !dbg !78
  %cmp = icmp slt i32 %add7, %columns, !dbg !66
  br i1 %cmp, label %for.body, label %for.cond.cleanup, !dbg !67, !llvm.loop !79

for.cond.cleanup13:                               ; preds = %if.end, %for.cond.cleanup
  %cmp27 = icmp eq i32 %2, 0, !dbg !81
  br i1 %cmp27, label %if.then29, label %if.end33, !dbg !81

for.body15:                                       ; preds = %for.cond.cleanup, %if.end
  %active.058 = phi i32 [ %active.0, %if.end ], [ %active.056, %for.cond.cleanup ]
  %cmp16 = icmp samesign ugt i32 %active.058, %2, !dbg !82
  br i1 %cmp16, label %if.then, label %if.end, !dbg !82

if.then:                                          ; preds = %for.body15
  %gep = getelementptr inbounds nuw float, ptr addrspace(3) %arrayidx9, i32 %active.058
  %13 = load float, ptr addrspace(3) %gep, align 4, !dbg !83, !tbaa !39
  %14 = load float, ptr addrspace(3) %arrayidx9, align 4, !dbg !84, !tbaa !39
  %add23 = fadd float %13, %14, !dbg !84
  store float %add23, ptr addrspace(3) %arrayidx9, align 4, !dbg !84, !tbaa !39
  br label %if.end, !dbg !85

if.end:                                           ; preds = %if.then, %for.body15
  fence syncscope("workgroup") release, !dbg !86
  tail call void @llvm.amdgcn.s.barrier(), !dbg !86
  fence syncscope("workgroup") acquire, !dbg !86
  %active.0 = lshr i32 %active.058, 1, !dbg !72
  %cmp11.not = icmp eq i32 %active.0, 0, !dbg !73
  br i1 %cmp11.not, label %for.cond.cleanup13, label %for.body15, !dbg !74, !llvm.loop !87

if.then29:                                        ; preds = %for.cond.cleanup13
  %15 = load float, ptr addrspace(3) %partial, align 4, !dbg !89, !tbaa !39
  %sext = shl nuw i64 %1, 32, !dbg !90
  %16 = ashr exact i64 %sext, 30, !dbg !90
  %arrayidx32 = getelementptr inbounds i8, ptr addrspace(1) %sums, i64 %16, !dbg !90
  store float %15, ptr addrspace(1) %arrayidx32, align 4, !dbg !91, !tbaa !39
  br label %if.end33, !dbg !90

if.end33:                                         ; preds = %if.then29, %for.cond.cleanup13
  ret void, !dbg !92
}

; Function Attrs: convergent mustprogress nocallback nofree nounwind willreturn
declare void @llvm.amdgcn.s.barrier() #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef nonnull align 4 ptr addrspace(4) @llvm.amdgcn.dispatch.ptr() #3

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef i32 @llvm.amdgcn.workgroup.id.x() #3

; Function Attrs: mustprogress nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.umin.i32(i32, i32) #4

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.amdgcn.workitem.id.x() #3

attributes #0 = { convergent nofree norecurse nounwind "amdgpu-flat-work-group-size"="1,256" "amdgpu-no-cluster-id-x" "amdgpu-no-cluster-id-y" "amdgpu-no-cluster-id-z" "amdgpu-no-completion-action" "amdgpu-no-default-queue" "amdgpu-no-dispatch-id" "amdgpu-no-flat-scratch-init" "amdgpu-no-heap-ptr" "amdgpu-no-hostcall-ptr" "amdgpu-no-implicitarg-ptr" "amdgpu-no-lds-kernel-id" "amdgpu-no-multigrid-sync-arg" "amdgpu-no-queue-ptr" "amdgpu-no-workgroup-id-x" "amdgpu-no-workgroup-id-y" "amdgpu-no-workgroup-id-z" "amdgpu-no-workitem-id-x" "amdgpu-no-workitem-id-y" "amdgpu-no-workitem-id-z" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="gfx900" "target-features"="+16-bit-insts,+ci-insts,+cube-insts,+cvt-pknorm-vop2-insts,+dpp,+gfx8-insts,+gfx9-insts,+lerp-inst,+qsad-insts,+s-memrealtime,+s-memtime-inst,+sad-insts,+wavefrontsize64" "uniform-work-group-size"="false" }
attributes #1 = { alwaysinline convergent nofree norecurse nounwind "amdgpu-flat-work-group-size"="1,256" "amdgpu-no-cluster-id-x" "amdgpu-no-cluster-id-y" "amdgpu-no-cluster-id-z" "amdgpu-no-completion-action" "amdgpu-no-default-queue" "amdgpu-no-dispatch-id" "amdgpu-no-flat-scratch-init" "amdgpu-no-heap-ptr" "amdgpu-no-hostcall-ptr" "amdgpu-no-implicitarg-ptr" "amdgpu-no-lds-kernel-id" "amdgpu-no-multigrid-sync-arg" "amdgpu-no-queue-ptr" "amdgpu-no-workgroup-id-y" "amdgpu-no-workgroup-id-z" "amdgpu-no-workitem-id-y" "amdgpu-no-workitem-id-z" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="gfx900" "target-features"="+16-bit-insts,+ci-insts,+cube-insts,+cvt-pknorm-vop2-insts,+dpp,+gfx8-insts,+gfx9-insts,+lerp-inst,+qsad-insts,+s-memrealtime,+s-memtime-inst,+sad-insts,+wavefrontsize64" "uniform-work-group-size"="false" }
attributes #2 = { convergent mustprogress nocallback nofree nounwind willreturn }
attributes #3 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #4 = { mustprogress nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2, !3, !4, !5, !6}
!opencl.ocl.version = !{!7}
!llvm.ident = !{!8, !9}
!llvm.errno.tbaa = !{!10}

!0 = distinct !DICompileUnit(language: DW_LANG_OpenCL, file: !1, producer: "clang version 22.1.8", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly, splitDebugInlining: false, nameTableKind: None)
!1 = !DIFile(filename: "kernel.cl", directory: ".", checksumkind: CSK_MD5, checksum: "7f496e66cb8ad187af23d2b672c5b6a0")
!2 = !{i32 1, !"amdhsa_code_object_version", i32 400}
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
!14 = distinct !DISubprogram(name: "reduce", scope: !1, file: !1, line: 3, type: !15, scopeLine: 3, flags: DIFlagPrototyped | DIFlagAllCallsDescribed, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!15 = !DISubroutineType(types: !16)
!16 = !{}
!17 = !{i32 1, i32 1, i32 3, i32 0}
!18 = !{!"none", !"none", !"none", !"none"}
!19 = !{!"float*", !"float*", !"float*", !"int"}
!20 = !{!"const", !"", !"", !""}
!21 = !DILocation(line: 4, column: 15, scope: !22, inlinedAt: !23)
!22 = distinct !DISubprogram(name: "reduce", scope: !1, file: !1, line: 3, type: !15, scopeLine: 3, flags: DIFlagPrototyped | DIFlagAllCallsDescribed, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!23 = distinct !DILocation(line: 3, column: 98, scope: !14)
!24 = !DILocation(line: 4, column: 39, scope: !22, inlinedAt: !23)
!25 = !{i32 0, i32 1024}
!26 = !DILocation(line: 4, column: 64, scope: !22, inlinedAt: !23)
!27 = !{!28, !11, i64 12}
!28 = !{!"hsa_kernel_dispatch_packet_s", !29, i64 0, !29, i64 2, !29, i64 4, !29, i64 6, !29, i64 8, !29, i64 10, !11, i64 12, !11, i64 16, !11, i64 20, !11, i64 24, !11, i64 28, !30, i64 32, !31, i64 40, !30, i64 48, !32, i64 56}
!29 = !{!"short", !12, i64 0}
!30 = !{!"long", !12, i64 0}
!31 = !{!"any pointer", !12, i64 0}
!32 = !{!"hsa_signal_s", !30, i64 0}
!33 = !{i16 1, i16 1025}
!34 = !DILocation(line: 6, column: 26, scope: !22, inlinedAt: !23)
!35 = !DILocation(line: 6, column: 5, scope: !22, inlinedAt: !23)
!36 = !DILocation(line: 0, scope: !22, inlinedAt: !23)
!37 = !DILocation(line: 8, column: 5, scope: !22, inlinedAt: !23)
!38 = !DILocation(line: 8, column: 19, scope: !22, inlinedAt: !23)
!39 = !{!40, !40, i64 0}
!40 = !{!"float", !12, i64 0}
!41 = !DILocation(line: 9, column: 5, scope: !22, inlinedAt: !23)
!42 = !DILocation(line: 10, scope: !22, inlinedAt: !23)
!43 = !DILocation(line: 10, column: 41, scope: !22, inlinedAt: !23)
!44 = !DILocation(line: 10, column: 5, scope: !22, inlinedAt: !23)
!45 = !DILocation(line: 7, column: 32, scope: !22, inlinedAt: !23)
!46 = !DILocation(line: 7, column: 16, scope: !22, inlinedAt: !23)
!47 = !DILocation(line: 7, column: 13, scope: !22, inlinedAt: !23)
!48 = !DILocation(line: 6, column: 39, scope: !22, inlinedAt: !23)
!49 = distinct !{!49, !35, !50}
!50 = !DILocation(line: 7, column: 35, scope: !22, inlinedAt: !23)
!51 = !DILocation(line: 15, column: 14, scope: !22, inlinedAt: !23)
!52 = !DILocation(line: 11, column: 18, scope: !22, inlinedAt: !23)
!53 = !DILocation(line: 12, column: 30, scope: !22, inlinedAt: !23)
!54 = !DILocation(line: 12, column: 27, scope: !22, inlinedAt: !23)
!55 = !DILocation(line: 12, column: 13, scope: !22, inlinedAt: !23)
!56 = !DILocation(line: 13, column: 9, scope: !22, inlinedAt: !23)
!57 = distinct !{!57, !44, !58}
!58 = !DILocation(line: 14, column: 5, scope: !22, inlinedAt: !23)
!59 = !DILocation(line: 16, column: 21, scope: !22, inlinedAt: !23)
!60 = !DILocation(line: 16, column: 9, scope: !22, inlinedAt: !23)
!61 = !DILocation(line: 16, column: 19, scope: !22, inlinedAt: !23)
!62 = !DILocation(line: 17, column: 1, scope: !14)
!63 = !DILocation(line: 4, column: 15, scope: !22)
!64 = !DILocation(line: 4, column: 39, scope: !22)
!65 = !DILocation(line: 4, column: 64, scope: !22)
!66 = !DILocation(line: 6, column: 26, scope: !22)
!67 = !DILocation(line: 6, column: 5, scope: !22)
!68 = !DILocation(line: 0, scope: !22)
!69 = !DILocation(line: 8, column: 5, scope: !22)
!70 = !DILocation(line: 8, column: 19, scope: !22)
!71 = !DILocation(line: 9, column: 5, scope: !22)
!72 = !DILocation(line: 10, scope: !22)
!73 = !DILocation(line: 10, column: 41, scope: !22)
!74 = !DILocation(line: 10, column: 5, scope: !22)
!75 = !DILocation(line: 7, column: 32, scope: !22)
!76 = !DILocation(line: 7, column: 16, scope: !22)
!77 = !DILocation(line: 7, column: 13, scope: !22)
!78 = !DILocation(line: 6, column: 39, scope: !22)
!79 = distinct !{!79, !67, !80}
!80 = !DILocation(line: 7, column: 35, scope: !22)
!81 = !DILocation(line: 15, column: 14, scope: !22)
!82 = !DILocation(line: 11, column: 18, scope: !22)
!83 = !DILocation(line: 12, column: 30, scope: !22)
!84 = !DILocation(line: 12, column: 27, scope: !22)
!85 = !DILocation(line: 12, column: 13, scope: !22)
!86 = !DILocation(line: 13, column: 9, scope: !22)
!87 = distinct !{!87, !74, !88}
!88 = !DILocation(line: 14, column: 5, scope: !22)
!89 = !DILocation(line: 16, column: 21, scope: !22)
!90 = !DILocation(line: 16, column: 9, scope: !22)
!91 = !DILocation(line: 16, column: 19, scope: !22)
!92 = !DILocation(line: 17, column: 1, scope: !22)
