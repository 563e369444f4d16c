use crate::project::Project;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::{Command, Kind};

rule!("run-shell-ignored", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for shipped in project.shipped() {
        let Some(at) = shipped.stage.shell.index() else { continue };
        let Some(instruction) = shipped.file.instruction(at) else { continue };
        let Kind::Shell(words) = &instruction.kind else { continue };
        let Some(program) = words.first().filter(|program| !is_sh(&program.text)) else { continue };
        let command = [shipped.stage.cmd, shipped.stage.entrypoint]
            .into_iter()
            .filter(|setting| setting.index().is_some_and(|set| set > at))
            .find_map(|setting| match shipped.file.command(setting) {
                Some(Command::Shell(text)) => Some(text.span),
                _ => None,
            });
        let Some(command) = command else { continue };
        let place = |span| crate::base::source::Place::new(&shipped.file.source, span);
        cx.report(
            place(program.span),
            format!(
                "SHELL only applies to the build: when the dyno starts, `/bin/sh` runs the command, not `{}`",
                program.text
            ),
        )
        .related(place(command), "this command")
        .help(format!(
            "name the shell in the command if it needs it: `[\"{}\", \"-c\", \"…\"]`",
            program.text
        ));
    }
}

fn is_sh(program: &str) -> bool {
    matches!(program, "/bin/sh" | "sh" | "/usr/bin/sh")
}
