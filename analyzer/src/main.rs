//! `kht`: LLVM IR of GPU kernels in, kernel heat tables out.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
