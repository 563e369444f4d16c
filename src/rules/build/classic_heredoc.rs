use crate::diagnostic::Edit;
use crate::model::dockerfile::Step;
use crate::model::project::Project;
use crate::rules::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;
use crate::syntax::shell::{self, Dialect, Joined};

rule!("classic-heredoc", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for step in project.built_steps() {
        let Some(heredoc) = step.instruction.heredocs.first() else { continue };
        let run = matches!(step.instruction.kind, Kind::Run(_));
        let (message, help) = if run {
            (
                "Heroku's builder drops the heredoc: this RUN does nothing, and succeeds",
                "join the commands with `&& \\`",
            )
        } else {
            (
                "Heroku's builder stops here: it knows no heredocs",
                "put the text into a file of the repository and copy that",
            )
        };
        let found = cx.report(step.place(heredoc.opener), message);
        found.help(help);
        let Some((chain, stops)) = chain(&step) else { continue };
        let edits = vec![Edit::new(step.place(step.instruction.span), chain)];
        match stops {
            true => found.fix("join the commands with &&", edits),
            false => found.unsafe_fix("join the commands with &&", edits),
        };
    }
}

/// `RUN a && \ b`, when every line of the body is one simple command, and whether that means the same: a heredoc goes on
/// after a command that fails, unless `set -e` asks it to stop as the chain does.
fn chain(step: &Step) -> Option<(String, bool)> {
    let [heredoc] = step.instruction.heredocs.as_slice() else { return None };
    let Kind::Run(crate::syntax::dockerfile::ast::Command::Shell(before)) = &step.instruction.kind else {
        return None;
    };
    let alone = before.text.trim() == step.file.source.slice(heredoc.opener);
    if !alone || step.onbuild || !step.instruction.flags.is_empty() || heredoc.body.text.starts_with("#!") {
        return None;
    }
    let lines: Vec<&str> = heredoc.body.text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let commands: Vec<&str> =
        lines.iter().copied().filter(|line| !line.starts_with('#') && !is_set(line)).collect();
    if commands.is_empty() || !commands.iter().all(|line| is_simple(line)) {
        return None;
    }
    let keyword = &step.instruction.keyword.value;
    Some((
        format!("{keyword} {}", commands.join(" \\\n && ")),
        lines.first().is_some_and(|line| is_set(line)),
    ))
}

/// `set -e` and the like, which a chain has by itself.
fn is_set(line: &str) -> bool {
    matches!(line, "set -e" | "set -ex" | "set -eu" | "set -eux" | "set -xe")
}

/// One command that a shell reads the same on a line of its own and within a chain.
fn is_simple(line: &str) -> bool {
    let script = shell::parse(&crate::source::Text::verbatim(line, 0), Dialect::Sh);
    let [command] = script.commands.as_slice() else { return false };
    let plain = !line.ends_with('\\') && !line.contains(['#', '`', ';', '&', '|', '<', '(', '{']);
    script.errors.is_empty()
        && plain
        && command.joined == Joined::First
        && !command.words.is_empty()
        && command.context.depth == 0
}
