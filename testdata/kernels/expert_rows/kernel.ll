; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

; Function Attrs: convergent mustprogress noinline norecurse nounwind
define dso_local ptx_kernel void @expert_rows(ptr noalias noundef writeonly captures(none) %out, ptr noalias noundef readonly captures(none) %tokens, ptr noalias noundef readonly captures(none) %weights, ptr noalias noundef readonly captures(none) %chosen, i32 noundef %n_tokens, i32 noundef %choices, i32 noundef %features) local_unnamed_addr #0 !dbg !12 {
entry:
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.y(), !dbg !15
  %1 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !19
  %2 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.y(), !dbg !22
  %mul = mul i32 %1, %2, !dbg !25
  %3 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.y(), !dbg !26
  %add = add i32 %mul, %3, !dbg !29
  %cmp = icmp slt i32 %add, %n_tokens, !dbg !30
  br i1 %cmp, label %if.then, label %if.end11, !dbg !30

if.then:                                          ; preds = %entry
  %4 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !31
  %mul6 = mul nsw i32 %choices, %add, !dbg !34
  %cmp561 = icmp slt i32 %4, %choices, !dbg !35
  br i1 %cmp561, label %for.body, label %if.end11, !dbg !36

for.body:                                         ; preds = %if.then, %for.body
  %choice.062 = phi i32 [ %add10, %for.body ], [ %4, %if.then ]
  %add7 = add nsw i32 %choice.062, %mul6, !dbg !37
  %idxprom = sext i32 %add7 to i64, !dbg !38
  %arrayidx = getelementptr inbounds i32, ptr %chosen, i64 %idxprom, !dbg !38
  %5 = load i32, ptr %arrayidx, align 4, !dbg !38, !tbaa !8
  %cmp8 = icmp eq i32 %5, %0, !dbg !39
  %add10 = add nuw nsw i32 %choice.062, 32
  %cmp5 = icmp sge i32 %add10, %choices
  %or.cond67.not = select i1 %cmp8, i1 true, i1 %cmp5, !dbg !39
  br i1 %or.cond67.not, label %if.end11, label %for.body, !dbg !39, !llvm.loop !40

if.end11:                                         ; preds = %for.body, %if.then, %entry
  %found.1.off0 = phi i1 [ false, %entry ], [ false, %if.then ], [ %cmp8, %for.body ]
  %6 = tail call noundef i1 @llvm.nvvm.barrier.cta.red.or.aligned.all(i32 0, i1 %found.1.off0), !dbg !43
  %or.cond = and i1 %cmp, %6, !dbg !47
  br i1 %or.cond, label %if.end15, label %cleanup40, !dbg !47

if.end15:                                         ; preds = %if.end11
  %7 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !48
  %cmp1864 = icmp slt i32 %7, %features, !dbg !50
  br i1 %cmp1864, label %for.body20.lr.ph, label %cleanup40, !dbg !51

for.body20.lr.ph:                                 ; preds = %if.end15
  %mul21 = mul nsw i32 %features, %add
  %mul25 = mul nsw i32 %features, %0
  %mul30 = mul nsw i32 %n_tokens, %0
  %add31 = add nsw i32 %mul30, %add
  %mul32 = mul nsw i32 %add31, %features
  br label %for.body20, !dbg !51

for.body20:                                       ; preds = %for.body20.lr.ph, %for.body20
  %feature.065 = phi i32 [ %7, %for.body20.lr.ph ], [ %add37, %for.body20 ]
  %add22 = add nsw i32 %feature.065, %mul21, !dbg !52
  %idxprom23 = sext i32 %add22 to i64, !dbg !53
  %arrayidx24 = getelementptr inbounds float, ptr %tokens, i64 %idxprom23, !dbg !53
  %8 = load float, ptr %arrayidx24, align 4, !dbg !53, !tbaa !54
  %add26 = add nsw i32 %feature.065, %mul25, !dbg !56
  %idxprom27 = sext i32 %add26 to i64, !dbg !57
  %arrayidx28 = getelementptr inbounds float, ptr %weights, i64 %idxprom27, !dbg !57
  %9 = load float, ptr %arrayidx28, align 4, !dbg !57, !tbaa !54
  %mul29 = fmul contract float %8, %9, !dbg !58
  %add33 = add nsw i32 %feature.065, %mul32, !dbg !59
  %idxprom34 = sext i32 %add33 to i64, !dbg !60
  %arrayidx35 = getelementptr inbounds float, ptr %out, i64 %idxprom34, !dbg !60
  store float %mul29, ptr %arrayidx35, align 4, !dbg !61, !tbaa !54
  %add37 = add nuw nsw i32 %feature.065, 32, !dbg !62
  %cmp18 = icmp slt i32 %add37, %features, !dbg !50
  br i1 %cmp18, label %for.body20, label %cleanup40, !dbg !51, !llvm.loop !63

cleanup40:                                        ; preds = %for.body20, %if.end15, %if.end11
  ret void, !dbg !65
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 65535) i32 @llvm.nvvm.read.ptx.sreg.ctaid.y() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, 1025) i32 @llvm.nvvm.read.ptx.sreg.ntid.y() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.y() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

; Function Attrs: convergent nocallback nounwind
declare i1 @llvm.nvvm.barrier.cta.red.or.aligned.all(i32, i1) #2

attributes #0 = { convergent mustprogress noinline norecurse nounwind "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx80,+sm_80" "uniform-work-group-size"="true" }
attributes #1 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #2 = { convergent nocallback nounwind }

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
!12 = distinct !DISubprogram(name: "expert_rows", scope: !1, file: !1, line: 7, type: !13, scopeLine: 10, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 67, column: 27, scope: !16, inlinedAt: !18)
!16 = distinct !DISubprogram(name: "__fetch_builtin_y", scope: !17, file: !17, line: 67, type: !13, scopeLine: 67, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!17 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!18 = distinct !DILocation(line: 11, column: 16, scope: !12)
!19 = !DILocation(line: 66, column: 27, scope: !20, inlinedAt: !21)
!20 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!21 = distinct !DILocation(line: 12, column: 15, scope: !12)
!22 = !DILocation(line: 80, column: 27, scope: !23, inlinedAt: !24)
!23 = distinct !DISubprogram(name: "__fetch_builtin_y", scope: !17, file: !17, line: 80, type: !13, scopeLine: 80, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!24 = distinct !DILocation(line: 12, column: 28, scope: !12)
!25 = !DILocation(line: 12, column: 26, scope: !12)
!26 = !DILocation(line: 54, column: 27, scope: !27, inlinedAt: !28)
!27 = distinct !DISubprogram(name: "__fetch_builtin_y", scope: !17, file: !17, line: 54, type: !13, scopeLine: 54, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!28 = distinct !DILocation(line: 12, column: 41, scope: !12)
!29 = !DILocation(line: 12, column: 39, scope: !12)
!30 = !DILocation(line: 14, column: 13, scope: !12)
!31 = !DILocation(line: 53, column: 27, scope: !32, inlinedAt: !33)
!32 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 53, type: !13, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!33 = distinct !DILocation(line: 15, column: 23, scope: !12)
!34 = !DILocation(line: 16, column: 24, scope: !12)
!35 = !DILocation(line: 15, column: 43, scope: !12)
!36 = !DILocation(line: 15, column: 5, scope: !12)
!37 = !DILocation(line: 16, column: 34, scope: !12)
!38 = !DILocation(line: 16, column: 11, scope: !12)
!39 = !DILocation(line: 16, column: 44, scope: !12)
!40 = distinct !{!40, !36, !41, !42}
!41 = !DILocation(line: 20, column: 5, scope: !12)
!42 = !{!"llvm.loop.mustprogress"}
!43 = !DILocation(line: 76, column: 46, scope: !44, inlinedAt: !46)
!44 = distinct !DISubprogram(name: "any_in_block", scope: !45, file: !45, line: 76, type: !13, scopeLine: 76, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!45 = !DIFile(filename: "./../common.h", directory: ".")
!46 = distinct !DILocation(line: 22, column: 8, scope: !12)
!47 = !DILocation(line: 22, column: 28, scope: !12)
!48 = !DILocation(line: 53, column: 27, scope: !32, inlinedAt: !49)
!49 = distinct !DILocation(line: 24, column: 22, scope: !12)
!50 = !DILocation(line: 24, column: 43, scope: !12)
!51 = !DILocation(line: 24, column: 3, scope: !12)
!52 = !DILocation(line: 25, column: 44, scope: !12)
!53 = !DILocation(line: 25, column: 20, scope: !12)
!54 = !{!55, !55, i64 0}
!55 = !{!"float", !10, i64 0}
!56 = !DILocation(line: 25, column: 83, scope: !12)
!57 = !DILocation(line: 25, column: 57, scope: !12)
!58 = !DILocation(line: 25, column: 55, scope: !12)
!59 = !DILocation(line: 26, column: 48, scope: !12)
!60 = !DILocation(line: 26, column: 5, scope: !12)
!61 = !DILocation(line: 26, column: 59, scope: !12)
!62 = !DILocation(line: 24, column: 63, scope: !12)
!63 = distinct !{!63, !51, !64, !42}
!64 = !DILocation(line: 27, column: 3, scope: !12)
!65 = !DILocation(line: 28, column: 1, scope: !12)
