//! What evaluation works with: memory that is taken once and used again for each launch.

use super::Stop;
use super::form::Res;
use super::region::Region;

/// Regions of one site that may wait at a time.
const MAX_OPEN: usize = 128;

/// Regions to do, the last first.
#[derive(Clone, Debug, Default)]
pub(super) struct Work {
    regions: Vec<Region>,
    open: usize,
}

impl Work {
    /// Nothing to do.
    pub(super) fn clear(&mut self) {
        self.open = 0;
    }

    /// Adds a copy of a region.
    pub(super) fn add(&mut self, region: &Region) -> Res<&mut Region> {
        if self.open == MAX_OPEN {
            return Err(Stop::Budget);
        }
        if self.open == self.regions.len() {
            self.regions.push(Region::EMPTY);
        }
        let slot = &mut self.regions[self.open];
        self.open += 1;
        slot.copy_from(region);
        Ok(slot)
    }

    /// Takes the region back that was added last.
    pub(super) fn drop_last(&mut self) {
        self.open -= 1;
    }

    /// Moves the region that was added last out; false if there is none.
    pub(super) fn take(&mut self, into: &mut Region) -> bool {
        match self.open.checked_sub(1) {
            Some(last) => {
                into.copy_from(&self.regions[last]);
                self.open = last;
                true
            }
            None => false,
        }
    }
}
