//! Sources of COPY as words, links and patterns: how the builders turn one into paths of the context. All paths here
//! are from the context's folder; the folder itself is `""`.

use crate::base::path;
use crate::build::Builder;
use crate::files::{Kind, Tree};
use crate::syntax::gomatch;
use crate::syntax::gomatch::Pattern;

/// A source as the builder takes it.
#[derive(Debug)]
pub(super) struct Written {
    /// Without `.`, `//` and inner `..`; `""` for the context itself, beginning with `..` when it leaves.
    pub(super) path: String,
    /// Whether the builder compares it as it is: the classic one cleans no pattern.
    pub(super) clean: bool,
}

impl Written {
    pub(super) fn new(source: &str, builder: Builder) -> Written {
        let relative = source.strip_prefix('/').unwrap_or(source);
        let relative = relative.strip_prefix("./").unwrap_or(relative);
        if builder == Builder::Buildkit {
            let path = gomatch::clean(&format!("/{source}")).trim_start_matches('/').to_owned();
            return Written { path, clean: true };
        }
        let path = gomatch::clean(relative);
        let clean = path == relative && !path.starts_with('/');
        Written {
            path: if path == "." { String::new() } else { path.trim_start_matches('/').to_owned() },
            clean,
        }
    }

    /// Whether it leaves the context's folder.
    pub(super) fn leaves(&self) -> bool {
        self.path == ".." || self.path.starts_with("../")
    }

    /// Whether brackets hold a `/`, so that the pattern cannot be cut into folders.
    pub(super) fn crosses_in_brackets(&self) -> bool {
        self.path.split('/').rev().skip(1).any(open)
    }

    /// Whether a class may stand for a `/`, as one of Go's does when it is negated.
    pub(super) fn may_cross(&self) -> bool {
        self.path.contains("[^")
    }
}

/// Whether a bracket in a part is not closed in it.
fn open(part: &str) -> bool {
    let mut inside = false;
    let mut bytes = part.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => drop(bytes.next()),
            b'[' => inside = true,
            b']' => inside = false,
            _ => {}
        }
    }
    inside
}

/// A path with the links in it followed. A link that would leave the context goes on from the context's folder, as
/// Docker has it.
#[derive(Debug, Default)]
pub(super) struct Followed {
    pub(super) path: String,
    /// The links on the way.
    pub(super) links: Vec<String>,
    /// The first link that leaves the context, and where it leads seen from its folder; no target outside any tree.
    pub(super) left: Option<(String, Option<String>)>,
    /// Whether the links go in a circle, so that the path is not their end.
    pub(super) circle: bool,
}

/// Docker follows no more links than this.
const MAX_LINKS: usize = 255;

impl Followed {
    pub(super) fn new(tree: &dyn Tree, context: &str, path: &str) -> Followed {
        let mut followed = Followed::default();
        let mut waiting: Vec<String> = path.rsplit('/').map(str::to_owned).collect();
        while let Some(name) = waiting.pop() {
            match name.as_str() {
                "" | "." => {}
                ".." => followed.up(),
                _ => followed.down(tree, context, &name, &mut waiting),
            }
            followed.circle = followed.links.len() > MAX_LINKS;
            if followed.circle {
                break;
            }
        }
        followed
    }

    fn up(&mut self) {
        match path::parent(&self.path) {
            Some(parent) => self.path = parent.to_owned(),
            None => {
                if let (None, Some(link)) = (&self.left, self.links.last()) {
                    self.left = Some((link.clone(), None));
                }
            }
        }
    }

    fn down(&mut self, tree: &dyn Tree, context: &str, name: &str, waiting: &mut Vec<String>) {
        let step = path::join(&self.path, name);
        let Some(target) = tree.link(&path::join(context, &step)) else {
            self.path = step;
            return;
        };
        let absolute = target.starts_with('/');
        if self.left.is_none() && (absolute || leaves(&self.path, &target)) {
            let inside = (!absolute).then(|| target.clone());
            self.left = Some((step.clone(), inside));
        }
        self.links.push(step);
        if absolute {
            self.path.clear();
        }
        waiting.extend(target.rsplit('/').map(str::to_owned));
    }
}

fn leaves(folder: &str, target: &str) -> bool {
    path::resolve(folder, target).is_none()
}

/// The paths that fit a pattern, in order. Links to folders are not gone into, but for those BuildKit follows before
/// the first part with a wildcard.
pub(super) fn expand(tree: &dyn Tree, context: &str, pattern: &str, builder: Builder) -> Vec<String> {
    let parts: Vec<&str> = pattern.split('/').collect();
    let fixed = parts.iter().take_while(|part| !gomatch::has_wildcard(part)).count();
    let (head, tail) = parts.split_at(fixed);
    let head = head.join("/");
    let start = match builder {
        Builder::Classic if passes_link(tree, context, &head) => return Vec::new(),
        Builder::Classic => head,
        Builder::Buildkit => Followed::new(tree, context, &head).path,
    };
    let mut found = vec![start];
    for (index, part) in tail.iter().enumerate() {
        let last = index + 1 == tail.len();
        if found.is_empty() {
            break;
        }
        let pattern = Pattern::new(part);
        found = found.iter().flat_map(|folder| matching(tree, context, folder, &pattern, last)).collect();
    }
    found
}

/// Whether a pattern goes into a folder.
pub(super) fn reaches(pattern: &str, folder: &str) -> bool {
    let depth = folder.split('/').count();
    let parts: Vec<&str> = pattern.splitn(depth + 1, '/').collect();
    parts.len() > depth
        && parts
            .iter()
            .zip(folder.split('/'))
            .all(|(part, name)| Pattern::new(part).matches(name) == Ok(true))
}

fn passes_link(tree: &dyn Tree, context: &str, folder: &str) -> bool {
    path::ancestors(folder).any(|step| !step.is_empty() && tree.link(&path::join(context, step)).is_some())
}

fn matching(tree: &dyn Tree, context: &str, folder: &str, pattern: &Pattern, last: bool) -> Vec<String> {
    let place = if folder.is_empty() { context.to_owned() } else { path::join(context, folder) };
    let fits = |name: &str| pattern.matches(name) == Ok(true);
    let entries = tree.list(&place).into_iter().filter(|entry| fits(&entry.name));
    let real = |name: &str| tree.link(&path::join(&place, name)).is_none();
    let kept = entries.filter(|entry| last || (entry.kind == Kind::Folder && real(&entry.name)));
    kept.map(|entry| path::join(folder, &entry.name)).collect()
}
