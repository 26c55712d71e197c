//! Arguments of kernels, over all launches that were judged: how many are predicted as they are.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use kht_analyzer::verify::{BufferVerdict, Outcome, PointerPlace, Verdict};
use kht_schema::{Footprint, Kernel, ParamType};
use serde::Serialize;

use super::super::places;

/// The arguments of a kernel, by name.
#[derive(Default, Serialize)]
#[serde(transparent)]
pub(super) struct Pairs(BTreeMap<String, Pair>);

/// One argument over all launches that ran to their end.
#[derive(Default, Serialize)]
struct Pair {
    /// Launches that ran to their end.
    launches: usize,
    /// Those in which exactly the predicted bytes were read and written.
    equal: usize,
    /// Bytes that were read, and bytes that were written, over all launches.
    touched_bytes: u64,
    /// Bytes that were predicted and not touched.
    over_bytes: u64,
    /// Bytes that were touched and not predicted.
    missed_bytes: u64,
    /// Launches in which bytes were right, and predicted to move more or less often, or only
    /// between bounds.
    traffic_open: usize,
    /// Launches that were not equal.
    not_equal: Vec<u64>,
    /// What the footprint says of itself where they were not.
    why: BTreeSet<String>,
}

/// What all pairs of kernel and argument come to.
#[derive(Default, Serialize)]
pub(super) struct Figures {
    /// Pairs with a launch that ran to its end.
    pairs: usize,
    /// Those that were equal in all launches.
    pairs_equal: usize,
    /// Pairs of kernels of which no launch ran to its end.
    pairs_not_judged: usize,
    /// Bytes that were read, and bytes that were written.
    touched_bytes: u64,
    /// Bytes that were predicted and not touched.
    over_bytes: u64,
    /// Pairs of which bytes were touched and not predicted.
    missed: usize,
}

impl Pairs {
    /// All pointers of a kernel.
    pub(super) fn of(kernel: &Kernel) -> Self {
        let mut pairs = BTreeMap::new();
        for param in &kernel.params {
            let mut add = |ty: ParamType, at: Option<u32>| {
                if ty == ParamType::Pointer {
                    let place = PointerPlace { param: param.index, at };
                    pairs.insert(places(&[place]), Pair::default());
                }
            };
            add(param.ty, None);
            param.fields.iter().for_each(|field| add(field.ty, Some(field.at)));
        }
        Self(pairs)
    }

    /// Adds a launch that ran to its end.
    pub(super) fn add(&mut self, number: u64, predicted: &Footprint, verdict: &Verdict) {
        for buffer in &verdict.buffers {
            let reasons = predicted.buffers.iter().filter(|it| it.name == buffer.name);
            let reasons = reasons.flat_map(|it| &it.reasons).cloned().collect();
            self.count(number, reasons, buffer);
            self.first(buffer).count_bytes(buffer);
        }
    }

    /// Adds a launch that did not; what it missed counts all the same.
    pub(super) fn add_missed(&mut self, verdict: &Verdict) {
        for buffer in &verdict.buffers {
            self.first(buffer).missed_bytes += missed_bytes(buffer);
        }
    }

    /// The pair that the bytes of a buffer count for, however many pointers there are to it.
    fn first(&mut self, buffer: &BufferVerdict) -> &mut Pair {
        self.0.entry(names(buffer).swap_remove(0)).or_default()
    }

    /// Counts a launch for all pointers to a buffer.
    fn count(&mut self, number: u64, reasons: BTreeSet<String>, buffer: &BufferVerdict) {
        let equal = buffer.sides.iter().all(|side| side.extra == 0 && side.missed.is_empty());
        for name in names(buffer) {
            let pair = self.0.entry(name).or_default();
            pair.launches += 1;
            if equal {
                pair.equal += 1;
                pair.traffic_open += usize::from(buffer.outcome != Outcome::Equal);
            } else {
                pair.not_equal.push(number);
                pair.why.extend(reasons.iter().cloned());
            }
        }
    }

    /// A line for each pair that was not equal in all launches.
    pub(super) fn not_equal(&self) -> impl Iterator<Item = String> {
        let differs = |pair: &Pair| pair.equal < pair.launches || pair.missed_bytes > 0;
        self.0.iter().filter(move |(_, pair)| differs(pair)).map(|(name, pair)| {
            let Pair { launches, equal, touched_bytes, over_bytes, missed_bytes, .. } = pair;
            let why: Vec<&str> = pair.why.iter().map(String::as_str).collect();
            let missed = match missed_bytes {
                0 => String::new(),
                _ => format!(", {missed_bytes} MISSED"),
            };
            format!(
                "{name}: equal in {equal} of {launches} launches, {over_bytes} bytes over \
                 {touched_bytes}{missed}: {}",
                why.join("; ")
            )
        })
    }
}

/// Names of the pairs that a buffer belongs to. What only pointers in memory lead to is a pair of
/// its own.
fn names(buffer: &BufferVerdict) -> Vec<String> {
    let name = |place: &PointerPlace| places(std::slice::from_ref(place));
    match &buffer.pointers[..] {
        [] => vec!["behind pointers".to_owned()],
        all => all.iter().map(name).collect(),
    }
}

/// Bytes that were touched and not predicted; an atomic's count once.
fn missed_bytes(buffer: &BufferVerdict) -> u64 {
    let [reads, writes, _] = &buffer.sides;
    [reads, writes].into_iter().flat_map(|side| &side.missed).map(|[lo, hi]| hi - lo).sum()
}

impl Pair {
    fn count_bytes(&mut self, buffer: &BufferVerdict) {
        // What an atomic touches is read and written.
        let [reads, writes, _] = &buffer.sides;
        self.touched_bytes += reads.observed + writes.observed;
        self.over_bytes += reads.extra + writes.extra;
        self.missed_bytes += missed_bytes(buffer);
    }
}

impl Figures {
    /// Adds the pairs of a kernel.
    pub(super) fn add(&mut self, pairs: &Pairs) {
        for pair in pairs.0.values() {
            let judged = pair.launches > 0;
            self.pairs += usize::from(judged);
            self.pairs_not_judged += usize::from(!judged);
            self.pairs_equal += usize::from(judged && pair.equal == pair.launches);
            self.touched_bytes += pair.touched_bytes;
            self.over_bytes += pair.over_bytes;
            self.missed += usize::from(pair.missed_bytes > 0);
        }
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pairs, pairs_equal, pairs_not_judged, touched_bytes, over_bytes, missed } = self;
        write!(
            formatter,
            "{pairs_equal} of {pairs} arguments of kernels equal ({pairs_not_judged} not judged), \
             {over_bytes} bytes over {touched_bytes} touched, {missed} missed"
        )
    }
}

#[cfg(test)]
mod tests {
    use kht_analyzer::verify::{SideVerdict, TrafficVerdict};
    use kht_schema::ParamId;
    use kht_schema::footprint::{Count, WorkTotal};

    use super::*;

    fn verdict(params: &[u32], predicted: u64, observed: u64) -> Verdict {
        let side = |predicted: u64, observed: u64| SideVerdict {
            predicted,
            observed,
            missed: if predicted < observed { vec![[predicted, observed]] } else { Vec::new() },
            extra: predicted.saturating_sub(observed),
        };
        let traffic = TrafficVerdict { predicted: Count { lo: 0, hi: None }, observed: 0 };
        let pointer = |&param: &u32| PointerPlace { param: ParamId(param), at: None };
        let buffer = BufferVerdict {
            pointers: params.iter().map(pointer).collect(),
            name: "x".to_owned(),
            exactness: None,
            outcome: Outcome::Superset,
            sides: [side(predicted, observed), side(8, 8), side(0, 0)],
            traffic: [traffic; 3],
            missed_by: Vec::new(),
        };
        Verdict { kernel: "k".to_owned(), buffers: vec![buffer] }
    }

    #[test]
    fn an_argument_is_equal_if_it_always_is() {
        let footprint = Footprint {
            kernel: "k".to_owned(),
            granularity: 1,
            buffers: Vec::new(),
            work: WorkTotal::default(),
            notes: Vec::new(),
        };
        let mut pairs = Pairs::default();
        pairs.add(0, &footprint, &verdict(&[0, 2], 4, 4));
        pairs.add(1, &footprint, &verdict(&[0], 6, 4));
        pairs.add(2, &footprint, &verdict(&[1], 2, 4));
        pairs.add_missed(&verdict(&[2], 0, 4));
        let mut figures = Figures::default();
        figures.add(&pairs);
        let Figures { pairs: all, pairs_equal, touched_bytes, over_bytes, missed, .. } = figures;
        assert_eq!((all, pairs_equal, touched_bytes, over_bytes, missed), (3, 1, 36, 2, 2));
        let lines: Vec<String> = pairs.not_equal().collect();
        assert!(
            lines[0].starts_with("arg0: equal in 1 of 2 launches, 2 bytes over 24"),
            "{lines:?}"
        );
        assert!(lines[1].contains("2 MISSED") && lines[2].contains("4 MISSED"), "{lines:?}");
    }
}
