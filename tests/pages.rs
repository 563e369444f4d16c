//! Every example of every rule's page is run: what is Bad is found as the page shows, its fix mends it, what is Good
//! is left alone.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::panic::catch_unwind;

use dynolint::Diagnostic;
use dynolint::Memory;
use dynolint::Tree;
use dynolint::internals::fix;
use dynolint::internals::rule::FixKind;
use dynolint::internals::rule::Rule;
use dynolint::internals::rules;
use dynolint::{
    Config,
    internals::config::{self, Level},
};

use crate::examples::{self, Example, Piece};
use crate::support::{self, expect_file, line, lint, root, text};

/// Only this rule, with what the example's dynolint.toml says; what is about ignore comments needs the others
/// beside it.
fn alone(rule: &Rule, tree: &Memory) -> Config {
    let id = rule.id;
    let written = config::load(tree, "", &rules::Names).config;
    match rule.page().group {
        "meta" => {
            Config { rules: BTreeMap::from([(id, Level::from(rule.page().severity))]), ..Config::default() }
        }
        _ => Config { select: vec![id.to_owned()], ..written },
    }
}

/// What this rule finds.
pub fn findings(rule: &Rule, tree: &Memory) -> Vec<Diagnostic> {
    let mut found = lint(tree, &alone(rule, tree));
    found.retain(|one| rules::find(one.rule).is_some_and(|found| found.id == rule.id));
    found
}

/// What a Bad example is shown to give: the report, and the diff of its fixes.
fn outcome(rule: &Rule, example: &Example) -> (String, Option<String>) {
    let tree = example.tree();
    let found = findings(rule, &tree);
    assert!(!found.is_empty(), "{}: a Bad example is silent:\n{:#?}", rule.id, example.files);
    let offers = !support::edits(&found).is_empty();
    assert!(!offers || rule.page().fix != FixKind::None, "{}: the page says there is no fix", rule.id);
    (text(&found), offers.then(|| mend(rule, example, &tree, found)))
}

/// Applies all fixes; what they are for must be gone and nothing else appear.
fn mend(rule: &Rule, example: &Example, tree: &Memory, found: Vec<Diagnostic>) -> String {
    let plan = fix::plan(&found, true);
    let mut fixed = tree.clone();
    let mut diff = String::new();
    for (path, (source, new)) in &plan.files {
        let executable = tree.executable(path) == Some(true);
        fixed = if executable { fixed.program(path, new.as_str()) } else { fixed.file(path, new.as_str()) };
        let _ = write!(diff, "{}", fix::diff(source.text(), new, path).replace('\r', "^M"));
    }
    let unfixed = found.iter().filter(|one| one.fix.is_none()).count();
    let left = findings(rule, &fixed);
    assert!(left.len() <= unfixed, "{}: after the fix there is still\n{}\nin\n{diff}", rule.id, text(&left));
    let lines = |tree: &Memory| -> Vec<String> {
        lint(tree, &Config::default())
            .iter()
            .map(|one| format!("{} {}", one.rule, one.place.source.path()))
            .collect()
    };
    let before = lines(tree);
    for one in lines(&fixed) {
        assert!(before.contains(&one), "{}: the fix of {:?} brings {one}:\n{diff}", rule.id, example.files);
    }
    diff
}

#[test]
fn every_example_does_what_its_page_says() {
    // The output shown is that of the built-in engine.
    let rules = rules::all().filter(|rule| cfg!(feature = "shellcheck") || rule.page().codes.is_none());
    let failed: Vec<&str> =
        rules.filter(|rule| catch_unwind(|| run(rule)).is_err()).map(|rule| rule.id).collect();
    assert!(failed.is_empty(), "see above: {failed:?}");
}

fn run(rule: &'static Rule) {
    let path = root().join("rules").join(format!("{}.md", rule.id));
    let mut pieces = examples::pieces(rule.text);
    let examples = examples::examples(&pieces);
    assert!(examples.iter().any(|example| example.bad) || engine_only(rule), "{}: no Bad example", rule.id);
    assert!(examples.iter().any(|example| !example.bad) || engine_only(rule), "{}: no Good example", rule.id);
    for example in examples.iter().filter(|example| !example.bad) {
        let found = findings(rule, &example.tree());
        let lines: Vec<_> = found.iter().map(line).collect();
        assert!(found.is_empty(), "{}: a Good example is flagged: {lines:#?}\n{:#?}", rule.id, example.files);
    }
    for example in examples.iter().filter(|example| example.bad).rev() {
        let (text, diff) = outcome(rule, example);
        write_outcome(&mut pieces, example, text, diff);
    }
    expect_file(&path, &examples::join(&pieces));
}

/// Puts report and diff behind an example, in place of those that stand there.
fn write_outcome(pieces: &mut Vec<Piece>, example: &Example, text: String, diff: Option<String>) {
    let mut end = example.end;
    while let (Some(Piece::Prose(gap)), Some(Piece::Block { info, .. })) =
        (pieces.get(end), pieces.get(end + 1))
    {
        if !gap.trim().is_empty() || !(info == "text" || info == "diff") {
            break;
        }
        pieces.drain(end..end + 2);
    }
    let blocks = std::iter::once(("text", text)).chain(diff.map(|diff| ("diff", diff)));
    for (info, body) in blocks {
        let gap = Piece::Prose("\n".to_owned());
        let block = Piece::Block { info: info.to_owned(), body };
        pieces.splice(end..end, [gap, block]);
        end += 2;
    }
}

/// Rules about what no example can hold.
fn engine_only(rule: &Rule) -> bool {
    ["internal-error", "file-unreadable", "config-invalid", "shellcheck-failed"].contains(&rule.id)
}
