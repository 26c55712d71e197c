//! `kht`: LLVM IR of GPU kernels in, kernel heat tables out.

mod cli;

/// Formulas are many small trees that live for a moment; nearly half of an analysis was spent in
/// the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::run()
}
