//! `--watch`: lints again whenever a file changes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use notify::event::{Event, EventKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};

use super::args::Check;
use super::{CLEAN, Stop, World, check, session};

/// Editors write a file in several steps: what comes within this time is one change.
const TOGETHER: Duration = Duration::from_millis(100);

/// Lints, and lints again at every change, until the program is stopped.
pub fn run(args: &Check, world: &mut World) -> Result<u8, Stop> {
    let mut watcher = Watcher::new()?;
    rounds(args, world, &mut |folders| watcher.wait(folders))
}

/// Lints as long as `wait`, which is given the folders to look at, says that something has changed.
fn rounds(
    args: &Check,
    world: &mut World,
    wait: &mut dyn FnMut(&BTreeSet<PathBuf>) -> Result<bool, Stop>,
) -> Result<u8, Stop> {
    loop {
        if world.screen.live && world.screen.terminal {
            write!(world.out, "\u{1b}[2J\u{1b}[H")?;
        }
        let code = match check::once(args, world) {
            // A file may be away for the moment in which it is replaced.
            Err(Stop::Message(why)) => {
                let _ = writeln!(world.err, "dynolint: {why}");
                CLEAN
            }
            outcome => outcome?,
        };
        world.out.flush()?;
        if !args.quiet {
            let _ = writeln!(world.err, "dynolint: waiting for changes; Ctrl-C stops");
        }
        if !wait(&folders(args, world))? {
            return Ok(code);
        }
    }
}

/// The folders that files are read from, those that git ignores left out.
fn folders(args: &Check, world: &World) -> BTreeSet<PathBuf> {
    let mut folders = BTreeSet::from([world.cwd.clone()]);
    let request =
        session::Request { paths: &args.paths, stdin: None, staged: false, settings: &args.settings };
    for linter in session::roots(request, world).unwrap_or_default() {
        let asked = linter.asked().iter().chain(linter.projects().iter().map(|project| &project.root));
        for file in asked.flat_map(|asked| linter.tree().walk(asked)) {
            let place = world.cwd.join(linter.tree().shown(&file));
            folders.extend(place.parent().map(Path::to_path_buf));
        }
    }
    folders
}

/// What the operating system says of files.
struct Watcher {
    system: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    watched: BTreeSet<PathBuf>,
}

impl Watcher {
    fn new() -> Result<Watcher, Stop> {
        let (sender, events) = mpsc::channel();
        let tell = move |event| {
            let _ = sender.send(event);
        };
        let system = notify::recommended_watcher(tell).map_err(|error| cannot(&error))?;
        Ok(Watcher { system, events, watched: BTreeSet::new() })
    }

    /// Looks at these folders and no others.
    fn look_at(&mut self, folders: &BTreeSet<PathBuf>) -> Result<(), Stop> {
        for gone in self.watched.difference(folders) {
            let _ = self.system.unwatch(gone);
        }
        for new in folders.difference(&self.watched) {
            match self.system.watch(new, RecursiveMode::NonRecursive) {
                Err(error) if new.is_dir() => return Err(cannot(&error)),
                _ => {}
            }
        }
        self.watched.clone_from(folders);
        Ok(())
    }

    /// Waits until a file of the folders changes; `false` when nothing can come any more.
    fn wait(&mut self, folders: &BTreeSet<PathBuf>) -> Result<bool, Stop> {
        self.look_at(folders)?;
        loop {
            match self.events.recv() {
                Err(_) => return Ok(false),
                Ok(event) if event.as_ref().is_ok_and(matters) => break,
                Ok(_) => {}
            }
        }
        while self.events.recv_timeout(TOGETHER).is_ok() {}
        Ok(true)
    }
}

fn cannot(error: &notify::Error) -> Stop {
    Stop::Message(format!("files cannot be watched: {error}"))
}

/// Whether bytes or names have changed. Files that are only read come too, and those that git or a fix writes meanwhile.
fn matters(event: &Event) -> bool {
    let changes = matches!(event.kind, EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_));
    let passing = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        name.starts_with(".dynolint-") || path.components().any(|part| part.as_os_str() == ".git")
    };
    changes && !event.paths.iter().all(passing)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::disallowed_methods)]
mod tests {
    use notify::event::{AccessKind, CreateKind};

    use super::*;
    use crate::cli::Screen;

    #[test]
    fn every_change_is_linted() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("Dockerfile");
        std::fs::write(&file, "FROM node:22\nCMD [\"npm start\"]\n").unwrap();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut world = World {
            stdin: &mut std::io::empty(),
            out: &mut out,
            err: &mut err,
            screen: Screen::default(),
            cwd: folder.path().canonicalize().unwrap(),
            git_objects: Vec::new(),
            git_index: None,
        };
        let args = Check { watch: true, ..Check::default() };
        let mut waits = 0;
        let code = rounds(&args, &mut world, &mut |folders| {
            assert!(folders.contains(&folder.path().canonicalize().unwrap()));
            std::fs::write(&file, "FROM node:22\nCMD [\"npm\", \"start\"]\n").unwrap();
            waits += 1;
            Ok(waits < 2)
        });
        assert_eq!(code.ok(), Some(CLEAN));
        let out = String::from_utf8(out).unwrap();
        assert!(out.find("command-one-word") < out.find("no problems"), "{out}");
        assert_eq!(String::from_utf8(err).unwrap().matches("waiting for changes").count(), 2);
    }

    #[test]
    fn a_written_file_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let folders = BTreeSet::from([folder.path().to_path_buf()]);
        let mut watcher = Watcher::new().unwrap();
        watcher.look_at(&folders).unwrap();
        std::fs::write(folder.path().join("Dockerfile"), "FROM a\n").unwrap();
        assert!(watcher.wait(&folders).unwrap());
    }

    #[test]
    fn reading_and_git_s_own_files_do_not_matter() {
        let event = |kind, path: &str| matters(&Event::new(kind).add_path(PathBuf::from(path)));
        let created = EventKind::Create(CreateKind::File);
        assert!(event(created, "/a/Dockerfile"));
        assert!(!event(created, "/a/.git/index.lock") && !event(created, "/a/.dynolint-x1"));
        assert!(!event(EventKind::Access(AccessKind::Read), "/a/Dockerfile"));
    }
}
