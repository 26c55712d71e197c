; clang-14 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 -Xclang -target-feature -Xclang +ptx72 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only -Xclang -opaque-pointers kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-i64:64-i128:128-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

%struct.Params = type { float*, float*, float*, i32, i32, i64, i64, float }

; Function Attrs: mustprogress nofree norecurse nosync nounwind
define dso_local void @struct_params(%struct.Params* nocapture noundef readonly byval(%struct.Params) align 8 %params) local_unnamed_addr #0 !dbg !9 {
entry:
  %0 = tail call i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #2, !dbg !12
  %1 = tail call i32 @llvm.nvvm.read.ptx.sreg.ntid.y() #2, !dbg !16
  %mul = mul i32 %0, %1, !dbg !19
  %2 = tail call i32 @llvm.nvvm.read.ptx.sreg.tid.y() #2, !dbg !20
  %add = add i32 %mul, %2, !dbg !23
  %rows = getelementptr inbounds %struct.Params, %struct.Params* %params, i64 0, i32 3, !dbg !24
  %3 = load i32, i32* %rows, align 8, !dbg !24, !tbaa !25
  %cmp.not = icmp slt i32 %add, %3, !dbg !33
  br i1 %cmp.not, label %if.end, label %cleanup, !dbg !34

if.end:                                           ; preds = %entry
  %4 = tail call i32 @llvm.nvvm.read.ptx.sreg.tid.x() #2, !dbg !35
  %columns = getelementptr inbounds %struct.Params, %struct.Params* %params, i64 0, i32 4
  %5 = load i32, i32* %columns, align 4, !tbaa !38
  %cmp437 = icmp slt i32 %4, %5, !dbg !39
  br i1 %cmp437, label %for.body.lr.ph, label %cleanup, !dbg !40

for.body.lr.ph:                                   ; preds = %if.end
  %alpha = getelementptr inbounds %struct.Params, %struct.Params* %params, i64 0, i32 7
  %6 = load float, float* %alpha, align 8, !tbaa !41
  %x = getelementptr inbounds %struct.Params, %struct.Params* %params, i64 0, i32 0
  %7 = load float*, float** %x, align 8, !tbaa !42
  %conv = sext i32 %add to i64
  %x_stride = getelementptr inbounds %struct.Params, %struct.Params* %params, i64 0, i32 5
  %8 = load i64, i64* %x_stride, align 8, !tbaa !43
  %mul5 = mul nsw i64 %8, %conv
  %residual = getelementptr inbounds %struct.Params, %struct.Params* %params, i64 0, i32 1
  %9 = load float*, float** %residual, align 8, !tbaa !44
  %tobool.not = icmp eq float* %9, null
  %y_stride = getelementptr inbounds %struct.Params, %struct.Params* %params, i64 0, i32 6
  %10 = load i64, i64* %y_stride, align 8
  %mul12 = mul nsw i64 %10, %conv
  %y = getelementptr inbounds %struct.Params, %struct.Params* %params, i64 0, i32 2
  %11 = load float*, float** %y, align 8, !tbaa !45
  %12 = tail call i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #2, !dbg !46
  br label %for.body, !dbg !40

for.body:                                         ; preds = %for.body.lr.ph, %if.end17
  %c.038 = phi i32 [ %4, %for.body.lr.ph ], [ %add25, %if.end17 ]
  %conv6 = sext i32 %c.038 to i64, !dbg !47
  %add7 = add nsw i64 %mul5, %conv6, !dbg !48
  %arrayidx = getelementptr inbounds float, float* %7, i64 %add7, !dbg !49
  %13 = load float, float* %arrayidx, align 4, !dbg !49, !tbaa !50
  %mul8 = fmul contract float %6, %13, !dbg !51
  %.pre = add nsw i64 %mul12, %conv6, !dbg !46
  br i1 %tobool.not, label %if.end17, label %if.then9, !dbg !52

if.then9:                                         ; preds = %for.body
  %arrayidx15 = getelementptr inbounds float, float* %9, i64 %.pre, !dbg !53
  %14 = load float, float* %arrayidx15, align 4, !dbg !53, !tbaa !50
  %add16 = fadd contract float %mul8, %14, !dbg !54
  br label %if.end17, !dbg !55

if.end17:                                         ; preds = %for.body, %if.then9
  %value.0 = phi float [ %add16, %if.then9 ], [ %mul8, %for.body ], !dbg !46
  %arrayidx23 = getelementptr inbounds float, float* %11, i64 %.pre, !dbg !56
  store float %value.0, float* %arrayidx23, align 4, !dbg !57, !tbaa !50
  %add25 = add i32 %c.038, %12, !dbg !58
  %cmp4 = icmp slt i32 %add25, %5, !dbg !39
  br i1 %cmp4, label %for.body, label %cleanup, !dbg !40, !llvm.loop !59

cleanup:                                          ; preds = %if.end17, %if.end, %entry
  ret void, !dbg !62
}

; Function Attrs: nofree nosync nounwind readnone speculatable
declare i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: nofree nosync nounwind readnone speculatable
declare i32 @llvm.nvvm.read.ptx.sreg.ntid.y() #1

; Function Attrs: nofree nosync nounwind readnone speculatable
declare i32 @llvm.nvvm.read.ptx.sreg.tid.y() #1

; Function Attrs: nofree nosync nounwind readnone speculatable
declare i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

; Function Attrs: nofree nosync nounwind readnone speculatable
declare i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #1

attributes #0 = { mustprogress nofree norecurse nosync nounwind "frame-pointer"="all" "min-legal-vector-width"="0" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx72,+sm_80" }
attributes #1 = { nofree nosync nounwind readnone speculatable }
attributes #2 = { nounwind }

!llvm.dbg.cu = !{!0}
!nvvm.annotations = !{!2}
!llvm.module.flags = !{!3, !4, !5, !6, !7}
!llvm.ident = !{!8}

!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus_14, file: !1, producer: "clang version 14.0.6", isOptimized: true, runtimeVersion: 0, emissionKind: DebugDirectivesOnly, splitDebugInlining: false, nameTableKind: None)
!1 = !DIFile(filename: "kernel.cu", directory: ".")
!2 = !{void (%struct.Params*)* @struct_params, !"kernel", i32 1}
!3 = !{i32 7, !"Dwarf Version", i32 2}
!4 = !{i32 2, !"Debug Info Version", i32 3}
!5 = !{i32 1, !"wchar_size", i32 4}
!6 = !{i32 4, !"nvvm-reflect-ftz", i32 0}
!7 = !{i32 7, !"frame-pointer", i32 2}
!8 = !{!"clang version 14.0.6"}
!9 = distinct !DISubprogram(name: "struct_params", scope: !1, file: !1, line: 14, type: !10, scopeLine: 14, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !11)
!10 = !DISubroutineType(types: !11)
!11 = !{}
!12 = !DILocation(line: 66, column: 3, scope: !13, inlinedAt: !15)
!13 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !14, file: !14, line: 66, type: !10, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !11)
!14 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: ".")
!15 = distinct !DILocation(line: 15, column: 13, scope: !9)
!16 = !DILocation(line: 80, column: 3, scope: !17, inlinedAt: !18)
!17 = distinct !DISubprogram(name: "__fetch_builtin_y", scope: !14, file: !14, line: 80, type: !10, scopeLine: 80, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !11)
!18 = distinct !DILocation(line: 15, column: 26, scope: !9)
!19 = !DILocation(line: 15, column: 24, scope: !9)
!20 = !DILocation(line: 54, column: 3, scope: !21, inlinedAt: !22)
!21 = distinct !DISubprogram(name: "__fetch_builtin_y", scope: !14, file: !14, line: 54, type: !10, scopeLine: 54, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !11)
!22 = distinct !DILocation(line: 15, column: 39, scope: !9)
!23 = !DILocation(line: 15, column: 37, scope: !9)
!24 = !DILocation(line: 16, column: 21, scope: !9)
!25 = !{!26, !30, i64 24}
!26 = !{!"_ZTS6Params", !27, i64 0, !27, i64 8, !27, i64 16, !30, i64 24, !30, i64 28, !31, i64 32, !31, i64 40, !32, i64 48}
!27 = !{!"any pointer", !28, i64 0}
!28 = !{!"omnipotent char", !29, i64 0}
!29 = !{!"Simple C++ TBAA"}
!30 = !{!"int", !28, i64 0}
!31 = !{!"long long", !28, i64 0}
!32 = !{!"float", !28, i64 0}
!33 = !DILocation(line: 16, column: 11, scope: !9)
!34 = !DILocation(line: 16, column: 7, scope: !9)
!35 = !DILocation(line: 53, column: 3, scope: !36, inlinedAt: !37)
!36 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !14, file: !14, line: 53, type: !10, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !11)
!37 = distinct !DILocation(line: 18, column: 16, scope: !9)
!38 = !{!26, !30, i64 28}
!39 = !DILocation(line: 18, column: 31, scope: !9)
!40 = !DILocation(line: 18, column: 3, scope: !9)
!41 = !{!26, !32, i64 48}
!42 = !{!26, !27, i64 0}
!43 = !{!26, !31, i64 32}
!44 = !{!26, !27, i64 8}
!45 = !{!26, !27, i64 16}
!46 = !DILocation(line: 0, scope: !9)
!47 = !DILocation(line: 19, column: 67, scope: !9)
!48 = !DILocation(line: 19, column: 65, scope: !9)
!49 = !DILocation(line: 19, column: 34, scope: !9)
!50 = !{!32, !32, i64 0}
!51 = !DILocation(line: 19, column: 32, scope: !9)
!52 = !DILocation(line: 20, column: 9, scope: !9)
!53 = !DILocation(line: 21, column: 16, scope: !9)
!54 = !DILocation(line: 21, column: 13, scope: !9)
!55 = !DILocation(line: 21, column: 7, scope: !9)
!56 = !DILocation(line: 22, column: 5, scope: !9)
!57 = !DILocation(line: 22, column: 41, scope: !9)
!58 = !DILocation(line: 18, column: 51, scope: !9)
!59 = distinct !{!59, !40, !60, !61}
!60 = !DILocation(line: 23, column: 3, scope: !9)
!61 = !{!"llvm.loop.mustprogress"}
!62 = !DILocation(line: 24, column: 1, scope: !9)
