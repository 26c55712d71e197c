"""Compiling Triton kernels off-line: each module of a set, for each version and target.

`triton_worker.py` does the work inside the environment of a version. Here is what is due, and the
log: an entry is a kernel, and those of a module stand and fall together.
"""

import concurrent.futures
import fnmatch
import hashlib
import json
import os
import pathlib
import subprocess
import tempfile
import threading

from .common import CORPUS, Failure, Progress, read_json, say, write_json
from .fetch import triton_python
from .sets import TRITON_TARGETS, TRITON_VERSIONS

WORKER = pathlib.Path(__file__).with_name("triton_worker.py")


class Log:
    """What became of each kernel, on disk after each module."""

    def __init__(self, kernels):
        self.path = kernels.folder / "compile.json"
        self.records = read_json(self.path, {})
        self.lock = threading.Lock()

    def forget(self, groups):
        """Drops what is not of these groups any more."""
        self.records = {
            name: each for name, each in self.records.items() if each["group"] in groups
        }

    def known(self):
        """Fingerprints of what was compiled, by group: version, target, module."""
        return {record["group"]: record["fingerprint"] for record in self.records.values()}

    def keep(self, place, group, key, results):
        """Replaces the entries of a module."""
        mark = {"group": group, "fingerprint": key}
        with self.lock:
            kept = {name: each for name, each in self.records.items() if each["group"] != group}
            kept |= {f"{place}/{name}": mark | result for name, result in results.items()}
            # Nothing in it is worth remembering, too.
            self.records = kept if results else kept | {group: mark | {"empty": True}}
            write_json(self.path, self.records)


def compile_set(kernels, options):
    """Compiles all modules that are not up to date; returns what was refused, by kernel.

    For some the signature cannot be guessed, others use what a version or target does not have.
    """
    log = Log(kernels)
    wanted = [
        name for name in kernels.files() if "@triton.jit" in (kernels.sources / name).read_text()
    ]
    places = [f"{version}/{target}" for version in TRITON_VERSIONS for target in TRITON_TARGETS]
    log.forget({f"{place}/{name}" for place in places for name in wanted})
    known, due = log.known(), {}
    for version in TRITON_VERSIONS:
        keys = {name: fingerprint(kernels, version, name) for name in wanted}
        for target in TRITON_TARGETS:
            groups = {name: f"{version}/{target}/{name}" for name in wanted}
            stale = [name for name in wanted if known.get(groups[name]) != keys[name]]
            for name in stale:
                if fnmatch.fnmatch(groups[name], options.only):
                    jobs = due.setdefault((version, target), {})
                    jobs[module_of(kernels, name)] = (groups[name], keys[name])
    modules = sum(map(len, due.values()))
    total = len(wanted) * len(TRITON_VERSIONS) * len(TRITON_TARGETS)
    say(f"{kernels.name}: {modules} of {total} modules to compile {kernels.about}".rstrip())
    progress = Progress(modules)
    pythons = {version: triton_python(version) for version, _ in due}
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        futures = [
            pool.submit(work, kernels, pythons[version], f"{version}/{target}", jobs, log, progress)
            for (version, target), jobs in due.items()
        ]
        for future in concurrent.futures.as_completed(futures):
            future.result()
    done = sum("ir_bytes" in record for record in log.records.values())
    refused = {name: record["error"] for name, record in log.records.items() if "error" in record}
    say(f"{kernels.name}: {done} kernels compiled, {len(refused)} refused")
    return refused


def module_of(kernels, name):
    """A file as Python imports it."""
    return ".".join(pathlib.PurePosixPath(kernels.root, name).with_suffix("").parts)


def work(kernels, python, place, jobs, log, progress):
    """Compiles modules for one version and target, and logs each when it is done."""
    target = place.rpartition("/")[2]
    with tempfile.TemporaryDirectory() as cache, tempfile.TemporaryFile() as errors:
        own = {"CORPUS": str(CORPUS), "TRITON_CACHE_DIR": cache, "TRITON_ALWAYS_COMPILE": "1"}
        own |= {"PYTHONDONTWRITEBYTECODE": "1"}
        process = subprocess.Popen(
            [python, WORKER, kernels.package.folder, target, kernels.folder / "ir" / place],
            env=os.environ | own,
            cwd=cache,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        with process:
            process.stdin.write("".join(f"{module}\n" for module in jobs))
            process.stdin.close()
            for line in process.stdout:
                answer = json.loads(line)
                group, key = jobs[answer["module"]]
                results = answer["results"]
                log.keep(place, group, key, results)
                failed = sum("error" in result for result in results.values())
                progress.step(group, f"{len(results) - failed} kernels, {failed} refused")
        if process.returncode != 0:
            errors.seek(0)
            text = errors.read().decode(errors="replace").strip()
            raise Failure(f"{place}: the worker ended with {process.returncode}: {text[-400:]}")


def fingerprint(kernels, version, name):
    """Changes whenever compiling again could give something else."""
    digest = hashlib.sha256(WORKER.read_bytes())
    digest.update(repr((kernels.package, version)).encode())
    digest.update((kernels.sources / name).read_bytes())
    return digest.hexdigest()
