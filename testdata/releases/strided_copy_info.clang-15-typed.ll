; clang-15 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 -Xclang -target-feature -Xclang +ptx72 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only -Xclang -no-opaque-pointers kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-i64:64-i128:128-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

; Function Attrs: argmemonly mustprogress nofree norecurse nosync nounwind
define dso_local void @strided_copy_info(i32 noundef %count, i32 noundef %rank, i32* noalias nocapture noundef readonly %info, float* noalias nocapture noundef readonly %source, float* noalias nocapture noundef writeonly %target) local_unnamed_addr #0 !dbg !9 {
entry:
  %0 = tail call i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !12
  %1 = tail call i32 @llvm.nvvm.read.ptx.sreg.ntid.x(), !dbg !16
  %mul = mul i32 %0, %1, !dbg !19
  %2 = tail call i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !20
  %add = add i32 %mul, %2, !dbg !23
  %cmp42 = icmp ult i32 %add, %count, !dbg !24
  br i1 %cmp42, label %for.cond3.preheader.lr.ph, label %for.cond.cleanup, !dbg !25

for.cond3.preheader.lr.ph:                        ; preds = %entry
  %cmp4.not38 = icmp eq i32 %rank, 0
  %3 = tail call i32 @llvm.nvvm.read.ptx.sreg.nctaid.x(), !dbg !26
  %mul20 = mul i32 %3, %1
  br label %for.cond3.preheader, !dbg !25

for.cond3.preheader:                              ; preds = %for.cond3.preheader.lr.ph, %for.cond.cleanup5
  %i.043 = phi i32 [ %add, %for.cond3.preheader.lr.ph ], [ %add21, %for.cond.cleanup5 ]
  br i1 %cmp4.not38, label %for.cond.cleanup5, label %for.body6, !dbg !27

for.cond.cleanup:                                 ; preds = %for.cond.cleanup5, %entry
  ret void, !dbg !28

for.cond.cleanup5:                                ; preds = %for.body6, %for.cond3.preheader
  %offset.0.lcssa = phi i32 [ 0, %for.cond3.preheader ], [ %add11, %for.body6 ], !dbg !26
  %idxprom14 = zext i32 %offset.0.lcssa to i64, !dbg !29
  %arrayidx15 = getelementptr inbounds float, float* %source, i64 %idxprom14, !dbg !29
  %4 = load float, float* %arrayidx15, align 4, !dbg !29, !tbaa !30
  %idxprom16 = zext i32 %i.043 to i64, !dbg !34
  %arrayidx17 = getelementptr inbounds float, float* %target, i64 %idxprom16, !dbg !34
  store float %4, float* %arrayidx17, align 4, !dbg !35, !tbaa !30
  %add21 = add i32 %i.043, %mul20, !dbg !36
  %cmp = icmp ult i32 %add21, %count, !dbg !24
  br i1 %cmp, label %for.cond3.preheader, label %for.cond.cleanup, !dbg !25, !llvm.loop !37

for.body6:                                        ; preds = %for.cond3.preheader, %for.body6
  %d.041 = phi i32 [ %dec, %for.body6 ], [ %rank, %for.cond3.preheader ]
  %offset.040 = phi i32 [ %add11, %for.body6 ], [ 0, %for.cond3.preheader ]
  %rest.039 = phi i32 [ %div, %for.body6 ], [ %i.043, %for.cond3.preheader ]
  %dec = add i32 %d.041, -1, !dbg !40
  %idxprom = zext i32 %dec to i64, !dbg !41
  %arrayidx = getelementptr inbounds i32, i32* %info, i64 %idxprom, !dbg !41
  %5 = load i32, i32* %arrayidx, align 4, !dbg !41, !tbaa !42
  %rest.039.frozen = freeze i32 %rest.039
  %.frozen = freeze i32 %5
  %div = udiv i32 %rest.039.frozen, %.frozen, !dbg !44
  %6 = mul i32 %div, %.frozen
  %rem.decomposed = sub i32 %rest.039.frozen, %6
  %add7 = add i32 %dec, %rank, !dbg !45
  %idxprom8 = zext i32 %add7 to i64, !dbg !46
  %arrayidx9 = getelementptr inbounds i32, i32* %info, i64 %idxprom8, !dbg !46
  %7 = load i32, i32* %arrayidx9, align 4, !dbg !46, !tbaa !42
  %mul10 = mul i32 %7, %rem.decomposed, !dbg !47
  %add11 = add i32 %mul10, %offset.040, !dbg !48
  %cmp4.not = icmp eq i32 %dec, 0, !dbg !49
  br i1 %cmp4.not, label %for.cond.cleanup5, label %for.body6, !dbg !27, !llvm.loop !50
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind readnone speculatable willreturn
declare i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind readnone speculatable willreturn
declare i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind readnone speculatable willreturn
declare i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind readnone speculatable willreturn
declare i32 @llvm.nvvm.read.ptx.sreg.nctaid.x() #1

attributes #0 = { argmemonly mustprogress nofree norecurse nosync nounwind "frame-pointer"="all" "min-legal-vector-width"="0" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx42,+ptx72,+sm_80" }
attributes #1 = { mustprogress nocallback nofree nosync nounwind readnone speculatable willreturn }

!llvm.dbg.cu = !{!0}
!nvvm.annotations = !{!2}
!llvm.module.flags = !{!3, !4, !5, !6, !7}
!llvm.ident = !{!8}

!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus_14, file: !1, producer: "clang version 15.0.6", isOptimized: true, runtimeVersion: 0, emissionKind: DebugDirectivesOnly, splitDebugInlining: false, nameTableKind: None)
!1 = !DIFile(filename: "kernel.cu", directory: ".")
!2 = !{void (i32, i32, i32*, float*, float*)* @strided_copy_info, !"kernel", i32 1}
!3 = !{i32 7, !"Dwarf Version", i32 2}
!4 = !{i32 2, !"Debug Info Version", i32 3}
!5 = !{i32 1, !"wchar_size", i32 4}
!6 = !{i32 4, !"nvvm-reflect-ftz", i32 0}
!7 = !{i32 7, !"frame-pointer", i32 2}
!8 = !{!"clang version 15.0.6"}
!9 = distinct !DISubprogram(name: "strided_copy_info", scope: !1, file: !1, line: 5, type: !10, scopeLine: 8, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !11)
!10 = !DISubroutineType(types: !11)
!11 = !{}
!12 = !DILocation(line: 66, column: 3, scope: !13, inlinedAt: !15)
!13 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !14, file: !14, line: 66, type: !10, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !11)
!14 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!15 = distinct !DILocation(line: 9, column: 21, scope: !9)
!16 = !DILocation(line: 79, column: 3, scope: !17, inlinedAt: !18)
!17 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !14, file: !14, line: 79, type: !10, scopeLine: 79, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !11)
!18 = distinct !DILocation(line: 9, column: 34, scope: !9)
!19 = !DILocation(line: 9, column: 32, scope: !9)
!20 = !DILocation(line: 53, column: 3, scope: !21, inlinedAt: !22)
!21 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !14, file: !14, line: 53, type: !10, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !11)
!22 = distinct !DILocation(line: 9, column: 47, scope: !9)
!23 = !DILocation(line: 9, column: 45, scope: !9)
!24 = !DILocation(line: 9, column: 62, scope: !9)
!25 = !DILocation(line: 9, column: 3, scope: !9)
!26 = !DILocation(line: 0, scope: !9)
!27 = !DILocation(line: 11, column: 5, scope: !9)
!28 = !DILocation(line: 17, column: 1, scope: !9)
!29 = !DILocation(line: 15, column: 17, scope: !9)
!30 = !{!31, !31, i64 0}
!31 = !{!"float", !32, i64 0}
!32 = !{!"omnipotent char", !33, i64 0}
!33 = !{!"Simple C++ TBAA"}
!34 = !DILocation(line: 15, column: 5, scope: !9)
!35 = !DILocation(line: 15, column: 15, scope: !9)
!36 = !DILocation(line: 9, column: 73, scope: !9)
!37 = distinct !{!37, !25, !38, !39}
!38 = !DILocation(line: 16, column: 3, scope: !9)
!39 = !{!"llvm.loop.mustprogress"}
!40 = !DILocation(line: 11, column: 30, scope: !9)
!41 = !DILocation(line: 12, column: 24, scope: !9)
!42 = !{!43, !43, i64 0}
!43 = !{!"int", !32, i64 0}
!44 = !DILocation(line: 13, column: 12, scope: !9)
!45 = !DILocation(line: 12, column: 44, scope: !9)
!46 = !DILocation(line: 12, column: 34, scope: !9)
!47 = !DILocation(line: 12, column: 32, scope: !9)
!48 = !DILocation(line: 12, column: 14, scope: !9)
!49 = !DILocation(line: 11, column: 33, scope: !9)
!50 = distinct !{!50, !27, !51, !39}
!51 = !DILocation(line: 14, column: 5, scope: !9)
