//! Short names for arguments: `&(n as i32)` is called `n`.

use syn::{Expr, Member};

/// Methods that give a part or a copy of what they are called on, or change how it is held.
const SAME: [&str; 28] = [
    "as_ref",
    "as_mut",
    "as_ptr",
    "as_mut_ptr",
    "as_slice",
    "clone",
    "copied",
    "cloned",
    "unwrap",
    "expect",
    "unwrap_or",
    "unwrap_or_else",
    "unwrap_or_default",
    "slice",
    "slice_mut",
    "try_slice",
    "view",
    "as_view",
    "as_view_mut",
    "device_ptr",
    "device_ptr_mut",
    "into",
    "try_into",
    "w",
    "borrow",
    "borrow_mut",
    "to_owned",
    "transmute",
];

/// Names of fields and variants that say nothing without what they are fields of.
const HOLLOW: [&str; 8] = ["inner", "data", "ptr", "slice", "buf", "buffer", "storage", "value"];

/// A name for people; none if the expression has none.
pub(super) fn name(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Reference(inner) => name(&inner.expr),
        Expr::Paren(inner) => name(&inner.expr),
        Expr::Group(inner) => name(&inner.expr),
        Expr::Cast(inner) => name(&inner.expr),
        Expr::Try(inner) => name(&inner.expr),
        Expr::Unary(inner) => name(&inner.expr),
        Expr::Index(inner) => name(&inner.expr),
        Expr::Path(path) => {
            let last = path.path.segments.last()?.ident.to_string();
            (last != "self").then_some(last)
        }
        Expr::Field(field) => match &field.member {
            Member::Named(member) => {
                let member = member.to_string();
                let hollow = HOLLOW.contains(&member.as_str());
                let base = if hollow { name(&field.base) } else { None };
                Some(base.unwrap_or(member))
            }
            Member::Unnamed(_) => name(&field.base),
        },
        Expr::MethodCall(call) => {
            let base = name(&call.receiver)?;
            let method = call.method.to_string();
            match call.args.len() {
                _ if SAME.contains(&method.as_str()) => Some(base),
                0 => Some(format!("{base}_{method}")),
                _ => None,
            }
        }
        // What converts or wraps one value: `T::from_f64(x)`, `Some(x)`.
        Expr::Call(call) if call.args.len() == 1 => name(&call.args[0]),
        _ => None,
    }
}

/// Whether it is lent for writing.
pub(super) fn is_mutable(expr: &Expr) -> bool {
    match expr {
        Expr::Reference(reference) => reference.mutability.is_some() || is_mutable(&reference.expr),
        Expr::Group(inner) => is_mutable(&inner.expr),
        Expr::Paren(inner) => is_mutable(&inner.expr),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_mutable, name};

    fn short(text: &str) -> Option<String> {
        name(&syn::parse_str(text).unwrap())
    }

    #[test]
    fn arguments_are_called_by_what_they_hold() {
        for (text, expected) in [
            ("&inp", "inp"),
            ("&mut out", "out"),
            ("&(n as i32)", "n"),
            ("dims.len()", "dims_len"),
            ("self.stride", "stride"),
            ("&data.inner", "data"),
            ("self.factor.unwrap_or(0.0)", "factor"),
            ("&x.slice(o1..o2)", "x"),
            ("T::from_f64(alpha)", "alpha"),
            ("*inp", "inp"),
            ("shape.0", "shape"),
        ] {
            assert_eq!(short(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["1 + 2", "self.0", "f(a, b)", "0usize", "x.get(1, 2)"] {
            assert_eq!(short(text), None, "{text}");
        }
    }

    #[test]
    fn only_lent_for_writing_is_mutable() {
        let mutable = |text: &str| is_mutable(&syn::parse_str(text).unwrap());
        assert!(mutable("&mut out") && mutable("(&mut out)"));
        assert!(!mutable("&out") && !mutable("out"));
    }
}
