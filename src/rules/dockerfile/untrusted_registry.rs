use crate::build::dockerfile::{Base, Step};
use crate::rule::shared::look;
use crate::rule::shared::look::Origin;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::{Kind, Word};
use crate::syntax::image;
use crate::syntax::image::Reference;

rule!("untrusted-registry", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    if cx.config.trusted_registries.is_empty() {
        return;
    }
    for (word, reference) in images(step) {
        let registry = reference.registry();
        if cx.config.trusted_registries.iter().any(|pattern| matches(pattern, registry)) {
            continue;
        }
        let trusted = cx.config.trusted_registries.join("`, `");
        cx.report(
            step.place(word.span),
            format!("the image comes from `{registry}`, which is not a trusted registry"),
        )
        .help(format!(
            "use an image from `{trusted}`, or add `{registry}` to `trusted-registries` in dynolint.toml"
        ));
    }
}

/// The images an instruction names.
fn images(step: &Step) -> Vec<(Word, Reference)> {
    if let (Kind::From { image, .. }, Some(stage)) = (&step.instruction.kind, step.stage) {
        return match &stage.base {
            Base::Image(reference) => vec![(image.clone(), reference.clone())],
            _ => Vec::new(),
        };
    }
    let image = |word: Word| {
        let other = matches!(look::origin(step, &word.value), Origin::Other) && word.value != "scratch";
        let reference = image::parse(&word.value).ok().filter(|_| other)?;
        Some((word, reference))
    };
    look::origins(step.instruction).into_iter().filter_map(image).collect()
}

/// `*` at the start or end matches anything.
fn matches(pattern: &str, registry: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        _ if pattern == "*" => true,
        (Some(end), None) => registry.ends_with(end),
        (None, Some(start)) => registry.starts_with(start),
        (Some(_), Some(_)) => registry.contains(pattern.trim_matches('*')),
        (None, None) => {
            registry == pattern || (registry == image::DOCKER_HUB && pattern == "index.docker.io")
        }
    }
}
