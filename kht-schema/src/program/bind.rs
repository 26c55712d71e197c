//! Binding: a launch by name becomes a call by number, once.

use super::Program;
use super::call::{Call, Place};
use super::code::NONE;
use crate::footprint::BindError;
use crate::footprint::bind::{Binding, PointerValue, Value};
use crate::launch::Launch;

/// A launch as numbers.
#[derive(Clone, Debug)]
pub struct Bound<'a> {
    /// Blocks per axis.
    pub grid: [u32; 3],
    /// Threads of a block per axis.
    pub block: [u32; 3],
    /// As [`Call::scalars`].
    pub scalars: Vec<i64>,
    /// As [`Call::pointers`].
    pub pointers: Vec<Option<Place<'a>>>,
    /// Names of the buffers behind the pointers.
    pub(super) names: Vec<Option<&'a str>>,
}

impl Bound<'_> {
    /// The launch as a call.
    #[must_use]
    pub fn call(&self) -> Call<'_> {
        let Bound { grid, block, scalars, pointers, .. } = self;
        Call { grid: *grid, block: *block, scalars, pointers }
    }
}

impl Program<'_> {
    /// Looks up what a launch passes.
    ///
    /// # Errors
    ///
    /// The launch does not fit the kernel, as in [`footprint`](crate::footprint()).
    pub fn bind<'a>(&self, launch: &'a Launch) -> Result<Bound<'a>, BindError>
    where
        Self: 'a,
    {
        let binding = Binding::new(self.kernel, launch)?;
        let scalars = self.scalars.iter().map(|scalar| match binding.value(*scalar) {
            Value::Int(value) => i64::try_from(value).unwrap_or(NONE),
            Value::Address(_) | Value::None => NONE,
        });
        let scalars = scalars.collect();
        let mut names: Vec<&str> = Vec::new();
        let mut pointers = Vec::with_capacity(binding.pointers.len());
        let mut passed = Vec::with_capacity(binding.pointers.len());
        for entry in &binding.pointers {
            passed.push(match entry.value {
                PointerValue::Null => None,
                PointerValue::Target { buffer, .. } => Some(buffer.name.as_str()),
            });
            pointers.push(match entry.value {
                PointerValue::Null => None,
                PointerValue::Target { buffer, base } => {
                    let known = names.iter().position(|name| *name == buffer.name);
                    let number = known.unwrap_or_else(|| {
                        names.push(&buffer.name);
                        names.len() - 1
                    });
                    let number = u32::try_from(number).unwrap_or(u32::MAX);
                    Some(Place::of(buffer, number, base))
                }
            });
        }
        Ok(Bound { grid: launch.grid, block: launch.block, scalars, pointers, names: passed })
    }
}
