//! How many points an index space has: the product of its extents, cut by linear conditions.
//!
//! Three rules, again and again, until nothing changes. What follows from another condition goes.
//! A condition on one index bounds it. Two indices that every condition has as the digits of one
//! number are that number: `tid.x + bdim.x*bid.x` is one index below `gdim.x*bdim.x`, and with
//! `gdim.x*bdim.x*it0` added, one without an end, so that `n` of them are below `n`, whatever the
//! grid. Indices that no condition connects are counted apart; what is left over is counted by the
//! sums of [`triangle`].

use std::collections::BTreeMap;

use kht_schema::{Cond, Expr, Sym, Uncounted};

use super::form::{Form, is_at_least_zero, is_le, is_negative, is_positive};
use super::region::Region;
use super::triangle;

/// Upper ends of an index, all exclusive; it has no end if there is none.
pub(super) type Ends = Vec<Expr>;

/// An index space under way.
#[derive(Clone, Debug)]
pub(super) struct Space {
    pub(super) axes: BTreeMap<Sym, Ends>,
    pub(super) forms: Vec<Form>,
    /// Conditions of the launch without which it is empty.
    when: Vec<Cond>,
}

/// Points where conditions of the launch hold, zero where they do not.
pub(super) struct Points {
    pub(super) when: Vec<Cond>,
    pub(super) count: Expr,
}

/// Counts the points of a region over indices with their ends.
pub(super) fn points(region: Region, axes: BTreeMap<Sym, Ends>) -> Result<Points, Uncounted> {
    let Region { forms, when } = region;
    let mut space = Space { axes, forms, when };
    while space.drop_implied() || space.bound()? || space.join() {}
    let mut product = Vec::new();
    for part in space.parts() {
        product.push(part.count()?);
    }
    Ok(Points { when: space.when, count: Expr::mul(product) })
}

/// The extent that upper ends leave.
pub(super) fn extent(ends: &[Expr]) -> Expr {
    let least = Expr::min(ends.iter().cloned()).simplify();
    if is_at_least_zero(&least) { least } else { Expr::max([Expr::ZERO, least]) }
}

/// Adds an upper end unless another one is below it in every launch.
fn add_end(ends: &mut Ends, end: Expr) {
    if ends.iter().any(|other| is_le(other, &end)) {
        return;
    }
    ends.retain(|other| !is_le(&end, other));
    ends.push(end);
}

impl Space {
    /// Drops a condition that follows from another one, or that speaks of the launch alone.
    fn drop_implied(&mut self) -> bool {
        if let Some(position) = self.forms.iter().position(|form| form.terms.is_empty()) {
            let form = self.forms.remove(position);
            self.when.push(Cond::cmp(kht_schema::expr::CmpOp::Le, form.rest, Expr::ZERO));
            return true;
        }
        let follows = |form: &Form, from: &Form| {
            let more = from.minus(form);
            more.terms.values().chain([&more.rest]).all(is_at_least_zero)
        };
        let implied = (0..self.forms.len()).find(|one| {
            let others = self.forms.iter().enumerate().filter(|(other, _)| other != one);
            others.into_iter().any(|(_, other)| follows(&self.forms[*one], other))
        });
        if let Some(position) = implied {
            self.forms.remove(position);
        }
        implied.is_some()
    }

    /// Turns a condition on one index into a bound of it.
    fn bound(&mut self) -> Result<bool, Uncounted> {
        if let Some(sym) = self.fixed() {
            self.shift(sym, &Expr::ZERO);
            return Ok(true);
        }
        let Some(position) = self.forms.iter().position(|form| form.terms.len() == 1) else {
            return Ok(false);
        };
        let Form { terms, rest } = self.forms.remove(position);
        let (sym, factor) = terms.into_iter().next().expect("there is one term");
        if is_positive(&factor) {
            let end = Expr::floor_div(-rest, factor) + Expr::ONE;
            add_end(self.axes.entry(sym).or_default(), end.simplify());
        } else if is_negative(&factor) {
            self.start(sym, -Expr::floor_div(-rest, -factor));
        } else {
            return Err(Uncounted::Shape);
        }
        Ok(true)
    }

    /// An index that can only be zero and occurs in conditions.
    fn fixed(&self) -> Option<Sym> {
        let one = |ends: &Ends| matches!(ends[..], [Expr::Int(1)]);
        let used = |sym: &Sym| self.forms.iter().any(|form| form.terms.contains_key(sym));
        self.axes.iter().find(|(sym, ends)| one(ends) && used(sym)).map(|(sym, _)| *sym)
    }

    /// Lets an index start where it has to, and count from there.
    fn start(&mut self, sym: Sym, at: Expr) {
        let at = at.simplify();
        let at = if is_at_least_zero(&at) { at } else { Expr::max([Expr::ZERO, at]).simplify() };
        if at == Expr::ZERO {
            return;
        }
        for end in self.axes.entry(sym).or_default() {
            *end = (end.clone() - at.clone()).simplify();
        }
        let moved = Form { rest: at, ..Form::index(sym) };
        for form in &mut self.forms {
            *form = form.with(sym, &moved);
        }
    }

    /// Puts a value in place of an index.
    fn shift(&mut self, sym: Sym, value: &Expr) {
        let value = Form { terms: BTreeMap::new(), rest: value.clone() };
        for form in &mut self.forms {
            *form = form.with(sym, &value);
        }
    }

    /// Puts two indices together that are the digits of one number wherever they occur.
    fn join(&mut self) -> bool {
        let used: Vec<Sym> = self.forms.iter().flat_map(|it| it.terms.keys().copied()).collect();
        for low in &used {
            let Some([extent]) = self.axes.get(low).map(Vec::as_slice) else { continue };
            let extent = extent.clone();
            let high = used.iter().find(|high| *high != low && self.digits(*low, **high, &extent));
            if let Some(high) = high {
                self.put_together(*low, *high, &extent);
                return true;
            }
        }
        false
    }

    /// Whether every condition has one index as often as another one, times its extent.
    fn digits(&self, low: Sym, high: Sym, extent: &Expr) -> bool {
        let ends = self.axes.get(&high);
        let endless = ends.is_none_or(Vec::is_empty);
        let never_negative =
            is_at_least_zero(extent) || ends.is_some_and(|ends| ends.iter().all(is_at_least_zero));
        if if endless { !is_positive(extent) } else { !never_negative } {
            return false;
        }
        self.forms.iter().all(|form| match (form.terms.get(&low), form.terms.get(&high)) {
            (None, None) => true,
            (Some(one), Some(other)) => {
                Expr::mul([one.clone(), extent.clone()]).simplify() == *other
            }
            _ => false,
        })
    }

    /// The number whose digits are `low` and `high` takes the place of `low`.
    fn put_together(&mut self, low: Sym, high: Sym, extent: &Expr) {
        let ends = self.axes.remove(&high).unwrap_or_default();
        let times = |end: Expr| Expr::mul([extent.clone(), end]).simplify();
        let ends = if is_at_least_zero(extent) || ends.is_empty() {
            ends.into_iter().map(times).collect()
        } else {
            vec![times(Expr::min(ends))]
        };
        self.axes.insert(low, ends);
        for form in &mut self.forms {
            form.terms.remove(&high);
        }
    }

    /// Spaces that no condition connects.
    fn parts(&self) -> Vec<Space> {
        let mut parts: Vec<Space> = Vec::new();
        for (sym, ends) in &self.axes {
            let axes = BTreeMap::from([(*sym, ends.clone())]);
            parts.push(Space { axes, forms: Vec::new(), when: Vec::new() });
        }
        for form in &self.forms {
            let touches = |part: &Space| part.axes.keys().any(|sym| form.terms.contains_key(sym));
            let (touched, rest): (Vec<Space>, Vec<Space>) = parts.into_iter().partition(touches);
            let none = Space { axes: BTreeMap::new(), forms: vec![form.clone()], when: Vec::new() };
            let whole = touched.into_iter().fold(none, |mut whole, part| {
                whole.axes.extend(part.axes);
                whole.forms.extend(part.forms);
                whole
            });
            parts = rest;
            parts.push(whole);
        }
        parts
    }

    /// The number of points, conditions on the launch apart.
    fn count(mut self) -> Result<Expr, Uncounted> {
        if self.forms.is_empty() {
            let ends: Vec<&Ends> = self.axes.values().collect();
            return match ends[..] {
                [ends] if !ends.is_empty() => Ok(extent(ends)),
                _ => Err(Uncounted::Shape),
            };
        }
        self.forms = self.forms.into_iter().map(Form::reduced).collect();
        match self.last_digit().or_else(|| self.overlapping()) {
            Some(count) => Ok(count),
            None => triangle::count(self.axes, self.forms),
        }
    }

    /// The number of points of `low + d*high < n` where `low` may reach beyond `d`: those of all
    /// `low`, without an end of their own, less those from that end on.
    fn overlapping(&self) -> Option<Expr> {
        let [form] = &self.forms[..] else { return None };
        if form.terms.len() != 2 {
            return None;
        }
        let (low, _) = form.terms.iter().find(|(_, factor)| **factor == Expr::ONE)?;
        let (high, step) = form.terms.iter().find(|(sym, _)| *sym != low)?;
        if !is_positive(step) {
            return None;
        }
        let below = extent(self.axes.get(low).filter(|ends| !ends.is_empty())?);
        let highs = self.axes.get(high)?;
        // The sum of `max(0, m - d*high)` over all `high`.
        let without_end = |m: Expr| {
            let reached = Expr::ceil_div(m.clone(), step.clone()).simplify();
            let ends: Vec<Expr> = highs.iter().cloned().chain([reached]).collect();
            let rows = extent(&ends);
            let pairs = Expr::mul([rows.clone(), rows.clone() - Expr::ONE]);
            let pairs = Expr::floor_div(pairs, Expr::Int(2));
            Expr::mul([rows, m]) - Expr::mul([step.clone(), pairs])
        };
        let n = Expr::ONE - form.rest.clone();
        let beyond = without_end((n.clone() - below).simplify());
        Some(without_end(n.simplify()) - beyond)
    }

    /// The number of points of `low + d*high < n` where `low` is below some `k <= d`: of each
    /// whole `d`, the first `k`.
    fn last_digit(&self) -> Option<Expr> {
        let [form] = &self.forms[..] else { return None };
        if form.terms.len() != 2 {
            return None;
        }
        let (low, _) = form.terms.iter().find(|(_, factor)| **factor == Expr::ONE)?;
        let (high, step) = form.terms.iter().find(|(sym, _)| *sym != low)?;
        let below = extent(self.axes.get(low).filter(|ends| !ends.is_empty())?);
        if !is_positive(step) || !is_le(&below, step) {
            return None;
        }
        let highs = self.axes.get(high)?.iter();
        let ends = highs.map(|end| Expr::mul([step.clone(), end.clone()]).simplify());
        let ends: Vec<Expr> = ends.chain([Expr::ONE - form.rest.clone()]).collect();
        let end = extent(&ends);
        let whole = Expr::mul([below.clone(), Expr::floor_div(end.clone(), step.clone())]);
        let rest = Expr::min([below, Expr::modulo(end, step.clone())]);
        Some(Expr::add([whole, rest]).simplify())
    }
}
