//! Arguments of a launch as the bytes that a thread starts with.

use kht_schema::ParamId;
use kht_schema::launch::{Arg, Launch};
use serde::Serialize;

use super::VerifyError;
use super::memory::Memory;
use super::prepare::{ParamKind, ParamShape};

/// A pointer that the launch passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PointerPlace {
    /// Parameter that it is, or is in.
    pub param: ParamId,
    /// Byte offset in a by-value struct.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<u32>,
}

/// Arguments, packed at given offsets, in units that keep them aligned.
pub(super) fn pack(
    launch: &Launch,
    params: &[ParamShape],
    offsets: &[u64],
    bytes: u64,
    memory: &Memory,
) -> Result<Vec<u128>, VerifyError> {
    if launch.args.len() != params.len() {
        return Err(VerifyError::ArgCount { expected: params.len(), found: launch.args.len() });
    }
    let mut packed = vec![0; usize::try_from(bytes).expect("arguments are small")];
    for (index, ((arg, param), &offset)) in launch.args.iter().zip(params).zip(offsets).enumerate()
    {
        check(index, arg, param)?;
        let start = usize::try_from(offset).expect("arguments are small");
        let end = start + usize::try_from(param.bytes).expect("arguments are small");
        write(&mut packed[start..end], arg, memory);
    }
    let unit = |chunk: &[u8]| {
        let mut bytes = [0; 16];
        bytes[..chunk.len()].copy_from_slice(chunk);
        u128::from_ne_bytes(bytes)
    };
    Ok(packed.chunks(16).map(unit).collect())
}

/// Pointers of the arguments and the names of their buffers, in order.
pub(super) fn pointers(launch: &Launch) -> Vec<(PointerPlace, &str)> {
    let mut found = Vec::new();
    for (index, arg) in (0..).zip(&launch.args) {
        let param = ParamId(index);
        match arg {
            Arg::Pointer(target) => {
                found.push((PointerPlace { param, at: None }, target.buffer.as_str()));
            }
            Arg::Struct { fields, .. } => {
                for (at, field) in fields {
                    if let Arg::Pointer(target) = field {
                        let place = PointerPlace { param, at: Some(*at) };
                        found.push((place, target.buffer.as_str()));
                    }
                }
            }
            Arg::Null | Arg::Int { .. } | Arg::Float { .. } | Arg::Raw(_) => {}
        }
    }
    found
}

/// Whether an argument fits its parameter.
fn check(index: usize, arg: &Arg, param: &ParamShape) -> Result<(), VerifyError> {
    let (found, bytes) = match arg {
        Arg::Pointer(_) | Arg::Null => ("a pointer", 8),
        Arg::Int { bytes, .. } => ("an integer", u64::from(*bytes)),
        Arg::Float { bytes, .. } => ("a floating-point number", u64::from(*bytes)),
        Arg::Struct { bytes, .. } => ("a struct", u64::from(*bytes)),
        Arg::Raw(raw) => ("raw bytes", raw.len() as u64),
    };
    let is_place = matches!(arg, Arg::Null | Arg::Int { .. }) && param.kind == ParamKind::Shared;
    if is_place {
        return Ok(());
    }
    let fits = match arg {
        Arg::Pointer(_) | Arg::Null => param.kind == ParamKind::Pointer,
        Arg::Int { .. } | Arg::Float { .. } => param.kind == ParamKind::Value,
        Arg::Struct { .. } => !matches!(param.kind, ParamKind::Pointer | ParamKind::Shared),
        Arg::Raw(_) => true,
    };
    if fits && bytes == param.bytes {
        return Ok(());
    }
    Err(VerifyError::ArgType {
        index,
        expected: format!("{} of {} bytes", param.ty, param.bytes),
        found: format!("{found} of {bytes} bytes"),
    })
}

/// Writes the bytes of an argument; what does not fit is left out.
fn write(target: &mut [u8], arg: &Arg, memory: &Memory) {
    let mut copy = |bytes: &[u8]| {
        let length = bytes.len().min(target.len());
        target[..length].copy_from_slice(&bytes[..length]);
    };
    match arg {
        Arg::Pointer(pointer) => copy(&memory.address(pointer).unwrap_or(0).to_le_bytes()),
        Arg::Null => copy(&[0; 8]),
        Arg::Int { value, bytes } => copy(&value.to_le_bytes()[..(*bytes as usize).min(8)]),
        Arg::Float { bits, bytes } => copy(&bits.to_le_bytes()[..(*bytes as usize).min(8)]),
        Arg::Raw(bytes) => copy(bytes),
        Arg::Struct { fields, .. } => {
            for (at, field) in fields {
                if let Some(rest) = target.get_mut(*at as usize..) {
                    write(rest, field, memory);
                }
            }
        }
    }
}
