//! Sources of kernels -> LLVM IR, where clang is installed.
//!
//! The IR is that of an optimized build with names and lines, and with everything inlined, so that
//! kernels are seen whole. Headers of CUDA or ROCm are used where clang finds them; a source that
//! includes nothing needs none. Functions of OpenCL stay calls, which the analysis knows.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::LoadError;

/// Names another clang than the default.
const PROGRAM: &str = "KHT_CLANG";

/// Adds flags, separated by blanks: where headers are, definitions, another processor.
const FLAGS: &str = "KHT_CLANG_FLAGS";

/// What clang says where CUDA or ROCm is not installed.
const NO_HEADERS: [&str; 3] =
    ["cannot find CUDA installation", "cannot find HIP runtime", "cannot find ROCm device library"];

/// What all sources are compiled with.
const ALWAYS: [&str; 10] = [
    "-O2",
    "-S",
    "-emit-llvm",
    "-fno-discard-value-names",
    "-gline-tables-only",
    "-fdebug-compilation-dir=.",
    "-w",
    "-fno-color-diagnostics",
    "-mllvm",
    "-inline-threshold=1000000",
];

/// A language of kernels.
struct Language {
    ending: &'static str,
    flags: &'static [&'static str],
    /// For where there are no headers.
    bare: Option<&'static [&'static str]>,
}

const LANGUAGES: [Language; 3] = [
    Language {
        ending: "cu",
        flags: &["-x", "cuda", "--cuda-device-only", "--cuda-gpu-arch=sm_80", "-std=c++17"],
        bare: Some(&["-nocudainc", "-nocudalib", "--cuda-feature=+ptx80"]),
    },
    Language {
        ending: "hip",
        flags: &["-x", "hip", "--cuda-device-only", "--offload-arch=gfx90a", "-std=c++17"],
        bare: Some(&["-nogpuinc", "-nogpulib"]),
    },
    Language {
        ending: "cl",
        flags: &[
            "-x",
            "cl",
            "-cl-std=CL2.0",
            "-target",
            "amdgcn-amd-amdhsa",
            "-mcpu=gfx900",
            "-nogpulib",
            "-Xclang",
            "-finclude-default-header",
        ],
        bare: None,
    },
];

/// The IR of a source, `None` if the name of a file does not end as one.
pub(super) fn compile(path: &Path) -> Option<Result<Vec<u8>, LoadError>> {
    let ending = path.extension()?.to_str()?;
    let language = LANGUAGES.iter().find(|language| language.ending == ending)?;
    Some(compiled(path, language))
}

fn compiled(path: &Path, language: &Language) -> Result<Vec<u8>, LoadError> {
    let mut output = run(path, language, &[])?;
    if let Some(bare) = language.bare
        && !output.status.success()
        && lacks_headers(&output)
    {
        output = run(path, language, bare)?;
    }
    if output.status.success() {
        return Ok(output.stdout);
    }
    let text = String::from_utf8_lossy(&output.stderr);
    let error = text.lines().find(|line| line.contains("error: ")).unwrap_or("no reason given");
    Err(LoadError::Compile { message: error.trim().to_owned() })
}

fn lacks_headers(output: &Output) -> bool {
    let text = String::from_utf8_lossy(&output.stderr);
    NO_HEADERS.iter().any(|message| text.contains(message))
}

/// Runs clang in the folder of the source, so that no other path gets into the IR.
fn run(path: &Path, language: &Language, more: &[&str]) -> Result<Output, LoadError> {
    // The error for a file that is not there is ours.
    std::fs::metadata(path)?;
    let given = std::env::var_os(PROGRAM);
    let program = given.unwrap_or_else(|| OsString::from(format!("clang-{}", crate::llvm_major())));
    let flags = std::env::var(FLAGS).unwrap_or_default();
    let mut command = Command::new(&program);
    command.args(language.flags).args(more).args(ALWAYS).args(flags.split_whitespace());
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        command.current_dir(folder);
    }
    // Behind `--` there are files only, whatever they are called.
    command.args(["-o", "-", "--"]).args(path.file_name()).stdin(Stdio::null());
    command.output().map_err(|error| LoadError::NoCompiler {
        program: program.to_string_lossy().into_owned(),
        error,
    })
}
