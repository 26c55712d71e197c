//! `kht footprint` on tables and launches at the edge of sense: what it says, and its exit code.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A table with one load, and a launch of it, in a folder of their own.
struct Case {
    _folder: TempDir,
    table: PathBuf,
    launch: PathBuf,
}

/// A kernel `k(ptr, int)` that loads four bytes at an offset.
fn case(offset: &str, grid: u32, block: u32, buffer: u64, int: i64) -> Case {
    let folder = TempDir::new().expect("a folder");
    let (table, launch) = (folder.path().join("t.kht.json"), folder.path().join("l.json"));
    let document = json!({
        "schema": "kht/1",
        "producer": {"name": "test", "version": "0", "llvm": ""},
        "module": {"path": "t.ll", "sha256": "0".repeat(64), "target": "nvptx64-nvidia-cuda",
                   "cpu": "", "frontend": ""},
        "kernels": [{
            "name": "k", "display": "k", "launch_bounds": {}, "loops": [], "values": [],
            "opaques": [], "heat": [], "work": [], "assumptions": [], "diagnostics": [],
            "params": [
                {"index": 0, "type": "pointer", "size": 8,
                 "pointer": {"space": 0, "align": 4, "noalias": false,
                             "declared_access": "read"}},
                {"index": 1, "type": "int", "size": 8}],
            "accesses": [{
                "id": 0, "op": "load", "root": {"param": 0}, "bytes": "4",
                "offset": offset, "guards": [], "loops": [], "exactness": "exact",
                "pattern": {"class": "unknown"}}],
        }],
    });
    fs::write(&table, document.to_string()).expect("a file");
    let document = json!({
        "kernel": "k", "grid": [grid, 1, 1], "block": [block, 1, 1], "shared_bytes": 0,
        "args": [{"buffer": {"name": "x", "bytes": buffer}}, {"i64": int}],
    });
    fs::write(&launch, document.to_string()).expect("a file");
    Case { _folder: folder, table, launch }
}

/// Exit code, output and messages of `kht footprint --json`.
fn footprint(case: &Case) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_kht"))
        .args([Path::new("footprint"), &case.table, Path::new("--launch"), &case.launch])
        .arg("--json")
        .stdin(Stdio::null())
        .output()
        .expect("kht runs");
    let text = |bytes| String::from_utf8(bytes).expect("output is text");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// The use of the buffer, of a footprint that there is.
#[track_caller]
fn of_buffer(case: &Case) -> Value {
    let (exit, stdout, stderr) = footprint(case);
    assert_eq!(exit, Some(0), "{stderr}");
    let footprint: Value = serde_json::from_str(&stdout).expect("JSON");
    footprint["buffers"][0].clone()
}

#[test]
fn what_is_within_the_limits_is_exact() {
    let x = of_buffer(&case("4*(bid.x*bdim.x + tid.x)", 2, 32, 256, 7));
    assert_eq!((&x["exactness"], &x["reads"]), (&json!("exact"), &json!([[0, 256]])));
}

#[test]
fn a_formula_of_a_million_nodes_is_refused() {
    let formula = vec!["tid.x"; 1_000_000].join("+");
    let (exit, stdout, stderr) = footprint(&case(&formula, 1, 32, 256, 7));
    assert_eq!((exit, stdout.as_str()), (Some(2), ""), "{stderr}");
    assert!(stderr.contains("expected at most 100000 operands"), "{stderr}");
    assert!(stderr.contains("t.kht.json"), "{stderr}");
}

#[test]
fn a_formula_that_is_nested_a_million_times_is_refused() {
    let formula = format!("{}tid.x{}", "mod(".repeat(1_000_000), ", 7)".repeat(1_000_000));
    let (exit, stdout, stderr) = footprint(&case(&formula, 1, 32, 256, 7));
    assert_eq!((exit, stdout.as_str()), (Some(2), ""), "{stderr}");
    assert!(stderr.contains("expected nesting of at most 200"), "{stderr}");
}

#[test]
fn a_footprint_of_a_billion_ranges_is_an_upper_bound() {
    let x = of_buffer(&case("8*(bid.x*bdim.x + tid.x)", 1 << 20, 1024, 8 << 30, 7));
    assert_eq!(x["exactness"], "upper");
    assert_eq!(x["reasons"], json!(["more ranges than the limit, the nearest were joined"]));
    assert!(x["reads"].as_array().is_some_and(|ranges| ranges.len() <= 2 << 20));
    assert_eq!(x["bytes_loaded"], 4_u64 << 30, "traffic is exact all the same");
}

#[test]
fn a_product_that_overflows_is_unknown() {
    let power = ["9223372036854775807"; 3].join("*");
    let x = of_buffer(&case(&format!("{power}*arg1"), 1, 32, 256, 7));
    assert_eq!((&x["exactness"], &x["reads"]), (&json!("unknown"), &json!([[0, 256]])));
    assert_eq!(x["reasons"], json!(["a formula exceeds 128 bits"]));
}

#[test]
fn an_offset_beyond_64_bits_is_out_of_bounds() {
    let (exit, _, stderr) = footprint(&case("4*tid.x*arg1", 1, 32, 256, i64::MAX));
    assert_eq!(exit, Some(2), "{stderr}");
    assert!(stderr.contains("expected accesses within the 256 bytes of `x`"), "{stderr}");
}
