use std::ops::Range;

use crate::build::dockerfile::Step;
use crate::config::LabelType;
use crate::rule::shared::labels;
use crate::rule::{Check, Context, rule};
use crate::tables::spdx;

rule!("label-invalid", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    for (pair, kind, value) in labels::typed(step, cx) {
        let Some(wanted) = wanted(kind, &value).filter(|_| !value.is_empty()) else { continue };
        let span = pair.value.as_ref().map_or(pair.key.span, |word| word.span);
        cx.report(step.place(span), format!("`{value}` is not {wanted}"))
            .help(format!("dynolint.toml requires {wanted} in the label `{}`", pair.key.value));
    }
}

/// What a value should be, if it is not.
fn wanted(kind: LabelType, value: &str) -> Option<&'static str> {
    let (holds, wanted) = match kind {
        LabelType::Text | LabelType::RawText => return None,
        LabelType::Url => (is_url(value), "a URL such as `https://example.com`"),
        LabelType::Rfc3339 => (is_time(value), "a time such as `2026-01-31T12:00:00Z`"),
        LabelType::Spdx => (spdx::is_expression(value), "an SPDX license such as `MIT`"),
        LabelType::Hash => (is_hash(value), "a git commit of 7 or 40 hexadecimal digits"),
        LabelType::Semver => (is_semver(value), "a version such as `1.2.3`"),
        LabelType::Email => (is_email(value), "an email address"),
    };
    (!holds).then_some(wanted)
}

/// A scheme and something after it.
fn is_url(value: &str) -> bool {
    let Some((scheme, rest)) = value.split_once(':') else { return false };
    let clean = value.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>\"{}|\\^`".contains(&byte));
    clean
        && !rest.is_empty()
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

/// `2026-01-31T12:00:00.5+01:00`.
fn is_time(value: &str) -> bool {
    let shape = value.get(..19).is_some_and(|head| {
        head.char_indices().all(|(at, c)| match at {
            4 | 7 => c == '-',
            10 => matches!(c, 'T' | 't'),
            13 | 16 => c == ':',
            _ => c.is_ascii_digit(),
        })
    });
    let number = |range: Range<usize>| {
        value.get(range).and_then(|digits| digits.parse::<u32>().ok()).unwrap_or(u32::MAX)
    };
    let rest = value.get(19..).unwrap_or("");
    let fraction = rest.strip_prefix('.').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let offset = fraction.map_or(rest, |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    shape
        && (1..=days(number(0..4), number(5..7))).contains(&number(8..10))
        && number(11..13) <= 23
        && number(14..16) <= 59
        && number(17..19) <= 60
        && is_offset(offset)
}

/// The number of days in a month; 0 if there is no such month.
fn days(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// `Z` or `+01:00`.
fn is_offset(offset: &str) -> bool {
    let hours = |text: &str| {
        let (hours, minutes) = text.split_once(':').unwrap_or(("", ""));
        let two = |text: &str, most: u8| {
            text.len() == 2
                && text.bytes().all(|byte| byte.is_ascii_digit())
                && text.parse::<u8>().is_ok_and(|two| two <= most)
        };
        two(hours, 23) && two(minutes, 59)
    };
    matches!(offset, "Z" | "z") || offset.strip_prefix(['+', '-']).is_some_and(hours)
}

fn is_hash(value: &str) -> bool {
    matches!(value.len(), 7 | 40)
        && value.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// `1.2.3-rc.1+build.5`.
fn is_semver(value: &str) -> bool {
    let (value, build) = value.split_once('+').map_or((value, None), |(value, build)| (value, Some(build)));
    let (core, pre) = value.split_once('-').map_or((value, None), |(core, pre)| (core, Some(pre)));
    let number = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && (part.len() == 1 || !part.starts_with('0'))
    };
    let word = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    core.split('.').count() == 3
        && core.split('.').all(number)
        && build.is_none_or(|build| build.split('.').all(word))
        && pre
            .is_none_or(|pre| pre.split('.').all(|part| if digits(part) { number(part) } else { word(part) }))
}

fn is_email(value: &str) -> bool {
    let Some((user, host)) = value.rsplit_once('@') else { return false };
    let quoted = user.len() > 2 && user.starts_with('"') && user.ends_with('"');
    let user = quoted
        || user.split('.').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte))
        });
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    user && host.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_each_type() {
        for (kind, right, wrong) in [
            (
                LabelType::Url,
                &["https://example.com/a?b", "mailto:a@b.c"][..],
                &["example.com", "https:", "1x:y", "http://a b"][..],
            ),
            (
                LabelType::Rfc3339,
                &["2026-01-31T12:00:00Z", "2026-01-31t12:00:60.25+01:00", "2028-02-29T12:00:00z"],
                &[
                    "2026-01-31",
                    "2026-02-29T12:00:00Z",
                    "2026-01-31 12:00:00Z",
                    "2026-01-31T12:00:00.Z",
                    "2026-13-31T12:00:00Z",
                    "2026-01-31T12:00:00",
                    "2026-01-31T12:00:00+0100",
                    "2026-00-31T12:00:00Z",
                ],
            ),
            (
                LabelType::Hash,
                &["abc1234", "0123456789abcdef0123456789abcdef01234567"],
                &["abc123", "abc123g", "v1.0.0x"],
            ),
            (
                LabelType::Semver,
                &["1.2.3", "1.0.0-rc.1+5", "0.0.0-0a"],
                &["1.2", "v1.2.3", "01.2.3", "1.2.3-", "1.2.3-01"],
            ),
            (
                LabelType::Email,
                &["a.b+c@example.com", "root@localhost"],
                &["a", "@b", "a@", "a b@c", "a..b@c", "a@-b"],
            ),
            (LabelType::Spdx, &["MIT", "Apache-2.0 OR MIT"], &["MTI", ""]),
            (LabelType::Text, &["", "x"], &[]),
        ] {
            for value in right {
                assert_eq!(wanted(kind, value), None, "{value}");
            }
            for value in wrong {
                assert!(wanted(kind, value).is_some(), "{value}");
            }
        }
    }
}
