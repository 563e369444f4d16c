//! Programs that a RUN builds: `go build -o /app ./cmd/web`, to the program text in the build context.

use super::source;
use super::source::packages;
use crate::base::path;
use crate::build::dockerfile;
use crate::build::filesystem::{Files, Found, Origin, workdir_at};
use crate::build::run_scripts::Run;
use crate::exec::follow::argv::Argv;
use crate::exec::follow::scope::Scope;
use crate::exec::{Launch, Verdict};
use crate::syntax::shell::{Effective, Simple, Word};
use crate::tables::compilers::{COMPILERS, Compiler};
use crate::tables::servers::Server;

/// Folders above one another in which the marker of a project is looked for.
const HIGHEST: usize = 8;

/// Follows a program that is no file of the repository to what it is built from; `None` where it is not seen to be
/// built.
pub fn run(program: &str, scope: &Scope) -> Option<Launch> {
    // A compiler is not what it compiles, though `/usr/local/go/bin/go` lies where `go install` writes.
    if COMPILERS.iter().any(|row| row.programs.contains(&program)) {
        return None;
    }
    let paths = match program.contains('/') {
        true => dockerfile::join(scope.folder.as_deref(), program).into_iter().collect(),
        false => scope.files.program_paths(program),
    };
    let mut origins = paths.iter().flat_map(|path| scope.files.origins(path));
    let build = origins.find_map(|origin| Build::find(&origin, scope.files))?;
    scope.files.may_follow().then(|| build.read(scope))
}

/// Follows a compiler that starts what it compiles: `go run ./cmd/web`. `None` where it is another program, or where it
/// is not seen what it compiles.
pub fn started(program: &str, argv: Argv<'_>, scope: &Scope) -> Option<Launch> {
    let starts = |row: &&Compiler| {
        let named = |word: &Word| row.starts.iter().any(|command| word.is(command));
        row.programs.contains(&program) && argv.words.iter().any(named)
    };
    let compiler = COMPILERS.iter().find(starts)?;
    let build = Build::locate(compiler, argv.words, scope.folder.as_deref()?, scope.files)?;
    scope.files.may_follow().then(|| build.read(scope))
}

/// Follows what a program of the table runs, a `.jar` or a `.dll`, to what it is built from. `None` where it is not
/// seen to be built, or where something else may decide.
pub fn of_server(server: &Server, argv: Argv<'_>, scope: &Scope) -> Option<Launch> {
    let file = argv.words.iter().filter_map(Word::literal).find(|word| is_binary(word));
    let launch = match server.name {
        "java" | "dotnet" if file.is_some() || server.name == "java" => {
            run(&format!("./{}", file.as_deref().unwrap_or("")), scope)?
        }
        _ => started(server.programs.first()?, argv, scope)?,
    };
    let open = argv.words.iter().any(|word| word.literal().is_none_or(|word| word.contains("config")));
    let set = SETTINGS.iter().any(|name| scope.lookup(name).is_some());
    match launch.verdict {
        Verdict::FromPort { .. } => Some(launch),
        Verdict::Fixed { .. } if !open && !set => Some(launch),
        _ => None,
    }
}

fn is_binary(word: &str) -> bool {
    [".jar", ".war", ".dll"].iter().any(|end| word.ends_with(end))
}

/// Variables that hold, or lead to, settings.
const SETTINGS: &[&str] = &[
    "SPRING_APPLICATION_JSON",
    "SPRING_CONFIG_LOCATION",
    "SPRING_CONFIG_IMPORT",
    "SPRING_CONFIG_ADDITIONAL_LOCATION",
];

/// The compilation of a program.
struct Build {
    compiler: &'static Compiler,
    /// The folder of the project, from the tree's root.
    folder: String,
    /// The folder or file that is compiled, from the tree's root.
    target: String,
}

impl Build {
    /// The last command that may write to a place.
    fn find(origin: &Origin<'_>, files: Files<'_>) -> Option<Build> {
        let stages: Vec<_> = origin.file.ancestry(origin.stage).collect();
        let numbers = stages.iter().map(|stage| stage.instructions.clone());
        let runs: Vec<Run<'_>> = numbers.flat_map(|numbers| origin.file.runs_in(numbers)).collect();
        runs.iter().rev().find_map(|run| Build::in_run(run, origin, files))
    }

    fn in_run(run: &Run<'_>, origin: &Origin<'_>, files: Files<'_>) -> Option<Build> {
        let stage = run.step.stage?;
        let mut folder = workdir_at(origin.file, stage, run.step.index);
        let mut found = None;
        for command in run.run.script.own() {
            let effective = command.effective();
            if effective.program == "cd" {
                let to = effective.args.first().and_then(Word::literal);
                folder = to.and_then(|to| dockerfile::join(folder.as_deref(), &to));
                continue;
            }
            let compiler = COMPILERS.iter().find(|row| row.fits(&effective));
            let (Some(compiler), Some(at)) = (compiler, folder.as_deref()) else { continue };
            if makes(compiler, command, at, &origin.path) {
                found = Build::locate(compiler, &command.words, at, files.of_stage(origin.stage)).or(found);
            }
        }
        found
    }

    /// The project behind a folder of the stage that compiles it.
    fn locate(compiler: &'static Compiler, words: &[Word], folder: &str, files: Files<'_>) -> Option<Build> {
        let last = words.last().and_then(Word::literal).filter(|word| is_path(word));
        let mut around = path::ancestors(folder).take(HIGHEST);
        let found = around.find_map(|inside| Some((inside, compiler.project(inside, files)?)));
        let Some((inside, root)) = found else {
            // A file can be compiled without a project around it.
            let Found::File(source) = files.find(Some(folder), last.as_deref()?) else { return None };
            let root = path::parent(source.path()).unwrap_or("").to_owned();
            return Some(Build { compiler, target: source.path().to_owned(), folder: root });
        };
        let target = last.and_then(|last| dockerfile::join(Some(folder), &last));
        let target = target.as_deref().unwrap_or(folder);
        let below = path::below(target.trim_start_matches('/'), inside.trim_start_matches('/'))?;
        let target = path::join(&root, below);
        Some(Build { compiler, target: target.trim_end_matches('/').to_owned(), folder: root })
    }

    fn read(&self, scope: &Scope) -> Launch {
        let Some(reader) = scope.files.reader() else {
            return Launch::unknown("its files are unknown");
        };
        let files = packages::files(self.compiler.language, &self.folder, &self.target, reader);
        source::built(self.compiler.language, &self.folder, files, reader)
    }
}

impl Compiler {
    /// Whether a command makes a program.
    fn fits(&self, found: &Effective<'_>) -> bool {
        let commanded = |word: &Word| self.commands.iter().any(|command| word.is(command));
        self.programs.contains(&found.program.as_str())
            && (self.commands.is_empty() || found.args.iter().any(commanded))
    }

    /// The folder of the repository that is a folder of the image, where a project of the language is there.
    fn project(&self, inside: &str, files: Files<'_>) -> Option<String> {
        let inside = format!("{inside}/");
        self.markers.iter().find_map(|marker| {
            if !marker.starts_with('.') {
                let Found::File(source) = files.find(Some(&inside), marker) else { return None };
                return Some(path::parent(source.path()).unwrap_or("").to_owned());
            }
            let Found::Folder(folder) = files.find(Some(&inside), ".") else { return None };
            let all = files.reader()?.walk(&folder);
            all.iter().any(|path| path.ends_with(marker)).then_some(folder)
        })
    }
}

/// `.`, `./cmd/web`, `main.go`.
fn is_path(word: &str) -> bool {
    (word.starts_with('.') || word.ends_with(".go")) && !word.contains("...")
}

/// Whether a compiler that is started in a folder may write to a path.
fn makes(compiler: &Compiler, command: &Simple, folder: &str, path: &str) -> bool {
    let name = path::name(path);
    let named = |word: &Word| word.text().split(['/', '=']).any(|part| part == name);
    let below = path::within(path.trim_start_matches('/'), folder.trim_start_matches('/'));
    let explicit = command.words.iter().any(|word| word.is("-o") || word.prefix().starts_with("-o="));
    let output = compiler.outputs.iter().any(|output| path.contains(output));
    command.words.iter().any(named) || output || (below && !explicit)
}
