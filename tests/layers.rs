//! The table of layers in `src/lib.rs`, held against the imports: they go down, never up and never sideways.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::support::root;

/// The layers by name, each with its height; those of one line share it.
fn layers() -> BTreeMap<String, usize> {
    let page = std::fs::read_to_string(root().join("src/lib.rs")).expect("it is there");
    let (_, table) = page.split_once("# The layers").expect("the page has the section");
    let (_, table) = table.split_once("```text\n").expect("and in it a table");
    let (table, _) = table.split_once("//! ```").expect("which ends");
    let rows: Vec<&str> = table.lines().filter_map(|line| line.strip_prefix("//! ")).collect();
    let names = |row: &str| row.split("  ").next().unwrap_or("").split(' ').map(str::to_owned).collect();
    let named = rows.iter().rev().enumerate().flat_map(|(height, row)| {
        let names: Vec<String> = names(row);
        names.into_iter().map(move |name| (name, height))
    });
    named.collect()
}

/// Every Rust file below a folder.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the sources") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// A file's text without comments and without what only tests see. Files of test modules have none left.
fn code(text: &str) -> String {
    let text = match text.find("#[cfg(test)]\nmod tests {").or_else(|| text.find("#[cfg(test)]\n#[allow")) {
        Some(at) => &text[..at],
        None => text,
    };
    text.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

/// Whether a file is declared behind `#[cfg(test)]`, or lies below a folder that is.
fn is_test(path: &Path, sources: &Path) -> bool {
    path.ancestors().take_while(|at| *at != sources).any(|at| {
        let name = at.file_stem().and_then(|stem| stem.to_str()).unwrap_or("");
        let Some(folder) = at.parent() else { return false };
        let own = [folder.join("mod.rs"), folder.join("lib.rs")];
        let declared = own.iter().filter_map(|file| std::fs::read_to_string(file).ok());
        declared.into_iter().any(|text| {
            ["", "pub "].iter().any(|public| text.contains(&format!("#[cfg(test)]\n{public}mod {name};")))
        })
    })
}

/// The layers that a text names: `crate::files`, also in `crate::{files::Tree, base}`.
fn imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let group = rest.strip_prefix('{').and_then(|rest| rest.split_once("};")).map(|(group, _)| group);
        for name in group.unwrap_or(rest).split(", ").take(if group.is_some() { usize::MAX } else { 1 }) {
            let end = |c: char| !(c.is_ascii_alphanumeric() || c == '_');
            found.push(name.trim().split(end).next().unwrap_or("").to_owned());
        }
    }
    found
}

/// What a file of a layer imports against the table, as `layer → layer`.
fn wrong(layer: &str, code: &str, layers: &BTreeMap<String, usize>) -> Vec<String> {
    let own = layers[layer];
    let up = |name: &&String| {
        name.as_str() != layer && layers.get(name.as_str()).is_some_and(|height| *height >= own)
    };
    imports(code).iter().filter(up).map(|name| format!("{layer} → {name}")).collect()
}

#[test]
fn imports_go_down() {
    let (layers, sources) = (layers(), root().join("src"));
    let mut all = Vec::new();
    files(&sources, &mut all);
    let mut found = Vec::new();
    for path in all.iter().filter(|path| !is_test(path, &sources)) {
        let below = path.strip_prefix(&sources).expect("it is below");
        let layer = below.iter().next().and_then(|name| name.to_str()).unwrap_or("");
        if layers.contains_key(layer) {
            let text = std::fs::read_to_string(path).expect("it is text");
            found.extend(
                wrong(layer, &code(&text), &layers)
                    .iter()
                    .map(|arrow| format!("{}: {arrow}", below.display())),
            );
        }
    }
    assert_eq!(found, Vec::<String>::new(), "imports against the table of layers in src/lib.rs");
}

#[test]
fn every_folder_is_a_layer() {
    let layers = layers();
    for entry in std::fs::read_dir(root().join("src")).expect("it is there") {
        let path = entry.expect("it can be read").path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("").to_owned();
        assert!(!path.is_dir() || layers.contains_key(&name), "src/{name} is in no row of the table");
    }
    let there = |name: &&String| root().join("src").join(name).is_dir();
    assert!(layers.keys().all(|name| there(&name)), "{:?}", layers.keys().filter(|name| !there(name)));
}

#[test]
fn an_import_that_goes_up_is_seen() {
    let layers = layers();
    let planted = "use crate::rules::find;\n";
    assert_eq!(wrong("build", planted, &layers), ["build → rules"]);
    assert_eq!(
        wrong("rules", "use crate::build::Builder;\nlet x = crate::engine::run;", &layers),
        ["rules → engine"]
    );
    assert_eq!(wrong("exec", "use crate::{base::Span, project::Project};", &layers), ["exec → project"]);
    assert_eq!(wrong("fix", "use crate::report::Format;", &layers), ["fix → report"], "sideways");
    assert_eq!(code("a\n// crate::rules\n#[cfg(test)]\nmod tests {\nuse crate::rules;\n}"), "a\n");
}

#[test]
fn every_file_among_the_rules_is_one() {
    let mut all = Vec::new();
    files(&root().join("src/rules"), &mut all);
    for path in all.iter().filter(|path| !path.ends_with("mod.rs")) {
        let text = std::fs::read_to_string(path).expect("it is text");
        assert!(text.contains("\nrule!(\""), "{} is no rule", path.display());
        let code = code(&text);
        let mut uses = code.lines().filter(|line| line.trim_start().starts_with("use "));
        let other = uses.any(|line| line.contains("crate::rules::") || line.contains("super::"));
        assert!(!other, "{} takes something from another rule", path.display());
    }
}
