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
                format!("Heroku's builder refuses or ignores `--{}`: it needs BuildKit", flag.name.value),
            )
            .help(*help);
        }
    }
}

const FLAGS: &[(&str, &str)] = &[
    ("checksum", "check the sum by a RUN after this line: `RUN echo \"<sum>  <file>\" | sha256sum -c -`"),
    ("exclude", "list what is to be left out in .dockerignore"),
    ("keep-git-dir", "clone by a RUN with git"),
    ("parents", "copy each folder by a COPY of its own"),
    ("unpack", "unpack by a RUN with tar, or leave it to ADD"),
];
