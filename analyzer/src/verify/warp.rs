//! What warp-wide instructions compute, once all lanes that take part have arrived.
//!
//! Pure functions from the operands of the lanes to their results, after the manuals of PTX (32
//! lanes) and of AMD (32 or 64, see [`exchange`]). Who takes part and when is decided by
//! [`super::schedule`]. Where a result is undefined (a shuffle from a lane that is not there), the
//! lane keeps its own value.

mod exchange;

/// Lanes of the widest warp.
pub(super) const LANES: usize = 64;

/// A bit for each lane of a warp.
pub(super) type LaneMask = u64;

/// A warp-wide instruction; the discriminants are what [`super::meaning`] writes into the IR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum WarpOp {
    /// `bar.warp.sync`.
    Sync = 0,
    /// `shfl.sync.up`.
    ShuffleUp = 1,
    /// `shfl.sync.down`.
    ShuffleDown = 2,
    /// `shfl.sync.bfly`.
    ShuffleXor = 3,
    /// `shfl.sync.idx`.
    ShuffleIndex = 4,
    /// `vote.sync.all`.
    VoteAll = 5,
    /// `vote.sync.any`.
    VoteAny = 6,
    /// `vote.sync.uni`.
    VoteUniform = 7,
    /// `vote.sync.ballot`.
    Ballot = 8,
    /// `match.any.sync`.
    MatchAny = 9,
    /// `match.all.sync`; the predicate is bit 32 of the result.
    MatchAll = 10,
    /// `redux.sync.add`.
    ReduceAdd = 11,
    /// `redux.sync.min.s32`.
    ReduceMin = 12,
    /// `redux.sync.max.s32`.
    ReduceMax = 13,
    /// `redux.sync.min.u32`.
    ReduceMinUnsigned = 14,
    /// `redux.sync.max.u32`.
    ReduceMaxUnsigned = 15,
    /// `redux.sync.and`.
    ReduceAnd = 16,
    /// `redux.sync.or`.
    ReduceOr = 17,
    /// `redux.sync.xor`.
    ReduceXor = 18,
    /// `elect.sync`; the predicate is bit 32 of the result.
    Elect = 19,
    /// `activemask`: the lanes that wait for it when nobody else in the warp can run.
    ActiveMask = 20,
    /// A tensor-core instruction: the value is the address of the lane's block of registers,
    /// selector and clamp are the instruction (see [`super::tensor`]).
    Tensor = 21,
    /// AMD `readfirstlane`.
    FirstLane = 22,
    /// AMD `readlane`: the value of the lane that the selector names.
    ReadLane = 23,
    /// AMD `ballot`: a bit for each lane of the wave.
    WaveBallot = 24,
    /// AMD `ds_bpermute`: the value of the lane at byte `selector / 4`.
    Fetch = 25,
    /// AMD `ds_permute`: the value goes to the lane at byte `selector / 4`.
    Send = 26,
    /// AMD data-parallel primitive: control, row mask, bank mask and bound control are the
    /// selector, the old value is the clamp.
    Dpp = 27,
    /// AMD `ds_swizzle`.
    Swizzle = 28,
    /// AMD `permlane16`: the low half of the clamp chooses within rows, bit 32 of the value
    /// crosses rows.
    RowPermute = 29,
    /// AMD `permlane32_swap` and `permlane16_swap`: the selector is the distance; both operands
    /// are in the value, and so are both results.
    Swap = 30,
}

impl WarpOp {
    /// All operations, at the place of their discriminant.
    const ALL: [Self; 31] = [
        Self::Sync,
        Self::ShuffleUp,
        Self::ShuffleDown,
        Self::ShuffleXor,
        Self::ShuffleIndex,
        Self::VoteAll,
        Self::VoteAny,
        Self::VoteUniform,
        Self::Ballot,
        Self::MatchAny,
        Self::MatchAll,
        Self::ReduceAdd,
        Self::ReduceMin,
        Self::ReduceMax,
        Self::ReduceMinUnsigned,
        Self::ReduceMaxUnsigned,
        Self::ReduceAnd,
        Self::ReduceOr,
        Self::ReduceXor,
        Self::Elect,
        Self::ActiveMask,
        Self::Tensor,
        Self::FirstLane,
        Self::ReadLane,
        Self::WaveBallot,
        Self::Fetch,
        Self::Send,
        Self::Dpp,
        Self::Swizzle,
        Self::RowPermute,
        Self::Swap,
    ];

    /// Whether those take part that arrive, once nobody else can, and not those of a mask.
    pub(super) fn takes_who_comes(self) -> bool {
        matches!(
            self,
            Self::ActiveMask
                | Self::FirstLane
                | Self::ReadLane
                | Self::WaveBallot
                | Self::Fetch
                | Self::Send
                | Self::Dpp
                | Self::Swizzle
                | Self::RowPermute
                | Self::Swap
        )
    }

    /// `shfl.sync` in one of the modes of PTX.
    pub(super) fn shuffle(mode: &str) -> Option<Self> {
        match mode {
            "up" => Some(Self::ShuffleUp),
            "down" => Some(Self::ShuffleDown),
            "bfly" => Some(Self::ShuffleXor),
            "idx" => Some(Self::ShuffleIndex),
            _ => None,
        }
    }

    /// The operation with a discriminant.
    pub(super) fn from_code(code: u32) -> Option<Self> {
        usize::try_from(code).ok().and_then(|code| Self::ALL.get(code)).copied()
    }
}

/// Operands of one lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Operands {
    /// Value that is exchanged, voted on, matched or reduced.
    pub(super) value: u64,
    /// Shuffles: lane, distance or mask.
    pub(super) selector: u32,
    /// Shuffles: clamp and segment mask, as in PTX.
    pub(super) clamp: u32,
}

/// Operands of the lanes of a warp; `None` stands for lanes that do not take part.
pub(super) type Lanes = [Option<Operands>];

/// Results of all lanes.
pub(super) fn resolve(op: WarpOp, lanes: &Lanes) -> [u64; LANES] {
    let group: LaneMask = equal_lanes(lanes, |_| true);
    let mut results = [0; LANES];
    for (lane, own) in lanes.iter().enumerate() {
        let Some(own) = own else { continue };
        results[lane] = match op {
            WarpOp::Sync => 0,
            WarpOp::ShuffleUp | WarpOp::ShuffleDown | WarpOp::ShuffleXor | WarpOp::ShuffleIndex => {
                shuffle(op, lane, *own, lanes)
            }
            WarpOp::VoteAll => u64::from(present(lanes).all(|it| it.value != 0)),
            WarpOp::VoteAny => u64::from(present(lanes).any(|it| it.value != 0)),
            WarpOp::VoteUniform => {
                u64::from(present(lanes).all(|it| (it.value != 0) == (own.value != 0)))
            }
            WarpOp::Ballot => equal_lanes(lanes, |it| it.value != 0),
            WarpOp::MatchAny => equal_lanes(lanes, |it| it.value == own.value),
            WarpOp::MatchAll => {
                let all = present(lanes).all(|it| it.value == own.value);
                if all { group | 1 << 32 } else { 0 }
            }
            WarpOp::ReduceAdd
            | WarpOp::ReduceMin
            | WarpOp::ReduceMax
            | WarpOp::ReduceMinUnsigned
            | WarpOp::ReduceMaxUnsigned
            | WarpOp::ReduceAnd
            | WarpOp::ReduceOr
            | WarpOp::ReduceXor => u64::from(reduce(op, lanes)),
            WarpOp::Elect => {
                let leader = group.trailing_zeros();
                u64::from(leader) | u64::from(lane == leader as usize) << 32
            }
            WarpOp::ActiveMask => group,
            WarpOp::Tensor => 0,
            WarpOp::FirstLane
            | WarpOp::ReadLane
            | WarpOp::WaveBallot
            | WarpOp::Fetch
            | WarpOp::Send
            | WarpOp::Dpp
            | WarpOp::Swizzle
            | WarpOp::RowPermute
            | WarpOp::Swap => exchange::result(op, lane, *own, lanes),
        };
    }
    results
}

/// Lanes that take part.
fn present(lanes: &Lanes) -> impl Iterator<Item = &Operands> {
    lanes.iter().flatten()
}

/// Mask of the lanes that take part and for which a condition holds.
fn equal_lanes(lanes: &Lanes, holds: impl Fn(&Operands) -> bool) -> LaneMask {
    lanes.iter().enumerate().fold(0, |mask, (lane, operands)| {
        mask | u64::from(operands.as_ref().is_some_and(&holds)) << lane
    })
}

/// Result of a shuffle: the value, and in bit 32 whether the source lane is in range.
fn shuffle(op: WarpOp, lane: usize, own: Operands, lanes: &Lanes) -> u64 {
    let lane = u32::try_from(lane).expect("a warp has 32 lanes");
    let (selector, clamp, segment) =
        (own.selector & 0x1f, own.clamp & 0x1f, (own.clamp >> 8) & 0x1f);
    let first = lane & segment;
    let limit = first | (clamp & !segment);
    let (source, in_range) = match op {
        WarpOp::ShuffleUp => {
            (lane.wrapping_sub(selector), i64::from(lane) - i64::from(selector) >= i64::from(limit))
        }
        WarpOp::ShuffleDown => (lane + selector, lane + selector <= limit),
        WarpOp::ShuffleXor => (lane ^ selector, lane ^ selector <= limit),
        _ => {
            let source = first | (selector & !segment);
            (source, source <= limit)
        }
    };
    let source = if in_range { source } else { lane };
    let value = lanes.get(source as usize).copied().flatten().unwrap_or(own).value;
    (value & 0xffff_ffff) | u64::from(in_range) << 32
}

/// Result of a reduction over 32-bit values.
#[expect(clippy::cast_possible_truncation, reason = "reductions are over 32-bit values")]
fn reduce(op: WarpOp, lanes: &Lanes) -> u32 {
    let values = present(lanes).map(|it| it.value as u32);
    let combine = |a: u32, b: u32| match op {
        WarpOp::ReduceMin => a.cast_signed().min(b.cast_signed()).cast_unsigned(),
        WarpOp::ReduceMax => a.cast_signed().max(b.cast_signed()).cast_unsigned(),
        WarpOp::ReduceMinUnsigned => a.min(b),
        WarpOp::ReduceMaxUnsigned => a.max(b),
        WarpOp::ReduceAnd => a & b,
        WarpOp::ReduceOr => a | b,
        WarpOp::ReduceXor => a ^ b,
        _ => a.wrapping_add(b),
    };
    values.reduce(combine).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lanes of a mask, each holding its own number times ten.
    fn lanes(mask: u32, selector: u32, clamp: u32) -> [Option<Operands>; 32] {
        std::array::from_fn(|lane| {
            (mask >> lane & 1 == 1).then_some(Operands { value: lane as u64 * 10, selector, clamp })
        })
    }

    fn values(op: WarpOp, lanes: &Lanes) -> Vec<u64> {
        resolve(op, lanes)[..lanes.len()].iter().map(|it| it & 0xffff_ffff).collect()
    }

    #[test]
    fn shuffles_follow_ptx() {
        let full = u32::MAX;
        assert_eq!(values(WarpOp::ShuffleXor, &lanes(full, 16, 31))[..3], [160, 170, 180]);
        // `__shfl_up_sync` clamps at lane 0: clamp operand 0.
        assert_eq!(values(WarpOp::ShuffleUp, &lanes(full, 2, 0))[..4], [0, 10, 0, 10]);
        assert_eq!(values(WarpOp::ShuffleDown, &lanes(full, 2, 31))[28..], [300, 310, 300, 310]);
        assert_eq!(values(WarpOp::ShuffleIndex, &lanes(full, 5, 31))[..2], [50, 50]);
        // Width 8: segment mask 0b11000, so lane 9 reads lane 8 + 3.
        let segmented = (0b11000 << 8) | 31;
        assert_eq!(values(WarpOp::ShuffleIndex, &lanes(full, 3, segmented))[9], 110);
        assert_eq!(values(WarpOp::ShuffleDown, &lanes(full, 1, segmented))[7], 70);
    }

    #[test]
    fn shuffle_from_an_absent_lane_keeps_the_own_value() {
        let half = lanes(0xffff, 16, 31);
        assert_eq!(values(WarpOp::ShuffleXor, &half)[3], 30);
        assert_eq!(resolve(WarpOp::ShuffleXor, &half)[3] >> 32, 1);
    }

    #[test]
    fn votes_and_matches_see_only_those_present() {
        let some = lanes(0b1110, 0, 0);
        assert_eq!(resolve(WarpOp::VoteAll, &some)[1], 1);
        assert_eq!(resolve(WarpOp::Ballot, &lanes(0b1111, 0, 0))[2], 0b1110);
        assert_eq!(resolve(WarpOp::VoteUniform, &lanes(0b0011, 0, 0))[0], 0);
        assert_eq!(resolve(WarpOp::MatchAny, &some)[2], 0b0100);
        assert_eq!(resolve(WarpOp::MatchAll, &some)[2], 0);
        assert_eq!(resolve(WarpOp::Elect, &some)[1], 1 | 1 << 32);
        assert_eq!(resolve(WarpOp::Elect, &some)[2], 1);
    }

    #[test]
    fn reductions_are_signed_or_unsigned() {
        let mut some = lanes(0b0110, 0, 0);
        some[0] = Some(Operands { value: u64::from(u32::MAX), selector: 0, clamp: 0 });
        assert_eq!(resolve(WarpOp::ReduceMin, &some)[0], u64::from(u32::MAX));
        assert_eq!(resolve(WarpOp::ReduceMinUnsigned, &some)[0], 10);
        assert_eq!(resolve(WarpOp::ReduceAdd, &some)[0], 29);
        assert_eq!(resolve(WarpOp::ReduceXor, &some)[1], u64::from(u32::MAX ^ 10 ^ 20));
    }
}
