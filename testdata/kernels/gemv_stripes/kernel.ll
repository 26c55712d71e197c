; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

; Function Attrs: mustprogress nofree noinline norecurse nosync nounwind memory(argmem: readwrite)
define dso_local ptx_kernel void @gemv_stripes(ptr noalias noundef readonly captures(none) %weights, ptr noalias noundef readonly captures(none) %in, ptr noalias noundef readonly captures(none) %scales, ptr noalias noundef writeonly captures(none) %partial, i32 noundef %rows, i32 noundef %columns) local_unnamed_addr #0 !dbg !12 {
entry:
  %div = sdiv i32 %rows, 4, !dbg !15
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.x(), !dbg !16
  %div1 = sdiv i32 %columns, %0, !dbg !20
  %mul = mul nsw i32 %div1, %div, !dbg !21
  %1 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.nctaid.x(), !dbg !22
  %add = add nsw i32 %1, -1, !dbg !25
  %sub = add i32 %add, %mul, !dbg !26
  %div4 = udiv i32 %sub, %1, !dbg !27
  %2 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !28
  %mul6 = mul i32 %div4, %2, !dbg !31
  %add7 = add nsw i32 %mul6, %div4, !dbg !32
  %cond = tail call i32 @llvm.smin.i32(i32 %add7, i32 %mul), !dbg !33
  %div9 = sdiv i32 %mul6, %div, !dbg !34
  %3 = mul i32 %div9, %div, !dbg !35
  %rem.decomposed = sub i32 %mul6, %3, !dbg !35
  %sub10 = sub nsw i32 %cond, %mul6, !dbg !36
  %sub11 = sub nsw i32 %div, %rem.decomposed, !dbg !37
  %sub10.sub11 = tail call i32 @llvm.smin.i32(i32 %sub10, i32 %sub11), !dbg !38
  %4 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !39
  %cmp31133 = icmp sgt i32 %sub10.sub11, 0, !dbg !42
  br i1 %cmp31133, label %for.cond.preheader.lr.ph, label %while.end, !dbg !43

for.cond.preheader.lr.ph:                         ; preds = %entry
  %factor.op.mul = mul i32 %div, %columns, !dbg !43
  %mul19 = shl nsw i32 %rem.decomposed, 2, !dbg !44
  %idx.ext29 = sext i32 %mul19 to i64, !dbg !45
  %add.ptr30 = getelementptr inbounds float, ptr %in, i64 %idx.ext29, !dbg !45
  %mul20 = mul nsw i32 %mul19, %columns, !dbg !46
  %idx.ext = sext i32 %mul20 to i64, !dbg !47
  %add.ptr = getelementptr inbounds float, ptr %weights, i64 %idx.ext, !dbg !47
  %mul22 = mul i32 %div9, %0, !dbg !48
  %idx.ext23 = zext i32 %mul22 to i64, !dbg !49
  %add.ptr24 = getelementptr inbounds nuw float, ptr %add.ptr, i64 %idx.ext23, !dbg !49
  %idx.ext26 = zext nneg i32 %4 to i64, !dbg !50
  %add.ptr27 = getelementptr inbounds nuw float, ptr %add.ptr24, i64 %idx.ext26, !dbg !50
  %mul42 = shl nsw i32 %columns, 2
  %idx.ext43 = sext i32 %mul42 to i64
  %mul60 = mul i32 %columns, %2
  %mul75.reass = shl i32 %factor.op.mul, 2
  %sub77 = sub nsw i32 %0, %mul75.reass
  %idx.ext78 = sext i32 %sub77 to i64
  %idxprom.1 = sext i32 %columns to i64
  %mul37.2 = shl nsw i32 %columns, 1
  %idxprom.2 = sext i32 %mul37.2 to i64
  %mul37.3 = mul nsw i32 %columns, 3
  %idxprom.3 = sext i32 %mul37.3 to i64
  br label %for.cond.preheader, !dbg !43

for.cond.preheader:                               ; preds = %for.cond.preheader.lr.ph, %if.end80
  %column.0138 = phi i32 [ %div9, %for.cond.preheader.lr.ph ], [ %column.1, %if.end80 ]
  %sum.0137 = phi float [ 0.000000e+00, %for.cond.preheader.lr.ph ], [ %sum.4, %if.end80 ]
  %value.0136 = phi ptr [ %add.ptr30, %for.cond.preheader.lr.ph ], [ %value.3, %if.end80 ]
  %weight.0135 = phi ptr [ %add.ptr27, %for.cond.preheader.lr.ph ], [ %weight.3, %if.end80 ]
  %left.0134 = phi i32 [ %sub10.sub11, %for.cond.preheader.lr.ph ], [ %left.3, %if.end80 ]
  %5 = load float, ptr %weight.0135, align 4, !dbg !51, !tbaa !52
  %6 = load float, ptr %value.0136, align 4, !dbg !54, !tbaa !52
  %mul40 = fmul contract float %5, %6, !dbg !55
  %add41 = fadd contract float %sum.0137, %mul40, !dbg !56
  %arrayidx.1 = getelementptr inbounds float, ptr %weight.0135, i64 %idxprom.1, !dbg !51
  %7 = load float, ptr %arrayidx.1, align 4, !dbg !51, !tbaa !52
  %arrayidx39.1 = getelementptr inbounds nuw i8, ptr %value.0136, i64 4, !dbg !54
  %8 = load float, ptr %arrayidx39.1, align 4, !dbg !54, !tbaa !52
  %mul40.1 = fmul contract float %7, %8, !dbg !55
  %add41.1 = fadd contract float %add41, %mul40.1, !dbg !56
  %arrayidx.2 = getelementptr inbounds float, ptr %weight.0135, i64 %idxprom.2, !dbg !51
  %9 = load float, ptr %arrayidx.2, align 4, !dbg !51, !tbaa !52
  %arrayidx39.2 = getelementptr inbounds nuw i8, ptr %value.0136, i64 8, !dbg !54
  %10 = load float, ptr %arrayidx39.2, align 4, !dbg !54, !tbaa !52
  %mul40.2 = fmul contract float %9, %10, !dbg !55
  %add41.2 = fadd contract float %add41.1, %mul40.2, !dbg !56
  %arrayidx.3 = getelementptr inbounds float, ptr %weight.0135, i64 %idxprom.3, !dbg !51
  %11 = load float, ptr %arrayidx.3, align 4, !dbg !51, !tbaa !52
  %arrayidx39.3 = getelementptr inbounds nuw i8, ptr %value.0136, i64 12, !dbg !54
  %12 = load float, ptr %arrayidx39.3, align 4, !dbg !54, !tbaa !52
  %mul40.3 = fmul contract float %11, %12, !dbg !55
  %add41.3 = fadd contract float %add41.2, %mul40.3, !dbg !56
  %add.ptr44 = getelementptr inbounds float, ptr %weight.0135, i64 %idx.ext43, !dbg !57
  %add.ptr45 = getelementptr inbounds nuw i8, ptr %value.0136, i64 16, !dbg !58
  %13 = icmp eq i32 %left.0134, 1, !dbg !59
  br i1 %13, label %cleanup, label %for.cond, !dbg !59

for.cond:                                         ; preds = %for.cond.preheader
  %14 = load float, ptr %add.ptr44, align 4, !dbg !51, !tbaa !52
  %15 = load float, ptr %add.ptr45, align 4, !dbg !54, !tbaa !52
  %mul40.1139 = fmul contract float %14, %15, !dbg !55
  %add41.1140 = fadd contract float %add41.3, %mul40.1139, !dbg !56
  %arrayidx.1.1 = getelementptr inbounds float, ptr %add.ptr44, i64 %idxprom.1, !dbg !51
  %16 = load float, ptr %arrayidx.1.1, align 4, !dbg !51, !tbaa !52
  %arrayidx39.1.1 = getelementptr inbounds nuw i8, ptr %value.0136, i64 20, !dbg !54
  %17 = load float, ptr %arrayidx39.1.1, align 4, !dbg !54, !tbaa !52
  %mul40.1.1 = fmul contract float %16, %17, !dbg !55
  %add41.1.1 = fadd contract float %add41.1140, %mul40.1.1, !dbg !56
  %arrayidx.2.1 = getelementptr inbounds float, ptr %add.ptr44, i64 %idxprom.2, !dbg !51
  %18 = load float, ptr %arrayidx.2.1, align 4, !dbg !51, !tbaa !52
  %arrayidx39.2.1 = getelementptr inbounds nuw i8, ptr %value.0136, i64 24, !dbg !54
  %19 = load float, ptr %arrayidx39.2.1, align 4, !dbg !54, !tbaa !52
  %mul40.2.1 = fmul contract float %18, %19, !dbg !55
  %add41.2.1 = fadd contract float %add41.1.1, %mul40.2.1, !dbg !56
  %arrayidx.3.1 = getelementptr inbounds float, ptr %add.ptr44, i64 %idxprom.3, !dbg !51
  %20 = load float, ptr %arrayidx.3.1, align 4, !dbg !51, !tbaa !52
  %arrayidx39.3.1 = getelementptr inbounds nuw i8, ptr %value.0136, i64 28, !dbg !54
  %21 = load float, ptr %arrayidx39.3.1, align 4, !dbg !54, !tbaa !52
  %mul40.3.1 = fmul contract float %20, %21, !dbg !55
  %add41.3.1 = fadd contract float %add41.2.1, %mul40.3.1, !dbg !56
  %add.ptr44.1 = getelementptr inbounds float, ptr %add.ptr44, i64 %idx.ext43, !dbg !57
  %add.ptr45.1 = getelementptr inbounds nuw i8, ptr %value.0136, i64 32, !dbg !58
  %dec.1 = add nsw i32 %left.0134, -2, !dbg !60
  br label %cleanup, !dbg !59

cleanup:                                          ; preds = %for.cond, %for.cond.preheader
  %add.ptr44.lcssa = phi ptr [ %add.ptr44, %for.cond.preheader ], [ %add.ptr44.1, %for.cond ], !dbg !57
  %add.ptr45.lcssa = phi ptr [ %add.ptr45, %for.cond.preheader ], [ %add.ptr45.1, %for.cond ], !dbg !58
  %add41.lcssa.lcssa = phi float [ %add41.3, %for.cond.preheader ], [ %add41.3.1, %for.cond ], !dbg !56
  %left.2 = phi i32 [ 0, %for.cond.preheader ], [ %dec.1, %for.cond ], !dbg !61
  %cmp50 = icmp eq i32 %left.2, 0, !dbg !62
  br i1 %cmp50, label %if.then51, label %if.end80, !dbg !62

if.then51:                                        ; preds = %cleanup
  %mul53 = mul i32 %column.0138, %0, !dbg !63
  %add55 = add i32 %mul53, %4, !dbg !64
  %idxprom56 = sext i32 %add55 to i64, !dbg !65
  %arrayidx57 = getelementptr inbounds float, ptr %scales, i64 %idxprom56, !dbg !65
  %22 = load float, ptr %arrayidx57, align 4, !dbg !65, !tbaa !52
  %mul58 = fmul contract float %add41.lcssa.lcssa, %22, !dbg !66
  %add61 = add i32 %add55, %mul60, !dbg !67
  %idxprom62 = zext i32 %add61 to i64, !dbg !68
  %arrayidx63 = getelementptr inbounds nuw float, ptr %partial, i64 %idxprom62, !dbg !68
  store float %mul58, ptr %arrayidx63, align 4, !dbg !69, !tbaa !52
  %inc64 = add nsw i32 %column.0138, 1, !dbg !70
  %mul65 = mul nsw i32 %inc64, %div, !dbg !71
  %sub66 = sub nsw i32 %cond, %mul65, !dbg !72
  %sub66.div = tail call i32 @llvm.smin.i32(i32 %sub66, i32 %div), !dbg !73
  %add.ptr79 = getelementptr inbounds float, ptr %add.ptr44.lcssa, i64 %idx.ext78, !dbg !74
  br label %if.end80, !dbg !75

if.end80:                                         ; preds = %if.then51, %cleanup
  %left.3 = phi i32 [ %sub66.div, %if.then51 ], [ %left.2, %cleanup ], !dbg !61
  %weight.3 = phi ptr [ %add.ptr79, %if.then51 ], [ %add.ptr44.lcssa, %cleanup ], !dbg !61
  %value.3 = phi ptr [ %in, %if.then51 ], [ %add.ptr45.lcssa, %cleanup ], !dbg !61
  %sum.4 = phi float [ 0.000000e+00, %if.then51 ], [ %add41.lcssa.lcssa, %cleanup ], !dbg !61
  %column.1 = phi i32 [ %inc64, %if.then51 ], [ %column.0138, %cleanup ], !dbg !61
  %cmp31 = icmp sgt i32 %left.3, 0, !dbg !42
  br i1 %cmp31, label %for.cond.preheader, label %while.end, !dbg !43, !llvm.loop !76

while.end:                                        ; preds = %if.end80, %entry
  ret void, !dbg !79
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, 1025) i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, -2147483648) i32 @llvm.nvvm.read.ptx.sreg.nctaid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.smin.i32(i32, i32) #2

attributes #0 = { mustprogress nofree noinline norecurse nosync nounwind memory(argmem: readwrite) "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx80,+sm_80" "uniform-work-group-size"="true" }
attributes #1 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #2 = { nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }

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
!12 = distinct !DISubprogram(name: "gemv_stripes", scope: !1, file: !1, line: 10, type: !13, scopeLine: 13, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 14, column: 19, scope: !12)
!16 = !DILocation(line: 79, column: 27, scope: !17, inlinedAt: !19)
!17 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !18, file: !18, line: 79, type: !13, scopeLine: 79, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!18 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!19 = distinct !DILocation(line: 14, column: 59, scope: !12)
!20 = !DILocation(line: 14, column: 52, scope: !12)
!21 = !DILocation(line: 14, column: 41, scope: !12)
!22 = !DILocation(line: 92, column: 27, scope: !23, inlinedAt: !24)
!23 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !18, file: !18, line: 92, type: !13, scopeLine: 92, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!24 = distinct !DILocation(line: 15, column: 24, scope: !12)
!25 = !DILocation(line: 15, column: 22, scope: !12)
!26 = !DILocation(line: 15, column: 34, scope: !12)
!27 = !DILocation(line: 15, column: 39, scope: !12)
!28 = !DILocation(line: 66, column: 27, scope: !29, inlinedAt: !30)
!29 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !18, file: !18, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!30 = distinct !DILocation(line: 16, column: 23, scope: !12)
!31 = !DILocation(line: 16, column: 21, scope: !12)
!32 = !DILocation(line: 16, column: 47, scope: !12)
!33 = !DILocation(line: 16, column: 41, scope: !12)
!34 = !DILocation(line: 17, column: 22, scope: !12)
!35 = !DILocation(line: 17, column: 43, scope: !12)
!36 = !DILocation(line: 18, column: 18, scope: !12)
!37 = !DILocation(line: 18, column: 33, scope: !12)
!38 = !DILocation(line: 18, column: 14, scope: !12)
!39 = !DILocation(line: 53, column: 27, scope: !40, inlinedAt: !41)
!40 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !18, file: !18, line: 53, type: !13, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!41 = distinct !DILocation(line: 19, column: 82, scope: !12)
!42 = !DILocation(line: 22, column: 15, scope: !12)
!43 = !DILocation(line: 22, column: 3, scope: !12)
!44 = !DILocation(line: 19, column: 40, scope: !12)
!45 = !DILocation(line: 20, column: 27, scope: !12)
!46 = !DILocation(line: 19, column: 48, scope: !12)
!47 = !DILocation(line: 19, column: 33, scope: !12)
!48 = !DILocation(line: 19, column: 67, scope: !12)
!49 = !DILocation(line: 19, column: 58, scope: !12)
!50 = !DILocation(line: 19, column: 80, scope: !12)
!51 = !DILocation(line: 25, column: 16, scope: !12)
!52 = !{!53, !53, i64 0}
!53 = !{!"float", !10, i64 0}
!54 = !DILocation(line: 25, column: 40, scope: !12)
!55 = !DILocation(line: 25, column: 38, scope: !12)
!56 = !DILocation(line: 25, column: 13, scope: !12)
!57 = !DILocation(line: 26, column: 14, scope: !12)
!58 = !DILocation(line: 27, column: 13, scope: !12)
!59 = !DILocation(line: 28, column: 18, scope: !12)
!60 = !DILocation(line: 28, column: 11, scope: !12)
!61 = !DILocation(line: 0, scope: !12)
!62 = !DILocation(line: 31, column: 14, scope: !12)
!63 = !DILocation(line: 32, column: 23, scope: !12)
!64 = !DILocation(line: 32, column: 36, scope: !12)
!65 = !DILocation(line: 33, column: 44, scope: !12)
!66 = !DILocation(line: 33, column: 55, scope: !12)
!67 = !DILocation(line: 33, column: 36, scope: !12)
!68 = !DILocation(line: 33, column: 7, scope: !12)
!69 = !DILocation(line: 33, column: 42, scope: !12)
!70 = !DILocation(line: 35, column: 13, scope: !12)
!71 = !DILocation(line: 36, column: 27, scope: !12)
!72 = !DILocation(line: 36, column: 18, scope: !12)
!73 = !DILocation(line: 36, column: 14, scope: !12)
!74 = !DILocation(line: 37, column: 14, scope: !12)
!75 = !DILocation(line: 39, column: 5, scope: !12)
!76 = distinct !{!76, !43, !77, !78}
!77 = !DILocation(line: 40, column: 3, scope: !12)
!78 = !{!"llvm.loop.mustprogress"}
!79 = !DILocation(line: 41, column: 1, scope: !12)
