use crate::base::diagnostic::Edit;
use crate::build::dockerfile::Step;
use crate::project::Project;
use crate::rule::shared::chain::{Chain, chain};
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::{Command, Kind};

rule!("classic-heredoc", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for step in project.built_steps() {
        let Some(heredoc) = step.instruction.heredocs.first() else { continue };
        let run = matches!(step.instruction.kind, Kind::Run(_));
        let (message, help) = if run {
            (
                "Heroku's builder ignores the heredoc: this RUN does nothing, and succeeds",
                "join the commands with `&& \\`",
            )
        } else {
            (
                "Heroku's builder does not support heredocs, so the build fails",
                "put the text in a file of the repository, and copy that file",
            )
        };
        let found = cx.report(step.place(heredoc.opener), message);
        found.help(help);
        let Some(chain) = as_chain(&step) else { continue };
        let edits = vec![Edit::new(step.place(step.instruction.span), chain.text)];
        // Without `set -e` a heredoc goes on after a command that fails.
        match chain.stops {
            true => found.fix("join the commands with `&&`", edits),
            false => found.unsafe_fix("join the commands with `&&`", edits),
        };
    }
}

/// The body as a chain, where the heredoc is all that RUN has.
fn as_chain(step: &Step) -> Option<Chain> {
    let [heredoc] = step.instruction.heredocs.as_slice() else { return None };
    let Kind::Run(Command::Shell(before)) = &step.instruction.kind else { return None };
    let alone = before.text.trim() == step.file.source.slice(heredoc.opener);
    let plain = !step.onbuild && step.instruction.flags.is_empty() && step.file.tree.escape == '\\';
    if !alone || !plain || heredoc.body.text.starts_with("#!") {
        return None;
    }
    chain(&step.instruction.keyword.value, &heredoc.body.text)
}
