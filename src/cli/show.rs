//! `--show-files` and `--show-settings`: what a run would look at, and by which rules.

use std::collections::BTreeSet;

use super::args::Check;
use super::{CLEAN, FAILED, Stop, World};
use crate::base::diagnostic::Diagnostic;
use crate::config::{self, Config};
use crate::engine;
use crate::linter::Linter;
use crate::project::discovery::ProjectFiles;
use crate::report::{self, Format, Report, Summary};
use crate::rules;

/// Prints the path of every file that would be linted.
pub fn files(args: &Check, roots: &[Linter], world: &mut World) -> Result<u8, Stop> {
    let mut paths: BTreeSet<String> = BTreeSet::new();
    for (linter, files) in each(roots) {
        let project = match config_of(linter, files) {
            Ok(config) if config.exclude.matches(&files.root) => continue,
            Ok(config) => linter.load(files, &config).map_err(|crash| vec![*crash]),
            Err(wrong) => Err(wrong),
        };
        match project {
            Ok(project) => {
                let wanted = project.sources().filter(|source| project.is_asked(source));
                paths.extend(wanted.map(|source| source.shown().to_owned()));
            }
            Err(wrong) => return refused(args, &wrong, world),
        }
    }
    for path in paths {
        writeln!(world.out, "{}", report::visible(&path))?;
    }
    Ok(CLEAN)
}

/// Prints the settings of every project, as a configuration.
pub fn settings(args: &Check, roots: &[Linter], world: &mut World) -> Result<u8, Stop> {
    let mut gap = "";
    for (linter, files) in each(roots) {
        let config = match config_of(linter, files) {
            Ok(config) => config,
            Err(wrong) => return refused(args, &wrong, world),
        };
        let tree = linter.tree();
        let input = &args.settings.input;
        let file = match (&input.config, config::find(tree, &files.root)) {
            _ if input.no_config => None,
            (Some(given), _) => Some(given.display().to_string()),
            (None, found) => found.map(|path| tree.shown(&path)),
        };
        let from = file.map_or_else(|| "no configuration file".to_owned(), |file| format!("from {file}"));
        writeln!(world.out, "{gap}# Project {}, {from}", tree.shown(&files.root))?;
        write!(world.out, "{}", config::settings(&config, &engine::levels(&config)))?;
        gap = "\n";
    }
    Ok(CLEAN)
}

fn each(roots: &[Linter]) -> impl Iterator<Item = (&Linter, &ProjectFiles)> {
    roots.iter().flat_map(|linter| linter.projects().iter().map(move |files| (linter, files)))
}

fn config_of(linter: &Linter, files: &ProjectFiles) -> Result<Config, Vec<Diagnostic>> {
    let (config, wrong) = linter.config(&files.root);
    if wrong.is_empty() { Ok(config) } else { Err(wrong) }
}

/// Reports what is wrong with a configuration.
fn refused(args: &Check, wrong: &[Diagnostic], world: &mut World) -> Result<u8, Stop> {
    let report = Report { diagnostics: wrong, summary: Summary::count(wrong), rules: &rules::info };
    report::write(Format::Text, &report, world.screen.style(args.color), world.out)?;
    Ok(FAILED)
}
