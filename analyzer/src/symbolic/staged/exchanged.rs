//! Values that threads hand to each other through shared memory, each to a place of its own.
//!
//! A change of layout, as Triton makes it, writes `s[p(tid)] = v`, waits for all threads, and reads
//! `w = s[q(tid)]`, where `p` and `q` mix bits of the thread so that banks do not collide. The
//! threads of a block of known size are few, so who wrote what each of them reads is found by
//! trying all. A formula comes of it where the writing thread, and the constants in which the
//! values of several stores differ, are sums of bits of the reading thread.
//!
//! This rests on what any program that means something does: what a thread reads was written before
//! the last barrier, or is its own.

use std::collections::HashMap;

use kht_schema::expr::Axis;
use kht_schema::expr::eval::Env;
use kht_schema::{Expr, Sym, WhyCode};

use super::join::Joined;
use super::{Asked, Store};
use crate::cfg::Node;
use crate::scev::{Block, Opcode, Value, ValueKind};
use crate::symbolic::Ctx;
use crate::symbolic::integers::Reading;

/// Where an instruction stands: its block in an order in which control goes, and its place there.
type Position = (usize, usize);

/// Who wrote what a thread reads: the value, and the number of the thread.
type Writer<'m> = (Value<'m>, i128);

impl<'m> Ctx<'_, 'm> {
    /// What a load gets that reads what other threads have written, as a signed number.
    pub(super) fn exchanged(&mut self, asked: &Asked<'m>, stores: &[Store<'m>]) -> Option<Expr> {
        let threads = self.threads_in_row()?;
        let wanted = of_each(&asked.place, threads)?;
        let writers = self.writers(asked, stores, &wanted)?;
        let mut values: Vec<Value<'m>> = Vec::new();
        for (value, _) in &writers {
            if !values.contains(value) {
                values.push(*value);
            }
        }
        let formulas: Vec<Expr> =
            values.iter().map(|&it| self.integer(it, asked.scope, Reading::Signed)).collect();
        let unknown = |e: &Expr| matches!(e, Expr::Sym(Sym::Opq(_)));
        if formulas.iter().any(|formula| formula.any(unknown)) {
            return self.somewhere_behind(asked.load, &formulas);
        }
        let joined = Joined::of(&formulas)?;
        let class: Vec<usize> = writers
            .iter()
            .map(|(value, _)| values.iter().position(|it| it == value))
            .collect::<Option<_>>()?;
        let threads: Vec<i128> = writers.iter().map(|(_, thread)| *thread).collect();
        let thread = bits_of_thread(&threads)?;
        let constants: Vec<Expr> = joined
            .holes
            .iter()
            .map(|hole| bits_of_thread(&class.iter().map(|&it| hole[it]).collect::<Vec<_>>()))
            .collect::<Option<_>>()?;
        let value = joined.fill(&constants, &mut |symbol| match symbol {
            Sym::Tid(Axis::X) => Some(thread.clone()),
            Sym::Tid(_) => Some(Expr::ZERO),
            _ => None,
        });
        Some(value.simplify_with(self))
    }

    /// The argument that several addresses lead to, if that is all that is known of them.
    fn somewhere_behind(&mut self, load: Value<'m>, formulas: &[Expr]) -> Option<Expr> {
        let base = |formula: &Expr| {
            let number = match formula {
                Expr::Wrap(64, inner) => inner,
                other => other,
            };
            let terms = match number {
                Expr::Add(terms) => terms.to_vec(),
                other => vec![other.clone()],
            };
            let mut arguments = terms.into_iter().filter(
                |term| matches!(term, Expr::Sym(Sym::Arg(pointer)) if self.is_address(*pointer)),
            );
            let only = arguments.next();
            only.filter(|_| arguments.next().is_none())
        };
        let first = base(formulas.first()?)?;
        if formulas.iter().any(|formula| base(formula).as_ref() != Some(&first)) {
            return None;
        }
        Some(first + self.nothing_known(load, WhyCode::LoadedLocal))
    }

    /// Threads of a block, if it has one row whose length is a power of two.
    fn threads_in_row(&self) -> Option<i128> {
        let block = self.entry.only_block()?;
        let one_row = block[1] == 1 && block[2] == 1 && block[0].is_power_of_two();
        one_row.then_some(i128::from(block[0]))
    }

    /// Who wrote last what each thread reads.
    fn writers(
        &mut self,
        asked: &Asked<'m>,
        stores: &[Store<'m>],
        wanted: &[i128],
    ) -> Option<Vec<Writer<'m>>> {
        let load = match asked.load.opcode() {
            Some(Opcode::LLVMExtractElement) => asked.load.operand(0),
            _ => asked.load,
        };
        let order = self.order();
        let here = position(&order, load)?;
        let barrier = self.last_barrier(asked, &order, here)?;
        let mut before: Vec<(Position, Store<'m>)> = stores
            .iter()
            .filter_map(|store| Some((position(&order, store.instruction)?, *store)))
            .filter(|(at, _)| *at < here)
            .collect();
        before.sort_unstable_by_key(|(at, _)| std::cmp::Reverse(*at));
        let mut writers: Vec<Option<Writer<'m>>> = vec![None; wanted.len()];
        for (at, store) in before {
            if writers.iter().all(Option::is_some) {
                break;
            }
            let pointer = store.plain.then(|| store.instruction.operand(1))?;
            let scope = self.cfg.loop_of(store.block);
            let (_, place) = self.place(pointer, scope)?;
            let place = place.simplify_with(self);
            if self.apart(asked, &store, &place) {
                continue;
            }
            if barrier < at || !self.runs_with(asked, store.block) {
                return None;
            }
            let places = of_each(&place, i128::try_from(wanted.len()).ok()?)?;
            write(asked, store.instruction, &places, wanted, &mut writers)?;
        }
        writers.into_iter().collect()
    }

    /// The last barrier before a load that all threads come to which come to the load.
    fn last_barrier(
        &self,
        asked: &Asked<'m>,
        order: &HashMap<Block<'m>, usize>,
        here: Position,
    ) -> Option<Position> {
        let mut last = None;
        for block in self.scev.function().blocks() {
            let Some(&number) = order.get(&block) else { continue };
            if here.0 < number || !self.runs_with(asked, block) {
                continue;
            }
            for (place, instruction) in block.instructions().into_iter().enumerate() {
                if (number, place) < here && is_barrier(instruction) {
                    last = last.max(Some((number, place)));
                }
            }
        }
        last
    }

    /// Whether a block runs in each iteration of the loop that a load is in.
    fn runs_with(&self, asked: &Asked<'m>, block: Block<'m>) -> bool {
        self.cfg.loop_of(block) == asked.scope
            && !self.cfg.irreducible(asked.scope)
            && self.cfg.depends(Node::Block(block)).is_empty()
    }

    /// Blocks in an order in which control goes but for the ways back to loop headers.
    fn order(&self) -> HashMap<Block<'m>, usize> {
        let blocks = self.scev.function().blocks();
        let mut seen = vec![blocks[0]];
        let mut left = Vec::with_capacity(blocks.len());
        let mut stack = vec![(blocks[0], blocks[0].successors())];
        while let Some((block, mut next)) = stack.pop() {
            match next.pop() {
                Some(successor) => {
                    stack.push((block, next));
                    if !seen.contains(&successor) {
                        seen.push(successor);
                        stack.push((successor, successor.successors()));
                    }
                }
                None => left.push(block),
            }
        }
        left.into_iter().rev().enumerate().map(|(number, block)| (block, number)).collect()
    }
}

fn position<'m>(order: &HashMap<Block<'m>, usize>, instruction: Value<'m>) -> Option<Position> {
    let block = instruction.block();
    let place = block.instructions().iter().position(|&it| it == instruction)?;
    Some((*order.get(&block)?, place))
}

fn is_barrier(instruction: Value<'_>) -> bool {
    if instruction.opcode() != Some(Opcode::LLVMCall) {
        return false;
    }
    let callee = instruction.callee();
    let names = ["llvm.nvvm.barrier", "llvm.nvvm.bar.", "llvm.amdgcn.s.barrier"];
    callee.kind() == ValueKind::Function && names.iter().any(|name| callee.name().starts_with(name))
}

/// Notes for what a store writes that it is the one which threads read that have no writer yet;
/// `None` if it may write parts of what they read.
fn write<'m>(
    asked: &Asked<'m>,
    store: Value<'m>,
    places: &[i128],
    wanted: &[i128],
    writers: &mut [Option<Writer<'m>>],
) -> Option<()> {
    let stored = store.operand(0);
    let bytes = i128::from(asked.bits / 8);
    let bits = stored.bits().unwrap_or_else(|| stored.element_bits());
    let aligned = |place: &i128| (place - wanted[0]) % bytes == 0;
    if bits != asked.bits || !places.iter().chain(wanted).all(aligned) {
        return None;
    }
    let lanes = i128::from(store.store_size()) / bytes;
    let mut thread_at: HashMap<i128, i128> = HashMap::new();
    for (thread, place) in places.iter().enumerate() {
        thread_at.entry(*place).or_insert(i128::try_from(thread).ok()?);
    }
    for (place, writer) in wanted.iter().zip(writers) {
        if writer.is_some() {
            continue;
        }
        let found =
            (0..lanes).find_map(|lane| Some((lane, *thread_at.get(&(place - lane * bytes))?)));
        if let Some((lane, thread)) = found {
            *writer = Some((element(stored, lane)?, thread));
        }
    }
    Some(())
}

/// An element of a vector that was put together, or a scalar itself.
fn element(value: Value<'_>, lane: i128) -> Option<Value<'_>> {
    if value.is_vector() { value.inserted(lane) } else { (lane == 0).then_some(value) }
}

/// One thread of a block with one row.
struct Thread(i128);

impl Env for Thread {
    fn sym(&self, sym: Sym) -> Option<i128> {
        match sym {
            Sym::Tid(Axis::X) => Some(self.0),
            Sym::Tid(_) => Some(0),
            _ => None,
        }
    }

    fn load(
        &self,
        _: kht_schema::expr::Pointer,
        _: i128,
        _: kht_schema::expr::ScalarType,
    ) -> Option<i128> {
        None
    }
}

/// The value of an expression for each thread, if it hangs on nothing else.
fn of_each(expr: &Expr, threads: i128) -> Option<Vec<i128>> {
    (0..threads).map(|thread| expr.eval(&Thread(thread)).ok()).collect()
}

/// Numbers of threads as a sum of bits of the thread; `None` if they are no such sum.
fn bits_of_thread(numbers: &[i128]) -> Option<Expr> {
    let bits = numbers.len().trailing_zeros();
    let weights: Vec<i128> = (0..bits).map(|bit| numbers[1 << bit] - numbers[0]).collect();
    let sum = |thread: usize| -> i128 {
        weights.iter().enumerate().filter(|(bit, _)| thread >> bit & 1 == 1).map(|(_, w)| *w).sum()
    };
    if numbers.iter().enumerate().any(|(thread, number)| *number != numbers[0] + sum(thread)) {
        return None;
    }
    let mut terms = vec![Expr::Int(numbers[0])];
    let mut bit = 0;
    while bit < weights.len() {
        // Neighboring bits that keep their distance are one digit.
        let run = (bit..weights.len()).take_while(|&it| weights[it] == weights[bit] << (it - bit));
        let width = run.count();
        let above = Expr::floor_div(Expr::tid(Axis::X), Expr::Int(1 << bit));
        terms.push(Expr::Int(weights[bit]) * Expr::modulo(above, Expr::Int(1 << width)));
        bit += width;
    }
    Some(Expr::add(terms))
}
