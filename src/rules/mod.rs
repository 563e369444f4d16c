//! The rules: one file and one page each, listed in their group, found by id or alias.

mod build;
mod cross_file;
mod dockerfile;
mod image;
mod manifest;
pub mod meta;
mod port;
mod shell;
mod start;

use crate::rule::Rule;

use crate::build::shellcheck::codes;
use crate::config::RuleNames;
use crate::rule::RuleInfo;

/// Every group of rules, in the order of the catalogue.
static GROUPS: &[&[&Rule]] = &[
    manifest::RULES,
    cross_file::RULES,
    port::RULES,
    start::RULES,
    image::RULES,
    build::RULES,
    shell::RULES,
    dockerfile::RULES,
    meta::RULES,
];

/// Every rule.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    GROUPS.iter().flat_map(|group| group.iter().copied())
}

/// The rule with this id or alias, or whose findings carry this code, whatever its case.
pub fn find(name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.answers_to(name) || rule.code(name).is_some())
}

/// What reports say about a rule, or about a code that its findings carry.
pub fn info(id: &str) -> Option<RuleInfo> {
    let rule = find(id)?;
    let page = rule.page();
    let (aliases, url, summary) = match rule.code(id) {
        Some(code) => (vec![rule.id], codes::url(code), codes::summary(code).unwrap_or(page.summary)),
        None => (page.aliases.clone(), rule.url().unwrap_or_default(), page.summary),
    };
    let (group, severity, default) = (page.group, page.severity, page.default);
    Some(RuleInfo { aliases, group, severity, default, url, summary, page: page.body })
}

/// The names of the rules, for the configuration.
#[derive(Debug, Clone, Copy)]
pub struct Names;

impl RuleNames for Names {
    fn find(&self, name: &str) -> Option<&'static str> {
        find(name).map(|rule| rule.code(name).unwrap_or(rule.id))
    }

    fn group(&self, name: &str) -> Vec<&'static str> {
        all().filter(|rule| rule.page().group == name).map(|rule| rule.id).collect()
    }

    fn names(&self) -> Vec<&'static str> {
        let mut names: Vec<_> = all()
            .flat_map(|rule| {
                let page = rule.page();
                [rule.id, page.group].into_iter().chain(page.aliases.iter().copied())
            })
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// What findings are called that a name stands for: a code by itself, or else the ids of [`named`].
pub fn meant(name: &str) -> Vec<&'static str> {
    named(name).into_iter().map(|rule| rule.code(name).unwrap_or(rule.id)).collect()
}

/// Every rule that a name stands for: one by id, alias or code, all of a group, or none.
pub fn named(name: &str) -> Vec<&'static Rule> {
    match find(name) {
        Some(rule) => vec![rule],
        None => all().filter(|rule| rule.page().group == name).collect(),
    }
}
