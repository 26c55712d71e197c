//! Sets of bytes as sorted, disjoint, half-open ranges.

/// Bytes of a set.
pub(super) fn total(ranges: &[[u64; 2]]) -> u64 {
    ranges.iter().map(|[lo, hi]| hi - lo).sum()
}

/// Bytes of `left` that are not in `right`.
pub(super) fn difference(left: &[[u64; 2]], right: &[[u64; 2]]) -> Vec<[u64; 2]> {
    let mut result = Vec::new();
    let mut right = right.iter().peekable();
    for &[mut lo, hi] in left {
        while right.next_if(|it| it[1] <= lo).is_some() {}
        let mut rest = right.clone();
        while let Some(&[start, end]) = rest.next().filter(|it| it[0] < hi) {
            if lo < start {
                result.push([lo, start]);
            }
            lo = end;
        }
        if lo < hi {
            result.push([lo, hi]);
        }
    }
    result
}

/// Bytes of any of several sets.
pub(super) fn union<'a>(sets: impl Iterator<Item = &'a [[u64; 2]]>) -> Vec<[u64; 2]> {
    let mut all: Vec<[u64; 2]> = sets.flatten().copied().filter(|[lo, hi]| lo < hi).collect();
    all.sort_unstable();
    let mut result: Vec<[u64; 2]> = Vec::with_capacity(all.len());
    for [lo, hi] in all {
        match result.last_mut() {
            Some(last) if lo <= last[1] => last[1] = last[1].max(hi),
            _ => result.push([lo, hi]),
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn set() -> impl Strategy<Value = Vec<[u64; 2]>> {
        proptest::collection::vec((0_u64..64, 1_u64..9), 0..8).prop_map(|ranges| {
            let ranges: Vec<[u64; 2]> = ranges.iter().map(|&(lo, n)| [lo, lo + n]).collect();
            union(std::iter::once(&ranges[..]))
        })
    }

    fn has(ranges: &[[u64; 2]], byte: u64) -> bool {
        ranges.iter().any(|[lo, hi]| (*lo..*hi).contains(&byte))
    }

    proptest! {
        #[test]
        fn operations_agree_with_membership(left in set(), right in set()) {
            let without = difference(&left, &right);
            let both = union([&left[..], &right[..]].into_iter());
            for byte in 0..80 {
                prop_assert_eq!(has(&without, byte), has(&left, byte) && !has(&right, byte));
                prop_assert_eq!(has(&both, byte), has(&left, byte) || has(&right, byte));
            }
            prop_assert!(both.windows(2).all(|it| it[0][1] < it[1][0]));
            prop_assert_eq!(total(&both), total(&without) + total(&right));
        }
    }
}
