//! `kht report`: a page for people.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use indicatif::HumanBytes;
use kht_analyzer::report::{Beside, Sources, report};
use kht_schema::Launch;

use super::{files, footprint, input, output};

/// Ending of the launches in a folder.
const LAUNCH_ENDING: &str = ".launch.json";

/// Writes one page that shows tables: kernels to search, heat for a launch that you choose, source
/// lines with their accesses, and the reason for everything that is not exact.
///
/// The page stands alone: it holds all of its data, works from a file and asks no network.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    kht report tables -o report.html\n  \
    kht report kernel.ll -o report.html --source .      with the lines of the sources here\n  \
    kht report tables -o r.html --launches launches     with launches to choose from")]
pub(crate) struct Args {
    /// Tables (JSON), folders of such, LLVM IR, or - for standard input.
    #[arg(required = true, value_name = "TABLE")]
    tables: Vec<PathBuf>,
    /// The page; - prints it.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Launches, or folders of *.launch.json, for the page to start from; kernels without one
    /// start from a guess.
    #[arg(short, long, value_name = "PATH")]
    launches: Vec<PathBuf>,
    /// Folder that the names of source files in the tables are relative to.
    #[arg(short, long, value_name = "DIR")]
    source: Vec<PathBuf>,
}

/// Runs the subcommand.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    for folder in &args.source {
        if !folder.is_dir() {
            bail!("{}: expected a folder with source files", folder.display());
        }
    }
    let paths = input::find_tables(&args.tables)?;
    let tables: anyhow::Result<Vec<_>> = paths.iter().map(|path| input::table(path)).collect();
    let tables = tables?;
    let launches = launches(&args.launches)?;
    let beside = Beside { launches: &launches, sources: Sources::below(&args.source) };
    let page = report(&tables, &beside);
    if args.output == Path::new("-") {
        output::print(&page)?;
        return Ok(ExitCode::SUCCESS);
    }
    files::write(&args.output, page.as_bytes())?;
    let n_kernels: usize = tables.iter().map(|table| table.kernels.len()).sum();
    let kernels = if n_kernels == 1 { "kernel" } else { "kernels" };
    let (path, size) = (args.output.display(), HumanBytes(page.len() as u64));
    output::print(&format!("{path}: {n_kernels} {kernels}, {size}\n"))?;
    Ok(ExitCode::SUCCESS)
}

fn launches(paths: &[PathBuf]) -> anyhow::Result<Vec<(String, Launch)>> {
    let mut launches = Vec::new();
    for found in files::find(paths, &[LAUNCH_ENDING]) {
        let file = match found {
            Ok(file) => file,
            Err((place, message)) => bail!("{}: {message}", place.display()),
        };
        let named = || file.path.display().to_string();
        let name = file.name.strip_suffix(LAUNCH_ENDING).unwrap_or(&file.name);
        launches.push((name.to_owned(), footprint::read_launch(&file.path).with_context(named)?));
    }
    Ok(launches)
}
