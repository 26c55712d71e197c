// Copies the rows of sequences of different length, one behind the other: a block finds the
// sequence of its row by bisection. Where a sequence lies is kept as a number.
// Launch: a block for each row.
#include "../common.h"

extern "C" __global__ void ragged_rows(const int64_t *__restrict__ sequences,
                                       const int *__restrict__ starts, float *__restrict__ out,
                                       int count, int width) {
  int row = blockIdx.x, low = 0, high = count;
  while (low < high) {
    int middle = (low + high + 1) / 2;
    if (starts[middle] <= row)
      low = middle;
    else
      high = middle - 1;
  }
  if (low == count)
    return;
  const float *rows = (const float *)sequences[low];
  for (int column = threadIdx.x; column < width; column += blockDim.x)
    out[row * width + column] = rows[(row - starts[low]) * width + column];
}
