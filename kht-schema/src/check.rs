//! Checks: what a consumer of a table may rely on.
//!
//! Written from the meaning of a table, not from how the analyzer makes one. Ids index their lists,
//! every symbol of every formula names something that exists where the formula is used, and what
//! is said to be exact rests on nothing opaque.

use std::collections::BTreeMap;
use std::fmt;

use crate::expr::Carried;
use crate::kernel::{Assumption, AssumptionKind, Field, HostLaunch, LaunchBounds, PointerFacts};
use crate::{
    Access, Amount, Expr, FORMAT_VERSION, Heat, HeatSide, Kernel, Loop, LoopId, Module, NamedValue,
    Op, Opaque, Param, ParamType, Step, Sym, Table, Work,
};

mod formula;

use formula::{Formulas, Scope};

/// Problems that are listed at most; a table with that many is beyond repair by hand.
pub const MAX_PROBLEMS: usize = 1000;

/// Something that is wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, such as `kernels[2].accesses[5].offset`.
    pub place: String,
    /// What is wrong, with what was expected and found.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Problem { place, message } = self;
        write!(f, "{place}: {message}")
    }
}

/// What is wrong with a table; empty if consumers may rely on it.
#[must_use]
pub fn check(table: &Table) -> Vec<Problem> {
    let Table { schema, producer: _, module, kernels } = table;
    let mut report = Report::default();
    if schema != FORMAT_VERSION {
        report.expected("schema", format_args!("{FORMAT_VERSION:?}"), format_args!("{schema:?}"));
    }
    check_module(module, &mut report);
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for (idx, kernel) in kernels.iter().enumerate() {
        let place = format!("kernels[{idx}]");
        if let Some(first) = names.insert(&kernel.name, idx) {
            let found = format!("{:?} as in kernels[{first}]", kernel.name);
            report.expected(format!("{place}.name"), "a name of its own", found);
        }
        check_kernel(kernel, &place, &mut report);
    }
    report.problems
}

/// What is wrong with one kernel; the same that [`check`] finds in a table of it alone.
#[must_use]
pub fn check_one(kernel: &Kernel) -> Vec<Problem> {
    let mut report = Report::default();
    check_kernel(kernel, "kernels[0]", &mut report);
    report.problems
}

/// What has been found so far.
#[derive(Default)]
struct Report {
    problems: Vec<Problem>,
}

impl Report {
    fn add(&mut self, place: impl Into<String>, message: String) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(Problem { place: place.into(), message });
        }
    }

    fn expected(
        &mut self,
        place: impl Into<String>,
        expected: impl fmt::Display,
        found: impl fmt::Display,
    ) {
        self.add(place, format!("expected {expected}, found {found}"));
    }

    /// An id must be its position, so that it can be used as an index.
    fn check_id(&mut self, place: &str, expected: usize, found: u32) {
        if usize::try_from(found) != Ok(expected) {
            self.expected(place, format_args!("its position {expected}"), found);
        }
    }
}

fn check_module(module: &Module, report: &mut Report) {
    let Module { path, sha256, target: _, cpu: _, frontend: _ } = module;
    if path.starts_with('/') {
        report.expected("module.path", "a relative path", format_args!("{path:?}"));
    }
    let digest = |text: &str| {
        text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    };
    // A table written by hand has no module behind it.
    if !sha256.is_empty() && !digest(sha256) {
        let expected = "64 lower-case hexadecimal digits";
        report.expected("module.sha256", expected, format_args!("{sha256:?}"));
    }
}

fn check_kernel(kernel: &Kernel, place: &str, report: &mut Report) {
    let Kernel {
        name,
        display: _,
        source: _,
        params,
        launch_bounds,
        loops,
        values,
        opaques,
        accesses,
        heat,
        work,
        assumptions,
        launches,
        diagnostics: _,
    } = kernel;
    if name.is_empty() {
        report.expected(format!("{place}.name"), "a name", "nothing");
    }
    for (idx, param) in params.iter().enumerate() {
        check_param(param, idx, &format!("{place}.params[{idx}]"), report);
    }
    check_bounds(launch_bounds, &format!("{place}.launch_bounds"), report);
    for (idx, opaque) in opaques.iter().enumerate() {
        check_opaque(opaque, idx, &format!("{place}.opaques[{idx}]"), report);
    }
    let formulas = Formulas::new(kernel);
    for (idx, value) in values.iter().enumerate() {
        let NamedValue { id, expr } = value;
        let place = format!("{place}.values[{idx}]");
        report.check_id(&format!("{place}.id"), idx, id.0);
        formulas.check_expr(expr, Scope::Value(idx), &format!("{place}.expr"), report);
    }
    for (idx, each) in loops.iter().enumerate() {
        check_loop(&formulas, each, idx, &format!("{place}.loops[{idx}]"), report);
    }
    for (idx, access) in accesses.iter().enumerate() {
        check_access(&formulas, access, idx, &format!("{place}.accesses[{idx}]"), report);
    }
    for (idx, heat) in heat.iter().enumerate() {
        check_heat(&formulas, heat, &format!("{place}.heat[{idx}]"), report);
    }
    for (idx, work) in work.iter().enumerate() {
        check_work(&formulas, work, &format!("{place}.work[{idx}]"), report);
    }
    for (idx, assumption) in assumptions.iter().enumerate() {
        check_assumption(&formulas, assumption, &format!("{place}.assumptions[{idx}]"), report);
    }
    for (idx, launch) in launches.iter().enumerate() {
        let HostLaunch { source, function: _, arguments: _, shapes: _ } = launch;
        if source.starts_with('/') {
            let place = format!("{place}.launches[{idx}].source");
            report.expected(place, "a relative path", format_args!("{source:?}"));
        }
    }
}

fn check_param(param: &Param, idx: usize, place: &str, report: &mut Report) {
    let Param { index, name: _, named_by: _, guessed_role, ty, size, pointer, fields } = param;
    report.check_id(&format!("{place}.index"), idx, index.0);
    if *ty != ParamType::Pointer
        && let Some(role) = guessed_role
    {
        report.expected(
            format!("{place}.guessed_role"),
            "roles of pointers only",
            role.kind.name(),
        );
    }
    check_size(*ty, *size, place, report);
    match (ty, pointer) {
        (ParamType::Pointer, Some(PointerFacts { align, .. })) => {
            if !align.is_power_of_two() {
                report.expected(format!("{place}.pointer.align"), "a power of two", align);
            }
        }
        (ParamType::Pointer, None) => {
            report.expected(format!("{place}.pointer"), "facts about the pointer", "nothing");
        }
        (_, Some(_)) => {
            report.expected(format!("{place}.pointer"), "nothing", "facts about a pointer");
        }
        (_, None) => {}
    }
    if *ty != ParamType::Struct && !fields.is_empty() {
        report.expected(format!("{place}.fields"), "fields of structs only", fields.len());
    }
    let mut end = 0;
    for (idx, field) in fields.iter().enumerate() {
        let Field { at, ty, size: field_size } = field;
        let place = format!("{place}.fields[{idx}]");
        if *ty == ParamType::Struct {
            report.expected(format!("{place}.type"), "a leaf", "struct");
        }
        check_size(*ty, *field_size, &place, report);
        if u64::from(*at) < end {
            report.expected(format!("{place}.at"), format_args!("at least {end}"), at);
        }
        end = u64::from(*at) + u64::from(*field_size);
        if u64::from(*size) < end {
            report.expected(format!("{place}.size"), format_args!("an end up to {size}"), end);
        }
    }
}

fn check_size(ty: ParamType, size: u32, place: &str, report: &mut Report) {
    let place = || format!("{place}.size");
    match ty {
        ParamType::Pointer if size != 4 && size != 8 => report.expected(place(), "4 or 8", size),
        ParamType::Int | ParamType::Float if size == 0 => {
            report.expected(place(), "at least 1", size);
        }
        ParamType::Pointer
        | ParamType::Int
        | ParamType::Float
        | ParamType::Struct
        | ParamType::Other => {}
    }
}

fn check_bounds(bounds: &LaunchBounds, place: &str, report: &mut Report) {
    let LaunchBounds { max_block, required_block, dynamic_shared: _ } = bounds;
    for (name, block) in [("max_block", max_block), ("required_block", required_block)] {
        if let Some(block) = block
            && block.contains(&0)
        {
            report.expected(format!("{place}.{name}"), "at least 1", format_args!("{block:?}"));
        }
    }
}

fn check_opaque(opaque: &Opaque, idx: usize, place: &str, report: &mut Report) {
    let Opaque { id, lo, hi, why: _ } = opaque;
    report.check_id(&format!("{place}.id"), idx, id.0);
    check_interval(*lo, *hi, place, report);
}

fn check_interval(lo: Option<i64>, hi: Option<i64>, place: &str, report: &mut Report) {
    if let (Some(lo), Some(hi)) = (lo, hi)
        && hi < lo
    {
        report.expected(format!("{place}.hi"), format_args!("at least {lo}"), hi);
    }
}

fn check_loop(formulas: &Formulas<'_>, each: &Loop, idx: usize, place: &str, report: &mut Report) {
    let Loop { id, parent, trip, carried, exactness, source: _ } = each;
    report.check_id(&format!("{place}.id"), idx, id.0);
    if let Some(parent) = parent
        && idx <= parent.index()
    {
        report.expected(format!("{place}.parent"), format_args!("less than {idx}"), parent.0);
        return;
    }
    let around = formulas.chain(*parent);
    formulas.check_expr(trip, Scope::Loops(&around), &format!("{place}.trip"), report);
    for (idx, value) in carried.iter().enumerate() {
        let Carried { index, first, next } = value;
        let place = format!("{place}.carried[{idx}]");
        if idx > 0 && *index <= carried[idx - 1].index {
            let above = format_args!("more than {}", carried[idx - 1].index);
            report.expected(format!("{place}.index"), above, index);
        }
        formulas.check_expr(first, Scope::First(&around), &format!("{place}.first"), report);
        formulas.check_expr(next, Scope::Next(&around, *id), &format!("{place}.next"), report);
    }
    let derived = formulas.kernel.loop_exactness(each);
    if derived != *exactness {
        let (expected, found) = (format_args!("{derived:?}"), format_args!("{exactness:?}"));
        report.expected(format!("{place}.exactness"), expected, found);
    }
}

fn check_access(
    formulas: &Formulas<'_>,
    access: &Access,
    idx: usize,
    place: &str,
    report: &mut Report,
) {
    let Access { id, op: _, root, bytes, offset, guards, loops, exactness, pattern, source: _ } =
        access;
    report.check_id(&format!("{place}.id"), idx, id.0);
    check_loops(formulas, loops, place, report);
    let scope = Scope::Loops(loops);
    formulas.check_expr(bytes, scope, &format!("{place}.bytes"), report);
    if bytes.as_int().is_some_and(|bytes| bytes < 0) {
        report.expected(format!("{place}.bytes"), "at least 0", bytes);
    }
    formulas.check_expr(offset, scope, &format!("{place}.offset"), report);
    formulas.check_guards(guards, scope, place, report);
    formulas.check_root(root, scope, &format!("{place}.root"), report);
    let steps = [
        ("per_thread", &pattern.per_thread),
        ("per_block", &pattern.per_block),
        ("per_iteration", &pattern.per_iteration),
    ];
    for (name, step) in steps {
        if let Some(step) = step {
            formulas.check_expr(step, scope, &format!("{place}.pattern.{name}"), report);
        }
    }
    let derived = formulas.kernel.access_exactness(access);
    if derived != *exactness {
        let (expected, found) = (format_args!("{derived:?}"), format_args!("{exactness:?}"));
        report.expected(format!("{place}.exactness"), expected, found);
    }
}

/// Loops are the whole way from the outermost one to the innermost.
fn check_loops(formulas: &Formulas<'_>, loops: &[LoopId], place: &str, report: &mut Report) {
    let mut parent = None;
    for (idx, id) in loops.iter().enumerate() {
        let place = || format!("{place}.loops[{idx}]");
        match formulas.kernel.loops.get(id.index()) {
            None => {
                let expected = format_args!("one of {} loops", formulas.kernel.loops.len());
                report.expected(place(), expected, id.0);
            }
            Some(each) if each.parent != parent => {
                let name =
                    |id: Option<LoopId>| id.map_or("no loop".to_owned(), |id| id.to_string());
                let expected = format!("a loop directly in {}", name(parent));
                report.expected(place(), expected, format!("{id} in {}", name(each.parent)));
            }
            Some(_) => {}
        }
        parent = Some(*id);
    }
}

fn check_heat(formulas: &Formulas<'_>, heat: &Heat, place: &str, report: &mut Report) {
    let Heat { param, at, read, write, atomic } = heat;
    formulas.check_pointer(*param, *at, place, report);
    let sides = [
        ("read", read, &[Op::Load, Op::Atomic][..]),
        ("write", write, &[Op::Store, Op::Atomic][..]),
        ("atomic", atomic, &[Op::Atomic][..]),
    ];
    for (name, side, ops) in sides {
        if let Some(side) = side {
            check_side(formulas, heat, side, ops, &format!("{place}.{name}"), report);
        }
    }
}

fn check_side(
    formulas: &Formulas<'_>,
    heat: &Heat,
    side: &HeatSide,
    ops: &[Op],
    place: &str,
    report: &mut Report,
) {
    let HeatSide { accesses, traffic_bytes, uncounted, exactness } = side;
    check_amount(formulas, traffic_bytes.as_ref(), &format!("{place}.traffic_bytes"), report);
    // Nobody needs to have looked for a formula, but a pair comes from somebody who has.
    let expected = match (traffic_bytes, uncounted) {
        (Some(Amount::Exactly(_)), Some(_)) => Some("nothing"),
        (Some(Amount::Between(..)), None) => Some("why there is not one formula"),
        _ => None,
    };
    if let Some(expected) = expected {
        report.expected(format!("{place}.uncounted"), expected, format_args!("{uncounted:?}"));
    }
    let mut least = crate::Exactness::Exact;
    for (idx, id) in accesses.iter().enumerate() {
        let place = format!("{place}.accesses[{idx}]");
        let Some(access) = formulas.check_access_id(*id, &place, report) else {
            continue;
        };
        least = least.max(access.exactness);
        let field = match access.root.path.first() {
            Some(Step::Field { at }) => Some(*at),
            Some(Step::Deref { .. }) | None => None,
        };
        if access.root.param != heat.param || field != heat.at {
            report.expected(&place, format_args!("an access of {}", heat.param), id);
        }
        if !ops.contains(&access.op) {
            report.expected(
                &place,
                format_args!("one of {ops:?}"),
                format_args!("{:?}", access.op),
            );
        }
    }
    if least != *exactness {
        let (expected, found) = (format_args!("{least:?}"), format_args!("{exactness:?}"));
        report.expected(format!("{place}.exactness"), expected, found);
    }
}

/// A number of a launch hangs on nothing that a launch has several of.
fn check_amount(
    formulas: &Formulas<'_>,
    amount: Option<&Amount>,
    place: &str,
    report: &mut Report,
) {
    match amount {
        None => {}
        Some(Amount::Exactly(value)) => {
            formulas.check_expr(value, Scope::Launch, place, report);
        }
        Some(Amount::Between(lo, hi)) => {
            formulas.check_expr(lo, Scope::Launch, &format!("{place}[0]"), report);
            formulas.check_expr(hi, Scope::Launch, &format!("{place}[1]"), report);
        }
    }
}

fn check_work(formulas: &Formulas<'_>, work: &Work, place: &str, report: &mut Report) {
    check_loops(formulas, &work.loops, place, report);
    formulas.check_guards(&work.guards, Scope::Loops(&work.loops), place, report);
}

fn check_assumption(
    formulas: &Formulas<'_>,
    assumption: &Assumption,
    place: &str,
    report: &mut Report,
) {
    let Assumption { kind, accesses, expr, lo, hi, everywhere } = assumption;
    for (idx, id) in accesses.iter().enumerate() {
        formulas.check_access_id(*id, &format!("{place}.accesses[{idx}]"), report);
    }
    check_interval(*lo, *hi, place, report);
    if let Some(expr) = expr {
        formulas.check_expr(expr, Scope::AnyLoop, &format!("{place}.expr"), report);
    }
    let bounded = lo.is_some() || hi.is_some();
    match expr {
        None if kind.has_value() => {
            report.expected(format!("{place}.expr"), "a formula", "nothing")
        }
        Some(_) if kind.has_value() && !bounded => {
            report.expected(place, "a bound lo or hi", "neither");
        }
        Some(expr) if *kind == AssumptionKind::HostExtent => {
            check_extent(assumption, expr, place, report);
        }
        _ if !kind.has_value() && (expr.is_some() || bounded || *everywhere) => {
            report.expected(place, "no formula and no bounds", "some");
        }
        _ => {}
    }
}

/// An extent of the host is one of grid or block, bounded from both sides, for all accesses.
fn check_extent(assumption: &Assumption, expr: &Expr, place: &str, report: &mut Report) {
    if !matches!(expr, Expr::Sym(Sym::Gdim(_) | Sym::Bdim(_))) {
        report.expected(format!("{place}.expr"), "an extent of grid or block", expr);
    }
    match (assumption.lo, assumption.hi) {
        (Some(lo), Some(_)) if lo < 1 => report.expected(format!("{place}.lo"), "at least 1", lo),
        (Some(_), Some(_)) => {}
        _ => report.expected(place, "both bounds", "one"),
    }
    if !assumption.accesses.is_empty() || !assumption.everywhere {
        report.expected(place, "an extent for all accesses, everywhere", "some");
    }
}
