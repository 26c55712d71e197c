; clang-15 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 -Xclang -target-feature -Xclang +ptx72 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only -Xclang -no-opaque-pointers kernel.cu
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
  %0 = tail call i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !14
  %conv = zext i32 %0 to i64, !dbg !18
  %div1 = sdiv i32 %stride, 4, !dbg !19
  %conv2 = sext i32 %div1 to i64, !dbg !20
  %mul = mul nsw i64 %conv2, %conv, !dbg !21
  %add.ptr = getelementptr inbounds %struct.float4, %struct.float4* %x, i64 %mul, !dbg !22
  %add.ptr8 = getelementptr inbounds %struct.float4, %struct.float4* %out, i64 %mul, !dbg !23
  %1 = tail call i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !24
  %cmp235 = icmp slt i32 %1, %div, !dbg !27
  %2 = tail call i32 @llvm.nvvm.read.ptx.sreg.ntid.x(), !dbg !28
  br i1 %cmp235, label %for.body, label %for.cond.cleanup, !dbg !29

for.cond.cleanup:                                 ; preds = %for.body, %entry
  %sum.0.lcssa = phi float [ 0.000000e+00, %entry ], [ %add, %for.body ], !dbg !28
  %div22.i = lshr i32 %2, 5, !dbg !30
  %3 = tail call contract float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %sum.0.lcssa, i32 16, i32 31), !dbg !35
  %add.i.i = fadd contract float %sum.0.lcssa, %3, !dbg !40
  %4 = tail call contract float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.i.i, i32 8, i32 31), !dbg !35
  %add.1.i.i = fadd contract float %add.i.i, %4, !dbg !40
  %5 = tail call contract float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.1.i.i, i32 4, i32 31), !dbg !35
  %add.2.i.i = fadd contract float %add.1.i.i, %5, !dbg !40
  %6 = tail call contract float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.2.i.i, i32 2, i32 31), !dbg !35
  %add.3.i.i = fadd contract float %add.2.i.i, %6, !dbg !40
  %7 = tail call contract float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.3.i.i, i32 1, i32 31), !dbg !35
  %rem.i = and i32 %1, 31, !dbg !41
  %cmp.i = icmp eq i32 %rem.i, 0, !dbg !42
  br i1 %cmp.i, label %if.then.i, label %if.end.i, !dbg !43

if.then.i:                                        ; preds = %for.cond.cleanup
  %add.4.i.i = fadd contract float %add.3.i.i, %7, !dbg !40
  %div1.i = lshr i32 %1, 5, !dbg !44
  %idxprom.i = zext i32 %div1.i to i64
  %arrayidx4.i = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ15layernorm_f32x4E7partial, i64 0, i64 %idxprom.i, !dbg !45
  %arrayidx.i = addrspacecast float addrspace(3)* %arrayidx4.i to float*, !dbg !45
  store float %add.4.i.i, float* %arrayidx.i, align 4, !dbg !46, !tbaa !47
  br label %if.end.i, !dbg !45

if.end.i:                                         ; preds = %if.then.i, %for.cond.cleanup
  tail call void @llvm.nvvm.barrier0(), !dbg !51
  %cmp55.not.i = icmp ult i32 %2, 32, !dbg !52
  br i1 %cmp55.not.i, label %_ZL9block_sumfPf.exit, label %for.body.preheader.i, !dbg !53

for.body.preheader.i:                             ; preds = %if.end.i
  %umax.i = tail call i32 @llvm.umax.i32(i32 %div22.i, i32 1), !dbg !53
  %8 = add nsw i32 %umax.i, -1, !dbg !53
  %xtraiter = and i32 %umax.i, 3, !dbg !53
  %9 = icmp ult i32 %8, 3, !dbg !53
  br i1 %9, label %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, label %for.body.preheader.i.new, !dbg !53

for.body.preheader.i.new:                         ; preds = %for.body.preheader.i
  %unroll_iter = and i32 %umax.i, 134217724, !dbg !53
  br label %for.body.i, !dbg !53

for.body.i:                                       ; preds = %for.body.i, %for.body.preheader.i.new
  %i.07.i = phi i32 [ 0, %for.body.preheader.i.new ], [ %inc.i.3, %for.body.i ]
  %sum.06.i = phi float [ 0.000000e+00, %for.body.preheader.i.new ], [ %add.i.3, %for.body.i ]
  %niter = phi i32 [ 0, %for.body.preheader.i.new ], [ %niter.next.3, %for.body.i ]
  %idxprom6.i = zext i32 %i.07.i to i64, !dbg !54
  %arrayidx73.i = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ15layernorm_f32x4E7partial, i64 0, i64 %idxprom6.i, !dbg !54
  %arrayidx7.i = addrspacecast float addrspace(3)* %arrayidx73.i to float*, !dbg !54
  %10 = load float, float* %arrayidx7.i, align 4, !dbg !54, !tbaa !47
  %add.i = fadd contract float %sum.06.i, %10, !dbg !55
  %inc.i = or i32 %i.07.i, 1, !dbg !56
  %idxprom6.i.1 = zext i32 %inc.i to i64, !dbg !54
  %arrayidx73.i.1 = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ15layernorm_f32x4E7partial, i64 0, i64 %idxprom6.i.1, !dbg !54
  %arrayidx7.i.1 = addrspacecast float addrspace(3)* %arrayidx73.i.1 to float*, !dbg !54
  %11 = load float, float* %arrayidx7.i.1, align 4, !dbg !54, !tbaa !47
  %add.i.1 = fadd contract float %add.i, %11, !dbg !55
  %inc.i.1 = or i32 %i.07.i, 2, !dbg !56
  %idxprom6.i.2 = zext i32 %inc.i.1 to i64, !dbg !54
  %arrayidx73.i.2 = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ15layernorm_f32x4E7partial, i64 0, i64 %idxprom6.i.2, !dbg !54
  %arrayidx7.i.2 = addrspacecast float addrspace(3)* %arrayidx73.i.2 to float*, !dbg !54
  %12 = load float, float* %arrayidx7.i.2, align 4, !dbg !54, !tbaa !47
  %add.i.2 = fadd contract float %add.i.1, %12, !dbg !55
  %inc.i.2 = or i32 %i.07.i, 3, !dbg !56
  %idxprom6.i.3 = zext i32 %inc.i.2 to i64, !dbg !54
  %arrayidx73.i.3 = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ15layernorm_f32x4E7partial, i64 0, i64 %idxprom6.i.3, !dbg !54
  %arrayidx7.i.3 = addrspacecast float addrspace(3)* %arrayidx73.i.3 to float*, !dbg !54
  %13 = load float, float* %arrayidx7.i.3, align 4, !dbg !54, !tbaa !47
  %add.i.3 = fadd contract float %add.i.2, %13, !dbg !55
  %inc.i.3 = add nuw nsw i32 %i.07.i, 4, !dbg !56
  %niter.next.3 = add i32 %niter, 4, !dbg !53
  %niter.ncmp.3 = icmp eq i32 %niter.next.3, %unroll_iter, !dbg !53
  br i1 %niter.ncmp.3, label %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, label %for.body.i, !dbg !53, !llvm.loop !57

_ZL9block_sumfPf.exit.loopexit.unr-lcssa:         ; preds = %for.body.i, %for.body.preheader.i
  %add.i.lcssa.ph = phi float [ undef, %for.body.preheader.i ], [ %add.i.3, %for.body.i ]
  %i.07.i.unr = phi i32 [ 0, %for.body.preheader.i ], [ %inc.i.3, %for.body.i ]
  %sum.06.i.unr = phi float [ 0.000000e+00, %for.body.preheader.i ], [ %add.i.3, %for.body.i ]
  %lcmp.mod.not = icmp eq i32 %xtraiter, 0, !dbg !53
  br i1 %lcmp.mod.not, label %_ZL9block_sumfPf.exit, label %for.body.i.epil, !dbg !53

for.body.i.epil:                                  ; preds = %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, %for.body.i.epil
  %i.07.i.epil = phi i32 [ %inc.i.epil, %for.body.i.epil ], [ %i.07.i.unr, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ]
  %sum.06.i.epil = phi float [ %add.i.epil, %for.body.i.epil ], [ %sum.06.i.unr, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ]
  %epil.iter = phi i32 [ %epil.iter.next, %for.body.i.epil ], [ 0, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ]
  %idxprom6.i.epil = zext i32 %i.07.i.epil to i64, !dbg !54
  %arrayidx73.i.epil = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ15layernorm_f32x4E7partial, i64 0, i64 %idxprom6.i.epil, !dbg !54
  %arrayidx7.i.epil = addrspacecast float addrspace(3)* %arrayidx73.i.epil to float*, !dbg !54
  %14 = load float, float* %arrayidx7.i.epil, align 4, !dbg !54, !tbaa !47
  %add.i.epil = fadd contract float %sum.06.i.epil, %14, !dbg !55
  %inc.i.epil = add nuw nsw i32 %i.07.i.epil, 1, !dbg !56
  %epil.iter.next = add i32 %epil.iter, 1, !dbg !53
  %epil.iter.cmp.not = icmp eq i32 %epil.iter.next, %xtraiter, !dbg !53
  br i1 %epil.iter.cmp.not, label %_ZL9block_sumfPf.exit, label %for.body.i.epil, !dbg !53, !llvm.loop !60

_ZL9block_sumfPf.exit:                            ; preds = %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, %for.body.i.epil, %if.end.i
  %sum.0.lcssa.i = phi float [ 0.000000e+00, %if.end.i ], [ %add.i.lcssa.ph, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ], [ %add.i.epil, %for.body.i.epil ], !dbg !62
  tail call void @llvm.nvvm.barrier0(), !dbg !63
  %conv14 = sitofp i32 %columns to float, !dbg !64
  %div15 = fdiv contract float %sum.0.lcssa.i, %conv14, !dbg !65
  br i1 %cmp235, label %for.body21, label %for.cond.cleanup20, !dbg !66

for.body:                                         ; preds = %entry, %for.body
  %sum.0237 = phi float [ %add, %for.body ], [ 0.000000e+00, %entry ]
  %v.0236 = phi i32 [ %add12, %for.body ], [ %1, %entry ]
  %idxprom = sext i32 %v.0236 to i64, !dbg !67
  %arrayidx = getelementptr inbounds %struct.float4, %struct.float4* %add.ptr, i64 %idxprom, !dbg !67
  %agg.tmp.sroa.0.0..sroa_idx = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx, i64 0, i32 0, !dbg !67
  %agg.tmp.sroa.0.0.copyload = load float, float* %agg.tmp.sroa.0.0..sroa_idx, align 16, !dbg !67, !tbaa.struct !68
  %agg.tmp.sroa.2.0..sroa_idx232 = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx, i64 0, i32 1, !dbg !67
  %agg.tmp.sroa.2.0.copyload = load float, float* %agg.tmp.sroa.2.0..sroa_idx232, align 4, !dbg !67, !tbaa.struct !69
  %agg.tmp.sroa.3.0..sroa_idx233 = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx, i64 0, i32 2, !dbg !67
  %agg.tmp.sroa.3.0.copyload = load float, float* %agg.tmp.sroa.3.0..sroa_idx233, align 8, !dbg !67, !tbaa.struct !70
  %agg.tmp.sroa.4.0..sroa_idx234 = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx, i64 0, i32 3, !dbg !67
  %agg.tmp.sroa.4.0.copyload = load float, float* %agg.tmp.sroa.4.0..sroa_idx234, align 4, !dbg !67, !tbaa.struct !71
  %add.i196 = fadd contract float %agg.tmp.sroa.0.0.copyload, %agg.tmp.sroa.2.0.copyload, !dbg !72
  %add1.i = fadd contract float %add.i196, %agg.tmp.sroa.3.0.copyload, !dbg !75
  %add2.i = fadd contract float %add1.i, %agg.tmp.sroa.4.0.copyload, !dbg !76
  %add = fadd contract float %sum.0237, %add2.i, !dbg !77
  %add12 = add i32 %v.0236, %2, !dbg !78
  %cmp = icmp slt i32 %add12, %div, !dbg !27
  br i1 %cmp, label %for.body, label %for.cond.cleanup, !dbg !29, !llvm.loop !79

for.cond.cleanup20:                               ; preds = %for.body21, %_ZL9block_sumfPf.exit
  %square.0.lcssa = phi float [ 0.000000e+00, %_ZL9block_sumfPf.exit ], [ %add56, %for.body21 ], !dbg !28
  %15 = tail call contract float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %square.0.lcssa, i32 16, i32 31), !dbg !81
  %add.i.i198 = fadd contract float %square.0.lcssa, %15, !dbg !85
  %16 = tail call contract float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.i.i198, i32 8, i32 31), !dbg !81
  %add.1.i.i199 = fadd contract float %add.i.i198, %16, !dbg !85
  %17 = tail call contract float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.1.i.i199, i32 4, i32 31), !dbg !81
  %add.2.i.i200 = fadd contract float %add.1.i.i199, %17, !dbg !85
  %18 = tail call contract float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.2.i.i200, i32 2, i32 31), !dbg !81
  %add.3.i.i201 = fadd contract float %add.2.i.i200, %18, !dbg !85
  %19 = tail call contract float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.3.i.i201, i32 1, i32 31), !dbg !81
  br i1 %cmp.i, label %if.then.i209, label %if.end.i211, !dbg !86

if.then.i209:                                     ; preds = %for.cond.cleanup20
  %add.4.i.i208 = fadd contract float %add.3.i.i201, %19, !dbg !85
  %div1.i204 = lshr i32 %1, 5, !dbg !87
  %idxprom.i205 = zext i32 %div1.i204 to i64
  %arrayidx4.i206 = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ15layernorm_f32x4E7partial, i64 0, i64 %idxprom.i205, !dbg !88
  %arrayidx.i207 = addrspacecast float addrspace(3)* %arrayidx4.i206 to float*, !dbg !88
  store float %add.4.i.i208, float* %arrayidx.i207, align 4, !dbg !89, !tbaa !47
  br label %if.end.i211, !dbg !88

if.end.i211:                                      ; preds = %if.then.i209, %for.cond.cleanup20
  tail call void @llvm.nvvm.barrier0(), !dbg !90
  br i1 %cmp55.not.i, label %_ZL9block_sumfPf.exit224, label %for.body.preheader.i213, !dbg !91

for.body.preheader.i213:                          ; preds = %if.end.i211
  %umax.i212 = tail call i32 @llvm.umax.i32(i32 %div22.i, i32 1), !dbg !91
  %20 = add nsw i32 %umax.i212, -1, !dbg !91
  %xtraiter245 = and i32 %umax.i212, 3, !dbg !91
  %21 = icmp ult i32 %20, 3, !dbg !91
  br i1 %21, label %_ZL9block_sumfPf.exit224.loopexit.unr-lcssa, label %for.body.preheader.i213.new, !dbg !91

for.body.preheader.i213.new:                      ; preds = %for.body.preheader.i213
  %unroll_iter249 = and i32 %umax.i212, 134217724, !dbg !91
  br label %for.body.i223, !dbg !91

for.body.i223:                                    ; preds = %for.body.i223, %for.body.preheader.i213.new
  %i.07.i215 = phi i32 [ 0, %for.body.preheader.i213.new ], [ %inc.i221.3, %for.body.i223 ]
  %sum.06.i216 = phi float [ 0.000000e+00, %for.body.preheader.i213.new ], [ %add.i220.3, %for.body.i223 ]
  %niter250 = phi i32 [ 0, %for.body.preheader.i213.new ], [ %niter250.next.3, %for.body.i223 ]
  %idxprom6.i217 = zext i32 %i.07.i215 to i64, !dbg !92
  %arrayidx73.i218 = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ15layernorm_f32x4E7partial, i64 0, i64 %idxprom6.i217, !dbg !92
  %arrayidx7.i219 = addrspacecast float addrspace(3)* %arrayidx73.i218 to float*, !dbg !92
  %22 = load float, float* %arrayidx7.i219, align 4, !dbg !92, !tbaa !47
  %add.i220 = fadd contract float %sum.06.i216, %22, !dbg !93
  %inc.i221 = or i32 %i.07.i215, 1, !dbg !94
  %idxprom6.i217.1 = zext i32 %inc.i221 to i64, !dbg !92
  %arrayidx73.i218.1 = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ15layernorm_f32x4E7partial, i64 0, i64 %idxprom6.i217.1, !dbg !92
  %arrayidx7.i219.1 = addrspacecast float addrspace(3)* %arrayidx73.i218.1 to float*, !dbg !92
  %23 = load float, float* %arrayidx7.i219.1, align 4, !dbg !92, !tbaa !47
  %add.i220.1 = fadd contract float %add.i220, %23, !dbg !93
  %inc.i221.1 = or i32 %i.07.i215, 2, !dbg !94
  %idxprom6.i217.2 = zext i32 %inc.i221.1 to i64, !dbg !92
  %arrayidx73.i218.2 = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ15layernorm_f32x4E7partial, i64 0, i64 %idxprom6.i217.2, !dbg !92
  %arrayidx7.i219.2 = addrspacecast float addrspace(3)* %arrayidx73.i218.2 to float*, !dbg !92
  %24 = load float, float* %arrayidx7.i219.2, align 4, !dbg !92, !tbaa !47
  %add.i220.2 = fadd contract float %add.i220.1, %24, !dbg !93
  %inc.i221.2 = or i32 %i.07.i215, 3, !dbg !94
  %idxprom6.i217.3 = zext i32 %inc.i221.2 to i64, !dbg !92
  %arrayidx73.i218.3 = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ15layernorm_f32x4E7partial, i64 0, i64 %idxprom6.i217.3, !dbg !92
  %arrayidx7.i219.3 = addrspacecast float addrspace(3)* %arrayidx73.i218.3 to float*, !dbg !92
  %25 = load float, float* %arrayidx7.i219.3, align 4, !dbg !92, !tbaa !47
  %add.i220.3 = fadd contract float %add.i220.2, %25, !dbg !93
  %inc.i221.3 = add nuw nsw i32 %i.07.i215, 4, !dbg !94
  %niter250.next.3 = add i32 %niter250, 4, !dbg !91
  %niter250.ncmp.3 = icmp eq i32 %niter250.next.3, %unroll_iter249, !dbg !91
  br i1 %niter250.ncmp.3, label %_ZL9block_sumfPf.exit224.loopexit.unr-lcssa, label %for.body.i223, !dbg !91, !llvm.loop !95

_ZL9block_sumfPf.exit224.loopexit.unr-lcssa:      ; preds = %for.body.i223, %for.body.preheader.i213
  %add.i220.lcssa.ph = phi float [ undef, %for.body.preheader.i213 ], [ %add.i220.3, %for.body.i223 ]
  %i.07.i215.unr = phi i32 [ 0, %for.body.preheader.i213 ], [ %inc.i221.3, %for.body.i223 ]
  %sum.06.i216.unr = phi float [ 0.000000e+00, %for.body.preheader.i213 ], [ %add.i220.3, %for.body.i223 ]
  %lcmp.mod247.not = icmp eq i32 %xtraiter245, 0, !dbg !91
  br i1 %lcmp.mod247.not, label %_ZL9block_sumfPf.exit224, label %for.body.i223.epil, !dbg !91

for.body.i223.epil:                               ; preds = %_ZL9block_sumfPf.exit224.loopexit.unr-lcssa, %for.body.i223.epil
  %i.07.i215.epil = phi i32 [ %inc.i221.epil, %for.body.i223.epil ], [ %i.07.i215.unr, %_ZL9block_sumfPf.exit224.loopexit.unr-lcssa ]
  %sum.06.i216.epil = phi float [ %add.i220.epil, %for.body.i223.epil ], [ %sum.06.i216.unr, %_ZL9block_sumfPf.exit224.loopexit.unr-lcssa ]
  %epil.iter246 = phi i32 [ %epil.iter246.next, %for.body.i223.epil ], [ 0, %_ZL9block_sumfPf.exit224.loopexit.unr-lcssa ]
  %idxprom6.i217.epil = zext i32 %i.07.i215.epil to i64, !dbg !92
  %arrayidx73.i218.epil = getelementptr inbounds [32 x float], [32 x float] addrspace(3)* @_ZZ15layernorm_f32x4E7partial, i64 0, i64 %idxprom6.i217.epil, !dbg !92
  %arrayidx7.i219.epil = addrspacecast float addrspace(3)* %arrayidx73.i218.epil to float*, !dbg !92
  %26 = load float, float* %arrayidx7.i219.epil, align 4, !dbg !92, !tbaa !47
  %add.i220.epil = fadd contract float %sum.06.i216.epil, %26, !dbg !93
  %inc.i221.epil = add nuw nsw i32 %i.07.i215.epil, 1, !dbg !94
  %epil.iter246.next = add i32 %epil.iter246, 1, !dbg !91
  %epil.iter246.cmp.not = icmp eq i32 %epil.iter246.next, %xtraiter245, !dbg !91
  br i1 %epil.iter246.cmp.not, label %_ZL9block_sumfPf.exit224, label %for.body.i223.epil, !dbg !91, !llvm.loop !97

_ZL9block_sumfPf.exit224:                         ; preds = %_ZL9block_sumfPf.exit224.loopexit.unr-lcssa, %for.body.i223.epil, %if.end.i211
  %sum.0.lcssa.i214 = phi float [ 0.000000e+00, %if.end.i211 ], [ %add.i220.lcssa.ph, %_ZL9block_sumfPf.exit224.loopexit.unr-lcssa ], [ %add.i220.epil, %for.body.i223.epil ], !dbg !98
  tail call void @llvm.nvvm.barrier0(), !dbg !99
  %div63 = fdiv contract float %sum.0.lcssa.i214, %conv14, !dbg !100
  %add64 = fadd contract float %div63, %epsilon, !dbg !101
  %27 = tail call contract float @llvm.nvvm.rsqrt.approx.f(float %add64), !dbg !102
  br i1 %cmp235, label %for.body71, label %for.cond.cleanup70, !dbg !105

for.body21:                                       ; preds = %_ZL9block_sumfPf.exit, %for.body21
  %square.0240 = phi float [ %add56, %for.body21 ], [ 0.000000e+00, %_ZL9block_sumfPf.exit ]
  %v16.0239 = phi i32 [ %add59, %for.body21 ], [ %1, %_ZL9block_sumfPf.exit ]
  %idxprom23 = sext i32 %v16.0239 to i64, !dbg !106
  %arrayidx24 = getelementptr inbounds %struct.float4, %struct.float4* %add.ptr, i64 %idxprom23, !dbg !106
  %x25 = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx24, i64 0, i32 0, !dbg !107
  %28 = load float, float* %x25, align 16, !dbg !107, !tbaa !108
  %sub = fsub contract float %28, %div15, !dbg !110
  %y28 = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx24, i64 0, i32 1, !dbg !111
  %29 = load float, float* %y28, align 4, !dbg !111, !tbaa !112
  %sub29 = fsub contract float %29, %div15, !dbg !113
  %z32 = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx24, i64 0, i32 2, !dbg !114
  %30 = load float, float* %z32, align 8, !dbg !114, !tbaa !115
  %sub33 = fsub contract float %30, %div15, !dbg !116
  %w36 = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx24, i64 0, i32 3, !dbg !117
  %31 = load float, float* %w36, align 4, !dbg !117, !tbaa !118
  %sub37 = fsub contract float %31, %div15, !dbg !119
  %mul42 = fmul contract float %sub, %sub, !dbg !120
  %mul46 = fmul contract float %sub29, %sub29, !dbg !121
  %mul50 = fmul contract float %sub33, %sub33, !dbg !122
  %mul54 = fmul contract float %sub37, %sub37, !dbg !123
  %add.i227 = fadd contract float %mul42, %mul46, !dbg !124
  %add1.i229 = fadd contract float %add.i227, %mul50, !dbg !126
  %add2.i231 = fadd contract float %add1.i229, %mul54, !dbg !127
  %add56 = fadd contract float %square.0240, %add2.i231, !dbg !128
  %add59 = add i32 %v16.0239, %2, !dbg !129
  %cmp19 = icmp slt i32 %add59, %div, !dbg !130
  br i1 %cmp19, label %for.body21, label %for.cond.cleanup20, !dbg !66, !llvm.loop !131

for.cond.cleanup70:                               ; preds = %for.body71, %_ZL9block_sumfPf.exit224
  ret void, !dbg !133

for.body71:                                       ; preds = %_ZL9block_sumfPf.exit224, %for.body71
  %v66.0243 = phi i32 [ %add114, %for.body71 ], [ %1, %_ZL9block_sumfPf.exit224 ]
  %idxprom72 = sext i32 %v66.0243 to i64, !dbg !134
  %arrayidx73 = getelementptr inbounds %struct.float4, %struct.float4* %add.ptr, i64 %idxprom72, !dbg !134
  %in.sroa.0.0..sroa_idx = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx73, i64 0, i32 0, !dbg !134
  %in.sroa.0.0.copyload = load float, float* %in.sroa.0.0..sroa_idx, align 16, !dbg !134, !tbaa.struct !68
  %in.sroa.4.0..sroa_idx138 = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx73, i64 0, i32 1, !dbg !134
  %in.sroa.4.0.copyload = load float, float* %in.sroa.4.0..sroa_idx138, align 4, !dbg !134, !tbaa.struct !69
  %in.sroa.5.0..sroa_idx140 = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx73, i64 0, i32 2, !dbg !134
  %in.sroa.5.0.copyload = load float, float* %in.sroa.5.0..sroa_idx140, align 8, !dbg !134, !tbaa.struct !70
  %in.sroa.6.0..sroa_idx142 = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx73, i64 0, i32 3, !dbg !134
  %in.sroa.6.0.copyload = load float, float* %in.sroa.6.0..sroa_idx142, align 4, !dbg !134, !tbaa.struct !71
  %g.sroa.0.0..sroa_idx = getelementptr inbounds %struct.float4, %struct.float4* %gamma, i64 %idxprom72, i32 0, !dbg !135
  %g.sroa.0.0.copyload = load float, float* %g.sroa.0.0..sroa_idx, align 16, !dbg !135, !tbaa.struct !68
  %g.sroa.4.0..sroa_idx131 = getelementptr inbounds %struct.float4, %struct.float4* %gamma, i64 %idxprom72, i32 1, !dbg !135
  %g.sroa.4.0.copyload = load float, float* %g.sroa.4.0..sroa_idx131, align 4, !dbg !135, !tbaa.struct !69
  %g.sroa.5.0..sroa_idx133 = getelementptr inbounds %struct.float4, %struct.float4* %gamma, i64 %idxprom72, i32 2, !dbg !135
  %g.sroa.5.0.copyload = load float, float* %g.sroa.5.0..sroa_idx133, align 8, !dbg !135, !tbaa.struct !70
  %g.sroa.6.0..sroa_idx135 = getelementptr inbounds %struct.float4, %struct.float4* %gamma, i64 %idxprom72, i32 3, !dbg !135
  %g.sroa.6.0.copyload = load float, float* %g.sroa.6.0..sroa_idx135, align 4, !dbg !135, !tbaa.struct !71
  %b.sroa.0.0..sroa_idx = getelementptr inbounds %struct.float4, %struct.float4* %beta, i64 %idxprom72, i32 0, !dbg !136
  %b.sroa.0.0.copyload = load float, float* %b.sroa.0.0..sroa_idx, align 16, !dbg !136, !tbaa.struct !68
  %b.sroa.4.0..sroa_idx124 = getelementptr inbounds %struct.float4, %struct.float4* %beta, i64 %idxprom72, i32 1, !dbg !136
  %b.sroa.4.0.copyload = load float, float* %b.sroa.4.0..sroa_idx124, align 4, !dbg !136, !tbaa.struct !69
  %b.sroa.5.0..sroa_idx126 = getelementptr inbounds %struct.float4, %struct.float4* %beta, i64 %idxprom72, i32 2, !dbg !136
  %b.sroa.5.0.copyload = load float, float* %b.sroa.5.0..sroa_idx126, align 8, !dbg !136, !tbaa.struct !70
  %b.sroa.6.0..sroa_idx128 = getelementptr inbounds %struct.float4, %struct.float4* %beta, i64 %idxprom72, i32 3, !dbg !136
  %b.sroa.6.0.copyload = load float, float* %b.sroa.6.0..sroa_idx128, align 4, !dbg !136, !tbaa.struct !71
  %sub80 = fsub contract float %in.sroa.0.0.copyload, %div15, !dbg !137
  %mul81 = fmul contract float %27, %sub80, !dbg !138
  %mul83 = fmul contract float %mul81, %g.sroa.0.0.copyload, !dbg !139
  %add85 = fadd contract float %mul83, %b.sroa.0.0.copyload, !dbg !140
  %sub88 = fsub contract float %in.sroa.4.0.copyload, %div15, !dbg !141
  %mul89 = fmul contract float %27, %sub88, !dbg !142
  %mul91 = fmul contract float %mul89, %g.sroa.4.0.copyload, !dbg !143
  %add93 = fadd contract float %mul91, %b.sroa.4.0.copyload, !dbg !144
  %sub96 = fsub contract float %in.sroa.5.0.copyload, %div15, !dbg !145
  %mul97 = fmul contract float %27, %sub96, !dbg !146
  %mul99 = fmul contract float %mul97, %g.sroa.5.0.copyload, !dbg !147
  %add101 = fadd contract float %mul99, %b.sroa.5.0.copyload, !dbg !148
  %sub104 = fsub contract float %in.sroa.6.0.copyload, %div15, !dbg !149
  %mul105 = fmul contract float %27, %sub104, !dbg !150
  %mul107 = fmul contract float %mul105, %g.sroa.6.0.copyload, !dbg !151
  %add109 = fadd contract float %mul107, %b.sroa.6.0.copyload, !dbg !152
  %arrayidx111 = getelementptr inbounds %struct.float4, %struct.float4* %add.ptr8, i64 %idxprom72, !dbg !153
  %ref.tmp.sroa.0.0..sroa_idx = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx111, i64 0, i32 0, !dbg !154
  store float %add85, float* %ref.tmp.sroa.0.0..sroa_idx, align 16, !dbg !154, !tbaa.struct !68
  %ref.tmp.sroa.4.0..sroa_idx117 = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx111, i64 0, i32 1, !dbg !154
  store float %add93, float* %ref.tmp.sroa.4.0..sroa_idx117, align 4, !dbg !154, !tbaa.struct !69
  %ref.tmp.sroa.5.0..sroa_idx119 = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx111, i64 0, i32 2, !dbg !154
  store float %add101, float* %ref.tmp.sroa.5.0..sroa_idx119, align 8, !dbg !154, !tbaa.struct !70
  %ref.tmp.sroa.6.0..sroa_idx121 = getelementptr inbounds %struct.float4, %struct.float4* %arrayidx111, i64 0, i32 3, !dbg !154
  store float %add109, float* %ref.tmp.sroa.6.0..sroa_idx121, align 4, !dbg !154, !tbaa.struct !71
  %add114 = add i32 %v66.0243, %2, !dbg !155
  %cmp69 = icmp slt i32 %add114, %div, !dbg !156
  br i1 %cmp69, label %for.body71, label %for.cond.cleanup70, !dbg !105, !llvm.loop !157
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind readnone speculatable willreturn
declare i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind readnone speculatable willreturn
declare i32 @llvm.nvvm.read.ptx.sreg.tid.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind readnone speculatable willreturn
declare i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #1

; Function Attrs: convergent nocallback nounwind
declare void @llvm.nvvm.barrier0() #2

; Function Attrs: convergent inaccessiblememonly nocallback nounwind
declare float @llvm.nvvm.shfl.sync.bfly.f32(i32, float, i32, i32) #3

; Function Attrs: mustprogress nocallback nofree nosync nounwind readnone willreturn
declare float @llvm.nvvm.rsqrt.approx.f(float) #4

; Function Attrs: nocallback nofree nosync nounwind readnone speculatable willreturn
declare i32 @llvm.umax.i32(i32, i32) #5

attributes #0 = { convergent mustprogress norecurse nounwind "frame-pointer"="all" "min-legal-vector-width"="0" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx42,+ptx72,+sm_80" }
attributes #1 = { mustprogress nocallback nofree nosync nounwind readnone speculatable willreturn }
attributes #2 = { convergent nocallback nounwind }
attributes #3 = { convergent inaccessiblememonly nocallback nounwind }
attributes #4 = { mustprogress nocallback nofree nosync nounwind readnone willreturn }
attributes #5 = { nocallback nofree nosync nounwind readnone speculatable willreturn }

!llvm.dbg.cu = !{!0}
!nvvm.annotations = !{!2, !3}
!llvm.module.flags = !{!4, !5, !6, !7, !8}
!llvm.ident = !{!9}

!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus_14, file: !1, producer: "clang version 15.0.6", isOptimized: true, runtimeVersion: 0, emissionKind: DebugDirectivesOnly, splitDebugInlining: false, nameTableKind: None)
!1 = !DIFile(filename: "kernel.cu", directory: ".")
!2 = !{void (%struct.float4*, %struct.float4*, %struct.float4*, %struct.float4*, i32, i32, float)* @layernorm_f32x4, !"kernel", i32 1}
!3 = !{void (%struct.float4*, %struct.float4*, %struct.float4*, %struct.float4*, i32, i32, float)* @layernorm_f32x4, !"maxntidx", i32 256}
!4 = !{i32 7, !"Dwarf Version", i32 2}
!5 = !{i32 2, !"Debug Info Version", i32 3}
!6 = !{i32 1, !"wchar_size", i32 4}
!7 = !{i32 4, !"nvvm-reflect-ftz", i32 0}
!8 = !{i32 7, !"frame-pointer", i32 2}
!9 = !{!"clang version 15.0.6"}
!10 = distinct !DISubprogram(name: "layernorm_f32x4", scope: !1, file: !1, line: 8, type: !11, scopeLine: 10, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !12)
!11 = !DISubroutineType(types: !12)
!12 = !{}
!13 = !DILocation(line: 12, column: 25, scope: !10)
!14 = !DILocation(line: 66, column: 3, scope: !15, inlinedAt: !17)
!15 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !16, file: !16, line: 66, type: !11, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !12)
!16 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
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
!30 = !DILocation(line: 64, column: 53, scope: !31, inlinedAt: !34)
!31 = distinct !DISubprogram(name: "block_sum", scope: !32, file: !32, line: 63, type: !33, scopeLine: 63, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !12)
!32 = !DIFile(filename: "./../common.h", directory: ".")
!33 = !DISubroutineType(cc: DW_CC_nocall, types: !12)
!34 = distinct !DILocation(line: 19, column: 16, scope: !10)
!35 = !DILocation(line: 20, column: 10, scope: !36, inlinedAt: !37)
!36 = distinct !DISubprogram(name: "__shfl_xor_sync", scope: !32, file: !32, line: 19, type: !33, scopeLine: 19, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !12)
!37 = distinct !DILocation(line: 51, column: 14, scope: !38, inlinedAt: !39)
!38 = distinct !DISubprogram(name: "warp_sum", scope: !32, file: !32, line: 49, type: !11, scopeLine: 49, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !12)
!39 = distinct !DILocation(line: 65, column: 11, scope: !31, inlinedAt: !34)
!40 = !DILocation(line: 51, column: 11, scope: !38, inlinedAt: !39)
!41 = !DILocation(line: 66, column: 19, scope: !31, inlinedAt: !34)
!42 = !DILocation(line: 66, column: 26, scope: !31, inlinedAt: !34)
!43 = !DILocation(line: 66, column: 7, scope: !31, inlinedAt: !34)
!44 = !DILocation(line: 64, column: 26, scope: !31, inlinedAt: !34)
!45 = !DILocation(line: 67, column: 5, scope: !31, inlinedAt: !34)
!46 = !DILocation(line: 67, column: 19, scope: !31, inlinedAt: !34)
!47 = !{!48, !48, i64 0}
!48 = !{!"float", !49, i64 0}
!49 = !{!"omnipotent char", !50, i64 0}
!50 = !{!"Simple C++ TBAA"}
!51 = !DILocation(line: 68, column: 3, scope: !31, inlinedAt: !34)
!52 = !DILocation(line: 70, column: 21, scope: !31, inlinedAt: !34)
!53 = !DILocation(line: 70, column: 3, scope: !31, inlinedAt: !34)
!54 = !DILocation(line: 71, column: 12, scope: !31, inlinedAt: !34)
!55 = !DILocation(line: 71, column: 9, scope: !31, inlinedAt: !34)
!56 = !DILocation(line: 70, column: 31, scope: !31, inlinedAt: !34)
!57 = distinct !{!57, !53, !58, !59}
!58 = !DILocation(line: 71, column: 21, scope: !31, inlinedAt: !34)
!59 = !{!"llvm.loop.mustprogress"}
!60 = distinct !{!60, !61}
!61 = !{!"llvm.loop.unroll.disable"}
!62 = !DILocation(line: 0, scope: !31, inlinedAt: !34)
!63 = !DILocation(line: 72, column: 3, scope: !31, inlinedAt: !34)
!64 = !DILocation(line: 19, column: 42, scope: !10)
!65 = !DILocation(line: 19, column: 40, scope: !10)
!66 = !DILocation(line: 22, column: 3, scope: !10)
!67 = !DILocation(line: 18, column: 19, scope: !10)
!68 = !{i64 0, i64 4, !47, i64 4, i64 4, !47, i64 8, i64 4, !47, i64 12, i64 4, !47}
!69 = !{i64 0, i64 4, !47, i64 4, i64 4, !47, i64 8, i64 4, !47}
!70 = !{i64 0, i64 4, !47, i64 4, i64 4, !47}
!71 = !{i64 0, i64 4, !47}
!72 = !DILocation(line: 5, column: 44, scope: !73, inlinedAt: !74)
!73 = distinct !DISubprogram(name: "sum_of", scope: !1, file: !1, line: 5, type: !11, scopeLine: 5, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !12)
!74 = distinct !DILocation(line: 18, column: 12, scope: !10)
!75 = !DILocation(line: 5, column: 50, scope: !73, inlinedAt: !74)
!76 = !DILocation(line: 5, column: 56, scope: !73, inlinedAt: !74)
!77 = !DILocation(line: 18, column: 9, scope: !10)
!78 = !DILocation(line: 17, column: 44, scope: !10)
!79 = distinct !{!79, !29, !80, !59}
!80 = !DILocation(line: 18, column: 25, scope: !10)
!81 = !DILocation(line: 20, column: 10, scope: !36, inlinedAt: !82)
!82 = distinct !DILocation(line: 51, column: 14, scope: !38, inlinedAt: !83)
!83 = distinct !DILocation(line: 65, column: 11, scope: !31, inlinedAt: !84)
!84 = distinct !DILocation(line: 26, column: 24, scope: !10)
!85 = !DILocation(line: 51, column: 11, scope: !38, inlinedAt: !83)
!86 = !DILocation(line: 66, column: 7, scope: !31, inlinedAt: !84)
!87 = !DILocation(line: 64, column: 26, scope: !31, inlinedAt: !84)
!88 = !DILocation(line: 67, column: 5, scope: !31, inlinedAt: !84)
!89 = !DILocation(line: 67, column: 19, scope: !31, inlinedAt: !84)
!90 = !DILocation(line: 68, column: 3, scope: !31, inlinedAt: !84)
!91 = !DILocation(line: 70, column: 3, scope: !31, inlinedAt: !84)
!92 = !DILocation(line: 71, column: 12, scope: !31, inlinedAt: !84)
!93 = !DILocation(line: 71, column: 9, scope: !31, inlinedAt: !84)
!94 = !DILocation(line: 70, column: 31, scope: !31, inlinedAt: !84)
!95 = distinct !{!95, !91, !96, !59}
!96 = !DILocation(line: 71, column: 21, scope: !31, inlinedAt: !84)
!97 = distinct !{!97, !61}
!98 = !DILocation(line: 0, scope: !31, inlinedAt: !84)
!99 = !DILocation(line: 72, column: 3, scope: !31, inlinedAt: !84)
!100 = !DILocation(line: 26, column: 51, scope: !10)
!101 = !DILocation(line: 26, column: 61, scope: !10)
!102 = !DILocation(line: 32, column: 39, scope: !103, inlinedAt: !104)
!103 = distinct !DISubprogram(name: "rsqrtf", scope: !32, file: !32, line: 32, type: !11, scopeLine: 32, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !12)
!104 = distinct !DILocation(line: 26, column: 17, scope: !10)
!105 = !DILocation(line: 28, column: 3, scope: !10)
!106 = !DILocation(line: 23, column: 17, scope: !10)
!107 = !DILocation(line: 23, column: 24, scope: !10)
!108 = !{!109, !48, i64 0}
!109 = !{!"_ZTS6float4", !48, i64 0, !48, i64 4, !48, i64 8, !48, i64 12}
!110 = !DILocation(line: 23, column: 26, scope: !10)
!111 = !DILocation(line: 23, column: 41, scope: !10)
!112 = !{!109, !48, i64 4}
!113 = !DILocation(line: 23, column: 43, scope: !10)
!114 = !DILocation(line: 23, column: 58, scope: !10)
!115 = !{!109, !48, i64 8}
!116 = !DILocation(line: 23, column: 60, scope: !10)
!117 = !DILocation(line: 23, column: 75, scope: !10)
!118 = !{!109, !48, i64 12}
!119 = !DILocation(line: 23, column: 77, scope: !10)
!120 = !DILocation(line: 24, column: 27, scope: !10)
!121 = !DILocation(line: 24, column: 38, scope: !10)
!122 = !DILocation(line: 24, column: 49, scope: !10)
!123 = !DILocation(line: 24, column: 60, scope: !10)
!124 = !DILocation(line: 5, column: 44, scope: !73, inlinedAt: !125)
!125 = distinct !DILocation(line: 24, column: 15, scope: !10)
!126 = !DILocation(line: 5, column: 50, scope: !73, inlinedAt: !125)
!127 = !DILocation(line: 5, column: 56, scope: !73, inlinedAt: !125)
!128 = !DILocation(line: 24, column: 12, scope: !10)
!129 = !DILocation(line: 22, column: 44, scope: !10)
!130 = !DILocation(line: 22, column: 31, scope: !10)
!131 = distinct !{!131, !66, !132, !59}
!132 = !DILocation(line: 25, column: 3, scope: !10)
!133 = !DILocation(line: 33, column: 1, scope: !10)
!134 = !DILocation(line: 29, column: 17, scope: !10)
!135 = !DILocation(line: 29, column: 29, scope: !10)
!136 = !DILocation(line: 29, column: 43, scope: !10)
!137 = !DILocation(line: 30, column: 25, scope: !10)
!138 = !DILocation(line: 30, column: 33, scope: !10)
!139 = !DILocation(line: 30, column: 41, scope: !10)
!140 = !DILocation(line: 30, column: 47, scope: !10)
!141 = !DILocation(line: 30, column: 60, scope: !10)
!142 = !DILocation(line: 30, column: 68, scope: !10)
!143 = !DILocation(line: 30, column: 76, scope: !10)
!144 = !DILocation(line: 30, column: 82, scope: !10)
!145 = !DILocation(line: 31, column: 25, scope: !10)
!146 = !DILocation(line: 31, column: 33, scope: !10)
!147 = !DILocation(line: 31, column: 41, scope: !10)
!148 = !DILocation(line: 31, column: 47, scope: !10)
!149 = !DILocation(line: 31, column: 60, scope: !10)
!150 = !DILocation(line: 31, column: 68, scope: !10)
!151 = !DILocation(line: 31, column: 76, scope: !10)
!152 = !DILocation(line: 31, column: 82, scope: !10)
!153 = !DILocation(line: 30, column: 5, scope: !10)
!154 = !DILocation(line: 30, column: 16, scope: !10)
!155 = !DILocation(line: 28, column: 44, scope: !10)
!156 = !DILocation(line: 28, column: 31, scope: !10)
!157 = distinct !{!157, !105, !158, !59}
!158 = !DILocation(line: 32, column: 3, scope: !10)
