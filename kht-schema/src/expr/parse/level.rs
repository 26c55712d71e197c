//! What the parser remembers of an open bracket.

use crate::LoopId;
use crate::expr::{Cond, Expr, Pointer};

/// What an open bracket belongs to.
#[derive(Clone, Copy)]
pub(super) enum Opener {
    /// The whole text.
    Text,
    Paren,
    Two(fn(Expr, Expr) -> Expr),
    /// A function of two or more operands.
    Many(fn(Vec<Expr>) -> Expr),
    Select,
    Wrap(u32),
    Load(Pointer),
    Fold(LoopId),
}

/// What is unfinished within a bracket: one list per operator, by rising strength.
pub(super) struct Level {
    pub(super) opener: Opener,
    /// Condition of a `select` or `fold`, once it is read.
    pub(super) cond: Option<Cond>,
    /// Operands of the function that are finished.
    pub(super) args: Vec<Expr>,
    pub(super) ors: Vec<Cond>,
    pub(super) ands: Vec<Cond>,
    pub(super) compared: Option<(&'static str, Expr)>,
    pub(super) terms: Vec<Expr>,
    pub(super) factors: Vec<Expr>,
    /// An odd number of minus signs waits for its operand.
    pub(super) negative: bool,
    /// Signs `!` wait for their operand; whether their number is odd.
    pub(super) negated: Option<bool>,
    /// Where the operand of the last comma, of `&&` or `||`, and of the comparison starts.
    pub(super) arg_start: usize,
    pub(super) cond_start: usize,
    pub(super) sum_start: usize,
    /// Where the last operand starts.
    pub(super) operand_start: usize,
}

impl Level {
    pub(super) fn new(opener: Opener) -> Self {
        Level {
            opener,
            cond: None,
            args: Vec::new(),
            ors: Vec::new(),
            ands: Vec::new(),
            compared: None,
            terms: Vec::new(),
            factors: Vec::new(),
            negative: false,
            negated: None,
            arg_start: 0,
            cond_start: 0,
            sum_start: 0,
            operand_start: 0,
        }
    }

    /// Notes where what comes next starts.
    pub(super) fn begin(&mut self, start: usize) {
        if self.negative || self.negated.is_some() {
            return;
        }
        self.operand_start = start;
        if !self.terms.is_empty() || !self.factors.is_empty() {
            return;
        }
        self.sum_start = start;
        if self.compared.is_none() {
            self.cond_start = start;
            if self.ands.is_empty() && self.ors.is_empty() {
                self.arg_start = start;
            }
        }
    }

    /// Whether a comma and whether a closing bracket may come.
    pub(super) fn continues_closes(&self) -> (bool, bool) {
        let n_args = self.args.len() + usize::from(self.cond.is_some());
        match self.opener {
            Opener::Text => (false, false),
            Opener::Paren | Opener::Wrap(_) => (false, true),
            Opener::Two(_) => (n_args == 0, n_args == 1),
            Opener::Many(_) => (true, n_args >= 1),
            Opener::Select => (n_args < 2, n_args == 2),
            Opener::Load(_) => (true, false),
            // The condition, the result, and three operands for each value that is carried.
            Opener::Fold(_) => (true, n_args % 3 == 1),
        }
    }
}
