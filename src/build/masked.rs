//! Hides what looks like a secret in texts that are about to be shown: reports are kept, sent and pasted.
//!
//! Rules accuse only what is surely a secret. Here a value too much costs nothing, so whatever stands where a secret
//! belongs is hidden, unless it is openly none.

use std::borrow::Cow;
use std::ops::Range;

use super::secret;

/// A text with `*` for every character of its secrets.
pub fn masked(text: &str) -> Cow<'_, str> {
    let secrets = secrets(text);
    if secrets.is_empty() {
        return Cow::Borrowed(text);
    }
    let hidden = |at: usize| secrets.iter().any(|range| range.contains(&at));
    Cow::Owned(text.char_indices().map(|(at, c)| if hidden(at) { '*' } else { c }).collect())
}

/// Where the secrets of a text are, in order.
pub fn secrets(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut before = Before::Nothing;
    for word in secret::words(text).filter(|word| !word.is_empty()) {
        let Some(slice) = text.get(word.clone()) else { continue };
        let shift = |range: Range<usize>| word.start + range.start..word.start + range.end;
        let next = Before::of(slice);
        let assigned = assigned(slice).or_else(|| before.assigns(slice).then_some(0..slice.len()));
        if let Some(range) = secret::in_word(slice).or_else(|| login(slice)).or(assigned) {
            found.push(shift(range));
        }
        before = next;
    }
    found
}

/// What the word before says of a value.
#[derive(Clone, Copy)]
enum Before<'t> {
    Nothing,
    /// `PASSWORD=` or `password:`, whose value is in quotes or stands apart.
    Sign(&'t str),
    /// `PASSWORD` or `--password`, whose value may come next.
    Name(&'t str),
}

impl<'t> Before<'t> {
    fn of(word: &'t str) -> Before<'t> {
        match word.strip_suffix(['=', ':']) {
            Some(name) => Before::Sign(name_at_end(name)),
            None => Before::Name(word),
        }
    }

    fn assigns(self, value: &str) -> bool {
        match self {
            Before::Nothing => false,
            Before::Sign(name) => is_hidden(name, value),
            Before::Name(name) => secret::in_value(name, value).is_some(),
        }
    }
}

/// The value in `NAME=value`.
fn assigned(word: &str) -> Option<Range<usize>> {
    let (name, value) = word.split_once('=')?;
    is_hidden(name_at_end(name), value).then_some(name.len() + 1..word.len())
}

/// The name that a text ends in: `token` in `https://a?token`.
fn name_at_end(text: &str) -> &str {
    let apart = |c: char| !(c.is_ascii_alphanumeric() || "_-.".contains(c));
    text.rsplit(apart).next().unwrap_or(text)
}

/// Nobody calls less a secret, in bytes.
const SHORTEST: usize = 6;

fn is_hidden(name: &str, value: &str) -> bool {
    secret::in_value(name, value).is_some()
        || (secret::is_name(name) && value.len() >= SHORTEST && !secret::is_openly_none(value))
}

/// The password in `scheme://user:password@host`, whatever the host.
fn login(word: &str) -> Option<Range<usize>> {
    let scheme = word.find("://")? + "://".len();
    let authority = word.get(scheme..)?.split(['/', '?', '#']).next()?;
    let (login, _) = authority.rsplit_once('@')?;
    let (user, password) = login.split_once(':')?;
    let start = scheme + user.len() + 1;
    let real = password.len() >= SHORTEST && password != user && !secret::is_openly_none(password);
    real.then_some(start..start + password.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_where_a_secret_belongs_is_hidden() {
        for (text, wanted) in [
            ("DB_PASSWORD=hunter22", "DB_PASSWORD=********"),
            ("RUN API_TOKEN='s3cr3t value' npm ci", "RUN API_TOKEN='****** value' npm ci"),
            ("[\"app\", \"--password=tr0ub4dor\"]", "[\"app\", \"--password=*********\"]"),
            ("ENV DB_PASSWORD Tr0ub4dor&3", "ENV DB_PASSWORD ***********"),
            ("curl --password Tr0ub4dor&3 x", "curl --password *********** x"),
            ("DB_PASSWORD: hunter22", "DB_PASSWORD: ********"),
            ("https://a.io/x?token=abcdef1", "https://a.io/x?token=*******"),
            ("postgres://shop:hunter22@db/x", "postgres://shop:********@db/x"),
            ("TOKEN=äöüäöü", "TOKEN=******"),
        ] {
            assert_eq!(masked(text), wanted);
        }
    }

    #[test]
    fn what_is_openly_none_stays() {
        for text in [
            "DB_PASSWORD=$DB_PASSWORD",
            "SECRET_KEY=changeme",
            "SECRET_KEY=build python manage.py",
            "PASSWORD=",
            "TOKEN=x",
            "PASSWORD_FILE=/run/secrets/password",
            "postgres://user:pass@localhost/db",
            "postgres://shop:$PW@db/x",
            "CMD gunicorn app:app --bind 0.0.0.0:8000",
            "--token --verbose",
            "COPY --from=build /a /b",
        ] {
            assert_eq!(masked(text), text);
        }
    }
}
