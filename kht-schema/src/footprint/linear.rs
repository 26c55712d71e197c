//! Linear forms: `constant + Σ factor·variable + Σ factor·atom`.
//!
//! A variable is an axis of the index space (thread, block or iteration). An atom is anything that
//! is not linear, a quotient or a loaded value for example; its arguments are linear forms again.

use std::rc::Rc;

use smallvec::SmallVec;

use super::interval::Interval;
use super::pred::Pred;
use super::reason::Reason;
use super::tabulate::Table;
use crate::expr::{BitOp, ScalarType};

/// Why an exact answer is not to be had this way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// A number beyond 128 bits.
    Overflow,
    /// More points than the budget allows.
    Budget,
    /// A load whose value is not known: the slot it goes through, and the byte from there.
    Load(Slot, i128),
    /// A formula without a value: a division by zero or a shift out of range.
    Undefined,
    /// Nothing bounds the offset.
    Unbounded,
}

/// Result of work on linear forms.
pub(super) type Res<T> = Result<T, Stop>;

/// A variable: index into [`super::region::Bounds`], below 64.
pub(super) type Var = u8;

/// A set of variables, as bits.
pub(super) type VarSet = u64;

/// A pointer that values are loaded through: index into the binding's pointers.
pub(super) type Slot = u16;

/// A linear form; variables and atoms are sorted, no factor is zero.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Linear {
    pub(super) vars: SmallVec<[(Var, i128); 3]>,
    pub(super) atoms: SmallVec<[(Rc<Node>, i128); 1]>,
    pub(super) constant: i128,
}

/// What is not linear.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Atom {
    /// Quotient by a constant of at least 2, rounded down.
    FloorDiv(Linear, i128),
    /// Remainder by a constant of at least 2.
    Mod(Linear, i128),
    /// Quotient by a value that is not constant, rounded down.
    Quotient(Linear, Linear),
    /// Remainder by a value that is not constant.
    Remainder(Linear, Linear),
    /// Product of two values that are not constant.
    Product(Linear, Linear),
    /// Smaller of two.
    Min(Linear, Linear),
    /// Larger of two.
    Max(Linear, Linear),
    /// One of two values.
    Select(Pred, Linear, Linear),
    /// Bit operation.
    Bit(BitOp, Linear, Linear),
    /// Value at a byte from where a pointer points to.
    Load(Slot, Linear, ScalarType),
    /// Value of a table at an index.
    Table(Table, Linear),
    /// Any value of an interval; the number tells occurrences apart, which may differ.
    Opaque(Interval, Reason, u32),
}

/// An atom, and what is asked about it often.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Node {
    pub(super) atom: Atom,
    /// Variables that occur anywhere in it.
    pub(super) vars: VarSet,
    /// Whether a load occurs in it.
    pub(super) loads: bool,
    /// Whether an opaque value occurs in it.
    pub(super) opaque: bool,
    /// Terms in it, shared ones as often as they occur; saturating.
    pub(super) size: u32,
    /// Atoms inside of each other, this one included.
    pub(super) depth: u32,
}

impl Node {
    pub(super) fn new(atom: Atom) -> Rc<Node> {
        let mut node = Node { atom, vars: 0, loads: false, opaque: false, size: 1, depth: 1 };
        let (mut vars, mut loads, mut opaque) = (0, false, false);
        let (mut size, mut depth) = (1_u32, 0);
        node.for_each_part(&mut |linear| {
            vars |= linear.all_vars();
            loads |= linear.has_loads();
            opaque |= linear.has_opaque();
            size = size.saturating_add(linear.size());
            depth = depth.max(linear.depth());
        });
        node.vars = vars;
        node.size = size;
        node.depth = depth.saturating_add(1);
        node.loads = loads || matches!(node.atom, Atom::Load(..));
        node.opaque = opaque || matches!(node.atom, Atom::Opaque(..));
        Rc::new(node)
    }

    /// Visits the linear forms directly inside, those of a condition included.
    pub(super) fn for_each_part<'a>(&'a self, visit: &mut dyn FnMut(&'a Linear)) {
        match &self.atom {
            Atom::FloorDiv(a, _) | Atom::Mod(a, _) | Atom::Load(_, a, _) | Atom::Table(_, a) => {
                visit(a)
            }
            Atom::Quotient(a, b)
            | Atom::Remainder(a, b)
            | Atom::Product(a, b)
            | Atom::Min(a, b)
            | Atom::Max(a, b)
            | Atom::Bit(_, a, b) => {
                visit(a);
                visit(b);
            }
            Atom::Select(cond, a, b) => {
                cond.for_each_linear(visit);
                visit(a);
                visit(b);
            }
            Atom::Opaque(..) => {}
        }
    }
}

impl Linear {
    pub(super) fn constant(constant: i128) -> Linear {
        Linear { constant, ..Linear::default() }
    }

    pub(super) fn var(var: Var) -> Linear {
        Linear { vars: SmallVec::from_slice(&[(var, 1)]), ..Linear::default() }
    }

    pub(super) fn atom(atom: Atom) -> Linear {
        let atoms = SmallVec::from_iter([(Node::new(atom), 1)]);
        Linear { atoms, ..Linear::default() }
    }

    /// Any value of an interval; the same one wherever this form, with this number, occurs.
    pub(super) fn opaque(range: Interval, reason: Reason, number: u32) -> Linear {
        match range.single() {
            Some(value) => Linear::constant(value),
            None => Linear::atom(Atom::Opaque(range, reason, number)),
        }
    }

    /// The value, if nothing else is in it.
    pub(super) fn as_constant(&self) -> Option<i128> {
        (self.vars.is_empty() && self.atoms.is_empty()).then_some(self.constant)
    }

    /// The only variable and its factor, if there is one only and no atom.
    pub(super) fn as_single(&self) -> Option<(Var, i128)> {
        match self.vars[..] {
            [single] if self.atoms.is_empty() => Some(single),
            _ => None,
        }
    }

    /// Factor of a variable outside of atoms.
    pub(super) fn factor(&self, var: Var) -> i128 {
        self.vars.iter().find(|(other, _)| *other == var).map_or(0, |(_, factor)| *factor)
    }

    /// Variables outside of atoms.
    pub(super) fn linear_vars(&self) -> VarSet {
        self.vars.iter().fold(0, |set, (var, _)| set | 1 << var)
    }

    /// Variables inside of atoms.
    pub(super) fn atom_vars(&self) -> VarSet {
        self.atoms.iter().fold(0, |set, (node, _)| set | node.vars)
    }

    pub(super) fn all_vars(&self) -> VarSet {
        self.linear_vars() | self.atom_vars()
    }

    pub(super) fn has_loads(&self) -> bool {
        self.atoms.iter().any(|(node, _)| node.loads)
    }

    pub(super) fn has_opaque(&self) -> bool {
        self.atoms.iter().any(|(node, _)| node.opaque)
    }

    /// Terms in it, those inside of atoms included; saturating.
    pub(super) fn size(&self) -> u32 {
        let own = u32::try_from(self.vars.len()).unwrap_or(u32::MAX);
        self.atoms
            .iter()
            .fold(own.saturating_add(1), |size, (node, _)| size.saturating_add(node.size))
    }

    /// Atoms inside of each other.
    pub(super) fn depth(&self) -> u32 {
        self.atoms.iter().map(|(node, _)| node.depth).max().unwrap_or(0)
    }

    /// Visits this form and all inside its atoms.
    pub(super) fn for_each_linear<'a>(&'a self, visit: &mut dyn FnMut(&'a Linear)) {
        visit(self);
        for (node, _) in &self.atoms {
            node.for_each_part(&mut |part| part.for_each_linear(visit));
        }
    }

    pub(super) fn plus(mut self, constant: i128) -> Res<Linear> {
        self.constant = number(self.constant.checked_add(constant))?;
        Ok(self)
    }

    pub(super) fn scale(mut self, factor: i128) -> Res<Linear> {
        if factor == 0 {
            return Ok(Linear::default());
        }
        let times = |value: i128| number(value.checked_mul(factor));
        self.constant = times(self.constant)?;
        for (_, own) in &mut self.vars {
            *own = times(*own)?;
        }
        for (_, own) in &mut self.atoms {
            *own = times(*own)?;
        }
        Ok(self)
    }

    pub(super) fn negate(self) -> Res<Linear> {
        self.scale(-1)
    }

    /// Adds `factor * value`.
    pub(super) fn add_constant(&mut self, factor: i128, value: i128) -> Res<()> {
        let product = number(factor.checked_mul(value))?;
        self.constant = number(self.constant.checked_add(product))?;
        Ok(())
    }

    /// Adds `factor * var`.
    pub(super) fn add_var(&mut self, factor: i128, var: Var) -> Res<()> {
        let position = self.vars.partition_point(|(have, _)| *have < var);
        merge_term(&mut self.vars, position, var, factor)
    }

    /// Adds `factor * other`.
    pub(super) fn add_scaled(&mut self, factor: i128, other: &Linear) -> Res<()> {
        let times = |value: i128| number(value.checked_mul(factor));
        self.constant = number(self.constant.checked_add(times(other.constant)?))?;
        for (var, own) in &other.vars {
            let position = self.vars.partition_point(|(have, _)| have < var);
            merge_term(&mut self.vars, position, *var, times(*own)?)?;
        }
        for (node, own) in &other.atoms {
            let position = self.atoms.partition_point(|(have, _)| have < node);
            merge_term(&mut self.atoms, position, Rc::clone(node), times(*own)?)?;
        }
        Ok(())
    }

    pub(super) fn sum(mut self, other: &Linear) -> Res<Linear> {
        self.add_scaled(1, other)?;
        Ok(self)
    }

    pub(super) fn difference(mut self, other: &Linear) -> Res<Linear> {
        self.add_scaled(-1, other)?;
        Ok(self)
    }

    /// Takes the term of a variable out.
    pub(super) fn without(&self, var: Var) -> Linear {
        let mut rest = self.clone();
        rest.vars.retain(|(other, _)| *other != var);
        rest
    }

    /// Greatest common divisor of the factors; 0 if there is no term.
    pub(super) fn gcd(&self) -> i128 {
        let vars = self.vars.iter().map(|(_, factor)| *factor);
        let atoms = self.atoms.iter().map(|(_, factor)| *factor);
        vars.chain(atoms).fold(0, gcd)
    }

    /// Divides every factor by a number that divides it, and sets the constant.
    pub(super) fn divide_factors(mut self, divisor: i128, constant: i128) -> Linear {
        for (_, factor) in &mut self.vars {
            *factor /= divisor;
        }
        for (_, factor) in &mut self.atoms {
            *factor /= divisor;
        }
        self.constant = constant;
        self
    }
}

/// A factor or constant: within 120 bits, so that signs and single sums never overflow.
fn number(value: Option<i128>) -> Res<i128> {
    value.filter(|value| value.unsigned_abs() <= 1 << 120).ok_or(Stop::Overflow)
}

/// Greatest common divisor, never negative.
pub(super) fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a.wrapping_rem(b));
    }
    a.saturating_abs()
}

fn merge_term<K: PartialEq, A: smallvec::Array<Item = (K, i128)>>(
    terms: &mut SmallVec<A>,
    position: usize,
    key: K,
    factor: i128,
) -> Res<()> {
    match terms.get_mut(position) {
        Some((have, own)) if *have == key => {
            *own = number(own.checked_add(factor))?;
            if *own == 0 {
                terms.remove(position);
            }
        }
        _ if factor != 0 => terms.insert(position, (key, number(Some(factor))?)),
        _ => {}
    }
    Ok(())
}
