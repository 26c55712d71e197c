//! The `kht` program: one file per subcommand below `cli/`.
//!
//! Exit codes: 0 done, 1 a check found something, 2 bad input or usage.

mod analyze;
mod show;
mod explain;
mod footprint;
mod verify;
mod check;
mod schema;
mod completions;
mod files;
mod input;
mod output;

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
    Show(show::Args),
    Explain(explain::Args),
    Footprint(footprint::Args),
    Verify(verify::Args),
    Check(check::Args),
    Schema(schema::Args),
    Completions(completions::Args),
}

/// Runs the program with the arguments of the process.
pub(crate) fn run() -> ExitCode {
    let cli = Cli::parse();
    let result = match cli.command {
        Command::Analyze(args) => analyze::run(&args),
        Command::Show(args) => show::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Footprint(args) => footprint::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Completions(args) => completions::run(&args),
    };
    result.unwrap_or_else(|error| {
        anstream::eprintln!("error: {error:#}");
        ExitCode::from(2)
    })
}
