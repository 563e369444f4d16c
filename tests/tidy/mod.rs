//! The conventions of this repository, each as a test.

mod messages;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use dynolint::internals::rule::FixKind;
use dynolint::internals::rules;

use crate::support::{expect_file, root};

#[test]
fn ids_and_aliases_are_unique_and_well_formed() {
    let mut seen = BTreeSet::new();
    for rule in rules::all() {
        let kebab = |c: char| c.is_ascii_lowercase() || c == '-' || c.is_ascii_digit();
        assert!(rule.id.chars().all(kebab), "{} is not kebab-case", rule.id);
        for name in std::iter::once(&rule.id).chain(&rule.page().aliases) {
            assert!(seen.insert(name.to_ascii_lowercase()), "{name} names two rules");
        }
    }
    let groups: BTreeSet<_> = rules::all().map(|rule| rule.page().group.to_ascii_lowercase()).collect();
    assert!(groups.is_disjoint(&seen), "a group is called like a rule");
}

#[test]
fn every_page_belongs_to_a_rule_and_says_all() {
    let ids: BTreeSet<String> = rules::all().map(|rule| format!("{}.md", rule.id)).collect();
    for entry in std::fs::read_dir(root().join("rules")).expect("rules/ is there") {
        let name = entry.expect("it can be read").file_name().into_string().expect("names are UTF-8");
        assert!(name == "README.md" || ids.contains(&name), "rules/{name} belongs to no rule");
    }
    for rule in rules::all() {
        let page = rule.page();
        assert_eq!(page.unread, Vec::<&str>::new(), "{}: front matter", rule.id);
        for (key, value) in [("summary", page.summary), ("group", page.group), ("since", page.since)] {
            assert!(!value.is_empty(), "{}: no {key}", rule.id);
        }
        assert!(!page.summary.ends_with('.'), "{}: the summary ends in a stop", rule.id);
        let prose = page.body.split("\n## ").next().unwrap_or("").trim();
        assert!(prose.len() > 60, "{}: the page does not say what and why", rule.id);
    }
}

#[test]
fn every_rule_file_is_registered() {
    for group in std::fs::read_dir(root().join("src/rules")).expect("src/rules is there") {
        let group = group.expect("it can be read").path();
        if !group.is_dir() {
            continue;
        }
        for file in std::fs::read_dir(&group).expect("a group is a folder") {
            let path = file.expect("it can be read").path();
            let text = std::fs::read_to_string(&path).expect("it is text");
            let Some((_, rest)) = text.split_once("rule!(\"") else { continue };
            let id = rest.split('"').next().unwrap_or("");
            assert!(rules::find(id).is_some(), "{} is in no list", path.display());
            let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("");
            assert_eq!(stem.replace('_', "-"), id, "the file is called like its rule");
            let folder = group.file_name().and_then(|name| name.to_str()).unwrap_or("").replace('_', "-");
            assert_eq!(
                rules::find(id).map(|rule| rule.page().group),
                Some(folder.as_str()),
                "{id}: group and folder differ"
            );
        }
    }
}

#[test]
fn the_index_lists_every_rule() {
    let mut groups: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    let mut order = Vec::new();
    for rule in rules::all() {
        let group = rule.page().group;
        if !order.contains(&group) {
            order.push(group);
        }
        groups.entry(group).or_default().push(rule);
    }
    let mut index = format!(
        "# Rules\n\nAll {} rules, by group. Each page says what is wrong, what happens on Heroku and what to do; \
         `dynolint explain <rule>` prints it.\nThis list is written by the tests.\n",
        rules::all().count()
    );
    for group in order {
        let _ = write!(
            index,
            "\n## {group}\n\n| rule | finds | severity | default | fix | also known as |\n|---|---|---|---|---|---|\n"
        );
        for rule in groups.get(group).into_iter().flatten() {
            let page = rule.page();
            let fix = match page.fix {
                FixKind::None => "",
                FixKind::Safe => "safe",
                FixKind::Unsafe => "unsafe",
            };
            let _ = writeln!(
                index,
                "| [{id}]({id}.md) | {} | {} | {} | {fix} | {} |",
                page.summary,
                page.severity.as_str(),
                if page.default { "on" } else { "off" },
                page.aliases.join(", "),
                id = rule.id,
            );
        }
    }
    expect_file(&root().join("rules/README.md"), &index);
}
