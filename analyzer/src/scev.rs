//! ScalarEvolution, loops and values of one function: the safe face of the C++ shim.
//!
//! [`Scev`] answers expressions as flat [`Tree`]s, operands before users; [`Value`] and [`Block`]
//! are the instructions they speak of. All of them live as long as the module, which nothing
//! changes once a [`Scev`] is open.

mod metadata;
mod sys;
mod value;

use std::marker::PhantomData;

use inkwell::values::{AsValueRef, FunctionValue, InstructionValue};

pub(crate) use metadata::Note;
pub(crate) use value::{Block, CallEffects, Opcode, Predicate, Value, ValueKind};

/// Most nodes of an expression that is looked at; a larger one is not known.
const MAX_NODES: u32 = 2048;
const MAX_OPERANDS: u32 = 4 * MAX_NODES;

/// The analyses of one function.
pub(crate) struct Scev<'m> {
    raw: *mut sys::KhtScevFunction,
    function: Value<'m>,
    nodes: Vec<sys::KhtScevNode>,
    operands: Vec<u32>,
}

/// A loop; its index is its position in [`Scev::loops`].
#[derive(Clone, Copy)]
pub(crate) struct LoopInfo<'m> {
    pub(crate) parent: Option<u32>,
    pub(crate) header: Block<'m>,
    /// Trip count if LLVM finds it constant.
    pub(crate) constant_trip_count: Option<u32>,
}

/// An expression: nodes with operands before users; the last one is the root.
pub(crate) struct Tree<'m> {
    pub(crate) nodes: Vec<Node<'m>>,
}

/// One node of a [`Tree`].
pub(crate) struct Node<'m> {
    pub(crate) kind: NodeKind<'m>,
    /// Width in bits.
    pub(crate) bits: u32,
    pub(crate) pointer: bool,
    pub(crate) no_unsigned_wrap: bool,
    pub(crate) no_signed_wrap: bool,
    /// Positions of the operands.
    pub(crate) operands: Vec<usize>,
}

/// What a node is; the numbers of the shim.
#[derive(Clone, Copy)]
pub(crate) enum NodeKind<'m> {
    Constant(i64),
    Unknown(Value<'m>),
    Add,
    Mul,
    UDiv,
    AddRec(u32),
    ZExt,
    SExt,
    Trunc,
    SMax,
    UMax,
    SMin,
    UMin,
    PtrToInt,
    CouldNotCompute,
}

impl<'m> Scev<'m> {
    /// Runs the analyses of a function that has a body.
    pub(crate) fn open(function: FunctionValue<'m>) -> Scev<'m> {
        let value = Value::of(function.as_value_ref());
        // SAFETY: the function belongs to a verified module that outlives 'm.
        let raw = unsafe { sys::khtScevOpen(function.as_value_ref()) };
        let empty = sys::KhtScevNode {
            kind: 0,
            flags: 0,
            bits: 0,
            loop_index: -1,
            first_op: 0,
            n_ops: 0,
            constant: 0,
            value: std::ptr::null_mut(),
        };
        Scev {
            raw,
            function: value,
            nodes: vec![empty; MAX_NODES as usize],
            operands: vec![0; MAX_OPERANDS as usize],
        }
    }

    /// The function itself.
    pub(crate) fn function(&self) -> Value<'m> {
        self.function
    }

    /// All loops; a parent comes before its children.
    pub(crate) fn loops(&self) -> Vec<LoopInfo<'m>> {
        // SAFETY: `raw` is open until drop.
        let count = unsafe { sys::khtScevLoopCount(self.raw) };
        (0..count).map(|index| self.loop_at(index)).collect()
    }

    /// A loop by its index.
    pub(crate) fn loop_at(&self, index: u32) -> LoopInfo<'m> {
        let mut out =
            sys::KhtScevLoop { parent: -1, header: std::ptr::null_mut(), constant_trip_count: 0 };
        // SAFETY: `index` is below the count, `out` is a valid place to write.
        unsafe { sys::khtScevLoopAt(self.raw, index, &raw mut out) };
        LoopInfo {
            parent: u32::try_from(out.parent).ok(),
            header: Block::of(out.header),
            constant_trip_count: (out.constant_trip_count > 0).then_some(out.constant_trip_count),
        }
    }

    /// Innermost loop around a block.
    pub(crate) fn loop_of(&self, block: Block<'m>) -> Option<u32> {
        // SAFETY: the block belongs to the function that `raw` was opened for.
        let index = unsafe { sys::khtScevLoopOf(self.raw, block.raw()) };
        u32::try_from(index).ok()
    }

    /// Whether control can reach a block at all.
    pub(crate) fn reachable(&self, block: Block<'m>) -> bool {
        // SAFETY: the block belongs to the function that `raw` was opened for.
        unsafe { sys::khtScevUnreachable(self.raw, block.raw()) == 0 }
    }

    /// Expression of an integer or pointer as seen from a loop; `None` if it is too large or if
    /// the value is neither.
    pub(crate) fn expr(&mut self, value: Value<'m>, scope: Option<u32>) -> Option<Tree<'m>> {
        // SAFETY: the value belongs to the function; the capacities are those of the buffers.
        let count = unsafe {
            sys::khtScevExpr(
                self.raw,
                value.raw(),
                scope.map_or(-1, |index| index.cast_signed()),
                self.nodes.as_mut_ptr(),
                MAX_NODES,
                self.operands.as_mut_ptr(),
                MAX_OPERANDS,
            )
        };
        self.tree(count)
    }

    /// How often the back edge runs before the loop is left through `exiting`, if it is not left
    /// elsewhere; `None` if LLVM cannot tell.
    pub(crate) fn exit_count(&mut self, loop_index: u32, exiting: Block<'m>) -> Option<Tree<'m>> {
        // SAFETY: loop and block belong to the function; the capacities are those of the buffers.
        let count = unsafe {
            sys::khtScevExitCount(
                self.raw,
                loop_index,
                exiting.raw(),
                self.nodes.as_mut_ptr(),
                MAX_NODES,
                self.operands.as_mut_ptr(),
                MAX_OPERANDS,
            )
        };
        let tree = self.tree(count)?;
        let computed = !matches!(tree.nodes.last()?.kind, NodeKind::CouldNotCompute);
        computed.then_some(tree)
    }

    /// Signed range of an integer value, both ends inclusive.
    pub(crate) fn range(&self, value: Value<'m>) -> (i64, i64) {
        let (mut low, mut high) = (i64::MIN, i64::MAX);
        // SAFETY: the value belongs to the function, the ends are valid places to write.
        unsafe { sys::khtScevRange(self.raw, value.raw(), &raw mut low, &raw mut high) };
        (low, high)
    }

    /// A value as LLVM prints it: one line, without metadata, at most 160 characters.
    pub(crate) fn text(&self, value: Value<'m>) -> String {
        let mut out = vec![0_u8; 1024];
        // SAFETY: the value belongs to the function, the buffer is as long as said.
        let length = unsafe { sys::khtScevPrint(self.raw, value.raw(), out.as_mut_ptr(), 1024) };
        out.truncate(length as usize);
        let text = String::from_utf8_lossy(&out);
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let line = &line[..line.find(", !").unwrap_or(line.len())];
        let mut short: String = line.chars().take(159).collect();
        if short.len() < line.len() {
            short.push('…');
        }
        short
    }

    fn tree(&self, count: u32) -> Option<Tree<'m>> {
        let nodes: Vec<Node<'m>> =
            self.nodes[..count as usize].iter().map(|node| self.node(node)).collect();
        (!nodes.is_empty()).then_some(Tree { nodes })
    }

    fn node(&self, node: &sys::KhtScevNode) -> Node<'m> {
        let loop_index = node.loop_index.cast_unsigned();
        let kind = match node.kind {
            0 => NodeKind::Constant(node.constant),
            1 => NodeKind::Unknown(Value::of(node.value)),
            2 => NodeKind::Add,
            3 => NodeKind::Mul,
            4 => NodeKind::UDiv,
            5 => NodeKind::AddRec(loop_index),
            6 => NodeKind::ZExt,
            7 => NodeKind::SExt,
            8 => NodeKind::Trunc,
            9 => NodeKind::SMax,
            10 => NodeKind::UMax,
            11 => NodeKind::SMin,
            12 => NodeKind::UMin,
            13 => NodeKind::PtrToInt,
            _ => NodeKind::CouldNotCompute,
        };
        let first = node.first_op as usize;
        let operands = &self.operands[first..first + node.n_ops as usize];
        Node {
            kind,
            bits: node.bits,
            pointer: node.flags & sys::POINTER != 0,
            no_unsigned_wrap: node.flags & sys::NO_UNSIGNED_WRAP != 0,
            no_signed_wrap: node.flags & sys::NO_SIGNED_WRAP != 0,
            operands: operands.iter().map(|&position| position as usize).collect(),
        }
    }
}

impl Drop for Scev<'_> {
    fn drop(&mut self) {
        // SAFETY: `raw` comes from `khtScevOpen` and is closed only here.
        unsafe { sys::khtScevClose(self.raw) };
    }
}

/// A function as a value.
pub(crate) fn function(function: FunctionValue<'_>) -> Value<'_> {
    Value::of(function.as_value_ref())
}

/// An instruction as a value.
pub(crate) fn instruction(instruction: InstructionValue<'_>) -> Value<'_> {
    Value::of(instruction.as_value_ref())
}

/// What compiled a function, as debug information says.
pub(crate) fn producer(of: FunctionValue<'_>) -> Option<String> {
    let mut out = [0_u8; 256];
    // SAFETY: the function is alive, the buffer as long as said.
    let length = unsafe { sys::khtScevProducer(of.as_value_ref(), out.as_mut_ptr(), 256) };
    text(&out[..length as usize])
}

/// What the source calls an argument, as debug information says.
pub(crate) fn argument_name(of: FunctionValue<'_>, index: u32) -> Option<String> {
    let mut out = [0_u8; 256];
    // SAFETY: the function is alive, the buffer as long as said.
    let length =
        unsafe { sys::khtScevArgumentName(of.as_value_ref(), index, out.as_mut_ptr(), 256) };
    text(&out[..length as usize])
}

fn text(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    (!text.is_empty()).then_some(text)
}

/// The readable form of a mangled name; the name itself if it is not mangled.
pub(crate) fn demangle(name: &str) -> String {
    let mut out = vec![0_u8; 16 * 1024];
    let Ok(length) = u32::try_from(name.len()) else { return name.to_owned() };
    // SAFETY: both buffers are as long as said.
    let written =
        unsafe { sys::khtScevDemangle(name.as_ptr(), length, out.as_mut_ptr(), 16 * 1024) };
    out.truncate(written as usize);
    String::from_utf8(out).ok().filter(|text| !text.is_empty()).unwrap_or_else(|| name.to_owned())
}

/// Marker that ties raw references to the module.
type Tie<'m> = PhantomData<&'m ()>;
