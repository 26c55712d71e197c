//! Calls: those of cudarc that load and launch, and those of the crate that are followed.

use std::collections::HashMap;
use std::rc::Rc;

use proc_macro2::TokenStream;
use quote::ToTokens as _;
use syn::{Expr, Pat};

use super::count::LAUNCHES;
use super::definitions::Function;
use super::state::{Binding, Merge, State};
use super::text::text;
use super::values::{BuilderId, Names, Reason, Value};
use super::walk::{Attempt, Frame, Walker};
use super::{Argument, LaunchSite};

/// Calls in calls.
const MAX_CALLS: usize = 6;

/// A name that more functions have than this says nothing.
const MAX_CANDIDATES: usize = 8;

/// Methods that get a function out of a module, and which argument is its name.
pub(super) const LOADERS: [(&str, usize); 5] = [
    ("load_function", 0),
    ("get_function", 0),
    ("get_func", 1),
    ("get_or_load_func", 0),
    ("get_or_load_custom_func", 0),
];

/// Methods that give what they are called on, as far as launches see.
const TRANSPARENT: [&str; 34] = [
    "unwrap",
    "expect",
    "w",
    "bt",
    "clone",
    "cloned",
    "copied",
    "to_owned",
    "to_string",
    "as_str",
    "as_ref",
    "as_mut",
    "as_deref",
    "into",
    "try_into",
    "map_err",
    "context",
    "with_context",
    "ok_or",
    "ok_or_else",
    "ok",
    "borrow",
    "borrow_mut",
    "deref",
    "iter",
    "into_iter",
    "into_boxed_str",
    "into_string",
    "as_c_str",
    "record_kernel_launch",
    "trim",
    "by_ref",
    "unwrap_or_else",
    "unwrap_or_default",
];

/// Words of the types that are followed when a function of the crate returns them.
const FOLLOWED: [&str; 10] = [
    "String",
    "str",
    "Cow",
    "CString",
    "CStr",
    "LaunchConfig",
    "LaunchArgs",
    "CudaFunction",
    "CudaFunc",
    "Function",
];

/// What a function of the crate is called with.
struct Operand<'e> {
    value: Value,
    expr: &'e Expr,
}

impl Walker<'_, '_> {
    pub(super) fn call(&mut self, call: &syn::ExprCall) -> Value {
        let Expr::Path(path) = strip(&call.func) else {
            self.eval(&call.func);
            self.operands(call.args.iter());
            return Value::opaque("what a closure or the like returns");
        };
        let segments: Vec<String> =
            path.path.segments.iter().map(|each| each.ident.to_string()).collect();
        let Some((name, owner)) = segments.split_last() else {
            return Value::opaque("a call");
        };
        let owner = owner.last().map(String::as_str);
        if owner == Some("LaunchConfig") && name == "for_num_elems" && call.args.len() == 1 {
            self.eval(&call.args[0]);
            return self.shape_for(&call.args[0]);
        }
        let operands = self.operands(call.args.iter());
        // What wraps a value, or makes a string of it.
        let wraps = matches!(name.as_str(), "Some" | "Ok" | "Box" | "Borrowed" | "Owned")
            || (matches!(name.as_str(), "new" | "from")
                && matches!(owner, Some("String" | "Arc" | "Rc" | "Box" | "Cow" | "CString")));
        if let [operand] = operands.as_slice()
            && wraps
        {
            return operand.value.clone();
        }
        let name = self.context.definitions.original(self.file(), name).to_owned();
        let candidates = self.candidates(&name, owner, operands.len());
        // `Type::method(receiver, …)` has the receiver among its arguments.
        let candidates: Vec<_> = candidates.into_iter().filter(|each| !each.method).collect();
        self.follow(&name, &candidates, None, &operands)
    }

    fn operands<'e>(&mut self, list: impl Iterator<Item = &'e Expr>) -> Vec<Operand<'e>> {
        list.map(|expr| Operand { value: self.eval(expr), expr }).collect()
    }

    pub(super) fn method(&mut self, call: &syn::ExprMethodCall) -> Value {
        let receiver = self.eval(&call.receiver);
        let name = call.method.to_string();
        if let (Value::Builder(builder), "arg", 1) = (&receiver, name.as_str(), call.args.len()) {
            let builder = *builder;
            self.eval(&call.args[0]);
            let argument = self.shown(&call.args[0]);
            if let Some(builder) = self.state.builders.get_mut(&builder)
                && let Ok(arguments) = &mut builder.arguments
            {
                arguments.push(argument);
            }
            return receiver;
        }
        if LAUNCHES.contains(&name.as_str()) {
            return self.launch(call, &receiver);
        }
        let operands = self.operands(call.args.iter());
        if let Some(value) = self.known_method(call, &name, &receiver, &operands) {
            return value;
        }
        let candidates = self.candidates(&name, None, operands.len());
        let candidates: Vec<_> = candidates.into_iter().filter(|each| each.method).collect();
        let receiver = Operand { value: receiver, expr: &call.receiver };
        self.follow(&name, &candidates, Some(receiver), &operands)
    }

    /// Methods of cudarc, and those whose meaning is known anyhow.
    fn known_method(
        &mut self,
        call: &syn::ExprMethodCall,
        name: &str,
        receiver: &Value,
        operands: &[Operand<'_>],
    ) -> Option<Value> {
        let loader = LOADERS.iter().find(|(loader, _)| *loader == name);
        if let Some((_, position)) = loader
            && let Some(operand) = operands.get(*position)
        {
            return Some(Value::Function(operand.value.names()));
        }
        match (name, operands) {
            ("launch_builder", [function]) => Some(self.new_builder(function.value.function())),
            ("builder", []) if !matches!(receiver, Value::Builder(_)) => {
                Some(self.new_builder(receiver.function()))
            }
            ("push_str", [more]) if matches!(receiver, Value::Text(_)) => {
                let joined = Self::concatenated(receiver, &more.value);
                self.assign_to(&call.receiver, joined);
                Some(Value::opaque("no value"))
            }
            _ if TRANSPARENT.contains(&name) && !matches!(receiver, Value::Opaque(_)) => {
                Some(receiver.clone())
            }
            // Anything else may change the text.
            _ if matches!(receiver, Value::Text(_)) => {
                const CHANGES: [&str; 9] = [
                    "push",
                    "insert",
                    "insert_str",
                    "truncate",
                    "pop",
                    "clear",
                    "extend",
                    "drain",
                    "replace_range",
                ];
                if CHANGES.contains(&name) {
                    self.assign_to(&call.receiver, Value::opaque("changed letter by letter"));
                }
                None
            }
            _ => None,
        }
    }

    /// The crate's functions that a call may mean.
    fn candidates(&self, name: &str, owner: Option<&str>, params: usize) -> Vec<Rc<Function>> {
        let named = self.context.definitions.functions.get(name).map_or(&[][..], Vec::as_slice);
        let of_self = self.function().owner.clone();
        let owner = if owner == Some("Self") { of_self.as_deref() } else { owner };
        let fits = |function: &&Rc<Function>| function.params.len() == params;
        let fitting: Vec<_> = named.iter().filter(fits).cloned().collect();
        // The word before the name may be a type or a module; a type decides.
        let of_owner =
            |function: &&Rc<Function>| owner.is_some() && function.owner.as_deref() == owner;
        let owned: Vec<_> = fitting.iter().filter(of_owner).cloned().collect();
        if owned.is_empty() { fitting } else { owned }
    }

    /// Runs through what a call may mean, if it matters.
    fn follow(
        &mut self,
        name: &str,
        candidates: &[Rc<Function>],
        receiver: Option<Operand<'_>>,
        operands: &[Operand<'_>],
    ) -> Value {
        let all: Vec<&Operand<'_>> = receiver.iter().chain(operands).collect();
        let builders: Vec<BuilderId> = all
            .iter()
            .filter_map(|operand| match operand.value {
                Value::Builder(builder) => Some(builder),
                _ => None,
            })
            .collect();
        let matters = |function: &Rc<Function>| {
            !builders.is_empty()
                || self.context.launchers.contains(&Rc::as_ptr(function))
                || FOLLOWED.iter().any(|word| function.returns.contains(*word))
        };
        let open = |function: &Rc<Function>| {
            self.frames.iter().any(|frame| Rc::ptr_eq(&frame.function, function))
        };
        let can = self.frames.len() <= MAX_CALLS
            && candidates.len() <= MAX_CANDIDATES
            && !candidates.iter().any(open);
        if candidates.is_empty() || !can || !candidates.iter().any(matters) {
            for builder in builders {
                let reason = format!("`{name}` is not among the sources, and may push some");
                self.state.lose(builder, &reason);
            }
            return Value::opaque(format!("what `{name}` returns"));
        }
        let before = self.state.builders.clone();
        let value = self.enter_all(candidates, receiver.as_ref(), operands);
        if let [builder] = builders.as_slice() {
            let others = all.iter().filter(|operand| !matches!(operand.value, Value::Builder(_)));
            let pushed = before.get(builder).and_then(|known| known.arguments.as_ref().ok());
            self.name_pushed(*builder, pushed.map_or(0, Vec::len), &others.collect::<Vec<_>>());
        }
        value
    }

    /// Runs all candidates from the same point; only builders change for the caller.
    fn enter_all(
        &mut self,
        candidates: &[Rc<Function>],
        receiver: Option<&Operand<'_>>,
        operands: &[Operand<'_>],
    ) -> Value {
        // Computed here, where the variables of the caller are known.
        let aliases: Vec<TokenStream> = operands.iter().map(|each| self.lent(each.expr)).collect();
        let receiver = receiver.map(|each| (each.value.clone(), self.outside(each.expr)));
        let scopes = std::mem::take(&mut self.state.scopes);
        let value = self.branches(candidates, |walker, function| {
            let mut scope = HashMap::new();
            if let Some((value, alias)) = &receiver {
                let alias = Some(alias.clone());
                let binding = Binding { value: value.clone(), alias, defined: None };
                scope.insert("self".to_owned(), binding);
            }
            walker.state.scopes = vec![scope];
            for ((param, operand), alias) in function.params.iter().zip(operands).zip(&aliases) {
                walker.bind(param, operand.value.clone(), None);
                if let Some(name) = variable(param)
                    && let Some(binding) = walker.state.lookup_mut(&name)
                {
                    binding.alias = Some(alias.clone());
                }
            }
            walker.enter(function)
        });
        self.state.scopes = scopes;
        value
    }

    fn enter(&mut self, function: &Rc<Function>) -> Value {
        let frame = Frame { function: function.clone(), returned: Vec::new(), expansions: 0 };
        self.frames.push(frame);
        let value = self.block(&function.body);
        let frame = self.frames.pop();
        let mut merge = Merge::default();
        let end = std::mem::take(&mut self.state);
        let dead = State { dead: true, ..end.clone() };
        merge.add(value, end, &mut self.fresh);
        for (value, mut state) in frame.into_iter().flat_map(|frame| frame.returned) {
            state.scopes.truncate(1);
            merge.add(value, state, &mut self.fresh);
        }
        let (value, mut state) = merge.end(dead);
        state.scopes.clear();
        self.state = state;
        value
    }

    /// An operand in the words of the caller, without the `&` that lends it.
    fn lent(&self, expr: &Expr) -> TokenStream {
        match expr {
            Expr::Reference(reference) => self.outside(&reference.expr),
            expr => self.outside(expr),
        }
    }

    /// If a call with one operand pushed one argument, that is the operand.
    fn name_pushed(&mut self, builder: BuilderId, before: usize, operands: &[&&Operand<'_>]) {
        let [operand] = operands else {
            return;
        };
        let shown = self.shown(operand.expr);
        if let Some(builder) = self.state.builders.get_mut(&builder)
            && let Ok(arguments) = &mut builder.arguments
            && arguments.len() == before + 1
            && let Some(last) = arguments.last_mut()
        {
            *last = Argument { mutable: last.mutable || shown.mutable, ..shown };
        }
    }

    /// A launch: what is known of it goes to the list.
    fn launch(&mut self, call: &syn::ExprMethodCall, receiver: &Value) -> Value {
        let values = self.operands(call.args.iter());
        let what = text(&call.receiver.to_token_stream());
        let outcome = match (receiver, values.as_slice()) {
            (Value::Builder(builder), [config]) => self.built(call, *builder, config),
            (_, []) => Err(Reason::new(format!(
                "`{what}` is launched without a configuration: no kernel, but a graph or the like"
            ))),
            (Value::Opaque(reason), [_]) => Err(Reason {
                text: format!("the builder is {}", reason.text).into(),
                of_caller: reason.of_caller,
            }),
            (function, [.., config, list]) => match &list.value {
                Value::Tuple(elements) => {
                    let arguments = elements.iter().map(|each| each.shown.clone()).collect();
                    self.site(call, function.function(), Ok(arguments), config)
                }
                _ => {
                    let of = match function {
                        Value::Opaque(reason) => format!(" ({})", reason.text),
                        _ => String::new(),
                    };
                    let list = text(&list.expr.to_token_stream());
                    Err(Reason::new(format!(
                        "`{what}`{of} is launched with `{list}`, which is no list of arguments"
                    )))
                }
            },
            _ => Err(Reason::new(format!("`{what}` is neither a builder nor a function"))),
        };
        self.attempts.push(Attempt {
            span: call.method.span(),
            function: self.function(),
            outcome,
        });
        Value::opaque("the result of a launch")
    }

    fn built(
        &self,
        call: &syn::ExprMethodCall,
        builder: BuilderId,
        config: &Operand<'_>,
    ) -> Result<LaunchSite, Reason> {
        let builder = self.state.builders.get(&builder);
        let builder = builder.ok_or_else(|| Reason::new("the builder is out of sight"))?;
        self.site(call, builder.names.clone(), builder.arguments.clone(), config)
    }

    fn site(
        &self,
        call: &syn::ExprMethodCall,
        names: Names,
        arguments: Result<Vec<Argument>, Reason>,
        config: &Operand<'_>,
    ) -> Result<LaunchSite, Reason> {
        let arguments = arguments?;
        let shapes = match &config.value {
            Value::Config(shapes) => shapes.clone(),
            _ => Vec::new(),
        };
        let config = text(&self.outside(config.expr));
        let shown = shapes.iter().flat_map(super::Shape::texts).chain([config.as_str()]);
        let shown = shown.chain(arguments.iter().map(|argument| argument.text.as_str()));
        Ok(LaunchSite {
            at: self.context.sources.place(call.method.span()),
            function: self.function().path(),
            called_from: self.called_from(),
            method: call.method.to_string(),
            kernels: names?.into_iter().collect(),
            definitions: self.definitions(shown),
            arguments,
            config,
            shapes,
        })
    }

    /// The function where the walk began, if it is another.
    fn called_from(&self) -> Option<String> {
        (self.frames.len() > 1).then(|| self.frames[0].function.path())
    }
}

fn strip(mut expr: &Expr) -> &Expr {
    while let Expr::Paren(syn::ExprParen { expr: inner, .. })
    | Expr::Group(syn::ExprGroup { expr: inner, .. }) = expr
    {
        expr = inner;
    }
    expr
}

/// The variable that a parameter is.
fn variable(pattern: &Pat) -> Option<String> {
    match pattern {
        Pat::Ident(ident) => Some(ident.ident.to_string()),
        Pat::Reference(reference) => variable(&reference.pat),
        _ => None,
    }
}
