// Softmax under a causal mask: row r reads columns 0 to r, and zeros are written past it.
// Launch: grid (rows, heads), whole warps.
#include "../common.h"

extern "C" __global__ void causal_softmax(const float *__restrict__ scores,
                                          float *__restrict__ weights, int size) {
  __shared__ float partial[WARP];
  int row = blockIdx.x;
  int64_t start = ((int64_t)blockIdx.y * size + row) * size;

  float sum = 0;
  for (int c = threadIdx.x; c <= row; c += blockDim.x)
    sum += expf_approx(scores[start + c]);
  sum = block_sum(sum, partial);

  for (int c = threadIdx.x; c < size; c += blockDim.x)
    weights[start + c] = c <= row ? expf_approx(scores[start + c]) / sum : 0.0f;
}
