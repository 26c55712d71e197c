"""Random launches of corpus kernels: what `kht verify --random` says, set by set.

A file is judged again only if it, the program or the launches have changed. A sample is so many
kernels of all chosen sets together, drawn at random; the same seed draws the same ones.
"""

import collections
import concurrent.futures
import json
import random
import re

from .common import KHT, Progress, read_json, say, timed, write_json
from .report import fingerprint_of, modules, stamp

OUTCOMES = ["equal", "superset", "not_exact", "traffic", "missed"]
FIGURES = ["pairs", "pairs_equal", "pairs_not_judged", "touched_bytes", "over_bytes", "missed"]

# What `timeout` exits with.
TIMED_OUT = 124

# A kernel's definition, as each release of LLVM and each front end writes it.
KERNEL = re.compile(
    r"""^define\ [^@\n]*\b(?:ptx_kernel|amdgpu_kernel)\b[^@\n]*@("[^"\n]+"|[^(\s]+)
      | ^!\d+\ =\ !{ptr\ @("[^"\n]+"|[^,\s]+),\ !"kernel",\ i32\ 1}""",
    re.MULTILINE | re.VERBOSE,
)


def verify(chosen, options):
    """Judges each set; returns the number of broken promises."""
    program = fingerprint_of(KHT)
    broken, results, every = 0, {}, []
    drawn = draw(chosen, options) if options.sample else None
    for kernels in chosen:
        files = judge(kernels, program, drawn and drawn[kernels.name], options)
        every += files
        result = totals(files)
        results[kernels.name] = result
        broken += sum(result[name] for name in ("missed", "not_exact", "traffic"))
        if not options.json:
            print_table(kernels.name, result)
    if options.json:
        print(json.dumps(results | {"all": totals(every)}, indent=1))
    elif len(chosen) > 1:
        print_figures("all sets", totals(every)["figures"])
    return broken


def draw(chosen, options):
    """The sample: names of kernels by file by set."""
    every = [
        (kernels.name, path, kernel)
        for kernels in chosen
        for path in modules(kernels, options.only)
        for kernel in kernel_names((kernels.folder / path).read_text(errors="replace"))
    ]
    drawn = random.Random(options.seed).sample(every, min(options.sample, len(every)))
    say(f"{len(drawn)} of {len(every)} kernels drawn")
    result = {kernels.name: {} for kernels in chosen}
    for name, path, kernel in sorted(drawn):
        result[name].setdefault(path, []).append(kernel)
    return result


def kernel_names(text):
    """Kernels of a module, without clang's second copies of OpenCL kernels."""
    found = {(first or second).strip('"') for first, second in KERNEL.findall(text)}
    return sorted(name for name in found if not name.startswith("__clang_ocl_kern_imp_"))


def judge(kernels, program, drawn, options):
    """What became of the launches of all files of a set, or of the kernels that were drawn."""
    path = kernels.folder / ("launches.json" if drawn is None else "sample.json")
    known = {file["path"]: file for file in read_json(path, [])}
    names = modules(kernels, options.only) if drawn is None else sorted(drawn)
    launches = f"{options.random} {options.every} {options.seed} {options.kernel_seconds}"
    keys = {
        name: f"{program} {launches} {' '.join(drawn[name] if drawn else [])} "
        f"{stamp(kernels.folder / name)}"
        for name in names
    }
    due = [name for name in names if known.get(name, {}).get("key") != keys[name]]
    say(f"{kernels.name}: {len(due)} of {len(names)} files to judge")
    progress = Progress(len(due))
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        futures = {
            pool.submit(judge_one, kernels.folder, name, drawn and drawn[name], options): name
            for name in due
        }
        for future in concurrent.futures.as_completed(futures):
            name = futures[future]
            known[name] = future.result() | {"key": keys[name]}
            write_json(path, [known[name] for name in sorted(known)])
            said = totals([known[name]])
            progress.step(name, ", ".join(f"{said[word]} {word}" for word in OUTCOMES))
    return [known[name] for name in names]


def judge_one(folder, name, drawn, options):
    """What became of a file: kernels that were drawn one by one, so that each has its time."""
    command = [KHT, "verify", name, "--json", "--workers", "1", "--save", "missed"]
    command += ["--random", options.random, "--seed", options.seed]
    if drawn is None:
        return run_judge(folder, name, [*command, "--every", options.every])[1]
    limit = options.kernel_seconds
    figures, kernels, errors = collections.Counter(), [], []
    for kernel in drawn:
        limited = ["timeout", limit, *command, f"--kernel={kernel}"]
        code, found = run_judge(folder, name, limited)
        if code == TIMED_OUT:
            kernels.append(unjudged(kernel, f"no result within {limit} s", options.random))
        elif "error" in found:
            errors.append(f"{kernel}: {found['error']}")
        else:
            figures.update(found["figures"])
            kernels += found["kernels"]
    file = {"path": name, "figures": figures, "kernels": kernels}
    return file | ({"error": "; ".join(errors)} if errors else {})


def run_judge(folder, name, command):
    """The exit code of a judge, and what it said of a file."""
    _, code, answer, errors = timed(command, folder)
    if code not in (0, 1) or not answer:
        said = f"exit code {code}: {errors.strip()[-300:]}"
        return code, {"path": name, "error": said, "kernels": []}
    document = json.loads(answer)
    figures, kernels = document["figures"], document["kernels"]
    return code, {"path": name, "figures": figures, "kernels": kernels}


def unjudged(kernel, reason, launches):
    """The report of a kernel that the judge was not waited for."""
    zero = dict.fromkeys([*OUTCOMES, "false_not_accessed", "false_read_only"], 0)
    return zero | {"name": kernel, "stopped": {reason: launches}, "failures": [], "pairs": {}}


def totals(files):
    """Sums over all kernels."""
    every = [kernel for file in files for kernel in file["kernels"]]
    result = {name: sum(kernel[name] for kernel in every) for name in OUTCOMES}
    for name in ("false_not_accessed", "false_read_only"):
        result[name] = sum(kernel[name] for kernel in every)
    stopped = collections.Counter()
    for kernel in every:
        stopped.update(kernel["stopped"])
    result["kernels"] = len(every)
    unjudged = [kernel for kernel in every if not any(kernel[name] for name in OUTCOMES)]
    result["kernels_judged"] = len(every) - len(unjudged)
    reasons = collections.defaultdict(list)
    for kernel in unjudged:
        reason = "; ".join(sorted(kernel["stopped"])) or "no launch was drawn"
        reasons[reason].append(kernel["name"])
    result["not_judged"] = dict(sorted(reasons.items(), key=lambda item: -len(item[1])))
    result["stopped"] = dict(stopped.most_common())
    result["failed"] = {file["path"]: file["error"] for file in files if "error" in file}
    figures = [file["figures"] for file in files if "figures" in file]
    result["figures"] = {name: sum(file.get(name, 0) for file in figures) for name in FIGURES}
    result["not_equal"] = [
        {"file": file["path"], "kernel": kernel["name"], "argument": argument, **pair}
        for file in files
        for kernel in file["kernels"]
        for argument, pair in kernel["pairs"].items()
        if pair["not_equal"] or pair["missed_bytes"]
    ]
    result["failures"] = [
        {"file": file["path"], "kernel": kernel["name"], **failure}
        for file in files
        for kernel in file["kernels"]
        for failure in kernel["failures"]
    ]
    return result


def print_table(name, result):
    launches = sum(result[name] for name in OUTCOMES) + sum(result["stopped"].values())
    print(f"\n{name}: {launches:,} random launches of {result['kernels']:,} kernels\n")
    rows = [("kernels judged", "kernels_judged"), ("equal", "equal")]
    rows += [("superset, as said", "superset"), ("more than an exact footprint may", "not_exact")]
    rows += [("bytes right, traffic wrong", "traffic"), ("missed", "missed")]
    rows += [('false "not accessed"', "false_not_accessed")]
    rows += [('false "read-only"', "false_read_only")]
    for label, key in rows:
        print(f"  {label:<80}{result[key]:>8,}")
    print(f"  {'launches that did not run to their end':<80}{sum(result['stopped'].values()):>8,}")
    for reason, count in list(result["stopped"].items())[:10]:
        print(f"    {reason[:76]:<78}{count:>8,}")
    kernels = sum(len(names) for names in result["not_judged"].values())
    print(f"  {'kernels not judged, as all of their launches were stopped':<80}{kernels:>8,}")
    for reason, names in list(result["not_judged"].items())[:10]:
        print(f"    {reason[:76]:<78}{len(names):>8,}")
        for kernel in names[:4]:
            print(f"      {kernel[:90]}")
    for failure in result["failures"][:20]:
        print(f"\n  {failure['outcome']}: {failure['file']}: {failure['kernel']}")
        print(f"    launch: {failure.get('saved', '-')}")
        for line in failure["details"][:4]:
            print(f"    {line[:200]}")
    print_not_equal(result["not_equal"])
    for path, error in result["failed"].items():
        print(f"\n  failed: {path}: {error}")
    print_figures(name, result["figures"])


def print_not_equal(pairs):
    """Arguments that were not equal in all launches, by what the footprints say of it."""
    causes = collections.defaultdict(list)
    for pair in pairs:
        causes["; ".join(pair["why"]) or "nothing is said"].append(pair)
    for cause, found in sorted(causes.items(), key=lambda item: -len(item[1])):
        print(f"\n  {len(found)} not equal: {cause[:300]}")
        for pair in found[:8]:
            over = f"{pair['over_bytes']:,} bytes over {pair['touched_bytes']:,}"
            print(f"    {pair['kernel'][:90]} {pair['argument']}: {over}")


def print_figures(name, figures):
    """The three figures: equal pairs, bytes too many, and what was missed."""
    pairs, touched = figures["pairs"], figures["touched_bytes"]
    equal = f"{figures['pairs_equal']:,} of {pairs:,} arguments of kernels equal"
    share = 100 * figures["pairs_equal"] / max(pairs, 1)
    over = 100 * figures["over_bytes"] / max(touched, 1)
    print(f"\n{name}: {equal} ({share:.1f} %), {figures['pairs_not_judged']:,} not judged")
    print(f"  {figures['over_bytes']:,} bytes over {touched:,} touched ({over:.3f} %)")
    print(f"  {figures['missed']:,} missed", flush=True)
