//! The TOML document: strict about keys, with the line of whatever is refused.

use std::collections::BTreeSet;

use serde::Deserialize;
use toml::Spanned;

use super::{Channel, Device, Memory};
use crate::ids::ChannelId;
use crate::input::{InputError, unknown_name};
use crate::units::{self, Bytes, BytesPerSec, FlopsPerSec, PICOS_PER_SEC, Picos, Quantity};

/// Most memories and switches of a topology; the table of routes grows with the square.
const MAX_NODES: usize = 256;

/// What a document says, checked one by one but not yet as a whole.
pub(super) struct Parts {
    pub(super) name: String,
    pub(super) memories: Vec<Memory>,
    /// Memories, then switches.
    pub(super) nodes: usize,
    pub(super) channels: Vec<Channel>,
    /// Directed edges between nodes, with the channel that carries them.
    pub(super) edges: Vec<(usize, usize, ChannelId)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTopology {
    name: String,
    memory: Vec<Spanned<RawMemory>>,
    #[serde(default)]
    switch: Vec<Spanned<RawSwitch>>,
    #[serde(default)]
    link: Vec<Spanned<RawLink>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMemory {
    name: Spanned<String>,
    kind: RawKind,
    capacity: Spanned<toml::Value>,
    bandwidth: Spanned<toml::Value>,
    flops: Option<Spanned<toml::Value>>,
    copy_engines: Option<Spanned<i64>>,
    copy_setup: Option<Spanned<toml::Value>>,
    launch_overhead: Option<Spanned<toml::Value>>,
    fault_latency: Option<Spanned<toml::Value>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RawKind {
    Device,
    Host,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSwitch {
    name: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLink {
    from: Spanned<String>,
    to: Spanned<String>,
    bandwidth: Spanned<toml::Value>,
    latency: Spanned<toml::Value>,
    #[serde(default)]
    duplex: RawDuplex,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RawDuplex {
    #[default]
    Full,
    Half,
}

/// Where a message points to.
#[derive(Clone, Copy)]
struct Source<'a> {
    file: &'a str,
    text: &'a str,
}

impl Source<'_> {
    fn refuse(self, at: usize, what: &str, expected: &str, found: impl Into<String>) -> InputError {
        let before = &self.text[..self.text.floor_char_boundary(at)];
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        let place = match what.is_empty() {
            true => format!("line {line}, column {column}"),
            false => format!("line {line}, column {column}, {what}"),
        };
        InputError::new(self.file, place, expected, found)
    }
}

/// Reads the document.
pub(super) fn parse(file: &str, text: &str) -> Result<Parts, InputError> {
    let source = Source { file, text };
    let raw: RawTopology = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(text.len(), |span| span.start);
        source.refuse(at, "", "a topology", error.message())
    })?;
    let nodes = raw.memory.len() + raw.switch.len();
    if nodes > MAX_NODES {
        let expected = format!("at most {MAX_NODES} memories and switches");
        return Err(source.refuse(0, "", &expected, nodes.to_string()));
    }
    let memory_names = raw.memory.iter().map(|memory| &memory.get_ref().name);
    let switch_names = raw.switch.iter().map(|switch| &switch.get_ref().name);
    let names: Vec<&Spanned<String>> = memory_names.chain(switch_names).collect();
    unique(source, &names)?;
    let memories: Vec<Memory> =
        raw.memory.iter().map(|entry| memory(source, entry)).collect::<Result<_, _>>()?;
    let (mut channels, mut edges) = (Vec::new(), Vec::new());
    for entry in &raw.link {
        link(source, entry.get_ref(), &names, (&mut channels, &mut edges))?;
    }
    Ok(Parts { name: raw.name, memories, nodes, channels, edges })
}

fn unique(source: Source<'_>, names: &[&Spanned<String>]) -> Result<(), InputError> {
    let mut seen = BTreeSet::new();
    for name in names {
        let text = name.get_ref();
        if text.is_empty() {
            return Err(source.refuse(name.span().start, "name", "a name", "\"\""));
        }
        if !seen.insert(text) {
            let expected = "a name that is not taken";
            return Err(source.refuse(name.span().start, "name", expected, format!("\"{text}\"")));
        }
    }
    Ok(())
}

fn memory(source: Source<'_>, entry: &Spanned<RawMemory>) -> Result<Memory, InputError> {
    let raw = entry.get_ref();
    let name = raw.name.get_ref().clone();
    let field = |field: &str| format!("memory \"{name}\", {field}");
    let device = match (raw.kind, &raw.flops) {
        (RawKind::Host, None) => {
            no_device_fields(source, raw, &name)?;
            None
        }
        (RawKind::Host, Some(flops)) => {
            let at = flops.span().start;
            return Err(source.refuse(at, &field("flops"), "no flops on a host", "some"));
        }
        (RawKind::Device, None) => {
            let at = entry.span().start;
            return Err(source.refuse(at, &field("flops"), units::FLOPS.expected, "nothing"));
        }
        (RawKind::Device, Some(flops)) => Some(device(source, raw, flops, &name)?),
    };
    Ok(Memory {
        capacity: Bytes(positive(source, &raw.capacity, &field("capacity"), units::SIZE)?),
        bandwidth: BytesPerSec(positive(
            source,
            &raw.bandwidth,
            &field("bandwidth"),
            units::BANDWIDTH,
        )?),
        name,
        device,
    })
}

fn no_device_fields(source: Source<'_>, raw: &RawMemory, name: &str) -> Result<(), InputError> {
    let spans = [
        ("copy_engines", raw.copy_engines.as_ref().map(Spanned::span)),
        ("copy_setup", raw.copy_setup.as_ref().map(Spanned::span)),
        ("launch_overhead", raw.launch_overhead.as_ref().map(Spanned::span)),
        ("fault_latency", raw.fault_latency.as_ref().map(Spanned::span)),
    ];
    match spans.into_iter().find_map(|(field, span)| Some((field, span?))) {
        None => Ok(()),
        Some((field, span)) => {
            let what = format!("memory \"{name}\", {field}");
            Err(source.refuse(span.start, &what, "this field on devices only", "a host"))
        }
    }
}

fn device(
    source: Source<'_>,
    raw: &RawMemory,
    flops: &Spanned<toml::Value>,
    name: &str,
) -> Result<Device, InputError> {
    let field = |field: &str| format!("memory \"{name}\", {field}");
    let time = |value: &Option<Spanned<toml::Value>>, what: &str, default: Picos| match value {
        None => Ok(default),
        Some(value) => span_of_time(source, value, &field(what)),
    };
    let copy_engines = match &raw.copy_engines {
        None => DEFAULT_COPY_ENGINES,
        Some(value) => match u32::try_from(*value.get_ref()) {
            Ok(n @ 1..=MAX_COPY_ENGINES) => n,
            _ => {
                let expected = format!("1 to {MAX_COPY_ENGINES}");
                let found = value.get_ref().to_string();
                let at = value.span().start;
                return Err(source.refuse(at, &field("copy_engines"), &expected, found));
            }
        },
    };
    Ok(Device {
        flops: FlopsPerSec(positive(source, flops, &field("flops"), units::FLOPS)?),
        copy_engines,
        copy_setup: time(&raw.copy_setup, "copy_setup", DEFAULT_COPY_SETUP)?,
        launch_overhead: time(&raw.launch_overhead, "launch_overhead", DEFAULT_LAUNCH_OVERHEAD)?,
        fault_latency: time(&raw.fault_latency, "fault_latency", DEFAULT_FAULT_LATENCY)?,
    })
}

/// One copy at once per direction: more do not raise the bandwidth of one link.
const DEFAULT_COPY_ENGINES: u32 = 1;
/// Far above the handful of engines of any device.
const MAX_COPY_ENGINES: u32 = 64;
/// A descriptor of a batched copy; a copy submitted alone costs a few microseconds more.
const DEFAULT_COPY_SETUP: Picos = Picos(200_000);
/// Order of magnitude of an empty kernel in a stream.
const DEFAULT_LAUNCH_OVERHEAD: Picos = Picos(3_000_000);
/// Lower end of the 20 to 50 us that studies of unified memory report for one far fault.
const DEFAULT_FAULT_LATENCY: Picos = Picos(20_000_000);
/// Longest span of time: an hour, so that sums of many stay far from the end of the clock.
const MAX_SPAN: u64 = 3_600 * PICOS_PER_SEC;

fn link(
    source: Source<'_>,
    raw: &RawLink,
    names: &[&Spanned<String>],
    (channels, edges): (&mut Vec<Channel>, &mut Vec<(usize, usize, ChannelId)>),
) -> Result<(), InputError> {
    let node = |end: &Spanned<String>, which: &str| {
        let found = end.get_ref();
        names.iter().position(|name| name.get_ref() == found).ok_or_else(|| {
            let known = names.iter().map(|name| name.get_ref().as_str());
            let what = format!("link, {which}");
            let expected = "the name of a memory or switch";
            source.refuse(end.span().start, &what, expected, unknown_name(found, known))
        })
    };
    let (from, to) = (node(&raw.from, "from")?, node(&raw.to, "to")?);
    let ends = (raw.from.get_ref(), raw.to.get_ref());
    if from == to {
        let found = format!("\"{}\" twice", ends.0);
        return Err(source.refuse(raw.to.span().start, "link, to", "two different ends", found));
    }
    let what = format!("link \"{}\" to \"{}\"", ends.0, ends.1);
    let bandwidth = BytesPerSec(positive(
        source,
        &raw.bandwidth,
        &format!("{what}, bandwidth"),
        units::BANDWIDTH,
    )?);
    let latency = span_of_time(source, &raw.latency, &format!("{what}, latency"))?;
    let mut add = |name: String| {
        channels.push(Channel { name, bandwidth, latency });
        ChannelId::from_index(channels.len() - 1)
    };
    let (forth, back) = match raw.duplex {
        RawDuplex::Full => {
            (add(format!("{}>{}", ends.0, ends.1)), add(format!("{}>{}", ends.1, ends.0)))
        }
        RawDuplex::Half => {
            let both = add(format!("{}<>{}", ends.0, ends.1));
            (both, both)
        }
    };
    edges.push((from, to, forth));
    edges.push((to, from, back));
    Ok(())
}

fn positive(
    source: Source<'_>,
    value: &Spanned<toml::Value>,
    what: &str,
    quantity: Quantity,
) -> Result<u64, InputError> {
    match quantity_value(value.get_ref(), quantity) {
        Some(amount @ 1..=MAX_AMOUNT) => Ok(amount),
        _ => Err(source.refuse(
            value.span().start,
            what,
            quantity.expected,
            value.get_ref().to_string(),
        )),
    }
}

/// Largest size or rate: 2^62, so that two of them can be added.
const MAX_AMOUNT: u64 = 1 << 62;

fn span_of_time(
    source: Source<'_>,
    value: &Spanned<toml::Value>,
    what: &str,
) -> Result<Picos, InputError> {
    match quantity_value(value.get_ref(), units::DURATION) {
        Some(picos @ 0..=MAX_SPAN) => Ok(Picos(picos)),
        _ => {
            let expected = format!("{}, at most an hour", units::DURATION.expected);
            let found = value.get_ref().to_string();
            Err(source.refuse(value.span().start, what, &expected, found))
        }
    }
}

fn quantity_value(value: &toml::Value, quantity: Quantity) -> Option<u64> {
    match value {
        toml::Value::Integer(number) => u64::try_from(*number).ok(),
        toml::Value::String(text) => quantity.parse(text),
        _ => None,
    }
}
