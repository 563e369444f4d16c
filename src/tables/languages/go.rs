//! Go.

use super::Where::{At, Named};
use super::{CALL, Call, EMPTY, Language, Length, Quotes, Where, line};
use crate::tables::servers::{Host, Takes};

const FIRST: &[(Where, Takes)] = &[(At(0), Takes::Address)];
const SECOND: &[(Where, Takes)] = &[(At(1), Takes::Address)];

const fn first(path: &'static str) -> Call {
    Call { path, port: FIRST, default: Host::All, ..CALL }
}

const fn made_by(path: &'static str, made_by: &'static [&'static str]) -> Call {
    Call { made_by, ..first(path) }
}

/// The row.
pub static ROW: Language = Language {
    programs: &["go"],
    extensions: &[".go"],
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    strings: &[
        line("\""),
        Quotes { open: "'", close: "'", escapes: true, length: Length::Character, inserts: None },
        Quotes { open: "`", close: "`", escapes: false, length: Length::Lines, inserts: None },
    ],
    port: "os.Getenv(\"PORT\")",
    texts: &["env:\"PORT\"", "env:\"PORT,", "envconfig:\"PORT\"", "envconfig:\"PORT,"],
    calls: &[
        first("http.ListenAndServe("),
        first("http.ListenAndServeTLS("),
        first("fasthttp.ListenAndServe("),
        first("endless.ListenAndServe("),
        Call { path: "http.Server{", port: &[(Named("Addr"), Takes::Address)], ..CALL },
        Call { path: "net.Listen(", port: SECOND, ..CALL },
        Call { reads_port: true, ..made_by(".Run(", &["gin"]) },
        made_by(".Start(", &["echo"]),
        made_by(".Listen(", &["fiber", "iris"]),
        made_by(".Run(", &["iris"]),
    ],
    conversions: &["string", "Itoa", "Atoi", "int", "Addr"],
    ..EMPTY
};
