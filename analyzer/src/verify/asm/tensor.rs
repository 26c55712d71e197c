//! PTX instructions of tensor cores.

use super::super::tensor::{
    Element, Family, GroupOperand, GroupProduct, Layout, Product, TensorOp,
};
use super::emit::{Emitter, Kind, Type};
use super::parse::{Instruction, Operand};

const WORD: Type = Type { kind: Kind::Bits, bits: 32, lanes: 1 };

/// Translates an instruction; `None` if it is not one of these.
pub(super) fn translate(emitter: &mut Emitter, instruction: &Instruction) -> Option<()> {
    let opcode: Vec<&str> = instruction.opcode.iter().map(String::as_str).collect();
    let operands = &instruction.operands[..];
    match opcode[..] {
        ["ldmatrix", "sync", "aligned", "m8n8", ref modifiers @ ..] => {
            load_matrices(emitter, modifiers, operands)
        }
        ["stmatrix", "sync", "aligned", "m8n8", ref modifiers @ ..] => {
            store_matrices(emitter, modifiers, operands)
        }
        ["movmatrix", "sync", "aligned", "m8n8", "trans", "b16"] => {
            let [target, source] = operands else { return None };
            let word = emitter.read(source, WORD)?;
            let rows = TensorOp::Matrices { count: 1, transposed: false, gather: false };
            let back = TensorOp::Matrices { count: 1, transposed: true, gather: true };
            let row = emitter.tensor(rows, &[word], 4);
            let moved = emitter.tensor(back, &row, 1);
            emitter.write(target, WORD, &moved[0])
        }
        ["mma", "sync", "aligned", ref modifiers @ ..] => multiply(emitter, modifiers, operands),
        ["wgmma", "mma_async", "sync", "aligned", ref modifiers @ ..] => {
            multiply_group(emitter, modifiers, operands)
        }
        ["wgmma", "fence" | "commit_group" | "wait_group", ..] => Some(()),
        _ => None,
    }
}

/// How many matrices, and whether they are transposed.
fn matrices(modifiers: &[&str]) -> Option<(u32, bool)> {
    let count = match *modifiers.first()? {
        "x1" => 1,
        "x2" => 2,
        "x4" => 4,
        _ => return None,
    };
    (modifiers.last() == Some(&"b16")).then(|| (count, modifiers.contains(&"trans")))
}

/// The parts of a vector operand, or the operand itself.
fn parts(operand: &Operand) -> &[Operand] {
    match operand {
        Operand::Vector(parts) => parts,
        other => std::slice::from_ref(other),
    }
}

/// Runs what follows for the lanes that have a row of their own; returns the label to end with.
fn begin_rows(emitter: &mut Emitter, count: u32) -> String {
    let lane = emitter.value("call i32 @llvm.nvvm.read.ptx.sreg.laneid()");
    let holds = emitter.value(&format!("icmp ult i32 {lane}, {}", 8 * count));
    let (go, end) = (emitter.fresh_label(), emitter.fresh_label());
    emitter.line(format!("br i1 {holds}, label {go}, label {end}"));
    emitter.begin(&go);
    end
}

/// `ldmatrix`: lane `8 m + r` loads row `r` of matrix `m`.
fn load_matrices(emitter: &mut Emitter, modifiers: &[&str], operands: &[Operand]) -> Option<()> {
    let [target, address] = operands else { return None };
    let (count, transposed) = matrices(modifiers)?;
    let targets = parts(target);
    if targets.len() != count as usize {
        return None;
    }
    let pointer = emitter.pointer(address)?;
    let row = emitter.space("<4 x i32>", 16);
    emitter.line(format!("store <4 x i32> zeroinitializer, ptr {row}"));
    let end = begin_rows(emitter, count);
    let loaded = emitter.value(&format!("load <4 x i32>, ptr {pointer}, align 16"));
    emitter.line(format!("store <4 x i32> {loaded}, ptr {row}"));
    emitter.end_guard(&end);
    let all = emitter.value(&format!("load <4 x i32>, ptr {row}"));
    let words: Vec<String> = (0..4)
        .map(|index| emitter.value(&format!("extractelement <4 x i32> {all}, i32 {index}")))
        .collect();
    let op = TensorOp::Matrices { count, transposed, gather: true };
    let values = emitter.tensor(op, &words, count);
    targets.iter().zip(&values).try_for_each(|(target, value)| emitter.write(target, WORD, value))
}

/// `stmatrix`: the same, backwards.
fn store_matrices(emitter: &mut Emitter, modifiers: &[&str], operands: &[Operand]) -> Option<()> {
    let [address, source] = operands else { return None };
    let (count, transposed) = matrices(modifiers)?;
    let sources = parts(source);
    if sources.len() != count as usize {
        return None;
    }
    let mut words = Vec::new();
    for source in sources {
        words.push(emitter.read(source, WORD)?);
    }
    let op = TensorOp::Matrices { count, transposed, gather: false };
    let row = emitter.tensor(op, &words, 4);
    let pointer = emitter.pointer(address)?;
    let end = begin_rows(emitter, count);
    let mut all = "poison".to_owned();
    for (index, word) in row.iter().enumerate() {
        all = emitter.value(&format!("insertelement <4 x i32> {all}, i32 {word}, i32 {index}"));
    }
    emitter.line(format!("store <4 x i32> {all}, ptr {pointer}, align 16"));
    emitter.end_guard(&end);
    Some(())
}

/// The three numbers of `m16n8k16`.
pub(in super::super) fn shape(text: &str) -> Option<[u32; 3]> {
    let (m, rest) = text.strip_prefix('m')?.split_once('n')?;
    let (n, k) = rest.split_once('k')?;
    Some([m.parse().ok()?, n.parse().ok()?, k.parse().ok()?])
}

/// `mma.sync.aligned.<shape>.row.col[.satfinite].<d>.<a>.<b>.<c> d, a, b, c`.
fn multiply(emitter: &mut Emitter, modifiers: &[&str], operands: &[Operand]) -> Option<()> {
    let (size, rest) = modifiers.split_first()?;
    let types: Vec<Element> = rest
        .strip_prefix(&["row", "col"])?
        .iter()
        .filter(|it| !["satfinite", "kind::f8f6f4"].contains(*it))
        .map(|it| Element::parse(it))
        .collect::<Option<_>>()?;
    let ([m, n, k], &[d, a, b, c]) = (shape(size)?, &types[..]) else { return None };
    // The first shape of the first tensor cores has fragments of its own.
    if (m, n, k) == (8, 8, 4) && a == Element::F16 || ![8, 16].contains(&m) || n != 8 {
        return None;
    }
    let layouts = [Layout::Row, Layout::Column];
    let product = Product { family: Family::Mma, m, n, k, elements: [a, b, c, d], layouts };
    product_of(emitter, product, operands)
}

/// A product whose operands are lists of registers.
fn product_of(emitter: &mut Emitter, product: Product, operands: &[Operand]) -> Option<()> {
    let [target, sources @ ..] = operands else { return None };
    let [a, b, c, d] = product.registers(32);
    let mut words = Vec::new();
    for (source, (registers, element)) in
        sources.iter().zip([a, b, c].into_iter().zip(product.elements))
    {
        words.extend(read_words(emitter, source, registers, element)?);
    }
    if sources.len() != 3 {
        return None;
    }
    let values = emitter.tensor(TensorOp::Product(product), &words, d);
    write_words(emitter, target, &values, product.elements[3])
}

/// Operands as 32-bit registers.
fn read_words(
    emitter: &mut Emitter,
    operand: &Operand,
    registers: u32,
    element: Element,
) -> Option<Vec<String>> {
    let bits = if element == Element::F64 { 64 } else { 32 };
    let operands = parts(operand);
    if operands.len() * bits as usize / 32 != registers as usize {
        return None;
    }
    let mut words = Vec::new();
    for operand in operands {
        let value = emitter.read(operand, Type::bits(bits))?;
        words.push(emitter.resize(&value, bits, 32, false));
        if bits == 64 {
            let high = emitter.value(&format!("lshr i64 {value}, 32"));
            words.push(emitter.resize(&high, 64, 32, false));
        }
    }
    Some(words)
}

/// Gives each operand its 32-bit register or pair of them.
fn write_words(
    emitter: &mut Emitter,
    target: &Operand,
    words: &[String],
    element: Element,
) -> Option<()> {
    let targets = parts(target);
    if element != Element::F64 {
        let all_fit = targets.len() == words.len();
        let mut pairs = targets.iter().zip(words);
        return pairs
            .try_for_each(|(target, word)| emitter.write(target, WORD, word))
            .filter(|()| all_fit);
    }
    for (target, pair) in targets.iter().zip(words.chunks_exact(2)) {
        let low = emitter.resize(&pair[0], 32, 64, false);
        let high = emitter.resize(&pair[1], 32, 64, false);
        let high = emitter.value(&format!("shl i64 {high}, 32"));
        let all = emitter.value(&format!("or i64 {low}, {high}"));
        emitter.write(target, Type::bits(64), &all)?;
    }
    Some(())
}

/// `wgmma.mma_async.sync.aligned.m64nNkK.<d>.<a>.<b> d, a, b, scale-d[, imm-scale-a, imm-scale-b
/// [, imm-trans-a], imm-trans-b]`.
fn multiply_group(emitter: &mut Emitter, modifiers: &[&str], operands: &[Operand]) -> Option<()> {
    let [size, types @ ..] = modifiers else { return None };
    let types: Vec<Element> = types
        .iter()
        .filter(|it| **it != "satfinite")
        .map(|it| Element::parse(it))
        .collect::<Option<_>>()?;
    let ([64, n, _], &[d, a, b]) = (shape(size)?, &types[..]) else { return None };
    let [target, first, second, scale, immediates @ ..] = operands else { return None };
    let flags: Vec<i128> = immediates
        .iter()
        .map(|it| if let Operand::Number(number) = it { Some(*number) } else { None })
        .collect::<Option<_>>()?;
    let in_registers = matches!(first, Operand::Vector(_));
    let (negative, transposed) = match (&flags[..], in_registers) {
        ([], _) => ([false; 2], [false; 2]),
        ([x, y], _) => ([*x < 0, *y < 0], [false; 2]),
        ([x, y, tb], true) => ([*x < 0, *y < 0], [false, *tb != 0]),
        ([x, y, ta, tb], false) => ([*x < 0, *y < 0], [*ta != 0, *tb != 0]),
        _ => return None,
    };
    let operand = |index: usize, shared: bool| GroupOperand {
        shared,
        transposed: transposed[index],
        negative: negative[index],
    };
    let product = GroupProduct {
        n,
        elements: [a, b, d],
        operands: [operand(0, !in_registers), operand(1, true)],
    };
    let results = product.result_registers();
    let mut words = read_words(emitter, target, results, d)?;
    if in_registers {
        words.extend(read_words(emitter, first, 4, a)?);
    } else {
        words.extend(read_words(emitter, first, 2, Element::F64)?);
    }
    words.extend(read_words(emitter, second, 2, Element::F64)?);
    words.push(emitter.read(scale, WORD)?);
    let values = emitter.tensor(TensorOp::Group(product), &words, results);
    write_words(emitter, target, &values, d)
}
