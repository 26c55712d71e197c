// Tokens per expert of a mixture-of-experts layer: atomics at addresses that are data.
// Launch: any one-dimensional grid; experts outside the range are dropped tokens.
#include "../common.h"

extern "C" __global__ void atomic_histogram(const int *__restrict__ experts,
                                            int *__restrict__ counts, int tokens, int n_experts) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < tokens; i += gridDim.x * blockDim.x) {
    int expert = experts[i];
    if (0 <= expert && expert < n_experts)
      atomicAdd(&counts[expert], 1);
  }
}
