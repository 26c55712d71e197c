//! How much of a folder of tables the compiled form of kernels answers for, and why not the rest:
//! by the formulas alone, and at random launches.
//!
//! ```text
//! cargo run --release --example flat_share -- [--judge] FOLDER...
//! ```
//!
//! With `--judge`, answers are compared with those of the footprint engine.

#![expect(clippy::print_stdout, reason = "a tool for people at a terminal")]

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use kht_analyzer::launches::{Effort, random};
use kht_schema::footprint::{self, Options};
use kht_schema::program::Memory;
use kht_schema::{Kernel, Program};

/// Random launches of each kernel.
const ROUNDS: u64 = 4;

/// Points that the engine may enumerate for a launch of this size.
const BUDGET: u64 = 1 << 18;

/// What is counted.
#[derive(Default)]
struct Share {
    kernels: usize,
    flat_kernels: usize,
    accesses: usize,
    flat_accesses: usize,
    reasons: BTreeMap<String, usize>,
    launches: usize,
    answered: usize,
    /// Kernels of which all launches that fit are answered.
    answered_kernels: usize,
    stops: BTreeMap<String, usize>,
    different: Vec<String>,
    flat_time: Duration,
    engine_time: Duration,
}

fn main() -> Result<(), Box<dyn Error>> {
    let (flags, folders): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let judge = flags.iter().any(|flag| flag == "--judge");
    for folder in folders {
        let mut share = Share::default();
        visit(Path::new(&folder), judge, &mut share)?;
        report(&folder, &share);
    }
    Ok(())
}

fn visit(path: &Path, judge: bool, share: &mut Share) -> Result<(), Box<dyn Error>> {
    if path.is_dir() {
        let mut paths: Vec<_> =
            fs::read_dir(path)?.map(|entry| entry.map(|it| it.path())).collect::<Result<_, _>>()?;
        paths.sort();
        return paths.iter().try_for_each(|path| visit(path, judge, share));
    }
    if path.extension().is_some_and(|end| end == "json") {
        let table = kht_schema::read(&fs::read(path)?)?;
        for kernel in &table.kernels {
            add(kernel, judge, share);
        }
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a tool that measures")]
fn now() -> Instant {
    Instant::now()
}

fn add(kernel: &Kernel, judge: bool, share: &mut Share) {
    let program = Program::compile(kernel);
    share.kernels += 1;
    share.accesses += kernel.accesses.len();
    share.flat_accesses += kernel.accesses.len() - program.unserved().len();
    share.flat_kernels += usize::from(program.is_flat());
    for (_, why) in program.unserved() {
        let text = why.to_string();
        let digits = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
        *share.reasons.entry(text[..digits].to_owned()).or_default() += 1;
    }
    let mut memory = Memory::default();
    let options = Options { budget: BUDGET, ..Options::default() };
    let (mut fits, mut answered) = (0, 0);
    for seed in 0..ROUNDS {
        let launch = random(kernel, seed, Effort::Small);
        let Ok(bound) = program.bind(&launch) else { continue };
        let start = now();
        let flat = program.try_footprint(&bound, &options, &mut memory);
        let flat_time = start.elapsed();
        fits += 1;
        answered += usize::from(flat.is_ok());
        match flat {
            Err(stop) => {
                let stop = stop.to_string();
                *share.stops.entry(stop).or_default() += 1;
            }
            Ok(flat) if judge => {
                let start = now();
                let engine = footprint::footprint(kernel, &launch, &options);
                share.engine_time += start.elapsed();
                share.flat_time += flat_time;
                if engine.as_ref() != Ok(&flat) {
                    share.different.push(format!("{} {seed}", kernel.name));
                }
            }
            Ok(_) => {}
        }
    }
    share.launches += fits;
    share.answered += answered;
    share.answered_kernels += usize::from(fits == answered);
}

fn report(folder: &str, share: &Share) {
    let percent = |part: usize, of: usize| {
        let promille = part.saturating_mul(1000) / of.max(1);
        format!("{part} of {of} ({}.{} %)", promille / 10, promille % 10)
    };
    println!("{folder}");
    println!("  accesses compiled   {}", percent(share.flat_accesses, share.accesses));
    println!("  kernels compiled    {}", percent(share.flat_kernels, share.kernels));
    println!("  launches answered   {}", percent(share.answered, share.launches));
    println!("  kernels answered    {}", percent(share.answered_kernels, share.kernels));
    for (reason, count) in share.reasons.iter().chain(&share.stops) {
        println!("    {count:8} {reason}");
    }
    if share.engine_time > Duration::ZERO {
        println!("  time {:?}, of the engine {:?}", share.flat_time, share.engine_time);
    }
    for kernel in share.different.iter().take(20) {
        println!("  different: {kernel}");
    }
    println!("  {} different", share.different.len());
}
