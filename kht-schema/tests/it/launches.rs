//! Launch files: every form of an argument and of a fill, every refusal, contents on demand.

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs, process};

use kht_schema::Launch;
use kht_schema::expr::ScalarType;
use kht_schema::launch::{Arg, Buffer, Contents, LaunchError, MAX_BUFFER_BYTES, Target};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::arbitrary::config;

/// A launch with these arguments.
fn with_args(args: &Value) -> Value {
    json!({ "kernel": "k", "grid": [4, 1, 1], "block": [64, 2, 1], "args": args })
}

/// A launch with one buffer `b` of 64 bytes and this fill.
fn with_fill(fill: &Value) -> Value {
    with_args(&json!([{ "buffer": { "name": "b", "bytes": 64, "fill": fill } }]))
}

fn read(document: &Value) -> Result<Launch, LaunchError> {
    Launch::read(document.to_string().as_bytes(), Path::new("."))
}

#[track_caller]
fn launch(document: &Value) -> Launch {
    read(document).unwrap_or_else(|error| panic!("{document}: {error}"))
}

#[track_caller]
fn check_arg(form: Value, expected: &Arg) {
    let launch = launch(&with_args(&json!([form])));
    assert_eq!(&launch.args[0], expected);
}

#[track_caller]
fn check_refused(document: &Value, expected: &str) {
    let error = read(document).expect_err("the launch is refused");
    assert_eq!(error.to_string(), expected);
}

/// Refusal of the only argument, whose place is `args[0]`.
#[track_caller]
fn check_refused_arg(form: Value, expected: &str) {
    check_refused(&with_args(&json!([form])), &format!("args[0]{expected}"));
}

/// Refusal of a fill, whose place is `args[0].buffer.fill`.
#[track_caller]
fn check_refused_fill(fill: Value, expected: &str) {
    check_refused(&with_fill(&fill), &format!("args[0].buffer.fill{expected}"));
}

#[track_caller]
fn check_integers(fill: Value, ty: ScalarType, expected: &[Option<i64>]) {
    let launch = launch(&with_fill(&fill));
    let buffer = &launch.buffers["b"];
    let size = u64::from(ty.bytes());
    let found: Vec<_> = (0..expected.len() as u64)
        .map(|idx| buffer.contents.integer(buffer.bytes, idx * size, ty))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_launch_has_these_parts() {
    let read = launch(&json!({
        "kernel": "rmsnorm_f32", "grid": [64, 1, 1], "block": [256, 1, 1], "shared_bytes": 128,
        "args": [
            { "buffer": { "name": "x", "bytes": 1_048_576, "fill": { "random_f32": 7 } } },
            { "ref": { "name": "x", "offset": 16 } },
            { "ref": { "name": "table" } },
            { "i32": 4096 },
        ],
        "buffers": [{ "name": "table", "bytes": 16, "fill": { "ptrs": [
            { "name": "x", "offset": 1_048_576 }, null] } }],
    }));
    let target = |buffer: &str, offset| Target { buffer: buffer.to_owned(), offset };
    assert_eq!(read.kernel, "rmsnorm_f32");
    assert_eq!((read.grid, read.block, read.shared_bytes), ([64, 1, 1], [256, 1, 1], 128));
    let pointers = [target("x", 0), target("x", 16), target("table", 0)].map(Arg::Pointer);
    assert_eq!(read.args[..3], pointers);
    let pointers = Contents::Pointers(vec![Some(target("x", 1_048_576)), None]);
    assert_eq!(read.buffers["table"].contents, pointers);
    assert_eq!(read.buffers.len(), 2);
    assert_eq!(launch(&with_args(&json!([]))).shared_bytes, 0);
}

#[test]
fn scalars() {
    let int = |value, bytes| Arg::Int { value, bytes };
    check_arg(json!({ "i8": -128 }), &int(-128, 1));
    check_arg(json!({ "u8": 255 }), &int(-1, 1));
    check_arg(json!({ "bool": true }), &int(1, 1));
    check_arg(json!({ "bool": 0 }), &int(0, 1));
    check_arg(json!({ "i16": -2 }), &int(-2, 2));
    check_arg(json!({ "u16": 65535 }), &int(-1, 2));
    check_arg(json!({ "i32": i32::MIN }), &int(i64::from(i32::MIN), 4));
    check_arg(json!({ "u32": u32::MAX }), &int(-1, 4));
    check_arg(json!({ "i64": i64::MIN }), &int(i64::MIN, 8));
    check_arg(json!({ "u64": u64::MAX }), &int(-1, 8));
    let float = |bits, bytes| Arg::Float { bits, bytes };
    check_arg(json!({ "f32": 1e-5 }), &float(u64::from(1e-5_f32.to_bits()), 4));
    check_arg(json!({ "f32": 3 }), &float(u64::from(3.0_f32.to_bits()), 4));
    check_arg(json!({ "f64": -0.5 }), &float((-0.5_f64).to_bits(), 8));
    check_arg(json!({ "f32": "-inf" }), &float(0xff80_0000, 4));
    check_arg(json!({ "f16_bits": 0x3c00 }), &float(0x3c00, 2));
    check_arg(json!({ "bf16_bits": 0x3f80 }), &float(0x3f80, 2));
    check_arg(json!({ "null": true }), &Arg::Null);
    check_arg(json!({ "hex": "00fF10" }), &Arg::Raw(vec![0, 255, 16]));
}

#[test]
fn structs() {
    let form = json!({ "struct": { "bytes": 24, "fields": [
        { "at": 8, "i32": 5 },
        { "at": 0, "buffer": { "name": "a", "bytes": 4, "fill": "zero" } },
        { "at": 16, "null": true },
        { "at": 12, "hex": "01020304" },
    ] } });
    let pointer = Arg::Pointer(Target { buffer: "a".to_owned(), offset: 0 });
    let fields = vec![
        (0, pointer),
        (8, Arg::Int { value: 5, bytes: 4 }),
        (12, Arg::Raw(vec![1, 2, 3, 4])),
        (16, Arg::Null),
    ];
    check_arg(form, &Arg::Struct { bytes: 24, fields });

    let refused = |fields: Value, expected: &str| {
        let form = json!({ "struct": { "bytes": 12, "fields": fields } });
        check_refused_arg(form, &format!(".struct.fields{expected}"));
    };
    refused(
        json!([{ "at": 8, "i64": 1 }]),
        "[0]: expected a field within the 12 bytes of the struct, found an end at 16",
    );
    refused(
        json!([{ "at": 4, "i32": 1 }, { "at": 0, "i64": 1 }]),
        ": expected no field within the one at 0, found one at 4",
    );
    let missing = "[0]: expected an object with \"at\" and one form of an argument, found ";
    refused(json!([{ "i32": 1 }]), &format!("{missing}an object with \"i32\""));
    refused(json!([{ "at": 0, "i32": 1, "i64": 1 }]), &format!("{missing}an object of 3"));
    refused(json!([{ "at": 13, "i8": 1 }]), "[0].at: expected an integer from 0 to 12, found 13");
    let nested = json!([{ "at": 0, "struct": { "bytes": 0, "fields": [] } }]);
    let error = read(&with_args(&json!([{ "struct": { "bytes": 8, "fields": nested } }])));
    assert!(error.expect_err("refused").to_string().starts_with("args[0].struct.fields[0]: "));
}

#[test]
fn arguments_that_are_refused() {
    check_refused_arg(
        json!({ "i32": 3_000_000_000_u32 }),
        ".i32: expected i32 from -2147483648 to 2147483647, found 3000000000",
    );
    check_refused_arg(json!({ "u8": -1 }), ".u8: expected u8 from 0 to 255, found -1");
    check_refused_arg(
        json!({ "i64": 9_223_372_036_854_775_808_u64 }),
        ".i64: expected i64 from -9223372036854775808 to 9223372036854775807, \
         found 9223372036854775808",
    );
    check_refused_arg(json!({ "i8": 4.0 }), ".i8: expected i8 from -128 to 127, found 4.0");
    check_refused_arg(json!({ "i8": "4" }), ".i8: expected i8 from -128 to 127, found \"4\"");
    check_refused_arg(json!({ "bool": 2 }), ".bool: expected true or false, found 2");
    check_refused_arg(
        json!({ "f32": 1e300 }),
        ".f32: expected a number that an f32 can hold, found 1e+300",
    );
    check_refused_arg(
        json!({ "f64": null }),
        ".f64: expected a number, \"inf\", \"-inf\" or \"nan\", found null",
    );
    check_refused_arg(json!({ "null": false }), ".null: expected true, found false");
    let odd = ".hex: expected an even number of hexadecimal digits, found ";
    check_refused_arg(json!({ "hex": "123" }), &format!("{odd}\"123\""));
    check_refused_arg(json!({ "hex": "0x12" }), &format!("{odd}\"0x12\""));
    check_refused_arg(json!({ "hex": "é" }), &format!("{odd}\"é\""));
    for form in [json!({ "i33": 1 }), json!({}), json!({ "i8": 1, "i16": 1 }), json!(4)] {
        let error = read(&with_args(&json!([form]))).expect_err("refused").to_string();
        assert!(error.starts_with("args[0]: expected an object with one of buffer, "), "{error}");
    }
}

#[test]
fn launches_that_are_refused() {
    let refused = |change: Value, expected: &str| {
        let mut document = with_args(&json!([]));
        for (key, value) in change.as_object().expect("an object") {
            document[key] = value.clone();
        }
        check_refused(&document, expected);
    };
    refused(
        json!({ "blok": [1, 1, 1] }),
        "expected only \"kernel\", \"grid\", \"block\", \"shared_bytes\", \"args\", \"buffers\", \
         found \"blok\"",
    );
    refused(json!({ "grid": [4, 0, 1] }), "grid[1]: expected an integer from 1 to 65535, found 0");
    refused(
        json!({ "grid": [2_147_483_648_u32, 1, 1] }),
        "grid[0]: expected an integer from 1 to 2147483647, found 2147483648",
    );
    refused(json!({ "grid": [1, 1] }), "grid: expected a list of 3, found a list of 2");
    refused(
        json!({ "block": [1025, 1, 1] }),
        "block[0]: expected an integer from 1 to 1024, found 1025",
    );
    refused(json!({ "block": [1, 1, 65] }), "block[2]: expected an integer from 1 to 64, found 65");
    refused(
        json!({ "block": [64, 64, 1] }),
        "block: expected at most 1024 threads in a block, found 4096",
    );
    refused(
        json!({ "shared_bytes": -1 }),
        "shared_bytes: expected an integer from 0 to 4294967295, found -1",
    );
    refused(json!({ "kernel": 3 }), "kernel: expected a string, found 3");
    refused(json!({ "args": {} }), "args: expected a list, found an empty object");
    check_refused(&json!([]), "expected an object, found a list of 0");
    check_refused(&json!({ "grid": [1, 1, 1] }), "expected a member \"kernel\", found \"grid\"");
    check_refused(&json!({}), "expected a member \"kernel\", found nothing");
    let error = Launch::read(b"kernel: k", Path::new(".")).expect_err("refused");
    assert!(matches!(error, LaunchError::Json(_)));
    let large = vec![b' '; kht_schema::launch::MAX_BYTES + 1];
    assert!(matches!(Launch::read(&large, Path::new(".")), Err(LaunchError::TooLarge { .. })));
    let deep = "[".repeat(100_000);
    assert!(Launch::read(deep.as_bytes(), Path::new(".")).is_err());
}

#[test]
fn buffers_that_are_refused() {
    let buffer = |name: &str, bytes: Value| json!({ "buffer": { "name": name, "bytes": bytes } });
    check_refused(
        &with_args(&json!([buffer("a", json!(4)), buffer("a", json!(8))])),
        "args[1].buffer.name: expected a name of its own, found \"a\"",
    );
    check_refused_arg(buffer("", json!(1)), ".buffer.name: expected a name of its own, found \"\"");
    check_refused_arg(
        buffer("a", json!(MAX_BUFFER_BYTES + 1)),
        ".buffer.bytes: expected an integer from 0 to 140737488355328, found 140737488355329",
    );
    check_refused_arg(
        json!({ "buffer": { "name": "a" } }),
        ".buffer: expected a member \"bytes\", found \"name\"",
    );
    check_refused_arg(
        json!({ "ref": { "name": "elsewhere", "offset": 0 } }),
        ".ref: expected the name of a buffer, found \"elsewhere\"",
    );
    check_refused(
        &with_args(&json!([buffer("a", json!(4)), { "ref": { "name": "a", "offset": 5 } }])),
        "args[1].ref: expected an offset of at most 4, found 5",
    );
}

#[test]
fn fills_that_are_refused() {
    check_refused_fill(
        json!({ "i64": [0, 1, 2, 3, 4, 5, 6, 7, 8] }),
        ".i64: expected at most the 64 bytes of the buffer, found 72 bytes",
    );
    check_refused_fill(
        json!({ "i32": [1, 2.5] }),
        ".i32[1]: expected i32 from -2147483648 to 2147483647, found 2.5",
    );
    check_refused_fill(json!({ "i32": 1 }), ".i32: expected a list, found 1");
    check_refused_fill(
        json!({ "hex": "00".repeat(65) }),
        ".hex: expected at most the 64 bytes of the buffer, found 65 bytes",
    );
    check_refused_fill(
        json!({ "ptrs": [null, { "name": "c", "offset": 1 }] }),
        ".ptrs[1]: expected the name of a buffer, found \"c\"",
    );
    check_refused_fill(
        json!({ "ptrs": [{ "name": "b", "ofset": 1 }] }),
        ".ptrs[0]: expected only \"name\", \"offset\", found \"ofset\"",
    );
    check_refused_fill(
        json!({ "ptrs": vec![Value::Null; 9] }),
        ".ptrs: expected at most the 64 bytes of the buffer, found 72 bytes",
    );
    check_refused_fill(
        json!({ "random_i32": { "seed": 1, "low": 3, "high": 3 } }),
        ".random_i32.high: expected an integer from 4 to 2147483647, found 3",
    );
    check_refused_fill(
        json!({ "random_f32": -1 }),
        ".random_f32: expected an integer from 0 to 18446744073709551615, found -1",
    );
    for fill in [json!("one"), json!({ "random_f64": 1 }), json!({ "zero": true }), json!(null)] {
        let error = read(&with_fill(&fill)).expect_err("refused").to_string();
        assert!(error.starts_with("args[0].buffer.fill: expected \"zero\" or an "), "{error}");
    }
}

#[test]
fn files() {
    let folder = env::temp_dir().join(format!("kht-launch-{}", process::id()));
    fs::create_dir_all(folder.join("launches")).expect("a temporary folder");
    fs::write(folder.join("four.bin"), [1, 0, 0, 0]).expect("a temporary file");
    let read = |name: &str| {
        let document = with_fill(&json!({ "file": name })).to_string();
        Launch::read(document.as_bytes(), &folder.join("launches"))
    };
    let launch = read("../four.bin").expect("the file is there");
    assert_eq!(launch.buffers["b"].contents, Contents::Bytes(vec![1, 0, 0, 0]));
    let refused = |name: &str| read(name).expect_err("refused").to_string();
    let place = "args[0].buffer.fill.file: ";
    assert_eq!(refused("no_such_file.bin"), format!("{place}cannot read \"no_such_file.bin\""));
    assert_eq!(
        refused("/four.bin"),
        format!("{place}expected a path relative to the launch file, found \"/four.bin\"")
    );
    assert_eq!(refused(".."), format!("{place}expected a file, found \"..\", which is none"));
    fs::write(folder.join("long.bin"), [0; 65]).expect("a temporary file");
    assert_eq!(
        refused("../long.bin"),
        format!("{place}expected a file of at most 64 bytes, found \"../long.bin\" of 65 bytes")
    );
    fs::remove_dir_all(&folder).expect("the folder is ours");
}

#[test]
fn contents_are_little_endian_and_zero_after_what_is_given() {
    use ScalarType::{I8, I16, I32, I64, U8, U16, U32, U64};
    check_integers(json!({ "i32": [3, -1, 4] }), I32, &[Some(3), Some(-1), Some(4), Some(0)]);
    check_integers(json!({ "i32": [3, -1, 4] }), U32, &[Some(3), Some(0xffff_ffff), Some(4)]);
    check_integers(
        json!({ "i32": [258, -1] }),
        U8,
        &[Some(2), Some(1), Some(0), Some(0), Some(255)],
    );
    check_integers(json!({ "i32": [258, -1] }), I64, &[Some((-1 << 32) | 258), Some(0)]);
    check_integers(json!({ "u64": [u64::MAX] }), U64, &[Some(-1), Some(0)]);
    check_integers(json!({ "hex": "ff80" }), I16, &[Some(-32513), Some(0)]);
    check_integers(json!({ "hex": "ff80" }), U16, &[Some(0x80ff)]);
    check_integers(json!({ "hex": "ff" }), I8, &[Some(-1), Some(0)]);
    check_integers(json!({ "f32": [1.0, "inf"] }), I32, &[Some(0x3f80_0000), Some(0x7f80_0000)]);
    check_integers(json!({ "bool": [true, false] }), U8, &[Some(1), Some(0)]);
    check_integers(json!("zero"), I32, &[Some(0); 16]);
    check_integers(json!({ "ptrs": [null, { "name": "b" }] }), I64, &[Some(0), None, Some(0)]);
    check_integers(
        json!({ "ptrs": [null, { "name": "b" }] }),
        I32,
        &[Some(0), Some(0), None, None, Some(0)],
    );

    let ends = launch(&with_fill(&json!("zero")));
    let contents = &ends.buffers["b"].contents;
    assert_eq!(contents.integer(64, 60, I32), Some(0));
    assert_eq!(contents.integer(64, 61, I32), None);
    assert_eq!(contents.integer(64, u64::MAX, I32), None);
    let unaligned = Contents::Bytes(vec![0, 1, 2, 3, 4]);
    assert_eq!(unaligned.integer(8, 1, I32), Some(0x0403_0201));
    assert_eq!(unaligned.integer(8, 3, I32), Some(0x0403));
    assert_eq!(Contents::Unknown.integer(8, 0, I32), None);
}

/// The numbers were computed by another program from the formula of the format.
#[test]
fn random_contents_are_those_of_the_format() {
    use ScalarType::{I32, U16, U32};
    let draws = json!({ "random_i32": { "seed": 2, "low": -10, "high": 1000 } });
    check_integers(draws, I32, &RANDOM_I32.map(Some));
    check_integers(json!({ "random_f32": 7 }), U32, &RANDOM_F32.map(Some));
    check_integers(json!({ "random_f16": 7 }), U16, &RANDOM_F16.map(Some));
}

const RANDOM_I32: [i64; 4] = [564, 222, 909, 214];
const RANDOM_F32: [i64; 4] = [0xbe61_a0f8, 0xbf77_6788, 0x3f4d_3080, 0x3e29_d758];
const RANDOM_F16: [i64; 8] = [0xb30d, 0xbbbb, 0x3a6a, 0x314f, 0xae16, 0xb802, 0xac1a, 0xb580];

proptest! {
    #![proptest_config(config())]

    /// Parts of an element, and reads across elements, agree with the elements.
    #[test]
    fn random_bytes_do_not_depend_on_how_they_are_read(
        seed in any::<u64>(), offset in 0_u64..90, kind in 0..3,
    ) {
        let contents = match kind {
            0 => Contents::RandomI32 { seed, low: i32::MIN, high: i32::MAX },
            1 => Contents::RandomFloat { seed, bytes: 4 },
            _ => Contents::RandomFloat { seed, bytes: 2 },
        };
        let bytes = 99;
        let byte = |at| contents.integer(bytes, at, ScalarType::U8).expect("inside");
        let expected = (0..8).rev().fold(0, |value, k| (value << 8) | byte(offset + k));
        prop_assert_eq!(contents.integer(bytes, offset, ScalarType::U64), Some(expected));
        prop_assert_eq!(byte(98), 0, "no whole element fits there");
    }
}

#[test]
fn huge_buffers_cost_nothing() {
    let bytes = MAX_BUFFER_BYTES;
    let launch = launch(&with_args(&json!([
        { "buffer": { "name": "a", "bytes": bytes, "fill": "zero" } },
        { "buffer": { "name": "b", "bytes": bytes, "fill": { "random_f32": 1 } } },
        { "buffer": { "name": "c", "bytes": bytes } },
    ])));
    let value =
        |name: &str| launch.buffers[name].contents.integer(bytes, bytes - 8, ScalarType::I64);
    assert_eq!(value("a"), Some(0));
    assert!(value("b").is_some());
    assert_eq!(value("c"), None);
}

#[test]
fn launches_of_a_workload_share_buffers() {
    let list = json!([
        { "name": "kv", "bytes": 64 },
        { "name": "pages", "bytes": 16, "fill": { "ptrs": [{ "name": "kv", "offset": 32 }] } },
        { "name": "unused", "bytes": 8 },
    ]);
    let shared = Buffer::list_from_json(&list, "buffers", Path::new(".")).expect("valid");
    let document = with_args(&json!([
        { "ref": { "name": "pages" } }, { "buffer": { "name": "own", "bytes": 4 } },
    ]));
    let launch = Launch::from_json(&document, &shared, Path::new(".")).expect("valid");
    let names: Vec<&str> = launch.buffers.keys().map(String::as_str).collect();
    assert_eq!(names, ["kv", "own", "pages"], "those that the launch can reach");
    let clash = with_args(&json!([{ "buffer": { "name": "kv", "bytes": 4 } }]));
    let error = Launch::from_json(&clash, &shared, Path::new(".")).expect_err("refused");
    assert_eq!(error.to_string(), "args[0].buffer.name: expected a name of its own, found \"kv\"");
    let error = Buffer::list_from_json(&json!([{}]), "buffers", Path::new("."));
    assert_eq!(
        error.map(|_: BTreeMap<_, _>| ()).expect_err("refused").to_string(),
        "buffers[0]: expected a member \"name\", found nothing"
    );
}
