//! Which of some names is nearest to one that was written. Knows no names of its own.

/// The nearest of some names, if one is near.
#[must_use]
pub fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    names
        .filter_map(|other| Some((distance(name, other)?, other)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}

/// Whether one name may be a slip of the other.
pub(super) fn near_enough(a: &str, b: &str) -> bool {
    distance(a, b).is_some()
}

/// How many slips of the hand two names are apart, if they are few.
fn distance(a: &str, b: &str) -> Option<usize> {
    let allowed = allowed(a, b);
    // Most names differ too much in length to be looked at.
    if a.len().abs_diff(b.len()) > allowed {
        return None;
    }
    Some(strsim::osa_distance(a, b)).filter(|distance| *distance <= allowed)
}

/// How many slips of the hand two names may be apart.
fn allowed(a: &str, b: &str) -> usize {
    (a.len().max(b.len()) / 3).max(1)
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
