//! PTX instructions that compute.

use super::emit::{Emitter, Kind, Type};
use super::parse::{Instruction, Operand, Operation};

/// Translates an instruction that has no effect besides its result; `None` if it is unknown.
pub(super) fn translate(emitter: &mut Emitter, instruction: &Instruction) -> Option<()> {
    let operation = &instruction.operation()?;
    let (head, (modifiers, target, sources)) = (operation.head, operation.parts());
    match head {
        "mov" | "cvta" if modifiers != ["b128"] => {
            let ty = Type::parse(modifiers.last()?)?;
            let value = emitter.read(sources.first()?, ty)?;
            emitter.write(target, ty, &value)
        }
        "cvt" => convert(emitter, operation),
        "setp" | "set" => compare(emitter, operation),
        "selp" => {
            let ty = Type::parse(modifiers.last()?)?;
            let [first, second, condition] = sources else { return None };
            let (a, b) = (emitter.read(first, ty)?, emitter.read(second, ty)?);
            let holds = emitter.read(condition, PREDICATE)?;
            let llvm = ty.llvm();
            let value = emitter.value(&format!("select i1 {holds}, {llvm} {a}, {llvm} {b}"));
            emitter.write(target, ty, &value)
        }
        "createpolicy" => emitter.write(target, Type::bits(64), "0"),
        _ => {
            let ty = Type::parse(modifiers.last()?)?;
            let result =
                if modifiers.contains(&"wide") { Type { bits: 2 * ty.bits, ..ty } } else { ty };
            let value = if ty.is_float() {
                floating(emitter, operation, ty)?
            } else {
                integer(emitter, operation, ty)?
            };
            emitter.write(target, result, &value)
        }
    }
}

const PREDICATE: Type = Type { kind: Kind::Predicate, bits: 1, lanes: 1 };

/// A constant of a floating-point type.
fn constant(ty: Type, text: &str) -> String {
    if ty.lanes == 1 {
        return text.to_owned();
    }
    let element = Type { bits: ty.bits / ty.lanes, lanes: 1, ..ty }.llvm();
    format!("splat ({element} {text})")
}

/// Operations on floating-point numbers.
fn floating(emitter: &mut Emitter, operation: &Operation<'_>, ty: Type) -> Option<String> {
    let (head, (modifiers, _, sources)) = (operation.head, operation.parts());
    let llvm = ty.llvm();
    let mut values = Vec::new();
    for source in sources {
        values.push(emitter.read(source, ty)?);
    }
    let nan = modifiers.contains(&"NaN");
    let call = |name: &str| {
        let arguments: Vec<String> = values.iter().map(|it| format!("{llvm} {it}")).collect();
        format!("call {llvm} @llvm.{name}({})", arguments.join(", "))
    };
    let one = constant(ty, "1.0");
    let text = match (head, &values[..]) {
        ("add", [a, b]) => format!("fadd {llvm} {a}, {b}"),
        ("sub", [a, b]) => format!("fsub {llvm} {a}, {b}"),
        ("mul", [a, b]) => format!("fmul {llvm} {a}, {b}"),
        ("div", [a, b]) => format!("fdiv {llvm} {a}, {b}"),
        ("min", [_, _]) => call(if nan { "minimum" } else { "minnum" }),
        ("max", [_, _]) => call(if nan { "maximum" } else { "maxnum" }),
        ("fma" | "mad", [_, _, _]) => call("fma"),
        ("neg", [a]) => format!("fneg {llvm} {a}"),
        ("abs", [_]) => call("fabs"),
        ("sqrt", [_]) => call("sqrt"),
        ("ex2", [_]) => call("exp2"),
        ("lg2", [_]) => call("log2"),
        ("sin", [_]) => call("sin"),
        ("cos", [_]) => call("cos"),
        ("tanh", [_]) => call("tanh"),
        ("rcp", [a]) => format!("fdiv {llvm} {one}, {a}"),
        ("rsqrt", [_]) => {
            let root = emitter.value(&call("sqrt"));
            format!("fdiv {llvm} {one}, {root}")
        }
        _ => return None,
    };
    let value = emitter.value(&text);
    Some(cut(emitter, modifiers, ty, value))
}

/// Applies `.relu` and `.sat` to a result.
fn cut(emitter: &mut Emitter, modifiers: &[&str], ty: Type, value: String) -> String {
    let (llvm, zero, one) = (ty.llvm(), constant(ty, "0.0"), constant(ty, "1.0"));
    let mut value = value;
    if modifiers.contains(&"relu") || modifiers.contains(&"sat") {
        value = emitter.value(&format!("call {llvm} @llvm.maxnum({llvm} {value}, {llvm} {zero})"));
    }
    if modifiers.contains(&"sat") {
        value = emitter.value(&format!("call {llvm} @llvm.minnum({llvm} {value}, {llvm} {one})"));
    }
    value
}

/// Operations on integers and bits.
fn integer(emitter: &mut Emitter, operation: &Operation<'_>, ty: Type) -> Option<String> {
    let (head, (modifiers, _, sources)) = (operation.head, operation.parts());
    if modifiers.contains(&"sat") {
        return None;
    }
    if head == "mul" || head == "mad" {
        return multiply(emitter, operation, ty);
    }
    let llvm = ty.llvm();
    let bits = ty.bits;
    let is_shift = matches!(head, "shl" | "shr");
    let mut values = Vec::new();
    for (index, source) in sources.iter().enumerate() {
        let is_amount = is_shift && index == 1;
        values.push(emitter.read(source, if is_amount { Type::bits(32) } else { ty })?);
    }
    let sign = if ty.kind == Kind::Signed { "s" } else { "u" };
    let text = match (head, &values[..]) {
        ("add", [a, b]) => format!("add {llvm} {a}, {b}"),
        ("sub", [a, b]) => format!("sub {llvm} {a}, {b}"),
        ("div", [a, b]) => format!("{sign}div {llvm} {a}, {b}"),
        ("rem", [a, b]) => format!("{sign}rem {llvm} {a}, {b}"),
        ("and", [a, b]) => format!("and {llvm} {a}, {b}"),
        ("or", [a, b]) => format!("or {llvm} {a}, {b}"),
        ("xor", [a, b]) => format!("xor {llvm} {a}, {b}"),
        ("not", [a]) => format!("xor {llvm} {a}, -1"),
        ("neg", [a]) => format!("sub {llvm} 0, {a}"),
        ("abs", [a]) => format!("call {llvm} @llvm.abs({llvm} {a}, i1 false)"),
        ("min" | "max", [a, b]) => {
            format!("call {llvm} @llvm.{sign}{head}({llvm} {a}, {llvm} {b})")
        }
        ("popc", [a]) => format!("call {llvm} @llvm.ctpop({llvm} {a})"),
        ("clz", [a]) => format!("call {llvm} @llvm.ctlz({llvm} {a}, i1 false)"),
        ("brev", [a]) => format!("call {llvm} @llvm.bitreverse({llvm} {a})"),
        ("prmt", [a, b, c]) if bits == 32 => {
            format!("call i32 @kht_permute(i32 {a}, i32 {b}, i32 {c})")
        }
        ("shl" | "shr", [a, amount]) => return Some(shift(emitter, head, ty, a, amount)),
        _ => return None,
    };
    Some(emitter.value(&text))
}

/// Shifts clamp their amount to the width.
fn shift(emitter: &mut Emitter, head: &str, ty: Type, value: &str, amount: &str) -> String {
    let (llvm, bits) = (ty.llvm(), ty.bits);
    let instruction = match (head, ty.kind) {
        ("shl", _) => "shl",
        (_, Kind::Signed) => "ashr",
        _ => "lshr",
    };
    let last = bits - 1;
    let inside = emitter.value(&format!("call i32 @llvm.umin(i32 {amount}, i32 {last})"));
    let inside = emitter.resize(&inside, 32, bits, false);
    let shifted = emitter.value(&format!("{instruction} {llvm} {value}, {inside}"));
    if instruction == "ashr" {
        return shifted;
    }
    let fits = emitter.value(&format!("icmp ult i32 {amount}, {bits}"));
    emitter.value(&format!("select i1 {fits}, {llvm} {shifted}, {llvm} 0"))
}

/// `mul` and `mad`: the low half, the high half or all of a product.
fn multiply(emitter: &mut Emitter, operation: &Operation<'_>, ty: Type) -> Option<String> {
    let (head, (modifiers, _, sources)) = (operation.head, operation.parts());
    let (a, rest) = sources.split_first()?;
    let (b, rest) = rest.split_first()?;
    let (a, b) = (emitter.read(a, ty)?, emitter.read(b, ty)?);
    let (bits, double) = (ty.bits, 2 * ty.bits);
    let signed = ty.kind == Kind::Signed;
    let wide_a = emitter.resize(&a, bits, double, signed);
    let wide_b = emitter.resize(&b, bits, double, signed);
    let product = emitter.value(&format!("mul i{double} {wide_a}, {wide_b}"));
    let (product, width) = if modifiers.contains(&"wide") {
        (product, double)
    } else if modifiers.contains(&"hi") {
        let high = emitter.value(&format!("lshr i{double} {product}, {bits}"));
        (emitter.resize(&high, double, bits, false), bits)
    } else {
        (emitter.resize(&product, double, bits, false), bits)
    };
    match (head, rest) {
        ("mul", []) => Some(product),
        ("mad", [addend]) => {
            let addend = emitter.read(addend, Type { bits: width, ..ty })?;
            Some(emitter.value(&format!("add i{width} {product}, {addend}")))
        }
        _ => None,
    }
}

/// `cvt.<modifiers>.<to>.<from>`.
fn convert(emitter: &mut Emitter, operation: &Operation<'_>) -> Option<()> {
    let (modifiers, target, sources) = operation.parts();
    let [rounding @ .., to, from] = modifiers else { return None };
    let (to, from) = (Type::parse(to)?, Type::parse(from)?);
    if let [high, low] = sources {
        // `cvt.f16x2.f32 d, a, b`: `a` becomes the high half.
        let half = Type { bits: 16, lanes: 1, ..to };
        let mut bits = Vec::new();
        for source in [low, high] {
            let value = emitter.read(source, from)?;
            let value = convert_value(emitter, rounding, half, from, &value)?;
            let value = cut(emitter, rounding, half, value);
            let value = emitter.value(&format!("bitcast {} {value} to i16", half.llvm()));
            bits.push(emitter.resize(&value, 16, 32, false));
        }
        let shifted = emitter.value(&format!("shl i32 {}, 16", bits[1]));
        let all = emitter.value(&format!("or i32 {shifted}, {}", bits[0]));
        return emitter.write(target, Type::bits(32), &all);
    }
    let value = emitter.read(sources.first()?, from)?;
    let value = convert_value(emitter, rounding, to, from, &value)?;
    let value = if to.is_float() { cut(emitter, rounding, to, value) } else { value };
    emitter.write(target, to, &value)
}

/// One number as another type.
fn convert_value(
    emitter: &mut Emitter,
    modifiers: &[&str],
    to: Type,
    from: Type,
    value: &str,
) -> Option<String> {
    if to.lanes != 1 || from.lanes != 1 {
        return None;
    }
    let (to_name, from_name) = (to.llvm(), from.llvm());
    let sign = |ty: Type| if ty.kind == Kind::Signed { "s" } else { "u" };
    let round = modifiers.iter().find_map(|it| match *it {
        "rni" => Some("roundeven"),
        "rzi" => Some("trunc"),
        "rmi" => Some("floor"),
        "rpi" => Some("ceil"),
        _ => None,
    });
    match (to.is_float(), from.is_float()) {
        (true, true) if to == from => {
            let round = round.unwrap_or("canonicalize");
            Some(emitter.value(&format!("call {to_name} @llvm.{round}({to_name} {value})")))
        }
        (true, true) => {
            let middle = if to.bits == from.bits { "float" } else { from_name.as_str() };
            let value = if middle == from_name {
                value.to_owned()
            } else {
                emitter.value(&format!("fpext {from_name} {value} to float"))
            };
            let how = if to.bits > from.bits { "fpext" } else { "fptrunc" };
            Some(emitter.value(&format!("{how} {middle} {value} to {to_name}")))
        }
        (false, true) => {
            let round = round.unwrap_or("trunc");
            let whole =
                emitter.value(&format!("call {from_name} @llvm.{round}({from_name} {value})"));
            let sign = sign(to);
            Some(
                emitter
                    .value(&format!("call {to_name} @llvm.fpto{sign}i.sat({from_name} {whole})")),
            )
        }
        (true, false) => {
            let sign = sign(from);
            Some(emitter.value(&format!("{sign}itofp {from_name} {value} to {to_name}")))
        }
        (false, false) if modifiers.contains(&"sat") => None,
        (false, false) => {
            Some(emitter.resize(value, from.bits, to.bits, from.kind == Kind::Signed))
        }
    }
}

/// `setp.<comparison>.<type>` and `set.<comparison>.<to>.<from>`.
fn compare(emitter: &mut Emitter, operation: &Operation<'_>) -> Option<()> {
    let head = operation.head;
    let (modifiers, target, sources) = operation.parts();
    let [first, second] = sources else { return None };
    let from = Type::parse(modifiers.last()?)?;
    let comparison = condition(modifiers.first()?, from)?;
    let llvm = from.llvm();
    let (a, b) = (emitter.read(first, from)?, emitter.read(second, from)?);
    let how = if from.is_float() { "fcmp" } else { "icmp" };
    let holds = emitter.value(&format!("{how} {comparison} {llvm} {a}, {b}"));
    if head == "setp" {
        // A second predicate would be the opposite.
        return match target {
            Operand::Pair(..) => None,
            _ if from.lanes == 1 => emitter.write(target, PREDICATE, &holds),
            _ => None,
        };
    }
    let to = Type::parse(modifiers.get(modifiers.len().checked_sub(2)?)?)?;
    let (to_name, flags) = (to.llvm(), bools(to));
    if to.lanes != from.lanes {
        return None;
    }
    let value = if to.is_float() {
        emitter.value(&format!("uitofp {flags} {holds} to {to_name}"))
    } else {
        emitter.value(&format!("sext i1 {holds} to {to_name}"))
    };
    emitter.write(target, to, &value)
}

/// The type of a comparison's result.
fn bools(ty: Type) -> String {
    if ty.lanes == 1 { "i1".to_owned() } else { format!("<{} x i1>", ty.lanes) }
}

/// LLVM's name of a comparison.
fn condition(name: &str, ty: Type) -> Option<String> {
    if ty.is_float() {
        let text = match name {
            "eq" | "ne" | "lt" | "le" | "gt" | "ge" => format!("o{name}"),
            "equ" | "neu" | "ltu" | "leu" | "gtu" | "geu" => {
                format!("u{}", name.trim_end_matches('u'))
            }
            "num" => "ord".to_owned(),
            "nan" => "uno".to_owned(),
            _ => return None,
        };
        return Some(text);
    }
    let sign = if ty.kind == Kind::Signed { "s" } else { "u" };
    Some(match name {
        "eq" | "ne" => name.to_owned(),
        "lt" | "le" | "gt" | "ge" => format!("{sign}{name}"),
        "lo" => "ult".to_owned(),
        "ls" => "ule".to_owned(),
        "hi" => "ugt".to_owned(),
        "hs" => "uge".to_owned(),
        _ => return None,
    })
}
