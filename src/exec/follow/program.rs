//! A program and its arguments to the server behind it: through `bundle exec`, `python -m`, `npx`.

use super::argv;
use super::argv::Argv;
use super::file;
use super::scope::Scope;
use super::value;
use crate::base::path;
use crate::base::source::Place;
use crate::build::base::base_image;
use crate::exec::followers::FOLLOWERS;
use crate::exec::listen::compiled;
use crate::exec::listen::source;
use crate::exec::listen::verdict;
use crate::exec::{Launch, Verdict};
use crate::syntax::shell::{Dialect, Word};
use crate::tables::runners::{Names, RUNNERS};
use crate::tables::servers::Server;

/// Follows a command line that begins with the program itself.
pub fn run(argv: Argv<'_>, scope: &Scope) -> Launch {
    let Some((first, _)) = argv.words.split_first() else {
        return Launch::unknown("no command is run");
    };
    let Some(path) = first.literal() else {
        let written = Place::new(argv.source(0), first.span);
        return opaque(argv, scope, format!("unknown program: `{}`", written.text()));
    };
    if path.contains(char::is_whitespace) {
        return opaque(argv, scope, "the entrypoint receives the whole command as one argument".into());
    }
    let program = program_name(&path);
    let args: Vec<String> = argv.words.iter().skip(1).map(spelling).collect();
    if let Some(launch) = FOLLOWERS.iter().find_map(|follow| follow(&program, argv, scope)) {
        return launch;
    }
    file_of(&path, &program, argv, scope).unwrap_or_else(|why| {
        if is_entrypoint_of_base(&program, scope) && args.first().is_some_and(|arg| !arg.starts_with('-')) {
            return argv::run(argv.from(1), scope);
        }
        let known = if is_own(&path) { None } else { server(&path, &args, argv, scope) };
        known.or_else(|| compiled(&path, argv, scope)).unwrap_or_else(|| opaque(argv, scope, why))
    })
}

/// Whether a program is the base image's entrypoint, which is known to run what it is given.
fn is_entrypoint_of_base(program: &str, scope: &Scope) -> bool {
    let base = scope.files.stage().and_then(|(file, stage)| base_image(file, stage));
    base.filter(|base| base.passes_on)
        .and_then(|base| base.entrypoint.last())
        .is_some_and(|own| path::name(own) == program)
}

/// A program that is built of the repository.
fn compiled(path: &str, argv: Argv<'_>, scope: &Scope) -> Option<Launch> {
    let given = opaque(argv, scope, String::new());
    let told = matches!(given.verdict, Verdict::FromPort { .. });
    let launch = if told {
        None
    } else {
        // Tools that are installed beside it lie where the compiler writes too: it may be one that listens nowhere.
        let built = compiled::run(path, scope).map(|launch| Launch { listens: false, ..launch });
        built.or_else(|| compiled::started(path, argv, scope))
    }?;
    Some(with_given(launch, argv, given))
}

/// The launch of a program text with what its arguments say.
fn with_given(launch: Launch, argv: Argv<'_>, given: Launch) -> Launch {
    let launch = source::with_arguments(launch, argv);
    Launch {
        overridden: given.overridden.filter(|_| !launch.accuses()),
        not_expanded: given.not_expanded,
        expands: given.expands,
        ..launch
    }
}

/// A script of the repository, or one that a shell is given.
///
/// # Errors
/// Says why it cannot be told what the program listens on.
fn file_of(path: &str, program: &str, argv: Argv<'_>, scope: &Scope) -> Result<Launch, String> {
    let launch = match Dialect::of(program) {
        Dialect::Other => file::program(path, argv, scope)?,
        dialect => file::of_shell(dialect, argv, scope)?,
    };
    match launch {
        Some(Launch { verdict: Verdict::Unknown { why }, steps, .. }) if steps.is_empty() => Err(why),
        Some(launch) => Ok(launch),
        None => Err(format!("`{program}` decides which port it listens on")),
    }
}

/// Follows a script that names its interpreter in its first line.
pub fn by_interpreter(interpreter: &str, argv: Argv<'_>, scope: &Scope) -> Option<Launch> {
    let program = program_name(interpreter);
    let args: Vec<String> = argv.words.iter().map(spelling).collect();
    let mut runners = RUNNERS.iter().filter(|runner| runner.program == program);
    let runner = runners.find(|runner| runner.names == Names::File)?;
    let word = args.first()?;
    let known = server(word, args.get(1..).unwrap_or(&[]), argv, scope);
    known.filter(|_| runner.folders.is_empty()).or_else(|| program_text(runner.program, argv, argv, scope))
}

/// The file of the repository that an interpreter is given, with the words from it on.
pub fn program_text(interpreter: &str, argv: Argv<'_>, file: Argv<'_>, scope: &Scope) -> Option<Launch> {
    let followed = source::started(interpreter, file, scope).transpose()?.unwrap_or_else(Launch::unknown);
    let given = opaque(file, scope, String::new());
    let told = matches!(given.verdict, Verdict::FromPort { .. });
    let launch =
        if told { Launch { verdict: given.verdict.clone(), ..Launch::unknown("") } } else { followed };
    let launch = with_given(launch, file, given);
    Some(launch.or_server(interpreter, argv))
}

/// The launch of a known server.
pub fn server(path: &str, args: &[String], argv: Argv<'_>, scope: &Scope) -> Option<Launch> {
    let (server, at) = Server::find(unversioned(path), args)?;
    let launch = verdict::launch(server, argv, at + 1, scope);
    let text = match launch.verdict {
        Verdict::Unknown { .. } => compiled::of_server(server, argv, scope),
        _ => None,
    };
    Some(match text {
        Some(text) => Launch {
            verdict: text.verdict,
            loopback: text.loopback,
            language: text.language,
            steps: text.steps,
            listens: text.listens,
            unless: &[],
            ..launch
        },
        None => launch,
    })
}

/// Whether a path leads to a program of the repository: `./serve` is anybody's, `/venv/bin/gunicorn` and `./manage.py`
/// are what they are called.
fn is_own(path: &str) -> bool {
    // `npx @11ty/eleventy`: a package of a scope.
    let installed = path.contains("node_modules/") || path.contains("/usr/") || path.starts_with('@');
    // Whoever builds a server of their own calls it `serve`.
    let bin = path.contains("bin/") && !path.ends_with("/serve");
    path.contains('/') && !installed && !bin && !path.ends_with("manage.py") && !path.ends_with("artisan")
}

/// A program nothing is known of: only a `$PORT` it is given says something.
pub fn opaque(argv: Argv<'_>, scope: &Scope, why: String) -> Launch {
    let told = argv.iter().skip(1).find_map(|(word, source)| {
        let (_, part) = word.variables().find(|(variable, _)| variable.name == "PORT")?;
        Some(Place::new(source, part.span))
    });
    let told_beside = told.is_some() && scope.beside;
    let verdict = match told {
        Some(evidence) => Verdict::FromPort { evidence },
        None => Verdict::Unknown { why },
    };
    // In a text for the shell single quotes are meant: `awk '…'`.
    // What holds blanks may be a command for another shell: `concurrently "node a.js $PORT"`.
    let whole = |word: &Word| !spelling(word).contains(char::is_whitespace);
    let literal = argv.iter().filter(|(word, _)| !argv.shell && whole(word));
    let not_expanded = literal.filter_map(|(word, source)| value::not_expanded(word, source)).collect();
    Launch {
        verdict,
        overridden: scope.overridden().filter(|_| !told_beside),
        not_expanded,
        expands: argv.shell,
        ..Launch::unknown("")
    }
}

/// The text of an argument as far as it is literal, enough to tell options and commands.
pub fn spelling(word: &Word) -> String {
    word.literal().map_or_else(|| word.text().to_owned(), |literal| literal.into_owned())
}

/// `python` of `/usr/bin/python3.12`.
fn program_name(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let bare = name.trim_end_matches(|next: char| next.is_ascii_digit() || next == '.');
    if matches!(bare, "python" | "pypy" | "php" | "ruby") {
        bare.replace("pypy", "python")
    } else {
        name.to_owned()
    }
}

/// `serve` of `serve@14`; a scope's own `@` stays.
fn unversioned(path: &str) -> &str {
    match path.rfind('@') {
        Some(at) if at > 0 => path.get(..at).unwrap_or(path),
        _ => path,
    }
}
