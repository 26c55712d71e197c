"""Root mean square norm of rows, on AMD through buffer instructions."""

import triton
import triton.language as tl

COMPILE = {
    "triton": "3.9.0",
    "target": "gfx942",
    "num_warps": 4,
    "types": {"y": "*fp16", "x": "*fp16", "weight": "*fp16", "stride": "i32", "columns": "i32"},
    "divisible_by_16": ["y", "x", "weight", "stride"],
    "constants": {"BLOCK": 1024},
}


@triton.jit
def rmsnorm(y, x, weight, stride, columns, BLOCK: tl.constexpr):
    row = tl.program_id(0)
    column = tl.arange(0, BLOCK)
    mask = column < columns
    value = tl.load(x + row * stride + column, mask=mask, other=0.0).to(tl.float32)
    scale = tl.load(weight + column, mask=mask, other=0.0).to(tl.float32)
    mean = tl.sum(value * value, axis=0) / columns
    result = value / tl.sqrt(mean + 1e-6) * scale
    tl.store(y + row * stride + column, result.to(tl.float16), mask=mask)
