// Scales the tokens that chose an expert by the expert's weights. A block looks for one expert at a
// few tokens, each with a warp that stops at the first choice that is the expert; if no token chose
// it, all threads of the block leave together, without a look at the weights.
// Launch: a block per group of tokens (x) and expert (y), of a warp (x) per token (y).
#include "../common.h"

extern "C" __global__ void expert_rows(float *__restrict__ out, const float *__restrict__ tokens,
                                       const float *__restrict__ weights,
                                       const int *__restrict__ chosen, int n_tokens, int choices,
                                       int features) {
  int expert = blockIdx.y;
  int token = blockIdx.x * blockDim.y + threadIdx.y;
  bool found = false;
  if (token < n_tokens) {
    for (int choice = threadIdx.x; choice < choices; choice += WARP) {
      if (chosen[token * choices + choice] == expert) {
        found = true;
        break;
      }
    }
  }
  if (!any_in_block(found) || n_tokens <= token)
    return;
  for (int feature = threadIdx.x; feature < features; feature += WARP) {
    float scaled = tokens[token * features + feature] * weights[expert * features + feature];
    out[(expert * n_tokens + token) * features + feature] = scaled;
  }
}
