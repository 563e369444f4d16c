//! `dynolint explain RULE`.

use super::args::Explain;
use super::{CLEAN, Stop, World};
use crate::base::suggest;
use crate::build::shellcheck::codes;
use crate::rules;

/// Prints a rule's page with its examples, below what is known of a code where one is asked for.
pub fn run(args: &Explain, world: &mut World) -> Result<u8, Stop> {
    let Some(rule) = rules::find(&args.rule) else {
        return Err(Stop::Message(unknown(&args.rule)));
    };
    if let Some(code) = rule.code(&args.rule) {
        explain_code(code, world)?;
    }
    let page = rule.page();
    writeln!(world.out, "# {}\n\n{}\n", rule.id, page.summary)?;
    let default = if page.default { "on by default" } else { "off by default" };
    writeln!(
        world.out,
        "{} · group {} · {default} · since {}",
        page.severity.as_str(),
        page.group,
        page.since
    )?;
    if !page.aliases.is_empty() {
        writeln!(world.out, "also known as {}", page.aliases.join(", "))?;
    }
    writeln!(world.out, "\n{}", page.body.trim_end())?;
    Ok(CLEAN)
}

/// What is known of one of ShellCheck's codes, above the page of the rule that reports it.
fn explain_code(code: &str, world: &mut World) -> Result<(), Stop> {
    let url = codes::url(code);
    let summary = codes::summary(code).unwrap_or(
        "A code that the built-in engine does not look for; with `--shellcheck program`, ShellCheck itself does",
    );
    writeln!(world.out, "# {code}\n\n{summary}.\n\nShellCheck's page: {url}\n")?;
    Ok(())
}

pub fn unknown(name: &str) -> String {
    let names =
        rules::all().flat_map(|rule| std::iter::once(rule.id).chain(rule.page().aliases.iter().copied()));
    match suggest::nearest(name, names) {
        Some(near) => format!("no rule is called `{name}`; did you mean `{near}`?"),
        None => format!("no rule is called `{name}`; `dynolint rules` lists them all"),
    }
}
