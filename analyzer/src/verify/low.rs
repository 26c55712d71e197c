//! Memory at low addresses.
//!
//! GPU code keeps shared-memory addresses in 32 bits, because the shared window is small. On the
//! host they survive that only if the memory lies in the first four gibibytes.

use std::io;
use std::ptr::NonNull;

/// Addresses that are tried, one after the other.
const HINTS: std::ops::Range<usize> = 0x1000_0000..0x7000_0000;

/// Distance between them: more than the shared memory of any block.
const STEP: usize = 0x0040_0000;

/// Zeroed memory of its own, below four gibibytes if the system has room there.
#[derive(Debug)]
pub(super) struct LowMemory {
    start: NonNull<libc::c_void>,
    length: usize,
}

impl LowMemory {
    /// Memory of at least a number of bytes, aligned to a page.
    pub(super) fn new(bytes: u64) -> io::Result<Self> {
        let length = usize::try_from(bytes.max(1)).map_err(io::Error::other)?;
        let mut last = Self::map(HINTS.start, length)?;
        for hint in HINTS.step_by(STEP) {
            if u32::try_from(last.address() + length as u64).is_ok() {
                break;
            }
            last = Self::map(hint, length)?;
        }
        Ok(last)
    }

    /// Maps memory, at an address if nothing is there.
    fn map(hint: usize, length: usize) -> io::Result<Self> {
        let hint = std::ptr::without_provenance_mut(hint);
        let protection = libc::PROT_READ | libc::PROT_WRITE;
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
        // SAFETY: a new anonymous mapping takes nothing from anyone; the address is only a hint.
        let start = unsafe { libc::mmap(hint, length, protection, flags, -1, 0) };
        if start == libc::MAP_FAILED {
            return Err(io::Error::last_os_error());
        }
        let start = NonNull::new(start).ok_or_else(|| io::Error::other("mapped at zero"))?;
        Ok(Self { start, length })
    }

    /// Address of the first byte.
    pub(super) fn address(&self) -> u64 {
        self.start.as_ptr().expose_provenance() as u64
    }

    /// Gives all bytes a value.
    pub(super) fn fill(&mut self, byte: u8) {
        // SAFETY: the mapping has this length, and no kernel code runs while the scheduler is
        // between blocks.
        unsafe { self.start.cast::<u8>().write_bytes(byte, self.length) };
    }

    /// A copy of all bytes.
    pub(super) fn contents(&self) -> Vec<u8> {
        // SAFETY: as for `fill`.
        unsafe { std::slice::from_raw_parts(self.start.cast::<u8>().as_ptr(), self.length) }
            .to_vec()
    }

    /// Writes bytes to the start.
    pub(super) fn set(&mut self, bytes: &[u8]) {
        let length = bytes.len().min(self.length);
        // SAFETY: as for `fill`; the bytes are not part of the mapping, which nobody else has.
        unsafe { self.start.cast::<u8>().copy_from_nonoverlapping(bytes_start(bytes), length) };
    }
}

/// Address of the first byte.
fn bytes_start(bytes: &[u8]) -> NonNull<u8> {
    NonNull::from(bytes).cast()
}

impl Drop for LowMemory {
    fn drop(&mut self) {
        // SAFETY: the mapping is ours and nobody uses it any more.
        let result = unsafe { libc::munmap(self.start.as_ptr(), self.length) };
        debug_assert_eq!(result, 0, "a whole mapping can be taken away");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_blocks_find_room_below_four_gibibytes() {
        let all: Vec<LowMemory> = (0..32).map(|_| LowMemory::new(256 << 10).unwrap()).collect();
        for memory in &all {
            assert!(u32::try_from(memory.address() + (256 << 10)).is_ok());
        }
        assert!(LowMemory::new(u64::MAX).is_err());
    }
}
