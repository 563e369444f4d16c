//! PHP.

use super::Host::{All, Loopback};
use super::Takes::{Address, Config, Host, MaybeHost, Port, Site};
use super::{CONFIGURATION_DECIDES, EMPTY, LONG, PORT, PROGRAM_DECIDES, Server};

const HEROKU: Server = Server {
    options: &[("-p", Port)],
    valued: &["-C", "-c", "-F", "-f", "-i", "-l"],
    reads: PORT,
    host: All,
    ..EMPTY
};

pub const ROWS: &[Server] = &[
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
    // `config/octane.php` comes before its variables.
    Server {
        name: "artisan octane:start",
        programs: &["artisan"],
        commands: &["octane:start", "octane:frankenphp", "octane:roadrunner", "octane:swoole"],
        options: LONG,
        reads: &[("OCTANE_PORT", Port), ("OCTANE_HOST", Host)],
        port: Some(8000),
        host: Loopback,
        unless: &["octane.php"],
        ..EMPTY
    },
    // All interfaces before 5.10.3, the loopback interface since.
    Server {
        name: "symfony serve",
        programs: &["symfony"],
        commands: &["serve", "server:start", "local:server:start"],
        options: &[("--port", Port), ("--listen-ip", Host), ("--allow-all-ip", MaybeHost)],
        port: Some(8000),
        detaches: &["-d", "--daemon"],
        development: true,
        unless: &[".symfony.local*.yaml"],
        ..EMPTY
    },
    Server {
        name: "spark serve",
        programs: &["spark"],
        commands: &["serve"],
        options: LONG,
        port: Some(8080),
        host: Loopback,
        development: true,
        ..EMPTY
    },
    Server {
        name: "frankenphp php-server",
        programs: &["frankenphp"],
        commands: &["php-server"],
        options: &[("-l", Address), ("--listen", Address), ("-d", Config), ("--domain", Config)],
        port: Some(80),
        host: All,
        ..EMPTY
    },
    // SERVER_NAME is what the Caddyfile of its image asks for.
    Server {
        name: "frankenphp run",
        programs: &["frankenphp"],
        commands: &["run", "start"],
        options: &[("-c", Config), ("--config", Config)],
        reads: &[("SERVER_NAME", Site)],
        opaque: CONFIGURATION_DECIDES,
        detaches: &["start"],
        unless: &["Caddyfile"],
        ..EMPTY
    },
    Server { name: "heroku-php-apache2", programs: &["heroku-php-apache2"], ..HEROKU },
    Server { name: "heroku-php-nginx", programs: &["heroku-php-nginx"], ..HEROKU },
    Server {
        name: "rr serve",
        programs: &["rr"],
        commands: &["serve"],
        options: &[("-c", Config), ("--config", Config)],
        valued: &["-w", "--WorkDir", "-o", "--override", "--dotenv"],
        opaque: CONFIGURATION_DECIDES,
        ..EMPTY
    },
];
