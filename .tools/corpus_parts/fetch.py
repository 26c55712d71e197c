"""Fetching: crates by cargo, wheels by pip, each verified by its registry's client."""

import functools
import pathlib
import shutil
import sys
import tempfile
import zipfile

from .common import CORPUS, Failure, replace_folder, run, say
from .sets import CUDA_WHEELS

CUDA = CORPUS / "cuda"


def fetch(sets):
    """Gets what is missing for these sets."""
    wanted = [[each.package, *(package for package, _ in each.headers)] for each in sets]
    packages = {package.name: package for some in wanted for package in some}.values()
    missing = [package for package in packages if not is_whole(package)]
    crates = [package for package in missing if package.index == "crate"]
    if crates:
        fetch_crates(crates)
    for package in missing:
        if package.index == "wheel":
            fetch_wheel(package)
    if any(each.language == "cuda" for each in sets):
        fetch_cuda()


def is_whole(package):
    """Whether a package is there, patched as it should be."""
    if package.index == "here":
        return True
    stamp = package.folder / ".fetched"
    return stamp.exists() and stamp.read_text() == repr(package)


def named(packages):
    return ", ".join(f"{package.name} {package.version}" for package in packages)


def fetch_crates(packages):
    """Lets cargo resolve and verify packages, by a dummy that depends on them."""
    say(f"fetching {named(packages)}")
    (CORPUS / "packages").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CORPUS) as temporary:
        dummy = pathlib.Path(temporary)
        (dummy / "src").mkdir()
        (dummy / "src" / "lib.rs").touch()
        wanted = "".join(f'"{each.name}" = "={each.version}"\n' for each in packages)
        (dummy / "Cargo.toml").write_text(
            '[package]\nname = "fetch"\nedition = "2021"\n[workspace]\n[dependencies]\n' + wanted
        )
        run(["cargo", "vendor", "--quiet", "vendor"], cwd=dummy)
        for package in packages:
            finish(package, dummy / "vendor" / package.name)


def fetch_wheel(package):
    """Unpacks a wheel; what it depends on is neither needed nor fetched."""
    say(f"fetching {named([package])}")
    with tempfile.TemporaryDirectory(dir=ensure(CORPUS)) as temporary:
        tree = pathlib.Path(temporary, "tree")
        for wheel in download([f"{package.name}=={package.version}"], temporary):
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(tree)
        finish(package, tree)


def finish(package, tree):
    """Patches a package, marks it as whole and puts it in place."""
    for name, text, replacement in package.patches:
        path = tree / name
        before = path.read_text()
        if text not in before:
            raise Failure(f"{package.name}: {name}: expected {text!r}, found it nowhere")
        path.write_text(before.replace(text, replacement))
    (tree / ".fetched").write_text(repr(package))
    replace_folder(tree, package.folder)


def ensure(folder):
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def download(wheels, folder):
    """Wheels by pip, without their dependencies."""
    target = pathlib.Path(folder, "wheels")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--only-binary=:all:", "--platform", "manylinux2014_x86_64", "--dest", target]
    run([*command, *wheels])
    return sorted(target.glob("*.whl"))


def fetch_cuda():
    """Unpacks the headers and libdevice of the wheels into the layout of a CUDA installation."""
    stamp = "\n".join(CUDA_WHEELS)
    if (CUDA / "wheels.txt").exists() and (CUDA / "wheels.txt").read_text() == stamp:
        return
    say("fetching CUDA headers (43 MB of wheels)")
    with tempfile.TemporaryDirectory(dir=ensure(CORPUS)) as temporary:
        tree = pathlib.Path(temporary, "cuda")
        for wheel in download(CUDA_WHEELS, temporary):
            unpack_headers(wheel, tree)
        # clang includes this one unconditionally; it belongs to cuRAND, which no kernel here uses.
        (tree / "include" / "curand_mtgp32_kernel.h").touch()
        for empty in ("bin", "lib64"):
            (tree / empty).mkdir()
        (tree / "wheels.txt").write_text(stamp)
        replace_folder(tree, CUDA)


def unpack_headers(wheel, tree):
    """Copies `nvidia/<component>/{include,nvvm/libdevice}/**` of a wheel, less the component."""
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.infolist():
            _, _, inside = member.filename.partition("/")
            _, _, inside = inside.partition("/")
            if member.is_dir() or not inside.startswith(("include/", "nvvm/libdevice/")):
                continue
            target = tree / inside
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(member))


@functools.cache
def device_libraries():
    """Folder of AMD's device libraries as bitcode, from the package of the distribution."""
    for root in ("/usr/lib", "/opt/rocm"):
        found = sorted(pathlib.Path(root).glob("**/amdgcn/bitcode/ockl.bc"))
        if found:
            return found[0].parent
    raise Failure("expected AMD's device libraries, found none; run `.tools/setup corpus`")


def triton_python(version):
    """The interpreter of an environment with one Triton; makes it if there is none."""
    folder = CORPUS / "triton" / version
    python = folder / "bin" / "python"
    if not (folder / ".installed").exists():
        say(f"installing Triton {version} (about a gigabyte)")
        shutil.rmtree(folder, ignore_errors=True)
        run([sys.executable, "-m", "venv", folder])
        run(
            [
                python,
                "-m",
                "pip",
                "install",
                "--quiet",
                f"triton=={version}",
                "setuptools",
                "packaging",
            ]
        )
        (folder / ".installed").touch()
    return python
