//! What web servers listen on, how they are told otherwise, and what they read from the environment.
//!
//! Read in the packages of November 2026; a row whose default is not certain is [`Server::opaque`].

mod bundlers;
mod data;
mod javascript;
mod jvm;
mod native;
mod php;
mod products;
mod proxies;
mod python;
mod ruby;
#[cfg(test)]
mod tests;

/// The rows by family.
pub const SERVERS: &[&[Server]] = &[
    python::ROWS,
    data::ROWS,
    ruby::ROWS,
    php::ROWS,
    javascript::ROWS,
    bundlers::ROWS,
    jvm::ROWS,
    native::ROWS,
    proxies::ROWS,
    products::ROWS,
];

/// A server, or one of its commands: `flask run`, `next start`.
#[derive(Debug)]
pub struct Server {
    /// Its name in messages.
    pub name: &'static str,
    /// The file names of its program, of its Python module, or of the file an interpreter runs.
    pub programs: &'static [&'static str],
    /// Its first word that is no option; `""` where none is needed. Empty: any word, or none.
    pub commands: &'static [&'static str],
    /// The options that say where it listens.
    pub options: &'static [(&'static str, Takes)],
    /// Options before the command, or before a positional address, that take the next word.
    pub valued: &'static [&'static str],
    /// What its first positional word says, the command excluded.
    pub positional: Option<Takes>,
    /// The variables it reads, the strongest first.
    pub reads: &'static [(&'static str, Takes)],
    /// The variable that holds more arguments.
    pub arguments: Option<&'static str>,
    /// The port it listens on when nobody says otherwise; `None` where that differs.
    pub port: Option<u16>,
    /// The interfaces it listens on when nobody says otherwise.
    pub host: Host,
    /// Why its own behaviour is not known: a program of the project decides.
    pub opaque: Option<&'static str>,
    /// Whether it puts `${NAME}` in its arguments in by itself.
    pub expands: bool,
    /// Whether what follows its first positional word is another program's.
    pub options_first: bool,
    /// Whether it listens on all the addresses given, and not on the last one.
    pub several: bool,
    /// Options that send it to the background.
    pub detaches: &'static [&'static str],
    /// Words without which it goes there by itself; empty where it stays.
    pub stays: &'static [&'static str],
    /// A development server: not made for production.
    pub development: bool,
    /// Names of files that may say otherwise, `*` for anything: configuration it loads without being told.
    pub unless: &'static [&'static str],
    /// The form of its configuration, where it can be read.
    pub format: Option<Format>,
    /// Whether it is made to stand before other servers.
    pub fronts: bool,
}

/// The form of a configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// nginx's own.
    Nginx,
    /// Apache's own.
    Apache,
    /// Caddy's own.
    Caddyfile,
    /// `gunicorn.conf.py`.
    Gunicorn,
    /// `hypercorn.toml`.
    Hypercorn,
    /// `.streamlit/config.toml`.
    Streamlit,
    /// `.flaskenv`.
    Flaskenv,
    /// `config/puma.rb`.
    Puma,
    /// `config/unicorn.rb`.
    Unicorn,
    /// `config/thin.yml`.
    Thin,
}

impl Format {
    /// How to make the server listen on the port that Heroku sets.
    pub fn remedy(self) -> &'static str {
        match self {
            Format::Nginx => {
                "write `listen ${PORT};` in a template that `envsubst` fills in when the dyno starts"
            }
            Format::Apache => {
                "write `Listen ${PORT}` in the configuration, which Apache takes from the environment"
            }
            Format::Caddyfile => "write `:{$PORT}` in the Caddyfile",
            Format::Gunicorn => "use `os.environ[\"PORT\"]` in `bind`",
            Format::Hypercorn => "pass `--bind 0.0.0.0:$PORT` in the command",
            Format::Streamlit => "pass `--server.port $PORT` in the command",
            Format::Flaskenv => "pass `--port $PORT` in the command",
            Format::Puma | Format::Unicorn => "use `ENV[\"PORT\"]`",
            Format::Thin => "pass `--port $PORT` in the command",
        }
    }
}

/// The meaning of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// `8000`.
    Port,
    /// `0.0.0.0`.
    Host,
    /// `0.0.0.0`, or nothing for all interfaces.
    MaybeHost,
    /// `0.0.0.0:8000`, `:8000`, `0.0.0.0`, `unix:/path`, `fd://3`.
    Address,
    /// As [`Takes::Address`], and a number alone is a port.
    AddressOrPort,
    /// `http://+:80;https://+:443`, or `tcp://0.0.0.0:80`.
    Urls,
    /// `:8000`, `example.com:8000`: which name it answers to, not where it listens.
    Site,
    /// As [`Takes::Address`], of which PORT replaces the port.
    Interface,
    /// Twisted's `tcp:port=8000:interface=0.0.0.0`, or `tcp:8000`.
    Endpoint,
    /// A socket's path or descriptor: no port at all.
    Socket,
    /// A configuration file, which decides.
    Config,
}

/// The interfaces a server listens on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Host {
    /// All of them.
    All,
    /// The container's own only: nothing outside reaches it.
    Loopback,
    /// It differs.
    Unknown,
}

impl Server {
    /// The row of a program, which may be a path, and the index of its first argument behind the command.
    pub fn find(program: &str, args: &[String]) -> Option<(&'static Server, usize)> {
        let named = |server: &&Server| server.programs.iter().any(|name| is_named(program, name));
        SERVERS.iter().flat_map(|rows| rows.iter()).filter(named).find_map(|server| {
            if server.commands.is_empty() {
                return Some((server, 0));
            }
            let at = server.first_word(args);
            let command = args.get(at).map_or("", String::as_str);
            let behind = if command.is_empty() { 0 } else { at + 1 };
            server.commands.contains(&command).then_some((server, behind))
        })
    }

    /// Index of the first argument that is a command, or neither an option nor the value of one.
    pub fn first_word(&self, args: &[String]) -> usize {
        let mut at = 0;
        while let Some(word) = args.get(at) {
            let stops = !word.starts_with('-') || self.commands.contains(&word.as_str());
            if stops {
                break;
            }
            at += if self.takes_next(word, args.get(at + 1)) { 2 } else { 1 };
            if word == "--" {
                break;
            }
        }
        at
    }

    /// What an option says, by its exact name.
    pub fn takes(&self, option: &str) -> Option<Takes> {
        self.options.iter().find(|(name, _)| *name == option).map(|(_, takes)| *takes)
    }

    /// Whether it leaves the foreground, as its words say.
    pub fn goes_away(&self, words: &[String]) -> bool {
        let detaches = words.iter().any(|word| self.detaches.contains(&word.as_str()));
        let stays = |word: &String| self.stays.iter().any(|stay| word.contains(stay));
        detaches || (!self.stays.is_empty() && !words.iter().any(stays))
    }

    /// Whether it surely listens for HTTP, and does not run any program.
    pub fn listens(&self) -> bool {
        self.opaque != PROGRAM_DECIDES
            && !["jupyter", "parcel", "micro", "pm2", "pm2-runtime"].contains(&self.name)
    }

    /// The arguments that make it listen on a port, `$PORT` as its file writes it, and on all interfaces if asked.
    pub fn remedy(&self, host: bool, port: &str) -> Option<String> {
        match self.positional {
            Some(Takes::Port) => return Some(port.to_owned()),
            Some(Takes::Config) | None => {}
            Some(_) => return Some(format!("0.0.0.0:{port}")),
        }
        let by_host = self.host_option().filter(|_| host);
        let by_port = self.long(&[Takes::Port]).map(|option| {
            let host = by_host.map_or_else(String::new, |option| format!("{option} 0.0.0.0 "));
            format!("{host}{option} {port}")
        });
        let written = [
            (Takes::Address, "0.0.0.0:"),
            (Takes::Urls, "http://0.0.0.0:"),
            (Takes::Endpoint, "tcp:"),
            (Takes::Site, ":"),
        ];
        let mut written = written
            .iter()
            .filter_map(|(takes, start)| Some(format!("{} {start}{port}", self.long(&[*takes])?)));
        let whole = by_port.clone().filter(|_| !host || by_host.is_some());
        whole.or_else(|| written.next()).or(by_port)
    }

    /// Its option with a host.
    pub fn host_option(&self) -> Option<&'static str> {
        self.long(&[Takes::Host, Takes::MaybeHost])
    }

    fn long(&self, takes: &[Takes]) -> Option<&'static str> {
        let named =
            |(name, meaning): &&(&'static str, Takes)| name.starts_with("--") && takes.contains(meaning);
        self.options.iter().find(named).map(|(name, _)| *name)
    }

    /// The variable that says its port, where no argument does.
    pub fn port_variable(&self) -> Option<&'static str> {
        self.reads.iter().rev().find(|(_, takes)| *takes == Takes::Port).map(|(name, _)| *name)
    }

    /// Whether it reads `PORT`.
    pub fn reads_port(&self) -> bool {
        self.reads.contains(&("PORT", Takes::Port))
    }

    fn takes_next(&self, option: &str, next: Option<&String>) -> bool {
        match self.takes(option) {
            Some(Takes::MaybeHost) => {
                next.is_some_and(|next| next.contains(['.', ':']) || next == "localhost")
            }
            Some(_) => true,
            None => self.valued.contains(&option),
        }
    }
}

/// Whether a path ends in a program's name, or in the path of a row that has one.
fn is_named(path: &str, name: &str) -> bool {
    path.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
}

type Options = &'static [(&'static str, Takes)];

const EMPTY: Server = Server {
    name: "",
    programs: &[],
    commands: &[],
    options: &[],
    valued: &[],
    positional: None,
    reads: &[],
    arguments: None,
    port: None,
    host: Host::Unknown,
    opaque: None,
    options_first: false,
    several: false,
    expands: false,
    detaches: &[],
    stays: &[],
    development: false,
    unless: &[],
    format: None,
    fronts: false,
};

const PORT: Options = &[("PORT", Takes::Port)];
const PORT_AND_HOST: Options = &[("PORT", Takes::Port), ("HOST", Takes::Host)];
const LONG: Options = &[("--port", Takes::Port), ("--host", Takes::Host)];
const P_AND_H: Options =
    &[("-p", Takes::Port), ("--port", Takes::Port), ("-h", Takes::Host), ("--host", Takes::Host)];
const P_AND_CAPITAL_H: Options =
    &[("-p", Takes::Port), ("--port", Takes::Port), ("-H", Takes::Host), ("--host", Takes::Host)];
const PROGRAM_DECIDES: Option<&str> = Some("its program decides which port it listens on");
const VERSION_DECIDES: Option<&str> = Some("its version decides whether it reads PORT");
const CONFIGURATION_DECIDES: Option<&str> = Some("its configuration decides which port it listens on");
