//! `flame topology`: the presets, and their text to start from.

use std::io::Write;

use super::Done;
use super::common::table;
use crate::input::{InputError, unknown_name};
use crate::topology::{PRESETS, Topology, preset_text};

/// List the presets, or print one as TOML
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Preset to print
    name: Option<String>,
}

pub(super) fn main(args: &Args) -> Result<Done, anyhow::Error> {
    let mut out = anstream::stdout().lock();
    let Some(name) = &args.name else {
        writeln!(out, "{}", list()?)?;
        return Ok(Done::Well);
    };
    let Some(text) = preset_text(name) else {
        let found = unknown_name(name, PRESETS.iter().map(|(name, _)| *name));
        return Err(InputError::new("command line", "NAME", "a preset", found).into());
    };
    out.write_all(text.as_bytes())?;
    Ok(Done::Well)
}

fn list() -> Result<String, InputError> {
    let mut rows = vec![
        ["preset", "devices", "capacity", "bandwidth", "from host"].map(str::to_owned).to_vec(),
    ];
    for (name, text) in PRESETS {
        let topology = Topology::parse(name, text)?;
        let (Some(device), Some(host)) = (topology.devices().next(), topology.hosts().next())
        else {
            continue;
        };
        let memory = topology.memory(device);
        let link = topology.route(host, device).map(|route| route.bandwidth.to_string());
        rows.push(vec![
            (*name).to_owned(),
            topology.devices().count().to_string(),
            memory.capacity.to_string(),
            memory.bandwidth.to_string(),
            link.unwrap_or_default(),
        ]);
    }
    Ok(table(rows, 1))
}
