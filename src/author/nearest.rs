//! Which of some names is nearest to one that was written. Knows no names of its own.

/// The nearest of some names, if one is near.
pub(super) fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    names
        .map(|other| (strsim::osa_distance(name, other), other))
        .filter(|(distance, other)| *distance <= allowed(name, other))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}

/// Whether one name may be a slip of the other.
pub(super) fn near_enough(a: &str, b: &str) -> bool {
    strsim::osa_distance(a, b) <= allowed(a, b)
}

/// How many slips of the hand two names may be apart.
fn allowed(a: &str, b: &str) -> usize {
    (a.chars().count().max(b.chars().count()) / 3).max(1)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_name_is_near_or_there_is_none() {
        let names = ["quarrelled", "bought-tape", "tin"];
        assert_eq!(nearest("quareled", names.into_iter()), Some("quarrelled"));
        assert_eq!(nearest("tni", names.into_iter()), Some("tin"));
        assert_eq!(nearest("walnut", names.into_iter()), None);
    }
}
