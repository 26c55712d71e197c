//! Which of several stores a load sees.
//!
//! All stores at hand put a function of the place at the same places of their threads, under the
//! same conditions on the thread. So the thread that owns the place has run all those that control
//! passed, and the last of them counts. Its way is followed backwards: over merges of branches
//! whose condition is the same for all threads of the block, over branches that the owner has
//! not taken, as it has stored, and around loops that store nothing on the way at hand.

use std::rc::Rc;

use kht_schema::expr::kinds::Kinds;
use kht_schema::{Cond, Expr, LoopId, Sym};
use rustc_hash::FxHashMap as HashMap;

use super::place::Varies;
use super::{Answer, Asked};
use crate::facts::Needs;
use crate::scev::{Block, Value};
use crate::symbolic::{Ctx, conjuncts};

/// Merges on the way to one load.
const MAX_MERGES: usize = 64;

/// Blocks by the block that they lead to.
pub(in crate::symbolic) type Ways<'m> = HashMap<Block<'m>, Vec<Block<'m>>>;

/// What was stored last when control enters a block, the place of the answer given.
#[derive(Clone, Copy, PartialEq)]
enum Last<'m> {
    Nothing,
    Answer(usize),
    /// Different stores on the ways into a block.
    Merged(Block<'m>),
}

/// What a load gets.
#[derive(Clone, PartialEq)]
enum Content {
    /// Nothing was stored on this way, so no program with a meaning takes it.
    Undefined,
    /// As at the start of this iteration of a loop.
    Unchanged(u32),
    Known(Expr),
}

/// The stores seen from one load.
struct Reaching<'c, 'm> {
    asked: &'c Asked<'m>,
    answers: &'c [Answer<'m>],
    last: HashMap<Block<'m>, Last<'m>>,
    before: Rc<Ways<'m>>,
    varies: Varies,
    merges: usize,
}

impl<'m> Ctx<'_, 'm> {
    /// What a load gets from the stores before it.
    pub(super) fn reaching(&mut self, asked: &Asked<'m>, answers: &[Answer<'m>]) -> Option<Expr> {
        let first = answers.first()?;
        let varies = self.varies(asked, &first.store);
        let again = |cond: &Cond| {
            cond.any(|e| matches!(e, Expr::Sym(Sym::It(_) | Sym::Car(..) | Sym::Opq(_))))
        };
        let alike = |other: &Answer<'m>| other.place == first.place && other.owner == first.owner;
        if 1 < answers.len() && (!answers.iter().all(alike) || first.owner.iter().any(again)) {
            return None;
        }
        let mut given = first.owner.clone();
        let block = asked.load.block();
        let mine = self.guards(block);
        given.extend(mine.into_iter().filter(|cond| !varies.cond(cond)));
        let before = self.ways_in();
        let last = self.last_stores(answers, &before);
        let mut reaching = Reaching { asked, answers, last, before, varies, merges: 0 };
        let here = reaching.before_load();
        match reaching.content(self, here, &given, &[])? {
            Content::Known(expr) => Some(expr),
            Content::Undefined | Content::Unchanged(_) => None,
        }
    }

    /// Blocks that lead to each block; found once for the kernel.
    fn ways_in(&mut self) -> Rc<Ways<'m>> {
        if let Some(known) = &self.ways {
            return Rc::clone(known);
        }
        let mut before: Ways<'m> = HashMap::default();
        for block in self.scev.function().blocks() {
            if self.cfg.reachable(block) {
                for next in block.successors() {
                    let ways = before.entry(next).or_default();
                    if !ways.contains(&block) {
                        ways.push(block);
                    }
                }
            }
        }
        Rc::clone(self.ways.insert(Rc::new(before)))
    }

    /// What was stored last at the start of each block, by rounds until nothing changes: a way not
    /// seen yet adds nothing, a second answer makes a merge.
    fn last_stores(
        &self,
        answers: &[Answer<'m>],
        before: &Ways<'m>,
    ) -> HashMap<Block<'m>, Last<'m>> {
        let blocks = self.scev.function().blocks();
        let own: HashMap<Block<'m>, usize> = last_of_blocks(answers);
        let mut last: HashMap<Block<'m>, Last<'m>> = HashMap::default();
        last.insert(blocks[0], Last::Nothing);
        let mut changed = true;
        while changed {
            changed = false;
            for &block in &blocks[1..] {
                let Some(ways) = before.get(&block) else { continue };
                let mut joined: Option<Last<'m>> = None;
                for way in ways {
                    let out = match own.get(way) {
                        Some(&index) => Some(Last::Answer(index)),
                        None => last.get(way).copied(),
                    };
                    joined = match (joined, out) {
                        (None, out) => out,
                        (Some(one), Some(other)) if one != other => Some(Last::Merged(block)),
                        (joined, _) => joined,
                    };
                }
                // Once merged, always merged: this is what ends the rounds.
                let merged = last.get(&block) == Some(&Last::Merged(block));
                if let Some(joined) = joined
                    && !merged
                    && last.get(&block) != Some(&joined)
                {
                    last.insert(block, joined);
                    changed = true;
                }
            }
        }
        last
    }
}

/// The last store of each block that has one.
fn last_of_blocks<'m>(answers: &[Answer<'m>]) -> HashMap<Block<'m>, usize> {
    // Stores were collected in program order.
    answers.iter().enumerate().map(|(index, answer)| (answer.store.block, index)).collect()
}

impl<'m> Reaching<'_, 'm> {
    /// What was stored last when the load runs.
    fn before_load(&self) -> Last<'m> {
        let block = self.asked.load.block();
        let order = block.instructions();
        let position =
            |value: Value<'m>| order.iter().position(|&instruction| instruction == value);
        let load = position(self.asked.load);
        let mut mine = self.answers.iter().enumerate().filter(|(_, answer)| {
            answer.store.block == block && position(answer.store.instruction) < load
        });
        mine.next_back().map_or_else(|| self.at(block), |(index, _)| Last::Answer(index))
    }

    fn at(&self, block: Block<'m>) -> Last<'m> {
        self.last.get(&block).copied().unwrap_or(Last::Nothing)
    }

    fn at_end(&self, block: Block<'m>) -> Last<'m> {
        let mine = self.answers.iter().rposition(|answer| answer.store.block == block);
        mine.map_or_else(|| self.at(block), Last::Answer)
    }

    /// The content where something was stored last, in the loops that are open around it, if some
    /// conditions hold.
    fn content(
        &mut self,
        ctx: &mut Ctx<'_, 'm>,
        last: Last<'m>,
        given: &[Cond],
        open: &[u32],
    ) -> Option<Content> {
        let block = match last {
            Last::Nothing => return Some(Content::Undefined),
            Last::Answer(index) => return self.answers[index].value.clone().map(Content::Known),
            Last::Merged(block) => block,
        };
        self.merges += 1;
        if self.merges > MAX_MERGES {
            return None;
        }
        if !ctx.cfg.is_header(block) {
            return self.merged(ctx, block, given, open);
        }
        let index = ctx.cfg.loop_of(block)?;
        if open.contains(&index) {
            return Some(Content::Unchanged(index));
        }
        self.around(ctx, block, index, given, open)
    }

    /// The content at the header of a loop.
    fn around(
        &mut self,
        ctx: &mut Ctx<'_, 'm>,
        header: Block<'m>,
        index: u32,
        given: &[Cond],
        open: &[u32],
    ) -> Option<Content> {
        let repeats = |e: &Expr| matches!(e, Expr::Sym(Sym::It(_) | Sym::Car(..)));
        let lasting: Vec<Cond> = given.iter().filter(|cond| !cond.any(repeats)).cloned().collect();
        let inside: Vec<u32> = open.iter().copied().chain([index]).collect();
        let ways = self.before.get(&header)?.clone();
        let (back, into): (Vec<_>, Vec<_>) =
            ways.into_iter().partition(|&way| ctx.cfg.contains(Some(index), way));
        let ([back], [into]) = (&back[..], &into[..]) else { return None };
        let later = self.content(ctx, self.at_end(*back), &lasting, &inside)?;
        let first = self.content(ctx, self.at_end(*into), &lasting, open)?;
        match (later, first) {
            (Content::Undefined, first) => Some(first),
            (Content::Unchanged(same), first) if same == index => Some(first),
            // The value of an iteration before, which is the same in all.
            (Content::Known(later), Content::Undefined) if !repeats_in(&later, index) => {
                Some(Content::Known(later))
            }
            (Content::Known(later), Content::Known(first))
                if later == first && !repeats_in(&later, index) =>
            {
                Some(Content::Known(later))
            }
            _ => None,
        }
    }

    /// The content where branches merge.
    fn merged(
        &mut self,
        ctx: &mut Ctx<'_, 'm>,
        block: Block<'m>,
        given: &[Cond],
        open: &[u32],
    ) -> Option<Content> {
        let scope = ctx.cfg.loop_of(block);
        let mut contents: Vec<(Cond, Needs, Content)> = Vec::new();
        for way in self.before.get(&block)?.clone() {
            let (cond, needs) = ctx.apart_from_needs(|ctx| ctx.edge_into(scope, way, block));
            let parts = conjuncts([cond?]);
            let excluded = |part: &Cond| given.contains(&part.clone().negate());
            if parts.iter().any(excluded) {
                continue;
            }
            let open_ways: Vec<Cond> =
                parts.into_iter().filter(|part| !given.contains(part)).collect();
            let known: Vec<Cond> = given.iter().chain(&open_ways).cloned().collect();
            let content = self.content(ctx, self.at_end(way), &known, open)?;
            let left = ctx.cfg.chain(ctx.cfg.loop_of(way));
            let left = left.into_iter().filter(|&index| !ctx.cfg.contains(Some(index), block));
            if let Content::Known(expr) = &content
                && left.into_iter().any(|index| repeats_in(expr, index))
            {
                return None;
            }
            if content != Content::Undefined {
                contents.push((Cond::and(open_ways), needs, content));
            }
        }
        let mut contents = contents.into_iter().rev();
        let Some((.., mut chosen)) = contents.next() else { return Some(Content::Undefined) };
        for (cond, needs, content) in contents {
            chosen = match (content, chosen) {
                (content, chosen) if content == chosen => chosen,
                (Content::Known(then), Content::Known(otherwise)) if !self.varies.cond(&cond) => {
                    ctx.needs.extend(needs);
                    Content::Known(Expr::select(cond, then, otherwise))
                }
                _ => return None,
            };
        }
        Some(chosen)
    }
}

/// Whether an expression hangs on the iteration of a loop.
fn repeats_in(expr: &Expr, index: u32) -> bool {
    expr.symbols_of(Kinds::ITERATING).into_iter().any(|sym| sym.iterates() == Some(LoopId(index)))
}
