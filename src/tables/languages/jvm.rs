//! Java, Kotlin, Scala and Groovy.

use super::Where::{At, Named};
use super::{CALL, Call, EMPTY, Language, Length, Quotes, Where, line};
use crate::tables::servers::{Host, Takes};

const FIRST: &[(Where, Takes)] = &[(At(0), Takes::Port)];

/// The row.
pub static ROW: Language = Language {
    extensions: &[".java", ".kt", ".scala", ".groovy"],
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    strings: &[
        Quotes {
            open: "\"\"\"",
            close: "\"\"\"",
            escapes: true,
            length: Length::Lines,
            inserts: Some(("${", "}")),
        },
        Quotes { inserts: Some(("${", "}")), ..line("\"") },
        Quotes { open: "'", close: "'", escapes: true, length: Length::Character, inserts: None },
    ],
    port: "System.getenv(\"PORT\")",
    calls: &[
        Call { path: ".start(", made_by: &["Javalin"], port: FIRST, default: Host::All, ..CALL },
        Call {
            path: "embeddedServer(",
            port: &[(Named("port"), Takes::Port), (At(1), Takes::Port)],
            host: &[Named("host"), At(2)],
            ..CALL
        },
        Call { path: "Spark.port(", port: FIRST, ..CALL },
        Call { path: "HttpServer.create(new InetSocketAddress(", port: FIRST, default: Host::All, ..CALL },
        Call { path: ".addHttpListener(", port: FIRST, host: &[At(1)], ..CALL },
        Call { path: "new ServerSocket(", port: FIRST, default: Host::All, ..CALL },
        Call { path: ".listen(", made_by: &["createHttpServer"], port: FIRST, host: &[At(1)], ..CALL },
    ],
    mains: &["void main(", "fun main(", "def main("],
    conversions: &["parseInt", "valueOf", "toInt", "toIntOrNull", "intValue", "toString"],
    resources: &[
        ("application*.properties", KEYS),
        ("application*.yml", KEYS),
        ("application*.yaml", KEYS),
        ("microprofile-config.properties", KEYS),
        ("application.conf", &[]),
    ],
    ..EMPTY
};

const KEYS: &[&str] = &["server.port", "quarkus.http.port", "micronaut.server.port", "http.port"];
