//! What BuildKit refuses when it comes to build an instruction: values that may hold variables.

use super::ast::{Flag, Instruction, Kind};
use super::{expand, mount};
use crate::base::source::Spanned;
use crate::syntax::SyntaxError;

/// Checks the values that name no variable.
pub(super) fn check(instruction: &Instruction, escape: char) -> Vec<SyntaxError> {
    let flags = |name| values(&instruction.flags, name);
    match instruction.kind {
        Kind::Run(_) => flags("mount")
            .filter(|value| mount::check(value).is_none())
            .filter_map(|value| mount::late(value, escape))
            .collect(),
        Kind::Copy(_) | Kind::Add(_) => flags("chmod").filter_map(|value| bad_mode(value, escape)).collect(),
        _ => Vec::new(),
    }
}

fn values<'a>(flags: &'a [Flag], name: &'a str) -> impl Iterator<Item = &'a Spanned<String>> {
    flags.iter().filter(move |flag| flag.name.value == name).filter_map(|flag| flag.value.as_ref())
}

fn bad_mode(value: &Spanned<String>, escape: char) -> Option<SyntaxError> {
    let mode = expand::literal(&value.value, escape)?;
    let valid = mode.is_empty()
        || if mode.starts_with(|c: char| c.is_ascii_digit()) { is_octal(&mode) } else { is_symbolic(&mode) };
    (!valid).then(|| {
        SyntaxError::new(value.span, format!("`{mode}` is not a valid file mode"))
            .help("write an octal mode such as `0755`, or a change such as `u+x`")
    })
}

/// Up to `07777`.
fn is_octal(mode: &str) -> bool {
    mode.bytes().all(|byte| byte.is_ascii_digit())
        && u32::from_str_radix(mode, 8).is_ok_and(|bits| bits <= 0o7777)
}

/// `u+x`, `go-w`, `a=rX,u+s`: clauses of who, and then operators and permissions, which may be repeated.
fn is_symbolic(mode: &str) -> bool {
    mode.split(',').all(|clause| {
        let changes = clause.trim_start_matches(['a', 'u', 'g', 'o']);
        changes.starts_with(['+', '-', '='])
            && changes
                .chars()
                .all(|c| matches!(c, '+' | '-' | '=' | 'r' | 'w' | 'x' | 'X' | 's' | 't' | 'u' | 'g' | 'o'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes() {
        for mode in ["0", "755", "0755", "07777"] {
            assert!(is_octal(mode), "{mode}");
        }
        for mode in ["8", "10000", "7x", "99999999999"] {
            assert!(!is_octal(mode), "{mode}");
        }
        for mode in ["u+x", "+x", "go-w", "a=rX,u+s", "=", "go=u-w", "u+x-w"] {
            assert!(is_symbolic(mode), "{mode}");
        }
        for mode in ["u", "x", "u+z", "u+x,", ",", "", "u+a"] {
            assert!(!is_symbolic(mode), "{mode}");
        }
    }
}
