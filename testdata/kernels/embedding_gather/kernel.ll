; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

; Function Attrs: mustprogress nofree noinline norecurse nosync nounwind willreturn memory(argmem: readwrite)
define dso_local ptx_kernel void @embedding_gather(ptr noalias noundef writeonly captures(none) %out, ptr noalias noundef readonly captures(none) %table, ptr noalias noundef readonly captures(none) %ids, i64 noundef %vocabulary, i32 noundef %columns) local_unnamed_addr #0 !dbg !12 {
entry:
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.y(), !dbg !15
  %1 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.x(), !dbg !19
  %mul = mul nuw nsw i32 %0, %1, !dbg !22
  %2 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !23
  %add = add nuw nsw i32 %mul, %2, !dbg !26
  %cmp.not = icmp slt i32 %add, %columns, !dbg !27
  br i1 %cmp.not, label %if.end, label %cleanup, !dbg !27

if.end:                                           ; preds = %entry
  %3 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !28
  %idxprom = zext nneg i32 %3 to i64, !dbg !31
  %arrayidx = getelementptr inbounds nuw i64, ptr %ids, i64 %idxprom, !dbg !31
  %4 = load i64, ptr %arrayidx, align 8, !dbg !31, !tbaa !32
  %cmp4 = icmp sgt i64 %4, -1, !dbg !34
  %cmp5 = icmp slt i64 %4, %vocabulary, !dbg !35
  %5 = and i1 %cmp4, %cmp5, !dbg !35
  %conv = zext nneg i32 %columns to i64
  br i1 %5, label %cond.true, label %if.end.cond.end_crit_edge, !dbg !36

if.end.cond.end_crit_edge:                        ; preds = %if.end
  %.pre23 = zext nneg i32 %add to i64, !dbg !37
  br label %cond.end, !dbg !36

cond.true:                                        ; preds = %if.end
  %mul6 = mul nuw nsw i64 %4, %conv
  %6 = getelementptr float, ptr %table, i64 %mul6
  %conv7 = zext nneg i32 %add to i64
  %arrayidx9 = getelementptr float, ptr %6, i64 %conv7
  %7 = load float, ptr %arrayidx9, align 4, !dbg !38, !tbaa !39
  br label %cond.end, !dbg !36

cond.end:                                         ; preds = %if.end.cond.end_crit_edge, %cond.true
  %conv14.pre-phi = phi i64 [ %.pre23, %if.end.cond.end_crit_edge ], [ %conv7, %cond.true ], !dbg !37
  %cond = phi contract float [ 0.000000e+00, %if.end.cond.end_crit_edge ], [ %7, %cond.true ], !dbg !36
  %mul13 = mul nuw nsw i64 %conv, %idxprom, !dbg !41
  %8 = getelementptr float, ptr %out, i64 %mul13, !dbg !42
  %arrayidx16 = getelementptr float, ptr %8, i64 %conv14.pre-phi, !dbg !42
  store float %cond, ptr %arrayidx16, align 4, !dbg !43, !tbaa !39
  br label %cleanup, !dbg !44

cleanup:                                          ; preds = %entry, %cond.end
  ret void, !dbg !44
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 65535) i32 @llvm.nvvm.read.ptx.sreg.ctaid.y() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, 1025) i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

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
!12 = distinct !DISubprogram(name: "embedding_gather", scope: !1, file: !1, line: 5, type: !13, scopeLine: 8, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 67, column: 27, scope: !16, inlinedAt: !18)
!16 = distinct !DISubprogram(name: "__fetch_builtin_y", scope: !17, file: !17, line: 67, type: !13, scopeLine: 67, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!17 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!18 = distinct !DILocation(line: 9, column: 11, scope: !12)
!19 = !DILocation(line: 79, column: 27, scope: !20, inlinedAt: !21)
!20 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 79, type: !13, scopeLine: 79, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!21 = distinct !DILocation(line: 9, column: 24, scope: !12)
!22 = !DILocation(line: 9, column: 22, scope: !12)
!23 = !DILocation(line: 53, column: 27, scope: !24, inlinedAt: !25)
!24 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 53, type: !13, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!25 = distinct !DILocation(line: 9, column: 37, scope: !12)
!26 = !DILocation(line: 9, column: 35, scope: !12)
!27 = !DILocation(line: 10, column: 9, scope: !12)
!28 = !DILocation(line: 66, column: 27, scope: !29, inlinedAt: !30)
!29 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!30 = distinct !DILocation(line: 12, column: 20, scope: !12)
!31 = !DILocation(line: 12, column: 16, scope: !12)
!32 = !{!33, !33, i64 0}
!33 = !{!"long long", !10, i64 0}
!34 = !DILocation(line: 13, column: 18, scope: !12)
!35 = !DILocation(line: 13, column: 24, scope: !12)
!36 = !DILocation(line: 14, column: 44, scope: !12)
!37 = !DILocation(line: 14, column: 39, scope: !12)
!38 = !DILocation(line: 14, column: 52, scope: !12)
!39 = !{!40, !40, i64 0}
!40 = !{!"float", !10, i64 0}
!41 = !DILocation(line: 14, column: 27, scope: !12)
!42 = !DILocation(line: 14, column: 3, scope: !12)
!43 = !DILocation(line: 14, column: 42, scope: !12)
!44 = !DILocation(line: 15, column: 1, scope: !12)
