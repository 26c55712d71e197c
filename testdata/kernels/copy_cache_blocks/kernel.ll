; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

; Function Attrs: mustprogress nofree noinline norecurse nosync nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define dso_local ptx_kernel void @copy_cache_blocks(ptr noundef readonly captures(none) %caches, ptr noalias noundef readonly captures(none) %pairs, i32 noundef %page_elements) local_unnamed_addr #0 !dbg !12 {
entry:
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !15
  %cmp27 = icmp slt i32 %0, %page_elements, !dbg !19
  br i1 %cmp27, label %for.body.lr.ph, label %for.cond.cleanup, !dbg !20

for.body.lr.ph:                                   ; preds = %entry
  %1 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.y(), !dbg !21
  %mul = shl nuw nsw i32 %1, 1, !dbg !24
  %2 = zext nneg i32 %mul to i64, !dbg !25
  %3 = getelementptr inbounds nuw i64, ptr %pairs, i64 %2, !dbg !25
  %arrayidx8 = getelementptr inbounds nuw i8, ptr %3, i64 8, !dbg !25
  %4 = load i64, ptr %arrayidx8, align 8, !dbg !25, !tbaa !26
  %conv = zext nneg i32 %page_elements to i64, !dbg !28
  %mul10 = mul nsw i64 %4, %conv, !dbg !29
  %5 = load i64, ptr %3, align 8, !dbg !30, !tbaa !26
  %mul4 = mul nsw i64 %5, %conv, !dbg !31
  %6 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !32
  %idxprom = zext nneg i32 %6 to i64, !dbg !35
  %arrayidx = getelementptr inbounds nuw ptr, ptr %caches, i64 %idxprom, !dbg !35
  %7 = load ptr, ptr %arrayidx, align 8, !dbg !35, !tbaa !36
  %8 = getelementptr float, ptr %7, i64 %mul4
  %9 = getelementptr float, ptr %7, i64 %mul10
  %10 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.x()
  br label %for.body, !dbg !20

for.cond.cleanup:                                 ; preds = %for.body, %entry
  ret void, !dbg !39

for.body:                                         ; preds = %for.body.lr.ph, %for.body
  %i.028 = phi i32 [ %0, %for.body.lr.ph ], [ %add19, %for.body ]
  %conv12 = sext i32 %i.028 to i64, !dbg !40
  %arrayidx14 = getelementptr float, ptr %8, i64 %conv12, !dbg !41
  %11 = load float, ptr %arrayidx14, align 4, !dbg !41, !tbaa !42
  %arrayidx17 = getelementptr float, ptr %9, i64 %conv12, !dbg !44
  store float %11, ptr %arrayidx17, align 4, !dbg !45, !tbaa !42
  %add19 = add i32 %i.028, %10, !dbg !46
  %cmp = icmp slt i32 %add19, %page_elements, !dbg !19
  br i1 %cmp, label %for.body, label %for.cond.cleanup, !dbg !20, !llvm.loop !47
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 65535) i32 @llvm.nvvm.read.ptx.sreg.ctaid.y() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, 1025) i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #1

attributes #0 = { mustprogress nofree noinline norecurse nosync nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none) "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx80,+sm_80" "uniform-work-group-size"="true" }
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
!12 = distinct !DISubprogram(name: "copy_cache_blocks", scope: !1, file: !1, line: 5, type: !13, scopeLine: 6, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 53, column: 27, scope: !16, inlinedAt: !18)
!16 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 53, type: !13, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!17 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!18 = distinct !DILocation(line: 10, column: 16, scope: !12)
!19 = !DILocation(line: 10, column: 31, scope: !12)
!20 = !DILocation(line: 10, column: 3, scope: !12)
!21 = !DILocation(line: 67, column: 27, scope: !22, inlinedAt: !23)
!22 = distinct !DISubprogram(name: "__fetch_builtin_y", scope: !17, file: !17, line: 67, type: !13, scopeLine: 67, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!23 = distinct !DILocation(line: 8, column: 30, scope: !12)
!24 = !DILocation(line: 8, column: 28, scope: !12)
!25 = !DILocation(line: 9, column: 20, scope: !12)
!26 = !{!27, !27, i64 0}
!27 = !{!"long long", !10, i64 0}
!28 = !DILocation(line: 8, column: 44, scope: !12)
!29 = !DILocation(line: 9, column: 46, scope: !12)
!30 = !DILocation(line: 8, column: 20, scope: !12)
!31 = !DILocation(line: 8, column: 42, scope: !12)
!32 = !DILocation(line: 66, column: 27, scope: !33, inlinedAt: !34)
!33 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!34 = distinct !DILocation(line: 7, column: 25, scope: !12)
!35 = !DILocation(line: 7, column: 18, scope: !12)
!36 = !{!37, !37, i64 0}
!37 = !{!"p1 float", !38, i64 0}
!38 = !{!"any pointer", !10, i64 0}
!39 = !DILocation(line: 12, column: 1, scope: !12)
!40 = !DILocation(line: 11, column: 40, scope: !12)
!41 = !DILocation(line: 11, column: 25, scope: !12)
!42 = !{!43, !43, i64 0}
!43 = !{!"float", !10, i64 0}
!44 = !DILocation(line: 11, column: 5, scope: !12)
!45 = !DILocation(line: 11, column: 23, scope: !12)
!46 = !DILocation(line: 10, column: 50, scope: !12)
!47 = distinct !{!47, !20, !48, !49}
!48 = !DILocation(line: 11, column: 41, scope: !12)
!49 = !{!"llvm.loop.mustprogress"}
