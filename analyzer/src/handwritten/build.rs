//! The document -> kernels, by the same way as the facts about compiled ones.

use std::collections::BTreeMap;

use kht_schema::expr::{Axis, CmpOp};
use kht_schema::kernel::{DeclaredAccess, LaunchBounds, NameSource, PointerFacts};
use kht_schema::{
    Cond, Expr, LoopId, Op, Opaque, OpqId, ParamId, ParamType, Root, Step, Sym, Why, WhyCode,
};
use toml::Spanned;

use super::document::{Access, Document, Formula, Kernel, Param, Per, Role, Type, Work};
use super::names::Names;
use super::{HandwrittenError, Source};
use crate::facts::{self, Needs};
use crate::{classify, emit, heat};

type Built<T> = Result<T, HandwrittenError>;

/// All kernels of a document.
pub(super) fn kernels(source: Source<'_>, document: &Document) -> Built<Vec<kht_schema::Kernel>> {
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    let mut kernels = Vec::new();
    for (position, kernel) in document.kernel.iter().enumerate() {
        let key = format!("kernel[{position}]");
        let name = kernel.name.get_ref().as_str();
        let at = kernel.name.span().start;
        if name.is_empty() {
            return Err(source.refuse(at, &format!("{key}.name"), "a name", "nothing"));
        }
        if let Some(first) = known.insert(name, position) {
            let found = format!("{name:?} as in kernel[{first}]");
            return Err(source.refuse(at, &format!("{key}.name"), "a name of its own", found));
        }
        let facts = Builder::new(source, kernel, &key)?.finish()?;
        let verdicts = classify::classify(&facts);
        let heat = heat::heat(&facts, &verdicts);
        kernels.push(emit::emit(facts, verdicts, heat));
    }
    Ok(kernels)
}

struct Builder<'d> {
    source: Source<'d>,
    kernel: &'d Kernel,
    key: &'d str,
    names: Names<'d>,
    /// Parameters by name.
    params: BTreeMap<&'d str, usize>,
    /// Loops by name.
    loop_ids: BTreeMap<&'d str, LoopId>,
    loops: Vec<facts::Loop>,
    opaques: Vec<Opaque>,
}

impl<'d> Builder<'d> {
    /// Takes in all names.
    fn new(source: Source<'d>, kernel: &'d Kernel, key: &'d str) -> Built<Builder<'d>> {
        let mut builder = Builder {
            source,
            kernel,
            key,
            names: Names::new(source),
            params: BTreeMap::new(),
            loop_ids: BTreeMap::new(),
            loops: Vec::new(),
            opaques: Vec::new(),
        };
        for (position, param) in kernel.param.iter().enumerate() {
            let key = format!("{key}.param[{position}].name");
            builder.names.add(&param.name, &key, format!("arg{position}"))?;
            builder.params.insert(param.name.get_ref(), position);
        }
        for (name, formula) in &kernel.define {
            builder.names.define(name, formula, &format!("{key}.define"))?;
        }
        for (position, each) in kernel.loops.iter().enumerate() {
            let key = format!("{key}.loop[{position}]");
            let parent = each.inside.as_ref().map(|name| builder.loop_named(name, &key));
            let parent = parent.transpose()?;
            // The trip count may use iterations of the loops around it, but not its own.
            let trip = builder.names.read(&each.trip, &format!("{key}.trip"))?;
            let id = builder.new_loop(parent, trip);
            let word = Expr::Sym(Sym::It(id)).to_string();
            builder.names.add(&each.name, &format!("{key}.name"), word)?;
            builder.loop_ids.insert(each.name.get_ref(), id);
        }
        Ok(builder)
    }

    fn new_loop(&mut self, parent: Option<LoopId>, trip: Expr) -> LoopId {
        let id = LoopId(u32::try_from(self.loops.len()).expect("fewer loops than letters"));
        let (carried, needs) = (Vec::new(), Needs::new());
        self.loops.push(facts::Loop { id, parent, trip, carried, needs, source: None });
        id
    }

    fn loop_named(&self, name: &Spanned<String>, key: &str) -> Built<LoopId> {
        self.loop_ids.get(name.get_ref().as_str()).copied().ok_or_else(|| {
            let known: Vec<&str> = self.loop_ids.keys().copied().collect();
            let expected = format!("a loop before it, of {}", known.join(", "));
            self.source.refuse(name.span().start, key, expected, format!("{:?}", name.get_ref()))
        })
    }

    fn finish(mut self) -> Built<facts::Kernel> {
        let params = self.kernel.param.iter().enumerate();
        let params = params.map(|(position, param)| self.param(position, param));
        let params = params.collect::<Built<Vec<_>>>()?;
        let mut accesses = Vec::new();
        for (position, access) in self.kernel.access.iter().enumerate() {
            accesses.push(self.access(access, &format!("{}.access[{position}]", self.key))?);
        }
        let mut work = Vec::new();
        for (position, each) in self.kernel.work.iter().enumerate() {
            work.push(self.work(each, &format!("{}.work[{position}]", self.key))?);
        }
        let name = self.kernel.name.get_ref().clone();
        Ok(facts::Kernel {
            display: self.kernel.display.clone().unwrap_or_else(|| name.clone()),
            name,
            source: None,
            params,
            launch_bounds: LaunchBounds::default(),
            loops: self.loops,
            values: Vec::new(),
            opaques: self.opaques,
            accesses,
            work,
            assumptions: Vec::new(),
            host: facts::Host::default(),
            plain_launch: false,
            diagnostics: self.kernel.notes.clone(),
        })
    }

    fn param(&self, position: usize, param: &Param) -> Built<kht_schema::Param> {
        let index = ParamId(u32::try_from(position).expect("fewer parameters than letters"));
        let key = |what: &str| format!("{}.param[{position}].{what}", self.key);
        let (ty, size) = match param.ty {
            Type::Pointer => (ParamType::Pointer, 8),
            Type::I8 => (ParamType::Int, 1),
            Type::I16 => (ParamType::Int, 2),
            Type::I32 => (ParamType::Int, 4),
            Type::I64 => (ParamType::Int, 8),
            Type::F16 | Type::Bf16 => (ParamType::Float, 2),
            Type::F32 => (ParamType::Float, 4),
            Type::F64 => (ParamType::Float, 8),
        };
        let is_pointer = ty == ParamType::Pointer;
        for (what, at) in [
            ("role", param.role.as_ref().map(|it| it.span().start)),
            ("align", param.align.as_ref().map(|it| it.span().start)),
        ] {
            if let Some(at) = at.filter(|_| !is_pointer) {
                return Err(self.source.refuse(
                    at,
                    &key(what),
                    "it with pointers only",
                    "a number",
                ));
            }
        }
        let role = param.role.as_ref().map_or(Role::InOut, |role| *role.get_ref());
        let pointer = PointerFacts {
            space: 1,
            align: param.align.as_ref().map_or(1, |align| *align.get_ref()),
            noalias: false,
            declared_access: match role {
                Role::In => DeclaredAccess::Read,
                Role::Out => DeclaredAccess::Write,
                Role::InOut => DeclaredAccess::ReadWrite,
            },
        };
        Ok(kht_schema::Param {
            index,
            name: Some(param.name.get_ref().clone()),
            named_by: NameSource::Module,
            guessed_role: None,
            ty,
            size,
            pointer: is_pointer.then_some(pointer),
            fields: Vec::new(),
        })
    }

    fn access(&mut self, access: &'d Access, key: &str) -> Built<facts::Access> {
        let param = self.pointer(access, &format!("{key}.param"))?;
        let mut loops = self.chain(&access.loops, &format!("{key}.loops"))?;
        let mut names = self.names.clone();
        let mut places = Vec::new();
        for (name, count, stride, what) in [
            ("matrix", &access.batch, &access.batch_stride, ["batch", "batch_stride"]),
            ("row", &access.rows, &access.stride, ["rows", "stride"]),
        ] {
            let [count_key, stride_key] = what.map(|what| format!("{key}.{what}"));
            let Some(count) = count else {
                if let Some(stride) = stride {
                    let (at, expected) = (stride.span().start, format!("{} beside it", what[0]));
                    return Err(self.source.refuse(at, &stride_key, expected, "nothing"));
                }
                continue;
            };
            let trip = names.read(count, &count_key)?;
            let id = self.new_loop(loops.last().copied(), trip);
            loops.push(id);
            names.bring(name, Expr::Sym(Sym::It(id)).to_string());
            if let Some(stride) = stride {
                let stride: Expr = names.read(stride, &stride_key)?;
                places.push(Expr::mul([stride, Expr::Sym(Sym::It(id))]));
            }
        }
        let read = |formula: &Spanned<Formula>, what: &str| names.read::<Expr>(formula, what);
        let steps = access.through.iter().enumerate().map(|(position, formula)| {
            let offset = read(formula, &format!("{key}.through[{position}]"))?;
            Ok(Step::Deref { offset })
        });
        let root = Root { param, path: steps.collect::<Built<Vec<_>>>()? };
        let bytes = read(&access.bytes, &format!("{key}.bytes"))?;
        if let Some(offset) = &access.offset {
            places.push(read(offset, &format!("{key}.offset"))?);
        }
        let mut guards = self.guards(&names, &access.when, key)?;
        if let Some(why) = &access.upper {
            let may = Expr::Sym(Sym::Opq(self.opaque(why, Some(0), Some(1))));
            guards.push(Cond::cmp(CmpOp::Ne, may, Expr::ZERO));
        }
        let offset = match &access.unknown {
            Some(why) => Expr::Sym(Sym::Opq(self.opaque(why, None, None))),
            None => Expr::add(places).simplify(),
        };
        let (op, needs) = (access.op, Needs::new());
        Ok(facts::Access { op, root, bytes, offset, guards, loops, needs, source: None })
    }

    /// The pointer that an access starts from, which it may use in that way.
    fn pointer(&self, access: &Access, key: &str) -> Built<ParamId> {
        let (name, at) = (access.param.get_ref().as_str(), access.param.span().start);
        let found = self.params.get(name).filter(|it| self.kernel.param[**it].ty == Type::Pointer);
        let Some(&position) = found else {
            let params = self.kernel.param.iter().filter(|param| param.ty == Type::Pointer);
            let known: Vec<&str> = params.map(|param| param.name.get_ref().as_str()).collect();
            let expected = format!("a pointer, of {}", known.join(", "));
            return Err(self.source.refuse(at, key, expected, format!("{name:?}")));
        };
        let role = self.kernel.param[position].role.as_ref().map(|role| *role.get_ref());
        // What pointers in memory lead to is not what the argument points to.
        let direct = access.through.is_empty();
        let against = match (access.op, role) {
            (Op::Store | Op::Atomic, Some(Role::In)) if direct => Some("in"),
            (Op::Load | Op::Atomic, Some(Role::Out)) if direct => Some("out"),
            _ => None,
        };
        if let Some(role) = against {
            let op = format!("{:?}", access.op).to_lowercase();
            let found = format!("{op} through {name:?}, whose role is {role:?}");
            return Err(self.source.refuse(at, key, "an access that its role allows", found));
        }
        Ok(ParamId(u32::try_from(position).expect("fewer parameters than letters")))
    }

    /// Loops that are named from the outside in, each inside the one before.
    fn chain(&self, names: &[Spanned<String>], key: &str) -> Built<Vec<LoopId>> {
        let mut chain: Vec<LoopId> = Vec::new();
        for name in names {
            let id = self.loop_named(name, key)?;
            if self.loops[id.index()].parent != chain.last().copied() {
                let expected = "loops from the outside in, each inside the one before it";
                let found = format!("{:?}", name.get_ref());
                return Err(self.source.refuse(name.span().start, key, expected, found));
            }
            chain.push(id);
        }
        Ok(chain)
    }

    /// The conditions that are written, and for calls, that only one thread makes them.
    fn guards(&self, names: &Names<'_>, when: &[Spanned<Formula>], key: &str) -> Built<Vec<Cond>> {
        let mut guards = Vec::new();
        if self.kernel.per == Per::Call {
            let ids = Axis::ALL.into_iter().flat_map(|axis| [Sym::Bid(axis), Sym::Tid(axis)]);
            guards.extend(ids.map(|id| Cond::cmp(CmpOp::Eq, Expr::Sym(id), Expr::ZERO)));
        }
        for (position, formula) in when.iter().enumerate() {
            guards.push(names.read(formula, &format!("{key}.when[{position}]"))?);
        }
        Ok(guards)
    }

    fn opaque(&mut self, why: &str, lo: Option<i64>, hi: Option<i64>) -> OpqId {
        let id = OpqId(u32::try_from(self.opaques.len()).expect("fewer opaques than letters"));
        let why = Why { code: WhyCode::Stated, instruction: why.to_owned(), source: None };
        self.opaques.push(Opaque { id, lo, hi, why });
        id
    }

    fn work(&self, work: &Work, key: &str) -> Built<kht_schema::Work> {
        Ok(kht_schema::Work {
            guards: self.guards(&self.names, &work.when, key)?,
            loops: self.chain(&work.loops, &format!("{key}.loops"))?,
            flops: work.flops,
            int_ops: work.int_ops,
            special_ops: work.special_ops,
            tensor_ops: work.tensor_ops,
            shared_bytes: work.shared_bytes,
            barriers: 0,
        })
    }
}
