//! The judge over our kernels.
//!
//! Against a second judge: what `kht verify` sees when it runs them equals what
//! `.tools/run-on-host` saw (LLVM's thread sanitizer and a runtime in C++), byte for byte.
//! Against our footprints: what they call exact is equal, what they call upper contains what
//! happened, and nothing is ever missed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use kht_analyzer::verify::{Observed, Options, observe, verify};
use kht_analyzer::{Hooks, analyze};
use kht_schema::{Launch, footprint};
use serde_json::{Value, json};

/// More than one, so that the order of blocks differs from run to run.
const OPTIONS: Options = Options { workers: 2, max_steps: 100_000_000 };

/// As fine as bytes, and as much work as it takes.
const EXACT: footprint::Options = footprint::Options { granularity: 1, budget: 1 << 32 };

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// What a launch did, buffer by buffer.
fn document(observed: &Observed) -> BTreeMap<String, Value> {
    let buffers = observed.buffers.iter().map(|buffer| {
        let value = json!({
            "name": buffer.name,
            "reads": buffer.reads,
            "writes": buffer.writes,
            "atomics": buffer.atomics,
            "bytes_loaded": buffer.traffic.bytes_loaded,
            "bytes_stored": buffer.traffic.bytes_stored,
            "bytes_atomic": buffer.traffic.bytes_atomic,
        });
        (buffer.name.clone(), value)
    });
    buffers.collect()
}

/// The same from an expected file.
fn expected(path: &Path) -> Result<BTreeMap<String, Value>, Box<dyn std::error::Error>> {
    let path = path.to_string_lossy().replace(".launch.json", ".expected.json");
    let document: Value = serde_json::from_slice(&fs::read(path)?)?;
    let buffers = document["buffers"].as_array().ok_or("an expected file has a list of buffers")?;
    let named = |it: &Value| (it["name"].as_str().unwrap_or_default().to_owned(), it.clone());
    Ok(buffers.iter().map(named).collect())
}

fn observation_equals_the_second_judge(path: &Path) -> Outcome {
    let folder = path.parent().ok_or("a launch lies in the folder of its kernel")?;
    let launch = Launch::read(&fs::read(path)?, folder)?;
    let observed = observe(&fs::read(folder.join("kernel.ll"))?, "kernel.ll", &launch, &OPTIONS)?;
    assert_eq!(observed.faults, [], "{}", path.display());
    assert_eq!(document(&observed), expected(path)?, "{}", path.display());
    Ok(())
}

fn footprint_keeps_its_promise(path: &Path) -> Outcome {
    let folder = path.parent().ok_or("a launch lies in the folder of its kernel")?;
    let launch = Launch::read(&fs::read(path)?, folder)?;
    let bytes = fs::read(folder.join("kernel.ll"))?;
    let wanted = |kernel: &str| kernel == launch.kernel;
    let hooks = Hooks { wanted: Some(&wanted), ..Hooks::default() };
    let analysis = analyze(&bytes, "kernel.ll", &hooks)?;
    let kernel = analysis.table.kernels.first().ok_or("the module has the kernel")?;
    let prediction = footprint::footprint(kernel, &launch, &EXACT)?;
    let (observed, verdict) = verify(&bytes, "kernel.ll", &launch, &prediction, &OPTIONS)?;
    assert_eq!(observed.faults, [], "{}", path.display());
    assert!(!verdict.outcome().is_failure(), "{}: {verdict:#?}", path.display());
    Ok(())
}

datatest_stable::harness! {
    {
        test = footprint_keeps_its_promise,
        root = "../testdata/kernels",
        pattern = r"\.launch\.json$",
    },
    {
        test = observation_equals_the_second_judge,
        root = "../testdata/kernels",
        pattern = r"\.launch\.json$",
    },
}
