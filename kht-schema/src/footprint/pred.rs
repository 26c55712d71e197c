//! Conditions over linear forms, without negation: it is pushed into the comparisons.

use super::linear::{Linear, Res, VarSet};

/// A condition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pred {
    /// Always or never.
    Const(bool),
    /// The form is at most zero.
    Le(Linear),
    /// The form is zero.
    Eq(Linear),
    /// The form is not zero.
    Ne(Linear),
    /// All hold.
    And(Vec<Pred>),
    /// At least one holds.
    Or(Vec<Pred>),
}

impl Pred {
    /// All hold; flat, without constants and repetitions.
    pub(super) fn and(preds: impl IntoIterator<Item = Pred>) -> Pred {
        let mut flat = Vec::new();
        for pred in preds {
            match pred {
                Pred::Const(true) => {}
                Pred::Const(false) => return Pred::Const(false),
                Pred::And(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        single_or(flat, true, Pred::And)
    }

    /// At least one holds; flat, without constants and repetitions.
    pub(super) fn or(preds: impl IntoIterator<Item = Pred>) -> Pred {
        let mut flat = Vec::new();
        for pred in preds {
            match pred {
                Pred::Const(false) => {}
                Pred::Const(true) => return Pred::Const(true),
                Pred::Or(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        single_or(flat, false, Pred::Or)
    }

    /// The opposite.
    pub(super) fn negate(self) -> Res<Pred> {
        Ok(match self {
            Pred::Const(value) => Pred::Const(!value),
            Pred::Le(linear) => Pred::Le(linear.negate()?.plus(1)?),
            Pred::Eq(linear) => Pred::Ne(linear),
            Pred::Ne(linear) => Pred::Eq(linear),
            Pred::And(preds) => Pred::or(negate_all(preds)?),
            Pred::Or(preds) => Pred::and(negate_all(preds)?),
        })
    }

    /// Visits the linear forms directly inside.
    pub(super) fn for_each_linear<'a>(&'a self, visit: &mut dyn FnMut(&'a Linear)) {
        match self {
            Pred::Const(_) => {}
            Pred::Le(linear) | Pred::Eq(linear) | Pred::Ne(linear) => visit(linear),
            Pred::And(preds) | Pred::Or(preds) => {
                preds.iter().for_each(|pred| pred.for_each_linear(visit));
            }
        }
    }

    /// The linear form of a comparison.
    pub(super) fn comparison(&self) -> Option<&Linear> {
        match self {
            Pred::Le(linear) | Pred::Eq(linear) | Pred::Ne(linear) => Some(linear),
            Pred::Const(_) | Pred::And(_) | Pred::Or(_) => None,
        }
    }

    pub(super) fn all_vars(&self) -> VarSet {
        let mut vars = 0;
        self.for_each_linear(&mut |linear| vars |= linear.all_vars());
        vars
    }

    pub(super) fn has_atoms(&self) -> bool {
        self.any_linear(|linear| !linear.atoms.is_empty())
    }

    pub(super) fn has_loads(&self) -> bool {
        self.any_linear(Linear::has_loads)
    }

    fn any_linear(&self, test: impl Fn(&Linear) -> bool) -> bool {
        let mut any = false;
        self.for_each_linear(&mut |linear| any |= test(linear));
        any
    }
}

fn negate_all(preds: Vec<Pred>) -> Res<Vec<Pred>> {
    preds.into_iter().map(Pred::negate).collect()
}

fn single_or(mut flat: Vec<Pred>, empty: bool, many: fn(Vec<Pred>) -> Pred) -> Pred {
    if flat.len() > 1 {
        flat.sort();
        flat.dedup();
    }
    match flat.len() {
        0 => Pred::Const(empty),
        1 => flat.swap_remove(0),
        _ => many(flat),
    }
}
