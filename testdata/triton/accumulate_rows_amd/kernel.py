"""Sums groups of rows in half precision, on AMD, where pairs of lanes join their atomics."""

import triton
import triton.language as tl

COMPILE = {
    "triton": "3.6.0",
    "target": "gfx942",
    "num_warps": 4,
    "types": {"sums": "*fp16", "x": "*fp16", "stride": "i32", "group": "i32", "columns": "i32"},
    "divisible_by_16": ["sums", "x"],
    "constants": {"BLOCK": 512},
}


@triton.jit
def accumulate_rows(sums, x, stride, group, columns, BLOCK: tl.constexpr):
    row = tl.program_id(0)
    column = tl.arange(0, BLOCK)
    mask = column < columns
    value = tl.load(x + row * stride + column, mask=mask, other=0.0)
    tl.atomic_add(sums + row // group * stride + column, value, mask=mask)
