//! Footprints to heat: goal is that no byte and no write is lost on the way to fragments.

use super::*;
use crate::fragments::Extent;
use crate::ids::MemoryId;
use crate::topology::Topology;
use std::path::Path;

fn fragmentation(sizes: &[(u64, u64)]) -> Fragmentation {
    let extent = |(bytes, fragment): &(u64, u64)| Extent {
        bytes: Bytes(*bytes),
        fragment: Bytes(*fragment),
        home: MemoryId(0),
    };
    Fragmentation::new(sizes.iter().map(extent).collect()).unwrap()
}

fn uses(heat: BufferHeat, fragmentation: &Fragmentation) -> Vec<Use> {
    let mut uses = Vec::new();
    spread(BufferId(0), heat, fragmentation, &mut uses);
    uses
}

#[test]
fn ranges_are_merged() {
    assert_eq!(merged(vec![[5, 9], [0, 3], [3, 4], [8, 12]]), [[0, 4], [5, 12]]);
    assert_eq!(merged(Vec::new()), Vec::<[u64; 2]>::new());
}

#[test]
fn traffic_is_spread_by_bytes_and_never_less_than_them() {
    let heat = BufferHeat { reads: vec![[0, 10], [50, 200]], loaded: 1_600, ..Default::default() };
    let uses = uses(heat, &fragmentation(&[(200, 100)]));
    let summary: Vec<_> = uses.iter().map(|it| (it.reads.0, it.read_traffic.0)).collect();
    assert_eq!(summary, [(60, 600), (100, 1_000)]);
    assert_eq!(share(0, 7, 100), Bytes(7));
}

#[test]
fn only_what_is_written_as_a_whole_and_exactly_is_overwritten() {
    let two = fragmentation(&[(200, 100)]);
    let written = |heat| uses(heat, &two).iter().map(|it| it.overwrites).collect::<Vec<bool>>();
    let whole = || vec![[0, 200]];
    assert_eq!(written(BufferHeat { writes: whole(), ..Default::default() }), [true, true]);
    let first_byte_read = BufferHeat { writes: whole(), reads: vec![[0, 1]], ..Default::default() };
    assert_eq!(written(first_byte_read), [false, true]);
    let gap = BufferHeat { writes: vec![[0, 150], [151, 200]], ..Default::default() };
    assert_eq!(written(gap), [true, false]);
    let superset = BufferHeat { writes: whole(), inexact: true, ..Default::default() };
    assert_eq!(written(superset), [false, false]);
}

#[test]
fn touched_bytes_count_once() {
    let heat = BufferHeat { reads: vec![[0, 60]], writes: vec![[40, 100]], ..Default::default() };
    let uses = uses(heat, &fragmentation(&[(100, 100)]));
    assert_eq!((uses[0].reads.0, uses[0].writes.0, uses[0].touched.0), (60, 60, 100));
}

#[test]
fn whole_buffer_belief_contains_the_truth() {
    let pieces = fragmentation(&[(300, 100), (100, 100)]);
    let heat = BufferHeat { reads: vec![[120, 130]], ..Default::default() };
    let truth = LaunchHeat { uses: uses(heat, &pieces), ..Default::default() };
    let belief = whole_buffers(&truth, &pieces);
    let fragments: Vec<u32> = belief.uses.iter().map(|it| it.fragment.0).collect();
    assert_eq!(fragments, [0, 1, 2]);
    assert!(belief.uses.iter().all(|it| it.reads == Bytes(100) && !it.is_written()));
}

/// Contents are known until a launch writes the buffer: the second run of the same launch must not
/// trust the indices that the first one may have changed.
#[test]
fn contents_are_forgotten_once_they_are_written() {
    let topology = Topology::load("tiny").unwrap();
    let launch = |slots: &str| {
        format!(
            r#"{{"kernel": "reshape_and_cache", "grid": [1, 1, 1], "block": [128, 1, 1],
                "args": [{{"ref": {{"name": "new"}}}}, {{"ref": {{"name": "new"}}}},
                         {{"ref": {{"name": "keys"}}}}, {{"ref": {{"name": "{slots}"}}}},
                         {{"ref": {{"name": "slots"}}}},
                         {{"i32": 128}}, {{"i32": 128}}, {{"i32": 1}}, {{"i32": 128}},
                         {{"i32": 16}}]}}"#
        )
    };
    let text = format!(
        r#"{{"buffers": [{{"name": "new", "bytes": 256}}, {{"name": "keys", "bytes": 16384}},
                         {{"name": "values", "bytes": 16384}},
                         {{"name": "slots", "bytes": 8192, "fill": {{"i64": [17]}}}}],
            "launches": [{}, {}, {}]}}"#,
        launch("values"),
        launch("slots"),
        launch("values"),
    );
    let workload = Workload::parse("w.json", &text, Path::new("."), &topology).unwrap();
    let tables = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/tables");
    let (tables, refused) = Tables::load(&[tables]);
    assert_eq!(refused, []);
    let forecast = Forecast::new(&workload, &tables, |_| {}).unwrap();
    let written = |idx: usize| {
        let footprint = &forecast.launches[idx].1;
        let keys = footprint.buffers.iter().find(|it| it.name == "keys").unwrap();
        (keys.exactness, keys.writes.clone())
    };
    // Slot 17 is position 1 of block 1.
    assert_eq!(written(0), (Exactness::Exact, vec![[4096 + 256, 4096 + 512]]));
    assert_ne!(written(2).0, Exactness::Exact);
    assert_eq!(written(2).1, [[0, 16384]]);
}
