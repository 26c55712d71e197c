//! Which kernels of two sets of tables belong together: those of one name in modules of one path,
//! then those of one name that is nowhere else.

use std::collections::BTreeMap;

use kht_schema::{Kernel, Table};

use super::Unrelated;

/// A kernel before and after.
pub(super) struct Pair<'t> {
    /// Path of its module, of the new side if it is there.
    pub(super) module: &'t str,
    pub(super) before: Option<&'t Kernel>,
    pub(super) after: Option<&'t Kernel>,
}

/// A kernel and the path of its module.
type Placed<'t> = (&'t str, &'t Kernel);

/// All kernels, in the order of the old side, those that are new last.
pub(super) fn pair<'t>(old: &'t [Table], new: &'t [Table]) -> Result<Vec<Pair<'t>>, Unrelated> {
    let (old, new) = (placed(old), placed(new));
    let by_place: BTreeMap<(&str, &str), usize> =
        new.iter().enumerate().map(|(at, (path, it))| ((*path, it.name.as_str()), at)).collect();
    let mut partner: Vec<Option<usize>> =
        old.iter().map(|(path, it)| by_place.get(&(*path, it.name.as_str())).copied()).collect();
    let mut taken = vec![false; new.len()];
    partner.iter().flatten().for_each(|at| taken[*at] = true);
    // Of the rest, those whose name is on each side once: their module has moved.
    let (old_names, new_names) = (count(&old), count(&new));
    let once = |name: &str| old_names.get(name) == Some(&1) && new_names.get(name) == Some(&1);
    for (found, (_, kernel)) in partner.iter_mut().zip(&old) {
        if found.is_none() && once(&kernel.name) {
            *found = new.iter().position(|(_, it)| it.name == kernel.name);
            found.iter().for_each(|at| taken[*at] = true);
        }
    }
    if partner.iter().all(Option::is_none) {
        let example = |side: &[Placed<'_>]| side.first().map(|(_, kernel)| kernel.name.clone());
        return Err(Unrelated {
            old: old.len(),
            new: new.len(),
            old_example: example(&old),
            new_example: example(&new),
        });
    }
    let known = old.iter().zip(partner).map(|((path, before), partner)| match partner {
        Some(at) => Pair { module: new[at].0, before: Some(*before), after: Some(new[at].1) },
        None => Pair { module: path, before: Some(*before), after: None },
    });
    let fresh = new.iter().zip(taken).filter(|(_, taken)| !taken);
    let fresh =
        fresh.map(|((path, after), _)| Pair { module: path, before: None, after: Some(*after) });
    Ok(known.chain(fresh).collect())
}

fn placed(tables: &[Table]) -> Vec<Placed<'_>> {
    let kernels = tables
        .iter()
        .flat_map(|table| table.kernels.iter().map(|kernel| (table.module.path.as_str(), kernel)));
    kernels.collect()
}

fn count<'t>(kernels: &[Placed<'t>]) -> BTreeMap<&'t str, usize> {
    let mut counts = BTreeMap::new();
    for (_, kernel) in kernels {
        *counts.entry(kernel.name.as_str()).or_default() += 1;
    }
    counts
}
