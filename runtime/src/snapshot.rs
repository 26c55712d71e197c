//! Snapshot: an immutable picture of what is where, for deciding.

use std::sync::Arc;

use crate::directory::{Directory, Fragment, Room};
use crate::ids::{FragmentId, MemoryId};
use crate::topology::Topology;
use crate::units::Picos;

/// The state at one point in time; sharing it costs two pointers.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// When it was taken.
    pub now: Picos,
    /// Memories and links.
    pub topology: Arc<Topology>,
    /// All fragments, in order of their ids.
    pub fragments: Arc<Vec<Fragment>>,
    /// Room of all memories, in order of their ids.
    pub rooms: Vec<Room>,
}

impl Snapshot {
    /// Takes a picture of a directory.
    #[must_use]
    pub fn of(directory: &Directory, topology: &Arc<Topology>, now: Picos) -> Snapshot {
        Snapshot {
            now,
            topology: Arc::clone(topology),
            fragments: Arc::clone(directory.fragments()),
            rooms: directory.rooms().to_vec(),
        }
    }

    /// One fragment.
    #[must_use]
    pub fn fragment(&self, fragment: FragmentId) -> &Fragment {
        &self.fragments[fragment.index()]
    }

    /// The best memory to read a fragment from for use in another: the fastest way, then the one
    /// with the least latency, then the first. `None` if no copy may be read.
    #[must_use]
    pub fn best_source(
        &self,
        fragment: FragmentId,
        to: MemoryId,
        is_usable: impl Fn(MemoryId) -> bool,
    ) -> Option<MemoryId> {
        let sources = self.fragment(fragment).sources().map(|copy| copy.memory);
        let routes = sources
            .filter(|memory| is_usable(*memory))
            .filter_map(|memory| Some((memory, self.topology.route(memory, to)?)));
        let best = routes.min_by_key(|(memory, route)| {
            (std::cmp::Reverse(route.bandwidth), route.latency, *memory)
        });
        best.map(|(memory, _)| memory)
    }
}
