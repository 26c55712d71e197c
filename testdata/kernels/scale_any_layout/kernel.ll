; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

; Function Attrs: mustprogress nofree noinline norecurse nosync nounwind memory(argmem: readwrite)
define dso_local ptx_kernel void @scale_any_layout(i64 noundef %count, i64 noundef %rank, ptr noundef readonly captures(none) %info, ptr noundef readonly captures(none) %source, ptr noundef writeonly captures(none) %target, float noundef %factor) local_unnamed_addr #0 !dbg !12 {
entry:
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !15
  %1 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.x(), !dbg !19
  %mul = mul i32 %0, %1, !dbg !22
  %2 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !23
  %add = add i32 %mul, %2, !dbg !26
  %add.ptr = getelementptr inbounds nuw i64, ptr %info, i64 %rank, !dbg !27
  %cmp.not12.i = icmp eq i64 %rank, 0, !dbg !28
  br i1 %cmp.not12.i, label %for.cond.critedge, label %for.body.i, !dbg !31

for.body.i:                                       ; preds = %entry, %if.end.i
  %dec14.in.i = phi i64 [ %dec14.i, %if.end.i ], [ %rank, %entry ]
  %expected.013.i = phi i64 [ %mul.i, %if.end.i ], [ 1, %entry ]
  %dec14.i = add i64 %dec14.in.i, -1, !dbg !32
  %arrayidx.i = getelementptr inbounds nuw i64, ptr %info, i64 %dec14.i, !dbg !33
  %3 = load i64, ptr %arrayidx.i, align 8, !dbg !33, !tbaa !34
  %cmp1.i = icmp ugt i64 %3, 1, !dbg !36
  br i1 %cmp1.i, label %land.lhs.true.i, label %if.end.i, !dbg !37

land.lhs.true.i:                                  ; preds = %for.body.i
  %arrayidx2.i = getelementptr inbounds nuw i64, ptr %add.ptr, i64 %dec14.i, !dbg !38
  %4 = load i64, ptr %arrayidx2.i, align 8, !dbg !38, !tbaa !34
  %cmp3.not.i = icmp eq i64 %4, %expected.013.i, !dbg !39
  br i1 %cmp3.not.i, label %if.end.i, label %for.cond12.preheader, !dbg !37

for.cond12.preheader:                             ; preds = %land.lhs.true.i
  %conv1352 = zext i32 %add to i64, !dbg !40
  %cmp1453 = icmp ugt i64 %count, %conv1352, !dbg !41
  br i1 %cmp1453, label %for.body.i47.preheader.lr.ph, label %if.end, !dbg !42

for.body.i47.preheader.lr.ph:                     ; preds = %for.cond12.preheader
  %5 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.nctaid.x()
  %mul27 = mul i32 %5, %1
  br label %for.body.i47.preheader, !dbg !42

if.end.i:                                         ; preds = %land.lhs.true.i, %for.body.i
  %mul.i = mul i64 %3, %expected.013.i, !dbg !43
  %cmp.not.i = icmp eq i64 %dec14.i, 0, !dbg !28
  br i1 %cmp.not.i, label %for.cond.critedge, label %for.body.i, !dbg !31, !llvm.loop !44

for.cond.critedge:                                ; preds = %if.end.i, %entry
  %conv56 = zext i32 %add to i64, !dbg !47
  %cmp57 = icmp ugt i64 %count, %conv56, !dbg !48
  br i1 %cmp57, label %for.body.lr.ph, label %if.end, !dbg !49

for.body.lr.ph:                                   ; preds = %for.cond.critedge
  %6 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.nctaid.x()
  %mul9 = mul i32 %6, %1
  br label %for.body, !dbg !49

for.body:                                         ; preds = %for.body.lr.ph, %for.body
  %conv59 = phi i64 [ %conv56, %for.body.lr.ph ], [ %conv, %for.body ]
  %i.058 = phi i32 [ %add, %for.body.lr.ph ], [ %add10, %for.body ]
  %arrayidx = getelementptr inbounds nuw float, ptr %source, i64 %conv59, !dbg !50
  %7 = load float, ptr %arrayidx, align 4, !dbg !50, !tbaa !51
  %mul4 = fmul contract float %factor, %7, !dbg !53
  %arrayidx6 = getelementptr inbounds nuw float, ptr %target, i64 %conv59, !dbg !54
  store float %mul4, ptr %arrayidx6, align 4, !dbg !55, !tbaa !51
  %add10 = add i32 %i.058, %mul9, !dbg !56
  %conv = zext i32 %add10 to i64, !dbg !47
  %cmp = icmp ugt i64 %count, %conv, !dbg !48
  br i1 %cmp, label %for.body, label %if.end, !dbg !49, !llvm.loop !57

for.body.i47.preheader:                           ; preds = %for.body.i47.preheader.lr.ph, %_ZL5placejyPKyS0_.exit
  %conv1355 = phi i64 [ %conv1352, %for.body.i47.preheader.lr.ph ], [ %conv13, %_ZL5placejyPKyS0_.exit ]
  %i11.054 = phi i32 [ %add, %for.body.i47.preheader.lr.ph ], [ %add28, %_ZL5placejyPKyS0_.exit ]
  br label %for.body.i47, !dbg !59

for.body.i47:                                     ; preds = %for.body.i47.preheader, %for.body.i47
  %d.016.i = phi i64 [ %dec.i, %for.body.i47 ], [ %rank, %for.body.i47.preheader ]
  %at.015.i = phi i32 [ %conv3.i, %for.body.i47 ], [ 0, %for.body.i47.preheader ]
  %index.addr.014.i = phi i32 [ %conv6.i, %for.body.i47 ], [ %i11.054, %for.body.i47.preheader ]
  %dec.i = add i64 %d.016.i, -1, !dbg !62
  %conv.i = zext i32 %index.addr.014.i to i64, !dbg !63
  %arrayidx.i48 = getelementptr inbounds nuw i64, ptr %info, i64 %dec.i, !dbg !64
  %8 = load i64, ptr %arrayidx.i48, align 8, !dbg !64, !tbaa !34
  %conv.i.frozen = freeze i64 %conv.i, !dbg !65
  %.frozen = freeze i64 %8, !dbg !65
  %div.i = udiv i64 %conv.i.frozen, %.frozen, !dbg !65
  %9 = mul i64 %div.i, %.frozen, !dbg !66
  %rem.i.decomposed = sub i64 %conv.i.frozen, %9, !dbg !66
  %arrayidx1.i = getelementptr inbounds nuw i64, ptr %add.ptr, i64 %dec.i, !dbg !67
  %10 = load i64, ptr %arrayidx1.i, align 8, !dbg !67, !tbaa !34
  %mul.i49 = mul i64 %10, %rem.i.decomposed, !dbg !68
  %11 = trunc i64 %mul.i49 to i32, !dbg !69
  %conv3.i = add i32 %at.015.i, %11, !dbg !69
  %conv6.i = trunc nuw i64 %div.i to i32, !dbg !65
  %cmp.not.i50 = icmp eq i64 %dec.i, 0, !dbg !70
  br i1 %cmp.not.i50, label %_ZL5placejyPKyS0_.exit, label %for.body.i47, !dbg !59, !llvm.loop !71

_ZL5placejyPKyS0_.exit:                           ; preds = %for.body.i47
  %idxprom19 = zext i32 %conv3.i to i64, !dbg !73
  %arrayidx20 = getelementptr inbounds nuw float, ptr %source, i64 %idxprom19, !dbg !73
  %12 = load float, ptr %arrayidx20, align 4, !dbg !73, !tbaa !51
  %mul21 = fmul contract float %factor, %12, !dbg !74
  %arrayidx23 = getelementptr inbounds nuw float, ptr %target, i64 %conv1355, !dbg !75
  store float %mul21, ptr %arrayidx23, align 4, !dbg !76, !tbaa !51
  %add28 = add i32 %i11.054, %mul27, !dbg !77
  %conv13 = zext i32 %add28 to i64, !dbg !40
  %cmp14 = icmp ugt i64 %count, %conv13, !dbg !41
  br i1 %cmp14, label %for.body.i47.preheader, label %if.end, !dbg !42, !llvm.loop !78

if.end:                                           ; preds = %_ZL5placejyPKyS0_.exit, %for.body, %for.cond12.preheader, %for.cond.critedge
  ret void, !dbg !80
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, 1025) i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, -2147483648) i32 @llvm.nvvm.read.ptx.sreg.nctaid.x() #1

attributes #0 = { mustprogress nofree noinline norecurse nosync nounwind memory(argmem: readwrite) "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx80,+sm_80" "uniform-work-group-size"="true" }
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
!12 = distinct !DISubprogram(name: "scale_any_layout", scope: !1, file: !1, line: 28, type: !13, scopeLine: 29, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 66, column: 27, scope: !16, inlinedAt: !18)
!16 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!17 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!18 = distinct !DILocation(line: 30, column: 20, scope: !12)
!19 = !DILocation(line: 79, column: 27, scope: !20, inlinedAt: !21)
!20 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 79, type: !13, scopeLine: 79, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!21 = distinct !DILocation(line: 30, column: 33, scope: !12)
!22 = !DILocation(line: 30, column: 31, scope: !12)
!23 = !DILocation(line: 53, column: 27, scope: !24, inlinedAt: !25)
!24 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 53, type: !13, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!25 = distinct !DILocation(line: 30, column: 46, scope: !12)
!26 = !DILocation(line: 30, column: 44, scope: !12)
!27 = !DILocation(line: 31, column: 33, scope: !12)
!28 = !DILocation(line: 10, column: 31, scope: !29, inlinedAt: !30)
!29 = distinct !DISubprogram(name: "is_dense", scope: !1, file: !1, line: 8, type: !13, scopeLine: 8, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!30 = distinct !DILocation(line: 31, column: 7, scope: !12)
!31 = !DILocation(line: 10, column: 3, scope: !29, inlinedAt: !30)
!32 = !DILocation(line: 10, column: 28, scope: !29, inlinedAt: !30)
!33 = !DILocation(line: 11, column: 9, scope: !29, inlinedAt: !30)
!34 = !{!35, !35, i64 0}
!35 = !{!"long long", !10, i64 0}
!36 = !DILocation(line: 11, column: 18, scope: !29, inlinedAt: !30)
!37 = !DILocation(line: 11, column: 22, scope: !29, inlinedAt: !30)
!38 = !DILocation(line: 11, column: 25, scope: !29, inlinedAt: !30)
!39 = !DILocation(line: 11, column: 36, scope: !29, inlinedAt: !30)
!40 = !DILocation(line: 35, column: 30, scope: !12)
!41 = !DILocation(line: 35, column: 32, scope: !12)
!42 = !DILocation(line: 35, column: 5, scope: !12)
!43 = !DILocation(line: 13, column: 14, scope: !29, inlinedAt: !30)
!44 = distinct !{!44, !31, !45, !46}
!45 = !DILocation(line: 14, column: 3, scope: !29, inlinedAt: !30)
!46 = !{!"llvm.loop.mustprogress"}
!47 = !DILocation(line: 32, column: 30, scope: !12)
!48 = !DILocation(line: 32, column: 32, scope: !12)
!49 = !DILocation(line: 32, column: 5, scope: !12)
!50 = !DILocation(line: 33, column: 28, scope: !12)
!51 = !{!52, !52, i64 0}
!52 = !{!"float", !10, i64 0}
!53 = !DILocation(line: 33, column: 26, scope: !12)
!54 = !DILocation(line: 33, column: 7, scope: !12)
!55 = !DILocation(line: 33, column: 17, scope: !12)
!56 = !DILocation(line: 32, column: 43, scope: !12)
!57 = distinct !{!57, !49, !58, !46}
!58 = !DILocation(line: 33, column: 36, scope: !12)
!59 = !DILocation(line: 21, column: 3, scope: !60, inlinedAt: !61)
!60 = distinct !DISubprogram(name: "place", scope: !1, file: !1, line: 18, type: !13, scopeLine: 19, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!61 = distinct !DILocation(line: 36, column: 35, scope: !12)
!62 = !DILocation(line: 21, column: 28, scope: !60, inlinedAt: !61)
!63 = !DILocation(line: 22, column: 11, scope: !60, inlinedAt: !61)
!64 = !DILocation(line: 22, column: 19, scope: !60, inlinedAt: !61)
!65 = !DILocation(line: 23, column: 11, scope: !60, inlinedAt: !61)
!66 = !DILocation(line: 22, column: 17, scope: !60, inlinedAt: !61)
!67 = !DILocation(line: 22, column: 30, scope: !60, inlinedAt: !61)
!68 = !DILocation(line: 22, column: 28, scope: !60, inlinedAt: !61)
!69 = !DILocation(line: 22, column: 8, scope: !60, inlinedAt: !61)
!70 = !DILocation(line: 21, column: 31, scope: !60, inlinedAt: !61)
!71 = distinct !{!71, !59, !72, !46}
!72 = !DILocation(line: 24, column: 3, scope: !60, inlinedAt: !61)
!73 = !DILocation(line: 36, column: 28, scope: !12)
!74 = !DILocation(line: 36, column: 26, scope: !12)
!75 = !DILocation(line: 36, column: 7, scope: !12)
!76 = !DILocation(line: 36, column: 17, scope: !12)
!77 = !DILocation(line: 35, column: 43, scope: !12)
!78 = distinct !{!78, !42, !79, !46}
!79 = !DILocation(line: 36, column: 68, scope: !12)
!80 = !DILocation(line: 38, column: 1, scope: !12)
