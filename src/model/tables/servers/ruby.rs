//! Ruby and PHP.

use super::Host::{All, Loopback};
use super::Takes::{Address, AddressOrPort, Config, Host, Port, Socket, Urls};
use super::{CONFIGURATION_DECIDES, EMPTY, LONG, Options, PORT, PROGRAM_DECIDES, Server};

const RACK: Options = &[("-p", Port), ("--port", Port), ("-o", Host), ("--host", Host)];
const THIN: Options =
    &[("-p", Port), ("--port", Port), ("-a", Host), ("--address", Host), ("-S", Socket), ("-C", Config)];

pub const ROWS: &[Server] = &[
    Server {
        name: "puma",
        programs: &["puma"],
        options: &[
            ("-p", Port),
            ("--port", Port),
            ("-b", Urls),
            ("--bind", Urls),
            ("-C", Config),
            ("--config", Config),
        ],
        port: Some(9292),
        host: All,
        several: true,
        unless: &["puma.rb", "production.rb"],
        ..EMPTY
    },
    Server {
        name: "rails server",
        programs: &["rails"],
        commands: &["server", "s"],
        options: &[("-p", Port), ("--port", Port), ("-b", Host), ("--binding", Host)],
        reads: PORT,
        port: Some(3000),
        detaches: &["-d", "--daemon"],
        ..EMPTY
    },
    // It passes a port of its own to the server behind it.
    Server {
        name: "thrust",
        programs: &["thrust"],
        reads: &[("THRUSTER_HTTP_PORT", Port), ("HTTP_PORT", Port)],
        port: Some(80),
        host: All,
        ..EMPTY
    },
    Server {
        name: "rackup",
        programs: &["rackup"],
        options: RACK,
        opaque: CONFIGURATION_DECIDES,
        detaches: &["-D", "--daemonize"],
        ..EMPTY
    },
    Server {
        name: "thin",
        programs: &["thin"],
        options: THIN,
        opaque: CONFIGURATION_DECIDES,
        detaches: &["-d", "--daemonize"],
        ..EMPTY
    },
    Server {
        name: "unicorn",
        programs: &["unicorn", "unicorn_rails"],
        options: &[
            ("-p", Port),
            ("--port", Port),
            ("-o", Host),
            ("--host", Host),
            ("-l", AddressOrPort),
            ("--listen", AddressOrPort),
            ("-c", Config),
            ("--config-file", Config),
        ],
        opaque: CONFIGURATION_DECIDES,
        several: true,
        detaches: &["-D", "--daemonize"],
        ..EMPTY
    },
    Server {
        name: "passenger start",
        programs: &["passenger"],
        commands: &["start"],
        options: &[
            ("-p", Port),
            ("--port", Port),
            ("-a", Host),
            ("--address", Host),
            ("-S", Socket),
            ("--socket", Socket),
        ],
        opaque: CONFIGURATION_DECIDES,
        detaches: &["-d", "--daemonize"],
        ..EMPTY
    },
    Server {
        name: "falcon",
        programs: &["falcon"],
        commands: &["serve"],
        options: &[("-p", Port), ("--port", Port), ("-b", Urls), ("--bind", Urls)],
        opaque: CONFIGURATION_DECIDES,
        ..EMPTY
    },
    Server {
        name: "jekyll serve",
        programs: &["jekyll"],
        commands: &["serve", "server", "s"],
        options: &[("-P", Port), ("--port", Port), ("-H", Host), ("--host", Host)],
        port: Some(4000),
        host: Loopback,
        development: true,
        unless: &["_config.yml", "_config.yaml", "_config.toml"],
        ..EMPTY
    },
    Server {
        name: "php -S",
        programs: &["php"],
        commands: &["-S"],
        positional: Some(Address),
        opaque: PROGRAM_DECIDES,
        development: true,
        ..EMPTY
    },
    Server {
        name: "artisan serve",
        programs: &["artisan"],
        commands: &["serve"],
        options: LONG,
        reads: &[("SERVER_PORT", Port), ("SERVER_HOST", Host)],
        port: Some(8000),
        host: Loopback,
        development: true,
        ..EMPTY
    },
    Server {
        name: "symfony serve",
        programs: &["symfony"],
        commands: &["serve", "server:start", "local:server:start"],
        options: LONG,
        opaque: CONFIGURATION_DECIDES,
        development: true,
        ..EMPTY
    },
];
