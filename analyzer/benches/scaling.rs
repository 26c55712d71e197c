//! Twice the IR, twice the time: kernels that grow in one way each. `.tools/bench` makes ratios of
//! these times and holds them against what is to be reached.
//!
//! Loops one after the other stay few: for each, ScalarEvolution collects what the exits of all
//! loops before it imply, which beyond a hundred takes most of the time and grows with the cube.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use kht_analyzer::{Hooks, analyze};

/// Writes the text of kernels of a size.
type Write = fn(usize) -> String;

/// What grows, how a module with so much of it reads, and the smallest of three sizes.
const WAYS: [(&str, Write, usize); 4] = [
    ("accesses", accesses, 256),
    ("guards", guards, 64),
    ("loops", loops, 8),
    ("kernels", kernels, 64),
];

const HEAD: &str = "target triple = \"nvptx64-nvidia-cuda\"\n\
                    declare i32 @llvm.nvvm.read.ptx.sreg.tid.x()\n\
                    declare i32 @llvm.nvvm.read.ptx.sreg.ctaid.x()\n\
                    declare i32 @llvm.nvvm.read.ptx.sreg.ntid.x()\n";

/// The usual index of a thread.
const INDEX: &str = "%t = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()\n\
                     %b = call i32 @llvm.nvvm.read.ptx.sreg.ctaid.x()\n\
                     %d = call i32 @llvm.nvvm.read.ptx.sreg.ntid.x()\n\
                     %bd = mul i32 %b, %d\n\
                     %i = add i32 %bd, %t\n";

/// One block that loads and stores at a stride.
fn accesses(size: usize) -> String {
    let mut body = INDEX.to_owned();
    for each in 0..size {
        let _ = writeln!(
            body,
            "%at{each} = add nsw i32 %i, {}\n%x{each} = sext i32 %at{each} to i64\n\
             %p{each} = getelementptr inbounds float, ptr %in, i64 %x{each}\n\
             %q{each} = getelementptr inbounds float, ptr %out, i64 %x{each}\n\
             %v{each} = load float, ptr %p{each}\nstore float %v{each}, ptr %q{each}",
            1024 * each
        );
    }
    kernel("k", &(body + "ret void"))
}

/// Conditions within conditions, with an access in the innermost.
fn guards(size: usize) -> String {
    let mut body = format!("{INDEX}br label %if0\n");
    for each in 0..size {
        let _ = writeln!(
            body,
            "if{each}:\n%m{each} = mul nsw i32 %i, {}\n%c{each} = icmp slt i32 %m{each}, %n\n\
             br i1 %c{each}, label %if{}, label %end",
            2 * each + 1,
            each + 1
        );
    }
    let _ = writeln!(
        body,
        "if{size}:\n%x = sext i32 %i to i64\n%p = getelementptr inbounds float, ptr %out, i64 %x\n\
         store float 0.0, ptr %p\nbr label %end\nend:\nret void"
    );
    kernel("k", &body)
}

/// Loops one after the other, each over a row.
fn loops(size: usize) -> String {
    let mut body = format!("{INDEX}br label %loop0\n");
    for each in 0..size {
        let before = if each == 0 { "entry".to_owned() } else { format!("loop{}", each - 1) };
        let _ = writeln!(
            body,
            "loop{each}:\n%j{each} = phi i32 [ 0, %{before} ], [ %next{each}, %loop{each} ]\n\
             %r{each} = mul nsw i32 %j{each}, %d\n%s{each} = add nsw i32 %r{each}, %i\n\
             %x{each} = sext i32 %s{each} to i64\n\
             %p{each} = getelementptr inbounds float, ptr %out, i64 %x{each}\n\
             store float {each}.0, ptr %p{each}\n%next{each} = add nuw nsw i32 %j{each}, 1\n\
             %go{each} = icmp slt i32 %next{each}, %n\n\
             br i1 %go{each}, label %loop{each}, label %loop{}",
            each + 1
        );
    }
    let _ = writeln!(body, "loop{size}:\nret void");
    kernel("k", &body)
}

/// Kernels with a little of all.
fn kernels(size: usize) -> String {
    let body = |write: Write| write(4).replace("@k(", "@KERNEL(");
    let bodies = [accesses, guards, loops].map(body);
    let each =
        |position: usize| bodies[position % 3].replace("@KERNEL(", &format!("@k{position}("));
    (0..size).map(each).collect()
}

fn kernel(name: &str, body: &str) -> String {
    format!("define ptx_kernel void @{name}(ptr %in, ptr %out, i32 %n) {{\nentry:\n{body}\n}}\n")
}

/// Accesses of all kernels of a module, which must have a table.
fn run(text: &str) -> usize {
    let analysis = analyze(text.as_bytes(), "kernel.ll", &Hooks::default()).expect("valid IR");
    analysis.table.kernels.iter().map(|kernel| kernel.accesses.len()).sum()
}

fn benches(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("scaling");
    // Times are held against each other, where a factor of two counts: few samples do.
    group.sample_size(10);
    group.warm_up_time(Duration::from_millis(500));
    group.measurement_time(Duration::from_secs(2));
    for (name, write, smallest) in WAYS {
        for size in [smallest, 2 * smallest, 4 * smallest] {
            let text = format!("{HEAD}{}", write(size));
            assert!(0 < run(&text), "{name} has accesses");
            group.bench_function(BenchmarkId::new(name, size), |bencher| {
                bencher.iter(|| run(black_box(&text)));
            });
        }
    }
    group.finish();
}

criterion_group!(scaling, benches);
criterion_main!(scaling);
