use crate::base::diagnostic::Severity;
use crate::base::source::Text;
use crate::build::dockerfile::{Dockerfile, Stage};
use crate::exec::Line;
use crate::project::deployment::{Origin, Process};
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("entrypoint-takes-run", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    let project = cx.project;
    let Some((file, stage)) = project.deployment.built(process, &project.dockerfiles) else { return };
    let (Some(entrypoint @ Line::Exec { words, .. }), Some(command @ Line::Shell { text, .. })) =
        (&process.started.entrypoint, &process.started.command)
    else {
        return;
    };
    if process.origin != Origin::Manifest {
        if let Some(program) = words.first().filter(|program| {
            is_interpreter(&program.text) && words.iter().skip(1).all(|word| word.text.starts_with('-'))
        }) {
            let message =
                format!("`{}` gets `/bin/sh -c` and this text as its script and arguments", program.text);
            cx.report(command.place(), message)
                .weigh(Severity::Error)
                .related(entrypoint.place(), "the entrypoint that a shell-form CMD is passed to")
                .help("write the CMD as an array of arguments for the entrypoint");
        }
        return;
    }
    let Some(program) = words.first().filter(|program| is_program(&program.text, words, file, stage)) else {
        return;
    };
    // `ENTRYPOINT ["python"]` and `run: app.py` are made for each other.
    if words.len() == 1 && !text.text.trim().contains(char::is_whitespace) {
        return;
    }
    cx.report(
        command.place(),
        format!("this command is not run, but passed to `{}` as an argument", program.text),
    )
    .related(entrypoint.place(), "the ENTRYPOINT that receives it")
    .help("change the ENTRYPOINT to CMD, which heroku.yml can replace");
}

/// Whether a program runs the file that is its first argument.
fn is_interpreter(program: &str) -> bool {
    let name = program.rsplit('/').next().unwrap_or(program);
    let name = name.trim_end_matches(|next: char| next.is_ascii_digit() || next == '.');
    ["bun", "deno", "java", "node", "nodejs", "perl", "php", "python", "ruby"].contains(&name)
}

/// Whether the entrypoint is a program that does not run its arguments; a script may well do so.
fn is_program(program: &str, words: &[Text], file: &Dockerfile, stage: &Stage) -> bool {
    let name = program.rsplit('/').next().unwrap_or(program);
    if let Some((_, runs_next)) = PROGRAMS.iter().find(|(known, _)| *known == name) {
        let next = words.get(1).map_or("", |word| word.text.as_str());
        return !runs_next.contains(&next);
    }
    let script = name.contains("entrypoint") || name.contains("init") || name.ends_with(".sh");
    !script && words.len() == 1 && built_program(program, file, stage)
}

/// Whether the program comes out of a build stage: a compiled one.
fn built_program(program: &str, file: &Dockerfile, stage: &Stage) -> bool {
    file.ancestry(stage).flat_map(|stage| file.steps_of(stage)).any(|step| {
        let Kind::Copy(transfer) = &step.instruction.kind else { return false };
        let from_stage = step
            .instruction
            .flags
            .iter()
            .find(|flag| flag.name.value == "from")
            .and_then(|flag| file.stage_named(&flag.value.as_ref()?.value));
        from_stage.is_some() && step.value(&transfer.target.value).as_deref() == Some(program)
    })
}

/// Programs, and what follows them where they do run their arguments.
const PROGRAMS: &[(&str, &[&str])] = &[
    ("python", &["-m"]),
    ("python3", &["-m"]),
    ("node", &[]),
    ("java", &[]),
    ("dotnet", &["watch"]),
    ("ruby", &[]),
    ("php", &[]),
    ("gunicorn", &[]),
    ("uvicorn", &[]),
    ("daphne", &[]),
    ("hypercorn", &[]),
    ("flask", &[]),
    ("nginx", &[]),
    ("httpd", &[]),
    ("apache2-foreground", &[]),
    ("caddy", &[]),
    ("streamlit", &[]),
    ("npm", &["exec", "x"]),
    ("yarn", &["exec", "run", ""]),
    ("puma", &[]),
    ("rails", &[]),
    ("celery", &[]),
    ("supervisord", &[]),
];
