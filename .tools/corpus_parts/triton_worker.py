"""Compiles Triton kernels of a package to LLVM IR, without a GPU and without PyTorch.

Runs inside an environment with Triton, one process per version and target:

    python triton_worker.py PACKAGE_FOLDER TARGET OUTPUT_FOLDER < module names, one a line

and prints a JSON line for each module: what became of its kernels. Each module is compiled in a
fork of its own, so that a crash inside LLVM ends only that.

A kernel's launcher says which types and constants it is compiled for, but needs PyTorch and a GPU.
Here `Signature` reads them off the kernel: what is loaded from is a pointer, what is added to an
address is an integer. Compile-time constants come from the kernel's own tuning configurations, else
from their names. Flags are tried in two ways, all off and all on.
"""

import ast
import functools
import importlib
import importlib.abc
import importlib.machinery
import json
import os
import pathlib
import re
import resource
import sys
import textwrap
import time
import types

import triton
import triton.language as tl
from triton.backends.compiler import GPUTarget
from triton.compiler import ASTSource
from triton.runtime.jit import JITFunction, KernelInterface

TARGETS = {
    "sm_80": GPUTarget("cuda", 80, 32),
    "sm_90": GPUTarget("cuda", 90, 32),
    "gfx942": GPUTarget("hip", "gfx942", 64),
}

# Of the kernels of one module: several times what the largest need.
MEMORY_BYTES = 6 << 30
CPU_SECONDS = 600


# --- what kernels' modules import ----------------------------------------------------------------


class AnyAttribute(type):
    """Of classes that have whatever is asked for."""

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Stub(name)


class StubBase(metaclass=AnyAttribute):
    """What a class is derived from that names a stub as its base."""


class Stub(types.ModuleType):
    """Stands for anything of a package that is not there: is called, compared, derived from."""

    __path__ = ()
    __version__ = "2.9.0"

    def __getattr__(self, name):
        if name.startswith("__") and name != "__version__":
            raise AttributeError(name)
        value = Stub(f"{self.__name__}.{name}")
        setattr(self, name, value)
        return value

    def __call__(self, *arguments, **_):
        # As a decorator it changes nothing.
        return arguments[0] if len(arguments) == 1 and callable(arguments[0]) else Stub("value")

    def __mro_entries__(self, bases):
        first = next(base for base in bases if isinstance(base, Stub))
        return (StubBase,) if first is self else ()

    def __iter__(self):
        return iter(())

    def __bool__(self):
        return False

    def __int__(self):
        return 0

    def __index__(self):
        return 0

    def __getitem__(self, _):
        return Stub("item")

    def __or__(self, _):
        return self

    __ror__ = __or__

    def compare(self, _):
        return False

    __lt__ = __le__ = __gt__ = __ge__ = compare


class StubFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds what nobody else finds, of these packages."""

    NAMES = frozenset(("torch", "einops", "transformers", "numpy", "tqdm"))

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in self.NAMES:
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec):
        return Stub(spec.name)

    def exec_module(self, module):
        pass


class NoDriver:
    """Says which device modules are imported for; there is none."""

    def __init__(self, target):
        self.target = target

    def get_current_target(self):
        return self.target

    def __getattr__(self, name):
        return Stub(name)


# --- signatures ----------------------------------------------------------------------------------

# Functions of which the first argument is an address, or leads to one.
TOUCHES = {"load", "store", "make_block_ptr", "make_tensor_descriptor", "advance"}
TOUCHES |= {f"atomic_{name}" for name in ("add", "max", "min", "cas", "xchg", "and", "or", "xor")}
PASSES = {"multiple_of", "max_contiguous", "advance", "make_block_ptr", "make_tensor_descriptor"}
PASSES |= {"broadcast_to", "expand_dims", "cast"}

INTEGERS = re.compile(
    r"ind(ex|ices)|idx|cu_?seq|seq_?len|offset|target|label|_ids?\b|_ids?_|token|"
    r"expert|block_count|split|count|lens?\b|mask_mod|start|perm",
    re.IGNORECASE,
)
FLOATS = re.compile(
    r"lse|rstd|mean|max|sum|acc|delta|loss|fp32|norm|^g$|^dg$|^A_log|beta|gate|"
    r"stat|h0|ht|dht|final|initial",
    re.IGNORECASE,
)


class Signature:
    """Which parameters of a kernel are pointers, which integers, and how constants are used."""

    def __init__(self, function, seen=()):
        self.function, self.seen = function, (*seen, function)
        self.names = function.arg_names
        source = textwrap.dedent(function.src)
        self.tree = ast.parse(source[source.index("def ") :])
        self.assigned, self.pointers, self.integers = {}, set(), set()
        self.flags, self.choices = set(), {}
        for node in ast.walk(self.tree):
            self.assign(node)
        for node in ast.walk(self.tree):
            self.visit(node)

    def assign(self, node):
        """Notes what a variable is made from."""
        pairs = []
        if isinstance(node, ast.Assign):
            for target in node.targets:
                parts = isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)
                pairs += zip(target.elts, node.value.elts) if parts else [(target, node.value)]
        elif isinstance(node, (ast.AugAssign, ast.AnnAssign)) and node.value is not None:
            pairs.append((node.target, node.value))
        elif isinstance(node, ast.For):
            pairs.append((node.target, node.iter))
        for target, value in pairs:
            for name in (each for each in ast.walk(target) if isinstance(each, ast.Name)):
                self.assigned.setdefault(name.id, []).append(value)

    def visit(self, node):
        if isinstance(node, ast.Call):
            self.call(node)
        elif isinstance(node, (ast.If, ast.IfExp)):
            self.test(node.test)
        elif isinstance(node, ast.Compare):
            self.compare(node)

    def call(self, node):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else None
        keywords = {each.arg: each.value for each in node.keywords}
        if name in TOUCHES:
            address = node.args[0] if node.args else keywords.get("pointer", keywords.get("base"))
            self.address(address)
        if name in ("range", "static_range", "cdiv") or getattr(node.func, "id", "") == "range":
            for argument in node.args:
                self.integer(argument)
        if "mask" in keywords:
            self.integer(keywords["mask"])
        callee = getattr(node.func, "id", None) and self.function.__globals__.get(node.func.id)
        if isinstance(callee, JITFunction) and callee not in self.seen:
            self.callee(Signature(callee, self.seen), node.args, keywords)

    def callee(self, signature, arguments, keywords):
        """What a function does with its parameters is done with the arguments."""
        given = dict(zip(signature.names, arguments)) | keywords
        for name, value in given.items():
            if name in signature.pointers:
                self.address(value)
            elif name in signature.integers:
                self.integer(value)
            if name in signature.flags and isinstance(value, ast.Name):
                self.flags.add(value.id)
            if name in signature.choices and isinstance(value, ast.Name):
                self.choices.setdefault(value.id, signature.choices[name])

    def test(self, node):
        """A parameter that is a condition by itself is a flag."""
        if isinstance(node, ast.Name):
            self.flags.add(node.id)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            self.test(node.operand)
        elif isinstance(node, ast.BoolOp):
            for value in node.values:
                self.test(value)

    def compare(self, node):
        """`name == value` says what a constant may be."""
        if not isinstance(node.ops[0], (ast.Eq, ast.NotEq)):
            return
        sides = [node.left, *node.comparators]
        values = [each.value for each in sides if isinstance(each, ast.Constant)]
        for name in (each.id for each in sides if isinstance(each, ast.Name)):
            for value in values:
                if isinstance(value, bool):
                    self.flags.add(name)
                elif isinstance(value, (str, int)):
                    self.choices.setdefault(name, value)

    def address(self, node, depth=0):
        """The leftmost term of an address is a pointer, the others are integers."""
        if node is None or depth > 40:
            return
        if isinstance(node, ast.BinOp):
            self.address(node.left, depth + 1)
            self.integer(node.right)
        elif isinstance(node, ast.IfExp):
            self.address(node.body, depth + 1)
            self.address(node.orelse, depth + 1)
        elif isinstance(node, ast.Subscript):
            self.address(node.value, depth + 1)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in PASSES:
                bases = [each.value for each in node.keywords if each.arg == "base"]
                self.address((node.args or bases)[0], depth + 1)
                for argument in node.args[1:]:
                    self.integer(argument)
            elif node.func.attr == "to":
                self.address(node.func.value, depth + 1)
        elif isinstance(node, ast.Name) and node.id not in self.pointers:
            self.pointers.add(node.id)
            for value in self.assigned.get(node.id, []):
                self.address(value, depth + 1)

    def integer(self, node):
        """All names in it are integers, and what they are made from, unless it is loaded."""
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "load":
            return
        if isinstance(node, ast.Name) and node.id not in self.integers:
            self.integers.add(node.id)
            for value in self.assigned.get(node.id, []):
                self.integer(value)
        for child in ast.iter_child_nodes(node):
            self.integer(child)

    def returns(self):
        """Whether it is a function for kernels and not a kernel."""
        returned = (node for node in ast.walk(self.tree) if isinstance(node, ast.Return))
        return any(node.value is not None for node in returned)


# Compile-time constants that no configuration gives, by name.
CONSTANTS = [
    (r"dtype|DTYPE|_type$|_TYPE$", tl.float16),
    (r"^(BT|BLOCK_(T|M|N|Q|S)|BLOCK_SIZE_(M|N))$", 64),
    (r"^(BC|BLOCK_C)$", 16),
    (r"^(K|V|D|DK|DV|head_dim|HEAD_DIM|hd|d)$", 64),
    (r"^BLOCK", 128),
    (r"^B[A-Z]?[A-Z]?$", 32),
    (r"^(HQ|n_q\w*|num_q\w*)$", 8),
    (r"^(H|HV|HK|n_kv\w*|num_kv\w*)$", 4),
    (r"^(G|GROUP\w*|NC|NG|R)$", 2),
    (r"stride|STRIDE", 64),
    (r"eps|EPS|scale|SCALE", 1e-5),
]


def constant(name, signature, flags):
    if name in signature.flags:
        return flags
    if name in signature.choices:
        return signature.choices[name]
    if name.startswith(("IS_", "USE_", "HAS_", "STORE_", "COMPUTE_", "SAVE_", "RETURN_")):
        return flags
    return next((value for form, value in CONSTANTS if re.search(form, name)), 16)


def unwrap(value):
    """A kernel, and what its tuner would try first."""
    tuned, options = {}, {}
    while isinstance(value, KernelInterface) and not isinstance(value, JITFunction):
        configs = getattr(value, "configs", None)
        if configs:
            config = configs[len(configs) // 2]
            tuned |= config.kwargs
            options = {"num_warps": config.num_warps, "num_stages": config.num_stages}
        value = value.fn
    return value, tuned, options


def pointer_type(name, floats):
    if INTEGERS.search(name):
        return "*i32"
    return floats or ("*fp32" if FLOATS.search(name) else "*fp16")


def constants(function, tuned, flags):
    """Values of compile-time constants: those that are known, then those that names suggest."""
    signature = Signature(function)
    names = [parameter.name for parameter in function.params if parameter.is_constexpr]
    known = {name: tuned[name] for name in names if tuned.get(name) is not None}
    return {name: constant(name, signature, flags) for name in names} | known


def describe(function, fixed, types, floats, target):
    """The source as Triton's compiler wants it.

    `fixed` are the constants; `types` of other parameters if they are known; `floats` is the type
    that pointers lead to.
    """
    signature, kinds, attributes = Signature(function), {}, {}
    for parameter in function.params:
        name = parameter.name
        if parameter.is_constexpr:
            kinds[name] = "constexpr"
        elif name in types:
            kinds[name] = types[name]
        elif name in signature.pointers:
            kinds[name] = pointer_type(name, floats)
        elif name in signature.integers or re.search(r"stride|^n_|^num_|size", name):
            kinds[name] = "i32"
        else:
            kinds[name] = "fp32"
        if kinds[name].startswith("*"):
            hints = [["tt.divisibility", 16]]
            hints += [["tt.pointer_range", 32]] if target.backend == "hip" else []
            attributes[(parameter.num,)] = hints
    return ASTSource(fn=function, signature=kinds, constexprs=fixed, attrs=attributes)


# --- compiling -----------------------------------------------------------------------------------


def without_binaries():
    """Ends compilations where a vendor's assembler would begin."""
    for backend in triton.backends.backends.values():
        original = backend.compiler.add_stages

        def add_stages(self, stages, *arguments, original=original, **named):
            original(self, stages, *arguments, **named)
            for binary in {"cubin", "hsaco"} & set(stages):
                stages[binary] = lambda source, metadata: b""

        backend.compiler.add_stages = add_stages


def compile_kernel(kernel, fixed, given, target, output):
    """One kernel; writes `output`.llir and .json, and gives its record."""
    function, _, options = unwrap(kernel)
    options |= {name: given[name] for name in ("num_warps", "num_stages") if name in given}
    problem = None
    # Types by name, then one for all: some kernels insist on equal ones.
    for floats in (None, "*fp16", "*fp32"):
        started = time.process_time()
        try:
            source = describe(function, fixed, given.get("types", {}), floats, target)
            compiled = triton.compile(source, target=target, options=options)
            break
        except Exception as error:  # whatever the compiler throws is a result
            lines = str(error).strip().splitlines() or [""]
            problem = problem or f"{type(error).__name__}: {lines[-1]}"[:200]
    else:
        return {"error": problem}
    seconds = round(time.process_time() - started, 3)
    text = compiled.asm["llir"].replace(os.environ["CORPUS"], "corpus")
    output.parent.mkdir(parents=True, exist_ok=True)
    metadata = compiled.metadata._asdict()
    for suffix, content in (
        (".json", json.dumps(metadata, default=plain, indent=1, sort_keys=True) + "\n"),
        (".llir", text),
    ):
        partial = output.with_name(output.name + ".partial")
        partial.write_text(content)
        partial.rename(output.with_name(output.name + suffix))
    return {"o2_cpu_s": seconds, "ir_bytes": len(text)}


def plain(value):
    """Metadata as JSON."""
    if hasattr(value, "_asdict"):
        return value._asdict()
    return getattr(value, "__dict__", None) or str(value)


def kernels_of(module):
    """Kernels that a module defines, by name."""
    for name, value in sorted(vars(module).items()):
        function, _, _ = unwrap(value)
        if not isinstance(function, JITFunction) or function.fn.__module__ != module.__name__:
            continue
        if not Signature(function).returns():
            yield name, value


def compile_module(name, target, output):
    try:
        module = importlib.import_module(name)
    except Exception as error:  # a module that needs what is not there is a result
        return {name: {"error": f"import: {type(error).__name__}: {error}"[:200]}}
    # Some modules say themselves what their kernels are compiled for.
    given = getattr(module, "COMPILE", {})
    results = {}
    for kernel, value in kernels_of(module):
        function, tuned, _ = unwrap(value)
        tuned |= given.get("constants", {})
        off, on = (constants(function, tuned, flags) for flags in (False, True))
        for variant, fixed in {"on": on, "off": off}.items():
            if variant == "off" or on != off:
                path = pathlib.Path(*name.split("."), f"{kernel}.{variant}")
                results[str(path)] = compile_kernel(value, fixed, given, target, output / path)
    return results


def in_fork(work):
    """The result of some work that may end its process."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        with os.fdopen(writer, "w") as pipe:
            json.dump(work(), pipe)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        text = pipe.read()
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return json.loads(text) if code == 0 else {"error": f"the compiler ended with {code}"}


def main():
    package, target, output = sys.argv[1], TARGETS[sys.argv[2]], pathlib.Path(sys.argv[3])
    sys.path.insert(0, package)
    sys.meta_path.append(StubFinder())
    triton.runtime.driver.set_active(NoDriver(target))
    without_binaries()
    for line in sys.stdin:
        module = line.strip()
        results = in_fork(functools.partial(compile_module, module, target, output))
        if "error" in results:
            results = {module: results}
        print(json.dumps({"module": module, "results": results}), flush=True)


if __name__ == "__main__":
    main()
