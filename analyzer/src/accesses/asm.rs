//! Inline assembly that `normalize` left: does it touch memory at all?
//!
//! What can be understood as plain IR has become that. Of the rest, arithmetic and what works on
//! shared memory touches nothing that is looked at; all other assembly may touch anything behind
//! its operands.

use kht_schema::WhyCode;

use super::calls::{Effect, loose};
use crate::load::Machine;
use crate::ptx;
use crate::scev::Value;

/// Effects of inline assembly on what its operands point to.
pub(super) fn effects<'m>(machine: Machine, call: Value<'m>, template: &str) -> Vec<Effect<'m>> {
    let may_touch = match machine {
        Machine::Nvptx => ptx::may_touch_global(template),
        Machine::Amdgcn(_) => amdgcn_may_touch_global(template),
    };
    if !may_touch {
        return Vec::new();
    }
    let arguments = call.call_arguments().into_iter();
    // Buffer resources for AMD are vectors.
    let is_resource = |it: Value<'_>| machine != Machine::Nvptx && it.is_vector();
    let mut places: Vec<Value<'m>> = arguments
        .filter(|it| it.is_pointer() || it.bits() == Some(64) || is_resource(*it))
        .collect();
    if places.is_empty() {
        // An address may come in parts, or from a special register: anything may be touched.
        places.push(call);
    }
    places.into_iter().flat_map(|place| loose(place, WhyCode::Assembly)).collect()
}

/// How the names of instructions for AMD begin that touch no memory which an argument could reach:
/// arithmetic of threads and waves, memory of the block, exports.
const AMDGCN_HARMLESS: [&str; 4] = ["v_", "s_", "ds_", "exp"];

/// Instructions that begin like these and touch memory all the same.
const AMDGCN_SCALAR_MEMORY: [&str; 6] =
    ["s_load", "s_store", "s_buffer", "s_scratch", "s_atomic", "s_prefetch"];

/// Instructions on caches, which name no memory.
const AMDGCN_CACHES: [&str; 6] =
    ["buffer_wb", "buffer_inv", "buffer_gl", "global_inv", "global_wb", "s_dcache"];

/// Whether an instruction of assembly for AMD may touch memory outside of the block's own.
fn amdgcn_may_touch_global(template: &str) -> bool {
    let begins = |name: &str, list: &[&str]| list.iter().any(|prefix| name.starts_with(prefix));
    let mut lines = template.lines().map(|line| line.split([';', '/']).next().unwrap_or_default());
    lines.any(|line| {
        let mut words = line.split_whitespace().skip_while(|word| word.ends_with(':'));
        words.next().is_some_and(|name| {
            let harmless = begins(name, &AMDGCN_HARMLESS) && !begins(name, &AMDGCN_SCALAR_MEMORY);
            !harmless && !begins(name, &AMDGCN_CACHES) && !name.starts_with('.')
        })
    })
}
