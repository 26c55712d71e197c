//! `kht host`: who launches kernels, with which arguments, read from Rust sources.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use kht_analyzer::host::{self, Join, KernelParams, LaunchSite, NamePattern, Place, Survey};
use kht_schema::read;
use serde::Serialize;

use super::output::{BOLD, plain};
use super::{files, input, output};

/// Names that differ in one part are shown up to this number.
const MAX_SHOWN: usize = 4;

/// Reads the Rust sources of a crate: its kernels, and where it launches kernels through cudarc.
///
/// A launch is shown with its kernel, arguments and grid as the source has them; {} in a kernel's
/// name stands for what is decided at run time. All calls that look like a launch are counted, and
/// those that are not understood are listed with the reason, as are uses of foreign functions
/// that take a stream: which kernels these launch stands in their C++.
///
/// With --tables, the sites are held against kernels. Exits with 1 if a site gives a kernel more
/// or fewer arguments than it takes, with 2 if a file cannot be read or does not parse.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    kht host my-crate                        its launches, aligned\n  \
    kht host my-crate --json                 everything, for scripts\n  \
    kht host nn --with core                  macros and constants of core are understood\n  \
    kht host my-crate --tables tables        do hosts and kernels agree?")]
pub(crate) struct Args {
    /// Folders of crates; all .rs below are read, but not those of target and hidden folders.
    #[arg(required = true, value_name = "CRATE_DIR")]
    crates: Vec<PathBuf>,
    /// Crates whose macros, constants and functions are used; their own launches are not listed.
    #[arg(long, value_name = "DIR")]
    with: Vec<PathBuf>,
    /// Tables of the kernels, or folders of such: says who launches which, and whether the numbers
    /// of arguments agree.
    #[arg(long, value_name = "TABLE")]
    tables: Vec<PathBuf>,
    /// Print the result as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report<'r> {
    #[serde(flatten)]
    survey: &'r Survey,
    #[serde(skip_serializing_if = "Option::is_none")]
    join: Option<&'r Join>,
}

/// Runs the subcommand.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let survey = read_crates(&args.crates, &args.with)?;
    let kernels = kernels(&args.tables)?;
    let params = kernels.iter().map(|(name, params)| KernelParams { name, params: *params });
    let params: Vec<_> = params.collect();
    let join = (!args.tables.is_empty()).then(|| host::join(&survey.sites, &params));
    if args.json {
        output::print_json(&Report { survey: &survey, join: join.as_ref() })?;
    } else {
        output::print(&describe(&survey, join.as_ref()))?;
    }
    let disagree = join.is_some_and(|join| !join.disagreements.is_empty());
    Ok(ExitCode::from(if survey.unread.is_empty() { u8::from(disagree) } else { 2 }))
}

/// Reads the sources of crates, and names the files that cannot be read.
pub(super) fn read_crates(crates: &[PathBuf], with: &[PathBuf]) -> anyhow::Result<Survey> {
    for folder in crates.iter().chain(with) {
        if !folder.is_dir() {
            bail!("{}: expected a folder with Rust sources", folder.display());
        }
    }
    let survey = host::survey(&as_paths(crates), &as_paths(with))?;
    if survey.counts.files == 0 && survey.unread.is_empty() {
        bail!("expected Rust sources (.rs) below the given folders, found none");
    }
    for file in &survey.unread {
        let line = file.line.map_or_else(String::new, |line| format!(":{line}"));
        anstream::eprintln!("error: {}{line}: {}", plain(&file.file), plain(&file.reason));
    }
    Ok(survey)
}

fn as_paths(paths: &[PathBuf]) -> Vec<&Path> {
    paths.iter().map(PathBuf::as_path).collect()
}

/// The kernels of tables, by name, with their numbers of parameters.
fn kernels(tables: &[PathBuf]) -> anyhow::Result<BTreeMap<String, usize>> {
    let mut kernels = BTreeMap::new();
    for path in input::find_tables(tables)? {
        let named = || path.display().to_string();
        let table = read::parse(&files::read(&path).with_context(named)?).with_context(named)?;
        let each = table.kernels.into_iter().map(|kernel| (kernel.name, kernel.params.len()));
        kernels.extend(each);
    }
    Ok(kernels)
}

fn describe(survey: &Survey, join: Option<&Join>) -> String {
    let mut text = String::new();
    describe_kernels(survey, &mut text);
    let row = |site: &LaunchSite| {
        vec![
            place(&site.at),
            plain(&brief(&site.kernels)),
            shape(site, |shape| &shape.grid),
            shape(site, |shape| &shape.block),
            plain(&arguments(site)),
        ]
    };
    titled(&mut text, ["launch", "kernel", "grid", "block", "arguments"], {
        survey.sites.iter().map(row).collect()
    });
    let missed = survey.missed.iter();
    let missed = missed.map(|miss| vec![place(&miss.at), plain(&miss.reason)]);
    titled(&mut text, ["not understood", "because"], missed.collect());
    let foreign = survey.foreign.iter().map(|used| {
        let n = used.arguments.as_ref().map(|arguments| arguments.len().to_string());
        vec![place(&used.at), plain(&used.calls), n.unwrap_or_else(|| "called later".to_owned())]
    });
    titled(&mut text, ["foreign function", "name", "arguments"], foreign.collect());
    if let Some(join) = join {
        text += &describe_join(survey, join);
    }
    let host::Counts { files, calls, found, missed } = survey.counts;
    let _ = writeln!(
        text,
        "{found} of {calls} launches understood, {missed} not; {} through foreign functions; \
         {} kernels in Rust; {files} files",
        survey.foreign.len(),
        survey.kernels.len(),
    );
    text
}

/// A table under a line of titles; nothing if it has no rows.
fn titled<const N: usize>(text: &mut String, titles: [&str; N], rows: Vec<Vec<String>>) {
    if rows.is_empty() {
        return;
    }
    let titles = titles.map(str::to_owned).to_vec();
    let table = output::columns(std::iter::once(titles).chain(rows).collect(), N);
    let (first, rest) = table.split_once('\n').unwrap_or((&table, ""));
    let _ = writeln!(text, "{BOLD}{first}{BOLD:#}");
    text.push_str(rest);
    text.push('\n');
}

fn describe_kernels(survey: &Survey, text: &mut String) {
    let rows = survey.kernels.iter().map(|kernel| {
        let params = kernel.params.iter();
        let params: Vec<_> = params.map(|param| format!("{}: {}", param.name, param.ty)).collect();
        let name = kernel.symbol.as_ref().unwrap_or(&kernel.name);
        vec![place(&kernel.at), plain(name), plain(&params.join(", "))]
    });
    titled(text, ["kernel in Rust", "name", "parameters"], rows.collect());
}

/// Who launches whom, and where both sides do not agree.
pub(super) fn describe_join(survey: &Survey, join: &Join) -> String {
    let mut text = String::new();
    let rows = join.disagreements.iter().map(|each| {
        let numbers = [each.arguments, each.params].map(|number| number.to_string());
        [vec![place(&each.at), plain(&each.kernel)], numbers.to_vec()].concat()
    });
    titled(&mut text, ["disagree", "kernel", "arguments", "parameters"], rows.collect());
    let sites = join.without_kernel.iter().filter_map(|site| survey.sites.get(*site));
    let rows = sites.map(|site| vec![place(&site.at), plain(&brief(&site.kernels))]);
    titled(&mut text, ["no such kernel in the tables", "kernel"], rows.collect());
    let launched: std::collections::BTreeSet<_> =
        join.matches.iter().map(|each| &each.kernel).collect();
    let _ = writeln!(
        text,
        "{} kernels of the tables are launched here, {} are not; pairs of site and kernel: {}, \
         of which disagree: {}",
        launched.len(),
        join.without_site.len(),
        join.matches.len(),
        join.disagreements.len(),
    );
    text
}

fn place(place: &Place) -> String {
    format!("{}:{}", plain(&place.file), place.line)
}

/// Arguments by their names; those without by their text.
fn arguments(site: &LaunchSite) -> String {
    let shown = site.arguments.iter().map(|each| each.name.as_deref().unwrap_or(&each.text));
    shown.collect::<Vec<_>>().join(", ")
}

/// Three dimensions, without those at the end that are one; alternatives one after the other.
fn shape(site: &LaunchSite, dims: impl Fn(&host::Shape) -> &[String; 3]) -> String {
    if site.shapes.is_empty() {
        return plain(&site.config);
    }
    let shown = |shape: &host::Shape| {
        let dims = dims(shape);
        let n = dims.iter().rposition(|dim| dim != "1").map_or(1, |last| last + 1);
        plain(&dims[..n].join(" x "))
    };
    let mut texts: Vec<String> = site.shapes.iter().map(shown).collect();
    texts.dedup();
    texts.join(" or ")
}

/// Many names as one: what they have in common, and some of the rest.
fn brief(names: &[NamePattern]) -> String {
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    let [first, .., last] = names.as_slice() else {
        return names.concat();
    };
    // Sorted: what the first and the last have in common at the front, all have.
    let front = common(first.chars(), last.chars());
    let rest: Vec<String> = names.iter().map(|name| name.chars().skip(front).collect()).collect();
    let back = rest.iter().map(|name| common(rest[0].chars().rev(), name.chars().rev())).min();
    let back = back.unwrap_or(0);
    let letters = |text: &str, n: usize| text.chars().take(n).collect::<String>();
    let middle = rest.iter().map(|name| letters(name, name.chars().count() - back));
    let mut middle: Vec<String> = middle.collect();
    let n_more = middle.len().saturating_sub(MAX_SHOWN);
    if n_more > 0 {
        middle.truncate(MAX_SHOWN - 1);
        middle.push(format!("+{}", n_more + 1));
    }
    let end: String = rest[0].chars().skip(rest[0].chars().count() - back).collect();
    format!("{}({}){end}", letters(first, front), middle.join("|"))
}

fn common(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use super::brief;

    #[test]
    fn names_are_shown_by_what_they_differ_in() {
        let shown = |names: &[&str]| {
            brief(&names.iter().map(|name| name.parse().unwrap()).collect::<Vec<_>>())
        };
        assert_eq!(shown(&["k"]), "k");
        assert_eq!(shown(&[]), "");
        assert_eq!(shown(&["a_f16", "a_f32"]), "a_f(16|32)");
        assert_eq!(shown(&["get_q4_0_f32", "get_q5_0_f32"]), "get_q(4|5)_0_f32");
        assert_eq!(shown(&["aa", "aaa"]), "aa(|a)");
        assert_eq!(shown(&["a1", "a2", "a3", "a4", "a5"]), "a(1|2|3|+2)");
    }
}
