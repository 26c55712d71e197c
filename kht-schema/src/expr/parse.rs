//! Parsing: the reverse of printing, through the builders.
//!
//! Text comes from outside, so nesting and size are limited and every refusal says where, what was
//! expected and what was found. Numbers and conditions share one grammar, because an opening
//! parenthesis may start either; each operator checks the kind of its operands.
//!
//! There is no recursion: each open bracket is a level of an explicit stack, which holds the
//! unfinished chains of operators from `||` down to `*`.

mod level;
mod lex;

use std::mem;
use std::str::FromStr;

use thiserror::Error;

use super::{BitOp, Carried, CmpOp, Cond, Expr, MAX_DEPTH, MAX_NODES, Sym};
use crate::LoopId;
use level::{Level, Opener};
use lex::{Token, lex, pointer, quote, scalar_type, symbol};

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
        let value = parser.whole()?;
        let expr = parser.expect_expr(value)?;
        check_depth(expr.depth())?;
        Ok(expr)
    }
}

impl FromStr for Cond {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Cond, ParseError> {
        let mut parser = Parser::new(text);
        let value = parser.whole()?;
        let cond = parser.expect_cond(value)?;
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

type Parsed<T> = Result<T, ParseError>;

/// A parsed operand with the byte it starts at.
struct Value {
    start: usize,
    kind: Kind,
}

enum Kind {
    Expr(Expr),
    Cond(Cond),
}

/// What follows an operand.
enum Next {
    /// An operator, so another operand.
    Operand,
    /// A closing bracket; all of the bracket is an operand of the level around it.
    Closed(Value),
    /// The end of the text.
    End(Value),
}

struct Parser<'t> {
    text: &'t str,
    /// Token at `start..end`, not yet taken.
    token: Token<'t>,
    start: usize,
    end: usize,
    /// Open brackets around `level`, outermost first.
    around: Vec<Level>,
    level: Level,
    nodes: usize,
    /// Terms of sums that were put into other sums or multiplied out.
    moved: usize,
}

/// Terms that are moved between sums at most, so that nested sums take no quadratic time; printed
/// expressions have none.
const MAX_MOVED: usize = 4 * MAX_NODES;

impl<'t> Parser<'t> {
    fn new(text: &'t str) -> Self {
        let mut parser = Parser {
            text,
            token: Token::End,
            start: 0,
            end: 0,
            around: Vec::new(),
            level: Level::new(Opener::Text),
            nodes: 0,
            moved: 0,
        };
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

    fn expect(&mut self, sign: &'static str) -> Parsed<()> {
        if self.token != Token::Sign(sign) {
            return Err(self.unexpected(format!("{sign:?}")));
        }
        self.advance();
        Ok(())
    }

    fn error_at(&self, byte: usize, expected: impl Into<String>, found: String) -> ParseError {
        let column = self.text[..byte].chars().count() + 1;
        ParseError { column, expected: expected.into(), found }
    }

    fn unexpected(&self, expected: impl Into<String>) -> ParseError {
        let found = match self.token {
            Token::End => "end of text".to_owned(),
            Token::Other(_) | Token::Number(_) | Token::Word(_) | Token::Sign(_) => {
                quote(&self.text[self.start..self.end])
            }
        };
        self.error_at(self.start, expected, found)
    }

    fn expect_expr(&self, value: Value) -> Parsed<Expr> {
        match value.kind {
            Kind::Expr(expr) => Ok(expr),
            Kind::Cond(_) => Err(self.error_at(value.start, "a number", "a condition".to_owned())),
        }
    }

    fn expect_cond(&self, value: Value) -> Parsed<Cond> {
        match value.kind {
            Kind::Cond(cond) => Ok(cond),
            Kind::Expr(_) => Err(self.error_at(value.start, "a condition", "a number".to_owned())),
        }
    }

    /// Operands and what follows them in turn, until the text ends.
    fn whole(&mut self) -> Parsed<Value> {
        loop {
            let Some(mut value) = self.operand()? else {
                continue;
            };
            loop {
                match self.after(value)? {
                    Next::Operand => break,
                    Next::Closed(closed) => value = closed,
                    Next::End(whole) => return Ok(whole),
                }
            }
        }
    }

    /// Takes an operand; `None` after a sign or an opening bracket, where one is still to come.
    fn operand(&mut self) -> Parsed<Option<Value>> {
        let start = self.start;
        self.level.begin(start);
        match self.token {
            Token::Sign("-") if self.level.negated.is_none() => {
                self.level.negative = !self.level.negative;
                self.advance();
                return Ok(None);
            }
            Token::Sign("!") => {
                self.level.negated = Some(!self.level.negated.unwrap_or(false));
                self.advance();
                return Ok(None);
            }
            _ => self.count_node()?,
        }
        let kind = match self.token {
            Token::Number(magnitude) => Kind::Expr(self.number(magnitude)?),
            Token::Sign("(") => {
                self.advance();
                self.open(Opener::Paren)?;
                return Ok(None);
            }
            Token::Word(word @ ("true" | "false")) => Kind::Cond(Cond::Const(word == "true")),
            Token::Word(word) => match symbol(word) {
                Some(sym) => Kind::Expr(Expr::Sym(sym)),
                None => {
                    self.function(word)?;
                    return Ok(None);
                }
            },
            Token::Sign(_) | Token::Other(_) | Token::End => {
                return Err(self.unexpected("a number, a symbol, a function or \"(\""));
            }
        };
        self.advance();
        Ok(Some(Value { start, kind }))
    }

    fn count_node(&mut self) -> Parsed<()> {
        self.nodes += 1;
        if self.nodes <= MAX_NODES {
            return Ok(());
        }
        Err(self.unexpected(format!("at most {MAX_NODES} operands")))
    }

    fn count_moved(&mut self, operands: &[Expr]) -> Parsed<()> {
        let terms = operands.iter().map(|operand| match operand {
            Expr::Add(terms) => terms.len(),
            _ => 0,
        });
        self.moved += terms.sum::<usize>();
        if self.moved <= MAX_MOVED {
            return Ok(());
        }
        Err(self.unexpected("less that is multiplied out before it"))
    }

    /// A constant with the sign in front of it: so `-2^127` can be read, which has no positive
    /// counterpart.
    fn number(&mut self, magnitude: Option<u128>) -> Parsed<Expr> {
        let value = magnitude.and_then(|magnitude| match self.level.negative {
            false => i128::try_from(magnitude).ok(),
            true if magnitude == i128::MIN.unsigned_abs() => Some(i128::MIN),
            true => i128::try_from(magnitude).ok().map(|value| -value),
        });
        self.level.negative = false;
        value.map(Expr::Int).ok_or_else(|| self.unexpected("an integer of at most 128 bits"))
    }

    fn open(&mut self, opener: Opener) -> Parsed<()> {
        if self.around.len() + 1 >= MAX_DEPTH {
            return Err(self.unexpected(format!("nesting of at most {MAX_DEPTH}")));
        }
        self.around.push(mem::replace(&mut self.level, Level::new(opener)));
        Ok(())
    }

    /// Opens a function up to its first operand.
    fn function(&mut self, word: &str) -> Parsed<()> {
        let opener = match word {
            "floordiv" => Opener::Two(Expr::floor_div),
            "mod" => Opener::Two(Expr::modulo),
            "and" => Opener::Two(|a, b| Expr::bit(BitOp::And, a, b)),
            "or" => Opener::Two(|a, b| Expr::bit(BitOp::Or, a, b)),
            "xor" => Opener::Two(|a, b| Expr::bit(BitOp::Xor, a, b)),
            "shl" => Opener::Two(|a, b| Expr::bit(BitOp::Shl, a, b)),
            "shr" => Opener::Two(|a, b| Expr::bit(BitOp::Shr, a, b)),
            "min" => Opener::Many(Expr::min),
            "max" => Opener::Many(Expr::max),
            "select" => Opener::Select,
            "wrap" => return self.wrap(),
            "load" => return self.load(),
            "fold" => return self.fold(),
            _ => return Err(self.unexpected("a symbol or a function")),
        };
        self.advance();
        self.expect("(")?;
        self.open(opener)
    }

    fn wrap(&mut self) -> Parsed<()> {
        self.advance();
        self.expect("(")?;
        let bits = match self.token {
            Token::Number(Some(bits @ 1..=64)) => u32::try_from(bits).unwrap_or(64),
            _ => return Err(self.unexpected("a number of bits from 1 to 64")),
        };
        self.advance();
        self.expect(",")?;
        self.open(Opener::Wrap(bits))
    }

    fn load(&mut self) -> Parsed<()> {
        self.advance();
        self.expect("(")?;
        let pointer = match self.token {
            Token::Word(word) => pointer(word),
            _ => None,
        };
        let Some(pointer) = pointer else {
            return Err(self.unexpected("a pointer such as arg0 or arg0@8"));
        };
        self.advance();
        self.expect(",")?;
        self.open(Opener::Load(pointer))
    }

    fn fold(&mut self) -> Parsed<()> {
        self.advance();
        self.expect("(")?;
        let id = match self.token {
            Token::Word(word) => match symbol(word) {
                Some(Sym::Step(id)) => Some(id),
                _ => None,
            },
            _ => None,
        };
        let Some(id) = id else {
            return Err(self.unexpected("the steps of a loop, such as step0"));
        };
        self.advance();
        self.expect(",")?;
        self.open(Opener::Fold(id))
    }

    /// Takes what follows an operand.
    fn after(&mut self, value: Value) -> Parsed<Next> {
        let value = self.signed(value)?;
        match self.token {
            Token::Sign("*") => {
                let factor = self.expect_expr(value)?;
                self.level.factors.push(factor);
            }
            Token::Sign(sign @ ("+" | "-")) => {
                let term = self.product(value)?;
                let term = self.expect_expr(term)?;
                self.level.terms.push(term);
                self.level.negative = sign == "-";
            }
            Token::Sign(sign @ ("==" | "!=" | "<" | "<=" | ">" | ">="))
                if self.level.compared.is_none() =>
            {
                let left = self.sum(value)?;
                let left = self.expect_expr(left)?;
                self.level.compared = Some((sign, left));
            }
            Token::Sign("&&") => {
                let cond = self.comparison(value)?;
                let cond = self.expect_cond(cond)?;
                self.level.ands.push(cond);
            }
            Token::Sign("||") => {
                let cond = self.conjunction(value)?;
                let cond = self.expect_cond(cond)?;
                self.level.ors.push(cond);
            }
            Token::Sign(",") if self.level.continues_closes().0 => return self.comma(value),
            Token::Sign(")") if self.level.continues_closes().1 => return self.close(value),
            Token::End if self.around.is_empty() => return Ok(Next::End(self.disjunction(value)?)),
            _ => {
                return Err(self.unexpected(match self.level.continues_closes() {
                    (false, false) => "an operator or the end of the text",
                    (false, true) => "an operator or \")\"",
                    (true, false) => "an operator or \",\"",
                    (true, true) => "an operator, \",\" or \")\"",
                }));
            }
        }
        self.advance();
        Ok(Next::Operand)
    }

    /// An operand with the signs in front of it.
    fn signed(&mut self, value: Value) -> Parsed<Value> {
        if mem::take(&mut self.level.negative) {
            self.level.factors.push(Expr::Int(-1));
        }
        let Some(negated) = self.level.negated.take() else {
            return Ok(value);
        };
        let start = value.start;
        let cond = self.expect_cond(value)?;
        let cond = if negated { cond.negate() } else { cond };
        Ok(Value { start, kind: Kind::Cond(cond) })
    }

    fn product(&mut self, last: Value) -> Parsed<Value> {
        if self.level.factors.is_empty() {
            return Ok(last);
        }
        let mut factors = mem::take(&mut self.level.factors);
        factors.push(self.expect_expr(last)?);
        self.count_moved(&factors)?;
        Ok(Value { start: self.level.sum_start, kind: Kind::Expr(Expr::mul(factors)) })
    }

    fn sum(&mut self, last: Value) -> Parsed<Value> {
        let last = self.product(last)?;
        if self.level.terms.is_empty() {
            return Ok(last);
        }
        let mut terms = mem::take(&mut self.level.terms);
        terms.push(self.expect_expr(last)?);
        self.count_moved(&terms)?;
        Ok(Value { start: self.level.sum_start, kind: Kind::Expr(Expr::add(terms)) })
    }

    fn comparison(&mut self, last: Value) -> Parsed<Value> {
        let last = self.sum(last)?;
        let Some((sign, left)) = self.level.compared.take() else {
            return Ok(last);
        };
        let right = self.expect_expr(last)?;
        let cond = match sign {
            "==" => Cond::cmp(CmpOp::Eq, left, right),
            "!=" => Cond::cmp(CmpOp::Ne, left, right),
            "<" => Cond::cmp(CmpOp::Lt, left, right),
            "<=" => Cond::cmp(CmpOp::Le, left, right),
            ">" => Cond::cmp(CmpOp::Lt, right, left),
            _ => Cond::cmp(CmpOp::Le, right, left),
        };
        Ok(Value { start: self.level.cond_start, kind: Kind::Cond(cond) })
    }

    fn conjunction(&mut self, last: Value) -> Parsed<Value> {
        let last = self.comparison(last)?;
        if self.level.ands.is_empty() {
            return Ok(last);
        }
        let mut conds = mem::take(&mut self.level.ands);
        conds.push(self.expect_cond(last)?);
        Ok(Value { start: self.level.cond_start, kind: Kind::Cond(Cond::and(conds)) })
    }

    fn disjunction(&mut self, last: Value) -> Parsed<Value> {
        let last = self.conjunction(last)?;
        if self.level.ors.is_empty() {
            return Ok(last);
        }
        let mut conds = mem::take(&mut self.level.ors);
        conds.push(self.expect_cond(last)?);
        Ok(Value { start: self.level.arg_start, kind: Kind::Cond(Cond::or(conds)) })
    }

    /// Finishes an operand of a function, of which another one follows.
    fn comma(&mut self, last: Value) -> Parsed<Next> {
        let arg = self.disjunction(last)?;
        let starts_with_cond = matches!(self.level.opener, Opener::Select | Opener::Fold(_));
        if starts_with_cond && self.level.cond.is_none() {
            self.level.cond = Some(self.expect_cond(arg)?);
        } else {
            let start = arg.start;
            let arg = self.expect_expr(arg)?;
            if let Opener::Fold(id) = self.level.opener
                && self.level.args.len() % 3 == 1
                && !matches!(arg, Expr::Sym(Sym::Car(loop_id, _)) if loop_id == id)
            {
                let expected = format!("a value that the steps carry, such as car{}.0", id.0);
                return Err(self.error_at(start, expected, "something else".to_owned()));
            }
            self.level.args.push(arg);
        }
        self.advance();
        let Opener::Load(pointer) = self.level.opener else {
            return Ok(Next::Operand);
        };
        let ty = match self.token {
            Token::Word(word) => scalar_type(word),
            _ => None,
        };
        let Some(ty) = ty else {
            return Err(self.unexpected("a type: i8, u8, i16, u16, i32, u32, i64 or u64"));
        };
        self.advance();
        self.expect(")")?;
        let offset = self.level.args.pop().unwrap_or(Expr::ZERO);
        Ok(self.closed(Kind::Expr(Expr::load(pointer, offset, ty))))
    }

    /// Finishes the last operand of a bracket, and with it the bracket.
    fn close(&mut self, last: Value) -> Parsed<Next> {
        let last = self.disjunction(last)?;
        self.advance();
        let opener = self.level.opener;
        if let Opener::Paren = opener {
            return Ok(self.closed(last.kind));
        }
        let last = self.expect_expr(last)?;
        let mut args = mem::take(&mut self.level.args);
        let expr = match opener {
            Opener::Two(build) => build(take_first(args), last),
            Opener::Many(build) => {
                args.push(last);
                build(args)
            }
            Opener::Select => {
                let cond = self.level.cond.take().unwrap_or(Cond::Const(false));
                Expr::select(cond, take_first(args), last)
            }
            Opener::Wrap(bits) => Expr::wrap(bits, last),
            Opener::Fold(id) => {
                args.push(last);
                let cond = self.level.cond.take().unwrap_or(Cond::Const(false));
                fold_of(id, cond, args)
            }
            Opener::Text | Opener::Paren | Opener::Load(_) => last,
        };
        Ok(self.closed(Kind::Expr(expr)))
    }

    /// Goes back to the level around a bracket, whose value is an operand there.
    fn closed(&mut self, kind: Kind) -> Next {
        if let Some(around) = self.around.pop() {
            self.level = around;
        }
        Next::Closed(Value { start: self.level.operand_start, kind })
    }
}

/// The fold of a condition, a result, and three operands for each value that is carried.
fn fold_of(id: LoopId, stay: Cond, args: Vec<Expr>) -> Expr {
    let mut args = args.into_iter();
    let result = args.next().unwrap_or(Expr::ZERO);
    let mut carried = Vec::new();
    while let (Some(Expr::Sym(Sym::Car(_, index))), Some(first), Some(next)) =
        (args.next(), args.next(), args.next())
    {
        carried.push(Carried { index, first, next });
    }
    Expr::fold(id, stay, result, carried)
}

/// The operand that a comma ended; brackets only close where there is one.
fn take_first(args: Vec<Expr>) -> Expr {
    args.into_iter().next().unwrap_or(Expr::ZERO)
}
