//! What pointer arguments are for: weights, caches, activations, indices, …
//!
//! No kernel says so. Names say much, and so does use: what is never written, whose values lead to
//! other addresses. All of this is a guess, marked as such in the table with what led to it, for
//! people and for planners that have nothing better; no formula rests on it.

use std::cell::RefCell;
use std::collections::BTreeSet;

use kht_schema::expr::kinds::Kinds;
use kht_schema::expr::shared::Operand;
use kht_schema::kernel::{GuessedRole, RoleKind};
use kht_schema::{Access, Expr, Kernel, Op, ParamId, ParamType, Step, Sym};

/// Words of names that say nothing about what an argument is for.
const NOISE: [&str; 10] = ["ptr", "p", "d", "g", "dev", "gpu", "buf", "buffer", "data", "base"];

const WORKSPACE: [&str; 13] = [
    "workspace",
    "scratch",
    "tmp",
    "temp",
    "partial",
    "partials",
    "semaphore",
    "semaphores",
    "lock",
    "locks",
    "counter",
    "counters",
    "sync",
];
const CACHED: [&str; 5] = ["k", "v", "kv", "key", "value"];
const LAYOUT: [&str; 21] = [
    "dims", "dim", "strides", "stride", "shape", "shapes", "info", "ds", "len", "lens", "length",
    "lengths", "seqlen", "seqlens", "sizes", "size", "count", "counts", "numel", "extents", "meta",
];
const INDEX: [&str; 19] = [
    "ids",
    "idx",
    "index",
    "indexes",
    "indices",
    "table",
    "tables",
    "map",
    "mapping",
    "slots",
    "slot",
    "pos",
    "position",
    "positions",
    "perm",
    "permutation",
    "gather",
    "offsets",
    "lookup",
];
/// Those of them that hold something else, unless their values lead to addresses.
const TABLE: [&str; 3] = ["table", "tables", "lookup"];
const WEIGHT: [&str; 24] = [
    "weight",
    "weights",
    "w",
    "qweight",
    "gamma",
    "beta",
    "bias",
    "scale",
    "scales",
    "filter",
    "filters",
    "emb",
    "embed",
    "embedding",
    "embeddings",
    "cos",
    "sin",
    "codebook",
    "lut",
    "zeros",
    "qzeros",
    "lora",
    "wt",
    "norm",
];
const ACTIVATION: [&str; 54] = [
    "x",
    "y",
    "z",
    "a",
    "b",
    "c",
    "q",
    "k",
    "v",
    "o",
    "t",
    "f",
    "input",
    "inputs",
    "inp",
    "in",
    "src",
    "source",
    "output",
    "outputs",
    "out",
    "dst",
    "dest",
    "destination",
    "lhs",
    "rhs",
    "query",
    "queries",
    "key",
    "keys",
    "value",
    "values",
    "hidden",
    "state",
    "states",
    "residual",
    "act",
    "activations",
    "logits",
    "attn",
    "grad",
    "grads",
    "probs",
    "result",
    "results",
    "res",
    "ret",
    "img",
    "image",
    "tokens",
    "sum",
    "scores",
    "xs",
    "ys",
];

/// Guesses the roles of all pointer arguments.
pub(crate) fn guess(kernel: &mut Kernel) {
    let uses = uses(kernel);
    for (param, found) in kernel.params.iter_mut().zip(&uses) {
        if param.ty == ParamType::Pointer {
            param.guessed_role = Some(role(param.name.as_deref().unwrap_or_default(), found));
        }
    }
}

/// How a kernel uses an argument.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Use {
    read: bool,
    written: bool,
    /// Pointers are loaded from it, or its values are part of addresses.
    leads: bool,
    /// Its values decide whether and how often something runs.
    decides: bool,
}

impl Use {
    fn words(self) -> &'static str {
        match (self.read, self.written) {
            (true, true) => "read and written",
            (true, false) => "only read",
            (false, true) => "only written",
            (false, false) => "not accessed itself",
        }
    }
}

fn uses(kernel: &Kernel) -> Vec<Use> {
    let mut uses = vec![Use::default(); kernel.params.len()];
    let loads = Loads::of(kernel);
    let (places, conditions) = (Found::default(), Found::default());
    for access in &kernel.accesses {
        let Access { op, root, bytes, offset, guards, loops, .. } = access;
        if let Some(found) = uses.get_mut(root.param.index()) {
            let through = root.path.iter().any(|step| matches!(step, Step::Deref { .. }));
            found.leads |= through;
            found.read |= through || matches!(op, Op::Load | Op::Atomic | Op::Prefetch);
            found.written |= !through && matches!(op, Op::Store | Op::Atomic);
        }
        let steps = root.path.iter().filter_map(|step| match step {
            Step::Deref { offset } => Some(offset),
            Step::Field { .. } => None,
        });
        for expr in steps.chain([bytes, offset]) {
            loads.in_expr(expr, &places);
        }
        for guard in guards {
            let _ = guard.any(|e| note(e, &conditions));
            loads.through(guard.symbols(), &conditions);
        }
        for trip in loops.iter().filter_map(|id| kernel.loops.get(id.index())) {
            loads.in_expr(&trip.trip, &conditions);
        }
    }
    let (places, conditions) = (places.into_inner(), conditions.into_inner());
    for (param, found) in uses.iter_mut().enumerate() {
        let id = ParamId(u32::try_from(param).expect("fewer parameters than 2^32"));
        found.leads |= places.contains(&id);
        found.decides = conditions.contains(&id);
    }
    uses
}

/// Arguments that are loaded from.
type Found = RefCell<BTreeSet<ParamId>>;

/// Notes a load; no visitor ends there.
fn note(expr: &Expr, found: &Found) -> bool {
    if let Expr::Load(pointer, ..) = expr {
        found.borrow_mut().insert(pointer.param);
    }
    false
}

/// Which arguments formulas load from.
struct Loads {
    /// By named value.
    values: Vec<BTreeSet<ParamId>>,
    /// By loop, of all that it carries.
    carried: Vec<BTreeSet<ParamId>>,
}

impl Loads {
    fn of(kernel: &Kernel) -> Loads {
        let mut loads = Loads { values: Vec::new(), carried: Vec::new() };
        // A value uses those before it; what loops carry may use all values, and hardly matters to
        // values themselves.
        for value in &kernel.values {
            let found = Found::default();
            loads.in_expr(&value.expr, &found);
            loads.values.push(found.into_inner());
        }
        for each in &kernel.loops {
            let found = Found::default();
            for carried in &each.carried {
                loads.in_expr(&carried.first, &found);
                loads.in_expr(&carried.next, &found);
            }
            loads.carried.push(found.into_inner());
        }
        loads
    }

    fn in_expr(&self, expr: &Expr, found: &Found) {
        if expr.kinds().meets(Kinds::LOAD) {
            let _ = expr.any(|e| note(e, found));
        }
        self.through(expr.symbols(), found);
    }

    fn through(&self, symbols: BTreeSet<Sym>, found: &Found) {
        for symbol in symbols {
            let behind = match symbol {
                Sym::Val(id) => self.values.get(id.index()),
                Sym::Car(id, _) => self.carried.get(id.index()),
                _ => None,
            };
            found.borrow_mut().extend(behind.into_iter().flatten());
        }
    }
}

fn role(name: &str, found: &Use) -> GuessedRole {
    let words = words(name);
    // A single letter says something only where it is all.
    let said = |list: &[&'static str]| {
        let fits = |word: &&'static str| word.len() > 1 || words.len() == 1;
        list.iter().copied().filter(fits).find(|word| words.iter().any(|it| it == word))
    };
    let named = |kind, word: &str| GuessedRole {
        kind,
        why: format!("{word:?} in its name, {}", found.words()),
    };
    let used = |kind, why: &str| GuessedRole { kind, why: format!("{}{why}", found.words()) };
    let has = |word: &str| words.iter().any(|it| it == word);
    let joined = ["kcache", "vcache", "kvcache"];
    let cached = has("cache") && CACHED.iter().any(|word| has(word));
    if !found.read && !found.written && !found.leads && !found.decides {
        return used(RoleKind::Unused, "");
    }
    if let Some(word) = said(&WORKSPACE) {
        return named(RoleKind::Workspace, word);
    }
    if cached || joined.into_iter().any(has) {
        return named(RoleKind::KvCache, "cache");
    }
    if !found.written
        && let Some(word) = said(&LAYOUT)
    {
        return named(RoleKind::Layout, word);
    }
    if !found.written && found.leads {
        return match said(&INDEX) {
            Some(word) => named(RoleKind::Index, word),
            None => used(RoleKind::Index, ", and its values lead to addresses"),
        };
    }
    if !found.written
        && let Some(word) = said(&INDEX).filter(|word| !TABLE.contains(word))
    {
        return named(RoleKind::Index, word);
    }
    if !found.written && found.decides {
        return used(RoleKind::Layout, ", and its values decide what runs");
    }
    if !found.written
        && let Some(word) = said(&WEIGHT).or_else(|| said(&TABLE))
    {
        return named(RoleKind::Weight, word);
    }
    if let Some(word) = said(&ACTIVATION) {
        return named(RoleKind::Activation, word);
    }
    match (found.read, found.written) {
        (_, false) => used(RoleKind::Input, ""),
        (false, true) => used(RoleKind::Output, ""),
        (true, true) => used(RoleKind::Updated, ""),
    }
}

/// The words of a name, in small letters: `keyCache_ptr` has `key` and `cache`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut small_before = false;
    for letter in name.chars() {
        let new = !letter.is_alphanumeric() || (letter.is_uppercase() && small_before);
        small_before = letter.is_lowercase();
        if new {
            words.push(String::new());
        }
        if letter.is_alphanumeric()
            && let Some(last) = words.last_mut()
        {
            last.extend(letter.to_lowercase());
        }
    }
    let number = |word: &str| word.chars().all(|letter| letter.is_ascii_digit());
    let (telling, noise): (Vec<String>, Vec<String>) =
        words.into_iter().filter(|it| !number(it)).partition(|it| !NOISE.contains(&it.as_str()));
    if telling.is_empty() { noise } else { telling }
}

#[cfg(test)]
mod tests {
    use super::{Use, role, words};
    use kht_schema::kernel::RoleKind;

    const READ: Use = Use { read: true, written: false, leads: false, decides: false };
    const WRITTEN: Use = Use { read: false, written: true, leads: false, decides: false };
    const BOTH: Use = Use { read: true, written: true, leads: false, decides: false };
    const LEADS: Use = Use { read: true, written: false, leads: true, decides: false };
    const DECIDES: Use = Use { read: true, written: false, leads: false, decides: true };

    #[test]
    fn names_have_words() {
        assert_eq!(words("keyCache_ptr"), ["key", "cache"]);
        assert_eq!(words("d_x"), ["x"]);
        assert_eq!(words("K_cache2"), ["k", "cache2"]);
        assert_eq!(words("data"), ["data"]);
        assert_eq!(words(""), [""; 0]);
    }

    #[test]
    fn roles_are_guessed_by_name_and_use() {
        for (name, found, expected) in [
            ("key_cache", READ, RoleKind::KvCache),
            ("vCache", WRITTEN, RoleKind::KvCache),
            ("weight", READ, RoleKind::Weight),
            // What is written is no weight.
            ("weight", BOTH, RoleKind::Updated),
            ("w", READ, RoleKind::Weight),
            ("w_gate_out", WRITTEN, RoleKind::Activation),
            ("x", READ, RoleKind::Activation),
            ("x_rows_of_y", READ, RoleKind::Input),
            ("out", WRITTEN, RoleKind::Activation),
            ("block_tables", LEADS, RoleKind::Index),
            ("q", LEADS, RoleKind::Index),
            ("ids", READ, RoleKind::Index),
            // Of embeddings.
            ("table", READ, RoleKind::Weight),
            ("info", LEADS, RoleKind::Layout),
            ("mystery", DECIDES, RoleKind::Layout),
            ("tmp_out", BOTH, RoleKind::Workspace),
            ("", READ, RoleKind::Input),
            ("", WRITTEN, RoleKind::Output),
            ("", BOTH, RoleKind::Updated),
            ("x", Use::default(), RoleKind::Unused),
        ] {
            assert_eq!(role(name, &found).kind, expected, "{name} {found:?}");
        }
        assert_eq!(role("w", &READ).why, "\"w\" in its name, only read");
        assert_eq!(role("q", &LEADS).why, "only read, and its values lead to addresses");
    }
}
