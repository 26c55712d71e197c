//! Inline assembly and matrix intrinsics, run.

use super::*;

/// The index that inline assembly computes for the given thread of 32.
#[track_caller]
fn computed(asm: &str, constraints: &str, arguments: &str, ty: &str) -> Vec<u64> {
    let body = store_at(&format!(
        "%h = trunc i32 %t to i16
         %f = uitofp i32 %t to float
         %r = call {ty} asm \"{asm}\", \"{constraints}\"({arguments})
         %v = {}",
        match ty {
            "i16" => "zext i16 %r to i32",
            "float" => "fptosi float %r to i32",
            _ => "add i32 %r, 0",
        }
    ));
    written(&run(&body, &launch(1, 8, OUT)))
}

#[test]
fn inline_assembly_computes() {
    let double: Vec<u64> = (0..8).map(|it| 2 * it).collect();
    let all: Vec<u64> = (0..8).collect();
    assert_eq!(computed("shl.b32 $0, $1, 1;", "=r,r", "i32 %t", "i32"), double);
    assert_eq!(computed("mad.lo.u32 $0, $1, 2, 0;", "=r,r", "i32 %t", "i32"), double);
    assert_eq!(computed("add.s32 $0, $0, $2;", "=r,0,r", "i32 %t, i32 %t", "i32"), double);
    let halves = "{.reg .f16 low,high;\\0A mov.b32 {low,high}, $1; mov.b16 $0, low;}";
    assert_eq!(computed(halves, "=h,r", "i32 %t", "i16"), all);
    let convert = "{.reg .b16 h; cvt.rn.f16.u32 h, $1; add.f16 h, h, h; cvt.f32.f16 $0, h;}";
    assert_eq!(computed(convert, "=f,r", "i32 %t", "float"), double);
    let bfloat = "{.reg .b16 c; mov.b16 c, 0x4000U; .reg .b16 x; cvt.rn.bf16.f32 x, $1;
        .reg .b16 z; mov.b16 z, 0x8000U; fma.rn.bf16 x,x,c,z; mov.b32 $0, {0,x};}";
    assert_eq!(computed(&bfloat.replace('\n', "\\0A"), "=f,f", "float %f", "float"), double);
    let select = "{ .reg .pred __$$p; setp.lt.f32 __$$p, $1, 0f40800000;
        selp.u32 $0, 1, 0, __$$p;}";
    assert_eq!(computed(&select.replace('\n', "\\0A"), "=r,f", "float %f", "i32"), [0, 1]);
    assert_eq!(computed("lop3.b32 $0, $1, 6, 1, 0xea;", "=r,r", "i32 %t", "i32"), [1, 3, 5, 7]);
    assert_eq!(computed("mov.u32 $0, %laneid;", "=r", "", "i32"), all);
    let shuffle = "{.reg .pred p; .reg .u32 r; shfl.sync.up.b32 r|p, $1, 1, 0, -1;
        @p add.u32 r, r, 10; mov.b32 $0, r;}";
    assert_eq!(
        computed(&shuffle.replace('\n', "\\0A"), "=r,r", "i32 %t", "i32"),
        [0, 10, 11, 12, 13, 14, 15, 16]
    );
    let dot = "dp4a.s32.u32 $0, $1, 3, 1;";
    assert_eq!(
        computed(dot, "=r,r", "i32 %t", "i32"),
        (0..8).map(|it| 3 * it + 1).collect::<Vec<u64>>()
    );
}

#[test]
fn inline_assembly_touches_memory_under_its_guard() {
    let body = "define ptx_kernel void @k(ptr addrspace(1) %x, ptr %out) {
        %t = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
        %w = zext i32 %t to i64
        %p = getelementptr <4 x i32>, ptr addrspace(1) %x, i64 %w
        %c = icmp ult i32 %t, 3
        %r = call { i32, i32, i32, i32 } asm sideeffect \"mov.u32 $0, 0x0;\\0A\
            mov.u32 $1, 0x0; mov.u32 $2, 0x0; mov.u32 $3, 0x0;\\0A\
            @$5 ld.global.L1::evict_last.v4.b32 { $0, $1, $2, $3 }, [ $4 + 16 ];\", \
            \"=r,=r,=r,=r,l,b\"(ptr addrspace(1) %p, i1 %c)
        %v = extractvalue { i32, i32, i32, i32 } %r, 3
        %q = getelementptr i32, ptr %out, i32 %v
        %old = call i32 asm sideeffect \"@!$3 atom.global.gpu.acq_rel.add.u32 $0, [$1+4], $2;\", \
            \"=r,l,r,b\"(ptr %q, i32 1, i1 %c)
        call void asm sideeffect \"{ st.global.v2.b16 [ $0 ], { $1, $1 }; }\", \"l,h,~{memory}\"\
            (ptr %q, i16 7)
        ret void
      }";
    let args = format!(
        r#"{{"buffer": {{"name": "x", "bytes": 128, "fill":
            {{"i32": [0,0,0,0, 0,0,0,9, 0,0,0,10, 0,0,0,11, 5,5,5,5, 5,5,5,5]}}}}}}, {OUT}"#
    );
    let observed = run(body, &launch(1, 5, &args));
    assert_eq!(observed.faults, []);
    assert_eq!(observed.buffers[0].reads, [[16, 64]]);
    assert_eq!(observed.buffers[0].traffic.loads, 3);
    assert_eq!(observed.buffers[1].writes, [[0, 8], [36, 48]]);
    assert_eq!(observed.buffers[1].atomics, [[4, 8]]);
    assert_eq!(observed.buffers[1].traffic.bytes_atomic, 8);
    assert_eq!(observed.buffers[1].traffic.bytes_stored, 20);
}

#[test]
fn asynchronous_copies_reach_shared_memory_by_32_bit_addresses() {
    let body = format!(
        "@buffer = internal addrspace(3) global [64 x i32] undef, align 16
         {}",
        store_at(
            "%c = icmp eq i32 %t, 0
             br i1 %c, label %copy, label %wait
           copy:
             %s = ptrtoint ptr addrspace(3) @buffer to i32
             call void asm sideeffect \"cp.async.cg.shared.global [$0], [$1], $3, $2;\", \
                \"r,l,r,n\"(i32 %s, ptr %out, i32 12, i32 16)
             call void asm sideeffect \"cp.async.wait_group 0;\", \"\"()
             br label %wait
           wait:
             call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0)
             %q3 = getelementptr i32, ptr addrspace(3) @buffer, i32 %t
             %v = load i32, ptr addrspace(3) %q3"
        )
    );
    let out = r#"{"buffer": {"name": "out", "bytes": 256, "fill": {"i32": [8, 9, 10, 11]}}}"#;
    let observed = run(&body, &launch(1, 4, out));
    assert_eq!(written(&observed), [0, 8, 9, 10]);
    assert_eq!(observed.buffers[0].reads, [[0, 12]]);
}

/// The fragment layouts of `mma` make rows of A meet columns of B: with A the identity, the
/// product is B.
#[test]
fn matrices_are_loaded_and_multiplied() {
    let body = "@tile = internal addrspace(3) global [256 x half] zeroinitializer, align 16
      define ptx_kernel void @k(ptr %out) {
        %t = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
        %row = and i32 %t, 15
        %half = lshr i32 %t, 4
        %first = shl i32 %row, 4
        %diagonal = add i32 %first, %row
        %d = getelementptr half, ptr addrspace(3) @tile, i32 %diagonal
        store half 1.0, ptr addrspace(3) %d
        call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0)
        %column = shl i32 %half, 3
        %index = add i32 %first, %column
        %p = getelementptr half, ptr addrspace(3) @tile, i32 %index
        %address = ptrtoint ptr addrspace(3) %p to i32
        %a = call { i32, i32, i32, i32 } asm sideeffect \
            \"ldmatrix.sync.aligned.m8n8.x4.shared.b16 {$0, $1, $2, $3}, [$4 + 0];\", \
            \"=r,=r,=r,=r,r\"(i32 %address)
        %a0 = extractvalue { i32, i32, i32, i32 } %a, 0
        %a1 = extractvalue { i32, i32, i32, i32 } %a, 1
        %a2 = extractvalue { i32, i32, i32, i32 } %a, 2
        %a3 = extractvalue { i32, i32, i32, i32 } %a, 3
        %group = lshr i32 %t, 2
        %bf = uitofp i32 %group to half
        %b0 = insertelement <2 x half> poison, half %bf, i32 0
        %b1 = insertelement <2 x half> %b0, half %bf, i32 1
        %b = bitcast <2 x half> %b1 to i32
        %r = call { float, float, float, float } asm sideeffect \
            \"mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {$0, $1, $2, $3}, \
             {$8, $9, $10, $11}, {$12, $13}, {$4, $5, $6, $7};\", \
            \"=f,=f,=f,=f,0,1,2,3,r,r,r,r,r,r\"(float 1.0, float 1.0, float 1.0, float 1.0, \
             i32 %a0, i32 %a1, i32 %a2, i32 %a3, i32 %b, i32 %b)
        %c = extractvalue { float, float, float, float } %r, 3
        %v = fptosi float %c to i32
        %q = getelementptr i32, ptr %out, i32 %v
        store i32 1, ptr %q
        ret void
      }";
    let observed = run(body, &launch(1, 32, OUT));
    // Columns 1, 3, 5, 7 of the product, plus one each.
    assert_eq!(written(&observed), [2, 4, 6, 8]);
    assert_eq!(observed.shared.bytes_loaded, 512);
}

#[test]
fn intrinsics_of_matrices_touch_each_byte_once() {
    let body = "declare { i32, i32, i32, i32 } \
        @llvm.nvvm.wmma.m16n16k16.load.a.row.stride.bf16.p0(ptr, i32)
      declare void @llvm.nvvm.wmma.m16n16k16.store.d.col.stride.f32.p0(ptr, float, float, float, \
        float, float, float, float, float, i32)
      declare { float, float, float, float, float, float, float, float } \
        @llvm.nvvm.wmma.m16n16k16.mma.row.col.bf16(i32, i32, i32, i32, i32, i32, i32, i32, \
        float, float, float, float, float, float, float, float)
      define ptx_kernel void @k(ptr %x, ptr %y) {
        %f = call { i32, i32, i32, i32 } \
            @llvm.nvvm.wmma.m16n16k16.load.a.row.stride.bf16.p0(ptr %x, i32 20)
        %a = extractvalue { i32, i32, i32, i32 } %f, 0
        %m = call { float, float, float, float, float, float, float, float } \
            @llvm.nvvm.wmma.m16n16k16.mma.row.col.bf16(i32 %a, i32 %a, i32 %a, i32 %a, i32 %a, \
            i32 %a, i32 %a, i32 %a, float 0.0, float 0.0, float 0.0, float 0.0, float 0.0, \
            float 0.0, float 0.0, float 0.0)
        %e = extractvalue { float, float, float, float, float, float, float, float } %m, 0
        call void @llvm.nvvm.wmma.m16n16k16.store.d.col.stride.f32.p0(ptr %y, float %e, float %e, \
            float %e, float %e, float %e, float %e, float %e, float %e, i32 16)
        ret void
      }";
    let args = r#"{"buffer": {"name": "x", "bytes": 1024, "fill": {"random_f16": 3}}},
                  {"buffer": {"name": "y", "bytes": 1024, "fill": "zero"}}"#;
    let observed = run(body, &launch(1, 32, args));
    assert_eq!(observed.faults, []);
    let rows: Vec<[u64; 2]> = (0..16).map(|row| [40 * row, 40 * row + 32]).collect();
    assert_eq!(observed.buffers[0].reads, rows);
    assert_eq!(observed.buffers[0].traffic.bytes_loaded, 512);
    assert_eq!(observed.buffers[1].writes, [[0, 1024]]);
    assert_eq!(observed.buffers[1].traffic.bytes_stored, 1024);
}

/// Inline assembly that makes the map `@map`: a matrix at `%x` of 10 rows of 50 halves, 128 bytes
/// apart, in tiles of 8 by 16.
fn tensor_map() -> String {
    let replace = |field: &str, operands: &str, values: &str| {
        let width = if field.contains("address") || field.contains("stride, ") { 64 } else { 32 };
        let constraints = if operands.contains("$1") { "l,r" } else { "l" };
        let field = field.trim_end_matches(", ");
        format!(
            "call void asm sideeffect \"tensormap.replace.tile.{field}.shared::cta.b1024.b{width} \
             [ $0 + 0 ], {operands};\", \"{constraints}\"(ptr addrspace(3) @map{values})\n"
        )
    };
    [
        replace("global_address", "$1", ", ptr %x"),
        replace("rank", "0x1", ""),
        replace("global_dim", "0x0, $1", ", i32 50"),
        replace("global_dim", "0x1, $1", ", i32 10"),
        replace("global_stride, ", "0x0, $1", ", i64 128"),
        replace("box_dim", "0x0, $1", ", i32 16"),
        replace("box_dim", "0x1, $1", ", i32 8"),
        replace("element_stride", "0x0, $1", ", i32 1"),
        replace("element_stride", "0x1, $1", ", i32 1"),
        replace("elemtype", "0x6", ""),
        replace("swizzle_mode", "0x1", ""),
    ]
    .concat()
}

/// Thread 0 copies a tile by a tensor map that it makes, and the others wait for its bytes.
#[test]
fn tiles_come_by_tensor_maps_and_barriers() {
    let fields = tensor_map();
    let body = format!(
        "@map = internal addrspace(3) global [128 x i8] zeroinitializer, align 128
        @tile = internal addrspace(3) global [128 x i16] zeroinitializer, align 256
        @bar = internal addrspace(3) global i64 0, align 8
        define ptx_kernel void @k(ptr %x, ptr %out, ptr %scratch) {{
          %t = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
          %first = icmp eq i32 %t, 0
          br i1 %first, label %start, label %wait
        start:
          {fields}
          call void asm sideeffect \"mbarrier.init.shared::cta.b64 [$0], 1;\", \
            \"r\"(ptr addrspace(3) @bar)
          call void asm sideeffect \"tensormap.cp_fenceproxy.global.shared::cta.tensormap::generic\
            .release.gpu.sync.aligned [ $0 + 0 ], [ $1 + 0 ], 0x80;\", \
            \"l,l\"(ptr %scratch, ptr addrspace(3) @map)
          call void asm sideeffect \"mbarrier.arrive.expect_tx.shared.b64 _, [$0], 256;\", \
            \"r\"(ptr addrspace(3) @bar)
          br label %wait
        wait:
          call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0)
          call void asm sideeffect \"@$0 cp.async.bulk.tensor.2d.shared::cta.global.mbarrier::\
            complete_tx::bytes [$1], [$2, {{$3, $4}}], [$5];\", \"b,r,l,r,r,r\"(i1 %first, \
            ptr addrspace(3) @tile, ptr %scratch, i32 40, i32 4, ptr addrspace(3) @bar)
          call void asm sideeffect \"\\0A{{\\0A.reg .pred complete;\\0AwaitLoop:\\0A\
            mbarrier.try_wait.parity.shared.b64 complete, [$0], $1;\\0A\
            @!complete bra.uni waitLoop;\\0A}}\\0A\", \"r,r\"(ptr addrspace(3) @bar, i32 0)
          %i = shl i32 %t, 4
          %p = getelementptr i16, ptr addrspace(3) @tile, i32 %i
          %h = load i16, ptr addrspace(3) %p
          %v = zext i16 %h to i32
          %q = getelementptr i32, ptr %out, i32 %v
          store i32 %t, ptr %q
          ret void
        }}"
    );
    // Row r starts with 2r at column 40 (and 2r + 1 at 48, where a swizzle may bring it).
    let fill: Vec<u32> = (0..320)
        .map(|word| {
            if word % 32 == 20 {
                2 * (word / 32)
            } else if word % 32 == 24 {
                2 * (word / 32) + 1
            } else {
                0
            }
        })
        .collect();
    let args = format!(
        r#"{{"buffer": {{"name": "x", "bytes": 1280, "fill": {{"i32": {fill:?}}}}}}}, {OUT},
           {{"buffer": {{"name": "scratch", "bytes": 128, "fill": "zero"}}}}"#
    );
    let observed = run(&body, &launch(1, 8, &args));
    assert_eq!(observed.faults, []);
    // Ten halves from each of rows 4 to 9; rows 10 and 11 are outside.
    let rows: Vec<[u64; 2]> = (4..10).map(|row| [128 * row + 80, 128 * row + 100]).collect();
    assert_eq!(observed.buffers[0].reads, rows);
    let writes: Vec<u64> =
        observed.buffers[1].writes.iter().flat_map(|[lo, hi]| lo / 4..hi / 4).collect();
    // Lines 4 and 5 of the tile have their pieces exchanged.
    assert_eq!(writes, [0, 8, 10, 12, 14, 17, 19]);
    assert_eq!(observed.buffers[2].writes, [[0, 128]]);
    assert_eq!(observed.buffers[2].reads, [[0, 128]]);
}

#[test]
fn bits_and_carries_are_those_of_ptx() {
    let all: Vec<u64> = (0..8).collect();
    let carry = "{ .reg .u32 low; add.cc.u32 low, $1, 0xfffffffe; addc.u32 $0, 0, 0; }";
    assert_eq!(computed(carry, "=r,r", "i32 %t", "i32"), [0, 1]);
    let multiply = "{ .reg .u32 low; mad.lo.cc.u32 low, $1, 0x80000000, 0; \
        madc.hi.u32 $0, $1, 0x80000000, 3; }";
    assert_eq!(computed(multiply, "=r,r", "i32 %t", "i32"), [3, 4, 5, 6]);
    let borrow = "{ .reg .u32 low; sub.cc.u32 low, $1, 3; subc.u32 $0, 4, 0; }";
    assert_eq!(computed(borrow, "=r,r", "i32 %t", "i32"), [3, 4]);
    let field = "{ .reg .b32 x; shl.b32 x, $1, 4; bfe.u32 $0, x, 4, 3; }";
    assert_eq!(computed(field, "=r,r", "i32 %t", "i32"), all);
    let signed = "{ .reg .s32 x; bfe.s32 x, $1, 0, 2; add.s32 $0, x, 2; }";
    assert_eq!(computed(signed, "=r,r", "i32 %t", "i32"), [0, 1, 2, 3]);
    let insert = "bfi.b32 $0, $1, 32, 2, 2;";
    assert_eq!(computed(insert, "=r,r", "i32 %t", "i32"), [32, 36, 40, 44]);
    let table = "lop3.b32 $0, $1, 6, 1, $2;";
    assert_eq!(computed(table, "=r,r,n", "i32 %t, i32 234", "i32"), [1, 3, 5, 7]);
    let bytes = "vset4.u32.u32.ne $0, $1, 3, 0;";
    assert_eq!(computed(bytes, "=r,r", "i32 %t", "i32"), [0, 1]);
    let funnel = "shf.l.wrap.b32 $0, 0, $1, 33;";
    let double: Vec<u64> = (0..8).map(|it| 2 * it).collect();
    assert_eq!(computed(funnel, "=r,r", "i32 %t", "i32"), double);
    let small = "{ .reg .b16 p; .reg .b32 h; .reg .f16 a,b; \
        cvt.rn.satfinite.e4m3x2.f32 p, $1, $1; cvt.rn.f16x2.e4m3x2 h, p; mov.b32 {a, b}, h; \
        cvt.f32.f16 $0, b; }";
    assert_eq!(computed(small, "=f,f", "float %f", "float"), all);
    let elect = "{ .reg .pred p; .reg .b32 r; elect.sync r|p, -1; selp.b32 $0, 9, r, p; }";
    assert_eq!(computed(elect, "=r", "", "i32"), [0, 9]);
    let reduce = "redux.sync.max.u32 $0, $1, -1;";
    assert_eq!(computed(reduce, "=r,r", "i32 %t", "i32"), [7]);
    let loops = "{ .reg .pred p; mov.u32 $0, 0; again: add.u32 $0, $0, 2; \
        setp.lt.u32 p, $0, $1; @p bra again; }";
    assert_eq!(computed(loops, "=r,r", "i32 %t", "i32"), [2, 4, 6, 8]);
}
