//! A line of LLVM IR as tokens, as far as telling words from strings, names and comments.

/// A piece of a line; all of them in order make up the line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Token<'t> {
    /// Keyword, type or number, with its sign.
    Word(&'t str),
    /// `%name` or `@name`, quoted or not.
    Name(&'t str),
    /// Everything else: strings, comments, space, one mark of punctuation.
    Other(&'t str),
}

impl<'t> Token<'t> {
    /// The token as it stands in the line.
    pub(super) fn text(self) -> &'t str {
        match self {
            Token::Word(text) | Token::Name(text) | Token::Other(text) => text,
        }
    }

    /// Whether it is nothing but space.
    pub(super) fn is_space(self) -> bool {
        self.text().trim().is_empty()
    }
}

/// The tokens of a line.
pub(super) fn tokens(line: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => quoted(rest),
            ';' => rest.len(),
            '%' | '@' if rest[1..].starts_with('"') => 1 + quoted(&rest[1..]),
            '%' | '@' => 1 + word(&rest[1..]),
            _ if is_in_word(first) => word(rest),
            _ if first.is_whitespace() => {
                rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len())
            }
            _ => first.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        tokens.push(match first {
            '%' | '@' => Token::Name(token),
            _ if is_in_word(first) => Token::Word(token),
            _ => Token::Other(token),
        });
        rest = after;
    }
    tokens
}

/// Length of the string that a text starts with; there is no escape for the quote.
fn quoted(text: &str) -> usize {
    text[1..].find('"').map_or(text.len(), |length| length + 2)
}

fn word(text: &str) -> usize {
    text.find(|c: char| !is_in_word(c)).unwrap_or(text.len())
}

fn is_in_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '$' | '+' | '-')
}
