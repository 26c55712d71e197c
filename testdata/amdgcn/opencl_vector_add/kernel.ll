; clang-22 -x cl -cl-std=CL2.0 -target amdgcn-amd-amdhsa -mcpu=gfx900 -Xclang -finclude-default-header -O2 -S -emit-llvm -fno-discard-value-names -gline-tables-only -nogpulib kernel.cl
; ModuleID = 'kernel.cl'
source_filename = "kernel.cl"
target datalayout = "e-m:e-p:64:64-p1:64:64-p2:32:32-p3:32:32-p4:64:64-p5:32:32-p6:32:32-p7:160:256:256:32-p8:128:128:128:48-p9:192:256:256:32-i64:64-v16:16-v24:32-v32:32-v48:64-v96:128-v192:256-v256:256-v512:512-v1024:1024-v2048:2048-n32:64-S32-A5-G1-ni:7:8:9"
target triple = "amdgcn-amd-amdhsa"

; Function Attrs: convergent norecurse nounwind
define protected amdgpu_kernel void @vector_add(ptr addrspace(1) noundef align 4 %a, ptr addrspace(1) noundef align 4 %b, ptr addrspace(1) noundef align 4 %sum, i32 noundef %n) local_unnamed_addr #0 !dbg !13 !kernel_arg_addr_space !16 !kernel_arg_access_qual !17 !kernel_arg_type !18 !kernel_arg_base_type !18 !kernel_arg_type_qual !19 {
entry:
  %call.i = tail call i64 @_Z13get_global_idj(i32 noundef 0) #5, !dbg !20
  %div28.i = lshr i32 %n, 2
  %conv.i = zext nneg i32 %div28.i to i64
  %cmp.i1 = icmp ult i64 %call.i, %conv.i, !dbg !23
  br i1 %cmp.i1, label %for.body.i.lr.ph, label %for.cond.cleanup.i, !dbg !24

for.body.i.lr.ph:                                 ; preds = %entry
  %0 = addrspacecast ptr addrspace(1) %a to ptr
  %1 = addrspacecast ptr addrspace(1) %b to ptr
  %2 = addrspacecast ptr addrspace(1) %sum to ptr
  br label %for.body.i, !dbg !24

for.cond.cleanup.i:                               ; preds = %for.body.i, %entry
  %sub.i = and i32 %n, -4, !dbg !25
  %conv6.i = zext i32 %sub.i to i64, !dbg !26
  %call7.i = tail call i64 @_Z13get_global_idj(i32 noundef 0) #5, !dbg !27
  %add8.i = add i64 %call7.i, %conv6.i, !dbg !28
  %conv9.i = zext i32 %n to i64, !dbg !29
  %cmp10.i = icmp ult i64 %add8.i, %conv9.i, !dbg !30
  br i1 %cmp10.i, label %if.then.i, label %__clang_ocl_kern_imp_vector_add.exit, !dbg !30

for.body.i:                                       ; preds = %for.body.i.lr.ph, %for.body.i
  %i.0.i2 = phi i64 [ %call.i, %for.body.i.lr.ph ], [ %add5.i, %for.body.i ]
  %call2.i = tail call <4 x float> @_Z6vload4mPKf(i64 noundef %i.0.i2, ptr noundef %0) #6, !dbg !31
  %call3.i = tail call <4 x float> @_Z6vload4mPKf(i64 noundef %i.0.i2, ptr noundef %1) #6, !dbg !32
  %add.i = fadd <4 x float> %call2.i, %call3.i, !dbg !33
  tail call void @_Z7vstore4Dv4_fmPf(<4 x float> noundef %add.i, i64 noundef %i.0.i2, ptr noundef %2) #7, !dbg !34
  %call4.i = tail call i64 @_Z15get_global_sizej(i32 noundef 0) #5, !dbg !35
  %add5.i = add i64 %call4.i, %i.0.i2, !dbg !36
  %cmp.i = icmp ult i64 %add5.i, %conv.i, !dbg !23
  br i1 %cmp.i, label %for.body.i, label %for.cond.cleanup.i, !dbg !24, !llvm.loop !37

if.then.i:                                        ; preds = %for.cond.cleanup.i
  %arrayidx14.i = getelementptr inbounds nuw float, ptr addrspace(1) %sum, i64 %add8.i
  %arrayidx12.i = getelementptr inbounds nuw float, ptr addrspace(1) %b, i64 %add8.i
  %arrayidx.i = getelementptr inbounds nuw float, ptr addrspace(1) %a, i64 %add8.i
  %3 = load float, ptr addrspace(1) %arrayidx.i, align 4, !dbg !39, !tbaa !40
  %4 = load float, ptr addrspace(1) %arrayidx12.i, align 4, !dbg !42, !tbaa !40
  %add13.i = fadd float %3, %4, !dbg !43
  store float %add13.i, ptr addrspace(1) %arrayidx14.i, align 4, !dbg !44, !tbaa !40
  br label %__clang_ocl_kern_imp_vector_add.exit, !dbg !45

__clang_ocl_kern_imp_vector_add.exit:             ; preds = %for.cond.cleanup.i, %if.then.i
  ret void, !dbg !46
}

; Function Attrs: alwaysinline convergent norecurse nounwind
define protected void @__clang_ocl_kern_imp_vector_add(ptr addrspace(1) noundef align 4 %a, ptr addrspace(1) noundef align 4 %b, ptr addrspace(1) noundef align 4 %sum, i32 noundef %n) local_unnamed_addr #1 !dbg !21 !kernel_arg_addr_space !16 !kernel_arg_access_qual !17 !kernel_arg_type !18 !kernel_arg_base_type !18 !kernel_arg_type_qual !19 {
entry:
  %call = tail call i64 @_Z13get_global_idj(i32 noundef 0) #5, !dbg !47
  %div28 = lshr i32 %n, 2
  %conv = zext nneg i32 %div28 to i64
  %cmp29 = icmp ult i64 %call, %conv, !dbg !48
  br i1 %cmp29, label %for.body.lr.ph, label %for.cond.cleanup, !dbg !49

for.body.lr.ph:                                   ; preds = %entry
  %0 = addrspacecast ptr addrspace(1) %a to ptr
  %1 = addrspacecast ptr addrspace(1) %b to ptr
  %2 = addrspacecast ptr addrspace(1) %sum to ptr
  br label %for.body, !dbg !49

for.cond.cleanup:                                 ; preds = %for.body, %entry
  %sub = and i32 %n, -4, !dbg !50
  %conv6 = zext i32 %sub to i64, !dbg !51
  %call7 = tail call i64 @_Z13get_global_idj(i32 noundef 0) #5, !dbg !52
  %add8 = add i64 %call7, %conv6, !dbg !53
  %conv9 = zext i32 %n to i64, !dbg !54
  %cmp10 = icmp ult i64 %add8, %conv9, !dbg !55
  br i1 %cmp10, label %if.then, label %if.end, !dbg !55

for.body:                                         ; preds = %for.body.lr.ph, %for.body
  %i.030 = phi i64 [ %call, %for.body.lr.ph ], [ %add5, %for.body ]
  %call2 = tail call <4 x float> @_Z6vload4mPKf(i64 noundef %i.030, ptr noundef %0) #6, !dbg !56
  %call3 = tail call <4 x float> @_Z6vload4mPKf(i64 noundef %i.030, ptr noundef %1) #6, !dbg !57
  %add = fadd <4 x float> %call2, %call3, !dbg !58
  tail call void @_Z7vstore4Dv4_fmPf(<4 x float> noundef %add, i64 noundef %i.030, ptr noundef %2) #7, !dbg !59
  %call4 = tail call i64 @_Z15get_global_sizej(i32 noundef 0) #5, !dbg !60
  %add5 = add i64 %call4, %i.030, !dbg !61
  %cmp = icmp ult i64 %add5, %conv, !dbg !48
  br i1 %cmp, label %for.body, label %for.cond.cleanup, !dbg !49, !llvm.loop !62

if.then:                                          ; preds = %for.cond.cleanup
  %arrayidx14 = getelementptr inbounds nuw float, ptr addrspace(1) %sum, i64 %add8
  %arrayidx12 = getelementptr inbounds nuw float, ptr addrspace(1) %b, i64 %add8
  %arrayidx = getelementptr inbounds nuw float, ptr addrspace(1) %a, i64 %add8
  %3 = load float, ptr addrspace(1) %arrayidx, align 4, !dbg !64, !tbaa !40
  %4 = load float, ptr addrspace(1) %arrayidx12, align 4, !dbg !65, !tbaa !40
  %add13 = fadd float %3, %4, !dbg !66
  store float %add13, ptr addrspace(1) %arrayidx14, align 4, !dbg !67, !tbaa !40
  br label %if.end, !dbg !68

if.end:                                           ; preds = %if.then, %for.cond.cleanup
  ret void, !dbg !69
}

; Function Attrs: convergent mustprogress nofree nounwind willreturn memory(none)
declare !dbg !70 hidden i64 @_Z13get_global_idj(i32 noundef) local_unnamed_addr #2

; Function Attrs: convergent nounwind
declare !dbg !71 hidden void @_Z7vstore4Dv4_fmPf(<4 x float> noundef, i64 noundef, ptr noundef) local_unnamed_addr #3

; Function Attrs: convergent mustprogress nofree nounwind willreturn memory(read)
declare !dbg !72 hidden <4 x float> @_Z6vload4mPKf(i64 noundef, ptr noundef) local_unnamed_addr #4

; Function Attrs: convergent mustprogress nofree nounwind willreturn memory(none)
declare !dbg !73 hidden i64 @_Z15get_global_sizej(i32 noundef) local_unnamed_addr #2

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
!1 = !DIFile(filename: "kernel.cl", directory: ".", checksumkind: CSK_MD5, checksum: "69961b3995de1fd18b23f25e0be140ae")
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
!13 = distinct !DISubprogram(name: "vector_add", scope: !1, file: !1, line: 2, type: !14, scopeLine: 2, flags: DIFlagPrototyped | DIFlagAllCallsDescribed, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!14 = !DISubroutineType(types: !15)
!15 = !{}
!16 = !{i32 1, i32 1, i32 1, i32 0}
!17 = !{!"none", !"none", !"none", !"none"}
!18 = !{!"float*", !"float*", !"float*", !"uint"}
!19 = !{!"const", !"const", !"", !""}
!20 = !DILocation(line: 3, column: 21, scope: !21, inlinedAt: !22)
!21 = distinct !DISubprogram(name: "vector_add", scope: !1, file: !1, line: 2, type: !14, scopeLine: 2, flags: DIFlagPrototyped | DIFlagAllCallsDescribed, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!22 = distinct !DILocation(line: 2, column: 97, scope: !13)
!23 = !DILocation(line: 3, column: 41, scope: !21, inlinedAt: !22)
!24 = !DILocation(line: 3, column: 5, scope: !21, inlinedAt: !22)
!25 = !DILocation(line: 5, column: 21, scope: !21, inlinedAt: !22)
!26 = !DILocation(line: 5, column: 19, scope: !21, inlinedAt: !22)
!27 = !DILocation(line: 5, column: 31, scope: !21, inlinedAt: !22)
!28 = !DILocation(line: 5, column: 29, scope: !21, inlinedAt: !22)
!29 = !DILocation(line: 6, column: 16, scope: !21, inlinedAt: !22)
!30 = !DILocation(line: 6, column: 14, scope: !21, inlinedAt: !22)
!31 = !DILocation(line: 4, column: 17, scope: !21, inlinedAt: !22)
!32 = !DILocation(line: 4, column: 32, scope: !21, inlinedAt: !22)
!33 = !DILocation(line: 4, column: 30, scope: !21, inlinedAt: !22)
!34 = !DILocation(line: 4, column: 9, scope: !21, inlinedAt: !22)
!35 = !DILocation(line: 3, column: 55, scope: !21, inlinedAt: !22)
!36 = !DILocation(line: 3, column: 52, scope: !21, inlinedAt: !22)
!37 = distinct !{!37, !24, !38}
!38 = !DILocation(line: 4, column: 52, scope: !21, inlinedAt: !22)
!39 = !DILocation(line: 7, column: 21, scope: !21, inlinedAt: !22)
!40 = !{!41, !41, i64 0}
!41 = !{!"float", !11, i64 0}
!42 = !DILocation(line: 7, column: 31, scope: !21, inlinedAt: !22)
!43 = !DILocation(line: 7, column: 29, scope: !21, inlinedAt: !22)
!44 = !DILocation(line: 7, column: 19, scope: !21, inlinedAt: !22)
!45 = !DILocation(line: 7, column: 9, scope: !21, inlinedAt: !22)
!46 = !DILocation(line: 8, column: 1, scope: !13)
!47 = !DILocation(line: 3, column: 21, scope: !21)
!48 = !DILocation(line: 3, column: 41, scope: !21)
!49 = !DILocation(line: 3, column: 5, scope: !21)
!50 = !DILocation(line: 5, column: 21, scope: !21)
!51 = !DILocation(line: 5, column: 19, scope: !21)
!52 = !DILocation(line: 5, column: 31, scope: !21)
!53 = !DILocation(line: 5, column: 29, scope: !21)
!54 = !DILocation(line: 6, column: 16, scope: !21)
!55 = !DILocation(line: 6, column: 14, scope: !21)
!56 = !DILocation(line: 4, column: 17, scope: !21)
!57 = !DILocation(line: 4, column: 32, scope: !21)
!58 = !DILocation(line: 4, column: 30, scope: !21)
!59 = !DILocation(line: 4, column: 9, scope: !21)
!60 = !DILocation(line: 3, column: 55, scope: !21)
!61 = !DILocation(line: 3, column: 52, scope: !21)
!62 = distinct !{!62, !49, !63}
!63 = !DILocation(line: 4, column: 52, scope: !21)
!64 = !DILocation(line: 7, column: 21, scope: !21)
!65 = !DILocation(line: 7, column: 31, scope: !21)
!66 = !DILocation(line: 7, column: 29, scope: !21)
!67 = !DILocation(line: 7, column: 19, scope: !21)
!68 = !DILocation(line: 7, column: 9, scope: !21)
!69 = !DILocation(line: 8, column: 1, scope: !21)
!70 = !DISubprogram(name: "get_global_id", scope: !1, file: !1, line: 3, type: !14, flags: DIFlagArtificial | DIFlagPrototyped, spFlags: DISPFlagOptimized)
!71 = !DISubprogram(name: "vstore4", scope: !1, file: !1, line: 4, type: !14, flags: DIFlagArtificial | DIFlagPrototyped, spFlags: DISPFlagOptimized)
!72 = !DISubprogram(name: "vload4", scope: !1, file: !1, line: 4, type: !14, flags: DIFlagArtificial | DIFlagPrototyped, spFlags: DISPFlagOptimized)
!73 = !DISubprogram(name: "get_global_size", scope: !1, file: !1, line: 3, type: !14, flags: DIFlagArtificial | DIFlagPrototyped, spFlags: DISPFlagOptimized)
