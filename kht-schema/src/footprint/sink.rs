//! What one access adds up to: bytes of its buffer, and executions.

use super::boxes::Shape;
use super::interval::Interval;
use super::ranges::ByteSet;

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
        Sink { place, bytes: ByteSet::new(), executions: 0, hull: None }
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

    /// Adds a range, cut to the buffer.
    fn add_range(&mut self, place: Place, start: i128, end: i128) {
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
