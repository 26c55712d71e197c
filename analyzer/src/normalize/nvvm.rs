//! Rule of the table: NVVM intrinsics that touch memory in ways that plain instructions do not.
//!
//! `ldg`, `ldu`, atomics and prefetches stay calls; `accesses` knows their bytes.

mod tiles;

use super::body::Body;
use super::idioms::{Callee, Disguise};
use super::transfers::{self, Typed};

/// The plain IR of an intrinsic, if it is one of these.
pub(super) fn body(disguise: &Disguise) -> Option<Body> {
    let Callee::Function(name) = &disguise.callee else { return None };
    let name = name.strip_prefix("llvm.nvvm.")?;
    if let Some(rest) = name.strip_prefix("wmma.") {
        return tiles::body(disguise, rest);
    }
    let mut body = Body::new();
    if let Some(rest) = name.strip_prefix("cp.async.bulk.tensor.") {
        copy_tensor(&mut body, disguise, rest)?;
    } else if let Some(rest) = name.strip_prefix("cp.async.bulk.") {
        copy_bulk(&mut body, disguise, rest)?;
    } else if let Some(rest) = name.strip_prefix("cp.async.") {
        copy_async(&mut body, disguise, rest)?;
    } else if name.starts_with("discard.") {
        let [place, size] = argument(disguise)?;
        body.touch(transfers::WRITE, place.typed(), size.typed());
    } else if name.starts_with("applypriority.") {
        let [place, size] = argument(disguise)?;
        body.touch(transfers::PREFETCH, place.typed(), size.typed());
    } else {
        return None;
    }
    body.line("ret void");
    Some(body)
}

/// An argument with its type.
struct Argument {
    ty: String,
    value: String,
}

impl Argument {
    fn typed(&self) -> Typed<'_> {
        (&self.ty, &self.value)
    }
}

/// The first arguments.
fn argument<const N: usize>(disguise: &Disguise) -> Option<[Argument; N]> {
    let all = disguise.params.iter().enumerate().take(N);
    let all: Vec<Argument> =
        all.map(|(index, ty)| Argument { ty: ty.clone(), value: format!("%a{index}") }).collect();
    all.try_into().ok()
}

/// `cp.async.{ca,cg}.shared.global.N[.s](to, from[, source bytes])`.
fn copy_async(body: &mut Body, disguise: &Disguise, rest: &str) -> Option<()> {
    let rest = rest
        .strip_prefix("ca.shared.global.")
        .or_else(|| rest.strip_prefix("cg.shared.global."))?;
    let [to, from] = argument(disguise)?;
    let bytes = rest.split('.').next().filter(|it| ["4", "8", "16"].contains(it))?;
    let limit = disguise.params.get(2).map(|ty| (ty.as_str(), "%a2"));
    transfers::copy_async(body, to.typed(), from.typed(), bytes, limit);
    Some(())
}

/// `cp.async.bulk.…`; only the end in global memory is looked at.
fn copy_bulk(body: &mut Body, disguise: &Disguise, rest: &str) -> Option<()> {
    match rest {
        // to, barrier, from, size
        "global.to.shared.cluster" | "global.to.shared.cta" => {
            let [_, _, from, size] = argument(disguise)?;
            body.touch(transfers::READ, from.typed(), size.typed());
        }
        // to, from, size
        "shared.cta.to.global" => {
            let [to, _, size] = argument(disguise)?;
            body.touch(transfers::WRITE, to.typed(), size.typed());
        }
        // The same, with a mask that says which bytes of each 16 are written.
        "shared.cta.to.global.bytemask" => {
            let [to, _, size] = argument(disguise)?;
            let any = body.opaque("i1");
            let guarded = body.when(&any);
            body.touch(transfers::WRITE, to.typed(), size.typed());
            body.join(guarded, &[]);
        }
        "prefetch.L2" => {
            let [from, size] = argument(disguise)?;
            body.touch(transfers::PREFETCH, from.typed(), size.typed());
        }
        _ => return None,
    }
    Some(())
}

/// `cp.async.bulk.tensor.{g2s,s2g,prefetch,reduce}.…`; of the pointers, the tensor map is the
/// generic one.
fn copy_tensor(body: &mut Body, disguise: &Disguise, rest: &str) -> Option<()> {
    let marker = match rest.split('.').next()? {
        "g2s" => transfers::READ,
        "s2g" => transfers::WRITE,
        "reduce" => transfers::ATOMIC,
        "prefetch" => transfers::PREFETCH,
        _ => return None,
    };
    let map = disguise.params.iter().position(|ty| ty == "ptr")?;
    transfers::through_tensor_map(body, marker, ("ptr", &format!("%a{map}")));
    Some(())
}
