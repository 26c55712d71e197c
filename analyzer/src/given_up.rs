//! A kernel that is not analysed -> facts that hold nevertheless: any of its pointers may be read
//! and written, anywhere and any number of times, and so may whatever they lead to.

use kht_schema::expr::Pointer;
use kht_schema::{Expr, LoopId, Op, Opaque, OpqId, ParamType, Root, Step, Sym, Why, WhyCode, Work};

use crate::facts::{Access, Kernel, Loop, Needs};
use crate::load::Entry;
use crate::scev::demangle;

/// Says of a kernel what can be said without looking into it; `cause` is why nobody looks.
pub(crate) fn facts(entry: &Entry<'_>, cause: &str) -> Kernel {
    let opaque = |position| OpqId(position);
    let (trips, place) = (Expr::Sym(Sym::Opq(opaque(0))), Expr::Sym(Sym::Opq(opaque(1))));
    // The trip count counts, hence is no less than zero; nothing bounds the place.
    let why = Why { code: WhyCode::GivenUp, instruction: cause.to_owned(), source: None };
    let opaques = vec![
        Opaque { id: opaque(0), lo: Some(0), hi: None, why: why.clone() },
        Opaque { id: opaque(1), lo: None, hi: None, why },
    ];
    let mut accesses = Vec::new();
    for pointer in pointers(entry) {
        let field = pointer.at.map(|at| Step::Field { at });
        let through = Step::Deref { offset: place.clone() };
        let paths =
            [field.clone().into_iter().collect(), field.into_iter().chain([through]).collect()];
        for path in paths {
            let root = Root { param: pointer.param, path };
            accesses.extend([Op::Load, Op::Store, Op::Atomic].map(|op| Access {
                op,
                root: root.clone(),
                bytes: Expr::ONE,
                offset: place.clone(),
                guards: Vec::new(),
                loops: vec![LoopId(0)],
                needs: Needs::new(),
                source: None,
            }));
        }
    }
    let cause = format!("not analyzed, so that nothing is known: {cause}");
    Kernel {
        name: entry.name.clone(),
        display: demangle(&entry.name),
        source: entry.source.clone(),
        params: entry.params.clone(),
        launch_bounds: entry.launch_bounds.clone(),
        loops: vec![Loop {
            id: LoopId(0),
            parent: None,
            trip: trips,
            carried: Vec::new(),
            needs: Needs::new(),
            source: None,
        }],
        values: Vec::new(),
        opaques,
        accesses,
        work: vec![Work {
            guards: Vec::new(),
            loops: vec![LoopId(0)],
            flops: 1,
            int_ops: 1,
            special_ops: 1,
            tensor_ops: 1,
            shared_bytes: 1,
            barriers: 1,
        }],
        assumptions: Vec::new(),
        plain_launch: false,
        host: entry.host.clone(),
        diagnostics: entry.diagnostics.iter().cloned().chain([cause]).collect(),
    }
}

/// Pointer arguments, and pointer fields of by-value ones.
fn pointers(entry: &Entry<'_>) -> Vec<Pointer> {
    let mut pointers = Vec::new();
    for param in &entry.params {
        if param.ty == ParamType::Pointer {
            pointers.push(Pointer { param: param.index, at: None });
        }
        let fields = param.fields.iter().filter(|field| field.ty == ParamType::Pointer);
        pointers.extend(fields.map(|field| Pointer { param: param.index, at: Some(field.at) }));
    }
    pointers
}
