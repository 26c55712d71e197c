; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

; Function Attrs: mustprogress nofree noinline norecurse nosync nounwind memory(argmem: readwrite)
define dso_local ptx_kernel void @code_book(ptr noalias noundef readonly captures(none) %starts, ptr noalias noundef readonly captures(none) %book, ptr noalias noundef writeonly captures(none) %out, i32 noundef %entries, i32 noundef %columns) local_unnamed_addr #0 !dbg !12 {
entry:
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !15
  %cmp.not = icmp slt i32 %0, %columns, !dbg !19
  br i1 %cmp.not, label %while.cond.preheader, label %cleanup, !dbg !19

while.cond.preheader:                             ; preds = %entry
  %smax = tail call i32 @llvm.smax.i32(i32 %entries, i32 1), !dbg !20
  %1 = add nsw i32 %smax, -1, !dbg !20
  br label %while.cond, !dbg !20

while.cond:                                       ; preds = %while.cond.preheader, %land.rhs
  %entry1.0 = phi i32 [ %add, %land.rhs ], [ 0, %while.cond.preheader ], !dbg !21
  %exitcond.not = icmp eq i32 %entry1.0, %1, !dbg !22
  br i1 %exitcond.not, label %while.end, label %land.rhs, !dbg !23

land.rhs:                                         ; preds = %while.cond
  %add = add nuw nsw i32 %entry1.0, 1, !dbg !24
  %idxprom = zext nneg i32 %add to i64, !dbg !25
  %arrayidx = getelementptr inbounds nuw i32, ptr %starts, i64 %idxprom, !dbg !25
  %2 = load i32, ptr %arrayidx, align 4, !dbg !25, !tbaa !8
  %cmp4.not = icmp sgt i32 %2, %0, !dbg !26
  br i1 %cmp4.not, label %while.end, label %while.cond, !dbg !20, !llvm.loop !27

while.end:                                        ; preds = %while.cond, %land.rhs
  %entry1.0.lcssa = phi i32 [ %1, %while.cond ], [ %entry1.0, %land.rhs ], !dbg !21
  %cmp5.not28 = icmp eq i32 %entry1.0.lcssa, 0, !dbg !30
  br i1 %cmp5.not28, label %for.cond.cleanup, label %for.body, !dbg !31

for.cond.cleanup:                                 ; preds = %for.body, %while.end
  %level.0.lcssa = phi i32 [ 0, %while.end ], [ %inc6, %for.body ], !dbg !21
  %idxprom7 = zext nneg i32 %entry1.0.lcssa to i64, !dbg !32
  %arrayidx8 = getelementptr inbounds nuw float, ptr %book, i64 %idxprom7, !dbg !32
  %3 = load float, ptr %arrayidx8, align 4, !dbg !32, !tbaa !33
  %add9 = add nsw i32 %level.0.lcssa, %entries, !dbg !35
  %idxprom10 = sext i32 %add9 to i64, !dbg !36
  %arrayidx11 = getelementptr inbounds float, ptr %book, i64 %idxprom10, !dbg !36
  %4 = load float, ptr %arrayidx11, align 4, !dbg !36, !tbaa !33
  %add12 = fadd contract float %3, %4, !dbg !37
  %5 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !38
  %mul = mul i32 %columns, %5, !dbg !41
  %add14 = add i32 %mul, %0, !dbg !42
  %idxprom15 = zext i32 %add14 to i64, !dbg !43
  %arrayidx16 = getelementptr inbounds nuw float, ptr %out, i64 %idxprom15, !dbg !43
  store float %add12, ptr %arrayidx16, align 4, !dbg !44, !tbaa !33
  br label %cleanup, !dbg !45

for.body:                                         ; preds = %while.end, %for.body
  %rest.030 = phi i32 [ %div, %for.body ], [ %entry1.0.lcssa, %while.end ]
  %level.029 = phi i32 [ %inc6, %for.body ], [ 0, %while.end ]
  %inc6 = add nuw nsw i32 %level.029, 1, !dbg !46
  %div = udiv i32 %rest.030, 3, !dbg !47
  %cmp5.not = icmp samesign ult i32 %rest.030, 3, !dbg !30
  br i1 %cmp5.not, label %for.cond.cleanup, label %for.body, !dbg !31, !llvm.loop !48

cleanup:                                          ; preds = %entry, %for.cond.cleanup
  ret void, !dbg !45
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.smax.i32(i32, i32) #2

attributes #0 = { mustprogress nofree noinline norecurse nosync nounwind memory(argmem: readwrite) "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx80,+sm_80" "uniform-work-group-size"="true" }
attributes #1 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #2 = { nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }

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
!12 = distinct !DISubprogram(name: "code_book", scope: !1, file: !1, line: 6, type: !13, scopeLine: 7, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 53, column: 27, scope: !16, inlinedAt: !18)
!16 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 53, type: !13, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!17 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!18 = distinct !DILocation(line: 8, column: 16, scope: !12)
!19 = !DILocation(line: 9, column: 14, scope: !12)
!20 = !DILocation(line: 12, column: 3, scope: !12)
!21 = !DILocation(line: 0, scope: !12)
!22 = !DILocation(line: 12, column: 20, scope: !12)
!23 = !DILocation(line: 12, column: 30, scope: !12)
!24 = !DILocation(line: 12, column: 16, scope: !12)
!25 = !DILocation(line: 12, column: 33, scope: !12)
!26 = !DILocation(line: 12, column: 51, scope: !12)
!27 = distinct !{!27, !20, !28, !29}
!28 = !DILocation(line: 13, column: 7, scope: !12)
!29 = !{!"llvm.loop.mustprogress"}
!30 = !DILocation(line: 16, column: 31, scope: !12)
!31 = !DILocation(line: 16, column: 3, scope: !12)
!32 = !DILocation(line: 18, column: 40, scope: !12)
!33 = !{!34, !34, i64 0}
!34 = !{!"float", !10, i64 0}
!35 = !DILocation(line: 18, column: 67, scope: !12)
!36 = !DILocation(line: 18, column: 54, scope: !12)
!37 = !DILocation(line: 18, column: 52, scope: !12)
!38 = !DILocation(line: 66, column: 27, scope: !39, inlinedAt: !40)
!39 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!40 = distinct !DILocation(line: 18, column: 7, scope: !12)
!41 = !DILocation(line: 18, column: 18, scope: !12)
!42 = !DILocation(line: 18, column: 28, scope: !12)
!43 = !DILocation(line: 18, column: 3, scope: !12)
!44 = !DILocation(line: 18, column: 38, scope: !12)
!45 = !DILocation(line: 19, column: 1, scope: !12)
!46 = !DILocation(line: 17, column: 5, scope: !12)
!47 = !DILocation(line: 16, column: 41, scope: !12)
!48 = distinct !{!48, !31, !49, !29}
!49 = !DILocation(line: 17, column: 7, scope: !12)
