//! `--fix`, `--diff` and `--add-ignore`: what is written into files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::args::Check;
use super::session::{self, Linted};
use super::{Stop, World};
use crate::base::diagnostic::Edit;
use crate::engine::baseline::Baseline;
use crate::engine::ignores;
use crate::files::write::{Replacement, replace_all};
use crate::fix::{self, Files};
use crate::linter::Linter;

/// What was changed, or would be.
#[derive(Debug, Default)]
pub struct Changed {
    /// The number of fixes.
    pub fixes: usize,
    /// The files, as reports call them.
    pub files: Vec<String>,
    /// The differences, where they are only shown.
    pub diff: String,
}

impl Changed {
    /// `3 fixes made in 2 files: Dockerfile, heroku.yml`.
    pub fn line(&self, what: &str) -> String {
        let files =
            if self.files.len() == 1 { String::new() } else { format!("{} files: ", self.files.len()) };
        format!("{what} {files}{}", self.files.join(", "))
    }
}

/// Settles all fixes of a tree, then writes the files or collects the differences.
pub fn fix_all(
    args: &Check,
    root: &Linter,
    baseline: Option<&Baseline>,
    world: &World,
    changed: &mut Changed,
) -> Result<Linted, Stop> {
    let mut last = Linted::default();
    let settled = fix::settle(args.unsafe_fixes, |texts| {
        last = session::lint(&root.with_texts(texts), baseline);
        last.diagnostics.clone()
    });
    if args.diff {
        for (source, text) in settled.files.values() {
            changed.diff.push_str(&fix::diff(source.text(), text, source.shown()));
        }
        return Ok(session::lint(root, baseline));
    }
    store(&settled.files, world)?;
    changed.fixes += settled.applied;
    changed.files.extend(settled.files.values().map(|(source, _)| source.shown().to_owned()));
    Ok(last)
}

/// Puts ignore comments above all findings of a tree, with a reason.
pub fn add_ignores(
    reason: &str,
    root: &Linter,
    baseline: Option<&Baseline>,
    world: &World,
    changed: &mut Changed,
) -> Result<Linted, Stop> {
    let before = session::lint(root, baseline);
    let mut edits: BTreeMap<String, Vec<Edit>> = BTreeMap::new();
    for files in root.projects() {
        let (config, wrong) = root.config(&files.root);
        if let Some(project) =
            Some(config).filter(|_| wrong.is_empty()).and_then(|config| root.load(files, &config).ok())
        {
            for edit in ignores::comments(&project, &before.diagnostics, reason) {
                let file = edits.entry(edit.place.source.path().to_owned()).or_default();
                // Several projects may read one file.
                if !file.iter().any(|known| known.place.span == edit.place.span && known.text == edit.text) {
                    file.push(edit);
                }
            }
        }
    }
    let files: Files =
        edits.into_iter().filter_map(|(path, edits)| Some((path, commented(&edits)?))).collect();
    let texts = files.iter().map(|(path, (_, text))| (path.clone(), text.clone())).collect();
    let after = session::lint(&root.with_texts(&texts), baseline);
    store(&files, world)?;
    changed.fixes += before.diagnostics.len().saturating_sub(after.diagnostics.len());
    changed.files.extend(files.values().map(|(source, _)| source.shown().to_owned()));
    Ok(after)
}

fn commented(edits: &[Edit]) -> Option<(std::sync::Arc<crate::base::source::Source>, String)> {
    let source = &edits.first()?.place.source;
    Some((std::sync::Arc::clone(source), fix::apply(source.text(), edits).ok()?))
}

/// Writes all changed files, or none.
fn store(files: &Files, world: &World) -> Result<(), Stop> {
    let paths: Vec<PathBuf> =
        files.values().map(|(source, _)| world.cwd.join(Path::new(source.shown()))).collect();
    let replacements: Vec<Replacement> = files
        .values()
        .zip(&paths)
        .map(|((source, text), path)| Replacement {
            path,
            old: source.text().as_bytes(),
            new: text.as_bytes(),
        })
        .collect();
    replace_all(&replacements).map_err(|error| Stop::Message(format!("nothing was changed: {error}")))
}
