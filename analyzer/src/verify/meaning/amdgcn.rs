//! Intrinsics of AMD GPUs that touch no memory: who a lane is, what lanes exchange, arithmetic.

use super::super::warp::WarpOp;
use super::{BarrierOp, Signature, context, field, splat, width};

mod arithmetic;
mod buffer;

pub(super) use buffer::accessing;

/// Offsets of what the system gives each kernel, behind the global variables.
pub(in super::super) mod system {
    /// Implicit arguments, as version 5 of the code objects has them.
    pub(in super::super::super) const IMPLICIT: u64 = 0;
    /// The packet that started the kernel.
    pub(in super::super::super) const DISPATCH: u64 = 256;
    /// Size of both.
    pub(in super::super::super) const BYTES: u64 = 320;
}

/// Body of the function for an intrinsic; `parts` is its name after `llvm.amdgcn.`.
pub(super) fn body(parts: &[&str], signature: &Signature) -> Option<String> {
    identity(parts)
        .or_else(|| nothing(parts, signature))
        .or_else(|| exchange(parts, signature))
        .or_else(|| synchronize(parts))
        .or_else(|| arithmetic::body(parts, signature))
}

/// Which thread this is, and what the system says about the launch.
fn identity(parts: &[&str]) -> Option<String> {
    let axis = |base: usize, axis: &str| {
        let position = ["x", "y", "z"].iter().position(|it| *it == axis)?;
        Some(field(base + 4 * position))
    };
    let system = |offset: u64| {
        Some(format!(
            "%p = getelementptr i8, ptr @kht.system, i64 {offset}\n  \
             %r = addrspacecast ptr %p to ptr addrspace(4)\n  ret ptr addrspace(4) %r"
        ))
    };
    match parts {
        ["workitem", "id", it] => axis(context::TID, it),
        ["workgroup", "id", it] => axis(context::CTAID, it),
        ["implicitarg", "ptr"] => system(system::IMPLICIT),
        ["dispatch", "ptr"] => system(system::DISPATCH),
        ["wavefrontsize"] => Some(field(context::LANES)),
        ["wave", "id"] => Some(field(context::WARP)),
        ["mbcnt", half] => Some(below(half)),
        ["s", "memtime" | "memrealtime"] => {
            Some("%w = call i64 @kht_clock(ptr @kht.worker)\n  ret i64 %w".to_owned())
        }
        ["groupstaticsize"] => Some(field(context::TOTAL_SHARED)),
        _ => None,
    }
}

/// `mbcnt`: lanes below this one in half of a mask, and a second operand.
fn below(half: &str) -> String {
    let lane = field(context::LANE);
    let lane = lane.trim_end_matches("ret i32 %r").trim_end();
    let (first, last) = if half == "lo" { (0, 32) } else { (32, 64) };
    format!(
        "{lane}\n  %c = call i32 @llvm.umin(i32 %r, i32 {last})\n  \
         %n = call i32 @llvm.usub.sat(i32 %c, i32 {first})\n  %w = zext i32 %n to i64\n  \
         %s = shl i64 1, %w\n  %b = sub i64 %s, 1\n  %m = trunc i64 %b to i32\n  \
         %x = and i32 %m, %a0\n  %y = call i32 @llvm.ctpop(i32 %x)\n  %z = add i32 %y, %a1\n  \
         ret i32 %z"
    )
}

/// Hints, and waiting for what is complete at once.
fn nothing(parts: &[&str], signature: &Signature) -> Option<String> {
    let known = matches!(
        parts,
        ["s", "waitcnt" | "sleep" | "setprio" | "nop" | "prefetch" | "wait", ..]
            | [
                "s",
                "waitcnt_depctr" | "dcache" | "icache" | "wakeup" | "sethalt" | "ttracedata",
                ..
            ]
            | ["sched" | "iglp" | "wave", ..]
            | ["global" | "flat", "prefetch", ..]
            | ["asyncmark" | "wait", ..]
    );
    (known && signature.result == "void").then(|| "ret void".to_owned())
}

/// Barriers of the whole group.
fn synchronize(parts: &[&str]) -> Option<String> {
    let op = BarrierOp::Sync as u32;
    let wait = format!(
        "%w = call i32 @kht_barrier(ptr @kht.worker, i32 {op}, i32 0, i32 0, i32 0)\n  ret void"
    );
    match parts {
        ["s", "barrier"] | ["s", "barrier", "wait"] => Some(wait),
        ["s", "barrier", "signal"] => Some("ret void".to_owned()),
        _ => None,
    }
}

/// Values that go from lane to lane.
fn exchange(parts: &[&str], signature: &Signature) -> Option<String> {
    let zero = "i32 0, i32 0";
    match parts {
        ["readfirstlane", ..] => by_words(signature, 0, WarpOp::FirstLane, zero),
        ["readlane", ..] => by_words(signature, 0, WarpOp::ReadLane, "i32 %a1, i32 0"),
        ["ds", "bpermute", ..] => by_words(signature, 1, WarpOp::Fetch, "i32 %a0, i32 0"),
        ["ds", "permute"] => by_words(signature, 1, WarpOp::Send, "i32 %a0, i32 0"),
        ["ds", "swizzle"] => by_words(signature, 0, WarpOp::Swizzle, "i32 %a1, i32 0"),
        ["mov", "dpp", ..] => data_parallel(signature, None),
        ["update", "dpp", ..] => data_parallel(signature, Some(0)),
        ["permlane32", "swap"] => Some(swap(32)),
        ["permlane16", "swap"] => Some(swap(16)),
        ["permlane16", ..] => row_permute(signature, false),
        ["permlanex16", ..] => row_permute(signature, true),
        ["ballot", ..] => Some(ballot("%a0", &signature.result)),
        ["icmp", ..] | ["fcmp", ..] => compare(parts, signature),
        ["wqm" | "softwqm" | "wwm" | "strict", ..] | ["set", "inactive", ..] => {
            let ty = signature.params.first()?;
            (signature.result == *ty).then(|| format!("ret {ty} %a0"))
        }
        _ => None,
    }
}

/// A warp instruction on each 32-bit word of a parameter, which is also the type of the result.
///
/// `selectors` are the two operands that say which lanes; `%o<i>` is word `i` of the old value
/// where there is one.
fn by_words(
    signature: &Signature,
    parameter: usize,
    op: WarpOp,
    selectors: &str,
) -> Option<String> {
    let ty = signature.params.get(parameter)?;
    (*ty == signature.result).then_some(())?;
    let mut lines = Vec::new();
    let count = split(&mut lines, ty, &format!("%a{parameter}"), "v")?;
    for index in 0..count {
        call(&mut lines, op, index, &format!("%v{index}"), selectors);
    }
    join(&mut lines, ty, count)?;
    Some(lines.join("\n  "))
}

/// One call for a word; its result is `%r<index>`.
fn call(lines: &mut Vec<String>, op: WarpOp, index: u32, value: &str, selectors: &str) {
    let op = op as u32;
    lines.push(format!("%z{index} = zext i32 {value} to i64"));
    lines.push(format!(
        "%w{index} = call i64 @kht_warp(ptr @kht.worker, i32 {op}, i32 -1, i64 %z{index}, \
         {selectors})"
    ));
    lines.push(format!("%r{index} = trunc i64 %w{index} to i32"));
}

/// Takes a value apart into words of 32 bits, `%<name>0` and so on; says how many.
fn split(lines: &mut Vec<String>, ty: &str, value: &str, name: &str) -> Option<u32> {
    let bits = width(ty)?;
    let count = bits.div_ceil(32);
    let wide = 32 * count;
    let cast = if ty.starts_with("ptr") {
        format!("ptrtoint {ty} {value} to i{bits}")
    } else {
        format!("bitcast {ty} {value} to i{bits}")
    };
    lines.push(format!("%{name}.bits = {cast}"));
    let extend = if wide == bits { "bitcast" } else { "zext" };
    lines.push(format!("%{name}.wide = {extend} i{bits} %{name}.bits to i{wide}"));
    for index in 0..count {
        lines.push(format!("%{name}.s{index} = lshr i{wide} %{name}.wide, {}", 32 * index));
        let narrow = if wide == 32 { "bitcast" } else { "trunc" };
        lines.push(format!("%{name}{index} = {narrow} i{wide} %{name}.s{index} to i32"));
    }
    Some(count)
}

/// Returns the words `%r0` and so on as a value.
fn join(lines: &mut Vec<String>, ty: &str, count: u32) -> Option<()> {
    let bits = width(ty)?;
    let wide = 32 * count;
    let mut all = "0".to_owned();
    for index in 0..count {
        let widen = if wide == 32 { "bitcast" } else { "zext" };
        lines.push(format!("%j{index} = {widen} i32 %r{index} to i{wide}"));
        lines.push(format!("%k{index} = shl i{wide} %j{index}, {}", 32 * index));
        lines.push(format!("%l{index} = or i{wide} {all}, %k{index}"));
        all = format!("%l{index}");
    }
    let narrow = if wide == bits { "bitcast" } else { "trunc" };
    lines.push(format!("%all = {narrow} i{wide} {all} to i{bits}"));
    if ty.starts_with("ptr") {
        lines.push(format!("%result = inttoptr i{bits} %all to {ty}"));
    } else {
        lines.push(format!("%result = bitcast i{bits} %all to {ty}"));
    }
    lines.push(format!("ret {ty} %result"));
    Some(())
}

/// `update.dpp(old, source, control, rows, banks, bound)` and `mov.dpp` without the old value.
fn data_parallel(signature: &Signature, old: Option<usize>) -> Option<String> {
    let first = old.map_or(0, |old| old + 1);
    let ty = signature.params.get(first)?;
    let [control, rows, banks, bound] = [1, 2, 3, 4].map(|it| format!("%a{}", first + it));
    let mut lines = vec![
        format!("%rows = shl i32 {rows}, 16"),
        format!("%banks = shl i32 {banks}, 20"),
        format!("%flag = zext i1 {bound} to i32"),
        "%bound = shl i32 %flag, 24".to_owned(),
        format!("%with.rows = or i32 {control}, %rows"),
        "%with.banks = or i32 %with.rows, %banks".to_owned(),
        "%how = or i32 %with.banks, %bound".to_owned(),
    ];
    let count = split(&mut lines, ty, &format!("%a{first}"), "v")?;
    let value = old.map_or_else(|| format!("%a{first}"), |old| format!("%a{old}"));
    split(&mut lines, ty, &value, "o")?;
    for index in 0..count {
        let selectors = format!("i32 %how, i32 %o{index}");
        call(&mut lines, WarpOp::Dpp, index, &format!("%v{index}"), &selectors);
    }
    join(&mut lines, ty, count)?;
    Some(lines.join("\n  "))
}

/// `permlane16(old, source, low, high, ...)`: 16 choices of four bits, in a row or across rows.
fn row_permute(signature: &Signature, crosses: bool) -> Option<String> {
    let op = WarpOp::RowPermute as u32;
    let crosses = u64::from(crosses) << 32;
    (signature.result == "i32").then(|| {
        format!(
            "%z = zext i32 %a1 to i64\n  %v = or i64 %z, {crosses}\n  \
             %w = call i64 @kht_warp(ptr @kht.worker, i32 {op}, i32 -1, i64 %v, i32 %a2, \
             i32 %a3)\n  %r = trunc i64 %w to i32\n  ret i32 %r"
        )
    })
}

/// `permlane<distance>_swap(first, second, ...)`.
fn swap(distance: u32) -> String {
    let op = WarpOp::Swap as u32;
    format!(
        "%l = zext i32 %a0 to i64\n  %h = zext i32 %a1 to i64\n  %u = shl i64 %h, 32\n  \
         %v = or i64 %l, %u\n  \
         %w = call i64 @kht_warp(ptr @kht.worker, i32 {op}, i32 -1, i64 %v, i32 {distance}, \
         i32 0)\n  %x = trunc i64 %w to i32\n  %s = lshr i64 %w, 32\n  %y = trunc i64 %s to i32\n  \
         %f = insertvalue {{ i32, i32 }} poison, i32 %x, 0\n  \
         %r = insertvalue {{ i32, i32 }} %f, i32 %y, 1\n  ret {{ i32, i32 }} %r"
    )
}

/// The lanes for which a condition holds, as an integer of a type.
fn ballot(condition: &str, ty: &str) -> String {
    let op = WarpOp::WaveBallot as u32;
    let result = if ty == "i64" {
        "ret i64 %w".to_owned()
    } else {
        format!("%r = trunc i64 %w to {ty}\n  ret {ty} %r")
    };
    format!(
        "%wide = zext i1 {condition} to i64\n  \
         %w = call i64 @kht_warp(ptr @kht.worker, i32 {op}, i32 -1, i64 %wide, i32 0, i32 0)\n  \
         {result}"
    )
}

/// `icmp(a, b, predicate)` over a wave, where the predicate is LLVM's number and constant only at
/// the call; so every one is computed and one chosen.
fn compare(parts: &[&str], signature: &Signature) -> Option<String> {
    let ty = signature.params.first()?;
    let (instruction, first, names): (&str, u32, &[&str]) = if parts[0] == "icmp" {
        ("icmp", 32, &["eq", "ne", "ugt", "uge", "ult", "ule", "sgt", "sge", "slt", "sle"])
    } else {
        const FLOAT: [&str; 14] = [
            "oeq", "ogt", "oge", "olt", "ole", "one", "ord", "uno", "ueq", "ugt", "uge", "ult",
            "ule", "une",
        ];
        ("fcmp", 1, &FLOAT)
    };
    let mut lines = Vec::new();
    let mut chosen = "false".to_owned();
    for (index, name) in (0_u32..).zip(names) {
        lines.push(format!("%c{index} = {instruction} {name} {ty} %a0, %a1"));
        lines.push(format!("%i{index} = icmp eq i32 %a2, {}", first + index));
        lines.push(format!("%s{index} = select i1 %i{index}, i1 %c{index}, i1 {chosen}"));
        chosen = format!("%s{index}");
    }
    lines.push(ballot(&chosen, &signature.result));
    Some(lines.join("\n  "))
}

/// By how many bits the mask of the lanes that run is shifted to be a register; `None` if the
/// register is another one.
pub(in super::super) fn register(name: &str) -> Option<u64> {
    match name {
        "exec" | "exec_lo" => Some(0),
        "exec_hi" => Some(32),
        _ => None,
    }
}
