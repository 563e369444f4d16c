use crate::base::diagnostic::Edit;
use crate::base::path;
use crate::base::source::{Place, Span};
use crate::project::Project;
use crate::rule::{Check, Context, rule};

rule!("env-file-copied", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for exposed in &project.copies.exposed {
        let Some(file) = project.dockerfiles.get(exposed.file) else { continue };
        let name = path::name(exposed.source.path());
        let place = Place::new(&file.source, exposed.copied_by);
        let found =
            cx.report(place, format!("this copies `{name}`, which contains a secret, into the image"));
        found.related(Place::new(&exposed.source, exposed.secret), "a secret").help(format!(
            "add `{name}` to .dockerignore, remove it from git with `git rm --cached {name}`, and use `heroku config:set`"
        ));
        let Some(ignore) = &exposed.ignore else { continue };
        let below =
            path::below(exposed.source.path(), path::parent(ignore.path()).unwrap_or("")).unwrap_or(name);
        let line = match ignore.text() {
            text if text.is_empty() || text.ends_with('\n') => format!("{below}\n"),
            _ => format!("\n{below}"),
        };
        let end = Place::new(ignore, Span::at(ignore.text().len()));
        // On a laptop the build or the program may read it from the image.
        found.unsafe_fix(format!("add `{below}` to .dockerignore"), vec![Edit::new(end, line)]);
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::files::Memory;
    use crate::fix;

    #[test]
    fn the_lines_of_an_ignore_file_stay_lines() {
        for (ignore, expected) in [
            ("", ".env\nkeys/a.pem\n"),
            ("dist\n", "dist\n.env\nkeys/a.pem\n"),
            ("dist", "dist\n.env\nkeys/a.pem"),
            ("*\n!.env\n!keys\n", "*\n!.env\n!keys\n.env\nkeys/a.pem\n"),
        ] {
            let tree = Memory::from([
                ("heroku.yml", "build:\n  docker:\n    web: api/Dockerfile\n"),
                ("api/Dockerfile", "FROM node:22\nCOPY . .\nCOPY keys /keys\nCOPY . /again\n"),
                ("api/.dockerignore", ignore),
                ("api/.env", "API_TOKEN=f3a9c27d51e04b88\n"),
                ("api/keys/a.pem", "-----BEGIN PRIVATE KEY-----\n"),
            ]);
            let config = Config { select: vec!["env-file-copied".to_owned()], ..Config::default() };
            let projects = crate::internals::load(&tree, &[String::new()]);
            let found: Vec<_> =
                projects.iter().flat_map(|project| crate::internals::lint(project, &config)).collect();
            let plan = fix::plan(&found, true);
            let text = plan.files.get("api/.dockerignore").map(|(_, text)| text.as_str());
            assert_eq!(text, Some(expected), "{ignore:?}");
        }
    }
}
