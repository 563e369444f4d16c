//! The `dynolint` program: argv and streams to [`dynolint::cli::run`], its exit code out.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use dynolint::cli::{Screen, World, run};

fn main() -> ExitCode {
    // A bug in a rule becomes a diagnostic; its backtrace helps nobody who lints.
    std::panic::set_hook(Box::new(|_| {}));
    let Ok(cwd) = dynolint::cli::working_directory() else {
        let _ = writeln!(io::stderr(), "dynolint: the working directory cannot be read");
        return ExitCode::from(2);
    };
    let mut out = BufWriter::new(io::stdout());
    let code = run(
        std::env::args_os(),
        &mut World {
            stdin: &mut io::stdin(),
            out: &mut out,
            // Not locked: the progress of a long run is written from aside.
            err: &mut io::stderr(),
            screen: Screen::of_process(),
            cwd,
            git_objects: dynolint::cli::git_objects(),
            git_index: dynolint::cli::git_index(),
        },
    );
    ExitCode::from(code)
}
