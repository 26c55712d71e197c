; clang-22 -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx80 -nocudainc -nocudalib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only kernel.cu
; ModuleID = 'kernel.cu'
source_filename = "kernel.cu"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

@_ZZ15paged_attentionE7partial = internal unnamed_addr addrspace(3) global [32 x float] undef, align 4
@dynamic_shared = external dso_local local_unnamed_addr addrspace(3) global [0 x float], align 4

; Function Attrs: convergent mustprogress noinline norecurse nounwind
define dso_local ptx_kernel void @paged_attention(ptr noalias noundef writeonly captures(none) %out, ptr noalias noundef readonly captures(none) %query, ptr noalias noundef readonly captures(none) %key_cache, ptr noalias noundef readonly captures(none) %value_cache, ptr noalias noundef readonly captures(none) %block_tables, ptr noalias noundef readonly captures(none) %seq_lens, i32 noundef %max_blocks, i32 noundef %kv_heads, float noundef %scale) local_unnamed_addr #0 !dbg !12 {
entry:
  %0 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.x(), !dbg !15
  %1 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ctaid.y(), !dbg !19
  %2 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.nctaid.x(), !dbg !22
  %div = udiv i32 %2, %kv_heads, !dbg !25
  %div3 = udiv i32 %0, %div, !dbg !26
  %3 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.tid.x(), !dbg !27
  %div5175 = lshr i32 %3, 5, !dbg !30
  %4 = tail call noundef i32 @llvm.nvvm.read.ptx.sreg.ntid.x(), !dbg !31
  %div7176 = lshr i32 %4, 5, !dbg !34
  %rem = and i32 %3, 31, !dbg !35
  %idxprom = zext nneg i32 %1 to i64, !dbg !36
  %arrayidx = getelementptr inbounds nuw i32, ptr %seq_lens, i64 %idxprom, !dbg !36
  %5 = load i32, ptr %arrayidx, align 4, !dbg !36, !tbaa !8
  %mul = mul nsw i32 %max_blocks, %1, !dbg !37
  %idx.ext = sext i32 %mul to i64, !dbg !38
  %add.ptr = getelementptr inbounds i32, ptr %block_tables, i64 %idx.ext, !dbg !38
  %conv10 = zext nneg i32 %2 to i64, !dbg !39
  %mul11 = mul nuw nsw i64 %idxprom, %conv10, !dbg !40
  %conv12 = zext nneg i32 %0 to i64, !dbg !41
  %add = add nuw nsw i64 %mul11, %conv12, !dbg !42
  %mul13 = shl nuw nsw i64 %add, 6, !dbg !43
  %add.ptr14 = getelementptr inbounds nuw float, ptr %query, i64 %mul13, !dbg !44
  %cmp186 = icmp slt i32 %div5175, %5, !dbg !45
  br i1 %cmp186, label %for.body.lr.ph, label %for.cond.cleanup, !dbg !46

for.body.lr.ph:                                   ; preds = %entry
  %conv19 = sext i32 %kv_heads to i64
  %conv21 = zext nneg i32 %div3 to i64
  %cmp43 = icmp eq i32 %rem, 0
  br label %for.body, !dbg !46

for.cond.cleanup:                                 ; preds = %if.end, %entry
  %largest.0.lcssa = phi float [ 0xC7EFFFFFE0000000, %entry ], [ %cond.i, %if.end ], !dbg !47
  %cmp49 = icmp eq i32 %rem, 0, !dbg !48
  br i1 %cmp49, label %if.then50, label %if.end53, !dbg !48

for.body:                                         ; preds = %for.body.lr.ph, %if.end
  %largest.0188 = phi float [ 0xC7EFFFFFE0000000, %for.body.lr.ph ], [ %cond.i, %if.end ]
  %p.0187 = phi i32 [ %div5175, %for.body.lr.ph ], [ %add47, %if.end ]
  %div15178 = lshr i32 %p.0187, 4, !dbg !49
  %idxprom16 = zext nneg i32 %div15178 to i64, !dbg !50
  %arrayidx17 = getelementptr inbounds nuw i32, ptr %add.ptr, i64 %idxprom16, !dbg !50
  %6 = load i32, ptr %arrayidx17, align 4, !dbg !50, !tbaa !8
  %conv18 = sext i32 %6 to i64, !dbg !50
  %mul20 = mul nsw i64 %conv18, %conv19, !dbg !51
  %add22 = add nsw i64 %mul20, %conv21, !dbg !52
  %rem24 = shl i32 %p.0187, 6, !dbg !53
  %7 = and i32 %rem24, 960, !dbg !53
  %8 = zext nneg i32 %7 to i64, !dbg !53
  %.idx179 = shl i64 %add22, 12, !dbg !54
  %9 = getelementptr i8, ptr %key_cache, i64 %.idx179, !dbg !54
  %add.ptr28 = getelementptr float, ptr %9, i64 %8, !dbg !54
  br label %for.body32, !dbg !55

for.cond.cleanup31:                               ; preds = %for.body32
  %10 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add38, i32 range(i32 1, -2147483648) 16, i32 31), !dbg !56
  %add.i = fadd contract float %add38, %10, !dbg !62
  %11 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.i, i32 range(i32 1, -2147483648) 8, i32 31), !dbg !56
  %add.1.i = fadd contract float %add.i, %11, !dbg !62
  %12 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.1.i, i32 range(i32 1, -2147483648) 4, i32 31), !dbg !56
  %add.2.i = fadd contract float %add.1.i, %12, !dbg !62
  %13 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.2.i, i32 range(i32 1, -2147483648) 2, i32 31), !dbg !56
  %add.3.i = fadd contract float %add.2.i, %13, !dbg !62
  %14 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.3.i, i32 range(i32 1, -2147483648) 1, i32 31), !dbg !56
  %add.4.i = fadd contract float %add.3.i, %14, !dbg !62
  %mul41 = fmul contract float %scale, %add.4.i, !dbg !63
  %cmp.i = fcmp contract olt float %largest.0188, %mul41, !dbg !64
  %cond.i = select contract i1 %cmp.i, float %mul41, float %largest.0188, !dbg !67
  br i1 %cmp43, label %if.then, label %if.end, !dbg !68

for.body32:                                       ; preds = %for.body, %for.body32
  %i.0185 = phi i32 [ %rem, %for.body ], [ %add39, %for.body32 ]
  %dot.0184 = phi float [ 0.000000e+00, %for.body ], [ %add38, %for.body32 ]
  %idxprom33 = zext nneg i32 %i.0185 to i64, !dbg !69
  %arrayidx34 = getelementptr inbounds nuw float, ptr %add.ptr14, i64 %idxprom33, !dbg !69
  %15 = load float, ptr %arrayidx34, align 4, !dbg !69, !tbaa !70
  %arrayidx36 = getelementptr inbounds nuw float, ptr %add.ptr28, i64 %idxprom33, !dbg !72
  %16 = load float, ptr %arrayidx36, align 4, !dbg !72, !tbaa !70
  %mul37 = fmul contract float %15, %16, !dbg !73
  %add38 = fadd contract float %dot.0184, %mul37, !dbg !74
  %add39 = add nuw nsw i32 %i.0185, 32, !dbg !75
  %cmp30 = icmp samesign ult i32 %i.0185, 32, !dbg !76
  br i1 %cmp30, label %for.body32, label %for.cond.cleanup31, !dbg !55, !llvm.loop !77

if.then:                                          ; preds = %for.cond.cleanup31
  %idxprom44 = zext nneg i32 %p.0187 to i64
  %arrayidx45 = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @dynamic_shared to ptr), i64 %idxprom44
  store float %mul41, ptr %arrayidx45, align 4, !dbg !80, !tbaa !70
  br label %if.end, !dbg !81

if.end:                                           ; preds = %if.then, %for.cond.cleanup31
  %add47 = add nuw nsw i32 %p.0187, %div7176, !dbg !82
  %cmp = icmp slt i32 %add47, %5, !dbg !45
  br i1 %cmp, label %for.body, label %for.cond.cleanup, !dbg !46, !llvm.loop !83

if.then50:                                        ; preds = %for.cond.cleanup
  %idxprom51 = zext nneg i32 %div5175 to i64
  %arrayidx52 = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ15paged_attentionE7partial to ptr), i64 %idxprom51
  store float %largest.0.lcssa, ptr %arrayidx52, align 4, !dbg !85, !tbaa !70
  br label %if.end53, !dbg !86

if.end53:                                         ; preds = %if.then50, %for.cond.cleanup
  tail call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0), !dbg !87
  %cmp56189.not = icmp eq i32 %div7176, 0, !dbg !88
  br i1 %cmp56189.not, label %for.cond.cleanup57, label %for.body58.preheader, !dbg !89

for.body58.preheader:                             ; preds = %if.end53
  %xtraiter = and i32 %div7176, 3, !dbg !89
  %17 = icmp samesign ult i32 %4, 128, !dbg !89
  br i1 %17, label %for.body58.epil.preheader, label %for.body58.preheader.new, !dbg !89

for.body58.preheader.new:                         ; preds = %for.body58.preheader
  %unroll_iter = and i32 %div7176, 60, !dbg !89
  br label %for.body58, !dbg !89

for.cond.cleanup57.loopexit.unr-lcssa:            ; preds = %for.body58
  %lcmp.mod.not = icmp eq i32 %xtraiter, 0, !dbg !89
  br i1 %lcmp.mod.not, label %for.cond.cleanup57, label %for.body58.epil.preheader, !dbg !89

for.body58.epil.preheader:                        ; preds = %for.cond.cleanup57.loopexit.unr-lcssa, %for.body58.preheader
  %largest.1191.epil.init = phi float [ %largest.0.lcssa, %for.body58.preheader ], [ %cond.i181.3, %for.cond.cleanup57.loopexit.unr-lcssa ]
  %i54.0190.epil.init = phi i32 [ 0, %for.body58.preheader ], [ %inc.3, %for.cond.cleanup57.loopexit.unr-lcssa ]
  %lcmp.mod207 = icmp ne i32 %xtraiter, 0, !dbg !89
  tail call void @llvm.assume(i1 %lcmp.mod207), !dbg !89
  br label %for.body58.epil, !dbg !89

for.body58.epil:                                  ; preds = %for.body58.epil, %for.body58.epil.preheader
  %largest.1191.epil = phi float [ %cond.i181.epil, %for.body58.epil ], [ %largest.1191.epil.init, %for.body58.epil.preheader ]
  %i54.0190.epil = phi i32 [ %inc.epil, %for.body58.epil ], [ %i54.0190.epil.init, %for.body58.epil.preheader ]
  %epil.iter = phi i32 [ %epil.iter.next, %for.body58.epil ], [ 0, %for.body58.epil.preheader ]
  %idxprom59.epil = zext nneg i32 %i54.0190.epil to i64, !dbg !90
  %arrayidx60.epil = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ15paged_attentionE7partial to ptr), i64 %idxprom59.epil, !dbg !90
  %18 = load float, ptr %arrayidx60.epil, align 4, !dbg !90, !tbaa !70
  %cmp.i180.epil = fcmp contract olt float %largest.1191.epil, %18, !dbg !91
  %cond.i181.epil = select contract i1 %cmp.i180.epil, float %18, float %largest.1191.epil, !dbg !93
  %inc.epil = add nuw nsw i32 %i54.0190.epil, 1, !dbg !94
  %epil.iter.next = add i32 %epil.iter, 1, !dbg !89
  %epil.iter.cmp.not = icmp eq i32 %epil.iter.next, %xtraiter, !dbg !89
  br i1 %epil.iter.cmp.not, label %for.cond.cleanup57, label %for.body58.epil, !dbg !89, !llvm.loop !95

for.cond.cleanup57:                               ; preds = %for.cond.cleanup57.loopexit.unr-lcssa, %for.body58.epil, %if.end53
  %largest.1.lcssa = phi float [ %largest.0.lcssa, %if.end53 ], [ %cond.i181.3, %for.cond.cleanup57.loopexit.unr-lcssa ], [ %cond.i181.epil, %for.body58.epil ], !dbg !47
  tail call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0), !dbg !97
  %cmp67193 = icmp slt i32 %3, %5, !dbg !98
  br i1 %cmp67193, label %for.body69, label %for.cond.cleanup68, !dbg !99

for.body58:                                       ; preds = %for.body58, %for.body58.preheader.new
  %largest.1191 = phi float [ %largest.0.lcssa, %for.body58.preheader.new ], [ %cond.i181.3, %for.body58 ]
  %i54.0190 = phi i32 [ 0, %for.body58.preheader.new ], [ %inc.3, %for.body58 ]
  %niter = phi i32 [ 0, %for.body58.preheader.new ], [ %niter.next.3, %for.body58 ]
  %idxprom59 = zext nneg i32 %i54.0190 to i64, !dbg !90
  %arrayidx60 = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ15paged_attentionE7partial to ptr), i64 %idxprom59, !dbg !90
  %19 = load float, ptr %arrayidx60, align 4, !dbg !90, !tbaa !70
  %cmp.i180 = fcmp contract olt float %largest.1191, %19, !dbg !91
  %cond.i181 = select contract i1 %cmp.i180, float %19, float %largest.1191, !dbg !93
  %20 = zext nneg i32 %i54.0190 to i64, !dbg !90
  %21 = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ15paged_attentionE7partial to ptr), i64 %20, !dbg !90
  %arrayidx60.1 = getelementptr inbounds nuw i8, ptr %21, i64 4, !dbg !90
  %22 = load float, ptr %arrayidx60.1, align 4, !dbg !90, !tbaa !70
  %cmp.i180.1 = fcmp contract olt float %cond.i181, %22, !dbg !91
  %cond.i181.1 = select contract i1 %cmp.i180.1, float %22, float %cond.i181, !dbg !93
  %23 = zext nneg i32 %i54.0190 to i64, !dbg !90
  %24 = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ15paged_attentionE7partial to ptr), i64 %23, !dbg !90
  %arrayidx60.2 = getelementptr inbounds nuw i8, ptr %24, i64 8, !dbg !90
  %25 = load float, ptr %arrayidx60.2, align 4, !dbg !90, !tbaa !70
  %cmp.i180.2 = fcmp contract olt float %cond.i181.1, %25, !dbg !91
  %cond.i181.2 = select contract i1 %cmp.i180.2, float %25, float %cond.i181.1, !dbg !93
  %26 = zext nneg i32 %i54.0190 to i64, !dbg !90
  %27 = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ15paged_attentionE7partial to ptr), i64 %26, !dbg !90
  %arrayidx60.3 = getelementptr inbounds nuw i8, ptr %27, i64 12, !dbg !90
  %28 = load float, ptr %arrayidx60.3, align 4, !dbg !90, !tbaa !70
  %cmp.i180.3 = fcmp contract olt float %cond.i181.2, %28, !dbg !91
  %cond.i181.3 = select contract i1 %cmp.i180.3, float %28, float %cond.i181.2, !dbg !93
  %inc.3 = add nuw nsw i32 %i54.0190, 4, !dbg !94
  %niter.next.3 = add i32 %niter, 4, !dbg !89
  %niter.ncmp.3 = icmp eq i32 %niter.next.3, %unroll_iter, !dbg !89
  br i1 %niter.ncmp.3, label %for.cond.cleanup57.loopexit.unr-lcssa, label %for.body58, !dbg !89, !llvm.loop !100

for.cond.cleanup68:                               ; preds = %for.body69, %for.cond.cleanup57
  %sum.0.lcssa = phi float [ 0.000000e+00, %for.cond.cleanup57 ], [ %add77, %for.body69 ], !dbg !47
  %29 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %sum.0.lcssa, i32 range(i32 1, -2147483648) 16, i32 31), !dbg !102
  %add.i.i = fadd contract float %sum.0.lcssa, %29, !dbg !107
  %30 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.i.i, i32 range(i32 1, -2147483648) 8, i32 31), !dbg !102
  %add.1.i.i = fadd contract float %add.i.i, %30, !dbg !107
  %31 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.1.i.i, i32 range(i32 1, -2147483648) 4, i32 31), !dbg !102
  %add.2.i.i = fadd contract float %add.1.i.i, %31, !dbg !107
  %32 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.2.i.i, i32 range(i32 1, -2147483648) 2, i32 31), !dbg !102
  %add.3.i.i = fadd contract float %add.2.i.i, %32, !dbg !107
  %33 = tail call contract noundef float @llvm.nvvm.shfl.sync.bfly.f32(i32 -1, float %add.3.i.i, i32 range(i32 1, -2147483648) 1, i32 31), !dbg !102
  br i1 %cmp49, label %if.then.i, label %if.end.i, !dbg !108

if.then.i:                                        ; preds = %for.cond.cleanup68
  %add.4.i.i = fadd contract float %add.3.i.i, %33
  %idxprom.i = zext nneg i32 %div5175 to i64
  %arrayidx.i = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ15paged_attentionE7partial to ptr), i64 %idxprom.i
  store float %add.4.i.i, ptr %arrayidx.i, align 4, !dbg !109, !tbaa !70
  br label %if.end.i, !dbg !110

if.end.i:                                         ; preds = %if.then.i, %for.cond.cleanup68
  tail call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0), !dbg !111
  br i1 %cmp56189.not, label %_ZL9block_sumfPf.exit, label %for.body.i.preheader, !dbg !112

for.body.i.preheader:                             ; preds = %if.end.i
  %xtraiter208 = and i32 %div7176, 3, !dbg !112
  %34 = icmp samesign ult i32 %4, 128, !dbg !112
  br i1 %34, label %for.body.i.epil.preheader, label %for.body.i.preheader.new, !dbg !112

for.body.i.preheader.new:                         ; preds = %for.body.i.preheader
  %unroll_iter213 = and i32 %div7176, 60, !dbg !112
  br label %for.body.i, !dbg !112

for.body.i:                                       ; preds = %for.body.i, %for.body.i.preheader.new
  %i.017.i = phi i32 [ 0, %for.body.i.preheader.new ], [ %inc.i.3, %for.body.i ]
  %sum.016.i = phi float [ 0.000000e+00, %for.body.i.preheader.new ], [ %add.i183.3, %for.body.i ]
  %niter214 = phi i32 [ 0, %for.body.i.preheader.new ], [ %niter214.next.3, %for.body.i ]
  %idxprom6.i = zext nneg i32 %i.017.i to i64, !dbg !113
  %arrayidx7.i = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ15paged_attentionE7partial to ptr), i64 %idxprom6.i, !dbg !113
  %35 = load float, ptr %arrayidx7.i, align 4, !dbg !113, !tbaa !70
  %add.i183 = fadd contract float %sum.016.i, %35, !dbg !114
  %36 = zext nneg i32 %i.017.i to i64, !dbg !113
  %37 = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ15paged_attentionE7partial to ptr), i64 %36, !dbg !113
  %arrayidx7.i.1 = getelementptr inbounds nuw i8, ptr %37, i64 4, !dbg !113
  %38 = load float, ptr %arrayidx7.i.1, align 4, !dbg !113, !tbaa !70
  %add.i183.1 = fadd contract float %add.i183, %38, !dbg !114
  %39 = zext nneg i32 %i.017.i to i64, !dbg !113
  %40 = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ15paged_attentionE7partial to ptr), i64 %39, !dbg !113
  %arrayidx7.i.2 = getelementptr inbounds nuw i8, ptr %40, i64 8, !dbg !113
  %41 = load float, ptr %arrayidx7.i.2, align 4, !dbg !113, !tbaa !70
  %add.i183.2 = fadd contract float %add.i183.1, %41, !dbg !114
  %42 = zext nneg i32 %i.017.i to i64, !dbg !113
  %43 = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ15paged_attentionE7partial to ptr), i64 %42, !dbg !113
  %arrayidx7.i.3 = getelementptr inbounds nuw i8, ptr %43, i64 12, !dbg !113
  %44 = load float, ptr %arrayidx7.i.3, align 4, !dbg !113, !tbaa !70
  %add.i183.3 = fadd contract float %add.i183.2, %44, !dbg !114
  %inc.i.3 = add nuw nsw i32 %i.017.i, 4, !dbg !115
  %niter214.next.3 = add i32 %niter214, 4, !dbg !112
  %niter214.ncmp.3 = icmp eq i32 %niter214.next.3, %unroll_iter213, !dbg !112
  br i1 %niter214.ncmp.3, label %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, label %for.body.i, !dbg !112, !llvm.loop !116

_ZL9block_sumfPf.exit.loopexit.unr-lcssa:         ; preds = %for.body.i
  %lcmp.mod210.not = icmp eq i32 %xtraiter208, 0, !dbg !112
  br i1 %lcmp.mod210.not, label %_ZL9block_sumfPf.exit, label %for.body.i.epil.preheader, !dbg !112

for.body.i.epil.preheader:                        ; preds = %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, %for.body.i.preheader
  %i.017.i.epil.init = phi i32 [ 0, %for.body.i.preheader ], [ %inc.i.3, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ]
  %sum.016.i.epil.init = phi float [ 0.000000e+00, %for.body.i.preheader ], [ %add.i183.3, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ]
  %lcmp.mod212 = icmp ne i32 %xtraiter208, 0, !dbg !112
  tail call void @llvm.assume(i1 %lcmp.mod212), !dbg !112
  br label %for.body.i.epil, !dbg !112

for.body.i.epil:                                  ; preds = %for.body.i.epil, %for.body.i.epil.preheader
  %i.017.i.epil = phi i32 [ %inc.i.epil, %for.body.i.epil ], [ %i.017.i.epil.init, %for.body.i.epil.preheader ]
  %sum.016.i.epil = phi float [ %add.i183.epil, %for.body.i.epil ], [ %sum.016.i.epil.init, %for.body.i.epil.preheader ]
  %epil.iter209 = phi i32 [ %epil.iter209.next, %for.body.i.epil ], [ 0, %for.body.i.epil.preheader ]
  %idxprom6.i.epil = zext nneg i32 %i.017.i.epil to i64, !dbg !113
  %arrayidx7.i.epil = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @_ZZ15paged_attentionE7partial to ptr), i64 %idxprom6.i.epil, !dbg !113
  %45 = load float, ptr %arrayidx7.i.epil, align 4, !dbg !113, !tbaa !70
  %add.i183.epil = fadd contract float %sum.016.i.epil, %45, !dbg !114
  %inc.i.epil = add nuw nsw i32 %i.017.i.epil, 1, !dbg !115
  %epil.iter209.next = add i32 %epil.iter209, 1, !dbg !112
  %epil.iter209.cmp.not = icmp eq i32 %epil.iter209.next, %xtraiter208, !dbg !112
  br i1 %epil.iter209.cmp.not, label %_ZL9block_sumfPf.exit, label %for.body.i.epil, !dbg !112, !llvm.loop !118

_ZL9block_sumfPf.exit:                            ; preds = %_ZL9block_sumfPf.exit.loopexit.unr-lcssa, %for.body.i.epil, %if.end.i
  %sum.0.lcssa.i = phi float [ 0.000000e+00, %if.end.i ], [ %add.i183.3, %_ZL9block_sumfPf.exit.loopexit.unr-lcssa ], [ %add.i183.epil, %for.body.i.epil ], !dbg !119
  tail call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0), !dbg !120
  %cmp86201 = icmp samesign ult i32 %3, 64, !dbg !121
  br i1 %cmp86201, label %for.cond90.preheader.lr.ph, label %for.cond.cleanup87, !dbg !122

for.cond90.preheader.lr.ph:                       ; preds = %_ZL9block_sumfPf.exit
  %cmp91197 = icmp sgt i32 %5, 0
  %conv100 = sext i32 %kv_heads to i64
  %conv102 = zext nneg i32 %div3 to i64
  %46 = getelementptr float, ptr %out, i64 %mul13
  br label %for.cond90.preheader, !dbg !122

for.body69:                                       ; preds = %for.cond.cleanup57, %for.body69
  %p64.0195 = phi i32 [ %add80, %for.body69 ], [ %3, %for.cond.cleanup57 ]
  %sum.0194 = phi float [ %add77, %for.body69 ], [ 0.000000e+00, %for.cond.cleanup57 ]
  %idxprom70 = sext i32 %p64.0195 to i64, !dbg !123
  %arrayidx71 = getelementptr inbounds float, ptr addrspacecast (ptr addrspace(3) @dynamic_shared to ptr), i64 %idxprom70, !dbg !123
  %47 = load float, ptr %arrayidx71, align 4, !dbg !123, !tbaa !70
  %sub = fsub contract float %47, %largest.1.lcssa, !dbg !124
  %mul.i = fmul contract float %sub, 0x3FF7154760000000, !dbg !125
  %48 = tail call contract noundef float @llvm.nvvm.ex2.approx.f32(float %mul.i), !dbg !128
  store float %48, ptr %arrayidx71, align 4, !dbg !131, !tbaa !70
  %add77 = fadd contract float %sum.0194, %48, !dbg !132
  %add80 = add i32 %p64.0195, %4, !dbg !133
  %cmp67 = icmp slt i32 %add80, %5, !dbg !98
  br i1 %cmp67, label %for.body69, label %for.cond.cleanup68, !dbg !99, !llvm.loop !134

for.cond90.preheader:                             ; preds = %for.cond90.preheader.lr.ph, %for.cond.cleanup92
  %i83.0202 = phi i32 [ %3, %for.cond90.preheader.lr.ph ], [ %add126, %for.cond.cleanup92 ]
  %conv111 = zext nneg i32 %i83.0202 to i64
  br i1 %cmp91197, label %for.body93, label %for.cond.cleanup92, !dbg !136

for.cond.cleanup87:                               ; preds = %for.cond.cleanup92, %_ZL9block_sumfPf.exit
  ret void, !dbg !137

for.cond.cleanup92:                               ; preds = %for.body93, %for.cond90.preheader
  %value.0.lcssa = phi float [ 0.000000e+00, %for.cond90.preheader ], [ %add115, %for.body93 ], !dbg !47
  %div119 = fdiv contract float %value.0.lcssa, %sum.0.lcssa.i, !dbg !138
  %arrayidx123 = getelementptr float, ptr %46, i64 %conv111, !dbg !139
  store float %div119, ptr %arrayidx123, align 4, !dbg !140, !tbaa !70
  %add126 = add nuw nsw i32 %i83.0202, %4, !dbg !141
  %cmp86 = icmp samesign ult i32 %add126, 64, !dbg !121
  br i1 %cmp86, label %for.cond90.preheader, label %for.cond.cleanup87, !dbg !122, !llvm.loop !142

for.body93:                                       ; preds = %for.cond90.preheader, %for.body93
  %p89.0199 = phi i32 [ %inc117, %for.body93 ], [ 0, %for.cond90.preheader ]
  %value.0198 = phi float [ %add115, %for.body93 ], [ 0.000000e+00, %for.cond90.preheader ]
  %div95177 = lshr i32 %p89.0199, 4, !dbg !144
  %idxprom96 = zext nneg i32 %div95177 to i64, !dbg !145
  %arrayidx97 = getelementptr inbounds nuw i32, ptr %add.ptr, i64 %idxprom96, !dbg !145
  %49 = load i32, ptr %arrayidx97, align 4, !dbg !145, !tbaa !8
  %conv98 = sext i32 %49 to i64, !dbg !145
  %mul101 = mul nsw i64 %conv98, %conv100, !dbg !146
  %add103 = add nsw i64 %mul101, %conv102, !dbg !147
  %idxprom108 = zext nneg i32 %p89.0199 to i64, !dbg !148
  %arrayidx109 = getelementptr inbounds nuw float, ptr addrspacecast (ptr addrspace(3) @dynamic_shared to ptr), i64 %idxprom108, !dbg !148
  %50 = load float, ptr %arrayidx109, align 4, !dbg !148, !tbaa !70
  %rem105 = shl i32 %p89.0199, 6, !dbg !149
  %51 = and i32 %rem105, 960, !dbg !149
  %52 = zext nneg i32 %51 to i64, !dbg !149
  %.idx = shl i64 %add103, 12, !dbg !150
  %53 = getelementptr i8, ptr %value_cache, i64 %.idx, !dbg !150
  %54 = getelementptr float, ptr %53, i64 %52, !dbg !150
  %arrayidx113 = getelementptr float, ptr %54, i64 %conv111, !dbg !150
  %55 = load float, ptr %arrayidx113, align 4, !dbg !150, !tbaa !70
  %mul114 = fmul contract float %50, %55, !dbg !151
  %add115 = fadd contract float %value.0198, %mul114, !dbg !152
  %inc117 = add nuw nsw i32 %p89.0199, 1, !dbg !153
  %exitcond203.not = icmp eq i32 %inc117, %5, !dbg !154
  br i1 %exitcond203.not, label %for.cond.cleanup92, label %for.body93, !dbg !136, !llvm.loop !155
}

; Function Attrs: convergent nocallback nounwind
declare void @llvm.nvvm.barrier.cta.sync.aligned.all(i32) #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 2147483647) i32 @llvm.nvvm.read.ptx.sreg.ctaid.x() #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 65535) i32 @llvm.nvvm.read.ptx.sreg.ctaid.y() #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, -2147483648) i32 @llvm.nvvm.read.ptx.sreg.nctaid.x() #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.nvvm.read.ptx.sreg.tid.x() #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 1, 1025) i32 @llvm.nvvm.read.ptx.sreg.ntid.x() #2

; Function Attrs: convergent nocallback nounwind memory(inaccessiblemem: readwrite)
declare float @llvm.nvvm.shfl.sync.bfly.f32(i32, float, i32, i32) #3

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(none)
declare float @llvm.nvvm.ex2.approx.f32(float) #4

; Function Attrs: nocallback nofree nosync nounwind willreturn memory(inaccessiblemem: write)
declare void @llvm.assume(i1 noundef) #5

attributes #0 = { convergent mustprogress noinline norecurse nounwind "frame-pointer"="all" "no-trapping-math"="true" "nvvm.maxntid"="128" "stack-protector-buffer-size"="8" "target-cpu"="sm_80" "target-features"="+ptx80,+sm_80" "uniform-work-group-size"="true" }
attributes #1 = { convergent nocallback nounwind }
attributes #2 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }
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
!12 = distinct !DISubprogram(name: "paged_attention", scope: !1, file: !1, line: 11, type: !13, scopeLine: 14, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!13 = !DISubroutineType(types: !14)
!14 = !{}
!15 = !DILocation(line: 66, column: 27, scope: !16, inlinedAt: !18)
!16 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 66, type: !13, scopeLine: 66, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!17 = !DIFile(filename: "clang/include/__clang_cuda_builtin_vars.h", directory: "")
!18 = distinct !DILocation(line: 19, column: 14, scope: !12)
!19 = !DILocation(line: 67, column: 27, scope: !20, inlinedAt: !21)
!20 = distinct !DISubprogram(name: "__fetch_builtin_y", scope: !17, file: !17, line: 67, type: !13, scopeLine: 67, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!21 = distinct !DILocation(line: 19, column: 37, scope: !12)
!22 = !DILocation(line: 92, column: 27, scope: !23, inlinedAt: !24)
!23 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 92, type: !13, scopeLine: 92, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!24 = distinct !DILocation(line: 20, column: 25, scope: !12)
!25 = !DILocation(line: 20, column: 35, scope: !12)
!26 = !DILocation(line: 20, column: 22, scope: !12)
!27 = !DILocation(line: 53, column: 27, scope: !28, inlinedAt: !29)
!28 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 53, type: !13, scopeLine: 53, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!29 = distinct !DILocation(line: 21, column: 14, scope: !12)
!30 = !DILocation(line: 21, column: 26, scope: !12)
!31 = !DILocation(line: 79, column: 27, scope: !32, inlinedAt: !33)
!32 = distinct !DISubprogram(name: "__fetch_builtin_x", scope: !17, file: !17, line: 79, type: !13, scopeLine: 79, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!33 = distinct !DILocation(line: 21, column: 42, scope: !12)
!34 = !DILocation(line: 21, column: 53, scope: !12)
!35 = !DILocation(line: 21, column: 80, scope: !12)
!36 = !DILocation(line: 22, column: 16, scope: !12)
!37 = !DILocation(line: 23, column: 46, scope: !12)
!38 = !DILocation(line: 23, column: 35, scope: !12)
!39 = !DILocation(line: 24, column: 39, scope: !12)
!40 = !DILocation(line: 24, column: 37, scope: !12)
!41 = !DILocation(line: 24, column: 51, scope: !12)
!42 = !DILocation(line: 24, column: 49, scope: !12)
!43 = !DILocation(line: 25, column: 34, scope: !12)
!44 = !DILocation(line: 25, column: 26, scope: !12)
!45 = !DILocation(line: 29, column: 24, scope: !12)
!46 = !DILocation(line: 29, column: 3, scope: !12)
!47 = !DILocation(line: 0, scope: !12)
!48 = !DILocation(line: 41, column: 12, scope: !12)
!49 = !DILocation(line: 30, column: 28, scope: !12)
!50 = !DILocation(line: 30, column: 20, scope: !12)
!51 = !DILocation(line: 31, column: 25, scope: !12)
!52 = !DILocation(line: 31, column: 36, scope: !12)
!53 = !DILocation(line: 32, column: 38, scope: !12)
!54 = !DILocation(line: 32, column: 32, scope: !12)
!55 = !DILocation(line: 34, column: 5, scope: !12)
!56 = !DILocation(line: 20, column: 10, scope: !57, inlinedAt: !59)
!57 = distinct !DISubprogram(name: "__shfl_xor_sync", scope: !58, file: !58, line: 19, type: !13, scopeLine: 19, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!58 = !DIFile(filename: "./../common.h", directory: ".")
!59 = distinct !DILocation(line: 51, column: 14, scope: !60, inlinedAt: !61)
!60 = distinct !DISubprogram(name: "warp_sum", scope: !58, file: !58, line: 49, type: !13, scopeLine: 49, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!61 = distinct !DILocation(line: 36, column: 11, scope: !12)
!62 = !DILocation(line: 51, column: 11, scope: !60, inlinedAt: !61)
!63 = !DILocation(line: 36, column: 25, scope: !12)
!64 = !DILocation(line: 47, column: 50, scope: !65, inlinedAt: !66)
!65 = distinct !DISubprogram(name: "max_of", scope: !58, file: !58, line: 47, type: !13, scopeLine: 47, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!66 = distinct !DILocation(line: 37, column: 15, scope: !12)
!67 = !DILocation(line: 47, column: 48, scope: !65, inlinedAt: !66)
!68 = !DILocation(line: 38, column: 14, scope: !12)
!69 = !DILocation(line: 35, column: 14, scope: !12)
!70 = !{!71, !71, i64 0}
!71 = !{!"float", !10, i64 0}
!72 = !DILocation(line: 35, column: 21, scope: !12)
!73 = !DILocation(line: 35, column: 19, scope: !12)
!74 = !DILocation(line: 35, column: 11, scope: !12)
!75 = !DILocation(line: 34, column: 41, scope: !12)
!76 = !DILocation(line: 34, column: 26, scope: !12)
!77 = distinct !{!77, !55, !78, !79}
!78 = !DILocation(line: 35, column: 24, scope: !12)
!79 = !{!"llvm.loop.mustprogress"}
!80 = !DILocation(line: 39, column: 17, scope: !12)
!81 = !DILocation(line: 39, column: 7, scope: !12)
!82 = !DILocation(line: 29, column: 36, scope: !12)
!83 = distinct !{!83, !46, !84, !79}
!84 = !DILocation(line: 40, column: 3, scope: !12)
!85 = !DILocation(line: 42, column: 19, scope: !12)
!86 = !DILocation(line: 42, column: 5, scope: !12)
!87 = !DILocation(line: 43, column: 3, scope: !12)
!88 = !DILocation(line: 44, column: 21, scope: !12)
!89 = !DILocation(line: 44, column: 3, scope: !12)
!90 = !DILocation(line: 45, column: 31, scope: !12)
!91 = !DILocation(line: 47, column: 50, scope: !65, inlinedAt: !92)
!92 = distinct !DILocation(line: 45, column: 15, scope: !12)
!93 = !DILocation(line: 47, column: 48, scope: !65, inlinedAt: !92)
!94 = !DILocation(line: 44, column: 31, scope: !12)
!95 = distinct !{!95, !96}
!96 = !{!"llvm.loop.unroll.disable"}
!97 = !DILocation(line: 46, column: 3, scope: !12)
!98 = !DILocation(line: 50, column: 31, scope: !12)
!99 = !DILocation(line: 50, column: 3, scope: !12)
!100 = distinct !{!100, !89, !101, !79}
!101 = !DILocation(line: 45, column: 41, scope: !12)
!102 = !DILocation(line: 20, column: 10, scope: !57, inlinedAt: !103)
!103 = distinct !DILocation(line: 51, column: 14, scope: !60, inlinedAt: !104)
!104 = distinct !DILocation(line: 65, column: 11, scope: !105, inlinedAt: !106)
!105 = distinct !DISubprogram(name: "block_sum", scope: !58, file: !58, line: 63, type: !13, scopeLine: 63, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!106 = distinct !DILocation(line: 54, column: 9, scope: !12)
!107 = !DILocation(line: 51, column: 11, scope: !60, inlinedAt: !104)
!108 = !DILocation(line: 66, column: 26, scope: !105, inlinedAt: !106)
!109 = !DILocation(line: 67, column: 19, scope: !105, inlinedAt: !106)
!110 = !DILocation(line: 67, column: 5, scope: !105, inlinedAt: !106)
!111 = !DILocation(line: 68, column: 3, scope: !105, inlinedAt: !106)
!112 = !DILocation(line: 70, column: 3, scope: !105, inlinedAt: !106)
!113 = !DILocation(line: 71, column: 12, scope: !105, inlinedAt: !106)
!114 = !DILocation(line: 71, column: 9, scope: !105, inlinedAt: !106)
!115 = !DILocation(line: 70, column: 31, scope: !105, inlinedAt: !106)
!116 = distinct !{!116, !112, !117, !79}
!117 = !DILocation(line: 71, column: 21, scope: !105, inlinedAt: !106)
!118 = distinct !{!118, !96}
!119 = !DILocation(line: 0, scope: !105, inlinedAt: !106)
!120 = !DILocation(line: 72, column: 3, scope: !105, inlinedAt: !106)
!121 = !DILocation(line: 57, column: 31, scope: !12)
!122 = !DILocation(line: 57, column: 3, scope: !12)
!123 = !DILocation(line: 51, column: 29, scope: !12)
!124 = !DILocation(line: 51, column: 39, scope: !12)
!125 = !DILocation(line: 46, column: 58, scope: !126, inlinedAt: !127)
!126 = distinct !DISubprogram(name: "expf_approx", scope: !58, file: !58, line: 46, type: !13, scopeLine: 46, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!127 = distinct !DILocation(line: 51, column: 17, scope: !12)
!128 = !DILocation(line: 31, column: 44, scope: !129, inlinedAt: !130)
!129 = distinct !DISubprogram(name: "exp2_approx", scope: !58, file: !58, line: 31, type: !13, scopeLine: 31, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!130 = distinct !DILocation(line: 46, column: 44, scope: !126, inlinedAt: !127)
!131 = !DILocation(line: 51, column: 15, scope: !12)
!132 = !DILocation(line: 52, column: 9, scope: !12)
!133 = !DILocation(line: 50, column: 43, scope: !12)
!134 = distinct !{!134, !99, !135, !79}
!135 = !DILocation(line: 53, column: 3, scope: !12)
!136 = !DILocation(line: 59, column: 5, scope: !12)
!137 = !DILocation(line: 66, column: 1, scope: !12)
!138 = !DILocation(line: 64, column: 40, scope: !12)
!139 = !DILocation(line: 64, column: 5, scope: !12)
!140 = !DILocation(line: 64, column: 32, scope: !12)
!141 = !DILocation(line: 57, column: 46, scope: !12)
!142 = distinct !{!142, !122, !143, !79}
!143 = !DILocation(line: 65, column: 3, scope: !12)
!144 = !DILocation(line: 60, column: 30, scope: !12)
!145 = !DILocation(line: 60, column: 22, scope: !12)
!146 = !DILocation(line: 61, column: 27, scope: !12)
!147 = !DILocation(line: 61, column: 38, scope: !12)
!148 = !DILocation(line: 62, column: 16, scope: !12)
!149 = !DILocation(line: 62, column: 44, scope: !12)
!150 = !DILocation(line: 62, column: 28, scope: !12)
!151 = !DILocation(line: 62, column: 26, scope: !12)
!152 = !DILocation(line: 62, column: 13, scope: !12)
!153 = !DILocation(line: 59, column: 34, scope: !12)
!154 = !DILocation(line: 59, column: 23, scope: !12)
!155 = distinct !{!155, !136, !156, !79}
!156 = !DILocation(line: 63, column: 5, scope: !12)
