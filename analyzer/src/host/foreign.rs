//! Launches behind functions of another language: who is called, where, with what.
//!
//! A function of an `extern` block that takes a stream puts work on it, but which is decided in
//! its C++ code. Such uses are listed beside the sites, so that nobody takes their absence for
//! the absence of launches.

use quote::ToTokens as _;
use syn::visit::{self, Visit};

use super::definitions::{Definitions, type_name};
use super::sources::Sources;
use super::text::text;
use super::{Argument, ForeignLaunch, shorten};

/// All uses of foreign functions that take a stream.
pub(super) fn calls(sources: &Sources, definitions: &Definitions) -> Vec<ForeignLaunch> {
    let mut finder = Finder { sources, definitions, function: Vec::new(), found: Vec::new() };
    for source in sources.files.iter().filter(|source| source.wanted) {
        if let Some(syntax) = &source.syntax {
            finder.visit_file(syntax);
        }
    }
    finder.found
}

/// Whether a foreign function takes a stream, by the name or the type of a parameter.
fn takes_stream(item: &syn::ForeignItemFn) -> bool {
    item.sig.inputs.iter().any(|input| match input {
        syn::FnArg::Typed(typed) => {
            let pattern = typed.pat.to_token_stream().to_string();
            let by_type = type_name(&typed.ty)
                .is_some_and(|name| name.to_ascii_lowercase().contains("stream"));
            by_type || pattern.to_ascii_lowercase().ends_with("stream")
        }
        syn::FnArg::Receiver(_) => false,
    })
}

struct Finder<'f> {
    sources: &'f Sources,
    definitions: &'f Definitions,
    /// Functions that are open.
    function: Vec<String>,
    found: Vec<ForeignLaunch>,
}

impl Finder<'_> {
    /// Lists the use of a function, if it is one.
    fn used(&mut self, path: &syn::Path, arguments: impl FnOnce() -> Option<Vec<Argument>>) {
        let Some(last) = path.segments.last() else {
            return;
        };
        let file = self.sources.file(last.ident.span()).unwrap_or_default();
        let name = last.ident.to_string();
        let name = self.definitions.original(file, &name);
        let Some(foreign) = self.definitions.foreign.get(name) else {
            return;
        };
        let arguments = arguments();
        // Another function of that name has another number of parameters, as a rule.
        let fits = arguments.as_ref().is_none_or(|list| list.len() == foreign.sig.inputs.len());
        if fits && takes_stream(foreign) {
            self.found.push(ForeignLaunch {
                at: self.sources.place(last.ident.span()),
                function: self.function.last().cloned().unwrap_or_default(),
                calls: name.to_owned(),
                arguments,
            });
        }
    }

    fn inside(&mut self, name: &syn::Ident, visit: impl FnOnce(&mut Self)) {
        self.function.push(name.to_string());
        visit(self);
        self.function.pop();
    }
}

impl<'a> Visit<'a> for Finder<'_> {
    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        self.inside(&item.sig.ident, |inside| visit::visit_item_fn(inside, item));
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        self.inside(&item.sig.ident, |inside| visit::visit_impl_item_fn(inside, item));
    }

    fn visit_trait_item_fn(&mut self, item: &'a syn::TraitItemFn) {
        self.inside(&item.sig.ident, |inside| visit::visit_trait_item_fn(inside, item));
    }

    fn visit_expr_call(&mut self, call: &'a syn::ExprCall) {
        let syn::Expr::Path(path) = &*call.func else {
            return visit::visit_expr_call(self, call);
        };
        let argument = |expr: &syn::Expr| Argument {
            text: text(&expr.to_token_stream()),
            name: shorten::name(expr),
            mutable: shorten::is_mutable(expr),
        };
        self.used(&path.path, || Some(call.args.iter().map(argument).collect()));
        for argument in &call.args {
            self.visit_expr(argument);
        }
    }

    fn visit_expr_path(&mut self, path: &'a syn::ExprPath) {
        self.used(&path.path, || None);
    }
}
