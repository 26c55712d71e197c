//! Values that a loop carries and that have no closed form, as folds: what its steps lead to.
//!
//! The *system* of a loop are the carried values that were asked for, each with its value before
//! the loop and after a step; others that turn up on the way join. Within the loop, such a value is
//! the symbol `carL.i`, and the table says of the loop what that is. Seen from outside, it is the
//! fold of as many steps as there were iterations.
//!
//! A pointer is carried as its offset from the one argument that it always leads to.
//!
//! Whether a loop goes on is a condition over the same values, so a fold counts its steps as well
//! where its exits have no closed form; and which way it was left is what the conditions on that
//! way say in its last iteration.

use std::collections::BTreeMap;

use kht_schema::expr::Carried;
use kht_schema::expr::kinds::Kinds;
use kht_schema::expr::range::Interval;
use kht_schema::{AssumptionKind, Cond, Expr, LoopId, Sym, WhyCode};

use super::integers::Reading;
use super::{Ctx, Needs, Scope};
use crate::cfg::{Edge, Node};
use crate::scev::{Block, Value};

/// Values that one loop may carry.
const MAX_CARRIED: usize = 32;

/// Rounds in which wrong guesses of ranges are given up.
const MAX_ROUNDS: usize = 3;

/// What a loop carries, as far as that was asked for.
#[derive(Clone)]
pub(super) struct System<'m> {
    id: LoopId,
    phis: Vec<Value<'m>>,
    /// In the same order; the position is the index.
    carried: Vec<Carried>,
    /// What they stay in.
    ranges: Vec<Interval>,
    /// Whether nothing opaque is in them, nor in those that they hang on.
    known: Vec<bool>,
    /// Assumptions of all of it.
    needs: Needs,
}

impl<'m> System<'m> {
    fn new(id: LoopId) -> System<'m> {
        System {
            id,
            phis: Vec::new(),
            carried: Vec::new(),
            ranges: Vec::new(),
            known: Vec::new(),
            needs: Needs::new(),
        }
    }

    /// A value by its number.
    pub(super) fn value(&self, index: u32) -> Option<&Carried> {
        self.carried.get(index as usize)
    }

    /// The values with their symbols.
    pub(super) fn values(&self) -> impl Iterator<Item = (Sym, &Carried)> {
        self.carried.iter().map(|car| (Sym::Car(self.id, car.index), car))
    }

    /// Notes which values are known.
    pub(super) fn mark_known(&mut self, is_known: impl Fn(Sym) -> bool) {
        let symbols = self.carried.iter().map(|car| Sym::Car(self.id, car.index));
        self.known = symbols.map(is_known).collect();
    }
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
                let (first, _) = self.first_and_next(phi, index)?;
                let first = self.carried_number(phi, first, self.cfg.parent(index))?;
                let stepping = &self.stepping[level];
                let position = stepping.phis.len();
                if position == MAX_CARRIED {
                    return None;
                }
                let range = match phi.bits() {
                    None => Interval::ALL,
                    Some(1) => Interval::new(0, 1),
                    Some(bits) if stepping.wide.contains(&phi) => Interval::signed(bits),
                    Some(bits) => self.guess(&first, bits),
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

    /// What the header of a loop gets for a value that it carries: a number, or the offset of a
    /// pointer.
    fn carried_number(&mut self, phi: Value<'m>, given: Value<'m>, scope: Scope) -> Option<Expr> {
        match phi.bits() {
            Some(bits @ 1..=64) => Some(self.integer(given, scope, reading(bits))),
            Some(_) => None,
            None => {
                let base = self.only_base(phi)?;
                self.offset_from(&base, given, scope)
            }
        }
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

    /// The range of a carried value.
    pub(super) fn carried_range(&self, id: LoopId, index: u32) -> Interval {
        let stepping = self.stepping.iter().find(|stepping| stepping.index == id.0);
        let made = || self.systems.get(&id.0).map(|system| &system.ranges);
        let ranges = stepping.map(|stepping| &stepping.ranges).or_else(made);
        let range = ranges.and_then(|ranges| ranges.get(index as usize));
        range.copied().unwrap_or(Interval::ALL)
    }

    /// A carried value in an iteration of its loop.
    pub(super) fn at_iteration(&mut self, phi: Value<'m>, index: u32) -> Option<Expr> {
        let position = self.system(phi, index)?;
        let system = self.systems.get(&index).filter(|system| system.known[position])?;
        self.needs.extend(&system.needs);
        Some(Expr::Sym(Sym::Car(LoopId(index), number(position))))
    }

    /// What a loop carries into an iteration, as seen from outside.
    pub(super) fn carried_into(&mut self, iteration: Expr, id: LoopId, index: u32) -> Option<Expr> {
        let system = self.systems.get(&id.0)?;
        let fold = Expr::carried_into(iteration, id, index, system.carried.clone());
        self.needs.extend(&system.needs);
        self.closed(id, fold)
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
        let symbols = expr.symbols_of(Kinds::ITERATING);
        if !symbols.iter().any(|sym| matches!(sym, Sym::Car(of, _) if *of == id)) {
            return None;
        }
        let after = self.last_iteration(value, index)? + Expr::ONE;
        let mut known = BTreeMap::from([(Sym::It(id), after.clone())]);
        for symbol in symbols {
            if let Sym::Car(of, index) = symbol
                && of == id
            {
                known.insert(symbol, self.carried_into(after.clone(), id, index)?);
            }
        }
        let seen = expr.substitute_of(Kinds::ITERATING, &mut |symbol| known.get(&symbol).cloned());
        let around = self.cfg.chain(scope);
        let is_closed = |sym: &Sym| sym.iterates().is_some_and(|id| !around.contains(&id.0));
        (!seen.symbols_of(Kinds::ITERATING).iter().any(is_closed)).then_some(seen)
    }

    /// A fold over a loop, unless something in it is not known.
    fn closed(&self, id: LoopId, fold: Expr) -> Option<Expr> {
        let unknown = |sym: &Sym| match sym {
            Sym::Opq(_) => true,
            Sym::Step(of) | Sym::Car(of, _) => *of == id,
            _ => false,
        };
        let symbols = fold.symbols_of(Kinds::OPQ.union(Kinds::BOUND));
        (!symbols.iter().any(unknown)).then_some(fold)
    }

    /// Position of a value in the system of its loop, which it joins if it is not there.
    fn system(&mut self, phi: Value<'m>, index: u32) -> Option<usize> {
        let id = LoopId(index);
        let known = self.systems.get(&index).cloned().unwrap_or_else(|| System::new(id));
        if let Some(position) = known.phis.iter().position(|&known| known == phi) {
            return Some(position);
        }
        let mut wide = Vec::new();
        let before = self.found();
        for _ in 0..MAX_ROUNDS {
            let (made, needs) = self.tracked(|ctx| ctx.make(index, phi, &known, &mut wide));
            match made {
                Made::Nothing => {
                    self.restore(before);
                    return None;
                }
                Made::WrongGuess => self.restore(before.clone()),
                Made::System(system) => {
                    let mut needs = needs;
                    needs.extend(&system.needs);
                    self.systems.insert(index, System { needs, ..system });
                    self.find_known();
                    return Some(known.phis.len());
                }
            }
        }
        self.restore(before);
        None
    }

    /// One attempt to add a value, and those that it hangs on, to what is known of a loop; wrong
    /// guesses join `wide`.
    fn make(
        &mut self,
        index: u32,
        phi: Value<'m>,
        known: &System<'m>,
        wide: &mut Vec<Value<'m>>,
    ) -> Made<'m> {
        let level = self.stepping.len();
        // Ranges of carried values differ from round to round.
        self.memos.forget_moving();
        self.stepping.push(Stepping {
            index,
            phis: known.phis.clone(),
            firsts: known.carried.iter().map(|car| car.first.clone()).collect(),
            ranges: known.ranges.clone(),
            wide: wide.clone(),
        });
        let nexts = self.nexts(index, level, phi);
        let guessed = wide.len();
        let mut proved = true;
        for (position, next) in (known.phis.len()..).zip(nexts.iter().flatten()) {
            let Stepping { phis, ranges, .. } = &self.stepping[level];
            // A formula may be beyond its width where LLVM rules out that the program gets there.
            let bits = phis[position].bits().map_or(64, |bits| bits.max(2));
            let next = next.range(self).intersect(Interval::signed(bits));
            if !next.within(ranges[position]) {
                proved &= !wide.contains(&phis[position]);
                wide.push(phis[position]);
            }
        }
        let stepping = self.stepping.remove(level);
        self.memos.forget_moving();
        let Some(nexts) = nexts.filter(|_| proved) else { return Made::Nothing };
        if guessed < wide.len() {
            return Made::WrongGuess;
        }
        let Stepping { phis, firsts, ranges, .. } = stepping;
        let mut system = System { phis, ranges, ..known.clone() };
        let new = known.carried.len();
        for (position, (first, next)) in (new..).zip(firsts.into_iter().skip(new).zip(nexts)) {
            let Some(next) = in_steps(LoopId(index), &next) else { return Made::Nothing };
            system.carried.push(Carried { index: number(position), first, next });
        }
        Made::System(system)
    }

    /// What a value becomes in a step, and those that join on the way.
    fn nexts(&mut self, index: u32, level: usize, phi: Value<'m>) -> Option<Vec<Expr>> {
        let known = self.stepping[level].phis.len();
        self.stepped(phi, index)?;
        let mut nexts = Vec::new();
        while let Some(&phi) = self.stepping[level].phis.get(known + nexts.len()) {
            let (_, next) = self.first_and_next(phi, index)?;
            let next = match phi.bits() {
                Some(bits) => self.next(next, index, reading(bits)),
                None => self.carried_number(phi, next, Some(index))?,
            };
            let next = next.simplify_with(self);
            if next.n_nodes() > super::MAX_NODES {
                return None;
            }
            nexts.push(next);
        }
        Some(nexts)
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
        let system = self.systems.get(&index);
        let carried = system.map_or_else(Vec::new, |system| system.carried.clone());
        if let Some(system) = system {
            self.needs.extend(&system.needs);
        }
        self.closed(id, Expr::fold(id, stay, Expr::Sym(Sym::Step(id)) + Expr::ONE, carried))
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
        let symbols = cond.symbols_of(Kinds::ITERATING);
        match self.last_iterations(last, self.cfg.parent(index), &symbols) {
            Some(last) => {
                cond.substitute_of(Kinds::ITERATING, &mut |symbol| last.get(&symbol).cloned())
            }
            None => unknown(self),
        }
    }
}

/// What came of an attempt to make a system.
enum Made<'m> {
    Nothing,
    WrongGuess,
    System(System<'m>),
}

/// How the bits of a carried value are read.
fn reading(bits: u32) -> Reading {
    if bits == 1 { Reading::Unsigned } else { Reading::Signed }
}

fn number(position: usize) -> u32 {
    u32::try_from(position).expect("fewer carried values than their limit")
}

/// What stands for a node within what a loop carries: for the iteration the step.
fn in_step(id: LoopId, node: &Expr) -> Option<Expr> {
    (*node == Expr::Sym(Sym::It(id))).then(|| Expr::Sym(Sym::Step(id)))
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
