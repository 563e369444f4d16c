//! The command line: one subcommand a file. Only here are clap, colours, exit codes and the environment.

mod args;
mod check;
mod explain;
mod fixes;
mod hadolint;
mod init;
mod known;
mod man;
mod page;
mod plan;
mod progress;
mod rules;
mod schema;
mod screen;
mod session;
mod shellcheck;
mod show;
mod values;
mod watch;

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::PathBuf;

use clap::{CommandFactory, FromArgMatches};

use args::{Args, Command};

pub use screen::Screen;

/// What the process gives a command: streams, and what it must know of its surroundings.
pub struct World<'a> {
    /// Standard input.
    pub stdin: &'a mut (dyn Read + Send),
    /// Standard output.
    pub out: &'a mut (dyn Write + Send),
    /// Standard error.
    pub err: &'a mut dyn Write,
    /// What standard output and standard error can show.
    pub screen: Screen,
    /// The working directory.
    pub cwd: PathBuf,
    /// Folders with objects that git has not taken in yet: a pre-receive hook is told of them.
    pub git_objects: Vec<PathBuf>,
    /// The index that git names to a hook where it is not the repository's own.
    pub git_index: Option<PathBuf>,
}

/// Nothing at or above `--fail-on` was found.
pub const CLEAN: u8 = 0;
/// Something was.
pub const FOUND: u8 = 1;
/// Wrong usage, a wrong configuration, or a file that could not be read or written.
pub const FAILED: u8 = 2;
/// There is nothing to lint at the paths given.
pub const NOTHING: u8 = 3;

/// Why a command stops.
#[derive(Debug, thiserror::Error)]
enum Stop {
    /// A sentence for standard error.
    #[error("{0}")]
    Message(String),
    /// The output cannot be written.
    #[error("the output cannot be written: {0}")]
    Output(#[from] io::Error),
}

/// Runs one command and gives its exit code. A reader that closes the pipe early is no error.
pub fn run(argv: impl IntoIterator<Item = OsString>, world: &mut World) -> u8 {
    let args = match parse(argv, world.screen) {
        Ok(args) => args,
        Err(error) => return usage(&error, world),
    };
    let outcome = match args.command {
        None => check::run(&args.check, world),
        Some(Command::Check(check)) => check::run(&check, world),
        Some(Command::Plan(plan)) => plan::run(&plan, world),
        Some(Command::Explain(explain)) => explain::run(&explain, world),
        Some(Command::Rules(list)) => rules::run(&list, world),
        Some(Command::Schema(schema)) => schema::run(&schema, world),
        Some(Command::Init(init)) => init::run(&init, world),
        #[cfg(feature = "lsp")]
        Some(Command::Lsp(_)) => return crate::lsp::serve(world.stdin, world.out, session::ask_program),
        Some(Command::Completions(shell)) => schema::completions(&shell, world),
        Some(Command::Man(man)) => man::run(&man, world),
    };
    match outcome.and_then(|code| world.out.flush().map(|()| code).map_err(Stop::Output)) {
        Ok(code) => code,
        Err(Stop::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => CLEAN,
        Err(stop) => {
            let _ = writeln!(world.err, "dynolint: {stop}");
            FAILED
        }
    }
}

/// What was typed; help keeps to the screen's columns.
fn parse(argv: impl IntoIterator<Item = OsString>, screen: Screen) -> Result<Args, clap::Error> {
    let mut command = Args::command();
    if let Some(columns) = screen.columns {
        command = command.term_width(columns.min(MOST_COLUMNS));
    }
    let matches = command.try_get_matches_from(argv)?;
    Args::from_arg_matches(&matches)
}

/// Help is read in lines no longer than this.
const MOST_COLUMNS: usize = 100;

/// Help and version go to standard output; a mistake goes to standard error.
fn usage(error: &clap::Error, world: &mut World) -> u8 {
    let failed = error.use_stderr();
    let text = error.render();
    let color = if failed { world.screen.error_color } else { world.screen.color };
    let stream: &mut dyn Write = if failed { world.err } else { world.out };
    let _ = if color { write!(stream, "{}", text.ansi()) } else { write!(stream, "{text}") };
    if failed { FAILED } else { CLEAN }
}

/// The index that git names to a hook: that of a commit of some files only, or of `commit --all`.
#[expect(clippy::disallowed_methods, reason = "the environment is read here and nowhere else")]
pub fn git_index() -> Option<PathBuf> {
    let index = std::env::var_os("GIT_INDEX_FILE").filter(|index| !index.is_empty());
    index.map(|index| working_directory().unwrap_or_default().join(index))
}

/// The folders that git names to a hook for objects not taken in yet.
#[expect(clippy::disallowed_methods, reason = "the environment is read here and nowhere else")]
pub fn git_objects() -> Vec<PathBuf> {
    let one = std::env::var_os("GIT_OBJECT_DIRECTORY").into_iter().map(PathBuf::from);
    let more = std::env::var_os("GIT_ALTERNATE_OBJECT_DIRECTORIES").unwrap_or_default();
    let more: Vec<PathBuf> = std::env::split_paths(&more).collect();
    one.chain(more).filter(|folder| !folder.as_os_str().is_empty()).collect()
}

#[expect(clippy::disallowed_methods, reason = "the environment is read here and nowhere else")]
/// The working directory.
///
/// # Errors
/// When it is gone, or may not be read.
pub fn working_directory() -> io::Result<PathBuf> {
    std::env::current_dir()
}
