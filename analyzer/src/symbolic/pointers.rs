//! Pointers that a loop carries: as offsets from the one argument that they always lead to.
//!
//! A loop over tiles steps its pointers on, and sets them back where a row of tiles ends. Such a
//! pointer has one root, whichever way it went, so its offset is a number like others that the loop
//! carries, see `recurrences`.

use kht_schema::{Cond, Expr};

use super::address::{Base, Pointee};
use super::{Ctx, Scope};
use crate::scev::{Opcode, Value};

/// Values that are looked through for the root of one pointer.
const MAX_VALUES: usize = 256;

impl<'m> Ctx<'_, 'm> {
    /// Where a pointer leads that a loop carries; `None` if that has no formula.
    pub(super) fn carried_pointer(&mut self, phi: Value<'m>) -> Option<Vec<Pointee>> {
        // While it is being found what is written, the root is enough.
        self.mutable.as_ref()?;
        let index = self.cfg.loop_of(phi.block())?;
        let base = self.only_base(phi)?;
        let offset = match self.stepped(phi, index) {
            Some(offset) => offset,
            None => self.at_iteration(phi, index)?,
        };
        Some(vec![Pointee { base, offset, when: None }])
    }

    /// The argument that a pointer leads to on all ways.
    pub(super) fn only_base(&mut self, pointer: Value<'m>) -> Option<Base> {
        let mut pending = vec![pointer];
        let mut seen = Vec::new();
        let mut found: Option<Base> = None;
        while let Some(next) = pending.pop() {
            if seen.contains(&next) {
                continue;
            }
            seen.push(next);
            match next.opcode() {
                _ if seen.len() > MAX_VALUES || !next.is_pointer() => return None,
                Some(Opcode::LLVMPHI) => {
                    pending.extend(next.incoming().into_iter().map(|(value, _)| value));
                }
                Some(Opcode::LLVMSelect) => pending.extend([next.operand(1), next.operand(2)]),
                Some(Opcode::LLVMGetElementPtr | Opcode::LLVMAddrSpaceCast) => {
                    pending.push(next.operand(0));
                }
                _ => {
                    for pointee in self.address(next, None) {
                        let same = found.as_ref().is_none_or(|found| *found == pointee.base);
                        if !same || !matches!(pointee.base, Base::Param(_)) {
                            return None;
                        }
                        found = Some(pointee.base);
                    }
                }
            }
        }
        found
    }

    /// The offset of a pointer from a base, if it leads nowhere else.
    pub(super) fn offset_from(
        &mut self,
        base: &Base,
        pointer: Value<'m>,
        scope: Scope,
    ) -> Option<Expr> {
        let pointees = self.address(pointer, scope);
        let leads_there = is_never_null(&pointees) && pointees.iter().all(|it| it.base == *base);
        chosen(&pointees).filter(|_| leads_there)
    }
}

/// Whether one of the conditions holds whatever happens: where none does, a pointer is null.
pub(super) fn is_never_null(pointees: &[Pointee]) -> bool {
    let complementary = || match pointees {
        [Pointee { when: Some(one), .. }, Pointee { when: Some(other), .. }] => {
            one.clone().negate() == *other
        }
        _ => false,
    };
    pointees.iter().any(|pointee| pointee.when.is_none()) || complementary()
}

/// The same pointees, as one if they are many, or mostly agree, and have the same base; it may be
/// null where none of them is meant unless there `is_one` on all ways.
pub(super) fn merged(pointees: Vec<Pointee>, is_one: bool) -> Vec<Pointee> {
    /// Choices that stay accesses of their own.
    const FEW: usize = 2;
    let Some(first) = pointees.first() else { return pointees };
    if pointees.len() == 1 || pointees.iter().any(|pointee| pointee.base != first.base) {
        return pointees;
    }
    if pointees.len() <= FEW && common_terms(&pointees).is_empty() {
        return pointees;
    }
    let base = first.base.clone();
    match chosen(&pointees) {
        Some(offset) if is_one => vec![Pointee { base, offset, when: None }],
        Some(offset) => {
            let when = Cond::or(pointees.into_iter().filter_map(|pointee| pointee.when));
            vec![Pointee { base, offset, when: Some(when) }]
        }
        None => pointees,
    }
}

/// The offset of the pointee whose condition holds, which one does: what is common to all, and a
/// choice among the rest.
fn chosen(pointees: &[Pointee]) -> Option<Expr> {
    let common = common_terms(pointees);
    let rest = |pointee: &Pointee| {
        let rest = terms(&pointee.offset).iter().filter(|term| !common.contains(term));
        Expr::add(rest.cloned())
    };
    let (last, others) = pointees.split_last()?;
    let mut offset = rest(last);
    for pointee in others.iter().rev() {
        offset = Expr::select(pointee.when.clone()?, rest(pointee), offset);
    }
    Some(Expr::add(common.into_iter().chain([offset])))
}

/// Terms, more than constants, that all offsets have.
fn common_terms(pointees: &[Pointee]) -> Vec<Expr> {
    let Some((first, others)) = pointees.split_first() else { return Vec::new() };
    let in_all = |term: &&Expr| {
        term.as_int().is_none() && others.iter().all(|other| terms(&other.offset).contains(term))
    };
    terms(&first.offset).iter().filter(in_all).cloned().collect()
}

fn terms(expr: &Expr) -> &[Expr] {
    match expr {
        Expr::Add(terms) => terms,
        other => std::slice::from_ref(other),
    }
}
