//! Whatever the front end produced -> one plain form: memory in disguise as loads and stores, calls
//! inlined, locals in registers, vectors taken apart, switches as branches, loops with one latch
//! and a preheader.
//!
//! No pass that removes, merges or speculates memory accesses of arguments may run here: the table
//! speaks of the loads and stores that the input has.

pub(crate) mod amdgcn;
mod asm;
mod body;
mod fields;
mod idioms;
mod nvvm;
pub(crate) mod opencl;
pub(crate) mod transfers;

use inkwell::attributes::{Attribute, AttributeLoc};
use inkwell::context::Context;
use inkwell::module::Module;
use inkwell::passes::PassBuilderOptions;
use inkwell::targets::{
    CodeModel, InitializationConfig, RelocMode, Target, TargetMachine, TargetTriple,
};
use inkwell::values::{CallSiteValue, FunctionValue, InstructionOpcode};
use thiserror::Error;

/// The passes, in order; none of them touches memory of arguments.
pub const PASSES: &str = "always-inline,function(sroa,scalarize-masked-mem-intrin,scalarizer,\
     lower-switch,loop-simplify)";

/// Functions with more instructions than this in the whole module are not inlined into kernels.
const MAX_INLINE_BLOCKS: u32 = 20_000;

/// LLVM refused to normalize; ours to fix.
#[derive(Debug, Error)]
#[error("cannot bring the module into plain form: {message}")]
pub struct NormalizeError {
    message: String,
}

/// Brings a module into the plain form.
pub(crate) fn normalize<'ctx>(
    context: &'ctx Context,
    module: &Module<'ctx>,
) -> Result<(), NormalizeError> {
    idioms::rewrite(context, module)?;
    for function in module.get_functions() {
        mark_finite(context, function);
        if function.count_basic_blocks() > 0 {
            make_inlinable(context, function);
        }
    }
    let machine = machine(module)?;
    module
        .run_passes(PASSES, &machine, PassBuilderOptions::create())
        .map_err(|error| NormalizeError { message: error.to_string() })?;
    fields::look_through(module);
    Ok(())
}

/// Says that functions and assembly return. Kernels do, or nothing about them matters; without
/// it scalar evolution may not use `nsw` past a barrier.
fn mark_finite<'ctx>(context: &'ctx Context, function: FunctionValue<'ctx>) {
    for name in ["willreturn", "mustprogress", "nounwind"] {
        function.add_attribute(AttributeLoc::Function, flag(context, name));
    }
    for block in function.get_basic_block_iter() {
        for instruction in block.get_instructions() {
            if instruction.get_opcode() == InstructionOpcode::Call
                && let Ok(call) = CallSiteValue::try_from(instruction)
            {
                call.add_attribute(AttributeLoc::Function, flag(context, "willreturn"));
                call.add_attribute(AttributeLoc::Function, flag(context, "nounwind"));
            }
        }
    }
}

/// Lets `always-inline` take a function with a body, whatever the front end said.
fn make_inlinable<'ctx>(context: &'ctx Context, function: FunctionValue<'ctx>) {
    for name in ["noinline", "optnone"] {
        let kind = Attribute::get_named_enum_kind_id(name);
        function.remove_enum_attribute(AttributeLoc::Function, kind);
    }
    if function.count_basic_blocks() <= MAX_INLINE_BLOCKS {
        function.add_attribute(AttributeLoc::Function, flag(context, "alwaysinline"));
    }
}

fn flag(context: &Context, name: &str) -> Attribute {
    context.create_enum_attribute(Attribute::get_named_enum_kind_id(name), 0)
}

fn machine(module: &Module<'_>) -> Result<TargetMachine, NormalizeError> {
    Target::initialize_nvptx(&InitializationConfig::default());
    Target::initialize_amd_gpu(&InitializationConfig::default());
    let triple = module.get_triple();
    let unavailable = |message: String| NormalizeError { message };
    let target = Target::from_triple(&triple).map_err(|error| unavailable(error.to_string()))?;
    target
        .create_target_machine(
            &TargetTriple::create(&triple.as_str().to_string_lossy()),
            "",
            "",
            inkwell::OptimizationLevel::None,
            RelocMode::Default,
            CodeModel::Default,
        )
        .ok_or_else(|| unavailable("LLVM was built without this target".to_owned()))
}
