//! Uses of macros: those of the crate are expanded, others are read as far as they go.

use syn::Expr;

use super::values::{Element, Value};
use super::walk::Walker;

/// Expansions in expansions.
const MAX_EXPANSIONS: usize = 12;

/// Macros that do not come back.
const NEVER: [&str; 6] = ["bail", "panic", "todo", "unimplemented", "unreachable", "throw"];

impl Walker<'_, '_> {
    /// What a use of a macro stands for.
    pub(super) fn used_macro(&mut self, used: &syn::Macro) -> Value {
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
}
