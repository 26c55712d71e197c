"""What all parts share: places, failures, processes, files that are whole or absent."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPUS = pathlib.Path(os.environ.get("CORPUS", ROOT / "target" / "corpus")).resolve()
INCLUDE = ROOT / ".tools" / "include" / "corpus"
KHT = pathlib.Path(os.environ.get("KHT", ROOT / "target" / "release" / "kht")).resolve()
CLANG = os.environ.get("CLANG", "clang-22")


class Failure(Exception):
    """What the user has to know and can act on."""


def say(text):
    """Progress: beside the product, which goes to standard output."""
    print(f"corpus: {text}", file=sys.stderr, flush=True)


def run(command, **options):
    """Runs a command and gives its output, which is shown only if it fails."""
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL, **options
    )
    if done.returncode != 0:
        words = " ".join(map(str, command[:4]))
        raise Failure(f"{words} …: {(done.stderr or done.stdout).strip()}")
    return done.stdout


def timed(command, cwd, environment=None):
    """Runs a command; gives its CPU seconds, exit code, standard output and error text.

    CPU seconds are what two runs on a busy machine agree on.
    """
    with tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            list(map(str, command)),
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=answer,
            stderr=errors,
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        answer.seek(0)
        errors.seek(0)
        text = errors.read().decode(errors="replace")
        seconds = round(usage.ru_utime + usage.ru_stime, 3)
        return seconds, process.returncode, answer.read().decode(errors="replace"), text


def first_error(text):
    """The line that says what went wrong."""
    lines = text.strip().splitlines() or ["no output"]
    return next((line for line in lines if "error" in line.lower()), lines[-1]).strip()


def replace_folder(source, target):
    """Puts a finished folder in place: an interrupted run leaves none that looks finished."""
    if target.exists():
        shutil.rmtree(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(source, target)


def read_json(path, default):
    return json.loads(path.read_text()) if path.exists() else default


def write_json(path, document):
    """Writes a whole document or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    partial.write_text(json.dumps(document, indent=1, sort_keys=True) + "\n")
    partial.rename(path)


class Progress:
    """Lines like `[3/27] name: what; 4 min left`."""

    def __init__(self, total):
        self.total, self.done, self.started = total, 0, time.monotonic()

    def step(self, name, what):
        self.done += 1
        spent = time.monotonic() - self.started
        left = spent / self.done * (self.total - self.done)
        say(f"[{self.done}/{self.total}] {name}: {what}; {duration(left)} left")


def duration(seconds):
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
