//! Paths and images that can be opened.

use gen_lsp_types::{DocumentLink, DocumentLinkParams, Uri};

use crate::base::path;
use crate::base::source::Span;
use crate::build::copies::CopySource;
use crate::build::dockerfile::Base;
use crate::files::Kind;
use crate::lsp::here::{File, Here};
use crate::lsp::requests::{Context, Failure};
use crate::project::deployment::ImageFile;
use crate::syntax::image::Reference;

/// `textDocument/documentLink`.
pub fn links(context: &Context, params: &DocumentLinkParams) -> Result<Vec<DocumentLink>, Failure> {
    let Some(file) = File::open(context, &params.text_document.uri) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    let mut add = |span: Span, target: Uri, tooltip: &str| {
        let tooltip = Some(tooltip.to_owned());
        found.push(DocumentLink { range: file.range(span), target: Some(target), tooltip, data: None });
    };
    if let Some((number, dockerfile)) = file.dockerfile() {
        for (copy, path) in
            file.project.copies.sources.iter().filter_map(|copy| Some((copy, leads_to(&file, copy)?)))
        {
            if copy.file == number {
                add(copy.span, file.snapshot.uri(file.root, &path), "Open the file");
            }
        }
        for stage in &dockerfile.stages {
            if let Base::Image(reference) = &stage.base
                && let Some(page) = page(reference)
            {
                add(stage.image.span, Uri(page), "Open the image's page");
            }
        }
    }
    if file.manifest().is_some() {
        for image in &file.project.deployment.images {
            let ImageFile::Found(number) = image.file else { continue };
            if let (Some(path), Some(dockerfile)) = (&image.path, file.project.dockerfiles.get(number)) {
                add(path.span, file.snapshot.uri(file.root, dockerfile.source.path()), "Open the Dockerfile");
            }
        }
    }
    Ok(found)
}

/// The file that the source of a COPY at a place is, with the word.
pub fn copied(here: &Here) -> Option<(Span, String)> {
    let (number, _) = here.file.dockerfile()?;
    let copies = here.file.project.copies.sources.iter();
    let copy = copies.filter(|copy| copy.file == number).find(|copy| here.within(copy.span))?;
    Some((copy.span, leads_to(&here.file, copy)?))
}

/// The path of a source that is a file.
fn leads_to(file: &File, copy: &CopySource) -> Option<String> {
    let dockerfile = file.project.dockerfiles.get(copy.file)?;
    let folder = path::parent(dockerfile.source.path()).unwrap_or("");
    let path = path::resolve(folder, copy.path.trim_start_matches('/'))?;
    (copy.kind == Some(Kind::File) && file.root.state.tree.kind(&path) == Some(Kind::File)).then_some(path)
}

/// The page of an image of Docker Hub.
fn page(reference: &Reference) -> Option<String> {
    let name = reference.familiar_name();
    let plain = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte));
    if reference.registry() != "docker.io" || !plain(&name) {
        return None;
    }
    Some(match name.contains('/') {
        true => format!("https://hub.docker.com/r/{name}"),
        false => format!("https://hub.docker.com/_/{name}"),
    })
}
