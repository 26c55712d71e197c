//! PTX instructions that touch memory or other threads.
//!
//! Loads and stores become plain ones, which the instrumentation then finds like all others.

use super::super::meaning::{BarrierOp, Stop};
use super::super::warp::WarpOp;
use super::emit::{Emitter, Kind, Type};
use super::parse::{Instruction, Operand};

/// Number of the barrier of a cluster: past those that PTX numbers.
const CLUSTER_BARRIER: i128 = 16;

/// Translates an instruction; `None` if it is not one of these.
pub(super) fn translate(emitter: &mut Emitter, instruction: &Instruction) -> Option<()> {
    let opcode: Vec<&str> = instruction.opcode.iter().map(String::as_str).collect();
    let operands = &instruction.operands[..];
    match opcode[..] {
        ["ld", ref modifiers @ ..] if !modifiers.contains(&"param") => {
            load(emitter, modifiers, operands)
        }
        ["st", ref modifiers @ ..] => store(emitter, modifiers, operands),
        ["atom" | "red", ref modifiers @ ..] => {
            atomic(emitter, opcode[0] == "atom", modifiers, operands)
        }
        ["cp", "async", "ca" | "cg", ref modifiers @ ..] => {
            async_copy(emitter, modifiers.contains(&"L2::cache_hint"), operands)
        }
        ["cp", "async", "commit_group" | "wait_group" | "wait_all", ..]
        | ["membar" | "prefetch" | "prefetchu" | "applypriority" | "discard" | "nanosleep", ..]
        | ["griddepcontrol" | "setmaxnreg" | "pmevent", ..] => {
            // Copies are carried out at once and memory is in order.
            Some(())
        }
        ["shfl", "sync", mode, "b32"] => shuffle(emitter, mode, operands),
        ["elect", "sync"] => elect(emitter, operands),
        ["vote", "sync", kind, ..] => vote(emitter, kind, operands),
        ["redux", "sync", kind, ty] => reduce(emitter, kind, ty, operands),
        ["barrier", "cluster", "arrive", ..] => Some(()),
        ["barrier", "cluster", "wait", ..] => {
            // A cluster is one block here, and its barrier is apart from those of the block.
            let id = Operand::Number(CLUSTER_BARRIER);
            barrier(emitter, &["barrier", "sync"], &[id])
        }
        ["trap" | "brkpt"] => {
            let stop = Stop::Trap as u32;
            emitter.line(format!("call void @kht_stop(ptr @kht.worker, i32 {stop}, i32 0)"));
            Some(())
        }
        ["exit" | "ret"] => {
            let stop = Stop::Exit as u32;
            emitter.line(format!("call void @kht_stop(ptr @kht.worker, i32 {stop}, i32 0)"));
            Some(())
        }
        ["activemask", "b32"] => {
            let word = warp_call(emitter, WarpOp::ActiveMask, "-1", "0");
            let word = emitter.resize(&word, 64, 32, false);
            emitter.write(operands.first()?, Type::bits(32), &word)
        }
        ["bar", "warp", "sync"] => {
            let mask = emitter.read(operands.first()?, Type::bits(32))?;
            warp_call(emitter, WarpOp::Sync, &mask, "0");
            Some(())
        }
        ["bar" | "barrier", ..] => barrier(emitter, &opcode, operands),
        _ => None,
    }
}

/// Type of one element, number of elements, and both together in bytes.
fn shape(modifiers: &[&str]) -> Option<(Type, u32)> {
    let ty = Type::parse(modifiers.last()?)?;
    let count = modifiers.iter().find_map(|it| match *it {
        "v2" => Some(2),
        "v4" => Some(4),
        "v8" => Some(8),
        _ => None,
    });
    Some((ty, count.unwrap_or(1)))
}

/// The operands of a vector, or the one operand there is.
fn elements(operand: &Operand) -> Vec<Operand> {
    match operand {
        Operand::Vector(parts) => parts.clone(),
        other => vec![other.clone()],
    }
}

/// `ld.<modifiers>.<type> d, [a]`.
fn load(emitter: &mut Emitter, modifiers: &[&str], operands: &[Operand]) -> Option<()> {
    let [target, address, ..] = operands else { return None };
    let (ty, count) = shape(modifiers)?;
    let targets = elements(target);
    if targets.len() != count as usize {
        return None;
    }
    let (bits, pointer) = (ty.bits, emitter.pointer(address)?);
    let align = bits / 8 * count;
    let vector = format!("<{count} x i{bits}>");
    let all = emitter.value(&format!("load {vector}, ptr {pointer}, align {align}"));
    for (index, target) in targets.iter().enumerate() {
        let element = emitter.value(&format!("extractelement {vector} {all}, i32 {index}"));
        // The bits are moved, but a signed type widens with its sign.
        let moved = Type { kind: integer_kind(ty), lanes: 1, ..ty };
        emitter.write(target, moved, &element)?;
    }
    Some(())
}

/// The kind of integer that a type is when it is only moved.
fn integer_kind(ty: Type) -> Kind {
    if ty.kind == Kind::Signed { Kind::Signed } else { Kind::Bits }
}

/// `st.<modifiers>.<type> [a], s`.
fn store(emitter: &mut Emitter, modifiers: &[&str], operands: &[Operand]) -> Option<()> {
    let [address, source, ..] = operands else { return None };
    let (ty, count) = shape(modifiers)?;
    let sources = elements(source);
    if sources.len() != count as usize || modifiers.contains(&"async") {
        return None;
    }
    let bits = ty.bits;
    let vector = format!("<{count} x i{bits}>");
    let mut all = "poison".to_owned();
    for (index, source) in sources.iter().enumerate() {
        let element = emitter.read(source, Type::bits(bits))?;
        all =
            emitter.value(&format!("insertelement {vector} {all}, i{bits} {element}, i32 {index}"));
    }
    let pointer = emitter.pointer(address)?;
    let align = bits / 8 * count;
    emitter.line(format!("store {vector} {all}, ptr {pointer}, align {align}"));
    Some(())
}

/// `atom.<modifiers>.<operation>.<type> d, [a], b[, c]`, or `red` without a result.
fn atomic(
    emitter: &mut Emitter,
    has_result: bool,
    modifiers: &[&str],
    operands: &[Operand],
) -> Option<()> {
    let (ty, count) = shape(modifiers)?;
    let (target, rest) =
        if has_result { (operands.first(), operands.get(1..)?) } else { (None, operands) };
    let [address, value, rest @ ..] = rest else { return None };
    let pointer = emitter.pointer(address)?;
    let llvm = ty.llvm();
    if modifiers.contains(&"cas") {
        let (value, new) = (emitter.read(value, ty)?, emitter.read(rest.first()?, ty)?);
        let pair = emitter.value(&format!(
            "cmpxchg ptr {pointer}, {llvm} {value}, {llvm} {new} monotonic monotonic"
        ));
        let old = emitter.value(&format!("extractvalue {{ {llvm}, i1 }} {pair}, 0"));
        return target.map_or(Some(()), |target| emitter.write(target, ty, &old));
    }
    let operation = modifiers.iter().find_map(|it| operation(it, ty))?;
    // Each element of a vector is an atomic of its own, as PTX has it.
    let (values, targets) = (elements(value), target.map(elements));
    if values.len() != count as usize {
        return None;
    }
    for (index, value) in values.iter().enumerate() {
        let value = emitter.read(value, ty)?;
        let offset = index as u64 * u64::from(ty.bits / 8);
        let cell = emitter.value(&format!("getelementptr i8, ptr {pointer}, i64 {offset}"));
        let old =
            emitter.value(&format!("atomicrmw {operation} ptr {cell}, {llvm} {value} monotonic"));
        if let Some(target) = targets.as_ref().and_then(|it| it.get(index)) {
            emitter.write(target, ty, &old)?;
        }
    }
    Some(())
}

/// `elect.sync d|p, mask`.
fn elect(emitter: &mut Emitter, operands: &[Operand]) -> Option<()> {
    let [Operand::Pair(lane, predicate), mask] = operands else { return None };
    let mask = emitter.read(mask, Type::bits(32))?;
    let all = warp_call(emitter, WarpOp::Elect, &mask, "0");
    let low = emitter.resize(&all, 64, 32, false);
    emitter.write(lane, Type::bits(32), &low)?;
    let high = emitter.value(&format!("lshr i64 {all}, 32"));
    let holds = emitter.resize(&high, 64, 1, false);
    emitter.write(predicate, Type::bits(1), &holds)
}

/// `vote.sync.<kind>.{pred,b32} d, p, mask`.
fn vote(emitter: &mut Emitter, kind: &str, operands: &[Operand]) -> Option<()> {
    let [target, predicate, mask] = operands else { return None };
    let op = match kind {
        "all" => WarpOp::VoteAll,
        "any" => WarpOp::VoteAny,
        "uni" => WarpOp::VoteUniform,
        "ballot" => WarpOp::Ballot,
        _ => return None,
    };
    let holds = emitter.read(predicate, Type::bits(1))?;
    let wide = emitter.resize(&holds, 1, 64, false);
    let mask = emitter.read(mask, Type::bits(32))?;
    let all = warp_call(emitter, op, &mask, &wide);
    let bits = if op == WarpOp::Ballot { 32 } else { 1 };
    let value = emitter.resize(&all, 64, bits, false);
    emitter.write(target, Type::bits(bits), &value)
}

/// `redux.sync.<operation>.<type> d, a, mask` over 32-bit integers.
fn reduce(emitter: &mut Emitter, kind: &str, ty: &str, operands: &[Operand]) -> Option<()> {
    let [target, value, mask] = operands else { return None };
    let op = match (kind, ty) {
        ("add", "u32" | "s32") => WarpOp::ReduceAdd,
        ("min", "s32") => WarpOp::ReduceMin,
        ("max", "s32") => WarpOp::ReduceMax,
        ("min", "u32") => WarpOp::ReduceMinUnsigned,
        ("max", "u32") => WarpOp::ReduceMaxUnsigned,
        ("and", "b32") => WarpOp::ReduceAnd,
        ("or", "b32") => WarpOp::ReduceOr,
        ("xor", "b32") => WarpOp::ReduceXor,
        _ => return None,
    };
    let value = emitter.read(value, Type::bits(32))?;
    let wide = emitter.resize(&value, 32, 64, false);
    let mask = emitter.read(mask, Type::bits(32))?;
    let all = warp_call(emitter, op, &mask, &wide);
    let low = emitter.resize(&all, 64, 32, false);
    emitter.write(target, Type::bits(32), &low)
}

/// LLVM's name of an atomic operation.
fn operation(name: &str, ty: Type) -> Option<&'static str> {
    let (float, signed) = (ty.is_float(), ty.kind == Kind::Signed);
    Some(match name {
        "add" if float => "fadd",
        "add" => "add",
        "min" if float => "fmin",
        "min" if signed => "min",
        "min" => "umin",
        "max" if float => "fmax",
        "max" if signed => "max",
        "max" => "umax",
        "and" => "and",
        "or" => "or",
        "xor" => "xor",
        "exch" => "xchg",
        "inc" => "uinc_wrap",
        "dec" => "udec_wrap",
        _ => return None,
    })
}

/// `cp.async.<cache>.shared.global [to], [from], size[, source size]`: the rest becomes zero.
fn async_copy(emitter: &mut Emitter, has_policy: bool, operands: &[Operand]) -> Option<()> {
    let [to, from, size, rest @ ..] = operands else { return None };
    let (to, from) = (emitter.pointer(to)?, emitter.pointer(from)?);
    // A cache policy has 64 bits; it comes last and does not matter.
    let rest = if has_policy { rest.split_last()?.1 } else { rest };
    // Headers pass the size as an operand, which is constant only at the call.
    let align = if let Operand::Number(size) = size { *size } else { 1 };
    let size = emitter.read(size, Type::bits(32))?;
    let size = emitter.resize(&size, 32, 64, false);
    let length = match rest.first() {
        Some(length) => {
            let length = emitter.read(length, Type::bits(32))?;
            emitter.line(format!(
                "call void @llvm.memset.p0.i64(ptr align {align} {to}, i8 0, i64 {size}, i1 false)"
            ));
            emitter.resize(&length, 32, 64, false)
        }
        None => size,
    };
    emitter.line(format!(
        "call void @llvm.memcpy.p0.p0.i64(ptr align {align} {to}, ptr align {align} {from}, \
         i64 {length}, i1 false)"
    ));
    Some(())
}

/// `shfl.sync.<mode>.b32 d[|p], a, b, c, mask`.
fn shuffle(emitter: &mut Emitter, mode: &str, operands: &[Operand]) -> Option<()> {
    let [target, value, selector, clamp, mask] = operands else { return None };
    let op = WarpOp::shuffle(mode)? as u32;
    let word = Type::bits(32);
    let value = emitter.read(value, word)?;
    let wide = emitter.resize(&value, 32, 64, false);
    let selector = emitter.read(selector, word)?;
    let clamp = emitter.read(clamp, word)?;
    let mask = emitter.read(mask, word)?;
    let all = emitter.value(&format!(
        "call i64 @kht_warp(ptr @kht.worker, i32 {op}, i32 {mask}, i64 {wide}, i32 {selector}, \
         i32 {clamp})"
    ));
    let low = emitter.resize(&all, 64, 32, false);
    emitter.write(target, word, &low)?;
    if let Operand::Pair(_, predicate) = target {
        let high = emitter.value(&format!("lshr i64 {all}, 32"));
        let holds = emitter.resize(&high, 64, 1, false);
        emitter.write(predicate, Type::bits(1), &holds)?;
    }
    Some(())
}

/// A warp instruction without selector.
fn warp_call(emitter: &mut Emitter, op: WarpOp, mask: &str, value: &str) -> String {
    let op = op as u32;
    emitter.value(&format!(
        "call i64 @kht_warp(ptr @kht.worker, i32 {op}, i32 {mask}, i64 {value}, i32 0, i32 0)"
    ))
}

/// `bar.sync id[, count]`, `barrier.sync`, `bar.arrive`.
fn barrier(emitter: &mut Emitter, opcode: &[&str], operands: &[Operand]) -> Option<()> {
    let op = match opcode.get(1..)? {
        ["sync", ..] | ["cta", "sync", ..] => BarrierOp::Sync,
        ["arrive", ..] | ["cta", "arrive", ..] => BarrierOp::Arrive,
        _ => return None,
    } as u32;
    let word = Type::bits(32);
    let id = emitter.read(operands.first()?, word)?;
    let count = match operands.get(1) {
        Some(count) => emitter.read(count, word)?,
        None => "0".to_owned(),
    };
    emitter.value(&format!(
        "call i32 @kht_barrier(ptr @kht.worker, i32 {op}, i32 {id}, i32 {count}, i32 0)"
    ));
    Some(())
}
