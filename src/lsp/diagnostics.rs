//! Findings as diagnostics: all of a state to send, or those of one document that a client asks for.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use gen_lsp_types::{
    Code, CodeDescription, Diagnostic as Shown, DiagnosticRelatedInformation, DiagnosticSeverity,
    DiagnosticTag, DocumentDiagnosticParams, DocumentDiagnosticReport, FullDocumentDiagnosticReport,
    Location, RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport, Uri, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};

use super::requests::{Context, Failure, Reply, Told, reply};
use super::text::Indexed;
use super::workspace::{Root, Snapshot};
use crate::base::diagnostic::{Diagnostic, Related, Severity};
use crate::base::source::Place;
use crate::engine;
use crate::rules;

/// What the server calls itself in diagnostics.
pub const SOURCE: &str = "dynolint";

/// The diagnostics of all files of a state that have any.
#[derive(Debug)]
pub struct Diagnosed {
    /// The state.
    pub snapshot: Snapshot,
    /// By URI.
    pub files: BTreeMap<String, Vec<Shown>>,
}

/// All findings on a tree, sorted, each once.
pub fn findings(root: &Root) -> Vec<Diagnostic> {
    let mut all: Vec<Diagnostic> = root.state.unread().to_vec();
    for cell in root.state.projects() {
        all.extend_from_slice(root.state.findings(cell));
    }
    engine::sort(&mut all);
    all
}

/// The diagnostics of all files.
pub fn all(snapshot: &Snapshot) -> Diagnosed {
    let mut files: BTreeMap<String, Vec<Shown>> = BTreeMap::new();
    for root in &snapshot.roots {
        let shower = Shower::new(snapshot, root);
        let mut texts = Texts::default();
        for one in &findings(root) {
            let uri = snapshot.uri(root, one.place.source.path());
            files.entry(uri.0).or_default().push(shower.shown(one, &mut texts));
        }
    }
    Diagnosed { snapshot: snapshot.clone(), files }
}

/// Makes diagnostics of findings.
pub struct Shower<'s> {
    snapshot: &'s Snapshot,
    root: &'s Root,
}

/// Texts with their lines, by path.
pub type Texts = HashMap<String, Arc<Indexed>>;

impl<'s> Shower<'s> {
    /// For the findings on a tree.
    pub fn new(snapshot: &'s Snapshot, root: &'s Root) -> Shower<'s> {
        Shower { snapshot, root }
    }

    /// A finding as a diagnostic.
    pub fn shown(&self, one: &Diagnostic, texts: &mut Texts) -> Shown {
        let client = &self.snapshot.client;
        let info = rules::info(one.rule);
        let mut belongs = |related: &Related| DiagnosticRelatedInformation {
            location: self.location(&related.place, texts),
            message: related.message.clone(),
        };
        let related: Vec<_> = one.related.iter().filter(|_| client.related).map(&mut belongs).collect();
        Shown {
            range: self.location(&one.place, texts).range,
            severity: Some(severity(one.severity)),
            code: Some(Code::String(one.rule.to_owned())),
            code_description: info
                .filter(|info| client.code_description && !info.url.is_empty())
                .map(|info| CodeDescription { href: Uri(info.url) }),
            source: Some(SOURCE.to_owned()),
            message: message(one).into(),
            tags: client.tags.then(|| tags(one.rule)).filter(|tags| !tags.is_empty()),
            related_information: Some(related).filter(|related| !related.is_empty()),
            data: None,
        }
    }

    fn location(&self, place: &Place, texts: &mut Texts) -> Location {
        let text = texts
            .entry(place.source.path().to_owned())
            .or_insert_with(|| self.snapshot.indexed(self.root, &place.source));
        let range = text.range(place.span, self.snapshot.encoding());
        Location { uri: self.snapshot.uri(self.root, place.source.path()), range }
    }
}

/// The fact, and below it the remedy.
fn message(one: &Diagnostic) -> String {
    match &one.help {
        Some(help) => format!("{}\n{help}", one.message),
        None => one.message.clone(),
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Info => DiagnosticSeverity::Information,
    }
}

/// Rules about what has no effect: editors fade it.
const WITHOUT_EFFECT: &[&str] = &[
    "cmd-repeated",
    "entrypoint-repeated",
    "expose-ignored",
    "healthcheck-ignored",
    "healthcheck-repeated",
    "ignore-unused",
    "procfile-ignored",
    "redundant-target-platform",
    "stopsignal-ignored",
    "volume-ignored",
];

/// Rules about what is out of use: editors strike it through.
const OUT_OF_USE: &[&str] =
    &["legacy-key-value-format", "maintainer-deprecated", "manifest-legacy-buildpacks"];

fn tags(rule: &str) -> Vec<DiagnosticTag> {
    let lists = [(WITHOUT_EFFECT, DiagnosticTag::Unnecessary), (OUT_OF_USE, DiagnosticTag::Deprecated)];
    lists.into_iter().filter(|(rules, _)| rules.contains(&rule)).map(|(_, tag)| tag).collect()
}

/// `textDocument/diagnostic`.
pub fn document(context: &Context, params: &DocumentDiagnosticParams) -> Result<Reply, Failure> {
    let uri = &params.text_document.uri;
    let items = of_document(context, uri)?;
    let id = result_id(&items);
    let told = context.snapshot.document(uri).map(|document| Told {
        uri: uri.0.clone(),
        version: document.version,
        items: items.clone(),
    });
    let report: DocumentDiagnosticReport = if params.previous_result_id.as_ref() == Some(&id) {
        RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id: id },
        }
        .into()
    } else {
        RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(id), items },
        }
        .into()
    };
    Ok(Reply { told, ..reply(&report)? })
}

fn of_document(context: &Context, uri: &Uri) -> Result<Vec<Shown>, Failure> {
    let Some((root, path)) = context.snapshot.locate(uri) else { return Ok(Vec::new()) };
    for cell in root.state.projects() {
        context.check()?;
        root.state.findings(cell);
    }
    let shower = Shower::new(context.snapshot, root);
    let mut texts = Texts::default();
    let here = findings(root).into_iter().filter(|one| one.place.source.path() == path);
    Ok(here.map(|one| shower.shown(&one, &mut texts)).collect())
}

/// `workspace/diagnostic`.
pub fn workspace(
    context: &Context,
    params: &WorkspaceDiagnosticParams,
) -> Result<WorkspaceDiagnosticReport, Failure> {
    for root in &context.snapshot.roots {
        for cell in root.state.projects() {
            context.check()?;
            root.state.findings(cell);
        }
    }
    let mut files = all(context.snapshot).files;
    let before: BTreeMap<&str, &str> =
        params.previous_result_ids.iter().map(|it| (it.uri.0.as_str(), it.value.as_str())).collect();
    // What has none any more has to be told as well.
    for uri in before.keys() {
        files.entry((*uri).to_owned()).or_default();
    }
    let report = |(uri, items): (String, Vec<Shown>)| {
        let id = result_id(&items);
        let version = context.snapshot.documents.get(&uri).map(|document| document.version);
        if before.get(uri.as_str()) == Some(&id.as_str()) {
            let unchanged = UnchangedDocumentDiagnosticReport { result_id: id };
            let uri = Uri(uri);
            return WorkspaceDocumentDiagnosticReport::from(WorkspaceUnchangedDocumentDiagnosticReport {
                uri,
                version,
                unchanged_document_diagnostic_report: unchanged,
            });
        }
        let full = FullDocumentDiagnosticReport { result_id: Some(id), items };
        let uri = Uri(uri);
        WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report: full }.into()
    };
    Ok(WorkspaceDiagnosticReport { items: files.into_iter().map(report).collect() })
}

/// Equal for equal diagnostics.
fn result_id(items: &[Shown]) -> String {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(items).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_of_rules_that_there_are() {
        for rule in WITHOUT_EFFECT.iter().chain(OUT_OF_USE) {
            assert!(rules::find(rule).is_some_and(|found| found.id == *rule), "{rule}");
        }
        assert_eq!(tags("volume-ignored"), [DiagnosticTag::Unnecessary]);
        assert_eq!(tags("port-hardcoded"), []);
    }
}
