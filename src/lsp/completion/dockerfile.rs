//! Dockerfiles: instructions, flags, images, stages, variables, paths.

use gen_lsp_types::CompletionItemKind;

use super::{Offer, Offers, paths};
use crate::base::source::Place;
use crate::build::Builder;
use crate::build::dockerfile::{Base, Dockerfile, Stage};
use crate::lsp::here::shown;
use crate::lsp::hover;
use crate::syntax::dockerfile;
use crate::tables::images;

/// The flags that the classic builder takes.
const CLASSIC: &[(&str, &[&str])] = &[
    ("ADD", &["chown"]),
    ("COPY", &["chown", "from"]),
    ("FROM", &["platform"]),
    ("HEALTHCHECK", &["interval", "retries", "start-period", "timeout"]),
];

/// Completes an instruction.
pub fn complete(offers: &mut Offers) {
    let Some((_, file)) = offers.here.file.dockerfile() else { return };
    let line = logical_line(offers, file);
    let in_heredoc = file.tree.instructions.iter().flat_map(|it| &it.heredocs).any(|heredoc| {
        heredoc.body.span.start <= offers.here.offset && offers.here.offset < heredoc.closer.start
    });
    let word = line.rsplit([' ', '\t']).next().unwrap_or("").to_owned();
    if let Some(typed) = variable(&word) {
        return variables(offers, file, typed, word.ends_with(&format!("{{{typed}")));
    }
    if !in_heredoc {
        instruction(offers, file, line.trim_start(), &word);
    }
}

/// The instruction's text before the place, its lines joined.
fn logical_line(offers: &Offers, file: &Dockerfile) -> String {
    let text = offers.here.file.text.text().get(..offers.here.offset).unwrap_or("");
    let mut lines = text.rsplit('\n').map(|line| line.trim_end_matches('\r'));
    let mut parts = vec![lines.next().unwrap_or("").to_owned()];
    for line in lines {
        // Comments and blank lines may stand between the lines of an instruction.
        let trimmed = line.trim();
        if trimmed.starts_with('#') || (trimmed.is_empty() && parts.len() > 1) {
            continue;
        }
        match line.trim_end().strip_suffix(file.tree.escape) {
            Some(continued) => parts.push(continued.to_owned()),
            None => break,
        }
    }
    parts.reverse();
    parts.join(" ")
}

/// The name being typed behind `$` or `${`.
fn variable(word: &str) -> Option<&str> {
    let (_, name) = word.rsplit_once('$')?;
    let name = name.strip_prefix('{').unwrap_or(name);
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_').then_some(name)
}

fn variables(offers: &mut Offers, file: &Dockerfile, typed: &str, braced: bool) {
    let at = file.tree.instructions.partition_point(|it| it.span.start < offers.here.offset);
    let index = at.saturating_sub(1);
    let Some(step) = file.step(index) else { return };
    let is_from = step.stage.is_some_and(|stage| stage.instructions.start == index);
    let names: Vec<String> = match step.stage {
        Some(_) if !is_from => step.variables().into_iter().map(str::to_owned).collect(),
        _ => {
            let mut names: Vec<String> = file.globals.names_before(index).map(str::to_owned).collect();
            names.sort();
            names
        }
    };
    let closed =
        offers.here.file.text.text().get(offers.here.offset..).is_some_and(|rest| rest.starts_with('}'));
    for name in names {
        let value = file.variable(step.stage.filter(|_| !is_from), index, &name);
        let detail = match value {
            dockerfile::expand::Lookup::Value(value) => Some(format!("= {value}")),
            _ => None,
        };
        let end = if braced && !closed { "}" } else { "" };
        let text = Some(format!("{name}{end}"));
        offers.add(typed.len(), Offer { text, detail, ..Offer::new(name, CompletionItemKind::Variable) });
    }
}

fn instruction(offers: &mut Offers, file: &Dockerfile, line: &str, word: &str) {
    let Some((keyword, rest)) = line.split_once([' ', '\t']) else { return keywords(offers, file, line) };
    let keyword = keyword.to_ascii_uppercase();
    let rest = rest.trim_start();
    if keyword == "ONBUILD" {
        return instruction(offers, file, rest, word);
    }
    let words: Vec<&str> = rest.split_whitespace().collect();
    let typed = usize::from(!word.is_empty());
    let whole = words.get(..words.len().saturating_sub(typed)).unwrap_or_default();
    let arguments = whole.iter().filter(|it| !it.starts_with("--")).count();
    if let Some(flag) = word.strip_prefix("--") {
        if arguments == 0 {
            self::flag(offers, file, &keyword, flag);
        }
        return;
    }
    match keyword.as_str() {
        "FROM" => from(offers, file, arguments, word),
        "COPY" | "ADD" if !whole.iter().any(|it| it.starts_with("--from")) && !rest.starts_with('[') => {
            paths::complete(offers, file, word);
        }
        "HEALTHCHECK" if arguments == 0 => {
            for next in ["CMD", "NONE"] {
                offers.add(word.len(), Offer::new(next, CompletionItemKind::Keyword));
            }
        }
        _ => {}
    }
}

/// Instructions, in the letters that the file has them in.
fn keywords(offers: &mut Offers, file: &Dockerfile, typed: &str) {
    let lower = file.tree.instructions.iter().filter(|it| it.span.end < offers.here.offset);
    let lower: Vec<bool> =
        lower.map(|it| it.keyword.value.chars().all(|letter| letter.is_ascii_lowercase())).collect();
    let lower = !lower.is_empty() && lower.iter().all(|lower| *lower);
    for keyword in hover::keywords().filter(|keyword| *keyword != "MAINTAINER") {
        let label = if lower { keyword.to_ascii_lowercase() } else { keyword.to_owned() };
        let document = hover::instruction(keyword);
        let text = Some(format!("{label} "));
        offers.add(typed.len(), Offer { text, document, ..Offer::new(label, CompletionItemKind::Keyword) });
    }
}

fn flag(offers: &mut Offers, file: &Dockerfile, keyword: &str, typed: &str) {
    match typed.split_once('=') {
        Some(("from", value)) => stages(offers, file, value),
        Some(("platform", value)) => {
            let detail = Some("what dynos are".to_owned());
            offers.add(value.len(), Offer { detail, ..Offer::new("linux/amd64", CompletionItemKind::Value) });
        }
        Some(_) => {}
        None => {
            let classic =
                CLASSIC.iter().find(|(known, _)| *known == keyword).map_or(&[][..], |(_, flags)| flags);
            let known = dockerfile::flag_names(keyword);
            let is_classic = offers.here.file.project.builder == Builder::Classic;
            for name in known.into_iter().filter(|name| !is_classic || classic.contains(name)) {
                let text = Some(format!("--{name}="));
                let offer = Offer { text, ..Offer::new(format!("--{name}"), CompletionItemKind::Property) };
                offers.add(typed.len() + 2, offer);
            }
        }
    }
}

fn from(offers: &mut Offers, file: &Dockerfile, arguments: usize, word: &str) {
    match arguments {
        0 => {
            stages(offers, file, word);
            known_images(offers, word);
        }
        1 => offers.add(word.len(), Offer::new("AS", CompletionItemKind::Keyword)),
        _ => {}
    }
}

/// The stages that begin before the place.
fn stages(offers: &mut Offers, file: &Dockerfile, typed: &str) {
    let earlier = |stage: &&Stage| {
        // A stage cannot be made of itself.
        let next =
            file.stages.get(stage.index + 1).and_then(|next| file.instruction(next.instructions.start));
        next.is_some_and(|next| next.span.start <= offers.here.offset)
    };
    let named: Vec<(String, String)> = file
        .stages
        .iter()
        .filter(earlier)
        .filter_map(|stage| {
            let name = stage.name.as_ref()?;
            let place = Place::new(&file.source, name.span);
            Some((name.value.clone(), format!("{} at {}", stage.image.value, shown(&place))))
        })
        .collect();
    for (name, detail) in named {
        offers
            .add(typed.len(), Offer { detail: Some(detail), ..Offer::new(name, CompletionItemKind::Module) });
    }
}

/// Images that the project uses already, then those that dynolint knows.
fn known_images(offers: &mut Offers, typed: &str) {
    let project = offers.here.file.project;
    let here = offers.here.file.path.clone();
    for file in project.dockerfiles.iter().filter(|file| file.source.path() != here) {
        for stage in &file.stages {
            if matches!(stage.base, Base::Image(_)) && !stage.image.value.contains('$') {
                let detail = Some(file.source.shown().to_owned());
                let offer = Offer::new(&stage.image.value, CompletionItemKind::Value);
                offers.add(typed.len(), Offer { detail, rank: 1, ..offer });
            }
        }
    }
    for repository in images::repositories() {
        let document = images::find(repository, None).map(hover::facts);
        let offer = Offer::new(repository, CompletionItemKind::Value);
        offers.add(typed.len(), Offer { document, rank: 2, ..offer });
    }
    offers.add(typed.len(), Offer { rank: 2, ..Offer::new("scratch", CompletionItemKind::Value) });
}
