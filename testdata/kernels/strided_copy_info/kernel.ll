; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

; Function Attrs: mustprogress nofree noinline norecurse nosync nounwind memory(argmem: readwrite)
define dso_local ptx_kernel void @strided_copy_info(i32 noundef %count, i32 noundef %rank, ptr noalias noundef readonly captures(none) %info, ptr noalias noundef readonly captures(none) %source, ptr noalias noundef writeonly captures(none) %target) local_unnamed_addr #0 !dbg !12 {
entry:
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !15
  %1 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.x(), !dbg !19
  %mul = mul i32 %0, %1, !dbg !22
  %2 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !23
  %add = add i32 %mul, %2, !dbg !26
  %cmp38 = icmp ult i32 %add, %count, !dbg !27
  br i1 %cmp38, label %for.cond3.preheader.lr.ph, label %for.cond.cleanup, !dbg !28

for.cond3.preheader.lr.ph:                        ; preds = %entry
  %cmp4.not34 = icmp eq i32 %rank, 0
  %3 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.nctaid.x()
  %mul20 = mul i32 %3, %1
  br label %for.cond3.preheader, !dbg !28

for.cond3.preheader:                              ; preds = %for.cond3.preheader.lr.ph, %for.cond.cleanup5
  %i.039 = phi i32 [ %add, %for.cond3.preheader.lr.ph ], [ %add21, %for.cond.cleanup5 ]
  br i1 %cmp4.not34, label %for.cond.cleanup5, label %for.body6, !dbg !29

for.cond.cleanup:                                 ; preds = %for.cond.cleanup5, %entry
  ret void, !dbg !30

for.cond.cleanup5.loopexit:                       ; preds = %for.body6
  %4 = zext i32 %add11 to i64, !dbg !31
  br label %for.cond.cleanup5, !dbg !31

for.cond.cleanup5:                                ; preds = %for.cond.cleanup5.loopexit, %for.cond3.preheader
  %offset.0.lcssa = phi i64 [ 0, %for.cond3.preheader ], [ %4, %for.cond.cleanup5.loopexit ], !dbg !32
  %arrayidx15 = getelementptr inbounds nuw float, ptr %source, i64 %offset.0.lcssa, !dbg !31
  %5 = load float, ptr %arrayidx15, align 4, !dbg !31, !tbaa !33
  %idxprom16 = zext i32 %i.039 to i64, !dbg !35
  %arrayidx17 = getelementptr inbounds nuw float, ptr %target, i64 %idxprom16, !dbg !35
  store float %5, ptr %arrayidx17, align 4, !dbg !36, !tbaa !33
  %add21 = add i32 %i.039, %mul20, !dbg !37
  %cmp = icmp ult i32 %add21, %count, !dbg !27
  br i1 %cmp, label %for.cond3.preheader, label %for.cond.cleanup, !dbg !28, !llvm.loop !38

for.body6:                                        ; preds = %for.cond3.preheader, %for.body6
  %d.037 = phi i32 [ %dec, %for.body6 ], [ %rank, %for.cond3.preheader ]
  %offset.036 = phi i32 [ %add11, %for.body6 ], [ 0, %for.cond3.preheader ]
  %rest.035 = phi i32 [ %div, %for.body6 ], [ %i.039, %for.cond3.preheader ]
  %dec = add i32 %d.037, -1, !dbg !41
  %idxprom = zext i32 %dec to i64, !dbg !42
  %arrayidx = getelementptr inbounds nuw i32, ptr %info, i64 %idxprom, !dbg !42
  %6 = load i32, ptr %arrayidx, align 4, !dbg !42, !tbaa !8
  %rest.035.frozen = freeze i32 %rest.035, !dbg !43
  %.frozen = freeze i32 %6, !dbg !43
  %div = udiv i32 %rest.035.frozen, %.frozen, !dbg !43
  %7 = mul i32 %div, %.frozen, !dbg !44
  %rem.decomposed = sub i32 %rest.035.frozen, %7, !dbg !44
  %add7 = add i32 %dec, %rank, !dbg !45
  %idxprom8 = zext i32 %add7 to i64, !dbg !46
  %arrayidx9 = getelementptr inbounds nuw i32, ptr %info, i64 %idxprom8, !dbg !46
  %8 = load i32, ptr %arrayidx9, align 4, !dbg !46, !tbaa !8
  %mul10 = mul i32 %8, %rem.decomposed, !dbg !47
  %add11 = add i32 %mul10, %offset.036, !dbg !48
  %cmp4.not = icmp eq i32 %dec, 0, !dbg !49
  br i1 %cmp4.not, label %for.cond.cleanup5.loopexit, label %for.body6, !dbg !29, !llvm.loop !50
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, 1025) i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, -2147483648) i32 @llvm.nvvm.read.ptx.sreg.nctaid.x() #1

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
!12 = distinct !DISubprogram(name: "strided_copy_info", scope: !1, file: !1, line: 5, type: !13, scopeLine: 8, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 66, column: 27, scope: !16, inlinedAt: !18)
!16 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!17 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!18 = distinct !DILocation(line: 9, column: 21, scope: !12)
!19 = !DILocation(line: 79, column: 27, scope: !20, inlinedAt: !21)
!20 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 79, type: !13, scopeLine: 79, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!21 = distinct !DILocation(line: 9, column: 34, scope: !12)
!22 = !DILocation(line: 9, column: 32, scope: !12)
!23 = !DILocation(line: 53, column: 27, scope: !24, inlinedAt: !25)
!24 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 53, type: !13, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!25 = distinct !DILocation(line: 9, column: 47, scope: !12)
!26 = !DILocation(line: 9, column: 45, scope: !12)
!27 = !DILocation(line: 9, column: 62, scope: !12)
!28 = !DILocation(line: 9, column: 3, scope: !12)
!29 = !DILocation(line: 11, column: 5, scope: !12)
!30 = !DILocation(line: 17, column: 1, scope: !12)
!31 = !DILocation(line: 15, column: 17, scope: !12)
!32 = !DILocation(line: 0, scope: !12)
!33 = !{!34, !34, i64 0}
!34 = !{!"float", !10, i64 0}
!35 = !DILocation(line: 15, column: 5, scope: !12)
!36 = !DILocation(line: 15, column: 15, scope: !12)
!37 = !DILocation(line: 9, column: 73, scope: !12)
!38 = distinct !{!38, !28, !39, !40}
!39 = !DILocation(line: 16, column: 3, scope: !12)
!40 = !{!"llvm.loop.mustprogress"}
!41 = !DILocation(line: 11, column: 30, scope: !12)
!42 = !DILocation(line: 12, column: 24, scope: !12)
!43 = !DILocation(line: 13, column: 12, scope: !12)
!44 = !DILocation(line: 12, column: 22, scope: !12)
!45 = !DILocation(line: 12, column: 44, scope: !12)
!46 = !DILocation(line: 12, column: 34, scope: !12)
!47 = !DILocation(line: 12, column: 32, scope: !12)
!48 = !DILocation(line: 12, column: 14, scope: !12)
!49 = !DILocation(line: 11, column: 33, scope: !12)
!50 = distinct !{!50, !29, !51, !40}
!51 = !DILocation(line: 14, column: 5, scope: !12)
