//! "Did you mean …?": the nearest of the words that would have been right.

/// A longer word is no slip of the finger, and not worth the time.
const LONGEST: usize = 64;

/// The word of `among` nearest to `word`, upper and lower case alike; the first of equals.
///
/// Swapped neighbours count as one slip. `None` when nothing is near: one slip is allowed up to four
/// characters, two up to eight, three beyond; a word of one or two characters has no neighbours.
pub fn nearest<'a>(word: &str, among: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = fold(word);
    let limit = slips(word.chars().count())?;
    let mut best = None;
    for candidate in among {
        let below = best.map_or(limit + 1, |(distance, _)| distance);
        if let Some(distance) = distance(&word, candidate, limit).filter(|distance| *distance < below) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Whether two words differ by one slip of the finger at most, upper and lower case alike.
pub fn is_one_slip(word: &str, other: &str) -> bool {
    distance(&fold(word), other, 1).is_some()
}

/// A word in lower case; of one that is too long, enough to tell.
fn fold(word: &str) -> String {
    word.chars().take(LONGEST + 1).flat_map(char::to_lowercase).collect()
}

fn slips(length: usize) -> Option<usize> {
    match length {
        0..=2 => None,
        3..=4 => Some(1),
        5..=8 => Some(2),
        9..=LONGEST => Some(3),
        _ => None,
    }
}

/// The distance of a folded word from another one, swapped neighbours counting once; `None` above `limit`.
fn distance(word: &str, other: &str, limit: usize) -> Option<usize> {
    let other = fold(other);
    if word.chars().count().abs_diff(other.chars().count()) > limit {
        return None;
    }
    Some(strsim::osa_distance(word, &other)).filter(|distance| *distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_word_that_was_meant() {
        let words = ["FROM", "RUN", "COPY", "ENTRYPOINT", "HEALTHCHECK", "WORKDIR", "start-period"];
        for (typed, meant) in [
            ("FORM", Some("FROM")),
            ("run", Some("RUN")),
            ("RNU", Some("RUN")),
            ("COYP", Some("COPY")),
            ("entrypiont", Some("ENTRYPOINT")),
            ("HELTHCHEK", Some("HEALTHCHECK")),
            ("WORKDIRECTORY", None),
            ("start_period", Some("start-period")),
            ("RU", None),
            ("", None),
            ("banana", None),
            ("ROM", Some("FROM")),
        ] {
            assert_eq!(nearest(typed, words), meant, "{typed}");
        }
    }

    #[test]
    fn the_nearest_wins_and_the_first_of_equals() {
        assert_eq!(nearest("targe", ["large", "target"]), Some("large"));
        assert_eq!(nearest("source", ["sauce", "sourced"]), Some("sourced"));
    }

    #[test]
    fn counts_slips() {
        for (left, right, limit, expected) in [
            ("abc", "abc", 1, Some(0)),
            ("abc", "acb", 1, Some(1)),
            ("abcd", "badc", 2, Some(2)),
            ("kitten", "sitting", 3, Some(3)),
            ("kitten", "sitting", 2, None),
            ("ca", "abc", 3, Some(3)),
        ] {
            assert_eq!(distance(&fold(left), right, limit), expected, "{left:?} {right}");
        }
    }

    #[test]
    fn gives_up_on_very_long_words() {
        let long = "a".repeat(1_000_000);
        assert_eq!(nearest(&long, [long.as_str()]), None);
    }
}
