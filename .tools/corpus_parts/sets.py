"""The sets: published packages with kernels, and how each is compiled as its users do.

To add one, add it to `SETS`; nothing else knows their names.
"""

import dataclasses
import fnmatch
import hashlib
import pathlib

from .common import CORPUS, ROOT

# One CUDA release for all sets, the newest that clang 22 knows without a warning.
CUDA_WHEELS = [
    "nvidia-cuda-runtime-cu12==12.8.90",
    "nvidia-cuda-nvcc-cu12==12.8.93",
    "nvidia-cuda-cccl-cu12==12.8.90",
]

TRITON_VERSIONS = ["3.6.0", "3.9.0"]
TRITON_TARGETS = ["sm_80", "sm_90", "gfx942"]


@dataclasses.dataclass(frozen=True)
class Package:
    """Something published by name and version."""

    name: str
    version: str
    index: str  # `crate`, `wheel`, or `here` for a folder of this repository
    # (file, text, replacement): where clang is stricter than the compiler it was written for.
    patches: tuple = ()

    @property
    def folder(self):
        if self.index == "here":
            return ROOT / self.name
        return CORPUS / "packages" / f"{self.name}-{self.version}"


@dataclasses.dataclass(frozen=True)
class KernelSet:
    """Kernels that are compiled and reported together."""

    name: str
    package: Package
    language: str  # `cuda`, `opencl` or `triton`
    root: str  # folder of the package where the compiler runs
    pattern: str  # its kernels, below `root`
    without: str = ""  # those that are for other devices
    flags: tuple = ()
    headers: tuple = ()  # (package, its folder of headers) beside those of the sources
    optional: bool = False  # only if asked for by name
    # One file of so many is compiled a second time, as users do, for its time.
    timed_every: int = 1
    about: str = ""

    @property
    def folder(self):
        return CORPUS / self.name

    @property
    def sources(self):
        return self.package.folder / self.root

    def files(self):
        """Sources by their path below the root, shuffled once and for all.

        So the first half of a run is a fair sample, of kernels and of the time that is left.
        """
        found = (str(path.relative_to(self.sources)) for path in self.sources.glob(self.pattern))
        found = (name for name in found if not fnmatch.fnmatch(name, self.without))
        return sorted(found, key=lambda name: hashlib.sha256(name.encode()).digest())


CANDLE = Package("candle-kernels", "0.11.1", "crate")
FLASH = Package("candle-flash-attn", "0.11.1", "crate")
# The release that the former fetches from elsewhere when it is built.
CUTLASS = Package("nvidia-cutlass", "3.5.0.0", "wheel")
LLAMA = Package("llama-cpp-sys-2", "0.1.161", "crate")
PAGED = Package(
    "mistralrs-paged-attn",
    "0.8.1",
    "crate",
    patches=(
        ("src/cuda/flashinfer/vec_dtypes.cuh", "::cast<vec_size>(", "::template cast<vec_size>("),
    ),
)
QUANT = Package(
    "mistralrs-quant",
    "0.8.1",
    "crate",
    patches=(("kernels/gptq/q_gemm.cu", "res2 = {};", "res2 = half2();"),),
)
OWN = Package("testdata/triton", "this checkout", "here")
LIGER = Package("liger-kernel", "0.8.5", "wheel")
FLA = Package("fla-core", "0.6.0", "wheel")

GGML_FLAGS = ("-I", "include", "-I", "src", "-I", "src/ggml-cuda")
OPENCL_FLAGS = (
    "-DINTEL_GPU=1",
    "-DSIMDGROUP_WIDTH=64",
    "-DBLOCK_M=32",
    "-DBLOCK_N=32",
    "-DDK=128",
    "-DDV=128",
    "-Wno-incompatible-pointer-types",
)

SETS = [
    KernelSet("candle-kernels", CANDLE, "cuda", "src", "**/*.cu"),
    KernelSet(
        "mistralrs-paged-attn", PAGED, "cuda", "src/cuda", "**/*.cu", flags=("-DENABLE_FP8",)
    ),
    KernelSet("mistralrs-quant", QUANT, "cuda", "kernels", "**/*.cu", flags=("-DENABLE_FP8",)),
    KernelSet(
        "ggml-opencl",
        LLAMA,
        "opencl",
        "llama.cpp/ggml/src/ggml-opencl/kernels",
        "*.cl",
        flags=OPENCL_FLAGS,
    ),
    KernelSet("triton-own", OWN, "triton", "", "*/kernel.py"),
    KernelSet("triton-liger", LIGER, "triton", "liger_kernel", "ops/*.py"),
    KernelSet("triton-fla", FLA, "triton", "fla", "ops/**/*.py", without="*ascend*"),
    KernelSet(
        "ggml",
        LLAMA,
        "cuda",
        "llama.cpp/ggml",
        "src/ggml-cuda/**/*.cu",
        flags=(*GGML_FLAGS, "-DGGML_CUDA_PEER_MAX_BATCH_SIZE=128"),
        timed_every=8,
        about="about half an hour of two cores",
    ),
    KernelSet(
        "candle-flash-attn",
        FLASH,
        "cuda",
        "kernels",
        "flash_fwd_*.cu",
        headers=((CUTLASS, "cutlass_library/source/include"),),
        optional=True,
        timed_every=8,
        about="about 20 minutes a file",
    ),
]


def choose(names):
    """The sets of these names; without any, all but the optional ones."""
    if not names:
        return [each for each in SETS if not each.optional]
    known = {each.name: each for each in SETS}
    return [known[name] for name in dict.fromkeys(names)]


def source_of(path):
    """The source of an IR file: its path below `ir`, without the suffix that compiling added."""
    return str(pathlib.PurePosixPath(path).with_suffix(""))
