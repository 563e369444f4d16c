//! Packages that are installed without a version.

use crate::build::packages::calls::{Arg, Call, calls};
use crate::build::packages::values::UNKNOWN;
use crate::build::run_scripts::Run;
use crate::rule::Context;
use crate::syntax::shell::{Operation, PartKind, Word};
use crate::tables::package_managers::Manager;

/// Reports every call that installs a package without a version. `is_bound` knows versions that the
/// marks in the table do not cover.
pub fn check(run: &Run, cx: &mut Context, managers: &[&'static Manager], is_bound: fn(&Call, &Arg) -> bool) {
    for call in calls(run, managers) {
        let loose =
            |arg: &&Arg| !is_untold(arg) && !is_marked(call.manager, &arg.text) && !is_bound(&call, arg);
        let mut loose = call.operands.iter().filter(loose);
        let Some(first) = loose.next().filter(|_| call.installs()) else { continue };
        let name = first.shown();
        let message = match loose.count() {
            0 => format!("`{name}` has no version: the next build may install a different one"),
            1 => format!("`{name}` and 1 more package have no version: the next build may install others"),
            more => {
                format!(
                    "`{name}` and {more} more packages have no version: the next build may install others"
                )
            }
        };
        cx.report(run.step.place(first.word.span), message).help(help(call.manager, name));
    }
}

fn help(manager: &Manager, name: &str) -> String {
    if name.contains("://") {
        let mark = if manager.marks.contains(&"#") { '#' } else { '@' };
        return format!("add a tag or commit of the repository, as in `{name}{mark}v1.2.3`");
    }
    let name = name.strip_suffix("@latest").unwrap_or(name);
    format!("add a version, as in `{name}{}`", manager.pin)
}

/// Only the marks count.
pub fn by_marks(_: &Call, _: &Arg) -> bool {
    false
}

/// The version or release of an RPM package: a part after a dash that starts with a digit or with a variable.
pub fn by_release(call: &Call, arg: &Arg) -> bool {
    let name = arg.text.as_str();
    if call.verb.starts_with("module") {
        return name.contains(':');
    }
    let known = |part: &str| part.starts_with(|one: char| one.is_ascii_digit() || one == UNKNOWN);
    name.starts_with('@')
        || name.contains("://")
        || name.split('-').skip(1).any(known)
        || ends_in_variable(arg.word)
}

/// `nginx-$VERSION`, whatever its value is.
fn ends_in_variable(word: &Word) -> bool {
    word.parts.windows(2).any(|pair| match pair {
        [name, version] => {
            name.literal().is_some_and(|name| name.ends_with('-'))
                && matches!(version.kind, PartKind::Variable(_))
        }
        _ => false,
    })
}

fn is_marked(manager: &Manager, package: &str) -> bool {
    manager.marks.iter().any(|mark| package.contains(mark))
        || manager.files.iter().any(|suffix| package.ends_with(suffix))
}

/// Whether an unknown part may contain the version, or any number of packages.
fn is_untold(arg: &Arg) -> bool {
    let glued = arg.text.strip_suffix(UNKNOWN).is_some_and(|name| !name.ends_with(['-', '.', '_']));
    arg.text.is_empty() || arg.is_unknown() || glued || may_add(arg.word)
}

/// `nginx${VERSION:+=$VERSION}`.
fn may_add(word: &Word) -> bool {
    word.parts.iter().any(|part| match &part.kind {
        PartKind::Variable(variable) => matches!(variable.operation, Some(Operation::Alternative(_))),
        _ => false,
    })
}
