; clang-22 -x cl -cl-std=CL2.0 -target amdgcn-amd-amdhsa -mcpu=gfx900 -Xclang -finclude-default-header -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only -nogpulib kernel.cl
; ModuleID = 'kernel.cl'
source_filename = "kernel.cl"
target datalayout = "e-m:e-p:64:64-p1:64:64-p2:32:32-p3:32:32-p4:64:64-p5:32:32-p6:32:32-p7:160:256:256:32-p8:128:128:128:48-p9:192:256:256:32-i64:64-v16:16-v24:32-v32:32-v48:64-v96:128-v192:256-v256:256-v512:512-v1024:1024-v2048:2048-n32:64-S32-A5-G1-ni:7:8:9"
target triple = "amdgcn-amd-amdhsa"

; Function Attrs: convergent norecurse nounwind
define protected amdgpu_kernel void @transpose(ptr addrspace(4) %from, ptr addrspace(4) %to, i32 noundef %rows, i32 noundef %columns) local_unnamed_addr #0 !dbg !13 !kernel_arg_addr_space !16 !kernel_arg_access_qual !17 !kernel_arg_type !18 !kernel_arg_base_type !18 !kernel_arg_type_qual !19 {
entry:
  %call.i = tail call i64 @_Z13get_global_idj(i32 noundef 0) #5, !dbg !20
  %conv.i = trunc i64 %call.i to i32, !dbg !20
  %call1.i = tail call i64 @_Z13get_global_idj(i32 noundef 1) #5, !dbg !23
  %conv2.i = trunc i64 %call1.i to i32, !dbg !23
  %cmp.i = icmp sgt i32 %columns, %conv.i, !dbg !24
  %cmp4.i = icmp sgt i32 %rows, %conv2.i
  %or.cond.i = select i1 %cmp.i, i1 %cmp4.i, i1 false, !dbg !25
  br i1 %or.cond.i, label %if.then.i, label %__clang_ocl_kern_imp_transpose.exit, !dbg !25

if.then.i:                                        ; preds = %entry
  %mul.i = mul nsw i32 %rows, %conv.i, !dbg !26
  %add.i = add nsw i32 %mul.i, %conv2.i, !dbg !27
  %mul6.i = mul nsw i32 %columns, %conv2.i, !dbg !28
  %add7.i = add nsw i32 %mul6.i, %conv.i, !dbg !29
  %call8.i = tail call <4 x float> @_Z11read_imagef21ocl_image1d_buffer_roi(ptr addrspace(4) %from, i32 noundef %add7.i) #6, !dbg !30
  tail call void @_Z12write_imagef21ocl_image1d_buffer_woiDv4_f(ptr addrspace(4) %to, i32 noundef %add.i, <4 x float> noundef %call8.i) #7, !dbg !31
  br label %__clang_ocl_kern_imp_transpose.exit, !dbg !31

__clang_ocl_kern_imp_transpose.exit:              ; preds = %entry, %if.then.i
  ret void, !dbg !32
}

; Function Attrs: alwaysinline convergent norecurse nounwind
define protected void @__clang_ocl_kern_imp_transpose(ptr addrspace(4) %from, ptr addrspace(4) %to, i32 noundef %rows, i32 noundef %columns) local_unnamed_addr #1 !dbg !21 !kernel_arg_addr_space !16 !kernel_arg_access_qual !17 !kernel_arg_type !18 !kernel_arg_base_type !18 !kernel_arg_type_qual !19 {
entry:
  %call = tail call i64 @_Z13get_global_idj(i32 noundef 0) #5, !dbg !33
  %conv = trunc i64 %call to i32, !dbg !33
  %call1 = tail call i64 @_Z13get_global_idj(i32 noundef 1) #5, !dbg !34
  %conv2 = trunc i64 %call1 to i32, !dbg !34
  %cmp = icmp sgt i32 %columns, %conv, !dbg !35
  %cmp4 = icmp sgt i32 %rows, %conv2
  %or.cond = select i1 %cmp, i1 %cmp4, i1 false, !dbg !36
  br i1 %or.cond, label %if.then, label %if.end, !dbg !36

if.then:                                          ; preds = %entry
  %mul = mul nsw i32 %rows, %conv, !dbg !37
  %add = add nsw i32 %mul, %conv2, !dbg !38
  %mul6 = mul nsw i32 %columns, %conv2, !dbg !39
  %add7 = add nsw i32 %mul6, %conv, !dbg !40
  %call8 = tail call <4 x float> @_Z11read_imagef21ocl_image1d_buffer_roi(ptr addrspace(4) %from, i32 noundef %add7) #6, !dbg !41
  tail call void @_Z12write_imagef21ocl_image1d_buffer_woiDv4_f(ptr addrspace(4) %to, i32 noundef %add, <4 x float> noundef %call8) #7, !dbg !42
  br label %if.end, !dbg !42

if.end:                                           ; preds = %if.then, %entry
  ret void, !dbg !43
}

; Function Attrs: convergent mustprogress nofree nounwind willreturn memory(none)
declare !dbg !44 hidden i64 @_Z13get_global_idj(i32 noundef) local_unnamed_addr #2

; Function Attrs: convergent nounwind
declare !dbg !45 hidden void @_Z12write_imagef21ocl_image1d_buffer_woiDv4_f(ptr addrspace(4), i32 noundef, <4 x float> noundef) local_unnamed_addr #3

; Function Attrs: convergent mustprogress nofree nounwind willreturn memory(read)
declare !dbg !46 hidden <4 x float> @_Z11read_imagef21ocl_image1d_buffer_roi(ptr addrspace(4), i32 noundef) local_unnamed_addr #4

attributes #0 = { convergent norecurse nounwind "amdgpu-flat-work-group-size"="1,256" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="gfx900" "target-features"="+16-bit-insts,+ci-insts,+cube-insts,+cvt-pknorm-vop2-insts,+dpp,+gfx8-insts,+gfx9-insts,+lerp-inst,+qsad-insts,+s-memrealtime,+s-memtime-inst,+sad-insts,+wavefrontsize64" "uniform-work-group-size"="false" }
attributes #1 = { alwaysinline convergent norecurse nounwind "amdgpu-flat-work-group-size"="1,256" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="gfx900" "target-features"="+16-bit-insts,+ci-insts,+cube-insts,+cvt-pknorm-vop2-insts,+dpp,+gfx8-insts,+gfx9-insts,+lerp-inst,+qsad-insts,+s-memrealtime,+s-memtime-inst,+sad-insts,+wavefrontsize64" "uniform-work-group-size"="false" }
attributes #2 = { convergent mustprogress nofree nounwind willreturn memory(none) "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="gfx900" "target-features"="+16-bit-insts,+ci-insts,+cube-insts,+cvt-pknorm-vop2-insts,+dpp,+gfx8-insts,+gfx9-insts,+lerp-inst,+qsad-insts,+s-memrealtime,+s-memtime-inst,+sad-insts,+wavefrontsize64" "uniform-work-group-size"="false" }
attributes #3 = { convergent nounwind "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="gfx900" "target-features"="+16-bit-insts,+ci-insts,+cube-insts,+cvt-pknorm-vop2-insts,+dpp,+gfx8-insts,+gfx9-insts,+lerp-inst,+qsad-insts,+s-memrealtime,+s-memtime-inst,+sad-insts,+wavefrontsize64" "uniform-work-group-size"="false" }
attributes #4 = { convergent mustprogress nofree nounwind willreturn memory(read) "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="gfx900" "target-features"="+16-bit-insts,+ci-insts,+cube-insts,+cvt-pknorm-vop2-insts,+dpp,+gfx8-insts,+gfx9-insts,+lerp-inst,+qsad-insts,+s-memrealtime,+s-memtime-inst,+sad-insts,+wavefrontsize64" "uniform-work-group-size"="false" }
attributes #5 = { convergent nounwind willreturn memory(none) }
attributes #6 = { convergent nounwind willreturn memory(read) }
attributes #7 = { convergent nounwind }

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2, !3, !4, !5, !6}
!opencl.ocl.version = !{!7}
!llvm.ident = !{!8}
!llvm.errno.tbaa = !{!9}

!0 = distinct !DICompileUnit(language: DW_LANG_OpenCL, file: !1, producer: "clang version 22.1.8", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly, splitDebugInlining: false, nameTableKind: None)
!1 = !DIFile(filename: "kernel.cl", directory: ".", checksumkind: CSK_MD5, checksum: "10518ed42b46a0d4ce82593cce2100be")
!2 = !{i32 1, !"amdhsa_code_object_version", i32 600}
!3 = !{i32 7, !"Dwarf Version", i32 5}
!4 = !{i32 2, !"Debug Info Version", i32 3}
!5 = !{i32 1, !"wchar_size", i32 4}
!6 = !{i32 8, !"PIC Level", i32 2}
!7 = !{i32 2, i32 0}
!8 = !{!"clang version 22.1.8"}
!9 = !{!10, !10, i64 0}
!10 = !{!"int", !11, i64 0}
!11 = !{!"omnipotent char", !12, i64 0}
!12 = !{!"Simple C/C++ TBAA"}
!13 = distinct !DISubprogram(name: "transpose", scope: !1, file: !1, line: 2, type: !14, scopeLine: 3, flags: DIFlagPrototyped | DIFlagAllCallsDescribed, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!14 = !DISubroutineType(types: !15)
!15 = !{}
!16 = !{i32 1, i32 1, i32 0, i32 0}
!17 = !{!"read_only", !"write_only", !"none", !"none"}
!18 = !{!"image1d_buffer_t", !"image1d_buffer_t", !"int", !"int"}
!19 = !{!"", !"", !"", !""}
!20 = !DILocation(line: 4, column: 18, scope: !21, inlinedAt: !22)
!21 = distinct !DISubprogram(name: "transpose", scope: !1, file: !1, line: 2, type: !14, scopeLine: 3, flags: DIFlagPrototyped | DIFlagAllCallsDescribed, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!22 = distinct !DILocation(line: 3, column: 36, scope: !13)
!23 = !DILocation(line: 4, column: 42, scope: !21, inlinedAt: !22)
!24 = !DILocation(line: 5, column: 16, scope: !21, inlinedAt: !22)
!25 = !DILocation(line: 5, column: 26, scope: !21, inlinedAt: !22)
!26 = !DILocation(line: 6, column: 33, scope: !21, inlinedAt: !22)
!27 = !DILocation(line: 6, column: 40, scope: !21, inlinedAt: !22)
!28 = !DILocation(line: 6, column: 69, scope: !21, inlinedAt: !22)
!29 = !DILocation(line: 6, column: 79, scope: !21, inlinedAt: !22)
!30 = !DILocation(line: 6, column: 47, scope: !21, inlinedAt: !22)
!31 = !DILocation(line: 6, column: 9, scope: !21, inlinedAt: !22)
!32 = !DILocation(line: 7, column: 1, scope: !13)
!33 = !DILocation(line: 4, column: 18, scope: !21)
!34 = !DILocation(line: 4, column: 42, scope: !21)
!35 = !DILocation(line: 5, column: 16, scope: !21)
!36 = !DILocation(line: 5, column: 26, scope: !21)
!37 = !DILocation(line: 6, column: 33, scope: !21)
!38 = !DILocation(line: 6, column: 40, scope: !21)
!39 = !DILocation(line: 6, column: 69, scope: !21)
!40 = !DILocation(line: 6, column: 79, scope: !21)
!41 = !DILocation(line: 6, column: 47, scope: !21)
!42 = !DILocation(line: 6, column: 9, scope: !21)
!43 = !DILocation(line: 7, column: 1, scope: !21)
!44 = !DISubprogram(name: "get_global_id", scope: !1, file: !1, line: 4, type: !14, flags: DIFlagArtificial | DIFlagPrototyped, spFlags: DISPFlagOptimized)
!45 = !DISubprogram(name: "write_imagef", scope: !1, file: !1, line: 6, type: !14, flags: DIFlagArtificial | DIFlagPrototyped, spFlags: DISPFlagOptimized)
!46 = !DISubprogram(name: "read_imagef", scope: !1, file: !1, line: 6, type: !14, flags: DIFlagArtificial | DIFlagPrototyped, spFlags: DISPFlagOptimized)
