//! Checks of formulas: limits, and whether everything that they name exists where they are used.

use std::collections::BTreeSet;

use crate::expr::fold::MAX_VOTES;
use crate::expr::{MAX_DEPTH, MAX_NODES, Pointer, Sym};
use crate::{Access, AccessId, Cond, Expr, Kernel, LoopId, ParamId, ParamType, Root, Step};

use super::Report;

/// Folds over threads have numbers behind those of the loops.
const VOTES: usize = MAX_VOTES as usize;

/// Where a formula is used, and so which symbols have a value there.
#[derive(Clone, Copy)]
pub(super) enum Scope<'a> {
    /// In a thread, within these loops.
    Loops(&'a [LoopId]),
    /// Before a loop, within these: nothing opaque.
    First(&'a [LoopId]),
    /// In what a loop within these carries: its step and values, nothing opaque.
    Next(&'a [LoopId], LoopId),
    /// In a thread, within loops that are not said.
    AnyLoop,
    /// In a named value, which may use this many before it: no iteration, nothing opaque.
    Value(usize),
    /// Before the launch: no thread, no block, no iteration, nothing opaque, nor named values that
    /// hang on such.
    Launch,
}

/// What formulas of a kernel may name.
pub(super) struct Formulas<'k> {
    pub(super) kernel: &'k Kernel,
    /// Which named values a launch has one of.
    of_launch: Vec<bool>,
}

impl<'k> Formulas<'k> {
    pub(super) fn new(kernel: &'k Kernel) -> Self {
        let mut of_launch: Vec<bool> = Vec::with_capacity(kernel.values.len());
        for value in &kernel.values {
            let one = value.expr.symbols().into_iter().all(|sym| match sym {
                Sym::Bid(_) | Sym::Tid(_) | Sym::It(_) | Sym::Opq(_) => false,
                Sym::Val(id) => of_launch.get(id.index()).is_some_and(|one| *one),
                Sym::Gdim(_) | Sym::Bdim(_) | Sym::Arg(_) | Sym::Step(_) | Sym::Car(..) => true,
            });
            of_launch.push(one);
        }
        Formulas { kernel, of_launch }
    }

    /// A loop and those around it, as far as parents come first.
    pub(super) fn chain(&self, innermost: Option<LoopId>) -> Vec<LoopId> {
        let mut chain = Vec::new();
        let mut next = innermost;
        while let Some(id) = next {
            chain.push(id);
            let parent = self.kernel.loops.get(id.index()).and_then(|each| each.parent);
            next = parent.filter(|parent| parent.0 < id.0);
        }
        chain
    }

    pub(super) fn check_expr(
        &self,
        expr: &Expr,
        scope: Scope<'_>,
        place: &str,
        report: &mut Report,
    ) {
        if !check_size(expr.n_nodes(), expr.depth(), place, report) {
            return;
        }
        expr.find(&mut |node| {
            self.check_node(node, scope, place, report);
            false
        });
        self.check_bound(&expr.symbols(), scope, place, report);
    }

    pub(super) fn check_guards(
        &self,
        guards: &[Cond],
        scope: Scope<'_>,
        place: &str,
        report: &mut Report,
    ) {
        for (idx, guard) in guards.iter().enumerate() {
            let place = format!("{place}.guards[{idx}]");
            if !check_size(guard.n_nodes(), guard.depth(), &place, report) {
                continue;
            }
            guard.find(&mut |node| {
                self.check_node(node, scope, &place, report);
                false
            });
            self.check_bound(&guard.symbols(), scope, &place, report);
        }
    }

    fn check_node(&self, node: &Expr, scope: Scope<'_>, place: &str, report: &mut Report) {
        match node {
            Expr::Sym(sym) => self.check_symbol(*sym, scope, place, report),
            Expr::Load(Pointer { param, at }, _, _) => {
                self.check_pointer(*param, *at, place, report);
            }
            Expr::Wrap(bits, _) if !(1..=64).contains(bits) => {
                report.expected(place, "a wrap of 1 to 64 bits", bits);
            }
            Expr::Fold(fold) if self.kernel.loops.len() + VOTES <= fold.id.index() => {
                let n_loops = self.kernel.loops.len();
                let expected = format!("one of {n_loops} loops, or of {VOTES} numbers after them");
                report.expected(place, expected, fold.id.0);
            }
            Expr::Add(operands)
            | Expr::Mul(operands)
            | Expr::Min(operands)
            | Expr::Max(operands)
                if operands.len() < 2 =>
            {
                report.expected(place, "two or more operands", operands.len());
            }
            _ => {}
        }
    }

    fn check_symbol(&self, sym: Sym, scope: Scope<'_>, place: &str, report: &mut Report) {
        let in_launch = matches!(scope, Scope::Launch);
        match sym {
            // Those that no fold binds are found apart.
            Sym::Gdim(_) | Sym::Bdim(_) | Sym::Step(_) | Sym::Car(..) => {}
            Sym::Opq(_) | Sym::It(_) if matches!(scope, Scope::Value(_)) => {
                report.expected(place, "symbols without iterations and opaque values", sym);
            }
            Sym::Opq(_) if matches!(scope, Scope::First(_) | Scope::Next(..)) => {
                report.expected(place, "symbols without opaque values", sym);
            }
            Sym::Bid(_) | Sym::Tid(_) | Sym::Opq(_) | Sym::It(_) if in_launch => {
                report.expected(place, "symbols that a launch has one value of", sym);
            }
            Sym::Val(id) if in_launch && self.of_launch.get(id.index()) == Some(&false) => {
                report.expected(place, "symbols that a launch has one value of", sym);
            }
            Sym::Bid(_) | Sym::Tid(_) => {}
            Sym::Opq(id) => {
                if self.kernel.opaques.len() <= id.index() {
                    let n_opaques = self.kernel.opaques.len();
                    report.expected(place, format_args!("one of {n_opaques} opaque values"), sym);
                }
            }
            Sym::Val(id) => {
                let n_values = match scope {
                    Scope::Value(before) => before,
                    _ => self.kernel.values.len(),
                };
                if n_values <= id.index() {
                    report.expected(place, format_args!("one of {n_values} values before"), sym);
                }
            }
            Sym::It(id) => {
                let known = match scope {
                    Scope::Loops(loops) | Scope::First(loops) | Scope::Next(loops, _) => {
                        loops.contains(&id)
                    }
                    Scope::AnyLoop | Scope::Launch | Scope::Value(_) => {
                        id.index() < self.kernel.loops.len()
                    }
                };
                if !known {
                    report.expected(place, "iterations of loops around it", sym);
                }
            }
            Sym::Arg(pointer) => self.check_argument(pointer, place, report),
        }
    }

    /// Steps have no meaning outside of folds and of what loops carry; carried values have one
    /// within their loop.
    fn check_bound(
        &self,
        symbols: &BTreeSet<Sym>,
        scope: Scope<'_>,
        place: &str,
        report: &mut Report,
    ) {
        for sym in symbols {
            let known = match (*sym, scope) {
                (Sym::Step(id), Scope::Next(_, own)) => id == own,
                (Sym::Step(_), _) => false,
                (Sym::Car(id, index), Scope::Loops(loops) | Scope::First(loops)) => {
                    loops.contains(&id) && self.carries(id, index)
                }
                (Sym::Car(id, index), Scope::Next(loops, own)) => {
                    (loops.contains(&id) || id == own) && self.carries(id, index)
                }
                (Sym::Car(id, index), Scope::AnyLoop) => self.carries(id, index),
                (Sym::Car(..), Scope::Launch | Scope::Value(_)) => false,
                _ => true,
            };
            let expected = match sym {
                Sym::Step(_) => "values of a fold within it only",
                _ => "values that a loop around it carries",
            };
            if !known {
                report.expected(place, expected, sym);
            }
        }
    }

    /// Whether a loop carries a value of that number.
    fn carries(&self, id: LoopId, index: u32) -> bool {
        let each = self.kernel.loops.get(id.index());
        each.is_some_and(|each| each.carried.iter().any(|value| value.index == index))
    }

    fn check_argument(&self, name: Pointer, place: &str, report: &mut Report) {
        match self.leaf(name.param, name.at) {
            Some((ParamType::Int, 1..=8) | (ParamType::Pointer, _)) => {}
            Some((ty, size)) => {
                let expected = format!("{name} to be a pointer or an integer of up to 8 bytes");
                report.expected(place, expected, format_args!("{ty:?} of {size} bytes"));
            }
            None => report.expected(place, "a parameter or a field", name),
        }
    }

    /// Whether there is such a pointer.
    pub(super) fn check_pointer(
        &self,
        param: ParamId,
        at: Option<u32>,
        place: &str,
        report: &mut Report,
    ) {
        let name = Pointer { param, at };
        match self.leaf(param, at) {
            Some((ParamType::Pointer, _)) => {}
            Some((ty, _)) => {
                report.expected(place, format!("{name} to be a pointer"), format_args!("{ty:?}"));
            }
            None => report.expected(place, "a parameter or a field", name),
        }
    }

    pub(super) fn check_root(
        &self,
        root: &Root,
        scope: Scope<'_>,
        place: &str,
        report: &mut Report,
    ) {
        let at = match root.path.first() {
            Some(Step::Field { at }) => Some(*at),
            Some(Step::Deref { .. }) | None => None,
        };
        self.check_pointer(root.param, at, place, report);
        for (idx, step) in root.path.iter().enumerate() {
            let place = format!("{place}.path[{idx}]");
            match step {
                Step::Field { .. } if idx == 0 => {}
                Step::Field { .. } => {
                    report.expected(place, "a field as the first step", "a field")
                }
                Step::Deref { offset } => {
                    self.check_expr(offset, scope, &format!("{place}.deref.offset"), report);
                }
            }
        }
    }

    pub(super) fn check_access_id(
        &self,
        id: AccessId,
        place: &str,
        report: &mut Report,
    ) -> Option<&'k Access> {
        let access = self.kernel.accesses.get(id.index());
        if access.is_none() {
            let n_accesses = self.kernel.accesses.len();
            report.expected(place, format_args!("one of {n_accesses} accesses"), id.0);
        }
        access
    }

    /// Type and size of a parameter that is no struct, or of a field of one.
    fn leaf(&self, param: ParamId, at: Option<u32>) -> Option<(ParamType, u32)> {
        let param = self.kernel.params.get(param.index())?;
        match at {
            None => Some((param.ty, param.size)),
            Some(at) => {
                let field = param.fields.iter().find(|field| field.at == at)?;
                Some((field.ty, field.size))
            }
        }
    }
}

/// Whether a formula is small enough to be looked at.
fn check_size(n_nodes: usize, depth: usize, place: &str, report: &mut Report) -> bool {
    if MAX_NODES < n_nodes {
        report.expected(place, format_args!("at most {MAX_NODES} nodes"), n_nodes);
    }
    if MAX_DEPTH < depth {
        report.expected(place, format_args!("nesting of at most {MAX_DEPTH}"), depth);
    }
    n_nodes <= MAX_NODES && depth <= MAX_DEPTH
}
