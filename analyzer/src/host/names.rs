//! Names of kernels: literals, constants, `format!` and what concatenates.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use proc_macro2::TokenStream;
use quote::ToTokens as _;
use syn::punctuated::Punctuated;
use syn::{Expr, Token};

use super::bindings::MAX_DEFINITION;
use super::definitions::{Constant, words};
use super::pattern::NamePattern;
use super::text::text;
use super::values::{MAX_NAMES, Value, join};
use super::walk::Walker;

/// Definitions shown with a launch.
const MAX_DEFINITIONS: usize = 32;

type List = Punctuated<Expr, Token![,]>;

impl Walker<'_, '_> {
    pub(super) fn path(&mut self, path: &syn::ExprPath) -> Value {
        let segments = &path.path.segments;
        let Some(last) = segments.last() else {
            return Value::opaque("a path");
        };
        let name = last.ident.to_string();
        if segments.len() == 1
            && let Some(binding) = self.state.lookup(&name)
        {
            return binding.value.clone();
        }
        let owner = segments.iter().rev().nth(1).map(|owner| owner.ident.to_string());
        let name = self.context.definitions.original(self.file(), &name).to_owned();
        let values = self.constants(&name, owner.as_deref());
        let values: Vec<Value> = values.iter().map(|each| self.constant(each)).collect();
        let unknown = || Value::opaque(format!("`{}`", text(&path.to_token_stream())));
        values.into_iter().reduce(join).unwrap_or_else(unknown)
    }

    /// The constants that a path may mean.
    fn constants(&self, name: &str, owner: Option<&str>) -> Vec<Rc<Constant>> {
        let named = self.context.definitions.constants.get(name).map_or(&[][..], Vec::as_slice);
        let function = self.function();
        let keep = |test: &dyn Fn(&Constant) -> bool| {
            named.iter().filter(|constant| test(constant)).cloned().collect::<Vec<_>>()
        };
        let of_self = function.owner.as_deref();
        let Some(owner) = owner else {
            let here = keep(&|each| each.owner.is_none() && each.file == function.file);
            return if here.is_empty() { keep(&|each| each.owner.is_none()) } else { here };
        };
        let owner = if owner == "Self" { of_self.unwrap_or(owner) } else { owner };
        // A type parameter may be any type with its traits.
        if let Some(traits) = function.bounds.get(owner) {
            let bound = |each: &Constant| {
                each.of_trait.as_ref().is_some_and(|of_trait| traits.contains(of_trait))
            };
            return keep(&bound);
        }
        let of_type = keep(&|each| each.owner.as_deref() == Some(owner));
        if !of_type.is_empty() && of_self != Some(owner) {
            return of_type;
        }
        // In a trait, `Self` may be any type that implements it.
        let of_trait = keep(&|each| each.of_trait.as_deref() == Some(owner));
        match (of_trait.is_empty(), of_type.is_empty()) {
            (false, _) => of_trait,
            (true, false) => of_type,
            (true, true) => keep(&|each| each.owner.is_none()),
        }
    }

    fn constant(&mut self, constant: &Constant) -> Value {
        // Constants of constants of constants end somewhere, unless they are wrong.
        if self.state.scopes.len() > 64 {
            return Value::opaque("a constant of too many constants");
        }
        // What it says is not about the variables here.
        let scopes = std::mem::take(&mut self.state.scopes);
        self.state.scopes = vec![HashMap::new(); scopes.len() + 1];
        let value = self.eval(&constant.value);
        self.state.scopes = scopes;
        value
    }

    /// Macros that make text.
    pub(super) fn text_macro(&mut self, name: &str, used: &syn::Macro) -> Option<Value> {
        match name {
            "format" => Some(self.format(used)),
            "concat" => {
                let list = used.parse_body_with(List::parse_terminated).ok()?;
                let parts: Vec<Value> = list.iter().map(|part| self.literal(part)).collect();
                let all = parts
                    .iter()
                    .fold(Value::text(""), |text, part| Self::concatenated(&text, part));
                Some(all)
            }
            "stringify" => Some(Value::text(&text(&used.tokens))),
            _ => None,
        }
    }

    /// A part of a text; numbers that are written out are text as well.
    fn literal(&mut self, expr: &Expr) -> Value {
        let mut inner = expr;
        while let Expr::Group(group) = inner {
            inner = &group.expr;
        }
        if let Expr::Lit(literal) = inner {
            match &literal.lit {
                syn::Lit::Int(number) => return Value::text(number.base10_digits()),
                syn::Lit::Bool(value) => return Value::text(&value.value.to_string()),
                syn::Lit::Char(letter) => return Value::text(&letter.value().to_string()),
                _ => {}
            }
        }
        self.eval(expr)
    }

    fn format(&mut self, used: &syn::Macro) -> Value {
        let unknown = || Value::opaque("made by a `format!` that is not understood");
        let Ok(list) = used.parse_body_with(List::parse_terminated) else {
            return unknown();
        };
        let mut list = list.iter();
        let template = list.next().map(|template| self.eval(template));
        let mut positional = Vec::new();
        let mut named: HashMap<String, Value> = HashMap::new();
        for argument in list {
            if let Expr::Assign(assign) = argument
                && let Expr::Path(name) = &*assign.left
                && let Some(name) = name.path.get_ident()
            {
                let value = self.literal(&assign.right);
                named.insert(name.to_string(), value);
            } else {
                positional.push(self.literal(argument));
            }
        }
        let template = match &template {
            Some(Value::Text(names)) => names.iter().next().and_then(NamePattern::as_literal),
            _ => None,
        };
        let Some(pieces) = template.and_then(pieces) else {
            return unknown();
        };
        let mut next = 0;
        let mut all = Value::text("");
        for piece in pieces {
            let part = match piece {
                Piece::Text(text) => Value::text(&text),
                Piece::Next => {
                    next += 1;
                    positional.get(next - 1).cloned().unwrap_or_else(unknown)
                }
                Piece::Position(position) => {
                    positional.get(position).cloned().unwrap_or_else(unknown)
                }
                Piece::Name(name) => named.get(&name).cloned().unwrap_or_else(|| {
                    let binding = self.state.lookup(&name).map(|each| each.value.clone());
                    binding.unwrap_or_else(|| self.named_constant(&name))
                }),
                Piece::Hole => unknown(),
                Piece::NextHole => {
                    next += 1;
                    unknown()
                }
            };
            all = Self::concatenated(&all, &part);
        }
        all
    }

    fn named_constant(&mut self, name: &str) -> Value {
        match syn::parse_str::<syn::ExprPath>(name) {
            Ok(path) => self.path(&path),
            Err(_) => Value::opaque("no name"),
        }
    }

    /// One text after the other; a hole for what is not known.
    pub(super) fn concatenated(one: &Value, other: &Value) -> Value {
        let names = |value: &Value| match value {
            Value::Text(names) => names.clone(),
            _ => BTreeSet::from([NamePattern::hole()]),
        };
        let (one, mut other) = (names(one), names(other));
        if one.len() * other.len() > MAX_NAMES {
            other = BTreeSet::from([NamePattern::hole()]);
        }
        let after = |one: &NamePattern| {
            other.iter().map(|other| one.clone().then(other)).collect::<Vec<_>>()
        };
        Value::Text(one.iter().flat_map(after).collect())
    }

    pub(super) fn binary(&mut self, binary: &syn::ExprBinary) -> Value {
        let left = self.eval(&binary.left);
        let right = self.eval(&binary.right);
        match (&binary.op, &left) {
            (syn::BinOp::Add(_), Value::Text(_)) => Self::concatenated(&left, &right),
            (syn::BinOp::AddAssign(_), Value::Text(_)) => {
                let joined = Self::concatenated(&left, &right);
                self.assign_to(&binary.left, joined);
                Value::opaque("no value")
            }
            _ => Value::opaque("computed at run time"),
        }
    }

    /// What a constant is, if all constants of that name are the same.
    fn constant_text(&self, name: &str) -> Option<Rc<str>> {
        let named = self.context.definitions.constants.get(name)?;
        let mut texts = named.iter().map(|constant| text(&constant.value.to_token_stream()));
        let first = texts.next().filter(|first| first.len() <= MAX_DEFINITION)?;
        texts.all(|text| text == first).then(|| first.into())
    }

    /// What the variables and constants in some texts are, and those in that.
    pub(super) fn definitions<'t>(
        &self,
        texts: impl Iterator<Item = &'t str>,
    ) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        let mut texts: Vec<Rc<str>> = texts.map(Rc::from).collect();
        while let Some(text) = texts.pop() {
            let Ok(tokens) = text.parse::<TokenStream>() else {
                continue;
            };
            let mut names: Vec<String> = words(&tokens).into_iter().collect();
            names.sort();
            for name in names {
                let defined = match self.state.lookup(&name) {
                    Some(binding) => binding.defined.clone(),
                    None => self.constant_text(&name),
                };
                if let Some(defined) = defined
                    && !found.contains_key(&name)
                    && found.len() < MAX_DEFINITIONS
                {
                    found.insert(name, defined.to_string());
                    texts.push(defined);
                }
            }
        }
        found
    }
}

/// A part of the first argument of `format!`.
enum Piece {
    Text(String),
    /// `{}`
    Next,
    /// `{0}`
    Position(usize),
    /// `{name}`
    Name(String),
    /// `{name:…}`: a format of its own may change the text.
    Hole,
    /// `{:…}`
    NextHole,
}

/// None if it is no format string.
fn pieces(template: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut rest = template.chars().peekable();
    while let Some(letter) = rest.next() {
        if matches!(letter, '{' | '}') && rest.next_if_eq(&letter).is_some() {
            plain.push(letter);
        } else if letter == '{' {
            pieces.push(Piece::Text(std::mem::take(&mut plain)));
            let mut inside = String::new();
            loop {
                match rest.next()? {
                    '}' => break,
                    letter => inside.push(letter),
                }
            }
            let inside = inside.trim();
            pieces.push(match inside.parse::<usize>() {
                _ if inside.is_empty() => Piece::Next,
                Ok(position) => Piece::Position(position),
                Err(_) if inside.starts_with(':') => Piece::NextHole,
                Err(_) if inside.contains(':') => Piece::Hole,
                Err(_) => Piece::Name(inside.to_owned()),
            });
        } else {
            plain.push(letter);
        }
    }
    pieces.push(Piece::Text(plain));
    Some(pieces)
}
