use crate::model::manifest::{Manifest, MistakeKind};
use crate::rules::rule::{Check, Context, rule};

rule!("run-without-command", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    let nothing = |name: &str| format!("`{name}` has no command");
    for one in &manifest.mistakes {
        if let MistakeKind::NoCommand(name) = &one.kind {
            cx.report(manifest.place(one.span), nothing(name)).help("write the command behind the name");
        }
    }
    for run in manifest.run.iter().filter(|run| run.is_map || run.command.is_some()) {
        let empty = run
            .command
            .as_ref()
            .is_none_or(|command| command.parts.iter().all(|part| part.as_str().trim().is_empty()));
        if empty && (run.image.is_some() || !run.is_map) {
            cx.report(manifest.place(run.name.span), nothing(&run.name.value))
                .help("add `command` with one command");
        }
    }
}
