//! A rule's page: front matter that the engine reads, prose that people read, examples that the tests run.

use crate::base::diagnostic::Severity;

/// The front matter and body of `rules/<id>.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What the rule finds, in one line without a final stop.
    pub summary: &'static str,
    /// The family it belongs to.
    pub group: &'static str,
    /// Its weight unless configured.
    pub severity: Severity,
    /// Whether it runs without any configuration.
    pub default: bool,
    /// Whether it offers edits, and of which kind.
    pub fix: FixKind,
    /// The deploy mode it applies in; `None` for both.
    pub mode: Option<&'static str>,
    /// The builder it applies to; `None` for both.
    pub builder: Option<&'static str>,
    /// Names other tools give it.
    pub aliases: Vec<&'static str>,
    /// How the codes begin that its findings carry in place of its id: `SC`.
    pub codes: Option<&'static str>,
    /// Presets beside `default` and `all` that hold it, with the weight it has there.
    pub presets: Vec<(&'static str, Severity)>,
    /// The version that brought it.
    pub since: &'static str,
    /// What it rests on.
    pub source: &'static str,
    /// Everything after the front matter.
    pub body: &'static str,
    /// Lines of the front matter that could not be read; empty in every page that ships.
    pub unread: Vec<&'static str>,
}

/// Whether a rule offers edits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FixKind {
    /// It offers none.
    None,
    /// All its edits keep the meaning.
    Safe,
    /// Some of its edits want a look.
    Unsafe,
}

impl Page {
    /// Reads a page. A line that is not understood lands in [`Page::unread`], which the tests keep empty.
    pub fn read(text: &'static str) -> Page {
        let text = text.strip_prefix("---\n").unwrap_or(text);
        let (front, body) = text.split_once("\n---\n").unwrap_or(("", text));
        let mut page = Page::empty(body.trim_start());
        for line in front.lines() {
            let (key, value) = line.split_once(':').unwrap_or((line, ""));
            if !page.set(key.trim(), value.trim()) {
                page.unread.push(line);
            }
        }
        page
    }

    fn empty(body: &'static str) -> Page {
        Page {
            summary: "",
            group: "",
            severity: Severity::Warning,
            default: true,
            fix: FixKind::None,
            mode: None,
            builder: None,
            aliases: Vec::new(),
            codes: None,
            presets: Vec::new(),
            since: "",
            source: "",
            body,
            unread: Vec::new(),
        }
    }

    fn set(&mut self, key: &str, value: &'static str) -> bool {
        match (key, value) {
            ("summary", _) => self.summary = value,
            ("group", _) => self.group = value,
            ("severity", _) => return severity(value).map(|severity| self.severity = severity).is_some(),
            ("default", "on") => self.default = true,
            ("default", "off") => self.default = false,
            ("fix", "none") => self.fix = FixKind::None,
            ("fix", "safe") => self.fix = FixKind::Safe,
            ("fix", "unsafe") => self.fix = FixKind::Unsafe,
            ("mode", "git" | "push") => self.mode = Some(value),
            ("builder", "classic" | "buildkit") => self.builder = Some(value),
            ("aliases", _) => self.aliases = list(value).collect(),
            ("codes", _) => self.codes = Some(value),
            ("presets", _) => {
                let presets: Option<Vec<_>> = list(value).map(preset).collect();
                return presets.map(|presets| self.presets = presets).is_some();
            }
            ("since", _) => self.since = value,
            ("source", _) => self.source = value,
            _ => return false,
        }
        true
    }
}

/// `error`, `warning` or `info`.
pub fn severity(name: &str) -> Option<Severity> {
    [Severity::Error, Severity::Warning, Severity::Info]
        .into_iter()
        .find(|severity| severity.as_str() == name)
}

fn list(value: &'static str) -> impl Iterator<Item = &'static str> {
    value.split(',').map(str::trim).filter(|item| !item.is_empty())
}

/// `hadolint=warning`.
fn preset(item: &'static str) -> Option<(&'static str, Severity)> {
    let (name, weight) = item.split_once('=')?;
    Some((name.trim(), severity(weight.trim())?))
}
