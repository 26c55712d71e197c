//! A launch -> what the page's formulas need of it: values of scalars, contents that they load.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use kht_schema::expr::{Pointer, ScalarType};
use kht_schema::kernel::{Field, Param, ParamType};
use kht_schema::launch::{Arg, Contents, Target};
use kht_schema::{Kernel, Launch};
use serde::Serialize;

/// Bytes of one buffer that a page keeps at most.
const MAX_CONTENTS: u64 = 1 << 18;

/// A launch as the page's script reads it.
#[derive(Serialize)]
pub(super) struct PageLaunch {
    name: String,
    grid: [u32; 3],
    block: [u32; 3],
    /// `argN` or `argN@at`, and its value as decimal text: numbers of a script have 53 bits only.
    args: Vec<(String, String)>,
    /// What is behind pointers, as far as it is given in integers.
    contents: Vec<Behind>,
}

/// What a pointer of a launch points to.
#[derive(Serialize)]
struct Behind {
    /// `argN` or `argN@at`.
    pointer: String,
    /// Bytes from there on, in base64.
    given: String,
    /// Bytes from there on that are known; zero where they are not given.
    known: u64,
}

impl PageLaunch {
    /// A launch of a kernel; `None` if it does not fit.
    #[must_use]
    pub(super) fn new(name: &str, kernel: &Kernel, launch: &Launch) -> Option<PageLaunch> {
        if kernel.params.len() != launch.args.len() {
            return None;
        }
        let mut args = Vec::new();
        let mut contents = Vec::new();
        for (param, arg) in kernel.params.iter().zip(&launch.args) {
            for (pointer, ty, value) in leaves(param, arg) {
                if ty == ParamType::Pointer {
                    let target = pointed(&value, launch);
                    // An address is known to be none or some.
                    let address = if target.is_some() { "4294967296" } else { "0" };
                    args.push((pointer.to_string(), address.to_owned()));
                    contents.extend(target.and_then(|target| behind(pointer, &target, launch)));
                } else if let Leaf::Int(value) = value {
                    args.push((pointer.to_string(), value.to_string()));
                }
            }
        }
        let (grid, block) = (launch.grid, launch.block);
        Some(PageLaunch { name: name.to_owned(), grid, block, args, contents })
    }
}

/// A value without fields.
enum Leaf {
    Int(i64),
    Target(Target),
    /// Of which formulas say nothing.
    Other,
}

/// The argument itself, or the fields of a by-value struct.
fn leaves(param: &Param, arg: &Arg) -> Vec<(Pointer, ParamType, Leaf)> {
    let whole = Pointer { param: param.index, at: None };
    let leaf = |arg: &Arg| match arg {
        Arg::Int { value, .. } => Leaf::Int(*value),
        Arg::Pointer(target) => Leaf::Target(target.clone()),
        Arg::Null => Leaf::Int(0),
        Arg::Float { .. } | Arg::Struct { .. } | Arg::Raw(_) => Leaf::Other,
    };
    match arg {
        Arg::Struct { fields, .. } => {
            let field = |field: &Field| {
                let given = fields.iter().find(|(at, _)| *at == field.at);
                // What is not given is zero.
                let value = given.map_or(Leaf::Int(0), |(_, arg)| leaf(arg));
                (Pointer { at: Some(field.at), ..whole }, field.ty, value)
            };
            param.fields.iter().map(field).collect()
        }
        Arg::Raw(bytes) if !param.fields.is_empty() => {
            let field = |field: &Field| {
                let value = raw(bytes, field.at, field.size).map_or(Leaf::Other, Leaf::Int);
                (Pointer { at: Some(field.at), ..whole }, field.ty, value)
            };
            param.fields.iter().map(field).collect()
        }
        Arg::Raw(bytes) => {
            let value = raw(bytes, 0, param.size).map_or(Leaf::Other, Leaf::Int);
            vec![(whole, param.ty, value)]
        }
        arg => vec![(whole, param.ty, leaf(arg))],
    }
}

/// A signed little-endian number of up to eight bytes.
fn raw(bytes: &[u8], at: u32, size: u32) -> Option<i64> {
    let (at, size) = (usize::try_from(at).ok()?, usize::try_from(size).ok()?);
    let found = bytes.get(at..at.checked_add(size)?)?;
    let mut value = [0; 8];
    value.get_mut(..size)?.copy_from_slice(found);
    let unused = 64 - 8 * u32::try_from(size).ok().filter(|size| 0 < *size)?;
    Some(i64::from_le_bytes(value) << unused >> unused)
}

fn pointed(value: &Leaf, launch: &Launch) -> Option<Target> {
    match value {
        Leaf::Target(target) if launch.buffers.contains_key(&target.buffer) => Some(target.clone()),
        _ => None,
    }
}

/// Contents from where a pointer points to, as far as they are known and the page has room.
fn behind(pointer: Pointer, target: &Target, launch: &Launch) -> Option<Behind> {
    let buffer = launch.buffers.get(&target.buffer)?;
    let left = buffer.bytes.checked_sub(target.offset)?;
    let room = left.min(MAX_CONTENTS);
    let (given, known) = match &buffer.contents {
        Contents::Unknown | Contents::RandomFloat { .. } | Contents::Pointers(_) => return None,
        Contents::Zero => (0, left),
        Contents::RandomI32 { .. } => (room, room),
        Contents::Bytes(bytes) => {
            let given = (bytes.len() as u64).saturating_sub(target.offset).min(left);
            if given <= room { (given, left) } else { (room, room) }
        }
    };
    let byte = |at| buffer.contents.integer(buffer.bytes, at, ScalarType::U8);
    let bytes = (target.offset..target.offset + given).map_while(byte);
    let bytes: Vec<u8> = bytes.filter_map(|byte| u8::try_from(byte).ok()).collect();
    Some(Behind { pointer: pointer.to_string(), given: BASE64.encode(bytes), known })
}
