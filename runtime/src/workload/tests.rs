//! Reading workloads. What must be refused is in `testdata/bad`.

use super::*;

fn parse(text: &str) -> Result<Workload, InputError> {
    let topology = Topology::load("tiny-2").unwrap();
    Workload::parse("w.json", text, Path::new("."), &topology)
}

const LAUNCH: &str = r#""kernel": "k", "grid": [1, 1, 1], "block": [32, 1, 1]"#;

#[test]
fn launches_share_named_buffers_and_keep_their_own() {
    let text = format!(
        r#"{{"buffers": [{{"name": "x", "bytes": 100, "home": "gpu1", "fragment_bytes": 30}}],
            "launches": [
              {{{LAUNCH}, "args": [{{"ref": {{"name": "x"}}}}], "repeat": 3, "device": "gpu1"}},
              {{{LAUNCH}, "args": [{{"buffer": {{"name": "y", "bytes": 8}}}},
                                   {{"ref": {{"name": "x"}}}}], "device": "any"}}]}}"#
    );
    let workload = parse(&text).unwrap();
    let names: Vec<&str> = workload.buffers.iter().map(|buffer| buffer.name.as_str()).collect();
    assert_eq!(names, ["x", "launches[1].y"]);
    assert_eq!(workload.n_launches(), 4);
    let x = workload.buffers[0].extent;
    assert_eq!((x.bytes, x.fragment, x.home), (Bytes(100), Bytes(30), MemoryId(2)));
    assert_eq!(workload.buffers[1].extent.fragment, DEFAULT_FRAGMENT);
    assert_eq!(workload.launches[0].device, Some(MemoryId(2)));
    assert_eq!(workload.launches[1].device, None);
    assert_eq!(
        workload.launches[1].buffers,
        [("x".to_owned(), BufferId(0)), ("y".to_owned(), BufferId(1))]
    );
    assert_eq!(workload.fragmentation(None).unwrap().len(), 4 + 1);
    assert_eq!(workload.fragmentation(Some(Bytes(64))).unwrap().len(), 2 + 1);
}

#[test]
fn a_generated_workload_is_one() {
    let sizes = PagedDecode {
        sequences: 5,
        batch: 2,
        turn: 1,
        steps: 7,
        layers: 3,
        context: 40,
        heads: 4,
        kv_heads: 2,
        seed: 9,
    };
    let workload = parse(&sizes.to_text()).unwrap();
    // An append and an attention per layer and step; three batches take turns.
    assert_eq!(workload.n_launches(), 7 * 3 * 2);
    let n_kv = workload.buffers.iter().filter(|buffer| buffer.role == Role::Kv).count();
    assert_eq!(n_kv, 3 * 2);
    let other_seed = PagedDecode { seed: 10, ..sizes };
    assert_ne!(other_seed.to_text(), sizes.to_text());
}
