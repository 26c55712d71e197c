//! PTX arithmetic with a carry, which later instructions of the same text may read.

use super::emit::{Emitter, Kind, Type};
use super::parse::{Instruction, Operand};

/// Name of the carry's register; no PTX name starts so.
const CARRY: &str = ".cc";

const FLAG: Type = Type { kind: Kind::Predicate, bits: 1, lanes: 1 };

/// Translates an instruction; `None` if it is not one of these.
pub(super) fn translate(emitter: &mut Emitter, instruction: &Instruction) -> Option<()> {
    let opcode: Vec<&str> = instruction.opcode.iter().map(String::as_str).collect();
    let (head, modifiers) = opcode.split_first()?;
    let writes = modifiers.contains(&"cc");
    let reads = ["addc", "subc", "madc"].contains(head);
    if !writes && !reads {
        return None;
    }
    let ty = Type::parse(modifiers.last()?)?;
    let [target, first, second, rest @ ..] = &instruction.operands[..] else { return None };
    let (a, b) = (emitter.read(first, ty)?, emitter.read(second, ty)?);
    let carry = Operand::Name(CARRY.to_owned());
    let carry_in = if reads { emitter.read(&carry, FLAG)? } else { "0".to_owned() };
    // One bit more than the type shows what is carried, or borrowed.
    let wide = ty.bits + 1;
    let widen = |emitter: &mut Emitter, value: &str| emitter.resize(value, ty.bits, wide, false);
    let (operation, a, b) = match (head.trim_end_matches('c'), rest) {
        ("add", []) => ("add", widen(emitter, &a), widen(emitter, &b)),
        ("sub", []) => ("sub", widen(emitter, &a), widen(emitter, &b)),
        ("mad", [addend]) => {
            let half = product(emitter, modifiers, ty, [&a, &b]);
            let addend = emitter.read(addend, ty)?;
            ("add", widen(emitter, &half), widen(emitter, &addend))
        }
        _ => return None,
    };
    let carry_in = emitter.resize(&carry_in, 1, wide, false);
    let sum = emitter.value(&format!("{operation} i{wide} {a}, {b}"));
    let sum = emitter.value(&format!("{operation} i{wide} {sum}, {carry_in}"));
    if writes {
        let high = emitter.value(&format!("lshr i{wide} {sum}, {}", ty.bits));
        let flag = emitter.resize(&high, wide, 1, false);
        emitter.write(&carry, FLAG, &flag)?;
    }
    let value = emitter.resize(&sum, wide, ty.bits, false);
    emitter.write(target, ty, &value)
}

/// Declares the carry.
pub(super) fn declare(emitter: &mut Emitter) -> Option<()> {
    emitter.declare(CARRY, FLAG)
}

/// The half of a product that the modifiers ask for.
fn product(emitter: &mut Emitter, modifiers: &[&str], ty: Type, [a, b]: [&str; 2]) -> String {
    let (bits, double) = (ty.bits, 2 * ty.bits);
    let signed = ty.kind == Kind::Signed;
    let a = emitter.resize(a, bits, double, signed);
    let b = emitter.resize(b, bits, double, signed);
    let all = emitter.value(&format!("mul i{double} {a}, {b}"));
    let half = if modifiers.contains(&"hi") {
        emitter.value(&format!("lshr i{double} {all}, {bits}"))
    } else {
        all
    };
    emitter.resize(&half, double, bits, false)
}
