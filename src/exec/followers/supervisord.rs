//! `supervisord`: the programs of its configuration.

use std::sync::Arc;

use crate::base::path;
use crate::base::source::{Place, Source, Span, Text};
use crate::build::dockerfile;
use crate::build::filesystem::Found;
use crate::exec::follow::argv::Argv;
use crate::exec::follow::foreground::{Candidate, Kind, choose};
use crate::exec::follow::program::spelling;
use crate::exec::follow::scope::{Scope, Value};
use crate::exec::follow::script;
use crate::exec::follow::script::Code;
use crate::exec::{Launch, Verdict};
use crate::syntax::gomatch::Pattern;
use crate::syntax::ini::{Section, sections};
use crate::syntax::shell;
use crate::syntax::shell::Dialect;

/// Where it looks for its configuration.
pub const PLACES: &[&str] = &[
    "supervisord.conf",
    "etc/supervisord.conf",
    "/etc/supervisord.conf",
    "/etc/supervisor/supervisord.conf",
];
/// Files and programs that are read.
const MOST: usize = 50;

/// Follows what supervisord starts; `None` for another program.
pub fn run(program: &str, argv: Argv<'_>, scope: &Scope) -> Option<Launch> {
    (program == "supervisord").then(|| configured(argv, scope))
}

fn configured(argv: Argv<'_>, scope: &Scope) -> Launch {
    const WHY: &str = "supervisord's configuration decides what runs";
    let Ok(given) = configuration(argv) else { return Launch::unknown(WHY) };
    let places = given.as_deref().map_or(PLACES.to_vec(), |path| vec![path]);
    let known = |place: &&str| given.is_some() || scope.folder.is_some() || place.starts_with('/');
    for place in places.into_iter().filter(known) {
        match scope.configuration(place).0 {
            Found::File(source) => return programs(place, &source, argv, scope),
            Found::Unknown(why) => return Launch::unknown(format!("`{place}` {why}")),
            Found::Folder(_) | Found::Missing => {}
        }
    }
    Launch::unknown(WHY)
}

/// The path behind `-c`.
///
/// # Errors
/// Where it is not known.
fn configuration(argv: Argv<'_>) -> Result<Option<String>, ()> {
    let mut words = argv.words.iter().skip(1);
    while let Some(word) = words.next() {
        let written = spelling(word);
        if matches!(written.as_str(), "-c" | "--configuration") {
            return words
                .next()
                .and_then(|path| path.literal())
                .map(|path| Some(path.into_owned()))
                .ok_or(());
        }
        if let Some(path) = written.strip_prefix("--configuration=").or_else(|| written.strip_prefix("-c")) {
            return if word.literal().is_some() { Ok(Some(path.to_owned())) } else { Err(()) };
        }
    }
    Ok(None)
}

fn programs(place: &str, source: &Arc<Source>, argv: Argv<'_>, scope: &Scope) -> Launch {
    let Some(mut inner) = scope.enter(source.path()) else {
        return Launch::unknown(format!("`{}` starts itself, or too many others", source.path()));
    };
    inner.args = None;
    let (files, open) = files(place, source, scope);
    let mut found = Vec::new();
    for file in &files {
        let sections = sections(file).into_iter().filter(|section| section.starts(file));
        found.extend(sections.take(MOST).filter_map(|section| section.follow(file, argv.depth + 1, &inner)));
    }
    let several = found.len() > 1;
    found.iter_mut().for_each(|it| it.background = several);
    if found.is_empty() || open.is_some() {
        let why = open.unwrap_or_else(|| format!("`{}` starts no program", source.path()));
        let told = found.iter().any(|it| matches!(it.launch.verdict, Verdict::FromPort { .. }));
        return if told { choose(found) } else { Launch::unknown(why) };
    }
    choose(found)
}

/// The configuration and what it includes, and why there may be more.
fn files(place: &str, source: &Arc<Source>, scope: &Scope) -> (Vec<Arc<Source>>, Option<String>) {
    let mut files = vec![Arc::clone(source)];
    let mut open = None;
    let folder = place.rsplit_once('/').map(|(folder, _)| format!("{folder}/"));
    let folder =
        folder.and_then(|folder| dockerfile::join(scope.folder.as_deref(), &folder)).or(scope.folder.clone());
    let include = sections(source).into_iter().find(|section| section.name == "include");
    let patterns = include.and_then(|section| section.get("files")).map_or("", |span| source.slice(span));
    for pattern in patterns.split_whitespace().take(MOST) {
        let Some(pattern) = dockerfile::join(folder.as_deref(), pattern) else {
            open = Some("its folder is unknown".to_owned());
            continue;
        };
        let (folder, name) = (path::parent(&pattern).unwrap_or(""), Pattern::new(path::name(&pattern)));
        let listing = scope.files.list(folder);
        if listing.open {
            open = Some(format!("`{folder}` may contain more"));
        }
        for name in listing.names.iter().filter(|it| name.matches(it) == Ok(true)).take(MOST) {
            match scope.configuration(&format!("{folder}/{name}")).0 {
                Found::File(source) => files.push(source),
                Found::Unknown(why) => open = Some(format!("`{folder}/{name}` {why}")),
                Found::Folder(_) | Found::Missing => {}
            }
        }
    }
    (files, open)
}

impl Section {
    /// Whether it is a program that is started by itself.
    fn starts(&self, source: &Source) -> bool {
        let value = self.get("autostart").map_or("", |span| source.slice(span));
        self.name.starts_with("program:")
            && !matches!(value.to_ascii_lowercase().as_str(), "false" | "off" | "no" | "0")
    }

    fn follow(&self, source: &Arc<Source>, depth: usize, scope: &Scope) -> Option<Candidate> {
        let command = self.get("command")?;
        let mut scope = scope.script();
        if let Some(folder) = self.get("directory") {
            let folder = source.slice(folder);
            scope.change_folder(Some(folder).filter(|folder| !folder.contains('%')));
        }
        self.environment(source, &mut scope);
        let text = for_shell(source, command);
        let launch = script::of_file(Code { text: &text, dialect: Dialect::Sh, source, depth }, &scope);
        let parsed = shell::parse(&text, Dialect::Sh);
        let program = parsed.own().next().map(|command| command.effective().program).unwrap_or_default();
        let kind = Kind::of_process(&launch, &program, &self.name);
        Some(Candidate {
            launch: without_shell(launch, source, command),
            kind,
            conditional: false,
            background: true,
        })
    }

    /// Takes `environment=NAME="value",OTHER=value` in.
    fn environment(&self, source: &Arc<Source>, scope: &mut Scope) {
        let Some(span) = self.get("environment") else { return };
        let mut at = span.start;
        for pair in source.slice(span).split(',').take(MOST) {
            let start = at;
            at += pair.len() + 1;
            let Some((name, value)) = pair.split_once('=') else { continue };
            let bare = value.trim().trim_matches(['"', '\'']);
            let offset = start + name.len() + 1 + value.find(bare).unwrap_or(0);
            let place = Place::new(source, Span::new(offset, offset + bare.len()));
            let text = for_shell(source, place.span);
            let script = shell::parse(&text, Dialect::Sh);
            let word = script.commands.first().and_then(|command| command.words.first());
            let value = match word {
                Some(word) => Value { expands: false, ..scope.resolve(word, source) },
                None => Value { text: String::new(), place, evidence: None, expands: false },
            };
            scope.define(name.trim(), value);
        }
    }
}

/// No shell reads the words: nothing can be written there for one.
fn without_shell(mut launch: Launch, source: &Arc<Source>, command: Span) -> Launch {
    if let Verdict::Fixed { expands, .. } = &mut launch.verdict {
        *expands = false;
    }
    let by_shell = |place: &Place| place.source.path() != source.path();
    let before = launch.not_expanded.len();
    launch.not_expanded.retain(by_shell);
    if before > launch.not_expanded.len() && !matches!(launch.verdict, Verdict::FromPort { .. }) {
        let why = "supervisord does not expand `$PORT`, only `%(ENV_PORT)s`".to_owned();
        launch.verdict = Verdict::Unknown { why };
    }
    if launch.end.as_ref().is_some_and(|end| command.contains(end.span.start.saturating_sub(1))) {
        (launch.expands, launch.end) = (false, None);
    }
    launch
}

/// A value as a shell would have to read it: `%(ENV_NAME)s` is its `${NAME}`, and what the shell alone knows is quoted.
fn for_shell(source: &Source, value: Span) -> Text {
    let text = source.slice(value);
    let mut out = Text::default();
    let (mut single, mut double, mut at) = (false, false, 0);
    while let Some(next) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or("");
        let escape = (next == '\\' && !single).then(|| rest.chars().nth(1)).flatten();
        let (written, length) = match next {
            '%' => variable(rest, single),
            '\n' | '\r' => (" ".to_owned(), 1),
            '\\' if escape.is_some() => {
                let length = 1 + escape.map_or(0, char::len_utf8);
                (rest.get(..length).unwrap_or("").to_owned(), length)
            }
            _ if is_special(next, single, double) => (format!("\\{next}"), next.len_utf8()),
            _ => (next.to_string(), next.len_utf8()),
        };
        single ^= next == '\'' && !double;
        double ^= next == '"' && !single;
        out.push(&written, Span::new(value.start + at, value.start + at + length));
        at += length;
    }
    out
}

/// Whether a character means something to a shell only.
fn is_special(next: char, single: bool, double: bool) -> bool {
    match next {
        '$' | '`' => !single,
        '&' | '|' | '<' | '>' | '(' | ')' | ';' | '#' | '*' | '?' | '[' | '~' | '{' | '}' | '!' => {
            !single && !double
        }
        _ => false,
    }
}

/// What stands at a `%`, and its length.
fn variable(text: &str, single: bool) -> (String, usize) {
    if text.starts_with("%%") {
        return ("%".to_owned(), 2);
    }
    let name = text.strip_prefix("%(").and_then(|rest| rest.split_once(")s")).map(|(name, _)| name);
    let Some(name) = name.filter(|name| name.len() < 100) else { return ("%".to_owned(), 1) };
    let length = name.len() + "%()s".len();
    let written = match name.strip_prefix("ENV_") {
        Some(name) if single => format!("'\"${{{name}}}\"'"),
        Some(name) => format!("${{{name}}}"),
        None if single => "'\"$(:)\"'".to_owned(),
        None => "$(:)".to_owned(),
    };
    (written, length)
}
