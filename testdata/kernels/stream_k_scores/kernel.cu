// Scores of queries against the keys of their sequence, summed over steps of a tile. The steps of
// all tiles, of which each row of each head of each sequence has one, lie in a row, and each block
// has an even share of it (stream-k): first the end of a tile or whole tiles, then maybe the
// beginning of one, of which another block writes the end.
// Launch: any number of blocks; a thread per column.
#include "../common.h"

struct Shape {
  int keys, rows, heads, sequences;
};

constexpr int STEP = 4;

DEVICE float score(const float *query, const float *key, int stride, int begin, int end) {
  float sum = 0;
#pragma unroll 1
  for (int step = begin; step < end; step++)
    sum += query[step] * key[step * stride];
  return sum;
}

extern "C" __global__ void stream_k_scores(float *__restrict__ out, float *__restrict__ beginnings,
                                           const float *__restrict__ queries,
                                           const float *__restrict__ keys, Shape shape) {
  const int steps = (shape.keys + STEP - 1) / STEP;
  const int all = steps * shape.rows * shape.heads * shape.sequences;
  int at = (int64_t)blockIdx.x * all / gridDim.x;
  const int stop = (int64_t)(blockIdx.x + 1) * all / gridDim.x;
  const int columns = blockDim.x;
  int begin = at % steps;
  int end = begin + stop - at < steps ? begin + stop - at : steps;
  while (at < stop && end == steps) {
    const int sequence = at / (steps * shape.rows * shape.heads);
    const int in_sequence = at - steps * shape.rows * shape.heads * sequence;
    const int head = in_sequence / (steps * shape.rows);
    const int row = (in_sequence - steps * shape.rows * head) / steps;
    const int tile = (sequence * shape.heads + head) * shape.rows + row;
    const float *key = keys + (sequence * shape.heads + head) * steps * columns + threadIdx.x;
    out[tile * columns + threadIdx.x] = score(queries + tile * steps, key, columns, begin, end);
    at += steps;
    at -= at % steps;
    begin = 0;
    end = stop - at < steps ? stop - at : steps;
  }
  if (at >= stop)
    return;
  const int sequence = at / (steps * shape.rows * shape.heads);
  const int in_sequence = at - steps * shape.rows * shape.heads * sequence;
  const int head = in_sequence / (steps * shape.rows);
  const int row = (in_sequence - steps * shape.rows * head) / steps;
  const int tile = (sequence * shape.heads + head) * shape.rows + row;
  const float *key = keys + (sequence * shape.heads + head) * steps * columns + threadIdx.x;
  beginnings[blockIdx.x * columns + threadIdx.x] =
      score(queries + tile * steps, key, columns, begin, end);
}
