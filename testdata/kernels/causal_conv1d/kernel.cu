// Depthwise convolution over time as state-space layers use it: a stencil that looks back.
// Launch: grid (time blocks, channels), one thread per time step.
#include "../common.h"

constexpr int TAPS = 4;

extern "C" __global__ void causal_conv1d(const float *__restrict__ x,
                                         const float *__restrict__ weight,
                                         float *__restrict__ out, int steps) {
  int t = blockIdx.x * blockDim.x + threadIdx.x, channel = blockIdx.y;
  if (t >= steps)
    return;
  float sum = 0;
  for (int tap = 0; tap < TAPS; tap++) {
    int at = t - (TAPS - 1) + tap;
    if (at >= 0)
      sum += weight[channel * TAPS + tap] * x[channel * steps + at];
  }
  out[channel * steps + t] = sum;
}
