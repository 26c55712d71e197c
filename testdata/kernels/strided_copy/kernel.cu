// Makes a four-dimensional tensor contiguous; sizes and strides (of elements) come by value.
// Launch: one thread per element.
#include "../common.h"

struct Shape {
  int sizes[4];
  int64_t strides[4];
};

extern "C" __global__ void strided_copy(const float *__restrict__ source,
                                        float *__restrict__ target, Shape shape, int count) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= count)
    return;
  int rest = i;
  int64_t offset = 0;
  for (int d = 3; d >= 0; d--) {
    offset += rest % shape.sizes[d] * shape.strides[d];
    rest /= shape.sizes[d];
  }
  target[i] = source[offset];
}
