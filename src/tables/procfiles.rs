//! Programs that start the processes of a Procfile. Data only.

/// One such program.
#[derive(Debug)]
pub struct ProcfileRunner {
    /// Its file name.
    pub program: &'static str,
    /// The words of which one stands before the rest; empty where none is needed.
    pub commands: &'static [&'static str],
    /// What its words behind the command name.
    pub words: Words,
    /// The options that name the Procfile.
    pub file: &'static [&'static str],
    /// The options that name its folder.
    pub folder: &'static [&'static str],
    /// The options that say the port of the first process.
    pub port: &'static [&'static str],
    /// The options that list the processes, with commas between them.
    pub only: &'static [&'static str],
    /// The options that say how many of each process there are: `web=1,worker=0`.
    pub formation: &'static [&'static str],
    /// The other options that take the next word.
    pub valued: &'static [&'static str],
    /// Options that leave `PORT` as it is.
    pub keeps: &'static [&'static str],
    /// The variables that say the port of the first process, besides `PORT`.
    pub variables: &'static [&'static str],
    /// The port of the first process where it does not come from `PORT`.
    pub own: Option<u16>,
    /// Files beside the Procfile that may say it.
    pub settings: &'static [&'static str],
    /// Which processes count for the port: each has 100 more than the one before it.
    pub counts: Counts,
    /// Whether a formation leaves out what it does not name.
    pub exclusive: bool,
}

/// What the words of a runner name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// Processes.
    Processes,
    /// The Procfile.
    File,
    /// Nothing.
    Nothing,
}

/// The processes that count for a port.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    /// All of the Procfile.
    Listed,
    /// Those that are started.
    Started,
}

const EMPTY: ProcfileRunner = ProcfileRunner {
    program: "",
    commands: &["start"],
    words: Words::Processes,
    file: &["-f"],
    folder: &[],
    port: &["-p", "--port"],
    only: &[],
    formation: &[],
    valued: &[],
    keeps: &[],
    variables: &[],
    own: None,
    settings: &[".env"],
    counts: Counts::Listed,
    exclusive: true,
};

/// One row a program.
pub const PROCFILE_RUNNERS: &[ProcfileRunner] = &[
    ProcfileRunner {
        program: "foreman",
        file: &["-f", "--procfile"],
        folder: &["-d", "--root"],
        formation: &["-m", "--formation"],
        valued: &["-e", "--env", "-t", "--timeout"],
        settings: &[".env", ".foreman"],
        ..EMPTY
    },
    ProcfileRunner {
        program: "honcho",
        file: &["-f", "--procfile"],
        folder: &["-d", "--app-root"],
        formation: &["-c", "--concurrency"],
        valued: &["-e", "--env", "-q", "--quiet"],
        counts: Counts::Started,
        exclusive: false,
        ..EMPTY
    },
    ProcfileRunner {
        program: "forego",
        port: &["-p"],
        formation: &["-c"],
        valued: &["-e", "-t"],
        settings: &[".env", ".forego"],
        ..EMPTY
    },
    ProcfileRunner {
        program: "goreman",
        folder: &["-basedir"],
        port: &["-b"],
        valued: &["-p", "-env"],
        keeps: &["-set-ports=false", "--set-ports=false"],
        own: Some(5000),
        settings: &[".goreman"],
        ..EMPTY
    },
    ProcfileRunner {
        program: "overmind",
        commands: &["start", "s"],
        words: Words::Nothing,
        file: &["-f", "--procfile"],
        folder: &["-d", "--root"],
        only: &["-l", "--processes"],
        formation: &["-m", "--formation"],
        valued: &[
            "-w",
            "--title",
            "-t",
            "--timeout",
            "-P",
            "--port-step",
            "-c",
            "--can-die",
            "-r",
            "--auto-restart",
            "-b",
            "--colors",
            "-i",
            "--stop-signals",
            "-F",
            "--tmux-config",
            "-x",
            "--ignored-processes",
            "-H",
            "--shell",
            "-s",
            "--socket",
            "-S",
            "--network",
        ],
        keeps: &["-N", "--no-port"],
        variables: &["OVERMIND_PORT"],
        settings: &[".env", ".overmind.env"],
        exclusive: false,
        ..EMPTY
    },
    ProcfileRunner {
        program: "hivemind",
        commands: &[],
        words: Words::File,
        file: &[],
        folder: &["-d", "--root"],
        only: &["-l", "--processes"],
        valued: &["-w", "--title", "-P", "--port-step", "-t", "--timeout"],
        variables: &["HIVEMIND_PORT"],
        ..EMPTY
    },
];
