// Device-only names that nvcc also accepts in host functions.
//
// Sources written for nvcc use them there; clang parses host functions too, even when it compiles
// for the device alone, and would refuse the file. Nothing here reaches device code.
#pragma once

static __host__ inline void __trap() { __builtin_trap(); }

#define HOST_MIN_MAX(T, A, B)                                                                      \
  static __host__ inline T min(A a, B b) { return (T)a < (T)b ? (T)a : (T)b; }                     \
  static __host__ inline T max(A a, B b) { return (T)a < (T)b ? (T)b : (T)a; }
#define HOST_MIN_MAX_INTEGERS(S, U)                                                                \
  HOST_MIN_MAX(S, S, S) HOST_MIN_MAX(U, U, U) HOST_MIN_MAX(U, S, U) HOST_MIN_MAX(U, U, S)

HOST_MIN_MAX_INTEGERS(int, unsigned)
HOST_MIN_MAX_INTEGERS(long, unsigned long)
HOST_MIN_MAX_INTEGERS(long long, unsigned long long)
HOST_MIN_MAX(float, float, float)
HOST_MIN_MAX(double, double, double)
HOST_MIN_MAX(double, float, double)
HOST_MIN_MAX(double, double, float)

#undef HOST_MIN_MAX_INTEGERS
#undef HOST_MIN_MAX
