//! What is taken back: results of attempts that failed, and values that loops carry but that hang
//! on something opaque.

use std::collections::{BTreeMap, BTreeSet};

use kht_schema::expr::Carried;
use kht_schema::expr::kinds::Kinds;
use kht_schema::{Cond, Expr, Sym};
use rustc_hash::FxHashMap as HashMap;

use super::address::Pointee;
use super::integers::Reading;
use super::recurrences::System;
use super::{Ctx, Scope};
use crate::cfg::Node;
use crate::facts::{Loop, Needs};
use crate::scev::{Block, Value};

/// What has been found, as it was before an attempt.
#[derive(Clone)]
pub(super) struct Found<'m> {
    integers: HashMap<(Value<'m>, Scope, Reading), (Expr, Needs)>,
    conditions: HashMap<(Value<'m>, Scope), (Cond, Needs)>,
    addresses: HashMap<(Value<'m>, Scope), (Vec<Pointee>, Needs)>,
    reaches: HashMap<Node<'m>, (Cond, Needs)>,
    guards: HashMap<Block<'m>, (Vec<Cond>, Needs)>,
    left: HashMap<(u32, usize), (Cond, Needs)>,
    trips: Vec<Option<Loop>>,
    systems: BTreeMap<u32, System<'m>>,
}

impl<'m> Ctx<'_, 'm> {
    /// All that has been found so far.
    pub(super) fn found(&self) -> Found<'m> {
        Found {
            integers: self.integers.clone(),
            conditions: self.conditions.clone(),
            addresses: self.addresses.clone(),
            reaches: self.reaches.clone(),
            guards: self.guards.clone(),
            left: self.left.clone(),
            trips: self.trips.clone(),
            systems: self.systems.clone(),
        }
    }

    /// Forgets all that was found since: what rests on a wrong guess need not show it.
    pub(super) fn restore(&mut self, before: Found<'m>) {
        let Found { integers, conditions, addresses, reaches, guards, left, trips, systems } =
            before;
        self.integers = integers;
        self.conditions = conditions;
        self.addresses = addresses;
        self.reaches = reaches;
        self.guards = guards;
        self.left = left;
        self.trips = trips;
        self.systems = systems;
    }

    /// Finds out which carried values hang on nothing opaque, and forgets what is in terms of the
    /// others. Their numbers stay, as formulas have them.
    pub(super) fn find_known(&mut self) {
        let mut unknown: BTreeSet<Sym> = BTreeSet::new();
        let kinds = Kinds::OPQ.union(Kinds::BOUND);
        let values: Vec<(Sym, BTreeSet<Sym>)> = self
            .systems
            .values()
            .flat_map(System::values)
            .map(|(symbol, Carried { index: _, first, next })| {
                let symbols = first.symbols_of(kinds).into_iter().chain(next.symbols_of(kinds));
                (symbol, symbols.collect())
            })
            .collect();
        loop {
            let before = unknown.len();
            let is_unknown = |sym: &Sym| matches!(sym, Sym::Opq(_)) || unknown.contains(sym);
            let found = values.iter().filter(|(_, symbols)| symbols.iter().any(is_unknown));
            let found: Vec<Sym> = found.map(|(symbol, _)| *symbol).collect();
            unknown.extend(found);
            if unknown.len() == before {
                break;
            }
        }
        for system in self.systems.values_mut() {
            system.mark_known(|symbol| !unknown.contains(&symbol));
        }
        if unknown.is_empty() {
            return;
        }
        self.forget_where(Kinds::BOUND, |symbol| unknown.contains(&symbol));
        for trip in &mut self.trips {
            if trip.as_ref().is_some_and(|it| {
                it.trip.symbols_of(Kinds::BOUND).iter().any(|symbol| unknown.contains(symbol))
            }) {
                *trip = None;
            }
        }
    }
}
