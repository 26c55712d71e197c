//! The way of a kernel through the stages as text for people: what each stage found, and for
//! everything that is not exact the instruction and the source line that broke it.

use std::fmt::Write as _;

use kht_schema::expr::{Carried, Pointer};
use kht_schema::{Access, Exactness, Expr, Kernel, Opaque, OpqId, Sym};
use serde::Serialize;

use crate::Way;
use crate::facts;

/// A titled part of an explanation.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    /// Kernel and stage.
    pub title: String,
    /// What the stage found, a line or a few for each thing.
    pub text: String,
}

/// Explains a kernel: one section per stage, and one for what is not exact.
#[must_use]
pub fn explain(kernel: &Kernel, way: &Way) -> Vec<Section> {
    let section = |stage: &str, text: String| Section {
        title: format!("{} — {stage}", kernel.display),
        text,
    };
    vec![
        section("stage 1, accesses: instructions that may touch an argument", way.accesses.clone()),
        section("stage 2, symbolic: formulas over the launch", symbolic(&way.facts)),
        section("stage 3, classify: how sure, and how the address moves", classes(kernel)),
        section("stage 4, table: what the formulas rest on", assumptions(kernel)),
        section("why not exact", reasons(kernel)),
    ]
}

/// The formulas of a kernel as text.
#[must_use]
pub fn symbolic(kernel: &facts::Kernel) -> String {
    lines(|out| {
        for (position, value) in kernel.values.iter().enumerate() {
            writeln!(out, "val{position} = {value}")?;
        }
        for it in &kernel.loops {
            let inside = it.parent.map(|parent| format!(" in {parent}")).unwrap_or_default();
            writeln!(out, "{}{inside} runs {}{}", it.id, it.trip, at(it.source.as_ref()))?;
            for Carried { index, first, next } in &it.carried {
                let name = Expr::Sym(Sym::Car(it.id, *index));
                writeln!(out, "    {name} is {first}, then {next}")?;
            }
        }
        for (position, access) in kernel.accesses.iter().enumerate() {
            let root = facts::pointer_of(&access.root);
            let op = format!("{:?}", access.op).to_lowercase();
            let place = at(access.source.as_ref());
            let path = if access.root.path.len() > usize::from(root.at.is_some()) {
                " through a loaded pointer"
            } else {
                ""
            };
            writeln!(out, "acc{position} {op} {} bytes of {root}{path}{place}", access.bytes)?;
            writeln!(out, "    offset {}", access.offset)?;
            if !access.guards.is_empty() {
                let guards: Vec<String> = access.guards.iter().map(ToString::to_string).collect();
                writeln!(out, "    if {}", guards.join("\n       "))?;
            }
            if !access.loops.is_empty() {
                let loops: Vec<String> = access.loops.iter().map(ToString::to_string).collect();
                writeln!(out, "    in {}", loops.join(", "))?;
            }
        }
        Ok(())
    })
}

fn classes(kernel: &Kernel) -> String {
    lines(|out| {
        for access in &kernel.accesses {
            let exactness = format!("{:?}", access.exactness).to_lowercase();
            let class = format!("{:?}", access.pattern.class).to_lowercase();
            write!(
                out,
                "{:<6} {:<8} {exactness:<8} {class:<10}",
                access.id.to_string(),
                name(kernel, access)
            )?;
            let steps = [
                ("thread", &access.pattern.per_thread),
                ("block", &access.pattern.per_block),
                ("iteration", &access.pattern.per_iteration),
            ];
            for (what, step) in steps {
                if let Some(step) = step {
                    write!(out, "  per {what} {step}")?;
                }
            }
            writeln!(out)?;
        }
        Ok(())
    })
}

fn assumptions(kernel: &Kernel) -> String {
    lines(|out| {
        for assumption in &kernel.assumptions {
            let kind = serde_json::to_value(assumption.kind).unwrap_or_default();
            let kind = kind.as_str().unwrap_or_default().to_owned();
            let ids: Vec<String> = assumption.accesses.iter().map(ToString::to_string).collect();
            let needed = if ids.is_empty() { "all".to_owned() } else { ids.join(" ") };
            match (&assumption.expr, assumption.lo, assumption.hi) {
                (Some(expr), Some(lo), Some(hi)) => {
                    writeln!(out, "{kind}: {lo} <= {expr} <= {hi}    for {needed}")?;
                }
                _ => writeln!(out, "{kind}    for {needed}")?,
            }
        }
        Ok(())
    })
}

fn reasons(kernel: &Kernel) -> String {
    let text = lines(|out| {
        for access in kernel.accesses.iter().filter(|a| a.exactness != Exactness::Exact) {
            let exactness = format!("{:?}", access.exactness).to_lowercase();
            let place = at(access.source.as_ref());
            writeln!(out, "{} of {} is {exactness}{place}", access.id, name(kernel, access))?;
            for (part, id) in opaque_parts(kernel, access) {
                let Opaque { why, .. } = &kernel.opaques[id.index()];
                let place = at(why.source.as_ref());
                writeln!(
                    out,
                    "    {part} hangs on {id}: {}{place}\n        {}",
                    why.code, why.instruction
                )?;
            }
        }
        Ok(())
    });
    if text.is_empty() { "everything is exact\n".to_owned() } else { text }
}

/// Which part of an access hangs on which unknown value.
fn opaque_parts(kernel: &Kernel, access: &Access) -> Vec<(&'static str, OpqId)> {
    let mut parts = Vec::new();
    let mut note = |part, symbols: std::collections::BTreeSet<Sym>| {
        for symbol in symbols {
            if let Sym::Opq(id) = symbol
                && !parts.contains(&(part, id))
            {
                parts.push((part, id));
            }
        }
    };
    note("the address", access.offset.symbols());
    note("the length", access.bytes.symbols());
    for guard in &access.guards {
        note("a condition", guard.symbols());
    }
    for id in &access.loops {
        note("a trip count", kernel.loops[id.index()].trip.symbols());
    }
    parts
}

fn name(kernel: &Kernel, access: &Access) -> String {
    let Pointer { param, at } = facts::pointer_of(&access.root);
    let known = kernel.params[param.index()].name.clone();
    let base = known.unwrap_or_else(|| param.to_string());
    at.map_or_else(|| base.clone(), |at| format!("{base}@{at}"))
}

fn at(source: Option<&String>) -> String {
    source.map(|source| format!(" at {source}")).unwrap_or_default()
}

fn lines(write: impl FnOnce(&mut String) -> std::fmt::Result) -> String {
    let mut text = String::new();
    write(&mut text).expect("writing to a string cannot fail");
    text
}
