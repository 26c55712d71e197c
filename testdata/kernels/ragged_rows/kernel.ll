; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

; Function Attrs: mustprogress nofree noinline norecurse nosync nounwind memory(read, argmem: readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define dso_local ptx_kernel void @ragged_rows(ptr noalias noundef readonly captures(none) %sequences, ptr noalias noundef readonly captures(none) %starts, ptr noalias noundef writeonly captures(none) %out, i32 noundef %count, i32 noundef %width) local_unnamed_addr #0 !dbg !12 {
entry:
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !15
  %cmp41 = icmp sgt i32 %count, 0, !dbg !19
  br i1 %cmp41, label %while.body, label %while.end, !dbg !20

while.body:                                       ; preds = %entry, %while.body
  %low.043 = phi i32 [ %low.1, %while.body ], [ 0, %entry ]
  %high.042 = phi i32 [ %high.1, %while.body ], [ %count, %entry ]
  %add = add nuw nsw i32 %high.042, 1, !dbg !21
  %add1 = add nuw nsw i32 %add, %low.043, !dbg !22
  %div40 = lshr i32 %add1, 1, !dbg !23
  %idxprom = zext nneg i32 %div40 to i64, !dbg !24
  %arrayidx = getelementptr inbounds nuw i32, ptr %starts, i64 %idxprom, !dbg !24
  %1 = load i32, ptr %arrayidx, align 4, !dbg !24, !tbaa !8
  %cmp2.not = icmp sgt i32 %1, %0, !dbg !25
  %sub = add nsw i32 %div40, -1, !dbg !25
  %high.1 = select i1 %cmp2.not, i32 %sub, i32 %high.042, !dbg !25
  %low.1 = select i1 %cmp2.not, i32 %low.043, i32 %div40, !dbg !25
  %cmp = icmp slt i32 %low.1, %high.1, !dbg !19
  br i1 %cmp, label %while.body, label %while.end, !dbg !20, !llvm.loop !26

while.end:                                        ; preds = %while.body, %entry
  %low.0.lcssa = phi i32 [ 0, %entry ], [ %low.1, %while.body ], !dbg !29
  %cmp3 = icmp eq i32 %low.0.lcssa, %count, !dbg !30
  br i1 %cmp3, label %cleanup, label %if.end5, !dbg !30

if.end5:                                          ; preds = %while.end
  %idxprom6 = zext nneg i32 %low.0.lcssa to i64, !dbg !31
  %arrayidx7 = getelementptr inbounds nuw i64, ptr %sequences, i64 %idxprom6, !dbg !31
  %2 = load i64, ptr %arrayidx7, align 8, !dbg !31, !tbaa !32
  %3 = inttoptr i64 %2 to ptr, !dbg !34
  %4 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !35
  %cmp944 = icmp slt i32 %4, %width, !dbg !38
  br i1 %cmp944, label %for.body.lr.ph, label %cleanup, !dbg !39

for.body.lr.ph:                                   ; preds = %if.end5
  %arrayidx11 = getelementptr inbounds nuw i32, ptr %starts, i64 %idxprom6
  %5 = load i32, ptr %arrayidx11, align 4, !tbaa !8
  %sub12 = sub nsw i32 %0, %5
  %mul = mul nsw i32 %sub12, %width
  %mul16 = mul nsw i32 %width, %0
  %6 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.x()
  br label %for.body, !dbg !39

for.body:                                         ; preds = %for.body.lr.ph, %for.body
  %column.045 = phi i32 [ %4, %for.body.lr.ph ], [ %add21, %for.body ]
  %add13 = add nsw i32 %mul, %column.045, !dbg !40
  %idxprom14 = sext i32 %add13 to i64, !dbg !41
  %arrayidx15 = getelementptr inbounds float, ptr %3, i64 %idxprom14, !dbg !41
  %7 = load float, ptr %arrayidx15, align 4, !dbg !41, !tbaa !42
  %add17 = add nsw i32 %column.045, %mul16, !dbg !44
  %idxprom18 = sext i32 %add17 to i64, !dbg !45
  %arrayidx19 = getelementptr inbounds float, ptr %out, i64 %idxprom18, !dbg !45
  store float %7, ptr %arrayidx19, align 4, !dbg !46, !tbaa !42
  %add21 = add i32 %column.045, %6, !dbg !47
  %cmp9 = icmp slt i32 %add21, %width, !dbg !38
  br i1 %cmp9, label %for.body, label %cleanup, !dbg !39, !llvm.loop !48

cleanup:                                          ; preds = %for.body, %if.end5, %while.end
  ret void, !dbg !50
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, 1025) i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #1

attributes #0 = { mustprogress nofree noinline norecurse nosync nounwind memory(read, argmem: readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none) "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx80,+sm_80" "uniform-work-group-size"="true" }
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
!12 = distinct !DISubprogram(name: "ragged_rows", scope: !1, file: !1, line: 6, type: !13, scopeLine: 8, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 66, column: 27, scope: !16, inlinedAt: !18)
!16 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!17 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!18 = distinct !DILocation(line: 9, column: 13, scope: !12)
!19 = !DILocation(line: 10, column: 14, scope: !12)
!20 = !DILocation(line: 10, column: 3, scope: !12)
!21 = !DILocation(line: 11, column: 23, scope: !12)
!22 = !DILocation(line: 11, column: 30, scope: !12)
!23 = !DILocation(line: 11, column: 35, scope: !12)
!24 = !DILocation(line: 12, column: 9, scope: !12)
!25 = !DILocation(line: 12, column: 24, scope: !12)
!26 = distinct !{!26, !20, !27, !28}
!27 = !DILocation(line: 16, column: 3, scope: !12)
!28 = !{!"llvm.loop.mustprogress"}
!29 = !DILocation(line: 0, scope: !12)
!30 = !DILocation(line: 17, column: 11, scope: !12)
!31 = !DILocation(line: 19, column: 38, scope: !12)
!32 = !{!33, !33, i64 0}
!33 = !{!"long long", !10, i64 0}
!34 = !DILocation(line: 19, column: 23, scope: !12)
!35 = !DILocation(line: 53, column: 27, scope: !36, inlinedAt: !37)
!36 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 53, type: !13, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!37 = distinct !DILocation(line: 20, column: 21, scope: !12)
!38 = !DILocation(line: 20, column: 41, scope: !12)
!39 = !DILocation(line: 20, column: 3, scope: !12)
!40 = !DILocation(line: 21, column: 66, scope: !12)
!41 = !DILocation(line: 21, column: 33, scope: !12)
!42 = !{!43, !43, i64 0}
!43 = !{!"float", !10, i64 0}
!44 = !DILocation(line: 21, column: 21, scope: !12)
!45 = !DILocation(line: 21, column: 5, scope: !12)
!46 = !DILocation(line: 21, column: 31, scope: !12)
!47 = !DILocation(line: 20, column: 57, scope: !12)
!48 = distinct !{!48, !39, !49, !28}
!49 = !DILocation(line: 21, column: 74, scope: !12)
!50 = !DILocation(line: 22, column: 1, scope: !12)
