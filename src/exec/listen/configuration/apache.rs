//! Apache: the `Listen` lines of its configuration.

use std::sync::Arc;

use super::{Says, base, expanded, literal, text};
use crate::base::source::{Place, Source, Span, Spanned};
use crate::build::filesystem::Found;
use crate::exec::follow::scope::Scope;
use crate::exec::follow::value;
use crate::exec::listen::options::{Host, Port, Told};
use crate::tables::images::Family;
use crate::tables::servers::{Server, Takes};

/// Files that are read.
const MOST: usize = 50;
/// What a RUN names that changes the configuration.
const CHANGED: &[&str] =
    &["/etc/apache2", "/usr/local/apache2/conf", "ports.conf", "httpd.conf", "apache2.conf", "000-default"];

/// Reads what Apache is started with.
pub fn read(server: &'static Server, told: &Told, scope: &Scope) -> Says {
    let mut reader = Reader { server, scope, told: Told::default(), open: None };
    if let Some(path) = told.configuration.as_ref().filter(|path| path.is_literal()) {
        reader.file(&path.text, false);
        return reader.says(None);
    }
    let Some(layout) = Layout::of(scope).filter(|_| told.configuration.is_none()) else {
        return Says::Nothing;
    };
    layout.files.iter().for_each(|path| reader.file(path, true));
    layout.folders.iter().for_each(|folder| reader.folder(folder));
    reader.says(Some(80))
}

/// Where an image keeps the parts of the configuration.
struct Layout {
    files: &'static [&'static str],
    folders: &'static [&'static str],
}

const DEBIAN: Layout = Layout {
    files: &["/etc/apache2/apache2.conf", "/etc/apache2/ports.conf"],
    folders: &[
        "/etc/apache2/sites-enabled",
        "/etc/apache2/sites-available",
        "/etc/apache2/conf-enabled",
        "/etc/apache2/conf-available",
        "/etc/apache2/conf.d",
    ],
};
const ALPINE: Layout = Layout { files: &["/etc/apache2/httpd.conf"], folders: &["/etc/apache2/conf.d"] };
const OFFICIAL: Layout = Layout {
    files: &["/usr/local/apache2/conf/httpd.conf"],
    folders: &["/usr/local/apache2/conf/extra", "/usr/local/apache2/conf.d"],
};

impl Layout {
    fn of(scope: &Scope) -> Option<Layout> {
        let (image, _) = base(scope).filter(|(image, _)| image.port_variable.is_empty())?;
        let brings = ["apache2-foreground", "httpd-foreground"].iter().any(|program| image.brings(program));
        match image.family {
            _ if image.repository == "httpd" => Some(OFFICIAL),
            _ if !brings && !scope.files.installs("apache2") => None,
            Family::Debian | Family::Ubuntu => Some(DEBIAN),
            Family::Alpine => Some(ALPINE),
            _ => None,
        }
    }
}

struct Reader<'a> {
    server: &'static Server,
    scope: &'a Scope<'a>,
    told: Told,
    /// Why there may be more.
    open: Option<String>,
}

impl Reader<'_> {
    fn folder(&mut self, folder: &str) {
        let listing = self.scope.files.list(folder);
        if listing.open {
            self.open = Some(format!("`{folder}` may contain more"));
        }
        for name in listing.names.iter().filter(|name| name.ends_with(".conf")).take(MOST) {
            self.file(&format!("{folder}/{name}"), true);
        }
    }

    fn file(&mut self, path: &str, may_miss: bool) {
        match self.scope.configuration(path) {
            (Found::File(source), template) => self.source(&source, template),
            (Found::Unknown(why), _) => self.open = Some(format!("`{path}` {why}")),
            (Found::Folder(_) | Found::Missing, _) if may_miss => {}
            (Found::Folder(_) | Found::Missing, _) => {
                self.open = Some(format!("`{path}` is not in the repository"));
            }
        }
    }

    fn source(&mut self, source: &Arc<Source>, template: bool) {
        let lines = (1..=source.line_count()).filter_map(|number| source.line(number));
        for word in lines.filter_map(|line| listen(source, line)) {
            let puts_in = word.value.contains("${") || (template && word.value.contains('$'));
            let read = if puts_in { expanded(&text(&word)) } else { Some(literal(&word)) };
            let Some(read) = read else { continue };
            let mut told = Told::default();
            told.value(self.server, Takes::AddressOrPort, read, source, self.scope);
            if told.hosts.is_empty() {
                told.hosts.push(Host { loopback: Some(false), place: Place::new(source, word.span) });
            }
            self.told.add(told);
        }
    }

    /// What was found, or else the port of the configuration that the image came with.
    fn says(mut self, default: Option<u16>) -> Says {
        if self.told.ports.iter().any(Port::is_heroku) {
            return Says::Told(self.told);
        }
        if let Some(evidence) = self.written_by_run() {
            self.told.ports.insert(0, Port::Heroku(evidence));
            return Says::Told(self.told);
        }
        if let Some(why) = self.open {
            return Says::Unclear(why);
        }
        match default {
            _ if CHANGED.iter().any(|part| self.scope.files.touches(part)) => {
                Says::Unclear("a RUN changes its configuration".to_owned())
            }
            _ if !self.told.ports.is_empty() => Says::Told(self.told),
            Some(port) => Says::Default(port),
            None => Says::Nothing,
        }
    }

    /// The `${PORT}` that a RUN writes into the configuration, to the letter.
    fn written_by_run(&self) -> Option<Place> {
        let (file, stage) = self.scope.files.stage()?;
        let commands = file
            .ancestry(stage)
            .flat_map(|stage| file.runs_in(stage.instructions.clone()))
            .flat_map(|run| run.run.script.commands.iter());
        for command in commands {
            let into = command.redirections.iter().map(|it| &it.target);
            let names = |part: &&str| {
                command.words.iter().chain(into.clone()).any(|word| word.text().contains(*part))
            };
            if CHANGED.iter().any(names) {
                let evidence = command.words.iter().find_map(|word| value::not_expanded(word, &file.source));
                if evidence.is_some() {
                    return evidence;
                }
            }
        }
        None
    }
}

/// The address of a `Listen` line.
fn listen(source: &Source, line: Span) -> Option<Spanned<String>> {
    let whole = source.slice(line);
    let bare = whole.trim_start();
    let name = bare.get(.."listen".len()).filter(|name| name.eq_ignore_ascii_case("listen"))?;
    let rest = bare.get(name.len()..).filter(|rest| rest.starts_with([' ', '\t']))?;
    let word = rest.split_whitespace().next()?;
    let start = line.start + (whole.len() - rest.len()) + (rest.len() - rest.trim_start().len());
    let quoted = usize::from(word.starts_with('"'));
    let inner = word.trim_matches('"');
    Some(Spanned::new(inner.to_owned(), Span::new(start + quoted, start + quoted + inner.len())))
}
