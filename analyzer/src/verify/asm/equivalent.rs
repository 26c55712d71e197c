//! Intrinsics of NVPTX as the PTX instruction that they are.

use super::super::meaning::Signature;
use super::results;

/// The instruction for an intrinsic, results and parameters as operands; `None` if it has none
/// here.
pub(super) fn template(signature: &Signature) -> Option<String> {
    let name = signature.name.strip_prefix("llvm.nvvm.")?;
    let parts: Vec<&str> = name.split('.').collect();
    let operands =
        Operands { results: results(&signature.result).len(), params: signature.params.len() };
    match parts[..] {
        ["ldmatrix" | "stmatrix", ..] => Some(matrices(&parts, &operands)),
        ["mma", size, "row", "col", ref types @ ..] => multiply(size, types, signature, &operands),
        ["wmma", size, "load", which, layout, ref rest @ ..] => {
            let ty = rest.iter().rev().find(|it| !it.starts_with('p') && **it != "stride")?;
            let target = operands.result();
            let stride = if rest.contains(&"stride") {
                format!(", {}", operands.param(1))
            } else {
                String::new()
            };
            let address = operands.param(0);
            Some(format!(
                "wmma.load.{which}.sync.aligned.{layout}.{size}.{ty} {target}, [{address}]{stride};"
            ))
        }
        ["wmma", size, "store", which, layout, ref rest @ ..] => {
            let ty = rest.iter().rev().find(|it| !it.starts_with('p') && **it != "stride")?;
            let strided = rest.contains(&"stride");
            let values = operands.params - 1 - usize::from(strided);
            let source = operands.group(1, values);
            let stride =
                if strided { format!(", {}", operands.param(1 + values)) } else { String::new() };
            let address = operands.param(0);
            Some(format!(
                "wmma.store.{which}.sync.aligned.{layout}.{size}.{ty} [{address}], \
                 {source}{stride};"
            ))
        }
        ["wmma", size, "mma", a, b, ref types @ ..] => wmma([size, a, b], types, &operands),
        ["redux", "sync", ..] => None,
        ["mbarrier", ref rest @ ..] => barrier(rest, &operands),
        ["cp", "async", "mbarrier", "arrive", ref rest @ ..] => {
            let noinc = if rest.contains(&"noinc") { ".noinc" } else { "" };
            Some(format!("cp.async.mbarrier.arrive{noinc}.b64 [{}];", operands.param(0)))
        }
        ["cp", "async", "bulk", ref rest @ ..] => bulk(rest, &operands),
        ["wgmma", ..] => Some(format!("{name};")),
        ["barrier", "cluster", kind, ..] => Some(format!("barrier.cluster.{kind};")),
        ["tensormap" | "fence", ..] if signature.result == "void" => {
            Some("fence.proxy;".to_owned())
        }
        _ => None,
    }
}

/// Numbers of the operands: results first.
struct Operands {
    results: usize,
    params: usize,
}

impl Operands {
    fn list(numbers: std::ops::Range<usize>) -> String {
        let all: Vec<String> = numbers.map(|number| format!("${number}")).collect();
        format!("{{{}}}", all.join(", "))
    }

    /// All results.
    fn result(&self) -> String {
        Self::list(0..self.results)
    }

    /// A parameter.
    fn param(&self, index: usize) -> String {
        format!("${}", self.results + index)
    }

    /// Some parameters.
    fn group(&self, start: usize, count: usize) -> String {
        let first = self.results + start;
        Self::list(first..first + count)
    }
}

/// `ldmatrix.sync.aligned.m8n8.x4[.trans].b16.p3` and the same for `stmatrix`.
fn matrices(parts: &[&str], operands: &Operands) -> String {
    let opcode: Vec<&str> =
        parts.iter().filter(|it| !matches!(**it, "p0" | "p1" | "p3")).copied().collect();
    let opcode = opcode.join(".");
    if parts[0] == "ldmatrix" {
        format!("{opcode} {}, [{}];", operands.result(), operands.param(0))
    } else {
        let source = operands.group(1, operands.params - 1);
        format!("{opcode} [{}], {source};", operands.param(0))
    }
}

/// Registers of each operand of `mma`, by the types of the parameters.
fn multiply(
    size: &str,
    types: &[&str],
    signature: &Signature,
    operands: &Operands,
) -> Option<String> {
    let types: Vec<&str> =
        types.iter().filter(|it| !["satfinite", "rn"].contains(*it)).copied().collect();
    let (ab, c, d) = match types[..] {
        [d @ ("f16" | "f32"), c @ ("f16" | "f32")] => (["f16", "f16"], c, d),
        ["bf16"] => (["bf16", "bf16"], "f32", "f32"),
        ["tf32"] => (["tf32", "tf32"], "f32", "f32"),
        ["f64"] => (["f64", "f64"], "f64", "f64"),
        [a @ ("s8" | "u8" | "s4" | "u4")] => ([a, a], "s32", "s32"),
        [a @ ("s8" | "u8" | "s4" | "u4"), b] => ([a, b], "s32", "s32"),
        [d, a @ ("e4m3" | "e5m2"), b, c] => ([a, b], c, d),
        _ => return None,
    };
    let [m, n, k] = super::tensor::shape(size)?;
    let bits = super::super::tensor::Element::parse(ab[0])?.bits();
    let width = if bits == 64 { 64 } else { 32 };
    let a_count = (m * k * bits / 32).div_ceil(width) as usize;
    let b_count = (k * n * bits / 32).div_ceil(width) as usize;
    let c_count = signature.params.len().checked_sub(a_count + b_count)?;
    Some(format!(
        "mma.sync.aligned.{size}.row.col.{d}.{}.{}.{c} {}, {}, {}, {};",
        ab[0],
        ab[1],
        operands.result(),
        operands.group(0, a_count),
        operands.group(a_count, b_count),
        operands.group(a_count + b_count, c_count)
    ))
}

/// `wmma.<shape>.mma.<a>.<b>[.rn].<types>[.satfinite]`; operands have as many registers as the
/// intrinsic says, which is the same for A and B unless their sizes differ.
fn wmma([size, a, b]: [&str; 3], types: &[&str], operands: &Operands) -> Option<String> {
    let types: Vec<&str> = types
        .iter()
        .filter(|it| !["satfinite", "rn", "rz", "rm", "rp"].contains(*it))
        .copied()
        .collect();
    let text = match types[..] {
        [d, c] => format!("{d}.{c}"),
        [ty @ ("bf16" | "tf32")] => format!("f32.{ty}.{ty}.f32"),
        [ty @ ("s8" | "u8")] => format!("s32.{ty}.{ty}.s32"),
        ["f64"] => "f64.f64.f64.f64".to_owned(),
        _ => return None,
    };
    // C has as many registers as D where their types are the same.
    let c_count = match types[..] {
        ["f16", "f32"] => 2 * operands.results,
        ["f32", "f16"] => operands.results / 2,
        _ => operands.results,
    };
    let both = operands.params.checked_sub(c_count)?;
    let [m, n, _] = super::tensor::shape(size)?;
    let is_half = types.len() == 2;
    // Fragments of halves always have eight registers; others as their matrices ask for.
    let a_count = if is_half { both / 2 } else { both * m as usize / (m + n) as usize };
    Some(format!(
        "wmma.mma.sync.aligned.{a}.{b}.{size}.{text} {}, {}, {}, {};",
        operands.result(),
        operands.group(0, a_count),
        operands.group(a_count, both - a_count),
        operands.group(both, c_count)
    ))
}

/// `mbarrier.<operation>[.<modifiers>][.shared]`.
fn barrier(parts: &[&str], operands: &Operands) -> Option<String> {
    let [operation, rest @ ..] = parts else { return None };
    let address = operands.param(0);
    let target = if operands.results == 1 { "$0, ".to_owned() } else { String::new() };
    let more: String =
        (1..operands.params.min(2)).map(|index| format!(", {}", operands.param(index))).collect();
    let kind = match *operation {
        "init" | "inval" | "expect_tx" | "complete_tx" => (*operation).to_owned(),
        "arrive" if rest.contains(&"drop") => "arrive_drop".to_owned(),
        "arrive" => "arrive".to_owned(),
        "test" | "try" if rest.first() == Some(&"wait") => {
            let parity = if rest.contains(&"parity") { ".parity" } else { "" };
            format!("{operation}_wait{parity}")
        }
        _ => return None,
    };
    let expects =
        if rest.contains(&"expect_tx") || rest.contains(&"expect") { ".expect_tx" } else { "" };
    Some(format!("mbarrier.{kind}{expects}.b64 {target}[{address}]{more};"))
}

/// Bulk copies; those of tensors go by a map.
fn bulk(parts: &[&str], operands: &Operands) -> Option<String> {
    let param = |index: usize| operands.param(index);
    match parts {
        ["commit", "group"] | ["wait", "group", ..] | ["prefetch", ..] => {
            Some("cp.async.bulk.commit_group;".to_owned())
        }
        ["global", "to", "shared", ..] => Some(format!(
            "cp.async.bulk.shared::cta.global.mbarrier::complete_tx::bytes [{}], [{}], {}, [{}];",
            param(0),
            param(2),
            param(3),
            param(1)
        )),
        ["shared", "cta", "to", "global", ..] => Some(format!(
            "cp.async.bulk.global.shared::cta.bulk_group [{}], [{}], {};",
            param(0),
            param(1),
            param(2)
        )),
        _ => None,
    }
}
