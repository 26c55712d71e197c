//! Values that formulas load from buffers, as they are before the launch.
//!
//! A value counts as known if the launch gives it and the kernel cannot have changed it.

use std::cell::Cell;
use std::rc::Rc;

use super::bind::{PointerArg, PointerValue};
use super::carried::Runs;
use super::interval::Interval;
use super::linear::{Linear, Slot};
use super::reason::Reason;
use super::source::Ranges;
use super::tabulate::Tables;
use crate::expr::ScalarType;
use crate::launch::{Buffer, Contents};

/// Bytes of a buffer that the kernel may write: name of the buffer, first and last byte.
pub(super) type Written<'a> = (&'a str, Interval);

/// A value that leads an access out of its buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Culprit {
    /// The pointer it is loaded through.
    pub(super) slot: Slot,
    /// Byte from there.
    pub(super) offset: i128,
    /// The value.
    pub(super) value: i128,
}

/// Loaded values.
#[derive(Clone, Debug)]
pub(super) struct Memory<'a> {
    pointers: &'a [PointerArg<'a>],
    written: &'a [Written<'a>],
    /// Why no value is to be loaded at all, if so.
    closed: Option<Reason>,
    /// Pointers whose values are not to be used any more, with the reason.
    refused: Vec<(Slot, Reason)>,
    /// Values that are not known so far.
    unknowns: Cell<u32>,
    /// Folds that are evaluated already.
    pub(super) tables: Tables,
    /// Ranges of loaded values that are found already.
    pub(super) ranges: Ranges,
    /// Loops that are run already.
    pub(super) runs: Runs,
    /// Where to put the first value that leads out of a buffer, if that is looked for.
    pub(super) culprit: Option<Rc<Cell<Option<Culprit>>>>,
}

impl<'a> Memory<'a> {
    pub(super) fn new(pointers: &'a [PointerArg<'a>], written: &'a [Written<'a>]) -> Self {
        Memory {
            pointers,
            written,
            closed: None,
            refused: Vec::new(),
            unknowns: Cell::new(0),
            tables: Tables::default(),
            ranges: Ranges::default(),
            runs: Runs::default(),
            culprit: None,
        }
    }

    /// From here on no value is known.
    pub(super) fn close(&mut self, reason: Reason) {
        self.closed = Some(reason);
    }

    /// A value that is not known, unlike any other: each occurrence may have another value.
    pub(super) fn unknown(&self, range: Interval, reason: Reason) -> Linear {
        self.unknowns.set(self.unknowns.get().wrapping_add(1));
        Linear::opaque(range, reason, self.unknowns.get())
    }

    /// Whether no value is to be loaded at all.
    pub(super) fn is_closed(&self) -> bool {
        self.closed.is_some()
    }

    /// From here on no value behind a pointer is known.
    pub(super) fn refuse(&mut self, slot: Slot, reason: Reason) {
        self.refused.push((slot, reason));
    }

    /// Why no value behind a pointer is known; `None` if some may be.
    pub(super) fn refusal(&self, slot: Slot) -> Option<Reason> {
        if self.closed.is_some() {
            return self.closed;
        }
        if let Some((_, reason)) = self.refused.iter().find(|(refused, _)| *refused == slot) {
            return Some(*reason);
        }
        match self.pointers[usize::from(slot)].value {
            PointerValue::Null => Some(Reason::Load(slot, 0)),
            PointerValue::Target { buffer, .. } => {
                let unknown = matches!(buffer.contents, Contents::Unknown);
                unknown.then_some(Reason::Contents(slot))
            }
        }
    }

    /// Whether the kernel may write any of a buffer.
    pub(super) fn may_change(&self, buffer: &Buffer) -> bool {
        self.written.iter().any(|(name, _)| *name == buffer.name)
    }

    /// What a pointer points to.
    pub(super) fn target(&self, slot: Slot) -> PointerValue<'a> {
        self.pointers[usize::from(slot)].value
    }

    /// Whether the kernel may write any of these bytes of the buffer behind a pointer.
    pub(super) fn may_change_in(&self, slot: Slot, bytes: Interval) -> bool {
        let PointerValue::Target { buffer, .. } = self.target(slot) else { return false };
        let meets = |own: &Interval| own.lo <= bytes.hi && bytes.lo <= own.hi;
        self.written.iter().any(|(name, own)| *name == buffer.name && meets(own))
    }

    /// The value of a type at a byte from where a pointer points to, if it is known.
    pub(super) fn read(&self, slot: Slot, offset: i128, ty: ScalarType) -> Option<i128> {
        let PointerValue::Target { buffer, base } = self.target(slot) else { return None };
        let at = offset.checked_add(i128::from(base))?;
        let last = at.checked_add(i128::from(ty.bytes()) - 1)?;
        if self.may_change_in(slot, Interval { lo: at, hi: last }) {
            return None;
        }
        let value = buffer.contents.integer(buffer.bytes, u64::try_from(at).ok()?, ty)?;
        // Unsigned 64-bit values beyond `i64` come as their bit pattern.
        let unsigned =
            if ty == ScalarType::U64 { i128::from(value.cast_unsigned()) } else { value.into() };
        Some(unsigned)
    }
}
