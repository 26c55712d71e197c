//! What the checker finds: each case breaks the sample table in one place.

use kht_schema::{Table, check};
use serde_json::{Value, json};

use crate::sample::{changed, parsed};

/// The first problem of the sample with one value changed.
#[track_caller]
fn check_problem(pointer: &str, value: Value, expected: &str) {
    let table: Table = serde_json::from_value(changed(pointer, value)).expect("still a table");
    let problems = check(&table);
    let found: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(found.first().map(String::as_str), Some(expected), "of {found:#?}");
}

#[test]
fn the_sample_has_no_problem() {
    assert_eq!(check(&parsed()), []);
}

#[test]
fn documents() {
    check_problem("/schema", json!("kht/2"), "schema: expected \"kht/1\", found \"kht/2\"");
    check_problem(
        "/module/path",
        json!("/x.ll"),
        "module.path: expected a relative path, found \"/x.ll\"",
    );
    check_problem(
        "/module/sha256",
        json!("E3B0"),
        "module.sha256: expected 64 lower-case hexadecimal digits, found \"E3B0\"",
    );
    check_problem(
        "/kernels/1/name",
        json!("_Z6samplePfi"),
        "kernels[1].name: expected a name of its own, found \"_Z6samplePfi\" as in kernels[0]",
    );
    check_problem("/kernels/1/name", json!(""), "kernels[1].name: expected a name, found nothing");
}

#[test]
fn parameters() {
    let params = "/kernels/0/params";
    let check = |path: &str, value: Value, expected: &str| {
        check_problem(&format!("{params}{path}"), value, &format!("kernels[0].params{expected}"));
    };
    check("/1/index", json!(2), "[1].index: expected its position 1, found 2");
    check("/0/size", json!(2), "[0].size: expected 4 or 8, found 2");
    check("/1/size", json!(0), "[1].size: expected at least 1, found 0");
    check(
        "/0/pointer",
        Value::Null,
        "[0].pointer: expected facts about the pointer, found nothing",
    );
    check("/0/pointer/align", json!(3), "[0].pointer.align: expected a power of two, found 3");
    let facts = json!({ "space": 1, "align": 4, "noalias": false, "declared_access": "none" });
    check("/1/pointer", facts, "[1].pointer: expected nothing, found facts about a pointer");
    let fields = json!([{ "at": 0, "type": "int", "size": 4 }]);
    check("/3/fields", fields, "[3].fields: expected fields of structs only, found 1");
    check("/2/fields/1/at", json!(7), "[2].fields[1].at: expected at least 8, found 7");
    check("/2/fields/2/at", json!(21), "[2].fields[2].size: expected an end up to 24, found 25");
    check("/2/fields/2/type", json!("struct"), "[2].fields[2].type: expected a leaf, found struct");
    check_problem(
        "/kernels/0/launch_bounds/required_block",
        json!([32, 0, 1]),
        "kernels[0].launch_bounds.required_block: expected at least 1, found [32, 0, 1]",
    );
}

#[test]
fn loops_and_opaques() {
    let check = |path: &str, value: Value, expected: &str| {
        check_problem(&format!("/kernels/0/{path}"), value, &format!("kernels[0].{expected}"));
    };
    check("opaques/0/id", json!(1), "opaques[0].id: expected its position 0, found 1");
    check("opaques/0/hi", json!(-1), "opaques[0].hi: expected at least 0, found -1");
    check("loops/2/id", json!(3), "loops[2].id: expected its position 2, found 3");
    check("loops/1/parent", json!(1), "loops[1].parent: expected less than 1, found 1");
    check("loops/1/parent", json!(9), "loops[1].parent: expected less than 1, found 9");
    check(
        "loops/2/trip",
        json!("it0"),
        "loops[2].trip: expected iterations of loops around it, found it0",
    );
    check(
        "loops/2/trip",
        json!("it2"),
        "loops[2].trip: expected iterations of loops around it, found it2",
    );
    check(
        "loops/2/trip",
        json!("opq9"),
        "loops[2].trip: expected one of 2 opaque values, found opq9",
    );
    check("loops/0/exactness", json!("upper"), "loops[0].exactness: expected Exact, found Upper");
    check("loops/1/trip", json!("4"), "loops[1].exactness: expected Exact, found Upper");
    check("loops/0/trip", json!("opq0"), "loops[0].exactness: expected Upper, found Exact");
    // The trip count of a loop in an inexact one is not exact either.
    check("loops/2/parent", json!(1), "loops[2].exactness: expected Upper, found Exact");
}

#[test]
fn named_values() {
    let check = |path: &str, value: Value, expected: &str| {
        check_problem(
            &format!("/kernels/0/values/{path}"),
            value,
            &format!("kernels[0].{expected}"),
        );
    };
    check("1/id", json!(2), "values[1].id: expected its position 1, found 2");
    let place = "values[1].expr: expected";
    check("1/expr", json!("val1"), &format!("{place} one of 1 values before, found val1"));
    let fixed = "symbols without iterations and opaque values";
    check("1/expr", json!("opq0"), &format!("{place} {fixed}, found opq0"));
    check("1/expr", json!("it0"), &format!("{place} {fixed}, found it0"));
    check_problem(
        "/kernels/0/accesses/0/offset",
        json!("val3"),
        "kernels[0].accesses[0].offset: expected one of 3 values before, found val3",
    );
}

#[test]
fn accesses() {
    let check = |path: &str, value: Value, expected: &str| {
        check_problem(
            &format!("/kernels/0/accesses/{path}"),
            value,
            &format!("kernels[0].accesses{expected}"),
        );
    };
    check("0/id", json!(1), "[0].id: expected its position 0, found 1");
    check("0/bytes", json!("-4"), "[0].bytes: expected at least 0, found -4");
    check("0/loops", json!([7]), "[0].loops[0]: expected one of 3 loops, found 7");
    check(
        "1/loops",
        json!([0, 2]),
        "[1].loops[1]: expected a loop directly in it0, found it2 in no loop",
    );
    check(
        "1/loops",
        json!([1]),
        "[1].loops[0]: expected a loop directly in no loop, found it1 in it0",
    );
    check(
        "0/offset",
        json!("it2"),
        "[0].offset: expected iterations of loops around it, found it2",
    );
    check("0/offset", json!("arg9"), "[0].offset: expected a parameter or a field, found arg9");
    check("0/offset", json!("arg2@4"), "[0].offset: expected a parameter or a field, found arg2@4");
    check("0/offset", json!("arg1@0"), "[0].offset: expected a parameter or a field, found arg1@0");
    check(
        "0/offset",
        json!("arg3"),
        "[0].offset: expected arg3 to be a pointer or an integer of up to 8 bytes, \
         found Float of 4 bytes",
    );
    check(
        "0/offset",
        json!("load(arg1, 0, i32)"),
        "[0].offset: expected arg1 to be a pointer, found Int",
    );
    check(
        "0/guards/0",
        json!("it1 < 3"),
        "[0].guards[0]: expected iterations of loops around it, found it1",
    );
    check("0/root/param", json!(1), "[0].root: expected arg1 to be a pointer, found Int");
    check("0/root/param", json!(2), "[0].root: expected arg2 to be a pointer, found Struct");
    check("0/root/param", json!(4), "[0].root: expected a parameter or a field, found arg4");
    check(
        "1/root/path/1",
        json!({ "field": { "at": 0 } }),
        "[1].root.path[1]: expected a field as the first step, found a field",
    );
    check(
        "1/root/path/1",
        json!({ "deref": { "offset": "it2" } }),
        "[1].root.path[1].deref.offset: expected iterations of loops around it, found it2",
    );
    check(
        "0/pattern/per_thread",
        json!("it2"),
        "[0].pattern.per_thread: expected iterations of loops around it, found it2",
    );
}

#[test]
fn exactness_follows_from_opaque_values() {
    let check = |path: &str, value: Value, expected: &str| {
        check_problem(
            &format!("/kernels/0/accesses/{path}"),
            value,
            &format!("kernels[0].accesses{expected}"),
        );
    };
    check("0/exactness", json!("upper"), "[0].exactness: expected Exact, found Upper");
    check("0/offset", json!("opq0"), "[0].exactness: expected Upper, found Exact");
    check("0/offset", json!("4*opq1"), "[0].exactness: expected Unknown, found Exact");
    check("0/guards/0", json!("opq1 < 3"), "[0].exactness: expected Upper, found Exact");
    check("1/exactness", json!("exact"), "[1].exactness: expected Upper, found Exact");
    check("2/exactness", json!("upper"), "[2].exactness: expected Unknown, found Upper");
}

#[test]
fn summaries() {
    let check = |path: &str, value: Value, expected: &str| {
        check_problem(&format!("/kernels/0/{path}"), value, &format!("kernels[0].{expected}"));
    };
    check("heat/0/param", json!(3), "heat[0]: expected arg3 to be a pointer, found Float");
    check("heat/1/at", json!(8), "heat[1]: expected arg2@8 to be a pointer, found Int");
    check(
        "heat/0/read/accesses",
        json!([9]),
        "heat[0].read.accesses[0]: expected one of 3 accesses, found 9",
    );
    check(
        "heat/0/read/accesses",
        json!([1]),
        "heat[0].read.accesses[0]: expected an access of arg0, found acc1",
    );
    check(
        "heat/0/write/accesses",
        json!([0]),
        "heat[0].write.accesses[0]: expected one of [Store, Atomic], found Load",
    );
    check(
        "heat/0/read/exactness",
        json!("upper"),
        "heat[0].read.exactness: expected Unknown, found Upper",
    );
    check(
        "heat/0/atomic/traffic_bytes",
        json!("4*tid.x"),
        "heat[0].atomic.traffic_bytes: expected symbols that a launch has one value of, \
         found tid.x",
    );
    check(
        "heat/0/read/traffic_bytes",
        json!(["0", "bid.x"]),
        "heat[0].read.traffic_bytes[1]: expected symbols that a launch has one value of, \
         found bid.x",
    );
    check(
        "heat/0/write/traffic_bytes",
        json!("4"),
        "heat[0].write.uncounted: expected nothing, found Some(Shape)",
    );
    check(
        "heat/0/atomic/traffic_bytes",
        json!(["0", "4"]),
        "heat[0].atomic.uncounted: expected why there is not one formula, found None",
    );
}

#[test]
fn work_and_assumptions() {
    let check = |path: &str, value: Value, expected: &str| {
        check_problem(&format!("/kernels/0/{path}"), value, &format!("kernels[0].{expected}"));
    };
    check(
        "work/0/loops",
        json!([1]),
        "work[0].loops[0]: expected a loop directly in no loop, found it1 in it0",
    );
    check(
        "work/0/guards/0",
        json!("it0 < 3"),
        "work[0].guards[0]: expected iterations of loops around it, found it0",
    );
    check(
        "assumptions/0/accesses",
        json!([3]),
        "assumptions[0].accesses[0]: expected one of 3 accesses, found 3",
    );
    check(
        "assumptions/0/lo",
        json!(2_147_483_648_i64),
        "assumptions[0].hi: expected at least 2147483648, found 2147483647",
    );
    check(
        "assumptions/0/hi",
        Value::Null,
        "assumptions[0]: expected a bound lo or hi, found neither",
    );
    check(
        "assumptions/0/expr",
        Value::Null,
        "assumptions[0].expr: expected a formula, found nothing",
    );
    check(
        "assumptions/1/expr",
        json!("1"),
        "assumptions[1]: expected no formula and no bounds, found some",
    );
    check(
        "assumptions/0/expr",
        json!("it7"),
        "assumptions[0].expr: expected iterations of loops around it, found it7",
    );
}

#[test]
fn carried_values() {
    let carried = |loops: Value, expected: &str| {
        check_problem("/kernels/0/loops/0/carried", loops, &format!("kernels[0].{expected}"));
    };
    let value = |index: u32, first: &str, next: &str| -> Value {
        json!({ "index": index, "first": first, "next": next })
    };
    carried(
        json!([value(1, "0", "car0.1 + 1"), value(1, "0", "0")]),
        "loops[0].carried[1].index: expected more than 1, found 1",
    );
    carried(
        json!([value(0, "car0.0", "0")]),
        "loops[0].carried[0].first: expected values that a loop around it carries, found car0.0",
    );
    carried(
        json!([value(0, "0", "car0.1")]),
        "loops[0].carried[0].next: expected values that a loop around it carries, found car0.1",
    );
    carried(
        json!([value(0, "0", "car0.0 + step1")]),
        "loops[0].carried[0].next: expected values of a fold within it only, found step1",
    );
    carried(
        json!([value(0, "0", "car0.0 + opq0")]),
        "loops[0].carried[0].next: expected symbols without opaque values, found opq0",
    );
    carried(
        json!([value(0, "0", "it0")]),
        "loops[0].carried[0].next: expected iterations of loops around it, found it0",
    );
}

/// Formulas that only a program can build, as the parser refuses them.
#[test]
fn formulas_of_programs() {
    use kht_schema::Expr;
    use kht_schema::expr::{MAX_DEPTH, ScalarType, Shared};

    let problem_of = |offset: Expr| {
        let mut table = parsed();
        table.kernels[0].accesses[0].offset = offset;
        check(&table).first().map(ToString::to_string).unwrap_or_default()
    };
    let place = "kernels[0].accesses[0].offset: expected";
    assert_eq!(
        problem_of(Expr::Add(vec![].into())),
        format!("{place} two or more operands, found 0")
    );
    for (formula, expected) in [
        ("4*step0", "values of a fold within it only, found step0"),
        ("fold(step0, step0 < 2, car0.4)", "values that a loop around it carries, found car0.4"),
        ("fold(step9, step9 < 2, step9)", "one of 3 loops, or of 4 numbers after them, found 9"),
    ] {
        let problem = problem_of(formula.parse().unwrap());
        assert!(problem.ends_with(expected), "{formula}: {problem}");
    }
    let wrap = Expr::Wrap(0, Shared::new(Expr::ZERO));
    assert_eq!(problem_of(wrap), format!("{place} a wrap of 1 to 64 bits, found 0"));
    let arg = kht_schema::expr::Pointer { param: kht_schema::ParamId(0), at: None };
    let deep = (0..MAX_DEPTH).fold(Expr::ZERO, |inner, _| Expr::load(arg, inner, ScalarType::I8));
    assert_eq!(
        problem_of(deep),
        format!("{place} nesting of at most {MAX_DEPTH}, found {}", MAX_DEPTH + 1)
    );
}

#[test]
fn the_list_of_problems_is_bounded() {
    let mut table = parsed();
    let kernel = table.kernels[1].clone();
    table.kernels.extend(vec![kernel; 5000]);
    assert_eq!(check(&table).len(), kht_schema::check::MAX_PROBLEMS);
}
