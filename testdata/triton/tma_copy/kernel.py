"""Copies tiles through a tensor descriptor that the kernel makes (the copy engine of sm_90)."""

import triton
import triton.language as tl

COMPILE = {
    "triton": "3.6.0",
    "target": "sm_90",
    "num_warps": 4,
    "types": {"out": "*fp16", "x": "*fp16", "rows": "i32", "columns": "i32"},
    "divisible_by_16": ["out", "x", "columns"],
    "constants": {"HEIGHT": 32, "WIDTH": 64},
}


@triton.jit
def tma_copy(out, x, rows, columns, HEIGHT: tl.constexpr, WIDTH: tl.constexpr):
    source = tl.make_tensor_descriptor(
        x, shape=[rows, columns], strides=[columns, 1], block_shape=[HEIGHT, WIDTH]
    )
    top = tl.program_id(0) * HEIGHT
    left = tl.program_id(1) * WIDTH
    tile = source.load([top, left])
    row = top + tl.arange(0, HEIGHT)
    column = left + tl.arange(0, WIDTH)
    mask = (row[:, None] < rows) & (column[None, :] < columns)
    tl.store(out + row[:, None] * columns + column[None, :], tile, mask=mask)
