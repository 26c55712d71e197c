//! What tensor-core instructions compute, once all lanes of a warp have arrived.
//!
//! Each lane brings a block of 32-bit registers on its stack: operands A, B and C of a product one
//! after the other, or the row of a matrix; the results replace the start of the block. Which
//! element of which operand a register holds is the *fragment* layout of the instruction's family.
//! Products are summed in double precision and rounded once, so that results may differ from a
//! GPU's in the last places.

mod element;
mod fragment;
mod group;

pub(super) use element::{Element, nearest_small, number};
pub(super) use fragment::{Family, Layout, Product};
pub(super) use group::{GroupOperand, GroupProduct};

use element::{read, write};
use fragment::Operand;

/// A warp-wide instruction over blocks of registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TensorOp {
    /// `ldmatrix` after its loads, or `stmatrix` before its stores: 8 by 8 matrices of 16-bit
    /// elements change between a row per lane and a fragment.
    Matrices {
        /// 1, 2 or 4 matrices.
        count: u32,
        /// Whether rows and columns are exchanged.
        transposed: bool,
        /// From rows to fragments, else back.
        gather: bool,
    },
    /// D = A·B + C.
    Product(Product),
    /// The same of a warp group, with operands in shared memory.
    Group(GroupProduct),
}

impl TensorOp {
    /// The operation as two words that [`super::meaning`] writes into the IR.
    pub(super) fn encode(self) -> [u32; 2] {
        match self {
            Self::Matrices { count, transposed, gather } => {
                [count << 2 | u32::from(transposed) << 6 | u32::from(gather) << 7, 0]
            }
            Self::Product(product) => {
                let [low, high] = product.encode();
                [low << 2 | 1, high]
            }
            Self::Group(product) => {
                let [low, high] = product.encode();
                [low << 2 | 2, high]
            }
        }
    }

    /// The operation that two words stand for.
    pub(super) fn decode(words: [u32; 2]) -> Self {
        let [low, high] = words;
        match low & 3 {
            0 => Self::Matrices {
                count: low >> 2 & 0xf,
                transposed: low >> 6 & 1 == 1,
                gather: low >> 7 & 1 == 1,
            },
            1 => Self::Product(Product::decode([low >> 2, high])),
            _ => Self::Group(GroupProduct::decode([low >> 2, high])),
        }
    }
}

/// Blocks of the lanes of a warp; `None` stands for lanes that are not there.
pub(super) type Blocks<'a> = [Option<&'a mut [u32]>];

/// Where a warp is, for instructions that read shared memory themselves.
#[derive(Clone, Copy, Debug)]
pub(super) struct Surroundings<'a> {
    /// Shared memory of the block.
    pub(super) shared: &'a [u8],
    /// Address of its first byte.
    pub(super) shared_base: u64,
    /// Number of the warp in its block.
    pub(super) warp: usize,
}

/// Registers that a lane's block needs.
pub(super) fn block_registers(op: TensorOp, lanes: u32) -> u32 {
    match op {
        TensorOp::Matrices { .. } => 4,
        TensorOp::Product(product) => {
            let [a, b, c, d] = product.registers(lanes);
            (a + b + c).max(d)
        }
        TensorOp::Group(product) => product.block_registers(),
    }
}

/// Carries out an instruction.
pub(super) fn carry_out(op: TensorOp, blocks: &mut Blocks<'_>, place: Surroundings<'_>) {
    match op {
        TensorOp::Matrices { count, transposed, gather: true } => {
            rows_to_fragments(blocks, count as usize, transposed);
        }
        TensorOp::Matrices { count, transposed, gather: false } => {
            fragments_to_rows(blocks, count as usize, transposed);
        }
        TensorOp::Product(product) => multiply(product, blocks),
        TensorOp::Group(product) => group::multiply(product, blocks, place),
    }
}

/// Four matrices of 8 by 8 elements of 16 bits.
type Matrices = [[[u16; 8]; 8]; 4];

/// Row and column of one of the two elements that a lane's fragment has of each matrix.
fn in_fragment(lane: usize, element: usize, transposed: bool) -> (usize, usize) {
    let (row, column) = (lane / 4, lane % 4 * 2 + element);
    if transposed { (column, row) } else { (row, column) }
}

/// Lane `8 m + r` brings row `r` of matrix `m`; all get fragments.
fn rows_to_fragments(blocks: &mut Blocks<'_>, count: usize, transposed: bool) {
    let mut matrices = Matrices::default();
    for (lane, block) in blocks.iter().enumerate().take(8 * count) {
        let Some(block) = block else { continue };
        for (column, element) in matrices[lane / 8][lane % 8].iter_mut().enumerate() {
            *element = half_word(block[column / 2], column % 2);
        }
    }
    for (lane, block) in blocks.iter_mut().enumerate() {
        let Some(block) = block else { continue };
        for (matrix, word) in block.iter_mut().take(count).enumerate() {
            let at = |element| {
                let (row, column) = in_fragment(lane, element, transposed);
                u32::from(matrices[matrix][row][column])
            };
            *word = at(0) | at(1) << 16;
        }
    }
}

/// The same, backwards.
fn fragments_to_rows(blocks: &mut Blocks<'_>, count: usize, transposed: bool) {
    let mut matrices = Matrices::default();
    for (lane, block) in blocks.iter().enumerate() {
        let Some(block) = block else { continue };
        for (matrix, &word) in block.iter().take(count).enumerate() {
            for element in 0..2 {
                let (row, column) = in_fragment(lane, element, transposed);
                matrices[matrix][row][column] = half_word(word, element);
            }
        }
    }
    for (lane, block) in blocks.iter_mut().enumerate().take(8 * count) {
        let Some(block) = block else { continue };
        let row = &matrices[lane / 8][lane % 8];
        for (word, pair) in block.iter_mut().zip(row.chunks_exact(2)) {
            *word = u32::from(pair[0]) | u32::from(pair[1]) << 16;
        }
    }
}

/// The low or high half of a word.
fn half_word(word: u32, index: usize) -> u16 {
    let [a, b, c, d] = word.to_le_bytes();
    if index == 0 { u16::from_le_bytes([a, b]) } else { u16::from_le_bytes([c, d]) }
}

/// D = A·B + C over a warp.
fn multiply(product: Product, blocks: &mut Blocks<'_>) {
    let (rows, columns, depth) = product.shape();
    let lanes = blocks.len();
    let mut a = vec![0.0; rows * depth];
    let mut b = vec![0.0; columns * depth];
    let mut sums = vec![0.0; rows * columns];
    let [a_registers, b_registers, ..] = product.registers(lanes.try_into().unwrap_or(32));
    let starts = [0, a_registers as usize, (a_registers + b_registers) as usize];
    for (lane, block) in blocks.iter().enumerate() {
        let Some(block) = block else { continue };
        let take = |operand: Operand, start: usize, target: &mut [f64], width: usize| {
            let element = product.element(operand);
            for index in 0..product.elements(operand, lanes) {
                let (row, column) = product.position(operand, lane, index, lanes);
                target[row * width + column] = read(element, &block[start..], index);
            }
        };
        take(Operand::A, starts[0], &mut a, depth);
        take(Operand::B, starts[1], &mut b, depth);
        take(Operand::C, starts[2], &mut sums, columns);
    }
    for (row, line) in a.chunks_exact(depth).enumerate() {
        for (column, other) in b.chunks_exact(depth).enumerate() {
            let dot: f64 = line.iter().zip(other).map(|(x, y)| x * y).sum();
            sums[row * columns + column] += dot;
        }
    }
    let element = product.element(Operand::D);
    for (lane, block) in blocks.iter_mut().enumerate() {
        let Some(block) = block else { continue };
        for index in 0..product.elements(Operand::D, lanes) {
            let (row, column) = product.position(Operand::D, lane, index, lanes);
            write(element, block, index, sums[row * columns + column]);
        }
    }
}

#[cfg(test)]
mod tests;
