//! Durations as HEALTHCHECK's flags take them: `1m30s`, `1.5h`, `500ms`.

const UNITS: [(&str, i128); 8] = [
    ("ns", 1),
    ("us", 1_000),
    ("µs", 1_000),
    ("μs", 1_000),
    ("ms", 1_000_000),
    ("s", 1_000_000_000),
    ("m", 60_000_000_000),
    ("h", 3_600_000_000_000),
];

/// The length of a duration in nanoseconds; `None` when it is none, or longer than 64 bits can say.
pub(super) fn nanoseconds(text: &str) -> Option<i64> {
    let negative = text.starts_with('-');
    let mut rest = text.strip_prefix(['-', '+']).unwrap_or(text);
    if rest == "0" {
        return Some(0);
    }
    if rest.is_empty() {
        return None;
    }
    let mut total: i128 = 0;
    while !rest.is_empty() {
        let (length, after) = leading(rest)?;
        total = total.checked_add(length).filter(|total| *total <= 1 << 63)?;
        rest = after;
    }
    i64::try_from(if negative { -total } else { total }).ok()
}

/// The first number with its unit, and what follows.
fn leading(text: &str) -> Option<(i128, &str)> {
    let (whole, rest) = digits(text);
    let (fraction, rest) = rest.strip_prefix('.').map_or(("", rest), digits);
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let length = rest.find(|c: char| c == '.' || c.is_ascii_digit()).unwrap_or(rest.len());
    let (unit, rest) = rest.split_at(length);
    let scale = UNITS.iter().find(|(name, _)| *name == unit).map(|(_, scale)| *scale)?;
    let whole = if whole.is_empty() { 0 } else { i128::from(whole.parse::<u64>().ok()?) };
    Some((whole * scale + part(fraction, scale), rest))
}

/// A decimal fraction of `scale`; eighteen digits say all there is to say.
fn part(fraction: &str, scale: i128) -> i128 {
    let mut digits = 0;
    let mut power = 1;
    for digit in fraction.bytes().take(18) {
        digits = digits * 10 + i128::from(digit - b'0');
        power *= 10;
    }
    digits * scale / power
}

fn digits(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        for (text, expected) in [
            ("0", Some(0)),
            ("-0", Some(0)),
            ("30s", Some(30_000_000_000)),
            ("1m30s", Some(90_000_000_000)),
            ("1.5h", Some(5_400_000_000_000)),
            (".5ms", Some(500_000)),
            ("5.s", Some(5_000_000_000)),
            ("1µs", Some(1_000)),
            ("-1s", Some(-1_000_000_000)),
            ("+1s", Some(1_000_000_000)),
            ("2562047h47m16.854775807s", Some(i64::MAX)),
            ("2562047h47m16.854775808s", None),
            ("30", None),
            ("s", None),
            (".s", None),
            ("", None),
            ("-", None),
            ("1 s", None),
            ("1d", None),
            ("1s ", None),
            ("99999999999999999999h", None),
        ] {
            assert_eq!(nanoseconds(text), expected, "{text}");
        }
    }
}
