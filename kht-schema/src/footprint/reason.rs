//! Reasons for an answer that is not exact, as data; turned into sentences at the end.

use super::bind::{Binding, PointerValue};
use super::linear::Slot;
use crate::expr::Pointer;
use crate::launch::Contents;
use crate::{LoopId, OpqId};

/// Why something is not exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reason {
    /// The table does not know a value.
    Opaque(OpqId),
    /// A value could not be loaded: through this pointer, at this byte from it.
    Load(Slot, i64),
    /// Values loaded through this pointer are not known.
    Contents(Slot),
    /// A value is loaded through something that is not a pointer into a buffer.
    NoPointer(Pointer),
    /// An argument that has no integer value is part of a formula.
    NotInteger(Pointer),
    /// The address of a buffer is part of a formula.
    Address(Pointer),
    /// The iteration of a loop that is not around the access.
    ForeignLoop(LoopId),
    /// A division by zero.
    ZeroDivisor,
    /// A shift by a count that is not in `0..64`.
    Shift,
    /// A formula beyond the size limit.
    TooLarge,
    /// A fold with more steps, or more ends that differ by thread, than are followed.
    Steps,
    /// More points than the budget allows.
    Budget(u64),
    /// More ranges than the limit: the nearest were joined.
    Ranges,
    /// A number beyond 128 bits.
    Overflow,
    /// Nothing bounds the offset.
    Unbounded,
    /// The formula leaves the buffer; the rest of it is not reported.
    Clamped,
    /// An assumption that this launch does not confirm: index into the kernel's.
    Assumption(u32),
    /// The buffer behind a pointer that is loaded from memory is not known.
    LoadedPointer,
}

impl Reason {
    /// A load through a pointer, at a byte from where it points to.
    pub(super) fn load(slot: Slot, offset: i128) -> Reason {
        let offset = offset.clamp(i64::MIN.into(), i64::MAX.into());
        Reason::Load(slot, i64::try_from(offset).expect("clamped to its range"))
    }

    /// The reason as a sentence.
    pub(super) fn sentence(self, binding: &Binding<'_>) -> String {
        match self {
            Reason::Opaque(id) => match binding.kernel.opaques.get(id.index()) {
                Some(opaque) => {
                    let at = opaque
                        .why
                        .source
                        .as_deref()
                        .map_or(String::new(), |at| format!(" at {at}"));
                    format!(
                        "{id} is not known ({}: {}{at})",
                        opaque.why.code, opaque.why.instruction
                    )
                }
                None => format!("{id} is not described in the table"),
            },
            Reason::Load(slot, offset) => load_sentence(binding, slot, offset),
            Reason::Contents(slot) => {
                let pointer = binding.pointers[usize::from(slot)].pointer;
                format!("the integers behind {pointer} are not known")
            }
            Reason::NoPointer(pointer) => {
                format!("a value is loaded through {pointer}, which points to no buffer")
            }
            Reason::NotInteger(pointer) => format!("{pointer} has no integer value"),
            Reason::Address(pointer) => format!("the address in {pointer} is not known"),
            Reason::ForeignLoop(id) => format!("{id} is used outside of its loop"),
            Reason::ZeroDivisor => "a divisor is zero".into(),
            Reason::Shift => "a shift count is not in 0..64".into(),
            Reason::TooLarge => "a formula is too large".into(),
            Reason::Steps => "a fold has more steps than are followed".into(),
            Reason::Budget(points) => format!("more than {points} points to enumerate"),
            Reason::Ranges => "more ranges than the limit, the nearest were joined".into(),
            Reason::Overflow => "a formula exceeds 128 bits".into(),
            Reason::Unbounded => "nothing bounds the offset".into(),
            Reason::Clamped => {
                "the formula leaves the buffer, where accesses are assumed not to go".into()
            }
            Reason::Assumption(index) => assumption_sentence(binding, index),
            Reason::LoadedPointer => "a pointer loaded from memory is not known".into(),
        }
    }
}

fn load_sentence(binding: &Binding<'_>, slot: Slot, offset: i64) -> String {
    let entry = &binding.pointers[usize::from(slot)];
    let pointer = entry.pointer;
    match entry.value {
        PointerValue::Target { buffer, base } => {
            let at = i128::from(offset) + i128::from(base);
            let name = &buffer.name;
            if at < 0 || at >= i128::from(buffer.bytes) {
                format!(
                    "a value is loaded from byte {at} of `{name}`, which has {} bytes",
                    buffer.bytes
                )
            } else if matches!(buffer.contents, Contents::Unknown) {
                format!("the contents of `{name}` are not given")
            } else {
                format!("the value at byte {at} of `{name}` is not known or may change")
            }
        }
        PointerValue::Null => format!("a value is loaded through {pointer}, which is null"),
    }
}

/// The assumption as a sentence.
pub(super) fn assumption_sentence(binding: &Binding<'_>, index: u32) -> String {
    let Some(assumption) = binding.kernel.assumptions.get(index as usize) else {
        return format!("assumption {index} is not confirmed");
    };
    let bound = |bound: Option<i64>, none: &str| bound.map_or(none.to_owned(), |b| b.to_string());
    let (lo, hi) = (bound(assumption.lo, "-inf"), bound(assumption.hi, "inf"));
    match &assumption.expr {
        Some(expr) => format!("not confirmed: {expr} stays in [{lo}, {hi}]"),
        None => format!("not confirmed: {:?}", assumption.kind),
    }
}
