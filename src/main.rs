//! The `dynolint` program: argv and streams to [`dynolint::cli::run`], its exit code out.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

use dynolint::cli::{World, run};

fn main() -> ExitCode {
    // A defect in a rule becomes a diagnostic; its backtrace helps nobody who lints.
    std::panic::set_hook(Box::new(|_| {}));
    let stdout = io::stdout();
    let terminal = stdout.is_terminal();
    let no_color = dynolint::cli::no_color();
    let Ok(cwd) = dynolint::cli::working_directory() else {
        let _ = writeln!(io::stderr(), "dynolint: the working directory cannot be read");
        return ExitCode::from(2);
    };
    let mut out = BufWriter::new(stdout);
    let code = run(
        std::env::args_os(),
        &mut World {
            stdin: &mut io::stdin(),
            out: &mut out,
            err: &mut io::stderr().lock(),
            terminal,
            no_color,
            cwd,
            git_objects: dynolint::cli::git_objects(),
        },
    );
    ExitCode::from(code)
}
