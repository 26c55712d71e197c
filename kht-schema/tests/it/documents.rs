//! Tables as documents: the way through JSON and back, strict reading, the committed schema.

use std::path::Path;
use std::{env, fs};

use kht_schema::{ReadError, Table, json_schema, read};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::arbitrary::{cond_of, config, expr};
use crate::sample::{changed, parsed, table};

/// The whole chain of causes of a refusal.
#[track_caller]
fn refusal(bytes: &[u8]) -> String {
    let error = read(bytes).expect_err("the document is refused");
    let mut text = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

#[track_caller]
fn check_refused(document: &Value, expected: &str) {
    let found = refusal(document.to_string().as_bytes());
    assert!(found.starts_with(expected), "{found}");
}

#[test]
fn a_table_survives_json() {
    let table = parsed();
    let text = table.to_json();
    assert_eq!(read(text.as_bytes()).expect("the sample is valid"), table);
    assert_eq!(parsed().to_json(), text, "same table, same bytes");
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn formulas_survive_json(offset in expr(), guard in cond_of(expr())) {
        let mut table = parsed();
        table.kernels[0].accesses[0].offset = offset;
        table.kernels[0].accesses[0].guards = vec![guard];
        let text = table.to_json();
        prop_assert_eq!(serde_json::from_str::<Table>(&text).expect("written by us"), table);
    }

    #[test]
    fn damaged_documents_are_read_or_refused(
        at in any::<prop::sample::Index>(), removed in 0_usize..9,
        insert in "[\\[\\]{}\",:0-9a-z]{0,3}",
    ) {
        let mut bytes = table().to_string().into_bytes();
        let from = at.index(bytes.len());
        let to = bytes.len().min(from + removed);
        bytes.splice(from..to, insert.bytes());
        if let Ok(table) = read(&bytes) {
            prop_assert!(kht_schema::check(&table).is_empty());
        }
    }

    #[test]
    fn truncated_documents_are_refused(at in any::<prop::sample::Index>()) {
        let text = table().to_string();
        prop_assert!(read(&text.as_bytes()[..at.index(text.len())]).is_err());
    }
}

#[test]
fn the_version_is_looked_at_first() {
    let newer = json!({ "schema": "kht/2", "kernels": "in a form of the future", "more": [1] });
    check_refused(&newer, "schema: expected \"kht/1\", found \"kht/2\"");
    check_refused(&json!({ "kernels": [] }), "schema: expected \"kht/1\", found nothing");
    check_refused(&json!({ "schema": 1 }), "schema: expected \"kht/1\", found 1");
}

#[test]
fn reading_is_strict() {
    check_refused(&changed("/extra", json!(1)), "not a table: unknown field `extra`");
    check_refused(
        &changed("/kernels/0/params/0/kind", json!(1)),
        "not a table: unknown field `kind`",
    );
    check_refused(
        &changed("/kernels/0/params/0/type", json!("ptr")),
        "not a table: unknown variant `ptr`",
    );
    check_refused(
        &changed("/kernels/0/accesses/0/offset", json!("4*tid.w")),
        "not a table: expression \"4*tid.w\": column 3: expected a symbol or a function, \
         found \"tid.w\"",
    );
    check_refused(
        &changed("/kernels/0/accesses/0/offset", json!(4)),
        "not a table: invalid type: integer `4`",
    );
    check_refused(
        &changed("/kernels/0/accesses/0/bytes", json!("-4")),
        "kernels[0].accesses[0].bytes: expected at least 0, found -4",
    );
    assert!(refusal(b"{\"schema\": \"kht/1\",\n kernels}").contains("line 2"));
    assert!(refusal(b"").contains("not a table"));
    assert!(refusal(b"\xff\xfe").contains("not a table"));
    let trailing = table().to_string() + " {}";
    assert!(refusal(trailing.as_bytes()).contains("trailing characters"));
}

#[test]
fn nesting_is_limited() {
    let deep = format!("{{\"schema\": \"kht/1\",\n \"kernels\": {}", "[".repeat(1_000_000));
    assert!(matches!(read(deep.as_bytes()), Err(ReadError::TooDeep { line: 2, column: 76 })));
    let quoted = changed("/kernels/0/display", json!("[\"{".repeat(500)));
    assert!(read(quoted.to_string().as_bytes()).is_ok(), "brackets in strings do not count");
}

/// To update the committed schema, run the test with `UPDATE_SCHEMA=1`.
#[test]
fn the_committed_schema_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("kht.schema.json");
    let current = json_schema();
    if env::var_os("UPDATE_SCHEMA").is_some() {
        let text = serde_json::to_string_pretty(&current).expect("a schema is JSON") + "\n";
        fs::write(&path, text).expect("the schema can be written");
    }
    let committed = fs::read(&path).expect("the schema is committed");
    let committed: Value = serde_json::from_slice(&committed).expect("the schema is JSON");
    assert!(committed == current, "kht.schema.json is old; run with UPDATE_SCHEMA=1");
    // Every type of the sample is described.
    for name in ["Kernel", "Access", "Opaque", "Heat", "Assumption", "Expr", "Cond"] {
        assert!(current["$defs"].get(name).is_some(), "{name}");
    }
}
