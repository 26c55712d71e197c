; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

; Function Attrs: mustprogress nofree noinline norecurse nosync nounwind memory(argmem: readwrite)
define dso_local ptx_kernel void @add_partial_tiles(ptr noalias noundef captures(none) %out, ptr noalias noundef readonly captures(none) %partial, i32 noundef %tiles, i32 noundef %steps) local_unnamed_addr #0 !dbg !12 {
entry:
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !15
  %conv = zext nneg i32 %0 to i64, !dbg !19
  %conv.i = sext i32 %tiles to i64, !dbg !20
  %conv1.i = sext i32 %steps to i64, !dbg !23
  %mul.i = mul nsw i64 %conv1.i, %conv.i, !dbg !24
  %mul2.i = mul i64 %mul.i, %conv, !dbg !25
  %1 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.nctaid.x(), !dbg !26
  %conv3.i = zext nneg i32 %1 to i64, !dbg !29
  %div.i = sdiv i64 %mul2.i, %conv3.i, !dbg !30
  %rem.i = srem i64 %div.i, %conv1.i, !dbg !31
  %rem5.lhs.trunc.i = trunc nsw i64 %rem.i to i32, !dbg !32
  %rem58.i = srem i32 %rem5.lhs.trunc.i, 4, !dbg !32
  %rem5.sext.i = sext i32 %rem58.i to i64, !dbg !32
  %sub.i = sub nsw i64 %div.i, %rem5.sext.i, !dbg !33
  %add = add nuw nsw i32 %0, 1, !dbg !34
  %conv3 = zext nneg i32 %add to i64, !dbg !35
  %mul2.i88 = mul i64 %mul.i, %conv3, !dbg !36
  %div.i90 = sdiv i64 %mul2.i88, %conv3.i, !dbg !38
  %rem.i91 = srem i64 %div.i90, %conv1.i, !dbg !39
  %rem5.lhs.trunc.i92 = trunc nsw i64 %rem.i91 to i32, !dbg !40
  %rem58.i93 = srem i32 %rem5.lhs.trunc.i92, 4, !dbg !40
  %rem5.sext.i94 = sext i32 %rem58.i93 to i64, !dbg !40
  %sub.i95 = sub nsw i64 %div.i90, %rem5.sext.i94, !dbg !41
  %sub.i.frozen = freeze i64 %sub.i, !dbg !42
  %div = sdiv i64 %sub.i.frozen, %conv1.i, !dbg !42
  %sub.i95.frozen = freeze i64 %sub.i95, !dbg !43
  %div7 = sdiv i64 %sub.i95.frozen, %conv1.i, !dbg !43
  %cmp = icmp eq i64 %div, %div7, !dbg !44
  %2 = mul i64 %div7, %conv1.i, !dbg !45
  %rem.decomposed = sub i64 %sub.i95.frozen, %2, !dbg !45
  %cmp9 = icmp ne i64 %rem.decomposed, 0, !dbg !45
  %3 = select i1 %cmp, i1 %cmp9, i1 false, !dbg !45
  %cmp10 = icmp eq i64 %sub.i, %sub.i95, !dbg !46
  br i1 %cmp10, label %cleanup52, label %lor.lhs.false, !dbg !47

lor.lhs.false:                                    ; preds = %entry
  %4 = mul i64 %div, %conv1.i, !dbg !48
  %rem12.decomposed = sub i64 %sub.i.frozen, %4, !dbg !48
  %cmp13 = icmp eq i64 %rem12.decomposed, 0, !dbg !49
  %or.cond = or i1 %3, %cmp13, !dbg !50
  br i1 %or.cond, label %cleanup52, label %if.end, !dbg !50

if.end:                                           ; preds = %lor.lhs.false
  %sub = add nsw i32 %0, -1, !dbg !51
  %conv16 = sext i32 %sub to i64, !dbg !52
  %5 = tail call i32 @llvm.nvvm.read.ptx.sreg.ntid.x()
  %conv22 = zext nneg i32 %5 to i64
  %6 = tail call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  %conv24 = zext nneg i32 %6 to i64
  %invariant.gep = getelementptr float, ptr %partial, i64 %conv24, !dbg !53
  br label %while.cond, !dbg !53

while.cond:                                       ; preds = %cleanup, %if.end
  %sum.0 = phi float [ 0.000000e+00, %if.end ], [ %sum.1, %cleanup ], !dbg !54
  %any.0.off0 = phi i1 [ false, %if.end ], [ %any.1.off0, %cleanup ]
  %block.0 = phi i64 [ %conv16, %if.end ], [ %block.1, %cleanup ], !dbg !55
  %end.0 = phi i64 [ %sub.i, %if.end ], [ %end.1, %cleanup ], !dbg !55
  %mul2.i99 = mul i64 %mul.i, %block.0, !dbg !56
  %div.i101 = sdiv i64 %mul2.i99, %conv3.i, !dbg !58
  %rem.i102 = srem i64 %div.i101, %conv1.i, !dbg !59
  %rem5.lhs.trunc.i103 = trunc nsw i64 %rem.i102 to i32, !dbg !60
  %rem58.i104 = srem i32 %rem5.lhs.trunc.i103, 4, !dbg !60
  %rem5.sext.i105 = sext i32 %rem58.i104 to i64, !dbg !60
  %sub.i106 = sub nsw i64 %div.i101, %rem5.sext.i105, !dbg !61
  %cmp18 = icmp eq i64 %sub.i106, %end.0, !dbg !62
  br i1 %cmp18, label %if.then19, label %if.end20, !dbg !62

if.then19:                                        ; preds = %while.cond
  %dec = add nsw i64 %block.0, -1, !dbg !63
  br label %cleanup, !dbg !64, !llvm.loop !65

if.end20:                                         ; preds = %while.cond
  %mul = mul nsw i64 %block.0, %conv22, !dbg !68
  %gep = getelementptr float, ptr %invariant.gep, i64 %mul, !dbg !69
  %7 = load float, ptr %gep, align 4, !dbg !69, !tbaa !70
  %add26 = fadd contract float %sum.0, %7, !dbg !72
  %sub.i106.frozen = freeze i64 %sub.i106, !dbg !73
  %div32 = sdiv i64 %sub.i106.frozen, %conv1.i, !dbg !73
  %8 = mul i64 %div32, %conv1.i, !dbg !74
  %rem28.decomposed = sub i64 %sub.i106.frozen, %8, !dbg !74
  %cmp29 = icmp eq i64 %rem28.decomposed, 0, !dbg !75
  %cmp35 = icmp slt i64 %div32, %div
  %or.cond107 = or i1 %cmp29, %cmp35, !dbg !76
  br i1 %or.cond107, label %cleanup, label %if.end37, !dbg !76

if.end37:                                         ; preds = %if.end20
  %dec38 = add nsw i64 %block.0, -1
  br label %cleanup, !dbg !66

cleanup:                                          ; preds = %if.end20, %if.end37, %if.then19
  %sum.1 = phi float [ %sum.0, %if.then19 ], [ %add26, %if.end37 ], [ %add26, %if.end20 ], !dbg !55
  %any.1.off0 = phi i1 [ %any.0.off0, %if.then19 ], [ true, %if.end37 ], [ true, %if.end20 ]
  %block.1 = phi i64 [ %dec, %if.then19 ], [ %dec38, %if.end37 ], [ %block.0, %if.end20 ], !dbg !55
  %end.1 = phi i64 [ %end.0, %if.then19 ], [ %sub.i106, %if.end37 ], [ %end.0, %if.end20 ], !dbg !55
  %9 = phi i1 [ false, %if.then19 ], [ false, %if.end37 ], [ true, %if.end20 ]
  br i1 %9, label %while.end, label %while.cond

while.end:                                        ; preds = %cleanup
  br i1 %any.1.off0, label %if.then40, label %cleanup52, !dbg !77

if.then40:                                        ; preds = %while.end
  %mul45 = mul nsw i64 %div, %conv22, !dbg !78
  %10 = getelementptr float, ptr %out, i64 %mul45, !dbg !79
  %arrayidx49 = getelementptr float, ptr %10, i64 %conv24, !dbg !79
  %11 = load float, ptr %arrayidx49, align 4, !dbg !80, !tbaa !70
  %add50 = fadd contract float %sum.1, %11, !dbg !80
  store float %add50, ptr %arrayidx49, align 4, !dbg !80, !tbaa !70
  br label %cleanup52, !dbg !79

cleanup52:                                        ; preds = %while.end, %if.then40, %entry, %lor.lhs.false
  ret void, !dbg !81
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, -2147483648) i32 @llvm.nvvm.read.ptx.sreg.nctaid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, 1025) i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

attributes #0 = { mustprogress nofree noinline norecurse nosync nounwind memory(argmem: readwrite) "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx80,+sm_80" "uniform-work-group-size"="true" }
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
!12 = distinct !DISubprogram(name: "add_partial_tiles", scope: !1, file: !1, line: 13, type: !13, scopeLine: 15, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 66, column: 27, scope: !16, inlinedAt: !18)
!16 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!17 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!18 = distinct !DILocation(line: 16, column: 28, scope: !12)
!19 = !DILocation(line: 16, column: 28, scope: !12)
!20 = !DILocation(line: 9, column: 27, scope: !21, inlinedAt: !22)
!21 = distinct !DISubprogram(name: "begin_of", scope: !1, file: !1, line: 8, type: !13, scopeLine: 8, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!22 = distinct !DILocation(line: 16, column: 19, scope: !12)
!23 = !DILocation(line: 9, column: 35, scope: !21, inlinedAt: !22)
!24 = !DILocation(line: 9, column: 25, scope: !21, inlinedAt: !22)
!25 = !DILocation(line: 9, column: 33, scope: !21, inlinedAt: !22)
!26 = !DILocation(line: 92, column: 27, scope: !27, inlinedAt: !28)
!27 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 92, type: !13, scopeLine: 92, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!28 = distinct !DILocation(line: 9, column: 43, scope: !21, inlinedAt: !22)
!29 = !DILocation(line: 9, column: 43, scope: !21, inlinedAt: !22)
!30 = !DILocation(line: 9, column: 41, scope: !21, inlinedAt: !22)
!31 = !DILocation(line: 10, column: 24, scope: !21, inlinedAt: !22)
!32 = !DILocation(line: 10, column: 32, scope: !21, inlinedAt: !22)
!33 = !DILocation(line: 10, column: 16, scope: !21, inlinedAt: !22)
!34 = !DILocation(line: 17, column: 38, scope: !12)
!35 = !DILocation(line: 17, column: 27, scope: !12)
!36 = !DILocation(line: 9, column: 33, scope: !21, inlinedAt: !37)
!37 = distinct !DILocation(line: 17, column: 18, scope: !12)
!38 = !DILocation(line: 9, column: 41, scope: !21, inlinedAt: !37)
!39 = !DILocation(line: 10, column: 24, scope: !21, inlinedAt: !37)
!40 = !DILocation(line: 10, column: 32, scope: !21, inlinedAt: !37)
!41 = !DILocation(line: 10, column: 16, scope: !21, inlinedAt: !37)
!42 = !DILocation(line: 18, column: 23, scope: !12)
!43 = !DILocation(line: 18, column: 39, scope: !12)
!44 = !DILocation(line: 18, column: 31, scope: !12)
!45 = !DILocation(line: 18, column: 47, scope: !12)
!46 = !DILocation(line: 19, column: 13, scope: !12)
!47 = !DILocation(line: 19, column: 21, scope: !12)
!48 = !DILocation(line: 19, column: 30, scope: !12)
!49 = !DILocation(line: 19, column: 38, scope: !12)
!50 = !DILocation(line: 19, column: 43, scope: !12)
!51 = !DILocation(line: 23, column: 35, scope: !12)
!52 = !DILocation(line: 23, column: 19, scope: !12)
!53 = !DILocation(line: 24, column: 3, scope: !12)
!54 = !DILocation(line: 21, column: 9, scope: !12)
!55 = !DILocation(line: 0, scope: !12)
!56 = !DILocation(line: 9, column: 33, scope: !21, inlinedAt: !57)
!57 = distinct !DILocation(line: 25, column: 21, scope: !12)
!58 = !DILocation(line: 9, column: 41, scope: !21, inlinedAt: !57)
!59 = !DILocation(line: 10, column: 24, scope: !21, inlinedAt: !57)
!60 = !DILocation(line: 10, column: 32, scope: !21, inlinedAt: !57)
!61 = !DILocation(line: 10, column: 16, scope: !21, inlinedAt: !57)
!62 = !DILocation(line: 26, column: 15, scope: !12)
!63 = !DILocation(line: 27, column: 12, scope: !12)
!64 = !DILocation(line: 29, column: 7, scope: !12)
!65 = distinct !{!65, !53, !66, !67}
!66 = !DILocation(line: 37, column: 3, scope: !12)
!67 = !{!"llvm.loop.mustprogress"}
!68 = !DILocation(line: 32, column: 26, scope: !12)
!69 = !DILocation(line: 32, column: 12, scope: !12)
!70 = !{!71, !71, i64 0}
!71 = !{!"float", !10, i64 0}
!72 = !DILocation(line: 32, column: 9, scope: !12)
!73 = !DILocation(line: 33, column: 37, scope: !12)
!74 = !DILocation(line: 33, column: 15, scope: !12)
!75 = !DILocation(line: 33, column: 23, scope: !12)
!76 = !DILocation(line: 33, column: 28, scope: !12)
!77 = !DILocation(line: 38, column: 7, scope: !12)
!78 = !DILocation(line: 39, column: 23, scope: !12)
!79 = !DILocation(line: 39, column: 5, scope: !12)
!80 = !DILocation(line: 39, column: 51, scope: !12)
!81 = !DILocation(line: 40, column: 1, scope: !12)
