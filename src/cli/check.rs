//! `dynolint check`.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::args::Check;
use super::session;
use super::session::Linted;
use super::{CLEAN, FAILED, FOUND, NOTHING, Stop, World, known};
use crate::engine::baseline::Baseline;
use crate::files::write::{Replacement, replace_all};
use crate::fix;
use crate::fix::Settled;
use crate::linter::Linter;
use crate::report;
use crate::report::{Format, Report, Style, Summary};
use crate::rules;

/// Lints, mends what it is asked to mend, and reports what is left.
pub fn run(args: &Check, world: &mut World) -> Result<u8, Stop> {
    session::check_names(&args.settings)?;
    let stdin = stdin(args, world)?;
    if stdin.is_some() && args.fix {
        return Err(Stop::Message(
            "--fix needs files, not standard input; --diff shows the changes".to_owned(),
        ));
    }
    if let Some(flag) = with_rev(args, stdin.is_some()) {
        return Err(Stop::Message(format!("--rev reads a commit, which {flag} has no part in")));
    }
    let name = args.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("Dockerfile"));
    let roots = session::roots(&args.paths, stdin.map(|text| (name.as_path(), text)), &args.settings, world)?;
    if roots.iter().all(|root| root.projects().is_empty() && root.unread().is_empty()) {
        return Err(Stop::Message("nothing to lint here: no heroku.yml and no Dockerfile".to_owned()))
            .or_else(|stop| nothing(&stop, world));
    }
    let baseline = known::read(args, &roots, world)?;
    let mut whole = Linted::default();
    let mut diff = String::new();
    let mut made = 0;
    for root in &roots {
        let linted = match args.fix || args.unsafe_fixes || args.diff {
            true => fix_all(args, root, baseline.as_ref(), world, &mut diff, &mut made)?,
            false => session::lint(root, baseline.as_ref()),
        };
        whole.extend(linted);
    }
    if args.diff {
        world.out.write_all(diff.as_bytes())?;
        return Ok(code(&whole));
    }
    if made > 0 && !args.quiet {
        let _ = writeln!(world.err, "dynolint: {made} {} made", if made == 1 { "fix" } else { "fixes" });
    }
    if let Some(baseline) = baseline.filter(|_| !args.quiet) {
        known::tell_stale(&baseline, args, &roots, &whole, world);
    }
    let projects = roots.iter().map(|root| root.projects().len()).sum();
    write(args, &whole, projects, world)?;
    Ok(code(&whole))
}

/// What cannot go with `--rev`.
fn with_rev(args: &Check, stdin: bool) -> Option<&'static str> {
    args.settings.rev.as_ref()?;
    [(args.fix || args.unsafe_fixes, "--fix"), (stdin, "standard input")]
        .into_iter()
        .find_map(|(given, flag)| given.then_some(flag))
}

fn nothing(stop: &Stop, world: &mut World) -> Result<u8, Stop> {
    let _ = writeln!(world.err, "dynolint: {stop}");
    Ok(NOTHING)
}

fn code(whole: &Linted) -> u8 {
    match (whole.misconfigured, whole.failed) {
        (true, _) => FAILED,
        (_, true) => FOUND,
        _ => CLEAN,
    }
}

/// The text on standard input, if `-` asks for it.
fn stdin(args: &Check, world: &mut World) -> Result<Option<String>, Stop> {
    if !args.paths.iter().any(|path| path.as_os_str() == "-") {
        return Ok(None);
    }
    if args.paths.len() > 1 {
        return Err(Stop::Message(
            "`-` stands alone: other paths cannot be linted beside standard input".to_owned(),
        ));
    }
    let mut bytes = Vec::new();
    world.stdin.take(crate::files::MAX_FILE + 1).read_to_end(&mut bytes)?;
    match crate::files::text::decode(bytes) {
        Ok(text) if text.len() as u64 <= crate::files::MAX_FILE => Ok(Some(text)),
        Ok(_) => Err(Stop::Message("standard input cannot be read: it is too long".to_owned())),
        Err(error) => Err(Stop::Message(format!("standard input cannot be read: {error}"))),
    }
}

/// Settles all fixes of a tree, then writes the files or collects the differences.
fn fix_all(
    args: &Check,
    root: &Linter,
    baseline: Option<&Baseline>,
    world: &World,
    diff: &mut String,
    made: &mut usize,
) -> Result<Linted, Stop> {
    let mut last = Linted::default();
    let settled = fix::settle(args.unsafe_fixes, |texts| {
        last = session::lint(&root.with_texts(texts), baseline);
        last.diagnostics.clone()
    });
    if args.diff {
        for (source, text) in settled.files.values() {
            diff.push_str(&fix::diff(source.text(), text, source.shown()));
        }
        return Ok(session::lint(root, baseline));
    }
    store(&settled, world)?;
    *made += settled.applied;
    Ok(last)
}

/// Writes all changed files, or none.
fn store(settled: &Settled, world: &World) -> Result<(), Stop> {
    let paths: Vec<PathBuf> =
        settled.files.values().map(|(source, _)| world.cwd.join(Path::new(source.shown()))).collect();
    let files: Vec<Replacement> = settled
        .files
        .values()
        .zip(&paths)
        .map(|((source, text), path)| Replacement {
            path,
            old: source.text().as_bytes(),
            new: text.as_bytes(),
        })
        .collect();
    replace_all(&files).map_err(|error| Stop::Message(format!("nothing was changed: {error}")))
}

fn write(args: &Check, whole: &Linted, projects: usize, world: &mut World) -> Result<(), Stop> {
    let summary = Summary {
        ignored: whole.ignored,
        known: whole.known.len(),
        projects,
        files: whole.files,
        ..Summary::count(&whole.diagnostics)
    };
    let report = Report { diagnostics: &whole.diagnostics, summary, rules: &rules::info };
    let color = args.color.on(world) && args.output.is_none();
    let style = Style { color, statistics: args.statistics, quiet: args.quiet, ..Style::default() };
    let format: Format = args.format.parse().unwrap_or_default();
    match &args.output {
        None => report::write(format, &report, style, world.out)?,
        Some(path) => {
            let mut text = Vec::new();
            report::write(format, &report, style, &mut text)?;
            crate::files::write::create(&world.cwd.join(path), &text)
                .map_err(|error| Stop::Message(format!("{} cannot be written: {error}", path.display())))?;
        }
    }
    Ok(())
}
