//! Calls: which of them touch memory, through which operand, and how many bytes.

use kht_schema::{Op, WhyCode};

use super::{Extent, asm};
use crate::load::Machine;
use crate::normalize::{opencl, transfers};
use crate::scev::{CallEffects, Opcode, Value, ValueKind};

/// What a call does to memory through one of its operands.
pub(super) type Effect<'m> = (Op, Value<'m>, Extent<'m>);

/// Functions of the CUDA device runtime that do not touch what kernel arguments point to.
const HARMLESS: [&str; 8] = [
    "__assertfail",
    "__assert_fail",
    "__nvvm_reflect",
    "__nv_nanosleep",
    "free",
    "llvm.nvvm.reflect",
    "malloc",
    "vprintf",
];

/// All effects of a call on memory that its operands reach.
pub(super) fn effects(machine: Machine, call: Value<'_>) -> Vec<Effect<'_>> {
    let callee = call.callee();
    if let Some((template, _)) = callee.asm() {
        return asm::effects(machine, call, &template);
    }
    let name = if callee.kind() == ValueKind::Function { callee.name() } else { String::new() };
    let arguments = call.call_arguments();
    if let Some(known) = marker(&name, &arguments) {
        return known;
    }
    if let Some(known) = memory_intrinsic(call, &name, &arguments) {
        return known;
    }
    if HARMLESS.contains(&name.as_str()) || is_marker(&name) {
        return Vec::new();
    }
    if machine != Machine::Nvptx && opencl::only_exchanges(&name) {
        return Vec::new();
    }
    let CallEffects { reads, writes } = call.call_effects();
    let why = if name.starts_with("llvm.") { WhyCode::Instruction } else { WhyCode::Escape };
    // What kernel arguments point to is known elsewhere only if it was passed on.
    arguments
        .into_iter()
        .filter(|&it| it.is_pointer() || is_address(it) || is_descriptor(&name, it))
        .flat_map(|place| loose(place, why))
        .filter(|(op, _, _)| if *op == Op::Load { reads } else { writes })
        .collect()
}

/// Most instructions that are looked at to see whether a number is an address.
const MAX_STEPS: usize = 64;

/// Whether a number is made of the address of something.
fn is_address(number: Value<'_>) -> bool {
    if number.bits() != Some(64) {
        return false;
    }
    let mut pending = vec![number];
    let mut seen = Vec::new();
    while let Some(value) = pending.pop() {
        if seen.contains(&value) {
            continue;
        }
        if seen.len() >= MAX_STEPS {
            return true;
        }
        seen.push(value);
        match value.kind() {
            ValueKind::Instruction(Opcode::LLVMPtrToInt)
            | ValueKind::ConstantExpr(Opcode::LLVMPtrToInt) => return true,
            ValueKind::Instruction(Opcode::LLVMPHI) => {
                pending.extend(value.incoming().into_iter().map(|(value, _)| value));
            }
            ValueKind::Instruction(
                Opcode::LLVMAdd
                | Opcode::LLVMSub
                | Opcode::LLVMAnd
                | Opcode::LLVMOr
                | Opcode::LLVMXor
                | Opcode::LLVMFreeze
                | Opcode::LLVMSelect,
            ) => pending.extend((0..value.operand_count()).map(|it| value.operand(it))),
            _ => {}
        }
    }
    false
}

/// Whether an argument of an intrinsic describes memory without being a pointer: the resources
/// that images and older buffer intrinsics for AMD take as vectors.
fn is_descriptor(name: &str, argument: Value<'_>) -> bool {
    let takes = ["image.", "raw.buffer.", "raw.tbuffer.", "struct.buffer.", "struct.tbuffer."];
    let rest = name.strip_prefix("llvm.amdgcn.").unwrap_or_default();
    let scalar = rest.starts_with("s.buffer.");
    let takes = scalar || takes.iter().any(|prefix| rest.starts_with(prefix));
    takes && argument.element_bits() == 32 && matches!(argument.lanes(), 4 | 8)
}

/// Sites that stand for anything behind a pointer.
pub(super) fn loose(pointer: Value<'_>, why: WhyCode) -> impl Iterator<Item = Effect<'_>> {
    [Op::Load, Op::Store].into_iter().map(move |op| (op, pointer, Extent::Any(why)))
}

/// Markers that `normalize` puts where plain IR has no instruction.
fn marker<'m>(name: &str, arguments: &[Value<'m>]) -> Option<Vec<Effect<'m>>> {
    let ops = [
        (transfers::READ, Op::Load),
        (transfers::WRITE, Op::Store),
        (transfers::ATOMIC, Op::Atomic),
        (transfers::PREFETCH, Op::Prefetch),
    ];
    let (_, op) = ops.into_iter().find(|(marker, _)| name.starts_with(marker))?;
    let extent = match arguments {
        [_] => Extent::Any(WhyCode::TensorMap),
        [_, length, ..] => extent(*length),
        [] => return None,
    };
    Some(vec![(op, arguments[0], extent)])
}

/// Intrinsics whose bytes are known.
fn memory_intrinsic<'m>(
    call: Value<'m>,
    name: &str,
    arguments: &[Value<'m>],
) -> Option<Vec<Effect<'m>>> {
    let result = Extent::Bytes(call.store_size());
    let effects = if name.starts_with("llvm.memcpy.") || name.starts_with("llvm.memmove.") {
        let [target, source, length, ..] = arguments else { return None };
        let length = extent(*length);
        vec![(Op::Load, *source, length), (Op::Store, *target, length)]
    } else if name.starts_with("llvm.memset.") {
        let [target, _, length, ..] = arguments else { return None };
        vec![(Op::Store, *target, extent(*length))]
    } else if name.starts_with("llvm.nvvm.ldg.") || name.starts_with("llvm.nvvm.ldu.") {
        vec![(Op::Load, *arguments.first()?, result)]
    } else if name.starts_with("llvm.nvvm.atomic.") {
        vec![(Op::Atomic, *arguments.first()?, result)]
    } else if name.starts_with("llvm.prefetch") || name.starts_with("llvm.nvvm.prefetch") {
        vec![(Op::Prefetch, *arguments.first()?, Extent::Bytes(1))]
    } else {
        return None;
    };
    Some(effects)
}

fn extent(length: Value<'_>) -> Extent<'_> {
    match length.kind() {
        ValueKind::Int(bytes) => {
            u64::try_from(bytes).map_or(Extent::Any(WhyCode::Instruction), Extent::Bytes)
        }
        _ => Extent::Length(length),
    }
}

/// Intrinsics that take pointers but only say something about them, order, or work on shared
/// memory alone.
fn is_marker(name: &str) -> bool {
    const MARKERS: [&str; 5] =
        ["llvm.assume", "llvm.lifetime.", "llvm.invariant.", "llvm.dbg.", "llvm.ptr.annotation."];
    const NVVM: [&str; 17] = [
        "barrier.",
        "clusterlaunchcontrol.",
        "cp.async.bulk.commit",
        "cp.async.bulk.shared.cta.to.cluster",
        "cp.async.bulk.wait",
        "cp.async.commit",
        "cp.async.mbarrier.",
        "cp.async.wait",
        "fence.",
        "getctarank",
        "isspacep.",
        "ldmatrix.",
        "mapa",
        "mbarrier.",
        "st.bulk",
        "stmatrix.",
        "tcgen05.",
    ];
    match name.strip_prefix("llvm.nvvm.") {
        Some(rest) => NVVM.iter().any(|prefix| rest.starts_with(prefix)),
        None => MARKERS.iter().any(|prefix| name.starts_with(prefix)),
    }
}
