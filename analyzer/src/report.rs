//! Tables -> one page for people: kernels to search, heat of a launch of their choice, reasons.
//!
//! The page holds everything that it shows and asks no network. Its list of kernels is plain JSON;
//! each kernel itself, formulas included, is compressed and unpacked when somebody looks at it. It
//! evaluates formulas by code of its own (`report/*.js`), so that it answers for launches that
//! nobody has thought of before; tests hold those answers against [`mod@kht_schema::footprint`].

mod bind;
mod sources;

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use flate2::Compression;
use flate2::write::GzEncoder;
use kht_schema::{Access, Exactness, Kernel, Launch, Module, Table};
use serde::Serialize;

use bind::PageLaunch;
pub use sources::Sources;

const PAGE: &str = include_str!("report/page.html");
const STYLE: &str = include_str!("report/style.css");
const SCRIPTS: [&str; 5] = [
    FORMULA,
    LAUNCH,
    include_str!("report/elements.js"),
    include_str!("report/kernel.js"),
    include_str!("report/view.js"),
];

/// Formulas as text -> values, in JavaScript; ends in a class `Formula`.
pub const FORMULA: &str = include_str!("report/formula.js");

/// A kernel and a launch -> what it does, in JavaScript; needs [`FORMULA`].
pub const LAUNCH: &str = include_str!("report/launch.js");

/// What stands in a page beside tables.
#[derive(Default)]
pub struct Beside<'b> {
    /// Launches to choose from, each with its name.
    pub launches: &'b [(String, Launch)],
    /// Lines of source that accesses come from.
    pub sources: Sources,
}

/// A kernel in the list of a page.
#[derive(Serialize)]
struct Entry<'t> {
    name: &'t str,
    display: &'t str,
    file: &'t str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'t str>,
    params: Vec<&'t str>,
    exact: usize,
    upper: usize,
    unknown: usize,
    launches: usize,
}

/// All of a kernel.
#[derive(Serialize)]
struct Details<'t> {
    module: &'t Module,
    kernel: &'t Kernel,
    launches: Vec<PageLaunch>,
    lines: Vec<(&'t str, String)>,
}

/// The page for tables, as HTML.
#[must_use]
pub fn report(tables: &[Table], beside: &Beside<'_>) -> String {
    let mut entries = Vec::new();
    let mut details = String::new();
    for table in tables {
        for kernel in &table.kernels {
            let all = of(table, kernel, beside);
            entries.push(entry(table, kernel, all.launches.len()));
            details += "<script type=\"application/gzip\">";
            BASE64.encode_string(compressed(&all), &mut details);
            details += "</script>\n";
        }
    }
    // In one pass, so that nothing in a table is taken for a place to fill.
    let mut page = String::with_capacity(details.len() + (1 << 16));
    for part in PAGE.split_inclusive("-->") {
        let (text, place) = part.rsplit_once("<!--").unwrap_or((part, ""));
        page += text;
        match place.strip_suffix("-->").map(str::trim) {
            Some("style") => page += STYLE,
            Some("scripts") => SCRIPTS.iter().for_each(|script| page += script),
            Some("index") => page += &inside_script(&entries),
            Some("details") => page += &details,
            Some("version") => page += env!("CARGO_PKG_VERSION"),
            _ => {}
        }
    }
    page
}

fn entry<'t>(table: &'t Table, kernel: &'t Kernel, launches: usize) -> Entry<'t> {
    let of = |wanted| move |access: &&Access| access.exactness == wanted;
    let count = |wanted| kernel.accesses.iter().filter(of(wanted)).count();
    Entry {
        name: &kernel.name,
        display: &kernel.display,
        file: &table.module.path,
        source: kernel.source.as_deref(),
        params: kernel.params.iter().filter_map(|param| param.name.as_deref()).collect(),
        exact: count(Exactness::Exact),
        upper: count(Exactness::Upper),
        unknown: count(Exactness::Unknown),
        launches,
    }
}

fn of<'t>(table: &'t Table, kernel: &'t Kernel, beside: &Beside<'_>) -> Details<'t> {
    let of_it = |(_, launch): &&(String, Launch)| launch.kernel == kernel.name;
    let bound = |(name, launch): &(String, Launch)| PageLaunch::new(name, kernel, launch);
    let launches = beside.launches.iter().filter(of_it).filter_map(bound).collect();
    let places = kernel.accesses.iter().filter_map(|access| access.source.as_deref());
    let places = places.chain(kernel.loops.iter().filter_map(|each| each.source.as_deref()));
    let lines = beside.sources.lines(&table.module.path, places.chain(kernel.source.as_deref()));
    Details { module: &table.module, kernel, launches, lines }
}

fn compressed(details: &Details<'_>) -> Vec<u8> {
    let json = serde_json::to_vec(details).expect("a table has text keys and finite numbers only");
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&json).expect("memory takes what is written");
    encoder.finish().expect("memory takes what is written")
}

/// JSON that cannot end the element it stands in.
fn inside_script(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).expect("text keys only");
    // Within JSON, these stand in strings alone.
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}
