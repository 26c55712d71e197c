//! The order of the whole workspace, for what no lint can say.
//!
//! Each rule walks over all source files and lists every place that breaks it.

use std::fs;
use std::path::{Path, PathBuf};

/// A Rust file: its path from the root of the workspace, with `/`, and its text.
struct Source {
    path: String,
    text: String,
}

const OWN_PATH: &str = "kht-schema/tests/it/tidy.rs";

/// Longest line, in characters.
const MAX_COLUMNS: usize = 100;

/// Longest file, in lines.
const MAX_LINES: usize = 800;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate is in a workspace").into()
}

/// Files of the workspace in name order, without what is built, hidden or fetched.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.unwrap_or_default();
        let skipped = name == "target" || (name.starts_with('.') && name != ".tools");
        if path.is_symlink() || skipped {
            continue;
        }
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

fn sources() -> Vec<Source> {
    let root = root();
    let mut paths = Vec::new();
    files(&root, &mut paths);
    let rust = paths.iter().filter(|path| path.extension().is_some_and(|end| end == "rs"));
    let sources: Vec<Source> = rust
        .map(|path| {
            let below = path.strip_prefix(&root).expect("below the root");
            let parts: Vec<_> =
                below.components().map(|c| c.as_os_str().to_string_lossy()).collect();
            let text = fs::read_to_string(path).expect("source files are UTF-8");
            Source { path: parts.join("/"), text }
        })
        .collect();
    assert!(sources.len() > 30, "the walk misses the sources");
    sources
}

/// Fails with all places where a line breaks a rule.
#[track_caller]
fn check_lines(rule: &str, breaks: impl Fn(&Source, &str) -> bool) {
    let mut places = Vec::new();
    // This file names what it forbids.
    for source in sources().iter().filter(|source| source.path != OWN_PATH) {
        for (idx, line) in source.text.lines().enumerate() {
            if breaks(source, line) {
                places.push(format!("{}:{}", source.path, idx + 1));
            }
        }
    }
    assert!(places.is_empty(), "{rule}:\n{}", places.join("\n"));
}

#[track_caller]
fn check_files(rule: &str, breaks: impl Fn(&Source) -> bool) {
    let sources = sources();
    let broken = sources.iter().filter(|source| breaks(source));
    let paths: Vec<&str> = broken.map(|source| source.path.as_str()).collect();
    assert!(paths.is_empty(), "{rule}:\n{}", paths.join("\n"));
}

/// Whether a file is `folder/name.rs`, or below `folder/name/`, for one of the names.
fn is_module(path: &str, folder: &str, names: &[&str]) -> bool {
    let Some(below) = path.strip_prefix(folder).and_then(|below| below.strip_prefix('/')) else {
        return false;
    };
    names.iter().any(|name| {
        let rest = below.strip_prefix(name);
        rest.is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
    })
}

/// The part of a line that is code, roughly: without a comment at its end.
fn code(line: &str) -> &str {
    line.split("//").next().unwrap_or(line)
}

#[test]
fn files_start_with_what_they_hold() {
    check_files("the first line is a //! sentence", |source| {
        !source.text.lines().next().is_some_and(|line| line.starts_with("//! "))
    });
}

#[test]
fn lines_and_files_are_short() {
    check_lines("at most 100 columns", |_, line| MAX_COLUMNS < line.chars().count());
    check_files("at most 800 lines", |source| MAX_LINES < source.text.lines().count());
}

#[test]
fn lines_end_where_their_text_ends() {
    check_lines("no blanks at the end", |_, line| line.ends_with([' ', '\t', '\r']));
    check_files("one line end at the end", |source| {
        !source.text.ends_with('\n') || source.text.ends_with("\n\n")
    });
}

/// A1: after `accesses` and the face of scalar evolution, nothing has LLVM types.
#[test]
fn llvm_stays_in_the_front_of_the_analyzer() {
    const SEE_LLVM: [&str; 5] = ["load", "normalize", "scev", "accesses", "verify"];
    let names = ["inkwell", "llvm_sys"];
    check_lines("inkwell and llvm_sys are for the stages that see LLVM", |source, line| {
        // `lib.rs` opens the context that all of them share and asks for LLVM's version.
        let allowed = source.path == "analyzer/src/lib.rs"
            || is_module(&source.path, "analyzer/src", &SEE_LLVM);
        !allowed && names.iter().any(|name| code(line).contains(name))
    });
}

/// The schema and the runtime need neither LLVM nor the analyzer.
#[test]
fn crates_depend_downwards_only() {
    for (manifest, forbidden) in [
        (
            "kht-schema/Cargo.toml",
            &["inkwell", "llvm", "cudarc", "kht-analyzer", "kht-runtime"][..],
        ),
        ("runtime/Cargo.toml", &["inkwell", "llvm", "kht-analyzer"][..]),
        ("analyzer/Cargo.toml", &["cudarc", "kht-runtime"][..]),
    ] {
        let text = fs::read_to_string(root().join(manifest)).expect("the manifest is there");
        // Tests may compare crates with each other.
        let normal = text.split("[dev-dependencies]").next().unwrap_or(&text);
        for name in forbidden {
            assert!(!normal.contains(name), "{manifest} depends on {name}");
        }
    }
}

#[test]
fn the_device_stays_in_its_engine() {
    check_lines("cudarc is for runtime/src/engine/cuda", |source, line| {
        let allowed = is_module(&source.path, "runtime/src/engine", &["cuda"]);
        !allowed && code(line).contains("cudarc")
    });
}

/// R8: only the shim's face, the judge, the fork and the device's engine may be unsafe.
#[test]
fn unsafe_code_is_where_it_is_allowed() {
    check_lines("unsafe code is for scev, verify, worker and engine/cuda", |source, line| {
        let allowed = is_module(&source.path, "analyzer/src", &["scev", "verify"])
            || is_module(&source.path, "analyzer/src/cli", &["worker"])
            // Has the word only as one of those it reads.
            || is_module(&source.path, "analyzer/src", &["host"])
            || is_module(&source.path, "runtime/src/engine", &["cuda"])
            || source.path.starts_with("runtime/tests/fake_driver")
            // An allocator that counts.
            || source.path == "kht-schema/tests/no_allocation.rs";
        // `unsafe_code` is the lint that names the exceptions.
        let mut words = code(line).split(|c: char| !c.is_alphanumeric() && c != '_');
        !allowed && words.any(|word| word == "unsafe")
    });
}

#[test]
fn tests_can_fail_and_notes_have_a_home() {
    check_lines("no should_panic, no ignore, no TODO without an issue", |_, line| {
        let bare = line.split("TODO").skip(1).any(|rest| !rest.starts_with("(#"));
        line.contains("#[should_panic") || line.contains("#[ignore") || bare
    });
}

#[test]
fn modules_are_named_after_their_folder() {
    check_files("foo.rs beside foo/, not foo/mod.rs", |source| source.path.ends_with("/mod.rs"));
}

/// Results and sources are the same on every machine.
#[test]
fn no_path_of_a_machine_is_written_down() {
    // Homes, and where this checkout is.
    let here = format!("{}/", root().display());
    let marks = ["\"/home/", "\"/Users/", "\"C:\\\\", &here];
    let mut paths = Vec::new();
    files(&root(), &mut paths);
    let mut places = Vec::new();
    for path in paths {
        let is_text = path.extension().is_some_and(|end| {
            ["rs", "toml", "json", "md", "snap", "sh", "ll", "llir", "cu", "py"]
                .iter()
                .any(|kind| end == *kind)
        });
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        let own = path.ends_with(OWN_PATH);
        if is_text && !own && marks.iter().any(|mark| text.contains(mark)) {
            places.push(path.display().to_string());
        }
    }
    assert!(places.is_empty(), "paths of a machine in:\n{}", places.join("\n"));
}

/// Every test kernel has what the tests of the analyzer expect of it.
#[test]
fn test_kernels_are_complete() {
    let mut missing = Vec::new();
    for (kernels, own) in [
        ("testdata/kernels", ["kernel.cu", "kernel.ll"].as_slice()),
        ("testdata/amdgcn", &["kernel.ll"]),
        ("testdata/triton", &["kernel.py", "kernel.llir", "kernel.json"]),
    ] {
        let entries = fs::read_dir(root().join(kernels)).expect("there are test kernels");
        let folders = entries.map(|entry| entry.expect("readable").path());
        for folder in folders.filter(|path| path.is_dir()) {
            let launches = ["nice.launch", "nice.expected", "ragged.launch", "ragged.expected"];
            let launches = launches.map(|name| format!("{name}.json"));
            for name in own.iter().copied().chain(launches.iter().map(String::as_str)) {
                if !folder.join(name).is_file() {
                    missing.push(folder.join(name).display().to_string());
                }
            }
        }
    }
    assert!(missing.is_empty(), "missing:\n{}", missing.join("\n"));
}
