//! The judge over our kernels.
//!
//! Against a second judge: what `kht verify` sees when it runs them equals what
//! `.tools/run-on-host` saw (LLVM's thread sanitizer and a runtime in C++), byte for byte.
//! Against our footprints: what they call exact is equal, what they call upper contains what
//! happened, and nothing is ever missed. For Triton, a third judge is the kernel's source, run as
//! Triton defines it (`.tools/triton-testdata`).

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use kht_analyzer::launches::{Effort, random};
use kht_analyzer::verify::{Observed, Options, observe, verify};
use kht_analyzer::{Hooks, Input, analyze, read_metadata};
use kht_schema::footprint::Footprint;
use kht_schema::{Exactness, Launch, footprint};
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
    runs_as_predicted(path, "kernel.ll")
}

fn footprint_of_triton_keeps_its_promise(path: &Path) -> Outcome {
    runs_as_predicted(path, "kernel.llir")
}

fn runs_as_predicted(path: &Path, module: &str) -> Outcome {
    let (launch, prediction) = predicted(path, module)?;
    let bytes = fs::read(path.with_file_name(module))?;
    let (observed, verdict) = verify(&bytes, module, &launch, &prediction, &OPTIONS)?;
    assert_eq!(observed.faults, [], "{}", path.display());
    assert!(!verdict.outcome().is_failure(), "{}: {verdict:#?}", path.display());
    Ok(())
}

/// A launch and our footprint of it.
fn predicted(path: &Path, module: &str) -> Result<(Launch, Footprint), Box<dyn std::error::Error>> {
    let folder = path.parent().ok_or("a launch lies in the folder of its kernel")?;
    let launch = Launch::read(&fs::read(path)?, folder)?;
    let bytes = fs::read(folder.join(module))?;
    let metadata = read_metadata(&folder.join(module))?;
    let input = Input { bytes: &bytes, metadata: metadata.as_deref() };
    let wanted = |kernel: &str| kernel == launch.kernel;
    let hooks = Hooks { wanted: Some(&wanted), ..Hooks::default() };
    let analysis = analyze(input, module, &hooks)?;
    let kernel = analysis.table.kernels.first().ok_or("the module has the kernel")?;
    let prediction = footprint::footprint(kernel, &launch, &EXACT)?;
    Ok((launch, prediction))
}

/// What the source of a kernel touches is what we predict. How often bytes move is the compiler's
/// business.
fn footprint_is_that_of_the_source(path: &Path) -> Outcome {
    let (_, prediction) = predicted(path, "kernel.llir")?;
    contains_what_was_touched(path, &prediction)
}

/// What a kernel for AMD touches on the CPU is what we predict, and so is how often.
fn footprint_of_amdgcn_is_what_was_observed(path: &Path) -> Outcome {
    let (_, prediction) = predicted(path, "kernel.ll")?;
    for (name, observed) in expected(path)? {
        let found = prediction.buffers.iter().find(|buffer| buffer.name == name);
        let found = found.ok_or_else(|| format!("no footprint of {name}"))?;
        for (side, predicted) in [
            ("bytes_loaded", &found.bytes_loaded),
            ("bytes_stored", &found.bytes_stored),
            ("bytes_atomic", &found.bytes_atomic),
        ] {
            let observed = observed[side].as_u64().ok_or("a number of bytes")?;
            let place = format!("{}: {side} of {name}", path.display());
            assert!(predicted.lo <= observed, "{place}: {observed}, not {predicted:?}");
            assert!(predicted.hi.is_none_or(|hi| observed <= hi), "{place}: {predicted:?}");
            if found.exactness == Exactness::Exact {
                assert_eq!(predicted.hi, Some(predicted.lo), "{place}");
            }
        }
    }
    contains_what_was_touched(path, &prediction)
}

/// The bytes of the expected file are those of a footprint, or part of them where it does not say
/// that it is exact.
fn contains_what_was_touched(path: &Path, prediction: &Footprint) -> Outcome {
    for (name, touched) in expected(path)? {
        let found = prediction.buffers.iter().find(|buffer| buffer.name == name);
        let found = found.ok_or_else(|| format!("no footprint of {name}"))?;
        for (side, ranges) in
            [("reads", &found.reads), ("writes", &found.writes), ("atomics", &found.atomics)]
        {
            let touched: Vec<[u64; 2]> = serde_json::from_value(touched[side].clone())?;
            let place = format!("{}: {side} of {name}", path.display());
            if found.exactness == Exactness::Exact {
                assert_eq!(ranges, &touched, "{place}");
            }
            let contained = |[start, end]: &[u64; 2]| {
                ranges.iter().any(|[first, last]| first <= start && end <= last)
            };
            assert!(touched.iter().all(contained), "{place}: {ranges:?} lacks of {touched:?}");
        }
    }
    Ok(())
}

/// Random launches of each kernel that are run: the first that stay inside their buffers.
const RANDOM_RUNS: usize = 3;

/// Launches that are drawn for these, at most.
const RANDOM_SEEDS: u64 = 24;

/// A loop over what was drawn may be as long as it likes, so that another launch is cheaper.
const RANDOM_OPTIONS: Options = Options { max_steps: 1_000_000, ..OPTIONS };

/// Launches that nobody wrote keep the promise too. Where the numbers that are drawn lead out of
/// the buffers, nothing is promised.
fn random_launches_keep_the_promise(path: &Path) -> Outcome {
    let bytes = fs::read(path)?;
    let metadata = read_metadata(path)?;
    let input = Input { bytes: &bytes, metadata: metadata.as_deref() };
    for kernel in analyze(input, "kernel", &Hooks::default())?.table.kernels {
        let mut runs = 0;
        let seeds = 0..RANDOM_SEEDS;
        let drawn = seeds.flat_map(|seed| [(seed, Effort::Small), (seed, Effort::Tiny)]);
        for (seed, effort) in drawn {
            let launch = random(&kernel, seed, effort);
            let Ok(prediction) = footprint::footprint(&kernel, &launch, &EXACT) else { continue };
            let (observed, verdict) =
                verify(&bytes, "kernel", &launch, &prediction, &RANDOM_OPTIONS)?;
            if observed.faults.is_empty() {
                let place = format!("{}: {} {effort:?} {seed}", path.display(), kernel.name);
                assert!(!verdict.outcome().is_failure(), "{place}: {verdict:#?}");
                runs += 1;
            }
            if runs == RANDOM_RUNS {
                break;
            }
        }
        assert_eq!(runs, RANDOM_RUNS, "{}: {}", path.display(), kernel.name);
    }
    Ok(())
}

datatest_stable::harness! {
    { test = random_launches_keep_the_promise,
      root = "../testdata/kernels", pattern = r"kernel\.ll$" },
    { test = random_launches_keep_the_promise,
      root = "../testdata/triton", pattern = r"kernel\.llir$" },
    { test = footprint_of_amdgcn_is_what_was_observed,
      root = "../testdata/amdgcn", pattern = r"\.launch\.json$" },
    { test = footprint_is_that_of_the_source,
      root = "../testdata/triton", pattern = r"\.launch\.json$" },
    { test = footprint_of_triton_keeps_its_promise,
      root = "../testdata/triton", pattern = r"\.launch\.json$" },
    { test = footprint_keeps_its_promise,
      root = "../testdata/kernels", pattern = r"\.launch\.json$" },
    { test = observation_equals_the_second_judge,
      root = "../testdata/kernels", pattern = r"\.launch\.json$" },
}
