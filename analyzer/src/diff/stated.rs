//! What two tables say of a kernel, held against each other as it is written.

use std::collections::BTreeMap;

use kht_schema::Heat;
use kht_schema::access::{Pattern, PatternClass};
use kht_schema::expr::Pointer;
use kht_schema::kernel::LaunchBounds;
use kht_schema::{Access, Assumption, Exactness, Expr, Kernel, Op, Param};

use super::{Finding, Rule, Verdict, pointer_name};
use crate::facts::pointer_of;

/// Formulas are cut to this many letters.
const MAX_LETTERS: usize = 100;

/// All differences but those of launches.
pub(super) fn compare(before: &Kernel, after: &Kernel) -> Vec<Finding> {
    let mut findings = arguments(before, after);
    findings.extend(bounds(before, after));
    findings.extend(exactness(before, after));
    findings.extend(accesses(before, after));
    findings.extend(assumptions(before, after));
    findings
}

fn finding(rule: Rule, verdict: Verdict, subject: impl Into<String>) -> Finding {
    let (before, after, note) = (String::new(), String::new(), String::new());
    Finding { rule, verdict, subject: subject.into(), before, after, note, source: None }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(MAX_LETTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn arguments(before: &Kernel, after: &Kernel) -> Vec<Finding> {
    let shown = |param: &Param| {
        let ty = format!("{:?} of {} B", param.ty, param.size).to_lowercase().replace(" b", " B");
        let name = param.name.as_ref().map(|name| format!("{name}: ")).unwrap_or_default();
        format!("{name}{ty}")
    };
    let n_params = before.params.len().max(after.params.len());
    let at = |kernel: &Kernel, index: usize| kernel.params.get(index).map(shown);
    let differing = (0..n_params).filter(|index| {
        let (Some(one), Some(other)) = (before.params.get(*index), after.params.get(*index)) else {
            return true;
        };
        let fields = |param: &Param| param.fields.clone();
        (one.ty, one.size, fields(one)) != (other.ty, other.size, fields(other))
    });
    let made = differing.map(|index| Finding {
        before: at(before, index).unwrap_or_default(),
        after: at(after, index).unwrap_or_default(),
        source: after.source.clone().or_else(|| before.source.clone()),
        // Whoever launches it has to change.
        ..finding(Rule::Arguments, Verdict::Worse, format!("arg{index}"))
    });
    made.collect()
}

fn bounds(before: &Kernel, after: &Kernel) -> Option<Finding> {
    let (old, new) = (&before.launch_bounds, &after.launch_bounds);
    if old == new {
        return None;
    }
    let shown = |bounds: &LaunchBounds| {
        let LaunchBounds { max_block, required_block, dynamic_shared } = bounds;
        let block = |block: &[u32; 3]| block.map(|it| it.to_string()).join("×");
        let parts = [
            required_block.as_ref().map(|it| format!("exactly {} threads", block(it))),
            max_block.as_ref().map(|it| format!("at most {} threads", block(it))),
            dynamic_shared.map(|bytes| format!("{bytes} B of shared memory")),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    Some(Finding {
        before: shown(old),
        after: shown(new),
        source: after.source.clone(),
        ..finding(Rule::Bounds, Verdict::Changed, "launch bounds")
    })
}

/// The sides of heat, by pointer and name.
fn sides(kernel: &Kernel) -> BTreeMap<(Pointer, &'static str), &kht_schema::HeatSide> {
    let each = |heat: &'_ Heat| -> Pointer { Pointer { param: heat.param, at: heat.at } };
    let named = kernel.heat.iter().flat_map(|heat| {
        let all = [("read", &heat.read), ("written", &heat.write), ("atomic", &heat.atomic)];
        all.into_iter().filter_map(move |(name, side)| Some(((each(heat), name), side.as_ref()?)))
    });
    named.collect()
}

fn exactness(before: &Kernel, after: &Kernel) -> Vec<Finding> {
    let name = |exactness: Exactness| format!("{exactness:?}").to_lowercase();
    let old = sides(before);
    let differing = sides(after).into_iter().filter_map(|((pointer, side), new)| {
        let old = old.get(&(pointer, side)).filter(|old| old.exactness != new.exactness)?;
        let mut accesses = new.accesses.iter().filter_map(|id| after.accesses.get(id.index()));
        let first = accesses.find(|access| access.exactness == new.exactness);
        Some(Finding {
            before: name(old.exactness),
            after: name(new.exactness),
            note: first.map(|access| why(after, access)).unwrap_or_default(),
            source: first.and_then(|access| access.source.clone()),
            ..finding(
                Rule::Exactness,
                Verdict::of_less(&old.exactness, &new.exactness),
                format!("{}, {side}", pointer_name(after, pointer)),
            )
        })
    });
    differing.collect()
}

/// Why an access is not exact, if it is not.
fn why(kernel: &Kernel, access: &Access) -> String {
    let trips = access.loops.iter().filter_map(|id| kernel.loops.get(id.index()));
    let symbols = [access.offset.symbols(), access.bytes.symbols()].into_iter();
    let symbols = symbols.chain(access.guards.iter().map(kht_schema::Cond::symbols));
    let mut symbols = symbols.chain(trips.map(|each| each.trip.symbols())).flatten();
    let found = symbols.find_map(|symbol| match symbol {
        kht_schema::Sym::Opq(id) => kernel.opaques.get(id.index()),
        _ => None,
    });
    found.map(|opaque| opaque.why.code.to_string()).unwrap_or_default()
}

/// Accesses that came, went, or changed their pattern, by pointer and what they do.
fn accesses(before: &Kernel, after: &Kernel) -> Vec<Finding> {
    let (mut old, mut new) = (grouped(before), grouped(after));
    let keys: std::collections::BTreeSet<_> = old.keys().chain(new.keys()).copied().collect();
    let mut findings = Vec::new();
    for key in keys {
        let (mut old, mut new) =
            (old.remove(&key).unwrap_or_default(), new.remove(&key).unwrap_or_default());
        take_equal(&mut old, &mut new, |access| (access.pattern.class, shape(access)));
        take_equal(&mut old, &mut new, |access| (access.pattern.class, String::new()));
        let (op, pointer) = key;
        let op = format!("{op:?}").to_lowercase();
        let subject = format!("{}, {op}", pointer_name(after, pointer));
        let n_pairs = old.len().min(new.len());
        let pairs = old.iter().zip(&new).map(|(one, other)| Finding {
            before: pattern(&one.pattern),
            after: pattern(&other.pattern),
            source: other.source.clone(),
            ..finding(
                Rule::Pattern,
                Verdict::of_less(&rank(one.pattern.class), &rank(other.pattern.class)),
                subject.clone(),
            )
        });
        findings.extend(pairs);
        let gone = old[n_pairs..].iter().map(|one| Finding {
            before: place(one),
            source: one.source.clone(),
            ..finding(Rule::Accesses, Verdict::Changed, subject.clone())
        });
        findings.extend(gone);
        let come = new[n_pairs..].iter().map(|other| Finding {
            after: place(other),
            source: other.source.clone(),
            ..finding(Rule::Accesses, Verdict::Changed, subject.clone())
        });
        findings.extend(come);
    }
    findings
}

type Group = (Op, Pointer);

fn grouped(kernel: &Kernel) -> BTreeMap<Group, Vec<&Access>> {
    let mut groups: BTreeMap<Group, Vec<&Access>> = BTreeMap::new();
    for access in &kernel.accesses {
        groups.entry((access.op, pointer_of(&access.root))).or_default().push(access);
    }
    groups
}

/// Takes off both lists what is on both, by a key.
fn take_equal<K: PartialEq>(
    old: &mut Vec<&Access>,
    new: &mut Vec<&Access>,
    key: impl Fn(&Access) -> K,
) {
    old.retain(|one| match new.iter().position(|other| key(other) == key(one)) {
        Some(at) => {
            new.remove(at);
            false
        }
        None => true,
    });
}

fn shape(access: &Access) -> String {
    format!("{} {}", access.bytes, access.offset)
}

fn place(access: &Access) -> String {
    cut(&format!("{} bytes at {}", access.bytes, access.offset))
}

fn pattern(pattern: &Pattern) -> String {
    let class = format!("{:?}", pattern.class).to_lowercase();
    match &pattern.per_thread {
        Some(step) if pattern.class == PatternClass::Strided => {
            format!("{class}, {} bytes a thread", cut(&step.to_string()))
        }
        _ => class,
    }
}

/// The higher, the more sectors a warp may need for the same bytes.
fn rank(class: PatternClass) -> u8 {
    match class {
        PatternClass::Broadcast => 0,
        PatternClass::Contiguous => 1,
        PatternClass::Strided => 2,
        PatternClass::Indirect | PatternClass::Irregular => 3,
        PatternClass::Unknown => 4,
    }
}

fn assumptions(before: &Kernel, after: &Kernel) -> Vec<Finding> {
    let shown = |assumption: &Assumption| {
        let kind = serde_json::to_value(assumption.kind).unwrap_or_default();
        let kind = kind.as_str().unwrap_or_default().replace('_', " ");
        let end = |end: Option<i64>| end.map_or("…".to_owned(), |end| end.to_string());
        let text =
            |expr: &Expr| format!(": {expr} in [{}, {}]", end(assumption.lo), end(assumption.hi));
        kind + &assumption.expr.as_ref().map(text).unwrap_or_default()
    };
    let all = |kernel: &Kernel| -> std::collections::BTreeSet<String> {
        kernel.assumptions.iter().map(shown).collect()
    };
    let (old, new) = (all(before), all(after));
    let come = new.difference(&old).map(|text| Finding {
        after: cut(text),
        ..finding(Rule::Assumptions, Verdict::Worse, "rests on")
    });
    let gone = old.difference(&new).map(|text| Finding {
        before: cut(text),
        ..finding(Rule::Assumptions, Verdict::Better, "rests on")
    });
    come.chain(gone).collect()
}
