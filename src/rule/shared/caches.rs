//! What package managers leave in the image.

use super::edits::is_joint;
use crate::base::diagnostic::Edit;
use crate::base::source::Span;
use crate::build::dockerfile::{Base, Dockerfile};
use crate::build::packages::calls::{Call, calls};
use crate::build::run_scripts::Run;
use crate::rule::Context;
use crate::syntax::shell::{Joined, Simple, Word};
use crate::tables::package_managers::Manager;

/// How to clean up after one family of package managers.
#[derive(Debug)]
pub struct Cache {
    /// The package managers.
    pub managers: &'static [&'static Manager],
    /// The verbs that download.
    pub downloads: &'static [&'static str],
    /// The package managers that empty the same cache.
    pub cleaners: &'static [&'static Manager],
    /// The command that empties it.
    pub clean: &'static str,
    /// Whether nothing that is emptied is needed later.
    pub safe: bool,
}

/// Reports the last call of a RUN that leaves its cache.
pub fn check(run: &Run, cx: &mut Context, cache: &Cache) {
    let found = calls(run, cache.managers);
    let downloads = |call: &&Call| cache.downloads.contains(&call.verb.as_str());
    let Some(call) = found.iter().rev().find(downloads) else { return };
    let manager = call.manager;
    if is_mounted(run, manager.caches)
        || last_removal(run, manager.caches) > Some(call.index)
        || is_cleaned(run, cache.cleaners, call.index)
    {
        return;
    }
    let found = cx.report(
        run.step.place(call.span()),
        format!("`{} {}` leaves its download cache in the image", manager.program, call.verb),
    );
    found.help(format!("end this RUN with `&& {}`", cache.clean));
    if let Some(edit) = add_command(run, call, cache.clean) {
        found.offer(cache.safe, format!("add `{}`", cache.clean), vec![edit]);
    }
}

/// Whether the package manager empties its cache in a later command.
fn is_cleaned(run: &Run, cleaners: &[&'static Manager], after: usize) -> bool {
    calls(run, cleaners).iter().any(|call| {
        let last = call.index > after || call.command.context.function;
        last && call.manager.clean.contains(&call.verb.as_str())
    })
}

/// The RUN instructions of the stages that end up in an image.
pub fn kept_runs<'a>(file: &'a Dockerfile, cx: &Context) -> impl Iterator<Item = Run<'a>> + use<'a> {
    let kept = kept_stages(file, cx);
    file.runs().filter(move |run| run.step.stage.and_then(|stage| kept.get(stage.index)) == Some(&true))
}

/// The stages that end up in an image: those that ship, the last one, and those that others are based on.
fn kept_stages(file: &Dockerfile, cx: &Context) -> Vec<bool> {
    let mut kept = vec![false; file.stages.len()];
    let based = file.stages.iter().filter_map(|stage| match stage.base {
        Base::Stage(index) => Some(index),
        _ => None,
    });
    let shipped = cx.project.shipped();
    let shipped = shipped.iter().filter(|one| one.file.source.path() == file.source.path());
    let last = file.stages.len().checked_sub(1);
    for index in based.chain(shipped.map(|one| one.stage.index)).chain(last) {
        if let Some(stage) = kept.get_mut(index) {
            *stage = true;
        }
    }
    kept
}

/// Whether one of the folders is a cache or tmpfs mount during the RUN, so that it never gets into the image.
pub fn is_mounted(run: &Run, folders: &[&str]) -> bool {
    let mounts = run.step.instruction.flags.iter().filter(|flag| flag.name.value == "mount");
    mounts.filter_map(|flag| flag.value.as_ref()).any(|mount| {
        let field = |names: &[&str]| {
            mount.value.split(',').find_map(|field| {
                let (key, value) = field.split_once('=')?;
                names.contains(&key).then_some(value)
            })
        };
        let Some(target) = field(&["target", "dst", "destination"]) else { return false };
        let target = run.step.value(target).unwrap_or_else(|| target.to_owned());
        matches!(field(&["type"]), Some("cache" | "tmpfs"))
            && folders.iter().any(|folder| holds(&target, folder))
    })
}

/// The number of the last command that deletes one of the folders. A command in a function may run at any time.
pub fn last_removal(run: &Run, folders: &[&str]) -> Option<usize> {
    let removes = |command: &Simple| {
        let effective = command.effective();
        let program = matches!(effective.program.as_str(), "rm" | "find" | "cd" | "unlink" | "rmdir");
        let is_one = |word: &Word| folders.iter().any(|folder| holds(word.text(), folder));
        program && effective.args.iter().any(is_one)
    };
    let commands = run.run.script.commands.iter().enumerate();
    commands
        .filter(|(_, command)| removes(command))
        .map(|(index, command)| if command.context.function { usize::MAX } else { index })
        .max()
}

/// Whether a path, which may be a pattern, contains the folder or is inside it.
fn holds(path: &str, folder: &str) -> bool {
    let path = path.trim_matches(['"', '\'']).trim_end_matches(['*', '/']);
    if !folder.starts_with('/') {
        let parent = folder.split('/').next().unwrap_or(folder);
        return path.contains(folder) || path.ends_with(parent);
    }
    let (start, braces) = path.split_once('{').unwrap_or((path, ""));
    let name = folder.rsplit('/').next().unwrap_or(folder);
    if braces.is_empty() {
        let above = folder.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        (above && !path.is_empty()) || path.starts_with(folder)
    } else {
        folder.starts_with(start) && braces.contains(name)
    }
}

/// Adds a command after a call, if the commands are joined with `&&` or are on lines of their own.
pub fn add_command(run: &Run, call: &Call, clean: &str) -> Option<Edit> {
    let command = call.command;
    let own: Vec<&Simple> = run.run.script.own().collect();
    let at = own.iter().position(|one| std::ptr::eq(*one, command))?;
    let next = own.get(at + 1);
    let plain = command.context.depth == 0
        && command.pipe.is_none()
        && !command.background
        && !command.negated
        && command.joined != Joined::Or
        && command.redirections.iter().all(|one| one.heredoc.is_none())
        && next.is_none_or(|next| matches!(next.joined, Joined::And | Joined::Then | Joined::First));
    if !plain || !run.step.instruction.heredocs.is_empty() {
        return None;
    }
    let between = |from: &Simple, to: &Simple| {
        let text = run.step.place(Span::new(from.span.end, to.span.start)).text().to_owned();
        is_joint(&text).then_some(text)
    };
    let before = at.checked_sub(1).and_then(|before| own.get(before)).and_then(|one| between(one, command));
    let joint =
        before.or_else(|| next.and_then(|next| between(command, next))).unwrap_or_else(|| " && ".to_owned());
    let sudo = if command.effective().is_via("sudo") { "sudo " } else { "" };
    Some(Edit::new(run.step.place(Span::at(command.span.end)), format!("{joint}{sudo}{clean}")))
}
