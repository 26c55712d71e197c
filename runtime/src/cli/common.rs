//! What several subcommands share: their inputs, and how they speak.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;

use anstyle::{AnsiColor, Style};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use crate::control::{ControlError, Job};
use crate::engine::EngineError;
use crate::heat::Forecast;
use crate::input::InputError;
use crate::policy::Policy;
use crate::tables::Tables;
use crate::topology::Topology;
use crate::units::Picos;
use crate::workload::Workload;

/// Inputs of a run.
#[derive(Debug, Args)]
pub(super) struct Inputs {
    /// Heat tables, or folders of *.kht.json
    #[arg(required = true, value_name = "TABLE")]
    pub(super) tables: Vec<PathBuf>,
    /// Buffers and launches, as JSON
    #[arg(long, short, value_name = "FILE")]
    pub(super) workload: PathBuf,
    /// A preset (see `flame topology`), or a TOML file
    #[arg(long, short, value_name = "NAME|FILE")]
    pub(super) topology: String,
    /// Launches that are seen ahead
    #[arg(long, default_value_t = 64, value_name = "N",
          value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(super) window: u32,
}

/// Inputs, read and evaluated.
pub(super) struct Loaded {
    pub(super) topology: Arc<Topology>,
    pub(super) workload: Workload,
    pub(super) forecast: Forecast,
    pub(super) window: usize,
    pub(super) n_tables: usize,
    /// Tables that were refused, which has been said.
    pub(super) n_refused: usize,
}

impl Inputs {
    pub(super) fn load(&self) -> Result<Loaded, InputError> {
        let topology = Topology::load(&self.topology)?;
        let workload = Workload::load(&self.workload, &topology)?;
        let (tables, mut refused) = Tables::load(&self.tables);
        if tables.n_files() == 0
            && let Some(last) = refused.pop()
        {
            refused.iter().for_each(|error| complain(&error.to_string()));
            return Err(last);
        }
        for error in &refused {
            complain(&error.to_string());
        }
        let bar = progress("footprints", workload.n_launches());
        let forecast = Forecast::new(&workload, &tables, |done| bar.set_position(done as u64));
        bar.finish_and_clear();
        Ok(Loaded {
            topology: Arc::new(topology),
            forecast: forecast?,
            workload,
            window: self.window as usize,
            n_tables: tables.n_files(),
            n_refused: refused.len(),
        })
    }
}

impl Loaded {
    pub(super) fn job(&self, policy: Policy) -> Result<Job, InputError> {
        let fragmentation = self.workload.fragmentation(policy.fragment)?;
        Ok(Job {
            topology: Arc::clone(&self.topology),
            launches: self.forecast.schedule(&self.workload, &fragmentation, policy.predict),
            fragmentation: Arc::new(fragmentation),
            policy,
            window: self.window,
        })
    }

    /// Says whose fault it is that a run did not go on.
    pub(super) fn explain(&self, error: ControlError) -> anyhow::Error {
        match &error {
            ControlError::Homes { memory, capacity, needed } => InputError::new(
                self.workload.file.clone(),
                "buffers",
                format!("at most {capacity} in \"{memory}\" at the start"),
                needed.to_string(),
            )
            .into(),
            ControlError::Engine(EngineError::Time { .. }) => InputError::new(
                self.workload.file.clone(),
                "launches",
                format!("a run of at most {}", Picos::MAX),
                "a longer one",
            )
            .into(),
            ControlError::BadPlan { .. }
            | ControlError::Directory(_)
            | ControlError::Engine(_)
            | ControlError::Promise { .. }
            | ControlError::Stuck { .. } => anyhow::Error::new(error),
        }
    }

    pub(super) fn done(&self) -> super::Done {
        if self.n_refused > 0 { super::Done::SomeRefused } else { super::Done::Well }
    }
}

/// One line on standard error.
pub(super) fn complain(message: &str) {
    let style = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
    // Nobody is left to tell if standard error is closed.
    let _ = writeln!(anstream::stderr(), "{style}error:{style:#} {message}");
}

/// A bar on standard error, if that is a terminal and there is something to wait for.
pub(super) fn progress(what: &'static str, len: usize) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{prefix:>14} {wide_bar} {pos}/{len} {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(len as u64).with_style(style).with_prefix(what)
}

/// Rows with aligned columns; the first row is the head, and all columns but the first so many
/// are numbers.
pub(super) fn table(rows: Vec<Vec<String>>, n_texts: usize) -> String {
    use tabled::builder::Builder;
    use tabled::settings::object::Columns;
    use tabled::settings::{Alignment, Padding, Style};

    let mut table = Builder::from_iter(rows).build();
    table
        .with(Style::empty())
        .with(Padding::new(0, 2, 0, 0))
        .modify(Columns::new(n_texts..), Alignment::right());
    let lines: Vec<String> =
        table.to_string().lines().map(|line| line.trim_end().to_owned()).collect();
    lines.join("\n")
}

/// Hundredths of a percent as text.
pub(super) fn percent(basis_points: u64) -> String {
    format!("{}.{:02} %", basis_points / 100, basis_points % 100)
}
