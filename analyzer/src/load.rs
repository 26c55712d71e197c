//! Input bytes -> a verified LLVM module and its kernels.
//!
//! Text and bitcode are told apart by their first bytes. Nothing is repaired here: what LLVM does
//! not accept is an error that carries LLVM's own message.

mod params;

use std::path::Path;

use inkwell::attributes::AttributeLoc;
use inkwell::context::Context;
use inkwell::memory_buffer::MemoryBuffer;
use inkwell::module::Module;
use inkwell::values::{BasicMetadataValueEnum, FunctionValue};
use kht_schema::Param;
use kht_schema::kernel::LaunchBounds;
use sha2::{Digest, Sha256};
use thiserror::Error;

/// Largest input; LLVM needs about ten times as much memory for the module.
pub const MAX_BYTES: u64 = 1 << 30;

/// LLVM's calling convention number of NVPTX kernels.
const PTX_KERNEL: u32 = 71;

/// A module as read, before anything is changed in it.
pub(crate) struct Loaded<'ctx> {
    pub(crate) module: Module<'ctx>,
    pub(crate) info: kht_schema::Module,
    pub(crate) kernels: Vec<Entry<'ctx>>,
}

/// A kernel of a module.
pub(crate) struct Entry<'ctx> {
    pub(crate) function: FunctionValue<'ctx>,
    pub(crate) name: String,
    pub(crate) params: Vec<Param>,
    pub(crate) launch_bounds: LaunchBounds,
    pub(crate) source: Option<String>,
}

/// Why an input cannot be analyzed; the input's fault in every case.
#[derive(Debug, Error)]
pub enum LoadError {
    /// The file cannot be read.
    #[error("cannot read")]
    Io(#[from] std::io::Error),
    /// The file is too large.
    #[error("expected at most {MAX_BYTES} bytes of LLVM IR, found {found}")]
    TooLarge {
        /// Size of the file.
        found: u64,
    },
    /// LLVM does not parse it.
    #[error("expected LLVM IR (text or bitcode), found: {message}")]
    Parse {
        /// LLVM's message, with line and column for text.
        message: String,
    },
    /// LLVM parses it, but it is not valid.
    #[error("expected valid LLVM IR, the verifier found: {message}")]
    Verify {
        /// First line of the verifier's message.
        message: String,
    },
    /// It is for another machine.
    #[error("expected target nvptx64, found target {found:?}")]
    Target {
        /// Triple of the module.
        found: String,
    },
    /// It has no kernels.
    #[error(
        "expected at least one kernel (calling convention ptx_kernel), found {found} functions"
    )]
    NoKernels {
        /// Functions with a body.
        found: usize,
    },
}

/// Reads a file, refusing what is too large before it is in memory.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, LoadError> {
    let metadata = std::fs::metadata(path)?;
    if metadata.len() > MAX_BYTES {
        return Err(LoadError::TooLarge { found: metadata.len() });
    }
    Ok(std::fs::read(path)?)
}

/// Parses and verifies a module; `name` is the path that the table shows.
pub(crate) fn load<'ctx>(
    context: &'ctx Context,
    bytes: &[u8],
    name: &str,
) -> Result<Loaded<'ctx>, LoadError> {
    let buffer = MemoryBuffer::create_from_memory_range_copy(bytes, name);
    let module = context
        .create_module_from_ir(buffer)
        .map_err(|error| LoadError::Parse { message: one_line(&error.to_string()) })?;
    module.verify().map_err(|error| LoadError::Verify { message: one_line(&error.to_string()) })?;
    let target = module.get_triple().as_str().to_string_lossy().into_owned();
    if !target.starts_with("nvptx") {
        return Err(LoadError::Target { found: target });
    }
    let bodies: Vec<FunctionValue<'ctx>> =
        module.get_functions().filter(|function| function.count_basic_blocks() > 0).collect();
    let kernels: Vec<Entry<'ctx>> = bodies
        .iter()
        .filter(|function| function.get_call_conventions() == PTX_KERNEL)
        .map(|&function| entry(&module, function))
        .collect();
    if kernels.is_empty() {
        return Err(LoadError::NoKernels { found: bodies.len() });
    }
    let info = kht_schema::Module {
        path: name.to_owned(),
        sha256: hex(&Sha256::digest(bytes)),
        target,
        cpu: kernels[0].string_attribute("target-cpu").unwrap_or_default(),
        frontend: frontend(&module),
    };
    Ok(Loaded { module, info, kernels })
}

fn entry<'ctx>(module: &Module<'ctx>, function: FunctionValue<'ctx>) -> Entry<'ctx> {
    let mut entry = Entry {
        function,
        name: function.get_name().to_string_lossy().into_owned(),
        params: params::params(module, function),
        launch_bounds: LaunchBounds::default(),
        source: None,
    };
    entry.launch_bounds = LaunchBounds {
        max_block: entry.dimensions("nvvm.maxntid"),
        required_block: entry.dimensions("nvvm.reqntid"),
    };
    entry.source = crate::scev::function(function).position();
    entry
}

impl Entry<'_> {
    fn string_attribute(&self, key: &str) -> Option<String> {
        let attribute = self.function.get_string_attribute(AttributeLoc::Function, key)?;
        Some(attribute.get_string_value().to_string_lossy().into_owned())
    }

    /// A `"x,y,z"` attribute; missing axes are 1.
    fn dimensions(&self, key: &str) -> Option<[u32; 3]> {
        let text = self.string_attribute(key)?;
        let mut dimensions = [1; 3];
        for (axis, part) in text.split(',').take(3).enumerate() {
            dimensions[axis] = part.trim().parse().ok().filter(|&extent| extent > 0)?;
        }
        Some(dimensions)
    }
}

/// What `llvm.ident` says of the compiler.
fn frontend(module: &Module<'_>) -> String {
    let nodes = module.get_global_metadata("llvm.ident");
    let text = nodes.first().and_then(|node| match node.get_node_values()?.first()? {
        BasicMetadataValueEnum::MetadataValue(text) => {
            text.get_string_value().map(|text| String::from_utf8_lossy(text).into_owned())
        }
        _ => None,
    });
    text.unwrap_or_default()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The first line of a message of LLVM, without an `error:` that ours repeats.
fn one_line(message: &str) -> String {
    let line = message.lines().find(|line| !line.trim().is_empty()).unwrap_or("no reason given");
    line.replacen("error: ", "", 1).trim().to_owned()
}
