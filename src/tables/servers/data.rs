//! Python: notebooks, dashboards and what serves models and jobs.

use super::Host::{All, Loopback};
use super::Takes::{Config, Host, Port, Socket};
use super::{CONFIGURATION_DECIDES, EMPTY, Format, LONG, Options, P_AND_H, PROGRAM_DECIDES, Server};

const P_AND_LONG_HOST: Options = &[("-p", Port), ("--port", Port), ("--host", Host)];

pub const ROWS: &[Server] = &[
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
        format: Some(Format::Streamlit),
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
        name: "voila",
        programs: &["voila"],
        options: &[("--port", Port), ("--Voila.port", Port), ("--Voila.ip", Host)],
        port: Some(8866),
        host: Loopback,
        unless: &["voila.*", "jupyter_config.*"],
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
        options: &[("--port", Port), ("--address", Host), ("--unix-socket", Socket)],
        reads: &[("BOKEH_DEFAULT_SERVER_PORT", Port)],
        port: Some(5006),
        host: All,
        unless: &["bokeh.yaml"],
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
        name: "marimo run",
        programs: &["marimo"],
        commands: &["run"],
        options: P_AND_LONG_HOST,
        port: Some(2718),
        host: Loopback,
        ..EMPTY
    },
    Server {
        name: "marimo edit",
        programs: &["marimo"],
        commands: &["edit", "new", "tutorial"],
        options: P_AND_LONG_HOST,
        port: Some(2718),
        host: Loopback,
        development: true,
        ..EMPTY
    },
    Server {
        name: "solara run",
        programs: &["solara"],
        commands: &["run"],
        options: LONG,
        reads: &[("PORT", Port), ("SOLARA_HOST", Host), ("HOST", Host)],
        port: Some(8765),
        host: Loopback,
        ..EMPTY
    },
    Server {
        name: "datasette",
        programs: &["datasette"],
        options: &[("-p", Port), ("--port", Port), ("-h", Host), ("--host", Host), ("--uds", Socket)],
        valued: &["-i", "--immutable", "-m", "--metadata", "-c", "--config", "-s", "--setting"],
        port: Some(8001),
        host: Loopback,
        ..EMPTY
    },
    Server {
        name: "rasa run",
        programs: &["rasa"],
        commands: &["run"],
        options: &[("-p", Port), ("--port", Port), ("-i", Host), ("--interface", Host)],
        port: Some(5005),
        host: All,
        ..EMPTY
    },
    Server {
        name: "bentoml serve",
        programs: &["bentoml"],
        commands: &["serve"],
        options: &[("-p", Port), ("--port", Port), ("--host", Host)],
        reads: &[("BENTOML_PORT", Port), ("BENTOML_HOST", Host)],
        opaque: CONFIGURATION_DECIDES,
        ..EMPTY
    },
    Server {
        name: "prefect server start",
        programs: &["prefect"],
        commands: &["server"],
        options: LONG,
        reads: &[("PREFECT_SERVER_API_PORT", Port), ("PREFECT_SERVER_API_HOST", Host)],
        port: Some(4200),
        host: Loopback,
        unless: &["prefect.toml", "pyproject.toml"],
        ..EMPTY
    },
    Server {
        name: "airflow webserver",
        programs: &["airflow"],
        commands: &["webserver", "api-server"],
        options: P_AND_LONG_HOST,
        opaque: CONFIGURATION_DECIDES,
        detaches: &["-D", "--daemon"],
        ..EMPTY
    },
    Server {
        name: "langflow run",
        programs: &["langflow"],
        commands: &["run"],
        options: LONG,
        reads: &[("LANGFLOW_PORT", Port), ("LANGFLOW_HOST", Host)],
        port: Some(7860),
        unless: &[".env"],
        ..EMPTY
    },
    // With `--headless` it listens nowhere.
    Server {
        name: "locust",
        programs: &["locust"],
        options: &[("-P", Port), ("--web-port", Port), ("--web-host", Host), ("--config", Config)],
        reads: &[("LOCUST_WEB_PORT", Port), ("LOCUST_WEB_HOST", Host)],
        opaque: CONFIGURATION_DECIDES,
        development: true,
        ..EMPTY
    },
];
