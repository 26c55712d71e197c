// Root-mean-square norm of each row: the row is read twice, once for its mean square.
// Launch: one block per row, whole warps.
#include "../common.h"

extern "C" __global__ void rmsnorm_f32(float *__restrict__ out, const float *__restrict__ x,
                                       const float *__restrict__ weight, int columns,
                                       float epsilon) {
  __shared__ float partial[WARP];
  const float *row = x + (int64_t)blockIdx.x * columns;
  float *out_row = out + (int64_t)blockIdx.x * columns;

  float square = 0;
  for (int c = threadIdx.x; c < columns; c += blockDim.x)
    square += row[c] * row[c];
  float scale = rsqrtf(block_sum(square, partial) / columns + epsilon);

  for (int c = threadIdx.x; c < columns; c += blockDim.x)
    out_row[c] = row[c] * scale * weight[c];
}
