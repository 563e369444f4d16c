use crate::build::packages::commands;
use crate::build::run_scripts::Run;
use crate::rule::{Check, Context, rule};

rule!("command-out-of-place", Check::Run(check));

fn check(run: &Run, cx: &mut Context) {
    for found in commands::running(run, &PROGRAMS.map(|program| program.name)) {
        let Some(program) = PROGRAMS.iter().find(|one| one.name == found.effective.program) else { continue };
        cx.report(
            run.step.place(found.word.span),
            format!("`{}` is out of place in a build: {}", program.name, program.fact),
        )
        .help(program.help);
    }
}

/// A program for a machine that runs.
struct Program {
    name: &'static str,
    fact: &'static str,
    help: &'static str,
}

const fn program(name: &'static str, fact: &'static str, help: &'static str) -> Program {
    Program { name, fact, help }
}

const LEAVE_OUT: &str = "leave it out";

const PROGRAMS: [Program; 9] = [
    program("free", "it tells about the memory of the builder, not of the dyno", LEAVE_OUT),
    program("kill", "every process ends with its RUN", LEAVE_OUT),
    program(
        "mount",
        "it needs rights that a build does not have",
        "bring files in by COPY; at run time nothing can be mounted either",
    ),
    program("ps", "it sees the processes of this RUN and no others", LEAVE_OUT),
    program(
        "service",
        "what it starts ends with this RUN",
        "start it where the container starts, or use another container or add-on for it",
    ),
    program("shutdown", "there is no machine to shut down", LEAVE_OUT),
    program(
        "ssh",
        "what another machine does now is in no layer, and the key for it must not be either",
        "bring the result in by COPY, or fetch it by an address that needs no key",
    ),
    program("top", "it draws a screen that nobody sees", LEAVE_OUT),
    program("vim", "nobody is there to type", "edit the file by `sed`, or COPY it in"),
];
