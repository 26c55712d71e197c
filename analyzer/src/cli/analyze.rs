//! `kht analyze`: tables of many files, and a summary.

mod answer;
mod stats;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, bail};
use indicatif::{ProgressBar, ProgressStyle};
use kht_analyzer::handwritten;
use kht_analyzer::host::{Counts, Disagreement, Join, KernelParams, Place, Survey, Unread};
use kht_schema::kernel::{NameSource, RoleKind};
use serde::Serialize;

use super::files::{self, Input, Ir};
use super::worker::{self, Ended, Job, Limits, Policy};
use super::{host, output};
use stats::KernelReport;

/// Analyzes compiled kernels and writes a table for each file.
///
/// What library calls touch, whose code is not at hand, can be written down: NAME.kht.toml becomes
/// NAME.kht.json. testdata/handwritten shows how, for GEMM and attention.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    kht analyze kernel.ll -o tables          one file, table in tables/kernel.kht.json\n  \
    kht analyze build/ir -o tables --json    a folder, summary as JSON\n  \
    kht analyze build/ir -o tables --host my-crate   names and grids from those who launch\n  \
    clang … -S -emit-llvm -o - | kht analyze - -o -   from stdin, table to stdout")]
pub(crate) struct Args {
    /// LLVM IR as text (.ll, Triton's .llir) or bitcode (.bc), tables written by hand (.kht.toml),
    /// folders of such, or - for standard input; where clang is installed, sources as well (.cu,
    /// .hip, .cl).
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Folder for the tables, one FILE.kht.json for each input; - prints the table of one input.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Folder of a crate that launches the kernels through cudarc: arguments get the names that it
    /// gives them, tables list the launches, and extents of grid and block that are constants in
    /// all of these tighten formulas. A table then refuses launches with other extents.
    #[arg(long, value_name = "CRATE_DIR")]
    host: Vec<PathBuf>,
    /// Crates whose macros, constants and functions those of --host use.
    #[arg(long, value_name = "DIR", requires = "host")]
    with: Vec<PathBuf>,
    /// Print the summary as JSON.
    #[arg(long)]
    json: bool,
    /// Files analyzed at a time [default: one per core].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    /// Seconds after which a kernel is given up, which then may touch anything.
    #[arg(long, value_name = "N", default_value_t = Limits::DEFAULT_SECONDS,
          value_parser = seconds)]
    max_seconds: f64,
    /// Memory for the analysis, in MiB; a kernel that needs more is given up as well.
    #[arg(long, value_name = "MIB", default_value_t = Limits::DEFAULT_MEBIBYTES,
          value_parser = clap::value_parser!(u64).range(1..=1 << 40))]
    max_memory: u64,
}

/// The summary of a run.
#[derive(Serialize)]
struct Report {
    files: Vec<FileReport>,
    summary: Summary,
    #[serde(skip_serializing_if = "Option::is_none")]
    host: Option<HostReport>,
}

/// What the host's sources have added.
#[derive(Serialize)]
struct HostReport {
    counts: Counts,
    /// Kernels that are launched, and those that are not.
    launched: usize,
    without_site: usize,
    /// Launches of kernels that were not analyzed.
    without_kernel: Vec<Place>,
    /// Launches that give a kernel another number of arguments than it takes.
    disagreements: Vec<Disagreement>,
    /// Files that could not be read.
    unread: Vec<Unread>,
}

impl HostReport {
    fn of(survey: &Survey, files: &[FileReport]) -> HostReport {
        let Join { disagreements, without_kernel, without_site, names, .. } = join(survey, files);
        let place = |site: usize| Some(survey.sites.get(site)?.at.clone());
        HostReport {
            counts: survey.counts,
            launched: names.len(),
            without_site: without_site.len(),
            without_kernel: without_kernel.into_iter().filter_map(place).collect(),
            disagreements,
            unread: survey.unread.clone(),
        }
    }
}

#[derive(Serialize)]
struct FileReport {
    path: String,
    kernels: Vec<KernelReport>,
    /// Time of the processor for the whole file: reading, LLVM's passes, all kernels that were not
    /// given up.
    ms: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    /// Kernels that could not be analyzed, and why; the table says that they may touch anything.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    given_up: Vec<String>,
}

#[derive(Default, Serialize)]
struct Summary {
    files: usize,
    failed: usize,
    kernels: usize,
    accesses: usize,
    addressed: usize,
    exact: usize,
    upper: usize,
    unknown: usize,
    /// Parameters, and those with a name by who said it.
    params: usize,
    named: BTreeMap<NameSource, usize>,
    /// Pointers by what they are guessed to be for.
    roles: BTreeMap<RoleKind, usize>,
}

/// Runs the subcommand.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let inputs = files::find(&args.paths, &[".ll", ".llir", ".bc", handwritten::SUFFIX]);
    if inputs.is_empty() {
        bail!("expected .ll, .llir, .bc or .kht.toml files below the given folders, found none");
    }
    let to_stdout = args.output.as_deref() == Some(Path::new("-"));
    if to_stdout && inputs.len() != 1 {
        bail!("expected one input with --output -, found {}", inputs.len());
    }
    if to_stdout && args.json {
        bail!("expected either --json or --output -, found both: each is one document on stdout");
    }
    if args.output.is_some() {
        no_shared_tables(&inputs)?;
    }
    let survey = match args.host.as_slice() {
        [] => None,
        _ => Some(host::read_crates(&args.host, &args.with)?),
    };
    let files = all(args, &inputs, survey.as_ref())?;
    let report = Report {
        summary: summary(&files),
        host: survey.as_ref().map(|survey| HostReport::of(survey, &files)),
        files,
    };
    for file in &report.files {
        for message in &file.given_up {
            anstream::eprintln!("warning: {}: {message}", file.path);
        }
        if let Some(error) = &file.error {
            anstream::eprintln!("error: {}: {error}", file.path);
        }
    }
    if args.json {
        output::print_json(&report)?;
    } else if !to_stdout {
        output::print(&describe(&report))?;
        if let Some(survey) = &survey {
            output::print(&host::describe_join(survey, &join(survey, &report.files)))?;
        }
    }
    let unread = survey.is_some_and(|survey| !survey.unread.is_empty());
    Ok(ExitCode::from(if report.summary.failed > 0 || unread { 2 } else { 0 }))
}

type Found = Result<Input, (PathBuf, String)>;

/// What became of the inputs, in their order.
fn all(args: &Args, inputs: &[Found], survey: Option<&Survey>) -> anyhow::Result<Vec<FileReport>> {
    let mut reports: Vec<Option<FileReport>> = Vec::new();
    let mut jobs: Vec<(usize, &Input, Option<Ir>)> = Vec::new();
    for (position, input) in inputs.iter().enumerate() {
        reports.push(match input {
            // Can be read once only, hence not by workers.
            Ok(input) if input.path == Path::new("-") => match files::read_ir(&input.path) {
                Ok(ir) => {
                    jobs.push((position, input, Some(ir)));
                    None
                }
                Err(error) => Some(failure(shown(input), format!("{error:#}"))),
            },
            Ok(input) => {
                jobs.push((position, input, None));
                None
            }
            Err((path, message)) => Some(failure(path.display().to_string(), message.clone())),
        });
    }
    let bar = ProgressBar::new(jobs.len() as u64).with_style(
        ProgressStyle::with_template("{bar:40} {pos}/{len} files {wide_msg}")
            .expect("the template is well-formed"),
    );
    let limits = Limits::of(Duration::from_secs_f64(args.max_seconds), args.max_memory << 20);
    let n_cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let n_workers = args.threads.map_or_else(n_cores, usize::from);
    let work = |job: &Job, give: worker::Answer<'_>| {
        let (_, input, ir) = &jobs[job.index];
        answer::give(&answer::Asked { input, ir: ir.as_ref(), host: survey }, job, give);
    };
    worker::run(jobs.len(), n_workers, Policy { limits, retry: true }, &work, &mut |ended| {
        let (position, input, _) = &jobs[ended.job.index];
        reports[*position] = Some(finish(input, ended, args.output.as_deref()));
        bar.inc(1);
        Ok(())
    })
    .context("cannot run workers")?;
    bar.finish_and_clear();
    Ok(reports.into_iter().map(|report| report.expect("every job has ended")).collect())
}

/// The kernels that were analyzed against the sites of the host.
fn join(survey: &Survey, files: &[FileReport]) -> Join {
    let kernels = files.iter().flat_map(|file| &file.kernels);
    let kernels = kernels.map(|it| KernelParams { name: &it.name, params: it.params });
    kht_analyzer::host::join(&survey.sites, &kernels.collect::<Vec<_>>())
}

fn seconds(text: &str) -> Result<f64, String> {
    let seconds: f64 = text.parse().map_err(|error| format!("{error}"))?;
    if !(0.0..=1e9).contains(&seconds) {
        return Err("expected a number from 0 to 1e9".to_owned());
    }
    Ok(seconds)
}

/// Refuses inputs that would write the same table, before any is written.
fn no_shared_tables(inputs: &[Found]) -> anyhow::Result<()> {
    let mut known: BTreeMap<PathBuf, &Path> = BTreeMap::new();
    for input in inputs.iter().flatten() {
        let table = table_name(input);
        if let Some(first) = known.insert(table.clone(), &input.path) {
            bail!(
                "{}: expected a table of its own for each input, found that {} writes {}, too",
                input.path.display(),
                first.display(),
                table.display()
            );
        }
    }
    Ok(())
}

/// The table of an input, below the output folder.
fn table_name(input: &Input) -> PathBuf {
    match input.name.strip_suffix(handwritten::SUFFIX) {
        Some(stem) => format!("{stem}.kht.json").into(),
        None => Path::new(&input.name).with_extension("kht.json"),
    }
}

fn failure(path: String, message: String) -> FileReport {
    FileReport { path, kernels: Vec::new(), ms: 0.0, error: Some(message), given_up: Vec::new() }
}

fn shown(input: &Input) -> String {
    input.path.display().to_string()
}

/// Writes the table of a file that has one.
fn finish(input: &Input, ended: Ended, output: Option<&Path>) -> FileReport {
    let parts = match ended.result {
        Ok(parts) => parts,
        Err(death) => return failure(shown(input), death.to_string()),
    };
    let Some(answer::Answer { ms, found }) = answer::take(&parts) else {
        return failure(shown(input), "a worker gave no answer".to_owned());
    };
    let written = found.and_then(|(kernels, table)| match write(input, output, &table) {
        Ok(()) => Ok(kernels),
        Err(error) => Err(format!("{error:#}")),
    });
    let mut report = match written {
        Ok(kernels) => FileReport {
            path: shown(input),
            kernels,
            ms: 0.0,
            error: None,
            given_up: ended.job.given_up.into_iter().map(|it| it.message).collect(),
        },
        Err(error) => failure(shown(input), error),
    };
    report.ms = ms;
    report
}

fn write(input: &Input, output: Option<&Path>, table: &[u8]) -> anyhow::Result<()> {
    match output {
        Some(folder) if folder == Path::new("-") => output::print(&String::from_utf8_lossy(table)),
        Some(folder) => files::write(&folder.join(table_name(input)), table),
        None => Ok(()),
    }
}

fn summary(files: &[FileReport]) -> Summary {
    let mut summary = Summary { files: files.len(), ..Summary::default() };
    for file in files {
        summary.failed += usize::from(file.error.is_some());
        summary.kernels += file.kernels.len();
        for kernel in &file.kernels {
            summary.accesses += kernel.accesses;
            summary.addressed += kernel.addressed;
            summary.exact += kernel.exact;
            summary.upper += kernel.upper;
            summary.unknown += kernel.unknown;
            summary.params += kernel.params;
            for (source, n) in &kernel.named {
                *summary.named.entry(*source).or_default() += n;
            }
            for (role, n) in &kernel.roles {
                *summary.roles.entry(*role).or_default() += n;
            }
        }
    }
    summary
}

fn describe(report: &Report) -> String {
    let head = ["file", "kernel", "accesses", "addressed", "exact", "upper", "unknown", "ms"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for file in &report.files {
        rows.extend(file.kernels.iter().map(|kernel| {
            vec![
                output::plain(&file.path),
                output::plain(&kernel.display.chars().take(60).collect::<String>()),
                kernel.accesses.to_string(),
                kernel.addressed.to_string(),
                kernel.exact.to_string(),
                kernel.upper.to_string(),
                kernel.unknown.to_string(),
                format!("{:.1}", kernel.ms),
            ]
        }));
    }
    let Summary { files, failed, kernels, accesses, addressed, exact, upper, unknown, .. } =
        &report.summary;
    format!(
        "{}\n{kernels} kernels of {files} files ({failed} failed): {accesses} accesses, \
         {addressed} addressed, {exact} exact, {upper} upper, {unknown} unknown\n",
        output::columns(rows, 2)
    )
}
