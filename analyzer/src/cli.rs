//! The `kht` program: one file per subcommand below `cli/`.
//!
//! Exit codes: 0 done, 1 a check found something, 2 bad input or usage.

mod analyze;
mod explain;
mod files;
mod verify;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Reads compiled GPU kernels as LLVM IR and says which bytes they will touch.
#[derive(Parser)]
#[command(name = "kht", version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Analyze(analyze::Args),
    Explain(explain::Args),
    Verify(verify::Args),
}

/// Runs the program with the arguments of the process.
pub(crate) fn run() -> ExitCode {
    let cli = Cli::parse();
    let result = match cli.command {
        Command::Analyze(args) => analyze::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Verify(args) => verify::run(&args),
    };
    result.unwrap_or_else(|error| {
        anstream::eprintln!("error: {error:#}");
        ExitCode::from(2)
    })
}
