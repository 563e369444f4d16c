//! What the editor's user sets, under `dynolint`. A value of the wrong type is left out, and so is an unknown key.

use serde_json::Value;

/// All settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// How to lint, over what `dynolint.toml` says.
    pub lint: Lint,
    /// Whether the port of each process is shown in its line.
    pub port_hints: bool,
    /// Whether the values of variables are shown where they are used.
    pub value_hints: bool,
    /// Whether processes have a lens.
    pub lens: bool,
}

/// How to lint.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lint {
    /// The sets of rules that run.
    pub preset: Vec<String>,
    /// The only rules that run.
    pub select: Vec<String>,
    /// Rules that do not run.
    pub ignore: Vec<String>,
    /// What builds the images where heroku.yml is there.
    pub builder: Option<String>,
    /// What finds the mistakes in scripts.
    pub shellcheck: Option<String>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { lint: Lint::default(), port_hints: true, value_hints: true, lens: true }
    }
}

impl Settings {
    /// Reads settings, with or without `dynolint` around them.
    pub fn read(value: &Value) -> Settings {
        let value = value.get("dynolint").unwrap_or(value);
        let flag = |pointer: &str| value.pointer(pointer).and_then(Value::as_bool).unwrap_or(true);
        let word = |pointer: &str| {
            let word = value.pointer(pointer).and_then(Value::as_str);
            word.filter(|word| !word.is_empty()).map(str::to_owned)
        };
        Settings {
            lint: Lint {
                preset: words(value.pointer("/lint/preset")),
                select: words(value.pointer("/lint/select")),
                ignore: words(value.pointer("/lint/ignore")),
                builder: word("/lint/builder"),
                shellcheck: word("/lint/shellcheck"),
            },
            port_hints: flag("/inlayHints/port"),
            value_hints: flag("/inlayHints/values"),
            lens: flag("/codeLens/enable"),
        }
    }
}

/// One word or several.
fn words(value: Option<&Value>) -> Vec<String> {
    let own = |value: &Value| value.as_str().map(|word| word.trim().to_owned());
    let words: Vec<String> = match value {
        Some(Value::Array(items)) => items.iter().filter_map(own).collect(),
        Some(value) => own(value).into_iter().collect(),
        None => Vec::new(),
    };
    words.into_iter().filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn settings_may_be_nested_and_wrong() {
        let value = json!({ "lint": { "preset": "all", "ignore": ["a ", 3, ""], "builder": "buildkit", "shellcheck": "" },
            "inlayHints": { "port": false, "values": "no" }, "unknown": 1 });
        let settings = Settings::read(&value);
        assert_eq!(settings.lint.preset, ["all"]);
        assert_eq!(settings.lint.ignore, ["a"]);
        assert_eq!(
            (settings.lint.builder.as_deref(), settings.lint.shellcheck.as_deref()),
            (Some("buildkit"), None)
        );
        assert!(!settings.port_hints && settings.value_hints && settings.lens);
        assert_eq!(Settings::read(&json!({ "dynolint": value })), settings);
        assert_eq!(Settings::read(&Value::Null), Settings::default());
    }
}
