//! Pages: one box at many offsets that are multiples of one number, each taken once.
//!
//! A block table names pages in any order, and some of them often. A bit for each page of the
//! buffer, or a sorted list where the pages are few among many, drops repetitions before there are
//! any ranges, and yields the ranges in order.

use super::boxes::Shape;
use super::columns::index;
use super::interval::Interval;

/// Bits that are kept instead of a list, at most: half a megabyte.
const MAX_BITS: i64 = 1 << 22;

/// A box at some multiples of the pitch, from an origin.
#[derive(Clone, Debug)]
pub(super) struct Pages {
    /// The box.
    shape: Shape,
    /// Bytes from one page to the next.
    pitch: i64,
    /// Offset of page 0; pages beside it lie at multiples of the pitch from there.
    origin: i64,
    /// Pages from page 0 on for which the box stays inside of the buffer, and maybe a few more.
    n_pages: i64,
    taken: Taken,
}

#[derive(Clone, Debug)]
enum Taken {
    Bits(Vec<u64>),
    List(Vec<i64>),
}

impl Pages {
    /// None taken yet. `offset` is that of any page; `None` if no page is inside of the buffer, or
    /// the numbers are too large.
    pub(super) fn new(shape: &Shape, pitch: i64, offset: i64, size: u64) -> Option<Pages> {
        let least = shape.start.checked_neg()?;
        let most = i128::from(size).checked_sub(shape.start.checked_add(shape.span)?)?;
        let (least, most) = (i64::try_from(least).ok()?, i64::try_from(most).ok()?);
        let before = offset.checked_sub(least)?.div_euclid(pitch);
        let origin = offset.checked_sub(before.checked_mul(pitch)?)?;
        let n_pages = most.checked_sub(origin)?.div_euclid(pitch).checked_add(1)?;
        if n_pages <= 0 {
            return None;
        }
        let taken = if n_pages <= MAX_BITS {
            let words = usize::try_from(n_pages / 64 + 1).ok()?;
            Taken::Bits(vec![0; words])
        } else {
            Taken::List(Vec::new())
        };
        Some(Pages { shape: shape.clone(), pitch, origin, n_pages, taken })
    }

    /// The box.
    pub(super) fn shape(&self) -> &Shape {
        &self.shape
    }

    /// Whether a box at an offset is one of these pages.
    pub(super) fn suit(&self, shape: &Shape, pitch: i64, offset: i64) -> bool {
        self.pitch == pitch
            && self.shape == *shape
            && offset.checked_sub(self.origin).is_some_and(|from| from.rem_euclid(pitch) == 0)
    }

    /// Takes the pages at `offset + sign*pitch*value`; hands those far outside to `outside`.
    pub(super) fn take(
        &mut self,
        offset: i64,
        sign: i64,
        values: &[i64],
        mut outside: impl FnMut(i64),
    ) {
        let first = (offset - self.origin) / self.pitch;
        match &mut self.taken {
            // The loop that all pages of a launch go through.
            Taken::Bits(words) => {
                let words = words.as_mut_slice();
                let mut all = true;
                for value in values {
                    let page = (first + sign * value).cast_unsigned();
                    match usize::try_from(page / 64).ok().and_then(|word| words.get_mut(word)) {
                        Some(word) => *word |= 1 << (page % 64),
                        None => all = false,
                    }
                }
                if !all {
                    let taken = 0..index(words.len() * 64);
                    let beyond = |value: &&i64| !taken.contains(&(first + sign * **value));
                    values.iter().filter(beyond).for_each(|value| outside(*value));
                }
            }
            Taken::List(list) => {
                for value in values {
                    let page = first + sign * value;
                    if (0..self.n_pages).contains(&page) {
                        list.push(page);
                    } else {
                        outside(*value);
                    }
                }
            }
        }
    }

    /// How many ranges there are, if pages are one run each: one for all neighbors.
    pub(super) fn n_stretches(&self) -> usize {
        match &self.taken {
            Taken::List(list) => list.len(),
            Taken::Bits(words) => {
                let mut last = 0;
                let starts = words.iter().map(|word| {
                    let starts = word & !(word << 1 | last);
                    last = word >> 63;
                    starts.count_ones() as usize
                });
                starts.sum()
            }
        }
    }

    /// First byte of page 0 and bytes of a page, if pages are one run each that reaches the next
    /// one, and all numbers are small.
    fn as_runs(&self) -> Option<(i64, i64)> {
        let Pages { shape, pitch, origin, n_pages, .. } = self;
        if shape.runs() != 1 || i128::from(*pitch) > shape.run {
            return None;
        }
        let run = i64::try_from(shape.run).ok()?;
        let from = origin.checked_add(i64::try_from(shape.start).ok()?)?;
        // Bits come in words.
        let most = pitch.checked_mul(n_pages.checked_add(64)?)?;
        from.checked_add(most)?.checked_add(run)?;
        Some((from, run))
    }

    /// Visits the ranges of all pages, ascending where the box has one run; gives the hull. Ranges
    /// of the last few may lie outside of the buffer.
    pub(super) fn for_each_range(mut self, mut visit: impl FnMut(i128, i128)) -> Option<Interval> {
        if let Taken::List(list) = &mut self.taken {
            list.sort_unstable();
            list.dedup();
        }
        if let Some((from, run)) = self.as_runs() {
            let mut hull: Option<(i64, i64)> = None;
            let pitch = self.pitch;
            self.taken.for_each_stretch(|first, last| {
                let (start, end) = (from + pitch * first, from + pitch * last + run);
                // Stretches ascend.
                hull = Some((hull.map_or(start, |(least, _)| least), end));
                visit(start.into(), end.into());
            });
            return hull.map(|(lo, end)| Interval { lo: lo.into(), hi: i128::from(end) - 1 });
        }
        let mut hull: Option<Interval> = None;
        let mut longer: Option<(i128, Shape)> = None;
        let Pages { shape, pitch, origin, .. } = &self;
        self.taken.for_each_stretch(|first, last| {
            let offset = |page: i64| i128::from(*origin) + i128::from(pitch * page);
            let span = offset(last) - offset(first);
            let start = offset(first) + shape.start;
            let own = Interval { lo: start, hi: start + span + shape.span - 1 };
            hull = Some(hull.map_or(own, |hull| hull.join(own)));
            let mut add = |offset: i128, shape: &Shape| {
                shape.for_each_run(|start| visit(offset + start, offset + start + shape.run));
            };
            // Neighbors make one run, which is repeated as theirs are.
            let run = span + shape.run;
            if i128::from(*pitch) <= shape.run && shape.runs() == 1 {
                visit(start, start + run);
                return;
            }
            if span > 0 && i128::from(*pitch) <= shape.run {
                if longer.as_ref().is_none_or(|(known, _)| *known != run) {
                    let longer_shape = shape.lengthened(run, u64::MAX);
                    longer = longer_shape.ok().map(|longer_shape| (run, longer_shape));
                }
                if let Some((_, longer)) = &longer {
                    add(offset(first), longer);
                    return;
                }
            }
            (first..=last).for_each(|page| add(offset(page), shape));
        });
        hull
    }
}

impl Taken {
    /// Visits the first and last of neighbors, ascending.
    fn for_each_stretch(&self, mut visit: impl FnMut(i64, i64)) {
        match self {
            Taken::List(list) => {
                let neighbors = list.chunk_by(|before, next| before + 1 == *next);
                for stretch in neighbors {
                    visit(stretch[0], stretch[stretch.len() - 1]);
                }
            }
            Taken::Bits(words) => {
                let mut open: Option<i64> = None;
                for (base, word) in (0_i64..).step_by(64).zip(words) {
                    let mut from = 0;
                    while from < 64 {
                        let next = match open {
                            // How many are taken from here on, or are not.
                            Some(_) => (!(word >> from)).trailing_zeros().min(64 - from),
                            None => (word >> from).trailing_zeros().min(64 - from),
                        };
                        from += next;
                        if from == 64 {
                            break;
                        }
                        let page = base + i64::from(from);
                        match open.take() {
                            Some(first) => visit(first, page - 1),
                            None => open = Some(page),
                        }
                    }
                }
                if let Some(first) = open {
                    let last = i64::try_from(words.len() * 64).unwrap_or(i64::MAX) - 1;
                    visit(first, last);
                }
            }
        }
    }
}
