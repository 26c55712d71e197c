//! Rolling unrolled loops up again: accesses that differ in the constant of their offset only.
//!
//! A compiler unrolls the loop over the elements of a row, and sixteen accesses are left where the
//! source has one. Their constants are an arithmetic progression, or one of progressions, which is
//! another dimension of the box: solved once, they count as often as there are of them.

use smallvec::{SmallVec, smallvec};

use super::boxes::Dim;
use crate::access::{Access, Op};
use crate::{Expr, Kernel};

/// Leaders that an access is compared with, at most.
const MAX_LEADERS: usize = 8;

/// Progressions of progressions, at most.
const MAX_DIMS: usize = 4;

/// Accesses that are one, with dimensions beside its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rolled {
    /// Positions of the accesses in the kernel, that with the least constant first.
    pub(super) members: SmallVec<[usize; 1]>,
    /// What the constants of the others add to that of the first.
    pub(super) repeats: SmallVec<[Dim; 2]>,
    constant: i128,
}

/// All accesses of a kernel, each in one; `alone` says which are not to be joined with others.
pub(super) fn reroll(kernel: &Kernel, alone: impl Fn(usize) -> bool) -> Vec<Rolled> {
    let mut groups: Vec<Vec<Rolled>> = Vec::new();
    for (index, access) in kernel.accesses.iter().enumerate() {
        let constant = constant(&access.offset);
        let own = Rolled { members: smallvec![index], repeats: SmallVec::new(), constant };
        let found = groups.iter_mut().rev().take(MAX_LEADERS).find(|group| {
            let leader = group[0].members[0];
            !alone(leader) && alike(&kernel.accesses[leader], access)
        });
        match found {
            Some(group) if !alone(index) => group.push(own),
            _ => groups.push(vec![own]),
        }
    }
    groups.into_iter().flat_map(roll).collect()
}

/// Whether two accesses differ in the constant of their offset at most.
fn alike(a: &Access, b: &Access) -> bool {
    a.op == b.op
        && a.op != Op::Prefetch
        && a.bytes.as_int().is_some()
        && a.bytes == b.bytes
        && a.root == b.root
        && a.loops == b.loops
        && variable_terms(&a.offset).eq(variable_terms(&b.offset))
        && a.guards == b.guards
}

fn terms(expr: &Expr) -> &[Expr] {
    match expr {
        Expr::Add(terms) => terms,
        other => std::slice::from_ref(other),
    }
}

fn variable_terms(expr: &Expr) -> impl Iterator<Item = &Expr> {
    terms(expr).iter().filter(|term| term.as_int().is_none())
}

fn constant(expr: &Expr) -> i128 {
    terms(expr).iter().filter_map(Expr::as_int).fold(0, i128::saturating_add)
}

/// Joins what makes up progressions, then progressions of these.
fn roll(mut items: Vec<Rolled>) -> Vec<Rolled> {
    items.sort_by_key(|item| item.constant);
    for _ in 0..MAX_DIMS {
        let before = items.len();
        items = progressions(items);
        if items.len() == before {
            break;
        }
    }
    items
}

fn progressions(items: Vec<Rolled>) -> Vec<Rolled> {
    let mut rolled: Vec<Rolled> = Vec::with_capacity(items.len());
    let mut rest = items.into_iter().peekable();
    while let Some(mut first) = rest.next() {
        let repeats = first.repeats.clone();
        let mut step: Option<i128> = None;
        let mut last = first.constant;
        let mut count = 1;
        while let Some(next) = rest.next_if(|next| {
            let own = next.constant.checked_sub(last);
            own.is_some() && next.repeats == repeats && step.is_none_or(|step| own == Some(step))
        }) {
            step = Some(next.constant - last);
            last = next.constant;
            count += 1;
            first.members.extend(next.members);
        }
        if let Some(stride) = step {
            first.repeats.push(Dim { stride, count });
        }
        rolled.push(first);
    }
    rolled
}

#[cfg(test)]
mod tests {
    use super::{Dim, Rolled, roll};
    use smallvec::{SmallVec, smallvec};

    fn rolled(constants: &[i128]) -> Vec<(i128, Vec<Dim>, usize)> {
        let item = |(index, constant): (usize, &i128)| Rolled {
            members: smallvec![index],
            repeats: SmallVec::new(),
            constant: *constant,
        };
        let items = roll(constants.iter().enumerate().map(item).collect());
        let of = |item: Rolled| (item.constant, item.repeats.to_vec(), item.members.len());
        items.into_iter().map(of).collect()
    }

    #[test]
    fn progressions_of_progressions() {
        let dim = |stride, count| Dim { stride, count };
        assert_eq!(rolled(&[7]), [(7, vec![], 1)]);
        assert_eq!(rolled(&[8, 0, 4]), [(0, vec![dim(4, 3)], 3)]);
        assert_eq!(rolled(&[0, 4, 512, 516, 1024, 1028]), [(0, vec![dim(4, 2), dim(512, 3)], 6)]);
        assert_eq!(rolled(&[5, 5]), [(5, vec![dim(0, 2)], 2)]);
        assert_eq!(rolled(&[0, 4, 8, 20]), [(0, vec![dim(4, 3)], 3), (20, vec![], 1)]);
        assert_eq!(rolled(&[i128::MIN, i128::MAX]).len(), 2, "too far apart");
    }
}
