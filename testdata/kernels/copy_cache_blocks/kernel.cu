// Copies pages of the caches of all layers; the caches are reached through an array of pointers.
// Launch: grid (layers, pairs of pages).
#include "../common.h"

extern "C" __global__ void copy_cache_blocks(float *const *caches,
                                             const int64_t *__restrict__ pairs, int page_elements) {
  float *cache = caches[blockIdx.x];
  int64_t source = pairs[2 * blockIdx.y] * page_elements;
  int64_t target = pairs[2 * blockIdx.y + 1] * page_elements;
  for (int i = threadIdx.x; i < page_elements; i += blockDim.x)
    cache[target + i] = cache[source + i];
}
