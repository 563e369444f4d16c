//! JavaScript and TypeScript.

use super::Where::{At, Named};
use super::{CALL, Call, EMPTY, Language, Length, Quotes, line};
use crate::tables::servers::{Host, Takes};

const PORT: &[(super::Where, Takes)] = &[(Named("port"), Takes::Port)];
const HOST: &[super::Where] = &[Named("host"), Named("hostname")];
const PORT_FIRST: &[(super::Where, Takes)] = &[(Named("port"), Takes::Port), (At(0), Takes::AddressOrPort)];
const HOST_SECOND: &[super::Where] = &[Named("host"), At(1)];

/// The row.
pub static ROW: Language = Language {
    programs: &[
        "node",
        "nodejs",
        "bun",
        "deno",
        "tsx",
        "ts-node",
        "ts-node-esm",
        "babel-node",
        "swc-node",
        "ts-node-dev",
        "tsnd",
        "nodemon",
        "node-dev",
        "pm2-runtime",
        "pm2",
    ],
    extensions: &[".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".jsx", ".tsx"],
    line_comments: &["//", "#!"],
    block_comments: &[("/*", "*/")],
    strings: &[
        line("\""),
        line("'"),
        Quotes { open: "`", close: "`", escapes: true, length: Length::Lines, inserts: Some(("${", "}")) },
    ],
    patterns: true,
    port: "process.env.PORT",
    reads: &[
        "process.env.PORT",
        "process.env['PORT']",
        "Bun.env.PORT",
        "env.PORT",
        // A schema for the environment that names the variable.
        "env: 'PORT'",
    ],
    environment: &["process.env", "Bun.env", "Deno.env", "loadEnv", "import.meta.env"],
    calls: &[
        Call { path: "Bun.serve(", port: PORT, host: HOST, reads_port: true, default: Host::All, ..CALL },
        Call { path: "Deno.serve(", port: PORT, host: HOST, default: Host::All, ..CALL },
        Call { path: "Deno.listen(", port: PORT, host: HOST, default: Host::All, ..CALL },
        Call { path: "Hapi.server(", port: PORT, host: HOST, default: Host::All, ..CALL },
        Call { path: "new Hapi.Server(", port: PORT, host: HOST, default: Host::All, ..CALL },
        Call { path: "startStandaloneServer(", port: PORT, host: HOST, default: Host::All, ..CALL },
        Call { path: "new WebSocketServer(", port: PORT, host: HOST, default: Host::All, ..CALL },
        Call { path: "new WebSocket.Server(", port: PORT, host: HOST, default: Host::All, ..CALL },
        Call {
            path: ".listen(",
            made_by: &["fastify", "Fastify", "FastifyAdapter"],
            port: PORT_FIRST,
            host: HOST_SECOND,
            default: Host::Loopback,
            ..CALL
        },
        Call { path: ".listen(", port: PORT_FIRST, host: HOST_SECOND, ..CALL },
    ],
    conversions: &["Number", "parseInt", "String", "parseFloat", "toString", "trim"],
    imports: &["require(", "require.resolve(", "from", "import", "import("],
    endings: &[
        "",
        ".js",
        ".ts",
        ".mjs",
        ".mts",
        ".cjs",
        ".cts",
        ".tsx",
        ".jsx",
        "/index.js",
        "/index.ts",
        "/index.mjs",
        "/index.cjs",
        "/index.tsx",
    ],
    ..EMPTY
};
