//! Formulas of a launch: their values once it is bound.

use super::bind::{Binding, Value};
use super::memory::{Memory, Written};
use super::written::written;
use super::{BindError, Count};
use crate::expr::eval::{Env, EvalError};
use crate::expr::{Pointer, ScalarType};
use crate::heat::Amount;
use crate::{Expr, Kernel, Launch, Sym};

/// A kernel and a launch, for formulas that the launch has one value of, those of a
/// [`Heat`](crate::Heat) for example.
///
/// The values are those of launches that confirm the assumptions of the table; a footprint says
/// whether this one does.
#[derive(Debug)]
pub struct Bound<'a> {
    binding: Binding<'a>,
    written: Vec<Written<'a>>,
}

impl<'a> Bound<'a> {
    /// Binds a launch.
    ///
    /// # Errors
    ///
    /// The launch does not fit the kernel, as for [`footprint`](super::footprint()).
    pub fn new(kernel: &'a Kernel, launch: &'a Launch) -> Result<Self, BindError> {
        let binding = Binding::new(kernel, launch)?;
        let written = written(&binding);
        Ok(Bound { binding, written })
    }

    /// The value of a formula.
    ///
    /// # Errors
    ///
    /// It names something that the launch does not give, such as contents of a buffer that are not
    /// known, or has no value in 128 bits.
    pub fn value(&self, expr: &Expr) -> Result<i128, EvalError> {
        let memory = Memory::new(&self.binding.pointers, &self.written);
        expr.eval(&Values { binding: &self.binding, memory })
    }

    /// The value of an amount; numbers beyond 64 bits, and negative ones, have none.
    ///
    /// # Errors
    ///
    /// As for [`Bound::value`].
    pub fn amount(&self, amount: &Amount) -> Result<Count, EvalError> {
        let (lo, hi) = amount.bounds();
        let (lo, hi) = (self.value(lo)?, self.value(hi)?);
        let lo = u64::try_from(lo).map_err(|_| EvalError::Overflow)?;
        Ok(Count { lo, hi: u64::try_from(hi).ok() })
    }
}

struct Values<'b> {
    binding: &'b Binding<'b>,
    memory: Memory<'b>,
}

impl Env for Values<'_> {
    fn sym(&self, sym: Sym) -> Option<i128> {
        match sym {
            Sym::Gdim(axis) => Some(self.binding.launch.grid[axis.index()].into()),
            Sym::Bdim(axis) => Some(self.binding.launch.block[axis.index()].into()),
            Sym::Arg(pointer) => match self.binding.value(pointer) {
                Value::Int(value) => Some(value),
                // Some address; formulas only ever ask whether it is null.
                Value::Address(base) => Some(256 + i128::from(base)),
                Value::None => None,
            },
            Sym::Val(id) => {
                // A named value only has those before it, so this ends.
                self.binding.kernel.values.get(id.index())?.expr.eval(self).ok()
            }
            Sym::Bid(_) | Sym::Tid(_) | Sym::It(_) | Sym::Opq(_) | Sym::Step(_) | Sym::Car(..) => {
                None
            }
        }
    }

    fn load(&self, pointer: Pointer, offset: i128, ty: ScalarType) -> Option<i128> {
        self.memory.read(self.binding.slot(pointer)?, offset, ty)
    }
}
