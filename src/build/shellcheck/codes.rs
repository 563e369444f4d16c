//! ShellCheck's codes: their names, and which of them say nothing about a RUN.

use std::sync::LazyLock;

use super::builtin;

/// The codes that there can be.
const FIRST: u32 = 1000;
const LAST: u32 = 3999;
/// The bytes of a name.
const LENGTH: usize = 6;

/// All names, one after the other.
static NAMES: LazyLock<String> = LazyLock::new(|| (FIRST..=LAST).map(|code| format!("SC{code}")).collect());

/// Codes about what is no part of the script: files that it reads, which are in the image, and its first line.
const BESIDE_THE_POINT: [u32; 5] = [1090, 1091, 1128, 2187, 2239];

/// `SC2086` of 2086; `None` for what is no code of ShellCheck.
pub fn name(code: u32) -> Option<&'static str> {
    let index = usize::try_from(code.checked_sub(FIRST).filter(|_| code <= LAST)?).ok()?;
    NAMES.get(index * LENGTH..(index + 1) * LENGTH)
}

/// Every name, in order.
pub fn all() -> impl Iterator<Item = &'static str> {
    (FIRST..=LAST).filter_map(name)
}

/// `SC2086` of the same in any case; `None` for what is no code of ShellCheck.
pub fn find(name: &str) -> Option<&'static str> {
    let digits = name.get(..2).filter(|prefix| prefix.eq_ignore_ascii_case("SC")).and(name.get(2..))?;
    let code = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()?;
    self::name(code).filter(|found| found.len() == name.len())
}

/// What ShellCheck's people say about a code.
pub fn url(code: &str) -> String {
    format!("https://www.shellcheck.net/wiki/{code}")
}

/// What a code is about, where the built-in engine knows it.
pub fn summary(code: &str) -> Option<&'static str> {
    builtin::summary(code)
}

/// Whether a code is about something that is no part of the script.
pub fn is_beside_the_point(code: u32) -> bool {
    BESIDE_THE_POINT.contains(&code)
}

/// A message of ShellCheck in the way of this program: a lower-case start unless it is a name, no final stop.
pub fn sentence(message: &str) -> String {
    let message = message.trim();
    let message = message.strip_suffix('.').filter(|rest| !rest.ends_with('.')).unwrap_or(message);
    let mut characters = message.chars();
    match (characters.next(), characters.next()) {
        (Some(first), Some(second))
            if first.is_ascii_uppercase() && (second.is_ascii_lowercase() || second == ' ') =>
        {
            let rest = message.get(1..).unwrap_or("");
            format!("{}{rest}", first.to_ascii_lowercase())
        }
        _ => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_names() {
        for (code, expected) in [
            (999, None),
            (1000, Some("SC1000")),
            (2086, Some("SC2086")),
            (3999, Some("SC3999")),
            (4000, None),
        ] {
            assert_eq!(name(code), expected);
        }
        for (text, expected) in [
            ("SC2086", Some("SC2086")),
            ("sc3057", Some("SC3057")),
            ("SC0999", None),
            ("SC02086", None),
            ("SC+208", None),
            ("SC", None),
            ("S", None),
            ("DL3006", None),
            ("ß2086", None),
        ] {
            assert_eq!(find(text), expected, "{text}");
        }
    }

    #[test]
    fn messages_read_like_ours() {
        for (message, expected) in [
            (
                "Double quote to prevent globbing and word splitting.",
                "double quote to prevent globbing and word splitting",
            ),
            ("Use a ( subshell ) or 'cd foo || exit'.", "use a ( subshell ) or 'cd foo || exit'"),
            (
                "PORT appears unused. Verify use (or export if used externally).",
                "PORT appears unused. Verify use (or export if used externally)",
            ),
            ("In POSIX sh, [[ ]] is undefined.", "in POSIX sh, [[ ]] is undefined"),
            ("A grep is not needed here.", "a grep is not needed here"),
            ("x is referenced but not assigned.", "x is referenced but not assigned"),
            ("and so on...", "and so on..."),
            ("", ""),
        ] {
            assert_eq!(sentence(message), expected);
        }
    }
}
