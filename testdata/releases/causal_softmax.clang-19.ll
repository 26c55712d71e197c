; clang-19 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 -Xclang -target-feature -Xclang +ptx72 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only  kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-i64:64-i128:128-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

@_ZZ14causal_softmaxE7partial = internal unnamed_addr addrspace(3) global [32 x float] undef, align 4

; Function Attrs: convergent mustprogress norecurse nounwind
define dso_local void @causal_softmax(ptr noalias nocapture noundef readonly %scores, ptr noalias nocapture noundef writeonly %weights, i32 noundef %size) local_unnamed_addr #0 !dbg !9 {
entry:
  %0 = tail call noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !12
  %1 = tail call noundef range(i32 0, 65535) i32 @llvm.nvvm.read.ptx.sreg.ctaid.y(), !dbg !16
  %conv = zext nneg i32 %1 to i64, !dbg !19
  %conv2 = sext i32 %size to i64, !dbg !20
  %mul = mul nsw i64 %conv2, %conv, !dbg !21
  %conv3 = zext nneg i32 %0 to i64, !dbg !22
  %add = add nsw i64 %mul, %conv3, !dbg !23
  %mul5 = mul nsw i64 %add, %conv2, !dbg !24
  %2 = tail call noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !25
  %cmp.not48 = icmp ugt i32 %2, %0, !dbg !28
  br i1 %cmp.not48, label %entry.for.cond.cleanup_crit_edge, label %for.body.lr.ph, !dbg !29

entry.for.cond.cleanup_crit_edge:                 ; preds = %entry
  %.pre = tail call noundef range(i32 1, 1025) i32 @llvm.nvvm.read.ptx.sreg.ntid.x(), !dbg !30
  br label %for.cond.cleanup, !dbg !29

for.body.lr.ph:                                   ; preds = %entry
  %3 = getelementptr float, ptr %scores, i64 %mul5
  %4 = tail call noundef range(i32 1, 1025) i32 @llvm.nvvm.read.ptx.sreg.ntid.x()
  br label %for.body, !dbg !29

for.cond.cleanup:                                 ; preds = %for.body, %entry.for.cond.cleanup_crit_edge
  %.pre-phi = phi i32 [ %.pre, %entry.for.cond.cleanup_crit_edge ], [ %4, %for.body ], !dbg !30
  %sum.0.lcssa = phi float [ 0.000000e+00, %entry.for.cond.cleanup_crit_edge ], [ %add10, %for.body ], !dbg !36
  %div214.i = lshr i32 %.pre-phi, 5, !dbg !37
  %5 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %sum.0.lcssa, i32 16, i32 31), !dbg !38
  %add.i.i = fadd contract float %sum.0.lcssa, %5, !dbg !43
  %6 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.i.i, i32 8, i32 31), !dbg !38
  %add.1.i.i = fadd contract float %add.i.i, %6, !dbg !43
  %7 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.1.i.i, i32 4, i32 31), !dbg !38
  %add.2.i.i = fadd contract float %add.1.i.i, %7, !dbg !43
  %8 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.2.i.i, i32 2, i32 31), !dbg !38
  %add.3.i.i = fadd contract float %add.2.i.i, %8, !dbg !43
  %9 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.3.i.i, i32 1, i32 31), !dbg !38
  %rem.i = and i32 %2, 31, !dbg !44
  %cmp.i = icmp eq i32 %rem.i, 0, !dbg !45
  br i1 %cmp.i, label %if.then.i, label %if.end.i, !dbg !46

if.then.i:                                        ; preds = %for.cond.cleanup
  %add.4.i.i = fadd contract float %add.3.i.i, %9
  %div13.i = lshr exact i32 %2, 5
  %idxprom.i = zext nneg i32 %div13.i to i64
  %arrayidx.i = getelementptr inbounds float, ptr addrspacecast (ptr addrspace(3) @_ZZ14causal_softmaxE7partial to ptr), i64 %idxprom.i
  store float %add.4.i.i, ptr %arrayidx.i, align 4, !dbg !47, !tbaa !48
  br label %if.end.i, !dbg !52

if.end.i:                                         ; preds = %if.then.i, %for.cond.cleanup
  tail call void @llvm.nvvm.barrier0(), !dbg !53
  %cmp515.not.i = icmp ult i32 %.pre-phi, 32, !dbg !54
  br i1 %cmp515.not.i, label %_ZL9block_sumfPf.exit, label %for.body.i.preheader, !dbg !55

for.body.i.preheader:                             ; preds = %if.end.i
  %10 = add nsw i32 %div214.i, -1, !dbg !55
  %xtraiter = and i32 %div214.i, 3, !dbg !55
  %11 = icmp ult i32 %10, 3, !dbg !55
  br i1 %11, label %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, label %for.body.i.preheader.new, !dbg !55

for.body.i.preheader.new:                         ; preds = %for.body.i.preheader
  %unroll_iter = and i32 %div214.i, 60, !dbg !55
  br label %for.body.i, !dbg !55

for.body.i:                                       ; preds = %for.body.i, %for.body.i.preheader.new
  %i.017.i = phi i32 [ 0, %for.body.i.preheader.new ], [ %inc.i.3, %for.body.i ]
  %sum.016.i = phi float [ 0.000000e+00, %for.body.i.preheader.new ], [ %add.i.3, %for.body.i ]
  %niter = phi i32 [ 0, %for.body.i.preheader.new ], [ %niter.next.3, %for.body.i ]
  %idxprom6.i = zext nneg i32 %i.017.i to i64, !dbg !56
  %arrayidx7.i = getelementptr inbounds float, ptr addrspacecast (ptr addrspace(3) @_ZZ14causal_softmaxE7partial to ptr), i64 %idxprom6.i, !dbg !56
  %12 = load float, ptr %arrayidx7.i, align 4, !dbg !56, !tbaa !48
  %add.i = fadd contract float %sum.016.i, %12, !dbg !57
  %inc.i = or disjoint i32 %i.017.i, 1, !dbg !58
  %idxprom6.i.1 = zext nneg i32 %inc.i to i64, !dbg !56
  %arrayidx7.i.1 = getelementptr inbounds float, ptr addrspacecast (ptr addrspace(3) @_ZZ14causal_softmaxE7partial to ptr), i64 %idxprom6.i.1, !dbg !56
  %13 = load float, ptr %arrayidx7.i.1, align 4, !dbg !56, !tbaa !48
  %add.i.1 = fadd contract float %add.i, %13, !dbg !57
  %inc.i.1 = or disjoint i32 %i.017.i, 2, !dbg !58
  %idxprom6.i.2 = zext nneg i32 %inc.i.1 to i64, !dbg !56
  %arrayidx7.i.2 = getelementptr inbounds float, ptr addrspacecast (ptr addrspace(3) @_ZZ14causal_softmaxE7partial to ptr), i64 %idxprom6.i.2, !dbg !56
  %14 = load float, ptr %arrayidx7.i.2, align 4, !dbg !56, !tbaa !48
  %add.i.2 = fadd contract float %add.i.1, %14, !dbg !57
  %inc.i.2 = or disjoint i32 %i.017.i, 3, !dbg !58
  %idxprom6.i.3 = zext nneg i32 %inc.i.2 to i64, !dbg !56
  %arrayidx7.i.3 = getelementptr inbounds float, ptr addrspacecast (ptr addrspace(3) @_ZZ14causal_softmaxE7partial to ptr), i64 %idxprom6.i.3, !dbg !56
  %15 = load float, ptr %arrayidx7.i.3, align 4, !dbg !56, !tbaa !48
  %add.i.3 = fadd contract float %add.i.2, %15, !dbg !57
  %inc.i.3 = add nuw nsw i32 %i.017.i, 4, !dbg !58
  %niter.next.3 = add i32 %niter, 4, !dbg !55
  %niter.ncmp.3 = icmp eq i32 %niter.next.3, %unroll_iter, !dbg !55
  br i1 %niter.ncmp.3, label %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, label %for.body.i, !dbg !55, !llvm.loop !59

_ZL9block_sumfPf.exit.loopexit.unr-lcssa:         ; preds = %for.body.i, %for.body.i.preheader
  %add.i.lcssa.ph = phi float [ poison, %for.body.i.preheader ], [ %add.i.3, %for.body.i ]
  %i.017.i.unr = phi i32 [ 0, %for.body.i.preheader ], [ %inc.i.3, %for.body.i ]
  %sum.016.i.unr = phi float [ 0.000000e+00, %for.body.i.preheader ], [ %add.i.3, %for.body.i ]
  %lcmp.mod.not = icmp eq i32 %xtraiter, 0, !dbg !55
  br i1 %lcmp.mod.not, label %_ZL9block_sumfPf.exit, label %for.body.i.epil, !dbg !55

for.body.i.epil:                                  ; preds = %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, %for.body.i.epil
  %i.017.i.epil = phi i32 [ %inc.i.epil, %for.body.i.epil ], [ %i.017.i.unr, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ]
  %sum.016.i.epil = phi float [ %add.i.epil, %for.body.i.epil ], [ %sum.016.i.unr, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ]
  %epil.iter = phi i32 [ %epil.iter.next, %for.body.i.epil ], [ 0, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ]
  %idxprom6.i.epil = zext nneg i32 %i.017.i.epil to i64, !dbg !56
  %arrayidx7.i.epil = getelementptr inbounds float, ptr addrspacecast (ptr addrspace(3) @_ZZ14causal_softmaxE7partial to ptr), i64 %idxprom6.i.epil, !dbg !56
  %16 = load float, ptr %arrayidx7.i.epil, align 4, !dbg !56, !tbaa !48
  %add.i.epil = fadd contract float %sum.016.i.epil, %16, !dbg !57
  %inc.i.epil = add nuw nsw i32 %i.017.i.epil, 1, !dbg !58
  %epil.iter.next = add i32 %epil.iter, 1, !dbg !55
  %epil.iter.cmp.not = icmp eq i32 %epil.iter.next, %xtraiter, !dbg !55
  br i1 %epil.iter.cmp.not, label %_ZL9block_sumfPf.exit, label %for.body.i.epil, !dbg !55, !llvm.loop !62

_ZL9block_sumfPf.exit:                            ; preds = %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, %for.body.i.epil, %if.end.i
  %sum.0.lcssa.i = phi float [ 0.000000e+00, %if.end.i ], [ %add.i.lcssa.ph, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ], [ %add.i.epil, %for.body.i.epil ], !dbg !64
  tail call void @llvm.nvvm.barrier0(), !dbg !65
  %cmp1751 = icmp slt i32 %2, %size, !dbg !66
  br i1 %cmp1751, label %for.body19.lr.ph, label %for.cond.cleanup18, !dbg !67

for.body19.lr.ph:                                 ; preds = %_ZL9block_sumfPf.exit
  %17 = getelementptr float, ptr %scores, i64 %mul5
  %18 = getelementptr float, ptr %weights, i64 %mul5
  br label %for.body19, !dbg !67

for.body:                                         ; preds = %for.body.lr.ph, %for.body
  %c.050 = phi i32 [ %2, %for.body.lr.ph ], [ %add12, %for.body ]
  %sum.049 = phi float [ 0.000000e+00, %for.body.lr.ph ], [ %add10, %for.body ]
  %conv7 = sext i32 %c.050 to i64, !dbg !68
  %arrayidx = getelementptr float, ptr %3, i64 %conv7, !dbg !69
  %19 = load float, ptr %arrayidx, align 4, !dbg !69, !tbaa !48
  %mul.i = fmul contract float %19, 0x3FF7154760000000, !dbg !70
  %20 = tail call contract noundef float @llvm.nvvm.ex2.approx.f(float %mul.i), !dbg !73
  %add10 = fadd contract float %sum.049, %20, !dbg !76
  %add12 = add i32 %c.050, %4, !dbg !77
  %cmp.not = icmp sgt i32 %add12, %0, !dbg !28
  br i1 %cmp.not, label %for.cond.cleanup, label %for.body, !dbg !29, !llvm.loop !78

for.cond.cleanup18:                               ; preds = %cond.end, %_ZL9block_sumfPf.exit
  ret void, !dbg !80

for.body19:                                       ; preds = %for.body19.lr.ph, %cond.end
  %c14.052 = phi i32 [ %2, %for.body19.lr.ph ], [ %add30, %cond.end ]
  %cmp20.not = icmp sgt i32 %c14.052, %0, !dbg !81
  %.pre53 = sext i32 %c14.052 to i64
  br i1 %cmp20.not, label %cond.end, label %cond.true, !dbg !82

cond.true:                                        ; preds = %for.body19
  %arrayidx23 = getelementptr float, ptr %17, i64 %.pre53
  %21 = load float, ptr %arrayidx23, align 4, !dbg !83, !tbaa !48
  %mul.i47 = fmul contract float %21, 0x3FF7154760000000, !dbg !84
  %22 = tail call contract noundef float @llvm.nvvm.ex2.approx.f(float %mul.i47), !dbg !86
  %div = fdiv contract float %22, %sum.0.lcssa.i, !dbg !88
  br label %cond.end, !dbg !82

cond.end:                                         ; preds = %for.body19, %cond.true
  %cond = phi contract float [ %div, %cond.true ], [ 0.000000e+00, %for.body19 ], !dbg !82
  %arrayidx27 = getelementptr float, ptr %18, i64 %.pre53, !dbg !89
  store float %cond, ptr %arrayidx27, align 4, !dbg !90, !tbaa !48
  %add30 = add i32 %c14.052, %.pre-phi, !dbg !91
  %cmp17 = icmp slt i32 %add30, %size, !dbg !66
  br i1 %cmp17, label %for.body19, label %for.cond.cleanup18, !dbg !67, !llvm.loop !92
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.y() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(none)
declare float @llvm.nvvm.ex2.approx.f(float) #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #1

; Function Attrs: convergent nocallback nounwind
declare void @llvm.nvvm.barrier0() #3

; Function Attrs: convergent nocallback nounwind memory(inaccessiblemem: readwrite)
declare float @llvm.nvvm.shfl.sync.bfly.f32(i32, float, i32, i32) #4

attributes #0 = { convergent mustprogress norecurse nounwind "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx42,+ptx72,+sm_80" "uniform-work-group-size"="true" }
attributes #1 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #2 = { mustprogress nocallback nofree nosync nounwind willreturn memory(none) }
attributes #3 = { convergent nocallback nounwind }
attributes #4 = { convergent nocallback nounwind memory(inaccessiblemem: readwrite) }

!llvm.dbg.cu = !{!0}
!nvvm.annotations = !{!2}
!llvm.module.flags = !{!3, !4, !5, !6, !7}
!llvm.ident = !{!8}

!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus_14, file: !1, producer: "clang version 19.1.7", isOptimized: true, runtimeVersion: 0, emissionKind: DebugDirectivesOnly, splitDebugInlining: false, nameTableKind: None)
!1 = !DIFile(filename: "kernel.cu", directory: ".")
!2 = !{ptr @causal_softmax, !"kernel", i32 1}
!3 = !{i32 7, !"Dwarf Version", i32 2}
!4 = !{i32 2, !"Debug Info Version", i32 3}
!5 = !{i32 1, !"wchar_size", i32 4}
!6 = !{i32 4, !"nvvm-reflect-ftz", i32 0}
!7 = !{i32 7, !"frame-pointer", i32 2}
!8 = !{!"clang version 19.1.7"}
!9 = distinct !DISubprogram(name: "causal_softmax", scope: !1, file: !1, line: 5, type: !10, scopeLine: 6, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!10 = !DISubroutineType(types: !11)
!11 = !{}
!12 = !DILocation(line: 66, column: 3, scope: !13, inlinedAt: !15)
!13 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !14, file: !14, line: 66, type: !10, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!14 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!15 = distinct !DILocation(line: 8, column: 13, scope: !9)
!16 = !DILocation(line: 67, column: 3, scope: !17, inlinedAt: !18)
!17 = distinct !DISubprogram(name: "__fetch_builtin_y", scope: !14, file: !14, line: 67, type: !10, scopeLine: 67, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!18 = distinct !DILocation(line: 9, column: 29, scope: !9)
!19 = !DILocation(line: 9, column: 29, scope: !9)
!20 = !DILocation(line: 9, column: 42, scope: !9)
!21 = !DILocation(line: 9, column: 40, scope: !9)
!22 = !DILocation(line: 9, column: 49, scope: !9)
!23 = !DILocation(line: 9, column: 47, scope: !9)
!24 = !DILocation(line: 9, column: 54, scope: !9)
!25 = !DILocation(line: 53, column: 3, scope: !26, inlinedAt: !27)
!26 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !14, file: !14, line: 53, type: !10, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!27 = distinct !DILocation(line: 12, column: 16, scope: !9)
!28 = !DILocation(line: 12, column: 31, scope: !9)
!29 = !DILocation(line: 12, column: 3, scope: !9)
!30 = !DILocation(line: 79, column: 3, scope: !31, inlinedAt: !32)
!31 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !14, file: !14, line: 79, type: !10, scopeLine: 79, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!32 = distinct !DILocation(line: 64, column: 42, scope: !33, inlinedAt: !35)
!33 = distinct !DISubprogram(name: "block_sum", scope: !34, file: !34, line: 63, type: !10, scopeLine: 63, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!34 = !DIFile(filename: "./../common.h", directory: ".")
!35 = distinct !DILocation(line: 14, column: 9, scope: !9)
!36 = !DILocation(line: 0, scope: !9)
!37 = !DILocation(line: 64, column: 53, scope: !33, inlinedAt: !35)
!38 = !DILocation(line: 20, column: 10, scope: !39, inlinedAt: !40)
!39 = distinct !DISubprogram(name: "__shfl_xor_sync", scope: !34, file: !34, line: 19, type: !10, scopeLine: 19, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!40 = distinct !DILocation(line: 51, column: 14, scope: !41, inlinedAt: !42)
!41 = distinct !DISubprogram(name: "warp_sum", scope: !34, file: !34, line: 49, type: !10, scopeLine: 49, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!42 = distinct !DILocation(line: 65, column: 11, scope: !33, inlinedAt: !35)
!43 = !DILocation(line: 51, column: 11, scope: !41, inlinedAt: !42)
!44 = !DILocation(line: 66, column: 19, scope: !33, inlinedAt: !35)
!45 = !DILocation(line: 66, column: 26, scope: !33, inlinedAt: !35)
!46 = !DILocation(line: 66, column: 7, scope: !33, inlinedAt: !35)
!47 = !DILocation(line: 67, column: 19, scope: !33, inlinedAt: !35)
!48 = !{!49, !49, i64 0}
!49 = !{!"float", !50, i64 0}
!50 = !{!"omnipotent char", !51, i64 0}
!51 = !{!"Simple C++ TBAA"}
!52 = !DILocation(line: 67, column: 5, scope: !33, inlinedAt: !35)
!53 = !DILocation(line: 68, column: 3, scope: !33, inlinedAt: !35)
!54 = !DILocation(line: 70, column: 21, scope: !33, inlinedAt: !35)
!55 = !DILocation(line: 70, column: 3, scope: !33, inlinedAt: !35)
!56 = !DILocation(line: 71, column: 12, scope: !33, inlinedAt: !35)
!57 = !DILocation(line: 71, column: 9, scope: !33, inlinedAt: !35)
!58 = !DILocation(line: 70, column: 31, scope: !33, inlinedAt: !35)
!59 = distinct !{!59, !55, !60, !61}
!60 = !DILocation(line: 71, column: 21, scope: !33, inlinedAt: !35)
!61 = !{!"llvm.loop.mustprogress"}
!62 = distinct !{!62, !63}
!63 = !{!"llvm.loop.unroll.disable"}
!64 = !DILocation(line: 0, scope: !33, inlinedAt: !35)
!65 = !DILocation(line: 72, column: 3, scope: !33, inlinedAt: !35)
!66 = !DILocation(line: 16, column: 31, scope: !9)
!67 = !DILocation(line: 16, column: 3, scope: !9)
!68 = !DILocation(line: 13, column: 39, scope: !9)
!69 = !DILocation(line: 13, column: 24, scope: !9)
!70 = !DILocation(line: 46, column: 58, scope: !71, inlinedAt: !72)
!71 = distinct !DISubprogram(name: "expf_approx", scope: !34, file: !34, line: 46, type: !10, scopeLine: 46, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!72 = distinct !DILocation(line: 13, column: 12, scope: !9)
!73 = !DILocation(line: 31, column: 44, scope: !74, inlinedAt: !75)
!74 = distinct !DISubprogram(name: "exp2_approx", scope: !34, file: !34, line: 31, type: !10, scopeLine: 31, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!75 = distinct !DILocation(line: 46, column: 44, scope: !71, inlinedAt: !72)
!76 = !DILocation(line: 13, column: 9, scope: !9)
!77 = !DILocation(line: 12, column: 41, scope: !9)
!78 = distinct !{!78, !29, !79, !61}
!79 = !DILocation(line: 13, column: 41, scope: !9)
!80 = !DILocation(line: 18, column: 1, scope: !9)
!81 = !DILocation(line: 17, column: 28, scope: !9)
!82 = !DILocation(line: 17, column: 26, scope: !9)
!83 = !DILocation(line: 17, column: 49, scope: !9)
!84 = !DILocation(line: 46, column: 58, scope: !71, inlinedAt: !85)
!85 = distinct !DILocation(line: 17, column: 37, scope: !9)
!86 = !DILocation(line: 31, column: 44, scope: !74, inlinedAt: !87)
!87 = distinct !DILocation(line: 46, column: 44, scope: !71, inlinedAt: !85)
!88 = !DILocation(line: 17, column: 68, scope: !9)
!89 = !DILocation(line: 17, column: 5, scope: !9)
!90 = !DILocation(line: 17, column: 24, scope: !9)
!91 = !DILocation(line: 16, column: 41, scope: !9)
!92 = distinct !{!92, !67, !93, !61}
!93 = !DILocation(line: 17, column: 76, scope: !9)
