//! Stories, with their outcome as a golden table: times are virtual, so they are exact.

use serde_json::Value;

use crate::cli::stdout;

fn run<'a>(workload: &'a str, topology: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let args = ["run", "tables", "--workload", workload, "--topology", topology];
    [&args[..], more].concat()
}

/// Decode steps over a KV cache twice the size of the device.
///
/// Block tables and lengths say before each launch which pages it will read. So our policy moves
/// what an optimal replacement would, behind the running kernels; paging moves 2 MiB for a page of
/// 32 KiB, when it is missed.
#[test]
fn a_kv_cache_twice_the_size_of_the_device() {
    let args = run("workloads/paged_decode.json", "tiny", &["--policy", "all"]);
    insta::assert_snapshot!(stdout(&args));
    let json: Value = serde_json::from_str(&stdout(&[&args[..], &["--json"]].concat())).unwrap();
    let of = |idx: usize, name: &str| json["policies"][idx]["totals"][name].as_u64().unwrap();
    let moved = |idx: usize| json["policies"][idx]["moved_bytes"].as_u64().unwrap();
    assert_eq!(json["policies"][0]["policy"], "heat");
    for other in 1..4 {
        assert!(moved(0) < moved(other), "heat moves the least");
        assert!(of(0, "stall_ps") < of(other, "stall_ps"), "heat stalls the least");
    }
    // An optimal replacement that moves on a miss: as few moves, but nothing hidden.
    assert!(moved(0) <= moved(4) + moved(4) / 100);
    assert!(of(0, "stall_ps") < of(4, "stall_ps"));
    assert!(10 * moved(0) < moved(1), "paging moves more than ten times as much");
}

/// The same on two devices, which hold all of it between them.
#[test]
fn a_kv_cache_on_two_devices() {
    insta::assert_snapshot!(stdout(&run(
        "workloads/paged_decode.json",
        "tiny-2",
        &["--policy", "all"]
    )));
}

/// Two devices that are too small even together, and that share one slow link.
#[test]
fn a_kv_cache_behind_a_shared_link() {
    let topology = "topologies/shared_half_duplex.toml";
    let more = ["--policy", "all"];
    insta::assert_snapshot!(stdout(&run("workloads/paged_decode.json", topology, &more)));
}

/// A launch that touches half as much again as its device holds uses the rest over the link.
#[test]
fn a_launch_larger_than_the_device() {
    let more = ["--policy", "heat", "--launches"];
    insta::assert_snapshot!(stdout(&run("workloads/oversized.json", "tiny", &more)));
}

/// A window that ends before the sequences have their turn again must guess when that is.
#[test]
fn the_window_decides_what_is_moved() {
    let moved = |window: &str| {
        let more = ["--policy", "heat", "--json", "--window", window];
        let text = stdout(&run("workloads/paged_decode.json", "tiny", &more));
        let json: Value = serde_json::from_str(&text).unwrap();
        json["policies"][0]["moved_bytes"].as_u64().unwrap()
    };
    let by_window = ["1", "4", "16", "64"].map(moved);
    insta::assert_json_snapshot!(by_window);
}

/// What is moved before each launch, and why.
#[test]
fn plans_say_why() {
    let args = ["plan", "tables", "--workload", "workloads/oversized.json", "--topology", "tiny"];
    insta::assert_snapshot!("plan_overview", stdout(&args));
    let launch = [&args[..], &["--launch", "0"]].concat();
    insta::assert_snapshot!("plan_launch", stdout(&launch));
}
