//! Tokens and names of the language.

use crate::expr::{Axis, Pointer, ScalarType, Sym};
use crate::{LoopId, OpqId, ParamId, ValId};

/// A piece of text with a meaning of its own.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Token<'t> {
    /// Digits; `None` if the number has more than 128 bits.
    Number(Option<u128>),
    Word(&'t str),
    Sign(&'static str),
    Other(char),
    End,
}

/// Operators and brackets; a longer one comes before its prefix.
const SIGNS: [&str; 15] =
    ["&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "+", "-", "*", "(", ")", ","];

/// Characters of the text that an error message quotes at most.
const QUOTED_CHARS: usize = 24;

/// The first token of a text without leading blanks, and its length in bytes.
pub(super) fn lex(rest: &str) -> (Token<'_>, usize) {
    let Some(first) = rest.chars().next() else {
        return (Token::End, 0);
    };
    let run = |accept: fn(char) -> bool| rest.find(|c| !accept(c)).unwrap_or(rest.len());
    if first.is_ascii_digit() {
        let len = run(|c| c.is_ascii_digit());
        return (Token::Number(rest[..len].parse().ok()), len);
    }
    if first.is_ascii_alphabetic() {
        let len = run(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '@'));
        return (Token::Word(&rest[..len]), len);
    }
    match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
        Some(sign) => (Token::Sign(sign), sign.len()),
        None => (Token::Other(first), first.len_utf8()),
    }
}

/// A text in quotes, cut where it would make the message unreadable.
pub(super) fn quote(text: &str) -> String {
    if text.chars().count() <= QUOTED_CHARS {
        return format!("{text:?}");
    }
    let head: String = text.chars().take(QUOTED_CHARS).collect();
    format!("{:?}", head + "…")
}

/// The symbol of a name.
pub(super) fn symbol(word: &str) -> Option<Sym> {
    if let Some((id, carried)) = word.strip_prefix("car").and_then(|rest| rest.split_once('.')) {
        return Some(Sym::Car(LoopId(index(id)?), index(carried)?));
    }
    if let Some((name, axis)) = word.split_once('.') {
        let axis = match axis {
            "x" => Axis::X,
            "y" => Axis::Y,
            "z" => Axis::Z,
            _ => return None,
        };
        return match name {
            "gdim" => Some(Sym::Gdim(axis)),
            "bdim" => Some(Sym::Bdim(axis)),
            "bid" => Some(Sym::Bid(axis)),
            "tid" => Some(Sym::Tid(axis)),
            _ => None,
        };
    }
    if let Some(digits) = word.strip_prefix("it") {
        return index(digits).map(|id| Sym::It(LoopId(id)));
    }
    if let Some(digits) = word.strip_prefix("step") {
        return index(digits).map(|id| Sym::Step(LoopId(id)));
    }
    if let Some(digits) = word.strip_prefix("opq") {
        return index(digits).map(|id| Sym::Opq(OpqId(id)));
    }
    if let Some(digits) = word.strip_prefix("val") {
        return index(digits).map(|id| Sym::Val(ValId(id)));
    }
    pointer(word).map(Sym::Arg)
}

/// The argument or field of a name.
pub(super) fn pointer(word: &str) -> Option<Pointer> {
    let digits = word.strip_prefix("arg")?;
    match digits.split_once('@') {
        Some((param, at)) => Some(Pointer { param: ParamId(index(param)?), at: Some(index(at)?) }),
        None => Some(Pointer { param: ParamId(index(digits)?), at: None }),
    }
}

/// A number as it is printed, so without leading zeros.
fn index(digits: &str) -> Option<u32> {
    let plain = digits == "0" || !digits.starts_with('0');
    digits.parse().ok().filter(|_| plain)
}

/// The type of a name.
pub(super) fn scalar_type(word: &str) -> Option<ScalarType> {
    Some(match word {
        "i8" => ScalarType::I8,
        "u8" => ScalarType::U8,
        "i16" => ScalarType::I16,
        "u16" => ScalarType::U16,
        "i32" => ScalarType::I32,
        "u32" => ScalarType::U32,
        "i64" => ScalarType::I64,
        "u64" => ScalarType::U64,
        _ => return None,
    })
}
