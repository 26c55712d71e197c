// Scales a tensor of any rank and layout: one way if it lies in memory without gaps, another one
// through sizes and strides (`info`: sizes, then strides) if not.
// Launch: any one-dimensional grid.
#include "../common.h"

using uint64_t = unsigned long long;

DEVICE bool is_dense(uint64_t rank, const uint64_t *sizes, const uint64_t *strides) {
  uint64_t expected = 1;
  for (uint64_t d = rank; d-- > 0;) {
    if (sizes[d] > 1 && strides[d] != expected)
      return false;
    expected *= sizes[d];
  }
  return true;
}

DEVICE unsigned place(unsigned index, uint64_t rank, const uint64_t *sizes,
                      const uint64_t *strides) {
  unsigned at = 0;
  for (uint64_t d = rank; d-- > 0;) {
    at += index % sizes[d] * strides[d];
    index /= sizes[d];
  }
  return at;
}

extern "C" __global__ void scale_any_layout(uint64_t count, uint64_t rank, const uint64_t *info,
                                            const float *source, float *target, float factor) {
  unsigned first = blockIdx.x * blockDim.x + threadIdx.x;
  if (is_dense(rank, info, info + rank)) {
    for (unsigned i = first; i < count; i += gridDim.x * blockDim.x)
      target[i] = factor * source[i];
  } else {
    for (unsigned i = first; i < count; i += gridDim.x * blockDim.x)
      target[i] = factor * source[place(i, rank, info, info + rank)];
  }
}
