//! State of a translation: registers in stack slots, values, control flow.

use std::collections::BTreeMap;

use super::super::tensor::{TensorOp, block_registers};
use super::super::warp::WarpOp;
use super::parse::Operand;

/// Special registers that an intrinsic of the same name reads, besides those with an axis.
const SPECIAL: [&str; 7] =
    ["laneid", "warpid", "clock", "clock64", "globaltimer", "dynamic_smem_size", "total_smem_size"];

/// Special registers with three axes.
const SPECIAL_AXES: [&str; 8] = [
    "tid",
    "ctaid",
    "ntid",
    "nctaid",
    "clusterid",
    "nclusterid",
    "cluster_ctaid",
    "cluster_nctaid",
];

/// A PTX type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Type {
    pub(super) kind: Kind,
    /// Bits of all lanes together.
    pub(super) bits: u32,
    /// 2 for packed halves.
    pub(super) lanes: u32,
}

/// What the bits of a type mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Bits,
    Unsigned,
    Signed,
    Half,
    BFloat,
    /// `f32` and `f64`.
    Float,
    Predicate,
}

impl Type {
    /// Bits without a meaning.
    pub(super) fn bits(bits: u32) -> Self {
        Self { kind: Kind::Bits, bits, lanes: 1 }
    }

    /// The type that a modifier of an opcode names.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (kind, bits, lanes) = match text {
            "pred" => (Kind::Predicate, 1, 1),
            "f16" => (Kind::Half, 16, 1),
            "f16x2" => (Kind::Half, 32, 2),
            "bf16" => (Kind::BFloat, 16, 1),
            "bf16x2" => (Kind::BFloat, 32, 2),
            "f32" => (Kind::Float, 32, 1),
            "f64" => (Kind::Float, 64, 1),
            _ => {
                let kind = match text.get(..1)? {
                    "b" => Kind::Bits,
                    "u" => Kind::Unsigned,
                    "s" => Kind::Signed,
                    _ => return None,
                };
                let bits = text.get(1..)?.parse().ok()?;
                if ![8, 16, 32, 64].contains(&bits) {
                    return None;
                }
                (kind, bits, 1)
            }
        };
        Some(Self { kind, bits, lanes })
    }

    /// Whether it is a number with a fraction.
    pub(super) fn is_float(self) -> bool {
        matches!(self.kind, Kind::Half | Kind::BFloat | Kind::Float)
    }

    /// LLVM's name of the type.
    pub(super) fn llvm(self) -> String {
        let element = match (self.kind, self.bits) {
            (Kind::Half, _) => "half".to_owned(),
            (Kind::BFloat, _) => "bfloat".to_owned(),
            (Kind::Float, 32) => "float".to_owned(),
            (Kind::Float, _) => "double".to_owned(),
            (_, bits) => format!("i{bits}"),
        };
        if self.lanes == 1 { element } else { format!("<{} x {element}>", self.lanes) }
    }
}

/// A register: a stack slot of an integer type.
#[derive(Clone, Debug)]
struct Register {
    slot: String,
    bits: u32,
}

/// A function body in the making.
pub(super) struct Emitter {
    /// Stack slots; they stand before everything else, so that a slot in a loop is one.
    slots: Vec<String>,
    lines: Vec<String>,
    temporaries: u32,
    scopes: Vec<BTreeMap<String, Register>>,
    arguments: Vec<Register>,
}

impl Emitter {
    /// A body whose function has the given operands: bits, and the initial value if there is one.
    pub(super) fn new() -> Self {
        Self {
            slots: Vec::new(),
            lines: Vec::new(),
            temporaries: 0,
            scopes: vec![BTreeMap::new()],
            arguments: Vec::new(),
        }
    }

    /// Adds an instruction.
    pub(super) fn line(&mut self, line: String) {
        self.lines.push(line);
    }

    /// Adds an instruction that has a result, and names it.
    pub(super) fn value(&mut self, instruction: &str) -> String {
        let name = self.name("v");
        self.lines.push(format!("{name} = {instruction}"));
        name
    }

    /// A fresh name.
    fn name(&mut self, prefix: &str) -> String {
        self.temporaries += 1;
        format!("%{prefix}{}", self.temporaries)
    }

    /// A fresh register, which starts as zero.
    fn register(&mut self, bits: u32) -> Register {
        let slot = self.name("r");
        self.slots.push(format!("{slot} = alloca i{bits}"));
        self.lines.push(format!("store i{bits} 0, ptr {slot}"));
        Register { slot, bits }
    }

    /// Adds an operand of the inline assembly.
    pub(super) fn add_argument(&mut self, bits: u32) {
        let register = self.register(bits);
        self.arguments.push(register);
    }

    /// Adds an operand that shares the register of another one.
    pub(super) fn tie_argument(&mut self, other: usize) -> Option<()> {
        let register = self.arguments.get(other)?.clone();
        self.arguments.push(register);
        Some(())
    }

    /// Opens a scope.
    pub(super) fn open(&mut self) {
        self.scopes.push(BTreeMap::new());
    }

    /// Closes a scope; `None` if none is open.
    pub(super) fn close(&mut self) -> Option<()> {
        self.scopes.pop();
        (!self.scopes.is_empty()).then_some(())
    }

    /// Declares a register in the current scope.
    pub(super) fn declare(&mut self, name: &str, ty: Type) -> Option<()> {
        let register = self.register(ty.bits);
        self.scopes.last_mut()?.insert(name.to_owned(), register);
        Some(())
    }

    fn find(&self, operand: &Operand) -> Option<Register> {
        match operand {
            Operand::Argument(index) => self.arguments.get(*index).cloned(),
            Operand::Name(name) => {
                self.scopes.iter().rev().find_map(|scope| scope.get(name)).cloned()
            }
            Operand::Number(_)
            | Operand::Decimal(_)
            | Operand::Not(_)
            | Operand::Vector(_)
            | Operand::Address(..)
            | Operand::Tile(..)
            | Operand::Pair(..) => None,
        }
    }

    /// The value of an operand as a type.
    pub(super) fn read(&mut self, operand: &Operand, ty: Type) -> Option<String> {
        let bits = match operand {
            Operand::Number(number) => {
                let mask = u64::MAX >> (64 - ty.bits.min(64));
                let low = u64::try_from(number & i128::from(mask)).ok()?;
                if ty.bits == 1 { (low & 1).to_string() } else { low.to_string() }
            }
            Operand::Decimal(bits) => decimal(f64::from_bits(*bits), ty)?,
            Operand::Not(predicate) => {
                let holds = self.read(predicate, ty)?;
                self.value(&format!("xor i{} {holds}, -1", ty.bits))
            }
            Operand::Vector(parts) => self.pack(parts, ty.bits)?,
            Operand::Name(name) if name.starts_with('%') || name == "WARP_SZ" => {
                self.special(name, ty.bits)?
            }
            _ => {
                let Register { slot, bits } = self.find(operand)?;
                let loaded = self.value(&format!("load i{bits}, ptr {slot}"));
                self.resize(&loaded, bits, ty.bits, false)
            }
        };
        Some(self.cast(&bits, &format!("i{}", ty.bits), &ty.llvm()))
    }

    /// Writes a value of a type to an operand.
    pub(super) fn write(&mut self, operand: &Operand, ty: Type, value: &str) -> Option<()> {
        let bits = self.cast(value, &ty.llvm(), &format!("i{}", ty.bits));
        match operand {
            Operand::Name(name) if name == "_" => Some(()),
            Operand::Vector(parts) => self.unpack(parts, ty.bits, &bits),
            Operand::Pair(result, _) => self.write(result, ty, value),
            _ => {
                let register = self.find(operand)?;
                let signed = ty.kind == Kind::Signed;
                let sized = self.resize(&bits, ty.bits, register.bits, signed);
                self.line(format!("store i{} {sized}, ptr {}", register.bits, register.slot));
                Some(())
            }
        }
    }

    /// A value as another type of the same size.
    fn cast(&mut self, value: &str, from: &str, to: &str) -> String {
        if from == to {
            value.to_owned()
        } else {
            self.value(&format!("bitcast {from} {value} to {to}"))
        }
    }

    /// An integer with another number of bits.
    pub(super) fn resize(&mut self, value: &str, from: u32, to: u32, signed: bool) -> String {
        let extend = if signed { "sext" } else { "zext" };
        let how = match from.cmp(&to) {
            std::cmp::Ordering::Equal => return value.to_owned(),
            std::cmp::Ordering::Less => extend,
            std::cmp::Ordering::Greater => "trunc",
        };
        self.value(&format!("{how} i{from} {value} to i{to}"))
    }

    /// Several operands as one integer, the first in the low bits.
    fn pack(&mut self, parts: &[Operand], bits: u32) -> Option<String> {
        let each = bits.checked_div(u32::try_from(parts.len()).ok()?)?;
        let mut all = "0".to_owned();
        for (index, part) in (0_u32..).zip(parts) {
            let part = self.read(part, Type::bits(each))?;
            let wide = self.resize(&part, each, bits, false);
            let shifted = self.value(&format!("shl i{bits} {wide}, {}", index * each));
            all = self.value(&format!("or i{bits} {all}, {shifted}"));
        }
        Some(all)
    }

    /// Gives each operand its part of an integer.
    fn unpack(&mut self, parts: &[Operand], bits: u32, value: &str) -> Option<()> {
        let each = bits.checked_div(u32::try_from(parts.len()).ok()?)?;
        for (index, part) in (0_u32..).zip(parts) {
            let shifted = self.value(&format!("lshr i{bits} {value}, {}", index * each));
            let narrow = self.resize(&shifted, bits, each, false);
            self.write(part, Type::bits(each), &narrow)?;
        }
        Some(())
    }

    /// A special register: whatever the intrinsic that reads it gives.
    fn special(&mut self, name: &str, bits: u32) -> Option<String> {
        let name = name.trim_start_matches('%');
        let has_axis = name.split_once('.').is_some_and(|(stem, axis)| {
            SPECIAL_AXES.contains(&stem) && ["x", "y", "z"].contains(&axis)
        });
        let register = match name {
            "WARP_SZ" => return Some("32".to_owned()),
            "cluster_ctarank" | "cluster_nctarank" => name.replace('_', "."),
            _ if has_axis || SPECIAL.contains(&name) => name.replace("cluster_", "cluster."),
            _ => {
                let mask = name.strip_prefix("lanemask_")?;
                ["eq", "lt", "le", "gt", "ge"]
                    .contains(&mask)
                    .then(|| format!("lanemask.{mask}"))?
            }
        };
        let own_bits = if ["clock64", "globaltimer"].contains(&name) { 64 } else { 32 };
        let value = self.value(&format!("call i{own_bits} @llvm.nvvm.read.ptx.sreg.{register}()"));
        Some(self.resize(&value, own_bits, bits, false))
    }

    /// The pointer that an address operand means.
    pub(super) fn pointer(&mut self, operand: &Operand) -> Option<String> {
        let Operand::Address(base, offset) = operand else { return None };
        let base = self.read(base, Type::bits(64))?;
        let address = self.value(&format!("add i64 {base}, {offset}"));
        Some(self.value(&format!("inttoptr i64 {address} to ptr")))
    }

    /// Runs what follows only if a predicate holds; returns the label to end with.
    pub(super) fn guard(&mut self, predicate: &Operand, negated: bool) -> Option<String> {
        let holds = self.read(predicate, Type { kind: Kind::Predicate, bits: 1, lanes: 1 })?;
        let (go, end) = (self.name("go"), self.name("end"));
        let (first, second) = if negated { (&end, &go) } else { (&go, &end) };
        self.line(format!("br i1 {holds}, label {first}, label {second}"));
        self.line(format!("{}:", go.trim_start_matches('%')));
        Some(end)
    }

    /// Ends what runs only under a predicate.
    pub(super) fn end_guard(&mut self, end: &str) {
        self.line(format!("br label {end}"));
        self.line(format!("{}:", end.trim_start_matches('%')));
    }

    /// Space on the stack.
    pub(super) fn space(&mut self, ty: &str, align: u32) -> String {
        let slot = self.name("s");
        self.slots.push(format!("{slot} = alloca {ty}, align {align}"));
        slot
    }

    /// A place to jump to.
    pub(super) fn label(&mut self, name: &str) {
        self.line(format!("br label %l.{name}"));
        self.line(format!("l.{name}:"));
    }

    /// Jumps; what follows is reached only by a label.
    pub(super) fn jump(&mut self, name: &str) {
        let next = self.name("next");
        self.line(format!("br label %l.{name}"));
        self.line(format!("{}:", next.trim_start_matches('%')));
    }

    /// A fresh label; [`Self::begin`] says where it is.
    pub(super) fn fresh_label(&mut self) -> String {
        self.name("b")
    }

    /// Goes on at a fresh label.
    pub(super) fn begin(&mut self, label: &str) {
        self.line(format!("{}:", label.trim_start_matches('%')));
    }

    /// A warp-wide instruction over blocks of registers: 32-bit operands in, results out.
    pub(super) fn tensor(&mut self, op: TensorOp, inputs: &[String], results: u32) -> Vec<String> {
        let length = block_registers(op, 32);
        let block = self.space(&format!("[{length} x i32]"), 4);
        let place = |emitter: &mut Self, index: usize| {
            emitter.value(&format!("getelementptr i32, ptr {block}, i64 {index}"))
        };
        for (index, input) in inputs.iter().enumerate() {
            let cell = place(self, index);
            self.line(format!("store i32 {input}, ptr {cell}"));
        }
        let [first, second] = op.encode();
        let address = self.value(&format!("ptrtoint ptr {block} to i64"));
        let tensor = WarpOp::Tensor as u32;
        self.value(&format!(
            "call i64 @kht_warp(ptr @kht.worker, i32 {tensor}, i32 -1, i64 {address}, \
             i32 {first}, i32 {second})"
        ));
        let mut values = Vec::new();
        for index in 0..results as usize {
            let cell = place(self, index);
            values.push(self.value(&format!("load i32, ptr {cell}")));
        }
        values
    }

    /// The body.
    pub(super) fn finish(self) -> String {
        [self.slots, self.lines].concat().join("\n  ")
    }
}

/// The bits of a decimal literal as an instruction of a type sees it.
#[expect(clippy::cast_possible_truncation, reason = "literals are rounded to their type")]
fn decimal(value: f64, ty: Type) -> Option<String> {
    match (ty.kind, ty.bits) {
        (Kind::Float | Kind::Bits, 64) => Some(value.to_bits().to_string()),
        (Kind::Float, 32) => Some((value as f32).to_bits().to_string()),
        _ => None,
    }
}
