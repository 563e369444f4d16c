//! What an image holds of the repository: the file behind a path in the image, through WORKDIR, COPY and ADD.

mod listing;
mod lookup;
mod origin;
mod provenance;
mod reader;

use std::sync::Arc;

use super::context::Context;
use super::dockerfile;
use super::dockerfile::{Base, Dockerfile, Stage};
use crate::base::source::Source;
use crate::build::base::base_image;
use crate::syntax::dockerfile::ast::Kind as Instruction;

pub use listing::Listing;
pub use lookup::{WRITES, is_writer};
pub use origin::Origin;
pub use provenance::{Absence, LineEnds};
pub use reader::Reader;

/// What is at a path in an image.
#[derive(Debug, Clone)]
pub enum Found {
    /// A file of the repository.
    File(Arc<Source>),
    /// A folder of the repository, by its path from the tree's root.
    Folder(String),
    /// Nothing of the repository, as far as the Dockerfile says.
    Missing,
    /// It cannot be told, or not read; the text completes "`start.sh` …".
    Unknown(&'static str),
}

/// The files of one image.
#[derive(Debug, Clone, Copy)]
pub struct Files<'a> {
    image: Option<Image<'a>>,
}

#[derive(Debug, Clone, Copy)]
struct Image<'a> {
    reader: &'a Reader<'a>,
    context: &'a Context,
    file: &'a Dockerfile,
    stage: &'a Stage,
}

impl Image<'_> {
    /// A name for what is asked of the stage.
    fn question(&self, what: &str, of: &str) -> String {
        format!("{} {} {what} {of}", self.file.source.path(), self.stage.index)
    }
}

/// Where the shell looks for programs.
const PROGRAMS: &[&str] = &["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

impl<'a> Files<'a> {
    /// The files of an image of which nothing is known.
    pub const fn none() -> Files<'static> {
        Files { image: None }
    }

    /// The files of the image that a stage leaves, built in a context.
    pub fn new(
        reader: &'a Reader<'a>,
        context: &'a Context,
        file: &'a Dockerfile,
        stage: &'a Stage,
    ) -> Files<'a> {
        Files { image: Some(Image { reader, context, file, stage }) }
    }

    /// The reader behind it.
    pub fn reader(&self) -> Option<&'a Reader<'a>> {
        Some(self.image?.reader)
    }

    /// Takes one of the scripts that may be followed; false when there is none left.
    pub fn may_follow(&self) -> bool {
        self.image.is_none_or(|image| image.reader.may_follow())
    }

    /// The folder COPY sees, from the tree's root.
    pub fn context(&self) -> Option<&'a str> {
        Some(&self.image?.context.folder)
    }

    /// The Dockerfile and the stage.
    pub fn stage(&self) -> Option<(&'a Dockerfile, &'a Stage)> {
        self.image.map(|image| (image.file, image.stage))
    }

    /// The working directory of the image, an absolute path, where it is known.
    pub fn workdir(&self) -> Option<String> {
        let image = self.image?;
        workdir_at(image.file, image.stage, usize::MAX)
    }

    /// What is at a path: an absolute one, or one from `folder`.
    pub fn find(&self, folder: Option<&str>, path: &str) -> Found {
        let Some(image) = self.image else { return Found::Missing };
        let Some(path) = dockerfile::join(folder, path) else {
            return Found::Unknown("is in an unknown folder");
        };
        image.find(image.stage, &path, usize::MAX, 0)
    }

    /// The names of what lies in an absolute folder of the image.
    pub fn list(&self, folder: &str) -> Arc<Listing> {
        let Some(image) = self.image else { return Arc::default() };
        image.reader.listing(image.question("lists", folder), || image.list(image.stage, folder))
    }

    /// Whether a RUN of the image names a path of which this is a part, and not only to change who may read it.
    pub fn touches(&self, part: &str) -> bool {
        self.image.is_some_and(|image| {
            image.reader.answer(image.question("touches", part), || image.touches(image.stage, part))
        })
    }

    /// Whether a RUN of the image may change a file by a pattern, or by a folder it lies in.
    pub fn sweeps(&self, file: &str) -> bool {
        self.image.is_some_and(|image| {
            image.reader.answer(image.question("sweeps", file), || image.sweeps(image.stage, file))
        })
    }

    /// Whether a RUN of the image has the system install a package.
    pub fn installs(&self, package: &str) -> bool {
        self.image.is_some_and(|image| {
            image.reader.answer(image.question("installs", package), || image.installs(image.stage, package))
        })
    }

    /// The file of the repository that a bare program name starts.
    pub fn program(&self, name: &str) -> Option<Arc<Source>> {
        self.program_at(name).map(|(_, source)| source)
    }

    /// The same, with its path in the image.
    pub fn program_at(&self, name: &str) -> Option<(String, Arc<Source>)> {
        let image = self.image.filter(|_| name.contains(char::is_alphanumeric))?;
        let key = (image.file.source.path(), image.stage.index, name);
        image.reader.program(key, || {
            let own = image.search_path();
            let folders = own.iter().map(String::as_str).chain(PROGRAMS.iter().copied());
            folders.into_iter().find_map(|folder| match self.find(Some(folder), name) {
                Found::File(source) => Some((format!("{}/{name}", folder.trim_end_matches('/')), source)),
                _ => None,
            })
        })
    }
}

/// The working directory of a stage before one of its instructions, where it is known.
pub fn workdir_at(file: &Dockerfile, stage: &Stage, before: usize) -> Option<String> {
    let stages: Vec<&Stage> = file.ancestry(stage).collect();
    let bottom = stages.last()?;
    let mut folder = match bottom.base {
        Base::Scratch => Some("/".to_owned()),
        _ => base_image(file, bottom).map(|base| base.workdir.to_owned()),
    };
    for below in stages.iter().rev() {
        for step in file.steps_of(below) {
            if below.index == stage.index && step.index >= before {
                break;
            }
            if let Instruction::Workdir(word) = &step.instruction.kind {
                folder = step.value(&word.value).and_then(|path| dockerfile::join(folder.as_deref(), &path));
            }
        }
    }
    folder
}
