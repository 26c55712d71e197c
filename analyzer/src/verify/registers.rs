//! Reads of registers by name, which the host does not have.

use inkwell::builder::Builder;
use inkwell::llvm_sys::core::{
    LLVMGetMDNodeNumOperands, LLVMGetMDNodeOperands, LLVMGetMDString, LLVMGetOperand,
};
use inkwell::llvm_sys::prelude::LLVMValueRef;
use inkwell::types::{BasicTypeEnum, IntType};
use inkwell::values::{
    AsValueRef, BasicValue as _, CallSiteValue, FunctionValue, InstructionOpcode, InstructionValue,
    IntValue,
};

use super::meaning::amdgcn::register;
use super::prepare::{Prepared, instructions, name};

/// Name of the function that a read of a register becomes, without the register's name.
const READ: &str = "llvm.amdgcn.kht.register.";

/// Makes each read of a register something that has a meaning, or a call of a function of its own
/// that stops its thread.
pub(super) fn replace_register_reads(prepared: &Prepared<'_>) {
    for call in prepared.bodies().into_iter().flat_map(instructions) {
        let Some(callee) = register_reader(call) else { continue };
        let Some(BasicTypeEnum::IntType(ty)) = callee.get_type().get_return_type() else {
            continue;
        };
        let register_text = register_name(call).unwrap_or_default();
        let builder = prepared.context.create_builder();
        builder.position_before(&call);
        let result = match register(&register_text) {
            Some(shift) => {
                let lanes = running_lanes(prepared, &builder);
                let shift = lanes.get_type().const_int(shift, false);
                let moved = builder
                    .build_right_shift(lanes, shift, false, "")
                    .expect("the builder has a position");
                builder
                    .build_int_cast_sign_flag(moved, ty, false, "")
                    .expect("an integer can be cast to another width")
            }
            None => call_of(prepared, &builder, &format!("{READ}{register_text}"), ty, None),
        };
        if let Some(new) = result.as_instruction_value() {
            call.replace_all_uses_with(&new);
        }
        call.erase_from_basic_block();
    }
}

/// The lanes that run: those that vote for true.
fn running_lanes<'ctx>(prepared: &Prepared<'ctx>, builder: &Builder<'ctx>) -> IntValue<'ctx> {
    let truth = prepared.context.bool_type().const_int(1, false);
    let ty = prepared.context.i64_type();
    call_of(prepared, builder, "llvm.amdgcn.ballot.i64", ty, Some(truth))
}

/// Calls a function by name, which is declared if it is not there.
fn call_of<'ctx>(
    prepared: &Prepared<'ctx>,
    builder: &Builder<'ctx>,
    symbol: &str,
    ty: IntType<'ctx>,
    argument: Option<IntValue<'ctx>>,
) -> IntValue<'ctx> {
    let types: Vec<_> = argument.iter().map(|it| it.get_type().into()).collect();
    let function = prepared
        .module
        .get_function(symbol)
        .unwrap_or_else(|| prepared.module.add_function(symbol, ty.fn_type(&types, false), None));
    let arguments: Vec<_> = argument.into_iter().map(Into::into).collect();
    let call = builder.build_call(function, &arguments, "").expect("the builder has a position");
    call.try_as_basic_value().unwrap_basic().into_int_value()
}

/// The function that a call reads a register by.
fn register_reader(instruction: InstructionValue<'_>) -> Option<FunctionValue<'_>> {
    if instruction.get_opcode() != InstructionOpcode::Call {
        return None;
    }
    let callee = CallSiteValue::try_from(instruction).ok()?.get_called_fn_value()?;
    name(callee).starts_with("llvm.read_register.").then_some(callee)
}

/// Name of the register that a call reads.
fn register_name(call: InstructionValue<'_>) -> Option<String> {
    // SAFETY: the call has one argument, a list with one string.
    let list = unsafe { LLVMGetOperand(call.as_value_ref(), 0) };
    // SAFETY: the operand is a list of metadata.
    let count = unsafe { LLVMGetMDNodeNumOperands(list) };
    let mut elements: Vec<LLVMValueRef> = vec![std::ptr::null_mut(); count as usize];
    // SAFETY: there is room for as many elements as the list has.
    unsafe { LLVMGetMDNodeOperands(list, elements.as_mut_ptr()) };
    let first = elements.first().copied().filter(|it| !it.is_null())?;
    let mut length = 0;
    // SAFETY: the element is a value; the answer is null if it is no string.
    let start = unsafe { LLVMGetMDString(first, &raw mut length) };
    if start.is_null() {
        return None;
    }
    // SAFETY: LLVM answers with the start of a string of `length` bytes that the context owns.
    let bytes = unsafe { std::slice::from_raw_parts(start.cast::<u8>(), length as usize) };
    Some(String::from_utf8_lossy(bytes).into_owned())
}
