use crate::base::diagnostic::Edit;
use crate::base::path;
use crate::base::source::{Place, Span};
use crate::project::Project;
use crate::project::ci::heroku_commands;
use crate::rule::{Check, Context, rule};
use crate::syntax::shell::Word;

rule!("push-without-recursive", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for deploy in &project.deploys {
        for (command, snippet) in heroku_commands(deploy, "container:push") {
            let Some(types) = command.types.as_ref().filter(|_| !command.recursive) else { continue };
            let message = match types.as_slice() {
                [] => "`heroku container:push` needs the name of a process, or `--recursive`".to_owned(),
                [one]
                    if !snippet.elsewhere
                        && only_suffixed(project, one.text())
                        && !changes_folder(snippet) =>
                {
                    format!(
                        "`heroku container:push {}` only reads `Dockerfile`, not `Dockerfile.{}`",
                        one.text(),
                        one.text()
                    )
                }
                [_] => continue,
                _ => "`heroku container:push` needs `--recursive` to push several processes".to_owned(),
            };
            let place = Place::new(&deploy.source, command.name.span);
            let end = Place::new(&deploy.source, Span::at(command.name.span.end));
            let found = cx.report(place, message);
            if have_files(project, types) {
                found
                    .help("add `--recursive`, which builds each process from its own `Dockerfile.<process>`");
                // Where no process is named it pushes one for every suffix there is.
                let edits = vec![Edit::new(end, " --recursive")];
                found.offer(!types.is_empty(), "add `--recursive`", edits);
            } else {
                found.help("push each process with its own command, which builds it from `Dockerfile`");
            }
        }
    }
}

/// Whether --recursive would find a `Dockerfile.<type>` for each type named, or for any where none is.
fn have_files(project: &Project, types: &[&Word]) -> bool {
    let files = project.dockerfiles.iter().map(|file| path::name(file.source.path()));
    let suffixes: Vec<&str> = files.filter_map(|name| name.strip_prefix("Dockerfile.")).collect();
    !suffixes.is_empty() && types.iter().all(|kind| suffixes.contains(&kind.text()))
}

/// Whether the project has `Dockerfile.<type>` and no `Dockerfile`.
fn only_suffixed(project: &Project, kind: &str) -> bool {
    let has = |name: &str| project.dockerfile(&path::join(&project.root, name)).is_some();
    has(&format!("Dockerfile.{kind}")) && !has("Dockerfile")
}

fn changes_folder(snippet: &crate::project::ci::Snippet) -> bool {
    snippet
        .script
        .commands
        .iter()
        .any(|command| ["cd", "pushd"].contains(&command.effective().program.as_str()))
}
