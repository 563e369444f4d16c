//! Python.

use super::Where::{At, Named};
use super::{CALL, Call, EMPTY, Language, Length, Quotes};
use crate::tables::servers::{Host, Takes};

const PORT: &[(super::Where, Takes)] = &[(Named("port"), Takes::Port)];
const HOST: &[super::Where] = &[Named("host")];
/// `(host, port)`, alone or in parentheses of its own.
const ADDRESS: Call =
    Call { port: &[(Named("port"), Takes::Port), (At(1), Takes::Port)], host: &[At(0)], ..CALL };
/// `(handler, host, port)`.
const BEHIND: Call = Call {
    port: &[(Named("port"), Takes::Port), (At(2), Takes::Port)],
    host: &[Named("host"), At(1)],
    ..CALL
};
/// Of an application that another file makes.
const RUN: Call = Call { port: PORT, host: HOST, told: true, ..CALL };
const UVICORN: Call = Call { port: PORT, host: HOST, default: Host::Loopback, own: Some(8000), ..CALL };

/// The rows of one prefix: `"""`, `'''`, `"` and `'`.
macro_rules! strings {
    ($($prefix:literal $inserts:expr),* $(,)?) => {
        &[
            $(
                quotes(concat!($prefix, "\"\"\""), "\"\"\"", Length::Lines, $inserts),
                quotes(concat!($prefix, "'''"), "'''", Length::Lines, $inserts),
                quotes(concat!($prefix, "\""), "\"", Length::Line, $inserts),
                quotes(concat!($prefix, "'"), "'", Length::Line, $inserts),
            )*
        ]
    };
}

const fn quotes(
    open: &'static str,
    close: &'static str,
    length: Length,
    inserts: Option<(&'static str, &'static str)>,
) -> Quotes {
    Quotes { open, close, escapes: true, length, inserts }
}

const BRACES: Option<(&str, &str)> = Some(("{", "}"));

/// The row.
pub static ROW: Language = Language {
    programs: &["python"],
    extensions: &[".py", ".pyw"],
    line_comments: &["#"],
    strings: strings! {
        "f" BRACES, "F" BRACES, "fr" BRACES, "rf" BRACES, "" None, "r" None, "R" None, "b" None, "B" None, "rb" None,
        "br" None, "u" None, "U" None,
    },
    port: "int(os.environ[\"PORT\"])",
    environment: &["os.environ"],
    calls: &[
        Call { path: "uvicorn.run(", ..UVICORN },
        Call { path: "uvicorn.Config(", ..UVICORN },
        Call {
            path: ".run(",
            made_by: &["Flask", "Quart"],
            port: &[(Named("port"), Takes::Port), (At(1), Takes::Port)],
            host: &[Named("host"), At(0)],
            default: Host::Loopback,
            own: Some(5000),
            ..CALL
        },
        Call {
            path: ".run(",
            made_by: &["Dash", "JupyterDash"],
            port: PORT,
            host: HOST,
            reads_port: true,
            ..CALL
        },
        Call { path: ".run_server(", made_by: &["Dash"], port: PORT, host: HOST, reads_port: true, ..CALL },
        Call { path: "web.run_app(", port: PORT, host: HOST, default: Host::All, own: Some(8080), ..CALL },
        Call {
            path: "bottle.run(",
            port: PORT,
            host: HOST,
            default: Host::Loopback,
            own: Some(8080),
            ..CALL
        },
        Call { path: "run_simple(", ..ADDRESS },
        Call { path: "websockets.serve(", ..BEHIND },
        Call { path: "asyncio.start_server(", ..BEHIND },
        Call { path: "TCPSite(", ..BEHIND },
        Call { path: "hypercorn.run(", ..CALL },
        Call {
            path: "serve(",
            port: &[(Named("port"), Takes::Port), (Named("listen"), Takes::Address)],
            host: HOST,
            told: true,
            ..CALL
        },
        Call { path: "HTTPServer((", ..ADDRESS },
        Call { path: "TCPServer((", ..ADDRESS },
        Call { path: "WSGIServer((", ..ADDRESS },
        Call { path: "make_server(", ..ADDRESS },
        Call { path: "eventlet.listen((", ..ADDRESS },
        Call { path: ".bind((", ..ADDRESS },
        Call {
            path: ".listen(",
            made_by: &["Application", "HTTPServer", "make_app"],
            port: &[(Named("port"), Takes::Port), (At(0), Takes::Port)],
            host: &[Named("address"), At(1)],
            default: Host::All,
            ..CALL
        },
        Call {
            path: ".launch(",
            port: &[(Named("server_port"), Takes::Port)],
            host: &[Named("server_name")],
            told: true,
            ..CALL
        },
        Call {
            path: "cherrypy.config.update(",
            port: &[(Named("server.socket_port"), Takes::Port)],
            host: &[Named("server.socket_host")],
            told: true,
            ..CALL
        },
        Call { path: ".run_webhook(", port: PORT, host: &[Named("listen")], ..CALL },
        Call { path: ".run(", of: &["app", "application", "server", "api", "socketio", "ui"], ..RUN },
        Call { path: ".run_server(", ..RUN },
    ],
    conversions: &["int", "str"],
    endings: &["", ".py", "/__init__.py"],
    indented: true,
    modules: true,
    ..EMPTY
};
