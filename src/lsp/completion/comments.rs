//! Comments that linters and builders read.

use gen_lsp_types::CompletionItemKind;

use super::{Offer, Offers};
use crate::engine::ignores;
use crate::lsp::diagnostics::findings;
use crate::rule::Rule;
use crate::rules;

/// Completes a comment; whether the place is in one.
pub fn complete(offers: &mut Offers) -> bool {
    let line = offers.before().trim_start().to_owned();
    let Some(comment) = line.strip_prefix('#') else { return false };
    if !takes_comments(offers) {
        return false;
    }
    let said = comment.trim_start();
    let last = said.rsplit([',', '=']).next().unwrap_or(said).trim_start();
    let names = |start: &str| {
        said.strip_prefix(start).is_some_and(|names| !names.contains(' ') || names.ends_with(", "))
    };
    if names("dynolint ignore=") || names("dynolint ignore-file=") {
        rule_names(offers, last, |rule| vec![rule.id]);
    } else if names("hadolint ignore=") || names("hadolint global ignore=") {
        rule_names(offers, last, |rule| {
            rule.page().aliases.iter().copied().filter(|alias| is_code(alias)).collect()
        });
    } else if names("check=skip=") {
        rule_names(offers, last, |rule| rule.buildkit_name().into_iter().collect());
    } else if !said.contains('=') {
        forms(offers, said.len());
    }
    true
}

fn takes_comments(offers: &Offers) -> bool {
    let file = &offers.here.file;
    let read = file.project.sources().find(|source| source.path() == file.path);
    let is_json = file.path.ends_with(".json");
    !is_json
        && read.is_some_and(|source| {
            file.dockerfile().is_some() || file.manifest().is_some() || ignores::takes_comments(source)
        })
}

fn is_code(alias: &str) -> bool {
    alias.starts_with("DL") && alias.bytes().skip(2).all(|byte| byte.is_ascii_digit())
}

/// Names of rules; those of findings in this file come first.
fn rule_names(offers: &mut Offers, typed: &str, names: impl Fn(&Rule) -> Vec<&'static str>) {
    let file = &offers.here.file;
    let found: Vec<&str> = findings(file.root)
        .iter()
        .filter(|one| one.place.source.path() == file.path)
        .map(|one| one.rule)
        .collect();
    for rule in rules::all() {
        let page = rule.page();
        for name in names(rule) {
            offers.add(
                typed.len(),
                Offer {
                    detail: Some(page.summary.to_owned()),
                    rank: u8::from(!found.contains(&rule.id)),
                    ..Offer::new(name, CompletionItemKind::EnumMember)
                },
            );
        }
    }
}

/// The ways such a comment can begin.
fn forms(offers: &mut Offers, typed: usize) {
    let mut add = |text: &str, detail: &str, rank: u8| {
        let text = format!("{}{text}", if typed == 0 { " " } else { "" });
        offers.add(
            typed,
            Offer {
                text: Some(text.clone()),
                detail: Some(detail.to_owned()),
                rank,
                ..Offer::new(text.trim(), CompletionItemKind::Keyword)
            },
        );
    };
    add("dynolint ignore=", "leave rules out for what follows", 0);
    add("dynolint ignore-file=", "leave rules out for this file", 1);
    let Some((_, dockerfile)) = offers.here.file.dockerfile() else { return };
    let first = dockerfile.tree.instructions.first().map_or(usize::MAX, |first| first.span.start);
    let on_top = offers.here.offset <= first;
    let mut add = |text: &str, detail: &str| {
        let text = format!("{}{text}", if typed == 0 { " " } else { "" });
        offers.add(
            typed,
            Offer {
                text: Some(text.clone()),
                detail: Some(detail.to_owned()),
                rank: 2,
                ..Offer::new(text.trim(), CompletionItemKind::Keyword)
            },
        );
    };
    add("check=skip=", "leave BuildKit's checks out");
    add("hadolint ignore=", "leave rules out by their hadolint names");
    if on_top {
        add("syntax=docker/dockerfile:1", "the version of the Dockerfile format, for BuildKit");
        add("escape=`", "another escape character than the backslash");
    }
}
