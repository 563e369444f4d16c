//! A rule's page: front matter that the engine reads, prose that people read, examples that the tests run.

use crate::base::diagnostic::Severity;

/// The front matter and body of `rules/<id>.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What the rule finds, in one line without a final stop.
    pub summary: &'static str,
    /// The group it belongs to.
    pub group: &'static str,
    /// Its severity unless configured.
    pub severity: Severity,
    /// Whether it runs without any configuration.
    pub default: bool,
    /// Whether it offers fixes, and whether they are safe.
    pub fix: FixKind,
    /// The deploy mode it applies in; `None` for both.
    pub mode: Option<&'static str>,
    /// The builder it applies to; `None` for both.
    pub builder: Option<&'static str>,
    /// Names other tools give it.
    pub aliases: Vec<&'static str>,
    /// The prefix of the codes that its findings have in place of its id: `SC`.
    pub codes: Option<&'static str>,
    /// Presets other than `default` and `all` that include it, with its severity there.
    pub presets: Vec<(&'static str, Severity)>,
    /// The first version that has it.
    pub since: &'static str,
    /// The heading: what is wrong, as a title.
    pub title: &'static str,
    /// Everything below the heading.
    pub body: &'static str,
    /// Front matter lines that could not be read; the tests keep this empty.
    pub unread: Vec<&'static str>,
}

/// Whether a rule offers fixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FixKind {
    /// It offers none.
    None,
    /// None of its fixes changes what the file means.
    Safe,
    /// Some of its fixes need a review.
    Unsafe,
}

/// The sections of a page below its introduction, in order.
pub const SECTIONS: &[&str] = &["How to fix", "When to ignore", "Bad", "Good", "See also"];

impl Page {
    /// Reads a page. Lines of the front matter that are not known go to [`Page::unread`].
    pub fn read(text: &'static str) -> Page {
        let text = text.strip_prefix("---\n").unwrap_or(text);
        let (front, body) = text.split_once("\n---\n").unwrap_or(("", text));
        let (title, body) = heading(body.trim_start());
        let mut page = Page { title, ..Page::empty(body) };
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
            title: "",
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
            _ => return false,
        }
        true
    }
}

/// Splits `# Title` from what is below it.
fn heading(body: &'static str) -> (&'static str, &'static str) {
    let Some(rest) = body.strip_prefix("# ") else { return ("", body) };
    let (title, below) = rest.split_once('\n').unwrap_or((rest, ""));
    (title.trim(), below.trim_start())
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
    let (name, level) = item.split_once('=')?;
    Some((name.trim(), severity(level.trim())?))
}
