use crate::build::packages::commands;
use crate::build::run_scripts::Run;
use crate::rule::{Check, Context, rule};

rule!("command-out-of-place", Check::Run(check));

fn check(run: &Run, cx: &mut Context) {
    for found in commands::running(run, &PROGRAMS.map(|program| program.name)) {
        let Some(program) = PROGRAMS.iter().find(|one| one.name == found.effective.program) else { continue };
        cx.report(
            run.step.place(found.word.span),
            format!("`{}` has no use in a build: {}", program.name, program.fact),
        )
        .help(program.help);
    }
}

/// A program that is only useful on a running machine.
struct Program {
    name: &'static str,
    fact: &'static str,
    help: &'static str,
}

const fn program(name: &'static str, fact: &'static str, help: &'static str) -> Program {
    Program { name, fact, help }
}

const REMOVE: &str = "remove it";

const PROGRAMS: [Program; 9] = [
    program("free", "it shows the memory of the builder, not of the dyno", REMOVE),
    program("kill", "every process ends with its RUN anyway", REMOVE),
    program(
        "mount",
        "a build is not allowed to mount anything",
        "bring the files in with COPY; a dyno cannot mount anything either",
    ),
    program("ps", "it only sees the processes of this RUN", REMOVE),
    program(
        "service",
        "what it starts stops when this RUN ends",
        "start it from CMD or ENTRYPOINT, or use an add-on or another container for it",
    ),
    program("shutdown", "there is no machine to shut down", REMOVE),
    program(
        "ssh",
        "its effect on another machine is not part of the image",
        "bring the result in with COPY, or download it from a URL that needs no key",
    ),
    program("top", "it draws a screen that nobody sees", REMOVE),
    program("vim", "nobody can type into it", "edit the file with `sed`, or COPY it in"),
];
