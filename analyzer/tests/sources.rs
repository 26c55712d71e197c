//! Sources of kernels, compiled on the way, give the formulas of the IR that lies beside them.

use std::path::Path;
use std::process::{Command, Stdio};

use kht_analyzer::{Hooks, analyze, read};
use kht_schema::Kernel;

/// The kernel of a file of the test data.
#[track_caller]
fn kernel(file: &str) -> Kernel {
    let path = Path::new("../testdata").join(file);
    let bytes = read(&path).expect("it compiles");
    let mut analysis = analyze(&bytes, file, &Hooks::default()).expect("valid IR");
    assert_eq!(analysis.table.kernels.len(), 1);
    analysis.table.kernels.remove(0)
}

#[track_caller]
fn check_same(source: &str, ir: &str) {
    let (compiled, read) = (kernel(source), kernel(ir));
    assert_eq!(compiled.params, read.params);
    assert_eq!(compiled.accesses, read.accesses);
    assert!(compiled.accesses.iter().all(|access| access.source.is_some()));
}

#[test]
fn cuda_is_compiled_without_headers_if_there_are_none() {
    check_same("kernels/vector_add/kernel.cu", "kernels/vector_add/kernel.ll");
}

#[test]
fn opencl_is_compiled_for_amd() {
    check_same("amdgcn/opencl_vector_add/kernel.cl", "amdgcn/opencl_vector_add/kernel.ll");
}

#[test]
fn hip_is_compiled_without_headers_if_there_are_none() {
    check_same("amdgcn/hip_buffer/kernel.hip", "amdgcn/hip_buffer/kernel.ll");
}

/// Runs `kht show` on a source.
fn show(program: &str, flags: &str) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_kht"))
        .args(["show", "../testdata/amdgcn/opencl_vector_add/kernel.cl"])
        .env("KHT_CLANG", program)
        .env("KHT_CLANG_FLAGS", flags)
        .stdin(Stdio::null())
        .output()
        .expect("kht runs");
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&text).into_owned())
}

#[test]
fn a_compiler_that_is_not_there_is_named() {
    let (success, text) = show("no-such-clang", "");
    assert!(!success && text.contains("no-such-clang") && text.contains("KHT_CLANG"), "{text}");
}

#[test]
fn flags_reach_the_compiler() {
    let (success, text) = show("clang-22", "-DKHT_TEST -Dget_global_size=unknown_function");
    assert!(!success && text.contains("unknown_function"), "{text}");
}
