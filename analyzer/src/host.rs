//! What the host's Rust sources say about kernels: who launches them, with which arguments.
//!
//! IR has neither the names that callers give to arguments nor the grids they launch. Both stand
//! in the host's code. [`survey`] reads a crate with syn and finds
//!
//! * kernels that are written in Rust (`device`),
//! * launches through cudarc: kernel, arguments in order, grid and block as expressions (`walk`
//!   runs through the functions, `calls` knows cudarc, `names` and `config` what kernels and grids
//!   are made of),
//! * launches behind functions of C++, whose kernels Rust does not see (`foreign`).
//!
//! Nothing is compiled and no type is known; what is found is what the words say. So that silence
//! is never mistaken for absence, all calls that look like a launch are counted by their words
//! alone (`count`), and each that is not understood is named with the reason.
//!
//! [`join()`] holds the sites against the kernels of tables: both have to see the same number of
//! parameters. [`seen`] gathers what the sites of one kernel say together, for its table: names,
//! places, and the extents of grid and block that are constants everywhere (`extents`).

mod sources;
mod macros;
mod definitions;
mod device;
mod values;
mod state;
mod walk;
mod branches;
mod bindings;
mod uses;
mod calls;
mod names;
mod config;
mod shorten;
mod text;
mod count;
mod foreign;
mod join;
mod extents;
mod seen;
mod pattern;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use definitions::{Definitions, Function};
use sources::Sources;
use values::{Reason, join_names};
use walk::{Attempt, Context, Walker};

pub use extents::Extents;
pub use join::{Disagreement, Join, KernelParams, Match, join};
pub use pattern::{NamePattern, PatternError};
pub use seen::{Seen, seen};

/// Stack for the parser and the walks, which recurse as deep as expressions nest.
const STACK_BYTES: usize = 256 << 20;

/// How many callers up the arguments of a launch may come from.
const MAX_ROUNDS: usize = 4;

/// What the sources of a crate say about kernels and their launches.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Survey {
    /// Kernels written in Rust, in the order of the files.
    pub kernels: Vec<DeviceKernel>,
    /// Launches that are understood, in the order of the files.
    pub sites: Vec<LaunchSite>,
    /// Calls that look like a launch and are not understood.
    pub missed: Vec<Miss>,
    /// Uses of foreign functions that take a stream: they put work on it, but which is decided
    /// elsewhere.
    pub foreign: Vec<ForeignLaunch>,
    /// Files that could not be read.
    pub unread: Vec<Unread>,
    /// How much of all that there is.
    pub counts: Counts,
}

/// Numbers of a survey; `found` and `missed` together are `calls`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Rust files, those that could not be read included.
    pub files: usize,
    /// Calls that look like a launch, counted by their words alone.
    pub calls: usize,
    /// Those that are understood. A call in a macro or a helper may stand for several sites.
    pub found: usize,
    /// Those that are not.
    pub missed: usize,
}

/// A place in the sources.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// Path below the folder that was read.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in letters, from 1.
    pub column: usize,
}

/// A kernel written in Rust.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceKernel {
    /// Where it is defined.
    pub at: Place,
    /// Name in the source.
    pub name: String,
    /// Name in the module, if the source fixes it; else the compiler mangles it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub symbol: Option<String>,
    /// Parameters in order. A slice is one here and two in the module, pointer and length.
    pub params: Vec<DeviceParam>,
}

/// A parameter of a kernel written in Rust.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceParam {
    /// Name, or the pattern it is taken apart with.
    pub name: String,
    /// Type as the source has it.
    #[serde(rename = "type")]
    pub ty: String,
    /// The kernel may write through it (`*mut`, `&mut`).
    pub mutable: bool,
}

/// A launch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaunchSite {
    /// The method that launches.
    pub at: Place,
    /// The function it stands in.
    pub function: String,
    /// The caller whose arguments these are, if the launch stands in a function that others give
    /// kernel or arguments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called_from: Option<String>,
    /// Which method launches: `launch`, `launch_cooperative`, …
    pub method: String,
    /// The kernels of which one is launched; `{}` stands for what is decided at run time.
    pub kernels: Vec<NamePattern>,
    /// Arguments in order.
    pub arguments: Vec<Argument>,
    /// The configuration as the call has it.
    pub config: String,
    /// The configurations of which one is used; empty if they are not understood.
    pub shapes: Vec<Shape>,
    /// What the variables in arguments and shapes were bound to.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub definitions: BTreeMap<String, String>,
}

/// An argument of a launch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Argument {
    /// The expression.
    pub text: String,
    /// What it holds, in a word; none if the expression has no name for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// It is lent for writing. The others may be written too: cudarc does not ask.
    pub mutable: bool,
}

/// A configuration of a launch as expressions of the host.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    /// Blocks along x, y, z.
    pub grid: [String; 3],
    /// Threads of a block along x, y, z.
    pub block: [String; 3],
    /// Bytes of dynamic shared memory.
    pub shared: String,
}

impl Shape {
    /// All its expressions.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.grid.iter().chain(&self.block).chain([&self.shared]).map(String::as_str)
    }
}

/// A call that looks like a launch and is not understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Miss {
    /// The method that would launch.
    pub at: Place,
    /// Why.
    pub reason: String,
}

/// A use of a foreign function that takes a stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForeignLaunch {
    /// The function's name where it is used.
    pub at: Place,
    /// The function it stands in.
    pub function: String,
    /// The foreign function.
    pub calls: String,
    /// Arguments in order, the stream among them; none if it is not called here, but chosen to be
    /// called elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arguments: Option<Vec<Argument>>,
}

/// A file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// Path below the folder that was read.
    pub file: String,
    /// Line of the problem, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// Why.
    pub reason: String,
}

/// Why there is no survey at all.
#[derive(Debug, thiserror::Error)]
pub enum SurveyError {
    /// No thread to read in.
    #[error("expected a thread with 256 MiB of stack: {0}")]
    Thread(#[from] std::io::Error),
    /// A defect of this program.
    #[error("reading the sources ended early; this is a defect of kht")]
    Ended,
}

/// Reads the sources below some folders.
///
/// Those of `others` are only there for what they define: macros, constants and functions of
/// other crates that the launches use.
///
/// # Errors
///
/// If there is no memory for a stack. What is wrong with files is part of the survey.
pub fn survey(folders: &[&Path], others: &[&Path]) -> Result<Survey, SurveyError> {
    in_deep_thread(|| {
        let mut sources = Sources::default();
        for folder in folders {
            sources.add(folder, true);
        }
        for folder in others {
            sources.add(folder, false);
        }
        of_sources(sources)
    })
}

/// Runs something where there is stack for it.
fn in_deep_thread<T: Send>(run: impl FnOnce() -> T + Send) -> Result<T, SurveyError> {
    std::thread::scope(|scope| {
        let thread =
            std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, run)?;
        thread.join().map_err(|_| SurveyError::Ended)
    })
}

fn of_sources(mut sources: Sources) -> Survey {
    let unread = std::mem::take(&mut sources.unread);
    let definitions = Definitions::collect(&sources);
    let calls = count::calls(&sources);
    let (sites, reasons) = sites(&sources, &definitions);
    let found: BTreeSet<&Place> = sites.iter().map(|site| &site.at).collect();
    let calls: BTreeSet<Place> = calls.into_iter().map(|span| sources.place(span)).collect();
    let missed = calls.iter().filter(|place| !found.contains(place)).map(|place| {
        let reason = reasons.get(place).map(|reason| reason.text.to_string());
        let reason = reason.unwrap_or_else(|| unreached(&unread, place));
        Miss { at: place.clone(), reason }
    });
    let missed: Vec<Miss> = missed.collect();
    let kernels = definitions.device.iter().filter(|(file, _)| sources.files[*file].wanted);
    Survey {
        kernels: kernels.map(|(_, item)| device::describe(item, &sources)).collect(),
        counts: Counts {
            files: sources.found,
            calls: calls.len(),
            found: calls.len() - missed.len(),
            missed: missed.len(),
        },
        missed,
        foreign: foreign::calls(&sources, &definitions),
        unread,
        sites,
    }
}

fn unreached(unread: &[Unread], place: &Place) -> String {
    if unread.iter().any(|file| file.file == place.file) {
        return "in a file that does not parse".to_owned();
    }
    "in a macro whose uses are not understood, or outside of functions".to_owned()
}

type Reasons = BTreeMap<Place, Reason>;

/// Walks through all functions that launch, then through the callers of those that launch what
/// they are given.
fn sites(sources: &Sources, definitions: &Definitions) -> (Vec<LaunchSite>, Reasons) {
    let (fields, launchers) = (HashMap::new(), HashSet::new());
    let mut context = Context { definitions, sources, fields, launchers };
    context.fields = fields_with_functions(&context);
    let wanted = |function: &&Rc<Function>| sources.files[function.file].wanted;
    let mut sites = BTreeMap::new();
    let mut reasons = Reasons::new();
    let mut words: HashSet<String> = count::LAUNCHES.map(str::to_owned).into();
    for _ in 0..MAX_ROUNDS {
        let mut launchers: Vec<Rc<Function>> = Vec::new();
        for function in definitions.all.iter().filter(wanted) {
            if !may_use(definitions, function, &words) {
                continue;
            }
            let walker = Walker::run(&context, function);
            let gave_up = walker.gave_up();
            for attempt in walker.attempts {
                let asks_caller = matches!(&attempt.outcome, Err(reason) if reason.of_caller);
                if asks_caller {
                    // The outermost function is the one whose parameters are asked for.
                    launchers.extend([function.clone(), attempt.function.clone()]);
                }
                take(sources, attempt, gave_up, &mut sites, &mut reasons);
            }
        }
        words = launchers.iter().map(|function| function.name.clone()).collect();
        let fresh = launchers.iter().map(Rc::as_ptr);
        let before = context.launchers.len();
        context.launchers.extend(fresh);
        if context.launchers.len() == before {
            break;
        }
    }
    (sites.into_values().flatten().collect(), reasons)
}

/// Whether some words occur in a function, or in a macro that it uses.
fn may_use(definitions: &Definitions, function: &Function, words: &HashSet<String>) -> bool {
    let direct = |found: &HashSet<String>| found.iter().any(|word| words.contains(word));
    let by_macro = |word: &String| {
        let name = definitions.original(function.file, word);
        definitions.macros.get(name).is_some_and(|rules| direct(rules.words()))
    };
    direct(&function.words) || function.words.iter().any(by_macro)
}

/// Functions of modules that structures keep in their fields.
fn fields_with_functions(context: &Context<'_>) -> HashMap<String, values::Names> {
    let words = calls::LOADERS.map(|(name, _)| name.to_owned()).into();
    let mut fields: HashMap<String, values::Names> = HashMap::new();
    for function in &context.definitions.all {
        if !may_use(context.definitions, function, &words) {
            continue;
        }
        for (name, names) in Walker::run(context, function).learned {
            let known = fields.remove(&name);
            let names = known.map_or(names.clone(), |known| join_names(known, names));
            fields.insert(name, names);
        }
    }
    fields
}

/// Keeps what became of an attempt. Sites of one place that differ in kernels only are one.
fn take(
    sources: &Sources,
    attempt: Attempt,
    gave_up: bool,
    sites: &mut BTreeMap<Place, Vec<LaunchSite>>,
    reasons: &mut Reasons,
) {
    let place = sources.place(attempt.span);
    match attempt.outcome {
        Ok(_) | Err(_) if gave_up => {
            reasons.insert(place, Reason::new("in a function that is too large"));
        }
        Err(reason) => {
            reasons.entry(place).or_insert(reason);
        }
        Ok(site) => {
            let known = sites.entry(place).or_default();
            let same = |other: &&mut LaunchSite| {
                let kernels = site.kernels.clone();
                LaunchSite { kernels, ..(*other).clone() } == site
            };
            match known.iter_mut().find(same) {
                Some(other) => {
                    let all: BTreeSet<_> = other.kernels.drain(..).chain(site.kernels).collect();
                    other.kernels = all.into_iter().collect();
                }
                None => known.push(site),
            }
        }
    }
}
