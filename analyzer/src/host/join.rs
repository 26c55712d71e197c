//! Launch sites against kernels: who launches whom, and whether both see the same parameters.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::pattern::NamePattern;
use super::{LaunchSite, Place};

/// A kernel that sites may launch, as a table has it.
#[derive(Clone, Copy, Debug)]
pub struct KernelParams<'k> {
    /// Name in the module.
    pub name: &'k str,
    /// Number of parameters.
    pub params: usize,
}

/// A site and a kernel that its name matches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Match {
    /// Position of the site in the survey.
    pub site: usize,
    /// The kernel's name.
    pub kernel: String,
}

/// A site that gives a kernel another number of arguments than it takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disagreement {
    /// Where it is launched.
    pub at: Place,
    /// The kernel's name.
    pub kernel: String,
    /// The number of arguments of the site.
    pub arguments: usize,
    /// The number of parameters of the kernel.
    pub params: usize,
}

/// The outcome of holding sites against kernels.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Join {
    /// Who launches whom.
    pub matches: Vec<Match>,
    /// Those that cannot be.
    pub disagreements: Vec<Disagreement>,
    /// Sites (positions in the survey) whose names match no kernel.
    pub without_kernel: Vec<usize>,
    /// Kernels that no site launches.
    pub without_site: Vec<String>,
    /// For each kernel that is launched, what all sites that launch it call its parameters.
    pub names: BTreeMap<String, Vec<Option<String>>>,
}

/// Finds the kernels that each site may launch.
///
/// A kernel belongs to the patterns that say most about its name: `fast_sum_{}` is not meant by
/// `fast_sum_small_f32` if another site has `fast_sum_small_{}`.
#[must_use]
pub fn join(sites: &[LaunchSite], kernels: &[KernelParams<'_>]) -> Join {
    let mut joined = Join::default();
    let mut launched = vec![false; sites.len()];
    for kernel in kernels {
        let chosen = sites_of(sites, kernel.name);
        if chosen.is_empty() {
            joined.without_site.push(kernel.name.to_owned());
            continue;
        }
        let launching: Vec<&LaunchSite> = chosen.iter().map(|site| &sites[*site]).collect();
        joined.names.insert(kernel.name.to_owned(), names(&launching, kernel.params));
        for site in chosen {
            launched[site] = true;
            joined.matches.push(Match { site, kernel: kernel.name.to_owned() });
            let arguments = sites[site].arguments.len();
            if arguments != kernel.params {
                joined.disagreements.push(Disagreement {
                    at: sites[site].at.clone(),
                    kernel: kernel.name.to_owned(),
                    arguments,
                    params: kernel.params,
                });
            }
        }
    }
    joined.without_kernel = (0..sites.len()).filter(|site| !launched[*site]).collect();
    joined
}

/// The sites, by position, that may launch a kernel: those whose patterns say most about its name.
pub(super) fn sites_of(sites: &[LaunchSite], kernel: &str) -> Vec<usize> {
    let best = |site: &LaunchSite| {
        let matching = site.kernels.iter().filter(|pattern| pattern.matches(kernel));
        matching.map(NamePattern::letters).max()
    };
    let scores: Vec<Option<usize>> = sites.iter().map(best).collect();
    let Some(most) = scores.iter().copied().flatten().max() else { return Vec::new() };
    (0..sites.len()).filter(|site| scores[*site] == Some(most)).collect()
}

/// Names for the parameters of a kernel, on which all sites that launch it agree.
pub(super) fn names(sites: &[&LaunchSite], params: usize) -> Vec<Option<String>> {
    let agreed = |position: usize| {
        let mut names = sites.iter().map(|site| site.arguments.get(position)?.name.as_deref());
        let first = names.next()??;
        names.all(|name| name == Some(first)).then(|| first.to_owned())
    };
    // A host that sees other parameters is not believed.
    let fits = sites.iter().all(|site| site.arguments.len() == params);
    (0..params).map(|position| if fits { agreed(position) } else { None }).collect()
}

#[cfg(test)]
mod tests {
    use super::{KernelParams, join};
    use crate::host::{Argument, LaunchSite, Place, Shape};

    fn site(line: usize, kernel: &str, arguments: &[&str]) -> LaunchSite {
        let argument = |name: &&str| Argument {
            text: (*name).to_owned(),
            name: Some((*name).to_owned()),
            mutable: false,
        };
        LaunchSite {
            at: Place { file: "a.rs".to_owned(), line, column: 1 },
            function: "f".to_owned(),
            called_from: None,
            method: "launch".to_owned(),
            kernels: vec![kernel.parse().unwrap()],
            arguments: arguments.iter().map(argument).collect(),
            config: "cfg".to_owned(),
            shapes: vec![Shape::default()],
            definitions: std::collections::BTreeMap::new(),
        }
    }

    #[test]
    fn kernels_belong_to_the_pattern_that_says_most() {
        let sites = [site(1, "sum_{}", &["x"]), site(2, "sum_small_{}", &["x", "y"])];
        let kernels = [("sum_f32", 1), ("sum_small_f32", 2), ("max_f32", 1)];
        let kernels = kernels.map(|(name, params)| KernelParams { name, params });
        let joined = join(&sites, &kernels);
        let pairs: Vec<_> = joined.matches.iter().map(|each| (each.site, &*each.kernel)).collect();
        assert_eq!(pairs, [(0, "sum_f32"), (1, "sum_small_f32")]);
        assert_eq!(joined.disagreements, []);
        assert_eq!(joined.without_site, ["max_f32"]);
        assert_eq!(joined.without_kernel, [0; 0]);
    }

    #[test]
    fn other_numbers_of_arguments_are_disagreements() {
        let sites = [site(1, "k", &["x"]), site(2, "gone", &["x"])];
        let joined = join(&sites, &[KernelParams { name: "k", params: 2 }]);
        let [one] = joined.disagreements.as_slice() else {
            panic!("expected one disagreement, found {:?}", joined.disagreements);
        };
        assert_eq!((one.at.line, one.arguments, one.params), (1, 1, 2));
        assert_eq!(joined.without_kernel, [1]);
        assert_eq!(joined.names["k"], [None, None]);
    }

    #[test]
    fn names_are_those_that_all_sites_give() {
        let sites = [site(1, "k", &["x", "n"]), site(2, "k", &["y", "n"])];
        let joined = join(&sites, &[KernelParams { name: "k", params: 2 }]);
        assert_eq!(joined.names["k"], [None, Some("n".to_owned())]);
    }
}
