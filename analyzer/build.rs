//! Compiles the ScalarEvolution shim with the flags of the LLVM that inkwell links.

use std::env;
use std::path::PathBuf;
use std::process::Command;

const PREFIX: &str = "LLVM_SYS_221_PREFIX";

fn main() {
    for file in ["shim/scev_shim.cpp", "shim/scev_shim.h"] {
        println!("cargo::rerun-if-changed={file}");
    }
    println!("cargo::rerun-if-env-changed={PREFIX}");
    let prefix = env::var_os(PREFIX).map_or_else(|| PathBuf::from("/usr"), PathBuf::from);
    let config = prefix.join("bin/llvm-config");
    let Some(include) = ask(&config, "--includedir") else {
        println!(
            "cargo::error=expected LLVM 22 with {} working, found none: install llvm-22-dev or \
             set {PREFIX} to where LLVM 22 is",
            config.display()
        );
        return;
    };
    cc::Build::new()
        .cpp(true)
        .std("c++17")
        .file("shim/scev_shim.cpp")
        .include("shim")
        .flag("-isystem")
        .flag(&include)
        .define("_GNU_SOURCE", None)
        .define("__STDC_CONSTANT_MACROS", None)
        .define("__STDC_FORMAT_MACROS", None)
        .define("__STDC_LIMIT_MACROS", None)
        .flag("-fno-rtti")
        .flag("-fno-exceptions")
        .flag("-Werror=switch")
        .flag_if_supported("-Wno-unused-parameter")
        .compile("kht_scev_shim");
}

/// One answer of `llvm-config`; `None` if it cannot be run.
fn ask(config: &std::path::Path, flag: &str) -> Option<String> {
    let output = Command::new(config).arg(flag).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}
