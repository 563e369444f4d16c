//! Programs that run another program of the project, or of a package. Data only.

/// One way to run a program.
#[derive(Debug)]
pub struct Runner {
    /// The file name of the runner.
    pub program: &'static str,
    /// The words of which one stands before the program; empty where none is needed.
    pub commands: &'static [&'static str],
    /// Options that take the next word.
    pub valued: &'static [&'static str],
    /// What the word behind them names.
    pub names: Names,
    /// The folders in which a file is the server that it is called; empty for any.
    pub folders: &'static [&'static str],
}

/// What a runner runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// A program.
    Program,
    /// A file that it reads itself: `python manage.py`, or a module of Python behind `-m`.
    File,
    /// A program of a package, or else a script of package.json.
    ProgramOrScript,
    /// A script of package.json.
    Script,
}

const fn runner(
    program: &'static str,
    commands: &'static [&'static str],
    valued: &'static [&'static str],
) -> Runner {
    Runner { program, commands, valued, names: Names::Program, folders: &[] }
}

const fn file(program: &'static str, valued: &'static [&'static str]) -> Runner {
    Runner { program, commands: &[], valued, names: Names::File, folders: &[] }
}

const fn scripts(program: &'static str, commands: &'static [&'static str]) -> Runner {
    Runner {
        program,
        commands,
        valued: &["--prefix", "-C", "--dir", "--cwd", "-w", "--workspace", "-F", "--filter"],
        names: Names::Script,
        folders: &[],
    }
}

const UV: &[&str] = &[
    "--with",
    "--with-editable",
    "--with-requirements",
    "--env-file",
    "--package",
    "--python",
    "-p",
    "--extra",
    "--group",
    "--only-group",
    "--no-group",
    "--project",
    "--directory",
    "--index-url",
    "--cache-dir",
    "--config-file",
];
const PACKAGES: &[&str] = &["node_modules/", ".output/"];
const NODE: &[&str] = &[
    "-r",
    "--require",
    "--import",
    "--loader",
    "--experimental-loader",
    "-C",
    "--conditions",
    "--env-file",
    "--title",
    "--inspect-port",
    "--max-old-space-size",
    // Of ts-node and babel-node.
    "-P",
    "--project",
    "-O",
    "--compiler-options",
    "--tsconfig",
    "--extensions",
    "--presets",
];

const NODEMON: &[&str] = &[
    "-r",
    "--require",
    "-w",
    "--watch",
    "-e",
    "--ext",
    "-i",
    "--ignore",
    "--delay",
    "--cwd",
    "--config",
    "--signal",
];
const PM2: &[&str] = &[
    "-i",
    "--instances",
    "-n",
    "--name",
    "--node-args",
    "--env",
    "--max-memory-restart",
    "-o",
    "--output",
    "--error",
    "--log",
    "--cwd",
    "--interpreter-args",
    "--user",
    "--uid",
    "--gid",
];
const DENO: &[&str] =
    &["-c", "--config", "--import-map", "--lock", "--cert", "-L", "--log-level", "--env-file"];

/// A program that has node, or one like it, run a file.
const fn node(program: &'static str) -> Runner {
    Runner { folders: PACKAGES, ..file(program, NODE) }
}

/// One row a runner and kind; the first that fits counts.
pub const RUNNERS: &[Runner] = &[
    runner("bundle", &["exec"], &["--gemfile"]),
    runner("poetry", &["run"], &["-C", "--directory", "-P", "--project"]),
    runner("uv", &["run"], UV),
    runner("uvx", &[], &["--with", "--python", "-p", "--from"]),
    runner("pipx", &["run"], &["--spec", "--python"]),
    runner("pipenv", &["run"], &[]),
    runner("pdm", &["run"], &["-p", "--project"]),
    runner("rye", &["run"], &[]),
    runner("hatch", &["run"], &["-e", "--env"]),
    runner("conda", &["run"], &["-n", "--name", "-p", "--prefix", "--cwd"]),
    runner("micromamba", &["run"], &["-n", "--name", "-p", "--prefix", "--cwd"]),
    runner(
        "opentelemetry-instrument",
        &[],
        &["--exporter", "--service_name", "--traces_exporter", "--metrics_exporter"],
    ),
    runner("npx", &[], &["-p", "--package", "-w", "--workspace"]),
    runner("bunx", &[], &["-p", "--package"]),
    runner("npm", &["exec", "x"], &["-p", "--package", "-w", "--workspace"]),
    runner("pnpm", &["exec", "dlx"], &["-C", "--dir", "-F", "--filter"]),
    runner("bun", &["x"], &[]),
    runner("cross-env-shell", &[], &[]),
    Runner { names: Names::ProgramOrScript, ..runner("yarn", &["run", "exec", "dlx"], &["--cwd"]) },
    Runner { names: Names::ProgramOrScript, ..runner("yarn", &[], &["--cwd"]) },
    scripts("npm", &["start", "run", "run-script", "rum"]),
    Runner { names: Names::ProgramOrScript, ..scripts("pnpm", &[]) },
    Runner { names: Names::ProgramOrScript, ..runner("bun", &["run", "--bun"], &["--cwd"]) },
    Runner { folders: PACKAGES, ..file("bun", &["--cwd"]) },
    runner("honcho", &["run"], &["-e", "--env", "-d", "--app-root", "-f", "--procfile"]),
    runner("foreman", &["run"], &["-e", "--env", "-d", "--root", "-f", "--procfile"]),
    runner("forego", &["run"], &["-e"]),
    file("python", &["-W", "-X"]),
    node("node"),
    node("nodejs"),
    Runner { commands: &["watch"], ..node("tsx") },
    node("tsx"),
    node("ts-node"),
    node("ts-node-esm"),
    node("babel-node"),
    node("swc-node"),
    node("ts-node-dev"),
    node("tsnd"),
    Runner { valued: NODEMON, ..node("nodemon") },
    node("node-dev"),
    Runner { commands: &["start"], valued: PM2, ..node("pm2-runtime") },
    Runner { valued: PM2, ..node("pm2-runtime") },
    Runner { commands: &["start"], valued: PM2, ..node("pm2") },
    Runner { commands: &["run"], valued: DENO, ..node("deno") },
    file("java", &["-cp", "-classpath", "--class-path", "-p", "--module-path"]),
    file("php", &["-d", "-c", "-f"]),
    file("ruby", &["-I", "-r", "-C"]),
];
