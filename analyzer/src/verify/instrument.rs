//! Finds every memory instruction and puts a call of the recorder before it.
//!
//! What provably touches only the thread's own stack (an `alloca`, or a by-value argument, at a
//! constant offset) is left alone. Divisions get a check, because the host traps where a GPU
//! returns something, and loops count their turns, because nothing else ends one that never does.

use std::collections::{BTreeMap, HashMap};
use std::ffi::CStr;

use inkwell::builder::Builder;
use inkwell::llvm_sys::core::{LLVMGetAlignment, LLVMGetDebugLocFilename, LLVMGetDebugLocLine};
use inkwell::targets::TargetData;
use inkwell::types::{AnyType, BasicTypeEnum};
use inkwell::values::{
    AnyValue, AsValueRef, BasicMetadataValueEnum, BasicValueEnum, CallSiteValue, FunctionValue,
    InstructionOpcode, InstructionValue, IntValue, PointerValue,
};
use kht_schema::Op;

use super::prepare::{ParamKind, Prepared, generic_space, instructions, name};
use super::record::SiteShape;
use super::turns::Turns;

/// A place in the kernel that touches memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Site {
    /// What the recorder needs.
    pub(super) shape: SiteShape,
    /// `file:line`, if the module has debug information.
    pub(super) source: Option<String>,
    /// Position of its instruction among those of the module.
    pub(super) instruction: usize,
}

/// Result of instrumenting a module.
#[derive(Debug, Default)]
pub(super) struct Instrumented {
    /// Sites in the module's order; calls name them by position.
    pub(super) sites: Vec<Site>,
    /// Names and types of the division checks that are called.
    pub(super) checks: BTreeMap<String, (String, bool)>,
    /// Bytes of stack that all functions ask for.
    pub(super) stack_bytes: u64,
}

/// One access of an instruction: what, where, how many bytes.
struct Touch<'ctx> {
    op: Op,
    pointer: PointerValue<'ctx>,
    length: Length<'ctx>,
    align: u64,
}

/// Bytes of an access.
enum Length<'ctx> {
    Fixed(u64),
    Value(IntValue<'ctx>),
}

/// Instruments all functions of a module.
pub(super) fn instrument(prepared: &Prepared<'_>) -> Instrumented {
    let layout = prepared.layout();
    let builder = prepared.context.create_builder();
    let mut result = Instrumented::default();
    let mut position = 0;
    for function in prepared.bodies() {
        let all = instructions(function);
        let turns = Turns::insert(prepared, &builder, function, &all);
        for instruction in all {
            result.stack_bytes += stack_bytes(instruction, &layout);
            for touch in touches(instruction, &layout) {
                if is_own(prepared, touch.pointer) {
                    continue;
                }
                let bytes = if let Length::Fixed(bytes) = touch.length { bytes } else { 0 };
                let shape = SiteShape { op: touch.op, bytes, align: touch.align };
                // The builder stays before the instruction.
                let turn = turns.at(prepared, &builder, instruction);
                insert_record(prepared, &builder, &touch, result.sites.len(), turn);
                let source = source(instruction);
                result.sites.push(Site { shape, source, instruction: position });
            }
            insert_division_check(prepared, &builder, instruction, position, &mut result.checks);
            position += 1;
        }
        insert_ticks(prepared, &builder, function);
    }
    result
}

/// The text of instructions, by their position in a module that is not instrumented yet.
pub(super) fn texts(prepared: &Prepared<'_>, positions: &[usize]) -> Vec<String> {
    let all: Vec<InstructionValue<'_>> =
        prepared.bodies().into_iter().flat_map(instructions).collect();
    let text = |&position: &usize| {
        all.get(position).map_or_else(String::new, |it| {
            it.print_to_string().to_string().trim().chars().take(160).collect()
        })
    };
    positions.iter().map(text).collect()
}

/// Source of instructions, likewise.
pub(super) fn sources(prepared: &Prepared<'_>, positions: &[usize]) -> Vec<Option<String>> {
    let all: Vec<InstructionValue<'_>> =
        prepared.bodies().into_iter().flat_map(instructions).collect();
    positions.iter().map(|&position| all.get(position).copied().and_then(source)).collect()
}

/// Stack that an instruction takes.
fn stack_bytes(instruction: InstructionValue<'_>, layout: &TargetData) -> u64 {
    if instruction.get_opcode() != InstructionOpcode::Alloca {
        return 0;
    }
    let Ok(ty) = instruction.get_allocated_type() else { return 0 };
    let count = constant_operand(instruction, 0).unwrap_or(1);
    layout.get_abi_size(&ty).saturating_mul(count)
}

/// An integer operand that is constant.
fn constant_operand(instruction: InstructionValue<'_>, index: u32) -> Option<u64> {
    match instruction.get_operand(index)?.value()? {
        BasicValueEnum::IntValue(value) => value.get_zero_extended_constant(),
        _ => None,
    }
}

/// A pointer operand.
fn pointer_operand(instruction: InstructionValue<'_>, index: u32) -> Option<PointerValue<'_>> {
    match instruction.get_operand(index)?.value()? {
        BasicValueEnum::PointerValue(value) => Some(value),
        _ => None,
    }
}

/// The accesses of an instruction.
fn touches<'ctx>(instruction: InstructionValue<'ctx>, layout: &TargetData) -> Vec<Touch<'ctx>> {
    let fixed = |op: Op, pointer: u32, ty: &dyn AnyType<'ctx>| {
        let pointer = pointer_operand(instruction, pointer)?;
        let bytes = layout.get_store_size(ty);
        Some(Touch { op, pointer, length: Length::Fixed(bytes), align: alignment(instruction) })
    };
    let operand_type = |index: u32| {
        instruction.get_operand(index).and_then(|it| it.value()).map(|it| it.get_type())
    };
    let touch = match instruction.get_opcode() {
        InstructionOpcode::Load => fixed(Op::Load, 0, &instruction.get_type()),
        InstructionOpcode::Store => operand_type(0).and_then(|ty| fixed(Op::Store, 1, &ty)),
        InstructionOpcode::AtomicRMW | InstructionOpcode::AtomicCmpXchg => {
            operand_type(1).and_then(|ty| fixed(Op::Atomic, 0, &ty))
        }
        InstructionOpcode::Call => return call_touches(instruction, layout),
        _ => None,
    };
    touch.into_iter().collect()
}

/// Alignment that a load, store or atomic relies on.
fn alignment(instruction: InstructionValue<'_>) -> u64 {
    // SAFETY: the callers ask for instructions that have an alignment.
    let align = unsafe { LLVMGetAlignment(instruction.as_value_ref()) };
    u64::from(align.max(1))
}

/// The accesses of a call: memory intrinsics, and what the NVVM intrinsics touch.
fn call_touches<'ctx>(
    instruction: InstructionValue<'ctx>,
    layout: &TargetData,
) -> Vec<Touch<'ctx>> {
    let Ok(call) = CallSiteValue::try_from(instruction) else { return Vec::new() };
    let Some(callee) = call.get_called_fn_value() else { return Vec::new() };
    let name = name(callee);
    let touch = |op: Op, operand: u32, length: Length<'ctx>, align: u64| {
        let pointer = pointer_operand(instruction, operand)?;
        Some(Touch { op, pointer, length, align })
    };
    let value = |index: u32| match instruction.get_operand(index)?.value()? {
        BasicValueEnum::IntValue(value) => Some(Length::Value(value)),
        _ => None,
    };
    let fixed = |bytes: u64| Some(Length::Fixed(bytes));
    let is = |prefix: &str| name.starts_with(prefix);
    let found = if is("llvm.memcpy.") || is("llvm.memmove.") {
        let load = value(2).and_then(|length| touch(Op::Load, 1, length, argument_align(call, 1)));
        let store =
            value(2).and_then(|length| touch(Op::Store, 0, length, argument_align(call, 0)));
        vec![load, store]
    } else if is("llvm.memset.") {
        vec![value(2).and_then(|length| touch(Op::Store, 0, length, argument_align(call, 0)))]
    } else if is("llvm.nvvm.cp.async.c") && name.contains(".shared.global.") {
        let bytes = async_copy_bytes(&name);
        let source = if name.ends_with(".s") { value(2) } else { fixed(bytes) };
        let load = source.and_then(|length| touch(Op::Load, 1, length, 1));
        vec![load, touch(Op::Store, 0, Length::Fixed(bytes), bytes)]
    } else if is("llvm.nvvm.ldu.global.") || is("llvm.nvvm.atomic.") {
        let op = if is("llvm.nvvm.atomic.") { Op::Atomic } else { Op::Load };
        let bytes = layout.get_store_size(&instruction.get_type());
        vec![touch(op, 0, Length::Fixed(bytes), bytes.next_power_of_two())]
    } else {
        Vec::new()
    };
    found.into_iter().flatten().collect()
}

/// Bytes of `llvm.nvvm.cp.async.*.shared.global.<bytes>[.s]`.
fn async_copy_bytes(name: &str) -> u64 {
    name.split('.').find_map(|part| part.parse().ok()).unwrap_or(0)
}

/// Declared alignment of a pointer argument of a call.
fn argument_align(call: CallSiteValue<'_>, index: u32) -> u64 {
    let kind = inkwell::attributes::Attribute::get_named_enum_kind_id("align");
    call.get_enum_attribute(inkwell::attributes::AttributeLoc::Param(index), kind)
        .map_or(1, |attribute| attribute.get_enum_value().max(1))
}

/// Whether a pointer provably stays in memory of the thread alone.
fn is_own(prepared: &Prepared<'_>, pointer: PointerValue<'_>) -> bool {
    let mut pointer = pointer;
    loop {
        let Some(instruction) = pointer.as_instruction() else {
            return is_by_value(prepared, pointer);
        };
        let operands = instruction.get_num_operands();
        let next = match instruction.get_opcode() {
            InstructionOpcode::Alloca => return true,
            InstructionOpcode::AddrSpaceCast | InstructionOpcode::BitCast => true,
            InstructionOpcode::GetElementPtr => {
                (1..operands).all(|index| constant_operand(instruction, index).is_some())
            }
            _ => false,
        };
        match pointer_operand(instruction, 0) {
            Some(base) if next => pointer = base,
            _ => return false,
        }
    }
}

/// Whether a pointer is a by-value argument of the kernel.
fn is_by_value(prepared: &Prepared<'_>, pointer: PointerValue<'_>) -> bool {
    prepared.kernel.get_param_iter().zip(&prepared.params).any(|(param, shape)| {
        shape.kind == ParamKind::ByValue
            && matches!(param, BasicValueEnum::PointerValue(it) if it == pointer)
    })
}

/// Puts a call of the recorder where the builder stands.
fn insert_record<'ctx>(
    prepared: &Prepared<'ctx>,
    builder: &Builder<'ctx>,
    touch: &Touch<'ctx>,
    site: usize,
    turn: IntValue<'ctx>,
) {
    let (context, module) = (prepared.context, &prepared.module);
    let (i32_type, i64_type) = (context.i32_type(), context.i64_type());
    let pointer_type = context.ptr_type(generic_space());
    let pointer = if touch.pointer.get_type() == pointer_type {
        touch.pointer
    } else {
        builder
            .build_address_space_cast(touch.pointer, pointer_type, "")
            .expect("a pointer can be cast to another address space")
    };
    let mut arguments: Vec<BasicMetadataValueEnum<'ctx>> =
        vec![pointer.into(), i32_type.const_int(site as u64, false).into(), turn.into()];
    let mut types = vec![pointer_type.into(), i32_type.into(), i64_type.into()];
    let callee = if let Length::Value(length) = touch.length {
        let length = builder
            .build_int_cast_sign_flag(length, i64_type, false, "")
            .expect("an integer can be cast to another width");
        arguments.push(length.into());
        types.push(i64_type.into());
        "kht.record.length"
    } else {
        "kht.record"
    };
    let function = module.get_function(callee).unwrap_or_else(|| {
        module.add_function(callee, context.void_type().fn_type(&types, false), None)
    });
    builder.build_call(function, &arguments, "").expect("the builder has a position");
}

/// Puts a check before a division whose divisor is not a harmless constant.
fn insert_division_check<'ctx>(
    prepared: &Prepared<'ctx>,
    builder: &Builder<'ctx>,
    instruction: InstructionValue<'ctx>,
    position: usize,
    checks: &mut BTreeMap<String, (String, bool)>,
) {
    let signed = match instruction.get_opcode() {
        InstructionOpcode::SDiv | InstructionOpcode::SRem => true,
        InstructionOpcode::UDiv | InstructionOpcode::URem => false,
        _ => return,
    };
    let harmless = |divisor: u64| divisor != 0 && i32::try_from(divisor).is_ok();
    if constant_operand(instruction, 1).is_some_and(harmless) {
        return;
    }
    let operands = [0, 1].map(|index| instruction.get_operand(index).and_then(|it| it.value()));
    let [Some(dividend), Some(divisor)] = operands else { return };
    let ty: BasicTypeEnum<'ctx> = dividend.get_type();
    let text = ty.print_to_string().to_string();
    let check = format!("{}.{text}", if signed { "sdivide" } else { "udivide" });
    let (context, module) = (prepared.context, &prepared.module);
    let symbol = format!("kht.{check}");
    let function: FunctionValue<'ctx> = module.get_function(&symbol).unwrap_or_else(|| {
        let types = [context.i32_type().into(), ty.into(), ty.into()];
        module.add_function(&symbol, context.void_type().fn_type(&types, false), None)
    });
    checks.insert(check, (text, signed));
    builder.position_before(&instruction);
    let number = context.i32_type().const_int(position as u64, false);
    builder
        .build_call(function, &[number.into(), dividend.into(), divisor.into()], "")
        .expect("the builder has a position");
}

/// Lets each turn of a loop take a step, so that a loop that never ends is noticed.
///
/// Every loop has an edge that does not lead forward in the order of the blocks.
fn insert_ticks<'ctx>(
    prepared: &Prepared<'ctx>,
    builder: &Builder<'ctx>,
    function: FunctionValue<'ctx>,
) {
    let blocks = function.get_basic_blocks();
    let order: HashMap<_, usize> =
        blocks.iter().enumerate().map(|(index, block)| (*block, index)).collect();
    for (index, block) in blocks.iter().enumerate() {
        let Some(terminator) = block.get_terminator() else { continue };
        let leads_back = terminator
            .get_operands()
            .flatten()
            .filter_map(|operand| operand.block())
            .any(|target| order.get(&target).is_some_and(|&target| target <= index));
        if leads_back {
            let tick = prepared.module.get_function("kht.tick").unwrap_or_else(|| {
                let ty = prepared.context.void_type().fn_type(&[], false);
                prepared.module.add_function("kht.tick", ty, None)
            });
            builder.position_before(&terminator);
            builder.build_call(tick, &[], "").expect("the builder has a position");
        }
    }
}

/// `file:line` of an instruction.
fn source(instruction: InstructionValue<'_>) -> Option<String> {
    // SAFETY: instructions may have a debug location; the answer is 0 if this one has none.
    let line = unsafe { LLVMGetDebugLocLine(instruction.as_value_ref()) };
    let mut length = 0;
    // SAFETY: as above; the answer is null if there is none.
    let file = unsafe { LLVMGetDebugLocFilename(instruction.as_value_ref(), &raw mut length) };
    if line == 0 || file.is_null() {
        return None;
    }
    // SAFETY: LLVM answers with the start of a string of `length` bytes that the module owns.
    let file = unsafe { std::slice::from_raw_parts(file.cast::<u8>(), length as usize) };
    let file = CStr::from_bytes_until_nul(file)
        .map_or_else(|_| String::from_utf8_lossy(file), CStr::to_string_lossy);
    Some(format!("{file}:{line}"))
}
