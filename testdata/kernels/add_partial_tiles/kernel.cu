// Adds to each tile what blocks before its last one have computed of it. The steps of all tiles lie
// in one row, of which each block has an even share that begins at a multiple of four steps in its
// tile (stream-k): so a block that begins within a tile walks back over the blocks that have parts
// of it, some of which have no steps at all.
// Launch: as many blocks as have computed; a thread per element of a tile.
#include "../common.h"

DEVICE int64_t begin_of(int64_t block, int tiles, int steps) {
  int64_t begin = block * tiles * steps / gridDim.x;
  return begin - begin % steps % 4;
}

extern "C" __global__ void add_partial_tiles(float *__restrict__ out,
                                             const float *__restrict__ partial, int tiles,
                                             int steps) {
  int64_t first = begin_of(blockIdx.x, tiles, steps);
  int64_t last = begin_of(blockIdx.x + 1, tiles, steps);
  bool no_end = first / steps == last / steps && last % steps != 0;
  if (first == last || first % steps == 0 || no_end)
    return;
  float sum = 0;
  bool any = false;
  int64_t block = (int)blockIdx.x - 1, end = first;
  while (true) {
    int64_t begin = begin_of(block, tiles, steps);
    if (begin == end) {
      block--;
      end = begin;
      continue;
    }
    any = true;
    sum += partial[block * blockDim.x + threadIdx.x];
    if (begin % steps == 0 || begin / steps < first / steps)
      break;
    block--;
    end = begin;
  }
  if (any)
    out[first / steps * blockDim.x + threadIdx.x] += sum;
}
