//! Launches are what a launch file can say, and the same for the same seed.

use std::path::Path;

use kht_schema::footprint::{self, BindError};
use kht_schema::launch::Arg;
use kht_schema::{Kernel, Launch};

use super::{Effort, random, to_json};
use crate::verify;

/// As fine as bytes.
const EXACT: footprint::Options = footprint::Options { granularity: 1, budget: 1 << 20 };

/// All kernels of a test case.
fn kernels(case: &str) -> Vec<Kernel> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/kernels");
    crate::analyze_file(&folder.join(case).join("kernel.ll")).unwrap().kernels
}

/// Cases with by-value structs, arrays of pointers, indices in memory, required blocks.
const CASES: [&str; 4] = ["struct_params", "copy_cache_blocks", "paged_attention", "vector_add"];

#[test]
fn a_launch_survives_its_file() {
    for kernel in CASES.iter().flat_map(|case| kernels(case)) {
        for seed in 0..12 {
            for effort in Effort::ALL {
                let launch = random(&kernel, seed, effort);
                let file = to_json(&launch).to_string();
                let read = Launch::read(file.as_bytes(), Path::new(".")).unwrap();
                // Sizes without a name of their own come back as bytes.
                assert_eq!(to_json(&read)["buffers"], to_json(&launch)["buffers"]);
                assert_eq!((read.grid, read.block), (launch.grid, launch.block));
                assert_eq!(read.buffers, launch.buffers);
            }
        }
    }
}

#[test]
fn a_launch_fits_its_kernel() {
    for kernel in CASES.iter().flat_map(|case| kernels(case)) {
        let mut fitting = 0;
        for seed in 0..16 {
            match footprint::footprint(
                &kernel,
                &random(&kernel, seed, Effort::Small),
                &footprint::Options::default(),
            ) {
                Ok(_) => fitting += 1,
                // Numbers that were drawn apart may lead anywhere, but types and limits hold.
                Err(BindError::OutOfBounds { .. } | BindError::NullPointer { .. }) => {}
                Err(error) => panic!("{error}"),
            }
        }
        assert!(8 <= fitting, "{}: {fitting} of 16 launches can run", kernel.name);
    }
}

#[test]
fn memory_of_the_block_gets_a_place() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/amdgcn/opencl_reduce");
    let path = path.join("kernel.ll");
    let (kernel, module) =
        (&crate::analyze_file(&path).unwrap().kernels[0], std::fs::read(path).unwrap());
    let launch = random(kernel, 1, Effort::Tiny);
    assert_eq!(launch.args[2], Arg::Int { value: 0, bytes: 4 });
    let predicted = footprint::footprint(kernel, &launch, &EXACT).unwrap();
    let options = verify::Options { workers: 1, max_steps: 1_000_000 };
    let (_, verdict) = verify::verify(&module, "kernel.ll", &launch, &predicted, &options).unwrap();
    assert!(!verdict.outcome().is_failure(), "{verdict:#?}");
}

#[test]
fn seeds_and_efforts_draw_apart() {
    let kernel = &kernels("struct_params")[0];
    let first = random(kernel, 1, Effort::Large);
    assert_eq!(first, random(kernel, 1, Effort::Large));
    assert_ne!(first.args, random(kernel, 2, Effort::Large).args);
    let largest = |effort| {
        let threads = |seed| random(kernel, seed, effort).block.iter().product::<u32>();
        (0..50).map(threads).max()
    };
    assert!(largest(Effort::Tiny) < largest(Effort::Large));
}

#[test]
fn what_is_divided_is_mostly_a_multiple() {
    // The last argument is the length of rows that are made of blocks of 32 numbers.
    let kernel = &kernels("gemv_q4")[0];
    let is_whole = |seed: &u64| match random(kernel, *seed, Effort::Large).args.last() {
        Some(Arg::Int { value, .. }) => value % 32 == 0,
        other => panic!("a number: {other:?}"),
    };
    let whole = (0..64).filter(is_whole).count();
    assert!((40..64).contains(&whole), "{whole} of 64");
}

#[test]
fn strides_of_vectors_are_mostly_multiples() {
    let text = "target triple = \"nvptx64-nvidia-cuda\"
      declare i32 @llvm.nvvm.read.ptx.sreg.tid.x()
      define ptx_kernel void @k(ptr %x, i32 %stride) {
        %t = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
        %o = mul nsw i32 %t, %stride
        %p = getelementptr float, ptr %x, i32 %o
        store <4 x float> zeroinitializer, ptr %p, align 16
        ret void
      }";
    let hooks = crate::Hooks::default();
    let kernel = &crate::analyze(text.as_bytes(), "k.ll", &hooks).unwrap().table.kernels[0];
    let is_whole = |seed: &u64| match random(kernel, *seed, Effort::Large).args[1] {
        Arg::Int { value, .. } => value % 4 == 0,
        ref other => panic!("a number: {other:?}"),
    };
    let whole = (0..64).filter(is_whole).count();
    assert!((44..64).contains(&whole), "{whole} of 64");
}
