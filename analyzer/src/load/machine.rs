//! The machines that kernels are compiled for, and what a module says of them.

use inkwell::module::Module;
use inkwell::values::{BasicMetadataValueEnum, FunctionValue};

use crate::scev::{Note, Value};

/// What a kernel runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Machine {
    /// NVIDIA, through PTX.
    Nvptx,
    /// AMD.
    Amdgcn(Amdgcn),
}

/// What differs between kernels for AMD.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Amdgcn {
    /// Threads that run in lockstep: 32 or 64.
    pub(crate) wave: u32,
    /// Version of the code object, which decides how a kernel learns the shape of its launch.
    pub(crate) code_object: u32,
}

/// LLVM's calling convention numbers of kernels.
const PTX_KERNEL: u32 = 71;
const AMDGPU_KERNEL: u32 = 91;

/// What clang calls the body of an OpenCL kernel, for other kernels to call. It is one more kernel
/// in old modules, under this name.
const OPENCL_TWIN: &[u8] = b"__clang_ocl_kern_imp_";

/// The version that LLVM takes where a module does not say.
const CODE_OBJECT: u32 = 600;

impl Machine {
    /// The machine of a module by its triple, `None` for one that is not known. What kernels say
    /// for themselves is filled in by [`Machine::of_kernel`].
    pub(super) fn of_module(triple: &str, module: &Module<'_>) -> Option<Machine> {
        if triple.starts_with("nvptx") {
            return Some(Machine::Nvptx);
        }
        let code_object = module_flag(module, "amdhsa_code_object_version").unwrap_or(CODE_OBJECT);
        triple.starts_with("amdgcn").then_some(Machine::Amdgcn(Amdgcn { wave: 64, code_object }))
    }

    /// The same with what a kernel's attributes say.
    pub(super) fn of_kernel(self, features: &str, cpu: &str) -> Machine {
        match self {
            Machine::Nvptx => self,
            Machine::Amdgcn(amd) => {
                Machine::Amdgcn(Amdgcn { wave: wave_size(features, cpu), ..amd })
            }
        }
    }

    /// Whether a function is a kernel, by its calling convention and name.
    pub(super) fn is_kernel(self, function: &FunctionValue<'_>) -> bool {
        match self {
            Machine::Nvptx => is_ptx_kernel(function),
            Machine::Amdgcn(_) => {
                let twin = function.get_name().to_bytes().starts_with(OPENCL_TWIN);
                function.get_call_conventions() == AMDGPU_KERNEL && !twin
            }
        }
    }
}

/// Whether a function has the calling convention of NVPTX kernels.
pub(super) fn is_ptx_kernel(function: &FunctionValue<'_>) -> bool {
    function.get_call_conventions() == PTX_KERNEL
}

/// Lanes of a wave: as the features say, else as the processor starts in: 64 up to GFX9, 32 later.
fn wave_size(features: &str, cpu: &str) -> u32 {
    let has = |feature| features.split(',').any(|each| each == feature);
    if has("+wavefrontsize32") {
        return 32;
    }
    let name = cpu.strip_prefix("gfx").unwrap_or_default();
    // In `gfx90a` and `gfx1100` the last two digits are minor version and stepping; `gfx11-generic`
    // has none.
    let generation = match name.split_once('-') {
        Some((generation, _)) => generation,
        None => name.get(..name.len().saturating_sub(2)).unwrap_or_default(),
    };
    let later = generation.parse::<u32>().is_ok_and(|generation| 10 <= generation);
    if later && !has("+wavefrontsize64") { 32 } else { 64 }
}

/// An integer among the flags of a module.
fn module_flag(module: &Module<'_>, name: &str) -> Option<u32> {
    let is_name = |value: &BasicMetadataValueEnum<'_>| match value {
        BasicMetadataValueEnum::MetadataValue(text) => {
            text.get_string_value().is_some_and(|text| text == name.as_bytes())
        }
        _ => false,
    };
    module.get_global_metadata("llvm.module.flags").into_iter().find_map(|flag| {
        match flag.get_node_values()?.as_slice() {
            [_, key, BasicMetadataValueEnum::IntValue(value)] if is_name(key) => {
                u32::try_from(value.get_zero_extended_constant()?).ok()
            }
            _ => None,
        }
    })
}

/// The block that OpenCL's `reqd_work_group_size` asks for.
pub(super) fn required_block(function: Value<'_>) -> Option<[u32; 3]> {
    let extents: Vec<u32> = function
        .metadata("reqd_work_group_size")?
        .into_iter()
        .map(|note| match note {
            Note::Int(extent) => u32::try_from(extent).ok().filter(|extent| *extent > 0),
            Note::Text(_) | Note::Other => None,
        })
        .collect::<Option<_>>()?;
    extents.try_into().ok()
}

/// Most threads of a block by `"amdgpu-flat-work-group-size"="least,most"`; without it, 1024.
pub(super) fn most_threads(flat_sizes: &str) -> Option<[u32; 3]> {
    let most = flat_sizes.split_once(',')?.1.trim().parse().ok()?;
    (most > 0).then_some([most, 1, 1])
}
