//! Input that must be refused: every case of `testdata/bad` that runs `flame`.
//!
//! See `testdata/README.md` for what a case holds. `{out}` is a fresh folder; `writes` files must
//! be in it afterwards, none unless it is said.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;

#[derive(Deserialize)]
struct Expect {
    run: Vec<String>,
    exit: i32,
    stderr: Vec<String>,
    #[serde(default)]
    stdout: Vec<String>,
    #[serde(default)]
    writes: usize,
}

fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/bad");
    let entries = fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// What is wrong with how a case is refused.
fn faults(folder: &Path, expect: &Expect) -> Vec<String> {
    let out = tempfile::tempdir().unwrap();
    let out_path = out.path().display().to_string();
    let args = expect.run.iter().skip(1).map(|arg| arg.replace("{out}", &out_path));
    let output = Command::new(env!("CARGO_BIN_EXE_flame"))
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    let stdout = String::from_utf8_lossy(&output.stdout);
    let mut faults = Vec::new();
    if output.status.code() != Some(expect.exit) {
        faults.push(format!("exit {:?}", output.status.code()));
    }
    if stderr.trim_end().lines().count() != 1 {
        faults.push("standard error is not one line".to_owned());
    }
    for (name, text, pieces) in
        [("stderr", &stderr, &expect.stderr), ("stdout", &stdout, &expect.stdout)]
    {
        let missing = pieces.iter().filter(|piece| !text.contains(piece.as_str()));
        faults.extend(missing.map(|piece| format!("{name} lacks {piece:?}")));
    }
    let n_written = fs::read_dir(out.path()).unwrap().count();
    if n_written != expect.writes {
        faults.push(format!("{n_written} files were written"));
    }
    if !faults.is_empty() {
        faults.push(format!("standard error: {stderr}"));
    }
    faults
}

#[test]
fn bad_input_is_refused_in_one_line_that_says_where() {
    let mut n_cases = 0;
    let mut report = String::new();
    for folder in cases() {
        let text = fs::read_to_string(folder.join("expect.toml")).unwrap();
        let expect: Expect = toml::from_str(&text).unwrap();
        if expect.run[0] != "flame" {
            continue;
        }
        n_cases += 1;
        let name = folder.file_name().unwrap().to_string_lossy();
        for fault in faults(&folder, &expect) {
            report += &format!("{name}: {fault}\n");
        }
    }
    assert!(report.is_empty(), "{report}");
    assert!(n_cases >= 25, "only {n_cases} cases were found");
}

/// A link that leads back to its own folder, which no repository can hold portably.
#[cfg(unix)]
#[test]
fn a_folder_loop_is_refused_and_the_rest_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata");
    fs::copy(root.join("tables/stream.kht.json"), folder.path().join("stream.kht.json")).unwrap();
    std::os::unix::fs::symlink(folder.path(), folder.path().join("again")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_flame"))
        .args(["run", ".", "--topology", "tiny", "--workload"])
        .arg(root.join("workloads/oversized.json"))
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("again") && stderr.contains("link"), "{stderr}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("1 read, 1 failed"));
}
