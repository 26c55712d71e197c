; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

$_Z17add_bias_residualIfEvPKT_S2_S2_PS0_ii = comdat any

; Function Attrs: mustprogress nofree noinline norecurse nosync nounwind willreturn memory(argmem: readwrite)
define dso_local ptx_kernel void @_Z17add_bias_residualIfEvPKT_S2_S2_PS0_ii(ptr noalias noundef readonly captures(none) %x, ptr noalias noundef readonly captures(none) %bias, ptr noalias noundef readonly captures(none) %residual, ptr noalias noundef writeonly captures(none) %out, i32 noundef %rows, i32 noundef %columns) local_unnamed_addr #0 comdat !dbg !12 {
entry:
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !15
  %1 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.x(), !dbg !19
  %mul = mul i32 %0, %1, !dbg !22
  %2 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !23
  %add = add i32 %mul, %2, !dbg !26
  %3 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.y(), !dbg !27
  %4 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.y(), !dbg !30
  %mul5 = mul nuw nsw i32 %3, %4, !dbg !33
  %5 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.y(), !dbg !34
  %add7 = add nuw nsw i32 %mul5, %5, !dbg !37
  %cmp = icmp slt i32 %add, %columns, !dbg !38
  %cmp8 = icmp slt i32 %add7, %rows
  %or.cond = and i1 %cmp8, %cmp, !dbg !39
  br i1 %or.cond, label %if.then, label %if.end, !dbg !39

if.then:                                          ; preds = %entry
  %conv = zext nneg i32 %add7 to i64, !dbg !40
  %conv9 = sext i32 %columns to i64, !dbg !41
  %mul10 = mul nsw i64 %conv9, %conv, !dbg !42
  %conv11 = sext i32 %add to i64, !dbg !43
  %add12 = add nsw i64 %mul10, %conv11, !dbg !44
  %arrayidx = getelementptr inbounds float, ptr %x, i64 %add12, !dbg !45
  %6 = load float, ptr %arrayidx, align 4, !dbg !45, !tbaa !46
  %arrayidx13 = getelementptr inbounds float, ptr %bias, i64 %conv11, !dbg !48
  %7 = load float, ptr %arrayidx13, align 4, !dbg !48, !tbaa !46
  %add14 = fadd contract float %6, %7, !dbg !49
  %arrayidx15 = getelementptr inbounds float, ptr %residual, i64 %add12, !dbg !50
  %8 = load float, ptr %arrayidx15, align 4, !dbg !50, !tbaa !46
  %add16 = fadd contract float %add14, %8, !dbg !51
  %arrayidx17 = getelementptr inbounds float, ptr %out, i64 %add12, !dbg !52
  store float %add16, ptr %arrayidx17, align 4, !dbg !53, !tbaa !46
  br label %if.end, !dbg !54

if.end:                                           ; preds = %if.then, %entry
  ret void, !dbg !55
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, 1025) i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 65535) i32 @llvm.nvvm.read.ptx.sreg.ctaid.y() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, 1025) i32 @llvm.nvvm.read.ptx.sreg.ntid.y() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.y() #1

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
!12 = distinct !DISubprogram(name: "add_bias_residual<float>", scope: !1, file: !1, line: 6, type: !13, scopeLine: 8, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 66, column: 27, scope: !16, inlinedAt: !18)
!16 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!17 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!18 = distinct !DILocation(line: 9, column: 16, scope: !12)
!19 = !DILocation(line: 79, column: 27, scope: !20, inlinedAt: !21)
!20 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 79, type: !13, scopeLine: 79, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!21 = distinct !DILocation(line: 9, column: 29, scope: !12)
!22 = !DILocation(line: 9, column: 27, scope: !12)
!23 = !DILocation(line: 53, column: 27, scope: !24, inlinedAt: !25)
!24 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 53, type: !13, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!25 = distinct !DILocation(line: 9, column: 42, scope: !12)
!26 = !DILocation(line: 9, column: 40, scope: !12)
!27 = !DILocation(line: 67, column: 27, scope: !28, inlinedAt: !29)
!28 = distinct !DISubprogram(name: "__fetch_builtin_y", scope: !17, file: !17, line: 67, type: !13, scopeLine: 67, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!29 = distinct !DILocation(line: 9, column: 61, scope: !12)
!30 = !DILocation(line: 80, column: 27, scope: !31, inlinedAt: !32)
!31 = distinct !DISubprogram(name: "__fetch_builtin_y", scope: !17, file: !17, line: 80, type: !13, scopeLine: 80, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!32 = distinct !DILocation(line: 9, column: 74, scope: !12)
!33 = !DILocation(line: 9, column: 72, scope: !12)
!34 = !DILocation(line: 54, column: 27, scope: !35, inlinedAt: !36)
!35 = distinct !DISubprogram(name: "__fetch_builtin_y", scope: !17, file: !17, line: 54, type: !13, scopeLine: 54, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!36 = distinct !DILocation(line: 9, column: 87, scope: !12)
!37 = !DILocation(line: 9, column: 85, scope: !12)
!38 = !DILocation(line: 10, column: 14, scope: !12)
!39 = !DILocation(line: 10, column: 24, scope: !12)
!40 = !DILocation(line: 11, column: 26, scope: !12)
!41 = !DILocation(line: 11, column: 32, scope: !12)
!42 = !DILocation(line: 11, column: 30, scope: !12)
!43 = !DILocation(line: 11, column: 42, scope: !12)
!44 = !DILocation(line: 11, column: 40, scope: !12)
!45 = !DILocation(line: 12, column: 14, scope: !12)
!46 = !{!47, !47, i64 0}
!47 = !{!"float", !10, i64 0}
!48 = !DILocation(line: 12, column: 21, scope: !12)
!49 = !DILocation(line: 12, column: 19, scope: !12)
!50 = !DILocation(line: 12, column: 36, scope: !12)
!51 = !DILocation(line: 12, column: 34, scope: !12)
!52 = !DILocation(line: 12, column: 5, scope: !12)
!53 = !DILocation(line: 12, column: 12, scope: !12)
!54 = !DILocation(line: 13, column: 3, scope: !12)
!55 = !DILocation(line: 14, column: 1, scope: !12)
