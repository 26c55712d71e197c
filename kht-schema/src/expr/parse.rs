//! Parsing: the reverse of printing, through the builders.
//!
//! Text comes from outside, so nesting and size are limited and every refusal says where, what was
//! expected and what was found. Numbers and conditions share one grammar, because an opening
//! parenthesis may start either; each operator checks the kind of its operands.

use std::str::FromStr;

use thiserror::Error;

use super::{Axis, BitOp, CmpOp, Cond, Expr, MAX_DEPTH, MAX_NODES, Pointer, ScalarType, Sym};
use crate::{LoopId, OpqId, ParamId};

/// Why a text is not an expression or a condition.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("column {column}: expected {expected}, found {found}")]
pub struct ParseError {
    /// Position in the text, in characters from 1.
    pub column: usize,
    /// What could have stood there.
    pub expected: String,
    /// What stands there, shortened.
    pub found: String,
}

impl FromStr for Expr {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Expr, ParseError> {
        let mut parser = Parser::new(text);
        let expr = parser.whole().and_then(|value| parser.expect_expr(value));
        let expr = expr.map_err(|error| *error)?;
        check_depth(expr.depth())?;
        Ok(expr)
    }
}

impl FromStr for Cond {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Cond, ParseError> {
        let mut parser = Parser::new(text);
        let cond = parser.whole().and_then(|value| parser.expect_cond(value));
        let cond = cond.map_err(|error| *error)?;
        check_depth(cond.depth())?;
        Ok(cond)
    }
}

fn check_depth(depth: usize) -> Result<(), ParseError> {
    if depth <= MAX_DEPTH {
        return Ok(());
    }
    Err(ParseError {
        column: 1,
        expected: format!("nesting of at most {MAX_DEPTH}"),
        found: depth.to_string(),
    })
}

/// A parsed operand with the byte it starts at.
struct Value {
    start: usize,
    kind: Kind,
}

enum Kind {
    Expr(Expr),
    Cond(Cond),
}

/// Boxed, so that the many nested results stay small on the stack.
type Parsed<T> = Result<T, Box<ParseError>>;

#[derive(Clone, Copy, PartialEq)]
enum Token<'t> {
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

struct Parser<'t> {
    text: &'t str,
    /// Token at `start..end`, not yet taken.
    token: Token<'t>,
    start: usize,
    end: usize,
    depth: usize,
    nodes: usize,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str) -> Self {
        let mut parser = Parser { text, token: Token::End, start: 0, end: 0, depth: 0, nodes: 0 };
        parser.advance();
        parser
    }

    fn advance(&mut self) {
        let rest = self.text[self.end..].trim_ascii_start();
        self.start = self.text.len() - rest.len();
        let (token, len) = lex(rest);
        self.token = token;
        self.end = self.start + len;
    }

    fn eat(&mut self, sign: &'static str) -> bool {
        let found = self.token == Token::Sign(sign);
        if found {
            self.advance();
        }
        found
    }

    fn expect(&mut self, sign: &'static str) -> Parsed<()> {
        if self.eat(sign) { Ok(()) } else { Err(self.unexpected(format!("{sign:?}"))) }
    }

    fn error_at(&self, byte: usize, expected: String, found: String) -> Box<ParseError> {
        let column = self.text[..byte].chars().count() + 1;
        Box::new(ParseError { column, expected, found })
    }

    fn unexpected(&self, expected: impl Into<String>) -> Box<ParseError> {
        let found = match self.token {
            Token::End => "end of text".to_owned(),
            Token::Other(_) | Token::Number(_) | Token::Word(_) | Token::Sign(_) => {
                quote(&self.text[self.start..self.end])
            }
        };
        self.error_at(self.start, expected.into(), found)
    }

    fn whole(&mut self) -> Parsed<Value> {
        let value = self.any()?;
        match self.token {
            Token::End => Ok(value),
            _ => Err(self.unexpected("an operator or the end of the text")),
        }
    }

    fn expect_expr(&self, value: Value) -> Parsed<Expr> {
        match value.kind {
            Kind::Expr(expr) => Ok(expr),
            Kind::Cond(_) => {
                Err(self.error_at(value.start, "a number".to_owned(), "a condition".to_owned()))
            }
        }
    }

    fn expect_cond(&self, value: Value) -> Parsed<Cond> {
        match value.kind {
            Kind::Cond(cond) => Ok(cond),
            Kind::Expr(_) => {
                Err(self.error_at(value.start, "a condition".to_owned(), "a number".to_owned()))
            }
        }
    }

    /// Anything, from `||` downwards.
    fn any(&mut self) -> Parsed<Value> {
        self.chain("||", Cond::or, |parser| parser.chain("&&", Cond::and, Parser::comparison))
    }

    fn chain(
        &mut self,
        sign: &'static str,
        build: fn(Vec<Cond>) -> Cond,
        operand: fn(&mut Self) -> Parsed<Value>,
    ) -> Parsed<Value> {
        let first = operand(self)?;
        if self.token != Token::Sign(sign) {
            return Ok(first);
        }
        let start = first.start;
        let mut conds = vec![self.expect_cond(first)?];
        while self.eat(sign) {
            let next = operand(self)?;
            conds.push(self.expect_cond(next)?);
        }
        Ok(Value { start, kind: Kind::Cond(build(conds)) })
    }

    fn comparison(&mut self) -> Parsed<Value> {
        let left = self.sum()?;
        let Token::Sign(sign @ ("==" | "!=" | "<" | "<=" | ">" | ">=")) = self.token else {
            return Ok(left);
        };
        self.advance();
        let start = left.start;
        let left = self.expect_expr(left)?;
        let right = self.sum()?;
        let right = self.expect_expr(right)?;
        let cond = match sign {
            "==" => Cond::cmp(CmpOp::Eq, left, right),
            "!=" => Cond::cmp(CmpOp::Ne, left, right),
            "<" => Cond::cmp(CmpOp::Lt, left, right),
            "<=" => Cond::cmp(CmpOp::Le, left, right),
            ">" => Cond::cmp(CmpOp::Lt, right, left),
            _ => Cond::cmp(CmpOp::Le, right, left),
        };
        Ok(Value { start, kind: Kind::Cond(cond) })
    }

    fn sum(&mut self) -> Parsed<Value> {
        let first = self.product(false)?;
        if !matches!(self.token, Token::Sign("+" | "-")) {
            return Ok(first);
        }
        let start = first.start;
        let mut terms = vec![self.expect_expr(first)?];
        while let Token::Sign(sign @ ("+" | "-")) = self.token {
            self.advance();
            let term = self.product(sign == "-")?;
            terms.push(self.expect_expr(term)?);
        }
        Ok(Value { start, kind: Kind::Expr(Expr::add(terms)) })
    }

    /// A product, with the sign in front of it applied to all of it.
    fn product(&mut self, negative: bool) -> Parsed<Value> {
        let start = self.start;
        let mut factors = Vec::new();
        let first = self.factor(negative, &mut factors)?;
        if factors.is_empty() && self.token != Token::Sign("*") {
            return Ok(first);
        }
        factors.push(self.expect_expr(first)?);
        while self.eat("*") {
            let factor = self.factor(false, &mut factors)?;
            factors.push(self.expect_expr(factor)?);
        }
        Ok(Value { start, kind: Kind::Expr(Expr::mul(factors)) })
    }

    /// A factor; its sign becomes a further factor, unless it can be part of a number: so `-2^127`
    /// can be read, which has no positive counterpart.
    fn factor(&mut self, mut negative: bool, factors: &mut Vec<Expr>) -> Parsed<Value> {
        let start = self.start;
        while self.eat("-") {
            negative = !negative;
        }
        self.count_node()?;
        if let Token::Number(magnitude) = self.token {
            let value = self.number(magnitude, negative)?;
            return Ok(Value { start, ..value });
        }
        if negative {
            factors.push(Expr::Int(-1));
        }
        self.primary()
    }

    fn count_node(&mut self) -> Parsed<()> {
        self.nodes += 1;
        if self.nodes <= MAX_NODES {
            return Ok(());
        }
        Err(self.unexpected(format!("at most {MAX_NODES} operands")))
    }

    fn number(&mut self, magnitude: Option<u128>, negative: bool) -> Parsed<Value> {
        let value = magnitude.and_then(|magnitude| match negative {
            false => i128::try_from(magnitude).ok(),
            true if magnitude == i128::MIN.unsigned_abs() => Some(i128::MIN),
            true => i128::try_from(magnitude).ok().map(|value| -value),
        });
        let Some(value) = value else {
            return Err(self.unexpected("an integer of at most 128 bits"));
        };
        let start = self.start;
        self.advance();
        Ok(Value { start, kind: Kind::Expr(Expr::Int(value)) })
    }

    fn primary(&mut self) -> Parsed<Value> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.unexpected(format!("nesting of at most {MAX_DEPTH}")));
        }
        let start = self.start;
        let mut value = match self.token {
            Token::Sign("(") => {
                self.advance();
                let value = self.any()?;
                self.expect(")")?;
                value
            }
            Token::Sign("!") => {
                self.advance();
                let value = self.primary()?;
                let cond = self.expect_cond(value)?;
                Value { start, kind: Kind::Cond(cond.negate()) }
            }
            Token::Word(word) => Value { start, kind: self.word(word)? },
            Token::Number(_) | Token::Sign(_) | Token::Other(_) | Token::End => {
                return Err(self.unexpected("a number, a symbol, a function or \"(\""));
            }
        };
        value.start = start;
        self.depth -= 1;
        Ok(value)
    }

    fn word(&mut self, word: &str) -> Parsed<Kind> {
        let expr = match word {
            "true" | "false" => {
                self.advance();
                return Ok(Kind::Cond(Cond::Const(word == "true")));
            }
            "floordiv" => self.two(Expr::floor_div)?,
            "mod" => self.two(Expr::modulo)?,
            "and" => self.two(|a, b| Expr::bit(BitOp::And, a, b))?,
            "or" => self.two(|a, b| Expr::bit(BitOp::Or, a, b))?,
            "xor" => self.two(|a, b| Expr::bit(BitOp::Xor, a, b))?,
            "shl" => self.two(|a, b| Expr::bit(BitOp::Shl, a, b))?,
            "shr" => self.two(|a, b| Expr::bit(BitOp::Shr, a, b))?,
            "min" => Expr::min(self.operands()?),
            "max" => Expr::max(self.operands()?),
            "select" => self.select()?,
            "wrap" => self.wrap()?,
            "load" => self.load()?,
            _ => match symbol(word) {
                Some(sym) => {
                    self.advance();
                    Expr::Sym(sym)
                }
                None => return Err(self.unexpected("a symbol or a function")),
            },
        };
        Ok(Kind::Expr(expr))
    }

    fn open(&mut self) -> Parsed<()> {
        self.advance();
        self.expect("(")
    }

    fn operand(&mut self) -> Parsed<Expr> {
        let value = self.any()?;
        self.expect_expr(value)
    }

    fn two(&mut self, build: fn(Expr, Expr) -> Expr) -> Parsed<Expr> {
        self.open()?;
        let left = self.operand()?;
        self.expect(",")?;
        let right = self.operand()?;
        self.expect(")")?;
        Ok(build(left, right))
    }

    /// Two or more operands.
    fn operands(&mut self) -> Parsed<Vec<Expr>> {
        self.open()?;
        let mut operands = vec![self.operand()?];
        self.expect(",")?;
        operands.push(self.operand()?);
        while self.eat(",") {
            operands.push(self.operand()?);
        }
        self.expect(")")?;
        Ok(operands)
    }

    fn select(&mut self) -> Parsed<Expr> {
        self.open()?;
        let value = self.any()?;
        let cond = self.expect_cond(value)?;
        self.expect(",")?;
        let then = self.operand()?;
        self.expect(",")?;
        let otherwise = self.operand()?;
        self.expect(")")?;
        Ok(Expr::select(cond, then, otherwise))
    }

    fn wrap(&mut self) -> Parsed<Expr> {
        self.open()?;
        let bits = match self.token {
            Token::Number(Some(bits @ 1..=64)) => u32::try_from(bits).unwrap_or(64),
            _ => return Err(self.unexpected("a number of bits from 1 to 64")),
        };
        self.advance();
        self.expect(",")?;
        let inner = self.operand()?;
        self.expect(")")?;
        Ok(Expr::wrap(bits, inner))
    }

    fn load(&mut self) -> Parsed<Expr> {
        self.open()?;
        let pointer = match self.token {
            Token::Word(word) => pointer(word),
            _ => None,
        };
        let Some(pointer) = pointer else {
            return Err(self.unexpected("a pointer such as arg0 or arg0@8"));
        };
        self.advance();
        self.expect(",")?;
        let offset = self.operand()?;
        self.expect(",")?;
        let ty = match self.token {
            Token::Word(word) => scalar_type(word),
            _ => None,
        };
        let Some(ty) = ty else {
            return Err(self.unexpected("a type: i8, u8, i16, u16, i32, u32, i64 or u64"));
        };
        self.advance();
        self.expect(")")?;
        Ok(Expr::load(pointer, offset, ty))
    }
}

/// The first token of a text without leading blanks, and its length in bytes.
fn lex(rest: &str) -> (Token<'_>, usize) {
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

fn quote(text: &str) -> String {
    if text.chars().count() <= QUOTED_CHARS {
        return format!("{text:?}");
    }
    let head: String = text.chars().take(QUOTED_CHARS).collect();
    format!("{:?}", head + "…")
}

fn symbol(word: &str) -> Option<Sym> {
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
    if let Some(digits) = word.strip_prefix("opq") {
        return index(digits).map(|id| Sym::Opq(OpqId(id)));
    }
    pointer(word).map(Sym::Arg)
}

fn pointer(word: &str) -> Option<Pointer> {
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

fn scalar_type(word: &str) -> Option<ScalarType> {
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
