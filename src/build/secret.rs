//! Whether a text is a secret: by the form its issuer gives it, as a password in an address, or by its name and its
//! looks. What may be a placeholder is none.

use std::ops::Range;

use crate::tables::secrets::{FORMS, NAMES, NOT_NAMES, PLACEHOLDERS};

/// A secret in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What it is: "a GitHub token".
    pub what: &'static str,
}

/// The first secret in a text that shows by its form alone.
pub fn by_form(text: &str) -> Option<Secret> {
    words(text).find_map(|word| issued(text, word.clone()).or_else(|| in_address(text, word)))
}

/// The secret that a value under a name is, or holds.
pub fn in_value(name: &str, value: &str) -> Option<Secret> {
    by_form(value).or_else(|| {
        let what = named(name)?;
        let range = trimmed(value);
        let value = value.get(range.clone())?;
        let random = if what == "a password" { is_strong(value) } else { is_random(value) };
        random.then_some(Secret { range, what })
    })
}

/// Runs of characters that secrets and addresses are made of.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let apart = |c: char| c.is_whitespace() || "\"'`,;()<>|".contains(c);
    let mut at = 0;
    text.split(apart).map(move |word| {
        let start = at;
        // Every separator is one byte of ASCII or a blank of some other length.
        let end = start + word.len();
        at = end + text.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        start..end
    })
}

/// A secret in the form that its issuer gives it.
fn issued(text: &str, word: Range<usize>) -> Option<Secret> {
    let slice = text.get(word.clone())?;
    FORMS.iter().find_map(|(prefix, length, what)| {
        let at = slice.find(prefix)?;
        let before = slice.get(..at)?.chars().next_back();
        let rest = slice.get(at + prefix.len()..)?;
        let tail =
            rest.find(|c: char| !(c.is_ascii_alphanumeric() || "_-.".contains(c))).unwrap_or(rest.len());
        let apart = before.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '_');
        let found = rest.get(..tail)?;
        let start = word.start + at;
        let real = tail >= *length && apart && !is_placeholder(found) && is_varied(found);
        real.then_some(Secret { range: start..start + prefix.len() + tail, what })
    })
}

/// The password in `scheme://user:password@host`, unless the host or the password is one for trying things out.
fn in_address(text: &str, word: Range<usize>) -> Option<Secret> {
    let slice = text.get(word.clone())?;
    let (scheme, rest) = slice.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let (login, host) = authority.rsplit_once('@')?;
    let (user, password) = login.split_once(':')?;
    let host = host.split(':').next()?;
    let local = !host.contains('.')
        || host.starts_with("127.")
        || host.starts_with("0.0.")
        || host.ends_with(".local");
    let sample = host.contains("example") || host.ends_with(".internal") || host.contains('$');
    if local || sample || password == user || password.len() < 6 || is_placeholder(password) {
        return None;
    }
    let start = word.start + scheme.len() + 3 + user.len() + 1;
    Some(Secret { range: start..start + password.len(), what: "a password" })
}

/// Whether a name is that of a secret.
pub fn is_named(name: &str) -> bool {
    named(name).is_some()
}

/// What a name says its value is, if it is a secret's.
fn named(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_uppercase().replace(['-', '.'], "_");
    let has = |part: &str| format!("_{name}_").contains(&format!("_{part}_"));
    if NOT_NAMES.iter().any(|part| has(part)) {
        return None;
    }
    NAMES.iter().find(|(part, _)| has(part)).map(|(_, what)| *what)
}

fn trimmed(value: &str) -> Range<usize> {
    let start = value.len() - value.trim_start().len();
    start..start + value.trim().len()
}

/// Whether a value looks made by a generator: long, of several kinds of characters, without order.
fn is_random(value: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "_-.+/=:~!@#%^&*".contains(c);
    let has_digit = value.chars().any(|c| c.is_ascii_digit());
    let has_letter = value.chars().any(|c| c.is_ascii_alphabetic());
    value.len() >= 16
        && value.chars().all(allowed)
        && has_digit
        && has_letter
        && is_varied(value)
        && !is_placeholder(value)
        && !is_path(value)
}

/// Whether a password is one that somebody took trouble over.
fn is_strong(value: &str) -> bool {
    let kinds: [fn(&char) -> bool; 4] = [
        char::is_ascii_digit,
        char::is_ascii_lowercase,
        char::is_ascii_uppercase,
        char::is_ascii_punctuation,
    ];
    let count = kinds.iter().filter(|is| value.chars().any(|c| is(&c))).count();
    let long_enough = (value.len() >= 8 && count >= 3) || (value.len() >= 12 && count >= 2);
    long_enough
        && !value.contains(char::is_whitespace)
        && value.chars().any(|c| c.is_ascii_digit())
        && is_varied(value)
        && !is_placeholder(value)
        && !is_path(value)
}

/// Many different characters, few of which follow each other as in `abcd` or `1234`.
fn is_varied(value: &str) -> bool {
    let mut distinct: Vec<u8> = value.bytes().collect();
    let steps = value
        .as_bytes()
        .windows(2)
        .filter(|pair| matches!(pair, [a, b] if a == b || a.wrapping_add(1) == *b));
    let ordered = steps.count() * 3 > value.len();
    distinct.sort_unstable();
    distinct.dedup();
    distinct.len() >= 6 && !ordered
}

/// Whether a value stands for one that is put in later, or is openly none.
pub fn is_placeholder(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let marked = ["$", "{{", "<", "%(", "...", "***", "xxx"].iter().any(|mark| lower.contains(mark));
    marked || PLACEHOLDERS.split(' ').any(|word| lower.contains(word))
}

/// A file, an address or a dotted name: what a secret's name often points to.
fn is_path(value: &str) -> bool {
    let dotted = value.split('.').count() > 2
        && value.split('.').all(|part| part.chars().all(|c| c.is_ascii_lowercase()));
    value.starts_with(['/', '.', '~', '@']) || value.contains("://") || dotted
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// Built at run time, so that no scanner takes this file for a leak.
    fn issued_as(prefix: &str, tail: &str) -> String {
        format!("{prefix}{tail}")
    }

    const RANDOM: &str = "q7Zp2mKx9Lr4Vt8Wn3Bc6Yd1Fg5Hj0Sa2Ek7Uo9Ti";

    #[test]
    fn issuers_have_forms() {
        for prefix in ["sk_live_", "ghp_", "glpat-", "xoxb-", "AIza", "SG.", "HRKU-", "npm_"] {
            let value = issued_as(prefix, RANDOM);
            let text = format!("curl -H 'Authorization: Bearer {value}' x");
            let secret = by_form(&text).unwrap_or_else(|| panic!("{value}"));
            assert_eq!(&text[secret.range], value);
        }
        assert_eq!(by_form(&issued_as("AKIA", "Q7ZP2MKX9LR4VT8W")).unwrap().what, "an AWS access key");
        for none in [
            "AKIAIOSFODNN7EXAMPLE",
            "sk_live_xxxxxxxxxxxxxxxxxxxxxxxx",
            "ghp_$TOKEN",
            "ghp_short",
            "npm_config_registry",
        ] {
            assert_eq!(by_form(none), None, "{none}");
        }
    }

    #[test]
    fn addresses_hold_passwords() {
        let address = "postgres://shop:h7Gq2Lp9@ec2-1.compute.amazonaws.com:5432/shop";
        assert_eq!(&address[by_form(address).unwrap().range], "h7Gq2Lp9");
        for none in [
            "postgres://user:pass@127.0.0.1/db",
            "postgres://postgres:postgres@db.host.net/x",
            "postgres://shop:s3cretpw9@db:5432/shop",
            "postgres://localhost/db",
            "https://example.com:8000/a@b",
            "https://api.acme.com/v1?x=a:b@c",
            "redis://:$REDIS_PASSWORD@cache.acme.com",
            "postgres://user:password@host.example.com/db",
            "git@github.com:a/b.git",
        ] {
            assert_eq!(by_form(none), None, "{none}");
        }
    }

    #[test]
    fn a_name_and_its_looks() {
        for (name, value) in [
            ("SECRET_KEY_BASE", "8f3c2a917be04d56a1c9e07b35d248f6"),
            ("RAILS_MASTER_KEY", "4d1f0a9be2c78365f1029ab3c4d5e687"),
            ("STRIPE_SECRET_KEY", "q7Zp2mKx9Lr4Vt8W"),
            ("API_TOKEN", "3f2b8c10-9a4e-4b7d-8e21-6f0c5d9b1a73"),
            ("DB_PASSWORD", "Tr0ub4dor&3"),
            ("jwt-secret", "k3J9fQ2pX7vB5nM8"),
        ] {
            assert!(in_value(name, value).is_some(), "{name}={value}");
        }
        for (name, value) in [
            ("SECRET_KEY_BASE", "dummy"),
            ("SECRET_KEY_BASE", "placeholder-1234567890abcdef"),
            ("SECRET_KEY_BASE_DUMMY", "1"),
            ("SECRET_KEY", "changeme123456789"),
            ("SECRET_KEY", "django-insecure-q7Zp2mKx9Lr4Vt8W"),
            ("SECRET_KEY", "0000000000000000a1"),
            ("SECRET_KEY", "1234567890abcdef1234567890abcdef"),
            ("SECRET_KEY", "$SECRET_KEY_BASE_1234"),
            ("SECRET_TOKEN", "<your token here 12345>"),
            ("SECRET_TOKEN", "not-set"),
            ("STRIPE_PUBLIC_KEY", "q7Zp2mKx9Lr4Vt8Wx2"),
            ("NEXT_PUBLIC_API_KEY", "q7Zp2mKx9Lr4Vt8Wx2"),
            ("REACT_APP_API_KEY", "q7Zp2mKx9Lr4Vt8Wx2"),
            ("SECRET_FILE", "/run/secrets/key-1234567"),
            ("TOKEN_EXPIRES_IN", "86400000000000001a"),
            ("API_KEY_HEADER", "X-Api-Key-2024-abcdef"),
            ("TOKEN_URL", "https://id.acme.com/oauth2/token1"),
            ("PASSWORD_RESET", "true"),
            ("DB_PASSWORD", "postgres"),
            ("DB_PASSWORD", "password123!A"),
            ("SECRET_MANAGER_CLASS", "com.acme.secrets.v1"),
            ("COMMIT_SHA", "8f3c2a917be04d56a1c9e07b35d248f6"),
            ("CACHE_KEY", "8f3c2a917be04d56a1c9e07b35d248f6"),
        ] {
            assert_eq!(in_value(name, value), None, "{name}={value}");
        }
    }
}
