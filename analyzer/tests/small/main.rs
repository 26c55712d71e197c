//! Kernels of a few lines, and what their tables say.

mod amdgcn;
mod amdgcn_memory;
mod disguises;
mod soundness;
mod values;

use kht_analyzer::{Hooks, analyze};
use kht_schema::Kernel;

/// What modules for NVIDIA start with.
const NVPTX: &str = r#"
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"
"#;

/// What modules for AMD start with.
const AMDGCN: &str = r#"
target datalayout = "e-p:64:64-p1:64:64-p3:32:32-p4:64:64-p5:32:32-p8:128:128:128:48-A5-G1-ni:7:8:9"
target triple = "amdgcn-amd-amdhsa"
"#;

/// The kernels of a module, by the parts of its text.
#[track_caller]
fn kernels(parts: &[&str]) -> Vec<Kernel> {
    let text = parts.concat();
    let analysis = analyze(text.as_bytes(), "kernel.ll", &Hooks::default()).expect("valid IR");
    assert_eq!(kht_schema::check(&analysis.table), []);
    analysis.table.kernels
}

/// The only kernel of a module, by the parts of its text.
#[track_caller]
fn only_kernel(parts: &[&str]) -> Kernel {
    let mut kernels = kernels(parts);
    assert_eq!(kernels.len(), 1);
    kernels.remove(0)
}
