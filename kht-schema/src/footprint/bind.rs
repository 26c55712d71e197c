//! Binding: the launch beside the kernel, checked, with its arguments looked up by formula.

use std::ops::Range;

use super::BindError;
use super::blocks::BlockBox;
use super::interval::Interval;
use super::linear::Slot;
use super::roots::start;
use crate::expr::Pointer;
use crate::kernel::{Kernel, Param, ParamType};
use crate::launch::{Arg, Buffer, Launch, Target};
use crate::{Expr, ParamId, Sym, WhyCode};

/// Most blocks of a grid per axis.
const MAX_GRID: [u32; 3] = [0x7fff_ffff, 65_535, 65_535];

/// Most threads of a block per axis.
const MAX_BLOCK: [u32; 3] = [1024, 1024, 64];

/// Most threads of a block.
const MAX_THREADS: u128 = 1024;

/// A kernel and a launch that fits it.
#[derive(Debug)]
pub(crate) struct Binding<'a> {
    pub(crate) kernel: &'a Kernel,
    pub(crate) launch: &'a Launch,
    /// The blocks that run.
    pub(crate) blocks: BlockBox,
    /// Pointer arguments and pointer fields, in order of parameter and offset.
    pub(crate) pointers: Vec<PointerArg<'a>>,
}

/// A pointer that the launch passes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PointerArg<'a> {
    /// Where it is passed.
    pub(crate) pointer: Pointer,
    /// What it points to.
    pub(crate) value: PointerValue<'a>,
}

/// What a pointer points to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum PointerValue<'a> {
    /// Nothing.
    Null,
    /// A byte of a buffer.
    Target {
        /// The buffer.
        buffer: &'a Buffer,
        /// Byte in it.
        base: u64,
    },
}

/// Value of an argument or field in a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// An integer.
    Int(i128),
    /// Some multiple of 256 that is not zero, plus this.
    Address(u64),
    /// None that is known.
    None,
}

impl<'a> Binding<'a> {
    pub(crate) fn new(kernel: &'a Kernel, launch: &'a Launch) -> Result<Self, BindError> {
        check_extents(kernel, launch)?;
        if kernel.params.len() != launch.args.len() {
            return Err(BindError::ArgCount {
                kernel: kernel.name.as_str().into(),
                expected: kernel.params.len(),
                found: launch.args.len(),
            });
        }
        let blocks = launch.grid.map(|extent| 0..extent);
        let pointers = Vec::with_capacity(launch.args.len());
        let mut binding = Binding { kernel, launch, blocks, pointers };
        for (index, (param, arg)) in kernel.params.iter().zip(&launch.args).enumerate() {
            let id = ParamId(u32::try_from(index).unwrap_or(u32::MAX));
            check_arg(kernel, param, id, arg)?;
            binding.add_pointers(param, id, arg)?;
        }
        Ok(binding)
    }

    /// Threads or blocks on an axis; 1 for any other symbol.
    pub(crate) fn extent(&self, sym: Sym) -> u32 {
        match sym {
            Sym::Tid(axis) => self.launch.block[axis.index()],
            Sym::Bid(axis) => self.launch.grid[axis.index()],
            _ => 1,
        }
    }

    /// Indices on an axis of the threads or blocks that run; 0 for any other symbol.
    pub(super) fn indices(&self, sym: Sym) -> Interval {
        match sym {
            Sym::Bid(axis) => {
                let Range { start, end } = self.blocks[axis.index()];
                Interval { lo: start.into(), hi: i128::from(end) - 1 }
            }
            other => Interval::below(self.extent(other).into()),
        }
    }

    /// Index of a pointer in [`Binding::pointers`].
    pub(crate) fn slot(&self, pointer: Pointer) -> Option<Slot> {
        let position = self.pointers.iter().position(|entry| entry.pointer == pointer)?;
        Slot::try_from(position).ok()
    }

    /// Value of an argument or field.
    pub(crate) fn value(&self, pointer: Pointer) -> Value {
        let param = self.kernel.params.get(pointer.param.index());
        if param.is_some_and(Param::is_own_memory) {
            // What address memory of the block gets, no launch says.
            return Value::None;
        }
        if let Some(slot) = self.slot(pointer) {
            return match self.pointers[usize::from(slot)].value {
                PointerValue::Null => Value::Int(0),
                PointerValue::Target { base, .. } => Value::Address(base),
            };
        }
        let index = pointer.param.index();
        let (Some(param), Some(arg)) = (self.kernel.params.get(index), self.launch.args.get(index))
        else {
            return Value::None;
        };
        match pointer.at {
            None if param.ty == ParamType::Int => integer(arg),
            None => Value::None,
            Some(at) => match param.fields.iter().find(|field| field.at == at) {
                Some(field) if field.ty == ParamType::Int => field_integer(arg, at, field.size),
                _ => Value::None,
            },
        }
    }

    fn add_pointers(&mut self, param: &Param, id: ParamId, arg: &'a Arg) -> Result<(), BindError> {
        if param.ty == ParamType::Pointer {
            let pointer = Pointer { param: id, at: None };
            let value = match arg {
                // A place in memory of the block, where no buffer is.
                Arg::Int { .. } => PointerValue::Null,
                _ => self.pointer_value(pointer, Some(arg))?,
            };
            self.pointers.push(PointerArg { pointer, value });
        }
        for field in param.fields.iter().filter(|field| field.ty == ParamType::Pointer) {
            let pointer = Pointer { param: id, at: Some(field.at) };
            let value = match arg {
                Arg::Struct { fields, .. } => {
                    let found = fields.iter().find(|(at, _)| *at == field.at);
                    if found.is_none() && self.is_tensor_map(pointer) {
                        return Err(self.no_tensor(pointer));
                    }
                    self.pointer_value(pointer, found.map(|(_, arg)| arg))?
                }
                Arg::Raw(bytes) => {
                    let first = field.at as usize;
                    match bytes.get(first..first + field.size as usize) {
                        _ if self.is_tensor_map(pointer) => return Err(self.no_tensor(pointer)),
                        Some(bytes) if bytes.iter().all(|byte| *byte == 0) => PointerValue::Null,
                        _ => return Err(self.wrong_pointer(pointer, "raw bytes")),
                    }
                }
                _ => PointerValue::Null,
            };
            self.pointers.push(PointerArg { pointer, value });
        }
        Ok(())
    }

    fn pointer_value(
        &self,
        pointer: Pointer,
        arg: Option<&'a Arg>,
    ) -> Result<PointerValue<'a>, BindError> {
        match arg {
            None | Some(Arg::Null) => Ok(PointerValue::Null),
            Some(Arg::Pointer(target)) => self.target(target),
            Some(Arg::Raw(bytes)) if bytes.iter().all(|byte| *byte == 0) => Ok(PointerValue::Null),
            Some(other) => Err(self.wrong_pointer(pointer, &describe(other))),
        }
    }

    /// The buffer that a target names.
    pub(crate) fn target(&self, target: &Target) -> Result<PointerValue<'a>, BindError> {
        match self.launch.buffers.get(&target.buffer) {
            Some(buffer) if target.offset <= buffer.bytes => {
                Ok(PointerValue::Target { buffer, base: target.offset })
            }
            found => Err(BindError::Target {
                kernel: self.kernel.name.as_str().into(),
                buffer: target.buffer.as_str().into(),
                offset: target.offset,
                bytes: found.map(|buffer| buffer.bytes),
            }),
        }
    }

    /// Whether a field stands for the tensor that the kernel reaches by a tensor map. No bytes say
    /// which tensor that is, and no launch has none.
    fn is_tensor_map(&self, pointer: Pointer) -> bool {
        let opaques = &self.kernel.opaques;
        let through_map = |expr: &Expr| match expr {
            Expr::Sym(Sym::Opq(id)) => {
                let why = opaques.get(id.index()).map(|opaque| opaque.why.code);
                why == Some(WhyCode::TensorMap)
            }
            _ => false,
        };
        let mut accesses = self.kernel.accesses.iter();
        accesses.any(|access| start(access).0 == pointer && access.offset.any(through_map))
    }

    fn no_tensor(&self, pointer: Pointer) -> BindError {
        let at = pointer.at.unwrap_or(0);
        BindError::ArgType {
            kernel: self.kernel.name.as_str().into(),
            arg: self.name(pointer).into(),
            expected: format!(
                "the tensor of the tensor map, as a field {{\"at\": {at}, \"buffer\": …}} \
                 of its struct"
            )
            .into(),
            found: "none".into(),
        }
    }

    fn wrong_pointer(&self, pointer: Pointer, found: &str) -> BindError {
        BindError::ArgType {
            kernel: self.kernel.name.as_str().into(),
            arg: self.name(pointer).into(),
            expected: "a pointer".into(),
            found: found.into(),
        }
    }

    /// A pointer as people know it: `arg2 (x)`.
    pub(crate) fn name(&self, pointer: Pointer) -> String {
        let param = self.kernel.params.get(pointer.param.index());
        name(pointer, param)
    }
}

fn name(pointer: Pointer, param: Option<&Param>) -> String {
    match param.and_then(|param| param.name.as_deref()) {
        Some(name) => format!("{pointer} ({name})"),
        None => pointer.to_string(),
    }
}

fn check_extents(kernel: &Kernel, launch: &Launch) -> Result<(), BindError> {
    let error = |what: &'static str, expected: String, found: [u32; 3]| BindError::Extent {
        kernel: kernel.name.as_str().into(),
        what,
        expected: expected.into(),
        found,
    };
    let fits = |extent: [u32; 3], limit: [u32; 3]| {
        extent.iter().zip(limit).all(|(have, limit)| (1..=limit).contains(have))
    };
    let (grid, block) = (launch.grid, launch.block);
    if !fits(grid, MAX_GRID) {
        return Err(error("grid", format!("1 to {MAX_GRID:?} blocks"), grid));
    }
    let threads: u128 = block.iter().map(|extent| u128::from(*extent)).product();
    if !fits(block, MAX_BLOCK) || threads > MAX_THREADS {
        let expected = format!("1 to {MAX_BLOCK:?} threads, {MAX_THREADS} in all");
        return Err(error("block", expected, block));
    }
    if let Some(required) = kernel.launch_bounds.required_block
        && required != block
    {
        return Err(error("block", format!("exactly {required:?} threads"), block));
    }
    if let Some(limit) = kernel.launch_bounds.max_block {
        let most: u128 = limit.iter().map(|extent| u128::from(*extent)).product();
        // A limit on one axis alone, as `__launch_bounds__` gives, is one on all threads.
        if threads > most || (limit[1..] != [1, 1] && !fits(block, limit)) {
            return Err(error("block", format!("at most {limit:?} threads"), block));
        }
    }
    for (extent, lo, hi) in kernel.host_extents() {
        let (what, found, axis) = match extent {
            Sym::Gdim(axis) => ("grid", grid, axis),
            Sym::Bdim(axis) => ("block", block, axis),
            _ => continue,
        };
        if !(lo..=hi).contains(&i64::from(found[axis.index()])) {
            return Err(error(what, host_extent(kernel, extent, lo, hi), found));
        }
    }
    Ok(())
}

/// What the host's launches have, in words.
fn host_extent(kernel: &Kernel, extent: Sym, lo: i64, hi: i64) -> String {
    let range = if lo == hi { lo.to_string() } else { format!("{lo} to {hi}") };
    let all = kernel.launches.len();
    let places = match kernel.launches.as_slice() {
        [] => "the host".to_owned(),
        [only] => only.source.clone(),
        [first, ..] => format!("all {all} launches of the host, {} for example", first.source),
    };
    format!("{extent} of {range}, as {places}")
}

fn check_arg(kernel: &Kernel, param: &Param, id: ParamId, arg: &Arg) -> Result<(), BindError> {
    let fits = match (param.ty, arg) {
        (ParamType::Pointer, Arg::Pointer(_) | Arg::Null) => true,
        (ParamType::Pointer, Arg::Int { .. }) => param.is_own_memory(),
        (ParamType::Int, Arg::Int { bytes, .. })
        | (ParamType::Float, Arg::Float { bytes, .. })
        | (ParamType::Struct, Arg::Struct { bytes, .. }) => *bytes == param.size,
        (ParamType::Other, Arg::Int { bytes, .. } | Arg::Float { bytes, .. }) => {
            *bytes == param.size
        }
        (_, Arg::Raw(bytes)) => bytes.len() == param.size as usize,
        _ => false,
    };
    if fits {
        return Ok(());
    }
    let size = param.size;
    let expected = match param.ty {
        ParamType::Pointer => "a pointer".to_owned(),
        ParamType::Int => format!("an integer of {size} bytes"),
        ParamType::Float => format!("a floating-point number of {size} bytes"),
        ParamType::Struct => format!("a struct of {size} bytes"),
        ParamType::Other => format!("a value of {size} bytes"),
    };
    Err(BindError::ArgType {
        kernel: kernel.name.as_str().into(),
        arg: name(Pointer { param: id, at: None }, Some(param)).into(),
        expected: expected.into(),
        found: describe(arg).into(),
    })
}

/// An argument in words.
fn describe(arg: &Arg) -> String {
    match arg {
        Arg::Pointer(target) => format!("a pointer into `{}`", target.buffer),
        Arg::Null => "a null pointer".into(),
        Arg::Int { bytes, .. } => format!("an integer of {bytes} bytes"),
        Arg::Float { bytes, .. } => format!("a floating-point number of {bytes} bytes"),
        Arg::Struct { bytes, .. } => format!("a struct of {bytes} bytes"),
        Arg::Raw(bytes) => format!("{} raw bytes", bytes.len()),
    }
}

fn integer(arg: &Arg) -> Value {
    match arg {
        Arg::Int { value, .. } => Value::Int((*value).into()),
        Arg::Raw(bytes) => signed(bytes),
        _ => Value::None,
    }
}

/// The integer field of a struct, whichever way the launch cuts its bytes.
fn field_integer(arg: &Arg, at: u32, size: u32) -> Value {
    let (start, end) = (at as usize, at as usize + size as usize);
    match arg {
        Arg::Raw(bytes) => bytes.get(start..end).map_or(Value::None, signed),
        Arg::Struct { fields, .. } => {
            if let Some((_, Arg::Int { value, bytes })) = fields.iter().find(|(own, _)| *own == at)
                && *bytes == size
            {
                return Value::Int((*value).into());
            }
            if size > 16 {
                return Value::None;
            }
            let mut image = vec![0_u8; end - start];
            for (own, field) in fields {
                let own = *own as usize;
                let bytes = match field {
                    Arg::Int { value, bytes } => {
                        value.to_le_bytes()[..(*bytes as usize).min(8)].to_vec()
                    }
                    Arg::Float { bits, bytes } => {
                        bits.to_le_bytes()[..(*bytes as usize).min(8)].to_vec()
                    }
                    Arg::Raw(bytes) => bytes.clone(),
                    Arg::Null => vec![0; 8],
                    // The bytes of an address are not known.
                    Arg::Pointer(_) if own < end && start < own + 8 => return Value::None,
                    Arg::Pointer(_) | Arg::Struct { .. } => continue,
                };
                for (index, byte) in bytes.into_iter().enumerate() {
                    if (start..end).contains(&(own + index)) {
                        image[own + index - start] = byte;
                    }
                }
            }
            signed(&image)
        }
        _ => Value::None,
    }
}

/// Little-endian bytes as a signed number.
fn signed(bytes: &[u8]) -> Value {
    if bytes.is_empty() || bytes.len() > 16 {
        return Value::None;
    }
    let negative = bytes.last().is_some_and(|byte| *byte >= 0x80);
    let mut image = if negative { [0xff; 16] } else { [0; 16] };
    image[..bytes.len()].copy_from_slice(bytes);
    Value::Int(i128::from_le_bytes(image))
}
