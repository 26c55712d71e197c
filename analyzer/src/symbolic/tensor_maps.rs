//! Tensor maps in by-value arguments.
//!
//! A tensor map is 128 opaque bytes that the driver makes of a pointer and a shape. Where a kernel
//! copies through one, the parameter gets a pointer field at its first byte, so that a table can
//! name the tensor and a launch can say which buffer it is.

use kht_schema::kernel::Field;
use kht_schema::{Param, ParamId, ParamType, WhyCode};

use crate::accesses::{Extent, Site};
use crate::load::Entry;
use crate::scev::{NodeKind, Opcode, Scev, Value, ValueKind};

/// Bytes of a tensor map.
const BYTES: u32 = 128;

/// Bytes of the pointer at its start.
const POINTER_BYTES: u32 = 8;

/// Casts and sums between an argument and a tensor map in it that are followed.
const MAX_STEPS: usize = 16;

/// The entry with all tensor maps of its by-value arguments as fields.
pub(super) fn declare<'m>(entry: &Entry<'m>, scev: &mut Scev<'m>, sites: &[Site<'m>]) -> Entry<'m> {
    let mut entry = entry.clone();
    for site in sites {
        if matches!(site.extent, Extent::Any(WhyCode::TensorMap))
            && site.pointer.opcode() == Some(Opcode::LLVMLoad)
            && let Some((param, at)) = place(scev, site.pointer.operand(0))
        {
            add_field(&mut entry.params[param.index()], at);
        }
    }
    entry
}

/// The by-value argument that a pointer points into, and the byte in it.
fn place<'m>(scev: &mut Scev<'m>, mut pointer: Value<'m>) -> Option<(ParamId, u32)> {
    let mut offset = 0_i64;
    for _ in 0..MAX_STEPS {
        let tree = scev.expr(pointer, None)?;
        let leaf = match tree.nodes.as_slice() {
            [leaf] => leaf,
            [a, b, sum] if matches!(sum.kind, NodeKind::Add) => match (a.kind, b.kind) {
                (NodeKind::Constant(by), _) => {
                    offset += by;
                    b
                }
                (_, NodeKind::Constant(by)) => {
                    offset += by;
                    a
                }
                _ => return None,
            },
            _ => return None,
        };
        let NodeKind::Unknown(value) = leaf.kind else { return None };
        match value.kind() {
            ValueKind::Argument(index) if value.byval_size().is_some() => {
                return Some((ParamId(index), u32::try_from(offset).ok()?));
            }
            ValueKind::Instruction(Opcode::LLVMAddrSpaceCast | Opcode::LLVMFreeze) => {
                pointer = value.operand(0);
            }
            _ => return None,
        }
    }
    None
}

/// Puts a pointer in the place of whatever the module declares there.
fn add_field(param: &mut Param, at: u32) {
    let fits = at.checked_add(BYTES).is_some_and(|end| end <= param.size);
    if param.ty != ParamType::Struct || !fits {
        return;
    }
    param.fields.retain(|field| field.at + field.size <= at || at + BYTES <= field.at);
    param.fields.push(Field { at, ty: ParamType::Pointer, size: POINTER_BYTES });
    param.fields.sort_by_key(|field| field.at);
}
