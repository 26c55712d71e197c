// Writes the keys and values of new tokens into their slots of a paged cache; slot -1 is padding.
// Cache layout [block][head][position in block][head size].
// Launch: one block per token.
#include "../common.h"

extern "C" __global__ void reshape_and_cache(const half *__restrict__ key,
                                             const half *__restrict__ value,
                                             half *__restrict__ key_cache,
                                             half *__restrict__ value_cache,
                                             const int64_t *__restrict__ slot_mapping,
                                             int key_stride, int value_stride, int heads,
                                             int head_size, int block_size) {
  int64_t slot = slot_mapping[blockIdx.x];
  if (slot < 0)
    return;
  int64_t block = slot / block_size, position = slot % block_size;
  for (int i = threadIdx.x; i < heads * head_size; i += blockDim.x) {
    int head = i / head_size, offset = i % head_size;
    int64_t target = ((block * heads + head) * block_size + position) * head_size + offset;
    key_cache[target] = key[(int64_t)blockIdx.x * key_stride + i];
    value_cache[target] = value[(int64_t)blockIdx.x * value_stride + i];
  }
}
