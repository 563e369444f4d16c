use crate::model::dockerfile::Step;
use crate::rules::form::look::{self, Origin};
use crate::rules::rule::{Check, Context, rule};

rule!("copy-from-later-stage", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    for name in look::origins(step.instruction) {
        match look::origin(step, &name.value) {
            _ if step.onbuild => {}
            Origin::Later(stage) => {
                let place = stage.name.as_ref().map_or(stage.image.span, |name| name.span);
                cx.report(step.place(name.span), format!("the stage `{}` comes later", name.value))
                    .related(step.place(place), "the stage")
                    .help("move that stage above this one");
            }
            Origin::NoStage => {
                let last = step.file.stages.len().saturating_sub(1);
                cx.report(step.place(name.span), format!("no stage has the number {}", name.value))
                    .help(format!("stages are counted from 0 to {last} here; better give the stage a name"));
            }
            _ => {}
        }
    }
}
