//! Flows: transfers that share channels max-min fairly.
//!
//! Every flow gets as much as possible without taking from one that has less. The rates come from
//! progressive filling: the channel with the smallest fair share is saturated first, its flows are
//! fixed at that share, and the rest is shared among the others.
//!
//! Everything is integer and exact: a flow's remainder is counted in byte-picoseconds per second,
//! so `rate * elapsed` loses nothing, and a flow ends at the first picosecond at which all of its
//! bytes have passed. Rates are rounded down to whole bytes per second, at least one; a channel
//! with `n` flows leaves at most `n - 1` bytes per second unused.

use std::collections::BTreeMap;

use crate::ids::ChannelId;
use crate::units::{Bytes, PICOS_PER_SEC, Picos};

/// Identifies a flow; counts up from 0.
pub type FlowId = u64;

/// Channels and the flows on them.
#[derive(Debug)]
pub struct Network {
    capacities: Vec<u64>,
    flows: BTreeMap<FlowId, Flow>,
    next_id: FlowId,
    /// Time up to which progress is counted.
    at: Picos,
}

#[derive(Debug)]
struct Flow {
    channels: Vec<ChannelId>,
    /// Byte-picoseconds per second that are left.
    remaining: u128,
    rate: u64,
}

impl Network {
    /// A network of channels with these rates in bytes per second, each more than zero.
    #[must_use]
    pub fn new(capacities: Vec<u64>) -> Network {
        Network { capacities, flows: BTreeMap::new(), next_id: 0, at: Picos::ZERO }
    }

    /// Starts a flow; the rates of all flows change.
    pub fn start(&mut self, now: Picos, channels: &[ChannelId], bytes: Bytes) -> FlowId {
        self.advance(now);
        let id = self.next_id;
        self.next_id += 1;
        let remaining = u128::from(bytes.0) * u128::from(PICOS_PER_SEC);
        self.flows.insert(id, Flow { channels: channels.to_vec(), remaining, rate: 1 });
        self.share();
        id
    }

    /// Takes out the flows that have ended by now; the rates of the others change.
    pub fn take_ended(&mut self, now: Picos) -> Vec<FlowId> {
        self.advance(now);
        let ended = self.flows.iter().filter(|(_, flow)| flow.remaining == 0);
        let ended: Vec<FlowId> = ended.map(|(id, _)| *id).collect();
        for id in &ended {
            self.flows.remove(id);
        }
        if !ended.is_empty() {
            self.share();
        }
        ended
    }

    /// When the next flow ends if nothing changes; `None` without flows, and [`Picos::MAX`] if it
    /// is beyond the end of time.
    #[must_use]
    pub fn next_end(&self) -> Option<Picos> {
        let left = |flow: &Flow| {
            let picos = flow.remaining.div_ceil(u128::from(flow.rate));
            Picos(u64::try_from(picos).unwrap_or(u64::MAX))
        };
        self.flows.values().map(left).min().map(|left| self.at + left)
    }

    fn advance(&mut self, now: Picos) {
        let elapsed = now.checked_sub(self.at).expect("time never decreases");
        self.at = now;
        for flow in self.flows.values_mut() {
            let progress = u128::from(flow.rate) * u128::from(elapsed.0);
            flow.remaining = flow.remaining.saturating_sub(progress);
        }
    }

    fn share(&mut self) {
        let ways: Vec<&[ChannelId]> =
            self.flows.values().map(|flow| flow.channels.as_slice()).collect();
        let rates = max_min(&self.capacities, &ways);
        for (flow, rate) in self.flows.values_mut().zip(rates) {
            flow.rate = rate;
        }
    }
}

/// Max-min fair rates of flows over channels, in bytes per second, rounded down, at least 1.
///
/// A flow without channels gets [`u64::MAX`].
#[must_use]
pub fn max_min(capacities: &[u64], ways: &[&[ChannelId]]) -> Vec<u64> {
    let mut left = capacities.to_vec();
    let mut users = vec![0u64; capacities.len()];
    for channel in ways.iter().copied().flatten() {
        users[channel.index()] += 1;
    }
    let mut rates: Vec<Option<u64>> =
        ways.iter().map(|way| way.is_empty().then_some(u64::MAX)).collect();
    loop {
        let shares = left.iter().zip(&users).enumerate().filter(|(_, (_, users))| **users > 0);
        let Some((share, narrowest)) = shares.map(|(idx, (left, users))| (left / users, idx)).min()
        else {
            return rates.into_iter().map(|rate| rate.unwrap_or(1).max(1)).collect();
        };
        for (rate, way) in rates.iter_mut().zip(ways) {
            if rate.is_some() || !way.iter().any(|channel| channel.index() == narrowest) {
                continue;
            }
            *rate = Some(share);
            for channel in *way {
                left[channel.index()] -= share;
                users[channel.index()] -= 1;
            }
        }
    }
}
