use crate::base::diagnostic::Edit;
use crate::base::source::{Span, Text};
use crate::build::base::base_image;
use crate::build::dockerfile::{Base, Step};
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::{Command, Kind};

rule!("command-one-word", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    let (Kind::Cmd(Command::Exec(words, _))
    | Kind::Entrypoint(Command::Exec(words, _))
    | Kind::Run(Command::Exec(words, _))) = &step.instruction.kind
    else {
        return;
    };
    let Some(program) = words.first().filter(|program| is_several(&program.text)) else { return };
    if matches!(step.instruction.kind, Kind::Cmd(_)) && has_entrypoint(step) {
        return;
    }
    let found = cx.report(
        step.place(program.span),
        format!("exec form takes `{}` as the name of one program", program.text),
    );
    found.help("write each word as its own string");
    if let Some(edit) = split(program, words) {
        let edits = vec![Edit::new(step.place(edit.0), edit.1)];
        found.offer(is_entrypoint_known(step), "write each word as its own string", edits);
    }
}

/// A program with blanks in it that is no path to a folder with blanks.
fn is_several(program: &str) -> bool {
    let program = program.trim();
    let Some((first, rest)) = program.split_once(char::is_whitespace) else { return false };
    let path_with_blanks = first.starts_with('/') && rest.contains('/') && !rest.contains(' ');
    !first.is_empty() && !rest.contains('\\') && !path_with_blanks
}

/// CMD is then the entrypoint's arguments.
fn has_entrypoint(step: &Step) -> bool {
    step.stage.is_some_and(|stage| stage.entrypoint.index().is_some())
}

/// Whether nothing unseen in the base image can take the string for a script, as an entrypoint `sh -c` does.
fn is_entrypoint_known(step: &Step) -> bool {
    let of_base =
        |stage| *step.file.root_base(stage) == Base::Scratch || base_image(step.file, stage).is_some();
    !matches!(step.instruction.kind, Kind::Cmd(_)) || step.stage.is_some_and(of_base)
}

/// The words as JSON strings, where splitting at blanks is all that a shell would do.
fn split(program: &Text, words: &[Text]) -> Option<(Span, String)> {
    let plain = |c: char| c.is_ascii_alphanumeric() || " -_./:=@,+".contains(c);
    if !program.text.chars().all(plain) || words.len() != 1 {
        return None;
    }
    // The range lies between the quotes.
    let words: Vec<&str> = program.text.split_whitespace().collect();
    Some((program.span, words.join("\", \"")))
}
