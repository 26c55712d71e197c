//! Heat: footprints of the coming launches, spread over fragments. With [`crate::workload`] and
//! [`crate::tables`] the only reader of `kht_schema`.
//!
//! The traffic of a buffer is spread over its fragments by the different bytes that are touched in
//! each, rounded down, and is at least those bytes. Where a footprint is a superset of what runs,
//! so is the heat, with the reason.

use std::collections::{BTreeMap, BTreeSet, btree_map};
use std::sync::Arc;

use kht_schema::footprint::{Count, Options};
use kht_schema::launch::Contents;
use kht_schema::program::Memory;
use kht_schema::{Exactness, Footprint, Launch, Program};

use crate::control::Scheduled;
use crate::fragments::Fragmentation;
use crate::horizon::{LaunchHeat, Use};
use crate::ids::{BufferId, FragmentId};
use crate::input::InputError;
use crate::policy::Predict;
use crate::tables::Tables;
use crate::units::Bytes;
use crate::workload::{Entry, Workload};

/// Bytes as they are: fragments need not be aligned to anything.
const GRANULARITY: u64 = 1;

/// Points that a footprint may enumerate per access: some milliseconds, while a block table of a
/// long context has some thousand entries.
const BUDGET: u64 = 1 << 20;

/// Footprints of all launches of a workload; equal ones are shared.
#[derive(Clone, Debug)]
pub struct Forecast {
    /// Position of the entry, and what it touches, in program order, repeats one by one.
    launches: Vec<(usize, Arc<Footprint>)>,
}

impl Forecast {
    /// Evaluates all launches in order; `progress` is told how many are done.
    ///
    /// # Errors
    ///
    /// A launch names a kernel that no table has, or does not fit it.
    pub fn new(
        workload: &Workload,
        tables: &Tables,
        mut progress: impl FnMut(usize),
    ) -> Result<Forecast, InputError> {
        let mut launches = Vec::with_capacity(workload.n_launches());
        let mut written: BTreeSet<BufferId> = BTreeSet::new();
        let mut evaluator = Evaluator::new(workload, tables);
        for (idx, entry) in workload.launches.iter().enumerate() {
            let mut last: Option<(Vec<BufferId>, Arc<Footprint>)> = None;
            for _ in 0..entry.repeat {
                let forgotten: Vec<BufferId> = entry
                    .buffers
                    .iter()
                    .map(|(_, id)| *id)
                    .filter(|id| written.contains(id))
                    .collect();
                let footprint = match &last {
                    Some((before, footprint)) if *before == forgotten => Arc::clone(footprint),
                    _ => Arc::new(evaluator.footprint((idx, entry), &forgotten)?),
                };
                let ids: BTreeMap<&str, BufferId> = names(entry);
                let writes = footprint.buffers.iter().filter(|item| !item.writes.is_empty());
                written.extend(writes.filter_map(|item| ids.get(item.name.as_str())));
                last = Some((forgotten, Arc::clone(&footprint)));
                launches.push((idx, footprint));
                progress(launches.len());
            }
        }
        Ok(Forecast { launches })
    }

    /// Launches whose footprint is a superset of what runs, and the first reason for one.
    #[must_use]
    pub fn supersets(&self) -> (usize, Option<String>) {
        let inexact = |(_, footprint): &&(usize, Arc<Footprint>)| {
            footprint.buffers.iter().any(|item| item.exactness != Exactness::Exact)
        };
        let mut reasons = self.launches.iter().flat_map(|(_, footprint)| {
            footprint.buffers.iter().flat_map(|item| {
                let reasons = item.reasons.iter();
                reasons.map(|reason| format!("{}, {}: {reason}", footprint.kernel, item.name))
            })
        });
        (self.launches.iter().filter(inexact).count(), reasons.next())
    }

    /// Spreads all launches over fragments, as they are and as a policy believes them to be.
    #[must_use]
    pub fn schedule(
        &self,
        workload: &Workload,
        fragmentation: &Fragmentation,
        predict: Predict,
    ) -> Vec<Scheduled> {
        let mut last: Option<(Arc<Footprint>, Scheduled)> = None;
        let mut result = Vec::with_capacity(self.launches.len());
        for (idx, footprint) in &self.launches {
            let entry = &workload.launches[*idx];
            let scheduled = match &last {
                Some((same, scheduled)) if Arc::ptr_eq(same, footprint) => scheduled.clone(),
                _ => {
                    let truth = Arc::new(heat_of(footprint, entry, fragmentation));
                    let belief = match predict {
                        Predict::Footprint => Arc::clone(&truth),
                        Predict::WholeBuffer => Arc::new(whole_buffers(&truth, fragmentation)),
                    };
                    Scheduled { device: entry.device, truth, belief }
                }
            };
            last = Some((Arc::clone(footprint), scheduled.clone()));
            result.push(scheduled);
        }
        result
    }
}

fn names(entry: &Entry) -> BTreeMap<&str, BufferId> {
    entry.buffers.iter().map(|(name, id)| (name.as_str(), *id)).collect()
}

/// Evaluates launches; each kernel is compiled when its first launch comes.
struct Evaluator<'a> {
    workload: &'a Workload,
    tables: &'a Tables,
    programs: BTreeMap<&'a str, Program<'a>>,
    memory: Memory,
}

impl<'a> Evaluator<'a> {
    fn new(workload: &'a Workload, tables: &'a Tables) -> Self {
        Evaluator { workload, tables, programs: BTreeMap::new(), memory: Memory::default() }
    }

    /// The footprint of a launch that must not rely on the contents of some buffers any more.
    fn footprint(
        &mut self,
        (idx, entry): (usize, &'a Entry),
        forgotten: &[BufferId],
    ) -> Result<Footprint, InputError> {
        let place = format!("launches[{idx}]");
        let name = entry.launch.kernel.as_str();
        let program = match self.programs.entry(name) {
            btree_map::Entry::Occupied(known) => known.into_mut(),
            btree_map::Entry::Vacant(first) => {
                let kernel = self.tables.find(name, &self.workload.file, &place)?;
                first.insert(Program::compile(kernel))
            }
        };
        let forgets = entry.buffers.iter().filter(|(_, id)| forgotten.contains(id));
        let mut forgetful: Option<Launch> = None;
        for (name, _) in forgets {
            let launch = forgetful.get_or_insert_with(|| entry.launch.clone());
            if let Some(buffer) = launch.buffers.get_mut(name) {
                buffer.contents = Contents::Unknown;
            }
        }
        let launch = forgetful.as_ref().unwrap_or(&entry.launch);
        let options = Options { granularity: GRANULARITY, budget: BUDGET };
        program.footprint(launch, &options, &mut self.memory).map_err(|error| {
            let expected = format!("a launch that fits kernel \"{name}\"");
            let found = crate::input::chain(&error);
            InputError::new(self.workload.file.clone(), place, expected, found)
        })
    }
}

/// What is known of one buffer, over all pointers that reach it.
#[derive(Default)]
struct BufferHeat {
    reads: Vec<[u64; 2]>,
    writes: Vec<[u64; 2]>,
    loaded: u64,
    stored: u64,
    inexact: bool,
}

fn heat_of(footprint: &Footprint, entry: &Entry, fragmentation: &Fragmentation) -> LaunchHeat {
    let ids = names(entry);
    let mut buffers: BTreeMap<BufferId, BufferHeat> = BTreeMap::new();
    let mut reasons = Vec::new();
    for item in &footprint.buffers {
        let Some(id) = ids.get(item.name.as_str()) else { continue };
        let heat = buffers.entry(*id).or_default();
        heat.reads.extend(&item.reads);
        heat.writes.extend(&item.writes);
        let atomic = most(item.bytes_atomic);
        heat.loaded = heat.loaded.saturating_add(most(item.bytes_loaded)).saturating_add(atomic);
        heat.stored = heat.stored.saturating_add(most(item.bytes_stored)).saturating_add(atomic);
        heat.inexact |= item.exactness != Exactness::Exact;
        reasons.extend(item.reasons.iter().map(|reason| format!("{}: {reason}", item.name)));
    }
    let mut uses: Vec<Use> = Vec::new();
    for (id, heat) in buffers {
        spread(id, heat, fragmentation, &mut uses);
    }
    uses.sort_by_key(|item| item.fragment);
    LaunchHeat {
        kernel: footprint.kernel.clone(),
        uses,
        flops: most(footprint.work.flops),
        reasons,
    }
}

fn most(count: Count) -> u64 {
    count.hi.unwrap_or(count.lo)
}

/// Different bytes of a fragment that are read, written, and either.
type Distinct = [u64; 3];

fn spread(id: BufferId, heat: BufferHeat, fragmentation: &Fragmentation, uses: &mut Vec<Use>) {
    let reads = merged(heat.reads);
    let writes = merged(heat.writes);
    let either = merged(reads.iter().chain(&writes).copied().collect());
    let mut distinct: BTreeMap<FragmentId, Distinct> = BTreeMap::new();
    for (side, ranges) in [&reads, &writes, &either].into_iter().enumerate() {
        for range in ranges {
            for (fragment, bytes) in fragmentation.overlaps(id, *range) {
                distinct.entry(fragment).or_default()[side] += bytes.0;
            }
        }
    }
    let total = |ranges: &[[u64; 2]]| ranges.iter().map(|[from, to]| to - from).sum::<u64>();
    let (n_read, n_written) = (total(&reads), total(&writes));
    for (fragment, [read, written, touched]) in distinct {
        let bytes = fragmentation.piece(fragment).bytes;
        uses.push(Use {
            fragment,
            reads: Bytes(read),
            writes: Bytes(written),
            touched: Bytes(touched),
            read_traffic: share(heat.loaded, read, n_read),
            write_traffic: share(heat.stored, written, n_written),
            overwrites: !heat.inexact && read == 0 && written == bytes.0,
        });
    }
}

/// The part of a buffer's traffic that goes to some of its bytes, at least each of them once.
fn share(traffic: u64, bytes: u64, of: u64) -> Bytes {
    let part = u128::from(traffic) * u128::from(bytes) / u128::from(of.max(1));
    Bytes(u64::try_from(part).unwrap_or(u64::MAX).max(bytes))
}

/// Sorted and disjoint ranges of the same bytes.
fn merged(mut ranges: Vec<[u64; 2]>) -> Vec<[u64; 2]> {
    ranges.sort_unstable();
    let mut result: Vec<[u64; 2]> = Vec::with_capacity(ranges.len());
    for [from, to] in ranges {
        match result.last_mut() {
            Some(last) if from <= last[1] => last[1] = last[1].max(to),
            _ => result.push([from, to]),
        }
    }
    result
}

/// The same launch as one sees it who only knows which buffers it is given.
fn whole_buffers(truth: &LaunchHeat, fragmentation: &Fragmentation) -> LaunchHeat {
    let mut written: BTreeMap<BufferId, bool> = BTreeMap::new();
    for item in &truth.uses {
        let buffer = fragmentation.piece(item.fragment).buffer;
        *written.entry(buffer).or_default() |= item.is_written();
    }
    let mut uses = Vec::new();
    for (buffer, is_written) in written {
        for (fragment, bytes) in fragmentation.overlaps(buffer, [0, u64::MAX]) {
            let writes = if is_written { bytes } else { Bytes::ZERO };
            uses.push(Use {
                fragment,
                reads: bytes,
                writes,
                touched: bytes,
                read_traffic: bytes,
                write_traffic: writes,
                overwrites: false,
            });
        }
    }
    LaunchHeat { uses, ..truth.clone() }
}

#[cfg(test)]
mod tests;
