//! `dynolint plan`: what is built, what each process starts, and where its port comes from.

use std::io::Write;

use super::args::Plan;
use super::session;
use super::{CLEAN, FAILED, NOTHING, Stop, World};
use crate::linter::Linter;
use crate::project::plan::ProjectPlan;
use crate::report;
use crate::report::drawing;
use crate::report::drawing::Picture;
use crate::report::{Format, Report, Style, Summary};
use crate::rules;

/// Prints the deployment of every project at a path.
pub fn run(args: &Plan, world: &mut World) -> Result<u8, Stop> {
    let roots = session::roots(std::slice::from_ref(&args.path), None, &args.settings, world)?;
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
        text(plan, world.out)?;
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
                let style = Style { color: args.color.on(world), ..Style::default() };
                report::write(Format::Text, &report, style, world.out)?;
                return Ok(Err(FAILED));
            }
        }
    }
    Ok(Ok(plans))
}

fn text(plan: &ProjectPlan, out: &mut dyn Write) -> std::io::Result<()> {
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
