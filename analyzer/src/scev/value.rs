//! Instructions, constants and blocks, as far as the later stages look at them.

use std::marker::PhantomData;

pub(crate) use inkwell::llvm_sys::LLVMOpcode as Opcode;
use inkwell::llvm_sys::core as llvm;
use inkwell::llvm_sys::prelude::{LLVMBasicBlockRef, LLVMValueRef};
use inkwell::llvm_sys::{LLVMAtomicOrdering, LLVMIntPredicate, LLVMTypeKind, LLVMValueKind};

use super::{Tie, sys};

/// An LLVM value of the module.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Value<'m> {
    // Invariant: not null, belongs to a module that outlives 'm.
    raw: LLVMValueRef,
    tie: Tie<'m>,
}

/// A basic block of the module.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Block<'m> {
    // Invariant: not null, belongs to a module that outlives 'm.
    raw: LLVMBasicBlockRef,
    tie: Tie<'m>,
}

/// What a value is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum ValueKind {
    /// Function argument, with its position.
    Argument(u32),
    Instruction(Opcode),
    /// Integer constant of at most 64 bits, sign-extended.
    Int(i64),
    /// Null pointer, or zero of any type.
    Null,
    /// Undefined or poison.
    Undef,
    /// Constant expression.
    ConstantExpr(Opcode),
    /// Global variable, with its address space.
    Global(u32),
    Function,
    InlineAsm,
    Other,
}

/// What a call may do to memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CallEffects {
    pub(crate) reads: bool,
    pub(crate) writes: bool,
}

/// Integer comparison.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Predicate {
    Eq,
    Ne,
    UnsignedLt,
    UnsignedLe,
    UnsignedGt,
    UnsignedGe,
    SignedLt,
    SignedLe,
    SignedGt,
    SignedGe,
}

impl<'m> Value<'m> {
    pub(super) fn of(raw: LLVMValueRef) -> Value<'m> {
        debug_assert!(!raw.is_null(), "LLVM answered a null value");
        Value { raw, tie: PhantomData }
    }

    pub(super) fn raw(self) -> LLVMValueRef {
        self.raw
    }

    pub(crate) fn kind(self) -> ValueKind {
        // SAFETY: `raw` is a live value.
        let kind = unsafe { llvm::LLVMGetValueKind(self.raw) };
        match kind {
            LLVMValueKind::LLVMArgumentValueKind => ValueKind::Argument(self.argument_index()),
            LLVMValueKind::LLVMInstructionValueKind => {
                // SAFETY: `raw` is an instruction.
                ValueKind::Instruction(unsafe { llvm::LLVMGetInstructionOpcode(self.raw) })
            }
            LLVMValueKind::LLVMConstantIntValueKind => match self.bits() {
                // SAFETY: `raw` is an integer constant of at most 64 bits.
                Some(1..=64) => ValueKind::Int(unsafe { llvm::LLVMConstIntGetSExtValue(self.raw) }),
                _ => ValueKind::Other,
            },
            LLVMValueKind::LLVMConstantPointerNullValueKind
            | LLVMValueKind::LLVMConstantAggregateZeroValueKind => ValueKind::Null,
            LLVMValueKind::LLVMUndefValueValueKind | LLVMValueKind::LLVMPoisonValueKind => {
                ValueKind::Undef
            }
            LLVMValueKind::LLVMConstantExprValueKind => {
                // SAFETY: `raw` is a constant expression.
                ValueKind::ConstantExpr(unsafe { llvm::LLVMGetConstOpcode(self.raw) })
            }
            LLVMValueKind::LLVMGlobalVariableValueKind => ValueKind::Global(self.address_space()),
            LLVMValueKind::LLVMFunctionValueKind => ValueKind::Function,
            LLVMValueKind::LLVMInlineAsmValueKind => ValueKind::InlineAsm,
            _ => ValueKind::Other,
        }
    }

    /// Opcode, if the value is an instruction.
    pub(crate) fn opcode(self) -> Option<Opcode> {
        match self.kind() {
            ValueKind::Instruction(opcode) => Some(opcode),
            _ => None,
        }
    }

    fn argument_index(self) -> u32 {
        // SAFETY: `raw` is an argument, so it has a function.
        let function = unsafe { llvm::LLVMGetParamParent(self.raw) };
        // SAFETY: `function` is a live function.
        let count = unsafe { llvm::LLVMCountParams(function) };
        // SAFETY: positions below the count have a parameter.
        (0..count)
            .find(|&index| unsafe { llvm::LLVMGetParam(function, index) } == self.raw)
            .expect("an argument is among its function's parameters")
    }

    /// Width in bits, if the value is an integer.
    pub(crate) fn bits(self) -> Option<u32> {
        // SAFETY: `raw` is a live value.
        let ty = unsafe { llvm::LLVMTypeOf(self.raw) };
        // SAFETY: `ty` is a live type.
        let kind = unsafe { llvm::LLVMGetTypeKind(ty) };
        // SAFETY: the width is asked of integer types only.
        (kind == LLVMTypeKind::LLVMIntegerTypeKind)
            .then(|| unsafe { llvm::LLVMGetIntTypeWidth(ty) })
    }

    fn type_kind(self) -> LLVMTypeKind {
        // SAFETY: `raw` is a live value.
        let ty = unsafe { llvm::LLVMTypeOf(self.raw) };
        // SAFETY: `ty` is a live type.
        unsafe { llvm::LLVMGetTypeKind(ty) }
    }

    pub(crate) fn is_pointer(self) -> bool {
        self.type_kind() == LLVMTypeKind::LLVMPointerTypeKind
    }

    /// Whether it names shared memory of which only the launch says how much there is.
    pub(crate) fn is_dynamic_shared(self) -> bool {
        let shared = self.kind() == ValueKind::Global(3);
        // SAFETY: the value is a global variable.
        shared && unsafe { llvm::LLVMIsDeclaration(self.raw) } != 0
    }

    pub(crate) fn is_vector(self) -> bool {
        self.type_kind() == LLVMTypeKind::LLVMVectorTypeKind
    }

    pub(crate) fn is_float(self) -> bool {
        matches!(
            self.type_kind(),
            LLVMTypeKind::LLVMHalfTypeKind
                | LLVMTypeKind::LLVMBFloatTypeKind
                | LLVMTypeKind::LLVMFloatTypeKind
                | LLVMTypeKind::LLVMDoubleTypeKind
        )
    }

    /// Width of the elements of a vector of integers or floats, 0 for anything else.
    pub(crate) fn element_bits(self) -> u32 {
        if !self.is_vector() {
            return 0;
        }
        // SAFETY: `raw` is a live value.
        let ty = unsafe { llvm::LLVMTypeOf(self.raw) };
        // SAFETY: `ty` is a vector type.
        let element = unsafe { llvm::LLVMGetElementType(ty) };
        // SAFETY: `element` is a live type.
        match unsafe { llvm::LLVMGetTypeKind(element) } {
            // SAFETY: the width is asked of integer types only.
            LLVMTypeKind::LLVMIntegerTypeKind => unsafe { llvm::LLVMGetIntTypeWidth(element) },
            LLVMTypeKind::LLVMHalfTypeKind | LLVMTypeKind::LLVMBFloatTypeKind => 16,
            LLVMTypeKind::LLVMFloatTypeKind => 32,
            LLVMTypeKind::LLVMDoubleTypeKind => 64,
            _ => 0,
        }
    }

    /// Elements of a fixed vector, 1 for anything else.
    pub(crate) fn lanes(self) -> u64 {
        if !self.is_vector() {
            return 1;
        }
        // SAFETY: `raw` is a live value.
        let ty = unsafe { llvm::LLVMTypeOf(self.raw) };
        // SAFETY: `ty` is a vector type.
        u64::from(unsafe { llvm::LLVMGetVectorSize(ty) })
    }

    /// Address space of a pointer.
    pub(crate) fn address_space(self) -> u32 {
        // SAFETY: `raw` is a live value.
        let ty = unsafe { llvm::LLVMTypeOf(self.raw) };
        // SAFETY: globals and pointers have a pointer type.
        unsafe { llvm::LLVMGetPointerAddressSpace(ty) }
    }

    /// What was put at a position of a vector, element by element.
    pub(crate) fn inserted(self, position: i128) -> Option<Value<'m>> {
        let mut vector = self;
        while vector.opcode() == Some(Opcode::LLVMInsertElement) {
            let ValueKind::Int(at) = vector.operand(2).kind() else { return None };
            if i128::from(at) == position {
                return Some(vector.operand(1));
            }
            vector = vector.operand(0);
        }
        None
    }

    /// Operand at a position that exists.
    ///
    /// # Panics
    ///
    /// There is no such operand.
    pub(crate) fn operand(self, index: u32) -> Value<'m> {
        // SAFETY: `raw` is a live value; for other values than users LLVM answers 0 or less.
        let count = unsafe { llvm::LLVMGetNumOperands(self.raw) };
        assert!(i64::from(index) < i64::from(count), "operand {index} of {count}");
        // SAFETY: the position is below the count.
        Value::of(unsafe { llvm::LLVMGetOperand(self.raw, index) })
    }

    /// Number of operands of an instruction.
    pub(crate) fn operand_count(self) -> u32 {
        // SAFETY: `raw` is a live value; for other values than users LLVM answers 0 or less.
        u32::try_from(unsafe { llvm::LLVMGetNumOperands(self.raw) }).unwrap_or(0)
    }

    /// Arguments of a call (its operands without the callee).
    pub(crate) fn call_arguments(self) -> Vec<Value<'m>> {
        // SAFETY: `raw` is a call.
        let count = unsafe { llvm::LLVMGetNumArgOperands(self.raw) };
        (0..count).map(|index| self.operand(index)).collect()
    }

    /// What a call calls.
    pub(crate) fn callee(self) -> Value<'m> {
        // SAFETY: `raw` is a call.
        Value::of(unsafe { llvm::LLVMGetCalledValue(self.raw) })
    }

    /// Whether it is a load that may give something else each time.
    pub(crate) fn is_volatile_load(self) -> bool {
        if self.opcode() != Some(Opcode::LLVMLoad) {
            return false;
        }
        // SAFETY: `raw` is a load.
        let volatile = unsafe { llvm::LLVMGetVolatile(self.raw) } != 0;
        // SAFETY: `raw` is a load.
        let ordering = unsafe { llvm::LLVMGetOrdering(self.raw) };
        volatile || ordering != LLVMAtomicOrdering::LLVMAtomicOrderingNotAtomic
    }

    /// Makes a call go to another function of the same type.
    pub(crate) fn redirect(self, callee: Value<'m>) {
        // SAFETY: `raw` is a call, whose last operand is what it calls.
        let count = unsafe { llvm::LLVMGetNumOperands(self.raw) };
        let last = u32::try_from(count - 1).expect("a call has a callee");
        // SAFETY: the position is below the count, and the type is that of the call.
        unsafe { llvm::LLVMSetOperand(self.raw, last, callee.raw) };
    }

    /// Puts another value of the same type in the place of this one.
    pub(crate) fn replace_uses(self, with: Value<'m>) {
        // SAFETY: both are live values of the same type, and of the same function if they have one.
        unsafe { llvm::LLVMReplaceAllUsesWith(self.raw, with.raw) };
    }

    /// Positions of the field that an `extractvalue` or `insertvalue` speaks of.
    pub(crate) fn indices(self) -> Vec<u32> {
        // SAFETY: `raw` is such an instruction.
        let count = unsafe { llvm::LLVMGetNumIndices(self.raw) };
        // SAFETY: as above.
        let first = unsafe { llvm::LLVMGetIndices(self.raw) };
        // SAFETY: LLVM keeps `count` positions from there as long as the instruction lives.
        unsafe { std::slice::from_raw_parts(first, count as usize) }.to_vec()
    }

    /// Name; empty if the value has none.
    pub(crate) fn name(self) -> String {
        let mut length = 0_usize;
        // SAFETY: `raw` is live and `length` is a valid place to write.
        let start = unsafe { llvm::LLVMGetValueName2(self.raw, &raw mut length) };
        text(start.cast::<u8>(), length)
    }

    /// Assembly template and constraints, if the value is inline assembly.
    pub(crate) fn asm(self) -> Option<(String, String)> {
        if self.kind() != ValueKind::InlineAsm {
            return None;
        }
        let (mut template_length, mut constraint_length) = (0_usize, 0_usize);
        // SAFETY: `raw` is inline assembly, the length is a valid place to write.
        let template =
            unsafe { llvm::LLVMGetInlineAsmAsmString(self.raw, &raw mut template_length) };
        // SAFETY: as above.
        let constraints =
            unsafe { llvm::LLVMGetInlineAsmConstraintString(self.raw, &raw mut constraint_length) };
        Some((
            text(template.cast::<u8>(), template_length),
            text(constraints.cast::<u8>(), constraint_length),
        ))
    }

    /// Incoming values of a `phi` with the blocks they come from.
    pub(crate) fn incoming(self) -> Vec<(Value<'m>, Block<'m>)> {
        // SAFETY: `raw` is a phi.
        let count = unsafe { llvm::LLVMCountIncoming(self.raw) };
        (0..count)
            .map(|index| {
                // SAFETY: the position is below the count.
                let value = unsafe { llvm::LLVMGetIncomingValue(self.raw, index) };
                // SAFETY: the position is below the count.
                let block = unsafe { llvm::LLVMGetIncomingBlock(self.raw, index) };
                (Value::of(value), Block::of(block))
            })
            .collect()
    }

    /// Predicate of an integer comparison.
    pub(crate) fn predicate(self) -> Predicate {
        // SAFETY: `raw` is an icmp.
        match unsafe { llvm::LLVMGetICmpPredicate(self.raw) } {
            LLVMIntPredicate::LLVMIntEQ => Predicate::Eq,
            LLVMIntPredicate::LLVMIntNE => Predicate::Ne,
            LLVMIntPredicate::LLVMIntUGT => Predicate::UnsignedGt,
            LLVMIntPredicate::LLVMIntUGE => Predicate::UnsignedGe,
            LLVMIntPredicate::LLVMIntULT => Predicate::UnsignedLt,
            LLVMIntPredicate::LLVMIntULE => Predicate::UnsignedLe,
            LLVMIntPredicate::LLVMIntSGT => Predicate::SignedGt,
            LLVMIntPredicate::LLVMIntSGE => Predicate::SignedGe,
            LLVMIntPredicate::LLVMIntSLT => Predicate::SignedLt,
            LLVMIntPredicate::LLVMIntSLE => Predicate::SignedLe,
        }
    }

    /// Block of an instruction.
    ///
    /// # Panics
    ///
    /// The value is not an instruction.
    pub(crate) fn block(self) -> Block<'m> {
        assert!(matches!(self.kind(), ValueKind::Instruction(_)), "only instructions have a block");
        // SAFETY: `raw` is an instruction in a function.
        Block::of(unsafe { llvm::LLVMGetInstructionParent(self.raw) })
    }

    /// Source position `file:line` of an instruction, if there is debug information.
    pub(crate) fn source(self) -> Option<String> {
        matches!(self.kind(), ValueKind::Instruction(_)).then(|| self.position()).flatten()
    }

    /// Source position `file:line` of an instruction or a function, if there is debug information.
    pub(crate) fn position(self) -> Option<String> {
        // SAFETY: `raw` is a live value; LLVM answers 0 for what has no position.
        let line = unsafe { llvm::LLVMGetDebugLocLine(self.raw) };
        let mut length = 0_u32;
        // SAFETY: `raw` is a live value, `length` is a valid place to write.
        let file = unsafe { llvm::LLVMGetDebugLocFilename(self.raw, &raw mut length) };
        if file.is_null() || line == 0 {
            return None;
        }
        let file = text(file.cast::<u8>(), length as usize);
        // Where headers are installed is no matter of the kernel, and must not get into tables.
        let absolute = file.starts_with('/') || file.contains(":\\") || file.contains(":/");
        let shown = if absolute { file.rsplit(['/', '\\']).next().unwrap_or(&file) } else { &file };
        Some(format!("{shown}:{line}"))
    }

    /// Bytes that a load, store or atomic touches; 0 if its type has no fixed size.
    pub(crate) fn store_size(self) -> u64 {
        // SAFETY: `raw` is a live value.
        unsafe { sys::khtScevStoreSize(self.raw) }
    }

    /// Bytes of the by-value aggregate behind an argument.
    pub(crate) fn byval_size(self) -> Option<u64> {
        // SAFETY: `raw` is a live value.
        let size = unsafe { sys::khtScevByvalSize(self.raw) };
        (size > 0).then_some(size)
    }

    /// What a call may do to memory that the kernel can name.
    pub(crate) fn call_effects(self) -> CallEffects {
        // SAFETY: `raw` is a live value.
        let effects = unsafe { sys::khtScevCallEffects(self.raw) };
        CallEffects { reads: effects & 1 != 0, writes: effects & 2 != 0 }
    }

    /// Parameters of a function.
    pub(crate) fn parameters(self) -> Vec<Value<'m>> {
        // SAFETY: `raw` is a function.
        let count = unsafe { llvm::LLVMCountParams(self.raw) };
        // SAFETY: positions below the count have a parameter.
        (0..count).map(|index| Value::of(unsafe { llvm::LLVMGetParam(self.raw, index) })).collect()
    }

    /// Blocks of a function, in order.
    pub(crate) fn blocks(self) -> Vec<Block<'m>> {
        // SAFETY: `raw` is a function.
        let mut next = unsafe { llvm::LLVMGetFirstBasicBlock(self.raw) };
        let mut blocks = Vec::new();
        while !next.is_null() {
            blocks.push(Block::of(next));
            // SAFETY: `next` is a live block.
            next = unsafe { llvm::LLVMGetNextBasicBlock(next) };
        }
        blocks
    }
}

impl<'m> Block<'m> {
    pub(super) fn of(raw: LLVMBasicBlockRef) -> Block<'m> {
        debug_assert!(!raw.is_null(), "LLVM answered a null block");
        Block { raw, tie: PhantomData }
    }

    pub(super) fn raw(self) -> LLVMBasicBlockRef {
        self.raw
    }

    /// Instructions in order.
    pub(crate) fn instructions(self) -> Vec<Value<'m>> {
        // SAFETY: `raw` is a live block.
        let mut next = unsafe { llvm::LLVMGetFirstInstruction(self.raw) };
        let mut instructions = Vec::new();
        while !next.is_null() {
            instructions.push(Value::of(next));
            // SAFETY: `next` is a live instruction.
            next = unsafe { llvm::LLVMGetNextInstruction(next) };
        }
        instructions
    }

    /// The instructions at the start that merge values.
    pub(crate) fn phis(self) -> Vec<Value<'m>> {
        let is_phi = |value: &Value<'m>| value.opcode() == Some(Opcode::LLVMPHI);
        self.instructions().into_iter().take_while(is_phi).collect()
    }

    /// Last instruction; verified blocks have one.
    pub(crate) fn terminator(self) -> Value<'m> {
        // SAFETY: `raw` is a live block.
        Value::of(unsafe { llvm::LLVMGetBasicBlockTerminator(self.raw) })
    }

    /// Blocks that control may go to, in the order of the terminator.
    pub(crate) fn successors(self) -> Vec<Block<'m>> {
        let terminator = self.terminator();
        // SAFETY: `terminator` is a terminator.
        let count = unsafe { llvm::LLVMGetNumSuccessors(terminator.raw()) };
        (0..count)
            // SAFETY: the position is below the count.
            .map(|index| Block::of(unsafe { llvm::LLVMGetSuccessor(terminator.raw(), index) }))
            .collect()
    }

    /// Condition of the branch at the end, if it has one.
    pub(crate) fn branch_condition(self) -> Option<Value<'m>> {
        let terminator = self.terminator();
        if terminator.opcode() != Some(Opcode::LLVMBr) {
            return None;
        }
        // SAFETY: `terminator` is a branch.
        let conditional = unsafe { llvm::LLVMIsConditional(terminator.raw()) } != 0;
        // SAFETY: the branch is conditional.
        conditional.then(|| Value::of(unsafe { llvm::LLVMGetCondition(terminator.raw()) }))
    }
}

/// Copies text that LLVM owns.
pub(super) fn text(start: *const u8, length: usize) -> String {
    if start.is_null() || length == 0 {
        return String::new();
    }
    // SAFETY: LLVM answers `length` bytes from `start`, alive during this call.
    let bytes = unsafe { std::slice::from_raw_parts(start, length) };
    String::from_utf8_lossy(bytes).into_owned()
}
