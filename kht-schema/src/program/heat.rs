//! Heat: hull, unique bytes and traffic per pointer, and the same per fragment of its buffer.

use std::ops::Range;

use super::call::Call;
use super::code::Slot;
use super::evaluate::{Memory, Touched};
use super::form::Res;
use super::moves::{Lone, Moves};
use super::union::Union;
use super::{Program, Stop};

/// Fragments of one buffer that are told apart, at most.
const MAX_FRAGMENTS: u64 = 1 << 22;

/// What one launch touches, summed up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heat {
    /// By pointer, in the order of [`Program::pointers`].
    pub pointers: Vec<PointerHeat>,
    /// Fragments of all buffers, by buffer and then by position.
    pub fragments: Vec<FragmentHeat>,
}

/// What a launch does through one pointer; bytes are counted from the start of its buffer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PointerHeat {
    /// Bytes read, those of atomics included.
    pub reads: Side,
    /// Bytes written, those of atomics included.
    pub writes: Side,
    /// Different bytes that are read, written or both.
    pub touched: u64,
    /// Bytes moved by loads.
    pub loaded: u64,
    /// Bytes moved by stores.
    pub stored: u64,
    /// Bytes moved by atomics.
    pub atomic: u64,
    /// Part of [`Heat::fragments`]: those of the buffer, from the first to the last one touched.
    ///
    /// Pointers into one buffer have the same part, the union of what both touch.
    pub fragments: Range<usize>,
    /// Whether another pointer reaches the same buffer.
    pub shared: bool,
}

/// One direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// First byte, and the one after the last; equal if there is none.
    pub hull: [u64; 2],
    /// Different bytes.
    pub unique: u64,
}

/// What a launch does to one fragment of a buffer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FragmentHeat {
    /// Position among the fragments of the buffer.
    pub index: u64,
    /// Different bytes that are read.
    pub reads: u64,
    /// Different bytes that are written.
    pub writes: u64,
    /// Different bytes that are read, written or both.
    pub touched: u64,
    /// The part of the traffic of loads and atomics that goes to the bytes read.
    pub read_traffic: u64,
    /// The part of the traffic of stores and atomics that goes to the bytes written.
    pub write_traffic: u64,
}

impl Program<'_> {
    /// Hull, unique bytes and traffic of all pointers; and, for pointers whose entry in `fragments`
    /// is not zero, of the fragments of that many bytes that their buffers are cut into.
    ///
    /// # Errors
    ///
    /// The launch is one that the footprint engine has to answer; the reason why.
    pub fn heat<'m>(
        &self,
        call: &Call<'_>,
        fragments: &[u64],
        memory: &'m mut Memory,
    ) -> Result<&'m Heat, Stop> {
        self.solve(call, memory)?;
        memory.heat.pointers.clear();
        memory.heat.fragments.clear();
        for index in 0..self.pointers.len() {
            let slot = Slot::try_from(index).map_err(|_| Stop::Size)?;
            let pointer = self.pointer_heat(call, slot, memory)?;
            memory.heat.pointers.push(pointer);
        }
        self.mark_shared(call, memory);
        for (index, bytes) in fragments.iter().enumerate().take(self.pointers.len()) {
            if *bytes > 0 {
                self.add_fragments(call, index, *bytes, memory)?;
            }
        }
        Ok(&memory.heat)
    }

    fn pointer_heat(&self, call: &Call<'_>, slot: Slot, memory: &mut Memory) -> Res<PointerHeat> {
        let Moves { loaded, stored, atomic, reads, writes } = self.moves(slot, memory)?;
        let mut heat = PointerHeat { loaded, stored, atomic, ..PointerHeat::default() };
        if loaded | stored | atomic == 0 {
            return Ok(heat);
        }
        if (reads == writes || reads == Lone::Nothing || writes == Lone::Nothing)
            && let Some(read) = self.lone_side(call, (slot, reads), memory)?
            && let Some(written) = self.lone_side(call, (slot, writes), memory)?
        {
            (heat.reads, heat.writes) = (read, written);
            heat.touched = read.unique.max(written.unique);
            return Ok(heat);
        }
        self.union(call, slot, Touched::Reads, memory)?;
        memory.reads.complete()?;
        heat.reads = side(&memory.reads)?;
        self.union(call, slot, Touched::Writes, memory)?;
        memory.writes.complete()?;
        heat.writes = side(&memory.writes)?;
        heat.touched = if heat.writes.unique == 0 {
            heat.reads.unique
        } else if heat.reads.unique == 0 || memory.reads.same(&memory.writes) {
            heat.writes.unique
        } else {
            memory.either.clear();
            self.add_either(call, slot, memory)?;
            memory.either.complete()?;
            side(&memory.either)?.unique
        };
        Ok(heat)
    }

    fn mark_shared(&self, call: &Call<'_>, memory: &mut Memory) {
        for (index, one) in call.pointers.iter().enumerate() {
            let Some(one) = one else { continue };
            let others = call.pointers.iter().enumerate();
            let same = others.filter(|(other, _)| *other != index).filter_map(|(_, it)| *it);
            let shared = same.into_iter().any(|other| other.buffer == one.buffer);
            if let Some(heat) = memory.heat.pointers.get_mut(index) {
                heat.shared = shared;
            }
        }
    }

    /// Fragments of the buffer behind a pointer, unless a pointer before it reaches the same.
    fn add_fragments(
        &self,
        call: &Call<'_>,
        index: usize,
        bytes: u64,
        memory: &mut Memory,
    ) -> Res<()> {
        let Some(Some(place)) = call.pointers.get(index) else { return Ok(()) };
        let same = |other: &usize| {
            call.pointers.get(*other).copied().flatten().is_some_and(|it| it.buffer == place.buffer)
        };
        if let Some(first) = (0..index).find(same) {
            memory.heat.pointers[index].fragments = memory.heat.pointers[first].fragments.clone();
            return Ok(());
        }
        memory.reads.clear();
        memory.writes.clear();
        memory.either.clear();
        let (mut read, mut written) = (0_u64, 0_u64);
        for other in (index..self.pointers.len()).filter(same) {
            let slot = Slot::try_from(other).map_err(|_| Stop::Size)?;
            let heat = &memory.heat.pointers[other];
            let sum = |sum: u64, more: u64| sum.checked_add(more).ok_or(Stop::Overflow);
            read = sum(read, sum(heat.loaded, heat.atomic)?)?;
            written = sum(written, sum(heat.stored, heat.atomic)?)?;
            self.add_union(call, slot, memory)?;
        }
        memory.reads.complete()?;
        memory.writes.complete()?;
        let from = memory.heat.fragments.len();
        spread(memory, bytes, read, written)?;
        memory.heat.pointers[index].fragments = from..memory.heat.fragments.len();
        Ok(())
    }
}

/// Hull and size of a set that is complete.
fn side(union: &Union) -> Res<Side> {
    let byte = |byte: i64| u64::try_from(byte).map_err(|_| Stop::Outside);
    let [from, to] = union.hull()?;
    Ok(Side { hull: [byte(from)?, byte(to)?], unique: byte(union.bytes()?)? })
}

/// Spreads reads and writes of a buffer over its fragments.
fn spread(memory: &mut Memory, bytes: u64, read: u64, written: u64) -> Res<()> {
    let Memory { reads, writes, either, heat, .. } = memory;
    let (reads_only, same) = (writes.is_empty(), reads.same(writes));
    let touched = if reads_only || same {
        &*reads
    } else if reads.is_empty() {
        &*writes
    } else {
        either.complete()?;
        &*either
    };
    let hull = side(touched)?.hull;
    if hull[0] == hull[1] {
        return Ok(());
    }
    let (first, last) = (hull[0] / bytes, (hull[1] - 1) / bytes);
    if last - first >= MAX_FRAGMENTS {
        return Err(Stop::Ranges);
    }
    let start = heat.fragments.len();
    heat.fragments.extend((first..=last).map(|index| FragmentHeat { index, ..Default::default() }));
    let fragments = &mut heat.fragments[start..];
    let mut add = |union: &Union, count: fn(&mut FragmentHeat, u64)| {
        union.for_each_run(|from, to| {
            // Runs of a buffer are not negative.
            let (from, to) = (from.unsigned_abs(), to.unsigned_abs());
            let mut at = from;
            while at < to {
                let index = at / bytes;
                let end = to.min((index + 1).saturating_mul(bytes));
                let position = usize::try_from(index - first).unwrap_or(usize::MAX);
                if let Some(fragment) = fragments.get_mut(position) {
                    count(fragment, end - at);
                }
                at = end;
            }
        });
    };
    add(reads, |fragment, bytes| fragment.reads += bytes);
    add(writes, |fragment, bytes| fragment.writes += bytes);
    add(touched, |fragment, bytes| fragment.touched += bytes);
    let (n_read, n_written) = (side(reads)?.unique, side(writes)?.unique);
    for fragment in fragments {
        fragment.read_traffic = share(read, fragment.reads, n_read);
        fragment.write_traffic = share(written, fragment.writes, n_written);
    }
    Ok(())
}

/// The part of a buffer's traffic that goes to some of its bytes, at least each of them once.
fn share(traffic: u64, bytes: u64, of: u64) -> u64 {
    if bytes == of {
        return traffic.max(bytes);
    }
    let part = u128::from(traffic) * u128::from(bytes) / u128::from(of.max(1));
    u64::try_from(part).unwrap_or(u64::MAX).max(bytes)
}
