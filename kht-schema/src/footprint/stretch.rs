//! Stretches: neighboring places of the innermost variable at which the box has the same bounds.
//!
//! A limit that hangs on the variable in a linear way, the number of tokens that are left for
//! example, cuts the box at one end only; everything before is one stretch, found without a look at
//! each place.

use std::ops::Range;

use smallvec::SmallVec;

use super::columns::{Column, index};
use super::enumerate::allowed;
use super::interval::{INFINITY, Interval};
use super::linear::Res;
use super::pred::Pred;

/// Bounds of the variables of a box.
pub(super) type Bounds = SmallVec<[Interval; 4]>;

/// A condition that bounds a variable of the box, differently from place to place.
pub(super) struct Limit<'a> {
    /// Position of the variable.
    pub(super) position: usize,
    pub(super) pred: &'a Pred,
    /// Factor of the variable in it.
    pub(super) factor: i128,
    /// Value of the rest of it.
    pub(super) rest: Column,
}

/// A chunk of places, and what cuts the box there.
pub(super) struct Places<'a, 'm> {
    len: usize,
    /// Places that count; all, if there is none.
    mask: Option<&'m Column>,
    /// Bounds of the box before limits.
    fixed: Bounds,
    limits: SmallVec<[Limit<'a>; 2]>,
    /// Where no limit cuts the box, as far as lines tell.
    slack: Range<usize>,
}

impl<'a, 'm> Places<'a, 'm> {
    pub(super) fn new(
        len: usize,
        mask: Option<&'m Column>,
        fixed: Bounds,
        limits: SmallVec<[Limit<'a>; 2]>,
    ) -> Self {
        let slack = slack(&limits, &fixed, len);
        Places { len, mask, fixed, limits, slack }
    }

    /// The columns, which are not needed any more.
    pub(super) fn into_columns(self) -> impl Iterator<Item = Column> {
        self.limits.into_iter().map(|limit| limit.rest)
    }

    /// From the first to the last place at which the box is not empty.
    pub(super) fn hull(&self) -> Res<Option<Range<usize>>> {
        let mut bounds = Bounds::new();
        let Some(Range { start, mut end }) = self.next(0, &mut bounds)? else { return Ok(None) };
        for place in (end..self.len).rev() {
            if self.is_open(place) && self.bounds(place, &mut bounds)? {
                end = place + 1;
                break;
            }
        }
        Ok(Some(start..end))
    }

    /// The next stretch from a place on, with its bounds.
    pub(super) fn next(&self, from: usize, bounds: &mut Bounds) -> Res<Option<Range<usize>>> {
        let mut start = from;
        while start < self.len && !(self.is_open(start) && self.bounds(start, bounds)?) {
            start += 1;
        }
        if start >= self.len {
            return Ok(None);
        }
        let mut end = start + 1;
        if self.slack.contains(&start) || self.limits.is_empty() {
            let most = if self.limits.is_empty() { self.len } else { self.slack.end };
            end = match self.mask {
                Some(_) => (end..most).find(|place| !self.is_open(*place)).unwrap_or(most),
                None => most,
            };
            return Ok(Some(start..end));
        }
        let mut other = Bounds::new();
        while end < self.len && !self.slack.contains(&end) && self.is_open(end) {
            self.bounds(end, &mut other)?;
            if other != *bounds {
                break;
            }
            end += 1;
        }
        Ok(Some(start..end))
    }

    /// Whether the box has the same bounds wherever it counts.
    pub(super) fn are_alike(&self) -> bool {
        self.limits.is_empty()
    }

    /// Points of all boxes together.
    pub(super) fn count(&self) -> Res<(u128, u64)> {
        let (mut points, mut n_places) = (0_u128, 0);
        let (mut bounds, mut place) = (Bounds::new(), 0);
        while let Some(stretch) = self.next(place, &mut bounds)? {
            let each = bounds.iter().fold(1, |n: u128, bound| n.saturating_mul(bound.count()));
            let len = stretch.len() as u64;
            points = points.saturating_add(each.saturating_mul(len.into()));
            n_places += len;
            place = stretch.end;
        }
        Ok((points, n_places))
    }

    /// Whether a place counts.
    pub(super) fn is_open(&self, place: usize) -> bool {
        self.mask.is_none_or(|mask| mask.at(place) != 0)
    }

    /// Finds the bounds of the box at a place; whether it has any point.
    fn bounds(&self, place: usize, bounds: &mut Bounds) -> Res<bool> {
        bounds.clear();
        bounds.extend_from_slice(&self.fixed);
        if !self.slack.contains(&place) {
            for limit in &self.limits {
                let bound = allowed(limit.pred, limit.factor, limit.rest.at(place).into())?;
                bounds[limit.position] = bounds[limit.position].meet(bound);
            }
        }
        Ok(!bounds.iter().any(|bound| bound.is_empty()))
    }
}

/// The places at which no limit cuts the box, as far as lines tell; none if they do not.
fn slack(limits: &[Limit<'_>], fixed: &Bounds, len: usize) -> Range<usize> {
    let mut places = Interval { lo: 0, hi: i128::from(index(len)) - 1 };
    for limit in limits {
        let (Pred::Le(_), Column::Line { first, step }) = (limit.pred, &limit.rest) else {
            return 0..0;
        };
        // `factor*variable + first + step*place <= 0` for the variable at its worst.
        let worst = fixed[limit.position].scale(limit.factor).hi;
        if worst >= INFINITY {
            return 0..0;
        }
        match allowed(limit.pred, (*step).into(), worst.saturating_add((*first).into())) {
            Ok(own) => places = places.meet(own),
            Err(_) => return 0..0,
        }
    }
    let place = |place: i128| usize::try_from(place).unwrap_or(0);
    if places.is_empty() { 0..0 } else { place(places.lo)..place(places.hi + 1) }
}
