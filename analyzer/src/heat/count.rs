//! How often something runs: threads and iterations that conditions let through.
//!
//! ```text
//! conditions, trip counts -> digits -> regions -> points of each
//! ```
//!
//! A condition that is not linear in the indices is left out, which leaves an upper bound, and the
//! reason is kept. What hangs on the launch alone is kept as a condition of the sum.

use std::collections::{BTreeMap, HashMap};

use kht_schema::expr::shared::Operand;
use kht_schema::expr::{Axis, CmpOp};
use kht_schema::{Cond, Expr, LoopId, Sym, Uncounted};

use super::digits::{self, Indices};
use super::form::{is_cond_of_launch, is_of_launch, why_irregular};
use super::points::{Ends, Points, points};
use super::region::{irregular, regions};
use crate::facts::Kernel;

/// Formulas that are looked at have at most this many nodes in all.
const MAX_NODES: u32 = 4000;

/// How often something runs in a launch: as often as all of these together.
#[derive(Clone)]
pub(super) struct Runs {
    /// Numbers, each with the conditions of the launch without which it is zero.
    pub(super) parts: Vec<(Vec<Cond>, Expr)>,
    /// Why it may be fewer; `None` if it is not.
    pub(super) at_most: Option<Uncounted>,
}

/// Counts for one kernel.
pub(super) struct Counter<'k> {
    kernel: &'k Kernel,
    /// Named values that a launch has several of, written out.
    written_out: HashMap<Sym, Expr>,
    known: HashMap<(Vec<Cond>, Vec<LoopId>), Result<Runs, Uncounted>>,
    /// Guards without what this kernel knows: accesses share most of them.
    concrete: HashMap<Cond, Cond>,
    /// Why conditions are left out, of those that were looked at.
    irregular: HashMap<Cond, Option<Uncounted>>,
}

impl<'k> Counter<'k> {
    pub(super) fn new(kernel: &'k Kernel) -> Self {
        let mut written_out: BTreeMap<Sym, Expr> = BTreeMap::new();
        for (position, value) in (0_u32..).zip(&kernel.values) {
            let expr = value.substitute(&mut |sym| written_out.get(&sym).cloned());
            if !is_of_launch(&expr) {
                written_out.insert(Sym::Val(kht_schema::ValId(position)), expr);
            }
        }
        let mut counter = Counter {
            kernel,
            written_out: HashMap::new(),
            known: HashMap::new(),
            concrete: HashMap::new(),
            irregular: HashMap::new(),
        };
        // Nothing that is written out has names in it that are not.
        let concrete = |(sym, expr): (Sym, Expr)| (sym, counter.concrete(&expr));
        let written_out: BTreeMap<Sym, Expr> = written_out.into_iter().map(concrete).collect();
        counter.written_out = written_out.into_iter().collect();
        counter
    }

    /// How often what has these conditions and loops runs.
    pub(super) fn runs(&mut self, guards: &[Cond], loops: &[LoopId]) -> Result<Runs, Uncounted> {
        let key = (guards.to_vec(), loops.to_vec());
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let runs = self.count(guards, loops);
        self.known.insert(key, runs.clone());
        runs
    }

    fn count(&mut self, guards: &[Cond], loops: &[LoopId]) -> Result<Runs, Uncounted> {
        let mut axes: BTreeMap<Sym, Ends> = BTreeMap::new();
        let mut conds: Vec<Cond> = Vec::new();
        for axis in Axis::ALL {
            axes.insert(Sym::Bid(axis), vec![Expr::Sym(Sym::Gdim(axis))]);
            axes.insert(Sym::Tid(axis), vec![self.concrete(&Expr::Sym(Sym::Bdim(axis)))]);
        }
        conds.extend(guards.iter().map(|guard| self.concrete_cond(guard)));
        let mut endless = None;
        for id in loops {
            let trip = self.concrete(&self.kernel.loops[id.index()].trip).simplify();
            let it = Sym::It(*id);
            axes.insert(it, Ends::new());
            if is_of_launch(&trip) {
                axes.insert(it, vec![trip]);
            } else {
                let cond = Cond::cmp(CmpOp::Lt, Expr::Sym(it), trip);
                endless = endless.or_else(|| irregular(&cond));
                conds.push(cond);
            }
        }
        if conds.iter().map(Operand::size).fold(0, u32::saturating_add) > MAX_NODES {
            return Err(Uncounted::TooLarge);
        }
        let first_free = u32::try_from(self.kernel.loops.len()).expect("fewer loops than 2^32");
        let indices = digits::split(Indices { axes, conds, first_free });
        self.points(indices).map_err(|why| endless.unwrap_or(why))
    }

    /// A formula without what this kernel knows: its block, and named values that vary.
    fn concrete(&self, expr: &Expr) -> Expr {
        expr.substitute(&mut |sym| self.known(sym)).simplify()
    }

    fn concrete_cond(&mut self, cond: &Cond) -> Cond {
        if let Some(known) = self.concrete.get(cond) {
            return known.clone();
        }
        let concrete = cond.substitute(&mut |sym| self.known(sym)).simplify();
        self.concrete.insert(cond.clone(), concrete.clone());
        concrete
    }

    fn known(&self, sym: Sym) -> Option<Expr> {
        let block =
            |axis: Axis| self.kernel.launch_bounds.required_block.map(|block| block[axis.index()]);
        match sym {
            Sym::Bdim(axis) => block(axis).map(|threads| Expr::Int(threads.into())),
            Sym::Tid(axis) => (block(axis)? == 1).then_some(Expr::ZERO),
            Sym::Val(_) => self.written_out.get(&sym).cloned(),
            _ => None,
        }
    }

    /// A formula that the launch has one value of, for the table.
    pub(super) fn of_launch(&self, expr: &Expr) -> Result<Expr, Uncounted> {
        let expr = self.concrete(expr);
        if is_of_launch(&expr) { Ok(expr) } else { Err(why_irregular(&expr)) }
    }

    /// Points of all regions that conditions let through.
    fn points(&mut self, indices: Indices) -> Result<Runs, Uncounted> {
        let Indices { axes, conds, first_free: _ } = indices;
        let mut at_most = None;
        let mut regular = Vec::new();
        for cond in conds {
            match flat(cond) {
                Cond::And(all) => regular.extend(all),
                cond => regular.push(cond),
            }
        }
        regular.retain(|cond| match self.why_irregular(cond) {
            Some(why) => {
                at_most = at_most.or(Some(why));
                false
            }
            None => true,
        });
        // Conditions of the launch come off the list last, and so first into the result.
        let (of_launch, others): (Vec<Cond>, Vec<Cond>) =
            regular.into_iter().partition(is_cond_of_launch);
        let open = others.into_iter().chain(of_launch.into_iter().rev()).collect();
        let mut parts = Vec::new();
        for region in regions(open)? {
            let Points { when, count } = points(region, axes.clone())?;
            if count != Expr::ZERO {
                parts.push((when, count));
            }
        }
        Ok(Runs { parts, at_most })
    }

    fn why_irregular(&mut self, cond: &Cond) -> Option<Uncounted> {
        if let Some(known) = self.irregular.get(cond) {
            return *known;
        }
        let why = irregular(cond);
        self.irregular.insert(cond.clone(), why);
        why
    }
}

/// A condition with its `&&` on top, if it has any.
fn flat(cond: Cond) -> Cond {
    match cond {
        Cond::Not(inner) => (*inner).clone().negate(),
        other => other,
    }
}
