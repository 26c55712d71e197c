//! What sites add up to: runs of bytes, repeated or not, and how often they are executed.

use super::Stop;
use super::form::Res;
use super::shape::Shape;

/// Ranges of all sites of a launch together, at most; beyond, the footprint engine answers.
pub(super) const MAX_RANGES: usize = 1 << 20;

/// A part of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) from: usize,
    pub(super) to: usize,
}

/// What a site adds up to, its bytes counted from where the pointer points to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Outcome {
    pub(super) ranges: Part,
    pub(super) shapes: Part,
    /// First byte, and the one after the last; equal if there is none.
    pub(super) hull: [i64; 2],
    pub(super) executions: u64,
}

/// Collects what sites touch.
#[derive(Clone, Debug, Default)]
pub(super) struct Sink {
    pub(super) ranges: Vec<[i64; 2]>,
    pub(super) shapes: Vec<Shape>,
    /// Of the site at hand.
    first_range: usize,
    first_shape: usize,
    hull: Option<[i64; 2]>,
    executions: u64,
}

impl Sink {
    /// Forgets everything but the memory.
    pub(super) fn clear(&mut self) {
        self.ranges.clear();
        self.shapes.clear();
        self.start();
    }

    /// Starts a site.
    pub(super) fn start(&mut self) {
        (self.first_range, self.first_shape) = (self.ranges.len(), self.shapes.len());
        (self.hull, self.executions) = (None, 0);
    }

    /// What the site added up to.
    pub(super) fn finish(&self) -> Outcome {
        Outcome {
            ranges: Part { from: self.first_range, to: self.ranges.len() },
            shapes: Part { from: self.first_shape, to: self.shapes.len() },
            hull: self.hull.unwrap_or([0, 0]),
            executions: self.executions,
        }
    }

    pub(super) fn count(&mut self, executions: u64) -> Res<()> {
        self.executions = self.executions.checked_add(executions).ok_or(Stop::Overflow)?;
        Ok(())
    }

    pub(super) fn add(&mut self, shape: &Shape) -> Res<()> {
        let (start, end) = (shape.start, shape.end()?);
        self.hull = Some(match self.hull {
            Some([first, last]) => [first.min(start), last.max(end)],
            None => [start, end],
        });
        if shape.dims().is_empty() {
            // Walks mostly come by in order.
            if self.ranges.len() > self.first_range
                && let Some([first, last]) = self.ranges.last_mut()
                && *first <= start
                && start <= *last
            {
                *last = end.max(*last);
                return Ok(());
            }
            if self.ranges.len() >= MAX_RANGES {
                return Err(Stop::Ranges);
            }
            self.ranges.push([start, end]);
        } else {
            if self.shapes.len() >= MAX_RANGES >> 4 {
                return Err(Stop::Ranges);
            }
            self.shapes.push(*shape);
        }
        Ok(())
    }
}
