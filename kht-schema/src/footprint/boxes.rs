//! Strided boxes: the bytes `offset + Σ stride·[0, count) + [0, width)` as intervals.
//!
//! Strides that do not leave a gap lengthen the run; others repeat it. Contiguous accesses of any
//! dimension so become one interval, in time that depends on the number of dimensions alone.

use smallvec::SmallVec;

use super::linear::{Res, Stop};

/// One dimension: how far a step goes, and how many steps there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dim {
    /// Bytes per step.
    pub(super) stride: i128,
    /// Values of the variable.
    pub(super) count: i128,
}

/// The bytes of a box, from its offset: one run, repeated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// First byte of the first run, from the offset.
    pub(super) start: i128,
    /// Bytes of a run.
    pub(super) run: i128,
    /// From the first byte of the first run to the end of the last.
    pub(super) span: i128,
    /// How the run repeats; strides are positive and ascending.
    repeats: SmallVec<[Dim; 4]>,
    /// Whether gaps were filled to keep the number of runs in limits.
    pub(super) coarse: bool,
}

impl Shape {
    /// The bytes of a box, widened as far as `granularity` will widen them anyhow.
    pub(super) fn new(dims: &[Dim], width: u64, granularity: u64, limit: u64) -> Res<Shape> {
        let mut start = 0_i128;
        let mut ascending: SmallVec<[Dim; 4]> = SmallVec::new();
        for dim in dims.iter().filter(|dim| dim.count > 1 && dim.stride != 0) {
            let reach = dim.stride.checked_mul(dim.count - 1).ok_or(Stop::Overflow)?;
            if reach < 0 {
                start = start.checked_add(reach).ok_or(Stop::Overflow)?;
            }
            ascending.push(Dim { stride: dim.stride.abs(), count: dim.count });
        }
        ascending.sort_by_key(|dim| dim.stride);
        let mut shape = Shape {
            start,
            run: i128::from(width),
            span: 0,
            repeats: SmallVec::new(),
            coarse: false,
        };
        for dim in ascending {
            shape.extend(dim, granularity.into())?;
        }
        shape.limit(limit)?;
        Ok(shape)
    }

    /// Number of runs, saturating.
    pub(super) fn runs(&self) -> u64 {
        let runs = self.repeats.iter().fold(1_i128, |runs, dim| runs.saturating_mul(dim.count));
        u64::try_from(runs).unwrap_or(u64::MAX)
    }

    /// The same with longer runs, which may close the gaps between them.
    pub(super) fn lengthened(&self, run: i128, limit: u64) -> Res<Shape> {
        let width = u64::try_from(run).map_err(|_| Stop::Overflow)?;
        let mut shape = Shape::new(&self.repeats, width, 1, limit)?;
        shape.start = self.start;
        shape.coarse |= self.coarse;
        Ok(shape)
    }

    /// The same repeated in one more dimension.
    pub(super) fn repeated(&self, dim: Dim, granularity: u64, limit: u64) -> Res<Shape> {
        let width = u64::try_from(self.run).map_err(|_| Stop::Overflow)?;
        let dims: SmallVec<[Dim; 4]> = self.repeats.iter().copied().chain([dim]).collect();
        let mut shape = Shape::new(&dims, width, granularity, limit)?;
        shape.start = shape.start.checked_add(self.start).ok_or(Stop::Overflow)?;
        shape.coarse |= self.coarse;
        Ok(shape)
    }

    /// First bytes of all runs, from the offset, ascending where runs do not interleave.
    pub(super) fn for_each_run(&self, mut visit: impl FnMut(i128)) {
        visit_runs(&self.repeats, self.start, &mut visit);
    }

    /// Adds a dimension whose stride is not below those before.
    fn extend(&mut self, dim: Dim, granularity: i128) -> Res<()> {
        let reach = dim.stride.checked_mul(dim.count - 1).ok_or(Stop::Overflow)?;
        if self.repeats.is_empty() && dim.stride <= self.run.max(granularity) {
            self.run = self.run.checked_add(reach).ok_or(Stop::Overflow)?;
            return Ok(());
        }
        // A step that lands on a run of the dimension below, or just behind its last.
        if let Some(last) = self.repeats.last_mut()
            && dim.stride % last.stride == 0
            && dim.stride / last.stride <= last.count
        {
            let more =
                (dim.stride / last.stride).checked_mul(dim.count - 1).ok_or(Stop::Overflow)?;
            last.count = last.count.checked_add(more).ok_or(Stop::Overflow)?;
            return Ok(());
        }
        self.repeats.push(dim);
        Ok(())
    }

    /// Fills the smallest gaps until there are few enough runs, and measures the span.
    fn limit(&mut self, limit: u64) -> Res<()> {
        let mut span = self.run;
        for dim in &self.repeats {
            let reach = dim.stride.checked_mul(dim.count - 1).ok_or(Stop::Overflow)?;
            span = span.checked_add(reach).ok_or(Stop::Overflow)?;
        }
        self.span = span;
        while self.runs() > limit && !self.repeats.is_empty() {
            let dim = self.repeats.remove(0);
            self.run += dim.stride * (dim.count - 1);
            self.coarse = true;
        }
        Ok(())
    }
}

fn visit_runs(repeats: &[Dim], start: i128, visit: &mut impl FnMut(i128)) {
    match repeats.split_last() {
        None => visit(start),
        Some((dim, inner)) => {
            for step in 0..dim.count {
                visit_runs(inner, start + step * dim.stride, visit);
            }
        }
    }
}
