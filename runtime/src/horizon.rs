//! Horizon: the launches that are about to happen, and who needs which fragment when.
//!
//! It holds what a policy *believes*: a whole-buffer predictor believes more than will happen. The
//! launches of the window are in program order; each fragment knows its uses in the window, and
//! its last ones before it, from which a next use beyond the window is extrapolated.

use std::collections::VecDeque;
use std::sync::Arc;

use serde::Serialize;

use crate::ids::{FragmentId, LaunchId, MemoryId};
use crate::units::Bytes;

/// What one launch does to fragments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LaunchHeat {
    /// Kernel that runs.
    pub kernel: String,
    /// Fragments that it touches, by id, each once.
    pub uses: Vec<Use>,
    /// Floating-point operations.
    pub flops: u64,
    /// Why `uses` may be a superset of what runs; empty if it is exact.
    pub reasons: Vec<String>,
}

/// What one launch does to one fragment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Use {
    /// The fragment.
    pub fragment: FragmentId,
    /// Different bytes that are read.
    pub reads: Bytes,
    /// Different bytes that are written.
    pub writes: Bytes,
    /// Different bytes that are read or written.
    pub touched: Bytes,
    /// Bytes moved by all loads, at least `reads`.
    pub read_traffic: Bytes,
    /// Bytes moved by all stores, at least `writes`.
    pub write_traffic: Bytes,
    /// Every byte is written and none is read, so its bytes need not be there before.
    pub overwrites: bool,
}

impl Use {
    /// Bytes that cross a link if the fragment is accessed over it: nothing promises that a
    /// repeated access is cached.
    #[must_use]
    pub fn traffic(&self) -> Bytes {
        self.read_traffic + self.write_traffic
    }

    /// Whether the fragment is changed.
    #[must_use]
    pub fn is_written(&self) -> bool {
        self.writes > Bytes::ZERO
    }
}

impl LaunchHeat {
    /// What it does to one fragment.
    #[must_use]
    pub fn find(&self, fragment: FragmentId) -> Option<&Use> {
        let idx = self.uses.binary_search_by_key(&fragment, |it| it.fragment).ok()?;
        Some(&self.uses[idx])
    }
}

/// A launch with its device.
#[derive(Clone, Debug)]
pub struct Upcoming {
    /// Which launch.
    pub launch: LaunchId,
    /// Where it will run.
    pub device: MemoryId,
    /// What it is believed to touch.
    pub heat: Arc<LaunchHeat>,
}

/// When a fragment is used next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NextUse {
    /// By this launch, or about then if it is beyond the window.
    At(LaunchId),
    /// Nothing says that it is.
    Never,
}

/// A use of a fragment by a launch of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// The launch.
    pub launch: LaunchId,
    /// Where it will run.
    pub device: MemoryId,
    /// Bytes that its accesses move.
    pub traffic: Bytes,
    /// Whether it writes the fragment.
    pub writes: bool,
}

/// The last uses of a fragment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// The last launch that used it.
    pub last: Option<LaunchId>,
    /// Launches between its last two uses.
    pub interval: Option<u32>,
}

/// The window of launches that were not issued yet, and those that run.
#[derive(Clone, Debug)]
pub struct Horizon {
    waiting: VecDeque<Upcoming>,
    issued: Vec<Upcoming>,
    needs: Vec<VecDeque<Need>>,
    past: Vec<Past>,
}

impl Horizon {
    /// An empty window over so many fragments.
    #[must_use]
    pub fn new(n_fragments: usize) -> Horizon {
        Horizon {
            waiting: VecDeque::new(),
            issued: Vec::new(),
            needs: vec![VecDeque::new(); n_fragments],
            past: vec![Past::default(); n_fragments],
        }
    }

    /// Launches that were not issued yet, in program order.
    #[must_use]
    pub fn waiting(&self) -> &VecDeque<Upcoming> {
        &self.waiting
    }

    /// Launches that were issued and have not finished.
    #[must_use]
    pub fn issued(&self) -> &[Upcoming] {
        &self.issued
    }

    /// Uses of a fragment by waiting launches, in program order.
    #[must_use]
    pub fn needs(&self, fragment: FragmentId) -> &VecDeque<Need> {
        &self.needs[fragment.index()]
    }

    /// The last uses of a fragment.
    #[must_use]
    pub fn past(&self, fragment: FragmentId) -> Past {
        self.past[fragment.index()]
    }

    /// Lets one more launch into the window; launches come in program order.
    pub fn push(&mut self, upcoming: Upcoming) {
        for item in &upcoming.heat.uses {
            self.needs[item.fragment.index()].push_back(Need {
                launch: upcoming.launch,
                device: upcoming.device,
                traffic: item.traffic(),
                writes: item.is_written(),
            });
        }
        self.waiting.push_back(upcoming);
    }

    /// Notes that a waiting launch was issued.
    pub fn issue(&mut self, launch: LaunchId) {
        let Some(idx) = self.waiting.iter().position(|it| it.launch == launch) else { return };
        let Some(upcoming) = self.waiting.remove(idx) else { return };
        for item in &upcoming.heat.uses {
            self.needs[item.fragment.index()].retain(|need| need.launch != launch);
            let past = &mut self.past[item.fragment.index()];
            past.interval = past.last.map(|last| launch.0.abs_diff(last.0));
            past.last = Some(launch);
        }
        self.issued.push(upcoming);
    }

    /// Notes that an issued launch has finished.
    pub fn finish(&mut self, launch: LaunchId) {
        self.issued.retain(|it| it.launch != launch);
    }

    /// When a fragment is used next on a device.
    ///
    /// Beyond the window a fragment is expected again after as many launches as lay between its
    /// last two uses, but not before the window's end.
    #[must_use]
    pub fn next_use(&self, fragment: FragmentId, device: MemoryId) -> NextUse {
        self.use_after(fragment, device, None)
    }

    /// The same, of the uses after a launch.
    #[must_use]
    pub fn use_after(
        &self,
        fragment: FragmentId,
        device: MemoryId,
        after: Option<LaunchId>,
    ) -> NextUse {
        let needs = self.needs[fragment.index()].iter();
        let mut here = needs.filter(|need| need.device == device).map(|need| need.launch);
        if let Some(launch) = here.find(|launch| after.is_none_or(|after| *launch > after)) {
            return NextUse::At(launch);
        }
        let past = self.past[fragment.index()];
        let last = after.or(past.last);
        let (Some(last), Some(interval), Some(end)) = (last, past.interval, self.end()) else {
            return NextUse::Never;
        };
        NextUse::At(LaunchId(last.0.saturating_add(interval).max(end.0)))
    }

    fn end(&self) -> Option<LaunchId> {
        self.waiting.back().map(|it| LaunchId(it.launch.0.saturating_add(1)))
    }

    /// The launch whose turn it is on a device, if none runs there.
    #[must_use]
    pub fn head(&self, device: MemoryId) -> Option<&Upcoming> {
        if self.issued.iter().any(|it| it.device == device) {
            return None;
        }
        self.waiting.iter().find(|it| it.device == device)
    }

    /// A launch that has to finish before another may start: it is earlier, on another device, and
    /// one of the two writes what both use.
    #[must_use]
    pub fn conflict(&self, upcoming: &Upcoming) -> Option<LaunchId> {
        let elsewhere = |device| device != upcoming.device;
        let running = self.issued.iter().filter(|it| elsewhere(it.device));
        let running: Vec<&Upcoming> = running.collect();
        upcoming.heat.uses.iter().find_map(|item| {
            let clash = |writes: bool| writes || item.is_written();
            let issued = running.iter().find_map(|it| {
                let other = it.heat.find(item.fragment)?;
                clash(other.is_written()).then_some(it.launch)
            });
            issued.or_else(|| {
                let earlier = self.needs(item.fragment).iter();
                let mut earlier = earlier.take_while(|need| need.launch < upcoming.launch);
                let found = earlier.find(|need| elsewhere(need.device) && clash(need.writes));
                found.map(|need| need.launch)
            })
        })
    }

    /// A launch on another device that writes a fragment before a given launch uses it.
    #[must_use]
    pub fn writer_before(
        &self,
        fragment: FragmentId,
        launch: LaunchId,
        device: MemoryId,
    ) -> Option<LaunchId> {
        let running =
            self.issued.iter().filter(|it| it.device != device).find(|it| {
                it.launch < launch && it.heat.find(fragment).is_some_and(Use::is_written)
            });
        let earlier = self.needs(fragment).iter().take_while(|need| need.launch < launch);
        running.map(|it| it.launch).or_else(|| {
            let mut writers = earlier.filter(|need| need.device != device && need.writes);
            writers.next().map(|need| need.launch)
        })
    }
}
