"""Copies the tokens of sequences out of pages: a block table says where each page lies."""

import triton
import triton.language as tl

COMPILE = {
    "triton": "3.6.0",
    "target": "sm_90",
    "num_warps": 4,
    "types": {
        "out": "*fp16",
        "cache": "*fp16",
        "tables": "*i32",
        "lengths": "*i32",
        "table_stride": "i32",
        "page_stride": "i32",
        "out_stride": "i32",
    },
    "divisible_by_16": ["out", "cache", "tables", "lengths", "page_stride", "out_stride"],
    "constants": {"PAGE": 16, "WIDTH": 64},
}


@triton.jit
def paged_gather(
    out,
    cache,
    tables,
    lengths,
    table_stride,
    page_stride,
    out_stride,
    PAGE: tl.constexpr,
    WIDTH: tl.constexpr,
):
    sequence = tl.program_id(0)
    length = tl.load(lengths + sequence)
    token = tl.arange(0, PAGE)
    column = tl.arange(0, WIDTH)
    for page in range(0, tl.cdiv(length, PAGE)):
        place = tl.load(tables + sequence * table_stride + page).to(tl.int64)
        mask = (page * PAGE + token[:, None]) < length
        tile = token[:, None] * WIDTH + column[None, :]
        value = tl.load(cache + place * page_stride + tile, mask=mask)
        target = out + sequence * out_stride + page * PAGE * WIDTH + tile
        tl.store(target, value, mask=mask)
