//! Program text of the repository, read for where it listens. It is read with care, not parsed in full: what a call
//! that listens is told counts, and how it comes to `PORT`; anything else is not known.
//!
//! ```text
//! token      a text to words, numbers, strings and signs, by the table of its language
//!   code     which brackets belong together, where a statement ends
//!     reads      where `PORT` of the environment is read
//!     names      what a name stands for
//!     arguments  the arguments of a call
//!     value      what an expression comes to
//!     address    what says where to listen
//!   calls    the calls that listen
//! entry      the file a program begins in
//! imports    the files that make up a program
//! settings   a file that gives names their values
//! resources  the files of settings that are compiled in
//! packages   those that a compiler makes a program of
//! entries    a file that only lists settings
//! ```

mod address;
mod arguments;
mod calls;
mod code;
mod entries;
mod entry;
mod imports;
mod indented;
mod names;
pub mod packages;
mod reads;
mod resources;
mod settings;
mod token;
mod value;

use std::sync::Arc;

use crate::base::path;
use crate::base::source::{Place, Source, Span};
use crate::build::filesystem::{Found, Reader};
use crate::exec::follow::argv::Argv;
use crate::exec::follow::program::spelling;
use crate::exec::follow::scope::Scope;
use crate::exec::{Launch, Loopback, Verdict};
use crate::tables::languages::Language;
use crate::tables::servers::Host;
use address::Port;
use calls::Listen;
use code::Code;
pub use entries::Entries;
use resources::Resource;
pub use settings::{Setting, read as settings};
pub use value::Value;
use value::Values;

/// The longest line that is shown whole, in bytes.
const LONGEST_LINE: usize = 160;

/// Follows a file that an interpreter is given, the file itself the first word. `None` for what is no file of the
/// repository, or of no language that is read.
///
/// # Errors
/// Says why it cannot be told which file it is.
pub fn started(interpreter: &str, argv: Argv<'_>, scope: &Scope) -> Result<Option<Launch>, String> {
    let Some(path) = argv.words.first().and_then(|word| word.literal()) else { return Ok(None) };
    file(interpreter, &path, scope)
}

/// Reads the program that an interpreter finds at a path, as [`started`] does.
///
/// # Errors
/// Says why it cannot be told which file it is.
pub fn file(interpreter: &str, path: &str, scope: &Scope) -> Result<Option<Launch>, String> {
    let Some(language) = Language::of_program(interpreter) else { return Ok(None) };
    let entry = entry::find(language, path, scope)?;
    Ok(entry.map(|entry| read(language, &entry, scope)))
}

/// Follows a module of Python behind `-m`, the first word.
pub fn module(argv: Argv<'_>, scope: &Scope) -> Option<Launch> {
    let language = Language::of_program("python")?;
    let path = argv.words.first()?.literal()?.replace('.', "/");
    let file = |end: &&str| match scope.find(&format!("{path}{end}")) {
        Found::File(source) => Some(source),
        _ => None,
    };
    let source = [".py", "/__main__.py"].iter().find_map(file)?;
    Some(with_arguments(read(language, &source, scope), argv))
}

/// Follows a file by its name, whatever starts it. `None` for what is of no language that is read.
pub fn text(source: &Arc<Source>, argv: Argv<'_>, scope: &Scope) -> Option<Launch> {
    let language = Language::of_file(source.path())?;
    Some(with_arguments(read(language, source, scope), argv))
}

/// The launch of a program whose arguments may say something too.
pub fn with_arguments(launch: Launch, argv: Argv<'_>) -> Launch {
    let number = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    let told = argv.words.iter().skip(1).map(spelling).any(|word| number(&word));
    match launch.verdict {
        Verdict::Fixed { .. } if told => Launch::unknown("its arguments may set where it listens"),
        _ => launch,
    }
}

/// Reads a program by the file that is started, and the files of the repository that it imports.
pub fn read(language: &'static Language, entry: &Arc<Source>, scope: &Scope) -> Launch {
    let Some(reader) = scope.files.reader().filter(|_| scope.files.may_follow()) else {
        return Launch::unknown(format!("`{}` is one of too many files to follow", entry.path()));
    };
    let program = imports::gather(entry, language, reader);
    let launch = judge(&program.files, program.complete);
    let unknown = matches!(launch.verdict, Verdict::Unknown { .. });
    Launch { overridden: scope.overridden(), language: (!unknown).then_some(language), ..launch }
}

/// Reads a program by the files that a compiler makes it of, and the settings in their folder.
pub fn built(
    language: &'static Language,
    folder: &str,
    files: packages::Files,
    reader: &Reader<'_>,
) -> Launch {
    if files.codes.is_empty() {
        return Launch::unknown("the source of the program is not in the build context");
    }
    let launch = match resources::read(language, folder, reader) {
        Some(Resource::Heroku(evidence)) => launch(Verdict::FromPort { evidence }, None),
        said => {
            let launch = judge(&files.codes, files.complete);
            match said {
                Some(resource) if launch.steps.is_empty() => launch.with_resource(resource),
                Some(_) if matches!(launch.verdict, Verdict::Fixed { .. }) => {
                    Launch::unknown("its settings and its source may both set where it listens")
                }
                _ => launch,
            }
        }
    };
    let launch = match launch.verdict {
        Verdict::Fixed { .. } if files.several => {
            Launch::unknown("several programs are built from its files")
        }
        _ => launch,
    };
    let unknown = matches!(launch.verdict, Verdict::Unknown { .. });
    Launch { language: (!unknown).then_some(language), ..launch }
}

impl Launch {
    /// The launch of a program of which only its settings say where it listens.
    fn with_resource(self, resource: Resource) -> Launch {
        match (resource, &self.verdict) {
            (Resource::Fixed(port, place), Verdict::Unknown { .. }) => {
                let step = line(&place);
                Launch { verdict: Verdict::Fixed { port, place, expands: false }, ..self }.through(step)
            }
            _ => self,
        }
    }
}

/// What the files of a program come to, the one that is started first.
fn judge(files: &[Code], complete: bool) -> Launch {
    let values: Vec<Values> = files.iter().map(Values::new).collect();
    let mut listens: Vec<Listen> = Vec::new();
    for (number, values) in values.iter().enumerate() {
        let found = calls::find(values.code, values).into_iter();
        listens.extend(found.filter(|listen| number == 0 || !listen.of_started));
    }
    for listen in &mut listens {
        let uses = |name: &String| values.iter().map(|values| values.count(name)).sum::<usize>();
        listen.conditional |= listen.function.as_ref().is_some_and(|name| uses(name) < 2);
    }
    if listens.iter().any(|listen| listen.port.is_some()) {
        listens.retain(|listen| !listen.call.fallback);
    }
    let heroku = |listen: &Listen| match &listen.port {
        Some(Port::Heroku(place)) => Some(place.clone()),
        None if listen.call.reads_port => Some(listen.name.clone()),
        _ => None,
    };
    let chosen = listens.iter().position(|listen| heroku(listen).is_some());
    if let Some(listen) = chosen.map(|at| listens.swap_remove(at)) {
        let evidence = heroku(&listen).unwrap_or_else(|| listen.name.clone());
        return launch(Verdict::FromPort { evidence }, Some(&listen));
    }
    let read = values.iter().find_map(|values| values.reads.first(values.code, 0..values.code.len()));
    let read = read.or_else(|| values.iter().find_map(|values| values.reads.named(values.code)));
    if let Some(evidence) = read {
        return indirect(evidence, &listens);
    }
    match fixed(&listens, complete) {
        Ok((verdict, listen)) => launch(verdict, Some(listen)),
        Err(why) => launch(Verdict::Unknown { why }, listens.first()),
    }
}

/// `PORT` is read, and a call is told what cannot be followed: it gets there through a configuration.
fn indirect(evidence: Place, listens: &[Listen]) -> Launch {
    let literal = |listen: &Listen| matches!(listen.port, Some(Port::Fixed(..)));
    if !listens.is_empty() && listens.iter().all(literal) {
        let why = format!("`{}` reads `PORT`, and something else sets where it listens", name(&evidence));
        return launch(Verdict::Unknown { why }, listens.first());
    }
    let mut open = listens.iter().filter(|listen| !literal(listen));
    let (first, more) = (open.next(), open.next());
    launch(Verdict::FromPort { evidence }, first.filter(|_| more.is_none()))
}

/// The one port that stands in the files.
///
/// # Errors
/// Says why it is not certain.
fn fixed(listens: &[Listen], complete: bool) -> Result<(Verdict, &Listen), String> {
    let Some(first) = listens.first() else {
        return Err("its files have no call that listens".into());
    };
    if let (None, Some(port), 1) = (&first.port, first.call.own, listens.len()) {
        return own(first, port, complete);
    }
    let Some(Port::Fixed(port, place)) = &first.port else {
        return Err(format!("it is unknown where its port comes from in `{}`", name(&first.name)));
    };
    let same = |listen: &Listen| matches!(&listen.port, Some(Port::Fixed(other, _)) if other == port);
    if !listens.iter().all(same) {
        return Err("it may listen on several ports".into());
    }
    if listens.iter().all(|listen| listen.conditional) {
        return Err("a condition decides whether it listens".into());
    }
    if !complete {
        return Err("some of its files are not in the repository".into());
    }
    Ok((Verdict::Fixed { port: *port, place: place.clone(), expands: false }, first))
}

/// The one call that listens, and is told no port.
///
/// # Errors
/// Says why it is not certain.
fn own(listen: &Listen, port: u16, complete: bool) -> Result<(Verdict, &Listen), String> {
    match listen.conditional {
        true => Err("a condition decides whether it listens".into()),
        false if !complete => Err("some of its files are not in the repository".into()),
        false => Ok((Verdict::Ignored { port, place: listen.name.clone() }, listen)),
    }
}

fn launch(verdict: Verdict, listen: Option<&Listen>) -> Launch {
    let loopback = listen.and_then(|listen| match &listen.host {
        Some(host) => {
            (host.loopback == Some(true)).then(|| Loopback { place: host.place.clone(), by_default: false })
        }
        None => (listen.call.default == Host::Loopback)
            .then(|| Loopback { place: listen.name.clone(), by_default: true }),
    });
    let loopback = loopback.filter(|_| !matches!(verdict, Verdict::Unknown { .. }));
    let listens = listen.is_some_and(|listen| !listen.conditional);
    let known = Launch { verdict, loopback, listens, ..Launch::unknown("") };
    listen.into_iter().fold(known, |launch, listen| launch.through(line(&listen.name)))
}

fn name(place: &Place) -> &str {
    path::name(place.source.path())
}

/// The line a place begins in, without the blanks around it; the place itself where that is too long.
fn line(place: &Place) -> Place {
    let source = &place.source;
    let number = source.position(place.span.start).line;
    let Some(span) = source.line(number).filter(|span| span.len() <= LONGEST_LINE) else {
        return place.clone();
    };
    let text = source.slice(span);
    let start = span.start + (text.len() - text.trim_start().len());
    Place::new(source, Span::new(start, start + text.trim().len()))
}
