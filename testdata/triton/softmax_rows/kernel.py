"""Softmax of rows with a stride each; programs step over the rows."""

import triton
import triton.language as tl

COMPILE = {
    "triton": "3.9.0",
    "target": "sm_80",
    "num_warps": 2,
    "types": {
        "out": "*fp32",
        "x": "*fp32",
        "out_stride": "i32",
        "x_stride": "i32",
        "rows": "i32",
        "columns": "i32",
    },
    "divisible_by_16": ["out", "x"],
    "constants": {"BLOCK": 256},
}


@triton.jit
def softmax_rows(out, x, out_stride, x_stride, rows, columns, BLOCK: tl.constexpr):
    column = tl.arange(0, BLOCK)
    mask = column < columns
    for row in range(tl.program_id(0), rows, tl.num_programs(0)):
        value = tl.load(x + row * x_stride + column, mask=mask, other=-float("inf"))
        value = tl.exp(value - tl.max(value, axis=0))
        value = value / tl.sum(value, axis=0)
        tl.store(out + row * out_stride + column, value, mask=mask)
