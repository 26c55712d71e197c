//! Memory of a launch: its buffers, filled, at addresses where the kernel finds them.
//!
//! All buffers lie in one sparse mapping with gaps between them, so that an access beside a buffer
//! hits no other one. The recorder checks each access before it happens; the gaps are never
//! touched.

use std::io;

use half::f16;
use kht_schema::Launch;
use kht_schema::launch::{Buffer, Contents, Target};
use memmap2::{MmapMut, MmapOptions};

/// Alignment of a buffer: more than any vector access asks for, as device allocators give.
const ALIGN: u64 = 4096;

/// Space between buffers: far indices that miss a buffer hit nothing, while hundreds of buffers
/// still fit an address space.
const GAP: u64 = 64 << 20;

/// Largest sum of buffer sizes that is materialized.
const LIMIT: u64 = 1 << 40;

/// All buffers of a launch.
#[derive(Debug)]
pub(super) struct Memory {
    /// Holds the bytes; addresses below point into it.
    map: MmapMut,
    /// Buffers in order of their names, which is the order of their addresses.
    pub(super) buffers: Vec<Placed>,
}

/// One buffer at its address.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// Name in the launch.
    pub(super) name: String,
    /// Address of the first byte.
    pub(super) base: u64,
    /// Size in bytes.
    pub(super) bytes: u64,
}

impl Memory {
    /// Places and fills all buffers of a launch.
    pub(super) fn new(launch: &Launch) -> io::Result<Self> {
        let mut end = GAP;
        let mut offsets = Vec::with_capacity(launch.buffers.len());
        for buffer in launch.buffers.values() {
            offsets.push(end);
            end = buffer
                .bytes
                .checked_add(GAP)
                .and_then(|bytes| end.checked_add(bytes)?.checked_next_multiple_of(ALIGN))
                .filter(|&end| end <= LIMIT)
                .ok_or_else(|| io::Error::other(too_large(buffer)))?;
        }
        let length = usize::try_from(end).map_err(io::Error::other)?;
        let mut map = MmapOptions::new().len(length).no_reserve_swap().map_anon()?;
        let start = map.as_mut_ptr().expose_provenance() as u64;
        let place = |(buffer, offset): (&Buffer, &u64)| Placed {
            name: buffer.name.clone(),
            base: start + offset,
            bytes: buffer.bytes,
        };
        let buffers: Vec<Placed> = launch.buffers.values().zip(&offsets).map(place).collect();
        let mut memory = Self { map, buffers };
        for (buffer, offset) in launch.buffers.values().zip(offsets) {
            memory.fill(buffer, offset);
        }
        Ok(memory)
    }

    /// Address of a byte of a buffer; `None` if the launch has no such buffer.
    pub(super) fn address(&self, target: &Target) -> Option<u64> {
        let found = self.buffers.iter().find(|it| it.name == target.buffer)?;
        found.base.checked_add(target.offset)
    }

    /// The buffer closest to an address, and the offset from its start.
    pub(super) fn nearest(&self, address: u64) -> Option<(&Placed, i128)> {
        let distance = |it: &&Placed| {
            it.base.saturating_sub(address).max(address.saturating_sub(it.base + it.bytes))
        };
        let buffer = self.buffers.iter().min_by_key(distance)?;
        Some((buffer, i128::from(address) - i128::from(buffer.base)))
    }

    /// Writes the contents of a buffer that starts at an offset of the mapping.
    fn fill(&mut self, buffer: &Buffer, offset: u64) {
        let start = usize::try_from(offset).expect("offsets fit the mapping");
        let length = usize::try_from(buffer.bytes).expect("buffers fit the mapping");
        match &buffer.contents {
            Contents::Unknown | Contents::Zero => {}
            Contents::Bytes(bytes) => {
                let used = bytes.len().min(length);
                self.map[start..start + used].copy_from_slice(&bytes[..used]);
            }
            Contents::RandomI32 { seed, low, high } => {
                let span = i64::from(*high).saturating_sub(i64::from(*low)).max(1).cast_unsigned();
                let bytes = &mut self.map[start..start + length];
                fill_elements(bytes, |index| random_i32(*seed, index, *low, span).to_le_bytes());
            }
            Contents::RandomFloat { seed, bytes: width } => {
                let bytes = &mut self.map[start..start + length];
                if *width == 2 {
                    fill_elements(bytes, |index| {
                        f16::from_f32(random_float(*seed, index)).to_le_bytes()
                    });
                } else {
                    fill_elements(bytes, |index| random_float(*seed, index).to_le_bytes());
                }
            }
            Contents::Pointers(targets) => {
                let addresses: Vec<u64> = targets
                    .iter()
                    .map(|it| it.as_ref().and_then(|it| self.address(it)).unwrap_or(0))
                    .collect();
                let bytes = &mut self.map[start..start + length];
                for (cell, address) in bytes.chunks_exact_mut(8).zip(addresses) {
                    cell.copy_from_slice(&address.to_le_bytes());
                }
            }
        }
    }
}

/// Message for a buffer that does not fit.
fn too_large(buffer: &Buffer) -> String {
    format!("buffer {:?} of {} bytes: more than {LIMIT} bytes in all", buffer.name, buffer.bytes)
}

/// Writes whole elements; a tail shorter than one stays zero.
fn fill_elements<const N: usize>(bytes: &mut [u8], element: impl Fn(u64) -> [u8; N]) {
    for (index, cell) in (0_u64..).zip(bytes.chunks_exact_mut(N)) {
        cell.copy_from_slice(&element(index));
    }
}

/// Element of the generator that all random fills share.
fn splitmix(seed: u64, index: u64) -> u64 {
    let step = index.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut z = seed.wrapping_add(step);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Number in [low, low + span), which fits 32 bits.
fn random_i32(seed: u64, index: u64, low: i32, span: u64) -> i32 {
    let step = u32::try_from((splitmix(seed, index) >> 32) % span).expect("at most 32 bits");
    low.wrapping_add(step.cast_signed())
}

/// Number in [-1, 1), exact in 24 bits.
#[expect(clippy::cast_precision_loss, reason = "24 bits fit a float's significand")]
fn random_float(seed: u64, index: u64) -> f32 {
    (splitmix(seed, index) >> 40) as f32 / 8_388_608.0 - 1.0
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn launch(buffers: Vec<(&str, u64, Contents)>) -> Launch {
        let buffers: BTreeMap<String, Buffer> = buffers
            .into_iter()
            .map(|(name, bytes, contents)| {
                (name.to_owned(), Buffer { name: name.to_owned(), bytes, contents })
            })
            .collect();
        Launch {
            kernel: "k".to_owned(),
            grid: [1; 3],
            block: [1; 3],
            shared_bytes: 0,
            args: Vec::new(),
            buffers,
        }
    }

    fn bytes(memory: &Memory, name: &str) -> Vec<u8> {
        let placed = memory.buffers.iter().find(|it| it.name == name).unwrap();
        let start = usize::try_from(placed.base - memory.map.as_ptr() as u64).unwrap();
        memory.map[start..start + usize::try_from(placed.bytes).unwrap()].to_vec()
    }

    #[test]
    fn fills_follow_the_launch_format() {
        let memory = Memory::new(&launch(vec![
            ("bytes", 6, Contents::Bytes(vec![1, 2, 3])),
            ("floats", 9, Contents::RandomFloat { seed: 7, bytes: 4 }),
            ("halves", 5, Contents::RandomFloat { seed: 7, bytes: 2 }),
            ("ints", 400, Contents::RandomI32 { seed: 1, low: -2, high: 3 }),
        ]))
        .unwrap();
        assert_eq!(bytes(&memory, "bytes"), [1, 2, 3, 0, 0, 0]);
        let floats = bytes(&memory, "floats");
        let first = f32::from_le_bytes(floats[..4].try_into().unwrap());
        assert!((-1.0..1.0).contains(&first) && floats[8] == 0);
        let half = f16::from_le_bytes(bytes(&memory, "halves")[..2].try_into().unwrap());
        assert_eq!(half, f16::from_f32(first));
        let ints: Vec<i32> = bytes(&memory, "ints")
            .chunks_exact(4)
            .map(|it| i32::from_le_bytes(it.try_into().unwrap()))
            .collect();
        assert!(ints.iter().all(|it| (-2..3).contains(it)));
        assert!([-2, 2].iter().all(|it| ints.contains(it)));
    }

    #[test]
    fn generator_is_the_published_one() {
        // First outputs of splitmix64 for seed 1234567.
        assert_eq!(splitmix(1_234_567, 0), 6_457_827_717_110_365_317);
        assert_eq!(splitmix(1_234_567, 1), 3_203_168_211_198_807_973);
    }

    #[test]
    fn pointers_are_addresses_of_buffers() {
        let target = Target { buffer: "data".to_owned(), offset: 16 };
        let memory = Memory::new(&launch(vec![
            ("data", 64, Contents::Zero),
            ("table", 16, Contents::Pointers(vec![Some(target.clone()), None])),
        ]))
        .unwrap();
        let table = bytes(&memory, "table");
        assert_eq!(table[..8], memory.address(&target).unwrap().to_le_bytes());
        assert_eq!(table[8..], [0; 8]);
    }

    #[test]
    fn impossible_sizes_are_errors() {
        assert!(Memory::new(&launch(vec![("huge", u64::MAX, Contents::Zero)])).is_err());
        assert!(Memory::new(&launch(vec![("huge", 1 << 50, Contents::Zero)])).is_err());
    }
}
