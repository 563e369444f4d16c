//! Repositories made by the `git` program for the tests; where there is none, the tests that need one say nothing.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::files::samples;

/// A repository, gone when it is dropped.
pub(in crate::files) struct Repo {
    folder: TempDir,
}

impl Repo {
    /// A work tree with one commit of everything in `files`; `None` where git is not installed.
    pub(in crate::files) fn new(files: &[(&str, &str)]) -> Option<Repo> {
        Command::new("git").arg("--version").output().ok()?;
        let repo = Repo { folder: tempfile::tempdir().unwrap() };
        std::fs::create_dir(repo.path()).unwrap();
        repo.git(&["init", "-q", "-b", "main"]);
        samples::write(&repo.path(), files);
        repo.commit("first");
        Some(repo)
    }

    /// The work tree.
    pub(in crate::files) fn path(&self) -> PathBuf {
        self.beside("work")
    }

    /// A place beside the work tree.
    pub(in crate::files) fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join(name)
    }

    /// Runs git in the work tree; what it prints.
    pub(in crate::files) fn git(&self, arguments: &[&str]) -> String {
        git(&self.path(), arguments)
    }

    /// Writes, adds (ignored files too) and commits.
    pub(in crate::files) fn write(&self, files: &[(&str, &str)]) {
        samples::write(&self.path(), files);
        self.commit("more");
    }

    /// Commits everything.
    pub(in crate::files) fn commit(&self, message: &str) {
        self.git(&["add", "--force", "--all"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
    }
}

/// Runs git in a folder, without anybody's settings; what it prints.
pub(in crate::files) fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"] {
        command.env_remove(variable);
    }
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    command.args(["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "core.autocrlf=false"]);
    let output = command.args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}
