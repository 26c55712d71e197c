//! `flame plan`: what would be moved before each launch, and why, without simulating time.

use std::io::Write;

use anstyle::Style;
use serde_json::{Value, json};

use super::Done;
use super::common::{Inputs, Loaded, table};
use crate::control::{self, Watch};
use crate::engine::Noop;
use crate::ids::{FragmentId, LaunchId, MemoryId};
use crate::input::{InputError, unknown_name};
use crate::plan::{Candidate, Plan, Purpose, Reason, Report, Step, Verdict};
use crate::policy::{self, POLICIES};
use crate::units::Bytes;

/// Show what is moved before each launch, and why
///
/// Plans are made as in a run, but everything is done at once, so prefetches are limited by room
/// alone.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// Policy to plan with
    #[arg(long, default_value = "heat", value_name = "NAME")]
    policy: String,
    /// Show every candidate of the plans for this launch with its verdict
    #[arg(long, value_name = "N")]
    launch: Option<u32>,
    /// Print JSON with all steps and candidates
    #[arg(long)]
    json: bool,
}

/// A plan with the launch that its window started with.
type Made = (LaunchId, Plan, Report);

pub(super) fn main(args: &Args) -> Result<Done, anyhow::Error> {
    let policy = *policy::find(&args.policy).ok_or_else(|| {
        let found = unknown_name(&args.policy, POLICIES.iter().map(|policy| policy.name));
        InputError::new("command line", "--policy", "the name of a policy", found)
    })?;
    let loaded = args.inputs.load()?;
    let n_launches = loaded.workload.n_launches();
    if let Some(launch) = args.launch.filter(|launch| *launch as usize >= n_launches) {
        let expected = format!("a launch below {n_launches}");
        let error = InputError::new("command line", "--launch", expected, launch.to_string());
        return Err(error.into());
    }
    let job = loaded.job(policy)?;
    let mut plans: Vec<Made> = Vec::new();
    let mut keep = |first: LaunchId, plan: &Plan, report: &Report| {
        if !plan.steps.is_empty() || !report.candidates.is_empty() {
            plans.push((first, plan.clone(), report.clone()));
        }
    };
    let mut engine = Noop::new((*loaded.topology).clone());
    let watch = Watch { plans: Some(&mut keep), ..Watch::default() };
    control::run(&job, &mut engine, watch).map_err(|error| loaded.explain(error))?;
    let names = Names { loaded: &loaded, job: &job };
    let mut out = anstream::stdout().lock();
    if args.json {
        let plans: Vec<Value> = plans.iter().map(|made| names.to_json(made)).collect();
        let document = json!({"policy": policy.name, "window": loaded.window, "plans": plans});
        serde_json::to_writer_pretty(&mut out, &document)?;
        writeln!(out)?;
    } else if let Some(launch) = args.launch {
        names.print_launch(&mut out, LaunchId(launch), &plans)?;
    } else {
        writeln!(out, "{}", names.overview(&plans))?;
        writeln!(out, "\n`--launch N` shows the candidates of one launch, `--json` everything.")?;
    }
    Ok(loaded.done())
}

/// What ids are called.
struct Names<'a> {
    loaded: &'a Loaded,
    job: &'a control::Job,
}

impl Names<'_> {
    fn memory(&self, memory: MemoryId) -> &str {
        &self.loaded.topology.memory(memory).name
    }

    fn fragment(&self, fragment: FragmentId) -> String {
        let piece = self.job.fragmentation.piece(fragment);
        format!("{} +{}", self.loaded.workload.buffers[piece.buffer.index()].name, piece.offset)
    }

    fn bytes(&self, fragment: FragmentId) -> Bytes {
        self.job.fragmentation.piece(fragment).bytes
    }

    /// A row per launch: what its plan fetched, prefetched, dropped, and left away.
    fn overview(&self, plans: &[Made]) -> String {
        let head = [
            "launch",
            "kernel",
            "device",
            "demand",
            "prefetch",
            "write-back",
            "dropped",
            "resident",
            "remote",
            "no room",
            "not worth",
        ];
        let mut rows = vec![head.map(str::to_owned).to_vec()];
        for (_, plan, report) in plans {
            let sum = |which: Purpose| -> Bytes {
                let copies = plan.steps.iter().filter_map(|step| match step {
                    Step::Copy { fragment, purpose, .. } if *purpose == which => {
                        Some(self.bytes(*fragment))
                    }
                    _ => None,
                });
                copies.sum()
            };
            let n_dropped =
                plan.steps.iter().filter(|step| matches!(step, Step::Evict { .. })).count();
            let counts = report.counts();
            let started = plan.steps.iter().find_map(|step| match step {
                Step::Launch { launch, device, resident, remote } => {
                    Some((*launch, *device, resident.len(), remote.len()))
                }
                _ => None,
            });
            let (launch, kernel, device, resident, remote) = match started {
                Some((launch, device, resident, remote)) => (
                    launch.0.to_string(),
                    self.job.launches[launch.index()].truth.kernel.clone(),
                    self.memory(device).to_owned(),
                    resident.to_string(),
                    remote.to_string(),
                ),
                None => ("".into(), "(ahead)".into(), "".into(), "".into(), "".into()),
            };
            rows.push(vec![
                launch,
                kernel,
                device,
                sum(Purpose::Demand).to_string(),
                sum(Purpose::Prefetch).to_string(),
                sum(Purpose::WriteBack).to_string(),
                n_dropped.to_string(),
                resident,
                remote,
                counts.no_room.to_string(),
                counts.not_worth.to_string(),
            ]);
        }
        table(rows, 3)
    }

    fn print_launch(
        &self,
        out: &mut impl Write,
        launch: LaunchId,
        plans: &[Made],
    ) -> std::io::Result<()> {
        let strong = Style::new().bold();
        let heat = &self.job.launches[launch.index()].truth;
        writeln!(out, "{strong}{launch}{strong:#} {}: {} fragments", heat.kernel, heat.uses.len())?;
        for reason in &heat.reasons {
            writeln!(out, "a superset of what runs: {reason}")?;
        }
        let candidates = plans.iter().flat_map(|(_, _, report)| &report.candidates);
        let mut rows = vec![
            ["fragment", "device", "purpose", "verdict", "size", "saved"]
                .map(str::to_owned)
                .to_vec(),
        ];
        for candidate in candidates.filter(|candidate| candidate.launch == launch) {
            rows.push(vec![
                self.fragment(candidate.fragment),
                self.memory(candidate.device).to_owned(),
                purpose(candidate.purpose).to_owned(),
                self.verdict(candidate),
                candidate.bytes.to_string(),
                candidate.saved.to_string(),
            ]);
        }
        match rows.len() {
            1 => writeln!(out, "everything it needs was there"),
            _ => writeln!(out, "\n{}", table(rows, 4)),
        }
    }

    fn verdict(&self, candidate: &Candidate) -> String {
        match candidate.verdict {
            Verdict::Taken { from, n_evicted: 0 } => format!("taken from {}", self.memory(from)),
            Verdict::Taken { from, n_evicted } => {
                format!("taken from {}, {n_evicted} dropped", self.memory(from))
            }
            Verdict::Allocated { n_evicted } => format!("room made, {n_evicted} dropped"),
            Verdict::Refused(Reason::NoRoom) => "left: all others are needed earlier".to_owned(),
            Verdict::Refused(Reason::NotWorth) => "left: moving it saves too little".to_owned(),
            Verdict::Refused(Reason::NotYetWritten(launch)) => {
                format!("left: {launch} has to write it first")
            }
            Verdict::Refused(Reason::NoSource) => "left: no copy can be read now".to_owned(),
            Verdict::Refused(Reason::Leaving) => "left: its copy is about to change".to_owned(),
            Verdict::Refused(Reason::Later) => "later: its place is in use until then".to_owned(),
        }
    }

    fn to_json(&self, (first, plan, report): &Made) -> Value {
        let mut fragments: Vec<FragmentId> = plan
            .steps
            .iter()
            .flat_map(|step| match step {
                Step::Copy { fragment, .. }
                | Step::Allocate { fragment, .. }
                | Step::Evict { fragment, .. } => vec![*fragment],
                Step::Launch { resident, remote, .. } => {
                    let remote = remote.iter().map(|(fragment, _)| *fragment);
                    resident.iter().copied().chain(remote).collect()
                }
            })
            .chain(report.candidates.iter().map(|candidate| candidate.fragment))
            .collect();
        fragments.sort_unstable();
        fragments.dedup();
        let fragments: serde_json::Map<String, Value> = fragments
            .into_iter()
            .map(|fragment| (fragment.0.to_string(), self.fragment(fragment).into()))
            .collect();
        json!({
            "first_launch": first, "steps": plan.steps, "candidates": report.candidates,
            "fragments": fragments,
        })
    }
}

fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Demand => "demand",
        Purpose::Prefetch => "prefetch",
        Purpose::WriteBack => "write-back",
    }
}
