//! Tensor maps, and which lines of memory a tile of a tensor is.
//!
//! A map's 128 bytes are opaque on a GPU: a driver or `tensormap.replace` writes them. Here they
//! are what [`TensorMap`] says, so a launch can give a map as a struct of 128 bytes with these
//! fields (little endian):
//!
//! | byte | field |
//! |---|---|
//! | 0 | address of the tensor (a buffer) |
//! | 8 | five extents in elements, innermost first, 32 bits each |
//! | 32 | four strides in bytes, from the second dimension on, 64 bits each |
//! | 64 | five extents of a tile in elements, 32 bits each |
//! | 84 | five steps in elements inside of a tile, 32 bits each |
//! | 104 | dimensions |
//! | 108 | element type, as PTX numbers them (`tensormap.replace.tile.elemtype`) |
//! | 112 | interleaving |
//! | 116 | swizzle: 0 none, 1 of 32 bytes, 2 of 64, 3 of 128 |
//! | 120 | what fills the outside: 0 zeros |

/// Bytes of a map.
pub(super) const MAP_BYTES: u32 = 128;

/// Largest extent of a tile.
const MAX_EXTENT: u32 = 256;

/// Most bytes of a line of a tile: the largest extent of the widest elements.
pub(super) const LINE_BYTES: u32 = MAX_EXTENT * 8;

/// Byte offset of a field that `tensormap.replace` names, the bytes of its elements, and what is
/// added to its value.
pub(super) fn field(name: &str) -> Option<(u32, u32, u32)> {
    Some(match name {
        "global_address" => (0, 8, 0),
        "global_dim" => (8, 4, 0),
        "global_stride" => (32, 8, 0),
        "box_dim" => (64, 4, 0),
        "element_stride" => (84, 4, 0),
        "rank" => (104, 4, 1),
        "elemtype" => (108, 4, 0),
        "interleave_layout" => (112, 4, 0),
        "swizzle_mode" => (116, 4, 0),
        "fill_mode" => (120, 4, 0),
        _ => return None,
    })
}

/// A tensor in global memory and the shape of its tiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TensorMap {
    address: u64,
    extents: [u32; 5],
    strides: [u64; 5],
    tile: [u32; 5],
    rank: usize,
    element_bytes: u64,
    swizzle: u32,
}

/// A contiguous part of a tile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub(super) struct Line {
    /// First byte in global memory.
    pub(super) address: u64,
    /// Bytes inside of the tensor.
    pub(super) bytes: u64,
    /// Bytes of the line before them, outside of the tensor.
    pub(super) before: u64,
}

impl TensorMap {
    /// The map in some bytes; `None` if it is none that this module understands.
    pub(super) fn read(bytes: &[u8; MAP_BYTES as usize]) -> Option<Self> {
        let word = |at: usize| {
            u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
        };
        let wide = |at: usize| u64::from(word(at)) | u64::from(word(at + 4)) << 32;
        let words = |at: usize| std::array::from_fn(|index| word(at + 4 * index));
        let element_bytes = match word(108) {
            0 => 1,
            1 | 6 | 10 => 2,
            2 | 3 | 7 | 8 | 11 | 12 => 4,
            4 | 5 | 9 => 8,
            _ => return None,
        };
        let rank = word(104) as usize;
        let tile: [u32; 5] = words(64);
        let steps: [u32; 5] = words(84);
        let plain = (1..=5).contains(&rank)
            && word(112) == 0
            && word(116) <= 3
            && tile[..rank].iter().all(|extent| (1..=MAX_EXTENT).contains(extent))
            && steps[..rank].iter().all(|step| *step == 1);
        plain.then(|| Self {
            address: wide(0),
            extents: words(8),
            strides: [element_bytes, wide(32), wide(40), wide(48), wide(56)],
            tile,
            rank,
            element_bytes,
            swizzle: word(116),
        })
    }

    /// Lines of a tile, if its rows are gathered by number: their count is given.
    pub(super) fn lines(&self, gathered: Option<u32>) -> u32 {
        gathered.unwrap_or_else(|| self.tile[1..self.rank].iter().product())
    }

    /// Bytes of a tile in shared memory.
    pub(super) fn tile_bytes(&self, gathered: Option<u32>) -> u64 {
        u64::from(self.lines(gathered)) * self.line_bytes()
    }

    fn line_bytes(&self) -> u64 {
        u64::from(self.tile[0]) * self.element_bytes
    }

    /// A line of the tile at some coordinates: what of it lies inside the tensor.
    pub(super) fn line(&self, coordinates: &[i32], line: u32, gathers: bool) -> Line {
        let mut address = i128::from(self.address);
        let mut rest = line;
        for dimension in 1..self.rank {
            let position = if gathers {
                i64::from(coordinates.get(1 + line as usize).copied().unwrap_or(-1))
            } else {
                let inside = rest % self.tile[dimension];
                rest /= self.tile[dimension];
                let start = coordinates.get(dimension).copied().unwrap_or(0);
                i64::from(start) + i64::from(inside)
            };
            if !(0..i64::from(self.extents[dimension])).contains(&position) {
                return Line::default();
            }
            address += i128::from(position) * i128::from(self.strides[dimension]);
        }
        let start = i64::from(coordinates.first().copied().unwrap_or(0));
        let extent = i64::from(self.extents[0]);
        let first = start.clamp(0, extent);
        let end = (start + i64::from(self.tile[0])).clamp(first, extent);
        let bytes = |elements: i64| elements.unsigned_abs() * self.element_bytes;
        address += i128::from(bytes(first));
        let address = u64::try_from(address).unwrap_or(u64::MAX);
        Line { address, bytes: bytes(end - first), before: bytes(first - start) }
    }

    /// Where a byte of a line lies in shared memory, for a tile that starts at an address.
    pub(super) fn place(&self, tile: u64, line: u32, byte: u64) -> u64 {
        let address = tile + u64::from(line) * self.line_bytes() + byte;
        let mask = (1 << self.swizzle) - 1;
        address ^ (address >> 7 & mask) << 4
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A matrix of 10 rows of 50 halves, 128 bytes apart, in tiles of 8 by 16.
    fn map(swizzle: u32) -> TensorMap {
        let mut bytes = [0; MAP_BYTES as usize];
        let mut put = |name: &str, index: u32, value: u64| {
            let (at, width, more) = field(name).unwrap();
            let at = (at + index * width) as usize;
            let value = (value + u64::from(more)).to_le_bytes();
            bytes[at..at + width as usize].copy_from_slice(&value[..width as usize]);
        };
        put("global_address", 0, 4096);
        put("global_dim", 0, 50);
        put("global_dim", 1, 10);
        put("global_stride", 0, 128);
        put("box_dim", 0, 16);
        put("box_dim", 1, 8);
        put("element_stride", 0, 1);
        put("element_stride", 1, 1);
        put("rank", 0, 1);
        put("elemtype", 0, 6);
        put("swizzle_mode", 0, u64::from(swizzle));
        TensorMap::read(&bytes).unwrap()
    }

    #[test]
    fn tiles_are_cut_where_the_tensor_ends() {
        let map = map(0);
        assert_eq!((map.lines(None), map.tile_bytes(None)), (8, 256));
        let inside = Line { address: 4096 + 3 * 128 + 32, bytes: 32, before: 0 };
        assert_eq!(map.line(&[16, 2], 1, false), inside);
        let right = Line { address: 4096 + 96, bytes: 4, before: 0 };
        assert_eq!(map.line(&[48, 0], 0, false), right);
        let left = Line { address: 4096, bytes: 26, before: 6 };
        assert_eq!(map.line(&[-3, 0], 0, false), left);
        assert_eq!(map.line(&[0, 8], 2, false).bytes, 0);
        assert_eq!(map.line(&[0, -1], 0, false).bytes, 0);
        assert_eq!(map.line(&[60, 0], 0, false).bytes, 0);
        let gathered = Line { address: 4096 + 7 * 128, bytes: 32, before: 0 };
        assert_eq!(map.line(&[0, 1, 9, 7, 3], 2, true), gathered);
    }

    #[test]
    fn swizzles_permute_pieces_of_16_bytes() {
        assert_eq!(map(0).place(1024, 5, 3), 1024 + 163);
        // Line 4 starts a group of 128 bytes, whose pieces are exchanged in pairs.
        assert_eq!(map(1).place(1024, 4, 0), 1024 + 128 + 16);
        let all: std::collections::BTreeSet<u64> =
            (0..256).map(|byte| map(3).place(1024, 0, byte)).collect();
        assert_eq!(all.len(), 256);
    }

    #[test]
    fn strange_maps_are_refused() {
        assert_eq!(TensorMap::read(&[0; MAP_BYTES as usize]), None);
        assert_eq!(TensorMap::read(&[0xff; MAP_BYTES as usize]), None);
    }
}
