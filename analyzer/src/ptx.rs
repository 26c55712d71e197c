//! PTX, the assembly of NVIDIA GPUs, as it stands in inline assembly: text -> statements, and what
//! kind of thing each instruction does.
//!
//! ```text
//! text        := { '{' | '}' | label ':' | directive ';' | instruction ';' }
//! directive   := '.reg' type name { ',' name } | '.pragma' string
//! instruction := [ '@' ['!'] operand ] opcode [ operand { ',' operand } ]
//! operand     := [ '!' ] term [ '|' term ] | '{' operands '}' | '[' place ']'
//! place       := term [ '+' number ] { ',' operand }
//! term        := name | number | '$' digits | '${' digits ':' modifier '}'
//! ```

mod kind;
mod parse;

pub(crate) use kind::{Kind, Space, Traffic, bits, is_integer, is_signed};
pub(crate) use parse::parse;

/// One statement.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Statement {
    /// A scope of registers begins.
    Open,
    /// It ends.
    Close,
    /// A place to jump to.
    Label(String),
    /// Declares registers of one type, such as `b32` or `pred`.
    Registers { ty: String, names: Vec<String> },
    /// An instruction.
    Instruction(Instruction),
}

/// One instruction.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Instruction {
    /// Runs only if this holds.
    pub(crate) guard: Option<Guard>,
    /// First part of the opcode: `ld`.
    pub(crate) name: String,
    /// The other parts: `global`, `L1::evict_first`, `v4`, `b32`.
    pub(crate) modifiers: Vec<String>,
    pub(crate) operands: Vec<Operand>,
}

/// A predicate in front of an instruction.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Guard {
    pub(crate) predicate: Operand,
    pub(crate) negated: bool,
}

/// An operand.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Operand {
    /// Operand of the inline assembly: results first, then inputs.
    Argument(usize),
    /// A register, a special register, a symbol, or `_` for nowhere.
    Name(String),
    /// An integer, or the bits of a floating-point number.
    Number(i128),
    /// A floating-point number in decimal notation.
    Decimal(String),
    /// Several operands as one.
    Vector(Vec<Operand>),
    /// Memory at a base plus a number of bytes. `place` are the coordinates behind a tensor map.
    Memory { base: Box<Operand>, offset: i64, place: Vec<Operand> },
    /// A result and a predicate.
    Pair(Box<Operand>, Box<Operand>),
    /// The opposite of a predicate.
    Not(Box<Operand>),
}

impl Instruction {
    /// Whether a part of the opcode is there.
    pub(crate) fn has(&self, modifier: &str) -> bool {
        self.modifiers.iter().any(|it| it == modifier)
    }
}

/// Whether a template may touch memory that kernel arguments can reach.
pub(crate) fn may_touch_global(template: &str) -> bool {
    let Some(statements) = parse(template) else { return true };
    statements.iter().any(|statement| match statement {
        Statement::Instruction(instruction) => instruction.may_touch_global(),
        Statement::Open | Statement::Close | Statement::Label(_) | Statement::Registers { .. } => {
            false
        }
    })
}
