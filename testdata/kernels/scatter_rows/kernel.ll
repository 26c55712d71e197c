; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

@_ZZ12scatter_rowsE5place = internal unnamed_addr addrspace(3) global [16 x i32] undef, align 4
@_ZZ12scatter_rowsE4size = internal unnamed_addr addrspace(3) global i32 undef, align 4

; Function Attrs: convergent mustprogress noinline norecurse nounwind
define dso_local ptx_kernel void @scatter_rows(ptr noalias noundef readonly captures(none) %rows, ptr noalias noundef readonly captures(address_is_null) %ids, ptr noalias noundef readonly captures(none) %starts, ptr noalias noundef writeonly captures(none) %out, ptr noalias noundef writeonly captures(none) %sizes, i32 noundef %columns, i32 noundef %tiles, i32 noundef %stride) local_unnamed_addr #0 !dbg !12 {
entry:
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !15
  %1 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.y(), !dbg !19
  %mul = shl nuw nsw i32 %1, 5, !dbg !22
  %add = add nuw nsw i32 %mul, %0, !dbg !23
  %cmp = icmp samesign ult i32 %add, 16, !dbg !24
  br i1 %cmp, label %if.then, label %if.end, !dbg !24

if.then:                                          ; preds = %entry
  %idxprom = zext nneg i32 %add to i64
  %arrayidx = getelementptr inbounds nuw i32, ptr addrspacecast (ptr addrspace(3) @_ZZ12scatter_rowsE5place to ptr), i64 %idxprom
  store i32 %add, ptr %arrayidx, align 4, !dbg !25, !tbaa !8
  br label %if.end, !dbg !26

if.end:                                           ; preds = %if.then, %entry
  tail call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0), !dbg !27
  %2 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !28
  %cmp395 = icmp slt i32 %2, %tiles, !dbg !31
  br i1 %cmp395, label %for.body.lr.ph, label %for.cond.cleanup, !dbg !32

for.body.lr.ph:                                   ; preds = %if.end
  %tobool.not = icmp eq ptr %ids, null
  %idxprom13 = zext nneg i32 %add to i64
  %arrayidx14 = getelementptr inbounds nuw i32, ptr addrspacecast (ptr addrspace(3) @_ZZ12scatter_rowsE5place to ptr), i64 %idxprom13
  %cmp17 = icmp eq i32 %add, 0
  %cmp2693 = icmp samesign ult i32 %1, 16
  %conv32 = sext i32 %stride to i64
  %cmp3591 = icmp slt i32 %0, %columns
  %conv41 = sext i32 %columns to i64
  %3 = tail call i32 @llvm.nvvm.read.ptx.sreg.nctaid.x()
  br label %for.body, !dbg !32

for.cond.cleanup:                                 ; preds = %if.end59, %if.end
  ret void, !dbg !33

for.body:                                         ; preds = %for.body.lr.ph, %if.end59
  %tile.096 = phi i32 [ %2, %for.body.lr.ph ], [ %add62, %if.end59 ]
  %mul4 = shl nsw i32 %tile.096, 4, !dbg !34
  br i1 %tobool.not, label %if.end16, label %if.then5, !dbg !35

if.then5:                                         ; preds = %for.body
  tail call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0), !dbg !36
  br i1 %cmp, label %if.then7, label %if.end16, !dbg !37

if.then7:                                         ; preds = %if.then5
  %idxprom8 = sext i32 %tile.096 to i64, !dbg !38
  %arrayidx9 = getelementptr inbounds i32, ptr %starts, i64 %idxprom8, !dbg !38
  %4 = load i32, ptr %arrayidx9, align 4, !dbg !38, !tbaa !8
  %add10 = add nsw i32 %4, %add, !dbg !39
  %idxprom11 = sext i32 %add10 to i64, !dbg !40
  %arrayidx12 = getelementptr inbounds i32, ptr %ids, i64 %idxprom11, !dbg !40
  %5 = load i32, ptr %arrayidx12, align 4, !dbg !40, !tbaa !8
  store i32 %5, ptr %arrayidx14, align 4, !dbg !41, !tbaa !8
  br label %if.end16, !dbg !42

if.end16:                                         ; preds = %if.then5, %if.then7, %for.body
  %first.0 = phi i32 [ 0, %if.then7 ], [ 0, %if.then5 ], [ %mul4, %for.body ], !dbg !43
  br i1 %cmp17, label %if.then18, label %if.end24, !dbg !44

if.then18:                                        ; preds = %if.end16
  %6 = sext i32 %tile.096 to i64
  %7 = getelementptr i32, ptr %starts, i64 %6
  %arrayidx21 = getelementptr i8, ptr %7, i64 4
  %8 = load i32, ptr %arrayidx21, align 4, !dbg !45, !tbaa !8
  %9 = load i32, ptr %7, align 4, !dbg !46, !tbaa !8
  %sub = sub nsw i32 %8, %9, !dbg !47
  store i32 %sub, ptr addrspacecast (ptr addrspace(3) @_ZZ12scatter_rowsE4size to ptr), align 4, !dbg !48, !tbaa !8
  br label %if.end24, !dbg !49

if.end24:                                         ; preds = %if.then18, %if.end16
  tail call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0), !dbg !50
  br i1 %cmp2693, label %for.body28, label %for.cond.cleanup27, !dbg !51

for.cond.cleanup27:                               ; preds = %for.cond.cleanup36, %if.end24
  %10 = load i32, ptr addrspacecast (ptr addrspace(3) @_ZZ12scatter_rowsE4size to ptr), align 4, !dbg !52, !tbaa !8
  %cmp53 = icmp slt i32 %add, %10, !dbg !53
  br i1 %cmp53, label %if.then54, label %if.end59, !dbg !53

for.body28:                                       ; preds = %if.end24, %for.cond.cleanup36
  %row.094 = phi i32 [ %add51, %for.cond.cleanup36 ], [ %1, %if.end24 ]
  br i1 %cmp3591, label %for.body37.lr.ph, label %for.cond.cleanup36, !dbg !54

for.body37.lr.ph:                                 ; preds = %for.body28
  %idxprom29 = zext nneg i32 %row.094 to i64, !dbg !55
  %arrayidx30 = getelementptr inbounds nuw i32, ptr addrspacecast (ptr addrspace(3) @_ZZ12scatter_rowsE5place to ptr), i64 %idxprom29, !dbg !55
  %11 = load i32, ptr %arrayidx30, align 4, !dbg !55, !tbaa !8
  %add31 = add nsw i32 %11, %first.0, !dbg !56
  %conv = sext i32 %add31 to i64, !dbg !57
  %mul33 = mul nsw i64 %conv, %conv32, !dbg !58
  %add39 = or disjoint i32 %row.094, %mul4
  %conv40 = sext i32 %add39 to i64
  %mul42 = mul nsw i64 %conv40, %conv41
  %12 = getelementptr float, ptr %rows, i64 %mul42
  %13 = getelementptr float, ptr %out, i64 %mul33
  br label %for.body37, !dbg !54

for.cond.cleanup36:                               ; preds = %for.body37, %for.body28
  %add51 = add nuw nsw i32 %row.094, 8, !dbg !59
  %cmp26 = icmp samesign ult i32 %row.094, 8, !dbg !60
  br i1 %cmp26, label %for.body28, label %for.cond.cleanup27, !dbg !51, !llvm.loop !61

for.body37:                                       ; preds = %for.body37.lr.ph, %for.body37
  %column.092 = phi i32 [ %0, %for.body37.lr.ph ], [ %add49, %for.body37 ]
  %conv43 = zext nneg i32 %column.092 to i64, !dbg !64
  %arrayidx45 = getelementptr float, ptr %12, i64 %conv43, !dbg !65
  %14 = load float, ptr %arrayidx45, align 4, !dbg !65, !tbaa !66
  %arrayidx48 = getelementptr float, ptr %13, i64 %conv43, !dbg !68
  store float %14, ptr %arrayidx48, align 4, !dbg !69, !tbaa !66
  %add49 = add nuw nsw i32 %column.092, 32, !dbg !70
  %cmp35 = icmp slt i32 %add49, %columns, !dbg !71
  br i1 %cmp35, label %for.body37, label %for.cond.cleanup36, !dbg !54, !llvm.loop !72

if.then54:                                        ; preds = %for.cond.cleanup27
  %add56 = add nsw i32 %mul4, %add
  %idxprom57 = sext i32 %add56 to i64
  %arrayidx58 = getelementptr inbounds i32, ptr %sizes, i64 %idxprom57
  store i32 %10, ptr %arrayidx58, align 4, !dbg !74, !tbaa !8
  br label %if.end59, !dbg !75

if.end59:                                         ; preds = %if.then54, %for.cond.cleanup27
  tail call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0), !dbg !76
  %add62 = add i32 %tile.096, %3, !dbg !77
  %cmp3 = icmp slt i32 %add62, %tiles, !dbg !31
  br i1 %cmp3, label %for.body, label %for.cond.cleanup, !dbg !32, !llvm.loop !78
}

; Function Attrs: convergent nocallback nounwind
declare void @llvm.nvvm.barrier.cta.sync.aligned.all(i32) #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x() #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.y() #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, -2147483648) i32 @llvm.nvvm.read.ptx.sreg.nctaid.x() #2

attributes #0 = { convergent mustprogress noinline norecurse nounwind "frame-pointer"="all" "no-trapping-math"="true" "nvvm.maxntid"="256" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx80,+sm_80" "uniform-work-group-size"="true" }
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
!12 = distinct !DISubprogram(name: "scatter_rows", scope: !1, file: !1, line: 10, type: !13, scopeLine: 12, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 53, column: 27, scope: !16, inlinedAt: !18)
!16 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 53, type: !13, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!17 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!18 = distinct !DILocation(line: 15, column: 14, scope: !12)
!19 = !DILocation(line: 54, column: 27, scope: !20, inlinedAt: !21)
!20 = distinct !DISubprogram(name: "__fetch_builtin_y", scope: !17, file: !17, line: 54, type: !13, scopeLine: 54, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!21 = distinct !DILocation(line: 15, column: 34, scope: !12)
!22 = !DILocation(line: 15, column: 61, scope: !12)
!23 = !DILocation(line: 15, column: 68, scope: !12)
!24 = !DILocation(line: 16, column: 14, scope: !12)
!25 = !DILocation(line: 17, column: 19, scope: !12)
!26 = !DILocation(line: 17, column: 5, scope: !12)
!27 = !DILocation(line: 18, column: 3, scope: !12)
!28 = !DILocation(line: 66, column: 27, scope: !29, inlinedAt: !30)
!29 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!30 = distinct !DILocation(line: 19, column: 19, scope: !12)
!31 = !DILocation(line: 19, column: 36, scope: !12)
!32 = !DILocation(line: 19, column: 3, scope: !12)
!33 = !DILocation(line: 39, column: 1, scope: !12)
!34 = !DILocation(line: 20, column: 22, scope: !12)
!35 = !DILocation(line: 21, column: 9, scope: !12)
!36 = !DILocation(line: 23, column: 7, scope: !12)
!37 = !DILocation(line: 24, column: 18, scope: !12)
!38 = !DILocation(line: 25, column: 29, scope: !12)
!39 = !DILocation(line: 25, column: 42, scope: !12)
!40 = !DILocation(line: 25, column: 25, scope: !12)
!41 = !DILocation(line: 25, column: 23, scope: !12)
!42 = !DILocation(line: 25, column: 9, scope: !12)
!43 = !DILocation(line: 0, scope: !12)
!44 = !DILocation(line: 27, column: 16, scope: !12)
!45 = !DILocation(line: 28, column: 14, scope: !12)
!46 = !DILocation(line: 28, column: 33, scope: !12)
!47 = !DILocation(line: 28, column: 31, scope: !12)
!48 = !DILocation(line: 28, column: 12, scope: !12)
!49 = !DILocation(line: 28, column: 7, scope: !12)
!50 = !DILocation(line: 29, column: 5, scope: !12)
!51 = !DILocation(line: 30, column: 5, scope: !12)
!52 = !DILocation(line: 35, column: 18, scope: !12)
!53 = !DILocation(line: 35, column: 16, scope: !12)
!54 = !DILocation(line: 32, column: 7, scope: !12)
!55 = !DILocation(line: 31, column: 42, scope: !12)
!56 = !DILocation(line: 31, column: 40, scope: !12)
!57 = !DILocation(line: 31, column: 33, scope: !12)
!58 = !DILocation(line: 31, column: 54, scope: !12)
!59 = !DILocation(line: 30, column: 42, scope: !12)
!60 = !DILocation(line: 30, column: 30, scope: !12)
!61 = distinct !{!61, !51, !62, !63}
!62 = !DILocation(line: 34, column: 5, scope: !12)
!63 = !{!"llvm.loop.mustprogress"}
!64 = !DILocation(line: 33, column: 78, scope: !12)
!65 = !DILocation(line: 33, column: 32, scope: !12)
!66 = !{!67, !67, i64 0}
!67 = !{!"float", !10, i64 0}
!68 = !DILocation(line: 33, column: 9, scope: !12)
!69 = !DILocation(line: 33, column: 30, scope: !12)
!70 = !DILocation(line: 32, column: 56, scope: !12)
!71 = !DILocation(line: 32, column: 38, scope: !12)
!72 = distinct !{!72, !54, !73, !63}
!73 = !DILocation(line: 33, column: 84, scope: !12)
!74 = !DILocation(line: 36, column: 35, scope: !12)
!75 = !DILocation(line: 36, column: 7, scope: !12)
!76 = !DILocation(line: 37, column: 5, scope: !12)
!77 = !DILocation(line: 19, column: 50, scope: !12)
!78 = distinct !{!78, !32, !79, !63}
!79 = !DILocation(line: 38, column: 3, scope: !12)
