//! A configuration as a file to start from: every setting with what it takes, drawn from the schema.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::Value as Json;
use toml::{Table, Value};

use super::{Config, Named, RuleNames};
use crate::base::diagnostic::Severity;
use crate::config::hadolint_codes;

const HEAD: &str = "\
# Configuration of dynolint for this folder and the folders below it. Lines that are commented out show the default, or
# an example if there is no default.
# `dynolint rules` lists all rules, `dynolint explain <rule>` explains one.
";

/// Keys that come before the others, which follow by name. Tables stand at the end, as they have to.
const FIRST: [&str; 4] = ["preset", "builder", "fail-on", "rules"];

type Held = fn(&Config) -> Value;

/// Every key of the file and what it holds in a configuration.
const VALUES: &[(&str, Held)] = &[
    ("builder", |config| config.builder.word().into()),
    ("exclude", |config| texts(config.exclude.patterns())),
    ("fail-on", |config| config.fail_on.word().into()),
    ("labels", |config| table(config.labels.iter().map(|(name, kind)| (name.as_str(), kind.word())))),
    ("preset", |config| config.presets.iter().map(|preset| preset.word()).collect::<Vec<_>>().into()),
    ("rules", |config| table(config.rules.iter().map(|(id, level)| (*id, level.word())))),
    ("shellcheck", |config| config.shellcheck.map_or("", |engine| engine.word()).into()),
    ("strict-labels", |config| config.strict_labels.into()),
    ("trusted-registries", |config| texts(&config.trusted_registries)),
];

fn texts(texts: &[String]) -> Value {
    texts.to_vec().into()
}

fn table<'a>(entries: impl Iterator<Item = (&'a str, &'static str)>) -> Value {
    entries.map(|(key, word)| (key.to_owned(), word.into())).collect::<Table>().into()
}

/// The text of a `dynolint.toml` that reads back as `config`, its `select` and `ignore` aside, and explains every key.
pub fn template(config: &Config, rules: &dyn RuleNames) -> String {
    let schema = super::schema().to_value();
    let mut values: Vec<_> =
        VALUES.iter().map(|(key, of)| (*key, of(config), of(&Config::default()))).collect();
    values.sort_by_key(|(key, value, _)| {
        (value.is_table(), FIRST.iter().position(|first| first == key).unwrap_or(FIRST.len()))
    });
    let mut out = HEAD.to_owned();
    for (key, value, default) in values {
        let property = schema.pointer(&format!("/properties/{key}")).unwrap_or(&Json::Null);
        out.push('\n');
        describe(&mut out, property, &schema);
        match value.as_table() {
            Some(table) => write_table(&mut out, key, table, example(property).as_ref(), rules),
            None if value != default => line(&mut out, "", key, &value),
            None => line(&mut out, "# ", key, example(property).as_ref().unwrap_or(&default)),
        }
    }
    out
}

/// The settings of a configuration as a file of its kind, without explanations: what is set or not, and which rules
/// run at which severity.
pub fn settings(config: &Config, running: &BTreeMap<&'static str, Severity>) -> String {
    let mut out = String::new();
    let mut tables = String::new();
    for (key, of) in VALUES {
        match of(config) {
            Value::String(text) if text.is_empty() => {}
            Value::Table(_) if *key == "rules" => {}
            Value::Table(entries) if entries.is_empty() => {}
            Value::Table(entries) => {
                let _ = writeln!(tables, "\n[{key}]");
                entries.iter().for_each(|(name, value)| line(&mut tables, "", name, value));
            }
            value => line(&mut out, "", key, &value),
        }
    }
    let _ = writeln!(tables, "\n[rules]");
    running.iter().for_each(|(id, severity)| line(&mut tables, "", id, &severity.as_str().into()));
    out + &tables
}

fn describe(out: &mut String, property: &Json, schema: &Json) {
    for text in description(property).lines() {
        let _ = writeln!(out, "# {text}");
    }
    let words = words(property, schema);
    let width = words.iter().map(|(word, _)| word.len()).max().unwrap_or(0);
    for (word, text) in words {
        let _ = writeln!(out, "#   {word:width$}  {text}");
    }
}

fn description(schema: &Json) -> &str {
    schema.get("description").and_then(Json::as_str).unwrap_or("")
}

/// The words that a value, its items or its entries may be, each with its meaning.
fn words<'a>(schema: &'a Json, whole: &'a Json) -> Vec<(&'a str, &'a str)> {
    if let Some(word) = schema.get("const").and_then(Json::as_str) {
        return vec![(word, description(schema))];
    }
    let named =
        schema.get("$ref").and_then(Json::as_str).and_then(|name| whole.pointer(name.strip_prefix('#')?));
    let inner = ["items", "additionalProperties"].into_iter().filter_map(|key| schema.get(key));
    let either = ["oneOf", "anyOf"].into_iter().filter_map(|key| schema.get(key)?.as_array()).flatten();
    let mut found: Vec<(&str, &str)> = Vec::new();
    for word in named.into_iter().chain(inner).chain(either).flat_map(|part| words(part, whole)) {
        if !found.contains(&word) {
            found.push(word);
        }
    }
    found
}

/// The first example of a key.
fn example(property: &Json) -> Option<Value> {
    Value::try_from(property.pointer("/examples/0")?).ok()
}

/// Its entries, or those of the example when there are none.
fn write_table(out: &mut String, key: &str, table: &Table, example: Option<&Value>, rules: &dyn RuleNames) {
    let _ = writeln!(out, "[{key}]");
    for (name, value) in table {
        let codes = if key == "rules" { hadolint_codes(name, rules) } else { Vec::new() };
        line(out, "", name, value);
        if !codes.is_empty() {
            out.pop();
            let _ = writeln!(out, "  # {}", codes.join(", "));
        }
    }
    let examples = example.and_then(Value::as_table).filter(|_| table.is_empty());
    for (name, value) in examples.into_iter().flatten() {
        line(out, "# ", name, value);
    }
}

fn line(out: &mut String, before: &str, key: &str, value: &Value) {
    let entry = Table::from_iter([(key.to_owned(), value.clone())]);
    let _ = writeln!(out, "{before}{}", entry.to_string().trim_end());
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::base::source::Source;
    use crate::build::Builder;
    use crate::config::{Exclude, FailOn, LabelType, Level, Preset, parse};
    use crate::rules::Names;

    /// What a text is read as, and everything that is wrong with it.
    fn read(text: &str) -> (Config, Vec<String>) {
        let source = Source::new("dynolint.toml", "dynolint.toml", text);
        let (config, wrong) = parse(&source, &Names);
        (config, wrong.into_iter().map(|one| one.message).collect())
    }

    #[test]
    fn the_default_says_nothing_and_shows_all() {
        let text = template(&Config::default(), &Names);
        assert_eq!(read(&text), (Config::default(), Vec::new()));
        let schema = crate::config::schema().to_value();
        for key in schema["properties"].as_object().unwrap().keys() {
            let shown = [format!("\n# {key} = "), format!("\n[{key}]\n# ")];
            assert_eq!(shown.iter().filter(|shown| text.contains(*shown)).count(), 1, "{key}\n{text}");
        }
        assert!(text.lines().all(|line| line.len() <= 120), "{text}");
    }

    #[test]
    fn lines_that_are_commented_out_are_right() {
        let text = template(&Config::default(), &Names);
        let switched_on: Vec<&str> = text
            .lines()
            .map(|line| line.strip_prefix("# ").filter(|rest| rest.contains(" = ")).unwrap_or(line))
            .collect();
        let (config, wrong) = read(&switched_on.join("\n"));
        assert_eq!(wrong, Vec::<String>::new());
        assert_eq!((config.presets.len(), config.rules.len(), config.labels.len()), (1, 2, 1));
        assert_eq!((config.exclude.patterns().len(), config.trusted_registries.len()), (2, 2));
    }

    #[test]
    fn what_is_set_reads_back() {
        let config = Config {
            presets: vec![Preset::Default, Preset::Hadolint],
            builder: Builder::Buildkit,
            fail_on: FailOn::Never,
            exclude: Exclude::new("", vec!["a \"b\"/".to_owned()]).0,
            trusted_registries: vec!["*.example.org".to_owned()],
            rules: BTreeMap::from([("image-latest", Level::Off), ("volume-ignored", Level::Error)]),
            labels: BTreeMap::from([
                (String::new(), LabelType::Hash),
                ("a.b\n\"c\"".to_owned(), LabelType::RawText),
                ("version".to_owned(), LabelType::Semver),
            ]),
            strict_labels: true,
            ..Config::default()
        };
        let text = template(&config, &Names);
        assert_eq!(read(&text), (config, Vec::new()), "{text}");
        assert!(text.contains("\nimage-latest = \"off\"  # DL3007\nvolume-ignored = \"error\"\n"), "{text}");
    }
}
