//! Staged values: a linear form along a walk, each term computed once its variables have values.
//!
//! What hangs on outer variables, a sequence length for example, is not computed again for each
//! value of the inner ones.

use super::eval::Point;
use super::linear::{Linear, Res, Var};
use super::plan::Plan;

/// A linear form along a walk; variables that are not walked over count as 0.
pub(super) struct Staged {
    /// Terms by the number of variables that must have values; the constant is in the first.
    parts: Vec<Linear>,
    /// Sums of the parts up to a depth, or why there is none.
    sums: Vec<Res<i128>>,
    /// Factors of the variables that are not walked over.
    open: Linear,
}

impl Staged {
    pub(super) fn new(linear: &Linear, plan: &Plan<'_>) -> Staged {
        let depths = plan.steps.len() + 1;
        let mut parts = vec![Linear::default(); depths];
        parts[0].constant = linear.constant;
        let mut open = Linear::default();
        let walked = |var: Var| plan.steps.iter().position(|step| step.var == var);
        for (var, factor) in &linear.vars {
            let part = walked(*var).map_or(&mut open, |depth| &mut parts[depth + 1]);
            part.vars.push((*var, *factor));
        }
        for (node, factor) in &linear.atoms {
            let depth = plan
                .steps
                .iter()
                .rposition(|step| node.vars & (1 << step.var) != 0)
                .map_or(0, |depth| depth + 1);
            parts[depth].atoms.push((node.clone(), *factor));
        }
        Staged { parts, sums: vec![Ok(0); depths], open }
    }

    /// What the last of the first `depth` variables adds; the constant, for none.
    pub(super) fn part(&self, depth: usize) -> &Linear {
        &self.parts[depth]
    }

    /// Adds what the first `depth` variables decide, once they have values.
    pub(super) fn reach(&mut self, depth: usize, point: &Point<'_>) {
        let before = match depth.checked_sub(1) {
            Some(before) => self.sums[before],
            None => Ok(0),
        };
        self.sums[depth] = before.and_then(|sum| point.add(sum, &self.parts[depth]));
    }

    /// The value, once all variables that are walked over have values.
    pub(super) fn value(&self) -> Res<i128> {
        self.sums[self.sums.len() - 1]
    }

    /// Factor of a variable that is not walked over.
    pub(super) fn factor(&self, var: Var) -> i128 {
        self.open.factor(var)
    }
}
