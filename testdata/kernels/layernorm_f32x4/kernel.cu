// Layer norm in 16-byte vectors, rows padded to a stride: three passes over a row.
// Launch: one block per row, whole warps; columns and stride are multiples of 4.
#include "../common.h"

DEVICE float sum_of(float4 v) { return v.x + v.y + v.z + v.w; }

extern "C" __global__ void __launch_bounds__(256)
    layernorm_f32x4(float4 *__restrict__ out, const float4 *__restrict__ x,
                    const float4 *__restrict__ gamma, const float4 *__restrict__ beta, int columns,
                    int stride, float epsilon) {
  __shared__ float partial[WARP];
  int vectors = columns / 4;
  const float4 *row = x + (int64_t)blockIdx.x * (stride / 4);
  float4 *out_row = out + (int64_t)blockIdx.x * (stride / 4);

  float sum = 0;
  for (int v = threadIdx.x; v < vectors; v += blockDim.x)
    sum += sum_of(row[v]);
  float mean = block_sum(sum, partial) / columns;

  float square = 0;
  for (int v = threadIdx.x; v < vectors; v += blockDim.x) {
    float4 d = {row[v].x - mean, row[v].y - mean, row[v].z - mean, row[v].w - mean};
    square += sum_of({d.x * d.x, d.y * d.y, d.z * d.z, d.w * d.w});
  }
  float scale = rsqrtf(block_sum(square, partial) / columns + epsilon);

  for (int v = threadIdx.x; v < vectors; v += blockDim.x) {
    float4 in = row[v], g = gamma[v], b = beta[v];
    out_row[v] = {(in.x - mean) * scale * g.x + b.x, (in.y - mean) * scale * g.y + b.y,
                  (in.z - mean) * scale * g.z + b.z, (in.w - mean) * scale * g.w + b.w};
  }
}
