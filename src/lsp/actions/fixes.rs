//! Fixes: of one finding, of a rule, of a file, of a project.

use std::collections::BTreeMap;
use std::sync::Arc;

use gen_lsp_types::WorkspaceEdit;

use super::Asked;
use crate::base::diagnostic::{Diagnostic, Fix};
use crate::files::{Overlay, Tree};
use crate::fix;
use crate::lsp::analysis;

impl Asked<'_> {
    /// The edits of one finding.
    pub fn fix(&self, fix: &Fix) -> Option<WorkspaceEdit> {
        self.change(self.edits(&fix.edits))
    }

    /// The safe fixes of all findings of a rule, where there are several, and how many.
    pub fn fix_rule(&self, rule: &str) -> Option<(usize, WorkspaceEdit)> {
        let same: Vec<Diagnostic> = self.all.iter().filter(|one| one.rule == rule).cloned().collect();
        let plan = fix::plan(&same, false);
        (plan.applied > 1).then_some(())?;
        Some((plan.applied, self.change(self.differences(&plan.files))?))
    }

    /// All safe fixes that change nothing but the file.
    pub fn fix_file(&self) -> Option<WorkspaceEdit> {
        let here = |fix: &Fix| fix.edits.iter().all(|edit| edit.place.source.path() == self.path);
        self.settle(&|one| one.fix.as_ref().is_some_and(here))
    }

    /// All safe fixes of the project that the file belongs to.
    pub fn fix_project(&self) -> Option<WorkspaceEdit> {
        self.settle(&|_| true)
    }

    /// Makes fixes until there is nothing left to fix, as the command line does.
    fn settle(&self, wanted: &dyn Fn(&Diagnostic) -> bool) -> Option<WorkspaceEdit> {
        let fixable = |one: &Diagnostic| one.fix.as_ref().is_some_and(|fix| fix.safe) && wanted(one);
        if !self.all.iter().any(fixable) {
            return None;
        }
        let settled = fix::settle(false, |texts| {
            let mut found = self.findings_with(texts);
            found.retain(|one| wanted(one));
            found
        });
        self.change(self.differences(&settled.files))
    }

    /// The findings on the file's project when some files have other texts.
    fn findings_with(&self, texts: &BTreeMap<String, String>) -> Vec<Diagnostic> {
        let state = &self.root.state;
        let roots = self.project_roots();
        let tree = Overlay::new(Arc::clone(&state.tree), texts.clone());
        let cells = state.projects().iter().filter(|cell| roots.contains(cell.files.root.as_str()));
        let mut found = Vec::new();
        for cell in cells {
            if texts.is_empty() {
                found.extend_from_slice(state.findings(cell));
            } else {
                let loaded = analysis::load(&tree as &dyn Tree, &cell.files, &state.how, None);
                found.extend(analysis::lint(&loaded, &state.how));
            }
        }
        crate::engine::sort(&mut found);
        found
    }
}
