//! `bundle exec`, `python -m`, `npx`, `node server.js`: programs that run the one their arguments name, by the rows of a table.

use crate::exec::follow::argv::{self, Argv};
use crate::exec::follow::program::{opaque, program_text, server, spelling};
use crate::exec::follow::scope::Scope;
use crate::exec::listen::source;
use crate::exec::{Launch, Verdict};
use crate::tables::runners::{Names, RUNNERS, Runner};

/// Follows a program of the table to what its arguments name; `None` where no row fits.
pub fn run(program: &str, argv: Argv<'_>, scope: &Scope) -> Option<Launch> {
    let args: Vec<String> = argv.words.iter().skip(1).map(spelling).collect();
    let mut rows = RUNNERS.iter().filter(|runner| runner.program == program);
    rows.find_map(|runner| through(runner, &args, argv, scope))
}

/// What a runner's row makes of its arguments; `None` where the row does not fit.
fn through(runner: &Runner, args: &[String], argv: Argv<'_>, scope: &Scope) -> Option<Launch> {
    let mut at = 0;
    if !runner.commands.is_empty() {
        at = after_options(args, 0, runner.valued);
        at = runner.commands.contains(&args.get(at)?.as_str()).then_some(at + 1)?;
    }
    if runner.names == Names::Script {
        return Some(package_script(argv, scope));
    }
    if runner.names == Names::File
        && runner.program == "python"
        && let Some(module) = args.iter().position(|arg| arg == "-m").filter(|at| *at == after_flags(args))
    {
        return Some(python_module(argv.from(module + 2), scope));
    }
    at = after_options(args, at, runner.valued);
    let word = args.get(at)?;
    let inner = argv.from(at + 1);
    let behind = args.get(at + 1..).unwrap_or(&[]);
    match runner.names {
        // `uv run app.py`
        Names::Program if word.ends_with(".py") => program_text("python", argv, inner, scope),
        Names::Program => Some(argv::run(inner, scope)),
        // A file of the project may have any name.
        Names::File => {
            let named =
                runner.folders.is_empty() || runner.folders.iter().any(|folder| word.contains(folder));
            let known = named.then(|| server(word, behind, inner, scope)).flatten();
            known.or_else(|| program_text(runner.program, argv, inner, scope))
        }
        Names::ProgramOrScript => {
            Some(server(word, behind, inner, scope).unwrap_or_else(|| package_script(argv, scope)))
        }
        Names::Script => None,
    }
}

/// A module that is a server, or one of the repository.
fn python_module(argv: Argv<'_>, scope: &Scope) -> Launch {
    let launch = argv::run(argv, scope);
    match launch.verdict {
        Verdict::Unknown { .. } if launch.server.is_none() && launch.steps.is_empty() => {
            source::module(argv, scope).unwrap_or(launch)
        }
        _ => launch,
    }
}

/// Index of the first of Python's words that is `-m` or no flag.
fn after_flags(args: &[String]) -> usize {
    let mut at = 0;
    while let Some(arg) = args.get(at).filter(|arg| arg.starts_with('-') && *arg != "-m") {
        at += if matches!(arg.as_str(), "-W" | "-X") { 2 } else { 1 };
    }
    at
}

fn after_options(args: &[String], from: usize, valued: &[&str]) -> usize {
    let mut at = from;
    while let Some(arg) = args.get(at).filter(|arg| arg.starts_with('-')) {
        at += if valued.contains(&arg.as_str()) { 2 } else { 1 };
        if arg == "--" {
            break;
        }
    }
    at
}

/// A script of package.json, which a shell reads together with the arguments, quoted or not.
fn package_script(argv: Argv<'_>, scope: &Scope) -> Launch {
    let why = "a script of package.json decides which port it listens on";
    Launch { not_expanded: Vec::new(), ..opaque(argv, scope, why.to_owned()) }
}
