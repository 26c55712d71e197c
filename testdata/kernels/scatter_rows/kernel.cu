// Puts rows that experts have computed back where their tokens are. Blocks take tiles of 16 rows
// in turn and keep the places of a tile's rows in shared memory: those of an expert's tokens, or,
// without ids, the rows themselves. The last row of each tile carries a mark of its size.
// Launch: blocks of 32 by 8 threads, as many as there are.
#include "../common.h"

constexpr int TILE = 16;

extern "C" __global__ void __launch_bounds__(256)
    scatter_rows(const float *__restrict__ rows, const int *__restrict__ ids,
                 const int *__restrict__ starts, float *__restrict__ out,
                 int *__restrict__ sizes, int columns, int tiles, int stride) {
  __shared__ int place[TILE];
  __shared__ int size;
  int lane = threadIdx.x, warp = threadIdx.y, thread = warp * WARP + lane;
  if (thread < TILE)
    place[thread] = thread;
  __syncthreads();
  for (int tile = blockIdx.x; tile < tiles; tile += gridDim.x) {
    int first = tile * TILE;
    if (ids) {
      first = 0;
      __syncthreads();
      if (thread < TILE)
        place[thread] = ids[starts[tile] + thread];
    }
    if (thread == 0)
      size = starts[tile + 1] - starts[tile];
    __syncthreads();
    for (int row = warp; row < TILE; row += 8) {
      int64_t target = (int64_t)(first + place[row]) * stride;
      for (int column = lane; column < columns; column += WARP)
        out[target + column] = rows[(int64_t)(tile * TILE + row) * columns + column];
    }
    if (thread < size)
      sizes[tile * TILE + thread] = size;
    __syncthreads();
  }
}
