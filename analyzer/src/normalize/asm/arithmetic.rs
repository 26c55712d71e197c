//! Arithmetic on integers and predicates, as addresses and conditions are made of it.

use super::registers::Register;
use super::{Machine, places};
use crate::ptx::{self, Instruction, Operand};

/// New values of registers.
type Results = Vec<(Operand, Register)>;

impl Machine {
    /// What an instruction sets; opaque values if it is not one of those that are translated.
    pub(super) fn arithmetic(&mut self, instruction: &Instruction) -> Option<Results> {
        let destination = instruction.operands.first()?;
        match self.translated(instruction, destination) {
            Some(results) => Some(results),
            None => self.unknown_results(destination),
        }
    }

    fn translated(&mut self, instruction: &Instruction, to: &Operand) -> Option<Results> {
        let sources = &instruction.operands[1..];
        // Carries, saturation and packed halves are not looked at.
        if ["cc", "sat", "cc_hi", "relu"].iter().any(|it| instruction.has(it)) {
            return None;
        }
        let ty = instruction.modifiers.last()?;
        match instruction.name.as_str() {
            "mov" => return self.moved(to, sources.first()?, ptx::bits(ty)?),
            "cvta" => return self.convert_address(instruction, to, sources.first()?),
            "setp" => return self.compare(instruction, to, sources),
            "selp" => return self.select(to, sources, ptx::bits(ty)?),
            "cvt" => return self.convert(instruction, to, sources.first()?),
            _ => {}
        }
        if ty == "pred" {
            return self.logic(instruction, to, sources);
        }
        if !ptx::is_integer(ty) {
            return None;
        }
        let bits = ptx::bits(ty)?;
        let signed = ptx::is_signed(ty);
        let (bits, value) = self.integer(instruction, sources, bits, signed)?;
        Some(vec![(to.clone(), Register::integer(bits, value))])
    }

    /// `mov`, also of parts into a whole and of a whole into its parts.
    fn moved(&mut self, to: &Operand, from: &Operand, bits: u32) -> Option<Results> {
        if let Operand::Vector(parts) = to {
            let value = self.read(from, bits)?;
            let each = bits / u32::try_from(parts.len()).ok()?;
            let mut results = Vec::new();
            for (position, part) in (0_u32..).zip(parts) {
                let at = position * each;
                let high = self.body.value(format_args!("lshr i{bits} {value}, {at}"));
                let low = self.body.value(format_args!("trunc i{bits} {high} to i{each}"));
                for place in places(part) {
                    results.push((place, Register::integer(each, low.clone())));
                }
            }
            return (each > 0 && each < bits).then_some(results);
        }
        if bits == 1 {
            let value = self.predicate(from)?;
            return Some(vec![(to.clone(), Register::integer(1, value))]);
        }
        let register = match from {
            Operand::Argument(_) | Operand::Name(_) => self.register(from)?,
            _ => Register::integer(bits, self.read(from, bits)?),
        };
        Some(vec![(to.clone(), register)])
    }

    /// `cvta.space` from an address of a state space to a generic one, `cvta.to.space` back.
    fn convert_address(
        &mut self,
        instruction: &Instruction,
        to: &Operand,
        from: &Operand,
    ) -> Option<Results> {
        let register = self.register(from)?;
        if instruction.has("global") {
            // The same number, and the same pointer.
            return Some(vec![(to.clone(), register)]);
        }
        let space = match () {
            () if instruction.modifiers.iter().any(|it| it.starts_with("shared")) => 3,
            () if instruction.has("local") => 5,
            () => return None,
        };
        let ty = format!("ptr addrspace({space})");
        let (source, target) =
            if instruction.has("to") { ("ptr", ty.as_str()) } else { (ty.as_str(), "ptr") };
        let value = register.address(&mut self.body, source);
        let value = self.body.value(format_args!("addrspacecast {source} {value} to {target}"));
        let bits = if instruction.has("to") { 32 } else { 64 };
        Some(vec![(to.clone(), Register::pointer(bits, target, value))])
    }

    /// `setp.op.type p[|q], a, b`.
    fn compare(
        &mut self,
        instruction: &Instruction,
        to: &Operand,
        sources: &[Operand],
    ) -> Option<Results> {
        let ([a, b], [operator, ty]) = (sources, instruction.modifiers.as_slice()) else {
            return None;
        };
        if !ptx::is_integer(ty) {
            return None;
        }
        let order = if ptx::is_signed(ty) { "s" } else { "u" };
        let predicate = match operator.as_str() {
            "eq" | "ne" => operator.clone(),
            "lt" | "le" | "gt" | "ge" => format!("{order}{operator}"),
            "lo" => "ult".to_owned(),
            "ls" => "ule".to_owned(),
            "hi" => "ugt".to_owned(),
            "hs" => "uge".to_owned(),
            _ => return None,
        };
        let bits = ptx::bits(ty)?;
        let (a, b) = (self.read(a, bits)?, self.read(b, bits)?);
        let holds = self.body.value(format_args!("icmp {predicate} i{bits} {a}, {b}"));
        let (first, second) = match to {
            Operand::Pair(first, second) => (&**first, Some(&**second)),
            single => (single, None),
        };
        let mut results = Vec::new();
        if let Some(second) = second {
            let fails = self.body.value(format_args!("xor i1 {holds}, true"));
            results.push((second.clone(), Register::integer(1, fails)));
        }
        results.push((first.clone(), Register::integer(1, holds)));
        Some(results)
    }

    fn select(&mut self, to: &Operand, sources: &[Operand], bits: u32) -> Option<Results> {
        let [a, b, predicate] = sources else { return None };
        let predicate = self.predicate(predicate)?;
        let (a, b) = (self.read(a, bits)?, self.read(b, bits)?);
        let value = format!("select i1 {predicate}, i{bits} {a}, i{bits} {b}");
        Some(vec![(to.clone(), Register::integer(bits, self.body.value(value)))])
    }

    /// `cvt.to.from` of integers.
    fn convert(
        &mut self,
        instruction: &Instruction,
        to: &Operand,
        from: &Operand,
    ) -> Option<Results> {
        let [target, source] = instruction.modifiers.as_slice() else { return None };
        if !(ptx::is_integer(target) && ptx::is_integer(source)) {
            return None;
        }
        let (narrow, wide) = (ptx::bits(source)?, ptx::bits(target)?);
        let value = Register::integer(narrow, self.read(from, narrow)?);
        let value = value.resized(&mut self.body, wide, ptx::is_signed(source));
        // A wider register keeps the sign of the target.
        let register = Register::integer(wide, value);
        let place = self.registers.bits(to)?;
        if wide < place {
            let value = register.resized(&mut self.body, place, ptx::is_signed(target));
            return Some(vec![(to.clone(), Register::integer(place, value))]);
        }
        Some(vec![(to.clone(), register)])
    }

    /// `and.pred` and its like.
    fn logic(
        &mut self,
        instruction: &Instruction,
        to: &Operand,
        sources: &[Operand],
    ) -> Option<Results> {
        let a = self.predicate(sources.first()?)?;
        let value = match instruction.name.as_str() {
            "not" => format!("xor i1 {a}, true"),
            name @ ("and" | "or" | "xor") => {
                let b = self.predicate(sources.get(1)?)?;
                format!("{name} i1 {a}, {b}")
            }
            _ => return None,
        };
        Some(vec![(to.clone(), Register::integer(1, self.body.value(value)))])
    }

    /// An integer result and its width.
    fn integer(
        &mut self,
        instruction: &Instruction,
        sources: &[Operand],
        bits: u32,
        signed: bool,
    ) -> Option<(u32, String)> {
        let ty = format!("i{bits}");
        let name = instruction.name.as_str();
        let a = self.read(sources.first()?, bits)?;
        if let ("mul" | "mad", [_, b, rest @ ..]) = (name, sources) {
            let b = self.read(b, bits)?;
            let (bits, product) = self.product(instruction, &a, &b, bits, signed)?;
            let Some(added) = rest.first() else { return Some((bits, product)) };
            let added = self.read(added, bits)?;
            return Some((bits, self.body.value(format_args!("add i{bits} {product}, {added}"))));
        }
        let plain = |name: &str, signed: bool| {
            Some(match (name, signed) {
                ("add" | "sub" | "and" | "or" | "xor", _) => name.to_owned(),
                ("div" | "rem", true) => format!("s{name}"),
                ("div" | "rem", false) => format!("u{name}"),
                _ => return None,
            })
        };
        let value = match (name, sources) {
            ("not", [_]) => format!("xor {ty} {a}, -1"),
            ("neg", [_]) => format!("sub {ty} 0, {a}"),
            ("min" | "max", [_, b]) => {
                let b = self.read(b, bits)?;
                let (less, sign) = (if name == "min" { "lt" } else { "gt" }, sign(signed));
                let first = self.body.value(format_args!("icmp {sign}{less} {ty} {a}, {b}"));
                format!("select i1 {first}, {ty} {a}, {ty} {b}")
            }
            ("shl" | "shr", [_, amount]) => return self.shift(name, &a, amount, bits, signed),
            ("bfe", [_, at, length]) => return self.extract(&a, at, length, bits, signed),
            (_, [_, b]) => {
                let operation = plain(name, signed)?;
                let b = self.read(b, bits)?;
                format!("{operation} {ty} {a}, {b}")
            }
            _ => return None,
        };
        Some((bits, self.body.value(value)))
    }

    /// `mul.lo`, `mul.hi`, `mul.wide`.
    fn product(
        &mut self,
        instruction: &Instruction,
        a: &str,
        b: &str,
        bits: u32,
        signed: bool,
    ) -> Option<(u32, String)> {
        if instruction.has("lo") {
            return Some((bits, self.body.value(format_args!("mul i{bits} {a}, {b}"))));
        }
        let wide = 2 * bits;
        let extend = if signed { "sext" } else { "zext" };
        let a = self.body.value(format_args!("{extend} i{bits} {a} to i{wide}"));
        let b = self.body.value(format_args!("{extend} i{bits} {b} to i{wide}"));
        let product = self.body.value(format_args!("mul i{wide} {a}, {b}"));
        if instruction.has("wide") {
            return Some((wide, product));
        }
        let high = self.body.value(format_args!("lshr i{wide} {product}, {bits}"));
        let high = self.body.value(format_args!("trunc i{wide} {high} to i{bits}"));
        instruction.has("hi").then_some((bits, high))
    }

    /// Shifts; PTX shifts by more than the width as by the width.
    fn shift(
        &mut self,
        name: &str,
        value: &str,
        amount: &Operand,
        bits: u32,
        signed: bool,
    ) -> Option<(u32, String)> {
        let operation = match (name, signed) {
            ("shl", _) => "shl",
            (_, true) => "ashr",
            (_, false) => "lshr",
        };
        let ty = format!("i{bits}");
        if let Operand::Number(amount) = amount {
            let amount = u32::try_from(*amount).ok().filter(|amount| *amount < bits)?;
            return Some((
                bits,
                self.body.value(format_args!("{operation} {ty} {value}, {amount}")),
            ));
        }
        let amount = Register::integer(32, self.read(amount, 32)?);
        let amount = amount.resized(&mut self.body, bits, false);
        let inside = self.body.value(format_args!("icmp ult {ty} {amount}, {bits}"));
        let last = bits - 1;
        let limited =
            self.body.value(format_args!("select i1 {inside}, {ty} {amount}, {ty} {last}"));
        let shifted = self.body.value(format_args!("{operation} {ty} {value}, {limited}"));
        if operation == "ashr" {
            return Some((bits, shifted));
        }
        let value = format!("select i1 {inside}, {ty} {shifted}, {ty} 0");
        Some((bits, self.body.value(value)))
    }

    /// `bfe` at a constant place.
    fn extract(
        &mut self,
        value: &str,
        at: &Operand,
        length: &Operand,
        bits: u32,
        signed: bool,
    ) -> Option<(u32, String)> {
        let (Operand::Number(at), Operand::Number(length)) = (at, length) else { return None };
        let (at, length) = (u32::try_from(*at).ok()?, u32::try_from(*length).ok()?);
        let above = bits.checked_sub(at.checked_add(length)?).filter(|_| length > 0)?;
        let left = self.body.value(format_args!("shl i{bits} {value}, {above}"));
        let operation = if signed { "ashr" } else { "lshr" };
        let by = bits - length;
        Some((bits, self.body.value(format_args!("{operation} i{bits} {left}, {by}"))))
    }
}

fn sign(signed: bool) -> &'static str {
    if signed { "s" } else { "u" }
}
