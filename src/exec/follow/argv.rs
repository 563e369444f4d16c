//! ENTRYPOINT and CMD to one command line, and command lines to what they run.

use std::rc::Rc;
use std::sync::{Arc, LazyLock};

use super::command::{Manner, Ran};
use super::file;
use super::program;
use super::scope::{Scope, Unread};
use super::script;
use super::script::Code;
use super::words::{Words, freeze};
use crate::base::source::{Place, Source, Span, Text};
use crate::build::base::base_image;
use crate::build::dockerfile::Setting;
use crate::exec::{Launch, Line, Started};
use crate::syntax::shell::{Dialect, Effective, Word, effective, is_wrapper};

/// A command line. Its words may come from several files: the entrypoint's, the command's, those of variables.
#[derive(Debug, Clone, Copy)]
pub struct Argv<'a> {
    /// The words, the program first.
    pub words: &'a [Word],
    sources: Sources<'a>,
    /// How many words are of the first line, where there are two.
    boundary: usize,
    /// How many shells and runners stand around it.
    pub depth: usize,
    /// Whether a shell reads the words.
    pub shell: bool,
    /// Where more arguments can be written, where that is not behind the last word.
    end: Option<(&'a Arc<Source>, usize)>,
}

/// The files of words.
#[derive(Debug, Clone, Copy)]
enum Sources<'a> {
    One(&'a Arc<Source>),
    Each(&'a [Arc<Source>]),
}

/// The file of words that stand in none.
static NOWHERE: LazyLock<Arc<Source>> = LazyLock::new(|| Source::new("", "", ""));
/// Shells and runners in one another.
const DEEPEST: usize = 24;

impl<'a> Argv<'a> {
    /// A command line of one file.
    pub fn new(words: &'a [Word], source: &'a Arc<Source>, depth: usize) -> Argv<'a> {
        Argv { words, sources: Sources::One(source), boundary: words.len(), depth, shell: true, end: None }
    }

    /// A command line of words that stand in several places.
    pub fn of(line: &'a Words, depth: usize) -> Argv<'a> {
        let words = line.words.as_slice();
        Argv {
            words,
            sources: Sources::Each(&line.sources),
            boundary: words.len(),
            depth,
            shell: true,
            end: None,
        }
    }

    /// The command line with the place where more arguments can be written.
    #[must_use]
    pub fn ending(self, source: &'a Arc<Source>, at: usize) -> Argv<'a> {
        Argv { end: Some((source, at)), ..self }
    }

    /// The command line from a word on, one level deeper.
    pub fn from(self, at: usize) -> Argv<'a> {
        Argv {
            words: self.words.get(at..).unwrap_or(&[]),
            sources: match self.sources {
                Sources::One(source) => Sources::One(source),
                Sources::Each(sources) if at < sources.len() => {
                    Sources::Each(sources.get(at..).unwrap_or(sources))
                }
                // No words are left.
                each => each,
            },
            boundary: self.boundary.saturating_sub(at),
            depth: self.depth + 1,
            ..self
        }
    }

    /// The words that stand in one line with a word: the entrypoint's, or the command's.
    pub fn line_of(self, at: usize) -> &'a [Word] {
        let (first, rest) = self.words.split_at(self.boundary.min(self.words.len()));
        if at < self.boundary { first } else { rest }
    }

    /// The file of a word.
    pub fn source(&self, at: usize) -> &'a Arc<Source> {
        match self.sources {
            Sources::One(source) => source,
            Sources::Each(sources) => sources.get(at).or(sources.last()).unwrap_or_else(|| &NOWHERE),
        }
    }

    /// The words with their files.
    pub fn iter(self) -> impl Iterator<Item = (&'a Word, &'a Arc<Source>)> {
        self.words.iter().enumerate().map(move |(at, word)| (word, self.source(at)))
    }

    /// Where more arguments can be written.
    pub fn end(self) -> Option<Place> {
        match self.end {
            Some((source, at)) => Some(Place::new(source, Span::at(at))),
            None => self.iter().last().map(|(word, source)| Place::new(source, Span::at(word.span.end))),
        }
    }

    /// The words, with what they stand for here.
    pub fn freeze(self, scope: &Scope) -> Words {
        let mut words = Words::default();
        for (word, source) in self.iter() {
            words.push(freeze(word, source, scope), source);
        }
        words
    }
}

/// Follows what an image starts.
pub fn follow(started: &Started, scope: &Scope) -> Launch {
    match (&started.entrypoint, &started.command) {
        // A shell-form ENTRYPOINT drops what is passed to it.
        (Some(Line::Shell { source, text }), _) | (None, Some(Line::Shell { source, text })) => {
            text_of_shell(text, source, scope)
        }
        (Some(Line::Exec { source, words, .. }), Some(command)) => passed(source, words, command, scope),
        (Some(Line::Exec { source, words, .. }), None) | (None, Some(Line::Exec { source, words, .. })) => {
            exec(&plain(words), source, scope)
        }
        (None, None) => Launch::unknown("no command is defined"),
    }
}

/// An exec-form entrypoint and the command that is passed to it.
fn passed(source: &Arc<Source>, entrypoint: &[Text], command: &Line, scope: &Scope) -> Launch {
    let mut words = plain(entrypoint);
    let runs_it = runs_arguments(&words);
    let boundary = words.len();
    let known = file::is_known(&words, scope);
    let mut inner = scope.inside();
    let unread = is_script(&words) && !known && !is_of_base(scope);
    inner.unread = unread.then_some(Unread::Variables);
    let scope = &inner;
    match command {
        Line::Shell { text, .. } if known => words.extend(by_shell(text)),
        Line::Exec { words: more, .. } if known => words.extend(plain(more)),
        Line::Shell { .. } | Line::Exec { .. } if runs_it => return run_by(&words, source, command, scope),
        // A text is one argument: `ENTRYPOINT ["sh", "-c"]` makes a script of it.
        Line::Shell { text, .. } => words.push(Word::plain(text)),
        Line::Exec { words: more, .. } => words.extend(plain(more)),
    }
    let mut line = Words::default();
    for (at, word) in words.into_iter().enumerate() {
        line.push(word, if at < boundary { source } else { command.source() });
    }
    begin(Argv { boundary, shell: false, ..Argv::of(&line, 0) }, scope)
}

/// A command that an entrypoint runs which is not read: a wrapper, or a script.
fn run_by(entrypoint: &[Word], source: &Arc<Source>, command: &Line, scope: &Scope) -> Launch {
    let argv = Argv { shell: false, ..Argv::new(entrypoint, source, 0) };
    let ran = Ran::new(argv, scope, None, Manner::ALONE);
    let outer = if is_wrapper(&effective(entrypoint).program) { None } else { ran };
    scope.trace.note(outer, Manner::ALONE, || match command {
        Line::Shell { source, text } => text_of_shell(text, source, scope),
        Line::Exec { source, words, .. } => exec(&plain(words), source, scope),
    })
}

/// Follows what the system itself starts.
fn begin(argv: Argv<'_>, scope: &Scope) -> Launch {
    let ran = Ran::new(argv, scope, None, Manner::ALONE);
    scope.trace.note(ran, Manner::ALONE, || run(argv, scope))
}

/// Whether the entrypoint is the base image's, which is known to run what it is given.
fn is_of_base(scope: &Scope) -> bool {
    let Some((file, stage)) = scope.files.stage() else { return false };
    stage.entrypoint == Setting::Base && base_image(file, stage).is_some_and(|base| base.passes_on)
}

/// A text in shell form as Docker passes it to an entrypoint.
fn by_shell(text: &Text) -> [Word; 3] {
    let word = |program: &str| {
        let mut word = Text::default();
        word.push(program, Span::at(text.span.start));
        Word::plain(&word)
    };
    [word("/bin/sh"), word("-c"), Word::plain(text)]
}

fn text_of_shell(text: &Text, source: &Arc<Source>, scope: &Scope) -> Launch {
    script::run(Code { text, dialect: Dialect::Sh, source, depth: 0 }, scope)
}

/// Whether an entrypoint is a wrapper, or a script that is taken to run what it is given.
fn runs_arguments(entrypoint: &[Word]) -> bool {
    is_script(entrypoint) || is_wrapper(&effective(entrypoint).program)
}

/// `/entrypoint.sh`, `bash start.sh`.
fn is_script(entrypoint: &[Word]) -> bool {
    let found = effective(entrypoint);
    let named = |name: &str| name.contains("entrypoint") || name.ends_with(".sh");
    let by_shell = Dialect::of(&found.program) != Dialect::Other && found.script.is_none();
    let file = found.args.last().and_then(Word::literal).filter(|_| by_shell);
    named(&found.program) || found.program.contains("init") || file.is_some_and(|file| named(&file))
}

fn plain(words: &[Text]) -> Vec<Word> {
    words.iter().map(Word::plain).collect()
}

fn exec(words: &[Word], source: &Arc<Source>, scope: &Scope) -> Launch {
    begin(Argv { shell: false, ..Argv::new(words, source, 0) }, scope)
}

/// Follows a command line through wrappers and shells.
pub fn run(argv: Argv<'_>, scope: &Scope) -> Launch {
    if argv.depth > DEEPEST {
        return Launch::unknown("too many programs start each other");
    }
    let found = effective(argv.words);
    let mut inner = scope.inside();
    for (word, source) in argv.iter().filter(|(word, _)| is_among(word, &found)) {
        inner.assign_word(word, source);
    }
    let args = argv.words.len() - found.args.len();
    if let Some(nested) = &found.script {
        let source = argv.source(args + nested.at);
        let code = Code { text: &nested.text, dialect: nested.dialect, source, depth: argv.depth + 1 };
        // `sh -c 'exec "$@"' sh gunicorn app`
        inner.args = Some(Rc::new(argv.from(args + nested.at + 2).freeze(scope)));
        return script::run(code, &inner);
    }
    program::run(argv.from(args.saturating_sub(1)), &inner)
}

fn is_among(word: &Word, found: &Effective<'_>) -> bool {
    found.assignments.iter().any(|assignment| std::ptr::eq(*assignment, word))
}
