//! `kht` as people and scripts call it: output, exit codes, colors, pipes.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use kht_schema::Exactness;
use serde_json::{Value, json};

/// The root of the workspace, where all commands run.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate is in a workspace").into()
}

fn kht(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kht"));
    command.args(args).current_dir(root()).stdin(Stdio::null());
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM"] {
        command.env_remove(variable);
    }
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is text")
}

/// Runs `kht` and gives what it printed, once it has exited as expected.
#[track_caller]
fn run(args: &[&str], exit: i32) -> (String, String) {
    finished(&kht(args).output().expect("kht runs"), exit)
}

#[track_caller]
fn finished(output: &Output, exit: i32) -> (String, String) {
    let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(exit), "{stdout}{stderr}");
    (stdout, stderr)
}

const VECTOR_ADD: &str = "testdata/kernels/vector_add/kernel.ll";
const LAUNCH: &str = "testdata/kernels/vector_add/nice.launch.json";
const TABLE: &str = "testdata/tables/paged_decode.kht.json";

#[test]
fn a_footprint_has_the_form_of_the_design() {
    let (stdout, _) = run(&["footprint", VECTOR_ADD, "--launch", LAUNCH, "--json"], 0);
    let footprint: Value = serde_json::from_str(&stdout).expect("JSON");
    assert_eq!(footprint["kernel"], "vector_add");
    assert_eq!(footprint["granularity"], 1);
    let buffer = |param: usize, name: &str, reads: Value, writes: Value| {
        json!({
            "param": param, "name": name, "exactness": "exact",
            "bytes_loaded": if reads == json!([]) { 0 } else { 4096 },
            "bytes_stored": if writes == json!([]) { 0 } else { 4096 },
            "reads": reads, "writes": writes, "atomics": [], "bytes_atomic": 0,
        })
    };
    let buffers = [
        buffer(0, "a", json!([[0, 4096]]), json!([])),
        buffer(1, "b", json!([[0, 4096]]), json!([])),
        buffer(2, "sum", json!([]), json!([[0, 4096]])),
    ];
    assert_eq!(footprint["buffers"], json!(buffers));
}

#[test]
fn a_table_gives_the_footprint_of_its_module() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let out = folder.path().to_str().expect("a plain name");
    run(&["analyze", VECTOR_ADD, "-o", out], 0);
    let table = format!("{out}/kernel.kht.json");
    let of = |file: &str| run(&["footprint", file, "--launch", LAUNCH, "--json"], 0).0;
    assert_eq!(of(&table), of(VECTOR_ADD));
    let (shown, _) = run(&["show", &table], 0);
    assert_eq!(shown, run(&["show", VECTOR_ADD], 0).0);
    assert!(shown.contains("at  4*tid.x + 4*bdim.x*bid.x"), "{shown}");

    let listed = run(&["show", &table, "--json"], 0).0;
    let listed: Value = serde_json::from_str(&listed).expect("JSON");
    let written: Value = serde_json::from_slice(&fs::read(&table).expect("written")).expect("JSON");
    assert_eq!(listed, json!([written]));
}

#[test]
fn ranges_are_widened_to_the_granularity() {
    let ragged = LAUNCH.replace("nice", "ragged");
    let args = ["footprint", VECTOR_ADD, "-l", &ragged, "-g", "256", "--json"];
    let footprint: Value = serde_json::from_str(&run(&args, 0).0).expect("JSON");
    assert_eq!(footprint["granularity"], 256);
    let reads = footprint["buffers"][0]["reads"].as_array().expect("ranges");
    assert!(!reads.is_empty());
    let launch: Value =
        serde_json::from_slice(&fs::read(root().join(ragged)).expect("there")).expect("JSON");
    let end = &launch["args"][0]["buffer"]["bytes"];
    for range in reads {
        assert_eq!(range[0].as_u64().expect("a number") % 256, 0);
        assert!(range[1] == *end || range[1].as_u64().expect("a number") % 256 == 0, "{range}");
    }
    run(&["footprint", VECTOR_ADD, "-l", LAUNCH, "-g", "0"], 2);
}

#[test]
fn overlapping_buffers_get_the_union_and_a_note() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let launch = folder.path().join("launch.json");
    let at = |offset: u32| json!({"ref": {"name": "all", "offset": offset}});
    let document = json!({
        "kernel": "vector_add", "grid": [4, 1, 1], "block": [256, 1, 1], "shared_bytes": 0,
        "buffers": [{"name": "all", "bytes": 8192}],
        "args": [at(0), at(2048), at(1024), {"i32": 1024}],
    });
    fs::write(&launch, document.to_string()).expect("written");
    let launch = launch.to_str().expect("a plain name");
    let (said, _) = run(&["footprint", VECTOR_ADD, "--launch", launch], 0);
    let touch = "note: arg0 (a) and arg1 (b) touch the same bytes of `all`, which in all gets the \
                 union of both";
    let assumed = "note: not confirmed: arg0 (a) and arg2 (sum) reach different bytes";
    assert!(said.contains(touch) && said.contains(assumed), "{said}");
    // What each pointer reaches is counted from the start of the one buffer.
    let (answer, _) = run(&["footprint", VECTOR_ADD, "--launch", launch, "--json"], 0);
    let footprint: Value = serde_json::from_str(&answer).expect("JSON");
    let sides = [("reads", [0, 4096]), ("reads", [2048, 6144]), ("writes", [1024, 5120])];
    for (buffer, (side, range)) in
        footprint["buffers"].as_array().expect("a list").iter().zip(sides)
    {
        assert_eq!((&buffer["name"], &buffer[side]), (&json!("all"), &json!([range])));
    }
    let (verdicts, _) = run(&["verify", VECTOR_ADD, "--launch", launch, "--json"], 0);
    let verdicts: Value = serde_json::from_str(&verdicts).expect("JSON");
    assert_eq!(verdicts[0]["observed"]["buffers"][0]["reads"], json!([[0, 6144]]));
    assert_eq!(verdicts[0]["outcome"], "equal");
}

#[test]
fn colors_are_for_those_who_see_them() {
    let args = ["footprint", VECTOR_ADD, "--launch", LAUNCH];
    let (plain, _) = run(&args, 0);
    assert!(!plain.contains('\u{1b}'), "a pipe gets no colors");
    assert!(plain.contains(&"█".repeat(60)), "{plain}");
    let forced = kht(&args).env("CLICOLOR_FORCE", "1").output().expect("kht runs");
    assert!(finished(&forced, 0).0.contains("\u{1b}[32mexact"));
    let mut refused = kht(&args);
    refused.env("CLICOLOR_FORCE", "0").env("NO_COLOR", "1").env("TERM", "xterm-256color");
    assert_eq!(finished(&refused.output().expect("kht runs"), 0).0, plain);
}

#[test]
fn kernels_are_found_by_name_or_signature() {
    let (_, stderr) = run(&["footprint", VECTOR_ADD, "-l", LAUNCH, "-k", "vector_sub"], 2);
    assert_eq!(
        stderr,
        format!(
            "error: --kernel: expected one of the 1 kernels of {VECTOR_ADD}, such as \
             \"vector_add\", found \"vector_sub\"\n"
        )
    );
    let table: Value =
        serde_json::from_slice(&fs::read(root().join(TABLE)).expect("there")).expect("JSON");
    let display = table["kernels"][0]["display"].as_str().expect("a signature");
    // A launch of another kernel: what is wrong is then said of the kernel that was asked for.
    let (_, stderr) = run(&["footprint", TABLE, "-l", LAUNCH, "-k", display], 2);
    assert!(stderr.contains(table["kernels"][0]["name"].as_str().expect("a name")), "{stderr}");
    let (_, stderr) = run(&["show", TABLE, "--kernel", "nothing like it"], 2);
    assert!(stderr.contains("\"nothing like it\""), "{stderr}");
}

#[test]
fn checks_exit_by_what_they_found() {
    let (stdout, _) = run(&["check", "testdata/tables"], 0);
    assert!(stdout.contains(&format!("{TABLE}: ok, 2 kernels")), "{stdout}");

    let folder = tempfile::tempdir().expect("a scratch folder");
    let mut table: Value =
        serde_json::from_slice(&fs::read(root().join(TABLE)).expect("there")).expect("JSON");
    table["kernels"][0]["accesses"][0]["id"] = json!(7);
    let broken = folder.path().join("broken.kht.json");
    fs::write(&broken, table.to_string()).expect("a small file");
    let broken = broken.to_str().expect("a plain name");
    let problem = "kernels[0].accesses[0].id: expected its position 0, found 7";
    let (stdout, _) = run(&["check", broken], 1);
    assert_eq!(stdout, format!("{broken}: {problem}\n"));
    let (stdout, _) = run(&["check", broken, "--json"], 1);
    let report: Value = serde_json::from_str(&stdout).expect("JSON");
    assert_eq!(report[0]["problems"][0]["place"], "kernels[0].accesses[0].id");
    let (_, stderr) = run(&["show", broken], 2);
    assert_eq!(stderr, format!("error: {broken}: {problem}\n"));

    let (stdout, stderr) = run(&["check", "missing.json", TABLE], 2);
    assert!(stderr.starts_with("error: missing.json: "), "{stderr}");
    assert!(stdout.contains(": ok, "), "the good one is checked nevertheless");
    fs::write(folder.path().join("other.json"), "no table").expect("a small file");
    let (_, stderr) = run(&["check", folder.path().to_str().expect("a plain name")], 1);
    assert_eq!(stderr, "", "folders are searched for tables only");
}

#[test]
fn standard_input_is_a_file_too() {
    let mut child = kht(&["check", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("kht runs");
    let table = fs::read(root().join(TABLE)).expect("there");
    child.stdin.take().expect("a pipe").write_all(&table).expect("kht reads");
    let output = child.wait_with_output().expect("kht ends");
    assert_eq!(finished(&output, 0).0, "-: ok, 2 kernels\n");
}

#[test]
fn the_schema_is_the_committed_one() {
    let committed: Value = serde_json::from_slice(
        &fs::read(root().join("kht-schema/kht.schema.json")).expect("there"),
    )
    .expect("JSON");
    let printed: Value = serde_json::from_str(&run(&["schema"], 0).0).expect("JSON");
    assert_eq!(printed, committed);
    let folder = tempfile::tempdir().expect("a scratch folder");
    let file = folder.path().join("new/kht.schema.json");
    run(&["schema", "-o", file.to_str().expect("a plain name")], 0);
    let written: Value = serde_json::from_slice(&fs::read(file).expect("written")).expect("JSON");
    assert_eq!(written, committed);
}

#[test]
fn random_launches_are_judged_and_repeat() {
    for case in ["vector_add", "struct_params", "strided_copy_info"] {
        let file = format!("testdata/kernels/{case}/kernel.ll");
        let arguments = ["verify", &file, "--random", "8", "--seed", "3", "--json"];
        let (stdout, _) = run(&arguments, 0);
        assert_eq!(run(&arguments, 0).0, stdout, "{case}: the same seed");
        let report: Value = serde_json::from_str(&stdout).expect("JSON");
        let kernel = &report["kernels"][0];
        let judged: u64 =
            ["equal", "superset"].iter().map(|it| kernel[it].as_u64().unwrap_or(0)).sum();
        assert!(4 <= judged, "{case}: {stdout}");
        assert_eq!((&kernel["missed"], &kernel["not_exact"]), (&json!(0), &json!(0)), "{case}");
    }
}

#[test]
fn a_reader_may_leave_early() {
    for args in [&["schema"][..], &["show", TABLE], &["explain", VECTOR_ADD]] {
        let mut child =
            kht(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("kht runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("kht ends");
        assert_eq!(finished(&output, 0).1, "", "{args:?}");
    }
}

#[test]
fn every_subcommand_explains_itself() {
    let (help, _) = run(&["--help"], 0);
    let commands = help.split("Commands:").nth(1).and_then(|rest| rest.split("Options:").next());
    let names: Vec<&str> = commands
        .expect("a list of commands")
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(names.len() >= 8, "{names:?}");
    for name in names {
        let (help, _) = run(&[name, "--help"], 0);
        assert!(help.contains("Examples:\n"), "{name} has no examples");
    }
    assert!(run(&["completions", "bash"], 0).0.contains("footprint"));
    assert!(run(&["no_such_command"], 2).1.contains("no_such_command"));
    run(&["footprint", VECTOR_ADD], 2);
}

/// All files below a folder with their contents, by their path in it.
fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        if path.is_dir() {
            let inner = contents(&path);
            let name = Path::new(path.file_name().expect("it has a name")).to_path_buf();
            found.extend(inner.into_iter().map(|(below, bytes)| (name.join(below), bytes)));
        } else {
            let name = PathBuf::from(path.file_name().expect("it has a name"));
            found.push((name, fs::read(&path).expect("it can be read")));
        }
    }
    found.sort();
    found
}

/// Same input, same tables: from another folder, by another path, with other threads.
#[test]
fn tables_do_not_depend_on_where_and_how_they_are_made() {
    let target = tempfile::tempdir().expect("a folder");
    let (one, two) = (target.path().join("one"), target.path().join("two"));
    let kernels = root().join("testdata/kernels");
    let mut first = kht(&["analyze", "testdata/kernels", "--threads", "1", "-o"]);
    finished(&first.arg(&one).output().expect("kht runs"), 0);
    let mut second = kht(&["analyze", "--threads", "2"]);
    second.arg(&kernels).arg("-o").arg(&two).current_dir(target.path());
    finished(&second.output().expect("kht runs"), 0);
    let (one, two) = (contents(&one), contents(&two));
    assert!(one.len() > 10, "{} tables", one.len());
    for ((left, bytes), (right, others)) in one.iter().zip(&two) {
        assert_eq!(left, right);
        assert!(bytes == others, "{} differs", left.display());
    }
    assert_eq!(one.len(), two.len());
}

/// Two inputs never share a table, of which one would be lost.
#[test]
fn inputs_of_one_name_are_refused() {
    let target = tempfile::tempdir().expect("a folder");
    let one = root().join("testdata/kernels/vector_add/kernel.ll");
    let two = root().join("testdata/kernels/rmsnorm_f32/kernel.ll");
    let mut command = kht(&["analyze"]);
    let output = command.args([&one, &two]).arg("-o").arg(target.path()).output();
    let (_, stderr) = finished(&output.expect("kht runs"), 2);
    assert!(stderr.contains("kernel.kht.json"), "{stderr}");
    assert_eq!(contents(target.path()), []);
}

/// A kernel with that many loops one after the other, on which LLVM spends more than its share.
fn many_loops(name: &str, n_loops: usize) -> String {
    let mut text = format!("define ptx_kernel void @{name}(ptr %a, i32 %n) {{\nb0:\n");
    for position in 0..n_loops {
        text += &format!(
            "  br label %l{position}\nl{position}:\n\
             %i{position} = phi i32 [ 0, %b{position} ], [ %j{position}, %l{position} ]\n\
             %p{position} = getelementptr i32, ptr %a, i32 %i{position}\n\
             store i32 {position}, ptr %p{position}\n\
             %j{position} = add nsw i32 %i{position}, 1\n\
             %c{position} = icmp slt i32 %j{position}, %n\n\
             br i1 %c{position}, label %l{position}, label %b{}\nb{}:\n",
            position + 1,
            position + 1,
        );
    }
    text + "  ret void\n}\n"
}

/// Only kernels that take too long are given up, however many, and the table has all.
#[test]
fn kernels_that_take_too_long_are_given_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("slow.ll");
    let quick = |name| many_loops(name, 1);
    let slow = |name| many_loops(name, 6000);
    let kernels = [quick("a"), slow("b"), slow("c"), quick("d"), slow("e"), quick("f")];
    let text = format!("target triple = \"nvptx64-nvidia-cuda\"\n{}", kernels.concat());
    fs::write(&file, text).expect("a small file");
    let file = file.to_str().expect("a plain name");
    let out = folder.path().to_str().expect("a plain name");
    let (_, stderr) = run(&["analyze", file, "-o", out, "--max-seconds", "0.7"], 0);
    let cause = "no result within 0.7 s";
    let warning = |name| format!("warning: {file}: kernel {name}: {cause}\n");
    assert_eq!(stderr, ["b", "c", "e"].map(warning).concat());
    let table = fs::read(folder.path().join("slow.kht.json")).expect("written");
    let table = kht_schema::read(&table).expect("a table");
    assert_eq!(kht_schema::check(&table), []);
    let names = table.kernels.iter().map(|kernel| kernel.name.as_str());
    assert!(names.eq(["a", "b", "c", "d", "e", "f"]));
    for kernel in &table.kernels {
        let given_up = ["b", "c", "e"].contains(&kernel.name.as_str());
        let expected = if given_up { Exactness::Unknown } else { Exactness::Exact };
        assert!(!kernel.accesses.is_empty());
        assert!(kernel.accesses.iter().all(|it| it.exactness == expected), "{}", kernel.name);
        let said = kernel.opaques.iter().any(|it| it.why.instruction == cause);
        assert_eq!(said, given_up, "{}", kernel.name);
    }
}

/// Tables that workers give part by part are those that come whole.
#[test]
fn tables_of_files_are_those_of_the_library() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().to_str().expect("a plain name");
    let several = folder.path().join("several.ll");
    let kernels = ["a", "b", "c"].map(|name| many_loops(name, 2)).concat();
    fs::write(&several, format!("target triple = \"nvptx64-nvidia-cuda\"\n{kernels}"))
        .expect("a small file");
    for path in [root().join(VECTOR_ADD), several] {
        run(&["analyze", path.to_str().expect("a plain name"), "-o", out], 0);
        let table = kht_analyzer::analyze_file(&path).expect("a table");
        let expected = serde_json::to_string_pretty(&table).expect("plain data") + "\n";
        let name = path.with_extension("kht.json");
        let written = folder.path().join(name.file_name().expect("a file"));
        assert_eq!(fs::read_to_string(written).expect("written"), expected);
    }
}

/// What hits a limit as a file is named, and leaves nothing behind.
#[test]
fn files_that_hit_a_limit_are_named() {
    let target = tempfile::tempdir().expect("a folder");
    let large = target.path().join("large.ll");
    let mut text = "target triple = \"nvptx64-nvidia-cuda\"\n".to_owned();
    for position in 0..20_000 {
        let body = "store i32 1, ptr %out ret void";
        text += &format!("define ptx_kernel void @fill{position}(ptr %out) {{ {body} }}\n");
    }
    fs::write(&large, text).expect("a small file");
    let large = large.to_str().expect("a plain name");
    let tables = target.path().join("tables");
    let out = tables.to_str().expect("a plain name");
    let (_, stderr) = run(&["analyze", large, "-o", out, "--max-memory", "1"], 2);
    assert_eq!(stderr, format!("error: {large}: more than 1 MiB of memory needed\n"));
    assert!(!tables.exists());
}

/// A crate with one launch of `vector_add`, which has four parameters.
fn crate_that_launches(arguments: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let source = format!(
        "fn add(stream: &Stream, module: &Module, a: &View, b: &View, n: usize) -> Result<()> {{
             let kernel = module.load_function(\"vector_add\")?;
             let cfg = LaunchConfig {{ grid_dim: (n.div_ceil(256), 1, 1), block_dim: (256, 1, 1),
                                       shared_mem_bytes: 0 }};
             stream.launch_builder(&kernel).arg(a).arg(b){arguments}.launch(cfg)?;
             module.load_function(\"\\u{{1b}}[2J\")?.builder().launch(cfg)?;
         }}"
    );
    fs::write(folder.path().join("lib.rs"), source).expect("writable");
    folder
}

#[test]
fn hosts_say_what_they_launch() {
    let folder = crate_that_launches(".arg(&mut sum).arg(&(n as i32))");
    let path = folder.path().to_str().expect("a plain name");
    let (stdout, _) = run(&["host", path], 0);
    let row = "lib.rs:5  vector_add  n.div_ceil(256)  256    a, b, sum, n";
    assert!(stdout.contains(row), "{stdout}");
    assert!(stdout.contains("2 of 2 launches understood, 0 not"), "{stdout}");
    // A name that would clear the screen is shown as it is written.
    assert!(stdout.contains("\\u{1b}[2J") && !stdout.contains('\u{1b}'), "{stdout}");

    let survey: Value = serde_json::from_str(&run(&["host", path, "--json"], 0).0).expect("JSON");
    let counts = json!({ "files": 1, "calls": 2, "found": 2, "missed": 0 });
    assert_eq!(survey["counts"], counts);
    let site = &survey["sites"][0];
    assert_eq!(site["kernels"], json!(["vector_add"]));
    assert_eq!(site["shapes"][0]["grid"], json!(["n.div_ceil(256)", "1", "1"]));
    let sum = json!({ "text": "&mut sum", "name": "sum", "mutable": true });
    assert_eq!(site["arguments"][2], sum);
}

#[test]
fn hosts_are_held_against_kernels() {
    let tables = tempfile::tempdir().expect("a scratch folder");
    let tables = tables.path().to_str().expect("a plain name");
    run(&["analyze", VECTOR_ADD, "-o", tables], 0);
    let held = |arguments: &str, exit: i32| {
        let folder = crate_that_launches(arguments);
        let path = folder.path().to_str().expect("a plain name");
        run(&["host", path, "--tables", tables], exit).0
    };
    let agreed = held(".arg(&mut sum).arg(&n)", 0);
    assert!(agreed.contains("pairs of site and kernel: 1, of which disagree: 0"), "{agreed}");
    let disagreed = held(".arg(&mut sum)", 1);
    assert!(disagreed.contains("lib.rs:5  vector_add  3          4"), "{disagreed}");
}

#[test]
fn tables_take_names_and_launches_from_hosts() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let out = folder.path().to_str().expect("a plain name");
    let analyze = |host: &str, exit: i32| {
        run(&["analyze", VECTOR_ADD, "-o", out, "--host", host, "--json"], exit)
    };
    let (stdout, stderr) = analyze("testdata/host", 0);
    assert_eq!(stderr, "");
    let report: Value = serde_json::from_str(&stdout).expect("JSON");
    assert_eq!(report["host"]["counts"], json!({"files": 1, "calls": 4, "found": 4, "missed": 0}));
    assert_eq!(report["host"]["launched"], 1);
    assert_eq!(report["host"]["without_kernel"].as_array().map(Vec::len), Some(3));
    assert_eq!(report["summary"]["roles"], json!({"activation": 3}));
    let table = format!("{out}/kernel.kht.json");
    let (shown, _) = run(&["show", &table], 0);
    for expected in [
        "activation?",
        "bdim.x is in [256, 256], as in all launches of the host",
        "src/ops.rs:15  add  blocks blocks of THREADS threads  (lhs, rhs, result, n)",
    ] {
        assert!(shown.contains(expected), "{expected:?} is not in {shown}");
    }
    let ragged = LAUNCH.replace("nice", "ragged");
    let (_, stderr) = run(&["footprint", &table, "-l", &ragged], 2);
    assert!(stderr.contains("expected bdim.x of 256, as src/ops.rs:15"), "{stderr}");

    // Sources that do not parse are named, and the table is written all the same.
    let broken = crate_that_launches(".arg(&mut sum).arg(&n)");
    fs::write(broken.path().join("bad.rs"), "fn (").expect("writable");
    fs::remove_file(&table).expect("it is there");
    let (stdout, stderr) = analyze(broken.path().to_str().expect("a plain name"), 2);
    assert!(stderr.contains("error: bad.rs:1: "), "{stderr}");
    assert!(stdout.contains("\"unread\""), "{stdout}");
    assert!(run(&["show", &table], 0).0.contains("lib.rs:5"));
    run(&["analyze", VECTOR_ADD, "--with", "testdata/host"], 2);
}

#[test]
fn names_cannot_steer_the_terminal() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let file = folder.path().join("k.ll");
    let ir = r#"target triple = "nvptx64-nvidia-cuda"
        define ptx_kernel void @"k\1B[2J"(ptr %"x\1B[31m") {
            store float 1.0, ptr %"x\1B[31m"
            ret void
        }"#;
    fs::write(&file, ir).expect("writable");
    let file = file.to_str().expect("a plain name");
    for args in [&["show", file][..], &["explain", file], &["analyze", file]] {
        let (stdout, stderr) = run(args, 0);
        assert!(stdout.contains("k\\u{1b}[2J"), "{args:?}: {stdout}");
        assert!(!stdout.contains('\u{1b}') && !stderr.contains('\u{1b}'), "{args:?}: {stdout}");
    }
    let (_, stderr) = run(&["show", file, "--kernel", "no\u{1b}[2J"], 2);
    assert!(!stderr.contains('\u{1b}'), "{stderr}");
}

#[test]
fn sources_that_do_not_parse_are_named_and_the_rest_goes_on() {
    let folder = crate_that_launches("");
    fs::write(folder.path().join("bad.rs"), "fn f() {}\nfn 1() { b.launch(c) }").expect("writable");
    fs::write(folder.path().join("worse.rs"), [b'/', b'/', b'\n', 0xff]).expect("writable");
    fs::create_dir(folder.path().join("target")).expect("writable");
    fs::write(folder.path().join("target/made.rs"), "fn (").expect("writable");
    let path = folder.path().to_str().expect("a plain name");
    let (stdout, stderr) = run(&["host", path], 2);
    assert!(stderr.contains("error: bad.rs:2: "), "{stderr}");
    assert!(stderr.contains("error: worse.rs:2: expected UTF-8"), "{stderr}");
    assert!(!stderr.contains("made.rs"), "{stderr}");
    assert!(stdout.contains("bad.rs:2        in a file that does not parse"), "{stdout}");
    assert!(stdout.contains("2 of 3 launches understood, 1 not"), "{stdout}");

    let (_, stderr) = run(&["host", "no/such/crate"], 2);
    assert!(stderr.contains("expected a folder with Rust sources"), "{stderr}");
}
