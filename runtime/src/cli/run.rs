//! `flame run`: simulates a workload under one or more policies.

use std::io::Write;
use std::path::PathBuf;

use anstyle::Style;
use anyhow::Context;
use serde_json::json;

use super::Done;
use super::common::{Inputs, Loaded, percent, progress, table};
use crate::control::{self, Outcome, Watch};
use crate::engine::Sim;
use crate::input::{InputError, unknown_name};
use crate::policy::{self, POLICIES, Policy};
use crate::trace::{Trace, perfetto};

/// Simulate a workload: moved bytes, stall, hit ratio and makespan per policy
///
/// The hit ratio is the share of the bytes that launches need which are on the device when the
/// launch has its turn; stall is the time that launches wait for the others.
#[derive(Debug, clap::Args)]
#[command(after_help = policies_help())]
pub(super) struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// Policies to compare, or `all`
    #[arg(long, value_delimiter = ',', default_value = "heat,lru-ondemand", value_name = "NAMES")]
    policy: Vec<String>,
    /// Write every fragment event of the first policy for ui.perfetto.dev
    #[arg(long, value_name = "FILE")]
    trace: Option<PathBuf>,
    /// Show each launch of the first policy
    #[arg(long)]
    launches: bool,
    /// Print JSON with all launches of all policies
    #[arg(long)]
    json: bool,
}

fn policies_help() -> String {
    let lines = POLICIES.iter().map(|policy| format!("  {:14}{}\n", policy.name, policy.about));
    format!(
        "Policies:\n{}\nAll run on the same simulator and differ only as said.",
        lines.collect::<String>()
    )
}

pub(super) fn main(args: &Args) -> Result<Done, anyhow::Error> {
    let policies = chosen(&args.policy)?;
    let loaded = args.inputs.load()?;
    let mut trace = args.trace.as_ref().map(|_| Trace::default());
    let mut results: Vec<(Policy, Outcome)> = Vec::new();
    for policy in policies {
        let job = loaded.job(policy)?;
        let bar = progress(policy.name, job.launches.len());
        let mut tick = |done: usize| bar.set_position(done as u64);
        let trace = if results.is_empty() { trace.as_mut() } else { None };
        let watch = Watch { trace, plans: None, progress: Some(&mut tick) };
        let mut engine = Sim::new((*loaded.topology).clone());
        let outcome = control::run(&job, &mut engine, watch);
        bar.finish_and_clear();
        results.push((policy, outcome.map_err(|error| loaded.explain(error))?));
    }
    if let (Some(path), Some(trace)) = (&args.trace, &trace) {
        let names: Vec<String> =
            loaded.workload.buffers.iter().map(|buffer| buffer.name.clone()).collect();
        perfetto::save(path, trace, &loaded.topology, &names)
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    let mut out = anstream::stdout().lock();
    if args.json {
        serde_json::to_writer_pretty(&mut out, &to_json(&loaded, &results))?;
        writeln!(out)?;
    } else {
        print(&mut out, &loaded, &results, args)?;
    }
    Ok(loaded.done())
}

fn chosen(names: &[String]) -> Result<Vec<Policy>, InputError> {
    if names == ["all"] {
        return Ok(POLICIES.to_vec());
    }
    let find = |name: &String| {
        policy::find(name).copied().ok_or_else(|| {
            let found = unknown_name(name, POLICIES.iter().map(|policy| policy.name));
            InputError::new("command line", "--policy", "names of policies", found)
        })
    };
    names.iter().map(find).collect()
}

fn print(
    out: &mut impl Write,
    loaded: &Loaded,
    results: &[(Policy, Outcome)],
    args: &Args,
) -> Result<(), anyhow::Error> {
    let strong = Style::new().bold();
    let bytes = loaded
        .workload
        .buffers
        .iter()
        .map(|buffer| buffer.extent.bytes)
        .sum::<crate::units::Bytes>();
    writeln!(
        out,
        "{strong}{}{strong:#}: {bytes} in {} buffers, {} launches",
        loaded.workload.name,
        loaded.workload.buffers.len(),
        loaded.workload.n_launches(),
    )?;
    let memories: Vec<String> = loaded
        .topology
        .memories()
        .iter()
        .map(|memory| format!("{} {}", memory.name, memory.capacity))
        .collect();
    writeln!(out, "{strong}{}{strong:#}: {}", loaded.topology.name(), memories.join(", "))?;
    if loaded.n_refused > 0 {
        writeln!(out, "tables: {} read, {} failed", loaded.n_tables, loaded.n_refused)?;
    }
    if let (n @ 1.., reason) = loaded.forecast.supersets() {
        let reason = reason.unwrap_or_default();
        writeln!(out, "supersets: {n} launches may touch less than planned for ({reason})")?;
    }
    writeln!(out, "\n{}", totals(results))?;
    if let (true, Some((policy, outcome))) = (args.launches, results.first()) {
        writeln!(out, "\n{strong}{}{strong:#}\n{}", policy.name, launches(outcome))?;
    }
    if let Some(path) = &args.trace {
        writeln!(out, "\ntrace: {} opens in https://ui.perfetto.dev", path.display())?;
    }
    Ok(())
}

fn totals(results: &[(Policy, Outcome)]) -> String {
    let head = ["policy", "moved", "h2d", "d2h", "d2d", "remote", "hit ratio", "stall", "makespan"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for (policy, outcome) in results {
        let totals = &outcome.totals;
        rows.push(vec![
            policy.name.to_owned(),
            totals.moved_bytes().to_string(),
            totals.h2d_bytes.to_string(),
            totals.d2h_bytes.to_string(),
            totals.d2d_bytes.to_string(),
            totals.remote_bytes.to_string(),
            percent(totals.hit_basis_points()),
            totals.stall_ps.to_string(),
            totals.makespan_ps.to_string(),
        ]);
    }
    table(rows, 1)
}

fn launches(outcome: &Outcome) -> String {
    let head = ["launch", "kernel", "device", "needed", "hit", "remote", "start", "time", "stall"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for row in &outcome.launches {
        rows.push(vec![
            row.launch.0.to_string(),
            row.kernel.clone(),
            row.device.clone(),
            row.needed_bytes.to_string(),
            row.hit_bytes.to_string(),
            row.remote_bytes.to_string(),
            row.start_ps.to_string(),
            row.end_ps.saturating_sub(row.start_ps).to_string(),
            row.stall_ps.to_string(),
        ]);
    }
    table(rows, 3)
}

fn to_json(loaded: &Loaded, results: &[(Policy, Outcome)]) -> serde_json::Value {
    let policies: Vec<serde_json::Value> = results
        .iter()
        .map(|(policy, outcome)| {
            json!({
                "policy": policy.name,
                "moved_bytes": outcome.totals.moved_bytes(),
                "hit_basis_points": outcome.totals.hit_basis_points(),
                "totals": outcome.totals,
                "launches": outcome.launches,
            })
        })
        .collect();
    json!({
        "workload": loaded.workload.name,
        "topology": loaded.topology.name(),
        "window": loaded.window,
        "tables_read": loaded.n_tables,
        "tables_failed": loaded.n_refused,
        "superset_launches": loaded.forecast.supersets().0,
        "policies": policies,
    })
}
