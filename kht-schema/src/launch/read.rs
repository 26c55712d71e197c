//! Reading a launch: limits, then the document, then whether all pointers lead somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use serde_json::Value;
use thiserror::Error;

use super::document::Node;
use super::fill::{Scalar, contents, hex, target};
use super::strict::Strict;
use super::{
    Arg, Buffer, Contents, Launch, MAX_BLOCK, MAX_BLOCK_THREADS, MAX_BUFFER_BYTES, MAX_GRID, Target,
};

/// Largest launch file, in bytes; longer contents belong into files of their own.
pub const MAX_BYTES: usize = 64 << 20;

const ARG_FORMS: &str = "an object with one of buffer, ref, null, struct, hex, i8, u8, bool, i16, \
                         u16, i32, u32, i64, u64, f32, f64, f16_bits, bf16_bits";

/// Why a document is not a launch.
#[derive(Debug, Error)]
pub enum LaunchError {
    /// The document is larger than [`MAX_BYTES`].
    #[error("expected a launch of at most {MAX_BYTES} bytes, found {found}")]
    TooLarge {
        /// Size of the document.
        found: usize,
    },
    /// The document is not JSON.
    #[error("not JSON")]
    Json(#[from] serde_json::Error),
    /// A value is not what it should be.
    #[error("{}expected {expected}, found {found}", prefix(place))]
    Form {
        /// Where, such as `args[3].buffer.fill`; empty for the whole document.
        place: String,
        /// What should be there.
        expected: String,
        /// What is there, shortened.
        found: String,
    },
    /// A file with the contents of a buffer cannot be read.
    #[error("{place}: cannot read {file:?}")]
    File {
        /// Where the file is named.
        place: String,
        /// Name of the file.
        file: String,
        /// What the system says.
        source: io::Error,
    },
}

fn prefix(place: &str) -> String {
    if place.is_empty() { String::new() } else { format!("{place}: ") }
}

impl Launch {
    /// Reads a launch file; files that it names are relative to `base_dir`.
    ///
    /// # Errors
    ///
    /// The document is too large, not JSON or not of the form of a launch, or a file that it names
    /// cannot be read.
    pub fn read(bytes: &[u8], base_dir: &Path) -> Result<Launch, LaunchError> {
        if bytes.len() > MAX_BYTES {
            return Err(LaunchError::TooLarge { found: bytes.len() });
        }
        let Strict(value) = serde_json::from_slice(bytes)?;
        Launch::from_json(&value, &BTreeMap::new(), base_dir)
    }

    /// Reads a launch from a document that is part of another one, a workload for example.
    ///
    /// A pointer may lead to a buffer of `shared`; those that the launch can reach are copied.
    ///
    /// # Errors
    ///
    /// As for [`Launch::read`].
    pub fn from_json(
        value: &Value,
        shared: &BTreeMap<String, Buffer>,
        base_dir: &Path,
    ) -> Result<Launch, LaunchError> {
        let mut reader = Reader::new(base_dir, shared);
        let root = Node::new("", value);
        let object =
            root.object(&["kernel", "grid", "block", "shared_bytes", "args", "buffers"])?;
        let kernel = object.require("kernel")?.text()?.to_owned();
        let grid = axes(&object.require("grid")?, MAX_GRID)?;
        let block = block(&object.require("block")?)?;
        let shared_bytes = match object.get("shared_bytes") {
            Some(node) => u32::try_from(node.unsigned(u64::from(u32::MAX))?).unwrap_or(u32::MAX),
            None => 0,
        };
        let node = object.require("args")?;
        let mut args = Vec::new();
        for (idx, value) in node.array()?.iter().enumerate() {
            args.push(reader.arg(&node.element(idx, value))?);
        }
        if let Some(node) = object.get("buffers") {
            for (idx, value) in node.array()?.iter().enumerate() {
                reader.buffer(&node.element(idx, value))?;
            }
        }
        let buffers = reader.finish()?;
        Ok(Launch { kernel, grid, block, shared_bytes, args, buffers })
    }
}

impl Buffer {
    /// Reads buffers that several launches share, from a list in another document at `place`.
    ///
    /// # Errors
    ///
    /// As for [`Launch::read`].
    pub fn list_from_json(
        value: &Value,
        place: &str,
        base_dir: &Path,
    ) -> Result<BTreeMap<String, Buffer>, LaunchError> {
        let shared = BTreeMap::new();
        let mut reader = Reader::new(base_dir, &shared);
        let node = Node::new(place, value);
        for (idx, value) in node.array()?.iter().enumerate() {
            reader.buffer(&node.element(idx, value))?;
        }
        reader.finish()
    }
}

fn axes(node: &Node<'_>, limits: [u32; 3]) -> Result<[u32; 3], LaunchError> {
    let [x, y, z] = node.array()? else {
        return Err(node.expected("a list of 3"));
    };
    let mut result = [1; 3];
    for (idx, value) in [x, y, z].into_iter().enumerate() {
        let value = node.element(idx, value).integer(1, i128::from(limits[idx]))?;
        result[idx] = u32::try_from(value).expect("the range was checked");
    }
    Ok(result)
}

fn block(node: &Node<'_>) -> Result<[u32; 3], LaunchError> {
    let block = axes(node, MAX_BLOCK)?;
    // Each factor is small enough for the product.
    let threads: u32 = block.iter().product();
    if threads <= MAX_BLOCK_THREADS {
        return Ok(block);
    }
    Err(LaunchError::Form {
        place: node.place.clone(),
        expected: format!("at most {MAX_BLOCK_THREADS} threads in a block"),
        found: threads.to_string(),
    })
}

struct Reader<'a> {
    base_dir: &'a Path,
    shared: &'a BTreeMap<String, Buffer>,
    buffers: BTreeMap<String, Buffer>,
    /// Pointers and where they stand, to be checked when all buffers are known.
    targets: Vec<(String, Target)>,
}

impl<'a> Reader<'a> {
    fn new(base_dir: &'a Path, shared: &'a BTreeMap<String, Buffer>) -> Self {
        Reader { base_dir, shared, buffers: BTreeMap::new(), targets: Vec::new() }
    }

    fn arg(&mut self, node: &Node<'_>) -> Result<Arg, LaunchError> {
        let (name, value) = node.single(ARG_FORMS)?;
        if name == "struct" {
            return self.aggregate(&value);
        }
        self.leaf(node, name, &value)
    }

    /// An argument or a field that is not a struct.
    fn leaf(&mut self, node: &Node<'_>, name: &str, value: &Node<'_>) -> Result<Arg, LaunchError> {
        match name {
            "buffer" => {
                let buffer = self.buffer(value)?;
                Ok(Arg::Pointer(Target { buffer, offset: 0 }))
            }
            "ref" => {
                let target = target(value)?;
                self.targets.push((value.place.clone(), target.clone()));
                Ok(Arg::Pointer(target))
            }
            "null" if value.value.as_bool() == Some(true) => Ok(Arg::Null),
            "null" => Err(value.expected("true")),
            "hex" => Ok(Arg::Raw(hex(value)?)),
            _ => match Scalar::named(name) {
                Some(scalar) => scalar_arg(scalar, value),
                None => Err(node.expected(ARG_FORMS)),
            },
        }
    }

    /// Reads a new buffer and gives its name.
    fn buffer(&mut self, node: &Node<'_>) -> Result<String, LaunchError> {
        let object = node.object(&["name", "bytes", "fill"])?;
        let name_node = object.require("name")?;
        let name = name_node.text()?.to_owned();
        if name.is_empty() || self.buffers.contains_key(&name) || self.shared.contains_key(&name) {
            return Err(name_node.expected("a name of its own"));
        }
        let bytes = object.require("bytes")?.unsigned(MAX_BUFFER_BYTES)?;
        let contents = match object.get("fill") {
            Some(fill) => contents(&fill, bytes, self.base_dir, &mut self.targets)?,
            None => Contents::Unknown,
        };
        self.buffers.insert(name.clone(), Buffer { name: name.clone(), bytes, contents });
        Ok(name)
    }

    fn aggregate(&mut self, node: &Node<'_>) -> Result<Arg, LaunchError> {
        let object = node.object(&["bytes", "fields"])?;
        let bytes = u32_of(&object.require("bytes")?, MAX_STRUCT_BYTES)?;
        let mut fields: Vec<(u32, Arg)> = Vec::new();
        let list = object.require("fields")?;
        for (idx, value) in list.array()?.iter().enumerate() {
            fields.push(self.field(&list.element(idx, value), bytes)?);
        }
        fields.sort_by_key(|(at, _)| *at);
        for pair in fields.windows(2) {
            if let [(first, arg), (second, _)] = pair
                && *second < first.saturating_add(size(arg))
            {
                return Err(LaunchError::Form {
                    place: list.place,
                    expected: format!("no field within the one at {first}"),
                    found: format!("one at {second}"),
                });
            }
        }
        Ok(Arg::Struct { bytes, fields })
    }

    /// `{"at": 8, "i32": 5}`.
    fn field(&mut self, node: &Node<'_>, bytes: u32) -> Result<(u32, Arg), LaunchError> {
        const EXPECTED: &str = "an object with \"at\" and one form of an argument";
        let members = node.value.as_object().ok_or_else(|| node.expected(EXPECTED))?;
        let mut forms = members.iter().filter(|(key, _)| *key != "at");
        let (Some(at), Some((name, value)), None) = (members.get("at"), forms.next(), forms.next())
        else {
            return Err(node.expected(EXPECTED));
        };
        let at = u32_of(&Node::new(format!("{}.at", node.place), at), bytes)?;
        let value = Node::new(format!("{}.{name}", node.place), value);
        let arg = self.leaf(node, name, &value)?;
        let end = u64::from(at) + u64::from(size(&arg));
        if u64::from(bytes) < end {
            return Err(LaunchError::Form {
                place: node.place.clone(),
                expected: format!("a field within the {bytes} bytes of the struct"),
                found: format!("an end at {end}"),
            });
        }
        Ok((at, arg))
    }

    /// Checks all pointers; adds the shared buffers that they lead to, also by way of others.
    fn finish(mut self) -> Result<BTreeMap<String, Buffer>, LaunchError> {
        let mut reached = BTreeSet::new();
        for (place, target) in &self.targets {
            let buffer = self.buffers.get(&target.buffer).or_else(|| {
                reached.insert(target.buffer.clone());
                self.shared.get(&target.buffer)
            });
            match buffer {
                None => {
                    return Err(LaunchError::Form {
                        place: place.clone(),
                        expected: "the name of a buffer".to_owned(),
                        found: format!("{:?}", target.buffer),
                    });
                }
                Some(buffer) if buffer.bytes < target.offset => {
                    return Err(LaunchError::Form {
                        place: place.clone(),
                        expected: format!("an offset of at most {}", buffer.bytes),
                        found: target.offset.to_string(),
                    });
                }
                Some(_) => {}
            }
        }
        while let Some(name) = reached.pop_first() {
            let Some(buffer) = self.shared.get(&name) else {
                continue;
            };
            if let Contents::Pointers(pointers) = &buffer.contents {
                let names = pointers.iter().flatten().map(|target| &target.buffer);
                reached.extend(names.filter(|name| !self.buffers.contains_key(*name)).cloned());
            }
            reached.remove(&name);
            self.buffers.insert(name, buffer.clone());
        }
        Ok(self.buffers)
    }
}

/// Largest by-value struct: what a GPU has room for in kernel parameters, with a margin.
const MAX_STRUCT_BYTES: u32 = 1 << 16;

fn u32_of(node: &Node<'_>, hi: u32) -> Result<u32, LaunchError> {
    let value = node.unsigned(u64::from(hi))?;
    Ok(u32::try_from(value).expect("the range was checked"))
}

fn scalar_arg(scalar: Scalar, node: &Node<'_>) -> Result<Arg, LaunchError> {
    let (bits, bytes) = (scalar.bits(node)?, scalar.bytes());
    if scalar.is_float() {
        return Ok(Arg::Float { bits, bytes });
    }
    let unused = 64 - 8 * bytes;
    // One bit is no sign: `true` is 1.
    let value = match scalar {
        Scalar::Bool => i64::from(bits != 0),
        _ => (bits << unused).cast_signed() >> unused,
    };
    Ok(Arg::Int { value, bytes })
}

/// Size of an argument that is no struct, in bytes.
fn size(arg: &Arg) -> u32 {
    match arg {
        Arg::Pointer(_) | Arg::Null => 8,
        Arg::Int { bytes, .. } | Arg::Float { bytes, .. } | Arg::Struct { bytes, .. } => *bytes,
        Arg::Raw(bytes) => u32::try_from(bytes.len()).unwrap_or(u32::MAX),
    }
}
