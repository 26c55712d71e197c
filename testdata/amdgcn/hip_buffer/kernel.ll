; clang-22 -x hip --cuda-device-only --offload-arch=gfx90a -nogpuinc -nogpulib -std=c++17 -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only kernel.hip
; ModuleID = 'kernel.hip'
source_filename = "kernel.hip"
target datalayout = "e-m:e-p:64:64-p1:64:64-p2:32:32-p3:32:32-p4:64:64-p5:32:32-p6:32:32-p7:160:256:256:32-p8:128:128:128:48-p9:192:256:256:32-i64:64-v16:16-v24:32-v32:32-v48:64-v96:128-v192:256-v256:256-v512:512-v1024:1024-v2048:2048-n32:64-S32-A5-G1-ni:7:8:9"
target triple = "amdgcn-amd-amdhsa"

@__hip_cuid_97a881d7eb4e1e11 = addrspace(1) global i8 0
@llvm.compiler.used = appending addrspace(1) global [1 x ptr] [ptr addrspacecast (ptr addrspace(1) @__hip_cuid_97a881d7eb4e1e11 to ptr)], section "llvm.metadata"

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: readwrite)
define protected amdgpu_kernel void @scale_rows(ptr addrspace(1) noundef writeonly captures(none) %y.coerce, ptr addrspace(1) noundef readonly captures(none) %x.coerce, i32 noundef %stride, i32 noundef %n, float noundef %factor) local_unnamed_addr #0 !dbg !13 {
entry:
  %0 = tail call i32 @llvm.amdgcn.workitem.id.x(), !dbg !16
  %mul = shl nuw nsw i32 %0, 2, !dbg !17
  %cmp = icmp slt i32 %mul, %n, !dbg !18
  %mul8 = shl nuw nsw i32 %0, 4
  %spec.select = select i1 %cmp, i32 %mul8, i32 -2147483648, !dbg !19
  %1 = tail call i32 @llvm.amdgcn.workgroup.id.x(), !dbg !20
  %mul3 = mul nsw i32 %stride, %1, !dbg !21
  %idx.ext = sext i32 %mul3 to i64, !dbg !22
  %add.ptr6 = getelementptr inbounds float, ptr addrspace(1) %y.coerce, i64 %idx.ext, !dbg !23
  %mul7 = shl nsw i32 %n, 2, !dbg !24
  %conv = sext i32 %mul7 to i64, !dbg !25
  %2 = tail call ptr addrspace(8) @llvm.amdgcn.make.buffer.rsrc.p8.p1(ptr addrspace(1) %add.ptr6, i16 0, i64 %conv, i32 159744), !dbg !26
  %add.ptr = getelementptr inbounds float, ptr addrspace(1) %x.coerce, i64 %idx.ext, !dbg !22
  %3 = tail call ptr addrspace(8) @llvm.amdgcn.make.buffer.rsrc.p8.p1(ptr addrspace(1) %add.ptr, i16 0, i64 2147483646, i32 159744), !dbg !27
  %4 = tail call <4 x i32> @llvm.amdgcn.raw.ptr.buffer.load.v4i32(ptr addrspace(8) %3, i32 %spec.select, i32 0, i32 0), !dbg !28
  %5 = bitcast <4 x i32> %4 to <4 x float>, !dbg !29
  %splat.splatinsert = insertelement <4 x float> poison, float %factor, i64 0, !dbg !30
  %splat.splat = shufflevector <4 x float> %splat.splatinsert, <4 x float> poison, <4 x i32> zeroinitializer, !dbg !30
  %mul10 = fmul contract <4 x float> %splat.splat, %5, !dbg !31
  %6 = bitcast <4 x float> %mul10 to <4 x i32>, !dbg !32
  tail call void @llvm.amdgcn.raw.ptr.buffer.store.v4i32(<4 x i32> %6, ptr addrspace(8) %2, i32 %mul8, i32 0, i32 0), !dbg !33
  ret void, !dbg !34
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef i32 @llvm.amdgcn.workgroup.id.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare noundef range(i32 0, 1024) i32 @llvm.amdgcn.workitem.id.x() #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: read)
declare <4 x i32> @llvm.amdgcn.raw.ptr.buffer.load.v4i32(ptr addrspace(8) readonly captures(none), i32, i32, i32 immarg) #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: write)
declare void @llvm.amdgcn.raw.ptr.buffer.store.v4i32(<4 x i32>, ptr addrspace(8) writeonly captures(none), i32, i32, i32 immarg) #3

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare ptr addrspace(8) @llvm.amdgcn.make.buffer.rsrc.p8.p1(ptr addrspace(1) readnone, i16, i64, i32) #4

attributes #0 = { mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: readwrite) "amdgpu-agpr-alloc"="0" "amdgpu-flat-work-group-size"="1,1024" "amdgpu-no-cluster-id-x" "amdgpu-no-cluster-id-y" "amdgpu-no-cluster-id-z" "amdgpu-no-completion-action" "amdgpu-no-default-queue" "amdgpu-no-dispatch-id" "amdgpu-no-dispatch-ptr" "amdgpu-no-flat-scratch-init" "amdgpu-no-heap-ptr" "amdgpu-no-hostcall-ptr" "amdgpu-no-implicitarg-ptr" "amdgpu-no-lds-kernel-id" "amdgpu-no-multigrid-sync-arg" "amdgpu-no-queue-ptr" "amdgpu-no-workgroup-id-x" "amdgpu-no-workgroup-id-y" "amdgpu-no-workgroup-id-z" "amdgpu-no-workitem-id-x" "amdgpu-no-workitem-id-y" "amdgpu-no-workitem-id-z" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="gfx90a" "target-features"="+16-bit-insts,+atomic-buffer-global-pk-add-f16-insts,+atomic-fadd-rtn-insts,+atomic-fmin-fmax-global-f64,+ci-insts,+cube-insts,+cvt-pknorm-vop2-insts,+dl-insts,+dot1-insts,+dot10-insts,+dot2-insts,+dot3-insts,+dot4-insts,+dot5-insts,+dot6-insts,+dot7-insts,+dpp,+gfx8-insts,+gfx9-insts,+gfx90a-insts,+lerp-inst,+mai-insts,+qsad-insts,+s-memrealtime,+s-memtime-inst,+sad-insts,+wavefrontsize64" "uniform-work-group-size"="true" }
attributes #1 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #2 = { mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: read) }
attributes #3 = { mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: write) }
attributes #4 = { nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2, !3, !4, !5, !6, !7}
!llvm.ident = !{!8}
!llvm.errno.tbaa = !{!9}

!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus_14, file: !1, producer: "clang version 22.1.8", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly, splitDebugInlining: false, nameTableKind: None)
!1 = !DIFile(filename: "kernel.hip", directory: ".", checksumkind: CSK_MD5, checksum: "b08c747643141db032d554ea91eaec9e")
!2 = !{i32 1, !"amdhsa_code_object_version", i32 600}
!3 = !{i32 1, !"amdgpu_printf_kind", !"hostcall"}
!4 = !{i32 7, !"Dwarf Version", i32 5}
!5 = !{i32 2, !"Debug Info Version", i32 3}
!6 = !{i32 1, !"wchar_size", i32 4}
!7 = !{i32 8, !"PIC Level", i32 2}
!8 = !{!"clang version 22.1.8"}
!9 = !{!10, !10, i64 0}
!10 = !{!"int", !11, i64 0}
!11 = !{!"omnipotent char", !12, i64 0}
!12 = !{!"Simple C++ TBAA"}
!13 = distinct !DISubprogram(name: "scale_rows", scope: !1, file: !1, line: 5, type: !14, scopeLine: 6, flags: DIFlagPrototyped | DIFlagAllCallsDescribed, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!14 = !DISubroutineType(types: !15)
!15 = !{}
!16 = !DILocation(line: 8, column: 18, scope: !13)
!17 = !DILocation(line: 8, column: 51, scope: !13)
!18 = !DILocation(line: 14, column: 25, scope: !13)
!19 = !DILocation(line: 14, column: 18, scope: !13)
!20 = !DILocation(line: 7, column: 15, scope: !13)
!21 = !DILocation(line: 11, column: 26, scope: !13)
!22 = !DILocation(line: 11, column: 20, scope: !13)
!23 = !DILocation(line: 13, column: 20, scope: !13)
!24 = !DILocation(line: 13, column: 42, scope: !13)
!25 = !DILocation(line: 13, column: 40, scope: !13)
!26 = !DILocation(line: 12, column: 33, scope: !13)
!27 = !DILocation(line: 10, column: 35, scope: !13)
!28 = !DILocation(line: 16, column: 36, scope: !13)
!29 = !DILocation(line: 16, column: 9, scope: !13)
!30 = !DILocation(line: 17, column: 79, scope: !13)
!31 = !DILocation(line: 17, column: 77, scope: !13)
!32 = !DILocation(line: 17, column: 70, scope: !13)
!33 = !DILocation(line: 17, column: 5, scope: !13)
!34 = !DILocation(line: 19, column: 1, scope: !13)
