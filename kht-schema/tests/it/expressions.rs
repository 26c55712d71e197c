//! Expressions by example: what is printed, what is refused, what becomes simpler.

use kht_schema::expr::eval::{Env, EvalError};
use kht_schema::expr::range::{AnyLaunch, Interval};
use kht_schema::expr::{MAX_DEPTH, MAX_NODES, Pointer, ScalarType};
use kht_schema::{Cond, Expr, LoopId, Sym};

#[track_caller]
fn expr(text: &str) -> Expr {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[track_caller]
fn cond(text: &str) -> Cond {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// What is read prints like this, and that reads back as the same.
#[track_caller]
fn check_print(text: &str, expected: &str) {
    let read = expr(text);
    assert_eq!(read.to_string(), expected);
    assert_eq!(expr(expected), read);
}

#[track_caller]
fn check_simplify(text: &str, expected: &str) {
    let simple = expr(text).simplify();
    assert_eq!(simple.to_string(), expected, "from {text}");
    assert_eq!(simple.simplify(), simple, "simplified twice");
}

#[track_caller]
fn check_condition(text: &str, expected: &str) {
    assert_eq!(cond(text).simplify().to_string(), expected, "from {text}");
}

#[track_caller]
fn check_refused(text: &str, expected: &str) {
    let error = text.parse::<Expr>().expect_err(text);
    assert_eq!(error.to_string(), expected);
}

/// Machines multiply back what they divided by, modulo their width.
#[test]
fn remainders_of_machine_arithmetic() {
    check_simplify(
        "mod(tid.x - arg0*arg1*floordiv(tid.x, mod(arg0*arg1, 4294967296)), 4294967296)",
        "mod(tid.x, mod(arg0*arg1, 4294967296))",
    );
    check_simplify(
        "wrap(32, 4*tid.x + 3*mod(arg2, 4294967296) - \
         3*arg0*floordiv(mod(arg2, 4294967296), mod(arg0, 4294967296)))",
        "wrap(32, 4*tid.x + 3*mod(mod(arg2, 4294967296), mod(arg0, 4294967296)))",
    );
    // Modulo 2^64, the divisor is not the factor.
    let other = "mod(tid.x - arg0*floordiv(tid.x, mod(arg0, 4294967296)), 18446744073709551616)";
    check_simplify(other, other);
}

/// Three halvings of 20.
const HALVED: &str = "fold(step0, step0 < 3, car0.1, car0.1, 20, floordiv(car0.1, 2))";

#[test]
fn folds() {
    check_print(HALVED, HALVED);
    // What nothing needs is left out, and the rest is in order.
    check_print(
        "fold(step2, car2.3<4, car2.0+tid.x, car2.7, 1, 1, car2.3, 0, car2.3+1, car2.0, 1, step2)",
        "fold(step2, car2.3 < 4, tid.x + car2.0, car2.0, 1, step2, car2.3, 0, car2.3 + 1)",
    );
    check_print("fold(step0, false, step0 + car0.1, car0.1, tid.x, 9)", "tid.x");
    check_print("fold(step0, step0 < 9, tid.x)", "tid.x");
    let free = expr("fold(step0, step0 < it0, car0.1, car0.1, tid.x, car0.1 + it1)").symbols();
    assert_eq!(free.iter().map(ToString::to_string).collect::<Vec<_>>(), ["tid.x", "it0", "it1"]);
    // What is bound stays, even where a fold around it has the same name.
    let nested = "fold(step0, step0 < 2, car0.1 + step0, car0.1, arg0, \
                  fold(step0, step0 < 3, car0.1, car0.1, car0.1, 2*car0.1))";
    let bound = expr(nested).substitute(&mut |_| Some(Expr::Int(5)));
    assert_eq!(bound.range(&AnyLaunch).lo, Some(5));
    assert_eq!(bound.eval(&Nothing), Ok(5 * 8 * 8 + 2));
    assert_eq!(expr(HALVED).eval(&Nothing), Ok(2));
    assert_eq!(
        expr("fold(step0, step0 < 3, car0.9)").eval(&Nothing),
        Err(EvalError::UnknownSymbol(Sym::Car(LoopId(0), 9)))
    );
    assert_eq!(expr("fold(step0, 0 <= step0, step0)").eval(&Nothing), Err(EvalError::Steps));
}

#[test]
fn ranges_of_folds() {
    let range = |text: &str| expr(text).range(&AnyLaunch);
    assert_eq!(range(HALVED), Interval::new(0, 20));
    assert_eq!(range("fold(step0, step0 + 1 < 8, step0)"), Interval::new(0, 7));
    assert_eq!(
        range("fold(step0, step0 < arg0, car0.1, car0.1, 3, wrap(8, car0.1*5))"),
        Interval::new(-128, 127)
    );
    let grows = "fold(step0, step0 < arg0, car0.1, car0.1, 3, car0.1 + 1)";
    assert_eq!(range(grows), Interval { lo: Some(3), hi: None });
}

/// Knows no symbol and no memory.
struct Nothing;

impl Env for Nothing {
    fn sym(&self, _: Sym) -> Option<i128> {
        None
    }

    fn load(&self, _: Pointer, _: i128, _: ScalarType) -> Option<i128> {
        None
    }
}

#[test]
fn printing_is_canonical() {
    check_print("arg3 * bid.x*4 + 4*tid.x", "4*tid.x + 4*bid.x*arg3");
    check_print("4*(bid.x*arg3 + tid.x + bdim.x*it0)", "4*tid.x + 4*bdim.x*it0 + 4*bid.x*arg3");
    check_print("tid.x - 3 - bid.y", "-bid.y + tid.x - 3");
    check_print("3 - 2*(tid.x - arg0)", "-2*tid.x + 2*arg0 + 3");
    check_print("-(tid.x + 1)*(bid.x - 1)", "-(bid.x - 1)*(tid.x + 1)");
    check_print("tid.x + tid.x - 2*tid.x", "0");
    check_print("- - 5", "5");
    check_print("-tid.x*-tid.x", "tid.x*tid.x");
    check_print("shl(tid.x, 4) + shr(tid.x, 4)", "16*tid.x + floordiv(tid.x, 16)");
    check_print("max(3, arg1, max(arg1, 7))", "max(arg1, 7)");
    check_print("select(tid.x>3 ,1,arg1@16)", "select(3 < tid.x, 1, arg1@16)");
    check_print("select(!(tid.x == 3 && it0 <= 4 || true), 1, 2)", "2");
    check_print(
        "select((opq1 != 0 || tid.x < 2) && it4 < 3, 1, 2)",
        "select((opq1 != 0 || tid.x < 2) && it4 < 3, 1, 2)",
    );
    check_print("load( arg0@8 , 4 * tid.x,u16 )", "load(arg0@8, 4*tid.x, u16)");
    check_print("wrap(32, wrap(64, tid.x))", "wrap(32, tid.x)");
    check_print(
        "-170141183460469231731687303715884105728",
        "-170141183460469231731687303715884105728",
    );
}

#[test]
fn sums_beyond_128_bits_are_kept_as_they_are() {
    let most = i128::MAX;
    check_print(&format!("{most} + {most}"), &format!("{most} + {most}"));
    check_print(&format!("{most} + 1 - {most}"), "1");
    check_print(&format!("{most}*{most}*tid.x"), &format!("{most}*{most}*tid.x"));
    check_print(&format!("2*(tid.x + {most})"), &format!("2*{most} + 2*tid.x"));
    let least = Expr::Int(i128::MIN);
    let negated = -least.clone();
    assert_eq!(negated.to_string(), format!("{}*(-1)", i128::MIN));
    assert_eq!(expr(&negated.to_string()), negated);
    assert_eq!(-negated, least);
}

#[test]
fn mistakes_are_named() {
    check_refused(
        "",
        "column 1: expected a number, a symbol, a function or \"(\", found end of text",
    );
    check_refused(
        "4 *",
        "column 4: expected a number, a symbol, a function or \"(\", found end of text",
    );
    check_refused("tid.w", "column 1: expected a symbol or a function, found \"tid.w\"");
    check_refused("arg01", "column 1: expected a symbol or a function, found \"arg01\"");
    check_refused(
        "4 tid.x",
        "column 3: expected an operator or the end of the text, found \"tid.x\"",
    );
    check_refused("mod(4)", "column 6: expected an operator or \",\", found \")\"");
    check_refused("min(4)", "column 6: expected an operator or \",\", found \")\"");
    check_refused("wrap(65, 1)", "column 6: expected a number of bits from 1 to 64, found \"65\"");
    check_refused(
        "load(tid.x, 0, i32)",
        "column 6: expected a pointer such as arg0 or arg0@8, found \"tid.x\"",
    );
    check_refused(
        "load(arg0, 0, f32)",
        "column 15: expected a type: i8, u8, i16, u16, i32, u32, i64 or u64, found \"f32\"",
    );
    check_refused("tid.x < 3", "column 1: expected a number, found a condition");
    check_refused("select(tid.x, 1, 2)", "column 8: expected a condition, found a number");
    check_refused("1 + (tid.x < 3)", "column 5: expected a number, found a condition");
    check_refused("é", "column 1: expected a number, a symbol, a function or \"(\", found \"é\"");
    check_refused(
        "1 < 2 < 3",
        "column 7: expected an operator or the end of the text, found \"<\"",
    );
    check_refused(
        "999999999999999999999999999999999999999999",
        "column 1: expected an integer of at most 128 bits, found \"999999999999999999999999…\"",
    );
}

/// On a thread of 2 MiB, as test threads and thread pools have.
#[test]
fn nesting_and_size_are_limited() {
    let nested = |n: usize| format!("{}tid.x{}", "(".repeat(n), ")".repeat(n));
    assert_eq!(expr(&nested(MAX_DEPTH - 1)), expr("tid.x"));
    let error = nested(MAX_DEPTH).parse::<Expr>().unwrap_err();
    assert_eq!(error.expected, format!("nesting of at most {MAX_DEPTH}"));
    assert!(nested(1_000_000).parse::<Expr>().is_err());
    assert!("-".repeat(1_000_000).parse::<Expr>().is_err());
    assert!("!".repeat(1_000_000).parse::<Cond>().is_err());
    let deepest =
        (1..MAX_DEPTH).fold("tid.x".to_owned(), |inner, _| format!("load(arg0, {inner}, i8)"));
    let deepest = expr(&deepest);
    assert_eq!(deepest.depth(), MAX_DEPTH);
    assert_eq!(deepest.simplify().to_string().parse(), Ok(deepest));
    let wide = vec!["tid.x"; MAX_NODES].join("+");
    assert_eq!(expr(&wide).to_string(), format!("{MAX_NODES}*tid.x"));
    let error = (wide + "+tid.x").parse::<Expr>().unwrap_err();
    assert_eq!(error.expected, format!("at most {MAX_NODES} operands"));
}

/// Each pair of brackets would copy all terms within.
#[test]
fn nested_sums_take_no_quadratic_time() {
    let wide: Vec<String> = (0..20_000).map(|k| format!("arg{k}")).collect();
    let nested = |n: usize| format!("{}{}{}", "2*(1 + ".repeat(n), wide.join(" + "), ")".repeat(n));
    let error = nested(150).parse::<Expr>().unwrap_err();
    assert_eq!(error.expected, "less that is multiplied out before it");
    let printed = expr(&nested(2)).to_string();
    assert_eq!(expr(&printed).to_string(), printed);
}

/// Deciding the condition of a branch looks at everything below it; that must not multiply up.
#[test]
fn nested_branches_take_no_exponential_time() {
    let nested = (0..60).fold("tid.x".to_owned(), |inner, k| {
        format!("select({inner} < arg{k}, tid.y + {k}, tid.z)")
    });
    let nested = expr(&nested);
    assert_eq!(nested.simplify(), nested);
    assert_eq!(nested.range(&AnyLaunch).hi, Some(1082));
}

#[test]
fn quotients_are_split_by_the_divisor() {
    check_simplify("floordiv(8*tid.x + 4*it0 + 13, 4)", "2*tid.x + it0 + 3");
    check_simplify("floordiv(8*arg0 + arg1, 4)", "2*arg0 + floordiv(arg1, 4)");
    check_simplify("floordiv(6*arg0 + 5, 4)", "arg0 + floordiv(arg0, 2) + 1");
    check_simplify("floordiv(floordiv(arg0, 3), 5)", "floordiv(arg0, 15)");
    check_simplify("floordiv(arg0*bdim.x + tid.x, bdim.x)", "arg0 + floordiv(tid.x, bdim.x)");
    check_simplify("floordiv(tid.x, 1024)", "0");
    check_simplify("floordiv(-arg0, -4)", "floordiv(arg0, 4)");
    check_simplify("mod(8*tid.x + 5*arg0 + 13, 4)", "mod(arg0 + 1, 4)");
    check_simplify("mod(6*arg0 + 5, 4)", "2*mod(arg0, 2) + 1");
    check_simplify("mod(tid.x, 2048)", "tid.x");
    check_simplify("mod(arg0*bdim.x + arg1, bdim.x)", "mod(arg1, bdim.x)");
    check_simplify("mod(mod(arg0, 32) + 3*mod(arg1, 48), 16)", "mod(arg0 + 3*arg1, 16)");
}

#[test]
fn low_digits_do_not_carry() {
    check_simplify("floordiv(64*bid.x + mod(tid.x, 64), 128)", "floordiv(bid.x, 2)");
    check_simplify("mod(64*bid.x + mod(tid.x, 64), 128)", "64*mod(bid.x, 2) + mod(tid.x, 64)");
    check_simplify(
        "floordiv(32*bid.x + 8*mod(bid.y, 4) + mod(tid.x, 8), 64)",
        "floordiv(bid.x, 2)",
    );
    check_simplify("mod(6*bid.x + mod(tid.x, 6), 18)", "6*mod(bid.x, 3) + mod(tid.x, 6)");
    check_simplify("or(32*bid.x + mod(tid.x, 8), 24)", "32*bid.x + mod(tid.x, 8) + 24");
    check_simplify("xor(32*bid.x + mod(tid.x, 8), 24)", "32*bid.x + mod(tid.x, 8) + 24");
    check_simplify("or(16*bid.x + mod(tid.x, 8), 24)", "or(16*bid.x + mod(tid.x, 8), 24)");
    // What may carry stays.
    for text in [
        "floordiv(64*bid.x + mod(tid.x, 65), 128)",
        "floordiv(64*bid.x + mod(tid.x, 32) + 40, 128)",
        "floordiv(64*bid.x - mod(tid.x, 64), 128)",
    ] {
        check_simplify(text, text);
    }
}

#[test]
fn quotient_and_remainder_make_up_the_whole() {
    check_simplify("32*floordiv(arg0, 32) + mod(arg0, 32)", "arg0");
    check_simplify("arg1*floordiv(arg0, arg1) + mod(arg0, arg1) + 7", "arg0 + 7");
    check_simplify("4*(8*floordiv(arg0, 8) + mod(arg0, 8))", "4*arg0");
    check_simplify("arg2*arg1*floordiv(arg0, arg1) + arg2*mod(arg0, arg1)", "arg0*arg2");
    check_simplify("and(arg0, 3) + and(arg0, 12) + and(arg0, 112)", "mod(arg0, 128)");
    check_simplify(
        "8*floordiv(floordiv(arg0, 4), 8) + mod(floordiv(arg0, 4), 8)",
        "floordiv(arg0, 4)",
    );
    check_simplify("32*floordiv(tid.x, 32) + mod(tid.x, 32) - tid.x", "0");
}

#[test]
fn ranges_remove_what_cannot_happen() {
    check_simplify("wrap(32, tid.x + bid.y*bdim.y)", "tid.x + bdim.y*bid.y");
    check_simplify("wrap(32, arg0 + 3*wrap(64, arg1))", "wrap(32, arg0 + 3*arg1)");
    check_simplify("wrap(64, wrap(32, arg0))", "wrap(32, arg0)");
    check_simplify("wrap(32, load(arg0, 0, i32))", "load(arg0, 0, i32)");
    check_simplify("wrap(32, load(arg0, 0, u32))", "wrap(32, load(arg0, 0, u32))");
    check_simplify("min(arg0, arg0 + 3, max(arg0, arg1))", "arg0");
    check_simplify("max(tid.x, -5)", "tid.x");
    check_simplify("max(arg0, min(arg0, arg1))", "arg0");
    check_simplify("select(tid.x < 0, 1, arg0)", "arg0");
    check_simplify("select(arg0 != 0, 1, 2)", "select(arg0 == 0, 2, 1)");
    check_simplify("select(arg0 < 1, bid.x + 1, 1 + bid.x)", "bid.x + 1");
    check_simplify("and(arg0, 255)", "mod(arg0, 256)");
    check_simplify("xor(arg0, arg0)", "0");
    check_simplify("(arg0 + 1)*(arg0 - 1) - arg0*arg0", "-1");
}

#[test]
fn conditions_have_a_normal_form() {
    check_condition("select(tid.x < 3, 16, 0) != 0", "tid.x < 3");
    check_condition("select(tid.x < 3, 0, 16) != 0", "3 <= tid.x");
    check_condition("2*select(tid.x < 3, 16, 0) + 1 <= 32", "3 <= tid.x");
    check_condition("select(tid.x < 3, 16, 8) < 20", "true");
    check_condition("select(tid.x < 3, arg1, 0) != 0", "tid.x < 3 && arg1 != 0");
    check_condition("arg2 < select(tid.x < 3, arg1, arg2)", "tid.x < 3 && arg2 < arg1");
    check_condition("select(tid.x < 3, 2, arg1) < 3", "tid.x < 3 || arg1 < 3");
    check_condition("select(tid.x < arg0, arg1, arg2) < 3", "select(tid.x < arg0, arg1, arg2) < 3");
    check_condition("2*tid.x - 2*arg1 <= -2", "tid.x < arg1");
    check_condition("!(arg1 <= tid.x)", "tid.x < arg1");
    check_condition("arg0 + 1 <= arg1", "arg0 < arg1");
    check_condition("arg0 <= arg1", "arg0 <= arg1");
    check_condition("arg0 - 1 < arg1", "arg0 <= arg1");
    check_condition("4*arg0 < 5", "arg0 < 2");
    check_condition("2*arg0 == 7", "false");
    check_condition("-arg0 + 3 == -arg1", "arg0 == arg1 + 3");
    check_condition("0 <= tid.x", "true");
    check_condition("tid.x < 1024 && arg0 < 3", "arg0 < 3");
    check_condition("arg0 < 3 && 3 <= arg0", "false");
    check_condition("arg0 < 3 || !(arg0 < 3)", "true");
    check_condition("arg0 < 3 && (3 <= arg0 || arg1 < 2)", "arg0 < 3 && arg1 < 2");
    check_condition("arg0 < 3 && arg1 < 2 && (3 <= arg0 || 2 <= arg1)", "false");
    check_condition("arg0 < 3 && (arg1 < 2 || arg0 < 3)", "arg0 < 3");
    check_condition("arg0 < 3 || 3 <= arg0 && arg1 < 2", "arg0 < 3 || arg1 < 2");
    check_condition("tid.x == 1 && (tid.x == 1 && arg0 == 2)", "tid.x == 1 && arg0 == 2");
}

#[test]
fn ranges_are_tight_where_index_arithmetic_needs_them() {
    let range = |text: &str| {
        let range = expr(text).range(&AnyLaunch);
        (range.lo, range.hi)
    };
    assert_eq!(range("mod(tid.x, 32)"), (Some(0), Some(31)));
    assert_eq!(range("mod(arg0, 32)"), (Some(0), Some(31)));
    assert_eq!(range("mod(100 + mod(tid.x, 8), 50)"), (Some(0), Some(7)));
    assert_eq!(range("floordiv(tid.x, 32)"), (Some(0), Some(31)));
    assert_eq!(range("min(arg0, 5)"), (None, Some(5)));
    assert_eq!(range("-3*tid.x + 2"), (Some(-3067), Some(2)));
    assert_eq!(range("arg0 - arg0"), (Some(0), Some(0)));
    assert_eq!(range("and(arg0, 48)"), (Some(0), Some(48)));
    assert_eq!(range("xor(tid.x, 32)"), (Some(0), Some(1023)));
    assert_eq!(range("or(tid.x, 1)"), (Some(1), Some(1023)));
    assert_eq!(range("load(arg0, 0, u8) - 1"), (Some(-1), Some(254)));
    assert_eq!(range("wrap(8, 256 + mod(tid.x, 16))"), (Some(0), Some(15)));
    assert_eq!(range("wrap(8, tid.x)"), (Some(-128), Some(127)));
    assert_eq!(range("shl(1, mod(tid.x, 8))"), (Some(1), Some(128)));
    assert_eq!(ScalarType::U16.bytes(), 2);
}
