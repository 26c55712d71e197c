// Runs a kernel's LLVM IR on the CPU, thread by thread, and marks every byte it touches.
//
// The IR is instrumented by LLVM's own thread-sanitizer pass, which calls `__tsan_*` before each
// load and store; those functions are ours and only take notes. A GPU thread is a fiber; barriers
// and shuffles are real: a fiber waits until all live fibers of its block or warp wait as well.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <ucontext.h>
#include <vector>

namespace {

constexpr unsigned WARP = 32;
constexpr size_t STACK_BYTES = 64 * 1024;
enum Mark : uint8_t { READ = 1, WRITTEN = 2, ATOMIC = 4 };

struct Buffer {
  uint8_t *base;
  uint8_t *marks; // one per byte
  uint64_t bytes;
  uint64_t guard_bytes; // allocated before and after it; touching them is an error
  uint64_t loaded, stored, atomic;
};

enum class State { READY, BARRIER, SHUFFLE, DONE };

struct Fiber {
  ucontext_t context;
  std::unique_ptr<char[]> stack;
  unsigned tid[3];
  State state;
  uint32_t value; // given to, then got from a shuffle
  unsigned lane_mask;
};

Buffer *buffers;
size_t n_buffers;
unsigned grid[3], block[3], bid[3];
std::vector<Fiber> fibers;
Fiber *current;
ucontext_t scheduler;
void (*kernel)(void **);
void **arguments;

[[noreturn]] void fail(const char *what, uint64_t where) {
  fprintf(stderr, "run-on-host: %s (%llu)\n", what, (unsigned long long)where);
  exit(1);
}

void touch(void *address, uint64_t bytes, int marks) {
  auto *at = static_cast<uint8_t *>(address);
  for (size_t i = 0; i < n_buffers; i++) {
    Buffer &buffer = buffers[i];
    uint8_t *end = buffer.base + buffer.bytes;
    if (at < buffer.base - buffer.guard_bytes || at >= end + buffer.guard_bytes)
      continue;
    if (at < buffer.base || at + bytes > end)
      fail("access outside of buffer number", i);
    for (uint64_t b = 0; b < bytes; b++)
      buffer.marks[at - buffer.base + b] |= marks;
    (marks & ATOMIC ? buffer.atomic : marks & WRITTEN ? buffer.stored : buffer.loaded) += bytes;
    return;
  }
  // Shared memory, stack or by-value parameters: not a buffer.
}

void wait(State state) {
  current->state = state;
  swapcontext(&current->context, &scheduler);
}

void enter() {
  kernel(arguments);
  current->state = State::DONE;
  swapcontext(&current->context, &scheduler);
}

// All live fibers of [from, to) are in a state, and there is one.
bool all_in(State state, size_t from, size_t to) {
  bool some = false;
  for (size_t i = from; i < to; i++) {
    if (fibers[i].state == State::DONE)
      continue;
    if (fibers[i].state != state)
      return false;
    some = true;
  }
  return some;
}

void release(size_t from, size_t to) {
  for (size_t i = from; i < to; i++)
    if (fibers[i].state != State::DONE)
      fibers[i].state = State::READY;
}

bool exchange() {
  bool moved = false;
  for (size_t warp = 0; warp < fibers.size(); warp += WARP) {
    size_t end = warp + WARP < fibers.size() ? warp + WARP : fibers.size();
    if (!all_in(State::SHUFFLE, warp, end))
      continue;
    uint32_t given[WARP] = {};
    for (size_t i = warp; i < end; i++)
      given[i - warp] = fibers[i].value;
    for (size_t i = warp; i < end; i++)
      fibers[i].value = given[(i - warp) ^ fibers[i].lane_mask];
    release(warp, end);
    moved = true;
  }
  return moved;
}

void run_block() {
  for (size_t i = 0; i < fibers.size(); i++) {
    Fiber &fiber = fibers[i];
    fiber.tid[0] = i % block[0];
    fiber.tid[1] = i / block[0] % block[1];
    fiber.tid[2] = i / block[0] / block[1];
    fiber.state = State::READY;
    getcontext(&fiber.context);
    fiber.context.uc_stack.ss_sp = fiber.stack.get();
    fiber.context.uc_stack.ss_size = STACK_BYTES;
    fiber.context.uc_link = nullptr;
    makecontext(&fiber.context, enter, 0);
  }
  while (!all_in(State::DONE, 0, 0)) {
    bool ran = false, live = false;
    for (Fiber &fiber : fibers) {
      if (fiber.state == State::READY) {
        current = &fiber;
        swapcontext(&scheduler, &fiber.context);
        ran = true;
      }
      live |= fiber.state != State::DONE;
    }
    if (!live)
      return;
    if (ran || exchange())
      continue;
    if (!all_in(State::BARRIER, 0, fibers.size()))
      fail("threads wait for each other in block", bid[0]);
    release(0, fibers.size());
  }
}

} // namespace

extern "C" {

float dynamic_shared[64 * 1024];

void run_launch(void (*invoke)(void **), void **args, const unsigned *shape, Buffer *list,
                size_t n) {
  kernel = invoke;
  arguments = args;
  buffers = list;
  n_buffers = n;
  memcpy(grid, shape, sizeof grid);
  memcpy(block, shape + 3, sizeof block);
  fibers = std::vector<Fiber>(block[0] * block[1] * block[2]);
  for (Fiber &fiber : fibers)
    fiber.stack = std::make_unique<char[]>(STACK_BYTES);
  for (bid[2] = 0; bid[2] < grid[2]; bid[2]++)
    for (bid[1] = 0; bid[1] < grid[1]; bid[1]++)
      for (bid[0] = 0; bid[0] < grid[0]; bid[0]++)
        run_block();
}

// --- what the kernels call: `llvm.nvvm.*` with underscores ---------------------------------------

#define REGISTER(name, axis, index)                                                                \
  unsigned nvvm_read_ptx_sreg_tid_##axis() { return current->tid[index]; }                         \
  unsigned nvvm_read_ptx_sreg_ctaid_##axis() { return bid[index]; }                                \
  unsigned nvvm_read_ptx_sreg_ntid_##axis() { return block[index]; }                               \
  unsigned nvvm_read_ptx_sreg_nctaid_##axis() { return grid[index]; }
REGISTER(, x, 0)
REGISTER(, y, 1)
REGISTER(, z, 2)

void nvvm_barrier_cta_sync_aligned_all(unsigned) { wait(State::BARRIER); }

bool nvvm_barrier_cta_red_or_aligned_all(unsigned, bool vote) {
  current->value = vote;
  wait(State::BARRIER);
  bool any = false;
  for (const Fiber &fiber : fibers)
    any |= fiber.value != 0;
  // Nobody goes on, maybe to the next vote, before all have counted.
  wait(State::BARRIER);
  return any;
}

unsigned nvvm_shfl_sync_bfly_i32(unsigned, unsigned value, unsigned lane_mask, unsigned) {
  current->value = value;
  current->lane_mask = lane_mask;
  wait(State::SHUFFLE);
  return current->value;
}

float nvvm_shfl_sync_bfly_f32(unsigned mask, float value, unsigned lane_mask, unsigned clamp) {
  unsigned bits;
  memcpy(&bits, &value, sizeof bits);
  bits = nvvm_shfl_sync_bfly_i32(mask, bits, lane_mask, clamp);
  memcpy(&value, &bits, sizeof bits);
  return value;
}

unsigned nvvm_mulhi_ui(unsigned a, unsigned b) {
  return static_cast<unsigned>(static_cast<unsigned long long>(a) * b >> 32);
}
float nvvm_ex2_approx_f32(float x) { return __builtin_exp2f(x); }
float nvvm_rsqrt_approx_f(float x) { return 1.0f / __builtin_sqrtf(x); }

// --- the same for AMD: `llvm.amdgcn.*` with underscores ------------------------------------------

#define IDS(axis, index)                                                                           \
  unsigned amdgcn_workitem_id_##axis() { return current->tid[index]; }                             \
  unsigned amdgcn_workgroup_id_##axis() { return bid[index]; }
IDS(x, 0)
IDS(y, 1)
IDS(z, 2)

void amdgcn_s_barrier() { wait(State::BARRIER); }

// What stands behind the arguments since version 5 of the code object.
struct Implicit {
  uint32_t blocks[3];
  uint16_t threads[3], rest[3];
  uint64_t reserved[2], offset[3];
};
static_assert(sizeof(Implicit) == 64, "as the ABI says");

const Implicit *amdgcn_implicitarg_ptr() {
  static Implicit shape;
  for (int axis = 0; axis < 3; axis++) {
    shape.blocks[axis] = grid[axis];
    shape.threads[axis] = block[axis];
  }
  return &shape;
}

// The packet that starts a kernel.
struct Packet {
  uint16_t header, setup, threads[3], reserved;
  uint32_t all_threads[3];
};

const Packet *amdgcn_dispatch_ptr() {
  static Packet packet;
  for (int axis = 0; axis < 3; axis++) {
    packet.threads[axis] = block[axis];
    packet.all_threads[axis] = grid[axis] * block[axis];
  }
  return &packet;
}

// A buffer resource without records; it lives as long as the process.
struct Resource {
  uint8_t *base;
  uint64_t bytes;
};

typedef unsigned Words __attribute__((vector_size(16)));

Resource *amdgcn_make_buffer_rsrc_p8_p1(void *base, uint16_t, uint64_t bytes, uint32_t) {
  return new Resource{static_cast<uint8_t *>(base), bytes};
}

Words amdgcn_raw_ptr_buffer_load_v4i32(const Resource *from, unsigned offset, unsigned, unsigned) {
  Words words = {};
  if (offset < from->bytes) {
    touch(from->base + offset, sizeof words, READ);
    memcpy(&words, from->base + offset, sizeof words);
  }
  return words;
}

void amdgcn_raw_ptr_buffer_store_v4i32(Words words, const Resource *to, unsigned offset, unsigned,
                                       unsigned) {
  if (offset < to->bytes) {
    touch(to->base + offset, sizeof words, WRITTEN);
    memcpy(to->base + offset, &words, sizeof words);
  }
}

// --- functions of OpenCL ------------------------------------------------------------------------

typedef float Float4 __attribute__((vector_size(16)));

size_t _Z13get_global_idj(unsigned axis) { return size_t{bid[axis]} * block[axis] + current->tid[axis]; }
size_t _Z15get_global_sizej(unsigned axis) { return size_t{grid[axis]} * block[axis]; }

Float4 _Z6vload4mPKf(size_t at, const float *from) {
  Float4 value;
  touch(const_cast<float *>(from + 4 * at), sizeof value, READ);
  memcpy(&value, from + 4 * at, sizeof value);
  return value;
}

void _Z7vstore4Dv4_fmPf(Float4 value, size_t at, float *to) {
  touch(to + 4 * at, sizeof value, WRITTEN);
  memcpy(to + 4 * at, &value, sizeof value);
}

// An image made from a buffer, as a launch passes it.
struct Image {
  uint8_t *texels;
  uint32_t texel_bytes, width;
};

Float4 _Z11read_imagef21ocl_image1d_buffer_roi(const Image *image, unsigned at) {
  Float4 value = {};
  if (at < image->width)
    touch(image->texels + size_t{at} * image->texel_bytes, image->texel_bytes, READ);
  return value;
}

void _Z12write_imagef21ocl_image1d_buffer_woiDv4_f(const Image *image, unsigned at, Float4) {
  if (at < image->width)
    touch(image->texels + size_t{at} * image->texel_bytes, image->texel_bytes, WRITTEN);
}

// --- what LLVM's instrumentation calls -----------------------------------------------------------

#define HOOKS(bytes)                                                                               \
  void __tsan_read##bytes(void *at) { touch(at, bytes, READ); }                                    \
  void __tsan_write##bytes(void *at) { touch(at, bytes, WRITTEN); }                                \
  void __tsan_unaligned_read##bytes(void *at) { touch(at, bytes, READ); }                          \
  void __tsan_unaligned_write##bytes(void *at) { touch(at, bytes, WRITTEN); }
HOOKS(1)
HOOKS(2)
HOOKS(4)
HOOKS(8)
HOOKS(16)

uint32_t __tsan_atomic32_fetch_add(uint32_t *at, uint32_t value, int) {
  touch(at, sizeof value, READ | WRITTEN | ATOMIC);
  uint32_t old = *at;
  *at += value;
  return old;
}

void __tsan_init() {}
void __tsan_atomic_thread_fence(int) {}
}
