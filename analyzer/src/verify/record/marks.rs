//! Touched bytes of a buffer, a bit for each.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use kht_schema::Op;

/// Bitmaps of one buffer, made when first needed. All workers share them: setting a bit twice
/// changes nothing, so the result does not depend on the order of blocks.
#[derive(Debug, Default)]
pub(in super::super) struct Marks {
    reads: OnceLock<Box<[AtomicU64]>>,
    writes: OnceLock<Box<[AtomicU64]>>,
    atomics: OnceLock<Box<[AtomicU64]>>,
}

impl Marks {
    /// Bitmap of an operation.
    fn map(&self, op: Op) -> &OnceLock<Box<[AtomicU64]>> {
        match op {
            Op::Load | Op::Prefetch => &self.reads,
            Op::Store => &self.writes,
            Op::Atomic => &self.atomics,
        }
    }

    /// Marks bytes of a buffer of `size` bytes, inside which the range lies; says whether any of
    /// them is new.
    pub(super) fn mark(&self, op: Op, size: u64, [mut offset, end]: [u64; 2]) -> bool {
        let words = self.map(op).get_or_init(|| {
            let words = usize::try_from(size.div_ceil(64)).expect("the buffer is in memory");
            std::iter::repeat_with(AtomicU64::default).take(words).collect()
        });
        let mut fresh = false;
        while offset < end {
            let bit = offset % 64;
            let take = (64 - bit).min(end - offset);
            let mask = (u64::MAX >> (64 - take)) << bit;
            let word = &words[usize::try_from(offset / 64).expect("the buffer is in memory")];
            // Bits are set far more often than they are new, so look before the locked operation.
            if word.load(Ordering::Relaxed) & mask != mask {
                word.fetch_or(mask, Ordering::Relaxed);
                fresh = true;
            }
            offset += take;
        }
        fresh
    }

    /// Marked bytes of operations as sorted, disjoint, half-open ranges.
    pub(in super::super) fn ranges(&self, ops: &[Op]) -> Vec<[u64; 2]> {
        let maps: Vec<&[AtomicU64]> =
            ops.iter().filter_map(|&op| self.map(op).get()).map(|it| &**it).collect();
        let Some(words) = maps.iter().map(|it| it.len()).max() else { return Vec::new() };
        let mut ranges = Vec::new();
        for index in 0..words {
            let word = maps.iter().fold(0, |word, map| word | map[index].load(Ordering::Relaxed));
            append_word(&mut ranges, index as u64 * 64, word);
        }
        ranges
    }
}

/// Appends the set bits of a word that starts at a byte offset.
fn append_word(ranges: &mut Vec<[u64; 2]>, start: u64, mut word: u64) {
    while word != 0 {
        let first = u64::from(word.trailing_zeros());
        let run = u64::from((word >> first).trailing_ones());
        let (lo, hi) = (start + first, start + first + run);
        match ranges.last_mut() {
            Some(last) if last[1] == lo => last[1] = hi,
            _ => ranges.push([lo, hi]),
        }
        word &= !((u64::MAX >> (64 - run)) << first);
    }
}
