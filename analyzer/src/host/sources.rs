//! Folders -> parsed Rust files; what cannot be read is named, the rest goes on.

use std::collections::HashMap;
use std::path::Path;

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use walkdir::WalkDir;

use super::{Place, Unread};

/// Larger files are generated tables, if they are Rust at all.
const MAX_FILE_BYTES: u64 = 4 << 20;

/// All files together; more than this is no crate (the parser numbers letters with 32 bits).
const MAX_TOTAL_BYTES: u64 = 512 << 20;

/// How deep expressions may nest, counting each token that may open one more level.
///
/// The parser and what walks its trees recurse; a thousand levels of both fit the stack they run
/// on many times, and no source written by people or macros comes near.
const MAX_DEPTH: usize = 3000;

/// A file that could be parsed.
pub(super) struct Source {
    /// Path below the folder that was given, with `/`.
    pub(super) path: String,
    /// Whether its launches are asked for; else it only has definitions that others use.
    pub(super) wanted: bool,
    pub(super) tokens: TokenStream,
    /// None if its words could be read, but not its sentences.
    pub(super) syntax: Option<syn::File>,
}

/// All files of some folders.
#[derive(Default)]
pub(super) struct Sources {
    pub(super) files: Vec<Source>,
    pub(super) unread: Vec<Unread>,
    /// The number of files found, readable or not.
    pub(super) found: usize,
    bytes: u64,
    /// From the parser's name for a text to its file.
    by_text: HashMap<String, usize>,
}

impl Sources {
    /// Reads all `.rs` files below a folder, but not those of build folders and hidden ones.
    pub(super) fn add(&mut self, folder: &Path, wanted: bool) {
        let skipped = |name: &str| name == "target" || name.starts_with('.');
        let walk =
            WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter().filter_entry(
                |entry| entry.depth() == 0 || !entry.file_name().to_str().is_some_and(skipped),
            );
        for entry in walk {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().unwrap_or(folder).display().to_string();
                    let reason =
                        error.io_error().map_or_else(|| error.to_string(), |io| io.to_string());
                    self.unread.push(Unread { file: path, line: None, reason });
                    continue;
                }
            };
            let is_rust = entry.path().extension().is_some_and(|ending| ending == "rs");
            if !is_rust || !entry.file_type().is_file() {
                continue;
            }
            self.found += 1;
            let name = name_below(folder, entry.path());
            let size = entry.metadata().map_or(0, |metadata| metadata.len());
            if let Err((line, reason)) = self.read(&name, entry.path(), size, wanted) {
                self.unread.push(Unread { file: name, line, reason });
            }
        }
    }

    fn read(
        &mut self,
        name: &str,
        path: &Path,
        size: u64,
        wanted: bool,
    ) -> Result<(), (Option<usize>, String)> {
        let limit = |limit: u64, what: &str| {
            Err((None, format!("expected at most {} MiB {what}", limit >> 20)))
        };
        if size > MAX_FILE_BYTES {
            return limit(MAX_FILE_BYTES, "in a file");
        }
        self.bytes += size;
        if self.bytes > MAX_TOTAL_BYTES {
            return limit(MAX_TOTAL_BYTES, "in all files");
        }
        let bytes = std::fs::read(path).map_err(|error| (None, error.to_string()))?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let good = error.utf8_error().valid_up_to();
            let lines = error.as_bytes()[..good].iter().filter(|byte| **byte == b'\n').count();
            (Some(lines + 1), "expected UTF-8".to_owned())
        })?;
        self.parse(name, &text, wanted)
    }

    /// Takes the text of one file.
    pub(super) fn parse(
        &mut self,
        name: &str,
        text: &str,
        wanted: bool,
    ) -> Result<(), (Option<usize>, String)> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let shebang = text.starts_with("#!") && !text[2..].trim_start().starts_with('[');
        // Its line stays, so that the others keep their numbers.
        let text = if shebang { text.find('\n').map_or("", |end| &text[end..]) } else { text };
        let tokens: TokenStream = text.parse().map_err(|error: proc_macro2::LexError| {
            (Some(error.span().start().line), error.to_string())
        })?;
        if depth(&tokens) > MAX_DEPTH {
            return Err((None, format!("expected at most {MAX_DEPTH} nested expressions")));
        }
        if let Some(first) = tokens.clone().into_iter().next() {
            self.by_text.insert(first.span().file(), self.files.len());
        }
        let (syntax, result) = match syn::parse2::<syn::File>(tokens.clone()) {
            Ok(syntax) => (Some(syntax), Ok(())),
            Err(error) => (None, Err((Some(error.span().start().line), error.to_string()))),
        };
        // Without syntax its launches can still be counted.
        self.files.push(Source { path: name.to_owned(), wanted, tokens, syntax });
        result
    }

    /// The file that a token stands in, also after it went through a macro of another.
    pub(super) fn file(&self, span: Span) -> Option<usize> {
        self.by_text.get(&span.file()).copied()
    }

    /// Where a token stands, for people.
    pub(super) fn place(&self, span: Span) -> Place {
        let start = span.start();
        let file = self.file(span).and_then(|file| self.files.get(file));
        let file = file.map_or_else(String::new, |file| file.path.clone());
        Place { file, line: start.line, column: start.column + 1 }
    }
}

/// The path below a folder with `/`, or the file's own name.
fn name_below(folder: &Path, path: &Path) -> String {
    let below = path.strip_prefix(folder).ok().filter(|below| below.components().next().is_some());
    let below = below.or_else(|| path.file_name().map(Path::new)).unwrap_or(path);
    let parts = below.components().map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

/// A bound on how deep the syntax tree of tokens can be, without building it.
///
/// Besides groups, each token of a run without `,` or `;` may nest (`!!!!x`, `a + b + c`, types).
fn depth(tokens: &TokenStream) -> usize {
    // Each level: its tokens, what was before it, the longest run so far, the current run.
    let mut levels = vec![(tokens.clone().into_iter().peekable(), 0usize, 0usize)];
    let mut deepest = 0;
    let mut above = 0;
    while let Some((rest, run, start)) = levels.last_mut() {
        let Some(token) = rest.next() else {
            above = *start;
            levels.pop();
            continue;
        };
        *run += 1;
        deepest = deepest.max(above + *run);
        match token {
            TokenTree::Punct(punct) if matches!(punct.as_char(), ',' | ';') => *run = 0,
            TokenTree::Group(group) => {
                let begin = above + *run;
                // A block ends what came before it, unless an operator or `else` follows.
                let goes_on = match rest.peek() {
                    Some(TokenTree::Punct(punct)) => punct.as_char() != '#',
                    Some(TokenTree::Ident(word)) => word == "else" || word == "as",
                    Some(TokenTree::Group(_)) => true,
                    Some(TokenTree::Literal(_)) | None => false,
                };
                if group.delimiter() == Delimiter::Brace && !goes_on {
                    *run = 0;
                }
                levels.push((group.stream().into_iter().peekable(), 0, above));
                above = begin;
            }
            TokenTree::Punct(_) | TokenTree::Ident(_) | TokenTree::Literal(_) => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::{Sources, depth};

    fn problem(text: &str) -> (Option<usize>, String) {
        Sources::default().parse("a.rs", text, true).unwrap_err()
    }

    #[test]
    fn what_does_not_parse_is_named_with_its_line() {
        assert_eq!(problem("fn f() {}\nfn g( {}\n").0, Some(2));
        assert_eq!(problem("fn f() {}\n\n\"open").0, Some(3));
        assert_eq!(problem("fn f() {}\n}").0, Some(2));
    }

    #[test]
    fn deep_nesting_is_refused_before_the_parser_recurses() {
        for text in [
            "(".repeat(20_000) + &")".repeat(20_000),
            "!".repeat(20_000) + "x",
            "x".to_owned() + &".y".repeat(20_000),
            "x ".to_owned() + &"+ x ".repeat(20_000),
            "if a {} ".to_owned() + &"else if a {} ".repeat(20_000),
            "Vec<".repeat(20_000),
        ] {
            let text = format!("fn f() {{ {text} }}");
            let (_, reason) = problem(&text);
            assert!(reason.contains("nested"), "{reason}");
        }
    }

    #[test]
    fn length_is_no_depth() {
        let long = "fn f() { g(1, 2); if a { b } h() }\n#[test] fn g() {}\n".repeat(1000);
        assert!(depth(&long.parse().unwrap()) < 100);
        let list = format!("const X: [u8; 9] = [{}];", "1, ".repeat(10_000));
        assert!(depth(&list.parse().unwrap()) < 100);
        Sources::default().parse("a.rs", &long, true).unwrap();
    }

    #[test]
    fn marks_before_the_first_line_are_skipped() {
        let mut sources = Sources::default();
        sources.parse("a.rs", "\u{feff}#!/usr/bin/env run\nfn f() {}", true).unwrap();
        sources.parse("b.rs", "#![no_std]\nfn f() {}", true).unwrap();
        sources.parse("c.rs", "", true).unwrap();
        let function = sources.files[0].tokens.clone().into_iter().next().unwrap();
        let place = sources.place(function.span());
        assert_eq!((place.file.as_str(), place.line, place.column), ("a.rs", 2, 1));
    }
}
