//! Input bytes -> a verified LLVM module and its kernels.
//!
//! Text and bitcode are told apart by their first bytes. Text that this LLVM refuses is put into
//! its words where another release is known to write it otherwise; what it refuses then is an error
//! that carries LLVM's own message. What Triton says of a kernel in a file beside it is taken in.

mod clang;
pub(crate) mod image;
mod machine;
mod newer_text;
mod params;
mod refusal;
mod triton;

use std::io::Read as _;
use std::path::Path;

use inkwell::attributes::AttributeLoc;
use inkwell::context::Context;
use inkwell::memory_buffer::MemoryBuffer;
use inkwell::module::Module;
use inkwell::targets::{TargetData, TargetTriple};
use inkwell::values::{BasicMetadataValueEnum, FunctionValue};
use kht_schema::Param;
use kht_schema::kernel::{LaunchBounds, NameSource};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::facts::Host;
use crate::host::Seen;

pub(crate) use machine::{Amdgcn, Machine};

/// Largest input; LLVM needs about ten times as much memory for the module.
pub const MAX_BYTES: u64 = 1 << 30;

/// The target of text that names none, as Triton leaves it out for NVIDIA, and its data layout.
const NVPTX_TRIPLE: &str = "nvptx64-nvidia-cuda";
const NVPTX_LAYOUT: &str = "e-p3:32:32-p4:32:32-p5:32:32-p6:32:32-p7:32:32-i64:64-i128:128-\
                            i256:256-v16:16-v32:32-n16:32:64";

/// What is analyzed: LLVM IR, and what lies beside it.
#[derive(Clone, Copy)]
pub struct Input<'i> {
    /// LLVM IR as text or bitcode.
    pub bytes: &'i [u8],
    /// The `.json` that Triton writes beside an `.llir`.
    pub metadata: Option<&'i [u8]>,
}

impl<'i> From<&'i [u8]> for Input<'i> {
    fn from(bytes: &'i [u8]) -> Self {
        Input { bytes, metadata: None }
    }
}

impl<'i> From<&'i Vec<u8>> for Input<'i> {
    fn from(bytes: &'i Vec<u8>) -> Self {
        bytes.as_slice().into()
    }
}

/// A module as read, before anything is changed in it.
pub(crate) struct Loaded<'ctx> {
    pub(crate) module: Module<'ctx>,
    pub(crate) info: kht_schema::Module,
    pub(crate) kernels: Vec<Entry<'ctx>>,
}

/// A kernel of a module.
#[derive(Clone)]
pub(crate) struct Entry<'ctx> {
    pub(crate) function: FunctionValue<'ctx>,
    pub(crate) name: String,
    pub(crate) machine: Machine,
    pub(crate) params: Vec<Param>,
    pub(crate) launch_bounds: LaunchBounds,
    pub(crate) source: Option<String>,
    /// What the host's sources say of its launches, once they are asked.
    pub(crate) host: Host,
    /// What a person should know about what was read.
    pub(crate) diagnostics: Vec<String>,
}

/// Why an input cannot be analyzed; the input's fault in every case.
#[derive(Debug, Error)]
pub enum LoadError {
    /// The file cannot be read.
    #[error("cannot read")]
    Io(#[from] std::io::Error),
    /// It is a source, and there is no compiler.
    #[error(
        "expected {program} to compile a source, found none; install it, name it in KHT_CLANG, or \
         compile to LLVM IR elsewhere"
    )]
    NoCompiler {
        /// What was tried.
        program: String,
        /// Why it does not start.
        #[source]
        error: std::io::Error,
    },
    /// It is a source that does not compile.
    #[error(
        "expected a source that clang compiles (flags are added by KHT_CLANG_FLAGS): {message}"
    )]
    Compile {
        /// clang's first error.
        message: String,
    },
    /// The file is too large.
    #[error("expected at most {MAX_BYTES} bytes of LLVM IR, found {found}")]
    TooLarge {
        /// Size of the file.
        found: u64,
    },
    /// There is nothing in it.
    #[error("expected LLVM IR (text or bitcode), found an empty file")]
    Empty,
    /// LLVM does not parse text with typed pointers, as LLVM up to 14 writes it; it does parse what
    /// the last of these releases write.
    #[error(
        "expected LLVM IR, found: {message}; it has typed pointers ({found} in line {line}), as \
         old releases write them: emit it again with LLVM 15 or newer"
    )]
    TypedPointers {
        /// Line of the first one.
        line: usize,
        /// The first one.
        found: String,
        /// LLVM's message.
        message: String,
    },
    /// Bitcode of a later release.
    #[error(
        "expected bitcode of LLVM {} or older, found that of {found}: {message}",
        crate::llvm_major()
    )]
    Newer {
        /// Who wrote it.
        found: String,
        /// LLVM's message.
        message: String,
    },
    /// LLVM does not parse it.
    #[error("expected LLVM IR (text or bitcode), found: {message}")]
    Parse {
        /// LLVM's message, with line and column for text.
        message: String,
    },
    /// LLVM does not parse it, even once it is rewritten.
    #[error(
        "expected LLVM IR as LLVM 22 writes it, found text of another release that is understood \
         in part only: {message}; write it with LLVM 22 or older, or as bitcode of an older one"
    )]
    OtherRelease {
        /// LLVM's message, with the line of the input.
        message: String,
    },
    /// LLVM parses it, but it is not valid.
    #[error("expected valid LLVM IR, the verifier found: {message}")]
    Verify {
        /// First line of the verifier's message.
        message: String,
    },
    /// It is for another machine.
    #[error("expected target nvptx64 or amdgcn, found target {found:?}")]
    Target {
        /// Triple of the module.
        found: String,
    },
    /// It has no kernels.
    #[error(
        "expected at least one kernel (calling convention ptx_kernel or amdgpu_kernel), \
         found {found} functions"
    )]
    NoKernels {
        /// Functions with a body.
        found: usize,
    },
}

/// Reads a file, refusing what is too large before it is in memory; compiles a source.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, LoadError> {
    let metadata = std::fs::metadata(path)?;
    if metadata.len() > MAX_BYTES {
        return Err(LoadError::TooLarge { found: metadata.len() });
    }
    match clang::compile(path) {
        Some(compiled) => compiled,
        None => Ok(std::fs::read(path)?),
    }
}

/// Reads what Triton wrote beside an `.llir`, if it is there; not much more than it may hold.
pub(crate) fn read_metadata(path: &Path) -> Result<Option<Vec<u8>>, LoadError> {
    if path.extension().is_none_or(|extension| extension != "llir") {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    match std::fs::File::open(path.with_extension("json")) {
        Ok(file) => file.take(triton::MAX_BYTES + 1).read_to_end(&mut bytes)?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    Ok(Some(bytes))
}

/// Parses and verifies a module; `name` is the path that the table shows.
pub(crate) fn load<'ctx>(
    context: &'ctx Context,
    input: Input<'_>,
    name: &str,
) -> Result<Loaded<'ctx>, LoadError> {
    let module = module(context, input.bytes, name)?;
    let bodies: Vec<FunctionValue<'ctx>> =
        module.get_functions().filter(|function| function.count_basic_blocks() > 0).collect();
    let (target, machine) = target(&module, bodies.iter().any(machine::is_ptx_kernel))?;
    let functions = bodies.iter().filter(|function| machine.is_kernel(function));
    let mut kernels: Vec<Entry<'ctx>> =
        functions.map(|&function| entry(machine, &module, function)).collect();
    if kernels.is_empty() {
        return Err(LoadError::NoKernels { found: bodies.len() });
    }
    let mut info = kht_schema::Module {
        path: name.to_owned(),
        sha256: hex(&Sha256::digest(input.bytes)),
        target,
        cpu: kernels[0].string_attribute("target-cpu").unwrap_or_default(),
        frontend: frontend(&module)
            .or_else(|| crate::scev::producer(kernels[0].function))
            .unwrap_or_default(),
    };
    triton::take_in(input.metadata, &mut info, &mut kernels);
    Ok(Loaded { module, info, kernels })
}

/// Parses and verifies; text that is refused once more in the words of this LLVM.
pub(crate) fn module<'ctx>(
    context: &'ctx Context,
    bytes: &[u8],
    name: &str,
) -> Result<Module<'ctx>, LoadError> {
    let refusal = match parse(context, bytes, name) {
        Err(error @ (LoadError::Parse { .. } | LoadError::Verify { .. })) => error,
        result => return result,
    };
    let text = std::str::from_utf8(bytes).ok();
    let Some(rewritten) = text.and_then(newer_text::rewrite) else { return Err(refusal) };
    parse(context, rewritten.as_bytes(), name).map_err(|error| match error {
        LoadError::Parse { message } | LoadError::Verify { message } => {
            LoadError::OtherRelease { message }
        }
        other => other,
    })
}

fn parse<'ctx>(
    context: &'ctx Context,
    bytes: &[u8],
    name: &str,
) -> Result<Module<'ctx>, LoadError> {
    if bytes.trim_ascii().is_empty() {
        return Err(LoadError::Empty);
    }
    let buffer = MemoryBuffer::create_from_memory_range_copy(bytes, name);
    let module = context
        .create_module_from_ir(buffer)
        .map_err(|error| refusal::explain(bytes, one_line(&error.to_string())))?;
    module.verify().map_err(|error| LoadError::Verify { message: one_line(&error.to_string()) })?;
    Ok(module)
}

/// The target of a module, which is for NVIDIA if it has kernels of that kind and names none.
fn target(module: &Module<'_>, has_ptx_kernels: bool) -> Result<(String, Machine), LoadError> {
    if has_ptx_kernels && module.get_triple().as_str().is_empty() {
        module.set_triple(&TargetTriple::create(NVPTX_TRIPLE));
        if module.get_data_layout().as_str().is_empty() {
            module.set_data_layout(&TargetData::create(NVPTX_LAYOUT).get_data_layout());
        }
    }
    let mut found = module.get_triple().as_str().to_string_lossy().into_owned();
    if let Some(spelled) = newer_text::triple(&found) {
        module.set_triple(&TargetTriple::create(&spelled));
        found = spelled;
    }
    match Machine::of_module(&found, module) {
        Some(machine) => Ok((found, machine)),
        None => Err(LoadError::Target { found }),
    }
}

fn entry<'ctx>(
    machine: Machine,
    module: &Module<'ctx>,
    function: FunctionValue<'ctx>,
) -> Entry<'ctx> {
    let mut entry = Entry {
        function,
        name: function.get_name().to_string_lossy().into_owned(),
        machine,
        params: params::params(module, function),
        launch_bounds: LaunchBounds::default(),
        source: None,
        host: Host::default(),
        diagnostics: Vec::new(),
    };
    let attribute = |key| entry.string_attribute(key).unwrap_or_default();
    let kernel = machine.of_kernel(&attribute("target-features"), &attribute("target-cpu"));
    let launch_bounds = match machine {
        Machine::Nvptx => LaunchBounds {
            max_block: entry.dimensions("nvvm.maxntid"),
            required_block: entry.dimensions("nvvm.reqntid"),
            dynamic_shared: None,
        },
        Machine::Amdgcn(_) => LaunchBounds {
            max_block: machine::most_threads(&attribute("amdgpu-flat-work-group-size")),
            required_block: machine::required_block(crate::scev::function(function)),
            dynamic_shared: None,
        },
    };
    entry.machine = kernel;
    entry.launch_bounds = launch_bounds;
    entry.source = crate::scev::function(function).position();
    entry
}

impl Entry<'_> {
    /// Takes in what the host's sources say. Names that are known stay, and extents that the kernel
    /// was not compiled for are a finding, and nothing to rest on.
    pub(crate) fn take_in(&mut self, seen: Seen) {
        let Seen { names, launches, extents, disagreements } = seen;
        for (param, name) in self.params.iter_mut().zip(names) {
            if param.name.is_none() && name.is_some() {
                (param.name, param.named_by) = (name, NameSource::Host);
            }
        }
        self.diagnostics.extend(disagreements);
        let fits = extents.fit(&self.launch_bounds);
        if !fits {
            let text = "the host launches it with a block that it was not compiled for";
            self.diagnostics.push(text.to_owned());
        }
        self.host = Host { launches, extents: if fits { extents } else { Default::default() } };
    }

    /// The only block that the kernel is launched with.
    pub(crate) fn only_block(&self) -> Option<[u32; 3]> {
        self.launch_bounds.required_block.or_else(|| self.host.extents.only_block())
    }

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
fn frontend(module: &Module<'_>) -> Option<String> {
    let nodes = module.get_global_metadata("llvm.ident");
    match nodes.first()?.get_node_values()?.first()? {
        BasicMetadataValueEnum::MetadataValue(text) => {
            text.get_string_value().map(|text| String::from_utf8_lossy(text).into_owned())
        }
        _ => None,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The first line of a message of LLVM, without an `error:` that ours repeats.
fn one_line(message: &str) -> String {
    let line = message.lines().find(|line| !line.trim().is_empty()).unwrap_or("no reason given");
    line.replacen("error: ", "", 1).trim().to_owned()
}
