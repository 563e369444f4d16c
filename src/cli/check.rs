//! `dynolint check`.

use std::io::Read;
use std::path::PathBuf;

use super::args::Check;
use super::fixes::{self, Changed};
use super::progress::{Counter, Progress};
use super::session::{self, Linted};
use super::{CLEAN, FAILED, FOUND, NOTHING, Stop, World, known, show, watch};
use crate::engine::baseline::Baseline;
use crate::linter::Linter;
use crate::report::{self, Format, Report, Style, Summary, plural};
use crate::rules;

/// Lints once, or again and again.
pub fn run(args: &Check, world: &mut World) -> Result<u8, Stop> {
    session::check_names(&args.settings)?;
    if args.watch { watch::run(args, world) } else { once(args, world) }
}

/// Lints, fixes what it is asked to fix, and reports what is left.
pub fn once(args: &Check, world: &mut World) -> Result<u8, Stop> {
    let stdin = stdin(args, world)?;
    refuse(args, stdin.is_some())?;
    let counter = Counter::default();
    let progress = Progress::start(world.screen.live && !args.quiet, &counter);
    let name = args.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("Dockerfile"));
    let stdin = stdin.map(|text| (name.as_path(), text));
    let request =
        session::Request { paths: &args.paths, stdin, staged: args.staged, settings: &args.settings };
    let roots: Vec<Linter> =
        session::roots(request, world)?.into_iter().map(|root| root.counted_by(counter.done())).collect();
    counter.expect(roots.iter().map(|root| root.projects().len()).sum());
    if args.show_files || args.show_settings {
        drop(progress);
        let show = if args.show_files { show::files } else { show::settings };
        return show(args, &roots, world);
    }
    if !args.staged && roots.iter().all(|root| root.projects().is_empty() && root.unread().is_empty()) {
        drop(progress);
        let _ = writeln!(world.err, "dynolint: nothing to lint here: no heroku.yml and no Dockerfile");
        return Ok(NOTHING);
    }
    let baseline = known::read(args, &roots, world)?;
    let (whole, changed) = lint(args, &roots, baseline.as_ref(), world)?;
    drop(progress);
    if args.diff {
        world.out.write_all(changed.diff.as_bytes())?;
        return Ok(code(&whole));
    }
    if !args.quiet {
        remarks(args, &roots, &whole, &changed, world);
        if let Some(baseline) = &baseline {
            known::tell_stale(baseline, args, &roots, &whole, world);
        }
    }
    write(args, &whole, world)?;
    Ok(code(&whole))
}

/// The findings of all trees, after what was to be changed is changed.
fn lint(
    args: &Check,
    roots: &[Linter],
    baseline: Option<&Baseline>,
    world: &World,
) -> Result<(Linted, Changed), Stop> {
    let mut whole = Linted::default();
    let mut changed = Changed::default();
    for root in roots {
        whole.extend(match &args.add_ignore {
            Some(reason) => fixes::add_ignores(reason, root, baseline, world, &mut changed)?,
            None if args.fix || args.diff => fixes::fix_all(args, root, baseline, world, &mut changed)?,
            None => session::lint(root, baseline),
        });
    }
    Ok((whole, changed))
}

/// What goes to standard error: files that were changed, and Dockerfiles that were asked for though nothing uses them.
fn remarks(args: &Check, roots: &[Linter], whole: &Linted, changed: &Changed, world: &mut World) {
    if !changed.files.is_empty() {
        let what = match args.add_ignore {
            Some(_) => format!("{} ignored by comments in", plural(changed.fixes, "finding")),
            None if changed.fixes == 1 => "1 fix made in".to_owned(),
            None => format!("{} fixes made in", changed.fixes),
        };
        let _ = writeln!(world.err, "dynolint: {}", changed.line(&what));
    }
    let asked = |path: &String| roots.iter().any(|root| root.asked().contains(path));
    for path in whole.unused.iter().filter(|(path, _)| asked(path)).map(|(_, shown)| shown) {
        let path = report::visible(path);
        let _ =
            writeln!(world.err, "dynolint: {path}: no process uses this Dockerfile; it is linted by itself");
    }
}

/// Flags that do not go together, where what was typed beside them decides.
fn refuse(args: &Check, stdin: bool) -> Result<(), Stop> {
    let input = &args.settings.input;
    let writes = (args.fix && !args.diff) || args.add_ignore.is_some();
    let why = match () {
        () if stdin && writes => "standard input cannot be changed; --diff shows the changes",
        () if stdin && args.watch => "--watch needs files, not standard input",
        () if stdin && (args.staged || input.rev.is_some()) => "standard input is part of no commit",
        () if input.rev.is_some() && writes => {
            "--rev reads a commit, which cannot be changed; --diff shows the changes"
        }
        () if args.staged && writes => {
            "--staged reads git's index, which is not changed; --diff shows the changes"
        }
        () => return Ok(()),
    };
    Err(Stop::Message(why.to_owned()))
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
        return Err(Stop::Message("`-` reads standard input, and takes no other paths beside it".to_owned()));
    }
    let mut bytes = Vec::new();
    world.stdin.take(crate::files::MAX_FILE + 1).read_to_end(&mut bytes)?;
    match crate::files::text::decode(bytes) {
        Ok(text) if text.len() as u64 <= crate::files::MAX_FILE => Ok(Some(text)),
        Ok(_) => Err(Stop::Message("standard input cannot be read: it is too long".to_owned())),
        Err(error) => Err(Stop::Message(format!("standard input cannot be read: {error}"))),
    }
}

fn write(args: &Check, whole: &Linted, world: &mut World) -> Result<(), Stop> {
    let summary = Summary {
        ignored: whole.ignored,
        known: whole.known.len(),
        unused: whole.unused.len(),
        projects: whole.projects,
        files: whole.files,
        ..Summary::count(&whole.diagnostics)
    };
    let report = Report { diagnostics: &whole.diagnostics, summary, rules: &rules::info };
    let format: Format = args.format.parse().unwrap_or_default();
    let style = |screen: super::Screen| {
        let style = screen.style(args.color);
        Style { statistics: args.statistics, quiet: args.quiet, ..style }
    };
    match args.output.as_ref().filter(|path| path.as_os_str() != "-") {
        None => report::write(format, &report, style(world.screen), world.out)?,
        Some(path) => {
            let mut text = Vec::new();
            // A file is no terminal, whatever standard output is.
            report::write(format, &report, style(super::Screen::default()), &mut text)?;
            crate::files::write::create(&world.cwd.join(path), &text)
                .map_err(|error| Stop::Message(format!("{} cannot be written: {error}", path.display())))?;
        }
    }
    Ok(())
}
