//! Directory: which fragment lives where, in which version, and who is using it.
//!
//! A state machine without clock and I/O: [`Directory::step`] takes an event and the present,
//! changes the state and says what changed, or refuses the event and changes nothing.
//!
//! | state of a copy | bytes | counted in the memory's room |
//! |---|---|---|
//! | filling | arrive | yes |
//! | valid | the fragment's latest version | yes |
//! | stale | an earlier version or none | yes |
//! | evicting | as before, but nobody new may use them | no, it is as good as gone |
//!
//! What holds after every event:
//!
//! * every placed fragment has a copy with the latest version that is valid, or evicting while
//!   another one fills from it: the last valid copy is never lost;
//! * what a memory holds, evicting copies left out, never exceeds its capacity;
//! * a pinned copy stays; only one memory writes a fragment at a time, and nobody else has it
//!   pinned then.

use std::sync::Arc;

use serde::Serialize;
use thiserror::Error;

use crate::ids::{FragmentId, MemoryId};
use crate::units::{Bytes, Picos};

/// Where every fragment is.
#[derive(Clone, Debug)]
pub struct Directory {
    /// Shared with snapshots; copied only if one of them is alive when it changes.
    fragments: Arc<Vec<Fragment>>,
    rooms: Vec<Room>,
}

/// A fragment and its copies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fragment {
    /// Size.
    pub bytes: Bytes,
    /// Where it was at the start, and goes back to.
    pub home: MemoryId,
    /// Number of the latest version; counts the writes that began.
    pub version: u64,
    /// Memory whose copy is being written.
    pub writer: Option<MemoryId>,
    /// Copies, at most one per memory, by memory.
    pub copies: Vec<Copy>,
}

/// One copy of a fragment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copy {
    /// Where it is.
    pub memory: MemoryId,
    /// What may be done with it.
    pub state: CopyState,
    /// Version of its bytes; of those that arrive if it is filling.
    pub version: u64,
    /// Kernels that were promised it, running or waiting.
    pub pins: u32,
    /// Copies under way that read it.
    pub readers: u32,
    /// When its state changed last.
    pub since: Picos,
}

/// State of a copy; see the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CopyState {
    /// Its bytes are on the way.
    Filling,
    /// It has the latest version.
    Valid,
    /// It has an earlier version, or room and no bytes.
    Stale,
    /// It is about to go.
    Evicting,
}

/// Room of a memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Bytes it can hold.
    pub capacity: Bytes,
    /// Bytes of all copies but those that are evicting.
    pub committed: Bytes,
    /// Copies that are filling.
    pub n_filling: usize,
}

/// Something that happens to a fragment in a memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The fragment comes into being here.
    Place,
    /// Room is made for bytes that will be written here.
    Allocate,
    /// A copy from another memory begins.
    FillBegin {
        /// Source.
        from: MemoryId,
    },
    /// The copy from that memory has arrived.
    FillEnd {
        /// Source.
        from: MemoryId,
    },
    /// The copy is to go; what is valid elsewhere, or on its way there, may go.
    EvictBegin,
    /// It is gone.
    EvictEnd,
    /// A kernel is promised the copy.
    Pin,
    /// A kernel no longer needs the copy.
    Unpin,
    /// The kernel begins to write the copy that it has pinned.
    WriteBegin {
        /// It writes every byte, so what was there does not matter.
        overwrites: bool,
    },
    /// The kernel has written.
    WriteEnd,
}

/// A copy that changed its state; `None` is not being there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effect {
    /// The fragment.
    pub fragment: FragmentId,
    /// Where.
    pub memory: MemoryId,
    /// State before.
    pub before: Option<CopyState>,
    /// State after.
    pub after: Option<CopyState>,
}

/// Why an event was refused; the caller asked for what must not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{fragment} in {memory}: {event:?} refused: {why}")]
pub struct Refusal {
    /// The fragment.
    pub fragment: FragmentId,
    /// Where.
    pub memory: MemoryId,
    /// What was refused.
    pub event: Event,
    /// The reason.
    pub why: Why,
}

/// Reason of a [`Refusal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Why {
    /// No such fragment or memory.
    #[error("there is no such fragment or memory")]
    Unknown,
    /// The copy is not there.
    #[error("there is no copy")]
    NoCopy,
    /// The copy is there already.
    #[error("there is a copy already")]
    CopyExists,
    /// The copy is in a state in which this cannot be.
    #[error("the copy is {0:?}")]
    State(CopyState),
    /// The source of the copy is not valid.
    #[error("the source is not valid")]
    BadSource,
    /// A kernel was promised the copy.
    #[error("the copy is pinned")]
    Pinned,
    /// The copy is not promised to the kernel that would write it.
    #[error("the copy is not pinned")]
    NotPinned,
    /// Another copy under way reads it.
    #[error("the copy is being read")]
    BeingRead,
    /// Somebody writes or reads the fragment elsewhere.
    #[error("the fragment is in use elsewhere")]
    InUse,
    /// It is the last valid copy.
    #[error("it is the last valid copy")]
    LastValid,
    /// The memory has no room.
    #[error("the memory is full")]
    NoRoom,
}

impl Fragment {
    /// The copy in a memory.
    #[must_use]
    pub fn copy(&self, memory: MemoryId) -> Option<&Copy> {
        self.copies.iter().find(|copy| copy.memory == memory)
    }

    /// Copies that may be read, where nobody writes the fragment.
    pub fn sources(&self) -> impl Iterator<Item = &Copy> {
        let writing = self.writer.is_some();
        self.copies.iter().filter(move |copy| copy.state == CopyState::Valid && !writing)
    }

    /// Whether the copy in a memory has the latest version, or will have when it has arrived.
    #[must_use]
    pub fn is_current(&self, memory: MemoryId) -> bool {
        self.copy(memory).is_some_and(|copy| match copy.state {
            CopyState::Valid => true,
            CopyState::Filling => copy.version == self.version && self.writer.is_none(),
            CopyState::Stale | CopyState::Evicting => false,
        })
    }

    fn copy_mut(&mut self, memory: MemoryId) -> Result<&mut Copy, Why> {
        self.copies.iter_mut().find(|copy| copy.memory == memory).ok_or(Why::NoCopy)
    }

    /// Whether the latest version is, or will be, somewhere else.
    fn kept_elsewhere(&self, memory: MemoryId, states: &[CopyState]) -> bool {
        self.copies.iter().any(|copy| {
            copy.memory != memory && copy.version == self.version && states.contains(&copy.state)
        })
    }
}

impl Room {
    /// Bytes that can still be committed.
    #[must_use]
    pub fn free(&self) -> Bytes {
        self.capacity.saturating_sub(self.committed)
    }
}

impl Directory {
    /// A directory of fragments, by size and home, that are nowhere yet.
    #[must_use]
    pub fn new(
        fragments: impl IntoIterator<Item = (Bytes, MemoryId)>,
        capacities: impl IntoIterator<Item = Bytes>,
    ) -> Directory {
        let fragment =
            |(bytes, home)| Fragment { bytes, home, version: 0, writer: None, copies: Vec::new() };
        let room = |capacity| Room { capacity, committed: Bytes::ZERO, n_filling: 0 };
        Directory {
            fragments: Arc::new(fragments.into_iter().map(fragment).collect()),
            rooms: capacities.into_iter().map(room).collect(),
        }
    }

    /// All fragments, in order of their ids.
    #[must_use]
    pub fn fragments(&self) -> &Arc<Vec<Fragment>> {
        &self.fragments
    }

    /// One fragment.
    #[must_use]
    pub fn fragment(&self, fragment: FragmentId) -> &Fragment {
        &self.fragments[fragment.index()]
    }

    /// Room of all memories, in order of their ids.
    #[must_use]
    pub fn rooms(&self) -> &[Room] {
        &self.rooms
    }

    /// Applies an event to a fragment in a memory.
    ///
    /// # Errors
    ///
    /// The event must not happen in this state; nothing has changed then.
    pub fn step(
        &mut self,
        fragment: FragmentId,
        memory: MemoryId,
        event: Event,
        now: Picos,
    ) -> Result<Vec<Effect>, Refusal> {
        let refusal = |why| Refusal { fragment, memory, event, why };
        let fragments = Arc::make_mut(&mut self.fragments);
        let (Some(state), Some(room)) =
            (fragments.get_mut(fragment.index()), self.rooms.get_mut(memory.index()))
        else {
            return Err(refusal(Why::Unknown));
        };
        let before: Vec<(MemoryId, CopyState)> =
            state.copies.iter().map(|copy| (copy.memory, copy.state)).collect();
        apply(state, room, memory, event).map_err(refusal)?;
        debug_assert!(
            state.kept_elsewhere(MemoryId(u32::MAX), &[CopyState::Valid, CopyState::Evicting]),
            "the last valid copy of {fragment} is lost"
        );
        Ok(changes(fragment, &before, state, now))
    }
}

/// The transition itself; checks everything before it changes anything.
fn apply(
    fragment: &mut Fragment,
    room: &mut Room,
    memory: MemoryId,
    event: Event,
) -> Result<(), Why> {
    match event {
        Event::Place if !fragment.copies.is_empty() => Err(Why::CopyExists),
        Event::Place => add(fragment, room, memory, CopyState::Valid),
        Event::Allocate if fragment.copies.is_empty() => Err(Why::NoCopy),
        Event::Allocate if fragment.copy(memory).is_some() => Err(Why::CopyExists),
        Event::Allocate => add(fragment, room, memory, CopyState::Stale),
        Event::FillBegin { from } => fill_begin(fragment, room, memory, from),
        Event::FillEnd { from } => fill_end(fragment, room, memory, from),
        Event::EvictBegin => evict_begin(fragment, room, memory),
        Event::EvictEnd => evict_end(fragment, memory),
        Event::Pin => pin(fragment, memory),
        Event::Unpin => unpin(fragment, memory),
        Event::WriteBegin { overwrites } => write_begin(fragment, memory, overwrites),
        Event::WriteEnd if fragment.writer != Some(memory) => Err(Why::InUse),
        Event::WriteEnd => {
            fragment.writer = None;
            Ok(())
        }
    }
}

fn add(
    fragment: &mut Fragment,
    room: &mut Room,
    memory: MemoryId,
    state: CopyState,
) -> Result<(), Why> {
    let committed = room.committed.checked_add(fragment.bytes).ok_or(Why::NoRoom)?;
    if committed > room.capacity {
        return Err(Why::NoRoom);
    }
    room.committed = committed;
    let since = Picos::ZERO;
    let version = fragment.version;
    let copy = Copy { memory, state, version, pins: 0, readers: 0, since };
    let at = fragment.copies.partition_point(|other| other.memory < memory);
    fragment.copies.insert(at, copy);
    Ok(())
}

fn fill_begin(
    fragment: &mut Fragment,
    room: &mut Room,
    memory: MemoryId,
    from: MemoryId,
) -> Result<(), Why> {
    if from == memory || !fragment.sources().any(|source| source.memory == from) {
        return Err(Why::BadSource);
    }
    match fragment.copy(memory) {
        None => add(fragment, room, memory, CopyState::Filling)?,
        Some(copy) if copy.state != CopyState::Stale => return Err(Why::State(copy.state)),
        Some(copy) if copy.readers > 0 => return Err(Why::BeingRead),
        // A kernel is about to overwrite it.
        Some(copy) if copy.pins > 0 => return Err(Why::Pinned),
        Some(_) => {}
    }
    let version = fragment.version;
    let target = fragment.copy_mut(memory)?;
    target.state = CopyState::Filling;
    target.version = version;
    fragment.copy_mut(from)?.readers += 1;
    room.n_filling += 1;
    Ok(())
}

fn fill_end(
    fragment: &mut Fragment,
    room: &mut Room,
    memory: MemoryId,
    from: MemoryId,
) -> Result<(), Why> {
    match fragment.copy(memory) {
        None => return Err(Why::NoCopy),
        Some(copy) if copy.state != CopyState::Filling => return Err(Why::State(copy.state)),
        Some(_) => {}
    }
    let latest = fragment.version;
    let source = fragment.copy_mut(from)?;
    source.readers = source.readers.checked_sub(1).ok_or(Why::BadSource)?;
    room.n_filling = room.n_filling.saturating_sub(1);
    let target = fragment.copy_mut(memory)?;
    target.state = if target.version == latest { CopyState::Valid } else { CopyState::Stale };
    Ok(())
}

fn evict_begin(fragment: &mut Fragment, room: &mut Room, memory: MemoryId) -> Result<(), Why> {
    let copy = *fragment.copy(memory).ok_or(Why::NoCopy)?;
    match copy.state {
        CopyState::Stale => {}
        CopyState::Valid => {
            let kept = [CopyState::Valid, CopyState::Filling];
            if !fragment.kept_elsewhere(memory, &kept) {
                return Err(Why::LastValid);
            }
        }
        CopyState::Filling | CopyState::Evicting => return Err(Why::State(copy.state)),
    }
    if copy.pins > 0 {
        return Err(Why::Pinned);
    }
    room.committed = room.committed.saturating_sub(fragment.bytes);
    fragment.copy_mut(memory)?.state = CopyState::Evicting;
    Ok(())
}

fn evict_end(fragment: &mut Fragment, memory: MemoryId) -> Result<(), Why> {
    let copy = *fragment.copy(memory).ok_or(Why::NoCopy)?;
    if copy.state != CopyState::Evicting {
        return Err(Why::State(copy.state));
    }
    if copy.readers > 0 {
        return Err(Why::BeingRead);
    }
    // Another copy that is about to go still has the bytes, and is held to the same.
    let kept = [CopyState::Valid, CopyState::Evicting];
    if copy.version == fragment.version && !fragment.kept_elsewhere(memory, &kept) {
        return Err(Why::LastValid);
    }
    fragment.copies.retain(|copy| copy.memory != memory);
    Ok(())
}

fn pin(fragment: &mut Fragment, memory: MemoryId) -> Result<(), Why> {
    let elsewhere = fragment.writer.is_some();
    let copy = fragment.copy_mut(memory)?;
    match copy.state {
        CopyState::Evicting => Err(Why::State(copy.state)),
        CopyState::Filling | CopyState::Valid | CopyState::Stale if elsewhere => Err(Why::InUse),
        CopyState::Filling | CopyState::Valid | CopyState::Stale => {
            copy.pins += 1;
            Ok(())
        }
    }
}

fn unpin(fragment: &mut Fragment, memory: MemoryId) -> Result<(), Why> {
    if fragment.writer == Some(memory) {
        return Err(Why::InUse);
    }
    let copy = fragment.copy_mut(memory)?;
    copy.pins = copy.pins.checked_sub(1).ok_or(Why::NotPinned)?;
    Ok(())
}

fn write_begin(fragment: &mut Fragment, memory: MemoryId, overwrites: bool) -> Result<(), Why> {
    if fragment.writer.is_some() || fragment.copies.iter().map(|copy| copy.pins).sum::<u32>() > 1 {
        return Err(Why::InUse);
    }
    let copy = fragment.copy(memory).ok_or(Why::NoCopy)?;
    match copy.state {
        _ if copy.pins == 0 => return Err(Why::NotPinned),
        CopyState::Valid => {}
        CopyState::Stale if overwrites => {}
        CopyState::Stale | CopyState::Filling | CopyState::Evicting => {
            return Err(Why::State(copy.state));
        }
    }
    fragment.version += 1;
    fragment.writer = Some(memory);
    let latest = fragment.version;
    for copy in &mut fragment.copies {
        match copy.state {
            _ if copy.memory == memory => {
                copy.state = CopyState::Valid;
                copy.version = latest;
            }
            CopyState::Valid => copy.state = CopyState::Stale,
            CopyState::Filling | CopyState::Stale | CopyState::Evicting => {}
        }
    }
    Ok(())
}

/// What is different from before, and notes when.
fn changes(
    id: FragmentId,
    before: &[(MemoryId, CopyState)],
    fragment: &mut Fragment,
    now: Picos,
) -> Vec<Effect> {
    let state_before =
        |memory| before.iter().find(|(at, _)| *at == memory).map(|(_, state)| *state);
    let mut effects = Vec::new();
    for (memory, state) in before {
        if fragment.copy(*memory).is_none() {
            let before = Some(*state);
            effects.push(Effect { fragment: id, memory: *memory, before, after: None });
        }
    }
    for copy in &mut fragment.copies {
        let (memory, after) = (copy.memory, Some(copy.state));
        let before = state_before(memory);
        if before != after {
            copy.since = now;
            effects.push(Effect { fragment: id, memory, before, after });
        }
    }
    effects
}
