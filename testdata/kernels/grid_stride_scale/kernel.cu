// Grid-stride loop, in place: any grid covers any length.
// Launch: any one-dimensional grid.
#include "../common.h"

extern "C" __global__ void grid_stride_scale(float *x, float factor, int n) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x)
    x[i] *= factor;
}
