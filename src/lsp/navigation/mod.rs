//! From a word to what it means, and back.

pub mod folding;
pub mod links;
pub mod rename;
pub mod symbols;

use std::collections::HashSet;

use gen_lsp_types::{
    DefinitionParams, DefinitionResponse, DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams,
    Location, LocationLink, ReferenceParams,
};

use super::here::Here;
use super::names::{Name, Occurrence, occurrences};
use super::requests::{Context, Failure};
use crate::base::source::{Place, Span};
use crate::build::dockerfile::{Base, Definition, Dockerfile, Stage, Step};
use crate::exec::{Line, Started, Verdict};
use crate::project::deployment::{ImageFile, Process};
use crate::syntax::dockerfile::ast::Kind;

/// A place that a word leads to.
enum Target {
    /// Words of a file of the project.
    Place(Place),
    /// Another file: its path in the tree.
    File(String),
}

/// `textDocument/definition`.
pub fn definition(
    context: &Context,
    params: &DefinitionParams,
) -> Result<Option<DefinitionResponse>, Failure> {
    let Some(here) = Here::new(context, &params.text_document_position_params) else { return Ok(None) };
    let (origin, targets) = targets(&here);
    let locations: Vec<Location> = targets.iter().map(|target| here.location(target)).collect();
    if locations.is_empty() {
        return Ok(None);
    }
    if !here.file.snapshot.client.definition_links {
        return Ok(Some(DefinitionResponse::Definition(locations.into())));
    }
    let origin = origin.map(|span| here.file.range(span));
    let link = |at: Location| LocationLink {
        origin_selection_range: origin,
        target_uri: at.uri,
        target_range: at.range,
        target_selection_range: at.range,
    };
    Ok(Some(DefinitionResponse::DefinitionLinkList(locations.into_iter().map(link).collect())))
}

/// `textDocument/references`.
pub fn references(context: &Context, params: &ReferenceParams) -> Result<Vec<Location>, Failure> {
    let Some(here) = Here::new(context, &params.text_document_position_params) else { return Ok(Vec::new()) };
    let found = of_same_name(&here, &occurrences(here.file.project));
    let wanted = found.iter().filter(|one| params.context.include_declaration || !one.declares);
    Ok(wanted.map(|one| here.file.location(&one.place)).collect())
}

/// `textDocument/documentHighlight`.
pub fn highlights(
    context: &Context,
    params: &DocumentHighlightParams,
) -> Result<Vec<DocumentHighlight>, Failure> {
    let Some(here) = Here::new(context, &params.text_document_position_params) else { return Ok(Vec::new()) };
    let found = of_same_name(&here, &occurrences(here.file.project));
    let inside = found.iter().filter(|one| here.file.holds(&one.place));
    let highlight = |one: &Occurrence| DocumentHighlight {
        range: here.file.range(one.place.span),
        kind: Some(if one.declares { DocumentHighlightKind::Write } else { DocumentHighlightKind::Read }),
    };
    Ok(inside.map(highlight).collect())
}

/// All places that name what is named at a place, each once. A build argument of heroku.yml may be one of several
/// Dockerfiles.
fn of_same_name(here: &Here, all: &[Occurrence]) -> Vec<Occurrence> {
    let mut names: HashSet<&Name> = at(here, all).map(|one| &one.name).collect();
    let places: Vec<&Place> =
        all.iter().filter(|one| names.contains(&one.name)).map(|one| &one.place).collect();
    let same =
        |one: &&Occurrence| places.iter().any(|place| place.holds(&one.place) && one.place.holds(place));
    names.extend(all.iter().filter(same).map(|one| &one.name));
    let mut seen = HashSet::new();
    let named = all.iter().filter(|one| names.contains(&one.name));
    let mut found: Vec<Occurrence> =
        named.filter(|one| seen.insert((one.place.source.path(), one.place.span))).cloned().collect();
    found.sort_by(|a, b| (a.place.source.path(), a.place.span).cmp(&(b.place.source.path(), b.place.span)));
    found
}

/// The occurrences that hold a place.
fn at<'o>(here: &'o Here, all: &'o [Occurrence]) -> impl Iterator<Item = &'o Occurrence> {
    all.iter().filter(|one| here.within_place(&one.place))
}

impl Here<'_> {
    fn location(&self, target: &Target) -> Location {
        match target {
            Target::Place(place) => self.file.location(place),
            Target::File(path) => {
                Location { uri: self.file.snapshot.uri(self.file.root, path), range: Default::default() }
            }
        }
    }
}

/// The word at a place, and what it leads to.
fn targets(here: &Here) -> (Option<Span>, Vec<Target>) {
    let place = |place: Place| vec![Target::Place(place)];
    if let Some((span, definition)) = variable(here) {
        return (Some(span), place(definition));
    }
    let all = occurrences(here.file.project);
    if let Some(one) = at(here, &all).find(|one| !one.declares) {
        let declared = all.iter().find(|other| other.declares && other.name == one.name);
        if let Some(declared) = declared {
            return (Some(one.place.span), place(declared.place.clone()));
        }
    }
    if let Some((span, path)) = links::copied(here) {
        return (Some(span), vec![Target::File(path)]);
    }
    if let Some((span, target)) = dockerfile(here) {
        return (Some(span), vec![target]);
    }
    on_the_way(here)
}

/// The definition that a variable at a place has its value from.
fn variable(here: &Here) -> Option<(Span, Place)> {
    let step = here.step()?;
    let used =
        step.with_onbuild().flat_map(|step| super::names::used(&step)).find(|used| here.within(used.span))?;
    let definition = defined_before(&step, &used.value)?;
    Some((used.span, step.place(definition.key)))
}

/// The ARG or ENV that gives a variable the value that an instruction sees.
pub fn defined_before<'a>(step: &Step<'a>, name: &str) -> Option<&'a Definition> {
    let Some(stage) = step.stage.filter(|stage| stage.instructions.start != step.index) else {
        return step.file.globals.before(name, step.index);
    };
    let own = stage.scope.before(name, step.index);
    let inherited = step.file.ancestry(stage).skip(1);
    let env = |stage: &'a Stage| stage.scope.before(name, usize::MAX).filter(|definition| definition.env);
    own.filter(|definition| definition.env).or_else(|| inherited.into_iter().find_map(env)).or(own)
}

/// The Dockerfile that a path of heroku.yml names: the stage that ships.
fn dockerfile(here: &Here) -> Option<(Span, Target)> {
    here.file.manifest()?;
    let project = here.file.project;
    let image = project
        .deployment
        .images
        .iter()
        .find(|image| image.path.as_ref().is_some_and(|path| here.within_place(path)))?;
    let span = image.path.as_ref()?.span;
    match image.built(&project.dockerfiles) {
        Some((file, stage)) => Some((span, Target::Place(start_of(file, stage)))),
        None => match image.file {
            ImageFile::Found(number) => {
                Some((span, Target::File(project.dockerfiles.get(number)?.source.path().to_owned())))
            }
            _ => None,
        },
    }
}

/// The FROM of a stage.
fn start_of(file: &Dockerfile, stage: &Stage) -> Place {
    let from = file.instruction(stage.instructions.start);
    Place::new(&file.source, from.map_or(stage.image.span, |from| from.span))
}

/// Where a process leads: from its key to the stage it runs in, from a command to the next one, and at last to the words
/// that say where it listens.
fn on_the_way(here: &Here) -> (Option<Span>, Vec<Target>) {
    let project = here.file.project;
    for process in &project.deployment.processes {
        if !process.place.span.is_empty() && here.within_place(&process.place) {
            let built = project.deployment.built(process, &project.dockerfiles);
            let stage = built.map(|(file, stage)| Target::Place(start_of(file, stage)));
            return (Some(process.place.span), stage.into_iter().collect());
        }
    }
    let mut found: Vec<Target> = Vec::new();
    let mut origin = None;
    for process in &project.deployment.processes {
        let Some((from, next)) = next_on_the_way(here, process) else { continue };
        let known = |target: &Target| matches!(target, Target::Place(place) if place.holds(&next) && next.holds(place));
        if !from.holds(&next) && !found.iter().any(known) {
            origin = Some(from.span);
            found.push(Target::Place(next));
        }
    }
    (origin, found)
}

/// The words of a process at a place, and those that they lead to.
fn next_on_the_way(here: &Here, process: &Process) -> Option<(Place, Place)> {
    let steps = process.launch.steps.iter().map(|step| step.place.clone());
    let rest: Vec<Place> = steps.chain(evidence(process)).collect();
    if let Some(index) = rest.iter().rposition(|place| here.within_place(place)) {
        return Some((rest.get(index)?.clone(), rest.get(index + 1)?.clone()));
    }
    let line = lines(process).find(|place| here.within_place(place))?;
    Some((line, rest.into_iter().next()?))
}

/// Where the command and the entrypoint of a process are written; those of its base image are nowhere.
pub fn lines(process: &Process) -> impl Iterator<Item = Place> + '_ {
    let Started { entrypoint, command } = &process.started;
    command.iter().chain(entrypoint).filter(|line| !is_inherited(line)).map(Line::place)
}

/// Whether a command is that of the base image: each of its words then has the place of the image's name.
fn is_inherited(line: &Line) -> bool {
    matches!(line, Line::Exec { words, span, .. } if words.iter().all(|word| word.span == *span))
}

/// The words that say where a process listens.
pub fn evidence(process: &Process) -> Option<Place> {
    if let Some(place) = &process.launch.overridden {
        return Some(place.clone());
    }
    match &process.launch.verdict {
        Verdict::FromPort { evidence } => Some(evidence.clone()),
        Verdict::Fixed { place, .. } | Verdict::Ignored { place, .. } => Some(place.clone()),
        Verdict::Unknown { .. } => None,
    }
}

/// The image of a FROM that is none of its own file's stages.
pub fn foreign_image<'a>(here: &Here<'a>) -> Option<(&'a Dockerfile, &'a Stage)> {
    let step = here.step()?;
    let stage = step.stage.filter(|stage| stage.instructions.start == step.index)?;
    let Kind::From { image, .. } = &step.instruction.kind else { return None };
    (!matches!(stage.base, Base::Stage(_)) && here.within(image.span)).then_some((step.file, stage))
}
