//! Ways to leave a finding out: a comment above it, one for its file, a line in the configuration.

use std::sync::Arc;

use gen_lsp_types::WorkspaceEdit;
use toml::de::{DeTable, DeValue};

use super::Asked;
use crate::base::diagnostic::{Diagnostic, Edit};
use crate::base::path;
use crate::base::source::{BOM, Place, Source, Span};
use crate::config::FILES;
use crate::engine::ignores;
use crate::project::Project;
use crate::syntax::dockerfile::ast;
use crate::syntax::yaml;

/// How a comment begins that is about what follows it.
const NEXT: &str = "dynolint ignore=";
/// How a comment begins that is about its file.
const FILE: &str = "dynolint ignore-file=";

impl Asked<'_> {
    /// The ways to leave a finding out, each with what it is called.
    pub fn ignore(&self, one: &Diagnostic) -> Vec<(String, WorkspaceEdit)> {
        let rule = one.rule;
        let Some(project) = self.root.project_of(self.path) else { return Vec::new() };
        let comments = File::of(project, &one.place.source);
        let above = comments.as_ref().and_then(|file| file.above(one));
        let whole = comments.as_ref().map(|file| file.top(rule));
        let comment = |edit: Edit| self.change(self.edits([&edit]));
        let named = [
            (format!("Ignore {rule} here"), above.and_then(comment)),
            (format!("Ignore {rule} in this file"), whole.and_then(comment)),
            (format!("Turn {rule} off in {}", self.config_name()), self.turn_off(rule)),
        ];
        named.into_iter().filter_map(|(title, edit)| Some((title, edit?))).collect()
    }

    /// The path of the configuration, or where it would be.
    fn config_path(&self) -> Option<(String, bool)> {
        let roots = self.project_roots();
        let state = &self.root.state;
        let cell = state.projects().iter().find(|cell| roots.contains(cell.files.root.as_str()))?;
        match &state.loaded(cell).config_path {
            Some(path) => Some((path.clone(), true)),
            None => Some((path::join(&cell.files.root, FILES[0]), false)),
        }
    }

    fn config_name(&self) -> String {
        self.config_path().map_or(FILES[0].to_owned(), |(path, _)| path::name(&path).to_owned())
    }

    fn turn_off(&self, rule: &str) -> Option<WorkspaceEdit> {
        let (path, exists) = self.config_path()?;
        if !exists {
            return self.creation(&path, &format!("[rules]\n{rule} = \"off\"\n"));
        }
        let tree = &self.root.state.tree;
        let text = crate::files::text::decode(tree.read(&path).ok()?).ok()?;
        let source = Source::new(&path, tree.shown(&path), text);
        let (span, text) = turned_off(source.text(), rule)?;
        self.change(self.edits([&Edit::new(Place::new(&source, span), text)]))
    }
}

/// What turns a rule off in a configuration: a range and its new text. `None` where that is not plain.
fn turned_off(text: &str, rule: &str) -> Option<(Span, String)> {
    let parsed = DeTable::parse(text).ok()?;
    let Some(rules) = parsed.get_ref().get("rules") else {
        let gap = if text.is_empty() || text.ends_with("\n\n") {
            ""
        } else if text.ends_with('\n') {
            "\n"
        } else {
            "\n\n"
        };
        return Some((Span::at(text.len()), format!("{gap}[rules]\n{rule} = \"off\"\n")));
    };
    let DeValue::Table(table) = rules.get_ref() else { return None };
    if let Some(level) = table.get(rule) {
        return Some((level.span().into(), "\"off\"".to_owned()));
    }
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        let header = line.split('#').next().unwrap_or(line).trim();
        if header.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).map(str::trim) == Some("rules") {
            let gap = if line.ends_with('\n') { "" } else { "\n" };
            return Some((Span::at(at), format!("{gap}{rule} = \"off\"\n")));
        }
    }
    None
}

/// A file that takes comments.
struct File<'p> {
    source: &'p Arc<Source>,
    kind: Kind<'p>,
}

enum Kind<'p> {
    Dockerfile(&'p ast::Dockerfile),
    Yaml(&'p yaml::Document),
    Script,
}

impl<'p> File<'p> {
    fn of(project: &'p Project, source: &'p Arc<Source>) -> Option<File<'p>> {
        let path = source.path();
        if let Some(file) = project.dockerfile(path) {
            return Some(File { source: &file.source, kind: Kind::Dockerfile(&file.tree) });
        }
        if let Some(manifest) = project.manifest.as_ref().filter(|it| it.source.path() == path) {
            return Some(File { source: &manifest.source, kind: Kind::Yaml(&manifest.document) });
        }
        if let Some((source, document)) = project.misnamed.iter().find(|(it, _)| it.path() == path) {
            return Some(File { source, kind: Kind::Yaml(document) });
        }
        let followed = project.deployment.followed.iter().find(|it| it.path() == path)?;
        ignores::takes_comments(followed).then_some(File { source: followed, kind: Kind::Script })
    }

    /// A comment above what a finding is about.
    fn above(&self, one: &Diagnostic) -> Option<Edit> {
        let line = self.line_of(one.place.span.start)?;
        let before = self.source.line(self.number(line.start).checked_sub(1)?);
        let written = before.map(|before| (before, self.source.slice(before).trim_start()));
        if let Some((before, comment)) = written
            && let Some(names) =
                comment.strip_prefix('#').map(str::trim_start).and_then(|it| it.strip_prefix(NEXT))
        {
            let end = before.end - names.trim_start_matches(|c: char| !c.is_whitespace()).len();
            return Some(self.insert(end, format!(",{}", one.rule)));
        }
        let text = self.source.slice(line);
        let indent = text.get(..text.len() - text.trim_start().len()).unwrap_or("");
        Some(self.insert(line.start, format!("{indent}# {NEXT}{}\n", one.rule)))
    }

    /// A comment at the file's top.
    fn top(&self, rule: &str) -> Edit {
        let number = match &self.kind {
            // A comment before them would end the directives.
            Kind::Dockerfile(tree) => {
                tree.directives.last().map_or(1, |last| self.number(last.span.start) + 1)
            }
            Kind::Script if self.source.text().starts_with("#!") => 2,
            _ => 1,
        };
        let line = self.source.line(number);
        let comment = line.map(|line| self.source.slice(line).trim_start_matches(BOM));
        if let (Some(line), Some(comment)) = (line, comment)
            && let Some(names) =
                comment.strip_prefix('#').map(str::trim_start).and_then(|it| it.strip_prefix(FILE))
        {
            let end = line.end - names.trim_start_matches(|c: char| !c.is_whitespace()).len();
            return self.insert(end, format!(",{rule}"));
        }
        match line {
            Some(line) => {
                let bom = if line.start == 0 && self.source.text().starts_with(BOM) { BOM.len() } else { 0 };
                self.insert(line.start + bom, format!("# {FILE}{rule}\n"))
            }
            None => self.insert(self.source.text().len(), format!("\n# {FILE}{rule}\n")),
        }
    }

    /// The line above which a comment is about what stands at an offset.
    fn line_of(&self, offset: usize) -> Option<Span> {
        let start = match &self.kind {
            Kind::Dockerfile(tree) => tree.instructions.iter().find(|it| offset <= it.span.end)?.span.start,
            Kind::Yaml(document) => self.entry_at(document.root.as_ref()?, offset)?,
            Kind::Script => self.command_at(offset),
        };
        self.source.line(self.number(start)).filter(|line| {
            matches!(self.kind, Kind::Dockerfile(_))
                || line.start > 0
                || !self.source.text().starts_with("#!")
        })
    }

    /// The start of the innermost entry or item around an offset that begins its line.
    fn entry_at(&self, node: &yaml::Node, offset: usize) -> Option<usize> {
        let within = |span: Span| span.start <= offset && offset <= span.end;
        let inner = match &node.value {
            yaml::Value::Sequence(items) => {
                let item = items.iter().find(|item| within(item.span))?;
                self.entry_at(item, offset).or(Some(item.span.start))
            }
            yaml::Value::Mapping(entries) => {
                let entry = entries.iter().filter(|it| !it.merged).find(|it| within(it.span()))?;
                self.entry_at(&entry.value, offset).or(Some(entry.key.span.start))
            }
            _ => None,
        };
        inner.filter(|start| self.begins_line(*start))
    }

    fn begins_line(&self, at: usize) -> bool {
        let line = self.source.line(self.number(at)).map_or(at, |line| line.start);
        let before = self.source.slice(Span::new(line, at));
        before.trim_start_matches(BOM).chars().all(|c| c == ' ' || c == '-' || c == '\t')
    }

    /// The start of a command that may go over several lines.
    fn command_at(&self, offset: usize) -> usize {
        let mut number = self.number(offset);
        let continued = |number: usize| {
            self.source.line(number).is_some_and(|line| self.source.slice(line).ends_with('\\'))
        };
        while number > 1 && continued(number - 1) {
            number -= 1;
        }
        self.source.line(number).map_or(offset, |line| line.start)
    }

    fn number(&self, offset: usize) -> usize {
        self.source.position(offset).line
    }

    fn insert(&self, at: usize, text: String) -> Edit {
        Edit::new(Place::new(self.source, Span::at(at)), text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn off(text: &str) -> Option<String> {
        let (span, new) = turned_off(text, "volume-ignored")?;
        let mut text = text.to_owned();
        text.replace_range(span.start..span.end, &new);
        Some(text)
    }

    #[test]
    fn a_rule_is_turned_off_where_rules_are() {
        for (before, after) in [
            ("", Some("[rules]\nvolume-ignored = \"off\"\n")),
            ("preset = 'all'", Some("preset = 'all'\n\n[rules]\nvolume-ignored = \"off\"\n")),
            ("[rules]\na = \"off\"\n", Some("[rules]\nvolume-ignored = \"off\"\na = \"off\"\n")),
            ("[ rules ] # all\n", Some("[ rules ] # all\nvolume-ignored = \"off\"\n")),
            ("[rules]", Some("[rules]\nvolume-ignored = \"off\"\n")),
            ("[rules]\nvolume-ignored = 'info' # why\n", Some("[rules]\nvolume-ignored = \"off\" # why\n")),
            ("rules = {a = 'off'}\n", None),
            ("rules = 3\n", None),
            ("broken = \n", None),
        ] {
            assert_eq!(off(before).as_deref(), after, "{before}");
        }
    }
}
