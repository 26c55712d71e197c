//! `flame workload`: workloads to start from.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;
use clap::Subcommand;

use super::Done;
use crate::input::InputError;
use crate::output;
use crate::workload::PagedDecode;

/// Write a workload to start from
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    kind: Kind,
}

#[derive(Debug, Subcommand)]
enum Kind {
    PagedDecode(Sizes),
}

/// Decode steps over a paged KV cache, for the kernels reshape_and_cache and paged_attention of
/// testdata/kernels
#[derive(Debug, clap::Args)]
struct Sizes {
    /// Sequences that are being decoded
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..=4096))]
    sequences: u32,
    /// Sequences of one launch
    #[arg(long, default_value_t = 6, value_parser = clap::value_parser!(u32).range(1..=4096))]
    batch: u32,
    /// Steps that a batch runs before the next one has its turn
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=4096))]
    turn: u32,
    /// Steps in all
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..=4096))]
    steps: u32,
    /// Layers of the model
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=256))]
    layers: u32,
    /// Mean number of tokens of a sequence
    #[arg(long, default_value_t = 210, value_parser = clap::value_parser!(u32).range(1..=12000))]
    context: u32,
    /// Query heads, a multiple of the cache's
    #[arg(long, default_value_t = 32, value_parser = clap::value_parser!(u32).range(1..=1024))]
    heads: u32,
    /// Heads of the cache
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=1024))]
    kv_heads: u32,
    /// Seed for lengths and places of pages
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// File to write; standard output unless it is given
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) fn main(args: &Args) -> Result<Done, anyhow::Error> {
    let Kind::PagedDecode(sizes) = &args.kind;
    if !sizes.heads.is_multiple_of(sizes.kv_heads) {
        let expected = format!("a multiple of {}", sizes.kv_heads);
        let found = sizes.heads.to_string();
        return Err(InputError::new("command line", "--heads", expected, found).into());
    }
    let workload = PagedDecode {
        sequences: sizes.sequences,
        batch: sizes.batch.min(sizes.sequences),
        turn: sizes.turn,
        steps: sizes.steps,
        layers: sizes.layers,
        context: sizes.context,
        heads: sizes.heads,
        kv_heads: sizes.kv_heads,
        seed: sizes.seed,
    };
    let text = workload.to_text();
    match &sizes.out {
        Some(path) => output::save(path, |out| out.write_all(text.as_bytes()))
            .with_context(|| format!("cannot write {}", path.display()))?,
        None => anstream::stdout().lock().write_all(text.as_bytes())?,
    }
    Ok(Done::Well)
}
