; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

%struct.Shape = type { [4 x i32], [4 x i64] }

; Function Attrs: mustprogress nofree noinline norecurse nosync nounwind willreturn memory(argmem: readwrite)
define dso_local ptx_kernel void @strided_copy(ptr noalias noundef readonly captures(none) %source, ptr noalias noundef writeonly captures(none) %target, ptr noundef readonly byval(%struct.Shape) align 8 captures(none) %shape, i32 noundef %count) local_unnamed_addr #0 !dbg !12 {
entry:
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !15
  %1 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.x(), !dbg !19
  %mul = mul i32 %0, %1, !dbg !22
  %2 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !23
  %add = add i32 %mul, %2, !dbg !26
  %cmp.not = icmp slt i32 %add, %count, !dbg !27
  br i1 %cmp.not, label %for.cond.preheader, label %cleanup, !dbg !27

for.cond.preheader:                               ; preds = %entry
  %strides = getelementptr inbounds nuw i8, ptr %shape, i64 16
  %arrayidx = getelementptr inbounds nuw i8, ptr %shape, i64 12, !dbg !28
  %3 = load i32, ptr %arrayidx, align 4, !dbg !28, !tbaa !8
  %.frozen = freeze i32 %3, !dbg !29
  %div = sdiv i32 %add, %.frozen, !dbg !29
  %4 = mul i32 %div, %.frozen, !dbg !30
  %rem.decomposed = sub i32 %add, %4, !dbg !30
  %conv = sext i32 %rem.decomposed to i64, !dbg !31
  %arrayidx5 = getelementptr inbounds nuw i8, ptr %shape, i64 40, !dbg !32
  %5 = load i64, ptr %arrayidx5, align 8, !dbg !32, !tbaa !33
  %mul6 = mul nsw i64 %5, %conv, !dbg !35
  %arrayidx.1 = getelementptr inbounds nuw i8, ptr %shape, i64 8, !dbg !28
  %6 = load i32, ptr %arrayidx.1, align 8, !dbg !28, !tbaa !8
  %.frozen25 = freeze i32 %6, !dbg !29
  %div.1 = sdiv i32 %div, %.frozen25, !dbg !29
  %7 = mul i32 %div.1, %.frozen25, !dbg !30
  %rem.1.decomposed = sub i32 %div, %7, !dbg !30
  %conv.1 = sext i32 %rem.1.decomposed to i64, !dbg !31
  %arrayidx5.1 = getelementptr inbounds nuw i8, ptr %shape, i64 32, !dbg !32
  %8 = load i64, ptr %arrayidx5.1, align 8, !dbg !32, !tbaa !33
  %mul6.1 = mul nsw i64 %8, %conv.1, !dbg !35
  %arrayidx.2 = getelementptr inbounds nuw i8, ptr %shape, i64 4, !dbg !28
  %9 = load i32, ptr %arrayidx.2, align 4, !dbg !28, !tbaa !8
  %.frozen26 = freeze i32 %9, !dbg !29
  %div.2 = sdiv i32 %div.1, %.frozen26, !dbg !29
  %10 = mul i32 %div.2, %.frozen26, !dbg !30
  %rem.2.decomposed = sub i32 %div.1, %10, !dbg !30
  %conv.2 = sext i32 %rem.2.decomposed to i64, !dbg !31
  %arrayidx5.2 = getelementptr inbounds nuw i8, ptr %shape, i64 24, !dbg !32
  %11 = load i64, ptr %arrayidx5.2, align 8, !dbg !32, !tbaa !33
  %mul6.2 = mul nsw i64 %11, %conv.2, !dbg !35
  %12 = load i32, ptr %shape, align 8, !dbg !28, !tbaa !8
  %rem.3 = srem i32 %div.2, %12, !dbg !30
  %conv.3 = sext i32 %rem.3 to i64, !dbg !31
  %13 = load i64, ptr %strides, align 8, !dbg !32, !tbaa !33
  %mul6.3 = mul nsw i64 %13, %conv.3, !dbg !35
  %14 = getelementptr float, ptr %source, i64 %mul6.3, !dbg !36
  %15 = getelementptr float, ptr %14, i64 %mul6.2, !dbg !36
  %16 = getelementptr float, ptr %15, i64 %mul6.1, !dbg !36
  %arrayidx11 = getelementptr float, ptr %16, i64 %mul6, !dbg !36
  %17 = load float, ptr %arrayidx11, align 4, !dbg !36, !tbaa !37
  %idxprom12 = sext i32 %add to i64, !dbg !39
  %arrayidx13 = getelementptr inbounds float, ptr %target, i64 %idxprom12, !dbg !39
  store float %17, ptr %arrayidx13, align 4, !dbg !40, !tbaa !37
  br label %cleanup, !dbg !41

cleanup:                                          ; preds = %entry, %for.cond.preheader
  ret void, !dbg !41
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, 1025) i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

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
!12 = distinct !DISubprogram(name: "strided_copy", scope: !1, file: !1, line: 10, type: !13, scopeLine: 11, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 66, column: 27, scope: !16, inlinedAt: !18)
!16 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!17 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!18 = distinct !DILocation(line: 12, column: 11, scope: !12)
!19 = !DILocation(line: 79, column: 27, scope: !20, inlinedAt: !21)
!20 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 79, type: !13, scopeLine: 79, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!21 = distinct !DILocation(line: 12, column: 24, scope: !12)
!22 = !DILocation(line: 12, column: 22, scope: !12)
!23 = !DILocation(line: 53, column: 27, scope: !24, inlinedAt: !25)
!24 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 53, type: !13, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!25 = distinct !DILocation(line: 12, column: 37, scope: !12)
!26 = !DILocation(line: 12, column: 35, scope: !12)
!27 = !DILocation(line: 13, column: 9, scope: !12)
!28 = !DILocation(line: 18, column: 22, scope: !12)
!29 = !DILocation(line: 19, column: 10, scope: !12)
!30 = !DILocation(line: 18, column: 20, scope: !12)
!31 = !DILocation(line: 18, column: 15, scope: !12)
!32 = !DILocation(line: 18, column: 39, scope: !12)
!33 = !{!34, !34, i64 0}
!34 = !{!"long long", !10, i64 0}
!35 = !DILocation(line: 18, column: 37, scope: !12)
!36 = !DILocation(line: 21, column: 15, scope: !12)
!37 = !{!38, !38, i64 0}
!38 = !{!"float", !10, i64 0}
!39 = !DILocation(line: 21, column: 3, scope: !12)
!40 = !DILocation(line: 21, column: 13, scope: !12)
!41 = !DILocation(line: 22, column: 1, scope: !12)
