//! Intrinsics of amdgcn whose operands are others in LLVM 22.

use std::borrow::Cow;

use super::tokens::{Token, tokens};

/// Intrinsics that LLVM 22 has with other operands, without `llvm.`: they become plain functions of
/// the name that is left, of which later stages know the meaning or nothing.
const CHANGED: [&str; 4] = [
    "amdgcn.raw.ptr.buffer.load.async.lds",
    "amdgcn.tensor.load.to.lds",
    "amdgcn.tensor.store.from.lds",
    "amdgcn.wmma.f32.16x16x32.f16.v8f32.v16f16",
];

/// Buffer resources, whose size had 32 bits once.
const RESOURCE: &str = "llvm.amdgcn.make.buffer.rsrc.";

/// A line with its intrinsics as LLVM 22 has them.
pub(super) fn fix(line: Cow<'_, str>) -> Cow<'_, str> {
    if !line.contains("@llvm.amdgcn.") {
        return line;
    }
    let declares = line.starts_with("declare ");
    let tokens = tokens(&line);
    let makes_resource = |token: &Token<'_>| {
        token.text().strip_prefix('@').is_some_and(|it| it.starts_with(RESOURCE))
    };
    if let Some(position) = tokens.iter().position(makes_resource) {
        return resource(&tokens, position).map_or(line.clone(), Cow::Owned);
    }
    if !tokens.iter().any(|token| changed(token.text()).is_some()) {
        return line;
    }
    let mut fixed = String::with_capacity(line.len());
    for token in &tokens {
        match token {
            Token::Name(name) => match changed(name) {
                Some(name) => fixed.extend(["@", name]),
                None => fixed += name,
            },
            // Only intrinsics may have it.
            Token::Word("immarg") if declares => fixed.truncate(fixed.trim_end().len()),
            other => fixed += other.text(),
        }
    }
    Cow::Owned(fixed)
}

/// The name without `llvm.` of an intrinsic that has changed.
fn changed(name: &str) -> Option<&str> {
    name.strip_prefix("@llvm.").filter(|name| CHANGED.contains(name))
}

/// A call or declaration with a size of 64 bits, the third operand; `None` if that is what it has,
/// or a size that is not a constant.
fn resource(tokens: &[Token<'_>], name: usize) -> Option<String> {
    let mut depth = 0;
    let mut commas = 0;
    let ty = tokens.iter().enumerate().skip(name).find_map(|(position, token)| {
        match token {
            Token::Other("(") => depth += 1,
            Token::Other(")") => depth -= 1,
            Token::Other(",") if depth == 1 => commas += 1,
            Token::Word(_) if depth == 1 && commas == 2 => return Some(position),
            _ => {}
        }
        None
    })?;
    if tokens[ty] != Token::Word("i32") {
        return None;
    }
    let number = tokens.get(ty + 2).filter(|_| tokens[ty + 1].is_space());
    let size = match number {
        Some(Token::Word(number)) => {
            let number: i64 = number.parse().ok()?;
            Some((number & 0xFFFF_FFFF).to_string())
        }
        Some(Token::Name(_)) => return None,
        _ => None,
    };
    let text = |tokens: &[Token<'_>]| tokens.iter().map(|token| token.text()).collect::<String>();
    Some(match size {
        Some(size) => format!("{}i64 {size}{}", text(&tokens[..ty]), text(&tokens[ty + 3..])),
        None => format!("{}i64{}", text(&tokens[..ty]), text(&tokens[ty + 1..])),
    })
}
