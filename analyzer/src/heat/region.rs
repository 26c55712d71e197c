//! Conditions -> regions: disjoint sets of linear conditions, each under one of the launch.
//!
//! `&&` puts conditions together, `||` makes regions that have nothing in common, a minimum, a
//! maximum or a choice on one side of a comparison is one of the two, and a quotient moves to the
//! other side: `i < floordiv(a, s) + 1` is `s*i <= a` where `s` is positive.

use kht_schema::expr::CmpOp;
use kht_schema::{Cond, Expr, Uncounted};

use super::form::{Form, is_cond_of_launch, is_of_launch, is_positive, why_irregular};

/// Regions that conditions may have; each is a term of the sum, which nobody reads beyond that.
const MAX_REGIONS: usize = 24;

/// How deep comparisons may be nested in others.
const MAX_DEPTH: usize = 12;

/// All `forms` are at most zero; the region is empty unless all of `when` hold in the launch.
#[derive(Clone, Debug, Default)]
pub(super) struct Region {
    pub(super) forms: Vec<Form>,
    pub(super) when: Vec<Cond>,
}

/// What `difference <= 0` is.
enum Lowered {
    Form(Form),
    Cond(Cond),
    Irregular(Uncounted),
}

/// Disjoint regions where all of the conditions hold.
pub(super) fn regions(conds: Vec<Cond>) -> Result<Vec<Region>, Uncounted> {
    let mut found = Vec::new();
    expand(conds, Region::default(), 0, &mut found)?;
    Ok(found)
}

/// Why a condition has no regions, if that is so.
pub(super) fn irregular(cond: &Cond) -> Option<Uncounted> {
    irregular_at(cond, 0)
}

fn irregular_at(cond: &Cond, depth: usize) -> Option<Uncounted> {
    if is_cond_of_launch(cond) {
        return None;
    }
    if depth > MAX_DEPTH {
        return Some(Uncounted::TooLarge);
    }
    match cond {
        Cond::Const(_) => None,
        Cond::And(conds) | Cond::Or(conds) => {
            conds.iter().find_map(|cond| irregular_at(cond, depth + 1))
        }
        Cond::Not(cond) => irregular_at(&(**cond).clone().negate(), depth + 1),
        Cond::Cmp(op, a, b) => match lower(&difference(*op, a, b)) {
            Lowered::Form(_) => None,
            Lowered::Cond(cond) => irregular_at(&cond, depth + 1),
            Lowered::Irregular(why) => Some(why),
        },
    }
}

/// What is at most zero where a comparison holds, or where half of an equality does.
fn difference(op: CmpOp, a: &Expr, b: &Expr) -> Expr {
    let difference = a.clone() - b.clone();
    let strict = if op == CmpOp::Lt { Expr::ONE } else { Expr::ZERO };
    Expr::add([difference, strict]).simplify()
}

fn expand(
    mut open: Vec<Cond>,
    mut region: Region,
    depth: usize,
    found: &mut Vec<Region>,
) -> Result<(), Uncounted> {
    if depth > 4 * MAX_DEPTH {
        return Err(Uncounted::TooLarge);
    }
    while let Some(cond) = open.pop() {
        if is_cond_of_launch(&cond) && !matches!(cond, Cond::Const(_)) {
            region.when.push(cond);
            continue;
        }
        let ways: Vec<Vec<Cond>> = match cond {
            Cond::Const(true) => continue,
            Cond::Const(false) => return Ok(()),
            Cond::And(conds) => {
                open.extend(conds);
                continue;
            }
            Cond::Not(cond) => {
                open.push((*cond).clone().negate());
                continue;
            }
            // Each where those before it do not hold.
            Cond::Or(conds) => (0..conds.len())
                .map(|way| {
                    let before = conds[..way].iter().map(|cond| cond.clone().negate());
                    before.chain([conds[way].clone()]).collect()
                })
                .collect(),
            Cond::Cmp(CmpOp::Ne, a, b) => vec![
                vec![Cond::cmp(CmpOp::Lt, a.clone(), b.clone())],
                vec![Cond::cmp(CmpOp::Lt, b, a)],
            ],
            Cond::Cmp(CmpOp::Eq, a, b) => {
                open.push(Cond::cmp(CmpOp::Le, a.clone(), b.clone()));
                open.push(Cond::cmp(CmpOp::Le, b, a));
                continue;
            }
            Cond::Cmp(op, a, b) => match lower(&difference(op, &a, &b)) {
                Lowered::Form(form) => {
                    region.forms.push(form);
                    continue;
                }
                Lowered::Cond(cond) => vec![vec![cond]],
                Lowered::Irregular(why) => return Err(why),
            },
        };
        for way in ways {
            let open = open.iter().cloned().chain([Cond::and(way)]).collect();
            expand(open, region.clone(), depth + 1, found)?;
        }
        return Ok(());
    }
    if found.len() == MAX_REGIONS {
        return Err(Uncounted::TooLarge);
    }
    // As they came, so that the first ones decide first.
    region.when.reverse();
    found.push(region);
    Ok(())
}

/// What `difference <= 0` says, where the difference hangs on indices or on what is not known.
fn lower(difference: &Expr) -> Lowered {
    if is_of_launch(difference) {
        return Lowered::Cond(Cond::cmp(CmpOp::Le, difference.clone(), Expr::ZERO));
    }
    let terms = match difference {
        Expr::Add(terms) => &terms[..],
        other => std::slice::from_ref(other),
    };
    for (position, term) in terms.iter().enumerate() {
        if is_of_launch(term) {
            continue;
        }
        let (body, factor) = term.clone().split_factor();
        let others = terms.iter().enumerate().filter(|(other, _)| *other != position);
        let others = Expr::add(others.map(|(_, term)| term.clone()));
        if let Some(cond) = without(&body, factor, &others) {
            return Lowered::Cond(cond);
        }
    }
    match Form::of(difference) {
        Some(form) => Lowered::Form(form),
        None => Lowered::Irregular(why_irregular(difference)),
    }
}

/// `factor*body + others <= 0` without the body, if it is of a kind that can go.
fn without(body: &Expr, factor: i128, others: &Expr) -> Option<Cond> {
    let le = |value: &Expr| {
        let sum = Expr::add([Expr::mul([Expr::Int(factor), value.clone()]), others.clone()]);
        Cond::cmp(CmpOp::Le, sum.simplify(), Expr::ZERO)
    };
    match body {
        Expr::Min(operands) if factor > 0 => Some(Cond::or(operands.iter().map(le))),
        Expr::Min(operands) => Some(Cond::and(operands.iter().map(le))),
        Expr::Max(operands) if factor > 0 => Some(Cond::and(operands.iter().map(le))),
        Expr::Max(operands) => Some(Cond::or(operands.iter().map(le))),
        Expr::Select(cond, then, otherwise) => {
            let cond = (**cond).clone();
            let then = Cond::and([cond.clone(), le(then)]);
            Some(Cond::or([then, Cond::and([cond.negate(), le(otherwise)])]))
        }
        Expr::FloorDiv(dividend, divisor) if is_of_launch(divisor) && is_positive(divisor) => {
            let (dividend, divisor) = ((**dividend).clone(), (**divisor).clone());
            let scaled = Expr::mul([divisor.clone(), others.clone()]);
            let sum = match factor {
                1 => Expr::add([dividend, scaled, -divisor, Expr::ONE]),
                -1 => scaled - dividend,
                _ => return None,
            };
            Some(Cond::cmp(CmpOp::Le, sum.simplify(), Expr::ZERO))
        }
        _ => None,
    }
}
