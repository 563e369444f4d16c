//! How programs in each language are read: their comments and strings, how they get at `PORT`, where they listen.
//! Data only.
//!
//! Calls and reads are written as they stand in a program. Blanks, line ends and the kind of quotes do not matter.

pub mod dotnet;
pub mod go;
mod javascript;
pub mod jvm;
pub mod others;
mod python;
mod ruby;
pub mod rust;

use super::servers::{Host, Takes};

/// The rows.
pub static LANGUAGES: &[&Language] = &[
    &javascript::ROW,
    &python::ROW,
    &ruby::ROW,
    &go::ROW,
    &rust::ROW,
    &jvm::ROW,
    &dotnet::ROW,
    &others::ELIXIR,
    &others::DART,
    &others::SWIFT,
    &others::CRYSTAL,
    &others::HASKELL,
    &others::CLOJURE,
    &others::C,
];

/// One language.
#[derive(Debug)]
pub struct Language {
    /// The programs that read a file of it.
    pub programs: &'static [&'static str],
    /// The ends of its files' names, with the dot.
    pub extensions: &'static [&'static str],
    /// What opens a comment that goes to the line's end.
    pub line_comments: &'static [&'static str],
    /// What opens and closes other comments.
    pub block_comments: &'static [(&'static str, &'static str)],
    /// Its strings; where two open alike, the longer one first.
    pub strings: &'static [Quotes],
    /// Whether `/…/` is a pattern where a value may begin.
    pub patterns: bool,
    /// How a program says the port that Heroku sets, for a remedy.
    pub port: &'static str,
    /// How a program reads `PORT`.
    pub reads: &'static [&'static str],
    /// What in a string names the variable: `env:"PORT"` in a tag of Go.
    pub texts: &'static [&'static str],
    /// How it takes the whole environment: its own names for what is in there are not known.
    pub environment: &'static [&'static str],
    /// The calls that listen; the first one that fits counts.
    pub calls: &'static [Call],
    /// Calls that only turn their first argument into a number or a text.
    pub conversions: &'static [&'static str],
    /// Where a program begins.
    pub mains: &'static [&'static str],
    /// What stands before the text that names another file.
    pub imports: &'static [&'static str],
    /// What an imported name may lack to be the path of a file.
    pub endings: &'static [&'static str],
    /// Files of settings that are compiled in, `*` for anything in their names, and the settings that say the port.
    pub resources: &'static [(&'static str, &'static [&'static str])],
    /// Whether the blanks that lines begin with say what stands in what.
    pub indented: bool,
    /// Whether it imports modules by names with dots: `from .a import b`.
    pub modules: bool,
}

/// A kind of string.
#[derive(Debug)]
pub struct Quotes {
    /// What opens it.
    pub open: &'static str,
    /// What closes it.
    pub close: &'static str,
    /// Whether a backslash takes the next character in.
    pub escapes: bool,
    /// How long it may be.
    pub length: Length,
    /// What surrounds code in it.
    pub inserts: Option<(&'static str, &'static str)>,
}

/// How long a string may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// One character: `'a'`.
    Character,
    /// It ends with its line at the latest.
    Line,
    /// Any number of lines.
    Lines,
}

/// A call, or the making of a value, that listens.
#[derive(Debug)]
pub struct Call {
    /// Its name with the bracket that opens its arguments; without one they go to the end of the statement.
    pub path: &'static str,
    /// What the value before the `.` is made by, as one word or text of the expression; empty for anything.
    pub made_by: &'static [&'static str],
    /// What the value before the `.` is called; empty for anything.
    pub of: &'static [&'static str],
    /// Where its port stands, and what the value says.
    pub port: &'static [(Where, Takes)],
    /// Where its host stands.
    pub host: &'static [Where],
    /// Whether it reads `PORT` itself when it is told nothing.
    pub reads_port: bool,
    /// The interfaces it listens on when it is told nothing.
    pub default: Host,
    /// The port it listens on when it is told none.
    pub own: Option<u16>,
    /// Whether it only counts where it is told a port: others have the same name.
    pub told: bool,
    /// Whether it only counts where no other call is told a port.
    pub fallback: bool,
}

/// Where a value stands among arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    /// At an index.
    At(usize),
    /// Behind a name: `port: 3000`, `port=3000`, of the arguments themselves or of an object among them.
    Named(&'static str),
}

impl Language {
    /// The language of the files that a program reads.
    pub fn of_program(program: &str) -> Option<&'static Language> {
        LANGUAGES.iter().copied().find(|language| language.programs.contains(&program))
    }

    /// The language of a file by its name.
    pub fn of_file(path: &str) -> Option<&'static Language> {
        let ends = |language: &&Language| language.extensions.iter().any(|end| path.ends_with(end));
        LANGUAGES.iter().copied().find(ends)
    }
}

const fn line(quote: &'static str) -> Quotes {
    Quotes { open: quote, close: quote, escapes: true, length: Length::Line, inserts: None }
}

const EMPTY: Language = Language {
    programs: &[],
    extensions: &[],
    line_comments: &[],
    block_comments: &[],
    strings: &[],
    patterns: false,
    port: "",
    reads: &[],
    texts: &[],
    environment: &[],
    calls: &[],
    conversions: &[],
    mains: &[],
    imports: &[],
    endings: &[""],
    resources: &[],
    indented: false,
    modules: false,
};

const CALL: Call = Call {
    path: "",
    made_by: &[],
    of: &[],
    port: &[],
    host: &[],
    reads_port: false,
    default: Host::Unknown,
    own: None,
    told: false,
    fallback: false,
};
