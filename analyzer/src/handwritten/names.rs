//! Names in formulas: parameters, definitions and loops become what the expression language calls
//! them.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

use toml::Spanned;

use super::document::Formula;
use super::{HandwrittenError, Source};

/// Definitions within definitions.
const MAX_DEPTH: usize = 16;

/// Longest formula once all definitions are in place.
const MAX_LENGTH: usize = 1 << 16;

/// Words of the expression language that stand alone.
const OWN_WORDS: [&str; 10] =
    ["i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "true", "false"];

/// What names stand for.
#[derive(Clone)]
pub(super) struct Names<'d> {
    source: Source<'d>,
    known: BTreeMap<String, Meaning<'d>>,
}

#[derive(Clone)]
enum Meaning<'d> {
    /// A word of the expression language.
    Word(String),
    /// A formula that is put in place.
    Definition(&'d Spanned<Formula>),
}

impl<'d> Names<'d> {
    pub(super) fn new(source: Source<'d>) -> Names<'d> {
        Names { source, known: BTreeMap::new() }
    }

    /// Adds a parameter or loop.
    pub(super) fn add(
        &mut self,
        name: &Spanned<String>,
        key: &str,
        word: String,
    ) -> Result<(), HandwrittenError> {
        self.insert(name.get_ref(), name.span().start, key, Meaning::Word(word))
    }

    /// Adds a definition.
    pub(super) fn define(
        &mut self,
        name: &str,
        formula: &'d Spanned<Formula>,
        key: &str,
    ) -> Result<(), HandwrittenError> {
        self.insert(name, formula.span().start, key, Meaning::Definition(formula))
    }

    /// Adds a name that an access brings along, in place of one that it hides.
    pub(super) fn bring(&mut self, name: &str, word: String) {
        self.known.insert(name.to_owned(), Meaning::Word(word));
    }

    fn insert(
        &mut self,
        name: &str,
        at: usize,
        key: &str,
        meaning: Meaning<'d>,
    ) -> Result<(), HandwrittenError> {
        let mut letters = name.chars();
        let starts = letters.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
        if !starts || !letters.all(is_letter) || is_own(name) {
            let expected = "a name of letters, digits and _ that formulas do not use otherwise";
            return Err(self.source.refuse(at, key, expected, format!("{name:?}")));
        }
        if self.known.insert(name.to_owned(), meaning).is_some() {
            let found = format!("{name:?}, which stands for something already");
            return Err(self.source.refuse(at, key, "a name of its own", found));
        }
        Ok(())
    }

    /// Reads a formula or a condition.
    pub(super) fn read<T: FromStr<Err: Display>>(
        &self,
        formula: &Spanned<Formula>,
        key: &str,
    ) -> Result<T, HandwrittenError> {
        let at = formula.span().start;
        let mut text = String::new();
        self.put(formula.get_ref(), 0, &mut text)
            .map_err(|(expected, found)| self.source.refuse(at, key, expected, found))?;
        text.parse().map_err(|error: T::Err| {
            let message = error.to_string();
            let message = message.split_once(": expected ").map_or(&*message, |(_, rest)| rest);
            let (expected, found) =
                message.split_once(", found ").unwrap_or((message, "something else"));
            self.source.refuse(at, key, expected, format!("{found} in {text:?}"))
        })
    }

    /// Appends a formula with all names replaced; else what was expected and found.
    fn put(
        &self,
        formula: &Formula,
        depth: usize,
        out: &mut String,
    ) -> Result<(), (String, String)> {
        let text = match formula {
            Formula::Number(number) => {
                *out += &number.to_string();
                return Ok(());
            }
            Formula::Text(text) => text,
        };
        let mut rest = text.as_str();
        while let Some(start) = rest.find(|c: char| c.is_ascii_alphanumeric() || c == '_') {
            let word_end = rest[start..].find(|c| !is_letter(c)).map_or(rest.len(), |n| start + n);
            *out += &rest[..start];
            let (word, after) = (&rest[start..word_end], &rest[word_end..]);
            rest = self.put_word(word, after, depth, out)?;
            if MAX_LENGTH < out.len() {
                return Err((format!("at most {MAX_LENGTH} letters"), "more".to_owned()));
            }
        }
        *out += rest;
        Ok(())
    }

    /// Appends a word; the rest of the text behind it.
    fn put_word<'t>(
        &self,
        word: &str,
        after: &'t str,
        depth: usize,
        out: &mut String,
    ) -> Result<&'t str, (String, String)> {
        let is_number = word.starts_with(|c: char| c.is_ascii_digit());
        let is_function = after.trim_start().starts_with('(');
        let is_axis = after.starts_with('.');
        match self.known.get(word) {
            _ if is_number || is_function || is_own(word) => *out += word,
            _ if is_axis => {
                *out += word;
                let end = 1 + after[1..].find(|c| !is_letter(c)).unwrap_or(after.len() - 1);
                *out += &after[..end];
                return Ok(&after[end..]);
            }
            Some(Meaning::Word(text)) => *out += text,
            Some(Meaning::Definition(_)) if depth == MAX_DEPTH => {
                let expected = format!("definitions within definitions {MAX_DEPTH} times at most");
                return Err((expected, format!("more, at {word:?}")));
            }
            Some(Meaning::Definition(formula)) => {
                out.push('(');
                self.put(formula.get_ref(), depth + 1, out)?;
                out.push(')');
            }
            None => {
                let known: Vec<&str> = self.known.keys().map(String::as_str).collect();
                return Err((format!("one of {}", known.join(", ")), format!("{word:?}")));
            }
        }
        Ok(after)
    }
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// Whether a word is one of the expression language itself.
fn is_own(word: &str) -> bool {
    let numbered = ["arg", "it", "opq", "val"].iter().any(|start| {
        let digits = word.strip_prefix(start).unwrap_or_default();
        !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
    });
    numbered || OWN_WORDS.contains(&word)
}
