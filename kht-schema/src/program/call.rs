//! A call: what a program asks of a launch, in plain numbers and without names.

use super::code::Slot;
use crate::expr::ScalarType;
use crate::launch::{Buffer, Contents};

/// One launch of a kernel, as numbers.
///
/// Scalars and pointers are in the order of [`super::Program::scalars`] and
/// [`super::Program::pointers`].
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// Blocks per axis.
    pub grid: [u32; 3],
    /// Threads of a block per axis.
    pub block: [u32; 3],
    /// Integer arguments, read as signed; `i64::MIN` for one whose value is not known.
    pub scalars: &'a [i64],
    /// What pointer arguments point to; `None` for null.
    pub pointers: &'a [Option<Place<'a>>],
}

/// A byte of a buffer.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// Which buffer; equal numbers mean the same one.
    pub buffer: u32,
    /// Size of the buffer in bytes.
    pub bytes: u64,
    /// Byte in it that the pointer points to.
    pub offset: u64,
    /// What is in the buffer before the launch, as far as it is known.
    pub contents: Option<&'a Contents>,
}

impl<'a> Call<'a> {
    pub(super) fn pointer(&self, slot: Slot) -> Option<Place<'a>> {
        self.pointers.get(usize::from(slot)).copied().flatten()
    }

    /// The value of a type at a byte from where a pointer points to.
    pub(super) fn load(&self, slot: Slot, offset: i64, ty: ScalarType) -> Option<i64> {
        let place = self.pointer(slot)?;
        let at = i64::try_from(place.offset).ok()?.checked_add(offset)?;
        let value = place.contents?.integer(place.bytes, u64::try_from(at).ok()?, ty)?;
        // Unsigned values beyond 64 signed bits come as their bit pattern.
        (ty != ScalarType::U64 || value >= 0).then_some(value)
    }
}

impl<'a> Place<'a> {
    /// A byte of a buffer that has a number.
    pub(super) fn of(buffer: &'a Buffer, number: u32, offset: u64) -> Place<'a> {
        Place { buffer: number, bytes: buffer.bytes, offset, contents: Some(&buffer.contents) }
    }
}
