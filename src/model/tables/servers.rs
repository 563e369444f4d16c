//! What servers listen on: one row a server, by the command that starts it.

/// A server, and how its port is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Server {
    /// The program's file name, or the module of `python -m`.
    pub program: &'static str,
    /// The subcommands that serve; empty when the program does so by itself.
    pub subcommands: &'static [&'static str],
    /// Options with a port.
    pub port: &'static [&'static str],
    /// Options with a host.
    pub host: &'static [&'static str],
    /// Options with an address: `host:port`, `:port`, `port`, `tcp://host:port`, `unix:path`.
    pub bind: &'static [&'static str],
    /// Whether the first word that is no option, behind the subcommand, is an address.
    pub positional: bool,
    /// Options after which nothing can be told: configuration files, sockets.
    pub opaque: &'static [&'static str],
    /// Environment variables with a port.
    pub port_variables: &'static [&'static str],
    /// What it does without any of these.
    pub default: Default,
    /// Whether it listens on the loopback interface unless told otherwise.
    pub loopback: bool,
    /// Whether it is for development only.
    pub development: bool,
    /// The words that make it listen on `$PORT`; empty when they cannot simply be added.
    pub remedy: &'static str,
}

/// What a server does when nothing tells it a port.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Default {
    /// Takes `PORT` from the environment.
    ReadsPort,
    /// Listens on this one, whatever `PORT` says.
    Port(u16),
    /// A configuration file, or its own code, may say.
    Unknown,
}

const PLAIN: Server = Server {
    program: "",
    subcommands: &[],
    port: &["--port"],
    host: &["--host"],
    bind: &[],
    positional: false,
    opaque: &[],
    port_variables: &[],
    default: Default::Unknown,
    loopback: false,
    development: false,
    remedy: "",
};

/// Every server known, by program.
pub const SERVERS: &[Server] = &[
    Server { program: "caddy", subcommands: &["file-server", "respond"], bind: &["--listen", "-l"], ..PLAIN },
    Server { program: "chainlit", subcommands: &["run"], port_variables: &["CHAINLIT_PORT"], ..PLAIN },
    Server {
        program: "code-server",
        host: &[],
        bind: &["--bind-addr"],
        opaque: &["--config"],
        default: Default::ReadsPort,
        ..PLAIN
    },
    Server {
        program: "daphne",
        port: &["-p", "--port"],
        host: &["-b", "--bind"],
        opaque: &["-u", "--unix-socket", "--fd", "-e", "--endpoint"],
        default: Default::Port(8000),
        loopback: true,
        remedy: "--bind 0.0.0.0 --port $PORT",
        ..PLAIN
    },
    Server { program: "deno", subcommands: &["serve"], ..PLAIN },
    Server {
        program: "fastapi",
        subcommands: &["run"],
        port_variables: &["PORT"],
        default: Default::ReadsPort,
        ..PLAIN
    },
    Server {
        program: "fastapi",
        subcommands: &["dev"],
        default: Default::ReadsPort,
        loopback: true,
        development: true,
        remedy: "--host 0.0.0.0",
        ..PLAIN
    },
    Server {
        program: "flask",
        subcommands: &["run"],
        port: &["-p", "--port"],
        host: &["-h", "--host"],
        port_variables: &["FLASK_RUN_PORT"],
        default: Default::Port(5000),
        loopback: true,
        development: true,
        remedy: "--host 0.0.0.0 --port $PORT",
        ..PLAIN
    },
    Server {
        program: "granian",
        opaque: &["--uds"],
        port_variables: &["GRANIAN_PORT"],
        default: Default::Port(8000),
        loopback: true,
        remedy: "--host 0.0.0.0 --port $PORT",
        ..PLAIN
    },
    Server {
        program: "gunicorn",
        port: &[],
        host: &[],
        bind: &["-b", "--bind"],
        opaque: &["-c", "--config"],
        default: Default::ReadsPort,
        ..PLAIN
    },
    Server {
        program: "http-server",
        port: &["-p", "--port"],
        host: &["-a"],
        default: Default::ReadsPort,
        ..PLAIN
    },
    Server {
        program: "http.server",
        port: &[],
        host: &["-b", "--bind"],
        positional: true,
        default: Default::Port(8000),
        remedy: "$PORT",
        ..PLAIN
    },
    Server {
        program: "hugo",
        subcommands: &["server", "serve"],
        port: &["-p", "--port"],
        host: &["--bind"],
        default: Default::Port(1313),
        loopback: true,
        development: true,
        remedy: "--bind 0.0.0.0 --port $PORT",
        ..PLAIN
    },
    Server {
        program: "hypercorn",
        port: &[],
        host: &[],
        bind: &["-b", "--bind"],
        opaque: &["-c", "--config"],
        default: Default::Port(8000),
        loopback: true,
        remedy: "--bind 0.0.0.0:$PORT",
        ..PLAIN
    },
    Server {
        program: "json-server",
        port: &["-p", "--port"],
        host: &["-H", "--host"],
        opaque: &["-c", "--config"],
        ..PLAIN
    },
    Server {
        program: "jupyter",
        subcommands: &["lab", "notebook", "server"],
        host: &["--ip"],
        opaque: &["--config"],
        ..PLAIN
    },
    Server {
        program: "manage.py",
        subcommands: &["runserver", "runserver_plus"],
        port: &[],
        host: &[],
        positional: true,
        default: Default::Port(8000),
        loopback: true,
        development: true,
        remedy: "0.0.0.0:$PORT",
        ..PLAIN
    },
    Server {
        program: "mlflow",
        subcommands: &["server", "ui"],
        port: &["-p", "--port"],
        host: &["-h", "--host"],
        ..PLAIN
    },
    Server {
        program: "next",
        subcommands: &["start"],
        port: &["-p", "--port"],
        host: &["-H", "--hostname"],
        default: Default::ReadsPort,
        ..PLAIN
    },
    Server {
        program: "next",
        subcommands: &["dev"],
        port: &["-p", "--port"],
        host: &["-H", "--hostname"],
        default: Default::ReadsPort,
        development: true,
        ..PLAIN
    },
    Server { program: "ng", subcommands: &["serve", "s"], development: true, ..PLAIN },
    Server {
        program: "nuxt",
        subcommands: &["start", "preview"],
        port: &["-p", "--port"],
        default: Default::ReadsPort,
        ..PLAIN
    },
    Server {
        program: "nuxt",
        subcommands: &["dev"],
        port: &["-p", "--port"],
        default: Default::Unknown,
        development: true,
        ..PLAIN
    },
    Server { program: "php", port: &[], host: &[], bind: &["-S"], development: true, ..PLAIN },
    Server {
        program: "puma",
        port: &["-p", "--port"],
        host: &[],
        bind: &["-b", "--bind"],
        opaque: &["-C", "--config"],
        ..PLAIN
    },
    Server {
        program: "rails",
        subcommands: &["server", "s"],
        port: &["-p", "--port"],
        host: &["-b", "--binding"],
        default: Default::ReadsPort,
        ..PLAIN
    },
    Server { program: "rackup", port: &["-p", "--port"], host: &["-o", "--host"], ..PLAIN },
    Server {
        program: "react-scripts",
        subcommands: &["start"],
        port: &[],
        host: &[],
        default: Default::ReadsPort,
        development: true,
        ..PLAIN
    },
    Server { program: "sanic", port: &["-p", "--port"], host: &["-H", "--host"], ..PLAIN },
    Server {
        program: "serve",
        port: &["-p"],
        host: &[],
        bind: &["-l", "--listen"],
        opaque: &["-c", "--config"],
        default: Default::ReadsPort,
        ..PLAIN
    },
    Server {
        program: "streamlit",
        subcommands: &["run"],
        port: &["--server.port"],
        host: &["--server.address"],
        port_variables: &["STREAMLIT_SERVER_PORT"],
        default: Default::Port(8501),
        remedy: "--server.port $PORT",
        ..PLAIN
    },
    Server {
        program: "thin",
        subcommands: &["start"],
        port: &["-p", "--port"],
        host: &["-a", "--address"],
        opaque: &["-C", "--config"],
        ..PLAIN
    },
    Server {
        program: "unicorn",
        port: &["-p", "--port"],
        host: &["-o", "--host"],
        bind: &["-l", "--listen"],
        opaque: &["-c", "--config-file"],
        ..PLAIN
    },
    Server {
        program: "uvicorn",
        opaque: &["--uds", "--fd"],
        port_variables: &["UVICORN_PORT"],
        default: Default::Port(8000),
        loopback: true,
        remedy: "--host 0.0.0.0 --port $PORT",
        ..PLAIN
    },
    Server {
        program: "uwsgi",
        port: &[],
        host: &[],
        bind: &["--http", "--http-socket"],
        opaque: &["--ini", "--yaml", "--json", "--xml"],
        ..PLAIN
    },
    Server { program: "vite", subcommands: &["preview"], opaque: &["-c", "--config"], ..PLAIN },
    Server { program: "vite", opaque: &["-c", "--config"], development: true, ..PLAIN },
    Server {
        program: "waitress-serve",
        bind: &["--listen"],
        opaque: &["--unix-socket"],
        default: Default::Port(8080),
        remedy: "--port $PORT",
        ..PLAIN
    },
    Server { program: "webpack", subcommands: &["serve"], development: true, ..PLAIN },
    Server { program: "webpack-dev-server", development: true, ..PLAIN },
];

/// The rows of a program, those with subcommands first.
pub fn of(program: &str) -> impl Iterator<Item = &'static Server> {
    let program = program.to_owned();
    SERVERS.iter().filter(move |server| server.program == program)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_whole() {
        for server in SERVERS {
            assert!(!server.program.is_empty());
            assert!(server.default != Default::Port(0), "{}", server.program);
            let named = matches!(server.default, Default::Port(_));
            assert!(!named || server.remedy.contains("$PORT"), "{} needs a remedy", server.program);
        }
    }
}
