//! Where the built-in engine and ShellCheck differ on what a code is: measured against ShellCheck 0.11 on real
//! Dockerfiles and on the engine's own examples.

/// The engine's number, ShellCheck's number for the same thing, and what is the matter.
type Row = (u32, Option<u32>, &'static str);

const ROWS: [Row; 25] = [
    (1004, None, "found where ShellCheck finds nothing"),
    (1036, None, "ShellCheck means a parenthesis that does not parse"),
    (1049, None, "found beside other mistakes that are none of it"),
    (1089, None, "follows from a mistake before it"),
    (2233, Some(2234), "a test in parentheses"),
    (2264, Some(2299), "expansions in expansions; SC2264 is a function that calls itself"),
    (2265, None, "`return $?` at the end; SC2265 is a single `&` between tests"),
    (2271, None, "SC1072: it does not parse"),
    (2272, None, "SC1072: it does not parse"),
    (2273, None, "SC1072: it does not parse"),
    (2274, None, "SC1072: it does not parse"),
    (2277, None, "SC1072: it does not parse"),
    (2290, None, "a count with wc; SC2290 is a blank around `+=`"),
    (2333, Some(2152), "return with a word; SC2333 is a test that is always true"),
    (2336, Some(2179), "a string appended to an array"),
    (2339, None, "find without a path; SC2339 is no code"),
    (2370, Some(2188), "a heredoc without a command"),
    (2387, Some(2290), "a blank before `=`"),
    (2389, None, "SC1072: it does not parse"),
    (2390, None, "SC1072: it does not parse"),
    (2391, None, "SC1072: it does not parse"),
    (2396, None, "SC1072: it does not parse"),
    (2399, Some(2190), "an associative array without keys"),
    (3042, Some(3039), "let in sh"),
    (3073, Some(3029), "`|&` in sh"),
];

/// ShellCheck's number for what the engine finds; `None` for what ShellCheck does not find.
pub(super) fn by_shellcheck(code: u32) -> Option<u32> {
    ROWS.iter().find(|(known, ..)| *known == code).map_or(Some(code), |(_, right, _)| *right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_changes_something_and_says_why() {
        assert!(ROWS.is_sorted_by_key(|(code, ..)| code));
        for (code, right, why) in ROWS {
            assert!(right != Some(code) && !why.is_empty(), "{code}");
            assert_eq!(by_shellcheck(code), right);
        }
        assert_eq!(by_shellcheck(2086), Some(2086));
    }
}
