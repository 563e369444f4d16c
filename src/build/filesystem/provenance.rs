//! How a file of the repository gets to its path in the image, what becomes of it on the way, and why it does not get
//! there.

use super::{Files, Found, Image, workdir_at};
use crate::base::path;
use crate::base::source::Source;
use crate::base::suggest;
use crate::build::base::base_image;
use crate::build::context::Sight;
use crate::build::dockerfile;
use crate::build::dockerfile::{Base, Stage, Step};
use crate::files::Kind;
use crate::syntax::dockerfile::ast::{Command, Kind as Instruction, Transfer};
use crate::syntax::gomatch;
use crate::tables::builds::is_quiet;
use crate::tables::images::Starts;

/// Why nothing is at a path of the image. Paths are as reports call them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Absence {
    /// The folder around it is copied, and the repository has no such file.
    NotThere {
        /// Where the repository would have it.
        path: String,
        /// What may be meant.
        near: Option<String>,
    },
    /// The repository has it, and `.dockerignore` keeps it out.
    Ignored {
        /// Where it is.
        path: String,
        /// The same, as `.dockerignore` calls it.
        below: String,
    },
    /// It is here, and git does not have it.
    NotInGit {
        /// Where it is.
        path: String,
        /// Whether git is told to ignore it.
        ignored: bool,
    },
    /// Nothing is copied there.
    NotCopied {
        /// A file of the repository that may be meant.
        near: Option<String>,
    },
}

/// How the lines of a file end in the image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineEnds {
    /// With a line feed.
    Lines,
    /// Some with a carriage return before it.
    Returns,
    /// So in this work tree, while git has line feeds alone.
    ReturnsHere,
}

/// The instructions that bring a file, and those that may change it afterwards.
#[derive(Debug, Default)]
struct Arrival {
    /// Numbers of the COPY and ADD instructions, that of the stage that ships first.
    copies: Vec<usize>,
    /// Numbers of the RUN instructions after them.
    runs: Vec<usize>,
}

/// Stages that copy from one another.
const DEEPEST: usize = 16;
/// Folders in which base images have files.
const SYSTEM: &[&str] = &[
    "bin",
    "dev",
    "etc",
    "lib",
    "lib64",
    "proc",
    "run",
    "sbin",
    "sys",
    "usr/bin",
    "usr/lib",
    "usr/libexec",
    "usr/local",
    "usr/sbin",
    "usr/share",
];
/// Folders in which both have some: it is the repository's where a COPY says so.
const SHARED: &[&str] = &["opt", "root", "usr", "var"];

impl Files<'_> {
    /// Number of the one COPY or ADD that brings a file of the context to a path of the image.
    pub fn brought_by(&self, path: &str) -> Option<usize> {
        match self.arrival(path).copies.as_slice() {
            [copy] => Some(*copy),
            _ => None,
        }
    }

    /// How a file comes to a path of the image.
    fn arrival(&self, path: &str) -> Arrival {
        let mut arrival = Arrival::default();
        if let Some(image) = self.image {
            image.arrival(image.stage, path, 0, &mut arrival);
        }
        arrival
    }

    /// Whether a file may be started by itself at a path of the image; `None` when that cannot be known.
    pub fn executable(&self, source: &Source, path: &str) -> Option<bool> {
        let image = self.image?;
        if image.reader.executable(source.path())? {
            return Some(true);
        }
        let arrival = self.arrival(path);
        let mut copies = arrival.copies.iter().filter_map(|index| image.file.instruction(*index));
        let given = copies.any(|copy| copy.flags.iter().any(|flag| flag.name.value == "chmod"));
        let name = path::name(path);
        let covers = |text: &str| {
            let all = ["-R", "*", "find ", "$", "xargs", "--recursive"];
            let named = text.contains(name);
            let sets = ["chmod", "setfacl"].iter().any(|program| text.contains(program));
            (sets && (named || all.iter().any(|part| text.contains(part))))
                || (named && text.contains("install"))
        };
        let mended = given || arrival.runs.iter().any(|index| covers(image.text_of(*index)));
        Some(mended)
    }

    /// How the lines of a file end at a path of the image.
    pub fn line_ends(&self, source: &Source, path: &str) -> LineEnds {
        let (Some(image), true) = (self.image, source.text().contains("\r\n")) else {
            return LineEnds::Lines;
        };
        let mends = |text: &str| ["dos2unix", "\\r", "fromdos"].iter().any(|part| text.contains(part));
        if self.arrival(path).runs.iter().any(|index| mends(image.text_of(*index))) {
            return LineEnds::Lines;
        }
        let bare = source.text().replace("\r\n", "\n");
        let in_git = image.reader.tree.has_in_git(source.path(), bare.as_bytes()) == Some(true);
        if in_git || image.reader.is_normalised(source.path()) {
            LineEnds::ReturnsHere
        } else {
            LineEnds::Returns
        }
    }

    /// The same for a folder, which WORKDIR and COPY make as well.
    pub fn absence_of_folder(&self, path: &str) -> Option<Absence> {
        let image = self.image?;
        if image.makes_folder(path) { None } else { self.absence(path) }
    }

    /// Why nothing is at a path of the image; `None` unless it is certain that nothing is, whatever the base image and
    /// the build bring.
    pub fn absence(&self, path: &str) -> Option<Absence> {
        let image = self.image?;
        if !image.reader.may_explain() || !image.is_plain(path) {
            return None;
        }
        match image.copied_around(path) {
            Around::Nothing => image.not_copied(path),
            Around::Unclear => None,
            Around::Lacks(absence) => Some(absence),
        }
    }

    /// Whether a COPY may bring a file to a path that is not known here.
    pub fn may_hold(&self, path: &str) -> bool {
        self.image.is_none_or(|image| matches!(image.copied_around(path), Around::Unclear))
    }

    /// Whether Heroku does not get a file that is here: git does not have it.
    pub fn not_in_git(&self, source: &Source) -> Option<Absence> {
        let image = self.image?;
        let below = path::below(source.path(), &image.context.folder)?;
        match image.context.sees(image.reader.tree, below) {
            Sight::NotInGit { ignored, .. } if image.is_in_git() => {
                Some(Absence::NotInGit { path: source.shown().to_owned(), ignored })
            }
            _ => None,
        }
    }
}

/// What the COPYs of the folders around a path say of it.
enum Around {
    /// There are none.
    Nothing,
    /// It cannot be told.
    Unclear,
    /// The file is not among what they copy.
    Lacks(Absence),
}

impl Image<'_> {
    /// The text of an instruction.
    fn text_of(&self, index: usize) -> &str {
        self.file.instruction(index).map_or("", |instruction| self.file.source.slice(instruction.span))
    }

    fn arrival(&self, stage: &Stage, path: &str, depth: usize, out: &mut Arrival) {
        if depth > DEEPEST || !self.reader.may_look() {
            return;
        }
        for index in stage.instructions.clone().rev() {
            let Some(step) = self.file.step(index) else { continue };
            match &step.instruction.kind {
                Instruction::Run(_) => out.runs.push(index),
                Instruction::Copy(transfer) | Instruction::Add(transfer)
                    if !matches!(self.copied(&step, transfer, path, depth), Found::Missing) =>
                {
                    out.copies.push(index);
                    return self.arrival_in_stage(&step, transfer, path, depth, out);
                }
                _ => {}
            }
        }
        if let Base::Stage(below) = stage.base
            && let Some(below) = self.file.stages.get(below)
        {
            self.arrival(below, path, depth + 1, out);
        }
    }

    /// The way of a file that a COPY takes from another stage.
    fn arrival_in_stage(
        &self,
        step: &Step,
        transfer: &Transfer,
        path: &str,
        depth: usize,
        out: &mut Arrival,
    ) {
        let Some(name) = from(step) else { return };
        let Some((stage, target)) = self.earlier(step, name).zip(self.target(step, transfer)) else { return };
        let Some(rest) = target.rest(path) else { return };
        let sources = transfer.sources.iter().filter_map(|word| step.value(&word.value));
        for source in sources.filter_map(|source| dockerfile::join(Some("/"), &source)) {
            for candidate in target.candidates(&source, rest) {
                if let Found::File(_) = self.find(stage, &candidate, usize::MAX, depth + 1) {
                    return self.arrival(stage, &candidate, depth + 1, out);
                }
            }
        }
    }

    /// Whether only the repository can have brought something to a path: the base image is known and has nothing
    /// there, and no RUN makes files of which the Dockerfile does not tell.
    fn is_plain(&self, path: &str) -> bool {
        let bottom = self.file.ancestry(self.stage).last().unwrap_or(self.stage);
        let base = base_image(self.file, self.stage);
        let known = bottom.base == Base::Scratch
            || base.is_some_and(|base| {
                let own = base.workdir != "/" && path::within(path, base.workdir);
                let starts = !matches!(base.starts, Starts::Server { .. } | Starts::Other);
                !own && (starts || path.matches('/').count() > 1)
                    && !base.entrypoint.contains(&path)
                    && !base.cmd.contains(&path)
            });
        let folder = path::parent(path.trim_start_matches('/')).unwrap_or("");
        let lies_in = |folders: &[&str]| folders.iter().any(|it| path::within(folder, it));
        let system = lies_in(SYSTEM) || (lies_in(SHARED) && !self.is_copied_to(path));
        let entry = folder.is_empty() && path.contains("entrypoint");
        let onbuild = bottom.image.value.contains("onbuild");
        known && !system && !entry && !onbuild && self.is_quiet(path)
    }

    /// Whether a WORKDIR, COPY or ADD makes a folder on its way.
    fn makes_folder(&self, path: &str) -> bool {
        let below = |made: &str| path::within(made, path) || made == path;
        self.file.ancestry(self.stage).flat_map(|stage| self.file.steps_of(stage)).any(|step| {
            match &step.instruction.kind {
                Instruction::Workdir(_) => step
                    .stage
                    .and_then(|stage| workdir_at(self.file, stage, step.index + 1))
                    .is_none_or(|made| below(&made)),
                Instruction::Copy(transfer) | Instruction::Add(transfer) => {
                    self.target(&step, transfer).is_none_or(|to| below(&to.path))
                }
                Instruction::Volume(_) => true,
                _ => false,
            }
        })
    }

    /// Whether a COPY of the context fills a folder around a path.
    fn is_copied_to(&self, path: &str) -> bool {
        self.own_copies().any(|(step, transfer)| {
            self.target(&step, transfer).is_some_and(|to| to.path != "/" && to.rest(path).is_some())
        })
    }

    /// Every COPY and ADD of the context in the stages that make the image.
    fn own_copies(&self) -> impl Iterator<Item = (Step<'_>, &Transfer)> {
        let steps = self.file.ancestry(self.stage).flat_map(|stage| self.file.steps_of(stage));
        steps.filter(|step| from(step).is_none()).filter_map(|step| match &step.instruction.kind {
            Instruction::Copy(transfer) | Instruction::Add(transfer) => Some((step, transfer)),
            _ => None,
        })
    }

    /// Whether no RUN, and no COPY from elsewhere, may bring a file to a path.
    fn is_quiet(&self, path: &str) -> bool {
        let name = path::name(path);
        let steps = self.file.ancestry(self.stage).flat_map(|stage| self.file.steps_of(stage));
        let quiet = |step: Step| match &step.instruction.kind {
            Instruction::Run(Command::Exec(..)) => false,
            Instruction::Run(_) => {
                let mut runs = self.file.runs_in(step.index..step.index + 1);
                let mentioned = self.text_of(step.index).contains(name);
                !mentioned
                    && runs.any(|run| {
                        !run.run.script.commands.is_empty() && run.run.script.commands.iter().all(is_quiet)
                    })
            }
            Instruction::Copy(transfer) | Instruction::Add(transfer) => {
                from(&step).is_none()
                    || self.target(&step, transfer).is_some_and(|to| to.rest(path).is_none())
            }
            _ => true,
        };
        steps.into_iter().all(quiet)
    }

    /// Whether git has the Dockerfile: else nothing is pushed yet that could lack anything.
    fn is_in_git(&self) -> bool {
        self.reader.tree.tracked(self.file.source.path()) != Some(false)
    }

    /// What COPYs of the folders around a path make of the file that the repository should have.
    fn copied_around(&self, path: &str) -> Around {
        let mut found = Around::Nothing;
        for (step, transfer) in self.own_copies() {
            let Some(target) = self.target(&step, transfer) else { return Around::Unclear };
            let Some(rest) = target.rest(path) else { continue };
            for word in &transfer.sources {
                let Some(source) = step.value(&word.value) else { return Around::Unclear };
                match self.around(&source, rest) {
                    Around::Nothing => {}
                    Around::Unclear => return Around::Unclear,
                    lacks if matches!(found, Around::Nothing) => found = lacks,
                    Around::Lacks(_) => {}
                }
            }
        }
        found
    }

    /// The same for one source.
    fn around(&self, source: &str, rest: &str) -> Around {
        let clean = gomatch::clean(&format!("/{source}")).trim_start_matches('/').to_owned();
        let tree = self.reader.tree;
        let folder = path::join(&self.context.folder, &clean);
        let folder = folder.trim_end_matches('/').to_owned();
        if gomatch::has_wildcard(&clean) || source.contains("://") {
            return Around::Unclear;
        }
        match self.reader.kind(&folder) {
            Some(Kind::File) => return Around::Nothing,
            Some(Kind::Folder) if !rest.is_empty() => {}
            _ => return Around::Unclear,
        }
        let place = path::join(&folder, rest);
        let below = path::below(&place, &self.context.folder).unwrap_or(&place);
        let shown = tree.shown(&place);
        match self.context.sees(tree, below) {
            Sight::Missing { .. } => {
                Around::Lacks(Absence::NotThere { near: self.near(&place), path: shown })
            }
            Sight::Ignored { .. } => Around::Lacks(Absence::Ignored { path: shown, below: below.to_owned() }),
            _ => Around::Unclear,
        }
    }

    /// Nothing is copied to a path.
    fn not_copied(&self, path: &str) -> Option<Absence> {
        let near = self.near(&path::join(&self.context.folder, path::name(path)));
        Some(Absence::NotCopied { near })
    }

    /// A file of the context that may be meant: the same name in another folder, or nearly the same one in this.
    fn near(&self, place: &str) -> Option<String> {
        let files = self.reader.walk(&self.context.folder);
        let name = path::name(place);
        let same = files.iter().find(|file| path::name(file).eq_ignore_ascii_case(name)).cloned();
        let near = same.or_else(|| {
            let folder = path::parent(place).unwrap_or("");
            let beside = files.iter().filter(|file| path::parent(file).unwrap_or("") == folder);
            let near = suggest::nearest(name, beside.map(|file| path::name(file)))?;
            Some(path::join(folder, near))
        });
        near.map(|near| self.reader.tree.shown(&near))
    }
}

/// The stage or image that a COPY takes from.
fn from<'a>(step: &Step<'a>) -> Option<&'a str> {
    let flag = step.instruction.flags.iter().find(|flag| flag.name.value == "from")?;
    Some(&flag.value.as_ref()?.value)
}
