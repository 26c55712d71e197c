//! Instructions that touch memory.

use super::registers::Register;
use super::{Machine, places};
use crate::normalize::transfers;
use crate::ptx::{self, Instruction, Operand, Space, Traffic};

/// Bytes that `discard` names and that a tensor map has.
const LINE: u32 = 128;

/// A value with its type, both as IR text.
type Typed = (String, String);

/// What a memory instruction moves: `count` elements of `bits` bits.
struct Shape {
    count: u32,
    bits: u32,
    signed: bool,
}

impl Machine {
    /// Translates a memory instruction that runs under a guard.
    pub(super) fn memory(
        &mut self,
        instruction: &Instruction,
        traffic: Traffic,
        guard: Option<&str>,
    ) -> Option<()> {
        let destination = match traffic {
            Traffic::Load | Traffic::Atomic => places(instruction.operands.first()?),
            _ => Vec::new(),
        };
        let Some(guard) = guard else {
            let results = self.access(instruction, traffic)?;
            return self.assign(&destination, results);
        };
        let mut old = Vec::new();
        for place in &destination {
            let bits = self.registers.bits(place)?;
            old.push((bits, self.read(place, bits)?));
        }
        let guarded = self.body.when(guard);
        let mut new = Vec::new();
        for ((signed, register), (bits, _)) in
            self.access(instruction, traffic)?.into_iter().zip(&old)
        {
            new.push(register.resized(&mut self.body, *bits, signed));
        }
        let types: Vec<String> = old.iter().map(|(bits, _)| format!("i{bits}")).collect();
        let merged: Vec<(&str, &str, &str)> = types
            .iter()
            .zip(new.iter().zip(&old))
            .map(|(ty, (new, (_, old)))| (ty.as_str(), new.as_str(), old.as_str()))
            .collect();
        let merged = self.body.join(guarded, &merged);
        for ((place, (bits, _)), value) in destination.iter().zip(&old).zip(merged) {
            self.write(place, Register::integer(*bits, value))?;
        }
        (new.len() == old.len()).then_some(())
    }

    /// Sets the places of a destination; each result says whether it is a signed number.
    fn assign(&mut self, places: &[Operand], results: Vec<(bool, Register)>) -> Option<()> {
        if places.len() != results.len() {
            return None;
        }
        for (place, (signed, register)) in places.iter().zip(results) {
            let bits = self.registers.bits(place)?;
            let value = register.resized(&mut self.body, bits, signed);
            self.write(place, Register::integer(bits, value))?;
        }
        Some(())
    }

    fn access(
        &mut self,
        instruction: &Instruction,
        traffic: Traffic,
    ) -> Option<Vec<(bool, Register)>> {
        match traffic {
            Traffic::Load => return self.load(instruction),
            Traffic::Atomic => return self.atomic(instruction, true),
            Traffic::Reduction => drop(self.atomic(instruction, false)?),
            Traffic::Store => self.store(instruction)?,
            Traffic::CopyAsync => self.copy_async(instruction)?,
            Traffic::CopyBulk => self.copy_bulk(instruction)?,
            Traffic::CopyTensor => self.copy_tensor(instruction)?,
            Traffic::Prefetch => self.prefetch(instruction)?,
            Traffic::Discard => self.discard(instruction)?,
            Traffic::ReplaceField => self.replace_field(instruction)?,
            Traffic::Publish => self.publish(instruction)?,
        }
        Some(Vec::new())
    }

    /// The address that an operand in brackets stands for.
    fn address(&mut self, operand: &Operand, space: Space) -> Option<Typed> {
        let Operand::Memory { base, offset, place: _ } = operand else { return None };
        let register = self.register(base)?;
        // A pointer keeps its type where that says as much as the state space.
        let ty = match (space, register.pointer_type()) {
            (Space::Generic | Space::Global, Some(ty)) => ty.to_owned(),
            (Space::Generic, None) => "ptr".to_owned(),
            (Space::Global, None) => "ptr addrspace(1)".to_owned(),
            (Space::Shared, _) => "ptr addrspace(3)".to_owned(),
            (Space::Constant, _) => "ptr addrspace(4)".to_owned(),
            (Space::Local, _) => "ptr addrspace(5)".to_owned(),
        };
        let mut value = register.address(&mut self.body, &ty);
        if *offset != 0 {
            value = self.body.value(format_args!("getelementptr i8, {ty} {value}, i64 {offset}"));
        }
        Some((ty, value))
    }

    fn load(&mut self, instruction: &Instruction) -> Option<Vec<(bool, Register)>> {
        let [_, address, ..] = instruction.operands.as_slice() else { return None };
        let shape = shape(instruction)?;
        let (pointer, address) = self.address(address, instruction.space())?;
        let volatile = if may_differ(instruction) { "volatile " } else { "" };
        let (ty, bytes) = (shape.ty(), shape.bytes());
        let all = self
            .body
            .value(format_args!("load {volatile}{ty}, {pointer} {address}, align {bytes}"));
        let mut results = Vec::new();
        for index in 0..shape.count {
            let value = if shape.count == 1 {
                all.clone()
            } else {
                self.body.value(format_args!("extractelement {ty} {all}, i32 {index}"))
            };
            results.push((shape.signed, Register::integer(shape.bits, value)));
        }
        Some(results)
    }

    fn store(&mut self, instruction: &Instruction) -> Option<()> {
        let [address, value, ..] = instruction.operands.as_slice() else { return None };
        let shape = shape(instruction)?;
        let (pointer, address) = self.address(address, instruction.space())?;
        let volatile = if may_differ(instruction) { "volatile " } else { "" };
        let elements = match value {
            Operand::Vector(elements) => elements.as_slice(),
            single => std::slice::from_ref(single),
        };
        let (ty, bytes) = (shape.ty(), shape.bytes());
        let mut all = "poison".to_owned();
        for (index, element) in elements.iter().enumerate() {
            let value = self.stored(element, shape.bits)?;
            all = if shape.count == 1 {
                value
            } else {
                let bits = shape.bits;
                self.body
                    .value(format_args!("insertelement {ty} {all}, i{bits} {value}, i32 {index}"))
            };
        }
        self.body
            .line(format_args!("store {volatile}{ty} {all}, {pointer} {address}, align {bytes}"));
        (elements.len() == shape.count as usize).then_some(())
    }

    /// A value that is written; what it is does not matter if it is none of integers.
    fn stored(&mut self, operand: &Operand, bits: u32) -> Option<String> {
        match operand {
            Operand::Decimal(_) => Some(self.body.opaque(&format!("i{bits}"))),
            _ => self.read(operand, bits),
        }
    }

    /// `atom` and `red`.
    fn atomic(
        &mut self,
        instruction: &Instruction,
        has_result: bool,
    ) -> Option<Vec<(bool, Register)>> {
        let operands = &instruction.operands[usize::from(has_result)..];
        let [address, values @ ..] = operands else { return None };
        let shape = shape(instruction)?;
        let (pointer, address) = self.address(address, instruction.space())?;
        let ty = format!("i{}", shape.bits);
        if shape.count > 1 {
            // Several elements at once, of floating point: only the bytes matter.
            let all = format!("i{}", shape.bits * shape.count);
            let value = self.body.opaque(&all);
            self.body
                .value(format_args!("atomicrmw xchg {pointer} {address}, {all} {value} monotonic"));
            let results = (0..shape.count)
                .map(|_| (false, Register::integer(shape.bits, self.body.opaque(&ty))));
            return Some(results.collect());
        }
        let value = self.stored(values.first()?, shape.bits)?;
        let old = if instruction.has("cas") {
            let new = self.stored(values.get(1)?, shape.bits)?;
            let pair = self.body.value(format_args!(
                "cmpxchg {pointer} {address}, {ty} {value}, {ty} {new} monotonic monotonic"
            ));
            self.body.value(format_args!("extractvalue {{ {ty}, i1 }} {pair}, 0"))
        } else {
            // For floating point the old value is opaque anyway, and an exchange touches the same.
            let operation = operation(instruction, shape.signed)?;
            self.body.value(format_args!(
                "atomicrmw {operation} {pointer} {address}, {ty} {value} monotonic"
            ))
        };
        Some(vec![(shape.signed, Register::integer(shape.bits, old))])
    }

    /// `cp.async.{ca,cg}.shared.global [to], [from], size[, source size or ignored][, policy]`.
    fn copy_async(&mut self, instruction: &Instruction) -> Option<()> {
        let [to, from, size, rest @ ..] = instruction.operands.as_slice() else { return None };
        let (to, from) = (self.address(to, Space::Shared)?, self.address(from, Space::Global)?);
        let (to, from) = (typed(&to), typed(&from));
        // A constant as well, where it comes as an operand.
        let size = self.read(size, 32)?;
        // A cache policy, if there is one, comes last.
        let rest = &rest[..rest.len() - usize::from(instruction.has("L2::cache_hint"))];
        match rest {
            [] => transfers::copy_async(&mut self.body, to, from, &size, None),
            [limit] if self.is_predicate(limit) => {
                let ignored = self.predicate(limit)?;
                let copied = self.body.value(format_args!("xor i1 {ignored}, true"));
                let guarded = self.body.when(&copied);
                transfers::copy_async(&mut self.body, to, from, &size, None);
                self.body.join(guarded, &[]);
            }
            [limit] => {
                let limit = self.read(limit, 32)?;
                transfers::copy_async(&mut self.body, to, from, &size, Some(("i32", &limit)));
            }
            _ => return None,
        }
        Some(())
    }

    fn is_predicate(&mut self, operand: &Operand) -> bool {
        matches!(operand, Operand::Not(_)) || self.registers.bits(operand) == Some(1)
    }

    /// `cp[.reduce].async.bulk.to.from [to], [from], size, …` or `….prefetch.L2.from [from], size`.
    fn copy_bulk(&mut self, instruction: &Instruction) -> Option<()> {
        let spaces = spaces(instruction);
        match (spaces.as_slice(), instruction.operands.as_slice()) {
            ([from], [address, size, ..]) if instruction.has("prefetch") => {
                let from = self.address(address, *from)?;
                let size = self.read(size, 32)?;
                self.body.touch(transfers::PREFETCH, typed(&from), ("i32", &size));
            }
            ([to, from], [to_address, from_address, size, ..]) => {
                let to = self.address(to_address, *to)?;
                let from = self.address(from_address, *from)?;
                let size = self.read(size, 32)?;
                let size = ("i32", size.as_str());
                if instruction.has("reduce") {
                    self.body.touch(transfers::READ, typed(&from), size);
                    self.body.touch(transfers::ATOMIC, typed(&to), size);
                } else if instruction.has("cp_mask") {
                    // Which bytes are written is in the bits of a further operand.
                    self.body.touch(transfers::READ, typed(&from), size);
                    let any = self.body.opaque("i1");
                    let guarded = self.body.when(&any);
                    self.body.touch(transfers::WRITE, typed(&to), size);
                    self.body.join(guarded, &[]);
                } else {
                    self.body.copy(typed(&to), typed(&from), size);
                }
            }
            _ => return None,
        }
        Some(())
    }

    /// Copies between shared memory and a tensor that a tensor map describes.
    fn copy_tensor(&mut self, instruction: &Instruction) -> Option<()> {
        let map = instruction
            .operands
            .iter()
            .find(|it| matches!(it, Operand::Memory { place, .. } if !place.is_empty()))?;
        let map = self.address(map, Space::Generic)?;
        let to_tensor = spaces(instruction).first() == Some(&Space::Global);
        let marker = match () {
            () if instruction.has("prefetch") => transfers::PREFETCH,
            () if instruction.has("reduce") => transfers::ATOMIC,
            () if to_tensor => transfers::WRITE,
            () => transfers::READ,
        };
        transfers::through_tensor_map(&mut self.body, marker, typed(&map));
        Some(())
    }

    fn prefetch(&mut self, instruction: &Instruction) -> Option<()> {
        let [address, ..] = instruction.operands.as_slice() else { return None };
        let space = instruction.space();
        if !matches!(space, Space::Generic | Space::Global) {
            return Some(());
        }
        let address = self.address(address, space)?;
        let bytes = if instruction.has("tensormap") { LINE } else { 1 };
        self.body.touch(transfers::PREFETCH, typed(&address), ("i32", &bytes.to_string()));
        Some(())
    }

    /// The bytes may be anything afterwards, so they count as written.
    fn discard(&mut self, instruction: &Instruction) -> Option<()> {
        let [address, Operand::Number(size)] = instruction.operands.as_slice() else {
            return None;
        };
        let address = self.address(address, instruction.space())?;
        self.body.touch(transfers::WRITE, typed(&address), ("i32", &size.to_string()));
        Some(())
    }

    /// Changes a field of a tensor map and keeps the others.
    fn replace_field(&mut self, instruction: &Instruction) -> Option<()> {
        let [address, ..] = instruction.operands.as_slice() else { return None };
        let address = self.address(address, instruction.space())?;
        let size = LINE.to_string();
        self.body.touch(transfers::READ, typed(&address), ("i32", &size));
        self.body.touch(transfers::WRITE, typed(&address), ("i32", &size));
        Some(())
    }

    /// `tensormap.cp_fenceproxy.to.from… [to], [from], size`: all threads of a warp together copy
    /// once, for which the first one stands.
    fn publish(&mut self, instruction: &Instruction) -> Option<()> {
        let [to, from, Operand::Number(size)] = instruction.operands.as_slice() else {
            return None;
        };
        let to = self.address(to, Space::Global)?;
        let from = self.address(from, Space::Shared)?;
        let lane = self.body.call("i32", "llvm.nvvm.read.ptx.sreg.laneid", &[]);
        let first = self.body.value(format_args!("icmp eq i32 {lane}, 0"));
        let guarded = self.body.when(&first);
        self.body.copy(typed(&to), typed(&from), ("i32", &size.to_string()));
        self.body.join(guarded, &[]);
        Some(())
    }
}

impl Shape {
    fn ty(&self) -> String {
        let Shape { count, bits, signed: _ } = self;
        if *count == 1 { format!("i{bits}") } else { format!("<{count} x i{bits}>") }
    }

    fn bytes(&self) -> u32 {
        self.count * self.bits / 8
    }
}

fn shape(instruction: &Instruction) -> Option<Shape> {
    let (count, ty) = instruction.elements()?;
    let bits = ptx::bits(ty).filter(|bits| bits.is_power_of_two() && (8..=128).contains(bits))?;
    let signed = ptx::is_signed(ty);
    [1, 2, 4, 8].contains(&count).then_some(Shape { count, bits, signed })
}

/// Whether somebody else may change what is read, or look at what is written, at any time.
fn may_differ(instruction: &Instruction) -> bool {
    ["volatile", "relaxed", "acquire", "release", "mmio"].iter().any(|it| instruction.has(it))
}

/// State spaces of the two ends of a copy, target first.
fn spaces(instruction: &Instruction) -> Vec<Space> {
    let of = |modifier: &String| match modifier.split("::").next() {
        Some("global") => Some(Space::Global),
        Some("shared") => Some(Space::Shared),
        _ => None,
    };
    instruction.modifiers.iter().filter_map(of).collect()
}

/// What an atomic computes, as `atomicrmw` calls it.
fn operation(instruction: &Instruction, signed: bool) -> Option<&'static str> {
    let (_, ty) = instruction.elements()?;
    if !ptx::is_integer(ty) {
        return Some("xchg");
    }
    let names = [
        ("add", "add"),
        ("and", "and"),
        ("or", "or"),
        ("xor", "xor"),
        ("exch", "xchg"),
        ("inc", "uinc_wrap"),
        ("dec", "udec_wrap"),
        ("min", if signed { "min" } else { "umin" }),
        ("max", if signed { "max" } else { "umax" }),
    ];
    names.iter().find(|(name, _)| instruction.has(name)).map(|(_, operation)| *operation)
}

fn typed((ty, value): &Typed) -> transfers::Typed<'_> {
    (ty, value)
}
