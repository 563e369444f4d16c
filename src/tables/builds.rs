//! What programs do during a build.

use crate::syntax::shell::Simple;

/// Whether a command of a RUN leaves no file that a process would be started with, and starts nothing that stays.
pub fn is_quiet(command: &Simple) -> bool {
    let found = command.effective();
    let first = found.args.iter().filter_map(|word| word.literal()).find(|word| !word.starts_with('-'));
    let known = |(program, commands): &(&str, &[&str])| {
        *program == found.program && first.as_ref().is_some_and(|first| commands.contains(&first.as_ref()))
    };
    command.words.is_empty()
        || found.script.is_some()
        || QUIET.contains(&found.program.as_str())
        || QUIET_COMMANDS.iter().any(known)
}

/// Programs of a RUN that leave no file in the application's folder, or only such as they are told of by name.
const QUIET: &[&str] = &[
    ":",
    "[",
    "[[",
    "addgroup",
    "adduser",
    "apk",
    "apt",
    "apt-get",
    "chgrp",
    "chmod",
    "chown",
    "command",
    "date",
    "deluser",
    "dnf",
    "dpkg",
    "echo",
    "env",
    "exit",
    "export",
    "false",
    "groupadd",
    "groupmod",
    "hash",
    "id",
    "ldconfig",
    "locale-gen",
    "ls",
    "microdnf",
    "mkdir",
    "pip",
    "pip2",
    "pip3",
    "printf",
    "pwd",
    "rm",
    "rmdir",
    "set",
    "sleep",
    "test",
    "true",
    "update-ca-certificates",
    "useradd",
    "usermod",
    "userdel",
    "which",
    "whoami",
    "yum",
    "zypper",
];

/// Programs that do so with one of these commands.
const QUIET_COMMANDS: &[(&str, &[&str])] = &[
    ("bundle", &["config", "install"]),
    ("bundler", &["config", "install"]),
    ("corepack", &["enable", "prepare"]),
    ("gem", &["install", "update"]),
    ("go", &["env", "mod"]),
    ("npm", &["cache", "ci", "config", "i", "install", "prune", "set"]),
    ("pipenv", &["install", "sync"]),
    ("pnpm", &["config", "fetch", "i", "install", "prune"]),
    ("poetry", &["config", "export", "install"]),
    ("python", &["pip"]),
    ("python3", &["pip"]),
    ("uv", &["pip"]),
    ("yarn", &["cache", "config", "install"]),
];
