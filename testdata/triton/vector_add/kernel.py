"""sum = a + b, a mask at the end."""

import triton
import triton.language as tl

COMPILE = {
    "triton": "3.6.0",
    "target": "sm_80",
    "num_warps": 4,
    "types": {"a": "*fp32", "b": "*fp32", "sum": "*fp32", "n": "i32"},
    "divisible_by_16": ["a", "b", "sum"],
    "constants": {"BLOCK": 1024},
}


@triton.jit
def vector_add(a, b, sum, n, BLOCK: tl.constexpr):
    offsets = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    mask = offsets < n
    left = tl.load(a + offsets, mask=mask)
    right = tl.load(b + offsets, mask=mask)
    tl.store(sum + offsets, left + right, mask=mask)
