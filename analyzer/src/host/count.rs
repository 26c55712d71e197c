//! Counts launches by their words alone: the number that found and missed have to add up to.
//!
//! Shares nothing with what understands launches; macros and code that is compiled for other
//! features count as well.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

use super::sources::Sources;

/// Methods that launch, in all versions of cudarc.
pub(super) const LAUNCHES: [&str; 6] = [
    "launch",
    "launch_async",
    "launch_cooperative",
    "launch_cooperative_async",
    "launch_on_stream",
    "par_launch_async",
];

/// The places of all calls `.launch(` and the like in the files that are asked for, in order.
pub(super) fn calls(sources: &Sources) -> Vec<Span> {
    let mut found = Vec::new();
    for source in sources.files.iter().filter(|source| source.wanted) {
        scan(&source.tokens, &mut found);
    }
    found
}

/// Groups are kept on a list of their own: they may be as deep as the file is long.
fn scan(tokens: &TokenStream, found: &mut Vec<Span>) {
    let mut levels = vec![tokens.clone().into_iter().peekable()];
    // What came before: a dot; the name of a launch after it, with open angles of `::<…>`.
    let mut dot = false;
    let mut name: Option<(Span, usize)> = None;
    while let Some(rest) = levels.last_mut() {
        let Some(token) = rest.next() else {
            levels.pop();
            (dot, name) = (false, None);
            continue;
        };
        match token {
            TokenTree::Ident(word) => {
                let launch = dot && LAUNCHES.iter().any(|launch| word == launch);
                name = if launch {
                    Some((word.span(), 0))
                } else {
                    name.filter(|(_, open)| *open > 0)
                };
                dot = false;
            }
            TokenTree::Punct(sign) => {
                dot = sign.as_char() == '.';
                name = name.and_then(|(span, open)| match sign.as_char() {
                    '<' => Some((span, open + 1)),
                    '>' => open.checked_sub(1).map(|open| (span, open)),
                    ':' | ',' | '_' | '&' | '\'' => Some((span, open)),
                    _ => None,
                });
            }
            TokenTree::Group(group) => {
                let call = group.delimiter() == Delimiter::Parenthesis;
                if let Some((span, 0)) = name
                    && call
                {
                    found.push(span);
                }
                (dot, name) = (false, None);
                levels.push(group.stream().into_iter().peekable());
            }
            TokenTree::Literal(_) => (dot, name) = (false, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Sources, calls};

    fn count(text: &str) -> usize {
        let mut sources = Sources::default();
        sources.parse("a.rs", text, true).unwrap();
        sources.parse("b.rs", text, false).unwrap();
        calls(&sources).len()
    }

    #[test]
    fn calls_are_counted_wherever_they_stand() {
        assert_eq!(count("fn f() { b.launch(c); x.y().launch_cooperative(c)?; }"), 2);
        assert_eq!(count("fn f() { b.launch::<Vec<u8>, _>(c); }"), 1);
        assert_eq!(count("macro_rules! m { ($b:expr) => { $b.launch(c) } }"), 1);
        assert_eq!(count("fn f() { g(|| b.launch(d.launch(e))); }"), 2);
        assert_eq!(
            count("/// b.launch(c)\nfn launch() { launch(1); b.launch; b.launched(c); }"),
            0
        );
        assert_eq!(count("fn f() { \"b.launch(c)\"; }"), 0);
    }
}
