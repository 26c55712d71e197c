//! Part of the expression language.
