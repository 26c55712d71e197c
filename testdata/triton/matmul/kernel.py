"""c = a @ b in half precision: tiles through asynchronous copies, masks on all sides."""

import triton
import triton.language as tl

COMPILE = {
    "triton": "3.9.0",
    "target": "sm_80",
    "num_warps": 4,
    "num_stages": 3,
    "types": {
        "a": "*fp16",
        "b": "*fp16",
        "c": "*fp16",
        "m": "i32",
        "n": "i32",
        "k": "i32",
        "a_stride": "i32",
        "b_stride": "i32",
        "c_stride": "i32",
    },
    "divisible_by_16": ["a", "b", "c", "k", "n", "a_stride", "b_stride", "c_stride"],
    "constants": {"BLOCK_M": 32, "BLOCK_N": 64, "BLOCK_K": 32, "GROUP": 2},
}


@triton.jit
def matmul(
    a,
    b,
    c,
    m,
    n,
    k,
    a_stride,
    b_stride,
    c_stride,
    BLOCK_M: tl.constexpr,
    BLOCK_N: tl.constexpr,
    BLOCK_K: tl.constexpr,
    GROUP: tl.constexpr,
):
    tiles_m = tl.cdiv(m, BLOCK_M)
    tiles_n = tl.cdiv(n, BLOCK_N)
    program = tl.program_id(0)
    group = program // (GROUP * tiles_n)
    first = group * GROUP
    height = min(tiles_m - first, GROUP)
    tile_m = first + program % (GROUP * tiles_n) % height
    tile_n = program % (GROUP * tiles_n) // height

    row = tile_m * BLOCK_M + tl.arange(0, BLOCK_M)
    column = tile_n * BLOCK_N + tl.arange(0, BLOCK_N)
    inner = tl.arange(0, BLOCK_K)
    a_tile = a + row[:, None] * a_stride + inner[None, :]
    b_tile = b + inner[:, None] * b_stride + column[None, :]
    total = tl.zeros((BLOCK_M, BLOCK_N), dtype=tl.float32)
    for step in range(0, tl.cdiv(k, BLOCK_K)):
        left = k - step * BLOCK_K
        a_mask = (row[:, None] < m) & (inner[None, :] < left)
        b_mask = (inner[:, None] < left) & (column[None, :] < n)
        total = tl.dot(
            tl.load(a_tile, mask=a_mask, other=0.0),
            tl.load(b_tile, mask=b_mask, other=0.0),
            total,
        )
        a_tile += BLOCK_K
        b_tile += BLOCK_K * b_stride
    c_tile = c + row[:, None] * c_stride + column[None, :]
    c_mask = (row[:, None] < m) & (column[None, :] < n)
    tl.store(c_tile, total.to(tl.float16), mask=c_mask)
