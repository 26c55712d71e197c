//! A prediction against what happened.

use kht_schema::footprint::{BufferUse, Count};
use kht_schema::{Exactness, Footprint, Op};
use serde::Serialize;

use super::arguments::PointerPlace;
use super::ranges::{difference, total, union};
use super::summary::{Observed, ObservedBuffer};

/// What became of a prediction.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    /// Name of the kernel.
    pub kernel: String,
    /// Buffers in the order of [`Observed::buffers`].
    pub buffers: Vec<BufferVerdict>,
}

/// What became of the prediction for one buffer.
///
/// Pointers to the same buffer are judged together, because bytes do not say which pointer they
/// were reached by.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BufferVerdict {
    /// Arguments and fields that point to it.
    pub pointers: Vec<PointerPlace>,
    /// Name in the launch.
    pub name: String,
    /// The least exact of its predictions; `None` if there is none.
    pub exactness: Option<Exactness>,
    /// The verdict in one word.
    pub outcome: Outcome,
    /// Bytes read, written, and touched by atomics.
    pub sides: [SideVerdict; 3],
    /// Bytes moved by loads, stores and atomics.
    pub traffic: [TrafficVerdict; 3],
    /// Instructions that touched what was not predicted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missed_by: Vec<String>,
}

/// A verdict in one word; later ones are worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Predicted as it happened.
    Equal,
    /// More was predicted than happened, and the prediction said that this may be.
    Superset,
    /// More was predicted than happened, although the prediction said `exact`.
    NotExact,
    /// All bytes were predicted, but they were moved more or less often than predicted.
    Traffic,
    /// Bytes were touched that were not predicted.
    Missed,
}

impl Outcome {
    /// Whether a promise was broken.
    #[must_use]
    pub fn is_failure(self) -> bool {
        self >= Self::NotExact
    }
}

/// One set of bytes, predicted and observed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SideVerdict {
    /// Bytes that were predicted.
    pub predicted: u64,
    /// Bytes that were touched.
    pub observed: u64,
    /// Ranges that were touched and not predicted.
    pub missed: Vec<[u64; 2]>,
    /// Bytes that were predicted and not touched.
    pub extra: u64,
}

/// One count of bytes moved, predicted and observed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TrafficVerdict {
    /// What was predicted.
    pub predicted: Count,
    /// What happened.
    pub observed: u64,
}

impl TrafficVerdict {
    fn outcome(&self) -> Outcome {
        let Count { lo, hi } = self.predicted;
        if self.observed < lo || hi.is_some_and(|hi| hi < self.observed) {
            Outcome::Traffic
        } else if hi == Some(lo) {
            Outcome::Equal
        } else {
            Outcome::Superset
        }
    }
}

impl Verdict {
    /// The worst of all buffers.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.buffers.iter().map(|it| it.outcome).max().unwrap_or(Outcome::Equal)
    }

    /// Buffers and directions of bytes that were missed.
    pub(super) fn missed(&self) -> Vec<(String, Op, Vec<[u64; 2]>)> {
        let sides = |buffer: &BufferVerdict| {
            let ops = [Op::Load, Op::Store, Op::Atomic];
            let name = buffer.name.clone();
            let sides = buffer.sides.clone().into_iter().zip(ops);
            sides.map(move |(side, op)| (name.clone(), op, side.missed)).collect::<Vec<_>>()
        };
        self.buffers.iter().flat_map(sides).filter(|(_, _, ranges)| !ranges.is_empty()).collect()
    }
}

/// Compares a footprint at granularity 1 with what happened.
pub(super) fn compare(footprint: &Footprint, observed: &Observed) -> Verdict {
    let judge_one = |buffer: &ObservedBuffer| {
        let predictions: Vec<&BufferUse> =
            footprint.buffers.iter().filter(|it| it.name == buffer.name).collect();
        judge(buffer, &predictions)
    };
    Verdict {
        kernel: observed.kernel.clone(),
        buffers: observed.buffers.iter().map(judge_one).collect(),
    }
}

/// Judges the predictions for one buffer.
fn judge(buffer: &ObservedBuffer, predictions: &[&BufferUse]) -> BufferVerdict {
    let side = |ranges: fn(&BufferUse) -> &[[u64; 2]], observed: &[[u64; 2]]| {
        let predicted = union(predictions.iter().map(|it| ranges(it)));
        SideVerdict {
            predicted: total(&predicted),
            observed: total(observed),
            missed: difference(observed, &predicted),
            extra: total(&difference(&predicted, observed)),
        }
    };
    let count = |count: fn(&BufferUse) -> Count, observed: u64| {
        let predicted =
            predictions.iter().map(|it| count(it)).fold(Count { lo: 0, hi: Some(0) }, |sum, it| {
                Count {
                    lo: sum.lo.saturating_add(it.lo),
                    hi: sum.hi.zip(it.hi).and_then(|(a, b)| a.checked_add(b)),
                }
            });
        TrafficVerdict { predicted, observed }
    };
    let sides = [
        side(|it| &it.reads, &buffer.reads),
        side(|it| &it.writes, &buffer.writes),
        side(|it| &it.atomics, &buffer.atomics),
    ];
    let traffic = [
        count(|it| it.bytes_loaded, buffer.traffic.bytes_loaded),
        count(|it| it.bytes_stored, buffer.traffic.bytes_stored),
        count(|it| it.bytes_atomic, buffer.traffic.bytes_atomic),
    ];
    let exactness = predictions.iter().map(|it| it.exactness).max();
    BufferVerdict {
        pointers: buffer.pointers.clone(),
        name: buffer.name.clone(),
        exactness,
        outcome: outcome(exactness, &sides, &traffic),
        sides,
        traffic,
        missed_by: Vec::new(),
    }
}

/// The worst of bytes and traffic, given what was promised.
fn outcome(
    exactness: Option<Exactness>,
    sides: &[SideVerdict; 3],
    traffic: &[TrafficVerdict; 3],
) -> Outcome {
    let bytes = sides.iter().map(|side| match side {
        SideVerdict { missed, .. } if !missed.is_empty() => Outcome::Missed,
        SideVerdict { extra: 0, .. } => Outcome::Equal,
        SideVerdict { .. } => Outcome::Superset,
    });
    let moved = traffic.iter().map(TrafficVerdict::outcome);
    let worst = bytes.chain(moved).max().unwrap_or(Outcome::Equal);
    match (worst, exactness) {
        (Outcome::Superset, Some(Exactness::Exact)) => Outcome::NotExact,
        _ => worst,
    }
}

#[cfg(test)]
mod tests {
    use kht_schema::ParamId;

    use super::super::summary::{Requests, Traffic};
    use super::*;

    fn observed(reads: &[[u64; 2]]) -> ObservedBuffer {
        ObservedBuffer {
            pointers: vec![PointerPlace { param: ParamId(0), at: None }],
            name: "x".to_owned(),
            bytes: 100,
            reads: reads.to_vec(),
            writes: Vec::new(),
            atomics: Vec::new(),
            traffic: Traffic { bytes_loaded: total(reads), ..Traffic::default() },
            requests: Requests::default(),
        }
    }

    fn predicted(exactness: Exactness, reads: &[[u64; 2]], loaded: Count) -> BufferUse {
        BufferUse {
            param: Some(ParamId(0)),
            at: None,
            name: "x".to_owned(),
            exactness,
            reasons: Vec::new(),
            reads: reads.to_vec(),
            writes: Vec::new(),
            atomics: Vec::new(),
            bytes_loaded: loaded,
            bytes_stored: Count { lo: 0, hi: Some(0) },
            bytes_atomic: Count { lo: 0, hi: Some(0) },
        }
    }

    #[track_caller]
    fn check(exactness: Exactness, reads: &[[u64; 2]], loaded: Count, expected: Outcome) {
        let prediction = predicted(exactness, reads, loaded);
        let verdict = judge(&observed(&[[0, 8], [16, 24]]), &[&prediction]);
        assert_eq!(verdict.outcome, expected);
    }

    #[test]
    fn bytes_and_traffic_decide() {
        let known = |count: u64| Count { lo: count, hi: Some(count) };
        let some = Count { lo: 0, hi: None };
        check(Exactness::Exact, &[[0, 8], [16, 24]], known(16), Outcome::Equal);
        check(Exactness::Exact, &[[0, 24]], known(16), Outcome::NotExact);
        check(Exactness::Exact, &[[0, 8], [16, 24]], some, Outcome::NotExact);
        check(Exactness::Upper, &[[0, 24]], some, Outcome::Superset);
        check(Exactness::Upper, &[[0, 20]], some, Outcome::Missed);
        check(Exactness::Unknown, &[[0, 100]], known(15), Outcome::Traffic);
        check(Exactness::Exact, &[[0, 8], [16, 24]], known(24), Outcome::Traffic);
        check(Exactness::Upper, &[[0, 20]], known(24), Outcome::Missed);
    }

    #[test]
    fn pointers_to_one_buffer_are_judged_together() {
        let known = |count: u64| Count { lo: count, hi: Some(count) };
        let first = predicted(Exactness::Exact, &[[0, 8]], known(8));
        let second = predicted(Exactness::Exact, &[[16, 24]], known(8));
        let verdict = judge(&observed(&[[0, 8], [16, 24]]), &[&first, &second]);
        assert_eq!(verdict.outcome, Outcome::Equal);
        assert_eq!(judge(&observed(&[[0, 8]]), &[]).outcome, Outcome::Missed);
        assert_eq!(judge(&observed(&[]), &[]).outcome, Outcome::Equal);
    }
}
