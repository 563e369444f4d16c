//! nginx: the `listen` directives of its configuration, through `include`, and through the templates that the official
//! image puts `PORT` into.

use std::sync::Arc;

use super::{Says, base, expanded, literal, text};
use crate::base::source::{Place, Source, Spanned};
use crate::build::dockerfile;
use crate::build::dockerfile::Setting;
use crate::build::filesystem::Found;
use crate::exec::follow::argv::Argv;
use crate::exec::follow::program::spelling;
use crate::exec::follow::scope::Scope;
use crate::exec::listen::options::{Host, Told};
use crate::syntax::dockerfile::ast::{Command, Kind};
use crate::syntax::gomatch::Pattern;
use crate::syntax::nginx;
use crate::tables::images::{Family, Starts};
use crate::tables::servers::{Server, Takes};

/// Files that are read.
const MOST: usize = 100;
/// Where the main configuration lies.
const MAIN: &str = "/etc/nginx/nginx.conf";
/// Files that packages bring along and that say nothing of ports.
const BROUGHT: &[&str] = &[
    "mime.types",
    "fastcgi_params",
    "fastcgi.conf",
    "fastcgi-php.conf",
    "uwsgi_params",
    "scgi_params",
    "proxy_params",
    "koi-utf",
    "koi-win",
    "win-utf",
];

/// Reads what nginx is started with.
pub fn read(server: &'static Server, told: &Told, argv: Argv<'_>, scope: &Scope) -> Says {
    if argv.words.iter().any(|word| spelling(word) == "-p") {
        return Says::Nothing;
    }
    let layout = Layout::of(scope);
    let main = told.configuration.as_ref().map_or(MAIN, |path| &path.text);
    let Some(main) = dockerfile::join(Some("/etc/nginx"), main) else { return Says::Nothing };
    let root = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let (read, listens) = (Vec::new(), Vec::new());
    let mut reader = Reader { server, scope, layout, root, read, listens, why: None, open: None };
    match &told.configuration {
        Some(path) if !path.is_literal() => return Says::Nothing,
        Some(_) => reader.file(&main, "", false),
        None => reader.main(),
    }
    reader.says(told.configuration.is_some())
}

/// Where an image keeps the parts of the configuration.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// nginx's own images, with the port of their own server.
    Official(u16),
    /// The package of Debian and Ubuntu.
    Debian,
    /// The package of Alpine.
    Alpine,
    /// Nobody knows.
    Other,
}

impl Layout {
    fn of(scope: &Scope) -> Layout {
        let Some((image, _)) = base(scope) else { return Layout::Other };
        match (image.repository, image.starts, image.family) {
            ("nginx" | "nginxinc/nginx-unprivileged", Starts::Server { port }, _) => Layout::Official(port),
            _ if image.brings("nginx") || !scope.files.installs("nginx") => Layout::Other,
            (_, _, Family::Debian | Family::Ubuntu) => Layout::Debian,
            (_, _, Family::Alpine) => Layout::Alpine,
            _ => Layout::Other,
        }
    }

    /// What its own configuration listens on.
    fn port(self) -> Option<u16> {
        match self {
            Layout::Official(port) => Some(port),
            Layout::Debian | Layout::Alpine => Some(80),
            Layout::Other => None,
        }
    }

    /// The patterns that the main configuration includes when nobody has replaced it.
    fn includes(self) -> &'static [&'static str] {
        match self {
            Layout::Official(_) => &["/etc/nginx/conf.d/*.conf"],
            Layout::Debian => &["/etc/nginx/conf.d/*.conf", "/etc/nginx/sites-enabled/*"],
            Layout::Alpine => &["/etc/nginx/http.d/*.conf"],
            Layout::Other => &[],
        }
    }
}

struct Reader<'a> {
    server: &'static Server,
    scope: &'a Scope<'a>,
    layout: Layout,
    /// The folder that paths of the configuration begin in.
    root: String,
    /// The paths that were read.
    read: Vec<String>,
    listens: Vec<Listen>,
    /// Why a port is not known.
    why: Option<String>,
    /// Why there may be more.
    open: Option<String>,
}

struct Listen {
    told: Told,
    /// What counts first where none is Heroku's: a port for everyone, then one for TLS, then one for the dyno itself.
    rank: u8,
}

impl Reader<'_> {
    fn main(&mut self) {
        let made = self.templates("/etc/nginx").into_iter().find(|(name, _)| name == "nginx.conf");
        if let Some((_, path)) = made {
            return self.file(&path, "", true);
        }
        match self.scope.configuration(MAIN).0 {
            Found::Missing => {
                if self.layout == Layout::Other {
                    self.open = Some(String::new());
                }
                self.layout.includes().iter().for_each(|pattern| self.include(pattern, "http"));
            }
            _ => self.file(MAIN, "", false),
        }
    }

    /// Reads a file that is included in a block.
    fn file(&mut self, path: &str, block: &str, template: bool) {
        if self.read.len() == MOST || self.read.iter().any(|read| read == path) {
            return;
        }
        self.read.push(path.to_owned());
        let (found, substituted) = self.scope.configuration(path);
        match found {
            Found::File(source) => self.source(&source, block, template || substituted),
            Found::Unknown(why) => self.open = Some(format!("`{path}` {why}")),
            Found::Folder(_) => {}
            Found::Missing
                if self.layout != Layout::Other && BROUGHT.iter().any(|name| path.ends_with(name)) => {}
            Found::Missing => self.open = Some(format!("`{path}` is not in the repository")),
        }
    }

    fn source(&mut self, source: &Arc<Source>, block: &str, template: bool) {
        for directive in nginx::read(source, &["listen", "include"]) {
            let around = directive.within.last().map_or(block, String::as_str);
            let Some(word) = directive.words.get(1) else { continue };
            match directive.words.first().map(|name| name.value.as_str()) {
                Some("listen") => self.listen(&directive.words, source, template),
                _ if matches!(around, "" | "http" | "server" | "stream") => {
                    self.include(&self.whole(&word.value), around)
                }
                _ => {}
            }
        }
    }

    /// A path of the configuration from the root.
    fn whole(&self, path: &str) -> String {
        dockerfile::join(Some(&self.root), path).unwrap_or_default()
    }

    fn include(&mut self, pattern: &str, block: &str) {
        let (folder, name) = pattern.rsplit_once('/').unwrap_or(("", pattern));
        if !name.contains('*') {
            return self.file(pattern, block, false);
        }
        if folder == "/etc/nginx/modules-enabled" {
            return;
        }
        let fits = Pattern::new(name);
        let listing = self.scope.files.list(folder);
        if listing.open || (self.layout == Layout::Other && block != "server") {
            self.open = Some(format!("`{folder}` may contain more"));
        }
        let templates = self.templates(folder);
        let stays = |name: &&String| {
            fits.matches(name) == Ok(true) && templates.iter().all(|(made, _)| made != *name)
        };
        for name in listing.names.iter().filter(stays) {
            self.file(&format!("{folder}/{name}"), block, false);
        }
        for (made, path) in templates {
            if fits.matches(&made) == Ok(true) {
                self.file(&path, block, true);
            }
        }
        // Debian's `sites-enabled/default` leads there.
        if folder == "/etc/nginx/sites-enabled"
            && !matches!(self.scope.configuration("/etc/nginx/sites-available/default").0, Found::Missing)
        {
            self.file("/etc/nginx/sites-available/default", block, false);
        }
    }

    /// What the official image's entrypoint makes in a folder: names and the paths of their templates.
    fn templates(&mut self, folder: &str) -> Vec<(String, String)> {
        let setting = |name: &str, default: &str| match self.scope.lookup(name) {
            Some(value) => value.text,
            None => default.to_owned(),
        };
        let from = setting("NGINX_ENVSUBST_TEMPLATE_DIR", "/etc/nginx/templates");
        let to = setting("NGINX_ENVSUBST_OUTPUT_DIR", "/etc/nginx/conf.d");
        let suffix = setting("NGINX_ENVSUBST_TEMPLATE_SUFFIX", ".template");
        if folder != to.trim_end_matches('/') || !matches!(self.layout, Layout::Official(_)) {
            return Vec::new();
        }
        let listing = self.scope.files.list(from.trim_end_matches('/'));
        let path = |name: &str| format!("{}/{name}", from.trim_end_matches('/'));
        let made = listing
            .names
            .iter()
            .filter_map(|name| Some((name.strip_suffix(&suffix)?.to_owned(), path(name))));
        let made: Vec<_> = made.collect();
        if (!made.is_empty() || listing.open) && !self.entrypoint_is_kept() {
            self.open = Some("its templates may not be used".to_owned());
        }
        made
    }

    /// Whether the entrypoint of the official image surely gets to put variables into templates.
    fn entrypoint_is_kept(&self) -> bool {
        let Some((file, stage)) = self.scope.files.stage() else { return false };
        let new = base(self.scope).is_some_and(|(_, tag)| !is_before_templates(&tag));
        let command = match stage.cmd {
            Setting::Base => true,
            Setting::Nothing => false,
            Setting::At(index) => match file.instruction(index).map(|instruction| &instruction.kind) {
                Some(Kind::Cmd(Command::Exec(words, _))) => {
                    words.first().is_some_and(|word| word.text.starts_with("nginx"))
                }
                _ => false,
            },
        };
        new && command
            && stage.entrypoint == Setting::Base
            && self.scope.lookup("NGINX_ENVSUBST_FILTER").is_none()
    }

    fn listen(&mut self, words: &[Spanned<String>], source: &Arc<Source>, template: bool) {
        let Some(word) = words.get(1) else { return };
        if word.value.contains('$') && !template {
            let name = source.path();
            self.why = Some(format!("nothing is known to replace `{}` in `{name}`", word.value));
            return;
        }
        let read = if template { expanded(&text(word)) } else { Some(literal(word)) };
        let Some(read) = read else { return };
        let mut told = Told::default();
        told.value(self.server, Takes::AddressOrPort, read, source, self.scope);
        if told.hosts.is_empty() && !told.socket {
            told.hosts.push(Host { loopback: Some(false), place: Place::new(source, word.span) });
        }
        let own = told.hosts.iter().all(|host| host.loopback == Some(true)) || told.socket;
        let tls = words.iter().any(|word| matches!(word.value.as_str(), "ssl" | "quic"));
        self.listens.push(Listen { told, rank: if own { 2 } else { u8::from(tls) } });
    }

    fn says(mut self, given: bool) -> Says {
        self.listens.sort_by_key(|listen| listen.rank);
        let mut told = Told::default();
        for listen in self.listens {
            told.add(listen.told);
        }
        let heroku = told.ports.iter().any(|port| port.is_heroku());
        let scripts = self.scope.files.list("/docker-entrypoint.d");
        let official = matches!(self.layout, Layout::Official(_));
        if official && (scripts.open || !scripts.names.is_empty()) {
            self.open = Some("a script of `/docker-entrypoint.d` may write its configuration".to_owned());
        }
        if let Some(why) = self.open.or(self.why).filter(|_| !heroku) {
            return if why.is_empty() { Says::Nothing } else { Says::Unclear(why) };
        }
        if !told.ports.is_empty() {
            return Says::Told(told);
        }
        match self.layout.port().filter(|_| !given && self.read.is_empty() && !told.socket) {
            Some(_) if CHANGED.iter().any(|part| self.scope.files.touches(part)) => {
                Says::Unclear("a RUN changes its configuration".to_owned())
            }
            Some(port) => Says::Default(port),
            None => Says::Nothing,
        }
    }
}

/// What a RUN names that changes the configuration.
const CHANGED: &[&str] = &["/etc/nginx", "nginx.conf", "default.conf", "sites-enabled", "conf.d"];

/// Whether the image of a tag is older than the templates: 1.19 brought them.
fn is_before_templates(tag: &str) -> bool {
    let mut numbers = tag.split(['.', '-']).map(str::parse::<u32>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(1)), Some(Ok(minor))) => minor < 19,
        (Some(Ok(major)), _) => major < 1,
        _ => tag.contains('$'),
    }
}
