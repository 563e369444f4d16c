//! Where COPY and ADD put files, in a form that a later RUN can use.

use crate::base::path;
use crate::build::dockerfile;
use crate::build::dockerfile::Step;
use crate::build::filesystem::workdir_at;
use crate::build::sources::is_archive;
use crate::files;
use crate::project::Project;
use crate::syntax::dockerfile::ast::{Kind, Transfer, Word};

/// A path that RUN can use.
#[derive(PartialEq)]
pub struct Copied {
    /// As a shell reads it.
    pub path: String,
    /// Whether it is a folder, or may be one.
    pub deep: bool,
}

/// Where the files go.
pub struct Target<'a> {
    written: &'a str,
    /// Absolute, if that is known.
    path: Option<String>,
    folder: bool,
}

impl<'a> Target<'a> {
    /// The destination of an instruction; `None` if a shell would read it differently.
    pub fn of(step: &Step, transfer: &'a Transfer) -> Option<Target<'a>> {
        let written = unquoted(&transfer.target.value);
        let workdir = workdir_at(step.file, step.stage?, step.index);
        let path = dockerfile::join(workdir.as_deref(), &step.value(written)?);
        let ends = written.ends_with('/') || matches!(written, "." | "..") || written.ends_with("/.");
        let known = path.as_ref().is_some_and(|path| {
            FOLDERS.contains(&path.as_str())
                || workdir.as_ref().is_some_and(|workdir| path::within(workdir, path))
        });
        // A shell expands the same variables.
        if !is_plain(&written.replace(['$', '{', '}'], "")) {
            return None;
        }
        Some(Target { written, path, folder: ends || known })
    }

    /// Whether it comes from the copied files, not from the base image.
    pub fn is_own(&self) -> bool {
        self.path.as_ref().is_some_and(|path| path != "/" && !FOLDERS.contains(&path.as_str()))
    }

    /// What one source becomes; `None` if that is unknown.
    pub fn takes(&self, project: &Project, step: &Step, source: &Word, several: bool) -> Option<Copied> {
        let text = unquoted(&source.value);
        let remote = text.contains("://");
        let archive = matches!(step.instruction.kind, Kind::Add(_)) && is_archive(text);
        let named = if remote { !several && !self.folder } else { is_plain(text) && !archive };
        if !named {
            return None;
        }
        let whole = |deep| Some(Copied { path: self.written.to_owned(), deep });
        let kind = project.copy(step, source).and_then(|copy| copy.kind);
        match kind {
            // The contents of a folder are copied into the destination.
            Some(files::Kind::Folder) => whole(true),
            Some(files::Kind::File) if several || self.folder => {
                Some(Copied { path: self.below(text)?, deep: false })
            }
            Some(files::Kind::File) => whole(false),
            _ if remote => whole(false),
            _ if several || self.folder => None,
            _ => whole(true),
        }
    }

    fn below(&self, source: &str) -> Option<String> {
        let name = source.rsplit('/').next().filter(|name| !name.is_empty())?;
        Some(match self.written.trim_end_matches("/.").trim_end_matches('/') {
            "." => name.to_owned(),
            folder => format!("{folder}/{name}"),
        })
    }
}

/// A word without the quotes around all of it.
fn unquoted(word: &str) -> &str {
    word.strip_prefix('"').and_then(|word| word.strip_suffix('"')).unwrap_or(word)
}

/// Whether a shell reads a word literally.
pub fn is_plain(word: &str) -> bool {
    !word.is_empty() && !word.contains(|c: char| "*?[]$\"'`;&|<>(){}~# \\".contains(c))
}

/// Folders that a base image has.
const FOLDERS: &[&str] = &[
    "/",
    "/bin",
    "/etc",
    "/home",
    "/lib",
    "/mnt",
    "/opt",
    "/root",
    "/run",
    "/sbin",
    "/srv",
    "/tmp",
    "/usr",
    "/usr/bin",
    "/usr/lib",
    "/usr/local",
    "/usr/local/bin",
    "/usr/local/lib",
    "/usr/local/sbin",
    "/usr/sbin",
    "/usr/share",
    "/var",
    "/var/lib",
    "/var/log",
    "/var/www",
];
