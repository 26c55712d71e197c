// The part of CUDA that these kernels use, so that clang compiles them without CUDA's headers.
#pragma once

#define __device__ __attribute__((device))
#define __global__ __attribute__((global))
#define __shared__ __attribute__((shared))
#define __launch_bounds__(...) __attribute__((launch_bounds(__VA_ARGS__)))

struct uint3 {
  unsigned x, y, z;
};
struct dim3 {
  unsigned x, y, z;
};
#include <__clang_cuda_builtin_vars.h> // threadIdx and its like; clang knows __syncthreads itself

#define DEVICE static inline __attribute__((device))

DEVICE float __shfl_xor_sync(unsigned mask, float value, int lane_mask) {
  return __nvvm_shfl_sync_bfly_f32(mask, value, lane_mask, 31);
}
DEVICE int __shfl_xor_sync(unsigned mask, int value, int lane_mask) {
  return __nvvm_shfl_sync_bfly_i32(mask, value, lane_mask, 31);
}

DEVICE int atomicAdd(int *address, int value) { return __nvvm_atom_add_gen_i(address, value); }
DEVICE float atomicAdd(float *address, float value) {
  return __nvvm_atom_add_gen_f(address, value);
}

DEVICE float exp2_approx(float x) { return __nvvm_ex2_approx_f(x); }
DEVICE float rsqrtf(float x) { return __nvvm_rsqrt_approx_f(x); }

using half = _Float16;
using int64_t = long long;
using uint8_t = unsigned char;

struct alignas(16) float4 {
  float x, y, z, w;
};

constexpr int WARP = 32;
constexpr unsigned ALL_LANES = 0xffffffffu;
constexpr float LOWEST = -3.402823466e+38f;

DEVICE float expf_approx(float x) { return exp2_approx(x * 1.442695041f); }
DEVICE float max_of(float a, float b) { return a < b ? b : a; }

DEVICE float warp_sum(float value) {
  for (int lanes = WARP / 2; lanes > 0; lanes /= 2)
    value += __shfl_xor_sync(ALL_LANES, value, lanes);
  return value;
}

DEVICE float warp_max(float value) {
  for (int lanes = WARP / 2; lanes > 0; lanes /= 2)
    value = max_of(value, __shfl_xor_sync(ALL_LANES, value, lanes));
  return value;
}

// Sum over a one-dimensional block of whole warps; every thread gets it. `partial` holds one float
// per warp and may be used again right away.
DEVICE float block_sum(float value, float *partial) {
  int warp = threadIdx.x / WARP, warps = blockDim.x / WARP;
  value = warp_sum(value);
  if (threadIdx.x % WARP == 0)
    partial[warp] = value;
  __syncthreads();
  float sum = 0;
  for (int i = 0; i < warps; i++)
    sum += partial[i];
  __syncthreads();
  return sum;
}

DEVICE bool any_in_block(bool vote) { return __nvvm_bar0_or(vote); }
