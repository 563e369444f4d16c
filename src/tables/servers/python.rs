//! Python: web servers, frameworks and generators of pages.

use super::Host::{All, Loopback};
use super::Takes::{Address, AddressOrPort, Config, Endpoint, Host, Port, Socket};
use super::{CONFIGURATION_DECIDES, EMPTY, Format, LONG, P_AND_H, PORT, PROGRAM_DECIDES, Server};

pub const ROWS: &[Server] = &[
    Server {
        name: "gunicorn",
        programs: &["gunicorn", "gunicorn_paster", "gunicorn.app.wsgiapp"],
        options: &[("-b", Address), ("--bind", Address), ("-c", Config), ("--config", Config)],
        reads: PORT,
        arguments: Some("GUNICORN_CMD_ARGS"),
        port: Some(8000),
        host: All,
        several: true,
        unless: &["gunicorn.conf.py"],
        detaches: &["-D", "--daemon"],
        format: Some(Format::Gunicorn),
        ..EMPTY
    },
    Server {
        name: "uvicorn",
        programs: &["uvicorn"],
        options: &[("--host", Host), ("--port", Port), ("--uds", Socket), ("--fd", Socket)],
        reads: &[
            ("UVICORN_PORT", Port),
            ("UVICORN_HOST", Host),
            ("UVICORN_UDS", Socket),
            ("UVICORN_FD", Socket),
        ],
        port: Some(8000),
        host: Loopback,
        ..EMPTY
    },
    Server {
        name: "hypercorn",
        programs: &["hypercorn"],
        options: &[
            ("-b", Address),
            ("--bind", Address),
            ("--insecure-bind", Address),
            ("-c", Config),
            ("--config", Config),
        ],
        port: Some(8000),
        host: Loopback,
        several: true,
        detaches: &["-D", "--daemon"],
        format: Some(Format::Hypercorn),
        ..EMPTY
    },
    Server {
        name: "daphne",
        programs: &["daphne"],
        options: &[
            ("-p", Port),
            ("--port", Port),
            ("-b", Host),
            ("--bind", Host),
            ("-e", Endpoint),
            ("--endpoint", Endpoint),
            ("-u", Socket),
            ("--unix-socket", Socket),
            ("--fd", Socket),
        ],
        port: Some(8000),
        host: Loopback,
        several: true,
        ..EMPTY
    },
    Server {
        name: "waitress",
        programs: &["waitress-serve", "waitress"],
        options: &[("--port", Port), ("--host", Host), ("--listen", Address), ("--unix-socket", Socket)],
        port: Some(8080),
        host: All,
        several: true,
        options_first: true,
        ..EMPTY
    },
    Server {
        name: "granian",
        programs: &["granian"],
        options: &[("--port", Port), ("--host", Host), ("--uds", Socket)],
        reads: &[("GRANIAN_PORT", Port), ("GRANIAN_HOST", Host), ("GRANIAN_UDS", Socket)],
        port: Some(8000),
        host: Loopback,
        ..EMPTY
    },
    Server {
        name: "uwsgi",
        programs: &["uwsgi"],
        options: &[
            ("--http", AddressOrPort),
            ("--http-socket", AddressOrPort),
            ("--socket", Socket),
            ("-s", Socket),
            ("--ini", Config),
            ("--yaml", Config),
            ("--json", Config),
            ("--xml", Config),
        ],
        reads: &[("UWSGI_HTTP", AddressOrPort), ("UWSGI_HTTP_SOCKET", AddressOrPort)],
        opaque: CONFIGURATION_DECIDES,
        several: true,
        detaches: &["-d", "--daemonize"],
        ..EMPTY
    },
    Server {
        name: "flask run",
        programs: &["flask"],
        commands: &["run"],
        options: P_AND_H,
        valued: &["-A", "--app", "-e", "--env-file"],
        reads: &[("FLASK_RUN_PORT", Port), ("FLASK_RUN_HOST", Host)],
        port: Some(5000),
        host: Loopback,
        development: true,
        unless: &[".flaskenv"],
        format: Some(Format::Flaskenv),
        ..EMPTY
    },
    Server {
        name: "quart run",
        programs: &["quart"],
        commands: &["run"],
        options: P_AND_H,
        valued: &["-A", "--app", "-e", "--env-file"],
        reads: &[("QUART_RUN_PORT", Port), ("QUART_RUN_HOST", Host)],
        port: Some(5000),
        host: Loopback,
        development: true,
        unless: &[".quartenv"],
        ..EMPTY
    },
    Server {
        name: "runserver",
        programs: &["manage.py", "django-admin", "django"],
        commands: &["runserver", "runserver_plus"],
        valued: &["--settings", "--pythonpath", "-v", "--verbosity"],
        positional: Some(AddressOrPort),
        port: Some(8000),
        host: Loopback,
        development: true,
        ..EMPTY
    },
    Server {
        name: "fastapi run",
        programs: &["fastapi", "fastapi_cli"],
        commands: &["run"],
        options: LONG,
        reads: PORT,
        port: Some(8000),
        host: All,
        ..EMPTY
    },
    Server {
        name: "fastapi dev",
        programs: &["fastapi", "fastapi_cli"],
        commands: &["dev"],
        options: LONG,
        reads: PORT,
        port: Some(8000),
        host: Loopback,
        development: true,
        ..EMPTY
    },
    Server {
        name: "litestar run",
        programs: &["litestar"],
        commands: &["run"],
        options: &[
            ("-p", Port),
            ("--port", Port),
            ("-H", Host),
            ("--host", Host),
            ("-F", Socket),
            ("--fd", Socket),
            ("--file-descriptor", Socket),
            ("-U", Socket),
            ("--uds", Socket),
            ("--unix-domain-socket", Socket),
        ],
        valued: &["--app", "--app-dir"],
        reads: &[("LITESTAR_PORT", Port), ("LITESTAR_HOST", Host)],
        port: Some(8000),
        host: Loopback,
        ..EMPTY
    },
    Server {
        name: "sanic",
        programs: &["sanic"],
        options: &[
            ("-p", Port),
            ("--port", Port),
            ("-H", Host),
            ("--host", Host),
            ("-u", Socket),
            ("--unix", Socket),
        ],
        port: Some(8000),
        host: Loopback,
        ..EMPTY
    },
    Server {
        name: "aiohttp.web",
        programs: &["aiohttp.web"],
        options: &[
            ("-P", Port),
            ("--port", Port),
            ("-H", Host),
            ("--hostname", Host),
            ("-U", Socket),
            ("--path", Socket),
        ],
        port: Some(8080),
        host: Loopback,
        ..EMPTY
    },
    Server {
        name: "robyn",
        programs: &["robyn"],
        reads: &[("ROBYN_PORT", Port), ("ROBYN_HOST", Host)],
        opaque: PROGRAM_DECIDES,
        ..EMPTY
    },
    Server { name: "pserve", programs: &["pserve"], opaque: CONFIGURATION_DECIDES, ..EMPTY },
    Server {
        name: "twist web",
        programs: &["twist"],
        commands: &["web"],
        options: &[("--listen", Endpoint), ("--port", Endpoint), ("-p", Endpoint)],
        port: Some(8080),
        host: All,
        several: true,
        ..EMPTY
    },
    Server {
        name: "twistd web",
        programs: &["twistd"],
        commands: &["web"],
        options: &[("--listen", Endpoint), ("--port", Endpoint), ("-p", Endpoint)],
        port: Some(8080),
        host: All,
        several: true,
        stays: &["-n", "--nodaemon"],
        ..EMPTY
    },
    Server {
        name: "http.server",
        programs: &["http.server", "SimpleHTTPServer"],
        options: &[("-b", Host), ("--bind", Host)],
        valued: &["-d", "--directory", "-p", "--protocol", "-b", "--bind"],
        positional: Some(Port),
        port: Some(8000),
        host: All,
        development: true,
        ..EMPTY
    },
    Server {
        name: "mkdocs serve",
        programs: &["mkdocs"],
        commands: &["serve"],
        options: &[("-a", Address), ("--dev-addr", Address), ("-f", Config), ("--config-file", Config)],
        port: Some(8000),
        host: Loopback,
        development: true,
        unless: &["mkdocs.yml", "mkdocs.yaml"],
        ..EMPTY
    },
    Server {
        name: "pelican --listen",
        programs: &["pelican"],
        commands: &["-l", "--listen", "-lr", "-rl"],
        options: &[("-p", Port), ("--port", Port), ("-b", Host), ("--bind", Host)],
        port: Some(8000),
        host: Loopback,
        development: true,
        unless: &["pelicanconf.py", "publishconf.py"],
        ..EMPTY
    },
];
