// Softmax of each row, one warp per row and several rows per block.
// Launch: block (32, rows per block), grid over rows; the last block may be partly idle.
#include "../common.h"

extern "C" __global__ void softmax_f32(const float *__restrict__ x, float *__restrict__ out,
                                       int rows, int columns, float scale) {
  int row = blockIdx.x * blockDim.y + threadIdx.y, lane = threadIdx.x;
  if (row >= rows)
    return;
  x += row * columns;
  out += row * columns;

  float largest = LOWEST;
  for (int c = lane; c < columns; c += WARP)
    largest = max_of(largest, x[c] * scale);
  largest = warp_max(largest);

  float sum = 0;
  for (int c = lane; c < columns; c += WARP)
    sum += expf_approx(x[c] * scale - largest);
  sum = warp_sum(sum);

  for (int c = lane; c < columns; c += WARP)
    out[c] = expf_approx(x[c] * scale - largest) / sum;
}
