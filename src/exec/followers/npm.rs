//! `npm start`, `yarn build`, `pnpm run x`: the scripts of package.json.

use std::rc::Rc;
use std::sync::Arc;

use crate::base::source::{Place, Source, Span, Text};
use crate::build::filesystem::Found;
use crate::exec::Launch;
use crate::exec::follow::argv;
use crate::exec::follow::argv::Argv;
use crate::exec::follow::program::spelling;
use crate::exec::follow::scope::{Scope, Value};
use crate::exec::follow::script;
use crate::exec::follow::script::Code;
use crate::exec::follow::words::Words;
use crate::syntax::shell::{Dialect, Word};
use crate::syntax::yaml;
use crate::syntax::yaml::Document;
use crate::tables::package_scripts::{SCRIPT_RUNNERS, ScriptRunner};

/// Folders above one another in which package.json is looked for.
const HIGHEST: usize = 16;

/// Follows a command line that runs a script of package.json. `None` where it runs none that is known, or one of
/// several packages.
pub fn run(program: &str, argv: Argv<'_>, scope: &Scope) -> Option<Launch> {
    let runner = SCRIPT_RUNNERS.iter().find(|runner| runner.program == program)?;
    let asked = Asked::read(runner, argv)?;
    let mut inner = scope.inside();
    if let Some(folder) = &asked.folder {
        inner.change_folder(Some(folder));
    }
    package(&mut inner)?.run(&asked, runner, argv, &inner)
}

/// Follows a script of the package in the working directory by its name; `None` where that is not known.
pub fn named(name: &str, depth: usize, scope: &Scope) -> Option<Launch> {
    let mut inner = scope.inside();
    let package = package(&mut inner)?;
    let text = package.text(name, SCRIPT_RUNNERS.first()?)?;
    Some(package.follow(name, &text, Words::default(), depth, &inner))
}

/// What a runner is asked to do.
#[derive(Debug)]
struct Asked {
    /// The script's name.
    name: String,
    /// Whether the name can be nothing else.
    certain: bool,
    /// Index of the first word that the script gets.
    args: usize,
    folder: Option<String>,
}

impl Asked {
    fn read(runner: &ScriptRunner, argv: Argv<'_>) -> Option<Asked> {
        let words: Vec<String> = argv.words.iter().map(spelling).collect();
        let mut asked = Asked { name: String::new(), certain: false, args: words.len(), folder: None };
        let (mut at, mut commanded) = (1, false);
        while let Some(word) = words.get(at) {
            at += 1;
            let (option, attached) =
                word.split_once('=').map_or((word.as_str(), None), |(a, b)| (a, Some(b)));
            let named = !asked.name.is_empty();
            if named && (word == "--" || !runner.dashes || !word.starts_with('-')) {
                asked.args = at - usize::from(word != "--");
                break;
            }
            if runner.packages.contains(&option) {
                return None;
            } else if runner.folder.contains(&option) {
                asked.folder = attached.or_else(|| words.get(at).map(String::as_str)).map(str::to_owned);
                at += usize::from(attached.is_none());
            } else if !commanded && runner.commands.contains(&word.as_str()) {
                commanded = true;
            } else if word.starts_with('-') {
                at += usize::from(attached.is_none() && runner.valued.contains(&option));
            } else {
                asked.certain = commanded || runner.shortcuts.iter().any(|(own, _)| own == word);
                asked.name = runner.script(word, commanded)?;
            }
        }
        (!asked.name.is_empty()).then_some(asked)
    }
}

impl ScriptRunner {
    /// The script that a word names.
    fn script(&self, word: &str, commanded: bool) -> Option<String> {
        let shortcut = self.shortcuts.iter().find(|(own, _)| *own == word && !commanded);
        match shortcut {
            Some((_, name)) => Some((*name).to_owned()),
            None => (commanded || self.bare).then(|| word.to_owned()),
        }
    }
}

/// A package.json of the repository.
#[derive(Debug)]
struct Package {
    source: Arc<Source>,
    document: Document,
}

/// The package of the working directory, or of a folder above it, which becomes the working directory.
fn package(scope: &mut Scope<'_>) -> Option<Package> {
    for _ in 0..HIGHEST {
        match scope.find("package.json") {
            Found::File(source) => {
                let document = yaml::parse(source.text());
                return Some(Package { source, document });
            }
            Found::Missing if scope.folder.as_deref().is_some_and(|folder| folder != "/") => {
                scope.change_folder(Some(".."));
            }
            Found::Unknown(_) | Found::Folder(_) | Found::Missing => return None,
        }
    }
    None
}

/// What npm starts where no script says it: `server.js`.
fn default_start(argv: Argv<'_>, scope: &Scope) -> Launch {
    let place = argv.words.first().map_or(Span::default(), |word| word.span);
    let words = ["node", "server.js"].map(|word| {
        let mut text = Text::default();
        text.push(word, place);
        Word::plain(&text)
    });
    argv::run(Argv::new(&words, argv.source(0), argv.depth + 1), scope)
}

impl Package {
    fn run(&self, asked: &Asked, runner: &ScriptRunner, argv: Argv<'_>, scope: &Scope) -> Option<Launch> {
        let args = argv.from(asked.args);
        match self.text(&asked.name, runner) {
            Some(text) => {
                let args = args.freeze(scope);
                Some(self.follow(&asked.name, &text, args, argv.depth + 1, scope))
            }
            None if runner.program == "npm" && asked.name == "start" => Some(default_start(argv, scope)),
            None if asked.certain => {
                let why = format!("`{}` has no script `{}`", self.source.path(), asked.name);
                Some(Launch::unknown(why))
            }
            None => None,
        }
    }

    /// The text of a script, behind that of the one that runs before it.
    fn text(&self, name: &str, runner: &ScriptRunner) -> Option<Text> {
        let script = |name: &str| Some(&self.document.find(&["scripts", name])?.as_text()?.text);
        let main = script(name)?;
        let before = script(&format!("pre{name}")).filter(|_| runner.surrounds);
        let mut whole = before.cloned().unwrap_or_default();
        if before.is_some() {
            whole.push("\n", Span::at(main.span.start));
        }
        whole.append(main);
        Some(whole)
    }

    /// Follows a script, whose working directory is that of `scope`.
    fn follow(&self, name: &str, text: &Text, args: Words, depth: usize, scope: &Scope) -> Launch {
        let own = format!("{}#{name}", self.source.path());
        let Some(mut inner) = scope.enter(&own) else {
            return Launch::unknown(format!("the script `{name}` starts itself, or too many others"));
        };
        self.define(&mut inner);
        let mut whole = text.clone();
        let passes = !args.words.is_empty();
        inner.args = Some(Rc::new(args));
        if passes {
            whole.push(" \"$@\"", Span::at(text.span.end));
        }
        let code = Code { text: &whole, dialect: Dialect::Sh, source: &self.source, depth };
        let launch = script::of_file(code, &inner);
        // The shell reads the arguments too, whatever their quotes are.
        let own = |place: &Place| place.source.path() == self.source.path();
        Launch { not_expanded: launch.not_expanded.into_iter().filter(own).collect(), ..launch }
    }

    /// The variables that stand for what package.json says under `config`.
    fn define(&self, scope: &mut Scope<'_>) {
        let config = self.document.find(&["config"]).map_or(&[][..], |node| node.entries());
        for entry in config {
            let Some(scalar) = entry.value.to_text() else { continue };
            let place = Place::new(&self.source, scalar.text.span);
            let value = Value { text: scalar.text.text, place, evidence: None, expands: false };
            scope.define(&format!("npm_package_config_{}", entry.name()), value);
        }
    }
}
