//! Extents of grid and block that are constants in all launches of a kernel.
//!
//! The host's sources are not all that may launch a kernel, and are not understood in full: what
//! is found here is an assumption of the table, which every launch is held against.

use std::collections::BTreeMap;

use kht_schema::Sym;
use kht_schema::expr::Axis;
use kht_schema::kernel::LaunchBounds;
use syn::{BinOp, Expr, Lit};

use super::{LaunchSite, Shape};

/// Definitions in definitions, and expressions in expressions.
const MAX_DEPTH: usize = 24;

/// Longer expressions are not evaluated.
const MAX_LETTERS: usize = 500;

/// Largest grid and block of any GPU.
const MAX_GRID: [u32; 3] = [0x7fff_ffff, 65_535, 65_535];
const MAX_BLOCK: [u32; 3] = [1024, 1024, 64];

/// Smallest and largest extent on each axis, where all launches have a constant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extents {
    grid: [Option<[u32; 2]>; 3],
    block: [Option<[u32; 2]>; 3],
}

impl Extents {
    /// Those of all launches of a kernel; of none if one of them is not understood.
    #[must_use]
    pub(super) fn of(sites: &[&LaunchSite]) -> Extents {
        let shapes: Vec<(&Shape, &LaunchSite)> = sites
            .iter()
            .flat_map(|site| site.shapes.iter().map(move |shape| (shape, *site)))
            .collect();
        if shapes.is_empty() || sites.iter().any(|site| site.shapes.is_empty()) {
            return Extents::default();
        }
        let range = |text: fn(&Shape) -> &[String; 3], axis: usize, most: u32| {
            let of = |&(shape, site): &(&Shape, &LaunchSite)| {
                let value = constant(&text(shape)[axis], &site.definitions, 0)?;
                u32::try_from(value).ok().filter(|value| (1..=most).contains(value))
            };
            let values: Option<Vec<u32>> = shapes.iter().map(of).collect();
            let values = values?;
            Some([*values.iter().min()?, *values.iter().max()?])
        };
        Extents {
            grid: [0, 1, 2].map(|axis| range(|it| &it.grid, axis, MAX_GRID[axis])),
            block: [0, 1, 2].map(|axis| range(|it| &it.block, axis, MAX_BLOCK[axis])),
        }
    }

    /// Those that are known, as symbols with their bounds.
    pub(crate) fn each(&self) -> impl Iterator<Item = (Sym, [u32; 2])> + '_ {
        let symbols = Axis::ALL.map(Sym::Gdim).into_iter().chain(Axis::ALL.map(Sym::Bdim));
        symbols.zip(self.grid.iter().chain(&self.block)).filter_map(|(sym, it)| Some((sym, (*it)?)))
    }

    /// Bounds of an extent, or of the number of extents that an index counts.
    pub(crate) fn range(&self, sym: Sym) -> Option<[u32; 2]> {
        match sym {
            Sym::Gdim(axis) => self.grid[axis.index()],
            Sym::Bdim(axis) => self.block[axis.index()],
            Sym::Bid(axis) => self.grid[axis.index()].map(|[_, most]| [0, most - 1]),
            Sym::Tid(axis) => self.block[axis.index()].map(|[_, most]| [0, most - 1]),
            _ => None,
        }
    }

    /// The block, if all launches have the same.
    pub(crate) fn only_block(&self) -> Option<[u32; 3]> {
        let only = |axis: usize| self.block[axis].filter(|[lo, hi]| lo == hi).map(|[lo, _]| lo);
        Some([only(0)?, only(1)?, only(2)?])
    }

    /// Whether a kernel that was compiled for these limits can be launched so at all.
    pub(crate) fn fit(&self, bounds: &LaunchBounds) -> bool {
        let (mut least, mut fits) = (1_u64, true);
        for axis in 0..3 {
            let [lo, hi] = self.block[axis].unwrap_or([1, u32::MAX]);
            least *= u64::from(lo);
            fits &= bounds.required_block.is_none_or(|it| (lo..=hi).contains(&it[axis]));
        }
        let most = bounds.max_block.map_or(1024, |it| it.map(u64::from).iter().product());
        fits && least <= most
    }
}

/// The value of an expression of the host that is the same in every launch.
fn constant(text: &str, known: &BTreeMap<String, String>, depth: usize) -> Option<i128> {
    if text.len() > MAX_LETTERS {
        return None;
    }
    value(&syn::parse_str(text).ok()?, known, depth)
}

fn value(expr: &Expr, known: &BTreeMap<String, String>, depth: usize) -> Option<i128> {
    if depth > MAX_DEPTH {
        return None;
    }
    let of = |expr: &Expr| value(expr, known, depth + 1);
    match expr {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(number) => number.base10_parse().ok(),
            _ => None,
        },
        Expr::Paren(inner) => of(&inner.expr),
        Expr::Group(inner) => of(&inner.expr),
        // Only what no type cuts off: extents are small.
        Expr::Cast(inner) => of(&inner.expr).filter(|value| (0..=0x7fff_ffff).contains(value)),
        Expr::Path(path) => {
            let name = path.path.segments.last()?.ident.to_string();
            constant(known.get(&name)?, known, depth + 1)
        }
        Expr::Binary(binary) => {
            let (left, right) = (of(&binary.left)?, of(&binary.right)?);
            match binary.op {
                BinOp::Add(_) => left.checked_add(right),
                // Unsigned in the host: below zero, it would not get here.
                BinOp::Sub(_) => left.checked_sub(right).filter(|value| 0 <= *value),
                BinOp::Mul(_) => left.checked_mul(right),
                BinOp::Div(_) => left.checked_div(right),
                BinOp::Rem(_) => left.checked_rem(right),
                BinOp::Shl(_) => {
                    u32::try_from(right).ok().filter(|by| *by < 31).map(|by| left << by)
                }
                BinOp::Shr(_) => {
                    u32::try_from(right).ok().filter(|by| *by < 31).map(|by| left >> by)
                }
                _ => None,
            }
        }
        Expr::MethodCall(call) => {
            let left = of(&call.receiver)?;
            let right = call.args.first().map(of);
            match (call.method.to_string().as_str(), right) {
                ("into" | "clone", None) => Some(left),
                ("div_ceil", Some(Some(right))) if 0 < right => Some((left + right - 1) / right),
                ("min", Some(Some(right))) => Some(left.min(right)),
                ("max", Some(Some(right))) => Some(left.max(right)),
                _ => None,
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Extents, constant};
    use crate::host::{LaunchSite, Place, Shape};
    use kht_schema::Sym;
    use kht_schema::expr::Axis;
    use kht_schema::kernel::LaunchBounds;

    fn site(shapes: &[([&str; 3], [&str; 3])], known: &[(&str, &str)]) -> LaunchSite {
        let owned = |text: &[&str; 3]| text.map(str::to_owned);
        let shape = |(grid, block): &([&str; 3], [&str; 3])| Shape {
            grid: owned(grid),
            block: owned(block),
            shared: "0".to_owned(),
        };
        let pair = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        LaunchSite {
            at: Place::default(),
            function: "f".to_owned(),
            called_from: None,
            method: "launch".to_owned(),
            kernels: Vec::new(),
            arguments: Vec::new(),
            config: "cfg".to_owned(),
            shapes: shapes.iter().map(shape).collect(),
            definitions: known.iter().map(pair).collect(),
        }
    }

    #[test]
    fn constants_are_evaluated_through_definitions() {
        let known = [("WARP", "32"), ("n", "args.len()"), ("twice", "2 * WARP"), ("me", "me + 1")];
        let known = known.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        for (text, expected) in [
            ("1024", Some(1024)),
            ("0x20u32", Some(32)),
            ("WARP as u32", Some(32)),
            ("(twice + 3).div_ceil(Self::WARP) as u32", Some(3)),
            ("crate::WARP.min(8)", Some(8)),
            ("n", None),
            ("n.min(4)", None),
            ("me", None),
            ("1 / 0", None),
            ("1.5", None),
            ("WARP - 33", None),
            ("1 +", None),
        ] {
            assert_eq!(constant(text, &known, 0), expected, "{text}");
        }
    }

    #[test]
    fn extents_are_those_of_all_launches() {
        let one = site(&[(["n", "1", "1"], ["128", "1", "1"])], &[]);
        let two = site(&[(["8", "2", "1"], ["B", "1", "m"])], &[("B", "256")]);
        let found = Extents::of(&[&one, &two]);
        let range = |sym| found.range(sym);
        assert_eq!(range(Sym::Gdim(Axis::X)), None);
        assert_eq!(range(Sym::Gdim(Axis::Y)), Some([1, 2]));
        assert_eq!(range(Sym::Bid(Axis::Y)), Some([0, 1]));
        assert_eq!(range(Sym::Bdim(Axis::X)), Some([128, 256]));
        assert_eq!(range(Sym::Tid(Axis::X)), Some([0, 255]));
        assert_eq!(range(Sym::Bdim(Axis::Z)), None);
        assert_eq!(found.each().count(), 4);
        assert_eq!(found.only_block(), None);
        assert_eq!(Extents::of(&[&one]).only_block(), Some([128, 1, 1]));
        // Nothing is known of grids that are not understood, and of kernels that nobody launches.
        assert_eq!(Extents::of(&[&one, &site(&[], &[])]), Extents::default());
        assert_eq!(Extents::of(&[]), Extents::default());
        // No GPU launches these.
        let none = site(&[(["0", "1", "70000"], ["2048", "1", "1"])], &[]);
        let none = Extents::of(&[&none]);
        assert_eq!(none.range(Sym::Gdim(Axis::X)), None);
        assert_eq!(none.range(Sym::Gdim(Axis::Z)), None);
        assert_eq!(none.range(Sym::Bdim(Axis::X)), None);
    }

    #[test]
    fn extents_have_to_fit_the_limits_of_the_kernel() {
        let found = Extents::of(&[&site(&[(["1", "1", "1"], ["256", "1", "1"])], &[])]);
        let limits = |max_block, required_block| LaunchBounds {
            max_block,
            required_block,
            dynamic_shared: None,
        };
        assert!(found.fit(&limits(None, None)));
        assert!(found.fit(&limits(Some([256, 1, 1]), Some([256, 1, 1]))));
        assert!(!found.fit(&limits(Some([128, 1, 1]), None)));
        assert!(!found.fit(&limits(None, Some([64, 1, 1]))));
    }
}
