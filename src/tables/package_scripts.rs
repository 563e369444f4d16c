//! Programs that run the scripts of package.json. Data only.

/// One such program.
#[derive(Debug)]
pub struct ScriptRunner {
    /// Its file name.
    pub program: &'static str,
    /// The words of which one stands before the script's name.
    pub commands: &'static [&'static str],
    /// Its commands that are the names of scripts.
    pub shortcuts: &'static [(&'static str, &'static str)],
    /// Whether a script's name may be its first word.
    pub bare: bool,
    /// The options that name the folder of package.json.
    pub folder: &'static [&'static str],
    /// The options and commands that choose one of several packages.
    pub packages: &'static [&'static str],
    /// The other options that take the next word.
    pub valued: &'static [&'static str],
    /// Whether options behind the script's name are its own up to `--`; else all words there are the script's.
    pub dashes: bool,
    /// Whether it runs `prestart` before `start` and `poststart` after it.
    pub surrounds: bool,
}

const COMMON: &[(&str, &str)] = &[("start", "start"), ("test", "test"), ("t", "test"), ("stop", "stop")];

/// One row a program.
pub const SCRIPT_RUNNERS: &[ScriptRunner] = &[
    ScriptRunner {
        program: "npm",
        commands: &["run", "run-script", "rum", "urn"],
        shortcuts: &[
            ("start", "start"),
            ("restart", "restart"),
            ("stop", "stop"),
            ("test", "test"),
            ("t", "test"),
            ("tst", "test"),
        ],
        bare: false,
        folder: &["--prefix", "-C"],
        packages: &["-w", "--workspace", "--workspaces", "-ws", "-g", "--global"],
        valued: &["--loglevel", "--userconfig", "--cache", "--script-shell", "--registry"],
        dashes: true,
        surrounds: true,
    },
    ScriptRunner {
        program: "yarn",
        commands: &["run"],
        shortcuts: COMMON,
        bare: true,
        folder: &["--cwd"],
        packages: &["workspace", "workspaces"],
        valued: &["--cache-folder", "--mutex", "--network-timeout", "--use-yarnrc"],
        dashes: false,
        surrounds: true,
    },
    ScriptRunner {
        program: "pnpm",
        commands: &["run", "run-script"],
        shortcuts: COMMON,
        bare: true,
        folder: &["-C", "--dir", "--prefix"],
        packages: &["-F", "--filter", "--filter-prod", "-r", "--recursive", "-w", "--workspace-root"],
        valued: &["--reporter", "--loglevel", "--config-dir"],
        dashes: false,
        surrounds: false,
    },
    ScriptRunner {
        program: "bun",
        commands: &["run"],
        shortcuts: &[("start", "start")],
        bare: true,
        folder: &["--cwd"],
        packages: &["-F", "--filter", "--workspaces"],
        valued: &["--env-file", "-c", "--config"],
        dashes: false,
        surrounds: true,
    },
    ScriptRunner {
        program: "node",
        commands: &["--run"],
        shortcuts: &[],
        bare: false,
        folder: &[],
        packages: &[],
        valued: &[],
        dashes: true,
        surrounds: false,
    },
];

/// Programs that run several scripts of package.json, given by their names.
pub const SEVERAL: &[(&str, Order)] = &[
    ("npm-run-all", Order::ByOption),
    ("npm-run-all2", Order::ByOption),
    ("run-s", Order::OneAfterAnother),
    ("run-p", Order::AtOnce),
    ("concurrently", Order::Commands),
    ("conc", Order::Commands),
];

/// Options of concurrently that take the next word.
pub const CONCURRENTLY: &[&str] = &[
    "-n",
    "--names",
    "-c",
    "--prefix-colors",
    "-p",
    "--prefix",
    "-t",
    "--timestamp-format",
    "-l",
    "--prefix-length",
    "-m",
    "--max-processes",
    "-s",
    "--success",
    "--restart-tries",
    "--restart-after",
    "--default-input-target",
];

/// How several scripts run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// One after another.
    OneAfterAnother,
    /// All at once.
    AtOnce,
    /// One after another, unless an option says otherwise.
    ByOption,
    /// All at once, each a command for the shell.
    Commands,
}
