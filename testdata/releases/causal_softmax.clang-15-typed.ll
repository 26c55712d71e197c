; clang-15 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 -Xclang -target-feature -Xclang +ptx72 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only -Xclang -no-opaque-pointers kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-i64:64-i128:128-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

@_ZZ14causal_softmaxE7partial = internal unnamed_addr addrspace(3) global [32 x float] undef, align 4

; Function Attrs: convergent mustprogress norecurse nounwind
define dso_local void @causal_softmax(float* noalias nocapture noundef readonly %scores, float* noalias nocapture noundef writeonly %weights, i32 noundef %size) local_unnamed_addr #0 !dbg !9 {
entry:
  %0 = tail call i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !12
  %1 = tail call i32 @llvm.nvvm.read.ptx.sreg.ctaid.y(), !dbg !16
  %conv = zext i32 %1 to i64, !dbg !19
  %conv2 = sext i32 %size to i64, !dbg !20
  %mul = mul nsw i64 %conv2, %conv, !dbg !21
  %conv3 = sext i32 %0 to i64, !dbg !22
  %add = add nsw i64 %mul, %conv3, !dbg !23
  %mul5 = mul nsw i64 %add, %conv2, !dbg !24
  %2 = tail call i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !25
  %cmp.not53 = icmp sgt i32 %2, %0, !dbg !28
  %.pre = tail call i32 @llvm.nvvm.read.ptx.sreg.ntid.x(), !dbg !29
  br i1 %cmp.not53, label %for.cond.cleanup, label %for.body, !dbg !30

for.cond.cleanup:                                 ; preds = %for.body, %entry
  %sum.0.lcssa = phi float [ 0.000000e+00, %entry ], [ %add10, %for.body ], !dbg !29
  %div22.i = lshr i32 %.pre, 5, !dbg !31
  %3 = tail call contract float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %sum.0.lcssa, i32 16, i32 31), !dbg !36
  %add.i.i = fadd contract float %sum.0.lcssa, %3, !dbg !41
  %4 = tail call contract float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.i.i, i32 8, i32 31), !dbg !36
  %add.1.i.i = fadd contract float %add.i.i, %4, !dbg !41
  %5 = tail call contract float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.1.i.i, i32 4, i32 31), !dbg !36
  %add.2.i.i = fadd contract float %add.1.i.i, %5, !dbg !41
  %6 = tail call contract float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.2.i.i, i32 2, i32 31), !dbg !36
  %add.3.i.i = fadd contract float %add.2.i.i, %6, !dbg !41
  %7 = tail call contract float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.3.i.i, i32 1, i32 31), !dbg !36
  %rem.i = and i32 %2, 31, !dbg !42
  %cmp.i = icmp eq i32 %rem.i, 0, !dbg !43
  br i1 %cmp.i, label %if.then.i, label %if.end.i, !dbg !44

if.then.i:                                        ; preds = %for.cond.cleanup
  %add.4.i.i = fadd contract float %add.3.i.i, %7, !dbg !41
  %div1.i = lshr i32 %2, 5, !dbg !45
  %idxprom.i = zext i32 %div1.i to i64
  %arrayidx4.i = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ14causal_softmaxE7partial, i64 0, i64 %idxprom.i, !dbg !46
  %arrayidx.i = addrspacecast float addrspace(3)* %arrayidx4.i to float*, !dbg !46
  store float %add.4.i.i, float* %arrayidx.i, align 4, !dbg !47, !tbaa !48
  br label %if.end.i, !dbg !46

if.end.i:                                         ; preds = %if.then.i, %for.cond.cleanup
  tail call void @llvm.nvvm.barrier0(), !dbg !52
  %cmp55.not.i = icmp ult i32 %.pre, 32, !dbg !53
  br i1 %cmp55.not.i, label %_ZL9block_sumfPf.exit, label %for.body.preheader.i, !dbg !54

for.body.preheader.i:                             ; preds = %if.end.i
  %umax.i = tail call i32 @llvm.umax.i32(i32 %div22.i, i32 1), !dbg !54
  %8 = add nsw i32 %umax.i, -1, !dbg !54
  %xtraiter = and i32 %umax.i, 3, !dbg !54
  %9 = icmp ult i32 %8, 3, !dbg !54
  br i1 %9, label %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, label %for.body.preheader.i.new, !dbg !54

for.body.preheader.i.new:                         ; preds = %for.body.preheader.i
  %unroll_iter = and i32 %umax.i, 134217724, !dbg !54
  br label %for.body.i, !dbg !54

for.body.i:                                       ; preds = %for.body.i, %for.body.preheader.i.new
  %i.07.i = phi i32 [ 0, %for.body.preheader.i.new ], [ %inc.i.3, %for.body.i ]
  %sum.06.i = phi float [ 0.000000e+00, %for.body.preheader.i.new ], [ %add.i.3, %for.body.i ]
  %niter = phi i32 [ 0, %for.body.preheader.i.new ], [ %niter.next.3, %for.body.i ]
  %idxprom6.i = zext i32 %i.07.i to i64, !dbg !55
  %arrayidx73.i = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ14causal_softmaxE7partial, i64 0, i64 %idxprom6.i, !dbg !55
  %arrayidx7.i = addrspacecast float addrspace(3)* %arrayidx73.i to float*, !dbg !55
  %10 = load float, float* %arrayidx7.i, align 4, !dbg !55, !tbaa !48
  %add.i = fadd contract float %sum.06.i, %10, !dbg !56
  %inc.i = or i32 %i.07.i, 1, !dbg !57
  %idxprom6.i.1 = zext i32 %inc.i to i64, !dbg !55
  %arrayidx73.i.1 = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ14causal_softmaxE7partial, i64 0, i64 %idxprom6.i.1, !dbg !55
  %arrayidx7.i.1 = addrspacecast float addrspace(3)* %arrayidx73.i.1 to float*, !dbg !55
  %11 = load float, float* %arrayidx7.i.1, align 4, !dbg !55, !tbaa !48
  %add.i.1 = fadd contract float %add.i, %11, !dbg !56
  %inc.i.1 = or i32 %i.07.i, 2, !dbg !57
  %idxprom6.i.2 = zext i32 %inc.i.1 to i64, !dbg !55
  %arrayidx73.i.2 = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ14causal_softmaxE7partial, i64 0, i64 %idxprom6.i.2, !dbg !55
  %arrayidx7.i.2 = addrspacecast float addrspace(3)* %arrayidx73.i.2 to float*, !dbg !55
  %12 = load float, float* %arrayidx7.i.2, align 4, !dbg !55, !tbaa !48
  %add.i.2 = fadd contract float %add.i.1, %12, !dbg !56
  %inc.i.2 = or i32 %i.07.i, 3, !dbg !57
  %idxprom6.i.3 = zext i32 %inc.i.2 to i64, !dbg !55
  %arrayidx73.i.3 = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ14causal_softmaxE7partial, i64 0, i64 %idxprom6.i.3, !dbg !55
  %arrayidx7.i.3 = addrspacecast float addrspace(3)* %arrayidx73.i.3 to float*, !dbg !55
  %13 = load float, float* %arrayidx7.i.3, align 4, !dbg !55, !tbaa !48
  %add.i.3 = fadd contract float %add.i.2, %13, !dbg !56
  %inc.i.3 = add nuw nsw i32 %i.07.i, 4, !dbg !57
  %niter.next.3 = add i32 %niter, 4, !dbg !54
  %niter.ncmp.3 = icmp eq i32 %niter.next.3, %unroll_iter, !dbg !54
  br i1 %niter.ncmp.3, label %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, label %for.body.i, !dbg !54, !llvm.loop !58

_ZL9block_sumfPf.exit.loopexit.unr-lcssa:         ; preds = %for.body.i, %for.body.preheader.i
  %add.i.lcssa.ph = phi float [ undef, %for.body.preheader.i ], [ %add.i.3, %for.body.i ]
  %i.07.i.unr = phi i32 [ 0, %for.body.preheader.i ], [ %inc.i.3, %for.body.i ]
  %sum.06.i.unr = phi float [ 0.000000e+00, %for.body.preheader.i ], [ %add.i.3, %for.body.i ]
  %lcmp.mod.not = icmp eq i32 %xtraiter, 0, !dbg !54
  br i1 %lcmp.mod.not, label %_ZL9block_sumfPf.exit, label %for.body.i.epil, !dbg !54

for.body.i.epil:                                  ; preds = %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, %for.body.i.epil
  %i.07.i.epil = phi i32 [ %inc.i.epil, %for.body.i.epil ], [ %i.07.i.unr, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ]
  %sum.06.i.epil = phi float [ %add.i.epil, %for.body.i.epil ], [ %sum.06.i.unr, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ]
  %epil.iter = phi i32 [ %epil.iter.next, %for.body.i.epil ], [ 0, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ]
  %idxprom6.i.epil = zext i32 %i.07.i.epil to i64, !dbg !55
  %arrayidx73.i.epil = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ14causal_softmaxE7partial, i64 0, i64 %idxprom6.i.epil, !dbg !55
  %arrayidx7.i.epil = addrspacecast float addrspace(3)* %arrayidx73.i.epil to float*, !dbg !55
  %14 = load float, float* %arrayidx7.i.epil, align 4, !dbg !55, !tbaa !48
  %add.i.epil = fadd contract float %sum.06.i.epil, %14, !dbg !56
  %inc.i.epil = add nuw nsw i32 %i.07.i.epil, 1, !dbg !57
  %epil.iter.next = add i32 %epil.iter, 1, !dbg !54
  %epil.iter.cmp.not = icmp eq i32 %epil.iter.next, %xtraiter, !dbg !54
  br i1 %epil.iter.cmp.not, label %_ZL9block_sumfPf.exit, label %for.body.i.epil, !dbg !54, !llvm.loop !61

_ZL9block_sumfPf.exit:                            ; preds = %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, %for.body.i.epil, %if.end.i
  %sum.0.lcssa.i = phi float [ 0.000000e+00, %if.end.i ], [ %add.i.lcssa.ph, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ], [ %add.i.epil, %for.body.i.epil ], !dbg !63
  tail call void @llvm.nvvm.barrier0(), !dbg !64
  %cmp1756 = icmp slt i32 %2, %size, !dbg !65
  br i1 %cmp1756, label %for.body19, label %for.cond.cleanup18, !dbg !66

for.body:                                         ; preds = %entry, %for.body
  %c.055 = phi i32 [ %add12, %for.body ], [ %2, %entry ]
  %sum.054 = phi float [ %add10, %for.body ], [ 0.000000e+00, %entry ]
  %conv7 = sext i32 %c.055 to i64, !dbg !67
  %add8 = add nsw i64 %mul5, %conv7, !dbg !68
  %arrayidx = getelementptr inbounds float, float* %scores, i64 %add8, !dbg !69
  %15 = load float, float* %arrayidx, align 4, !dbg !69, !tbaa !48
  %mul.i = fmul contract float %15, 0x3FF7154760000000, !dbg !70
  %16 = tail call contract float @llvm.nvvm.ex2.approx.f(float %mul.i), !dbg !73
  %add10 = fadd contract float %sum.054, %16, !dbg !76
  %add12 = add i32 %c.055, %.pre, !dbg !77
  %cmp.not = icmp sgt i32 %add12, %0, !dbg !28
  br i1 %cmp.not, label %for.cond.cleanup, label %for.body, !dbg !30, !llvm.loop !78

for.cond.cleanup18:                               ; preds = %cond.end, %_ZL9block_sumfPf.exit
  ret void, !dbg !80

for.body19:                                       ; preds = %_ZL9block_sumfPf.exit, %cond.end
  %c14.057 = phi i32 [ %add30, %cond.end ], [ %2, %_ZL9block_sumfPf.exit ]
  %cmp20.not = icmp sgt i32 %c14.057, %0, !dbg !81
  %.pre58 = sext i32 %c14.057 to i64, !dbg !29
  %.pre59 = add nsw i64 %mul5, %.pre58, !dbg !29
  br i1 %cmp20.not, label %cond.end, label %cond.true, !dbg !82

cond.true:                                        ; preds = %for.body19
  %arrayidx23 = getelementptr inbounds float, float* %scores, i64 %.pre59, !dbg !83
  %17 = load float, float* %arrayidx23, align 4, !dbg !83, !tbaa !48
  %mul.i52 = fmul contract float %17, 0x3FF7154760000000, !dbg !84
  %18 = tail call contract float @llvm.nvvm.ex2.approx.f(float %mul.i52), !dbg !86
  %div = fdiv contract float %18, %sum.0.lcssa.i, !dbg !88
  br label %cond.end, !dbg !82

cond.end:                                         ; preds = %for.body19, %cond.true
  %cond = phi contract float [ %div, %cond.true ], [ 0.000000e+00, %for.body19 ], !dbg !82
  %arrayidx27 = getelementptr inbounds float, float* %weights, i64 %.pre59, !dbg !89
  store float %cond, float* %arrayidx27, align 4, !dbg !90, !tbaa !48
  %add30 = add i32 %c14.057, %.pre, !dbg !91
  %cmp17 = icmp slt i32 %add30, %size, !dbg !65
  br i1 %cmp17, label %for.body19, label %for.cond.cleanup18, !dbg !66, !llvm.loop !92
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind readnone speculatable willreturn
declare i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind readnone speculatable willreturn
declare i32 @llvm.nvvm.read.ptx.sreg.ctaid.y() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind readnone speculatable willreturn
declare i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind readnone willreturn
declare float @llvm.nvvm.ex2.approx.f(float) #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind readnone speculatable willreturn
declare i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #1

; Function Attrs: convergent nocallback nounwind
declare void @llvm.nvvm.barrier0() #3

; Function Attrs: convergent inaccessiblememonly nocallback nounwind
declare float @llvm.nvvm.shfl.sync.bfly.f32(i32, float, i32, i32) #4

; Function Attrs: nocallback nofree nosync nounwind readnone speculatable willreturn
declare i32 @llvm.umax.i32(i32, i32) #5

attributes #0 = { convergent mustprogress norecurse nounwind "frame-pointer"="all" "min-legal-vector-width"="0" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx42,+ptx72,+sm_80" }
attributes #1 = { mustprogress nocallback nofree nosync nounwind readnone speculatable willreturn }
attributes #2 = { mustprogress nocallback nofree nosync nounwind readnone willreturn }
attributes #3 = { convergent nocallback nounwind }
attributes #4 = { convergent inaccessiblememonly nocallback nounwind }
attributes #5 = { nocallback nofree nosync nounwind readnone speculatable willreturn }

!llvm.dbg.cu = !{!0}
!nvvm.annotations = !{!2}
!llvm.module.flags = !{!3, !4, !5, !6, !7}
!llvm.ident = !{!8}

!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus_14, file: !1, producer: "clang version 15.0.6", isOptimized: true, runtimeVersion: 0, emissionKind: DebugDirectivesOnly, splitDebugInlining: false, nameTableKind: None)
!1 = !DIFile(filename: "kernel.cu", directory: ".")
!2 = !{void (float*, float*, i32)* @causal_softmax, !"kernel", i32 1}
!3 = !{i32 7, !"Dwarf Version", i32 2}
!4 = !{i32 2, !"Debug Info Version", i32 3}
!5 = !{i32 1, !"wchar_size", i32 4}
!6 = !{i32 4, !"nvvm-reflect-ftz", i32 0}
!7 = !{i32 7, !"frame-pointer", i32 2}
!8 = !{!"clang version 15.0.6"}
!9 = distinct !DISubprogram(name: "causal_softmax", scope: !1, file: !1, line: 5, type: !10, scopeLine: 6, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !11)
!10 = !DISubroutineType(types: !11)
!11 = !{}
!12 = !DILocation(line: 66, column: 3, scope: !13, inlinedAt: !15)
!13 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !14, file: !14, line: 66, type: !10, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !11)
!14 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!15 = distinct !DILocation(line: 8, column: 13, scope: !9)
!16 = !DILocation(line: 67, column: 3, scope: !17, inlinedAt: !18)
!17 = distinct !DISubprogram(name: "__fetch_builtin_y", scope: !14, file: !14, line: 67, type: !10, scopeLine: 67, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !11)
!18 = distinct !DILocation(line: 9, column: 29, scope: !9)
!19 = !DILocation(line: 9, column: 29, scope: !9)
!20 = !DILocation(line: 9, column: 42, scope: !9)
!21 = !DILocation(line: 9, column: 40, scope: !9)
!22 = !DILocation(line: 9, column: 49, scope: !9)
!23 = !DILocation(line: 9, column: 47, scope: !9)
!24 = !DILocation(line: 9, column: 54, scope: !9)
!25 = !DILocation(line: 53, column: 3, scope: !26, inlinedAt: !27)
!26 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !14, file: !14, line: 53, type: !10, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !11)
!27 = distinct !DILocation(line: 12, column: 16, scope: !9)
!28 = !DILocation(line: 12, column: 31, scope: !9)
!29 = !DILocation(line: 0, scope: !9)
!30 = !DILocation(line: 12, column: 3, scope: !9)
!31 = !DILocation(line: 64, column: 53, scope: !32, inlinedAt: !35)
!32 = distinct !DISubprogram(name: "block_sum", scope: !33, file: !33, line: 63, type: !34, scopeLine: 63, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !11)
!33 = !DIFile(filename: "./../common.h", directory: ".")
!34 = !DISubroutineType(cc: DW_CC_nocall, types: !11)
!35 = distinct !DILocation(line: 14, column: 9, scope: !9)
!36 = !DILocation(line: 20, column: 10, scope: !37, inlinedAt: !38)
!37 = distinct !DISubprogram(name: "__shfl_xor_sync", scope: !33, file: !33, line: 19, type: !34, scopeLine: 19, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !11)
!38 = distinct !DILocation(line: 51, column: 14, scope: !39, inlinedAt: !40)
!39 = distinct !DISubprogram(name: "warp_sum", scope: !33, file: !33, line: 49, type: !10, scopeLine: 49, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !11)
!40 = distinct !DILocation(line: 65, column: 11, scope: !32, inlinedAt: !35)
!41 = !DILocation(line: 51, column: 11, scope: !39, inlinedAt: !40)
!42 = !DILocation(line: 66, column: 19, scope: !32, inlinedAt: !35)
!43 = !DILocation(line: 66, column: 26, scope: !32, inlinedAt: !35)
!44 = !DILocation(line: 66, column: 7, scope: !32, inlinedAt: !35)
!45 = !DILocation(line: 64, column: 26, scope: !32, inlinedAt: !35)
!46 = !DILocation(line: 67, column: 5, scope: !32, inlinedAt: !35)
!47 = !DILocation(line: 67, column: 19, scope: !32, inlinedAt: !35)
!48 = !{!49, !49, i64 0}
!49 = !{!"float", !50, i64 0}
!50 = !{!"omnipotent char", !51, i64 0}
!51 = !{!"Simple C++ TBAA"}
!52 = !DILocation(line: 68, column: 3, scope: !32, inlinedAt: !35)
!53 = !DILocation(line: 70, column: 21, scope: !32, inlinedAt: !35)
!54 = !DILocation(line: 70, column: 3, scope: !32, inlinedAt: !35)
!55 = !DILocation(line: 71, column: 12, scope: !32, inlinedAt: !35)
!56 = !DILocation(line: 71, column: 9, scope: !32, inlinedAt: !35)
!57 = !DILocation(line: 70, column: 31, scope: !32, inlinedAt: !35)
!58 = distinct !{!58, !54, !59, !60}
!59 = !DILocation(line: 71, column: 21, scope: !32, inlinedAt: !35)
!60 = !{!"llvm.loop.mustprogress"}
!61 = distinct !{!61, !62}
!62 = !{!"llvm.loop.unroll.disable"}
!63 = !DILocation(line: 0, scope: !32, inlinedAt: !35)
!64 = !DILocation(line: 72, column: 3, scope: !32, inlinedAt: !35)
!65 = !DILocation(line: 16, column: 31, scope: !9)
!66 = !DILocation(line: 16, column: 3, scope: !9)
!67 = !DILocation(line: 13, column: 39, scope: !9)
!68 = !DILocation(line: 13, column: 37, scope: !9)
!69 = !DILocation(line: 13, column: 24, scope: !9)
!70 = !DILocation(line: 46, column: 58, scope: !71, inlinedAt: !72)
!71 = distinct !DISubprogram(name: "expf_approx", scope: !33, file: !33, line: 46, type: !10, scopeLine: 46, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !11)
!72 = distinct !DILocation(line: 13, column: 12, scope: !9)
!73 = !DILocation(line: 31, column: 44, scope: !74, inlinedAt: !75)
!74 = distinct !DISubprogram(name: "exp2_approx", scope: !33, file: !33, line: 31, type: !10, scopeLine: 31, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !11)
!75 = distinct !DILocation(line: 46, column: 44, scope: !71, inlinedAt: !72)
!76 = !DILocation(line: 13, column: 9, scope: !9)
!77 = !DILocation(line: 12, column: 41, scope: !9)
!78 = distinct !{!78, !30, !79, !60}
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
!92 = distinct !{!92, !66, !93, !60}
!93 = !DILocation(line: 17, column: 76, scope: !9)
