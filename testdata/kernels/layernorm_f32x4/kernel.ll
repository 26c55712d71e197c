; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

%struct.float4 = type { float, float, float, float }

@_ZZ15layernorm_f32x4E7partial = internal unnamed_addr addrspace(3) global [32 x float] undef, align 4

; Function Attrs: convergent mustprogress noinline norecurse nounwind
define dso_local ptx_kernel void @layernorm_f32x4(ptr noalias noundef writeonly captures(none) %out, ptr noalias noundef readonly captures(none) %x, ptr noalias noundef readonly captures(none) %gamma, ptr noalias noundef readonly captures(none) %beta, i32 noundef %columns, i32 noundef %stride, float noundef %epsilon) local_unnamed_addr #0 !dbg !12 {
entry:
  %div = sdiv i32 %columns, 4, !dbg !15
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !16
  %conv = zext nneg i32 %0 to i64, !dbg !20
  %div1 = sdiv i32 %stride, 4, !dbg !21
  %conv2 = sext i32 %div1 to i64, !dbg !22
  %mul = mul nsw i64 %conv2, %conv, !dbg !23
  %add.ptr = getelementptr inbounds %struct.float4, ptr %x, i64 %mul, !dbg !24
  %add.ptr8 = getelementptr inbounds %struct.float4, ptr %out, i64 %mul, !dbg !25
  %1 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !26
  %cmp185 = icmp slt i32 %1, %div, !dbg !29
  %2 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.x()
  br i1 %cmp185, label %for.body, label %for.cond.cleanup, !dbg !30

for.cond.cleanup:                                 ; preds = %for.body, %entry
  %sum.0.lcssa = phi float [ 0.000000e+00, %entry ], [ %add, %for.body ], !dbg !31
  %div214.i = lshr i32 %2, 5, !dbg !32
  %3 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %sum.0.lcssa, i32 range(i32 1, -2147483648) 16, i32 31), !dbg !36
  %add.i.i = fadd contract float %sum.0.lcssa, %3, !dbg !41
  %4 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.i.i, i32 range(i32 1, -2147483648) 8, i32 31), !dbg !36
  %add.1.i.i = fadd contract float %add.i.i, %4, !dbg !41
  %5 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.1.i.i, i32 range(i32 1, -2147483648) 4, i32 31), !dbg !36
  %add.2.i.i = fadd contract float %add.1.i.i, %5, !dbg !41
  %6 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.2.i.i, i32 range(i32 1, -2147483648) 2, i32 31), !dbg !36
  %add.3.i.i = fadd contract float %add.2.i.i, %6, !dbg !41
  %7 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.3.i.i, i32 range(i32 1, -2147483648) 1, i32 31), !dbg !36
  %rem.i = and i32 %1, 31, !dbg !42
  %cmp.i = icmp eq i32 %rem.i, 0, !dbg !43
  br i1 %cmp.i, label %if.then.i, label %if.end.i, !dbg !43

if.then.i:                                        ; preds = %for.cond.cleanup
  %add.4.i.i = fadd contract float %add.3.i.i, %7
  %div13.i = lshr exact i32 %1, 5
  %idxprom.i = zext nneg i32 %div13.i to i64
  %arrayidx.i = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ15layernorm_f32x4E7partial to ptr), i64 %idxprom.i
  store float %add.4.i.i, ptr %arrayidx.i, align 4, !dbg !44, !tbaa !45
  br label %if.end.i, !dbg !47

if.end.i:                                         ; preds = %if.then.i, %for.cond.cleanup
  tail call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0), !dbg !48
  %cmp515.not.i = icmp eq i32 %div214.i, 0, !dbg !49
  br i1 %cmp515.not.i, label %_ZL9block_sumfPf.exit, label %for.body.i.preheader, !dbg !50

for.body.i.preheader:                             ; preds = %if.end.i
  %xtraiter = and i32 %div214.i, 3, !dbg !50
  %8 = icmp samesign ult i32 %2, 128, !dbg !50
  br i1 %8, label %for.body.i.epil.preheader, label %for.body.i.preheader.new, !dbg !50

for.body.i.preheader.new:                         ; preds = %for.body.i.preheader
  %unroll_iter = and i32 %div214.i, 60, !dbg !50
  br label %for.body.i, !dbg !50

for.body.i:                                       ; preds = %for.body.i, %for.body.i.preheader.new
  %i.017.i = phi i32 [ 0, %for.body.i.preheader.new ], [ %inc.i.3, %for.body.i ]
  %sum.016.i = phi float [ 0.000000e+00, %for.body.i.preheader.new ], [ %add.i.3, %for.body.i ]
  %niter = phi i32 [ 0, %for.body.i.preheader.new ], [ %niter.next.3, %for.body.i ]
  %idxprom6.i = zext nneg i32 %i.017.i to i64, !dbg !51
  %arrayidx7.i = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ15layernorm_f32x4E7partial to ptr), i64 %idxprom6.i, !dbg !51
  %9 = load float, ptr %arrayidx7.i, align 4, !dbg !51, !tbaa !45
  %add.i = fadd contract float %sum.016.i, %9, !dbg !52
  %10 = zext nneg i32 %i.017.i to i64, !dbg !51
  %11 = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ15layernorm_f32x4E7partial to ptr), i64 %10, !dbg !51
  %arrayidx7.i.1 = getelementptr inbounds nuw i8, ptr %11, i64 4, !dbg !51
  %12 = load float, ptr %arrayidx7.i.1, align 4, !dbg !51, !tbaa !45
  %add.i.1 = fadd contract float %add.i, %12, !dbg !52
  %13 = zext nneg i32 %i.017.i to i64, !dbg !51
  %14 = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ15layernorm_f32x4E7partial to ptr), i64 %13, !dbg !51
  %arrayidx7.i.2 = getelementptr inbounds nuw i8, ptr %14, i64 8, !dbg !51
  %15 = load float, ptr %arrayidx7.i.2, align 4, !dbg !51, !tbaa !45
  %add.i.2 = fadd contract float %add.i.1, %15, !dbg !52
  %16 = zext nneg i32 %i.017.i to i64, !dbg !51
  %17 = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ15layernorm_f32x4E7partial to ptr), i64 %16, !dbg !51
  %arrayidx7.i.3 = getelementptr inbounds nuw i8, ptr %17, i64 12, !dbg !51
  %18 = load float, ptr %arrayidx7.i.3, align 4, !dbg !51, !tbaa !45
  %add.i.3 = fadd contract float %add.i.2, %18, !dbg !52
  %inc.i.3 = add nuw nsw i32 %i.017.i, 4, !dbg !53
  %niter.next.3 = add i32 %niter, 4, !dbg !50
  %niter.ncmp.3 = icmp eq i32 %niter.next.3, %unroll_iter, !dbg !50
  br i1 %niter.ncmp.3, label %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, label %for.body.i, !dbg !50, !llvm.loop !54

_ZL9block_sumfPf.exit.loopexit.unr-lcssa:         ; preds = %for.body.i
  %lcmp.mod.not = icmp eq i32 %xtraiter, 0, !dbg !50
  br i1 %lcmp.mod.not, label %_ZL9block_sumfPf.exit, label %for.body.i.epil.preheader, !dbg !50

for.body.i.epil.preheader:                        ; preds = %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, %for.body.i.preheader
  %i.017.i.epil.init = phi i32 [ 0, %for.body.i.preheader ], [ %inc.i.3, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ]
  %sum.016.i.epil.init = phi float [ 0.000000e+00, %for.body.i.preheader ], [ %add.i.3, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ]
  %lcmp.mod195 = icmp ne i32 %xtraiter, 0, !dbg !50
  tail call void @llvm.assume(i1 %lcmp.mod195), !dbg !50
  br label %for.body.i.epil, !dbg !50

for.body.i.epil:                                  ; preds = %for.body.i.epil, %for.body.i.epil.preheader
  %i.017.i.epil = phi i32 [ %inc.i.epil, %for.body.i.epil ], [ %i.017.i.epil.init, %for.body.i.epil.preheader ]
  %sum.016.i.epil = phi float [ %add.i.epil, %for.body.i.epil ], [ %sum.016.i.epil.init, %for.body.i.epil.preheader ]
  %epil.iter = phi i32 [ %epil.iter.next, %for.body.i.epil ], [ 0, %for.body.i.epil.preheader ]
  %idxprom6.i.epil = zext nneg i32 %i.017.i.epil to i64, !dbg !51
  %arrayidx7.i.epil = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ15layernorm_f32x4E7partial to ptr), i64 %idxprom6.i.epil, !dbg !51
  %19 = load float, ptr %arrayidx7.i.epil, align 4, !dbg !51, !tbaa !45
  %add.i.epil = fadd contract float %sum.016.i.epil, %19, !dbg !52
  %inc.i.epil = add nuw nsw i32 %i.017.i.epil, 1, !dbg !53
  %epil.iter.next = add i32 %epil.iter, 1, !dbg !50
  %epil.iter.cmp.not = icmp eq i32 %epil.iter.next, %xtraiter, !dbg !50
  br i1 %epil.iter.cmp.not, label %_ZL9block_sumfPf.exit, label %for.body.i.epil, !dbg !50, !llvm.loop !57

_ZL9block_sumfPf.exit:                            ; preds = %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, %for.body.i.epil, %if.end.i
  %sum.0.lcssa.i = phi float [ 0.000000e+00, %if.end.i ], [ %add.i.3, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ], [ %add.i.epil, %for.body.i.epil ], !dbg !59
  tail call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0), !dbg !60
  %conv14 = sitofp i32 %columns to float, !dbg !61
  %div15 = fdiv contract float %sum.0.lcssa.i, %conv14, !dbg !62
  br i1 %cmp185, label %for.body21, label %for.cond.cleanup20, !dbg !63

for.body:                                         ; preds = %entry, %for.body
  %sum.0187 = phi float [ %add, %for.body ], [ 0.000000e+00, %entry ]
  %v.0186 = phi i32 [ %add12, %for.body ], [ %1, %entry ]
  %idxprom = zext nneg i32 %v.0186 to i64, !dbg !64
  %arrayidx = getelementptr inbounds nuw %struct.float4, ptr %add.ptr, i64 %idxprom, !dbg !64
  %agg.tmp.sroa.0.0.copyload = load float, ptr %arrayidx, align 16, !dbg !64, !tbaa !45
  %agg.tmp.sroa.2.0.arrayidx.sroa_idx = getelementptr inbounds nuw i8, ptr %arrayidx, i64 4, !dbg !64
  %agg.tmp.sroa.2.0.copyload = load float, ptr %agg.tmp.sroa.2.0.arrayidx.sroa_idx, align 4, !dbg !64, !tbaa !45
  %agg.tmp.sroa.3.0.arrayidx.sroa_idx = getelementptr inbounds nuw i8, ptr %arrayidx, i64 8, !dbg !64
  %agg.tmp.sroa.3.0.copyload = load float, ptr %agg.tmp.sroa.3.0.arrayidx.sroa_idx, align 8, !dbg !64, !tbaa !45
  %agg.tmp.sroa.4.0.arrayidx.sroa_idx = getelementptr inbounds nuw i8, ptr %arrayidx, i64 12, !dbg !64
  %agg.tmp.sroa.4.0.copyload = load float, ptr %agg.tmp.sroa.4.0.arrayidx.sroa_idx, align 4, !dbg !64, !tbaa !45
  %add.i154 = fadd contract float %agg.tmp.sroa.0.0.copyload, %agg.tmp.sroa.2.0.copyload, !dbg !65
  %add1.i = fadd contract float %add.i154, %agg.tmp.sroa.3.0.copyload, !dbg !68
  %add2.i = fadd contract float %add1.i, %agg.tmp.sroa.4.0.copyload, !dbg !69
  %add = fadd contract float %sum.0187, %add2.i, !dbg !70
  %add12 = add nuw nsw i32 %v.0186, %2, !dbg !71
  %cmp = icmp slt i32 %add12, %div, !dbg !29
  br i1 %cmp, label %for.body, label %for.cond.cleanup, !dbg !30, !llvm.loop !72

for.cond.cleanup20:                               ; preds = %for.body21, %_ZL9block_sumfPf.exit
  %square.0.lcssa = phi float [ 0.000000e+00, %_ZL9block_sumfPf.exit ], [ %add56, %for.body21 ], !dbg !31
  %20 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %square.0.lcssa, i32 range(i32 1, -2147483648) 16, i32 31), !dbg !74
  %add.i.i156 = fadd contract float %square.0.lcssa, %20, !dbg !78
  %21 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.i.i156, i32 range(i32 1, -2147483648) 8, i32 31), !dbg !74
  %add.1.i.i157 = fadd contract float %add.i.i156, %21, !dbg !78
  %22 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.1.i.i157, i32 range(i32 1, -2147483648) 4, i32 31), !dbg !74
  %add.2.i.i158 = fadd contract float %add.1.i.i157, %22, !dbg !78
  %23 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.2.i.i158, i32 range(i32 1, -2147483648) 2, i32 31), !dbg !74
  %add.3.i.i159 = fadd contract float %add.2.i.i158, %23, !dbg !78
  %24 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.3.i.i159, i32 range(i32 1, -2147483648) 1, i32 31), !dbg !74
  br i1 %cmp.i, label %if.then.i173, label %if.end.i162, !dbg !79

if.then.i173:                                     ; preds = %for.cond.cleanup20
  %add.4.i.i177 = fadd contract float %add.3.i.i159, %24
  %div13.i174 = lshr exact i32 %1, 5
  %idxprom.i175 = zext nneg i32 %div13.i174 to i64
  %arrayidx.i176 = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ15layernorm_f32x4E7partial to ptr), i64 %idxprom.i175
  store float %add.4.i.i177, ptr %arrayidx.i176, align 4, !dbg !80, !tbaa !45
  br label %if.end.i162, !dbg !81

if.end.i162:                                      ; preds = %if.then.i173, %for.cond.cleanup20
  tail call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0), !dbg !82
  br i1 %cmp515.not.i, label %_ZL9block_sumfPf.exit178, label %for.body.i164.preheader, !dbg !83

for.body.i164.preheader:                          ; preds = %if.end.i162
  %xtraiter196 = and i32 %div214.i, 3, !dbg !83
  %25 = icmp samesign ult i32 %2, 128, !dbg !83
  br i1 %25, label %for.body.i164.epil.preheader, label %for.body.i164.preheader.new, !dbg !83

for.body.i164.preheader.new:                      ; preds = %for.body.i164.preheader
  %unroll_iter201 = and i32 %div214.i, 60, !dbg !83
  br label %for.body.i164, !dbg !83

for.body.i164:                                    ; preds = %for.body.i164, %for.body.i164.preheader.new
  %i.017.i165 = phi i32 [ 0, %for.body.i164.preheader.new ], [ %inc.i170.3, %for.body.i164 ]
  %sum.016.i166 = phi float [ 0.000000e+00, %for.body.i164.preheader.new ], [ %add.i169.3, %for.body.i164 ]
  %niter202 = phi i32 [ 0, %for.body.i164.preheader.new ], [ %niter202.next.3, %for.body.i164 ]
  %idxprom6.i167 = zext nneg i32 %i.017.i165 to i64, !dbg !84
  %arrayidx7.i168 = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ15layernorm_f32x4E7partial to ptr), i64 %idxprom6.i167, !dbg !84
  %26 = load float, ptr %arrayidx7.i168, align 4, !dbg !84, !tbaa !45
  %add.i169 = fadd contract float %sum.016.i166, %26, !dbg !85
  %27 = zext nneg i32 %i.017.i165 to i64, !dbg !84
  %28 = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ15layernorm_f32x4E7partial to ptr), i64 %27, !dbg !84
  %arrayidx7.i168.1 = getelementptr inbounds nuw i8, ptr %28, i64 4, !dbg !84
  %29 = load float, ptr %arrayidx7.i168.1, align 4, !dbg !84, !tbaa !45
  %add.i169.1 = fadd contract float %add.i169, %29, !dbg !85
  %30 = zext nneg i32 %i.017.i165 to i64, !dbg !84
  %31 = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ15layernorm_f32x4E7partial to ptr), i64 %30, !dbg !84
  %arrayidx7.i168.2 = getelementptr inbounds nuw i8, ptr %31, i64 8, !dbg !84
  %32 = load float, ptr %arrayidx7.i168.2, align 4, !dbg !84, !tbaa !45
  %add.i169.2 = fadd contract float %add.i169.1, %32, !dbg !85
  %33 = zext nneg i32 %i.017.i165 to i64, !dbg !84
  %34 = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ15layernorm_f32x4E7partial to ptr), i64 %33, !dbg !84
  %arrayidx7.i168.3 = getelementptr inbounds nuw i8, ptr %34, i64 12, !dbg !84
  %35 = load float, ptr %arrayidx7.i168.3, align 4, !dbg !84, !tbaa !45
  %add.i169.3 = fadd contract float %add.i169.2, %35, !dbg !85
  %inc.i170.3 = add nuw nsw i32 %i.017.i165, 4, !dbg !86
  %niter202.next.3 = add i32 %niter202, 4, !dbg !83
  %niter202.ncmp.3 = icmp eq i32 %niter202.next.3, %unroll_iter201, !dbg !83
  br i1 %niter202.ncmp.3, label %_ZL9block_sumfPf.exit178.loopexit.unr-lcssa, label %for.body.i164, !dbg !83, !llvm.loop !87

_ZL9block_sumfPf.exit178.loopexit.unr-lcssa:      ; preds = %for.body.i164
  %lcmp.mod198.not = icmp eq i32 %xtraiter196, 0, !dbg !83
  br i1 %lcmp.mod198.not, label %_ZL9block_sumfPf.exit178, label %for.body.i164.epil.preheader, !dbg !83

for.body.i164.epil.preheader:                     ; preds = %_ZL9block_sumfPf.exit178.loopexit.unr-lcssa, %for.body.i164.preheader
  %i.017.i165.epil.init = phi i32 [ 0, %for.body.i164.preheader ], [ %inc.i170.3, %_ZL9block_sumfPf.exit178.loopexit.unr-lcssa ]
  %sum.016.i166.epil.init = phi float [ 0.000000e+00, %for.body.i164.preheader ], [ %add.i169.3, %_ZL9block_sumfPf.exit178.loopexit.unr-lcssa ]
  %lcmp.mod200 = icmp ne i32 %xtraiter196, 0, !dbg !83
  tail call void @llvm.assume(i1 %lcmp.mod200), !dbg !83
  br label %for.body.i164.epil, !dbg !83

for.body.i164.epil:                               ; preds = %for.body.i164.epil, %for.body.i164.epil.preheader
  %i.017.i165.epil = phi i32 [ %inc.i170.epil, %for.body.i164.epil ], [ %i.017.i165.epil.init, %for.body.i164.epil.preheader ]
  %sum.016.i166.epil = phi float [ %add.i169.epil, %for.body.i164.epil ], [ %sum.016.i166.epil.init, %for.body.i164.epil.preheader ]
  %epil.iter197 = phi i32 [ %epil.iter197.next, %for.body.i164.epil ], [ 0, %for.body.i164.epil.preheader ]
  %idxprom6.i167.epil = zext nneg i32 %i.017.i165.epil to i64, !dbg !84
  %arrayidx7.i168.epil = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ15layernorm_f32x4E7partial to ptr), i64 %idxprom6.i167.epil, !dbg !84
  %36 = load float, ptr %arrayidx7.i168.epil, align 4, !dbg !84, !tbaa !45
  %add.i169.epil = fadd contract float %sum.016.i166.epil, %36, !dbg !85
  %inc.i170.epil = add nuw nsw i32 %i.017.i165.epil, 1, !dbg !86
  %epil.iter197.next = add i32 %epil.iter197, 1, !dbg !83
  %epil.iter197.cmp.not = icmp eq i32 %epil.iter197.next, %xtraiter196, !dbg !83
  br i1 %epil.iter197.cmp.not, label %_ZL9block_sumfPf.exit178, label %for.body.i164.epil, !dbg !83, !llvm.loop !89

_ZL9block_sumfPf.exit178:                         ; preds = %_ZL9block_sumfPf.exit178.loopexit.unr-lcssa, %for.body.i164.epil, %if.end.i162
  %sum.0.lcssa.i172 = phi float [ 0.000000e+00, %if.end.i162 ], [ %add.i169.3, %_ZL9block_sumfPf.exit178.loopexit.unr-lcssa ], [ %add.i169.epil, %for.body.i164.epil ], !dbg !90
  tail call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0), !dbg !91
  %div63 = fdiv contract float %sum.0.lcssa.i172, %conv14, !dbg !92
  %add64 = fadd contract float %epsilon, %div63, !dbg !93
  %37 = tail call contract noundef float @llvm.nvvm.rsqrt.approx.f(float %add64), !dbg !94
  br i1 %cmp185, label %for.body71, label %for.cond.cleanup70, !dbg !97

for.body21:                                       ; preds = %_ZL9block_sumfPf.exit, %for.body21
  %square.0190 = phi float [ %add56, %for.body21 ], [ 0.000000e+00, %_ZL9block_sumfPf.exit ]
  %v16.0189 = phi i32 [ %add59, %for.body21 ], [ %1, %_ZL9block_sumfPf.exit ]
  %idxprom23 = zext nneg i32 %v16.0189 to i64, !dbg !98
  %arrayidx24 = getelementptr inbounds nuw %struct.float4, ptr %add.ptr, i64 %idxprom23, !dbg !98
  %38 = load float, ptr %arrayidx24, align 16, !dbg !99, !tbaa !100
  %sub = fsub contract float %38, %div15, !dbg !102
  %y28 = getelementptr inbounds nuw i8, ptr %arrayidx24, i64 4, !dbg !103
  %39 = load float, ptr %y28, align 4, !dbg !103, !tbaa !104
  %sub29 = fsub contract float %39, %div15, !dbg !105
  %z32 = getelementptr inbounds nuw i8, ptr %arrayidx24, i64 8, !dbg !106
  %40 = load float, ptr %z32, align 8, !dbg !106, !tbaa !107
  %sub33 = fsub contract float %40, %div15, !dbg !108
  %w36 = getelementptr inbounds nuw i8, ptr %arrayidx24, i64 12, !dbg !109
  %41 = load float, ptr %w36, align 4, !dbg !109, !tbaa !110
  %sub37 = fsub contract float %41, %div15, !dbg !111
  %mul42 = fmul contract float %sub, %sub, !dbg !112
  %mul46 = fmul contract float %sub29, %sub29, !dbg !113
  %mul50 = fmul contract float %sub33, %sub33, !dbg !114
  %mul54 = fmul contract float %sub37, %sub37, !dbg !115
  %add.i180 = fadd contract float %mul42, %mul46, !dbg !116
  %add1.i182 = fadd contract float %add.i180, %mul50, !dbg !118
  %add2.i184 = fadd contract float %add1.i182, %mul54, !dbg !119
  %add56 = fadd contract float %square.0190, %add2.i184, !dbg !120
  %add59 = add nuw nsw i32 %v16.0189, %2, !dbg !121
  %cmp19 = icmp slt i32 %add59, %div, !dbg !122
  br i1 %cmp19, label %for.body21, label %for.cond.cleanup20, !dbg !63, !llvm.loop !123

for.cond.cleanup70:                               ; preds = %for.body71, %_ZL9block_sumfPf.exit178
  ret void, !dbg !125

for.body71:                                       ; preds = %_ZL9block_sumfPf.exit178, %for.body71
  %v66.0193 = phi i32 [ %add114, %for.body71 ], [ %1, %_ZL9block_sumfPf.exit178 ]
  %idxprom72 = zext nneg i32 %v66.0193 to i64, !dbg !126
  %arrayidx73 = getelementptr inbounds nuw %struct.float4, ptr %add.ptr, i64 %idxprom72, !dbg !126
  %in.sroa.0.0.copyload = load float, ptr %arrayidx73, align 16, !dbg !126, !tbaa !45
  %in.sroa.4.0.arrayidx73.sroa_idx = getelementptr inbounds nuw i8, ptr %arrayidx73, i64 4, !dbg !126
  %in.sroa.4.0.copyload = load float, ptr %in.sroa.4.0.arrayidx73.sroa_idx, align 4, !dbg !126, !tbaa !45
  %in.sroa.5.0.arrayidx73.sroa_idx = getelementptr inbounds nuw i8, ptr %arrayidx73, i64 8, !dbg !126
  %in.sroa.5.0.copyload = load float, ptr %in.sroa.5.0.arrayidx73.sroa_idx, align 8, !dbg !126, !tbaa !45
  %in.sroa.6.0.arrayidx73.sroa_idx = getelementptr inbounds nuw i8, ptr %arrayidx73, i64 12, !dbg !126
  %in.sroa.6.0.copyload = load float, ptr %in.sroa.6.0.arrayidx73.sroa_idx, align 4, !dbg !126, !tbaa !45
  %arrayidx75 = getelementptr inbounds nuw %struct.float4, ptr %gamma, i64 %idxprom72, !dbg !127
  %g.sroa.0.0.copyload = load float, ptr %arrayidx75, align 16, !dbg !127, !tbaa !45
  %g.sroa.4.0.arrayidx75.sroa_idx = getelementptr inbounds nuw i8, ptr %arrayidx75, i64 4, !dbg !127
  %g.sroa.4.0.copyload = load float, ptr %g.sroa.4.0.arrayidx75.sroa_idx, align 4, !dbg !127, !tbaa !45
  %g.sroa.5.0.arrayidx75.sroa_idx = getelementptr inbounds nuw i8, ptr %arrayidx75, i64 8, !dbg !127
  %g.sroa.5.0.copyload = load float, ptr %g.sroa.5.0.arrayidx75.sroa_idx, align 8, !dbg !127, !tbaa !45
  %g.sroa.6.0.arrayidx75.sroa_idx = getelementptr inbounds nuw i8, ptr %arrayidx75, i64 12, !dbg !127
  %g.sroa.6.0.copyload = load float, ptr %g.sroa.6.0.arrayidx75.sroa_idx, align 4, !dbg !127, !tbaa !45
  %arrayidx77 = getelementptr inbounds nuw %struct.float4, ptr %beta, i64 %idxprom72, !dbg !128
  %b.sroa.0.0.copyload = load float, ptr %arrayidx77, align 16, !dbg !128, !tbaa !45
  %b.sroa.4.0.arrayidx77.sroa_idx = getelementptr inbounds nuw i8, ptr %arrayidx77, i64 4, !dbg !128
  %b.sroa.4.0.copyload = load float, ptr %b.sroa.4.0.arrayidx77.sroa_idx, align 4, !dbg !128, !tbaa !45
  %b.sroa.5.0.arrayidx77.sroa_idx = getelementptr inbounds nuw i8, ptr %arrayidx77, i64 8, !dbg !128
  %b.sroa.5.0.copyload = load float, ptr %b.sroa.5.0.arrayidx77.sroa_idx, align 8, !dbg !128, !tbaa !45
  %b.sroa.6.0.arrayidx77.sroa_idx = getelementptr inbounds nuw i8, ptr %arrayidx77, i64 12, !dbg !128
  %b.sroa.6.0.copyload = load float, ptr %b.sroa.6.0.arrayidx77.sroa_idx, align 4, !dbg !128, !tbaa !45
  %sub80 = fsub contract float %in.sroa.0.0.copyload, %div15, !dbg !129
  %mul81 = fmul contract float %37, %sub80, !dbg !130
  %mul83 = fmul contract float %mul81, %g.sroa.0.0.copyload, !dbg !131
  %add85 = fadd contract float %mul83, %b.sroa.0.0.copyload, !dbg !132
  %sub88 = fsub contract float %in.sroa.4.0.copyload, %div15, !dbg !133
  %mul89 = fmul contract float %37, %sub88, !dbg !134
  %mul91 = fmul contract float %mul89, %g.sroa.4.0.copyload, !dbg !135
  %add93 = fadd contract float %mul91, %b.sroa.4.0.copyload, !dbg !136
  %sub96 = fsub contract float %in.sroa.5.0.copyload, %div15, !dbg !137
  %mul97 = fmul contract float %37, %sub96, !dbg !138
  %mul99 = fmul contract float %mul97, %g.sroa.5.0.copyload, !dbg !139
  %add101 = fadd contract float %mul99, %b.sroa.5.0.copyload, !dbg !140
  %sub104 = fsub contract float %in.sroa.6.0.copyload, %div15, !dbg !141
  %mul105 = fmul contract float %37, %sub104, !dbg !142
  %mul107 = fmul contract float %mul105, %g.sroa.6.0.copyload, !dbg !143
  %add109 = fadd contract float %mul107, %b.sroa.6.0.copyload, !dbg !144
  %arrayidx111 = getelementptr inbounds nuw %struct.float4, ptr %add.ptr8, i64 %idxprom72, !dbg !145
  store float %add85, ptr %arrayidx111, align 16, !dbg !146, !tbaa !45
  %ref.tmp.sroa.4.0.arrayidx111.sroa_idx = getelementptr inbounds nuw i8, ptr %arrayidx111, i64 4, !dbg !146
  store float %add93, ptr %ref.tmp.sroa.4.0.arrayidx111.sroa_idx, align 4, !dbg !146, !tbaa !45
  %ref.tmp.sroa.5.0.arrayidx111.sroa_idx = getelementptr inbounds nuw i8, ptr %arrayidx111, i64 8, !dbg !146
  store float %add101, ptr %ref.tmp.sroa.5.0.arrayidx111.sroa_idx, align 8, !dbg !146, !tbaa !45
  %ref.tmp.sroa.6.0.arrayidx111.sroa_idx = getelementptr inbounds nuw i8, ptr %arrayidx111, i64 12, !dbg !146
  store float %add109, ptr %ref.tmp.sroa.6.0.arrayidx111.sroa_idx, align 4, !dbg !146, !tbaa !45
  %add114 = add nuw nsw i32 %v66.0193, %2, !dbg !147
  %cmp69 = icmp slt i32 %add114, %div, !dbg !148
  br i1 %cmp69, label %for.body71, label %for.cond.cleanup70, !dbg !97, !llvm.loop !149
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, 1025) i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #1

; Function Attrs: convergent nocallback nounwind
declare void @llvm.nvvm.barrier.cta.sync.aligned.all(i32) #2

; Function Attrs: convergent nocallback nounwind memory(inaccessiblemem: readwrite)
declare float @llvm.nvvm.shfl.sync.bfly.f32(i32, float, i32, i32) #3

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(none)
declare float @llvm.nvvm.rsqrt.approx.f(float) #4

; Function Attrs: nocallback nofree nosync nounwind willreturn memory(inaccessiblemem: write)
declare void @llvm.assume(i1 noundef) #5

attributes #0 = { convergent mustprogress noinline norecurse nounwind "frame-pointer"="all" "no-trapping-math"="true" "nvvm.maxntid"="256" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx80,+sm_80" "uniform-work-group-size"="true" }
attributes #1 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #2 = { convergent nocallback nounwind }
attributes #3 = { convergent nocallback nounwind memory(inaccessiblemem: readwrite) }
attributes #4 = { mustprogress nocallback nofree nosync nounwind willreturn memory(none) }
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
!12 = distinct !DISubprogram(name: "layernorm_f32x4", scope: !1, file: !1, line: 8, type: !13, scopeLine: 10, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 12, column: 25, scope: !12)
!16 = !DILocation(line: 66, column: 27, scope: !17, inlinedAt: !19)
!17 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !18, file: !18, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!18 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!19 = distinct !DILocation(line: 13, column: 36, scope: !12)
!20 = !DILocation(line: 13, column: 36, scope: !12)
!21 = !DILocation(line: 13, column: 57, scope: !12)
!22 = !DILocation(line: 13, column: 49, scope: !12)
!23 = !DILocation(line: 13, column: 47, scope: !12)
!24 = !DILocation(line: 13, column: 25, scope: !12)
!25 = !DILocation(line: 14, column: 25, scope: !12)
!26 = !DILocation(line: 53, column: 27, scope: !27, inlinedAt: !28)
!27 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !18, file: !18, line: 53, type: !13, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!28 = distinct !DILocation(line: 17, column: 16, scope: !12)
!29 = !DILocation(line: 17, column: 31, scope: !12)
!30 = !DILocation(line: 17, column: 3, scope: !12)
!31 = !DILocation(line: 0, scope: !12)
!32 = !DILocation(line: 64, column: 53, scope: !33, inlinedAt: !35)
!33 = distinct !DISubprogram(name: "block_sum", scope: !34, file: !34, line: 63, type: !13, scopeLine: 63, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!34 = !DIFile(filename: "./../common.h", directory: ".")
!35 = distinct !DILocation(line: 19, column: 16, scope: !12)
!36 = !DILocation(line: 20, column: 10, scope: !37, inlinedAt: !38)
!37 = distinct !DISubprogram(name: "__shfl_xor_sync", scope: !34, file: !34, line: 19, type: !13, scopeLine: 19, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!38 = distinct !DILocation(line: 51, column: 14, scope: !39, inlinedAt: !40)
!39 = distinct !DISubprogram(name: "warp_sum", scope: !34, file: !34, line: 49, type: !13, scopeLine: 49, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!40 = distinct !DILocation(line: 65, column: 11, scope: !33, inlinedAt: !35)
!41 = !DILocation(line: 51, column: 11, scope: !39, inlinedAt: !40)
!42 = !DILocation(line: 66, column: 19, scope: !33, inlinedAt: !35)
!43 = !DILocation(line: 66, column: 26, scope: !33, inlinedAt: !35)
!44 = !DILocation(line: 67, column: 19, scope: !33, inlinedAt: !35)
!45 = !{!46, !46, i64 0}
!46 = !{!"float", !10, i64 0}
!47 = !DILocation(line: 67, column: 5, scope: !33, inlinedAt: !35)
!48 = !DILocation(line: 68, column: 3, scope: !33, inlinedAt: !35)
!49 = !DILocation(line: 70, column: 21, scope: !33, inlinedAt: !35)
!50 = !DILocation(line: 70, column: 3, scope: !33, inlinedAt: !35)
!51 = !DILocation(line: 71, column: 12, scope: !33, inlinedAt: !35)
!52 = !DILocation(line: 71, column: 9, scope: !33, inlinedAt: !35)
!53 = !DILocation(line: 70, column: 31, scope: !33, inlinedAt: !35)
!54 = distinct !{!54, !50, !55, !56}
!55 = !DILocation(line: 71, column: 21, scope: !33, inlinedAt: !35)
!56 = !{!"llvm.loop.mustprogress"}
!57 = distinct !{!57, !58}
!58 = !{!"llvm.loop.unroll.disable"}
!59 = !DILocation(line: 0, scope: !33, inlinedAt: !35)
!60 = !DILocation(line: 72, column: 3, scope: !33, inlinedAt: !35)
!61 = !DILocation(line: 19, column: 42, scope: !12)
!62 = !DILocation(line: 19, column: 40, scope: !12)
!63 = !DILocation(line: 22, column: 3, scope: !12)
!64 = !DILocation(line: 18, column: 19, scope: !12)
!65 = !DILocation(line: 5, column: 44, scope: !66, inlinedAt: !67)
!66 = distinct !DISubprogram(name: "sum_of", scope: !1, file: !1, line: 5, type: !13, scopeLine: 5, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!67 = distinct !DILocation(line: 18, column: 12, scope: !12)
!68 = !DILocation(line: 5, column: 50, scope: !66, inlinedAt: !67)
!69 = !DILocation(line: 5, column: 56, scope: !66, inlinedAt: !67)
!70 = !DILocation(line: 18, column: 9, scope: !12)
!71 = !DILocation(line: 17, column: 44, scope: !12)
!72 = distinct !{!72, !30, !73, !56}
!73 = !DILocation(line: 18, column: 25, scope: !12)
!74 = !DILocation(line: 20, column: 10, scope: !37, inlinedAt: !75)
!75 = distinct !DILocation(line: 51, column: 14, scope: !39, inlinedAt: !76)
!76 = distinct !DILocation(line: 65, column: 11, scope: !33, inlinedAt: !77)
!77 = distinct !DILocation(line: 26, column: 24, scope: !12)
!78 = !DILocation(line: 51, column: 11, scope: !39, inlinedAt: !76)
!79 = !DILocation(line: 66, column: 26, scope: !33, inlinedAt: !77)
!80 = !DILocation(line: 67, column: 19, scope: !33, inlinedAt: !77)
!81 = !DILocation(line: 67, column: 5, scope: !33, inlinedAt: !77)
!82 = !DILocation(line: 68, column: 3, scope: !33, inlinedAt: !77)
!83 = !DILocation(line: 70, column: 3, scope: !33, inlinedAt: !77)
!84 = !DILocation(line: 71, column: 12, scope: !33, inlinedAt: !77)
!85 = !DILocation(line: 71, column: 9, scope: !33, inlinedAt: !77)
!86 = !DILocation(line: 70, column: 31, scope: !33, inlinedAt: !77)
!87 = distinct !{!87, !83, !88, !56}
!88 = !DILocation(line: 71, column: 21, scope: !33, inlinedAt: !77)
!89 = distinct !{!89, !58}
!90 = !DILocation(line: 0, scope: !33, inlinedAt: !77)
!91 = !DILocation(line: 72, column: 3, scope: !33, inlinedAt: !77)
!92 = !DILocation(line: 26, column: 51, scope: !12)
!93 = !DILocation(line: 26, column: 61, scope: !12)
!94 = !DILocation(line: 32, column: 39, scope: !95, inlinedAt: !96)
!95 = distinct !DISubprogram(name: "rsqrtf", scope: !34, file: !34, line: 32, type: !13, scopeLine: 32, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!96 = distinct !DILocation(line: 26, column: 17, scope: !12)
!97 = !DILocation(line: 28, column: 3, scope: !12)
!98 = !DILocation(line: 23, column: 17, scope: !12)
!99 = !DILocation(line: 23, column: 24, scope: !12)
!100 = !{!101, !46, i64 0}
!101 = !{!"_ZTS6float4", !46, i64 0, !46, i64 4, !46, i64 8, !46, i64 12}
!102 = !DILocation(line: 23, column: 26, scope: !12)
!103 = !DILocation(line: 23, column: 41, scope: !12)
!104 = !{!101, !46, i64 4}
!105 = !DILocation(line: 23, column: 43, scope: !12)
!106 = !DILocation(line: 23, column: 58, scope: !12)
!107 = !{!101, !46, i64 8}
!108 = !DILocation(line: 23, column: 60, scope: !12)
!109 = !DILocation(line: 23, column: 75, scope: !12)
!110 = !{!101, !46, i64 12}
!111 = !DILocation(line: 23, column: 77, scope: !12)
!112 = !DILocation(line: 24, column: 27, scope: !12)
!113 = !DILocation(line: 24, column: 38, scope: !12)
!114 = !DILocation(line: 24, column: 49, scope: !12)
!115 = !DILocation(line: 24, column: 60, scope: !12)
!116 = !DILocation(line: 5, column: 44, scope: !66, inlinedAt: !117)
!117 = distinct !DILocation(line: 24, column: 15, scope: !12)
!118 = !DILocation(line: 5, column: 50, scope: !66, inlinedAt: !117)
!119 = !DILocation(line: 5, column: 56, scope: !66, inlinedAt: !117)
!120 = !DILocation(line: 24, column: 12, scope: !12)
!121 = !DILocation(line: 22, column: 44, scope: !12)
!122 = !DILocation(line: 22, column: 31, scope: !12)
!123 = distinct !{!123, !63, !124, !56}
!124 = !DILocation(line: 25, column: 3, scope: !12)
!125 = !DILocation(line: 33, column: 1, scope: !12)
!126 = !DILocation(line: 29, column: 17, scope: !12)
!127 = !DILocation(line: 29, column: 29, scope: !12)
!128 = !DILocation(line: 29, column: 43, scope: !12)
!129 = !DILocation(line: 30, column: 25, scope: !12)
!130 = !DILocation(line: 30, column: 33, scope: !12)
!131 = !DILocation(line: 30, column: 41, scope: !12)
!132 = !DILocation(line: 30, column: 47, scope: !12)
!133 = !DILocation(line: 30, column: 60, scope: !12)
!134 = !DILocation(line: 30, column: 68, scope: !12)
!135 = !DILocation(line: 30, column: 76, scope: !12)
!136 = !DILocation(line: 30, column: 82, scope: !12)
!137 = !DILocation(line: 31, column: 25, scope: !12)
!138 = !DILocation(line: 31, column: 33, scope: !12)
!139 = !DILocation(line: 31, column: 41, scope: !12)
!140 = !DILocation(line: 31, column: 47, scope: !12)
!141 = !DILocation(line: 31, column: 60, scope: !12)
!142 = !DILocation(line: 31, column: 68, scope: !12)
!143 = !DILocation(line: 31, column: 76, scope: !12)
!144 = !DILocation(line: 31, column: 82, scope: !12)
!145 = !DILocation(line: 30, column: 5, scope: !12)
!146 = !DILocation(line: 30, column: 16, scope: !12)
!147 = !DILocation(line: 28, column: 44, scope: !12)
!148 = !DILocation(line: 28, column: 31, scope: !12)
!149 = distinct !{!149, !97, !150, !56}
!150 = !DILocation(line: 32, column: 3, scope: !12)
