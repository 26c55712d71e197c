//! The dice: every number of a launch, from one seeded generator.

use kht_schema::expr::{Axis, ScalarType};
use kht_schema::kernel::LaunchBounds;
use kht_schema::launch::Contents;
use kht_schema::{Kernel, Sym};

use super::Effort;
use super::hints::NumberHint;

/// Numbers that kernels take for sizes, strides and counts, from small to large.
const SIZES: [i64; 22] =
    [0, 1, 1, 2, 3, 4, 5, 7, 8, 16, 31, 32, 33, 48, 64, 65, 96, 100, 128, 192, 256, 512];

/// The widest vector that one instruction loads.
const VECTOR_BYTES: i64 = 16;

/// Shapes of blocks, from small to large.
const BLOCKS: [[u32; 3]; 14] = [
    [1, 1, 1],
    [32, 1, 1],
    [33, 1, 1],
    [64, 1, 1],
    [8, 8, 1],
    [32, 2, 1],
    [32, 4, 1],
    [128, 1, 1],
    [128, 1, 1],
    [16, 8, 1],
    [32, 2, 2],
    [256, 1, 1],
    [32, 8, 1],
    [16, 16, 1],
];

/// Shapes of grids, from small to large.
const GRIDS: [[u32; 3]; 8] =
    [[1, 1, 1], [2, 1, 1], [1, 2, 1], [1, 1, 2], [3, 1, 1], [2, 2, 1], [5, 1, 2], [3, 2, 2]];

/// A generator (splitmix64) and how far it may go.
pub(super) struct Draw {
    state: u64,
    effort: Effort,
    /// Whether sizes may be zero: what divides by one then does not run at all.
    zeros: bool,
    /// Whether wide numbers count bytes of whole vectors, as strides and offsets of OpenCL do.
    aligned: bool,
}

impl Draw {
    /// Kernels and efforts of one seed are drawn apart from each other.
    pub(super) fn new(kernel: &str, seed: u64, effort: Effort) -> Self {
        // FNV-1a, which is the same everywhere.
        let hash = kernel.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let seed = seed.wrapping_mul(Effort::ALL.len() as u64).wrapping_add(effort as u64);
        let state = hash ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut draw = Self { state, effort, zeros: false, aligned: false };
        draw.zeros = draw.one_in(4);
        draw.aligned = draw.one_in(2);
        draw
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number in `[0, bound)`; 0 if the bound is.
    fn below(&mut self, bound: usize) -> usize {
        let bits = usize::try_from(self.next() >> 33).unwrap_or(0);
        bits.checked_rem(bound).unwrap_or(0)
    }

    pub(super) fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }

    pub(super) fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }

    /// One of the first entries of a list that goes from small to large.
    fn up_to<T: Copy>(&mut self, of: &[T], large: usize, small: usize, tiny: usize) -> T {
        let known = match self.effort {
            Effort::Large => large,
            Effort::Small => small,
            Effort::Tiny => tiny,
        };
        of[self.below(known)]
    }

    /// A size; rarely a negative number, a flag if there is room for no more. What is divided is
    /// mostly a multiple.
    pub(super) fn integer(&mut self, bytes: u32, hint: NumberHint) -> i64 {
        let value = if hint.unit > 1 && !self.one_in(4) {
            hint.unit * self.up_to(&SIZES, 10, 6, 3)
        } else {
            self.up_to(&SIZES, SIZES.len(), 13, 4)
        };
        let value = if self.zeros { value } else { value.max(1) };
        // A kernel that divides by zero means nothing.
        let value = if hint.divides { value.max(hint.unit) } else { value };
        match bytes {
            8 if self.aligned => VECTOR_BYTES * value,
            1 => i64::from(self.one_in(2)),
            _ if self.effort == Effort::Large && !hint.natural && self.one_in(64) => -1,
            _ => value,
        }
    }

    /// A size that is not zero.
    pub(super) fn divisor(&mut self) -> u32 {
        let value = self.up_to(&SIZES, SIZES.len(), 13, 4).max(1);
        u32::try_from(value).unwrap_or(1)
    }

    /// Bits of a small number.
    pub(super) fn float(&mut self, bytes: u32) -> u64 {
        const VALUES: [(u64, u64, u64); 4] = [
            (0, 0, 0),
            (0x3c00, 0x3f80_0000, 0x3ff0_0000_0000_0000),
            (0x3800, 0x3f00_0000, 0x3fe0_0000_0000_0000),
            (0xbc00, 0xbf80_0000, 0xbff0_0000_0000_0000),
        ];
        let (half, single, double) = VALUES[self.below(VALUES.len())];
        match bytes {
            2 => half,
            4 => single,
            _ => double,
        }
    }

    pub(super) fn grid(&mut self, kernel: &Kernel) -> [u32; 3] {
        let drawn = self.up_to(&GRIDS, GRIDS.len(), 5, 2);
        Axis::ALL.map(|axis| as_in_the_host(kernel, Sym::Gdim(axis), drawn[axis.index()]))
    }

    /// A block within the limits of a kernel.
    pub(super) fn block(&mut self, kernel: &Kernel) -> [u32; 3] {
        let drawn = self.block_within(&kernel.launch_bounds);
        Axis::ALL.map(|axis| as_in_the_host(kernel, Sym::Bdim(axis), drawn[axis.index()]))
    }

    fn block_within(&mut self, bounds: &LaunchBounds) -> [u32; 3] {
        let drawn = self.up_to(&BLOCKS, BLOCKS.len(), 10, 4);
        if let Some(required) = bounds.required_block {
            return required;
        }
        let Some(most) = bounds.max_block else { return drawn };
        // Kernels with limits are mostly launched at them.
        let full = most.iter().map(|&it| u64::from(it)).product::<u64>() <= 1024;
        if full && !self.one_in(3) {
            return most;
        }
        std::array::from_fn(|axis| drawn[axis].min(most[axis].max(1)))
    }

    /// Integers that serve as indices, lengths and strides; some with a sentinel of -1.
    pub(super) fn integers(&mut self, ty: ScalarType, bytes: usize) -> Vec<u8> {
        let bound = self.up_to(&[2, 5, 9, 17, 64], 5, 4, 2);
        let sentinel = ty.signed() && self.one_in(4);
        let first = i64::from(self.one_in(2));
        let width = ty.bytes() as usize;
        let mut filled = Vec::with_capacity(bytes);
        while filled.len() + width <= bytes {
            let value = first + i64::try_from(self.below(bound)).unwrap_or(0);
            let value = if sentinel && self.one_in(6) { -1 } else { value };
            filled.extend_from_slice(&value.to_le_bytes()[..width]);
        }
        filled
    }

    /// Contents of a buffer of which no formula loads.
    pub(super) fn contents(&mut self, bytes: usize) -> Contents {
        match self.below(4) {
            0 | 1 => Contents::Zero,
            2 => Contents::Bytes(self.integers(ScalarType::I64, bytes)),
            _ => {
                let ones = [0x00, 0x3c].repeat(bytes / 2);
                Contents::Bytes(ones)
            }
        }
    }
}

/// An extent, moved into the range that all launches of the host have.
fn as_in_the_host(kernel: &Kernel, extent: Sym, drawn: u32) -> u32 {
    let stated = kernel.host_extents().find(|(sym, ..)| *sym == extent);
    let moved = stated.map(|(_, lo, hi)| i64::from(drawn).max(lo).min(hi));
    moved.and_then(|extent| u32::try_from(extent).ok()).unwrap_or(drawn)
}
