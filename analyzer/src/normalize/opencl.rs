//! Rows of the table: functions of OpenCL that code calls which is not linked with the device
//! libraries, and images made from buffers.
//!
//! The functions have the mangled names of C++, `_Z6vload4mPKf` for `vload4(size_t, const float
//! *)`. What an image is made of stands in memory behind the argument, as `load::image` says.

use super::amdgcn::answer_anything;
use super::body::Body;
use super::idioms::{Callee, Disguise};
use super::transfers;
use crate::load::image;

/// Memory of an image resource, for `symbolic` to find: `ptr` behind which its parts stand.
pub(crate) const IMAGE: &str = "kht.image";

const DESCRIPTOR: &str = "ptr addrspace(4)";
const GLOBAL: &str = "ptr addrspace(1)";

/// The plain IR of a function or intrinsic, if it is one of these.
pub(super) fn body(disguise: &Disguise) -> Option<Body> {
    let Callee::Function(name) = &disguise.callee else { return None };
    if let Some(rest) = name.strip_prefix("llvm.amdgcn.struct.buffer.") {
        return resource(disguise, rest);
    }
    let (name, types) = split(name)?;
    vector(disguise, name)
        .or_else(|| image_buffer(disguise, name, types))
        .or_else(|| atomic(disguise, name))
        .or_else(|| integer(disguise, name, types))
}

/// How the names of functions begin by which the threads of a block wait for each other, hand each
/// other values, or ask for their place among them; they touch no memory that an argument reaches.
const EXCHANGES: [&str; 12] = [
    "barrier",
    "work_group_",
    "sub_group_",
    "mem_fence",
    "read_mem_fence",
    "write_mem_fence",
    "atomic_work_item_fence",
    "get_sub_group_",
    "get_max_sub_group_",
    "get_num_sub_groups",
    "get_enqueued_num_sub_groups",
    "get_local_linear_id",
];

/// Whether a function of OpenCL without a pointer is one of those, or a dot product of packed
/// numbers.
pub(crate) fn only_exchanges(mangled: &str) -> bool {
    if mangled.starts_with("dot_") && mangled.contains("_4x8packed_") {
        return true;
    }
    split(mangled).is_some_and(|(name, types)| {
        EXCHANGES.iter().any(|prefix| name.starts_with(prefix)) && !types.contains('P')
    })
}

/// The name and the mangled parameters of a function at the top level.
fn split(mangled: &str) -> Option<(&str, &str)> {
    let rest = mangled.strip_prefix("_Z")?;
    let digits = rest.find(|c: char| !c.is_ascii_digit())?;
    let length = rest[..digits].parse().ok()?;
    rest[digits..].split_at_checked(length)
}

/// `vloadN(offset, p)` and `vstoreN(value, offset, p)`: N neighbors at `p + N*offset`. The forms
/// `vload_halfN` and `vloada_halfN` have numbers of 16 bits in memory, the latter with three as if
/// they were four.
fn vector(disguise: &Disguise, name: &str) -> Option<Body> {
    let load = name.starts_with("vload");
    let rest = name.strip_prefix(if load { "vload" } else { "vstore" })?;
    let (lanes, half, aligned) = match (rest.strip_prefix("_half"), rest.strip_prefix("a_half")) {
        (Some(lanes), _) => (lanes, true, false),
        (_, Some(lanes)) => (lanes, true, true),
        _ => (rest, false, false),
    };
    let digits = lanes.find(|c: char| !c.is_ascii_digit()).unwrap_or(lanes.len());
    let lanes: u32 = if digits == 0 && half { 1 } else { lanes[..digits].parse().ok()? };
    let step = if aligned && lanes == 3 { 4 } else { lanes };
    let [index, pointer] = if load { [0, 1] } else { [1, 2] };
    let number = disguise.params.get(index).filter(|ty| ty.starts_with('i'))?;
    let pointer_type = disguise.params.get(pointer).filter(|ty| ty.starts_with("ptr"))?;
    let value = if load { &disguise.result } else { &disguise.params[0] };
    let element = if half { "half" } else { element(value) };
    let shape = |element: &str| match lanes {
        1 => element.to_owned(),
        _ => format!("<{lanes} x {element}>"),
    };
    let stored = shape(element);
    let align = super::idioms::bytes(element)?;

    let mut body = Body::new();
    let first = body.value(format_args!("mul {number} %a{index}, {step}"));
    let place = format!("getelementptr {element}, {pointer_type} %a{pointer}, {number} {first}");
    let place = body.value(place);
    if load {
        let loaded =
            body.value(format_args!("load {stored}, {pointer_type} {place}, align {align}"));
        let answer = match half {
            true => body.value(format_args!("fpext {stored} {loaded} to {value}")),
            false => loaded,
        };
        body.line(format_args!("ret {value} {answer}"));
    } else {
        let kept = match half {
            true => body.value(format_args!("fptrunc {value} %a0 to {stored}")),
            false => "%a0".to_owned(),
        };
        body.line(format_args!("store {stored} {kept}, {pointer_type} {place}, align {align}"));
        body.line("ret void");
    }
    Some(body)
}

/// The type of the elements of a vector; any other type is its own.
fn element(ty: &str) -> &str {
    let inside = ty.strip_prefix('<').and_then(|ty| ty.strip_suffix('>'));
    inside.and_then(|ty| ty.split_once(" x ")).map_or(ty, |(_, element)| element)
}

/// `read_imageT(image, at)` and `write_imageT(image, at, value)` of images made from buffers.
fn image_buffer(disguise: &Disguise, name: &str, types: &str) -> Option<Body> {
    let read = name.starts_with("read_image");
    if !(read || name.starts_with("write_image")) || !types.contains("ocl_image1d_buffer_") {
        return None;
    }
    let [descriptor, at, ..] = disguise.params.as_slice() else { return None };
    if descriptor != DESCRIPTOR || at != "i32" {
        return None;
    }
    let mut body = Body::new();
    texel(&mut body, read, "%a0", "%a1");
    answer_anything(&mut body, disguise);
    Some(body)
}

/// `struct.buffer.{load,store}.format`: the same through a descriptor that was loaded.
/// `([value,] resource, at, offset, offset of all threads, …)`
fn resource(disguise: &Disguise, rest: &str) -> Option<Body> {
    let read = rest.starts_with("load.format.");
    if !(read || rest.starts_with("store.format.")) {
        return None;
    }
    let position = usize::from(!read);
    if disguise.params.get(position..position + 2)? != ["<4 x i32>", "i32"] {
        return None;
    }
    let mut body = Body::new();
    let loaded = format!("%a{position}");
    let descriptor = body.ask(DESCRIPTOR, IMAGE, &[("<4 x i32>", &loaded)]);
    texel(&mut body, read, &descriptor, &format!("%a{}", position + 1));
    answer_anything(&mut body, disguise);
    Some(body)
}

/// Touches the texel at a position, if the image has so many.
fn texel(body: &mut Body, read: bool, descriptor: &str, at: &str) {
    let mut part = |ty: &str, offset: u32| {
        let place =
            body.value(format_args!("getelementptr i8, {DESCRIPTOR} {descriptor}, i64 {offset}"));
        body.value(format_args!("load {ty}, {DESCRIPTOR} {place}, align 4"))
    };
    let texels = part(GLOBAL, image::TEXELS);
    let bytes = part("i32", image::TEXEL_BYTES);
    let width = part("i32", image::WIDTH);
    let inside = body.value(format_args!("icmp ult i32 {at}, {width}"));
    let guarded = body.when(&inside);
    let wide = body.value(format_args!("zext i32 {at} to i64"));
    let size = body.value(format_args!("zext i32 {bytes} to i64"));
    let offset = body.value(format_args!("mul i64 {wide}, {size}"));
    let place = body.value(format_args!("getelementptr i8, {GLOBAL} {texels}, i64 {offset}"));
    let marker = if read { transfers::READ } else { transfers::WRITE };
    body.touch(marker, (GLOBAL, &place), ("i64", &size));
    body.join(guarded, &[]);
}

/// `atomic_add(p, …)` and the like, which answer what was there.
fn atomic(disguise: &Disguise, name: &str) -> Option<Body> {
    if !(name.starts_with("atomic_") || name.starts_with("atom_")) {
        return None;
    }
    let pointer = disguise.params.first().filter(|ty| ty.starts_with("ptr"))?;
    // Those with more pointers or without a result do something else.
    let others = disguise.params.iter().skip(1).any(|ty| ty.starts_with("ptr"));
    let bytes = super::idioms::bytes(&disguise.result).filter(|bytes| *bytes >= 4 && !others)?;
    let mut body = Body::new();
    body.touch(transfers::ATOMIC, (pointer, "%a0"), ("i64", &bytes.to_string()));
    answer_anything(&mut body, disguise);
    Some(body)
}

/// Functions on integers, of which addresses are made.
fn integer(disguise: &Disguise, name: &str, types: &str) -> Option<Body> {
    let ty = disguise.result.as_str();
    let same = disguise.params.iter().all(|param| param == ty);
    let bits: u32 = ty.strip_prefix('i')?.parse().ok().filter(|_| same)?;
    let signed = types.starts_with(['c', 's', 'i', 'l', 'x']);
    let extreme = |which: &str| {
        let sign = if signed { 's' } else { 'u' };
        format!("llvm.{sign}{which}.{ty}")
    };
    let mut body = Body::new();
    let arguments: Vec<String> =
        (0..disguise.params.len()).map(|index| format!("%a{index}")).collect();
    let low = |body: &mut Body, value: &str| {
        let high = body.value(format_args!("shl {ty} {value}, {}", bits - 24));
        let shift = if signed { "ashr" } else { "lshr" };
        body.value(format_args!("{shift} {ty} {high}, {}", bits - 24))
    };
    let answer = match (name, arguments.as_slice()) {
        ("min" | "max", [a, b]) => body.call(ty, &extreme(name), &[(ty, a), (ty, b)]),
        ("clamp", [value, least, most]) => {
            let value = body.call(ty, &extreme("max"), &[(ty, value), (ty, least)]);
            body.call(ty, &extreme("min"), &[(ty, &value), (ty, most)])
        }
        ("mul24", [a, b]) if bits == 32 => {
            let (a, b) = (low(&mut body, a), low(&mut body, b));
            body.value(format_args!("mul {ty} {a}, {b}"))
        }
        ("mad24", [a, b, c]) if bits == 32 => {
            let (a, b) = (low(&mut body, a), low(&mut body, b));
            let product = body.value(format_args!("mul {ty} {a}, {b}"));
            body.value(format_args!("add {ty} {product}, {c}"))
        }
        _ => return None,
    };
    body.line(format_args!("ret {ty} {answer}"));
    Some(body)
}
