use crate::build::Builder;
use crate::build::dockerfile::{Base, Stage, Step};
use crate::project::Mode;
use crate::rule::shared::global_args::undeclared;
use crate::rule::shared::look;
use crate::rule::shared::look::Origin;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::{Kind, Word};
use crate::syntax::dockerfile::expand;
use crate::syntax::image;

rule!("image-name-invalid", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    if let (Kind::From { image, .. }, Some(stage)) = (&step.instruction.kind, step.stage) {
        from(step, image, stage, cx);
    }
    for name in look::origins(step.instruction) {
        let image = matches!(look::origin(step, &name.value), Origin::Other) && !name.value.is_empty();
        if image
            && !step.onbuild
            && name.value != "scratch"
            && expand::variables(&name.value, step.file.tree.escape).is_empty()
        {
            report(step, &name, &name.value, cx);
        }
    }
}

fn from(step: &Step, word: &Word, stage: &Stage, cx: &mut Context) {
    match &stage.base {
        Base::Invalid(name)
            if undeclared(step, word).is_empty() && (!word.value.contains('$') || is_built(step, cx)) =>
        {
            report(step, word, name, cx);
        }
        Base::Stage(index) => other_case(step, word, *index, cx),
        _ => {}
    }
}

/// BuildKit knows stages only by their lower-case names.
fn other_case(step: &Step, word: &Word, index: usize, cx: &mut Context) {
    let classic = cx.project.builder == Builder::Classic;
    let Some(name) = step.file.stages.get(index).and_then(|stage| stage.name.as_ref()) else { return };
    let Some(written) = step.file.value(None, step.index, &word.value).filter(|_| !classic) else { return };
    if written != written.to_lowercase() {
        cx.report(
            step.place(word.span),
            format!("BuildKit only finds the stage `{}` if its name is lower case here", name.value),
        )
        .related(step.place(name.span), "the stage is defined here")
        .help(format!("write `{}`", written.to_lowercase()));
    }
}

fn report(step: &Step, word: &Word, name: &str, cx: &mut Context) {
    let Err(error) = image::parse(name) else { return };
    let span = look::part(word, error.range);
    let (span, message, help) = match name {
        "" if !word.value.is_empty() => {
            (word.span, "the image name is empty after its variables are expanded".to_owned(), GIVE)
        }
        name if word.value != name => {
            (word.span, format!("this expands to `{name}`, which is not a valid image name"), GIVE)
        }
        _ if span.is_empty() => (word.span, format!("`{name}` is not a valid image name"), WRITE),
        _ => (span, error.message, WRITE),
    };
    cx.report(step.place(span), message).help(help);
}

const GIVE: &str =
    "give the ARG a default value in the Dockerfile, or set it under `build.config` in heroku.yml";
const WRITE: &str = "write a name with a tag or digest, such as `python:3.13`";

/// Whether Heroku builds this file. Then only heroku.yml passes build arguments to it.
fn is_built(step: &Step, cx: &Context) -> bool {
    let path = step.file.source.path();
    cx.project.mode == Mode::Git
        && cx.project.shipped().iter().any(|shipped| shipped.file.source.path() == path)
}
