//! What GPU intrinsics mean on the host, as text of LLVM IR.
//!
//! Each declaration of the kernel's module is answered by one function `kht.<name>` of the same
//! type, written in plain IR over LLVM's own intrinsics and a handful of host functions `kht_*`
//! (see [`super::host`]). What has no answer here is replaced by a call that stops the thread and
//! says its name, so that nothing is ever silently wrong.
//!
//! Rounding modes, flush-to-zero and approximations are computed in the plain arithmetic of the
//! type: results may differ from a GPU's in the last place, never in a range of an integer.

use super::warp::WarpOp;

pub(super) mod amdgcn;
mod arithmetic;
mod opencl;

/// Name and type of a declared function, types as LLVM prints them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Signature {
    /// Name in the module.
    pub(super) name: String,
    /// Type of the result; `void` if there is none.
    pub(super) result: String,
    /// Types of the parameters.
    pub(super) params: Vec<String>,
    /// Whether it takes more arguments than it has parameters.
    pub(super) variadic: bool,
}

/// Byte offsets of the fields of the running thread's context; [`super::host::ThreadContext`]
/// has the same order.
pub(super) mod context {
    /// Thread index, three axes.
    pub(in super::super) const TID: usize = 0;
    /// Block index.
    pub(in super::super) const CTAID: usize = 12;
    /// Threads of a block.
    pub(in super::super) const NTID: usize = 24;
    /// Blocks of the grid.
    pub(in super::super) const NCTAID: usize = 36;
    /// Lane in the warp.
    pub(in super::super) const LANE: usize = 48;
    /// Warp in the block.
    pub(in super::super) const WARP: usize = 52;
    /// Dynamic shared memory in bytes.
    pub(in super::super) const DYNAMIC_SHARED: usize = 56;
    /// All shared memory in bytes.
    pub(in super::super) const TOTAL_SHARED: usize = 60;
    /// Lanes of a warp.
    pub(in super::super) const LANES: usize = 64;
}

/// Reasons that IR code stops its thread for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum Stop {
    /// `ret` before the end: the thread is done.
    Exit = 0,
    /// Something without a meaning here; the detail is its number.
    Unsupported = 1,
    /// A failed assertion.
    Assertion = 2,
    /// A trap instruction.
    Trap = 3,
    /// Division by zero, or of the smallest number by -1; the detail is the site.
    Division = 4,
}

/// Declarations of the host functions.
pub(super) const HOST_FUNCTIONS: &str = r#"
@kht.worker = external global i8
@kht.thread = external global ptr
@kht.globals = external global i8
@kht.shared = external global i8
@kht.system = external global i8
@kht.fuel = external global i64
@kht.place = external global i32
declare void @kht_record(ptr, i32, ptr, i64)
declare void @kht_record_length(ptr, i32, ptr, i64, i64)
declare void @kht_stop(ptr, i32, i32)
declare void @kht_pause(ptr)
declare i64 @kht_warp(ptr, i32, i32, i64, i32, i32)
declare i32 @kht_barrier(ptr, i32, i32, i32, i32)
declare i32 @kht_space(ptr, ptr)
declare i32 @kht_permute(i32, i32, i32)
declare i32 @kht_dot(i32, i32, i32, i32)
declare i64 @kht_clock(ptr)
declare i32 @kht_permute_amd(i32, i32, i32)
declare i64 @kht_resource(ptr, i64, i64)
declare i64 @kht_buffer(ptr, i64, i64, i64)
declare i32 @kht_widen_small(i32, i32)
declare i32 @kht_narrow_small(i32, i32, float, float)
declare i64 @kht_phase(ptr, i32, ptr, i64)
declare i32 @kht_tile_lines(ptr, ptr, ptr)
declare i64 @kht_tile_bytes(ptr, ptr, ptr)
declare void @kht_tile_line(ptr, ptr, ptr, i32, ptr)
declare void @kht_tile_move(ptr, ptr, ptr, i32, ptr, ptr, i32)
"#;

/// Helpers that each module gets.
pub(super) const PRELUDE: &str = r#"
define void @kht.tick() alwaysinline {
  %full = load i64, ptr @kht.fuel
  %rest = sub i64 %full, 1
  store i64 %rest, ptr @kht.fuel
  %empty = icmp eq i64 %rest, 0
  br i1 %empty, label %pause, label %go
pause:
  call void @kht_pause(ptr @kht.worker)
  ret void
go:
  ret void
}
define void @kht.record(ptr %pointer, i32 %site, i64 %turn) alwaysinline {
  call void @kht_record(ptr @kht.worker, i32 %site, ptr %pointer, i64 %turn)
  ret void
}
define void @kht.record.length(ptr %pointer, i32 %site, i64 %turn, i64 %bytes) alwaysinline {
  call void @kht_record_length(ptr @kht.worker, i32 %site, ptr %pointer, i64 %bytes, i64 %turn)
  ret void
}
"#;

/// The function `kht.<name>` for a declaration, or `None` if it has no meaning here.
pub(super) fn definition(signature: &Signature) -> Option<String> {
    let parts: Vec<&str> = signature.name.split('.').collect();
    let body = match &parts[..] {
        ["llvm", "nvvm", parts @ ..] => {
            intrinsic(parts, signature).or_else(|| arithmetic::body(parts, signature))?
        }
        ["llvm" | "x", "amdgcn", parts @ ..] => amdgcn::body(parts, signature)?,
        _ => function(signature).or_else(|| opencl::body(signature))?,
    };
    Some(define(signature, &body))
}

/// The function `kht.<name>` for a declaration that touches memory, or `None` if it does not, or
/// has no meaning here. Its loads and stores are to be recorded.
pub(super) fn accessing(signature: &Signature) -> Option<String> {
    let parts: Vec<&str> = signature.name.split('.').collect();
    let body = match &parts[..] {
        ["llvm" | "x", "amdgcn", parts @ ..] => amdgcn::accessing(parts, signature)?,
        _ => opencl::accessing(signature)?,
    };
    Some(define(signature, &body))
}

/// Bits of a type that fits registers, `None` for all others.
pub(super) fn width(ty: &str) -> Option<u32> {
    if ty.starts_with("ptr") {
        return Some(64);
    }
    if ty.starts_with('<') {
        let (count, _) = ty.strip_prefix('<')?.split_once(" x ")?;
        return count.parse::<u32>().ok()?.checked_mul(width(element(ty))?);
    }
    match ty {
        "half" | "bfloat" => Some(16),
        "float" => Some(32),
        "double" => Some(64),
        _ => ty.strip_prefix('i')?.parse().ok().filter(|bits| *bits <= 128),
    }
}

/// The function `kht.<name>` that stops the thread; `number` stands for the name.
pub(super) fn unsupported(signature: &Signature, number: usize) -> String {
    let stop = Stop::Unsupported as u32;
    let body =
        format!("call void @kht_stop(ptr @kht.worker, i32 {stop}, i32 {number})\n  unreachable");
    define(signature, &body)
}

/// The function that stops the thread if a division would trap.
///
/// It takes site, dividend and divisor; `ty` is an integer or a vector of integers.
pub(super) fn division_check(name: &str, ty: &str, signed: bool) -> String {
    let flag = if ty.starts_with('<') { bool_vector(ty) } else { "i1".to_owned() };
    let mut lines = vec![format!("%zero = icmp eq {ty} %a2, zeroinitializer")];
    if signed {
        let width: u32 = element(ty).trim_start_matches('i').parse().unwrap_or(1);
        // The smallest number is the only one that is its own negative, besides zero.
        let bits = width.saturating_sub(1);
        lines.push(format!("%minus = icmp eq {ty} %a2, {}", splat(ty, "-1")));
        lines.push(format!("%one = add {ty} zeroinitializer, {}", splat(ty, "1")));
        lines.push(format!("%least = shl {ty} %one, {}", splat(ty, &bits.to_string())));
        lines.push(format!("%smallest = icmp eq {ty} %a1, %least"));
        lines.push(format!("%overflow = and {flag} %minus, %smallest"));
        lines.push(format!("%bad = or {flag} %zero, %overflow"));
    } else {
        lines.push(format!("%bad = or {flag} %zero, zeroinitializer"));
    }
    if ty.starts_with('<') {
        lines.push(format!("%any = call i1 @llvm.vector.reduce.or({flag} %bad)"));
    } else {
        lines.push("%any = or i1 %bad, false".to_owned());
    }
    let stop = Stop::Division as u32;
    lines.push("br i1 %any, label %stop, label %go".to_owned());
    lines.push(format!(
        "stop:\n  call void @kht_stop(ptr @kht.worker, i32 {stop}, i32 %a0)\n  unreachable\ngo:"
    ));
    lines.push("ret void".to_owned());
    let signature = Signature {
        name: name.to_owned(),
        result: "void".to_owned(),
        params: vec!["i32".to_owned(), ty.to_owned(), ty.to_owned()],
        variadic: false,
    };
    define(&signature, &lines.join("\n  "))
}

/// A function around a body; its parameters are `%a0`, `%a1` and so on.
fn define(signature: &Signature, body: &str) -> String {
    let mut params: Vec<String> =
        signature.params.iter().enumerate().map(|(index, ty)| format!("{ty} %a{index}")).collect();
    if signature.variadic {
        params.push("...".to_owned());
    }
    format!(
        "define {} @\"kht.{}\"({}) alwaysinline {{\n  {body}\n}}\n",
        signature.result,
        signature.name,
        params.join(", ")
    )
}

/// Type of an element of a vector, or the type itself.
fn element(ty: &str) -> &str {
    ty.strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'))
        .and_then(|rest| rest.split_once(" x "))
        .map_or(ty, |(_, element)| element)
}

/// A constant of a type, repeated for vectors.
fn splat(ty: &str, constant: &str) -> String {
    if ty.starts_with('<') {
        format!("splat ({} {constant})", element(ty))
    } else {
        constant.to_owned()
    }
}

/// The vector of `i1` with as many elements.
fn bool_vector(ty: &str) -> String {
    ty.split_once(" x ").map_or_else(|| "i1".to_owned(), |(count, _)| format!("{count} x i1>"))
}

/// Functions without a body that are no intrinsics of NVPTX.
fn function(signature: &Signature) -> Option<String> {
    let stop = |reason: Stop| {
        let reason = reason as u32;
        Some(format!("call void @kht_stop(ptr @kht.worker, i32 {reason}, i32 0)\n  unreachable"))
    };
    match signature.name.as_str() {
        _ if signature.variadic => None,
        "__assertfail" | "__assert_fail" => stop(Stop::Assertion),
        "llvm.trap" | "llvm.debugtrap" | "llvm.ubsantrap" => stop(Stop::Trap),
        // Denormals are kept, and whatever else is asked for is not there.
        "__nvvm_reflect" if signature.result == "i32" => Some("ret i32 0".to_owned()),
        // Printing has no effect on what is touched; the result is only ever ignored.
        "vprintf" if signature.result == "i32" => Some("ret i32 0".to_owned()),
        _ => None,
    }
}

/// Intrinsics that concern threads and memory.
fn intrinsic(parts: &[&str], signature: &Signature) -> Option<String> {
    match parts {
        ["read", "ptx", "sreg", register @ ..] => special_register(register),
        ["shfl", "sync", mode, ty] => shuffle(mode, ty, signature),
        ["vote", kind, "sync"] => vote(kind),
        ["match", kind, "sync", ty] => matching(kind, ty),
        ["redux", "sync", op] => reduction(op, signature),
        ["bar", "warp", "sync"] => Some(format!("{}\n  ret void", warp(WarpOp::Sync, "%a0", "0"))),
        ["activemask"] => Some(narrow(&warp(WarpOp::ActiveMask, "-1", "0"))),
        ["elect", "sync"] => Some(pair(&warp(WarpOp::Elect, "%a0", "0"), "i32")),
        ["barrier", "cta", kind @ ..] => barrier(kind, signature),
        ["membar", ..]
        | ["fence", ..]
        | ["nanosleep"]
        | ["prefetch" | "prefetchu" | "applypriority", ..]
        | ["griddepcontrol", ..]
        | ["setmaxnreg", ..]
        | ["pm", "event", ..]
        | ["cp", "async", "commit", "group"]
        | ["cp", "async", "wait", ..]
            if signature.result == "void" =>
        {
            // Copies are carried out at once, so there is nothing to wait for.
            Some("ret void".to_owned())
        }
        ["cp", "async", "ca" | "cg", "shared", "global", bytes, rest @ ..] => {
            async_copy(bytes, rest)
        }
        ["ldu", "global", _, ..] => {
            let (ty, pointer) = (&signature.result, signature.params.first()?);
            Some(format!("%r = load {ty}, {pointer} %a0, align 1\n  ret {ty} %r"))
        }
        ["isspacep", space @ ..] => is_space(space),
        ["exit"] => {
            let stop = Stop::Exit as u32;
            Some(format!("call void @kht_stop(ptr @kht.worker, i32 {stop}, i32 0)\n  unreachable"))
        }
        ["move", ..] | ["internal", "addrspace", "wrap", ..]
            if signature.params.first() == Some(&signature.result) =>
        {
            Some(format!("ret {} %a0", signature.result))
        }
        _ => None,
    }
}

/// Reads a field of the thread's context.
fn field(offset: usize) -> String {
    format!(
        "%t = load ptr, ptr @kht.thread\n  \
         %p = getelementptr i8, ptr %t, i64 {offset}\n  \
         %r = load i32, ptr %p\n  ret i32 %r"
    )
}

/// Special registers. Clusters have one block each. Registers that say where or when something
/// runs (`smid`) have no meaning here; a clock counts steps.
fn special_register(register: &[&str]) -> Option<String> {
    let axis = |base: usize, axis: &str| {
        let position = ["x", "y", "z"].iter().position(|it| *it == axis)?;
        Some(field(base + 4 * position))
    };
    let lane_mask = |mask: &str| {
        let lane = field(context::LANE);
        let lane = lane.trim_end_matches("ret i32 %r").trim_end();
        Some(format!("{lane}\n  %m = shl i32 1, %r\n  {mask}\n  ret i32 %q"))
    };
    match register {
        ["tid", it] => axis(context::TID, it),
        ["ctaid", it] | ["clusterid", it] => axis(context::CTAID, it),
        ["ntid", it] => axis(context::NTID, it),
        ["nctaid", it] | ["nclusterid", it] => axis(context::NCTAID, it),
        ["cluster", "ctaid", _] | ["cluster", "ctarank"] => Some("ret i32 0".to_owned()),
        ["cluster", "nctaid", _] | ["cluster", "nctarank"] => Some("ret i32 1".to_owned()),
        ["clock"] => Some(
            "%w = call i64 @kht_clock(ptr @kht.worker)\n  %r = trunc i64 %w to i32\n  ret i32 %r"
                .to_owned(),
        ),
        ["clock64"] | ["globaltimer"] => {
            Some("%w = call i64 @kht_clock(ptr @kht.worker)\n  ret i64 %w".to_owned())
        }
        ["laneid"] => Some(field(context::LANE)),
        ["warpid"] => Some(field(context::WARP)),
        ["warpsize"] => Some(field(context::LANES)),
        ["dynamic_smem_size"] => Some(field(context::DYNAMIC_SHARED)),
        ["total_smem_size"] => Some(field(context::TOTAL_SHARED)),
        ["lanemask", "eq"] => lane_mask("%q = add i32 %m, 0"),
        ["lanemask", "lt"] => lane_mask("%q = sub i32 %m, 1"),
        ["lanemask", "le"] => lane_mask("%n = sub i32 %m, 1\n  %q = or i32 %m, %n"),
        ["lanemask", "ge"] => lane_mask("%q = sub i32 0, %m"),
        ["lanemask", "gt"] => lane_mask("%n = sub i32 0, %m\n  %q = xor i32 %n, %m"),
        _ => None,
    }
}

/// A call for a warp-wide instruction without selector; its result is `%w`.
fn warp(op: WarpOp, mask: &str, value: &str) -> String {
    let op = op as u32;
    format!(
        "%w = call i64 @kht_warp(ptr @kht.worker, i32 {op}, i32 {mask}, i64 {value}, i32 0, i32 0)"
    )
}

/// Returns the low half of `%w`.
fn narrow(call: &str) -> String {
    format!("{call}\n  %r = trunc i64 %w to i32\n  ret i32 %r")
}

/// Returns the low half of `%w` and bit 32 as a predicate.
fn pair(call: &str, ty: &str) -> String {
    let cast = if ty == "float" { "bitcast i32 %l to float" } else { "add i32 %l, 0" };
    format!(
        "{call}\n  %l = trunc i64 %w to i32\n  %v = {cast}\n  %h = lshr i64 %w, 32\n  \
         %b = trunc i64 %h to i1\n  %s = insertvalue {{ {ty}, i1 }} poison, {ty} %v, 0\n  \
         %r = insertvalue {{ {ty}, i1 }} %s, i1 %b, 1\n  ret {{ {ty}, i1 }} %r"
    )
}

/// `shfl.sync.<mode>.<ty>(mask, value, selector, clamp)`.
fn shuffle(mode: &str, ty: &str, signature: &Signature) -> Option<String> {
    let op = WarpOp::shuffle(mode)? as u32;
    let value = signature.params.get(1)?.as_str();
    let bits = if value == "float" { "bitcast float %a1 to i32" } else { "add i32 %a1, 0" };
    let call = format!(
        "%bits = {bits}\n  %wide = zext i32 %bits to i64\n  %w = call i64 @kht_warp(\
         ptr @kht.worker, i32 {op}, i32 %a0, i64 %wide, i32 %a2, i32 %a3)"
    );
    match ty {
        "i32" => Some(narrow(&call)),
        "f32" => Some(format!(
            "{call}\n  %l = trunc i64 %w to i32\n  %r = bitcast i32 %l to float\n  ret float %r"
        )),
        "i32p" | "f32p" => Some(pair(&call, value)),
        _ => None,
    }
}

/// `vote.<kind>.sync(mask, predicate)`.
fn vote(kind: &str) -> Option<String> {
    let op = match kind {
        "all" => WarpOp::VoteAll,
        "any" => WarpOp::VoteAny,
        "uni" => WarpOp::VoteUniform,
        "ballot" => WarpOp::Ballot,
        _ => return None,
    };
    let call = format!("%wide = zext i1 %a1 to i64\n  {}", warp(op, "%a0", "%wide"));
    Some(if op == WarpOp::Ballot {
        narrow(&call)
    } else {
        format!("{call}\n  %r = trunc i64 %w to i1\n  ret i1 %r")
    })
}

/// `match.<kind>.sync.<ty>(mask, value)`.
fn matching(kind: &str, ty: &str) -> Option<String> {
    let widen = match ty {
        "i32" | "i32p" => "zext i32 %a1 to i64",
        "i64" | "i64p" => "add i64 %a1, 0",
        _ => return None,
    };
    match kind {
        "any" => {
            Some(narrow(&format!("%wide = {widen}\n  {}", warp(WarpOp::MatchAny, "%a0", "%wide"))))
        }
        "all" => Some(pair(
            &format!("%wide = {widen}\n  {}", warp(WarpOp::MatchAll, "%a0", "%wide")),
            "i32",
        )),
        _ => None,
    }
}

/// `redux.sync.<op>(value, mask)` over integers.
fn reduction(op: &str, signature: &Signature) -> Option<String> {
    let op = match op {
        "add" => WarpOp::ReduceAdd,
        "min" => WarpOp::ReduceMin,
        "max" => WarpOp::ReduceMax,
        "umin" => WarpOp::ReduceMinUnsigned,
        "umax" => WarpOp::ReduceMaxUnsigned,
        "and" => WarpOp::ReduceAnd,
        "or" => WarpOp::ReduceOr,
        "xor" => WarpOp::ReduceXor,
        _ => return None,
    };
    if signature.result != "i32" {
        return None;
    }
    Some(narrow(&format!("%wide = zext i32 %a0 to i64\n  {}", warp(op, "%a1", "%wide"))))
}

/// What a barrier does besides waiting; the discriminants are written into the IR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum BarrierOp {
    /// Waits.
    Sync = 0,
    /// Counts as arrived without waiting.
    Arrive = 1,
    /// Waits and counts the predicates that hold.
    Count = 2,
    /// Waits and asks whether all predicates hold.
    And = 3,
    /// Waits and asks whether any predicate holds.
    Or = 4,
}

/// `barrier.cta.<kind>[.aligned].{all,count}(id[, count][, predicate])`.
fn barrier(kind: &[&str], signature: &Signature) -> Option<String> {
    let (op, scope) = match kind {
        ["sync", rest @ ..] => (BarrierOp::Sync, rest),
        ["arrive", rest @ ..] => (BarrierOp::Arrive, rest),
        ["red", "popc", rest @ ..] => (BarrierOp::Count, rest),
        ["red", "and", rest @ ..] => (BarrierOp::And, rest),
        ["red", "or", rest @ ..] => (BarrierOp::Or, rest),
        _ => return None,
    };
    let (count, predicate) = match scope {
        ["all"] | ["aligned", "all"] => ("0", "%a1"),
        ["count"] | ["aligned", "count"] => ("%a1", "%a2"),
        _ => return None,
    };
    let reduces = matches!(op, BarrierOp::Count | BarrierOp::And | BarrierOp::Or);
    let (widen, flag) = if reduces {
        (format!("%flag = zext i1 {predicate} to i32\n  "), "%flag")
    } else {
        (String::new(), "0")
    };
    let op = op as u32;
    let call = format!(
        "{widen}%w = call i32 @kht_barrier(ptr @kht.worker, i32 {op}, i32 %a0, i32 {count}, \
         i32 {flag})"
    );
    Some(match signature.result.as_str() {
        "void" => format!("{call}\n  ret void"),
        "i1" => format!("{call}\n  %r = trunc i32 %w to i1\n  ret i1 %r"),
        _ => format!("{call}\n  ret i32 %w"),
    })
}

/// `cp.async.*.shared.global.<bytes>(shared, global[, source bytes])`: the rest is zero.
fn async_copy(bytes: &str, rest: &[&str]) -> Option<String> {
    let size: u32 = bytes.parse().ok()?;
    let (to, from) = ("ptr addrspace(3) %a0", "ptr addrspace(1) %a1");
    let copy = |length: &str| {
        format!(
            "call void @llvm.memcpy.p3.p1.i64({to}, {from}, i64 {length}, i1 false)\n  ret void"
        )
    };
    match rest {
        [] => Some(copy(&size.to_string())),
        ["s"] => Some(format!(
            "call void @llvm.memset.p3.i64({to}, i8 0, i64 {size}, i1 false)\n  \
             %n = zext i32 %a2 to i64\n  {}",
            copy("%n")
        )),
        _ => None,
    }
}

/// Kinds of memory that `kht_space` tells apart.
pub(super) mod space {
    /// Buffers and global variables.
    pub(in super::super) const GLOBAL: u32 = 1;
    /// Shared memory.
    pub(in super::super) const SHARED: u32 = 3;
    /// Stack of the thread.
    pub(in super::super) const LOCAL: u32 = 5;
}

/// `isspacep.<space>(pointer)`.
fn is_space(space: &[&str]) -> Option<String> {
    let number = match space {
        ["global"] => space::GLOBAL,
        ["shared"] | ["shared", "cluster"] => space::SHARED,
        ["local"] => space::LOCAL,
        _ => return None,
    };
    Some(format!(
        "%s = call i32 @kht_space(ptr @kht.worker, ptr %a0)\n  \
         %r = icmp eq i32 %s, {number}\n  ret i1 %r"
    ))
}
