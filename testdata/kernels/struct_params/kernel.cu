// All arguments in one struct by value, with pointers in it, one of which may be null.
// Launch: block (columns, rows per block), grid over rows.
#include "../common.h"

struct Params {
  const float *x;
  const float *residual; // null: none
  float *y;
  int rows, columns;
  int64_t x_stride, y_stride;
  float alpha;
};

extern "C" __global__ void struct_params(Params params) {
  int row = blockIdx.x * blockDim.y + threadIdx.y;
  if (row >= params.rows)
    return;
  for (int c = threadIdx.x; c < params.columns; c += blockDim.x) {
    float value = params.alpha * params.x[row * params.x_stride + c];
    if (params.residual)
      value += params.residual[row * params.y_stride + c];
    params.y[row * params.y_stride + c] = value;
  }
}
