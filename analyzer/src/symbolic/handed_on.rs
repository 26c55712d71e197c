//! Which of the values that loops carry a table has to define: those that its formulas name, and
//! those that these hang on.

use std::collections::BTreeSet;

use kht_schema::expr::Carried;
use kht_schema::expr::kinds::Kinds;
use kht_schema::{Cond, Expr, Step, Sym};

use super::Ctx;
use crate::facts::{Access, Loop};

/// Carried values that formulas name.
#[derive(Default)]
struct Named(BTreeSet<Sym>);

impl Named {
    fn expr(&mut self, expr: &Expr) {
        self.0.extend(expr.symbols_of(Kinds::BOUND));
    }

    fn conds(&mut self, conds: &[Cond]) {
        self.0.extend(conds.iter().flat_map(|cond| cond.symbols_of(Kinds::BOUND)));
    }
}

impl Ctx<'_, '_> {
    /// The loops, each with the values it carries that formulas name.
    pub(super) fn loops_with_carried(
        &mut self,
        accesses: &[Access],
        work: &[kht_schema::Work],
    ) -> Vec<Loop> {
        let mut loops = self.counted_loops();
        let mut named = Named::default();
        for access in accesses {
            named.expr(&access.offset);
            named.expr(&access.bytes);
            named.conds(&access.guards);
            for step in &access.root.path {
                if let Step::Deref { offset } = step {
                    named.expr(offset);
                }
            }
        }
        work.iter().for_each(|work| named.conds(&work.guards));
        loops.iter().for_each(|it| named.expr(&it.trip));
        let mut open: Vec<Sym> = named.0.iter().copied().collect();
        while let Some(symbol) = open.pop() {
            let Some(value) = self.carried_value(symbol) else { continue };
            for symbol in [&value.first, &value.next].map(|it| it.symbols_of(Kinds::BOUND)) {
                open.extend(symbol.into_iter().filter(|symbol| named.0.insert(*symbol)));
            }
        }
        for symbol in named.0 {
            if let Sym::Car(id, _) = symbol {
                let value = self.carried_value(symbol).cloned();
                loops[id.index()].carried.extend(value);
            }
        }
        loops
    }

    fn carried_value(&self, symbol: Sym) -> Option<&Carried> {
        let Sym::Car(id, index) = symbol else { return None };
        self.systems.get(&id.0)?.value(index)
    }
}
