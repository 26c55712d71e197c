; clang-19 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 -Xclang -target-feature -Xclang +ptx72 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only  kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-i64:64-i128:128-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

@_ZZ12matmul_tiledE6tile_a = internal unnamed_addr addrspace(3) global [16 x [16 x float]] undef, align 4
@_ZZ12matmul_tiledE6tile_b = internal unnamed_addr addrspace(3) global [16 x [16 x float]] undef, align 4

; Function Attrs: convergent mustprogress norecurse nounwind
define dso_local void @matmul_tiled(ptr noalias nocapture noundef readonly %a, ptr noalias nocapture noundef readonly %b, ptr noalias nocapture noundef writeonly %c, i32 noundef %m, i32 noundef %n, i32 noundef %k) local_unnamed_addr #0 !dbg !9 {
entry:
  %0 = tail call noundef range(i32 0, 65535) i32 @llvm.nvvm.read.ptx.sreg.ctaid.y(), !dbg !12
  %mul = shl nuw nsw i32 %0, 4, !dbg !16
  %1 = tail call noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.y(), !dbg !17
  %add = add nuw nsw i32 %mul, %1, !dbg !20
  %2 = tail call noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !21
  %mul3 = shl i32 %2, 4, !dbg !24
  %3 = tail call noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !25
  %add5 = add i32 %mul3, %3, !dbg !28
  %cmp89 = icmp sgt i32 %k, 0, !dbg !29
  br i1 %cmp89, label %for.body.lr.ph, label %for.cond.cleanup, !dbg !30

for.body.lr.ph:                                   ; preds = %entry
  %cmp10 = icmp slt i32 %add, %m
  %mul12 = mul nuw nsw i32 %add, %k
  %idxprom15 = zext nneg i32 %1 to i64
  %idxprom18 = zext nneg i32 %3 to i64
  %arrayidx19 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_a to ptr), i64 0, i64 %idxprom15, i64 %idxprom18
  %cmp22 = icmp slt i32 %add5, %n
  %arrayidx36 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_b to ptr), i64 0, i64 %idxprom15, i64 %idxprom18
  %arrayidx45 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_a to ptr), i64 0, i64 %idxprom15, i64 0, !dbg !31
  %arrayidx50 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_b to ptr), i64 0, i64 0, i64 %idxprom18
  %arrayidx45.1 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_a to ptr), i64 0, i64 %idxprom15, i64 1
  %arrayidx50.1 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_b to ptr), i64 0, i64 1, i64 %idxprom18
  %arrayidx45.2 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_a to ptr), i64 0, i64 %idxprom15, i64 2
  %arrayidx50.2 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_b to ptr), i64 0, i64 2, i64 %idxprom18
  %arrayidx45.3 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_a to ptr), i64 0, i64 %idxprom15, i64 3
  %arrayidx50.3 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_b to ptr), i64 0, i64 3, i64 %idxprom18
  %arrayidx45.4 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_a to ptr), i64 0, i64 %idxprom15, i64 4
  %arrayidx50.4 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_b to ptr), i64 0, i64 4, i64 %idxprom18
  %arrayidx45.5 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_a to ptr), i64 0, i64 %idxprom15, i64 5
  %arrayidx50.5 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_b to ptr), i64 0, i64 5, i64 %idxprom18
  %arrayidx45.6 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_a to ptr), i64 0, i64 %idxprom15, i64 6
  %arrayidx50.6 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_b to ptr), i64 0, i64 6, i64 %idxprom18
  %arrayidx45.7 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_a to ptr), i64 0, i64 %idxprom15, i64 7
  %arrayidx50.7 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_b to ptr), i64 0, i64 7, i64 %idxprom18
  %arrayidx45.8 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_a to ptr), i64 0, i64 %idxprom15, i64 8
  %arrayidx50.8 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_b to ptr), i64 0, i64 8, i64 %idxprom18
  %arrayidx45.9 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_a to ptr), i64 0, i64 %idxprom15, i64 9
  %arrayidx50.9 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_b to ptr), i64 0, i64 9, i64 %idxprom18
  %arrayidx45.10 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_a to ptr), i64 0, i64 %idxprom15, i64 10
  %arrayidx50.10 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_b to ptr), i64 0, i64 10, i64 %idxprom18
  %arrayidx45.11 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_a to ptr), i64 0, i64 %idxprom15, i64 11
  %arrayidx50.11 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_b to ptr), i64 0, i64 11, i64 %idxprom18
  %arrayidx45.12 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_a to ptr), i64 0, i64 %idxprom15, i64 12
  %arrayidx50.12 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_b to ptr), i64 0, i64 12, i64 %idxprom18
  %arrayidx45.13 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_a to ptr), i64 0, i64 %idxprom15, i64 13
  %arrayidx50.13 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_b to ptr), i64 0, i64 13, i64 %idxprom18
  %arrayidx45.14 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_a to ptr), i64 0, i64 %idxprom15, i64 14
  %arrayidx50.14 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_b to ptr), i64 0, i64 14, i64 %idxprom18
  %arrayidx45.15 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_a to ptr), i64 0, i64 %idxprom15, i64 15
  %arrayidx50.15 = getelementptr inbounds [16 x [16 x float]], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_b to ptr), i64 0, i64 15, i64 %idxprom18
  br label %for.body, !dbg !30

for.cond.cleanup:                                 ; preds = %cond.end29, %entry
  %sum.0.lcssa = phi float [ 0.000000e+00, %entry ], [ %add52.15, %cond.end29 ], !dbg !32
  %cmp56 = icmp slt i32 %add, %m, !dbg !33
  %cmp58 = icmp slt i32 %add5, %n
  %or.cond86 = and i1 %cmp56, %cmp58, !dbg !34
  br i1 %or.cond86, label %if.then, label %if.end, !dbg !34

for.body:                                         ; preds = %for.body.lr.ph, %cond.end29
  %sum.091 = phi float [ 0.000000e+00, %for.body.lr.ph ], [ %add52.15, %cond.end29 ]
  %start.090 = phi i32 [ 0, %for.body.lr.ph ], [ %add54, %cond.end29 ]
  %add7 = add nuw i32 %start.090, %3, !dbg !35
  %add9 = add nuw i32 %start.090, %1, !dbg !36
  %cmp11 = icmp slt i32 %add7, %k
  %or.cond = and i1 %cmp10, %cmp11, !dbg !37
  br i1 %or.cond, label %cond.true, label %cond.end, !dbg !37

cond.true:                                        ; preds = %for.body
  %add13 = add nsw i32 %add7, %mul12
  %idxprom = sext i32 %add13 to i64
  %arrayidx = getelementptr inbounds float, ptr %a, i64 %idxprom
  %4 = load float, ptr %arrayidx, align 4, !dbg !38, !tbaa !39
  br label %cond.end, !dbg !43

cond.end:                                         ; preds = %for.body, %cond.true
  %cond = phi contract float [ %4, %cond.true ], [ 0.000000e+00, %for.body ], !dbg !43
  store float %cond, ptr %arrayidx19, align 4, !dbg !44, !tbaa !39
  %cmp20 = icmp slt i32 %add9, %k, !dbg !45
  %or.cond85 = and i1 %cmp22, %cmp20, !dbg !46
  br i1 %or.cond85, label %cond.true23, label %cond.end29, !dbg !46

cond.true23:                                      ; preds = %cond.end
  %mul24 = mul nsw i32 %add9, %n
  %add25 = add nsw i32 %mul24, %add5
  %idxprom26 = sext i32 %add25 to i64
  %arrayidx27 = getelementptr inbounds float, ptr %b, i64 %idxprom26
  %5 = load float, ptr %arrayidx27, align 4, !dbg !47, !tbaa !39
  br label %cond.end29, !dbg !48

cond.end29:                                       ; preds = %cond.end, %cond.true23
  %cond30 = phi contract float [ %5, %cond.true23 ], [ 0.000000e+00, %cond.end ], !dbg !48
  store float %cond30, ptr %arrayidx36, align 4, !dbg !49, !tbaa !39
  tail call void @llvm.nvvm.barrier0(), !dbg !50
  %6 = load float, ptr %arrayidx45, align 4, !dbg !31, !tbaa !39
  %7 = load float, ptr %arrayidx50, align 4, !dbg !51, !tbaa !39
  %mul51 = fmul contract float %6, %7, !dbg !52
  %add52 = fadd contract float %sum.091, %mul51, !dbg !53
  %8 = load float, ptr %arrayidx45.1, align 4, !dbg !31, !tbaa !39
  %9 = load float, ptr %arrayidx50.1, align 4, !dbg !51, !tbaa !39
  %mul51.1 = fmul contract float %8, %9, !dbg !52
  %add52.1 = fadd contract float %add52, %mul51.1, !dbg !53
  %10 = load float, ptr %arrayidx45.2, align 4, !dbg !31, !tbaa !39
  %11 = load float, ptr %arrayidx50.2, align 4, !dbg !51, !tbaa !39
  %mul51.2 = fmul contract float %10, %11, !dbg !52
  %add52.2 = fadd contract float %add52.1, %mul51.2, !dbg !53
  %12 = load float, ptr %arrayidx45.3, align 4, !dbg !31, !tbaa !39
  %13 = load float, ptr %arrayidx50.3, align 4, !dbg !51, !tbaa !39
  %mul51.3 = fmul contract float %12, %13, !dbg !52
  %add52.3 = fadd contract float %add52.2, %mul51.3, !dbg !53
  %14 = load float, ptr %arrayidx45.4, align 4, !dbg !31, !tbaa !39
  %15 = load float, ptr %arrayidx50.4, align 4, !dbg !51, !tbaa !39
  %mul51.4 = fmul contract float %14, %15, !dbg !52
  %add52.4 = fadd contract float %add52.3, %mul51.4, !dbg !53
  %16 = load float, ptr %arrayidx45.5, align 4, !dbg !31, !tbaa !39
  %17 = load float, ptr %arrayidx50.5, align 4, !dbg !51, !tbaa !39
  %mul51.5 = fmul contract float %16, %17, !dbg !52
  %add52.5 = fadd contract float %add52.4, %mul51.5, !dbg !53
  %18 = load float, ptr %arrayidx45.6, align 4, !dbg !31, !tbaa !39
  %19 = load float, ptr %arrayidx50.6, align 4, !dbg !51, !tbaa !39
  %mul51.6 = fmul contract float %18, %19, !dbg !52
  %add52.6 = fadd contract float %add52.5, %mul51.6, !dbg !53
  %20 = load float, ptr %arrayidx45.7, align 4, !dbg !31, !tbaa !39
  %21 = load float, ptr %arrayidx50.7, align 4, !dbg !51, !tbaa !39
  %mul51.7 = fmul contract float %20, %21, !dbg !52
  %add52.7 = fadd contract float %add52.6, %mul51.7, !dbg !53
  %22 = load float, ptr %arrayidx45.8, align 4, !dbg !31, !tbaa !39
  %23 = load float, ptr %arrayidx50.8, align 4, !dbg !51, !tbaa !39
  %mul51.8 = fmul contract float %22, %23, !dbg !52
  %add52.8 = fadd contract float %add52.7, %mul51.8, !dbg !53
  %24 = load float, ptr %arrayidx45.9, align 4, !dbg !31, !tbaa !39
  %25 = load float, ptr %arrayidx50.9, align 4, !dbg !51, !tbaa !39
  %mul51.9 = fmul contract float %24, %25, !dbg !52
  %add52.9 = fadd contract float %add52.8, %mul51.9, !dbg !53
  %26 = load float, ptr %arrayidx45.10, align 4, !dbg !31, !tbaa !39
  %27 = load float, ptr %arrayidx50.10, align 4, !dbg !51, !tbaa !39
  %mul51.10 = fmul contract float %26, %27, !dbg !52
  %add52.10 = fadd contract float %add52.9, %mul51.10, !dbg !53
  %28 = load float, ptr %arrayidx45.11, align 4, !dbg !31, !tbaa !39
  %29 = load float, ptr %arrayidx50.11, align 4, !dbg !51, !tbaa !39
  %mul51.11 = fmul contract float %28, %29, !dbg !52
  %add52.11 = fadd contract float %add52.10, %mul51.11, !dbg !53
  %30 = load float, ptr %arrayidx45.12, align 4, !dbg !31, !tbaa !39
  %31 = load float, ptr %arrayidx50.12, align 4, !dbg !51, !tbaa !39
  %mul51.12 = fmul contract float %30, %31, !dbg !52
  %add52.12 = fadd contract float %add52.11, %mul51.12, !dbg !53
  %32 = load float, ptr %arrayidx45.13, align 4, !dbg !31, !tbaa !39
  %33 = load float, ptr %arrayidx50.13, align 4, !dbg !51, !tbaa !39
  %mul51.13 = fmul contract float %32, %33, !dbg !52
  %add52.13 = fadd contract float %add52.12, %mul51.13, !dbg !53
  %34 = load float, ptr %arrayidx45.14, align 4, !dbg !31, !tbaa !39
  %35 = load float, ptr %arrayidx50.14, align 4, !dbg !51, !tbaa !39
  %mul51.14 = fmul contract float %34, %35, !dbg !52
  %add52.14 = fadd contract float %add52.13, %mul51.14, !dbg !53
  %36 = load float, ptr %arrayidx45.15, align 4, !dbg !31, !tbaa !39
  %37 = load float, ptr %arrayidx50.15, align 4, !dbg !51, !tbaa !39
  %mul51.15 = fmul contract float %36, %37, !dbg !52
  %add52.15 = fadd contract float %add52.14, %mul51.15, !dbg !53
  tail call void @llvm.nvvm.barrier0(), !dbg !54
  %add54 = add nuw nsw i32 %start.090, 16, !dbg !55
  %cmp = icmp slt i32 %add54, %k, !dbg !29
  br i1 %cmp, label %for.body, label %for.cond.cleanup, !dbg !30, !llvm.loop !56

if.then:                                          ; preds = %for.cond.cleanup
  %mul59 = mul nsw i32 %add, %n
  %add60 = add nsw i32 %mul59, %add5
  %idxprom61 = sext i32 %add60 to i64
  %arrayidx62 = getelementptr inbounds float, ptr %c, i64 %idxprom61
  store float %sum.0.lcssa, ptr %arrayidx62, align 4, !dbg !59, !tbaa !39
  br label %if.end, !dbg !60

if.end:                                           ; preds = %if.then, %for.cond.cleanup
  ret void, !dbg !61
}

; Function Attrs: convergent nocallback nounwind
declare void @llvm.nvvm.barrier0() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.y() #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef i32 @llvm.nvvm.read.ptx.sreg.tid.y() #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x() #2

attributes #0 = { convergent mustprogress norecurse nounwind "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx42,+ptx72,+sm_80" "uniform-work-group-size"="true" }
attributes #1 = { convergent nocallback nounwind }
attributes #2 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }

!llvm.dbg.cu = !{!0}
!nvvm.annotations = !{!2}
!llvm.module.flags = !{!3, !4, !5, !6, !7}
!llvm.ident = !{!8}

!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus_14, file: !1, producer: "clang version 19.1.7", isOptimized: true, runtimeVersion: 0, emissionKind: DebugDirectivesOnly, splitDebugInlining: false, nameTableKind: None)
!1 = !DIFile(filename: "kernel.cu", directory: ".")
!2 = !{ptr @matmul_tiled, !"kernel", i32 1}
!3 = !{i32 7, !"Dwarf Version", i32 2}
!4 = !{i32 2, !"Debug Info Version", i32 3}
!5 = !{i32 1, !"wchar_size", i32 4}
!6 = !{i32 4, !"nvvm-reflect-ftz", i32 0}
!7 = !{i32 7, !"frame-pointer", i32 2}
!8 = !{!"clang version 19.1.7"}
!9 = distinct !DISubprogram(name: "matmul_tiled", scope: !1, file: !1, line: 7, type: !10, scopeLine: 8, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!10 = !DISubroutineType(types: !11)
!11 = !{}
!12 = !DILocation(line: 67, column: 3, scope: !13, inlinedAt: !15)
!13 = distinct !DISubprogram(name: "__fetch_builtin_y", scope: !14, file: !14, line: 67, type: !10, scopeLine: 67, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!14 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!15 = distinct !DILocation(line: 11, column: 13, scope: !9)
!16 = !DILocation(line: 11, column: 24, scope: !9)
!17 = !DILocation(line: 54, column: 3, scope: !18, inlinedAt: !19)
!18 = distinct !DISubprogram(name: "__fetch_builtin_y", scope: !14, file: !14, line: 54, type: !10, scopeLine: 54, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!19 = distinct !DILocation(line: 11, column: 33, scope: !9)
!20 = !DILocation(line: 11, column: 31, scope: !9)
!21 = !DILocation(line: 66, column: 3, scope: !22, inlinedAt: !23)
!22 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !14, file: !14, line: 66, type: !10, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!23 = distinct !DILocation(line: 11, column: 55, scope: !9)
!24 = !DILocation(line: 11, column: 66, scope: !9)
!25 = !DILocation(line: 53, column: 3, scope: !26, inlinedAt: !27)
!26 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !14, file: !14, line: 53, type: !10, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!27 = distinct !DILocation(line: 11, column: 75, scope: !9)
!28 = !DILocation(line: 11, column: 73, scope: !9)
!29 = !DILocation(line: 14, column: 29, scope: !9)
!30 = !DILocation(line: 14, column: 3, scope: !9)
!31 = !DILocation(line: 20, column: 14, scope: !9)
!32 = !DILocation(line: 13, column: 9, scope: !9)
!33 = !DILocation(line: 23, column: 11, scope: !9)
!34 = !DILocation(line: 23, column: 15, scope: !9)
!35 = !DILocation(line: 15, column: 24, scope: !9)
!36 = !DILocation(line: 15, column: 52, scope: !9)
!37 = !DILocation(line: 16, column: 48, scope: !9)
!38 = !DILocation(line: 16, column: 64, scope: !9)
!39 = !{!40, !40, i64 0}
!40 = !{!"float", !41, i64 0}
!41 = !{!"omnipotent char", !42, i64 0}
!42 = !{!"Simple C++ TBAA"}
!43 = !DILocation(line: 16, column: 40, scope: !9)
!44 = !DILocation(line: 16, column: 38, scope: !9)
!45 = !DILocation(line: 17, column: 45, scope: !9)
!46 = !DILocation(line: 17, column: 49, scope: !9)
!47 = !DILocation(line: 17, column: 65, scope: !9)
!48 = !DILocation(line: 17, column: 40, scope: !9)
!49 = !DILocation(line: 17, column: 38, scope: !9)
!50 = !DILocation(line: 18, column: 5, scope: !9)
!51 = !DILocation(line: 20, column: 39, scope: !9)
!52 = !DILocation(line: 20, column: 37, scope: !9)
!53 = !DILocation(line: 20, column: 11, scope: !9)
!54 = !DILocation(line: 21, column: 5, scope: !9)
!55 = !DILocation(line: 14, column: 40, scope: !9)
!56 = distinct !{!56, !30, !57, !58}
!57 = !DILocation(line: 22, column: 3, scope: !9)
!58 = !{!"llvm.loop.mustprogress"}
!59 = !DILocation(line: 24, column: 25, scope: !9)
!60 = !DILocation(line: 24, column: 5, scope: !9)
!61 = !DILocation(line: 25, column: 1, scope: !9)
