//! `dynolint rules`.

use serde::Serialize;

use super::args::Rules;
use super::{CLEAN, Stop, World};
use crate::report::wrap;
use crate::rule::Rule;
use crate::rule::page::FixKind;
use crate::rules;

#[derive(Serialize)]
struct Row {
    id: &'static str,
    summary: &'static str,
    group: &'static str,
    severity: &'static str,
    default: bool,
    fix: Option<&'static str>,
    aliases: &'static [&'static str],
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// Lists rules, as a table, as JSON or as Markdown.
pub fn run(args: &Rules, world: &mut World) -> Result<u8, Stop> {
    let rows: Vec<Row> = rules::all().filter(|rule| is_wanted(rule, &args.filter)).map(row).collect();
    if rows.is_empty() {
        let filter = args.filter.join(" ");
        return Err(Stop::Message(format!("no rule matches `{filter}`; `dynolint rules` lists them all")));
    }
    match args.format.as_str() {
        "json" => {
            serde_json::to_writer_pretty(&mut *world.out, &rows).map_err(std::io::Error::from)?;
            writeln!(world.out)?;
        }
        "markdown" => world.out.write_all(markdown(&rows).as_bytes())?,
        _ => text(&rows, world)?,
    }
    Ok(CLEAN)
}

/// Whether every word is the rule's group, an alias, or part of its id or summary.
fn is_wanted(rule: &Rule, words: &[String]) -> bool {
    let page = rule.page();
    words.iter().all(|word| {
        let word = word.to_lowercase();
        let alias = |alias: &&str| alias.to_lowercase().starts_with(&word);
        page.group == word
            || page.aliases.iter().any(alias)
            || rule.code(&word).is_some()
            || rule.id.contains(&word)
            || page.summary.to_lowercase().contains(&word)
    })
}

fn row(rule: &'static Rule) -> Row {
    let page = rule.page();
    Row {
        id: rule.id,
        summary: page.summary,
        group: page.group,
        severity: page.severity.as_str(),
        default: page.default,
        fix: match page.fix {
            FixKind::None => None,
            FixKind::Safe => Some("safe"),
            FixKind::Unsafe => Some("unsafe"),
        },
        aliases: &page.aliases,
        url: rule.url(),
    }
}

/// Id, severity and summary with the aliases; what is off says so.
fn text(rows: &[Row], world: &mut World) -> Result<(), Stop> {
    let width = rows.iter().map(|row| row.id.len()).max().unwrap_or(0);
    let style = world.screen.style(super::values::Color::Auto);
    for row in rows {
        let severity = if row.default { row.severity } else { "off" };
        let known =
            if row.aliases.is_empty() { String::new() } else { format!(" ({})", row.aliases.join(", ")) };
        let indent = width + 11;
        let lines = wrap(&format!("{}{known}", row.summary), style.width, indent, indent);
        writeln!(world.out, "{:width$}  {severity:7}  {}", row.id, lines.join("\n"))?;
    }
    Ok(())
}

fn markdown(rows: &[Row]) -> String {
    let mut out = "| rule | finds | group | severity | default | fix | also known as |\n".to_owned();
    out += "|---|---|---|---|---|---|---|\n";
    for row in rows {
        let id =
            row.url.as_ref().map_or_else(|| format!("`{}`", row.id), |url| format!("[{}]({url})", row.id));
        let default = if row.default { "on" } else { "off" };
        out += &format!(
            "| {id} | {} | {} | {} | {default} | {} | {} |\n",
            row.summary.replace('|', "\\|"),
            row.group,
            row.severity,
            row.fix.unwrap_or(""),
            row.aliases.join(", ")
        );
    }
    out
}
