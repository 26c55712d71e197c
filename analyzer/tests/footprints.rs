//! What `kht footprint` says of parts of a launch, of what lies between two launches, and of
//! launches at the edge of sense.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

const VECTOR_ADD: &str = "testdata/kernels/vector_add/kernel.ll";
const LAUNCH: &str = "testdata/kernels/vector_add/nice.launch.json";
const PAGED: &str = "testdata/kernels/paged_attention/kernel.ll";
const DECODE: &str = "testdata/kernels/paged_attention/nice.launch.json";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate is in a workspace").into()
}

/// What a command prints, to standard output or else to standard error.
#[track_caller]
fn kht(args: &[&str], exit: i32) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kht"));
    command.args(args).current_dir(root()).env("NO_COLOR", "1");
    let output = command.output().expect("kht runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is text");
    let (stdout, stderr) = (text(output.stdout), text(output.stderr));
    assert_eq!(output.status.code(), Some(exit), "{stdout}{stderr}");
    if exit == 0 { stdout } else { stderr }
}

#[track_caller]
fn parsed(args: &[&str]) -> Value {
    serde_json::from_str(&kht(args, 0)).expect("JSON")
}

/// A launch file like another one, changed.
fn launch(name: &str, like: &str, change: impl FnOnce(&mut Value)) -> String {
    let bytes = fs::read(root().join(like)).expect("there");
    let mut launch: Value = serde_json::from_slice(&bytes).expect("JSON");
    change(&mut launch);
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("footprints-{name}.json"));
    fs::write(&path, launch.to_string()).expect("writable");
    path.to_str().expect("a path in text").to_owned()
}

#[test]
fn parts_of_a_grid() {
    let part = |blocks: &str| {
        let args = ["footprint", VECTOR_ADD, "-l", LAUNCH, "--blocks", blocks, "--json"];
        parsed(&args)["buffers"][2]["writes"].clone()
    };
    assert_eq!(part("0..4"), json!([[0, 4096]]));
    assert_eq!(part("1..3"), json!([[1024, 3072]]));
    assert_eq!(part("3..4,0..1,0..1"), json!([[3072, 4096]]));
    let refused = |blocks: &str, exit: i32| {
        kht(&["footprint", VECTOR_ADD, "-l", LAUNCH, "--blocks", blocks], exit)
    };
    let beyond = refused("2..5", 2);
    assert!(beyond.contains("--blocks: expected blocks within 0..4, found 2..5"), "{beyond}");
    assert!(refused("0..1,0..2,0..1", 2).contains("expected blocks within 0..1, found 0..2"));
    for wrong in ["3", "3..1", "1..2,1..2", "a..b"] {
        assert!(refused(wrong, 2).contains("expected A..B with A < B"), "{wrong}");
    }
}

#[test]
fn the_next_token() {
    let lengths = |lengths: [u32; 2]| {
        move |launch: &mut Value| {
            let tables = [6, 1, 7, 0, 2, 4, 0, 3];
            launch["args"][4]["buffer"]["fill"]["i32"] = json!(tables);
            launch["args"][5]["buffer"]["fill"]["i32"] = json!(lengths);
        }
    };
    let now = launch("now", DECODE, lengths([32, 40]));
    let next = launch("next", DECODE, lengths([33, 41]));
    let delta = parsed(&["footprint", PAGED, "-l", &now, "--delta", &next, "--json"]);
    let keys = &delta["buffers"].as_array().expect("buffers").iter();
    let keys = keys.clone().find(|buffer| buffer["name"] == "key_cache").expect("keys");
    // Two heads of a token in page 7, and of the ninth token in page 0.
    let row = |page: u64, head: u64, token: u64| {
        let start = ((page * 2 + head) * 16 + token) * 256;
        [start, start + 256]
    };
    let entered = json!([row(0, 0, 8), row(0, 1, 8), row(7, 0, 0), row(7, 1, 0)]);
    assert_eq!(keys["touched"]["entered"], entered);
    assert_eq!((&keys["touched"]["left"], &keys["exactness"]), (&json!([]), &json!("exact")));

    let shown = kht(&["footprint", PAGED, "-l", &now, "--delta", &next], 0);
    let widths: Vec<&str> = shown.lines().filter(|line| line.contains("key_cache")).collect();
    assert_eq!(widths.len(), 1, "{shown}");
    assert!(widths[0].contains("1 KiB") && widths[0].contains("36 KiB"), "{shown}");
    assert!(shown.contains("enters") && shown.contains("stays"), "{shown}");
    let other = kht(&["footprint", PAGED, "-l", &now, "--delta", LAUNCH], 2);
    assert!(other.contains("expected a launch of `paged_attention`, found one of `vector_add`"));
    assert!(kht(&["footprint", "--help"], 0).contains("--delta token8.json"));
}

#[test]
fn launches_at_the_edge_of_sense() {
    let refused = |name: &str, like: (&str, &str), change: &dyn Fn(&mut Value)| {
        kht(&["footprint", like.0, "-l", &launch(name, like.1, change)], 2)
    };
    let vector = (VECTOR_ADD, LAUNCH);
    let zero = refused("zero", vector, &|launch| launch["grid"] = json!([0, 1, 1]));
    assert!(zero.contains("grid"), "{zero}");
    let block = refused("block", vector, &|launch| launch["block"] = json!([2048, 1, 1]));
    assert!(block.contains("block"), "{block}");
    let empty = refused("empty", vector, &|launch| {
        launch["args"][1] = json!({"buffer": {"name": "b", "bytes": 0}});
    });
    assert!(empty.contains("expected accesses within the 0 bytes of `b`"), "{empty}");
    let outside = refused("outside", (PAGED, DECODE), &|launch| {
        launch["args"][4]["buffer"]["fill"]["i32"] = json!([6, 100, 0, 0, 2, 4, 0, 0]);
    });
    assert!(outside.contains("65536 bytes of `key_cache`, found bytes"), "{outside}");
    assert!(outside.contains("for 100 at byte 4 of `block_tables`"), "{outside}");
    let shared = launch("shared", LAUNCH, |launch| {
        launch["args"][1] = json!({"ref": {"name": "a", "offset": 0}});
    });
    let shown = kht(&["footprint", VECTOR_ADD, "-l", &shared], 0);
    assert!(shown.contains("touch the same bytes of `a`, which in all gets the union"), "{shown}");
}
