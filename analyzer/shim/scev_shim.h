//===- scev_shim.h - C ABI over ScalarEvolution -----------------*- C++ -*-===//
//
// Loops, dominance and scalar evolution of one function, for analyzer/src/scev.
//
// The rules of this border (README.md tells why): no C++ type, exception or
// ownership crosses it; integers have fixed widths; buffers belong to the
// caller; what an LLVM enum says is translated here, by a switch without a
// default, so that a new LLVM fails to compile instead of lying.
//
//===----------------------------------------------------------------------===//

#ifndef KHT_SCEV_SHIM_H
#define KHT_SCEV_SHIM_H

#include "llvm-c/Types.h"
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct KhtScevFunction KhtScevFunction;

/// Kinds of nodes; the numbers are part of the ABI.
enum KhtScevKind {
  KhtScevConstant = 0,
  KhtScevUnknown = 1,
  KhtScevAdd = 2,
  KhtScevMul = 3,
  KhtScevUDiv = 4,
  KhtScevAddRec = 5,
  KhtScevZExt = 6,
  KhtScevSExt = 7,
  KhtScevTrunc = 8,
  KhtScevSMax = 9,
  KhtScevUMax = 10,
  KhtScevSMin = 11,
  KhtScevUMin = 12,
  KhtScevPtrToInt = 13,
  KhtScevCouldNotCompute = 14,
};

enum { KhtScevNoUnsignedWrap = 1, KhtScevNoSignedWrap = 2, KhtScevPointer = 4 };

/// One node of an expression. Operands come before their users; the last node
/// is the root.
typedef struct {
  uint32_t Kind;
  uint32_t Flags;
  /// Width of the value in bits (of the index type, for a pointer).
  uint32_t Bits;
  /// Loop of an AddRec, else -1.
  int32_t Loop;
  /// Operands: NumOps entries of the operand buffer from FirstOp.
  uint32_t FirstOp;
  uint32_t NumOps;
  /// Value of a constant, sign-extended.
  int64_t Constant;
  /// Value of an Unknown, else null.
  LLVMValueRef Value;
} KhtScevNode;

/// A loop; parents come before their children.
typedef struct {
  int32_t Parent;
  LLVMBasicBlockRef Header;
  uint32_t ConstantTripCount;
} KhtScevLoop;

KhtScevFunction *khtScevOpen(LLVMValueRef Function);
void khtScevClose(KhtScevFunction *F);

uint32_t khtScevLoopCount(const KhtScevFunction *F);
void khtScevLoopAt(const KhtScevFunction *F, uint32_t Index, KhtScevLoop *Out);

/// Innermost loop around a block, or -1.
int32_t khtScevLoopOf(const KhtScevFunction *F, LLVMBasicBlockRef Block);

/// Whether the block cannot be reached from the entry.
int32_t khtScevUnreachable(const KhtScevFunction *F, LLVMBasicBlockRef Block);

/// Expression of an integer or pointer value as seen from a loop (-1: from
/// outside of all loops). Fills at most the given capacities and returns the
/// number of nodes, or 0 if they do not suffice.
uint32_t khtScevExpr(KhtScevFunction *F, LLVMValueRef Value, int32_t Scope,
                     KhtScevNode *Nodes, uint32_t NodeCapacity,
                     uint32_t *Operands, uint32_t OperandCapacity);

/// How often the back edge of a loop is taken before the loop is left through
/// an exiting block, assuming that it is not left elsewhere. Else as above.
uint32_t khtScevExitCount(KhtScevFunction *F, uint32_t Loop,
                          LLVMBasicBlockRef Exiting, KhtScevNode *Nodes,
                          uint32_t NodeCapacity, uint32_t *Operands,
                          uint32_t OperandCapacity);

/// Range of an integer value of at most 64 bits, both ends inclusive.
void khtScevRange(KhtScevFunction *F, LLVMValueRef Value, int64_t *SignedLow,
                  int64_t *SignedHigh);

/// Prints a value as one line of IR into a buffer; returns the length, cut at
/// the capacity.
uint32_t khtScevPrint(KhtScevFunction *F, LLVMValueRef Value, char *Out,
                      uint32_t Capacity);

/// What a call may do to memory that the kernel can name: 0 nothing, 1 reads,
/// 2 writes, 3 both. Memory that is inaccessible to the module does not count.
uint32_t khtScevCallEffects(LLVMValueRef Call);

/// Size in bytes that a load or store of the value's type touches; 0 for a type
/// without a fixed size.
uint64_t khtScevStoreSize(LLVMValueRef Value);

/// Bytes of the by-value aggregate behind an argument, 0 if it is none.
uint64_t khtScevByvalSize(LLVMValueRef Argument);

/// What debug information says that a function was compiled by; returns the
/// length, 0 if it does not say or does not fit.
uint32_t khtScevProducer(LLVMValueRef Function, char *Out, uint32_t Capacity);

/// What debug information calls the argument at a position. Else as above.
uint32_t khtScevArgumentName(LLVMValueRef Function, uint32_t Index, char *Out,
                             uint32_t Capacity);

/// Demangles a name into a buffer; returns the length, 0 if it is not mangled
/// or does not fit.
uint32_t khtScevDemangle(const char *Name, uint32_t Length, char *Out,
                         uint32_t Capacity);

#ifdef __cplusplus
}
#endif
#endif // KHT_SCEV_SHIM_H
