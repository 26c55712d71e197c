//! Input that must be refused: one test per folder of `testdata/bad` that runs `kht`.
//!
//! `expect.toml` of a case holds the command line, the exit code and what the message must say;
//! besides, nothing panics and no output is left behind but what the case says. The cases of
//! `flame` (topologies, workloads, runs) have their test in the runtime.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;

/// `expect.toml` of a case.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    /// Command line, run in the folder of the case; `{out}` is an empty folder of its own.
    run: Vec<String>,
    /// Exit code.
    exit: i32,
    /// Texts that standard error must contain.
    stderr: Vec<String>,
    /// Texts that standard output must contain.
    #[serde(default)]
    stdout: Vec<String>,
    /// Number of files that must be left in `{out}`.
    #[serde(default)]
    writes: usize,
}

fn refused(case: &Path) -> datatest_stable::Result<()> {
    let folder = case.parent().ok_or("a case is a folder")?;
    let expect: Expect = toml::from_str(&fs::read_to_string(case)?)?;
    let scratch = tempfile::tempdir()?;
    let out = scratch.path().join("out");
    let out_text = out.to_str().ok_or("the scratch folder is no text")?;
    let (program, arguments) = expect.run.split_first().ok_or("`run` is empty")?;
    assert_eq!(program, "kht", "cases of flame are told by their prefix");

    let output = Command::new(env!("CARGO_BIN_EXE_kht"))
        .args(arguments.iter().map(|argument| argument.replace("{out}", out_text)))
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()?;
    let stderr = String::from_utf8_lossy(&output.stderr);

    let mut problems = Vec::new();
    if output.status.code() != Some(expect.exit) {
        problems.push(format!("expected exit code {}, found {}", expect.exit, output.status));
    }
    for text in expect.stderr.iter().filter(|text| !stderr.contains(text.as_str())) {
        problems.push(format!("standard error lacks {text:?}"));
    }
    let stdout = String::from_utf8_lossy(&output.stdout);
    for text in expect.stdout.iter().filter(|text| !stdout.contains(text.as_str())) {
        problems.push(format!("standard output lacks {text:?}:\n{stdout}"));
    }
    if stderr.contains("panicked") {
        problems.push("it panicked".to_owned());
    }
    let n_files = n_files(&out)?;
    if n_files != expect.writes {
        problems.push(format!("expected {} files written, found {n_files}", expect.writes));
    }
    assert!(problems.is_empty(), "{}\nstandard error was:\n{stderr}", problems.join("\n"));
    Ok(())
}

/// Files below a folder that may not exist.
fn n_files(folder: &Path) -> std::io::Result<usize> {
    if !folder.exists() {
        return Ok(0);
    }
    let mut count = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        count += if path.is_dir() { n_files(&path)? } else { 1 };
    }
    Ok(count)
}

datatest_stable::harness! {
    {
        test = refused,
        root = "../testdata/bad",
        pattern = r"^(?!topology_|workload_|run_)[^/]+/expect\.toml$",
    },
}
