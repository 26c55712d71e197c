; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

; Function Attrs: mustprogress nofree noinline norecurse nosync nounwind memory(argmem: readwrite)
define dso_local ptx_kernel void @reshape_and_cache(ptr noalias noundef readonly captures(none) %key, ptr noalias noundef readonly captures(none) %value, ptr noalias noundef writeonly captures(none) %key_cache, ptr noalias noundef writeonly captures(none) %value_cache, ptr noalias noundef readonly captures(none) %slot_mapping, i32 noundef %key_stride, i32 noundef %value_stride, i32 noundef %heads, i32 noundef %head_size, i32 noundef %block_size) local_unnamed_addr #0 !dbg !12 {
entry:
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !15
  %idxprom = zext nneg i32 %0 to i64, !dbg !19
  %arrayidx = getelementptr inbounds nuw i64, ptr %slot_mapping, i64 %idxprom, !dbg !19
  %1 = load i64, ptr %arrayidx, align 8, !dbg !19, !tbaa !20
  %cmp = icmp slt i64 %1, 0, !dbg !22
  br i1 %cmp, label %cleanup, label %if.end, !dbg !22

if.end:                                           ; preds = %entry
  %conv = sext i32 %block_size to i64, !dbg !23
  %.frozen = freeze i64 %1, !dbg !24
  %div = sdiv i64 %.frozen, %conv, !dbg !24
  %2 = mul i64 %div, %conv, !dbg !25
  %rem.decomposed = sub i64 %.frozen, %2, !dbg !25
  %3 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !26
  %mul = mul nsw i32 %head_size, %heads
  %cmp348 = icmp slt i32 %3, %mul, !dbg !29
  br i1 %cmp348, label %for.body.lr.ph, label %cleanup, !dbg !30

for.body.lr.ph:                                   ; preds = %if.end
  %conv6 = sext i32 %heads to i64
  %mul7 = mul nsw i64 %div, %conv6
  %conv12 = sext i32 %head_size to i64
  %conv18 = sext i32 %key_stride to i64
  %mul19 = mul nsw i64 %conv18, %idxprom
  %4 = getelementptr half, ptr %key, i64 %mul19
  %conv26 = sext i32 %value_stride to i64
  %mul27 = mul nsw i64 %conv26, %idxprom
  %5 = getelementptr half, ptr %value, i64 %mul27
  %6 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.x()
  br label %for.body, !dbg !30

for.body:                                         ; preds = %for.body.lr.ph, %for.body
  %i.049 = phi i32 [ %3, %for.body.lr.ph ], [ %add33, %for.body ]
  %i.049.frozen = freeze i32 %i.049, !dbg !31
  %div4 = sdiv i32 %i.049.frozen, %head_size, !dbg !31
  %7 = mul i32 %div4, %head_size, !dbg !32
  %rem5.decomposed = sub i32 %i.049.frozen, %7, !dbg !32
  %conv8 = sext i32 %div4 to i64, !dbg !33
  %add = add nsw i64 %mul7, %conv8, !dbg !34
  %mul10 = mul nsw i64 %add, %conv, !dbg !35
  %add11 = add nsw i64 %mul10, %rem.decomposed, !dbg !36
  %mul13 = mul nsw i64 %add11, %conv12, !dbg !37
  %conv14 = sext i32 %rem5.decomposed to i64, !dbg !38
  %add15 = add nsw i64 %mul13, %conv14, !dbg !39
  %conv20 = sext i32 %i.049 to i64, !dbg !40
  %arrayidx22 = getelementptr half, ptr %4, i64 %conv20, !dbg !41
  %8 = load half, ptr %arrayidx22, align 2, !dbg !41, !tbaa !42
  %arrayidx23 = getelementptr inbounds half, ptr %key_cache, i64 %add15, !dbg !44
  store half %8, ptr %arrayidx23, align 2, !dbg !45, !tbaa !42
  %arrayidx30 = getelementptr half, ptr %5, i64 %conv20, !dbg !46
  %9 = load half, ptr %arrayidx30, align 2, !dbg !46, !tbaa !42
  %arrayidx31 = getelementptr inbounds half, ptr %value_cache, i64 %add15, !dbg !47
  store half %9, ptr %arrayidx31, align 2, !dbg !48, !tbaa !42
  %add33 = add i32 %i.049, %6, !dbg !49
  %cmp3 = icmp slt i32 %add33, %mul, !dbg !29
  br i1 %cmp3, label %for.body, label %cleanup, !dbg !30, !llvm.loop !50

cleanup:                                          ; preds = %for.body, %if.end, %entry
  ret void, !dbg !53
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, 1025) i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #1

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
!12 = distinct !DISubprogram(name: "reshape_and_cache", scope: !1, file: !1, line: 6, type: !13, scopeLine: 12, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 66, column: 27, scope: !16, inlinedAt: !18)
!16 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!17 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!18 = distinct !DILocation(line: 13, column: 31, scope: !12)
!19 = !DILocation(line: 13, column: 18, scope: !12)
!20 = !{!21, !21, i64 0}
!21 = !{!"long long", !10, i64 0}
!22 = !DILocation(line: 14, column: 12, scope: !12)
!23 = !DILocation(line: 16, column: 26, scope: !12)
!24 = !DILocation(line: 16, column: 24, scope: !12)
!25 = !DILocation(line: 16, column: 54, scope: !12)
!26 = !DILocation(line: 53, column: 27, scope: !27, inlinedAt: !28)
!27 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 53, type: !13, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!28 = distinct !DILocation(line: 17, column: 16, scope: !12)
!29 = !DILocation(line: 17, column: 31, scope: !12)
!30 = !DILocation(line: 17, column: 3, scope: !12)
!31 = !DILocation(line: 18, column: 18, scope: !12)
!32 = !DILocation(line: 18, column: 42, scope: !12)
!33 = !DILocation(line: 19, column: 40, scope: !12)
!34 = !DILocation(line: 19, column: 38, scope: !12)
!35 = !DILocation(line: 19, column: 46, scope: !12)
!36 = !DILocation(line: 19, column: 59, scope: !12)
!37 = !DILocation(line: 19, column: 71, scope: !12)
!38 = !DILocation(line: 19, column: 85, scope: !12)
!39 = !DILocation(line: 19, column: 83, scope: !12)
!40 = !DILocation(line: 20, column: 64, scope: !12)
!41 = !DILocation(line: 20, column: 25, scope: !12)
!42 = !{!43, !43, i64 0}
!43 = !{!"_Float16", !10, i64 0}
!44 = !DILocation(line: 20, column: 5, scope: !12)
!45 = !DILocation(line: 20, column: 23, scope: !12)
!46 = !DILocation(line: 21, column: 27, scope: !12)
!47 = !DILocation(line: 21, column: 5, scope: !12)
!48 = !DILocation(line: 21, column: 25, scope: !12)
!49 = !DILocation(line: 17, column: 54, scope: !12)
!50 = distinct !{!50, !30, !51, !52}
!51 = !DILocation(line: 22, column: 3, scope: !12)
!52 = !{!"llvm.loop.mustprogress"}
!53 = !DILocation(line: 23, column: 1, scope: !12)
