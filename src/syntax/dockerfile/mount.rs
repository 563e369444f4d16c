//! RUN's `--mount` and `--device`.
//!
//! BuildKit looks at a mount twice: when the file is read ([`check`]) and, its values expanded, when the instruction
//! is built ([`late`]).

use std::ops::Range;

use super::csv;
use super::directives::BOOLS;
use super::expand::{Lookup, expand};
use crate::base::source::{Span, Spanned};
use crate::base::suggest::nearest;
use crate::syntax::SyntaxError;

const KEYS: [&str; 19] = [
    "type",
    "from",
    "source",
    "target",
    "readonly",
    "id",
    "sharing",
    "required",
    "size",
    "mode",
    "uid",
    "gid",
    "src",
    "dst",
    "destination",
    "ro",
    "rw",
    "readwrite",
    "env",
];
const TYPES: [&str; 5] = ["bind", "cache", "tmpfs", "secret", "ssh"];
const SHARING: [&str; 3] = ["shared", "private", "locked"];

type Checked = Result<(), SyntaxError>;

/// A field of the value with its place in the file.
struct Field<'a> {
    key: String,
    value: Option<&'a str>,
    span: Span,
    value_span: Span,
}

/// The place of a part of a flag's value; the whole value if it has quotes or escapes.
fn place(value: &Spanned<String>, range: Range<usize>) -> Span {
    if value.span.len() != value.value.len() {
        return value.span;
    }
    Span::new(value.span.start + range.start, value.span.start + range.end)
}

fn fields(value: &Spanned<String>) -> Result<Vec<csv::Field>, SyntaxError> {
    csv::fields(&value.value).map_err(|(range, fact)| {
        let span = if range.is_empty() { value.span } else { place(value, range) };
        SyntaxError::new(span, fact).help("write `key=value` pairs separated by commas")
    })
}

fn field<'a>(value: &Spanned<String>, text: &'a str, range: &Range<usize>) -> Field<'a> {
    let span = place(value, range.clone());
    let (key, right) = text.split_once('=').map_or((text, None), |(key, right)| (key, Some(right)));
    let right_start = range.end.saturating_sub(right.map_or(0, str::len)).max(range.start);
    Field { key: key.to_lowercase(), value: right, span, value_span: place(value, right_start..range.end) }
}

/// What is wrong with a mount at first sight.
pub(super) fn check(value: &Spanned<String>) -> Option<SyntaxError> {
    let fields = match fields(value) {
        Ok(fields) => fields,
        Err(error) => return Some(error),
    };
    fields.iter().find_map(|(text, range)| {
        let field = field(value, text, range);
        let from = field.value.filter(|_| field.key == "from")?;
        let dollar = from.find('$').filter(|at| at + 1 < from.len());
        dollar.map(|_| {
            SyntaxError::new(field.value_span, "`from` of a mount does not expand variables")
                .help("add a stage, `FROM image AS name`, and write `from=name`")
        })
    })
}

/// What is wrong with a device.
pub(super) fn check_device(value: &Spanned<String>) -> Option<SyntaxError> {
    let fields = match fields(value) {
        Ok(fields) => fields,
        Err(error) => return Some(error),
    };
    let mut name = String::new();
    fields.iter().find_map(|(text, range)| device_field(&field(value, text, range), text, &mut name).err())
}

fn device_field(field: &Field<'_>, text: &str, name: &mut String) -> Checked {
    match (field.key.as_str(), field.value) {
        ("required", None) => Ok(()),
        ("required", Some(value)) => bool_value(field, value),
        ("name", Some(_)) if !name.is_empty() => {
            Err(SyntaxError::new(field.span, format!("the device already has the name `{name}`")))
        }
        ("name", Some(value)) => {
            value.clone_into(name);
            Ok(())
        }
        _ if name.is_empty() => {
            text.clone_into(name);
            Ok(())
        }
        _ => Err(SyntaxError::new(field.span, format!("unknown key `{text}` for a device"))
            .help("the keys are `name` and `required`")),
    }
}

fn bool_value(field: &Field<'_>, value: &str) -> Checked {
    if BOOLS.contains(&value) {
        return Ok(());
    }
    Err(SyntaxError::new(field.value_span, format!("`{value}` is not a valid value for `{}`", field.key))
        .help("write `true` or `false`"))
}

/// What the fields before have said.
#[derive(Default)]
struct Mount {
    /// The type; `None` when a variable says it.
    kind: Option<String>,
    from: Option<Span>,
    sharing: Option<Span>,
    source: bool,
    named: bool,
    id: Option<Span>,
    owned: Option<(String, Span)>,
    /// Whether a variable may decide.
    unsure: bool,
}

/// What BuildKit finds wrong with a mount when it builds the instruction. Values with variables pass.
pub(super) fn late(value: &Spanned<String>, escape: char) -> Option<SyntaxError> {
    let fields = fields(value).ok()?;
    let mut mount = Mount { kind: Some("bind".to_owned()), ..Mount::default() };
    for (text, range) in &fields {
        if let Err(error) = mount.field(&field(value, text, range), text, escape) {
            return Some(error);
        }
    }
    mount.finish(value.span).err()
}

impl Mount {
    fn is(&self, kinds: &[&str]) -> bool {
        self.kind.as_deref().is_none_or(|kind| kinds.contains(&kind))
    }

    fn field(&mut self, field: &Field<'_>, text: &str, escape: char) -> Checked {
        let Some(raw) = field.value else { return self.bare(field, text) };
        if !KEYS.contains(&field.key.as_str()) {
            return Err(unknown_key(field));
        }
        let expanded = expand(raw, escape, &|_| Lookup::Unknown);
        if let Some(fault) = expanded.error {
            return Err(SyntaxError::new(field.value_span, fault.message));
        }
        self.fits(field)?;
        match expanded.value {
            Some(value) => self.value(field, &value),
            None => {
                self.unsure = true;
                if field.key == "type" {
                    self.kind = None;
                }
                Ok(())
            }
        }
    }

    /// A field without `=`.
    fn bare(&self, field: &Field<'_>, text: &str) -> Checked {
        match field.key.as_str() {
            "readonly" | "ro" | "readwrite" | "rw" => Ok(()),
            "required" => self.fits(field),
            key if KEYS.contains(&key) => Err(SyntaxError::new(field.span, format!("`{text}` has no value"))
                .help(format!("write `{text}=value`"))),
            _ => Err(unknown_key(field)),
        }
    }

    /// Keys only some types know.
    fn fits(&self, field: &Field<'_>) -> Checked {
        let kinds: &[&str] = match field.key.as_str() {
            "required" => &["secret", "ssh"],
            "size" => &["tmpfs"],
            _ => return Ok(()),
        };
        if self.is(kinds) {
            return Ok(());
        }
        let kind = self.kind.as_deref().unwrap_or("bind");
        let only: Vec<_> = kinds.iter().map(|kind| format!("`type={kind}`")).collect();
        Err(SyntaxError::new(field.span, format!("a {kind} mount has no key `{}`", field.key))
            .help(format!("write {} before it, or remove it", only.join(" or "))))
    }

    fn value(&mut self, field: &Field<'_>, value: &str) -> Checked {
        let wrong = |help: &str| {
            Err(SyntaxError::new(
                field.value_span,
                format!("`{value}` is not a valid value for `{}`", field.key),
            )
            .help(help))
        };
        match field.key.as_str() {
            "type" => {
                let kind = value.to_lowercase();
                one_of(field, value, &kind, &TYPES)?;
                self.kind = Some(kind);
            }
            "from" => self.from = Some(field.span).filter(|_| !value.is_empty()),
            "source" | "src" => self.source = !value.is_empty(),
            "target" | "dst" | "destination" => self.named = !value.is_empty(),
            "readonly" | "ro" | "readwrite" | "rw" | "required" => bool_value(field, value)?,
            "size" if !is_size(value) => return wrong("write a number with a unit, such as `64m`"),
            "id" => self.id = Some(field.span).filter(|_| !value.is_empty()),
            "sharing" => {
                one_of(field, value, &value.to_lowercase(), &SHARING)?;
                self.sharing = Some(field.span);
            }
            "mode" if !is_number(value, 8) => return wrong("write an octal number such as `0755`"),
            "uid" | "gid" if !is_number(value, 10) => return wrong("write a number"),
            key @ ("mode" | "uid" | "gid") => self.owned = Some((key.to_owned(), field.span)),
            _ => {}
        }
        Ok(())
    }

    /// What only the fields together show.
    fn finish(&self, whole: Span) -> Checked {
        let Some(kind) = self.kind.as_deref() else { return Ok(()) };
        if let Some((key, span)) = self.owned.as_ref().filter(|_| !self.is(&["secret", "ssh", "cache"])) {
            return Err(SyntaxError::new(*span, format!("a {kind} mount has no key `{key}`"))
                .help(format!("only cache, secret and ssh mounts have `{key}`")));
        }
        if kind == "secret" {
            self.secret(whole)?;
        }
        match self.sharing {
            Some(span) if kind != "cache" => {
                Err(SyntaxError::new(span, format!("a {kind} mount has no key `sharing`"))
                    .help("only cache mounts have `sharing`"))
            }
            _ => Ok(()),
        }
    }

    fn secret(&self, whole: Span) -> Checked {
        if let Some(span) = self.from {
            return Err(SyntaxError::new(span, "a secret mount has no key `from`").help("remove it"));
        }
        if !(self.source || self.named || self.id.is_some() || self.unsure) {
            let error = SyntaxError::new(whole, "this secret mount does not name a secret");
            return Err(error.help("add `id=` and the name of the secret"));
        }
        match self.id.filter(|_| self.source && self.sharing.is_none()) {
            Some(span) => {
                Err(SyntaxError::new(span, "a secret mount takes either `source` or `id`, not both"))
            }
            None => Ok(()),
        }
    }
}

fn unknown_key(field: &Field<'_>) -> SyntaxError {
    let error = SyntaxError::new(field.span, format!("unknown key `{}` for a mount", field.key));
    error.help(match nearest(&field.key, KEYS) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("the keys are `{}`", KEYS.join("`, `")),
    })
}

fn one_of(field: &Field<'_>, written: &str, value: &str, among: &[&str]) -> Checked {
    if among.contains(&value) {
        return Ok(());
    }
    let error = SyntaxError::new(field.value_span, format!("unknown mount {} `{written}`", field.key));
    Err(error.help(match nearest(value, among.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("write one of `{}`", among.join("`, `")),
    }))
}

/// A number of 32 bits, without a sign.
fn is_number(value: &str, radix: u32) -> bool {
    value.bytes().all(|byte| byte.is_ascii_digit()) && u32::from_str_radix(value, radix).is_ok()
}

/// A size such as `64m`, `1.5 GiB` or `100`.
fn is_size(value: &str) -> bool {
    let Some(last) = value.rfind(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' ')) else {
        return false;
    };
    let (number, suffix) = value.split_at(last + 1);
    let number = number.strip_suffix(' ').unwrap_or(number);
    let valid = number.bytes().all(|byte| byte.is_ascii_digit() || b".+-eE".contains(&byte));
    let units =
        ["", "b", "k", "kb", "kib", "m", "mb", "mib", "g", "gb", "gib", "t", "tb", "tib", "p", "pb", "pib"];
    valid
        && number.parse::<f64>().is_ok_and(|size| size >= 0.0)
        && units.contains(&suffix.to_lowercase().as_str())
}
