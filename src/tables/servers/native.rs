//! .NET, Go, Rust, Swift, Elixir.

use super::Host::{All, Loopback};
use super::Takes::{Address, Config, Host, Port, Socket, Urls};
use super::{CONFIGURATION_DECIDES, EMPTY, Options, PROGRAM_DECIDES, Server};

const TRUNK: Options =
    &[("-p", Port), ("--port", Port), ("-a", Host), ("--address", Host), ("--config", Config)];

pub const ROWS: &[Server] = &[
    // URLs are stronger than ports.
    Server {
        name: "dotnet",
        programs: &["dotnet"],
        options: &[("--urls", Urls), ("--http_ports", Port)],
        reads: &[
            ("ASPNETCORE_URLS", Urls),
            ("DOTNET_URLS", Urls),
            ("ASPNETCORE_HTTP_PORTS", Port),
            ("DOTNET_HTTP_PORTS", Port),
            ("HTTP_PORTS", Port),
        ],
        opaque: PROGRAM_DECIDES,
        unless: &["*.cs", "*.fs", "*.vb", "appsettings*.json"],
        ..EMPTY
    },
    Server {
        name: "mix phx.server",
        programs: &["mix"],
        commands: &["phx.server", "phoenix.server"],
        opaque: CONFIGURATION_DECIDES,
        ..EMPTY
    },
    Server { name: "swift run", programs: &["swift"], commands: &["run"], opaque: PROGRAM_DECIDES, ..EMPTY },
    Server {
        name: "hugo server",
        programs: &["hugo"],
        commands: &["server", "serve"],
        options: &[("-p", Port), ("--port", Port), ("--bind", Host)],
        valued: &[
            "-s",
            "--source",
            "-b",
            "--baseURL",
            "-c",
            "--contentDir",
            "-d",
            "--destination",
            "-e",
            "--environment",
            "-t",
            "--theme",
            "--config",
            "--configDir",
            "-l",
            "--layoutDir",
        ],
        port: Some(1313),
        host: Loopback,
        development: true,
        ..EMPTY
    },
    Server {
        name: "zola serve",
        programs: &["zola"],
        commands: &["serve"],
        options: &[("-p", Port), ("--port", Port), ("-i", Host), ("--interface", Host)],
        valued: &["-r", "--root", "-c", "--config"],
        port: Some(1111),
        host: Loopback,
        development: true,
        ..EMPTY
    },
    Server {
        name: "mdbook serve",
        programs: &["mdbook"],
        commands: &["serve"],
        options: &[("-p", Port), ("--port", Port), ("-n", Host), ("--hostname", Host)],
        port: Some(3000),
        host: Loopback,
        development: true,
        ..EMPTY
    },
    Server {
        name: "trunk serve",
        programs: &["trunk"],
        commands: &["serve"],
        options: TRUNK,
        reads: &[("TRUNK_SERVE_PORT", Port), ("TRUNK_SERVE_ADDRESS", Host)],
        port: Some(8080),
        development: true,
        unless: &["Trunk.*", "Cargo.toml"],
        ..EMPTY
    },
    // `pocketbase serve example.com` listens on 80.
    Server {
        name: "pocketbase serve",
        programs: &["pocketbase"],
        commands: &["serve"],
        options: &[("--http", Address)],
        valued: &["--dir", "--https", "--encryptionEnv"],
        positional: Some(Config),
        port: Some(8090),
        host: Loopback,
        ..EMPTY
    },
    Server {
        name: "ttyd",
        programs: &["ttyd"],
        options: &[("-p", Port), ("--port", Port), ("-i", Host), ("--interface", Host)],
        port: Some(7681),
        host: All,
        // The command it serves may have a `-p` of its own.
        several: true,
        options_first: true,
        ..EMPTY
    },
    Server {
        name: "gotty",
        programs: &["gotty"],
        options: &[("-p", Port), ("--port", Port), ("-a", Host), ("--address", Host), ("--config", Config)],
        reads: &[("GOTTY_PORT", Port), ("GOTTY_ADDRESS", Host)],
        port: Some(8080),
        host: All,
        several: true,
        unless: &[".gotty"],
        options_first: true,
        ..EMPTY
    },
    Server {
        name: "webhook",
        programs: &["webhook"],
        options: &[("-port", Port), ("-ip", Host)],
        opaque: CONFIGURATION_DECIDES,
        ..EMPTY
    },
    Server {
        name: "filebrowser",
        programs: &["filebrowser"],
        options: &[
            ("-p", Port),
            ("--port", Port),
            ("-a", Host),
            ("--address", Host),
            ("--socket", Socket),
            ("-c", Config),
            ("--config", Config),
        ],
        reads: &[("FB_PORT", Port), ("FB_ADDRESS", Host), ("FB_SOCKET", Socket)],
        opaque: CONFIGURATION_DECIDES,
        ..EMPTY
    },
];
