//! The **kernel heat table** (KHT): for each compiled GPU kernel and each pointer argument, which
//! bytes are read and written, how often and in which pattern, as formulas over the launch.
//!
//! What a table promises:
//!
//! * Every access that can touch an argument is listed. What could not be proved is an [`Opaque`]
//!   value with a range and a reason inside the formula, never a missing access.
//! * An expression denotes an exact integer. Where the machine's 32-bit arithmetic could differ
//!   from it, the table lists the [`Assumption`] that it does not; [`footprint`](footprint())
//!   checks each one for the launch at hand and falls back to the whole buffer when it fails.
//! * The same input bytes give the same table bytes.
//!
//! [`read`](read()) takes a table in, [`check`](check()) says what a consumer may rely on, and
//! [`footprint`](footprint()) evaluates one kernel for one [`Launch`].

#![forbid(unsafe_code)]

pub mod access;
pub mod check;
pub mod expr;
pub mod footprint;
pub mod heat;
pub mod ids;
pub mod kernel;
pub mod launch;
pub mod program;
pub mod read;
pub mod table;

pub use access::{Access, Exactness, Op, Opaque, Pattern, Root, Step, Why, WhyCode};
pub use check::{Problem, check, check_one};
pub use expr::{Cond, Expr, Sym};
pub use footprint::{Footprint, footprint};
pub use heat::{Amount, Heat, HeatSide, Uncounted};
pub use ids::{AccessId, LoopId, OpqId, ParamId, ValId};
pub use kernel::{Assumption, AssumptionKind, Kernel, Loop, NamedValue, Param, ParamType, Work};
pub use launch::Launch;
pub use program::Program;
pub use read::{ReadError, read};
pub use table::{FORMAT_VERSION, Module, Producer, Table, json_schema};
