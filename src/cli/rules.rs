//! `dynolint rules`.

use serde::Serialize;

use super::args::Rules;
use super::{CLEAN, Stop, World};
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

/// Lists all rules, as a table or as JSON.
pub fn run(args: &Rules, world: &mut World) -> Result<u8, Stop> {
    let rows: Vec<Row> = rules::all().map(row).collect();
    if args.format == "json" {
        serde_json::to_writer_pretty(&mut *world.out, &rows).map_err(std::io::Error::from)?;
        writeln!(world.out)?;
        return Ok(CLEAN);
    }
    let width = rows.iter().map(|row| row.id.len()).max().unwrap_or(0);
    for row in rows {
        let severity = if row.default { row.severity } else { "off" };
        writeln!(world.out, "{:width$}  {severity:7}  {}", row.id, row.summary)?;
    }
    Ok(CLEAN)
}

fn row(rule: &'static crate::rule::Rule) -> Row {
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
