//! Python.

use super::Host::{All, Loopback};
use super::Takes::{Address, AddressOrPort, Config, Endpoint, Host, Port, Socket};
use super::{CONFIGURATION_DECIDES, EMPTY, LONG, P_AND_CAPITAL_H, P_AND_H, PORT, PROGRAM_DECIDES, Server};

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
        name: "streamlit",
        programs: &["streamlit"],
        commands: &["run", "hello"],
        options: &[("--server.port", Port), ("--server.address", Host)],
        valued: &["--log_level"],
        reads: &[("STREAMLIT_SERVER_PORT", Port), ("STREAMLIT_SERVER_ADDRESS", Host)],
        port: Some(8501),
        host: All,
        unless: &["config.toml"],
        ..EMPTY
    },
    Server {
        name: "gradio",
        programs: &["gradio"],
        reads: &[("GRADIO_SERVER_PORT", Port), ("GRADIO_SERVER_NAME", Host)],
        opaque: PROGRAM_DECIDES,
        development: true,
        ..EMPTY
    },
    Server {
        name: "chainlit run",
        programs: &["chainlit"],
        commands: &["run"],
        options: LONG,
        reads: &[("CHAINLIT_PORT", Port), ("CHAINLIT_HOST", Host)],
        port: Some(8000),
        ..EMPTY
    },
    Server {
        name: "litestar run",
        programs: &["litestar"],
        commands: &["run"],
        options: P_AND_CAPITAL_H,
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
        opaque: PROGRAM_DECIDES,
        ..EMPTY
    },
    Server {
        name: "mlflow server",
        programs: &["mlflow"],
        commands: &["server", "ui"],
        options: P_AND_H,
        valued: &["--env-file"],
        reads: &[("MLFLOW_PORT", Port), ("MLFLOW_HOST", Host)],
        port: Some(5000),
        host: Loopback,
        ..EMPTY
    },
    Server {
        name: "shiny run",
        programs: &["shiny"],
        commands: &["run"],
        options: P_AND_H,
        port: Some(8000),
        host: Loopback,
        ..EMPTY
    },
    Server {
        name: "voila",
        programs: &["voila"],
        options: &[("--port", Port), ("--Voila.port", Port), ("--ip", Host), ("--Voila.ip", Host)],
        opaque: CONFIGURATION_DECIDES,
        ..EMPTY
    },
    Server {
        name: "jupyter",
        programs: &["jupyter", "jupyter-lab", "jupyter-notebook", "jupyter-server"],
        options: &[
            ("--port", Port),
            ("--ip", Host),
            ("--ServerApp.port", Port),
            ("--ServerApp.ip", Host),
            ("--NotebookApp.port", Port),
            ("--NotebookApp.ip", Host),
            ("--config", Config),
        ],
        reads: &[("JUPYTER_PORT", Port)],
        opaque: CONFIGURATION_DECIDES,
        ..EMPTY
    },
    Server {
        name: "bokeh serve",
        programs: &["bokeh", "panel"],
        commands: &["serve"],
        options: &[("--port", Port), ("--address", Host)],
        opaque: CONFIGURATION_DECIDES,
        ..EMPTY
    },
    Server {
        name: "http.server",
        programs: &["http.server"],
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
        options: &[("-a", Address), ("--dev-addr", Address)],
        port: Some(8000),
        host: Loopback,
        development: true,
        unless: &["mkdocs.yml", "mkdocs.yaml"],
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
        opaque: CONFIGURATION_DECIDES,
        several: true,
        detaches: &["-d", "--daemonize"],
        ..EMPTY
    },
];
