//! Runs through a function as its statements do, and keeps what matters for launches.
//!
//! An abstract interpreter over syntax: variables stand for names, functions of modules, launches
//! that are being put together, configurations, or anything ([`Value`]). Branches are run one by
//! one and joined; a loop is run once and joined with not running it; a branch that returns or
//! fails does not count. Calls of the crate's own functions are followed where their result or
//! what they push matters (`calls`), uses of its macros are expanded.
//!
//! It promises less than a compiler: names are looked up by their last word, what a closure does
//! is done where it stands. Where arguments could get lost in that, the launch is given up.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use proc_macro2::Span;
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{Expr, Stmt};

use super::definitions::{Definitions, Function};
use super::sources::Sources;
use super::state::State;
use super::text::text;
use super::values::{self, Builder, BuilderId, Element, Names, Reason, Value, join, join_names};
use super::{Argument, LaunchSite};

/// What one function may cost; far more than any written by people.
const MAX_STEPS: usize = 4_000_000;

/// A launch that was come across.
pub(super) struct Attempt {
    /// The name of the method that launches.
    pub(super) span: Span,
    /// The function it stands in.
    pub(super) function: Rc<Function>,
    pub(super) outcome: Result<LaunchSite, Reason>,
}

/// What walks share: the crate, and what earlier walks learned.
pub(super) struct Context<'c> {
    pub(super) definitions: &'c Definitions,
    pub(super) sources: &'c Sources,
    /// Functions of modules that are kept in fields, by the name of the field.
    pub(super) fields: HashMap<String, Names>,
    /// Functions that launch what their caller gives, by position in [`Definitions::all`].
    pub(super) launchers: HashSet<*const Function>,
}

/// A function that is being run through.
pub(super) struct Frame {
    pub(super) function: Rc<Function>,
    /// What `return` gave, and when.
    pub(super) returned: Vec<(Value, State)>,
    /// Macros that are open.
    pub(super) expansions: usize,
}

/// One walk.
pub(super) struct Walker<'w, 'c> {
    pub(super) context: &'w Context<'c>,
    pub(super) state: State,
    pub(super) frames: Vec<Frame>,
    pub(super) fresh: BuilderId,
    pub(super) attempts: Vec<Attempt>,
    pub(super) learned: BTreeMap<String, Names>,
    pub(super) steps: usize,
}

impl<'w, 'c> Walker<'w, 'c> {
    /// Runs through a function that anybody may call with anything.
    pub(super) fn run(context: &'w Context<'c>, function: &Rc<Function>) -> Self {
        let mut walker = Walker {
            context,
            state: State { scopes: vec![HashMap::new()], ..State::default() },
            frames: Vec::new(),
            fresh: 0,
            attempts: Vec::new(),
            learned: BTreeMap::new(),
            steps: 0,
        };
        let frame = Frame { function: function.clone(), returned: Vec::new(), expansions: 0 };
        walker.frames.push(frame);
        for param in &function.params {
            walker.bind_with(param, &|name| {
                let text = format!("parameter `{name}` of `{}`", function.name);
                Value::Opaque(Reason { text: text.into(), of_caller: true })
            });
        }
        walker.block(&function.body);
        walker
    }

    /// Whether the function took more than it may.
    pub(super) fn gave_up(&self) -> bool {
        self.steps > MAX_STEPS
    }

    pub(super) fn function(&self) -> Rc<Function> {
        self.frames.last().expect("a walk begins with a function").function.clone()
    }

    pub(super) fn file(&self) -> usize {
        self.function().file
    }

    pub(super) fn scope<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> T {
        self.state.scopes.push(HashMap::new());
        let n_splits = self.state.splits.len();
        let value = run(self);
        self.state.splits.truncate(n_splits);
        self.state.scopes.pop();
        value
    }

    /// Runs the statements of a block; its last expression is its value.
    pub(super) fn block(&mut self, block: &syn::Block) -> Value {
        self.scope(|walker| walker.statements(&block.stmts))
    }

    pub(super) fn statements(&mut self, statements: &[Stmt]) -> Value {
        let mut value = Value::opaque("no value");
        for statement in statements {
            value = match statement {
                Stmt::Local(local) => {
                    self.local(local);
                    Value::opaque("no value")
                }
                // Items are run through on their own.
                Stmt::Item(_) => Value::opaque("no value"),
                Stmt::Expr(expr, semicolon) => {
                    let value = self.eval(expr);
                    let kept = semicolon.is_none() || value == Value::Never;
                    if kept { value } else { Value::opaque("no value") }
                }
                Stmt::Macro(used) => self.used_macro(&used.mac),
            };
        }
        if self.state.dead { Value::Never } else { value }
    }

    fn local(&mut self, local: &syn::Local) {
        let Some(init) = &local.init else {
            self.bind(&local.pat, Value::opaque("assigned later"), None);
            return;
        };
        let value = self.eval(&init.expr);
        if let Some((_, otherwise)) = &init.diverge {
            self.perhaps(|walker| {
                walker.eval(otherwise);
            });
        }
        self.bind(&local.pat, value, Some(&init.expr));
    }

    /// Runs an expression and says what it stands for.
    pub(super) fn eval(&mut self, expr: &Expr) -> Value {
        self.steps += 1;
        if self.gave_up() {
            return Value::opaque("in a function that is too large");
        }
        match expr {
            Expr::Group(inner) => self.eval(&inner.expr),
            Expr::Paren(inner) => self.eval(&inner.expr),
            Expr::Await(inner) => self.eval(&inner.base),
            Expr::Cast(inner) => self.eval(&inner.expr),
            Expr::Unsafe(inner) => self.block(&inner.block),
            Expr::Block(inner) => self.block(&inner.block),
            Expr::Const(inner) => self.block(&inner.block),
            Expr::Async(inner) => self.block(&inner.block),
            Expr::Unary(inner) => match (&inner.op, self.eval(&inner.expr)) {
                (syn::UnOp::Deref(_), value) => value,
                _ => Self::opaque(expr),
            },
            Expr::Reference(inner) => self.reference(inner),
            Expr::Try(inner) => {
                let value = self.eval(&inner.expr);
                if is_err(&inner.expr) { self.never() } else { value }
            }
            Expr::Let(inner) => {
                let value = self.eval(&inner.expr);
                self.bind(&inner.pat, value, Some(&inner.expr));
                Self::opaque(expr)
            }
            Expr::If(_) | Expr::Match(_) => self.choice(expr),
            Expr::ForLoop(_) | Expr::While(_) | Expr::Loop(_) | Expr::Closure(_) => {
                self.repeated(expr);
                Self::opaque(expr)
            }
            Expr::Return(_) | Expr::Break(_) | Expr::Continue(_) => self.leave(expr),
            Expr::Lit(literal) => match &literal.lit {
                syn::Lit::Str(name) => Value::text(&name.value()),
                syn::Lit::CStr(name) => Value::text(&name.value().to_string_lossy()),
                _ => Self::opaque(expr),
            },
            Expr::Path(path) => self.path(path),
            Expr::Tuple(tuple) => self.elements(&tuple.elems),
            Expr::Array(array) => self.elements(&array.elems),
            Expr::Index(index) => self.index(index),
            Expr::Field(field) => self.field(field),
            Expr::Assign(assign) => self.assign(assign),
            Expr::Binary(binary) => self.binary(binary),
            Expr::Struct(made) => self.made(made),
            Expr::Macro(used) => self.used_macro(&used.mac),
            Expr::Call(call) => self.call(call),
            Expr::MethodCall(call) => self.method(call),
            _ => {
                visit::visit_expr(&mut Children(self), expr);
                Self::opaque(expr)
            }
        }
    }

    pub(super) fn never(&mut self) -> Value {
        self.state.dead = true;
        Value::Never
    }

    /// Says only of short things what they are: a text for each level of what nests would cost
    /// the square of it.
    pub(super) fn opaque(expr: &Expr) -> Value {
        Value::opaque(match expr {
            Expr::Path(_) | Expr::Lit(_) => format!("`{}`", text(&expr.to_token_stream())),
            _ => "decided at run time".to_owned(),
        })
    }

    fn reference(&mut self, reference: &syn::ExprReference) -> Value {
        let value = self.eval(&reference.expr);
        // Somebody else may change the text.
        if reference.mutability.is_some() && matches!(value, Value::Text(_)) {
            self.assign_to(&reference.expr, Value::opaque("changed by what it is lent to"));
        }
        value
    }

    pub(super) fn elements<'e>(&mut self, list: impl IntoIterator<Item = &'e Expr>) -> Value {
        let element = |walker: &mut Self, expr: &Expr| {
            let value = walker.eval(expr);
            // Lists in lists are no arguments; their text would cost its length once per level.
            let nested = matches!(value, Value::Tuple(_));
            let shown = if nested { Argument::default() } else { walker.shown(expr) };
            Element { value, shown, by_flag: BTreeMap::new() }
        };
        values::side_by_side(list.into_iter().map(|expr| element(self, expr)).collect())
    }

    fn index(&mut self, index: &syn::ExprIndex) -> Value {
        let value = self.eval(&index.expr);
        self.eval(&index.index);
        match value {
            Value::Tuple(elements) => {
                let joined = elements.into_iter().map(|element| element.value).reduce(join);
                joined.unwrap_or(Value::Never)
            }
            _ => Value::opaque("an element of a list"),
        }
    }

    fn field(&mut self, field: &syn::ExprField) -> Value {
        let base = self.eval(&field.base);
        match (&field.member, base) {
            (syn::Member::Unnamed(position), Value::Tuple(elements)) => {
                let position = usize::try_from(position.index).unwrap_or(usize::MAX);
                let element = elements.into_iter().nth(position);
                element.map_or(Value::opaque("no part of a tuple"), |element| element.value)
            }
            (syn::Member::Named(name), Value::Opaque(_)) => {
                match self.context.fields.get(&name.to_string()) {
                    Some(names) => Value::Function(names.clone()),
                    None => Value::opaque(format!("field `{name}`")),
                }
            }
            _ => Value::opaque("a field"),
        }
    }

    fn assign(&mut self, assign: &syn::ExprAssign) -> Value {
        let value = self.eval(&assign.right);
        if let Expr::Field(field) = &*assign.left {
            self.set_shape(field, &assign.right, &value);
        }
        self.assign_to(&assign.left, value);
        Value::opaque("no value")
    }

    /// A structure: a configuration, or one that keeps functions of modules in its fields.
    fn made(&mut self, made: &syn::ExprStruct) -> Value {
        let name = made.path.segments.last().map(|last| last.ident.to_string());
        if name.as_deref() == Some("LaunchConfig") {
            return self.shape(made);
        }
        for field in &made.fields {
            let value = self.eval(&field.expr);
            if let (syn::Member::Named(name), Value::Function(names)) = (&field.member, value) {
                let known = self.learned.remove(&name.to_string());
                let names = known.map_or(names.clone(), |known| join_names(known, names));
                self.learned.insert(name.to_string(), names);
            }
        }
        if let Some(rest) = &made.rest {
            self.eval(rest);
        }
        Value::opaque(format!("a `{}`", name.unwrap_or_default()))
    }

    /// A new launch that is being put together.
    pub(super) fn new_builder(&mut self, names: Names) -> Value {
        self.fresh += 1;
        self.state.builders.insert(self.fresh, Builder { names, arguments: Ok(Vec::new()) });
        Value::Builder(self.fresh)
    }
}

/// Runs through what an expression without a meaning of its own is made of.
struct Children<'p, 'w, 'c>(&'p mut Walker<'w, 'c>);

impl<'a> Visit<'a> for Children<'_, '_, '_> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        // The expression itself was seen; only its parts come here.
        self.0.eval(expr);
    }

    fn visit_item(&mut self, _: &'a syn::Item) {}
}

/// `Err(…)`, with methods behind it: with `?` it never comes back.
fn is_err(mut expr: &Expr) -> bool {
    loop {
        match expr {
            Expr::MethodCall(call) => expr = &call.receiver,
            Expr::Paren(inner) => expr = &inner.expr,
            Expr::Group(inner) => expr = &inner.expr,
            Expr::Call(call) => {
                let Expr::Path(path) = &*call.func else {
                    return false;
                };
                return path.path.segments.last().is_some_and(|last| last.ident == "Err");
            }
            _ => return false,
        }
    }
}
