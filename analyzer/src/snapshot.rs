//! The heat of kernels as text to pin in a repository of one's own, with `insta` for example:
//!
//! ```
//! # let kernel = concat!(env!("CARGO_MANIFEST_DIR"), "/../testdata/kernels/vector_add/kernel.ll");
//! let table = kht_analyzer::analyze_file(kernel.as_ref())?;
//! let heat = kht_analyzer::snapshot::heat(&table);
//! // insta::assert_snapshot!(heat);
//! assert!(heat.contains("arg0 (a) read: exact, contiguous"));
//! # Ok::<(), kht_analyzer::AnalyzeError>(())
//! ```
//!
//! What changes with every build is left out: versions, hashes, paths and lines.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use kht_schema::{Heat, HeatSide, Kernel, Table};

/// The heat of all kernels: a line per pointer and direction, with exactness, patterns and traffic.
#[must_use]
pub fn heat(table: &Table) -> String {
    let mut text = String::new();
    for kernel in &table.kernels {
        let _ = writeln!(text, "{}", kernel.display);
        for heat in &kernel.heat {
            let Heat { read, write, atomic, .. } = heat;
            for (name, side) in [("read", read), ("written", write), ("atomic", atomic)] {
                if let Some(side) = side {
                    let _ = writeln!(text, "  {}", line(kernel, heat, name, side));
                }
            }
        }
    }
    text
}

fn line(kernel: &Kernel, heat: &Heat, name: &str, side: &HeatSide) -> String {
    let field = heat.at.map(|at| format!("@{at}")).unwrap_or_default();
    let param = kernel.params.get(heat.param.index()).and_then(|param| param.name.as_ref());
    let param = param.map(|name| format!(" ({name})")).unwrap_or_default();
    let mut patterns: BTreeMap<String, usize> = BTreeMap::new();
    for access in side.accesses.iter().filter_map(|id| kernel.accesses.get(id.index())) {
        let class = format!("{:?}", access.pattern.class).to_lowercase();
        *patterns.entry(class).or_default() += 1;
    }
    let patterns = patterns.into_iter().map(|(class, n)| match n {
        1 => class,
        n => format!("{n} {class}"),
    });
    let patterns: Vec<String> = patterns.collect();
    let exactness = format!("{:?}", side.exactness).to_lowercase();
    let traffic = side.traffic_bytes.as_ref();
    let traffic = traffic.map(|it| format!(", moves {it} bytes")).unwrap_or_default();
    let pointer = format!("{}{field}{param}", heat.param);
    format!("{pointer} {name}: {exactness}, {}{traffic}", patterns.join(" and "))
}
