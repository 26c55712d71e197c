//! `kht diff` on a kernel that changes under its user.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// Copies numbers; the source of each is `stride` numbers after that of the thread before.
fn kernel(name: &str, stride: u32, count: usize) -> String {
    let load = |n: usize| {
        format!(
            "%at{n} = mul i32 %tid, {stride}
             %from{n} = getelementptr float, ptr %x, i32 %at{n}
             %value{n} = load volatile float, ptr %from{n}, !dbg !6\n"
        )
    };
    let loads: String = (0..count).map(load).collect();
    format!(
        r#"target triple = "nvptx64-nvidia-cuda"
        define ptx_kernel void @{name}(ptr %out, ptr %x) "nvvm.reqntid"="32" !dbg !3 {{
            %tid = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
            {loads}
            %to = getelementptr float, ptr %out, i32 %tid
            store float %value0, ptr %to
            ret void
        }}
        declare i32 @llvm.nvvm.read.ptx.sreg.tid.x()
        !llvm.dbg.cu = !{{!0}}
        !llvm.module.flags = !{{!2}}
        !0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus, file: !1,
            emissionKind: LineTablesOnly)
        !1 = !DIFile(filename: "k,1.cu", directory: "")
        !2 = !{{i32 2, !"Debug Info Version", i32 3}}
        !3 = distinct !DISubprogram(name: "k", file: !1, line: 1, type: !5, unit: !0,
            spFlags: DISPFlagDefinition)
        !5 = !DISubroutineType(types: !7)
        !6 = !DILocation(line: 7, scope: !3)
        !7 = !{{null}}"#
    )
}

/// The modules of a test.
struct Modules(tempfile::TempDir);

impl Modules {
    fn new() -> Modules {
        Modules(tempfile::tempdir().expect("a scratch folder"))
    }

    fn add(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, text).expect("writable");
        path
    }
}

#[track_caller]
fn diff(old: &Path, new: &Path, more: &[&str], exit: i32) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_kht"))
        .arg("diff")
        .args([old, new])
        .args(more)
        .stdin(Stdio::null())
        .output()
        .expect("kht runs");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("output is text");
    let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(exit), "{stdout}{stderr}");
    (stdout, stderr)
}

#[test]
fn a_kernel_is_the_same_as_itself() {
    let modules = Modules::new();
    let one = modules.add("one.ll", &kernel("copy", 1, 1));
    let (stdout, _) = diff(&one, &one, &["--fail-on", "traffic,exactness,pattern,missing"], 0);
    let same = "1 of 1 common kernels are the same; worse: nothing; better: nothing; otherwise \
                changed: nothing\n";
    assert_eq!(stdout, same);
}

#[test]
fn lost_coalescing_and_more_traffic_are_found() {
    let modules = Modules::new();
    let old = modules.add("old.ll", &kernel("copy", 1, 1));
    let new = modules.add("new.ll", &kernel("copy", 2, 2));
    let (stdout, _) = diff(&old, &new, &[], 0);
    for expected in [
        "contiguous → strided, 8 bytes a thread",
        "arg1 (x), bytes loaded",
        "2.00× at 4 of 4 drawn launches",
        "k,1.cu:7",
    ] {
        assert!(stdout.contains(expected), "{expected:?} is not in {stdout}");
    }
    diff(&old, &new, &["--fail-on", "exactness,missing"], 0);
    diff(&old, &new, &["--fail-on", "pattern"], 1);
    diff(&old, &new, &["--fail-on", "traffic"], 1);
    diff(&old, &new, &["--fail-on", "traffic", "--tolerance", "100"], 0);
    diff(&old, &new, &["--fail-on", "heat"], 2);
    // The other way around, all is for the better.
    diff(&new, &old, &["--fail-on", "pattern,traffic,footprint"], 0);

    let (json, _) = diff(&old, &new, &["--fail-on", "pattern", "--json"], 1);
    let report: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((&report["failed"], &report["common"]), (&true.into(), &1.into()));
    let findings = report["kernels"][0]["findings"].as_array().expect("findings");
    let pattern = findings.iter().find(|it| it["rule"] == "pattern").expect("a pattern");
    assert_eq!((&pattern["verdict"], &pattern["before"]), (&"worse".into(), &"contiguous".into()));

    let (lines, _) = diff(&old, &new, &["--fail-on", "pattern", "--github"], 1);
    let line = "::error file=k%2C1.cu,line=7,title=kht%3A pattern::copy: arg1 (x), load: ";
    assert!(lines.contains(line), "{lines}");
    assert!(lines.contains("::warning file=k%2C1.cu,line=7,title=kht%3A traffic::"), "{lines}");
}

#[test]
fn kernels_come_and_go() {
    let modules = Modules::new();
    let both = kernel("copy", 1, 1);
    let other = kernel("gone", 1, 1);
    let second = other.lines().skip(1).take_while(|line| !line.contains("declare"));
    let second: String =
        second.map(|line| line.replace("!dbg !3", "").replace(", !dbg !6", "") + "\n").collect();
    let (head, tail) = both.split_once('\n').expect("lines");
    let old = modules.add("old.ll", &format!("{head}\n{second}{tail}"));
    let new = modules.add("new.ll", &both);
    let (stdout, _) = diff(&old, &new, &["--fail-on", "missing"], 1);
    assert!(stdout.contains("missing") && stdout.contains("gone"), "{stdout}");
    let (stdout, _) = diff(&new, &old, &["--fail-on", "missing"], 0);
    assert!(stdout.contains("otherwise changed: 1 new"), "{stdout}");
}

#[test]
fn what_cannot_be_compared_is_said() {
    let modules = Modules::new();
    let old = modules.add("old.ll", &kernel("copy", 1, 1));
    let other = modules.add("other.ll", &kernel("paste", 1, 1));
    let (_, stderr) = diff(&old, &other, &[], 2);
    let expected = "expected tables with a kernel in common, found 1 kernels, such as \"copy\", \
                    before and 1, such as \"paste\", after";
    assert!(stderr.contains(expected), "{stderr}");
    let newer = modules.add("newer.kht.json", r#"{"schema": "kht/9"}"#);
    let (_, stderr) = diff(&old, &newer, &[], 2);
    assert!(stderr.contains("newer.kht.json") && stderr.contains("\"kht/9\""), "{stderr}");
    let launch = modules.add(
        "l.launch.json",
        r#"{"kernel": "elsewhere", "grid": [1, 1, 1], "block": [32, 1, 1], "args": []}"#,
    );
    let launch = launch.to_str().expect("a plain name");
    let (_, stderr) = diff(&old, &old, &["--launch", launch], 2);
    assert!(stderr.contains("no kernel is called \"elsewhere\""), "{stderr}");
}
