//! Messages on a pipe: a byte for the kind, eight for the length, then the content.

use std::io::{self, Read, Write};

/// What a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A job, from the supervisor.
    Job,
    /// What the worker is at from now on.
    Step,
    /// A part of the answer.
    Part,
    /// The answer is complete.
    Done,
}

const KINDS: [Kind; 4] = [Kind::Job, Kind::Step, Kind::Part, Kind::Done];
const HEAD: usize = 9;

/// Writes a message.
pub(super) fn write(out: &mut impl Write, kind: Kind, content: &[u8]) -> io::Result<()> {
    let mut head = [0; HEAD];
    head[0] = kind as u8;
    head[1..].copy_from_slice(&(content.len() as u64).to_le_bytes());
    out.write_all(&head)?;
    out.write_all(content)
}

/// Waits for a message; `None` at the end.
pub(super) fn read(input: &mut impl Read) -> io::Result<Option<(Kind, Vec<u8>)>> {
    let mut decoder = Decoder::default();
    let mut byte = [0; 4096];
    loop {
        if let Some(message) = decoder.next()? {
            return Ok(Some(message));
        }
        // Never more than the message needs, as what follows is for the next call.
        let wanted = decoder.missing().min(byte.len());
        match input.read(&mut byte[..wanted])? {
            0 => return Ok(None),
            n => decoder.push(&byte[..n]),
        }
    }
}

/// Cuts a stream of bytes into messages.
#[derive(Default)]
pub(super) struct Decoder {
    buffer: Vec<u8>,
}

impl Decoder {
    /// Takes the next bytes of the stream.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The next message that is complete.
    pub(super) fn next(&mut self) -> io::Result<Option<(Kind, Vec<u8>)>> {
        if self.buffer.is_empty() || 0 < self.missing() {
            return Ok(None);
        }
        let kind = KINDS.get(usize::from(self.buffer[0])).copied();
        let kind = kind.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData))?;
        let end = HEAD + self.content_length();
        let rest = self.buffer.split_off(end);
        let mut message = std::mem::replace(&mut self.buffer, rest);
        message.drain(..HEAD);
        Ok(Some((kind, message)))
    }

    /// Bytes without which the message that has begun is not complete.
    fn missing(&self) -> usize {
        if self.buffer.len() < HEAD {
            return HEAD - self.buffer.len();
        }
        (HEAD + self.content_length()).saturating_sub(self.buffer.len())
    }

    /// Length that the head announces; there is a head.
    fn content_length(&self) -> usize {
        let length = self.buffer[1..HEAD].try_into().expect("the head has eight bytes of length");
        usize::try_from(u64::from_le_bytes(length)).unwrap_or(usize::MAX - HEAD)
    }
}

#[cfg(test)]
mod tests {
    use super::{Decoder, KINDS, Kind, read, write};

    #[test]
    fn messages_survive_any_cut() {
        let mut stream = Vec::new();
        let messages = [(Kind::Job, &b"{}"[..]), (Kind::Part, &[7; 9000]), (Kind::Done, b"")];
        for (kind, content) in messages {
            write(&mut stream, kind, content).expect("memory");
        }
        for step in [1, 2, 8, 9, 10, 4096, stream.len()] {
            let mut decoder = Decoder::default();
            let mut found = Vec::new();
            for bytes in stream.chunks(step) {
                decoder.push(bytes);
                while let Some(message) = decoder.next().expect("well-formed") {
                    found.push(message);
                }
            }
            assert_eq!(found, messages.map(|(kind, content)| (kind, content.to_vec())), "{step}");
        }
        let mut input = &stream[..];
        for (kind, content) in messages {
            assert_eq!(read(&mut input).expect("memory"), Some((kind, content.to_vec())));
        }
        assert_eq!(read(&mut input).expect("memory"), None);
    }

    #[test]
    fn kinds_are_told_apart() {
        for (position, kind) in KINDS.into_iter().enumerate() {
            assert_eq!(kind as usize, position);
        }
        let mut decoder = Decoder::default();
        decoder.push(&[9; 9]);
        decoder.push(&[0; 9]);
        let mut unknown = Decoder::default();
        unknown.push(&[9, 0, 0, 0, 0, 0, 0, 0, 0]);
        assert!(unknown.next().is_err());
    }
}
