//! When does a block run? Control dependence, region by region.
//!
//! A *region* is the body of a loop or the function outside of all loops, with the loops inside of
//! it collapsed to single nodes and its back edges cut: an acyclic graph. In it, a node runs once
//! the header has run if and only if one of the branches it is *control dependent* on goes its way
//! (Ferrante, Ottenstein, Warren 1987: an edge `a -> s` such that the node post-dominates `s` but
//! not `a`). A node with no such edge always runs. LLVM's post-dominators do not serve here, as
//! they look through back edges: a block skipped in one iteration counts there if a later one
//! must pass it.

use rustc_hash::FxHashMap as HashMap;

use crate::scev::{Block, Scev};

/// A node of a region.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Node<'m> {
    Block(Block<'m>),
    /// A loop inside of the region, by index.
    Loop(u32),
}

/// A way out of a node that decides whether another node runs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Edge<'m> {
    pub(crate) from: Node<'m>,
    /// For a block, position of the successor; for a loop, position in its list of exits.
    pub(crate) label: usize,
}

/// Control dependences of a function.
pub(crate) struct Cfg<'m> {
    loop_of: HashMap<Block<'m>, Option<u32>>,
    parents: Vec<Option<u32>>,
    headers: Vec<Block<'m>>,
    exits: Vec<Vec<Exit<'m>>>,
    depends: HashMap<Node<'m>, Vec<Edge<'m>>>,
    /// Regions with a cycle that is not a loop.
    irreducible: Vec<Option<u32>>,
}

/// An edge that leaves a loop.
#[derive(Clone, Copy)]
pub(crate) struct Exit<'m> {
    /// Block inside of the loop.
    pub(crate) from: Block<'m>,
    /// Block outside of the loop.
    pub(crate) to: Block<'m>,
}

impl<'m> Cfg<'m> {
    /// Computes the control dependences of all reachable blocks.
    pub(crate) fn of(scev: &Scev<'m>) -> Cfg<'m> {
        let blocks: Vec<Block<'m>> =
            scev.function().blocks().into_iter().filter(|&block| scev.reachable(block)).collect();
        let loops = scev.loops();
        let mut cfg = Cfg {
            loop_of: blocks.iter().map(|&block| (block, scev.loop_of(block))).collect(),
            parents: loops.iter().map(|info| info.parent).collect(),
            headers: loops.iter().map(|info| info.header).collect(),
            exits: vec![Vec::new(); loops.len()],
            depends: HashMap::default(),
            irreducible: Vec::new(),
        };
        for &from in &blocks {
            for to in from.successors() {
                for index in cfg.chain(cfg.loop_of[&from]) {
                    if !cfg.contains(Some(index), to) {
                        cfg.exits[index as usize].push(Exit { from, to });
                    }
                }
            }
        }
        let mut regions: Vec<(Option<u32>, Vec<Node<'m>>)> =
            (0..loops.len()).map(|index| (u32::try_from(index).ok(), Vec::new())).collect();
        regions.push((None, Vec::new()));
        for &block in &blocks {
            let slot = cfg.loop_of[&block].map_or(loops.len(), |index| index as usize);
            regions[slot].1.push(Node::Block(block));
        }
        for (index, info) in loops.iter().enumerate() {
            let slot = info.parent.map_or(loops.len(), |parent| parent as usize);
            let index = u32::try_from(index).expect("loop indices come from the shim as u32");
            regions[slot].1.push(Node::Loop(index));
        }
        for (region, nodes) in regions {
            let header = region.map(|index| loops[index as usize].header);
            Region::build(&cfg, region, header, nodes).solve(&mut cfg);
        }
        cfg
    }

    /// Innermost loop around a block.
    pub(crate) fn loop_of(&self, block: Block<'m>) -> Option<u32> {
        self.loop_of.get(&block).copied().flatten()
    }

    /// Whether a block runs at all.
    pub(crate) fn reachable(&self, block: Block<'m>) -> bool {
        self.loop_of.contains_key(&block)
    }

    /// A loop and the loops around it, innermost first.
    pub(crate) fn chain(&self, innermost: Option<u32>) -> Vec<u32> {
        std::iter::successors(innermost, |&index| self.parents[index as usize]).collect()
    }

    /// Whether a loop (`None`: the whole function) contains a block.
    pub(crate) fn contains(&self, outer: Option<u32>, block: Block<'m>) -> bool {
        outer.is_none_or(|outer| self.chain(self.loop_of(block)).contains(&outer))
    }

    /// The loop around a loop.
    pub(crate) fn parent(&self, index: u32) -> Option<u32> {
        self.parents[index as usize]
    }

    /// The block that a loop is entered through.
    pub(crate) fn header(&self, index: u32) -> Block<'m> {
        self.headers[index as usize]
    }

    /// Whether a block is the header of its innermost loop.
    pub(crate) fn is_header(&self, block: Block<'m>) -> bool {
        self.loop_of(block).is_some_and(|index| self.header(index) == block)
    }

    /// Edges that leave a loop, in block order.
    pub(crate) fn exits(&self, index: u32) -> &[Exit<'m>] {
        &self.exits[index as usize]
    }

    /// Ways out of other nodes of the region that decide whether a node runs; empty if it runs
    /// whenever the region's header does.
    pub(crate) fn depends(&self, node: Node<'m>) -> &[Edge<'m>] {
        self.depends.get(&node).map_or(&[], Vec::as_slice)
    }

    /// Whether the region around a node has cycles that are not loops.
    pub(crate) fn irreducible(&self, region: Option<u32>) -> bool {
        self.irreducible.contains(&region)
    }

    /// The node of a region that a block is in, `None` if it is outside of the region.
    pub(crate) fn node_in(&self, region: Option<u32>, block: Block<'m>) -> Option<Node<'m>> {
        let innermost = self.loop_of(block);
        if innermost == region {
            return Some(Node::Block(block));
        }
        self.chain(innermost)
            .into_iter()
            .find(|&index| self.parent(index) == region)
            .map(Node::Loop)
    }
}

/// The acyclic graph of one region; node `nodes.len()` is the sink.
struct Region<'m> {
    region: Option<u32>,
    nodes: Vec<Node<'m>>,
    /// Per node: (label, target).
    edges: Vec<Vec<(usize, usize)>>,
}

impl<'m> Region<'m> {
    fn build(
        cfg: &Cfg<'m>,
        region: Option<u32>,
        header: Option<Block<'m>>,
        nodes: Vec<Node<'m>>,
    ) -> Region<'m> {
        let sink = nodes.len();
        let position: HashMap<Node<'m>, usize> =
            nodes.iter().enumerate().map(|(position, &node)| (node, position)).collect();
        let target = |block: Block<'m>| {
            if Some(block) == header {
                return sink;
            }
            cfg.node_in(region, block).map_or(sink, |node| position[&node])
        };
        let edges = nodes
            .iter()
            .map(|&node| {
                let targets: Vec<Block<'m>> = match node {
                    Node::Block(block) => block.successors(),
                    Node::Loop(index) => cfg.exits(index).iter().map(|exit| exit.to).collect(),
                };
                let mut edges: Vec<(usize, usize)> =
                    targets.into_iter().map(target).enumerate().collect();
                if edges.is_empty() {
                    edges.push((0, sink));
                }
                edges
            })
            .collect();
        Region { region, nodes, edges }
    }

    /// Finds the control dependences and adds them.
    fn solve(self, cfg: &mut Cfg<'m>) {
        let Some(order) = self.postorder() else {
            cfg.irreducible.push(self.region);
            return;
        };
        let dominators = self.post_dominators(&order);
        for (from, edges) in self.edges.iter().enumerate() {
            for &(label, target) in edges {
                let mut runner = target;
                while runner != dominators[from].0 {
                    let edge = Edge { from: self.nodes[from], label };
                    cfg.depends.entry(self.nodes[runner]).or_default().push(edge);
                    runner = dominators[runner].0;
                }
            }
        }
    }

    /// Nodes with successors first; `None` if there is a cycle.
    fn postorder(&self) -> Option<Vec<usize>> {
        let mut order = Vec::with_capacity(self.nodes.len());
        // 0: not seen, 1: on the stack, 2: done.
        let mut state = vec![0_u8; self.nodes.len() + 1];
        state[self.nodes.len()] = 2;
        for start in 0..self.nodes.len() {
            let mut stack = vec![(start, 0)];
            while let Some((node, next)) = stack.pop() {
                if next == 0 {
                    if state[node] == 2 {
                        continue;
                    }
                    state[node] = 1;
                }
                if let Some(&(_, target)) = self.edges[node].get(next) {
                    stack.push((node, next + 1));
                    match state[target] {
                        0 => stack.push((target, 0)),
                        1 => return None,
                        _ => {}
                    }
                } else {
                    state[node] = 2;
                    order.push(node);
                }
            }
        }
        Some(order)
    }

    /// Immediate post-dominator and depth of each node; the sink is its own.
    fn post_dominators(&self, order: &[usize]) -> Vec<(usize, usize)> {
        let sink = self.nodes.len();
        let mut tree = vec![(sink, 0); sink + 1];
        for &node in order {
            let mut common = self.edges[node][0].1;
            for &(_, target) in &self.edges[node][1..] {
                let mut other = target;
                while common != other {
                    if tree[common].1 >= tree[other].1 {
                        common = tree[common].0;
                    } else {
                        other = tree[other].0;
                    }
                }
            }
            tree[node] = (common, tree[common].1 + 1);
        }
        tree
    }
}
