//! Names of kernels as the host's sources give them: text with holes.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A kernel's name, with holes for what is decided at run time: `affine_{}` is the name of
/// `affine_f32` and of all others that begin so.
///
/// As text a hole is `{}`, and braces of the name itself are doubled.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NamePattern {
    /// Invariant: the text between the holes; one more than there are holes, hence not empty.
    pieces: Vec<String>,
}

impl NamePattern {
    /// A name that is known to the last letter.
    #[must_use]
    pub fn literal(name: &str) -> NamePattern {
        NamePattern { pieces: vec![name.to_owned()] }
    }

    /// A name of which nothing is known.
    #[must_use]
    pub fn hole() -> NamePattern {
        NamePattern { pieces: vec![String::new(), String::new()] }
    }

    /// One name after the other. Two holes side by side are one.
    #[must_use]
    pub fn then(mut self, next: &NamePattern) -> NamePattern {
        let mut after = next.pieces.iter();
        let (Some(last), Some(first)) = (self.pieces.last_mut(), after.next()) else {
            return self;
        };
        last.push_str(first);
        let two_holes = last.is_empty() && self.pieces.len() > 1 && next.pieces.len() > 1;
        if two_holes {
            self.pieces.pop();
        }
        self.pieces.extend(after.cloned());
        self
    }

    /// The name, if it has no holes.
    #[must_use]
    pub fn as_literal(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Whether nothing of the name is known.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.pieces.len() > 1 && self.letters() == 0
    }

    /// The number of letters that are known; of two patterns that match a name, the one with more
    /// says more about it.
    #[must_use]
    pub fn letters(&self) -> usize {
        self.pieces.iter().map(String::len).sum()
    }

    /// Whether a kernel may be meant. A hole stands for at least one letter.
    #[must_use]
    pub fn matches(&self, name: &str) -> bool {
        let [first, between @ .., last] = self.pieces.as_slice() else {
            return self.pieces.first().is_some_and(|only| only == name);
        };
        let Some(mut rest) = name.strip_prefix(first.as_str()) else {
            return false;
        };
        for piece in between {
            // The leftmost place leaves most to the pieces that follow.
            let Some(begin) = skip_one(rest) else {
                return false;
            };
            let Some((_, after)) = begin.split_once(piece.as_str()) else {
                return false;
            };
            rest = after;
        }
        skip_one(rest).is_some_and(|rest| rest.ends_with(last.as_str()))
    }
}

fn skip_one(text: &str) -> Option<&str> {
    let mut letters = text.chars();
    letters.next()?;
    Some(letters.as_str())
}

impl fmt::Display for NamePattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, piece) in self.pieces.iter().enumerate() {
            if position > 0 {
                f.write_str("{}")?;
            }
            f.write_str(&piece.replace('{', "{{").replace('}', "}}"))?;
        }
        Ok(())
    }
}

/// A text that is no pattern.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected `{{}}` for a hole and doubled braces for others, found `{0}`")]
pub struct PatternError(String);

impl FromStr for NamePattern {
    type Err = PatternError;

    fn from_str(text: &str) -> Result<NamePattern, PatternError> {
        let mut pieces = vec![String::new()];
        let mut rest = text.chars();
        while let Some(letter) = rest.next() {
            let next = matches!(letter, '{' | '}').then(|| rest.next());
            match (letter, next) {
                ('{', Some(Some('}'))) => pieces.push(String::new()),
                (_, Some(next)) if next != Some(letter) => {
                    return Err(PatternError(text.to_owned()));
                }
                (letter, _) => {
                    if let Some(piece) = pieces.last_mut() {
                        piece.push(letter);
                    }
                }
            }
        }
        Ok(NamePattern { pieces })
    }
}

impl Serialize for NamePattern {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for NamePattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<NamePattern, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::NamePattern;

    fn pattern(text: &str) -> NamePattern {
        text.parse().unwrap()
    }

    #[test]
    fn holes_stand_for_at_least_one_letter() {
        assert!(pattern("affine_{}").matches("affine_f32"));
        assert!(!pattern("affine_{}").matches("affine_"));
        assert!(!pattern("affine_{}").matches("uaffine_f32"));
        assert!(pattern("cast_{}_{}").matches("cast_f8_e4m3_f32"));
        assert!(!pattern("cast_{}_{}").matches("cast_f32"));
        assert!(pattern("{}_f32").matches("affine_f32"));
        assert!(!pattern("{}_f32").matches("_f32"));
        assert!(pattern("a{}b{}c").matches("axbxbyc"));
        assert!(!pattern("a{}a").matches("aa"));
        assert!(pattern("fill").matches("fill") && !pattern("fill").matches("fill2"));
        assert!(pattern("{}").is_unknown() && !pattern("x{}").is_unknown());
    }

    #[test]
    fn patterns_survive_text() {
        for text in ["", "{}", "a{}", "{}b", "a{{b}}{}c", "{}_{}"] {
            assert_eq!(pattern(text).to_string(), text);
        }
        for text in ["{", "}", "{x}", "a{", "{}{x"] {
            text.parse::<NamePattern>().unwrap_err();
        }
    }

    #[test]
    fn joining_keeps_one_hole_of_two() {
        let joined = pattern("a{}").then(&pattern("{}b"));
        assert_eq!(joined.to_string(), "a{}b");
        assert_eq!(pattern("u").then(&NamePattern::hole()).to_string(), "u{}");
        assert_eq!(NamePattern::hole().then(&NamePattern::hole()).to_string(), "{}");
        assert_eq!(pattern("{}_").then(&NamePattern::hole()).to_string(), "{}_{}");
    }
}
