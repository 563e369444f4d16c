//! Values that look like secrets.

/// Whether a value under this name is a secret: by the form that a provider gives its keys, or by a telling name with
/// a value that is no placeholder.
pub fn is_secret(name: &str, value: &str) -> bool {
    has_known_form(value) || (is_secret_name(name) && is_filled_in(value))
}

fn is_secret_name(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    let parts: Vec<&str> = name.split('_').collect();
    let telling = ["SECRET", "PASSWORD", "PASSWD", "TOKEN", "CREDENTIALS"]
        .iter()
        .any(|word| parts.contains(word))
        || ["API_KEY", "PRIVATE_KEY", "MASTER_KEY", "SECRET_KEY_BASE"].iter().any(|end| name.ends_with(end));
    let harmless = ["PUBLIC", "DUMMY", "EXPIRY", "TTL", "URL", "NAME", "FILE", "PATH", "LENGTH"]
        .iter()
        .any(|word| parts.contains(word));
    telling && !harmless && !name.starts_with("VITE_") && !name.starts_with("REACT_APP_")
}

fn is_filled_in(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let placeholder = [
        "example",
        "change",
        "your",
        "dummy",
        "placeholder",
        "secret",
        "password",
        "xxx",
        "todo",
        "test",
        "insecure",
        "none",
    ];
    let varied = value.chars().any(|c| c.is_ascii_digit()) && value.chars().any(|c| c.is_ascii_alphabetic());
    value.len() >= 12
        && varied
        && !value.contains(char::is_whitespace)
        && !value.starts_with(['$', '<', '{'])
        && !placeholder.iter().any(|word| lower.contains(word))
}

/// `AKIA…`, `sk_live_…`, `ghp_…`.
fn has_known_form(value: &str) -> bool {
    let long = |prefix: &str, length: usize| {
        value.strip_prefix(prefix).is_some_and(|rest| {
            rest.len() >= length && rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
        })
    };
    [("AKIA", 16), ("sk_live_", 16), ("ghp_", 36), ("github_pat_", 40), ("xoxb-", 20), ("SG.", 40)]
        .iter()
        .any(|(prefix, length)| long(prefix, *length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_and_public_values_are_no_secrets() {
        for (name, value) in
            [("API_KEY", "9f27c3b1a84e6d50"), ("X", "AKIAIOSFODNN7ABCDEFG"), ("DB_PASSWORD", "a8Kx02mmPq71")]
        {
            assert!(is_secret(name, value), "{name}");
        }
        for (name, value) in [
            ("SECRET_KEY_BASE_DUMMY", "1"),
            ("API_KEY", "$API_KEY_FROM_ENV1"),
            ("SECRET_KEY", "change-me-1234567"),
            ("PUBLIC_TOKEN", "9f27c3b1a84e6d50"),
            ("NODE_ENV", "production"),
            ("TOKEN_URL", "https://auth1.internal.io/t"),
        ] {
            assert!(!is_secret(name, value), "{name}");
        }
    }
}
