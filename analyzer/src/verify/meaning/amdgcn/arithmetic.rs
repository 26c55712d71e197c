//! Arithmetic intrinsics of AMD GPUs in terms of LLVM's own.

use super::super::super::tensor::{Element, Family, Layout, Product, TensorOp, block_registers};
use super::super::super::warp::WarpOp;
use super::super::space;
use super::{Signature, splat, split};

/// Body of the function for an intrinsic; `parts` is its name after `llvm.amdgcn.`.
pub(super) fn body(parts: &[&str], signature: &Signature) -> Option<String> {
    let ty = signature.result.as_str();
    let value = match parts {
        ["exp2", ..] => call("exp2", signature),
        ["log", ..] => call("log2", signature),
        ["sqrt", ..] => call("sqrt", signature),
        ["tanh", ..] => call("tanh", signature),
        ["fmul" | "fmed3" | "fma", ..] => return ternary(parts[0], signature),
        ["rcp", ..] => format!("%v = fdiv {ty} {}, %a0", splat(ty, "1.0")),
        ["rsq", ..] => format!(
            "%q = call {ty} @llvm.sqrt({ty} %a0)\n  %v = fdiv {ty} {}, %q",
            splat(ty, "1.0")
        ),
        // Angles are in turns.
        ["sin" | "cos", ..] => format!(
            "%t = fmul {ty} %a0, {}\n  %v = call {ty} @llvm.{}({ty} %t)",
            splat(ty, "0x401921FB60000000"),
            parts[0]
        ),
        ["fract", ..] => {
            format!("%f = call {ty} @llvm.floor({ty} %a0)\n  %v = fsub {ty} %a0, %f")
        }
        ["frexp", "mant", ..] => return frexp(signature, 0),
        ["frexp", "exp", ..] => return frexp(signature, 1),
        ["ldexp", ..] => {
            format!("%v = call {ty} @llvm.ldexp({ty} %a0, i32 %a1)")
        }
        ["mul" | "mulhi", kind, ..] => return multiply(parts[0], kind, ty),
        ["ubfe" | "sbfe", ..] => return extract_field(parts[0], ty),
        ["alignbyte"] => shift_right("shl i32 %a2, 3"),
        ["alignbit"] => shift_right("add i32 %a2, 0"),
        ["perm"] => return Some(permute()),
        ["sffbh", ..] => {
            "%s = ashr i32 %a0, 31\n  %x = xor i32 %a0, %s\n  %c = call i32 @llvm.ctlz(i32 %x, \
             i1 false)\n  %z = icmp eq i32 %x, 0\n  %v = select i1 %z, i32 -1, i32 %c"
                .to_owned()
        }
        ["sdot4" | "udot4", ..] => dot(if parts[0] == "sdot4" { 3 } else { 0 }),
        ["sudot4", ..] => return None,
        ["fdot2", ..] => "%x = fpext <2 x half> %a0 to <2 x float>\n  \
             %y = fpext <2 x half> %a1 to <2 x float>\n  \
             %m = fmul <2 x float> %x, %y\n  %l = extractelement <2 x float> %m, i32 0\n  \
             %h = extractelement <2 x float> %m, i32 1\n  %s = fadd float %l, %h\n  \
             %v = fadd float %s, %a2"
            .to_owned(),
        ["cvt", "pkrtz"] => "%l = fptrunc float %a0 to half\n  %h = fptrunc float %a1 to half\n  \
             %e = insertelement <2 x half> poison, half %l, i32 0\n  \
             %v = insertelement <2 x half> %e, half %h, i32 1"
            .to_owned(),
        ["div", kind, ..] => return divide(kind, signature),
        ["is", "shared" | "private"] => {
            let space = if parts[1] == "shared" { space::SHARED } else { space::LOCAL };
            format!(
                "%s = call i32 @kht_space(ptr @kht.worker, ptr %a0)\n  %v = icmp eq i32 %s, {space}"
            )
        }
        ["make", "buffer", "rsrc", ..] => return resource(signature),
        ["mfma", ..] => return product(parts, signature),
        _ => return None,
    };
    Some(format!("{value}\n  ret {ty} %v"))
}

/// A generic intrinsic of one operand.
fn call(name: &str, signature: &Signature) -> String {
    let ty = &signature.result;
    format!("%v = call {ty} @llvm.{name}({ty} %a0)")
}

fn ternary(head: &str, signature: &Signature) -> Option<String> {
    let ty = &signature.result;
    match head {
        "fma" => {
            Some(format!("%v = call {ty} @llvm.fma({ty} %a0, {ty} %a1, {ty} %a2)\n  ret {ty} %v"))
        }
        // Zero times anything is zero there.
        "fmul" => Some(format!("%v = fmul {ty} %a0, %a1\n  ret {ty} %v")),
        "fmed3" => Some(format!(
            "%l = call {ty} @llvm.minnum({ty} %a0, {ty} %a1)\n  \
             %h = call {ty} @llvm.maxnum({ty} %a0, {ty} %a1)\n  \
             %m = call {ty} @llvm.minnum({ty} %h, {ty} %a2)\n  \
             %v = call {ty} @llvm.maxnum({ty} %l, {ty} %m)\n  ret {ty} %v"
        )),
        _ => None,
    }
}

fn frexp(signature: &Signature, part: u32) -> Option<String> {
    let (ty, result) = (signature.params.first()?, &signature.result);
    let whole = format!("{{ {ty}, i32 }}");
    let call =
        format!("%b = call {whole} @llvm.frexp({ty} %a0)\n  %p = extractvalue {whole} %b, {part}");
    match (part, result.as_str()) {
        (1, "i16") => Some(format!("{call}\n  %v = trunc i32 %p to i16\n  ret i16 %v")),
        _ => Some(format!("{call}\n  ret {result} %p")),
    }
}

/// Products of 24-bit numbers.
fn multiply(head: &str, kind: &str, ty: &str) -> Option<String> {
    let extend = match kind {
        "i24" => "ashr",
        "u24" => "lshr",
        _ => return None,
    };
    (ty == "i32").then(|| {
        let widen = if kind == "i24" { "sext" } else { "zext" };
        let half = if head == "mulhi" { 32 } else { 0 };
        format!(
            "%x = shl i32 %a0, 8\n  %u = {extend} i32 %x, 8\n  %y = shl i32 %a1, 8\n  \
             %w = {extend} i32 %y, 8\n  %p = {widen} i32 %u to i64\n  \
             %q = {widen} i32 %w to i64\n  \
             %m = mul i64 %p, %q\n  %h = lshr i64 %m, {half}\n  %v = trunc i64 %h to i32\n  \
             ret i32 %v"
        )
    })
}

/// `ubfe(value, position, length)`, five bits each.
fn extract_field(head: &str, ty: &str) -> Option<String> {
    let how = if head == "sbfe" { "ashr" } else { "lshr" };
    (ty == "i32").then(|| {
        format!(
            "%p = and i32 %a1, 31\n  %n = and i32 %a2, 31\n  %x = lshr i32 %a0, %p\n  \
             %none = icmp eq i32 %n, 0\n  %k = sub i32 32, %n\n  %l = and i32 %k, 31\n  \
             %y = shl i32 %x, %l\n  %z = {how} i32 %y, %l\n  \
             %v = select i1 %none, i32 0, i32 %z\n  ret i32 %v"
        )
    })
}

/// The low word of 64 bits shifted right.
fn shift_right(amount: &str) -> String {
    format!(
        "%n = {amount}\n  %k = and i32 %n, 31\n  \
         %v = call i32 @llvm.fshr(i32 %a0, i32 %a1, i32 %k)"
    )
}

/// `perm(high, low, selector)`: four times one byte of eight; other selectors give constants.
fn permute() -> String {
    "%s = and i32 %a2, 117901063\n  %a = and i32 %s, 7\n  %b = lshr i32 %s, 4\n  \
     %c = lshr i32 %s, 8\n  %d = lshr i32 %s, 12\n  %bm = and i32 %b, 112\n  \
     %cm = and i32 %c, 1792\n  %dm = and i32 %d, 28672\n  %ab = or i32 %a, %bm\n  \
     %cd = or i32 %cm, %dm\n  %n = or i32 %ab, %cd\n  \
     %v = call i32 @kht_permute(i32 %a1, i32 %a0, i32 %n)\n  \
     %big = and i32 %a2, -117901064\n  %plain = icmp eq i32 %big, 0\n  \
     br i1 %plain, label %go, label %constant\nconstant:\n  \
     %r = call i32 @kht_permute_amd(i32 %a0, i32 %a1, i32 %a2)\n  ret i32 %r\ngo:\n  ret i32 %v"
        .to_owned()
}

fn dot(signs: u32) -> String {
    format!("%v = call i32 @kht_dot(i32 {signs}, i32 %a0, i32 %a1, i32 %a2)")
}

/// The steps of a division: nothing is scaled, and the last step divides.
fn divide(kind: &str, signature: &Signature) -> Option<String> {
    let ty = signature.params.first()?;
    match kind {
        "scale" => Some(format!(
            "%o = select i1 %a2, {ty} %a0, {ty} %a1\n  \
             %s = insertvalue {{ {ty}, i1 }} poison, {ty} %o, 0\n  \
             %v = insertvalue {{ {ty}, i1 }} %s, i1 false, 1\n  ret {{ {ty}, i1 }} %v"
        )),
        "fmas" => {
            Some(format!("%v = call {ty} @llvm.fma({ty} %a0, {ty} %a1, {ty} %a2)\n  ret {ty} %v"))
        }
        "fixup" => Some(format!("%v = fdiv {ty} %a2, %a1\n  ret {ty} %v")),
        _ => None,
    }
}

/// `make.buffer.rsrc(base, stride, bytes, flags)` without a stride: the host keeps base and size.
fn resource(signature: &Signature) -> Option<String> {
    let [base, _, bytes, _] = &signature.params[..] else { return None };
    let result = &signature.result;
    let size = if bytes == "i64" { "bitcast i64 %a2 to i64" } else { "zext i32 %a2 to i64" };
    (result == "ptr addrspace(8)").then(|| {
        format!(
            "%b = ptrtoint {base} %a0 to i64\n  %s = {size}\n  \
             %n = call i64 @kht_resource(ptr @kht.worker, i64 %b, i64 %s)\n  \
             %r = inttoptr i64 %n to {result}\n  ret {result} %r"
        )
    })
}

/// `mfma.<d>.<m>x<n>x<k><type>(a, b, c, ...)` with one block.
fn product(parts: &[&str], signature: &Signature) -> Option<String> {
    let d = Element::parse(match parts.get(1)? {
        &"i32" => "s32",
        other => other,
    })?;
    let shape = parts[2..].join("");
    let (m, rest) = shape.split_once('x')?;
    let (n, rest) = rest.split_once('x')?;
    let digits = rest.find(|it: char| !it.is_ascii_digit())?;
    let (k, kind) = rest.split_at(digits);
    let both = match kind {
        "f32" => [Element::F32; 2],
        "xf32" => [Element::TF32; 2],
        "f16" => [Element::F16; 2],
        "bf16" | "bf161k" => [Element::BF16; 2],
        "f64" => [Element::F64; 2],
        "i8" => [Element::S8; 2],
        "fp8fp8" => [Element::E4M3; 2],
        "fp8bf8" => [Element::E4M3, Element::E5M2],
        "bf8fp8" => [Element::E5M2, Element::E4M3],
        "bf8bf8" => [Element::E5M2; 2],
        _ => return None,
    };
    let (m, n, k) = (m.parse().ok()?, n.parse().ok()?, k.parse().ok()?);
    let [a, b] = both;
    let layouts = [Layout::Row, Layout::Column];
    let product = Product { family: Family::Mfma, m, n, k, elements: [a, b, d, d], layouts };
    tensor(product, signature)
}

/// Lanes of a wave that multiplies matrices.
const WAVE: u32 = 64;

/// A product whose operands are the first three parameters.
fn tensor(product: Product, signature: &Signature) -> Option<String> {
    let op = TensorOp::Product(product);
    let registers = product.registers(WAVE);
    let length = block_registers(op, WAVE);
    let mut lines = vec![format!("%block = alloca [{length} x i32], align 4")];
    let mut place = 0;
    for (index, expected) in registers.into_iter().take(3).enumerate() {
        let ty = signature.params.get(index)?;
        let name = format!("op{index}.");
        let count = split(&mut lines, ty, &format!("%a{index}"), &name)?;
        (count == expected).then_some(())?;
        for word in 0..count {
            lines.push(format!("%at{place} = getelementptr i32, ptr %block, i64 {place}"));
            lines.push(format!("store i32 %{name}{word}, ptr %at{place}"));
            place += 1;
        }
    }
    let [first, second] = op.encode();
    let tensor = WarpOp::Tensor as u32;
    lines.push("%address = ptrtoint ptr %block to i64".to_owned());
    lines.push(format!(
        "%done = call i64 @kht_warp(ptr @kht.worker, i32 {tensor}, i32 -1, i64 %address, \
         i32 {first}, i32 {second})"
    ));
    let ty = &signature.result;
    lines.push(format!("%result = load {ty}, ptr %block, align 4"));
    lines.push(format!("ret {ty} %result"));
    Some(lines.join("\n  "))
}
