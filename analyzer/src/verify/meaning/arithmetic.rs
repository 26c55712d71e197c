//! Arithmetic intrinsics of NVPTX in terms of LLVM's own.

use super::{Signature, element, splat};

/// Body of the function for an arithmetic intrinsic; `parts` is its name after `llvm.nvvm.`.
pub(super) fn body(parts: &[&str], signature: &Signature) -> Option<String> {
    let (head, modifiers) = parts.split_first()?;
    floating(head, modifiers, signature)
        .or_else(|| conversion(head, modifiers, signature))
        .or_else(|| integer(head, modifiers, signature))
}

/// Operations from floating-point numbers to one of the same type.
fn floating(head: &str, modifiers: &[&str], signature: &Signature) -> Option<String> {
    let ty = signature.result.as_str();
    if !matches!(element(ty), "float" | "double" | "half" | "bfloat") {
        return None;
    }
    let one = splat(ty, "1.0");
    let nan = modifiers.contains(&"nan");
    if modifiers.contains(&"xorsign") {
        return None;
    }
    let value = match (head, signature.params.len()) {
        ("ex2", 1) => unary("exp2", ty),
        ("lg2", 1) => unary("log2", ty),
        ("sqrt", 1) => unary("sqrt", ty),
        ("sin", 1) => unary("sin", ty),
        ("cos", 1) => unary("cos", ty),
        ("tanh", 1) => unary("tanh", ty),
        ("fabs", 1) => unary("fabs", ty),
        ("ceil", 1) => unary("ceil", ty),
        ("floor", 1) => unary("floor", ty),
        ("trunc", 1) => unary("trunc", ty),
        ("round", 1) => unary("roundeven", ty),
        ("rsqrt", 1) => format!("{}\n  %v = fdiv {ty} {one}, %q", named("q", "sqrt", ty)),
        ("rcp", 1) => format!("%v = fdiv {ty} {one}, %a0"),
        ("neg", 1) => format!("%v = fneg {ty} %a0"),
        ("saturate", 1) => format!("%v = fadd {ty} %a0, {}", splat(ty, "-0.0")),
        ("add", 2) => format!("%v = fadd {ty} %a0, %a1"),
        ("mul", 2) => format!("%v = fmul {ty} %a0, %a1"),
        ("div", 2) => format!("%v = fdiv {ty} %a0, %a1"),
        ("fmin", 2) => binary(if nan { "minimum" } else { "minnum" }, ty),
        ("fmax", 2) => binary(if nan { "maximum" } else { "maxnum" }, ty),
        ("fma", 3) => format!("%v = call {ty} @llvm.fma({ty} %a0, {ty} %a1, {ty} %a2)"),
        _ => return None,
    };
    let cut = if head == "saturate" { Cut::ToUnit } else { Cut::of(modifiers) };
    Some(finish(&value, ty, cut))
}

/// What happens to a result at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    Nothing,
    /// Negative numbers become 0.
    Negative,
    /// What is outside of [0, 1] becomes the closest number inside.
    ToUnit,
}

impl Cut {
    /// What the modifiers of an intrinsic ask for.
    fn of(modifiers: &[&str]) -> Self {
        if modifiers.contains(&"sat") {
            Self::ToUnit
        } else if modifiers.contains(&"relu") {
            Self::Negative
        } else {
            Self::Nothing
        }
    }
}

/// Returns `%v`, cut.
fn finish(value: &str, ty: &str, cut: Cut) -> String {
    let low = format!("%low = call {ty} @llvm.maxnum({ty} %v, {ty} {})", splat(ty, "0.0"));
    let high = format!("%high = call {ty} @llvm.minnum({ty} %low, {ty} {})", splat(ty, "1.0"));
    match cut {
        Cut::Nothing => format!("{value}\n  ret {ty} %v"),
        Cut::Negative => format!("{value}\n  {low}\n  ret {ty} %low"),
        Cut::ToUnit => format!("{value}\n  {low}\n  {high}\n  ret {ty} %high"),
    }
}

/// A generic intrinsic of one operand, named.
fn named(result: &str, name: &str, ty: &str) -> String {
    format!("%{result} = call {ty} @llvm.{name}({ty} %a0)")
}

fn unary(name: &str, ty: &str) -> String {
    named("v", name, ty)
}

fn binary(name: &str, ty: &str) -> String {
    format!("%v = call {ty} @llvm.{name}({ty} %a0, {ty} %a1)")
}

/// Conversions between numbers.
fn conversion(head: &str, modifiers: &[&str], signature: &Signature) -> Option<String> {
    let (from, to) = head.split_once('2')?;
    let result = signature.result.as_str();
    let source = signature.params.first()?.as_str();
    let (cut, rounding) = (Cut::of(modifiers), modifiers.first().copied());
    match (from, to) {
        ("f" | "d", "i" | "ui" | "ll" | "ull") => {
            let round = match rounding? {
                "rn" => "roundeven",
                "rm" => "floor",
                "rp" => "ceil",
                _ => "trunc",
            };
            let sign = if to.starts_with('u') { "u" } else { "s" };
            Some(format!(
                "%v = call {source} @llvm.{round}({source} %a0)\n  \
                 %r = call {result} @llvm.fpto{sign}i.sat({source} %v)\n  ret {result} %r"
            ))
        }
        ("i" | "ll", "f" | "d") => {
            Some(format!("%r = sitofp {source} %a0 to {result}\n  ret {result} %r"))
        }
        ("ui" | "ull", "f" | "d") => {
            Some(format!("%r = uitofp {source} %a0 to {result}\n  ret {result} %r"))
        }
        ("d", "f") | ("f", "bf16" | "f16") if matches!(result, "float" | "half" | "bfloat") => {
            Some(finish(&format!("%v = fptrunc {source} %a0 to {result}"), result, cut))
        }
        ("f", "h") => Some(
            "%v = fptrunc float %a0 to half\n  %r = bitcast half %v to i16\n  ret i16 %r"
                .to_owned(),
        ),
        ("bf", "h") => Some(
            "%f = fpext bfloat %a0 to float\n  %v = fptrunc float %f to half\n  \
             %r = bitcast half %v to i16\n  ret i16 %r"
                .to_owned(),
        ),
        ("ff", "bf16x2" | "f16x2") if rounding != Some("rs") && result.starts_with('<') => {
            let ty = element(result);
            Some(finish(
                &format!(
                    "%h = fptrunc float %a0 to {ty}\n  %l = fptrunc float %a1 to {ty}\n  \
                     %e = insertelement {result} poison, {ty} %l, i32 0\n  \
                     %v = insertelement {result} %e, {ty} %h, i32 1"
                ),
                result,
                cut,
            ))
        }
        _ => None,
    }
}

/// Integer operations.
fn integer(head: &str, modifiers: &[&str], signature: &Signature) -> Option<String> {
    let ty = signature.result.as_str();
    match (head, modifiers) {
        ("d2i", ["lo"]) => Some(
            "%b = bitcast double %a0 to i64\n  %r = trunc i64 %b to i32\n  ret i32 %r".to_owned(),
        ),
        ("d2i", ["hi"]) => Some(
            "%b = bitcast double %a0 to i64\n  %h = lshr i64 %b, 32\n  \
             %r = trunc i64 %h to i32\n  ret i32 %r"
                .to_owned(),
        ),
        ("lohi", ["i2d"]) => Some(
            "%l = zext i32 %a0 to i64\n  %h = zext i32 %a1 to i64\n  %s = shl i64 %h, 32\n  \
             %b = or i64 %l, %s\n  %r = bitcast i64 %b to double\n  ret double %r"
                .to_owned(),
        ),
        ("mulhi", [kind]) => multiply_high(kind, ty),
        ("mul24", [kind]) => {
            let extend = if *kind == "ui" { "lshr" } else { "ashr" };
            Some(format!(
                "%x = shl i32 %a0, 8\n  %u = {extend} i32 %x, 8\n  %y = shl i32 %a1, 8\n  \
                 %v = {extend} i32 %y, 8\n  %r = mul i32 %u, %v\n  ret i32 %r"
            ))
        }
        ("sad", [kind]) => {
            let sign = if kind.starts_with('u') { "u" } else { "s" };
            Some(format!(
                "%h = call {ty} @llvm.{sign}max({ty} %a0, {ty} %a1)\n  \
                 %l = call {ty} @llvm.{sign}min({ty} %a0, {ty} %a1)\n  \
                 %d = sub {ty} %h, %l\n  %r = add {ty} %d, %a2\n  ret {ty} %r"
            ))
        }
        ("prmt", []) => {
            Some("%r = call i32 @kht_permute(i32 %a0, i32 %a1, i32 %a2)\n  ret i32 %r".to_owned())
        }
        ("idp4a", [a, b]) => {
            let signs = u32::from(*a == "s") | u32::from(*b == "s") << 1;
            Some(format!(
                "%r = call i32 @kht_dot(i32 {signs}, i32 %a0, i32 %a1, i32 %a2)\n  ret i32 %r"
            ))
        }
        ("fshl" | "fshr", ["clamp"]) => funnel(head),
        ("flo", [kind]) => find_leading_one(kind),
        _ => None,
    }
}

/// The high half of a product.
fn multiply_high(kind: &str, ty: &str) -> Option<String> {
    let (width, extend) = match kind {
        "i" => (32, "sext"),
        "ui" => (32, "zext"),
        "ll" => (64, "sext"),
        "ull" => (64, "zext"),
        "s" => (16, "sext"),
        "us" => (16, "zext"),
        _ => return None,
    };
    if ty != format!("i{width}") {
        return None;
    }
    let wide = format!("i{}", 2 * width);
    Some(format!(
        "%x = {extend} {ty} %a0 to {wide}\n  %y = {extend} {ty} %a1 to {wide}\n  \
         %m = mul {wide} %x, %y\n  %h = lshr {wide} %m, {width}\n  \
         %r = trunc {wide} %h to {ty}\n  ret {ty} %r"
    ))
}

/// `shf.{l,r}.clamp.b32(low, high, amount)`: amounts above 32 count as 32.
fn funnel(head: &str) -> Option<String> {
    let (shift, low) = if head == "fshl" {
        ("%s = shl i64 %b, %n", "lshr i64 %s, 32")
    } else {
        ("%s = lshr i64 %b, %n", "add i64 %s, 0")
    };
    Some(format!(
        "%l = zext i32 %a0 to i64\n  %h = zext i32 %a1 to i64\n  %u = shl i64 %h, 32\n  \
         %b = or i64 %l, %u\n  %c = call i32 @llvm.umin(i32 %a2, i32 32)\n  \
         %n = zext i32 %c to i64\n  {shift}\n  %v = {low}\n  %r = trunc i64 %v to i32\n  \
         ret i32 %r"
    ))
}

/// `bfind.{s32,u32}[.shiftamt]`: the position of the highest bit that differs from the sign.
fn find_leading_one(kind: &str) -> Option<String> {
    let value = if kind == "s" {
        "%s = ashr i32 %a0, 31\n  %x = xor i32 %a0, %s"
    } else {
        "%x = add i32 %a0, 0"
    };
    Some(format!(
        "{value}\n  %z = call i32 @llvm.ctlz(i32 %x, i1 false)\n  %p = sub i32 31, %z\n  \
         %e = icmp eq i32 %x, 0\n  %v = select i1 %a1, i32 %z, i32 %p\n  \
         %r = select i1 %e, i32 -1, i32 %v\n  ret i32 %r"
    ))
}
