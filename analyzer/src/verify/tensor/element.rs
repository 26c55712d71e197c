//! Numbers in registers of tensor-core instructions.

use half::{bf16, f16};

/// Type of an operand's elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Element {
    F16,
    BF16,
    /// A `float` of which the high bits count.
    TF32,
    F32,
    F64,
    /// Eight bits: four of exponent, no infinities.
    E4M3,
    /// Eight bits: five of exponent.
    E5M2,
    S8,
    U8,
    S4,
    U4,
    S32,
}

impl Element {
    const ALL: [Self; 12] = [
        Self::F16,
        Self::BF16,
        Self::TF32,
        Self::F32,
        Self::F64,
        Self::E4M3,
        Self::E5M2,
        Self::S8,
        Self::U8,
        Self::S4,
        Self::U4,
        Self::S32,
    ];

    /// The type that PTX calls so.
    pub(in super::super) fn parse(name: &str) -> Option<Self> {
        const NAMES: [&str; 12] =
            ["f16", "bf16", "tf32", "f32", "f64", "e4m3", "e5m2", "s8", "u8", "s4", "u4", "s32"];
        NAMES.iter().position(|it| *it == name).map(|index| Self::ALL[index])
    }

    /// Bits of an element.
    pub(in super::super) fn bits(self) -> u32 {
        match self {
            Self::S4 | Self::U4 => 4,
            Self::E4M3 | Self::E5M2 | Self::S8 | Self::U8 => 8,
            Self::F16 | Self::BF16 => 16,
            Self::TF32 | Self::F32 | Self::S32 => 32,
            Self::F64 => 64,
        }
    }

    /// Its number.
    pub(super) fn code(self) -> u32 {
        self as u32
    }

    /// The element with a number.
    pub(super) fn from_code(code: u32) -> Self {
        Self::ALL[(code as usize).min(Self::ALL.len() - 1)]
    }
}

/// Element of an index in registers, the first in the low bits.
pub(super) fn read(element: Element, registers: &[u32], index: usize) -> f64 {
    let bits = element.bits() as usize;
    if bits == 64 {
        let [low, high] = [registers[2 * index], registers[2 * index + 1]];
        return f64::from_bits(u64::from(low) | u64::from(high) << 32);
    }
    let per_register = 32 / bits;
    let word = registers[index / per_register] >> (index % per_register * bits);
    number(element, word)
}

/// The number in the low bits of a word.
#[expect(clippy::cast_possible_truncation, reason = "the element is in the low bits")]
pub(in super::super) fn number(element: Element, word: u32) -> f64 {
    match element {
        Element::F16 => f16::from_bits(word as u16).to_f64(),
        Element::BF16 => bf16::from_bits(word as u16).to_f64(),
        Element::TF32 | Element::F32 => f64::from(f32::from_bits(word)),
        Element::F64 => f64::from(word),
        Element::E4M3 => small(word, 3, 7, true),
        Element::E5M2 => small(word, 2, 15, false),
        Element::S8 => f64::from((word as u8).cast_signed()),
        Element::U8 => f64::from(word as u8),
        Element::S4 => f64::from(((word as u8) << 4).cast_signed() >> 4),
        Element::U4 => f64::from(word & 0xf),
        Element::S32 => f64::from(word.cast_signed()),
    }
}

/// An eight-bit floating-point number.
fn small(word: u32, mantissa_bits: u32, bias: i32, finite: bool) -> f64 {
    let mantissa = word & ((1 << mantissa_bits) - 1);
    let exponent = (word & 0x7f) >> mantissa_bits;
    let top = 0x7f >> mantissa_bits;
    let sign = if word & 0x80 == 0 { 1.0 } else { -1.0 };
    let all_ones = mantissa == (1 << mantissa_bits) - 1;
    if exponent == top && (!finite || all_ones) {
        return if mantissa == 0 { sign * f64::INFINITY } else { f64::NAN };
    }
    let scale = |exponent: i32| f64::from(exponent).exp2();
    let steps = f64::from(mantissa) / f64::from(1_u32 << mantissa_bits);
    let exponent = exponent.cast_signed();
    if exponent == 0 {
        sign * steps * scale(1 - bias)
    } else {
        sign * (1.0 + steps) * scale(exponent - bias)
    }
}

/// Puts a number into registers, rounded to the element.
#[expect(clippy::cast_possible_truncation, reason = "numbers round and wrap as registers do")]
pub(super) fn write(element: Element, registers: &mut [u32], index: usize, value: f64) {
    match element {
        Element::F64 => {
            let bits = value.to_bits();
            registers[2 * index] = bits as u32;
            registers[2 * index + 1] = (bits >> 32) as u32;
        }
        Element::F32 | Element::TF32 => registers[index] = (value as f32).to_bits(),
        Element::S32 => registers[index] = (value as i64 as i32).cast_unsigned(),
        Element::F16 => write_half(registers, index, f16::from_f64(value).to_bits()),
        Element::BF16 => write_half(registers, index, bf16::from_f64(value).to_bits()),
        Element::E4M3 | Element::E5M2 | Element::S8 | Element::U8 | Element::S4 | Element::U4 => {
            unreachable!("no instruction has results this narrow")
        }
    }
}

fn write_half(registers: &mut [u32], index: usize, bits: u16) {
    let shift = index % 2 * 16;
    let word = &mut registers[index / 2];
    *word = *word & !(0xffff << shift) | u32::from(bits) << shift;
}

/// The small number closest to a value; the even one of two, the largest for all beyond.
pub(in super::super) fn nearest_small(element: Element, value: f64) -> u8 {
    const NAN: u8 = 0x7f;
    if value.is_nan() {
        return NAN;
    }
    let size = value.abs();
    let finite = |code: u8| Some(number(element, u32::from(code))).filter(|it| it.is_finite());
    let last = (0..=0x7f).rev().find(|&code| finite(code).is_some()).unwrap_or(0);
    // Codes of positive numbers are in their order.
    let above = (0..=last).find(|&code| finite(code).is_some_and(|it| it >= size));
    let code = match above {
        None => last,
        Some(0) => 0,
        Some(above) => {
            let (low, high) = (finite(above - 1).unwrap_or(0.0), finite(above).unwrap_or(0.0));
            let to_low = size - low < high - size;
            let tie = (size - low).total_cmp(&(high - size)).is_eq() && above % 2 == 1;
            if to_low || tie { above - 1 } else { above }
        }
    };
    code | if value.is_sign_negative() { 0x80 } else { 0 }
}
