use crate::base::diagnostic::Edit;
use crate::build::packages::calls::{Call, calls};
use crate::build::run_scripts::Run;
use crate::rule::{Check, Context, rule};
use crate::tables::programs::LN;

rule!("sh-relinked", Check::Run(check));

fn check(run: &Run, cx: &mut Context) {
    for call in calls(run, &[&LN]) {
        if !names_sh(&call) {
            continue;
        }
        let found = cx.report(
            run.step.place(call.command.span),
            "this replaces `/bin/sh` for every program in the image",
        );
        let shell = call.operands.first().map(|source| source.text.as_str());
        let shell = shell.filter(|path| SHELLS.iter().any(|shell| path.strip_prefix("/bin/") == Some(shell)));
        let line = format!("SHELL [\"{}\", \"-c\"]", shell.unwrap_or("/bin/bash"));
        found.help(format!(
            "write `{line}` instead: it sets the shell of RUN; start other scripts with the shell they need"
        ));
        if shell.is_some() && is_alone(run) {
            found.unsafe_fix(
                "replace it with SHELL",
                vec![Edit::new(run.step.place(run.step.instruction.span), line)],
            );
        }
    }
}

const SHELLS: [&str; 4] = ["bash", "zsh", "ash", "ksh"];
const FOLDERS: [&str; 2] = ["/bin", "/usr/bin"];

/// Whether the link is `/bin/sh`: named so, or put into its folder with the name of its source.
fn names_sh(call: &Call) -> bool {
    let is_folder = |path: &str| FOLDERS.contains(&path.trim_end_matches('/'));
    let is_sh = |path: &str| path.strip_suffix("/sh").is_some_and(is_folder);
    let from_sh = |path: &str| path.rsplit('/').next() == Some("sh");
    let mut operands = call.operands.iter().map(|operand| operand.text.as_str());
    match call.value(&["-t", "--target-directory"]) {
        Some(folder) => is_folder(folder) && operands.any(from_sh),
        None => {
            let Some(target) = operands.next_back() else { return false };
            let mut sources = operands;
            sources.len() > 0 && (is_sh(target) || (is_folder(target) && sources.any(from_sh)))
        }
    }
}

/// Whether the RUN does nothing else, apart from removing the old link.
fn is_alone(run: &Run) -> bool {
    let instruction = run.step.instruction;
    let links = |program: &str, text: &str| match program {
        "ln" => true,
        "rm" | "mv" => text.contains("/bin/sh"),
        _ => false,
    };
    let mut commands = run.run.script.commands.iter();
    instruction.flags.is_empty()
        && instruction.heredocs.is_empty()
        && commands.all(|command| links(&command.effective().program, run.step.place(command.span).text()))
        && calls(run, &[&LN]).len() == 1
}
