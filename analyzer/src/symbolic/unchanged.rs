//! Values that loops carry and never change.
//!
//! Each way to the next iteration brings the value itself or what it was before the loop, mostly
//! from another load of the same argument: compilers merge the ways and share the load. By
//! induction over the steps of a run, all `phi`s of such a web are that value, if it is the same in
//! all threads' iterations.

use kht_schema::Expr;
use kht_schema::expr::kinds::Kinds;
use kht_schema::expr::shared::Operand;

use super::Ctx;
use super::integers::Reading;
use crate::scev::{Opcode, Value, ValueKind};

/// Most `phi`s of a web that is looked at, and most values that come into it.
const MAX_WEB: usize = 32;

impl<'m> Ctx<'_, 'm> {
    /// The one value that a `phi`, and all others that it takes values from, ever get.
    pub(super) fn unchanged(&mut self, phi: Value<'m>) -> Option<Expr> {
        if !phi.bits().is_some_and(|bits| (2..=64).contains(&bits)) {
            return None;
        }
        let mut values = entering(phi)?.into_iter();
        let mut number = |value| self.integer(value, None, Reading::Signed);
        let first = number(values.next()?);
        let moving = Kinds::ITERATING.union(Kinds::OPQ);
        (!first.kinds().meets(moving) && values.all(|value| number(value) == first))
            .then_some(first)
    }
}

/// The values that come into a web of `phi`s; `None` if one of them may be no fact of the launch.
fn entering(phi: Value<'_>) -> Option<Vec<Value<'_>>> {
    let (mut web, mut found) = (vec![phi], Vec::new());
    let mut looked_at = 0;
    while let Some(&next) = web.get(looked_at) {
        looked_at += 1;
        for (value, _) in next.incoming() {
            let list = match value.opcode() {
                Some(Opcode::LLVMPHI) => &mut web,
                _ if value.kind() == ValueKind::Undef => continue,
                _ if is_of_launch(value) => &mut found,
                _ => return None,
            };
            if !list.contains(&value) {
                list.push(value);
            }
        }
        if MAX_WEB < web.len() + found.len() {
            return None;
        }
    }
    Some(found)
}

/// Whether a value is a number, an argument or a load from a fixed place behind one, so that what
/// it is hangs on no `phi`.
fn is_of_launch(value: Value<'_>) -> bool {
    let is_fixed = |value: Value<'_>| matches!(value.kind(), ValueKind::Int(_));
    let mut at = match value.kind() {
        ValueKind::Int(_) | ValueKind::Argument(_) => return true,
        ValueKind::Instruction(Opcode::LLVMLoad) => value.operand(0),
        _ => return false,
    };
    loop {
        at = match at.kind() {
            ValueKind::Argument(_) => return true,
            ValueKind::Instruction(Opcode::LLVMAddrSpaceCast | Opcode::LLVMBitCast) => {
                at.operand(0)
            }
            ValueKind::Instruction(Opcode::LLVMGetElementPtr)
                if (1..at.operand_count()).all(|index| is_fixed(at.operand(index))) =>
            {
                at.operand(0)
            }
            _ => return false,
        };
    }
}

#[cfg(test)]
mod tests {
    use crate::{Hooks, analyze};

    /// Offsets of the stores of a loop that carries a stride, which one way loads again.
    fn offset_if_loaded_again_from(at: u32) -> String {
        let text = format!(
            r#"target triple = "nvptx64-nvidia-cuda"
            define ptx_kernel void @k(ptr %out, ptr byval({{i32, i32}}) %sizes, i32 %n) {{
            entry:
              %stride = load i32, ptr %sizes
              br label %head
            head:
              %i = phi i32 [ 0, %entry ], [ %next, %join ]
              %carried = phi i32 [ %stride, %entry ], [ %handed, %join ]
              %product = mul nsw i32 %i, %carried
              %place = sext i32 %product to i64
              %to = getelementptr i8, ptr %out, i64 %place
              store i8 0, ptr %to
              %odd = trunc i32 %i to i1
              br i1 %odd, label %load, label %join
            load:
              %field = getelementptr i8, ptr %sizes, i64 {at}
              %again = load i32, ptr %field
              br label %join
            join:
              %handed = phi i32 [ %carried, %head ], [ %again, %load ]
              %next = add nuw nsw i32 %i, 1
              %more = icmp slt i32 %next, %n
              br i1 %more, label %head, label %exit
            exit:
              ret void
            }}"#
        );
        let analysis = analyze(text.as_bytes(), "k.ll", &Hooks::default()).unwrap();
        let kernel = &analysis.table.kernels[0];
        assert_eq!(kht_schema::check_one(kernel), []);
        kernel.accesses[0].offset.to_string()
    }

    #[test]
    fn what_all_ways_bring_is_not_carried() {
        assert_eq!(offset_if_loaded_again_from(0), "arg1@0*it0");
    }

    #[test]
    fn what_one_way_changes_is_carried() {
        let offset = offset_if_loaded_again_from(4);
        assert!(offset.contains("car0.0"), "{offset}");
    }
}
