//! Walking a JSON document strictly, with the place of everything in it.

use serde_json::{Map, Value};

use super::LaunchError;

/// A value and where it stands, such as `args[3].buffer.fill`.
#[derive(Clone, Debug)]
pub(super) struct Node<'v> {
    pub(super) place: String,
    pub(super) value: &'v Value,
}

/// An object, of which all members must be known.
pub(super) struct Object<'v> {
    place: String,
    members: &'v Map<String, Value>,
}

impl<'v> Node<'v> {
    pub(super) fn new(place: impl Into<String>, value: &'v Value) -> Self {
        Node { place: place.into(), value }
    }

    pub(super) fn expected(&self, expected: impl Into<String>) -> LaunchError {
        LaunchError::Form {
            place: self.place.clone(),
            expected: expected.into(),
            found: describe(self.value),
        }
    }

    /// An object with no other members than these.
    pub(super) fn object(&self, known: &[&str]) -> Result<Object<'v>, LaunchError> {
        let members = self.value.as_object().ok_or_else(|| self.expected("an object"))?;
        let place = self.place.clone();
        match members.keys().find(|key| !known.contains(&key.as_str())) {
            None => Ok(Object { place, members }),
            Some(key) => {
                let expected = format!("only {}", list(known));
                Err(LaunchError::Form { place, expected, found: quote(key) })
            }
        }
    }

    /// The name and value of an object with one member, `{"i32": 3}` for example.
    pub(super) fn single(&self, expected: &str) -> Result<(&'v str, Node<'v>), LaunchError> {
        let members = self.value.as_object().ok_or_else(|| self.expected(expected))?;
        let mut entries = members.iter();
        match (entries.next(), entries.next()) {
            (Some((key, value)), None) => Ok((key, self.member(key, value))),
            _ => Err(self.expected(expected)),
        }
    }

    fn member(&self, key: &str, value: &'v Value) -> Node<'v> {
        Node::new(join(&self.place, key), value)
    }

    pub(super) fn array(&self) -> Result<&'v [Value], LaunchError> {
        self.value.as_array().map(Vec::as_slice).ok_or_else(|| self.expected("a list"))
    }

    pub(super) fn element(&self, idx: usize, value: &'v Value) -> Node<'v> {
        Node::new(format!("{}[{idx}]", self.place), value)
    }

    pub(super) fn text(&self) -> Result<&'v str, LaunchError> {
        self.value.as_str().ok_or_else(|| self.expected("a string"))
    }

    /// An integer from `lo` to `hi`.
    pub(super) fn integer(&self, lo: i128, hi: i128) -> Result<i128, LaunchError> {
        self.integer_of("an integer", lo, hi)
    }

    /// An integer from `lo` to `hi`, named in the error.
    pub(super) fn integer_of(&self, what: &str, lo: i128, hi: i128) -> Result<i128, LaunchError> {
        let value = match self.value {
            Value::Number(number) => {
                number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from))
            }
            _ => None,
        };
        let value = value.filter(|value| (lo..=hi).contains(value));
        value.ok_or_else(|| self.expected(format!("{what} from {lo} to {hi}")))
    }

    /// A number without sign up to `hi`.
    pub(super) fn unsigned(&self, hi: u64) -> Result<u64, LaunchError> {
        let value = self.integer(0, i128::from(hi))?;
        Ok(u64::try_from(value).expect("the range was checked"))
    }
}

impl<'v> Object<'v> {
    pub(super) fn get(&self, key: &str) -> Option<Node<'v>> {
        let value = self.members.get(key)?;
        Some(Node::new(join(&self.place, key), value))
    }

    pub(super) fn require(&self, key: &str) -> Result<Node<'v>, LaunchError> {
        self.get(key).ok_or_else(|| LaunchError::Form {
            place: self.place.clone(),
            expected: format!("a member {key:?}"),
            found: match self.members.keys().map(|key| quote(key)).collect::<Vec<_>>() {
                keys if keys.is_empty() => "nothing".to_owned(),
                keys => keys.join(", "),
            },
        })
    }
}

fn join(place: &str, key: &str) -> String {
    if place.is_empty() { key.to_owned() } else { format!("{place}.{key}") }
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ")
}

fn quote(text: &str) -> String {
    const SHOWN_CHARS: usize = 40;
    let mut shown: String = text.chars().take(SHOWN_CHARS).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    format!("{shown:?}")
}

/// What a value is, short enough for a line.
fn describe(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => quote(text),
        Value::Array(elements) => format!("a list of {}", elements.len()),
        Value::Object(members) => match members.keys().next() {
            None => "an empty object".to_owned(),
            Some(first) if members.len() == 1 => format!("an object with {}", quote(first)),
            Some(_) => format!("an object of {}", members.len()),
        },
    }
}
