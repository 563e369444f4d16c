use crate::base::diagnostic::{Edit, Severity};
use crate::base::source::{Place, Text};
use crate::build::base::base_image;
use crate::build::dockerfile::Base;
use crate::exec::Line;
use crate::project::deployment::{Origin, Process};
use crate::rule::{Check, Context, rule};

rule!("port-not-expanded", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    let Some(first) = process.launch.not_expanded.first().filter(|_| process.is_web()) else { return };
    // A shell reads the words, but they are in single quotes or after a backslash.
    if process.launch.expands {
        super::report(
            cx,
            process,
            first.clone(),
            "the shell does not expand $PORT in single quotes or after a backslash".to_owned(),
        )
        .weigh(Severity::Error)
        .help("remove the quotes or the backslash, or use double quotes");
        return;
    }
    let by_entrypoint = matches!(process.started.entrypoint, Some(Line::Exec { .. }));
    let severity = if by_entrypoint { Severity::Error } else { Severity::Warning };
    let message = match by_entrypoint {
        true => "exec form does not expand $PORT: the program receives the literal text `$PORT`",
        false => "exec form does not expand $PORT in Docker, and Heroku does not document that it does",
    };
    let built = cx.project.deployment.built(process, &cx.project.dockerfiles);
    let shell = built.is_none_or(|(file, stage)| {
        *file.root_base(stage) != Base::Scratch && base_image(file, stage).is_none_or(|base| base.shell)
    });
    let known = built.is_some_and(|(file, stage)| base_image(file, stage).is_some());
    let found = super::report(cx, process, first.clone(), message.to_owned()).weigh(severity);
    if !shell {
        found.help("read PORT from the environment in the program: the image has no shell");
        return;
    }
    found.help("write the command in shell form, or as `[\"sh\", \"-c\", \"…\"]`");
    if let Some(edit) = shell_form(process) {
        // What a base image unknown here has for an entrypoint may want words of its own.
        found.offer(known, "write the command in shell form", vec![edit]);
    }
}

/// `CMD ["a", "$PORT"]` as `CMD a $PORT`, where there is no entrypoint and every word is plain.
fn shell_form(process: &Process) -> Option<Edit> {
    let (None, Some(Line::Exec { source, words, span })) =
        (&process.started.entrypoint, &process.started.command)
    else {
        return None;
    };
    if process.origin != Origin::Dockerfile {
        return None;
    }
    let plain = |word: &Text| {
        let harmless = |c: char| c.is_ascii_alphanumeric() || "-_./:=@,+${}".contains(c);
        !word.text.is_empty() && word.text.chars().all(harmless)
    };
    let text: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    words.iter().all(plain).then(|| Edit::new(Place::new(source, *span), text.join(" ")))
}
