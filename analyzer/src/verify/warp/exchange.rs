//! How lanes of AMD waves exchange values, after the manuals of the instruction sets.

use super::{Lanes, Operands, WarpOp, equal_lanes};

/// Result of a lane.
pub(super) fn result(op: WarpOp, lane: usize, own: Operands, lanes: &Lanes) -> u64 {
    let width = lanes.len();
    let value = |lane: usize| lanes.get(lane).copied().flatten().map(|it| it.value);
    match op {
        WarpOp::FirstLane => lanes.iter().flatten().next().unwrap_or(&own).value,
        WarpOp::ReadLane => value(own.selector as usize % width).unwrap_or(own.value),
        WarpOp::WaveBallot => equal_lanes(lanes, |it| it.value != 0),
        WarpOp::Fetch => value(own.selector as usize / 4 % width).unwrap_or(0),
        WarpOp::Send => {
            // The last lane that sends here wins.
            let sends_here = |it: &&Operands| it.selector as usize / 4 % width == lane;
            lanes.iter().flatten().rev().find(sends_here).map_or(0, |it| it.value)
        }
        WarpOp::Dpp => data_parallel(lane, own, lanes),
        WarpOp::Swizzle => value(swizzled(lane, own.selector)).unwrap_or(0),
        WarpOp::RowPermute => {
            let crosses = own.value >> 32 & 1 == 1;
            let choice = u64::from(own.selector) | u64::from(own.clamp) << 32;
            let row = if crosses { lane & !15 ^ 16 } else { lane & !15 };
            let source = row + (choice >> (lane % 16 * 4) & 15) as usize;
            value(source).unwrap_or(own.value) & 0xffff_ffff
        }
        WarpOp::Swap => swap(lane, own, lanes),
        _ => own.value,
    }
}

/// `DPP`: a fixed pattern of sources, lanes switched off by rows and banks.
fn data_parallel(lane: usize, own: Operands, lanes: &Lanes) -> u64 {
    let old = u64::from(own.clamp);
    let (control, rows, banks) =
        (own.selector & 0xffff, own.selector >> 16 & 0xf, own.selector >> 20 & 0xf);
    let bound_control = own.selector >> 24 & 1 == 1;
    if rows >> (lane / 16 % 4) & 1 == 0 || banks >> (lane % 16 / 4) & 1 == 0 {
        return old;
    }
    let source = source(control, lane, lanes.len());
    match source.and_then(|source| lanes.get(source).copied().flatten()) {
        Some(found) => found.value,
        None if bound_control => 0,
        None => old,
    }
}

/// The lane that a DPP control reads from; `None` if it is out of range.
fn source(control: u32, lane: usize, width: usize) -> Option<usize> {
    let (row, position) = (lane & !15, lane % 16);
    let amount = (control & 15) as usize;
    Some(match control {
        // Quads: two bits for each lane of four.
        0..=0xff => (lane & !3) + (control >> (lane % 4 * 2) & 3) as usize,
        0x101..=0x10f => row + Some(position + amount).filter(|it| *it < 16)?,
        0x111..=0x11f => row + position.checked_sub(amount)?,
        0x121..=0x12f => row + (position + 16 - amount) % 16,
        0x130 => Some(lane + 1).filter(|it| *it < width)?,
        0x134 => (lane + 1) % width,
        0x138 => lane.checked_sub(1)?,
        0x13c => (lane + width - 1) % width,
        0x140 => row + 15 - position,
        0x141 => (lane & !7) + 7 - lane % 8,
        // Broadcasts of a row's last lane to the next row, and of lane 31 to the upper half.
        0x142 => row.checked_sub(1)?,
        0x143 => Some(31).filter(|_| lane >= 32)?,
        0x150..=0x15f => row + amount,
        0x160..=0x16f => row + (position ^ amount),
        _ => return None,
    })
}

/// `ds_swizzle`: four lanes by a table, or 32 lanes by masks.
fn swizzled(lane: usize, pattern: u32) -> usize {
    let part = |shift: u32| (pattern >> shift & 0x1f) as usize;
    if pattern & 0x8000 != 0 {
        (lane & !3) + (pattern >> (lane % 4 * 2) & 3) as usize
    } else {
        (lane & !31) + ((((lane % 32) & part(0)) | part(5)) ^ part(10))
    }
}

/// Rows (or halves) of two registers change places.
fn swap(lane: usize, own: Operands, lanes: &Lanes) -> u64 {
    let distance = own.selector as usize;
    let value = |lane: usize| lanes.get(lane).copied().flatten().unwrap_or(own).value;
    let (first, second) = (own.value & 0xffff_ffff, own.value >> 32);
    if lane & distance == 0 {
        // The second register's place here goes to the first register's over there.
        first | (value(lane ^ distance) & 0xffff_ffff) << 32
    } else {
        value(lane ^ distance) >> 32 | second << 32
    }
}

#[cfg(test)]
mod tests {
    use super::super::{LANES, resolve};
    use super::*;

    /// A wave whose lanes hold ten times their number.
    fn results(op: WarpOp, selector: u32, clamp: u32) -> [u64; LANES] {
        let lanes: [Option<Operands>; LANES] =
            std::array::from_fn(|lane| Some(Operands { value: lane as u64 * 10, selector, clamp }));
        resolve(op, &lanes)
    }

    const ALL: u32 = 0xff << 16;

    #[test]
    fn data_parallel_primitives_follow_their_control() {
        let by = |control: u32| results(WarpOp::Dpp, control | ALL, 7);
        // quad_perm:[1,0,3,2]
        assert_eq!(by(0xb1)[..4], [10, 0, 30, 20]);
        // row_shr:1 keeps the old value at the start of a row.
        assert_eq!(by(0x111)[15..18], [140, 7, 160]);
        assert_eq!(by(0x101)[14..17], [150, 7, 170]);
        assert_eq!(by(0x121)[16..18], [310, 160]);
        assert_eq!(by(0x140)[0], 150);
        assert_eq!(by(0x141)[8], 150);
        assert_eq!(by(0x142)[16], 150);
        assert_eq!(by(0x143)[31..33], [7, 310]);
        assert_eq!(by(0x13c)[0], 630);
        // Bound control makes it zero, and rows can be left out.
        assert_eq!(results(WarpOp::Dpp, 0x111 | ALL | 1 << 24, 7)[16], 0);
        let some_rows = results(WarpOp::Dpp, 0xb1 | 0xfa << 16, 7);
        assert_eq!((some_rows[0], some_rows[16]), (7, 170));
    }

    #[test]
    fn swizzles_and_permutations_pick_lanes() {
        assert_eq!(results(WarpOp::Swizzle, 0x1f | 1 << 10, 0)[..3], [10, 0, 30]);
        assert_eq!(results(WarpOp::Swizzle, 0x801b, 0)[4..8], [70, 60, 50, 40]);
        assert_eq!(results(WarpOp::Fetch, 4 * 33, 0)[5], 330);
        assert_eq!(results(WarpOp::ReadLane, 40, 0)[5], 400);
        assert_eq!(results(WarpOp::FirstLane, 0, 0)[5], 0);
        assert_eq!(results(WarpOp::WaveBallot, 0, 0)[5], u64::MAX - 1);
        assert_eq!(results(WarpOp::RowPermute, 0, 0)[20], 160);
    }

    #[test]
    fn swaps_exchange_halves_of_two_registers() {
        let lanes: [Option<Operands>; LANES] = std::array::from_fn(|lane| {
            let value = lane as u64 | (100 + lane as u64) << 32;
            Some(Operands { value, selector: 32, clamp: 0 })
        });
        let swapped = resolve(WarpOp::Swap, &lanes);
        assert_eq!((swapped[3] & 0xffff_ffff, swapped[3] >> 32), (3, 35));
        assert_eq!((swapped[35] & 0xffff_ffff, swapped[35] >> 32), (103, 135));
    }
}
