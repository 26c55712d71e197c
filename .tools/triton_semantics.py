"""Triton's language as its manual defines it, for finding out which bytes a kernel touches.

Stands in for `triton` and `triton.language` when `.tools/triton-testdata expect` runs a kernel's
source: a program is one call, a block of values is a [`Block`], and each element of a load or store
whose mask holds marks its bytes. Integers are exact; floating-point values decide no address in
these kernels, so they are all zero.
"""

import itertools
import math
import struct
import types

SIZES = {"fp16": 2, "fp32": 4, "i32": 4, "i64": 8}

READ, WRITTEN, ATOMIC = 1, 2, 4


class Pointer:
    """An element of a buffer."""

    def __init__(self, buffer, kind, position=0):
        self.buffer, self.kind, self.position = buffer, kind, position

    def __add__(self, other):
        if isinstance(other, Block):
            return Block(other.shape, [self + each for each in other.values])
        return Pointer(self.buffer, self.kind, self.position + other)


class Block:
    """Values in a shape, the last axis fastest."""

    def __init__(self, shape, values):
        self.shape, self.values = tuple(shape), values
        assert len(values) == math.prod(self.shape)

    def __getitem__(self, axes):
        assert len(self.shape) == 1 and sorted(map(str, axes)) == ["None", str(slice(None))]
        size = self.shape[0]
        return Block((size, 1) if axes[1] is None else (1, size), self.values)

    def to(self, kind):
        return self

    def zip(self, other, combine):
        if not isinstance(other, Block):
            return Block(self.shape, [combine(each, other) for each in self.values])
        shape = broadcast_shape(self.shape, other.shape)
        pairs = zip(spread(self, shape), spread(other, shape))
        return Block(shape, [combine(a, b) for a, b in pairs])

    def __add__(self, other):
        return self.zip(other, lambda a, b: a + b)

    def __sub__(self, other):
        return self.zip(other, lambda a, b: a - b)

    def __mul__(self, other):
        return self.zip(other, lambda a, b: a * b)

    def __truediv__(self, other):
        return self.zip(other, lambda a, b: 0.0)

    def __lt__(self, other):
        return self.zip(other, lambda a, b: a < b)

    def __and__(self, other):
        return self.zip(other, lambda a, b: a & b)

    __radd__ = __add__
    __rmul__ = __mul__


class Number(int):
    """A scalar that was loaded."""

    def to(self, kind):
        return self


def broadcast_shape(left, right):
    assert len(left) == len(right) and all(a == b or 1 in (a, b) for a, b in zip(left, right))
    return tuple(max(a, b) for a, b in zip(left, right))


def spread(block, shape):
    """The values of a block in a larger shape."""
    strides = [0] * len(shape)
    step = 1
    for axis in reversed(range(len(shape))):
        strides[axis] = step if block.shape[axis] != 1 else 0
        step *= block.shape[axis]
    for place in itertools.product(*map(range, shape)):
        yield block.values[sum(index * stride for index, stride in zip(place, strides))]


# --- the language --------------------------------------------------------------------------------


def program_id(axis):
    return Memory.running.program[axis]


def num_programs(axis):
    return Memory.running.grid[axis]


def arange(start, end):
    return Block((end - start,), list(range(start, end)))


def zeros(shape, dtype):
    return Block(shape, [0.0] * math.prod(shape))


def access(place, mask, mark):
    """Marks what the elements touch whose mask holds; a mask of a smaller shape is spread."""
    if isinstance(place, Pointer):
        place = Block((), [place])
    masks = spread(mask, place.shape) if isinstance(mask, Block) else itertools.repeat(mask)
    values = []
    for pointer, holds in zip(place.values, masks):
        values.append(Memory.running.access(pointer, mark) if holds else 0)
    return values[0] if place.shape == () else Block(place.shape, values)


def load(place, mask=True, other=None):
    value = access(place, mask, READ)
    return value if isinstance(value, (Block, float)) else Number(value)


def store(place, value, mask=True):
    access(place, mask, WRITTEN)


def atomic_add(place, value, mask=True):
    return access(place, mask, READ | WRITTEN | ATOMIC)


class make_tensor_descriptor:
    """A tensor that tiles are loaded from; what is outside of it is not touched."""

    def __init__(self, base, shape, strides, block_shape):
        self.base, self.shape, self.strides, self.block = base, shape, strides, block_shape

    def load(self, corner):
        for place in itertools.product(*map(range, self.block)):
            at = [start + index for start, index in zip(corner, place)]
            if all(0 <= index < extent for index, extent in zip(at, self.shape)):
                steps = (index * stride for index, stride in zip(at, self.strides))
                access(self.base + sum(steps), True, READ)
        return Block(self.block, [0.0] * math.prod(self.block))


def modules():
    """What `import triton` and `import triton.language` get."""
    language = types.ModuleType("triton.language")
    language.__dict__.update(
        constexpr=int,
        float16="fp16",
        float32="fp32",
        int64="i64",
        program_id=program_id,
        num_programs=num_programs,
        arange=arange,
        cdiv=lambda a, b: -(-a // b),
        zeros=zeros,
        dot=lambda a, b, total: total,
        exp=lambda block: block,
        sqrt=lambda block: block,
        max=lambda block, axis: 0.0,
        sum=lambda block, axis: 0.0,
        load=load,
        store=store,
        atomic_add=atomic_add,
        make_tensor_descriptor=make_tensor_descriptor,
    )
    triton = types.ModuleType("triton")
    triton.__dict__.update(jit=lambda function: function, cdiv=language.cdiv, language=language)
    return {"triton": triton, "triton.language": language}


# --- memory --------------------------------------------------------------------------------------


class Memory:
    """The buffers of a launch, and what happened to their bytes."""

    running = None

    def __init__(self, launch):
        self.grid, self.arguments = launch["grid"], launch["args"]
        self.contents, self.marks, self.names = [], [], []
        self.program = None

    def argument(self, position, kind):
        """What a kernel gets for an argument."""
        (form, value), = self.arguments[position].items()
        if form != "buffer":
            return value
        contents = bytearray(value["bytes"])
        fill = value.get("fill", "zero")
        if isinstance(fill, dict) and "i32" in fill:
            packed = struct.pack(f"<{len(fill['i32'])}i", *fill["i32"])
            contents[: len(packed)] = packed
        else:
            assert fill == "zero" or list(fill)[0].startswith("random_f"), fill
        self.contents.append(contents)
        self.marks.append(bytearray(len(contents)))
        self.names.append(value["name"])
        return Pointer(len(self.names) - 1, kind.removeprefix("*"))

    def run(self, kernel, arguments):
        Memory.running = self
        for program in itertools.product(*map(range, reversed(self.grid))):
            self.program = program[::-1]
            kernel(**arguments)

    def access(self, pointer, mark):
        size = SIZES[pointer.kind]
        start = size * pointer.position
        marks = self.marks[pointer.buffer]
        assert 0 <= start <= len(marks) - size, f"{self.names[pointer.buffer]}: byte {start}"
        for place in range(start, start + size):
            marks[place] |= mark
        if pointer.kind.startswith("fp"):
            return 0.0
        value = self.contents[pointer.buffer][start : start + size]
        return int.from_bytes(value, "little", signed=True)

    def touched(self):
        """A line for each buffer."""
        for name, marks in zip(self.names, self.marks):
            ranges = {
                kind: intervals(marks, mark)
                for kind, mark in (("reads", READ), ("writes", WRITTEN), ("atomics", ATOMIC))
            }
            yield {"name": name, **ranges}


def intervals(marks, mark):
    """Where a mark is set, as half-open ranges."""
    ranges = []
    for place, found in enumerate(marks):
        if not found & mark:
            continue
        if ranges and ranges[-1][1] == place:
            ranges[-1][1] = place + 1
        else:
            ranges.append([place, place + 1])
    return ranges
