//! What several families of tests need.

use std::path::{Path, PathBuf};

use dynolint::Config;
use dynolint::Memory;
use dynolint::internals::rules;
use dynolint::{Diagnostic, Edit};
use dynolint::{
    Format,
    internals::report::{self, Report, Style, Summary},
};

/// The project's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// Whether expectations are rewritten instead of compared: `UPDATE=1 cargo test`.
pub fn update() -> bool {
    std::env::var_os("UPDATE").is_some_and(|value| value == "1")
}

/// Compares a file of the repository with what it should hold, or writes it.
pub fn expect_file(path: &Path, wanted: &str) {
    let held = std::fs::read_to_string(path).unwrap_or_default();
    if held == wanted {
        return;
    }
    if update() {
        let folder = path.parent().unwrap_or(path);
        std::fs::create_dir_all(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        std::fs::write(path, wanted).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        return;
    }
    let shown = path.strip_prefix(root()).unwrap_or(path).display();
    let diff = similar::TextDiff::from_lines(&held, wanted).unified_diff().to_string();
    panic!("{shown} is not what it should be; run `UPDATE=1 cargo test` and read the diff\n{diff}");
}

/// All findings on the projects of a tree.
pub fn lint(tree: &Memory, config: &Config) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = dynolint::internals::load(tree, &[String::new()])
        .iter()
        .flat_map(|project| dynolint::internals::lint(project, config))
        .collect();
    dynolint::internals::sort(&mut found);
    found
}

/// The text report, without colour and without the summary line.
pub fn text(diagnostics: &[Diagnostic]) -> String {
    let report = Report { diagnostics, summary: Summary::count(diagnostics), rules: &rules::info };
    let mut out = Vec::new();
    report::write(Format::Text, &report, Style { quiet: true, ..Style::default() }, &mut out)
        .expect("memory takes all");
    String::from_utf8(out).expect("reports are UTF-8")
}

/// A finding in one line: `path:line:column: message`.
pub fn line(diagnostic: &Diagnostic) -> String {
    let at = diagnostic.place.source.position(diagnostic.place.span.start);
    format!(
        "{}:{}:{}: {}: {}",
        diagnostic.place.source.shown(),
        at.line,
        at.column,
        diagnostic.rule,
        diagnostic.message
    )
}

/// The edits of all fixes, in order.
pub fn edits(diagnostics: &[Diagnostic]) -> Vec<&Edit> {
    diagnostics.iter().filter_map(|found| found.fix.as_ref()).flat_map(|fix| &fix.edits).collect()
}
