use crate::base::source::Place;
use crate::project::Project;
use crate::rule::{Check, Context, rule};

rule!("dockerfile-suffix-misread", Check::Project(check));

/// Only where `Dockerfile.<type>` files are there, for which `container:push` needs `--recursive`.
fn check(project: &Project, cx: &mut Context) {
    let suffix = |path: &str| Some(path.rsplit('/').next()?.strip_prefix("Dockerfile.")?.to_owned());
    let named: Vec<_> =
        project.dockerfiles.iter().filter_map(|file| Some((suffix(file.source.path())?, file))).collect();
    let is_type =
        |suffix: &str| !suffix.is_empty() && suffix.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !named.iter().any(|(suffix, _)| is_type(suffix)) {
        return;
    }
    for source in &project.lookalikes {
        let Some(suffix) = suffix(source.path()).filter(|suffix| is_type(suffix)) else { continue };
        cx.report(
            Place::file(source),
            format!("`heroku container:push --recursive` pushes this file as the process `{suffix}`"),
        )
        .help("rename it so that it does not start with `Dockerfile.`");
    }
    for (suffix, file) in named.iter().filter(|(suffix, _)| !is_type(suffix)) {
        cx.report(
            Place::file(&file.source),
            format!(
                "`heroku container:push --recursive` skips this file, because `{suffix}` is not a valid name"
            ),
        )
        .help("rename it: only letters, digits and `_` may follow `Dockerfile.`");
    }
}
