//! Which element of a matrix a lane holds where: the fragment layouts of PTX and of AMD.

use super::Element;

/// Family of instructions; each has its own fragments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Family {
    /// `mma.sync` of PTX.
    Mma,
    /// `wmma` of PTX, whose fragments nobody but these instructions sees: a lane holds
    /// neighbors in memory.
    Wmma,
    /// `mfma` of AMD.
    Mfma,
}

/// Order of a matrix in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Layout {
    /// Rows are contiguous.
    Row,
    /// Columns are contiguous.
    Column,
}

/// Operand of a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Operand {
    A,
    B,
    C,
    D,
}

/// D = A·B + C, `m` by `n`, summed over `k`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Product {
    pub(in super::super) family: Family,
    pub(in super::super) m: u32,
    pub(in super::super) n: u32,
    pub(in super::super) k: u32,
    /// Types of A, B, C and D.
    pub(in super::super) elements: [Element; 4],
    /// Layouts of A and B; only fragments of `wmma` depend on them.
    pub(in super::super) layouts: [Layout; 2],
}

impl Product {
    pub(super) fn encode(self) -> [u32; 2] {
        let [a, b] = self.layouts.map(|it| u32::from(it == Layout::Column));
        let codes = self.elements.map(Element::code);
        let types = codes.iter().rev().fold(0, |all, code| all << 4 | code);
        let family = self.family as u32;
        [types << 4 | family << 2 | b << 1 | a, self.m << 20 | self.n << 10 | self.k]
    }

    pub(super) fn decode([low, high]: [u32; 2]) -> Self {
        let layout = |bit: u32| if low >> bit & 1 == 1 { Layout::Column } else { Layout::Row };
        let element = |position: u32| Element::from_code(low >> (4 + 4 * position) & 0xf);
        Self {
            family: match low >> 2 & 3 {
                0 => Family::Mma,
                1 => Family::Wmma,
                _ => Family::Mfma,
            },
            m: high >> 20,
            n: high >> 10 & 0x3ff,
            k: high & 0x3ff,
            elements: [element(0), element(1), element(2), element(3)],
            layouts: [layout(0), layout(1)],
        }
    }

    /// Rows, columns, depth.
    pub(super) fn shape(self) -> (usize, usize, usize) {
        (self.m as usize, self.n as usize, self.k as usize)
    }

    pub(super) fn element(self, operand: Operand) -> Element {
        self.elements[operand as usize]
    }

    /// Elements of an operand that a lane holds.
    pub(super) fn elements(self, operand: Operand, lanes: usize) -> usize {
        let (rows, columns, depth) = self.shape();
        let all = match operand {
            Operand::A => rows * depth,
            Operand::B => depth * columns,
            Operand::C | Operand::D => rows * columns,
        };
        all / lanes
    }

    /// Registers of A, B, C and D in a lane's block.
    pub(in super::super) fn registers(self, lanes: u32) -> [u32; 4] {
        let lanes = lanes as usize;
        [Operand::A, Operand::B, Operand::C, Operand::D].map(|operand| {
            let elements = u32::try_from(self.elements(operand, lanes)).unwrap_or(u32::MAX);
            (elements * self.element(operand).bits()).div_ceil(32)
        })
    }

    /// Row and column of an element of a lane; B is seen by columns: column and depth.
    pub(super) fn position(
        self,
        operand: Operand,
        lane: usize,
        index: usize,
        lanes: usize,
    ) -> (usize, usize) {
        match self.family {
            Family::Mma => self.mma(operand, lane, index),
            Family::Wmma => self.wmma(operand, lane, index, lanes),
            Family::Mfma => self.mfma(operand, lane, index, lanes),
        }
    }

    /// Groups of four lanes hold a row each; a register holds neighbors.
    fn mma(self, operand: Operand, lane: usize, index: usize) -> (usize, usize) {
        let (group, member) = (lane / 4, lane % 4);
        // Elements in a register; an element of 64 bits counts as one.
        let width = (32 / self.element(operand).bits()).max(1) as usize;
        let (register, part) = (index / width, index % width);
        let row_halves = (self.m / 8) as usize;
        match operand {
            Operand::A => {
                let row = group + 8 * (register % row_halves);
                (row, (4 * (register / row_halves) + member) * width + part)
            }
            Operand::B => (group, (4 * register + member) * width + part),
            // Accumulators come in pairs of columns, whatever their size.
            Operand::C | Operand::D => (group + 8 * (index / 2), 2 * member + index % 2),
        }
    }

    /// Lanes hold the matrix piece by piece, in the order of memory; accumulators by rows.
    fn wmma(self, operand: Operand, lane: usize, index: usize, lanes: usize) -> (usize, usize) {
        let (rows, columns, depth) = self.shape();
        let position = lane * self.elements(operand, lanes) + index;
        match (operand, self.layouts) {
            (Operand::A, [Layout::Row, _]) => (position / depth, position % depth),
            (Operand::A, [Layout::Column, _]) => (position % rows, position / rows),
            (Operand::B, [_, Layout::Row]) => (position % columns, position / columns),
            (Operand::B, [_, Layout::Column]) => (position / depth, position % depth),
            (Operand::C | Operand::D, _) => (position / columns, position % columns),
        }
    }

    /// A lane holds one row of A and one column of B, and blocks of four rows of C.
    fn mfma(self, operand: Operand, lane: usize, index: usize, lanes: usize) -> (usize, usize) {
        let (rows, columns, _) = self.shape();
        let each = self.elements(operand, lanes);
        match operand {
            Operand::A => (lane % rows, lane / rows * each + index),
            Operand::B => (lane % columns, lane / columns * each + index),
            Operand::C | Operand::D if self.element(operand) == Element::F64 => {
                (4 * index + lane / columns, lane % columns)
            }
            Operand::C | Operand::D => {
                let blocks = lanes / columns;
                let row = index / 4 * 4 * blocks + lane / columns * 4 + index % 4;
                (row, lane % columns)
            }
        }
    }
}
