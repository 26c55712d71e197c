//! Kernel parameters: types, sizes, declared facts, and the leaves of by-value structs.

use inkwell::attributes::{Attribute, AttributeLoc};
use inkwell::module::Module;
use inkwell::targets::TargetData;
use inkwell::types::BasicTypeEnum;
use inkwell::values::{BasicValueEnum, FunctionValue};
use kht_schema::kernel::{DeclaredAccess, Field, NameSource, PointerFacts};
use kht_schema::{Param, ParamId, ParamType};

use super::image;
use crate::scev::{self, Note};

/// Most leaves of a by-value struct that are listed; arrays in structs can have thousands.
const MAX_FIELDS: usize = 1024;

/// All parameters of a kernel that a launch passes, in order: what the runtime adds of its own
/// comes behind them.
pub(super) fn params<'ctx>(module: &Module<'ctx>, function: FunctionValue<'ctx>) -> Vec<Param> {
    let layout = TargetData::create(&module.get_data_layout().as_str().to_string_lossy());
    let opencl = OpenCl::of(function);
    (0..function.count_params())
        .take_while(|index| {
            let location = AttributeLoc::Param(*index);
            function.get_string_attribute(location, "amdgpu-hidden-argument").is_none()
        })
        .filter_map(|index| function.get_nth_param(index).map(|value| (index, value)))
        .map(|(index, value)| opencl.apply(param(&layout, function, index, value)))
        .collect()
}

/// What OpenCL says of the parameters of a kernel beside their types.
struct OpenCl {
    names: Vec<Note>,
    types: Vec<Note>,
}

impl OpenCl {
    fn of(function: FunctionValue<'_>) -> OpenCl {
        let function = scev::function(function);
        let notes = |kind| function.metadata(kind).unwrap_or_default();
        OpenCl { names: notes("kernel_arg_name"), types: notes("kernel_arg_base_type") }
    }

    fn apply(&self, mut param: Param) -> Param {
        let text = |notes: &[Note]| match notes.get(param.index.index()) {
            Some(Note::Text(text)) if !text.is_empty() => Some(text.clone()),
            _ => None,
        };
        let (name, ty) = (text(&self.names), text(&self.types));
        if param.name.is_none() {
            param.name = name;
        }
        if param.ty == ParamType::Pointer
            && let Some(ty) = ty
        {
            image::apply(&mut param, &ty);
        }
        param
    }
}

fn param<'ctx>(
    layout: &TargetData,
    function: FunctionValue<'ctx>,
    index: u32,
    value: BasicValueEnum<'ctx>,
) -> Param {
    let location = AttributeLoc::Param(index);
    let (name, named_by) = name(function, index, value);
    let mut param = Param {
        index: ParamId(index),
        name,
        named_by,
        guessed_role: None,
        ty: param_type(value.get_type()),
        size: bytes(layout.get_store_size(&value.get_type())),
        pointer: None,
        fields: Vec::new(),
    };
    if let Some(attribute) = by_value(function, location) {
        if let Ok(aggregate) = BasicTypeEnum::try_from(attribute.get_type_value()) {
            param.ty = ParamType::Struct;
            param.size = bytes(layout.get_abi_size(&aggregate));
            leaves(layout, aggregate, 0, &mut param.fields);
        }
    } else if value.is_pointer_value() {
        let space = scev::function(function).parameters()[index as usize].address_space();
        param.pointer = Some(facts(function, location, space));
    } else if param.ty == ParamType::Struct {
        leaves(layout, value.get_type(), 0, &mut param.fields);
    }
    param
}

/// What the module calls a parameter, or else what debug information calls it.
fn name(
    function: FunctionValue<'_>,
    index: u32,
    value: BasicValueEnum<'_>,
) -> (Option<String>, NameSource) {
    let name = value.get_name().to_string_lossy().into_owned();
    if !name.is_empty() {
        return (Some(name), NameSource::Module);
    }
    match scev::argument_name(function, index) {
        Some(name) => (Some(name), NameSource::DebugInfo),
        None => (None, NameSource::Module),
    }
}

/// The attribute with the type behind a `byval` or `byref` pointer.
fn by_value(function: FunctionValue<'_>, location: AttributeLoc) -> Option<Attribute> {
    ["byval", "byref"].into_iter().find_map(|name| {
        function.get_enum_attribute(location, Attribute::get_named_enum_kind_id(name))
    })
}

fn facts(function: FunctionValue<'_>, location: AttributeLoc, space: u32) -> PointerFacts {
    let has = |name| {
        let kind = Attribute::get_named_enum_kind_id(name);
        function.get_enum_attribute(location, kind)
    };
    let declared_access = if has("readnone").is_some() {
        DeclaredAccess::None
    } else if has("readonly").is_some() {
        DeclaredAccess::Read
    } else if has("writeonly").is_some() {
        DeclaredAccess::Write
    } else {
        DeclaredAccess::ReadWrite
    };
    PointerFacts {
        space,
        align: has("align").map_or(1, |attribute| attribute.get_enum_value().max(1)),
        noalias: has("noalias").is_some(),
        declared_access,
    }
}

fn param_type(ty: BasicTypeEnum<'_>) -> ParamType {
    match ty {
        BasicTypeEnum::PointerType(_) => ParamType::Pointer,
        BasicTypeEnum::IntType(ty) if ty.get_bit_width() <= 64 => ParamType::Int,
        BasicTypeEnum::FloatType(_) => ParamType::Float,
        BasicTypeEnum::StructType(_)
        | BasicTypeEnum::ArrayType(_)
        | BasicTypeEnum::VectorType(_) => ParamType::Struct,
        BasicTypeEnum::IntType(_) | BasicTypeEnum::ScalableVectorType(_) => ParamType::Other,
    }
}

/// Appends the scalar leaves of a type at a byte offset, in order of their offsets.
fn leaves(layout: &TargetData, ty: BasicTypeEnum<'_>, at: u64, out: &mut Vec<Field>) {
    if out.len() >= MAX_FIELDS {
        return;
    }
    match ty {
        BasicTypeEnum::StructType(ty) => {
            for (position, field) in ty.get_field_types().into_iter().enumerate() {
                let offset = u32::try_from(position)
                    .ok()
                    .and_then(|position| layout.offset_of_element(&ty, position));
                if let Some(offset) = offset {
                    leaves(layout, field, at + offset, out);
                }
            }
        }
        BasicTypeEnum::ArrayType(ty) => {
            let element = ty.get_element_type();
            let stride = layout.get_abi_size(&element);
            for position in 0..u64::from(ty.len()) {
                leaves(layout, element, at + position * stride, out);
            }
        }
        BasicTypeEnum::VectorType(ty) => {
            let element = ty.get_element_type();
            // In a vector, nothing lies between numbers.
            let stride = layout.get_bit_size(&element) / 8;
            for position in 0..u64::from(ty.get_size()) {
                leaves(layout, element, at + position * stride, out);
            }
        }
        BasicTypeEnum::PointerType(_)
        | BasicTypeEnum::IntType(_)
        | BasicTypeEnum::FloatType(_)
        | BasicTypeEnum::ScalableVectorType(_) => {
            let size = bytes(layout.get_store_size(&ty));
            out.push(Field { at: bytes(at), ty: param_type(ty), size });
        }
    }
}

/// Parameters are limited to a few KiB by the hardware.
fn bytes(size: u64) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}
