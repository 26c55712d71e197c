; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

@_ZZ11rmsnorm_f32E7partial = internal unnamed_addr addrspace(3) global [32 x float] undef, align 4

; Function Attrs: convergent mustprogress noinline norecurse nounwind
define dso_local ptx_kernel void @rmsnorm_f32(ptr noalias noundef writeonly captures(none) %out, ptr noalias noundef readonly captures(none) %x, ptr noalias noundef readonly captures(none) %weight, i32 noundef %columns, float noundef %epsilon) local_unnamed_addr #0 !dbg !12 {
entry:
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !15
  %conv = zext nneg i32 %0 to i64, !dbg !19
  %conv1 = sext i32 %columns to i64, !dbg !20
  %mul = mul nsw i64 %conv1, %conv, !dbg !21
  %add.ptr = getelementptr inbounds float, ptr %x, i64 %mul, !dbg !22
  %add.ptr6 = getelementptr inbounds float, ptr %out, i64 %mul, !dbg !23
  %1 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !24
  %cmp49 = icmp slt i32 %1, %columns, !dbg !27
  %2 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.x()
  br i1 %cmp49, label %for.body, label %for.cond.cleanup, !dbg !28

for.cond.cleanup:                                 ; preds = %for.body, %entry
  %square.0.lcssa = phi float [ 0.000000e+00, %entry ], [ %add, %for.body ], !dbg !29
  %div214.i = lshr i32 %2, 5, !dbg !30
  %3 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %square.0.lcssa, i32 range(i32 1, -2147483648) 16, i32 31), !dbg !34
  %add.i.i = fadd contract float %square.0.lcssa, %3, !dbg !39
  %4 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.i.i, i32 range(i32 1, -2147483648) 8, i32 31), !dbg !34
  %add.1.i.i = fadd contract float %add.i.i, %4, !dbg !39
  %5 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.1.i.i, i32 range(i32 1, -2147483648) 4, i32 31), !dbg !34
  %add.2.i.i = fadd contract float %add.1.i.i, %5, !dbg !39
  %6 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.2.i.i, i32 range(i32 1, -2147483648) 2, i32 31), !dbg !34
  %add.3.i.i = fadd contract float %add.2.i.i, %6, !dbg !39
  %7 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.3.i.i, i32 range(i32 1, -2147483648) 1, i32 31), !dbg !34
  %rem.i = and i32 %1, 31, !dbg !40
  %cmp.i = icmp eq i32 %rem.i, 0, !dbg !41
  br i1 %cmp.i, label %if.then.i, label %if.end.i, !dbg !41

if.then.i:                                        ; preds = %for.cond.cleanup
  %add.4.i.i = fadd contract float %add.3.i.i, %7
  %div13.i = lshr exact i32 %1, 5
  %idxprom.i = zext nneg i32 %div13.i to i64
  %arrayidx.i = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ11rmsnorm_f32E7partial to ptr), i64 %idxprom.i
  store float %add.4.i.i, ptr %arrayidx.i, align 4, !dbg !42, !tbaa !43
  br label %if.end.i, !dbg !45

if.end.i:                                         ; preds = %if.then.i, %for.cond.cleanup
  tail call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0), !dbg !46
  %cmp515.not.i = icmp eq i32 %div214.i, 0, !dbg !47
  br i1 %cmp515.not.i, label %_ZL9block_sumfPf.exit, label %for.body.i.preheader, !dbg !48

for.body.i.preheader:                             ; preds = %if.end.i
  %xtraiter = and i32 %div214.i, 3, !dbg !48
  %8 = icmp samesign ult i32 %2, 128, !dbg !48
  br i1 %8, label %for.body.i.epil.preheader, label %for.body.i.preheader.new, !dbg !48

for.body.i.preheader.new:                         ; preds = %for.body.i.preheader
  %unroll_iter = and i32 %div214.i, 60, !dbg !48
  br label %for.body.i, !dbg !48

for.body.i:                                       ; preds = %for.body.i, %for.body.i.preheader.new
  %i.017.i = phi i32 [ 0, %for.body.i.preheader.new ], [ %inc.i.3, %for.body.i ]
  %sum.016.i = phi float [ 0.000000e+00, %for.body.i.preheader.new ], [ %add.i.3, %for.body.i ]
  %niter = phi i32 [ 0, %for.body.i.preheader.new ], [ %niter.next.3, %for.body.i ]
  %idxprom6.i = zext nneg i32 %i.017.i to i64, !dbg !49
  %arrayidx7.i = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ11rmsnorm_f32E7partial to ptr), i64 %idxprom6.i, !dbg !49
  %9 = load float, ptr %arrayidx7.i, align 4, !dbg !49, !tbaa !43
  %add.i = fadd contract float %sum.016.i, %9, !dbg !50
  %10 = zext nneg i32 %i.017.i to i64, !dbg !49
  %11 = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ11rmsnorm_f32E7partial to ptr), i64 %10, !dbg !49
  %arrayidx7.i.1 = getelementptr inbounds nuw i8, ptr %11, i64 4, !dbg !49
  %12 = load float, ptr %arrayidx7.i.1, align 4, !dbg !49, !tbaa !43
  %add.i.1 = fadd contract float %add.i, %12, !dbg !50
  %13 = zext nneg i32 %i.017.i to i64, !dbg !49
  %14 = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ11rmsnorm_f32E7partial to ptr), i64 %13, !dbg !49
  %arrayidx7.i.2 = getelementptr inbounds nuw i8, ptr %14, i64 8, !dbg !49
  %15 = load float, ptr %arrayidx7.i.2, align 4, !dbg !49, !tbaa !43
  %add.i.2 = fadd contract float %add.i.1, %15, !dbg !50
  %16 = zext nneg i32 %i.017.i to i64, !dbg !49
  %17 = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ11rmsnorm_f32E7partial to ptr), i64 %16, !dbg !49
  %arrayidx7.i.3 = getelementptr inbounds nuw i8, ptr %17, i64 12, !dbg !49
  %18 = load float, ptr %arrayidx7.i.3, align 4, !dbg !49, !tbaa !43
  %add.i.3 = fadd contract float %add.i.2, %18, !dbg !50
  %inc.i.3 = add nuw nsw i32 %i.017.i, 4, !dbg !51
  %niter.next.3 = add i32 %niter, 4, !dbg !48
  %niter.ncmp.3 = icmp eq i32 %niter.next.3, %unroll_iter, !dbg !48
  br i1 %niter.ncmp.3, label %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, label %for.body.i, !dbg !48, !llvm.loop !52

_ZL9block_sumfPf.exit.loopexit.unr-lcssa:         ; preds = %for.body.i
  %lcmp.mod.not = icmp eq i32 %xtraiter, 0, !dbg !48
  br i1 %lcmp.mod.not, label %_ZL9block_sumfPf.exit, label %for.body.i.epil.preheader, !dbg !48

for.body.i.epil.preheader:                        ; preds = %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, %for.body.i.preheader
  %i.017.i.epil.init = phi i32 [ 0, %for.body.i.preheader ], [ %inc.i.3, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ]
  %sum.016.i.epil.init = phi float [ 0.000000e+00, %for.body.i.preheader ], [ %add.i.3, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ]
  %lcmp.mod55 = icmp ne i32 %xtraiter, 0, !dbg !48
  tail call void @llvm.assume(i1 %lcmp.mod55), !dbg !48
  br label %for.body.i.epil, !dbg !48

for.body.i.epil:                                  ; preds = %for.body.i.epil, %for.body.i.epil.preheader
  %i.017.i.epil = phi i32 [ %inc.i.epil, %for.body.i.epil ], [ %i.017.i.epil.init, %for.body.i.epil.preheader ]
  %sum.016.i.epil = phi float [ %add.i.epil, %for.body.i.epil ], [ %sum.016.i.epil.init, %for.body.i.epil.preheader ]
  %epil.iter = phi i32 [ %epil.iter.next, %for.body.i.epil ], [ 0, %for.body.i.epil.preheader ]
  %idxprom6.i.epil = zext nneg i32 %i.017.i.epil to i64, !dbg !49
  %arrayidx7.i.epil = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ11rmsnorm_f32E7partial to ptr), i64 %idxprom6.i.epil, !dbg !49
  %19 = load float, ptr %arrayidx7.i.epil, align 4, !dbg !49, !tbaa !43
  %add.i.epil = fadd contract float %sum.016.i.epil, %19, !dbg !50
  %inc.i.epil = add nuw nsw i32 %i.017.i.epil, 1, !dbg !51
  %epil.iter.next = add i32 %epil.iter, 1, !dbg !48
  %epil.iter.cmp.not = icmp eq i32 %epil.iter.next, %xtraiter, !dbg !48
  br i1 %epil.iter.cmp.not, label %_ZL9block_sumfPf.exit, label %for.body.i.epil, !dbg !48, !llvm.loop !55

_ZL9block_sumfPf.exit:                            ; preds = %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, %for.body.i.epil, %if.end.i
  %sum.0.lcssa.i = phi float [ 0.000000e+00, %if.end.i ], [ %add.i.3, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ], [ %add.i.epil, %for.body.i.epil ], !dbg !57
  tail call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0), !dbg !58
  %conv14 = sitofp i32 %columns to float, !dbg !59
  %div = fdiv contract float %sum.0.lcssa.i, %conv14, !dbg !60
  %add15 = fadd contract float %epsilon, %div, !dbg !61
  %20 = tail call contract noundef float @llvm.nvvm.rsqrt.approx.f(float %add15), !dbg !62
  br i1 %cmp49, label %for.body22, label %for.cond.cleanup21, !dbg !65

for.body:                                         ; preds = %entry, %for.body
  %square.051 = phi float [ %add, %for.body ], [ 0.000000e+00, %entry ]
  %c.050 = phi i32 [ %add12, %for.body ], [ %1, %entry ]
  %idxprom = sext i32 %c.050 to i64, !dbg !66
  %arrayidx = getelementptr inbounds float, ptr %add.ptr, i64 %idxprom, !dbg !66
  %21 = load float, ptr %arrayidx, align 4, !dbg !66, !tbaa !43
  %mul10 = fmul contract float %21, %21, !dbg !67
  %add = fadd contract float %square.051, %mul10, !dbg !68
  %add12 = add i32 %c.050, %2, !dbg !69
  %cmp = icmp slt i32 %add12, %columns, !dbg !27
  br i1 %cmp, label %for.body, label %for.cond.cleanup, !dbg !28, !llvm.loop !70

for.cond.cleanup21:                               ; preds = %for.body22, %_ZL9block_sumfPf.exit
  ret void, !dbg !72

for.body22:                                       ; preds = %_ZL9block_sumfPf.exit, %for.body22
  %c17.053 = phi i32 [ %add33, %for.body22 ], [ %1, %_ZL9block_sumfPf.exit ]
  %idxprom23 = sext i32 %c17.053 to i64, !dbg !73
  %arrayidx24 = getelementptr inbounds float, ptr %add.ptr, i64 %idxprom23, !dbg !73
  %22 = load float, ptr %arrayidx24, align 4, !dbg !73, !tbaa !43
  %mul25 = fmul contract float %20, %22, !dbg !74
  %arrayidx27 = getelementptr inbounds float, ptr %weight, i64 %idxprom23, !dbg !75
  %23 = load float, ptr %arrayidx27, align 4, !dbg !75, !tbaa !43
  %mul28 = fmul contract float %mul25, %23, !dbg !76
  %arrayidx30 = getelementptr inbounds float, ptr %add.ptr6, i64 %idxprom23, !dbg !77
  store float %mul28, ptr %arrayidx30, align 4, !dbg !78, !tbaa !43
  %add33 = add i32 %c17.053, %2, !dbg !79
  %cmp20 = icmp slt i32 %add33, %columns, !dbg !80
  br i1 %cmp20, label %for.body22, label %for.cond.cleanup21, !dbg !65, !llvm.loop !81
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, 1025) i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(none)
declare float @llvm.nvvm.rsqrt.approx.f(float) #2

; Function Attrs: convergent nocallback nounwind
declare void @llvm.nvvm.barrier.cta.sync.aligned.all(i32) #3

; Function Attrs: convergent nocallback nounwind memory(inaccessiblemem: readwrite)
declare float @llvm.nvvm.shfl.sync.bfly.f32(i32, float, i32, i32) #4

; Function Attrs: nocallback nofree nosync nounwind willreturn memory(inaccessiblemem: write)
declare void @llvm.assume(i1 noundef) #5

attributes #0 = { convergent mustprogress noinline norecurse nounwind "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx80,+sm_80" "uniform-work-group-size"="true" }
attributes #1 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #2 = { mustprogress nocallback nofree nosync nounwind willreturn memory(none) }
attributes #3 = { convergent nocallback nounwind }
attributes #4 = { convergent nocallback nounwind memory(inaccessiblemem: readwrite) }
attributes #5 = { nocallback nofree nosync nounwind willreturn memory(inaccessiblemem: write) }

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
!12 = distinct !DISubprogram(name: "rmsnorm_f32", scope: !1, file: !1, line: 5, type: !13, scopeLine: 7, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 66, column: 27, scope: !16, inlinedAt: !18)
!16 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!17 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!18 = distinct !DILocation(line: 9, column: 35, scope: !12)
!19 = !DILocation(line: 9, column: 35, scope: !12)
!20 = !DILocation(line: 9, column: 48, scope: !12)
!21 = !DILocation(line: 9, column: 46, scope: !12)
!22 = !DILocation(line: 9, column: 24, scope: !12)
!23 = !DILocation(line: 10, column: 24, scope: !12)
!24 = !DILocation(line: 53, column: 27, scope: !25, inlinedAt: !26)
!25 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 53, type: !13, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!26 = distinct !DILocation(line: 13, column: 16, scope: !12)
!27 = !DILocation(line: 13, column: 31, scope: !12)
!28 = !DILocation(line: 13, column: 3, scope: !12)
!29 = !DILocation(line: 0, scope: !12)
!30 = !DILocation(line: 64, column: 53, scope: !31, inlinedAt: !33)
!31 = distinct !DISubprogram(name: "block_sum", scope: !32, file: !32, line: 63, type: !13, scopeLine: 63, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!32 = !DIFile(filename: "./../common.h", directory: ".")
!33 = distinct !DILocation(line: 15, column: 24, scope: !12)
!34 = !DILocation(line: 20, column: 10, scope: !35, inlinedAt: !36)
!35 = distinct !DISubprogram(name: "__shfl_xor_sync", scope: !32, file: !32, line: 19, type: !13, scopeLine: 19, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!36 = distinct !DILocation(line: 51, column: 14, scope: !37, inlinedAt: !38)
!37 = distinct !DISubprogram(name: "warp_sum", scope: !32, file: !32, line: 49, type: !13, scopeLine: 49, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!38 = distinct !DILocation(line: 65, column: 11, scope: !31, inlinedAt: !33)
!39 = !DILocation(line: 51, column: 11, scope: !37, inlinedAt: !38)
!40 = !DILocation(line: 66, column: 19, scope: !31, inlinedAt: !33)
!41 = !DILocation(line: 66, column: 26, scope: !31, inlinedAt: !33)
!42 = !DILocation(line: 67, column: 19, scope: !31, inlinedAt: !33)
!43 = !{!44, !44, i64 0}
!44 = !{!"float", !10, i64 0}
!45 = !DILocation(line: 67, column: 5, scope: !31, inlinedAt: !33)
!46 = !DILocation(line: 68, column: 3, scope: !31, inlinedAt: !33)
!47 = !DILocation(line: 70, column: 21, scope: !31, inlinedAt: !33)
!48 = !DILocation(line: 70, column: 3, scope: !31, inlinedAt: !33)
!49 = !DILocation(line: 71, column: 12, scope: !31, inlinedAt: !33)
!50 = !DILocation(line: 71, column: 9, scope: !31, inlinedAt: !33)
!51 = !DILocation(line: 70, column: 31, scope: !31, inlinedAt: !33)
!52 = distinct !{!52, !48, !53, !54}
!53 = !DILocation(line: 71, column: 21, scope: !31, inlinedAt: !33)
!54 = !{!"llvm.loop.mustprogress"}
!55 = distinct !{!55, !56}
!56 = !{!"llvm.loop.unroll.disable"}
!57 = !DILocation(line: 0, scope: !31, inlinedAt: !33)
!58 = !DILocation(line: 72, column: 3, scope: !31, inlinedAt: !33)
!59 = !DILocation(line: 15, column: 53, scope: !12)
!60 = !DILocation(line: 15, column: 51, scope: !12)
!61 = !DILocation(line: 15, column: 61, scope: !12)
!62 = !DILocation(line: 32, column: 39, scope: !63, inlinedAt: !64)
!63 = distinct !DISubprogram(name: "rsqrtf", scope: !32, file: !32, line: 32, type: !13, scopeLine: 32, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!64 = distinct !DILocation(line: 15, column: 17, scope: !12)
!65 = !DILocation(line: 17, column: 3, scope: !12)
!66 = !DILocation(line: 14, column: 15, scope: !12)
!67 = !DILocation(line: 14, column: 22, scope: !12)
!68 = !DILocation(line: 14, column: 12, scope: !12)
!69 = !DILocation(line: 13, column: 44, scope: !12)
!70 = distinct !{!70, !28, !71, !54}
!71 = !DILocation(line: 14, column: 29, scope: !12)
!72 = !DILocation(line: 19, column: 1, scope: !12)
!73 = !DILocation(line: 18, column: 18, scope: !12)
!74 = !DILocation(line: 18, column: 25, scope: !12)
!75 = !DILocation(line: 18, column: 35, scope: !12)
!76 = !DILocation(line: 18, column: 33, scope: !12)
!77 = !DILocation(line: 18, column: 5, scope: !12)
!78 = !DILocation(line: 18, column: 16, scope: !12)
!79 = !DILocation(line: 17, column: 44, scope: !12)
!80 = !DILocation(line: 17, column: 31, scope: !12)
!81 = distinct !{!81, !65, !82, !54}
!82 = !DILocation(line: 18, column: 43, scope: !12)
