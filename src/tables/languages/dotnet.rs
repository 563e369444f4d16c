//! C# and F#.

use super::Where::At;
use super::{CALL, Call, EMPTY, Language, Length, Quotes, Where, line};
use crate::tables::servers::{Host, Takes};

const URL: &[(Where, Takes)] = &[(At(0), Takes::Urls)];

/// The row.
pub static ROW: Language = Language {
    programs: &["dotnet"],
    extensions: &[".cs", ".fs"],
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    strings: &[
        Quotes { open: "\"\"\"", close: "\"\"\"", escapes: false, length: Length::Lines, inserts: None },
        Quotes {
            open: "$@\"",
            inserts: Some(("{", "}")),
            escapes: false,
            length: Length::Lines,
            ..line("\"")
        },
        Quotes {
            open: "@$\"",
            inserts: Some(("{", "}")),
            escapes: false,
            length: Length::Lines,
            ..line("\"")
        },
        Quotes { open: "$\"", inserts: Some(("{", "}")), ..line("\"") },
        Quotes { open: "@\"", escapes: false, length: Length::Lines, ..line("\"") },
        line("\""),
        Quotes { open: "'", close: "'", escapes: true, length: Length::Character, inserts: None },
    ],
    port: "Environment.GetEnvironmentVariable(\"PORT\")",
    calls: &[
        Call { path: ".UseUrls(", port: URL, ..CALL },
        Call { path: ".Urls.Add(", port: URL, ..CALL },
        Call { path: ".ListenAnyIP(", port: &[(At(0), Takes::Port)], default: Host::All, ..CALL },
        Call { path: ".ListenLocalhost(", port: &[(At(0), Takes::Port)], ..CALL },
        Call { path: ".Listen(", port: &[(At(1), Takes::Port)], ..CALL },
        Call { path: "app.Run(", port: URL, told: true, ..CALL },
        Call { path: ".RunAsync(", port: URL, told: true, ..CALL },
    ],
    mains: &["void Main(", "Task Main(", "WebApplication.CreateBuilder("],
    conversions: &["Parse", "ToInt32", "ToString"],
    resources: &[("appsettings.json", &["Kestrel"]), ("appsettings.Production.json", &["Kestrel"])],
    ..EMPTY
};
