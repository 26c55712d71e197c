//! Copies between global and shared memory, as intrinsics and assembly share them.

use super::body::Body;

/// A value with its type, both as IR text.
pub(super) type Typed<'a> = (&'a str, &'a str);

/// Markers: functions that touch the bytes from a pointer upwards, as many as a second argument
/// says; of none, all of the tensor behind the pointer. Their names go on with types.
pub(crate) const READ: &str = "kht.touch.read";
/// The bytes are written.
pub(crate) const WRITE: &str = "kht.touch.write";
/// The bytes are read and written in one step.
pub(crate) const ATOMIC: &str = "kht.touch.atomic";
/// A cache is asked for the bytes.
pub(crate) const PREFETCH: &str = "kht.touch.prefetch";

/// Bytes of a tensor map.
const TENSOR_MAP: u32 = 128;

/// Touches a tensor that a tensor map describes.
///
/// A tensor map is opaque. Here it is memory whose first eight bytes point to the tensor, so that
/// whoever binds a launch can say which buffer that is; which of its bytes are touched is not
/// known.
pub(super) fn through_tensor_map(body: &mut Body, marker: &str, map: Typed<'_>) {
    let (ty, map) = map;
    let tensor = body.value(format_args!("load ptr, {ty} {map}, align 8"));
    let rest = body.value(format_args!("getelementptr i8, {ty} {map}, i64 8"));
    body.value(format_args!("load [{} x i8], {ty} {rest}, align 8", TENSOR_MAP - 8));
    body.call("void", &format!("{marker}.tensor"), &[("ptr", &tensor)]);
}

/// `cp.async`: copies `size` bytes, an `i32`, or fewer if a further operand says so; shared memory
/// gets zeros for the rest.
pub(super) fn copy_async(
    body: &mut Body,
    to: Typed<'_>,
    from: Typed<'_>,
    size: &str,
    limit: Option<Typed<'_>>,
) {
    let Some((ty, limit)) = limit else { return copy_all(body, to, from, size) };
    // Compilers pass either all bytes or 0. The first case is a branch of its own, so that it is
    // an access of constant size under that condition.
    let whole = body.value(format_args!("icmp uge {ty} {limit}, {size}"));
    let guarded = body.when(&whole);
    copy_all(body, to, from, size);
    body.join(guarded, &[]);
    let less = body.value(format_args!("xor i1 {whole}, true"));
    let guarded = body.when(&less);
    // Zeros, of which the first byte is enough to show that something else may be there.
    let zeros = 8 * size.parse::<u32>().unwrap_or(1);
    let (to_ty, place) = to;
    body.line(format_args!("store i{zeros} 0, {to_ty} {place}, align 1"));
    body.join(guarded, &[]);
    let some = body.value(format_args!("icmp ne {ty} {limit}, 0"));
    let few = body.value(format_args!("icmp ult {ty} {limit}, {size}"));
    let part = body.value(format_args!("and i1 {some}, {few}"));
    let guarded = body.when(&part);
    body.copy(to, from, (ty, limit));
    body.join(guarded, &[]);
}

fn copy_all(body: &mut Body, to: Typed<'_>, from: Typed<'_>, size: &str) {
    let (Ok(bytes), (to_ty, to_place), (from_ty, from_place)) = (size.parse::<u32>(), to, from)
    else {
        return body.copy(to, from, ("i32", size));
    };
    let ty = format!("i{}", 8 * bytes);
    let loaded = body.value(format_args!("load {ty}, {from_ty} {from_place}, align {bytes}"));
    body.line(format_args!("store {ty} {loaded}, {to_ty} {to_place}, align {bytes}"));
}
