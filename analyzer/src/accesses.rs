//! The plain module -> every instruction of a kernel that may touch memory which an argument
//! reaches, with the pointer it goes through. Where that pointer leads is the next stage's matter.
//!
//! Soundness rests here: an instruction that may touch memory and has no site of its own must not
//! have a pointer operand. Calls and assembly that are not understood give *loose* sites, which
//! stand for any bytes behind the pointer.

mod asm;
mod calls;

use std::fmt::Write as _;

use kht_schema::{Op, WhyCode};

use crate::cfg::Cfg;
use crate::load::Machine;
use crate::scev::{Block, Opcode, Scev, Value};

/// A memory instruction, and the pointer it goes through.
#[derive(Clone, Copy)]
pub(crate) struct Site<'m> {
    pub(crate) instruction: Value<'m>,
    pub(crate) block: Block<'m>,
    pub(crate) op: Op,
    pub(crate) pointer: Value<'m>,
    pub(crate) extent: Extent<'m>,
}

/// Which bytes behind its pointer an instruction touches.
#[derive(Clone, Copy)]
pub(crate) enum Extent<'m> {
    /// This many from the pointer upwards.
    Bytes(u64),
    /// As many as an integer value says.
    Length(Value<'m>),
    /// Any bytes that the root of the pointer reaches.
    Any(WhyCode),
}

/// Finds the sites of a kernel, in program order.
pub(crate) fn collect<'m>(machine: Machine, scev: &Scev<'m>, cfg: &Cfg<'m>) -> Vec<Site<'m>> {
    let mut sites = Vec::new();
    for block in scev.function().blocks() {
        if cfg.reachable(block) {
            for instruction in block.instructions() {
                visit(machine, instruction, block, &mut sites);
            }
        }
    }
    sites
}

fn visit<'m>(
    machine: Machine,
    instruction: Value<'m>,
    block: Block<'m>,
    sites: &mut Vec<Site<'m>>,
) {
    let mut push = |op, pointer, extent| {
        sites.push(Site { instruction, block, op, pointer, extent });
    };
    let fixed = || match instruction.store_size() {
        0 => Extent::Any(WhyCode::Instruction),
        bytes => Extent::Bytes(bytes),
    };
    match instruction.opcode() {
        Some(Opcode::LLVMLoad) => push(Op::Load, instruction.operand(0), fixed()),
        Some(Opcode::LLVMStore) => {
            push(Op::Store, instruction.operand(1), fixed());
            let stored = instruction.operand(0);
            if stored.is_pointer() {
                push(Op::Load, stored, Extent::Any(WhyCode::Escape));
                push(Op::Store, stored, Extent::Any(WhyCode::Escape));
            }
        }
        Some(Opcode::LLVMAtomicRMW | Opcode::LLVMAtomicCmpXchg) => {
            push(Op::Atomic, instruction.operand(0), fixed());
        }
        Some(Opcode::LLVMCall | Opcode::LLVMInvoke | Opcode::LLVMCallBr) => {
            for (op, pointer, extent) in calls::effects(machine, instruction) {
                push(op, pointer, extent);
            }
        }
        _ => {}
    }
}

/// The sites as text: the first stage that `kht explain` shows.
pub(crate) fn describe(scev: &Scev<'_>, sites: &[Site<'_>]) -> String {
    let mut text = String::new();
    for (position, site) in sites.iter().enumerate() {
        let op = format!("{:?}", site.op).to_lowercase();
        let extent = match site.extent {
            Extent::Bytes(bytes) => format!("{bytes} bytes"),
            Extent::Length(length) => format!("{} bytes", scev.text(length)),
            Extent::Any(why) => format!("any bytes ({why:?})"),
        };
        let source = site.instruction.source().unwrap_or_else(|| "-".to_owned());
        let shown = scev.text(site.instruction);
        writeln!(text, "site{position} {op} {extent} at {source}\n    {shown}")
            .expect("writing to a string cannot fail");
    }
    text
}
