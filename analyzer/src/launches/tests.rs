//! Launches are what a launch file can say, and the same for the same seed.

use std::path::Path;

use kht_schema::footprint::{self, BindError};
use kht_schema::{Kernel, Launch};

use super::{Effort, random, to_json};

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
