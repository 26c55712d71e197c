//! Products of warp groups (`wgmma`): each warp has sixteen rows of the result in registers and
//! reads operands through descriptors of shared memory.
//!
//! They are asynchronous on a GPU and carried out at once here, which a program that waits for its
//! operands cannot tell apart.

use super::element::{number, read, write};
use super::{Blocks, Element, Surroundings};

/// Where an operand is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct GroupOperand {
    /// Behind a descriptor, not in registers.
    pub(in super::super) shared: bool,
    /// Its rows (A) or columns (B) are contiguous in memory, not its depth.
    pub(in super::super) transposed: bool,
    /// It counts negatively.
    pub(in super::super) negative: bool,
}

/// A product of 64 rows and `n` columns over a warp group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct GroupProduct {
    pub(in super::super) n: u32,
    /// Types of A, B and D.
    pub(in super::super) elements: [Element; 3],
    /// A and B.
    pub(in super::super) operands: [GroupOperand; 2],
}

/// Rows of a warp.
const ROWS: usize = 16;

impl GroupProduct {
    pub(super) fn encode(self) -> [u32; 2] {
        let flags = self.operands.iter().rev().fold(0, |all, it| {
            let flags = [it.shared, it.transposed, it.negative];
            flags.iter().fold(all, |all, &flag| all << 1 | u32::from(flag))
        });
        let types = self.elements.iter().rev().fold(0, |all, it| all << 4 | it.code());
        [types << 6 | flags, self.n]
    }

    pub(super) fn decode([low, n]: [u32; 2]) -> Self {
        let operand = |bits: u32| GroupOperand {
            shared: bits >> 2 & 1 == 1,
            transposed: bits >> 1 & 1 == 1,
            negative: bits & 1 == 1,
        };
        let element = |position: u32| Element::from_code(low >> (6 + 4 * position) & 0xf);
        Self {
            n,
            elements: [element(0), element(1), element(2)],
            operands: [operand(low & 7), operand(low >> 3 & 7)],
        }
    }

    /// Registers of the result.
    pub(in super::super) fn result_registers(self) -> u32 {
        self.n / 2 * self.elements[2].bits() / 32
    }

    /// Result, A (four registers, or a descriptor), B's descriptor, whether there is a C.
    pub(super) fn block_registers(self) -> u32 {
        self.result_registers() + self.a_registers() + 3
    }

    fn a_registers(self) -> u32 {
        if self.operands[0].shared { 2 } else { 4 }
    }

    /// Elements that are summed.
    fn depth(self) -> usize {
        (256 / self.elements[0].bits()) as usize
    }
}

/// A matrix in shared memory.
#[derive(Clone, Copy, Debug)]
struct Matrix<'a> {
    place: Surroundings<'a>,
    descriptor: u64,
    element: Element,
    transposed: bool,
}

impl Matrix<'_> {
    /// Element of a line (row of A, column of B) at a depth; 0 outside of shared memory.
    fn at(&self, line: usize, depth: usize) -> f64 {
        let bytes = (self.element.bits() / 8) as usize;
        let field =
            |shift: u32| usize::try_from((self.descriptor >> shift & 0x3fff) << 4).unwrap_or(0);
        let (start, leading, stride) = (field(0), field(16), field(32));
        // Bytes of a contiguous line of the pattern, by swizzle mode.
        let (width, swizzle) = match self.descriptor >> 62 {
            0 => (16, 0),
            1 => (128, 7),
            2 => (64, 3),
            _ => (32, 1),
        };
        let (across, along) = if self.transposed { (depth, line) } else { (line, depth) };
        let (group, position) = (across / 8, across % 8);
        let (piece, rest) = (along * bytes / width, along * bytes % width);
        let offset = group * stride + piece * leading + position * width + rest;
        // The window of a descriptor is a part of the address space of shared memory.
        let window = (1 << 18) - 1;
        let base = usize::try_from(self.place.shared_base).unwrap_or(0);
        let address = start + offset;
        let address = address ^ (address >> 7 & swizzle) << 4;
        let index = address.wrapping_sub(base) & window;
        let cell = self.place.shared.get(index..index + bytes).unwrap_or_default();
        let mut word = [0; 4];
        word[..cell.len()].copy_from_slice(cell);
        number(self.element, u32::from_le_bytes(word))
    }
}

/// D = A·B + C over a warp.
pub(super) fn multiply(product: GroupProduct, blocks: &mut Blocks<'_>, place: Surroundings<'_>) {
    let (depth, columns) = (product.depth(), product.n as usize);
    let results = product.result_registers() as usize;
    let after_a = results + product.a_registers() as usize;
    let Some(any) = blocks.iter().flatten().next() else { return };
    let wide = |at: usize| u64::from(any[at]) | u64::from(any[at + 1]) << 32;
    let [a_operand, b_operand] = product.operands;
    let matrix = |at: usize, element: Element, transposed: bool| Matrix {
        place,
        descriptor: wide(at),
        element,
        transposed,
    };
    let mut a = vec![0.0; ROWS * depth];
    if a_operand.shared {
        let shared = matrix(results, product.elements[0], a_operand.transposed);
        for (index, value) in a.iter_mut().enumerate() {
            *value = shared.at(ROWS * (place.warp % 4) + index / depth, index % depth);
        }
    } else {
        a_from_registers(product, blocks, &mut a);
    }
    let shared = matrix(after_a, product.elements[1], b_operand.transposed);
    let b: Vec<f64> =
        (0..columns * depth).map(|index| shared.at(index / depth, index % depth)).collect();
    let sign = if a_operand.negative == b_operand.negative { 1.0 } else { -1.0 };
    for (lane, block) in blocks.iter_mut().enumerate() {
        let Some(block) = block else { continue };
        let keeps = block[after_a + 2] != 0;
        for index in 0..columns / 2 {
            let (row, column) = position(lane, index);
            let line = &a[row * depth..(row + 1) * depth];
            let other = &b[column * depth..(column + 1) * depth];
            let dot: f64 = line.iter().zip(other).map(|(x, y)| x * y).sum();
            let old = if keeps { read(product.elements[2], block, index) } else { 0.0 };
            write(product.elements[2], block, index, old + sign * dot);
        }
    }
}

/// Row in the warp, and column, of an element of the result.
fn position(lane: usize, index: usize) -> (usize, usize) {
    let (tile, part) = (index / 4, index % 4);
    (lane / 4 + 8 * (part / 2), 8 * tile + 2 * (lane % 4) + part % 2)
}

/// Operand A as `mma.sync` has it.
fn a_from_registers(product: GroupProduct, blocks: &Blocks<'_>, a: &mut [f64]) {
    let depth = product.depth();
    let start = product.result_registers() as usize;
    let width = (32 / product.elements[0].bits()) as usize;
    for (lane, block) in blocks.iter().enumerate() {
        let Some(block) = block else { continue };
        for index in 0..4 * width {
            let (register, part) = (index / width, index % width);
            let row = lane / 4 + 8 * (register % 2);
            let column = (4 * (register / 2) + lane % 4) * width + part;
            a[row * depth + column] = read(product.elements[0], &block[start..], index);
        }
    }
}
