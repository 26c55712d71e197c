//! Accesses of AMD GPUs that are no plain loads and stores: through buffer resources, and from
//! global memory to shared memory.
//!
//! A resource is a number here (see `kht_resource`); an access out of its range reads zeros and
//! writes nothing.

use super::super::super::warp::WarpOp;
use super::{Signature, width};

/// Body of the function for an intrinsic that touches memory.
pub(in super::super) fn accessing(parts: &[&str], signature: &Signature) -> Option<String> {
    match parts {
        ["raw", "ptr", "buffer", "load", "lds" | "async", ..] => buffer_to_shared(signature),
        ["raw", "ptr", "buffer", "load", rest @ ..] if !rest.contains(&"format") => load(signature),
        ["raw", "ptr", "buffer", "store", rest @ ..] if !rest.contains(&"format") => {
            store(signature)
        }
        ["raw", "ptr", "buffer", "atomic", op, ..] => atomic(op, signature),
        ["global", "load", "lds", ..] | ["global", "load", "async", "lds", ..] => {
            global_to_shared(signature)
        }
        ["global", "load", "async", "to", "lds", bits] => {
            let bytes = bits.strip_prefix('b')?.parse::<u32>().ok()? / 8;
            Some(format!(
                "%f = getelementptr i8, ptr addrspace(1) %a0, i32 %a2\n  \
                 %t = getelementptr i8, ptr addrspace(3) %a1, i32 %a2\n  \
                 call void @llvm.memcpy.p3.p1.i64(ptr addrspace(3) %t, ptr addrspace(1) %f, \
                 i64 {bytes}, i1 false)\n  ret void"
            ))
        }
        _ => None,
    }
}

/// Bytes of a type.
fn bytes(ty: &str) -> Option<u32> {
    Some(width(ty)?.div_ceil(8))
}

/// Finds the address of an access in `%p`, and goes to `%in` if there is one, else to `%out`.
///
/// The range is checked for the first offset; the second only moves the access.
fn locate(resource: &str, first: &str, second: &str, bytes: &str) -> String {
    format!(
        "%n = ptrtoint ptr addrspace(8) {resource} to i64\n  %o = zext i32 {first} to i64\n  \
         %u = zext i32 {second} to i64\n  \
         %b = call i64 @kht_buffer(ptr @kht.worker, i64 %n, i64 %o, i64 {bytes})\n  \
         %none = icmp eq i64 %b, 0\n  br i1 %none, label %out, label %in\nin:\n  \
         %q = add i64 %b, %u\n  %p = inttoptr i64 %q to ptr"
    )
}

/// `raw.ptr.buffer.load.<type>(resource, offset, offset, how)`.
fn load(signature: &Signature) -> Option<String> {
    let ty = &signature.result;
    let find = locate("%a0", "%a1", "%a2", &bytes(ty)?.to_string());
    Some(format!(
        "{find}\n  %v = load {ty}, ptr %p, align 1\n  br label %end\n\
         out:\n  br label %end\nend:\n  \
         %r = phi {ty} [ %v, %in ], [ zeroinitializer, %out ]\n  ret {ty} %r"
    ))
}

/// `raw.ptr.buffer.store.<type>(value, resource, offset, offset, how)`.
fn store(signature: &Signature) -> Option<String> {
    let ty = signature.params.first()?;
    let find = locate("%a1", "%a2", "%a3", &bytes(ty)?.to_string());
    Some(format!("{find}\n  store {ty} %a0, ptr %p, align 1\n  br label %out\nout:\n  ret void"))
}

/// `raw.ptr.buffer.atomic.<op>.<type>(value[, compare], resource, offset, offset, how)`.
fn atomic(op: &str, signature: &Signature) -> Option<String> {
    let ty = &signature.result;
    if op == "cmpswap" {
        let find = locate("%a2", "%a3", "%a4", &bytes(ty)?.to_string());
        return Some(format!(
            "{find}\n  %x = cmpxchg ptr %p, {ty} %a1, {ty} %a0 monotonic monotonic\n  \
             %v = extractvalue {{ {ty}, i1 }} %x, 0\n  br label %end\n\
             out:\n  br label %end\nend:\n  \
             %r = phi {ty} [ %v, %in ], [ zeroinitializer, %out ]\n  ret {ty} %r"
        ));
    }
    let operation = match op {
        "swap" => "xchg",
        "add" => "add",
        "sub" => "sub",
        "smin" => "min",
        "smax" => "max",
        "umin" => "umin",
        "umax" => "umax",
        "and" => "and",
        "or" => "or",
        "xor" => "xor",
        "inc" => "uinc_wrap",
        "dec" => "udec_wrap",
        "fadd" => "fadd",
        "fmin" => "fmin",
        "fmax" => "fmax",
        _ => return None,
    };
    let find = locate("%a1", "%a2", "%a3", &bytes(ty)?.to_string());
    Some(format!(
        "{find}\n  %v = atomicrmw {operation} ptr %p, {ty} %a0 monotonic\n  br label %end\nout:\n  \
         br label %end\nend:\n  %r = phi {ty} [ %v, %in ], [ zeroinitializer, %out ]\n  \
         ret {ty} %r"
    ))
}

/// Where a lane's bytes go in shared memory: behind those of the lanes before it, from the place
/// that the first lane says.
fn shared_place(pointer: &str, bytes: &str, offset: &str) -> String {
    let op = WarpOp::FirstLane as u32;
    format!(
        "%s0 = ptrtoint ptr addrspace(3) {pointer} to i64\n  \
         %s1 = call i64 @kht_warp(ptr @kht.worker, i32 {op}, i32 -1, i64 %s0, i32 0, i32 0)\n  \
         %l0 = call i32 @llvm.amdgcn.mbcnt.lo(i32 -1, i32 0)\n  \
         %l1 = call i32 @llvm.amdgcn.mbcnt.hi(i32 -1, i32 %l0)\n  \
         %s2 = mul i32 %l1, {bytes}\n  %s3 = add i32 %s2, {offset}\n  \
         %s4 = zext i32 %s3 to i64\n  %s5 = add i64 %s1, %s4\n  \
         %s = inttoptr i64 %s5 to ptr"
    )
}

/// `raw.ptr.buffer.load.lds(resource, shared, bytes, offset, offset, shared offset, how)`.
fn buffer_to_shared(signature: &Signature) -> Option<String> {
    (signature.params.len() == 7 && signature.result == "void").then(|| {
        let place = shared_place("%a1", "%a2", "%a5");
        let find = locate("%a0", "%a3", "%a4", "%size");
        format!(
            "{place}\n  %size = zext i32 %a2 to i64\n  \
             call void @llvm.memset.p0.i64(ptr %s, i8 0, i64 %size, i1 false)\n  {find}\n  \
             call void @llvm.memcpy.p0.p0.i64(ptr %s, ptr %p, i64 %size, i1 false)\n  \
             br label %out\nout:\n  ret void"
        )
    })
}

/// `global.load.lds(global, shared, bytes, offset, how)`.
fn global_to_shared(signature: &Signature) -> Option<String> {
    (signature.params.len() == 5 && signature.result == "void").then(|| {
        let place = shared_place("%a1", "%a2", "%a3");
        format!(
            "{place}\n  %size = zext i32 %a2 to i64\n  \
             %f = getelementptr i8, ptr addrspace(1) %a0, i32 %a3\n  \
             call void @llvm.memcpy.p0.p1.i64(ptr %s, ptr addrspace(1) %f, i64 %size, \
             i1 false)\n  ret void"
        )
    })
}
