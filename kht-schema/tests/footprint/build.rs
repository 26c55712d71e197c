//! Kernels and launches in few words.

use std::collections::BTreeMap;
use std::fmt;

use kht_schema::access::{Access, Exactness, Op, Opaque, Pattern, Root, Step, Why, WhyCode};
use kht_schema::expr::Carried;
use kht_schema::footprint::{BindError, BufferUse, Footprint, Options};
use kht_schema::kernel::{
    Assumption, AssumptionKind, DeclaredAccess, Field, Kernel, LaunchBounds, Loop, NameSource,
    Param, ParamType, PointerFacts, Work,
};
use kht_schema::launch::{Arg, Buffer, Contents, Launch, Target};
use kht_schema::program::{Memory, Stop};
use kht_schema::{AccessId, Cond, Expr, LoopId, OpqId, ParamId, Program};

use crate::heat::{FRAGMENT, check_heat};

/// A kernel with a launch, built step by step.
#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) kernel: Kernel,
    pub(crate) launch: Launch,
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Launch { grid, block, args, buffers, .. } = &self.launch;
        writeln!(f, "grid {grid:?} block {block:?} args {args:?}")?;
        for buffer in buffers.values() {
            writeln!(f, "  {}: {} bytes, {:?}", buffer.name, buffer.bytes, buffer.contents)?;
        }
        for inner in &self.kernel.loops {
            writeln!(f, "  {} in {:?}: {}", inner.id, inner.parent, inner.trip)?;
        }
        for access in &self.kernel.accesses {
            let Access { op, root, offset, bytes, guards, loops, .. } = access;
            let guards: Vec<String> = guards.iter().map(ToString::to_string).collect();
            writeln!(f, "  {op:?} {root:?} at {offset}, {bytes} bytes, {guards:?}, {loops:?}")?;
        }
        Ok(())
    }
}

/// Parses an expression.
#[track_caller]
pub(crate) fn expr(text: &str) -> Expr {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Parses conditions.
#[track_caller]
pub(crate) fn conds(texts: &[&str]) -> Vec<Cond> {
    let parse = |text: &&str| text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
    texts.iter().map(parse).collect()
}

impl Case {
    pub(crate) fn new(grid: [u32; 3], block: [u32; 3]) -> Case {
        let kernel = Kernel {
            name: "k".into(),
            display: "k".into(),
            source: None,
            params: Vec::new(),
            launch_bounds: LaunchBounds::default(),
            loops: Vec::new(),
            values: Vec::new(),
            opaques: Vec::new(),
            accesses: Vec::new(),
            heat: Vec::new(),
            work: Vec::new(),
            assumptions: Vec::new(),
            launches: Vec::new(),
            diagnostics: Vec::new(),
        };
        let launch = Launch {
            kernel: "k".into(),
            grid,
            block,
            shared_bytes: 0,
            args: Vec::new(),
            buffers: BTreeMap::new(),
        };
        Case { kernel, launch }
    }

    fn param(mut self, ty: ParamType, size: u32, fields: Vec<Field>, arg: Arg) -> Case {
        let index = ParamId(u32::try_from(self.kernel.params.len()).unwrap());
        let pointer = (ty == ParamType::Pointer).then_some(PointerFacts {
            space: 1,
            align: 1,
            noalias: false,
            declared_access: DeclaredAccess::ReadWrite,
        });
        self.kernel.params.push(Param {
            index,
            name: None,
            named_by: NameSource::Module,
            guessed_role: None,
            ty,
            size,
            pointer,
            fields,
        });
        self.launch.args.push(arg);
        self
    }

    /// An integer argument.
    pub(crate) fn int(self, value: i64) -> Case {
        self.param(ParamType::Int, 4, Vec::new(), Arg::Int { value, bytes: 4 })
    }

    /// A pointer to the start of a new buffer.
    pub(crate) fn buffer(self, name: &str, bytes: u64, contents: Contents) -> Case {
        let mut case = self.memory(name, bytes, contents);
        let target = Target { buffer: name.into(), offset: 0 };
        case = case.param(ParamType::Pointer, 8, Vec::new(), Arg::Pointer(target));
        case
    }

    /// A pointer to a new buffer whose contents are not given.
    pub(crate) fn pointer(self, name: &str, bytes: u64) -> Case {
        self.buffer(name, bytes, Contents::Unknown)
    }

    /// A pointer to a new buffer of 32-bit integers.
    pub(crate) fn ints(self, name: &str, values: &[i32]) -> Case {
        let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        self.buffer(name, bytes.len() as u64, Contents::Bytes(bytes))
    }

    /// A pointer into a buffer that is there already.
    pub(crate) fn alias(self, name: &str, offset: u64) -> Case {
        let target = Target { buffer: name.into(), offset };
        self.param(ParamType::Pointer, 8, Vec::new(), Arg::Pointer(target))
    }

    /// A null pointer.
    pub(crate) fn null(self) -> Case {
        self.param(ParamType::Pointer, 8, Vec::new(), Arg::Null)
    }

    /// A by-value struct of `bytes` bytes.
    pub(crate) fn structure(self, bytes: u32, fields: Vec<(u32, Arg)>) -> Case {
        let described = fields
            .iter()
            .map(|(at, arg)| {
                let (ty, size) = match arg {
                    Arg::Int { bytes, .. } => (ParamType::Int, *bytes),
                    _ => (ParamType::Pointer, 8),
                };
                Field { at: *at, ty, size }
            })
            .collect();
        self.param(ParamType::Struct, bytes, described, Arg::Struct { bytes, fields })
    }

    /// A buffer that no argument points to.
    pub(crate) fn memory(mut self, name: &str, bytes: u64, contents: Contents) -> Case {
        let buffer = Buffer { name: name.into(), bytes, contents };
        self.launch.buffers.insert(name.into(), buffer);
        self
    }

    /// A loop in `parent`.
    #[track_caller]
    pub(crate) fn nested(mut self, parent: Option<u32>, trip: &str) -> Case {
        let id = LoopId(u32::try_from(self.kernel.loops.len()).unwrap());
        let (parent, trip) = (parent.map(LoopId), expr(trip));
        self.kernel.loops.push(Loop {
            id,
            parent,
            trip,
            carried: Vec::new(),
            exactness: Exactness::Exact,
            source: None,
        });
        self
    }

    /// One more value that the last loop carries.
    #[track_caller]
    pub(crate) fn carrying(mut self, first: &str, next: &str) -> Case {
        let carried = &mut self.kernel.loops.last_mut().unwrap().carried;
        let index = u32::try_from(carried.len()).unwrap();
        carried.push(Carried { index, first: expr(first), next: expr(next) });
        self
    }

    /// A loop around which there is none.
    #[track_caller]
    pub(crate) fn looped(self, trip: &str) -> Case {
        self.nested(None, trip)
    }

    /// A value that is not known.
    pub(crate) fn opaque(mut self, lo: Option<i64>, hi: Option<i64>) -> Case {
        let id = OpqId(u32::try_from(self.kernel.opaques.len()).unwrap());
        let why = Why { code: WhyCode::Float, instruction: "fptosi".into(), source: None };
        self.kernel.opaques.push(Opaque { id, lo, hi, why });
        self
    }

    /// An access through an argument.
    #[track_caller]
    pub(crate) fn access(self, op: Op, param: u32, offset: &str, bytes: &str) -> Case {
        self.rooted(op, Root { param: ParamId(param), path: Vec::new() }, offset, bytes)
    }

    /// An access through a pointer field.
    #[track_caller]
    pub(crate) fn field_access(self, op: Op, param: u32, at: u32, offset: &str) -> Case {
        let path = vec![Step::Field { at }];
        self.rooted(op, Root { param: ParamId(param), path }, offset, "4")
    }

    /// An access through a pointer that is loaded from behind an argument.
    #[track_caller]
    pub(crate) fn deref_access(self, op: Op, param: u32, deref: &str, offset: &str) -> Case {
        let path = vec![Step::Deref { offset: expr(deref) }];
        self.rooted(op, Root { param: ParamId(param), path }, offset, "4")
    }

    #[track_caller]
    fn rooted(mut self, op: Op, root: Root, offset: &str, bytes: &str) -> Case {
        let id = AccessId(u32::try_from(self.kernel.accesses.len()).unwrap());
        self.kernel.accesses.push(Access {
            id,
            op,
            root,
            bytes: expr(bytes),
            offset: expr(offset),
            guards: Vec::new(),
            loops: Vec::new(),
            exactness: Exactness::Exact,
            pattern: Pattern::default(),
            source: None,
        });
        self
    }

    /// A load of four bytes.
    #[track_caller]
    pub(crate) fn load(self, param: u32, offset: &str) -> Case {
        self.access(Op::Load, param, offset, "4")
    }

    /// A store of four bytes.
    #[track_caller]
    pub(crate) fn store(self, param: u32, offset: &str) -> Case {
        self.access(Op::Store, param, offset, "4")
    }

    /// Guards of the last access.
    #[track_caller]
    pub(crate) fn when(mut self, guards: &[&str]) -> Case {
        self.kernel.accesses.last_mut().unwrap().guards = conds(guards);
        self
    }

    /// Loops of the last access.
    pub(crate) fn within(mut self, loops: &[u32]) -> Case {
        let loops = loops.iter().map(|id| LoopId(*id)).collect();
        self.kernel.accesses.last_mut().unwrap().loops = loops;
        self
    }

    /// Arithmetic with one flop per execution.
    #[track_caller]
    pub(crate) fn flop(mut self, guards: &[&str], loops: &[u32]) -> Case {
        self.kernel.work.push(Work {
            guards: conds(guards),
            loops: loops.iter().map(|id| LoopId(*id)).collect(),
            flops: 1,
            int_ops: 0,
            special_ops: 0,
            tensor_ops: 0,
            shared_bytes: 0,
            barriers: 0,
        });
        self
    }

    /// An assumption that a value stays in bounds.
    #[track_caller]
    pub(crate) fn assume(mut self, accesses: &[u32], value: &str, lo: i64, hi: i64) -> Case {
        self.kernel.assumptions.push(Assumption {
            kind: AssumptionKind::NoWrap,
            accesses: accesses.iter().map(|id| AccessId(*id)).collect(),
            expr: Some(expr(value)),
            lo: Some(lo),
            hi: Some(hi),
            everywhere: false,
        });
        self
    }

    /// The footprint; the compiled form must agree wherever it answers.
    pub(crate) fn try_footprint(&self) -> Result<Footprint, BindError> {
        let footprint = kht_schema::footprint(&self.kernel, &self.launch, &Options::default());
        let exact = |it: &BufferUse| it.exactness == Exactness::Exact;
        let exact = footprint.as_ref().map_or(true, |it| it.buffers.iter().all(exact));
        if let (true, Ok(flat)) = (exact, self.flat()) {
            assert_eq!(Ok(&flat), footprint.as_ref(), "the compiled form differs: {self:?}");
            self.check_heat(&flat);
        }
        footprint
    }

    /// Heat must say what ranges say, unless it is too much to be told apart by fragments.
    fn check_heat(&self, flat: &Footprint) {
        let program = Program::compile(&self.kernel);
        let bound = program.bind(&self.launch).unwrap();
        let mut memory = Memory::default();
        let fragments = vec![FRAGMENT; program.pointers().len()];
        match program.heat(&bound.call(), &fragments, &mut memory) {
            Ok(found) => check_heat(&program, flat, found),
            Err(stop) => assert_eq!(stop, Stop::Ranges, "{self:?}"),
        }
    }

    /// The footprint as the compiled form has it, or why it has none.
    pub(crate) fn flat(&self) -> Result<Footprint, Stop> {
        let program = Program::compile(&self.kernel);
        let bound = program.bind(&self.launch).map_err(|_| Stop::Extent)?;
        program.try_footprint(&bound, &Options::default(), &mut Memory::default())
    }

    #[track_caller]
    pub(crate) fn footprint(&self) -> Footprint {
        self.try_footprint().unwrap_or_else(|error| panic!("{error}"))
    }

    /// The use of a buffer, by its name.
    #[track_caller]
    pub(crate) fn of(&self, name: &str) -> BufferUse {
        let footprint = self.footprint();
        let found = footprint.buffers.iter().find(|buffer| buffer.name == name);
        found.unwrap_or_else(|| panic!("no {name} in {footprint:?}")).clone()
    }
}
