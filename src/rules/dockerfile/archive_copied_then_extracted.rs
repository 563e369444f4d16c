use crate::base::source::Span;
use crate::build::dockerfile::{Dockerfile, Step};
use crate::build::run_scripts::Run;
use crate::rule::shared::look;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::{Kind, Transfer};
use crate::syntax::shell::Word;

rule!("archive-copied-then-extracted", Check::Dockerfile(check));

fn check(file: &Dockerfile, cx: &mut Context) {
    let runs: Vec<Run> = file.runs().filter(|run| !run.step.onbuild && has_tar(run)).collect();
    if runs.is_empty() {
        return;
    }
    for step in file.steps().filter(|step| !step.onbuild) {
        let (Kind::Copy(transfer), Some(stage)) = (&step.instruction.kind, step.stage) else { continue };
        let names = names(&step, transfer);
        if names.is_empty() || look::flag(step.instruction, "from").is_some() {
            continue;
        }
        let later = runs.get(runs.partition_point(|run| run.step.index < step.index)..).unwrap_or_default();
        let mut later = later.iter().take_while(|run| run.step.index < stage.instructions.end).take(SEARCHED);
        let Some(command) = later.find_map(|run| extraction(run, &names)) else { continue };
        cx.report(
            step.place(step.instruction.keyword.span),
            "this archive is copied and then unpacked in a RUN, so the image keeps both",
        )
        .related(step.place(command), "unpacked here")
        .help("use ADD and remove the `tar` command: ADD unpacks the archive without keeping it");
    }
}

/// How many instructions are searched for the command that unpacks one archive.
const SEARCHED: usize = 500;

fn has_tar(run: &Run) -> bool {
    run.run.script.commands.iter().any(|command| command.effective().program == "tar")
}

/// The names the archives have in the image.
fn names(step: &Step, transfer: &Transfer) -> Vec<String> {
    let target = std::iter::once(&transfer.target);
    let paths = transfer
        .sources
        .iter()
        .chain(target)
        .map(|word| step.value(&word.value).unwrap_or_else(|| word.value.clone()));
    paths.map(|path| path.rsplit('/').next().unwrap_or("").to_owned()).filter(|name| is_tar(name)).collect()
}

/// An archive that ADD unpacks. ADD does not unpack a single compressed file.
fn is_tar(name: &str) -> bool {
    name.contains(".tar")
        || [".tgz", ".tbz", ".tbz2", ".tb2", ".txz"].iter().any(|suffix| name.ends_with(suffix))
}

/// The `tar -x` of one of the archives.
fn extraction(run: &Run, names: &[String]) -> Option<Span> {
    let command = run.run.script.commands.iter().find(|command| {
        let words = command.effective();
        words.program == "tar" && {
            let arguments: Vec<String> = words.args.iter().map(Word::prefix).collect();
            unpacks(&arguments) && words.args.iter().any(|word| is_named(word.text(), names))
        }
    })?;
    Some(command.span)
}

/// Whether tar unpacks an archive unchanged. ADD can neither rename nor drop folders.
fn unpacks(arguments: &[String]) -> bool {
    let cluster = |word: &str| word.starts_with('-') && !word.starts_with("--") && word.contains('x');
    let bare = arguments.first().is_some_and(|word| {
        !word.starts_with('-') && word.contains('x') && word.bytes().all(|byte| byte.is_ascii_alphabetic())
    });
    let extracts =
        bare || arguments.iter().any(|word| cluster(word) || word == "--extract" || word == "--get");
    extracts && !arguments.iter().any(|word| word.starts_with("--strip") || word.starts_with("--transform"))
}

fn is_named(word: &str, names: &[String]) -> bool {
    let word = word.trim_matches(['"', '\'']);
    let word = word.split_once('=').map_or(word, |(_, value)| value);
    let base = word.rsplit('/').next().unwrap_or(word);
    names.iter().any(|name| name == base)
}
