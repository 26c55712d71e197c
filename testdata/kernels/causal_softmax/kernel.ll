; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

@_ZZ14causal_softmaxE7partial = internal unnamed_addr addrspace(3) global [32 x float] undef, align 4

; Function Attrs: convergent mustprogress noinline norecurse nounwind
define dso_local ptx_kernel void @causal_softmax(ptr noalias noundef readonly captures(none) %scores, ptr noalias noundef writeonly captures(none) %weights, i32 noundef %size) local_unnamed_addr #0 !dbg !12 {
entry:
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !15
  %1 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.y(), !dbg !19
  %conv = zext nneg i32 %1 to i64, !dbg !22
  %conv2 = sext i32 %size to i64, !dbg !23
  %mul = mul nsw i64 %conv2, %conv, !dbg !24
  %conv3 = zext nneg i32 %0 to i64, !dbg !25
  %add = add nsw i64 %mul, %conv3, !dbg !26
  %mul5 = mul nsw i64 %add, %conv2, !dbg !27
  %2 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !28
  %cmp.not48 = icmp samesign ugt i32 %2, %0, !dbg !31
  br i1 %cmp.not48, label %entry.for.cond.cleanup_crit_edge, label %for.body.lr.ph, !dbg !32

entry.for.cond.cleanup_crit_edge:                 ; preds = %entry
  %.pre = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.x(), !dbg !33
  br label %for.cond.cleanup, !dbg !32

for.body.lr.ph:                                   ; preds = %entry
  %3 = getelementptr float, ptr %scores, i64 %mul5
  %4 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.x()
  br label %for.body, !dbg !32

for.cond.cleanup:                                 ; preds = %for.body, %entry.for.cond.cleanup_crit_edge
  %.pre-phi = phi i32 [ %.pre, %entry.for.cond.cleanup_crit_edge ], [ %4, %for.body ], !dbg !33
  %sum.0.lcssa = phi float [ 0.000000e+00, %entry.for.cond.cleanup_crit_edge ], [ %add10, %for.body ], !dbg !39
  %div214.i = lshr i32 %.pre-phi, 5, !dbg !40
  %5 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %sum.0.lcssa, i32 range(i32 1, -2147483648) 16, i32 31), !dbg !41
  %add.i.i = fadd contract float %sum.0.lcssa, %5, !dbg !46
  %6 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.i.i, i32 range(i32 1, -2147483648) 8, i32 31), !dbg !41
  %add.1.i.i = fadd contract float %add.i.i, %6, !dbg !46
  %7 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.1.i.i, i32 range(i32 1, -2147483648) 4, i32 31), !dbg !41
  %add.2.i.i = fadd contract float %add.1.i.i, %7, !dbg !46
  %8 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.2.i.i, i32 range(i32 1, -2147483648) 2, i32 31), !dbg !41
  %add.3.i.i = fadd contract float %add.2.i.i, %8, !dbg !46
  %9 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.3.i.i, i32 range(i32 1, -2147483648) 1, i32 31), !dbg !41
  %rem.i = and i32 %2, 31, !dbg !47
  %cmp.i = icmp eq i32 %rem.i, 0, !dbg !48
  br i1 %cmp.i, label %if.then.i, label %if.end.i, !dbg !48

if.then.i:                                        ; preds = %for.cond.cleanup
  %add.4.i.i = fadd contract float %add.3.i.i, %9
  %div13.i = lshr exact i32 %2, 5
  %idxprom.i = zext nneg i32 %div13.i to i64
  %arrayidx.i = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ14causal_softmaxE7partial to ptr), i64 %idxprom.i
  store float %add.4.i.i, ptr %arrayidx.i, align 4, !dbg !49, !tbaa !50
  br label %if.end.i, !dbg !52

if.end.i:                                         ; preds = %if.then.i, %for.cond.cleanup
  tail call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0), !dbg !53
  %cmp515.not.i = icmp eq i32 %div214.i, 0, !dbg !54
  br i1 %cmp515.not.i, label %_ZL9block_sumfPf.exit, label %for.body.i.preheader, !dbg !55

for.body.i.preheader:                             ; preds = %if.end.i
  %xtraiter = and i32 %div214.i, 3, !dbg !55
  %10 = icmp samesign ult i32 %.pre-phi, 128, !dbg !55
  br i1 %10, label %for.body.i.epil.preheader, label %for.body.i.preheader.new, !dbg !55

for.body.i.preheader.new:                         ; preds = %for.body.i.preheader
  %unroll_iter = and i32 %div214.i, 60, !dbg !55
  br label %for.body.i, !dbg !55

for.body.i:                                       ; preds = %for.body.i, %for.body.i.preheader.new
  %i.017.i = phi i32 [ 0, %for.body.i.preheader.new ], [ %inc.i.3, %for.body.i ]
  %sum.016.i = phi float [ 0.000000e+00, %for.body.i.preheader.new ], [ %add.i.3, %for.body.i ]
  %niter = phi i32 [ 0, %for.body.i.preheader.new ], [ %niter.next.3, %for.body.i ]
  %idxprom6.i = zext nneg i32 %i.017.i to i64, !dbg !56
  %arrayidx7.i = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ14causal_softmaxE7partial to ptr), i64 %idxprom6.i, !dbg !56
  %11 = load float, ptr %arrayidx7.i, align 4, !dbg !56, !tbaa !50
  %add.i = fadd contract float %sum.016.i, %11, !dbg !57
  %12 = zext nneg i32 %i.017.i to i64, !dbg !56
  %13 = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ14causal_softmaxE7partial to ptr), i64 %12, !dbg !56
  %arrayidx7.i.1 = getelementptr inbounds nuw i8, ptr %13, i64 4, !dbg !56
  %14 = load float, ptr %arrayidx7.i.1, align 4, !dbg !56, !tbaa !50
  %add.i.1 = fadd contract float %add.i, %14, !dbg !57
  %15 = zext nneg i32 %i.017.i to i64, !dbg !56
  %16 = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ14causal_softmaxE7partial to ptr), i64 %15, !dbg !56
  %arrayidx7.i.2 = getelementptr inbounds nuw i8, ptr %16, i64 8, !dbg !56
  %17 = load float, ptr %arrayidx7.i.2, align 4, !dbg !56, !tbaa !50
  %add.i.2 = fadd contract float %add.i.1, %17, !dbg !57
  %18 = zext nneg i32 %i.017.i to i64, !dbg !56
  %19 = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ14causal_softmaxE7partial to ptr), i64 %18, !dbg !56
  %arrayidx7.i.3 = getelementptr inbounds nuw i8, ptr %19, i64 12, !dbg !56
  %20 = load float, ptr %arrayidx7.i.3, align 4, !dbg !56, !tbaa !50
  %add.i.3 = fadd contract float %add.i.2, %20, !dbg !57
  %inc.i.3 = add nuw nsw i32 %i.017.i, 4, !dbg !58
  %niter.next.3 = add i32 %niter, 4, !dbg !55
  %niter.ncmp.3 = icmp eq i32 %niter.next.3, %unroll_iter, !dbg !55
  br i1 %niter.ncmp.3, label %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, label %for.body.i, !dbg !55, !llvm.loop !59

_ZL9block_sumfPf.exit.loopexit.unr-lcssa:         ; preds = %for.body.i
  %lcmp.mod.not = icmp eq i32 %xtraiter, 0, !dbg !55
  br i1 %lcmp.mod.not, label %_ZL9block_sumfPf.exit, label %for.body.i.epil.preheader, !dbg !55

for.body.i.epil.preheader:                        ; preds = %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, %for.body.i.preheader
  %i.017.i.epil.init = phi i32 [ 0, %for.body.i.preheader ], [ %inc.i.3, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ]
  %sum.016.i.epil.init = phi float [ 0.000000e+00, %for.body.i.preheader ], [ %add.i.3, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ]
  %lcmp.mod56 = icmp ne i32 %xtraiter, 0, !dbg !55
  tail call void @llvm.assume(i1 %lcmp.mod56), !dbg !55
  br label %for.body.i.epil, !dbg !55

for.body.i.epil:                                  ; preds = %for.body.i.epil, %for.body.i.epil.preheader
  %i.017.i.epil = phi i32 [ %inc.i.epil, %for.body.i.epil ], [ %i.017.i.epil.init, %for.body.i.epil.preheader ]
  %sum.016.i.epil = phi float [ %add.i.epil, %for.body.i.epil ], [ %sum.016.i.epil.init, %for.body.i.epil.preheader ]
  %epil.iter = phi i32 [ %epil.iter.next, %for.body.i.epil ], [ 0, %for.body.i.epil.preheader ]
  %idxprom6.i.epil = zext nneg i32 %i.017.i.epil to i64, !dbg !56
  %arrayidx7.i.epil = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ14causal_softmaxE7partial to ptr), i64 %idxprom6.i.epil, !dbg !56
  %21 = load float, ptr %arrayidx7.i.epil, align 4, !dbg !56, !tbaa !50
  %add.i.epil = fadd contract float %sum.016.i.epil, %21, !dbg !57
  %inc.i.epil = add nuw nsw i32 %i.017.i.epil, 1, !dbg !58
  %epil.iter.next = add i32 %epil.iter, 1, !dbg !55
  %epil.iter.cmp.not = icmp eq i32 %epil.iter.next, %xtraiter, !dbg !55
  br i1 %epil.iter.cmp.not, label %_ZL9block_sumfPf.exit, label %for.body.i.epil, !dbg !55, !llvm.loop !62

_ZL9block_sumfPf.exit:                            ; preds = %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, %for.body.i.epil, %if.end.i
  %sum.0.lcssa.i = phi float [ 0.000000e+00, %if.end.i ], [ %add.i.3, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ], [ %add.i.epil, %for.body.i.epil ], !dbg !64
  tail call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0), !dbg !65
  %cmp1751 = icmp slt i32 %2, %size, !dbg !66
  br i1 %cmp1751, label %for.body19.lr.ph, label %for.cond.cleanup18, !dbg !67

for.body19.lr.ph:                                 ; preds = %_ZL9block_sumfPf.exit
  %22 = getelementptr float, ptr %scores, i64 %mul5
  %23 = getelementptr float, ptr %weights, i64 %mul5
  br label %for.body19, !dbg !67

for.body:                                         ; preds = %for.body.lr.ph, %for.body
  %c.050 = phi i32 [ %2, %for.body.lr.ph ], [ %add12, %for.body ]
  %sum.049 = phi float [ 0.000000e+00, %for.body.lr.ph ], [ %add10, %for.body ]
  %conv7 = sext i32 %c.050 to i64, !dbg !68
  %arrayidx = getelementptr float, ptr %3, i64 %conv7, !dbg !69
  %24 = load float, ptr %arrayidx, align 4, !dbg !69, !tbaa !50
  %mul.i = fmul contract float %24, 0x3FF7154760000000, !dbg !70
  %25 = tail call contract noundef float @llvm.nvvm.ex2.approx.f32(float %mul.i), !dbg !73
  %add10 = fadd contract float %sum.049, %25, !dbg !76
  %add12 = add i32 %c.050, %4, !dbg !77
  %cmp.not = icmp sgt i32 %add12, %0, !dbg !31
  br i1 %cmp.not, label %for.cond.cleanup, label %for.body, !dbg !32, !llvm.loop !78

for.cond.cleanup18:                               ; preds = %cond.end, %_ZL9block_sumfPf.exit
  ret void, !dbg !80

for.body19:                                       ; preds = %for.body19.lr.ph, %cond.end
  %c14.052 = phi i32 [ %2, %for.body19.lr.ph ], [ %add30, %cond.end ]
  %cmp20.not = icmp sgt i32 %c14.052, %0, !dbg !81
  br i1 %cmp20.not, label %for.body19.cond.end_crit_edge, label %cond.true, !dbg !82

for.body19.cond.end_crit_edge:                    ; preds = %for.body19
  %.pre53 = zext nneg i32 %c14.052 to i64, !dbg !83
  br label %cond.end, !dbg !82

cond.true:                                        ; preds = %for.body19
  %conv21 = sext i32 %c14.052 to i64
  %arrayidx23 = getelementptr float, ptr %22, i64 %conv21
  %26 = load float, ptr %arrayidx23, align 4, !dbg !84, !tbaa !50
  %mul.i47 = fmul contract float %26, 0x3FF7154760000000, !dbg !85
  %27 = tail call contract noundef float @llvm.nvvm.ex2.approx.f32(float %mul.i47), !dbg !87
  %div = fdiv contract float %27, %sum.0.lcssa.i, !dbg !89
  br label %cond.end, !dbg !82

cond.end:                                         ; preds = %for.body19.cond.end_crit_edge, %cond.true
  %conv25.pre-phi = phi i64 [ %.pre53, %for.body19.cond.end_crit_edge ], [ %conv21, %cond.true ], !dbg !83
  %cond = phi contract float [ 0.000000e+00, %for.body19.cond.end_crit_edge ], [ %div, %cond.true ], !dbg !82
  %arrayidx27 = getelementptr float, ptr %23, i64 %conv25.pre-phi, !dbg !90
  store float %cond, ptr %arrayidx27, align 4, !dbg !91, !tbaa !50
  %add30 = add i32 %c14.052, %.pre-phi, !dbg !92
  %cmp17 = icmp slt i32 %add30, %size, !dbg !66
  br i1 %cmp17, label %for.body19, label %for.cond.cleanup18, !dbg !67, !llvm.loop !93
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 65535) i32 @llvm.nvvm.read.ptx.sreg.ctaid.y() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(none)
declare float @llvm.nvvm.ex2.approx.f32(float) #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, 1025) i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #1

; Function Attrs: convergent nocallback nounwind
declare void @llvm.nvvm.barrier.cta.sync.aligned.all(i32) #3

; Function Attrs: convergent nocallback nounwind memory(inaccessiblemem: readwrite)
declare float @llvm.nvvm.shfl.sync.bfly.f32(i32, float, i32, i32) #4

; Function Attrs: nocallback nofree nosync nounwind willreturn memory(inaccessiblemem: write)
declare void @llvm.assume(i1 noundef) #5

attributes #0 = { convergent mustprogress noinline norecurse nounwind "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx80,+sm_80" "uniform-work-group-size"="true" }
attributes #1 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #2 = { mustprogress nocallback nofree nosync nounwind willreturn memory(none) }
attributes #3 = { convergent nocallback nounwind }
attributes #4 = { convergent nocallback nounwind memory(inaccessiblemem: readwrite) }
attributes #5 = { nocallback nofree nosync nounwind willreturn memory(inaccessiblemem: write) }

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2, !3, !4, !5, !6}
!llvm.ident = !{!7}
!llvm.errno.tbaa = !{!8}

!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus_14, file: !1, producer: "clang version 22.1.8", isOptimized: true, runtimeVersion: 0, emissionKind: DebugDirectivesOnly, splitDebugInlining: false, nameTableKind: None)
!1 = !DIFile(filename: "kernel.cu", directory: ".")
!2 = !{i32 7, !"Dwarf Version", i32 2}
!3 = !{i32 2, !"Debug Info Version", i32 3}
!4 = !{i32 1, !"wchar_size", i32 4}
!5 = !{i32 4, !"nvvm-reflect-ftz", i32 0}
!6 = !{i32 7, !"frame-pointer", i32 2}
!7 = !{!"clang version 22.1.8"}
!8 = !{!9, !9, i64 0}
!9 = !{!"int", !10, i64 0}
!10 = !{!"omnipotent char", !11, i64 0}
!11 = !{!"Simple C++ TBAA"}
!12 = distinct !DISubprogram(name: "causal_softmax", scope: !1, file: !1, line: 5, type: !13, scopeLine: 6, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 66, column: 27, scope: !16, inlinedAt: !18)
!16 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!17 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!18 = distinct !DILocation(line: 8, column: 13, scope: !12)
!19 = !DILocation(line: 67, column: 27, scope: !20, inlinedAt: !21)
!20 = distinct !DISubprogram(name: "__fetch_builtin_y", scope: !17, file: !17, line: 67, type: !13, scopeLine: 67, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!21 = distinct !DILocation(line: 9, column: 29, scope: !12)
!22 = !DILocation(line: 9, column: 29, scope: !12)
!23 = !DILocation(line: 9, column: 42, scope: !12)
!24 = !DILocation(line: 9, column: 40, scope: !12)
!25 = !DILocation(line: 9, column: 49, scope: !12)
!26 = !DILocation(line: 9, column: 47, scope: !12)
!27 = !DILocation(line: 9, column: 54, scope: !12)
!28 = !DILocation(line: 53, column: 27, scope: !29, inlinedAt: !30)
!29 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 53, type: !13, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!30 = distinct !DILocation(line: 12, column: 16, scope: !12)
!31 = !DILocation(line: 12, column: 31, scope: !12)
!32 = !DILocation(line: 12, column: 3, scope: !12)
!33 = !DILocation(line: 79, column: 27, scope: !34, inlinedAt: !35)
!34 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 79, type: !13, scopeLine: 79, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!35 = distinct !DILocation(line: 64, column: 42, scope: !36, inlinedAt: !38)
!36 = distinct !DISubprogram(name: "block_sum", scope: !37, file: !37, line: 63, type: !13, scopeLine: 63, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!37 = !DIFile(filename: "./../common.h", directory: ".")
!38 = distinct !DILocation(line: 14, column: 9, scope: !12)
!39 = !DILocation(line: 0, scope: !12)
!40 = !DILocation(line: 64, column: 53, scope: !36, inlinedAt: !38)
!41 = !DILocation(line: 20, column: 10, scope: !42, inlinedAt: !43)
!42 = distinct !DISubprogram(name: "__shfl_xor_sync", scope: !37, file: !37, line: 19, type: !13, scopeLine: 19, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!43 = distinct !DILocation(line: 51, column: 14, scope: !44, inlinedAt: !45)
!44 = distinct !DISubprogram(name: "warp_sum", scope: !37, file: !37, line: 49, type: !13, scopeLine: 49, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!45 = distinct !DILocation(line: 65, column: 11, scope: !36, inlinedAt: !38)
!46 = !DILocation(line: 51, column: 11, scope: !44, inlinedAt: !45)
!47 = !DILocation(line: 66, column: 19, scope: !36, inlinedAt: !38)
!48 = !DILocation(line: 66, column: 26, scope: !36, inlinedAt: !38)
!49 = !DILocation(line: 67, column: 19, scope: !36, inlinedAt: !38)
!50 = !{!51, !51, i64 0}
!51 = !{!"float", !10, i64 0}
!52 = !DILocation(line: 67, column: 5, scope: !36, inlinedAt: !38)
!53 = !DILocation(line: 68, column: 3, scope: !36, inlinedAt: !38)
!54 = !DILocation(line: 70, column: 21, scope: !36, inlinedAt: !38)
!55 = !DILocation(line: 70, column: 3, scope: !36, inlinedAt: !38)
!56 = !DILocation(line: 71, column: 12, scope: !36, inlinedAt: !38)
!57 = !DILocation(line: 71, column: 9, scope: !36, inlinedAt: !38)
!58 = !DILocation(line: 70, column: 31, scope: !36, inlinedAt: !38)
!59 = distinct !{!59, !55, !60, !61}
!60 = !DILocation(line: 71, column: 21, scope: !36, inlinedAt: !38)
!61 = !{!"llvm.loop.mustprogress"}
!62 = distinct !{!62, !63}
!63 = !{!"llvm.loop.unroll.disable"}
!64 = !DILocation(line: 0, scope: !36, inlinedAt: !38)
!65 = !DILocation(line: 72, column: 3, scope: !36, inlinedAt: !38)
!66 = !DILocation(line: 16, column: 31, scope: !12)
!67 = !DILocation(line: 16, column: 3, scope: !12)
!68 = !DILocation(line: 13, column: 39, scope: !12)
!69 = !DILocation(line: 13, column: 24, scope: !12)
!70 = !DILocation(line: 46, column: 58, scope: !71, inlinedAt: !72)
!71 = distinct !DISubprogram(name: "expf_approx", scope: !37, file: !37, line: 46, type: !13, scopeLine: 46, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!72 = distinct !DILocation(line: 13, column: 12, scope: !12)
!73 = !DILocation(line: 31, column: 44, scope: !74, inlinedAt: !75)
!74 = distinct !DISubprogram(name: "exp2_approx", scope: !37, file: !37, line: 31, type: !13, scopeLine: 31, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!75 = distinct !DILocation(line: 46, column: 44, scope: !71, inlinedAt: !72)
!76 = !DILocation(line: 13, column: 9, scope: !12)
!77 = !DILocation(line: 12, column: 41, scope: !12)
!78 = distinct !{!78, !32, !79, !61}
!79 = !DILocation(line: 13, column: 41, scope: !12)
!80 = !DILocation(line: 18, column: 1, scope: !12)
!81 = !DILocation(line: 17, column: 28, scope: !12)
!82 = !DILocation(line: 17, column: 26, scope: !12)
!83 = !DILocation(line: 17, column: 21, scope: !12)
!84 = !DILocation(line: 17, column: 49, scope: !12)
!85 = !DILocation(line: 46, column: 58, scope: !71, inlinedAt: !86)
!86 = distinct !DILocation(line: 17, column: 37, scope: !12)
!87 = !DILocation(line: 31, column: 44, scope: !74, inlinedAt: !88)
!88 = distinct !DILocation(line: 46, column: 44, scope: !71, inlinedAt: !86)
!89 = !DILocation(line: 17, column: 68, scope: !12)
!90 = !DILocation(line: 17, column: 5, scope: !12)
!91 = !DILocation(line: 17, column: 24, scope: !12)
!92 = !DILocation(line: 16, column: 41, scope: !12)
!93 = distinct !{!93, !67, !94, !61}
!94 = !DILocation(line: 17, column: 76, scope: !12)
