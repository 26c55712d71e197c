//! The program `flame`: one file per subcommand below `cli/`.
//!
//! Exit codes: 0 done; 1 a fault of ours; 2 bad input or usage, or a place that cannot be written.

mod common;
mod completions;
mod generate;
mod plan;
mod run;
mod topology;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::input::InputError;

/// Plan and simulate fragment migrations for GPU kernels from their heat tables.
#[derive(Debug, Parser)]
#[command(
    name = "flame",
    version,
    after_help = "Examples:\n  \
        flame run tables/ --workload decode.json --topology h100-pcie\n  \
        flame run tables/ --workload decode.json --topology tiny --trace trace.json\n  \
        flame plan tables/ --workload decode.json --topology my-machine.toml\n  \
        flame topology h200-nvlink-2 > my-machine.toml\n  \
        flame workload paged-decode --sequences 32 --out decode.json\n\n\
        Tables come from `kht analyze`."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Run(run::Args),
    Plan(plan::Args),
    Topology(topology::Args),
    Workload(generate::Args),
    Completions(completions::Args),
}

/// What a command ends with if nothing stopped it.
enum Done {
    /// All is well.
    Well,
    /// The result is there, but some input was refused, and said so.
    SomeRefused,
}

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = match &cli.command {
        Command::Run(args) => run::main(args),
        Command::Plan(args) => plan::main(args),
        Command::Topology(args) => topology::main(args),
        Command::Workload(args) => generate::main(args),
        Command::Completions(args) => completions::main(args),
    };
    match result {
        Ok(Done::Well) => ExitCode::SUCCESS,
        Ok(Done::SomeRefused) => ExitCode::from(2),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            common::complain(&format!("{error:#}"));
            let is_theirs = |cause: &(dyn std::error::Error + 'static)| {
                cause.is::<InputError>() || cause.is::<std::io::Error>()
            };
            ExitCode::from(if error.chain().any(is_theirs) { 2 } else { 1 })
        }
    }
}

/// Whoever reads our output has seen enough.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(|it| it.io_error_kind());
        io.or(json) == Some(std::io::ErrorKind::BrokenPipe)
    })
}
