//! Closed forms against counts: what the formulas of a table's heat say of a launch is what the
//! footprint counts for it, and what a second judge saw when it ran.
//!
//! The footprint counts points of index spaces and shares no code with the summation of formulas;
//! the numbers in `*.expected.json` come from kernels that ran.

use std::fs;
use std::path::Path;

use kht_analyzer::launches::{Effort, random};
use kht_analyzer::{Hooks, Input, analyze, read_metadata};
use kht_schema::footprint::{self, Bound, BufferUse, Count};
use kht_schema::launch::Arg;
use kht_schema::{Amount, Exactness, Heat, HeatSide, Kernel, Launch, Step};
use serde_json::Value;

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// As fine as bytes. What takes much work is compared where testdata has launches of it.
const EXACT: footprint::Options = footprint::Options { granularity: 1, budget: 1 << 14 };

/// Debug builds evaluate deep formulas on the stack of the thread.
const STACK_BYTES: usize = 64 << 20;

/// Launches that are drawn for each kernel.
const RANDOM_LAUNCHES: u64 = 50;

fn kernels(module: &Path) -> Result<Vec<Kernel>, Box<dyn std::error::Error>> {
    let (bytes, metadata) = (fs::read(module)?, read_metadata(module)?);
    let input = Input { bytes: &bytes, metadata: metadata.as_deref() };
    Ok(analyze(input, "kernel", &Hooks::default())?.table.kernels)
}

/// The sides of a heat, each with what a footprint counts for it.
fn sides<'h>(heat: &'h Heat, counted: &BufferUse) -> [(Option<&'h HeatSide>, Count); 3] {
    [
        (heat.read.as_ref(), counted.bytes_loaded),
        (heat.write.as_ref(), counted.bytes_stored),
        (heat.atomic.as_ref(), counted.bytes_atomic),
    ]
}

/// Whether heat counts accesses to other buffers than the one that the argument points to.
fn reaches_others(kernel: &Kernel, heat: &Heat) -> bool {
    let sides = [&heat.read, &heat.write].into_iter().flatten();
    let mut roots =
        sides.flat_map(|side| &side.accesses).map(|id| &kernel.accesses[id.index()].root);
    roots.any(|root| root.path.iter().any(|step| matches!(step, Step::Deref { .. })))
}

/// Compares all formulas of a kernel with the footprint of a launch; how many there were, or
/// nothing if the launch has no footprint, or one that says nothing.
fn compare(kernel: &Kernel, launch: &Launch, place: &str) -> Result<Option<usize>, String> {
    let Ok(counts) = footprint::footprint(kernel, launch, &EXACT) else { return Ok(None) };
    if counts.buffers.iter().all(|it| it.exactness == Exactness::Unknown) {
        return Ok(None);
    }
    let bound = Bound::new(kernel, launch).map_err(|error| format!("{place}: {error}"))?;
    let mut compared = 0;
    for heat in &kernel.heat {
        let of_heat = |it: &&BufferUse| it.param == Some(heat.param) && it.at == heat.at;
        let Some(counted) = counts.buffers.iter().find(of_heat) else { continue };
        // An assumption that does not hold takes all formulas with it.
        if counted.exactness == Exactness::Unknown || reaches_others(kernel, heat) {
            continue;
        }
        for (side, count) in sides(heat, counted) {
            let Some(amount) = side.and_then(|side| side.traffic_bytes.as_ref()) else { continue };
            let Ok(said) = bound.amount(amount) else { continue };
            let inside =
                said.lo <= count.hi.unwrap_or(u64::MAX) && said.hi.is_none_or(|hi| count.lo <= hi);
            let equal = said == count;
            // What the footprint does not know for sure, a formula may.
            let fits = match amount {
                Amount::Exactly(_) if count.hi == Some(count.lo) => equal,
                Amount::Exactly(_) | Amount::Between(..) => inside,
            };
            if !fits {
                let param = heat.param;
                return Err(format!("{place}, {param}: {amount} is {said:?}, counted {count:?}"));
            }
            compared += 1;
        }
    }
    Ok(Some(compared))
}

fn launches_of_testdata(path: &Path) -> Outcome {
    let folder = path.parent().ok_or("a launch lies in the folder of its kernel")?;
    let launch = Launch::read(&fs::read(path)?, folder)?;
    let module = ["kernel.ll", "kernel.llir"].map(|name| folder.join(name));
    let module = module.iter().find(|it| it.exists()).ok_or("a case has a kernel")?;
    let kernels = kernels(module)?;
    let kernel = kernels.iter().find(|it| it.name == launch.kernel).ok_or("the kernel is there")?;
    compare(kernel, &launch, &path.display().to_string())?;
    second_judge(kernel, &launch, path)
}

/// Compares with what was seen when the launch ran, where somebody wrote that down.
fn second_judge(kernel: &Kernel, launch: &Launch, path: &Path) -> Outcome {
    let seen = path.to_string_lossy().replace(".launch.json", ".expected.json");
    let Ok(seen) = fs::read(seen) else { return Ok(()) };
    let seen: Value = serde_json::from_slice(&seen)?;
    let counts = footprint::footprint(kernel, launch, &EXACT)?;
    let bound = Bound::new(kernel, launch)?;
    for buffer in seen["buffers"].as_array().into_iter().flatten() {
        let uses: Vec<&BufferUse> =
            counts.buffers.iter().filter(|it| buffer["name"] == it.name.as_str()).collect();
        let [counted] = uses[..] else { continue };
        let of_buffer = |it: &&Heat| counted.param == Some(it.param) && counted.at == it.at;
        let Some(heat) = kernel.heat.iter().find(of_buffer) else { continue };
        if reaches_others(kernel, heat) {
            continue;
        }
        let names = ["bytes_loaded", "bytes_stored", "bytes_atomic"];
        for ((side, _), name) in sides(heat, counted).into_iter().zip(names) {
            let Some(amount) = side.and_then(|side| side.traffic_bytes.as_ref()) else { continue };
            // What Triton's sources do says nothing of counts.
            let Some(seen) = buffer[name].as_u64() else { continue };
            let said = bound.amount(amount)?;
            let fits = said.lo <= seen && said.hi.is_some_and(|hi| seen <= hi);
            assert!(fits, "{}, {name}: {amount} is {said:?}, seen {seen}", path.display());
        }
    }
    Ok(())
}

fn random_launches(path: &Path) -> Outcome {
    let path = path.to_owned();
    let all = move || all_random_launches(&path).map_err(|error| error.to_string());
    let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(all)?;
    Ok(thread.join().map_err(|_| "the comparison panicked")??)
}

fn all_random_launches(path: &Path) -> Outcome {
    for kernel in kernels(path)? {
        let has_form = |heat: &Heat| {
            let sides = [&heat.read, &heat.write, &heat.atomic].into_iter().flatten();
            let mut forms = sides.filter_map(|side| side.traffic_bytes.as_ref());
            forms.next().is_some() && !reaches_others(&kernel, heat)
        };
        let (mut launches, mut compared) = (0, 0);
        for seed in 0..RANDOM_LAUNCHES {
            // Small ones are a thousand times what tiny ones are.
            let effort = if seed % 10 == 0 { Effort::Small } else { Effort::Tiny };
            let launch = random(&kernel, seed, effort);
            let place = format!("{}: {} {effort:?} {seed}", path.display(), kernel.name);
            if let Some(more) = compare(&kernel, &launch, &place)? {
                launches += 1;
                compared += more;
            }
        }
        let any = launches > 0 && kernel.heat.iter().any(has_form);
        assert!(!any || compared > 0, "{}: nothing to compare with", path.display());
    }
    Ok(())
}

/// A product of 512 x 256 by 256 x 128 in tiles of 16 x 16: each operand is read once for each tile
/// across from it, and each result written once.
fn tiles_are_counted(path: &Path) -> Outcome {
    let kernels = kernels(path)?;
    let kernel = kernels.first().ok_or("a kernel")?;
    let mut launch = random(kernel, 0, Effort::Tiny);
    (launch.grid, launch.block) = ([8, 32, 1], [16, 16, 1]);
    for (position, value) in [(3, 512), (4, 128), (5, 256)] {
        launch.args[position] = Arg::Int { value, bytes: 4 };
    }
    let bound = Bound::new(kernel, &launch)?;
    for (position, n_accesses) in [(0, 1_048_576), (1, 1_048_576), (2, 65_536)] {
        let heat = &kernel.heat[position];
        let side = heat.read.as_ref().or(heat.write.as_ref()).ok_or("accesses")?;
        let traffic = side.traffic_bytes.as_ref().ok_or("a closed form")?;
        let bytes = 4 * n_accesses;
        assert_eq!(bound.amount(traffic)?, Count { lo: bytes, hi: Some(bytes) }, "{traffic}");
    }
    Ok(())
}

datatest_stable::harness! {
    { test = tiles_are_counted, root = "../testdata/kernels",
      pattern = r"matmul_tiled/kernel\.ll$" },
    { test = launches_of_testdata, root = "../testdata/kernels", pattern = r"\.launch\.json$" },
    { test = launches_of_testdata, root = "../testdata/triton", pattern = r"\.launch\.json$" },
    { test = launches_of_testdata, root = "../testdata/amdgcn", pattern = r"\.launch\.json$" },
    { test = random_launches, root = "../testdata/kernels", pattern = r"/kernel\.ll$" },
    { test = random_launches, root = "../testdata/triton", pattern = r"/kernel\.llir$" },
}
