//! Tokens as people write them: one line, blanks where rustfmt would put them.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// Longer texts are cut; nobody reads further, and sources may be hostile.
const MAX_CHARS: usize = 600;

/// Operators of more than one character; longer ones first.
const OPERATORS: [&str; 24] = [
    "<<=", ">>=", "..=", "...", "::", "->", "=>", "==", "!=", "<=", ">=", "&&", "||", "+=", "-=",
    "*=", "/=", "%=", "^=", "&=", "|=", "<<", ">>", "..",
];

/// Words after which an operator or a bracket begins something new.
const KEYWORDS: [&str; 18] = [
    "as", "await", "break", "const", "continue", "else", "for", "if", "in", "let", "loop", "match",
    "move", "mut", "ref", "return", "unsafe", "while",
];

/// Tokens as one line of Rust.
pub(super) fn text(tokens: &TokenStream) -> String {
    let mut printer = Printer::default();
    printer.stream(tokens.clone());
    printer.out.trim_end().to_owned()
}

/// What stands to the left of the next token.
#[derive(Clone, Copy, Default, PartialEq)]
enum Left {
    /// Nothing, or something that wants no blank after it.
    #[default]
    Open,
    /// A value or a type: an operator after it takes two sides.
    Operand,
    /// A word after which something new begins.
    Keyword,
    /// An operator between two sides.
    Operator,
}

#[derive(Default)]
struct Printer {
    out: String,
    left: Left,
    /// Open `<` of generic arguments.
    angles: usize,
    /// Between the bars of a closure.
    closure: bool,
    cut: bool,
}

impl Printer {
    fn stream(&mut self, tokens: TokenStream) {
        let mut rest = tokens.into_iter().peekable();
        while let Some(token) = rest.next() {
            if self.cut {
                return;
            }
            match token {
                TokenTree::Ident(ident) => self.word(&ident.to_string()),
                TokenTree::Literal(literal) => self.word(&literal.to_string()),
                TokenTree::Group(group) => {
                    let dot = matches!(rest.peek(), Some(TokenTree::Punct(next))
                        if next.as_char() == '.');
                    self.group(group.delimiter(), group.stream(), dot);
                }
                TokenTree::Punct(punct) => {
                    let mut run = punct.as_char().to_string();
                    let mut joint = punct.spacing() == Spacing::Joint;
                    while joint && let Some(TokenTree::Punct(next)) = rest.peek() {
                        run.push(next.as_char());
                        joint = next.spacing() == Spacing::Joint;
                        rest.next();
                    }
                    self.puncts(&run);
                }
            }
        }
    }

    fn push(&mut self, text: &str) {
        if self.out.chars().count() + text.chars().count() > MAX_CHARS {
            self.cut = true;
            self.out.push('…');
        } else {
            self.out.push_str(text);
        }
    }

    fn blank(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with(' ') {
            self.push(" ");
        }
    }

    fn word(&mut self, word: &str) {
        if self.left != Left::Open {
            self.blank();
        }
        self.push(word);
        let keyword = KEYWORDS.contains(&word);
        self.left = if keyword { Left::Keyword } else { Left::Operand };
    }

    fn group(&mut self, delimiter: Delimiter, inner: TokenStream, dot: bool) {
        let (open, close) = match delimiter {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace if inner.is_empty() => ("{", "}"),
            Delimiter::Brace => ("{ ", " }"),
            // Inserted by a macro: parentheses only where the meaning would change.
            Delimiter::None if dot && inner.clone().into_iter().nth(1).is_some() => ("(", ")"),
            Delimiter::None => return self.stream(inner),
        };
        let call = self.left == Left::Operand && delimiter != Delimiter::Brace;
        if !call && self.left != Left::Open {
            self.blank();
        }
        self.push(open);
        let outside = (self.angles, self.closure);
        (self.left, self.angles, self.closure) = (Left::Open, 0, false);
        self.stream(inner);
        (self.angles, self.closure) = outside;
        self.push(close);
        self.left = Left::Operand;
    }

    /// Operators that stand together without blanks.
    fn puncts(&mut self, run: &str) {
        let mut rest = run;
        while let Some(first) = rest.chars().next() {
            let longest = OPERATORS.into_iter().find(|operator| rest.starts_with(operator));
            let longest = longest.filter(|operator| self.angles == 0 || !operator.contains('>'));
            let (operator, after) = rest.split_at(longest.map_or(first.len_utf8(), str::len));
            self.operator(operator);
            rest = after;
        }
    }

    fn operator(&mut self, operator: &str) {
        let operand = self.left == Left::Operand;
        match operator {
            "." | "::" | ".." | "..=" | "?" => {
                if self.left == Left::Keyword || self.left == Left::Operator {
                    self.blank();
                }
                self.push(operator);
                self.left = if operator == "?" { Left::Operand } else { Left::Open };
            }
            "," | ";" | ":" => {
                self.push(operator);
                self.left = Left::Operator;
            }
            "<" if self.opens_generics() => {
                self.push(operator);
                self.angles += 1;
                self.left = Left::Open;
            }
            ">" if self.angles > 0 => {
                self.push(operator);
                self.angles -= 1;
                self.left = Left::Operand;
            }
            "|" if self.closure || !operand => {
                if !self.closure && self.left != Left::Open {
                    self.blank();
                }
                self.push(operator);
                self.left = if self.closure { Left::Operator } else { Left::Open };
                self.closure = !self.closure;
            }
            "!" if operand => self.attached(operator),
            "'" | "#" | "$" | "@" | "!" => self.prefix(operator),
            "&" | "*" | "-" | "&&" if !operand => self.prefix(operator),
            _ => {
                self.blank();
                self.push(operator);
                self.left = Left::Operator;
            }
        }
    }

    fn attached(&mut self, operator: &str) {
        self.push(operator);
        self.left = Left::Operand;
    }

    fn prefix(&mut self, operator: &str) {
        if self.left != Left::Open {
            self.blank();
        }
        self.push(operator);
        self.left = Left::Open;
    }

    /// Whether `<` belongs to a type: after `::` or the name of a type.
    fn opens_generics(&self) -> bool {
        let word = self.out.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next();
        let is_type = word.and_then(|word| word.chars().next()).is_some_and(char::is_uppercase);
        self.out.ends_with("::") || self.left == Left::Open || (is_type && !self.all_caps())
    }

    /// Whether the last word is a constant's name (`N < 4` compares).
    fn all_caps(&self) -> bool {
        let word = self.out.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next();
        word.is_some_and(|word| !word.chars().any(char::is_lowercase))
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn tokens_are_printed_as_people_write_them() {
        for line in [
            "&inp",
            "&mut out",
            "(n as u32).div_ceil(2)",
            "kernel_name::<T>(\"affine\")",
            "a * b - -c",
            "&data.inner.slice(0..n)?",
            "Vec::<Option<Vec<u8>>>::new()",
            "n < 4 && m >= 2",
            "xs.iter().map(|x| x + 1).sum::<u32>()",
            "if a { 1 } else { 2 }",
            "[dims, l.stride()].concat()",
            "LaunchConfig { grid_dim: (n, 1, 1), shared_mem_bytes: 0 }",
            "*x as *const _",
            "N < 4",
            "format!(\"{a}\")",
        ] {
            let tokens = line.parse().unwrap();
            assert_eq!(text(&tokens), line);
        }
        assert_eq!(text(&"a /* remark */ . b ( )\n + 1".parse().unwrap()), "a.b() + 1");
    }

    #[test]
    fn long_texts_are_cut() {
        let long = "a + ".repeat(1000) + "a";
        assert!(text(&long.parse().unwrap()).chars().count() < 700);
    }
}
