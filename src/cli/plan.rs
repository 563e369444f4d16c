//! `dynolint plan`: what is built, what each process starts, and where its port comes from.

use std::io::Write;

use super::args::{Plan, Settings};
use super::session;
use super::{CLEAN, FAILED, NOTHING, Stop, World};
use crate::linter::Linter;
use crate::project::plan::ProjectPlan;
use crate::report;
use crate::report::drawing;
use crate::report::drawing::Picture;
use crate::report::{Format, Report, Style, Summary, columns_of, spelled, visible, wrap};
use crate::rules;

/// Prints the deployment of every project at a path.
pub fn run(args: &Plan, world: &mut World) -> Result<u8, Stop> {
    let settings = Settings { input: args.input.clone(), ..Settings::default() };
    let paths = std::slice::from_ref(&args.path);
    let request = session::Request { paths, stdin: None, staged: false, settings: &settings };
    let roots = session::roots(request, world)?;
    let mut plans = Vec::new();
    for root in &roots {
        match of(args, root, world)? {
            Ok(found) => plans.extend(found),
            Err(code) => return Ok(code),
        }
    }
    if plans.is_empty() {
        let _ = writeln!(world.err, "dynolint: nothing to plan here: no heroku.yml and no Dockerfile");
        return Ok(NOTHING);
    }
    if args.format == "json" {
        let all = serde_json::json!({ "version": 1, "projects": plans });
        serde_json::to_writer_pretty(&mut *world.out, &all).map_err(std::io::Error::from)?;
        writeln!(world.out)?;
        return Ok(CLEAN);
    }
    if let Some(picture) = Picture::from_name(&args.format) {
        drawing::write(picture, &plans, world.out)?;
        return Ok(CLEAN);
    }
    for (index, plan) in plans.iter().enumerate() {
        if index > 0 {
            writeln!(world.out)?;
        }
        text(plan, world.screen.style(args.color), world.out)?;
    }
    Ok(CLEAN)
}

/// The plans of a tree's projects, or the exit code after a wrong configuration is reported.
fn of(args: &Plan, root: &Linter, world: &mut World) -> Result<Result<Vec<ProjectPlan>, u8>, Stop> {
    let mut plans = Vec::new();
    for files in root.projects() {
        match root.plan(files) {
            Ok(plan) => plans.push(plan),
            Err(wrong) => {
                let report =
                    Report { diagnostics: &wrong, summary: Summary::count(&wrong), rules: &rules::info };
                report::write(Format::Text, &report, world.screen.style(args.color), world.out)?;
                return Ok(Err(FAILED));
            }
        }
    }
    Ok(Ok(plans))
}

fn text(plan: &ProjectPlan, style: Style, out: &mut dyn Write) -> std::io::Result<()> {
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
) -> std::io::Result<()> {
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
) -> std::io::Result<()> {
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
