// Matrix times vector, weights in 18-byte blocks of 32 four-bit numbers with a common scale.
// Launch: one warp per row, several rows per block.
#include "../common.h"

struct Q4Block {
  half scale;
  uint8_t quants[16]; // element i is the low half of byte i, element i + 16 the high half
};

extern "C" __global__ void gemv_q4(const Q4Block *__restrict__ weights,
                                   const float *__restrict__ x, float *__restrict__ y, int rows,
                                   int columns) {
  int row = (blockIdx.x * blockDim.x + threadIdx.x) / WARP, lane = threadIdx.x % WARP;
  if (row >= rows)
    return;
  int blocks = columns / 32;
  float sum = 0;
  for (int b = lane; b < blocks; b += WARP) {
    const Q4Block &block = weights[(int64_t)row * blocks + b];
    float scale = block.scale;
    for (int i = 0; i < 16; i++) {
      sum += scale * ((block.quants[i] & 15) - 8) * x[b * 32 + i];
      sum += scale * ((block.quants[i] >> 4) - 8) * x[b * 32 + i + 16];
    }
  }
  sum = warp_sum(sum);
  if (lane == 0)
    y[row] = sum;
}
