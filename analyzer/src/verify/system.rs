//! What AMD's system tells a kernel about its launch, in memory that each kernel finds.

use kht_schema::Launch;

use super::meaning::amdgcn::system::{DISPATCH, IMPLICIT};

/// Writes implicit arguments and dispatch packet; `shared` is the static shared memory.
pub(super) fn describe(launch: &Launch, shared: u64, memory: &mut [u8]) {
    let mut put = |start: u64, at: usize, bytes: &[u8]| {
        let at = usize::try_from(start).expect("offsets are small") + at;
        memory[at..at + bytes.len()].copy_from_slice(bytes);
    };
    let half = |value: u32| u16::try_from(value).unwrap_or(u16::MAX).to_le_bytes();
    for axis in 0..3 {
        let (blocks, threads) = (launch.grid[axis], launch.block[axis]);
        put(IMPLICIT, 4 * axis, &blocks.to_le_bytes());
        put(IMPLICIT, 12 + 2 * axis, &half(threads));
        put(DISPATCH, 4 + 2 * axis, &half(threads));
        put(DISPATCH, 12 + 4 * axis, &blocks.saturating_mul(threads).to_le_bytes());
    }
    let dimensions = (1..=3_u16)
        .rev()
        .find(|&it| {
            let axis = usize::from(it) - 1;
            launch.grid[axis] * launch.block[axis] > 1
        })
        .unwrap_or(1);
    put(IMPLICIT, 64, &dimensions.to_le_bytes());
    put(IMPLICIT, 120, &launch.shared_bytes.to_le_bytes());
    put(DISPATCH, 2, &dimensions.to_le_bytes());
    let shared = u32::try_from(shared).unwrap_or(u32::MAX).saturating_add(launch.shared_bytes);
    put(DISPATCH, 28, &shared.to_le_bytes());
}
