//! Facts about one instruction that several rules use.

use std::ops::Range;

use crate::base::source::Span;
use crate::build::dockerfile::{Dockerfile, Stage, Step};
use crate::rule::Context;
use crate::syntax::dockerfile::ast::{Flag, Instruction, Kind, Pair, Transfer, Word};

/// The flag with this name.
pub fn flag<'a>(instruction: &'a Instruction, name: &str) -> Option<&'a Flag> {
    instruction.flags.iter().find(|flag| flag.name.value == name)
}

/// The value of the flag with this name.
pub fn flag_value<'a>(instruction: &'a Instruction, name: &str) -> Option<&'a Word> {
    flag(instruction, name)?.value.as_ref()
}

/// A part of a word by its bytes; the whole word if it is written differently in the file.
pub fn part(word: &Word, range: Range<usize>) -> Span {
    if word.span.len() != word.value.len() {
        return word.span;
    }
    Span::new(word.span.start + range.start, word.span.start + range.end)
}

/// The words of COPY or ADD.
pub fn transfer(instruction: &Instruction) -> Option<&Transfer> {
    match &instruction.kind {
        Kind::Copy(transfer) | Kind::Add(transfer) => Some(transfer),
        _ => None,
    }
}

/// The pairs of ENV or LABEL. Either all are written with `=`, or none.
pub fn pairs(instruction: &Instruction) -> &[Pair] {
    match &instruction.kind {
        Kind::Env(pairs) | Kind::Label(pairs) => pairs,
        _ => &[],
    }
}

/// The stages and images an instruction takes files from: `COPY --from=`, and `from=` of RUN's mounts.
pub fn origins(instruction: &Instruction) -> Vec<Word> {
    match &instruction.kind {
        Kind::Copy(_) => flag_value(instruction, "from").cloned().into_iter().collect(),
        Kind::Run(_) => {
            let mounts = instruction.flags.iter().filter(|flag| flag.name.value == "mount");
            mounts.filter_map(|flag| mounted(flag.value.as_ref()?)).collect()
        }
        _ => Vec::new(),
    }
}

fn mounted(mount: &Word) -> Option<Word> {
    let mut at = 0;
    for field in mount.value.split(',') {
        if let Some((key, value)) = field.split_once('=')
            && key.eq_ignore_ascii_case("from")
        {
            let start = at + key.len() + 1;
            return Some(Word::new(value.to_owned(), part(mount, start..start + value.len())));
        }
        at += field.len() + 1;
    }
    None
}

/// What a name from [`origins`] means in its instruction.
#[derive(Debug, Clone, Copy)]
pub enum Origin<'a> {
    /// A stage before this one.
    Earlier,
    /// The stage that the instruction is in.
    Itself,
    /// A stage after this one.
    Later(&'a Stage),
    /// A number that no stage has.
    NoStage,
    /// No stage of this file.
    Other,
}

/// What `name` means. Only COPY uses numbers of stages.
pub fn origin<'a>(step: &Step<'a>, name: &str) -> Origin<'a> {
    let Some(own) = step.stage else { return Origin::Other };
    let number = name.parse::<i64>().is_ok();
    if number && !matches!(step.instruction.kind, Kind::Copy(_)) {
        return Origin::Other;
    }
    match step.file.stage_named(name) {
        Some(stage) if stage.index < own.index => Origin::Earlier,
        Some(stage) if stage.index == own.index => Origin::Itself,
        Some(stage) => Origin::Later(stage),
        None if number => Origin::NoStage,
        None => Origin::Other,
    }
}

/// The words in which BuildKit expands variables and removes quotes, including those of flags.
pub fn expanded(instruction: &Instruction) -> Vec<&Word> {
    let flags = |names: &'static [&'static str]| {
        let of = move |flag: &&Flag| names.contains(&flag.name.value.as_str());
        instruction.flags.iter().filter(of).filter_map(|flag| flag.value.as_ref())
    };
    match &instruction.kind {
        Kind::From { image, .. } => std::iter::once(image).chain(flags(&["platform"])).collect(),
        Kind::Copy(transfer) | Kind::Add(transfer) => {
            let paths = transfer.sources.iter().chain(std::iter::once(&transfer.target));
            paths.chain(flags(&["chown", "chmod", "exclude", "checksum"])).collect()
        }
        Kind::Env(pairs) | Kind::Label(pairs) => {
            pairs.iter().flat_map(|pair| std::iter::once(&pair.key).chain(&pair.value)).collect()
        }
        Kind::Arg(pairs) => pairs.iter().filter_map(|pair| pair.value.as_ref()).collect(),
        Kind::Expose(words) | Kind::Volume(words) => words.iter().collect(),
        Kind::User(word) | Kind::Workdir(word) | Kind::Stopsignal(word) => vec![word],
        _ => Vec::new(),
    }
}

/// Whether a path is absolute on Linux or Windows: `/app`, `C:\app`, `\app`.
pub fn is_absolute(path: &str) -> bool {
    path.starts_with(['/', '\\']) || path.get(1..2) == Some(":")
}
/// The steps of a stage up to and including its first WORKDIR; none if a stage it is based on
/// has one.
pub fn without_workdir<'a>(file: &'a Dockerfile, stage: &'a Stage) -> Vec<Step<'a>> {
    let is_workdir = |step: &Step| matches!(step.instruction.kind, Kind::Workdir(_));
    if file.ancestry(stage).skip(1).any(|below| file.steps_of(below).any(|step| is_workdir(&step))) {
        return Vec::new();
    }
    let last = file.steps_of(stage).position(|step| is_workdir(&step)).unwrap_or(usize::MAX - 1);
    file.steps_of(stage).take(last + 1).collect()
}

/// Whether an ARG or ENV before the instruction, in its stage or those below it, defines a name.
pub fn is_defined(step: &Step, name: &str) -> bool {
    let stages = step.stage.into_iter().flat_map(|stage| step.file.ancestry(stage));
    stages.into_iter().any(|stage| stage.scope.before(name, step.index).is_some())
}

/// The names an ENV or ARG defines.
pub fn variables_set<'a>(step: &Step<'a>) -> Vec<&'a Word> {
    match &step.instruction.kind {
        Kind::Env(pairs) | Kind::Arg(pairs) => pairs.iter().map(|pair| &pair.key).collect(),
        _ => Vec::new(),
    }
}

/// Reports a variable because of its name.
pub fn report_secret(step: &Step, key: &Word, cx: &mut Context) {
    let message =
        format!("`{}` looks like a secret, and {} stores it in the image", key.value, step.keyword());
    cx.report(step.place(key.span), message)
        .help("set it as a config var (`heroku config:set`) and read it when the program runs");
}

/// A flag and the blanks behind it.
pub fn with_blank(step: &Step, flag: &Flag) -> Span {
    let after = step.file.source.text().get(flag.span.end..).unwrap_or("");
    let blanks = after.len() - after.trim_start_matches([' ', '\t']).len();
    Span::new(flag.span.start, flag.span.end + blanks)
}
