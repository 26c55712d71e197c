//! The program as people and scripts use it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

pub(crate) fn testdata(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata").join(path)
}

pub(crate) fn flame(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_flame"))
        .args(args)
        .current_dir(testdata(""))
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// Standard output of a run that must go well and say nothing else.
#[track_caller]
pub(crate) fn stdout(args: &[&str]) -> String {
    let output = flame(args);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{stderr}");
    assert_eq!(stderr, "");
    String::from_utf8(output.stdout).unwrap()
}

const RUN: [&str; 6] =
    ["run", "tables", "--workload", "workloads/oversized.json", "--topology", "tiny"];

#[test]
fn json_has_what_the_table_shows() {
    let args = [&RUN[..], &["--policy", "all", "--json"]].concat();
    let document: Value = serde_json::from_str(&stdout(&args)).unwrap();
    assert_eq!(document["tables_read"], 2);
    let policies = document["policies"].as_array().unwrap();
    assert_eq!(policies.len(), 5);
    for policy in policies {
        let totals = &policy["totals"];
        let moved: u64 = ["h2d_bytes", "d2h_bytes", "d2d_bytes", "h2h_bytes"]
            .iter()
            .map(|name| totals[name].as_u64().unwrap())
            .sum();
        assert_eq!(policy["moved_bytes"], moved);
        let launches = policy["launches"].as_array().unwrap();
        assert_eq!(launches.len(), 4);
        let stall: u64 = launches.iter().map(|row| row["stall_ps"].as_u64().unwrap()).sum();
        assert_eq!(totals["stall_ps"], stall);
    }
}

#[test]
fn plans_in_json_name_every_fragment() {
    let args = [&["plan"], &RUN[1..], &["--json"]].concat();
    let document: Value = serde_json::from_str(&stdout(&args)).unwrap();
    let (mut n_launches, mut n_copies) = (0, 0);
    for plan in document["plans"].as_array().unwrap() {
        for step in plan["steps"].as_array().unwrap() {
            n_launches += usize::from(step["step"] == "launch");
            if step["step"] == "copy" {
                n_copies += 1;
                let id = step["fragment"].to_string();
                assert!(plan["fragments"][&id].is_string(), "fragment {id} has no name");
            }
        }
        assert!(plan["candidates"].as_array().unwrap().iter().all(|it| !it["verdict"].is_null()));
    }
    assert_eq!(n_launches, 4);
    assert!(n_copies > 0);
}

/// Contents that are not known make a footprint a superset, and the user is told.
#[test]
fn supersets_are_announced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("w.json");
    let known = fs::read_to_string(testdata("workloads/paged_decode.json")).unwrap();
    let mut document: Value = serde_json::from_str(&known).unwrap();
    for buffer in document["buffers"].as_array_mut().unwrap() {
        buffer.as_object_mut().unwrap().remove("fill");
    }
    fs::write(&path, document.to_string()).unwrap();
    let path = path.display().to_string();
    let args = ["run", "tables", "--topology", "tiny", "--policy", "lru", "--workload", &path];
    assert!(stdout(&args).contains("supersets: 96 launches"));
}

#[test]
fn equal_runs_print_equal_bytes() {
    let args = [&RUN[..], &["--policy", "all", "--json"]].concat();
    assert_eq!(stdout(&args), stdout(&args));
}

#[test]
fn output_that_is_no_terminal_has_no_colors_and_no_bar() {
    let text = stdout(&RUN);
    assert!(!text.contains('\u{1b}'), "{text}");
}

#[test]
fn a_preset_and_its_text_are_the_same_machine() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("machine.toml");
    fs::write(&path, stdout(&["topology", "tiny"])).unwrap();
    let path = path.display().to_string();
    let from_file = [&RUN[..5], &[path.as_str()]].concat();
    assert_eq!(stdout(&from_file), stdout(&RUN));
}

#[test]
fn the_committed_workload_is_what_the_generator_writes() {
    let committed = fs::read_to_string(testdata("workloads/paged_decode.json")).unwrap();
    assert!(committed == stdout(&["workload", "paged-decode"]));
}

#[test]
fn help_and_completions_are_there() {
    assert!(stdout(&["--help"]).contains("Examples:"));
    assert!(stdout(&["run", "--help"]).contains("lru-ondemand"));
    for shell in ["bash", "zsh", "fish"] {
        assert!(stdout(&["completions", shell]).contains("flame"));
    }
    assert!(stdout(&["topology"]).contains("h100-pcie"));
}

#[test]
fn usage_errors_exit_with_two() {
    for args in
        [&["run"][..], &["fly"], &["run", "tables", "--window", "0"], &["topology", "tinny"]]
    {
        assert_eq!(flame(args).status.code(), Some(2), "{args:?}");
    }
}

/// What <https://ui.perfetto.dev> needs, from the description of the format: names for processes
/// and threads, slices with a duration, and on one thread no two that overlap without nesting.
#[test]
fn traces_are_well_formed_and_complete() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("trace.json");
    let path_text = path.display().to_string();
    stdout(&[&RUN[..], &["--trace", &path_text]].concat());
    let document: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    let events = document["traceEvents"].as_array().unwrap();
    let mut named = std::collections::BTreeSet::new();
    let mut lanes: std::collections::BTreeMap<(u64, u64), Vec<(f64, f64)>> = Default::default();
    let (mut n_kernels, mut n_counters) = (0, 0);
    for event in events {
        let process = event["pid"].as_u64().unwrap();
        match event["ph"].as_str().unwrap() {
            "M" => {
                assert!(event["args"]["name"].as_str().is_some_and(|name| !name.is_empty()));
                named.insert(process);
            }
            "X" => {
                let (start, length) =
                    (event["ts"].as_f64().unwrap(), event["dur"].as_f64().unwrap());
                assert!(start >= 0.0 && length >= 0.0);
                n_kernels += usize::from(event["cat"] == "kernel");
                let lane = (process, event["tid"].as_u64().unwrap());
                lanes.entry(lane).or_default().push((start, start + length));
            }
            "C" => {
                n_counters += 1;
                let held = ["valid", "filling", "leaving"].map(|name| &event["args"][name]);
                assert!(held.iter().all(|held| held.is_u64()));
            }
            "i" => assert_eq!(event["s"], "t"),
            other => panic!("unknown phase {other}"),
        }
        assert!(named.contains(&process), "a process without a name");
    }
    assert_eq!(n_kernels, 4);
    assert!(n_counters > 0);
    for slices in lanes.values_mut() {
        slices.sort_by(|a, b| a.0.total_cmp(&b.0));
        // A picosecond is 1e-6 of the unit; sums of floats are off by less than that here.
        assert!(slices.windows(2).all(|pair| pair[0].1 <= pair[1].0 + 1e-6));
    }
}

#[test]
fn a_trace_that_cannot_be_written_is_a_failure() {
    let output = flame(&[&RUN[..], &["--trace", "no/such/folder/trace.json"]].concat());
    assert_eq!(output.status.code(), Some(2));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("no/such/folder/trace.json") && stderr.lines().count() == 1);
}
