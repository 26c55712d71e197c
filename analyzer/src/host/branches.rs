//! Statements that branch, repeat and leave: each way is run from the same point, and joined.

use syn::Expr;

use super::state::Merge;
use super::values::{Value, join};
use super::walk::Walker;

impl Walker<'_, '_> {
    /// Runs one branch after the other from the same point.
    pub(super) fn branches<T>(
        &mut self,
        branches: impl IntoIterator<Item = T>,
        mut run: impl FnMut(&mut Self, T) -> Value,
    ) -> Value {
        let before = std::mem::take(&mut self.state);
        let mut merge = Merge::default();
        for branch in branches {
            self.steps += before.size();
            if self.gave_up() {
                break;
            }
            self.state = before.clone();
            let value = run(self, branch);
            merge.add(value, std::mem::take(&mut self.state), &mut self.fresh);
        }
        let (value, state) = merge.end(before);
        self.state = state;
        value
    }

    /// Runs something that may happen or not.
    pub(super) fn perhaps(&mut self, run: impl Fn(&mut Self)) {
        self.branches([false, true], |walker, happens| {
            if happens {
                run(walker);
            }
            Value::opaque("no value")
        });
    }

    pub(super) fn choice(&mut self, expr: &Expr) -> Value {
        match expr {
            Expr::If(choice) => self.scope(|walker| {
                walker.eval(&choice.cond);
                let flag = flag(&choice.cond);
                walker.branches([true, false], |walker, then| {
                    if let Some((flag, value)) = &flag {
                        walker.state.decide(flag, *value == then);
                    }
                    match (&choice.else_branch, then) {
                        (_, true) => walker.block(&choice.then_branch),
                        (Some((_, otherwise)), false) => walker.eval(otherwise),
                        (None, false) => Value::opaque("no value"),
                    }
                })
            }),
            Expr::Match(choice) => {
                let value = self.eval(&choice.expr);
                self.branches(&choice.arms, |walker, arm| {
                    walker.scope(|walker| {
                        walker.bind(&arm.pat, value.clone(), Some(&choice.expr));
                        walker.eval(&arm.body)
                    })
                })
            }
            _ => Self::opaque(expr),
        }
    }

    /// What runs any number of times.
    pub(super) fn repeated(&mut self, expr: &Expr) {
        match expr {
            Expr::ForLoop(each) => {
                let values = match self.eval(&each.expr) {
                    Value::Tuple(values) => {
                        values.into_iter().map(|value| value.value).reduce(join)
                    }
                    _ => None,
                };
                let value = values.unwrap_or_else(|| Value::opaque("a loop's variable"));
                self.perhaps(|walker| {
                    walker.scope(|walker| {
                        walker.bind(&each.pat, value.clone(), None);
                        walker.block(&each.body);
                    });
                });
            }
            Expr::While(each) => self.perhaps(|walker| {
                walker.scope(|walker| {
                    walker.eval(&each.cond);
                    walker.block(&each.body);
                });
            }),
            Expr::Loop(each) => self.perhaps(|walker| {
                walker.block(&each.body);
            }),
            Expr::Closure(closure) => self.perhaps(|walker| {
                walker.scope(|walker| {
                    for input in &closure.inputs {
                        walker.bind_with(input, &|_| Value::opaque("a closure's parameter"));
                    }
                    walker.eval(&closure.body);
                });
            }),
            _ => {}
        }
    }

    pub(super) fn leave(&mut self, expr: &Expr) -> Value {
        let value = match expr {
            Expr::Return(leave) => leave.expr.as_ref(),
            Expr::Break(leave) => leave.expr.as_ref(),
            _ => None,
        };
        let value = value.map_or(Value::opaque("no value"), |value| self.eval(value));
        if matches!(expr, Expr::Return(_)) && !self.state.dead {
            let state = self.state.clone();
            if let Some(frame) = self.frames.last_mut() {
                frame.returned.push((value, state));
            }
        }
        self.never()
    }
}

/// A condition that is a variable, and what it is if the condition holds.
fn flag(condition: &Expr) -> Option<(String, bool)> {
    match condition {
        Expr::Path(path) => Some((path.path.get_ident()?.to_string(), true)),
        Expr::Unary(not) if matches!(not.op, syn::UnOp::Not(_)) => {
            flag(&not.expr).map(|(name, value)| (name, !value))
        }
        Expr::Paren(inner) => flag(&inner.expr),
        _ => None,
    }
}
