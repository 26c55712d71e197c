//! Reads compiled GPU kernels as LLVM IR and writes **kernel heat tables**: for each kernel and
//! pointer argument, which bytes are read and written, how often and in which pattern, as formulas
//! over the launch. What a table promises is said in [`kht_schema`].
//!
//! A kernel goes one way, a stage after the other, each with one public function:
//!
//! | stage | from | to |
//! |---|---|---|
//! | `load` | bytes of text or bitcode | a verified module and its kernels |
//! | `normalize` | whatever the front end produced | one plain form |
//! | `accesses` | the plain module | every instruction that may touch an argument's memory |
//! | `symbolic` | LLVM's scalar evolution | formulas ([`facts`]); the last stage to see LLVM |
//! | [`classify`] | formulas | exactness and patterns |
//! | `roles` | names, and how arguments are used | guesses what they are for |
//! | [`heat`] | facts and verdicts | what accesses add up to, in closed form |
//! | [`emit`] | facts, verdicts and heat | the table |
//!
//! Beside the way: [`host`] reads the Rust sources that launch the kernels, for what IR does not
//! say; [`mod@diff`] holds tables against those of before.
//!
//! Behind it: [`report`] shows tables to people.
//!
//! Malformed input is an error; what cannot be proved is an opaque value with a reason in a
//! formula; neither panics. The same bytes give the same table.

mod load;
mod ptx;
mod normalize;
#[expect(unsafe_code, reason = "the face of the C++ shim")]
mod scev;
mod cfg;
mod accesses;
pub mod facts;
mod symbolic;
mod work;
mod given_up;
pub mod classify;
mod roles;
pub mod heat;
pub mod emit;
pub mod explain;
pub mod diff;
pub mod snapshot;
pub mod launches;
pub mod handwritten;
pub mod report;
pub mod host;
#[expect(unsafe_code, reason = "runs compiled kernel code")]
pub mod verify;

use std::path::Path;

use inkwell::context::Context;
use kht_schema::{FORMAT_VERSION, Kernel, Producer, Table};
use thiserror::Error;

pub use load::{Input, LoadError, MAX_BYTES};
pub use normalize::{NormalizeError, PASSES};

/// Why a module has no table.
#[derive(Debug, Error)]
pub enum AnalyzeError {
    /// The input's fault.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// Ours, or LLVM's.
    #[error(transparent)]
    Normalize(#[from] NormalizeError),
}

/// What the stages found, kernel by kernel, beside the table.
pub struct Analysis {
    /// The result.
    pub table: Table,
    /// The ways to it, in the order of the table's kernels.
    pub ways: Vec<Way>,
}

/// The way of one kernel through the stages.
pub struct Way {
    /// Memory instructions as `accesses` found them, as text.
    pub accesses: String,
    /// Formulas as `symbolic` found them.
    pub facts: facts::Kernel,
}

/// What an analysis should do beside its result.
#[derive(Default)]
pub struct Hooks<'h> {
    /// Only kernels for which this holds are analyzed; all if there is none. Asked once of each,
    /// in their order.
    pub wanted: Option<&'h dyn Fn(&str) -> bool>,
    /// Kernels not to be looked into, each with the reason that the table then gives for saying
    /// that any of their pointers may be read and written anywhere.
    pub given_up: &'h [(String, String)],
    /// What the host's sources say of the kernels: names of arguments, and where and how they are
    /// launched. Extents that are constants there become an assumption of the table.
    pub host: Option<&'h host::Survey>,
    /// Called with the name of each kernel before it is analyzed.
    pub started: Option<&'h dyn Fn(&str)>,
    /// Keep the text of the `accesses` stage, which takes longer than the analysis.
    pub keep_text: bool,
}

/// Reads a file and analyzes its kernels; the table names it by its last component.
///
/// # Errors
///
/// The file cannot be read, or is not LLVM IR for a known target with at least one kernel.
pub fn analyze_file(path: &Path) -> Result<Table, AnalyzeError> {
    let name = path.file_name().map_or_else(|| "-".into(), |name| name.to_string_lossy());
    let (bytes, metadata) = (load::read(path)?, load::read_metadata(path)?);
    let input = Input { bytes: &bytes, metadata: metadata.as_deref() };
    Ok(analyze(input, &name, &Hooks::default())?.table)
}

/// Reads a file, refusing what is too large before it is in memory.
///
/// # Errors
///
/// The file cannot be read, or is larger than [`MAX_BYTES`].
pub fn read(path: &Path) -> Result<Vec<u8>, LoadError> {
    load::read(path)
}

/// Reads what Triton's compiler wrote beside a file that ends in `.llir`, if there is such.
///
/// # Errors
///
/// It is there and cannot be read.
pub fn read_metadata(path: &Path) -> Result<Option<Vec<u8>>, LoadError> {
    load::read_metadata(path)
}

/// Analyzes the kernels of a module; `name` is the path that the table shows.
///
/// LLVM ends the process on some inputs that are broken in ways of their own. Whoever reads files
/// of strangers does it in processes that may die, as `kht` does.
///
/// # Errors
///
/// The bytes are not LLVM IR for a known target with at least one kernel.
pub fn analyze<'i>(
    input: impl Into<Input<'i>>,
    name: &str,
    hooks: &Hooks<'_>,
) -> Result<Analysis, AnalyzeError> {
    let (mut kernels, mut ways) = (Vec::new(), Vec::new());
    let table = each_kernel(input.into(), name, hooks, &mut |kernel, way| {
        kernels.push(kernel);
        ways.push(way);
    })?;
    Ok(Analysis { table: Table { kernels, ..table }, ways })
}

/// The same for callers who take each kernel as soon as it is done; the table that comes last has
/// none.
///
/// # Errors
///
/// The bytes are not LLVM IR for a known target with at least one kernel.
pub fn analyze_each<'i>(
    input: impl Into<Input<'i>>,
    name: &str,
    hooks: &Hooks<'_>,
    done: &mut dyn FnMut(Kernel, Way),
) -> Result<Table, AnalyzeError> {
    each_kernel(input.into(), name, hooks, done)
}

fn each_kernel(
    input: Input<'_>,
    name: &str,
    hooks: &Hooks<'_>,
    done: &mut dyn FnMut(Kernel, Way),
) -> Result<Table, AnalyzeError> {
    let context = Context::create();
    let mut loaded = load::load(&context, input, name)?;
    normalize::normalize(&context, &loaded.module)?;
    for entry in &mut loaded.kernels {
        if hooks.wanted.is_some_and(|wanted| !wanted(&entry.name)) {
            continue;
        }
        if let Some(started) = hooks.started {
            started(&entry.name);
        }
        let seen = hooks.host.and_then(|it| host::seen(it, &entry.name, entry.params.len()));
        if let Some(seen) = seen {
            entry.take_in(seen);
        }
        let way = match hooks.given_up.iter().find(|(name, _)| *name == entry.name) {
            Some((_, cause)) => {
                Way { accesses: String::new(), facts: given_up::facts(entry, cause) }
            }
            None => way(entry, hooks.keep_text),
        };
        let (kernel, way) = checked(entry, way);
        done(kernel, way);
    }
    let producer = Producer {
        name: env!("CARGO_PKG_NAME").to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        llvm: llvm_version(),
    };
    Ok(Table {
        schema: FORMAT_VERSION.to_owned(),
        producer,
        module: loaded.info,
        kernels: Vec::new(),
    })
}

/// A kernel for the table, given up if its formulas are such that no table may have them.
fn checked(entry: &load::Entry<'_>, way: Way) -> (Kernel, Way) {
    let emitted = |facts: &facts::Kernel| {
        let verdicts = classify::classify(facts);
        let heat = heat::heat(facts, &verdicts);
        emit::emit(facts.clone(), verdicts, heat)
    };
    let kernel = emitted(&way.facts);
    let Some(problem) = kht_schema::check_one(&kernel).into_iter().next() else {
        return (kernel, way);
    };
    let place = problem.place.replacen("kernels[0].", "", 1);
    let cause = format!("expected formulas for a table, found {place}: {}", problem.message);
    let way = Way { facts: given_up::facts(entry, &cause), ..way };
    (emitted(&way.facts), way)
}

/// A kernel's way up to its formulas.
fn way(entry: &load::Entry<'_>, keep_text: bool) -> Way {
    let scev = scev::Scev::open(entry.function);
    let cfg = cfg::Cfg::of(&scev);
    let sites = accesses::collect(entry.machine, &scev, &cfg);
    let accesses = if keep_text { accesses::describe(&scev, &sites) } else { String::new() };
    Way { accesses, facts: symbolic::translate(entry, scev, cfg, &sites) }
}

/// Release of the LLVM that is linked.
fn llvm_major() -> u32 {
    inkwell::support::get_llvm_version().0
}

/// Version of the LLVM that is linked.
fn llvm_version() -> String {
    let (major, minor, patch) = inkwell::support::get_llvm_version();
    format!("{major}.{minor}.{patch}")
}

#[cfg(test)]
mod tests {
    use kht_schema::{Exactness, Expr, LoopId, Sym, WhyCode};

    use super::*;

    const COPY: &str = r#"target triple = "nvptx64-nvidia-cuda"
        define ptx_kernel void @copy(ptr %to, ptr %from) {
            %value = load i32, ptr %from
            store i32 %value, ptr %to
            ret void
        }"#;

    #[test]
    fn formulas_that_no_table_may_have_give_up_their_kernel() {
        let context = Context::create();
        let loaded = load::load(&context, Input::from(COPY.as_bytes()), "copy.ll").unwrap();
        normalize::normalize(&context, &loaded.module).unwrap();
        let entry = &loaded.kernels[0];
        let (kernel, _) = checked(entry, way(entry, false));
        assert!(kernel.accesses.iter().all(|access| access.exactness == Exactness::Exact));

        let mut broken = way(entry, false);
        broken.facts.accesses[0].offset = Expr::Sym(Sym::It(LoopId(9)));
        let (kernel, _) = checked(entry, broken);
        assert_eq!(kht_schema::check_one(&kernel), []);
        let why = &kernel.opaques[0].why;
        assert_eq!(why.code, WhyCode::GivenUp);
        assert!(why.instruction.contains("accesses[0].offset"), "{}", why.instruction);
        let reached = |param| kernel.heat.iter().any(|heat| heat.param.index() == param);
        assert!(reached(0) && reached(1));
    }
}
