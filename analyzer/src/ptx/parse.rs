//! Text of an inline assembly template -> statements.

use super::{Guard, Instruction, Operand, Statement};

/// Most registers that one `name<count>` declares.
const MAX_REGISTERS: u32 = 1024;

/// Parses a template; `None` if it is not of the form that [`super`] shows.
pub(crate) fn parse(template: &str) -> Option<Vec<Statement>> {
    let mut parser = Parser { tokens: tokens(template)?, next: 0 };
    let mut statements = Vec::new();
    while let Some(token) = parser.peek() {
        match token {
            Token::Mark(';') => parser.next += 1,
            Token::Mark('{') => {
                parser.next += 1;
                statements.push(Statement::Open);
            }
            Token::Mark('}') => {
                parser.next += 1;
                statements.push(Statement::Close);
            }
            _ => {
                let statement = parser.statement()?;
                let labels = matches!(statement, Statement::Label(_));
                statements.push(statement);
                let ends = matches!(parser.peek(), None | Some(Token::Mark(';' | '}')));
                if !(labels || ends) {
                    return None;
                }
            }
        }
    }
    Some(statements)
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    /// Letters, digits, and what may stand between them.
    Word(String),
    /// `$0`, `${0:r}`.
    Argument(usize),
    /// A quoted text.
    Text,
    /// Anything else, one character each.
    Mark(char),
}

fn tokens(template: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = template;
    while let Some(first) = rest.chars().next() {
        let (token, length) = if first.is_whitespace() {
            (None, first.len_utf8())
        } else if rest.starts_with("//") {
            (None, rest.find('\n').unwrap_or(rest.len()))
        } else if rest.starts_with("/*") {
            (None, rest.find("*/")? + 2)
        } else if first == '"' {
            (Some(Token::Text), rest[1..].find('"')? + 2)
        } else if let Some((argument, length)) = argument(rest) {
            (Some(Token::Argument(argument)), length)
        } else if let Some((word, length)) = word(rest) {
            (Some(Token::Word(word)), length)
        } else {
            (Some(Token::Mark(first)), first.len_utf8())
        };
        tokens.extend(token);
        rest = &rest[length..];
    }
    Some(tokens)
}

/// An operand of the assembly at the start of a text, and its length.
fn argument(text: &str) -> Option<(usize, usize)> {
    let rest = text.strip_prefix('$')?;
    let (braces, rest) = match rest.strip_prefix('{') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let number = rest[..digits].parse().ok()?;
    let length = if braces { text.find('}')? + 1 } else { 1 + digits };
    Some((number, length))
}

/// A word at the start of a text, and its length. `$$` stands for `$`; `::` is part of a word, a
/// single colon is not.
fn word(text: &str) -> Option<(String, usize)> {
    let mut length = 0;
    loop {
        let rest = &text[length..];
        length += match rest.chars().next() {
            Some(c) if c.is_ascii_alphanumeric() || "_.%".contains(c) => 1,
            Some(':') if rest.starts_with("::") && length > 0 => 2,
            Some('$') if rest.starts_with("$$") => 2,
            // A number that is different in each copy of the template.
            Some('$') if rest.starts_with("${:uid}") => 7,
            _ => break,
        };
    }
    (length > 0).then(|| (text[..length].replace("$$", "$"), length))
}

struct Parser {
    tokens: Vec<Token>,
    next: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    /// Goes on if the next token is this character.
    fn eat(&mut self, mark: char) -> bool {
        let found = self.peek() == Some(&Token::Mark(mark));
        self.next += usize::from(found);
        found
    }

    fn word(&mut self) -> Option<String> {
        let Some(Token::Word(word)) = self.peek() else { return None };
        let word = word.clone();
        self.next += 1;
        Some(word)
    }

    fn statement(&mut self) -> Option<Statement> {
        let guard = if self.eat('@') {
            let negated = self.eat('!');
            Some(Guard { predicate: self.term()?, negated })
        } else {
            None
        };
        let opcode = self.word()?;
        if guard.is_none() && self.eat(':') {
            return Some(Statement::Label(opcode));
        }
        if opcode.starts_with('.') {
            return if guard.is_none() { self.directive(&opcode) } else { None };
        }
        let mut parts: Vec<String> = opcode.split('.').map(str::to_owned).collect();
        while matches!(self.peek(), Some(Token::Word(word)) if word.starts_with('.')) {
            let word = self.word()?;
            parts.extend(word.split('.').skip(1).map(str::to_owned));
        }
        let name = parts.remove(0);
        let mnemonic = name.starts_with(|c: char| c.is_ascii_lowercase());
        if !mnemonic || parts.iter().any(String::is_empty) {
            return None;
        }
        let operands = if matches!(self.peek(), None | Some(Token::Mark(';' | '}'))) {
            Vec::new()
        } else {
            self.operands()?
        };
        Some(Statement::Instruction(Instruction { guard, name, modifiers: parts, operands }))
    }

    /// `.reg` declares registers, `.pragma` does nothing; others are not known.
    fn directive(&mut self, opcode: &str) -> Option<Statement> {
        let mut parts: Vec<String> = opcode.split('.').skip(1).map(str::to_owned).collect();
        while matches!(self.peek(), Some(Token::Word(word)) if word.starts_with('.')) {
            let word = self.word()?;
            parts.extend(word.split('.').skip(1).map(str::to_owned));
        }
        let mut parts = parts.into_iter();
        match (parts.next()?.as_str(), parts.next(), parts.next()) {
            ("reg", Some(ty), None) => {
                let mut names = Vec::new();
                self.register(&mut names)?;
                while self.eat(',') {
                    self.register(&mut names)?;
                }
                Some(Statement::Registers { ty, names })
            }
            ("pragma", None, None) if self.peek() == Some(&Token::Text) => {
                self.next += 1;
                Some(Statement::Registers { ty: "b32".to_owned(), names: Vec::new() })
            }
            _ => None,
        }
    }

    /// `name`, or `name<count>` for `name0`, `name1` and so on.
    fn register(&mut self, names: &mut Vec<String>) -> Option<()> {
        let name = self.word()?;
        if !self.eat('<') {
            names.push(name);
            return Some(());
        }
        let count: u32 = self.word()?.parse().ok()?;
        names.extend((0..count.min(MAX_REGISTERS)).map(|index| format!("{name}{index}")));
        (count <= MAX_REGISTERS && self.eat('>')).then_some(())
    }

    fn operands(&mut self) -> Option<Vec<Operand>> {
        let mut operands = vec![self.operand()?];
        while self.eat(',') {
            operands.push(self.operand()?);
        }
        Some(operands)
    }

    fn operand(&mut self) -> Option<Operand> {
        if self.eat('{') {
            let operands = self.operands()?;
            return self.eat('}').then_some(Operand::Vector(operands));
        }
        if self.eat('[') {
            return self.memory();
        }
        if self.eat('!') {
            return Some(Operand::Not(Box::new(self.term()?)));
        }
        let term = self.term()?;
        if self.eat('|') {
            return Some(Operand::Pair(Box::new(term), Box::new(self.term()?)));
        }
        Some(term)
    }

    /// What stands between brackets.
    fn memory(&mut self) -> Option<Operand> {
        let base = Box::new(self.term()?);
        let plus = self.eat('+');
        let minus = matches!(self.peek(), Some(Token::Mark('-')));
        let offset = if plus || minus {
            let Operand::Number(offset) = self.term()? else { return None };
            i64::try_from(offset).ok()?
        } else {
            0
        };
        let mut place = Vec::new();
        while self.eat(',') {
            place.push(self.operand()?);
        }
        self.eat(']').then_some(Operand::Memory { base, offset, place })
    }

    fn term(&mut self) -> Option<Operand> {
        let negative = self.eat('-');
        if let Some(Token::Argument(argument)) = self.peek() {
            let argument = *argument;
            self.next += 1;
            return (!negative).then_some(Operand::Argument(argument));
        }
        let word = self.word()?;
        if !word.starts_with(|c: char| c.is_ascii_digit()) {
            return (!negative).then_some(Operand::Name(word));
        }
        let sign = if negative { -1 } else { 1 };
        match number(&word) {
            Some(value) => Some(Operand::Number(sign * value)),
            None => word.parse::<f64>().ok().map(|_| Operand::Decimal(word)),
        }
    }
}

/// An integer literal, or the bits of `0f…` and `0d…`.
fn number(word: &str) -> Option<i128> {
    let lower = word.to_ascii_lowercase();
    if let Some(bits) = lower.strip_prefix("0f").filter(|bits| bits.len() == 8) {
        return i128::from_str_radix(bits, 16).ok();
    }
    if let Some(bits) = lower.strip_prefix("0d").filter(|bits| bits.len() == 16) {
        return i128::from_str_radix(bits, 16).ok();
    }
    let digits = lower.strip_suffix('u').unwrap_or(&lower);
    if let Some(hex) = digits.strip_prefix("0x") {
        return i128::from_str_radix(hex, 16).ok();
    }
    if let Some(binary) = digits.strip_prefix("0b") {
        return i128::from_str_radix(binary, 2).ok();
    }
    match digits.strip_prefix('0').filter(|rest| !rest.is_empty()) {
        Some(octal) => i128::from_str_radix(octal, 8).ok(),
        None => digits.parse().ok(),
    }
}

#[cfg(test)]
mod tests;
