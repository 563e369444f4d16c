//! The calls of a package manager in a RUN, split into verb, options and arguments.

use super::values::{UNKNOWN, Values};
use crate::base::source::Span;
use crate::build::run_scripts::Run;
use crate::syntax::shell::{Effective, Part, PartKind, Quote, Simple, Word};
use crate::tables::package_managers::{Manager, Valued};

/// One word after the program, with its variables expanded.
#[derive(Debug)]
pub struct Arg<'a> {
    /// The value, with [`UNKNOWN`] for unknown parts.
    pub text: String,
    /// The word it comes from.
    pub word: &'a Word,
}

impl Arg<'_> {
    /// Whether its beginning is unknown.
    pub fn is_unknown(&self) -> bool {
        self.text.starts_with(UNKNOWN)
    }

    /// The value as shown in messages.
    pub fn shown(&self) -> &str {
        if self.text.contains(UNKNOWN) { self.word.text() } else { &self.text }
    }
}

/// One call: `apt-get -qq install -t sid curl`.
#[derive(Debug)]
pub struct Call<'a> {
    /// The package manager.
    pub manager: &'static Manager,
    /// The number of the command in the script.
    pub index: usize,
    /// The command.
    pub command: &'a Simple,
    /// The word that names the program.
    pub program: &'a Word,
    /// `install`, `group install`; empty if there is none.
    pub verb: String,
    /// The last word of the verb.
    pub verb_word: Option<&'a Word>,
    /// The options, without their values.
    pub options: Vec<Arg<'a>>,
    /// The values of options that are words of their own.
    pub taken: Vec<Arg<'a>>,
    /// Everything else.
    pub operands: Vec<Arg<'a>>,
    /// Whether an unknown word may be an option.
    pub open: bool,
}

impl Call<'_> {
    /// From the program to the verb.
    pub fn span(&self) -> Span {
        self.verb_word.map_or(self.program.span, |verb| self.program.span.join(verb.span))
    }

    /// Whether it installs the packages that are named.
    pub fn installs(&self) -> bool {
        self.manager.install.contains(&self.verb.as_str())
    }

    /// Whether it has one of the options, also `-y` in `-qy`.
    pub fn has(&self, names: &[&str]) -> bool {
        self.option(names).is_some()
    }

    /// The first of the options that it has, also `-y` in `-qy`.
    pub fn option(&self, names: &[&str]) -> Option<&Arg<'_>> {
        self.options.iter().find(|option| {
            let long = option.text.split_once('=').map_or(option.text.as_str(), |(name, _)| name);
            names.iter().any(|name| {
                long == *name || letter(name).is_some_and(|it| self.letters(&option.text).contains(it))
            })
        })
    }

    /// The options that take the next word, each with that word.
    pub fn given(&self) -> impl Iterator<Item = (&Arg<'_>, &Arg<'_>)> {
        let taking = self.options.iter().filter(|option| takes(self.manager, &option.text));
        taking.zip(&self.taken)
    }

    /// The value of the last of the options: `2` in `--count 2`, `--count=2`, `-c 2`, `-c2` and `-xc 2`.
    pub fn value(&self, names: &[&str]) -> Option<&str> {
        let named = |option: &&Arg| names.contains(&self.name(&option.text).0.as_str());
        let option = self.options.iter().rev().find(named)?;
        let glued = self.name(&option.text).1;
        glued.or_else(|| {
            let (_, value) = self.given().find(|(taking, _)| std::ptr::eq(*taking, option))?;
            Some(value.text.as_str())
        })
    }

    /// `--name` and `value` of `--name=value`, `-l` and `value` of `-xlvalue`.
    fn name<'t>(&self, option: &'t str) -> (String, Option<&'t str>) {
        match option.split_once('=') {
            Some((name, value)) if name.starts_with("--") => (name.to_owned(), Some(value)),
            _ => self.short(option),
        }
    }

    /// The last letter of short options as an option, and the value attached to it.
    fn short<'t>(&self, option: &'t str) -> (String, Option<&'t str>) {
        let letters = self.letters(option);
        let glued = option.get(1 + letters.len()..).filter(|glued| !glued.is_empty());
        match letters.chars().last() {
            Some(last) => (format!("-{last}"), glued),
            None => (option.to_owned(), None),
        }
    }

    /// How often the option is given: `-qq` counts as two `-q`.
    pub fn count(&self, short: char, long: &str) -> usize {
        let of = |option: &Arg| {
            self.letters(&option.text).matches(short).count() + usize::from(option.text == long)
        };
        self.options.iter().map(of).sum()
    }

    /// The letters of short options, up to the first that takes a value: `qr` of `-qrlist.txt`.
    pub fn letters<'t>(&self, option: &'t str) -> &'t str {
        let letters = option.strip_prefix('-').filter(|rest| !rest.starts_with('-')).unwrap_or("");
        let letter_at = |(_, one): &(usize, char)| one.is_ascii_alphabetic();
        let shorts = letters.char_indices().take_while(letter_at);
        let mut end = 0;
        for (at, one) in shorts {
            end = at + 1;
            if takes(self.manager, &format!("-{one}")) {
                break;
            }
        }
        letters.get(..end).unwrap_or("")
    }
}

/// The letter of a short option.
fn letter(name: &str) -> Option<char> {
    let mut letters = name.strip_prefix('-')?.chars();
    let first = letters.next().filter(|first| *first != '-')?;
    letters.next().is_none().then_some(first)
}

/// Every call of one of the package managers.
pub fn calls<'a>(run: &'a Run<'a>, managers: &[&'static Manager]) -> Vec<Call<'a>> {
    let mut values = None;
    let commands = run.run.script.commands.iter().enumerate();
    commands
        .filter_map(|(index, command)| {
            let effective = command.effective();
            let (manager, program, args) = managers.iter().find_map(|manager| named(&effective, manager))?;
            let values = values.get_or_insert_with(|| Values::new(run));
            let words = args
                .iter()
                .flat_map(|word| values.words(word).into_iter().map(move |text| Arg { text, word }));
            Some(read(
                Call {
                    manager,
                    index,
                    command,
                    program,
                    verb: String::new(),
                    verb_word: None,
                    options: Vec::new(),
                    taken: Vec::new(),
                    operands: Vec::new(),
                    open: false,
                },
                words.collect(),
            ))
        })
        .collect()
}

/// The program and its arguments, if it is the package manager: `pip`, `pip3.12`, `python3 -m pip`.
fn named<'a>(
    effective: &Effective<'a>,
    manager: &'static Manager,
) -> Option<(&'static Manager, &'a Word, &'a [Word])> {
    let program = effective.word?;
    let python = matches!(manager.program, "pip" | "pipx");
    if python && is_python(&effective.program) {
        let at = effective.args.iter().position(|word| word.is("-m"))?;
        let module = effective.args.get(at + 1).filter(|word| word.is(manager.program))?;
        let early = effective.args.get(..at)?.iter().all(|word| word.prefix().starts_with('-'));
        return early.then_some((manager, module, effective.args.get(at + 2..)?));
    }
    let known = effective.program == manager.program
        || manager.also.contains(&effective.program.as_str())
        || (python && is_version(effective.program.strip_prefix(manager.program)?));
    known.then_some((manager, program, effective.args))
}

fn is_python(program: &str) -> bool {
    ["python", "pypy"].iter().any(|name| program.strip_prefix(name).is_some_and(is_version))
}

fn is_version(text: &str) -> bool {
    text.chars().all(|one| one.is_ascii_digit() || matches!(one, '.' | '-'))
}

/// Sorts the words into the verb, options, their values, and the rest.
fn read<'a>(mut call: Call<'a>, words: Vec<Arg<'a>>) -> Call<'a> {
    let count = words.len();
    let plain_words = call.manager.install.is_empty();
    let mut words = words.into_iter().enumerate();
    let mut plain = false;
    while let Some((at, arg)) = words.next() {
        call.open |= arg.is_unknown()
            && ((call.verb_word.is_none() && !plain_words)
                || (at + 1 < count && may_split(arg.word))
                || is_arguments(arg.word));
        if !plain && arg.text == "--" {
            if matches!(call.manager.valued, Valued::Every) {
                break;
            }
            plain = true;
        } else if !plain && arg.text.starts_with('-') {
            if takes(call.manager, &arg.text) {
                call.taken.extend(words.next().map(|(_, taken)| taken));
            }
            call.options.push(arg);
        } else if !plain_words && call.verb_word.is_none() && arg.text.starts_with('+') {
            // `cargo +nightly install`
            call.options.push(arg);
        } else if !plain_words
            && (call.verb_word.is_none() || call.manager.areas.contains(&call.verb.as_str()))
        {
            let blank = if call.verb.is_empty() { "" } else { " " };
            call.verb = format!("{}{blank}{}", call.verb, arg.text);
            call.verb_word = Some(arg.word);
        } else {
            call.operands.push(arg);
        }
    }
    call
}

/// Whether the word may expand to several words or none. A variable named after packages has no options in it.
fn may_split(word: &Word) -> bool {
    let holds_packages = |part: &Part| match &part.kind {
        PartKind::Variable(variable) => {
            let name = variable.name.to_ascii_lowercase();
            ["dep", "pack", "pkg"].iter().any(|part| name.contains(part))
        }
        _ => false,
    };
    let splits = |part: &&Part| part.quote == Quote::None && part.literal().is_none();
    word.parts.iter().filter(splits).any(|part| !holds_packages(part))
}

/// `"$@"`, `$*`, `$1`: the arguments of a function or script.
fn is_arguments(word: &Word) -> bool {
    word.variables().any(|(variable, _)| {
        variable.name.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '@' | '*'))
    })
}

/// Whether an option takes the next word as its value: `-t`, `--type`, and `-yt`, whose last letter does.
fn takes(manager: &Manager, option: &str) -> bool {
    let Valued::These(valued) = manager.valued else { return !option.contains('=') };
    let is_valued = |name: &str| valued.split_whitespace().any(|one| one == name);
    let letters = option.strip_prefix('-').unwrap_or("");
    let cluster = letters.chars().all(|one| one.is_ascii_alphabetic());
    let first = letters.find(|one: char| is_valued(&format!("-{one}")));
    is_valued(option) || (cluster && first.is_some_and(|at| at + 1 == letters.len()))
}
