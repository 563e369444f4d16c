use crate::base::diagnostic::Edit;
use crate::base::source::{Place, Span};
use crate::project::Project;
use crate::project::ci::{Deploy, PushAction};
use crate::rule::{Check, Context, rule};

rule!("push-with-attestations", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for deploy in project
        .deploys
        .iter()
        .filter(|deploy| !deploy.source.text().contains("BUILDX_NO_DEFAULT_ATTESTATIONS"))
    {
        for push in deploy.pushes.iter().filter(|push| deploy.buildx && carries(push)) {
            action(deploy, push, cx);
        }
        commands(deploy, cx);
    }
}

const HELP: &str = "set `provenance: false`: otherwise the push fails with `405 Method Not Allowed`";

/// Whether the image pushed to Heroku has attestations.
fn carries(push: &PushAction) -> bool {
    let to_heroku = push.tags.iter().any(|tag| is_herokus(&tag.text));
    to_heroku && push.push && push.provenance.as_deref() != Some("false")
}

fn is_herokus(tag: &str) -> bool {
    tag.starts_with("registry.heroku.com/")
}

fn action(deploy: &Deploy, push: &PushAction, cx: &mut Context) {
    let found = cx.report(
        Place::new(&deploy.source, push.uses),
        "Heroku's registry rejects the image that this step pushes, because it has attestations",
    );
    found.help(HELP);
    let Some(first) = push.first_input.filter(|_| push.provenance.is_none()) else { return };
    let at = deploy.source.position(first.start);
    let indent = deploy
        .source
        .line(at.line)
        .map_or("", |line| deploy.source.slice(Span::new(line.start, first.start)));
    if indent.trim().is_empty() {
        let place = Place::new(&deploy.source, Span::at(first.start));
        // Images for another registry may have them on purpose.
        let only = push.tags.iter().all(|tag| is_herokus(&tag.text));
        let edits = vec![Edit::new(place, format!("provenance: false\n{indent}"))];
        found.offer(only, "add `provenance: false`", edits);
    }
}

/// `docker buildx build --push -t registry.heroku.com/…`.
fn commands(deploy: &Deploy, cx: &mut Context) {
    for command in deploy.scripts.iter().flat_map(|snippet| &snippet.script.commands) {
        let texts: Vec<&str> = command.words.iter().map(|word| word.text()).collect();
        let has = |wanted: &str| texts.contains(&wanted);
        let to_heroku = texts.iter().any(|text| text.contains("registry.heroku.com/"));
        let set = texts.iter().any(|text| text.starts_with("--provenance"));
        let Some(buildx) = command.words.iter().find(|word| word.is("buildx")) else { continue };
        let Some(build) = command.words.iter().find(|word| word.is("build")) else { continue };
        if has("docker") && has("--push") && to_heroku && !set {
            let end = Place::new(&deploy.source, Span::at(build.span.end));
            cx.report(
                Place::new(&deploy.source, buildx.span),
                "Heroku's registry rejects the image that this command pushes, because it has attestations",
            )
            .help("add `--provenance=false`: otherwise the push fails with `405 Method Not Allowed`")
            // A buildx from before 2023 has neither attestations nor the option.
            .unsafe_fix("add `--provenance=false`", vec![Edit::new(end, " --provenance=false")]);
        }
    }
}
