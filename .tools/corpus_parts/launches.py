"""Random launches of corpus kernels: what `kht verify --random` says, set by set.

A file is judged again only if it, the program or the launches have changed.
"""

import collections
import concurrent.futures
import json

from .common import KHT, Progress, read_json, say, timed, write_json
from .report import fingerprint_of, modules, stamp

OUTCOMES = ["equal", "superset", "not_exact", "missed"]


def verify(chosen, options):
    """Judges each set; returns the number of broken promises."""
    program = fingerprint_of(KHT)
    broken, results = 0, {}
    for kernels in chosen:
        files = judge(kernels, program, options)
        result = totals(files)
        results[kernels.name] = result
        broken += result["missed"] + result["not_exact"]
        if not options.json:
            print_table(kernels, result)
    if options.json:
        print(json.dumps(results, indent=1))
    return broken


def judge(kernels, program, options):
    """What became of the launches of all files of a set."""
    path = kernels.folder / "launches.json"
    known = {file["path"]: file for file in read_json(path, [])}
    names = modules(kernels, options.only)
    drawn = f"{options.random} {options.every} {options.seed}"
    keys = {name: f"{program} {drawn} {stamp(kernels.folder / name)}" for name in names}
    due = [name for name in names if known.get(name, {}).get("key") != keys[name]]
    say(f"{kernels.name}: {len(due)} of {len(names)} files to judge")
    progress = Progress(len(due))
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        futures = {pool.submit(judge_one, kernels.folder, name, options): name for name in due}
        for future in concurrent.futures.as_completed(futures):
            name = futures[future]
            known[name] = future.result() | {"key": keys[name]}
            write_json(path, [known[name] for name in sorted(known)])
            said = totals([known[name]])
            progress.step(name, ", ".join(f"{said[word]} {word}" for word in OUTCOMES))
    return [known[name] for name in names]


def judge_one(folder, name, options):
    command = [KHT, "verify", name, "--json", "--workers", "1", "--save", "missed"]
    command += ["--random", options.random, "--every", options.every, "--seed", options.seed]
    _, code, answer, errors = timed(command, folder)
    if code not in (0, 1) or not answer:
        return {"path": name, "error": f"exit code {code}: {errors.strip()[-300:]}", "kernels": []}
    return {"path": name, "kernels": json.loads(answer)["kernels"]}


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
    judged = (kernel for kernel in every if any(kernel[name] for name in OUTCOMES))
    result["kernels_judged"] = sum(1 for _ in judged)
    result["stopped"] = dict(stopped.most_common())
    result["failed"] = {file["path"]: file["error"] for file in files if "error" in file}
    result["failures"] = [
        {"file": file["path"], "kernel": kernel["name"], **failure}
        for file in files
        for kernel in file["kernels"]
        for failure in kernel["failures"]
    ]
    return result


def print_table(kernels, result):
    launches = sum(result[name] for name in OUTCOMES) + sum(result["stopped"].values())
    print(f"\n{kernels.name}: {launches:,} random launches of {result['kernels']:,} kernels\n")
    rows = [("kernels judged to the end", "kernels_judged"), ("equal", "equal")]
    rows += [("superset, as said", "superset"), ("more than an exact footprint may", "not_exact")]
    rows += [("missed", "missed"), ('false "not accessed"', "false_not_accessed")]
    rows += [('false "read-only"', "false_read_only")]
    for label, name in rows:
        print(f"  {label:<40}{result[name]:>10,}")
    print(f"  {'stopped':<40}{sum(result['stopped'].values()):>10,}")
    for reason, count in list(result["stopped"].items())[:10]:
        print(f"    {reason[:70]:<72}{count:>8,}")
    for failure in result["failures"][:20]:
        print(f"\n  {failure['outcome']}: {failure['file']}: {failure['kernel']}")
        print(f"    launch: {failure.get('saved', '-')}")
        for line in failure["details"][:4]:
            print(f"    {line[:200]}")
    for path, error in result["failed"].items():
        print(f"\n  failed: {path}: {error}")
    print(flush=True)
