use crate::model::manifest::{Manifest, MistakeKind};
use crate::rules::rule::{Check, Context, rule};

rule!("addon-without-plan", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for one in manifest.mistakes.iter().filter(|one| one.kind == MistakeKind::NoPlan) {
        cx.report(manifest.place(one.span), "this add-on has no plan, and cannot be created")
            .help("write `- plan: heroku-postgresql`, with `as: NAME` below it where it needs one");
    }
}
