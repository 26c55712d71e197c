//! Functions of OpenCL C that a compiler left to a library, by their mangled names.

use super::super::warp::WarpOp;
use super::{BarrierOp, Signature, context, element, field, width};

/// Body of the function for a declaration, as far as it touches no memory.
pub(super) fn body(signature: &Signature) -> Option<String> {
    if let Some(body) = named(signature) {
        return Some(body);
    }
    let (name, _) = unmangle(&signature.name)?;
    let one = |base: usize| Some(dimension(&[base], signature));
    match name {
        "get_global_id" => {
            Some(dimension(&[context::CTAID, context::NTID, context::TID], signature))
        }
        "get_global_size" => Some(dimension(&[context::NCTAID, context::NTID], signature)),
        "get_local_id" => one(context::TID),
        "get_group_id" => one(context::CTAID),
        "get_local_size" | "get_enqueued_local_size" => one(context::NTID),
        "get_num_groups" => one(context::NCTAID),
        "get_global_offset" => {
            let ty = &signature.result;
            Some(format!("%z = add {ty} 0, 0\n  ret {ty} %z"))
        }
        "barrier" | "work_group_barrier" => {
            let op = BarrierOp::Sync as u32;
            Some(format!(
                "%w = call i32 @kht_barrier(ptr @kht.worker, i32 {op}, i32 0, i32 0, i32 0)\n  \
                 ret void"
            ))
        }
        "mem_fence" | "sub_group_barrier" if signature.result == "void" => {
            Some("ret void".to_owned())
        }
        "sub_group_shuffle_xor" => shuffle(signature, "xor"),
        "sub_group_shuffle" | "sub_group_broadcast" => shuffle(signature, "at"),
        _ => None,
    }
}

/// Functions with a plain name.
fn named(signature: &Signature) -> Option<String> {
    match signature.name.as_str() {
        "dot_acc_sat_4x8packed_ss_int" => Some(
            "%d = call i32 @kht_dot(i32 3, i32 %a0, i32 %a1, i32 0)\n  \
             %r = call i32 @llvm.sadd.sat(i32 %d, i32 %a2)\n  ret i32 %r"
                .to_owned(),
        ),
        _ => None,
    }
}

/// A name of the form `_Z<length><name><types>`, and the types.
fn unmangle(symbol: &str) -> Option<(&str, &str)> {
    let rest = symbol.strip_prefix("_Z")?;
    let digits = rest.find(|it: char| !it.is_ascii_digit())?;
    let length = rest[..digits].parse::<usize>().ok()?;
    let rest = &rest[digits..];
    rest.is_char_boundary(length).then(|| rest.split_at_checked(length)).flatten()
}

/// A quantity of the dimension that the argument says: a field of the thread's context, a product
/// of two, or a product and a third.
fn dimension(fields: &[usize], signature: &Signature) -> String {
    let ty = &signature.result;
    let mut lines = vec![
        "%d = call i32 @llvm.umin(i32 %a0, i32 2)".to_owned(),
        "%at = shl i32 %d, 2".to_owned(),
        "%t = load ptr, ptr @kht.thread".to_owned(),
    ];
    for (index, base) in fields.iter().enumerate() {
        lines.push(format!("%o{index} = add i32 %at, {base}"));
        lines.push(format!("%p{index} = getelementptr i8, ptr %t, i32 %o{index}"));
        lines.push(format!("%n{index} = load i32, ptr %p{index}"));
        lines.push(format!("%v{index} = zext i32 %n{index} to i64"));
    }
    let result = match fields.len() {
        1 => "%v0",
        2 => {
            lines.push("%r = mul i64 %v0, %v1".to_owned());
            "%r"
        }
        _ => {
            lines.push("%m = mul i64 %v0, %v1".to_owned());
            lines.push("%r = add i64 %m, %v2".to_owned());
            "%r"
        }
    };
    let narrow = if ty == "i64" { "bitcast" } else { "trunc" };
    lines.push(format!("%result = {narrow} i64 {result} to {ty}"));
    lines.push(format!("ret {ty} %result"));
    lines.join("\n  ")
}

/// A value of 32 bits from another lane.
fn shuffle(signature: &Signature, how: &str) -> Option<String> {
    let ty = &signature.result;
    if width(ty)? != 32 || signature.params.get(1).is_none_or(|it| it != "i32") {
        return None;
    }
    let op = WarpOp::Fetch as u32;
    let lane = if how == "xor" {
        format!("{}\n  %l = xor i32 %r0, %a1", field(context::LANE).replace("%r", "%r0"))
    } else {
        "%l = add i32 %a1, 0".to_owned()
    };
    let lane = lane.replace("\n  ret i32 %r0", "");
    Some(format!(
        "{lane}\n  %at = shl i32 %l, 2\n  %b = bitcast {ty} %a0 to i32\n  \
         %z = zext i32 %b to i64\n  \
         %w = call i64 @kht_warp(ptr @kht.worker, i32 {op}, i32 -1, i64 %z, i32 %at, i32 0)\n  \
         %r = trunc i64 %w to i32\n  %v = bitcast i32 %r to {ty}\n  ret {ty} %v"
    ))
}

/// Body of the function for a declaration that touches memory: `vload` and `vstore`.
pub(super) fn accessing(signature: &Signature) -> Option<String> {
    let (name, _) = unmangle(&signature.name)?;
    if let Some(count) = name.strip_prefix("vload") {
        let [offset, pointer] = &signature.params[..] else { return None };
        let ty = &signature.result;
        if count.starts_with('_') || count.starts_with("a_") {
            return (count == "_half").then(|| load_half(offset, pointer, ty))?;
        }
        let count = count.parse::<u64>().ok()?;
        let bytes = u64::from(width(element(ty))?) / 8;
        let read = format!("load {ty}, {pointer} %p, align {bytes}");
        return (width(ty)? == u32::try_from(count * bytes * 8).ok()?).then(|| {
            format!(
                "%o = mul {offset} %a0, {}\n  %p = getelementptr i8, {pointer} %a1, {offset} %o\n  \
                 %v = {read}\n  ret {ty} %v",
                count * bytes
            )
        });
    }
    let count = name.strip_prefix("vstore")?;
    let [ty, offset, pointer] = &signature.params[..] else { return None };
    if count == "_half" {
        return (ty == "float").then(|| {
            format!(
                "%h = fptrunc float %a0 to half\n  \
                 %p = getelementptr half, {pointer} %a2, {offset} %a1\n  \
                 store half %h, {pointer} %p\n  ret void"
            )
        });
    }
    let count = count.parse::<u64>().ok()?;
    let bytes = u64::from(width(element(ty))?) / 8;
    (width(ty)? == u32::try_from(count * bytes * 8).ok()?).then(|| {
        format!(
            "%o = mul {offset} %a1, {}\n  %p = getelementptr i8, {pointer} %a2, {offset} %o\n  \
             store {ty} %a0, {pointer} %p, align {bytes}\n  ret void",
            count * bytes
        )
    })
}

fn load_half(offset: &str, pointer: &str, ty: &str) -> Option<String> {
    (ty == "float").then(|| {
        format!(
            "%p = getelementptr half, {pointer} %a1, {offset} %a0\n  \
             %h = load half, {pointer} %p\n  \
             %v = fpext half %h to float\n  ret float %v"
        )
    })
}
