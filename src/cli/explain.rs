//! `dynolint explain RULE`.

use super::args::Explain;
use super::page::page;
use super::{CLEAN, Stop, World};
use crate::base::suggest;
use crate::build::shellcheck::codes;
use crate::rule::Rule;
use crate::rules;

/// Prints a rule's page with its examples, below what is known of a code where one is asked for.
pub fn run(args: &Explain, world: &mut World) -> Result<u8, Stop> {
    let Some(rule) = rules::find(&args.rule) else {
        return Err(Stop::Message(unknown(&args.rule)));
    };
    let code = rule.code(&args.rule).map(explain_code).unwrap_or_default();
    let text = format!("{code}{}\n{}\n", head(rule), rule.page().body.trim_end());
    world.out.write_all(page(&text, world.screen.style(args.color)).as_bytes())?;
    Ok(CLEAN)
}

/// The rule's names, and how it runs.
fn head(rule: &Rule) -> String {
    let page = rule.page();
    let title = if page.title.is_empty() { String::new() } else { format!(": {}", page.title) };
    let default = if page.default { "on by default" } else { "off by default" };
    let mut head = format!(
        "# {}{title}\n\n{}, {default}, group {}, since {}\n",
        rule.id,
        page.severity.as_str(),
        page.group,
        page.since
    );
    if !page.aliases.is_empty() {
        head += &format!("\nAlso known as {}\n", page.aliases.join(", "));
    }
    head
}

/// What is known of one of ShellCheck's codes, above the page of the rule that reports it.
fn explain_code(code: &str) -> String {
    let url = codes::url(code);
    let summary = codes::summary(code).unwrap_or(
        "A code that the built-in engine does not look for; with `--shellcheck program`, ShellCheck itself does",
    );
    format!("# {code}\n\n{summary}.\n\nShellCheck's page: {url}\n\n")
}

pub fn unknown(name: &str) -> String {
    let names =
        rules::all().flat_map(|rule| std::iter::once(rule.id).chain(rule.page().aliases.iter().copied()));
    match suggest::nearest(name, names) {
        Some(near) => format!("no rule is called `{name}`; did you mean `{near}`?"),
        None => format!("no rule is called `{name}`; `dynolint rules` lists them all"),
    }
}
