use crate::project::manifest::{Manifest, Mistake, MistakeKind};
use crate::rule::{Check, Context, rule};

rule!("manifest-misplaced-key", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for one in &manifest.mistakes {
        let MistakeKind::Misplaced { key, homes } = &one.kind else { continue };
        let found =
            cx.report(manifest.place(one.span), format!("`{key}` does not belong {}", one.whereabouts()));
        found.help(remedy(key, homes, one));
        for also in &one.also {
            found.related(manifest.place(*also), "this one does not either");
        }
    }
}

fn remedy(key: &str, homes: &[Vec<String>], one: &Mistake) -> String {
    let path: Vec<&str> = one.path.iter().map(String::as_str).collect();
    match (key, path.as_slice()) {
        ("dockerfile" | "target", ["build", "docker"]) => {
            "indent it under the name of the process: `web: {dockerfile: Dockerfile, target: …}`".to_owned()
        }
        ("image" | "command", ["build", ..]) => {
            "move it under the name of the process in `run`: `build` only says what to build".to_owned()
        }
        ("image" | "command", ["run"]) => {
            format!("indent it under the name of the process: `web: {{{key}: …}}`")
        }
        ("image" | "command", [.., "command", _]) => {
            format!("put `{key}:` next to `command:`, without a dash")
        }
        _ => format!("move it {}", homes.iter().map(|path| home(path)).collect::<Vec<_>>().join(", or ")),
    }
}

fn home(path: &[String]) -> String {
    match path.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => "to the top level, without indentation".to_owned(),
        ["setup", "addons"] => "into an item of `setup.addons`".to_owned(),
        [above @ .., "*"] => format!("under the name of a process in `{}`", above.join(".")),
        path => format!("under `{}`", path.join(".")),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn keys_in_the_place_of_names() {
        check(
            "manifest-misplaced-key",
            [(
                "heroku.yml",
                "build:\n  docker:\n    dockerfile: Dockerfile\n    target: prod\nrun:\n  command: [npm start]\n  image: web\n",
            )],
            &[
                "heroku.yml:3:5: `dockerfile` does not belong in `build.docker`",
                "heroku.yml:6:3: `command` does not belong in `run`",
            ],
        );
    }

    #[test]
    fn names_that_are_called_like_keys() {
        check(
            "manifest-misplaced-key",
            [(
                "heroku.yml",
                "build:\n  docker:\n    image: Dockerfile\n    target: target.Dockerfile\n    release: Dockerfile\nrun:\n  image: python thumbs.py\n",
            )],
            &[],
        );
    }
}
