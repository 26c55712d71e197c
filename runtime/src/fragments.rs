//! Fragments: how the buffers of a workload are cut into the units that are placed.

use crate::ids::{BufferId, FragmentId, MemoryId};
use crate::units::Bytes;

/// Most fragments of a run; beyond it the directory alone would take gigabytes.
pub const MAX_FRAGMENTS: u64 = 1 << 24;

/// A buffer, as far as cutting it needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Size; more than zero.
    pub bytes: Bytes,
    /// Size of its fragments, except for a shorter last one; more than zero.
    pub fragment: Bytes,
    /// Where it is at the start.
    pub home: MemoryId,
}

/// A byte range of one buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The buffer.
    pub buffer: BufferId,
    /// First byte of it.
    pub offset: u64,
    /// Size.
    pub bytes: Bytes,
    /// Where it is at the start.
    pub home: MemoryId,
}

/// All fragments of all buffers, numbered by buffer and offset.
#[derive(Clone, Debug)]
pub struct Fragmentation {
    extents: Vec<Extent>,
    /// Number of the first fragment of each buffer, and of one after the last.
    first: Vec<u32>,
}

impl Fragmentation {
    /// Cuts buffers; `None` if there were more than [`MAX_FRAGMENTS`].
    #[must_use]
    pub fn new(extents: Vec<Extent>) -> Option<Fragmentation> {
        let mut first = vec![0u32];
        let mut n_fragments = 0u64;
        for extent in &extents {
            n_fragments += extent.bytes.0.div_ceil(extent.fragment.0);
            if n_fragments > MAX_FRAGMENTS {
                return None;
            }
            first.push(u32::try_from(n_fragments).ok()?);
        }
        Some(Fragmentation { extents, first })
    }

    /// Number of fragments.
    #[must_use]
    pub fn len(&self) -> usize {
        self.first.last().map_or(0, |n| *n as usize)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All fragments, in order of their ids.
    pub fn ids(&self) -> impl Iterator<Item = FragmentId> + use<> {
        (0..self.len()).map(FragmentId::from_index)
    }

    /// One fragment.
    #[must_use]
    pub fn piece(&self, fragment: FragmentId) -> Piece {
        let idx = self.first.partition_point(|first| *first <= fragment.0) - 1;
        let extent = &self.extents[idx];
        let offset = u64::from(fragment.0 - self.first[idx]) * extent.fragment.0;
        Piece {
            buffer: BufferId::from_index(idx),
            offset,
            bytes: Bytes(extent.fragment.0.min(extent.bytes.0 - offset)),
            home: extent.home,
        }
    }

    /// The fragments that a byte range of a buffer overlaps, with the bytes of each overlap.
    ///
    /// What lies beyond the end of the buffer is ignored.
    pub fn overlaps(
        &self,
        buffer: BufferId,
        [start, end]: [u64; 2],
    ) -> impl Iterator<Item = (FragmentId, Bytes)> + use<> {
        let extent = self.extents[buffer.index()];
        let first = self.first[buffer.index()];
        let size = extent.fragment.0;
        let end = end.min(extent.bytes.0);
        let pieces = if start < end { start / size..end.div_ceil(size) } else { 0..0 };
        pieces.map(move |idx| {
            let from = start.max(idx * size);
            let to = end.min(idx.saturating_add(1).saturating_mul(size));
            let idx = u32::try_from(idx).expect("the number of fragments is limited");
            (FragmentId(first + idx), Bytes(to - from))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two_buffers() -> Fragmentation {
        let extent =
            |bytes| Extent { bytes: Bytes(bytes), fragment: Bytes(100), home: MemoryId(0) };
        Fragmentation::new(vec![extent(250), extent(100)]).unwrap()
    }

    #[test]
    fn pieces_cover_their_buffers() {
        let fragmentation = two_buffers();
        let pieces: Vec<(u32, u64, u64)> = fragmentation
            .ids()
            .map(|id| fragmentation.piece(id))
            .map(|piece| (piece.buffer.0, piece.offset, piece.bytes.0))
            .collect();
        assert_eq!(pieces, [(0, 0, 100), (0, 100, 100), (0, 200, 50), (1, 0, 100)]);
    }

    #[test]
    fn overlaps_add_up_to_the_range() {
        let fragmentation = two_buffers();
        let overlaps = |buffer, range| -> Vec<(u32, u64)> {
            let found = fragmentation.overlaps(BufferId(buffer), range);
            found.map(|(fragment, bytes)| (fragment.0, bytes.0)).collect()
        };
        assert_eq!(overlaps(0, [90, 210]), [(0, 10), (1, 100), (2, 10)]);
        assert_eq!(overlaps(0, [200, 900]), [(2, 50)]);
        assert_eq!(overlaps(1, [0, 100]), [(3, 100)]);
        assert_eq!(overlaps(1, [7, 7]), []);
    }

    #[test]
    fn too_many_fragments_are_refused() {
        let extent = Extent { bytes: Bytes(1 << 40), fragment: Bytes(1), home: MemoryId(0) };
        assert!(Fragmentation::new(vec![extent]).is_none());
    }
}
