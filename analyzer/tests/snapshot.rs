//! The heat of a kernel, pinned as a user would in a repository of their own.

use std::path::Path;

use kht_analyzer::{analyze_file, snapshot};

#[test]
fn the_heat_of_a_kernel_stays() {
    let kernel = "../testdata/kernels/paged_attention/kernel.ll";
    let table = analyze_file(&Path::new(env!("CARGO_MANIFEST_DIR")).join(kernel));
    let heat = snapshot::heat(&table.expect("a table"));
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(heat) });
}
