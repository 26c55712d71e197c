//! PTX text of inline assembly as statements.
//!
//! ```text
//! body      := { '{' | '}' | ';' | label ':' | statement ';' }
//! statement := '.reg' type names | [ '@' ['!'] name ] opcode [ operand { ',' operand } ]
//! operand   := ['!'] term [ '|' term ] | '{' operands '}'
//!            | '[' term [ '+' number ] [ ',' operand ] ']'
//! term      := name | '$' digits | number
//! ```

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Statement {
    /// A scope begins.
    Open,
    /// A scope ends.
    Close,
    /// A place to jump to.
    Label(String),
    /// Registers of a type.
    Declare { ty: String, names: Vec<String> },
    /// An instruction.
    Instruction(Instruction),
}

/// One instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Instruction {
    /// Predicate that it runs under, and whether that must not hold.
    pub(super) guard: Option<(Operand, bool)>,
    /// Opcode and its modifiers.
    pub(super) opcode: Vec<String>,
    /// Operands in order.
    pub(super) operands: Vec<Operand>,
}

/// An operand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Operand {
    /// A register that the text declares, or a special one.
    Name(String),
    /// Operand of the inline assembly.
    Argument(usize),
    /// An integer; floating-point literals in hexadecimal are their bits.
    Number(i128),
    /// A floating-point literal in decimal, as the bits of a double.
    Decimal(u64),
    /// A predicate that must not hold.
    Not(Box<Operand>),
    /// Several registers as one.
    Vector(Vec<Operand>),
    /// Memory at a register plus an offset.
    Address(Box<Operand>, i64),
    /// A tile of a tensor: address of its map, and coordinates.
    Tile(Box<Operand>, Box<Operand>),
    /// A result and a predicate.
    Pair(Box<Operand>, Box<Operand>),
}

/// An instruction with a result, in parts.
#[derive(Clone, Debug)]
pub(super) struct Operation<'a> {
    /// The first word of its opcode.
    pub(super) head: &'a str,
    modifiers: Vec<&'a str>,
    target: &'a Operand,
    sources: &'a [Operand],
}

impl Instruction {
    /// Its parts, if it has a target.
    pub(super) fn operation(&self) -> Option<Operation<'_>> {
        let (head, modifiers) = self.opcode.split_first()?;
        let (target, sources) = self.operands.split_first()?;
        let modifiers = modifiers.iter().map(String::as_str).collect();
        Some(Operation { head, modifiers, target, sources })
    }
}

impl<'a> Operation<'a> {
    /// The other words of the opcode, where the result goes, and what it is made of.
    pub(super) fn parts(&self) -> (&[&'a str], &'a Operand, &'a [Operand]) {
        (&self.modifiers, self.target, self.sources)
    }
}

/// Parses a template; `None` if it is not of this form.
pub(super) fn parse(template: &str) -> Option<Vec<Statement>> {
    let mut parser = Parser { tokens: tokens(template)?, next: 0 };
    let mut statements = Vec::new();
    while let Some(token) = parser.peek() {
        match token {
            ";" => parser.next += 1,
            "{" => {
                parser.next += 1;
                statements.push(Statement::Open);
            }
            "}" => {
                parser.next += 1;
                statements.push(Statement::Close);
            }
            label if label.len() > 1 && label.ends_with(':') => {
                statements.push(Statement::Label(label.trim_end_matches(':').to_owned()));
                parser.next += 1;
            }
            _ => statements.push(parser.statement()?),
        }
    }
    Some(statements)
}

/// Splits a template into punctuation and words; comments go.
fn tokens(template: &str) -> Option<Vec<String>> {
    let mut tokens = Vec::new();
    let mut rest = template;
    while let Some(first) = rest.chars().next() {
        if first.is_whitespace() {
            rest = &rest[first.len_utf8()..];
        } else if rest.starts_with("//") {
            rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
        } else if rest.starts_with("/*") {
            rest = rest.split_once("*/")?.1;
        } else if "{}[](),;@!|+".contains(first) {
            tokens.push(first.to_string());
            rest = &rest[1..];
        } else {
            let word = word(rest)?;
            tokens.push(word.replace("$$", "$"));
            rest = &rest[word.len()..];
        }
    }
    Some(tokens)
}

/// The word that a text starts with: a name, number or opcode.
fn word(text: &str) -> Option<&str> {
    if let Some(braced) = text.strip_prefix("${") {
        return text.get(..braced.find('}')? + 3);
    }
    let is_part = |c: char| c.is_ascii_alphanumeric() || "_$%.:-<>".contains(c);
    let end = text.find(|c: char| !is_part(c)).unwrap_or(text.len());
    text.get(..end).filter(|word| !word.is_empty())
}

struct Parser {
    tokens: Vec<String>,
    next: usize,
}

impl Parser {
    fn peek(&self) -> Option<&str> {
        self.tokens.get(self.next).map(String::as_str)
    }

    fn take(&mut self) -> Option<String> {
        let token = self.tokens.get(self.next)?.clone();
        self.next += 1;
        Some(token)
    }

    /// Takes a token if it is the one asked for.
    fn accept(&mut self, token: &str) -> bool {
        let found = self.peek() == Some(token);
        self.next += usize::from(found);
        found
    }

    fn statement(&mut self) -> Option<Statement> {
        let guard = if self.accept("@") {
            let negated = self.accept("!");
            Some((self.term()?, negated))
        } else {
            None
        };
        let opcode: Vec<String> = self.take()?.split('.').map(str::to_owned).collect();
        if opcode.first().is_some_and(String::is_empty) {
            return self.declaration(&opcode);
        }
        let mut operands = Vec::new();
        while !matches!(self.peek(), None | Some(";" | "}")) {
            operands.push(self.operand()?);
            self.accept(",");
        }
        Some(Statement::Instruction(Instruction { guard, opcode, operands }))
    }

    /// `.reg .type names` or `.reg.type names`.
    fn declaration(&mut self, directive: &[String]) -> Option<Statement> {
        let ty = match directive {
            [_, reg, ty] if reg == "reg" => ty.clone(),
            [_, reg] if reg == "reg" => self.take()?.strip_prefix('.')?.to_owned(),
            _ => return None,
        };
        let mut names = Vec::new();
        loop {
            let name = self.take()?;
            match name.strip_suffix('>').and_then(|it| it.split_once('<')) {
                // `r<3>` stands for r0, r1 and r2.
                Some((stem, count)) => {
                    let count = count.parse::<u32>().ok().filter(|it| *it <= 4096)?;
                    names.extend((0..count).map(|index| format!("{stem}{index}")));
                }
                None => names.push(name),
            }
            if !self.accept(",") {
                break;
            }
        }
        Some(Statement::Declare { ty, names })
    }

    fn operand(&mut self) -> Option<Operand> {
        if self.accept("{") {
            let mut parts = Vec::new();
            while !self.accept("}") {
                parts.push(self.operand()?);
                self.accept(",");
            }
            return Some(Operand::Vector(parts));
        }
        if self.accept("[") {
            let base = self.term()?;
            let offset = if self.accept("+") { number(&self.take()?)? } else { 0 };
            if self.accept(",") {
                let coordinates = Box::new(self.operand()?);
                let tile = Operand::Tile(Box::new(base), coordinates);
                return (offset == 0 && self.accept("]")).then_some(tile);
            }
            return self
                .accept("]")
                .then(|| Operand::Address(Box::new(base), i64::try_from(offset).unwrap_or(0)));
        }
        if self.accept("!") {
            return Some(Operand::Not(Box::new(self.term()?)));
        }
        let first = self.term()?;
        if self.accept("|") {
            return Some(Operand::Pair(Box::new(first), Box::new(self.term()?)));
        }
        Some(first)
    }

    fn term(&mut self) -> Option<Operand> {
        let word = self.take()?;
        if let Some(argument) = word.strip_prefix('$') {
            let argument = argument.trim_start_matches('{').trim_end_matches('}');
            let digits = argument.split(':').next()?;
            if let Ok(index) = digits.parse() {
                return Some(Operand::Argument(index));
            }
        }
        if word.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
            let decimal = || word.parse::<f64>().ok().map(|it| Operand::Decimal(it.to_bits()));
            return number(&word).map(Operand::Number).or_else(decimal);
        }
        let is_name = word.starts_with(|c: char| c.is_ascii_alphabetic() || "_%$".contains(c));
        is_name.then_some(Operand::Name(word))
    }
}

/// An integer literal, or the bits of a floating-point literal in hexadecimal.
fn number(word: &str) -> Option<i128> {
    let (negative, digits) = match word.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, word),
    };
    let digits = digits.trim_end_matches(['U', 'u']);
    let lower = digits.to_ascii_lowercase();
    let hexadecimal = ["0x", "0f", "0d"].iter().find_map(|prefix| lower.strip_prefix(prefix));
    let value = match hexadecimal {
        Some(digits) => i128::from(u64::from_str_radix(digits, 16).ok()?),
        None => i128::from(lower.parse::<u64>().ok()?),
    };
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_compilers_and_headers_write() {
        let statements = parse(
            "{.reg .f16 low,high;\n  mov.b32 {low,high},$1; // halves\n cvt.f32.f16 $0, low;}\n",
        )
        .unwrap();
        assert_eq!(statements.len(), 5);
        assert_eq!(
            statements[1],
            Statement::Declare {
                ty: "f16".to_owned(),
                names: vec!["low".to_owned(), "high".to_owned()],
            }
        );
        let Statement::Instruction(unpack) = &statements[2] else { panic!("an instruction") };
        assert_eq!(unpack.opcode, ["mov", "b32"]);
        assert_eq!(unpack.operands[1], Operand::Argument(1));
        assert!(matches!(&unpack.operands[0], Operand::Vector(parts) if parts.len() == 2));
    }

    #[test]
    fn reads_guards_addresses_pairs_and_escapes() {
        let statements = parse("@!$3 ld.global.v2.b32 { $0, $1 }, [ $2 + -8 ];").unwrap();
        let Statement::Instruction(load) = &statements[0] else { panic!("an instruction") };
        assert_eq!(load.guard, Some((Operand::Argument(3), true)));
        assert_eq!(load.operands[1], Operand::Address(Box::new(Operand::Argument(2)), -8));
        let statements = parse(".reg.pred __$$p; shfl.sync.up.b32 r|__$$p, ${1:r}, 0x1F, 4U, -1");
        let statements = statements.unwrap();
        let Statement::Instruction(shuffle) = &statements[1] else { panic!("an instruction") };
        let name = |it: &str| Box::new(Operand::Name(it.to_owned()));
        assert_eq!(shuffle.operands[0], Operand::Pair(name("r"), name("__$p")));
        assert_eq!(
            shuffle.operands[1..4],
            [Operand::Argument(1), Operand::Number(31), Operand::Number(4)]
        );
    }

    #[test]
    fn reads_labels_tiles_and_literals() {
        let statements = parse(
            "{ .reg .b32 r<2>;\n wait: mbarrier.try_wait.parity.shared.b64 p, [$0], $1;\n \
             @!p bra.uni wait;\n cp.async.bulk.tensor.2d.shared::cta.global [$0], [$2, {r0, r1}], \
             [$3]; fma.rn.f32 r0, 0.5, r1, -1; selp.b32 r0, r1, r0, !p; }",
        )
        .unwrap();
        assert_eq!(statements[2], Statement::Label("wait".to_owned()));
        let instruction = |index: usize| match &statements[index] {
            Statement::Instruction(it) => it.clone(),
            other => panic!("an instruction, not {other:?}"),
        };
        assert_eq!(instruction(4).opcode, ["bra", "uni"]);
        assert!(matches!(&instruction(5).operands[1], Operand::Tile(map, _)
            if **map == Operand::Argument(2)));
        assert_eq!(instruction(6).operands[1], Operand::Decimal(0.5_f64.to_bits()));
        assert!(matches!(&instruction(7).operands[3], Operand::Not(_)));
        let Statement::Declare { names, .. } = &statements[1] else { panic!("a declaration") };
        assert_eq!(names, &["r0", "r1"]);
    }

    #[test]
    fn refuses_what_is_not_ptx() {
        for text in ["mov.b32 $0, (", "/* open", "{ ld [", ".weak x", "mov # 3"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
