//! Inline assembly that `normalize` left: does it touch memory at all?
//!
//! What can be understood as plain IR has become that. Of the rest, arithmetic and what works on
//! shared memory touches nothing that is looked at; all other assembly may touch anything behind
//! its operands.

use kht_schema::WhyCode;

use super::calls::{Effect, loose};
use crate::ptx;
use crate::scev::Value;

/// Effects of inline assembly on what its operands point to.
pub(super) fn effects<'m>(call: Value<'m>, template: &str) -> Vec<Effect<'m>> {
    if !ptx::may_touch_global(template) {
        return Vec::new();
    }
    let arguments = call.call_arguments().into_iter();
    let mut places: Vec<Value<'m>> =
        arguments.filter(|it| it.is_pointer() || it.bits() == Some(64)).collect();
    if places.is_empty() {
        // An address may come in parts, or from a special register: anything may be touched.
        places.push(call);
    }
    places.into_iter().flat_map(|place| loose(place, WhyCode::Assembly)).collect()
}
