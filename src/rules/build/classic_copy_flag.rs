use crate::project::Project;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("classic-copy-flag", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for step in
        project.built_steps().filter(|step| matches!(step.instruction.kind, Kind::Copy(_) | Kind::Add(_)))
    {
        for flag in &step.instruction.flags {
            let Some((_, help)) = FLAGS.iter().find(|(name, _)| *name == flag.name.value) else { continue };
            cx.report(
                step.place(flag.span),
                format!("Heroku's builder rejects or ignores `--{}`, which needs BuildKit", flag.name.value),
            )
            .help(*help);
        }
    }
}

const FLAGS: &[(&str, &str)] = &[
    ("checksum", "check the file in a RUN after this line: `RUN echo \"<sum>  <file>\" | sha256sum -c -`"),
    ("exclude", "list the files to exclude in `.dockerignore`"),
    ("keep-git-dir", "clone the repository in a RUN"),
    ("parents", "copy each folder with its own COPY"),
    ("unpack", "unpack the archive in a RUN, or with plain ADD"),
];
