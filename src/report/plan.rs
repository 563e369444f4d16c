//! The plan of a project for people.

use std::io::{self, Write};

use super::{Style, columns_of, spelled, visible, wrap};
use crate::project::plan::ProjectPlan;

/// Writes a plan as text.
///
/// # Errors
/// Those of `out`.
pub fn write(plan: &ProjectPlan, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let head = format!("{}: {}", plan.path, plan.how());
    writeln!(out, "{}", wrap(&visible(&head), style.width, 0, 2).join("\n"))?;
    let images = plan.images.iter().map(|image| {
        [
            image.name.clone(),
            image.dockerfile.clone(),
            image.stage(),
            image.context.clone(),
            image.base.clone(),
        ]
    });
    table(out, style, ["IMAGE", "DOCKERFILE", "TARGET", "CONTEXT", "BASE"], images.collect())?;
    let processes = plan.processes.iter().map(|process| {
        [
            process.name.clone(),
            process.image(),
            process.command(),
            process.from(),
            process.user.clone(),
            process.port(),
        ]
    });
    table(out, style, ["PROCESS", "IMAGE", "COMMAND", "FROM", "USER", "PORT"], processes.collect())?;
    let ways = plan.processes.iter().filter_map(|process| Some([process.name.clone(), process.way()?]));
    table(out, style, ["PROCESS", "THROUGH"], ways.collect())
}

/// Columns two spaces apart, the last one not padded; a list of rows where the screen is too narrow for them.
fn table<const N: usize>(
    out: &mut dyn Write,
    style: Style,
    head: [&str; N],
    rows: Vec<[String; N]>,
) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let shown = |cell: &String| spelled(&visible(cell), style.ascii).into_owned();
    let rows: Vec<[String; N]> = rows.iter().map(|row| row.each_ref().map(shown)).collect();
    let head = head.map(str::to_owned);
    let all: Vec<&[String; N]> = std::iter::once(&head).chain(&rows).collect();
    let widest =
        |column: usize| all.iter().filter_map(|row| row.get(column)).map(|cell| columns_of(cell)).max();
    let widths: Vec<usize> = (0..N).map(|column| widest(column).unwrap_or(0)).collect();
    writeln!(out)?;
    if widths.iter().map(|width| width + 2).sum::<usize>() > style.width {
        return list(out, style, &head, &rows);
    }
    for row in all {
        let pad =
            |(cell, width): (&String, &usize)| format!("{cell}{}", " ".repeat(width - columns_of(cell) + 2));
        let line: String = row.iter().zip(&widths).map(pad).collect();
        writeln!(out, "  {}", line.trim_end())?;
    }
    Ok(())
}

/// Each row as lines: its first cell, then the others with their names.
fn list<const N: usize>(
    out: &mut dyn Write,
    style: Style,
    head: &[String; N],
    rows: &[[String; N]],
) -> io::Result<()> {
    let width = head.iter().map(String::len).max().unwrap_or(0);
    for row in rows {
        for (index, (name, cell)) in head.iter().zip(row).enumerate() {
            let margin = if index == 0 { 2 } else { 4 };
            let used = margin + width + 2;
            let lines = wrap(cell, style.width, used, used);
            writeln!(out, "{}{name:width$}  {}", " ".repeat(margin), lines.join("\n"))?;
        }
    }
    Ok(())
}
