//! Sources: many integers of one type behind one pointer, read at once.

use std::cell::RefCell;
use std::rc::Rc;

use super::bind::PointerValue;
use super::columns::{MAX_VALUE, index, narrow};
use super::interval::Interval;
use super::linear::Slot;
use super::memory::Memory;
use crate::expr::ScalarType;
use crate::launch::Contents;

/// Values whose range is found by looking at all of them, at most.
const MAX_LOOKED_AT: i128 = 1 << 12;

/// Ranges of the values of one type at equally distant offsets, `None` where one is not known.
pub(super) type Ranges = Rc<RefCell<Vec<(Places, Option<Interval>)>>>;

/// Offsets from a pointer: from one to another, this far apart; and the type of the values there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Places {
    slot: Slot,
    ty: ScalarType,
    offsets: Interval,
    step: i128,
}

/// The integers of one type behind a pointer.
pub(super) struct Source<'a> {
    memory: &'a Memory<'a>,
    slot: Slot,
    ty: ScalarType,
    /// The bytes given for the buffer.
    bytes: Option<&'a [u8]>,
    /// Where the pointer points to in them.
    base: i64,
}

impl<'a> Memory<'a> {
    /// The integers of a type behind a pointer; `None` if it points nowhere.
    pub(super) fn source(&'a self, slot: Slot, ty: ScalarType) -> Option<Source<'a>> {
        let PointerValue::Target { buffer, base } = self.target(slot) else { return None };
        let bytes = match &buffer.contents {
            Contents::Bytes(bytes) => {
                let size = usize::try_from(buffer.bytes).unwrap_or(usize::MAX);
                Some(&bytes[..bytes.len().min(size)])
            }
            Contents::Unknown
            | Contents::Zero
            | Contents::RandomI32 { .. }
            | Contents::RandomFloat { .. }
            | Contents::Pointers(_) => None,
        };
        Some(Source { memory: self, slot, ty, bytes, base: i64::try_from(base).ok()? })
    }

    /// All values at offsets of an interval that are multiples of `step` from its start; `None` if
    /// they are too many to look at, or one is not known.
    pub(super) fn values(
        &self,
        slot: Slot,
        ty: ScalarType,
        offsets: Interval,
        step: i128,
    ) -> Option<Interval> {
        if step <= 0 || !offsets.is_finite() || offsets.hi - offsets.lo >= step * MAX_LOOKED_AT {
            return None;
        }
        let places = Places { slot, ty, offsets, step };
        if let Some((_, known)) = self.ranges.borrow().iter().find(|(own, _)| *own == places) {
            return *known;
        }
        let found = self.look_at(places);
        self.ranges.borrow_mut().push((places, found));
        found
    }

    fn look_at(&self, places: Places) -> Option<Interval> {
        let Places { slot, ty, offsets, step } = places;
        let source = self.source(slot, ty)?;
        let len = usize::try_from((offsets.hi - offsets.lo) / step + 1).ok()?;
        let mut values = Vec::with_capacity(len);
        source.strided(narrow(offsets.lo)?, narrow(step)?, len, &mut values)?;
        let (least, most) = (values.iter().min()?, values.iter().max()?);
        Some(Interval { lo: (*least).into(), hi: (*most).into() })
    }
}

impl Source<'_> {
    /// The value at a byte from where the pointer points to; `None` if it is not known, or large.
    pub(super) fn at(&self, offset: i64) -> Option<i64> {
        let value = self.memory.read(self.slot, offset.into(), self.ty)?;
        i64::try_from(value).ok().filter(|value| value.unsigned_abs() <= MAX_VALUE.unsigned_abs())
    }

    /// The values at `len` offsets, equally far apart.
    pub(super) fn strided(
        &self,
        first: i64,
        step: i64,
        len: usize,
        values: &mut Vec<i64>,
    ) -> Option<()> {
        values.clear();
        let last = first + step * index(len.saturating_sub(1));
        if step == i64::from(self.ty.bytes())
            && let Some(bytes) = self.bytes
            && self.is_constant(first, last)
            && let Some(start) = self.place(first)
            && let Some(bytes) = bytes.get(start..start + len * self.size())
        {
            return convert(bytes, self.ty, values);
        }
        values.extend((0..len).map(|place| first + step * index(place)));
        self.gather(values)
    }

    /// Replaces offsets by the values there.
    pub(super) fn gather(&self, offsets: &mut [i64]) -> Option<()> {
        let least = offsets.iter().copied().min()?;
        let most = offsets.iter().copied().max()?;
        if let Some(bytes) = self.bytes
            && self.is_constant(least, most)
            && let (Some(_), Some(end)) = (self.place(least), self.place(most))
            && end + self.size() <= bytes.len()
        {
            return match self.ty {
                ScalarType::I32 => self.pick(bytes, offsets, |b| i32::from_le_bytes(b).into()),
                ScalarType::U32 => self.pick(bytes, offsets, |b| u32::from_le_bytes(b).into()),
                _ => self.one_by_one(offsets),
            };
        }
        self.one_by_one(offsets)
    }

    /// The values of 32 bits at offsets that are all inside.
    fn pick(
        &self,
        bytes: &[u8],
        offsets: &mut [i64],
        value: impl Fn([u8; 4]) -> i64,
    ) -> Option<()> {
        for offset in offsets {
            let own = bytes.get(self.place(*offset)?..)?.first_chunk()?;
            *offset = value(*own);
        }
        Some(())
    }

    fn one_by_one(&self, offsets: &mut [i64]) -> Option<()> {
        for offset in offsets {
            *offset = self.at(*offset)?;
        }
        Some(())
    }

    fn size(&self) -> usize {
        self.ty.bytes() as usize
    }

    /// Where in the bytes an offset is.
    fn place(&self, offset: i64) -> Option<usize> {
        usize::try_from(self.base.checked_add(offset)?).ok()
    }

    /// Whether the kernel changes no value from one offset to another.
    fn is_constant(&self, first: i64, last: i64) -> bool {
        let at = |offset: i64| i128::from(self.base) + i128::from(offset);
        let end = at(last) + i128::from(self.ty.bytes()) - 1;
        !self.memory.may_change_in(self.slot, Interval { lo: at(first), hi: end })
    }
}

/// Little-endian values, side by side; `None` if one is large.
fn convert(bytes: &[u8], ty: ScalarType, values: &mut Vec<i64>) -> Option<()> {
    fn all<const N: usize>(bytes: &[u8], values: &mut Vec<i64>, value: impl Fn([u8; N]) -> i64) {
        let (chunks, _) = bytes.as_chunks::<N>();
        values.extend(chunks.iter().map(|chunk| value(*chunk)));
    }
    match ty {
        ScalarType::I8 => all(bytes, values, |b| i8::from_le_bytes(b).into()),
        ScalarType::U8 => all(bytes, values, |b| u8::from_le_bytes(b).into()),
        ScalarType::I16 => all(bytes, values, |b| i16::from_le_bytes(b).into()),
        ScalarType::U16 => all(bytes, values, |b| u16::from_le_bytes(b).into()),
        ScalarType::I32 => all(bytes, values, |b| i32::from_le_bytes(b).into()),
        ScalarType::U32 => all(bytes, values, |b| u32::from_le_bytes(b).into()),
        // Unsigned ones beyond `i64` become negative and large.
        ScalarType::I64 | ScalarType::U64 => {
            all(bytes, values, i64::from_le_bytes);
            let large = |value: &i64| value.unsigned_abs() > MAX_VALUE.unsigned_abs();
            // Small negative numbers are near the end of what is unsigned.
            let negative = |value: &i64| ty == ScalarType::U64 && *value < 0;
            if values.iter().any(|value| large(value) || negative(value)) {
                return None;
            }
        }
    }
    Some(())
}
