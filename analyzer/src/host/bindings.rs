//! Variables: what patterns bind, and what they are called outside of macros and helpers.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::visit::{self, Visit};
use syn::{Expr, Pat};

use super::Argument;
use super::shorten;
use super::state::{Binding, Split};
use super::text::text;
use super::values::{ByFlag, Element, Value};
use super::walk::{Frame, Walker};

/// Longer initializers are not repeated.
pub(super) const MAX_DEFINITION: usize = 200;

impl Walker<'_, '_> {
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

/// `Some(x)` and `Ok(x)`: the value is x, or there is none.
fn is_wrapper(path: &syn::Path) -> bool {
    path.segments.last().is_some_and(|last| last.ident == "Some" || last.ident == "Ok")
}
