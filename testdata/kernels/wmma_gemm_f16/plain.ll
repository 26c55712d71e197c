; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only -DPLAIN kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

; Function Attrs: mustprogress nofree noinline norecurse nounwind memory(argmem: readwrite, inaccessiblemem: readwrite)
define dso_local ptx_kernel void @wmma_gemm_f16(ptr noundef writeonly captures(none) %out, ptr noundef %a, ptr noundef %b, i32 noundef %depth, i32 noundef %out_stride, i32 noundef %a_stride, i32 noundef %b_stride) local_unnamed_addr #0 !dbg !12 {
entry:
  %cmp47 = icmp sgt i32 %depth, 0, !dbg !15
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.y()
  %1 = shl nuw nsw i32 %0, 4
  %mul = zext nneg i32 %1 to i64
  br i1 %cmp47, label %for.body.lr.ph, label %entry.for.cond.cleanup_crit_edge, !dbg !16

entry.for.cond.cleanup_crit_edge:                 ; preds = %entry
  %.pre58 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !17
  %.pre60 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  %.pre62 = lshr i32 %.pre60, 1
  %.pre63 = shl nuw nsw i32 %.pre60, 3
  %.pre64 = and i32 %.pre63, 8
  br label %for.cond.cleanup, !dbg !16

for.body.lr.ph:                                   ; preds = %entry
  %conv1 = sext i32 %a_stride to i64
  %mul2 = mul nsw i64 %conv1, %mul
  %add.ptr = getelementptr inbounds half, ptr %a, i64 %mul2
  %2 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  %div5.i = lshr i32 %2, 1
  %mul.i33 = mul i32 %a_stride, %div5.i
  %idx.ext.i = zext i32 %mul.i33 to i64
  %invariant.gep = getelementptr inbounds nuw half, ptr %add.ptr, i64 %idx.ext.i, !dbg !16
  %rem.i34 = shl nuw nsw i32 %2, 3
  %mul2.i35 = and i32 %rem.i34, 8
  %idx.ext3.i = zext nneg i32 %mul2.i35 to i64
  %invariant.gep50 = getelementptr inbounds nuw half, ptr %invariant.gep, i64 %idx.ext3.i, !dbg !16
  %3 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x()
  %conv6 = zext nneg i32 %3 to i64
  %mul7 = shl nuw nsw i64 %conv6, 4
  %conv8 = sext i32 %b_stride to i64
  %mul9 = mul nsw i64 %mul7, %conv8
  %add.ptr10 = getelementptr inbounds half, ptr %b, i64 %mul9
  %mul.i37 = mul i32 %b_stride, %div5.i
  %idx.ext.i38 = zext i32 %mul.i37 to i64
  %invariant.gep52 = getelementptr inbounds nuw half, ptr %add.ptr10, i64 %idx.ext.i38, !dbg !16
  %invariant.gep53 = getelementptr inbounds nuw half, ptr %invariant.gep52, i64 %idx.ext3.i, !dbg !16
  %4 = add nsw i32 %depth, -1, !dbg !16
  %5 = lshr i32 %4, 4, !dbg !16
  %6 = add nuw nsw i32 %5, 1, !dbg !16
  %xtraiter = and i32 %6, 1, !dbg !16
  %7 = icmp eq i32 %5, 0, !dbg !16
  br i1 %7, label %for.body.epil.preheader, label %for.body.lr.ph.new, !dbg !16

for.body.lr.ph.new:                               ; preds = %for.body.lr.ph
  %unroll_iter = and i32 %6, 536870910, !dbg !16
  br label %for.body, !dbg !16

for.cond.cleanup.loopexit.unr-lcssa:              ; preds = %for.body
  %lcmp.mod.not = icmp eq i32 %xtraiter, 0, !dbg !16
  br i1 %lcmp.mod.not, label %for.cond.cleanup, label %for.body.epil.preheader, !dbg !16

for.body.epil.preheader:                          ; preds = %for.cond.cleanup.loopexit.unr-lcssa, %for.body.lr.ph
  %k.049.epil.init = phi i32 [ 0, %for.body.lr.ph ], [ %add.1, %for.cond.cleanup.loopexit.unr-lcssa ]
  %sum.sroa.0.048.epil.init = phi float [ 0.000000e+00, %for.body.lr.ph ], [ %add.i45.1, %for.cond.cleanup.loopexit.unr-lcssa ]
  %lcmp.mod66 = icmp ne i32 %xtraiter, 0, !dbg !16
  tail call void @llvm.assume(i1 %lcmp.mod66), !dbg !16
  %idx.ext.epil = zext nneg i32 %k.049.epil.init to i64, !dbg !21
  %gep51.epil = getelementptr inbounds nuw half, ptr %invariant.gep50, i64 %idx.ext.epil, !dbg !22
  %8 = load volatile <4 x i32>, ptr %gep51.epil, align 16, !dbg !22, !tbaa !25
  %gep54.epil = getelementptr inbounds nuw half, ptr %invariant.gep53, i64 %idx.ext.epil, !dbg !26
  %9 = load volatile <4 x i32>, ptr %gep54.epil, align 16, !dbg !26, !tbaa !25
  %left.sroa.0.0.vec.extract.epil = extractelement <4 x i32> %8, i64 0, !dbg !28
  %right.sroa.0.0.vec.extract.epil = extractelement <4 x i32> %9, i64 0, !dbg !31
  %mul.i44.epil = mul nsw i32 %right.sroa.0.0.vec.extract.epil, %left.sroa.0.0.vec.extract.epil, !dbg !32
  %conv.i.epil = sitofp i32 %mul.i44.epil to float, !dbg !28
  %add.i45.epil = fadd contract float %sum.sroa.0.048.epil.init, %conv.i.epil, !dbg !33
  br label %for.cond.cleanup, !dbg !34

for.cond.cleanup:                                 ; preds = %for.body.epil.preheader, %for.cond.cleanup.loopexit.unr-lcssa, %entry.for.cond.cleanup_crit_edge
  %mul2.i.pre-phi = phi i32 [ %.pre64, %entry.for.cond.cleanup_crit_edge ], [ %mul2.i35, %for.cond.cleanup.loopexit.unr-lcssa ], [ %mul2.i35, %for.body.epil.preheader ]
  %div9.i.pre-phi = phi i32 [ %.pre62, %entry.for.cond.cleanup_crit_edge ], [ %div5.i, %for.cond.cleanup.loopexit.unr-lcssa ], [ %div5.i, %for.body.epil.preheader ]
  %.pre-phi59 = phi i32 [ %.pre58, %entry.for.cond.cleanup_crit_edge ], [ %3, %for.cond.cleanup.loopexit.unr-lcssa ], [ %3, %for.body.epil.preheader ], !dbg !17
  %sum.sroa.0.0.lcssa = phi float [ 0.000000e+00, %entry.for.cond.cleanup_crit_edge ], [ %add.i45.1, %for.cond.cleanup.loopexit.unr-lcssa ], [ %add.i45.epil, %for.body.epil.preheader ], !dbg !35
  %conv19 = sext i32 %out_stride to i64, !dbg !34
  %mul20 = mul nsw i64 %mul, %conv19, !dbg !36
  %add.ptr21 = getelementptr inbounds float, ptr %out, i64 %mul20, !dbg !37
  %mul23 = shl i32 %.pre-phi59, 4, !dbg !38
  %idx.ext24 = zext i32 %mul23 to i64, !dbg !39
  %add.ptr25 = getelementptr inbounds nuw float, ptr %add.ptr21, i64 %idx.ext24, !dbg !39
  %mul.i = mul i32 %out_stride, %div9.i.pre-phi
  %add.i = add i32 %mul.i, %mul2.i.pre-phi
  %idxprom4.i = zext i32 %add.i to i64, !dbg !40
  %arrayidx5.i = getelementptr inbounds nuw float, ptr %add.ptr25, i64 %idxprom4.i, !dbg !40
  store float %sum.sroa.0.0.lcssa, ptr %arrayidx5.i, align 4, !dbg !43, !tbaa !44
  %add3.1.i = add i32 %add.i, 1, !dbg !46
  %idxprom4.1.i = zext i32 %add3.1.i to i64, !dbg !40
  %arrayidx5.1.i = getelementptr inbounds nuw float, ptr %add.ptr25, i64 %idxprom4.1.i, !dbg !40
  store float 0.000000e+00, ptr %arrayidx5.1.i, align 4, !dbg !43, !tbaa !44
  %add3.2.i = add i32 %add.i, 2, !dbg !46
  %idxprom4.2.i = zext i32 %add3.2.i to i64, !dbg !40
  %arrayidx5.2.i = getelementptr inbounds nuw float, ptr %add.ptr25, i64 %idxprom4.2.i, !dbg !40
  store float 0.000000e+00, ptr %arrayidx5.2.i, align 4, !dbg !43, !tbaa !44
  %add3.3.i = add i32 %add.i, 3, !dbg !46
  %idxprom4.3.i = zext i32 %add3.3.i to i64, !dbg !40
  %arrayidx5.3.i = getelementptr inbounds nuw float, ptr %add.ptr25, i64 %idxprom4.3.i, !dbg !40
  store float 0.000000e+00, ptr %arrayidx5.3.i, align 4, !dbg !43, !tbaa !44
  %add3.4.i = add i32 %add.i, 4, !dbg !46
  %idxprom4.4.i = zext i32 %add3.4.i to i64, !dbg !40
  %arrayidx5.4.i = getelementptr inbounds nuw float, ptr %add.ptr25, i64 %idxprom4.4.i, !dbg !40
  store float 0.000000e+00, ptr %arrayidx5.4.i, align 4, !dbg !43, !tbaa !44
  %add3.5.i = add i32 %add.i, 5, !dbg !46
  %idxprom4.5.i = zext i32 %add3.5.i to i64, !dbg !40
  %arrayidx5.5.i = getelementptr inbounds nuw float, ptr %add.ptr25, i64 %idxprom4.5.i, !dbg !40
  store float 0.000000e+00, ptr %arrayidx5.5.i, align 4, !dbg !43, !tbaa !44
  %add3.6.i = add i32 %add.i, 6, !dbg !46
  %idxprom4.6.i = zext i32 %add3.6.i to i64, !dbg !40
  %arrayidx5.6.i = getelementptr inbounds nuw float, ptr %add.ptr25, i64 %idxprom4.6.i, !dbg !40
  store float 0.000000e+00, ptr %arrayidx5.6.i, align 4, !dbg !43, !tbaa !44
  %add3.7.i = add i32 %add.i, 7, !dbg !46
  %idxprom4.7.i = zext i32 %add3.7.i to i64, !dbg !40
  %arrayidx5.7.i = getelementptr inbounds nuw float, ptr %add.ptr25, i64 %idxprom4.7.i, !dbg !40
  store float 0.000000e+00, ptr %arrayidx5.7.i, align 4, !dbg !43, !tbaa !44
  ret void, !dbg !47

for.body:                                         ; preds = %for.body, %for.body.lr.ph.new
  %k.049 = phi i32 [ 0, %for.body.lr.ph.new ], [ %add.1, %for.body ]
  %sum.sroa.0.048 = phi float [ 0.000000e+00, %for.body.lr.ph.new ], [ %add.i45.1, %for.body ]
  %niter = phi i32 [ 0, %for.body.lr.ph.new ], [ %niter.next.1, %for.body ]
  %idx.ext = zext nneg i32 %k.049 to i64, !dbg !21
  %gep51 = getelementptr inbounds nuw half, ptr %invariant.gep50, i64 %idx.ext, !dbg !22
  %10 = load volatile <4 x i32>, ptr %gep51, align 16, !dbg !22, !tbaa !25
  %gep54 = getelementptr inbounds nuw half, ptr %invariant.gep53, i64 %idx.ext, !dbg !26
  %11 = load volatile <4 x i32>, ptr %gep54, align 16, !dbg !26, !tbaa !25
  %left.sroa.0.0.vec.extract = extractelement <4 x i32> %10, i64 0, !dbg !28
  %right.sroa.0.0.vec.extract = extractelement <4 x i32> %11, i64 0, !dbg !31
  %mul.i44 = mul nsw i32 %right.sroa.0.0.vec.extract, %left.sroa.0.0.vec.extract, !dbg !32
  %conv.i = sitofp i32 %mul.i44 to float, !dbg !28
  %add.i45 = fadd contract float %sum.sroa.0.048, %conv.i, !dbg !33
  %add = or disjoint i32 %k.049, 16, !dbg !48
  %idx.ext.1 = zext nneg i32 %add to i64, !dbg !21
  %gep51.1 = getelementptr inbounds nuw half, ptr %invariant.gep50, i64 %idx.ext.1, !dbg !22
  %12 = load volatile <4 x i32>, ptr %gep51.1, align 16, !dbg !22, !tbaa !25
  %gep54.1 = getelementptr inbounds nuw half, ptr %invariant.gep53, i64 %idx.ext.1, !dbg !26
  %13 = load volatile <4 x i32>, ptr %gep54.1, align 16, !dbg !26, !tbaa !25
  %left.sroa.0.0.vec.extract.1 = extractelement <4 x i32> %12, i64 0, !dbg !28
  %right.sroa.0.0.vec.extract.1 = extractelement <4 x i32> %13, i64 0, !dbg !31
  %mul.i44.1 = mul nsw i32 %right.sroa.0.0.vec.extract.1, %left.sroa.0.0.vec.extract.1, !dbg !32
  %conv.i.1 = sitofp i32 %mul.i44.1 to float, !dbg !28
  %add.i45.1 = fadd contract float %add.i45, %conv.i.1, !dbg !33
  %add.1 = add nuw nsw i32 %k.049, 32, !dbg !48
  %niter.next.1 = add i32 %niter, 2, !dbg !16
  %niter.ncmp.1.not = icmp eq i32 %niter.next.1, %unroll_iter, !dbg !16
  br i1 %niter.ncmp.1.not, label %for.cond.cleanup.loopexit.unr-lcssa, label %for.body, !dbg !16, !llvm.loop !49
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 65535) i32 @llvm.nvvm.read.ptx.sreg.ctaid.y() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: nocallback nofree nosync nounwind willreturn memory(inaccessiblemem: write)
declare void @llvm.assume(i1 noundef) #2

attributes #0 = { mustprogress nofree noinline norecurse nounwind memory(argmem: readwrite, inaccessiblemem: readwrite) "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx80,+sm_80" "uniform-work-group-size"="true" }
attributes #1 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #2 = { nocallback nofree nosync nounwind willreturn memory(inaccessiblemem: write) }

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
!12 = distinct !DISubprogram(name: "wmma_gemm_f16", scope: !1, file: !1, line: 40, type: !13, scopeLine: 41, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 43, column: 21, scope: !12)
!16 = !DILocation(line: 43, column: 3, scope: !12)
!17 = !DILocation(line: 66, column: 27, scope: !18, inlinedAt: !20)
!18 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !19, file: !19, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!19 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!20 = distinct !DILocation(line: 49, column: 57, scope: !12)
!21 = !DILocation(line: 45, column: 60, scope: !12)
!22 = !DILocation(line: 13, column: 18, scope: !23, inlinedAt: !24)
!23 = distinct !DISubprogram(name: "load", scope: !1, file: !1, line: 12, type: !13, scopeLine: 12, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!24 = distinct !DILocation(line: 45, column: 5, scope: !12)
!25 = !{!10, !10, i64 0}
!26 = !DILocation(line: 13, column: 18, scope: !23, inlinedAt: !27)
!27 = distinct !DILocation(line: 46, column: 5, scope: !12)
!28 = !DILocation(line: 15, column: 74, scope: !29, inlinedAt: !30)
!29 = distinct !DISubprogram(name: "multiply", scope: !1, file: !1, line: 15, type: !13, scopeLine: 15, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!30 = distinct !DILocation(line: 47, column: 5, scope: !12)
!31 = !DILocation(line: 15, column: 81, scope: !29, inlinedAt: !30)
!32 = !DILocation(line: 15, column: 79, scope: !29, inlinedAt: !30)
!33 = !DILocation(line: 15, column: 71, scope: !29, inlinedAt: !30)
!34 = !DILocation(line: 49, column: 44, scope: !12)
!35 = !DILocation(line: 0, scope: !12)
!36 = !DILocation(line: 49, column: 42, scope: !12)
!37 = !DILocation(line: 49, column: 13, scope: !12)
!38 = !DILocation(line: 49, column: 68, scope: !12)
!39 = !DILocation(line: 49, column: 55, scope: !12)
!40 = !DILocation(line: 18, column: 5, scope: !41, inlinedAt: !42)
!41 = distinct !DISubprogram(name: "store", scope: !1, file: !1, line: 16, type: !13, scopeLine: 16, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!42 = distinct !DILocation(line: 49, column: 3, scope: !12)
!43 = !DILocation(line: 18, column: 60, scope: !41, inlinedAt: !42)
!44 = !{!45, !45, i64 0}
!45 = !{!"float", !10, i64 0}
!46 = !DILocation(line: 18, column: 55, scope: !41, inlinedAt: !42)
!47 = !DILocation(line: 50, column: 1, scope: !12)
!48 = !DILocation(line: 43, column: 32, scope: !12)
!49 = distinct !{!49, !16, !50, !51}
!50 = !DILocation(line: 48, column: 3, scope: !12)
!51 = !{!"llvm.loop.mustprogress"}
