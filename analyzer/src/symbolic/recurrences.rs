//! Values that a loop carries and that have no closed form, as folds: what its steps lead to.
//!
//! The *system* of a loop are the carried values that were asked for, each with its value before
//! the loop and after a step. While it is being made, a carried value is the symbol `carL.i`, and
//! others that turn up join the system. In formulas, such a value is the fold of `itL` steps.
//!
//! Whether a loop goes on is a condition over the same values, so a fold counts its steps as well
//! where its exits have no closed form; and which way it was left is what the conditions on that
//! way say in its last iteration.

use kht_schema::expr::range::Interval;
use kht_schema::expr::{Carried, CmpOp};
use kht_schema::{AssumptionKind, Cond, Expr, LoopId, Sym, WhyCode};

use super::integers::Reading;
use super::{Ctx, Needs, Scope};
use crate::cfg::{Edge, Node};
use crate::scev::{Block, Value};

/// Values that one loop may carry.
const MAX_CARRIED: usize = 16;

/// Rounds in which wrong guesses of ranges are given up.
const MAX_ROUNDS: usize = 3;

/// What a loop carries, as far as that was asked for.
pub(super) struct System<'m> {
    phis: Vec<Value<'m>>,
    /// In the same order; the position is the index.
    carried: Vec<Carried>,
    /// Which of them are never negative.
    natural: Vec<bool>,
    /// Assumptions of all of it.
    needs: Needs,
}

/// A system that is being made.
pub(super) struct Stepping<'m> {
    index: u32,
    phis: Vec<Value<'m>>,
    firsts: Vec<Expr>,
    /// What the values are guessed to stay in.
    ranges: Vec<Interval>,
    /// Values for which the first guess was wrong.
    wide: Vec<Value<'m>>,
}

impl<'m> Ctx<'_, 'm> {
    /// A carried value while the system of its loop is being made.
    pub(super) fn stepped(&mut self, phi: Value<'m>, index: u32) -> Option<Expr> {
        let level = self.stepping.iter().position(|stepping| stepping.index == index)?;
        let known = self.stepping[level].phis.iter().position(|&known| known == phi);
        let position = match known {
            Some(position) => position,
            None => {
                let bits = phi.bits().filter(|bits| (1..=64).contains(bits))?;
                let (first, _) = self.first_and_next(phi, index)?;
                let first = self.integer(first, self.cfg.parent(index), reading(bits));
                let stepping = &self.stepping[level];
                let position = stepping.phis.len();
                if position == MAX_CARRIED {
                    return None;
                }
                let range = match bits {
                    1 => Interval::new(0, 1),
                    _ if stepping.wide.contains(&phi) => Interval::signed(bits),
                    _ => self.guess(&first, bits),
                };
                let stepping = &mut self.stepping[level];
                stepping.phis.push(phi);
                stepping.firsts.push(first);
                stepping.ranges.push(range);
                position
            }
        };
        Some(Expr::Sym(Sym::Car(LoopId(index), number(position))))
    }

    /// What a value that starts as `first` will mostly stay in.
    fn guess(&mut self, first: &Expr, bits: u32) -> Interval {
        let signed = Interval::signed(bits);
        let natural = Interval { lo: Some(0), hi: signed.hi };
        if self.proves_non_negative(first) {
            return natural;
        }
        if self.plausibly_non_negative(first) {
            self.assume(AssumptionKind::Range, first, 0, i64::MAX);
            return natural;
        }
        signed
    }

    /// The range of a value in a system that is being made.
    pub(super) fn carried_range(&self, id: LoopId, index: u32) -> Interval {
        let stepping = self.stepping.iter().find(|stepping| stepping.index == id.0);
        let range = stepping.and_then(|stepping| stepping.ranges.get(index as usize));
        range.copied().unwrap_or(Interval::ALL)
    }

    /// A carried value as the fold of as many steps as there were iterations.
    pub(super) fn at_iteration(&mut self, phi: Value<'m>, index: u32) -> Option<Expr> {
        let position = self.system(phi, index)?;
        let id = LoopId(index);
        let result = Expr::Sym(Sym::Car(id, number(position)));
        self.folded(id, steps_so_far(id), result)
    }

    /// Whether a carried value, found to be this, is never negative, so that it is the same number
    /// in every reading.
    pub(super) fn stays_natural(&self, phi: Value<'m>, expr: &Expr) -> bool {
        let Expr::Fold(fold) = expr else { return false };
        let Expr::Sym(Sym::Car(id, index)) = fold.result else { return false };
        let system = self.systems.get(&id.0).filter(|_| id == fold.id);
        let position = index as usize;
        system.is_some_and(|it| it.phis.get(position) == Some(&phi) && it.natural[position])
    }

    /// A value that a loop hands to its next iteration, as seen from the scope around the loop:
    /// what the carried value would be in the iteration after the last one. The same as the value
    /// in the last iteration, but shorter.
    pub(super) fn at_end(
        &mut self,
        value: Value<'m>,
        scope: Scope,
        reading: Reading,
    ) -> Option<Expr> {
        value.opcode()?;
        let index = self.cfg.loop_of(value.block())?;
        if Some(index) == scope || self.cfg.parent(index) != scope {
            return None;
        }
        let next_is_value =
            |phi: &Value<'m>| self.first_and_next(*phi, index).is_some_and(|it| it.1 == value);
        let phi = self.cfg.header(index).phis().into_iter().find(next_is_value)?;
        let expr = self.integer(phi, Some(index), reading);
        let id = LoopId(index);
        if !expr.any(|node| is_fold_over(id, node)) {
            return None;
        }
        let after = self.last_iteration(value, index)? + Expr::ONE;
        let symbols = after.symbols().into_iter().chain(expr.symbols());
        let around = self.cfg.chain(scope);
        let closed = |sym: &Sym| match sym {
            Sym::It(other) => *other != id && !around.contains(&other.0),
            _ => false,
        };
        if symbols.filter(closed).count() > 0 {
            return None;
        }
        Some(expr.substitute(&mut |sym| (sym == Sym::It(id)).then(|| after.clone())))
    }

    /// A fold over the system of a loop; `None` if something in it is not known.
    fn folded(&mut self, id: LoopId, stay: Cond, result: Expr) -> Option<Expr> {
        let system = self.systems.get(&id.0);
        let carried = system.map_or_else(Vec::new, |system| system.carried.clone());
        let fold = Expr::fold(id, stay, result, carried);
        if let Some(system) = system {
            self.needs.extend(&system.needs);
        }
        let unknown = |sym: &Sym| {
            matches!(sym, Sym::Opq(_) | Sym::Step(_) | Sym::Car(..)) && !self.is_bound_around(*sym)
        };
        (!fold.symbols().iter().any(unknown)).then_some(fold)
    }

    /// Whether a symbol is of a system that is being made around the value at hand.
    fn is_bound_around(&self, sym: Sym) -> bool {
        let of = |id: LoopId| self.stepping.iter().any(|stepping| stepping.index == id.0);
        matches!(sym, Sym::Step(id) | Sym::Car(id, _) if of(id))
    }

    /// Position of a value in the system of its loop, which it joins if it is not there.
    fn system(&mut self, phi: Value<'m>, index: u32) -> Option<usize> {
        let known = self.systems.get(&index);
        let mut phis = known.map_or_else(Vec::new, |system| system.phis.clone());
        if let Some(position) = phis.iter().position(|&known| known == phi) {
            return Some(position);
        }
        phis.push(phi);
        // What is known of the loop so far is in terms of iterations, not of steps.
        self.forget_where(|e| is_fold_over(LoopId(index), e));
        let mut wide = Vec::new();
        for _ in 0..MAX_ROUNDS {
            let (made, needs) = self.tracked(|ctx| ctx.make(index, &phis, &mut wide));
            self.forget_carried(LoopId(index));
            match made {
                Made::Nothing => return None,
                Made::WrongGuess => {}
                Made::System { phis, carried, natural } => {
                    let position = phis.iter().position(|&known| known == phi);
                    self.systems.insert(index, System { phis, carried, natural, needs });
                    return position;
                }
            }
        }
        None
    }

    /// One attempt; wrong guesses join `wide`.
    fn make(&mut self, index: u32, phis: &[Value<'m>], wide: &mut Vec<Value<'m>>) -> Made<'m> {
        let level = self.stepping.len();
        // Ranges of carried values differ from round to round, and outside.
        self.memo.clear();
        self.stepping.push(Stepping {
            index,
            phis: Vec::new(),
            firsts: Vec::new(),
            ranges: Vec::new(),
            wide: wide.clone(),
        });
        let nexts = self.nexts(index, level, phis);
        let before = wide.len();
        let fits = |ctx: &Self, position: usize, next: &Expr| {
            let Stepping { phis, ranges, .. } = &ctx.stepping[level];
            // A formula may be beyond its width where LLVM rules out that the program gets there.
            let bits = phis[position].bits().map_or(64, |bits| bits.max(2));
            let next = next.range(ctx).intersect(Interval::signed(bits));
            next.within(ranges[position])
        };
        for (position, next) in nexts.iter().flatten().enumerate() {
            if !fits(self, position, next) {
                let phi = self.stepping[level].phis[position];
                if wide.contains(&phi) {
                    self.stepping.truncate(level);
                    self.memo.clear();
                    return Made::Nothing;
                }
                wide.push(phi);
            }
        }
        let stepping = self.stepping.remove(level);
        self.memo.clear();
        let Some(nexts) = nexts else { return Made::Nothing };
        if before < wide.len() {
            return Made::WrongGuess;
        }
        let Stepping { phis, firsts, ranges, .. } = stepping;
        let mut carried = Vec::with_capacity(phis.len());
        for (position, (first, next)) in firsts.into_iter().zip(nexts).enumerate() {
            let Some(next) = in_steps(LoopId(index), &next) else { return Made::Nothing };
            carried.push(Carried { index: number(position), first, next });
        }
        let natural = ranges.iter().map(|range| range.lo.is_some_and(|lo| 0 <= lo)).collect();
        Made::System { phis, carried, natural }
    }

    /// What each value becomes in a step, those that join on the way included.
    fn nexts(&mut self, index: u32, level: usize, phis: &[Value<'m>]) -> Option<Vec<Expr>> {
        for &phi in phis {
            self.stepped(phi, index)?;
        }
        let mut nexts = Vec::new();
        while let Some(&phi) = self.stepping[level].phis.get(nexts.len()) {
            let (_, next) = self.first_and_next(phi, index)?;
            let next = self.next(next, index, reading(phi.bits()?)).simplify_with(self);
            if next.n_nodes() > super::MAX_NODES {
                return None;
            }
            nexts.push(next);
        }
        Some(nexts)
    }

    /// Forgets what was translated while the system of a loop was being made.
    fn forget_carried(&mut self, id: LoopId) {
        self.forget_where(
            |e| matches!(e, Expr::Sym(Sym::Car(other, _) | Sym::Step(other)) if *other == id),
        );
        let free = |expr: &Expr| {
            let symbols = expr.symbols();
            symbols.iter().any(|sym| matches!(sym, Sym::Car(other, _) if *other == id))
        };
        for trip in &mut self.trips {
            if trip.as_ref().is_some_and(|it| free(&it.trip)) {
                *trip = None;
            }
        }
        self.systems.retain(|_, system| {
            !system.carried.iter().any(|car| free(&car.first) || free(&car.next))
        });
    }

    /// The trip count of a loop as a fold that counts.
    pub(super) fn stepped_trip(&mut self, index: u32) -> Option<Expr> {
        let header = self.cfg.header(index);
        let latches: Vec<Block<'m>> = self.scev.function().blocks();
        let inside = |block: &Block<'m>| self.cfg.contains(Some(index), *block);
        let latches: Vec<Block<'m>> = latches
            .into_iter()
            .filter(|block| self.cfg.reachable(*block) && inside(block))
            .filter(|block| block.successors().contains(&header))
            .collect();
        let mut ways = Vec::new();
        for latch in latches {
            let node = Node::Block(latch);
            if self.cfg.node_in(Some(index), latch) != Some(node) {
                return None;
            }
            ways.push(Cond::and([self.reach(node), self.goes(node, latch, header)]));
        }
        let id = LoopId(index);
        let stay = Cond::or(ways).simplify_with(self);
        let stay = cond_in_steps(id, &stay)?;
        self.folded(id, stay, Expr::Sym(Sym::Step(id)) + Expr::ONE)
    }

    /// When control goes from a block of a node straight to another block, once the node has run.
    fn goes(&mut self, node: Node<'m>, from: Block<'m>, to: Block<'m>) -> Cond {
        let ways: Vec<bool> = match node {
            Node::Block(block) => block.successors().iter().map(|&next| next == to).collect(),
            Node::Loop(index) => {
                let exits = self.cfg.exits(index);
                exits.iter().map(|exit| exit.from == from && exit.to == to).collect()
            }
        };
        if ways.iter().all(|&way| way) {
            return Cond::Const(true);
        }
        let labels = (0..ways.len()).filter(|&label| ways[label]);
        Cond::or(labels.map(|label| self.taken(Edge { from: node, label })).collect::<Vec<_>>())
    }

    /// When a loop is left through one of its exits.
    pub(super) fn left_through(&mut self, index: u32, label: usize) -> Cond {
        if label == 1 && self.cfg.exits(index).len() == 2 {
            return self.left_through(index, 0).negate();
        }
        if let Some((cond, needs)) = self.left.get(&(index, label)) {
            self.needs.extend(needs);
            return cond.clone();
        }
        let (cond, needs) = self.tracked(|ctx| {
            let cond = ctx.left_through_uncached(index, label).simplify_with(ctx);
            ctx.named_condition(cond)
        });
        self.left.insert((index, label), (cond.clone(), needs));
        cond
    }

    fn left_through_uncached(&mut self, index: u32, label: usize) -> Cond {
        let exit = self.cfg.exits(index)[label];
        let last = exit.from.terminator();
        let unknown = |ctx: &mut Self| ctx.unknown_condition(last, WhyCode::EarlyExit);
        let Some(node) = self.cfg.node_in(Some(index), exit.from) else { return unknown(self) };
        if self.too_deep() {
            return unknown(self);
        }
        let reached = self.reach(node);
        let cond = Cond::and([reached, self.goes(node, exit.from, exit.to)]);
        match self.last_iterations(last, self.cfg.parent(index), &cond.symbols()) {
            Some(last) => cond.substitute(&mut |symbol| last.get(&symbol).cloned()),
            None => unknown(self),
        }
    }
}

/// What came of an attempt to make a system.
enum Made<'m> {
    Nothing,
    WrongGuess,
    System { phis: Vec<Value<'m>>, carried: Vec<Carried>, natural: Vec<bool> },
}

/// How the bits of a carried value are read.
fn reading(bits: u32) -> Reading {
    if bits == 1 { Reading::Unsigned } else { Reading::Signed }
}

fn number(position: usize) -> u32 {
    u32::try_from(position).expect("fewer carried values than their limit")
}

/// The condition of a fold that makes as many steps as there were iterations so far.
fn steps_so_far(id: LoopId) -> Cond {
    Cond::cmp(CmpOp::Lt, Expr::Sym(Sym::Step(id)), Expr::Sym(Sym::It(id)))
}

/// What stands for a node within a fold over a loop: for the iteration the step, for a fold of as
/// many steps what it carries.
fn in_step(id: LoopId, node: &Expr) -> Option<Expr> {
    match node {
        Expr::Sym(Sym::It(found)) if *found == id => Some(Expr::Sym(Sym::Step(id))),
        Expr::Fold(fold) if fold.id == id && fold.stay == steps_so_far(id) => {
            Some(fold.result.clone())
        }
        _ => None,
    }
}

/// Another fold over the same loop would hide what the new one binds.
fn is_fold_over(id: LoopId, node: &Expr) -> bool {
    matches!(node, Expr::Fold(fold) if fold.id == id)
}

fn in_steps(id: LoopId, expr: &Expr) -> Option<Expr> {
    let inside = expr.rewrite(&mut |node| in_step(id, node));
    (!inside.any(|node| is_fold_over(id, node))).then_some(inside)
}

fn cond_in_steps(id: LoopId, cond: &Cond) -> Option<Cond> {
    let inside = cond.rewrite(&mut |node| in_step(id, node));
    (!inside.any(|node| is_fold_over(id, node))).then_some(inside)
}
