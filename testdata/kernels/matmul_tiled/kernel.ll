; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

@_ZZ12matmul_tiledE6tile_a = internal unnamed_addr addrspace(3) global [16 x [16 x float]] undef, align 4
@_ZZ12matmul_tiledE6tile_b = internal unnamed_addr addrspace(3) global [16 x [16 x float]] undef, align 4

; Function Attrs: convergent mustprogress noinline norecurse nounwind
define dso_local ptx_kernel void @matmul_tiled(ptr noalias noundef readonly captures(none) %a, ptr noalias noundef readonly captures(none) %b, ptr noalias noundef writeonly captures(none) %c, i32 noundef %m, i32 noundef %n, i32 noundef %k) local_unnamed_addr #0 !dbg !12 {
entry:
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.y(), !dbg !15
  %mul = shl nuw nsw i32 %0, 4, !dbg !19
  %1 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.y(), !dbg !20
  %add = add nuw nsw i32 %mul, %1, !dbg !23
  %2 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !24
  %mul3 = shl i32 %2, 4, !dbg !27
  %3 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !28
  %add5 = add i32 %mul3, %3, !dbg !31
  %cmp89 = icmp sgt i32 %k, 0, !dbg !32
  br i1 %cmp89, label %for.body.lr.ph, label %for.cond.cleanup, !dbg !33

for.body.lr.ph:                                   ; preds = %entry
  %cmp10 = icmp slt i32 %add, %m
  %mul12 = mul nuw nsw i32 %k, %add
  %idxprom15 = zext nneg i32 %1 to i64
  %arrayidx16 = getelementptr inbounds nuw [16 x float], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_a to ptr), i64 %idxprom15
  %idxprom18 = zext nneg i32 %3 to i64
  %arrayidx19 = getelementptr inbounds nuw float, ptr %arrayidx16, i64 %idxprom18
  %cmp22 = icmp slt i32 %add5, %n
  %arrayidx33 = getelementptr inbounds nuw [16 x float], ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_b to ptr), i64 %idxprom15
  %arrayidx36 = getelementptr inbounds nuw float, ptr %arrayidx33, i64 %idxprom18
  %invariant.gep = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ12matmul_tiledE6tile_b to ptr), i64 %idxprom18
  %arrayidx45.1 = getelementptr inbounds nuw i8, ptr %arrayidx16, i64 4
  %gep.1 = getelementptr inbounds nuw i8, ptr %invariant.gep, i64 64
  %arrayidx45.2 = getelementptr inbounds nuw i8, ptr %arrayidx16, i64 8
  %gep.2 = getelementptr inbounds nuw i8, ptr %invariant.gep, i64 128
  %arrayidx45.3 = getelementptr inbounds nuw i8, ptr %arrayidx16, i64 12
  %gep.3 = getelementptr inbounds nuw i8, ptr %invariant.gep, i64 192
  %arrayidx45.4 = getelementptr inbounds nuw i8, ptr %arrayidx16, i64 16
  %gep.4 = getelementptr inbounds nuw i8, ptr %invariant.gep, i64 256
  %arrayidx45.5 = getelementptr inbounds nuw i8, ptr %arrayidx16, i64 20
  %gep.5 = getelementptr inbounds nuw i8, ptr %invariant.gep, i64 320
  %arrayidx45.6 = getelementptr inbounds nuw i8, ptr %arrayidx16, i64 24
  %gep.6 = getelementptr inbounds nuw i8, ptr %invariant.gep, i64 384
  %arrayidx45.7 = getelementptr inbounds nuw i8, ptr %arrayidx16, i64 28
  %gep.7 = getelementptr inbounds nuw i8, ptr %invariant.gep, i64 448
  %arrayidx45.8 = getelementptr inbounds nuw i8, ptr %arrayidx16, i64 32
  %gep.8 = getelementptr inbounds nuw i8, ptr %invariant.gep, i64 512
  %arrayidx45.9 = getelementptr inbounds nuw i8, ptr %arrayidx16, i64 36
  %gep.9 = getelementptr inbounds nuw i8, ptr %invariant.gep, i64 576
  %arrayidx45.10 = getelementptr inbounds nuw i8, ptr %arrayidx16, i64 40
  %gep.10 = getelementptr inbounds nuw i8, ptr %invariant.gep, i64 640
  %arrayidx45.11 = getelementptr inbounds nuw i8, ptr %arrayidx16, i64 44
  %gep.11 = getelementptr inbounds nuw i8, ptr %invariant.gep, i64 704
  %arrayidx45.12 = getelementptr inbounds nuw i8, ptr %arrayidx16, i64 48
  %gep.12 = getelementptr inbounds nuw i8, ptr %invariant.gep, i64 768
  %arrayidx45.13 = getelementptr inbounds nuw i8, ptr %arrayidx16, i64 52
  %gep.13 = getelementptr inbounds nuw i8, ptr %invariant.gep, i64 832
  %arrayidx45.14 = getelementptr inbounds nuw i8, ptr %arrayidx16, i64 56
  %gep.14 = getelementptr inbounds nuw i8, ptr %invariant.gep, i64 896
  %arrayidx45.15 = getelementptr inbounds nuw i8, ptr %arrayidx16, i64 60
  %gep.15 = getelementptr inbounds nuw i8, ptr %invariant.gep, i64 960
  br label %for.body, !dbg !33

for.cond.cleanup:                                 ; preds = %cond.end29, %entry
  %sum.0.lcssa = phi float [ 0.000000e+00, %entry ], [ %add52.15, %cond.end29 ], !dbg !34
  %cmp56 = icmp slt i32 %add, %m, !dbg !35
  %cmp58 = icmp slt i32 %add5, %n
  %or.cond86 = and i1 %cmp56, %cmp58, !dbg !36
  br i1 %or.cond86, label %if.then, label %if.end, !dbg !36

for.body:                                         ; preds = %for.body.lr.ph, %cond.end29
  %sum.091 = phi float [ 0.000000e+00, %for.body.lr.ph ], [ %add52.15, %cond.end29 ]
  %start.090 = phi i32 [ 0, %for.body.lr.ph ], [ %add54, %cond.end29 ]
  %add7 = add nuw i32 %start.090, %3, !dbg !37
  %add9 = add nuw i32 %start.090, %1, !dbg !38
  %cmp11 = icmp slt i32 %add7, %k
  %or.cond = and i1 %cmp10, %cmp11, !dbg !39
  br i1 %or.cond, label %cond.true, label %cond.end, !dbg !39

cond.true:                                        ; preds = %for.body
  %add13 = add nsw i32 %add7, %mul12
  %idxprom = sext i32 %add13 to i64
  %arrayidx = getelementptr inbounds float, ptr %a, i64 %idxprom
  %4 = load float, ptr %arrayidx, align 4, !dbg !40, !tbaa !41
  br label %cond.end, !dbg !43

cond.end:                                         ; preds = %for.body, %cond.true
  %cond = phi contract float [ %4, %cond.true ], [ 0.000000e+00, %for.body ], !dbg !43
  store float %cond, ptr %arrayidx19, align 4, !dbg !44, !tbaa !41
  %cmp20 = icmp slt i32 %add9, %k, !dbg !45
  %or.cond85 = and i1 %cmp22, %cmp20, !dbg !46
  br i1 %or.cond85, label %cond.true23, label %cond.end29, !dbg !46

cond.true23:                                      ; preds = %cond.end
  %mul24 = mul nsw i32 %add9, %n
  %add25 = add nsw i32 %mul24, %add5
  %idxprom26 = sext i32 %add25 to i64
  %arrayidx27 = getelementptr inbounds float, ptr %b, i64 %idxprom26
  %5 = load float, ptr %arrayidx27, align 4, !dbg !47, !tbaa !41
  br label %cond.end29, !dbg !48

cond.end29:                                       ; preds = %cond.end, %cond.true23
  %cond30 = phi contract float [ %5, %cond.true23 ], [ 0.000000e+00, %cond.end ], !dbg !48
  store float %cond30, ptr %arrayidx36, align 4, !dbg !49, !tbaa !41
  tail call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0), !dbg !50
  %6 = load float, ptr %arrayidx16, align 4, !dbg !51, !tbaa !41
  %7 = load float, ptr %invariant.gep, align 4, !dbg !52, !tbaa !41
  %mul51 = fmul contract float %6, %7, !dbg !53
  %add52 = fadd contract float %sum.091, %mul51, !dbg !54
  %8 = load float, ptr %arrayidx45.1, align 4, !dbg !51, !tbaa !41
  %9 = load float, ptr %gep.1, align 4, !dbg !52, !tbaa !41
  %mul51.1 = fmul contract float %8, %9, !dbg !53
  %add52.1 = fadd contract float %add52, %mul51.1, !dbg !54
  %10 = load float, ptr %arrayidx45.2, align 4, !dbg !51, !tbaa !41
  %11 = load float, ptr %gep.2, align 4, !dbg !52, !tbaa !41
  %mul51.2 = fmul contract float %10, %11, !dbg !53
  %add52.2 = fadd contract float %add52.1, %mul51.2, !dbg !54
  %12 = load float, ptr %arrayidx45.3, align 4, !dbg !51, !tbaa !41
  %13 = load float, ptr %gep.3, align 4, !dbg !52, !tbaa !41
  %mul51.3 = fmul contract float %12, %13, !dbg !53
  %add52.3 = fadd contract float %add52.2, %mul51.3, !dbg !54
  %14 = load float, ptr %arrayidx45.4, align 4, !dbg !51, !tbaa !41
  %15 = load float, ptr %gep.4, align 4, !dbg !52, !tbaa !41
  %mul51.4 = fmul contract float %14, %15, !dbg !53
  %add52.4 = fadd contract float %add52.3, %mul51.4, !dbg !54
  %16 = load float, ptr %arrayidx45.5, align 4, !dbg !51, !tbaa !41
  %17 = load float, ptr %gep.5, align 4, !dbg !52, !tbaa !41
  %mul51.5 = fmul contract float %16, %17, !dbg !53
  %add52.5 = fadd contract float %add52.4, %mul51.5, !dbg !54
  %18 = load float, ptr %arrayidx45.6, align 4, !dbg !51, !tbaa !41
  %19 = load float, ptr %gep.6, align 4, !dbg !52, !tbaa !41
  %mul51.6 = fmul contract float %18, %19, !dbg !53
  %add52.6 = fadd contract float %add52.5, %mul51.6, !dbg !54
  %20 = load float, ptr %arrayidx45.7, align 4, !dbg !51, !tbaa !41
  %21 = load float, ptr %gep.7, align 4, !dbg !52, !tbaa !41
  %mul51.7 = fmul contract float %20, %21, !dbg !53
  %add52.7 = fadd contract float %add52.6, %mul51.7, !dbg !54
  %22 = load float, ptr %arrayidx45.8, align 4, !dbg !51, !tbaa !41
  %23 = load float, ptr %gep.8, align 4, !dbg !52, !tbaa !41
  %mul51.8 = fmul contract float %22, %23, !dbg !53
  %add52.8 = fadd contract float %add52.7, %mul51.8, !dbg !54
  %24 = load float, ptr %arrayidx45.9, align 4, !dbg !51, !tbaa !41
  %25 = load float, ptr %gep.9, align 4, !dbg !52, !tbaa !41
  %mul51.9 = fmul contract float %24, %25, !dbg !53
  %add52.9 = fadd contract float %add52.8, %mul51.9, !dbg !54
  %26 = load float, ptr %arrayidx45.10, align 4, !dbg !51, !tbaa !41
  %27 = load float, ptr %gep.10, align 4, !dbg !52, !tbaa !41
  %mul51.10 = fmul contract float %26, %27, !dbg !53
  %add52.10 = fadd contract float %add52.9, %mul51.10, !dbg !54
  %28 = load float, ptr %arrayidx45.11, align 4, !dbg !51, !tbaa !41
  %29 = load float, ptr %gep.11, align 4, !dbg !52, !tbaa !41
  %mul51.11 = fmul contract float %28, %29, !dbg !53
  %add52.11 = fadd contract float %add52.10, %mul51.11, !dbg !54
  %30 = load float, ptr %arrayidx45.12, align 4, !dbg !51, !tbaa !41
  %31 = load float, ptr %gep.12, align 4, !dbg !52, !tbaa !41
  %mul51.12 = fmul contract float %30, %31, !dbg !53
  %add52.12 = fadd contract float %add52.11, %mul51.12, !dbg !54
  %32 = load float, ptr %arrayidx45.13, align 4, !dbg !51, !tbaa !41
  %33 = load float, ptr %gep.13, align 4, !dbg !52, !tbaa !41
  %mul51.13 = fmul contract float %32, %33, !dbg !53
  %add52.13 = fadd contract float %add52.12, %mul51.13, !dbg !54
  %34 = load float, ptr %arrayidx45.14, align 4, !dbg !51, !tbaa !41
  %35 = load float, ptr %gep.14, align 4, !dbg !52, !tbaa !41
  %mul51.14 = fmul contract float %34, %35, !dbg !53
  %add52.14 = fadd contract float %add52.13, %mul51.14, !dbg !54
  %36 = load float, ptr %arrayidx45.15, align 4, !dbg !51, !tbaa !41
  %37 = load float, ptr %gep.15, align 4, !dbg !52, !tbaa !41
  %mul51.15 = fmul contract float %36, %37, !dbg !53
  %add52.15 = fadd contract float %add52.14, %mul51.15, !dbg !54
  tail call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0), !dbg !55
  %add54 = add nuw nsw i32 %start.090, 16, !dbg !56
  %cmp = icmp slt i32 %add54, %k, !dbg !32
  br i1 %cmp, label %for.body, label %for.cond.cleanup, !dbg !33, !llvm.loop !57

if.then:                                          ; preds = %for.cond.cleanup
  %mul59 = mul nsw i32 %n, %add
  %add60 = add nsw i32 %mul59, %add5
  %idxprom61 = sext i32 %add60 to i64
  %arrayidx62 = getelementptr inbounds float, ptr %c, i64 %idxprom61
  store float %sum.0.lcssa, ptr %arrayidx62, align 4, !dbg !60, !tbaa !41
  br label %if.end, !dbg !61

if.end:                                           ; preds = %if.then, %for.cond.cleanup
  ret void, !dbg !62
}

; Function Attrs: convergent nocallback nounwind
declare void @llvm.nvvm.barrier.cta.sync.aligned.all(i32) #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 65535) i32 @llvm.nvvm.read.ptx.sreg.ctaid.y() #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.y() #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x() #2

attributes #0 = { convergent mustprogress noinline norecurse nounwind "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx80,+sm_80" "uniform-work-group-size"="true" }
attributes #1 = { convergent nocallback nounwind }
attributes #2 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }

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
!12 = distinct !DISubprogram(name: "matmul_tiled", scope: !1, file: !1, line: 7, type: !13, scopeLine: 8, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 67, column: 27, scope: !16, inlinedAt: !18)
!16 = distinct !DISubprogram(name: "__fetch_builtin_y", scope: !17, file: !17, line: 67, type: !13, scopeLine: 67, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!17 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!18 = distinct !DILocation(line: 11, column: 13, scope: !12)
!19 = !DILocation(line: 11, column: 24, scope: !12)
!20 = !DILocation(line: 54, column: 27, scope: !21, inlinedAt: !22)
!21 = distinct !DISubprogram(name: "__fetch_builtin_y", scope: !17, file: !17, line: 54, type: !13, scopeLine: 54, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!22 = distinct !DILocation(line: 11, column: 33, scope: !12)
!23 = !DILocation(line: 11, column: 31, scope: !12)
!24 = !DILocation(line: 66, column: 27, scope: !25, inlinedAt: !26)
!25 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!26 = distinct !DILocation(line: 11, column: 55, scope: !12)
!27 = !DILocation(line: 11, column: 66, scope: !12)
!28 = !DILocation(line: 53, column: 27, scope: !29, inlinedAt: !30)
!29 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 53, type: !13, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!30 = distinct !DILocation(line: 11, column: 75, scope: !12)
!31 = !DILocation(line: 11, column: 73, scope: !12)
!32 = !DILocation(line: 14, column: 29, scope: !12)
!33 = !DILocation(line: 14, column: 3, scope: !12)
!34 = !DILocation(line: 13, column: 9, scope: !12)
!35 = !DILocation(line: 23, column: 11, scope: !12)
!36 = !DILocation(line: 23, column: 15, scope: !12)
!37 = !DILocation(line: 15, column: 24, scope: !12)
!38 = !DILocation(line: 15, column: 52, scope: !12)
!39 = !DILocation(line: 16, column: 48, scope: !12)
!40 = !DILocation(line: 16, column: 64, scope: !12)
!41 = !{!42, !42, i64 0}
!42 = !{!"float", !10, i64 0}
!43 = !DILocation(line: 16, column: 40, scope: !12)
!44 = !DILocation(line: 16, column: 38, scope: !12)
!45 = !DILocation(line: 17, column: 45, scope: !12)
!46 = !DILocation(line: 17, column: 49, scope: !12)
!47 = !DILocation(line: 17, column: 65, scope: !12)
!48 = !DILocation(line: 17, column: 40, scope: !12)
!49 = !DILocation(line: 17, column: 38, scope: !12)
!50 = !DILocation(line: 18, column: 5, scope: !12)
!51 = !DILocation(line: 20, column: 14, scope: !12)
!52 = !DILocation(line: 20, column: 39, scope: !12)
!53 = !DILocation(line: 20, column: 37, scope: !12)
!54 = !DILocation(line: 20, column: 11, scope: !12)
!55 = !DILocation(line: 21, column: 5, scope: !12)
!56 = !DILocation(line: 14, column: 40, scope: !12)
!57 = distinct !{!57, !33, !58, !59}
!58 = !DILocation(line: 22, column: 3, scope: !12)
!59 = !{!"llvm.loop.mustprogress"}
!60 = !DILocation(line: 24, column: 25, scope: !12)
!61 = !DILocation(line: 24, column: 5, scope: !12)
!62 = !DILocation(line: 25, column: 1, scope: !12)
