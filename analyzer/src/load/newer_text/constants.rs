//! Constant expressions that LLVM 22 has no more: each becomes an instruction in front of the one
//! that uses it, on the same line.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::tokens::{Token, tokens};

/// Binary operations that were constant expressions once.
const REMOVED: [&str; 6] = ["and", "or", "shl", "lshr", "ashr", "mul"];

/// Names the instructions that were made.
#[derive(Default)]
pub(super) struct Hoisted {
    count: usize,
}

impl Hoisted {
    /// A line without such constant expressions.
    pub(super) fn fix<'t>(&mut self, line: Cow<'t, str>) -> Cow<'t, str> {
        // A merge would need it in the blocks that it comes from.
        let may_have = line.starts_with(' ') && line.contains(" (") && !line.contains(" = phi ");
        if !may_have {
            return line;
        }
        let mut before = String::new();
        let mut line = line;
        // The last one has none of its kind within.
        while let Some((start, end, instruction)) = last(&line) {
            let name = format!("%other.release.{}", self.count);
            self.count += 1;
            write!(before, "{name} = {instruction} ").expect("writing to a string cannot fail");
            line = Cow::Owned(format!("{}{name}{}", &line[..start], &line[end..]));
        }
        if before.is_empty() {
            return line;
        }
        let indent = line.len() - line.trim_start().len();
        Cow::Owned(format!("{}{before}{}", &line[..indent], &line[indent..]))
    }
}

/// Where the last such expression of a line starts and ends, and the instruction that it is.
fn last(line: &str) -> Option<(usize, usize, String)> {
    let tokens = tokens(line);
    (0..tokens.len()).rev().find_map(|start| {
        let Token::Word(operation) = tokens[start] else { return None };
        if !REMOVED.contains(&operation) {
            return None;
        }
        let is_flag = |token: &Token<'_>| {
            token.is_space() || matches!(token, Token::Word("nuw" | "nsw" | "exact" | "disjoint"))
        };
        let open = (start + 1..tokens.len()).find(|&position| !is_flag(&tokens[position]))?;
        if tokens[open] != Token::Other("(") {
            return None;
        }
        let (comma, close) = operands(&tokens, open)?;
        let text = |from: usize, to: usize| {
            tokens[from..to].iter().map(|token| token.text()).collect::<String>()
        };
        let left = text(open + 1, comma);
        let right = text(comma + 1, close);
        // The second operand without its type, which is that of the first.
        let (_, right) = right.trim().split_once(' ')?;
        let flags = text(start + 1, open);
        let flags = flags.trim();
        let space = if flags.is_empty() { "" } else { " " };
        let instruction = format!("{operation}{space}{flags} {left}, {right}");
        Some((text(0, start).len(), text(0, close + 1).len(), instruction))
    })
}

/// The comma between two operands in brackets, and the closing bracket.
fn operands(tokens: &[Token<'_>], open: usize) -> Option<(usize, usize)> {
    let mut depth = 0;
    let mut comma = None;
    for (position, token) in tokens.iter().enumerate().skip(open) {
        match token {
            Token::Other("(" | "[" | "{" | "<") => depth += 1,
            Token::Other(")" | "]" | "}" | ">") => {
                depth -= 1;
                if depth == 0 {
                    return Some((comma?, position));
                }
            }
            Token::Other(",") if depth == 1 => comma = Some(position),
            _ => {}
        }
    }
    None
}
