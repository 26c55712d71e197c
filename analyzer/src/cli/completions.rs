//! `kht completions`: what a shell needs to complete command lines.

use std::process::ExitCode;

use clap::CommandFactory as _;
use clap_complete::{Shell, generate};

use super::{Cli, output};

/// Prints a script that completes command lines in a shell.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    kht completions bash > ~/.local/share/bash-completion/completions/kht\n  \
    kht completions fish > ~/.config/fish/completions/kht.fish")]
pub(crate) struct Args {
    /// Shell to complete in.
    shell: Shell,
}

/// Runs the subcommand.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    generate(args.shell, &mut Cli::command(), "kht", &mut script);
    output::print(&String::from_utf8_lossy(&script))?;
    Ok(ExitCode::SUCCESS)
}
