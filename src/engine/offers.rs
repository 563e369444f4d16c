//! Withdraws the fixes that leave something behind that cannot be read.
//!
//! A fix is worked out from a text that was understood. Where it was not, or where the text with the fix would not be,
//! nothing is offered. Only the instructions that a fix touches are read again, so the price of a fix is its own length.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::base::diagnostic::{Diagnostic, Edit, Fix};
use crate::base::source::{Source, Span};
use crate::build::dockerfile::Dockerfile;
use crate::build::run_scripts;
use crate::project::Project;
use crate::syntax::dockerfile;
use crate::syntax::dockerfile::ast;
use crate::syntax::shell::Dialect;
use crate::syntax::yaml;

/// What may be read again for the fixes of one project, in bytes. Beyond it none is offered.
const MAX_READ: usize = 16 << 20;

/// Takes away the fixes that harm.
pub fn withdraw(found: &mut [Diagnostic], project: &Project) {
    let mut left = MAX_READ;
    for one in found.iter_mut() {
        if one.fix.as_ref().is_some_and(|fix| !is_harmless(fix, project, &mut left)) {
            one.fix = None;
        }
    }
}

fn is_harmless(fix: &Fix, project: &Project, left: &mut usize) -> bool {
    let mut files: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
    fix.edits.iter().for_each(|edit| files.entry(edit.place.source.path()).or_default().push(edit));
    files.into_iter().all(|(path, edits)| {
        let change = if let Some(file) = project.dockerfile(path) {
            in_dockerfile(file, &edits, left)
        } else if let Some(source) = yaml_source(project, path) {
            in_yaml(source, &edits, left)
        } else {
            return true;
        };
        change.is_some_and(|change| change.is_harmless())
    })
}

/// How many mistakes there are in a text before and after a fix.
struct Change {
    before: usize,
    after: usize,
}

impl Change {
    /// A fix may mend what cannot be read, but not work on it otherwise.
    fn is_harmless(&self) -> bool {
        self.after == 0 || self.after < self.before
    }
}

fn yaml_source<'p>(project: &'p Project, path: &str) -> Option<&'p Source> {
    let manifest = project.manifest.as_ref().map(|manifest| &*manifest.source);
    let app = project.app_json.as_ref().map(|(source, _)| &**source);
    manifest.into_iter().chain(app).find(|source| source.path() == path)
}

fn in_yaml(source: &Source, edits: &[&Edit], left: &mut usize) -> Option<Change> {
    *left = left.checked_sub(source.text().len())?;
    let after = changed(source, 0..source.text().len(), edits)?;
    let mistakes = |text: &str| yaml::parse(text).errors.len();
    Some(Change { before: mistakes(source.text()), after: mistakes(&after) })
}

fn in_dockerfile(file: &Dockerfile, edits: &[&Edit], left: &mut usize) -> Option<Change> {
    let range = touched(file, edits);
    *left = left.checked_sub(range.len())?;
    let before = file.source.text().get(range.clone())?;
    let after = changed(&file.source, range.clone(), edits)?;
    let dialect = dialect(file, &range);
    let escape = file.tree.escape;
    Some(Change { before: mistakes(before, escape, dialect), after: mistakes(&after, escape, dialect) })
}

/// The instructions that edits touch, whole.
fn touched(file: &Dockerfile, edits: &[&Edit]) -> Range<usize> {
    let instructions = &file.tree.instructions;
    let spans = edits.iter().map(|edit| edit.place.span);
    let whole = spans.reduce(Span::join).unwrap_or_default();
    let mut range = whole.start..whole.end;
    let (first, end) = numbers(file, &range);
    for one in instructions.get(first..end).unwrap_or_default() {
        range = range.start.min(one.span.start)..range.end.max(one.span.end);
    }
    range
}

/// The first instruction that touches a range, and the one behind the last.
fn numbers(file: &Dockerfile, range: &Range<usize>) -> (usize, usize) {
    let first = file.tree.instructions.partition_point(|one| one.span.end < range.start);
    let end = file.tree.instructions.partition_point(|one| one.span.start <= range.end);
    (first, end)
}

/// The shell of the first script in a range.
fn dialect(file: &Dockerfile, range: &Range<usize>) -> Dialect {
    let (first, end) = numbers(file, range);
    file.runs_in(first..end).next().map_or(Dialect::Sh, |run| run.run.dialect)
}

/// What BuildKit and the shell refuse in some instructions.
fn mistakes(text: &str, escape: char, dialect: Dialect) -> usize {
    let directive = if escape == '`' { "# escape=`\n" } else { "" };
    let stage = if text.trim_start().get(..4).is_some_and(|word| word.eq_ignore_ascii_case("from")) {
        ""
    } else {
        "FROM scratch\n"
    };
    let tree = dockerfile::parse(&format!("{directive}{stage}{text}"));
    let scripts: usize = tree.instructions.iter().map(|one| script_mistakes(one, dialect)).sum();
    tree.errors.len() + tree.late_errors.len() + scripts
}

fn script_mistakes(instruction: &ast::Instruction, dialect: Dialect) -> usize {
    match &instruction.kind {
        ast::Kind::Onbuild(inner) => script_mistakes(inner, dialect),
        ast::Kind::Run(command) | ast::Kind::Cmd(command) | ast::Kind::Entrypoint(command) => {
            run_scripts::mistakes(command, &instruction.heredocs, dialect)
        }
        _ => 0,
    }
}

/// A part of a file after edits; `None` where they are no edits of it.
fn changed(source: &Source, range: Range<usize>, edits: &[&Edit]) -> Option<String> {
    let mut edits: Vec<(Span, &str)> =
        edits.iter().map(|edit| (edit.place.span, edit.text.as_str())).collect();
    // Insertions at one point keep their order.
    edits.sort_by_key(|(span, _)| *span);
    let mut out = String::new();
    let mut done = range.start;
    for (span, text) in edits {
        out += source.text().get(done..span.start)?;
        out += text;
        done = span.end;
    }
    Some(out + source.text().get(done..range.end)?)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::files::Memory;

    /// The rules whose findings on a Dockerfile offer a fix, with all rules on.
    fn fixable(dockerfile: &str) -> Vec<&'static str> {
        let tree = Memory::from([("Dockerfile", dockerfile)]);
        let config =
            crate::config::Config { presets: vec![crate::config::Preset::All], ..Default::default() };
        let project = crate::internals::load(&tree, &[String::new()]).pop().unwrap();
        let found = crate::internals::lint(&project, &config);
        found.iter().filter(|one| one.fix.is_some()).map(|one| one.rule).collect()
    }

    #[test]
    fn a_script_that_cannot_be_read_is_not_fixed() {
        for script in
            ["npm install ${a:-b", "apt-get install -y curl `x", "yum install \"curl", "zypper install $(x"]
        {
            let found =
                fixable(&format!("FROM node:22\nRUN {script}\nUSER a\nHEALTHCHECK NONE\nCMD [\"a\"]\n"));
            assert_eq!(found, Vec::<&str>::new(), "{script}");
        }
        let good = fixable("FROM node:22\nRUN apt-get install curl\nUSER a\nCMD [\"a\"]\n");
        assert!(!good.is_empty());
    }

    #[test]
    fn what_a_fix_leaves_can_be_built() {
        let found = fixable("FROM node:22\nUSER a\nCMD [\"--port\", \"$PORT\"]\n");
        assert_eq!(found, Vec::<&str>::new());
    }

    #[test]
    fn what_cannot_be_read_may_be_mended() {
        assert!(fixable("FROM node:22\nUSER a\nCMD ['npm', 'start']\n").contains(&"json-form-broken"));
    }
}
