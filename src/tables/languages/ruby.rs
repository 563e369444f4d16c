//! Ruby.

use super::Where::{At, Named};
use super::{CALL, Call, EMPTY, Language, Length, Quotes, line};
use crate::tables::servers::Takes;

const PORT: &[(super::Where, Takes)] = &[(Named("Port"), Takes::Port), (Named("port"), Takes::Port)];
const RACK: &[(super::Where, Takes)] = &[(Named("Port"), Takes::Port)];
const HOST: &[super::Where] = &[Named("Host"), Named("host"), Named("BindAddress"), Named("bind")];

/// The row.
pub static ROW: Language = Language {
    programs: &["ruby"],
    extensions: &[".rb", ".ru"],
    line_comments: &["#"],
    block_comments: &[("=begin", "=end")],
    strings: &[
        Quotes { open: "\"", close: "\"", escapes: true, length: Length::Line, inserts: Some(("#{", "}")) },
        line("'"),
    ],
    patterns: true,
    port: "ENV[\"PORT\"]",
    environment: &["ENV"],
    calls: &[
        Call { path: "set :port,", port: &[(At(0), Takes::Port)], ..CALL },
        Call { path: "set port:", port: &[(At(0), Takes::Port)], ..CALL },
        Call { path: "HTTPServer.new(", port: PORT, host: HOST, ..CALL },
        Call { path: "HTTPServer.new", port: PORT, host: HOST, told: true, ..CALL },
        Call { path: "TCPServer.new(", port: &[(At(1), Takes::Port), (At(0), Takes::Port)], ..CALL },
        Call {
            path: "TCPServer.new",
            port: &[(At(1), Takes::Port), (At(0), Takes::Port)],
            told: true,
            ..CALL
        },
        Call { path: ".add_tcp_listener(", port: &[(At(1), Takes::Port)], host: &[At(0)], ..CALL },
        Call { path: ".run!(", port: PORT, host: HOST, told: true, ..CALL },
        Call { path: ".run!", port: PORT, host: HOST, told: true, ..CALL },
        Call { path: ".run(", port: RACK, host: HOST, told: true, ..CALL },
        Call { path: ".run", port: RACK, host: HOST, told: true, ..CALL },
        Call { path: ".start(", port: RACK, host: HOST, told: true, ..CALL },
        Call { path: "require 'sinatra'", reads_port: true, fallback: true, ..CALL },
    ],
    conversions: &["Integer", "String"],
    imports: &["require_relative", "require", "load"],
    endings: &["", ".rb"],
    indented: true,
    ..EMPTY
};
