//! "Did you mean …?": the nearest of the words that would have been right.

/// A longer word is no slip of the finger, and not worth the time.
const LONGEST: usize = 64;

/// The word of `among` nearest to `word`, upper and lower case alike; the first of equals.
///
/// Swapped neighbours count as one slip. `None` when nothing is near: one slip is allowed up to four
/// characters, two up to eight, three beyond; a word of one or two characters has no neighbours.
pub fn nearest<'a>(word: &str, among: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = fold(word).collect();
    let limit = slips(word.len())?;
    let mut table = Table::default();
    let mut best = None;
    for candidate in among {
        let below = best.map_or(limit + 1, |(distance, _)| distance);
        if let Some(distance) = table.distance(&word, candidate, limit).filter(|distance| *distance < below) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Whether two words differ by one slip of the finger at most, upper and lower case alike.
pub fn is_one_slip(word: &str, other: &str) -> bool {
    let word: Vec<char> = fold(word).collect();
    Table::default().distance(&word, other, 1).is_some()
}

fn fold(word: &str) -> impl Iterator<Item = char> {
    word.chars().take(LONGEST + 1).flat_map(char::to_lowercase)
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

/// The last rows of the table behind a Damerau-Levenshtein distance (optimal string alignment), used over and over.
#[derive(Default)]
struct Table {
    right: Vec<char>,
    earlier: Vec<usize>,
    above: Vec<usize>,
    row: Vec<usize>,
}

impl Table {
    /// The distance of two words; `None` above `limit`.
    fn distance(&mut self, left: &[char], right: &str, limit: usize) -> Option<usize> {
        self.right.clear();
        self.right.extend(fold(right));
        if left.len().abs_diff(self.right.len()) > limit {
            return None;
        }
        self.earlier.clear();
        self.above.clear();
        self.above.extend(0..=self.right.len());
        let mut before = None;
        for &a in left {
            let hopeless = self.above.iter().chain(&self.earlier).all(|distance| *distance > limit);
            if hopeless {
                return None;
            }
            self.next_row(a, before);
            before = Some(a);
        }
        self.above.last().copied().filter(|distance| *distance <= limit)
    }

    /// Adds the row of the character `a`, which follows `before`.
    fn next_row(&mut self, a: char, before: Option<char>) {
        let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX / 2);
        self.row.clear();
        self.row.push(at(&self.above, 0) + 1);
        let mut left = None;
        for (column, &b) in self.right.iter().enumerate() {
            let changed = at(&self.above, column) + usize::from(a != b);
            let mut cost = changed.min(at(&self.above, column + 1) + 1).min(at(&self.row, column) + 1);
            if before == Some(b) && left == Some(a) {
                cost = cost.min(at(&self.earlier, column - 1) + 1);
            }
            self.row.push(cost);
            left = Some(b);
        }
        std::mem::swap(&mut self.earlier, &mut self.above);
        std::mem::swap(&mut self.above, &mut self.row);
    }
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
            let left: Vec<char> = fold(left).collect();
            assert_eq!(Table::default().distance(&left, right, limit), expected, "{left:?} {right}");
        }
    }

    #[test]
    fn gives_up_on_very_long_words() {
        let long = "a".repeat(1_000_000);
        assert_eq!(nearest(&long, [long.as_str()]), None);
    }
}
