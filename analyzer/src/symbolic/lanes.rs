//! Values that lanes of a wave take from each other.
//!
//! A lane that reads another one's register gets what the same instruction computed there: the
//! formula of the value, taken of the other thread. That holds where all lanes of the wave run the
//! exchange together, in the same iteration; else a lane that is not there, or not there any more,
//! leaves the reader with something else.
//!
//! Numbers of 64 bits, pointers above all, go through such instructions in halves, and are put
//! together again behind them.

use kht_schema::expr::kinds::Kinds;
use kht_schema::expr::shared::Operand;
use kht_schema::expr::{Axis, CmpOp};
use kht_schema::{Cond, Expr, Sym};

use super::integers::{Meaning, Reading};
use super::{Ctx, Scope};
use crate::facts::{Assumption, Claim};
use crate::load::{Amdgcn, Machine};
use crate::scev::{Block, Opcode, Value, ValueKind};

/// Lanes of a row, within which most exchanges stay.
const ROW: i128 = 16;

/// An exchange whose lanes are known.
struct Exchange<'m> {
    /// What lanes give to others.
    given: Bits<'m>,
    /// What a lane gets that reads from none.
    lost: Bits<'m>,
    source: Source<'m>,
}

/// What goes through an exchange.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bits<'m> {
    Value(Value<'m>),
    Number(i64),
}

/// The lane that a lane reads from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Source<'m> {
    /// The one whose number differs in some bits.
    Flipped(u32),
    /// The one that is so many further on, if that is in the same group of so many lanes.
    Shifted(i128, i128),
    /// The one with a number in each group of so many lanes.
    OneOf(i128, i128),
    /// The one whose number, in bytes of registers, is a value.
    Chosen(Value<'m>),
}

impl<'m> Exchange<'m> {
    /// The exchange that an intrinsic of AMD GPUs makes, if it is one of those known here.
    fn of(call: Value<'m>, wave: i128) -> Option<Exchange<'m>> {
        let callee = call.callee();
        let name = if callee.kind() == ValueKind::Function { callee.name() } else { return None };
        let intrinsic = name.strip_prefix("llvm.amdgcn.")?;
        let begins = |prefix: &str| intrinsic.starts_with(prefix);
        if begins("update.dpp.") {
            let [lost, given] = [0, 1].map(|position| Bits::Value(call.operand(position)));
            return data_parallel(
                call,
                2,
                Exchange { given, lost, source: Source::Flipped(0) },
                wave,
            );
        }
        let given = Bits::Value(call.operand(0));
        if begins("ds.swizzle") {
            let pattern = u32::try_from(constant(call.operand(1))?).ok()?;
            // No bit of the lane is lost or set, so what remains are those that are flipped.
            let flips = pattern & !0x7c00 == 0x1f;
            let source = Source::Flipped(pattern >> 10 & 0x1f);
            return flips.then_some(Exchange { given, lost: Bits::Number(0), source });
        }
        if begins("readlane.") {
            let source =
                Source::OneOf(wave, i128::from(constant(call.operand(1))?).rem_euclid(wave));
            return Some(Exchange { given, lost: Bits::Number(0), source });
        }
        if begins("ds.bpermute") {
            let (source, given) = (Source::Chosen(call.operand(0)), Bits::Value(call.operand(1)));
            return Some(Exchange { given, lost: Bits::Number(0), source });
        }
        None
    }
}

/// An exchange by data-parallel primitives, whose controls begin at an operand.
fn data_parallel<'m>(
    call: Value<'m>,
    first: u32,
    exchange: Exchange<'m>,
    wave: i128,
) -> Option<Exchange<'m>> {
    let [control, rows, banks, bound] =
        [0, 1, 2, 3].map(|position| constant(call.operand(first + position)));
    if (rows?, banks?) != (15, 15) {
        return None;
    }
    let control = u32::try_from(control?).ok()?;
    let amount = i128::from(control & 15);
    // As the manuals of the instruction sets have them.
    let source = match control {
        0xb1 | 0x4e | 0x1b => Source::Flipped(control & 3),
        0x00 | 0x55 | 0xaa | 0xff => Source::OneOf(4, i128::from(control & 3)),
        0x101..=0x10f => Source::Shifted(amount, ROW),
        0x111..=0x11f => Source::Shifted(-amount, ROW),
        0x130 => Source::Shifted(1, wave),
        0x138 => Source::Shifted(-1, wave),
        0x140 => Source::Flipped(15),
        0x141 => Source::Flipped(7),
        0x150..=0x15f => Source::OneOf(ROW, amount),
        0x160..=0x16f => Source::Flipped(control & 15),
        _ => return None,
    };
    let lost = if bound? != 0 { Bits::Number(0) } else { exchange.lost };
    Some(Exchange { lost, source, ..exchange })
}

fn constant(value: Value<'_>) -> Option<i64> {
    match value.kind() {
        ValueKind::Int(number) => Some(number),
        ValueKind::Null => Some(0),
        _ => None,
    }
}

impl<'m> Ctx<'_, 'm> {
    /// What an exchange between lanes answers.
    pub(super) fn exchange(
        &mut self,
        call: Value<'m>,
        scope: Scope,
        wanted: Reading,
    ) -> Option<Meaning> {
        let exchange = Exchange::of(call, self.wave()?)?;
        self.exchanged_lanes(&exchange, call.block(), scope, wanted)
    }

    /// The number that a vector of its parts is: one of which each part went through the same
    /// exchange.
    pub(super) fn put_together(
        &mut self,
        cast: Value<'m>,
        scope: Scope,
        wanted: Reading,
    ) -> Option<Meaning> {
        let exchange = self.exchange_of_parts(cast)?;
        self.exchanged_lanes(&exchange, cast.block(), scope, wanted)
    }

    /// The exchange that all parts of a number went through, as one of the number.
    fn exchange_of_parts(&self, cast: Value<'m>) -> Option<Exchange<'m>> {
        let vector = cast.operand(0);
        let (bits, wave) = (cast.bits()?, self.wave()?);
        if !vector.is_vector() || bits != 64 {
            return None;
        }
        let width = vector.element_bits();
        if !(1..=bits).contains(&width) {
            return None;
        }
        let mut whole: Option<Exchange<'m>> = None;
        for lane in 0..bits / width {
            let part = vector.inserted(lane.into())?;
            // All must be of one time, as guards and iterations are looked at once.
            let together = part.opcode() == Some(Opcode::LLVMCall) && part.block() == cast.block();
            let part = together.then(|| Exchange::of(part, wave))??;
            let place = Part { lane, width, bits };
            let (given, lost) = (place.of_number(part.given)?, place.of_number(part.lost)?);
            whole = Some(match whole {
                None => Exchange { given, lost, source: part.source },
                Some(known) if known.source == part.source => Exchange {
                    given: both(known.given, given)?,
                    lost: both(known.lost, lost)?,
                    source: known.source,
                },
                Some(_) => return None,
            });
        }
        whole
    }

    fn exchanged_lanes(
        &mut self,
        exchange: &Exchange<'m>,
        block: Block<'m>,
        scope: Scope,
        wanted: Reading,
    ) -> Option<Meaning> {
        if !self.in_whole_waves(block) {
            return None;
        }
        let (other, there) = self.source_thread(exchange.source, scope)?;
        let (own, needs) = self.apart_from_needs(|ctx| ctx.bits(exchange.given, scope, wanted));
        // What is not known, or carried by a loop, may be something else in another lane.
        if own.kinds().meets(Kinds::OPQ) || !own.symbols_of(Kinds::BOUND).is_empty() {
            return None;
        }
        let mut of_other = |symbol| (symbol == Sym::Tid(Axis::X)).then(|| other.clone());
        let got = own.substitute(&mut of_other);
        for position in needs.iter() {
            let Assumption { kind, claim } = self.assumptions[position].clone();
            let claim = claim.map(|claim| {
                let expr = claim.expr.substitute(&mut of_other).simplify_with(self);
                Claim { expr, ..claim }
            });
            let position = self.assumptions.same(Assumption { kind, claim });
            self.needs.insert(position);
        }
        let expr = match there.simplify_with(self) {
            Cond::Const(true) => got,
            there => Expr::select(there, got, self.bits(exchange.lost, scope, wanted)),
        };
        Some(Meaning { reading: wanted, expr })
    }

    fn bits(&mut self, bits: Bits<'m>, scope: Scope, wanted: Reading) -> Expr {
        match (bits, wanted) {
            (Bits::Value(value), _) => self.integer(value, scope, wanted),
            (Bits::Number(number), Reading::Unsigned) => Expr::Int(number.cast_unsigned().into()),
            (Bits::Number(number), Reading::Raw | Reading::Signed) => Expr::Int(number.into()),
        }
    }

    /// The thread that a lane reads from, and whether there is one.
    fn source_thread(&mut self, source: Source<'m>, scope: Scope) -> Option<(Expr, Cond)> {
        let thread = || Expr::tid(Axis::X);
        let first_of = |lanes: i128| thread() - Expr::modulo(thread(), Expr::Int(lanes));
        let (other, there) = match source {
            Source::Flipped(mask) => {
                let bits = (0..u32::BITS).filter(|bit| mask >> bit & 1 == 1);
                let flips = bits.map(|bit| {
                    let (weight, above) =
                        (1 << bit, Expr::floor_div(thread(), Expr::Int(1 << bit)));
                    Expr::Int(weight) - Expr::Int(2 * weight) * Expr::modulo(above, Expr::Int(2))
                });
                (Expr::add(flips.chain([thread()])), Cond::Const(true))
            }
            Source::Shifted(by, lanes) => {
                let place = Expr::modulo(thread(), Expr::Int(lanes));
                let there = match by {
                    1 => Cond::cmp(CmpOp::Ne, place, Expr::Int(lanes - 1)),
                    -1 => Cond::cmp(CmpOp::Ne, place, Expr::ZERO),
                    0.. => Cond::cmp(CmpOp::Lt, place, Expr::Int(lanes - by)),
                    _ => Cond::cmp(CmpOp::Le, Expr::Int(-by), place),
                };
                (thread() + Expr::Int(by), there)
            }
            Source::OneOf(lanes, number) => {
                (first_of(lanes) + Expr::Int(number), Cond::Const(true))
            }
            Source::Chosen(bytes) => {
                let wave = self.wave()?;
                let bytes = self.integer(bytes, scope, Reading::Raw);
                let register = Expr::floor_div(bytes, Expr::Int(4));
                (first_of(wave) + Expr::modulo(register, Expr::Int(wave)), Cond::Const(true))
            }
        };
        Some((other.simplify_with(self), there))
    }

    fn wave(&self) -> Option<i128> {
        match self.entry.machine {
            Machine::Amdgcn(Amdgcn { wave, .. }) => Some(wave.into()),
            Machine::Nvptx => None,
        }
    }

    /// Whether the lanes of each wave run a block together: blocks are rows of whole waves, and
    /// neither conditions nor trip counts on the way differ within a wave.
    fn in_whole_waves(&mut self, block: Block<'m>) -> bool {
        let (Some(wave), Some(threads)) = (self.wave(), self.entry.only_block()) else {
            return false;
        };
        let [row, 1, 1] = threads else { return false };
        let Ok(size) = u32::try_from(wave) else { return false };
        if i128::from(row) % wave != 0 {
            return false;
        }
        let (conds, _) = self.apart_from_needs(|ctx| ctx.guards(block));
        let as_number = |cond: &Cond| Expr::select(cond.clone(), Expr::ONE, Expr::ZERO);
        let mut ways: Vec<Expr> = conds.iter().map(as_number).collect();
        for index in self.cfg.chain(self.cfg.loop_of(block)) {
            let (found, _) = self.apart_from_needs(|ctx| ctx.count(index));
            let Some(found) = found else { return false };
            ways.push(found.trip);
        }
        ways.iter().all(|way| self.is_same_in_wave(way, size))
    }
}

/// A part of a number.
struct Part {
    lane: u32,
    /// Its bits.
    width: u32,
    /// Those of the number.
    bits: u32,
}

impl Part {
    /// The number that something is this part of: one whose vector it is an element of, or the bits
    /// in their place.
    fn of_number<'m>(&self, part: Bits<'m>) -> Option<Bits<'m>> {
        let number = match part {
            Bits::Number(number) => number,
            Bits::Value(value) => match constant(value) {
                Some(number) => number,
                None => return self.of_value(value).map(Bits::Value),
            },
        };
        let own = number.cast_unsigned() & (u64::MAX >> (64 - self.width));
        Some(Bits::Number((own << (self.lane * self.width)).cast_signed()))
    }

    fn of_value<'m>(&self, value: Value<'m>) -> Option<Value<'m>> {
        if value.opcode() != Some(Opcode::LLVMExtractElement)
            || constant(value.operand(1)) != Some(self.lane.into())
        {
            return None;
        }
        let vector = value.operand(0);
        let is_cast = vector.opcode() == Some(Opcode::LLVMBitCast);
        let number = is_cast.then(|| vector.operand(0))?;
        (number.bits() == Some(self.bits)).then_some(number)
    }
}

/// The number that two parts are of.
fn both<'m>(one: Bits<'m>, other: Bits<'m>) -> Option<Bits<'m>> {
    match (one, other) {
        (Bits::Number(one), Bits::Number(other)) => Some(Bits::Number(one | other)),
        (Bits::Value(_), Bits::Value(_)) if one == other => Some(one),
        _ => None,
    }
}
