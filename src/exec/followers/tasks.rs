//! `concurrently`, `run-p`, `nodemon --exec`, `pm2-runtime`, `nest start`: programs of npm that start others.

use std::sync::Arc;

use super::npm;
use crate::base::source::{Place, Source, Span, Text};
use crate::build::filesystem::Found;
use crate::exec::Launch;
use crate::exec::follow::argv;
use crate::exec::follow::argv::Argv;
use crate::exec::follow::foreground::{Candidate, Kind, choose};
use crate::exec::follow::program::spelling;
use crate::exec::follow::scope::Scope;
use crate::exec::follow::script;
use crate::exec::follow::script::Code;
use crate::exec::listen::source;
use crate::syntax::shell::{Dialect, Word};
use crate::syntax::yaml;
use crate::tables::package_scripts::{CONCURRENTLY, Order, SEVERAL};
use crate::tables::servers::Server;

/// Scripts and commands of one program that are followed.
const MOST: usize = 50;

/// Follows what such a program starts; `None` where it is another one, or where that is not known.
pub fn run(program: &str, argv: Argv<'_>, scope: &Scope) -> Option<Launch> {
    if let Some((_, order)) = SEVERAL.iter().find(|(name, _)| *name == program) {
        return several(*order, argv, scope);
    }
    let launch = match program {
        "nodemon" => executed(argv, scope)?,
        "pm2-runtime" | "pm2" => managed(argv, scope)?,
        "nest" => nest(argv, scope)?,
        _ => return None,
    };
    Some(launch.or_server(program, argv))
}

impl Launch {
    /// The launch, with a program of the table that starts it where it is no server itself.
    pub fn or_server(self, program: &str, argv: Argv<'_>) -> Launch {
        let args: Vec<String> = argv.words.iter().skip(1).map(spelling).collect();
        match (self.server, Server::find(program, &args)) {
            (None, Some((server, _))) => {
                let place = argv.iter().next().map(|(word, source)| Place::new(source, word.span));
                Launch { server: Some(server), program: place, ..self }
            }
            _ => self,
        }
    }
}

/// Several scripts, or commands for the shell.
fn several(order: Order, argv: Argv<'_>, scope: &Scope) -> Option<Launch> {
    let parallel = |word: &Word| matches!(spelling(word).as_str(), "-p" | "--parallel");
    let at_once = match order {
        Order::OneAfterAnother => false,
        Order::AtOnce | Order::Commands => true,
        Order::ByOption => argv.words.iter().any(parallel),
    };
    let mut valued = false;
    let mut found = Vec::new();
    for (word, source) in argv.iter().skip(1) {
        let written = spelling(word);
        let skipped = std::mem::take(&mut valued) || written.starts_with('-');
        if skipped {
            valued = order == Order::Commands && CONCURRENTLY.contains(&written.as_str());
            continue;
        }
        let launch = one(order, (word, source), argv, scope);
        let kind = Kind::of(&launch, "");
        found.push(Candidate { launch, kind, conditional: false, background: at_once });
    }
    if let [only] = found.as_mut_slice() {
        only.background = false;
    }
    (!found.is_empty() && found.len() <= MOST).then(|| choose(found))
}

/// One script by its name, or one command.
fn one(order: Order, (word, source): (&Word, &Arc<Source>), argv: Argv<'_>, scope: &Scope) -> Launch {
    let written = spelling(word);
    let name = match order {
        Order::Commands => written.strip_prefix("npm:"),
        _ => Some(written.as_str()),
    };
    match name {
        Some(name) => npm::named(name, argv.depth + 1, scope)
            .unwrap_or_else(|| Launch::unknown(format!("`package.json` has no script `{name}`"))),
        None => {
            let code = Code { text: &word.value(), dialect: Dialect::Sh, source, depth: argv.depth + 1 };
            script::run(code, scope)
        }
    }
}

/// `nodemon --exec ts-node server.ts`
fn executed(argv: Argv<'_>, scope: &Scope) -> Option<Launch> {
    let asks = |word: &Word| matches!(spelling(word).as_str(), "-x" | "--exec");
    let at = argv.words.iter().position(asks)? + 1;
    let mut text = argv.words.get(at)?.value();
    let same = |index: &usize| argv.source(*index).path() == argv.source(at).path();
    for index in (at + 1..argv.words.len()).filter(same) {
        let Some(word) = argv.words.get(index).filter(|word| !spelling(word).starts_with('-')) else { break };
        let word = word.value();
        text.push(" ", Span::at(word.span.start));
        text.append(&word);
    }
    let code = Code { text: &text, dialect: Dialect::Sh, source: argv.source(at), depth: argv.depth + 1 };
    Some(script::run(code, scope))
}

/// `pm2-runtime npm -- start`, `pm2-runtime ecosystem.config.js`
fn managed(argv: Argv<'_>, scope: &Scope) -> Option<Launch> {
    let plain = |at: &usize| {
        let word = argv.words.get(*at).map(spelling).unwrap_or_default();
        !word.starts_with('-') && word != "start"
    };
    let at = (1..argv.words.len()).find(plain)?;
    let name = argv.words.get(at).map(spelling)?;
    if name.ends_with(".config.js") || name.ends_with(".config.cjs") || name.ends_with(".json") {
        return Some(listed(&name, argv, scope));
    }
    let dashes = argv.words.iter().position(|word| word.is("--")).filter(|dashes| *dashes == at + 1)?;
    let words: Vec<Word> = [at..at + 1, dashes + 1..argv.words.len()]
        .into_iter()
        .filter_map(|range| argv.words.get(range))
        .flatten()
        .cloned()
        .collect();
    (!name.contains('.')).then(|| argv::run(Argv::new(&words, argv.source(at), argv.depth + 1), scope))
}

/// The one program that a file of pm2 lists.
fn listed(path: &str, argv: Argv<'_>, scope: &Scope) -> Launch {
    let unclear = || Launch::unknown(format!("`{path}` decides what runs"));
    let Found::File(source) = scope.find(path) else { return unclear() };
    let entries = source::Entries::read(&source);
    let other = ["PORT", "cwd", "interpreter", "args", "exec_interpreter"];
    let Some(script) = entries.only("script").filter(|_| !entries.have_any(&other)) else { return unclear() };
    let Some(inner) = scope.enter(source.path()) else { return unclear() };
    let mut text = Text::default();
    text.push("node", script.span);
    let words = [Word::plain(&text), Word::plain(&Text::verbatim(script.text(), script.span.start))];
    argv::run(Argv::new(&words, &source, argv.depth + 1), &inner).through(script)
}

/// `nest start`: `src/main.ts`, or what nest-cli.json says.
fn nest(argv: Argv<'_>, scope: &Scope) -> Option<Launch> {
    let mut words = argv.words.iter().skip(1).map(spelling);
    if words.next()? != "start" || words.any(|word| !word.starts_with('-') || word.contains("ntry")) {
        return None;
    }
    let (mut root, mut entry) = ("src".to_owned(), "main".to_owned());
    match scope.find("nest-cli.json") {
        Found::File(source) => {
            let settings = yaml::parse(source.text());
            let text = |name| Some(settings.find(&[name])?.as_text()?.as_str().to_owned());
            root = text("sourceRoot").unwrap_or(root);
            entry = text("entryFile").unwrap_or(entry);
        }
        Found::Unknown(_) => return None,
        Found::Folder(_) | Found::Missing => {}
    }
    source::file("node", &format!("{root}/{entry}.ts"), scope).ok().flatten()
}
