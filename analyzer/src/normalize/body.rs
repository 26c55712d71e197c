//! Text of a function's body, built line by line.

use std::fmt::Display;

/// The body of a function in plain IR; argument N is `%aN`.
///
/// Values and labels are numbered, so that rules need not invent names.
#[derive(Default)]
pub(super) struct Body {
    lines: String,
    declarations: Vec<String>,
    numbers: u32,
    /// Block that lines are added to; empty for the entry.
    block: String,
}

/// A part of a body that runs only if a condition holds.
pub(super) struct Guarded {
    before: String,
    join: String,
}

impl Body {
    /// A body without lines.
    pub(super) fn new() -> Body {
        Body { block: "entry".to_owned(), lines: "entry:\n".to_owned(), ..Body::default() }
    }

    /// Adds an instruction without a result.
    pub(super) fn line(&mut self, instruction: impl Display) {
        self.lines += &format!("  {instruction}\n");
    }

    /// Adds an instruction, and names its result.
    pub(super) fn value(&mut self, instruction: impl Display) -> String {
        self.numbers += 1;
        let name = format!("%v{}", self.numbers);
        self.line(format_args!("{name} = {instruction}"));
        name
    }

    /// Calls a function of the type `result (params)`; the module gets its declaration.
    pub(super) fn call(&mut self, result: &str, name: &str, arguments: &[(&str, &str)]) -> String {
        let types: Vec<&str> = arguments.iter().map(|(ty, _)| *ty).collect();
        self.declarations.push(format!("{result} @{name}({})", types.join(", ")));
        let arguments: Vec<String> =
            arguments.iter().map(|(ty, value)| format!("{ty} {value}")).collect();
        let call = format!("call {result} @{name}({})", arguments.join(", "));
        if result == "void" {
            self.line(call);
            return String::new();
        }
        self.value(call)
    }

    /// Says that as many bytes are touched as an integer says, in a way that a marker of
    /// [`super::transfers`] names.
    pub(super) fn touch(&mut self, marker: &str, place: (&str, &str), length: (&str, &str)) {
        let name = format!("{marker}.{}.{}", space(place.0), length.0);
        self.call("void", &name, &[place, length]);
    }

    /// Copies as many bytes as an integer says.
    pub(super) fn copy(&mut self, to: (&str, &str), from: (&str, &str), length: (&str, &str)) {
        let name = format!("llvm.memcpy.{}.{}.{}", space(to.0), space(from.0), length.0);
        self.call("void", &name, &[to, from, length, ("i1", "true")]);
    }

    /// Asks a function that touches nothing.
    pub(super) fn ask(&mut self, result: &str, name: &str, arguments: &[(&str, &str)]) -> String {
        let types: Vec<&str> = arguments.iter().map(|(ty, _)| *ty).collect();
        let types = types.join(", ");
        self.declarations
            .push(format!("{result} @{name}({types}) nounwind willreturn memory(none)"));
        let arguments: Vec<String> =
            arguments.iter().map(|(ty, value)| format!("{ty} {value}")).collect();
        self.value(format_args!("call {result} @{name}({})", arguments.join(", ")))
    }

    /// A value of which nothing is known. Each is a call of its own, so no two are equal.
    pub(super) fn opaque(&mut self, ty: &str) -> String {
        let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
        let name = format!("kht.opaque.{}", ty.chars().map(plain).collect::<String>());
        self.declarations.push(format!("{ty} @{name}() nounwind willreturn memory(none)"));
        self.value(format_args!("call {ty} @{name}()"))
    }

    /// What follows runs only if an `i1` holds, until [`Body::join`].
    pub(super) fn when(&mut self, condition: &str) -> Guarded {
        self.numbers += 1;
        let number = self.numbers;
        let guarded = Guarded { before: self.block.clone(), join: format!("join{number}") };
        self.line(format_args!("br i1 {condition}, label %then{number}, label %join{number}"));
        self.begin(format!("then{number}"));
        guarded
    }

    /// Ends what runs under a condition. Each value of the guarded part that is used behind it
    /// comes as `(type, guarded value, value otherwise)`; the answers are the merged ones.
    pub(super) fn join(&mut self, guarded: Guarded, merged: &[(&str, &str, &str)]) -> Vec<String> {
        let Guarded { before, join } = guarded;
        let inside = self.block.clone();
        self.line(format_args!("br label %{join}"));
        self.begin(join);
        merged
            .iter()
            .map(|(ty, then, otherwise)| {
                self.value(format_args!(
                    "phi {ty} [ {then}, %{inside} ], [ {otherwise}, %{before} ]"
                ))
            })
            .collect()
    }

    /// Ends what runs under a condition where the thread ends, too.
    pub(super) fn end(&mut self, guarded: Guarded) {
        self.line("unreachable");
        self.begin(guarded.join);
    }

    fn begin(&mut self, label: String) {
        self.lines += &format!("{label}:\n");
        self.block = label;
    }

    /// Functions that the body calls, as they stand behind `declare`.
    pub(super) fn declarations(&self) -> &[String] {
        &self.declarations
    }

    /// The finished text.
    pub(super) fn text(&self) -> &str {
        &self.lines
    }
}

/// Address space of a pointer type as names of intrinsics have it.
fn space(ty: &str) -> String {
    let digits: String = ty.chars().filter(char::is_ascii_digit).collect();
    format!("p{}", if digits.is_empty() { "0" } else { &digits })
}
