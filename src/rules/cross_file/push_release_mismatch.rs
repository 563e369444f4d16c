use crate::base::source::Place;
use crate::project::Project;
use crate::project::ci::{Deploy, heroku_commands};
use crate::rule::{Check, Context, rule};

rule!("push-release-mismatch", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for deploy in &project.deploys {
        let Some(pushed) = pushed(deploy).filter(|pushed| !pushed.is_empty()) else { continue };
        for (command, _) in heroku_commands(deploy, "container:release") {
            for word in command.types.iter().flatten() {
                let name = word.literal().unwrap_or_default();
                if !pushed.iter().any(|one| *one == name) {
                    cx.report(Place::new(&deploy.source, word.span), format!("`{name}` is released here, but not pushed"))
                        .help(format!("push `{name}` before this line: Heroku releases the image that was pushed last, which may be old"));
                }
            }
        }
    }
}

/// The types that a file pushes; `None` when that cannot be told.
fn pushed(deploy: &Deploy) -> Option<Vec<String>> {
    let mut types = Vec::new();
    for (command, _) in heroku_commands(deploy, "container:push") {
        let named = command.types?;
        if named.is_empty() {
            return None;
        }
        types.extend(named.iter().filter_map(|word| Some(word.literal()?.into_owned())));
    }
    let tags = deploy.pushes.iter().flat_map(|push| push.tags.iter().map(|tag| tag.text.clone()));
    let pushes = deploy.scripts.iter().flat_map(|snippet| &snippet.script.commands).filter(|command| {
        let words: Vec<_> = command.words.iter().take(3).map(|word| word.text().to_owned()).collect();
        words.iter().any(|word| word == "docker")
            && words.iter().any(|word| word == "push" || word == "build" || word == "buildx")
    });
    let words = pushes.flat_map(|command| command.words.iter().map(|word| word.text().to_owned()));
    for tag in tags.chain(words).filter(|tag| tag.contains("registry.heroku.com/")) {
        let kind = tag.trim_matches(['"', '\'']).rsplit('/').next()?.split(':').next()?.to_owned();
        if kind.contains(['$', '{']) {
            return None;
        }
        types.push(kind);
    }
    Some(types)
}
