//! `dynolint plan`: what is built, what each process starts, and where its port comes from.

use super::args::{Plan, Settings};
use super::session;
use super::{CLEAN, FAILED, NOTHING, Stop, World};
use crate::linter::Linter;
use crate::project::plan::ProjectPlan;
use crate::report;
use crate::report::drawing;
use crate::report::drawing::Picture;
use crate::report::{Format, Report, Summary};
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
        report::plan::write(plan, world.screen.style(args.color), world.out)?;
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
