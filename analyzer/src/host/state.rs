//! What is known at one point of a function, and how two such points become one.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use proc_macro2::TokenStream;

use super::pattern::NamePattern;
use super::values::{self, Builder, BuilderId, ByFlag, Reason, Value};

/// A variable.
#[derive(Clone)]
pub(super) struct Binding {
    pub(super) value: Value,
    /// What it is called outside, for variables of macros and of functions that were called.
    pub(super) alias: Option<TokenStream>,
    /// What a `let` bound it to.
    pub(super) defined: Option<Rc<str>>,
}

impl From<Value> for Binding {
    fn from(value: Value) -> Binding {
        Binding { value, alias: None, defined: None }
    }
}

/// Names that hang on a variable that is true or false.
#[derive(Clone, PartialEq)]
pub(super) struct Split {
    pub(super) flag: String,
    pub(super) names: ByFlag,
}

/// What is known at one point.
#[derive(Clone, Default)]
pub(super) struct State {
    /// Variables, those of inner blocks last.
    pub(super) scopes: Vec<HashMap<String, Binding>>,
    pub(super) builders: BTreeMap<BuilderId, Builder>,
    pub(super) splits: Vec<Split>,
    /// Nothing comes here: a `return` or the like was before.
    pub(super) dead: bool,
}

impl State {
    pub(super) fn lookup(&self, name: &str) -> Option<&Binding> {
        self.scopes.iter().rev().find_map(|scope| scope.get(name))
    }

    pub(super) fn lookup_mut(&mut self, name: &str) -> Option<&mut Binding> {
        self.scopes.iter_mut().rev().find_map(|scope| scope.get_mut(name))
    }

    pub(super) fn bind(&mut self, name: String, binding: Binding) {
        self.splits.retain(|split| split.flag != name);
        if let Some(scope) = self.scopes.last_mut() {
            scope.insert(name, binding);
        }
    }

    /// From here on a variable is true, or false: names that come with the other are not meant.
    ///
    /// What was made of such names otherwise than by loading a function keeps all of them.
    pub(super) fn decide(&mut self, flag: &str, value: bool) {
        for split in self.splits.iter().filter(|split| split.flag == flag) {
            let all: BTreeSet<_> = split.names.iter().flatten().cloned().collect();
            let [if_false, if_true] = &split.names;
            let chosen = if value { if_true } else { if_false };
            let narrow = |names: &mut BTreeSet<NamePattern>| {
                if *names == all && !chosen.is_empty() {
                    names.clone_from(chosen);
                }
            };
            for binding in self.scopes.iter_mut().flat_map(HashMap::values_mut) {
                if let Value::Text(names) | Value::Function(Ok(names)) = &mut binding.value {
                    narrow(names);
                }
            }
            for builder in self.builders.values_mut() {
                if let Ok(names) = &mut builder.names {
                    narrow(names);
                }
            }
        }
    }

    /// The number of variables; what a copy costs.
    pub(super) fn size(&self) -> usize {
        self.scopes.iter().map(HashMap::len).sum::<usize>() + self.builders.len()
    }

    /// From here on nobody knows what was pushed.
    pub(super) fn lose(&mut self, builder: BuilderId, reason: &str) {
        if let Some(builder) = self.builders.get_mut(&builder)
            && builder.arguments.is_ok()
        {
            builder.arguments = Err(Reason::new(reason));
        }
    }
}

/// Gathers the ends of branches.
#[derive(Default)]
pub(super) struct Merge {
    end: Option<(Value, State)>,
}

impl Merge {
    /// Adds the end of a branch; one that is not reached changes nothing.
    pub(super) fn add(&mut self, value: Value, state: State, fresh: &mut BuilderId) {
        if state.dead {
            return;
        }
        self.end = Some(match self.end.take() {
            None => (value, state),
            Some((other, mut joined)) => {
                join_states(&mut joined, state, fresh);
                let value = join_values(other, value, &mut joined.builders, fresh);
                (value, joined)
            }
        });
    }

    /// The one end of all branches. If none ends, neither does the whole.
    pub(super) fn end(self, before: State) -> (Value, State) {
        self.end.unwrap_or((Value::Never, State { dead: true, ..before }))
    }
}

fn join_states(one: &mut State, other: State, fresh: &mut BuilderId) {
    one.splits.retain(|split| other.splits.contains(split));
    for (id, builder) in other.builders {
        match one.builders.remove(&id) {
            Some(known) if known == builder => one.builders.insert(id, known),
            Some(known) => one.builders.insert(id, values::join_builders(known, builder)),
            None => one.builders.insert(id, builder),
        };
    }
    for (scope, mut others) in one.scopes.iter_mut().zip(other.scopes) {
        let mut names: Vec<&String> = scope.keys().collect();
        names.sort();
        for name in names.into_iter().cloned().collect::<Vec<_>>() {
            let (Some(binding), Some(other)) = (scope.get_mut(&name), others.remove(&name)) else {
                continue;
            };
            if binding.value != other.value {
                let known = std::mem::replace(&mut binding.value, Value::Never);
                binding.value = join_values(known, other.value, &mut one.builders, fresh);
            }
        }
    }
}

/// One of two values; two builders become a new one.
fn join_values(
    one: Value,
    other: Value,
    builders: &mut BTreeMap<BuilderId, Builder>,
    fresh: &mut BuilderId,
) -> Value {
    match (one, other) {
        (Value::Builder(one), Value::Builder(other)) if one != other => {
            let pair = (builders.get(&one).cloned(), builders.get(&other).cloned());
            let (Some(one), Some(other)) = pair else {
                return Value::opaque("one of two builders");
            };
            *fresh += 1;
            builders.insert(*fresh, values::join_builders(one, other));
            Value::Builder(*fresh)
        }
        (one, other) => values::join(one, other),
    }
}
