//! Registers of a template: what they are called, how wide they are, what they hold.

use std::collections::HashMap;

use super::Machine;
use crate::normalize::body::Body;
use crate::ptx::Operand;

/// What a register holds.
#[derive(Clone, Debug)]
pub(super) struct Register {
    pub(super) bits: u32,
    value: Held,
}

#[derive(Clone, Debug)]
enum Held {
    /// A value of type `iN`.
    Integer(String),
    /// A pointer, kept as such so that it is known what it points into.
    Pointer { ty: String, value: String },
}

/// The registers that are in scope.
#[derive(Default)]
pub(super) struct Registers {
    /// Width and value of the operands of the assembly.
    arguments: Vec<(u32, Option<Register>)>,
    /// Operands that are another name for an earlier one.
    tied: HashMap<usize, usize>,
    /// Those that the text declares, innermost scope last.
    scopes: Vec<HashMap<String, (u32, Option<Register>)>>,
}

/// Width of an IR type that a register can hold.
pub(super) fn width(ty: &str) -> Option<u32> {
    if ty.starts_with("ptr") {
        return Some(if space(ty) == 0 || space(ty) == 1 { 64 } else { 32 });
    }
    if let Some(vector) = ty.strip_prefix('<') {
        let (count, element) = vector.strip_suffix('>')?.split_once(" x ")?;
        return Some(count.parse::<u32>().ok()? * width(element)?);
    }
    match ty {
        "half" | "bfloat" => Some(16),
        "float" => Some(32),
        "double" => Some(64),
        _ => ty.strip_prefix('i')?.parse().ok().filter(|bits| (1..=128).contains(bits)),
    }
}

/// Address space of a pointer type.
fn space(ty: &str) -> u32 {
    let digits: String = ty.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

impl Register {
    /// An integer value of plain IR.
    pub(super) fn integer(bits: u32, value: String) -> Register {
        Register { bits, value: Held::Integer(value) }
    }

    /// A pointer value of plain IR.
    pub(super) fn pointer(bits: u32, ty: &str, value: String) -> Register {
        Register { bits, value: Held::Pointer { ty: ty.to_owned(), value } }
    }

    /// An argument of the function.
    pub(super) fn input(body: &mut Body, ty: &str, value: &str) -> Option<Register> {
        let bits = width(ty)?;
        Some(if ty.starts_with("ptr") {
            Register::pointer(bits, ty, value.to_owned())
        } else if ty == format!("i{bits}") {
            Register::integer(bits, value.to_owned())
        } else {
            Register::integer(bits, body.value(format_args!("bitcast {ty} {value} to i{bits}")))
        })
    }

    /// The value as a result of the function.
    pub(super) fn output(&self, body: &mut Body, ty: &str) -> Option<String> {
        if ty.starts_with("ptr") {
            return Some(self.address(body, ty));
        }
        let bits = width(ty)?;
        let value = self.resized(body, bits, false);
        Some(if ty == format!("i{bits}") {
            value
        } else {
            body.value(format_args!("bitcast i{bits} {value} to {ty}"))
        })
    }

    /// The value as an integer of some width.
    pub(super) fn resized(&self, body: &mut Body, bits: u32, signed: bool) -> String {
        let value = match &self.value {
            Held::Integer(value) => value.clone(),
            Held::Pointer { ty, value } => {
                body.value(format_args!("ptrtoint {ty} {value} to i{}", self.bits))
            }
        };
        let cast = match self.bits.cmp(&bits) {
            std::cmp::Ordering::Equal => return value,
            std::cmp::Ordering::Greater => "trunc",
            std::cmp::Ordering::Less if signed => "sext",
            std::cmp::Ordering::Less => "zext",
        };
        body.value(format_args!("{cast} i{} {value} to i{bits}", self.bits))
    }

    /// The value as an address of some pointer type.
    pub(super) fn address(&self, body: &mut Body, wanted: &str) -> String {
        match &self.value {
            Held::Pointer { ty, value } if ty == wanted => value.clone(),
            Held::Pointer { ty, value } if space(ty) == 0 || space(wanted) == 0 => {
                body.value(format_args!("addrspacecast {ty} {value} to {wanted}"))
            }
            Held::Pointer { .. } => {
                let value = self.resized(body, self.bits, false);
                body.value(format_args!("inttoptr i{} {value} to {wanted}", self.bits))
            }
            Held::Integer(value) => {
                body.value(format_args!("inttoptr i{} {value} to {wanted}", self.bits))
            }
        }
    }

    /// Type of the pointer that it holds, if it does.
    pub(super) fn pointer_type(&self) -> Option<&str> {
        match &self.value {
            Held::Pointer { ty, .. } => Some(ty),
            Held::Integer(_) => None,
        }
    }
}

impl Registers {
    pub(super) fn open(&mut self) {
        self.scopes.push(HashMap::new());
    }

    pub(super) fn close(&mut self) -> Option<()> {
        self.scopes.pop().map(|_| ())
    }

    pub(super) fn declare(&mut self, name: &str, bits: u32) {
        if self.scopes.is_empty() {
            self.open();
        }
        if let Some(scope) = self.scopes.last_mut() {
            scope.insert(name.to_owned(), (bits, None));
        }
    }

    /// Adds the next operand of the assembly.
    pub(super) fn add_argument(&mut self, bits: u32, value: Option<Register>) {
        self.arguments.push((bits, value));
    }

    /// Adds the next operand of the assembly, which is another name for an earlier one.
    pub(super) fn tie_argument(&mut self, earlier: usize, value: Register) -> Option<()> {
        let slot = self.arguments.get_mut(earlier)?;
        slot.1 = Some(value.clone());
        self.tied.insert(self.arguments.len(), earlier);
        self.arguments.push((value.bits, None));
        Some(())
    }

    fn slot(&mut self, place: &Operand) -> Option<&mut (u32, Option<Register>)> {
        match place {
            Operand::Argument(index) => {
                let index = self.tied.get(index).unwrap_or(index);
                self.arguments.get_mut(*index)
            }
            Operand::Name(name) => {
                self.scopes.iter_mut().rev().find_map(|scope| scope.get_mut(name))
            }
            _ => None,
        }
    }

    /// Width of a register.
    pub(super) fn bits(&mut self, place: &Operand) -> Option<u32> {
        self.slot(place).map(|(bits, _)| *bits)
    }

    /// What a register holds, if it was set.
    pub(super) fn get(&mut self, place: &Operand) -> Option<Register> {
        self.slot(place)?.1.clone()
    }
}

impl Machine {
    /// An operand as an integer of some width.
    pub(super) fn read(&mut self, operand: &Operand, bits: u32) -> Option<String> {
        self.read_as(operand, bits, false)
    }

    /// The same, a narrower register being read as a signed number.
    pub(super) fn read_as(&mut self, operand: &Operand, bits: u32, signed: bool) -> Option<String> {
        match operand {
            Operand::Number(value) => literal(*value, bits),
            Operand::Argument(_) | Operand::Name(_) => {
                Some(self.register(operand)?.resized(&mut self.body, bits, signed))
            }
            // The first element is the lowest.
            Operand::Vector(elements) => {
                let each = bits / u32::try_from(elements.len()).ok()?;
                let mut all = "0".to_owned();
                for (position, element) in (0_u32..).zip(elements) {
                    let value = self.read(element, each)?;
                    let wide = self.body.value(format_args!("zext i{each} {value} to i{bits}"));
                    let at = position * each;
                    let placed = self.body.value(format_args!("shl i{bits} {wide}, {at}"));
                    all = self.body.value(format_args!("or i{bits} {all}, {placed}"));
                }
                (each > 0 && each < bits).then_some(all)
            }
            Operand::Decimal(_) | Operand::Memory { .. } | Operand::Pair(..) | Operand::Not(_) => {
                None
            }
        }
    }

    /// What an operand that is a register holds.
    pub(super) fn register(&mut self, place: &Operand) -> Option<Register> {
        if let Operand::Name(name) = place
            && let Some(special) = self.special(name)
        {
            return Some(special);
        }
        let bits = self.registers.bits(place)?;
        match self.registers.get(place) {
            Some(register) => Some(register),
            // Read before it is set.
            None => Some(Register::integer(bits, self.body.opaque(&format!("i{bits}")))),
        }
    }

    /// Special registers that are read by intrinsics.
    fn special(&mut self, name: &str) -> Option<Register> {
        if name == "WARP_SZ" {
            return Some(Register::integer(32, "32".to_owned()));
        }
        let register = name.strip_prefix('%')?;
        let known = ["laneid", "warpid", "nwarpid", "cluster_ctarank", "cluster_nctarank"];
        let spatial = register.split_once('.').filter(|(register, axis)| {
            let registers = [
                "tid",
                "ntid",
                "ctaid",
                "nctaid",
                "clusterid",
                "nclusterid",
                "cluster_ctaid",
                "cluster_nctaid",
            ];
            registers.contains(register) && ["x", "y", "z"].contains(axis)
        });
        if !known.contains(&register) && spatial.is_none() {
            return None;
        }
        let intrinsic = register.replace("cluster_", "cluster.");
        let name = format!("llvm.nvvm.read.ptx.sreg.{intrinsic}");
        Some(Register::integer(32, self.body.call("i32", &name, &[])))
    }

    /// A predicate as an `i1`.
    pub(super) fn predicate(&mut self, operand: &Operand) -> Option<String> {
        match operand {
            Operand::Not(term) => {
                let value = self.predicate(term)?;
                Some(self.body.value(format_args!("xor i1 {value}, true")))
            }
            Operand::Name(name) if name == "%pt" => Some("true".to_owned()),
            _ => {
                let register = self.register(operand)?;
                if register.bits == 1 {
                    return Some(register.resized(&mut self.body, 1, false));
                }
                // A predicate operand may come as a wider integer.
                let bits = register.bits;
                let value = register.resized(&mut self.body, bits, false);
                Some(self.body.value(format_args!("icmp ne i{bits} {value}, 0")))
            }
        }
    }

    /// Sets a register.
    pub(super) fn write(&mut self, place: &Operand, register: Register) -> Option<()> {
        if matches!(place, Operand::Name(name) if name == "_") {
            return Some(());
        }
        let bits = self.registers.bits(place)?;
        let register = if register.bits == bits {
            register
        } else {
            Register::integer(bits, register.resized(&mut self.body, bits, false))
        };
        self.registers.slot(place)?.1 = Some(register);
        Some(())
    }
}

/// An integer constant, reduced to a width.
fn literal(value: i128, bits: u32) -> Option<String> {
    match bits {
        1 => Some(if value == 0 { "false" } else { "true" }.to_owned()),
        2..=63 => Some(value.rem_euclid(1 << bits).to_string()),
        64 => Some(value.rem_euclid(1 << 64).to_string()),
        // Longer literals do not exist.
        _ => (value >= 0).then(|| value.to_string()),
    }
}
