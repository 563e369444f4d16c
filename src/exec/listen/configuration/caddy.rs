//! Caddy: the addresses of the sites in a Caddyfile.

use std::sync::Arc;

use super::{Says, base, expanded};
use crate::base::path;
use crate::base::source::{Place, Source, Span, Text};
use crate::build::filesystem::Found;
use crate::exec::follow::argv::Argv;
use crate::exec::follow::program::spelling;
use crate::exec::follow::scope::Scope;
use crate::exec::listen::options::{Host, Told};
use crate::syntax::shell::Word;
use crate::tables::servers::{Server, Takes};

/// Reads what Caddy is started with.
pub fn read(server: &'static Server, told: &Told, argv: Argv<'_>, scope: &Scope) -> Says {
    let file = match &told.configuration {
        Some(path) if !path.is_literal() => return Says::Nothing,
        Some(path) => path.text.as_str(),
        None => "Caddyfile",
    };
    let adapted = argv.words.iter().any(|word| spelling(word).contains("caddyfile"));
    if !path::name(file).starts_with("Caddyfile") && !adapted {
        return Says::Nothing;
    }
    match scope.configuration(file) {
        (Found::File(source), template) if !template => sites(server, &source, scope),
        (Found::Unknown(why), _) => Says::Unclear(format!("`{file}` {why}")),
        (Found::Missing, _) if file == "/etc/caddy/Caddyfile" && is_official(scope) => Says::Default(80),
        _ => Says::Nothing,
    }
}

/// Whether the file is the one that the official image brings.
fn is_official(scope: &Scope) -> bool {
    let official = base(scope).is_some_and(|(image, _)| image.repository == "caddy");
    official && !scope.files.touches("/etc/caddy") && !scope.files.touches("Caddyfile")
}

fn sites(server: &'static Server, source: &Arc<Source>, scope: &Scope) -> Says {
    let mut told = Told::default();
    let addresses = addresses(source);
    for address in &addresses.found {
        let written = source.slice(*address);
        let word = match written.contains("{$") {
            true => expanded(&with_variables(source, *address)),
            false => Some(Word::plain(&Text::verbatim(written, address.start))),
        };
        let Some(word) = word else { continue };
        told.value(server, Takes::Site, word, source, scope);
        told.hosts.push(Host { loopback: Some(false), place: Place::new(source, *address) });
    }
    let heroku = told.ports.iter().any(|port| port.is_heroku());
    match addresses.open && !heroku {
        true => Says::Unclear(format!("`{}` imports others", source.path())),
        false if told.ports.is_empty() => Says::Nothing,
        false => Says::Told(told),
    }
}

#[derive(Default)]
struct Addresses {
    found: Vec<Span>,
    /// Whether others are imported.
    open: bool,
}

/// The addresses before the blocks of sites. A file without such blocks is one site.
fn addresses(source: &Source) -> Addresses {
    let mut addresses = Addresses::default();
    let (mut depth, mut header) = (0_usize, Vec::new());
    for line in (1..=source.line_count()).filter_map(|number| source.line(number)) {
        let words: Vec<Span> = words(source, line);
        let text = |word: &Span| source.slice(*word);
        let (Some(first), Some(last)) = (words.first(), words.last()) else { continue };
        let opens = text(last) == "{";
        if text(first) == "}" {
            depth = depth.saturating_sub(1);
        } else if depth == 0 {
            addresses.open |= text(first) == "import";
            let before = words.len() - usize::from(opens);
            header.extend(words.iter().take(before).copied());
            if !opens && text(last).ends_with(',') {
                continue;
            }
            let own = std::mem::take(&mut header);
            let named = own.first().is_some_and(|word| text(word).starts_with(['(', '&']));
            if !named && text(first) != "import" {
                addresses.found.extend(own.iter().map(|word| trimmed(source, *word)));
            }
            if !opens && text(first) != "import" {
                return addresses;
            }
        }
        depth += usize::from(opens);
    }
    addresses
}

/// The words of a line, a comment left out.
fn words(source: &Source, line: Span) -> Vec<Span> {
    let text = source.slice(line);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.trim_start().is_empty()) {
        let start = at + (rest.len() - rest.trim_start().len());
        let word = text.get(start..).unwrap_or("");
        let length = word.find(char::is_whitespace).unwrap_or(word.len());
        if word.starts_with('#') {
            break;
        }
        found.push(Span::new(line.start + start, line.start + start + length));
        at = start + length;
    }
    found
}

/// A word without the comma behind it.
fn trimmed(source: &Source, word: Span) -> Span {
    let text = source.slice(word);
    Span::new(word.start, word.end - (text.len() - text.trim_end_matches(',').len()))
}

/// An address with its `{$NAME:default}` as the shell has them.
fn with_variables(source: &Source, address: Span) -> Text {
    let mut out = Text::default();
    let (mut rest, mut at) = (source.slice(address), address.start);
    while let Some(open) = rest.find("{$") {
        let (before, variable) = rest.split_at(open);
        out.push(before, Span::new(at, at + open));
        at += open;
        let end = variable.find('}').map_or(variable.len(), |end| end + 1);
        let inner = variable.get(2..end).unwrap_or("").trim_end_matches('}');
        let written = match inner.split_once(':') {
            Some((name, default)) => format!("${{{name}:-{default}}}"),
            None => format!("${{{inner}}}"),
        };
        out.push(&written, Span::new(at, at + end));
        rest = variable.get(end..).unwrap_or("");
        at += end;
    }
    out.push(rest, Span::new(at, at + rest.len()));
    out
}
