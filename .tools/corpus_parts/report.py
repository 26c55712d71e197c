"""Analyses what was compiled, and prints a table over the answers, set by set.

A file is analysed again only if it, or the program, has changed.
"""

import collections
import concurrent.futures
import fnmatch
import hashlib
import json
import math
import pathlib
import statistics

from .common import KHT, ROOT, Failure, Progress, read_json, say, timed, write_json

VERDICTS = ["addressed", "exact", "upper", "unknown"]


def report(chosen, options):
    """Says what came out of each set; returns the number of files that failed."""
    program = fingerprint_of(KHT)
    failed, results = 0, {}
    for kernels in chosen:
        files = analyse(kernels, program, options)
        result = figures(kernels, files)
        write_json(kernels.folder / "report.json", result)
        results[kernels.name] = result
        failed += result["files_failed"]
        if not options.json:
            print_table(kernels, result)
    if options.json:
        print(json.dumps(results, indent=1))
    return failed


def fingerprint_of(program):
    if not program.exists():
        raise Failure(f"expected {program.relative_to(ROOT)}; run `cargo build --release`")
    return hashlib.sha256(program.read_bytes()).hexdigest()


# --- analysis ------------------------------------------------------------------------------------


def modules(kernels, only="*"):
    """The IR of a set, by path below its folder."""
    found = (
        path for ending in ("ll", "llir") for path in (kernels.folder / "ir").rglob(f"*.{ending}")
    )
    names = sorted(str(path.relative_to(kernels.folder)) for path in found)
    return [name for name in names if fnmatch.fnmatch(name.partition("/")[2], only)]


def analyse(kernels, program, options):
    """Answers for all IR of a set, a process per file as clang had."""
    path = kernels.folder / "analysis.json"
    known = {file["path"]: file for file in read_json(path, {"files": []})["files"]}
    names = modules(kernels, options.only)
    keys = {name: f"{program} {stamp(kernels.folder / name)}" for name in names}
    due = [name for name in names if known.get(name, {}).get("key") != keys[name]]
    say(f"{kernels.name}: {len(due)} of {len(names)} files to analyse")
    progress = Progress(len(due))
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        futures = {pool.submit(analyse_one, kernels.folder, name): name for name in due}
        for future in concurrent.futures.as_completed(futures):
            name = futures[future]
            known[name] = future.result() | {"key": keys[name]}
            if len(due) < 50 or progress.done % 20 == 19 or "error" in known[name]:
                said = known[name].get("error") or f"{len(known[name]['kernels'])} kernels"
                progress.step(name, said)
                write_json(path, {"files": [known[name] for name in sorted(known)]})
            else:
                progress.done += 1
    files = [known[name] for name in names]
    write_json(path, {"files": files})
    return files


def stamp(path):
    status = path.stat()
    return f"{status.st_size} {status.st_mtime_ns}"


def analyse_one(folder, name):
    """What `kht analyze` says of one file, and the CPU seconds it took, its start included."""
    output = pathlib.Path("tables") / pathlib.PurePosixPath(name).relative_to("ir").parent
    command = [KHT, "analyze", name, "-o", output, "--threads", "1", "--json"]
    seconds, code, answer, errors = timed(command, folder)
    # 2: the file was refused, and the document says why.
    if code not in (0, 2) or not answer:
        return {"path": name, "error": f"exit code {code}: {errors.strip()[-300:]}"}
    (file,) = json.loads(answer)["files"]
    return file | {"path": name, "cpu_s": seconds}


# --- figures -------------------------------------------------------------------------------------


def figures(kernels, analysed):
    """What the report says, by name; times in milliseconds, shares from 0 to 1."""
    files = [file for file in analysed if "error" not in file]
    every = [kernel for file in files for kernel in file["kernels"]]
    touching = [kernel for kernel in every if kernel["accesses"]]
    compiled = read_json(kernels.folder / "compile.json", {})

    def total(name):
        return sum(kernel[name] for kernel in every)

    times = sorted(kernel["ms"] for kernel in every)
    ratios = sorted(ratios_to_clang(files, compiled))
    result = {
        "files": len(files),
        "files_failed": len(analysed) - len(files),
        "files_not_compiled": sum("error" in record for record in compiled.values()),
        "kernels": len(every),
        "kernels_without_accesses": len(every) - len(touching),
        "kernels_given_up": sum(len(file.get("given_up", [])) for file in files),
        "accesses": total("accesses"),
        "loops": total("loops"),
        "loops_counted": share(total("loops_counted"), total("loops")),
        "loops_bounded": share(total("loops_bounded"), total("loops")),
        "conditions": total("conditions"),
        "conditions_known": share(total("conditions_known"), total("conditions")),
        "kernel_ms_median": quantile(times, 0.5),
        "kernel_ms_p99": quantile(times, 0.99),
        "kernel_ms_max": max(times, default=None),
        "cpu_s": sum(file["cpu_s"] for file in files),
        "clang_ratio_median": quantile(ratios, 0.5),
        "clang_ratio_max": max(ratios, default=None),
        "reasons": reasons(files),
        "failed": {file["path"]: file["error"] for file in analysed if "error" in file},
        "given_up": [text for file in files for text in file.get("given_up", [])],
        "not_compiled": {n: r["error"] for n, r in sorted(compiled.items()) if "error" in r},
        "slowest": slowest(files),
    }
    for verdict in VERDICTS:
        result[f"{verdict}_of_accesses"] = share(total(verdict), result["accesses"])
        per_kernel = [kernel[verdict] / kernel["accesses"] for kernel in touching]
        result[f"{verdict}_mean_of_kernels"] = statistics.fmean(per_kernel) if per_kernel else None
    return result


def ratios_to_clang(files, compiled):
    """CPU time of the analysis of a file per CPU time of its compilation."""
    seconds = {
        pathlib.PurePosixPath(name).with_suffix(""): record.get("o2_cpu_s")
        for name, record in compiled.items()
    }
    # A kernel in Triton is an entry of its own, named by what it was compiled to.
    seconds |= {
        pathlib.PurePosixPath(name): record.get("o2_cpu_s") for name, record in compiled.items()
    }
    for file in files:
        path = pathlib.PurePosixPath(file["path"]).relative_to("ir").with_suffix("")
        if seconds.get(path):
            yield file["cpu_s"] / seconds[path]


def reasons(files):
    """Why accesses are not exact: accesses and kernels by reason, and the most frequent place."""
    accesses, kernels = collections.Counter(), collections.Counter()
    places = collections.defaultdict(collections.Counter)
    examples = {}
    for file in files:
        for kernel in file["kernels"]:
            for name, reason in kernel["reasons"].items():
                accesses[name] += reason["accesses"]
                kernels[name] += 1
                place = reason.get("source") or reason["instruction"]
                places[name][place] += reason["accesses"]
                examples.setdefault(
                    (name, place),
                    {
                        "instruction": reason["instruction"],
                        "file": file["path"],
                        "kernel": kernel["name"],
                    },
                )
    ranked = {}
    for name, count in accesses.most_common():
        often = [
            {"place": place, "accesses": number} | examples[name, place]
            for place, number in places[name].most_common(5)
        ]
        ranked[name] = {"accesses": count, "kernels": kernels[name], "places": often}
    return ranked


def slowest(files):
    """The five kernels that took longest."""
    every = (
        (kernel["ms"], file["path"], kernel["name"]) for file in files for kernel in file["kernels"]
    )
    return [{"ms": ms, "file": path, "kernel": name} for ms, path, name in sorted(every)[:-6:-1]]


def share(part, whole):
    return part / whole if whole else None


def quantile(ordered, at):
    """The element at that rank, rounded up; `None` of nothing."""
    return ordered[max(0, math.ceil(at * len(ordered)) - 1)] if ordered else None


# --- the table -----------------------------------------------------------------------------------


def show(form, *values):
    return "-" if None in values else form.format(*values)


def print_table(kernels, result):
    milliseconds = [result[f"kernel_ms_{name}"] for name in ("median", "p99", "max")]
    ratios = (result["clang_ratio_median"], result["clang_ratio_max"])
    failed, refused = result["files_failed"], result["files_not_compiled"]
    rows = [
        ("files analysed, failed, not compiled", f"{result['files']:,}, {failed}, {refused}"),
        ("kernels", f"{result['kernels']:,}"),
        ("accesses rooted at an argument", f"{result['accesses']:,}"),
        ("loops", f"{result['loops']:,}"),
        ("  with a trip count", show("{:.1%}", result["loops_counted"])),
        ("  with a tight bound", show("{:.1%}", result["loops_bounded"])),
        ("conditions of accesses", f"{result['conditions']:,}"),
        ("  with a formula", show("{:.1%}", result["conditions_known"])),
        ("ms per kernel, median, p99, max", show("{:.2f}, {:.1f}, {:.0f}", *milliseconds)),
        ("CPU time / clang -O2, median, largest", show("{:.3f}, {:.3f}", *ratios)),
    ]
    print(f"\n{kernels.name} ({kernels.package.name} {kernels.package.version})\n")
    for label, value in rows:
        print(f"  {label:<40}{value:>24}")
    print(f"\n  {'':<12}{'of accesses':>14}{'mean of kernels':>18}")
    for verdict in VERDICTS:
        of_accesses = show("{:.1%}", result[f"{verdict}_of_accesses"])
        of_kernels = show("{:.1%}", result[f"{verdict}_mean_of_kernels"])
        print(f"  {verdict:<12}{of_accesses:>14}{of_kernels:>18}")
    print("  (addressed: offset and size are formulas, whatever is known of the conditions)")
    if result["kernels_without_accesses"]:
        idle = result["kernels_without_accesses"]
        print(f"  ({idle} kernels touch no argument and are not in the mean)")
    if result["reasons"]:
        print(f"\n  {'why not exact':<24}{'accesses':>10}{'kernels':>9}  most often at")
        for name, reason in result["reasons"].items():
            place = reason["places"][0]["place"].strip()[:60]
            print(f"  {name:<24}{reason['accesses']:>10,}{reason['kernels']:>9,}  {place}")
    for path, error in result["failed"].items():
        print(f"\n  failed: {path}: {error}")
    for text in result["given_up"]:
        print(f"\n  given up: {text}")
    if refused:
        print(f"\n  not compiled (first 10 of {refused}; all are in report.json):")
        for name, error in list(result["not_compiled"].items())[:10]:
            print(f"    {name}: {error[:120]}")
    print(flush=True)
