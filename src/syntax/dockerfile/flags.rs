//! The flags each instruction knows, and what BuildKit's instruction parser makes of their values.

use super::ast::Flag;
use super::keyword::Name;
use super::{duration, mount};
use crate::base::source::{Span, Spanned};
use crate::base::suggest::nearest;
use crate::syntax::SyntaxError;

/// What a flag takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Takes {
    /// `--name`, `--name=true` or `--name=false`.
    Bool,
    /// One value.
    Text,
    /// A value, and it may be given again.
    Texts,
}

type Known = (&'static str, Takes);

const ADD: &[Known] = &[
    ("checksum", Takes::Text),
    ("chmod", Takes::Text),
    ("chown", Takes::Text),
    ("exclude", Takes::Texts),
    ("keep-git-dir", Takes::Bool),
    ("link", Takes::Bool),
    ("unpack", Takes::Bool),
];
const COPY: &[Known] = &[
    ("chmod", Takes::Text),
    ("chown", Takes::Text),
    ("exclude", Takes::Texts),
    ("from", Takes::Text),
    ("link", Takes::Bool),
    ("parents", Takes::Bool),
];
const FROM: &[Known] = &[("platform", Takes::Text)];
const HEALTHCHECK: &[Known] = &[
    ("interval", Takes::Text),
    ("retries", Takes::Text),
    ("start-interval", Takes::Text),
    ("start-period", Takes::Text),
    ("timeout", Takes::Text),
];
const RUN: &[Known] =
    &[("device", Takes::Texts), ("mount", Takes::Texts), ("network", Takes::Text), ("security", Takes::Text)];

/// The flags that an instruction takes.
fn known(name: Name) -> &'static [Known] {
    match name {
        Name::Add => ADD,
        Name::Copy => COPY,
        Name::From => FROM,
        Name::Healthcheck => HEALTHCHECK,
        Name::Run => RUN,
        _ => &[],
    }
}

/// The names of the flags that the instruction of a keyword takes.
pub fn names(keyword: &str) -> Vec<&'static str> {
    Name::of(keyword).map_or_else(Vec::new, |name| known(name).iter().map(|(flag, _)| *flag).collect())
}

/// What is wrong with the flags of an instruction. ARG, STOPSIGNAL and `HEALTHCHECK NONE` take anything.
pub(super) fn check(name: Name, flags: &[Flag]) -> Vec<SyntaxError> {
    if matches!(name, Name::Arg | Name::Stopsignal) {
        return Vec::new();
    }
    let known = known(name);
    let check = |(index, flag)| check_one(name, known, flags.get(..index).unwrap_or_default(), flag);
    flags.iter().enumerate().filter_map(check).collect()
}

fn check_one(name: Name, known: &[Known], before: &[Flag], flag: &Flag) -> Option<SyntaxError> {
    let written = flag.name.value.as_str();
    let Some((_, takes)) = known.iter().find(|(name, _)| *name == written) else {
        return Some(unknown(name, known, flag));
    };
    if *takes != Takes::Texts
        && let Some(first) = before.iter().find(|other| other.name.value == written)
    {
        let mut error = SyntaxError::new(flag.span, format!("duplicate flag `--{written}`"));
        error.related = Some((first.span, "first given here".to_owned()));
        return Some(error);
    }
    match (&flag.value, takes) {
        (None, Takes::Bool) => None,
        (Some(value), Takes::Bool) => bad_bool(written, value),
        (None, _) => Some(
            SyntaxError::new(flag.span, format!("`--{written}` has no value"))
                .help(format!("write `--{written}=value`")),
        ),
        (Some(value), _) => bad_value(name, written, value),
    }
}

fn unknown(name: Name, known: &[Known], flag: &Flag) -> SyntaxError {
    let keyword = name.keyword();
    let written = flag.name.value.as_str();
    let span = Span::new(flag.span.start, flag.name.span.end.max(flag.span.start));
    let error = SyntaxError::new(span, format!("unknown flag `--{written}` for `{keyword}`"));
    if known.is_empty() {
        return error
            .help(format!("`{keyword}` has no flags; write `--` before arguments that start with a dash"));
    }
    if let Some(meant) = nearest(written, known.iter().map(|(name, _)| *name)) {
        return error.help(format!("did you mean `--{meant}`?"));
    }
    let names: Vec<_> = known.iter().map(|(name, _)| format!("`--{name}`")).collect();
    error.help(format!("the flags are {}", names.join(", ")))
}

fn bad_bool(name: &str, value: &Spanned<String>) -> Option<SyntaxError> {
    let lower = value.value.to_lowercase();
    let wrong = lower != "true" && lower != "false";
    wrong.then(|| {
        SyntaxError::new(value.span, format!("`{}` is not a valid value for `--{name}`", value.value))
            .help(format!("write `--{name}` or `--{name}=false`"))
    })
}

fn bad_value(name: Name, flag: &str, value: &Spanned<String>) -> Option<SyntaxError> {
    match (name, flag) {
        (Name::Healthcheck, "retries") => bad_retries(value),
        (Name::Healthcheck, _) => bad_duration(flag, value),
        (Name::Run, "network") => one_of(flag, value, &["default", "none", "host"]),
        (Name::Run, "security") => one_of(flag, value, &["sandbox", "insecure"]),
        (Name::Run, "mount") => mount::check(value),
        (Name::Run, "device") => mount::check_device(value),
        _ => None,
    }
}

fn one_of(flag: &str, value: &Spanned<String>, among: &[&str]) -> Option<SyntaxError> {
    if among.contains(&value.value.as_str()) {
        return None;
    }
    let error =
        SyntaxError::new(value.span, format!("`{}` is not a valid value for `--{flag}`", value.value));
    let values: Vec<_> = among.iter().map(|value| format!("`{value}`")).collect();
    Some(error.help(match nearest(&value.value, among.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("the values are {}", values.join(", ")),
    }))
}

/// Retries are a whole number of 32 bits, not below zero; an empty value means the default.
fn bad_retries(value: &Spanned<String>) -> Option<SyntaxError> {
    let written = value.value.as_str();
    if written.is_empty() || written.parse::<i32>().is_ok_and(|retries| retries >= 0) {
        return None;
    }
    let error = SyntaxError::new(value.span, format!("`{written}` is not a valid number of retries"));
    Some(error.help("write a whole number such as `--retries=3`"))
}

/// Durations are nothing, zero, or one millisecond and more.
fn bad_duration(flag: &str, value: &Spanned<String>) -> Option<SyntaxError> {
    let written = value.value.as_str();
    if written.is_empty() {
        return None;
    }
    let fact = match duration::nanoseconds(written) {
        Some(0) => return None,
        Some(nanoseconds) if nanoseconds >= 1_000_000 => return None,
        Some(_) => format!("`--{flag}={written}` is shorter than a millisecond"),
        None => format!("`{written}` is not a duration"),
    };
    Some(
        SyntaxError::new(value.span, fact)
            .help(format!("write a number with a unit, such as `--{flag}=30s`")),
    )
}
