; clang-14 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 -Xclang -target-feature -Xclang +ptx72 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only -Xclang -opaque-pointers kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-i64:64-i128:128-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

%struct.float4 = type { float, float, float, float }

@_ZZ15layernorm_f32x4E7partial = internal unnamed_addr addrspace(3) global [32 x float] undef, align 4

; Function Attrs: convergent mustprogress norecurse nounwind
define dso_local void @layernorm_f32x4(%struct.float4* noalias nocapture noundef writeonly %out, %struct.float4* noalias nocapture noundef readonly %x, %struct.float4* noalias nocapture noundef readonly %gamma, %struct.float4* noalias nocapture noundef readonly %beta, i32 noundef %columns, i32 noundef %stride, float noundef %epsilon) local_unnamed_addr #0 !dbg !10 {
entry:
  %div = sdiv i32 %columns, 4, !dbg !13
  %0 = tail call i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #6, !dbg !14
  %conv = zext i32 %0 to i64, !dbg !18
  %div1 = sdiv i32 %stride, 4, !dbg !19
  %conv2 = sext i32 %div1 to i64, !dbg !20
  %mul = mul nsw i64 %conv2, %conv, !dbg !21
  %add.ptr = getelementptr inbounds %struct.float4, %struct.float4* %x, i64 %mul, !dbg !22
  %add.ptr8 = getelementptr inbounds %struct.float4, %struct.float4* %out, i64 %mul, !dbg !23
  %1 = tail call i32 @llvm.nvvm.read.ptx.sreg.tid.x() #6, !dbg !24
  %cmp234 = icmp slt i32 %1, %div, !dbg !27
  %2 = tail call i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #6, !dbg !28
  br i1 %cmp234, label %for.body, label %for.cond.cleanup, !dbg !29

for.cond.cleanup:                                 ; preds = %for.body, %entry
  %sum.0.lcssa = phi float [ 0.000000e+00, %entry ], [ %add, %for.body ], !dbg !28
  %div2.i = lshr i32 %2, 5, !dbg !30
  %3 = tail call contract float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %sum.0.lcssa, i32 16, i32 31) #6, !dbg !34
  %add.i.i = fadd contract float %sum.0.lcssa, %3, !dbg !39
  %4 = tail call contract float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.i.i, i32 8, i32 31) #6, !dbg !34
  %add.1.i.i = fadd contract float %add.i.i, %4, !dbg !39
  %5 = tail call contract float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.1.i.i, i32 4, i32 31) #6, !dbg !34
  %add.2.i.i = fadd contract float %add.1.i.i, %5, !dbg !39
  %6 = tail call contract float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.2.i.i, i32 2, i32 31) #6, !dbg !34
  %add.3.i.i = fadd contract float %add.2.i.i, %6, !dbg !39
  %7 = tail call contract float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.3.i.i, i32 1, i32 31) #6, !dbg !34
  %rem.i = and i32 %1, 31, !dbg !40
  %cmp.i = icmp eq i32 %rem.i, 0, !dbg !41
  br i1 %cmp.i, label %if.then.i, label %if.end.i, !dbg !42

if.then.i:                                        ; preds = %for.cond.cleanup
  %add.4.i.i = fadd contract float %add.3.i.i, %7, !dbg !39
  %div.i = lshr i32 %1, 5, !dbg !43
  %8 = zext i32 %div.i to i64
  %arrayidx2.i = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ15layernorm_f32x4E7partial, i64 0, i64 %8, !dbg !44
  %arrayidx.i = addrspacecast float addrspace(3)* %arrayidx2.i to float*, !dbg !44
  store float %add.4.i.i, float* %arrayidx.i, align 4, !dbg !45, !tbaa !46
  br label %if.end.i, !dbg !44

if.end.i:                                         ; preds = %if.then.i, %for.cond.cleanup
  tail call void @llvm.nvvm.barrier0() #6, !dbg !50
  %cmp53.not.i = icmp ult i32 %2, 32, !dbg !51
  br i1 %cmp53.not.i, label %_ZL9block_sumfPf.exit, label %for.body.preheader.i, !dbg !52

for.body.preheader.i:                             ; preds = %if.end.i
  %umax.i = tail call i32 @llvm.umax.i32(i32 %div2.i, i32 1) #6, !dbg !52
  %9 = add nsw i32 %umax.i, -1, !dbg !52
  %xtraiter = and i32 %umax.i, 3, !dbg !52
  %10 = icmp ult i32 %9, 3, !dbg !52
  br i1 %10, label %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, label %for.body.preheader.i.new, !dbg !52

for.body.preheader.i.new:                         ; preds = %for.body.preheader.i
  %unroll_iter = and i32 %umax.i, 134217724, !dbg !52
  br label %for.body.i, !dbg !52

for.body.i:                                       ; preds = %for.body.i, %for.body.preheader.i.new
  %i.05.i = phi i32 [ 0, %for.body.preheader.i.new ], [ %inc.i.3, %for.body.i ]
  %sum.04.i = phi float [ 0.000000e+00, %for.body.preheader.i.new ], [ %add.i.3, %for.body.i ]
  %niter = phi i32 [ 0, %for.body.preheader.i.new ], [ %niter.next.3, %for.body.i ]
  %idxprom6.i = zext i32 %i.05.i to i64, !dbg !53
  %arrayidx71.i = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ15layernorm_f32x4E7partial, i64 0, i64 %idxprom6.i, !dbg !53
  %arrayidx7.i = addrspacecast float addrspace(3)* %arrayidx71.i to float*, !dbg !53
  %11 = load float, float* %arrayidx7.i, align 4, !dbg !53, !tbaa !46
  %add.i = fadd contract float %sum.04.i, %11, !dbg !54
  %inc.i = or i32 %i.05.i, 1, !dbg !55
  %idxprom6.i.1 = zext i32 %inc.i to i64, !dbg !53
  %arrayidx71.i.1 = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ15layernorm_f32x4E7partial, i64 0, i64 %idxprom6.i.1, !dbg !53
  %arrayidx7.i.1 = addrspacecast float addrspace(3)* %arrayidx71.i.1 to float*, !dbg !53
  %12 = load float, float* %arrayidx7.i.1, align 4, !dbg !53, !tbaa !46
  %add.i.1 = fadd contract float %add.i, %12, !dbg !54
  %inc.i.1 = or i32 %i.05.i, 2, !dbg !55
  %idxprom6.i.2 = zext i32 %inc.i.1 to i64, !dbg !53
  %arrayidx71.i.2 = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ15layernorm_f32x4E7partial, i64 0, i64 %idxprom6.i.2, !dbg !53
  %arrayidx7.i.2 = addrspacecast float addrspace(3)* %arrayidx71.i.2 to float*, !dbg !53
  %13 = load float, float* %arrayidx7.i.2, align 4, !dbg !53, !tbaa !46
  %add.i.2 = fadd contract float %add.i.1, %13, !dbg !54
  %inc.i.2 = or i32 %i.05.i, 3, !dbg !55
  %idxprom6.i.3 = zext i32 %inc.i.2 to i64, !dbg !53
  %arrayidx71.i.3 = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ15layernorm_f32x4E7partial, i64 0, i64 %idxprom6.i.3, !dbg !53
  %arrayidx7.i.3 = addrspacecast float addrspace(3)* %arrayidx71.i.3 to float*, !dbg !53
  %14 = load float, float* %arrayidx7.i.3, align 4, !dbg !53, !tbaa !46
  %add.i.3 = fadd contract float %add.i.2, %14, !dbg !54
  %inc.i.3 = add nuw nsw i32 %i.05.i, 4, !dbg !55
  %niter.next.3 = add i32 %niter, 4, !dbg !52
  %niter.ncmp.3 = icmp eq i32 %niter.next.3, %unroll_iter, !dbg !52
  br i1 %niter.ncmp.3, label %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, label %for.body.i, !dbg !52, !llvm.loop !56

_ZL9block_sumfPf.exit.loopexit.unr-lcssa:         ; preds = %for.body.i, %for.body.preheader.i
  %add.i.lcssa.ph = phi float [ undef, %for.body.preheader.i ], [ %add.i.3, %for.body.i ]
  %i.05.i.unr = phi i32 [ 0, %for.body.preheader.i ], [ %inc.i.3, %for.body.i ]
  %sum.04.i.unr = phi float [ 0.000000e+00, %for.body.preheader.i ], [ %add.i.3, %for.body.i ]
  %lcmp.mod.not = icmp eq i32 %xtraiter, 0, !dbg !52
  br i1 %lcmp.mod.not, label %_ZL9block_sumfPf.exit, label %for.body.i.epil, !dbg !52

for.body.i.epil:                                  ; preds = %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, %for.body.i.epil
  %i.05.i.epil = phi i32 [ %inc.i.epil, %for.body.i.epil ], [ %i.05.i.unr, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ]
  %sum.04.i.epil = phi float [ %add.i.epil, %for.body.i.epil ], [ %sum.04.i.unr, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ]
  %epil.iter = phi i32 [ %epil.iter.next, %for.body.i.epil ], [ 0, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ]
  %idxprom6.i.epil = zext i32 %i.05.i.epil to i64, !dbg !53
  %arrayidx71.i.epil = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ15layernorm_f32x4E7partial, i64 0, i64 %idxprom6.i.epil, !dbg !53
  %arrayidx7.i.epil = addrspacecast float addrspace(3)* %arrayidx71.i.epil to float*, !dbg !53
  %15 = load float, float* %arrayidx7.i.epil, align 4, !dbg !53, !tbaa !46
  %add.i.epil = fadd contract float %sum.04.i.epil, %15, !dbg !54
  %inc.i.epil = add nuw nsw i32 %i.05.i.epil, 1, !dbg !55
  %epil.iter.next = add i32 %epil.iter, 1, !dbg !52
  %epil.iter.cmp.not = icmp eq i32 %epil.iter.next, %xtraiter, !dbg !52
  br i1 %epil.iter.cmp.not, label %_ZL9block_sumfPf.exit, label %for.body.i.epil, !dbg !52, !llvm.loop !59

_ZL9block_sumfPf.exit:                            ; preds = %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, %for.body.i.epil, %if.end.i
  %sum.0.lcssa.i = phi float [ 0.000000e+00, %if.end.i ], [ %add.i.lcssa.ph, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ], [ %add.i.epil, %for.body.i.epil ], !dbg !61
  tail call void @llvm.nvvm.barrier0() #6, !dbg !62
  %conv14 = sitofp i32 %columns to float, !dbg !63
  %div15 = fdiv contract float %sum.0.lcssa.i, %conv14, !dbg !64
  br i1 %cmp234, label %for.body21, label %for.cond.cleanup20, !dbg !65

for.body:                                         ; preds = %entry, %for.body
  %sum.0236 = phi float [ %add, %for.body ], [ 0.000000e+00, %entry ]
  %v.0235 = phi i32 [ %add12, %for.body ], [ %1, %entry ]
  %idxprom = sext i32 %v.0235 to i64, !dbg !66
  %arrayidx = getelementptr inbounds %struct.float4, %struct.float4* %add.ptr, i64 %idxprom, !dbg !66
  %agg.tmp.sroa.0.0..sroa_idx = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx, i64 0, i32 0, !dbg !66
  %agg.tmp.sroa.0.0.copyload = load float, float* %agg.tmp.sroa.0.0..sroa_idx, align 16, !dbg !66, !tbaa.struct !67
  %agg.tmp.sroa.2.0..sroa_idx231 = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx, i64 0, i32 1, !dbg !66
  %agg.tmp.sroa.2.0.copyload = load float, float* %agg.tmp.sroa.2.0..sroa_idx231, align 4, !dbg !66, !tbaa.struct !68
  %agg.tmp.sroa.3.0..sroa_idx232 = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx, i64 0, i32 2, !dbg !66
  %agg.tmp.sroa.3.0.copyload = load float, float* %agg.tmp.sroa.3.0..sroa_idx232, align 8, !dbg !66, !tbaa.struct !69
  %agg.tmp.sroa.4.0..sroa_idx233 = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx, i64 0, i32 3, !dbg !66
  %agg.tmp.sroa.4.0.copyload = load float, float* %agg.tmp.sroa.4.0..sroa_idx233, align 4, !dbg !66, !tbaa.struct !70
  %add.i196 = fadd contract float %agg.tmp.sroa.0.0.copyload, %agg.tmp.sroa.2.0.copyload, !dbg !71
  %add1.i = fadd contract float %add.i196, %agg.tmp.sroa.3.0.copyload, !dbg !74
  %add2.i = fadd contract float %add1.i, %agg.tmp.sroa.4.0.copyload, !dbg !75
  %add = fadd contract float %sum.0236, %add2.i, !dbg !76
  %add12 = add i32 %v.0235, %2, !dbg !77
  %cmp = icmp slt i32 %add12, %div, !dbg !27
  br i1 %cmp, label %for.body, label %for.cond.cleanup, !dbg !29, !llvm.loop !78

for.cond.cleanup20:                               ; preds = %for.body21, %_ZL9block_sumfPf.exit
  %square.0.lcssa = phi float [ 0.000000e+00, %_ZL9block_sumfPf.exit ], [ %add56, %for.body21 ], !dbg !28
  %16 = tail call contract float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %square.0.lcssa, i32 16, i32 31) #6, !dbg !80
  %add.i.i198 = fadd contract float %square.0.lcssa, %16, !dbg !84
  %17 = tail call contract float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.i.i198, i32 8, i32 31) #6, !dbg !80
  %add.1.i.i199 = fadd contract float %add.i.i198, %17, !dbg !84
  %18 = tail call contract float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.1.i.i199, i32 4, i32 31) #6, !dbg !80
  %add.2.i.i200 = fadd contract float %add.1.i.i199, %18, !dbg !84
  %19 = tail call contract float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.2.i.i200, i32 2, i32 31) #6, !dbg !80
  %add.3.i.i201 = fadd contract float %add.2.i.i200, %19, !dbg !84
  %20 = tail call contract float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.3.i.i201, i32 1, i32 31) #6, !dbg !80
  br i1 %cmp.i, label %if.then.i208, label %if.end.i210, !dbg !85

if.then.i208:                                     ; preds = %for.cond.cleanup20
  %add.4.i.i207 = fadd contract float %add.3.i.i201, %20, !dbg !84
  %div.i204 = lshr i32 %1, 5, !dbg !86
  %21 = zext i32 %div.i204 to i64
  %arrayidx2.i205 = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ15layernorm_f32x4E7partial, i64 0, i64 %21, !dbg !87
  %arrayidx.i206 = addrspacecast float addrspace(3)* %arrayidx2.i205 to float*, !dbg !87
  store float %add.4.i.i207, float* %arrayidx.i206, align 4, !dbg !88, !tbaa !46
  br label %if.end.i210, !dbg !87

if.end.i210:                                      ; preds = %if.then.i208, %for.cond.cleanup20
  tail call void @llvm.nvvm.barrier0() #6, !dbg !89
  br i1 %cmp53.not.i, label %_ZL9block_sumfPf.exit223, label %for.body.preheader.i212, !dbg !90

for.body.preheader.i212:                          ; preds = %if.end.i210
  %umax.i211 = tail call i32 @llvm.umax.i32(i32 %div2.i, i32 1) #6, !dbg !90
  %22 = add nsw i32 %umax.i211, -1, !dbg !90
  %xtraiter244 = and i32 %umax.i211, 3, !dbg !90
  %23 = icmp ult i32 %22, 3, !dbg !90
  br i1 %23, label %_ZL9block_sumfPf.exit223.loopexit.unr-lcssa, label %for.body.preheader.i212.new, !dbg !90

for.body.preheader.i212.new:                      ; preds = %for.body.preheader.i212
  %unroll_iter248 = and i32 %umax.i211, 134217724, !dbg !90
  br label %for.body.i222, !dbg !90

for.body.i222:                                    ; preds = %for.body.i222, %for.body.preheader.i212.new
  %i.05.i214 = phi i32 [ 0, %for.body.preheader.i212.new ], [ %inc.i220.3, %for.body.i222 ]
  %sum.04.i215 = phi float [ 0.000000e+00, %for.body.preheader.i212.new ], [ %add.i219.3, %for.body.i222 ]
  %niter249 = phi i32 [ 0, %for.body.preheader.i212.new ], [ %niter249.next.3, %for.body.i222 ]
  %idxprom6.i216 = zext i32 %i.05.i214 to i64, !dbg !91
  %arrayidx71.i217 = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ15layernorm_f32x4E7partial, i64 0, i64 %idxprom6.i216, !dbg !91
  %arrayidx7.i218 = addrspacecast float addrspace(3)* %arrayidx71.i217 to float*, !dbg !91
  %24 = load float, float* %arrayidx7.i218, align 4, !dbg !91, !tbaa !46
  %add.i219 = fadd contract float %sum.04.i215, %24, !dbg !92
  %inc.i220 = or i32 %i.05.i214, 1, !dbg !93
  %idxprom6.i216.1 = zext i32 %inc.i220 to i64, !dbg !91
  %arrayidx71.i217.1 = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ15layernorm_f32x4E7partial, i64 0, i64 %idxprom6.i216.1, !dbg !91
  %arrayidx7.i218.1 = addrspacecast float addrspace(3)* %arrayidx71.i217.1 to float*, !dbg !91
  %25 = load float, float* %arrayidx7.i218.1, align 4, !dbg !91, !tbaa !46
  %add.i219.1 = fadd contract float %add.i219, %25, !dbg !92
  %inc.i220.1 = or i32 %i.05.i214, 2, !dbg !93
  %idxprom6.i216.2 = zext i32 %inc.i220.1 to i64, !dbg !91
  %arrayidx71.i217.2 = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ15layernorm_f32x4E7partial, i64 0, i64 %idxprom6.i216.2, !dbg !91
  %arrayidx7.i218.2 = addrspacecast float addrspace(3)* %arrayidx71.i217.2 to float*, !dbg !91
  %26 = load float, float* %arrayidx7.i218.2, align 4, !dbg !91, !tbaa !46
  %add.i219.2 = fadd contract float %add.i219.1, %26, !dbg !92
  %inc.i220.2 = or i32 %i.05.i214, 3, !dbg !93
  %idxprom6.i216.3 = zext i32 %inc.i220.2 to i64, !dbg !91
  %arrayidx71.i217.3 = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ15layernorm_f32x4E7partial, i64 0, i64 %idxprom6.i216.3, !dbg !91
  %arrayidx7.i218.3 = addrspacecast float addrspace(3)* %arrayidx71.i217.3 to float*, !dbg !91
  %27 = load float, float* %arrayidx7.i218.3, align 4, !dbg !91, !tbaa !46
  %add.i219.3 = fadd contract float %add.i219.2, %27, !dbg !92
  %inc.i220.3 = add nuw nsw i32 %i.05.i214, 4, !dbg !93
  %niter249.next.3 = add i32 %niter249, 4, !dbg !90
  %niter249.ncmp.3 = icmp eq i32 %niter249.next.3, %unroll_iter248, !dbg !90
  br i1 %niter249.ncmp.3, label %_ZL9block_sumfPf.exit223.loopexit.unr-lcssa, label %for.body.i222, !dbg !90, !llvm.loop !94

_ZL9block_sumfPf.exit223.loopexit.unr-lcssa:      ; preds = %for.body.i222, %for.body.preheader.i212
  %add.i219.lcssa.ph = phi float [ undef, %for.body.preheader.i212 ], [ %add.i219.3, %for.body.i222 ]
  %i.05.i214.unr = phi i32 [ 0, %for.body.preheader.i212 ], [ %inc.i220.3, %for.body.i222 ]
  %sum.04.i215.unr = phi float [ 0.000000e+00, %for.body.preheader.i212 ], [ %add.i219.3, %for.body.i222 ]
  %lcmp.mod246.not = icmp eq i32 %xtraiter244, 0, !dbg !90
  br i1 %lcmp.mod246.not, label %_ZL9block_sumfPf.exit223, label %for.body.i222.epil, !dbg !90

for.body.i222.epil:                               ; preds = %_ZL9block_sumfPf.exit223.loopexit.unr-lcssa, %for.body.i222.epil
  %i.05.i214.epil = phi i32 [ %inc.i220.epil, %for.body.i222.epil ], [ %i.05.i214.unr, %_ZL9block_sumfPf.exit223.loopexit.unr-lcssa ]
  %sum.04.i215.epil = phi float [ %add.i219.epil, %for.body.i222.epil ], [ %sum.04.i215.unr, %_ZL9block_sumfPf.exit223.loopexit.unr-lcssa ]
  %epil.iter245 = phi i32 [ %epil.iter245.next, %for.body.i222.epil ], [ 0, %_ZL9block_sumfPf.exit223.loopexit.unr-lcssa ]
  %idxprom6.i216.epil = zext i32 %i.05.i214.epil to i64, !dbg !91
  %arrayidx71.i217.epil = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ15layernorm_f32x4E7partial, i64 0, i64 %idxprom6.i216.epil, !dbg !91
  %arrayidx7.i218.epil = addrspacecast float addrspace(3)* %arrayidx71.i217.epil to float*, !dbg !91
  %28 = load float, float* %arrayidx7.i218.epil, align 4, !dbg !91, !tbaa !46
  %add.i219.epil = fadd contract float %sum.04.i215.epil, %28, !dbg !92
  %inc.i220.epil = add nuw nsw i32 %i.05.i214.epil, 1, !dbg !93
  %epil.iter245.next = add i32 %epil.iter245, 1, !dbg !90
  %epil.iter245.cmp.not = icmp eq i32 %epil.iter245.next, %xtraiter244, !dbg !90
  br i1 %epil.iter245.cmp.not, label %_ZL9block_sumfPf.exit223, label %for.body.i222.epil, !dbg !90, !llvm.loop !96

_ZL9block_sumfPf.exit223:                         ; preds = %_ZL9block_sumfPf.exit223.loopexit.unr-lcssa, %for.body.i222.epil, %if.end.i210
  %sum.0.lcssa.i213 = phi float [ 0.000000e+00, %if.end.i210 ], [ %add.i219.lcssa.ph, %_ZL9block_sumfPf.exit223.loopexit.unr-lcssa ], [ %add.i219.epil, %for.body.i222.epil ], !dbg !97
  tail call void @llvm.nvvm.barrier0() #6, !dbg !98
  %div63 = fdiv contract float %sum.0.lcssa.i213, %conv14, !dbg !99
  %add64 = fadd contract float %div63, %epsilon, !dbg !100
  %29 = tail call contract float @llvm.nvvm.rsqrt.approx.f(float %add64) #6, !dbg !101
  br i1 %cmp234, label %for.body71, label %for.cond.cleanup70, !dbg !104

for.body21:                                       ; preds = %_ZL9block_sumfPf.exit, %for.body21
  %square.0239 = phi float [ %add56, %for.body21 ], [ 0.000000e+00, %_ZL9block_sumfPf.exit ]
  %v16.0238 = phi i32 [ %add59, %for.body21 ], [ %1, %_ZL9block_sumfPf.exit ]
  %idxprom23 = sext i32 %v16.0238 to i64, !dbg !105
  %arrayidx24 = getelementptr inbounds %struct.float4, %struct.float4* %add.ptr, i64 %idxprom23, !dbg !105
  %x25 = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx24, i64 0, i32 0, !dbg !106
  %30 = load float, float* %x25, align 16, !dbg !106, !tbaa !107
  %sub = fsub contract float %30, %div15, !dbg !109
  %y28 = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx24, i64 0, i32 1, !dbg !110
  %31 = load float, float* %y28, align 4, !dbg !110, !tbaa !111
  %sub29 = fsub contract float %31, %div15, !dbg !112
  %z32 = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx24, i64 0, i32 2, !dbg !113
  %32 = load float, float* %z32, align 8, !dbg !113, !tbaa !114
  %sub33 = fsub contract float %32, %div15, !dbg !115
  %w36 = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx24, i64 0, i32 3, !dbg !116
  %33 = load float, float* %w36, align 4, !dbg !116, !tbaa !117
  %sub37 = fsub contract float %33, %div15, !dbg !118
  %mul42 = fmul contract float %sub, %sub, !dbg !119
  %mul46 = fmul contract float %sub29, %sub29, !dbg !120
  %mul50 = fmul contract float %sub33, %sub33, !dbg !121
  %mul54 = fmul contract float %sub37, %sub37, !dbg !122
  %add.i226 = fadd contract float %mul42, %mul46, !dbg !123
  %add1.i228 = fadd contract float %add.i226, %mul50, !dbg !125
  %add2.i230 = fadd contract float %add1.i228, %mul54, !dbg !126
  %add56 = fadd contract float %square.0239, %add2.i230, !dbg !127
  %add59 = add i32 %v16.0238, %2, !dbg !128
  %cmp19 = icmp slt i32 %add59, %div, !dbg !129
  br i1 %cmp19, label %for.body21, label %for.cond.cleanup20, !dbg !65, !llvm.loop !130

for.cond.cleanup70:                               ; preds = %for.body71, %_ZL9block_sumfPf.exit223
  ret void, !dbg !132

for.body71:                                       ; preds = %_ZL9block_sumfPf.exit223, %for.body71
  %v66.0242 = phi i32 [ %add114, %for.body71 ], [ %1, %_ZL9block_sumfPf.exit223 ]
  %idxprom72 = sext i32 %v66.0242 to i64, !dbg !133
  %arrayidx73 = getelementptr inbounds %struct.float4, %struct.float4* %add.ptr, i64 %idxprom72, !dbg !133
  %in.sroa.0.0..sroa_idx = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx73, i64 0, i32 0, !dbg !133
  %in.sroa.0.0.copyload = load float, float* %in.sroa.0.0..sroa_idx, align 16, !dbg !133, !tbaa.struct !67
  %in.sroa.4.0..sroa_idx138 = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx73, i64 0, i32 1, !dbg !133
  %in.sroa.4.0.copyload = load float, float* %in.sroa.4.0..sroa_idx138, align 4, !dbg !133, !tbaa.struct !68
  %in.sroa.5.0..sroa_idx140 = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx73, i64 0, i32 2, !dbg !133
  %in.sroa.5.0.copyload = load float, float* %in.sroa.5.0..sroa_idx140, align 8, !dbg !133, !tbaa.struct !69
  %in.sroa.6.0..sroa_idx142 = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx73, i64 0, i32 3, !dbg !133
  %in.sroa.6.0.copyload = load float, float* %in.sroa.6.0..sroa_idx142, align 4, !dbg !133, !tbaa.struct !70
  %g.sroa.0.0..sroa_idx = getelementptr inbounds %struct.float4, %struct.float4* %gamma, i64 %idxprom72, i32 0, !dbg !134
  %g.sroa.0.0.copyload = load float, float* %g.sroa.0.0..sroa_idx, align 16, !dbg !134, !tbaa.struct !67
  %g.sroa.4.0..sroa_idx131 = getelementptr inbounds %struct.float4, %struct.float4* %gamma, i64 %idxprom72, i32 1, !dbg !134
  %g.sroa.4.0.copyload = load float, float* %g.sroa.4.0..sroa_idx131, align 4, !dbg !134, !tbaa.struct !68
  %g.sroa.5.0..sroa_idx133 = getelementptr inbounds %struct.float4, %struct.float4* %gamma, i64 %idxprom72, i32 2, !dbg !134
  %g.sroa.5.0.copyload = load float, float* %g.sroa.5.0..sroa_idx133, align 8, !dbg !134, !tbaa.struct !69
  %g.sroa.6.0..sroa_idx135 = getelementptr inbounds %struct.float4, %struct.float4* %gamma, i64 %idxprom72, i32 3, !dbg !134
  %g.sroa.6.0.copyload = load float, float* %g.sroa.6.0..sroa_idx135, align 4, !dbg !134, !tbaa.struct !70
  %b.sroa.0.0..sroa_idx = getelementptr inbounds %struct.float4, %struct.float4* %beta, i64 %idxprom72, i32 0, !dbg !135
  %b.sroa.0.0.copyload = load float, float* %b.sroa.0.0..sroa_idx, align 16, !dbg !135, !tbaa.struct !67
  %b.sroa.4.0..sroa_idx124 = getelementptr inbounds %struct.float4, %struct.float4* %beta, i64 %idxprom72, i32 1, !dbg !135
  %b.sroa.4.0.copyload = load float, float* %b.sroa.4.0..sroa_idx124, align 4, !dbg !135, !tbaa.struct !68
  %b.sroa.5.0..sroa_idx126 = getelementptr inbounds %struct.float4, %struct.float4* %beta, i64 %idxprom72, i32 2, !dbg !135
  %b.sroa.5.0.copyload = load float, float* %b.sroa.5.0..sroa_idx126, align 8, !dbg !135, !tbaa.struct !69
  %b.sroa.6.0..sroa_idx128 = getelementptr inbounds %struct.float4, %struct.float4* %beta, i64 %idxprom72, i32 3, !dbg !135
  %b.sroa.6.0.copyload = load float, float* %b.sroa.6.0..sroa_idx128, align 4, !dbg !135, !tbaa.struct !70
  %sub80 = fsub contract float %in.sroa.0.0.copyload, %div15, !dbg !136
  %mul81 = fmul contract float %29, %sub80, !dbg !137
  %mul83 = fmul contract float %mul81, %g.sroa.0.0.copyload, !dbg !138
  %add85 = fadd contract float %mul83, %b.sroa.0.0.copyload, !dbg !139
  %sub88 = fsub contract float %in.sroa.4.0.copyload, %div15, !dbg !140
  %mul89 = fmul contract float %29, %sub88, !dbg !141
  %mul91 = fmul contract float %mul89, %g.sroa.4.0.copyload, !dbg !142
  %add93 = fadd contract float %mul91, %b.sroa.4.0.copyload, !dbg !143
  %sub96 = fsub contract float %in.sroa.5.0.copyload, %div15, !dbg !144
  %mul97 = fmul contract float %29, %sub96, !dbg !145
  %mul99 = fmul contract float %mul97, %g.sroa.5.0.copyload, !dbg !146
  %add101 = fadd contract float %mul99, %b.sroa.5.0.copyload, !dbg !147
  %sub104 = fsub contract float %in.sroa.6.0.copyload, %div15, !dbg !148
  %mul105 = fmul contract float %29, %sub104, !dbg !149
  %mul107 = fmul contract float %mul105, %g.sroa.6.0.copyload, !dbg !150
  %add109 = fadd contract float %mul107, %b.sroa.6.0.copyload, !dbg !151
  %arrayidx111 = getelementptr inbounds %struct.float4, %struct.float4* %add.ptr8, i64 %idxprom72, !dbg !152
  %ref.tmp.sroa.0.0..sroa_idx = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx111, i64 0, i32 0, !dbg !153
  store float %add85, float* %ref.tmp.sroa.0.0..sroa_idx, align 16, !dbg !153, !tbaa.struct !67
  %ref.tmp.sroa.4.0..sroa_idx117 = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx111, i64 0, i32 1, !dbg !153
  store float %add93, float* %ref.tmp.sroa.4.0..sroa_idx117, align 4, !dbg !153, !tbaa.struct !68
  %ref.tmp.sroa.5.0..sroa_idx119 = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx111, i64 0, i32 2, !dbg !153
  store float %add101, float* %ref.tmp.sroa.5.0..sroa_idx119, align 8, !dbg !153, !tbaa.struct !69
  %ref.tmp.sroa.6.0..sroa_idx121 = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx111, i64 0, i32 3, !dbg !153
  store float %add109, float* %ref.tmp.sroa.6.0..sroa_idx121, align 4, !dbg !153, !tbaa.struct !70
  %add114 = add i32 %v66.0242, %2, !dbg !154
  %cmp69 = icmp slt i32 %add114, %div, !dbg !155
  br i1 %cmp69, label %for.body71, label %for.cond.cleanup70, !dbg !104, !llvm.loop !156
}

; Function Attrs: nofree nosync nounwind readnone speculatable
declare i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: nofree nosync nounwind readnone speculatable
declare i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

; Function Attrs: nofree nosync nounwind readnone speculatable
declare i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #1

; Function Attrs: convergent nounwind
declare void @llvm.nvvm.barrier0() #2

; Function Attrs: convergent inaccessiblememonly nounwind
declare float @llvm.nvvm.shfl.sync.bfly.f32(i32, float, i32, i32) #3

; Function Attrs: mustprogress nofree nosync nounwind readnone willreturn
declare float @llvm.nvvm.rsqrt.approx.f(float) #4

; Function Attrs: nofree nosync nounwind readnone speculatable willreturn
declare i32 @llvm.umax.i32(i32, i32) #5

attributes #0 = { convergent mustprogress norecurse nounwind "frame-pointer"="all" "min-legal-vector-width"="0" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx72,+sm_80" }
attributes #1 = { nofree nosync nounwind readnone speculatable }
attributes #2 = { convergent nounwind }
attributes #3 = { convergent inaccessiblememonly nounwind }
attributes #4 = { mustprogress nofree nosync nounwind readnone willreturn }
attributes #5 = { nofree nosync nounwind readnone speculatable willreturn }
attributes #6 = { nounwind }

!llvm.dbg.cu = !{!0}
!nvvm.annotations = !{!2, !3}
!llvm.module.flags = !{!4, !5, !6, !7, !8}
!llvm.ident = !{!9}

!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus_14, file: !1, producer: "clang version 14.0.6", isOptimized: true, runtimeVersion: 0, emissionKind: DebugDirectivesOnly, splitDebugInlining: false, nameTableKind: None)
!1 = !DIFile(filename: "kernel.cu", directory: ".")
!2 = !{void (%struct.float4*, %struct.float4*, %struct.float4*, %struct.float4*, i32, i32, float)* @layernorm_f32x4, !"kernel", i32 1}
!3 = !{void (%struct.float4*, %struct.float4*, %struct.float4*, %struct.float4*, i32, i32, float)* @layernorm_f32x4, !"maxntidx", i32 256}
!4 = !{i32 7, !"Dwarf Version", i32 2}
!5 = !{i32 2, !"Debug Info Version", i32 3}
!6 = !{i32 1, !"wchar_size", i32 4}
!7 = !{i32 4, !"nvvm-reflect-ftz", i32 0}
!8 = !{i32 7, !"frame-pointer", i32 2}
!9 = !{!"clang version 14.0.6"}
!10 = distinct !DISubprogram(name: "layernorm_f32x4", scope: !1, file: !1, line: 8, type: !11, scopeLine: 10, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !12)
!11 = !DISubroutineType(types: !12)
!12 = !{}
!13 = !DILocation(line: 12, column: 25, scope: !10)
!14 = !DILocation(line: 66, column: 3, scope: !15, inlinedAt: !17)
!15 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !16, file: !16, line: 66, type: !11, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !12)
!16 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: ".")
!17 = distinct !DILocation(line: 13, column: 36, scope: !10)
!18 = !DILocation(line: 13, column: 36, scope: !10)
!19 = !DILocation(line: 13, column: 57, scope: !10)
!20 = !DILocation(line: 13, column: 49, scope: !10)
!21 = !DILocation(line: 13, column: 47, scope: !10)
!22 = !DILocation(line: 13, column: 25, scope: !10)
!23 = !DILocation(line: 14, column: 25, scope: !10)
!24 = !DILocation(line: 53, column: 3, scope: !25, inlinedAt: !26)
!25 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !16, file: !16, line: 53, type: !11, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !12)
!26 = distinct !DILocation(line: 17, column: 16, scope: !10)
!27 = !DILocation(line: 17, column: 31, scope: !10)
!28 = !DILocation(line: 0, scope: !10)
!29 = !DILocation(line: 17, column: 3, scope: !10)
!30 = !DILocation(line: 64, column: 53, scope: !31, inlinedAt: !33)
!31 = distinct !DISubprogram(name: "block_sum", scope: !32, file: !32, line: 63, type: !11, scopeLine: 63, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !12)
!32 = !DIFile(filename: "./../common.h", directory: ".")
!33 = distinct !DILocation(line: 19, column: 16, scope: !10)
!34 = !DILocation(line: 20, column: 10, scope: !35, inlinedAt: !36)
!35 = distinct !DISubprogram(name: "__shfl_xor_sync", scope: !32, file: !32, line: 19, type: !11, scopeLine: 19, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !12)
!36 = distinct !DILocation(line: 51, column: 14, scope: !37, inlinedAt: !38)
!37 = distinct !DISubprogram(name: "warp_sum", scope: !32, file: !32, line: 49, type: !11, scopeLine: 49, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !12)
!38 = distinct !DILocation(line: 65, column: 11, scope: !31, inlinedAt: !33)
!39 = !DILocation(line: 51, column: 11, scope: !37, inlinedAt: !38)
!40 = !DILocation(line: 66, column: 19, scope: !31, inlinedAt: !33)
!41 = !DILocation(line: 66, column: 26, scope: !31, inlinedAt: !33)
!42 = !DILocation(line: 66, column: 7, scope: !31, inlinedAt: !33)
!43 = !DILocation(line: 64, column: 26, scope: !31, inlinedAt: !33)
!44 = !DILocation(line: 67, column: 5, scope: !31, inlinedAt: !33)
!45 = !DILocation(line: 67, column: 19, scope: !31, inlinedAt: !33)
!46 = !{!47, !47, i64 0}
!47 = !{!"float", !48, i64 0}
!48 = !{!"omnipotent char", !49, i64 0}
!49 = !{!"Simple C++ TBAA"}
!50 = !DILocation(line: 68, column: 3, scope: !31, inlinedAt: !33)
!51 = !DILocation(line: 70, column: 21, scope: !31, inlinedAt: !33)
!52 = !DILocation(line: 70, column: 3, scope: !31, inlinedAt: !33)
!53 = !DILocation(line: 71, column: 12, scope: !31, inlinedAt: !33)
!54 = !DILocation(line: 71, column: 9, scope: !31, inlinedAt: !33)
!55 = !DILocation(line: 70, column: 31, scope: !31, inlinedAt: !33)
!56 = distinct !{!56, !52, !57, !58}
!57 = !DILocation(line: 71, column: 21, scope: !31, inlinedAt: !33)
!58 = !{!"llvm.loop.mustprogress"}
!59 = distinct !{!59, !60}
!60 = !{!"llvm.loop.unroll.disable"}
!61 = !DILocation(line: 0, scope: !31, inlinedAt: !33)
!62 = !DILocation(line: 72, column: 3, scope: !31, inlinedAt: !33)
!63 = !DILocation(line: 19, column: 42, scope: !10)
!64 = !DILocation(line: 19, column: 40, scope: !10)
!65 = !DILocation(line: 22, column: 3, scope: !10)
!66 = !DILocation(line: 18, column: 19, scope: !10)
!67 = !{i64 0, i64 4, !46, i64 4, i64 4, !46, i64 8, i64 4, !46, i64 12, i64 4, !46}
!68 = !{i64 0, i64 4, !46, i64 4, i64 4, !46, i64 8, i64 4, !46}
!69 = !{i64 0, i64 4, !46, i64 4, i64 4, !46}
!70 = !{i64 0, i64 4, !46}
!71 = !DILocation(line: 5, column: 44, scope: !72, inlinedAt: !73)
!72 = distinct !DISubprogram(name: "sum_of", scope: !1, file: !1, line: 5, type: !11, scopeLine: 5, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !12)
!73 = distinct !DILocation(line: 18, column: 12, scope: !10)
!74 = !DILocation(line: 5, column: 50, scope: !72, inlinedAt: !73)
!75 = !DILocation(line: 5, column: 56, scope: !72, inlinedAt: !73)
!76 = !DILocation(line: 18, column: 9, scope: !10)
!77 = !DILocation(line: 17, column: 44, scope: !10)
!78 = distinct !{!78, !29, !79, !58}
!79 = !DILocation(line: 18, column: 25, scope: !10)
!80 = !DILocation(line: 20, column: 10, scope: !35, inlinedAt: !81)
!81 = distinct !DILocation(line: 51, column: 14, scope: !37, inlinedAt: !82)
!82 = distinct !DILocation(line: 65, column: 11, scope: !31, inlinedAt: !83)
!83 = distinct !DILocation(line: 26, column: 24, scope: !10)
!84 = !DILocation(line: 51, column: 11, scope: !37, inlinedAt: !82)
!85 = !DILocation(line: 66, column: 7, scope: !31, inlinedAt: !83)
!86 = !DILocation(line: 64, column: 26, scope: !31, inlinedAt: !83)
!87 = !DILocation(line: 67, column: 5, scope: !31, inlinedAt: !83)
!88 = !DILocation(line: 67, column: 19, scope: !31, inlinedAt: !83)
!89 = !DILocation(line: 68, column: 3, scope: !31, inlinedAt: !83)
!90 = !DILocation(line: 70, column: 3, scope: !31, inlinedAt: !83)
!91 = !DILocation(line: 71, column: 12, scope: !31, inlinedAt: !83)
!92 = !DILocation(line: 71, column: 9, scope: !31, inlinedAt: !83)
!93 = !DILocation(line: 70, column: 31, scope: !31, inlinedAt: !83)
!94 = distinct !{!94, !90, !95, !58}
!95 = !DILocation(line: 71, column: 21, scope: !31, inlinedAt: !83)
!96 = distinct !{!96, !60}
!97 = !DILocation(line: 0, scope: !31, inlinedAt: !83)
!98 = !DILocation(line: 72, column: 3, scope: !31, inlinedAt: !83)
!99 = !DILocation(line: 26, column: 51, scope: !10)
!100 = !DILocation(line: 26, column: 61, scope: !10)
!101 = !DILocation(line: 32, column: 39, scope: !102, inlinedAt: !103)
!102 = distinct !DISubprogram(name: "rsqrtf", scope: !32, file: !32, line: 32, type: !11, scopeLine: 32, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !12)
!103 = distinct !DILocation(line: 26, column: 17, scope: !10)
!104 = !DILocation(line: 28, column: 3, scope: !10)
!105 = !DILocation(line: 23, column: 17, scope: !10)
!106 = !DILocation(line: 23, column: 24, scope: !10)
!107 = !{!108, !47, i64 0}
!108 = !{!"_ZTS6float4", !47, i64 0, !47, i64 4, !47, i64 8, !47, i64 12}
!109 = !DILocation(line: 23, column: 26, scope: !10)
!110 = !DILocation(line: 23, column: 41, scope: !10)
!111 = !{!108, !47, i64 4}
!112 = !DILocation(line: 23, column: 43, scope: !10)
!113 = !DILocation(line: 23, column: 58, scope: !10)
!114 = !{!108, !47, i64 8}
!115 = !DILocation(line: 23, column: 60, scope: !10)
!116 = !DILocation(line: 23, column: 75, scope: !10)
!117 = !{!108, !47, i64 12}
!118 = !DILocation(line: 23, column: 77, scope: !10)
!119 = !DILocation(line: 24, column: 27, scope: !10)
!120 = !DILocation(line: 24, column: 38, scope: !10)
!121 = !DILocation(line: 24, column: 49, scope: !10)
!122 = !DILocation(line: 24, column: 60, scope: !10)
!123 = !DILocation(line: 5, column: 44, scope: !72, inlinedAt: !124)
!124 = distinct !DILocation(line: 24, column: 15, scope: !10)
!125 = !DILocation(line: 5, column: 50, scope: !72, inlinedAt: !124)
!126 = !DILocation(line: 5, column: 56, scope: !72, inlinedAt: !124)
!127 = !DILocation(line: 24, column: 12, scope: !10)
!128 = !DILocation(line: 22, column: 44, scope: !10)
!129 = !DILocation(line: 22, column: 31, scope: !10)
!130 = distinct !{!130, !65, !131, !58}
!131 = !DILocation(line: 25, column: 3, scope: !10)
!132 = !DILocation(line: 33, column: 1, scope: !10)
!133 = !DILocation(line: 29, column: 17, scope: !10)
!134 = !DILocation(line: 29, column: 29, scope: !10)
!135 = !DILocation(line: 29, column: 43, scope: !10)
!136 = !DILocation(line: 30, column: 25, scope: !10)
!137 = !DILocation(line: 30, column: 33, scope: !10)
!138 = !DILocation(line: 30, column: 41, scope: !10)
!139 = !DILocation(line: 30, column: 47, scope: !10)
!140 = !DILocation(line: 30, column: 60, scope: !10)
!141 = !DILocation(line: 30, column: 68, scope: !10)
!142 = !DILocation(line: 30, column: 76, scope: !10)
!143 = !DILocation(line: 30, column: 82, scope: !10)
!144 = !DILocation(line: 31, column: 25, scope: !10)
!145 = !DILocation(line: 31, column: 33, scope: !10)
!146 = !DILocation(line: 31, column: 41, scope: !10)
!147 = !DILocation(line: 31, column: 47, scope: !10)
!148 = !DILocation(line: 31, column: 60, scope: !10)
!149 = !DILocation(line: 31, column: 68, scope: !10)
!150 = !DILocation(line: 31, column: 76, scope: !10)
!151 = !DILocation(line: 31, column: 82, scope: !10)
!152 = !DILocation(line: 30, column: 5, scope: !10)
!153 = !DILocation(line: 30, column: 16, scope: !10)
!154 = !DILocation(line: 28, column: 44, scope: !10)
!155 = !DILocation(line: 28, column: 31, scope: !10)
!156 = distinct !{!156, !104, !157, !58}
!157 = !DILocation(line: 32, column: 3, scope: !10)
