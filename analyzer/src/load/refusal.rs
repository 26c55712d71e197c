//! Why LLVM does not read an input, in better words than its own where the reason is known.

use super::LoadError;

/// First bytes of bitcode: bare, and in the wrapper of some linkers.
const BITCODE: [&[u8]; 2] = [b"BC\xc0\xde", b"\xde\xc0\x17\x0b"];

/// Turns LLVM's message about bytes that it does not read into what a person can act on.
pub(super) fn explain(bytes: &[u8], message: String) -> LoadError {
    if BITCODE.iter().any(|magic| bytes.starts_with(magic)) {
        return match newer_producer(&message) {
            Some(found) => LoadError::Newer { found, message },
            None => LoadError::Parse { message },
        };
    }
    let typed = std::str::from_utf8(bytes).ok().and_then(typed_pointer);
    match typed {
        Some((line, found)) => LoadError::TypedPointers { line, found, message },
        None => LoadError::Parse { message },
    }
}

/// The producer that LLVM's message names, if it is of a later release than what is linked.
fn newer_producer(message: &str) -> Option<String> {
    if message.contains("Incompatible epoch") {
        return Some("another epoch".to_owned());
    }
    let producer = message.split("Producer: 'LLVM").nth(1)?.split('\'').next()?;
    let major: u32 = producer.split('.').next()?.parse().ok()?;
    (crate::llvm_major() < major).then(|| format!("LLVM {producer}"))
}

/// The first typed pointer in text, with its line.
fn typed_pointer(text: &str) -> Option<(usize, String)> {
    text.lines().zip(1..).find_map(|(line, number)| Some((number, typed_in(line)?)))
}

/// A typed pointer in a line, outside of comments and strings: a star that touches a type.
fn typed_in(line: &str) -> Option<String> {
    let mut in_string = false;
    for (at, letter) in line.char_indices() {
        match letter {
            '"' => in_string = !in_string,
            ';' if !in_string => return None,
            '*' if !in_string => {
                let before = line[..at].trim_end_matches('*');
                // `float addrspace(1)*` has its type before the space.
                let bare = match before.rfind(" addrspace(") {
                    Some(space) if before.ends_with(')') => &before[..space],
                    _ => before,
                };
                let start = bare.rfind(|c: char| c.is_whitespace() || "(,{[<".contains(c));
                let ty = &line[start.map_or(0, |start| start + 1)..=at];
                return is_type(bare).then(|| ty.to_owned());
            }
            _ => {}
        }
    }
    None
}

/// Whether a text ends with a type.
fn is_type(text: &str) -> bool {
    if text.ends_with(['}', ']', '>', ')']) {
        return true;
    }
    let start = text.rfind(|c: char| c.is_whitespace() || "(,{[<".contains(c));
    let word = &text[start.map_or(0, |start| start + 1)..];
    let integer = word.strip_prefix('i').is_some_and(|bits| bits.parse::<u32>().is_ok());
    let names = ["half", "bfloat", "float", "double", "fp128", "void", "ptr"];
    integer || names.contains(&word) || (word.starts_with('%') && 1 < word.len())
}

#[cfg(test)]
mod tests {
    use super::{newer_producer, typed_in};

    #[test]
    fn typed_pointers_are_seen() {
        for (line, found) in [
            ("define void @k(i32* %p)", "i32*"),
            ("  %v = load float, float addrspace(1)* %q", "float addrspace(1)*"),
            ("  %v = load %struct.S*, %struct.S** %q", "%struct.S*"),
            ("@g = global [4 x i8]* null", "i8]*"),
        ] {
            assert_eq!(typed_in(line).as_deref(), Some(found), "{line}");
        }
        for line in
            ["; a * b of i32*", "!0 = !{!\"i32*\"}", "a * b", "* * *", "%x = mul i32 %a, %b"]
        {
            assert_eq!(typed_in(line), None, "{line}");
        }
    }

    #[test]
    fn only_later_producers_are_newer() {
        let message = |it| format!("Invalid record (Producer: 'LLVM{it}' Reader: 'LLVM 22.1.8')");
        assert_eq!(newer_producer(&message("99.1.0git")).as_deref(), Some("LLVM 99.1.0git"));
        assert_eq!(newer_producer(&message("14.0.6")), None);
        assert_eq!(newer_producer("Invalid record"), None);
    }
}
