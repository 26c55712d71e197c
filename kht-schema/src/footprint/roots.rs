//! Roots: which buffers an access can reach, through an argument or through pointers in memory.

use std::cell::Cell;
use std::rc::Rc;

use super::bind::{Binding, PointerValue};
use super::boxes::Dim;
use super::interval::Interval;
use super::memory::Culprit;
use super::reason::Reason;
use super::solve::{Answer, Solver};
use super::{BindError, lower::Site, sink::Place};
use crate::access::{Access, Exactness, Step};
use crate::expr::{CmpOp, Pointer};
use crate::launch::{Buffer, Contents};
use crate::{Cond, Expr};

/// Pointers in one buffer that are tried one by one.
const MAX_POINTERS: usize = 1 << 16;

/// What an access does to one buffer.
pub(super) struct Reach<'a> {
    /// The buffer; `None` for a null pointer that may be accessed.
    pub(super) buffer: Option<&'a Buffer>,
    pub(super) answer: Answer,
}

/// The pointer that an access starts from, and the steps through memory after it.
pub(super) fn start(access: &Access) -> (Pointer, &[Step]) {
    let param = access.root.param;
    match access.root.path.split_first() {
        Some((Step::Field { at }, rest)) => (Pointer { param, at: Some(*at) }, rest),
        _ => (Pointer { param, at: None }, &access.root.path),
    }
}

/// Where an access is.
pub(super) fn site(access: &Access) -> Site<'_> {
    Site {
        guards: &access.guards,
        loops: &access.loops,
        offset: &access.offset,
        bytes: &access.bytes,
        repeats: &[],
    }
}

impl<'a> Solver<'a> {
    /// What an access does through a pointer passed by the launch; `None` if the pointer is null
    /// and the access never runs.
    pub(super) fn direct(
        &self,
        access: &Access,
        value: PointerValue<'a>,
        granularity: u64,
    ) -> Result<Option<Reach<'a>>, BindError> {
        self.at(access, &access.guards, value, granularity)
    }

    /// What an access does together with others of constant distances from it; `None` unless that
    /// is exact and inside of the buffer.
    pub(super) fn rolled(
        &self,
        access: &Access,
        repeats: &[Dim],
        value: PointerValue<'a>,
        granularity: u64,
    ) -> Option<Answer> {
        let PointerValue::Target { buffer, base } = value else { return None };
        let place = Place { base, size: buffer.bytes, granularity };
        let answer = self.solve(&Site { repeats, ..site(access) }, Some(place));
        let exact = answer.exactness == Exactness::Exact && !leaves(buffer, &answer);
        exact.then_some(answer)
    }

    /// The first loaded value that leads an access out of its buffer, if one does.
    fn culprit(&self, site: &Site<'_>, place: Place) -> Option<Culprit> {
        let found = Rc::new(Cell::new(None));
        let mut memory = self.memory.clone();
        memory.culprit = Some(Rc::clone(&found));
        Solver { memory, ..*self }.solve(site, Some(place));
        found.get()
    }

    fn out_of_bounds(
        &self,
        access: &Access,
        buffer: &Buffer,
        answer: &Answer,
        culprit: Option<Culprit>,
    ) -> BindError {
        let hull = answer.hull.unwrap_or(Interval::ALL);
        let index = culprit.and_then(|Culprit { slot, offset, value }| {
            let PointerValue::Target { buffer, base } = self.memory.target(slot) else {
                return None;
            };
            let at = offset.saturating_add(base.into());
            Some(format!(", for {value} at byte {at} of `{}`", buffer.name).into())
        });
        BindError::OutOfBounds {
            kernel: self.binding.kernel.name.as_str().into(),
            arg: self.binding.name(start(access).0).into(),
            buffer: buffer.name.as_str().into(),
            access: describe(access).into(),
            expected: buffer.bytes,
            found: Box::new([hull.lo, hull.hi.saturating_add(1)]),
            index: index.unwrap_or_default(),
        }
    }

    /// What an access does to each buffer that it reaches through pointers in memory.
    pub(super) fn through_memory(
        &self,
        access: &Access,
        value: PointerValue<'a>,
        steps: &[Step],
        granularity: u64,
        open: Option<u32>,
    ) -> Result<Vec<Reach<'a>>, BindError> {
        let mut reached = Vec::new();
        let mut way = Way { solver: self, access, granularity, reached: &mut reached };
        let resolved = match open {
            Some(_) => Resolved::Listed,
            None => way.follow(&access.guards, value, steps)?,
        };
        let reason = open.map_or(Reason::LoadedPointer, Reason::Assumption);
        let whole = match resolved {
            Resolved::Yes => return Ok(reached),
            Resolved::Listed => reachable_through_memory(self.binding),
            Resolved::No => self.binding.launch.buffers.values().collect(),
        };
        let unknown = whole.into_iter().map(|buffer| {
            let place = Place { base: 0, size: buffer.bytes, granularity };
            Reach { buffer: Some(buffer), answer: Answer::unknown(Some(place), reason) }
        });
        Ok(unknown.collect())
    }

    fn at(
        &self,
        access: &Access,
        guards: &[Cond],
        value: PointerValue<'a>,
        granularity: u64,
    ) -> Result<Option<Reach<'a>>, BindError> {
        let site = Site { guards, ..site(access) };
        match value {
            PointerValue::Target { buffer, base } => {
                let place = Place { base, size: buffer.bytes, granularity };
                let mut answer = self.solve(&site, Some(place));
                if leaves(buffer, &answer) && answer.exactness == Exactness::Exact {
                    let culprit = self.culprit(&site, place);
                    return Err(self.out_of_bounds(access, buffer, &answer, culprit));
                }
                if leaves(buffer, &answer) {
                    answer.degrade(Exactness::Upper, Reason::Clamped);
                }
                Ok(Some(Reach { buffer: Some(buffer), answer }))
            }
            PointerValue::Null => {
                let answer = self.solve(&site, None);
                if answer.least > 0 && answer.exactness == Exactness::Exact {
                    return Err(BindError::NullPointer {
                        kernel: self.binding.kernel.name.as_str().into(),
                        arg: self.binding.name(start(access).0).into(),
                        access: describe(access).into(),
                    });
                }
                Ok((answer.most > 0).then_some(Reach { buffer: None, answer }))
            }
        }
    }
}

/// The way of one access through pointers in memory.
struct Way<'s, 'a> {
    solver: &'s Solver<'a>,
    access: &'s Access,
    granularity: u64,
    reached: &'s mut Vec<Reach<'a>>,
}

impl<'a> Way<'_, 'a> {
    /// Follows the steps, collecting what is reached; says whether that is all.
    fn follow(
        &mut self,
        guards: &[Cond],
        value: PointerValue<'a>,
        steps: &[Step],
    ) -> Result<Resolved, BindError> {
        let Way { solver, access, granularity, .. } = *self;
        let Some((step, rest)) = steps.split_first() else {
            let reach = solver.at(access, guards, value, granularity)?;
            self.reached.extend(reach);
            return Ok(Resolved::Yes);
        };
        let Step::Deref { offset } = step else { return Ok(Resolved::No) };
        let site = Site { guards, offset: &Expr::ZERO, bytes: &Expr::ONE, ..site(access) };
        let all = solver.solve(&site, None);
        if all.most == 0 {
            return Ok(Resolved::Yes);
        }
        let PointerValue::Target { buffer, base } = value else { return Ok(Resolved::No) };
        let Contents::Pointers(pointers) = &buffer.contents else { return Ok(Resolved::No) };
        if pointers.len() > MAX_POINTERS || solver.memory.may_change(buffer) {
            return Ok(Resolved::Listed);
        }
        let mut found = 0_u128;
        for (index, target) in pointers.iter().enumerate() {
            let Ok(byte) = i128::try_from(index * 8) else { return Ok(Resolved::No) };
            let here = Cond::cmp(CmpOp::Eq, offset.clone(), Expr::Int(byte - i128::from(base)));
            let guards: Vec<Cond> = guards.iter().cloned().chain([here]).collect();
            let runs = solver.solve(&Site { guards: &guards, ..site }, None);
            if runs.most == 0 {
                continue;
            }
            found = found.saturating_add(runs.least);
            let value = match target {
                Some(target) => solver.binding.target(target)?,
                None => PointerValue::Null,
            };
            match self.follow(&guards, value, rest)? {
                Resolved::Yes => {}
                other => return Ok(other),
            }
        }
        // Executions that found no pointer in the list: the offset leaves it.
        Ok(if found == all.most { Resolved::Yes } else { Resolved::Listed })
    }
}

/// Whether all pointers on the way are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Resolved {
    /// All are.
    Yes,
    /// Not all are, but each is one of those that the launch lists.
    Listed,
    /// A pointer may point to any buffer.
    No,
}

/// Buffers that no argument points to, and those that pointers in memory point to.
fn reachable_through_memory<'a>(binding: &Binding<'a>) -> Vec<&'a Buffer> {
    let passed = |buffer: &Buffer| {
        binding.pointers.iter().any(|entry| match entry.value {
            PointerValue::Target { buffer: other, .. } => other.name == buffer.name,
            PointerValue::Null => false,
        })
    };
    let listed = |buffer: &Buffer| {
        binding.launch.buffers.values().any(|other| match &other.contents {
            Contents::Pointers(list) => {
                list.iter().flatten().any(|target| target.buffer == buffer.name)
            }
            _ => false,
        })
    };
    binding.launch.buffers.values().filter(|buffer| !passed(buffer) || listed(buffer)).collect()
}

/// Whether an access goes beyond its buffer.
fn leaves(buffer: &Buffer, answer: &Answer) -> bool {
    let inside = |hull: Interval| hull.lo >= 0 && hull.hi < i128::from(buffer.bytes);
    !answer.hull.is_none_or(inside)
}

/// An access as people know it.
pub(super) fn describe(access: &Access) -> String {
    let op = format!("{:?}", access.op).to_lowercase();
    match &access.source {
        Some(source) => format!("{op} at {source}"),
        None => format!("{op} {}", access.id),
    }
}
