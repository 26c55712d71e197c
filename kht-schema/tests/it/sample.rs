//! A table with one of everything, as JSON, to be changed by tests.

use kht_schema::Table;
use serde_json::{Value, json};

/// A valid table: a pointer, a scalar, a struct, nested loops, opaque values, all kinds of facts.
pub(crate) fn table() -> Value {
    json!({
        "schema": "kht/1",
        "producer": { "name": "kht-analyzer", "version": "0.1.0", "llvm": "22.1.8" },
        "module": {
            "path": "kernels/sample.ll",
            "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "target": "nvptx64-nvidia-cuda",
            "cpu": "sm_80",
            "frontend": "",
        },
        "kernels": [kernel(), {
            "name": "empty", "display": "empty", "params": [], "loops": [], "opaques": [],
            "accesses": [], "heat": [], "work": [], "assumptions": [], "diagnostics": [],
        }],
    })
}

fn kernel() -> Value {
    json!({
        "name": "_Z6samplePfi",
        "display": "sample(float*, int)",
        "source": "sample.cu:3",
        "params": [
            { "index": 0, "name": "x", "type": "pointer", "size": 8, "pointer": {
                "space": 1, "align": 4, "noalias": true, "declared_access": "read_write" } },
            { "index": 1, "type": "int", "size": 4 },
            { "index": 2, "type": "struct", "size": 24, "fields": [
                { "at": 0, "type": "pointer", "size": 8 },
                { "at": 8, "type": "int", "size": 4 },
                { "at": 12, "type": "float", "size": 4 } ] },
            { "index": 3, "type": "float", "size": 4 },
        ],
        "launch_bounds": { "max_block": [256, 1, 1] },
        "loops": [
            { "id": 0, "trip": "arg1", "exactness": "exact" },
            { "id": 1, "parent": 0, "trip": "it0 + opq0", "exactness": "upper" },
            { "id": 2, "trip": "4", "exactness": "exact", "source": "sample.cu:9" },
        ],
        "values": [
            { "id": 0, "expr": "mod(tid.x, arg1)" },
            { "id": 1, "expr": "val0 + bid.y" },
            { "id": 2, "expr": "2*arg1" },
        ],
        "opaques": [
            { "id": 0, "lo": 0, "hi": 7, "why": { "code": "phi", "instruction": "%p = phi i32" } },
            { "id": 1, "lo": 0, "why": {
                "code": "float", "instruction": "%f = fptosi", "source": "sample.cu:5" } },
        ],
        "accesses": [
            { "id": 0, "op": "load", "root": { "param": 0 }, "bytes": "4",
              "offset": "4*tid.x + 4*bdim.x*bid.x",
              "guards": ["tid.x + bdim.x*bid.x < arg1", "val1 != 0"], "loops": [0],
              "exactness": "exact",
              "pattern": { "class": "contiguous", "per_thread": "4", "per_block": "4*bdim.x" } },
            { "id": 1, "op": "store", "root": { "param": 2, "path": [
                { "field": { "at": 0 } }, { "deref": { "offset": "8*tid.x" } } ] },
              "bytes": "arg2@8", "offset": "load(arg0, 4*it1, i32)", "guards": [],
              "loops": [0, 1], "exactness": "upper", "pattern": { "class": "indirect" } },
            { "id": 2, "op": "atomic", "root": { "param": 0 }, "bytes": "4", "offset": "4*opq1",
              "guards": ["it2 != 0"], "loops": [2], "exactness": "unknown",
              "pattern": { "class": "unknown" }, "source": "sample.cu:10" },
        ],
        "heat": [
            { "param": 0,
              "read": { "accesses": [0, 2], "traffic_bytes": ["4*val2", "16*gdim.x"],
                        "uncounted": "contents", "exactness": "unknown" },
              "write": { "accesses": [2], "uncounted": "shape", "exactness": "unknown" },
              "atomic": { "accesses": [2], "traffic_bytes": "16*gdim.x*bdim.x",
                          "exactness": "unknown" } },
            { "param": 2, "at": 0, "write": { "accesses": [1], "uncounted": "carried",
                                            "exactness": "upper" } },
        ],
        "work": [{
            "guards": ["it2 < 3"], "loops": [2], "flops": 2, "int_ops": 1, "special_ops": 0,
            "tensor_ops": 0, "shared_bytes": 0, "barriers": 1 }],
        "assumptions": [
            { "kind": "no_wrap", "accesses": [0], "expr": "bdim.x*bid.x", "hi": 2147483647 },
            { "kind": "in_bounds", "accesses": [] },
        ],
        "diagnostics": ["argument 3 is not used"],
    })
}

/// A table of the sample with the value at a JSON pointer replaced.
///
/// What does not exist yet is added to its object.
#[track_caller]
pub(crate) fn changed(pointer: &str, value: Value) -> Value {
    let mut table = table();
    match table.pointer_mut(pointer) {
        Some(place) => *place = value,
        None => {
            let (parent, key) = pointer.rsplit_once('/').expect("a pointer has a slash");
            let parent = table.pointer_mut(parent).and_then(Value::as_object_mut);
            parent.unwrap_or_else(|| panic!("no {pointer}")).insert(key.to_owned(), value);
        }
    }
    table
}

/// The sample as a table.
pub(crate) fn parsed() -> Table {
    serde_json::from_value(table()).expect("the sample is a table")
}
