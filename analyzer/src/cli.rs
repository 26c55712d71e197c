//! The `kht` program: one file per subcommand below `cli/`.
//!
//! Exit codes: 0 done, 1 a check found something, 2 bad input or usage.

mod analyze;
mod show;
mod report;
mod delta;
mod diff;
mod explain;
mod footprint;
mod verify;
mod check;
mod host;
mod schema;
mod completions;
mod files;
mod input;
mod output;
#[expect(unsafe_code, reason = "forks")]
mod worker;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use worker::Limits;

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
    Diff(diff::Args),
    Report(report::Args),
    Explain(explain::Args),
    Footprint(footprint::Args),
    Verify(verify::Args),
    Check(check::Args),
    Host(host::Args),
    Schema(schema::Args),
    Completions(completions::Args),
}

/// Runs the program with the arguments of the process.
pub(crate) fn run() -> ExitCode {
    let cli = Cli::parse();
    let result = match &cli.command {
        Command::Analyze(args) => analyze::run(args),
        Command::Check(args) => check::run(args),
        Command::Host(args) => host::run(args),
        Command::Schema(args) => schema::run(args),
        Command::Completions(args) => completions::run(args),
        Command::Show(args) => guarded(Limits::usual(), || show::run(args)),
        Command::Diff(args) => guarded(Limits::usual(), || diff::run(args)),
        Command::Report(args) => guarded(Limits::usual(), || report::run(args)),
        Command::Explain(args) => guarded(Limits::usual(), || explain::run(args)),
        Command::Footprint(args) => guarded(Limits::usual(), || footprint::run(args)),
        // Maps the buffers of launches, and has a limit of its own for steps.
        Command::Verify(args) => {
            verify::keep_terminal();
            guarded(Limits::NONE, || verify::run(args))
        }
    };
    exit_code(result)
}

/// Runs a command that gives LLVM to read in a process that may die.
fn guarded(
    limits: Limits,
    command: impl Fn() -> anyhow::Result<ExitCode> + Sync,
) -> anyhow::Result<ExitCode> {
    worker::guarded(limits, || exit_code(command()))
}

fn exit_code(result: anyhow::Result<ExitCode>) -> ExitCode {
    result.unwrap_or_else(|error| {
        anstream::eprintln!("error: {}", output::plain_lines(&format!("{error:#}")));
        ExitCode::from(2)
    })
}
