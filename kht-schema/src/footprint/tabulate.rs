//! Folds that hang on one index of the launch, as tables of their values.
//!
//! A block that looks for the first of its parts walks back over the blocks before it, as many as
//! the formula says: another number for each block, but no more numbers than there are blocks.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::interval::Interval;
use super::linear::{Atom, Linear, Res};
use super::lower::Lower;
use crate::expr::{Fold, Shared};
use crate::{Expr, Sym, ValId};

/// Values of an index for which a fold is evaluated, at most.
const MAX_VALUES: u64 = 1 << 12;

/// Values at 0, 1, … of an index; `None` where the fold has none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Table(Rc<[Option<i128>]>);

/// Tables of a launch, by fold.
pub(super) type Tables = Rc<RefCell<BTreeMap<Fold, Option<(Sym, Table)>>>>;

impl Table {
    /// The value at an index.
    pub(super) fn at(&self, index: i128) -> Option<i128> {
        usize::try_from(index).ok().and_then(|index| *self.0.get(index)?)
    }

    /// All values that it has.
    pub(super) fn range(&self) -> Interval {
        let mut range: Option<Interval> = None;
        for value in self.0.iter() {
            let Some(value) = *value else { return Interval::ALL };
            let point = Interval::point(value);
            range = Some(range.map_or(point, |range| range.join(point)));
        }
        range.unwrap_or(Interval::ALL)
    }
}

/// What a fold hangs on.
#[derive(Default)]
struct Hangs {
    indices: BTreeSet<Sym>,
    /// Named values, those of named values included.
    values: BTreeSet<ValId>,
    loads: bool,
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
        let values = (0..extent).map(|index| {
            let value = self.at_index(fold, sym, Linear::constant(index.into()), depth)?;
            Ok(value.as_constant())
        });
        let values: Res<Rc<[Option<i128>]>> = values.collect();
        Ok(Some((sym, Table(values?))))
    }

    /// Symbols without a number, through named values.
    fn find_indices(&self, expr: &Expr, hangs: &mut Hangs) {
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
