//! Laws of the expression language, on random expressions and random values of their symbols.

use kht_schema::expr::build::{floor_div, floor_mod, wrap};
use kht_schema::expr::eval::{Env, EvalError};
use kht_schema::expr::range::{AnyLaunch, Interval, Ranges};
use kht_schema::{Cond, Expr, Sym};
use proptest::prelude::*;

use crate::arbitrary::{Values, cond_of, config, expr, values};

/// The values themselves, each widened to an interval around it.
struct Around<'v>(&'v Values, i128);

impl Ranges for Around<'_> {
    fn sym(&self, sym: Sym) -> Interval {
        let value = self.0.sym(sym).expect("all symbols have a value");
        Interval::new(value - self.1, value + self.1)
    }
}

/// Whether the value of an expression, if it has one, is kept.
///
/// Rewriting may move a value across the limit of 128 bits, which index arithmetic never meets.
fn same_value(before: Result<i128, EvalError>, after: Result<i128, EvalError>) -> bool {
    match (before, after) {
        (Ok(before), Ok(after)) => before == after,
        (Ok(_), Err(error)) => error == EvalError::Overflow,
        (Err(_), _) => true,
    }
}

/// Whether a comparison in a condition has a side beyond 128 bits, so that another one decides.
fn overflows(cond: &Cond, values: &Values) -> bool {
    match cond {
        Cond::Const(_) => false,
        Cond::Cmp(_, a, b) => [a, b].iter().any(|e| e.eval(values) == Err(EvalError::Overflow)),
        Cond::And(conds) | Cond::Or(conds) => conds.iter().any(|cond| overflows(cond, values)),
        Cond::Not(cond) => overflows(cond, values),
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn printed_expressions_read_back(expr in expr()) {
        let text = expr.to_string();
        prop_assert_eq!(text.parse::<Expr>(), Ok(expr), "{}", text);
    }

    #[test]
    fn printed_conditions_read_back(cond in cond_of(expr())) {
        let text = cond.to_string();
        prop_assert_eq!(text.parse::<Cond>(), Ok(cond), "{}", text);
    }

    #[test]
    fn simplified_expressions_read_back(expr in expr()) {
        let simple = expr.simplify();
        prop_assert_eq!(simple.to_string().parse::<Expr>(), Ok(simple));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC*") {
        let _ = (text.parse::<Expr>().is_ok(), text.parse::<Cond>().is_ok());
    }

    #[test]
    fn damaged_text_is_read_or_refused(
        expr in expr(), at in any::<prop::sample::Index>(), removed in 0_usize..4,
        insert in "[-+*(),@.0-9a-z<>=!&|é]{0,3}",
    ) {
        let mut text: Vec<char> = expr.to_string().chars().collect();
        let from = at.index(text.len());
        let to = text.len().min(from + removed);
        text.splice(from..to, insert.chars());
        let text: String = text.into_iter().collect();
        match text.parse::<Expr>() {
            Ok(expr) => prop_assert_eq!(expr.to_string().parse::<Expr>(), Ok(expr)),
            Err(error) => prop_assert!(error.column <= text.chars().count() + 1, "{}", error),
        }
    }

    #[test]
    fn simplifying_keeps_the_value(expr in expr(), values in prop::collection::vec(values(), 8)) {
        let simple = expr.simplify();
        for values in &values {
            let (before, after) = (expr.eval(values), simple.eval(values));
            prop_assert!(
                same_value(before, after), "{expr}\n{simple}\n{before:?} {after:?} {values:?}"
            );
        }
    }

    #[test]
    fn simplifying_in_ranges_keeps_the_value(expr in expr(), values in values()) {
        let simple = expr.simplify_with(&Around(&values, 2));
        let (before, after) = (expr.eval(&values), simple.eval(&values));
        prop_assert!(
            same_value(before, after), "{expr}\n{simple}\n{before:?} {after:?} {values:?}"
        );
    }

    #[test]
    fn simplifying_keeps_conditions(
        cond in cond_of(expr()), values in prop::collection::vec(values(), 8)
    ) {
        let simple = cond.simplify();
        for values in &values {
            match (cond.eval(values), simple.eval(values)) {
                (Ok(before), Ok(after)) => {
                    prop_assert_eq!(before, after, "{}\n{}\n{:?}", cond, simple, values);
                }
                (Ok(_), Err(_)) => prop_assert!(overflows(&simple, values), "{cond}\n{simple}"),
                (Err(_), _) => {}
            }
        }
    }

    #[test]
    fn negation_turns_conditions_around(cond in cond_of(expr()), values in values()) {
        if let Ok(value) = cond.eval(&values) {
            prop_assert_eq!(cond.clone().negate().eval(&values), Ok(!value), "{}", cond);
        }
    }

    #[test]
    fn substitution_is_evaluation(expr in expr(), values in values()) {
        let bound = expr.substitute(&mut |sym| values.sym(sym).map(Expr::Int));
        prop_assert!(bound.symbols().is_empty());
        let (before, after) = (expr.eval(&values), bound.eval(&values));
        prop_assert!(same_value(before, after), "{expr}\n{bound}\n{before:?} {after:?}");
    }

    #[test]
    fn ranges_contain_values(expr in expr(), values in values(), slack in 0_i128..4) {
        if let Ok(value) = expr.eval(&values) {
            let around = expr.range(&Around(&values, slack));
            prop_assert!(around.contains(value), "{expr}: {value} not in {around:?}, {values:?}");
            let any = expr.range(&AnyLaunch);
            prop_assert!(any.contains(value), "{expr}: {value} not in {any:?}, {values:?}");
        }
    }

    #[test]
    fn decisions_hold(cond in cond_of(expr()), values in values(), slack in 0_i128..4) {
        if let Ok(value) = cond.eval(&values) {
            for decision in [cond.decide(&Around(&values, slack)), cond.decide(&AnyLaunch)] {
                prop_assert!(decision.is_none_or(|decided| decided == value), "{cond} {values:?}");
            }
        }
    }

    #[test]
    fn division_rounds_down(
        a in any::<i64>(), b in any::<i32>().prop_filter("not zero", |b| *b != 0),
    ) {
        let (a, b) = (i128::from(a), i128::from(b));
        let (quotient, remainder) = (floor_div(a, b), floor_mod(a, b));
        prop_assert_eq!(quotient * b + remainder, a);
        let allowed = if b > 0 { 0..=b - 1 } else { b + 1..=0 };
        prop_assert!(allowed.contains(&remainder));
    }

    #[test]
    fn wrapping_is_what_registers_do(value in any::<i64>(), more in any::<i16>()) {
        let wide = i128::from(value) * i128::from(more);
        prop_assert_eq!(wrap(64, wide), i128::from(value.wrapping_mul(more.into())));
        let [a, b, c, d, ..] = value.to_le_bytes();
        prop_assert_eq!(wrap(32, value.into()), i128::from(i32::from_le_bytes([a, b, c, d])));
        prop_assert_eq!(wrap(64, value.into()), i128::from(value));
        prop_assert_eq!(wrap(1, value.into()), -i128::from(value & 1));
    }
}
