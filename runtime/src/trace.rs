//! Trace: every event of a run with its virtual time, for people to look at.
//!
//! A [`Trace`] only collects; [`perfetto`] writes what it has as a file that
//! <https://ui.perfetto.dev> and `chrome://tracing` open.

pub mod perfetto;

use crate::control::LaunchRow;
use crate::directory::{CopyState, Effect};
use crate::fragments::Piece;
use crate::ids::{FragmentId, LaunchId, MemoryId};
use crate::plan::Purpose;
use crate::units::{Bytes, Picos};

/// What happened in a run, in the order in which it ended.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// Things that took time.
    pub slices: Vec<Slice>,
    /// What memories held, whenever it changed.
    pub levels: Vec<Level>,
    held: Vec<[Bytes; N_STATES]>,
}

/// Number of states of a copy.
const N_STATES: usize = 4;

/// Something that took time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice {
    /// When it began.
    pub start: Picos,
    /// When it ended.
    pub end: Picos,
    /// What it was.
    pub record: Record,
}

/// What took time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// A kernel ran.
    Kernel(LaunchRow),
    /// A fragment was copied.
    Copy {
        /// The fragment.
        fragment: FragmentId,
        /// What it is of its buffer.
        piece: Piece,
        /// Source.
        from: MemoryId,
        /// Target.
        to: MemoryId,
        /// What for.
        purpose: Purpose,
        /// For which launch.
        launch: LaunchId,
    },
    /// A copy was dropped.
    Evict {
        /// The fragment.
        fragment: FragmentId,
        /// What it is of its buffer.
        piece: Piece,
        /// Where.
        memory: MemoryId,
    },
}

/// What a memory holds at a point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    /// When.
    pub time: Picos,
    /// Which memory.
    pub memory: MemoryId,
    /// Bytes of valid copies.
    pub valid: Bytes,
    /// Bytes that copies on their way will have.
    pub filling: Bytes,
    /// Bytes of copies that are of no use or about to go.
    pub leaving: Bytes,
}

impl Trace {
    /// Notes something that took time.
    pub fn record(&mut self, start: Picos, end: Picos, record: Record) {
        self.slices.push(Slice { start, end, record });
    }

    /// Notes a change of the directory.
    pub fn effect(&mut self, time: Picos, effect: Effect, bytes: Bytes) {
        let Effect { fragment: _, memory, before, after } = effect;
        if self.held.len() <= memory.index() {
            self.held.resize(memory.index() + 1, [Bytes::ZERO; N_STATES]);
        }
        let held = &mut self.held[memory.index()];
        if let Some(state) = before {
            held[state as usize] = held[state as usize].saturating_sub(bytes);
        }
        if let Some(state) = after {
            held[state as usize] += bytes;
        }
        let of = |state: CopyState| held[state as usize];
        let level = Level {
            time,
            memory,
            valid: of(CopyState::Valid),
            filling: of(CopyState::Filling),
            leaving: of(CopyState::Stale) + of(CopyState::Evicting),
        };
        // Of several changes at one time only the last one shows.
        match self
            .levels
            .iter_mut()
            .rev()
            .take_while(|it| it.time == time)
            .find(|it| it.memory == memory)
        {
            Some(same) => *same = level,
            None => self.levels.push(level),
        }
    }
}
