"""Compiling CUDA and OpenCL sources to LLVM IR with clang, all cores, resumable.

No path of this machine reaches the IR, so that tables made from it are the same everywhere.
"""

import concurrent.futures
import fnmatch
import functools
import hashlib
import os
import pathlib

from . import fetch
from .common import (
    CLANG,
    CORPUS,
    INCLUDE,
    Progress,
    first_error,
    read_json,
    run,
    say,
    timed,
    write_json,
)
from .sets import CUDA_WHEELS

# As users build these kernels; the reference of "analysis time per compile time".
CUDA = ["-x", "cuda", "--cuda-device-only", "--cuda-gpu-arch=sm_80", "-std=c++17"]
OPENCL = ["-x", "cl", "-cl-std=CL2.0", "-target", "amdgcn-amd-amdhsa", "-mcpu=gfx900"]
OPENCL += ["-Xclang", "-finclude-default-header", "-mcode-object-version=5"]
ALL = ["-O2", "-S", "-w"]

# For the analysis: names and lines for people, and bodies that clang leaves out of line inlined.
ANALYSE = ["-emit-llvm", "-fno-discard-value-names", "-gline-tables-only"]
ANALYSE += ["-mllvm", "-inline-threshold=1000000"]


def compile_set(kernels, options):
    """Compiles all files of a set that are not up to date; returns what failed, by file.

    First all IR, so that an analysis can begin; then the times of users' compilations.
    """
    log = kernels.folder / "compile.json"
    records = read_json(log, {})
    sources = kernels.files()
    key = functools.partial(fingerprint, kernels)
    due = [
        name
        for name in sources
        if fnmatch.fnmatch(name, options.only) and not fresh(kernels, records, name, key(name))
    ]
    say(f"{kernels.name}: {len(due)} of {len(sources)} files to compile {kernels.about}".rstrip())
    each(
        due,
        options.jobs,
        functools.partial(compile_one, kernels),
        functools.partial(keep, log, records, key),
    )
    wanted = [] if options.untimed else sources[:: kernels.timed_every]
    untimed = [name for name in wanted if needs_time(records.get(name))]
    if untimed:
        say(f"{kernels.name}: {len(untimed)} files to compile once more, for the time it takes")
    each(
        untimed,
        options.jobs,
        functools.partial(time_one, kernels),
        functools.partial(keep, log, records, key),
    )
    failed = {name: record["error"] for name, record in records.items() if "error" in record}
    say(f"{kernels.name}: {len(records) - len(failed)} of {len(sources)} files compiled")
    return failed


def fresh(kernels, records, name, key):
    """Whether a file was compiled, or refused, as it is now."""
    record = records.get(name, {})
    known = "error" in record or "no_kernels" in record or ir_of(kernels, name).exists()
    return known and record.get("fingerprint") == key


def needs_time(record):
    return record is not None and not {"error", "no_kernels", "o2_cpu_s"} & set(record)


def each(names, jobs, work, done):
    """Does the work for each name, several at a time; hands over results as they come."""
    progress = Progress(len(names))
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        futures = {pool.submit(work, name): name for name in names}
        try:
            for future in concurrent.futures.as_completed(futures):
                name = futures[future]
                progress.step(name, done(name, future.result()))
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
            raise


def keep(log, records, key, name, result):
    """Adds a result to the log, which is whole after each file; says it in words."""
    mark = key(name)
    # What was said of a file that has changed since is not so any more.
    before = records.get(name, {})
    kept = before if before.get("fingerprint") == mark else {}
    records[name] = {**kept, "fingerprint": mark, **result}
    write_json(log, records)
    if "error" in result:
        return result["error"]
    return ", ".join(f"{value} {name}" for name, value in result.items())


def ir_of(kernels, name):
    return kernels.folder / "ir" / pathlib.PurePosixPath(name).with_suffix(".ll")


def command(kernels, name):
    """What users and the analysis have in common."""
    builtin = run([CLANG, "-print-resource-dir"]).strip()
    mapped = [
        f"-ffile-prefix-map={place}={word}"
        for place, word in ((CORPUS, "corpus"), (INCLUDE, "include"), (builtin, "clang"))
    ]
    if kernels.language == "cuda":
        own = [*CUDA, f"--cuda-path={fetch.CUDA}", "-include", INCLUDE / "host.h"]
    else:
        own = [
            *OPENCL,
            f"--rocm-device-lib-path={fetch.device_libraries()}",
            "-include",
            INCLUDE / "opencl.h",
        ]
    folders = [".", INCLUDE, *(package.folder / folder for package, folder in kernels.headers)]
    included = [word for folder in folders for word in ("-I", folder)]
    shared = [*ALL, *included, "-fdebug-compilation-dir=.", *mapped, *kernels.flags]
    return [CLANG, *own, *shared, name]


def compile_one(kernels, name):
    """One file to IR, if there are kernels in it."""
    target = ir_of(kernels, name)
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".partial")
    seconds, code, _, errors = timed(
        [*command(kernels, name), *ANALYSE, "-o", partial], kernels.sources
    )
    if code != 0:
        partial.unlink(missing_ok=True)
        target.unlink(missing_ok=True)
        return {"error": first_error(errors)}
    # Some files hold host functions only, or stubs for GPUs that are not compiled for.
    if not any(word in partial.read_bytes() for word in (b" ptx_kernel ", b" amdgpu_kernel ")):
        partial.unlink()
        target.unlink(missing_ok=True)
        return {"no_kernels": True}
    partial.rename(target)
    return {"ir_cpu_s": seconds, "ir_bytes": target.stat().st_size}


def time_one(kernels, name):
    """One file as users compile it; only the time counts."""
    seconds, code, _, errors = timed([*command(kernels, name), "-o", os.devnull], kernels.sources)
    if code != 0:
        return {"o2_cpu_s": None, "o2_error": first_error(errors)}
    return {"o2_cpu_s": seconds}


@functools.cache
def toolchain():
    """What all files hang on, as bytes."""
    parts = [
        run([CLANG, "--version"]).splitlines()[0],
        " ".join(CUDA + OPENCL + ALL + ANALYSE + CUDA_WHEELS),
    ]
    parts += [path.read_text() for path in sorted(INCLUDE.iterdir())]
    return "\0".join(parts).encode()


def fingerprint(kernels, name):
    """Changes whenever compiling again could give something else."""
    digest = hashlib.sha256(toolchain())
    digest.update(repr((kernels.package, kernels.flags)).encode())
    digest.update((kernels.sources / name).read_bytes())
    return digest.hexdigest()
