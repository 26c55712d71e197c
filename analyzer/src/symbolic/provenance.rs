//! Which arguments the bits of a number come from that is used as a pointer.
//!
//! Threads of a wave hand pointers to each other in halves, beside marks such as -1 for "none"
//! (Triton does for atomics on AMD GPUs that pair up lanes). Such a number has no formula, but what
//! it can point to is what its bits were taken from: they are followed through choices, casts,
//! vectors, exchanges between lanes, and memory that the kernel names itself.

use std::collections::HashSet;

use kht_schema::{Expr, Sym, WhyCode};

use super::address::{Base, Pointee};
use super::integers::Reading;
use super::{Ctx, Scope};
use crate::scev::{Opcode, Value, ValueKind};

/// Values that are followed for one pointer.
const MAX_VALUES: usize = 256;

/// Intrinsics that answer with what other lanes have, and which of their arguments that is.
const EXCHANGES: [(&str, &[usize]); 8] = [
    ("llvm.amdgcn.update.dpp.", &[0, 1]),
    ("llvm.amdgcn.mov.dpp.", &[0]),
    ("llvm.amdgcn.ds.bpermute", &[1]),
    ("llvm.amdgcn.ds.permute", &[1]),
    ("llvm.amdgcn.ds.swizzle", &[0]),
    ("llvm.amdgcn.readfirstlane", &[0]),
    ("llvm.amdgcn.readlane", &[0]),
    ("llvm.nvvm.shfl.sync.", &[1]),
];

/// What a value adds to the bits of another one.
enum Source<'m> {
    /// Those of other values.
    Of(Vec<Value<'m>>),
    /// Those of a pointer.
    Pointer(Value<'m>),
    /// Nothing that an argument is behind.
    Number,
    Unknown,
}

impl<'m> Ctx<'_, 'm> {
    /// Where a pointer may lead whose number has no formula, if its bits come from arguments only;
    /// the places there are not known.
    pub(super) fn behind_bits(
        &mut self,
        value: Value<'m>,
        number: Value<'m>,
        scope: Scope,
    ) -> Option<Vec<Pointee>> {
        let mut pending = vec![number];
        let mut seen = HashSet::new();
        let mut bases: Vec<Base> = Vec::new();
        while let Some(next) = pending.pop() {
            if !seen.insert(next) {
                continue;
            }
            if seen.len() > MAX_VALUES {
                return None;
            }
            match self.source(next, scope) {
                Source::Of(values) => pending.extend(values),
                Source::Number => {}
                Source::Pointer(pointer) => {
                    for pointee in self.address(pointer, scope) {
                        if matches!(pointee.base, Base::Unknown(_)) {
                            return None;
                        }
                        if !bases.contains(&pointee.base) {
                            bases.push(pointee.base);
                        }
                    }
                }
                Source::Unknown => return None,
            }
        }
        if bases.is_empty() {
            return None;
        }
        let offset = self.nothing_known(value, WhyCode::Root);
        let pointee = |base| Pointee { base, offset: offset.clone(), when: None };
        Some(bases.into_iter().map(pointee).collect())
    }

    fn source(&mut self, value: Value<'m>, scope: Scope) -> Source<'m> {
        let opcode = match value.kind() {
            ValueKind::Int(_) | ValueKind::Null | ValueKind::Undef => return Source::Number,
            ValueKind::Instruction(opcode) => opcode,
            _ => return Source::Unknown,
        };
        let first = || value.operand(0);
        match opcode {
            Opcode::LLVMPtrToInt => Source::Pointer(first()),
            Opcode::LLVMPHI => Source::Of(value.incoming().into_iter().map(|it| it.0).collect()),
            Opcode::LLVMSelect => Source::Of(vec![value.operand(1), value.operand(2)]),
            Opcode::LLVMInsertElement => Source::Of(vec![first(), value.operand(1)]),
            Opcode::LLVMExtractElement
            | Opcode::LLVMBitCast
            | Opcode::LLVMFreeze
            | Opcode::LLVMTrunc
            | Opcode::LLVMZExt
            | Opcode::LLVMSExt => Source::Of(vec![first()]),
            Opcode::LLVMCall => exchanged(value),
            Opcode::LLVMLoad => self.left_in(first(), scope),
            _ if value.is_float() => Source::Number,
            _ => self.plain_number(value, scope),
        }
    }

    /// What stores have left in memory that the kernel names itself.
    fn left_in(&mut self, pointer: Value<'m>, scope: Scope) -> Source<'m> {
        self.values_behind(pointer, scope).map_or(Source::Unknown, Source::Of)
    }

    /// A number that is computed from nothing that could be an address.
    fn plain_number(&mut self, value: Value<'m>, scope: Scope) -> Source<'m> {
        if value.bits().is_none() {
            return Source::Unknown;
        }
        let expr = self.integer(value, scope, Reading::Raw);
        let may_be_address = |e: &Expr| match e {
            Expr::Load(..) | Expr::Sym(Sym::Opq(_) | Sym::Val(_)) => true,
            Expr::Sym(Sym::Arg(pointer)) => self.is_address(*pointer),
            _ => false,
        };
        if expr.any(may_be_address) { Source::Unknown } else { Source::Number }
    }
}

/// What a call answers that hands values from lane to lane.
fn exchanged(call: Value<'_>) -> Source<'_> {
    let callee = call.callee();
    if callee.kind() != ValueKind::Function {
        return Source::Unknown;
    }
    let name = callee.name();
    let known = EXCHANGES.iter().find(|(intrinsic, _)| name.starts_with(intrinsic));
    let Some((_, places)) = known else { return Source::Unknown };
    let arguments = call.call_arguments();
    let taken: Option<Vec<_>> = places.iter().map(|&place| arguments.get(place).copied()).collect();
    taken.map_or(Source::Unknown, Source::Of)
}
