//! Strided boxes in place: the bytes `start + Σ stride·[0, count) + [0, run)`.

use super::Stop;
use super::form::{Res, number};

/// Dimensions that a shape has at most.
pub(super) const DIMS: usize = 6;

/// One dimension: bytes per step, and steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Dim {
    pub(super) stride: i64,
    pub(super) count: i64,
}

/// The bytes of a box: one run, repeated; strides are positive and ascending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// First byte of the first run.
    pub(super) start: i64,
    /// Bytes of a run.
    pub(super) run: i64,
    n_dims: usize,
    dims: [Dim; DIMS],
}

impl Shape {
    /// The bytes of a box; dimensions of one step or without a stride do not matter.
    pub(super) fn new(start: i64, width: i64, dims: &mut [Dim]) -> Res<Shape> {
        let mut shape = Shape { start, run: width, n_dims: 0, dims: [Dim::default(); DIMS] };
        for dim in dims.iter_mut() {
            if dim.stride < 0 {
                let reach = i128::from(dim.stride) * i128::from(dim.count - 1);
                shape.start = number(i128::from(shape.start) + reach)?;
                dim.stride = -dim.stride;
            }
        }
        dims.sort_unstable_by_key(|dim| dim.stride);
        for dim in dims.iter().filter(|dim| dim.count > 1 && dim.stride != 0) {
            shape.extend(*dim)?;
        }
        Ok(shape)
    }

    pub(super) fn dims(&self) -> &[Dim] {
        &self.dims[..self.n_dims]
    }

    /// Adds a dimension whose stride is not below those before.
    fn extend(&mut self, dim: Dim) -> Res<()> {
        let reach = number(i128::from(dim.stride) * i128::from(dim.count - 1))?;
        if self.n_dims == 0 && dim.stride <= self.run {
            self.run = number(i128::from(self.run) + i128::from(reach))?;
            return Ok(());
        }
        // A step that lands on a run of the dimension below, or just behind its last.
        if let Some(last) = self.dims[..self.n_dims].last_mut()
            && dim.stride % last.stride == 0
            && dim.stride / last.stride <= last.count
        {
            let more = i128::from(dim.stride / last.stride) * i128::from(dim.count - 1);
            last.count = number(i128::from(last.count) + more)?;
            return Ok(());
        }
        *self.dims.get_mut(self.n_dims).ok_or(Stop::Size)? = dim;
        self.n_dims += 1;
        Ok(())
    }

    /// Number of runs, saturating.
    pub(super) fn runs(&self) -> i64 {
        self.dims().iter().fold(1, |runs: i64, dim| runs.saturating_mul(dim.count))
    }

    /// The byte after the last one.
    pub(super) fn end(&self) -> Res<i64> {
        let reach: i128 =
            self.dims().iter().map(|dim| i128::from(dim.stride) * i128::from(dim.count - 1)).sum();
        number(i128::from(self.start) + i128::from(self.run) + reach)
    }

    /// Whether no two runs have a byte in common.
    pub(super) fn is_disjoint(&self) -> bool {
        let mut span = i128::from(self.run);
        for dim in self.dims() {
            if i128::from(dim.stride) < span {
                return false;
            }
            span += i128::from(dim.stride) * i128::from(dim.count - 1);
        }
        true
    }

    pub(super) fn moved(mut self, by: i64) -> Res<Shape> {
        self.start = number(i128::from(self.start) + i128::from(by))?;
        Ok(self)
    }

    /// The same dimensions with another run, which may close gaps.
    pub(super) fn with_run(&self, start: i64, run: i64) -> Res<Shape> {
        let mut dims = self.dims;
        Shape::new(start, run, &mut dims[..self.n_dims])
    }

    /// Visits the first bytes of all runs.
    pub(super) fn for_each_run(&self, mut visit: impl FnMut(i64)) {
        let mut steps = [0_i64; DIMS];
        let mut at = self.start;
        loop {
            visit(at);
            let mut position = 0;
            loop {
                let Some(dim) = self.dims().get(position) else { return };
                steps[position] += 1;
                at += dim.stride;
                if steps[position] < dim.count {
                    break;
                }
                at -= dim.stride * dim.count;
                steps[position] = 0;
                position += 1;
            }
        }
    }
}
