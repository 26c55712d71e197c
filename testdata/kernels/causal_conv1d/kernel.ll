; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

; Function Attrs: mustprogress nofree noinline norecurse nosync nounwind willreturn memory(argmem: readwrite)
define dso_local ptx_kernel void @causal_conv1d(ptr noalias noundef readonly captures(none) %x, ptr noalias noundef readonly captures(none) %weight, ptr noalias noundef writeonly captures(none) %out, i32 noundef %steps) local_unnamed_addr #0 !dbg !12 {
entry:
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !15
  %1 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.x(), !dbg !19
  %mul = mul i32 %0, %1, !dbg !22
  %2 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !23
  %add = add i32 %mul, %2, !dbg !26
  %cmp.not = icmp slt i32 %add, %steps, !dbg !27
  br i1 %cmp.not, label %for.cond.preheader, label %cleanup, !dbg !27

for.cond.preheader:                               ; preds = %entry
  %3 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.y(), !dbg !28
  %mul8 = shl nuw nsw i32 %3, 2
  %mul10 = mul nsw i32 %steps, %3
  %cmp6 = icmp sgt i32 %add, 2, !dbg !31
  br i1 %cmp6, label %if.then7, label %if.end16, !dbg !31

if.then7:                                         ; preds = %for.cond.preheader
  %sub = add nsw i32 %add, -3
  %idxprom = zext nneg i32 %mul8 to i64, !dbg !32
  %arrayidx = getelementptr inbounds nuw float, ptr %weight, i64 %idxprom, !dbg !32
  %4 = load float, ptr %arrayidx, align 4, !dbg !32, !tbaa !33
  %add11 = add nsw i32 %sub, %mul10, !dbg !35
  %idxprom12 = sext i32 %add11 to i64, !dbg !36
  %arrayidx13 = getelementptr inbounds float, ptr %x, i64 %idxprom12, !dbg !36
  %5 = load float, ptr %arrayidx13, align 4, !dbg !36, !tbaa !33
  %mul14 = fmul contract float %4, %5, !dbg !37
  %add15 = fadd contract float %mul14, 0.000000e+00, !dbg !38
  br label %if.end16, !dbg !39

if.end16:                                         ; preds = %if.then7, %for.cond.preheader
  %sum.1 = phi float [ %add15, %if.then7 ], [ 0.000000e+00, %for.cond.preheader ], !dbg !40
  %cmp6.1 = icmp sgt i32 %add, 1, !dbg !31
  br i1 %cmp6.1, label %if.then7.1, label %if.end16.1, !dbg !31

if.then7.1:                                       ; preds = %if.end16
  %add5.1 = add nsw i32 %add, -2, !dbg !41
  %6 = zext nneg i32 %mul8 to i64, !dbg !32
  %7 = getelementptr inbounds nuw float, ptr %weight, i64 %6, !dbg !32
  %arrayidx.1 = getelementptr inbounds nuw i8, ptr %7, i64 4, !dbg !32
  %8 = load float, ptr %arrayidx.1, align 4, !dbg !32, !tbaa !33
  %add11.1 = add nsw i32 %add5.1, %mul10, !dbg !35
  %idxprom12.1 = sext i32 %add11.1 to i64, !dbg !36
  %arrayidx13.1 = getelementptr inbounds float, ptr %x, i64 %idxprom12.1, !dbg !36
  %9 = load float, ptr %arrayidx13.1, align 4, !dbg !36, !tbaa !33
  %mul14.1 = fmul contract float %8, %9, !dbg !37
  %add15.1 = fadd contract float %sum.1, %mul14.1, !dbg !38
  br label %if.end16.1, !dbg !39

if.end16.1:                                       ; preds = %if.then7.1, %if.end16
  %sum.1.1 = phi float [ %add15.1, %if.then7.1 ], [ %sum.1, %if.end16 ], !dbg !40
  %cmp6.2 = icmp sgt i32 %add, 0, !dbg !31
  br i1 %cmp6.2, label %if.then7.2, label %if.end16.2, !dbg !31

if.then7.2:                                       ; preds = %if.end16.1
  %add5.2 = add nsw i32 %add, -1, !dbg !41
  %10 = zext nneg i32 %mul8 to i64, !dbg !32
  %11 = getelementptr inbounds nuw float, ptr %weight, i64 %10, !dbg !32
  %arrayidx.2 = getelementptr inbounds nuw i8, ptr %11, i64 8, !dbg !32
  %12 = load float, ptr %arrayidx.2, align 4, !dbg !32, !tbaa !33
  %add11.2 = add nsw i32 %add5.2, %mul10, !dbg !35
  %idxprom12.2 = sext i32 %add11.2 to i64, !dbg !36
  %arrayidx13.2 = getelementptr inbounds float, ptr %x, i64 %idxprom12.2, !dbg !36
  %13 = load float, ptr %arrayidx13.2, align 4, !dbg !36, !tbaa !33
  %mul14.2 = fmul contract float %12, %13, !dbg !37
  %add15.2 = fadd contract float %sum.1.1, %mul14.2, !dbg !38
  br label %if.end16.2, !dbg !39

if.end16.2:                                       ; preds = %if.then7.2, %if.end16.1
  %sum.1.2 = phi float [ %add15.2, %if.then7.2 ], [ %sum.1.1, %if.end16.1 ], !dbg !40
  %cmp6.3 = icmp sgt i32 %add, -1, !dbg !31
  br i1 %cmp6.3, label %if.then7.3, label %if.end16.2.if.end16.3_crit_edge, !dbg !31

if.end16.2.if.end16.3_crit_edge:                  ; preds = %if.end16.2
  %.pre = add nsw i32 %mul10, %add, !dbg !42
  %.pre35 = sext i32 %.pre to i64, !dbg !43
  br label %if.end16.3, !dbg !31

if.then7.3:                                       ; preds = %if.end16.2
  %14 = zext nneg i32 %mul8 to i64, !dbg !32
  %15 = getelementptr inbounds nuw float, ptr %weight, i64 %14, !dbg !32
  %arrayidx.3 = getelementptr inbounds nuw i8, ptr %15, i64 12, !dbg !32
  %16 = load float, ptr %arrayidx.3, align 4, !dbg !32, !tbaa !33
  %add11.3 = add nsw i32 %add, %mul10, !dbg !35
  %idxprom12.3 = sext i32 %add11.3 to i64, !dbg !36
  %arrayidx13.3 = getelementptr inbounds float, ptr %x, i64 %idxprom12.3, !dbg !36
  %17 = load float, ptr %arrayidx13.3, align 4, !dbg !36, !tbaa !33
  %mul14.3 = fmul contract float %16, %17, !dbg !37
  %add15.3 = fadd contract float %sum.1.2, %mul14.3, !dbg !38
  br label %if.end16.3, !dbg !39

if.end16.3:                                       ; preds = %if.end16.2.if.end16.3_crit_edge, %if.then7.3
  %idxprom19.pre-phi = phi i64 [ %.pre35, %if.end16.2.if.end16.3_crit_edge ], [ %idxprom12.3, %if.then7.3 ], !dbg !43
  %sum.1.3 = phi float [ %sum.1.2, %if.end16.2.if.end16.3_crit_edge ], [ %add15.3, %if.then7.3 ], !dbg !40
  %arrayidx20 = getelementptr inbounds float, ptr %out, i64 %idxprom19.pre-phi, !dbg !43
  store float %sum.1.3, ptr %arrayidx20, align 4, !dbg !44, !tbaa !33
  br label %cleanup, !dbg !45

cleanup:                                          ; preds = %entry, %if.end16.3
  ret void, !dbg !45
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, 1025) i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 65535) i32 @llvm.nvvm.read.ptx.sreg.ctaid.y() #1

attributes #0 = { mustprogress nofree noinline norecurse nosync nounwind willreturn memory(argmem: readwrite) "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx80,+sm_80" "uniform-work-group-size"="true" }
attributes #1 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }

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
!12 = distinct !DISubprogram(name: "causal_conv1d", scope: !1, file: !1, line: 7, type: !13, scopeLine: 9, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 66, column: 27, scope: !16, inlinedAt: !18)
!16 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!17 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!18 = distinct !DILocation(line: 10, column: 11, scope: !12)
!19 = !DILocation(line: 79, column: 27, scope: !20, inlinedAt: !21)
!20 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 79, type: !13, scopeLine: 79, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!21 = distinct !DILocation(line: 10, column: 24, scope: !12)
!22 = !DILocation(line: 10, column: 22, scope: !12)
!23 = !DILocation(line: 53, column: 27, scope: !24, inlinedAt: !25)
!24 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 53, type: !13, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!25 = distinct !DILocation(line: 10, column: 37, scope: !12)
!26 = !DILocation(line: 10, column: 35, scope: !12)
!27 = !DILocation(line: 11, column: 9, scope: !12)
!28 = !DILocation(line: 67, column: 27, scope: !29, inlinedAt: !30)
!29 = distinct !DISubprogram(name: "__fetch_builtin_y", scope: !17, file: !17, line: 67, type: !13, scopeLine: 67, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!30 = distinct !DILocation(line: 10, column: 60, scope: !12)
!31 = !DILocation(line: 16, column: 12, scope: !12)
!32 = !DILocation(line: 17, column: 14, scope: !12)
!33 = !{!34, !34, i64 0}
!34 = !{!"float", !10, i64 0}
!35 = !DILocation(line: 17, column: 63, scope: !12)
!36 = !DILocation(line: 17, column: 45, scope: !12)
!37 = !DILocation(line: 17, column: 43, scope: !12)
!38 = !DILocation(line: 17, column: 11, scope: !12)
!39 = !DILocation(line: 17, column: 7, scope: !12)
!40 = !DILocation(line: 0, scope: !12)
!41 = !DILocation(line: 15, column: 29, scope: !12)
!42 = !DILocation(line: 19, column: 23, scope: !12)
!43 = !DILocation(line: 19, column: 3, scope: !12)
!44 = !DILocation(line: 19, column: 28, scope: !12)
!45 = !DILocation(line: 20, column: 1, scope: !12)
