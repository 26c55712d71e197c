// Scales rows whose ends are ragged, and counts the rows that are done: loads and stores of four
// values at a time under predicates, as a kernel compiler writes them in PTX.
// Launch: one block per row; threads take four values each.
#include "../common.h"

#ifdef PLAIN // What the assembly does, for the judge.

DEVICE float4 load_or(const float *from, bool wanted, float other) {
  return wanted ? *(const float4 *)from : float4{other, other, other, other};
}
DEVICE void store_if(float *to, float4 value, bool wanted) {
  if (wanted)
    *(float4 *)to = value;
}
DEVICE int row_length(const int *lengths, unsigned row) { return lengths[row]; }
DEVICE void count(unsigned *counters) { atomicAdd((int *)counters, 1); }

#else

DEVICE float4 load_or(const float *from, bool wanted, float other) {
  float4 value;
  asm volatile("{ .reg .pred wanted;\n"
               "  setp.ne.s32 wanted, %5, 0;\n"
               "  mov.f32 %0, %6; mov.f32 %1, %6; mov.f32 %2, %6; mov.f32 %3, %6;\n"
               "  @wanted ld.global.nc.L1::no_allocate.v4.f32 {%0, %1, %2, %3}, [%4 + 0];\n"
               "}"
               : "=&f"(value.x), "=&f"(value.y), "=&f"(value.z), "=&f"(value.w)
               : "l"(from), "r"((int)wanted), "f"(other));
  return value;
}
DEVICE void store_if(float *to, float4 value, bool wanted) {
  asm volatile("{ .reg .pred skipped;\n"
               "  setp.eq.u32 skipped, %5, 0;\n"
               "  @!skipped st.global.cs.v4.f32 [%0], {%1, %2, %3, %4};\n"
               "}" ::"l"(to), "f"(value.x), "f"(value.y), "f"(value.z), "f"(value.w),
               "r"((int)wanted)
               : "memory");
}
// Each row has the length of four bytes at `lengths + 4*row`, which assembly computes.
DEVICE int row_length(const int *lengths, unsigned row) {
  int length;
  asm("{ .reg .b64 at;\n"
      "  mad.wide.u32 at, %2, 4, %1;\n"
      "  cvta.to.global.u64 at, at;\n"
      "  ld.global.nc.b32 %0, [at];\n"
      "}"
      : "=r"(length)
      : "l"(lengths), "r"(row));
  return length;
}
DEVICE void count(unsigned *counters) {
  asm volatile("red.relaxed.gpu.global.add.u32 [%0], 1;" ::"l"(counters) : "memory");
}

#endif

extern "C" __global__ void masked_rows_ptx(float *out, const float *in, const int *lengths,
                                           unsigned *done, int stride, float factor) {
  int length = row_length(lengths, blockIdx.x);
  int64_t row = (int64_t)blockIdx.x * stride;
  for (int i = 4 * threadIdx.x; i < stride; i += 4 * blockDim.x) {
    float4 value = load_or(in + row + i, i + 3 < length, 0.0f);
    value.x *= factor, value.y *= factor, value.z *= factor, value.w *= factor;
    store_if(out + row + i, value, i < length);
  }
  if (threadIdx.x == 0)
    count(done + (blockIdx.x & 1));
}
