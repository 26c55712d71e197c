//! Merges of branches: the value is a `select` by the condition under which each branch comes in.

use kht_schema::{Cond, Expr, WhyCode};

use super::integers::Reading;
use super::{Ctx, Scope};
use crate::cfg::{Edge, Node};
use crate::scev::{Block, Opcode, Value, ValueKind};

/// Branches of one merge that are followed.
const MAX_INCOMING: usize = 32;

impl<'m> Ctx<'_, 'm> {
    /// A `phi` that does not belong to a loop header, as a chain of selects.
    pub(super) fn merge(&mut self, phi: Value<'m>, scope: Scope, reading: Reading) -> Expr {
        self.merge_without(phi, scope, reading, &[])
    }

    /// The same, where control is known not to come from some blocks.
    pub(super) fn merge_without(
        &mut self,
        phi: Value<'m>,
        scope: Scope,
        reading: Reading,
        excluded: &[Block<'m>],
    ) -> Expr {
        if let Some(same) = self.same_on_all_ways(phi, scope, reading, excluded) {
            return same;
        }
        let Some(branches) = self.branches_without(phi, scope, excluded) else {
            return self.opaque(phi, WhyCode::Phi);
        };
        // The value that comes in most often is left when all others are not.
        let times = |value| branches.iter().filter(|(other, _)| *other == value).count();
        let Some(usual) = branches.iter().map(|(value, _)| *value).max_by_key(|&it| times(it))
        else {
            return self.opaque(phi, WhyCode::Instruction);
        };
        let mut merged = self.integer(usual, scope, reading);
        for (value, cond) in branches.into_iter().rev().filter(|(value, _)| *value != usual) {
            let value = self.integer(value, scope, reading);
            merged = Expr::select(cond, value, merged);
        }
        merged
    }

    /// The value of a merge to which all ways bring the same, whatever their conditions.
    fn same_on_all_ways(
        &mut self,
        phi: Value<'m>,
        scope: Scope,
        reading: Reading,
        excluded: &[Block<'m>],
    ) -> Option<Expr> {
        let known = self.known_incoming(phi, excluded);
        if known.len() > MAX_INCOMING || self.cfg.is_header(phi.block()) || self.too_deep() {
            return None;
        }
        let mut values = known.into_iter().map(|(value, _)| value);
        let first = self.integer(values.next()?, scope, reading);
        values.all(|value| self.integer(value, scope, reading) == first).then_some(first)
    }

    /// The values of a merge with the blocks they come from, less those that mean nothing.
    fn known_incoming(
        &self,
        phi: Value<'m>,
        excluded: &[Block<'m>],
    ) -> Vec<(Value<'m>, Block<'m>)> {
        let mut incoming = phi.incoming();
        incoming.retain(|(value, from)| {
            let reached = self.cfg.reachable(*from) && !excluded.contains(from);
            reached && value.kind() != ValueKind::Undef
        });
        incoming
    }

    /// Blocks before a merge that decide where control goes after it, so that it is not what is
    /// wanted: a `break` sets a flag that the end of the loop's body tests.
    pub(super) fn decided_otherwise(
        &self,
        merge: Block<'m>,
        wanted: impl Fn(Block<'m>) -> bool,
    ) -> Vec<Block<'m>> {
        let Some(test) = merge.branch_condition() else { return Vec::new() };
        if test.opcode() != Some(Opcode::LLVMPHI) || test.block() != merge {
            return Vec::new();
        }
        let targets = merge.successors();
        let decided = test.incoming().into_iter().filter(|(decision, _)| match decision.kind() {
            ValueKind::Int(decision) => !wanted(targets[usize::from(decision == 0)]),
            _ => false,
        });
        decided.map(|(_, from)| from).collect()
    }

    /// The ways into a merge of a loop's body on which the loop goes on, if it is not left
    /// elsewhere; the value that a scope outside of the loop sees came in on another one.
    pub(super) fn not_seen_from(&self, phi: Value<'m>, scope: Scope) -> Vec<Block<'m>> {
        let block = phi.block();
        let Some(index) = self.cfg.loop_of(block) else { return Vec::new() };
        let outside = !self.cfg.chain(scope).contains(&index);
        if !outside || self.cfg.exits(index).iter().any(|exit| exit.from != block) {
            return Vec::new();
        }
        self.decided_otherwise(block, |target| !self.cfg.contains(Some(index), target))
    }

    /// The values of a merge with the conditions under which they come in, which exclude each
    /// other and of which one holds. `None` at a loop header. Undefined values are left out: a
    /// program that uses one has no meaning.
    pub(super) fn branches(
        &mut self,
        phi: Value<'m>,
        scope: Scope,
    ) -> Option<Vec<(Value<'m>, Cond)>> {
        self.branches_without(phi, scope, &[])
    }

    pub(super) fn branches_without(
        &mut self,
        phi: Value<'m>,
        scope: Scope,
        excluded: &[Block<'m>],
    ) -> Option<Vec<(Value<'m>, Cond)>> {
        let block = phi.block();
        let known = self.known_incoming(phi, excluded);
        let first = known.first()?.0;
        if known.iter().all(|(value, _)| *value == first) && first != phi {
            return Some(vec![(first, Cond::Const(true))]);
        }
        let inner = known.iter().all(|(_, from)| self.cfg.node_in(scope, *from).is_some());
        if known.len() > MAX_INCOMING || !inner || self.cfg.is_header(block) || self.too_deep() {
            return None;
        }
        let given = self.reach(Node::Block(block));
        let mut branches = Vec::new();
        for (value, from) in known {
            let cond = self.edge_into(scope, from, block)?;
            branches.push((value, without(cond, &given)));
        }
        Some(branches)
    }

    /// Condition under which control comes from a block straight into another one.
    pub(super) fn edge_into(
        &mut self,
        scope: Scope,
        from: Block<'m>,
        to: Block<'m>,
    ) -> Option<Cond> {
        let node = self.cfg.node_in(scope, from)?;
        let reached = self.reach(node);
        // A loop may be left for the same block from several of its blocks.
        let ways: Vec<(Block<'m>, Block<'m>)> = match node {
            Node::Block(block) => block.successors().into_iter().map(|to| (block, to)).collect(),
            Node::Loop(index) => {
                self.cfg.exits(index).iter().map(|exit| (exit.from, exit.to)).collect()
            }
        };
        let labels: Vec<usize> =
            (0..ways.len()).filter(|&label| ways[label] == (from, to)).collect();
        if labels.len() == ways.len() {
            return Some(reached);
        }
        let taken: Vec<Cond> =
            labels.into_iter().map(|label| self.taken(Edge { from: node, label })).collect();
        Some(Cond::and([reached, Cond::or(taken)]))
    }
}

/// A condition without the parts that are given anyway.
fn without(cond: Cond, given: &Cond) -> Cond {
    let parts = |cond: &Cond| match cond {
        Cond::And(conds) => conds.to_vec(),
        other => vec![other.clone()],
    };
    let given = parts(given);
    Cond::and(parts(&cond).into_iter().filter(|part| !given.contains(part)))
}
