//! A launch as the file that gives it again, for a closer look at one that went wrong.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use kht_schema::Launch;
use kht_schema::launch::{Arg, Buffer, Contents, Target};
use serde_json::{Map, Value, json};

/// The document that [`Launch::read`] makes an equal launch from.
#[must_use]
pub fn to_json(launch: &Launch) -> Value {
    let mut writer = Writer { launch, written: BTreeSet::new() };
    let args: Vec<Value> = launch.args.iter().map(|arg| writer.argument(arg)).collect();
    let rest = launch.buffers.values().filter(|it| !writer.written.contains(it.name.as_str()));
    json!({
        "kernel": launch.kernel,
        "grid": launch.grid,
        "block": launch.block,
        "shared_bytes": launch.shared_bytes,
        "args": args,
        "buffers": rest.map(buffer).collect::<Vec<_>>(),
    })
}

struct Writer<'a> {
    launch: &'a Launch,
    /// Buffers that an argument before this one has defined.
    written: BTreeSet<&'a str>,
}

impl<'a> Writer<'a> {
    fn argument(&mut self, arg: &'a Arg) -> Value {
        match arg {
            Arg::Pointer(it) => self.pointer(it),
            Arg::Null => json!({"null": true}),
            Arg::Int { value, bytes } => integer(*value, *bytes),
            Arg::Float { bits, bytes } => float(*bits, *bytes),
            Arg::Struct { bytes, fields } => {
                let fields: Vec<Value> = fields
                    .iter()
                    .map(|(at, arg)| {
                        let mut object = Map::from_iter([("at".to_owned(), json!(at))]);
                        if let Value::Object(members) = self.argument(arg) {
                            object.extend(members);
                        }
                        Value::Object(object)
                    })
                    .collect();
                json!({"struct": {"bytes": bytes, "fields": fields}})
            }
            Arg::Raw(bytes) => json!({"hex": hex(bytes)}),
        }
    }

    /// The first pointer to the start of a buffer defines it.
    fn pointer(&mut self, it: &'a Target) -> Value {
        match self.launch.buffers.get(&it.buffer) {
            Some(found) if it.offset == 0 && self.written.insert(&it.buffer) => {
                json!({"buffer": buffer(found)})
            }
            _ => json!({"ref": target(it)}),
        }
    }
}

fn integer(value: i64, bytes: u32) -> Value {
    match bytes {
        1 => json!({"i8": value}),
        2 => json!({"i16": value}),
        4 => json!({"i32": value}),
        8 => json!({"i64": value}),
        // Other sizes have no name: the lowest bytes, and the sign above eight.
        _ => {
            let sign = if value < 0 { 0xff } else { 0 };
            let all = value.to_le_bytes().into_iter().chain(std::iter::repeat(sign));
            json!({"hex": hex(&all.take(bytes as usize).collect::<Vec<_>>())})
        }
    }
}

fn float(bits: u64, bytes: u32) -> Value {
    match bytes {
        2 => json!({"f16_bits": bits}),
        _ => json!({"hex": hex(&bits.to_le_bytes()[..(bytes as usize).min(8)])}),
    }
}

fn target(it: &Target) -> Value {
    json!({"name": it.buffer, "offset": it.offset})
}

fn buffer(it: &Buffer) -> Value {
    let mut object = Map::from_iter([
        ("name".to_owned(), json!(it.name)),
        ("bytes".to_owned(), json!(it.bytes)),
    ]);
    let fill = match &it.contents {
        Contents::Unknown => None,
        Contents::Zero => Some(json!("zero")),
        Contents::Bytes(bytes) => Some(json!({"hex": hex(bytes)})),
        Contents::RandomI32 { seed, low, high } => {
            Some(json!({"random_i32": {"seed": seed, "low": low, "high": high}}))
        }
        Contents::RandomFloat { seed, bytes: 2 } => Some(json!({"random_f16": seed})),
        Contents::RandomFloat { seed, .. } => Some(json!({"random_f32": seed})),
        Contents::Pointers(pointers) => {
            let all: Vec<Value> =
                pointers.iter().map(|it| it.as_ref().map_or(Value::Null, target)).collect();
            Some(json!({"ptrs": all}))
        }
    };
    object.extend(fill.map(|fill| ("fill".to_owned(), fill)));
    Value::Object(object)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
