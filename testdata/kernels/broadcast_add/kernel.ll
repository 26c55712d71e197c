; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

%struct.Divisor = type { i32, i32, i32 }

; Function Attrs: mustprogress nofree noinline norecurse nosync nounwind willreturn memory(argmem: readwrite)
define dso_local ptx_kernel void @broadcast_add(ptr noalias noundef readonly captures(none) %large, ptr noalias noundef readonly captures(none) %small, ptr noalias noundef writeonly captures(none) %sum, i32 noundef %elements, ptr noundef readonly byval(%struct.Divisor) align 4 captures(none) %width, ptr noundef readonly byval(%struct.Divisor) align 4 captures(none) %height, ptr noundef readonly byval(%struct.Divisor) align 4 captures(none) %small_width, ptr noundef readonly byval(%struct.Divisor) align 4 captures(none) %small_height, ptr noundef readonly byval(%struct.Divisor) align 4 captures(none) %small_depth) local_unnamed_addr #0 !dbg !12 {
entry:
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !15
  %1 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.x(), !dbg !19
  %mul = mul i32 %0, %1, !dbg !22
  %2 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !23
  %add = add i32 %mul, %2, !dbg !26
  %cmp.not = icmp slt i32 %add, %elements, !dbg !27
  br i1 %cmp.not, label %if.end, label %cleanup, !dbg !27

if.end:                                           ; preds = %entry
  %agg.tmp.sroa.0.0.copyload = load i32, ptr %width, align 4, !dbg !28, !tbaa !8
  %agg.tmp.sroa.2.0.width.sroa_idx = getelementptr inbounds nuw i8, ptr %width, i64 4, !dbg !28
  %agg.tmp.sroa.2.0.copyload = load i32, ptr %agg.tmp.sroa.2.0.width.sroa_idx, align 4, !dbg !28, !tbaa !8
  %agg.tmp.sroa.3.0.width.sroa_idx = getelementptr inbounds nuw i8, ptr %width, i64 8, !dbg !28
  %3 = tail call i32 @llvm.nvvm.mulhi.ui(i32 %add, i32 %agg.tmp.sroa.0.0.copyload), !dbg !29
  %add.i = add i32 %3, %add, !dbg !32
  %shr.i = lshr i32 %add.i, %agg.tmp.sroa.2.0.copyload, !dbg !33
  %agg.tmp4.sroa.3.0.copyload = load i32, ptr %agg.tmp.sroa.3.0.width.sroa_idx, align 4, !dbg !34, !tbaa !8
  %mul.i = mul i32 %shr.i, %agg.tmp4.sroa.3.0.copyload, !dbg !35
  %sub.i = sub i32 %add, %mul.i, !dbg !38
  %agg.tmp6.sroa.0.0.copyload = load i32, ptr %height, align 4, !dbg !39, !tbaa !8
  %agg.tmp6.sroa.2.0.height.sroa_idx = getelementptr inbounds nuw i8, ptr %height, i64 4, !dbg !39
  %agg.tmp6.sroa.2.0.copyload = load i32, ptr %agg.tmp6.sroa.2.0.height.sroa_idx, align 4, !dbg !39, !tbaa !8
  %agg.tmp6.sroa.3.0.height.sroa_idx = getelementptr inbounds nuw i8, ptr %height, i64 8, !dbg !39
  %4 = tail call i32 @llvm.nvvm.mulhi.ui(i32 %shr.i, i32 %agg.tmp6.sroa.0.0.copyload), !dbg !40
  %add.i32 = add i32 %4, %shr.i, !dbg !42
  %shr.i34 = lshr i32 %add.i32, %agg.tmp6.sroa.2.0.copyload, !dbg !43
  %agg.tmp8.sroa.3.0.copyload = load i32, ptr %agg.tmp6.sroa.3.0.height.sroa_idx, align 4, !dbg !44, !tbaa !8
  %mul.i41 = mul i32 %shr.i34, %agg.tmp8.sroa.3.0.copyload, !dbg !45
  %sub.i42 = sub i32 %shr.i, %mul.i41, !dbg !47
  %agg.tmp10.sroa.0.0.copyload = load i32, ptr %small_width, align 4, !dbg !48, !tbaa !8
  %agg.tmp10.sroa.2.0.small_width.sroa_idx = getelementptr inbounds nuw i8, ptr %small_width, i64 4, !dbg !48
  %agg.tmp10.sroa.2.0.copyload = load i32, ptr %agg.tmp10.sroa.2.0.small_width.sroa_idx, align 4, !dbg !48, !tbaa !8
  %agg.tmp10.sroa.3.0.small_width.sroa_idx = getelementptr inbounds nuw i8, ptr %small_width, i64 8, !dbg !48
  %agg.tmp10.sroa.3.0.copyload = load i32, ptr %agg.tmp10.sroa.3.0.small_width.sroa_idx, align 4, !dbg !48, !tbaa !8
  %5 = tail call i32 @llvm.nvvm.mulhi.ui(i32 %sub.i, i32 %agg.tmp10.sroa.0.0.copyload), !dbg !49
  %add.i.i47 = add i32 %5, %sub.i, !dbg !52
  %shr.i.i48 = lshr i32 %add.i.i47, %agg.tmp10.sroa.2.0.copyload, !dbg !53
  %agg.tmp12.sroa.0.0.copyload = load i32, ptr %small_height, align 4, !dbg !54, !tbaa !8
  %agg.tmp12.sroa.2.0.small_height.sroa_idx = getelementptr inbounds nuw i8, ptr %small_height, i64 4, !dbg !54
  %agg.tmp12.sroa.2.0.copyload = load i32, ptr %agg.tmp12.sroa.2.0.small_height.sroa_idx, align 4, !dbg !54, !tbaa !8
  %agg.tmp12.sroa.3.0.small_height.sroa_idx = getelementptr inbounds nuw i8, ptr %small_height, i64 8, !dbg !54
  %agg.tmp12.sroa.3.0.copyload = load i32, ptr %agg.tmp12.sroa.3.0.small_height.sroa_idx, align 4, !dbg !54, !tbaa !8
  %6 = tail call i32 @llvm.nvvm.mulhi.ui(i32 %sub.i42, i32 %agg.tmp12.sroa.0.0.copyload), !dbg !55
  %add.i.i55 = add i32 %6, %sub.i42, !dbg !58
  %shr.i.i56 = lshr i32 %add.i.i55, %agg.tmp12.sroa.2.0.copyload, !dbg !59
  %agg.tmp15.sroa.0.0.copyload = load i32, ptr %small_depth, align 4, !dbg !60, !tbaa !8
  %agg.tmp15.sroa.2.0.small_depth.sroa_idx = getelementptr inbounds nuw i8, ptr %small_depth, i64 4, !dbg !60
  %agg.tmp15.sroa.2.0.copyload = load i32, ptr %agg.tmp15.sroa.2.0.small_depth.sroa_idx, align 4, !dbg !60, !tbaa !8
  %agg.tmp15.sroa.3.0.small_depth.sroa_idx = getelementptr inbounds nuw i8, ptr %small_depth, i64 8, !dbg !60
  %agg.tmp15.sroa.3.0.copyload = load i32, ptr %agg.tmp15.sroa.3.0.small_depth.sroa_idx, align 4, !dbg !60, !tbaa !8
  %7 = tail call i32 @llvm.nvvm.mulhi.ui(i32 %shr.i34, i32 %agg.tmp15.sroa.0.0.copyload), !dbg !61
  %add.i.i63 = add i32 %7, %shr.i34, !dbg !64
  %shr.i.i64 = lshr i32 %add.i.i63, %agg.tmp15.sroa.2.0.copyload, !dbg !65
  %mul.i65.neg = mul i32 %shr.i.i64, %agg.tmp15.sroa.3.0.copyload, !dbg !66
  %reass.add69 = add i32 %mul.i65.neg, %shr.i.i56, !dbg !67
  %reass.add67 = sub i32 %shr.i34, %reass.add69, !dbg !67
  %reass.mul68 = mul i32 %reass.add67, %agg.tmp12.sroa.3.0.copyload, !dbg !67
  %add18 = sub i32 %sub.i42, %shr.i.i48, !dbg !67
  %reass.add = add i32 %add18, %reass.mul68, !dbg !68
  %reass.mul = mul i32 %reass.add, %agg.tmp10.sroa.3.0.copyload, !dbg !68
  %add20 = add i32 %reass.mul, %sub.i, !dbg !68
  %idxprom = sext i32 %add to i64, !dbg !69
  %arrayidx = getelementptr inbounds float, ptr %large, i64 %idxprom, !dbg !69
  %8 = load float, ptr %arrayidx, align 4, !dbg !69, !tbaa !70
  %idxprom21 = zext i32 %add20 to i64, !dbg !72
  %arrayidx22 = getelementptr inbounds nuw float, ptr %small, i64 %idxprom21, !dbg !72
  %9 = load float, ptr %arrayidx22, align 4, !dbg !72, !tbaa !70
  %add23 = fadd contract float %8, %9, !dbg !73
  %arrayidx25 = getelementptr inbounds float, ptr %sum, i64 %idxprom, !dbg !74
  store float %add23, ptr %arrayidx25, align 4, !dbg !75, !tbaa !70
  br label %cleanup, !dbg !76

cleanup:                                          ; preds = %entry, %if.end
  ret void, !dbg !76
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, 1025) i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.nvvm.mulhi.ui(i32, i32) #1

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
!12 = distinct !DISubprogram(name: "broadcast_add", scope: !1, file: !1, line: 17, type: !13, scopeLine: 21, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 66, column: 27, scope: !16, inlinedAt: !18)
!16 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!17 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!18 = distinct !DILocation(line: 22, column: 11, scope: !12)
!19 = !DILocation(line: 79, column: 27, scope: !20, inlinedAt: !21)
!20 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 79, type: !13, scopeLine: 79, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!21 = distinct !DILocation(line: 22, column: 24, scope: !12)
!22 = !DILocation(line: 22, column: 22, scope: !12)
!23 = !DILocation(line: 53, column: 27, scope: !24, inlinedAt: !25)
!24 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 53, type: !13, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!25 = distinct !DILocation(line: 22, column: 37, scope: !12)
!26 = !DILocation(line: 22, column: 35, scope: !12)
!27 = !DILocation(line: 23, column: 9, scope: !12)
!28 = !DILocation(line: 25, column: 28, scope: !12)
!29 = !DILocation(line: 12, column: 11, scope: !30, inlinedAt: !31)
!30 = distinct !DISubprogram(name: "divide", scope: !1, file: !1, line: 11, type: !13, scopeLine: 11, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!31 = distinct !DILocation(line: 25, column: 18, scope: !12)
!32 = !DILocation(line: 12, column: 41, scope: !30, inlinedAt: !31)
!33 = !DILocation(line: 12, column: 46, scope: !30, inlinedAt: !31)
!34 = !DILocation(line: 25, column: 58, scope: !12)
!35 = !DILocation(line: 15, column: 78, scope: !36, inlinedAt: !37)
!36 = distinct !DISubprogram(name: "remainder", scope: !1, file: !1, line: 15, type: !13, scopeLine: 15, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!37 = distinct !DILocation(line: 25, column: 45, scope: !12)
!38 = !DILocation(line: 15, column: 62, scope: !36, inlinedAt: !37)
!39 = !DILocation(line: 26, column: 32, scope: !12)
!40 = !DILocation(line: 12, column: 11, scope: !30, inlinedAt: !41)
!41 = distinct !DILocation(line: 26, column: 20, scope: !12)
!42 = !DILocation(line: 12, column: 41, scope: !30, inlinedAt: !41)
!43 = !DILocation(line: 12, column: 46, scope: !30, inlinedAt: !41)
!44 = !DILocation(line: 27, column: 24, scope: !12)
!45 = !DILocation(line: 15, column: 78, scope: !36, inlinedAt: !46)
!46 = distinct !DILocation(line: 27, column: 9, scope: !12)
!47 = !DILocation(line: 15, column: 62, scope: !36, inlinedAt: !46)
!48 = !DILocation(line: 28, column: 37, scope: !12)
!49 = !DILocation(line: 12, column: 11, scope: !30, inlinedAt: !50)
!50 = distinct !DILocation(line: 15, column: 64, scope: !36, inlinedAt: !51)
!51 = distinct !DILocation(line: 28, column: 19, scope: !12)
!52 = !DILocation(line: 12, column: 41, scope: !30, inlinedAt: !50)
!53 = !DILocation(line: 12, column: 46, scope: !30, inlinedAt: !50)
!54 = !DILocation(line: 29, column: 57, scope: !12)
!55 = !DILocation(line: 12, column: 11, scope: !30, inlinedAt: !56)
!56 = distinct !DILocation(line: 15, column: 64, scope: !36, inlinedAt: !57)
!57 = distinct !DILocation(line: 29, column: 42, scope: !12)
!58 = !DILocation(line: 12, column: 41, scope: !30, inlinedAt: !56)
!59 = !DILocation(line: 12, column: 46, scope: !30, inlinedAt: !56)
!60 = !DILocation(line: 30, column: 82, scope: !12)
!61 = !DILocation(line: 12, column: 11, scope: !30, inlinedAt: !62)
!62 = distinct !DILocation(line: 15, column: 64, scope: !36, inlinedAt: !63)
!63 = distinct !DILocation(line: 30, column: 65, scope: !12)
!64 = !DILocation(line: 12, column: 41, scope: !30, inlinedAt: !62)
!65 = !DILocation(line: 12, column: 46, scope: !30, inlinedAt: !62)
!66 = !DILocation(line: 15, column: 62, scope: !36, inlinedAt: !63)
!67 = !DILocation(line: 29, column: 71, scope: !12)
!68 = !DILocation(line: 28, column: 50, scope: !12)
!69 = !DILocation(line: 31, column: 12, scope: !12)
!70 = !{!71, !71, i64 0}
!71 = !{!"float", !10, i64 0}
!72 = !DILocation(line: 31, column: 23, scope: !12)
!73 = !DILocation(line: 31, column: 21, scope: !12)
!74 = !DILocation(line: 31, column: 3, scope: !12)
!75 = !DILocation(line: 31, column: 10, scope: !12)
!76 = !DILocation(line: 32, column: 1, scope: !12)
