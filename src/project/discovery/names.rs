//! What a file is, by its name; by its first instruction where the name leaves it open.

use crate::base::path;
use crate::base::source::BOM;

/// The name of the manifest, letter by letter.
pub(super) const MANIFEST: &str = "heroku.yml";

/// What a file is to a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// `heroku.yml`.
    Manifest,
    /// A manifest by any other name: `heroku.yaml`, `Heroku.yml`.
    Misnamed,
    /// `Dockerfile` or `Dockerfile.<process>`.
    Process,
    /// Another file with instructions: `web.Dockerfile`, `Containerfile`.
    Dockerfile,
    /// Named like a Dockerfile, but a backup, an ignore file, a document: `Dockerfile.dockerignore`.
    Lookalike,
    /// Named like a Dockerfile, but what makes one: `Dockerfile.j2`.
    Template,
}

impl Role {
    /// Whether a file is no part of a deployment, only named like one.
    pub(super) fn is_aside(self) -> bool {
        matches!(self, Role::Lookalike | Role::Template)
    }
}

/// What a name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    /// This and nothing else.
    Is(Role),
    /// The first role when the file starts like a Dockerfile, else the second.
    Open(Role, Option<Role>),
}

/// Last parts of names of what makes Dockerfiles.
const TEMPLATES: &str = "cue ejs em epp erb gotmpl handlebars hbs in j2 jinja jinja2 jsonnet liquid m4 mako mustache njk \
    templ template tera tmpl tpl tt twig";

/// Last parts of names of backups, ignore files, documents and data.
const ASIDES: &str = "adoc backup bak bash bat cmd csv diff dockerignore gitignore gz html ini json lock log markdown md \
    mk old orig patch pdf png properties ps1 rej rst save sh sha256 sig sum svg swo swp tar tf tmp toml \
    txt xml yaml yml zip zsh";

/// Last parts of names that are of a programming language, and now and then a process or a variant.
const LANGUAGES: &str = "c cc clj cljs cpp cs dart erl ex exs fs go groovy h hs java jl js jsx kt lua mjs ml nix php pl pm \
    proto py r rb rs scala sql swift ts tsx vim";

/// What a file is by the last part of its path; `None` for what is no manifest and no Dockerfile.
pub(super) fn name(file: &str) -> Option<Name> {
    let lower = file.to_ascii_lowercase();
    if file == MANIFEST {
        return Some(Name::Is(Role::Manifest));
    }
    if ["heroku.yml", "heroku.yaml"].contains(&lower.as_str()) {
        return Some(Name::Is(Role::Misnamed));
    }
    let stem = lower.trim_start_matches(['.', '#']);
    if ["dockerfile", "containerfile"].iter().any(|word| stem.starts_with(word)) && is_editors(&lower) {
        return Some(Name::Is(Role::Lookalike));
    }
    if let Some(rest) = ["dockerfile", "containerfile"].iter().find_map(|word| lower.strip_prefix(word)) {
        return suffixed(file, rest);
    }
    let named =
        [".dockerfile", ".containerfile"].iter().any(|end| lower.len() > end.len() && lower.ends_with(end));
    named.then_some(Name::Is(Role::Dockerfile))
}

/// What editors leave: `Dockerfile~`, `.Dockerfile.swp`, `#Dockerfile#`.
fn is_editors(lower: &str) -> bool {
    let is_swap = |end: &str| end.len() == 3 && end.starts_with("sw");
    lower.ends_with('~')
        || lower.starts_with('#')
        || (lower.starts_with('.') && lower.rsplit('.').next().is_some_and(is_swap))
}

/// A name that begins like a Dockerfile's, `rest` in lower case.
fn suffixed(file: &str, rest: &str) -> Option<Name> {
    let first = rest.chars().next();
    let ends: &[char] = if first == Some('.') { &['.'] } else { &['.', '-', '_'] };
    let last = rest.rsplit(ends).next().unwrap_or(rest);
    let role = role(file);
    match first {
        None => Some(Name::Is(role)),
        Some('.') if last.is_empty() || lists(ASIDES, last) => Some(Name::Is(Role::Lookalike)),
        Some('.' | '-' | '_') if lists(TEMPLATES, last) => Some(Name::Is(Role::Template)),
        Some('.') if lists(LANGUAGES, last) => Some(Name::Open(role, Some(Role::Lookalike))),
        Some('.') => Some(Name::Is(role)),
        Some('-' | '_') => Some(Name::Open(Role::Dockerfile, None)),
        Some(_) => None,
    }
}

fn lists(table: &str, word: &str) -> bool {
    table.split(' ').any(|listed| listed == word)
}

/// Whether a name that is a Dockerfile's is also a process type's.
fn role(file: &str) -> Role {
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    match file.strip_prefix("Dockerfile").map(|rest| rest.strip_prefix('.').unwrap_or(rest)) {
        Some(process) if process.chars().all(is_word) => Role::Process,
        _ => Role::Dockerfile,
    }
}

/// Whether a file that is neither manifest nor Dockerfile tells something of its project, so that whoever names it
/// means the project.
pub(super) fn is_companion(file: &str) -> bool {
    let name = path::name(file);
    let folder = path::parent(file).unwrap_or("");
    ["app.json", "package.json", "Procfile", "dynolint.toml", ".dynolint.toml"].contains(&name)
        || [".dockerignore", ".sh"].iter().any(|end| name.ends_with(end))
        || (path::within(folder, ".github/workflows")
            && [".yml", ".yaml"].iter().any(|end| name.ends_with(end)))
}

/// Whether a file starts as Dockerfiles do: with `FROM` or `ARG`, or with a directive for the build before them.
pub(super) fn starts_like_dockerfile(text: &str) -> bool {
    let lines = text.strip_prefix(BOM).unwrap_or(text).lines().map(str::trim).filter(|line| !line.is_empty());
    for line in lines {
        match line.strip_prefix('#') {
            Some(comment) if is_directive(comment) => return true,
            Some(_) => {}
            None => return is_first_instruction(line),
        }
    }
    false
}

fn is_directive(comment: &str) -> bool {
    let Some((key, value)) = comment.split_once('=') else { return false };
    match key.trim().to_ascii_lowercase().as_str() {
        "syntax" => value.contains('/') && !value.trim().contains(' '),
        "escape" => matches!(value.trim(), "`" | "\\"),
        _ => false,
    }
}

/// `FROM image`, `FROM image AS name` or `ARG name`. Python's `from module import name` is neither.
fn is_first_instruction(line: &str) -> bool {
    let mut words = line.split_whitespace().filter(|word| !["\\", "`"].contains(word));
    let keyword = words.next().unwrap_or("").to_ascii_uppercase();
    let mut arguments = words.skip_while(|word| word.starts_with("--"));
    let Some(first) = arguments.next() else { return false };
    match keyword.as_str() {
        "FROM" => arguments.next().is_none_or(|word| word.eq_ignore_ascii_case("AS")),
        "ARG" => first.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted_and_say_each_thing_once() {
        let tables = [TEMPLATES, ASIDES, LANGUAGES];
        assert!(tables.iter().all(|table| table.split(' ').is_sorted()));
        let words: Vec<&str> = tables.iter().flat_map(|table| table.split(' ')).collect();
        let once: std::collections::BTreeSet<_> = words.iter().collect();
        assert_eq!(once.len(), words.len());
    }

    #[test]
    fn names_say_what_a_file_is() {
        use Role::{Dockerfile, Lookalike, Manifest, Misnamed, Process, Template};
        for (role, files) in [
            (Manifest, "heroku.yml"),
            (Misnamed, "heroku.yaml Heroku.yml HEROKU.YAML"),
            (
                Process,
                "Dockerfile Dockerfile.web Dockerfile.my-worker Dockerfile.worker_2 Dockerfile.dev Dockerfile.web-in",
            ),
            (
                Dockerfile,
                "dockerfile DOCKERFILE dockerfile.web Dockerfile.prod.web web.Dockerfile web.dockerfile",
            ),
            (
                Dockerfile,
                "Containerfile Containerfile.web containerfile x.containerfile Dockerfile.ubuntu-22.04",
            ),
            (
                Lookalike,
                "Dockerfile.dockerignore Dockerfile.bak Dockerfile.orig Dockerfile.web.bak Dockerfile.md",
            ),
            (
                Lookalike,
                "Dockerfile~ Dockerfile.web~ .Dockerfile.swp .Dockerfile.web.swo #Dockerfile# Dockerfile.sh",
            ),
            (Lookalike, "Dockerfile. Dockerfile.swp Dockerfile.txt Dockerfile.old Containerfile.bak"),
            (
                Template,
                "Dockerfile.j2 Dockerfile.web.tmpl Dockerfile.template Dockerfile-template Dockerfile.erb",
            ),
            (Template, "Dockerfile.in Dockerfile.jinja Dockerfile.mustache dockerfile.hbs Containerfile.tpl"),
        ] {
            for file in files.split(' ') {
                assert_eq!(name(file), Some(Name::Is(role)), "{file}");
            }
        }
        for file in [
            "Procfile",
            "heroku.yml.bak",
            "Dockerfiles",
            "DockerfileBuilder.java",
            ".dockerfile",
            ".dockerignore",
            "docker-compose.yml",
        ] {
            assert_eq!(name(file), None, "{file}");
        }
    }

    #[test]
    fn some_names_leave_it_open() {
        use Role::{Dockerfile, Lookalike, Process};
        for (file, wanted) in [
            ("Dockerfile.go", Name::Open(Process, Some(Lookalike))),
            ("dockerfile.py", Name::Open(Dockerfile, Some(Lookalike))),
            ("Dockerfile-dev", Name::Open(Dockerfile, None)),
            ("dockerfile_parser.rs", Name::Open(Dockerfile, None)),
        ] {
            assert_eq!(name(file), Some(wanted), "{file}");
        }
    }

    #[test]
    fn the_first_instruction_tells() {
        for text in [
            "FROM scratch",
            "\u{feff}\n# comment\n  from a as b\n",
            "ARG V=1\nFROM a:$V",
            "FROM --platform=linux/amd64 a",
            "# syntax=docker/dockerfile:1\nRUN x",
            "#escape=`\n",
            "FROM a \\\n AS b",
        ] {
            assert!(starts_like_dockerfile(text), "{text:?}");
        }
        for text in [
            "",
            "from os import path\n",
            "RUN x",
            "#!/bin/sh\necho",
            "# syntax = proto3 of old",
            "FROM",
            "FROMAGE x",
            "ARG",
            "select *\nFROM a",
            "F\0",
        ] {
            assert!(!starts_like_dockerfile(text), "{text:?}");
        }
    }

    #[test]
    fn companions() {
        for file in [
            "a/app.json",
            "Procfile",
            "web/.dockerignore",
            "Dockerfile.web.dockerignore",
            "bin/start.sh",
            ".github/workflows/ci.yml",
        ] {
            assert!(is_companion(file), "{file}");
        }
        for file in ["README.md", "a.yml", "workflows/ci.yml", "app.json.md"] {
            assert!(!is_companion(file), "{file}");
        }
    }
}
