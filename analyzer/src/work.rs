//! Arithmetic beside memory: what each block does, grouped by the conditions it runs under.

use std::collections::hash_map::Entry;

use kht_schema::{Cond, LoopId, Work};
use rustc_hash::FxHashMap;

use crate::scev::{Opcode, Value, ValueKind};

/// Counts of one instruction.
#[derive(Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) flops: u64,
    pub(crate) int_ops: u64,
    pub(crate) special_ops: u64,
    pub(crate) tensor_ops: u64,
    pub(crate) shared_bytes: u64,
    pub(crate) barriers: u64,
}

/// Address space number of shared memory.
const SHARED: u32 = 3;

/// Adds up groups with the same conditions and loops, in the order of the first of each.
pub(crate) fn merge(groups: Vec<Work>) -> Vec<Work> {
    let mut positions: FxHashMap<(Vec<Cond>, Vec<LoopId>), usize> = FxHashMap::default();
    let mut merged: Vec<Work> = Vec::new();
    for group in groups {
        match positions.entry((group.guards.clone(), group.loops.clone())) {
            Entry::Occupied(entry) => {
                let known = &mut merged[*entry.get()];
                known.flops += group.flops;
                known.int_ops += group.int_ops;
                known.special_ops += group.special_ops;
                known.tensor_ops += group.tensor_ops;
                known.shared_bytes += group.shared_bytes;
                known.barriers += group.barriers;
            }
            Entry::Vacant(entry) => {
                entry.insert(merged.len());
                merged.push(group);
            }
        }
    }
    merged
}

/// What one execution of an instruction does.
pub(crate) fn count(instruction: Value<'_>) -> Counts {
    let mut counts = Counts::default();
    match instruction.opcode() {
        Some(Opcode::LLVMFAdd | Opcode::LLVMFSub | Opcode::LLVMFMul | Opcode::LLVMFNeg) => {
            counts.flops = instruction.lanes();
        }
        Some(Opcode::LLVMFDiv | Opcode::LLVMFRem) => counts.special_ops = instruction.lanes(),
        Some(
            Opcode::LLVMAdd
            | Opcode::LLVMSub
            | Opcode::LLVMMul
            | Opcode::LLVMUDiv
            | Opcode::LLVMSDiv
            | Opcode::LLVMURem
            | Opcode::LLVMSRem
            | Opcode::LLVMShl
            | Opcode::LLVMLShr
            | Opcode::LLVMAShr
            | Opcode::LLVMAnd
            | Opcode::LLVMOr
            | Opcode::LLVMXor
            | Opcode::LLVMICmp
            | Opcode::LLVMGetElementPtr,
        ) => counts.int_ops = instruction.lanes(),
        Some(Opcode::LLVMLoad) => counts.shared_bytes = shared(instruction, 0),
        Some(Opcode::LLVMStore) => counts.shared_bytes = shared(instruction, 1),
        Some(Opcode::LLVMAtomicRMW | Opcode::LLVMAtomicCmpXchg) => {
            counts.shared_bytes = shared(instruction, 0);
        }
        Some(Opcode::LLVMCall) => call(instruction, &mut counts),
        _ => {}
    }
    counts
}

/// Bytes of shared memory that an instruction touches through an operand.
fn shared(instruction: Value<'_>, operand: u32) -> u64 {
    let mut pointer = instruction.operand(operand);
    loop {
        if pointer.address_space() == SHARED {
            return instruction.store_size();
        }
        let through = match pointer.kind() {
            ValueKind::Instruction(opcode) | ValueKind::ConstantExpr(opcode) => {
                matches!(opcode, Opcode::LLVMGetElementPtr | Opcode::LLVMAddrSpaceCast)
            }
            _ => false,
        };
        if !through {
            return 0;
        }
        pointer = pointer.operand(0);
    }
}

fn call(instruction: Value<'_>, counts: &mut Counts) {
    let callee = instruction.callee();
    if let Some((template, _)) = callee.asm() {
        counts.tensor_ops = u64::from(template.contains("mma."));
        return;
    }
    if callee.kind() != ValueKind::Function {
        return;
    }
    let name = callee.name();
    let starts = |prefixes: &[&str]| prefixes.iter().any(|prefix| name.starts_with(prefix));
    if starts(&["llvm.fma.", "llvm.fmuladd.", "llvm.nvvm.fma."]) {
        counts.flops = 2 * instruction.lanes();
    } else if starts(&["llvm.nvvm.barrier", "llvm.nvvm.bar."]) {
        counts.barriers = 1;
    } else if starts(&["llvm.nvvm.mma.", "llvm.nvvm.wmma.m"]) && name.contains(".mma") {
        counts.tensor_ops = 1;
    } else if starts(&SPECIAL) {
        counts.special_ops = instruction.lanes();
    }
}

/// Intrinsics that the special function unit computes.
const SPECIAL: [&str; 14] = [
    "llvm.sqrt.",
    "llvm.exp",
    "llvm.log",
    "llvm.sin.",
    "llvm.cos.",
    "llvm.pow",
    "llvm.nvvm.ex2.",
    "llvm.nvvm.lg2.",
    "llvm.nvvm.rsqrt.",
    "llvm.nvvm.sqrt.",
    "llvm.nvvm.sin.",
    "llvm.nvvm.cos.",
    "llvm.nvvm.rcp.",
    "llvm.nvvm.div.",
];
