//! What an expression of the host's code stands for, as far as launches need it.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::pattern::NamePattern;
use super::{Argument, Shape};

/// More names than this are a table, of which nothing is said.
pub(super) const MAX_NAMES: usize = 256;

/// Why something is not known, in words that follow "as".
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reason {
    pub(super) text: Rc<str>,
    /// The caller knows it: a parameter of the function.
    pub(super) of_caller: bool,
}

impl Reason {
    pub(super) fn new(text: impl AsRef<str>) -> Reason {
        Reason { text: text.as_ref().into(), of_caller: false }
    }
}

/// Names of kernels, one of which is meant.
pub(super) type Names = Result<BTreeSet<NamePattern>, Reason>;

/// A position in the list of builders.
pub(super) type BuilderId = usize;

/// What an expression stands for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// It does not come back (`return`, `panic!`).
    Never,
    /// Anything, and where it comes from.
    Opaque(Reason),
    /// Text: one of some names.
    Text(BTreeSet<NamePattern>),
    /// A function of a loaded module.
    Function(Names),
    /// Arguments for a launch that is being put together.
    Builder(BuilderId),
    /// Grid, block and shared memory: one of some.
    Config(Vec<Shape>),
    /// Values side by side: a tuple, an array, what `vec!` makes.
    Tuple(Vec<Element>),
}

/// One of some values side by side.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Element {
    pub(super) value: Value,
    pub(super) shown: Argument,
    /// For names that come with a flag, `("a", true)`: the position of the flag, and the names if
    /// it is false and true.
    pub(super) by_flag: BTreeMap<usize, ByFlag>,
}

/// Names for false and for true.
pub(super) type ByFlag = [BTreeSet<NamePattern>; 2];

/// Values side by side. Names learn of the flags they come with.
pub(super) fn side_by_side(mut elements: Vec<Element>) -> Value {
    let flag = |(position, element): (usize, &Element)| match element.shown.text.as_str() {
        "false" => Some((position, 0)),
        "true" => Some((position, 1)),
        _ => None,
    };
    let flags: Vec<(usize, usize)> = elements.iter().enumerate().filter_map(flag).collect();
    for element in &mut elements {
        if let Value::Text(names) = &element.value {
            let by_flag = |(position, value): &(usize, usize)| {
                let mut sets = ByFlag::default();
                sets[*value].clone_from(names);
                (*position, sets)
            };
            element.by_flag = flags.iter().map(by_flag).collect();
        }
    }
    Value::Tuple(elements)
}

/// A launch that is being put together.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Builder {
    pub(super) names: Names,
    pub(super) arguments: Result<Vec<Argument>, Reason>,
}

impl Value {
    pub(super) fn opaque(reason: impl AsRef<str>) -> Value {
        Value::Opaque(Reason::new(reason))
    }

    pub(super) fn text(name: &str) -> Value {
        Value::Text(BTreeSet::from([NamePattern::literal(name)]))
    }

    /// The name of a kernel that this value gives.
    pub(super) fn names(&self) -> Names {
        match self {
            Value::Text(names) if names.iter().any(NamePattern::is_unknown) => {
                Err(Reason::new("nothing of the kernel's name is in the sources"))
            }
            Value::Text(names) => Ok(names.clone()),
            Value::Function(names) => names.clone(),
            Value::Opaque(reason) => {
                let text = format!("the kernel's name is {}", reason.text);
                Err(Reason { text: text.into(), of_caller: reason.of_caller })
            }
            Value::Never | Value::Builder(_) | Value::Config(_) | Value::Tuple(_) => {
                Err(Reason::new("the kernel's name is not a text"))
            }
        }
    }

    /// The kernel that this value stands for, if it is used as a function of a module.
    pub(super) fn function(&self) -> Names {
        match self {
            Value::Function(names) => names.clone(),
            Value::Opaque(reason) => {
                let text = format!("the kernel is {}", reason.text);
                Err(Reason { text: text.into(), of_caller: reason.of_caller })
            }
            _ => Err(Reason::new("the kernel is no function of a module")),
        }
    }
}

/// One of two values. Builders are left to those who know what is in them.
pub(super) fn join(one: Value, other: Value) -> Value {
    match (one, other) {
        (Value::Never, value) | (value, Value::Never) => value,
        (one, other) if one == other => one,
        (Value::Text(one), Value::Text(other)) => Value::Text(join_texts(one, other)),
        (Value::Function(one), Value::Function(other)) => Value::Function(join_names(one, other)),
        (Value::Config(mut one), Value::Config(other)) => {
            for shape in other {
                if !one.contains(&shape) {
                    one.push(shape);
                }
            }
            Value::Config(one)
        }
        (Value::Tuple(one), Value::Tuple(other)) if one.len() == other.len() => {
            let pairs = one.into_iter().zip(other);
            Value::Tuple(pairs.map(|(one, other)| join_elements(one, other)).collect())
        }
        // Where it comes from the caller, the caller is asked.
        (Value::Opaque(reason), _) | (_, Value::Opaque(reason)) => Value::Opaque(reason),
        _ => Value::opaque("one of values that have nothing in common"),
    }
}

fn join_texts(
    mut one: BTreeSet<NamePattern>,
    other: BTreeSet<NamePattern>,
) -> BTreeSet<NamePattern> {
    one.extend(other);
    if one.len() > MAX_NAMES { BTreeSet::from([NamePattern::hole()]) } else { one }
}

/// Names of which one is meant, of two such lists.
pub(super) fn join_names(one: Names, other: Names) -> Names {
    Ok(join_texts(one?, other?))
}

fn join_elements(one: Element, mut other: Element) -> Element {
    let both = |(position, sets): (usize, ByFlag)| {
        let others = other.by_flag.remove(&position)?;
        let pairs = sets.into_iter().zip(others);
        let mut sets = pairs.map(|(one, other)| join_texts(one, other));
        Some((position, [sets.next()?, sets.next()?]))
    };
    let by_flag = one.by_flag.into_iter().filter_map(both).collect();
    let value = join(one.value, other.value);
    Element { value, shown: join_arguments(one.shown, &other.shown), by_flag }
}

/// An argument that is one of two.
fn join_arguments(mut one: Argument, other: &Argument) -> Argument {
    if one.text != other.text && !one.text.split(" or ").any(|text| text == other.text) {
        one.text = format!("{} or {}", one.text, other.text);
    }
    one.name = one.name.filter(|name| Some(name) == other.name.as_ref());
    one.mutable |= other.mutable;
    one
}

/// A launch that is one of two.
pub(super) fn join_builders(one: Builder, other: Builder) -> Builder {
    let arguments = match (one.arguments, other.arguments) {
        (Ok(one), Ok(other)) if one.len() == other.len() => {
            let pairs = one.into_iter().zip(&other);
            Ok(pairs.map(|(one, other)| join_arguments(one, other)).collect())
        }
        (Ok(one), Ok(other)) => Err(Reason::new(format!(
            "branches or rounds of a loop push different numbers of arguments ({} and {})",
            one.len().min(other.len()),
            one.len().max(other.len())
        ))),
        (Err(reason), _) | (_, Err(reason)) => Err(reason),
    };
    Builder { names: join_names(one.names, other.names), arguments }
}
