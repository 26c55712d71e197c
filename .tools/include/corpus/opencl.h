// What OpenCL kernels written for vendors' compilers expect beyond the standard.
//
// Declared, so that clang compiles them for amdgcn; calls of these stay calls.
#pragma once

#pragma OPENCL EXTENSION cl_khr_fp16 : enable

#define OVERLOADABLE __attribute__((overloadable))

int OVERLOADABLE sub_group_shuffle_xor(int value, uint mask);
half OVERLOADABLE sub_group_shuffle_xor(half value, uint mask);
float OVERLOADABLE sub_group_shuffle_xor(float value, uint mask);
int dot_acc_sat_4x8packed_ss_int(uint left, uint right, int accumulator);

#undef OVERLOADABLE

#define REQD_SUBGROUP_SIZE_16
#define REQD_SUBGROUP_SIZE_32
#define REQD_SUBGROUP_SIZE_64
#define REQD_SUBGROUP_SIZE_128
