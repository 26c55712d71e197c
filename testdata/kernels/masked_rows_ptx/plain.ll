; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only -DPLAIN kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

; Function Attrs: mustprogress nofree noinline norecurse nounwind memory(argmem: readwrite)
define dso_local ptx_kernel void @masked_rows_ptx(ptr noundef writeonly captures(none) %out, ptr noundef readonly captures(none) %in, ptr noundef readonly captures(none) %lengths, ptr noundef captures(none) %done, i32 noundef %stride, float noundef %factor) local_unnamed_addr #0 !dbg !12 {
entry:
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !15
  %idxprom.i = zext nneg i32 %0 to i64, !dbg !19
  %arrayidx.i = getelementptr inbounds nuw i32, ptr %lengths, i64 %idxprom.i, !dbg !19
  %1 = load i32, ptr %arrayidx.i, align 4, !dbg !19, !tbaa !8
  %2 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !22
  %mul5 = shl nuw nsw i32 %2, 2, !dbg !25
  %cmp37 = icmp slt i32 %mul5, %stride, !dbg !26
  br i1 %cmp37, label %for.body.lr.ph, label %for.cond.cleanup, !dbg !27

for.body.lr.ph:                                   ; preds = %entry
  %conv3 = zext nneg i32 %stride to i64, !dbg !28
  %mul = mul nuw nsw i64 %conv3, %idxprom.i, !dbg !29
  %add.ptr = getelementptr inbounds nuw float, ptr %in, i64 %mul
  %add.ptr13 = getelementptr inbounds nuw float, ptr %out, i64 %mul
  %3 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.x()
  %mul18 = shl nuw nsw i32 %3, 2
  br label %for.body, !dbg !27

for.cond.cleanup:                                 ; preds = %_ZL8store_ifPf6float4b.exit, %entry
  %cmp21 = icmp eq i32 %2, 0, !dbg !30
  br i1 %cmp21, label %if.then, label %if.end, !dbg !30

for.body:                                         ; preds = %for.body.lr.ph, %_ZL8store_ifPf6float4b.exit
  %i.038 = phi i32 [ %mul5, %for.body.lr.ph ], [ %add19, %_ZL8store_ifPf6float4b.exit ]
  %idx.ext = sext i32 %i.038 to i64, !dbg !31
  %add = or disjoint i32 %i.038, 3, !dbg !32
  %cmp7 = icmp slt i32 %add, %1, !dbg !33
  br i1 %cmp7, label %cond.true.i, label %_ZL7load_orPKfbf.exit, !dbg !34

cond.true.i:                                      ; preds = %for.body
  %add.ptr6 = getelementptr inbounds float, ptr %add.ptr, i64 %idx.ext, !dbg !31
  %retval.sroa.3.0.from.addr.0..sroa_idx.i = getelementptr inbounds nuw i8, ptr %add.ptr6, i64 4
  %retval.sroa.5.0.from.addr.0..sroa_idx.i = getelementptr inbounds nuw i8, ptr %add.ptr6, i64 8
  %retval.sroa.7.0.from.addr.0..sroa_idx.i = getelementptr inbounds nuw i8, ptr %add.ptr6, i64 12
  %retval.sroa.0.0.copyload.i = load float, ptr %add.ptr6, align 16, !dbg !37, !tbaa !38
  %retval.sroa.3.0.copyload.i = load float, ptr %retval.sroa.3.0.from.addr.0..sroa_idx.i, align 4, !dbg !37, !tbaa !38
  %retval.sroa.5.0.copyload.i = load float, ptr %retval.sroa.5.0.from.addr.0..sroa_idx.i, align 8, !dbg !37, !tbaa !38
  %retval.sroa.7.0.copyload.i = load float, ptr %retval.sroa.7.0.from.addr.0..sroa_idx.i, align 4, !dbg !37, !tbaa !38
  br label %_ZL7load_orPKfbf.exit, !dbg !34

_ZL7load_orPKfbf.exit:                            ; preds = %for.body, %cond.true.i
  %retval.sroa.0.0.i = phi float [ %retval.sroa.0.0.copyload.i, %cond.true.i ], [ 0.000000e+00, %for.body ], !dbg !40
  %retval.sroa.3.0.i = phi float [ %retval.sroa.3.0.copyload.i, %cond.true.i ], [ 0.000000e+00, %for.body ], !dbg !40
  %retval.sroa.5.0.i = phi float [ %retval.sroa.5.0.copyload.i, %cond.true.i ], [ 0.000000e+00, %for.body ], !dbg !40
  %retval.sroa.7.0.i = phi float [ %retval.sroa.7.0.copyload.i, %cond.true.i ], [ 0.000000e+00, %for.body ], !dbg !40
  %cmp16 = icmp slt i32 %i.038, %1, !dbg !41
  br i1 %cmp16, label %if.then.i, label %_ZL8store_ifPf6float4b.exit, !dbg !42

if.then.i:                                        ; preds = %_ZL7load_orPKfbf.exit
  %add.ptr15 = getelementptr inbounds float, ptr %add.ptr13, i64 %idx.ext, !dbg !45
  %agg.tmp36.sroa.6.0.add.ptr15.sroa_idx = getelementptr inbounds nuw i8, ptr %add.ptr15, i64 12
  %agg.tmp36.sroa.5.0.add.ptr15.sroa_idx = getelementptr inbounds nuw i8, ptr %add.ptr15, i64 8
  %agg.tmp36.sroa.4.0.add.ptr15.sroa_idx = getelementptr inbounds nuw i8, ptr %add.ptr15, i64 4
  %mul12 = fmul contract float %factor, %retval.sroa.7.0.i, !dbg !46
  %mul11 = fmul contract float %factor, %retval.sroa.5.0.i, !dbg !47
  %mul10 = fmul contract float %factor, %retval.sroa.3.0.i, !dbg !48
  %mul9 = fmul contract float %factor, %retval.sroa.0.0.i, !dbg !49
  store float %mul9, ptr %add.ptr15, align 16, !dbg !50, !tbaa !38
  store float %mul10, ptr %agg.tmp36.sroa.4.0.add.ptr15.sroa_idx, align 4, !dbg !50, !tbaa !38
  store float %mul11, ptr %agg.tmp36.sroa.5.0.add.ptr15.sroa_idx, align 8, !dbg !50, !tbaa !38
  store float %mul12, ptr %agg.tmp36.sroa.6.0.add.ptr15.sroa_idx, align 4, !dbg !50, !tbaa !38
  br label %_ZL8store_ifPf6float4b.exit, !dbg !51

_ZL8store_ifPf6float4b.exit:                      ; preds = %_ZL7load_orPKfbf.exit, %if.then.i
  %add19 = add i32 %i.038, %mul18, !dbg !52
  %cmp = icmp slt i32 %add19, %stride, !dbg !26
  br i1 %cmp, label %for.body, label %for.cond.cleanup, !dbg !27, !llvm.loop !53

if.then:                                          ; preds = %for.cond.cleanup
  %and = and i32 %0, 1
  %idx.ext23 = zext nneg i32 %and to i64
  %add.ptr24 = getelementptr inbounds nuw i32, ptr %done, i64 %idx.ext23
  %4 = atomicrmw add ptr %add.ptr24, i32 1 seq_cst, align 4, !dbg !56
  br label %if.end, !dbg !62

if.end:                                           ; preds = %if.then, %for.cond.cleanup
  ret void, !dbg !63
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, 1025) i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #1

attributes #0 = { mustprogress nofree noinline norecurse nounwind memory(argmem: readwrite) "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx80,+sm_80" "uniform-work-group-size"="true" }
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
!12 = distinct !DISubprogram(name: "masked_rows_ptx", scope: !1, file: !1, line: 57, type: !13, scopeLine: 58, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 66, column: 27, scope: !16, inlinedAt: !18)
!16 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!17 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!18 = distinct !DILocation(line: 59, column: 36, scope: !12)
!19 = !DILocation(line: 15, column: 66, scope: !20, inlinedAt: !21)
!20 = distinct !DISubprogram(name: "row_length", scope: !1, file: !1, line: 15, type: !13, scopeLine: 15, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!21 = distinct !DILocation(line: 59, column: 16, scope: !12)
!22 = !DILocation(line: 53, column: 27, scope: !23, inlinedAt: !24)
!23 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 53, type: !13, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!24 = distinct !DILocation(line: 61, column: 20, scope: !12)
!25 = !DILocation(line: 61, column: 18, scope: !12)
!26 = !DILocation(line: 61, column: 35, scope: !12)
!27 = !DILocation(line: 61, column: 3, scope: !12)
!28 = !DILocation(line: 60, column: 39, scope: !12)
!29 = !DILocation(line: 60, column: 37, scope: !12)
!30 = !DILocation(line: 66, column: 19, scope: !12)
!31 = !DILocation(line: 62, column: 37, scope: !12)
!32 = !DILocation(line: 62, column: 44, scope: !12)
!33 = !DILocation(line: 62, column: 48, scope: !12)
!34 = !DILocation(line: 9, column: 10, scope: !35, inlinedAt: !36)
!35 = distinct !DISubprogram(name: "load_or", scope: !1, file: !1, line: 8, type: !13, scopeLine: 8, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!36 = distinct !DILocation(line: 62, column: 20, scope: !12)
!37 = !DILocation(line: 9, column: 19, scope: !35, inlinedAt: !36)
!38 = !{!39, !39, i64 0}
!39 = !{!"float", !10, i64 0}
!40 = !DILocation(line: 9, scope: !35, inlinedAt: !36)
!41 = !DILocation(line: 64, column: 38, scope: !12)
!42 = !DILocation(line: 12, column: 7, scope: !43, inlinedAt: !44)
!43 = distinct !DISubprogram(name: "store_if", scope: !1, file: !1, line: 11, type: !13, scopeLine: 11, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!44 = distinct !DILocation(line: 64, column: 5, scope: !12)
!45 = !DILocation(line: 64, column: 24, scope: !12)
!46 = !DILocation(line: 63, column: 70, scope: !12)
!47 = !DILocation(line: 63, column: 51, scope: !12)
!48 = !DILocation(line: 63, column: 32, scope: !12)
!49 = !DILocation(line: 63, column: 13, scope: !12)
!50 = !DILocation(line: 13, column: 19, scope: !43, inlinedAt: !44)
!51 = !DILocation(line: 13, column: 5, scope: !43, inlinedAt: !44)
!52 = !DILocation(line: 61, column: 47, scope: !12)
!53 = distinct !{!53, !27, !54, !55}
!54 = !DILocation(line: 65, column: 3, scope: !12)
!55 = !{!"llvm.loop.mustprogress"}
!56 = !DILocation(line: 26, column: 56, scope: !57, inlinedAt: !59)
!57 = distinct !DISubprogram(name: "atomicAdd", scope: !58, file: !58, line: 26, type: !13, scopeLine: 26, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!58 = !DIFile(filename: "./../common.h", directory: ".")
!59 = distinct !DILocation(line: 16, column: 41, scope: !60, inlinedAt: !61)
!60 = distinct !DISubprogram(name: "count", scope: !1, file: !1, line: 16, type: !13, scopeLine: 16, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!61 = distinct !DILocation(line: 67, column: 5, scope: !12)
!62 = !DILocation(line: 67, column: 5, scope: !12)
!63 = !DILocation(line: 68, column: 1, scope: !12)
