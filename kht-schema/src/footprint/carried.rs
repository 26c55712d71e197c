//! What loops carry, as tables by block and iteration.
//!
//! A kernel that shares out tiles walks through them in a loop, and keeps in numbers and pointers
//! where it is. These are the same for all threads of a block, or differ by what the thread adds to
//! all of them. So the loop is run once for each block, as far as its numbers go, and each value is
//! a linear form of the thread plus an entry of a table.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::linear::{Linear, Res};
use super::lower::{Lower, MAX_FOLD_NODES};
use super::tabulate::{Hangs, MAX_VALUES, Table};
use crate::expr::Carried;
use crate::kernel::Loop;
use crate::{Expr, LoopId, Sym};

/// Values that a table has, at most.
const MAX_ENTRIES: usize = 1 << 16;

/// Nodes that are lowered to run a loop in all blocks, at most.
const MAX_RUN_NODES: usize = 1 << 24;

/// Loops that have been run, by id; `None` for those that cannot be.
pub(super) type Runs = Rc<RefCell<BTreeMap<LoopId, Option<Rc<Run>>>>>;

/// What a loop carries in all blocks and iterations.
#[derive(Debug)]
pub(super) struct Run {
    /// Axes of the grid that it hangs on, and entries of a table from one block to the next.
    axes: Vec<(Sym, i128)>,
    /// By number of the carried value: what it is of the thread, and of the block and iteration.
    values: BTreeMap<u32, (Linear, Column)>,
}

/// What a carried value is beside what the thread adds.
#[derive(Debug)]
enum Column {
    Constant(i128),
    Table(Table),
}

/// The carried values of one block, by iteration.
type Rows = Vec<Vec<Linear>>;

impl Lower<'_> {
    /// What a loop carries into the iteration at hand, by a table; `None` if there is none.
    pub(super) fn carried_by_table(
        &mut self,
        id: LoopId,
        index: u32,
        depth: usize,
    ) -> Res<Option<Linear>> {
        let known = self.memory.runs.borrow().get(&id).cloned();
        let run = match known {
            Some(run) => run,
            None => {
                let run = self.run(id)?.map(Rc::new);
                self.memory.runs.borrow_mut().insert(id, run.clone());
                run
            }
        };
        let Some(run) = run else { return Ok(None) };
        let Some((common, column)) = run.values.get(&index) else { return Ok(None) };
        self.name_threads(common);
        let mut value = common.clone();
        match column {
            Column::Constant(constant) => value = value.plus(*constant)?,
            Column::Table(table) => {
                let mut entry = self.expr(&Expr::Sym(Sym::It(id)), depth)?;
                for (axis, step) in &run.axes {
                    entry.add_scaled(*step, &self.expr(&Expr::Sym(*axis), depth)?)?;
                }
                let entry = self.env().table(table, entry);
                value.add_scaled(1, &entry)?;
            }
        }
        Ok(Some(value))
    }

    /// Runs a loop in all blocks; `None` if its numbers hang on more than the block and what the
    /// thread adds.
    fn run(&mut self, id: LoopId) -> Res<Option<Run>> {
        let Some(each) = self.looped(id) else { return Ok(None) };
        let Some(axes) = self.axes_of(each) else { return Ok(None) };
        let extents: Vec<i128> = axes.iter().map(|&axis| self.extent(axis).into()).collect();
        let blocks: i128 = extents.iter().product();
        if i128::from(MAX_VALUES) < blocks {
            return Ok(None);
        }
        let mut budget = MAX_RUN_NODES;
        let mut runs: Vec<Rows> = Vec::new();
        for block in 0..blocks {
            let mut rest = block;
            let mut at = Vec::with_capacity(axes.len());
            for (axis, extent) in axes.iter().zip(&extents) {
                at.push((*axis, Linear::constant(rest % extent)));
                rest /= extent;
            }
            let Some(rows) = self.run_block(each, at, &mut budget)? else { return Ok(None) };
            runs.push(rows);
            let entries: usize = runs.iter().map(Vec::len).max().unwrap_or(0) * runs.len();
            if MAX_ENTRIES < entries {
                return Ok(None);
            }
        }
        let longest = runs.iter().map(Vec::len).max().unwrap_or(0);
        let mut step = i128::try_from(longest).expect("fewer iterations than entries");
        let axes = axes.into_iter().zip(extents).map(|(axis, extent)| {
            let here = step;
            step *= extent;
            (axis, here)
        });
        let axes = axes.collect();
        let mut values = BTreeMap::new();
        for (position, car) in each.carried.iter().enumerate() {
            let Some(value) = column(&runs, position, longest) else { return Ok(None) };
            values.insert(car.index, value);
        }
        Ok(Some(Run { axes, values }))
    }

    /// The axes of the grid that a loop hangs on; `None` if it hangs on more than these and the
    /// thread, or on what is loaded, which may become unknown later.
    fn axes_of(&self, each: &Loop) -> Option<Vec<Sym>> {
        let mut hangs = Hangs::default();
        self.find_indices(&each.trip, &mut hangs);
        for Carried { index: _, first, next } in &each.carried {
            self.find_indices(first, &mut hangs);
            self.find_indices(next, &mut hangs);
        }
        let mut axes = Vec::new();
        for sym in hangs.indices {
            match sym {
                Sym::Bid(_) => axes.push(sym),
                Sym::Tid(_) => {}
                Sym::Step(id) | Sym::Car(id, _) if id == each.id => {}
                _ => return None,
            }
        }
        (!hangs.loads).then_some(axes)
    }

    /// The carried values of one block; `None` if they are no numbers, but for what the thread adds
    /// to all of them.
    fn run_block(
        &mut self,
        each: &Loop,
        block: Vec<(Sym, Linear)>,
        budget: &mut usize,
    ) -> Res<Option<Rows>> {
        // Named values hang on the block as well.
        let values = std::mem::take(&mut self.values);
        let carried = std::mem::replace(&mut self.carried, block);
        let (nodes, fold_nodes) = (self.nodes, self.fold_nodes);
        self.nodes = 0;
        self.fold_nodes = MAX_FOLD_NODES.min(*budget);
        let rows = self.rows(each, budget);
        *budget = budget.saturating_sub(MAX_FOLD_NODES.min(*budget) - self.fold_nodes);
        (self.nodes, self.fold_nodes) = (nodes, fold_nodes);
        self.carried = carried;
        self.values = values;
        rows
    }

    fn rows(&mut self, each: &Loop, budget: &mut usize) -> Res<Option<Rows>> {
        let trip = self.expr(&each.trip, 0)?.as_constant();
        let Some(trip) = trip.and_then(|trip| usize::try_from(trip.max(0)).ok()) else {
            return Ok(None);
        };
        let scope = self.carried.len();
        let mut rows = Rows::new();
        while rows.len() < trip {
            let start = self.nodes;
            let mut row: Vec<Linear> = Vec::with_capacity(each.carried.len());
            for car in &each.carried {
                let from = if rows.is_empty() { &car.first } else { &car.next };
                row.push(self.expr(from, 0)?);
            }
            let spent = self.nodes - start;
            self.nodes = start;
            let plain = row.iter().all(|value| self.is_of_thread(value));
            if !plain || MAX_ENTRIES <= rows.len() || *budget < spent {
                self.carried.truncate(scope);
                return Ok(None);
            }
            *budget -= spent;
            self.carried.truncate(scope);
            let step = i128::try_from(rows.len()).expect("fewer iterations than entries");
            self.carried.push((Sym::Step(each.id), Linear::constant(step)));
            let symbols = each.carried.iter().map(|car| Sym::Car(each.id, car.index));
            self.carried.extend(symbols.zip(row.iter().cloned()));
            rows.push(row);
        }
        self.carried.truncate(scope);
        Ok(Some(rows))
    }
}

/// A carried value as what the thread adds in all blocks and iterations, and the rest.
fn column(runs: &[Rows], position: usize, longest: usize) -> Option<(Linear, Column)> {
    let constants =
        |rows: &Rows| -> Vec<i128> { rows.iter().map(|row| row[position].constant).collect() };
    let Some(first) = runs.iter().flatten().next() else {
        return Some((Linear::default(), Column::Constant(0)));
    };
    let common = without_constant(&first[position]);
    if runs.iter().flatten().any(|row| without_constant(&row[position]) != common) {
        return None;
    }
    let usual = first[position].constant;
    let mut entries: Vec<Option<i128>> = Vec::with_capacity(runs.len() * longest);
    for rows in runs {
        let mut own = constants(rows);
        // What comes after the last iteration is asked for by none.
        own.resize(longest, own.last().copied().unwrap_or(usual));
        entries.extend(own.into_iter().map(Some));
    }
    let same = entries.iter().all(|entry| *entry == Some(usual));
    let column = if same { Column::Constant(usual) } else { Column::Table(Table::new(entries)) };
    Some((common, column))
}

fn without_constant(value: &Linear) -> Linear {
    Linear { constant: 0, ..value.clone() }
}
