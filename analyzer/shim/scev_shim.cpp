//===- scev_shim.cpp - C ABI over ScalarEvolution -------------------------===//
//
// See scev_shim.h for the rules of this border.
//
//===----------------------------------------------------------------------===//

#include "scev_shim.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/ScalarEvolutionExpressions.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/DebugProgramInstruction.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/ModuleSlotTracker.h"
#include "llvm/IR/PassManager.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/raw_ostream.h"

#include <cstring>
#include <memory>
#include <string>

using namespace llvm;

static_assert(sizeof(KhtScevNode) == 40, "layout known to scev/sys.rs");
static_assert(sizeof(KhtScevLoop) == 24, "layout known to scev/sys.rs");

struct KhtScevFunction {
  LoopAnalysisManager LAM;
  FunctionAnalysisManager FAM;
  CGSCCAnalysisManager CGAM;
  ModuleAnalysisManager MAM;
  PassBuilder PB;
  Function *Fn = nullptr;
  ScalarEvolution *SE = nullptr;
  LoopInfo *LI = nullptr;
  DominatorTree *DT = nullptr;
  SmallVector<Loop *, 8> Loops;
  DenseMap<const Loop *, int32_t> LoopIds;
  // Numbers unnamed values once; printing a value alone would do so each time.
  std::unique_ptr<ModuleSlotTracker> Slots;
};

namespace {

/// Writes one expression into the caller's buffers, operands first.
class Flattener {
public:
  Flattener(const KhtScevFunction &F, KhtScevNode *Nodes, uint32_t NodeCapacity,
            uint32_t *Operands, uint32_t OperandCapacity)
      : F(F), Nodes(Nodes), NodeCapacity(NodeCapacity), Operands(Operands),
        OperandCapacity(OperandCapacity) {}

  /// Returns the number of nodes, 0 if the buffers are too small.
  uint32_t run(const SCEV *Root) {
    SmallVector<std::pair<const SCEV *, bool>, 32> Stack{{Root, false}};
    while (!Stack.empty()) {
      auto [S, OperandsDone] = Stack.pop_back_val();
      if (Ids.count(S))
        continue;
      if (!OperandsDone && !isa<SCEVCouldNotCompute>(S)) {
        Stack.push_back({S, true});
        for (const SCEV *Op : S->operands())
          Stack.push_back({Op, false});
        continue;
      }
      if (!emit(S))
        return 0;
    }
    return NumNodes;
  }

private:
  bool emit(const SCEV *S) {
    if (NumNodes == NodeCapacity)
      return false;
    KhtScevNode &N = Nodes[NumNodes];
    std::memset(&N, 0, sizeof(N));
    N.Loop = -1;
    N.FirstOp = NumOperands;
    if (!describe(S, N))
      return false;
    if (N.Kind != KhtScevCouldNotCompute) {
      for (const SCEV *Op : S->operands()) {
        if (NumOperands == OperandCapacity)
          return false;
        Operands[NumOperands++] = Ids.lookup(Op);
      }
    }
    N.NumOps = NumOperands - N.FirstOp;
    Ids[S] = NumNodes++;
    return true;
  }

  /// Fills in what does not depend on the operands.
  bool describe(const SCEV *S, KhtScevNode &N) {
    if (isa<SCEVCouldNotCompute>(S)) {
      N.Kind = KhtScevCouldNotCompute;
      return true;
    }
    N.Bits = static_cast<uint32_t>(F.SE->getTypeSizeInBits(S->getType()));
    if (S->getType()->isPointerTy())
      N.Flags |= KhtScevPointer;
    if (const auto *Nary = dyn_cast<SCEVNAryExpr>(S)) {
      if (Nary->hasNoUnsignedWrap())
        N.Flags |= KhtScevNoUnsignedWrap;
      if (Nary->hasNoSignedWrap())
        N.Flags |= KhtScevNoSignedWrap;
    }
    switch (S->getSCEVType()) {
    case scConstant: {
      const APInt &Value = cast<SCEVConstant>(S)->getAPInt();
      if (Value.getSignificantBits() > 64) {
        N.Kind = KhtScevCouldNotCompute;
        return true;
      }
      N.Kind = KhtScevConstant;
      N.Constant = Value.getSExtValue();
      return true;
    }
    case scUnknown:
      N.Kind = KhtScevUnknown;
      N.Value = wrap(cast<SCEVUnknown>(S)->getValue());
      return true;
    case scAddExpr:
      N.Kind = KhtScevAdd;
      return true;
    case scMulExpr:
      N.Kind = KhtScevMul;
      return true;
    case scUDivExpr:
      N.Kind = KhtScevUDiv;
      return true;
    case scAddRecExpr:
      N.Kind = KhtScevAddRec;
      N.Loop = F.LoopIds.lookup(cast<SCEVAddRecExpr>(S)->getLoop());
      return true;
    case scZeroExtend:
      N.Kind = KhtScevZExt;
      return true;
    case scSignExtend:
      N.Kind = KhtScevSExt;
      return true;
    case scTruncate:
      N.Kind = KhtScevTrunc;
      return true;
    case scSMaxExpr:
      N.Kind = KhtScevSMax;
      return true;
    case scUMaxExpr:
      N.Kind = KhtScevUMax;
      return true;
    case scSMinExpr:
      N.Kind = KhtScevSMin;
      return true;
    case scUMinExpr:
    // Differs from umin in what happens with poison only.
    case scSequentialUMinExpr:
      N.Kind = KhtScevUMin;
      return true;
    case scPtrToInt:
      N.Kind = KhtScevPtrToInt;
      return true;
    case scVScale:
    case scCouldNotCompute:
      N.Kind = KhtScevCouldNotCompute;
      return true;
    }
    return false;
  }

  const KhtScevFunction &F;
  KhtScevNode *Nodes;
  uint32_t NodeCapacity;
  uint32_t *Operands;
  uint32_t OperandCapacity;
  uint32_t NumNodes = 0;
  uint32_t NumOperands = 0;
  DenseMap<const SCEV *, uint32_t> Ids;
};

} // namespace

KhtScevFunction *khtScevOpen(LLVMValueRef Function) {
  auto *F = new KhtScevFunction;
  F->PB.registerModuleAnalyses(F->MAM);
  F->PB.registerCGSCCAnalyses(F->CGAM);
  F->PB.registerFunctionAnalyses(F->FAM);
  F->PB.registerLoopAnalyses(F->LAM);
  F->PB.crossRegisterProxies(F->LAM, F->FAM, F->CGAM, F->MAM);
  F->Fn = unwrap<llvm::Function>(Function);
  F->SE = &F->FAM.getResult<ScalarEvolutionAnalysis>(*F->Fn);
  F->LI = &F->FAM.getResult<LoopAnalysis>(*F->Fn);
  F->DT = &F->FAM.getResult<DominatorTreeAnalysis>(*F->Fn);
  for (Loop *L : F->LI->getLoopsInPreorder()) {
    F->LoopIds[L] = static_cast<int32_t>(F->Loops.size());
    F->Loops.push_back(L);
  }
  return F;
}

void khtScevClose(KhtScevFunction *F) { delete F; }

uint32_t khtScevLoopCount(const KhtScevFunction *F) {
  return static_cast<uint32_t>(F->Loops.size());
}

void khtScevLoopAt(const KhtScevFunction *F, uint32_t Index, KhtScevLoop *Out) {
  Loop *L = F->Loops[Index];
  Loop *Parent = L->getParentLoop();
  Out->Parent = Parent ? F->LoopIds.lookup(Parent) : -1;
  Out->Header = wrap(L->getHeader());
  Out->ConstantTripCount = F->SE->getSmallConstantTripCount(L);
}

int32_t khtScevLoopOf(const KhtScevFunction *F, LLVMBasicBlockRef Block) {
  const Loop *L = F->LI->getLoopFor(unwrap(Block));
  return L ? F->LoopIds.lookup(L) : -1;
}

int32_t khtScevUnreachable(const KhtScevFunction *F, LLVMBasicBlockRef Block) {
  return !F->DT->isReachableFromEntry(unwrap(Block));
}

uint32_t khtScevExpr(KhtScevFunction *F, LLVMValueRef Value, int32_t Scope,
                     KhtScevNode *Nodes, uint32_t NodeCapacity,
                     uint32_t *Operands, uint32_t OperandCapacity) {
  llvm::Value *V = unwrap(Value);
  if (!F->SE->isSCEVable(V->getType()))
    return 0;
  const Loop *L = Scope < 0 ? nullptr : F->Loops[Scope];
  const SCEV *S = F->SE->getSCEVAtScope(V, L);
  return Flattener(*F, Nodes, NodeCapacity, Operands, OperandCapacity).run(S);
}

uint32_t khtScevExitCount(KhtScevFunction *F, uint32_t LoopIndex,
                          LLVMBasicBlockRef Exiting, KhtScevNode *Nodes,
                          uint32_t NodeCapacity, uint32_t *Operands,
                          uint32_t OperandCapacity) {
  const SCEV *S =
      F->SE->getExitCount(F->Loops[LoopIndex], unwrap(Exiting));
  return Flattener(*F, Nodes, NodeCapacity, Operands, OperandCapacity).run(S);
}

void khtScevRange(KhtScevFunction *F, LLVMValueRef Value, int64_t *SignedLow,
                  int64_t *SignedHigh) {
  *SignedLow = INT64_MIN;
  *SignedHigh = INT64_MAX;
  llvm::Value *V = unwrap(Value);
  if (!V->getType()->isIntegerTy() || V->getType()->getIntegerBitWidth() > 64)
    return;
  ConstantRange Range = F->SE->getSignedRange(F->SE->getSCEV(V));
  if (Range.isEmptySet())
    return;
  *SignedLow = Range.getSignedMin().getSExtValue();
  *SignedHigh = Range.getSignedMax().getSExtValue();
}

uint32_t khtScevPrint(KhtScevFunction *F, LLVMValueRef Value, char *Out,
                      uint32_t Capacity) {
  // Numbering all values takes its time, and many functions are never printed.
  if (!F->Slots) {
    F->Slots = std::make_unique<ModuleSlotTracker>(
        F->Fn->getParent(), /*ShouldInitializeAllMetadata=*/false);
    F->Slots->incorporateFunction(*F->Fn);
  }
  std::string Text;
  raw_string_ostream Stream(Text);
  unwrap(Value)->print(Stream, *F->Slots);
  size_t Length = std::min<size_t>(Text.size(), Capacity);
  std::memcpy(Out, Text.data(), Length);
  return static_cast<uint32_t>(Length);
}

uint32_t khtScevCallEffects(LLVMValueRef Call) {
  auto *Base = dyn_cast<CallBase>(unwrap(Call));
  if (!Base)
    return 3;
  MemoryEffects Effects =
      Base->getMemoryEffects().getWithoutLoc(IRMemLocation::InaccessibleMem);
  uint32_t Reads = isRefSet(Effects.getModRef()) ? 1 : 0;
  uint32_t Writes = isModSet(Effects.getModRef()) ? 2 : 0;
  return Reads | Writes;
}

uint64_t khtScevStoreSize(LLVMValueRef Value) {
  auto *I = dyn_cast<Instruction>(unwrap(Value));
  if (!I)
    return 0;
  Type *Ty = I->getType();
  if (auto *Store = dyn_cast<StoreInst>(I))
    Ty = Store->getValueOperand()->getType();
  else if (auto *Exchange = dyn_cast<AtomicCmpXchgInst>(I))
    Ty = Exchange->getNewValOperand()->getType();
  if (!Ty->isSized())
    return 0;
  TypeSize Size = I->getModule()->getDataLayout().getTypeStoreSize(Ty);
  return Size.isScalable() ? 0 : Size.getFixedValue();
}

uint64_t khtScevByvalSize(LLVMValueRef Argument) {
  auto *A = dyn_cast<llvm::Argument>(unwrap(Argument));
  if (!A)
    return 0;
  Type *Ty = A->getParamByValType();
  if (!Ty)
    Ty = A->getParamByRefType();
  if (!Ty || !Ty->isSized())
    return 0;
  return A->getParent()->getParent()->getDataLayout().getTypeAllocSize(Ty);
}

static uint32_t copyText(StringRef Text, char *Out, uint32_t Capacity) {
  if (Text.size() > Capacity)
    return 0;
  std::memcpy(Out, Text.data(), Text.size());
  return static_cast<uint32_t>(Text.size());
}

uint32_t khtScevProducer(LLVMValueRef Function, char *Out, uint32_t Capacity) {
  const DISubprogram *Program =
      unwrap<llvm::Function>(Function)->getSubprogram();
  const DICompileUnit *Unit = Program ? Program->getUnit() : nullptr;
  return Unit ? copyText(Unit->getProducer(), Out, Capacity) : 0;
}

uint32_t khtScevArgumentName(LLVMValueRef Function, uint32_t Index, char *Out,
                             uint32_t Capacity) {
  auto *F = unwrap<llvm::Function>(Function);
  if (F->isDeclaration())
    return 0;
  // Arguments are described where they come in. Those of functions that were
  // inlined there have other names for the same values.
  for (Instruction &I : F->getEntryBlock())
    for (DbgVariableRecord &Record : filterDbgVars(I.getDbgRecordRange())) {
      const DILocalVariable *Variable = Record.getVariable();
      if (Variable->getArg() != 0 && !Record.getDebugLoc().getInlinedAt() &&
          Record.getNumVariableLocationOps() == 1 &&
          Record.getVariableLocationOp(0) == F->getArg(Index))
        return copyText(Variable->getName(), Out, Capacity);
    }
  // Those that are not used are only listed, by their number in the source,
  // which is that of the function where it has as many parameters.
  const DISubprogram *Subprogram = F->getSubprogram();
  if (!Subprogram || !Subprogram->getType() ||
      Subprogram->getType()->getTypeArray().size() != F->arg_size() + 1)
    return 0;
  for (const DINode *Node : Subprogram->getRetainedNodes())
    if (const auto *Variable = dyn_cast_or_null<DILocalVariable>(Node))
      if (Variable->getArg() == Index + 1)
        return copyText(Variable->getName(), Out, Capacity);
  return 0;
}

uint32_t khtScevDemangle(const char *Name, uint32_t Length, char *Out,
                         uint32_t Capacity) {
  std::string Text = demangle(std::string_view(Name, Length));
  if (Text.size() > Capacity || Text == std::string_view(Name, Length))
    return 0;
  std::memcpy(Out, Text.data(), Text.size());
  return static_cast<uint32_t>(Text.size());
}
