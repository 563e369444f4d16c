use crate::base::diagnostic::Severity;
use crate::project::manifest::{Manifest, MistakeKind};
use crate::rule::{Check, Context, rule};

rule!("manifest-wrong-type", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for one in &manifest.mistakes {
        let path: Vec<&str> = one.path.iter().map(String::as_str).collect();
        let name = match path.last() {
            None => "heroku.yml".to_owned(),
            Some(index) if index.parse::<usize>().is_ok() && path.len() > 2 => "this element".to_owned(),
            Some(key) => format!("`{key}`"),
        };
        let message = match &one.kind {
            MistakeKind::WrongType { found: "nothing", .. } => format!("{name} is left empty"),
            MistakeKind::WrongType { expected, found } => format!("{name} is {found}, not {expected}"),
            MistakeKind::MissingKey(key) => format!("{name} has no `{key}`"),
            _ => continue,
        };
        let is = |what: &str| matches!(one.kind, MistakeKind::WrongType { found, .. } if found == what);
        let or_remove = if is("nothing") { ", or remove it" } else { "" };
        let found = cx.report(manifest.place(one.span), message);
        found.help(format!("{}{or_remove}", remedy(&path, is("a list"))));
        // Nothing that is needed is missing: the section is one that may be left out.
        if is("nothing") && matches!(path.as_slice(), ["setup" | "release"]) {
            found.weigh(Severity::Warning);
        }
    }
}

/// How to write what stands at a path.
fn remedy(path: &[&str], is_list: bool) -> &'static str {
    match path {
        [] => "write `build:` with `docker:` below it, and the Dockerfile of each process: `web: Dockerfile`",
        ["build"] => {
            "write `docker:` below it, and below that the Dockerfile of each process: `web: Dockerfile`"
        }
        ["build", "docker"] if is_list => "write each process without a dash: `web: Dockerfile`",
        ["build", "docker"] => "write the Dockerfile of each process below it: `web: Dockerfile`",
        ["build", "docker", _] => {
            "write the path of a Dockerfile, or `dockerfile:` and `target:` below the name"
        }
        ["build" | "setup", "config"] => "write each variable without a dash: `NAME: value`",
        ["build" | "setup", "config", _] => "write one value, in quotes if it has brackets or colons",
        ["run"] if is_list => "write each process without a dash: `web: npm start`",
        ["run"] => "write the command of each process below it: `web: npm start`",
        ["run", _] => "write the command behind the name, or `command:` and `image:` below it",
        ["release"] => "write `command:` below it, and the command as the one item of a list",
        ["release", "image"] | ["run", _, "image"] => "name one image of `build.docker`",
        [.., "command", _] => "write the command as one text, in quotes if it holds `: `",
        [.., "command"] => "write the command as the one item of a list",
        ["setup"] => "write `addons:` or `config:` below it",
        ["setup", "addons"] => "write each add-on as an item of a list: `- plan: heroku-postgresql`",
        _ => "write it as text, in quotes if need be",
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn every_level() {
        for (text, expected) in [
            ("- a\n", &["heroku.yml:1:1: heroku.yml is a list, not a map"][..]),
            ("npm start\n", &["heroku.yml:1:1: heroku.yml is text, not a map"]),
            ("release: rake db:migrate\n", &["heroku.yml:1:10: `release` is text, not a map"]),
            ("build:\n  docker: Dockerfile\n", &["heroku.yml:2:11: `docker` is text, not a map"]),
            (
                "build: {docker: {web: {target: x}}}\nrun: {w: {command: [[a]]}}\n",
                &[
                    "heroku.yml:1:18: `web` has no `dockerfile`",
                    "heroku.yml:2:21: this element is a list, not text",
                ],
            ),
            (
                "setup:\nbuild:\n",
                &["heroku.yml:1:1: `setup` is left empty", "heroku.yml:2:1: `build` is left empty"],
            ),
        ] {
            check("manifest-wrong-type", [("heroku.yml", text)], expected);
        }
    }
}
