//! What Triton's compiler says of a kernel beside its IR: the `.json` that its cache keeps.
//!
//! IR for NVIDIA names neither processor nor compiler, and a launch has exactly as many threads as
//! the compiler counted on. What the IR says itself goes before what the file says. A file that
//! cannot be used changes no formula, and is a finding of each kernel.

use kht_schema::ParamType;
use kht_schema::kernel::{LaunchBounds, NameSource};
use serde::Deserialize;

use super::Entry;

/// Largest metadata file; it has some fifty short fields.
pub(super) const MAX_BYTES: u64 = 1 << 20;

/// Most threads of a block.
const MAX_THREADS: u32 = 1024;

/// Pointers that the compiler adds behind the arguments of the source, oldest first.
const SCRATCH: [&str; 2] = ["global_scratch", "profile_scratch"];

/// The fields that matter here.
#[derive(Deserialize)]
struct Metadata {
    name: String,
    /// Of a block, those that warp specialization adds included.
    num_warps: u32,
    target: Target,
    /// Bytes of dynamic shared memory.
    shared: Option<u32>,
    triton_version: Option<String>,
}

#[derive(Deserialize)]
struct Target {
    arch: Arch,
    warp_size: u32,
}

/// `80` for NVIDIA, `gfx942` for AMD.
#[derive(Deserialize)]
#[serde(untagged)]
enum Arch {
    Capability(u32),
    Name(String),
}

/// Adds what metadata says to a module and its kernels, or why it is not used.
pub(super) fn take_in(
    metadata: Option<&[u8]>,
    module: &mut kht_schema::Module,
    kernels: &mut [Entry<'_>],
) {
    let Some(bytes) = metadata else { return };
    match read(bytes, kernels) {
        Ok(metadata) => metadata.apply(module, kernels),
        Err(problem) => {
            for kernel in kernels {
                kernel.diagnostics.push(format!("the .json beside the IR is not used: {problem}"));
            }
        }
    }
}

fn read(bytes: &[u8], kernels: &[Entry<'_>]) -> Result<Metadata, String> {
    if MAX_BYTES < bytes.len() as u64 {
        return Err(format!("expected at most {MAX_BYTES} bytes"));
    }
    let metadata: Metadata = serde_json::from_slice(bytes)
        .map_err(|error| format!("expected the metadata of a Triton kernel, found: {error}"))?;
    if !kernels.iter().any(|kernel| kernel.name == metadata.name) {
        return Err(format!("expected that of one of its kernels, found {:?}", metadata.name));
    }
    let threads = metadata.num_warps.checked_mul(metadata.target.warp_size);
    if !threads.is_some_and(|threads| (1..=MAX_THREADS).contains(&threads)) {
        return Err(format!(
            "expected blocks of 1 to {MAX_THREADS} threads, found {} warps of {}",
            metadata.num_warps, metadata.target.warp_size
        ));
    }
    Ok(metadata)
}

impl Metadata {
    fn apply(&self, module: &mut kht_schema::Module, kernels: &mut [Entry<'_>]) {
        if module.cpu.is_empty() {
            module.cpu = match &self.target.arch {
                Arch::Capability(number) => format!("sm_{number}"),
                Arch::Name(name) => name.clone(),
            };
        }
        if let Some(version) = &self.triton_version {
            module.frontend = format!("triton {version}");
        } else if module.frontend.is_empty() {
            "triton".clone_into(&mut module.frontend);
        }
        for kernel in kernels.iter_mut().filter(|kernel| kernel.name == self.name) {
            let LaunchBounds { required_block, dynamic_shared, .. } = &mut kernel.launch_bounds;
            let threads = self.num_warps * self.target.warp_size;
            required_block.get_or_insert([threads, 1, 1]);
            *dynamic_shared = self.shared;
            self.name_scratch(kernel);
        }
    }

    /// Names the pointers that the compiler has added; how many depends on its version.
    fn name_scratch(&self, kernel: &mut Entry<'_>) {
        let count = match self.version() {
            Some((3, 3 | 4)) => 1,
            Some(version) if (3, 5) <= version => SCRATCH.len(),
            _ => 0,
        };
        let first = kernel.params.len().saturating_sub(count);
        let added = &mut kernel.params[first..];
        if added.len() == count && added.iter().all(|param| param.ty == ParamType::Pointer) {
            for (param, name) in added.iter_mut().zip(SCRATCH) {
                if param.name.is_none() {
                    (param.name, param.named_by) = (Some(name.to_owned()), NameSource::Metadata);
                }
            }
        }
    }

    /// Major and minor number.
    fn version(&self) -> Option<(u32, u32)> {
        let mut parts = self.triton_version.as_ref()?.split('.').map(str::parse);
        Some((parts.next()?.ok()?, parts.next()?.ok()?))
    }
}
