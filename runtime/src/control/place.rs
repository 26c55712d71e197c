//! Which device runs a launch that may run on any.

use super::{Job, Scheduled};
use crate::horizon::LaunchHeat;
use crate::ids::MemoryId;
use crate::units::Bytes;

/// Where launches were placed so far, as far as the next one needs to know.
pub(super) struct Placement {
    devices: Vec<MemoryId>,
    /// Device of the last launch that used each fragment.
    last: Vec<Option<MemoryId>>,
    /// Bytes used by the launches of each device.
    load: Vec<Bytes>,
}

impl Placement {
    pub(super) fn new(job: &Job) -> Placement {
        let devices: Vec<MemoryId> = job.topology.devices().collect();
        Placement {
            load: vec![Bytes::ZERO; devices.len()],
            last: vec![None; job.fragmentation.len()],
            devices,
        }
    }

    /// The device that is asked for, else the one with the least to move and to do: the bytes that
    /// no launch brought there yet, and the bytes that its launches used so far.
    pub(super) fn choose(&mut self, scheduled: &Scheduled) -> MemoryId {
        let heat = &*scheduled.belief;
        let cost =
            |idx: usize, device: MemoryId| (self.foreign(heat, device) + self.load[idx], idx);
        let cheapest = || {
            let costs = self.devices.iter().enumerate().map(|(idx, device)| cost(idx, *device));
            costs.min().map_or(self.devices[0], |(_, idx)| self.devices[idx])
        };
        let device = scheduled.device.unwrap_or_else(cheapest);
        if let Some(idx) = self.devices.iter().position(|it| *it == device) {
            self.load[idx] += heat.uses.iter().map(|item| item.touched).sum();
        }
        for item in &heat.uses {
            self.last[item.fragment.index()] = Some(device);
        }
        device
    }

    fn foreign(&self, heat: &LaunchHeat, device: MemoryId) -> Bytes {
        let uses = heat.uses.iter();
        let foreign = uses.filter(|item| self.last[item.fragment.index()] != Some(device));
        foreign.map(|item| item.touched).sum()
    }
}
