use crate::build::run_scripts::Run;
use crate::rule::{Check, Context, rule};

rule!("sudo-in-run", Check::Run(check));

fn check(run: &Run, cx: &mut Context) {
    for command in &run.run.script.commands {
        let effective = command.effective();
        let via = effective.via.iter().find(|via| via.name == "sudo").map(|via| via.word);
        let Some(word) = via.or(effective.word.filter(|_| effective.program == "sudo")) else { continue };
        cx.report(run.step.place(word.span), "`sudo` is not needed: RUN is root unless USER says otherwise")
            .help("remove it; if an earlier USER is not root, write `USER root` above and switch back below");
    }
}
