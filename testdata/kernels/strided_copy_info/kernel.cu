// The same with sizes and strides in device memory (`info`: sizes, then strides) and any rank.
// Launch: any one-dimensional grid.
#include "../common.h"

extern "C" __global__ void strided_copy_info(unsigned count, unsigned rank,
                                             const unsigned *__restrict__ info,
                                             const float *__restrict__ source,
                                             float *__restrict__ target) {
  for (unsigned i = blockIdx.x * blockDim.x + threadIdx.x; i < count; i += gridDim.x * blockDim.x) {
    unsigned rest = i, offset = 0;
    for (unsigned d = rank; d-- > 0;) {
      offset += rest % info[d] * info[rank + d];
      rest /= info[d];
    }
    target[i] = source[offset];
  }
}
