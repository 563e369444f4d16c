//! Languages of which only the reading of `PORT` is known.

use super::{EMPTY, Language, Length, Quotes, line};

const LINES: Quotes = Quotes { open: "\"\"\"", close: "\"\"\"", length: Length::Lines, ..line("\"") };

/// Elixir.
pub static ELIXIR: Language = Language {
    programs: &["mix", "elixir"],
    extensions: &[".exs", ".ex"],
    line_comments: &["#"],
    strings: &[LINES, Quotes { inserts: Some(("#{", "}")), ..line("\"") }],
    port: "System.get_env(\"PORT\")",
    ..EMPTY
};

/// Dart.
pub static DART: Language = Language {
    programs: &["dart"],
    extensions: &[".dart"],
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    strings: &[LINES, line("\""), line("'")],
    port: "Platform.environment['PORT']",
    ..EMPTY
};

/// Swift.
pub static SWIFT: Language = Language {
    programs: &["swift"],
    extensions: &[".swift"],
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    strings: &[LINES, line("\"")],
    port: "Environment.get(\"PORT\")",
    ..EMPTY
};

/// Crystal.
pub static CRYSTAL: Language = Language {
    programs: &["crystal"],
    extensions: &[".cr"],
    line_comments: &["#"],
    strings: &[Quotes { inserts: Some(("#{", "}")), ..line("\"") }],
    port: "ENV[\"PORT\"]",
    ..EMPTY
};

/// Haskell.
pub static HASKELL: Language = Language {
    programs: &["runghc"],
    extensions: &[".hs"],
    line_comments: &["--"],
    block_comments: &[("{-", "-}")],
    strings: &[line("\"")],
    port: "lookupEnv \"PORT\"",
    ..EMPTY
};

/// Clojure.
pub static CLOJURE: Language = Language {
    programs: &["clojure", "clj", "lein"],
    extensions: &[".clj", ".cljc", ".edn"],
    line_comments: &[";"],
    strings: &[Quotes { length: Length::Lines, ..line("\"") }],
    port: "(System/getenv \"PORT\")",
    ..EMPTY
};

/// C and C++.
pub static C: Language = Language {
    programs: &[],
    extensions: &[".c", ".cc", ".cpp", ".cxx", ".h", ".hpp"],
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    strings: &[line("\""), line("'")],
    port: "getenv(\"PORT\")",
    ..EMPTY
};
