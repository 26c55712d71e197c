//! From the bytes of a module to its checked table, one kernel after the other and all together.

use std::fs;
use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use kht_analyzer::{Hooks, analyze};

/// A straight kernel, one with loops and reductions, one with indirection.
const ALONE: [&str; 3] = ["vector_add", "rmsnorm_f32", "paged_attention"];

/// The IR of a test kernel.
fn module(case: &str) -> Vec<u8> {
    let path = format!("../testdata/kernels/{case}/kernel.ll");
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a case has its IR")
}

/// Names of all cases, in order.
fn cases() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/kernels");
    let entries = fs::read_dir(folder).expect("there are test kernels");
    let paths = entries.map(|entry| entry.expect("an entry is readable").path());
    let mut cases: Vec<String> = paths
        .filter(|path| path.join("kernel.ll").is_file())
        .filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()))
        .collect();
    cases.sort();
    cases
}

/// Accesses of all kernels of a module, which must have a table.
fn run(bytes: &[u8]) -> usize {
    let analysis = analyze(bytes, "kernel.ll", &Hooks::default()).expect("test kernels are valid");
    analysis.table.kernels.iter().map(|kernel| kernel.accesses.len()).sum()
}

fn benches(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("analyze");
    for case in ALONE {
        let bytes = module(case);
        assert!(0 < run(&bytes), "{case} has accesses");
        group.bench_function(case, |bencher| bencher.iter(|| run(black_box(&bytes))));
    }
    let modules: Vec<Vec<u8>> = cases().iter().map(|case| module(case)).collect();
    group.throughput(Throughput::Elements(modules.len() as u64));
    group.sample_size(10);
    group.bench_function("all test kernels", |bencher| {
        bencher.iter(|| modules.iter().map(|bytes| run(black_box(bytes))).sum::<usize>());
    });
    group.finish();
}

criterion_group!(analyses, benches);
criterion_main!(analyses);
