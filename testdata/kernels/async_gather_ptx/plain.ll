; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only -DPLAIN kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

@_ZZ16async_gather_ptxE3row = internal unnamed_addr addrspace(3) global [512 x i8] undef, align 16

; Function Attrs: convergent mustprogress noinline norecurse nounwind
define dso_local ptx_kernel void @async_gather_ptx(ptr noundef writeonly captures(none) %out, ptr noundef readonly captures(none) %table, ptr noundef readonly captures(none) %indices, i32 noundef %width, i32 noundef %n_rows) local_unnamed_addr #0 !dbg !12 {
entry:
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !15
  %idx.ext = zext nneg i32 %0 to i64, !dbg !19
  %add.ptr = getelementptr inbounds nuw i32, ptr %indices, i64 %idx.ext, !dbg !19
  %1 = load i32, ptr %add.ptr, align 4, !dbg !20, !tbaa !8
  %cmp = icmp sgt i32 %1, -1, !dbg !23
  %cmp2 = icmp slt i32 %1, %n_rows, !dbg !24
  %2 = and i1 %cmp, %cmp2, !dbg !24
  %3 = sext i32 %1 to i64, !dbg !25
  %conv = select i1 %2, i64 %3, i64 0, !dbg !26
  %conv3 = sext i32 %width to i64, !dbg !27
  %mul = mul nsw i64 %conv, %conv3, !dbg !28
  %add.ptr4 = getelementptr inbounds half, ptr %table, i64 %mul, !dbg !29
  %4 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !30
  %mul6 = shl nuw nsw i32 %4, 3, !dbg !33
  %cmp752 = icmp slt i32 %mul6, %width, !dbg !34
  br i1 %cmp752, label %for.body.lr.ph, label %for.cond.cleanup, !dbg !35

for.body.lr.ph:                                   ; preds = %entry
  %5 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.x()
  %mul19 = shl nuw nsw i32 %5, 3
  br label %for.body, !dbg !35

for.cond.cleanup:                                 ; preds = %_ZL4copyPcPKci.exit, %entry
  tail call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0), !dbg !36
  %cmp2454 = icmp slt i32 %4, %width, !dbg !37
  br i1 %cmp2454, label %for.body26.lr.ph, label %for.cond.cleanup25, !dbg !38

for.body26.lr.ph:                                 ; preds = %for.cond.cleanup
  %mul30 = mul nsw i64 %conv3, %idx.ext
  %add.ptr31 = getelementptr inbounds half, ptr %out, i64 %mul30
  %6 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.x()
  br label %for.body26, !dbg !38

for.body:                                         ; preds = %for.body.lr.ph, %_ZL4copyPcPKci.exit
  %i.053 = phi i32 [ %mul6, %for.body.lr.ph ], [ %add20, %_ZL4copyPcPKci.exit ]
  %mul8 = shl nsw i32 %i.053, 1, !dbg !39
  %idx.ext9 = sext i32 %mul8 to i64, !dbg !40
  %add.ptr10 = getelementptr inbounds i8, ptr addrspacecast (ptr addrspace(3) @_ZZ16async_gather_ptxE3row to ptr), i64 %idx.ext9, !dbg !40
  %add = add nsw i32 %i.053, 8, !dbg !41
  %cmp15 = icmp sle i32 %add, %width, !dbg !41
  %7 = select i1 %2, i1 %cmp15, i1 false, !dbg !41
  br i1 %7, label %cond.true.i, label %_ZL4copyPcPKci.exit, !dbg !42

cond.true.i:                                      ; preds = %for.body
  %idx.ext11 = sext i32 %i.053 to i64, !dbg !45
  %add.ptr12 = getelementptr inbounds half, ptr %add.ptr4, i64 %idx.ext11, !dbg !45
  %8 = load <4 x i32>, ptr %add.ptr12, align 16, !dbg !46, !tbaa !47
  br label %_ZL4copyPcPKci.exit, !dbg !42

_ZL4copyPcPKci.exit:                              ; preds = %for.body, %cond.true.i
  %cond.i = phi <4 x i32> [ %8, %cond.true.i ], [ zeroinitializer, %for.body ], !dbg !42
  store <4 x i32> %cond.i, ptr %add.ptr10, align 16, !dbg !48, !tbaa !47
  %add20 = add i32 %i.053, %mul19, !dbg !49
  %cmp7 = icmp slt i32 %add20, %width, !dbg !34
  br i1 %cmp7, label %for.body, label %for.cond.cleanup, !dbg !35, !llvm.loop !50

for.cond.cleanup25:                               ; preds = %for.body26, %for.cond.cleanup
  ret void, !dbg !53

for.body26:                                       ; preds = %for.body26.lr.ph, %for.body26
  %i21.055 = phi i32 [ %4, %for.body26.lr.ph ], [ %add36, %for.body26 ]
  %idx.ext32 = sext i32 %i21.055 to i64, !dbg !54
  %add.ptr33 = getelementptr inbounds half, ptr %add.ptr31, i64 %idx.ext32, !dbg !54
  %arrayidx = getelementptr inbounds half, ptr addrspacecast (ptr addrspace(3) @_ZZ16async_gather_ptxE3row to ptr), i64 %idx.ext32, !dbg !55
  %9 = load half, ptr %arrayidx, align 2, !dbg !55, !tbaa !56
  store half %9, ptr %add.ptr33, align 2, !dbg !58, !tbaa !56
  %add36 = add i32 %i21.055, %6, !dbg !61
  %cmp24 = icmp slt i32 %add36, %width, !dbg !37
  br i1 %cmp24, label %for.body26, label %for.cond.cleanup25, !dbg !38, !llvm.loop !62
}

; Function Attrs: convergent nocallback nounwind
declare void @llvm.nvvm.barrier.cta.sync.aligned.all(i32) #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x() #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, 1025) i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #2

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
!12 = distinct !DISubprogram(name: "async_gather_ptx", scope: !1, file: !1, line: 38, type: !13, scopeLine: 39, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 66, column: 27, scope: !16, inlinedAt: !18)
!16 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!17 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!18 = distinct !DILocation(line: 41, column: 36, scope: !12)
!19 = !DILocation(line: 41, column: 34, scope: !12)
!20 = !DILocation(line: 9, column: 49, scope: !21, inlinedAt: !22)
!21 = distinct !DISubprogram(name: "load_index", scope: !1, file: !1, line: 9, type: !13, scopeLine: 9, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!22 = distinct !DILocation(line: 41, column: 15, scope: !12)
!23 = !DILocation(line: 42, column: 18, scope: !12)
!24 = !DILocation(line: 42, column: 27, scope: !12)
!25 = !DILocation(line: 43, column: 39, scope: !12)
!26 = !DILocation(line: 43, column: 40, scope: !12)
!27 = !DILocation(line: 43, column: 61, scope: !12)
!28 = !DILocation(line: 43, column: 59, scope: !12)
!29 = !DILocation(line: 43, column: 28, scope: !12)
!30 = !DILocation(line: 53, column: 27, scope: !31, inlinedAt: !32)
!31 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 53, type: !13, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!32 = distinct !DILocation(line: 44, column: 20, scope: !12)
!33 = !DILocation(line: 44, column: 18, scope: !12)
!34 = !DILocation(line: 44, column: 35, scope: !12)
!35 = !DILocation(line: 44, column: 3, scope: !12)
!36 = !DILocation(line: 47, column: 3, scope: !12)
!37 = !DILocation(line: 48, column: 31, scope: !12)
!38 = !DILocation(line: 48, column: 3, scope: !12)
!39 = !DILocation(line: 45, column: 18, scope: !12)
!40 = !DILocation(line: 45, column: 14, scope: !12)
!41 = !DILocation(line: 45, column: 55, scope: !12)
!42 = !DILocation(line: 11, column: 18, scope: !43, inlinedAt: !44)
!43 = distinct !DISubprogram(name: "copy", scope: !1, file: !1, line: 10, type: !13, scopeLine: 10, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!44 = distinct !DILocation(line: 45, column: 5, scope: !12)
!45 = !DILocation(line: 45, column: 43, scope: !12)
!46 = !DILocation(line: 11, column: 32, scope: !43, inlinedAt: !44)
!47 = !{!10, !10, i64 0}
!48 = !DILocation(line: 11, column: 16, scope: !43, inlinedAt: !44)
!49 = !DILocation(line: 44, column: 46, scope: !12)
!50 = distinct !{!50, !35, !51, !52}
!51 = !DILocation(line: 45, column: 81, scope: !12)
!52 = !{!"llvm.loop.mustprogress"}
!53 = !DILocation(line: 50, column: 1, scope: !12)
!54 = !DILocation(line: 49, column: 45, scope: !12)
!55 = !DILocation(line: 49, column: 50, scope: !12)
!56 = !{!57, !57, i64 0}
!57 = !{!"_Float16", !10, i64 0}
!58 = !DILocation(line: 14, column: 47, scope: !59, inlinedAt: !60)
!59 = distinct !DISubprogram(name: "store", scope: !1, file: !1, line: 14, type: !13, scopeLine: 14, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!60 = distinct !DILocation(line: 49, column: 5, scope: !12)
!61 = !DILocation(line: 48, column: 42, scope: !12)
!62 = distinct !{!62, !38, !63, !52}
!63 = !DILocation(line: 49, column: 66, scope: !12)
