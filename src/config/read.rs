//! From the file's text to settings. Every mistake is told, at its words.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Config, Exclude, LabelType, Level, Named, RuleNames, ShellCheck, mistake};
use crate::base::diagnostic::Diagnostic;
use crate::base::path;
use crate::base::source::{Place, Source, Span};
use crate::base::suggest::nearest;

/// Reads a configuration; patterns count from its source's folder.
///
/// Gives what could be understood, and every mistake as an error at its words. After a syntax error nothing else is
/// looked at.
pub fn parse(source: &Arc<Source>, rules: &dyn RuleNames) -> (Config, Vec<Diagnostic>) {
    let mut reader = Reader { source, rules, config: Config::default(), mistakes: Vec::new() };
    let (table, errors) = DeTable::parse_recoverable(source.text());
    match errors.as_slice() {
        [] => reader.file(table.get_ref()),
        errors => reader.syntax(errors),
    }
    reader.mistakes.sort_by_key(|one| one.place.span);
    (reader.config, reader.mistakes)
}

type Value<'i> = Spanned<DeValue<'i>>;
type Read = fn(&mut Reader, &str, &Value);

/// Every key of the file and what reads it.
const KEYS: &[(&str, Read)] = &[
    ("builder", |reader, key, value| {
        assign(reader.word(key, value), |config, it| config.builder = it, reader)
    }),
    ("exclude", |reader, key, value| reader.exclude(key, value)),
    ("fail-on", |reader, key, value| {
        assign(reader.word(key, value), |config, it| config.fail_on = it, reader)
    }),
    ("labels", |reader, key, value| reader.labels(key, value)),
    ("preset", |reader, key, value| reader.presets(key, value)),
    ("rules", |reader, key, value| reader.rules(key, value)),
    ("shellcheck", |reader, key, value| reader.shellcheck(key, value)),
    ("strict-labels", |reader, key, value| reader.strict_labels(key, value)),
    ("trusted-registries", |reader, key, value| reader.registries(key, value)),
];

fn assign<T>(value: Option<T>, set: fn(&mut Config, T), reader: &mut Reader) {
    if let Some(value) = value {
        set(&mut reader.config, value);
    }
}

struct Reader<'a> {
    source: &'a Arc<Source>,
    rules: &'a dyn RuleNames,
    config: Config,
    mistakes: Vec<Diagnostic>,
}

impl Reader<'_> {
    /// The first of each line; what follows there comes of it.
    fn syntax(&mut self, errors: &[toml::de::Error]) {
        let mut lines = BTreeSet::new();
        for error in errors {
            let span = error.span().map_or(Span::at(self.source.text().len()), Span::from);
            if lines.insert(self.source.position(span.start).line) {
                self.say(span, format!("invalid TOML: {}", error.message()));
            }
        }
    }

    fn file(&mut self, table: &DeTable) {
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            match KEYS.iter().find(|(known, _)| *known == name) {
                Some((known, read)) => read(self, known, value),
                None => self.unknown_key(name, key.span().into()),
            }
        }
    }

    fn unknown_key(&mut self, name: &str, span: Span) {
        let known = KEYS.iter().map(|(key, _)| *key);
        let help = match nearest(name, known.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the known keys are {}", listed(known, "and")),
        };
        self.advise(span, format!("unknown key `{name}`"), Some(help));
    }

    fn presets(&mut self, key: &str, value: &Value) {
        match value.get_ref() {
            DeValue::Array(items) => {
                let presets = items.iter().filter_map(|item| self.word(key, item)).collect();
                self.config.presets = presets;
            }
            DeValue::String(_) => assign(self.word(key, value), |config, it| config.presets = vec![it], self),
            _ => self.wrong_type(key, value, "a string or a list of strings"),
        }
    }

    fn exclude(&mut self, key: &str, value: &Value) {
        let items = self.texts(key, value);
        let folder = path::parent(self.source.path()).unwrap_or("");
        let (exclude, wrong) = Exclude::new(folder, items.iter().map(|(text, _)| text.clone()).collect());
        for (index, reason) in wrong {
            let span = items.get(index).map_or(Span::from(value.span()), |(_, span)| *span);
            self.say(span, format!("invalid pattern: {reason}"));
        }
        self.config.exclude = exclude;
    }

    fn registries(&mut self, key: &str, value: &Value) {
        self.config.trusted_registries = self.texts(key, value).into_iter().map(|(text, _)| text).collect();
    }

    fn strict_labels(&mut self, key: &str, value: &Value) {
        match value.get_ref().as_bool() {
            Some(strict) => self.config.strict_labels = strict,
            None => self.wrong_type(key, value, "`true` or `false`"),
        }
    }

    fn shellcheck(&mut self, key: &str, value: &Value) {
        let Some(engine) = self.word::<ShellCheck>(key, value) else { return };
        match engine.missing() {
            Some(why) => self.say(value.span().into(), why.to_owned()),
            None => self.config.shellcheck = Some(engine),
        }
    }

    fn labels(&mut self, key: &str, value: &Value) {
        let Some(table) = self.table(key, value) else { return };
        for (name, value) in table {
            if let Some(kind) = self.word::<LabelType>(name.get_ref(), value) {
                self.config.labels.insert(name.get_ref().to_string(), kind);
            }
        }
    }

    /// The setting of a rule takes precedence over that of its group, whichever comes first.
    fn rules(&mut self, key: &str, value: &Value) {
        let Some(table) = self.table(key, value) else { return };
        let mut single: BTreeMap<&'static str, (Level, Span)> = BTreeMap::new();
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(name, _)| name.span().start);
        for (name, value) in entries {
            let (word, span) = (name.get_ref().as_ref(), Span::from(name.span()));
            let level = self.word::<Level>(word, value);
            let (found, group) = (self.rules.find(word), self.rules.group(word));
            match (found, level) {
                (Some(id), Some(level)) => self.one_rule(&mut single, id, (level, span)),
                (None, _) if group.is_empty() => self.unknown_rule(word, span),
                (None, Some(level)) => self.config.rules.extend(group.into_iter().map(|id| (id, level))),
                (_, None) => {}
            }
        }
        self.config.rules.extend(single.into_iter().map(|(id, (level, _))| (id, level)));
    }

    fn one_rule(
        &mut self,
        single: &mut BTreeMap<&'static str, (Level, Span)>,
        id: &'static str,
        entry: (Level, Span),
    ) {
        let Some((_, first)) = single.insert(id, entry) else { return };
        let first = Place::new(self.source, first);
        let second = Place::new(self.source, entry.1);
        let mut one = mistake(second, format!("the rule `{id}` is set twice"));
        one.related(first, "first set here");
        self.mistakes.push(one);
    }

    fn unknown_rule(&mut self, name: &str, span: Span) {
        let help = match nearest(name, self.rules.names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`dynolint rules` lists all rules".to_string(),
        };
        self.advise(span, format!("unknown rule `{name}`"), Some(help));
    }

    /// One of a few words.
    fn word<T: Named>(&mut self, key: &str, value: &Value) -> Option<T> {
        let words = T::ALL.iter().map(|(word, _)| *word);
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(key, value, &listed(words, "or"));
            return None;
        };
        let found = T::from_name(text);
        if found.is_none() {
            let message = format!("`{key}` must be {}, not `{text}`", listed(words.clone(), "or"));
            let help = nearest(text, words).map(|near| format!("did you mean `{near}`?"));
            self.advise(value.span().into(), message, help);
        }
        found
    }

    fn texts(&mut self, key: &str, value: &Value) -> Vec<(String, Span)> {
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(key, value, "a list of strings");
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items {
            match item.get_ref().as_str() {
                Some(text) => texts.push((text.to_string(), item.span().into())),
                None => self.wrong_type(key, item, "a list of strings"),
            }
        }
        texts
    }

    fn table<'v, 'i>(&mut self, key: &str, value: &'v Value<'i>) -> Option<&'v DeTable<'i>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong_type(key, value, "a table");
        }
        table
    }

    fn wrong_type(&mut self, key: &str, value: &Value, expected: &str) {
        let found = match value.get_ref() {
            DeValue::String(_) => "a string",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "a boolean",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.say(value.span().into(), format!("`{key}` must be {expected}, not {found}"));
    }

    fn say(&mut self, span: Span, message: String) {
        self.advise(span, message, None);
    }

    fn advise(&mut self, span: Span, message: String, help: Option<String>) {
        let one = mistake(Place::new(self.source, span), message);
        self.mistakes.push(Diagnostic { help, ..one });
    }
}

/// "`a`, `b` or `c`".
fn listed<'a>(words: impl Iterator<Item = &'a str>, last: &str) -> String {
    let mut words: Vec<String> = words.map(|word| format!("`{word}`")).collect();
    let Some(end) = words.pop() else { return String::new() };
    if words.is_empty() { end } else { format!("{} {last} {end}", words.join(", ")) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub mod tests {
    use super::*;
    use crate::build::Builder;
    use crate::config::{FailOn, Preset, schema};

    pub struct Rules;

    impl RuleNames for Rules {
        fn find(&self, name: &str) -> Option<&'static str> {
            let known =
                [("port-hardcoded", "port-hardcoded"), ("image-tag", "image-tag"), ("DL3006", "image-tag")];
            known.into_iter().find(|(known, _)| *known == name).map(|(_, id)| id)
        }

        fn group(&self, name: &str) -> Vec<&'static str> {
            if name == "image" { vec!["image-old", "image-tag"] } else { Vec::new() }
        }

        fn names(&self) -> Vec<&'static str> {
            vec!["port-hardcoded", "image-tag", "DL3006", "image"]
        }
    }

    fn read(text: &str) -> (Config, Vec<(String, String, Option<String>)>) {
        let source = Source::new("dynolint.toml", "dynolint.toml", text);
        let (config, mistakes) = parse(&source, &Rules);
        let told = mistakes.into_iter().map(|one| (one.place.text().to_string(), one.message, one.help));
        (config, told.collect())
    }

    const WHOLE: &str = r#"
preset = ["default", "hadolint"]
builder = "buildkit"
fail-on = "never"
exclude = ["vendor/", "*.bak"]
trusted-registries = ["docker.io", "*.example.org"]
strict-labels = true
shellcheck = "off"

[rules]
image-tag = "error"
image = "off"
DL9 = "off" # unknown

[labels]
"org.opencontainers.image.source" = "url"
maintainer = "email"
"#;

    #[test]
    fn every_key_is_read() {
        let (config, told) = read(&WHOLE.replace("DL9 = \"off\" # unknown\n", ""));
        assert_eq!(told, []);
        assert_eq!(config.presets, [Preset::Default, Preset::Hadolint]);
        assert_eq!((config.builder, config.fail_on), (Builder::Buildkit, FailOn::Never));
        assert!(config.exclude.matches("vendor/Dockerfile"));
        assert_eq!(config.trusted_registries, ["docker.io", "*.example.org"]);
        let rules: Vec<_> = config.rules.into_iter().collect();
        assert_eq!(rules, [("image-old", Level::Off), ("image-tag", Level::Error)]);
        let labels: Vec<_> = config.labels.into_iter().collect();
        assert_eq!(
            labels,
            [
                ("maintainer".to_string(), LabelType::Email),
                ("org.opencontainers.image.source".to_string(), LabelType::Url)
            ]
        );
        assert!(config.strict_labels);
        assert_eq!(config.shellcheck, Some(ShellCheck::Off));
        assert_eq!(read("").0, Config::default());
        assert_eq!(read("\u{feff}preset = 'all'\r\n").0.presets, [Preset::All]);
    }

    #[test]
    fn mistakes_are_told_at_their_words() {
        let cases = [
            ("presets = 'all'", "presets", "unknown key `presets`", "did you mean `preset`?"),
            (
                "colour = 1",
                "colour",
                "unknown key `colour`",
                "the known keys are `builder`, `exclude`, `fail-on`, `labels`, `preset`, `rules`, `shellcheck`, `strict-labels` and `trusted-registries`",
            ),
            (
                "preset = 'hadolnt'",
                "'hadolnt'",
                "`preset` must be `default`, `hadolint`, `buildkit` or `all`, not `hadolnt`",
                "did you mean `hadolint`?",
            ),
            ("preset = 3", "3", "`preset` must be a string or a list of strings, not a number", ""),
            (
                "preset = ['all', true]",
                "true",
                "`preset` must be `default`, `hadolint`, `buildkit` or `all`, not a boolean",
                "",
            ),
            ("exclude = 'x'", "'x'", "`exclude` must be a list of strings, not a string", ""),
            ("exclude = ['x', 1.5]", "1.5", "`exclude` must be a list of strings, not a number", ""),
            (
                "exclude = ['x', 'a{b']",
                "'a{b'",
                "invalid pattern: unclosed alternate group; missing '}' (maybe escape '{' with '[{]'?)",
                "",
            ),
            ("rules = 'off'", "'off'", "`rules` must be a table, not a string", ""),
            (
                "[rules]\nport-hardcode = 'off'",
                "port-hardcode",
                "unknown rule `port-hardcode`",
                "did you mean `port-hardcoded`?",
            ),
            ("[rules]\nxyz = 'off'", "xyz", "unknown rule `xyz`", "`dynolint rules` lists all rules"),
            (
                "[rules]\nDL3006 = false",
                "false",
                "`DL3006` must be `off`, `info`, `warning` or `error`, not a boolean",
                "",
            ),
            (
                "[rules]\nDL3006 = 'warn'",
                "'warn'",
                "`DL3006` must be `off`, `info`, `warning` or `error`, not `warn`",
                "",
            ),
            (
                "[rules]\nimage-tag = 'off'\nDL3006 = 'info'",
                "DL3006",
                "the rule `image-tag` is set twice",
                "",
            ),
            (
                "shellcheck = 'programm'",
                "'programm'",
                "`shellcheck` must be `builtin`, `program` or `off`, not `programm`",
                "did you mean `program`?",
            ),
            ("strict-labels = 'yes'", "'yes'", "`strict-labels` must be `true` or `false`, not a string", ""),
            (
                "[labels]\na = 'uri'",
                "'uri'",
                "`a` must be `text`, `rawText`, `url`, `rfc3339`, `spdx`, `hash`, `semver` or `email`, not `uri`",
                "did you mean `url`?",
            ),
        ];
        for (text, words, message, help) in cases {
            let help = Some(help.to_string()).filter(|help| !help.is_empty());
            assert_eq!(read(text).1, [(words.to_string(), message.to_string(), help)], "{text}");
        }
    }

    #[test]
    fn syntax_errors_stand_alone() {
        for text in [
            "preset = ",
            "preset 'all'",
            "[rules\nx = 1",
            "preset = 'a'\npreset = 'b'",
            "\u{0}",
            "a = \"\"\"x",
        ] {
            let (config, told) = read(text);
            assert!(!told.is_empty(), "{text:?}");
            assert!(told.iter().all(|(_, told, _)| told.starts_with("invalid TOML: ")), "{told:?}");
            assert_eq!(config, Config::default());
        }
    }

    #[test]
    fn all_mistakes_are_told_in_their_order() {
        let (config, told) = read("fail-on = 1\nbuilder = 'buildkit'\na = 2\n[rules]\nb = 'off'\n");
        let words: Vec<_> = told.iter().map(|(words, ..)| words.as_str()).collect();
        assert_eq!(words, ["1", "a", "b"]);
        assert_eq!(config.builder, Builder::Buildkit);
        let lines: Vec<_> =
            read("a = \u{0} = =\nb = 1\nc = [\n").1.into_iter().map(|(words, ..)| words).collect();
        assert_eq!(lines.len(), 2, "{lines:?}");
    }

    #[test]
    fn hostile_files_end() {
        let deep = format!("a = {}", "[".repeat(100_000));
        assert_eq!(read(&deep).1.len(), 1);
        let many: String = (0..20_000).map(|index| format!("key{index} = 1\n")).collect();
        assert_eq!(read(&many).1.len(), 20_000);
    }

    #[test]
    fn the_published_schema_says_what_is_read() {
        let schema = schema();
        let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        crate::golden::check("schema/config.schema.json", &text);
        let keys: Vec<_> = schema.as_value()["properties"].as_object().unwrap().keys().cloned().collect();
        assert_eq!(keys, KEYS.iter().map(|(key, _)| *key).collect::<Vec<_>>());

        let validator = jsonschema::validator_for(schema.as_value()).unwrap();
        let valid = |text: &str| validator.is_valid(&toml::from_str(text).unwrap());
        assert!(valid(WHOLE));
        for wrong in ["presets = 'all'", "preset = 'hadolnt'", "exclude = 'x'", "strict-labels = 'yes'"] {
            assert!(!valid(wrong) && !read(wrong).1.is_empty(), "{wrong}");
        }
        for right in ["preset = 'all'", "preset = []", "fail-on = 'info'", "[labels]\na = 'rawText'"] {
            assert!(valid(right) && read(right).1.is_empty(), "{right}");
        }
    }
}
