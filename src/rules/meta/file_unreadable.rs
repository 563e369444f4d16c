use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::source::{Place, Source};
use crate::files::{Tree, Unread};
use crate::project::Project;
use crate::rule::{Check, Context, rule};

rule!("file-unreadable", Check::Project(check));

/// The diagnostic for something that the search for files passed over.
pub fn unread(tree: &dyn Tree, unread: &Unread) -> Diagnostic {
    let source = Source::new(&unread.path, tree.shown(&unread.path), "");
    let what = if unread.folder { "folder" } else { "file" };
    Diagnostic::new(
        RULE.id,
        Severity::Error,
        Place::file(&source),
        format!("this {what} cannot be read: {}", unread.error),
    )
}

fn check(project: &Project, cx: &mut Context) {
    for unread in &project.unread {
        let found =
            cx.report(Place::file(&unread.source), format!("this file cannot be read: {}", unread.why));
        if let Some(help) = unread.help {
            found.help(help);
        }
    }
}
