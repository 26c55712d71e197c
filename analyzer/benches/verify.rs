//! How fast the judge runs kernels: accesses per second, on two workers, the compilation included.

use std::fs;
use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use kht_analyzer::verify::{Observed, Options, Traffic, observe};
use kht_schema::Launch;
use serde_json::{Value, json};

const OPTIONS: Options = Options { workers: 2, max_steps: Options::DEFAULT_MAX_STEPS };

/// A buffer of floats.
fn floats(name: &str, count: u32) -> Value {
    json!({"buffer": {"name": name, "bytes": 4 * count, "fill": {"random_f32": 1}}})
}

/// A buffer of integers.
fn integers(name: &str, all: &[u32]) -> Value {
    json!({"buffer": {"name": name, "bytes": 4 * all.len(), "fill": {"i32": all}}})
}

/// A straight kernel without barriers; rows that a block sums up; tiles in shared memory; warps
/// that exchange values, and pages.
fn launches() -> [(&'static str, Value); 4] {
    let (elements, rows, columns, side) = (1 << 21, 512, 2048, 192);
    let (sequences, heads, kv_heads, length) = (4, 16, 4, 512);
    let pages = sequences * length / 16;
    // Neighbors in a sequence are far apart in the cache.
    let table: Vec<u32> = (0..pages).map(|page| page * 37 % pages).collect();
    let tokens = sequences * heads * 64;
    let cache = pages * kv_heads * 16 * 64;
    [
        (
            "vector_add",
            json!({"grid": [elements / 256, 1, 1], "block": [256, 1, 1], "args": [
                floats("a", elements), floats("b", elements), floats("sum", elements),
                {"i32": elements}]}),
        ),
        (
            "rmsnorm_f32",
            json!({"grid": [rows, 1, 1], "block": [128, 1, 1], "args": [
                floats("out", rows * columns), floats("x", rows * columns),
                floats("weight", columns), {"i32": columns}, {"f32": 1e-5}]}),
        ),
        (
            "matmul_tiled",
            json!({"grid": [side / 16, side / 16, 1], "block": [16, 16, 1], "args": [
                floats("a", side * side), floats("b", side * side), floats("c", side * side),
                {"i32": side}, {"i32": side}, {"i32": side}]}),
        ),
        (
            "paged_attention",
            json!({"grid": [heads, sequences, 1], "block": [128, 1, 1], "shared_bytes": 4 * length,
                "args": [
                floats("out", tokens), floats("query", tokens), floats("key_cache", cache),
                floats("value_cache", cache), integers("block_tables", &table),
                integers("seq_lens", &[length; 4]), {"i32": length / 16}, {"i32": kv_heads},
                {"f32": 0.125}]}),
        ),
    ]
}

/// Accesses to buffers and to shared memory.
fn accesses(observed: &Observed) -> u64 {
    let all = |it: &Traffic| it.loads + it.stores + it.atomic_ops;
    all(&observed.shared) + observed.buffers.iter().map(|it| all(&it.traffic)).sum::<u64>()
}

fn benches(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("verify");
    group.sample_size(10).measurement_time(Duration::from_secs(8));
    for (case, mut document) in launches() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/kernels").join(case);
        let module = fs::read(folder.join("kernel.ll")).expect("a case has its IR");
        document["kernel"] = case.into();
        let launch = Launch::read(document.to_string().as_bytes(), &folder).expect("it is valid");
        let run = || observe(&module, case, &launch, &OPTIONS).expect("the kernel runs");
        let observed = run();
        assert!(observed.faults.is_empty(), "{case}: {:?}", observed.faults);
        group.throughput(Throughput::Elements(accesses(&observed)));
        group.bench_function(case, |bencher| bencher.iter(run));
    }
    group.finish();
}

criterion_group!(runs, benches);
criterion_main!(runs);
