//! What kind of thing an instruction does, by its opcode (PTX ISA 8.8, chapter 9).
//!
//! The one question that matters here is which memory an instruction touches, if any. An opcode
//! that is not listed may do anything.

use super::Instruction;

/// What an instruction does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Computes registers; the result is the first operand.
    Arithmetic,
    /// Orders, waits, hints, shared memory of matrix units, tensor memory: touches nothing that
    /// is looked at. A first operand that is a register may be a result.
    Other,
    /// Ends the thread.
    Exit,
    /// Touches memory.
    Memory(Traffic),
    /// May do anything.
    Unknown,
}

/// How an instruction touches memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Traffic {
    /// `ld`: a register or several, from an address.
    Load,
    /// `st`.
    Store,
    /// `atom`: with a result.
    Atomic,
    /// `red`: without.
    Reduction,
    /// `cp.async.ca`, `cp.async.cg`.
    CopyAsync,
    /// `cp.async.bulk`, `cp.reduce.async.bulk`.
    CopyBulk,
    /// The same through a tensor map.
    CopyTensor,
    /// `prefetch` and its like.
    Prefetch,
    /// `discard`: 128 bytes become undefined.
    Discard,
    /// `tensormap.replace`: fields of a tensor map change.
    ReplaceField,
    /// `tensormap.cp_fenceproxy`: a tensor map is published.
    Publish,
}

/// A state space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Space {
    Generic,
    Global,
    Shared,
    Local,
    /// Constants or parameters.
    Constant,
}

/// Instructions that compute registers.
const ARITHMETIC: [&str; 85] = [
    "abs",
    "activemask",
    "add",
    "addc",
    "and",
    "bfe",
    "bfi",
    "bfind",
    "bmsk",
    "brev",
    "clz",
    "cnot",
    "copysign",
    "cos",
    "createpolicy",
    "cvt",
    "cvta",
    "div",
    "dp2a",
    "dp4a",
    "elect",
    "ex2",
    "fma",
    "fns",
    "getctarank",
    "isspacep",
    "lg2",
    "lop3",
    "mad",
    "mad24",
    "madc",
    "mapa",
    "match",
    "max",
    "min",
    "mma",
    "mov",
    "movmatrix",
    "mul",
    "mul24",
    "neg",
    "not",
    "or",
    "popc",
    "prmt",
    "rcp",
    "redux",
    "rem",
    "rsqrt",
    "sad",
    "selp",
    "set",
    "setp",
    "shf",
    "shfl",
    "shl",
    "shr",
    "sin",
    "slct",
    "sqrt",
    "stacksave",
    "sub",
    "subc",
    "szext",
    "tanh",
    "testp",
    "vabsdiff",
    "vabsdiff2",
    "vabsdiff4",
    "vadd",
    "vadd2",
    "vadd4",
    "vavrg2",
    "vavrg4",
    "vmad",
    "vmax",
    "vmin",
    "vote",
    "vset",
    "vset4",
    "vshl",
    "vsub",
    "vsub2",
    "vsub4",
    "xor",
];

/// Instructions that touch no memory that is looked at.
const OTHER: [&str; 17] = [
    "bar",
    "barrier",
    "brkpt",
    "clusterlaunchcontrol",
    "fence",
    "griddepcontrol",
    "ldmatrix",
    "mbarrier",
    "membar",
    "nanosleep",
    "nop",
    "pmevent",
    "setmaxnreg",
    "stmatrix",
    "tcgen05",
    "trap",
    "wgmma",
];

impl Instruction {
    /// What the instruction does.
    pub(crate) fn kind(&self) -> Kind {
        let name = self.name.as_str();
        if ARITHMETIC.contains(&name) {
            return Kind::Arithmetic;
        }
        if OTHER.contains(&name) {
            return Kind::Other;
        }
        match name {
            "exit" => Kind::Exit,
            "ld" | "ldu" => Kind::Memory(Traffic::Load),
            // Without a state space these go to the shared memory of a cluster.
            "st" if self.has("bulk") || self.has("async") && !self.has("global") => Kind::Other,
            "red" if self.has("async") && !self.has("global") => Kind::Other,
            "st" => Kind::Memory(Traffic::Store),
            "atom" => Kind::Memory(Traffic::Atomic),
            "red" => Kind::Memory(Traffic::Reduction),
            "multimem" => match self.modifiers.first().map(String::as_str) {
                Some("ld_reduce") => Kind::Memory(Traffic::Load),
                Some("st") => Kind::Memory(Traffic::Store),
                Some("red") => Kind::Memory(Traffic::Reduction),
                _ => Kind::Unknown,
            },
            "cp" => self.copy(),
            "prefetch" | "prefetchu" | "applypriority" => Kind::Memory(Traffic::Prefetch),
            "discard" => Kind::Memory(Traffic::Discard),
            "tensormap" => match self.modifiers.first().map(String::as_str) {
                Some("replace") => Kind::Memory(Traffic::ReplaceField),
                Some("cp_fenceproxy") => Kind::Memory(Traffic::Publish),
                _ => Kind::Unknown,
            },
            _ => Kind::Unknown,
        }
    }

    /// Whether the instruction may touch memory that kernel arguments can reach.
    pub(super) fn may_touch_global(&self) -> bool {
        match self.kind() {
            Kind::Arithmetic | Kind::Other | Kind::Exit => false,
            Kind::Memory(Traffic::CopyTensor) | Kind::Unknown => true,
            Kind::Memory(_) => match self.space() {
                Space::Generic | Space::Global => true,
                // Copies name both of their ends.
                Space::Shared => self.has("global"),
                Space::Local | Space::Constant => false,
            },
        }
    }

    /// `cp.async…` and `cp.reduce.async…`.
    fn copy(&self) -> Kind {
        if ["commit_group", "wait_group", "wait_all", "mbarrier"].iter().any(|it| self.has(it)) {
            return Kind::Other;
        }
        let traffic = match (self.has("bulk"), self.has("tensor")) {
            (true, true) => Traffic::CopyTensor,
            (true, false) => Traffic::CopyBulk,
            (false, _) if self.has("ca") || self.has("cg") => Traffic::CopyAsync,
            (false, _) => return Kind::Unknown,
        };
        Kind::Memory(traffic)
    }

    /// The state space of the address of a load, store, atomic or prefetch.
    pub(crate) fn space(&self) -> Space {
        let named =
            |name: &str| self.modifiers.iter().any(|it| it.split("::").next() == Some(name));
        match () {
            () if named("global") => Space::Global,
            () if named("shared") => Space::Shared,
            () if named("local") => Space::Local,
            () if named("const") || named("param") => Space::Constant,
            () => Space::Generic,
        }
    }

    /// How many elements a vector instruction moves, and the type of each.
    pub(crate) fn elements(&self) -> Option<(u32, &str)> {
        let count = self.modifiers.iter().find_map(|it| it.strip_prefix('v')?.parse().ok());
        let ty = self.modifiers.last()?;
        Some((count.unwrap_or(1), ty))
    }
}

/// Width of a type in bits: `b32`, `f16x2`, `pred`.
pub(crate) fn bits(ty: &str) -> Option<u32> {
    if ty == "pred" {
        return Some(1);
    }
    let (element, count) = match ty.split_once('x') {
        Some((element, count)) => (element, count.parse::<u32>().ok()?),
        None => (ty, 1),
    };
    let bits = match element {
        "e4m3" | "e5m2" => 8,
        "bf16" => 16,
        "tf32" => 32,
        _ => element.strip_prefix(['b', 'u', 's', 'f'])?.parse::<u32>().ok()?,
    };
    (bits > 0 && bits <= 1024).then_some(bits * count)
}

/// Whether a type is an integer that is read as a signed number.
pub(crate) fn is_signed(ty: &str) -> bool {
    ty.starts_with('s')
}

/// Whether a type is one of integers or plain bits, on which arithmetic is that of integers.
pub(crate) fn is_integer(ty: &str) -> bool {
    ty.starts_with(['s', 'u']) || (ty.starts_with('b') && !ty.starts_with("bf"))
}
