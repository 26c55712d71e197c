//! What is in a buffer, byte by byte, computed when it is asked for.

use half::f16;

use crate::expr::ScalarType;

use super::Contents;

impl Contents {
    /// The integer of a type at a byte offset, for a buffer of `bytes` bytes.
    ///
    /// Floating-point numbers are read as their bits, and null pointers as zero.
    /// `None` if it is not known, an address for example, or not inside the buffer.
    #[must_use]
    pub fn integer(&self, bytes: u64, offset: u64, ty: ScalarType) -> Option<i64> {
        let len = ty.bytes() as usize;
        let end = offset.checked_add(u64::from(ty.bytes()))?;
        if bytes < end {
            return None;
        }
        let mut value = [0_u8; 8];
        self.copy_to(bytes, offset, &mut value[..len])?;
        let raw = i64::from_le_bytes(value);
        let unused = 64 - 8 * ty.bytes();
        // Sixty-four unsigned bits are read as signed too: there is no wider result.
        let shifted = raw << unused;
        Some(if ty.signed() { shifted >> unused } else { raw })
    }

    /// Copies the bytes from `offset` on; `None` if one of them is not known.
    fn copy_to(&self, bytes: u64, offset: u64, target: &mut [u8]) -> Option<()> {
        match self {
            Contents::Unknown => None,
            Contents::Zero => Some(()),
            Contents::Bytes(given) => {
                // Bytes beyond those given are zero, as the target is.
                let from = usize::try_from(offset).ok().filter(|from| *from < given.len());
                if let Some(from) = from {
                    let len = target.len().min(given.len() - from);
                    target[..len].copy_from_slice(&given[from..from + len]);
                }
                Some(())
            }
            Contents::RandomI32 { seed, low, high } => {
                let element = |idx| random_i32(*seed, idx, *low, *high).to_le_bytes();
                copy_elements(bytes, offset, target, element);
                Some(())
            }
            Contents::RandomFloat { seed, bytes: 2 } => {
                let element = |idx| f16::from_f32(random_unit(*seed, idx)).to_le_bytes();
                copy_elements(bytes, offset, target, element);
                Some(())
            }
            Contents::RandomFloat { seed, bytes: 4 } => {
                let element = |idx| random_unit(*seed, idx).to_le_bytes();
                copy_elements(bytes, offset, target, element);
                Some(())
            }
            Contents::RandomFloat { .. } => None,
            Contents::Pointers(pointers) => {
                let first = offset / 8;
                let last = (offset + target.len() as u64 - 1) / 8;
                let null = |idx: u64| {
                    let pointer = usize::try_from(idx).ok().and_then(|idx| pointers.get(idx));
                    pointer.is_none_or(Option::is_none)
                };
                (first..=last).all(null).then_some(())
            }
        }
    }
}

/// Copies from an array of elements that fills the buffer as far as whole elements fit.
fn copy_elements<const N: usize>(
    bytes: u64,
    offset: u64,
    target: &mut [u8],
    element: impl Fn(u64) -> [u8; N],
) {
    let size = N as u64;
    let mut current = None;
    for (at, byte) in (offset..).zip(target) {
        let (idx, within) = (at / size, at % size);
        if bytes / size <= idx {
            // The rest, which is zero.
            break;
        }
        let value = match current {
            Some((known, value)) if known == idx => value,
            _ => element(idx),
        };
        current = Some((idx, value));
        *byte = value[usize::try_from(within).unwrap_or(0)];
    }
}

/// Element `idx` of the sequence that all random contents are made from (splitmix64).
fn random_bits(seed: u64, idx: u64) -> u64 {
    let step = idx.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let z = seed.wrapping_add(step);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// `(x >> 40) / 2^23 - 1`, which has 24 bits and so is exact.
fn random_unit(seed: u64, idx: u64) -> f32 {
    const HALF: f32 = 8_388_608.0;
    let [_, _, _, _, _, low, middle, high] = random_bits(seed, idx).to_le_bytes();
    let scaled = u32::from_le_bytes([low, middle, high, 0]);
    #[expect(clippy::cast_precision_loss, reason = "the number has 24 bits, as many as an f32")]
    let scaled = scaled as f32;
    scaled / HALF - 1.0
}

/// `low + (x >> 32) % (high - low)`.
fn random_i32(seed: u64, idx: u64, low: i32, high: i32) -> i32 {
    let width = i64::from(high) - i64::from(low);
    let [_, _, _, _, high_bits @ ..] = random_bits(seed, idx).to_le_bytes();
    let draw = i64::from(u32::from_le_bytes(high_bits));
    // An empty range has one value, so that contents built by hand never divide by zero.
    let value = i64::from(low) + draw.checked_rem(width).unwrap_or(0);
    i32::try_from(value).unwrap_or(low)
}
