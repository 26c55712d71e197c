//! Every preset loads, ways are the ones one would draw, and each bad input names its place.

use super::{PRESETS, Topology};
use crate::units::Picos;

const GOOD: &str = r#"
name = "t"
[[memory]]
name = "host"
kind = "host"
capacity = "1 GiB"
bandwidth = "100 GB/s"
[[memory]]
name = "gpu0"
kind = "device"
capacity = 1048576
bandwidth = "1 TB/s"
flops = "1 TFLOP/s"
[[link]]
from = "host"
to = "gpu0"
bandwidth = "10 GB/s"
latency = "1 us"
"#;

#[track_caller]
fn refused(from: &str, to: &str, expected: &str) {
    assert!(GOOD.contains(from));
    let error = Topology::parse("t.toml", &GOOD.replacen(from, to, 1)).unwrap_err().to_string();
    assert_eq!(error, expected);
}

#[test]
fn every_preset_loads_under_its_name() {
    for (name, text) in PRESETS {
        assert_eq!(Topology::parse(name, text).unwrap().name(), *name);
    }
    assert!(PRESETS.is_sorted());
}

#[test]
fn ways_avoid_foreign_devices_and_prefer_low_latency() {
    let topology = Topology::load("tiny-2").unwrap();
    let [host, gpu0, gpu1] = ["host", "gpu0", "gpu1"].map(|name| topology.find(name).unwrap());
    let names = |from, to| -> Vec<&str> {
        let route = topology.route(from, to).unwrap();
        route.channels.iter().map(|channel| topology.channel(*channel).name.as_str()).collect()
    };
    assert_eq!(names(gpu0, gpu1), ["gpu0>gpu1"]);
    assert_eq!(names(host, gpu1), ["host>pcie", "pcie>gpu1"]);
    assert_eq!(topology.route(host, gpu1).unwrap().latency, Picos(1_000_000));
    assert!(topology.route(host, host).is_none());
}

#[test]
fn impossible_values_are_refused_with_their_place() {
    refused(
        "to = \"gpu0\"",
        "to = \"gpu9\"",
        "t.toml: line 16, column 6, link, to: expected the name of a memory or switch, \
         found \"gpu9\" (near: \"gpu0\")",
    );
    refused(
        "capacity = 1048576",
        "capacity = 0",
        "t.toml: line 11, column 12, memory \"gpu0\", capacity: expected a size such as \
         \"64 GiB\", more than zero, found 0",
    );
    refused(
        "bandwidth = \"10 GB/s\"",
        "bandwidth = -5",
        "t.toml: line 17, column 13, link \"host\" to \"gpu0\", bandwidth: expected a rate such \
         as \"25 GB/s\", more than zero, found -5",
    );
    refused(
        "name = \"gpu0\"",
        "name = \"host\"",
        "t.toml: line 9, column 8, name: expected a name that is not taken, found \"host\"",
    );
    refused(
        "latency = \"1 us\"",
        "latency = \"2 h\"",
        "t.toml: line 18, column 11, link \"host\" to \"gpu0\", latency: expected a time such as \
         \"1.5 us\", zero or more, at most an hour, found \"2 h\"",
    );
    refused(
        "to = \"gpu0\"",
        "to = \"host\"",
        "t.toml: line 16, column 6, link, to: expected two different ends, found \"host\" twice",
    );
}

#[test]
fn missing_parts_are_refused() {
    refused(
        "kind = \"host\"",
        "kind = \"device\"\nflops = 1",
        "t.toml: memory: expected at least one of kind \"host\", found none",
    );
    refused(
        "flops = \"1 TFLOP/s\"",
        "",
        "t.toml: line 8, column 1, memory \"gpu0\", flops: expected a rate such as \
         \"60 TFLOP/s\", more than zero, found nothing",
    );
    let unlinked = GOOD.split("[[link]]").next().unwrap();
    let error = Topology::parse("t.toml", unlinked).unwrap_err().to_string();
    let expected =
        "t.toml: memory \"gpu0\": expected links that connect it to \"host\", found none";
    assert_eq!(error, expected);
}

#[test]
fn unknown_keys_are_refused() {
    let error = Topology::parse("t.toml", &GOOD.replace("latency", "latenzy")).unwrap_err();
    assert_eq!(error.place, "line 18, column 1");
    assert!(error.found.contains("unknown field `latenzy`"), "{error}");
}
