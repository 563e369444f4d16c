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
                "Heroku ignores SHELL at run time: the command is started by /bin/sh, not {}",
                program.text
            ),
        )
        .related(place(command), "this command")
        .help(format!("write the command as `[\"{}\", \"-c\", \"…\"]` if it needs that shell", program.text));
    }
}

fn is_sh(program: &str) -> bool {
    matches!(program, "/bin/sh" | "sh" | "/usr/bin/sh")
}
