//! Workers that die in every way there is, and what their supervisor says of it.
//!
//! Only a process without other work may fork, which that of tests is not: each runs itself once
//! more in a process of its own.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::{Answer, Cause, Ended, Job, Limits, Policy, run, step};

/// Says that this process is of its own.
const ALONE: &str = "KHT_WORKER_TEST_ALONE";

/// A command that runs one of these tests alone.
fn alone(name: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("tests are a program"));
    command.args(["--exact", &format!("cli::worker::tests::{name}"), "--nocapture"]);
    command.args(["--test-threads", "1"]).env(ALONE, "1").stdin(Stdio::null());
    command
}

/// Whether this process is of its own; else the test has been run in one.
fn is_alone(name: &str) -> bool {
    if std::env::var_os(ALONE).is_some() {
        return true;
    }
    let output = alone(name).output().expect("tests run");
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}\n{words}", String::from_utf8_lossy(&output.stdout));
    false
}

const AMPLE: Option<Duration> = Some(Duration::from_secs(20));
const LIMITS: Limits = Limits { kernel: AMPLE, file: AMPLE, memory_bytes: Some(256 << 20) };

/// How jobs end, by their index, where work gives all of its answer at the end.
fn ends(n_jobs: usize, limits: Limits, work: impl Fn(&Job) -> Vec<Vec<u8>> + Sync) -> Vec<Ended> {
    ends_by_parts(n_jobs, limits, |job, answer| work(job).into_iter().for_each(answer))
}

/// How jobs end, by their index.
fn ends_by_parts(
    n_jobs: usize,
    limits: Limits,
    work: impl Fn(&Job, Answer<'_>) + Sync,
) -> Vec<Ended> {
    let mut ends = BTreeMap::new();
    run(n_jobs, 2, Policy { limits, retry: true }, &work, &mut |ended| {
        assert!(ends.insert(ended.job.index, ended).is_none(), "a job ends once");
        Ok(())
    })
    .expect("workers can be made");
    assert_eq!(ends.len(), n_jobs);
    ends.into_values().collect()
}

#[test]
fn answers_come_whole_and_in_parts() {
    if !is_alone("answers_come_whole_and_in_parts") {
        return;
    }
    let answer = |index: usize| vec![vec![7; index * 40_000], index.to_string().into_bytes()];
    for (index, ended) in ends(20, LIMITS, |job| answer(job.index)).into_iter().enumerate() {
        assert_eq!(ended.result.expect("nothing goes wrong"), answer(index));
    }
}

#[test]
fn a_crash_takes_its_job_only() {
    if !is_alone("a_crash_takes_its_job_only") {
        return;
    }
    let work = |job: &Job| {
        step("file", None);
        match job.index {
            3 => {
                let _ = writeln!(std::io::stderr(), "first\nlast words");
                std::process::abort();
            }
            4 => panic!("of its own\naccord"),
            5 =>
            {
                #[expect(clippy::exit, reason = "what is tested")]
                std::process::exit(9)
            }
            6 => vec![vec![0_u8; 1 << 40]],
            index => vec![vec![u8::try_from(index).expect("few jobs")]],
        }
    };
    let ends = ends(9, LIMITS, work);
    for (index, ended) in ends.iter().enumerate() {
        match &ended.result {
            Ok(parts) => assert_eq!(parts.concat(), [u8::try_from(index).expect("few jobs")]),
            Err(death) => assert!((3..=6).contains(&index), "{index}: {death}"),
        }
    }
    let message = |index: usize| ends[index].result.as_ref().expect_err("it dies").to_string();
    assert_eq!(message(3), "LLVM crashed (signal 6): last words");
    let panic = message(4);
    assert!(panic.starts_with("the analysis broke down (exit code 101): panicked at "), "{panic}");
    assert!(panic.ends_with(": of its own accord"), "{panic}");
    assert_eq!(message(5), "the analysis broke down (exit code 9)");
    assert_eq!(message(6), "more than 256 MiB of memory needed");
}

#[test]
fn a_kernel_that_crashes_is_left_out_the_next_time() {
    if !is_alone("a_kernel_that_crashes_is_left_out_the_next_time") {
        return;
    }
    let work = |job: &Job| {
        let mut kernels = Vec::new();
        for kernel in ["good", "bad", "worse", "fine"] {
            step("file", Some(kernel));
            let given_up = job.given_up.iter().any(|it| it.kernel == kernel);
            if !given_up && ["bad", "worse"].contains(&kernel) {
                std::process::abort();
            }
            kernels.push(format!("{kernel}: {given_up}"));
        }
        vec![kernels.join(", ").into_bytes()]
    };
    let [ended] = <[Ended; 1]>::try_from(ends(1, LIMITS, work)).ok().expect("one job");
    let answer = ended.result.expect("the rest is done").concat();
    assert_eq!(answer, b"good: false, bad: true, worse: true, fine: false");
    let given_up = ended.job.given_up.iter().map(|it| (&*it.kernel, &*it.cause, &*it.message));
    let crash = "LLVM crashed (signal 6)";
    let [bad, worse] = ["bad", "worse"].map(|kernel| format!("kernel {kernel}: {crash}"));
    assert_eq!(
        given_up.collect::<Vec<_>>(),
        [("bad", crash, bad.as_str()), ("worse", crash, worse.as_str())]
    );
}

/// Works through kernels, of which some bring their worker down, each in a way of its own; answers
/// for each with the process that did it.
fn work_through(kernels: &[&str], job: &Job, answer: Answer<'_>) {
    for (position, kind) in kernels.iter().enumerate().skip(job.n_answered) {
        let kernel = format!("{kind} {position}");
        step("file", Some(&kernel));
        let given_up = job.given_up.iter().any(|it| it.kernel == kernel);
        match *kind {
            _ if given_up => {}
            "sleeps" => loop {
                std::thread::park();
            },
            "aborts" => std::process::abort(),
            "hungers" => drop(std::hint::black_box(vec![1_u8; 1 << 40])),
            _ => {}
        }
        let outcome = if given_up { "given up" } else { "done" };
        answer(format!("{kernel}: {outcome} by {}", std::process::id()).into_bytes());
        step("file", None);
    }
    answer(b"whole".to_vec());
}

/// Checks that exactly the kernels that are not good are given up, each with its cause, and that
/// every worker goes on from where the one before died to the next such kernel, and no further.
fn check_lives(kernels: &[&str], limits: Limits, cause: impl Fn(&str) -> &'static str) {
    let work = |job: &Job, answer: Answer<'_>| work_through(kernels, job, answer);
    let [ended] = <[Ended; 1]>::try_from(ends_by_parts(1, limits, work)).ok().expect("one job");
    let parts = ended.result.expect("the rest is done");
    let text = |part: &Vec<u8>| String::from_utf8(part.clone()).expect("text");
    let parts: Vec<String> = parts.iter().map(text).collect();
    assert_eq!(parts.len(), kernels.len() + 1);
    assert_eq!(parts[kernels.len()], "whole");
    let mut lives = Vec::new();
    for (position, kind) in kernels.iter().enumerate() {
        let outcome = if *kind == "good" { "done" } else { "given up" };
        let expected = format!("{kind} {position}: {outcome} by ");
        let by = parts[position].strip_prefix(&expected);
        lives.push(by.unwrap_or_else(|| panic!("{}", parts[position])));
    }
    for position in 1..kernels.len() {
        let same = lives[position - 1] == lives[position];
        assert_eq!(same, kernels[position] == "good", "{position}: {lives:?}");
    }
    let given_up = ended.job.given_up.into_iter().map(|it| (it.kernel, it.cause));
    let bad = kernels.iter().enumerate().filter(|(_, kind)| **kind != "good");
    let expected = bad.map(|(position, kind)| (format!("{kind} {position}"), cause(kind).into()));
    assert_eq!(given_up.collect::<Vec<(String, String)>>(), expected.collect::<Vec<_>>());
}

#[test]
fn kernels_that_break_down_are_left_out_and_all_others_are_done_once() {
    if !is_alone("kernels_that_break_down_are_left_out_and_all_others_are_done_once") {
        return;
    }
    let kernels = [
        "good", "hungers", "hungers", "good", "good", "aborts", "good", "aborts", "hungers",
        "aborts", "aborts", "hungers", "aborts", "aborts", "good",
    ];
    check_lives(&kernels, LIMITS, |kind| match kind {
        "hungers" => "more than 256 MiB of memory needed",
        _ => "LLVM crashed (signal 6)",
    });
}

#[test]
fn kernels_that_take_too_long_are_left_out_and_all_others_are_done_once() {
    if !is_alone("kernels_that_take_too_long_are_left_out_and_all_others_are_done_once") {
        return;
    }
    let mut kernels = vec!["sleeps"; 13];
    kernels[3..5].fill("good");
    kernels[12] = "good";
    let limits = Limits { kernel: Some(Duration::from_millis(300)), ..LIMITS };
    check_lives(&kernels, limits, |_| "no result within 0.3 s");
}

#[test]
fn who_takes_too_long_is_ended() {
    if !is_alone("who_takes_too_long_is_ended") {
        return;
    }
    let limit = Duration::from_millis(300);
    let work = |job: &Job| {
        for _ in 0..4 {
            step("file", None);
            // Steps that end in time may take longer together.
            std::thread::park_timeout(limit / 3);
        }
        if job.index == 1 {
            loop {
                std::thread::park();
            }
        }
        Vec::new()
    };
    let ends = ends(2, Limits { kernel: None, file: Some(limit), memory_bytes: None }, work);
    assert!(ends[0].result.is_ok());
    let death = ends[1].result.as_ref().expect_err("it never ends");
    assert_eq!(
        (&death.cause, death.to_string()),
        (&Cause::Time(limit), "no result within 0.3 s".to_owned())
    );
}

/// Whoever kills the supervisor has no workers left over.
#[cfg(target_os = "linux")]
#[test]
fn workers_die_with_their_supervisor() {
    const NAME: &str = "workers_die_with_their_supervisor";
    if std::env::var_os(ALONE).is_some() {
        ends(1, LIMITS, |_| {
            let _ = writeln!(std::io::stdout(), "\nworker {}", std::process::id());
            loop {
                std::thread::park();
            }
        });
        return;
    }
    let mut supervisor = alone(NAME).stdout(Stdio::piped()).spawn().expect("tests run");
    let lines = BufReader::new(supervisor.stdout.take().expect("a pipe")).lines();
    let mut pids = lines.filter_map(|line| Some(line.ok()?.strip_prefix("worker ")?.to_owned()));
    let worker = format!("/proc/{}/stat", pids.next().expect("the worker says who it is"));
    let lives = || {
        // A process that nobody has waited for yet is dead nevertheless.
        std::fs::read_to_string(Path::new(&worker)).is_ok_and(|stat| !stat.contains(") Z "))
    };
    assert!(lives());
    supervisor.kill().expect("it is ours");
    supervisor.wait().expect("it is ours");
    for _ in 0..1000 {
        if !lives() {
            return;
        }
        std::thread::park_timeout(Duration::from_millis(10));
    }
    panic!("the worker lives on");
}
