; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

; Function Attrs: convergent mustprogress noinline norecurse nounwind
define dso_local ptx_kernel void @masked_rows_ptx(ptr noundef %out, ptr noundef %in, ptr noundef readnone %lengths, ptr noundef %done, i32 noundef %stride, float noundef %factor) local_unnamed_addr #0 !dbg !12 {
entry:
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !15
  %1 = tail call noundef i32 asm "{ .reg .b64 at;\0A  mad.wide.u32 at, $2, 4, $1;\0A  cvta.to.global.u64 at, at;\0A  ld.global.nc.b32 $0, [at];\0A}", "=r,l,r"(ptr readnone %lengths, i32 %0) #2, !dbg !19, !srcloc !22
  %2 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !23
  %mul5 = shl nuw nsw i32 %2, 2, !dbg !26
  %cmp38 = icmp slt i32 %mul5, %stride, !dbg !27
  br i1 %cmp38, label %for.body.lr.ph, label %for.cond.cleanup, !dbg !28

for.body.lr.ph:                                   ; preds = %entry
  %conv3 = zext nneg i32 %stride to i64, !dbg !29
  %conv = zext nneg i32 %0 to i64, !dbg !30
  %mul = mul nuw nsw i64 %conv3, %conv, !dbg !31
  %add.ptr = getelementptr inbounds nuw float, ptr %in, i64 %mul
  %add.ptr13 = getelementptr inbounds nuw float, ptr %out, i64 %mul
  %3 = tail call i32 @llvm.nvvm.read.ptx.sreg.ntid.x()
  %mul18 = shl nuw nsw i32 %3, 2
  br label %for.body, !dbg !28

for.cond.cleanup:                                 ; preds = %for.body, %entry
  %cmp21 = icmp eq i32 %2, 0, !dbg !32
  br i1 %cmp21, label %if.then, label %if.end, !dbg !32

for.body:                                         ; preds = %for.body.lr.ph, %for.body
  %i.039 = phi i32 [ %mul5, %for.body.lr.ph ], [ %add19, %for.body ]
  %idx.ext = sext i32 %i.039 to i64, !dbg !33
  %add.ptr6 = getelementptr inbounds float, ptr %add.ptr, i64 %idx.ext, !dbg !33
  %add = or disjoint i32 %i.039, 3, !dbg !34
  %cmp7 = icmp slt i32 %add, %1, !dbg !35
  %conv.i = zext i1 %cmp7 to i32, !dbg !36
  %4 = tail call contract { float, float, float, float } asm sideeffect "{ .reg .pred wanted;\0A  setp.ne.s32 wanted, $5, 0;\0A  mov.f32 $0, $6; mov.f32 $1, $6; mov.f32 $2, $6; mov.f32 $3, $6;\0A  @wanted ld.global.nc.L1::no_allocate.v4.f32 {$0, $1, $2, $3}, [$4 + 0];\0A}", "=&f,=&f,=&f,=&f,l,r,f"(ptr %add.ptr6, i32 %conv.i, float 0.000000e+00) #3, !dbg !39, !srcloc !40
  %asmresult.i = extractvalue { float, float, float, float } %4, 0, !dbg !39
  %asmresult1.i = extractvalue { float, float, float, float } %4, 1, !dbg !39
  %asmresult2.i = extractvalue { float, float, float, float } %4, 2, !dbg !39
  %asmresult3.i = extractvalue { float, float, float, float } %4, 3, !dbg !39
  %mul9 = fmul contract float %factor, %asmresult.i, !dbg !41
  %mul10 = fmul contract float %factor, %asmresult1.i, !dbg !42
  %mul11 = fmul contract float %factor, %asmresult2.i, !dbg !43
  %mul12 = fmul contract float %factor, %asmresult3.i, !dbg !44
  %add.ptr15 = getelementptr inbounds float, ptr %add.ptr13, i64 %idx.ext, !dbg !45
  %cmp16 = icmp slt i32 %i.039, %1, !dbg !46
  %conv.i37 = zext i1 %cmp16 to i32, !dbg !47
  tail call void asm sideeffect "{ .reg .pred skipped;\0A  setp.eq.u32 skipped, $5, 0;\0A  @!skipped st.global.cs.v4.f32 [$0], {$1, $2, $3, $4};\0A}", "l,f,f,f,f,r,~{memory}"(ptr %add.ptr15, float %mul9, float %mul10, float %mul11, float %mul12, i32 %conv.i37) #3, !dbg !50, !srcloc !51
  %add19 = add i32 %i.039, %mul18, !dbg !52
  %cmp = icmp slt i32 %add19, %stride, !dbg !27
  br i1 %cmp, label %for.body, label %for.cond.cleanup, !dbg !28, !llvm.loop !53

if.then:                                          ; preds = %for.cond.cleanup
  %and = and i32 %0, 1
  %idx.ext23 = zext nneg i32 %and to i64
  %add.ptr24 = getelementptr inbounds nuw i32, ptr %done, i64 %idx.ext23
  tail call void asm sideeffect "red.relaxed.gpu.global.add.u32 [$0], 1;", "l,~{memory}"(ptr %add.ptr24) #3, !dbg !56, !srcloc !59
  br label %if.end, !dbg !60

if.end:                                           ; preds = %if.then, %for.cond.cleanup
  ret void, !dbg !61
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, 1025) i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #1

attributes #0 = { convergent mustprogress noinline norecurse nounwind "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx80,+sm_80" "uniform-work-group-size"="true" }
attributes #1 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #2 = { convergent nounwind memory(none) }
attributes #3 = { convergent nounwind }

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
!19 = !DILocation(line: 42, column: 3, scope: !20, inlinedAt: !21)
!20 = distinct !DISubprogram(name: "row_length", scope: !1, file: !1, line: 40, type: !13, scopeLine: 40, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!21 = distinct !DILocation(line: 59, column: 16, scope: !12)
!22 = !{i64 1802, i64 1829, i64 1869, i64 1908, i64 1947}
!23 = !DILocation(line: 53, column: 27, scope: !24, inlinedAt: !25)
!24 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 53, type: !13, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!25 = distinct !DILocation(line: 61, column: 20, scope: !12)
!26 = !DILocation(line: 61, column: 18, scope: !12)
!27 = !DILocation(line: 61, column: 35, scope: !12)
!28 = !DILocation(line: 61, column: 3, scope: !12)
!29 = !DILocation(line: 60, column: 39, scope: !12)
!30 = !DILocation(line: 60, column: 26, scope: !12)
!31 = !DILocation(line: 60, column: 37, scope: !12)
!32 = !DILocation(line: 66, column: 19, scope: !12)
!33 = !DILocation(line: 62, column: 37, scope: !12)
!34 = !DILocation(line: 62, column: 44, scope: !12)
!35 = !DILocation(line: 62, column: 48, scope: !12)
!36 = !DILocation(line: 28, column: 38, scope: !37, inlinedAt: !38)
!37 = distinct !DISubprogram(name: "load_or", scope: !1, file: !1, line: 20, type: !13, scopeLine: 20, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!38 = distinct !DILocation(line: 62, column: 20, scope: !12)
!39 = !DILocation(line: 22, column: 3, scope: !37, inlinedAt: !38)
!40 = !{i64 835, i64 876, i64 924, i64 1009, i64 1102}
!41 = !DILocation(line: 63, column: 13, scope: !12)
!42 = !DILocation(line: 63, column: 32, scope: !12)
!43 = !DILocation(line: 63, column: 51, scope: !12)
!44 = !DILocation(line: 63, column: 70, scope: !12)
!45 = !DILocation(line: 64, column: 24, scope: !12)
!46 = !DILocation(line: 64, column: 38, scope: !12)
!47 = !DILocation(line: 36, column: 25, scope: !48, inlinedAt: !49)
!48 = distinct !DISubprogram(name: "store_if", scope: !1, file: !1, line: 31, type: !13, scopeLine: 31, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!49 = distinct !DILocation(line: 64, column: 5, scope: !12)
!50 = !DILocation(line: 32, column: 3, scope: !48, inlinedAt: !49)
!51 = !{i64 1338, i64 1380, i64 1429, i64 1504}
!52 = !DILocation(line: 61, column: 47, scope: !12)
!53 = distinct !{!53, !28, !54, !55}
!54 = !DILocation(line: 65, column: 3, scope: !12)
!55 = !{!"llvm.loop.mustprogress"}
!56 = !DILocation(line: 52, column: 3, scope: !57, inlinedAt: !58)
!57 = distinct !DISubprogram(name: "count", scope: !1, file: !1, line: 51, type: !13, scopeLine: 51, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!58 = distinct !DILocation(line: 67, column: 5, scope: !12)
!59 = !{i64 2078}
!60 = !DILocation(line: 67, column: 5, scope: !12)
!61 = !DILocation(line: 68, column: 1, scope: !12)
