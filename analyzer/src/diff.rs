//! What changed between two sets of tables: what got hotter, what is no longer known exactly, which
//! accesses lost their pattern, which kernels and arguments came and went.
//!
//! A kernel is held against the one of the same name (`pair`). What tables say is compared as it is
//! written (`stated`); what they say of launches, given or drawn, is evaluated on both sides
//! (`launched`). A difference is a [`Finding`] under a [`Rule`], and each finding says whether it
//! is for the worse.

mod pair;
mod stated;
mod launched;

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use kht_schema::expr::Pointer;
use kht_schema::{Kernel, Launch, Table};
use serde::Serialize;

/// What to look at beside the tables themselves.
#[derive(Clone, Copy, Debug)]
pub struct Options<'o> {
    /// Launches at which traffic and footprints are compared, each for the kernel that it names.
    pub launches: &'o [Launch],
    /// Launches that are drawn for each kernel that differs and that no launch is given for.
    pub samples: u64,
    /// By how much traffic may grow and still count as equal, in percent.
    pub tolerance: f64,
}

/// What two kernels of the same name, or two sets of kernels, differ in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// A kernel is gone.
    Missing,
    /// A kernel is new.
    New,
    /// Parameters came, went, or have another type.
    Arguments,
    /// Limits of blocks changed.
    Bounds,
    /// More or fewer bytes are moved.
    Traffic,
    /// More or fewer different bytes are touched.
    Footprint,
    /// Accesses, loops or heat are known less or more exactly.
    Exactness,
    /// Neighboring threads touch memory in another pattern.
    Pattern,
    /// Accesses came or went.
    Accesses,
    /// Formulas rest on something else.
    Assumptions,
}

impl Rule {
    /// All of them, in the order of reports.
    pub const ALL: [Rule; 10] = [
        Rule::Missing,
        Rule::New,
        Rule::Arguments,
        Rule::Bounds,
        Rule::Traffic,
        Rule::Footprint,
        Rule::Exactness,
        Rule::Pattern,
        Rule::Accesses,
        Rule::Assumptions,
    ];

    /// As the command line and reports spell it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Rule::Missing => "missing",
            Rule::New => "new",
            Rule::Arguments => "arguments",
            Rule::Bounds => "bounds",
            Rule::Traffic => "traffic",
            Rule::Footprint => "footprint",
            Rule::Exactness => "exactness",
            Rule::Pattern => "pattern",
            Rule::Accesses => "accesses",
            Rule::Assumptions => "assumptions",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A word that is no rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected one of {}, found `{found}`", Rule::ALL.map(Rule::name).join(", "))]
pub struct NoRule {
    /// The word.
    pub found: String,
}

impl FromStr for Rule {
    type Err = NoRule;

    fn from_str(text: &str) -> Result<Rule, NoRule> {
        let found = Rule::ALL.into_iter().find(|rule| rule.name() == text);
        found.ok_or_else(|| NoRule { found: text.to_owned() })
    }
}

/// Whether a change is for the worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is, or may be.
    Worse,
    /// Neither, or nobody can tell.
    Changed,
    /// It is for the better.
    Better,
}

impl Verdict {
    /// The verdict on a number or rank of which less is better.
    pub(crate) fn of_less<T: Ord>(before: &T, after: &T) -> Verdict {
        match after.cmp(before) {
            std::cmp::Ordering::Greater => Verdict::Worse,
            std::cmp::Ordering::Equal => Verdict::Changed,
            std::cmp::Ordering::Less => Verdict::Better,
        }
    }
}

/// A difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What kind of.
    pub rule: Rule,
    /// Whether it is for the worse.
    pub verdict: Verdict,
    /// What differs, `arg1 (x), read` for example.
    pub subject: String,
    /// How it was; empty if it was not.
    pub before: String,
    /// How it is; empty if it is no more.
    pub after: String,
    /// How one knows, or what else to say.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// `file:line` of the new side, or else of the old one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A kernel with differences.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KernelDiff {
    /// Name in the module.
    pub name: String,
    /// Name for people.
    pub display: String,
    /// Path of its module, of the new side if it is there.
    pub module: String,
    /// What differs, in the order of [`Rule::ALL`], the worst first.
    pub findings: Vec<Finding>,
}

/// The differences of two sets of tables.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// Kernels that differ, in the order of the old side, new ones last.
    pub kernels: Vec<KernelDiff>,
    /// Kernels that are on both sides.
    pub common: usize,
    /// Those of them without a difference.
    pub same: usize,
    /// What could not be compared, as sentences.
    pub notes: Vec<String>,
}

impl Diff {
    /// Findings of each rule and verdict.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<(Rule, Verdict), usize> {
        let mut counts = BTreeMap::new();
        for finding in self.kernels.iter().flat_map(|kernel| &kernel.findings) {
            *counts.entry((finding.rule, finding.verdict)).or_default() += 1;
        }
        counts
    }

    /// Whether something is worse by one of some rules.
    #[must_use]
    pub fn fails(&self, rules: &[Rule]) -> bool {
        let mut findings = self.kernels.iter().flat_map(|kernel| &kernel.findings);
        findings.any(|it| it.verdict == Verdict::Worse && rules.contains(&it.rule))
    }
}

/// Tables that have nothing to do with each other.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected tables with a kernel in common, found {old} kernels{} before and {new}{} after",
    example(old_example),
    example(new_example)
)]
pub struct Unrelated {
    old: usize,
    new: usize,
    old_example: Option<String>,
    new_example: Option<String>,
}

fn example(name: &Option<String>) -> String {
    name.as_ref().map_or_else(String::new, |name| format!(", such as {name:?},"))
}

/// Compares two sets of tables.
///
/// # Errors
///
/// They have no kernel in common.
pub fn diff(old: &[Table], new: &[Table], options: &Options<'_>) -> Result<Diff, Unrelated> {
    let pairs = pair::pair(old, new)?;
    let mut found = Diff::default();
    for pair::Pair { module, before, after } in pairs {
        let (findings, kernel) = match (before, after) {
            (Some(before), Some(after)) => {
                found.common += 1;
                let mut findings = stated::compare(before, after);
                findings.extend(launched::compare(before, after, options));
                (findings, after)
            }
            (Some(before), None) => (vec![whole(Rule::Missing, Verdict::Worse, before)], before),
            (None, Some(after)) => (vec![whole(Rule::New, Verdict::Changed, after)], after),
            (None, None) => continue,
        };
        let mut findings = findings;
        if findings.is_empty() {
            found.same += 1;
            continue;
        }
        findings.sort_by_key(|finding| (finding.verdict, finding.rule));
        let (name, display) = (kernel.name.clone(), kernel.display.clone());
        found.kernels.push(KernelDiff { name, display, module: module.to_owned(), findings });
    }
    let unknown = options.launches.iter().filter(|launch| {
        let mut kernels = old.iter().chain(new).flat_map(|table| &table.kernels);
        !kernels.any(|kernel| kernel.name == launch.kernel)
    });
    let sentence = |launch: &Launch| format!("no kernel is called {:?}", launch.kernel);
    found.notes = unknown.map(sentence).collect();
    Ok(found)
}

/// A kernel that is on one side only.
fn whole(rule: Rule, verdict: Verdict, kernel: &Kernel) -> Finding {
    let there = format!("{} accesses", kernel.accesses.len());
    let (before, after) = match rule {
        Rule::New => (String::new(), there),
        _ => (there, String::new()),
    };
    let (subject, source) = ("kernel".to_owned(), kernel.source.clone());
    Finding { rule, verdict, subject, before, after, note: String::new(), source }
}

/// A pointer as people know it: `arg2 (x)`.
fn pointer_name(kernel: &Kernel, pointer: Pointer) -> String {
    let param = kernel.params.get(pointer.param.index());
    match param.and_then(|param| param.name.as_deref()) {
        Some(name) => format!("{pointer} ({name})"),
        None => pointer.to_string(),
    }
}
