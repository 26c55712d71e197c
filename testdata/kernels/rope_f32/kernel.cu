// Rotary position embedding in place: halves of each head are rotated by the token's position.
// `tables` holds, for each position, head_size / 2 cosines and then as many sines.
// Launch: one block per token.
#include "../common.h"

extern "C" __global__ void rope_f32(const int64_t *__restrict__ positions,
                                    float *__restrict__ query,
                                    const float *__restrict__ tables, int heads, int head_size,
                                    int64_t token_stride) {
  int half_size = head_size / 2;
  const float *cosines = tables + positions[blockIdx.x] * head_size;
  const float *sines = cosines + half_size;
  float *token = query + blockIdx.x * token_stride;

  for (int i = threadIdx.x; i < heads * half_size; i += blockDim.x) {
    int pair = i % half_size;
    float *low = token + i / half_size * head_size + pair, *high = low + half_size;
    float a = *low, b = *high;
    *low = a * cosines[pair] - b * sines[pair];
    *high = b * cosines[pair] + a * sines[pair];
  }
}
