//! Floating-point constants: bits, names of special values and shortest decimals become hexadecimal
//! numbers, as LLVM 22 writes what is not exact in decimal.

use std::borrow::Cow;

use half::{bf16, f16};

use super::tokens::{Token, tokens};

/// A floating-point type whose constants are rewritten.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Float {
    Half,
    Bfloat,
    Single,
    Double,
}

/// A line with its floating-point constants as LLVM 22 writes them.
pub(super) fn fix(line: Cow<'_, str>) -> Cow<'_, str> {
    if !["half", "bfloat", "float", "double"].iter().any(|name| line.contains(name)) {
        return line;
    }
    let tokens = tokens(&line);
    let mut fixed = String::with_capacity(line.len() + 16);
    // A constant stands behind its type, with other operands of the type in between at most.
    let mut ty = None;
    let mut position = 0;
    while let Some(&token) = tokens.get(position) {
        let (literal, length) = literal(&tokens[position..]);
        match (ty, Float::named(token)) {
            (_, Some(named)) => ty = named,
            (Some(ty), None) => {
                if let Some(written) = literal.and_then(|literal| literal.written(ty)) {
                    fixed += &written;
                    position += length;
                    continue;
                }
            }
            (None, None) => {}
        }
        fixed += token.text();
        position += 1;
    }
    if fixed == line { line } else { Cow::Owned(fixed) }
}

/// A constant as newer text writes it.
#[derive(Clone, Copy)]
enum Literal<'t> {
    /// `f0x3F800000`, the digits.
    Bits(&'t str),
    Infinity {
        negative: bool,
    },
    /// Not a number: `+qnan`, `+nan(0x3F)`, `-snan(0x1)`.
    Nan {
        negative: bool,
        quiet: bool,
        payload: u64,
    },
    Decimal(&'t str),
}

/// The constant that a list of tokens starts with, and how many tokens it has.
fn literal<'t>(tokens: &[Token<'t>]) -> (Option<Literal<'t>>, usize) {
    let Some(Token::Word(word)) = tokens.first() else { return (None, 1) };
    if let Some(digits) = word.strip_prefix("f0x") {
        return (Some(Literal::Bits(digits)), 1);
    }
    let negative = word.starts_with('-');
    match word.strip_prefix(['+', '-']) {
        Some("inf") => return (Some(Literal::Infinity { negative }), 1),
        Some("qnan") => return (Some(Literal::Nan { negative, quiet: true, payload: 0 }), 1),
        Some(name @ ("nan" | "snan")) => {
            let payload = payload(tokens.get(1..4).unwrap_or_default());
            let quiet = name == "nan";
            return (payload.map(|payload| Literal::Nan { negative, quiet, payload }), 4);
        }
        _ => {}
    }
    let digits = word.strip_prefix('-').unwrap_or(word);
    let is_decimal = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.contains(['.', 'e', 'E'])
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '+' | '-'));
    (is_decimal.then_some(Literal::Decimal(word)), 1)
}

/// The number in `(0x3F)`.
fn payload(tokens: &[Token<'_>]) -> Option<u64> {
    let [Token::Other("("), Token::Word(number), Token::Other(")")] = tokens else { return None };
    u64::from_str_radix(number.strip_prefix("0x")?, 16).ok()
}

impl Literal<'_> {
    /// The constant as LLVM 22 writes it; `None` if it has no such value, or need not change.
    fn written(self, ty: Float) -> Option<String> {
        let sign = |negative: bool| u64::from(negative) << (ty.width() - 1);
        let infinity = ((1 << (ty.width() - 1 - ty.mantissa())) - 1) << ty.mantissa();
        let bits = match self {
            Literal::Bits(digits) if Ok(ty.width()) == u32::try_from(4 * digits.len()) => {
                u64::from_str_radix(digits, 16).ok()?
            }
            Literal::Bits(_) => return None,
            Literal::Infinity { negative } => sign(negative) | infinity,
            Literal::Nan { negative, quiet, payload } if payload >> ty.mantissa() == 0 => {
                let quiet = u64::from(quiet) << (ty.mantissa() - 1);
                sign(negative) | infinity | quiet | payload
            }
            Literal::Nan { .. } => return None,
            Literal::Decimal(text) => return ty.decimal(text),
        };
        Some(ty.hexadecimal(bits))
    }
}

impl Float {
    /// The type that a word names: `None` for other words, `Some(None)` for floating-point types
    /// whose constants stay as they are.
    fn named(token: Token<'_>) -> Option<Option<Float>> {
        match token {
            Token::Word("half") => Some(Some(Float::Half)),
            Token::Word("bfloat") => Some(Some(Float::Bfloat)),
            Token::Word("float") => Some(Some(Float::Single)),
            Token::Word("double") => Some(Some(Float::Double)),
            Token::Word("fp128" | "x86_fp80" | "ppc_fp128") => Some(None),
            _ => None,
        }
    }

    fn width(self) -> u32 {
        match self {
            Float::Half | Float::Bfloat => 16,
            Float::Single => 32,
            Float::Double => 64,
        }
    }

    fn mantissa(self) -> u32 {
        match self {
            Float::Half => 10,
            Float::Bfloat => 7,
            Float::Single => 23,
            Float::Double => 52,
        }
    }

    /// A decimal, rounded to the type; `None` if LLVM 22 reads it as it is.
    fn decimal(self, text: &str) -> Option<String> {
        let exact: f64 = text.parse().ok()?;
        let (bits, rounded) = match self {
            Float::Half => {
                let value = f16::from_f64(exact);
                (value.to_bits().into(), value.to_f64())
            }
            Float::Bfloat => {
                let value = bf16::from_f64(exact);
                (value.to_bits().into(), value.to_f64())
            }
            Float::Single => {
                // Rounding twice may round wrongly.
                let value: f32 = text.parse().ok()?;
                (value.to_bits().into(), f64::from(value))
            }
            Float::Double => (exact.to_bits(), exact),
        };
        let is_read = text.contains('.') && rounded.to_bits() == exact.to_bits();
        (!is_read).then(|| self.hexadecimal(bits))
    }

    /// Bits of the type as LLVM 22 writes them: single precision as if it were double.
    fn hexadecimal(self, bits: u64) -> String {
        match self {
            Float::Half => format!("0xH{bits:04X}"),
            Float::Bfloat => format!("0xR{bits:04X}"),
            Float::Double => format!("0x{bits:016X}"),
            Float::Single => {
                let low = u32::try_from(bits & 0xFFFF_FFFF).expect("cut to 32 bits");
                let value = f32::from_bits(low);
                let wide = if value.is_nan() {
                    // Conversion would quiet it.
                    (bits >> 31) << 63 | 0x7FF << 52 | (bits & 0x7F_FFFF) << 29
                } else {
                    f64::from(value).to_bits()
                };
                format!("0x{wide:016X}")
            }
        }
    }
}
