//! `kht check`: what is wrong with tables.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use kht_schema::{Problem, check, read};
use serde::Serialize;

use super::{files, input, output};

/// Checks tables: their form, their version, and what consumers rely on.
///
/// Exits with 1 if a table contradicts itself, with 2 if a file cannot be read or is no table.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    kht check tables/kernel.kht.json\n  \
    kht check tables --json                  all .kht.json of a folder")]
pub(crate) struct Args {
    /// Tables (JSON), folders of such, or - for standard input.
    #[arg(required = true, value_name = "TABLE")]
    tables: Vec<PathBuf>,
    /// Print the result as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report {
    file: String,
    kernels: usize,
    problems: Vec<Finding>,
    /// Why the file is no table.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

#[derive(Serialize)]
struct Finding {
    place: String,
    message: String,
}

/// Runs the subcommand.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut reports = Vec::new();
    for path in input::find_tables(&args.tables)? {
        let file = path.display().to_string();
        let result = files::read(&path).and_then(|bytes| Ok(read::parse(&bytes)?));
        let report = match result {
            Ok(table) => {
                let problems = check(&table).into_iter();
                let problems =
                    problems.map(|Problem { place, message }| Finding { place, message }).collect();
                Report { file, kernels: table.kernels.len(), problems, error: None }
            }
            Err(error) => {
                anstream::eprintln!("error: {file}: {error:#}");
                let error = Some(format!("{error:#}"));
                Report { file, kernels: 0, problems: Vec::new(), error }
            }
        };
        reports.push(report);
    }
    if args.json {
        output::print_json(&reports)?;
    } else {
        output::print(&describe(&reports))?;
    }
    let failed = reports.iter().any(|report| report.error.is_some());
    let found = reports.iter().any(|report| !report.problems.is_empty());
    Ok(ExitCode::from(if failed { 2 } else { u8::from(found) }))
}

fn describe(reports: &[Report]) -> String {
    let mut text = String::new();
    for Report { file, kernels, problems, error } in reports {
        if error.is_some() {
            continue;
        }
        for Finding { place, message } in problems {
            let _ = writeln!(text, "{file}: {place}: {message}");
        }
        if problems.is_empty() {
            let _ = writeln!(text, "{file}: ok, {kernels} kernels");
        }
    }
    text
}
