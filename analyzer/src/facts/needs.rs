//! Sets of positions of assumptions.

use std::borrow::Borrow;

/// Positions of assumptions in a list: one bit for each, as sets are joined all the time and
/// kernels have few assumptions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// The last one is not zero.
    words: Vec<u64>,
}

impl Needs {
    /// No assumption.
    #[must_use]
    pub fn new() -> Needs {
        Needs::default()
    }

    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether a position is in it.
    #[must_use]
    pub fn contains(&self, position: usize) -> bool {
        self.words.get(position / 64).is_some_and(|word| word >> (position % 64) & 1 == 1)
    }

    /// Whether no position is in both.
    #[must_use]
    pub fn is_disjoint(&self, other: &Needs) -> bool {
        self.words.iter().zip(&other.words).all(|(mine, other)| mine & other == 0)
    }

    /// Adds a position.
    pub fn insert(&mut self, position: usize) {
        let index = position / 64;
        if self.words.len() <= index {
            self.words.resize(index + 1, 0);
        }
        self.words[index] |= 1 << (position % 64);
    }

    /// Adds all positions of another set.
    pub fn extend(&mut self, other: impl Borrow<Needs>) {
        let other = &other.borrow().words;
        if self.words.len() < other.len() {
            self.words.resize(other.len(), 0);
        }
        for (mine, other) in self.words.iter_mut().zip(other) {
            *mine |= other;
        }
    }

    /// Removes all positions of another set.
    pub fn remove(&mut self, other: &Needs) {
        for (mine, other) in self.words.iter_mut().zip(&other.words) {
            *mine &= !other;
        }
        while self.words.last() == Some(&0) {
            self.words.pop();
        }
    }

    /// Removes all.
    pub fn clear(&mut self) {
        self.words.clear();
    }

    /// The positions in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        let words = self.words.iter().enumerate();
        words.flat_map(|(index, &word)| {
            let rest = std::iter::successors((word != 0).then_some(word), |word| {
                let rest = word & (word - 1);
                (rest != 0).then_some(rest)
            });
            rest.map(move |word| 64 * index + word.trailing_zeros() as usize)
        })
    }
}

impl FromIterator<usize> for Needs {
    fn from_iter<I: IntoIterator<Item = usize>>(positions: I) -> Needs {
        let mut needs = Needs::new();
        positions.into_iter().for_each(|position| needs.insert(position));
        needs
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Needs;

    #[test]
    fn sets_of_bits_are_sets() {
        let lists: [&[usize]; 5] = [&[], &[0], &[63, 64], &[1, 2, 130], &[5, 63, 64, 200]];
        for one in lists {
            let (mine, plain) =
                (Needs::from_iter(one.iter().copied()), BTreeSet::from_iter(one.iter().copied()));
            assert!(mine.iter().eq(plain.iter().copied()));
            assert_eq!(mine.is_empty(), plain.is_empty());
            assert!((0..300).all(|position| mine.contains(position) == plain.contains(&position)));
            for other in lists {
                let (others, known) = (
                    Needs::from_iter(other.iter().copied()),
                    BTreeSet::from_iter(other.iter().copied()),
                );
                assert_eq!(mine.is_disjoint(&others), plain.is_disjoint(&known));
                assert_eq!(mine == others, plain == known);
                let mut both = mine.clone();
                both.extend(&others);
                assert!(both.iter().eq(plain.union(&known).copied()));
                let mut left = mine.clone();
                left.remove(&others);
                assert!(left.iter().eq(plain.difference(&known).copied()));
                assert_eq!(left.is_empty(), plain.is_subset(&known));
            }
        }
    }
}
