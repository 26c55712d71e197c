; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

; Function Attrs: mustprogress noinline norecurse nounwind memory(argmem: readwrite)
define dso_local ptx_kernel void @wmma_gemm_f16(ptr noundef writeonly captures(none) %out, ptr noundef readonly captures(none) %a, ptr noundef readonly captures(none) %b, i32 noundef %depth, i32 noundef %out_stride, i32 noundef %a_stride, i32 noundef %b_stride) local_unnamed_addr #0 !dbg !12 {
entry:
  %cmp41 = icmp sgt i32 %depth, 0, !dbg !15
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.y()
  %1 = shl nuw nsw i32 %0, 4
  %mul = zext nneg i32 %1 to i64
  br i1 %cmp41, label %for.body.lr.ph, label %entry.for.cond.cleanup_crit_edge, !dbg !16

entry.for.cond.cleanup_crit_edge:                 ; preds = %entry
  %.pre68 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !17
  br label %for.cond.cleanup, !dbg !16

for.body.lr.ph:                                   ; preds = %entry
  %conv1 = sext i32 %a_stride to i64
  %mul2 = mul nsw i64 %conv1, %mul
  %add.ptr = getelementptr inbounds half, ptr %a, i64 %mul2
  %2 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x()
  %conv6 = zext nneg i32 %2 to i64
  %mul7 = shl nuw nsw i64 %conv6, 4
  %conv8 = sext i32 %b_stride to i64
  %mul9 = mul nsw i64 %mul7, %conv8
  %add.ptr10 = getelementptr inbounds half, ptr %b, i64 %mul9
  br label %for.body, !dbg !16

for.cond.cleanup:                                 ; preds = %for.body, %entry.for.cond.cleanup_crit_edge
  %.pre-phi69 = phi i32 [ %.pre68, %entry.for.cond.cleanup_crit_edge ], [ %2, %for.body ], !dbg !17
  %sum.sroa.24.0.lcssa = phi float [ 0.000000e+00, %entry.for.cond.cleanup_crit_edge ], [ %29, %for.body ], !dbg !21
  %sum.sroa.21.0.lcssa = phi float [ 0.000000e+00, %entry.for.cond.cleanup_crit_edge ], [ %28, %for.body ], !dbg !21
  %sum.sroa.18.0.lcssa = phi float [ 0.000000e+00, %entry.for.cond.cleanup_crit_edge ], [ %27, %for.body ], !dbg !21
  %sum.sroa.15.0.lcssa = phi float [ 0.000000e+00, %entry.for.cond.cleanup_crit_edge ], [ %26, %for.body ], !dbg !21
  %sum.sroa.12.0.lcssa = phi float [ 0.000000e+00, %entry.for.cond.cleanup_crit_edge ], [ %25, %for.body ], !dbg !21
  %sum.sroa.9.0.lcssa = phi float [ 0.000000e+00, %entry.for.cond.cleanup_crit_edge ], [ %24, %for.body ], !dbg !21
  %sum.sroa.6.0.lcssa = phi float [ 0.000000e+00, %entry.for.cond.cleanup_crit_edge ], [ %23, %for.body ], !dbg !21
  %sum.sroa.0.0.lcssa = phi float [ 0.000000e+00, %entry.for.cond.cleanup_crit_edge ], [ %22, %for.body ], !dbg !21
  %conv19 = sext i32 %out_stride to i64, !dbg !22
  %mul20 = mul nsw i64 %mul, %conv19, !dbg !23
  %add.ptr21 = getelementptr inbounds float, ptr %out, i64 %mul20, !dbg !24
  %mul23 = shl i32 %.pre-phi69, 4, !dbg !25
  %idx.ext24 = zext i32 %mul23 to i64, !dbg !26
  %add.ptr25 = getelementptr inbounds nuw float, ptr %add.ptr21, i64 %idx.ext24, !dbg !26
  tail call void @llvm.nvvm.wmma.m16n16k16.store.d.row.stride.f32.p0(ptr %add.ptr25, float %sum.sroa.0.0.lcssa, float %sum.sroa.6.0.lcssa, float %sum.sroa.9.0.lcssa, float %sum.sroa.12.0.lcssa, float %sum.sroa.15.0.lcssa, float %sum.sroa.18.0.lcssa, float %sum.sroa.21.0.lcssa, float %sum.sroa.24.0.lcssa, i32 %out_stride), !dbg !27
  ret void, !dbg !30

for.body:                                         ; preds = %for.body.lr.ph, %for.body
  %k.050 = phi i32 [ 0, %for.body.lr.ph ], [ %add, %for.body ]
  %sum.sroa.0.049 = phi float [ 0.000000e+00, %for.body.lr.ph ], [ %22, %for.body ]
  %sum.sroa.6.048 = phi float [ 0.000000e+00, %for.body.lr.ph ], [ %23, %for.body ]
  %sum.sroa.9.047 = phi float [ 0.000000e+00, %for.body.lr.ph ], [ %24, %for.body ]
  %sum.sroa.12.046 = phi float [ 0.000000e+00, %for.body.lr.ph ], [ %25, %for.body ]
  %sum.sroa.15.045 = phi float [ 0.000000e+00, %for.body.lr.ph ], [ %26, %for.body ]
  %sum.sroa.18.044 = phi float [ 0.000000e+00, %for.body.lr.ph ], [ %27, %for.body ]
  %sum.sroa.21.043 = phi float [ 0.000000e+00, %for.body.lr.ph ], [ %28, %for.body ]
  %sum.sroa.24.042 = phi float [ 0.000000e+00, %for.body.lr.ph ], [ %29, %for.body ]
  %idx.ext = zext nneg i32 %k.050 to i64, !dbg !31
  %add.ptr3 = getelementptr inbounds nuw half, ptr %add.ptr, i64 %idx.ext, !dbg !31
  %3 = tail call contract { <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half> } @llvm.nvvm.wmma.m16n16k16.load.a.row.stride.f16.p0(ptr readonly %add.ptr3, i32 %a_stride), !dbg !32
  %4 = extractvalue { <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half> } %3, 0, !dbg !32
  %5 = extractvalue { <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half> } %3, 1, !dbg !32
  %6 = extractvalue { <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half> } %3, 2, !dbg !32
  %7 = extractvalue { <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half> } %3, 3, !dbg !32
  %8 = extractvalue { <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half> } %3, 4, !dbg !32
  %9 = extractvalue { <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half> } %3, 5, !dbg !32
  %10 = extractvalue { <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half> } %3, 6, !dbg !32
  %11 = extractvalue { <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half> } %3, 7, !dbg !32
  %add.ptr12 = getelementptr inbounds nuw half, ptr %add.ptr10, i64 %idx.ext, !dbg !35
  %12 = tail call contract { <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half> } @llvm.nvvm.wmma.m16n16k16.load.b.col.stride.f16.p0(ptr readonly %add.ptr12, i32 %b_stride), !dbg !36
  %13 = extractvalue { <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half> } %12, 0, !dbg !36
  %14 = extractvalue { <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half> } %12, 1, !dbg !36
  %15 = extractvalue { <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half> } %12, 2, !dbg !36
  %16 = extractvalue { <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half> } %12, 3, !dbg !36
  %17 = extractvalue { <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half> } %12, 4, !dbg !36
  %18 = extractvalue { <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half> } %12, 5, !dbg !36
  %19 = extractvalue { <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half> } %12, 6, !dbg !36
  %20 = extractvalue { <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half> } %12, 7, !dbg !36
  %21 = tail call contract { float, float, float, float, float, float, float, float } @llvm.nvvm.wmma.m16n16k16.mma.row.col.f32.f32(<2 x half> %4, <2 x half> %5, <2 x half> %6, <2 x half> %7, <2 x half> %8, <2 x half> %9, <2 x half> %10, <2 x half> %11, <2 x half> %13, <2 x half> %14, <2 x half> %15, <2 x half> %16, <2 x half> %17, <2 x half> %18, <2 x half> %19, <2 x half> %20, float %sum.sroa.0.049, float %sum.sroa.6.048, float %sum.sroa.9.047, float %sum.sroa.12.046, float %sum.sroa.15.045, float %sum.sroa.18.044, float %sum.sroa.21.043, float %sum.sroa.24.042), !dbg !39
  %22 = extractvalue { float, float, float, float, float, float, float, float } %21, 0, !dbg !39
  %23 = extractvalue { float, float, float, float, float, float, float, float } %21, 1, !dbg !39
  %24 = extractvalue { float, float, float, float, float, float, float, float } %21, 2, !dbg !39
  %25 = extractvalue { float, float, float, float, float, float, float, float } %21, 3, !dbg !39
  %26 = extractvalue { float, float, float, float, float, float, float, float } %21, 4, !dbg !39
  %27 = extractvalue { float, float, float, float, float, float, float, float } %21, 5, !dbg !39
  %28 = extractvalue { float, float, float, float, float, float, float, float } %21, 6, !dbg !39
  %29 = extractvalue { float, float, float, float, float, float, float, float } %21, 7, !dbg !39
  %add = add nuw nsw i32 %k.050, 16, !dbg !42
  %cmp = icmp slt i32 %add, %depth, !dbg !15
  br i1 %cmp, label %for.body, label %for.cond.cleanup, !dbg !16, !llvm.loop !43
}

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: read)
declare { <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half> } @llvm.nvvm.wmma.m16n16k16.load.a.row.stride.f16.p0(ptr readonly captures(none), i32) #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 65535) i32 @llvm.nvvm.read.ptx.sreg.ctaid.y() #2

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: read)
declare { <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half> } @llvm.nvvm.wmma.m16n16k16.load.b.col.stride.f16.p0(ptr readonly captures(none), i32) #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #2

; Function Attrs: nocallback nofree nosync nounwind memory(none)
declare { float, float, float, float, float, float, float, float } @llvm.nvvm.wmma.m16n16k16.mma.row.col.f32.f32(<2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, <2 x half>, float, float, float, float, float, float, float, float) #3

; Function Attrs: nocallback nounwind memory(argmem: write)
declare void @llvm.nvvm.wmma.m16n16k16.store.d.row.stride.f32.p0(ptr writeonly captures(none), float, float, float, float, float, float, float, float, i32) #4

attributes #0 = { mustprogress noinline norecurse nounwind memory(argmem: readwrite) "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx80,+sm_80" "uniform-work-group-size"="true" }
attributes #1 = { mustprogress nocallback nofree nounwind willreturn memory(argmem: read) }
attributes #2 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #3 = { nocallback nofree nosync nounwind memory(none) }
attributes #4 = { nocallback nounwind memory(argmem: write) }

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
!12 = distinct !DISubprogram(name: "wmma_gemm_f16", scope: !1, file: !1, line: 40, type: !13, scopeLine: 41, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 43, column: 21, scope: !12)
!16 = !DILocation(line: 43, column: 3, scope: !12)
!17 = !DILocation(line: 66, column: 27, scope: !18, inlinedAt: !20)
!18 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !19, file: !19, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!19 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!20 = distinct !DILocation(line: 49, column: 57, scope: !12)
!21 = !DILocation(line: 0, scope: !12)
!22 = !DILocation(line: 49, column: 44, scope: !12)
!23 = !DILocation(line: 49, column: 42, scope: !12)
!24 = !DILocation(line: 49, column: 13, scope: !12)
!25 = !DILocation(line: 49, column: 68, scope: !12)
!26 = !DILocation(line: 49, column: 55, scope: !12)
!27 = !DILocation(line: 35, column: 3, scope: !28, inlinedAt: !29)
!28 = distinct !DISubprogram(name: "store", scope: !1, file: !1, line: 34, type: !13, scopeLine: 34, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!29 = distinct !DILocation(line: 49, column: 3, scope: !12)
!30 = !DILocation(line: 50, column: 1, scope: !12)
!31 = !DILocation(line: 45, column: 60, scope: !12)
!32 = !DILocation(line: 26, column: 3, scope: !33, inlinedAt: !34)
!33 = distinct !DISubprogram(name: "LOAD_A", scope: !1, file: !1, line: 25, type: !13, scopeLine: 25, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!34 = distinct !DILocation(line: 45, column: 5, scope: !12)
!35 = !DILocation(line: 46, column: 61, scope: !12)
!36 = !DILocation(line: 29, column: 3, scope: !37, inlinedAt: !38)
!37 = distinct !DISubprogram(name: "LOAD_B", scope: !1, file: !1, line: 28, type: !13, scopeLine: 28, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!38 = distinct !DILocation(line: 46, column: 5, scope: !12)
!39 = !DILocation(line: 32, column: 3, scope: !40, inlinedAt: !41)
!40 = distinct !DISubprogram(name: "multiply", scope: !1, file: !1, line: 31, type: !13, scopeLine: 31, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!41 = distinct !DILocation(line: 47, column: 5, scope: !12)
!42 = !DILocation(line: 43, column: 32, scope: !12)
!43 = distinct !{!43, !16, !44, !45}
!44 = !DILocation(line: 48, column: 3, scope: !12)
!45 = !{!"llvm.loop.mustprogress"}
