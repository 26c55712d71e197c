//! Unrolling: folds step by step, with the launch put in.
//!
//! Most carry values that are the same for all threads, so that each step is a number, and end
//! after a few steps. A value that hangs on the thread stays a linear form: dividing an index by
//! one size after the other gives the digits of a mixed-radix number, which are strided boxes.
//! Where the end hangs on the thread, the result is a table by one index of the launch, or else a
//! selection among the steps.

use super::interval::Interval;
use super::linear::{Atom, Linear, Res};
use super::lower::Lower;
use super::pred::Pred;
use super::reason::Reason;
use crate::Sym;
use crate::expr::Fold;
use crate::expr::fold::MAX_STEPS;

/// Ends of a fold that hang on the thread, at most.
const MAX_ENDS: usize = 64;

impl Lower<'_> {
    /// The linear form of a fold; any value if it does not end, or not for reasons that are known.
    pub(super) fn unroll(&mut self, fold: &Fold, depth: usize) -> Res<Linear> {
        let scope = self.carried.len();
        let nodes = self.nodes;
        let result = self.steps(fold, scope, depth);
        self.carried.truncate(scope);
        // Steps have a limit of their own, so that long folds leave room for other formulas.
        self.fold_nodes = self.fold_nodes.saturating_sub(self.nodes - nodes);
        self.nodes = nodes;
        result
    }

    /// A fold where an index of the launch has a value.
    pub(super) fn at_index(
        &mut self,
        fold: &Fold,
        index: Sym,
        value: Linear,
        depth: usize,
    ) -> Res<Linear> {
        // Named values hang on the index as well.
        let values = std::mem::take(&mut self.values);
        let carried = std::mem::replace(&mut self.carried, vec![(index, value)]);
        let nodes = self.nodes;
        let result = self.steps(fold, 1, depth);
        self.carried = carried;
        self.values = values;
        self.nodes = nodes;
        result
    }

    /// A value that the fold being unrolled carries, or one around it.
    pub(super) fn bound_value(&self, sym: Sym) -> Option<&Linear> {
        self.carried.iter().rev().find(|(have, _)| *have == sym).map(|(_, value)| value)
    }

    fn steps(&mut self, fold: &Fold, scope: usize, depth: usize) -> Res<Linear> {
        let mut values = Vec::with_capacity(fold.carried.len());
        for car in &fold.carried {
            values.push(self.expr(&car.first, depth)?);
        }
        let mut ends: Vec<(Pred, Linear)> = Vec::new();
        let mut step = 0;
        let last = loop {
            self.bind(fold, scope, Linear::constant(step.into()), values);
            let start = self.nodes;
            let stay = self.cond(&fold.stay, depth)?;
            match &stay {
                Pred::Const(false) => break self.expr(&fold.result, depth)?,
                Pred::Const(true) => {}
                unsure => {
                    if scope == 0
                        && ends.is_empty()
                        && let Some(table) = self.tabulated(fold, depth)?
                    {
                        return Ok(table);
                    }
                    let reason = unknown_in(unsure);
                    if reason.is_some() || ends.len() == MAX_ENDS {
                        return self.anything(fold, scope, reason.unwrap_or(Reason::Steps), depth);
                    }
                    let result = self.expr(&fold.result, depth)?;
                    ends.push((stay, result));
                }
            }
            let mut next = Vec::with_capacity(fold.carried.len());
            for car in &fold.carried {
                let value = self.expr(&car.next, depth)?;
                next.push(self.limited(value));
            }
            values = next;
            step += 1;
            let size: usize = values.iter().map(|value| value.size() as usize).sum();
            let spent = self.nodes - start + size;
            if step > MAX_STEPS || self.fold_nodes < spent {
                return self.anything(fold, scope, Reason::Steps, depth);
            }
            self.fold_nodes -= spent;
            self.nodes = start;
        };
        let result = ends.into_iter().rev().fold(last, |later, (stay, here)| {
            let chosen = self.env().select(stay, later, here);
            self.limited(chosen)
        });
        Ok(result)
    }

    fn bind(&mut self, fold: &Fold, scope: usize, step: Linear, values: Vec<Linear>) {
        self.carried.truncate(scope);
        self.carried.push((Sym::Step(fold.id), step));
        let cars = fold.carried.iter().map(|car| Sym::Car(fold.id, car.index));
        self.carried.extend(cars.zip(values));
    }

    /// The result of a fold that carries anything.
    fn anything(&mut self, fold: &Fold, scope: usize, reason: Reason, depth: usize) -> Res<Linear> {
        let step = self.memory.unknown(Interval::new(0, MAX_STEPS.into()), reason);
        let any = |_| self.memory.unknown(Interval::ALL, reason);
        let values = fold.carried.iter().map(any).collect();
        self.bind(fold, scope, step, values);
        self.expr(&fold.result, depth)
    }
}

/// Why a condition is not known, if it is not.
fn unknown_in(pred: &Pred) -> Option<Reason> {
    let mut found = None;
    pred.for_each_linear(&mut |linear| {
        linear.for_each_linear(&mut |inner| {
            for (node, _) in &inner.atoms {
                if let Atom::Opaque(_, reason, _) = node.atom {
                    found = found.or(Some(reason));
                }
            }
        });
    });
    found
}
