//! Laws of the fragments, and values that the manuals' layouts ask for.

use std::collections::BTreeSet;

use super::fragment::Operand;
use super::*;

fn product(family: Family, [m, n, k]: [u32; 3], elements: [Element; 4]) -> Product {
    Product { family, m, n, k, elements, layouts: [Layout::Row, Layout::Column] }
}

const HALVES: [Element; 4] = [Element::F16, Element::F16, Element::F32, Element::F32];
const BYTES: [Element; 4] = [Element::S8, Element::S8, Element::S32, Element::S32];
const DOUBLES: [Element; 4] = [Element::F64; 4];

/// Products with the lanes that they are made for.
fn products() -> Vec<(Product, usize)> {
    let tf32 = [Element::TF32, Element::TF32, Element::F32, Element::F32];
    vec![
        (product(Family::Mma, [16, 8, 16], HALVES), 32),
        (product(Family::Mma, [16, 8, 8], HALVES), 32),
        (product(Family::Mma, [16, 8, 32], BYTES), 32),
        (product(Family::Mma, [8, 8, 16], BYTES), 32),
        (product(Family::Mma, [16, 8, 4], tf32), 32),
        (product(Family::Mma, [16, 8, 8], tf32), 32),
        (product(Family::Mma, [8, 8, 4], DOUBLES), 32),
        (product(Family::Mma, [16, 8, 8], DOUBLES), 32),
        (product(Family::Wmma, [16, 16, 16], HALVES), 32),
        (product(Family::Wmma, [8, 32, 16], BYTES), 32),
        (product(Family::Mfma, [32, 32, 8], HALVES), 64),
        (product(Family::Mfma, [16, 16, 16], HALVES), 64),
        (product(Family::Mfma, [16, 16, 4], DOUBLES), 64),
    ]
}

#[test]
fn operations_survive_their_encoding() {
    for (product, _) in products() {
        let op = TensorOp::Product(product);
        assert_eq!(TensorOp::decode(op.encode()), op);
    }
    let op = TensorOp::Matrices { count: 4, transposed: true, gather: false };
    assert_eq!(TensorOp::decode(op.encode()), op);
    let operand = |shared, transposed, negative| GroupOperand { shared, transposed, negative };
    let op = TensorOp::Group(GroupProduct {
        n: 256,
        elements: [Element::E4M3, Element::E5M2, Element::F32],
        operands: [operand(false, false, true), operand(true, true, false)],
    });
    assert_eq!(TensorOp::decode(op.encode()), op);
}

#[test]
fn fragments_hold_each_element_once() {
    for (product, lanes) in products() {
        let (rows, columns, depth) = product.shape();
        for (operand, height, width) in [
            (Operand::A, rows, depth),
            (Operand::B, columns, depth),
            (Operand::C, rows, columns),
            (Operand::D, rows, columns),
        ] {
            let count = product.elements(operand, lanes);
            let all: BTreeSet<(usize, usize)> = (0..lanes)
                .flat_map(|lane| {
                    (0..count).map(move |index| product.position(operand, lane, index, lanes))
                })
                .collect();
            assert_eq!(all.len(), height * width, "{product:?} {operand:?}");
            assert!(all.iter().all(|(row, column)| *row < height && *column < width));
        }
    }
}

#[test]
fn fragments_are_those_of_the_manual() {
    let mma = product(Family::Mma, [16, 8, 16], HALVES);
    // Lane 5 is in group 1, second of four.
    assert_eq!(mma.position(Operand::A, 5, 0, 32), (1, 2));
    assert_eq!(mma.position(Operand::A, 5, 3, 32), (9, 3));
    assert_eq!(mma.position(Operand::A, 5, 4, 32), (1, 10));
    assert_eq!(mma.position(Operand::B, 5, 2, 32), (1, 10));
    assert_eq!(mma.position(Operand::D, 5, 3, 32), (9, 3));
    let mfma = product(Family::Mfma, [32, 32, 8], HALVES);
    assert_eq!(mfma.position(Operand::A, 40, 1, 64), (8, 5));
    assert_eq!(mfma.position(Operand::D, 40, 5, 64), (13, 8));
}

/// Runs a product whose A has ones in a row, and whose B has its column as value.
fn run(product: Product, lanes: usize) -> Vec<(usize, usize, f64)> {
    let op = TensorOp::Product(product);
    let lanes_u32 = u32::try_from(lanes).unwrap();
    let length = block_registers(op, lanes_u32) as usize;
    let [a, b, ..] = product.registers(lanes_u32).map(|it| it as usize);
    let mut all = vec![vec![0; length]; lanes];
    for (lane, block) in all.iter_mut().enumerate() {
        let put = |operand: Operand, block: &mut [u32], value: fn(usize, usize) -> f64| {
            for index in 0..product.elements(operand, lanes) {
                let (row, column) = product.position(operand, lane, index, lanes);
                write_any(product.element(operand), block, index, value(row, column));
            }
        };
        put(Operand::A, block, |row, depth| if row == 3 && depth < 2 { 1.0 } else { 0.0 });
        put(
            Operand::B,
            &mut block[a..],
            |column, depth| if depth < 2 { column as f64 } else { 9.0 },
        );
        put(Operand::C, &mut block[a + b..], |_, _| 1.0);
    }
    let mut blocks: Vec<Option<&mut [u32]>> = all.iter_mut().map(|it| Some(&mut it[..])).collect();
    let nowhere = Surroundings { shared: &[], shared_base: 0, warp: 0 };
    carry_out(op, &mut blocks, nowhere);
    let mut results = Vec::new();
    for (lane, block) in all.iter().enumerate() {
        for index in 0..product.elements(Operand::D, lanes) {
            let (row, column) = product.position(Operand::D, lane, index, lanes);
            results.push((row, column, read(product.element(Operand::D), block, index)));
        }
    }
    results
}

/// Bytes have no results of their own, so `write` does not know them.
fn write_any(element: Element, registers: &mut [u32], index: usize, value: f64) {
    if element == Element::S8 {
        let byte = (-128..=127_i8).find(|it| f64::from(*it).total_cmp(&value).is_eq()).unwrap();
        registers[index / 4] |= u32::from(byte.cast_unsigned()) << (index % 4 * 8);
    } else {
        write(element, registers, index, value);
    }
}

#[test]
fn products_are_products() {
    for (product, lanes) in products() {
        for (row, column, value) in run(product, lanes) {
            let expected = if row == 3 { 2.0 * column as f64 + 1.0 } else { 1.0 };
            assert!((value - expected).abs() < 1e-9, "{product:?} at {row}, {column}: {value}");
        }
    }
}

#[test]
fn matrices_change_between_rows_and_fragments() {
    // Lane l brings row l % 8 of matrix l / 8; an element is 64 matrix + 8 row + column.
    let mut all: Vec<[u32; 4]> = (0..32_u32)
        .map(|lane| {
            std::array::from_fn(|pair: usize| {
                let first = 8 * lane + 2 * u32::try_from(pair).unwrap();
                first | (first + 1) << 16
            })
        })
        .collect();
    let rows = all.clone();
    let nowhere = Surroundings { shared: &[], shared_base: 0, warp: 0 };
    let step = |all: &mut Vec<[u32; 4]>, transposed: bool, gather: bool| {
        let mut blocks: Vec<Option<&mut [u32]>> =
            all.iter_mut().map(|it| Some(&mut it[..])).collect();
        carry_out(TensorOp::Matrices { count: 4, transposed, gather }, &mut blocks, nowhere);
    };
    step(&mut all, false, true);
    // Lane 6 holds row 1, columns 4 and 5 of each matrix.
    assert_eq!(all[6], [12 | 13 << 16, 76 | 77 << 16, 140 | 141 << 16, 204 | 205 << 16]);
    step(&mut all, true, false);
    assert_eq!(all[0][0], 8 << 16, "row 0 is column 0 now");
    step(&mut all, true, true);
    step(&mut all, false, false);
    assert_eq!(all, rows);
}

#[test]
fn groups_read_shared_memory_by_descriptors() {
    // A: 64 by 16 halves without swizzle; core matrices of 8 rows of 16 bytes, 128 bytes apart
    // along the depth and 256 along the rows. B: 8 by 16 likewise, behind A.
    let mut shared = vec![0_u8; 4096];
    let mut put = |start: usize, row: usize, depth: usize, value: f32| {
        let at = start + row / 8 * 256 + depth / 8 * 128 + row % 8 * 16 + depth % 8 * 2;
        shared[at..at + 2].copy_from_slice(&half::f16::from_f32(value).to_le_bytes());
    };
    put(0, 21, 9, 2.0);
    put(2048, 5, 9, 3.0);
    let operand = GroupOperand { shared: true, transposed: false, negative: false };
    let product = GroupProduct {
        n: 8,
        elements: [Element::F16, Element::F16, Element::F32],
        operands: [operand; 2],
    };
    let base = 0x1000_0000_u64;
    let descriptor = |start: u64| {
        let low = ((base + start) & 0x3_ffff) >> 4 | (128 >> 4) << 16;
        [u32::try_from(low).unwrap(), 256 >> 4]
    };
    let [a, b] = [descriptor(0), descriptor(2048)];
    let block = [1.0_f32.to_bits(), 0, 0, 0, a[0], a[1], b[0], b[1], 1];
    let mut all = vec![block; 32];
    let mut blocks: Vec<Option<&mut [u32]>> = all.iter_mut().map(|it| Some(&mut it[..])).collect();
    let place = Surroundings { shared: &shared, shared_base: base, warp: 1 };
    carry_out(TensorOp::Group(product), &mut blocks, place);
    // Row 21 is row 5 of warp 1: lanes 20 to 23; column 5 is the second of lane 22.
    assert_eq!(f32::from_bits(all[22][1]), 6.0);
    assert_eq!(f32::from_bits(all[22][0]), 1.0);
    assert_eq!(f32::from_bits(all[21][1]), 0.0);
}

#[test]
fn small_numbers_round_to_the_nearest() {
    for code in 0..=0xff_u8 {
        for element in [Element::E4M3, Element::E5M2] {
            let value = number(element, u32::from(code));
            if value.is_finite() {
                assert_eq!(nearest_small(element, value), code, "{element:?} {code:#x}");
            }
        }
    }
    assert_eq!(number(Element::E4M3, 0x7e), 448.0);
    assert_eq!(number(Element::E5M2, 0x7b), 57344.0);
    assert_eq!(nearest_small(Element::E4M3, 1e9), 0x7e);
    assert_eq!(nearest_small(Element::E4M3, 1.0625), 0x38, "a tie goes to the even one");
}
