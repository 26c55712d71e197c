; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

@_ZZ11argmax_rowsE11warp_values = internal unnamed_addr addrspace(3) global [32 x float] undef, align 4
@_ZZ11argmax_rowsE12warp_columns = internal unnamed_addr addrspace(3) global [32 x i32] undef, align 4

; Function Attrs: convergent mustprogress noinline norecurse nounwind
define dso_local ptx_kernel void @argmax_rows(ptr noalias noundef readonly captures(none) %logits, ptr noalias noundef writeonly captures(none) %tokens, ptr noalias noundef writeonly captures(none) %values, i32 noundef %columns) local_unnamed_addr #0 !dbg !12 {
entry:
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !15
  %conv = zext nneg i32 %0 to i64, !dbg !19
  %conv1 = sext i32 %columns to i64, !dbg !20
  %mul = mul nsw i64 %conv1, %conv, !dbg !21
  %add.ptr = getelementptr inbounds float, ptr %logits, i64 %mul, !dbg !22
  %1 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !23
  %cmp91 = icmp slt i32 %1, %columns, !dbg !26
  br i1 %cmp91, label %for.body.lr.ph, label %for.cond7.preheader, !dbg !27

for.body.lr.ph:                                   ; preds = %entry
  %2 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.x()
  br label %for.body, !dbg !27

for.cond7.preheader:                              ; preds = %for.body, %entry
  %where.0.lcssa = phi i32 [ 0, %entry ], [ %where.1, %for.body ], !dbg !28
  %best.0.lcssa = phi float [ 0xC7EFFFFFE0000000, %entry ], [ %best.1, %for.body ], !dbg !28
  %3 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %best.0.lcssa, i32 range(i32 1, -2147483648) 16, i32 31), !dbg !29
  %4 = tail call noundef i32 @llvm.nvvm.shfl.sync.bfly.i32(i32 -1, i32 %where.0.lcssa, i32 range(i32 1, -2147483648) 16, i32 31), !dbg !33
  %cmp13 = fcmp contract ogt float %3, %best.0.lcssa, !dbg !36
  br i1 %cmp13, label %if.then16, label %lor.lhs.false, !dbg !37

for.body:                                         ; preds = %for.body.lr.ph, %for.body
  %best.094 = phi float [ 0xC7EFFFFFE0000000, %for.body.lr.ph ], [ %best.1, %for.body ]
  %where.093 = phi i32 [ 0, %for.body.lr.ph ], [ %where.1, %for.body ]
  %c.092 = phi i32 [ %1, %for.body.lr.ph ], [ %add, %for.body ]
  %idxprom = sext i32 %c.092 to i64, !dbg !38
  %arrayidx = getelementptr inbounds float, ptr %add.ptr, i64 %idxprom, !dbg !38
  %5 = load float, ptr %arrayidx, align 4, !dbg !38, !tbaa !39
  %cmp3 = fcmp contract ogt float %5, %best.094, !dbg !41
  %where.1 = select i1 %cmp3, i32 %c.092, i32 %where.093, !dbg !41
  %best.1 = select i1 %cmp3, float %5, float %best.094, !dbg !41
  %add = add i32 %c.092, %2, !dbg !42
  %cmp = icmp slt i32 %add, %columns, !dbg !26
  br i1 %cmp, label %for.body, label %for.cond7.preheader, !dbg !27, !llvm.loop !43

lor.lhs.false:                                    ; preds = %for.cond7.preheader
  %cmp14 = fcmp contract oeq float %3, %best.0.lcssa, !dbg !46
  %cmp15 = icmp slt i32 %4, %where.0.lcssa
  %or.cond = select i1 %cmp14, i1 %cmp15, i1 false, !dbg !47
  br i1 %or.cond, label %if.then16, label %if.end17, !dbg !47

if.then16:                                        ; preds = %lor.lhs.false, %for.cond7.preheader
  br label %if.end17, !dbg !48

if.end17:                                         ; preds = %if.then16, %lor.lhs.false
  %where.3 = phi i32 [ %4, %if.then16 ], [ %where.0.lcssa, %lor.lhs.false ], !dbg !28
  %best.3 = phi float [ %3, %if.then16 ], [ %best.0.lcssa, %lor.lhs.false ], !dbg !28
  %6 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %best.3, i32 range(i32 1, -2147483648) 8, i32 31), !dbg !29
  %7 = tail call noundef i32 @llvm.nvvm.shfl.sync.bfly.i32(i32 -1, i32 %where.3, i32 range(i32 1, -2147483648) 8, i32 31), !dbg !33
  %cmp13.1 = fcmp contract ogt float %6, %best.3, !dbg !36
  br i1 %cmp13.1, label %if.then16.1, label %lor.lhs.false.1, !dbg !37

lor.lhs.false.1:                                  ; preds = %if.end17
  %cmp14.1 = fcmp contract oeq float %6, %best.3, !dbg !46
  %cmp15.1 = icmp slt i32 %7, %where.3
  %or.cond.1 = select i1 %cmp14.1, i1 %cmp15.1, i1 false, !dbg !47
  br i1 %or.cond.1, label %if.then16.1, label %if.end17.1, !dbg !47

if.then16.1:                                      ; preds = %lor.lhs.false.1, %if.end17
  br label %if.end17.1, !dbg !48

if.end17.1:                                       ; preds = %if.then16.1, %lor.lhs.false.1
  %where.3.1 = phi i32 [ %7, %if.then16.1 ], [ %where.3, %lor.lhs.false.1 ], !dbg !28
  %best.3.1 = phi float [ %6, %if.then16.1 ], [ %best.3, %lor.lhs.false.1 ], !dbg !28
  %8 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %best.3.1, i32 range(i32 1, -2147483648) 4, i32 31), !dbg !29
  %9 = tail call noundef i32 @llvm.nvvm.shfl.sync.bfly.i32(i32 -1, i32 %where.3.1, i32 range(i32 1, -2147483648) 4, i32 31), !dbg !33
  %cmp13.2 = fcmp contract ogt float %8, %best.3.1, !dbg !36
  br i1 %cmp13.2, label %if.then16.2, label %lor.lhs.false.2, !dbg !37

lor.lhs.false.2:                                  ; preds = %if.end17.1
  %cmp14.2 = fcmp contract oeq float %8, %best.3.1, !dbg !46
  %cmp15.2 = icmp slt i32 %9, %where.3.1
  %or.cond.2 = select i1 %cmp14.2, i1 %cmp15.2, i1 false, !dbg !47
  br i1 %or.cond.2, label %if.then16.2, label %if.end17.2, !dbg !47

if.then16.2:                                      ; preds = %lor.lhs.false.2, %if.end17.1
  br label %if.end17.2, !dbg !48

if.end17.2:                                       ; preds = %if.then16.2, %lor.lhs.false.2
  %where.3.2 = phi i32 [ %9, %if.then16.2 ], [ %where.3.1, %lor.lhs.false.2 ], !dbg !28
  %best.3.2 = phi float [ %8, %if.then16.2 ], [ %best.3.1, %lor.lhs.false.2 ], !dbg !28
  %10 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %best.3.2, i32 range(i32 1, -2147483648) 2, i32 31), !dbg !29
  %11 = tail call noundef i32 @llvm.nvvm.shfl.sync.bfly.i32(i32 -1, i32 %where.3.2, i32 range(i32 1, -2147483648) 2, i32 31), !dbg !33
  %cmp13.3 = fcmp contract ogt float %10, %best.3.2, !dbg !36
  br i1 %cmp13.3, label %if.then16.3, label %lor.lhs.false.3, !dbg !37

lor.lhs.false.3:                                  ; preds = %if.end17.2
  %cmp14.3 = fcmp contract oeq float %10, %best.3.2, !dbg !46
  %cmp15.3 = icmp slt i32 %11, %where.3.2
  %or.cond.3 = select i1 %cmp14.3, i1 %cmp15.3, i1 false, !dbg !47
  br i1 %or.cond.3, label %if.then16.3, label %if.end17.3, !dbg !47

if.then16.3:                                      ; preds = %lor.lhs.false.3, %if.end17.2
  br label %if.end17.3, !dbg !48

if.end17.3:                                       ; preds = %if.then16.3, %lor.lhs.false.3
  %where.3.3 = phi i32 [ %11, %if.then16.3 ], [ %where.3.2, %lor.lhs.false.3 ], !dbg !28
  %best.3.3 = phi float [ %10, %if.then16.3 ], [ %best.3.2, %lor.lhs.false.3 ], !dbg !28
  %12 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %best.3.3, i32 range(i32 1, -2147483648) 1, i32 31), !dbg !29
  %13 = tail call noundef i32 @llvm.nvvm.shfl.sync.bfly.i32(i32 -1, i32 %where.3.3, i32 range(i32 1, -2147483648) 1, i32 31), !dbg !33
  %cmp13.4 = fcmp contract ogt float %12, %best.3.3, !dbg !36
  br i1 %cmp13.4, label %if.then16.4, label %lor.lhs.false.4, !dbg !37

lor.lhs.false.4:                                  ; preds = %if.end17.3
  %cmp14.4 = fcmp contract oeq float %12, %best.3.3, !dbg !46
  %cmp15.4 = icmp slt i32 %13, %where.3.3
  %or.cond.4 = select i1 %cmp14.4, i1 %cmp15.4, i1 false, !dbg !47
  br i1 %or.cond.4, label %if.then16.4, label %if.end17.4, !dbg !47

if.then16.4:                                      ; preds = %lor.lhs.false.4, %if.end17.3
  br label %if.end17.4, !dbg !48

if.end17.4:                                       ; preds = %if.then16.4, %lor.lhs.false.4
  %where.3.4 = phi i32 [ %13, %if.then16.4 ], [ %where.3.3, %lor.lhs.false.4 ], !dbg !28
  %best.3.4 = phi float [ %12, %if.then16.4 ], [ %best.3.3, %lor.lhs.false.4 ], !dbg !28
  %rem = and i32 %1, 31, !dbg !49
  %cmp21 = icmp eq i32 %rem, 0, !dbg !50
  br i1 %cmp21, label %if.then22, label %if.end31, !dbg !50

if.then22:                                        ; preds = %if.end17.4
  %div2487 = lshr exact i32 %1, 5
  %idxprom25 = zext nneg i32 %div2487 to i64
  %arrayidx30 = getelementptr inbounds nuw i32, ptr addrspacecast (ptr addrspace(3) @_ZZ11argmax_rowsE12warp_columns to ptr), i64 %idxprom25
  %arrayidx26 = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ11argmax_rowsE11warp_values to ptr), i64 %idxprom25
  store float %best.3.4, ptr %arrayidx26, align 4, !dbg !51, !tbaa !39
  store i32 %where.3.4, ptr %arrayidx30, align 4, !dbg !52, !tbaa !8
  br label %if.end31, !dbg !53

if.end31:                                         ; preds = %if.then22, %if.end17.4
  tail call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0), !dbg !54
  %cmp33.not = icmp eq i32 %1, 0, !dbg !55
  br i1 %cmp33.not, label %for.cond36.preheader, label %cleanup, !dbg !55

for.cond36.preheader:                             ; preds = %if.end31
  %14 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.x()
  %cmp3999 = icmp samesign ugt i32 %14, 63, !dbg !56
  br i1 %cmp3999, label %for.body41.preheader, label %for.cond.cleanup40, !dbg !57

for.body41.preheader:                             ; preds = %for.cond36.preheader
  %div3889 = lshr i32 %14, 5
  %15 = add nsw i32 %div3889, -1, !dbg !57
  %xtraiter = and i32 %15, 1, !dbg !57
  %16 = icmp eq i32 %div3889, 2, !dbg !57
  br i1 %16, label %for.body41.epil.preheader, label %for.body41.preheader.new, !dbg !57

for.body41.preheader.new:                         ; preds = %for.body41.preheader
  %unroll_iter = and i32 %15, -2, !dbg !57
  br label %for.body41, !dbg !57

for.cond.cleanup40.loopexit.unr-lcssa:            ; preds = %for.inc51.1
  %lcmp.mod.not = icmp eq i32 %xtraiter, 0, !dbg !58
  br i1 %lcmp.mod.not, label %for.cond.cleanup40, label %for.body41.epil.preheader, !dbg !58

for.body41.epil.preheader:                        ; preds = %for.cond.cleanup40.loopexit.unr-lcssa, %for.body41.preheader
  %w.0102.epil.init = phi i32 [ 1, %for.body41.preheader ], [ %inc.1, %for.cond.cleanup40.loopexit.unr-lcssa ]
  %best.4101.epil.init = phi float [ %best.3.4, %for.body41.preheader ], [ %best.5.1, %for.cond.cleanup40.loopexit.unr-lcssa ]
  %where.4100.epil.init = phi i32 [ %where.3.4, %for.body41.preheader ], [ %where.5.1, %for.cond.cleanup40.loopexit.unr-lcssa ]
  %lcmp.mod113 = icmp ne i32 %xtraiter, 0, !dbg !58
  tail call void @llvm.assume(i1 %lcmp.mod113), !dbg !58
  %idxprom42.epil = zext nneg i32 %w.0102.epil.init to i64, !dbg !59
  %arrayidx43.epil = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ11argmax_rowsE11warp_values to ptr), i64 %idxprom42.epil, !dbg !59
  %17 = load float, ptr %arrayidx43.epil, align 4, !dbg !59, !tbaa !39
  %cmp44.epil = fcmp contract ogt float %17, %best.4101.epil.init, !dbg !58
  br i1 %cmp44.epil, label %if.then45.epil, label %for.cond.cleanup40, !dbg !58

if.then45.epil:                                   ; preds = %for.body41.epil.preheader
  %arrayidx49.epil = getelementptr inbounds nuw i32, ptr addrspacecast (ptr addrspace(3) @_ZZ11argmax_rowsE12warp_columns to ptr), i64 %idxprom42.epil
  %18 = load i32, ptr %arrayidx49.epil, align 4, !dbg !60, !tbaa !8
  br label %for.cond.cleanup40, !dbg !61

for.cond.cleanup40:                               ; preds = %for.cond.cleanup40.loopexit.unr-lcssa, %if.then45.epil, %for.body41.epil.preheader, %for.cond36.preheader
  %where.4.lcssa = phi i32 [ %where.3.4, %for.cond36.preheader ], [ %where.5.1, %for.cond.cleanup40.loopexit.unr-lcssa ], [ %18, %if.then45.epil ], [ %where.4100.epil.init, %for.body41.epil.preheader ], !dbg !28
  %best.4.lcssa = phi float [ %best.3.4, %for.cond36.preheader ], [ %best.5.1, %for.cond.cleanup40.loopexit.unr-lcssa ], [ %17, %if.then45.epil ], [ %best.4101.epil.init, %for.body41.epil.preheader ], !dbg !28
  %arrayidx55 = getelementptr inbounds nuw i32, ptr %tokens, i64 %conv, !dbg !62
  store i32 %where.4.lcssa, ptr %arrayidx55, align 4, !dbg !63, !tbaa !8
  %arrayidx58 = getelementptr inbounds nuw float, ptr %values, i64 %conv, !dbg !64
  store float %best.4.lcssa, ptr %arrayidx58, align 4, !dbg !65, !tbaa !39
  br label %cleanup, !dbg !66

for.body41:                                       ; preds = %for.inc51.1, %for.body41.preheader.new
  %w.0102 = phi i32 [ 1, %for.body41.preheader.new ], [ %inc.1, %for.inc51.1 ]
  %best.4101 = phi float [ %best.3.4, %for.body41.preheader.new ], [ %best.5.1, %for.inc51.1 ]
  %where.4100 = phi i32 [ %where.3.4, %for.body41.preheader.new ], [ %where.5.1, %for.inc51.1 ]
  %niter = phi i32 [ 0, %for.body41.preheader.new ], [ %niter.next.1, %for.inc51.1 ]
  %idxprom42 = zext nneg i32 %w.0102 to i64, !dbg !59
  %arrayidx43 = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ11argmax_rowsE11warp_values to ptr), i64 %idxprom42, !dbg !59
  %19 = load float, ptr %arrayidx43, align 4, !dbg !59, !tbaa !39
  %cmp44 = fcmp contract ogt float %19, %best.4101, !dbg !58
  br i1 %cmp44, label %if.then45, label %for.inc51, !dbg !58

if.then45:                                        ; preds = %for.body41
  %arrayidx49 = getelementptr inbounds nuw i32, ptr addrspacecast (ptr addrspace(3) @_ZZ11argmax_rowsE12warp_columns to ptr), i64 %idxprom42
  %20 = load i32, ptr %arrayidx49, align 4, !dbg !60, !tbaa !8
  br label %for.inc51, !dbg !61

for.inc51:                                        ; preds = %for.body41, %if.then45
  %where.5 = phi i32 [ %20, %if.then45 ], [ %where.4100, %for.body41 ], !dbg !28
  %best.5 = phi float [ %19, %if.then45 ], [ %best.4101, %for.body41 ], !dbg !28
  %inc = add nuw nsw i32 %w.0102, 1, !dbg !67
  %idxprom42.1 = zext nneg i32 %inc to i64, !dbg !59
  %arrayidx43.1 = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ11argmax_rowsE11warp_values to ptr), i64 %idxprom42.1, !dbg !59
  %21 = load float, ptr %arrayidx43.1, align 4, !dbg !59, !tbaa !39
  %cmp44.1 = fcmp contract ogt float %21, %best.5, !dbg !58
  br i1 %cmp44.1, label %if.then45.1, label %for.inc51.1, !dbg !58

if.then45.1:                                      ; preds = %for.inc51
  %arrayidx49.1 = getelementptr inbounds nuw i32, ptr addrspacecast (ptr addrspace(3) @_ZZ11argmax_rowsE12warp_columns to ptr), i64 %idxprom42.1
  %22 = load i32, ptr %arrayidx49.1, align 4, !dbg !60, !tbaa !8
  br label %for.inc51.1, !dbg !61

for.inc51.1:                                      ; preds = %if.then45.1, %for.inc51
  %where.5.1 = phi i32 [ %22, %if.then45.1 ], [ %where.5, %for.inc51 ], !dbg !28
  %best.5.1 = phi float [ %21, %if.then45.1 ], [ %best.5, %for.inc51 ], !dbg !28
  %inc.1 = add nuw nsw i32 %w.0102, 2, !dbg !67
  %niter.next.1 = add i32 %niter, 2, !dbg !57
  %niter.ncmp.1 = icmp eq i32 %niter.next.1, %unroll_iter, !dbg !57
  br i1 %niter.ncmp.1, label %for.cond.cleanup40.loopexit.unr-lcssa, label %for.body41, !dbg !57, !llvm.loop !68

cleanup:                                          ; preds = %if.end31, %for.cond.cleanup40
  ret void, !dbg !66
}

; Function Attrs: convergent nocallback nounwind
declare void @llvm.nvvm.barrier.cta.sync.aligned.all(i32) #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x() #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, 1025) i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #2

; Function Attrs: convergent nocallback nounwind memory(inaccessiblemem: readwrite)
declare float @llvm.nvvm.shfl.sync.bfly.f32(i32, float, i32, i32) #3

; Function Attrs: convergent nocallback nounwind memory(inaccessiblemem: readwrite)
declare i32 @llvm.nvvm.shfl.sync.bfly.i32(i32, i32, i32, i32) #3

; Function Attrs: nocallback nofree nosync nounwind willreturn memory(inaccessiblemem: write)
declare void @llvm.assume(i1 noundef) #4

attributes #0 = { convergent mustprogress noinline norecurse nounwind "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx80,+sm_80" "uniform-work-group-size"="true" }
attributes #1 = { convergent nocallback nounwind }
attributes #2 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #3 = { convergent nocallback nounwind memory(inaccessiblemem: readwrite) }
attributes #4 = { nocallback nofree nosync nounwind willreturn memory(inaccessiblemem: write) }

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
!12 = distinct !DISubprogram(name: "argmax_rows", scope: !1, file: !1, line: 5, type: !13, scopeLine: 6, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 66, column: 27, scope: !16, inlinedAt: !18)
!16 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!17 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!18 = distinct !DILocation(line: 9, column: 40, scope: !12)
!19 = !DILocation(line: 9, column: 40, scope: !12)
!20 = !DILocation(line: 9, column: 53, scope: !12)
!21 = !DILocation(line: 9, column: 51, scope: !12)
!22 = !DILocation(line: 9, column: 29, scope: !12)
!23 = !DILocation(line: 53, column: 27, scope: !24, inlinedAt: !25)
!24 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 53, type: !13, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!25 = distinct !DILocation(line: 12, column: 16, scope: !12)
!26 = !DILocation(line: 12, column: 31, scope: !12)
!27 = !DILocation(line: 12, column: 3, scope: !12)
!28 = !DILocation(line: 0, scope: !12)
!29 = !DILocation(line: 20, column: 10, scope: !30, inlinedAt: !32)
!30 = distinct !DISubprogram(name: "__shfl_xor_sync", scope: !31, file: !31, line: 19, type: !13, scopeLine: 19, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!31 = !DIFile(filename: "./../common.h", directory: ".")
!32 = distinct !DILocation(line: 18, column: 19, scope: !12)
!33 = !DILocation(line: 23, column: 10, scope: !34, inlinedAt: !35)
!34 = distinct !DISubprogram(name: "__shfl_xor_sync", scope: !31, file: !31, line: 22, type: !13, scopeLine: 22, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!35 = distinct !DILocation(line: 19, column: 23, scope: !12)
!36 = !DILocation(line: 20, column: 15, scope: !12)
!37 = !DILocation(line: 20, column: 22, scope: !12)
!38 = !DILocation(line: 13, column: 9, scope: !12)
!39 = !{!40, !40, i64 0}
!40 = !{!"float", !10, i64 0}
!41 = !DILocation(line: 13, column: 16, scope: !12)
!42 = !DILocation(line: 12, column: 44, scope: !12)
!43 = distinct !{!43, !27, !44, !45}
!44 = !DILocation(line: 16, column: 5, scope: !12)
!45 = !{!"llvm.loop.mustprogress"}
!46 = !DILocation(line: 20, column: 32, scope: !12)
!47 = !DILocation(line: 20, column: 40, scope: !12)
!48 = !DILocation(line: 23, column: 5, scope: !12)
!49 = !DILocation(line: 25, column: 19, scope: !12)
!50 = !DILocation(line: 25, column: 26, scope: !12)
!51 = !DILocation(line: 26, column: 37, scope: !12)
!52 = !DILocation(line: 27, column: 38, scope: !12)
!53 = !DILocation(line: 28, column: 3, scope: !12)
!54 = !DILocation(line: 29, column: 3, scope: !12)
!55 = !DILocation(line: 30, column: 19, scope: !12)
!56 = !DILocation(line: 32, column: 21, scope: !12)
!57 = !DILocation(line: 32, column: 3, scope: !12)
!58 = !DILocation(line: 33, column: 24, scope: !12)
!59 = !DILocation(line: 33, column: 9, scope: !12)
!60 = !DILocation(line: 35, column: 15, scope: !12)
!61 = !DILocation(line: 36, column: 5, scope: !12)
!62 = !DILocation(line: 37, column: 3, scope: !12)
!63 = !DILocation(line: 37, column: 22, scope: !12)
!64 = !DILocation(line: 38, column: 3, scope: !12)
!65 = !DILocation(line: 38, column: 22, scope: !12)
!66 = !DILocation(line: 39, column: 1, scope: !12)
!67 = !DILocation(line: 32, column: 50, scope: !12)
!68 = distinct !{!68, !57, !61, !45}
