use std::collections::HashMap;

use crate::base::diagnostic::Edit;
use crate::base::source::Span;
use crate::base::suggest;
use crate::project::manifest::{Manifest, Mistake, MistakeKind, homes};
use crate::rule::{Check, Context, rule};

rule!("manifest-unknown-key", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    let mut free_keys: HashMap<&[String], Vec<&str>> = HashMap::new();
    for one in &manifest.mistakes {
        let MistakeKind::UnknownKey { key, allowed } = &one.kind else { continue };
        let free = free_keys.entry(&one.path).or_insert_with(|| {
            let map = manifest.node(&one.path);
            let is_free = |key: &&str| map.is_some_and(|map| map.get(key).is_none());
            allowed.iter().map(String::as_str).filter(is_free).collect::<Vec<_>>()
        });
        let near = suggest::nearest(key, free.iter().copied()).filter(|_| hint(key).is_none());
        let found = cx.report(manifest.place(one.span), format!("unknown key `{key}` {}", one.whereabouts()));
        match near {
            Some(near) => found.help(format!("did you mean `{near}`?")),
            None => found.help(remedy(key, one, manifest, allowed)),
        };
        if let Some(near) = near.filter(|near| suggest::is_one_slip(key, near)) {
            found.fix(format!("write `{near}`"), vec![Edit::new(manifest.place(one.span), near)]);
        }
    }
}

fn remedy(key: &str, one: &Mistake, manifest: &Manifest, allowed: &[String]) -> String {
    if let Some(hint) = hint(key) {
        return hint.to_owned();
    }
    let value = value_on_line(one.span, manifest);
    let names_file = value.to_ascii_lowercase().contains("dockerfile");
    let is_command = ["web", "worker"].contains(&key) || value.contains(' ');
    match one.path.first().map(String::as_str) {
        None | Some("build") if names_file && one.path.len() < 2 => {
            format!("move `{key}` under `build.docker`, where Dockerfiles are named")
        }
        None if is_command && !value.is_empty() => {
            format!("move `{key}` under `run`, where commands are; its Dockerfile goes under `build.docker`")
        }
        _ => match suggest::nearest(key, KNOWN.iter().copied()) {
            Some(near) => format!("did you mean `{near}`? It belongs under {}", places(near)),
            None => format!("remove it; the known keys are `{}`", allowed.join("`, `")),
        },
    }
}

/// What follows a key on its line.
fn value_on_line(key: Span, manifest: &Manifest) -> &str {
    let rest = manifest.source.text().get(key.end..).unwrap_or_default();
    rest.lines().next().unwrap_or_default().trim_start_matches([' ', ':']).trim_end()
}

fn places(key: &str) -> String {
    let name = |path: &Vec<String>| format!("`{}`", path.join(".").replace('*', "<process>"));
    homes(key).iter().map(name).collect::<Vec<_>>().join(" or ")
}

/// Keys below a section.
const KNOWN: &[&str] = &["addons", "command", "config", "docker", "dockerfile", "image", "plan", "target"];

fn hint(key: &str) -> Option<&'static str> {
    let key = key.to_ascii_lowercase().replace(['-', '_'], "");
    HINTS.iter().find(|(keys, _)| keys.split(' ').any(|one| one == key)).map(|(_, hint)| *hint)
}

/// Keys of other tools, in lower case without `-` and `_`, and what to do on Heroku.
const HINTS: &[(&str, &str)] = &[
    ("args buildargs arg", "move them to `build.config`, which applies to all images"),
    ("context buildcontext", "remove it: the build context is always the folder of the Dockerfile"),
    (
        "environment env envs envfile vars",
        "set config vars with `heroku config:set NAME=value`; build arguments go under `build.config`",
    ),
    ("port ports expose", "remove it: Heroku passes the port to the web process in `$PORT`"),
    ("volume volumes", "remove it and keep data in an add-on: the disk of a dyno does not last"),
    ("dependson links network networks", "remove it: processes start independently of each other"),
    ("restart healthcheck entrypoint user", "remove it: heroku.yml has no such setting"),
    ("version", "remove it: heroku.yml has no version"),
    ("stack", "remove it, and set the stack with `heroku stack:set container` or in app.json"),
    (
        "formation scale quantity size dynos replicas",
        "remove it, and scale with `heroku ps:scale web=1` or with `formation` in app.json",
    ),
    (
        "buildpack buildpacks language languages",
        "remove it: the container stack only builds Dockerfiles, which `build.docker` names",
    ),
    ("test tests environments", "remove it, and set up tests under `environments` in app.json"),
    ("scripts postdeploy", "move it to `scripts` in app.json"),
    ("cron schedule scheduler jobs", "remove it, and schedule jobs with the Heroku Scheduler add-on"),
    ("name app description", "remove it: the name of the app is not part of heroku.yml"),
];

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn only_keys_that_belong_nowhere() {
        check(
            "manifest-unknown-key",
            [(
                "heroku.yml",
                "x-shared: &it\n  A: b\nbuild:\n  config: *it\n  web: Dockerfile\nweb: npm start\n",
            )],
            &[
                "heroku.yml:1:1: unknown key `x-shared` at the top level of heroku.yml",
                "heroku.yml:5:3: unknown key `web` in `build`",
                "heroku.yml:6:1: unknown key `web` at the top level of heroku.yml",
            ],
        );
    }
}
