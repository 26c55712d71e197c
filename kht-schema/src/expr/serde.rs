//! Expressions and conditions in documents: their printed text as a string.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Cond, Expr};

macro_rules! as_text {
    ($ty:ident, $what:literal, $description:literal) => {
        impl Serialize for $ty {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $ty {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Text;
                impl Visitor<'_> for Text {
                    type Value = $ty;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!($what, " as a string"))
                    }

                    fn visit_str<E: Error>(self, text: &str) -> Result<$ty, E> {
                        text.parse().map_err(|error| {
                            E::custom(format_args!(concat!($what, " {}: {}"), shorten(text), error))
                        })
                    }
                }
                deserializer.deserialize_str(Text)
            }
        }

        impl JsonSchema for $ty {
            fn schema_name() -> Cow<'static, str> {
                stringify!($ty).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "description": $description })
            }
        }
    };
}

as_text!(
    Expr,
    "expression",
    "Exact integer as a formula, such as `4*bdim.x*bid.x + 4*tid.x`: integers, symbols, `+ - *`, \
     floordiv, mod, min, max, select(cond, a, b), and, or, xor, shl, shr, wrap(bits, e), \
     load(argN, byte_offset, type) and fold(stepN, cond, result, carN.0, first, next)."
);
as_text!(
    Cond,
    "condition",
    "Condition as a formula, such as `tid.x < arg3 && it0 != 0`: comparisons of expressions, \
     `&&`, `||`, `!`, true and false."
);

/// The text in quotes, cut where it would make the message unreadable.
fn shorten(text: &str) -> String {
    const SHOWN_CHARS: usize = 60;
    match text.char_indices().nth(SHOWN_CHARS) {
        Some((end, _)) => format!("{:?}", format!("{}…", &text[..end])),
        None => format!("{text:?}"),
    }
}
