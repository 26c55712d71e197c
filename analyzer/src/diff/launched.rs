//! What two tables say of launches: traffic and footprint of each pointer, evaluated on both sides.

use std::collections::BTreeMap;

use kht_schema::expr::Pointer;
use kht_schema::footprint::{BufferUse, Count, Options as Evaluation};
use kht_schema::{Footprint, Kernel, Launch, footprint};
use kht_schema::{Heat, HeatSide};

use super::{Finding, Options, Rule, Verdict, pointer_name};
use crate::launches::{Effort, random};

/// Points to enumerate per access of a launch that is drawn.
const BUDGET: u64 = 1 << 16;

/// Differences at launches: those given for the kernel, or else those drawn for it.
pub(super) fn compare(before: &Kernel, after: &Kernel, options: &Options<'_>) -> Vec<Finding> {
    let given: Vec<&Launch> =
        options.launches.iter().filter(|launch| launch.kernel == before.name).collect();
    let mut compared = Compared::new(before, after, options.tolerance);
    if given.is_empty() {
        if !may_differ(before, after) {
            return Vec::new();
        }
        for seed in 0..options.samples {
            compared.drawn(&random(before, seed, Effort::Small));
        }
    }
    for launch in &given {
        compared.given(launch);
    }
    compared.findings(!given.is_empty())
}

/// Whether formulas of a kernel are others than before: if not, no launch can tell them apart.
fn may_differ(before: &Kernel, after: &Kernel) -> bool {
    let without_places = |kernel: &Kernel| {
        let mut kernel = kernel.clone();
        kernel.accesses.iter_mut().for_each(|access| access.source = None);
        kernel.loops.iter_mut().for_each(|each| each.source = None);
        kernel.opaques.iter_mut().for_each(|opaque| {
            opaque.why.source = None;
            opaque.why.instruction.clear();
        });
        (kernel.accesses, kernel.loops, kernel.values, kernel.opaques)
    };
    without_places(before) != without_places(after)
}

/// What is measured of a pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Measure {
    Loaded,
    Stored,
    Atomic,
    /// Different bytes read.
    Read,
    /// Different bytes written.
    Written,
}

impl Measure {
    fn rule(self) -> Rule {
        match self {
            Measure::Loaded | Measure::Stored | Measure::Atomic => Rule::Traffic,
            Measure::Read | Measure::Written => Rule::Footprint,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Measure::Loaded => "bytes loaded",
            Measure::Stored => "bytes stored",
            Measure::Atomic => "bytes by atomics",
            Measure::Read => "bytes read",
            Measure::Written => "bytes written",
        }
    }

    /// The closed form of a traffic.
    fn formula(self, heat: &Heat) -> Option<String> {
        let text = |side: &Option<HeatSide>| {
            side.as_ref()?.traffic_bytes.as_ref().map(ToString::to_string)
        };
        match self {
            Measure::Loaded => text(&heat.read),
            Measure::Stored => text(&heat.write),
            Measure::Atomic => text(&heat.atomic),
            Measure::Read | Measure::Written => None,
        }
    }
}

/// A number that differs at some launches.
#[derive(Clone, Debug)]
struct Change {
    /// The launch where the factor is farthest from one.
    before: Count,
    after: Count,
    factor: f64,
    worse: usize,
    better: usize,
}

struct Compared<'k> {
    before: &'k Kernel,
    after: &'k Kernel,
    tolerance: f64,
    /// Launches that both sides have an answer for.
    launches: usize,
    changes: BTreeMap<(Pointer, Measure), Change>,
    refused: Vec<String>,
}

impl<'k> Compared<'k> {
    fn new(before: &'k Kernel, after: &'k Kernel, tolerance: f64) -> Self {
        let (changes, refused) = (BTreeMap::new(), Vec::new());
        Compared { before, after, tolerance, launches: 0, changes, refused }
    }

    /// A launch that somebody cares for.
    fn given(&mut self, launch: &Launch) {
        let options = Evaluation::default();
        let before = footprint::footprint(self.before, launch, &options);
        let after = footprint::footprint(self.after, launch, &options);
        match (before, after) {
            (Ok(before), Ok(after)) => self.add(&before, &after),
            (Err(error), Err(_)) | (Ok(_), Err(error)) => self.refused.push(error.to_string()),
            (Err(_), Ok(_)) => {}
        }
    }

    /// One that nobody asked for: where it does not fit, nothing is said.
    fn drawn(&mut self, launch: &Launch) {
        let options = Evaluation { granularity: 1, budget: BUDGET };
        let before = footprint::footprint(self.before, launch, &options);
        let after = footprint::footprint(self.after, launch, &options);
        if let (Ok(before), Ok(after)) = (before, after) {
            self.add(&before, &after);
        }
    }

    fn add(&mut self, before: &Footprint, after: &Footprint) {
        self.launches += 1;
        let measured = measured(after);
        for (key, before) in self::measured(before) {
            let after = measured.get(&key).copied().unwrap_or(exactly(0));
            self.hold(key, before, after);
        }
        let known = self::measured(before);
        for (key, after) in measured {
            if !known.contains_key(&key) {
                self.hold(key, exactly(0), after);
            }
        }
    }

    fn hold(&mut self, key: (Pointer, Measure), before: Count, after: Count) {
        if before == after || self.is_within_tolerance(before, after) {
            return;
        }
        let most = |count: Count| count.hi.unwrap_or(u64::MAX);
        let verdict = Verdict::of_less(&(most(before), before.lo), &(most(after), after.lo));
        let factor = factor(before, after);
        let change = self.changes.entry(key).or_insert(Change {
            before,
            after,
            factor,
            worse: 0,
            better: 0,
        });
        change.worse += usize::from(verdict == Verdict::Worse);
        change.better += usize::from(verdict == Verdict::Better);
        if change.factor.ln().abs() < factor.ln().abs() {
            (change.before, change.after, change.factor) = (before, after, factor);
        }
    }

    fn is_within_tolerance(&self, before: Count, after: Count) -> bool {
        let within = |before: u64, after: u64| {
            wide(after) <= wide(before) * (1.0 + self.tolerance / 100.0)
                && wide(before) <= wide(after) * (1.0 + self.tolerance / 100.0)
        };
        match (before.hi, after.hi) {
            (Some(old), Some(new)) => within(before.lo, after.lo) && within(old, new),
            (None, None) => within(before.lo, after.lo),
            _ => false,
        }
    }

    fn findings(self, given: bool) -> Vec<Finding> {
        let refused = self.refused.iter().map(|message| Finding {
            rule: Rule::Arguments,
            verdict: Verdict::Worse,
            subject: "launch".to_owned(),
            before: String::new(),
            after: message.clone(),
            note: "no answer".to_owned(),
            source: self.after.source.clone(),
        });
        let changes = self
            .changes
            .iter()
            .map(|((pointer, measure), change)| self.finding(*pointer, *measure, change, given));
        refused.chain(changes).collect()
    }

    fn finding(&self, pointer: Pointer, measure: Measure, it: &Change, given: bool) -> Finding {
        let verdict = match (it.worse, it.better) {
            (0, 0) => Verdict::Changed,
            (0, _) => Verdict::Better,
            (_, 0) => Verdict::Worse,
            // Hotter here and colder there: somebody should look.
            _ => Verdict::Worse,
        };
        let kind = if given { "" } else { " drawn" };
        let changed = it.worse.max(it.better);
        let mut note =
            format!("{:.2}× at {changed} of {}{kind} launches", it.factor, self.launches);
        let formula = |kernel: &Kernel| {
            let heat = kernel
                .heat
                .iter()
                .find(|heat| (heat.param, heat.at) == (pointer.param, pointer.at));
            heat.and_then(|heat| measure.formula(heat))
        };
        if let (Some(old), Some(new)) = (formula(self.before), formula(self.after))
            && old != new
        {
            note += &format!("; {old} became {new}");
        }
        let heat = self.after.accesses.iter().find(|access| {
            crate::facts::pointer_of(&access.root) == pointer && access.source.is_some()
        });
        Finding {
            rule: measure.rule(),
            verdict,
            subject: format!("{}, {}", pointer_name(self.after, pointer), measure.words()),
            before: shown(it.before),
            after: shown(it.after),
            note,
            source: heat.and_then(|access| access.source.clone()),
        }
    }
}

fn measured(footprint: &Footprint) -> BTreeMap<(Pointer, Measure), Count> {
    let each = footprint.buffers.iter().filter_map(|buffer| {
        let BufferUse {
            param, at, reads, writes, bytes_loaded, bytes_stored, bytes_atomic, ..
        } = buffer;
        let pointer = Pointer { param: (*param)?, at: *at };
        let unique =
            |ranges: &[[u64; 2]]| exactly(ranges.iter().map(|[start, end]| end - start).sum());
        Some([
            ((pointer, Measure::Loaded), *bytes_loaded),
            ((pointer, Measure::Stored), *bytes_stored),
            ((pointer, Measure::Atomic), *bytes_atomic),
            ((pointer, Measure::Read), unique(reads)),
            ((pointer, Measure::Written), unique(writes)),
        ])
    });
    each.flatten().collect()
}

fn exactly(count: u64) -> Count {
    Count { lo: count, hi: Some(count) }
}

fn shown(count: Count) -> String {
    match count {
        Count { lo, hi: Some(hi) } if lo == hi => lo.to_string(),
        Count { lo, hi: Some(hi) } => format!("{lo} to {hi}"),
        Count { lo, hi: None } => format!("{lo} or more"),
    }
}

/// How many times as much it may be; zero counts as one byte.
fn factor(before: Count, after: Count) -> f64 {
    let most = |count: Count| wide(count.hi.unwrap_or(u64::MAX).max(1));
    most(after) / most(before)
}

#[expect(clippy::cast_precision_loss, reason = "shown with two digits, compared by percents")]
fn wide(value: u64) -> f64 {
    value as f64
}
