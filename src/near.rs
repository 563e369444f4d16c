//! "Did you mean …?": the nearest of the words that would have been right.

/// A longer word is no slip of the finger, and not worth the time.
const LONGEST: usize = 64;

/// The word of `among` nearest to `word`, upper and lower case alike; the first of equals.
///
/// Swapped neighbours count as one slip. `None` when nothing is near: one slip is allowed up to four
/// characters, two up to eight, three beyond; a word of one or two characters has no neighbours.
pub fn nearest<'a>(word: &str, among: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = fold(word);
    let limit = slips(word.len())?;
    among
        .into_iter()
        .filter_map(|candidate| Some((distance(&word, &fold(candidate), limit)?, candidate)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Whether two words differ by one slip of the finger at most, upper and lower case alike.
pub fn is_one_slip(word: &str, other: &str) -> bool {
    distance(&fold(word), &fold(other), 1).is_some()
}

fn fold(word: &str) -> Vec<char> {
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

/// Damerau-Levenshtein distance (optimal string alignment) of two words; `None` above `limit`.
fn distance(left: &[char], right: &[char], limit: usize) -> Option<usize> {
    if left.len().abs_diff(right.len()) > limit {
        return None;
    }
    let mut earlier: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    let mut before = None;
    for (row, &a) in left.iter().enumerate() {
        let next = next_row(a, before, right, &above, &earlier, row + 1);
        earlier = std::mem::replace(&mut above, next);
        before = Some(a);
    }
    above.last().copied().filter(|distance| *distance <= limit)
}

/// One row of the table: `above` is the row before, `earlier` the one before that, `before` its character.
fn next_row(
    a: char,
    before: Option<char>,
    right: &[char],
    above: &[usize],
    earlier: &[usize],
    first: usize,
) -> Vec<usize> {
    let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX / 2);
    let mut row = vec![first];
    let mut left_char = None;
    for (column, &b) in right.iter().enumerate() {
        let changed = at(above, column) + usize::from(a != b);
        let mut cost = changed.min(at(above, column + 1) + 1).min(at(&row, column) + 1);
        if before == Some(b) && left_char == Some(a) {
            cost = cost.min(at(earlier, column - 1) + 1);
        }
        row.push(cost);
        left_char = Some(b);
    }
    row
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
            assert_eq!(distance(&fold(left), &fold(right), limit), expected, "{left} {right}");
        }
    }

    #[test]
    fn gives_up_on_very_long_words() {
        let long = "a".repeat(1_000_000);
        assert_eq!(nearest(&long, [long.as_str()]), None);
    }
}
