//! One line of comma-separated values, as RUN's `--mount` and `--device` hold them.

use std::ops::Range;

/// A field and the bytes it takes, quotes included.
pub(super) type Field = (String, Range<usize>);

/// Where a line is wrong, and what is.
pub(super) type Fault = (Range<usize>, &'static str);

/// The fields of a line; there is at least one.
pub(super) fn fields(line: &str) -> Result<Vec<Field>, Fault> {
    if line.is_empty() {
        return Err((0..0, "the value is empty"));
    }
    let mut fields = Vec::new();
    let mut at = 0;
    loop {
        let rest = line.get(at..).unwrap_or("");
        let (field, length) = if rest.starts_with('"') { quoted(rest, at)? } else { bare(rest, at)? };
        fields.push((field, at..at + length));
        at += length;
        if at >= line.len() {
            return Ok(fields);
        }
        at += 1;
    }
}

fn bare(rest: &str, at: usize) -> Result<(String, usize), Fault> {
    let field = rest.split(',').next().unwrap_or("");
    match field.find('"') {
        Some(quote) => Err((at + quote..at + quote + 1, "there is a quote inside a field")),
        None => Ok((field.to_owned(), field.len())),
    }
}

/// A field in quotes; a doubled quote is one.
fn quoted(rest: &str, at: usize) -> Result<(String, usize), Fault> {
    let mut field = String::new();
    let mut from = 1;
    while let Some(length) = rest.get(from..).and_then(|inner| inner.find('"')) {
        field.push_str(rest.get(from..from + length).unwrap_or(""));
        from += length + 1;
        match rest.as_bytes().get(from) {
            Some(b'"') => field.push('"'),
            None | Some(b',') => return Ok((field, from)),
            Some(_) => return Err((at + from - 1..at + from, "there is a quote inside a field")),
        }
        from += 1;
    }
    Err((at..at + rest.len(), "the quote is not closed"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn reads_fields() {
        for (line, expected) in [
            ("a,b=c", &["a", "b=c"][..]),
            ("a,", &["a", ""]),
            (",", &["", ""]),
            ("\"a,b\",c", &["a,b", "c"]),
            ("\"a\"\"b\"", &["a\"b"]),
            ("\"\"", &[""]),
            ("\"a\",", &["a", ""]),
        ] {
            let found: Vec<_> = fields(line).unwrap().into_iter().map(|(field, _)| field).collect();
            assert_eq!(found, expected, "{line}");
        }
        for line in ["", "a\"b", "\"a", "\"a\"b"] {
            assert!(fields(line).is_err(), "{line}");
        }
    }
}
