//! What one access adds up to: bytes of its buffer, and executions.

use super::boxes::Shape;
use super::columns::narrow;
use super::interval::Interval;
use super::pages::Pages;
use super::ranges::ByteSet;

/// Sets of pages at a time; boxes that belong to none of them are added one by one.
const MAX_PAGE_SETS: usize = 8;

/// Fewer offsets than this are added one by one.
const FEW: usize = 4;

/// Boxes that are held back at a time.
const MAX_HELD: usize = 1 << 14;

/// Shapes that they may have.
const MAX_HELD_SHAPES: usize = 32;

/// Collects the boxes of one access.
#[derive(Clone, Debug)]
pub(super) struct Sink {
    /// Where offsets are counted from, and the buffer's size; `None` to count executions only.
    pub(super) place: Option<Place>,
    /// Bytes of the buffer that are touched.
    pub(super) bytes: ByteSet,
    /// Executions, saturating.
    pub(super) executions: u128,
    /// First and last byte touched, from the start of the buffer, inside of it or not.
    pub(super) hull: Option<Interval>,
    /// Boxes that are in neither of them yet.
    pages: Vec<Pages>,
    held: Held,
}

/// Boxes to be added in the order of their offsets, as last pages of sequences are: lists that
/// ascend are merged, not sorted.
#[derive(Clone, Debug, Default)]
struct Held {
    shapes: Vec<Shape>,
    /// Offset, and which shape.
    boxes: Vec<(i64, usize)>,
}

/// A place in a buffer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Byte that offsets are counted from.
    pub(super) base: u64,
    /// Size of the buffer.
    pub(super) size: u64,
    /// Ranges are widened to multiples of this.
    pub(super) granularity: u64,
}

impl Sink {
    pub(super) fn new(place: Option<Place>) -> Self {
        let (bytes, pages, held) = (ByteSet::new(), Vec::new(), Held::default());
        Sink { place, bytes, executions: 0, hull: None, pages, held }
    }

    /// Adds executions.
    pub(super) fn count(&mut self, executions: u128) {
        self.executions = self.executions.saturating_add(executions);
    }

    /// Adds the bytes of a box.
    pub(super) fn add(&mut self, offset: i128, shape: &Shape) {
        let Some(place) = self.place else { return };
        let offset = offset.saturating_add(place.base.into());
        let first = offset.saturating_add(shape.start);
        let last = first.saturating_add(shape.span - 1);
        let touched = Interval { lo: first, hi: last };
        self.hull = Some(self.hull.map_or(touched, |hull| hull.join(touched)));
        self.bytes.coarse |= shape.coarse;
        shape.for_each_run(|start| {
            let start = offset.saturating_add(start);
            self.add_range(place, start, start.saturating_add(shape.run));
        });
    }

    /// Adds the bytes of a box at `offset + factor*value` for each of some values; the sums do not
    /// overflow.
    pub(super) fn add_many(&mut self, offset: i64, factor: i64, values: &[i64], shape: &Shape) {
        let Some(place) = self.place else { return };
        let mut outside = Vec::new();
        let pitch = factor.abs();
        match narrow(place.base.into()).and_then(|base| offset.checked_add(base)) {
            Some(offset) if pitch > 0 => {
                let enough = values.len() >= FEW;
                match self.page_set(shape, pitch, offset, enough.then_some(place.size)) {
                    Some(pages) => {
                        pages.take(offset, factor.signum(), values, |value| outside.push(value));
                    }
                    None => outside.extend_from_slice(values),
                }
            }
            _ => outside.extend_from_slice(values),
        }
        for value in outside {
            self.hold(offset + factor * value, shape);
        }
    }

    /// Adds a box later, with others in order.
    fn hold(&mut self, offset: i64, shape: &Shape) {
        let Held { shapes, boxes } = &mut self.held;
        let known = shapes.iter().rposition(|known| known == shape);
        let position = known.unwrap_or_else(|| {
            shapes.push(shape.clone());
            shapes.len() - 1
        });
        boxes.push((offset, position));
        if boxes.len() >= MAX_HELD || shapes.len() > MAX_HELD_SHAPES {
            self.release();
        }
    }

    /// Adds the boxes that are held back.
    fn release(&mut self) {
        let Held { shapes, mut boxes } = std::mem::take(&mut self.held);
        boxes.sort_unstable();
        boxes.dedup();
        for (offset, position) in boxes {
            self.add(offset.into(), &shapes[position]);
        }
    }

    /// The pages among which a box at an offset is; new ones if the size of the buffer is given.
    fn page_set(
        &mut self,
        shape: &Shape,
        pitch: i64,
        offset: i64,
        size: Option<u64>,
    ) -> Option<&mut Pages> {
        if let Some(found) = self.pages.iter().position(|own| own.suit(shape, pitch, offset)) {
            return self.pages.get_mut(found);
        }
        if self.pages.len() < MAX_PAGE_SETS {
            self.pages.push(Pages::new(shape, pitch, offset, size?)?);
            return self.pages.last_mut();
        }
        None
    }

    /// Adds what is still held back; before that, bytes and hull are not complete.
    pub(super) fn finish(&mut self) {
        let Some(place) = self.place else { return };
        self.release();
        for pages in std::mem::take(&mut self.pages) {
            self.bytes.coarse |= pages.shape().coarse;
            self.bytes.reserve(pages.n_stretches());
            let hull = pages.for_each_range(|start, end| self.add_range(place, start, end));
            self.hull = match (self.hull, hull) {
                (Some(a), Some(b)) => Some(a.join(b)),
                (a, b) => a.or(b),
            };
        }
    }

    /// Adds all of another sink for the same place.
    pub(super) fn merge(&mut self, mut other: Sink) {
        other.finish();
        self.count(other.executions);
        self.hull = match (self.hull, other.hull) {
            (Some(a), Some(b)) => Some(a.join(b)),
            (a, b) => a.or(b),
        };
        self.bytes.union(other.bytes);
    }

    /// Adds a range, cut to the buffer.
    fn add_range(&mut self, place: Place, start: i128, end: i128) {
        if let (Ok(start), Ok(end)) = (u64::try_from(start), u64::try_from(end))
            && end <= place.size
        {
            let (start, end) = place.widen(start, end);
            self.bytes.add(start, end);
            return;
        }
        let size = i128::from(place.size);
        let cut = |byte: i128| u64::try_from(byte.clamp(0, size)).expect("a byte of a buffer fits");
        let (start, end) = (cut(start), cut(end));
        if start < end {
            let (start, end) = place.widen(start, end);
            self.bytes.add(start, end);
        }
    }
}

impl Place {
    /// Whether a box at an offset is inside of the buffer.
    pub(super) fn holds(self, offset: i128, shape: &Shape) -> bool {
        let first = offset.saturating_add(self.base.into()).saturating_add(shape.start);
        first >= 0 && first.saturating_add(shape.span) <= self.size.into()
    }

    /// The range widened to the granularity, inside of the buffer.
    pub(super) fn widen(self, start: u64, end: u64) -> (u64, u64) {
        let step = self.granularity;
        if step <= 1 {
            return (start, end);
        }
        let end = (end - 1) / step * step;
        (start / step * step, end.saturating_add(step).min(self.size))
    }
}
