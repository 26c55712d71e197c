//! Operands of nodes, shared between the formulas that have them.
//!
//! Formulas of one kernel have most of their parts in common. A clone costs a counter, and what is
//! the same part in memory compares equal without a look inside.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

/// One operand.
#[derive(Debug)]
pub struct Shared<T>(Arc<T>);

/// A list of operands.
#[derive(Debug)]
pub struct List<T>(Arc<[T]>);

impl<T> Shared<T> {
    /// Makes a value an operand.
    pub fn new(value: T) -> Self {
        Shared(Arc::new(value))
    }
}

impl<T: Clone> Shared<T> {
    /// The value, copied if other formulas have it as well.
    #[must_use]
    pub fn take(self) -> T {
        Arc::unwrap_or_clone(self.0)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: fmt::Display> fmt::Display for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T> Deref for List<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T> From<Vec<T>> for List<T> {
    fn from(operands: Vec<T>) -> Self {
        List(operands.into())
    }
}

impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(operands: I) -> Self {
        List(operands.into_iter().collect())
    }
}

impl<T: Clone> IntoIterator for List<T> {
    type Item = T;
    type IntoIter = Operands<T>;
    fn into_iter(self) -> Operands<T> {
        Operands { list: self, next: 0 }
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// The operands of a list, one after the other.
pub struct Operands<T> {
    list: List<T>,
    next: usize,
}

impl<T: Clone> Iterator for Operands<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let operand = self.list.get(self.next)?.clone();
        self.next += 1;
        Some(operand)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.list.len() - self.next;
        (left, Some(left))
    }
}

impl<T: Clone> ExactSizeIterator for Operands<T> {}

// By hand, since derived ones ask for properties of `T` that a counter does not need, or look
// inside where the place in memory says enough.
macro_rules! by_value_or_place {
    ($name:ident) => {
        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                $name(Arc::clone(&self.0))
            }
        }

        impl<T: PartialEq> PartialEq for $name<T> {
            fn eq(&self, other: &Self) -> bool {
                Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
            }
        }

        impl<T: Eq> Eq for $name<T> {}

        impl<T: Ord> PartialOrd for $name<T> {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl<T: Ord> Ord for $name<T> {
            fn cmp(&self, other: &Self) -> Ordering {
                if Arc::ptr_eq(&self.0, &other.0) {
                    return Ordering::Equal;
                }
                self.0.cmp(&other.0)
            }
        }

        impl<T: Hash> Hash for $name<T> {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.0.hash(state);
            }
        }
    };
}

by_value_or_place!(Shared);
by_value_or_place!(List);
