use std::collections::{HashMap, HashSet};

use crate::base::diagnostic::Edit;
use crate::build::base::base_image;
use crate::build::dockerfile::Dockerfile;
use crate::build::run_scripts::Run;
use crate::rule::shared::edits::line_above;
use crate::rule::{Check, Context, rule};
use crate::syntax::shell::{Script, Simple, Word};
use crate::tables::images::Family;

rule!("pipe-without-pipefail", Check::Dockerfile(check));

const ASH: &str = r#"SHELL ["/bin/ash", "-o", "pipefail", "-c"]"#;
const BASH: &str = r#"SHELL ["/bin/bash", "-o", "pipefail", "-c"]"#;

fn check(file: &Dockerfile, cx: &mut Context) {
    // One line above the first RUN of a stage fixes them all.
    let mut lines: HashMap<usize, Edit> = HashMap::new();
    for run in file.runs() {
        let Some(command) = unguarded(&run) else { continue };
        let program = command.effective().program;
        let what = if program.is_empty() { "the part before `|`".to_owned() } else { format!("`{program}`") };
        let found = cx.report(
            run.step.place(command.span),
            format!("the build does not stop if {what} fails: only the last command of a pipe counts"),
        );
        if !run.run.shell.is_empty() && !run.run.told {
            found.help("add `\"-o\", \"pipefail\"` to the SHELL above");
            continue;
        }
        let line = shell_line(&run);
        found.help(format!("write `{}` above this RUN", line.unwrap_or(BASH)));
        let (Some(line), Some(stage), false) = (line, run.step.stage, run.step.onbuild) else { continue };
        let edit = lines.entry(stage.index).or_insert_with(|| line_above(&run.step, line));
        found.unsafe_fix("add a SHELL with pipefail", vec![edit.clone()]);
    }
}

/// The SHELL instruction for an image whose shells are known.
fn shell_line(run: &Run) -> Option<&'static str> {
    let image = base_image(run.step.file, run.step.stage?)?;
    match image.family {
        Family::Alpine => Some(ASH),
        _ => image.brings("bash").then_some(BASH),
    }
}

/// The first command whose failure a pipe hides.
fn unguarded<'a>(run: &Run<'a>) -> Option<&'a Simple> {
    let script = &run.run.script;
    if run.run.shell.iter().any(|word| word == "pipefail") {
        return None;
    }
    let mut guarded = HashSet::new();
    script.commands.iter().find(|command| {
        let shell = shell_of(script, command);
        let effective = command.effective();
        if effective.program == "set" && has_pipefail(effective.args) {
            guarded.insert(shell);
        }
        let length = |pipeline: usize| script.pipelines.get(pipeline).map_or(0, |pipeline| pipeline.length);
        let before = command.pipe.is_some_and(|pipe| pipe.place + 1 < length(pipe.pipeline));
        before
            && !command.context.condition
            && effective.program != ENDLESS
            && !guarded.contains(&shell)
            && !shell
                .and_then(|shell| script.commands.get(shell))
                .is_some_and(|shell| has_pipefail(&shell.words))
    })
}

/// It only ends when the pipe is closed, which pipefail treats as a failure.
const ENDLESS: &str = "yes";

fn has_pipefail(words: &[Word]) -> bool {
    words.iter().any(|word| word.is("pipefail"))
}

/// The number of the command whose shell runs a command; `None` for the shell of the RUN.
fn shell_of(script: &Script, command: &Simple) -> Option<usize> {
    let mut command = command;
    while command.context.script {
        let parent = command.parent?;
        let above = script.commands.get(parent)?;
        if above.effective().script.is_some() && !command.context.substitution {
            return Some(parent);
        }
        command = above;
    }
    None
}
