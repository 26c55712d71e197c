//! What the launches of one kernel say together, for its table.

use kht_schema::kernel::{HostLaunch, HostShape};

use super::extents::Extents;
use super::join::{names, sites_of};
use super::{Argument, LaunchSite, Survey};

/// Longer texts of the host are cut in tables.
const MAX_LETTERS: usize = 120;

/// A kernel as the host's sources see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// What all launches call its parameters; nothing if one passes another number of them.
    pub names: Vec<Option<String>>,
    /// Where it is launched, in the order of the files.
    pub launches: Vec<HostLaunch>,
    /// Extents of grid and block that are constants in all of these.
    pub extents: Extents,
    /// Launches that pass another number of arguments, as sentences.
    pub disagreements: Vec<String>,
}

/// What the sites of a survey say of a kernel by its name in the module; nothing if none of them
/// launches it.
#[must_use]
pub fn seen(survey: &Survey, kernel: &str, n_params: usize) -> Option<Seen> {
    let sites = sites_of(&survey.sites, kernel);
    let sites: Vec<&LaunchSite> = sites.into_iter().map(|site| &survey.sites[site]).collect();
    if sites.is_empty() {
        return None;
    }
    let other = sites.iter().filter(|site| site.arguments.len() != n_params);
    let disagreements = other.map(|site| {
        let found = site.arguments.len();
        format!("{} launches it with {found} arguments, and it takes {n_params}", source(site))
    });
    Some(Seen {
        names: names(&sites, n_params),
        disagreements: disagreements.collect(),
        extents: Extents::of(&sites),
        launches: sites.into_iter().map(launch).collect(),
    })
}

fn source(site: &LaunchSite) -> String {
    format!("{}:{}", site.at.file, site.at.line)
}

fn launch(site: &LaunchSite) -> HostLaunch {
    let argument = |it: &Argument| cut(it.name.as_ref().unwrap_or(&it.text));
    let all = |texts: &[String; 3]| [0, 1, 2].map(|axis| cut(&texts[axis]));
    let shapes =
        site.shapes.iter().map(|it| HostShape { grid: all(&it.grid), block: all(&it.block) });
    HostLaunch {
        source: source(site),
        function: site.function.clone(),
        arguments: site.arguments.iter().map(argument).collect(),
        shapes: shapes.collect(),
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(MAX_LETTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
