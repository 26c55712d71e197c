//! How long a footprint takes, once table and launch are read.

use std::collections::BTreeMap;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use kht_schema::access::{Access, Exactness, Op, Pattern, Root};
use kht_schema::footprint::Options;
use kht_schema::kernel::{Kernel, LaunchBounds, Loop, Param, ParamType};
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
        self.kernel.params.push(Param { index, name, ty, size, pointer, fields });
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

/// One block per row of 8192 floats, 4096 rows, two passes over each.
fn rmsnorm() -> Case {
    let trip = "floordiv(arg3 - tid.x + bdim.x - 1, bdim.x)";
    let row = |k: u32| format!("4*(bid.x*arg3 + tid.x + bdim.x*it{k})");
    let bytes = 4096 * 8192 * 4;
    Case::new("rmsnorm", [4096, 1, 1], [256, 1, 1], &[(None, trip), (None, trip)])
        .buffer("x", bytes, Contents::Unknown)
        .buffer("w", 8192 * 4, Contents::Unknown)
        .buffer("y", bytes, Contents::Unknown)
        .int(8192)
        .access(Op::Load, 0, &row(0), &[], &[0])
        .access(Op::Load, 0, &row(1), &[], &[1])
        .access(Op::Load, 1, "4*(tid.x + bdim.x*it1)", &[], &[1])
        .access(Op::Store, 2, &row(1), &[], &[1])
}

/// Decode of 256 sequences of 4096 tokens, 32 heads over 8 KV heads of 128 floats, KV blocks of 16
/// tokens anywhere in the cache: the loads of keys and values through the block table.
fn paged_attention() -> Case {
    let (seqs, heads, kv_heads, head, block, x) = (256_u32, 32, 8_u32, 128_u32, 16_u32, 4);
    let blocks_per_seq = 256_u32;
    let blocks = seqs * blocks_per_seq;
    // A permutation of the blocks: 40503 is odd.
    let table: Vec<u8> =
        (0..blocks).flat_map(|i| (i.wrapping_mul(40503) % blocks).to_le_bytes()).collect();
    let lengths: Vec<u8> = (0..seqs).flat_map(|_| 4096_u32.to_le_bytes()).collect();
    let block_stride = kv_heads * head * block;
    let cache = u64::from(blocks) * u64::from(block_stride) * 4;
    let loops = [
        (
            None,
            "floordiv(floordiv(load(arg3, 4*bid.y, i32) + arg6 - 1, arg6) - floordiv(tid.x, 32) \
             + floordiv(bdim.x, 32) - 1, floordiv(bdim.x, 32))",
        ),
        (Some(0), "arg6"),
        (Some(1), "floordiv(arg5 - mod(tid.x, 32) + 31, 32)"),
        (None, "floordiv(arg5 - tid.x + bdim.x - 1, bdim.x)"),
        (Some(3), "load(arg3, 4*bid.y, i32)"),
    ];
    let warp_block = "floordiv(tid.x, 32) + floordiv(bdim.x, 32)*it0";
    let kv_head = "floordiv(bid.x, floordiv(gdim.x, arg4))";
    let lane = "mod(tid.x, 32) + 32*it2";
    let physical = format!("load(arg2, 4*(bid.y*arg7 + {warp_block}), i32)");
    let key = format!(
        "4*({physical}*{block_stride} + {kv_head}*{} + floordiv({lane}, {x})*arg6*{x} + it1*{x} \
         + mod({lane}, {x}))",
        head * block
    );
    let element = "tid.x + bdim.x*it3";
    let value = format!(
        "4*(load(arg2, 4*(bid.y*arg7 + floordiv(it4, arg6)), i32)*{block_stride} + {kv_head}*{} \
         + ({element})*arg6 + mod(it4, arg6))",
        head * block
    );
    let in_context = format!("({warp_block})*arg6 + it1 < load(arg3, 4*bid.y, i32)");
    Case::new("paged_attention", [heads, seqs, 1], [128, 1, 1], &loops)
        .buffer("keys", cache, Contents::Unknown)
        .buffer("values", cache, Contents::Unknown)
        .buffer("table", table.len() as u64, Contents::Bytes(table))
        .buffer("lengths", lengths.len() as u64, Contents::Bytes(lengths))
        .int(kv_heads.into())
        .int(head.into())
        .int(block.into())
        .int(blocks_per_seq.into())
        .access(Op::Load, 0, &key, &[&in_context], &[0, 1, 2])
        .access(Op::Load, 1, &value, &[], &[3, 4])
}

fn benches(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("footprint");
    for (name, case) in [
        ("saxpy_1m", saxpy()),
        ("rmsnorm_4096x8192", rmsnorm()),
        ("paged_attention_256x4096", paged_attention()),
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
