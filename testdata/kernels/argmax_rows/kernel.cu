// Greedy sampling: the largest logit of each row and where it is.
// Launch: one block per row, whole warps.
#include "../common.h"

extern "C" __global__ void argmax_rows(const float *__restrict__ logits, int *__restrict__ tokens,
                                       float *__restrict__ values, int columns) {
  __shared__ float warp_values[WARP];
  __shared__ int warp_columns[WARP];
  const float *row = logits + (int64_t)blockIdx.x * columns;
  float best = LOWEST;
  int where = 0;
  for (int c = threadIdx.x; c < columns; c += blockDim.x)
    if (row[c] > best) {
      best = row[c];
      where = c;
    }
  for (int lanes = WARP / 2; lanes > 0; lanes /= 2) {
    float other = __shfl_xor_sync(ALL_LANES, best, lanes);
    int other_where = __shfl_xor_sync(ALL_LANES, where, lanes);
    if (other > best || (other == best && other_where < where)) {
      best = other;
      where = other_where;
    }
  }
  if (threadIdx.x % WARP == 0) {
    warp_values[threadIdx.x / WARP] = best;
    warp_columns[threadIdx.x / WARP] = where;
  }
  __syncthreads();
  if (threadIdx.x != 0)
    return;
  for (int w = 1; w < (int)(blockDim.x / WARP); w++)
    if (warp_values[w] > best) {
      best = warp_values[w];
      where = warp_columns[w];
    }
  tokens[blockIdx.x] = where;
  values[blockIdx.x] = best;
}
