//! The one door for the odd cases that stand under a rule's function.

use crate::config::Config;
use crate::engine;
use crate::files::Memory;

/// Runs one rule, and no other, over files, and compares what it says: a line `path:line:column: message` each.
#[track_caller]
pub fn check<const N: usize>(rule: &str, files: [(&str, &str); N], expected: &[&str]) {
    let tree = Memory::from(files);
    let config = Config { select: vec![rule.to_owned()], ..Config::default() };
    let mut found: Vec<_> = crate::internals::load(&tree, &[String::new()])
        .iter()
        .flat_map(|project| crate::internals::lint(project, &config))
        .collect();
    engine::sort(&mut found);
    let lines: Vec<String> = found
        .iter()
        .map(|one| {
            let at = one.place.source.position(one.place.span.start);
            format!("{}:{}:{}: {}", one.place.source.shown(), at.line, at.column, one.message)
        })
        .collect();
    assert_eq!(lines, expected);
}
