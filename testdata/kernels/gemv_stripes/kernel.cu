// Multiplies a vector by a matrix whose tiles are shared out in stripes: a block takes tiles down a
// column and goes on at the top of the next one, stepping its pointers on and setting them back.
// Each block has a row of sums of its own, which another kernel adds up.
// Launch: any number of blocks, each as wide as a tile.
#include "../common.h"

constexpr int DEPTH = 4; // rows of a tile
constexpr int PIPE = 2;  // tiles between two looks at where the block is

extern "C" __global__ void gemv_stripes(const float *__restrict__ weights,
                                        const float *__restrict__ in,
                                        const float *__restrict__ scales,
                                        float *__restrict__ partial, int rows, int columns) {
  int tall = rows / DEPTH, tiles = tall * (columns / (int)blockDim.x);
  int share = (tiles + gridDim.x - 1) / gridDim.x;
  int first = share * blockIdx.x, end = first + share < tiles ? first + share : tiles;
  int column = first / tall, tile = first % tall;
  int left = end - first < tall - tile ? end - first : tall - tile;
  const float *weight = weights + tile * DEPTH * columns + column * blockDim.x + threadIdx.x;
  const float *value = in + tile * DEPTH;
  float sum = 0;
  while (left > 0) {
    for (int pipe = 0; pipe < PIPE; pipe++) {
      for (int row = 0; row < DEPTH; row++)
        sum += weight[row * columns] * value[row];
      weight += DEPTH * columns;
      value += DEPTH;
      if (--left == 0)
        break;
    }
    if (left == 0) {
      int at = column * blockDim.x + threadIdx.x;
      partial[blockIdx.x * columns + at] = scales[at] * sum;
      sum = 0;
      column++;
      left = end - column * tall < tall ? end - column * tall : tall;
      weight += (int)blockDim.x - tall * DEPTH * columns;
      value = in;
    }
  }
}
