//! Values: the scalar types of arguments and lists, and the fills of buffers.

use std::path::{Component, Path};
use std::{fs, io};

use serde_json::Value;

use super::document::Node;
use super::{Contents, LaunchError, Target};

/// Largest file that a buffer is filled from.
const MAX_FILE_BYTES: u64 = 1 << 30;

const FILL_FORMS: &str = "\"zero\" or an object with one of i8, u8, bool, i16, u16, i32, u32, i64, \
                          u64, f32, f64, f16_bits, bf16_bits, hex, file, ptrs, random_f32, \
                          random_f16, random_i32";

/// A type that arguments and lists are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scalar {
    /// Any integer of the range is written as such.
    Int { name: &'static str, bytes: u32, signed: bool },
    /// `true` and `false`, also as 1 and 0.
    Bool,
    /// A number, or one of the strings `inf`, `-inf` and `nan`.
    Float { bytes: u32 },
    /// The bits of a 16-bit floating-point number.
    HalfBits { name: &'static str },
}

impl Scalar {
    /// The type of a name; `None` if there is none.
    pub(super) fn named(name: &str) -> Option<Scalar> {
        let int = |name, bytes, signed| Scalar::Int { name, bytes, signed };
        Some(match name {
            "i8" => int("i8", 1, true),
            "u8" => int("u8", 1, false),
            "i16" => int("i16", 2, true),
            "u16" => int("u16", 2, false),
            "i32" => int("i32", 4, true),
            "u32" => int("u32", 4, false),
            "i64" => int("i64", 8, true),
            "u64" => int("u64", 8, false),
            "bool" => Scalar::Bool,
            "f32" => Scalar::Float { bytes: 4 },
            "f64" => Scalar::Float { bytes: 8 },
            "f16_bits" => Scalar::HalfBits { name: "f16_bits" },
            "bf16_bits" => Scalar::HalfBits { name: "bf16_bits" },
            _ => return None,
        })
    }

    /// Size in bytes.
    pub(super) fn bytes(self) -> u32 {
        match self {
            Scalar::Int { bytes, .. } | Scalar::Float { bytes } => bytes,
            Scalar::Bool => 1,
            Scalar::HalfBits { .. } => 2,
        }
    }

    /// Whether it is a floating-point number.
    pub(super) fn is_float(self) -> bool {
        matches!(self, Scalar::Float { .. } | Scalar::HalfBits { .. })
    }

    /// The little-endian bits of a value, the unused ones zero.
    pub(super) fn bits(self, node: &Node<'_>) -> Result<u64, LaunchError> {
        match self {
            Scalar::Int { name, bytes, signed } => {
                let half = 1_i128 << (8 * bytes - 1);
                let (lo, hi) = if signed { (-half, half - 1) } else { (0, 2 * half - 1) };
                let value = node.integer_of(name, lo, hi)?;
                let bits = value & (2 * half - 1);
                Ok(u64::try_from(bits).expect("at most 64 bits are left"))
            }
            Scalar::Bool => match node.value {
                Value::Bool(value) => Ok(u64::from(*value)),
                Value::Number(number) if number.as_u64().is_some_and(|value| value < 2) => {
                    Ok(number.as_u64().unwrap_or(0))
                }
                _ => Err(node.expected("true or false")),
            },
            Scalar::Float { bytes: 4 } => {
                let value = float(node)?;
                #[expect(clippy::cast_possible_truncation, reason = "rounded as a compiler does")]
                let rounded = value as f32;
                if value.is_finite() && !rounded.is_finite() {
                    return Err(node.expected("a number that an f32 can hold"));
                }
                Ok(u64::from(rounded.to_bits()))
            }
            Scalar::Float { .. } => Ok(float(node)?.to_bits()),
            Scalar::HalfBits { name } => {
                let bits = node.integer_of(&format!("the 16 bits of {name}"), 0, 0xffff)?;
                Ok(u64::try_from(bits).expect("the range was checked"))
            }
        }
    }
}

fn float(node: &Node<'_>) -> Result<f64, LaunchError> {
    match node.value {
        Value::Number(number) => number.as_f64().ok_or_else(|| node.expected("a number")),
        Value::String(text) if text == "inf" => Ok(f64::INFINITY),
        Value::String(text) if text == "-inf" => Ok(f64::NEG_INFINITY),
        Value::String(text) if text == "nan" => Ok(f64::NAN),
        _ => Err(node.expected("a number, \"inf\", \"-inf\" or \"nan\"")),
    }
}

/// Reads what a buffer of `bytes` bytes holds; pointers are noted in `targets`, to be checked when
/// all buffers are known.
pub(super) fn contents(
    node: &Node<'_>,
    bytes: u64,
    base_dir: &Path,
    targets: &mut Vec<(String, Target)>,
) -> Result<Contents, LaunchError> {
    if node.value.as_str() == Some("zero") {
        return Ok(Contents::Zero);
    }
    let (name, value) = node.single(FILL_FORMS)?;
    let (contents, len) = match name {
        "hex" => given(hex(&value)?),
        "file" => given(file(&value, bytes, base_dir)?),
        "ptrs" => pointers(&value, targets)?,
        "random_f32" => (Contents::RandomFloat { seed: value.unsigned(u64::MAX)?, bytes: 4 }, 0),
        "random_f16" => (Contents::RandomFloat { seed: value.unsigned(u64::MAX)?, bytes: 2 }, 0),
        "random_i32" => (random_i32(&value)?, 0),
        _ => match Scalar::named(name) {
            Some(scalar) => given(typed_list(&value, scalar)?),
            None => return Err(node.expected(FILL_FORMS)),
        },
    };
    if bytes < len {
        return Err(LaunchError::Form {
            place: value.place,
            expected: format!("at most the {bytes} bytes of the buffer"),
            found: format!("{len} bytes"),
        });
    }
    Ok(contents)
}

fn given(bytes: Vec<u8>) -> (Contents, u64) {
    let len = bytes.len() as u64;
    (Contents::Bytes(bytes), len)
}

fn typed_list(node: &Node<'_>, scalar: Scalar) -> Result<Vec<u8>, LaunchError> {
    let elements = node.array()?;
    let size = scalar.bytes() as usize;
    let mut bytes = Vec::with_capacity(elements.len() * size);
    for (idx, value) in elements.iter().enumerate() {
        // The place is only written out for an element that is wrong.
        let bits = match scalar.bits(&Node::new("", value)) {
            Ok(bits) => bits,
            Err(_) => scalar.bits(&node.element(idx, value))?,
        };
        bytes.extend_from_slice(&bits.to_le_bytes()[..size]);
    }
    Ok(bytes)
}

/// An even number of hexadecimal digits.
pub(super) fn hex(node: &Node<'_>) -> Result<Vec<u8>, LaunchError> {
    let text = node.text()?;
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs = text.as_bytes().chunks(2).map(|pair| match pair {
        [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
        _ => None,
    });
    pairs
        .collect::<Option<Vec<u8>>>()
        .ok_or_else(|| node.expected("an even number of hexadecimal digits"))
}

/// The bytes of a file that is named relative to the launch file.
fn file(node: &Node<'_>, bytes: u64, base_dir: &Path) -> Result<Vec<u8>, LaunchError> {
    let name = node.text()?;
    let relative = Path::new(name);
    let escapes = |part: Component<'_>| matches!(part, Component::RootDir | Component::Prefix(_));
    if name.is_empty() || relative.components().any(escapes) {
        return Err(node.expected("a path relative to the launch file"));
    }
    let failed = |source: io::Error| LaunchError::File {
        place: node.place.clone(),
        file: name.to_owned(),
        source,
    };
    let path = base_dir.join(relative);
    let found = fs::metadata(&path).map_err(failed)?;
    if !found.is_file() {
        // Reading a pipe or a device might never end.
        return Err(LaunchError::Form {
            place: node.place.clone(),
            expected: "a file".to_owned(),
            found: format!("{name:?}, which is none"),
        });
    }
    let limit = bytes.min(MAX_FILE_BYTES);
    if limit < found.len() {
        return Err(LaunchError::Form {
            place: node.place.clone(),
            expected: format!("a file of at most {limit} bytes"),
            found: format!("{name:?} of {} bytes", found.len()),
        });
    }
    fs::read(&path).map_err(failed)
}

fn pointers(
    node: &Node<'_>,
    targets: &mut Vec<(String, Target)>,
) -> Result<(Contents, u64), LaunchError> {
    let mut pointers = Vec::new();
    for (idx, value) in node.array()?.iter().enumerate() {
        if value.is_null() {
            pointers.push(None);
            continue;
        }
        let element = node.element(idx, value);
        let target = target(&element)?;
        targets.push((element.place, target.clone()));
        pointers.push(Some(target));
    }
    let len = 8 * pointers.len() as u64;
    Ok((Contents::Pointers(pointers), len))
}

/// `{"name": …, "offset": …}`; without an offset, the first byte.
pub(super) fn target(node: &Node<'_>) -> Result<Target, LaunchError> {
    let object = node.object(&["name", "offset"])?;
    let buffer = object.require("name")?.text()?.to_owned();
    let offset = object.get("offset").map_or(Ok(0), |node| node.unsigned(u64::MAX))?;
    Ok(Target { buffer, offset })
}

fn random_i32(node: &Node<'_>) -> Result<Contents, LaunchError> {
    let object = node.object(&["seed", "low", "high"])?;
    let number = |key: &str, lo: i32| {
        let value = object.require(key)?.integer(i128::from(lo), i128::from(i32::MAX))?;
        Ok::<i32, LaunchError>(i32::try_from(value).expect("the range was checked"))
    };
    let seed = object.require("seed")?.unsigned(u64::MAX)?;
    let low = number("low", i32::MIN)?;
    // Exclusive, so above the smallest value.
    let high = number("high", low.saturating_add(1))?;
    Ok(Contents::RandomI32 { seed, low, high })
}
