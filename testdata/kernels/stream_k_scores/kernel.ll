; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

%struct.Shape = type { i32, i32, i32, i32 }

; Function Attrs: mustprogress nofree noinline norecurse nosync nounwind memory(argmem: readwrite)
define dso_local ptx_kernel void @stream_k_scores(ptr noalias noundef writeonly captures(none) %out, ptr noalias noundef writeonly captures(none) %beginnings, ptr noalias noundef readonly captures(none) %queries, ptr noalias noundef readonly captures(none) %keys, ptr noundef readonly byval(%struct.Shape) align 4 captures(none) %shape) local_unnamed_addr #0 !dbg !12 {
entry:
  %0 = load i32, ptr %shape, align 4, !dbg !15, !tbaa !16
  %sub = add nsw i32 %0, 3, !dbg !18
  %div = sdiv i32 %sub, 4, !dbg !19
  %rows = getelementptr inbounds nuw i8, ptr %shape, i64 4, !dbg !20
  %1 = load i32, ptr %rows, align 4, !dbg !20, !tbaa !21
  %mul = mul nsw i32 %div, %1, !dbg !22
  %heads = getelementptr inbounds nuw i8, ptr %shape, i64 8, !dbg !23
  %2 = load i32, ptr %heads, align 4, !dbg !23, !tbaa !24
  %mul2 = mul nsw i32 %mul, %2, !dbg !25
  %sequences = getelementptr inbounds nuw i8, ptr %shape, i64 12, !dbg !26
  %3 = load i32, ptr %sequences, align 4, !dbg !26, !tbaa !27
  %mul3 = mul nsw i32 %mul2, %3, !dbg !28
  %4 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !29
  %conv = zext nneg i32 %4 to i64, !dbg !33
  %conv4 = sext i32 %mul3 to i64, !dbg !34
  %mul5 = mul nsw i64 %conv4, %conv, !dbg !35
  %5 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.nctaid.x(), !dbg !36
  %conv7 = zext nneg i32 %5 to i64, !dbg !39
  %div8 = sdiv i64 %mul5, %conv7, !dbg !40
  %conv9 = trunc i64 %div8 to i32, !dbg !41
  %add11 = add nuw nsw i32 %4, 1, !dbg !42
  %conv12 = zext nneg i32 %add11 to i64, !dbg !43
  %mul14 = mul nsw i64 %conv4, %conv12, !dbg !44
  %div17 = sdiv i64 %mul14, %conv7, !dbg !45
  %conv18 = trunc i64 %div17 to i32, !dbg !46
  %6 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.x(), !dbg !47
  %rem = srem i32 %conv9, %div, !dbg !50
  %add20 = sub i32 %conv18, %conv9, !dbg !51
  %sub21 = add i32 %add20, %rem, !dbg !52
  %sub21.div = tail call i32 @llvm.smin.i32(i32 %sub21, i32 %div), !dbg !53
  %cmp24213 = icmp slt i32 %conv9, %conv18, !dbg !54
  %cmp25214 = icmp sle i32 %div, %sub21, !dbg !55
  %7 = and i1 %cmp24213, %cmp25214, !dbg !55
  br i1 %7, label %while.body.lr.ph, label %while.end, !dbg !56

while.body.lr.ph:                                 ; preds = %entry
  %mul54 = mul i32 %div, %6
  %8 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  %idx.ext57 = zext nneg i32 %8 to i64
  %invariant.gep = getelementptr float, ptr %keys, i64 %idx.ext57, !dbg !56
  br label %while.body, !dbg !56

while.body:                                       ; preds = %while.body.lr.ph, %_ZL5scorePKfS0_iii.exit
  %at.0217 = phi i32 [ %conv9, %while.body.lr.ph ], [ %sub68, %_ZL5scorePKfS0_iii.exit ]
  %begin.0216 = phi i32 [ %rem, %while.body.lr.ph ], [ 0, %_ZL5scorePKfS0_iii.exit ]
  %end.0215 = phi i32 [ %sub21.div, %while.body.lr.ph ], [ %cond75, %_ZL5scorePKfS0_iii.exit ]
  %div30 = sdiv i32 %at.0217, %mul2, !dbg !57
  %mul35 = mul nsw i32 %div30, %mul2, !dbg !58
  %sub36 = sub nsw i32 %at.0217, %mul35, !dbg !59
  %div39 = sdiv i32 %sub36, %mul, !dbg !60
  %mul42 = mul nsw i32 %div39, %mul, !dbg !61
  %sub43 = sub nsw i32 %sub36, %mul42, !dbg !62
  %div44 = sdiv i32 %sub43, %div, !dbg !63
  %mul46 = mul nsw i32 %div30, %2, !dbg !64
  %add47 = add nsw i32 %mul46, %div39, !dbg !65
  %mul49 = mul nsw i32 %add47, %1, !dbg !66
  %add50 = add nsw i32 %mul49, %div44, !dbg !67
  %mul55 = mul i32 %mul54, %add47, !dbg !68
  %idx.ext = sext i32 %mul55 to i64, !dbg !69
  %gep = getelementptr float, ptr %invariant.gep, i64 %idx.ext, !dbg !70
  %mul59 = mul nsw i32 %add50, %div, !dbg !71
  %idx.ext60 = sext i32 %mul59 to i64, !dbg !72
  %add.ptr61 = getelementptr inbounds float, ptr %queries, i64 %idx.ext60, !dbg !72
  %cmp8.i = icmp slt i32 %begin.0216, %end.0215, !dbg !73
  br i1 %cmp8.i, label %for.body.i, label %_ZL5scorePKfS0_iii.exit, !dbg !76

for.body.i:                                       ; preds = %while.body, %for.body.i
  %step.010.i = phi i32 [ %inc.i, %for.body.i ], [ %begin.0216, %while.body ]
  %sum.09.i = phi float [ %add.i, %for.body.i ], [ 0.000000e+00, %while.body ]
  %idxprom.i = sext i32 %step.010.i to i64, !dbg !77
  %arrayidx.i = getelementptr inbounds float, ptr %add.ptr61, i64 %idxprom.i, !dbg !77
  %9 = load float, ptr %arrayidx.i, align 4, !dbg !77, !tbaa !78
  %mul.i = mul nsw i32 %step.010.i, %6, !dbg !80
  %idxprom1.i = sext i32 %mul.i to i64, !dbg !81
  %arrayidx2.i = getelementptr inbounds float, ptr %gep, i64 %idxprom1.i, !dbg !81
  %10 = load float, ptr %arrayidx2.i, align 4, !dbg !81, !tbaa !78
  %mul3.i = fmul contract float %9, %10, !dbg !82
  %add.i = fadd contract float %sum.09.i, %mul3.i, !dbg !83
  %inc.i = add nsw i32 %step.010.i, 1, !dbg !84
  %exitcond.not.i = icmp eq i32 %inc.i, %end.0215, !dbg !73
  br i1 %exitcond.not.i, label %_ZL5scorePKfS0_iii.exit, label %for.body.i, !dbg !76, !llvm.loop !85

_ZL5scorePKfS0_iii.exit:                          ; preds = %for.body.i, %while.body
  %sum.0.lcssa.i = phi float [ 0.000000e+00, %while.body ], [ %add.i, %for.body.i ], !dbg !89
  %mul63 = mul nsw i32 %add50, %6, !dbg !90
  %add65 = add i32 %mul63, %8, !dbg !91
  %idxprom = zext i32 %add65 to i64, !dbg !92
  %arrayidx = getelementptr inbounds nuw float, ptr %out, i64 %idxprom, !dbg !92
  store float %sum.0.lcssa.i, ptr %arrayidx, align 4, !dbg !93, !tbaa !78
  %add66 = add nsw i32 %at.0217, %div, !dbg !94
  %rem67 = srem i32 %add66, %div, !dbg !95
  %sub68 = sub nsw i32 %add66, %rem67, !dbg !96
  %sub69 = sub nsw i32 %conv18, %sub68, !dbg !97
  %cond75 = tail call i32 @llvm.smin.i32(i32 %sub69, i32 %div), !dbg !98
  %cmp24 = icmp slt i32 %sub68, %conv18, !dbg !54
  %cmp25 = icmp sle i32 %div, %sub69, !dbg !55
  %11 = select i1 %cmp24, i1 %cmp25, i1 false, !dbg !55
  br i1 %11, label %while.body, label %while.end, !dbg !56, !llvm.loop !99

while.end:                                        ; preds = %_ZL5scorePKfS0_iii.exit, %entry
  %end.0.lcssa = phi i32 [ %sub21.div, %entry ], [ %cond75, %_ZL5scorePKfS0_iii.exit ], !dbg !101
  %begin.0.lcssa = phi i32 [ %rem, %entry ], [ 0, %_ZL5scorePKfS0_iii.exit ], !dbg !101
  %at.0.lcssa = phi i32 [ %conv9, %entry ], [ %sub68, %_ZL5scorePKfS0_iii.exit ], !dbg !101
  %cmp24.lcssa = phi i1 [ %cmp24213, %entry ], [ %cmp24, %_ZL5scorePKfS0_iii.exit ], !dbg !54
  br i1 %cmp24.lcssa, label %if.end, label %cleanup, !dbg !102

if.end:                                           ; preds = %while.end
  %div82 = sdiv i32 %at.0.lcssa, %mul2, !dbg !103
  %mul88 = mul nsw i32 %div82, %mul2, !dbg !104
  %sub89 = sub nsw i32 %at.0.lcssa, %mul88, !dbg !105
  %div93 = sdiv i32 %sub89, %mul, !dbg !106
  %mul97 = mul nsw i32 %div93, %mul, !dbg !107
  %sub98 = sub nsw i32 %sub89, %mul97, !dbg !108
  %div99 = sdiv i32 %sub98, %div, !dbg !109
  %mul102 = mul nsw i32 %div82, %2, !dbg !110
  %add103 = add nsw i32 %mul102, %div93, !dbg !111
  %mul105 = mul nsw i32 %add103, %1, !dbg !112
  %add106 = add nsw i32 %mul105, %div99, !dbg !113
  %mul111 = mul i32 %div, %6, !dbg !114
  %mul112 = mul i32 %mul111, %add103, !dbg !115
  %idx.ext113 = sext i32 %mul112 to i64, !dbg !116
  %add.ptr114 = getelementptr inbounds float, ptr %keys, i64 %idx.ext113, !dbg !116
  %12 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !117
  %idx.ext116 = zext nneg i32 %12 to i64, !dbg !120
  %add.ptr117 = getelementptr inbounds nuw float, ptr %add.ptr114, i64 %idx.ext116, !dbg !120
  %mul118 = mul nsw i32 %add106, %div, !dbg !121
  %idx.ext119 = sext i32 %mul118 to i64, !dbg !122
  %add.ptr120 = getelementptr inbounds float, ptr %queries, i64 %idx.ext119, !dbg !122
  %cmp8.i198 = icmp slt i32 %begin.0.lcssa, %end.0.lcssa, !dbg !123
  br i1 %cmp8.i198, label %for.body.i200, label %_ZL5scorePKfS0_iii.exit212, !dbg !125

for.body.i200:                                    ; preds = %if.end, %for.body.i200
  %step.010.i201 = phi i32 [ %inc.i210, %for.body.i200 ], [ %begin.0.lcssa, %if.end ]
  %sum.09.i202 = phi float [ %add.i209, %for.body.i200 ], [ 0.000000e+00, %if.end ]
  %idxprom.i203 = sext i32 %step.010.i201 to i64, !dbg !126
  %arrayidx.i204 = getelementptr inbounds float, ptr %add.ptr120, i64 %idxprom.i203, !dbg !126
  %13 = load float, ptr %arrayidx.i204, align 4, !dbg !126, !tbaa !78
  %mul.i205 = mul nsw i32 %step.010.i201, %6, !dbg !127
  %idxprom1.i206 = sext i32 %mul.i205 to i64, !dbg !128
  %arrayidx2.i207 = getelementptr inbounds float, ptr %add.ptr117, i64 %idxprom1.i206, !dbg !128
  %14 = load float, ptr %arrayidx2.i207, align 4, !dbg !128, !tbaa !78
  %mul3.i208 = fmul contract float %13, %14, !dbg !129
  %add.i209 = fadd contract float %sum.09.i202, %mul3.i208, !dbg !130
  %inc.i210 = add nsw i32 %step.010.i201, 1, !dbg !131
  %exitcond.not.i211 = icmp eq i32 %inc.i210, %end.0.lcssa, !dbg !123
  br i1 %exitcond.not.i211, label %_ZL5scorePKfS0_iii.exit212, label %for.body.i200, !dbg !125, !llvm.loop !132

_ZL5scorePKfS0_iii.exit212:                       ; preds = %for.body.i200, %if.end
  %sum.0.lcssa.i199 = phi float [ 0.000000e+00, %if.end ], [ %add.i209, %for.body.i200 ], !dbg !134
  %mul123 = mul i32 %4, %6, !dbg !135
  %add125 = add i32 %mul123, %12, !dbg !136
  %idxprom126 = zext i32 %add125 to i64, !dbg !137
  %arrayidx127 = getelementptr inbounds nuw float, ptr %beginnings, i64 %idxprom126, !dbg !137
  store float %sum.0.lcssa.i199, ptr %arrayidx127, align 4, !dbg !138, !tbaa !78
  br label %cleanup, !dbg !139

cleanup:                                          ; preds = %while.end, %_ZL5scorePKfS0_iii.exit212
  ret void, !dbg !139
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, -2147483648) i32 @llvm.nvvm.read.ptx.sreg.nctaid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, 1025) i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.smin.i32(i32, i32) #2

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
!12 = distinct !DISubprogram(name: "stream_k_scores", scope: !1, file: !1, line: 22, type: !13, scopeLine: 24, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 25, column: 28, scope: !12)
!16 = !{!17, !9, i64 0}
!17 = !{!"_ZTS5Shape", !9, i64 0, !9, i64 4, !9, i64 8, !9, i64 12}
!18 = !DILocation(line: 25, column: 40, scope: !12)
!19 = !DILocation(line: 25, column: 45, scope: !12)
!20 = !DILocation(line: 26, column: 33, scope: !12)
!21 = !{!17, !9, i64 4}
!22 = !DILocation(line: 26, column: 25, scope: !12)
!23 = !DILocation(line: 26, column: 46, scope: !12)
!24 = !{!17, !9, i64 8}
!25 = !DILocation(line: 26, column: 38, scope: !12)
!26 = !DILocation(line: 26, column: 60, scope: !12)
!27 = !{!17, !9, i64 12}
!28 = !DILocation(line: 26, column: 52, scope: !12)
!29 = !DILocation(line: 66, column: 27, scope: !30, inlinedAt: !32)
!30 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !31, file: !31, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!31 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!32 = distinct !DILocation(line: 27, column: 21, scope: !12)
!33 = !DILocation(line: 27, column: 21, scope: !12)
!34 = !DILocation(line: 27, column: 34, scope: !12)
!35 = !DILocation(line: 27, column: 32, scope: !12)
!36 = !DILocation(line: 92, column: 27, scope: !37, inlinedAt: !38)
!37 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !31, file: !31, line: 92, type: !13, scopeLine: 92, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!38 = distinct !DILocation(line: 27, column: 40, scope: !12)
!39 = !DILocation(line: 27, column: 40, scope: !12)
!40 = !DILocation(line: 27, column: 38, scope: !12)
!41 = !DILocation(line: 27, column: 12, scope: !12)
!42 = !DILocation(line: 28, column: 41, scope: !12)
!43 = !DILocation(line: 28, column: 29, scope: !12)
!44 = !DILocation(line: 28, column: 46, scope: !12)
!45 = !DILocation(line: 28, column: 52, scope: !12)
!46 = !DILocation(line: 28, column: 20, scope: !12)
!47 = !DILocation(line: 79, column: 27, scope: !48, inlinedAt: !49)
!48 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !31, file: !31, line: 79, type: !13, scopeLine: 79, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!49 = distinct !DILocation(line: 29, column: 23, scope: !12)
!50 = !DILocation(line: 30, column: 18, scope: !12)
!51 = !DILocation(line: 31, column: 19, scope: !12)
!52 = !DILocation(line: 31, column: 26, scope: !12)
!53 = !DILocation(line: 31, column: 13, scope: !12)
!54 = !DILocation(line: 32, column: 13, scope: !12)
!55 = !DILocation(line: 32, column: 20, scope: !12)
!56 = !DILocation(line: 32, column: 3, scope: !12)
!57 = !DILocation(line: 33, column: 29, scope: !12)
!58 = !DILocation(line: 34, column: 67, scope: !12)
!59 = !DILocation(line: 34, column: 32, scope: !12)
!60 = !DILocation(line: 35, column: 34, scope: !12)
!61 = !DILocation(line: 36, column: 55, scope: !12)
!62 = !DILocation(line: 36, column: 34, scope: !12)
!63 = !DILocation(line: 36, column: 63, scope: !12)
!64 = !DILocation(line: 37, column: 32, scope: !12)
!65 = !DILocation(line: 37, column: 46, scope: !12)
!66 = !DILocation(line: 37, column: 54, scope: !12)
!67 = !DILocation(line: 37, column: 67, scope: !12)
!68 = !DILocation(line: 38, column: 71, scope: !12)
!69 = !DILocation(line: 38, column: 29, scope: !12)
!70 = !DILocation(line: 38, column: 81, scope: !12)
!71 = !DILocation(line: 39, column: 62, scope: !12)
!72 = !DILocation(line: 39, column: 55, scope: !12)
!73 = !DILocation(line: 17, column: 31, scope: !74, inlinedAt: !75)
!74 = distinct !DISubprogram(name: "score", scope: !1, file: !1, line: 14, type: !13, scopeLine: 14, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!75 = distinct !DILocation(line: 39, column: 41, scope: !12)
!76 = !DILocation(line: 17, column: 3, scope: !74, inlinedAt: !75)
!77 = !DILocation(line: 18, column: 12, scope: !74, inlinedAt: !75)
!78 = !{!79, !79, i64 0}
!79 = !{!"float", !10, i64 0}
!80 = !DILocation(line: 18, column: 35, scope: !74, inlinedAt: !75)
!81 = !DILocation(line: 18, column: 26, scope: !74, inlinedAt: !75)
!82 = !DILocation(line: 18, column: 24, scope: !74, inlinedAt: !75)
!83 = !DILocation(line: 18, column: 9, scope: !74, inlinedAt: !75)
!84 = !DILocation(line: 17, column: 42, scope: !74, inlinedAt: !75)
!85 = distinct !{!85, !76, !86, !87, !88}
!86 = !DILocation(line: 18, column: 43, scope: !74, inlinedAt: !75)
!87 = !{!"llvm.loop.mustprogress"}
!88 = !{!"llvm.loop.unroll.disable"}
!89 = !DILocation(line: 0, scope: !74, inlinedAt: !75)
!90 = !DILocation(line: 39, column: 14, scope: !12)
!91 = !DILocation(line: 39, column: 24, scope: !12)
!92 = !DILocation(line: 39, column: 5, scope: !12)
!93 = !DILocation(line: 39, column: 39, scope: !12)
!94 = !DILocation(line: 40, column: 8, scope: !12)
!95 = !DILocation(line: 41, column: 14, scope: !12)
!96 = !DILocation(line: 41, column: 8, scope: !12)
!97 = !DILocation(line: 43, column: 16, scope: !12)
!98 = !DILocation(line: 43, column: 11, scope: !12)
!99 = distinct !{!99, !56, !100, !87}
!100 = !DILocation(line: 44, column: 3, scope: !12)
!101 = !DILocation(line: 0, scope: !12)
!102 = !DILocation(line: 45, column: 10, scope: !12)
!103 = !DILocation(line: 47, column: 27, scope: !12)
!104 = !DILocation(line: 48, column: 65, scope: !12)
!105 = !DILocation(line: 48, column: 30, scope: !12)
!106 = !DILocation(line: 49, column: 32, scope: !12)
!107 = !DILocation(line: 50, column: 53, scope: !12)
!108 = !DILocation(line: 50, column: 32, scope: !12)
!109 = !DILocation(line: 50, column: 61, scope: !12)
!110 = !DILocation(line: 51, column: 30, scope: !12)
!111 = !DILocation(line: 51, column: 44, scope: !12)
!112 = !DILocation(line: 51, column: 52, scope: !12)
!113 = !DILocation(line: 51, column: 65, scope: !12)
!114 = !DILocation(line: 52, column: 61, scope: !12)
!115 = !DILocation(line: 52, column: 69, scope: !12)
!116 = !DILocation(line: 52, column: 27, scope: !12)
!117 = !DILocation(line: 53, column: 27, scope: !118, inlinedAt: !119)
!118 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !31, file: !31, line: 53, type: !13, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!119 = distinct !DILocation(line: 52, column: 81, scope: !12)
!120 = !DILocation(line: 52, column: 79, scope: !12)
!121 = !DILocation(line: 54, column: 28, scope: !12)
!122 = !DILocation(line: 54, column: 21, scope: !12)
!123 = !DILocation(line: 17, column: 31, scope: !74, inlinedAt: !124)
!124 = distinct !DILocation(line: 54, column: 7, scope: !12)
!125 = !DILocation(line: 17, column: 3, scope: !74, inlinedAt: !124)
!126 = !DILocation(line: 18, column: 12, scope: !74, inlinedAt: !124)
!127 = !DILocation(line: 18, column: 35, scope: !74, inlinedAt: !124)
!128 = !DILocation(line: 18, column: 26, scope: !74, inlinedAt: !124)
!129 = !DILocation(line: 18, column: 24, scope: !74, inlinedAt: !124)
!130 = !DILocation(line: 18, column: 9, scope: !74, inlinedAt: !124)
!131 = !DILocation(line: 17, column: 42, scope: !74, inlinedAt: !124)
!132 = distinct !{!132, !125, !133, !87, !88}
!133 = !DILocation(line: 18, column: 43, scope: !74, inlinedAt: !124)
!134 = !DILocation(line: 0, scope: !74, inlinedAt: !124)
!135 = !DILocation(line: 53, column: 25, scope: !12)
!136 = !DILocation(line: 53, column: 35, scope: !12)
!137 = !DILocation(line: 53, column: 3, scope: !12)
!138 = !DILocation(line: 53, column: 50, scope: !12)
!139 = !DILocation(line: 55, column: 1, scope: !12)
