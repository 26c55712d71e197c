//! Folds that hang on one index of the launch, as tables of their values.
//!
//! A block that looks for the first of its parts walks back over the blocks before it, as many as
//! the formula says: another number for each block, but no more numbers than there are blocks.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::interval::Interval;
use super::linear::{Atom, Linear, Res};
use super::lower::{Lower, MAX_FOLD_NODES};
use crate::expr::{Fold, Shared};
use crate::{Expr, Sym, ValId};

/// Values of an index for which a fold is evaluated, at most.
pub(super) const MAX_VALUES: u64 = 1 << 12;

/// Nodes that are lowered for all values of an index, at most.
const MAX_TABLE_NODES: usize = 1 << 24;

/// Values at 0, 1, … of an index; `None` where there is none.
#[derive(Clone, Debug)]
pub(super) struct Table(Rc<Values>);

#[derive(Debug)]
struct Values {
    at: Vec<Option<i128>>,
    range: Interval,
}

/// Tables of a launch, by fold.
pub(super) type Tables = Rc<RefCell<BTreeMap<Fold, Option<(Sym, Table)>>>>;

impl Table {
    pub(super) fn new(at: Vec<Option<i128>>) -> Table {
        let points = at.iter().map(|value| value.map_or(Interval::ALL, Interval::point));
        let range = points.reduce(Interval::join).unwrap_or(Interval::ALL);
        Table(Rc::new(Values { at, range }))
    }

    /// The value at an index.
    pub(super) fn at(&self, index: i128) -> Option<i128> {
        usize::try_from(index).ok().and_then(|index| *self.0.at.get(index)?)
    }

    /// All values that it has.
    pub(super) fn range(&self) -> Interval {
        self.0.range
    }
}

impl PartialEq for Table {
    fn eq(&self, other: &Table) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Table {}

impl PartialOrd for Table {
    fn partial_cmp(&self, other: &Table) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Table {
    fn cmp(&self, other: &Table) -> Ordering {
        // Mostly it is the same one.
        if Rc::ptr_eq(&self.0, &other.0) { Ordering::Equal } else { self.0.at.cmp(&other.0.at) }
    }
}

/// What a fold hangs on.
#[derive(Default)]
pub(super) struct Hangs {
    pub(super) indices: BTreeSet<Sym>,
    /// Named values, those of named values included.
    values: BTreeSet<ValId>,
    pub(super) loads: bool,
}

impl Lower<'_> {
    /// The value of a fold by the only index that it hangs on; `None` if that is not one index.
    pub(super) fn tabulated(&mut self, fold: &Fold, depth: usize) -> Res<Option<Linear>> {
        let known = self.memory.tables.borrow().get(fold).cloned();
        let found = match known {
            Some(found) => found,
            None => {
                let mut hangs = Hangs::default();
                self.find_indices(&Expr::Fold(Shared::new(fold.clone())), &mut hangs);
                let found = self.tabulate(fold, &hangs, depth)?;
                // What is loaded may become unknown later.
                if !hangs.loads {
                    self.memory.tables.borrow_mut().insert(fold.clone(), found.clone());
                }
                found
            }
        };
        let Some((sym, table)) = found else { return Ok(None) };
        let index = self.expr(&Expr::Sym(sym), depth)?;
        Ok(Some(Linear::atom(Atom::Table(table, index))))
    }

    fn tabulate(&mut self, fold: &Fold, hangs: &Hangs, depth: usize) -> Res<Option<(Sym, Table)>> {
        let mut indices = hangs.indices.iter();
        let (Some(&sym), None) = (indices.next(), indices.next()) else { return Ok(None) };
        let extent = self.extent(sym);
        if !matches!(sym, Sym::Tid(_) | Sym::Bid(_)) || MAX_VALUES < extent.into() {
            return Ok(None);
        }
        let (left, mut budget) = (self.fold_nodes, MAX_TABLE_NODES);
        let values = (0..extent).map(|index| {
            let most = MAX_FOLD_NODES.min(budget);
            self.fold_nodes = most;
            let value = self.at_index(fold, sym, Linear::constant(index.into()), depth)?;
            budget -= most - self.fold_nodes;
            Ok(value.as_constant())
        });
        let values: Res<Vec<Option<i128>>> = values.collect();
        self.fold_nodes = left;
        Ok(Some((sym, Table::new(values?))))
    }

    /// Symbols without a number, through named values.
    pub(super) fn find_indices(&self, expr: &Expr, hangs: &mut Hangs) {
        hangs.loads |= expr.any(|e| matches!(e, Expr::Load(..)));
        for sym in expr.symbols() {
            match sym {
                Sym::Val(id) => {
                    if hangs.values.insert(id)
                        && let Some(value) = self.named(id)
                    {
                        self.find_indices(value, hangs);
                    }
                }
                sym if self.constant(sym).is_none() => {
                    hangs.indices.insert(sym);
                }
                _ => {}
            }
        }
    }
}
