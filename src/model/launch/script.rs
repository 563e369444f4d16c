//! The command of a shell text that stays: the last server it starts.

use std::sync::Arc;

use super::argv::{self, Argv};
use super::program::spelling;
use super::value::{self, Scope, Unread};
use super::{Launch, Verdict};
use crate::model::tables::servers::Server;
use crate::source::{Place, Source, Text};
use crate::syntax::shell::{self, Dialect, Joined, Simple, Word};

/// Commands that only ask: what `&&` and `||` join to them may not run.
const TESTS: &[&str] = &["[", "[[", "test", "grep", "command", "which"];

/// Follows a shell text.
pub fn run(text: &Text, dialect: Dialect, source: &Arc<Source>, scope: &Scope, depth: usize) -> Launch {
    let script = shell::parse(text, dialect);
    let mut walk =
        Walk { source, scope: scope.script(), depth, guarded: false, mentioned: None, found: Vec::new() };
    for command in script.own().filter(|command| !command.context.function) {
        walk.command(command);
    }
    choose(walk.found)
}

/// A command that may be the one that stays.
struct Candidate {
    launch: Launch,
    kind: Kind,
    conditional: bool,
    background: bool,
}

/// What a program may have to do with the port.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It only keeps the shell from ending.
    Waits,
    /// It never listens for HTTP.
    Works,
    /// It may start, or stand before, what listens.
    Front,
    /// It may do anything.
    Other,
    /// A known server.
    Server,
}

const CONDITIONAL: &str = "a condition decides what is started";
const SEVERAL: &str = "several programs are started, and one may listen for the other";

/// Programs that start, or forward to, what their own configuration says.
const FRONTS: &[&str] = &[
    "service",
    "systemctl",
    "rc-service",
    "supervisord",
    "supervisorctl",
    "pm2",
    "pm2-runtime",
    "forever",
    "haproxy",
    "traefik",
    "envoy",
    "lighttpd",
    "varnishd",
    "squid",
    "socat",
    "iptables",
    "cloudflared",
    "ngrok",
    "tmux",
    "screen",
    "runsvdir",
    "s6-svscan",
    "overmind",
    "hivemind",
    "concurrently",
    "frankenphp",
    "php-fpm",
];
/// Programs that keep a shell from ending.
const WAITS: &[&str] = &["wait", "tail", "sleep", "fg", "cat", "trap"];
/// Programs that never listen for HTTP.
const WORKS: &[&str] = &[
    "celery",
    "sidekiq",
    "resque",
    "rq",
    "rqworker",
    "dramatiq",
    "huey_consumer",
    "cron",
    "crond",
    "supercronic",
    "redis-server",
    "memcached",
    "postgres",
    "mysqld",
    "mongod",
    "sshd",
    "echo",
    "tee",
];

struct Walk<'a> {
    source: &'a Arc<Source>,
    scope: Scope<'a>,
    depth: usize,
    guarded: bool,
    /// An earlier command that uses the port: it may write it into a configuration.
    mentioned: Option<Place>,
    found: Vec<Candidate>,
}

impl Walk<'_> {
    fn command(&mut self, command: &Simple) {
        let conditional = self.is_conditional(command);
        if command.words.is_empty() || !command.declared.is_empty() {
            for assignment in command.assigned() {
                self.scope.assign(assignment, self.source, !conditional);
            }
            return;
        }
        if TESTS.contains(&command.effective().program.as_str()) || command.context.condition {
            self.guarded = true;
            return;
        }
        let mut scope = self.scope.inside();
        for assignment in &command.assignments {
            scope.assign_beside(assignment, self.source);
        }
        let launch = argv::run(Argv::new(&command.words, self.source, self.depth), &scope);
        self.mark_unread(command);
        let launch = self.with_configuration(launch);
        self.mentioned = self
            .mentioned
            .take()
            .or_else(|| command.words.iter().find_map(|word| value::mention(word, self.source)));
        let kind = kind(&launch, &command.effective().program);
        let words: Vec<String> = command.words.iter().map(spelling).collect();
        let background = command.background || launch.server.is_some_and(|server| server.goes_away(&words));
        self.found.push(Candidate { launch, kind, conditional, background });
    }

    /// `. ./env.sh` may set variables, `sh setup.sh` may write a configuration, for what comes after.
    fn mark_unread(&mut self, command: &Simple) {
        let found = command.effective();
        let is_script = |word: Option<&Word>| word.is_some_and(|word| spelling(word).ends_with(".sh"));
        let run = Dialect::of(&found.program) != Dialect::Other && found.script.is_none();
        if matches!(found.program.as_str(), "." | "source" | "eval") {
            self.scope.unread = Some(Unread::Variables);
        } else if run || is_script(found.word) {
            self.scope.unread = self.scope.unread.or(Some(Unread::Files));
        }
    }

    fn is_conditional(&mut self, command: &Simple) -> bool {
        if !matches!(command.joined, Joined::And | Joined::Or) {
            self.guarded = false;
        }
        self.guarded || command.context.branch || command.joined == Joined::Or
    }

    /// `sed -i "s/80/$PORT/" nginx.conf && nginx`: the configuration gets the port.
    fn with_configuration(&self, mut launch: Launch) -> Launch {
        let configured = launch.server.is_some_and(is_configured);
        let open = matches!(launch.verdict, Verdict::Ignored { .. } | Verdict::Unknown { .. });
        if self.mentioned.is_some() {
            launch.overridden = None;
        }
        if let Some(evidence) = self.mentioned.as_ref().filter(|_| configured && open) {
            launch.verdict = Verdict::FromPort { evidence: evidence.clone() };
        }
        launch
    }
}

fn kind(launch: &Launch, program: &str) -> Kind {
    match program {
        _ if launch.server.is_some() => Kind::Server,
        program if WAITS.contains(&program) => Kind::Waits,
        program if FRONTS.contains(&program) => Kind::Front,
        program if WORKS.contains(&program) => Kind::Works,
        _ => Kind::Other,
    }
}

/// The one that matters: a server that gets the port; else one whose configuration says, or the last one. Whatever else
/// runs may be what listens in front of it.
fn choose(found: Vec<Candidate>) -> Launch {
    let servers = || found.iter().enumerate().filter(|(_, it)| it.launch.server.is_some());
    let certain = || servers().filter(|(_, it)| !it.conditional);
    let told = servers().rev().find(|(_, it)| matches!(it.launch.verdict, Verdict::FromPort { .. }));
    let configured = certain().rev().find(|(_, it)| is_open(&it.launch));
    let staying = servers().rev().find(|(_, it)| !it.background);
    let chosen = told.or(configured).or(staying).or_else(|| servers().next_back());
    let Some((index, server)) = chosen else { return last(found) };
    let in_front = |(at, it): (usize, &Candidate)| {
        it.kind == Kind::Front
            || (it.kind == Kind::Other && (it.background || (at > index && server.background)))
    };
    let why = match server.launch.verdict {
        Verdict::FromPort { .. } => None,
        _ if server.conditional => Some(CONDITIONAL),
        _ => found.iter().enumerate().any(in_front).then_some(SEVERAL),
    };
    pick(found, index, why)
}

/// Whether files or its own program may say where a server listens.
fn is_configured(server: &Server) -> bool {
    !server.unless.is_empty() || server.opaque.is_some()
}

/// Whether it cannot be told yet where a server listens.
fn is_open(launch: &Launch) -> bool {
    !launch.unless.is_empty() || matches!(launch.verdict, Verdict::Unknown { .. })
}

/// No server is known: the last program that stays.
fn last(found: Vec<Candidate>) -> Launch {
    let staying = found.iter().rposition(|it| !it.background && it.kind != Kind::Waits);
    let Some(index) = staying.or(found.len().checked_sub(1)) else {
        return Launch::unknown("the text starts no program");
    };
    let told = |it: &Candidate| matches!(it.launch.verdict, Verdict::FromPort { .. });
    let why = found.get(index).filter(|it| it.conditional && !told(it)).map(|_| CONDITIONAL);
    pick(found, index, why)
}

fn pick(mut found: Vec<Candidate>, index: usize, why: Option<&str>) -> Launch {
    let Candidate { launch, conditional, .. } = found.swap_remove(index);
    match why {
        Some(why) => Launch::unknown(why),
        // What may not run is blamed for nothing.
        None if conditional => Launch { verdict: launch.verdict, ..Launch::unknown("") },
        None => launch,
    }
}
