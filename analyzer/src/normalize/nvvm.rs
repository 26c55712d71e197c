//! Rows of the table: NVVM intrinsics that touch memory.

use super::body::Body;
use super::idioms::{Callee, Disguise};
use super::transfers;

/// The plain IR of an intrinsic, if it is one of these.
pub(super) fn body(disguise: &Disguise) -> Option<Body> {
    let Callee::Function(name) = &disguise.callee else { return None };
    let rest = name.strip_prefix("llvm.nvvm.")?;
    let mut body = Body::new();
    if let Some(rest) = rest
        .strip_prefix("cp.async.ca.shared.global.")
        .or_else(|| rest.strip_prefix("cp.async.cg.shared.global."))
    {
        copy(&mut body, disguise, rest)?;
    } else {
        return None;
    }
    Some(body)
}

/// `cp.async.{ca,cg}.shared.global.N[.s](to, from[, source bytes])`.
fn copy(body: &mut Body, disguise: &Disguise, rest: &str) -> Option<()> {
    let [to, from, ..] = disguise.params.as_slice() else { return None };
    let bytes: u32 = rest.split('.').next()?.parse().ok()?;
    let limit = disguise.params.get(2).map(|ty| (ty.as_str(), "%a2"));
    transfers::copy_async(body, (to, "%a0"), (from, "%a1"), bytes, limit);
    body.line("ret void");
    Some(())
}
