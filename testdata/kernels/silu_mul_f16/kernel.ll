; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

; Function Attrs: mustprogress nofree noinline norecurse nosync nounwind memory(argmem: readwrite)
define dso_local ptx_kernel void @silu_mul_f16(ptr noalias noundef writeonly captures(none) %out, ptr noalias noundef readonly captures(none) %gate_up, i32 noundef %width) local_unnamed_addr #0 !dbg !12 {
entry:
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !15
  %conv = zext nneg i32 %0 to i64, !dbg !19
  %mul = shl nuw nsw i64 %conv, 1, !dbg !20
  %conv1 = zext i32 %width to i64, !dbg !21
  %mul2 = mul nuw nsw i64 %mul, %conv1, !dbg !22
  %add.ptr = getelementptr inbounds nuw half, ptr %gate_up, i64 %mul2, !dbg !23
  %add.ptr3 = getelementptr inbounds nuw half, ptr %add.ptr, i64 %conv1, !dbg !24
  %1 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !25
  %cmp30 = icmp ult i32 %1, %width, !dbg !28
  br i1 %cmp30, label %for.body.lr.ph, label %for.cond.cleanup, !dbg !29

for.body.lr.ph:                                   ; preds = %entry
  %mul15 = mul nuw nsw i64 %conv1, %conv
  %2 = getelementptr inbounds nuw half, ptr %out, i64 %mul15
  %3 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.x()
  br label %for.body, !dbg !29

for.cond.cleanup:                                 ; preds = %for.body, %entry
  ret void, !dbg !30

for.body:                                         ; preds = %for.body.lr.ph, %for.body
  %i.031 = phi i32 [ %1, %for.body.lr.ph ], [ %add20, %for.body ]
  %idxprom = zext i32 %i.031 to i64, !dbg !31
  %arrayidx = getelementptr inbounds nuw half, ptr %add.ptr, i64 %idxprom, !dbg !31
  %4 = load half, ptr %arrayidx, align 2, !dbg !31, !tbaa !32
  %conv5 = fpext contract half %4 to float, !dbg !31
  %mul.i = fmul contract float %conv5, 0xBFF7154760000000, !dbg !34
  %5 = tail call contract noundef float @llvm.nvvm.ex2.approx.f32(float %mul.i), !dbg !38
  %add = fadd contract float %5, 1.000000e+00, !dbg !41
  %div = fdiv contract float %conv5, %add, !dbg !42
  %arrayidx8 = getelementptr inbounds nuw half, ptr %add.ptr3, i64 %idxprom, !dbg !43
  %6 = load half, ptr %arrayidx8, align 2, !dbg !43, !tbaa !32
  %conv9 = fpext contract half %6 to float, !dbg !43
  %mul10 = fmul contract float %div, %conv9, !dbg !44
  %conv11 = fptrunc contract float %mul10 to half, !dbg !45
  %arrayidx18 = getelementptr inbounds nuw half, ptr %2, i64 %idxprom, !dbg !46
  store half %conv11, ptr %arrayidx18, align 2, !dbg !47, !tbaa !32
  %add20 = add i32 %i.031, %3, !dbg !48
  %cmp = icmp ult i32 %add20, %width, !dbg !28
  br i1 %cmp, label %for.body, label %for.cond.cleanup, !dbg !29, !llvm.loop !49
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(none)
declare float @llvm.nvvm.ex2.approx.f32(float) #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, 1025) i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #1

attributes #0 = { mustprogress nofree noinline norecurse nosync nounwind memory(argmem: readwrite) "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx80,+sm_80" "uniform-work-group-size"="true" }
attributes #1 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #2 = { mustprogress nocallback nofree nosync nounwind willreturn memory(none) }

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
!12 = distinct !DISubprogram(name: "silu_mul_f16", scope: !1, file: !1, line: 5, type: !13, scopeLine: 6, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 66, column: 27, scope: !16, inlinedAt: !18)
!16 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!17 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!18 = distinct !DILocation(line: 7, column: 41, scope: !12)
!19 = !DILocation(line: 7, column: 41, scope: !12)
!20 = !DILocation(line: 7, column: 52, scope: !12)
!21 = !DILocation(line: 7, column: 58, scope: !12)
!22 = !DILocation(line: 7, column: 56, scope: !12)
!23 = !DILocation(line: 7, column: 30, scope: !12)
!24 = !DILocation(line: 7, column: 76, scope: !12)
!25 = !DILocation(line: 53, column: 27, scope: !26, inlinedAt: !27)
!26 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 53, type: !13, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!27 = distinct !DILocation(line: 8, column: 21, scope: !12)
!28 = !DILocation(line: 8, column: 36, scope: !12)
!29 = !DILocation(line: 8, column: 3, scope: !12)
!30 = !DILocation(line: 12, column: 1, scope: !12)
!31 = !DILocation(line: 9, column: 15, scope: !12)
!32 = !{!33, !33, i64 0}
!33 = !{!"_Float16", !10, i64 0}
!34 = !DILocation(line: 46, column: 58, scope: !35, inlinedAt: !37)
!35 = distinct !DISubprogram(name: "expf_approx", scope: !36, file: !36, line: 46, type: !13, scopeLine: 46, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!36 = !DIFile(filename: "./../common.h", directory: ".")
!37 = distinct !DILocation(line: 10, column: 63, scope: !12)
!38 = !DILocation(line: 31, column: 44, scope: !39, inlinedAt: !40)
!39 = distinct !DISubprogram(name: "exp2_approx", scope: !36, file: !36, line: 31, type: !13, scopeLine: 31, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!40 = distinct !DILocation(line: 46, column: 44, scope: !35, inlinedAt: !37)
!41 = !DILocation(line: 10, column: 61, scope: !12)
!42 = !DILocation(line: 10, column: 53, scope: !12)
!43 = !DILocation(line: 10, column: 89, scope: !12)
!44 = !DILocation(line: 10, column: 80, scope: !12)
!45 = !DILocation(line: 10, column: 50, scope: !12)
!46 = !DILocation(line: 10, column: 5, scope: !12)
!47 = !DILocation(line: 10, column: 42, scope: !12)
!48 = !DILocation(line: 8, column: 47, scope: !12)
!49 = distinct !{!49, !29, !50, !51}
!50 = !DILocation(line: 11, column: 3, scope: !12)
!51 = !{!"llvm.loop.mustprogress"}
