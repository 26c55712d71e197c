//! `kht schema`: the JSON Schema of a table.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{files, output};

/// Prints the JSON Schema of a kernel heat table.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    kht schema > kht.schema.json\n  \
    kht schema -o kht.schema.json            the file is never half written")]
pub(crate) struct Args {
    /// File to write instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Runs the subcommand.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let schema = kht_schema::json_schema();
    match &args.output {
        Some(path) => {
            let text = serde_json::to_string_pretty(&schema)? + "\n";
            files::write(path, text.as_bytes())?;
        }
        None => output::print_json(&schema)?,
    }
    Ok(ExitCode::SUCCESS)
}
