//! hadolint's settings, `.hadolint.yaml`, taken over into ours as far as they have a counterpart.
//!
//! Its key names and what they mean are those of its README.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::source::{Source, Span};
use crate::config::{Config, FailOn, LabelType, Level, Named, Preset, RuleNames, hadolint_codes};
use crate::report::Format;
use crate::syntax::yaml;
use crate::syntax::yaml::{Entry, Node, Value};

/// Something that is not carried over as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The words it is about, in hadolint's file.
    pub span: Span,
    /// What becomes of them.
    pub text: String,
}

/// Rules that hadolint had once.
const RETIRED: [&str; 4] = ["DL3005", "DL3017", "DL3031", "DL3039"];

/// The rule inside hadolint that no setting switches off.
const PARSE_ERROR: &str = "DL1000";

/// Our rule about ignore comments.
const INLINE_IGNORE: &str = "DL1001";

/// hadolint's formats and the `--format` that is nearest.
const FORMATS: [(&str, Option<&str>); 10] = [
    ("tty", Some("text")),
    ("json", Some("json")),
    ("checkstyle", Some("checkstyle")),
    ("codeclimate", Some("gitlab")),
    ("gitlab_codeclimate", Some("gitlab")),
    ("gnu", Some("concise")),
    ("codacy", None),
    ("sonarqube", None),
    ("sarif", Some("sarif")),
    ("junit", Some("junit")),
];

/// Reads hadolint's settings: what they come to here, and in the file's order what they do not.
///
/// # Errors
/// Where the file cannot be read as YAML, or is no map of settings.
pub fn read(source: &Arc<Source>, rules: &dyn RuleNames) -> Result<(Config, Vec<Note>), Note> {
    let document = yaml::parse(source.text());
    if let Some(error) = document.errors.first() {
        return Err(Note { span: error.span, text: error.message.clone() });
    }
    let presets = vec![Preset::Default, Preset::Hadolint];
    let mut reader = Reader {
        rules,
        config: Config { presets, ..Config::default() },
        notes: Vec::new(),
        wishes: Vec::new(),
    };
    match document.root.as_ref() {
        Some(Node { value: Value::Mapping(entries), .. }) => reader.file(entries),
        Some(root) if !root.is_null() => {
            let text = format!("the settings of hadolint must be a map, not {}", root.value.describe());
            return Err(Note { span: root.span, text });
        }
        _ => reader.file(&[]),
    }
    reader.notes.sort_by_key(|note| note.span);
    Ok((reader.config, reader.notes))
}

/// A rule that the file names, and what it wants of it.
struct Wish {
    id: &'static str,
    code: String,
    level: Level,
    span: Span,
}

struct Reader<'a> {
    rules: &'a dyn RuleNames,
    config: Config,
    notes: Vec<Note>,
    wishes: Vec<Wish>,
}

type Read = fn(&mut Reader, &Entry);

/// Every key, in one spelling: small letters, nothing between the words.
const KEYS: &[(&str, Read)] = &[
    ("disableignorepragma", |reader, entry| reader.disable_ignore_pragma(entry)),
    ("failurethreshold", |reader, entry| reader.failure_threshold(entry)),
    ("format", |reader, entry| reader.format(entry)),
    ("ignored", |reader, entry| reader.hadolint_codes(&entry.value, "ignored", Level::Off)),
    ("labelschema", |reader, entry| reader.label_schema(entry)),
    ("nocolor", |reader, entry| reader.no_color(entry)),
    ("nofail", |reader, entry| reader.no_fail(entry)),
    ("override", |reader, entry| reader.overrides(entry)),
    ("strictlabels", |reader, entry| reader.strict_labels(entry)),
    ("trustedregistries", |reader, entry| reader.trusted_registries(entry)),
];

/// `trusted-registries`, `trustedRegistries` and `trusted_registries` are one key.
fn spelling(key: &str) -> String {
    key.chars().filter(|c| !matches!(c, '-' | '_')).flat_map(char::to_lowercase).collect()
}

impl Reader<'_> {
    fn file(&mut self, entries: &[Entry]) {
        for entry in entries {
            let key = spelling(entry.name());
            match KEYS.iter().find(|(known, _)| *known == key) {
                Some((_, read)) => read(self, entry),
                None => self.note(entry.key.span, format!("`{}` is not a setting of hadolint", entry.name())),
            }
        }
        let given = |key: &str| entries.iter().any(|entry| spelling(entry.name()) == key);
        if !given("failurethreshold") && self.config.fail_on != FailOn::Never {
            self.config.fail_on = FailOn::Info;
            let text = "no `failure-threshold` is set, so hadolint fails from info on: `fail-on = \"info\"` keeps that, \
                        and counts for all rules of dynolint";
            self.notes.push(Note { span: Span::at(0), text: text.to_owned() });
        }
        self.settle();
    }

    fn note(&mut self, span: Span, text: impl Into<String>) {
        self.notes.push(Note { span, text: text.into() });
    }

    /// `no-fail` wins over a threshold, as it does there.
    fn failure_threshold(&mut self, entry: &Entry) {
        let word = entry.value.name();
        let level = match word {
            "error" => FailOn::Error,
            "warning" => FailOn::Warning,
            // To hadolint `none` is no threshold: everything fails.
            "info" | "style" | "ignore" | "none" => FailOn::Info,
            _ => return self.wrong(entry, "a severity"),
        };
        if matches!(word, "style" | "ignore" | "none") {
            self.note(
                entry.value.span,
                format!("`failure-threshold: {word}` becomes `fail-on = \"info\"`, the lowest severity"),
            );
        }
        if self.config.fail_on != FailOn::Never {
            self.config.fail_on = level;
        }
    }

    fn no_fail(&mut self, entry: &Entry) {
        match boolean(&entry.value) {
            Some(true) => self.config.fail_on = FailOn::Never,
            Some(false) => {}
            None => self.wrong(entry, "true or false"),
        }
    }

    fn no_color(&mut self, entry: &Entry) {
        if boolean(&entry.value) != Some(false) {
            let text = "`no-color` is not part of the configuration: use `--color never`, or set NO_COLOR";
            self.note(entry.key.span, text);
        }
    }

    fn strict_labels(&mut self, entry: &Entry) {
        match boolean(&entry.value) {
            Some(strict) => self.config.strict_labels = strict,
            None => self.wrong(entry, "true or false"),
        }
    }

    /// Comments are honoured here in any case; what comes nearest is to report each of them.
    fn disable_ignore_pragma(&mut self, entry: &Entry) {
        match (boolean(&entry.value), self.rules.find(INLINE_IGNORE)) {
            (Some(true), Some(id)) => {
                let text = format!(
                    "`disable-ignore-pragma` becomes `{id} = \"warning\"`: ignore comments work, and each is reported"
                );
                self.note(entry.key.span, text);
                self.wish(id, INLINE_IGNORE, Level::Warning, entry.value.span);
            }
            (Some(true), None) => self.note(entry.key.span, "`disable-ignore-pragma` has no equivalent"),
            (Some(false), _) => {}
            (None, _) => self.wrong(entry, "true or false"),
        }
    }

    fn format(&mut self, entry: &Entry) {
        let word = entry.value.name();
        let known = FORMATS.iter().find(|(theirs, _)| *theirs == word);
        let text = match known {
            Some((_, Some("text"))) => return,
            Some((_, Some(ours))) => {
                format!("`format: {word}` is not part of the configuration: run with `--format {ours}`")
            }
            Some((_, None)) => format!("dynolint has no format `{word}`: `--format` takes {}", formats()),
            None => return self.wrong(entry, "one of its formats"),
        };
        self.note(entry.value.span, text);
    }

    fn trusted_registries(&mut self, entry: &Entry) {
        for (_, registry) in self.texts(&entry.value, "trustedRegistries") {
            self.config.trusted_registries.push(registry);
        }
    }

    fn label_schema(&mut self, entry: &Entry) {
        self.map(entry);
        for label in entry.value.entries() {
            let word = label.value.name();
            match LabelType::ALL.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)) {
                Some((_, kind)) => drop(self.config.labels.insert(label.name().to_owned(), *kind)),
                None => {
                    let text =
                        format!("the label `{}` is left out: `{word}` is not a label type", label.name());
                    self.note(label.value.span, text);
                }
            }
        }
    }

    fn overrides(&mut self, entry: &Entry) {
        self.map(entry);
        for level in entry.value.entries() {
            let key = format!("override.{}", level.name());
            match level.name() {
                "error" => self.hadolint_codes(&level.value, &key, Level::Error),
                "warning" => self.hadolint_codes(&level.value, &key, Level::Warning),
                "info" => self.hadolint_codes(&level.value, &key, Level::Info),
                "style" => {
                    self.note(level.key.span, "`override.style` becomes `info`, the lowest severity");
                    self.hadolint_codes(&level.value, &key, Level::Info);
                }
                _ => self.note(level.key.span, format!("`{key}` is not a setting of hadolint")),
            }
        }
    }

    /// The rules of a list; those that are none here are told.
    fn hadolint_codes(&mut self, list: &Node, key: &str, level: Level) {
        for (span, code) in self.texts(list, key) {
            let code = code.trim().to_owned();
            if RETIRED.iter().any(|retired| retired.eq_ignore_ascii_case(&code)) {
                self.note(span, format!("`{code}` in `{key}` is left out: hadolint no longer has it"));
            } else if code.eq_ignore_ascii_case(PARSE_ERROR) && level == Level::Off {
                self.note(
                    span,
                    format!("`{code}` in `{key}` is left out: syntax errors are always reported"),
                );
            } else if let Some(id) = self.rules.find(&code) {
                self.wish(id, &code, level, span);
            } else {
                self.note(span, format!("`{code}` in `{key}` is left out: dynolint has no such rule"));
            }
        }
    }

    fn wish(&mut self, id: &'static str, code: &str, level: Level, span: Span) {
        self.wishes.push(Wish { id, code: code.to_owned(), level, span });
    }

    /// What is ignored is off whatever else is said of it; of several severities the greatest holds.
    fn settle(&mut self) {
        let mut by_rule: BTreeMap<&'static str, Vec<Wish>> = BTreeMap::new();
        for wish in std::mem::take(&mut self.wishes) {
            by_rule.entry(wish.id).or_default().push(wish);
        }
        for (id, wishes) in by_rule {
            let off: Vec<&Wish> = wishes.iter().filter(|wish| wish.level == Level::Off).collect();
            let rest = self.others(id, &off);
            let level = wishes.iter().map(|wish| wish.level).max().unwrap_or(Level::Off);
            match off.first() {
                Some(_) if rest.is_empty() => drop(self.config.rules.insert(id, Level::Off)),
                Some(first) => {
                    let text = format!(
                        "`{}` is left out: `{id}` also reports {}; `{id} = \"off\"` switches off all of them",
                        first.code,
                        rest.join(", ")
                    );
                    self.note(first.span, text);
                    if level != Level::Off {
                        self.config.rules.insert(id, level);
                    }
                }
                None => drop(self.config.rules.insert(id, level)),
            }
        }
    }

    /// hadolint's other names for a rule of which some are ignored.
    fn others(&self, id: &str, off: &[&Wish]) -> Vec<&'static str> {
        let named = |code: &str| {
            off.iter().any(|wish| wish.code.eq_ignore_ascii_case(code) || wish.code.eq_ignore_ascii_case(id))
        };
        hadolint_codes(id, self.rules).into_iter().filter(|code| !named(code)).collect()
    }

    /// The texts of a list; a single text counts for a list of one.
    fn texts(&mut self, node: &Node, key: &str) -> Vec<(Span, String)> {
        let items = match &node.value {
            Value::Sequence(items) => items.as_slice(),
            Value::Null => &[],
            _ => std::slice::from_ref(node),
        };
        let mut texts = Vec::new();
        for item in items {
            match item.to_text() {
                Some(text) => texts.push((item.span, text.as_str().to_owned())),
                None => self.note(
                    item.span,
                    format!("`{key}` must be a list of strings, not {}", item.value.describe()),
                ),
            }
        }
        texts
    }

    fn map(&mut self, entry: &Entry) {
        if !matches!(entry.value.value, Value::Mapping(_) | Value::Null) {
            self.wrong(entry, "a map");
        }
    }

    fn wrong(&mut self, entry: &Entry, expected: &str) {
        self.note(entry.value.span, format!("`{}` is left out: it must be {expected}", entry.name()));
    }
}

/// Also by the words of YAML 1.1.
fn boolean(node: &Node) -> Option<bool> {
    match node.name().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

fn formats() -> String {
    Format::NAMES.map(|(name, _)| format!("`{name}`")).join(", ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::config::{parse, template};
    use crate::rules::Names;

    /// The settings that differ from none at all, as lines of TOML, and the notes with their lines.
    fn read_text(text: &str) -> (Vec<String>, Vec<String>) {
        let source = Source::new(".hadolint.yaml", ".hadolint.yaml", text);
        let (config, notes) = read(&source, &Names).unwrap();
        let written = template(&config, &Names);
        let (back, wrong) = parse(&Source::new("dynolint.toml", "dynolint.toml", written.as_str()), &Names);
        assert_eq!(wrong.iter().map(|one| &one.message).collect::<Vec<_>>(), Vec::<&String>::new());
        assert_eq!(back, config, "{written}");
        let set = written.lines().filter(|line| !line.is_empty() && !line.starts_with(['#', '[']));
        let preset = "preset = [\"default\", \"hadolint\"]";
        let implied = |note: &&Note| note.text.starts_with("no `failure-threshold`");
        let threshold = if notes.iter().any(|note| implied(&note)) { "fail-on = \"info\"" } else { "" };
        let set: Vec<_> = set.filter(|line| ![preset, threshold].contains(line)).map(str::to_owned).collect();
        let line = |note: &Note| source.position(note.span.start).line;
        let notes = notes.iter().filter(|note| !implied(note));
        (set, notes.map(|note| format!("{}: {}", line(note), note.text)).collect())
    }

    #[test]
    fn settings_are_taken_over() {
        for (text, set) in [
            ("", &[][..]),
            ("---\n# nothing\n", &[]),
            ("ignored:\n", &[]),
            (
                "ignored: [DL3007, 'DL3006', \"DL3007\"]\n",
                &["image-latest = \"off\"  # DL3007", "image-untagged = \"off\"  # DL3006"],
            ),
            ("ignored: dl3007", &["image-latest = \"off\"  # DL3007"]),
            (
                "override:\n  error: [DL3007]\n  info:\n    - DL3006\n  warning:\n",
                &["image-latest = \"error\"  # DL3007", "image-untagged = \"info\"  # DL3006"],
            ),
            ("override: {error: [DL3007]}\nignored: [DL3007]", &["image-latest = \"off\"  # DL3007"]),
            ("override: {info: [DL3007], error: [DL3007]}", &["image-latest = \"error\"  # DL3007"]),
            (
                "override: {error: [DL3053], warning: [DL3052]}",
                &["label-invalid = \"error\"  # DL3052, DL3053, DL3054, DL3055, DL3056, DL3058"],
            ),
            (
                "ignored: [DL3052, DL3053, DL3054, DL3055, DL3056, DL3058]",
                &["label-invalid = \"off\"  # DL3052, DL3053, DL3054, DL3055, DL3056, DL3058"],
            ),
            (
                "ignored: [label-invalid]",
                &["label-invalid = \"off\"  # DL3052, DL3053, DL3054, DL3055, DL3056, DL3058"],
            ),
            (
                "ignored: [SC2086, sc2046]\noverride: {error: [SC2164], info: []}",
                &["SC2046 = \"off\"", "SC2086 = \"off\"", "SC2164 = \"error\""],
            ),
            ("ignored: [SC2086]\noverride: {error: [SC2086]}", &["SC2086 = \"off\""]),
            ("override: {warning: [SC2086], info: [SC2086]}", &["SC2086 = \"warning\""]),
            ("failure-threshold: error", &["fail-on = \"error\""]),
            ("failureThreshold: info", &["fail-on = \"info\""]),
            ("no-fail: true\nfailure-threshold: error", &["fail-on = \"never\""]),
            ("failure-threshold: error\nnoFail: yes", &["fail-on = \"never\""]),
            ("no-fail: false\nno-color: false\nstrict-labels: false\ndisable-ignore-pragma: false", &[]),
            ("format: tty", &[]),
            (
                "trustedRegistries:\n  - docker.io\n  - '*.gcr.io'\n",
                &["trusted-registries = [\"docker.io\", \"*.gcr.io\"]"],
            ),
            ("trusted-registries: my-company.com:5000", &["trusted-registries = [\"my-company.com:5000\"]"]),
            (
                "label-schema:\n  author: text\n  org.opencontainers.image.created: RFC3339\nstrictLabels: on",
                &[
                    "strict-labels = true",
                    "author = \"text\"",
                    "\"org.opencontainers.image.created\" = \"rfc3339\"",
                ],
            ),
        ] {
            assert_eq!(
                read_text(text),
                (set.iter().map(|line| (*line).to_owned()).collect(), Vec::new()),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_not_taken_over_is_told() {
        for (text, notes) in [
            (
                "ignored:\n  - DL3005\n  - DL9999\n  - SC9999\n  - no-such\n",
                &[
                    "2: `DL3005` in `ignored` is left out: hadolint no longer has it",
                    "3: `DL9999` in `ignored` is left out: dynolint has no such rule",
                    "4: `SC9999` in `ignored` is left out: dynolint has no such rule",
                    "5: `no-such` in `ignored` is left out: dynolint has no such rule",
                ][..],
            ),
            (
                "override:\n  error:\n    - DL3017\n  fatal: [DL3007]\n",
                &[
                    "3: `DL3017` in `override.error` is left out: hadolint no longer has it",
                    "4: `override.fatal` is not a setting of hadolint",
                ],
            ),
            (
                "ignored: [DL1000]",
                &["1: `DL1000` in `ignored` is left out: syntax errors are always reported"],
            ),
            (
                "ignored: [[DL3007], {a: b}]",
                &[
                    "1: `ignored` must be a list of strings, not a list",
                    "1: `ignored` must be a list of strings, not a map",
                ],
            ),
            (
                "ignored: [DL3052]",
                &[
                    "1: `DL3052` is left out: `label-invalid` also reports DL3053, DL3054, DL3055, DL3056, DL3058; \
                 `label-invalid = \"off\"` switches off all of them",
                ],
            ),
            (
                "ignore: []\nformat: sarif\n",
                &[
                    "1: `ignore` is not a setting of hadolint",
                    "2: `format: sarif` is not part of the configuration: run with `--format sarif`",
                ],
            ),
            (
                "format: gitlab_codeclimate",
                &[
                    "1: `format: gitlab_codeclimate` is not part of the configuration: run with `--format gitlab`",
                ],
            ),
            (
                "format: codacy",
                &[
                    "1: dynolint has no format `codacy`: `--format` takes `text`, `concise`, `json`, `sarif`, `github`, `gitlab`, \
                 `junit`, `checkstyle`",
                ],
            ),
            (
                "no-color: true",
                &["1: `no-color` is not part of the configuration: use `--color never`, or set NO_COLOR"],
            ),
            (
                "failure-threshold: warn\nno-fail: 1\nlabel-schema: [a]\noverride: x\nformat: xml",
                &[
                    "1: `failure-threshold` is left out: it must be a severity",
                    "2: `no-fail` is left out: it must be true or false",
                    "3: `label-schema` is left out: it must be a map",
                    "4: `override` is left out: it must be a map",
                    "5: `format` is left out: it must be one of its formats",
                ],
            ),
            (
                "label-schema:\n  a: required\n  b:\n",
                &[
                    "2: the label `a` is left out: `required` is not a label type",
                    "3: the label `b` is left out: `` is not a label type",
                ],
            ),
        ] {
            assert_eq!(
                read_text(text),
                (Vec::new(), notes.iter().map(|note| (*note).to_owned()).collect()),
                "{text}"
            );
        }
    }

    #[test]
    fn what_becomes_something_else_is_told() {
        let cases = [
            (
                "failure-threshold: style",
                "fail-on = \"info\"",
                "`failure-threshold: style` becomes `fail-on = \"info\"`, the lowest severity",
            ),
            (
                "failure-threshold: none",
                "fail-on = \"info\"",
                "`failure-threshold: none` becomes `fail-on = \"info\"`, the lowest severity",
            ),
            (
                "override: {style: [DL3007]}",
                "image-latest = \"info\"  # DL3007",
                "`override.style` becomes `info`, the lowest severity",
            ),
            (
                "disable-ignore-pragma: true",
                "inline-ignore = \"warning\"  # DL1001",
                "`disable-ignore-pragma` becomes `inline-ignore = \"warning\"`: ignore comments work, and each is reported",
            ),
        ];
        for (text, set, note) in cases {
            assert_eq!(read_text(text), (vec![set.to_owned()], vec![format!("1: {note}")]), "{text}");
        }
    }

    #[test]
    fn without_a_threshold_everything_fails_as_it_did() {
        for (text, told, fail_on) in [
            ("", true, FailOn::Info),
            ("no-fail: true", false, FailOn::Never),
            ("no-fail: false", true, FailOn::Info),
            ("failure-threshold: warning", false, FailOn::Warning),
            ("failure-threshold: none\nno-fail: true", false, FailOn::Never),
        ] {
            let (config, notes) = read(&Source::new("h", "h", text), &Names).unwrap();
            let implied = notes.iter().any(|note| note.text.starts_with("no `failure-threshold`"));
            assert_eq!((implied, config.fail_on), (told, fail_on), "{text}");
        }
    }

    #[test]
    fn what_is_no_map_is_refused() {
        for (text, told) in [
            ("- DL3007", "the settings of hadolint must be a map, not a list"),
            ("DL3007", "the settings of hadolint must be a map, not text"),
        ] {
            assert_eq!(read(&Source::new("h", "h", text), &Names).unwrap_err().text, told);
        }
        assert!(read(&Source::new("h", "h", "ignored: [DL3007\n"), &Names).is_err());
    }
}
