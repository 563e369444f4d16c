//! `make run`: the recipe of a target, with make's variables put in.

mod expand;

use std::sync::Arc;

use crate::base::source::{Place, Source};
use crate::build::filesystem::Found;
use crate::exec::Launch;
use crate::exec::follow::argv::Argv;
use crate::exec::follow::program::spelling;
use crate::exec::follow::scope::{Scope, Value};
use crate::exec::follow::script;
use crate::exec::follow::script::Code;
use crate::syntax::makefile;
use crate::syntax::makefile::{Kind, Makefile};
use crate::syntax::shell::Dialect;
use expand::Expander;

/// Options that take the next word.
const VALUED: &[&str] = &["-f", "--file", "--makefile", "-C", "--directory", "-I", "-o", "-W"];
/// The names it looks for.
const NAMES: &[&str] = &["GNUmakefile", "makefile", "Makefile"];

/// Follows `make` to the recipes of its targets; `None` for another program.
pub fn run(program: &str, argv: Argv<'_>, scope: &Scope) -> Option<Launch> {
    matches!(program, "make" | "gmake").then(|| made(argv, scope))
}

fn made(argv: Argv<'_>, scope: &Scope) -> Launch {
    const WHY: &str = "a Makefile decides what runs";
    let Some(asked) = Asked::read(argv) else { return Launch::unknown(WHY) };
    let mut outer = scope.inside();
    if let Some(folder) = &asked.folder {
        outer.change_folder(Some(folder));
    }
    let names = asked.file.as_deref().map_or(NAMES.to_vec(), |file| vec![file]);
    for name in names {
        match outer.find(name) {
            Found::File(source) => return target(&source, &asked, argv, &outer),
            Found::Unknown(why) => return Launch::unknown(format!("`{name}` {why}")),
            Found::Folder(_) | Found::Missing => {}
        }
    }
    Launch::unknown(WHY)
}

#[derive(Default)]
struct Asked {
    file: Option<String>,
    folder: Option<String>,
    targets: Vec<String>,
    /// The words that set variables, by index.
    variables: Vec<usize>,
}

impl Asked {
    /// Reads the words behind `make`; `None` when one of them is not known.
    fn read(argv: Argv<'_>) -> Option<Asked> {
        let mut asked = Asked::default();
        let mut words = argv.words.iter().enumerate().skip(1);
        while let Some((at, word)) = words.next() {
            let written = spelling(word);
            if VALUED.contains(&written.as_str()) {
                asked.take(&written, words.next()?.1.literal()?.into_owned());
            } else if let Some((name, value)) = written.split_once('=') {
                if name.starts_with('-') {
                    asked.take(name, value.to_owned());
                } else {
                    asked.variables.push(at);
                }
            } else if matches!(written.as_str(), "-e" | "--environment-overrides") {
                return None;
            } else if !written.starts_with('-') {
                asked.targets.push(word.literal()?.into_owned());
            }
        }
        Some(asked)
    }

    fn take(&mut self, option: &str, value: String) {
        match option {
            "-f" | "--file" | "--makefile" => self.file = Some(value),
            "-C" | "--directory" => self.folder = Some(value),
            _ => {}
        }
    }
}

fn target(source: &Arc<Source>, asked: &Asked, argv: Argv<'_>, scope: &Scope) -> Launch {
    let file = makefile::read(source);
    let goals =
        if asked.targets.is_empty() { file.goal().into_iter().collect() } else { asked.targets.clone() };
    let rules = file.rules_for(&goals);
    if file.unusual || rules.iter().any(|rule| rule.unclear) {
        return Launch::unknown(format!("`{}` decides what runs", source.path()));
    }
    let Some(mut inner) = scope.enter(&format!("{}:{}", source.path(), goals.join(" "))) else {
        return Launch::unknown(format!("`{}` starts itself, or too many others", source.path()));
    };
    inner.args = None;
    define(&mut inner, &file, source, &goals);
    let given: Vec<String> = (asked.variables.iter())
        .filter_map(|at| argv.words.get(*at)?.split_once('=').map(|(name, _)| name.prefix()))
        .collect();
    for at in &asked.variables {
        argv.words.get(*at).into_iter().for_each(|word| inner.assign_word(word, argv.source(*at)));
    }
    inner.beside = false;
    let mut expander = Expander::new(&file, source, &given, &goals, scope);
    for rule in rules {
        rule.recipe.iter().for_each(|line| expander.line(*line));
    }
    match expander.finish() {
        Some(text) => {
            script::of_file(Code { text: &text, dialect: Dialect::Sh, source, depth: argv.depth + 1 }, &inner)
        }
        None => Launch::unknown(format!("`{}` is too long", source.path())),
    }
}

/// Makes the variables known that a recipe may use as they are; one that is set changes `PORT` for the recipes too.
fn define(scope: &mut Scope, file: &Makefile, source: &Arc<Source>, goals: &[String]) {
    for variable in file.variables.iter().filter(|variable| variable.is_for(goals)) {
        let known = variable.kind == Kind::Set || (variable.kind == Kind::Default && variable.name != "PORT");
        let text = source.slice(variable.value);
        if known && expand::is_address(text) {
            let place = Place::new(source, variable.value);
            let value = Value { text: text.to_owned(), place, evidence: None, expands: false };
            scope.define(&variable.name, value);
        }
    }
}
