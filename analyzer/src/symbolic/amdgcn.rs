//! How a kernel for AMD learns where it runs.
//!
//! A thread asks for its place by intrinsics; the shape of the launch lies in memory that the
//! runtime fills in: behind the arguments, or in the packet that starts the kernel. Code that is
//! not linked with the device libraries still calls OpenCL's functions by name.
//!
//! A launch here is `grid` whole blocks whose threads are numbered from zero. OpenCL also knows
//! launches with a smaller last block, and with numbers from an offset: to formulas that rest on
//! neither being so, [`AssumptionKind::PlainLaunch`] is added.

use kht_schema::expr::kinds::Kinds;
use kht_schema::expr::shared::Operand;
use kht_schema::expr::{Axis, CmpOp};
use kht_schema::{AssumptionKind, Cond, Expr, Sym, WhyCode};

use super::address::{Base, Pointee, always};
use super::integers::{Meaning, Reading};
use super::{Ctx, Scope, conjuncts};
use crate::load::{Amdgcn, Machine, image};
use crate::normalize::{amdgcn, opencl};
use crate::scev::{Opcode, Value, ValueKind};

/// Memory in which the runtime describes the launch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LaunchInfo {
    /// What stands behind the arguments.
    Implicit,
    /// The packet that starts the kernel.
    Dispatch,
}

/// Numbers of one kind for the three axes, one behind the other.
struct Place {
    first: i128,
    bits: u32,
}

impl Place {
    /// The axis whose number is at some bytes.
    fn axis(&self, at: i128, bits: u32) -> Option<Axis> {
        let step = i128::from(self.bits / 8);
        let places = std::iter::successors(Some(self.first), |place| Some(place + step));
        let found = Axis::ALL.into_iter().zip(places).find(|(_, place)| *place == at);
        found.filter(|_| bits == self.bits).map(|(axis, _)| axis)
    }
}

// The layout of what stands behind the arguments, as LLVM's user guide for AMDGPU has it, since
// version 5 of the code object; and of the kernel dispatch packet of HSA.
const BLOCK_COUNT: Place = Place { first: 0, bits: 32 };
const GROUP_SIZE: Place = Place { first: 12, bits: 16 };
const REMAINDER: Place = Place { first: 18, bits: 16 };
const GLOBAL_OFFSET: Place = Place { first: 40, bits: 64 };
const OLD_GLOBAL_OFFSET: Place = Place { first: 0, bits: 64 };
const PACKET_GROUP_SIZE: Place = Place { first: 4, bits: 16 };
const PACKET_GRID_SIZE: Place = Place { first: 12, bits: 32 };

/// The first version of the code object with the newer layout.
const NEW_LAYOUT: u32 = 500;

/// Makes a buffer resource of a pointer, the distance of records, their number, and flags.
const MAKE_RESOURCE: &str = "llvm.amdgcn.make.buffer.rsrc.";

impl<'m> Ctx<'_, 'm> {
    /// Where the pointer that a call answers may point to, if it is one of those known here.
    pub(super) fn amdgcn_pointer(&mut self, call: Value<'m>, scope: Scope) -> Option<Vec<Pointee>> {
        let callee = call.callee();
        let name = if callee.kind() == ValueKind::Function { callee.name() } else { return None };
        if name.starts_with(MAKE_RESOURCE) {
            return Some(self.address(call.operand(0), scope));
        }
        if name == opencl::IMAGE {
            return self.image(call.operand(0), scope);
        }
        let info = match name.as_str() {
            "llvm.amdgcn.implicitarg.ptr" => LaunchInfo::Implicit,
            "llvm.amdgcn.dispatch.ptr" => LaunchInfo::Dispatch,
            // Of the queue, nothing is asked that a launch decides.
            "llvm.amdgcn.queue.ptr" => return Some(vec![always(Base::Local)]),
            _ => return None,
        };
        Some(vec![always(Base::Launch(info))])
    }

    /// The image argument that a descriptor was loaded from.
    pub(super) fn image(&mut self, descriptor: Value<'m>, scope: Scope) -> Option<Vec<Pointee>> {
        if descriptor.opcode() != Some(Opcode::LLVMLoad) {
            return None;
        }
        let pointees = self.address(descriptor.operand(0), scope);
        let known = |pointee: &Pointee| match pointee.base {
            Base::ByValue(param) => {
                let fields = &self.entry.params[param.index()].fields;
                let texels = fields.first().is_some_and(|field| field.at == image::TEXELS);
                texels && pointee.offset == Expr::ZERO
            }
            _ => false,
        };
        pointees.iter().all(known).then_some(pointees)
    }

    /// What the runtime says of the launch at some bytes; all of it is not negative.
    pub(super) fn launch_fact(&mut self, info: LaunchInfo, at: i128, bits: u32) -> Option<Expr> {
        let Machine::Amdgcn(Amdgcn { code_object, .. }) = self.entry.machine else { return None };
        let axis = |place: &Place| place.axis(at, bits);
        let (rests_on_shape, expr) = match info {
            LaunchInfo::Dispatch => {
                if let Some(axis) = axis(&PACKET_GROUP_SIZE) {
                    (false, threads(axis))
                } else {
                    let axis = axis(&PACKET_GRID_SIZE)?;
                    (true, blocks(axis) * threads(axis))
                }
            }
            LaunchInfo::Implicit if code_object < NEW_LAYOUT => {
                axis(&OLD_GLOBAL_OFFSET)?;
                (true, Expr::ZERO)
            }
            LaunchInfo::Implicit => {
                if let Some(axis) = axis(&BLOCK_COUNT) {
                    (true, blocks(axis))
                } else if let Some(axis) = axis(&GROUP_SIZE) {
                    (false, threads(axis))
                } else {
                    axis(&REMAINDER).or_else(|| axis(&GLOBAL_OFFSET))?;
                    (true, Expr::ZERO)
                }
            }
        };
        self.plain_launch |= rests_on_shape;
        Some(expr)
    }

    /// What an intrinsic of the target or a function of OpenCL answers.
    pub(super) fn amdgcn_call(
        &mut self,
        call: Value<'m>,
        name: &str,
        scope: Scope,
        wanted: Reading,
    ) -> Option<Meaning> {
        let Machine::Amdgcn(Amdgcn { wave, .. }) = self.entry.machine else { return None };
        let small = |expr| Some(Meaning { reading: Reading::Signed, expr });
        let part = match name {
            amdgcn::STRIDE => Some(1),
            amdgcn::RECORDS => Some(2),
            amdgcn::FLAGS => Some(3),
            _ => None,
        };
        if let Some(part) = part {
            return self.resource_part(call.operand(0), part, scope);
        }
        if let Some(intrinsic) = name.strip_prefix("llvm.amdgcn.") {
            return match intrinsic {
                "workitem.id.x" => small(thread(Axis::X)),
                "workitem.id.y" => small(thread(Axis::Y)),
                "workitem.id.z" => small(thread(Axis::Z)),
                "workgroup.id.x" => small(block(Axis::X)),
                "workgroup.id.y" => small(block(Axis::Y)),
                "workgroup.id.z" => small(block(Axis::Z)),
                "wavefrontsize" => small(Expr::Int(wave.into())),
                "wave.id" => small(Expr::floor_div(linear_thread(), Expr::Int(wave.into()))),
                "mbcnt.lo" | "mbcnt.hi" => self.lanes_below(call, intrinsic, wave, scope),
                "mul.u24" | "mul.i24" => self.product_24(call, intrinsic, scope),
                _ if intrinsic.starts_with("readfirstlane") => {
                    self.first_lane(call, wave, scope, wanted)
                }
                _ => self.exchange(call, scope, wanted),
            };
        }
        self.opencl(call, name, wave).and_then(small)
    }

    /// What a buffer resource was made of: the operand at a position of the call that made it.
    fn resource_part(&mut self, resource: Value<'m>, part: u32, scope: Scope) -> Option<Meaning> {
        let is_call = resource.opcode() == Some(Opcode::LLVMCall);
        let callee = is_call.then(|| resource.callee())?;
        if callee.kind() != ValueKind::Function || !callee.name().starts_with(MAKE_RESOURCE) {
            return None;
        }
        let expr = self.integer(resource.operand(part), scope, Reading::Unsigned);
        Some(Meaning { reading: Reading::Unsigned, expr })
    }

    /// Whether an access is among the records of a buffer resource: whether it begins there. That
    /// it then ends there, too, is assumed where nothing says so.
    pub(super) fn inside_resource(&mut self, call: Value<'m>, scope: Scope) -> Cond {
        let operands = [0, 1, 2, 3].map(|index| call.operand(index));
        let numbers = operands.map(|operand| self.integer(operand, scope, Reading::Unsigned));
        let [compared, offset, records, bytes] = numbers;
        let begins = Cond::cmp(CmpOp::Lt, compared, records.clone()).simplify_with(self);
        // What is masked mostly has an offset far behind the end, which is no question here.
        let offset = self.given_guards(&offset, &conjuncts([begins.clone()]));
        let left = (records.clone() - offset - bytes).simplify_with(self);
        let unknown = left.any(|e| matches!(e, Expr::Sym(Sym::Opq(_))));
        let ends = self.proves_non_negative(&left)
            || self.implies_non_negative(std::slice::from_ref(&begins), &left);
        if !unknown && !ends {
            // An end beyond all buffers is far from what others would access, too.
            let claim = match records.as_int() {
                Some(_) => left,
                None => Expr::select(begins.clone(), left, Expr::ZERO),
            };
            self.assume(AssumptionKind::Range, &claim, 0, i64::MAX);
        }
        begins
    }

    /// What a function of OpenCL that asks for the index space answers.
    fn opencl(&mut self, call: Value<'m>, name: &str, wave: u32) -> Option<Expr> {
        let wave = Expr::Int(wave.into());
        let group = || Axis::ALL.map(threads).into_iter().reduce(|a, b| a * b);
        let lane = || Expr::modulo(linear_thread(), wave.clone());
        let wave_of_thread = || Expr::floor_div(linear_thread(), wave.clone());
        Some(match name {
            "_Z22get_sub_group_local_idv" => lane(),
            "_Z16get_sub_group_idv" => wave_of_thread(),
            "_Z18get_num_sub_groupsv" | "_Z27get_enqueued_num_sub_groupsv" => {
                Expr::ceil_div(group()?, wave)
            }
            "_Z22get_max_sub_group_sizev" => Expr::min([wave, group()?]),
            // The last wave of a block may have fewer threads.
            "_Z18get_sub_group_sizev" => {
                let before = wave.clone() * wave_of_thread();
                Expr::min([wave, group()? - before])
            }
            "_Z19get_local_linear_idv" => linear_thread(),
            _ => {
                let axis = axis(call)?;
                let whole = || blocks(axis) * threads(axis);
                let (rests_on_shape, expr) = match name {
                    "_Z12get_local_idj" => (false, thread(axis)),
                    "_Z12get_group_idj" => (false, block(axis)),
                    "_Z13get_global_idj" => (true, block(axis) * threads(axis) + thread(axis)),
                    "_Z14get_local_sizej" => (true, threads(axis)),
                    "_Z23get_enqueued_local_sizej" => (false, threads(axis)),
                    "_Z14get_num_groupsj" => (true, blocks(axis)),
                    "_Z15get_global_sizej" => (true, whole()),
                    "_Z17get_global_offsetj" => (true, Expr::ZERO),
                    _ => return None,
                };
                self.plain_launch |= rests_on_shape;
                expr
            }
        })
    }

    /// `mbcnt` counts the lanes below a thread's own that a mask selects, in the lower or the upper
    /// half of the wave, on top of a number.
    fn lanes_below(
        &mut self,
        call: Value<'m>,
        intrinsic: &str,
        wave: u32,
        scope: Scope,
    ) -> Option<Meaning> {
        let (mask, rest) = (call.operand(0), call.operand(1));
        if mask.kind() != ValueKind::Int(-1) {
            return None;
        }
        let lane = Expr::modulo(linear_thread(), Expr::Int(wave.into()));
        let half = Expr::Int(32);
        let counted = if intrinsic == "mbcnt.lo" {
            Expr::min([lane, half])
        } else if let Some(lower) = self.counts_lower_half(rest) {
            // Both halves together are the lane.
            let before = self.integer(lower, scope, Reading::Raw);
            return Some(Meaning { reading: Reading::Raw, expr: before + lane });
        } else {
            Expr::max([lane - half, Expr::ZERO])
        };
        let before = self.integer(rest, scope, Reading::Raw);
        Some(Meaning { reading: Reading::Raw, expr: before + counted })
    }

    /// What `mbcnt.lo` of all lanes adds to, if a value is that.
    fn counts_lower_half(&self, value: Value<'m>) -> Option<Value<'m>> {
        let is_call = value.opcode() == Some(Opcode::LLVMCall);
        let callee = is_call.then(|| value.callee())?;
        let counts = callee.kind() == ValueKind::Function
            && callee.name() == "llvm.amdgcn.mbcnt.lo"
            && value.operand(0).kind() == ValueKind::Int(-1);
        counts.then(|| value.operand(1))
    }

    /// A product of the lower 24 bits of two numbers.
    fn product_24(&mut self, call: Value<'m>, intrinsic: &str, scope: Scope) -> Option<Meaning> {
        let reading = if intrinsic == "mul.u24" { Reading::Unsigned } else { Reading::Signed };
        let mut factor = |operand| {
            let expr = self.integer(operand, scope, Reading::Raw);
            self.fit(expr, 24, reading)
        };
        let product = factor(call.operand(0)) * factor(call.operand(1));
        Some(Meaning { reading: Reading::Raw, expr: product })
    }

    /// What the first thread of a wave has: where all its threads have the same, that; else what
    /// some lane of the wave has, of which later arithmetic often keeps the number of the wave
    /// only.
    fn first_lane(
        &mut self,
        call: Value<'m>,
        wave: u32,
        scope: Scope,
        wanted: Reading,
    ) -> Option<Meaning> {
        let expr = self.integer(call.operand(0), scope, wanted);
        if self.is_same_in_wave(&expr, wave) {
            return Some(Meaning { reading: wanted, expr });
        }
        let expr = match self.of_some_lane(&expr, call, wave) {
            Some(expr) => expr,
            None => self.opaque(call, WhyCode::Call),
        };
        Some(Meaning { reading: wanted, expr })
    }

    /// A function of the thread, taken of another lane of its wave; only where blocks have one row,
    /// and where nothing but the thread can differ between the two.
    fn of_some_lane(&mut self, expr: &Expr, call: Value<'m>, wave: u32) -> Option<Expr> {
        let is_same = |e: &Expr| {
            !matches!(
                e,
                Expr::Sym(Sym::It(_) | Sym::Car(..) | Sym::Opq(_) | Sym::Val(_)) | Expr::Load(..)
            )
        };
        if !self.has_one_row() || expr.any(|e| !is_same(e)) {
            return None;
        }
        let id = match self.opaque_ids.get(&call) {
            Some(&id) => id,
            None => {
                let id = self.new_opaque(call, WhyCode::Call, Some(0), Some(i64::from(wave) - 1));
                self.opaque_ids.insert(call, id);
                id
            }
        };
        let size = Expr::Int(wave.into());
        let first = size.clone() * Expr::floor_div(thread(Axis::X), size);
        let other = first + Expr::Sym(Sym::Opq(id));
        Some(expr.substitute(&mut |symbol| match symbol {
            Sym::Tid(Axis::X) => Some(other.clone()),
            Sym::Tid(_) => Some(Expr::ZERO),
            _ => None,
        }))
    }

    pub(super) fn has_one_row(&self) -> bool {
        [Axis::Y, Axis::Z].into_iter().all(|axis| self.proves(&threads(axis), 1, 1))
    }

    /// Whether a value is the same in all threads of a wave: it does not hang on the thread, or
    /// only on the number of its wave.
    ///
    /// The latter is looked at where blocks have one row: `tid.x` is `wave*w + lane` then, with
    /// the symbols of the other axes in place of `w` and `lane`.
    pub(super) fn is_same_in_wave(&self, expr: &Expr, wave: u32) -> bool {
        // Formulas with a name are the same for all threads; what a loop carries, who knows.
        if expr.kinds().meets(Kinds::OPQ) || !expr.symbols_of(Kinds::BOUND).is_empty() {
            return false;
        }
        if !expr.kinds().meets(Kinds::TID) {
            return true;
        }
        if !self.has_one_row() {
            return false;
        }
        let (number, lane) = (thread(Axis::Z), thread(Axis::Y));
        let split = expr.substitute(&mut |symbol| match symbol {
            Sym::Tid(Axis::X) => Some(Expr::Int(wave.into()) * number.clone() + lane.clone()),
            Sym::Tid(_) => Some(Expr::ZERO),
            _ => None,
        });
        let split = split.simplify_with(&super::related::InWave { ctx: self, wave });
        !split.any(|e| *e == lane)
    }
}

/// The axis that a function of OpenCL is asked for.
fn axis(call: Value<'_>) -> Option<Axis> {
    match call.call_arguments().first()?.kind() {
        ValueKind::Int(axis) => Axis::ALL.get(usize::try_from(axis).ok()?).copied(),
        _ => None,
    }
}

fn thread(axis: Axis) -> Expr {
    Expr::Sym(Sym::Tid(axis))
}

fn threads(axis: Axis) -> Expr {
    Expr::Sym(Sym::Bdim(axis))
}

fn block(axis: Axis) -> Expr {
    Expr::Sym(Sym::Bid(axis))
}

fn blocks(axis: Axis) -> Expr {
    Expr::Sym(Sym::Gdim(axis))
}

/// Position of a thread in its block: `x` fastest.
pub(super) fn linear_thread() -> Expr {
    let [x, y, z] = Axis::ALL.map(thread);
    let [width, height, _] = Axis::ALL.map(threads);
    x + width * (y + height * z)
}
