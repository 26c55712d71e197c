//! The JSON document of a workload: what it adds to launches is read here, the rest by
//! [`kht_schema::launch`].

use std::collections::BTreeMap;
use std::path::Path;

use kht_schema::Launch;
use kht_schema::launch::{Buffer as LaunchBuffer, LaunchError, strict};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Buffer, DEFAULT_FRAGMENT, Entry, MAX_LAUNCHES, Role, Workload};
use crate::fragments::Extent;
use crate::ids::{BufferId, MemoryId};
use crate::input::{InputError, chain, unknown_name};
use crate::topology::Topology;
use crate::units::Bytes;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWorkload {
    #[serde(default)]
    name: String,
    #[serde(deserialize_with = "strict::objects")]
    buffers: Vec<Map<String, Value>>,
    #[serde(deserialize_with = "strict::objects")]
    launches: Vec<Map<String, Value>>,
}

/// Where messages point to, and what names mean.
#[derive(Clone, Copy)]
struct Context<'a> {
    file: &'a str,
    base_dir: &'a Path,
    topology: &'a Topology,
}

impl Context<'_> {
    fn refuse(self, place: &str, expected: &str, found: impl Into<String>) -> InputError {
        InputError::new(self.file, place, expected, found)
    }
}

/// Reads the document.
pub(super) fn parse(
    file: &str,
    text: &str,
    base_dir: &Path,
    topology: &Topology,
) -> Result<Workload, InputError> {
    let context = Context { file, base_dir, topology };
    let raw: RawWorkload = serde_json::from_str(text).map_err(|error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        let message = error.to_string();
        let found = message.split(" at line ").next().unwrap_or(&message).to_owned();
        context.refuse(&place, "a workload", found)
    })?;
    let mut reader = Reader { context, buffers: Vec::new(), shared: BTreeMap::new() };
    reader.shared_buffers(raw.buffers)?;
    let mut launches = Vec::new();
    let mut n_launches = 0usize;
    for (idx, members) in raw.launches.into_iter().enumerate() {
        let entry = reader.launch(idx, members)?;
        n_launches = n_launches.saturating_add(entry.repeat as usize);
        launches.push(entry);
    }
    if n_launches > MAX_LAUNCHES {
        let expected = format!("at most {MAX_LAUNCHES}, repeats counted");
        return Err(context.refuse("launches", &expected, n_launches.to_string()));
    }
    Ok(Workload { file: file.to_owned(), name: raw.name, buffers: reader.buffers, launches })
}

struct Reader<'a> {
    context: Context<'a>,
    buffers: Vec<Buffer>,
    /// Buffers that all launches see.
    shared: BTreeMap<String, LaunchBuffer>,
}

impl Reader<'_> {
    fn shared_buffers(&mut self, list: Vec<Map<String, Value>>) -> Result<(), InputError> {
        let mut plain = Vec::new();
        let mut extras = Vec::new();
        for (idx, mut members) in list.into_iter().enumerate() {
            extras.push(self.extras(&format!("buffers[{idx}]"), &mut members)?);
            plain.push(Value::Object(members));
        }
        let plain = Value::Array(plain);
        self.shared = LaunchBuffer::list_from_json(&plain, "buffers", self.context.base_dir)
            .map_err(|error| self.refuse_launch("", &error))?;
        for (idx, (value, (role, fragment, home))) in
            plain.as_array().into_iter().flatten().zip(extras).enumerate()
        {
            let name = value.get("name").and_then(Value::as_str).unwrap_or_default();
            let bytes = self.shared.get(name).map_or(0, |buffer| buffer.bytes);
            self.add(&format!("buffers[{idx}]"), name, bytes, (role, fragment, home))?;
        }
        Ok(())
    }

    /// Takes the members out that launch files do not know.
    fn extras(
        &self,
        place: &str,
        members: &mut Map<String, Value>,
    ) -> Result<(Role, Bytes, MemoryId), InputError> {
        let role = match members.remove("role") {
            None => Role::Other,
            Some(value) => role(&value).ok_or_else(|| {
                let expected = "weights, kv, activation, metadata or other";
                self.context.refuse(&format!("{place}.role"), expected, value.to_string())
            })?,
        };
        let fragment = match members.remove("fragment_bytes") {
            None if role == Role::Kv => {
                let expected = "fragment_bytes, the size of a page of the KV cache";
                return Err(self.context.refuse(place, expected, "nothing"));
            }
            None => DEFAULT_FRAGMENT,
            Some(value) => match value.as_u64() {
                Some(bytes @ 1..) => Bytes(bytes),
                _ => {
                    let place = format!("{place}.fragment_bytes");
                    return Err(self.context.refuse(&place, "at least 1", value.to_string()));
                }
            },
        };
        let home = match members.remove("home") {
            None => self.default_home(),
            Some(value) => self.memory(&format!("{place}.home"), &value, |_| true)?,
        };
        Ok((role, fragment, home))
    }

    fn default_home(&self) -> MemoryId {
        self.context.topology.hosts().next().unwrap_or(MemoryId(0))
    }

    fn memory(
        &self,
        place: &str,
        value: &Value,
        may_be: impl Fn(MemoryId) -> bool,
    ) -> Result<MemoryId, InputError> {
        let topology = self.context.topology;
        let known = || {
            let ids = (0..topology.memories().len()).map(MemoryId::from_index);
            ids.filter(|memory| may_be(*memory))
        };
        let name = value.as_str().unwrap_or_default();
        known().find(|memory| topology.memory(*memory).name == name).ok_or_else(|| {
            let names: Vec<String> =
                known().map(|memory| format!("\"{}\"", topology.memory(memory).name)).collect();
            let expected = format!("one of {}", names.join(", "));
            self.context.refuse(place, &expected, value.to_string())
        })
    }

    fn add(
        &mut self,
        place: &str,
        name: &str,
        bytes: u64,
        (role, fragment, home): (Role, Bytes, MemoryId),
    ) -> Result<BufferId, InputError> {
        if bytes == 0 {
            let place = format!("{place}.bytes");
            return Err(self.context.refuse(&place, "a size of at least 1", "0"));
        }
        let extent = Extent { bytes: Bytes(bytes), fragment, home };
        self.buffers.push(Buffer { name: name.to_owned(), extent, role });
        Ok(BufferId::from_index(self.buffers.len() - 1))
    }

    fn launch(&mut self, idx: usize, mut members: Map<String, Value>) -> Result<Entry, InputError> {
        let place = format!("launches[{idx}]");
        let topology = self.context.topology;
        let is_device = |memory: MemoryId| topology.memory(memory).device.is_some();
        let device = match members.remove("device") {
            None => None,
            Some(Value::String(name)) if name == "any" => None,
            Some(value) => Some(self.memory(&format!("{place}.device"), &value, is_device)?),
        };
        let repeat = match members.remove("repeat") {
            None => 1,
            Some(value) => {
                let count = value.as_u64().and_then(|count| u32::try_from(count).ok());
                count.filter(|count| *count > 0).ok_or_else(|| {
                    let place = format!("{place}.repeat");
                    self.context.refuse(&place, "at least 1", value.to_string())
                })?
            }
        };
        let value = Value::Object(members);
        let launch = Launch::from_json(&value, &self.shared, self.context.base_dir)
            .map_err(|error| self.refuse_launch(&place, &error))?;
        let buffers = self.buffers_of(&place, &launch)?;
        Ok(Entry { launch, device, repeat, buffers })
    }

    fn buffers_of(
        &mut self,
        place: &str,
        launch: &Launch,
    ) -> Result<Vec<(String, BufferId)>, InputError> {
        let mut buffers = Vec::new();
        for (name, buffer) in &launch.buffers {
            let is_shared = self.shared.contains_key(name);
            let found = self.buffers.iter().position(|it| is_shared && it.name == *name);
            let id = match found {
                Some(idx) => BufferId::from_index(idx),
                None => {
                    let extras = (Role::Other, DEFAULT_FRAGMENT, self.default_home());
                    let own_name = format!("{place}.{name}");
                    self.add(&own_name, &own_name, buffer.bytes, extras)?
                }
            };
            buffers.push((name.clone(), id));
        }
        Ok(buffers)
    }

    /// Puts a refusal of a launch into our words, with near names for an unknown buffer.
    fn refuse_launch(&self, place: &str, error: &LaunchError) -> InputError {
        let join = |inner: &str| match (place, inner) {
            ("", inner) => inner.to_owned(),
            (place, "") => place.to_owned(),
            (place, inner) => format!("{place}.{inner}"),
        };
        match error {
            LaunchError::Form { place: inner, expected, found } => {
                let name = found.trim_matches('"');
                let is_buffer = expected == "the name of a buffer";
                let found = match is_buffer {
                    true => unknown_name(name, self.shared.keys().map(String::as_str)),
                    false => found.clone(),
                };
                self.context.refuse(&join(inner), expected, found)
            }
            LaunchError::File { place: inner, file, source } => {
                let found = format!("\"{file}\": {source}");
                self.context.refuse(&join(inner), "a readable file", found)
            }
            LaunchError::TooLarge { .. } | LaunchError::Json(_) => {
                self.context.refuse(&join(""), "a launch", chain(error))
            }
        }
    }
}

fn role(value: &Value) -> Option<Role> {
    Some(match value.as_str()? {
        "weights" => Role::Weights,
        "kv" => Role::Kv,
        "activation" => Role::Activation,
        "metadata" => Role::Metadata,
        "other" => Role::Other,
        _ => return None,
    })
}
