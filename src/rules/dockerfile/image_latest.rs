use crate::base::source::{Place, Span};
use crate::build::dockerfile::{Base, Dockerfile, Stage};
use crate::rule::shared::look;
use crate::rule::{Check, Context, rule};

rule!("image-latest", Check::Stage(check));

fn check(stage: &Stage, file: &Dockerfile, cx: &mut Context) {
    let Some(span) = latest(stage) else { return };
    cx.report(
        Place::new(&file.source, span),
        "the tag `latest` is a different version after each release of the image",
    )
    .help("replace `latest` with the version you want");
}

/// The place of the tag `latest`, in an image without a digest.
fn latest(stage: &Stage) -> Option<Span> {
    let word = &stage.image;
    match &stage.base {
        Base::Image(reference) if reference.digest.is_none() => {
            let tag = reference.tag.as_ref().filter(|tag| tag.text == "latest")?;
            Some(if word.value.contains(['$', '"', '\'', '\\']) {
                word.span
            } else {
                look::part(word, tag.range.clone())
            })
        }
        Base::Unknown if word.value.ends_with(":latest") => {
            Some(look::part(word, word.value.len() - "latest".len()..word.value.len()))
        }
        _ => None,
    }
}
