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

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{Expr, Pat, Stmt};

use super::definitions::{Definitions, Function};
use super::shorten;
use super::sources::Sources;
use super::state::{Binding, Merge, Split, State};
use super::text::text;
use super::values::{
    self, Builder, BuilderId, ByFlag, Element, Names, Reason, Value, join, join_names,
};
use super::{Argument, LaunchSite};

/// What one function may cost; far more than any written by people.
const MAX_STEPS: usize = 4_000_000;

/// Expansions in expansions.
const MAX_EXPANSIONS: usize = 12;

/// Longer initializers are not repeated.
const MAX_DEFINITION: usize = 200;

/// Macros that do not come back.
const NEVER: [&str; 6] = ["bail", "panic", "todo", "unimplemented", "unreachable", "throw"];

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
    steps: usize,
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
    fn perhaps(&mut self, run: impl Fn(&mut Self)) {
        self.branches([false, true], |walker, happens| {
            if happens {
                run(walker);
            }
            Value::opaque("no value")
        });
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

    /// Binds the variables of a pattern to a value.
    pub(super) fn bind(&mut self, pattern: &Pat, value: Value, init: Option<&Expr>) {
        match pattern {
            Pat::Type(typed) => self.bind(&typed.pat, value, init),
            Pat::Reference(reference) => self.bind(&reference.pat, value, init),
            Pat::Paren(paren) => self.bind(&paren.pat, value, init),
            Pat::Guard(guard) => {
                self.bind(&guard.pat, value, init);
                self.eval(&guard.guard);
            }
            Pat::Ident(ident) => {
                let mut binding = Binding::from(value);
                if let Some(init) = init {
                    let tokens = self.outside(init);
                    let shown = text(&tokens);
                    // What changes is soon something else.
                    let fixed = ident.mutability.is_none() && ident.by_ref.is_none();
                    let short = shown.len() <= MAX_DEFINITION && fixed;
                    binding.defined = short.then(|| shown.into());
                    // The variable of a macro means nothing to its user.
                    let of_macro = self.frames.last().is_some_and(|frame| frame.expansions > 0);
                    binding.alias = of_macro.then_some(tokens);
                }
                self.state.bind(ident.ident.to_string(), binding);
            }
            Pat::Tuple(tuple) => self.bind_tuple(tuple, value, init),
            Pat::TupleStruct(tuple) if tuple.elems.len() == 1 && is_wrapper(&tuple.path) => {
                self.bind(&tuple.elems[0], value, init);
            }
            _ => {
                let text = format!(
                    "a part of `{}`",
                    init.map_or(String::new(), |init| { text(&init.to_token_stream()) })
                );
                let part = if init.is_some() { text } else { "a part of a value".to_owned() };
                self.bind_with(pattern, &|_| Value::opaque(&part));
            }
        }
    }

    fn bind_tuple(&mut self, tuple: &syn::PatTuple, value: Value, init: Option<&Expr>) {
        let mut by_flag: Vec<(usize, ByFlag)> = Vec::new();
        let parts = match value {
            Value::Tuple(parts) if parts.len() == tuple.elems.len() => {
                let part = |part: Element| {
                    by_flag.extend(part.by_flag);
                    part.value
                };
                parts.into_iter().map(part).collect()
            }
            Value::Opaque(reason) => vec![Value::Opaque(reason); tuple.elems.len()],
            Value::Never => vec![Value::Never; tuple.elems.len()],
            _ => vec![Value::opaque("a part of a tuple"); tuple.elems.len()],
        };
        // The parts of what a tuple is made of say more than the whole.
        let made_of = match init {
            Some(Expr::Tuple(init)) if init.elems.len() == tuple.elems.len() => {
                init.elems.iter().map(Some).collect()
            }
            _ => vec![None; tuple.elems.len()],
        };
        for ((pattern, part), init) in tuple.elems.iter().zip(parts).zip(made_of) {
            self.bind(pattern, part, init);
        }
        for (flag, names) in by_flag {
            if let Some(Pat::Ident(flag)) = tuple.elems.get(flag)
                && flag.mutability.is_none()
            {
                self.state.splits.push(Split { flag: flag.ident.to_string(), names });
            }
        }
    }

    /// Binds all variables of a pattern alike.
    pub(super) fn bind_with(&mut self, pattern: &Pat, value: &dyn Fn(&str) -> Value) {
        struct Variables(Vec<String>);
        impl<'a> Visit<'a> for Variables {
            fn visit_pat_ident(&mut self, ident: &'a syn::PatIdent) {
                self.0.push(ident.ident.to_string());
                visit::visit_pat_ident(self, ident);
            }
        }
        let mut variables = Variables(Vec::new());
        variables.visit_pat(pattern);
        for name in variables.0 {
            let value = value(&name);
            self.state.bind(name, value.into());
        }
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

    fn choice(&mut self, expr: &Expr) -> Value {
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
    fn repeated(&mut self, expr: &Expr) {
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

    fn leave(&mut self, expr: &Expr) -> Value {
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

    /// Gives a variable a new value; other places are not kept.
    pub(super) fn assign_to(&mut self, place: &Expr, value: Value) {
        let mut place = place;
        while let Expr::Paren(syn::ExprParen { expr, .. })
        | Expr::Group(syn::ExprGroup { expr, .. })
        | Expr::Unary(syn::ExprUnary { expr, .. }) = place
        {
            place = expr;
        }
        if let Expr::Path(path) = place
            && let Some(name) = path.path.get_ident()
            && let Some(binding) = self.state.lookup_mut(&name.to_string())
        {
            binding.value = value;
            binding.defined = None;
        }
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

    /// What a use of a macro stands for.
    fn used_macro(&mut self, used: &syn::Macro) -> Value {
        let name = used.path.segments.last().map(|last| last.ident.to_string());
        let name = name.unwrap_or_default();
        if let Some(value) = self.text_macro(&name, used) {
            return value;
        }
        if NEVER.contains(&name.as_str()) {
            return self.never();
        }
        let open = self.frames.last().map_or(0, |frame| frame.expansions);
        let file = self.context.sources.file(used.path.segments[0].ident.span());
        let file = file.unwrap_or_else(|| self.file());
        if open < MAX_EXPANSIONS
            && let Some(tokens) = self.context.definitions.expand(file, used)
            && let Ok(statements) = syn::parse::Parser::parse2(syn::Block::parse_within, tokens)
        {
            self.steps += statements.len();
            if let Some(frame) = self.frames.last_mut() {
                frame.expansions += 1;
            }
            // Not in a scope of its own: a macro may bind variables for its user.
            let value = self.statements(&statements);
            if let Some(frame) = self.frames.last_mut() {
                frame.expansions -= 1;
            }
            return value;
        }
        self.unknown_macro(&name, used)
    }

    /// A macro of another crate: what can be read as expressions is run.
    fn unknown_macro(&mut self, name: &str, used: &syn::Macro) -> Value {
        type List = syn::punctuated::Punctuated<Expr, syn::Token![,]>;
        let values = match used.parse_body_with(List::parse_terminated) {
            Ok(list) => match self.elements(&list) {
                Value::Tuple(elements) => elements,
                _ => Vec::new(),
            },
            Err(_) => Vec::new(),
        };
        // Those of the standard library push nothing.
        let harmless = name.contains("assert") || name.contains("print") || name == "dbg";
        for Element { value, .. } in &values {
            if let Value::Builder(builder) = value
                && !harmless
            {
                let reason = format!("macro `{name}!` is not among the sources, and may push some");
                self.state.lose(*builder, &reason);
            }
        }
        if name == "vec" { Value::Tuple(values) } else { Value::opaque(format!("`{name}!(…)`")) }
    }

    /// A new launch that is being put together.
    pub(super) fn new_builder(&mut self, names: Names) -> Value {
        self.fresh += 1;
        self.state.builders.insert(self.fresh, Builder { names, arguments: Ok(Vec::new()) });
        Value::Builder(self.fresh)
    }

    /// An argument as its user reads it.
    pub(super) fn shown(&self, expr: &Expr) -> Argument {
        let tokens = match expr {
            // The variable of a macro, lent: what it was made of says all.
            Expr::Reference(reference) => self.alias(&reference.expr),
            _ => None,
        };
        let tokens = tokens.unwrap_or_else(|| self.outside(expr));
        let expr = syn::parse2::<Expr>(tokens.clone()).ok();
        Argument {
            text: text(&tokens),
            name: expr.as_ref().and_then(shorten::name),
            mutable: expr.as_ref().is_some_and(shorten::is_mutable),
        }
    }

    fn alias(&self, expr: &Expr) -> Option<TokenStream> {
        let Expr::Path(path) = expr else {
            return None;
        };
        self.state.lookup(&path.path.get_ident()?.to_string())?.alias.clone()
    }

    /// The tokens of an expression in the words of the function where the walk began.
    pub(super) fn outside(&self, expr: &Expr) -> TokenStream {
        let tokens = expr.to_token_stream();
        let inside = |frame: &Frame| frame.expansions > 0;
        if self.frames.len() == 1 && !self.frames.iter().any(inside) {
            return tokens;
        }
        self.replaced(tokens)
    }

    fn replaced(&self, tokens: TokenStream) -> TokenStream {
        let mut after_dot = false;
        let replace = |token: TokenTree| {
            let dot =
                matches!(&token, TokenTree::Punct(sign) if matches!(sign.as_char(), '.' | ':'));
            let member = std::mem::replace(&mut after_dot, dot);
            match token {
                TokenTree::Ident(word) if !member => {
                    let binding = self.state.lookup(&word.to_string());
                    match binding.and_then(|binding| binding.alias.clone()) {
                        Some(alias) => Group::new(Delimiter::None, alias).into(),
                        None => TokenTree::Ident(word),
                    }
                }
                TokenTree::Group(group) => {
                    Group::new(group.delimiter(), self.replaced(group.stream())).into()
                }
                token => token,
            }
        };
        tokens.into_iter().map(replace).collect()
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

/// `Some(x)` and `Ok(x)`: the value is x, or there is none.
fn is_wrapper(path: &syn::Path) -> bool {
    path.segments.last().is_some_and(|last| last.ident == "Some" || last.ident == "Ok")
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
