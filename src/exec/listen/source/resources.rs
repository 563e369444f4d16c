//! Files of settings that are compiled into a program: `application.properties`, `application.yml`, `appsettings.json`.

use std::sync::Arc;

use super::entries::Entries;
use crate::base::path;
use crate::base::source::{Place, Source, Span};
use crate::build::filesystem::Reader;
use crate::tables::languages::Language;

/// The most files that are read.
const MOST: usize = 40;
/// How `PORT` is put into a value.
const EXPANSIONS: &[&str] = &["${PORT}", "${PORT:", "${?PORT}", "${env.PORT", "${env:PORT"];

/// What such files say of the port.
#[derive(Debug)]
pub enum Resource {
    /// `PORT` of the environment.
    Heroku(Place),
    /// This one, in every file that says one.
    Fixed(u16, Place),
    /// Something else.
    Unknown,
}

/// Reads the settings in a folder, those of tests left out; `None` where they say nothing.
pub fn read(language: &Language, folder: &str, reader: &Reader<'_>) -> Option<Resource> {
    let all = if language.resources.is_empty() { Arc::default() } else { reader.walk(folder) };
    let mut found: Vec<Resource> = Vec::new();
    for (pattern, keys) in language.resources {
        let named = |path: &&String| fits(path::name(path), pattern) && !path.contains("test/");
        for source in all.iter().filter(named).take(MOST).filter_map(|path| reader.read(path)) {
            found.extend(expansion(&source).map(Resource::Heroku));
            found.extend(values(&source, keys).into_iter().map(of));
        }
    }
    match found.iter().position(|found| matches!(found, Resource::Heroku(_))) {
        Some(at) => Some(found.swap_remove(at)),
        None => agreed(found),
    }
}

/// The one port that all of them say.
fn agreed(found: Vec<Resource>) -> Option<Resource> {
    let mut found = found.into_iter();
    let first = found.next()?;
    let same = |other: &Resource| match (&first, other) {
        (Resource::Fixed(port, _), Resource::Fixed(other, _)) => port == other,
        _ => false,
    };
    Some(if found.all(|other| same(&other)) { first } else { Resource::Unknown })
}

/// Whether a name is that of a pattern with one `*` at most.
fn fits(name: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        Some((head, end)) => name.strip_prefix(head).is_some_and(|rest| rest.ends_with(end)),
        None => name == pattern,
    }
}

/// Where a file puts `PORT` in, comments left out.
fn expansion(source: &Arc<Source>) -> Option<Place> {
    let lines = (1..=source.line_count()).filter_map(|number| source.line(number));
    let own = lines.filter(|span| !source.slice(*span).trim_start().starts_with('#'));
    own.filter_map(|span| {
        let text = source.slice(span);
        let at = EXPANSIONS.iter().find_map(|expansion| text.find(expansion))?;
        let end = text.get(at..)?.find('}')? + at + 1;
        Some(Place::new(source, Span::new(span.start + at, span.start + end)))
    })
    .next()
}

fn of(place: Place) -> Resource {
    match place.text().parse() {
        Ok(port) if port > 0 => Resource::Fixed(port, place),
        _ => Resource::Unknown,
    }
}

/// The values of keys: `server.port=80`, or `server:` and `port: 80` below it.
fn values(source: &Arc<Source>, keys: &[&str]) -> Vec<Place> {
    if source.path().ends_with(".json") {
        return Entries::read(source).under(keys, "Url");
    }
    let mut found = Vec::new();
    let mut above: Vec<(usize, String)> = Vec::new();
    for span in (1..=source.line_count()).filter_map(|number| source.line(number)) {
        let text = source.slice(span);
        let bare = text.trim_start();
        let indent = text.len() - bare.len();
        let Some((key, value)) = bare.split_once([':', '=']).filter(|_| !bare.starts_with(['#', '!'])) else {
            continue;
        };
        above.retain(|(other, _)| *other < indent);
        let key = key.trim().trim_matches(['"', '\'']);
        let whole: Vec<&str> = above.iter().map(|(_, name)| name.as_str()).chain([key]).collect();
        if keys.contains(&whole.join(".").as_str()) {
            found.extend(value_place(source, span, value));
        }
        above.push((indent, key.to_owned()));
    }
    found
}

/// A value without blanks, quotes and comments, at the end of a line.
fn value_place(source: &Arc<Source>, line: Span, value: &str) -> Option<Place> {
    let start = line.end.checked_sub(value.len())?;
    let kept = value.split(" #").next().unwrap_or(value).trim_end();
    let bare = kept.trim_start().trim_matches(['"', '\'']);
    let at = value.find(bare).filter(|_| !bare.is_empty())?;
    Some(Place::new(source, Span::new(start + at, start + at + bare.len())))
}
