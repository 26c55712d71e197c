// Adds a smaller tensor to a larger one, repeating it along each axis. The index is flat, split by
// divisions that the host has turned into multiplications: `n / d` is `(umulhi(n, m) + n) >> s`
// with `s = ceil(log2(d))` and `m = 2^32 * (2^s - d) / d + 1`.
// Launch: a thread per element.
#include "../common.h"

struct Divisor {
  unsigned factor, shift, divisor;
};

DEVICE unsigned divide(unsigned n, Divisor by) {
  return (__nvvm_mulhi_ui(n, by.factor) + n) >> by.shift;
}

DEVICE unsigned remainder(unsigned n, Divisor by) { return n - divide(n, by) * by.divisor; }

extern "C" __global__ void broadcast_add(const float *__restrict__ large,
                                         const float *__restrict__ small,
                                         float *__restrict__ sum, int elements, Divisor width,
                                         Divisor height, Divisor small_width,
                                         Divisor small_height, Divisor small_depth) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= elements)
    return;
  unsigned row = divide(i, width), column = remainder(i, width);
  unsigned depth = divide(row, height);
  row = remainder(row, height);
  unsigned from = remainder(column, small_width) +
                  small_width.divisor * (remainder(row, small_height) +
                                         small_height.divisor * remainder(depth, small_depth));
  sum[i] = large[i] + small[from];
}
