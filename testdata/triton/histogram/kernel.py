"""Counts values into bins with atomic additions."""

import triton
import triton.language as tl

COMPILE = {
    "triton": "3.9.0",
    "target": "sm_90",
    "num_warps": 4,
    "types": {"x": "*i32", "bins": "*i32", "n": "i32"},
    "divisible_by_16": ["x", "bins"],
    "constants": {"BLOCK": 1024},
}


@triton.jit
def histogram(x, bins, n, BLOCK: tl.constexpr):
    offsets = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    mask = offsets < n
    value = tl.load(x + offsets, mask=mask, other=0)
    tl.atomic_add(bins + value, 1, mask=mask)
