//! Solving a site: its regions, settled, split and walked over until they are boxes.

use super::Stop;
use super::affine::Table;
use super::code::Site;
use super::form::Res;
use super::machine::{Inputs, State};
use super::region::{Region, Wide};
use super::settle::settle;
use super::sink::{Outcome, Sink};
use super::split::split;
use super::walk::{self, Access};
use super::work::Work;

/// Points that may be walked over per site.
const MAX_POINTS: u32 = 1 << 16;

/// Regions that may be settled per site.
const MAX_REGIONS: u32 = 1 << 12;

/// What solving works with.
#[derive(Clone, Debug)]
pub(super) struct Solver {
    state: State,
    work: Work,
    region: Region,
    table: Table,
}

impl Default for Solver {
    fn default() -> Self {
        Solver {
            state: State::default(),
            work: Work::default(),
            region: Region::EMPTY,
            table: Table::default(),
        }
    }
}

impl Solver {
    /// What a site touches, or how often it runs if only that is asked.
    pub(super) fn solve(
        &mut self,
        site: &Site,
        inputs: &Inputs<'_>,
        access: Access,
        sink: &mut Sink,
    ) -> Res<Outcome> {
        sink.start();
        let affine = site.affine.as_ref();
        let to = (&mut self.table, &mut *sink);
        if let Some(found) = affine.and_then(|affine| affine.solve(inputs, access, to)) {
            return Ok(found);
        }
        sink.start();
        let (mut points, mut regions) = (MAX_POINTS, MAX_REGIONS);
        self.state.start(site);
        loop {
            if self.state.run(site, inputs)? {
                if access.counted_only {
                    self.state.region.offset = super::form::Form::ZERO;
                }
                self.work.clear();
                let mut next = settle(&mut self.state.region)?;
                self.region.copy_from(&self.state.region);
                while next {
                    regions = regions.checked_sub(1).ok_or(Stop::Budget)?;
                    if !split(&self.region, &mut self.work)? {
                        walk::add(&self.region, access, &mut points, sink)?;
                    }
                    next = self.next_region()?;
                }
            }
            if !self.state.next_way() {
                return Ok(sink.finish());
            }
        }
    }

    /// Turns to the next region that is not empty.
    fn next_region(&mut self) -> Res<bool> {
        while self.work.take(&mut self.region) {
            if settle(&mut self.region)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether the result of a site stays between two numbers wherever it runs, as far as its
    /// bounds prove it.
    pub(super) fn stays(&mut self, site: &Site, inputs: &Inputs<'_>, (lo, hi): Wide) -> Res<bool> {
        let affine = site.affine.as_ref();
        if let Some(range) = affine.and_then(|affine| affine.range(inputs, &mut self.table))
            && lo <= range.0
            && range.1 <= hi
        {
            return Ok(true);
        }
        let within = |region: &Region| {
            let range = region.range(&region.offset);
            lo <= range.0 && range.1 <= hi
        };
        self.state.start(site);
        loop {
            if self.state.run(site, inputs)? && !within(&self.state.region) {
                let region = &mut self.state.region;
                if settle(region)? && !within(region) {
                    return Ok(false);
                }
            }
            if !self.state.next_way() {
                return Ok(true);
            }
        }
    }

    /// The number that a site without variables leads to.
    pub(super) fn number(&mut self, site: &Site, inputs: &Inputs<'_>) -> Res<i64> {
        self.state.start(site);
        let found = self.state.run(site, inputs)?;
        let region = &self.state.region;
        let value = if found { region.offset.as_constant() } else { None };
        value.ok_or(Stop::Undefined)
    }
}
