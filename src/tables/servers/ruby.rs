//! Ruby.

use super::Host::{All, Loopback};
use super::Takes::{AddressOrPort, Config, Host, Port, Socket, Urls};
use super::{CONFIGURATION_DECIDES, EMPTY, Format, Options, PORT, Server};

const RACK: Options = &[("-p", Port), ("--port", Port), ("-o", Host), ("--host", Host)];
const UNICORN: Options = &[
    ("-p", Port),
    ("--port", Port),
    ("-o", Host),
    ("--host", Host),
    ("-l", AddressOrPort),
    ("--listen", AddressOrPort),
    ("-c", Config),
    ("--config-file", Config),
];
const PUMA: &[&str] = &["puma.rb", "production.rb"];

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
        unless: PUMA,
        format: Some(Format::Puma),
        ..EMPTY
    },
    // RAILS_ENV decides whether it is the loopback interface.
    Server {
        name: "rails server",
        programs: &["rails"],
        commands: &["server", "s"],
        options: &[("-p", Port), ("--port", Port), ("-b", Host), ("--binding", Host)],
        reads: &[("PORT", Port), ("BINDING", Host)],
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
    // RACK_ENV decides whether it is the loopback interface. With puma behind it, puma's configuration counts.
    Server {
        name: "rackup",
        programs: &["rackup"],
        options: RACK,
        port: Some(9292),
        detaches: &["-D", "--daemonize"],
        unless: PUMA,
        ..EMPTY
    },
    Server {
        name: "thin",
        programs: &["thin"],
        options: &[
            ("-p", Port),
            ("--port", Port),
            ("-a", Host),
            ("--address", Host),
            ("-S", Socket),
            ("--socket", Socket),
            ("-C", Config),
            ("--config", Config),
        ],
        port: Some(3000),
        host: All,
        detaches: &["-d", "--daemonize"],
        format: Some(Format::Thin),
        ..EMPTY
    },
    Server {
        name: "unicorn",
        programs: &["unicorn", "unicorn_rails"],
        options: UNICORN,
        opaque: CONFIGURATION_DECIDES,
        several: true,
        detaches: &["-D", "--daemonize"],
        format: Some(Format::Unicorn),
        ..EMPTY
    },
    Server {
        name: "pitchfork",
        programs: &["pitchfork"],
        options: UNICORN,
        opaque: CONFIGURATION_DECIDES,
        several: true,
        format: Some(Format::Unicorn),
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
        reads: &[("PASSENGER_PORT", Port), ("PASSENGER_ADDRESS", Host), ("PASSENGER_SOCKET_FILE", Socket)],
        port: Some(3000),
        host: All,
        detaches: &["-d", "--daemonize"],
        unless: &["Passengerfile.json", "passenger-standalone.json"],
        ..EMPTY
    },
    Server {
        name: "falcon serve",
        programs: &["falcon"],
        commands: &["serve", ""],
        options: &[("-p", Port), ("--port", Port), ("-b", Urls), ("--bind", Urls)],
        port: Some(9292),
        host: Loopback,
        ..EMPTY
    },
    Server {
        name: "falcon host",
        programs: &["falcon"],
        commands: &["host", "virtual"],
        opaque: CONFIGURATION_DECIDES,
        ..EMPTY
    },
    Server {
        name: "iodine",
        programs: &["iodine"],
        options: &[("-p", Port), ("-port", Port), ("-b", Host), ("-bind", Host), ("-address", Host)],
        reads: PORT,
        port: Some(3000),
        host: All,
        ..EMPTY
    },
    // Its template for puma reads HANAMI_PORT.
    Server {
        name: "hanami server",
        programs: &["hanami"],
        commands: &["server", "s"],
        options: &[("-p", Port), ("--port", Port), ("--host", Host)],
        reads: &[("HANAMI_PORT", Port)],
        opaque: CONFIGURATION_DECIDES,
        ..EMPTY
    },
    Server {
        name: "jekyll serve",
        programs: &["jekyll"],
        commands: &["serve", "server", "s"],
        options: &[("-P", Port), ("--port", Port), ("-H", Host), ("--host", Host), ("--config", Config)],
        valued: &["-d", "--destination", "-s", "--source", "-b", "--baseurl"],
        port: Some(4000),
        host: Loopback,
        detaches: &["-B", "--detach"],
        development: true,
        unless: &["_config.yml", "_config.yaml", "_config.toml"],
        ..EMPTY
    },
    Server {
        name: "middleman server",
        programs: &["middleman"],
        commands: &["server", "s"],
        options: &[("-p", Port), ("--port", Port), ("-b", Host), ("--bind-address", Host)],
        opaque: CONFIGURATION_DECIDES,
        detaches: &["-d", "--daemon"],
        development: true,
        ..EMPTY
    },
];
