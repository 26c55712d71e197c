//! PTX instructions of barriers in shared memory, and the bulk copies that report to them.
//!
//! Copies are carried out at once, line by line, so that what they touch is recorded like all
//! other accesses; the barrier learns of their bytes afterwards.

use super::super::phase::PhaseOp;
use super::super::tile::{LINE_BYTES, MAP_BYTES, field};
use super::emit::{Emitter, Type};
use super::parse::{Instruction, Operand};

const WORD: Type = Type { kind: super::emit::Kind::Bits, bits: 32, lanes: 1 };

/// Translates an instruction; `None` if it is not one of these.
pub(super) fn translate(emitter: &mut Emitter, instruction: &Instruction) -> Option<()> {
    let opcode: Vec<&str> = instruction.opcode.iter().map(String::as_str).collect();
    let operands = &instruction.operands[..];
    match opcode[..] {
        ["mbarrier", ref modifiers @ ..] => barrier(emitter, modifiers, operands),
        ["cp", "async", "mbarrier", "arrive", ref modifiers @ ..] => {
            // Earlier copies are complete, so this is an arrival, which only counts with `noinc`.
            if modifiers.contains(&"noinc") {
                let address = emitter.pointer(operands.first()?)?;
                step(emitter, PhaseOp::Arrive, &address, "1");
            }
            Some(())
        }
        ["cp", "async", "bulk", "commit_group" | "wait_group" | "prefetch", ..]
        | ["prefetch", "tensormap" | "param" | "const", ..]
        | ["fence", ..] => Some(()),
        ["cp", "async", "bulk", "tensor", ref modifiers @ ..] => tile(emitter, modifiers, operands),
        ["cp", "async", "bulk", ref modifiers @ ..] => copy(emitter, modifiers, operands),
        ["tensormap", "replace", "tile", name, ..] => replace(emitter, name, operands),
        ["tensormap", "cp_fenceproxy", ..] => publish(emitter, operands),
        _ => None,
    }
}

/// Does something to a barrier; answers with a token or a flag.
fn step(emitter: &mut Emitter, op: PhaseOp, address: &str, argument: &str) -> String {
    let op = op as u32;
    emitter.value(&format!(
        "call i64 @kht_phase(ptr @kht.worker, i32 {op}, ptr {address}, i64 {argument})"
    ))
}

/// An operand as 64 bits; a default if it is not there.
fn wide(emitter: &mut Emitter, operand: Option<&Operand>, default: &str) -> Option<String> {
    let Some(operand) = operand else { return Some(default.to_owned()) };
    let value = emitter.read(operand, WORD)?;
    Some(emitter.resize(&value, 32, 64, false))
}

/// `mbarrier.<operation>...`.
fn barrier(emitter: &mut Emitter, modifiers: &[&str], operands: &[Operand]) -> Option<()> {
    match *modifiers.first()? {
        "init" => {
            let [address, count] = operands else { return None };
            let address = emitter.pointer(address)?;
            let count = wide(emitter, Some(count), "0")?;
            step(emitter, PhaseOp::Init, &address, &count);
            Some(())
        }
        "inval" => Some(()),
        "expect_tx" | "complete_tx" => {
            let [address, bytes] = operands else { return None };
            let op = if modifiers[0] == "expect_tx" { PhaseOp::Expect } else { PhaseOp::Complete };
            let address = emitter.pointer(address)?;
            let bytes = wide(emitter, Some(bytes), "0")?;
            step(emitter, op, &address, &bytes);
            Some(())
        }
        "arrive" | "arrive_drop" => arrive(emitter, modifiers, operands),
        "test_wait" | "try_wait" => {
            let [target, address, phase, ..] = operands else { return None };
            let address = emitter.pointer(address)?;
            let (op, phase) = if modifiers.contains(&"parity") {
                (PhaseOp::TestParity, wide(emitter, Some(phase), "0")?)
            } else {
                (PhaseOp::TestToken, emitter.read(phase, Type::bits(64))?)
            };
            let answer = step(emitter, op, &address, &phase);
            let holds = emitter.resize(&answer, 64, 1, false);
            emitter.write(target, Type::bits(1), &holds)
        }
        _ => None,
    }
}

/// `mbarrier.arrive[.expect_tx] token, [address][, count or bytes]`.
fn arrive(emitter: &mut Emitter, modifiers: &[&str], operands: &[Operand]) -> Option<()> {
    let (target, operands) = match operands {
        [Operand::Address(..), ..] => (None, operands),
        [target, rest @ ..] => (Some(target), rest),
        [] => return None,
    };
    let [address, rest @ ..] = operands else { return None };
    let address = emitter.pointer(address)?;
    let op = if modifiers[0] == "arrive" { PhaseOp::Arrive } else { PhaseOp::Drop };
    let argument = wide(emitter, rest.first(), "1")?;
    let token = if modifiers.contains(&"expect_tx") {
        step(emitter, PhaseOp::Expect, &address, &argument);
        step(emitter, op, &address, "1")
    } else {
        step(emitter, op, &address, &argument)
    };
    target.map_or(Some(()), |target| emitter.write(target, Type::bits(64), &token))
}

/// `cp.async.bulk.<to>.<from>... [to], [from], size[, [barrier]]`.
fn copy(emitter: &mut Emitter, modifiers: &[&str], operands: &[Operand]) -> Option<()> {
    let [to, from, size, rest @ ..] = operands else { return None };
    let known = ["shared::cluster", "shared::cta", "global"];
    let [target, source, ..] = modifiers else { return None };
    if !known.contains(target) || !known.contains(source) {
        return None;
    }
    let (to, from) = (emitter.pointer(to)?, emitter.pointer(from)?);
    let size = wide(emitter, Some(size), "0")?;
    emitter.line(format!(
        "call void @llvm.memcpy.p0.p0.i64(ptr align 16 {to}, ptr align 16 {from}, i64 {size}, \
         i1 false)"
    ));
    if modifiers.iter().any(|it| it.starts_with("mbarrier")) {
        let address = emitter.pointer(rest.first()?)?;
        step(emitter, PhaseOp::Complete, &address, &size);
    }
    Some(())
}

/// `tensormap.replace.tile.<field>... [map][, position], value`.
fn replace(emitter: &mut Emitter, name: &str, operands: &[Operand]) -> Option<()> {
    let (at, width, more) = field(name)?;
    let (map, position, value) = match operands {
        [map, value] => (map, 0, value),
        [map, Operand::Number(position), value] => (map, u32::try_from(*position).ok()?, value),
        _ => return None,
    };
    if position > 4 {
        return None;
    }
    let map = emitter.pointer(map)?;
    let value = emitter.read(value, Type::bits(8 * width))?;
    let value = emitter.value(&format!("add i{} {value}, {more}", 8 * width));
    let offset = at + position * width;
    let cell = emitter.value(&format!("getelementptr i8, ptr {map}, i64 {offset}"));
    emitter.line(format!("store i{} {value}, ptr {cell}, align 1", 8 * width));
    Some(())
}

/// `tensormap.cp_fenceproxy... [to], [from], 128`: the warp copies a map, once.
fn publish(emitter: &mut Emitter, operands: &[Operand]) -> Option<()> {
    let [to, from, ..] = operands else { return None };
    let (to, from) = (emitter.pointer(to)?, emitter.pointer(from)?);
    let lane = emitter.value("call i32 @llvm.nvvm.read.ptx.sreg.laneid()");
    let first = emitter.value(&format!("icmp eq i32 {lane}, 0"));
    let (go, end) = (emitter.fresh_label(), emitter.fresh_label());
    emitter.line(format!("br i1 {first}, label {go}, label {end}"));
    emitter.begin(&go);
    emitter.line(format!(
        "call void @llvm.memcpy.p0.p0.i64(ptr {to}, ptr {from}, i64 {MAP_BYTES}, i1 false)"
    ));
    emitter.end_guard(&end);
    Some(())
}

/// Five coordinates of a tile in memory of the thread, and whether its rows are gathered.
fn coordinates(emitter: &mut Emitter, operand: &Operand, gathers: bool) -> Option<String> {
    let Operand::Vector(parts) = operand else { return None };
    if parts.len() > 5 {
        return None;
    }
    let place = emitter.space("[6 x i32]", 4);
    let mut values = Vec::new();
    for part in parts {
        values.push(emitter.read(part, WORD)?);
    }
    values.resize(5, "0".to_owned());
    values.push(u32::from(gathers).to_string());
    for (index, value) in values.iter().enumerate() {
        let cell = emitter.value(&format!("getelementptr i32, ptr {place}, i64 {index}"));
        emitter.line(format!("store i32 {value}, ptr {cell}"));
    }
    Some(place)
}

/// `cp.async.bulk.tensor.<n>d[.tile[::gather4]].<to>.<from>...`.
fn tile(emitter: &mut Emitter, modifiers: &[&str], operands: &[Operand]) -> Option<()> {
    if modifiers.iter().any(|it| it.starts_with("im2col") || it.contains("scatter")) {
        return None;
    }
    let gathers = modifiers.contains(&"tile::gather4");
    let loads = modifiers.iter().position(|it| *it == "global")?
        > modifiers.iter().position(|it| it.starts_with("shared::"))?;
    let (map, at, shared, barrier) = match operands {
        [to, Operand::Tile(map, at), barrier, ..] if loads => (map, at, to, Some(barrier)),
        [Operand::Tile(map, at), from] if !loads => (map, at, from, None),
        _ => return None,
    };
    let map = emitter.read(map, Type::bits(64))?;
    let map = emitter.value(&format!("inttoptr i64 {map} to ptr"));
    let at = coordinates(emitter, at, gathers)?;
    let shared = emitter.pointer(shared)?;
    let copied = emitter.space(&format!("[{MAP_BYTES} x i8]"), 8);
    emitter.line(format!(
        "call void @llvm.memcpy.p0.p0.i64(ptr {copied}, ptr {map}, i64 {MAP_BYTES}, i1 false)"
    ));
    let tile = format!("ptr @kht.worker, ptr {copied}, ptr {at}");
    lines(emitter, &tile, &shared, loads);
    if let Some(barrier) = barrier {
        let bytes = emitter.value(&format!("call i64 @kht_tile_bytes({tile})"));
        let barrier = emitter.pointer(barrier)?;
        step(emitter, PhaseOp::Complete, &barrier, &bytes);
    }
    Some(())
}

/// Moves the lines of a tile between shared memory and the tensor.
fn lines(emitter: &mut Emitter, tile: &str, shared: &str, loads: bool) {
    let place = emitter.space("[3 x i64]", 8);
    let bytes = emitter.space(&format!("[{LINE_BYTES} x i8]"), 16);
    let next = emitter.space("i32", 4);
    let count = emitter.value(&format!("call i32 @kht_tile_lines({tile})"));
    emitter.line(format!("store i32 0, ptr {next}"));
    let [head, body, end] = [(); 3].map(|()| emitter.fresh_label());
    emitter.line(format!("br label {head}"));
    emitter.begin(&head);
    let line = emitter.value(&format!("load i32, ptr {next}"));
    let more = emitter.value(&format!("icmp ult i32 {line}, {count}"));
    emitter.line(format!("br i1 {more}, label {body}, label {end}"));
    emitter.begin(&body);
    emitter.line(format!("call void @kht_tile_line({tile}, i32 {line}, ptr {place})"));
    let mut part = |index: u32| {
        let cell = emitter.value(&format!("getelementptr i64, ptr {place}, i64 {index}"));
        emitter.value(&format!("load i64, ptr {cell}"))
    };
    let [address, length, before] = [0, 1, 2].map(&mut part);
    let global = emitter.value(&format!("inttoptr i64 {address} to ptr"));
    let inside = emitter.value(&format!("getelementptr i8, ptr {bytes}, i64 {before}"));
    let exchange = format!(
        "call void @kht_tile_move({tile}, i32 {line}, ptr {shared}, ptr {bytes}, i32 {})",
        u32::from(loads)
    );
    let memcpy = |to: &str, from: &str| {
        format!("call void @llvm.memcpy.p0.p0.i64(ptr {to}, ptr {from}, i64 {length}, i1 false)")
    };
    if loads {
        emitter.line(format!(
            "call void @llvm.memset.p0.i64(ptr {bytes}, i8 0, i64 {LINE_BYTES}, i1 false)"
        ));
        emitter.line(memcpy(&inside, &global));
        emitter.line(exchange);
    } else {
        emitter.line(exchange);
        emitter.line(memcpy(&global, &inside));
    }
    let following = emitter.value(&format!("add i32 {line}, 1"));
    emitter.line(format!("store i32 {following}, ptr {next}"));
    emitter.line(format!("br label {head}"));
    emitter.begin(&end);
}
