//! Where an instruction uses a variable that only BuildKit sets, and fails without it.

use crate::base::source::Span;
use crate::build::dockerfile::{PLATFORM_ARGS, Step};
use crate::syntax::dockerfile::ast::{Command, Kind, Pair, Word};
use crate::syntax::dockerfile::expand;
use crate::syntax::shell;
use crate::syntax::shell::{PartKind, Simple};

/// The variables of an instruction, each with its place.
pub fn uses(step: &Step) -> Vec<(String, Span)> {
    let words: Vec<&Word> = match &step.instruction.kind {
        Kind::From { image, .. } => {
            let platform = step.instruction.flags.iter().filter_map(|flag| flag.value.as_ref());
            platform.chain([image]).collect()
        }
        Kind::Run(Command::Shell(_)) => return in_script(step),
        Kind::Copy(transfer) | Kind::Add(transfer) => {
            transfer.sources.iter().chain([&transfer.target]).collect()
        }
        Kind::Env(pairs) => {
            pairs.iter().filter(|pair| !is_go(pair)).filter_map(|pair| pair.value.as_ref()).collect()
        }
        _ => Vec::new(),
    };
    let found = words.into_iter().flat_map(|word| in_word(word, step.file.tree.escape));
    found.filter(|(name, _)| is_set_by_buildkit(step, name)).collect()
}

/// In a stage, BuildKit sets only what an ARG declares; FROM may use all of them. On amd64 the variant is empty.
fn is_set_by_buildkit(step: &Step, name: &str) -> bool {
    let declared = || step.stage.is_some_and(|stage| stage.scope.before(name, step.index).is_some());
    PLATFORM_ARGS.contains(&name)
        && !name.ends_with("VARIANT")
        && (matches!(step.instruction.kind, Kind::From { .. }) || declared())
}

/// `${NAME:-default}` and similar forms need no value.
fn in_word(word: &Word, escape: char) -> impl Iterator<Item = (String, Span)> {
    let found = expand::variables(&word.value, escape).into_iter();
    let plain = |range: &std::ops::Range<usize>| {
        word.value.get(range.clone()).is_some_and(|text| !text.contains([':', '-', '+', '?']))
    };
    let found = found.filter(move |(_, range)| plain(range));
    found.map(|(name, range)| (name, Span::new(word.span.start + range.start, word.span.start + range.end)))
}

/// An empty `GOOS` or `GOARCH` is Go's own default.
fn is_go(pair: &Pair) -> bool {
    matches!(pair.key.value.as_str(), "GOOS" | "GOARCH")
}

fn in_script(step: &Step) -> Vec<(String, Span)> {
    let mut runs = step.file.runs_in(step.index..step.index + 1);
    let Some(run) = runs.find(|run| run.step.onbuild == step.onbuild) else { return Vec::new() };
    let commands = &run.run.script.commands;
    let words = commands.iter().filter(|command| goes_wrong(command)).flat_map(|command| &command.words);
    let parts = words.filter(|word| !is_go_setting(word)).flat_map(|word| &word.parts);
    let found = parts.filter_map(|part| match &part.kind {
        PartKind::Variable(variable) if variable.operation.is_none() => {
            Some((variable.name.clone(), part.span))
        }
        _ => None,
    });
    found.filter(|(name, _)| is_set_by_buildkit(step, name) && !is_dealt_with(commands, name)).collect()
}

/// Printing an empty value does no harm. A compared value may be empty, unless it selects the branch for amd64.
fn goes_wrong(command: &Simple) -> bool {
    match command.effective().program.as_str() {
        "[" | "[[" | "test" => command
            .words
            .iter()
            .any(|word| ["amd64", "x86_64", "linux/amd64"].iter().any(|name| word.is(name))),
        "echo" | "printf" => command.pipe.is_some() || !command.redirections.is_empty(),
        _ => true,
    }
}

/// Whether the script sets the variable itself, or tests whether it is set.
fn is_dealt_with(commands: &[Simple], name: &str) -> bool {
    let assigned = |command: &Simple| command.assigned().any(|assignment| assignment.name.value == name);
    let asked = |command: &Simple| {
        let asks = command.words.iter().any(|word| ["-z", "-n", ""].iter().any(|flag| word.is(flag)));
        let program = command.effective().program;
        matches!(program.as_str(), "[" | "[[" | "test")
            && asks
            && command.words.iter().any(|word| word.variables().any(|(variable, _)| variable.name == name))
    };
    commands.iter().any(|command| assigned(command) || asked(command))
}

/// `export GOARCH=$TARGETARCH`.
fn is_go_setting(word: &shell::Word) -> bool {
    word.text().starts_with("GOOS=") || word.text().starts_with("GOARCH=")
}
