; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

; Function Attrs: mustprogress nofree noinline norecurse nosync nounwind memory(argmem: readwrite)
define dso_local ptx_kernel void @rope_f32(ptr noalias noundef readonly captures(none) %positions, ptr noalias noundef captures(none) %query, ptr noalias noundef readonly captures(none) %tables, i32 noundef %heads, i32 noundef %head_size, i64 noundef %token_stride) local_unnamed_addr #0 !dbg !12 {
entry:
  %div = sdiv i32 %head_size, 2, !dbg !15
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !16
  %idxprom = zext nneg i32 %0 to i64, !dbg !20
  %arrayidx = getelementptr inbounds nuw i64, ptr %positions, i64 %idxprom, !dbg !20
  %1 = load i64, ptr %arrayidx, align 8, !dbg !20, !tbaa !21
  %conv = sext i32 %head_size to i64, !dbg !23
  %mul = mul nsw i64 %1, %conv, !dbg !24
  %add.ptr = getelementptr inbounds float, ptr %tables, i64 %mul, !dbg !25
  %idx.ext = sext i32 %div to i64, !dbg !26
  %add.ptr1 = getelementptr inbounds float, ptr %add.ptr, i64 %idx.ext, !dbg !26
  %mul4 = mul nsw i64 %token_stride, %idxprom, !dbg !27
  %add.ptr5 = getelementptr inbounds float, ptr %query, i64 %mul4, !dbg !28
  %2 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !29
  %mul7 = mul nsw i32 %div, %heads
  %cmp51 = icmp slt i32 %2, %mul7, !dbg !32
  br i1 %cmp51, label %for.body.lr.ph, label %for.cond.cleanup, !dbg !33

for.body.lr.ph:                                   ; preds = %entry
  %3 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.x()
  br label %for.body, !dbg !33

for.cond.cleanup:                                 ; preds = %for.body, %entry
  ret void, !dbg !34

for.body:                                         ; preds = %for.body.lr.ph, %for.body
  %i.052 = phi i32 [ %2, %for.body.lr.ph ], [ %add29, %for.body ]
  %i.052.frozen = freeze i32 %i.052, !dbg !35
  %div8 = sdiv i32 %i.052.frozen, %div, !dbg !35
  %4 = mul i32 %div8, %div, !dbg !36
  %rem.decomposed = sub i32 %i.052.frozen, %4, !dbg !36
  %mul9 = mul nsw i32 %div8, %head_size, !dbg !37
  %idx.ext10 = sext i32 %mul9 to i64, !dbg !38
  %add.ptr11 = getelementptr inbounds float, ptr %add.ptr5, i64 %idx.ext10, !dbg !38
  %idx.ext12 = sext i32 %rem.decomposed to i64, !dbg !39
  %add.ptr13 = getelementptr inbounds float, ptr %add.ptr11, i64 %idx.ext12, !dbg !39
  %add.ptr15 = getelementptr inbounds float, ptr %add.ptr13, i64 %idx.ext, !dbg !40
  %5 = load float, ptr %add.ptr13, align 4, !dbg !41, !tbaa !42
  %6 = load float, ptr %add.ptr15, align 4, !dbg !44, !tbaa !42
  %arrayidx17 = getelementptr inbounds float, ptr %add.ptr, i64 %idx.ext12, !dbg !45
  %7 = load float, ptr %arrayidx17, align 4, !dbg !45, !tbaa !42
  %mul18 = fmul contract float %5, %7, !dbg !46
  %arrayidx20 = getelementptr inbounds float, ptr %add.ptr1, i64 %idx.ext12, !dbg !47
  %8 = load float, ptr %arrayidx20, align 4, !dbg !47, !tbaa !42
  %mul21 = fmul contract float %6, %8, !dbg !48
  %sub = fsub contract float %mul18, %mul21, !dbg !49
  store float %sub, ptr %add.ptr13, align 4, !dbg !50, !tbaa !42
  %mul24 = fmul contract float %6, %7, !dbg !51
  %mul27 = fmul contract float %5, %8, !dbg !52
  %add = fadd contract float %mul24, %mul27, !dbg !53
  store float %add, ptr %add.ptr15, align 4, !dbg !54, !tbaa !42
  %add29 = add i32 %i.052, %3, !dbg !55
  %cmp = icmp slt i32 %add29, %mul7, !dbg !32
  br i1 %cmp, label %for.body, label %for.cond.cleanup, !dbg !33, !llvm.loop !56
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
!12 = distinct !DISubprogram(name: "rope_f32", scope: !1, file: !1, line: 6, type: !13, scopeLine: 9, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 10, column: 29, scope: !12)
!16 = !DILocation(line: 66, column: 27, scope: !17, inlinedAt: !19)
!17 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !18, file: !18, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!18 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!19 = distinct !DILocation(line: 11, column: 45, scope: !12)
!20 = !DILocation(line: 11, column: 35, scope: !12)
!21 = !{!22, !22, i64 0}
!22 = !{!"long long", !10, i64 0}
!23 = !DILocation(line: 11, column: 59, scope: !12)
!24 = !DILocation(line: 11, column: 57, scope: !12)
!25 = !DILocation(line: 11, column: 33, scope: !12)
!26 = !DILocation(line: 12, column: 32, scope: !12)
!27 = !DILocation(line: 13, column: 37, scope: !12)
!28 = !DILocation(line: 13, column: 24, scope: !12)
!29 = !DILocation(line: 53, column: 27, scope: !30, inlinedAt: !31)
!30 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !18, file: !18, line: 53, type: !13, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!31 = distinct !DILocation(line: 15, column: 16, scope: !12)
!32 = !DILocation(line: 15, column: 31, scope: !12)
!33 = !DILocation(line: 15, column: 3, scope: !12)
!34 = !DILocation(line: 22, column: 1, scope: !12)
!35 = !DILocation(line: 17, column: 28, scope: !12)
!36 = !DILocation(line: 16, column: 18, scope: !12)
!37 = !DILocation(line: 17, column: 40, scope: !12)
!38 = !DILocation(line: 17, column: 24, scope: !12)
!39 = !DILocation(line: 17, column: 52, scope: !12)
!40 = !DILocation(line: 17, column: 72, scope: !12)
!41 = !DILocation(line: 18, column: 15, scope: !12)
!42 = !{!43, !43, i64 0}
!43 = !{!"float", !10, i64 0}
!44 = !DILocation(line: 18, column: 25, scope: !12)
!45 = !DILocation(line: 19, column: 16, scope: !12)
!46 = !DILocation(line: 19, column: 14, scope: !12)
!47 = !DILocation(line: 19, column: 36, scope: !12)
!48 = !DILocation(line: 19, column: 34, scope: !12)
!49 = !DILocation(line: 19, column: 30, scope: !12)
!50 = !DILocation(line: 19, column: 10, scope: !12)
!51 = !DILocation(line: 20, column: 15, scope: !12)
!52 = !DILocation(line: 20, column: 35, scope: !12)
!53 = !DILocation(line: 20, column: 31, scope: !12)
!54 = !DILocation(line: 20, column: 11, scope: !12)
!55 = !DILocation(line: 15, column: 54, scope: !12)
!56 = distinct !{!56, !33, !57, !58}
!57 = !DILocation(line: 21, column: 3, scope: !12)
!58 = !{!"llvm.loop.mustprogress"}
