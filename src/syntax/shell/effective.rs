//! Sees through wrappers to the program that really runs.

use std::borrow::Cow;

use super::word::{Word, file_name};
use super::{Dialect, PartKind};
use crate::base::source::Text;

/// What a command line really runs.
#[derive(Debug, Clone)]
pub struct Effective<'a> {
    /// The program's file name; empty when it is not known (`$CMD`) or there is none.
    pub program: String,
    /// The word that names it.
    pub word: Option<&'a Word>,
    /// Its arguments.
    pub args: &'a [Word],
    /// `NAME=value` words of `env` and `sudo` on the way.
    pub assignments: Vec<&'a Word>,
    /// The wrappers on the way, outermost first.
    pub via: Vec<Via<'a>>,
    /// The script passed to it, when it is a shell.
    pub script: Option<Nested>,
}

impl Effective<'_> {
    /// Whether it went through the wrapper.
    pub fn is_via(&self, wrapper: &str) -> bool {
        self.via.iter().any(|via| via.name == wrapper)
    }

    /// The program's path as written.
    pub fn path(&self) -> Cow<'_, str> {
        self.word.and_then(Word::literal).unwrap_or_default()
    }
}

/// A program that only starts another one.
#[derive(Debug, Clone, Copy)]
pub struct Via<'a> {
    /// Its file name.
    pub name: &'static str,
    /// The word that names it.
    pub word: &'a Word,
}

/// A script in an argument.
#[derive(Debug, Clone)]
pub struct Nested {
    /// Index of the argument that holds it.
    pub at: usize,
    /// The script, quotes and escapes resolved, expansions as written.
    pub text: Text,
    /// Its shell.
    pub dialect: Dialect,
    /// Whether the whole of it is known: nothing is expanded before the shell reads it.
    pub literal: bool,
}

/// How a wrapper finds the program it starts.
struct Wrapper {
    name: &'static str,
    /// Options with their value in the next word.
    valued: &'static [&'static str],
    /// Options that make it do something else.
    stops: &'static [&'static str],
    /// Words between the options and the program.
    operands: usize,
    rest: Rest,
}

/// What else may come before the program.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rest {
    Plain,
    /// `NAME=value` words.
    Assignments,
    /// Everything up to `--`.
    Dashes,
}

const fn wrapper(name: &'static str, valued: &'static [&'static str]) -> Wrapper {
    Wrapper { name, valued, stops: &[], operands: 0, rest: Rest::Plain }
}

const fn with_operands(name: &'static str, operands: usize, valued: &'static [&'static str]) -> Wrapper {
    Wrapper { name, valued, stops: &[], operands, rest: Rest::Plain }
}

const fn after_dashes(name: &'static str) -> Wrapper {
    Wrapper { name, valued: &[], stops: &[], operands: 0, rest: Rest::Dashes }
}

const SUDO: &[&str] = &[
    "-u",
    "-g",
    "-h",
    "-p",
    "-C",
    "-r",
    "-t",
    "-T",
    "-U",
    "-D",
    "-R",
    "--user",
    "--group",
    "--host",
    "--prompt",
    "--close-from",
    "--role",
    "--type",
    "--chdir",
    "--chroot",
];
const XARGS: &[&str] = &[
    "-n",
    "-P",
    "-I",
    "-L",
    "-d",
    "-a",
    "-s",
    "-E",
    "--max-args",
    "--max-procs",
    "--replace",
    "--max-lines",
    "--delimiter",
    "--arg-file",
    "--max-chars",
];
const ENV: &[&str] = &["-u", "-C", "--unset", "--chdir"];
const ENV_STOPS: &[&str] = &["-S", "--split-string"];

/// One row a wrapper.
const WRAPPERS: &[Wrapper] = &[
    wrapper("exec", &["-a"]),
    Wrapper { stops: &["-v", "-V"], ..wrapper("command", &[]) },
    wrapper("builtin", &[]),
    Wrapper { stops: ENV_STOPS, rest: Rest::Assignments, ..wrapper("env", ENV) },
    Wrapper { stops: &["-l", "-v", "-e", "-V"], rest: Rest::Assignments, ..wrapper("sudo", SUDO) },
    wrapper("doas", &["-u", "-C"]),
    wrapper("nohup", &[]),
    wrapper("time", &["-f", "-o", "--format", "--output"]),
    wrapper("nice", &["-n", "--adjustment"]),
    Wrapper { stops: &["-p", "--pid"], ..wrapper("ionice", &["-c", "-n", "--class", "--classdata"]) },
    wrapper("setsid", &[]),
    wrapper("stdbuf", &["-i", "-o", "-e", "--input", "--output", "--error"]),
    wrapper("unbuffer", &[]),
    wrapper("xargs", XARGS),
    with_operands("timeout", 1, &["-s", "-k", "--signal", "--kill-after"]),
    wrapper("tini", &["-p", "-e"]),
    wrapper("tini-static", &["-p", "-e"]),
    wrapper("docker-init", &["-p", "-e"]),
    wrapper("dumb-init", &["-r", "--rewrite"]),
    wrapper("catatonit", &[]),
    wrapper("catchsegv", &[]),
    with_operands("su-exec", 1, &[]),
    with_operands("gosu", 1, &[]),
    with_operands("chroot", 1, &["--userspec", "--groups"]),
    with_operands("s6-setuidgid", 1, &[]),
    with_operands("setuidgid", 1, &[]),
    wrapper("chpst", &["-u", "-U", "-e", "-d", "-m", "-o", "-n"]),
    wrapper("with-contenv", &[]),
    wrapper("setpriv", &["--reuid", "--regid", "--groups", "--inh-caps", "--bounding-set", "--ambient-caps"]),
    wrapper("busybox", &[]),
    wrapper("faketime", &[]),
    wrapper("ddtrace-run", &[]),
    Wrapper { operands: 1, ..wrapper("newrelic-admin", &[]) },
    after_dashes("runuser"),
    after_dashes("doppler"),
    after_dashes("infisical"),
    after_dashes("op"),
    after_dashes("chamber"),
    after_dashes("dotenv"),
    after_dashes("wait-for-it"),
    after_dashes("wait-for-it.sh"),
    after_dashes("wait-for"),
    after_dashes("wait-for.sh"),
    after_dashes("wait-port"),
    wrapper("dockerize", &["-wait", "-timeout", "-template", "-delims", "-env", "-wait-retry-interval"]),
    wrapper("docker-php-entrypoint", &[]),
    Wrapper { rest: Rest::Assignments, ..wrapper("cross-env", &[]) },
];

/// Wrappers in wrappers.
const LONGEST: usize = 16;

/// Whether a program only starts another one.
pub fn is_wrapper(program: &str) -> bool {
    WRAPPERS.iter().any(|wrapper| wrapper.name == program)
}

/// Sees through the wrappers of a command line, which no shell need have read.
pub fn effective(words: &[Word]) -> Effective<'_> {
    let mut found = Effective {
        program: String::new(),
        word: None,
        args: &[],
        assignments: Vec::new(),
        via: Vec::new(),
        script: None,
    };
    let mut words = words;
    while let Some((first, rest)) = words.split_first() {
        found.word = Some(first);
        found.args = rest;
        found.program = first.literal().map_or(String::new(), |path| file_name(&path).to_string());
        let wrapper = WRAPPERS.iter().find(|wrapper| wrapper.name == found.program);
        let Some((wrapper, inner)) =
            wrapper.and_then(|it| Some((it, it.inner(rest, &mut found.assignments)?)))
        else {
            break;
        };
        if found.via.len() == LONGEST {
            break;
        }
        found.via.push(Via { name: wrapper.name, word: first });
        words = inner;
    }
    found.script = script(&found.program, found.args);
    found
}

impl Wrapper {
    /// The words from the program on; `None` where it starts none.
    fn inner<'a>(&self, args: &'a [Word], assignments: &mut Vec<&'a Word>) -> Option<&'a [Word]> {
        if self.rest == Rest::Dashes {
            let dashes = args.iter().position(|word| word.is("--"))?;
            return args.get(dashes + 1..).filter(|rest| !rest.is_empty());
        }
        let mut at = self.options(args)?;
        while self.rest == Rest::Assignments && args.get(at).is_some_and(is_assignment) {
            assignments.extend(args.get(at));
            at += 1;
        }
        args.get(at + self.operands..).filter(|rest| !rest.is_empty())
    }

    /// Index of the first word that is no option.
    fn options(&self, args: &[Word]) -> Option<usize> {
        let mut at = 0;
        while let Some(word) = args.get(at) {
            let option = word.prefix();
            if !option.starts_with('-') {
                break;
            }
            if self.stops.iter().any(|stop| option == *stop) {
                return None;
            }
            at += 1;
            if option == "--" {
                break;
            }
            at += usize::from(self.takes_value(&option));
        }
        Some(at)
    }

    /// `-u`, `--user`, or `-Eu`: the last of several short options may take the next word.
    fn takes_value(&self, option: &str) -> bool {
        let bundled = !option.starts_with("--") && option.len() > 2;
        let first = option.get(..2).unwrap_or("");
        self.valued.iter().any(|valued| {
            let ends = valued.len() == 2 && valued.chars().last() == option.chars().last();
            *valued == option || (bundled && ends && !self.valued.contains(&first))
        })
    }
}

fn is_assignment(word: &Word) -> bool {
    let prefix = word.prefix();
    let name = prefix.split_once('=').map_or("", |(name, _)| name);
    name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.chars().all(|next| next.is_ascii_alphanumeric() || next == '_')
}

/// The script a shell gets by `-c`, `su` by `-c` or `--command`.
fn script(program: &str, args: &[Word]) -> Option<Nested> {
    let (at, dialect) = match program {
        "sh" | "dash" | "ash" | "bash" | "ksh" | "zsh" => (shell_script(args)?, Dialect::of(program)),
        "su" | "runuser" => {
            (args.iter().position(|word| word.is("-c") || word.is("--command"))? + 1, Dialect::Sh)
        }
        "eval" if args.len() == 1 => (0, Dialect::Sh),
        _ => return None,
    };
    let word = args.get(at)?;
    let literal = word.parts.iter().all(|part| matches!(part.kind, PartKind::Literal(_)));
    Some(Nested { at, text: word.value(), dialect, literal })
}

/// Index of the script of `-c`, `-lc`, `-euo pipefail -c`.
fn shell_script(args: &[Word]) -> Option<usize> {
    let (mut at, mut asked) = (0, false);
    while let Some(option) = args.get(at).and_then(Word::literal) {
        let letters = option.strip_prefix(['-', '+']).filter(|letters| !letters.is_empty());
        let Some(letters) = letters else { break };
        at += 1;
        if letters.starts_with('-') {
            at += usize::from(matches!(&*option, "--rcfile" | "--init-file"));
            continue;
        }
        asked |= letters.contains('c');
        at += usize::from(letters.ends_with(['o', 'O']));
    }
    asked.then_some(at)
}
