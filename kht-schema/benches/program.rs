//! How long the compiled form takes for a launch, beside the engine in the same run: tables as the
//! analyzer writes them, at the sizes of a model.

#![expect(clippy::unwrap_used, reason = "a benchmark may fail where it stands")]

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use kht_schema::footprint::Options;
use kht_schema::launch::{Arg, Launch};
use kht_schema::program::{Direction, Memory};
use kht_schema::{Program, Table, footprint};

/// How long each figure is warmed up and measured: they take microseconds.
const WARM_UP: Duration = Duration::from_millis(500);
const MEASURED: Duration = Duration::from_secs(2);

/// A test kernel with the launch that is measured.
struct Case {
    name: &'static str,
    table: Table,
    launch: Launch,
}

impl Case {
    /// A kernel of `testdata`, its launch with other extents and integers, by position.
    fn new(name: &'static str, grid: [u32; 3], block: [u32; 3], ints: &[i64]) -> Case {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/kernels").join(name);
        let text = fs::read_to_string(folder.join("expect/3-table.snap")).unwrap();
        let (_, table) =
            text.split_once("---\n").and_then(|(_, it)| it.split_once("---\n")).unwrap();
        let table = kht_schema::read(table.as_bytes()).unwrap();
        let launch = fs::read(folder.join("nice.launch.json")).unwrap();
        let mut launch = Launch::read(&launch, &folder).unwrap();
        (launch.grid, launch.block) = (grid, block);
        let args = launch.args.iter_mut().filter_map(|arg| match arg {
            Arg::Int { value, .. } => Some(value),
            _ => None,
        });
        args.zip(ints).for_each(|(value, int)| *value = *int);
        for buffer in launch.buffers.values_mut() {
            buffer.bytes = 1 << 32;
        }
        Case { name, table, launch }
    }
}

fn cases() -> Vec<Case> {
    vec![
        Case::new("vector_add", [3907, 1, 1], [256, 1, 1], &[1_000_000]),
        Case::new("rmsnorm_f32", [4096, 1, 1], [256, 1, 1], &[8192]),
        Case::new("matmul_tiled", [256, 256, 1], [16, 16, 1], &[4096, 4096, 4096]),
        Case::new("softmax_f32", [1024, 1, 1], [32, 4, 1], &[4096, 2048]),
        Case::new("causal_softmax", [2048, 1, 1], [128, 1, 1], &[2048]),
        Case::new("strided_copy_info", [4, 1, 1], [64, 1, 1], &[]),
    ]
}

fn benches(criterion: &mut Criterion) {
    for case in &cases() {
        let kernel = &case.table.kernels[0];
        let program = Program::compile(kernel);
        let (options, mut memory) = (Options::default(), Memory::default());
        let bound = program.bind(&case.launch).unwrap();
        // What is measured is the whole answer, and the same one.
        let flat = program.try_footprint(&bound, &options, &mut memory);
        assert_eq!(flat.unwrap(), footprint(kernel, &case.launch, &options).unwrap());
        let call = bound.call();
        let mut group = criterion.benchmark_group(case.name);
        group.warm_up_time(WARM_UP).measurement_time(MEASURED);
        group.bench_function("engine", |bencher| {
            bencher.iter(|| footprint(kernel, black_box(&case.launch), &options).unwrap());
        });
        group.bench_function("hull_and_unique_bytes", |bencher| {
            bencher.iter(|| {
                let heat = program.heat(black_box(&call), &[], &mut memory).unwrap();
                heat.pointers[0].touched
            });
        });
        let fragments = vec![2 << 20; program.pointers().len()];
        group.bench_function("heat_per_2_mib", |bencher| {
            bencher.iter(|| {
                let heat = program.heat(black_box(&call), &fragments, &mut memory).unwrap();
                heat.fragments.len()
            });
        });
        let mut ranges = Vec::new();
        group.bench_function("exact_ranges", |bencher| {
            bencher.iter(|| {
                ranges.clear();
                let mut evaluated = program.evaluate(black_box(&call), &mut memory).unwrap();
                for pointer in 0..program.pointers().len() {
                    evaluated.ranges(pointer, Direction::Reads, &mut ranges).unwrap();
                    evaluated.ranges(pointer, Direction::Writes, &mut ranges).unwrap();
                }
                ranges.len()
            });
        });
        group.bench_function("bind", |bencher| {
            bencher.iter(|| program.bind(black_box(&case.launch)).unwrap().scalars.len());
        });
        group.bench_function("compile", |bencher| {
            bencher.iter(|| Program::compile(black_box(kernel)).is_flat());
        });
        group.finish();
    }
}

criterion_group!(programs, benches);
criterion_main!(programs);
