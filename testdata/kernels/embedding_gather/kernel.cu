// Rows of an embedding table by 64-bit token ids; ids outside the table give zeros.
// Launch: grid (tokens, column blocks).
#include "../common.h"

extern "C" __global__ void embedding_gather(float *__restrict__ out,
                                            const float *__restrict__ table,
                                            const int64_t *__restrict__ ids, int64_t vocabulary,
                                            int columns) {
  int c = blockIdx.y * blockDim.x + threadIdx.x;
  if (c >= columns)
    return;
  int64_t id = ids[blockIdx.x];
  bool known = 0 <= id && id < vocabulary;
  out[(int64_t)blockIdx.x * columns + c] = known ? table[id * columns + c] : 0.0f;
}
