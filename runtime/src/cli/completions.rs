//! `flame completions`: completions for a shell.

use clap::CommandFactory;
use clap_complete::Shell;

use super::{Cli, Done};

/// Print completions for a shell
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The shell
    shell: Shell,
}

#[expect(clippy::unnecessary_wraps, reason = "subcommands have one signature")]
pub(super) fn main(args: &Args) -> Result<Done, anyhow::Error> {
    clap_complete::generate(args.shell, &mut Cli::command(), "flame", &mut std::io::stdout());
    Ok(Done::Well)
}
