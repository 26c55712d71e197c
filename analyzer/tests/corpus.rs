//! Snapshots of the test kernels, a file per stage: one test per folder of
//! `testdata/kernels` and `testdata/triton`.
//!
//! The stages are numbered in `expect/`, so the first file that differs shows where a change
//! begins. `INSTA_UPDATE=always` writes them anew; read the diff.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use kht_analyzer::{Hooks, Input, analyze, read_metadata};

type Outcome = datatest_stable::Result<()>;

/// What the stages say of a module.
fn stages(module: &Path) -> Outcome {
    let folder = module.parent().ok_or("a case is a folder")?;
    let name = module.file_name().and_then(|name| name.to_str()).ok_or("the name is no text")?;
    let bytes = fs::read(module)?;
    let metadata = read_metadata(module)?;
    let input = Input { bytes: &bytes, metadata: metadata.as_deref() };
    let hooks = Hooks { keep_text: true, ..Hooks::default() };
    let mut analysis = analyze(input, name, &hooks)?;
    // Any LLVM of the series gives the same answers.
    analysis.table.producer.llvm = "22".to_owned();

    let problems = kht_schema::check(&analysis.table);
    assert!(problems.is_empty(), "the table contradicts itself: {problems:#?}");
    let mut accesses = String::new();
    let mut symbolic = String::new();
    for way in &analysis.ways {
        accesses += &way.accesses;
        symbolic += &kht_analyzer::explain::symbolic(&way.facts);
    }
    snapshot(folder, "1-accesses", &accesses);
    snapshot(folder, "2-symbolic", &symbolic);
    snapshot(folder, "3-table", &analysis.table.to_json());
    Ok(())
}

/// What `kht footprint` prints for a launch of LLVM IR as clang writes it.
fn footprint(launch: &Path) -> Outcome {
    footprint_of(launch, "kernel.ll")
}

/// The same as Triton writes it.
fn footprint_of_triton(launch: &Path) -> Outcome {
    footprint_of(launch, "kernel.llir")
}

fn footprint_of(launch: &Path, kernel: &str) -> Outcome {
    let folder = launch.parent().ok_or("a case is a folder")?;
    let file = launch.file_name().and_then(|name| name.to_str()).ok_or("the name is no text")?;
    let output = Command::new(env!("CARGO_BIN_EXE_kht"))
        .args(["footprint", kernel, "--launch", file])
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let name = file.replace(".launch.json", ".footprint");
    snapshot(folder, &name, &String::from_utf8(output.stdout)?);
    Ok(())
}

/// Compares with `expect/<name>.snap`.
fn snapshot(folder: &Path, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    // Relative to this file, as insta wants it.
    settings.set_snapshot_path(Path::new("..").join(folder).join("expect"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

datatest_stable::harness! {
    { test = stages, root = "../testdata/kernels", pattern = r"/kernel\.ll$" },
    { test = stages, root = "../testdata/amdgcn", pattern = r"/kernel\.ll$" },
    { test = footprint, root = "../testdata/amdgcn", pattern = r"\.launch\.json$" },
    { test = stages, root = "../testdata/triton", pattern = r"/kernel\.llir$" },
    { test = footprint_of_triton, root = "../testdata/triton", pattern = r"\.launch\.json$" },
    { test = footprint, root = "../testdata/kernels", pattern = r"\.launch\.json$" },
}
