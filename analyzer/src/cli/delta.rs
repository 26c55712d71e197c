//! How `kht footprint --delta` is shown: what enters, leaves and stays, per buffer.

use std::fmt::Write as _;

use kht_schema::footprint::{Change, Delta};

use super::output::{self, BOLD, DIM};

/// The delta for people: a table with three rows per buffer at most.
pub(super) fn describe(delta: &Delta, before: &str, after: &str) -> String {
    let Delta { kernel, granularity, buffers } = delta;
    let mut text = format!("{BOLD}{kernel}{BOLD:#}  from {before} to {after}");
    if *granularity != 1 {
        let _ = write!(text, ", in units of {}", output::size(*granularity));
    }
    text += "\n\n";
    let head = ["buffer", "", "", "enters", "ranges", "leaves", "ranges", "stays"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for buffer in buffers {
        let sides =
            [("touched", &buffer.touched), ("read", &buffer.reads), ("written", &buffer.writes)];
        let used = sides.into_iter().filter(|(_, change)| **change != Change::default());
        for (index, (side, change)) in used.enumerate() {
            let name = if index == 0 { buffer.name.clone() } else { String::new() };
            let exactness =
                if index == 0 { output::exactness(buffer.exactness) } else { String::new() };
            rows.push(row(name, exactness, side, change));
        }
    }
    text += &output::columns(rows, 3);
    let moved = |ranges: fn(&Change) -> &Vec<[u64; 2]>| -> u64 {
        buffers.iter().map(|buffer| bytes(ranges(&buffer.touched))).sum()
    };
    let (entered, left) = (moved(|change| &change.entered), moved(|change| &change.left));
    let kept: u64 = buffers.iter().map(|buffer| buffer.touched.kept).sum();
    let _ = writeln!(
        text,
        "\n  {DIM}in all: {} enter, {} leave, {} stay{DIM:#}",
        output::size(entered),
        output::size(left),
        output::size(kept)
    );
    text
}

fn row(name: String, exactness: String, side: &str, change: &Change) -> Vec<String> {
    let Change { entered, left, kept } = change;
    let size = |bytes: u64| if bytes == 0 { "-".to_owned() } else { output::size(bytes) };
    let count = |ranges: &[[u64; 2]]| match ranges.len() {
        0 => "-".to_owned(),
        count => count.to_string(),
    };
    vec![
        name,
        exactness,
        side.to_owned(),
        size(bytes(entered)),
        count(entered),
        size(bytes(left)),
        count(left),
        size(*kept),
    ]
}

fn bytes(ranges: &[[u64; 2]]) -> u64 {
    ranges.iter().map(|[start, end]| end - start).sum()
}
