use crate::base::diagnostic::Severity;
use crate::project::manifest::{Manifest, MistakeKind};
use crate::rule::{Check, Context, rule};

rule!("manifest-wrong-type", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for one in &manifest.mistakes {
        let path: Vec<&str> = one.path.iter().map(String::as_str).collect();
        let name = match path.last() {
            None => "heroku.yml".to_owned(),
            Some(index) if index.parse::<usize>().is_ok() && path.len() > 2 => "this list item".to_owned(),
            Some(key) => format!("`{key}`"),
        };
        let (message, is_empty) = match &one.kind {
            MistakeKind::WrongType { found: "nothing", .. } => (format!("{name} is empty"), true),
            MistakeKind::WrongType { expected, found } => {
                (format!("{name} must be {expected}, not {found}"), false)
            }
            MistakeKind::MissingKey(key) => (format!("{name} needs a `{key}`"), false),
            _ => continue,
        };
        let has_dashes =
            manifest.node(&one.path).is_some_and(|node| manifest.source.slice(node.span).starts_with('-'));
        let without = if has_dashes { ", without a dash" } else { "" };
        let or_remove = if is_empty { ", or remove it" } else { "" };
        let found = cx.report(manifest.place(one.span), message);
        found.help(format!("{}{without}{or_remove}", remedy(&path)));
        // Both sections are optional.
        if is_empty && matches!(path.as_slice(), ["setup" | "release"]) {
            found.weigh(Severity::Warning);
        }
    }
}

/// How to write the value at a path.
fn remedy(path: &[&str]) -> &'static str {
    match path {
        [] => "name the Dockerfile of each process, for example `build: {docker: {web: Dockerfile}}`",
        ["build"] => "name the Dockerfile of each process under `docker:`, for example `web: Dockerfile`",
        ["build", "docker"] => "name the Dockerfile of each process: `web: Dockerfile`",
        ["build", "docker", _] => {
            "write the path of a Dockerfile, or a map: `{dockerfile: Dockerfile, target: …}`"
        }
        ["build" | "setup", "config"] => "write each variable as `NAME: value`",
        ["build" | "setup", "config", _] => {
            "write a single value, in quotes if it contains brackets or colons"
        }
        ["run"] => "write the command of each process: `web: npm start`",
        ["run", _] => "write the command after the name, or a map: `{command: [npm start], image: web}`",
        ["release"] => {
            "write the command under `command:`, for example `release: {command: [rake db:migrate]}`"
        }
        ["release", "image"] | ["run", _, "image"] => "write the name of one image under `build.docker`",
        [.., "command", _] => "write the command as text, in quotes if it contains `: `",
        [.., "command"] => "write a list with the command as its only item",
        ["setup"] => "add `addons:` or `config:`",
        ["setup", "addons"] => "write each add-on as a list item: `- plan: heroku-postgresql`",
        _ => "write it as text, in quotes if necessary",
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn every_level() {
        for (text, expected) in [
            ("- a\n", &["heroku.yml:1:1: heroku.yml must be a map, not a list"][..]),
            ("npm start\n", &["heroku.yml:1:1: heroku.yml must be a map, not text"]),
            ("release: rake db:migrate\n", &["heroku.yml:1:10: `release` must be a map, not text"]),
            ("build:\n  docker: Dockerfile\n", &["heroku.yml:2:11: `docker` must be a map, not text"]),
            (
                "build: {docker: {web: {target: x}}}\nrun: {w: {command: [[a]]}}\n",
                &[
                    "heroku.yml:1:18: `web` needs a `dockerfile`",
                    "heroku.yml:2:21: this list item must be text, not a list",
                ],
            ),
            ("setup:\nbuild:\n", &["heroku.yml:1:1: `setup` is empty", "heroku.yml:2:1: `build` is empty"]),
        ] {
            check("manifest-wrong-type", [("heroku.yml", text)], expected);
        }
    }
}
