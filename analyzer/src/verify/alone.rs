//! Each kernel as a module of its own: whoever runs many launches of many kernels need not read all
//! of a large module for each.

use inkwell::OptimizationLevel;
use inkwell::context::Context;
use inkwell::module::{Linkage, Module};
use inkwell::passes::PassBuilderOptions;
use inkwell::targets::{CodeModel, InitializationConfig, RelocMode, Target, TargetMachine};
use thiserror::Error;

use crate::load::{self, LoadError};

/// Why a module cannot be taken apart.
#[derive(Debug, Error)]
pub enum AloneError {
    /// The input's fault.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// Ours, or LLVM's.
    #[error("LLVM cannot take unused functions out: {0}")]
    Llvm(String),
}

/// Takes a module apart: bitcode with one kernel and what it uses, handed over one by one.
///
/// # Errors
///
/// The bytes are not LLVM IR.
pub fn alone(
    bytes: &[u8],
    name: &str,
    kernels: &[String],
    mut take: impl FnMut(usize, &[u8]),
) -> Result<(), AloneError> {
    let context = Context::create();
    let module = load::module(&context, bytes, name)?;
    let machine = host()?;
    for (index, kernel) in kernels.iter().enumerate() {
        let copy = module.clone();
        hide_others(&copy, kernel);
        copy.run_passes("globaldce", &machine, PassBuilderOptions::create())
            .map_err(|error| AloneError::Llvm(error.to_string()))?;
        take(index, copy.write_bitcode_to_memory().as_slice());
    }
    Ok(())
}

/// A machine to run passes for; taking out what is unused is the same on all.
fn host() -> Result<TargetMachine, AloneError> {
    Target::initialize_native(&InitializationConfig::default()).map_err(AloneError::Llvm)?;
    let triple = TargetMachine::get_default_triple();
    let target =
        Target::from_triple(&triple).map_err(|error| AloneError::Llvm(error.to_string()))?;
    let (level, reloc) = (OptimizationLevel::None, RelocMode::Default);
    target
        .create_target_machine(&triple, "generic", "", level, reloc, CodeModel::Default)
        .ok_or_else(|| AloneError::Llvm("no code generator for this machine".to_owned()))
}

/// Makes all but one function internal, so that what it does not use can go.
fn hide_others(module: &Module<'_>, kernel: &str) {
    for list in ["llvm.used", "llvm.compiler.used"] {
        if let Some(global) = module.get_global(list) {
            global.set_name("");
            global.set_linkage(Linkage::Internal);
        }
    }
    for function in module.get_functions().filter(|it| it.count_basic_blocks() > 0) {
        if function.get_name().to_bytes() != kernel.as_bytes() {
            function.set_linkage(Linkage::Internal);
        }
    }
    for global in module.get_globals().filter(|it| !it.is_declaration()) {
        global.set_linkage(Linkage::Internal);
    }
}
