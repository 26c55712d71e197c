// Attention of one new token per sequence over a paged cache: which pages are read hangs on
// `block_tables`, how many on `seq_lens`.
// Cache layout [block][kv head][position in block][head size].
// Launch: grid (heads, sequences), whole warps; dynamic shared memory: one float per position.
#include "../common.h"

constexpr int HEAD_SIZE = 64;
constexpr int BLOCK_SIZE = 16;

extern "C" __global__ void __launch_bounds__(128)
    paged_attention(float *__restrict__ out, const float *__restrict__ query,
                    const float *__restrict__ key_cache, const float *__restrict__ value_cache,
                    const int *__restrict__ block_tables, const int *__restrict__ seq_lens,
                    int max_blocks, int kv_heads, float scale) {
  extern __shared__ float dynamic_shared[];
  __shared__ float partial[WARP];
  float *scores = dynamic_shared;

  int head = blockIdx.x, sequence = blockIdx.y;
  int kv_head = head / (gridDim.x / kv_heads);
  int warp = threadIdx.x / WARP, warps = blockDim.x / WARP, lane = threadIdx.x % WARP;
  int length = seq_lens[sequence];
  const int *pages = block_tables + sequence * max_blocks;
  int64_t token = (int64_t)sequence * gridDim.x + head;
  const float *q = query + token * HEAD_SIZE;

  // Scores: a warp per position.
  float largest = LOWEST;
  for (int p = warp; p < length; p += warps) {
    int64_t page = pages[p / BLOCK_SIZE];
    int64_t row = (page * kv_heads + kv_head) * BLOCK_SIZE + p % BLOCK_SIZE;
    const float *k = key_cache + row * HEAD_SIZE;
    float dot = 0;
    for (int i = lane; i < HEAD_SIZE; i += WARP)
      dot += q[i] * k[i];
    dot = warp_sum(dot) * scale;
    largest = max_of(largest, dot);
    if (lane == 0)
      scores[p] = dot;
  }
  if (lane == 0)
    partial[warp] = largest;
  __syncthreads();
  for (int i = 0; i < warps; i++)
    largest = max_of(largest, partial[i]);
  __syncthreads();

  // Softmax over the positions.
  float sum = 0;
  for (int p = threadIdx.x; p < length; p += blockDim.x) {
    scores[p] = expf_approx(scores[p] - largest);
    sum += scores[p];
  }
  sum = block_sum(sum, partial);

  // Values: a thread per element of the head.
  for (int i = threadIdx.x; i < HEAD_SIZE; i += blockDim.x) {
    float value = 0;
    for (int p = 0; p < length; p++) {
      int64_t page = pages[p / BLOCK_SIZE];
      int64_t row = (page * kv_heads + kv_head) * BLOCK_SIZE + p % BLOCK_SIZE;
      value += scores[p] * value_cache[row * HEAD_SIZE + i];
    }
    out[token * HEAD_SIZE + i] = value / sum;
  }
}
