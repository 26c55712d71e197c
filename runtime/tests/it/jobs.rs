//! Small machines and launches made up from numbers, without tables.

use std::sync::Arc;

use kht_runtime::control::{Job, Scheduled};
use kht_runtime::fragments::{Extent, Fragmentation};
use kht_runtime::horizon::{LaunchHeat, Use};
use kht_runtime::ids::{FragmentId, MemoryId};
use kht_runtime::policy::Policy;
use kht_runtime::topology::Topology;
use kht_runtime::units::Bytes;

/// A host and devices of some kilobytes, each on its own link and on one to the next device.
pub(crate) fn machine(device_kib: &[u64]) -> Topology {
    let mut text = "name = \"t\"\n[[memory]]\nname = \"host\"\nkind = \"host\"\n\
        capacity = \"1 GiB\"\nbandwidth = \"100 GB/s\"\n"
        .to_owned();
    for (idx, kib) in device_kib.iter().enumerate() {
        text += &format!(
            "[[memory]]\nname = \"gpu{idx}\"\nkind = \"device\"\ncapacity = \"{kib} KiB\"\n\
             bandwidth = \"1 TB/s\"\nflops = \"1 TFLOP/s\"\n\
             [[link]]\nfrom = \"host\"\nto = \"gpu{idx}\"\nbandwidth = \"1 GB/s\"\n\
             latency = \"1 us\"\n"
        );
        if idx > 0 {
            text += &format!(
                "[[link]]\nfrom = \"gpu{}\"\nto = \"gpu{idx}\"\nbandwidth = \"4 GB/s\"\n\
                 latency = \"1 us\"\n",
                idx - 1
            );
        }
    }
    Topology::parse("t.toml", &text).unwrap()
}

/// What a launch does to a fragment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Touch {
    Read,
    /// A sixteenth of it is read.
    Sparse,
    Update,
    Overwrite,
}

/// One launch: its device, or none, and what it touches.
pub(crate) type Script = (Option<u32>, Vec<(u32, Touch)>);

/// A job over fragments of these sizes in KiB, one buffer each.
pub(crate) fn job(
    topology: Topology,
    fragment_kib: &[u64],
    launches: &[Script],
    policy: Policy,
    window: usize,
) -> Job {
    let host = topology.find("host").unwrap();
    let extents = fragment_kib.iter().map(|kib| Extent {
        bytes: Bytes(kib * 1024),
        fragment: Bytes(kib * 1024),
        home: host,
    });
    let fragmentation = Fragmentation::new(extents.collect()).unwrap();
    let launches = launches
        .iter()
        .map(|(device, touches)| {
            let heat = Arc::new(heat(&fragmentation, touches));
            let device = device.map(|idx| MemoryId(idx + 1));
            Scheduled { device, truth: Arc::clone(&heat), belief: heat }
        })
        .collect();
    Job {
        topology: Arc::new(topology),
        fragmentation: Arc::new(fragmentation),
        launches,
        policy,
        window,
    }
}

fn heat(fragmentation: &Fragmentation, touches: &[(u32, Touch)]) -> LaunchHeat {
    let mut touches = touches.to_vec();
    touches.sort_by_key(|(fragment, _)| *fragment);
    touches.dedup_by_key(|(fragment, _)| *fragment);
    let uses = touches
        .into_iter()
        .map(|(fragment, touch)| {
            let fragment = FragmentId(fragment);
            let all = fragmentation.piece(fragment).bytes;
            let none = Bytes::ZERO;
            let (reads, writes) = match touch {
                Touch::Read => (all, none),
                Touch::Sparse => (Bytes(all.0 / 16), none),
                Touch::Update => (all, all),
                Touch::Overwrite => (none, all),
            };
            Use {
                fragment,
                reads,
                writes,
                touched: reads.max(writes),
                read_traffic: reads,
                write_traffic: writes,
                overwrites: touch == Touch::Overwrite,
            }
        })
        .collect();
    LaunchHeat { kernel: "k".to_owned(), uses, flops: 1_000_000, reasons: Vec::new() }
}
