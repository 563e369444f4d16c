use crate::build::dockerfile::Step;
use crate::rule::shared::look;
use crate::rule::shared::look::Origin;
use crate::rule::{Check, Context, rule};

rule!("copy-from-later-stage", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    for name in look::origins(step.instruction) {
        match look::origin(step, &name.value) {
            _ if step.onbuild => {}
            Origin::Later(stage) => {
                let place = stage.name.as_ref().map_or(stage.image.span, |name| name.span);
                cx.report(
                    step.place(name.span),
                    format!("a stage can only copy from one above it, but `{}` is further down", name.value),
                )
                .related(step.place(place), "defined here")
                .help("move that stage above this one");
            }
            Origin::NoStage if !images_count(step) => {
                let last = step.file.stages.len().saturating_sub(1);
                cx.report(step.place(name.span), format!("there is no stage number {}", name.value))
                    .help(format!(
                        "the last stage here is number {last}, counted from 0; a stage name (`FROM … AS name`) is safer"
                    ));
            }
            _ => {}
        }
    }
}

/// How many instructions are searched for images.
const SEARCHED: usize = 1000;

/// BuildKit counts every image that files are copied from as a stage, so a number may mean one of those.
fn images_count(step: &Step) -> bool {
    let takes = |other: &Step| {
        let mount = other.instruction.flags.iter().any(|flag| flag.name.value == "mount");
        let names = look::origins(other.instruction);
        mount || names.iter().any(|name| matches!(look::origin(other, &name.value), Origin::Other))
    };
    let mut steps = step.file.steps().take_while(|other| other.index < step.index);
    step.index > SEARCHED || steps.any(|other| takes(&other))
}
