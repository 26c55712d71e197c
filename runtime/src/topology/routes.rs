//! Ways between memories: least latency first, then fewest hops, then the earliest channels.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Route;
use super::raw::Parts;
use crate::ids::ChannelId;
use crate::units::{BytesPerSec, Picos};

/// Length of a way: compared in this order, the channels only to make ties deterministic.
type Length = (Picos, Vec<ChannelId>);

/// The route of every ordered pair of memories, row by row; `None` where there is none.
pub(super) fn all(parts: &Parts) -> Vec<Option<Route>> {
    let n_memories = parts.memories.len();
    let mut routes = Vec::with_capacity(n_memories * n_memories);
    for from in 0..n_memories {
        let lengths = lengths_from(parts, from);
        routes.extend((0..n_memories).map(|to| match &lengths[to] {
            Some(length) if to != from => Some(route(parts, length)),
            _ => None,
        }));
    }
    routes
}

fn route(parts: &Parts, (latency, channels): &Length) -> Route {
    let rates = channels.iter().map(|channel| parts.channels[channel.index()].bandwidth);
    let bandwidth = rates.min().unwrap_or(BytesPerSec(1));
    Route { channels: channels.clone(), bandwidth, latency: *latency }
}

/// Dijkstra's algorithm; a device other than the source is an end, never a hop.
fn lengths_from(parts: &Parts, from: usize) -> Vec<Option<Length>> {
    let mut neighbors = vec![Vec::new(); parts.nodes];
    for (a, b, channel) in &parts.edges {
        neighbors[*a].push((*b, *channel));
    }
    let mut lengths: Vec<Option<Length>> = vec![None; parts.nodes];
    let mut heap = BinaryHeap::from([Reverse((Picos::ZERO, 0, Vec::new(), from))]);
    while let Some(Reverse((latency, hops, channels, node))) = heap.pop() {
        if lengths[node].is_some() {
            continue;
        }
        let is_hop =
            node == from || parts.memories.get(node).is_none_or(|memory| memory.device.is_none());
        if is_hop {
            for (next, channel) in &neighbors[node] {
                let mut longer = channels.clone();
                longer.push(*channel);
                let latency = latency + parts.channels[channel.index()].latency;
                heap.push(Reverse((latency, hops + 1, longer, *next)));
            }
        }
        lengths[node] = Some((latency, channels));
    }
    lengths
}
