//! Rust.

use super::Where::At;
use super::{CALL, Call, EMPTY, Language, Length, Quotes, Where, line};
use crate::tables::servers::Takes;

const FIRST: &[(Where, Takes)] = &[(At(0), Takes::Address)];

const fn first(path: &'static str) -> Call {
    Call { path, port: FIRST, ..CALL }
}

/// The row.
pub static ROW: Language = Language {
    programs: &["cargo"],
    extensions: &[".rs"],
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    strings: &[
        Quotes { open: "r##\"", close: "\"##", escapes: false, length: Length::Lines, inserts: None },
        Quotes { open: "r#\"", close: "\"#", escapes: false, length: Length::Lines, inserts: None },
        Quotes { open: "r\"", close: "\"", escapes: false, length: Length::Lines, inserts: None },
        Quotes { length: Length::Lines, ..line("\"") },
        Quotes { open: "'", close: "'", escapes: true, length: Length::Character, inserts: None },
    ],
    port: "std::env::var(\"PORT\")",
    // An argument of clap that names its variable.
    reads: &["env = \"PORT\""],
    calls: &[
        first("TcpListener::bind("),
        first("Server::bind("),
        first("Server::try_bind("),
        first("axum_server::bind("),
        first("HttpServer::bind("),
        Call { made_by: &["HttpServer"], ..first(".bind(") },
        Call { made_by: &["warp"], ..first(".run(") },
        Call { made_by: &["tide"], ..first(".listen(") },
    ],
    mains: &["fn main("],
    conversions: &["from", "into", "parse", "unwrap", "expect", "to_string", "to_owned", "as_str", "clone"],
    ..EMPTY
};
