//! Scalar evolution's trees as exact integers.

use kht_schema::expr::CmpOp;
use kht_schema::{Cond, Expr, WhyCode};

use super::integers::{Meaning, Reading};
use super::{Ctx, Scope};
use crate::facts::Loop;
use crate::scev::{Node, NodeKind, Tree, Value};

/// Nodes of a trip count that an assumption is conditional on, at most.
const MAX_TRIP_NODES: usize = 16;

/// What a tree is walked for.
pub(super) struct Walk<'t, 'm> {
    pub(super) tree: &'t Tree<'m>,
    /// Value that the tree is of, named if something in it is not known.
    pub(super) value: Value<'m>,
    pub(super) scope: Scope,
    /// Where what is walked over is computed: what is assumed of it need not hold elsewhere.
    computed: Cond,
}

impl<'t, 'm> Walk<'t, 'm> {
    pub(super) fn new(tree: &'t Tree<'m>, value: Value<'m>, scope: Scope) -> Self {
        Walk { tree, value, scope, computed: Cond::Const(true) }
    }
}

impl<'m> Ctx<'_, 'm> {
    /// The root of a tree in a reading.
    pub(super) fn tree(
        &mut self,
        tree: &Tree<'m>,
        value: Value<'m>,
        scope: Scope,
        reading: Reading,
    ) -> Expr {
        let walk = Walk::new(tree, value, scope);
        self.node(&walk, tree.nodes.len() - 1, reading)
    }

    /// One node of a tree in a reading.
    pub(super) fn node(&mut self, walk: &Walk<'_, 'm>, position: usize, reading: Reading) -> Expr {
        let node = &walk.tree.nodes[position];
        if self.too_deep() {
            return self.opaque(walk.value, WhyCode::TooLarge);
        }
        self.depth += 1;
        let meaning = self.node_meaning(walk, node, reading);
        self.depth -= 1;
        self.read_where(&walk.computed, meaning, node.bits, reading)
    }

    /// What a node is, in the reading that costs no proof; preferably the one asked for.
    fn node_meaning(&mut self, walk: &Walk<'_, 'm>, node: &Node<'m>, wanted: Reading) -> Meaning {
        match node.kind {
            NodeKind::Constant(value) => constant(value, node.bits, wanted),
            NodeKind::Unknown(value) => {
                let expr = self.leaf(value, walk.scope, wanted);
                Meaning { reading: wanted, expr }
            }
            NodeKind::Add | NodeKind::Mul => {
                let reading = without_wrap(node, wanted);
                let operands = self.operands(walk, node, reading);
                let product = matches!(node.kind, NodeKind::Mul);
                let expr = if product { Expr::mul(operands) } else { Expr::add(operands) };
                Meaning { reading, expr }
            }
            NodeKind::AddRec(index) => self.recurrence(walk, node, index, wanted),
            NodeKind::ZExt => {
                // Fewer bits, so the number is the same in every reading of the wide type.
                let expr = self.node(walk, node.operands[0], Reading::Unsigned);
                Meaning { reading: wanted, expr }
            }
            NodeKind::SExt => {
                let expr = self.node(walk, node.operands[0], Reading::Signed);
                Meaning { reading: Reading::Signed, expr }
            }
            NodeKind::Trunc => {
                let expr = self.node(walk, node.operands[0], Reading::Raw);
                Meaning { reading: Reading::Raw, expr }
            }
            NodeKind::UDiv => {
                let operands = self.operands(walk, node, Reading::Unsigned);
                let [dividend, divisor] = two(operands);
                Meaning { reading: Reading::Unsigned, expr: Expr::floor_div(dividend, divisor) }
            }
            NodeKind::SMax => self.extreme(walk, node, Reading::Signed, Expr::max),
            NodeKind::UMax => self.extreme(walk, node, Reading::Unsigned, Expr::max),
            NodeKind::SMin => self.extreme(walk, node, Reading::Signed, Expr::min),
            NodeKind::UMin => self.extreme(walk, node, Reading::Unsigned, Expr::min),
            NodeKind::PtrToInt => {
                let expr = self.pointer_number(walk, node.operands[0]);
                Meaning { reading: Reading::Unsigned, expr }
            }
            NodeKind::CouldNotCompute => {
                let expr = self.opaque(walk.value, WhyCode::Instruction);
                Meaning { reading: wanted, expr }
            }
        }
    }

    fn operands(&mut self, walk: &Walk<'_, 'm>, node: &Node<'m>, reading: Reading) -> Vec<Expr> {
        node.operands.iter().map(|&operand| self.node(walk, operand, reading)).collect()
    }

    fn extreme(
        &mut self,
        walk: &Walk<'_, 'm>,
        node: &Node<'m>,
        reading: Reading,
        pick: fn(Vec<Expr>) -> Expr,
    ) -> Meaning {
        let operands = self.operands(walk, node, reading);
        Meaning { reading, expr: pick(operands) }
    }

    /// `{start, +, step, …}` of a loop: the sum of `operand[k] * binomial(iteration, k)`.
    fn recurrence(
        &mut self,
        walk: &Walk<'_, 'm>,
        node: &Node<'m>,
        index: u32,
        wanted: Reading,
    ) -> Meaning {
        let iteration = self.iteration(index, walk.scope);
        let Some(iteration) = iteration.filter(|_| node.operands.len() <= 3) else {
            let expr = self.opaque(walk.value, WhyCode::Phi);
            return Meaning { reading: wanted, expr };
        };
        let affine = node.operands.len() == 2;
        let reading = if affine { without_wrap(node, wanted) } else { Reading::Raw };
        let inside = self.entered_walk(walk, index);
        let operands = self.operands(&inside, node, reading);
        Meaning { reading, expr: polynomial(operands, iteration) }
    }

    /// A walk over what a recurrence of a loop is made of. It is for nothing where the loop is not
    /// entered, as far as the trip count tells: `n - 1` is, of a loop that counts `n` down.
    pub(super) fn entered_walk<'t>(&mut self, walk: &Walk<'t, 'm>, index: u32) -> Walk<'t, 'm> {
        // Those that are not counted yet may be on the way.
        let counted = self.trips.get(index as usize).cloned().flatten();
        // A header that runs once more than the trip count says runs where that is zero, too.
        let counted = counted.filter(|it| {
            let plain = it.trip.n_nodes() <= MAX_TRIP_NODES && !self.is_dynamic(&it.trip);
            plain && !self.bare_headers.contains(&index)
        });
        let mut computed = walk.computed.clone();
        if let Some(Loop { trip, needs, .. }) = counted {
            self.needs.extend(needs);
            let entered = Cond::cmp(CmpOp::Lt, Expr::ZERO, trip);
            computed = Cond::and([computed, entered]).simplify_with(self);
        }
        Walk { computed, ..*walk }
    }
}

/// `operand[0] + operand[1]*it + operand[2]*it*(it-1)/2`.
pub(super) fn polynomial(operands: Vec<Expr>, iteration: Expr) -> Expr {
    let before = iteration.clone() - Expr::ONE;
    let pairs = Expr::floor_div(iteration.clone() * before, Expr::Int(2));
    let powers = [Expr::ONE, iteration, pairs];
    Expr::add(operands.into_iter().zip(powers).map(|(operand, power)| operand * power))
}

/// The reading in which the operands of a sum, product or recurrence may be read, so that the
/// result is right in that reading: LLVM says that it does not wrap, or only modulo `2^n`.
fn without_wrap(node: &Node<'_>, wanted: Reading) -> Reading {
    match wanted {
        Reading::Signed if node.no_signed_wrap => Reading::Signed,
        Reading::Unsigned if node.no_unsigned_wrap => Reading::Unsigned,
        _ => Reading::Raw,
    }
}

fn constant(value: i64, bits: u32, wanted: Reading) -> Meaning {
    let value = i128::from(value);
    let expr = match wanted {
        Reading::Unsigned if value < 0 => Expr::Int(value + (1 << bits)),
        _ => Expr::Int(value),
    };
    Meaning { reading: wanted, expr }
}

fn two(operands: Vec<Expr>) -> [Expr; 2] {
    operands.try_into().expect("LLVM's udiv has two operands")
}
