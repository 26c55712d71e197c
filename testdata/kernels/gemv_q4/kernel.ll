; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

%struct.Q4Block = type { half, [16 x i8] }

; Function Attrs: convergent mustprogress noinline norecurse nounwind memory(argmem: readwrite, inaccessiblemem: readwrite)
define dso_local ptx_kernel void @gemv_q4(ptr noalias noundef readonly captures(none) %weights, ptr noalias noundef readonly captures(none) %x, ptr noalias noundef writeonly captures(none) %y, i32 noundef %rows, i32 noundef %columns) local_unnamed_addr #0 !dbg !12 {
entry:
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !15
  %1 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.x(), !dbg !19
  %mul = mul i32 %0, %1, !dbg !22
  %2 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !23
  %add = add i32 %mul, %2, !dbg !26
  %div70 = lshr i32 %add, 5, !dbg !27
  %rem = and i32 %2, 31, !dbg !28
  %cmp.not = icmp slt i32 %div70, %rows, !dbg !29
  br i1 %cmp.not, label %if.end, label %cleanup, !dbg !29

if.end:                                           ; preds = %entry
  %div4 = sdiv i32 %columns, 32, !dbg !30
  %cmp573 = icmp slt i32 %rem, %div4, !dbg !31
  br i1 %cmp573, label %for.body.lr.ph, label %for.cond.cleanup, !dbg !32

for.body.lr.ph:                                   ; preds = %if.end
  %conv = zext nneg i32 %div70 to i64
  %conv6 = zext nneg i32 %div4 to i64
  %mul7 = mul nuw nsw i64 %conv6, %conv
  %3 = getelementptr %struct.Q4Block, ptr %weights, i64 %mul7
  br label %for.body, !dbg !32

for.cond.cleanup:                                 ; preds = %for.cond.cleanup14, %if.end
  %sum.0.lcssa = phi float [ 0.000000e+00, %if.end ], [ %add39, %for.cond.cleanup14 ], !dbg !33
  %4 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %sum.0.lcssa, i32 range(i32 1, -2147483648) 16, i32 31), !dbg !34
  %add.i = fadd contract float %sum.0.lcssa, %4, !dbg !40
  %5 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.i, i32 range(i32 1, -2147483648) 8, i32 31), !dbg !34
  %add.1.i = fadd contract float %add.i, %5, !dbg !40
  %6 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.1.i, i32 range(i32 1, -2147483648) 4, i32 31), !dbg !34
  %add.2.i = fadd contract float %add.1.i, %6, !dbg !40
  %7 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.2.i, i32 range(i32 1, -2147483648) 2, i32 31), !dbg !34
  %add.3.i = fadd contract float %add.2.i, %7, !dbg !40
  %8 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.3.i, i32 range(i32 1, -2147483648) 1, i32 31), !dbg !34
  %cmp44 = icmp eq i32 %rem, 0, !dbg !41
  br i1 %cmp44, label %if.then45, label %cleanup, !dbg !41

for.body:                                         ; preds = %for.body.lr.ph, %for.cond.cleanup14
  %sum.075 = phi float [ 0.000000e+00, %for.body.lr.ph ], [ %add39, %for.cond.cleanup14 ]
  %b.074 = phi i32 [ %rem, %for.body.lr.ph ], [ %add41, %for.cond.cleanup14 ]
  %conv8 = zext nneg i32 %b.074 to i64, !dbg !42
  %arrayidx = getelementptr %struct.Q4Block, ptr %3, i64 %conv8, !dbg !43
  %9 = load half, ptr %arrayidx, align 2, !dbg !44, !tbaa !45
  %conv11 = fpext contract half %9 to float, !dbg !48
  %quants = getelementptr inbounds nuw i8, ptr %arrayidx, i64 2
  %mul20 = shl nsw i32 %b.074, 5
  br label %for.body15, !dbg !49

for.cond.cleanup14:                               ; preds = %for.body15
  %add41 = add nuw nsw i32 %b.074, 32, !dbg !50
  %cmp5 = icmp slt i32 %add41, %div4, !dbg !31
  br i1 %cmp5, label %for.body, label %for.cond.cleanup, !dbg !32, !llvm.loop !51

for.body15:                                       ; preds = %for.body, %for.body15
  %i.072 = phi i32 [ 0, %for.body ], [ %inc, %for.body15 ]
  %sum.171 = phi float [ %sum.075, %for.body ], [ %add39, %for.body15 ]
  %idxprom = zext nneg i32 %i.072 to i64, !dbg !54
  %arrayidx16 = getelementptr inbounds nuw i8, ptr %quants, i64 %idxprom, !dbg !54
  %10 = load i8, ptr %arrayidx16, align 1, !dbg !54, !tbaa !55
  %conv17 = zext i8 %10 to i32, !dbg !54
  %and = and i32 %conv17, 15, !dbg !56
  %sub = add nsw i32 %and, -8, !dbg !57
  %conv18 = sitofp i32 %sub to float, !dbg !58
  %mul19 = fmul contract float %conv11, %conv18, !dbg !59
  %add21 = add nuw nsw i32 %i.072, %mul20, !dbg !60
  %idxprom22 = zext nneg i32 %add21 to i64, !dbg !61
  %arrayidx23 = getelementptr inbounds nuw float, ptr %x, i64 %idxprom22, !dbg !61
  %11 = load float, ptr %arrayidx23, align 4, !dbg !61, !tbaa !62
  %mul24 = fmul contract float %11, %mul19, !dbg !64
  %add25 = fadd contract float %sum.171, %mul24, !dbg !65
  %shr = lshr i32 %conv17, 4, !dbg !66
  %sub30 = add nsw i32 %shr, -8, !dbg !67
  %conv31 = sitofp i32 %sub30 to float, !dbg !68
  %mul32 = fmul contract float %conv11, %conv31, !dbg !69
  %arrayidx37 = getelementptr inbounds nuw i8, ptr %arrayidx23, i64 64, !dbg !70
  %12 = load float, ptr %arrayidx37, align 4, !dbg !70, !tbaa !62
  %mul38 = fmul contract float %12, %mul32, !dbg !71
  %add39 = fadd contract float %mul38, %add25, !dbg !72
  %inc = add nuw nsw i32 %i.072, 1, !dbg !73
  %exitcond.not = icmp eq i32 %inc, 16, !dbg !74
  br i1 %exitcond.not, label %for.cond.cleanup14, label %for.body15, !dbg !49, !llvm.loop !75

if.then45:                                        ; preds = %for.cond.cleanup
  %idxprom46 = zext nneg i32 %div70 to i64
  %arrayidx47 = getelementptr inbounds nuw float, ptr %y, i64 %idxprom46
  %add.4.i = fadd contract float %add.3.i, %8, !dbg !40
  store float %add.4.i, ptr %arrayidx47, align 4, !dbg !77, !tbaa !62
  br label %cleanup, !dbg !78

cleanup:                                          ; preds = %for.cond.cleanup, %if.then45, %entry
  ret void, !dbg !79
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, 1025) i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

; Function Attrs: convergent nocallback nounwind memory(inaccessiblemem: readwrite)
declare float @llvm.nvvm.shfl.sync.bfly.f32(i32, float, i32, i32) #2

attributes #0 = { convergent mustprogress noinline norecurse nounwind memory(argmem: readwrite, inaccessiblemem: readwrite) "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx80,+sm_80" "uniform-work-group-size"="true" }
attributes #1 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #2 = { convergent nocallback nounwind memory(inaccessiblemem: readwrite) }

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
!12 = distinct !DISubprogram(name: "gemv_q4", scope: !1, file: !1, line: 10, type: !13, scopeLine: 12, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 66, column: 27, scope: !16, inlinedAt: !18)
!16 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!17 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!18 = distinct !DILocation(line: 13, column: 14, scope: !12)
!19 = !DILocation(line: 79, column: 27, scope: !20, inlinedAt: !21)
!20 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 79, type: !13, scopeLine: 79, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!21 = distinct !DILocation(line: 13, column: 27, scope: !12)
!22 = !DILocation(line: 13, column: 25, scope: !12)
!23 = !DILocation(line: 53, column: 27, scope: !24, inlinedAt: !25)
!24 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 53, type: !13, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!25 = distinct !DILocation(line: 13, column: 40, scope: !12)
!26 = !DILocation(line: 13, column: 38, scope: !12)
!27 = !DILocation(line: 13, column: 53, scope: !12)
!28 = !DILocation(line: 13, column: 80, scope: !12)
!29 = !DILocation(line: 14, column: 11, scope: !12)
!30 = !DILocation(line: 16, column: 24, scope: !12)
!31 = !DILocation(line: 18, column: 24, scope: !12)
!32 = !DILocation(line: 18, column: 3, scope: !12)
!33 = !DILocation(line: 17, column: 9, scope: !12)
!34 = !DILocation(line: 20, column: 10, scope: !35, inlinedAt: !37)
!35 = distinct !DISubprogram(name: "__shfl_xor_sync", scope: !36, file: !36, line: 19, type: !13, scopeLine: 19, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!36 = !DIFile(filename: "./../common.h", directory: ".")
!37 = distinct !DILocation(line: 51, column: 14, scope: !38, inlinedAt: !39)
!38 = distinct !DISubprogram(name: "warp_sum", scope: !36, file: !36, line: 49, type: !13, scopeLine: 49, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!39 = distinct !DILocation(line: 26, column: 9, scope: !12)
!40 = !DILocation(line: 51, column: 11, scope: !38, inlinedAt: !39)
!41 = !DILocation(line: 27, column: 12, scope: !12)
!42 = !DILocation(line: 19, column: 60, scope: !12)
!43 = !DILocation(line: 19, column: 28, scope: !12)
!44 = !DILocation(line: 20, column: 25, scope: !12)
!45 = !{!46, !47, i64 0}
!46 = !{!"_ZTS7Q4Block", !47, i64 0, !10, i64 2}
!47 = !{!"_Float16", !10, i64 0}
!48 = !DILocation(line: 20, column: 19, scope: !12)
!49 = !DILocation(line: 21, column: 5, scope: !12)
!50 = !DILocation(line: 18, column: 36, scope: !12)
!51 = distinct !{!51, !32, !52, !53}
!52 = !DILocation(line: 25, column: 3, scope: !12)
!53 = !{!"llvm.loop.mustprogress"}
!54 = !DILocation(line: 22, column: 24, scope: !12)
!55 = !{!10, !10, i64 0}
!56 = !DILocation(line: 22, column: 40, scope: !12)
!57 = !DILocation(line: 22, column: 46, scope: !12)
!58 = !DILocation(line: 22, column: 22, scope: !12)
!59 = !DILocation(line: 22, column: 20, scope: !12)
!60 = !DILocation(line: 22, column: 62, scope: !12)
!61 = !DILocation(line: 22, column: 53, scope: !12)
!62 = !{!63, !63, i64 0}
!63 = !{!"float", !10, i64 0}
!64 = !DILocation(line: 22, column: 51, scope: !12)
!65 = !DILocation(line: 22, column: 11, scope: !12)
!66 = !DILocation(line: 23, column: 40, scope: !12)
!67 = !DILocation(line: 23, column: 46, scope: !12)
!68 = !DILocation(line: 23, column: 22, scope: !12)
!69 = !DILocation(line: 23, column: 20, scope: !12)
!70 = !DILocation(line: 23, column: 53, scope: !12)
!71 = !DILocation(line: 23, column: 51, scope: !12)
!72 = !DILocation(line: 23, column: 11, scope: !12)
!73 = !DILocation(line: 21, column: 30, scope: !12)
!74 = !DILocation(line: 21, column: 23, scope: !12)
!75 = distinct !{!75, !49, !76, !53}
!76 = !DILocation(line: 24, column: 5, scope: !12)
!77 = !DILocation(line: 28, column: 12, scope: !12)
!78 = !DILocation(line: 28, column: 5, scope: !12)
!79 = !DILocation(line: 29, column: 1, scope: !12)
