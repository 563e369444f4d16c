//! `dynolint explain RULE`.

use super::args::Explain;
use super::{CLEAN, Stop, World};
use crate::{near, rules};

/// Prints a rule's page with its examples.
pub fn run(args: &Explain, world: &mut World) -> Result<u8, Stop> {
    let Some(rule) = rules::find(&args.rule) else {
        return Err(Stop::Message(unknown(&args.rule)));
    };
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

pub fn unknown(name: &str) -> String {
    let names =
        rules::all().flat_map(|rule| std::iter::once(rule.id).chain(rule.page().aliases.iter().copied()));
    match near::nearest(name, names) {
        Some(near) => format!("no rule is called `{name}`; did you mean `{near}`?"),
        None => format!("no rule is called `{name}`; `dynolint rules` lists them all"),
    }
}
