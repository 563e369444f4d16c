use std::collections::HashMap;

use crate::build::dockerfile;
use crate::build::dockerfile::{Dockerfile, PLATFORM_ARGS};
use crate::rule::shared::global_args::undeclared;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;
use crate::syntax::dockerfile::expand::Lookup;
use crate::syntax::image;

rule!("invalid-default-arg-in-from", Check::Dockerfile(check));

fn check(file: &Dockerfile, cx: &mut Context) {
    let defaults = defaults(file);
    let lookup = |name: &str| defaults.get(name).cloned().unwrap_or_else(|| platform(name));
    for step in file.steps() {
        let Kind::From { image: word, .. } = &step.instruction.kind else { continue };
        // Without a variable there is no default. Another rule reports undeclared variables.
        if !word.value.contains('$') || !undeclared(&step, word).is_empty() {
            continue;
        }
        let Some(name) = dockerfile::resolve(file.tree.escape, &word.value, &lookup) else { continue };
        if image::parse(&name).is_ok() {
            continue;
        }
        let what = match name.as_str() {
            "" => "without build arguments this image name is empty".to_owned(),
            name => format!("without build arguments this is `{name}`, which is not a valid image name"),
        };
        cx.report(step.place(word.span), what)
            .help("give the ARG a default value that completes the name: `ARG VERSION=3.13`");
    }
}

/// The values of the ARGs before the first FROM without build arguments.
fn defaults(file: &Dockerfile) -> HashMap<&str, Lookup> {
    let mut held: HashMap<&str, Lookup> = HashMap::new();
    for instruction in &file.tree.instructions {
        let pairs = match &instruction.kind {
            Kind::Arg(pairs) => pairs,
            Kind::From { .. } => break,
            _ => continue,
        };
        for pair in pairs {
            let Some(word) = &pair.value else { continue };
            let lookup = |name: &str| held.get(name).cloned().unwrap_or_else(|| platform(name));
            let value = dockerfile::resolve(file.tree.escape, &word.value, &lookup);
            held.insert(&pair.key.value, value.map_or(Lookup::Unknown, Lookup::Value));
        }
    }
    held
}

fn platform(name: &str) -> Lookup {
    if PLATFORM_ARGS.contains(&name) { Lookup::Unknown } else { Lookup::Unset }
}
