//! Random launches: arguments that fit a kernel, so that its table can be judged by running it.
//!
//! A table says of a kernel's parameters what is needed: their types, the limits of its blocks, and
//! which buffers hold indices and pointers. The rest is drawn: sizes that are round and sizes that
//! are not, indices with and without a sentinel, null pointers, two pointers to one buffer.
//! Whether accesses stay inside their buffers nobody knows beforehand, so buffers are large, and
//! each [`Effort`] draws smaller numbers than the one before it.
//!
//! The same kernel, seed and effort give the same launch.

mod draw;
mod hints;
mod write;

use std::collections::BTreeMap;

use kht_schema::kernel::{Field, Param};
use kht_schema::launch::{Arg, Buffer, Contents, Target};
use kht_schema::{Kernel, Launch, ParamType};

use self::draw::Draw;
use self::hints::{Hint, Hints};
pub use self::write::to_json;

/// Size of each buffer: what small launches reach, with room for strides that were drawn apart
/// from the sizes they belong to. Only pages that are touched cost anything.
const BUFFER_BYTES: u64 = 64 << 20;

/// Bytes of a buffer that are not zero: more indices than a small launch loads.
const FILLED_BYTES: usize = 8192;

/// Buffers behind an array of pointers.
const POINTEES: usize = 4;

/// Dynamic shared memory: what every GPU grants without being asked.
const SHARED_BYTES: u32 = 48 << 10;

/// Bytes of it from one pointer to the next.
const SHARED_PART: i64 = 8 << 10;

/// How large the numbers of a launch may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effort {
    /// Several warps and blocks, sizes up to some hundreds.
    Large,
    /// A few blocks, sizes up to 33.
    Small,
    /// One or two blocks, sizes of one or two.
    Tiny,
}

impl Effort {
    /// All of them, in the order to try.
    pub const ALL: [Effort; 3] = [Effort::Large, Effort::Small, Effort::Tiny];
}

/// Draws a launch of a kernel.
#[must_use]
pub fn random(kernel: &Kernel, seed: u64, effort: Effort) -> Launch {
    let hints = Hints::of(kernel);
    let draw = Draw::new(&kernel.name, seed, effort);
    let mut maker = Maker { draw, hints, buffers: BTreeMap::new(), parts: 0 };
    let args = kernel.params.iter().map(|param| maker.argument(param)).collect();
    let block = maker.draw.block(kernel);
    let grid = maker.draw.grid(kernel);
    Launch {
        kernel: kernel.name.clone(),
        grid,
        block,
        shared_bytes: SHARED_BYTES,
        args,
        buffers: maker.buffers,
    }
}

/// A launch in the making.
struct Maker {
    draw: Draw,
    hints: Hints,
    buffers: BTreeMap<String, Buffer>,
    /// Pointers to shared memory so far.
    parts: usize,
}

impl Maker {
    fn argument(&mut self, param: &Param) -> Arg {
        match param.ty {
            ParamType::Struct => {
                let mut fields: Vec<(u32, Arg)> = param
                    .fields
                    .iter()
                    .map(|field| (field.at, self.leaf(param, Some(field))))
                    .collect();
                self.divisor(&param.fields, &mut fields);
                Arg::Struct { bytes: param.size, fields }
            }
            _ if param.is_own_memory() => {
                let part = i64::try_from(self.parts).expect("fewer parts than parameters");
                self.parts += 1;
                Arg::Int { value: part * SHARED_PART, bytes: 4 }
            }
            _ => self.leaf(param, None),
        }
    }

    /// A parameter that is no struct, or a field of one that is.
    fn leaf(&mut self, param: &Param, field: Option<&Field>) -> Arg {
        let (ty, size) = field.map_or((param.ty, param.size), |it| (it.ty, it.size));
        match ty {
            ParamType::Pointer => {
                let hint = match field {
                    Some(field) => self.hints.of_field(param.index, field.at),
                    None => self.hints.of_param(param.index),
                };
                self.pointer(hint)
            }
            ParamType::Int => {
                let hint = self.hints.of_number(param.index, field.map(|it| it.at));
                Arg::Int { value: self.draw.integer(size, hint), bytes: size }
            }
            ParamType::Float => Arg::Float { bits: self.draw.float(size), bytes: size },
            ParamType::Struct | ParamType::Other => Arg::Raw(vec![0; size as usize]),
        }
    }

    /// A buffer of its own, mostly.
    fn pointer(&mut self, hint: Option<Hint>) -> Arg {
        if self.draw.one_in(24) {
            return Arg::Null;
        }
        if hint.is_none() && self.draw.one_in(12) {
            let plain = self.buffers.values().filter(|it| it.contents == Contents::Zero);
            let names: Vec<String> = plain.map(|it| it.name.clone()).collect();
            if let Some(name) = self.draw.pick(&names).cloned() {
                return Arg::Pointer(Target { buffer: name, offset: 0 });
            }
        }
        let contents = match hint {
            Some(Hint::Integers(ty)) => Contents::Bytes(self.draw.integers(ty, FILLED_BYTES)),
            Some(Hint::Pointers) => self.pointees(),
            None => self.draw.contents(FILLED_BYTES),
        };
        Arg::Pointer(Target { buffer: self.buffer("buffer", contents), offset: 0 })
    }

    /// An array of pointers to a few buffers.
    fn pointees(&mut self) -> Contents {
        let names: Vec<String> =
            (0..POINTEES).map(|_| self.buffer("pointee", Contents::Zero)).collect();
        let slots = 0..FILLED_BYTES / 8;
        let target = |slot: usize| Target { buffer: names[slot % POINTEES].clone(), offset: 0 };
        Contents::Pointers(slots.map(|slot| Some(target(slot))).collect())
    }

    fn buffer(&mut self, prefix: &str, contents: Contents) -> String {
        let name = format!("{prefix}{}", self.buffers.len());
        let buffer = Buffer { name: name.clone(), bytes: BUFFER_BYTES, contents };
        self.buffers.insert(name.clone(), buffer);
        name
    }

    /// Three words are often a divisor prepared for division by multiplication: multiplier, shift
    /// and divisor. Then half of them are made to belong together.
    fn divisor(&mut self, fields: &[Field], values: &mut [(u32, Arg)]) {
        let words = fields.iter().all(|it| it.ty == ParamType::Int && it.size == 4);
        if fields.len() != 3 || !words || self.draw.one_in(2) {
            return;
        }
        let divisor = u64::from(self.draw.divisor());
        let shift = u64::from(divisor.next_power_of_two().trailing_zeros());
        let multiplier = ((1_u64 << 32) * ((1 << shift) - divisor)) / divisor + 1;
        for ((_, arg), value) in values.iter_mut().zip([multiplier, shift, divisor]) {
            let word = u32::try_from(value).unwrap_or(u32::MAX).cast_signed();
            *arg = Arg::Int { value: word.into(), bytes: 4 };
        }
    }
}

#[cfg(test)]
mod tests;
