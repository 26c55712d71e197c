//! Rule of the table: inline PTX.
//!
//! Statements run in order on an environment of registers, each of which holds a value of plain
//! IR. A guard around a memory instruction is a branch, around an arithmetic one a select. What
//! arithmetic comes out matters only where it reaches addresses and conditions, so only that of
//! integers is translated; other results are opaque.

mod arithmetic;
mod memory;
mod registers;

use super::body::Body;
use super::idioms::{Callee, Disguise};
use crate::ptx::{self, Instruction, Kind, Operand, Statement};
use registers::{Register, Registers, width};

/// State of the translation of one template.
struct Machine {
    body: Body,
    registers: Registers,
    /// Whether a result of an instruction was given up.
    opaque: bool,
    /// Whether memory is touched.
    touches: bool,
}

/// The plain IR of inline assembly, if all of it is understood.
///
/// Assembly that touches no memory stays as it is, unless it computes what addresses are made of.
pub(super) fn body(disguise: &Disguise) -> Option<Body> {
    let Callee::Asm { template, constraints } = &disguise.callee else { return None };
    let statements = ptx::parse(template)?;
    let mut machine = Machine {
        body: Body::new(),
        registers: Registers::default(),
        opaque: false,
        touches: false,
    };
    machine.bind(disguise, constraints)?;
    for statement in &statements {
        machine.run(statement)?;
    }
    if machine.opaque && !machine.touches {
        return None;
    }
    machine.finish(disguise)?;
    Some(machine.body)
}

impl Machine {
    /// Gives each operand of the assembly its register: results first, then inputs.
    fn bind(&mut self, disguise: &Disguise, constraints: &str) -> Option<()> {
        let mut results = disguise.results.iter();
        let mut inputs = disguise.params.iter().enumerate();
        for constraint in constraints.split(',').filter(|it| !it.is_empty()) {
            if constraint.starts_with('~') {
                continue;
            }
            // Through memory, by label, or with alternatives: not what PTX is used with.
            if constraint.contains(['*', '|', '!']) {
                return None;
            }
            if constraint.starts_with('=') {
                self.registers.add_argument(width(results.next()?)?, None);
                continue;
            }
            let (index, ty) = inputs.next()?;
            let register = Register::input(&mut self.body, ty, &format!("%a{index}"))?;
            match constraint.parse::<usize>() {
                Ok(earlier) => self.registers.tie_argument(earlier, register)?,
                Err(_) => self.registers.add_argument(register.bits, Some(register)),
            }
        }
        (results.next().is_none() && inputs.next().is_none()).then_some(())
    }

    fn run(&mut self, statement: &Statement) -> Option<()> {
        match statement {
            Statement::Open => self.registers.open(),
            Statement::Close => return self.registers.close(),
            Statement::Registers { ty, names } => {
                let bits = ptx::bits(ty)?;
                for name in names {
                    self.registers.declare(name, bits);
                }
            }
            // Only a jump makes a label matter, and jumps are not understood.
            Statement::Label(_) => {}
            Statement::Instruction(instruction) => return self.instruction(instruction),
        }
        Some(())
    }

    fn instruction(&mut self, instruction: &Instruction) -> Option<()> {
        let guard = match &instruction.guard {
            Some(guard) => {
                let predicate = self.predicate(&guard.predicate)?;
                Some(if guard.negated {
                    self.body.value(format_args!("xor i1 {predicate}, true"))
                } else {
                    predicate
                })
            }
            None => None,
        };
        match instruction.kind() {
            Kind::Arithmetic => {
                let results = self.arithmetic(instruction)?;
                self.assign_if(guard.as_deref(), results)
            }
            Kind::Other => {
                let results = match instruction.operands.first() {
                    Some(first) => self.unknown_results(first)?,
                    None => Vec::new(),
                };
                self.assign_if(guard.as_deref(), results)
            }
            Kind::Exit => {
                self.touches = true;
                self.exit(guard.as_deref());
                Some(())
            }
            Kind::Memory(traffic) => {
                self.touches = true;
                self.memory(instruction, traffic, guard.as_deref())
            }
            Kind::Unknown => None,
        }
    }

    /// A thread that ends here does nothing of what follows.
    fn exit(&mut self, guard: Option<&str>) {
        let leaves = self.body.when(guard.unwrap_or("true"));
        self.body.call("void", "llvm.nvvm.exit", &[]);
        self.body.end(leaves);
    }

    /// Values for registers that an instruction sets to something that is not translated.
    fn unknown_results(&mut self, destination: &Operand) -> Option<Vec<(Operand, Register)>> {
        self.opaque = true;
        let mut results = Vec::new();
        for place in places(destination) {
            let bits = self.registers.bits(&place)?;
            let value = self.body.opaque(&format!("i{bits}"));
            results.push((place, Register::integer(bits, value)));
        }
        Some(results)
    }

    /// Sets registers, if a guard holds.
    fn assign_if(&mut self, guard: Option<&str>, results: Vec<(Operand, Register)>) -> Option<()> {
        for (place, new) in results {
            let new = match guard {
                Some(guard) => {
                    let bits = self.registers.bits(&place)?;
                    let old = self.read(&place, bits)?;
                    let new = new.resized(&mut self.body, bits, false);
                    let ty = format!("i{bits}");
                    let value = format!("select i1 {guard}, {ty} {new}, {ty} {old}");
                    Register::integer(bits, self.body.value(value))
                }
                None => new,
            };
            self.write(&place, new)?;
        }
        Some(())
    }

    /// Answers the results.
    fn finish(&mut self, disguise: &Disguise) -> Option<()> {
        let mut values = Vec::new();
        for (index, ty) in disguise.results.iter().enumerate() {
            let register = match self.registers.get(&Operand::Argument(index)) {
                Some(register) => register,
                None => {
                    let bits = width(ty)?;
                    Register::integer(bits, self.body.opaque(&format!("i{bits}")))
                }
            };
            values.push(register.output(&mut self.body, ty)?);
        }
        let result = &disguise.result;
        match values.as_slice() {
            [] => self.body.line("ret void"),
            [value] if !result.starts_with('{') => {
                self.body.line(format_args!("ret {result} {value}"));
            }
            _ => {
                let mut all = "poison".to_owned();
                for (index, (ty, value)) in disguise.results.iter().zip(&values).enumerate() {
                    let insert = format!("insertvalue {result} {all}, {ty} {value}, {index}");
                    all = self.body.value(insert);
                }
                self.body.line(format_args!("ret {result} {all}"));
            }
        }
        Some(())
    }
}

/// The registers that a destination consists of, without those that are thrown away.
fn places(destination: &Operand) -> Vec<Operand> {
    match destination {
        Operand::Name(name) if name == "_" => Vec::new(),
        Operand::Argument(_) | Operand::Name(_) => vec![destination.clone()],
        Operand::Vector(operands) => operands.iter().flat_map(places).collect(),
        Operand::Pair(left, right) => places(left).into_iter().chain(places(right)).collect(),
        Operand::Number(_) | Operand::Decimal(_) | Operand::Memory { .. } | Operand::Not(_) => {
            Vec::new()
        }
    }
}
