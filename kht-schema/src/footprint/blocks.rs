//! Blocks of a grid: parts of a launch that run apart, on another device or in a later wave.

use std::ops::Range;

use smallvec::{SmallVec, smallvec};

use crate::Launch;

/// Some blocks of a grid, as boxes that do not overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocks {
    boxes: SmallVec<[BlockBox; 1]>,
}

/// Blocks whose index is in a range on each axis.
pub(super) type BlockBox = [Range<u32>; 3];

impl Blocks {
    /// All blocks of a launch.
    #[must_use]
    pub fn all(launch: &Launch) -> Self {
        Blocks::axes(launch.grid.map(|extent| 0..extent))
    }

    /// The blocks with an index in these ranges, one per axis.
    #[must_use]
    pub fn axes(ranges: [Range<u32>; 3]) -> Self {
        let empty = ranges.iter().any(Range::is_empty);
        Blocks { boxes: if empty { SmallVec::new() } else { smallvec![ranges] } }
    }

    /// The blocks of a launch with a number in a range, where block (x, y, z) has number
    /// `x + gdim.x*(y + gdim.y*z)`: the order in which hardware mostly starts them.
    #[must_use]
    pub fn linear(launch: &Launch, numbers: Range<u64>) -> Self {
        let [nx, ny, nz] = launch.grid.map(u64::from);
        let end = numbers.end.min(nx.saturating_mul(ny).saturating_mul(nz));
        let mut boxes = SmallVec::new();
        let mut next = numbers.start;
        while next < end {
            let (x, y, z) = (next % nx, next / nx % ny, next / nx / ny);
            let left = end - next;
            // Whole planes, whole rows, or a part of a row, whichever is the largest to start here.
            let (nearest, taken) = if x == 0 && y == 0 && left >= nx * ny {
                let planes = left / (nx * ny);
                ([0..nx, 0..ny, z..z + planes], planes * nx * ny)
            } else if x == 0 && left >= nx {
                let rows = (left / nx).min(ny - y);
                ([0..nx, y..y + rows, z..z + 1], rows * nx)
            } else {
                let blocks = left.min(nx - x);
                ([x..x + blocks, y..y + 1, z..z + 1], blocks)
            };
            let index = |index: u64| u32::try_from(index).expect("an index below the extent");
            boxes.push(nearest.map(|range| index(range.start)..index(range.end)));
            next += taken;
        }
        Blocks { boxes }
    }

    /// The boxes, without what is beyond a grid.
    pub(super) fn within(&self, grid: [u32; 3]) -> impl Iterator<Item = BlockBox> {
        let cut = move |own: &BlockBox| {
            let [x, y, z] = own.clone();
            let mut cut = [x, y, z];
            for (range, extent) in cut.iter_mut().zip(grid) {
                *range = range.start..range.end.min(extent);
            }
            cut
        };
        self.boxes.iter().map(cut).filter(|own| !own.iter().any(Range::is_empty))
    }
}
