//! From a file to the one kernel that is to run, as a module for the host.
//!
//! Everything that only a GPU back end understands is taken off (calling convention, target
//! attributes, promises about behavior that recording breaks); the instructions stay as they were.

use inkwell::attributes::{Attribute, AttributeLoc};
use inkwell::context::Context;
use inkwell::module::{Linkage, Module};
use inkwell::passes::PassBuilderOptions;
use inkwell::targets::{
    CodeModel, InitializationConfig, RelocMode, Target, TargetData, TargetMachine,
};
use inkwell::types::{AnyType, BasicTypeEnum};
use inkwell::values::{CallSiteValue, FunctionValue, InstructionOpcode, InstructionValue};
use inkwell::{AddressSpace, OptimizationLevel};

use super::VerifyError;
use super::asm::translate_all;
use super::registers::replace_register_reads;

/// Attributes that say how a value is passed; all others are promises or hints.
const PASSING: [&str; 7] =
    ["byval", "sret", "align", "zeroext", "signext", "inreg", "alwaysinline"];

/// LLVM's address space of shared memory.
pub(super) const SHARED_SPACE: u16 = 3;

/// A kernel, alone in its module, ready for the host's code generator but for its intrinsics.
pub(super) struct Prepared<'ctx> {
    pub(super) context: &'ctx Context,
    pub(super) module: Module<'ctx>,
    pub(super) kernel: FunctionValue<'ctx>,
    pub(super) params: Vec<ParamShape>,
    pub(super) machine: TargetMachine,
    /// Lanes of a warp.
    pub(super) lanes: usize,
}

/// How a parameter is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ParamShape {
    /// Type as LLVM prints it.
    pub(super) ty: String,
    /// What it is.
    pub(super) kind: ParamKind,
    /// Size in bytes; of the aggregate if it is passed by value behind a pointer.
    pub(super) bytes: u64,
    /// Alignment in bytes.
    pub(super) align: u64,
}

/// What a parameter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ParamKind {
    /// A pointer.
    Pointer,
    /// A pointer to shared memory of the block: null, or an offset from where it is dynamic.
    Shared,
    /// An aggregate behind a pointer that the kernel owns.
    ByValue,
    /// Anything else.
    Value,
}

impl<'ctx> Prepared<'ctx> {
    /// Sizes and offsets of types on the host; equal to those of the GPU for what kernels use.
    pub(super) fn layout(&self) -> TargetData {
        self.machine.get_target_data()
    }

    /// Functions with a body, in the module's order.
    pub(super) fn bodies(&self) -> Vec<FunctionValue<'ctx>> {
        self.module.get_functions().filter(|it| it.count_basic_blocks() > 0).collect()
    }

    /// Runs passes over the module.
    pub(super) fn run_passes(&self, passes: &str) -> Result<(), VerifyError> {
        self.module
            .run_passes(passes, &self.machine, PassBuilderOptions::create())
            .map_err(|error| VerifyError::Llvm { doing: "run passes", message: error.to_string() })
    }
}

/// All instructions of a function, in order.
pub(super) fn instructions(function: FunctionValue<'_>) -> Vec<InstructionValue<'_>> {
    function.get_basic_blocks().iter().flat_map(|block| block.get_instructions()).collect()
}

/// Reads a module and leaves only a kernel and what it uses.
pub(super) fn prepare<'ctx>(
    context: &'ctx Context,
    bytes: &[u8],
    name: &str,
    kernel: &str,
) -> Result<Prepared<'ctx>, VerifyError> {
    // What the text says, whichever release of LLVM wrote it, is all that judge and judged share.
    let module = crate::load::module(context, bytes, name)
        .map_err(|error| VerifyError::Llvm { doing: "read", message: error.to_string() })?;
    let function = module
        .get_function(kernel)
        .filter(|function| function.count_basic_blocks() > 0)
        .ok_or_else(|| VerifyError::NoKernel { kernel: kernel.to_owned() })?;
    let machine = host_machine()?;
    let params = param_shapes(&machine.get_target_data(), function)?;
    let lanes = lanes(&module, function);
    let prepared = Prepared { context, module, kernel: function, params, machine, lanes };
    isolate(&prepared);
    prepared.run_passes("globaldce")?;
    retarget(&prepared);
    prepared.run_passes("scalarize-masked-mem-intrin")?;
    replace_register_reads(&prepared);
    translate_all(&prepared)?;
    Ok(prepared)
}

/// Lanes of a warp: 32, and 64 on AMD unless the processor or the kernel says otherwise.
fn lanes(module: &Module<'_>, kernel: FunctionValue<'_>) -> usize {
    const NARROW: [&str; 3] = ["gfx10", "gfx11", "gfx12"];
    let text = |key: &str| {
        kernel
            .get_string_attribute(AttributeLoc::Function, key)
            .map(|it| it.get_string_value().to_string_lossy().into_owned())
            .unwrap_or_default()
    };
    let triple = module.get_triple().as_str().to_string_lossy().into_owned();
    let features = text("target-features");
    let cpu = text("target-cpu");
    // Triton's newer releases have the processor in the triple.
    let narrow_triple =
        ["amdgpu10.", "amdgpu11.", "amdgpu12."].iter().any(|it| triple.starts_with(it));
    match triple.get(..6) {
        Some("amdgcn" | "amdgpu") if features.contains("+wavefrontsize64") => 64,
        Some("amdgcn" | "amdgpu") if features.contains("+wavefrontsize32") => 32,
        Some("amdgcn" | "amdgpu") if NARROW.iter().any(|it| cpu.starts_with(it)) => 32,
        Some("amdgcn" | "amdgpu") if !narrow_triple => 64,
        _ => 32,
    }
}

/// The machine that this program runs on, without the extensions that it may have: what is
/// generated for it must not depend on them before each access is known.
fn host_machine() -> Result<TargetMachine, VerifyError> {
    let llvm = |message: String| VerifyError::Llvm { doing: "set up the host", message };
    Target::initialize_native(&InitializationConfig::default()).map_err(llvm)?;
    let triple = TargetMachine::get_default_triple();
    let target = Target::from_triple(&triple).map_err(|error| llvm(error.to_string()))?;
    target
        .create_target_machine(
            &triple,
            "generic",
            "",
            OptimizationLevel::Default,
            RelocMode::Default,
            CodeModel::JITDefault,
        )
        .ok_or_else(|| llvm(format!("no code generator for {}", triple.as_str().to_string_lossy())))
}

/// How the kernel's parameters are laid out.
fn param_shapes(
    layout: &TargetData,
    kernel: FunctionValue<'_>,
) -> Result<Vec<ParamShape>, VerifyError> {
    let byval = Attribute::get_named_enum_kind_id("byval");
    let byref = Attribute::get_named_enum_kind_id("byref");
    let mut shapes = Vec::new();
    for (index, param) in (0_u32..).zip(kernel.get_param_iter()) {
        let ty = param.get_type();
        let text = ty.print_to_string().to_string();
        let aggregate = kernel
            .get_enum_attribute(AttributeLoc::Param(index), byval)
            .or_else(|| kernel.get_enum_attribute(AttributeLoc::Param(index), byref));
        let shape = if let Some(aggregate) = aggregate {
            let ty = aggregate.get_type_value();
            let declared = param.into_pointer_value();
            let align = param_align(kernel, index)
                .max(u64::from(layout.get_abi_alignment(&ty as &dyn AnyType<'_>)));
            debug_assert!(!declared.is_null(), "parameters are not constants");
            let bytes = layout.get_abi_size(&ty as &dyn AnyType<'_>);
            ParamShape { ty: text, kind: ParamKind::ByValue, bytes, align }
        } else {
            let kind = match ty {
                BasicTypeEnum::PointerType(it)
                    if it.get_address_space() == AddressSpace::from(SHARED_SPACE) =>
                {
                    ParamKind::Shared
                }
                BasicTypeEnum::PointerType(_) => ParamKind::Pointer,
                BasicTypeEnum::StructType(it) if it.get_name().is_some() => {
                    return Err(VerifyError::ParamType { index, ty: text });
                }
                _ => ParamKind::Value,
            };
            let (bytes, align) =
                (layout.get_abi_size(&ty), u64::from(layout.get_abi_alignment(&ty)));
            ParamShape { ty: text, kind, bytes, align }
        };
        shapes.push(shape);
    }
    Ok(shapes)
}

/// Alignment that a parameter is declared with.
fn param_align(function: FunctionValue<'_>, index: u32) -> u64 {
    let align = Attribute::get_named_enum_kind_id("align");
    function
        .get_enum_attribute(AttributeLoc::Param(index), align)
        .map_or(1, |attribute| attribute.get_enum_value())
}

/// Makes everything but the kernel internal, so that what is not used can go.
fn isolate(prepared: &Prepared<'_>) {
    for name in ["llvm.used", "llvm.compiler.used", "llvm.global_ctors", "llvm.global_dtors"] {
        if let Some(global) = prepared.module.get_global(name) {
            // SAFETY: nothing refers to these lists; LLVM itself finds them by name.
            unsafe { global.delete() };
        }
    }
    for function in prepared.bodies() {
        let is_kernel = function == prepared.kernel;
        function.set_linkage(if is_kernel { Linkage::External } else { Linkage::Internal });
    }
    for global in prepared.module.get_globals().filter(|it| !it.is_declaration()) {
        global.set_linkage(Linkage::Internal);
    }
}

/// Gives the module the host's target and takes off what belongs to the GPU.
fn retarget(prepared: &Prepared<'_>) {
    prepared.module.set_triple(&prepared.machine.get_triple());
    prepared.module.set_data_layout(&prepared.layout().get_data_layout());
    let passing = PASSING.map(Attribute::get_named_enum_kind_id);
    let others: Vec<u32> =
        (1..=Attribute::get_last_enum_kind_id()).filter(|kind| !passing.contains(kind)).collect();
    for function in prepared.module.get_functions() {
        if function.get_intrinsic_id() == 0 || !is_generic(&name(function)) {
            strip_function(function, &others);
        }
    }
    let byval = Attribute::get_named_enum_kind_id("byval");
    let align = Attribute::get_named_enum_kind_id("align");
    for index in 0..prepared.kernel.count_params() {
        // The entry function passes a pointer to a copy that the thread owns.
        prepared.kernel.remove_enum_attribute(AttributeLoc::Param(index), byval);
        prepared.kernel.remove_enum_attribute(AttributeLoc::Param(index), align);
    }
    for function in prepared.bodies() {
        for instruction in instructions(function) {
            strip_call(instruction, &others);
        }
    }
}

/// Name of a function.
pub(super) fn name(function: FunctionValue<'_>) -> String {
    function.get_name().to_string_lossy().into_owned()
}

/// The function that an instruction calls by name.
pub(super) fn called(instruction: InstructionValue<'_>) -> Option<FunctionValue<'_>> {
    if instruction.get_opcode() != InstructionOpcode::Call {
        return None;
    }
    CallSiteValue::try_from(instruction).ok()?.get_called_fn_value()
}

/// Whether a function is an intrinsic that every target has.
pub(super) fn is_generic(name: &str) -> bool {
    const SPECIFIC: [&str; 5] =
        ["llvm.nvvm.", "llvm.amdgcn.", "llvm.r600.", "llvm.trap", "llvm.ubsantrap"];
    name.starts_with("llvm.")
        && name != "llvm.debugtrap"
        && !SPECIFIC.iter().any(|prefix| name.starts_with(prefix))
}

fn strip_function(function: FunctionValue<'_>, kinds: &[u32]) {
    function.set_call_conventions(0);
    let params = (0..function.count_params()).map(AttributeLoc::Param);
    for place in [AttributeLoc::Function, AttributeLoc::Return].into_iter().chain(params) {
        if function.count_attributes(place) == 0 {
            continue;
        }
        for attribute in function.attributes(place).into_iter().filter(|it| it.is_string()) {
            let key = attribute.get_string_kind_id().to_string_lossy().into_owned();
            function.remove_string_attribute(place, &key);
        }
        for &kind in kinds {
            function.remove_enum_attribute(place, kind);
        }
    }
}

/// Takes promises off a call, unless LLVM's own code generators know the callee.
fn strip_call(instruction: InstructionValue<'_>, kinds: &[u32]) {
    if instruction.get_opcode() != InstructionOpcode::Call {
        return;
    }
    let Ok(call) = CallSiteValue::try_from(instruction) else { return };
    if call.get_called_fn_value().is_some_and(|callee| is_generic(&name(callee))) {
        return;
    }
    call.set_call_convention(0);
    let params = (0..call.count_arguments()).map(AttributeLoc::Param);
    for place in [AttributeLoc::Function, AttributeLoc::Return].into_iter().chain(params) {
        if call.count_attributes(place) == 0 {
            continue;
        }
        for &kind in kinds {
            call.remove_enum_attribute(place, kind);
        }
    }
}

/// Address space of pointers that may point anywhere.
pub(super) fn generic_space() -> AddressSpace {
    AddressSpace::default()
}
