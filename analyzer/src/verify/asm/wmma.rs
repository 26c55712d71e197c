//! PTX `wmma`: fragments that only these instructions look into.
//!
//! Each lane loads and stores its share of a matrix once: neighbors in memory for operands A and
//! B, a piece of a row for accumulators. Together the lanes touch the bytes of the matrix, each
//! byte once.

use super::super::tensor::{Element, Family, Layout, Product, TensorOp};
use super::emit::{Emitter, Kind, Type};
use super::parse::{Instruction, Operand};
use super::tensor::shape;

const WORD: Type = Type { kind: Kind::Bits, bits: 32, lanes: 1 };

const WARP: u32 = 32;

/// A matrix in memory, by contiguous lines.
struct Matrix {
    lines: u32,
    length: u32,
    element: Element,
    /// Whether neighbors of a fragment are neighbors in memory.
    along: bool,
}

/// Translates an instruction; `None` if it is not one of these.
pub(super) fn translate(emitter: &mut Emitter, instruction: &Instruction) -> Option<()> {
    let opcode: Vec<&str> = instruction.opcode.iter().map(String::as_str).collect();
    let operands = &instruction.operands[..];
    match opcode[..] {
        ["wmma", "load", which, "sync", "aligned", layout, size, .., ty] => {
            let [target, address, rest @ ..] = operands else { return None };
            let matrix = matrix(which, layout, size, ty)?;
            load(emitter, &matrix, target, address, rest.first())
        }
        ["wmma", "store", which, "sync", "aligned", layout, size, .., ty] => {
            let [address, source, rest @ ..] = operands else { return None };
            let matrix = matrix(which, layout, size, ty)?;
            store(emitter, &matrix, address, source, rest.first())
        }
        ["wmma", "mma", "sync", "aligned", a, b, size, ref types @ ..] => {
            multiply(emitter, [a, b], size, types, operands)
        }
        _ => None,
    }
}

fn layout(name: &str) -> Option<Layout> {
    match name {
        "row" => Some(Layout::Row),
        "col" => Some(Layout::Column),
        _ => None,
    }
}

fn matrix(which: &str, order: &str, size: &str, ty: &str) -> Option<Matrix> {
    let [m, n, k] = shape(size)?;
    let (rows, columns) = match which {
        "a" => (m, k),
        "b" => (k, n),
        _ => (m, n),
    };
    let order = layout(order)?;
    let (lines, length) = if order == Layout::Row { (rows, columns) } else { (columns, rows) };
    let element = Element::parse(ty)?;
    let along = ["a", "b"].contains(&which) || order == Layout::Row;
    (element.bits() >= 8).then_some(Matrix { lines, length, element, along })
}

impl Matrix {
    /// Elements of a lane.
    fn share(&self) -> u32 {
        self.lines * self.length / WARP
    }

    /// Bits of an element.
    fn bits(&self) -> u32 {
        self.element.bits()
    }
}

/// Addresses of a lane's pieces, and the elements of each.
fn pieces(
    emitter: &mut Emitter,
    matrix: &Matrix,
    address: &Operand,
    stride: Option<&Operand>,
) -> Option<(Vec<String>, u32)> {
    let start = emitter.pointer(address)?;
    let stride = match stride {
        Some(stride) => emitter.read(stride, WORD)?,
        None => matrix.length.to_string(),
    };
    let stride = emitter.resize(&stride, 32, 64, false);
    let lane = emitter.value("call i32 @llvm.nvvm.read.ptx.sreg.laneid()");
    let (share, length) = (matrix.share(), matrix.length);
    let first = emitter.value(&format!("mul i32 {lane}, {share}"));
    let (count, each) = if matrix.along { (1, share) } else { (share, 1) };
    let mut addresses = Vec::new();
    for index in 0..count {
        let position = emitter.value(&format!("add i32 {first}, {index}"));
        // Accumulators count by rows, whichever way they lie in memory.
        let width = if matrix.along { length } else { matrix.lines };
        let high = emitter.value(&format!("udiv i32 {position}, {width}"));
        let low = emitter.value(&format!("urem i32 {position}, {width}"));
        let (line, place) = if matrix.along { (high, low) } else { (low, high) };
        let line = emitter.resize(&line, 32, 64, false);
        let place = emitter.resize(&place, 32, 64, false);
        let before = emitter.value(&format!("mul i64 {line}, {stride}"));
        let element = emitter.value(&format!("add i64 {before}, {place}"));
        let bits = matrix.bits();
        addresses
            .push(emitter.value(&format!("getelementptr i{bits}, ptr {start}, i64 {element}")));
    }
    Some((addresses, each))
}

/// The parts of a vector operand, or the operand itself.
fn parts(operand: &Operand) -> &[Operand] {
    match operand {
        Operand::Vector(parts) => parts,
        other => std::slice::from_ref(other),
    }
}

/// Bits of the registers that a fragment of an element is in.
fn register_bits(element: Element) -> u32 {
    if element == Element::F64 { 64 } else { 32 }
}

fn load(
    emitter: &mut Emitter,
    matrix: &Matrix,
    target: &Operand,
    address: &Operand,
    stride: Option<&Operand>,
) -> Option<()> {
    let (addresses, each) = pieces(emitter, matrix, address, stride)?;
    let (bits, share) = (matrix.bits(), matrix.share());
    let all = format!("<{share} x i{bits}>");
    let mut value = "zeroinitializer".to_owned();
    for (index, address) in addresses.iter().enumerate() {
        if each == share {
            value = emitter.value(&format!("load {all}, ptr {address}, align {}", bits / 8));
        } else {
            let element = emitter.value(&format!("load i{bits}, ptr {address}"));
            value = emitter
                .value(&format!("insertelement {all} {value}, i{bits} {element}, i32 {index}"));
        }
    }
    // A fragment may have more registers than elements; the rest is zero.
    let register = register_bits(matrix.element);
    let targets = parts(target);
    let total = share * bits;
    let packed = emitter.value(&format!("bitcast {all} {value} to i{total}"));
    for (index, target) in (0..).zip(targets) {
        let word = if index * register < total {
            let shifted = emitter.value(&format!("lshr i{total} {packed}, {}", index * register));
            emitter.resize(&shifted, total, register, false)
        } else {
            "0".to_owned()
        };
        emitter.write(target, Type::bits(register), &word)?;
    }
    Some(())
}

fn store(
    emitter: &mut Emitter,
    matrix: &Matrix,
    address: &Operand,
    source: &Operand,
    stride: Option<&Operand>,
) -> Option<()> {
    let (bits, share) = (matrix.bits(), matrix.share());
    let (register, total) = (register_bits(matrix.element), share * bits);
    let mut packed = "0".to_owned();
    for (index, source) in (0..).zip(parts(source)).take_while(|(it, _)| it * register < total) {
        let word = emitter.read(source, Type::bits(register))?;
        let wide = emitter.resize(&word, register, total, false);
        let shifted = emitter.value(&format!("shl i{total} {wide}, {}", index * register));
        packed = emitter.value(&format!("or i{total} {packed}, {shifted}"));
    }
    let all = format!("<{share} x i{bits}>");
    let value = emitter.value(&format!("bitcast i{total} {packed} to {all}"));
    let (addresses, each) = pieces(emitter, matrix, address, stride)?;
    for (index, address) in addresses.iter().enumerate() {
        if each == share {
            emitter.line(format!("store {all} {value}, ptr {address}, align {}", bits / 8));
        } else {
            let element = emitter.value(&format!("extractelement {all} {value}, i32 {index}"));
            emitter.line(format!("store i{bits} {element}, ptr {address}"));
        }
    }
    Some(())
}

/// `wmma.mma.sync.aligned.<a>.<b>.<shape>.<types> d, a, b, c`; the types are those of D and C, or
/// of D, A, B and C.
fn multiply(
    emitter: &mut Emitter,
    orders: [&str; 2],
    size: &str,
    types: &[&str],
    operands: &[Operand],
) -> Option<()> {
    let [m, n, k] = shape(size)?;
    let types: Vec<Element> = types
        .iter()
        .filter(|it| !["satfinite", "rn", "rz", "rm", "rp"].contains(*it))
        .map(|it| Element::parse(it))
        .collect::<Option<_>>()?;
    let elements = match types[..] {
        [d, c] => [Element::F16, Element::F16, c, d],
        [d, a, b, c] => [a, b, c, d],
        _ => return None,
    };
    let layouts = [layout(orders[0])?, layout(orders[1])?];
    let product = Product { family: Family::Wmma, m, n, k, elements, layouts };
    let [target, sources @ ..] = operands else { return None };
    let registers = product.registers(WARP);
    if sources.len() != 3 {
        return None;
    }
    let mut words = Vec::new();
    for (source, (count, element)) in sources.iter().zip(registers.into_iter().zip(elements)) {
        words.extend(read_words(emitter, source, count, element)?);
    }
    let values = emitter.tensor(TensorOp::Product(product), &words, registers[3]);
    write_words(emitter, target, &values, elements[3])
}

/// The registers that hold a lane's share.
fn read_words(
    emitter: &mut Emitter,
    source: &Operand,
    count: u32,
    element: Element,
) -> Option<Vec<String>> {
    let bits = register_bits(element);
    let mut words = Vec::new();
    for source in parts(source) {
        let value = emitter.read(source, Type::bits(bits))?;
        words.push(emitter.resize(&value, bits, 32, false));
        if bits == 64 {
            let high = emitter.value(&format!("lshr i64 {value}, 32"));
            words.push(emitter.resize(&high, 64, 32, false));
        }
    }
    words.truncate(count as usize);
    (words.len() == count as usize).then_some(words)
}

fn write_words(
    emitter: &mut Emitter,
    target: &Operand,
    words: &[String],
    element: Element,
) -> Option<()> {
    let mut words = words.iter();
    for target in parts(target) {
        let low = words.next().map_or("0", String::as_str);
        if element == Element::F64 {
            let low = emitter.resize(low, 32, 64, false);
            let high = emitter.resize(words.next().map_or("0", String::as_str), 32, 64, false);
            let high = emitter.value(&format!("shl i64 {high}, 32"));
            let all = emitter.value(&format!("or i64 {low}, {high}"));
            emitter.write(target, Type::bits(64), &all)?;
        } else {
            emitter.write(target, WORD, low)?;
        }
    }
    Some(())
}
