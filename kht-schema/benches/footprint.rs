//! How long a footprint takes, once table and launch are read.

use std::collections::BTreeMap;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use kht_schema::access::{Access, Exactness, Op, Pattern, Root};
use kht_schema::footprint::Options;
use kht_schema::kernel::{
    Assumption, AssumptionKind, Kernel, LaunchBounds, Loop, NameSource, Param, ParamType, Work,
};
use kht_schema::launch::{Arg, Buffer, Contents, Launch, Target};
use kht_schema::{AccessId, Cond, Expr, LoopId, ParamId, footprint};

/// A kernel with the launch that is measured.
struct Case {
    kernel: Kernel,
    launch: Launch,
}

impl Case {
    fn new(name: &str, grid: [u32; 3], block: [u32; 3], loops: &[(Option<u32>, &str)]) -> Case {
        let loops = loops.iter().zip(0..).map(|((parent, trip), id)| Loop {
            id: LoopId(id),
            parent: parent.map(LoopId),
            trip: expr(trip),
            carried: Vec::new(),
            exactness: Exactness::Exact,
            source: None,
        });
        let kernel = Kernel {
            name: name.into(),
            display: name.into(),
            source: None,
            params: Vec::new(),
            launch_bounds: LaunchBounds::default(),
            loops: loops.collect(),
            values: Vec::new(),
            opaques: Vec::new(),
            accesses: Vec::new(),
            heat: Vec::new(),
            work: Vec::new(),
            assumptions: Vec::new(),
            launches: Vec::new(),
            diagnostics: Vec::new(),
        };
        let (args, buffers) = (Vec::new(), BTreeMap::new());
        Case {
            kernel,
            launch: Launch { kernel: name.into(), grid, block, shared_bytes: 0, args, buffers },
        }
    }

    fn arg(mut self, ty: ParamType, size: u32, arg: Arg) -> Case {
        let index = ParamId(u32::try_from(self.kernel.params.len()).expect("few parameters"));
        let (name, pointer, fields) = (None, None, Vec::new());
        self.kernel.params.push(Param {
            index,
            name,
            named_by: NameSource::Module,
            guessed_role: None,
            ty,
            size,
            pointer,
            fields,
        });
        self.launch.args.push(arg);
        self
    }

    fn int(self, value: i64) -> Case {
        self.arg(ParamType::Int, 4, Arg::Int { value, bytes: 4 })
    }

    fn buffer(mut self, name: &str, bytes: u64, contents: Contents) -> Case {
        let buffer = Buffer { name: name.into(), bytes, contents };
        self.launch.buffers.insert(name.into(), buffer);
        let target = Target { buffer: name.into(), offset: 0 };
        self.arg(ParamType::Pointer, 8, Arg::Pointer(target))
    }

    fn access(mut self, op: Op, param: u32, offset: &str, guards: &[&str], loops: &[u32]) -> Case {
        let id = AccessId(u32::try_from(self.kernel.accesses.len()).expect("few accesses"));
        self.kernel.accesses.push(Access {
            id,
            op,
            root: Root { param: ParamId(param), path: Vec::new() },
            bytes: Expr::Int(4),
            offset: expr(offset),
            guards: guards.iter().map(|guard| cond(guard)).collect(),
            loops: loops.iter().map(|id| LoopId(*id)).collect(),
            exactness: Exactness::Exact,
            pattern: Pattern::default(),
            source: None,
        });
        self
    }

    fn no_wrap(mut self, accesses: &[u32], value: &str) -> Case {
        self.kernel.assumptions.push(Assumption {
            kind: AssumptionKind::NoWrap,
            accesses: accesses.iter().map(|id| AccessId(*id)).collect(),
            expr: Some(expr(value)),
            lo: Some(i32::MIN.into()),
            hi: Some(i32::MAX.into()),
            everywhere: false,
        });
        self
    }

    fn work(mut self, guards: &[&str], loops: &[u32]) -> Case {
        self.kernel.work.push(Work {
            guards: guards.iter().map(|guard| cond(guard)).collect(),
            loops: loops.iter().map(|id| LoopId(*id)).collect(),
            flops: 2,
            int_ops: 3,
            special_ops: 0,
            tensor_ops: 0,
            shared_bytes: 0,
            barriers: 0,
        });
        self
    }

    fn run(&self) -> kht_schema::Footprint {
        footprint(&self.kernel, &self.launch, &Options::default()).expect("the launch fits")
    }
}

fn expr(text: &str) -> Expr {
    text.parse().expect("a formula")
}

fn cond(text: &str) -> Cond {
    text.parse().expect("a condition")
}

/// `y[i] = a * x[i] + y[i]` for `i < n`, a million elements.
fn saxpy() -> Case {
    let (n, at) = (1_000_000, "4*(bid.x*bdim.x + tid.x)");
    let guard = ["bid.x*bdim.x + tid.x < arg0"];
    Case::new("saxpy", [3907, 1, 1], [256, 1, 1], &[])
        .int(n)
        .buffer("x", 4_000_000, Contents::Unknown)
        .buffer("y", 4_000_000, Contents::Unknown)
        .access(Op::Load, 1, at, &guard, &[])
        .access(Op::Load, 2, at, &guard, &[])
        .access(Op::Store, 2, at, &guard, &[])
}

/// One block per row of 8192 floats, 4096 rows, two passes over each; as the analyzer writes it.
fn rmsnorm() -> Case {
    let trip = "floordiv(-tid.x + arg3 - 1, bdim.x) + 1";
    let row = |k: u32| format!("4*tid.x + 4*bdim.x*it{k} + 4*bid.x*arg3");
    let guard = ["tid.x < arg3"];
    let bytes = 4096 * 8192 * 4;
    Case::new("rmsnorm", [4096, 1, 1], [256, 1, 1], &[(None, trip), (None, trip)])
        .buffer("x", bytes, Contents::Unknown)
        .buffer("w", 8192 * 4, Contents::Unknown)
        .buffer("y", bytes, Contents::Unknown)
        .int(8192)
        .access(Op::Load, 0, &row(0), &guard, &[0])
        .access(Op::Load, 0, &row(1), &guard, &[1])
        .access(Op::Load, 1, "4*tid.x + 4*bdim.x*it1", &guard, &[1])
        .access(Op::Store, 2, &row(1), &guard, &[1])
        .no_wrap(&[0], "bdim.x + tid.x + bdim.x*it0")
        .no_wrap(&[1, 2, 3], "bdim.x + tid.x + bdim.x*it1")
        .no_wrap(&[0], "tid.x + bdim.x*it0")
        .no_wrap(&[1, 2, 3], "tid.x + bdim.x*it1")
        .work(&[], &[])
        .work(&["mod(tid.x, 32) == 0"], &[])
        .work(&["floordiv(bdim.x, 32) != 0", "127 < bdim.x"], &[])
        .work(&guard, &[0])
        .work(&guard, &[1])
}

/// Decode of 256 sequences of 4096 tokens, 32 heads with 32 KV heads of 64 floats, KV blocks of 16
/// tokens anywhere in the cache: reads of keys and values through the block table, as the analyzer
/// writes them.
fn paged_attention() -> Case {
    let (seqs, per_seq) = (256_u32, 256_u32);
    let blocks = seqs * per_seq;
    // A permutation of the blocks: 40503 is odd.
    let table: Vec<u8> =
        (0..blocks).flat_map(|i| (i.wrapping_mul(40503) % blocks).to_le_bytes()).collect();
    let lengths: Vec<u8> = (0..seqs).flat_map(|_| 4096_u32.to_le_bytes()).collect();
    let cache = u64::from(blocks) * 32 * 4096;
    let warps = "floordiv(bdim.x, 32)";
    let length = "load(arg3, 4*bid.y, i32)";
    let tokens = format!("max(floordiv(-floordiv(tid.x, 32) + {length} - 1, {warps}) + 1, 1)");
    let loops = [
        (None, tokens.as_str()),
        (Some(0), "2"),
        (None, "floordiv(-tid.x + 63, bdim.x) + 1"),
        (Some(2), length),
    ];
    let token = format!("it0*{warps} + floordiv(tid.x, 32)");
    let block =
        |token: &str| format!("4096*arg5*load(arg2, 4*bid.y*arg4 + 4*floordiv({token}, 16), i32)");
    let head = "4096*floordiv(bid.x, floordiv(gdim.x, arg5))";
    let key =
        format!("128*it1 + {} + {head} + 4*mod(tid.x, 32) + 256*mod({token}, 16)", block(&token));
    let value = format!("4*tid.x + 4*bdim.x*it2 + {} + {head} + 256*mod(it3, 16)", block("it3"));
    let in_context = format!("floordiv(tid.x, 32) < {length}");
    Case::new("paged_attention", [32, seqs, 1], [128, 1, 1], &loops)
        .buffer("keys", cache, Contents::Unknown)
        .buffer("values", cache, Contents::Unknown)
        .buffer("table", table.len() as u64, Contents::Bytes(table))
        .buffer("lengths", lengths.len() as u64, Contents::Bytes(lengths))
        .int(per_seq.into())
        .int(32)
        .access(Op::Load, 0, &key, &[&in_context], &[0, 1])
        .access(Op::Load, 1, &value, &["tid.x < 64"], &[2, 3])
}

/// The same by the table of the test kernel, with all that it accesses and assumes; `length` of
/// each sequence.
fn paged_decode(length: impl Fn(u32) -> u32) -> Case {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/kernels/paged_attention");
    let text = fs::read_to_string(folder.join("expect/3-table.snap")).expect("a golden file");
    let table = text.splitn(3, "---\n").nth(2).expect("a snapshot has a head");
    let table = kht_schema::read(table.as_bytes()).expect("a table");
    let synthetic = paged_attention();
    let buffers = &synthetic.launch.buffers;
    let of = |name: &str| (buffers[name].bytes, buffers[name].contents.clone());
    let (cache, (bytes, pages)) = (of("keys").0, of("table"));
    let lengths: Vec<u8> = (0..256).flat_map(|seq| length(seq).to_le_bytes()).collect();
    let tokens = 256 * 32 * 64 * 4;
    let mut case = Case::new("paged_attention", [32, 256, 1], [128, 1, 1], &[])
        .buffer("out", tokens, Contents::Unknown)
        .buffer("query", tokens, Contents::Unknown)
        .buffer("keys", cache, Contents::Unknown)
        .buffer("values", cache, Contents::Unknown)
        .buffer("table", bytes, pages)
        .buffer("lengths", lengths.len() as u64, Contents::Bytes(lengths))
        .int(256)
        .int(32)
        .arg(ParamType::Float, 4, Arg::Float { bits: 0, bytes: 4 });
    case.kernel = table.kernels[0].clone();
    case
}

fn benches(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("footprint");
    group.warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3));
    for (name, case) in [
        ("saxpy_1m", saxpy()),
        ("rmsnorm_4096x8192", rmsnorm()),
        ("paged_attention_256x4096", paged_attention()),
        ("paged_decode_256x4096", paged_decode(|_| 4096)),
        ("paged_decode_256_ragged", paged_decode(|seq| 1 + seq.wrapping_mul(2_654_435_761) % 4096)),
    ] {
        // What is measured is the whole answer, and the right one.
        for buffer in &case.run().buffers {
            assert_eq!(buffer.exactness, Exactness::Exact, "{name}: {:?}", buffer.reasons);
        }
        group.bench_function(name, |bencher| bencher.iter(|| black_box(&case).run()));
    }
    group.finish();
}

criterion_group!(footprints, benches);
criterion_main!(footprints);
