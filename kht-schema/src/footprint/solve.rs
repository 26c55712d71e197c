//! Solving: what one site touches and how often it runs, exactly where that is known, else as
//! closely as the budget allows.
//!
//! ```text
//! lower -> settle -> (relax) -> split -> enumerate -> boxes
//! ```

use smallvec::SmallVec;

use super::bind::Binding;
use super::enumerate::{Budget, enumerate};
use super::interval::{INFINITY, Interval};
use super::linear::{Linear, Res, Stop, Var};
use super::lower::{Lower, Site};
use super::memory::Memory;
use super::pointwise;
use super::pred::Pred;
use super::ranges::ByteSet;
use super::reason::Reason;
use super::region::{Change, Region, vars_of};
use super::relax::{self, Unknown};
use super::settle::settle;
use super::sink::{Place, Sink};
use super::split::split;
use crate::Exactness;

/// Points that a region costs beside those that are enumerated in it.
const REGION_COST: u64 = 64;

/// What a site touches and how often it runs.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    /// Whether the rest is equal to what runs.
    pub(super) exactness: Exactness,
    /// Why not.
    pub(super) reasons: Vec<Reason>,
    /// Bytes touched, cut to the buffer.
    pub(super) bytes: ByteSet,
    /// First and last byte touched, from the start of the buffer, inside of it or not.
    pub(super) hull: Option<Interval>,
    /// Executions, at least; saturating.
    pub(super) least: u128,
    /// Executions, at most; saturating.
    pub(super) most: u128,
    /// Bytes of one execution, if it has the same number each time it is executed.
    pub(super) width: u64,
}

impl Answer {
    /// Anything may be touched, any number of times.
    pub(super) fn unknown(place: Option<Place>, reason: Reason) -> Answer {
        let mut bytes = ByteSet::new();
        if let Some(place) = place {
            bytes.add(0, place.size);
        }
        Answer {
            exactness: Exactness::Unknown,
            reasons: vec![reason],
            bytes,
            hull: None,
            least: 0,
            most: u128::MAX,
            width: 1,
        }
    }

    /// Nothing runs.
    fn nothing() -> Answer {
        Answer {
            exactness: Exactness::Exact,
            reasons: Vec::new(),
            bytes: ByteSet::new(),
            hull: None,
            least: 0,
            most: 0,
            width: 1,
        }
    }

    /// Makes the answer no more exact than that.
    pub(super) fn degrade(&mut self, exactness: Exactness, reason: Reason) {
        self.exactness = self.exactness.max(exactness);
        if !self.reasons.contains(&reason) {
            self.reasons.push(reason);
        }
    }
}

/// Evaluates sites of one launch.
pub(super) struct Solver<'a> {
    pub(super) binding: &'a Binding<'a>,
    pub(super) memory: Memory<'a>,
    pub(super) budget: u64,
}

impl Solver<'_> {
    /// What a site touches at a place, or how often it runs if there is no place.
    pub(super) fn solve(&self, site: &Site<'_>, place: Option<Place>) -> Answer {
        let found = self.by_form(site, place);
        let open = found.exactness != Exactness::Exact;
        if open && found.reasons.iter().all(|reason| reason.is_of_form()) {
            let points = pointwise::touched(self, site, place);
            return points.map_or(found, |(sink, width)| {
                let executions = sink.executions;
                answer(sink, executions, width)
            });
        }
        found
    }

    /// The same by linear forms alone.
    pub(super) fn by_form(&self, site: &Site<'_>, place: Option<Place>) -> Answer {
        let mut memory = self.memory.clone();
        let mut reasons = Vec::new();
        let mut unknown = Unknown::Opaque;
        loop {
            let stop = match self.attempt(site, place, &memory, unknown, &mut reasons) {
                Ok(mut answer) => {
                    reasons.into_iter().for_each(|reason| answer.degrade(Exactness::Upper, reason));
                    return answer;
                }
                Err(stop) => stop,
            };
            let unknown_for = |reason: Reason| {
                let mut answer = Answer::unknown(place, reason);
                reasons.iter().for_each(|reason| answer.degrade(Exactness::Unknown, *reason));
                answer
            };
            match stop {
                Stop::Load(slot, offset) if memory.refusal(slot).is_none() => {
                    memory.refuse(slot, Reason::load(slot, offset));
                }
                Stop::Budget | Stop::Undefined | Stop::Load(..) if unknown == Unknown::Opaque => {
                    let reason = match stop {
                        Stop::Undefined => Reason::ZeroDivisor,
                        _ => Reason::Budget(self.budget),
                    };
                    reasons.push(reason);
                    if memory.is_closed() {
                        unknown = Unknown::Atoms;
                    } else {
                        memory.close(reason);
                    }
                }
                Stop::Overflow => return unknown_for(Reason::Overflow),
                Stop::Unbounded => return unknown_for(Reason::Unbounded),
                _ => return unknown_for(Reason::Budget(self.budget)),
            }
        }
    }

    fn attempt(
        &self,
        site: &Site<'_>,
        place: Option<Place>,
        memory: &Memory<'_>,
        unknown: Unknown,
        reasons: &mut Vec<Reason>,
    ) -> Res<Answer> {
        let lower = Lower::new(self.binding, memory);
        let Some(mut region) = lower.region(site)? else { return Ok(Answer::nothing()) };
        if !settle(&mut region, memory)? {
            return Ok(Answer::nothing());
        }
        let width = region.width;
        let mut budget = Budget(self.budget);
        let mut sink = Sink::new(place);
        if place.is_none() {
            region.offset = Linear::default();
        }
        let opaque = relax::reasons(&region);
        if opaque.is_empty() && unknown == Unknown::Opaque {
            cover(region, memory, &mut budget, &mut sink)?;
            let executions = sink.executions;
            return Ok(answer(sink, executions, width));
        }
        reasons.extend(opaque);
        let Some(may) = relax::may(&region, memory, unknown)? else { return Err(Stop::Unbounded) };
        if unknown == Unknown::Atoms {
            hull(may, memory, &mut sink)?;
        } else {
            cover(may, memory, &mut budget, &mut sink)?;
        }
        let mut least = Sink::new(None);
        let must = relax::must(&region, memory, unknown)?;
        let mut budget = Budget(self.budget);
        if cover(must, memory, &mut budget, &mut least).is_err() {
            least.executions = 0;
        }
        Ok(answer(sink, least.executions, width))
    }
}

fn answer(sink: Sink, least: u128, width: u64) -> Answer {
    let mut answer = Answer {
        exactness: Exactness::Exact,
        reasons: Vec::new(),
        hull: sink.hull,
        least,
        most: sink.executions,
        width,
        bytes: sink.bytes,
    };
    if answer.bytes.coarse {
        answer.degrade(Exactness::Upper, Reason::Ranges);
    }
    answer
}

/// Adds all of a region to the sink.
fn cover(region: Region, memory: &Memory<'_>, budget: &mut Budget, sink: &mut Sink) -> Res<()> {
    let mut open = Vec::new();
    let mut next = Some(region);
    while let Some(mut region) = next.take().or_else(|| open.pop()) {
        if !settle(&mut region, memory)? {
            continue;
        }
        if let Some(stop) = became_unknown(&region) {
            return Err(stop);
        }
        match split(&region, memory)? {
            Some(regions) => {
                let each = REGION_COST + u64::from(region.size());
                budget.spend(each * regions.len() as u64)?;
                open.extend(regions);
            }
            None => match apart(&region, memory, sink)? {
                Some((bytes, executions)) => {
                    let mut touched = Sink::new(sink.place);
                    cover(bytes, memory, budget, &mut touched)?;
                    let mut counted = Sink::new(None);
                    cover(executions, memory, budget, &mut counted)?;
                    touched.executions = counted.executions;
                    sink.merge(touched);
                }
                None => enumerate(&region, memory, budget, sink)?,
            },
        }
    }
    Ok(())
}

/// Two simpler regions for one with a variable that only conditions name, the token in a block
/// whose block is what is accessed: one for the bytes, where the variable is what allows most, and
/// one for the executions, where there is no offset.
fn apart(region: &Region, memory: &Memory<'_>, sink: &Sink) -> Res<Option<(Region, Region)>> {
    if sink.place.is_none() || region.preds.is_empty() {
        return Ok(None);
    }
    let Some((var, value)) = only_in_conditions(region) else { return Ok(None) };
    let mut bytes = region.clone();
    bytes.rewrite(memory, &Change::Var(var, &Linear::constant(value)))?;
    bytes.bounds.remove(var);
    let mut executions = region.clone();
    executions.offset = Linear::default();
    Ok(Some((bytes, executions)))
}

/// A variable that occurs in conditions alone, as a term in each that has it, and the value at
/// which all of these allow most.
fn only_in_conditions(region: &Region) -> Option<(Var, i128)> {
    let in_atoms = region.preds.iter().fold(region.offset.all_vars(), |set, pred| match pred {
        Pred::Le(linear) => set | linear.atom_vars(),
        _ => set | pred.all_vars(),
    });
    vars_of(region.bounds.live() & !in_atoms).find_map(|var| {
        let factors = region.preds.iter().filter_map(|pred| {
            let factor = pred.comparison()?.factor(var);
            (factor != 0).then_some(factor > 0)
        });
        let mut signs: SmallVec<[bool; 4]> = factors.collect();
        signs.dedup();
        let bound = region.bounds.of(var);
        let best = match signs[..] {
            [true] => bound.lo,
            [false] => bound.hi,
            _ => return None,
        };
        (best.abs() < INFINITY).then_some((var, best))
    })
}

/// A value that turned out to be unknown once variables had values.
fn became_unknown(region: &Region) -> Option<Stop> {
    let reason = *relax::reasons(region).first()?;
    Some(match reason {
        Reason::Load(slot, offset) => Stop::Load(slot, offset.into()),
        _ => Stop::Undefined,
    })
}

/// Adds a region without atoms as one box, conditions over several variables dropped.
fn hull(mut region: Region, memory: &Memory<'_>, sink: &mut Sink) -> Res<()> {
    if settle(&mut region, memory)? {
        region.preds.clear();
        enumerate(&region, memory, &mut Budget(u64::MAX), sink)?;
    }
    Ok(())
}
