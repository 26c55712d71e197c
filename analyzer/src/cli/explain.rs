//! `kht explain`: the way of a kernel through the stages, and why something is not exact.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;
use kht_analyzer::explain::{Section, explain};
use kht_analyzer::{Hooks, analyze};

use super::output::{self, BOLD};
use super::{files, input, worker};

/// Shows every stage of a kernel's analysis, and why something is not exact.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    kht explain kernel.ll\n  \
    kht explain kernels.ll --kernel rmsnorm --json")]
pub(crate) struct Args {
    /// LLVM IR as text (.ll) or bitcode (.bc), or - for standard input.
    file: PathBuf,
    /// Kernel to explain: its name, or a part of its name or signature [default: all].
    #[arg(short, long, value_name = "NAME")]
    kernel: Option<String>,
    /// Print the sections as JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the subcommand.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let file = files::read_ir(&args.file)?;
    let name = args.file.file_name().map_or_else(|| "-".into(), |name| name.to_string_lossy());
    let shown = args.file.display().to_string();
    worker::step(&shown, None);
    let started = |kernel: &str| worker::step(&shown, Some(kernel));
    let hooks = Hooks { keep_text: true, started: Some(&started), ..Hooks::default() };
    let analysis = analyze(file.input(), &name, &hooks)?;
    let all = analysis.table.kernels.iter().zip(&analysis.ways);
    let wanted = |kernel: &kht_schema::Kernel| match &args.kernel {
        None => true,
        Some(text) => kernel.name.contains(text) || kernel.display.contains(text),
    };
    let exact = |kernel: &kht_schema::Kernel| args.kernel.as_ref() == Some(&kernel.name);
    let only_exact = analysis.table.kernels.iter().any(exact);
    let chosen: Vec<Section> = all
        .filter(|(kernel, _)| if only_exact { exact(kernel) } else { wanted(kernel) })
        .flat_map(|(kernel, way)| explain(kernel, way))
        .collect();
    if chosen.is_empty() {
        let names: Vec<String> =
            analysis.table.kernels.iter().map(|kernel| kernel.name.clone()).collect();
        let asked = args.kernel.as_deref().unwrap_or_default();
        bail!("expected {}, found {asked:?}", input::one_of(&names, &shown, asked));
    }
    if args.json {
        output::print_json(&chosen)?;
    } else {
        let sections = chosen.iter().map(|Section { title, text }| {
            let (title, text) = (output::plain(title), output::plain_lines(text));
            format!("{BOLD}{title}{BOLD:#}\n{text}\n")
        });
        output::print(&sections.collect::<String>())?;
    }
    Ok(ExitCode::SUCCESS)
}
