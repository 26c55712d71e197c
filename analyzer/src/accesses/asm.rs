//! Inline PTX: does it touch memory at all?
//!
//! Assembly with a statement that may is a loose site for each of its pointer operands; arithmetic
//! (`cvt`, `mul`, `mma`, …) is not. What is not on the list of arithmetic may touch memory.

use kht_schema::WhyCode;

use super::calls::{Effect, loose};
use crate::scev::Value;

/// PTX instructions that touch no memory which a kernel argument could reach, by the first part of
/// their mnemonic (PTX ISA 8.7, chapter 9). Shared-memory forms are told by their state space.
const ARITHMETIC: [&str; 90] = [
    "abs",
    "activemask",
    "add",
    "addc",
    "and",
    "bar",
    "barrier",
    "bfe",
    "bfi",
    "bfind",
    "bfn",
    "bmsk",
    "bra",
    "brev",
    "brkpt",
    "clz",
    "cnot",
    "copysign",
    "cos",
    "cvt",
    "cvta",
    "div",
    "dp2a",
    "dp4a",
    "elect",
    "ex2",
    "exit",
    "fence",
    "fma",
    "fns",
    "getctarank",
    "griddepcontrol",
    "isspacep",
    "lg2",
    "lop3",
    "mad",
    "mad24",
    "madc",
    "mapa",
    "match",
    "max",
    "mbarrier",
    "membar",
    "min",
    "mma",
    "mov",
    "movmatrix",
    "mul",
    "mul24",
    "nanosleep",
    "neg",
    "nop",
    "not",
    "or",
    "pmevent",
    "popc",
    "prmt",
    "rcp",
    "redux",
    "rem",
    "ret",
    "rsqrt",
    "sad",
    "selp",
    "set",
    "setmaxnreg",
    "setp",
    "shf",
    "shfl",
    "shl",
    "shr",
    "sin",
    "slct",
    "sqrt",
    "stacksave",
    "stackrestore",
    "sub",
    "subc",
    "szext",
    "tanh",
    "testp",
    "trap",
    "vote",
    "vadd",
    "vsub",
    "vabsdiff",
    "vmin",
    "vmax",
    "wgmma",
    "xor",
];

/// Effects of inline assembly on what its operands point to.
pub(super) fn effects<'m>(call: Value<'m>, template: &str) -> Vec<Effect<'m>> {
    if !touches_global(template) {
        return Vec::new();
    }
    call.call_arguments()
        .into_iter()
        .filter(|argument| argument.is_pointer() || argument.bits() == Some(64))
        .flat_map(|argument| loose(argument, WhyCode::Instruction))
        .collect()
}

/// Whether a statement of the template may touch memory outside of shared memory.
fn touches_global(template: &str) -> bool {
    let text = strip_comments(template);
    text.split([';', '\n', '{', '}']).any(|statement| statement_touches_global(statement.trim()))
}

fn statement_touches_global(statement: &str) -> bool {
    let mut words = statement.split_whitespace().peekable();
    // A predicate (`@p`, `@!p`) and a label (`name:`) may stand before the mnemonic.
    while words.peek().is_some_and(|word| word.starts_with('@') || word.ends_with(':')) {
        words.next();
    }
    let Some(mnemonic) = words.next() else { return false };
    // Operands after a split at `{` or `}`, and directives such as `.reg`, are no instructions.
    if !mnemonic.starts_with(|c: char| c.is_ascii_lowercase()) || mnemonic.contains(',') {
        return false;
    }
    let mut parts = mnemonic.split('.');
    let head = parts.next().unwrap_or_default();
    let spaces: Vec<&str> = parts.collect();
    if ARITHMETIC.contains(&head) || head == "ldmatrix" || head == "stmatrix" {
        return false;
    }
    let shared_only = spaces.iter().any(|part| part.starts_with("shared"))
        && !spaces.iter().any(|part| part.starts_with("global"));
    let bookkeeping = head == "cp"
        && spaces.iter().any(|part| ["wait_group", "wait_all", "commit_group"].contains(part));
    !(shared_only || bookkeeping)
}

fn strip_comments(template: &str) -> String {
    let lines = template.lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}
