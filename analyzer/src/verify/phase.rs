//! `mbarrier`: a word of shared memory that counts arrivals and bytes, phase after phase.
//!
//! The word is opaque on a GPU. Here it holds, from the low bits: arrivals that are missing (20),
//! arrivals of a phase (20), bytes that are missing (23, signed), parity of the phase (1).

/// What a thread does to a barrier; the discriminants are written into the IR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum PhaseOp {
    /// Starts to count; the argument is the number of arrivals.
    Init = 0,
    /// Some arrive.
    Arrive = 1,
    /// Some arrive, and each phase from the next on has so many fewer.
    Drop = 2,
    /// Bytes will come.
    Expect = 3,
    /// Bytes have come.
    Complete = 4,
    /// Whether the phase with the argument's parity has ended.
    TestParity = 5,
    /// Whether the phase has ended in which an earlier operation answered with the argument.
    TestToken = 6,
}

impl PhaseOp {
    /// The operation with a discriminant.
    pub(super) fn from_code(code: u32) -> Self {
        match code {
            0 => Self::Init,
            1 => Self::Arrive,
            2 => Self::Drop,
            3 => Self::Expect,
            4 => Self::Complete,
            5 => Self::TestParity,
            _ => Self::TestToken,
        }
    }
}

const COUNT_BITS: u32 = 20;
const COUNT: u64 = (1 << COUNT_BITS) - 1;
const BYTES_BITS: u32 = 23;

/// A barrier's word in parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Phase {
    missing: u64,
    arrivals: u64,
    bytes: i64,
    parity: u64,
}

impl Phase {
    fn from_word(word: u64) -> Self {
        let bytes = (word >> (2 * COUNT_BITS)) << (64 - BYTES_BITS);
        Self {
            missing: word & COUNT,
            arrivals: word >> COUNT_BITS & COUNT,
            bytes: bytes.cast_signed() >> (64 - BYTES_BITS),
            parity: word >> 63,
        }
    }

    fn word(self) -> u64 {
        let bytes = self.bytes.cast_unsigned() & ((1 << BYTES_BITS) - 1);
        self.missing & COUNT
            | (self.arrivals & COUNT) << COUNT_BITS
            | bytes << (2 * COUNT_BITS)
            | self.parity << 63
    }

    /// Ends the phase if nothing is missing.
    fn settle(mut self) -> Self {
        if self.missing == 0 && self.bytes == 0 {
            self.missing = self.arrivals;
            self.parity ^= 1;
        }
        self
    }
}

/// The word afterwards, and the answer: whether a phase has ended, or a token of the current one.
pub(super) fn step(op: PhaseOp, word: u64, argument: u64) -> (u64, u64) {
    let phase = Phase::from_word(word);
    let token = phase.parity;
    let bytes = i64::try_from(argument).unwrap_or(i64::MAX);
    let next = match op {
        PhaseOp::Init => {
            let count = argument & COUNT;
            return (Phase { missing: count, arrivals: count, bytes: 0, parity: 0 }.word(), 0);
        }
        PhaseOp::Arrive => Phase { missing: phase.missing.saturating_sub(argument), ..phase },
        PhaseOp::Drop => Phase {
            missing: phase.missing.saturating_sub(argument),
            arrivals: phase.arrivals.saturating_sub(argument),
            ..phase
        },
        PhaseOp::Expect => {
            return (Phase { bytes: phase.bytes.saturating_add(bytes), ..phase }.word(), token);
        }
        PhaseOp::Complete => Phase { bytes: phase.bytes.saturating_sub(bytes), ..phase },
        PhaseOp::TestParity | PhaseOp::TestToken => {
            return (word, u64::from(phase.parity != argument & 1));
        }
    };
    (next.settle().word(), token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phases_end_when_all_arrived_and_all_bytes_came() {
        let test = |word: u64, parity: u64| step(PhaseOp::TestParity, word, parity).1 == 1;
        let (word, _) = step(PhaseOp::Init, 77, 2);
        assert!(!test(word, 0) && test(word, 1));
        let (word, _) = step(PhaseOp::Expect, word, 4096);
        let (word, token) = step(PhaseOp::Arrive, word, 1);
        let (word, _) = step(PhaseOp::Arrive, word, 1);
        assert!(!test(word, 0));
        let (word, _) = step(PhaseOp::Complete, word, 4000);
        assert_eq!(step(PhaseOp::TestToken, word, token).1, 0);
        let (word, _) = step(PhaseOp::Complete, word, 96);
        assert!(test(word, 0) && !test(word, 1));
        assert_eq!(step(PhaseOp::TestToken, word, token).1, 1);
        // The next phase waits for two again, one of which leaves for good.
        let (word, _) = step(PhaseOp::Drop, word, 1);
        let (word, _) = step(PhaseOp::Arrive, word, 1);
        assert!(test(word, 1));
        let (word, _) = step(PhaseOp::Arrive, word, 1);
        assert!(test(word, 0));
    }

    #[test]
    fn bytes_may_come_before_they_are_expected() {
        let (word, _) = step(PhaseOp::Init, 0, 1);
        let (word, _) = step(PhaseOp::Complete, word, 128);
        let (word, _) = step(PhaseOp::Expect, word, 128);
        let (word, _) = step(PhaseOp::Arrive, word, 1);
        assert_eq!(step(PhaseOp::TestParity, word, 0).1, 1);
    }
}
