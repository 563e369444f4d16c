//! `--baseline`: what is known already is left out, and what is known for nothing is told.

use std::collections::BTreeSet;
use std::path::Path;

use super::args::Check;
use super::session;
use super::session::Linted;
use super::{Stop, World};
use crate::base::path;
use crate::engine::baseline::{Baseline, Entry};
use crate::files::{disk, write};
use crate::linter::Linter;
use crate::report::visible;
use crate::rules;

/// Entries that are told one by one; of more, only the number is.
const MOST_TOLD: usize = 10;

/// The baseline of a run, if there is one. `--write-baseline` records it first.
pub fn read(args: &Check, roots: &[Linter], world: &mut World) -> Result<Option<Baseline>, Stop> {
    let Some(file) = &args.baseline else { return Ok(None) };
    let place = world.cwd.join(file);
    if args.write_baseline {
        let before = if disk::is_there(&place) { parse(file, world)? } else { Baseline::default() };
        return record(before, file, args, roots, world).map(Some);
    }
    if !disk::is_there(&place) {
        return Err(Stop::Message(format!("{} is not there; `--write-baseline` makes it", file.display())));
    }
    parse(file, world).map(Some)
}

fn parse(file: &Path, world: &World) -> Result<Baseline, Stop> {
    let shown = file.display();
    let text = disk::read_text(&world.cwd.join(file))
        .map_err(|why| Stop::Message(format!("{shown} cannot be read: {why}")))?;
    Baseline::read(&text).map_err(|why| Stop::Message(format!("{shown} is no baseline: {why}")))
}

/// Writes down all findings there are, beside those known of files and rules that this run does not look at.
fn record(
    mut baseline: Baseline,
    file: &Path,
    args: &Check,
    roots: &[Linter],
    world: &mut World,
) -> Result<Baseline, Stop> {
    let mut found = Baseline::default();
    let mut whole = Linted::default();
    for root in roots {
        let linted = session::lint(root, None);
        found.extend(Baseline::of(&linted.diagnostics));
        whole.extend(linted);
    }
    if whole.misconfigured {
        return Ok(baseline);
    }
    let number = found.len();
    baseline.retain(|entry| !looked_at(entry, roots, &whole.rules));
    baseline.extend(found);
    write::create(&world.cwd.join(file), baseline.text().as_bytes())
        .map_err(|why| Stop::Message(format!("{} cannot be written: {why}", file.display())))?;
    if !args.quiet {
        let findings = if number == 1 { "finding" } else { "findings" };
        let _ = writeln!(world.err, "dynolint: {number} {findings} recorded in {}", file.display());
    }
    Ok(baseline)
}

/// Tells which entries match nothing any more, as far as this run can know.
pub fn tell_stale(baseline: &Baseline, args: &Check, roots: &[Linter], whole: &Linted, world: &mut World) {
    let Some(file) = args.baseline.as_ref().filter(|_| !whole.misconfigured) else { return };
    let mut stale = baseline.unseen(&whole.known);
    stale.retain(|entry| looked_at(entry, roots, &whole.rules));
    for entry in stale.iter().take(MOST_TOLD) {
        let text = format!("{} in {} is found no more: {}", entry.rule, entry.path, entry.message);
        let _ = writeln!(world.err, "{}: {}", file.display(), visible(&text));
    }
    if !stale.is_empty() {
        let (number, noun) = (stale.len(), if stale.len() == 1 { "entry" } else { "entries" });
        let _ = writeln!(
            world.err,
            "dynolint: {number} {noun} of {} can go; `--write-baseline` takes them out",
            file.display()
        );
    }
}

/// Whether a run over some files with some rules would have found what the entry stands for.
fn looked_at(entry: &Entry, roots: &[Linter], ran: &BTreeSet<&'static str>) -> bool {
    let asked = roots.iter().flat_map(|root| root.asked()).any(|asked| path::within(&entry.path, asked));
    asked && (ran.contains(entry.rule.as_str()) || rules::find(&entry.rule).is_none())
}
