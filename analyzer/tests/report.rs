//! The page of `kht report`: what its scripts compute, against the footprint engine.
//!
//! The scripts run in a small interpreter, on the data that a page really holds.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use flate2::read::GzDecoder;
use kht_analyzer::analyze_file;
use kht_analyzer::report::{Beside, Sources, report};
use kht_schema::footprint::{BufferUse, Options};
use kht_schema::launch::Arg;
use kht_schema::{Exactness, Kernel, Launch, Table, footprint};
use rquickjs::{Context, Runtime};
use serde::Deserialize;

/// What a browser has, the interpreter has not, and the scripts need.
const BROWSER: &str = r#"
function atob(text) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  let [bytes, bits, held] = ["", 0, 0];
  for (const letter of text.replace(/=+$/, "")) {
    bits = (bits * 64 + letters.indexOf(letter)) & 0xffffff;
    held += 6;
    if (held >= 8) bytes += String.fromCharCode((bits >> (held -= 8)) & 255);
  }
  return bytes;
}
"#;

const SCRIPTS: [&str; 3] = [
    include_str!("../src/report/formula.js"),
    include_str!("../src/report/launch.js"),
    include_str!("../src/report/kernel.js"),
];

/// Evaluates all launches of a kernel as the page does.
const ANSWERS: &str = r#"
function answers(text) {
  const { kernel, launches } = JSON.parse(text);
  const prepared = prepare(kernel);
  const ranges = (...touches) => {
    const all = new Touches();
    all.runs = touches.flatMap((each) => each.runs);
    return all.ranges();
  };
  return JSON.stringify(launches.map((launch) => {
    const bound = boundLaunch(kernel, launch, new Map());
    const { uses, whole } = evaluate(prepared, bound, BUDGET);
    const env = new Environment(prepared, bound);
    const rootOfHeat = ({ param, at }) => `arg${param}${at === undefined ? "" : `@${at}`}`;
    const formulas = kernel.heat.flatMap((heat) => ["read", "write", "atomic"].flatMap(
      (name, side) => {
        const formula = ownTraffic(kernel, heat[name]);
        return formula ? [[rootOfHeat(heat), side, known(new Formula(formula), env)]] : [];
      }));
    return { name: launch.name, whole, formulas, uses: [...uses.values()].map((use) => ({
      root: use.root,
      doubtful: use.unplaced + use.maybe,
      bytes: [use.load.bytes, use.store.bytes, use.atomic.bytes],
      ranges: [ranges(use.load, use.atomic), ranges(use.store, use.atomic), ranges(use.atomic)],
    })) };
  }));
}
"#;

#[derive(Deserialize)]
struct Answer {
    name: String,
    whole: bool,
    uses: Vec<Use>,
    /// Traffic by the table's formulas: root, side, bytes; none where they hang on contents.
    formulas: Vec<(String, usize, Option<u64>)>,
}

#[derive(Deserialize)]
struct Use {
    root: String,
    doubtful: u64,
    bytes: [u64; 3],
    ranges: [Vec<[i64; 2]>; 3],
}

fn kernels() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a workspace");
    root.join("testdata/kernels")
}

/// The kernels that a page holds, as JSON.
fn unpacked(page: &str) -> Vec<String> {
    let packed = page.split("<script type=\"application/gzip\">").skip(1);
    let text = |packed: &str| {
        let (packed, _) = packed.split_once("</script>").expect("an element ends");
        let bytes = BASE64.decode(packed).expect("base64");
        let mut text = String::new();
        GzDecoder::new(&bytes[..]).read_to_string(&mut text).expect("gzip of text");
        text
    };
    packed.map(text).collect()
}

fn launches_of(folder: &Path) -> Vec<(String, Launch)> {
    let files = folder.read_dir().expect("a folder").map(|entry| entry.expect("readable").path());
    let mut files: Vec<PathBuf> =
        files.filter(|path| path.to_string_lossy().ends_with(".launch.json")).collect();
    files.sort();
    let launch = |path: PathBuf| {
        let bytes = std::fs::read(&path).expect("readable");
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        (name, Launch::read(&bytes, folder).expect("a launch"))
    };
    files.into_iter().map(launch).collect()
}

fn with_scripts<T>(run: impl FnOnce(&dyn Fn(&str) -> Vec<Answer>) -> T) -> T {
    let runtime = Runtime::new().expect("an interpreter");
    runtime.set_max_stack_size(4 << 20);
    let context = Context::full(&runtime).expect("a context");
    context.with(|ctx| {
        for script in [BROWSER].iter().chain(&SCRIPTS).chain([&ANSWERS]) {
            let result: rquickjs::Result<()> = ctx.eval(*script);
            result.unwrap_or_else(|error| panic!("{error}: {:?}", ctx.catch()));
        }
        let answers: rquickjs::Function<'_> = ctx.globals().get("answers").expect("defined");
        run(&|details: &str| {
            let result: rquickjs::Result<String> = answers.call((details,));
            let text = result.unwrap_or_else(|error| panic!("{error}: {:?}", ctx.catch()));
            serde_json::from_str(&text).expect("answers")
        })
    })
}

/// Where a pointer argument points to, if no other one points into the same buffer.
fn lonely(launch: &Launch, root: &str) -> Option<(String, i64)> {
    let mut pointers = BTreeMap::new();
    let mut add = |name: String, arg: &Arg| {
        if let Arg::Pointer(target) = arg {
            pointers.insert(name, (target.buffer.clone(), target.offset));
        }
    };
    for (idx, arg) in launch.args.iter().enumerate() {
        add(format!("arg{idx}"), arg);
        if let Arg::Struct { fields, .. } = arg {
            fields.iter().for_each(|(at, field)| add(format!("arg{idx}@{at}"), field));
        }
    }
    let (buffer, offset) = pointers.get(root)?.clone();
    let same = pointers.values().filter(|(other, _)| *other == buffer).count();
    (same == 1).then_some((buffer, offset.cast_signed()))
}

/// Compares what the page says of a launch with the footprint; how many pointers were compared.
fn compare(kernel: &Kernel, launch: &Launch, answer: &Answer) -> usize {
    let options = Options { granularity: 1, budget: 1 << 32 };
    let expected = footprint(kernel, launch, &options).expect("a footprint");
    let mut n_compared = 0;
    for buffer in &expected.buffers {
        let Some(root) = root_of(buffer) else {
            continue;
        };
        let Some((name, offset)) = lonely(launch, &root) else {
            continue;
        };
        let found = answer.uses.iter().find(|used| used.root == root);
        if buffer.exactness != Exactness::Exact || reached_otherwise(answer, &name, launch) {
            continue;
        }
        let place = format!("{} of {}: {root}", answer.name, kernel.name);
        let expected = [&buffer.reads, &buffer.writes, &buffer.atomics];
        let counted = [buffer.bytes_loaded, buffer.bytes_stored, buffer.bytes_atomic];
        let counted = counted.map(|count| count.lo);
        for (_, side, bytes) in answer.formulas.iter().filter(|(of, ..)| *of == root) {
            assert_eq!(bytes.unwrap_or(counted[*side]), counted[*side], "{place}: formula");
        }
        let Some(found) = found else {
            assert_eq!(counted, [0; 3], "{place}");
            continue;
        };
        assert_eq!(found.doubtful, 0, "{place}");
        assert_eq!(found.bytes, counted, "{place}");
        for (found, expected) in found.ranges.iter().zip(expected) {
            let expected: Vec<[i64; 2]> =
                expected.iter().map(|range| range.map(|end| end.cast_signed() - offset)).collect();
            assert_eq!(*found, expected, "{place}");
        }
        n_compared += 1;
    }
    n_compared
}

fn root_of(buffer: &BufferUse) -> Option<String> {
    let param = buffer.param?;
    Some(buffer.at.map_or(param.to_string(), |at| format!("{param}@{at}")))
}

/// Whether pointers in memory may lead into a buffer, which the page shows apart.
fn reached_otherwise(answer: &Answer, name: &str, launch: &Launch) -> bool {
    use kht_schema::launch::Contents;
    let holds = |contents: &Contents| match contents {
        Contents::Pointers(all) => all.iter().flatten().any(|target| target.buffer == name),
        _ => false,
    };
    answer.uses.iter().any(|used| used.root.starts_with("*("))
        && launch.buffers.values().any(|buffer| holds(&buffer.contents))
}

#[test]
fn the_page_counts_as_footprints_do() {
    let mut n_compared = 0;
    let mut folders: Vec<PathBuf> =
        kernels().read_dir().expect("testdata").map(|it| it.expect("readable").path()).collect();
    folders.retain(|folder| folder.join("kernel.ll").is_file());
    folders.sort();
    with_scripts(|answers| {
        for folder in folders {
            let table = analyze_file(&folder.join("kernel.ll")).expect("valid IR");
            let launches = launches_of(&folder);
            let beside = Beside { launches: &launches, sources: Sources::default() };
            let page = report(std::slice::from_ref(&table), &beside);
            for (kernel, details) in table.kernels.iter().zip(unpacked(&page)) {
                for answer in answers(&details) {
                    let (_, launch) = launches
                        .iter()
                        .find(|(name, launch)| *name == answer.name && launch.kernel == kernel.name)
                        .expect("a launch that was given");
                    // Of a large launch, the page looks at a sample, and says so.
                    if answer.whole {
                        n_compared += compare(kernel, launch, &answer);
                    }
                }
            }
        }
    });
    assert!(200 < n_compared, "only {n_compared} pointers were compared");
}

/// A table with text in it that wants to be more.
fn hostile() -> Table {
    let mut table = analyze_file(&kernels().join("vector_add/kernel.ll")).expect("valid IR");
    let kernel = &mut table.kernels[0];
    kernel.display = "</script><script>alert(1)</script><!-- details --><b>".to_owned();
    kernel.params[0].name = Some("<img src=x onerror=alert(1)>\u{202e}".to_owned());
    table
}

#[test]
fn text_of_tables_does_not_become_part_of_the_page() {
    let page = report(&[hostile()], &Beside::default());
    let honest = report(
        &[analyze_file(&kernels().join("vector_add/kernel.ll")).expect("valid IR")],
        &Beside::default(),
    );
    assert!(!page.contains("<script>alert") && !page.contains("<img"), "text became markup");
    let elements = |page: &str| page.matches("<script").count();
    assert_eq!(elements(&page), elements(&honest));
}

#[test]
fn a_page_asks_no_network() {
    let page = report(&[hostile()], &Beside::default());
    assert!(page.contains("default-src 'none'"));
    for way in ["http://", "https://", "src=\"", "href=", "@import", "fetch(", "XMLHttpRequest"] {
        let own = page.matches(way).count();
        // The name of the vector format is an address that nothing is fetched from.
        let allowed = usize::from(way == "http://");
        assert_eq!(own, allowed, "{way}");
    }
}

#[test]
fn sources_stay_below_their_folders() {
    let folder = kernels().join("rmsnorm_f32");
    let mut table = analyze_file(&folder.join("kernel.ll")).expect("valid IR");
    table.kernels[0].accesses[0].source = Some("../vector_add/kernel.cu:1".to_owned());
    let sources = Sources::below(&[folder]);
    let page = report(&[table], &Beside { launches: &[], sources });
    let details = unpacked(&page).remove(0);
    let details: serde_json::Value = serde_json::from_str(&details).expect("JSON");
    let lines = details["lines"].as_array().expect("lines");
    assert!(lines.iter().any(|line| line[0] == "kernel.cu:18"), "{lines:?}");
    assert!(lines.iter().all(|line| line[0] != "../vector_add/kernel.cu:1"), "{lines:?}");
}
