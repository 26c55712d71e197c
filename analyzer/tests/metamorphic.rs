//! One kernel, many shapes: whatever level it was optimised at, whether its loops were unrolled,
//! and whichever release of LLVM wrote it, it touches the same bytes as often.
//!
//! The test kernels are compiled again with other flags, and compared with the IR that is kept: at
//! their own launches and at random ones, footprints and traffic must be equal. The same holds for
//! the IR of other releases, `testdata/releases/CASE.clang-N.ll`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use kht_analyzer::launches::{Effort, random};
use kht_analyzer::{Hooks, analyze};
use kht_schema::footprint::{BufferUse, Options};
use kht_schema::{Exactness, Footprint, Kernel, Launch, footprint};

type Outcome = datatest_stable::Result<()>;

/// Flags in place of `-O2`.
const SHAPES: [&[&str]; 5] = [
    &["-O1"],
    &["-O3"],
    &["-O2", "-fno-unroll-loops"],
    &["-O1", "-funroll-loops"],
    &["-O2", "-fno-vectorize", "-fno-slp-vectorize"],
];

/// Random launches of each kernel.
const ROUNDS: u64 = 8;

/// Kernels whose loads the optimiser may leave out or merge, so that only what they touch is the
/// same, and why.
const FOOTPRINT_ONLY: [(&str, &str); 1] =
    [("paged_attention", "-O3 loads the number of a page once for several parts of a head")];

/// The same kernel, compiled with other flags.
fn shapes(source: &Path) -> Outcome {
    let case = case(source)?;
    for flags in SHAPES {
        let ir = compile(source, flags)?;
        compare(&case, &ir, &flags.join(" "))?;
    }
    Ok(())
}

/// The same kernel, from another release.
fn releases(file: &Path) -> Outcome {
    let name = file.file_name().and_then(|name| name.to_str()).ok_or("a name is text")?;
    let (case, release) = name.split_once('.').ok_or("expected CASE.RELEASE.ll")?;
    compare(case, &fs::read(file)?, release)
}

fn case(source: &Path) -> datatest_stable::Result<String> {
    let folder = source.parent().and_then(Path::file_name).ok_or("a case is a folder")?;
    Ok(folder.to_string_lossy().into_owned())
}

/// IR of a source, with the flags of the committed one but for its level.
fn compile(source: &Path, flags: &[&str]) -> datatest_stable::Result<Vec<u8>> {
    let clang = std::env::var("CLANG").unwrap_or_else(|_| "clang-22".to_owned());
    let committed = fs::read_to_string(source.with_file_name("kernel.ll"))?;
    let line = committed.lines().next().ok_or("the first line has the flags")?;
    let usual = line.split(' ').skip(2).filter(|flag| !flag.starts_with("-O"));
    let usual = usual.filter(|flag| *flag != "kernel.cu");
    let folder = source.parent().ok_or("a case is a folder")?;
    let output = Command::new(&clang)
        .args(usual)
        .args(flags)
        .args(["kernel.cu", "-o", "-"])
        .current_dir(folder)
        .output()
        .map_err(|error| format!("{clang}: {error}; .tools/setup installs it"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(output.stdout)
}

fn folder(case: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/kernels").join(case)
}

/// Kernels in the order of their names.
fn kernels(ir: &[u8]) -> datatest_stable::Result<Vec<Kernel>> {
    let table = analyze(ir, "kernel.ll", &Hooks::default())?.table;
    assert_eq!(kht_schema::check(&table), []);
    let mut kernels = table.kernels;
    kernels.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(kernels)
}

/// Compares IR with the committed one of a case.
fn compare(case: &str, ir: &[u8], shape: &str) -> Outcome {
    let (ours, others) = (kernels(&fs::read(folder(case).join("kernel.ll"))?)?, kernels(ir)?);
    let names = |kernels: &[Kernel]| kernels.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&ours), names(&others));
    let counts = !FOOTPRINT_ONLY.iter().any(|(name, _)| *name == case);
    for (one, other) in ours.iter().zip(&others) {
        assert_eq!(one.launch_bounds, other.launch_bounds, "{shape}");
        let mut n_judged = 0;
        for (name, launch) in launches(case, one)? {
            // A launch that does not fit is refused, for whatever reason is found first.
            let evaluate = |kernel| footprint(kernel, &launch, &Options::default());
            let (Ok(first), Ok(second)) = (evaluate(one), evaluate(other)) else { continue };
            same(&first, &second, counts, &format!("{case}, {shape}, {name}"));
            n_judged += 1;
        }
        assert!(2 <= n_judged, "{case}: hardly any launch fits");
    }
    Ok(())
}

/// The launches of a case, and random ones.
fn launches(case: &str, kernel: &Kernel) -> datatest_stable::Result<Vec<(String, Launch)>> {
    let mut launches = Vec::new();
    for entry in fs::read_dir(folder(case))? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".launch.json") {
            let launch = Launch::read(&fs::read(&path)?, &folder(case))?;
            if launch.kernel == kernel.name {
                launches.push((path.display().to_string(), launch));
            }
        }
    }
    let drawn = (0..ROUNDS).map(|seed| (format!("random {seed}"), seed));
    launches.extend(drawn.map(|(name, seed)| (name, random(kernel, seed, Effort::Small))));
    Ok(launches)
}

/// Two footprints of one launch: equal if both are exact, else one that is not contains the other.
fn same(first: &Footprint, second: &Footprint, counts: bool, what: &str) {
    let key = |it: &BufferUse| (it.param, it.at, it.name.clone());
    let keys = |it: &Footprint| it.buffers.iter().map(key).collect::<Vec<_>>();
    assert_eq!(keys(first), keys(second), "{what}");
    for (one, other) in first.buffers.iter().zip(&second.buffers) {
        let what = format!("{what}, buffer {}", one.name);
        let sides = |it: &BufferUse| [it.reads.clone(), it.writes.clone(), it.atomics.clone()];
        let traffic = |it: &BufferUse| [it.bytes_loaded, it.bytes_stored, it.bytes_atomic];
        let is_exact = |it: &BufferUse| it.exactness == Exactness::Exact;
        if is_exact(one) && is_exact(other) {
            assert_eq!(sides(one), sides(other), "{what}");
            assert!(!counts || traffic(one) == traffic(other), "{what}: {one:?}\n{other:?}");
            continue;
        }
        for (one_side, other_side) in sides(one).iter().zip(&sides(other)) {
            assert!(!is_exact(one) || contains(other_side, one_side), "{what} misses bytes");
            assert!(!is_exact(other) || contains(one_side, other_side), "{what} misses bytes");
        }
    }
}

/// Whether ranges, sorted and disjoint and not adjacent, are all within others.
fn contains(outer: &[[u64; 2]], inner: &[[u64; 2]]) -> bool {
    inner.iter().all(|[from, to]| outer.iter().any(|[start, end]| start <= from && to <= end))
}

datatest_stable::harness! {
    { test = shapes, root = "../testdata/kernels", pattern = r"/kernel\.cu$" },
    { test = releases, root = "../testdata/releases", pattern = r"\.ll$" },
}
