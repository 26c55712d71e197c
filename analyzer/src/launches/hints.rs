//! What a table says about arguments: formulas load integers from buffers, ways lead through
//! pointers, and numbers are divided and divide.

use std::cell::RefCell;
use std::collections::BTreeMap;

use kht_schema::access::Step;
use kht_schema::expr::{Pointer, ScalarType};
use kht_schema::{Access, Cond, Expr, Kernel, ParamId, Sym};

/// Largest divisor that a number is likely to be a multiple of: elements of a quantized block.
const LARGEST_UNIT: i128 = 1024;

/// What is in a buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hint {
    /// Integers of a type, which addresses or conditions hang on.
    Integers(ScalarType),
    /// Pointers.
    Pointers,
}

/// What is known of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NumberHint {
    /// It is divided by this, so it is likely to be a multiple.
    pub(super) unit: i64,
    /// It is part of a divisor, which must not be zero.
    pub(super) divides: bool,
    /// It must not be negative.
    pub(super) natural: bool,
}

impl Default for NumberHint {
    fn default() -> Self {
        Self { unit: 1, divides: false, natural: false }
    }
}

/// Hints by argument or field.
#[derive(Debug, Default)]
pub(super) struct Hints {
    /// By the pointer that leads to the buffer.
    contents: BTreeMap<Pointer, Hint>,
    numbers: BTreeMap<Pointer, NumberHint>,
}

impl Hints {
    /// Collects them from all formulas of a kernel.
    pub(super) fn of(kernel: &Kernel) -> Self {
        let found = RefCell::new(Self::default());
        let formula = |expr: &Expr| {
            let note = |node: &Expr| {
                found.borrow_mut().note(kernel, node);
                false
            };
            let _ = expr.any(note);
        };
        let condition = |cond: &Cond| {
            let _ = cond.any(|node| {
                formula(node);
                false
            });
        };
        kernel.values.iter().for_each(|it| formula(&it.expr));
        kernel.loops.iter().for_each(|it| formula(&it.trip));
        kernel.assumptions.iter().filter_map(|it| it.expr.as_ref()).for_each(formula);
        for assumption in &kernel.assumptions {
            if let (Some(Expr::Sym(Sym::Arg(number))), Some(0..)) =
                (&assumption.expr, assumption.lo)
            {
                found.borrow_mut().numbers.entry(*number).or_default().natural = true;
            }
        }
        for access in &kernel.accesses {
            found.borrow_mut().note_strides(kernel, access);
            formula(&access.offset);
            formula(&access.bytes);
            access.guards.iter().for_each(condition);
            let mut pointer = Pointer { param: access.root.param, at: None };
            for step in &access.root.path {
                match step {
                    Step::Field { at } => pointer.at = Some(*at),
                    Step::Deref { .. } => {
                        found.borrow_mut().contents.insert(pointer, Hint::Pointers);
                    }
                }
            }
        }
        found.into_inner()
    }

    /// Notes what a node says about arguments.
    fn note(&mut self, kernel: &Kernel, node: &Expr) {
        match node {
            Expr::Load(pointer, _, ty) => {
                self.contents.insert(*pointer, Hint::Integers(*ty));
            }
            Expr::FloorDiv(dividend, divisor) | Expr::Mod(dividend, divisor) => {
                match divisor.as_int() {
                    Some(unit @ 2..=LARGEST_UNIT) => {
                        let unit = i64::try_from(unit).expect("units are small");
                        self.note_unit(kernel, dividend, unit);
                    }
                    Some(_) => {}
                    None => {
                        for pointer in arguments(kernel, divisor) {
                            let hint = self.numbers.entry(pointer).or_default();
                            (hint.divides, hint.natural) = (true, true);
                        }
                    }
                }
            }
            _ => {}
        }
    }

    /// Accesses of several elements are aligned, so what they are strided by is a multiple.
    fn note_strides(&mut self, kernel: &Kernel, access: &Access) {
        let Some(bytes) = access.bytes.as_int().filter(|it| (2..=16).contains(it)) else { return };
        let terms = match &access.offset {
            Expr::Add(terms) => terms,
            other => std::slice::from_ref(other),
        };
        for term in terms {
            let (rest, factor) = term.clone().split_factor();
            // Both are powers of two where they matter.
            let unit = (1..=4).map(|bits| 1_i64 << bits).find(|unit| {
                factor.checked_mul(i128::from(*unit)).is_some_and(|it| it % bytes == 0)
            });
            if factor % bytes != 0
                && let Some(unit) = unit
            {
                self.note_unit(kernel, &rest, unit);
            }
        }
    }

    /// Notes that what an expression is made of is likely to be a multiple.
    fn note_unit(&mut self, kernel: &Kernel, expr: &Expr, unit: i64) {
        for pointer in arguments(kernel, expr) {
            let known = &mut self.numbers.entry(pointer).or_default().unit;
            *known = unit.max(*known);
        }
    }

    /// What is behind an argument.
    pub(super) fn of_param(&self, param: ParamId) -> Option<Hint> {
        self.contents.get(&Pointer { param, at: None }).copied()
    }

    /// What is behind a field.
    pub(super) fn of_field(&self, param: ParamId, at: u32) -> Option<Hint> {
        self.contents.get(&Pointer { param, at: Some(at) }).copied()
    }

    /// What is known of a number that is an argument or a field.
    pub(super) fn of_number(&self, param: ParamId, at: Option<u32>) -> NumberHint {
        self.numbers.get(&Pointer { param, at }).copied().unwrap_or_default()
    }
}

/// The arguments that an expression is the sum or product of, or those of the value it names.
fn arguments(kernel: &Kernel, expr: &Expr) -> Vec<Pointer> {
    let expr = match expr {
        Expr::Sym(Sym::Val(id)) => kernel.values.get(id.index()).map_or(expr, |it| &it.expr),
        _ => expr,
    };
    let symbols = expr.symbols().into_iter();
    symbols.filter_map(|it| if let Sym::Arg(pointer) = it { Some(pointer) } else { None }).collect()
}
