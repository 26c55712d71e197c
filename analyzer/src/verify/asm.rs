//! Inline assembly as functions in plain IR.
//!
//! A call of inline PTX becomes a call of a function that does the same: registers are stack
//! slots, a guard is a branch, a load is a load. The functions are part of the module before it is
//! instrumented, so their accesses are found like all others. What is not understood stays inline
//! assembly and later becomes a function that stops its thread.
//!
//! Intrinsics that are one PTX instruction with memory or tensor cores in it go the same way, by
//! that instruction ([`equivalent`]).

mod arithmetic;
mod bits;
mod bulk;
mod carry;
mod emit;
mod equivalent;
mod memory;
mod parse;
mod tensor;
mod wmma;

use std::collections::BTreeMap;

use inkwell::llvm_sys::core::{
    LLVMGetCalledValue, LLVMGetInlineAsmAsmString, LLVMGetInlineAsmConstraintString,
    LLVMGetNumOperands, LLVMIsAInlineAsm, LLVMSetOperand,
};
use inkwell::llvm_sys::prelude::LLVMValueRef;
use inkwell::module::Linkage;
use inkwell::types::FunctionType;
use inkwell::values::{
    AsValueRef, CallSiteValue, FunctionValue, InstructionOpcode, InstructionValue,
};

use super::VerifyError;
use super::lower::{link, signature};
use super::meaning::{HOST_FUNCTIONS, Signature, accessing, unsupported, width};
use super::prepare::{Prepared, instructions, name};
use emit::{Emitter, Type};
use parse::{Statement, parse};

/// Inline assembly as LLVM keeps it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Assembly {
    template: String,
    constraints: String,
    /// Type of the call as text.
    ty: String,
}

/// Gives meaning to all inline assembly that is understood, and to the intrinsics that are such.
pub(super) fn translate_all(prepared: &Prepared<'_>) -> Result<(), VerifyError> {
    let mut known: BTreeMap<Assembly, Option<FunctionValue<'_>>> = BTreeMap::new();
    let mut text = HOST_FUNCTIONS.to_owned();
    for (instruction, assembly, ty) in calls(prepared) {
        let number = known.len();
        let callee = *known.entry(assembly.clone()).or_insert_with(|| {
            let signature = signature(&format!("asm.{number}"), ty);
            text += &translate(&assembly, &signature)?;
            Some(prepared.module.add_function(&format!("kht.asm.{number}"), ty, None))
        });
        if let Some(callee) = callee {
            set_callee(instruction, callee);
        }
    }
    let mut any = known.values().any(Option::is_some);
    let declared = prepared.module.get_functions().filter(|it| it.count_basic_blocks() == 0);
    for function in declared.collect::<Vec<_>>() {
        let signature = signature(&name(function), function.get_type());
        if let Some(definition) = definition(&signature).or_else(|| accessing(&signature)) {
            text += &definition;
            let symbol = format!("kht.{}", signature.name);
            let replacement = prepared.module.add_function(&symbol, function.get_type(), None);
            function.replace_all_uses_with(replacement);
            // SAFETY: all uses are those of the replacement now.
            unsafe { function.delete() };
            any = true;
        }
    }
    if !any {
        return Ok(());
    }
    link(prepared, &text)?;
    for helper in prepared.bodies().into_iter().filter(|it| name(*it).starts_with("kht.")) {
        helper.set_linkage(Linkage::Internal);
    }
    // Each call becomes code of its own, so that its accesses have its place in the source.
    prepared.run_passes("always-inline,globaldce")
}

/// The function `kht.<name>` for an intrinsic that is a PTX instruction.
fn definition(signature: &Signature) -> Option<String> {
    if !signature.name.starts_with("llvm.nvvm.") {
        return None;
    }
    let template = equivalent::template(signature)?;
    let constraints: Vec<&str> = results(&signature.result)
        .iter()
        .map(|_| "=r")
        .chain(signature.params.iter().map(|_| "r"))
        .collect();
    let assembly = Assembly { template, constraints: constraints.join(","), ty: String::new() };
    translate(&assembly, signature)
}

/// Replaces the inline assembly that is left by functions that stop their thread; `names` is told
/// what they stand for.
pub(super) fn stop_at_rest(prepared: &Prepared<'_>, names: &mut Vec<String>) -> String {
    let mut known: BTreeMap<Assembly, FunctionValue<'_>> = BTreeMap::new();
    let mut text = String::new();
    for (instruction, assembly, ty) in calls(prepared) {
        let name = format!("asm.rest.{}", known.len());
        let callee = *known.entry(assembly.clone()).or_insert_with(|| {
            names.push(format!("inline assembly {:?}", assembly.template));
            text += &unsupported(&signature(&name, ty), names.len() - 1);
            prepared.module.add_function(&format!("kht.{name}"), ty, None)
        });
        set_callee(instruction, callee);
    }
    text
}

/// All calls of inline assembly.
fn calls<'ctx>(
    prepared: &Prepared<'ctx>,
) -> Vec<(InstructionValue<'ctx>, Assembly, FunctionType<'ctx>)> {
    let of = |instruction: InstructionValue<'ctx>| {
        let call = CallSiteValue::try_from(instruction).ok()?;
        let asm = inline_asm(instruction)?;
        let ty = call.get_called_fn_type();
        // SAFETY: `inline_asm` answers with inline assembly.
        let template = text(asm, |asm, length| unsafe { LLVMGetInlineAsmAsmString(asm, length) });
        let constraints =
            // SAFETY: as above.
            text(asm, |asm, length| unsafe { LLVMGetInlineAsmConstraintString(asm, length) });
        let ty_text = ty.print_to_string().to_string();
        Some((instruction, Assembly { template, constraints, ty: ty_text }, ty))
    };
    prepared.bodies().into_iter().flat_map(instructions).filter_map(of).collect()
}

/// The inline assembly that an instruction calls.
fn inline_asm(instruction: InstructionValue<'_>) -> Option<LLVMValueRef> {
    if instruction.get_opcode() != InstructionOpcode::Call {
        return None;
    }
    // SAFETY: the instruction is a call.
    let callee = unsafe { LLVMGetCalledValue(instruction.as_value_ref()) };
    // SAFETY: the called operand is a value of the same module.
    let asm = unsafe { LLVMIsAInlineAsm(callee) };
    (!asm.is_null()).then_some(asm)
}

/// A string that LLVM gives as start and length.
fn text(
    asm: LLVMValueRef,
    get: impl Fn(LLVMValueRef, *mut usize) -> *const std::ffi::c_char,
) -> String {
    let mut length = 0;
    let start = get(asm, &raw mut length);
    if start.is_null() || length == 0 {
        return String::new();
    }
    // SAFETY: LLVM answers with the start of a string of `length` bytes that the context owns.
    let bytes = unsafe { std::slice::from_raw_parts(start.cast::<u8>(), length) };
    String::from_utf8_lossy(bytes).into_owned()
}

/// Makes a call go to a function of the same type.
fn set_callee(instruction: InstructionValue<'_>, callee: FunctionValue<'_>) {
    // SAFETY: the instruction is a call, which has operands.
    let operands = unsafe { LLVMGetNumOperands(instruction.as_value_ref()) };
    let last = u32::try_from(operands - 1).expect("the last operand of a call is the callee");
    // SAFETY: the callee is the last operand, and the function has the type of the call.
    unsafe { LLVMSetOperand(instruction.as_value_ref(), last, callee.as_value_ref()) };
}

/// The function for some inline assembly; `None` if it is not understood.
fn translate(assembly: &Assembly, signature: &Signature) -> Option<String> {
    let statements = parse(&assembly.template)?;
    let mut emitter = Emitter::new();
    carry::declare(&mut emitter)?;
    let results = results(&signature.result);
    arguments(&mut emitter, assembly, signature, &results)?;
    for statement in &statements {
        run(&mut emitter, statement)?;
    }
    finish(&mut emitter, signature, &results)?;
    let params: Vec<String> =
        signature.params.iter().enumerate().map(|(index, ty)| format!("{ty} %a{index}")).collect();
    Some(format!(
        "define {} @\"kht.{}\"({}) alwaysinline {{\n  {}\n}}\n",
        signature.result,
        signature.name,
        params.join(", "),
        emitter.finish()
    ))
}

/// Types of the results: none, one, or the fields of a struct.
fn results(result: &str) -> Vec<String> {
    match result.strip_prefix("{ ").and_then(|rest| rest.strip_suffix(" }")) {
        Some(fields) => fields.split(", ").map(str::to_owned).collect(),
        None if result == "void" => Vec::new(),
        None => vec![result.to_owned()],
    }
}

/// Bits of a type that a register can hold.
fn bits(ty: &str) -> Option<u32> {
    width(ty).filter(|bits| *bits <= 64 || ty.starts_with('<'))
}

/// Makes a register for each operand and puts the inputs into theirs.
fn arguments(
    emitter: &mut Emitter,
    assembly: &Assembly,
    signature: &Signature,
    results: &[String],
) -> Option<()> {
    let mut results = results.iter();
    let mut inputs = signature.params.iter().enumerate();
    let operands = assembly.constraints.split(',').filter(|it| !it.starts_with('~'));
    for (position, constraint) in operands.filter(|it| !it.is_empty()).enumerate() {
        if constraint.starts_with('=') {
            emitter.add_argument(bits(results.next()?)?);
            continue;
        }
        let (index, ty) = inputs.next()?;
        match constraint.parse::<usize>() {
            Ok(other) => emitter.tie_argument(other)?,
            Err(_) => emitter.add_argument(bits(ty)?),
        }
        let width = bits(ty)?;
        let value = match ty.as_str() {
            pointer if pointer.starts_with("ptr") => {
                emitter.value(&format!("ptrtoint {pointer} %a{index} to i64"))
            }
            integer if integer == format!("i{width}") => format!("%a{index}"),
            other => emitter.value(&format!("bitcast {other} %a{index} to i{width}")),
        };
        emitter.write(&parse::Operand::Argument(position), Type::bits(width), &value)?;
    }
    Some(())
}

/// Translates one statement.
fn run(emitter: &mut Emitter, statement: &Statement) -> Option<()> {
    match statement {
        Statement::Open => {
            emitter.open();
            Some(())
        }
        Statement::Close => emitter.close(),
        Statement::Label(name) => {
            emitter.label(name);
            Some(())
        }
        Statement::Declare { ty, names } => {
            let ty = Type::parse(ty)?;
            names.iter().try_for_each(|name| emitter.declare(name, ty))
        }
        Statement::Instruction(instruction) => {
            let end = match &instruction.guard {
                Some((predicate, negated)) => Some(emitter.guard(predicate, *negated)?),
                None => None,
            };
            jump(emitter, instruction)
                .or_else(|| bulk::translate(emitter, instruction))
                .or_else(|| tensor::translate(emitter, instruction))
                .or_else(|| wmma::translate(emitter, instruction))
                .or_else(|| memory::translate(emitter, instruction))
                .or_else(|| carry::translate(emitter, instruction))
                .or_else(|| bits::translate(emitter, instruction))
                .or_else(|| arithmetic::translate(emitter, instruction))?;
            if let Some(end) = end {
                emitter.end_guard(&end);
            }
            Some(())
        }
    }
}

/// `bra label`.
fn jump(emitter: &mut Emitter, instruction: &parse::Instruction) -> Option<()> {
    match (&instruction.opcode[..], &instruction.operands[..]) {
        ([head, ..], [parse::Operand::Name(label)]) if head == "bra" => {
            emitter.jump(label);
            Some(())
        }
        _ => None,
    }
}

/// Returns the results.
fn finish(emitter: &mut Emitter, signature: &Signature, results: &[String]) -> Option<()> {
    let mut values = Vec::new();
    for (index, ty) in results.iter().enumerate() {
        let width = bits(ty)?;
        let value = emitter.read(&parse::Operand::Argument(index), Type::bits(width))?;
        values.push(if *ty == format!("i{width}") {
            value
        } else if ty.starts_with("ptr") {
            emitter.value(&format!("inttoptr i64 {value} to {ty}"))
        } else {
            emitter.value(&format!("bitcast i{width} {value} to {ty}"))
        });
    }
    let result = &signature.result;
    match &values[..] {
        [] => emitter.line("ret void".to_owned()),
        [value] if !result.starts_with('{') => emitter.line(format!("ret {result} {value}")),
        _ => {
            let mut all = "poison".to_owned();
            for (index, (ty, value)) in results.iter().zip(&values).enumerate() {
                all = emitter.value(&format!("insertvalue {result} {all}, {ty} {value}, {index}"));
            }
            emitter.line(format!("ret {result} {all}"));
        }
    }
    Some(())
}
