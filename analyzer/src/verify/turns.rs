//! Which turns of its loops a thread is in, so that accesses of a warp's lanes are told apart.
//!
//! Lanes run one after the other here, not in step as on a GPU. What they do *together* there is
//! the same instruction in the same turn of each loop around it; so each loop counts its turns,
//! and an inner loop starts from a number that the turn of the outer one decides. The numbers are
//! hashes: equal turns have equal numbers, and different ones practically never.
//!
//! The counters are stack slots, which become registers before the code is compiled.

use std::collections::HashMap;

use inkwell::basic_block::BasicBlock;
use inkwell::builder::Builder;
use inkwell::values::{FunctionValue, InstructionOpcode, InstructionValue, IntValue, PointerValue};

use super::prepare::{Prepared, called};

/// Spreads numbers of turns over 64 bits; odd, so that no two numbers fall together.
const SPREAD: u64 = 0xd6e8_feb8_6659_fd93;

/// The counters of a function.
pub(super) struct Turns<'ctx> {
    /// Counter of the innermost loop around each block that has one.
    innermost: HashMap<BasicBlock<'ctx>, PointerValue<'ctx>>,
    /// The number that the function was called with.
    root: PointerValue<'ctx>,
}

impl<'ctx> Turns<'ctx> {
    /// Lets the loops of a function count, and its calls hand their numbers on.
    pub(super) fn insert(
        prepared: &Prepared<'ctx>,
        builder: &Builder<'ctx>,
        function: FunctionValue<'ctx>,
        calls: &[InstructionValue<'ctx>],
    ) -> Self {
        let blocks = function.get_basic_blocks();
        let loops = Loops::of(&Flow::of(&blocks));
        let word = prepared.context.i64_type();
        let slot = |builder: &Builder<'ctx>| {
            let start = blocks[0].get_first_instruction().expect("a block ends in an instruction");
            builder.position_before(&start);
            builder.build_alloca(word, "").expect("the builder has a position")
        };
        let slots: Vec<PointerValue<'ctx>> = loops.all.iter().map(|_| slot(builder)).collect();
        let root = slot(builder);
        let mut innermost = HashMap::new();
        for (block, number) in blocks.iter().zip(&loops.innermost) {
            if let Some(number) = number {
                innermost.insert(*block, slots[*number]);
            }
        }
        let turns = Self { innermost, root };
        let editor = Editor { prepared, builder };
        editor.start(&turns, function, &blocks);
        for (found, slot) in loops.all.iter().zip(&slots) {
            let outer = found.parent.map_or(turns.root, |parent| slots[parent]);
            for &block in &found.entries {
                editor.enter(blocks[block], outer, *slot);
            }
            editor.count(blocks[found.header], *slot);
        }
        for (number, call) in (1..).zip(calls.iter().filter(|it| calls_a_body(**it))) {
            editor.hand_on(&turns, *call, number);
        }
        turns
    }

    /// The number of the turns that an instruction runs in.
    pub(super) fn at(
        &self,
        prepared: &Prepared<'ctx>,
        builder: &Builder<'ctx>,
        instruction: InstructionValue<'ctx>,
    ) -> IntValue<'ctx> {
        let slot = instruction.get_parent().and_then(|block| self.innermost.get(&block));
        builder.position_before(&instruction);
        Editor { prepared, builder }.load(*slot.unwrap_or(&self.root))
    }
}

/// Whether an instruction calls a function that counts on its own.
fn calls_a_body(instruction: InstructionValue<'_>) -> bool {
    called(instruction).is_some_and(|callee| callee.count_basic_blocks() > 0)
}

/// Writes the instructions that count.
struct Editor<'a, 'ctx> {
    prepared: &'a Prepared<'ctx>,
    builder: &'a Builder<'ctx>,
}

impl<'ctx> Editor<'_, 'ctx> {
    fn number(&self, value: u64) -> IntValue<'ctx> {
        self.prepared.context.i64_type().const_int(value, false)
    }

    fn load(&self, slot: PointerValue<'ctx>) -> IntValue<'ctx> {
        let word = self.prepared.context.i64_type();
        let value = self.builder.build_load(word, slot, "").expect("the builder has a position");
        value.into_int_value()
    }

    fn store(&self, slot: PointerValue<'ctx>, value: IntValue<'ctx>) {
        self.builder.build_store(slot, value).expect("the builder has a position");
    }

    fn spread(&self, value: IntValue<'ctx>) -> IntValue<'ctx> {
        self.builder
            .build_int_mul(value, self.number(SPREAD), "")
            .expect("the builder has a position")
    }

    fn add(&self, value: IntValue<'ctx>, other: u64) -> IntValue<'ctx> {
        self.builder
            .build_int_add(value, self.number(other), "")
            .expect("the builder has a position")
    }

    /// The cell through which a caller hands its number to the function that it calls.
    fn cell(&self) -> PointerValue<'ctx> {
        let module = &self.prepared.module;
        let word = self.prepared.context.i64_type();
        module
            .get_global("kht.turn")
            .unwrap_or_else(|| module.add_global(word, None, "kht.turn"))
            .as_pointer_value()
    }

    /// The kernel starts from zero, other functions from what their caller hands on.
    fn start(
        &self,
        turns: &Turns<'ctx>,
        function: FunctionValue<'ctx>,
        blocks: &[BasicBlock<'ctx>],
    ) {
        let first = blocks[0]
            .get_instructions()
            .find(|it| it.get_opcode() != InstructionOpcode::Alloca)
            .expect("a block ends in an instruction");
        self.builder.position_before(&first);
        let is_kernel = function == self.prepared.kernel;
        let value = if is_kernel { self.number(0) } else { self.load(self.cell()) };
        self.store(turns.root, value);
    }

    /// A loop is entered from a block outside of it.
    fn enter(&self, block: BasicBlock<'ctx>, outer: PointerValue<'ctx>, slot: PointerValue<'ctx>) {
        let Some(end) = block.get_terminator() else { return };
        self.builder.position_before(&end);
        let start = self.spread(self.load(outer));
        self.store(slot, start);
    }

    /// A turn starts at the header of its loop.
    fn count(&self, header: BasicBlock<'ctx>, slot: PointerValue<'ctx>) {
        let first = header
            .get_instructions()
            .find(|it| it.get_opcode() != InstructionOpcode::Phi)
            .expect("a block ends in an instruction");
        self.builder.position_before(&first);
        let next = self.add(self.load(slot), 1);
        self.store(slot, next);
    }

    /// A call hands on where it stands.
    fn hand_on(&self, turns: &Turns<'ctx>, call: InstructionValue<'ctx>, number: u64) {
        let turn = turns.at(self.prepared, self.builder, call);
        let value = self.add(self.spread(turn), number);
        self.store(self.cell(), value);
    }
}

/// The blocks of a function by number, and where control goes from each.
struct Flow {
    successors: Vec<Vec<usize>>,
    predecessors: Vec<Vec<usize>>,
}

impl Flow {
    fn of(blocks: &[BasicBlock<'_>]) -> Self {
        let numbers: HashMap<BasicBlock<'_>, usize> =
            blocks.iter().enumerate().map(|(number, block)| (*block, number)).collect();
        let successors = |block: &BasicBlock<'_>| -> Vec<usize> {
            let Some(end) = block.get_terminator() else { return Vec::new() };
            let targets = end.get_operands().flatten().filter_map(|operand| operand.block());
            targets.filter_map(|target| numbers.get(&target).copied()).collect()
        };
        Self::from_successors(blocks.iter().map(successors).collect())
    }

    fn from_successors(successors: Vec<Vec<usize>>) -> Self {
        let mut predecessors = vec![Vec::new(); successors.len()];
        for (block, targets) in successors.iter().enumerate() {
            for &target in targets {
                predecessors[target].push(block);
            }
        }
        Self { successors, predecessors }
    }

    /// Blocks that the first one reaches, each before all that it leads to but for loops.
    fn order(&self) -> Vec<usize> {
        let mut seen = vec![false; self.successors.len()];
        let mut finished = Vec::new();
        let mut stack = vec![(0, 0)];
        seen[0] = true;
        while let Some((block, next)) = stack.pop() {
            if let Some(&target) = self.successors[block].get(next) {
                stack.push((block, next + 1));
                if !std::mem::replace(&mut seen[target], true) {
                    stack.push((target, 0));
                }
            } else {
                finished.push(block);
            }
        }
        finished.reverse();
        finished
    }

    /// Per block, the last one before it that all ways to it lead through; itself for the first.
    ///
    /// Cooper, Harvey and Kennedy's way: walk up from two predecessors until they meet, and again
    /// until nothing changes. `place` is the position of each block in `order`.
    fn dominators(&self, order: &[usize], place: &[Option<usize>]) -> Vec<Option<usize>> {
        let mut above: Vec<Option<usize>> = vec![None; self.successors.len()];
        above[0] = Some(0);
        let meet = |above: &[Option<usize>], mut one: usize, mut other: usize| {
            while one != other {
                let behind = if place[one] > place[other] { &mut one } else { &mut other };
                *behind = above[*behind].expect("blocks that were reached have one above");
            }
            one
        };
        let mut changed = true;
        while changed {
            changed = false;
            for &block in &order[1..] {
                let known = self.predecessors[block].iter().filter(|it| above[**it].is_some());
                let next = known.copied().reduce(|one, other| meet(&above, one, other));
                changed |= next != above[block];
                above[block] = next;
            }
        }
        above
    }
}

/// A natural loop: a block that all ways in lead to, and what leads back to it.
#[derive(Debug, PartialEq, Eq)]
struct Loop {
    header: usize,
    /// Blocks outside of it that lead to the header.
    entries: Vec<usize>,
    /// The loop around it.
    parent: Option<usize>,
}

/// All natural loops of a function.
struct Loops {
    all: Vec<Loop>,
    /// Per block, the innermost loop around it.
    innermost: Vec<Option<usize>>,
}

impl Loops {
    fn of(flow: &Flow) -> Self {
        let order = flow.order();
        let mut place = vec![None; flow.successors.len()];
        for (position, &block) in order.iter().enumerate() {
            place[block] = Some(position);
        }
        let above = flow.dominators(&order, &place);
        let dominates = |header: usize, mut block: usize| {
            while place[block] > place[header] {
                block = above[block].expect("blocks that were reached have one above");
            }
            block == header
        };
        let mut loops = Self { all: Vec::new(), innermost: vec![None; flow.successors.len()] };
        // Headers of inner loops come behind those of outer ones, so these are found last.
        for &header in order.iter().rev() {
            let reached = flow.predecessors[header].iter().copied();
            let (latches, entries): (Vec<usize>, Vec<usize>) = reached
                .filter(|&block| place[block].is_some())
                .partition(|&block| dominates(header, block));
            if !latches.is_empty() {
                loops.add(flow, Loop { header, entries, parent: None }, latches, &place);
            }
        }
        loops
    }

    /// Adds a loop; what lies between its header and the ends of its turns belongs to it.
    fn add(&mut self, flow: &Flow, found: Loop, latches: Vec<usize>, place: &[Option<usize>]) {
        let number = self.all.len();
        let header = found.header;
        self.all.push(found);
        self.innermost[header].get_or_insert(number);
        let mut open = latches;
        while let Some(block) = open.pop() {
            let top = match self.innermost[block].map(|inner| self.outermost(inner)) {
                Some(known) if known == number => continue,
                Some(inner) => {
                    self.all[inner].parent = Some(number);
                    self.all[inner].header
                }
                None => {
                    self.innermost[block] = Some(number);
                    block
                }
            };
            let before = flow.predecessors[top].iter().copied();
            open.extend(before.filter(|&it| place[it].is_some()));
        }
    }

    fn outermost(&self, mut number: usize) -> usize {
        while let Some(parent) = self.all[number].parent {
            number = parent;
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loops(successors: &[&[usize]]) -> Loops {
        Loops::of(&Flow::from_successors(successors.iter().map(|it| it.to_vec()).collect()))
    }

    #[test]
    fn nested_loops_have_parents_and_entries() {
        // 0 -> 1 (outer) -> 2 (inner) -> 2 | 3 -> 1 | 4
        let found = loops(&[&[1], &[2], &[2, 3], &[1, 4], &[]]);
        assert_eq!(found.all.len(), 2);
        assert_eq!(found.all[0], Loop { header: 2, entries: vec![1], parent: Some(1) });
        assert_eq!(found.all[1], Loop { header: 1, entries: vec![0], parent: None });
        assert_eq!(found.innermost, [None, Some(1), Some(0), Some(1), None]);
    }

    #[test]
    fn several_ways_back_make_one_loop() {
        // 1 is left to 2 or 3, both of which lead back; 4 follows; 5 is never reached.
        let found = loops(&[&[1], &[2, 3], &[1], &[1, 4], &[], &[1]]);
        assert_eq!(found.all, [Loop { header: 1, entries: vec![0], parent: None }]);
        assert_eq!(found.innermost, [None, Some(0), Some(0), Some(0), None, None]);
    }

    #[test]
    fn loops_side_by_side_are_two() {
        let found = loops(&[&[1], &[1, 2], &[2, 3], &[]]);
        let headers: Vec<usize> = found.all.iter().map(|it| it.header).collect();
        assert_eq!(headers, [2, 1]);
        assert_eq!(found.all[0].entries, [1]);
        assert_eq!(found.innermost, [None, Some(1), Some(0), None]);
    }

    #[test]
    fn jumps_into_the_middle_make_no_loop() {
        // 1 and 2 lead to each other, and 0 to both.
        let found = loops(&[&[1, 2], &[2, 3], &[1], &[]]);
        assert_eq!(found.all, []);
    }
}
