//! Rows of the table: intrinsics for AMD that touch memory.
//!
//! A *buffer resource* is a descriptor: where memory starts, how much there is, and the distance of
//! its records. Bodies ask for its parts by functions of which only `symbolic` knows the meaning,
//! as it can look at how the descriptor was made.

use super::body::{Body, Guarded};
use super::idioms::{Callee, Disguise};
use super::transfers;

/// Records of a buffer resource, as `i64`; bytes, if the records have no distance.
pub(crate) const RECORDS: &str = "kht.resource.records";
/// Distance of its records in bytes, with flags in the upper bits, as `i16`.
pub(crate) const STRIDE: &str = "kht.resource.stride";
/// Whether an access is among the records, as `i1`: of its first byte as it is compared with the
/// end, its first byte, the records, and its bytes, all as `i64`.
pub(crate) const INSIDE: &str = "kht.resource.inside";
/// Its flags, as `i32`.
pub(crate) const FLAGS: &str = "kht.resource.flags";

/// The bits of [`STRIDE`] that are a distance; the others reorder memory.
const STRIDE_MASK: u16 = 0x3fff;

/// The bit of [`FLAGS`] that adds the number of the thread to the record.
const ADD_THREAD: u32 = 1 << 23;

const RESOURCE: &str = "ptr addrspace(8)";
const GLOBAL: &str = "ptr addrspace(1)";

/// The plain IR of an intrinsic, if it is one of these.
pub(super) fn body(disguise: &Disguise) -> Option<Body> {
    let Callee::Function(name) = &disguise.callee else { return None };
    let name = name.strip_prefix("llvm.amdgcn.")?;
    let (indexed, rest) = if let Some(rest) = name.strip_prefix("raw.ptr.buffer.") {
        (false, rest)
    } else if let Some(rest) = name.strip_prefix("struct.ptr.buffer.") {
        (true, rest)
    } else {
        return global(disguise, name);
    };
    let access = if rest.starts_with("load.lds") || rest.starts_with("load.async.lds") {
        Access::ToShared
    } else if rest.contains("format") {
        // How many bytes a format has is in the descriptor.
        return None;
    } else if rest.starts_with("load.") {
        Access::Load
    } else if rest.starts_with("store.") {
        Access::Store
    } else if rest.starts_with("atomic.") {
        Access::Atomic
    } else {
        return None;
    };
    buffer(disguise, access, indexed)
}

/// What an access through a buffer resource does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    Load,
    Store,
    Atomic,
    /// Loads to shared memory.
    ToShared,
}

/// An access through a buffer resource. Where the resource stands in the list of arguments, and
/// what stands behind it, is all that differs between the intrinsics:
/// `[data…,] resource [, shared, size] [, index], offset, offset of all threads [, offset], …`.
///
/// Memory behind the last record is not there: nothing is touched, and loads answer zeros. Of an
/// access that begins before the end and goes beyond, some machines touch what is there, word by
/// word, and others nothing; and the offset of all threads is or is not part of what is compared.
/// That none does so is assumed ([`INSIDE`]).
fn buffer(disguise: &Disguise, access: Access, indexed: bool) -> Option<Body> {
    let position = disguise.params.iter().position(|ty| ty == RESOURCE)?;
    let mut next = position + 1;
    let mut integer = || {
        let index = next;
        next += 1;
        (disguise.params.get(index)? == "i32").then(|| format!("%a{index}"))
    };
    let shared = (access == Access::ToShared).then(|| format!("%a{}", position + 1));
    if shared.is_some() {
        next_is_pointer(disguise, position + 1)?;
        integer();
    }
    let size = if shared.is_some() { Some(integer()?) } else { None };
    let record = if indexed { Some(integer()?) } else { None };
    let offsets = [integer()?, integer()?];
    let inner = if shared.is_some() { Some(integer()?) } else { None };

    let mut body = Body::new();
    let resource = format!("%a{position}");
    let mut offset = "0".to_owned();
    for part in offsets.iter().chain(&inner) {
        let wide = body.value(format_args!("zext i32 {part} to i64"));
        offset = body.value(format_args!("add i64 {offset}, {wide}"));
    }
    let bytes = match access {
        Access::Load | Access::Atomic => super::idioms::bytes(&disguise.result)?.to_string(),
        Access::Store => super::idioms::bytes(&disguise.params[0])?.to_string(),
        Access::ToShared => body.value(format_args!("zext i32 {} to i64", size.as_ref()?)),
    };
    let compared = body.value(format_args!("zext i32 {} to i64", offsets[0]));
    let range = Range { compared: &compared, offset: &offset, bytes: &bytes };
    let place = place(&mut body, &resource, record.as_deref(), &range);
    let base = body.value(format_args!("addrspacecast {RESOURCE} {resource} to {GLOBAL}"));
    let pointer =
        body.value(format_args!("getelementptr i8, {GLOBAL} {base}, i64 {}", place.offset));
    let whole = body.when(&place.inside);
    let value = match access {
        Access::Load => {
            let ty = &disguise.result;
            let value = body.value(format_args!("load {ty}, {GLOBAL} {pointer}, align 1"));
            Some(value)
        }
        Access::Store => {
            let ty = &disguise.params[0];
            body.line(format_args!("store {ty} %a0, {GLOBAL} {pointer}, align 1"));
            None
        }
        Access::Atomic => {
            body.touch(transfers::ATOMIC, (GLOBAL, &pointer), ("i64", &bytes));
            None
        }
        Access::ToShared => {
            let (size, shared) = (size?, shared?);
            body.touch(transfers::READ, (GLOBAL, &pointer), ("i32", &size));
            body.touch(transfers::WRITE, ("ptr addrspace(3)", &shared), ("i32", &size));
            None
        }
    };
    finish(&mut body, disguise, whole, value.as_deref());
    Some(body)
}

fn next_is_pointer(disguise: &Disguise, index: usize) -> Option<()> {
    disguise.params.get(index)?.starts_with("ptr").then_some(())
}

/// The first byte of an access through a resource, and whether it is there.
struct Place {
    offset: String,
    inside: String,
}

/// What an access asks for.
struct Range<'a> {
    /// The part of the offset that is compared with the records in any case.
    compared: &'a str,
    offset: &'a str,
    bytes: &'a str,
}

fn place(body: &mut Body, resource: &str, record: Option<&str>, range: &Range<'_>) -> Place {
    let offset = range.offset;
    let mut part = |name, ty| body.ask(ty, name, &[(RESOURCE, resource)]);
    let records = part(RECORDS, "i64");
    let stride = part(STRIDE, "i16");
    let flags = part(FLAGS, "i32");
    let distance = body.value(format_args!("and i16 {stride}, {STRIDE_MASK}"));
    let order = body.value(format_args!("xor i16 {stride}, {distance}"));
    let in_order = body.value(format_args!("icmp eq i16 {order}, 0"));
    let added = body.value(format_args!("and i32 {flags}, {ADD_THREAD}"));
    let own = body.value(format_args!("icmp eq i32 {added}, 0"));
    let plain = body.value(format_args!("and i1 {in_order}, {own}"));
    let (test, known, inside) = match record {
        Some(record) => {
            let wide = body.value(format_args!("zext i32 {record} to i64"));
            let step = body.value(format_args!("zext i16 {distance} to i64"));
            let start = body.value(format_args!("mul i64 {wide}, {step}"));
            let known = body.value(format_args!("add i64 {start}, {offset}"));
            let inside = body.value(format_args!("icmp ult i64 {wide}, {records}"));
            ("ne", known, inside)
        }
        None => {
            let numbers = [range.compared, offset, &records, range.bytes];
            let inside = body.ask("i1", INSIDE, &numbers.map(|number| ("i64", number)));
            ("eq", offset.to_owned(), inside)
        }
    };
    let fits = body.value(format_args!("icmp {test} i16 {distance}, 0"));
    let usual = body.value(format_args!("and i1 {plain}, {fits}"));
    let (elsewhere, perhaps) = (body.opaque("i64"), body.opaque("i1"));
    Place {
        offset: body.value(format_args!("select i1 {usual}, i64 {known}, i64 {elsewhere}")),
        inside: body.value(format_args!("select i1 {usual}, i1 {inside}, i1 {perhaps}")),
    }
}

/// Ends the guarded part and answers its value, or what there is instead.
fn finish(body: &mut Body, disguise: &Disguise, guarded: Guarded, value: Option<&str>) {
    let ty = &disguise.result;
    match value {
        Some(value) => {
            let merged = body.join(guarded, &[(ty, value, "zeroinitializer")]);
            body.line(format_args!("ret {ty} {}", merged[0]));
        }
        None => {
            body.join(guarded, &[]);
            answer_anything(body, disguise);
        }
    }
}

/// Answers a value of which nothing is known.
pub(super) fn answer_anything(body: &mut Body, disguise: &Disguise) {
    let ty = &disguise.result;
    if ty == "void" {
        body.line("ret void");
        return;
    }
    let value = body.opaque(ty);
    body.line(format_args!("ret {ty} {value}"));
}

/// Intrinsics that take a pointer to global memory.
fn global(disguise: &Disguise, name: &str) -> Option<Body> {
    let mut body = Body::new();
    let pointer = disguise.params.first().filter(|ty| ty.starts_with("ptr"))?;
    let pointer = (pointer.as_str(), "%a0");
    let bytes = || Some(super::idioms::bytes(&disguise.result)?.to_string());
    let begins = |prefixes: &[&str]| prefixes.iter().any(|prefix| name.starts_with(prefix));
    if begins(&["global.load.lds", "load.to.lds"]) {
        // (global, shared, bytes, offset, …)
        let [_, shared, size, offset, ..] = disguise.params.as_slice() else { return None };
        let from =
            body.value(format_args!("getelementptr i8, {} %a0, {offset} %a3", disguise.params[0]));
        body.touch(transfers::READ, (pointer.0, &from), (size, "%a2"));
        body.touch(transfers::WRITE, (shared, "%a1"), (size, "%a2"));
    } else if begins(&["global.atomic.", "flat.atomic.", "atomic.cond.sub"]) {
        body.touch(transfers::ATOMIC, pointer, ("i64", &bytes()?));
    } else if begins(&["global.load.tr"]) {
        // Lanes swap what they load.
        body.touch(transfers::READ, pointer, ("i64", &bytes()?));
    } else {
        return None;
    }
    answer_anything(&mut body, disguise);
    Some(body)
}
