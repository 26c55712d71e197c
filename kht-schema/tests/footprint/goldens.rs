//! The compiled form against the engine, on the tables of all test kernels: at their own launches
//! and at many that are drawn from them.

use std::fs;
use std::path::{Path, PathBuf};

use kht_schema::footprint::{Footprint, Options};
use kht_schema::launch::{Arg, Launch};
use kht_schema::program::{Memory, Stop};
use kht_schema::{Exactness, Kernel, Program, Table, footprint};

use crate::heat::{FRAGMENT, bytes, check_heat, merged};

/// Launches drawn from each one.
const ROUNDS: u64 = 24;

/// Points that the engine may enumerate: launches are small.
const BUDGET: u64 = 1 << 16;

/// Size of the buffers of drawn launches.
const BUFFER_BYTES: u64 = 64 << 20;

/// Kernels whose own launches the engine answers, and why.
const UNANSWERED: [(&str, &str); 12] = [
    ("accumulate_rows", "assumptions of a choice by a condition over threads"),
    ("add_partial_tiles", "guards prove an assumption that other guards rest on"),
    ("argmax_rows", "the place of a maximum is not known"),
    ("expert_rows", "what threads find out together is assumed in more of them than bounds say"),
    ("gemv_stripes", "more divisions at a time than there is place for"),
    ("histogram", "each value that is loaded is a place"),
    ("copy_cache_blocks", "pointers in memory"),
    ("paged_attention", "a place is loaded for each of many blocks"),
    ("ragged_rows", "trip counts that differ by row"),
    ("scatter_rows", "each value that is loaded is a place"),
    ("stream_k_scores", "more divisions at a time than there is place for"),
    ("tma_copy", "the tensor behind a tensor map is not known"),
];

/// Golden tables, with the folder of each.
fn tables() -> Vec<(PathBuf, Table)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata");
    let mut found = Vec::new();
    for group in ["kernels", "amdgcn", "triton", "handwritten"] {
        let Ok(entries) = fs::read_dir(root.join(group)) else { continue };
        let mut folders: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        folders.sort();
        for folder in folders {
            let Ok(text) = fs::read_to_string(folder.join("expect/3-table.snap")) else { continue };
            let (_, table) =
                text.split_once("---\n").and_then(|(_, it)| it.split_once("---\n")).unwrap();
            found.push((folder, kht_schema::read(table.as_bytes()).unwrap()));
        }
    }
    assert!(found.len() > 30, "the walk misses the goldens");
    found
}

/// Launches of a case in the order of their names.
fn launches(folder: &Path) -> Vec<Launch> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.to_string_lossy().ends_with(".launch.json"));
    paths.sort();
    paths.iter().map(|path| Launch::read(&fs::read(path).unwrap(), folder).unwrap()).collect()
}

/// Numbers that look random, the same each time.
struct Draw(u64);

impl Draw {
    fn next(&mut self, below: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

/// A launch with other extents and sizes.
fn drawn(launch: &Launch, seed: u64) -> Launch {
    let mut draw = Draw(seed);
    let mut other = launch.clone();
    for extent in &mut other.grid {
        *extent =
            u32::try_from((u64::from(*extent) * (1 + draw.next(5)) / 2).clamp(1, 64)).unwrap();
    }
    if draw.next(3) == 0 {
        other.block[0] = [1, 7, 32, 33, 64, 96, 128][usize::try_from(draw.next(7)).unwrap()];
    }
    for arg in &mut other.args {
        if let Arg::Int { value, bytes } = arg {
            *value = match draw.next(6) {
                0 => i64::try_from(draw.next(70)).unwrap(),
                1 => *value + i64::try_from(draw.next(5)).unwrap() - 2,
                2 => *value * 2,
                3 if *bytes == 8 => i64::MAX - i64::try_from(draw.next(9)).unwrap(),
                _ => *value,
            };
            if *bytes < 8 {
                let bits = 8 * *bytes;
                *value = *value << (64 - bits) >> (64 - bits);
            }
        }
    }
    for buffer in other.buffers.values_mut() {
        buffer.bytes = buffer.bytes.max(BUFFER_BYTES);
    }
    other
}

#[test]
fn goldens_are_answered_as_the_engine_does() {
    let (mut n_own, mut n_answered, mut n_drawn) = (0, 0, 0);
    let mut stops = Vec::new();
    let mut memory = Memory::default();
    for (folder, table) in tables() {
        for kernel in &table.kernels {
            let program = Program::compile(kernel);
            for launch in launches(&folder).iter().filter(|it| it.kernel == kernel.name) {
                n_own += 1;
                match judge(&program, launch, &mut memory) {
                    Ok(()) => n_answered += 1,
                    Err(stop) => stops.push((kernel.name.clone(), stop)),
                }
                for seed in 0..ROUNDS {
                    let other = drawn(launch, seed);
                    n_drawn += usize::from(judge(&program, &other, &mut memory).is_ok());
                }
            }
        }
    }
    println!("{n_answered} of {n_own} own launches, {n_drawn} drawn; {stops:?}");
    let known = |name: &String| UNANSWERED.iter().any(|(known, _)| name.contains(known));
    stops.retain(|(name, _)| !known(name));
    assert_eq!(stops, []);
    assert!(4 * n_own < n_drawn, "hardly any drawn launch is answered: {n_drawn}");
}

/// Compares the answers for a launch, if the compiled form has one.
fn judge(program: &Program<'_>, launch: &Launch, memory: &mut Memory) -> Result<(), Stop> {
    let kernel = program.kernel();
    let options = Options { budget: BUDGET, ..Options::default() };
    let bound = program.bind(launch).map_err(|_| Stop::Extent)?;
    let flat = program.try_footprint(&bound, &options, memory)?;
    let engine = footprint(kernel, launch, &options);
    compare(&flat, &engine.unwrap(), &format!("{} {launch:?}", kernel.name));
    let fragments = vec![FRAGMENT; program.pointers().len()];
    let heat = program.heat(&bound.call(), &fragments, memory)?;
    check_heat(program, &flat, heat);
    let coarse = Options { granularity: 4096, ..options };
    let flat = program.try_footprint(&bound, &coarse, memory)?;
    let engine = footprint(kernel, launch, &coarse).unwrap();
    compare(&flat, &engine, &format!("{} {launch:?}", kernel.name));
    Ok(())
}

/// Two answers are equal; one that is exact is within one that is not.
fn compare(flat: &Footprint, engine: &Footprint, what: &str) {
    if engine.buffers.iter().all(|it| it.exactness == Exactness::Exact) {
        return assert_eq!(flat, engine, "{what}");
    }
    for (flat, engine) in flat.buffers.iter().zip(&engine.buffers) {
        for (own, all) in [(&flat.reads, &engine.reads), (&flat.writes, &engine.writes)] {
            let both = merged(own.iter().chain(all).copied());
            assert_eq!(bytes(&both), bytes(all), "{what}");
        }
    }
}

/// Kernels that loads decide are answered too, as long as few values do.
#[test]
fn a_strided_copy_is_compiled() {
    let tables = tables();
    let (folder, table) = tables.iter().find(|it| it.0.ends_with("strided_copy_info")).unwrap();
    let kernel: &Kernel = &table.kernels[0];
    let program = Program::compile(kernel);
    assert!(program.is_flat() && program.loads(), "{:?}", program.unserved());
    for launch in launches(folder) {
        assert_eq!(judge(&program, &launch, &mut Memory::default()), Ok(()));
    }
}
