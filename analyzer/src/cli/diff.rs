//! `kht diff`: what changed between two sets of tables, for people, scripts and CI.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anstyle::AnsiColor;
use anyhow::{Context as _, bail};
use kht_analyzer::diff::{Diff, Finding, KernelDiff, Options, Rule, Verdict, diff};
use kht_schema::{Launch, Table};
use serde::Serialize;

use super::output::{self, BOLD, DIM, plain};
use super::{footprint, input};

/// Compares tables of kernels: what got hotter, what is known less exactly, what came and went.
///
/// Traffic is compared at the launches given, or at some that are drawn for each kernel that
/// differs. Exits with 1 if something is worse by a rule of --fail-on, with 2 if a table cannot be
/// read, or if both sides have no kernel in common.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    kht diff old/tables new/tables\n  \
    kht diff old.kht.json kernel.ll --launch decode.launch.json\n  \
    kht diff old new --fail-on exactness,traffic,missing       for CI\n  \
    kht diff old new --fail-on traffic --tolerance 5 --github  as annotations of a pull request")]
pub(crate) struct Args {
    /// A table (JSON), a folder of such, or LLVM IR: how it was.
    old: PathBuf,
    /// The same as it is now.
    new: PathBuf,
    /// A launch at which to compare traffic and footprint; may be given several times.
    #[arg(short, long, value_name = "FILE")]
    launch: Vec<PathBuf>,
    /// Launches that are drawn for each kernel that differs and has no launch given.
    #[arg(long, value_name = "N", default_value_t = 4)]
    samples: u64,
    /// Percent by which traffic and footprint may differ and count as equal.
    #[arg(long, value_name = "PERCENT", default_value_t = 0.0, value_parser = percent)]
    tolerance: f64,
    /// Rules by which something worse is a failure: missing, arguments, bounds, traffic, footprint,
    /// exactness, pattern, accesses, assumptions.
    #[arg(long, value_name = "RULE,...", value_delimiter = ',')]
    fail_on: Vec<Rule>,
    /// Print the differences as JSON.
    #[arg(long)]
    json: bool,
    /// Print what is worse as annotations that GitHub shows beside the lines of a change.
    #[arg(long, conflicts_with = "json")]
    github: bool,
}

#[derive(Serialize)]
struct Report<'r> {
    #[serde(flatten)]
    diff: &'r Diff,
    failed: bool,
}

fn percent(text: &str) -> Result<f64, String> {
    let percent: f64 = text.parse().map_err(|error| format!("{error}"))?;
    let fine = (0.0..=1e6).contains(&percent);
    fine.then_some(percent).ok_or_else(|| "expected a number from 0 to 1e6".to_owned())
}

/// Runs the subcommand.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let (old, new) = (tables(&args.old)?, tables(&args.new)?);
    let read = |path: &PathBuf| -> anyhow::Result<Launch> {
        footprint::read_launch(path).with_context(|| path.display().to_string())
    };
    let launches: Vec<Launch> = args.launch.iter().map(read).collect::<anyhow::Result<_>>()?;
    let options = Options { launches: &launches, samples: args.samples, tolerance: args.tolerance };
    let sides = || format!("{} and {}", args.old.display(), args.new.display());
    let found = diff(&old, &new, &options).with_context(sides)?;
    if let Some(note) = found.notes.first() {
        bail!("--launch: expected a kernel of {}, found that {}", sides(), plain(note));
    }
    let failed = found.fails(&args.fail_on);
    if args.json {
        output::print_json(&Report { diff: &found, failed })?;
    } else if args.github {
        output::print(&annotations(&found, &args.fail_on))?;
    } else {
        output::print(&describe(&found))?;
    }
    Ok(ExitCode::from(u8::from(failed)))
}

fn tables(path: &Path) -> anyhow::Result<Vec<Table>> {
    let found = input::find_tables(&[path.to_owned()])?;
    found.iter().map(|path| input::table(path)).collect()
}

fn describe(diff: &Diff) -> String {
    let mut text = String::new();
    for KernelDiff { name: _, display, module, findings } in &diff.kernels {
        let _ = writeln!(text, "{BOLD}{}{BOLD:#}  {DIM}{}{DIM:#}", plain(display), plain(module));
        text += &output::columns(findings.iter().map(row).collect(), usize::MAX);
        text.push('\n');
    }
    let of = |verdict: Verdict| {
        let counts = diff.counts().into_iter().filter(|((_, it), _)| *it == verdict);
        let parts: Vec<_> = counts.map(|((rule, _), n)| format!("{n} {rule}")).collect();
        if parts.is_empty() { "nothing".to_owned() } else { parts.join(", ") }
    };
    let _ = writeln!(
        text,
        "{} of {} common kernels are the same; worse: {}; better: {}; otherwise changed: {}",
        diff.same,
        diff.common,
        of(Verdict::Worse),
        of(Verdict::Better),
        of(Verdict::Changed),
    );
    text
}

fn row(finding: &Finding) -> Vec<String> {
    let Finding { rule, verdict, subject, before, after, note, source } = finding;
    let (word, color) = match verdict {
        Verdict::Worse => ("worse", AnsiColor::Red),
        Verdict::Changed => ("changed", AnsiColor::Yellow),
        Verdict::Better => ("better", AnsiColor::Green),
    };
    let style = color.on_default();
    let place = source.as_deref().map(|it| format!("{DIM}{}{DIM:#}", plain(it)));
    vec![
        format!("{style}{word}{style:#}"),
        rule.to_string(),
        plain(subject),
        plain(&change(before, after)),
        plain(note),
        place.unwrap_or_default(),
    ]
}

fn change(before: &str, after: &str) -> String {
    match (before, after) {
        ("", after) => format!("+ {after}"),
        (before, "") => format!("- {before}"),
        (before, after) => format!("{before} → {after}"),
    }
}

/// What is worse, a line for each, as GitHub reads it from the output of a job.
fn annotations(diff: &Diff, fail_on: &[Rule]) -> String {
    let mut text = String::new();
    for kernel in &diff.kernels {
        let worse = kernel.findings.iter().filter(|it| it.verdict == Verdict::Worse);
        for Finding { rule, subject, before, after, note, source, .. } in worse {
            let kind = if fail_on.contains(rule) { "error" } else { "warning" };
            let place = source.as_deref().and_then(|source| source.rsplit_once(':'));
            let place = place.map_or_else(String::new, |(file, line)| {
                let file = file.strip_prefix("./").unwrap_or(file);
                format!("file={},line={},", property(file), property(line))
            });
            let note = if note.is_empty() { String::new() } else { format!(" ({note})") };
            let message = format!("{}: {subject}: {}{note}", kernel.display, change(before, after));
            let title = property(&format!("kht: {rule}"));
            let _ = writeln!(text, "::{kind} {place}title={title}::{}", data(&message));
        }
    }
    text
}

/// The message of an annotation. Line ends are GitHub's; other control letters are shown.
fn data(text: &str) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    plain(&text)
}

/// A property of an annotation, which ends at commas and colons.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{change, data, property};

    #[test]
    fn annotations_cannot_be_forged() {
        assert_eq!(data("a\n::error::b 100%"), "a%0A::error::b 100%25");
        assert_eq!(property("a,line=1::x"), "a%2Cline=1%3A%3Ax");
        assert_eq!(data("\u{1b}[2J"), "\\u{1b}[2J");
    }

    #[test]
    fn changes_have_two_sides_or_one() {
        assert_eq!(change("a", "b"), "a → b");
        assert_eq!(change("", "b"), "+ b");
        assert_eq!(change("a", ""), "- a");
    }
}
