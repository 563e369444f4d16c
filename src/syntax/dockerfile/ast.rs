//! The tree of a Dockerfile.

use crate::base::source::{Span, Spanned, Text};
use crate::syntax::SyntaxError;

/// A whole file.
#[derive(Debug, Clone, Default)]
pub struct Dockerfile {
    /// `# syntax=`, `# escape=` and `# check=` at the top.
    pub directives: Vec<Directive>,
    /// The escape character, `\` unless a directive says otherwise.
    pub escape: char,
    /// All instructions in order, broken ones included.
    pub instructions: Vec<Instruction>,
    /// All comments in order, directives and those inside continued instructions included, those inside heredocs not.
    pub comments: Vec<Comment>,
    /// What BuildKit would refuse, in order.
    pub errors: Vec<SyntaxError>,
    /// What BuildKit refuses only when it builds the instruction, in order: a stage that no target needs is never
    /// looked at that closely.
    pub late_errors: Vec<SyntaxError>,
}

/// A parser directive: `# name=value` before anything else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// From `#` to the value's end.
    pub span: Span,
    /// Lower-case name.
    pub name: Spanned<String>,
    /// The value, trimmed.
    pub value: Spanned<String>,
}

/// A comment line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// From `#` to the line's end, the line ending itself excluded.
    pub span: Span,
    /// What follows `#`, trimmed.
    pub text: String,
}

/// One instruction, from its keyword to the end of its last line or heredoc.
#[derive(Debug, Clone)]
pub struct Instruction {
    /// From the keyword's first byte to the last byte that belongs to it, the last line ending excluded.
    pub span: Span,
    /// The keyword as written (a continuation inside it joined).
    pub keyword: Spanned<String>,
    /// Everything after the keyword, trimmed, continuations joined and flags included.
    pub body: Text,
    /// `--name=value` words before the arguments, in the instructions that take any.
    pub flags: Vec<Flag>,
    /// The arguments by instruction.
    pub kind: Kind,
    /// Heredocs opened on its line, in order. Those of an ONBUILD are at the instruction it triggers.
    pub heredocs: Vec<Heredoc>,
    /// Blank lines inside the continued instruction (BuildKit's NoEmptyContinuation), each an empty or white range.
    pub blank_lines: Vec<Span>,
}

/// `--name` or `--name=value`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    /// From `--` to the value's end.
    pub span: Span,
    /// Name without `--`.
    pub name: Spanned<String>,
    /// Value after `=`, its quotes and escapes resolved; the range holds them.
    pub value: Option<Spanned<String>>,
}

/// A word as written, its continuations joined, quotes and variables kept.
pub type Word = Spanned<String>;

/// What follows RUN, CMD, ENTRYPOINT or HEALTHCHECK CMD.
#[derive(Debug, Clone)]
pub enum Command {
    /// A JSON array: the words as they reach the program, escapes resolved, and the range of the whole array.
    Exec(Vec<Text>, Span),
    /// Text for a shell. Of a RUN with heredocs, the text before them (`<<EOF`); see [`Instruction::heredocs`].
    Shell(Text),
}

/// `key=value` of ENV, LABEL or ARG.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The key as written.
    pub key: Word,
    /// The value as written; `None` for `ARG NAME`.
    pub value: Option<Word>,
    /// Whether it is written with a space instead of `=` (`ENV key value`).
    pub legacy: bool,
}

/// A heredoc.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heredoc {
    /// `<<EOF`, `<<-"EOF"`, `3<<EOF` on the instruction's line.
    pub opener: Span,
    /// The delimiter, unquoted.
    pub name: String,
    /// Whether variables are expanded in the body (the delimiter is not quoted).
    pub expand: bool,
    /// `<<-`: leading tabs are dropped.
    pub chomp: bool,
    /// The body as it is read (with `<<-` without tabs), including line endings, without the closing line.
    pub body: Text,
    /// The closing delimiter; empty at the end of a file that lacks it.
    pub closer: Span,
}

/// The arguments of an instruction.
#[derive(Debug, Clone)]
pub enum Kind {
    /// `FROM image [AS alias]`.
    From {
        /// The image, a stage or `scratch`.
        image: Word,
        /// `AS` as written.
        as_keyword: Option<Word>,
        /// The stage's name as written.
        alias: Option<Word>,
    },
    /// `RUN command`.
    Run(Command),
    /// `CMD command`.
    Cmd(Command),
    /// `ENTRYPOINT command`.
    Entrypoint(Command),
    /// `SHELL ["program", "argument"]`.
    Shell(Vec<Text>),
    /// `COPY source… target`.
    Copy(Transfer),
    /// `ADD source… target`.
    Add(Transfer),
    /// `ENV key=value…`.
    Env(Vec<Pair>),
    /// `LABEL key=value…`.
    Label(Vec<Pair>),
    /// `ARG name[=default]…`.
    Arg(Vec<Pair>),
    /// `EXPOSE port…`.
    Expose(Vec<Word>),
    /// `VOLUME path…`, in either form.
    Volume(Vec<Word>),
    /// `USER user[:group]`.
    User(Word),
    /// `WORKDIR path`.
    Workdir(Word),
    /// `STOPSIGNAL signal`.
    Stopsignal(Word),
    /// `MAINTAINER name`.
    Maintainer(Word),
    /// `HEALTHCHECK NONE`, or `HEALTHCHECK [flags] CMD command`.
    Healthcheck(Option<Command>),
    /// `ONBUILD instruction`.
    Onbuild(Box<Instruction>),
    /// An unknown keyword, or arguments that could not be read; an error says why.
    Broken,
}

/// Sources and target of COPY or ADD.
#[derive(Debug, Clone)]
pub struct Transfer {
    /// What is copied: paths, globs, URLs; heredoc openers are not among them.
    pub sources: Vec<Word>,
    /// Where to.
    pub target: Word,
    /// Whether the words are in a JSON array.
    pub json: bool,
}
