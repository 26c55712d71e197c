//! What a table says about the contents of buffers: formulas load integers, ways lead through
//! pointers.

use std::cell::RefCell;
use std::collections::BTreeMap;

use kht_schema::access::Step;
use kht_schema::expr::{Pointer, ScalarType};
use kht_schema::{Cond, Expr, Kernel, ParamId};

/// What is in a buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hint {
    /// Integers of a type, which addresses or conditions hang on.
    Integers(ScalarType),
    /// Pointers.
    Pointers,
}

/// Hints by the pointer that leads to the buffer.
#[derive(Debug, Default)]
pub(super) struct Hints(BTreeMap<Pointer, Hint>);

impl Hints {
    /// Collects them from all formulas of a kernel.
    pub(super) fn of(kernel: &Kernel) -> Self {
        let found = RefCell::new(BTreeMap::new());
        let formula = |expr: &Expr| {
            let note = |node: &Expr| {
                if let Expr::Load(pointer, _, ty) = node {
                    found.borrow_mut().insert(*pointer, Hint::Integers(*ty));
                }
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
        for access in &kernel.accesses {
            formula(&access.offset);
            formula(&access.bytes);
            access.guards.iter().for_each(condition);
            let mut pointer = Pointer { param: access.root.param, at: None };
            for step in &access.root.path {
                match step {
                    Step::Field { at } => pointer.at = Some(*at),
                    Step::Deref { .. } => {
                        found.borrow_mut().insert(pointer, Hint::Pointers);
                    }
                }
            }
        }
        Self(found.into_inner())
    }

    /// What is behind an argument.
    pub(super) fn of_param(&self, param: ParamId) -> Option<Hint> {
        self.0.get(&Pointer { param, at: None }).copied()
    }

    /// What is behind a field.
    pub(super) fn of_field(&self, param: ParamId, at: u32) -> Option<Hint> {
        self.0.get(&Pointer { param, at: Some(at) }).copied()
    }
}
