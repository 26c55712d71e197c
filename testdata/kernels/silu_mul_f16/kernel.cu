// Gated activation of an MLP: out = silu(gate) * up, gate and up side by side in one row.
// Launch: one block per row.
#include "../common.h"

extern "C" __global__ void silu_mul_f16(half *__restrict__ out, const half *__restrict__ gate_up,
                                        unsigned width) {
  const half *gate = gate_up + (int64_t)blockIdx.x * 2 * width, *up = gate + width;
  for (unsigned i = threadIdx.x; i < width; i += blockDim.x) {
    float g = gate[i];
    out[(int64_t)blockIdx.x * width + i] = (half)(g / (1.0f + expf_approx(-g)) * (float)up[i]);
  }
}
