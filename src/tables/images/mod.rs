//! What public base images bring along: what they start, as whom, with which programs.

mod build;
#[cfg(test)]
mod examples;
mod rows;
#[cfg(test)]
mod tests;

use rows::ROWS;

/// One public image, or those of its tags that behave alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BaseImage {
    /// Familiar name (`python`, `mcr.microsoft.com/dotnet/aspnet`), or a pattern with one `*`.
    pub repository: &'static str,
    /// The tags this row speaks of.
    pub tags: Tags,
    /// ENTRYPOINT as argv; empty when there is none.
    pub entrypoint: &'static [&'static str],
    /// The entrypoint runs a command it is given (`exec "$@"`); true when there is none.
    pub passes_on: bool,
    /// CMD as argv; empty when there is none, or when it differs between the tags of the row.
    pub cmd: &'static [&'static str],
    /// What happens when nobody sets a command.
    pub starts: Starts,
    /// The environment variable that moves the port of a [`Starts::Server`]; empty when none does.
    pub port_variable: &'static str,
    /// USER; empty for root.
    pub user: &'static str,
    /// WORKDIR; `/` when none is set.
    pub workdir: &'static str,
    /// The distribution beneath.
    pub family: Family,
    /// Has `/bin/sh`.
    pub shell: bool,
    /// Programs the image exists for: interpreters, package managers, servers.
    pub programs: &'static [&'static str],
    /// Programs the layers beneath bring: `bash`, `curl`, `git`, `perl`, `python3`, ...
    pub tools: &'static [&'static str],
    /// ENV that bears on the port.
    pub env: &'static [(&'static str, &'static str)],
}

/// A condition on a tag. A word fits a `-`-separated part of the tag that begins with it: `alpine` fits
/// `3.12-alpine3.20`. An empty list asks nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tags {
    /// One of these words.
    pub with: &'static [&'static str],
    /// And one of these.
    pub and: &'static [&'static str],
    /// And a version below this `(major, minor)`. A tag without a version (`latest`, `alpine`) is the newest.
    pub before: Option<(u32, u32)>,
}

/// What an image does on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Starts {
    /// No command at all, or one that ends at once, like a help text.
    Nothing,
    /// A shell, which ends for want of a terminal.
    Shell,
    /// An interactive interpreter, which does the same.
    Repl,
    /// A server that listens on this port unless it is told another.
    Server {
        /// TCP port.
        port: u16,
    },
    /// Something else, or not known.
    Other,
}

/// The distribution an image is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// apt, glibc.
    Debian,
    /// apt, glibc.
    Ubuntu,
    /// apk, musl.
    Alpine,
    /// dnf, yum or microdnf: Fedora, CentOS, UBI, Rocky, Alma, Oracle and Amazon Linux.
    RedHat,
    /// zypper.
    Suse,
    /// pacman.
    Arch,
    /// Chainguard's images: apk, glibc.
    Wolfi,
    /// No package manager.
    Distroless,
    /// BusyBox and nothing else.
    Busybox,
    /// A Windows image: does not run on a Linux host.
    Windows,
    /// Empty but for the image's own files.
    Scratch,
    /// Differs between the tags of the row, or not known.
    Unknown,
}

impl BaseImage {
    /// Whether `program`, a bare name, is named. The lists are unions over the tags of the row: a program of a language
    /// that is not named is on none of them; of the small tools only those that start commands lean on are named.
    pub fn brings(&self, program: &str) -> bool {
        self.programs.contains(&program) || self.tools.contains(&program)
    }
}

impl Tags {
    /// `None` when a variable in the tag leaves it open.
    fn fits(&self, tag: &str) -> Option<bool> {
        if !has_word(tag, self.with) || !has_word(tag, self.and) {
            return Some(false);
        }
        match self.before {
            None => Some(true),
            Some(_) if tag.starts_with(['$', '{']) => None,
            Some(limit) => Some(version(tag) < limit),
        }
    }
}

/// Looks up an image. `repository` is its name as in FROM without the tag: Docker Hub's own prefixes, its mirrors
/// and its per-architecture names are seen through; a digest after `@` is allowed. `tag: None` means `latest`, or an unknown
/// tag after a digest. Where the rows differ in what an unknown tag or a variable in it hides, there is no answer.
pub fn find(repository: &str, tag: Option<&str>) -> Option<&'static BaseImage> {
    let (name, digest) = repository.split_once('@').map_or((repository, false), |(name, _)| (name, true));
    let name = familiar(name);
    let tag = tag.map(|tag| tag.split_once('@').map_or(tag, |(tag, _)| tag));
    match tag {
        None if digest => only_row(name),
        Some(tag) if is_all_variable(tag) => only_row(name),
        _ => first_row(name, tag.unwrap_or("latest")),
    }
}

/// The names of the images that are known, each once; patterns are left out.
pub fn repositories() -> Vec<&'static str> {
    let mut names: Vec<&str> = rows().map(|row| row.repository).filter(|name| !name.contains('*')).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn rows() -> impl Iterator<Item = &'static BaseImage> {
    ROWS.iter().flat_map(|rows| rows.iter())
}

fn first_row(name: &str, tag: &str) -> Option<&'static BaseImage> {
    let mut open: Vec<&BaseImage> = Vec::new();
    for row in rows().filter(|row| matches_name(row.repository, name)) {
        match row.tags.fits(tag) {
            Some(true) => return open.iter().all(|other| alike(row, other)).then_some(row),
            Some(false) => {}
            None => open.push(row),
        }
    }
    None
}

/// Whether two rows say the same of everything a verdict rests on.
fn alike(one: &BaseImage, other: &BaseImage) -> bool {
    let facts = |row: &BaseImage| {
        (row.starts, row.entrypoint, row.passes_on, row.user, row.shell, row.family, row.env)
    };
    facts(one) == facts(other)
}

/// The row of a repository whose tags all behave alike.
fn only_row(name: &str) -> Option<&'static BaseImage> {
    let mut rows = rows().filter(|row| row.repository != "*" && matches_name(row.repository, name));
    let row = rows.next()?;
    let alone = rows.next().is_none_or(|next| next.repository != row.repository);
    alone.then_some(row)
}

/// Registries that serve Docker Hub's official images, with the path they put before the name.
const OFFICIAL: &[&str] = &["library/", "public.ecr.aws/docker/library/", "mirror.gcr.io/library/"];

/// Other names of Docker Hub.
const HUB: &[&str] = &[
    "docker.io/",
    "index.docker.io/",
    "registry-1.docker.io/",
    "registry.hub.docker.com/",
    "registry.docker.com/",
    "mirror.gcr.io/",
];

/// Docker Hub's accounts that hold the official images of one architecture.
const ARCHITECTURES: &[&str] = &[
    "amd64/",
    "arm32v5/",
    "arm32v6/",
    "arm32v7/",
    "arm64v8/",
    "i386/",
    "mips64le/",
    "ppc64le/",
    "riscv64/",
    "s390x/",
];

/// `docker.io/library/python` and `public.ecr.aws/docker/library/python` to `python`.
fn familiar(name: &str) -> &str {
    let name = strip_any(name, OFFICIAL);
    let name = strip_any(strip_any(name, HUB), OFFICIAL);
    let name = strip_any(name, ARCHITECTURES);
    match name.strip_prefix("lscr.io/").or_else(|| name.strip_prefix("ghcr.io/")) {
        Some(rest) if rest.starts_with("linuxserver/") => rest,
        _ => name,
    }
}

fn strip_any<'a>(name: &'a str, prefixes: &[&str]) -> &'a str {
    prefixes.iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name)
}

fn matches_name(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, end)) => name.strip_prefix(start).is_some_and(|rest| rest.ends_with(end)),
    }
}

fn has_word(tag: &str, words: &[&str]) -> bool {
    words.is_empty() || tag.split('-').any(|part| words.iter().any(|word| part.starts_with(word)))
}

/// `$TAG` and `${TAG}`: nothing of the tag is known.
fn is_all_variable(tag: &str) -> bool {
    tag.strip_prefix('$').is_some_and(|name| name.chars().all(|c| c.is_alphanumeric() || "_{}".contains(c)))
}

/// The version a tag begins with; what it leaves out is the newest there is.
fn version(tag: &str) -> (u32, u32) {
    let (major, rest) = number(tag.strip_prefix('v').unwrap_or(tag));
    let minor = rest.strip_prefix('.').and_then(|rest| number(rest).0);
    (major.unwrap_or(u32::MAX), minor.unwrap_or(u32::MAX))
}

fn number(text: &str) -> (Option<u32>, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    (digits.parse().ok(), rest)
}
