; clang-15 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 -Xclang -target-feature -Xclang +ptx72 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only -Xclang -no-opaque-pointers kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-i64:64-i128:128-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

@_ZZ12matmul_tiledE6tile_a = internal unnamed_addr addrspace(3) global [16 x [16 x float]] undef, align 4
@_ZZ12matmul_tiledE6tile_b = internal unnamed_addr addrspace(3) global [16 x [16 x float]] undef, align 4

; Function Attrs: convergent mustprogress norecurse nounwind
define dso_local void @matmul_tiled(float* noalias nocapture noundef readonly %a, float* noalias nocapture noundef readonly %b, float* noalias nocapture noundef writeonly %c, i32 noundef %m, i32 noundef %n, i32 noundef %k) local_unnamed_addr #0 !dbg !9 {
entry:
  %0 = tail call i32 @llvm.nvvm.read.ptx.sreg.ctaid.y(), !dbg !12
  %mul = shl i32 %0, 4, !dbg !16
  %1 = tail call i32 @llvm.nvvm.read.ptx.sreg.tid.y(), !dbg !17
  %add = add i32 %mul, %1, !dbg !20
  %2 = tail call i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !21
  %mul3 = shl i32 %2, 4, !dbg !24
  %3 = tail call i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !25
  %add5 = add i32 %mul3, %3, !dbg !28
  %cmp104 = icmp sgt i32 %k, 0, !dbg !29
  br i1 %cmp104, label %for.body.lr.ph, label %for.cond.cleanup, !dbg !30

for.body.lr.ph:                                   ; preds = %entry
  %cmp10 = icmp slt i32 %add, %m
  %mul12 = mul nsw i32 %add, %k
  %idxprom15 = zext i32 %1 to i64
  %idxprom18 = zext i32 %3 to i64
  %arrayidx1993 = getelementptr inbounds [16 x [16 x float]], [16 x [16 x float]] addrspace(3)* @_ZZ12matmul_tiledE6tile_a, i64 0, i64 %idxprom15, i64 %idxprom18
  %arrayidx19 = addrspacecast float addrspace(3)* %arrayidx1993 to float*
  %cmp22 = icmp slt i32 %add5, %n
  %arrayidx3695 = getelementptr inbounds [16 x [16 x float]], [16 x [16 x float]] addrspace(3)* @_ZZ12matmul_tiledE6tile_b, i64 0, i64 %idxprom15, i64 %idxprom18
  %arrayidx36 = addrspacecast float addrspace(3)* %arrayidx3695 to float*
  br label %for.body, !dbg !30

for.cond.cleanup:                                 ; preds = %for.cond.cleanup39, %entry
  %sum.0.lcssa = phi float [ 0.000000e+00, %entry ], [ %add52.1, %for.cond.cleanup39 ], !dbg !31
  %cmp56 = icmp slt i32 %add, %m, !dbg !32
  %cmp58 = icmp slt i32 %add5, %n
  %or.cond101 = and i1 %cmp56, %cmp58, !dbg !33
  br i1 %or.cond101, label %if.then, label %if.end, !dbg !33

for.body:                                         ; preds = %for.body.lr.ph, %for.cond.cleanup39
  %sum.0106 = phi float [ 0.000000e+00, %for.body.lr.ph ], [ %add52.1, %for.cond.cleanup39 ]
  %start.0105 = phi i32 [ 0, %for.body.lr.ph ], [ %add54, %for.cond.cleanup39 ]
  %add7 = add i32 %start.0105, %3, !dbg !34
  %add9 = add i32 %start.0105, %1, !dbg !35
  %cmp11 = icmp slt i32 %add7, %k
  %or.cond = select i1 %cmp10, i1 %cmp11, i1 false, !dbg !36
  br i1 %or.cond, label %cond.true, label %cond.end, !dbg !36

cond.true:                                        ; preds = %for.body
  %add13 = add nsw i32 %add7, %mul12, !dbg !37
  %idxprom = sext i32 %add13 to i64, !dbg !38
  %arrayidx = getelementptr inbounds float, float* %a, i64 %idxprom, !dbg !38
  %4 = load float, float* %arrayidx, align 4, !dbg !38, !tbaa !39
  br label %cond.end, !dbg !43

cond.end:                                         ; preds = %for.body, %cond.true
  %cond = phi contract float [ %4, %cond.true ], [ 0.000000e+00, %for.body ], !dbg !43
  store float %cond, float* %arrayidx19, align 4, !dbg !44, !tbaa !39
  %cmp20 = icmp slt i32 %add9, %k, !dbg !45
  %or.cond100 = and i1 %cmp22, %cmp20, !dbg !46
  br i1 %or.cond100, label %cond.true23, label %cond.end29, !dbg !46

cond.true23:                                      ; preds = %cond.end
  %mul24 = mul nsw i32 %add9, %n, !dbg !47
  %add25 = add nsw i32 %mul24, %add5, !dbg !48
  %idxprom26 = sext i32 %add25 to i64, !dbg !49
  %arrayidx27 = getelementptr inbounds float, float* %b, i64 %idxprom26, !dbg !49
  %5 = load float, float* %arrayidx27, align 4, !dbg !49, !tbaa !39
  br label %cond.end29, !dbg !50

cond.end29:                                       ; preds = %cond.end, %cond.true23
  %cond30 = phi contract float [ %5, %cond.true23 ], [ 0.000000e+00, %cond.end ], !dbg !50
  store float %cond30, float* %arrayidx36, align 4, !dbg !51, !tbaa !39
  tail call void @llvm.nvvm.barrier0(), !dbg !52
  br label %for.body40, !dbg !53

for.cond.cleanup39:                               ; preds = %for.body40
  tail call void @llvm.nvvm.barrier0(), !dbg !54
  %add54 = add nuw nsw i32 %start.0105, 16, !dbg !55
  %cmp = icmp slt i32 %add54, %k, !dbg !29
  br i1 %cmp, label %for.body, label %for.cond.cleanup, !dbg !30, !llvm.loop !56

for.body40:                                       ; preds = %for.body40, %cond.end29
  %i.0103 = phi i32 [ 0, %cond.end29 ], [ %inc.1, %for.body40 ]
  %sum.1102 = phi float [ %sum.0106, %cond.end29 ], [ %add52.1, %for.body40 ]
  %idxprom44 = zext i32 %i.0103 to i64, !dbg !59
  %arrayidx4597 = getelementptr inbounds [16 x [16 x float]], [16 x [16 x float]] addrspace(3)* @_ZZ12matmul_tiledE6tile_a, i64 0, i64 %idxprom15, i64 %idxprom44, !dbg !59
  %arrayidx45 = addrspacecast float addrspace(3)* %arrayidx4597 to float*, !dbg !59
  %6 = load float, float* %arrayidx45, align 4, !dbg !59, !tbaa !39
  %arrayidx5099 = getelementptr inbounds [16 x [16 x float]], [16 x [16 x float]] addrspace(3)* @_ZZ12matmul_tiledE6tile_b, i64 0, i64 %idxprom44, i64 %idxprom18, !dbg !60
  %arrayidx50 = addrspacecast float addrspace(3)* %arrayidx5099 to float*, !dbg !60
  %7 = load float, float* %arrayidx50, align 4, !dbg !60, !tbaa !39
  %mul51 = fmul contract float %6, %7, !dbg !61
  %add52 = fadd contract float %sum.1102, %mul51, !dbg !62
  %inc = or i32 %i.0103, 1, !dbg !63
  %idxprom44.1 = zext i32 %inc to i64, !dbg !59
  %arrayidx4597.1 = getelementptr inbounds [16 x [16 x float]], [16 x [16 x float]] addrspace(3)* @_ZZ12matmul_tiledE6tile_a, i64 0, i64 %idxprom15, i64 %idxprom44.1, !dbg !59
  %arrayidx45.1 = addrspacecast float addrspace(3)* %arrayidx4597.1 to float*, !dbg !59
  %8 = load float, float* %arrayidx45.1, align 4, !dbg !59, !tbaa !39
  %arrayidx5099.1 = getelementptr inbounds [16 x [16 x float]], [16 x [16 x float]] addrspace(3)* @_ZZ12matmul_tiledE6tile_b, i64 0, i64 %idxprom44.1, i64 %idxprom18, !dbg !60
  %arrayidx50.1 = addrspacecast float addrspace(3)* %arrayidx5099.1 to float*, !dbg !60
  %9 = load float, float* %arrayidx50.1, align 4, !dbg !60, !tbaa !39
  %mul51.1 = fmul contract float %8, %9, !dbg !61
  %add52.1 = fadd contract float %add52, %mul51.1, !dbg !62
  %inc.1 = add nuw nsw i32 %i.0103, 2, !dbg !63
  %exitcond.not.1 = icmp eq i32 %inc.1, 16, !dbg !64
  br i1 %exitcond.not.1, label %for.cond.cleanup39, label %for.body40, !dbg !53, !llvm.loop !65

if.then:                                          ; preds = %for.cond.cleanup
  %mul59 = mul nsw i32 %add, %n, !dbg !67
  %add60 = add nsw i32 %mul59, %add5, !dbg !68
  %idxprom61 = sext i32 %add60 to i64, !dbg !69
  %arrayidx62 = getelementptr inbounds float, float* %c, i64 %idxprom61, !dbg !69
  store float %sum.0.lcssa, float* %arrayidx62, align 4, !dbg !70, !tbaa !39
  br label %if.end, !dbg !69

if.end:                                           ; preds = %if.then, %for.cond.cleanup
  ret void, !dbg !71
}

; Function Attrs: convergent nocallback nounwind
declare void @llvm.nvvm.barrier0() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind readnone speculatable willreturn
declare i32 @llvm.nvvm.read.ptx.sreg.ctaid.y() #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind readnone speculatable willreturn
declare i32 @llvm.nvvm.read.ptx.sreg.tid.y() #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind readnone speculatable willreturn
declare i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind readnone speculatable willreturn
declare i32 @llvm.nvvm.read.ptx.sreg.tid.x() #2

attributes #0 = { convergent mustprogress norecurse nounwind "frame-pointer"="all" "min-legal-vector-width"="0" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx42,+ptx72,+sm_80" }
attributes #1 = { convergent nocallback nounwind }
attributes #2 = { mustprogress nocallback nofree nosync nounwind readnone speculatable willreturn }

!llvm.dbg.cu = !{!0}
!nvvm.annotations = !{!2}
!llvm.module.flags = !{!3, !4, !5, !6, !7}
!llvm.ident = !{!8}

!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus_14, file: !1, producer: "clang version 15.0.6", isOptimized: true, runtimeVersion: 0, emissionKind: DebugDirectivesOnly, splitDebugInlining: false, nameTableKind: None)
!1 = !DIFile(filename: "kernel.cu", directory: ".")
!2 = !{void (float*, float*, float*, i32, i32, i32)* @matmul_tiled, !"kernel", i32 1}
!3 = !{i32 7, !"Dwarf Version", i32 2}
!4 = !{i32 2, !"Debug Info Version", i32 3}
!5 = !{i32 1, !"wchar_size", i32 4}
!6 = !{i32 4, !"nvvm-reflect-ftz", i32 0}
!7 = !{i32 7, !"frame-pointer", i32 2}
!8 = !{!"clang version 15.0.6"}
!9 = distinct !DISubprogram(name: "matmul_tiled", scope: !1, file: !1, line: 7, type: !10, scopeLine: 8, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !11)
!10 = !DISubroutineType(types: !11)
!11 = !{}
!12 = !DILocation(line: 67, column: 3, scope: !13, inlinedAt: !15)
!13 = distinct !DISubprogram(name: "__fetch_builtin_y", scope: !14, file: !14, line: 67, type: !10, scopeLine: 67, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !11)
!14 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!15 = distinct !DILocation(line: 11, column: 13, scope: !9)
!16 = !DILocation(line: 11, column: 24, scope: !9)
!17 = !DILocation(line: 54, column: 3, scope: !18, inlinedAt: !19)
!18 = distinct !DISubprogram(name: "__fetch_builtin_y", scope: !14, file: !14, line: 54, type: !10, scopeLine: 54, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !11)
!19 = distinct !DILocation(line: 11, column: 33, scope: !9)
!20 = !DILocation(line: 11, column: 31, scope: !9)
!21 = !DILocation(line: 66, column: 3, scope: !22, inlinedAt: !23)
!22 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !14, file: !14, line: 66, type: !10, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !11)
!23 = distinct !DILocation(line: 11, column: 55, scope: !9)
!24 = !DILocation(line: 11, column: 66, scope: !9)
!25 = !DILocation(line: 53, column: 3, scope: !26, inlinedAt: !27)
!26 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !14, file: !14, line: 53, type: !10, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !11)
!27 = distinct !DILocation(line: 11, column: 75, scope: !9)
!28 = !DILocation(line: 11, column: 73, scope: !9)
!29 = !DILocation(line: 14, column: 29, scope: !9)
!30 = !DILocation(line: 14, column: 3, scope: !9)
!31 = !DILocation(line: 13, column: 9, scope: !9)
!32 = !DILocation(line: 23, column: 11, scope: !9)
!33 = !DILocation(line: 23, column: 15, scope: !9)
!34 = !DILocation(line: 15, column: 24, scope: !9)
!35 = !DILocation(line: 15, column: 52, scope: !9)
!36 = !DILocation(line: 16, column: 48, scope: !9)
!37 = !DILocation(line: 16, column: 74, scope: !9)
!38 = !DILocation(line: 16, column: 64, scope: !9)
!39 = !{!40, !40, i64 0}
!40 = !{!"float", !41, i64 0}
!41 = !{!"omnipotent char", !42, i64 0}
!42 = !{!"Simple C++ TBAA"}
!43 = !DILocation(line: 16, column: 40, scope: !9)
!44 = !DILocation(line: 16, column: 38, scope: !9)
!45 = !DILocation(line: 17, column: 45, scope: !9)
!46 = !DILocation(line: 17, column: 49, scope: !9)
!47 = !DILocation(line: 17, column: 72, scope: !9)
!48 = !DILocation(line: 17, column: 76, scope: !9)
!49 = !DILocation(line: 17, column: 65, scope: !9)
!50 = !DILocation(line: 17, column: 40, scope: !9)
!51 = !DILocation(line: 17, column: 38, scope: !9)
!52 = !DILocation(line: 18, column: 5, scope: !9)
!53 = !DILocation(line: 19, column: 5, scope: !9)
!54 = !DILocation(line: 21, column: 5, scope: !9)
!55 = !DILocation(line: 14, column: 40, scope: !9)
!56 = distinct !{!56, !30, !57, !58}
!57 = !DILocation(line: 22, column: 3, scope: !9)
!58 = !{!"llvm.loop.mustprogress"}
!59 = !DILocation(line: 20, column: 14, scope: !9)
!60 = !DILocation(line: 20, column: 39, scope: !9)
!61 = !DILocation(line: 20, column: 37, scope: !9)
!62 = !DILocation(line: 20, column: 11, scope: !9)
!63 = !DILocation(line: 19, column: 32, scope: !9)
!64 = !DILocation(line: 19, column: 23, scope: !9)
!65 = distinct !{!65, !53, !66, !58}
!66 = !DILocation(line: 20, column: 60, scope: !9)
!67 = !DILocation(line: 24, column: 11, scope: !9)
!68 = !DILocation(line: 24, column: 15, scope: !9)
!69 = !DILocation(line: 24, column: 5, scope: !9)
!70 = !DILocation(line: 24, column: 25, scope: !9)
!71 = !DILocation(line: 25, column: 1, scope: !9)
