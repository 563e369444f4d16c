//! What has a name in a project, and everywhere it is named: stages, variables of a Dockerfile, images of heroku.yml.

use std::collections::HashSet;
use std::ops::Range;

use crate::base::source::{Place, Span, Spanned, Text};
use crate::build::dockerfile::{Base, Dockerfile, Step};
use crate::project::Project;
use crate::project::deployment::ImageFile;
use crate::syntax::dockerfile::ast::{Flag, Kind};

/// What is named.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Name {
    /// A stage: the numbers of its Dockerfile and of itself.
    Stage(usize, usize),
    /// A variable: the number of its Dockerfile, and its name.
    Variable(usize, String),
    /// An image of heroku.yml, which is called like the process it is built for.
    Image(String),
}

/// One place that names something.
#[derive(Debug, Clone)]
pub struct Occurrence {
    /// What it names.
    pub name: Name,
    /// Where.
    pub place: Place,
    /// Whether it is what gives the name its meaning.
    pub declares: bool,
    /// Whether exactly the name is written there.
    pub literal: bool,
}

/// Every place of a project that names something.
pub fn occurrences(project: &Project) -> Vec<Occurrence> {
    let mut all = Vec::new();
    for (number, file) in project.dockerfiles.iter().enumerate() {
        stages(number, file, &mut all);
        variables(number, file, &mut all);
    }
    manifest(project, &mut all);
    all
}

fn stages(number: usize, file: &Dockerfile, all: &mut Vec<Occurrence>) {
    let mut add = |stage: usize, span: Span, declares: bool, literal: bool| {
        let place = Place::new(&file.source, span);
        all.push(Occurrence { name: Name::Stage(number, stage), place, declares, literal });
    };
    for stage in &file.stages {
        match &stage.name {
            Some(name) => add(stage.index, name.span, true, true),
            None => add(stage.index, stage.image.span, true, false),
        }
        if let Base::Stage(base) = stage.base {
            add(base, stage.image.span, false, is_called(file, base, &stage.image.value));
        }
    }
    for step in file.steps() {
        for from in step.instruction.flags.iter().filter_map(source_of) {
            if let Some(stage) = file.stage_named(&from.value) {
                add(stage.index, from.span, false, is_called(file, stage.index, &from.value));
            }
        }
    }
}

fn is_called(file: &Dockerfile, stage: usize, written: &str) -> bool {
    let name = file.stages.get(stage).and_then(|stage| stage.name.as_ref());
    name.is_some_and(|name| name.value.eq_ignore_ascii_case(written))
}

/// What `--from=` or the `from=` of a mount names.
pub fn source_of(flag: &Flag) -> Option<Spanned<String>> {
    let value = flag.value.as_ref()?;
    if flag.name.value == "from" {
        return Some(value.clone());
    }
    if flag.name.value != "mount" || value.span.len() != value.value.len() {
        return None;
    }
    let mut at = value.span.start;
    value.value.split(',').find_map(|field| {
        let start = at + "from=".len();
        at += field.len() + 1;
        let name = field.strip_prefix("from=")?;
        Some(Spanned::new(name.to_owned(), Span::new(start, start + name.len())))
    })
}

fn variables(number: usize, file: &Dockerfile, all: &mut Vec<Occurrence>) {
    let mut add = |name: &str, span: Span, declares: bool| {
        let place = Place::new(&file.source, span);
        all.push(Occurrence {
            name: Name::Variable(number, name.to_owned()),
            place,
            declares,
            literal: true,
        });
    };
    let defined: HashSet<&str> = file.steps().flat_map(|step| defined(&step)).map(|(name, _)| name).collect();
    for step in file.steps() {
        for (name, span) in defined_here(&step) {
            add(&name, span, true);
        }
        for used in used(&step).into_iter().filter(|used| defined.contains(used.value.as_str())) {
            add(&used.value, used.span, false);
        }
    }
}

fn defined<'a>(step: &Step<'a>) -> Vec<(&'a str, Span)> {
    match &step.instruction.kind {
        Kind::Arg(pairs) | Kind::Env(pairs) => {
            pairs.iter().map(|pair| (pair.key.value.as_str(), pair.key.span)).collect()
        }
        _ => Vec::new(),
    }
}

fn defined_here(step: &Step) -> Vec<(String, Span)> {
    defined(step).into_iter().map(|(name, span)| (name.to_owned(), span)).collect()
}

/// The variables that an instruction uses, by the builder or by a shell, each with the place of its name.
pub fn used(step: &Step) -> Vec<Spanned<String>> {
    if matches!(step.instruction.kind, Kind::Onbuild(_)) {
        // The instruction behind it is a step of its own.
        return Vec::new();
    }
    let escape = step.file.tree.escape;
    let mut all = in_text(&step.instruction.body, escape);
    let by_shell = matches!(step.instruction.kind, Kind::Run(_));
    let bodies = step.instruction.heredocs.iter().filter(|heredoc| by_shell || heredoc.expand);
    all.extend(bodies.flat_map(|heredoc| in_text(&heredoc.body, escape)));
    all
}

fn in_text(text: &Text, escape: char) -> Vec<Spanned<String>> {
    let named = |range: Range<usize>| {
        let name = text.text.get(range.clone())?;
        Some(Spanned::new(name.to_owned(), text.span(range)))
    };
    dollars(&text.text, escape).into_iter().filter_map(named).collect()
}

/// The ranges of the names behind `$` and `${`, those in single quotes and behind the escape character left out.
pub fn dollars(text: &str, escape: char) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut quote: Option<char> = None;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            c if c == escape && quote != Some('\'') => drop(chars.next()),
            '\'' | '"' if quote == Some(c) => quote = None,
            '\'' | '"' if quote.is_none() => quote = Some(c),
            '\n' => quote = None,
            '$' if quote != Some('\'') => {
                let rest = text.get(at + 1..).unwrap_or("");
                let start = at + 1 + usize::from(rest.starts_with('{'));
                let name = text.get(start..).unwrap_or("");
                let length =
                    name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(name.len());
                if length > 0 && !name.starts_with(|c: char| c.is_ascii_digit()) {
                    found.push(start..start + length);
                }
            }
            _ => {}
        }
    }
    found
}

fn manifest(project: &Project, all: &mut Vec<Occurrence>) {
    let Some(manifest) = &project.manifest else { return };
    for image in &project.deployment.images {
        let name = Name::Image(image.name.clone());
        all.push(Occurrence { name, place: image.place.clone(), declares: true, literal: true });
        let (Some((target, place)), ImageFile::Found(number)) = (&image.target, &image.file) else {
            continue;
        };
        let Some(file) = project.dockerfiles.get(*number) else { continue };
        if let Some(stage) = file.stage_named(target) {
            let literal = is_called(file, stage.index, target) && place.text() == target;
            let name = Name::Stage(*number, stage.index);
            all.push(Occurrence { name, place: place.clone(), declares: false, literal });
        }
    }
    for process in &project.deployment.processes {
        if let Some((image, place)) = &process.image_name {
            let literal = place.text() == image;
            let name = Name::Image(image.clone());
            all.push(Occurrence { name, place: place.clone(), declares: false, literal });
        }
    }
    let built: HashSet<usize> = project
        .deployment
        .images
        .iter()
        .filter_map(|image| match image.file {
            ImageFile::Found(number) => Some(number),
            _ => None,
        })
        .collect();
    for var in &manifest.build_config {
        for number in &built {
            let name = Name::Variable(*number, var.name.value.clone());
            let place = manifest.place(var.name.span);
            let literal = place.text() == var.name.value;
            all.push(Occurrence { name, place, declares: false, literal });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_behind_dollars() {
        for (text, names) in [
            ("a $B ${C:-$D}", &["B", "C", "D"][..]),
            (r#"'$A' "$B'$C'" \$D $$E"#, &["B", "C", "E"]),
            ("$1 $? ${} $ ${1} $_x", &["_x"]),
            ("don't $A\n$B", &["B"]),
        ] {
            let found: Vec<&str> =
                dollars(text, '\\').into_iter().filter_map(|range| text.get(range)).collect();
            assert_eq!(found, names, "{text}");
        }
    }
}
