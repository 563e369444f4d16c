use crate::project::manifest::Manifest;
use crate::rule::{Check, Context, rule};
use crate::syntax::yaml::Scalar;

rule!("config-not-interpolated", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for (section, var) in manifest.config() {
        // Spring resolves placeholders in what it finds in the environment.
        let Some(value) = var.value.as_ref().filter(|_| !var.name.value.starts_with("SPRING_")) else {
            continue;
        };
        let help = match section {
            "build" => {
                "write the value itself, or read the config var when the process starts: config vars are not \
                        available during a build"
                    .to_owned()
            }
            _ => format!("write the value itself, or set it with `heroku config:set {}=…`", var.name.value),
        };
        report(value, &help, manifest, cx);
    }
    for image in &manifest.images {
        let words = image.dockerfile.iter().chain(&image.target);
        words.for_each(|word| report(word, "write the path or the name itself", manifest, cx));
    }
}

fn report(value: &Scalar, help: &str, manifest: &Manifest, cx: &mut Context) {
    let Some(range) = reference(value.as_str()) else { return };
    let place = manifest.place(value.text.span(range.clone()));
    let name = value.as_str().get(range).unwrap_or_default();
    cx.report(place, format!("`{name}` is not expanded: heroku.yml takes it literally")).help(help);
}

/// The first reference to a variable or a command: `$NAME`, `${NAME}`, `$(command)`.
fn reference(value: &str) -> Option<std::ops::Range<usize>> {
    value.match_indices('$').find_map(|(at, _)| {
        let before = value.get(..at)?.chars().next_back();
        let rest = value.get(at + 1..)?;
        // `\$`, `$$` and what is inside a hash or a password is no reference.
        if before.is_some_and(|c| c == '\\' || c == '$') {
            return None;
        }
        let length =
            braced(rest, '{', '}').or_else(|| braced(rest, '(', ')')).or_else(|| bare(rest, before))?;
        Some(at..at + 1 + length)
    })
}

/// `{NAME}` or `{NAME:-default}`, or `(command)`.
fn braced(rest: &str, open: char, close: char) -> Option<usize> {
    let inner = rest.strip_prefix(open)?;
    let named = inner.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let end = inner.find([close, '$', '\n']).filter(|_| named)?;
    inner.get(end..)?.starts_with(close).then_some(end + 2)
}

/// `NAME`, as environment variables are called, apart from what is around it.
fn bare(rest: &str, before: Option<char>) -> Option<usize> {
    let name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let length = rest.find(|c| !name(c)).unwrap_or(rest.len());
    let after = rest.get(length..)?.chars().next();
    let whole = before.is_none_or(|c| !c.is_ascii_alphanumeric())
        && after.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '$')
        && !rest.starts_with(|c: char| c.is_ascii_digit());
    (whole && length >= 2).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::reference;

    #[test]
    fn what_refers_to_something() {
        for (value, found) in [
            ("$RAILS_MASTER_KEY", Some("$RAILS_MASTER_KEY")),
            ("https://${HOST}/a", Some("${HOST}")),
            ("${app_name:-shop}", Some("${app_name:-shop}")),
            ("a $(git rev-parse HEAD)", Some("$(git rev-parse HEAD)")),
            ("host:$PORT/x", Some("$PORT")),
            ("pa$$WORD", None),
            ("\\$HOME", None),
            ("p4$SWORD", None),
            ("$2b$10$N9QO8UL", None),
            ("$6$SALT$HASH", None),
            ("^a$", None),
            ("$5", None),
            ("cost: $", None),
            ("${}", None),
        ] {
            let text = reference(value).and_then(|range| value.get(range));
            assert_eq!(text, found, "{value}");
        }
    }
}
