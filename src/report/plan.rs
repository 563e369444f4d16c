//! The plan of a project for people.

use std::io::Write;

use crate::project::plan::ProjectPlan;

/// Writes a plan for people.
pub fn write(plan: &ProjectPlan, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "{}: {}", plan.path, plan.how())?;
    if !plan.images.is_empty() {
        let rows = plan.images.iter().map(|image| {
            [
                image.name.clone(),
                image.dockerfile.clone(),
                image.stage(),
                image.context.clone(),
                image.base.clone(),
            ]
        });
        table(out, ["IMAGE", "DOCKERFILE", "TARGET", "CONTEXT", "BASE"], rows.collect())?;
    }
    if !plan.processes.is_empty() {
        let rows = plan.processes.iter().map(|process| {
            [
                process.name.clone(),
                process.image(),
                process.command(),
                process.from(),
                process.user.clone(),
                process.port(),
            ]
        });
        table(out, ["PROCESS", "IMAGE", "COMMAND", "FROM", "USER", "PORT"], rows.collect())?;
    }
    let ways = plan.processes.iter().filter_map(|process| Some([process.name.clone(), process.way()?]));
    let ways: Vec<[String; 2]> = ways.collect();
    if !ways.is_empty() {
        table(out, ["PROCESS", "THROUGH"], ways)?;
    }
    Ok(())
}

/// Columns two blanks apart; the last one is not padded.
fn table<const N: usize>(
    out: &mut dyn Write,
    head: [&str; N],
    rows: Vec<[String; N]>,
) -> std::io::Result<()> {
    let head = head.map(str::to_owned);
    let all: Vec<&[String; N]> = std::iter::once(&head).chain(&rows).collect();
    let widths: Vec<usize> = (0..N)
        .map(|column| {
            all.iter().map(|row| row.get(column).map_or(0, |cell| cell.chars().count())).max().unwrap_or(0)
        })
        .collect();
    writeln!(out)?;
    for row in all {
        let line: String = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}  ")).collect();
        writeln!(out, "  {}", line.trim_end())?;
    }
    Ok(())
}
