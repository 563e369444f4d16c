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
        let found =
            cx.report(manifest.place(one.span), format!("Heroku knows no key `{key}` {}", one.whereabouts()));
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
            format!("a process's Dockerfile goes below `docker` in `build`: indent `{key}` to stand there")
        }
        None if is_command && !value.is_empty() => {
            "a process's command goes below `run`, its Dockerfile below `docker` in `build`".to_owned()
        }
        _ => match suggest::nearest(key, KNOWN.iter().copied()) {
            Some(near) => format!("did you mean `{near}`? It belongs in {}", places(near)),
            None => format!("its keys are `{}`", allowed.join("`, `")),
        },
    }
}

/// What stands behind a key on its line.
fn value_on_line(key: Span, manifest: &Manifest) -> &str {
    let rest = manifest.source.text().get(key.end..).unwrap_or_default();
    rest.lines().next().unwrap_or_default().trim_start_matches([' ', ':']).trim_end()
}

fn places(key: &str) -> String {
    let name = |path: &Vec<String>| format!("`{}`", path.join(".").replace('*', "<process>"));
    homes(key).iter().map(name).collect::<Vec<_>>().join(" or ")
}

/// Keys that stand below a section.
const KNOWN: &[&str] = &["addons", "command", "config", "docker", "dockerfile", "image", "plan", "target"];

fn hint(key: &str) -> Option<&'static str> {
    let key = key.to_ascii_lowercase().replace(['-', '_'], "");
    HINTS.iter().find(|(keys, _)| keys.split(' ').any(|one| one == key)).map(|(_, hint)| *hint)
}

/// What people look for, in lower case without `-` and `_`, and how Heroku has it.
const HINTS: &[(&str, &str)] = &[
    ("args buildargs arg", "build arguments go below `build.config`, for all images"),
    ("context buildcontext", "the build context is always the folder of the Dockerfile and cannot be set"),
    (
        "environment env envs envfile vars",
        "set config vars with `heroku config:set`, build arguments below `build.config`",
    ),
    ("port ports expose", "Heroku gives the web process its port in `$PORT`"),
    ("volume volumes", "a dyno's disk does not last: keep data in an add-on"),
    ("dependson links network networks", "processes start on their own: remove it"),
    ("restart healthcheck entrypoint user", "Heroku has no such setting: remove it"),
    ("version", "heroku.yml has no version: remove it"),
    ("stack", "set the stack with `heroku stack:set container`, or in app.json: remove it here"),
    (
        "formation scale quantity size dynos replicas",
        "scale with `heroku ps:scale`, or by `formation` in app.json",
    ),
    (
        "buildpack buildpacks language languages",
        "the container stack builds Dockerfiles only: name them below `build.docker`",
    ),
    ("test tests environments", "tests are set up below `environments` in app.json"),
    ("scripts postdeploy", "scripts of review apps are set up in app.json"),
    ("cron schedule scheduler jobs", "run jobs at fixed times with the Heroku Scheduler add-on"),
    ("name app description", "an app's name is not part of the manifest: remove it"),
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
                "heroku.yml:1:1: Heroku knows no key `x-shared` at the top of heroku.yml",
                "heroku.yml:5:3: Heroku knows no key `web` in `build`",
                "heroku.yml:6:1: Heroku knows no key `web` at the top of heroku.yml",
            ],
        );
    }
}
