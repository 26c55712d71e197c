; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

; Function Attrs: convergent mustprogress noinline norecurse nounwind memory(argmem: readwrite, inaccessiblemem: readwrite)
define dso_local ptx_kernel void @softmax_f32(ptr noalias noundef readonly captures(none) %x, ptr noalias noundef writeonly captures(none) %out, i32 noundef %rows, i32 noundef %columns, float noundef %scale) local_unnamed_addr #0 !dbg !12 {
entry:
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !15
  %1 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.y(), !dbg !19
  %mul = mul i32 %0, %1, !dbg !22
  %2 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.y(), !dbg !23
  %add = add i32 %mul, %2, !dbg !26
  %3 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !27
  %cmp.not = icmp slt i32 %add, %rows, !dbg !30
  br i1 %cmp.not, label %if.end, label %cleanup, !dbg !30

if.end:                                           ; preds = %entry
  %mul4 = mul nsw i32 %columns, %add, !dbg !31
  %idx.ext = sext i32 %mul4 to i64, !dbg !32
  %add.ptr = getelementptr inbounds float, ptr %x, i64 %idx.ext, !dbg !32
  %add.ptr7 = getelementptr inbounds float, ptr %out, i64 %idx.ext, !dbg !33
  %cmp870 = icmp slt i32 %3, %columns, !dbg !34
  br i1 %cmp870, label %for.body, label %for.cond.cleanup, !dbg !35

for.cond.cleanup:                                 ; preds = %for.body, %if.end
  %largest.0.lcssa = phi float [ 0xC7EFFFFFE0000000, %if.end ], [ %cond.i, %for.body ], !dbg !36
  %4 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %largest.0.lcssa, i32 range(i32 1, -2147483648) 16, i32 31), !dbg !37
  %cmp.i.i = fcmp contract olt float %largest.0.lcssa, %4, !dbg !43
  %cond.i.i = select contract i1 %cmp.i.i, float %4, float %largest.0.lcssa, !dbg !46
  %5 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %cond.i.i, i32 range(i32 1, -2147483648) 8, i32 31), !dbg !37
  %cmp.i.1.i = fcmp contract olt float %cond.i.i, %5, !dbg !43
  %cond.i.1.i = select contract i1 %cmp.i.1.i, float %5, float %cond.i.i, !dbg !46
  %6 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %cond.i.1.i, i32 range(i32 1, -2147483648) 4, i32 31), !dbg !37
  %cmp.i.2.i = fcmp contract olt float %cond.i.1.i, %6, !dbg !43
  %cond.i.2.i = select contract i1 %cmp.i.2.i, float %6, float %cond.i.1.i, !dbg !46
  %7 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %cond.i.2.i, i32 range(i32 1, -2147483648) 2, i32 31), !dbg !37
  %cmp.i.3.i = fcmp contract olt float %cond.i.2.i, %7, !dbg !43
  %cond.i.3.i = select contract i1 %cmp.i.3.i, float %7, float %cond.i.2.i, !dbg !46
  %8 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %cond.i.3.i, i32 range(i32 1, -2147483648) 1, i32 31), !dbg !37
  %cmp.i.4.i = fcmp contract olt float %cond.i.3.i, %8, !dbg !43
  %cond.i.4.i = select contract i1 %cmp.i.4.i, float %8, float %cond.i.3.i, !dbg !46
  br i1 %cmp870, label %for.body17, label %for.cond.cleanup16, !dbg !47

for.body:                                         ; preds = %if.end, %for.body
  %c.072 = phi i32 [ %add11, %for.body ], [ %3, %if.end ]
  %largest.071 = phi float [ %cond.i, %for.body ], [ 0xC7EFFFFFE0000000, %if.end ]
  %idxprom = zext nneg i32 %c.072 to i64, !dbg !48
  %arrayidx = getelementptr inbounds nuw float, ptr %add.ptr, i64 %idxprom, !dbg !48
  %9 = load float, ptr %arrayidx, align 4, !dbg !48, !tbaa !49
  %mul9 = fmul contract float %scale, %9, !dbg !51
  %cmp.i = fcmp contract olt float %largest.071, %mul9, !dbg !52
  %cond.i = select contract i1 %cmp.i, float %mul9, float %largest.071, !dbg !54
  %add11 = add nuw nsw i32 %c.072, 32, !dbg !55
  %cmp8 = icmp slt i32 %add11, %columns, !dbg !34
  br i1 %cmp8, label %for.body, label %for.cond.cleanup, !dbg !35, !llvm.loop !56

for.cond.cleanup16:                               ; preds = %for.body17, %for.cond.cleanup
  %sum.0.lcssa = phi float [ 0.000000e+00, %for.cond.cleanup ], [ %add22, %for.body17 ], !dbg !36
  %10 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %sum.0.lcssa, i32 range(i32 1, -2147483648) 16, i32 31), !dbg !59
  %add.i = fadd contract float %sum.0.lcssa, %10, !dbg !63
  %11 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.i, i32 range(i32 1, -2147483648) 8, i32 31), !dbg !59
  %add.1.i = fadd contract float %add.i, %11, !dbg !63
  %12 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.1.i, i32 range(i32 1, -2147483648) 4, i32 31), !dbg !59
  %add.2.i = fadd contract float %add.1.i, %12, !dbg !63
  %13 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.2.i, i32 range(i32 1, -2147483648) 2, i32 31), !dbg !59
  %add.3.i = fadd contract float %add.2.i, %13, !dbg !63
  %14 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.3.i, i32 range(i32 1, -2147483648) 1, i32 31), !dbg !59
  %add.4.i = fadd contract float %add.3.i, %14, !dbg !63
  br i1 %cmp870, label %for.body31, label %cleanup, !dbg !64

for.body17:                                       ; preds = %for.cond.cleanup, %for.body17
  %c13.075 = phi i32 [ %add24, %for.body17 ], [ %3, %for.cond.cleanup ]
  %sum.074 = phi float [ %add22, %for.body17 ], [ 0.000000e+00, %for.cond.cleanup ]
  %idxprom18 = zext nneg i32 %c13.075 to i64, !dbg !65
  %arrayidx19 = getelementptr inbounds nuw float, ptr %add.ptr, i64 %idxprom18, !dbg !65
  %15 = load float, ptr %arrayidx19, align 4, !dbg !65, !tbaa !49
  %mul20 = fmul contract float %scale, %15, !dbg !66
  %sub = fsub contract float %mul20, %cond.i.4.i, !dbg !67
  %mul.i = fmul contract float %sub, 0x3FF7154760000000, !dbg !68
  %16 = tail call contract noundef float @llvm.nvvm.ex2.approx.f32(float %mul.i), !dbg !71
  %add22 = fadd contract float %sum.074, %16, !dbg !74
  %add24 = add nuw nsw i32 %c13.075, 32, !dbg !75
  %cmp15 = icmp slt i32 %add24, %columns, !dbg !76
  br i1 %cmp15, label %for.body17, label %for.cond.cleanup16, !dbg !47, !llvm.loop !77

for.body31:                                       ; preds = %for.cond.cleanup16, %for.body31
  %c27.078 = phi i32 [ %add40, %for.body31 ], [ %3, %for.cond.cleanup16 ]
  %idxprom32 = zext nneg i32 %c27.078 to i64, !dbg !79
  %arrayidx33 = getelementptr inbounds nuw float, ptr %add.ptr, i64 %idxprom32, !dbg !79
  %17 = load float, ptr %arrayidx33, align 4, !dbg !79, !tbaa !49
  %mul34 = fmul contract float %scale, %17, !dbg !80
  %sub35 = fsub contract float %mul34, %cond.i.4.i, !dbg !81
  %mul.i69 = fmul contract float %sub35, 0x3FF7154760000000, !dbg !82
  %18 = tail call contract noundef float @llvm.nvvm.ex2.approx.f32(float %mul.i69), !dbg !84
  %div = fdiv contract float %18, %add.4.i, !dbg !86
  %arrayidx38 = getelementptr inbounds nuw float, ptr %add.ptr7, i64 %idxprom32, !dbg !87
  store float %div, ptr %arrayidx38, align 4, !dbg !88, !tbaa !49
  %add40 = add nuw nsw i32 %c27.078, 32, !dbg !89
  %cmp29 = icmp slt i32 %add40, %columns, !dbg !90
  br i1 %cmp29, label %for.body31, label %cleanup, !dbg !64, !llvm.loop !91

cleanup:                                          ; preds = %for.body31, %for.cond.cleanup16, %entry
  ret void, !dbg !93
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, 1025) i32 @llvm.nvvm.read.ptx.sreg.ntid.y() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.y() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

; Function Attrs: convergent nocallback nounwind memory(inaccessiblemem: readwrite)
declare float @llvm.nvvm.shfl.sync.bfly.f32(i32, float, i32, i32) #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(none)
declare float @llvm.nvvm.ex2.approx.f32(float) #3

attributes #0 = { convergent mustprogress noinline norecurse nounwind memory(argmem: readwrite, inaccessiblemem: readwrite) "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx80,+sm_80" "uniform-work-group-size"="true" }
attributes #1 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #2 = { convergent nocallback nounwind memory(inaccessiblemem: readwrite) }
attributes #3 = { mustprogress nocallback nofree nosync nounwind willreturn memory(none) }

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
!12 = distinct !DISubprogram(name: "softmax_f32", scope: !1, file: !1, line: 5, type: !13, scopeLine: 6, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 66, column: 27, scope: !16, inlinedAt: !18)
!16 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!17 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!18 = distinct !DILocation(line: 7, column: 13, scope: !12)
!19 = !DILocation(line: 80, column: 27, scope: !20, inlinedAt: !21)
!20 = distinct !DISubprogram(name: "__fetch_builtin_y", scope: !17, file: !17, line: 80, type: !13, scopeLine: 80, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!21 = distinct !DILocation(line: 7, column: 26, scope: !12)
!22 = !DILocation(line: 7, column: 24, scope: !12)
!23 = !DILocation(line: 54, column: 27, scope: !24, inlinedAt: !25)
!24 = distinct !DISubprogram(name: "__fetch_builtin_y", scope: !17, file: !17, line: 54, type: !13, scopeLine: 54, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!25 = distinct !DILocation(line: 7, column: 39, scope: !12)
!26 = !DILocation(line: 7, column: 37, scope: !12)
!27 = !DILocation(line: 53, column: 27, scope: !28, inlinedAt: !29)
!28 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 53, type: !13, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!29 = distinct !DILocation(line: 7, column: 59, scope: !12)
!30 = !DILocation(line: 8, column: 11, scope: !12)
!31 = !DILocation(line: 10, column: 12, scope: !12)
!32 = !DILocation(line: 10, column: 5, scope: !12)
!33 = !DILocation(line: 11, column: 7, scope: !12)
!34 = !DILocation(line: 14, column: 24, scope: !12)
!35 = !DILocation(line: 14, column: 3, scope: !12)
!36 = !DILocation(line: 0, scope: !12)
!37 = !DILocation(line: 20, column: 10, scope: !38, inlinedAt: !40)
!38 = distinct !DISubprogram(name: "__shfl_xor_sync", scope: !39, file: !39, line: 19, type: !13, scopeLine: 19, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!39 = !DIFile(filename: "./../common.h", directory: ".")
!40 = distinct !DILocation(line: 57, column: 27, scope: !41, inlinedAt: !42)
!41 = distinct !DISubprogram(name: "warp_max", scope: !39, file: !39, line: 55, type: !13, scopeLine: 55, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!42 = distinct !DILocation(line: 16, column: 13, scope: !12)
!43 = !DILocation(line: 47, column: 50, scope: !44, inlinedAt: !45)
!44 = distinct !DISubprogram(name: "max_of", scope: !39, file: !39, line: 47, type: !13, scopeLine: 47, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!45 = distinct !DILocation(line: 57, column: 13, scope: !41, inlinedAt: !42)
!46 = !DILocation(line: 47, column: 48, scope: !44, inlinedAt: !45)
!47 = !DILocation(line: 19, column: 3, scope: !12)
!48 = !DILocation(line: 15, column: 31, scope: !12)
!49 = !{!50, !50, i64 0}
!50 = !{!"float", !10, i64 0}
!51 = !DILocation(line: 15, column: 36, scope: !12)
!52 = !DILocation(line: 47, column: 50, scope: !44, inlinedAt: !53)
!53 = distinct !DILocation(line: 15, column: 15, scope: !12)
!54 = !DILocation(line: 47, column: 48, scope: !44, inlinedAt: !53)
!55 = !DILocation(line: 14, column: 37, scope: !12)
!56 = distinct !{!56, !35, !57, !58}
!57 = !DILocation(line: 15, column: 43, scope: !12)
!58 = !{!"llvm.loop.mustprogress"}
!59 = !DILocation(line: 20, column: 10, scope: !38, inlinedAt: !60)
!60 = distinct !DILocation(line: 51, column: 14, scope: !61, inlinedAt: !62)
!61 = distinct !DISubprogram(name: "warp_sum", scope: !39, file: !39, line: 49, type: !13, scopeLine: 49, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!62 = distinct !DILocation(line: 21, column: 9, scope: !12)
!63 = !DILocation(line: 51, column: 11, scope: !61, inlinedAt: !62)
!64 = !DILocation(line: 23, column: 3, scope: !12)
!65 = !DILocation(line: 20, column: 24, scope: !12)
!66 = !DILocation(line: 20, column: 29, scope: !12)
!67 = !DILocation(line: 20, column: 37, scope: !12)
!68 = !DILocation(line: 46, column: 58, scope: !69, inlinedAt: !70)
!69 = distinct !DISubprogram(name: "expf_approx", scope: !39, file: !39, line: 46, type: !13, scopeLine: 46, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!70 = distinct !DILocation(line: 20, column: 12, scope: !12)
!71 = !DILocation(line: 31, column: 44, scope: !72, inlinedAt: !73)
!72 = distinct !DISubprogram(name: "exp2_approx", scope: !39, file: !39, line: 31, type: !13, scopeLine: 31, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!73 = distinct !DILocation(line: 46, column: 44, scope: !69, inlinedAt: !70)
!74 = !DILocation(line: 20, column: 9, scope: !12)
!75 = !DILocation(line: 19, column: 37, scope: !12)
!76 = !DILocation(line: 19, column: 24, scope: !12)
!77 = distinct !{!77, !47, !78, !58}
!78 = !DILocation(line: 20, column: 46, scope: !12)
!79 = !DILocation(line: 24, column: 26, scope: !12)
!80 = !DILocation(line: 24, column: 31, scope: !12)
!81 = !DILocation(line: 24, column: 39, scope: !12)
!82 = !DILocation(line: 46, column: 58, scope: !69, inlinedAt: !83)
!83 = distinct !DILocation(line: 24, column: 14, scope: !12)
!84 = !DILocation(line: 31, column: 44, scope: !72, inlinedAt: !85)
!85 = distinct !DILocation(line: 46, column: 44, scope: !69, inlinedAt: !83)
!86 = !DILocation(line: 24, column: 50, scope: !12)
!87 = !DILocation(line: 24, column: 5, scope: !12)
!88 = !DILocation(line: 24, column: 12, scope: !12)
!89 = !DILocation(line: 23, column: 37, scope: !12)
!90 = !DILocation(line: 23, column: 24, scope: !12)
!91 = distinct !{!91, !64, !92, !58}
!92 = !DILocation(line: 24, column: 52, scope: !12)
!93 = !DILocation(line: 25, column: 1, scope: !12)
