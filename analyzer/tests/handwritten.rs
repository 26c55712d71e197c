//! The worked examples of tables written by hand, at random sizes, against loops that touch byte
//! for byte what the manuals say. Each must be exact, in footprint and traffic.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use kht_analyzer::handwritten;
use kht_schema::footprint::{Count, Options};
use kht_schema::{Exactness, Kernel, Launch, check, footprint};
use serde_json::{Value, json};

/// Launches of each call.
const ROUNDS: u64 = 60;

/// Numbers that are the same in every run.
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }

    fn coin(&mut self) -> bool {
        self.below(2) == 0
    }
}

/// What is touched of one buffer.
#[derive(Default)]
struct Touched {
    reads: BTreeSet<u64>,
    writes: BTreeSet<u64>,
    loaded: u64,
    stored: u64,
}

#[derive(Default)]
struct Run(BTreeMap<String, Touched>);

impl Run {
    fn load(&mut self, buffer: &str, from: u64, bytes: u64) {
        let touched = self.0.entry(buffer.to_owned()).or_default();
        touched.reads.extend(from..from + bytes);
        touched.loaded += bytes;
    }

    fn store(&mut self, buffer: &str, from: u64, bytes: u64) {
        let touched = self.0.entry(buffer.to_owned()).or_default();
        touched.writes.extend(from..from + bytes);
        touched.stored += bytes;
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/handwritten")
}

fn kernel(file: &str, name: &str) -> Kernel {
    let bytes = fs::read(folder().join(file)).expect("the example is there");
    let table = handwritten::read(&bytes, file).expect("the example is right");
    assert_eq!(check(&table), []);
    table.kernels.into_iter().find(|kernel| kernel.name == name).expect("it has the call")
}

fn ranges(set: &BTreeSet<u64>) -> Vec<[u64; 2]> {
    let mut ranges: Vec<[u64; 2]> = Vec::new();
    for &byte in set {
        match ranges.last_mut() {
            Some([_, end]) if *end == byte => *end += 1,
            _ => ranges.push([byte, byte + 1]),
        }
    }
    ranges
}

/// The footprint of a launch is what has run.
#[track_caller]
fn judge(kernel: &Kernel, launch: &Value, run: &Run) {
    let text = launch.to_string();
    let launch = Launch::read(text.as_bytes(), Path::new(".")).expect("a launch");
    let found = footprint(kernel, &launch, &Options::default()).expect("it binds");
    for used in &found.buffers {
        let nothing = Touched::default();
        let touched = run.0.get(&used.name).unwrap_or(&nothing);
        let of = |what: &str| format!("{what} of {} in {text}", used.name);
        assert_eq!(used.exactness, Exactness::Exact, "{}", of("exactness"));
        assert_eq!(used.reads, ranges(&touched.reads), "{}", of("reads"));
        assert_eq!(used.writes, ranges(&touched.writes), "{}", of("writes"));
        let exactly = |bytes| Count { lo: bytes, hi: Some(bytes) };
        assert_eq!(used.bytes_loaded, exactly(touched.loaded), "{}", of("loads"));
        assert_eq!(used.bytes_stored, exactly(touched.stored), "{}", of("stores"));
    }
    let seen: BTreeSet<&String> = found.buffers.iter().map(|used| &used.name).collect();
    for (name, touched) in &run.0 {
        let nothing = touched.reads.is_empty() && touched.writes.is_empty();
        assert!(nothing || seen.contains(name), "{name} is missing in {text}");
    }
}

fn launch(kernel: &Kernel, grid: u64, args: Value) -> Value {
    json!({"kernel": kernel.name, "grid": [grid, 1, 1], "block": [32, 2, 1],
           "shared_bytes": 0, "args": args})
}

fn buffer(name: &str, bytes: u64) -> Value {
    json!({"buffer": {"name": name, "bytes": bytes.max(1)}})
}

fn filled(name: &str, fill: Value) -> Value {
    let count = fill["i32"].as_array().map_or(0, Vec::len) as u64;
    json!({"buffer": {"name": name, "bytes": (4 * count).max(1), "fill": fill}})
}

/// A matrix in columns: how high, how wide, from one column to the next, and the bytes of it all.
fn columns(draw: &mut Draw, height: u64, width: u64) -> (u64, u64) {
    let stride = height + draw.below(4);
    (stride, (stride * width.max(1)).max(1))
}

#[test]
fn gemm() {
    let kernel = kernel("gemm.kht.toml", "cublasSgemm");
    let mut draw = Draw(1);
    for _ in 0..ROUNDS {
        let [m, n, k] = [(); 3].map(|()| draw.below(9));
        let (transa, transb) = (draw.coin(), draw.coin());
        let scale = |draw: &mut Draw| match draw.below(3) {
            0 => 0,
            1 => 0x3f80_0000_i32,
            _ => i32::MIN,
        };
        let (alpha, beta) = (scale(&mut draw), scale(&mut draw));
        let (a_height, a_width) = if transa { (k, m) } else { (m, k) };
        let (b_height, b_width) = if transb { (n, k) } else { (k, n) };
        let (lda, a_size) = columns(&mut draw, a_height, a_width);
        let (ldb, b_size) = columns(&mut draw, b_height, b_width);
        let (ldc, c_size) = columns(&mut draw, m, n);
        // By definition: each entry of C from all terms, each entry that takes part counted once.
        let mut run = Run::default();
        let mut operands = BTreeSet::new();
        for (row, column) in (0..m).flat_map(|row| (0..n).map(move |column| (row, column))) {
            let place = 4 * (row + ldc * column);
            if beta != 0 && beta != i32::MIN {
                run.load("c", place, 4);
            }
            run.store("c", place, 4);
            for term in 0..k {
                if alpha != 0 && alpha != i32::MIN {
                    let a = if transa { term + lda * row } else { row + lda * term };
                    let b = if transb { column + ldb * term } else { term + ldb * column };
                    operands.extend([("a", 4 * a), ("b", 4 * b)]);
                }
            }
        }
        operands.into_iter().for_each(|(name, place)| run.load(name, place, 4));
        let args = json!([
            {"i32": i32::from(transa)}, {"i32": i32::from(transb)},
            {"i32": m}, {"i32": n}, {"i32": k}, {"i32": alpha},
            buffer("a", 4 * a_size), {"i32": lda}, buffer("b", 4 * b_size), {"i32": ldb},
            {"i32": beta}, buffer("c", 4 * c_size), {"i32": ldc},
        ]);
        let grid = 1 + draw.below(5);
        judge(&kernel, &launch(&kernel, grid, args), &run);
    }
}

#[test]
fn gemm_at_a_stride() {
    let kernel = kernel("gemm_batched.kht.toml", "cublasHgemmStridedBatched");
    let mut draw = Draw(2);
    for _ in 0..ROUNDS {
        let [m, n, k, batch] = [(); 4].map(|()| draw.below(6));
        let (lda, a_size) = columns(&mut draw, m, k);
        let (ldb, b_size) = columns(&mut draw, k, n);
        let (ldc, c_size) = columns(&mut draw, m, n);
        let (stride_b, stride_c) = (b_size + draw.below(3), c_size + draw.below(3));
        let stride_a = if draw.coin() { 0 } else { a_size + draw.below(3) };
        let beta = if draw.coin() { 0 } else { 0x4000_0000 };
        let mut run = Run::default();
        for product in 0..batch {
            for (row, column) in (0..m).flat_map(|row| (0..n).map(move |column| (row, column))) {
                let place = 2 * (stride_c * product + row + ldc * column);
                if beta != 0 {
                    run.load("c", place, 2);
                }
                run.store("c", place, 2);
            }
            let a = (0..k).flat_map(|term| (0..m).map(move |row| row + lda * term));
            let b = (0..n).flat_map(|column| (0..k).map(move |term| term + ldb * column));
            a.filter(|_| n > 0).for_each(|it| run.load("a", 2 * (stride_a * product + it), 2));
            b.filter(|_| m > 0).for_each(|it| run.load("b", 2 * (stride_b * product + it), 2));
        }
        let args = json!([
            {"i32": m}, {"i32": n}, {"i32": k},
            buffer("a", 2 * (a_size + stride_a * batch)), {"i32": lda}, {"i64": stride_a},
            buffer("b", 2 * (b_size + stride_b * batch)), {"i32": ldb}, {"i64": stride_b},
            {"i32": beta},
            buffer("c", 2 * (c_size + stride_c * batch)), {"i32": ldc}, {"i64": stride_c},
            {"i32": batch},
        ]);
        judge(&kernel, &launch(&kernel, 1, args), &run);
    }
}

#[test]
fn gemm_by_arrays_of_pointers() {
    let kernel = kernel("gemm_batched.kht.toml", "cublasSgemmBatched");
    let mut draw = Draw(3);
    for _ in 0..ROUNDS {
        let [m, n, k] = [(); 3].map(|()| 1 + draw.below(5));
        let batch = 1 + draw.below(4);
        let mut run = Run::default();
        let (mut args, mut others) = (Vec::new(), Vec::new());
        for (name, height, width) in [("a", m, k), ("b", k, n), ("c", m, n)] {
            let (stride, size) = columns(&mut draw, height, width);
            // Matrices of a batch lie in one buffer, in any order.
            let first = draw.below(batch);
            let offsets: Vec<u64> =
                (0..batch).map(|it| 4 * size * ((first + it) % batch)).collect();
            let all = format!("all_{name}");
            for offset in &offsets {
                for column in 0..width {
                    let place = offset + 4 * stride * column;
                    match name {
                        "c" => run.store(&all, place, 4 * height),
                        _ => run.load(&all, place, 4 * height),
                    }
                }
            }
            run.load(name, 0, 8 * batch);
            let pointers: Vec<Value> =
                offsets.iter().map(|offset| json!({"name": all, "offset": offset})).collect();
            let fill = json!({"ptrs": pointers});
            args.push(json!({"buffer": {"name": name, "bytes": 8 * batch, "fill": fill}}));
            args.push(json!({"i32": stride}));
            others.push(json!({"name": all, "bytes": 4 * size * batch}));
        }
        let mut all = vec![json!({"i32": m}), json!({"i32": n}), json!({"i32": k})];
        all.extend(args);
        all.push(json!({"i32": batch}));
        let mut launch = launch(&kernel, 1, Value::Array(all));
        launch["buffers"] = Value::Array(others);
        judge(&kernel, &launch, &run);
    }
}

#[test]
fn attention_over_a_paged_cache() {
    let kernel = kernel("attention.kht.toml", "paged_attention_decode");
    let mut draw = Draw(4);
    for _ in 0..ROUNDS {
        let (sequences, kv_heads, head_size) = (1 + draw.below(3), 1 + draw.below(3), 8);
        let heads = kv_heads * (1 + draw.below(3));
        let page_size = 1 + draw.below(5);
        let lengths: Vec<u64> = (0..sequences).map(|_| draw.below(12)).collect();
        let max_pages = 12;
        let n_pages = 20;
        let pages: Vec<u64> = (0..sequences * max_pages).map(|_| draw.below(n_pages)).collect();
        let mut run = Run::default();
        run.load("lengths", 0, 4 * sequences);
        run.load("query", 0, 2 * sequences * heads * head_size);
        run.store("out", 0, 2 * sequences * heads * head_size);
        for (sequence, &length) in (0..).zip(&lengths) {
            for token in 0..length {
                let entry = max_pages * sequence + token / page_size;
                if token % page_size == 0 {
                    run.load("pages", 4 * entry, 4);
                }
                let page = pages[usize::try_from(entry).expect("small")];
                for head in 0..kv_heads {
                    let row = (page * kv_heads + head) * page_size + token % page_size;
                    run.load("keys", 2 * head_size * row, 2 * head_size);
                    run.load("values", 2 * head_size * row, 2 * head_size);
                }
            }
        }
        let cache = 2 * n_pages * kv_heads * page_size * head_size;
        let tokens = 2 * sequences * heads * head_size;
        let args = json!([
            buffer("out", tokens), buffer("query", tokens),
            buffer("keys", cache), buffer("values", cache),
            filled("pages", json!({"i32": pages})), filled("lengths", json!({"i32": lengths})),
            {"i32": sequences}, {"i32": heads}, {"i32": kv_heads}, {"i32": head_size},
            {"i32": page_size}, {"i32": max_pages},
        ]);
        judge(&kernel, &launch(&kernel, 2, args), &run);
    }
}

#[test]
fn attention_over_packed_sequences() {
    let kernel = kernel("attention.kht.toml", "flash_attention_varlen");
    let mut draw = Draw(5);
    for _ in 0..ROUNDS {
        let (sequences, kv_heads, head_size) = (1 + draw.below(4), 1 + draw.below(3), 4);
        let heads = kv_heads * (1 + draw.below(3));
        let starts = |draw: &mut Draw| {
            let mut starts = vec![0];
            for _ in 0..sequences {
                starts.push(starts.last().copied().unwrap_or(0) + draw.below(6));
            }
            starts
        };
        let (starts_q, starts_k) = (starts(&mut draw), starts(&mut draw));
        let (tokens, tokens_k) = (starts_q[starts_q.len() - 1], starts_k[starts_k.len() - 1]);
        let mut run = Run::default();
        run.load("starts_q", 0, 4 * sequences + 4);
        run.load("starts_k", 0, 4 * sequences + 4);
        for (q, k) in starts_q.windows(2).zip(starts_k.windows(2)) {
            for token in q[0]..q[1] {
                let place = 2 * head_size * heads * token;
                run.load("query", place, 2 * head_size * heads);
                run.store("out", place, 2 * head_size * heads);
                (0..heads).for_each(|head| run.store("log_sum", 4 * (head * tokens + token), 4));
            }
            for token in (k[0]..k[1]).filter(|_| q[0] < q[1]) {
                for name in ["key", "value"] {
                    let row = 2 * head_size * kv_heads;
                    run.load(name, row * token, row);
                }
            }
        }
        let args = json!([
            buffer("query", 2 * tokens * heads * head_size),
            buffer("key", 2 * tokens_k * kv_heads * head_size),
            buffer("value", 2 * tokens_k * kv_heads * head_size),
            buffer("out", 2 * tokens * heads * head_size),
            buffer("log_sum", 4 * heads * tokens),
            filled("starts_q", json!({"i32": starts_q})),
            filled("starts_k", json!({"i32": starts_k})),
            {"i32": sequences}, {"i32": tokens}, {"i32": heads}, {"i32": kv_heads},
            {"i32": head_size},
        ]);
        judge(&kernel, &launch(&kernel, 1, args), &run);
    }
}
