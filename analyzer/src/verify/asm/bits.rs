//! PTX instructions on bits and on packed bytes.

use super::emit::{Emitter, Kind, Type};
use super::parse::{Instruction, Operand, Operation};

const WORD: Type = Type { kind: Kind::Bits, bits: 32, lanes: 1 };

/// Translates an instruction; `None` if it is not one of these.
pub(super) fn translate(emitter: &mut Emitter, instruction: &Instruction) -> Option<()> {
    let operation = instruction.operation()?;
    match operation.head {
        "vadd4" | "vsub4" => bytewise(emitter, &operation),
        "vset4" => compare_bytes(emitter, &operation),
        "dp4a" => dot(emitter, &operation),
        "lop3" => logic(emitter, &operation),
        "bfe" => extract_field(emitter, &operation),
        "bfi" => insert_field(emitter, &operation),
        "bfind" | "bmsk" | "szext" => None,
        "shf" => funnel(emitter, &operation),
        "sad" => difference(emitter, &operation),
        "copysign" => copy_sign(emitter, &operation),
        "prmt" => permute(emitter, &operation),
        "cvt" => convert_small(emitter, &operation),
        _ => None,
    }
}

/// `prmt.b32 d, a, b, c` in its default mode.
fn permute(emitter: &mut Emitter, operation: &Operation<'_>) -> Option<()> {
    let (modifiers, target, sources) = operation.parts();
    let ([first, second, selector], ["b32"]) = (sources, modifiers) else { return None };
    let [a, b] = [emitter.read(first, WORD)?, emitter.read(second, WORD)?];
    let c = emitter.read(selector, WORD)?;
    let value = emitter.value(&format!("call i32 @kht_permute(i32 {a}, i32 {b}, i32 {c})"));
    emitter.write(target, WORD, &value)
}

/// A value's low byte, but not more than a limit.
fn byte(emitter: &mut Emitter, operand: &Operand, limit: u32) -> Option<String> {
    let value = emitter.read(operand, WORD)?;
    let low = emitter.value(&format!("and i32 {value}, 255"));
    Some(emitter.value(&format!("call i32 @llvm.umin(i32 {low}, i32 {limit})")))
}

/// Where a field starts and how long it is, in twice the bits of its type.
fn extent(emitter: &mut Emitter, place: [&Operand; 2], bits: u32) -> Option<[String; 2]> {
    let [position, length] = place.map(|operand| byte(emitter, operand, bits));
    Some([position?, length?].map(|it| emitter.resize(&it, 32, 2 * bits, false)))
}

/// `bfe.<type> d, a, position, length`, by way of twice as many bits.
fn extract_field(emitter: &mut Emitter, operation: &Operation<'_>) -> Option<()> {
    let (modifiers, target, sources) = operation.parts();
    let [value, position, length] = sources else { return None };
    let ty = Type::parse(modifiers.last()?)?;
    let (bits, double) = (ty.bits, 2 * ty.bits);
    let signed = ty.kind == Kind::Signed;
    let value = emitter.read(value, ty)?;
    let wide = emitter.resize(&value, bits, double, signed);
    let [position, length] = extent(emitter, [position, length], bits)?;
    let moved = emitter.value(&format!("ashr i{double} {wide}, {position}"));
    // The field goes to the top and back, which brings its sign.
    let rest = emitter.value(&format!("sub i{double} {}, {length}", double - 1));
    let high = emitter.value(&format!("shl i{double} {moved}, {rest}"));
    let high = emitter.value(&format!("shl i{double} {high}, 1"));
    // A field of no bits would shift by the whole width.
    let back = emitter.value(&format!("add i{double} {rest}, 1"));
    let back = emitter
        .value(&format!("call i{double} @llvm.umin(i{double} {back}, i{double} {})", double - 1));
    let how = if signed { "ashr" } else { "lshr" };
    let field = emitter.value(&format!("{how} i{double} {high}, {back}"));
    let field = emitter.resize(&field, double, bits, false);
    emitter.write(target, ty, &field)
}

/// `bfi.<type> d, a, b, position, length`: `a` goes into `b`.
fn insert_field(emitter: &mut Emitter, operation: &Operation<'_>) -> Option<()> {
    let (modifiers, target, sources) = operation.parts();
    let [field, value, position, length] = sources else { return None };
    let ty = Type::parse(modifiers.last()?)?;
    let (bits, double) = (ty.bits, 2 * ty.bits);
    let [field, value] = [emitter.read(field, ty)?, emitter.read(value, ty)?];
    let [field, value] = [field, value].map(|it| emitter.resize(&it, bits, double, false));
    let [position, length] = extent(emitter, [position, length], bits)?;
    let one = emitter.value(&format!("shl i{double} 1, {length}"));
    let mask = emitter.value(&format!("sub i{double} {one}, 1"));
    let mask = emitter.value(&format!("shl i{double} {mask}, {position}"));
    let moved = emitter.value(&format!("shl i{double} {field}, {position}"));
    let moved = emitter.value(&format!("and i{double} {moved}, {mask}"));
    let rest = emitter.value(&format!("xor i{double} {mask}, -1"));
    let kept = emitter.value(&format!("and i{double} {value}, {rest}"));
    let all = emitter.value(&format!("or i{double} {kept}, {moved}"));
    let all = emitter.resize(&all, double, bits, false);
    emitter.write(target, ty, &all)
}

/// `shf.{l,r}.{clamp,wrap}.b32 d, low, high, amount`.
fn funnel(emitter: &mut Emitter, operation: &Operation<'_>) -> Option<()> {
    let (modifiers, target, sources) = operation.parts();
    let [low, high, amount] = sources else { return None };
    let [low, high] = [emitter.read(low, WORD)?, emitter.read(high, WORD)?];
    let amount = emitter.read(amount, WORD)?;
    let amount = match modifiers {
        [_, "wrap", "b32"] => emitter.value(&format!("and i32 {amount}, 31")),
        [_, "clamp", "b32"] => emitter.value(&format!("call i32 @llvm.umin(i32 {amount}, i32 32)")),
        _ => return None,
    };
    let [low, high, amount] = [low, high, amount].map(|it| emitter.resize(&it, 32, 64, false));
    let high = emitter.value(&format!("shl i64 {high}, 32"));
    let both = emitter.value(&format!("or i64 {high}, {low}"));
    let value = if modifiers[0] == "l" {
        let shifted = emitter.value(&format!("shl i64 {both}, {amount}"));
        emitter.value(&format!("lshr i64 {shifted}, 32"))
    } else {
        emitter.value(&format!("lshr i64 {both}, {amount}"))
    };
    let value = emitter.resize(&value, 64, 32, false);
    emitter.write(target, WORD, &value)
}

/// `sad.<type> d, a, b, c`: the distance of `a` and `b`, and `c`.
fn difference(emitter: &mut Emitter, operation: &Operation<'_>) -> Option<()> {
    let (modifiers, target, sources) = operation.parts();
    let [first, second, sum] = sources else { return None };
    let ty = Type::parse(modifiers.last()?)?;
    let llvm = ty.llvm();
    let [a, b] = [emitter.read(first, ty)?, emitter.read(second, ty)?];
    let sum = emitter.read(sum, ty)?;
    let sign = if ty.kind == Kind::Signed { "s" } else { "u" };
    let [high, low] = ["max", "min"].map(|which| {
        emitter.value(&format!("call {llvm} @llvm.{sign}{which}({llvm} {a}, {llvm} {b})"))
    });
    let distance = emitter.value(&format!("sub {llvm} {high}, {low}"));
    let all = emitter.value(&format!("add {llvm} {distance}, {sum}"));
    emitter.write(target, ty, &all)
}

/// `copysign.<type> d, a, b`: the sign of `a` and the size of `b`.
fn copy_sign(emitter: &mut Emitter, operation: &Operation<'_>) -> Option<()> {
    let (modifiers, target, sources) = operation.parts();
    let [sign, size] = sources else { return None };
    let ty = Type::parse(modifiers.last()?)?;
    let llvm = ty.llvm();
    let [sign, size] = [emitter.read(sign, ty)?, emitter.read(size, ty)?];
    let value = emitter.value(&format!("call {llvm} @llvm.copysign({llvm} {size}, {llvm} {sign})"));
    emitter.write(target, ty, &value)
}

/// Conversions from and to floating-point numbers of eight bits, two at a time, and to `tf32`.
fn convert_small(emitter: &mut Emitter, operation: &Operation<'_>) -> Option<()> {
    let (modifiers, target, sources) = operation.parts();
    let kind = |name: &str| match name {
        "e4m3x2" => Some(0),
        "e5m2x2" => Some(1),
        _ => None,
    };
    let [rounding @ .., to, from] = modifiers else { return None };
    let [first, rest @ ..] = sources else { return None };
    match (*to, *from) {
        ("tf32", "f32") => {
            let word = emitter.read(first, WORD)?;
            let rounded = emitter.value(&format!("add i32 {word}, 4096"));
            let value = emitter.value(&format!("and i32 {rounded}, -8192"));
            emitter.write(target, WORD, &value)
        }
        ("f16x2", small) => {
            let kind = kind(small)?;
            let pair = emitter.read(first, Type::bits(16))?;
            let pair = emitter.resize(&pair, 16, 32, false);
            let value =
                emitter.value(&format!("call i32 @kht_widen_small(i32 {kind}, i32 {pair})"));
            emitter.write(target, WORD, &value)
        }
        (small, "f32") => {
            let (kind, [second]) = (kind(small)?, rest) else { return None };
            let float = Type::parse("f32")?;
            let [high, low] = [emitter.read(first, float)?, emitter.read(second, float)?];
            narrow_small(emitter, kind, rounding, target, [low, high])
        }
        (small, "f16x2") => {
            let kind = kind(small)?;
            let pair = emitter.read(first, Type::parse("f16x2")?)?;
            let floats = emitter.value(&format!("fpext <2 x half> {pair} to <2 x float>"));
            let parts = [0, 1].map(|index| {
                emitter.value(&format!("extractelement <2 x float> {floats}, i32 {index}"))
            });
            narrow_small(emitter, kind, rounding, target, parts)
        }
        _ => None,
    }
}

/// Two floats, the low one first, as a pair of small numbers.
fn narrow_small(
    emitter: &mut Emitter,
    kind: u32,
    rounding: &[&str],
    target: &Operand,
    [low, high]: [String; 2],
) -> Option<()> {
    let relu = u32::from(rounding.contains(&"relu"));
    let value = emitter.value(&format!(
        "call i32 @kht_narrow_small(i32 {kind}, i32 {relu}, float {low}, float {high})"
    ));
    let value = emitter.resize(&value, 32, 16, false);
    emitter.write(target, Type::bits(16), &value)
}

/// The four bytes of a word.
fn bytes(emitter: &mut Emitter, operand: &Operand) -> Option<String> {
    let word = emitter.read(operand, WORD)?;
    Some(emitter.value(&format!("bitcast i32 {word} to <4 x i8>")))
}

/// `vadd4` and `vsub4` on four bytes.
fn bytewise(emitter: &mut Emitter, operation: &Operation<'_>) -> Option<()> {
    let head = operation.head;
    let (modifiers, target, sources) = operation.parts();
    let signed = match modifiers {
        ["s32", "s32", "s32", ..] => true,
        ["u32", "u32", "u32", ..] => false,
        _ => return None,
    };
    let [first, second, ..] = sources else { return None };
    let [a, b] = [bytes(emitter, first)?, bytes(emitter, second)?];
    let operation = if head == "vadd4" { "add" } else { "sub" };
    let result = if modifiers.contains(&"sat") {
        let sign = if signed { "s" } else { "u" };
        format!("call <4 x i8> @llvm.{sign}{operation}.sat(<4 x i8> {a}, <4 x i8> {b})")
    } else {
        format!("{operation} <4 x i8> {a}, {b}")
    };
    let result = emitter.value(&result);
    let word = emitter.value(&format!("bitcast <4 x i8> {result} to i32"));
    emitter.write(target, Type::bits(32), &word)
}

/// `dp4a.<a>.<b> d, a, b, c`.
fn dot(emitter: &mut Emitter, operation: &Operation<'_>) -> Option<()> {
    let (modifiers, target, sources) = operation.parts();
    let [first, second, sum] = sources else { return None };
    let [a, b] = modifiers else { return None };
    let signs = u32::from(*a == "s32") | u32::from(*b == "s32") << 1;
    let word = Type::bits(32);
    let (a, b) = (emitter.read(first, word)?, emitter.read(second, word)?);
    let sum = emitter.read(sum, word)?;
    let value =
        emitter.value(&format!("call i32 @kht_dot(i32 {signs}, i32 {a}, i32 {b}, i32 {sum})"));
    emitter.write(target, word, &value)
}

/// `lop3.b32 d, a, b, c, table`: the table's bit `4a + 2b + c` is the result for each bit. The
/// table may be an operand whose value only the call knows.
fn logic(emitter: &mut Emitter, operation: &Operation<'_>) -> Option<()> {
    let (_, target, sources) = operation.parts();
    let [first, second, third, table] = sources else { return None };
    let mut inputs = Vec::new();
    for source in [first, second, third] {
        let value = emitter.read(source, WORD)?;
        let inverse = emitter.value(&format!("xor i32 {value}, -1"));
        inputs.push([inverse, value]);
    }
    let table = emitter.read(table, WORD)?;
    let mut result = "0".to_owned();
    for row in 0..8 {
        let pick = |input: usize, bit: usize| &inputs[input][row >> bit & 1];
        let (a, b, c) = (pick(0, 2), pick(1, 1), pick(2, 0));
        let both = emitter.value(&format!("and i32 {a}, {b}"));
        let term = emitter.value(&format!("and i32 {both}, {c}"));
        // The row's bit of the table, in all bits.
        let high = emitter.value(&format!("shl i32 {table}, {}", 31 - row));
        let chosen = emitter.value(&format!("ashr i32 {high}, 31"));
        let term = emitter.value(&format!("and i32 {term}, {chosen}"));
        result = emitter.value(&format!("or i32 {result}, {term}"));
    }
    emitter.write(target, WORD, &result)
}

/// `vset4.<a>.<b>.<comparison> d, a, b, c`: 1 in each byte for which it holds.
fn compare_bytes(emitter: &mut Emitter, operation: &Operation<'_>) -> Option<()> {
    let (modifiers, target, sources) = operation.parts();
    let ([first, second, _], [a, b, comparison]) = (sources, modifiers) else { return None };
    let sign = match (*a, *b) {
        ("s32", "s32") => "s",
        ("u32", "u32") => "u",
        _ => return None,
    };
    let condition = match *comparison {
        "eq" | "ne" => (*comparison).to_owned(),
        "lt" | "le" | "gt" | "ge" => format!("{sign}{comparison}"),
        _ => return None,
    };
    let [a, b] = [bytes(emitter, first)?, bytes(emitter, second)?];
    let holds = emitter.value(&format!("icmp {condition} <4 x i8> {a}, {b}"));
    let ones = emitter.value(&format!("zext <4 x i1> {holds} to <4 x i8>"));
    let word = emitter.value(&format!("bitcast <4 x i8> {ones} to i32"));
    emitter.write(target, WORD, &word)
}
