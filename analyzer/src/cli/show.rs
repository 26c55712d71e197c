//! `kht show`: a table for people.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use kht_schema::expr::Carried;
use kht_schema::kernel::{HostLaunch, HostShape, LaunchBounds, NameSource, PointerFacts};
use kht_schema::{
    Access, Assumption, AssumptionKind, Exactness, Expr, Heat, HeatSide, Kernel, Loop, NamedValue,
    Op, Opaque, Param, ParamType, Step, Sym, Table, Why,
};

use super::input;
use super::output::{self, BOLD, DIM, plain};

/// Shows the kernels of tables: parameters, accesses with their formulas, and what is not known.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    kht show tables/kernel.kht.json\n  \
    kht show tables --kernel rmsnorm         all tables of a folder, some kernels\n  \
    kht show kernel.ll                       LLVM IR is analyzed on the way")]
pub(crate) struct Args {
    /// Tables (JSON), folders of such, LLVM IR, or - for standard input.
    #[arg(required = true, value_name = "TABLE")]
    tables: Vec<PathBuf>,
    /// Only kernels with this in their name or signature.
    #[arg(short, long, value_name = "TEXT")]
    kernel: Option<String>,
    /// Print the tables as JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the subcommand.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut tables = Vec::new();
    let mut failed = false;
    let mut names = Vec::new();
    for path in input::find_tables(&args.tables)? {
        match input::table(&path) {
            Ok(mut table) => {
                if let Some(text) = &args.kernel {
                    names.extend(table.kernels.iter().map(|kernel| kernel.name.clone()));
                    let wanted = |kernel: &Kernel| {
                        kernel.name.contains(text) || kernel.display.contains(text)
                    };
                    table.kernels.retain(wanted);
                }
                tables.push(table);
            }
            Err(error) => {
                anstream::eprintln!("error: {error:#}");
                failed = true;
            }
        }
    }
    if args.json {
        output::print_json(&tables)?;
    } else {
        let kernels = tables
            .iter()
            .flat_map(|table| table.kernels.iter().map(|kernel| describe(kernel, table)));
        output::print(&kernels.collect::<Vec<_>>().join("\n"))?;
    }
    if let Some(text) = &args.kernel
        && !failed
        && tables.iter().all(|table| table.kernels.is_empty())
    {
        let places: Vec<String> = args.tables.iter().map(|it| it.display().to_string()).collect();
        anyhow::bail!(
            "expected {}, found {text:?}",
            input::one_of(&names, &places.join(", "), text)
        );
    }
    Ok(ExitCode::from(if failed { 2 } else { 0 }))
}

fn describe(kernel: &Kernel, table: &Table) -> String {
    let kernel = &output::plain_kernel(kernel);
    let mut text = format!("{BOLD}{}{BOLD:#}\n", kernel.display);
    let module = &table.module;
    let mut facts = vec![plain(&module.path), plain(&module.target)];
    facts.extend((!module.cpu.is_empty()).then(|| plain(&module.cpu)));
    facts.extend(kernel.source.clone());
    if kernel.name != kernel.display {
        facts.push(kernel.name.clone());
    }
    line(&mut text, 2, &format!("{DIM}{}{DIM:#}", facts.join(", ")));
    bounds(&mut text, &kernel.launch_bounds);
    title(&mut text, "parameters", kernel.params.len());
    text += &output::columns(kernel.params.iter().flat_map(param_rows).collect(), usize::MAX);
    if !kernel.values.is_empty() {
        title(&mut text, "values", kernel.values.len());
        for NamedValue { id, expr } in &kernel.values {
            line(&mut text, 2, &format!("{id} = {expr}"));
        }
    }
    if !kernel.loops.is_empty() {
        title(&mut text, "loops", kernel.loops.len());
        kernel.loops.iter().for_each(|each| describe_loop(&mut text, kernel, each));
    }
    title(&mut text, "accesses", kernel.accesses.len());
    kernel.accesses.iter().for_each(|access| describe_access(&mut text, kernel, access));
    if !kernel.heat.is_empty() {
        title(&mut text, "heat", kernel.heat.len());
        text += &output::columns(kernel.heat.iter().flat_map(heat_rows).collect(), usize::MAX);
    }
    title(&mut text, "assumptions", kernel.assumptions.len());
    kernel.assumptions.iter().for_each(|each| line(&mut text, 2, &assumption(each)));
    if !kernel.launches.is_empty() {
        title(&mut text, "launches", kernel.launches.len());
        text += &output::columns(kernel.launches.iter().map(launch_row).collect(), usize::MAX);
    }
    if !kernel.diagnostics.is_empty() {
        title(&mut text, "findings", kernel.diagnostics.len());
        kernel.diagnostics.iter().for_each(|finding| line(&mut text, 2, finding));
    }
    text
}

fn line(text: &mut String, indent: usize, line: &str) {
    let _ = writeln!(text, "{:indent$}{line}", "");
}

fn title(text: &mut String, title: &str, count: usize) {
    line(text, 1, &format!("{BOLD}{title}{BOLD:#} ({count})"));
}

fn bounds(text: &mut String, bounds: &LaunchBounds) {
    let LaunchBounds { max_block, required_block, dynamic_shared } = bounds;
    let shown = |[x, y, z]: [u32; 3]| format!("{x} × {y} × {z} threads");
    if let Some(block) = max_block {
        line(text, 2, &format!("blocks of at most {}", shown(*block)));
    }
    if let Some(block) = required_block {
        line(text, 2, &format!("blocks of exactly {}", shown(*block)));
    }
    if let Some(bytes) = dynamic_shared {
        line(text, 2, &format!("{bytes} bytes of dynamic shared memory"));
    }
}

/// Where the host launches it, with which grid, block and arguments.
fn launch_row(launch: &HostLaunch) -> Vec<String> {
    let HostLaunch { source, function, arguments, shapes } = launch;
    let dims = |dims: &[String; 3]| {
        let n = dims.iter().rposition(|dim| dim != "1").map_or(1, |last| last + 1);
        dims[..n].join(" × ")
    };
    let shape = |HostShape { grid, block }: &HostShape| {
        format!("{} blocks of {} threads", dims(grid), dims(block))
    };
    let shapes: Vec<String> = shapes.iter().map(shape).collect();
    let arguments = format!("({})", arguments.join(", "));
    vec![source.clone(), function.clone(), shapes.join(" or "), arguments]
}

/// A row for the parameter, and one for each of its fields.
fn param_rows(param: &Param) -> Vec<Vec<String>> {
    let Param { index, name, named_by, guessed_role, ty, size, pointer, fields } = param;
    let mut facts = Vec::new();
    facts.extend(guessed_role.as_ref().map(|role| format!("{}?", role.kind.name())));
    if let Some(PointerFacts { space, align, noalias, declared_access }) = pointer {
        let access = format!("{declared_access:?}").to_lowercase();
        facts.push(format!("space {space}, align {align}, declared {access}"));
        facts.extend(noalias.then(|| "noalias".to_owned()));
    }
    let kind = |ty: &ParamType| format!("{ty:?}").to_lowercase();
    let bytes = |size: u32| format!("{size} B");
    let name = match (name, named_by) {
        (None, _) => String::new(),
        (Some(name), NameSource::Host) => format!("{name} (of the host)"),
        (Some(name), _) => name.clone(),
    };
    let mut rows = vec![vec![index.to_string(), kind(ty), bytes(*size), name, facts.join(", ")]];
    rows.extend(fields.iter().map(|field| {
        let place = format!("{index}@{}", field.at);
        vec![place, kind(&field.ty), bytes(field.size), String::new(), String::new()]
    }));
    rows
}

fn describe_loop(text: &mut String, kernel: &Kernel, each: &Loop) {
    let Loop { id, parent, trip, carried, exactness, source } = each;
    let mut head = format!("{id} < {trip}  {}", output::exactness(*exactness));
    if let Some(parent) = parent {
        let _ = write!(head, "  in {parent}");
    }
    if let Some(source) = source {
        let _ = write!(head, "  {DIM}{source}{DIM:#}");
    }
    line(text, 2, &head);
    let opaques = trip.symbols().into_iter().filter_map(|symbol| opaque_of(kernel, symbol));
    opaques.for_each(|opaque| line(text, 7, &reason(opaque)));
    for Carried { index, first, next } in carried {
        let name = Expr::Sym(Sym::Car(*id, *index));
        line(text, 7, &format!("{name} = {first}, then {next}"));
    }
}

fn describe_access(text: &mut String, kernel: &Kernel, access: &Access) {
    let Access { id, op, root, bytes, offset, guards, loops, exactness, pattern, source } = access;
    let mut pointer = root.param.to_string();
    for step in &root.path {
        pointer = match step {
            Step::Field { at } => format!("{pointer}@{at}"),
            Step::Deref { offset } => format!("*({pointer} + {offset})"),
        };
    }
    let op = match op {
        Op::Load => "load",
        Op::Store => "store",
        Op::Atomic => "atomic",
        Op::Prefetch => "prefetch",
    };
    let class = format!("{:?}", pattern.class).to_lowercase();
    let source = source.as_deref().unwrap_or_default();
    line(
        text,
        2,
        &format!(
            "{id}  {op} {BOLD}{pointer}{BOLD:#}, {bytes} bytes, {}, {class}  {DIM}{source}{DIM:#}",
            output::exactness(*exactness)
        ),
    );
    line(text, 7, &format!("at  {offset}"));
    guards.iter().for_each(|guard| line(text, 7, &format!("if  {guard}")));
    let trips = loops.iter().filter_map(|id| kernel.loops.get(id.index()));
    trips.clone().for_each(|each| line(text, 7, &format!("for {} < {}", each.id, each.trip)));
    if *exactness == Exactness::Exact {
        return;
    }
    let symbols = [offset.symbols(), bytes.symbols()].into_iter();
    let symbols = symbols.chain(guards.iter().map(kht_schema::Cond::symbols));
    let symbols = symbols.chain(trips.map(|each| each.trip.symbols())).flatten();
    let mut symbols: Vec<Sym> = symbols.collect();
    symbols.sort();
    symbols.dedup();
    let opaques = symbols.into_iter().filter_map(|symbol| opaque_of(kernel, symbol));
    opaques.for_each(|opaque| line(text, 7, &reason(opaque)));
}

fn opaque_of(kernel: &Kernel, symbol: Sym) -> Option<&Opaque> {
    match symbol {
        Sym::Opq(id) => kernel.opaques.get(id.index()),
        _ => None,
    }
}

/// Why a value is not known, and what is known of it.
fn reason(opaque: &Opaque) -> String {
    let Opaque { id, lo, hi, why: Why { code, instruction, source } } = opaque;
    let end = |end: &Option<i64>| end.map_or("…".to_owned(), |end| end.to_string());
    let place = source.as_ref().map(|source| format!("  {DIM}{source}{DIM:#}"));
    let place = place.unwrap_or_default();
    format!("why {id} in [{}, {}]: {code}: {}{place}", end(lo), end(hi), instruction.trim())
}

fn heat_rows(heat: &Heat) -> Vec<Vec<String>> {
    let Heat { param, at, read, write, atomic } = heat;
    let pointer = at.map_or(param.to_string(), |at| format!("{param}@{at}"));
    let sides = [("read", read), ("write", write), ("atomic", atomic)];
    let present = sides.into_iter().filter_map(|(name, side)| Some((name, side.as_ref()?)));
    let row = |(name, side): (&str, &HeatSide)| {
        let HeatSide { accesses, traffic_bytes, uncounted, exactness: _ } = side;
        let traffic = match traffic_bytes {
            Some(traffic) => format!("{traffic} bytes"),
            None => "as the footprint counts".to_owned(),
        };
        let why = uncounted.map(|why| format!("{DIM}{why}{DIM:#}")).unwrap_or_default();
        let by: Vec<String> = accesses.iter().map(ToString::to_string).collect();
        vec![pointer.clone(), name.to_owned(), traffic, by.join(" "), why]
    };
    present.map(row).collect()
}

fn assumption(assumption: &Assumption) -> String {
    let Assumption { kind, accesses, expr, lo, hi, everywhere } = assumption;
    let end = |end: &Option<i64>| end.map_or("…".to_owned(), |end| end.to_string());
    let value = expr.as_ref().map(ToString::to_string).unwrap_or_default();
    let what = match kind {
        AssumptionKind::NoWrap => format!("{value} does not leave [{}, {}]", end(lo), end(hi)),
        AssumptionKind::Range => format!("{value} is in [{}, {}]", end(lo), end(hi)),
        AssumptionKind::InBounds => "accesses stay inside their buffers".to_owned(),
        AssumptionKind::NoOverlap => {
            "pointers reach different bytes where one of them is written".to_owned()
        }
        AssumptionKind::PlainLaunch => {
            "all blocks of a launch are whole, and threads are numbered from zero".to_owned()
        }
        AssumptionKind::NoRace => {
            "threads read what others put into shared memory behind a barrier".to_owned()
        }
        AssumptionKind::WrittenFirst => {
            "what is read from shared memory was written before".to_owned()
        }
        AssumptionKind::HostExtent => {
            format!("{value} is in [{}, {}], as in all launches of the host", end(lo), end(hi))
        }
        AssumptionKind::DistinctShared => {
            "names of dynamic shared memory are different pieces of it".to_owned()
        }
    };
    let everywhere = *everywhere && *kind != AssumptionKind::HostExtent;
    let what = if everywhere { format!("{what} in all threads") } else { what };
    let by: Vec<String> = accesses.iter().map(ToString::to_string).collect();
    if by.is_empty() { what } else { format!("{what}  {DIM}{}{DIM:#}", by.join(" ")) }
}
