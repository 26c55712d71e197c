//! `flame`: plans and simulates fragment migrations for GPU kernels from their heat tables.

use std::process::ExitCode;

fn main() -> ExitCode {
    kht_runtime::cli::main()
}
