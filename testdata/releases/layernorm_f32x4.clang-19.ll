; clang-19 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 -Xclang -target-feature -Xclang +ptx72 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only  kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-i64:64-i128:128-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

%struct.float4 = type { float, float, float, float }

@_ZZ15layernorm_f32x4E7partial = internal unnamed_addr addrspace(3) global [32 x float] undef, align 4

; Function Attrs: convergent mustprogress norecurse nounwind
define dso_local void @layernorm_f32x4(ptr noalias nocapture noundef writeonly %out, ptr noalias nocapture noundef readonly %x, ptr noalias nocapture noundef readonly %gamma, ptr noalias nocapture noundef readonly %beta, i32 noundef %columns, i32 noundef %stride, float noundef %epsilon) local_unnamed_addr #0 !dbg !10 {
entry:
  %div = sdiv i32 %columns, 4, !dbg !13
  %0 = tail call noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !14
  %conv = zext nneg i32 %0 to i64, !dbg !18
  %div1 = sdiv i32 %stride, 4, !dbg !19
  %conv2 = sext i32 %div1 to i64, !dbg !20
  %mul = mul nsw i64 %conv2, %conv, !dbg !21
  %add.ptr = getelementptr inbounds %struct.float4, ptr %x, i64 %mul, !dbg !22
  %add.ptr8 = getelementptr inbounds %struct.float4, ptr %out, i64 %mul, !dbg !23
  %1 = tail call noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !24
  %cmp185 = icmp slt i32 %1, %div, !dbg !27
  %2 = tail call noundef range(i32 1, 1025) i32 @llvm.nvvm.read.ptx.sreg.ntid.x()
  br i1 %cmp185, label %for.body, label %for.cond.cleanup, !dbg !28

for.cond.cleanup:                                 ; preds = %for.body, %entry
  %sum.0.lcssa = phi float [ 0.000000e+00, %entry ], [ %add, %for.body ], !dbg !29
  %div214.i = lshr i32 %2, 5, !dbg !30
  %3 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %sum.0.lcssa, i32 16, i32 31), !dbg !34
  %add.i.i = fadd contract float %sum.0.lcssa, %3, !dbg !39
  %4 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.i.i, i32 8, i32 31), !dbg !34
  %add.1.i.i = fadd contract float %add.i.i, %4, !dbg !39
  %5 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.1.i.i, i32 4, i32 31), !dbg !34
  %add.2.i.i = fadd contract float %add.1.i.i, %5, !dbg !39
  %6 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.2.i.i, i32 2, i32 31), !dbg !34
  %add.3.i.i = fadd contract float %add.2.i.i, %6, !dbg !39
  %7 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.3.i.i, i32 1, i32 31), !dbg !34
  %rem.i = and i32 %1, 31, !dbg !40
  %cmp.i = icmp eq i32 %rem.i, 0, !dbg !41
  br i1 %cmp.i, label %if.then.i, label %if.end.i, !dbg !42

if.then.i:                                        ; preds = %for.cond.cleanup
  %add.4.i.i = fadd contract float %add.3.i.i, %7
  %div13.i = lshr exact i32 %1, 5
  %idxprom.i = zext nneg i32 %div13.i to i64
  %arrayidx.i = getelementptr inbounds float, ptr addrspacecast (ptr addrspace(3) @_ZZ15layernorm_f32x4E7partial to ptr), i64 %idxprom.i
  store float %add.4.i.i, ptr %arrayidx.i, align 4, !dbg !43, !tbaa !44
  br label %if.end.i, !dbg !48

if.end.i:                                         ; preds = %if.then.i, %for.cond.cleanup
  tail call void @llvm.nvvm.barrier0(), !dbg !49
  %cmp515.not.i = icmp ult i32 %2, 32, !dbg !50
  br i1 %cmp515.not.i, label %_ZL9block_sumfPf.exit, label %for.body.i.preheader, !dbg !51

for.body.i.preheader:                             ; preds = %if.end.i
  %8 = add nsw i32 %div214.i, -1, !dbg !51
  %xtraiter = and i32 %div214.i, 3, !dbg !51
  %9 = icmp ult i32 %8, 3, !dbg !51
  br i1 %9, label %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, label %for.body.i.preheader.new, !dbg !51

for.body.i.preheader.new:                         ; preds = %for.body.i.preheader
  %unroll_iter = and i32 %div214.i, 60, !dbg !51
  br label %for.body.i, !dbg !51

for.body.i:                                       ; preds = %for.body.i, %for.body.i.preheader.new
  %i.017.i = phi i32 [ 0, %for.body.i.preheader.new ], [ %inc.i.3, %for.body.i ]
  %sum.016.i = phi float [ 0.000000e+00, %for.body.i.preheader.new ], [ %add.i.3, %for.body.i ]
  %niter = phi i32 [ 0, %for.body.i.preheader.new ], [ %niter.next.3, %for.body.i ]
  %idxprom6.i = zext nneg i32 %i.017.i to i64, !dbg !52
  %arrayidx7.i = getelementptr inbounds float, ptr addrspacecast (ptr addrspace(3) @_ZZ15layernorm_f32x4E7partial to ptr), i64 %idxprom6.i, !dbg !52
  %10 = load float, ptr %arrayidx7.i, align 4, !dbg !52, !tbaa !44
  %add.i = fadd contract float %sum.016.i, %10, !dbg !53
  %inc.i = or disjoint i32 %i.017.i, 1, !dbg !54
  %idxprom6.i.1 = zext nneg i32 %inc.i to i64, !dbg !52
  %arrayidx7.i.1 = getelementptr inbounds float, ptr addrspacecast (ptr addrspace(3) @_ZZ15layernorm_f32x4E7partial to ptr), i64 %idxprom6.i.1, !dbg !52
  %11 = load float, ptr %arrayidx7.i.1, align 4, !dbg !52, !tbaa !44
  %add.i.1 = fadd contract float %add.i, %11, !dbg !53
  %inc.i.1 = or disjoint i32 %i.017.i, 2, !dbg !54
  %idxprom6.i.2 = zext nneg i32 %inc.i.1 to i64, !dbg !52
  %arrayidx7.i.2 = getelementptr inbounds float, ptr addrspacecast (ptr addrspace(3) @_ZZ15layernorm_f32x4E7partial to ptr), i64 %idxprom6.i.2, !dbg !52
  %12 = load float, ptr %arrayidx7.i.2, align 4, !dbg !52, !tbaa !44
  %add.i.2 = fadd contract float %add.i.1, %12, !dbg !53
  %inc.i.2 = or disjoint i32 %i.017.i, 3, !dbg !54
  %idxprom6.i.3 = zext nneg i32 %inc.i.2 to i64, !dbg !52
  %arrayidx7.i.3 = getelementptr inbounds float, ptr addrspacecast (ptr addrspace(3) @_ZZ15layernorm_f32x4E7partial to ptr), i64 %idxprom6.i.3, !dbg !52
  %13 = load float, ptr %arrayidx7.i.3, align 4, !dbg !52, !tbaa !44
  %add.i.3 = fadd contract float %add.i.2, %13, !dbg !53
  %inc.i.3 = add nuw nsw i32 %i.017.i, 4, !dbg !54
  %niter.next.3 = add i32 %niter, 4, !dbg !51
  %niter.ncmp.3 = icmp eq i32 %niter.next.3, %unroll_iter, !dbg !51
  br i1 %niter.ncmp.3, label %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, label %for.body.i, !dbg !51, !llvm.loop !55

_ZL9block_sumfPf.exit.loopexit.unr-lcssa:         ; preds = %for.body.i, %for.body.i.preheader
  %add.i.lcssa.ph = phi float [ poison, %for.body.i.preheader ], [ %add.i.3, %for.body.i ]
  %i.017.i.unr = phi i32 [ 0, %for.body.i.preheader ], [ %inc.i.3, %for.body.i ]
  %sum.016.i.unr = phi float [ 0.000000e+00, %for.body.i.preheader ], [ %add.i.3, %for.body.i ]
  %lcmp.mod.not = icmp eq i32 %xtraiter, 0, !dbg !51
  br i1 %lcmp.mod.not, label %_ZL9block_sumfPf.exit, label %for.body.i.epil, !dbg !51

for.body.i.epil:                                  ; preds = %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, %for.body.i.epil
  %i.017.i.epil = phi i32 [ %inc.i.epil, %for.body.i.epil ], [ %i.017.i.unr, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ]
  %sum.016.i.epil = phi float [ %add.i.epil, %for.body.i.epil ], [ %sum.016.i.unr, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ]
  %epil.iter = phi i32 [ %epil.iter.next, %for.body.i.epil ], [ 0, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ]
  %idxprom6.i.epil = zext nneg i32 %i.017.i.epil to i64, !dbg !52
  %arrayidx7.i.epil = getelementptr inbounds float, ptr addrspacecast (ptr addrspace(3) @_ZZ15layernorm_f32x4E7partial to ptr), i64 %idxprom6.i.epil, !dbg !52
  %14 = load float, ptr %arrayidx7.i.epil, align 4, !dbg !52, !tbaa !44
  %add.i.epil = fadd contract float %sum.016.i.epil, %14, !dbg !53
  %inc.i.epil = add nuw nsw i32 %i.017.i.epil, 1, !dbg !54
  %epil.iter.next = add i32 %epil.iter, 1, !dbg !51
  %epil.iter.cmp.not = icmp eq i32 %epil.iter.next, %xtraiter, !dbg !51
  br i1 %epil.iter.cmp.not, label %_ZL9block_sumfPf.exit, label %for.body.i.epil, !dbg !51, !llvm.loop !58

_ZL9block_sumfPf.exit:                            ; preds = %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, %for.body.i.epil, %if.end.i
  %sum.0.lcssa.i = phi float [ 0.000000e+00, %if.end.i ], [ %add.i.lcssa.ph, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ], [ %add.i.epil, %for.body.i.epil ], !dbg !60
  tail call void @llvm.nvvm.barrier0(), !dbg !61
  %conv14 = sitofp i32 %columns to float, !dbg !62
  %div15 = fdiv contract float %sum.0.lcssa.i, %conv14, !dbg !63
  br i1 %cmp185, label %for.body21, label %for.cond.cleanup20, !dbg !64

for.body:                                         ; preds = %entry, %for.body
  %sum.0187 = phi float [ %add, %for.body ], [ 0.000000e+00, %entry ]
  %v.0186 = phi i32 [ %add12, %for.body ], [ %1, %entry ]
  %idxprom = zext nneg i32 %v.0186 to i64, !dbg !65
  %arrayidx = getelementptr inbounds %struct.float4, ptr %add.ptr, i64 %idxprom, !dbg !65
  %agg.tmp.sroa.0.0.copyload = load float, ptr %arrayidx, align 16, !dbg !65, !tbaa !44
  %agg.tmp.sroa.2.0.arrayidx.sroa_idx = getelementptr inbounds i8, ptr %arrayidx, i64 4, !dbg !65
  %agg.tmp.sroa.2.0.copyload = load float, ptr %agg.tmp.sroa.2.0.arrayidx.sroa_idx, align 4, !dbg !65, !tbaa !44
  %agg.tmp.sroa.3.0.arrayidx.sroa_idx = getelementptr inbounds i8, ptr %arrayidx, i64 8, !dbg !65
  %agg.tmp.sroa.3.0.copyload = load float, ptr %agg.tmp.sroa.3.0.arrayidx.sroa_idx, align 8, !dbg !65, !tbaa !44
  %agg.tmp.sroa.4.0.arrayidx.sroa_idx = getelementptr inbounds i8, ptr %arrayidx, i64 12, !dbg !65
  %agg.tmp.sroa.4.0.copyload = load float, ptr %agg.tmp.sroa.4.0.arrayidx.sroa_idx, align 4, !dbg !65, !tbaa !44
  %add.i154 = fadd contract float %agg.tmp.sroa.0.0.copyload, %agg.tmp.sroa.2.0.copyload, !dbg !66
  %add1.i = fadd contract float %add.i154, %agg.tmp.sroa.3.0.copyload, !dbg !69
  %add2.i = fadd contract float %add1.i, %agg.tmp.sroa.4.0.copyload, !dbg !70
  %add = fadd contract float %sum.0187, %add2.i, !dbg !71
  %add12 = add nuw nsw i32 %v.0186, %2, !dbg !72
  %cmp = icmp slt i32 %add12, %div, !dbg !27
  br i1 %cmp, label %for.body, label %for.cond.cleanup, !dbg !28, !llvm.loop !73

for.cond.cleanup20:                               ; preds = %for.body21, %_ZL9block_sumfPf.exit
  %square.0.lcssa = phi float [ 0.000000e+00, %_ZL9block_sumfPf.exit ], [ %add56, %for.body21 ], !dbg !29
  %15 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %square.0.lcssa, i32 16, i32 31), !dbg !75
  %add.i.i156 = fadd contract float %square.0.lcssa, %15, !dbg !79
  %16 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.i.i156, i32 8, i32 31), !dbg !75
  %add.1.i.i157 = fadd contract float %add.i.i156, %16, !dbg !79
  %17 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.1.i.i157, i32 4, i32 31), !dbg !75
  %add.2.i.i158 = fadd contract float %add.1.i.i157, %17, !dbg !79
  %18 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.2.i.i158, i32 2, i32 31), !dbg !75
  %add.3.i.i159 = fadd contract float %add.2.i.i158, %18, !dbg !79
  %19 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.3.i.i159, i32 1, i32 31), !dbg !75
  br i1 %cmp.i, label %if.then.i173, label %if.end.i162, !dbg !80

if.then.i173:                                     ; preds = %for.cond.cleanup20
  %add.4.i.i177 = fadd contract float %add.3.i.i159, %19
  %div13.i174 = lshr exact i32 %1, 5
  %idxprom.i175 = zext nneg i32 %div13.i174 to i64
  %arrayidx.i176 = getelementptr inbounds float, ptr addrspacecast (ptr addrspace(3) @_ZZ15layernorm_f32x4E7partial to ptr), i64 %idxprom.i175
  store float %add.4.i.i177, ptr %arrayidx.i176, align 4, !dbg !81, !tbaa !44
  br label %if.end.i162, !dbg !82

if.end.i162:                                      ; preds = %if.then.i173, %for.cond.cleanup20
  tail call void @llvm.nvvm.barrier0(), !dbg !83
  br i1 %cmp515.not.i, label %_ZL9block_sumfPf.exit178, label %for.body.i164.preheader, !dbg !84

for.body.i164.preheader:                          ; preds = %if.end.i162
  %20 = add nsw i32 %div214.i, -1, !dbg !84
  %xtraiter195 = and i32 %div214.i, 3, !dbg !84
  %21 = icmp ult i32 %20, 3, !dbg !84
  br i1 %21, label %_ZL9block_sumfPf.exit178.loopexit.unr-lcssa, label %for.body.i164.preheader.new, !dbg !84

for.body.i164.preheader.new:                      ; preds = %for.body.i164.preheader
  %unroll_iter199 = and i32 %div214.i, 60, !dbg !84
  br label %for.body.i164, !dbg !84

for.body.i164:                                    ; preds = %for.body.i164, %for.body.i164.preheader.new
  %i.017.i165 = phi i32 [ 0, %for.body.i164.preheader.new ], [ %inc.i170.3, %for.body.i164 ]
  %sum.016.i166 = phi float [ 0.000000e+00, %for.body.i164.preheader.new ], [ %add.i169.3, %for.body.i164 ]
  %niter200 = phi i32 [ 0, %for.body.i164.preheader.new ], [ %niter200.next.3, %for.body.i164 ]
  %idxprom6.i167 = zext nneg i32 %i.017.i165 to i64, !dbg !85
  %arrayidx7.i168 = getelementptr inbounds float, ptr addrspacecast (ptr addrspace(3) @_ZZ15layernorm_f32x4E7partial to ptr), i64 %idxprom6.i167, !dbg !85
  %22 = load float, ptr %arrayidx7.i168, align 4, !dbg !85, !tbaa !44
  %add.i169 = fadd contract float %sum.016.i166, %22, !dbg !86
  %inc.i170 = or disjoint i32 %i.017.i165, 1, !dbg !87
  %idxprom6.i167.1 = zext nneg i32 %inc.i170 to i64, !dbg !85
  %arrayidx7.i168.1 = getelementptr inbounds float, ptr addrspacecast (ptr addrspace(3) @_ZZ15layernorm_f32x4E7partial to ptr), i64 %idxprom6.i167.1, !dbg !85
  %23 = load float, ptr %arrayidx7.i168.1, align 4, !dbg !85, !tbaa !44
  %add.i169.1 = fadd contract float %add.i169, %23, !dbg !86
  %inc.i170.1 = or disjoint i32 %i.017.i165, 2, !dbg !87
  %idxprom6.i167.2 = zext nneg i32 %inc.i170.1 to i64, !dbg !85
  %arrayidx7.i168.2 = getelementptr inbounds float, ptr addrspacecast (ptr addrspace(3) @_ZZ15layernorm_f32x4E7partial to ptr), i64 %idxprom6.i167.2, !dbg !85
  %24 = load float, ptr %arrayidx7.i168.2, align 4, !dbg !85, !tbaa !44
  %add.i169.2 = fadd contract float %add.i169.1, %24, !dbg !86
  %inc.i170.2 = or disjoint i32 %i.017.i165, 3, !dbg !87
  %idxprom6.i167.3 = zext nneg i32 %inc.i170.2 to i64, !dbg !85
  %arrayidx7.i168.3 = getelementptr inbounds float, ptr addrspacecast (ptr addrspace(3) @_ZZ15layernorm_f32x4E7partial to ptr), i64 %idxprom6.i167.3, !dbg !85
  %25 = load float, ptr %arrayidx7.i168.3, align 4, !dbg !85, !tbaa !44
  %add.i169.3 = fadd contract float %add.i169.2, %25, !dbg !86
  %inc.i170.3 = add nuw nsw i32 %i.017.i165, 4, !dbg !87
  %niter200.next.3 = add i32 %niter200, 4, !dbg !84
  %niter200.ncmp.3 = icmp eq i32 %niter200.next.3, %unroll_iter199, !dbg !84
  br i1 %niter200.ncmp.3, label %_ZL9block_sumfPf.exit178.loopexit.unr-lcssa, label %for.body.i164, !dbg !84, !llvm.loop !88

_ZL9block_sumfPf.exit178.loopexit.unr-lcssa:      ; preds = %for.body.i164, %for.body.i164.preheader
  %add.i169.lcssa.ph = phi float [ poison, %for.body.i164.preheader ], [ %add.i169.3, %for.body.i164 ]
  %i.017.i165.unr = phi i32 [ 0, %for.body.i164.preheader ], [ %inc.i170.3, %for.body.i164 ]
  %sum.016.i166.unr = phi float [ 0.000000e+00, %for.body.i164.preheader ], [ %add.i169.3, %for.body.i164 ]
  %lcmp.mod197.not = icmp eq i32 %xtraiter195, 0, !dbg !84
  br i1 %lcmp.mod197.not, label %_ZL9block_sumfPf.exit178, label %for.body.i164.epil, !dbg !84

for.body.i164.epil:                               ; preds = %_ZL9block_sumfPf.exit178.loopexit.unr-lcssa, %for.body.i164.epil
  %i.017.i165.epil = phi i32 [ %inc.i170.epil, %for.body.i164.epil ], [ %i.017.i165.unr, %_ZL9block_sumfPf.exit178.loopexit.unr-lcssa ]
  %sum.016.i166.epil = phi float [ %add.i169.epil, %for.body.i164.epil ], [ %sum.016.i166.unr, %_ZL9block_sumfPf.exit178.loopexit.unr-lcssa ]
  %epil.iter196 = phi i32 [ %epil.iter196.next, %for.body.i164.epil ], [ 0, %_ZL9block_sumfPf.exit178.loopexit.unr-lcssa ]
  %idxprom6.i167.epil = zext nneg i32 %i.017.i165.epil to i64, !dbg !85
  %arrayidx7.i168.epil = getelementptr inbounds float, ptr addrspacecast (ptr addrspace(3) @_ZZ15layernorm_f32x4E7partial to ptr), i64 %idxprom6.i167.epil, !dbg !85
  %26 = load float, ptr %arrayidx7.i168.epil, align 4, !dbg !85, !tbaa !44
  %add.i169.epil = fadd contract float %sum.016.i166.epil, %26, !dbg !86
  %inc.i170.epil = add nuw nsw i32 %i.017.i165.epil, 1, !dbg !87
  %epil.iter196.next = add i32 %epil.iter196, 1, !dbg !84
  %epil.iter196.cmp.not = icmp eq i32 %epil.iter196.next, %xtraiter195, !dbg !84
  br i1 %epil.iter196.cmp.not, label %_ZL9block_sumfPf.exit178, label %for.body.i164.epil, !dbg !84, !llvm.loop !90

_ZL9block_sumfPf.exit178:                         ; preds = %_ZL9block_sumfPf.exit178.loopexit.unr-lcssa, %for.body.i164.epil, %if.end.i162
  %sum.0.lcssa.i172 = phi float [ 0.000000e+00, %if.end.i162 ], [ %add.i169.lcssa.ph, %_ZL9block_sumfPf.exit178.loopexit.unr-lcssa ], [ %add.i169.epil, %for.body.i164.epil ], !dbg !91
  tail call void @llvm.nvvm.barrier0(), !dbg !92
  %div63 = fdiv contract float %sum.0.lcssa.i172, %conv14, !dbg !93
  %add64 = fadd contract float %div63, %epsilon, !dbg !94
  %27 = tail call contract noundef float @llvm.nvvm.rsqrt.approx.f(float %add64), !dbg !95
  br i1 %cmp185, label %for.body71, label %for.cond.cleanup70, !dbg !98

for.body21:                                       ; preds = %_ZL9block_sumfPf.exit, %for.body21
  %square.0190 = phi float [ %add56, %for.body21 ], [ 0.000000e+00, %_ZL9block_sumfPf.exit ]
  %v16.0189 = phi i32 [ %add59, %for.body21 ], [ %1, %_ZL9block_sumfPf.exit ]
  %idxprom23 = zext nneg i32 %v16.0189 to i64, !dbg !99
  %arrayidx24 = getelementptr inbounds %struct.float4, ptr %add.ptr, i64 %idxprom23, !dbg !99
  %28 = load float, ptr %arrayidx24, align 16, !dbg !100, !tbaa !101
  %sub = fsub contract float %28, %div15, !dbg !103
  %y28 = getelementptr inbounds i8, ptr %arrayidx24, i64 4, !dbg !104
  %29 = load float, ptr %y28, align 4, !dbg !104, !tbaa !105
  %sub29 = fsub contract float %29, %div15, !dbg !106
  %z32 = getelementptr inbounds i8, ptr %arrayidx24, i64 8, !dbg !107
  %30 = load float, ptr %z32, align 8, !dbg !107, !tbaa !108
  %sub33 = fsub contract float %30, %div15, !dbg !109
  %w36 = getelementptr inbounds i8, ptr %arrayidx24, i64 12, !dbg !110
  %31 = load float, ptr %w36, align 4, !dbg !110, !tbaa !111
  %sub37 = fsub contract float %31, %div15, !dbg !112
  %mul42 = fmul contract float %sub, %sub, !dbg !113
  %mul46 = fmul contract float %sub29, %sub29, !dbg !114
  %mul50 = fmul contract float %sub33, %sub33, !dbg !115
  %mul54 = fmul contract float %sub37, %sub37, !dbg !116
  %add.i180 = fadd contract float %mul42, %mul46, !dbg !117
  %add1.i182 = fadd contract float %add.i180, %mul50, !dbg !119
  %add2.i184 = fadd contract float %add1.i182, %mul54, !dbg !120
  %add56 = fadd contract float %square.0190, %add2.i184, !dbg !121
  %add59 = add nuw nsw i32 %v16.0189, %2, !dbg !122
  %cmp19 = icmp slt i32 %add59, %div, !dbg !123
  br i1 %cmp19, label %for.body21, label %for.cond.cleanup20, !dbg !64, !llvm.loop !124

for.cond.cleanup70:                               ; preds = %for.body71, %_ZL9block_sumfPf.exit178
  ret void, !dbg !126

for.body71:                                       ; preds = %_ZL9block_sumfPf.exit178, %for.body71
  %v66.0193 = phi i32 [ %add114, %for.body71 ], [ %1, %_ZL9block_sumfPf.exit178 ]
  %idxprom72 = zext nneg i32 %v66.0193 to i64, !dbg !127
  %arrayidx73 = getelementptr inbounds %struct.float4, ptr %add.ptr, i64 %idxprom72, !dbg !127
  %in.sroa.0.0.copyload = load float, ptr %arrayidx73, align 16, !dbg !127, !tbaa !44
  %in.sroa.4.0.arrayidx73.sroa_idx = getelementptr inbounds i8, ptr %arrayidx73, i64 4, !dbg !127
  %in.sroa.4.0.copyload = load float, ptr %in.sroa.4.0.arrayidx73.sroa_idx, align 4, !dbg !127, !tbaa !44
  %in.sroa.5.0.arrayidx73.sroa_idx = getelementptr inbounds i8, ptr %arrayidx73, i64 8, !dbg !127
  %in.sroa.5.0.copyload = load float, ptr %in.sroa.5.0.arrayidx73.sroa_idx, align 8, !dbg !127, !tbaa !44
  %in.sroa.6.0.arrayidx73.sroa_idx = getelementptr inbounds i8, ptr %arrayidx73, i64 12, !dbg !127
  %in.sroa.6.0.copyload = load float, ptr %in.sroa.6.0.arrayidx73.sroa_idx, align 4, !dbg !127, !tbaa !44
  %arrayidx75 = getelementptr inbounds %struct.float4, ptr %gamma, i64 %idxprom72, !dbg !128
  %g.sroa.0.0.copyload = load float, ptr %arrayidx75, align 16, !dbg !128, !tbaa !44
  %g.sroa.4.0.arrayidx75.sroa_idx = getelementptr inbounds i8, ptr %arrayidx75, i64 4, !dbg !128
  %g.sroa.4.0.copyload = load float, ptr %g.sroa.4.0.arrayidx75.sroa_idx, align 4, !dbg !128, !tbaa !44
  %g.sroa.5.0.arrayidx75.sroa_idx = getelementptr inbounds i8, ptr %arrayidx75, i64 8, !dbg !128
  %g.sroa.5.0.copyload = load float, ptr %g.sroa.5.0.arrayidx75.sroa_idx, align 8, !dbg !128, !tbaa !44
  %g.sroa.6.0.arrayidx75.sroa_idx = getelementptr inbounds i8, ptr %arrayidx75, i64 12, !dbg !128
  %g.sroa.6.0.copyload = load float, ptr %g.sroa.6.0.arrayidx75.sroa_idx, align 4, !dbg !128, !tbaa !44
  %arrayidx77 = getelementptr inbounds %struct.float4, ptr %beta, i64 %idxprom72, !dbg !129
  %b.sroa.0.0.copyload = load float, ptr %arrayidx77, align 16, !dbg !129, !tbaa !44
  %b.sroa.4.0.arrayidx77.sroa_idx = getelementptr inbounds i8, ptr %arrayidx77, i64 4, !dbg !129
  %b.sroa.4.0.copyload = load float, ptr %b.sroa.4.0.arrayidx77.sroa_idx, align 4, !dbg !129, !tbaa !44
  %b.sroa.5.0.arrayidx77.sroa_idx = getelementptr inbounds i8, ptr %arrayidx77, i64 8, !dbg !129
  %b.sroa.5.0.copyload = load float, ptr %b.sroa.5.0.arrayidx77.sroa_idx, align 8, !dbg !129, !tbaa !44
  %b.sroa.6.0.arrayidx77.sroa_idx = getelementptr inbounds i8, ptr %arrayidx77, i64 12, !dbg !129
  %b.sroa.6.0.copyload = load float, ptr %b.sroa.6.0.arrayidx77.sroa_idx, align 4, !dbg !129, !tbaa !44
  %sub80 = fsub contract float %in.sroa.0.0.copyload, %div15, !dbg !130
  %mul81 = fmul contract float %27, %sub80, !dbg !131
  %mul83 = fmul contract float %mul81, %g.sroa.0.0.copyload, !dbg !132
  %add85 = fadd contract float %mul83, %b.sroa.0.0.copyload, !dbg !133
  %sub88 = fsub contract float %in.sroa.4.0.copyload, %div15, !dbg !134
  %mul89 = fmul contract float %27, %sub88, !dbg !135
  %mul91 = fmul contract float %mul89, %g.sroa.4.0.copyload, !dbg !136
  %add93 = fadd contract float %mul91, %b.sroa.4.0.copyload, !dbg !137
  %sub96 = fsub contract float %in.sroa.5.0.copyload, %div15, !dbg !138
  %mul97 = fmul contract float %27, %sub96, !dbg !139
  %mul99 = fmul contract float %mul97, %g.sroa.5.0.copyload, !dbg !140
  %add101 = fadd contract float %mul99, %b.sroa.5.0.copyload, !dbg !141
  %sub104 = fsub contract float %in.sroa.6.0.copyload, %div15, !dbg !142
  %mul105 = fmul contract float %27, %sub104, !dbg !143
  %mul107 = fmul contract float %mul105, %g.sroa.6.0.copyload, !dbg !144
  %add109 = fadd contract float %mul107, %b.sroa.6.0.copyload, !dbg !145
  %arrayidx111 = getelementptr inbounds %struct.float4, ptr %add.ptr8, i64 %idxprom72, !dbg !146
  store float %add85, ptr %arrayidx111, align 16, !dbg !147, !tbaa !44
  %ref.tmp.sroa.4.0.arrayidx111.sroa_idx = getelementptr inbounds i8, ptr %arrayidx111, i64 4, !dbg !147
  store float %add93, ptr %ref.tmp.sroa.4.0.arrayidx111.sroa_idx, align 4, !dbg !147, !tbaa !44
  %ref.tmp.sroa.5.0.arrayidx111.sroa_idx = getelementptr inbounds i8, ptr %arrayidx111, i64 8, !dbg !147
  store float %add101, ptr %ref.tmp.sroa.5.0.arrayidx111.sroa_idx, align 8, !dbg !147, !tbaa !44
  %ref.tmp.sroa.6.0.arrayidx111.sroa_idx = getelementptr inbounds i8, ptr %arrayidx111, i64 12, !dbg !147
  store float %add109, ptr %ref.tmp.sroa.6.0.arrayidx111.sroa_idx, align 4, !dbg !147, !tbaa !44
  %add114 = add nuw nsw i32 %v66.0193, %2, !dbg !148
  %cmp69 = icmp slt i32 %add114, %div, !dbg !149
  br i1 %cmp69, label %for.body71, label %for.cond.cleanup70, !dbg !98, !llvm.loop !150
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #1

; Function Attrs: convergent nocallback nounwind
declare void @llvm.nvvm.barrier0() #2

; Function Attrs: convergent nocallback nounwind memory(inaccessiblemem: readwrite)
declare float @llvm.nvvm.shfl.sync.bfly.f32(i32, float, i32, i32) #3

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(none)
declare float @llvm.nvvm.rsqrt.approx.f(float) #4

attributes #0 = { convergent mustprogress norecurse nounwind "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx42,+ptx72,+sm_80" "uniform-work-group-size"="true" }
attributes #1 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #2 = { convergent nocallback nounwind }
attributes #3 = { convergent nocallback nounwind memory(inaccessiblemem: readwrite) }
attributes #4 = { mustprogress nocallback nofree nosync nounwind willreturn memory(none) }

!llvm.dbg.cu = !{!0}
!nvvm.annotations = !{!2, !3}
!llvm.module.flags = !{!4, !5, !6, !7, !8}
!llvm.ident = !{!9}

!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus_14, file: !1, producer: "clang version 19.1.7", isOptimized: true, runtimeVersion: 0, emissionKind: DebugDirectivesOnly, splitDebugInlining: false, nameTableKind: None)
!1 = !DIFile(filename: "kernel.cu", directory: ".")
!2 = !{ptr @layernorm_f32x4, !"kernel", i32 1}
!3 = !{ptr @layernorm_f32x4, !"maxntidx", i32 256}
!4 = !{i32 7, !"Dwarf Version", i32 2}
!5 = !{i32 2, !"Debug Info Version", i32 3}
!6 = !{i32 1, !"wchar_size", i32 4}
!7 = !{i32 4, !"nvvm-reflect-ftz", i32 0}
!8 = !{i32 7, !"frame-pointer", i32 2}
!9 = !{!"clang version 19.1.7"}
!10 = distinct !DISubprogram(name: "layernorm_f32x4", scope: !1, file: !1, line: 8, type: !11, scopeLine: 10, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!11 = !DISubroutineType(types: !12)
!12 = !{}
!13 = !DILocation(line: 12, column: 25, scope: !10)
!14 = !DILocation(line: 66, column: 3, scope: !15, inlinedAt: !17)
!15 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !16, file: !16, line: 66, type: !11, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!16 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!17 = distinct !DILocation(line: 13, column: 36, scope: !10)
!18 = !DILocation(line: 13, column: 36, scope: !10)
!19 = !DILocation(line: 13, column: 57, scope: !10)
!20 = !DILocation(line: 13, column: 49, scope: !10)
!21 = !DILocation(line: 13, column: 47, scope: !10)
!22 = !DILocation(line: 13, column: 25, scope: !10)
!23 = !DILocation(line: 14, column: 25, scope: !10)
!24 = !DILocation(line: 53, column: 3, scope: !25, inlinedAt: !26)
!25 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !16, file: !16, line: 53, type: !11, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!26 = distinct !DILocation(line: 17, column: 16, scope: !10)
!27 = !DILocation(line: 17, column: 31, scope: !10)
!28 = !DILocation(line: 17, column: 3, scope: !10)
!29 = !DILocation(line: 0, scope: !10)
!30 = !DILocation(line: 64, column: 53, scope: !31, inlinedAt: !33)
!31 = distinct !DISubprogram(name: "block_sum", scope: !32, file: !32, line: 63, type: !11, scopeLine: 63, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!32 = !DIFile(filename: "./../common.h", directory: ".")
!33 = distinct !DILocation(line: 19, column: 16, scope: !10)
!34 = !DILocation(line: 20, column: 10, scope: !35, inlinedAt: !36)
!35 = distinct !DISubprogram(name: "__shfl_xor_sync", scope: !32, file: !32, line: 19, type: !11, scopeLine: 19, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!36 = distinct !DILocation(line: 51, column: 14, scope: !37, inlinedAt: !38)
!37 = distinct !DISubprogram(name: "warp_sum", scope: !32, file: !32, line: 49, type: !11, scopeLine: 49, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!38 = distinct !DILocation(line: 65, column: 11, scope: !31, inlinedAt: !33)
!39 = !DILocation(line: 51, column: 11, scope: !37, inlinedAt: !38)
!40 = !DILocation(line: 66, column: 19, scope: !31, inlinedAt: !33)
!41 = !DILocation(line: 66, column: 26, scope: !31, inlinedAt: !33)
!42 = !DILocation(line: 66, column: 7, scope: !31, inlinedAt: !33)
!43 = !DILocation(line: 67, column: 19, scope: !31, inlinedAt: !33)
!44 = !{!45, !45, i64 0}
!45 = !{!"float", !46, i64 0}
!46 = !{!"omnipotent char", !47, i64 0}
!47 = !{!"Simple C++ TBAA"}
!48 = !DILocation(line: 67, column: 5, scope: !31, inlinedAt: !33)
!49 = !DILocation(line: 68, column: 3, scope: !31, inlinedAt: !33)
!50 = !DILocation(line: 70, column: 21, scope: !31, inlinedAt: !33)
!51 = !DILocation(line: 70, column: 3, scope: !31, inlinedAt: !33)
!52 = !DILocation(line: 71, column: 12, scope: !31, inlinedAt: !33)
!53 = !DILocation(line: 71, column: 9, scope: !31, inlinedAt: !33)
!54 = !DILocation(line: 70, column: 31, scope: !31, inlinedAt: !33)
!55 = distinct !{!55, !51, !56, !57}
!56 = !DILocation(line: 71, column: 21, scope: !31, inlinedAt: !33)
!57 = !{!"llvm.loop.mustprogress"}
!58 = distinct !{!58, !59}
!59 = !{!"llvm.loop.unroll.disable"}
!60 = !DILocation(line: 0, scope: !31, inlinedAt: !33)
!61 = !DILocation(line: 72, column: 3, scope: !31, inlinedAt: !33)
!62 = !DILocation(line: 19, column: 42, scope: !10)
!63 = !DILocation(line: 19, column: 40, scope: !10)
!64 = !DILocation(line: 22, column: 3, scope: !10)
!65 = !DILocation(line: 18, column: 19, scope: !10)
!66 = !DILocation(line: 5, column: 44, scope: !67, inlinedAt: !68)
!67 = distinct !DISubprogram(name: "sum_of", scope: !1, file: !1, line: 5, type: !11, scopeLine: 5, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!68 = distinct !DILocation(line: 18, column: 12, scope: !10)
!69 = !DILocation(line: 5, column: 50, scope: !67, inlinedAt: !68)
!70 = !DILocation(line: 5, column: 56, scope: !67, inlinedAt: !68)
!71 = !DILocation(line: 18, column: 9, scope: !10)
!72 = !DILocation(line: 17, column: 44, scope: !10)
!73 = distinct !{!73, !28, !74, !57}
!74 = !DILocation(line: 18, column: 25, scope: !10)
!75 = !DILocation(line: 20, column: 10, scope: !35, inlinedAt: !76)
!76 = distinct !DILocation(line: 51, column: 14, scope: !37, inlinedAt: !77)
!77 = distinct !DILocation(line: 65, column: 11, scope: !31, inlinedAt: !78)
!78 = distinct !DILocation(line: 26, column: 24, scope: !10)
!79 = !DILocation(line: 51, column: 11, scope: !37, inlinedAt: !77)
!80 = !DILocation(line: 66, column: 7, scope: !31, inlinedAt: !78)
!81 = !DILocation(line: 67, column: 19, scope: !31, inlinedAt: !78)
!82 = !DILocation(line: 67, column: 5, scope: !31, inlinedAt: !78)
!83 = !DILocation(line: 68, column: 3, scope: !31, inlinedAt: !78)
!84 = !DILocation(line: 70, column: 3, scope: !31, inlinedAt: !78)
!85 = !DILocation(line: 71, column: 12, scope: !31, inlinedAt: !78)
!86 = !DILocation(line: 71, column: 9, scope: !31, inlinedAt: !78)
!87 = !DILocation(line: 70, column: 31, scope: !31, inlinedAt: !78)
!88 = distinct !{!88, !84, !89, !57}
!89 = !DILocation(line: 71, column: 21, scope: !31, inlinedAt: !78)
!90 = distinct !{!90, !59}
!91 = !DILocation(line: 0, scope: !31, inlinedAt: !78)
!92 = !DILocation(line: 72, column: 3, scope: !31, inlinedAt: !78)
!93 = !DILocation(line: 26, column: 51, scope: !10)
!94 = !DILocation(line: 26, column: 61, scope: !10)
!95 = !DILocation(line: 32, column: 39, scope: !96, inlinedAt: !97)
!96 = distinct !DISubprogram(name: "rsqrtf", scope: !32, file: !32, line: 32, type: !11, scopeLine: 32, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!97 = distinct !DILocation(line: 26, column: 17, scope: !10)
!98 = !DILocation(line: 28, column: 3, scope: !10)
!99 = !DILocation(line: 23, column: 17, scope: !10)
!100 = !DILocation(line: 23, column: 24, scope: !10)
!101 = !{!102, !45, i64 0}
!102 = !{!"_ZTS6float4", !45, i64 0, !45, i64 4, !45, i64 8, !45, i64 12}
!103 = !DILocation(line: 23, column: 26, scope: !10)
!104 = !DILocation(line: 23, column: 41, scope: !10)
!105 = !{!102, !45, i64 4}
!106 = !DILocation(line: 23, column: 43, scope: !10)
!107 = !DILocation(line: 23, column: 58, scope: !10)
!108 = !{!102, !45, i64 8}
!109 = !DILocation(line: 23, column: 60, scope: !10)
!110 = !DILocation(line: 23, column: 75, scope: !10)
!111 = !{!102, !45, i64 12}
!112 = !DILocation(line: 23, column: 77, scope: !10)
!113 = !DILocation(line: 24, column: 27, scope: !10)
!114 = !DILocation(line: 24, column: 38, scope: !10)
!115 = !DILocation(line: 24, column: 49, scope: !10)
!116 = !DILocation(line: 24, column: 60, scope: !10)
!117 = !DILocation(line: 5, column: 44, scope: !67, inlinedAt: !118)
!118 = distinct !DILocation(line: 24, column: 15, scope: !10)
!119 = !DILocation(line: 5, column: 50, scope: !67, inlinedAt: !118)
!120 = !DILocation(line: 5, column: 56, scope: !67, inlinedAt: !118)
!121 = !DILocation(line: 24, column: 12, scope: !10)
!122 = !DILocation(line: 22, column: 44, scope: !10)
!123 = !DILocation(line: 22, column: 31, scope: !10)
!124 = distinct !{!124, !64, !125, !57}
!125 = !DILocation(line: 25, column: 3, scope: !10)
!126 = !DILocation(line: 33, column: 1, scope: !10)
!127 = !DILocation(line: 29, column: 17, scope: !10)
!128 = !DILocation(line: 29, column: 29, scope: !10)
!129 = !DILocation(line: 29, column: 43, scope: !10)
!130 = !DILocation(line: 30, column: 25, scope: !10)
!131 = !DILocation(line: 30, column: 33, scope: !10)
!132 = !DILocation(line: 30, column: 41, scope: !10)
!133 = !DILocation(line: 30, column: 47, scope: !10)
!134 = !DILocation(line: 30, column: 60, scope: !10)
!135 = !DILocation(line: 30, column: 68, scope: !10)
!136 = !DILocation(line: 30, column: 76, scope: !10)
!137 = !DILocation(line: 30, column: 82, scope: !10)
!138 = !DILocation(line: 31, column: 25, scope: !10)
!139 = !DILocation(line: 31, column: 33, scope: !10)
!140 = !DILocation(line: 31, column: 41, scope: !10)
!141 = !DILocation(line: 31, column: 47, scope: !10)
!142 = !DILocation(line: 31, column: 60, scope: !10)
!143 = !DILocation(line: 31, column: 68, scope: !10)
!144 = !DILocation(line: 31, column: 76, scope: !10)
!145 = !DILocation(line: 31, column: 82, scope: !10)
!146 = !DILocation(line: 30, column: 5, scope: !10)
!147 = !DILocation(line: 30, column: 16, scope: !10)
!148 = !DILocation(line: 28, column: 44, scope: !10)
!149 = !DILocation(line: 28, column: 31, scope: !10)
!150 = distinct !{!150, !98, !151, !57}
!151 = !DILocation(line: 32, column: 3, scope: !10)
