//! Paths of the build context that COPY can see.

use gen_lsp_types::CompletionItemKind;

use super::{Offer, Offers};
use crate::base::path;
use crate::build::context::{Context, Sight};
use crate::build::dockerfile::Dockerfile;
use crate::files::{Kind, Tree};
use crate::project::Mode;

/// More entries of one folder are not looked at.
const MOST: usize = 500;

/// Offers what a folder of the context holds, `typed` being the word so far.
pub fn complete(offers: &mut Offers, file: &Dockerfile, typed: &str) {
    let project = offers.here.file.project;
    let tree = offers.here.file.root.state.tree.as_ref();
    let context = Context::new(tree, file.source.path(), project.builder);
    let (above, name) = typed.rsplit_once('/').map_or(("", typed), |(above, name)| (above, name));
    let inside = above.strip_prefix("./").unwrap_or(above).trim_start_matches('/');
    let inside = if inside == "." { "" } else { inside };
    let Some(folder) = path::resolve(&context.folder, inside) else { return };
    let pushed = project.mode == Mode::Git && tree.tracked(file.source.path()) != Some(false);
    let dockerfile = file.source.path();
    for entry in tree.list(&folder).into_iter().take(MOST) {
        let hidden = entry.name.starts_with('.') && !name.starts_with('.');
        let whole = path::join(&folder, &entry.name);
        if hidden || entry.name == ".git" || whole == dockerfile || entry.kind == Kind::Other {
            continue;
        }
        if !is_sent(&context, tree, &path::join(inside, &entry.name), pushed) {
            continue;
        }
        let (label, kind) = match entry.kind {
            Kind::Folder => (format!("{}/", entry.name), CompletionItemKind::Folder),
            _ => (entry.name.clone(), CompletionItemKind::File),
        };
        offers.add(name.len(), Offer::new(label, kind));
    }
}

fn is_sent(context: &Context, tree: &dyn Tree, source: &str, pushed: bool) -> bool {
    match context.sees(tree, source) {
        Sight::Found => true,
        Sight::NotInGit { .. } => !pushed,
        _ => false,
    }
}

/// Offers the Dockerfiles of the project, as heroku.yml names them.
pub fn dockerfiles(offers: &mut Offers, typed: &str) {
    let project = offers.here.file.project;
    for file in &project.dockerfiles {
        let Some(below) = path::below(file.source.path(), &project.root) else { continue };
        offers.add(typed.len(), Offer::new(below, CompletionItemKind::File));
    }
}
