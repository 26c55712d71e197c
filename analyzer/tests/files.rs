//! Files that cannot lie in a repository: too large, unreadable, folders that contain themselves.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Output, Stdio};

const GOOD: &str = "target triple = \"nvptx64-nvidia-cuda\"\n\n\
     define ptx_kernel void @set_one(ptr %out) {\n  \
       store i32 1, ptr %out, align 4\n  \
       ret void\n\
     }\n";

/// Runs `kht analyze input -o out` in a folder.
fn analyze(folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kht"))
        .args(["analyze", "input", "-o", "out"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("kht runs")
}

/// Checks that the one bad file of a folder is named and that the good one has its table.
#[track_caller]
fn check_one_refused(folder: &Path, texts: &[&str]) {
    let output = analyze(folder);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    for text in texts {
        assert!(stderr.contains(text), "standard error lacks {text:?}:\n{stderr}");
    }
    assert_eq!(fs::read_dir(folder.join("out")).expect("an output folder").count(), 1, "{stderr}");
}

/// A folder with `input/good.ll`.
fn folder_with_good_file() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a scratch folder");
    fs::create_dir(folder.path().join("input")).expect("a new folder");
    fs::write(folder.path().join("input/good.ll"), GOOD).expect("a small file");
    folder
}

#[test]
fn a_file_of_three_gigabytes_is_refused_before_it_is_read() {
    let folder = folder_with_good_file();
    // Sparse: it takes no space.
    File::create(folder.path().join("input/huge.bc")).unwrap().set_len(3 << 30).unwrap();
    check_one_refused(folder.path(), &["huge.bc", "3221225472"]);
}

#[cfg(unix)]
#[test]
fn a_link_to_nowhere_is_refused() {
    let folder = folder_with_good_file();
    std::os::unix::fs::symlink("nowhere.ll", folder.path().join("input/link.ll")).unwrap();
    check_one_refused(folder.path(), &["link.ll"]);
}

#[cfg(unix)]
#[test]
fn a_folder_that_contains_itself_by_a_link_is_refused() {
    let folder = folder_with_good_file();
    std::os::unix::fs::symlink(".", folder.path().join("input/loop")).unwrap();
    check_one_refused(folder.path(), &["loop"]);
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_refused() {
    // A socket: not even root can open it, which permissions alone would not give.
    let folder = folder_with_good_file();
    let socket = folder.path().join("input/secret.ll");
    let _listener = std::os::unix::net::UnixListener::bind(socket).unwrap();
    check_one_refused(folder.path(), &["secret.ll"]);
}
